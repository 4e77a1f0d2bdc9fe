//! The timeline record: sources, events, evidence.

use crate::article::DctBasis;
use crate::event::{Basis, Status};
use crate::time::{Distance, Edtf, Relation};
use chrono::NaiveDate;
use std::collections::BTreeMap;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Timeline {
    pub title: Option<String>,
    /// By id: `src-` and eight base32 characters.
    pub sources: BTreeMap<String, Source>,
    /// In listing order: (earliest, latest, graph order, id).
    pub events: Vec<Entry>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    pub title: Option<String>,
    pub path: String,
    pub author: Option<String>,
    pub publisher: Option<String>,
    pub url: Option<String>,
    pub published: Option<NaiveDate>,
    pub published_from: DctBasis,
    pub sha256: String,
}

/// One event: what its mentions share.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// `ev-` and eight base32 characters; minted once from the first evidence, never changed afterwards.
    pub id: String,
    pub date: Edtf,
    pub basis: Basis,
    pub what: String,
    /// A PLOVER code such as `ASSAULT/targeted`.
    pub kind: Option<String>,
    pub status: Status,
    pub actors: Vec<String>,
    pub recipients: Vec<String>,
    pub place: Option<String>,
    /// Ids of events that come before this one, only where neither the dates nor a chain of others say so already.
    pub after: Vec<String>,
    /// Ids of events that the words put on the same day, whatever day that is.
    pub same_day: Vec<String>,
    /// Never empty.
    pub evidence: Vec<Evidence>,
}

/// Why the entry says what it says: found verbatim in its source.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
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
    pub relation: Relation,
    pub event: String,
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
    Past,
    Future,
}
