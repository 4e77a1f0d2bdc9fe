//! A group of claims as one entry: all evidence, the most specific date that all support, disputes where they contradict each other.

use super::claims::{Claims, Held, later};
use super::cluster::Groups;
use super::copies::copies;
use super::independent::hands;
use crate::event::Basis;
use crate::time::edtf::{Date, Edtf, Year};
use crate::timeline::{Alternative, Claim, Entry, Evidence, Field, Source, State, Timeline, Value};
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// The timeline of all groups. What is derived is still to be settled. What claims and groups held moves into it: of a million articles two of
/// each would take gigabytes.
pub fn join(mut claims: Claims, groups: Groups) -> Timeline {
    let repeated = copies(&claims);
    let mut by_id = std::mem::take(&mut claims.by_id);
    let mut events: Vec<Entry> = Vec::with_capacity(groups.groups.len());
    let mut entry_of: BTreeMap<String, usize> = BTreeMap::new();
    for ids in groups.groups {
        let group: Vec<(String, Held)> = ids.iter().filter_map(|id| by_id.remove_entry(id)).collect();
        let at = events.len();
        entry_of.extend(ids.into_iter().map(|id| (id, at)));
        events.push(entry(group, &claims));
    }
    let mut timeline = Timeline { title: claims.title, sources: claims.sources, decisions: claims.decisions.into_iter().collect(), events };
    // A copy that a person named stays one where the quotes do not say so.
    for (old, new) in repeated {
        if let Some(source) = timeline.sources.get_mut(&old) {
            source.copy_of = Some(new);
        }
    }
    let names: Vec<String> = timeline.events.iter().map(|entry| entry.id.clone()).collect();
    for entry in &mut timeline.events {
        for list in [&mut entry.after, &mut entry.same_day] {
            let named = |id: &String| entry_of.get(id.as_str()).map_or(id.clone(), |&at| names[at].clone());
            *list = list.iter().map(named).filter(|id| *id != entry.id).collect::<BTreeSet<_>>().into_iter().collect();
        }
    }
    // The question stands at one of the two, and only the likeliest are asked.
    for (a, b) in &groups.ask {
        let (Some(&a), Some(&b)) = (entry_of.get(a.as_str()), entry_of.get(b.as_str())) else { continue };
        let (first, second) = if names[a] < names[b] { (a, b) } else { (b, a) };
        let list = &mut timeline.events[second].maybe_same;
        if list.len() < 3 && !list.contains(&names[first]) {
            list.push(names[first].clone());
        }
    }
    timeline.events.iter_mut().for_each(|entry| entry.maybe_same.sort());
    timeline
}

fn entry(mut group: Vec<(String, Held)>, claims: &Claims) -> Entry {
    let mut entry = fields(&group.iter().map(|(id, held)| (id, held)).collect::<Vec<_>>(), &claims.sources);
    let kept = group.iter().map(|(id, _)| id).filter(|id| claims.kept_ids.contains(*id)).min();
    if let Some(id) = kept {
        entry.id.clone_from(id);
    }
    let mut edited = false;
    for field in Field::ALL {
        let values = group.iter().filter_map(|(id, _)| claims.edits.get(&(id.clone(), field))).flatten().cloned();
        let values: BTreeSet<Value> = values.collect();
        let Some(last) = values.last().cloned() else { continue };
        // It was read from a timeline, so it fits.
        if entry.set(field, Some(last)).is_ok() {
            edited = true;
            entry.disputed.remove(&field);
            if values.len() > 1 {
                entry.disputed.insert(field, values.into_iter().map(|is| Alternative { is, sources: Vec::new() }).collect());
            }
        }
    }
    let joined = edited || group.iter().map(|(_, held)| held.versions.len()).sum::<usize>() > 1;
    group.sort_by_cached_key(|(id, held)| (published(held, &claims.sources), id.clone()));
    for (id, held) in group {
        entry.review = later(entry.review.take(), held.review.clone());
        entry.after.extend(held.after);
        entry.same_day.extend(held.same_day);
        for (field, value) in held.proposed {
            entry.proposed.entry(field).or_insert(value);
        }
        if joined {
            let review = |at: usize| if at == 0 { held.review.clone() } else { None };
            entry.merged.extend(held.versions.into_iter().enumerate().map(|(at, version)| Claim { review: review(at), ..version }));
        }
        let of = joined.then_some(id);
        entry.evidence.extend(held.evidence.into_iter().map(|e| Evidence { of: of.clone(), ..e }));
    }
    entry
}

