//! What timelines say, as a set: every entry taken apart into the claims of its articles.
//!
//! A date that only order or tense gives is not part of a claim: it is derived anew for whatever the claim is joined with. A field of a joined
//! entry that differs from what its claims make of it is a person's edit, and kept as one.

use super::join;
use crate::event::Basis;
use crate::time::Edtf;
use crate::timeline::constraint::{Statement, constraints};
use crate::timeline::yaml::names::Named;
use crate::timeline::{Claim, Decision, Entry, Evidence, Field, Review, Source, Timeline, Value};
use std::collections::{BTreeMap, BTreeSet};

/// A set of claims with all that belongs to them.
#[derive(Clone, Debug, Default)]
pub struct Claims {
    /// Of several titles the first in alphabetical order.
    pub title: Option<String>,
    /// By id.
    pub sources: BTreeMap<String, Source>,
    /// What people decided about events.
    pub decisions: BTreeSet<Decision>,
    /// The claims, by the ids that their entries had by themselves.
    pub by_id: BTreeMap<String, Held>,
    /// What people wrote over the fields of joined entries, by the id that the entry had.
    pub edits: BTreeMap<(String, Field), BTreeSet<Value>>,
    /// Claims that a person accepted or edited as one entry.
    pub together: BTreeSet<(String, String)>,
    /// Ids that entries keep although another claim is older.
    pub kept_ids: BTreeSet<String>,
    /// The entry in which a person had a hand, by claim: two such entries are joined only by a person's word.
    pub owners: BTreeMap<String, String>,
}

/// Everything known of one claim.
#[derive(Clone, Debug, Default)]
pub struct Held {
    /// More than one only where timelines tell the same claim differently. Sorted.
    pub versions: Vec<Claim>,
    /// `of` is empty.
    pub evidence: Vec<Evidence>,
    /// A person's word on it.
    pub review: Option<Review>,
    /// `after` and `same_day` that no words of an article state: a person's.
    pub after: BTreeSet<String>,
    pub same_day: BTreeSet<String>,
    /// What the machine would write where a person wrote something else.
    pub proposed: BTreeMap<Field, Value>,
}

impl Claims {
    /// Takes a timeline apart.
    pub fn add(&mut self, timeline: Timeline) {
        let network = constraints(&timeline);
        let known = timeline.places();
        let mut by_hand: Vec<(BTreeSet<String>, BTreeSet<String>)> = vec![Default::default(); timeline.events.len()];
        for (at, entry) in timeline.events.iter().enumerate() {
            by_hand[at].0.extend(entry.after.iter().filter(|id| !known.contains_key(id.as_str())).cloned());
            by_hand[at].1.extend(entry.same_day.iter().filter(|id| !known.contains_key(id.as_str())).cloned());
        }
        for statement in &network.statements {
            match *statement {
                Statement::Link { .. } => {}
                Statement::After { event, other } => _ = by_hand[event].0.insert(timeline.events[other].id.clone()),
                Statement::SameDay { event, other } => _ = by_hand[event].1.insert(timeline.events[other].id.clone()),
            }
        }
        drop(known);
        self.title = [self.title.take(), timeline.title].into_iter().flatten().min();
        self.decisions.extend(timeline.decisions);
        for (at, entry) in timeline.events.into_iter().enumerate() {
            let (after, same_day) = std::mem::take(&mut by_hand[at]);
            self.add_entry(entry, network.derived[at], after, same_day, &timeline.sources);
        }
        for (id, source) in timeline.sources {
            let kept = match self.sources.remove(&id) {
                Some(old) => better(old, source),
                None => source,
            };
            self.sources.insert(id, kept);
        }
    }

