//! The one order in which a timeline is written, and the `after` links worth writing.
//!
//! `petgraph::algo::toposort` answers differently for one graph inserted in different orders, so the listing is Kahn's algorithm (1962)
//! over a heap keyed by date. The reduction is Aho, Garey & Ullman's (1972), with searches cut off at the target's place in the listing.

use super::{Cue, Happening};
use crate::time::Interval;
use chrono::NaiveDate;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::{Incoming, Outgoing};
use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

/// Who comes before whom, whatever the day. Free of cycles once the network has set contradictions aside.
pub struct Precedence {
    graph: DiGraph<(), ()>,
}

impl Precedence {
    pub fn new(happenings: usize, cues: &[Cue]) -> Precedence {
        let mut graph = DiGraph::with_capacity(happenings, cues.len());
        for _ in 0..happenings {
            graph.add_node(());
        }
        let mut pairs: Vec<(usize, usize)> = cues.iter().filter(|cue| cue.strict).map(|cue| (cue.earlier, cue.later)).collect();
        pairs.sort_unstable();
        pairs.dedup();
        for (earlier, later) in pairs {
            graph.add_edge(NodeIndex::new(earlier), NodeIndex::new(later), ());
        }
        Precedence { graph }
    }

    /// All happenings, each after those that precede it, otherwise by (earliest, latest, tie). One without an earliest day is listed just
    /// before the first that it precedes, or by its latest day, or at the end.
    pub fn listing<K: Ord>(&self, bounds: &[Interval], tie: impl Fn(usize) -> K) -> Vec<usize> {
        let keys = self.keys(bounds);
        let mut waiting: Vec<usize> = self.graph.node_indices().map(|v| self.graph.neighbors_directed(v, Incoming).count()).collect();
        let entry = |i: usize| Reverse((keys[i], tie(i), i));
        let mut ready: BinaryHeap<_> = (0..bounds.len()).filter(|&i| waiting[i] == 0).map(entry).collect();
        let mut listed = Vec::with_capacity(bounds.len());
        while let Some(Reverse((_, _, i))) = ready.pop() {
            listed.push(i);
            for next in self.graph.neighbors_directed(NodeIndex::new(i), Outgoing) {
                waiting[next.index()] -= 1;
                if waiting[next.index()] == 0 {
                    ready.push(entry(next.index()));
                }
            }
        }
        debug_assert_eq!(listed.len(), bounds.len(), "the network leaves no cycle");
        listed
    }

    /// (first day it may stand at, latest day), with what has no earliest day drawn to the first happening that it precedes.
    fn keys(&self, bounds: &[Interval]) -> Vec<(NaiveDate, NaiveDate)> {
        let latest: Vec<NaiveDate> = bounds.iter().map(|b| b.latest().unwrap_or(NaiveDate::MAX)).collect();
        let mut first: Vec<NaiveDate> = (0..bounds.len()).map(|i| bounds[i].earliest().unwrap_or(latest[i])).collect();
        let mut open: Vec<usize> = (0..bounds.len()).filter(|&i| bounds[i].earliest().is_some()).collect();
        // Each pass carries a day one link back, and a day only ever gets earlier: every happening is drawn at most once a day.
        while let Some(i) = open.pop() {
            for previous in self.graph.neighbors_directed(NodeIndex::new(i), Incoming) {
                let p = previous.index();
                if bounds[p].earliest().is_none() && first[i] < first[p] {
                    first[p] = first[i];
                    open.push(p);
                }
            }
        }
        first.into_iter().zip(latest).collect()
    }

    /// For each happening its direct predecessors, without those that asserted dates or a chain of others imply.
    pub fn reduced(&self, happenings: &[Happening]) -> Vec<Vec<usize>> {
        let place = self.places();
        let implied_by_dates = |a: usize, b: usize| happenings[a].asserted.partial_cmp(&happenings[b].asserted) == Some(Ordering::Less);
        (0..happenings.len())
            .map(|later| {
                let direct = self.graph.neighbors_directed(NodeIndex::new(later), Incoming).map(|v| v.index());
                let mut kept: Vec<usize> =
                    direct.filter(|&earlier| !implied_by_dates(earlier, later) && !self.has_detour(earlier, later, &place)).collect();
                kept.sort_unstable();
                kept
            })
            .collect()
    }

    /// A position for each happening such that predecessors have smaller ones.
    fn places(&self) -> Vec<usize> {
        let everywhen = vec![Interval::ALWAYS; self.graph.node_count()];
        let mut place = vec![0; self.graph.node_count()];
        for (position, i) in self.listing(&everywhen, |_| ()).into_iter().enumerate() {
            place[i] = position;
        }
        place
    }

    /// Whether a path of two or more links leads from `earlier` to `later`.
    fn has_detour(&self, earlier: usize, later: usize, place: &[usize]) -> bool {
        let before_target = |v: &NodeIndex| place[v.index()] < place[later];
        let mut open: Vec<NodeIndex> = self.graph.neighbors(NodeIndex::new(earlier)).filter(before_target).collect();
        let mut seen: Vec<NodeIndex> = Vec::new();
        while let Some(v) = open.pop() {
            if seen.contains(&v) {
                continue;
            }
            seen.push(v);
            for next in self.graph.neighbors(v) {
                if next.index() == later {
                    return true;
                }
                if before_target(&next) {
                    open.push(next);
                }
            }
        }
        false
    }
}