/// The earliest told first.
fn in_order<'g>(group: &[(&'g String, &'g Held)], sources: &BTreeMap<String, Source>) -> Vec<(&'g String, &'g Held)> {
    let mut ordered = group.to_vec();
    ordered.sort_by_key(|(id, held)| (published(held, sources), *id));
    ordered
}

fn published(held: &Held, sources: &BTreeMap<String, Source>) -> chrono::NaiveDate {
    let days = held.evidence.iter().filter_map(|e| sources.get(&e.source)?.published?.interval().latest());
    days.min().unwrap_or(chrono::NaiveDate::MAX)
}

/// What the claims of one event say together, and nothing that a person added.
pub fn fields(group: &[(&String, &Held)], sources: &BTreeMap<String, Source>) -> Entry {
    let ordered = in_order(group, sources);
    let told: Vec<(&Held, &Claim)> =
        ordered.iter().flat_map(|(_, held)| held.versions.iter().map(move |version| (*held, version))).collect();
    let lead = lead(&told);
    let first_with = |list: fn(&Claim) -> &Vec<String>| {
        let others = told.iter().map(|(_, claim)| list(claim));
        std::iter::once(list(lead)).chain(others).find(|names| !names.is_empty()).cloned().unwrap_or_default()
    };
    let (date, basis, disputed) = date(&told, sources);
    let mut disputed: BTreeMap<Field, Vec<Alternative>> = disputed.map(|sides| (Field::Date, sides)).into_iter().collect();
    disputed.extend(retold(&ordered));
    Entry {
        id: ordered[0].0.clone(),
        date,
        basis,
        disputed,
        kind: most_said(told.iter().filter_map(|(_, claim)| claim.kind.clone())),
        status: most_said(told.iter().map(|(_, claim)| claim.status)).unwrap_or(lead.status),
        actors: first_with(|claim| &claim.actors),
        recipients: first_with(|claim| &claim.recipients),
        place: most_said(told.iter().filter_map(|(_, claim)| claim.place.clone())),
        ..Entry::from(lead.clone())
    }
}

/// The claim whose words the others share most; an accepted one before all.
fn lead<'g>(told: &[(&'g Held, &'g Claim)]) -> &'g Claim {
    let words = |claim: &Claim| -> BTreeSet<String> { claim.what.split_whitespace().map(str::to_lowercase).collect() };
    let all: Vec<BTreeSet<String>> = told.iter().map(|(_, claim)| words(claim)).collect();
    let mut claims_with: BTreeMap<&str, usize> = BTreeMap::new();
    all.iter().flatten().for_each(|word| *claims_with.entry(word).or_default() += 1);
    let rank = |at: usize| {
        let (held, claim) = told[at];
        let accepted = held.review.as_ref().is_some_and(|review| review.state == State::Accepted);
        let shared: usize = all[at].iter().map(|word| claims_with[word.as_str()] - 1).sum();
        (accepted, claim.kind.is_some(), 100 * shared / all[at].len().max(1), Reverse(at))
    };
    (0..told.len()).max_by_key(|&at| rank(at)).map_or(told[0].1, |at| told[at].1)
}

/// The value said most often; of several, the smallest.
fn most_said<T: Ord + Clone>(values: impl Iterator<Item = T>) -> Option<T> {
    let mut times: BTreeMap<T, usize> = BTreeMap::new();
    values.for_each(|value| *times.entry(value).or_default() += 1);
    times.into_iter().rev().max_by_key(|(_, times)| *times).map(|(value, _)| value)
}

