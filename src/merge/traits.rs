//! What of a claim is compared: its words, and when it can have been.

use super::claims::{Claims, Held};
use crate::event::{Basis, Status};
use crate::lexicon::Lexicon;
use crate::lexicon::names::Kind;
use crate::time::{Edtf, Interval};
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
    pub weight: f64,
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
    pub shingles: BTreeSet<u64>,
    pub actors: BTreeSet<u32>,
    pub recipients: BTreeSet<u32>,
}

/// The traits of all claims, in the order of their ids. Words weigh the more the fewer claims have them.
pub fn traits<'c>(claims: &'c Claims, left_out: &BTreeSet<&str>, lexicon: &Lexicon) -> Vec<Traits<'c>> {
    let mut vocabulary = Vocabulary::default();
    let mut all: Vec<Traits> = claims
        .by_id
        .iter()
        .filter(|(id, _)| !left_out.contains(id.as_str()))
        .map(|(id, held)| one(id, held, claims, &mut vocabulary, lexicon))
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

fn one<'c>(id: &'c str, held: &'c Held, claims: &'c Claims, vocabulary: &mut Vocabulary, lexicon: &Lexicon) -> Traits<'c> {
    let claim = &held.versions[0];
    let (mut words, mut marks, mut names) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let mut take = |text: &str, vocabulary: &mut Vocabulary| -> BTreeSet<u32> {
        let mut own = BTreeSet::new();
        for (word, mark) in read(text, lexicon) {
            let name = word.starts_with('=');
            let word = vocabulary.word(&word);
            if name {
                names.insert(word);
            }
            own.insert(word);
            if mark {
                marks.insert(word);
            }
        }
        words.extend(own.iter().copied());
        own
    };
    take(&claim.what, vocabulary);
    let actors = claim.actors.iter().flat_map(|name| take(name, vocabulary)).collect();
    let recipients = claim.recipients.iter().flat_map(|name| take(name, vocabulary)).collect();
    if let Some(place) = &claim.place {
        take(place, vocabulary);
    }
    for &word in &words {
        vocabulary.claims[word as usize] += 1;
    }
    let quoted = held.evidence.iter().flat_map(|e| read(&e.quote, lexicon));
    let context = quoted.filter(|(_, mark)| *mark).map(|(word, _)| vocabulary.word(&word)).collect();
    let sources: BTreeSet<&str> = held.evidence.iter().map(|e| e.source.as_str()).collect();
    let derived = claim.date == Edtf::UNKNOWN || claim.basis == Basis::OrderOnly && claim.date.interval() == Interval::ALWAYS;
    Traits {
        id,
        words: words.into_iter().map(|word| (word, 0.0)).collect(),
        marks,
        names,
        context,
        weight: 0.0,
        kind: claim.kind.as_deref(),
        status: claim.status,
        dated: (!derived && !claim.date.lacks_year()).then(|| claim.date.interval()),
        yearless: (claim.date.lacks_year() && claim.date != Edtf::UNKNOWN).then_some(claim.date),
        published: sources.iter().filter_map(|id| claims.sources.get(*id)?.day()).min(),
        rejected: held.review.as_ref().is_some_and(|review| review.state == State::Rejected),
        owner: claims.owners.get(id).map(String::as_str),
        shingles: held.evidence.first().map(|e| super::independent::shingles(&e.quote)).unwrap_or_default(),
        sources,
        actors,
        recipients,
    }
}

/// The words of a text that say something, each with whether it is a name or a number. Names are read as the lists know them, and all else
/// as lemmas, so that "bombed" meets "bombing".
fn read(text: &str, lexicon: &Lexicon) -> Vec<(String, bool)> {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || "/—–\"“”‘()[];:".contains(c))
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .map(|word| word.strip_suffix("'s").or(word.strip_suffix("’s")).unwrap_or(word))
        .filter(|word| !word.is_empty())
        .collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let word = words[at];
        let capital = word.starts_with(char::is_uppercase);
        if capital && let Some((taken, name)) = lexicon.names.longest(words[at..].iter().copied()) {
            at += taken.max(1);
            if name.kind != Kind::Title {
                // A person is known by the last name too.
                let known =
                    if name.kind == Kind::Person { name.canonical.rsplit(' ').next().unwrap_or(name.canonical) } else { name.canonical };
                found.push((format!("={}", known.to_lowercase()), !matches!(name.kind, Kind::Country | Kind::Demonym)));
            }
            continue;
        }
        at += 1;
        let number = word.starts_with(|c: char| c.is_ascii_digit());
        let lower = word.to_lowercase();
        if lexicon.plain.has(&lower) {
            continue;
        }
        if number {
            found.push((lower, true));
        } else if capital && at > 1 {
            found.push((format!("={lower}"), true));
        } else {
            let verb = lexicon.lemmas.verb(&lower);
            found.push((lexicon.lemmas.noun(&verb).to_string(), false));
        }
    }
    found
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
