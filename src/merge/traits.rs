//! What of a claim is compared: its words, and when it can have been.

use super::claims::{Claims, Held};
use super::class;
use super::set::Set;
use super::words::{self, Proper, Word, proper, read};
use crate::event::{Basis, Status};
use crate::lexicon::Lexicon;
use crate::time::{Edtf, Interval, Relation};
use crate::timeline::{Link, State};
use chrono::{Datelike, NaiveDate};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// One claim as the scorer sees it.
pub struct Traits<'c> {
    pub id: &'c str,
    pub sources: Set<&'c str>,
    /// Words of `what` and names of those who take part: (word, weight). Sorted by word.
    pub words: Box<[(u32, f32)]>,
    /// Names and numbers among them: what tells one event from another of its kind.
    pub marks: Set<u32>,
    /// The numbers among the marks.
    pub numbers: Set<u32>,
    /// Names among them, countries too, but for those that the whole story is about.
    pub names: Set<u32>,
    /// Names and numbers in its quotes, which say of what "three people were killed" is told.
    pub context: Set<u32>,
    /// The countries that it names, those that its quotes name too, and all names in either.
    pub lands: Set<u32>,
    pub soil: Set<u32>,
    pub named: Set<u32>,
    /// The names in its quotes, but for those of countries.
    pub quoted: Set<u32>,
    pub weight: f32,
    /// What its event is called, also among its words: see [`class`].
    pub classes: Set<u32>,
    /// The same, with all else that its words call what happened: "an explosion that killed 11 people".
    pub called: Set<u32>,
    /// What it is called, among the deeds of whoever tells of it too.
    pub main: Set<u32>,
    /// The words that its class stands for: to a claim without a type they are words like others.
    pub spelled: Set<u32>,
    /// What its words call events of any kind, with weights as words have. Sorted.
    pub deeds: Box<[(u32, f32)]>,
    /// Of what it is called, what happens once to whom it happens to, and to whom it did: the words of each name.
    pub once: Set<u32>,
    pub bearers: Box<[Set<u32>]>,
    /// What of all that its words name happens once a day to whom it happens to.
    pub daily: Set<u32>,
    /// Who did what happens once, of those that are named.
    pub doers: Set<u32>,
    /// What its quotes call what happened, in events of the same family.
    pub spoken: Set<u32>,
    /// The first number that it says.
    pub figure: Option<u32>,
    /// The events that its words place before or after it, and whether by days.
    pub beside: Set<(&'c str, bool)>,
    pub kind: Option<&'c str>,
    pub status: Status,
    /// The days that its own date allows; `None` where only tense and order date it.
    pub dated: Option<Interval>,
    /// The date itself, where its year is not known.
    pub yearless: Option<Edtf>,
    /// The day of its first publication.
    pub published: Option<NaiveDate>,
    pub rejected: bool,
    /// The entry in which a person had a hand.
    pub owner: Option<&'c str>,
    pub shingles: Box<[u64]>,
    pub actors: Set<u32>,
    pub recipients: Set<u32>,
}

/// A name in a greater share of the claims is nothing that two of them have in common.
const EVERYWHERE: f64 = 0.15;

