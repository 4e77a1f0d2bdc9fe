//! Reads the traits of one claim. Its words get their numbers in the order in which they are read, so every step is taken in one order.

use super::Traits;
use super::vocabulary::Vocabulary;
use crate::event::Basis;
use crate::lexicon::Lexicon;
use crate::merge::claims::{Claims, Held};
use crate::merge::set::Set;
use crate::merge::words::{self, Proper, Word};
use crate::merge::{class, shingle};
use crate::time::{Edtf, Interval, Relation};
use crate::timeline::{Claim, Evidence, Link, State};
use chrono::NaiveDate;
use std::collections::BTreeSet;

pub(super) struct Reader<'r> {
    pub vocabulary: Vocabulary,
    pub proper: &'r Proper,
    pub lexicon: &'r Lexicon,
}

/// What the words of a claim call its event.
#[derive(Default)]
struct Called {
    classes: BTreeSet<u32>,
    all: BTreeSet<u32>,
    main: BTreeSet<u32>,
    spelled: BTreeSet<u32>,
    once: BTreeSet<u32>,
    daily: BTreeSet<u32>,
}

/// What a claim says in its sentence and of those who take part.
#[derive(Default)]
struct Said {
    words: BTreeSet<u32>,
    marks: BTreeSet<u32>,
    numbers: BTreeSet<u32>,
    names: BTreeSet<u32>,
}

/// Who takes part.
struct Parties {
    actors: BTreeSet<u32>,
    recipients: BTreeSet<u32>,
    /// For which some actor acts.
    countries: BTreeSet<u32>,
}

/// What the quotes of a claim name.
struct Quoted {
    /// Names and numbers, but for countries.
    context: BTreeSet<u32>,
    /// Those of them that are names.
    names: BTreeSet<u32>,
    countries: BTreeSet<u32>,
    all_names: BTreeSet<u32>,
}

