//! Three-way merge: two people changed one timeline, each in a branch; what both did is united by id and by field.
//!
//! What only one side changed is taken; lists (evidence, actors, links) are united as sets. Where both wrote a field differently, the entry
//! holds ours, both values stand in `disputed`, and `check` names it. What cannot stand in `disputed` is a [`Conflict`] to be noted in the
//! text. Whatever is computed from other events is no conflict; the next `fmt` or `build` computes it. Of a date, a person's word stands
//! before the machine's, which is proposed. Nothing that either side wrote is lost.

mod entry;
mod source;

use crate::timeline::{self, Decision, Entry, Review, State, Timeline};
use std::collections::{BTreeMap, BTreeSet};

/// The beginning of a review's note where two people's reviews, or a deletion and an edit, met.
pub const MET: &str = "conflict:";

/// One field that both sides wrote differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// `events`, `sources`, or empty for the timeline itself.
    pub section: &'static str,
    /// Of the entry or the source; empty for the timeline itself.
    pub id: String,
    /// `date: 2020-01-03 or 2020-01-04`.
    pub message: String,
    /// Whether the record holds both values; otherwise the text has to.
    pub held: bool,
}

/// Unites two changed states of a timeline. `base` is the state that both come from; an empty one where there is none.
pub fn three(base: &Timeline, ours: &Timeline, theirs: &Timeline) -> (Timeline, Vec<Conflict>) {
    let mut conflicts = Vec::new();
    let title = pick(Some(&base.title), &ours.title, &theirs.title).unwrap_or_else(|| {
        let [one, other] = [&ours.title, &theirs.title].map(|title| title.as_deref().unwrap_or("no title"));
        conflicts.push(Conflict { section: "", id: String::new(), message: format!("title: {one} or {other}"), held: false });
        ours.title.clone().or_else(|| theirs.title.clone())
    });
    let sources = source::unite(base, ours, theirs, &mut conflicts);
    let mut decisions: Vec<Decision> = set(&base.decisions, &ours.decisions, &theirs.decisions);
    decisions.sort();
    let mut merged = Timeline { title, sources, decisions, events: Vec::new() };
    events(&mut merged, base, ours, theirs, &mut conflicts);
    keep_what_evidence_needs(&mut merged, ours, theirs);
    drop_names_of_nothing(&mut merged, ours, theirs);
    timeline::list(&mut merged);
    (merged, conflicts)
}

/// The value that only one side changed, or that both have; `None` where they differ from one another and from the base.
fn pick<T: PartialEq + Clone>(base: Option<&T>, ours: &T, theirs: &T) -> Option<T> {
    match base {
        _ if ours == theirs => Some(ours.clone()),
        Some(base) if base == ours => Some(theirs.clone()),
        Some(base) if base == theirs => Some(ours.clone()),
        _ => None,
    }
}

/// What is in the base and was removed by neither side, and what either added.
fn set<T: PartialEq + Clone>(base: &[T], ours: &[T], theirs: &[T]) -> Vec<T> {
    if let Some(list) = pick(Some(&base), &ours, &theirs) {
        return list.to_vec();
    }
    let mut united: Vec<T> = ours.iter().filter(|one| !base.contains(one) || theirs.contains(one)).cloned().collect();
    let came: Vec<T> = theirs.iter().filter(|one| !base.contains(one) && !united.contains(one)).cloned().collect();
    united.extend(came);
    united
}

fn events(merged: &mut Timeline, base: &Timeline, ours: &Timeline, theirs: &Timeline, conflicts: &mut Vec<Conflict>) {
    let [before, left, right] = [base, ours, theirs].map(by_id);
    let (in_ours, in_theirs) = (ours.places(), theirs.places());
    // Edits of entries that the other side joined to another: the entry before, as edited, and where it went.
    let mut moved: Vec<(&Entry, &Entry, String)> = Vec::new();
    let ids: BTreeSet<&str> = left.keys().chain(right.keys()).copied().collect();
    for id in ids {
        let was = before.get(id).copied();
        let (only, (other, places)) = match (left.get(id), right.get(id)) {
            (Some(left), Some(right)) => {
                merged.events.push(entry::unite(was, left, right, conflicts));
                continue;
            }
            (Some(left), None) => (*left, (theirs, &in_theirs)),
            (None, Some(right)) => (*right, (ours, &in_ours)),
            (None, None) => continue,
        };
        let Some(was) = was else {
            merged.events.push(only.clone());
            continue;
        };
        match places.get(id) {
            Some(&at) => moved.push((was, only, other.events[at].id.clone())),
            None if entry::is_untouched(was, only) => {}
            None => {
                conflicts.push(Conflict {
                    section: "events",
                    id: id.to_string(),
                    message: "deleted on one side and edited on the other".into(),
                    held: true,
                });
                let mut kept = only.clone();
                let said =
                    kept.review.as_ref().map_or(String::new(), |review| format!("; the other side's review: {}", entry::said(review)));
                let note = format!("{MET} deleted on one side and edited on the other{said}; keep or delete the entry");
                kept.review = Some(Review { state: State::Open, on: None, by: None, note: Some(note) });
                merged.events.push(kept);
            }
        }
    }
    for (was, edited, to) in moved {
        match merged.events.iter_mut().find(|entry| entry.id == to || entry.merged.iter().any(|claim| claim.id == to)) {
            Some(entry) => entry::carry(was, edited, entry, conflicts),
            // The entry that it was joined to is gone as well.
            None => merged.events.push(edited.clone()),
        }
    }
}

fn by_id(timeline: &Timeline) -> BTreeMap<&str, &Entry> {
    timeline.events.iter().map(|entry| (entry.id.as_str(), entry)).collect()
}

/// A source that one side removed stays while evidence of the other side names it.
fn keep_what_evidence_needs(merged: &mut Timeline, ours: &Timeline, theirs: &Timeline) {
    let named: BTreeSet<&String> = merged.events.iter().flat_map(|entry| entry.evidence.iter().map(|evidence| &evidence.source)).collect();
    for id in named {
        if let Some(source) = ours.sources.get(id).or_else(|| theirs.sources.get(id)) {
            merged.sources.entry(id.clone()).or_insert_with(|| source.clone());
        }
    }
}

/// An entry that one side deleted is no longer named by the lists of ids that the other side has.
fn drop_names_of_nothing(merged: &mut Timeline, ours: &Timeline, theirs: &Timeline) {
    let known = |timeline: &Timeline| timeline.places().into_keys().map(str::to_string).collect::<BTreeSet<_>>();
    let (now, mut was) = (known(merged), known(ours));
    was.extend(known(theirs));
    for entry in &mut merged.events {
        for list in [&mut entry.after, &mut entry.same_day, &mut entry.maybe_same] {
            list.retain(|id| now.contains(id) || !was.contains(id));
        }
    }
}

#[cfg(test)]
mod tests;