/// The traits of all claims, in the order of their ids. Words weigh the more the fewer claims have them.
pub fn traits<'c>(claims: &'c Claims, left_out: &BTreeSet<&str>, lexicon: &Lexicon) -> Vec<Traits<'c>> {
    let told = claims.by_id.values().flat_map(|held| {
        let quotes = held.evidence.iter().map(|evidence| evidence.quote.as_str());
        held.versions.iter().map(|claim| claim.what.as_str()).chain(quotes)
    });
    let proper = proper(told);
    let wanted: Vec<(&String, &Held)> = claims.by_id.iter().filter(|(id, _)| !left_out.contains(id.as_str())).collect();
    // Words are numbered in the order in which they come, whatever thread reads them.
    let of_part = |part: &[(&'c String, &'c Held)]| {
        let mut vocabulary = Vocabulary::default();
        let traits: Vec<Traits> = part.iter().map(|(id, held)| one(id, held, claims, &mut vocabulary, &proper, lexicon)).collect();
        (traits, vocabulary)
    };
    let parts: Vec<(Vec<Traits>, Vocabulary)> = wanted.par_chunks(PART).map(of_part).collect();
    let mut vocabulary = Vocabulary::default();
    let numbers: Vec<Vec<u32>> = parts.iter().map(|(_, part)| vocabulary.take(part)).collect();
    let renumbered = |((mut part, _), numbers): ((Vec<Traits<'c>>, Vocabulary), Vec<u32>)| {
        part.iter_mut().for_each(|claim| claim.renumber(&numbers));
        part
    };
    let parts: Vec<Vec<Traits>> = parts.into_par_iter().zip(numbers).map(renumbered).collect();
    let mut all: Vec<Traits> = parts.into_iter().flatten().collect();
    // The prior of 200 claims keeps the weights of a small timeline from being chance.
    let number = all.len() as f64 + 200.0;
    all.par_iter_mut().for_each(|claim| {
        for (word, weight) in claim.words.iter_mut().chain(&mut claim.deeds) {
            *weight = (number / (f64::from(vocabulary.claims[*word as usize]) + 2.0)).ln() as f32;
        }
        claim.weight = claim.words.iter().map(|(_, weight)| weight).sum();
        let seldom = |name: &&u32| f64::from(vocabulary.claims[**name as usize]) <= EVERYWHERE * number;
        claim.names = claim.names.iter().filter(seldom).copied().collect();
    });
    all
}

/// So many claims are read by one thread at a time.
const PART: usize = 2000;

#[derive(Default)]
struct Vocabulary {
    words: FxHashMap<String, u32>,
    /// How many claims have the word.
    claims: Vec<u32>,
}

impl Vocabulary {
    fn word(&mut self, word: &str) -> u32 {
        if let Some(&known) = self.words.get(word) {
            return known;
        }
        self.words.insert(word.to_string(), self.claims.len() as u32);
        self.claims.push(0);
        self.claims.len() as u32 - 1
    }

    /// Takes the words of a part in; gives the number of each of them here.
    fn take(&mut self, part: &Vocabulary) -> Vec<u32> {
        let mut words: Vec<(&String, u32)> = part.words.iter().map(|(word, &number)| (word, number)).collect();
        words.sort_unstable_by_key(|(_, number)| *number);
        let take = |(word, number): (&String, u32)| {
            let known = self.word(word);
            self.claims[known as usize] += part.claims[number as usize];
            known
        };
        words.into_iter().map(take).collect()
    }
}

