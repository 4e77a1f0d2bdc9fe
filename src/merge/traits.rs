//! What of a claim is compared: its words, and when it can have been.

use super::claims::{Claims, Held};
use super::class;
use super::words::{Proper, Word, proper, read};
use crate::event::{Basis, Status};
use crate::lexicon::Lexicon;
use crate::time::{Edtf, Interval, Relation};
use crate::timeline::State;
use chrono::{Datelike, NaiveDate};
use std::collections::{BTreeMap, BTreeSet};

/// One claim as the scorer sees it.
pub struct Traits<'c> {
    pub id: &'c str,
    pub sources: BTreeSet<&'c str>,
    /// Words of `what` and names of those who take part: (word, weight). Sorted by word.
    pub words: Vec<(u32, f64)>,
    /// Names and numbers among them: what tells one event from another of its kind.
    pub marks: BTreeSet<u32>,
    /// Names among them, countries too.
    pub names: BTreeSet<u32>,
    /// Names and numbers in its quotes, which say of what "three people were killed" is told.
    pub context: BTreeSet<u32>,
    /// The names in its quotes, but for those of countries.
    pub quoted: BTreeSet<u32>,
    pub weight: f64,
    /// What its event is called, also among its words: see [`class`].
    pub classes: BTreeSet<u32>,
    /// The same, with all else that its words call what happened: "an explosion that killed 11 people".
    pub called: BTreeSet<u32>,
    /// What its quotes call what happened, in events of the same family.
    pub spoken: BTreeSet<u32>,
    /// The first number that it says.
    pub figure: Option<u32>,
    /// The events that its words place before or after it.
    pub beside: BTreeSet<&'c str>,
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
    pub shingles: Vec<u64>,
    pub actors: BTreeSet<u32>,
    pub recipients: BTreeSet<u32>,
}

/// The traits of all claims, in the order of their ids. Words weigh the more the fewer claims have them.
pub fn traits<'c>(claims: &'c Claims, left_out: &BTreeSet<&str>, lexicon: &Lexicon) -> Vec<Traits<'c>> {
    let mut vocabulary = Vocabulary::default();
    let told = claims.by_id.values().flat_map(|held| {
        let quotes = held.evidence.iter().map(|evidence| evidence.quote.as_str());
        held.versions.iter().map(|claim| claim.what.as_str()).chain(quotes)
    });
    let proper = proper(told);
    let mut all: Vec<Traits> = claims
        .by_id
        .iter()
        .filter(|(id, _)| !left_out.contains(id.as_str()))
        .map(|(id, held)| one(id, held, claims, &mut vocabulary, &proper, lexicon))
        .collect();
    // The prior of 200 claims keeps the weights of a small timeline from being chance.
    let number = all.len() as f64 + 200.0;
    for claim in &mut all {
        for (word, weight) in &mut claim.words {
            *weight = (number / (f64::from(vocabulary.claims[*word as usize]) + 2.0)).ln();
        }
        claim.weight = claim.words.iter().map(|(_, weight)| weight).sum();
    }
    all
}

#[derive(Default)]
struct Vocabulary {
    words: BTreeMap<String, u32>,
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
}

fn one<'c>(id: &'c str, held: &'c Held, claims: &'c Claims, vocabulary: &mut Vocabulary, proper: &Proper, lexicon: &Lexicon) -> Traits<'c> {
    let claim = &held.versions[0];
    let (mut words, mut marks, mut names) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let (mut classes, mut call) = (BTreeSet::new(), BTreeSet::new());
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
            }
        }
        words.extend(own.iter().copied());
        own
    };
    let mut what = read(&claim.what, proper, lexicon);
    if let Some(kind) = &claim.kind {
        let own = class::own(kind).map(|class| vocabulary.word(&class));
        let called = class::called(kind, &claim.what, lexicon);
        // The word itself says no more than its class.
        what.retain(|word| word.mark || called.iter().all(|called| called.word != word.raw));
        let named: BTreeSet<u32> = called.iter().map(|called| vocabulary.word(&called.class)).chain(own).collect();
        classes = own.map_or(named.clone(), |own| BTreeSet::from([own]));
        call = named;
    }
    let figure = what.iter().find(|word| word.text.starts_with(|c: char| c.is_ascii_digit())).map(|word| vocabulary.word(&word.text));
    take(what, vocabulary);
    let mut names_of = |list: &[String]| list.iter().flat_map(|name| take(read(name, proper, lexicon), vocabulary)).collect();
    let (actors, recipients) = (names_of(&claim.actors), names_of(&claim.recipients));
    names_of(claim.place.as_slice()) as BTreeSet<u32>;
    words.extend(&call);
    for &word in &words {
        vocabulary.claims[word as usize] += 1;
    }
    let (mut context, mut quoted) = (BTreeSet::new(), BTreeSet::new());
    for said in held.evidence.iter().flat_map(|e| read(&e.quote, proper, lexicon)).filter(|word| word.mark) {
        let word = vocabulary.word(&said.text);
        context.insert(word);
        if said.text.starts_with('=') {
            quoted.insert(word);
        }
    }
    let mut spoken = BTreeSet::new();
    if let Some(kind) = &claim.kind {
        let called = held.evidence.iter().flat_map(|evidence| class::called(kind, &evidence.quote, lexicon));
        spoken.extend(called.map(|called| vocabulary.word(&called.class)));
    }
    let sources: BTreeSet<&str> = held.evidence.iter().map(|e| e.source.as_str()).collect();
    let derived = claim.date == Edtf::UNKNOWN || claim.basis == Basis::OrderOnly && claim.date.interval() == Interval::ALWAYS;
    Traits {
        id,
        words: words.into_iter().map(|word| (word, 0.0)).collect(),
        marks,
        names,
        context,
        quoted,
        weight: 0.0,
        classes,
        called: call,
        spoken,
        figure,
        beside: held.evidence.iter().flat_map(|e| &e.links).filter(|link| orders(link.relation)).map(|link| link.event.as_str()).collect(),
        kind: claim.kind.as_deref(),
        status: claim.status,
        dated: (!derived && !claim.date.lacks_year()).then(|| claim.date.interval()),
        yearless: (claim.date.lacks_year() && claim.date != Edtf::UNKNOWN).then_some(claim.date),
        published: sources.iter().filter_map(|id| claims.sources.get(*id)?.day()).min(),
        rejected: held.review.as_ref().is_some_and(|review| review.state == State::Rejected),
        owner: claims.owners.get(id).map(String::as_str),
        shingles: held.evidence.first().map(|e| super::shingle::shingles(&e.quote)).unwrap_or_default(),
        sources,
        actors,
        recipients,
    }
}

/// Whether what stands in this relation to an event is another event.
fn orders(relation: Relation) -> bool {
    !matches!(relation, Relation::Simultaneous)
}

impl Traits<'_> {
    /// The weeks, counted from the first day of the era, in which it can have been, if they are few.
    pub fn weeks(&self) -> Vec<i32> {
        let week = |day: NaiveDate| day.num_days_from_ce().div_euclid(7);
        let (from, to) = match (self.dated, self.published) {
            (Some(dated), _) => match (dated.earliest(), dated.latest()) {
                (Some(from), Some(to)) if (to - from).num_days() <= 45 => (week(from), week(to)),
                _ => return Vec::new(),
            },
            // News reports the days before it.
            (None, Some(day)) => (week(day) - 1, week(day)),
            (None, None) => return Vec::new(),
        };
        (from..=to + 1).collect()
    }
}
