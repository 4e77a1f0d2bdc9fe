//! The layout as serde reads it: a mirror of the record, so that the record itself knows no YAML.

use super::VERSION;
use super::by_field::{Alternatives, Fields};
use super::names::Named;
use crate::timeline::{Claim, Decision, Entry, Evidence, Link, Review, Source, State, Subject, Timeline, Value, Verdict};
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields, expecting = "a timeline")]
pub(super) struct File {
    #[serde(rename = "annals")]
    _version: Version,
    title: Option<String>,
    #[serde(default)]
    sources: Option<Sources>,
    #[serde(default)]
    decisions: Option<Vec<CheckedDecision>>,
    #[serde(default)]
    events: Option<Vec<Event>>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields, expecting = "a source")]
struct SourceFields {
    title: Option<String>,
    path: String,
    author: Option<String>,
    publisher: Option<String>,
    url: Option<String>,
    published: Option<Parsed<crate::time::Edtf>>,
    published_from: Word<crate::article::DctBasis>,
    published_evidence: Option<String>,
    copy_of: Option<String>,
    sha256: String,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields, expecting = "a decision")]
struct DecisionFields {
    #[serde(rename = "decide")]
    verdict: Word<Verdict>,
    about: Vec<SubjectFields>,
    by: Option<String>,
    on: Option<Parsed<chrono::NaiveDate>>,
    why: Option<String>,
}

/// A decision about as many events as its verdict takes.
#[derive(serde::Deserialize)]
#[serde(try_from = "DecisionFields")]
struct CheckedDecision(Decision);

impl TryFrom<DecisionFields> for CheckedDecision {
    type Error = String;

    fn try_from(fields: DecisionFields) -> Result<CheckedDecision, String> {
        let subject = |s: SubjectFields| Subject { event: s.event.0, quote: s.quote, what: s.what };
        let DecisionFields { verdict, about, by, on, why } = fields;
        let (least, words) = if verdict.0 == Verdict::NotEvent { (1, "one event") } else { (2, "two events") };
        if about.len() < least {
            return Err(format!("the decision `{}` is about {words} or more; add to `about`", verdict.0.word()));
        }
        let about = about.into_iter().map(subject).collect();
        Ok(CheckedDecision(Decision { verdict: verdict.0, about, by, on: on.map(|day| day.0), why }))
    }
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields, expecting = "an event, as in {event: ev-7q3k9m2x}")]
struct SubjectFields {
    event: Id,
    quote: Option<String>,
    what: Option<String>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields, expecting = "a review, as in {state: accepted, by: Jane Doe}")]
struct ReviewFields {
    state: Word<State>,
    by: Option<String>,
    on: Option<Parsed<chrono::NaiveDate>>,
    note: Option<String>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields, expecting = "a claim")]
struct ClaimFields {
    id: Id,
    date: Parsed<crate::time::Edtf>,
    basis: Word<crate::event::Basis>,
    what: String,
    #[serde(rename = "type")]
    kind: Option<String>,
    status: Word<crate::event::Status>,
    #[serde(default)]
    actors: Option<Vec<String>>,
    #[serde(default)]
    recipients: Option<Vec<String>>,
    place: Option<String>,
    review: Option<ReviewFields>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields, expecting = "an event")]
struct Event {
    id: Id,
    date: Parsed<crate::time::Edtf>,
    basis: Word<crate::event::Basis>,
    #[serde(default)]
    disputed: Option<Fields<Alternatives>>,
    what: String,
    #[serde(rename = "type")]
    kind: Option<String>,
    status: Word<crate::event::Status>,
    #[serde(default)]
    actors: Option<Vec<String>>,
    #[serde(default)]
    recipients: Option<Vec<String>>,
    place: Option<String>,
    #[serde(default)]
    after: Option<Vec<String>>,
    #[serde(default)]
    same_day: Option<Vec<String>>,
    #[serde(default)]
    maybe_same: Option<Vec<String>>,
    #[serde(default)]
    proposed: Option<Fields<Value>>,
    review: Option<ReviewFields>,
    #[serde(default)]
    evidence: Option<Vec<EvidenceFields>>,
    #[serde(default)]
    merged: Option<Vec<ClaimFields>>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields, expecting = "a piece of evidence")]
