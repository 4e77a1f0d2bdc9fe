//! Why a bound or an order holds: the shortest chain of constraints that proves it.
//!
//! Bellman & Ford's layers: after k rounds a distance is the least over all paths of at most k edges, so the first round that reaches the
//! wanted distance gives a chain with the fewest constraints. Cost: O(links × length of the chain), bounded by `LONGEST`.

use super::network::{Network, Origin, Weight, calendar, node};
use super::{Cue, Happening};
use crate::time::Interval;
use chrono::Datelike;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use std::collections::{BTreeMap, BTreeSet};

/// One constraint of a chain, by index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Date(usize),
    Cue(usize),
}

/// No chain that people could follow is longer.
const LONGEST: usize = 200;

/// The network without the cues that were set aside.
pub struct Proofs<'a> {
    network: Network,
    happenings: &'a [Happening],
}

impl<'a> Proofs<'a> {
    pub fn new(happenings: &'a [Happening], cues: &[Cue], aside: &BTreeSet<usize>) -> Proofs<'a> {
        Proofs { network: Network::with(happenings, cues, |cue| !aside.contains(&cue)), happenings }
    }

    /// Why `earlier` comes before `later`; `None` if it need not.
    pub fn order(&self, earlier: usize, later: usize) -> Option<Vec<Step>> {
        let mut steps = self.path(node(later), node(earlier), |w| w < Weight { days: 0, steps: 0 })?;
        steps.reverse();
        Some(steps)
    }

    /// Why `happening` is not before the earliest day of `bounds`.
    pub fn lower(&self, happening: usize, bounds: Interval) -> Option<Vec<Step>> {
        let days = -i64::from(bounds.earliest()?.num_days_from_ce());
        let mut steps = self.path(node(happening), calendar(), |w| w.days <= days)?;
        steps.reverse();
        Some(steps)
    }

    /// Why `happening` is not after the latest day of `bounds`.
    pub fn upper(&self, happening: usize, bounds: Interval) -> Option<Vec<Step>> {
        let days = i64::from(bounds.latest()?.num_days_from_ce());
        self.path(calendar(), node(happening), |w| w.days <= days)
    }

    /// The path of fewest edges whose weight is good enough. What did not happen proves nothing of what did, so it never stands between.
    fn path(&self, from: NodeIndex, to: NodeIndex, enough: impl Fn(Weight) -> bool) -> Option<Vec<Step>> {
        let between = |n: NodeIndex| self.network.is_fact(n, self.happenings);
        let mut best: BTreeMap<NodeIndex, Weight> = BTreeMap::from([(from, Weight { days: 0, steps: 0 })]);
        // For each round, the nodes whose distance it improved, with the edge that did so.
        let mut rounds: Vec<BTreeMap<NodeIndex, (Weight, NodeIndex, Origin)>> = Vec::new();
        let mut open: Vec<(NodeIndex, Weight)> = vec![(from, Weight { days: 0, steps: 0 })];
        while !open.is_empty() && rounds.len() < LONGEST {
            let mut round: BTreeMap<NodeIndex, (Weight, NodeIndex, Origin)> = BTreeMap::new();
            for &(u, here) in open.iter().filter(|(u, _)| *u == from || between(*u)) {
                for edge in self.network.graph.edges(u) {
                    let (v, through) = (edge.target(), here + edge.weight().0);
                    let known = round.get(&v).map(|known| known.0).or_else(|| best.get(&v).copied());
                    if known.is_none_or(|known| through < known) {
                        round.insert(v, (through, u, edge.weight().1));
                    }
                }
            }
            open = round.iter().map(|(v, (weight, ..))| (*v, *weight)).collect();
            best.extend(open.iter().copied());
            let done = round.get(&to).is_some_and(|(weight, ..)| enough(*weight));
            rounds.push(round);
            if done {
                return Some(walk_back(&rounds, to));
            }
        }
        None
    }
}

fn walk_back(rounds: &[BTreeMap<NodeIndex, (Weight, NodeIndex, Origin)>], to: NodeIndex) -> Vec<Step> {
    let (mut at, mut steps) = (to, Vec::new());
    for round in rounds.iter().rev() {
        let Some((_, from, origin)) = round.get(&at) else { break };
        match *origin {
            Origin::Date(happening) => steps.push(Step::Date(happening)),
            Origin::Cue(cue) => steps.push(Step::Cue(cue)),
            Origin::Lasts => {}
        }
        at = *from;
    }
    steps.reverse();
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(dates: &[&str]) -> Vec<Happening> {
        dates.iter().map(|d| Happening::new(d.parse::<crate::time::Edtf>().unwrap().interval(), true)).collect()
    }

    #[test]
    fn the_shortest_chain_is_found() {
        let happenings = facts(&["2020-01", "XXXX", "2020-03", "XXXX"]);
        let cues = [Cue::before(1, 0, 5), Cue::before(1, 3, 5), Cue::before(3, 2, 5)];
        let proofs = Proofs::new(&happenings, &cues, &BTreeSet::new());
        assert_eq!(proofs.order(0, 2), Some(vec![Step::Date(0), Step::Date(2)]));
        assert_eq!(proofs.order(1, 2), Some(vec![Step::Cue(1), Step::Cue(2)]));
        assert_eq!(proofs.order(2, 0), None);
        assert_eq!(proofs.order(0, 3), None, "unordered is an answer");
        let bounds = Interval::new(None, happenings[0].asserted.latest()).unwrap();
        assert_eq!(proofs.upper(1, bounds), Some(vec![Step::Date(0), Step::Cue(0)]));
        let without = Proofs::new(&happenings, &cues, &BTreeSet::from([1]));
        assert_eq!(without.order(1, 2), Some(vec![Step::Cue(0), Step::Date(0), Step::Date(2)]));
    }

    #[test]
    fn a_plan_proves_nothing_of_facts() {
        let mut happenings = facts(&["XXXX", "XXXX", "XXXX"]);
        happenings[1].fact = false;
        let cues = [Cue::before(0, 1, 5), Cue::before(1, 2, 5)];
        let proofs = Proofs::new(&happenings, &cues, &BTreeSet::new());
        assert_eq!(proofs.order(0, 2), None);
        assert_eq!(proofs.order(0, 1), Some(vec![Step::Cue(0)]));
    }
}