    fn add_entry(
        &mut self,
        entry: Entry,
        derived: bool,
        after: BTreeSet<String>,
        same_day: BTreeSet<String>,
        sources: &BTreeMap<String, Source>,
    ) {
        let mut held: BTreeMap<String, Held> = BTreeMap::new();
        if entry.merged.is_empty() {
            insert(&mut held.entry(entry.id.clone()).or_default().versions, own_claim(&entry, derived));
        }
        for claim in &entry.merged {
            let claim_held = held.entry(claim.id.clone()).or_default();
            claim_held.review = later(claim_held.review.take(), claim.review.clone());
            insert(&mut claim_held.versions, Claim { review: None, ..claim.clone() });
        }
        let lead = if held.contains_key(&entry.id) { entry.id.clone() } else { held.keys().next().cloned().unwrap_or_default() };
        for evidence in &entry.evidence {
            let of = evidence.of.as_ref().filter(|of| held.contains_key(*of)).unwrap_or(&lead).clone();
            let of_claim = &mut held.entry(of).or_default().evidence;
            of_claim.reserve_exact(1);
            of_claim.push(Evidence { of: None, ..evidence.clone() });
        }
        let ids: Vec<String> = held.keys().cloned().collect();
        if !entry.merged.is_empty() {
            let group: Vec<(&String, &Held)> = held.iter().collect();
            let plain = join::fields(&group, sources);
            let mut edited = false;
            for field in Field::ALL {
                let date = matches!(field, Field::Date | Field::Basis);
                let machine_dated = derived || plain.date == Edtf::UNKNOWN && entry.basis != Basis::Human;
                if let Some(value) = entry.get(field).filter(|value| !(date && machine_dated) && Some(value) != plain.get(field).as_ref()) {
                    self.edits.entry((entry.id.clone(), field)).or_default().insert(value);
                    edited = true;
                }
            }
            if entry.id != plain.id {
                self.kept_ids.insert(entry.id.clone());
            }
            if edited || entry.review.as_ref().is_some_and(|r| r.state == crate::timeline::State::Accepted) {
                self.together.extend(ids.iter().skip(1).map(|id| (ids[0].clone(), id.clone())));
            }
        }
        // A side of a dispute that names no source was written by a person or left by git.
        for (field, sides) in &entry.disputed {
            let by_hand = sides.iter().filter(|side| side.sources.is_empty()).map(|side| side.is.clone());
            let values: BTreeSet<Value> = by_hand.collect();
            if !values.is_empty() {
                self.edits.entry((entry.id.clone(), *field)).or_default().extend(values);
            }
        }
        if let Some(first) = held.get_mut(&lead) {
            let told_by_claims = entry.merged.iter().any(|claim| claim.review == entry.review);
            if !told_by_claims {
                first.review = later(first.review.take(), entry.review.clone());
            }
            first.after = after;
            first.same_day = same_day;
            first.proposed = entry.proposed;
        }
        for (id, held) in held {
            match self.by_id.get_mut(&id) {
                None => _ = self.by_id.insert(id, held),
                Some(old) => unite(old, held),
            }
        }
    }

    /// The claims that a subject of a decision names.
    pub fn named(&self, subject: &crate::timeline::Subject) -> Vec<&str> {
        let by_evidence = |held: &Held| match (&subject.quote, &subject.what) {
            (Some(quote), Some(what)) => {
                held.evidence.iter().any(|e| e.quote == *quote) && held.versions.iter().any(|version| version.what == *what)
            }
            _ => false,
        };
        let named = self.by_id.iter().filter(|(id, held)| **id == subject.event || by_evidence(held));
        named.map(|(id, _)| id.as_str()).collect()
    }
}

/// The claim of an entry that was never joined.
fn own_claim(entry: &Entry, derived: bool) -> Claim {
    let (date, basis) = if derived { (Edtf::UNKNOWN, Basis::OrderOnly) } else { (entry.date, entry.basis) };
    Claim {
        id: entry.id.clone(),
        date,
        basis,
        what: entry.what.clone(),
        kind: entry.kind.clone(),
        status: entry.status,
        actors: entry.actors.clone(),
        recipients: entry.recipients.clone(),
        place: entry.place.clone(),
        review: None,
    }
}

/// Both know the claim. Evidence that both list alike keeps its order; else it is sorted, so that it does not matter who comes first.
fn unite(old: &mut Held, new: Held) {
    new.versions.into_iter().for_each(|version| insert(&mut old.versions, version));
    if old.evidence != new.evidence {
        for evidence in new.evidence {
            if !old.evidence.contains(&evidence) {
                old.evidence.push(evidence);
            }
        }
        old.evidence.sort_by_cached_key(|e| (e.source.clone(), e.quote.clone(), format!("{e:?}")));
    }
    old.review = later(old.review.take(), new.review);
    old.after.extend(new.after);
    old.same_day.extend(new.same_day);
    for (field, value) in new.proposed {
        let least = old.proposed.remove(&field).map_or(value.clone(), |other| other.min(value));
        old.proposed.insert(field, least);
    }
}

fn insert(versions: &mut Vec<Claim>, version: Claim) {
    if !versions.contains(&version) {
        // Most claims have one version and one piece of evidence; a vector that grows by itself makes room for four.
        versions.reserve_exact(1);
        versions.push(version);
        versions.sort_by_cached_key(key);
    }
}

fn key(claim: &Claim) -> (bool, String, &'static str, String, String) {
    // What is dated comes first, because the first version is the one that is compared with other claims.
    let rest = format!("{:?}", (&claim.kind, claim.status, &claim.actors, &claim.recipients, &claim.place));
    (claim.date == Edtf::UNKNOWN, claim.date.to_string(), claim.basis.word(), claim.what.clone(), rest)
}

/// The review that counts: the later one.
pub fn later(one: Option<Review>, other: Option<Review>) -> Option<Review> {
    one.max(other)
}

/// One of two records of a source: the one that knows its date, else the first in the order of their contents.
fn better(one: Source, other: Source) -> Source {
    let key = |s: &Source| (s.published.is_none(), s.published_from, s.path.clone(), s.copy_of.is_none(), format!("{s:?}"));
    if key(&one) <= key(&other) { one } else { other }
}