struct EvidenceFields {
    of: Option<Id>,
    source: String,
    quote: String,
    time: Option<String>,
    anchor: Option<String>,
    rule: Option<String>,
    tense: Option<Word<crate::timeline::Told>>,
    #[serde(rename = "by")]
    attribution: Option<String>,
    #[serde(default)]
    links: Option<Vec<LinkFields>>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields, expecting = "a link")]
struct LinkFields {
    rel: Word<crate::time::Relation>,
    event: String,
    cue: String,
    days: Option<Parsed<crate::time::Distance>>,
    confidence: Option<Parsed<Percent>>,
}

impl From<File> for Timeline {
    fn from(file: File) -> Timeline {
        Timeline {
            title: file.title,
            sources: file.sources.map_or_else(BTreeMap::new, |sources| sources.0),
            decisions: file.decisions.unwrap_or_default().into_iter().map(|checked| checked.0).collect(),
            events: file.events.unwrap_or_default().into_iter().map(Entry::from).collect(),
        }
    }
}

impl From<SourceFields> for Source {
    fn from(fields: SourceFields) -> Source {
        let SourceFields { title, path, author, publisher, url, published, published_from, published_evidence, copy_of, sha256 } = fields;
        let (published, published_from) = (published.map(|p| p.0), published_from.0);
        Source { title, path, author, publisher, url, published, published_from, published_evidence, copy_of, sha256 }
    }
}

impl From<ReviewFields> for Review {
    fn from(fields: ReviewFields) -> Review {
        Review { state: fields.state.0, by: fields.by, on: fields.on.map(|day| day.0), note: fields.note }
    }
}

impl From<ClaimFields> for Claim {
    fn from(fields: ClaimFields) -> Claim {
        Claim {
            id: fields.id.0,
            date: fields.date.0,
            basis: fields.basis.0,
            what: fields.what,
            kind: fields.kind,
            status: fields.status.0,
            actors: fields.actors.unwrap_or_default(),
            recipients: fields.recipients.unwrap_or_default(),
            place: fields.place,
            review: fields.review.map(Review::from),
        }
    }
}

impl From<Event> for Entry {
    fn from(event: Event) -> Entry {
        Entry {
            id: event.id.0,
            date: event.date.0,
            basis: event.basis.0,
            disputed: event.disputed.map_or_else(BTreeMap::new, |by| by.0.into_iter().map(|(field, list)| (field, list.0)).collect()),
            what: event.what,
            kind: event.kind,
            status: event.status.0,
            actors: event.actors.unwrap_or_default(),
            recipients: event.recipients.unwrap_or_default(),
            place: event.place,
            after: event.after.unwrap_or_default(),
            same_day: event.same_day.unwrap_or_default(),
            maybe_same: event.maybe_same.unwrap_or_default(),
            proposed: event.proposed.map_or_else(BTreeMap::new, |by| by.0),
            review: event.review.map(Review::from),
            evidence: event.evidence.unwrap_or_default().into_iter().map(Evidence::from).collect(),
            merged: event.merged.unwrap_or_default().into_iter().map(Claim::from).collect(),
        }
    }
}

impl From<EvidenceFields> for Evidence {
    fn from(fields: EvidenceFields) -> Evidence {
        let EvidenceFields { of, source, quote, time, anchor, rule, tense, attribution, links } = fields;
        let links = links.unwrap_or_default().into_iter().map(Link::from).collect();
        Evidence { of: of.map(|id| id.0), source, quote, time, anchor, rule, tense: tense.map(|word| word.0), attribution, links }
    }
}

impl From<LinkFields> for Link {
    fn from(fields: LinkFields) -> Link {
        let LinkFields { rel, event, cue, days, confidence } = fields;
        let confidence = confidence.map_or(crate::timeline::entry::SURE, |percent| percent.0.0);
        Link { relation: rel.0, event, cue, days: days.map(|days| days.0), confidence }
    }
}

