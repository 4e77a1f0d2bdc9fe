//! What a merge in git left to a person: reviews and deletions that met, and conflicts noted in comments because the record cannot hold
//! both values.

use super::{About, Finding, Level, Subject};
use crate::merge::three::MET;

/// How a comment begins that holds a conflict.
pub const CONFLICT: &str = "# annals: conflict:";

pub(super) fn check(subject: &Subject) -> Vec<Finding> {
    let mut found = Vec::new();
    for entry in &subject.timeline.events {
        let note = entry.review.as_ref().and_then(|review| review.note.as_ref());
        if let Some(what) = note.and_then(|note| note.strip_prefix(MET)) {
            let message = format!("two people disagree:{what}; decide, and write the `review` anew");
            found.push(Finding::event("conflict", Level::Error, &entry.id, "review", message));
        }
    }
    for (number, line) in subject.text.lines().enumerate() {
        if let Some(what) = line.trim_start().strip_prefix(CONFLICT) {
            let message = format!("two people wrote{what}; keep one and remove this comment");
            let about = About { section: "", id: String::new(), key: "", number: number + 1 };
            found.push(Finding { check: "conflict", level: Level::Error, about, message });
        }
    }
    found
}
