//! What happened between two states of a timeline, told in events: added, removed, joined, changed, and dates that follow from others.
//!
//! Entries are paired by id, never by place, so order and layout make no difference. A date that is computed from others and differs only
//! because they do is no change of its own: it stands in [`Diff::follow`].

mod change;

pub use change::Change;

use crate::event::Basis;
use crate::timeline::{Decision, Entry, Timeline};
use std::collections::{BTreeMap, BTreeSet};

/// Everything that differs, events in listing order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Diff {
    /// The two titles, where they differ.
    pub title: Option<(Option<String>, Option<String>)>,
    /// Entries that only the new state has.
    pub added: Vec<Entry>,
    /// Entries that only the old state has.
    pub removed: Vec<Entry>,
    /// Old entries that now are part of another, and the id of that one.
    pub joined: Vec<(Entry, String)>,
    /// Entries that were part of another, and the id that it had.
    pub parted: Vec<(Entry, String)>,
    /// Entries of both states that say something else.
    pub changed: Vec<Changed>,
    /// Entries that nobody touched and no article changed: their computed date or order follows from the others.
    pub follow: Vec<Changed>,
    /// By id.
    pub sources: Vec<SourceChange>,
    /// Decisions that only the new state has.
    pub decided: Vec<Decision>,
    /// Decisions that only the old state has.
    pub undecided: Vec<Decision>,
}

/// An entry of both sides and what differs.
#[derive(Clone, Debug, PartialEq)]
pub struct Changed {
    /// As it now is.
    pub entry: Entry,
    /// What differs, in the order of the fields.
    pub changes: Vec<Change>,
    /// The events from whose dates this one's follows, where they differ too.
    pub because: Vec<String>,
}

/// A source that came, went, or says something else of itself.
#[derive(Clone, Debug, PartialEq)]
pub struct SourceChange {
    /// The source's id.
    pub id: String,
    /// Its title, else its path.
    pub name: String,
    /// What happened to it.
    pub how: How,
}

/// What happened to a source.
#[derive(Clone, Debug, PartialEq)]
pub enum How {
    /// Only the new state has it.
    Added,
    /// Only the old state has it.
    Removed,
    /// The keys whose values differ.
    Changed(Vec<&'static str>),
}

impl Diff {
    /// Whether both states say the same.
    pub fn is_empty(&self) -> bool {
        *self == Diff::default()
    }
}

/// What happened from `old` to `new`.
pub fn diff(old: &Timeline, new: &Timeline) -> Diff {
    let before: BTreeMap<&str, &Entry> = old.events.iter().map(|entry| (entry.id.as_str(), entry)).collect();
    let after: BTreeMap<&str, &Entry> = new.events.iter().map(|entry| (entry.id.as_str(), entry)).collect();
    let (old_places, new_places) = (old.places(), new.places());
    let mut told = Diff::default();
    if old.title != new.title {
        told.title = Some((old.title.clone(), new.title.clone()));
    }
    for entry in &old.events {
        match new_places.get(entry.id.as_str()) {
            None => told.removed.push(entry.clone()),
            Some(&at) if new.events[at].id != entry.id => told.joined.push((entry.clone(), new.events[at].id.clone())),
            Some(_) => {}
        }
    }
    for entry in &new.events {
        match (before.get(entry.id.as_str()), old_places.get(entry.id.as_str())) {
            (Some(was), _) => told.note(was, entry),
            (None, Some(&at)) if after.contains_key(old.events[at].id.as_str()) => {
                told.parted.push((entry.clone(), old.events[at].id.clone()));
            }
            (None, _) => told.added.push(entry.clone()),
        }
    }
    told.explain_what_follows();
    told.sources = sources(old, new);
    told.decided = new.decisions.iter().filter(|decision| !old.decisions.contains(decision)).cloned().collect();
    told.undecided = old.decisions.iter().filter(|decision| !new.decisions.contains(decision)).cloned().collect();
    told
}

impl Diff {
    fn note(&mut self, old: &Entry, new: &Entry) {
        let changes = change::changes(old, new);
        if changes.is_empty() {
            return;
        }
        let computed = matches!(new.basis, Basis::OrderOnly | Basis::EventAnchored) && old.basis == new.basis;
        let follows = changes.iter().all(|change| change.is_order() || computed && change.key == "date");
        let list = if follows { &mut self.follow } else { &mut self.changed };
        list.push(Changed { entry: new.clone(), changes, because: Vec::new() });
    }

    fn explain_what_follows(&mut self) {
        let dated = |changed: &&Changed| changed.changes.iter().any(|change| change.key == "date");
        let ids = |list: &[Changed]| list.iter().filter(dated).map(|changed| changed.entry.id.clone()).collect::<Vec<_>>();
        let mut moved: BTreeSet<String> = ids(&self.changed).into_iter().chain(ids(&self.follow)).collect();
        moved.extend(self.added.iter().chain(&self.removed).map(|entry| entry.id.clone()));
        for changed in &mut self.follow {
            let entry = &changed.entry;
            let links = entry.evidence.iter().flat_map(|evidence| &evidence.links).map(|link| &link.event);
            let named: BTreeSet<&String> = links.chain(&entry.after).chain(&entry.same_day).collect();
            changed.because = named.into_iter().filter(|id| moved.contains(*id)).cloned().collect();
        }
    }
}

fn sources(old: &Timeline, new: &Timeline) -> Vec<SourceChange> {
    let ids: BTreeSet<&String> = old.sources.keys().chain(new.sources.keys()).collect();
    let told = ids.into_iter().filter_map(|id| {
        let (name, how) = match (old.sources.get(id), new.sources.get(id)) {
            (Some(was), Some(is)) if was == is => return None,
            (Some(was), Some(is)) => (is, How::Changed(change::source_keys(was, is))),
            (None, Some(is)) => (is, How::Added),
            (Some(was), None) => (was, How::Removed),
            (None, None) => return None,
        };
        Some(SourceChange { id: id.clone(), name: name.title.clone().unwrap_or_else(|| name.path.clone()), how })
    });
    told.collect()
}
