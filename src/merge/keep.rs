//! A build onto an existing timeline: what people decided there holds in the new one.
//!
//! An entry that a person accepted, or dated by hand (`basis: human`), keeps its fields, and what the articles say now is proposed. A review
//! stays with its entry. An entry that a person reviewed or dated and that no article tells any more stays too, with its sources, and is reported.

use crate::diagnostic::Diagnostic;
use crate::event::Basis;
use crate::timeline::{self, Entry, Field, State, Timeline};

/// Carries what people wrote in `old` over into `new`.
pub fn keep(old: &Timeline, new: &mut Timeline) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let places = new.places();
    let (mut kept, mut gone) = (Vec::new(), Vec::new());
    for entry in old.events.iter().filter(|entry| entry.review.is_some() || entry.basis == Basis::Human) {
        match places.get(entry.id.as_str()) {
            Some(&at) => kept.push((at, entry)),
            None => gone.push(entry),
        }
    }
    drop(places);
    for (at, entry) in kept {
        carry(entry, &mut new.events[at]);
    }
    for entry in gone {
        let path = entry.evidence.first().and_then(|e| old.sources.get(&e.source)).map_or("-", |source| source.path.as_str());
        diagnostics.push(Diagnostic::warning(
            path,
            format!("{} \"{}\" is told by no article any more; kept, because a person reviewed or dated it", entry.id, entry.what),
        ));
        for evidence in &entry.evidence {
            if let Some(source) = old.sources.get(&evidence.source) {
                new.sources.entry(evidence.source.clone()).or_insert_with(|| source.clone());
            }
        }
        new.events.push(entry.clone());
    }
    diagnostics.extend(timeline::settle(new));
    diagnostics
}

fn carry(old: &Entry, new: &mut Entry) {
    new.review.clone_from(&old.review);
    new.id.clone_from(&old.id);
    let accepted = old.review.as_ref().is_some_and(|review| review.state == State::Accepted);
    for field in Field::ALL {
        let by_hand = accepted || old.basis == Basis::Human && matches!(field, Field::Date | Field::Basis);
        let (was, is) = (old.get(field), new.get(field));
        if !by_hand || was == is {
            continue;
        }
        // Both were read or built, so both fit; where the old one was empty, it stays so.
        if new.set(field, was).is_ok()
            && let Some(is) = is
        {
            new.proposed.insert(field, is);
        }
    }
}