/// Parses inside the visitor, because there serde_yaml knows the line and column of the scalar itself.
pub(super) fn scalar<'de, D: Deserializer<'de>, T>(deserializer: D, parse: impl Fn(&str) -> Result<T, String>) -> Result<T, D::Error> {
    struct Scalar<F>(F);
    impl<T, F: Fn(&str) -> Result<T, String>> Visitor<'_> for Scalar<F> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
            f.write_str("a string")
        }

        fn visit_str<E: Error>(self, written: &str) -> Result<T, E> {
            self.0(written).map_err(E::custom)
        }
    }
    deserializer.deserialize_str(Scalar(parse))
}

/// `annals: 1`; checked where it stands, so that a file of a later version is refused for that and not for its new keys.
struct Version;

impl<'de> Deserialize<'de> for Version {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Version, D::Error> {
        scalar(deserializer, |written| {
            if written == VERSION.to_string() {
                return Ok(Version);
            }
            let newer = written.parse::<u32>().is_ok_and(|version| version > VERSION);
            let next = if newer { "use a newer annals" } else { "the first line of a timeline is `annals: 1`" };
            Err(format!("this annals reads version {VERSION} of the layout, not '{written}'; {next}"))
        })
    }
}

/// A word of a closed set.
pub(super) struct Word<T>(pub(super) T);

impl<'de, T: Named> Deserialize<'de> for Word<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Word<T>, D::Error> {
        scalar(deserializer, |written| T::from_word(written).map(Word).ok_or_else(|| T::unknown(written)))
    }
}

/// A value with its own grammar.
struct Parsed<T>(T);

impl<'de, T: Written> Deserialize<'de> for Parsed<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Parsed<T>, D::Error> {
        scalar(deserializer, |written| T::read(written).map(Parsed))
    }
}

trait Written: Sized {
    fn read(text: &str) -> Result<Self, String>;
}

impl Written for crate::time::Distance {
    fn read(text: &str) -> Result<Self, String> {
        text.parse()
    }
}

/// A confidence.
struct Percent(u8);

impl Written for Percent {
    fn read(text: &str) -> Result<Self, String> {
        let percent = text.parse().ok().filter(|percent| (1..=100).contains(percent));
        percent.map(Percent).ok_or_else(|| format!("'{text}' is no confidence; write a whole number from 1 to 100"))
    }
}

impl Written for crate::time::Edtf {
    fn read(text: &str) -> Result<Self, String> {
        Self::from_str(text).map_err(|error| error.to_string())
    }
}

impl Written for chrono::NaiveDate {
    fn read(text: &str) -> Result<Self, String> {
        let day = Self::parse_from_str(text, "%Y-%m-%d").ok().filter(|day| day.to_string() == text);
        day.ok_or_else(|| format!("'{text}' is not a day; write it as 2020-12-03"))
    }
}

/// An event's id: one word, so that it can be named on a command line.
struct Id(String);

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Id, D::Error> {
        scalar(deserializer, |written| {
            let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
            if written.is_empty() || !written.chars().all(plain) {
                return Err(format!("'{written}' is no id; write letters, digits and hyphens, as in ev-7q3k9m2x"));
            }
            Ok(Id(written.to_string()))
        })
    }
}

/// Sources by id, without the silent overwriting of a second one with the same id.
struct Sources(BTreeMap<String, Source>);

impl<'de> Deserialize<'de> for Sources {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Sources, D::Error> {
        struct Fields;
        impl<'de> Visitor<'de> for Fields {
            type Value = Sources;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("sources by id")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Sources, A::Error> {
                let mut sources = BTreeMap::new();
                while let Some((Id(id), fields)) = map.next_entry::<Id, SourceFields>()? {
                    if sources.contains_key(&id) {
                        return Err(A::Error::custom(format!("source {id} stands here twice; remove one")));
                    }
                    sources.insert(id, fields.into());
                }
                Ok(Sources(sources))
            }
        }
        deserializer.deserialize_map(Fields)
    }
}