fn one<'c>(id: &'c str, held: &'c Held, claims: &'c Claims, vocabulary: &mut Vocabulary, proper: &Proper, lexicon: &Lexicon) -> Traits<'c> {
    let claim = &held.versions[0];
    let sources: BTreeSet<&str> = held.evidence.iter().map(|e| e.source.as_str()).collect();
    let (mut words, mut marks, mut names) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let (mut classes, mut call, mut once) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let (mut main, mut spelled) = (BTreeSet::new(), BTreeSet::new());
    let mut numbers = BTreeSet::new();
    let mut take = |said: Vec<Word>, vocabulary: &mut Vocabulary| -> BTreeSet<u32> {
        let mut own = BTreeSet::new();
        for said in said {
            let name = said.text.starts_with('=');
            let word = vocabulary.word(&said.text);
            if name {
                names.insert(word);
            }
            own.insert(word);
            if said.mark {
                marks.insert(word);
                numbers.extend((!name).then_some(word));
            }
        }
        words.extend(own.iter().copied());
        own
    };
    let mut what = read(&claim.what, proper, lexicon);
    let all_called = class::called(claim.kind.as_deref(), &claim.what, lexicon);
    let mut daily: BTreeSet<u32> = all_called.iter().filter(|called| called.daily).map(|called| vocabulary.word(&called.class)).collect();
    if let Some(kind) = &claim.kind {
        let in_manner = kind.split_once('/').is_some_and(|(code, mode)| lexicon.plain.daily(code, mode));
        daily.extend(class::own(kind).filter(|_| in_manner).map(|class| vocabulary.word(&class)));
        let own = class::own(kind).map(|class| vocabulary.word(&class));
        let called = all_called;
        // The word itself says no more than its class.
        let named = |word: &Word| !word.mark && called.iter().any(|called| called.word == word.raw);
        spelled = what.iter().filter(|word| named(word)).map(|word| vocabulary.word(&word.text)).collect();
        what.retain(|word| !named(word));
        once.extend(called.first().filter(|called| called.once).map(|called| vocabulary.word(&called.class)));
        let named: BTreeSet<u32> = called.iter().map(|called| vocabulary.word(&called.class)).chain(own).collect();
        classes = own.map_or(named.clone(), |own| BTreeSet::from([own]));
        let mains: Vec<String> =
            class::own(kind).map_or_else(|| called.iter().map(|called| called.class.clone()).collect(), |own| vec![own]);
        main = mains.iter().map(|class| vocabulary.word(&format!("!{class}"))).collect();
        call = named;
    }
    let deeds: BTreeSet<u32> =
        class::called(None, &claim.what, lexicon).iter().map(|called| vocabulary.word(&format!("!{}", called.class))).collect();
    let figure = what.iter().find(|word| word.text.starts_with(|c: char| c.is_ascii_digit())).map(|word| vocabulary.word(&word.text));
    take(what, vocabulary);
    let mut names_of = |list: &[String]| list.iter().flat_map(|name| take(read(name, proper, lexicon), vocabulary)).collect();
    let (mut actors, recipients): (BTreeSet<u32>, BTreeSet<u32>) = (names_of(&claim.actors), names_of(&claim.recipients));
    names_of(claim.place.as_slice()) as BTreeSet<u32>;
    words.extend(&call);
    let published = sources.iter().filter_map(|id| claims.sources.get(*id)?.day()).min();
    let mut countries = BTreeSet::new();
    for actor in &claim.actors {
        // "Moscow" and "Putin" do what "Russia" does.
        let Some((name, country)) = words::acts_for(actor, published, lexicon) else { continue };
        let country = vocabulary.word(&country);
        actors.insert(country);
        countries.insert(country);
        if let Some(seat) = name.map(|name| vocabulary.word(&name)) {
            [&mut words, &mut marks, &mut names, &mut actors].into_iter().for_each(|set| _ = set.remove(&seat));
            names.insert(country);
            words.insert(country);
        }
    }
    let mut named_in = |list: &[String]| -> Vec<Set<u32>> {
        let named = list.iter().filter_map(|name| words::named(name, lexicon));
        named.map(|name| name.iter().map(|word| vocabulary.word(word)).collect()).collect()
    };
    let mut doers: BTreeSet<u32> = BTreeSet::new();
    if !once.is_empty() {
        doers.extend(named_in(&claim.actors).iter().flatten());
        doers.extend(actors.iter().filter(|actor| countries.contains(actor)));
    }
    let bearers = if once.is_empty() {
        Vec::new()
    } else if claim.recipients.is_empty() {
        named_in(&claim.actors)
    } else {
        named_in(&claim.recipients)
    };
    for &word in words.iter().chain(&deeds).chain(spelled.difference(&words)) {
        vocabulary.claims[word as usize] += 1;
    }
    let (mut context, mut quoted) = (BTreeSet::new(), BTreeSet::new());
    let lands: BTreeSet<u32> = names.iter().filter(|name| !marks.contains(name)).copied().collect();
    let (mut named, mut soil) = (names.clone(), lands.clone());
    for said in held.evidence.iter().flat_map(|e| read(&e.quote, proper, lexicon)) {
        let word = vocabulary.word(&said.text);
        if said.text.starts_with('=') {
            named.insert(word);
            soil.extend((!said.mark).then_some(word));
        }
        if !said.mark {
            continue;
        }
        context.insert(word);
        if said.text.starts_with('=') {
            quoted.insert(word);
        }
    }
    let mut spoken = BTreeSet::new();
    if let Some(kind) = &claim.kind {
        let called = held.evidence.iter().flat_map(|evidence| class::called(Some(kind), &evidence.quote, lexicon));
        spoken.extend(called.map(|called| vocabulary.word(&called.class)));
    }
    let derived = claim.date == Edtf::UNKNOWN || claim.basis == Basis::OrderOnly && claim.date.interval() == Interval::ALWAYS;
    Traits {
        id,
        words: words.into_iter().map(|word| (word, 0.0)).collect(),
        marks: marks.into(),
        numbers: numbers.into(),
        names: names.into(),
        context: context.into(),
        quoted: quoted.into(),
        lands: lands.into(),
        soil: soil.into(),
        named: named.into(),
        weight: 0.0,
        classes: classes.into(),
        called: call.into(),
        main: main.into(),
        spelled: spelled.into(),
        deeds: deeds.into_iter().map(|word| (word, 0.0)).collect(),
        once: once.into(),
        bearers: bearers.into(),
        doers: doers.into(),
        daily: daily.into(),
        spoken: spoken.into(),
        figure,
        beside: held.evidence.iter().flat_map(|e| &e.links).filter(|link| orders(link.relation)).map(beside).collect(),
        kind: claim.kind.as_deref(),
        status: claim.status,
        dated: (!derived && !claim.date.lacks_year()).then(|| claim.date.interval()),
        yearless: (claim.date.lacks_year() && claim.date != Edtf::UNKNOWN).then_some(claim.date),
        published,
        rejected: held.review.as_ref().is_some_and(|review| review.state == State::Rejected),
        owner: claims.owners.get(id).map(String::as_str),
        shingles: held.evidence.first().map(|e| super::shingle::shingles(&e.quote)).unwrap_or_default().into(),
        sources: sources.into(),
        actors: actors.into(),
        recipients: recipients.into(),
    }
}

