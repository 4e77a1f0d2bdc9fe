//! Entries that may be one event: those that a merge was not sure about, and those that say the same words of one time.

use super::{Finding, Level, Subject};
use crate::timeline::{Entry, Verdict};
use std::collections::BTreeMap;

pub(super) fn check(subject: &Subject) -> Vec<Finding> {
    let timeline = subject.timeline;
    let places = timeline.places();
    let settled = |a: &str, b: &str| {
        let names = |id: &str, subject: &str| id == subject || places.get(id).is_some_and(|at| places.get(subject) == Some(at));
        timeline.decisions.iter().any(|decision| {
            let both = |one: &str| decision.about.iter().any(|subject| names(one, &subject.event));
            decision.verdict != Verdict::NotEvent && both(a) && both(b)
        })
    };
    let mut found = Vec::new();
    let mut report = |entry: &Entry, other: &Entry, key: &'static str| {
        if !settled(&entry.id, &other.id) {
            let message = format!("may be the same event as {} “{}”; decide in `decisions`", other.id, other.what);
            found.push(Finding::event("near", Level::Warning, &entry.id, key, message));
        }
    };
    let mut alike: BTreeMap<String, &Entry> = BTreeMap::new();
    for entry in &timeline.events {
        for id in &entry.maybe_same {
            let Some(&at) = places.get(id.as_str()) else { continue };
            let other = &timeline.events[at];
            // Of two that name each other, the second reports.
            if other.id < entry.id || !other.maybe_same.contains(&entry.id) {
                report(entry, other, "maybe_same");
            }
        }
        let words: Vec<String> =
            entry.what.to_lowercase().split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_string).collect();
        match alike.get(&format!("{} {}", entry.date, words.join(" "))) {
            Some(other) if !entry.maybe_same.contains(&other.id) && !other.maybe_same.contains(&entry.id) => report(entry, other, "what"),
            Some(_) => {}
            None => {
                alike.insert(format!("{} {}", entry.date, words.join(" ")), entry);
            }
        }
    }
    found
}
