//! The listing order of a timeline whose events stand in another, as the files of a folder do.

use super::Timeline;
use crate::order::{self, Cue, Happening};
use std::collections::BTreeMap;

/// Sorts the events by earliest day, latest day, order and id; changes nothing else.
pub fn list(timeline: &mut Timeline) {
    let places: BTreeMap<&str, usize> = timeline.events.iter().enumerate().map(|(at, event)| (event.id.as_str(), at)).collect();
    let happenings: Vec<Happening> =
        timeline.events.iter().map(|event| Happening { asserted: event.date.interval(), fact: true }).collect();
    let before = |at: usize| timeline.events[at].after.iter().filter_map(|id| places.get(id.as_str())).copied();
    let cues: Vec<Cue> = (0..happenings.len()).flat_map(|at| before(at).map(move |earlier| Cue::before(earlier, at, 1))).collect();
    let listing = order::solve(&happenings, &cues, |at| timeline.events[at].id.as_str()).listing;
    let mut events: Vec<_> = std::mem::take(&mut timeline.events).into_iter().map(Some).collect();
    timeline.events = listing.into_iter().filter_map(|at| events[at].take()).collect();
}
