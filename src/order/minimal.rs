//! The least part of a contradiction: every cue that is reported is needed for it.
//!
//! A negative cycle is simple in its edges, but a cue can have several (at least, at most, not after the end) and a happening two points, so a
//! part of the cues and dates on it may be contradictory by itself.

use super::network::Network;
use super::{Contradiction, Cue, Happening};
use crate::time::Interval;

/// A longer cycle is reported as it was found: each cue on it costs a search of the whole cycle.
const LONGEST: usize = 64;

/// Leaves out, one after the other, what the contradiction does without. The cue that was set aside is on every cycle, since without it all
/// can hold.
pub(super) fn minimal(mut contradiction: Contradiction, happenings: &[Happening], cues: &[Cue]) -> Contradiction {
    if contradiction.cycle.len() > LONGEST {
        return contradiction;
    }
    let mut at = 0;
    while let Some(&cue) = contradiction.cycle.get(at) {
        let without = Contradiction { cycle: others(&contradiction.cycle, at), ..contradiction.clone() };
        if cue != contradiction.set_aside && !can_hold(&without, happenings, cues) {
            contradiction = without;
        } else {
            at += 1;
        }
    }
    at = 0;
    while at < contradiction.dates.len() {
        let without = Contradiction { dates: others(&contradiction.dates, at), ..contradiction.clone() };
        if can_hold(&without, happenings, cues) {
            at += 1;
        } else {
            contradiction = without;
        }
    }
    contradiction
}

fn others(all: &[usize], left_out: usize) -> Vec<usize> {
    all.iter().enumerate().filter(|(at, _)| *at != left_out).map(|(_, &one)| one).collect()
}

/// Whether the cues can hold with those dates alone. Only the happenings that the cues tie are looked at.
fn can_hold(part: &Contradiction, happenings: &[Happening], cues: &[Cue]) -> bool {
    let mut tied: Vec<usize> = part.cycle.iter().flat_map(|&cue| [cues[cue].earlier, cues[cue].later]).collect();
    tied.sort_unstable();
    tied.dedup();
    let place = |happening: usize| tied.binary_search(&happening).unwrap_or_default();
    let open = |happening: &Happening| Happening { end: happening.end.map(|_| Interval::ALWAYS), ..Happening::new(Interval::ALWAYS, true) };
    let dated = |&at: &usize| if part.dates.contains(&at) { happenings[at].clone() } else { open(&happenings[at]) };
    let points: Vec<Happening> = tied.iter().map(dated).collect();
    let between = |&at: &usize| Cue { earlier: place(cues[at].earlier), later: place(cues[at].later), ..cues[at] };
    let links: Vec<Cue> = part.cycle.iter().map(between).collect();
    Network::with(&points, &links, |_| true).is_consistent()
}
