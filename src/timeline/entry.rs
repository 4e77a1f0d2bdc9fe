//! The timeline record: sources, events, evidence.

use crate::article::DctBasis;
use crate::event::{Basis, Status};
use crate::time::{Distance, Edtf, Relation};
use chrono::NaiveDate;
use std::collections::BTreeMap;

use super::decision::{Decision, Review};
use super::field::{Field, Value};

/// What a timeline file holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Timeline {
    /// As people gave it, or the one article's.
    pub title: Option<String>,
    /// By id: `src-` and eight base32 characters.
    pub sources: BTreeMap<String, Source>,
    /// What people decided about events, sorted; every later build and merge honours them.
    pub decisions: Vec<Decision>,
    /// In listing order: (earliest, latest, graph order, id).
    pub events: Vec<Entry>,
}

/// One article, as a timeline keeps it.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// Of the article.
    pub title: Option<String>,
    /// Where the article was read, relative and with `/`; an article in a file of many with its place: `news.zip#a.txt`.
    pub path: String,
    /// As the article names him.
    pub author: Option<String>,
    /// The paper or agency.
    pub publisher: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// The day, or what is known of it.
    pub published: Option<Edtf>,
    /// Where that day was found.
    pub published_from: DctBasis,
    /// The words that say so, or the reason.
    pub published_evidence: Option<String>,
    /// The source that this one repeats nearly word for word, as a wire copy does: the two are one independent source.
    pub copy_of: Option<String>,
    /// Of the file that was read, in hexadecimal.
    pub sha256: String,
}

/// One event: what its mentions share.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// `ev-` and eight base32 characters; minted once from the first evidence, never changed afterwards.
    pub id: String,
    /// As fine as its evidence and no finer.
    pub date: Edtf,
    /// Why it is that date.
    pub basis: Basis,
    /// Values that contradict each other, each with the sources that give it. The entry's own field holds one of them.
    pub disputed: Disputed,
    /// One clean clause: who did what to whom.
    pub what: String,
    /// A PLOVER code such as `ASSAULT/targeted`.
    pub kind: Option<String>,
    /// Whether it happened.
    pub status: Status,
    /// Who did it.
    pub actors: Vec<String>,
    /// To whom it was done.
    pub recipients: Vec<String>,
    /// Where.
    pub place: Option<String>,
    /// Ids of events that come before this one, only where neither the dates nor a chain of others say so already.
    pub after: Vec<String>,
    /// Ids of events that the words put on the same day, whatever day that is.
    pub same_day: Vec<String>,
    /// Ids of entries that may be the same event: alike, but not enough to join them unasked.
    pub maybe_same: Vec<String>,
    /// What the machine would write now where a person wrote something else.
    pub proposed: BTreeMap<Field, Value>,
    /// A person's word on it.
    pub review: Option<Review>,
    /// Never empty.
    pub evidence: Vec<Evidence>,
    /// The claims that were joined to this entry, where there is more than one; each keeps its id and what it said by itself, so that joining
    /// can be done anew, or undone.
    pub merged: Vec<Claim>,
}

/// By field; each with two values or more.
pub type Disputed = BTreeMap<Field, Vec<Alternative>>;

/// One side of a disagreement.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Alternative {
    /// What it says.
    pub is: Value,
    /// Ids of the sources that say so; empty for a value that a person wrote.
    pub sources: Vec<String>,
}

/// What one article says of an event, as it was before it was joined with others.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// The id that the entry had, or would have had, by itself. It still names the entry.
    pub id: String,
    pub date: Edtf,
    pub basis: Basis,
    pub what: String,
    pub kind: Option<String>,
    pub status: Status,
    pub actors: Vec<String>,
    pub recipients: Vec<String>,
    pub place: Option<String>,
    pub review: Option<Review>,
}

impl From<Claim> for Entry {
    /// An entry that says what one claim says, without evidence yet.
    fn from(claim: Claim) -> Entry {
        let Claim { id, date, basis, what, kind, status, actors, recipients, place, review } = claim;
        Entry {
            id,
            date,
            basis,
            disputed: Disputed::new(),
            what,
            kind,
            status,
            actors,
            recipients,
            place,
            after: Vec::new(),
            same_day: Vec::new(),
            maybe_same: Vec::new(),
            proposed: BTreeMap::new(),
            review,
            evidence: Vec::new(),
            merged: Vec::new(),
        }
    }
}

impl Source {
    /// The day of publication, where it is known to the day.
    pub fn day(&self) -> Option<NaiveDate> {
        self.published.and_then(|published| published.interval().single_day())
    }
}

impl Timeline {
    /// The position of the entry that an id names: its own, or that of a claim that was joined to it.
    pub fn places(&self) -> BTreeMap<&str, usize> {
        let mut places = BTreeMap::new();
        for (at, entry) in self.events.iter().enumerate() {
            for claim in &entry.merged {
                places.entry(claim.id.as_str()).or_insert(at);
            }
        }
        places.extend(self.events.iter().enumerate().map(|(at, entry)| (entry.id.as_str(), at)));
        places
    }
}

/// Why the entry says what it says: found verbatim in its source.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// The claim in [`Entry::merged`] that it speaks for; none where the entry has one claim only.
    pub of: Option<String>,
    /// Id of a source.
    pub source: String,
    /// Verbatim, but for line breaks and runs of spaces, which are one space.
    pub quote: String,
    /// The dating words: `in January`.
    pub time: Option<String>,
    /// What those words were counted from, when they are relative: `published 2020-12-03`, `2010-04-20`.
    pub anchor: Option<String>,
    /// The rule that read them.
    pub rule: Option<String>,
    /// How the words stand to the day of publication, where nothing else dates the event.
    pub tense: Option<Told>,
    /// Who says so: `Politico`.
    pub attribution: Option<String>,
    /// What the words say of its place among other events.
    pub links: Vec<Link>,
}

/// A relative cue as evidence: this event is `relation` that `event`, because the words say `cue`.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// How this event stands to the other.
    pub relation: Relation,
    /// The other event's id.
    pub event: String,
    /// The words that say so.
    pub cue: String,
    /// The distance in days between the two, when the words give one ("two days after").
    pub days: Option<Distance>,
    /// How sure the link is, in percent. A person's link is surest: [`SURE`].
    pub confidence: u8,
}

/// The confidence of what a person wrote.
pub const SURE: u8 = 100;

/// What the tense says against the day of publication: an event that was told of had happened by then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// It had happened by the day of publication.
    Past,
    /// It was still to come.
    Future,
}
