//! What of a timeline is people's: what the lock does not show to be the machine's.

use super::lock::Lock;
use super::rebuild::{ids, is_accepted};
use crate::diagnostic::Diagnostic;
use crate::event::Basis;
use crate::timeline::yaml::names::Named;
use crate::timeline::{self, Entry, Field, Timeline, Value};
use std::collections::{BTreeMap, BTreeSet};

/// A timeline beside its lock.
pub(super) struct People<'t> {
    pub lock: &'t Lock,
    timeline: &'t Timeline,
    /// By position in the timeline: the ids of the claims.
    pub entries: BTreeMap<usize, Vec<String>>,
    /// The entry that a claim belongs to.
    by_claim: BTreeMap<&'t str, usize>,
    /// Entries whose date is what the timeline itself computes.
    computed: BTreeSet<String>,
    touched: BTreeSet<&'t str>,
}

/// Settles a timeline without undoing people: a computed date that a person wrote over stays and becomes `basis: human`. What is computed anew
/// is noted in the lock as the machine's.
pub fn settle(timeline: &mut Timeline, lock: &mut Lock) -> Vec<Diagnostic> {
    let before = timeline.clone();
    let people = People::of(&before, lock);
    let by_hand: BTreeSet<&str> = before
        .events
        .iter()
        .filter(|entry| matches!(entry.basis, Basis::OrderOnly | Basis::EventAnchored) && lock.knows(&entry.id))
        .filter(|entry| people.wrote(entry, Field::Basis) && !people.wrote(entry, Field::Date) && !people.computed.contains(&entry.id))
        .map(|entry| entry.id.as_str())
        .collect();
    timeline.events.iter_mut().filter(|entry| by_hand.contains(entry.id.as_str())).for_each(|entry| entry.basis = Basis::Human);
    let diagnostics = timeline::settle(timeline);
    let old: BTreeMap<&str, &Entry> = before.events.iter().map(|entry| (entry.id.as_str(), entry)).collect();
    let mut written = Vec::new();
    for entry in &timeline.events {
        let Some(was) = old.get(entry.id.as_str()).filter(|was| !people.owns(was, Field::Date)) else { continue };
        for field in [Field::Date, Field::Basis].into_iter().filter(|&field| was.get(field) != entry.get(field)) {
            written.push((entry.id.clone(), field, entry.get(field).map(|value| value.to_string())));
        }
    }
    for (id, field, value) in written {
        lock.set_value(&id, field.word(), value.as_deref());
    }
    diagnostics
}

impl<'t> People<'t> {
    pub(super) fn of(timeline: &'t Timeline, lock: &'t Lock) -> People<'t> {
        let entries = timeline.events.iter().enumerate();
        let entries: BTreeMap<usize, Vec<String>> = entries.map(|(at, entry)| (at, ids(entry).into_iter().cloned().collect())).collect();
        let mut by_claim: BTreeMap<&str, usize> = BTreeMap::new();
        for (at, entry) in timeline.events.iter().enumerate() {
            by_claim.extend(ids(entry).into_iter().map(|id| (id.as_str(), at)));
            by_claim.entry(&entry.id).or_insert(at);
        }
        let mut settled = timeline.clone();
        timeline::settle(&mut settled);
        let dates: BTreeMap<&str, (String, Basis)> =
            settled.events.iter().map(|entry| (entry.id.as_str(), (entry.date.to_string(), entry.basis))).collect();
        let is_computed = |entry: &&Entry| {
            let derived = matches!(entry.basis, Basis::OrderOnly | Basis::EventAnchored);
            derived && dates.get(entry.id.as_str()) == Some(&(entry.date.to_string(), entry.basis))
        };
        let computed = timeline.events.iter().filter(is_computed).map(|entry| entry.id.clone()).collect();
        let mut people = People { lock, timeline, entries, by_claim, computed, touched: BTreeSet::new() };
        people.touched = timeline.events.iter().filter(|entry| people.is_touched(entry)).map(|entry| entry.id.as_str()).collect();
        people
    }

    pub(super) fn entry_of(&self, claim: &str) -> Option<&'t Entry> {
        self.by_claim.get(claim).map(|&at| &self.timeline.events[at])
    }

    /// Whether a person had a hand in the entry.
    pub(super) fn touched(&self, entry: &Entry) -> bool {
        self.touched.contains(entry.id.as_str())
    }

    fn is_touched(&self, entry: &Entry) -> bool {
        let by_hand = |evidence: &timeline::Evidence| !self.lock.wrote_evidence(evidence.of.as_ref().unwrap_or(&entry.id), evidence).1;
        entry.review.is_some()
            || !self.lock.knows(&entry.id)
            || Field::ALL.into_iter().any(|field| self.owns(entry, field))
            || entry.evidence.iter().any(by_hand)
    }

    /// Whether the value of a field is a person's. Date and basis go together.
    pub(super) fn owns(&self, entry: &Entry, field: Field) -> bool {
        match field {
            _ if is_accepted(entry) => true,
            Field::Date | Field::Basis => {
                let machine = self.wrote(entry, Field::Date) && self.wrote(entry, Field::Basis);
                entry.basis == Basis::Human || !machine && !self.computed.contains(&entry.id)
            }
            field => !self.wrote(entry, field),
        }
    }

    /// Whether the value of a field is what the machine wrote there.
    pub(super) fn wrote(&self, entry: &Entry, field: Field) -> bool {
        self.lock.wrote(&entry.id, field.word(), entry.get(field).as_ref().map(Value::to_string).as_deref())
    }
}
