//! One entry that both sides changed, field by field.

use super::{Conflict, MET, pick, set};
use crate::event::Basis;
use crate::timeline::yaml::names::Named;
use crate::timeline::{Alternative, Entry, Evidence, Field, Review, State, Value};
use std::collections::BTreeSet;

/// Unites two states of an entry. Without a base, both sides added it.
pub(super) fn unite(base: Option<&Entry>, ours: &Entry, theirs: &Entry, conflicts: &mut Vec<Conflict>) -> Entry {
    let mut both = ours.clone();
    for field in Field::ALL {
        let sides = |entry: &Entry| entry.disputed.get(&field).cloned().unwrap_or_default();
        let united = set(&base.map(sides).unwrap_or_default(), &sides(ours), &sides(theirs));
        // A dispute has two sides or more; a single one is what remains of one that a side settled.
        if united.len() > 1 {
            _ = both.disputed.insert(field, united)
        } else {
            _ = both.disputed.remove(&field)
        }
        let proposal = |entry: &Entry| entry.proposed.get(&field).cloned();
        let proposed = pick(base.map(proposal).as_ref(), &proposal(ours), &proposal(theirs));
        match proposed.unwrap_or_else(|| proposal(ours).max(proposal(theirs))) {
            Some(value) => _ = both.proposed.insert(field, value),
            None => _ = both.proposed.remove(&field),
        }
    }
    date(&mut both, base, ours, theirs, conflicts);
    for field in Field::ALL.into_iter().filter(|field| !matches!(field, Field::Date | Field::Basis)) {
        let was = base.map(|base| base.get(field));
        let (one, other) = (ours.get(field), theirs.get(field));
        let united = pick(was.as_ref(), &one, &other).or_else(|| list(was.as_ref(), &one, &other));
        match united {
            Some(value) => write(&mut both, field, value),
            None => dispute(&mut both, field, one, other, conflicts),
        }
    }
    let none: &[String] = &[];
    both.after = set(base.map_or(none, |base| &base.after), &ours.after, &theirs.after);
    both.same_day = set(base.map_or(none, |base| &base.same_day), &ours.same_day, &theirs.same_day);
    both.maybe_same = set(base.map_or(none, |base| &base.maybe_same), &ours.maybe_same, &theirs.maybe_same);
    for list in [&mut both.after, &mut both.same_day, &mut both.maybe_same] {
        list.sort();
    }
    both.review = review(base.map(|base| &base.review), &ours.review, &theirs.review, &ours.id, conflicts);
    both.evidence = set(base.map_or(&[], |base| base.evidence.as_slice()), &ours.evidence, &theirs.evidence);
    both.merged = set(base.map_or(&[], |base| base.merged.as_slice()), &ours.merged, &theirs.merged);
    // A claim that both sides wrote anew: ours, for one id is one claim.
    if both.merged != ours.merged && both.merged != theirs.merged {
        let mut ids = BTreeSet::new();
        both.merged.retain(|claim| ids.insert(claim.id.clone()));
        both.merged.sort_by(|a, b| a.id.cmp(&b.id));
    }
    both
}

/// Whether an entry is as it was, but for what is computed from others.
pub(super) fn is_untouched(was: &Entry, is: &Entry) -> bool {
    let plain = |entry: &Entry| {
        let mut plain = entry.clone();
        (plain.after, plain.same_day, plain.maybe_same) = Default::default();
        if is_computed(was.basis) && is_computed(is.basis) {
            plain.date = was.date;
            plain.basis = was.basis;
        }
        plain
    };
    plain(was) == plain(is)
}

/// Takes what a person did to an entry over to the one that the other side joined it to.
pub(super) fn carry(was: &Entry, edited: &Entry, to: &mut Entry, conflicts: &mut Vec<Conflict>) {
    for field in Field::ALL.into_iter().filter(|field| *field != Field::Basis) {
        let (before, now, there) = (was.get(field), edited.get(field), to.get(field));
        if before == now || there == now || field == Field::Date && is_computed(edited.basis) {
            continue;
        }
        if there == before {
            write(to, field, now);
            if field == Field::Date {
                to.basis = edited.basis;
            }
        } else {
            dispute(to, field, there, now, conflicts);
        }
    }
    for evidence in edited.evidence.iter().filter(|evidence| !was.evidence.contains(evidence)) {
        let evidence = Evidence { of: evidence.of.clone().or_else(|| Some(edited.id.clone())), ..evidence.clone() };
        if !to.evidence.contains(&evidence) {
            to.evidence.push(evidence);
        }
    }
    to.review = review(Some(&was.review), &to.review, &edited.review, &to.id, conflicts);
}

/// A review in one line.
pub(super) fn said(review: &Review) -> String {
    let part = |before: &str, text: &Option<String>| text.as_ref().map_or(String::new(), |text| format!("{before}{text}"));
    let on = review.on.map_or(String::new(), |on| format!(" on {on}"));
    format!("{}{}{on}{}", review.state.word(), part(" by ", &review.by), part(": ", &review.note))
}

fn is_computed(basis: Basis) -> bool {
    matches!(basis, Basis::OrderOnly | Basis::EventAnchored)
}

