//! What differs between two states of one entry, key by key.

use crate::timeline::yaml::names::Named;
use crate::timeline::{Entry, Evidence, Field, Review, Source, Value};
use std::collections::BTreeSet;

/// One key whose value differs. Lists are compared as sets, except where their order says something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// As it is written in the file; `sources` stands for the number of them in the evidence.
    pub key: &'static str,
    /// Empty where there was nothing.
    pub old: Vec<String>,
    pub new: Vec<String>,
}

impl Change {
    /// Whether the key is computed for every entry anew: its place among the others.
    pub fn is_order(&self) -> bool {
        matches!(self.key, "after" | "same_day")
    }

    /// What is in the new list only.
    pub fn came(&self) -> Vec<&str> {
        self.new.iter().filter(|value| !self.old.contains(value)).map(String::as_str).collect()
    }

    /// What is in the old list only.
    pub fn went(&self) -> Vec<&str> {
        self.old.iter().filter(|value| !self.new.contains(value)).map(String::as_str).collect()
    }
}

/// Every key that differs, in the order in which keys are written.
pub(super) fn changes(old: &Entry, new: &Entry) -> Vec<Change> {
    let mut found = Vec::new();
    let mut push = |key: &'static str, old: Vec<String>, new: Vec<String>| {
        if old != new {
            found.push(Change { key, old, new });
        }
    };
    for field in Field::ALL {
        push(field.word(), texts(old.get(field)), texts(new.get(field)));
    }
    push("disputed", disputed(old), disputed(new));
    push("after", sorted(&old.after), sorted(&new.after));
    push("same_day", sorted(&old.same_day), sorted(&new.same_day));
    push("maybe_same", sorted(&old.maybe_same), sorted(&new.maybe_same));
    push("proposed", proposed(old), proposed(new));
    push("review", review(&old.review), review(&new.review));
    push("sources", sources(old), sources(new));
    push("evidence", evidence(old), evidence(new));
    push("merged", merged(old), merged(new));
    found
}

/// The keys of a source whose values differ.
pub(super) fn source_keys(old: &Source, new: &Source) -> Vec<&'static str> {
    let keys = [
        ("title", old.title != new.title),
        ("path", old.path != new.path),
        ("author", old.author != new.author),
        ("publisher", old.publisher != new.publisher),
        ("url", old.url != new.url),
        ("published", old.published != new.published),
        ("published_from", old.published_from != new.published_from),
        ("published_evidence", old.published_evidence != new.published_evidence),
        ("copy_of", old.copy_of != new.copy_of),
        ("sha256", old.sha256 != new.sha256),
    ];
    keys.into_iter().filter(|(_, differs)| *differs).map(|(key, _)| key).collect()
}

fn texts(value: Option<Value>) -> Vec<String> {
    match value {
        None => Vec::new(),
        Some(Value::One(text)) => vec![text],
        Some(Value::Many(texts)) => texts,
    }
}

fn sorted(ids: &[String]) -> Vec<String> {
    ids.iter().cloned().collect::<BTreeSet<_>>().into_iter().collect()
}

fn disputed(entry: &Entry) -> Vec<String> {
    let sides = entry.disputed.iter().flat_map(|(field, sides)| sides.iter().map(move |side| (field, side)));
    let set: BTreeSet<String> = sides
        .map(|(field, side)| match side.sources.as_slice() {
            [] => format!("{} {}", field.word(), side.is),
            sources => format!("{} {} ({})", field.word(), side.is, sources.join(", ")),
        })
        .collect();
    set.into_iter().collect()
}

fn proposed(entry: &Entry) -> Vec<String> {
    entry.proposed.iter().map(|(field, value)| format!("{} {value}", field.word())).collect()
}

fn review(review: &Option<Review>) -> Vec<String> {
    let Some(Review { state, by, on, note }) = review else { return Vec::new() };
    let mut said = state.word().to_string();
    if let Some(by) = by {
        said += &format!(" by {by}");
    }
    if let Some(on) = on {
        said += &format!(" on {on}");
    }
    if let Some(note) = note {
        said += &format!(": {note}");
    }
    vec![said]
}

fn sources(entry: &Entry) -> Vec<String> {
    entry.evidence.iter().map(|evidence| evidence.source.clone()).collect::<BTreeSet<_>>().into_iter().collect()
}

/// Pieces of evidence, each by its quote; what else is in one that differs is told behind it.
fn evidence(entry: &Entry) -> Vec<String> {
    let said = |evidence: &Evidence| {
        let Evidence { of: _, source, quote, time, anchor, rule, tense, attribution, links } = evidence;
        let mut said = format!("\"{quote}\" ({source}");
        for part in [time, anchor, rule, attribution].into_iter().flatten() {
            said += &format!("; {part}");
        }
        said += tense.map_or(String::new(), |tense| format!("; {}", tense.word())).as_str();
        for link in links {
            let days = link.days.map_or(String::new(), |days| format!(" {days} days"));
            said += &format!("; {} {}{days}: {}", link.relation.word(), link.event, link.cue);
        }
        said + ")"
    };
    entry.evidence.iter().map(said).collect::<BTreeSet<_>>().into_iter().collect()
}

fn merged(entry: &Entry) -> Vec<String> {
    entry.merged.iter().map(|claim| claim.id.clone()).collect::<BTreeSet<_>>().into_iter().collect()
}
