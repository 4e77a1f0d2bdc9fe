//! The listing order of a timeline whose events stand in another, as the files of a folder do.

use super::Timeline;
use super::constraint::constraints;
use super::settle::solution;

/// Sorts the events as [`settle`](super::settle()) would; changes nothing else.
pub fn list(timeline: &mut Timeline) {
    timeline.events.sort_by(|a, b| a.id.cmp(&b.id));
    let listing = solution(timeline, &constraints(timeline)).listing;
    let mut events: Vec<_> = std::mem::take(&mut timeline.events).into_iter().map(Some).collect();
    timeline.events = listing.into_iter().filter_map(|at| events[at].take()).collect();
}