fn beside(link: &Link) -> (&str, bool) {
    (link.event.as_str(), link.days.and_then(|days| days.least).is_some_and(|least| least > 0))
}

/// Whether what stands in this relation to an event is another event.
fn orders(relation: Relation) -> bool {
    !matches!(relation, Relation::Simultaneous)
}

impl Traits<'_> {
    /// Words have these numbers instead.
    fn renumber(&mut self, numbers: &[u32]) {
        let number = |word: u32| numbers[word as usize];
        for words in [&mut self.words, &mut self.deeds] {
            words.iter_mut().for_each(|(word, _)| *word = number(*word));
            words.sort_unstable_by_key(|(word, _)| *word);
        }
        self.figure = self.figure.map(number);
        let sets = [
            &mut self.marks,
            &mut self.numbers,
            &mut self.names,
            &mut self.context,
            &mut self.quoted,
            &mut self.lands,
            &mut self.soil,
            &mut self.named,
            &mut self.classes,
            &mut self.called,
            &mut self.main,
            &mut self.spelled,
            &mut self.once,
            &mut self.daily,
            &mut self.doers,
            &mut self.spoken,
            &mut self.actors,
            &mut self.recipients,
        ];
        sets.into_iter().chain(&mut self.bearers).for_each(|set| set.renumber(number));
    }

    /// The weight of all that it tells: its words, and what they call events.
    pub fn telling(&self) -> f64 {
        self.words.iter().chain(&self.deeds).map(|(_, weight)| f64::from(*weight)).sum()
    }

    /// The weeks, counted from the first day of the era, in which it can have been, if they are few.
    pub fn weeks(&self) -> impl Iterator<Item = i32> + use<> {
        let week = |day: NaiveDate| day.num_days_from_ce().div_euclid(7);
        let few = match (self.dated, self.published) {
            (Some(dated), _) => dated.earliest().zip(dated.latest()).filter(|(from, to)| (*to - *from).num_days() <= 45),
            // News reports the days before it.
            (None, Some(day)) => day.checked_sub_days(chrono::Days::new(7)).map(|before| (before, day)),
            (None, None) => None,
        };
        few.map(|(from, to)| week(from)..=week(to) + 1).into_iter().flatten()
    }
}