impl Reader<'_> {
    /// Weights are left at zero: they depend on all claims.
    pub(super) fn read<'c>(&mut self, id: &'c str, held: &'c Held, claims: &'c Claims) -> Traits<'c> {
        let claim = &held.versions[0];
        let sources: BTreeSet<&str> = held.evidence.iter().map(|e| e.source.as_str()).collect();
        let published = sources.iter().filter_map(|id| claims.sources.get(*id)?.day()).min();
        let mut what = words::read(&claim.what, self.proper, self.lexicon);
        let called = self.called(claim, &mut what);
        let deeds = self.deeds(claim);
        let figure = what.iter().find(|word| word.text.starts_with(|c: char| c.is_ascii_digit()));
        let figure = figure.map(|word| self.vocabulary.word(&word.text));
        let mut said = Said::default();
        said.take(what, &mut self.vocabulary);
        let parties = self.parties(claim, published, &mut said);
        said.words.extend(&called.all);
        let (doers, bearers) = if called.once.is_empty() { Default::default() } else { self.once(claim, &parties) };
        for &word in said.words.iter().chain(&deeds).chain(called.spelled.difference(&said.words)) {
            self.vocabulary.count(word);
        }
        let lands: BTreeSet<u32> = said.names.difference(&said.marks).copied().collect();
        let quoted = self.quoted(&held.evidence);
        let spoken = self.spoken(claim, &held.evidence);
        let derived = claim.date == Edtf::UNKNOWN || claim.basis == Basis::OrderOnly && claim.date.interval() == Interval::ALWAYS;
        Traits {
            id,
            context: quoted.context.into(),
            quoted: quoted.names.into(),
            soil: quoted.countries.union(&lands).copied().collect(),
            named: quoted.all_names.union(&said.names).copied().collect(),
            lands: lands.into(),
            words: said.words.into_iter().map(|word| (word, 0.0)).collect(),
            marks: said.marks.into(),
            numbers: said.numbers.into(),
            names: said.names.into(),
            weight: 0.0,
            classes: called.classes.into(),
            called: called.all.into(),
            main: called.main.into(),
            spelled: called.spelled.into(),
            deeds: deeds.into_iter().map(|word| (word, 0.0)).collect(),
            once: called.once.into(),
            bearers: bearers.into(),
            doers: doers.into(),
            daily: called.daily.into(),
            spoken: spoken.into(),
            figure,
            beside: held.evidence.iter().flat_map(|e| &e.links).filter_map(beside).collect(),
            kind: claim.kind.as_deref(),
            status: claim.status,
            dated: (!derived && !claim.date.lacks_year()).then(|| claim.date.interval()),
            yearless: (claim.date.lacks_year() && claim.date != Edtf::UNKNOWN).then_some(claim.date),
            published,
            rejected: held.review.as_ref().is_some_and(|review| review.state == State::Rejected),
            owner: claims.owners.get(id).map(String::as_str),
            shingles: held.evidence.first().map(|e| shingle::shingles(&e.quote)).unwrap_or_default().into(),
            sources: sources.into(),
            actors: parties.actors.into(),
            recipients: parties.recipients.into(),
        }
    }

    /// What its event is called. The words that say no more than its class are taken out of `what`.
    fn called(&mut self, claim: &Claim, what: &mut Vec<Word>) -> Called {
        let vocabulary = &mut self.vocabulary;
        let all = class::called(claim.kind.as_deref(), &claim.what, self.lexicon);
        let daily = all.iter().filter(|called| called.daily).map(|called| vocabulary.word(&called.class)).collect();
        let mut found = Called { daily, ..Called::default() };
        let Some(kind) = &claim.kind else { return found };
        let own = class::own(kind);
        let in_manner = kind.split_once('/').is_some_and(|(code, mode)| self.lexicon.plain.daily(code, mode));
        found.daily.extend(own.iter().filter(|_| in_manner).map(|class| vocabulary.word(class)));
        let own_number = own.as_ref().map(|class| vocabulary.word(class));
        let is_class = |word: &Word| !word.mark && all.iter().any(|called| called.word == word.raw);
        found.spelled = what.iter().filter(|word| is_class(word)).map(|word| vocabulary.word(&word.text)).collect();
        what.retain(|word| !is_class(word));
        found.once.extend(all.first().filter(|called| called.once).map(|called| vocabulary.word(&called.class)));
        found.all = all.iter().map(|called| vocabulary.word(&called.class)).chain(own_number).collect();
        found.classes = own_number.map_or_else(|| found.all.clone(), |own| BTreeSet::from([own]));
        found.main = match own {
            Some(own) => BTreeSet::from([vocabulary.word(&deed(&own))]),
            None => all.iter().map(|called| vocabulary.word(&deed(&called.class))).collect(),
        };
        found
    }

    /// What its words call events of any kind.
    fn deeds(&mut self, claim: &Claim) -> BTreeSet<u32> {
        let called = class::called(None, &claim.what, self.lexicon);
        called.iter().map(|called| self.vocabulary.word(&deed(&called.class))).collect()
    }

    /// Those who take part, and the countries for which they act: "Moscow" and "Putin" do what "Russia" does.
    fn parties(&mut self, claim: &Claim, published: Option<NaiveDate>, said: &mut Said) -> Parties {
        let mut names_of = |names: &[String]| -> BTreeSet<u32> {
            let read = names.iter().flat_map(|name| said.take(words::read(name, self.proper, self.lexicon), &mut self.vocabulary));
            read.collect()
        };
        let (mut actors, recipients) = (names_of(&claim.actors), names_of(&claim.recipients));
        names_of(claim.place.as_slice());
        let mut countries = BTreeSet::new();
        for actor in &claim.actors {
            let Some((seat, country)) = words::acts_for(actor, published, self.lexicon) else { continue };
            let country = self.vocabulary.word(&country);
            actors.insert(country);
            countries.insert(country);
            if let Some(seat) = seat.map(|seat| self.vocabulary.word(&seat)) {
                actors.remove(&seat);
                said.put_for(country, seat);
            }
        }
        Parties { actors, recipients, countries }
    }

    /// Of what happens once: who did it, and to whom it happens, the words of each name.
    fn once(&mut self, claim: &Claim, parties: &Parties) -> (BTreeSet<u32>, Vec<Set<u32>>) {
        let mut doers: BTreeSet<u32> = self.named(&claim.actors).iter().flatten().copied().collect();
        doers.extend(parties.actors.intersection(&parties.countries));
        let bearers = if claim.recipients.is_empty() { &claim.actors } else { &claim.recipients };
        (doers, self.named(bearers))
    }

    fn named(&mut self, names: &[String]) -> Vec<Set<u32>> {
        let named = names.iter().filter_map(|name| words::named(name, self.lexicon));
        named.map(|name| name.iter().map(|word| self.vocabulary.word(word)).collect()).collect()
    }

    fn quoted(&mut self, evidence: &[Evidence]) -> Quoted {
        let (mut context, mut names) = (BTreeSet::new(), BTreeSet::new());
        let (mut countries, mut all_names) = (BTreeSet::new(), BTreeSet::new());
        for said in evidence.iter().flat_map(|e| words::read(&e.quote, self.proper, self.lexicon)) {
            let word = self.vocabulary.word(&said.text);
            if said.is_name() {
                all_names.insert(word);
                (if said.mark { &mut names } else { &mut countries }).insert(word);
            }
            if said.mark {
                context.insert(word);
            }
        }
        Quoted { context, names, countries, all_names }
    }

    /// What its quotes call what happened.
    fn spoken(&mut self, claim: &Claim, evidence: &[Evidence]) -> BTreeSet<u32> {
        let Some(kind) = &claim.kind else { return BTreeSet::new() };
        let called = evidence.iter().flat_map(|e| class::called(Some(kind), &e.quote, self.lexicon));
        called.map(|called| self.vocabulary.word(&called.class)).collect()
    }
}

impl Said {
    /// Takes words in; gives their numbers.
    fn take(&mut self, words: Vec<Word>, vocabulary: &mut Vocabulary) -> BTreeSet<u32> {
        let mut own = BTreeSet::new();
        for said in words {
            let word = vocabulary.word(&said.text);
            own.insert(word);
            if said.is_name() {
                self.names.insert(word);
            }
            if said.mark {
                self.marks.insert(word);
                self.numbers.extend((!said.is_name()).then_some(word));
            }
        }
        self.words.extend(own.iter().copied());
        own
    }

    /// A country takes the place of what means nothing else than it.
    fn put_for(&mut self, country: u32, seat: u32) {
        for set in [&mut self.words, &mut self.marks, &mut self.names] {
            set.remove(&seat);
        }
        self.names.insert(country);
        self.words.insert(country);
    }
}

/// A class among the deeds of whoever tells of it.
fn deed(class: &str) -> String {
    format!("!{class}")
}

/// The event that a link places before or after the claim, which is another one, and whether by days.
fn beside(link: &Link) -> Option<(&str, bool)> {
    let by_days = link.days.and_then(|days| days.least).is_some_and(|least| least > 0);
    (link.relation != Relation::Simultaneous).then_some((link.event.as_str(), by_days))
}
