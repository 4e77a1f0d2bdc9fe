//! Names and quotes that stand twice: a claim's id in two entries, one quote of one source twice in an entry.

use super::{Finding, Level, Subject};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn check(subject: &Subject) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut holders: BTreeMap<&str, &str> = subject.timeline.events.iter().map(|entry| (entry.id.as_str(), entry.id.as_str())).collect();
    for entry in &subject.timeline.events {
        for claim in &entry.merged {
            let holder = *holders.entry(&claim.id).or_insert(&entry.id);
            if holder != entry.id {
                let message = format!("the claim {} belongs to {holder} too; remove it from one of them", claim.id);
                found.push(Finding::event("twice", Level::Error, &entry.id, "merged", message));
            }
        }
        let mut seen = BTreeSet::new();
        for (number, evidence) in entry.evidence.iter().enumerate() {
            if !seen.insert((&evidence.of, &evidence.source, &evidence.quote)) {
                let message = "the quote stands here twice with different words about it; keep one".to_string();
                found.push(Finding::event("twice", Level::Warning, &entry.id, "quote", message).numbered(number));
            }
        }
    }
    found
}
