//! Derived dates, `after`, `same_day` and the listing, computed anew from what a timeline asserts.
//!
//! `build`, `fmt` and `merge` all end here, so that a date which a person corrects moves every date that was counted from it. To settle a
//! settled timeline changes nothing. A person who wants a derived date to stay writes `basis: human`.

use super::constraint::{Constraints, Statement, constraints, is_same_day};
use super::entry::{Entry, Timeline};
use super::wording;
use crate::diagnostic::Diagnostic;
use crate::event::Basis;
use crate::order::{self, Contradiction, Solution};
use crate::time::{Edtf, Interval};
use std::collections::BTreeSet;

/// Computes what is derived, sorts the events, and reports every contradiction with its quotes. The answer does not depend on the order in
/// which the events stand.
pub fn settle(timeline: &mut Timeline) -> Vec<Diagnostic> {
    // Cues are numbered in the order of the events, so the events get one that their content alone decides.
    if !timeline.events.is_sorted_by(|a, b| a.id <= b.id) {
        timeline.events.sort_by(|a, b| a.id.cmp(&b.id));
    }
    let network = constraints(timeline);
    let solution = solution(timeline, &network);
    let diagnostics = solution.contradictions.iter().map(|c| report(timeline, &network, c)).collect();
    let aside: BTreeSet<usize> = solution.contradictions.iter().map(|c| c.set_aside).collect();
    let ids: Vec<String> = timeline.events.iter().map(|event| event.id.clone()).collect();
    let by_hand = by_hand(timeline, &network);
    let mut same_days: Vec<Vec<String>> = vec![Vec::new(); ids.len()];
    for statement in &network.statements {
        if let Statement::Link { event, evidence, link, other } = *statement
            && is_same_day(&timeline.events[event].evidence[evidence].links[link])
        {
            same_days[event].push(ids[other].clone());
        }
    }
    for (i, entry) in timeline.events.iter_mut().enumerate() {
        let (after, same_day) = &by_hand[i];
        entry.after = with(solution.after[i].iter().map(|&earlier| ids[earlier].clone()), after);
        entry.same_day = with(std::mem::take(&mut same_days[i]).into_iter(), same_day);
    }
    let mut counted = vec![false; timeline.events.len()];
    for (cue, statement) in network.statements.iter().enumerate() {
        if let Statement::Link { event, evidence, link, other } = *statement {
            let counts = !aside.contains(&cue) && timeline.events[event].evidence[evidence].links[link].days.is_some();
            // "The raid came a week after the ambassador had left" dates either by the other.
            counted[event] |= counts;
            counted[other] |= counts && !network.derived[event];
        }
    }
    for (i, entry) in timeline.events.iter_mut().enumerate() {
        if network.derived[i] {
            derive(entry, solution.bounds[i], counted[i]);
        }
    }
    arrange(&mut timeline.events, solution.listing);
    diagnostics
}

/// Puts the entries in an order, given as their positions: in place, because a second list of a million entries takes half a gigabyte.
fn arrange(events: &mut [Entry], mut order: Vec<usize>) {
    for at in 0..order.len() {
        let mut from = order[at];
        // Whoever stood there has moved to where it was exchanged.
        while from < at {
            from = order[from];
        }
        order[at] = from;
        events.swap(at, from);
    }
}

/// The timeline in the order of ids, in which it is always solved.
pub fn by_id(timeline: &Timeline) -> Timeline {
    let mut timeline = timeline.clone();
    timeline.events.sort_by(|a, b| a.id.cmp(&b.id));
    timeline
}

/// The network solved as it stands, for those who explain or draw it.
pub fn solution(timeline: &Timeline, network: &Constraints) -> Solution {
    order::solve(&network.happenings, &network.cues, |i| &timeline.events[i].id)
}

fn derive(entry: &mut Entry, bounds: Interval, counted: bool) {
    entry.date = Edtf::within(bounds);
    entry.basis = if counted { Basis::EventAnchored } else { Basis::OrderOnly };
}

/// For each event the `after` and `same_day` that a person wrote; they stay as they are.
fn by_hand(timeline: &Timeline, network: &Constraints) -> Vec<(Vec<String>, Vec<String>)> {
    let known = timeline.places();
    // An event that is not here may be in a file that is not read; its id is kept too.
    let unknown = |ids: &[String]| ids.iter().filter(|id| !known.contains_key(id.as_str())).cloned().collect::<Vec<_>>();
    let mut kept: Vec<(Vec<String>, Vec<String>)> = timeline.events.iter().map(|e| (unknown(&e.after), unknown(&e.same_day))).collect();
    for statement in &network.statements {
        match *statement {
            Statement::Link { .. } => {}
            Statement::After { event, other } => kept[event].0.push(timeline.events[other].id.clone()),
            Statement::SameDay { event, other } => kept[event].1.push(timeline.events[other].id.clone()),
        }
    }
    kept
}

/// The ids of both, sorted, once each.
fn with(derived: impl Iterator<Item = String>, kept: &[String]) -> Vec<String> {
    derived.chain(kept.iter().cloned()).collect::<BTreeSet<_>>().into_iter().collect()
}

/// A contradiction in words: what was set aside, at its article, and what excludes it.
fn report(timeline: &Timeline, network: &Constraints, contradiction: &Contradiction) -> Diagnostic {
    let statement = network.statements[contradiction.set_aside];
    let path = match statement {
        Statement::Link { event, evidence, .. } => {
            timeline.sources.get(&timeline.events[event].evidence[evidence].source).map_or("-", |source| &source.path)
        }
        _ => "-",
    };
    let reasons = wording::against(timeline, network, contradiction).join(", and ");
    Diagnostic::note(path, format!("set aside: {}; but {reasons}", wording::said(timeline, statement)))
}

#[cfg(test)]
mod tests;