/// The date and its basis go together.
fn date(both: &mut Entry, base: Option<&Entry>, ours: &Entry, theirs: &Entry, conflicts: &mut Vec<Conflict>) {
    let dated = |entry: &Entry| (entry.date, entry.basis);
    let (one, other) = (dated(ours), dated(theirs));
    if let Some((date, basis)) = pick(base.map(dated).as_ref(), &one, &other) {
        (both.date, both.basis) = (date, basis);
        return;
    }
    let people = [one.1 == Basis::Human, other.1 == Basis::Human];
    match (is_computed(one.1), is_computed(other.1)) {
        // What is computed gives way to what is said.
        (true, false) => (both.date, both.basis) = other,
        (_, true) => {}
        _ if one.0 == other.0 => both.basis = if people[1] { other.1 } else { one.1 },
        // A person's date stays, and what the machine found is proposed.
        _ if people == [true, false] => _ = both.proposed.insert(Field::Date, Value::One(other.0.to_string())),
        _ if people == [false, true] => {
            _ = both.proposed.insert(Field::Date, Value::One(one.0.to_string()));
            (both.date, both.basis) = other;
        }
        _ => dispute(both, Field::Date, ours.get(Field::Date), theirs.get(Field::Date), conflicts),
    }
}

/// Lists are sets: what either side added or removed counts. Only where both replaced the same value do they disagree.
fn list(base: Option<&Option<Value>>, ours: &Option<Value>, theirs: &Option<Value>) -> Option<Option<Value>> {
    let texts = |value: &Option<Value>| match value {
        Some(Value::Many(texts)) => Some(texts.clone()),
        None => Some(Vec::new()),
        Some(Value::One(_)) => None,
    };
    // Without a list on any side it is a field with one value.
    if [ours, theirs].iter().all(|side| !matches!(side, Some(Value::Many(_)))) {
        return None;
    }
    let (base, ours, theirs) = (base.map_or(Some(Vec::new()), texts)?, texts(ours)?, texts(theirs)?);
    let replaced = base.iter().any(|one| !ours.contains(one) && !theirs.contains(one));
    let came = |list: &[String]| list.iter().filter(|one| !base.contains(one)).cloned().collect::<BTreeSet<_>>();
    if replaced && came(&ours) != came(&theirs) && !came(&ours).is_empty() && !came(&theirs).is_empty() {
        return None;
    }
    let united = set(&base, &ours, &theirs);
    Some((!united.is_empty()).then_some(Value::Many(united)))
}

fn write(entry: &mut Entry, field: Field, value: Option<Value>) {
    // The value comes from an entry, so it fits.
    let fits = entry.set(field, value);
    debug_assert_eq!(fits, Ok(()));
}

/// Both values stand in `disputed` without sources, as people's; the entry holds ours.
fn dispute(both: &mut Entry, field: Field, ours: Option<Value>, theirs: Option<Value>, conflicts: &mut Vec<Conflict>) {
    let shown = |value: &Option<Value>| value.as_ref().map_or("nothing".to_string(), Value::to_string);
    let message = format!("{}: {} or {}", field.word(), shown(&ours), shown(&theirs));
    let held = ours.is_some() && theirs.is_some();
    conflicts.push(Conflict { section: "events", id: both.id.clone(), message, held });
    match (ours, theirs) {
        (Some(one), Some(other)) => {
            let sides = both.disputed.entry(field).or_default();
            write_sides(sides, [&one, &other]);
            write(both, field, Some(one));
        }
        (one, other) => write(both, field, one.or(other)),
    }
}

fn write_sides(sides: &mut Vec<Alternative>, values: [&Value; 2]) {
    for value in values {
        let side = Alternative { is: value.clone(), sources: Vec::new() };
        if !sides.contains(&side) {
            sides.push(side);
        }
    }
}

/// Two people who reviewed alike agree; where they do not, the entry is open again and the note says what both said.
fn review(
    base: Option<&Option<Review>>,
    ours: &Option<Review>,
    theirs: &Option<Review>,
    id: &str,
    conflicts: &mut Vec<Conflict>,
) -> Option<Review> {
    if let Some(review) = pick(base, ours, theirs) {
        return review;
    }
    let (Some(one), Some(other)) = (ours, theirs) else { return ours.clone().or_else(|| theirs.clone()) };
    let joined = |a: &Option<String>, b: &Option<String>, between: &str| match (a, b) {
        (Some(a), Some(b)) if a != b => Some(format!("{a}{between}{b}")),
        (a, b) => a.clone().or_else(|| b.clone()),
    };
    let by = joined(&one.by, &other.by, ", ");
    let on = one.on.max(other.on);
    if one.state == other.state {
        return Some(Review { state: one.state, by, on, note: joined(&one.note, &other.note, "; ") });
    }
    let message = format!("review: {} or {}", said(one), said(other));
    conflicts.push(Conflict { section: "events", id: id.to_string(), message: message.clone(), held: true });
    Some(Review { state: State::Open, by, on, note: Some(format!("{MET} {message}")) })
}