/// The most specific date that all support. Where two exclude each other, the one that more independent sources give, and the dispute.
fn date(told: &[(&Held, &Claim)], sources: &BTreeMap<String, Source>) -> (Edtf, Basis, Option<Vec<Alternative>>) {
    let dated: Vec<&(&Held, &Claim)> = told.iter().filter(|(_, c)| !c.date.lacks_year()).collect();
    let length = |claim: &Claim| claim.date.interval().days().unwrap_or(i64::MAX);
    let supports = |a: &Claim, b: &Claim| a.date.interval().intersect(b.date.interval()).is_some();
    let disagree = dated.iter().any(|(_, a)| dated.iter().any(|(_, b)| !supports(a, b)));
    // How many hands stand behind a claim's date: asked only where dates exclude each other.
    let evidence: Vec<(&Claim, &Evidence)> = dated.iter().flat_map(|(held, claim)| held.evidence.iter().map(|e| (*claim, e))).collect();
    let hand = if disagree { hands(evidence.iter().map(|(_, e)| *e), sources) } else { Vec::new() };
    // A text that was published again tells "on Thursday" of the Thursday before it was published first.
    let counted = |claim: &Claim| matches!(claim.basis, Basis::Relative | Basis::ArticleDate);
    if disagree && hand.iter().all(|of| *of == hand[0]) && dated.iter().all(|(_, claim)| counted(claim)) {
        return (dated[0].1.date, dated[0].1.basis, None);
    }
    let supporters = |date: Edtf| {
        let holds = |other: Edtf| other == date || other.interval().contains(date.interval());
        evidence.iter().zip(&hand).filter(|((claim, _), _)| holds(claim.date)).map(|(_, hand)| hand).collect::<BTreeSet<_>>().len()
    };
    let mut support: FxHashMap<Edtf, usize> = FxHashMap::default();
    let best = dated.iter().enumerate().min_by_key(|(at, (_, claim))| {
        let support = if disagree { *support.entry(claim.date).or_insert_with(|| supporters(claim.date)) } else { 0 };
        (Reverse(support), length(claim), claim.basis, *at)
    });
    let Some((_, (_, best))) = best else {
        // Nobody knows the year: the finest of what they say.
        let finest = told.iter().filter(|(_, c)| c.date != Edtf::UNKNOWN).map(|(_, c)| *c).max_by_key(|c| c.date.to_string().len());
        return finest.map_or((Edtf::UNKNOWN, Basis::OrderOnly, None), |claim| (claim.date, claim.basis, None));
    };
    let (mut date, mut basis) = (best.date, best.basis);
    // "on 5 March" takes its year from a claim that knows it.
    let year = best.date.interval().as_year();
    let finer = told.iter().find_map(|(_, claim)| match (claim.date, year) {
        (Edtf::Date(Date { year: Year::Unknown, part, qualifier }), Some(year)) if part != crate::time::edtf::Part::Whole => {
            Some(Edtf::Date(Date { year: Year::Known(year), part, qualifier }))
        }
        _ => None,
    });
    if let Some(finer) = finer {
        (date, basis) = (finer, Basis::YearInferred);
    }
    if !disagree {
        return (date, basis, None);
    }
    let mut sides: BTreeMap<Value, BTreeSet<String>> = BTreeMap::new();
    // What agrees with all is no side: "in April" beside the 20th and the 22nd.
    for (held, claim) in dated.iter().filter(|(_, claim)| dated.iter().any(|(_, other)| !supports(claim, other))) {
        let sources = held.evidence.iter().map(|e| e.source.clone());
        sides.entry(Value::One(claim.date.to_string())).or_default().extend(sources);
    }
    let sides = sides.into_iter().map(|(is, sources)| Alternative { is, sources: sources.into_iter().collect() }).collect();
    (date, basis, Some(sides))
}

/// One claim that timelines tell differently: every field in which they do is disputed.
fn retold(ordered: &[(&String, &Held)]) -> BTreeMap<Field, Vec<Alternative>> {
    let mut disputed = BTreeMap::new();
    for (_, held) in ordered.iter().filter(|(_, held)| held.versions.len() > 1) {
        let sources: BTreeSet<String> = held.evidence.iter().map(|e| e.source.clone()).collect();
        for field in Field::ALL {
            let said: BTreeSet<Value> = held.versions.iter().filter_map(|version| Entry::from(version.clone()).get(field)).collect();
            if said.len() > 1 && !disputed.contains_key(&field) {
                let side = |is: Value| Alternative { is, sources: sources.iter().cloned().collect() };
                disputed.insert(field, said.into_iter().map(side).collect());
            }
        }
    }
    disputed
}
