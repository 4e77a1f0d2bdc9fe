//! A simple temporal network (Dechter, Meiri & Pearl 1991) over petgraph.
//!
//! Every constraint is an edge `u -> v` with weight `w`: `time(v) - time(u) <= w`. Node 0 is the origin of the calendar; a date is a pair of
//! edges to and from it. Shortest paths from and to the origin are the tightest bounds, and a negative cycle is a contradiction.
//!
//! What lasted and whose end is dated has a second node for it, not before the first: "after the war" counts from there.
//!
//! A weight is (days, steps), compared in that order: "after" is zero days and minus one step, so that two events of one day can have an
//! order, and a ring of "after" is a contradiction even where every date allows it. A link that speaks of whole days carries enough steps
//! of slack to say nothing about the order within a day.
//!
//! Cost: whether all can hold is told by one queue-based Bellman–Ford search with a check of the parent graph once in every n relaxations
//! (Cherkassky & Goldberg 1999). If not, cues are let in one by one, the surest first, while a potential is kept that satisfies all that are in
//! (Cotton & Maler 2006): a cue that closes a negative cycle is the weakest on it, and stays outside. Most cues cost one comparison; one that
//! tightens costs a Dijkstra search over the happenings that it moves, and so does one that is set aside. Near-linear on the sparse networks of
//! news, O(events × links) at worst. No all-pairs closure.

use super::minimal::minimal;
use super::potential::{Moved, Potential};
use super::{Contradiction, Cue, End, Happening};
use crate::time::Interval;
use chrono::{Datelike, NaiveDate};
use petgraph::graph::{DiGraph, EdgeIndex, NodeIndex};
use petgraph::visit::EdgeRef;
use petgraph::{Direction, Incoming, Outgoing};
use std::cmp::Reverse;
use std::collections::VecDeque;

/// Tightened bounds and what had to be set aside for them.
pub struct Tightened {
    /// By happening.
    pub bounds: Vec<Interval>,
    /// In the order in which they were found.
    pub contradictions: Vec<Contradiction>,
}

/// The tightest bounds that dates and cues allow. Of each contradiction the weakest cue is set aside; one that touches what did not happen
/// is weaker than all others.
pub fn tighten(happenings: &[Happening], cues: &[Cue]) -> Tightened {
    let mut network = Network::with(happenings, cues, |_| true);
    let mut contradictions = Vec::new();
    if !network.is_consistent() {
        (network, contradictions) = surest(happenings, cues);
    }
    let upper = network.distances(Outgoing, happenings);
    let lower = network.distances(Incoming, happenings);
    let bounds = happenings
        .iter()
        .enumerate()
        .map(|(i, happening)| {
            let day = |distance: Option<Weight>, sign: i64| {
                distance.and_then(|w| i32::try_from(sign * w.days).ok()).and_then(NaiveDate::from_num_days_from_ce_opt)
            };
            Interval::new(day(lower[i + 1], -1), day(upper[i + 1], 1)).unwrap_or(happening.asserted)
        })
        .collect();
    Tightened { bounds, contradictions }
}

/// The network of the surest cues that can hold together, and a contradiction for each of the others.
fn surest(happenings: &[Happening], cues: &[Cue]) -> (Network, Vec<Contradiction>) {
    let mut network = Network::dated(happenings);
    let mut potential = Potential::new(&network);
    let mut contradictions = Vec::new();
    for (from, to, weight) in network.lasting() {
        if potential.admit(&network, from, to, weight).is_ok() {
            network.graph.add_edge(from, to, (weight, Origin::Lasts));
        }
    }
    // By content, so that the answer does not turn on how the cues are numbered.
    let facts = |cue: &Cue| happenings[cue.earlier].fact && happenings[cue.later].fact;
    let mut sorted: Vec<(usize, &Cue)> = cues.iter().enumerate().collect();
    sorted.sort_by_key(|(_, cue)| Reverse((facts(cue), cue.confidence, content(cue))));
    for (i, cue) in sorted {
        // A cue has one edge or more; all go in, or none.
        let mut undo: Vec<Moved> = Vec::new();
        for (number, (from, to, weight)) in network.edges_of(cue).enumerate() {
            match potential.admit(&network, from, to, weight) {
                Ok(moved) => undo.extend(moved),
                Err(cycle) => {
                    contradictions.push(minimal(network.contradiction(&cycle, i), happenings, cues));
                    potential.restore(undo);
                    (0..number).for_each(|_| network.remove_last());
                    break;
                }
            }
            network.graph.add_edge(from, to, (weight, Origin::Cue(i)));
        }
    }
    (network, contradictions)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Weight {
    /// Days that lie at most between two points.
    pub days: i64,
    /// What decides on one day: -1 for each link that says "and later in it".
    pub steps: i64,
}

impl std::ops::Sub for Weight {
    type Output = Weight;
    fn sub(self, other: Weight) -> Weight {
        Weight { days: self.days - other.days, steps: self.steps - other.steps }
    }
}

impl std::ops::Add for Weight {
    type Output = Weight;
    fn add(self, other: Weight) -> Weight {
        Weight { days: self.days + other.days, steps: self.steps + other.steps }
    }
}

pub(super) const NOTHING: Weight = Weight { days: 0, steps: 0 };

/// Where an edge comes from.
#[derive(Clone, Copy, Debug)]
pub(super) enum Origin {
    Date(usize),
    /// What lasts does not end before it starts.
    Lasts,
    Cue(usize),
}

type Content = (usize, usize, (Option<i64>, Option<i64>), bool, bool, bool, u8);

fn content(cue: &Cue) -> Content {
    let (from_end, within) = (cue.end == End::CountedFrom, cue.end == End::NotPassed);
    (cue.earlier, cue.later, cue.days, cue.strict, from_end, within, cue.confidence)
}

/// Each node bears the happening that it is a point of; the calendar bears none.
pub(super) struct Network {
    pub graph: DiGraph<Option<usize>, (Weight, Origin)>,
    /// The second node of what has one.
    ends: Vec<Option<NodeIndex>>,
}

/// The origin of the calendar.
pub(super) fn calendar() -> NodeIndex {
    NodeIndex::new(0)
}

pub(super) fn node(happening: usize) -> NodeIndex {
    NodeIndex::new(happening + 1)
}

impl Network {
    /// The dates, and the cues that `held` picks by index.
    pub(super) fn with(happenings: &[Happening], cues: &[Cue], held: impl Fn(usize) -> bool) -> Network {
        let mut network = Network::dated(happenings);
        for (from, to, weight) in network.lasting() {
            network.graph.add_edge(from, to, (weight, Origin::Lasts));
        }
        for (i, cue) in cues.iter().enumerate().filter(|(i, _)| held(*i)) {
            for (from, to, weight) in network.edges_of(cue) {
                network.graph.add_edge(from, to, (weight, Origin::Cue(i)));
            }
        }
        network
    }

    /// The dates alone.
    fn dated(happenings: &[Happening]) -> Network {
        let mut graph = DiGraph::with_capacity(happenings.len() + 1, 6 * happenings.len());
        graph.add_node(None);
        for i in 0..happenings.len() {
            graph.add_node(Some(i));
        }
        let ends = happenings.iter().enumerate().map(|(i, happening)| happening.end.map(|_| graph.add_node(Some(i)))).collect();
        let mut network = Network { graph, ends };
        for (i, happening) in happenings.iter().enumerate() {
            network.date(node(i), i, happening.asserted);
            if let (Some(end), Some(days)) = (network.ends[i], happening.end) {
                network.date(end, i, days);
            }
        }
        network
    }

    fn date(&mut self, point: NodeIndex, happening: usize, days: Interval) {
        let (steps, origin) = (self.slack(), Origin::Date(happening));
        if let Some(latest) = days.latest() {
            self.graph.add_edge(calendar(), point, (Weight { days: latest.num_days_from_ce().into(), steps }, origin));
        }
        if let Some(earliest) = days.earliest() {
            self.graph.add_edge(point, calendar(), (Weight { days: -i64::from(earliest.num_days_from_ce()), steps }, origin));
        }
    }

    /// Steps enough to say nothing of the order within a day.
    fn slack(&self) -> i64 {
        self.graph.node_count() as i64
    }

    /// No end is before its start, within a day neither.
    fn lasting(&self) -> Vec<(NodeIndex, NodeIndex, Weight)> {
        let edge = |(i, end): (usize, &Option<NodeIndex>)| Some(((*end)?, node(i), NOTHING));
        self.ends.iter().enumerate().filter_map(edge).collect()
    }

    fn edges_of(&self, cue: &Cue) -> impl Iterator<Item = (NodeIndex, NodeIndex, Weight)> + use<> {
        let (later, end, slack) = (node(cue.later), self.ends[cue.earlier], self.slack());
        let from = end.filter(|_| cue.end == End::CountedFrom).unwrap_or(node(cue.earlier));
        let steps = |least: i64| if cue.strict && least == 0 { -1 } else { slack };
        let least = cue.days.0.map(|least| (later, from, Weight { days: -least, steps: steps(least) }));
        let most = cue.days.1.map(|most| (from, later, Weight { days: most, steps: slack }));
        let within = end.filter(|_| cue.end == End::NotPassed).map(|end| (end, later, Weight { days: 0, steps: slack }));
        [least, most, within].into_iter().flatten()
    }

    fn remove_last(&mut self) {
        if let Some(last) = self.graph.edge_count().checked_sub(1) {
            self.graph.remove_edge(EdgeIndex::new(last));
        }
    }

    /// Whether a bound may pass here to what happened. The calendar always may.
    pub(super) fn is_fact(&self, point: NodeIndex, happenings: &[Happening]) -> bool {
        self.graph[point].is_none_or(|i| happenings[i].fact)
    }

    /// `cycle` runs from the end of the cue that closes it to its start.
    fn contradiction(&self, cycle: &[EdgeIndex], set_aside: usize) -> Contradiction {
        let mut contradiction = Contradiction { cycle: vec![set_aside], dates: Vec::new(), set_aside };
        for edge in cycle {
            match self.graph[*edge].1 {
                Origin::Lasts => {}
                Origin::Cue(cue) if contradiction.cycle.contains(&cue) => {}
                Origin::Cue(cue) => contradiction.cycle.push(cue),
                Origin::Date(happening) => contradiction.dates.push(happening),
            }
        }
        contradiction
    }

    /// Whether no negative cycle is left. Starts from every node at once, so that undated parts are searched too.
    pub(super) fn is_consistent(&self) -> bool {
        let n = self.graph.node_count();
        let mut distance = vec![NOTHING; n];
        let mut parent: Vec<Option<NodeIndex>> = vec![None; n];
        let mut queued = vec![true; n];
        let mut queue: VecDeque<NodeIndex> = self.graph.node_indices().collect();
        let mut relaxations = 0;
        while let Some(u) = queue.pop_front() {
            queued[u.index()] = false;
            for edge in self.graph.edges(u) {
                let v = edge.target();
                let through = distance[u.index()] + edge.weight().0;
                if through < distance[v.index()] {
                    distance[v.index()] = through;
                    parent[v.index()] = Some(u);
                    relaxations += 1;
                    if !std::mem::replace(&mut queued[v.index()], true) {
                        queue.push_back(v);
                    }
                }
            }
            if relaxations >= n {
                relaxations = 0;
                if has_cycle(&parent) {
                    return false;
                }
            }
        }
        true
    }

    /// Shortest distances from the calendar (`Outgoing`) or to it (`Incoming`). What did not happen passes no bound to what did.
    fn distances(&self, direction: Direction, happenings: &[Happening]) -> Vec<Option<Weight>> {
        let fact = |n: NodeIndex| self.is_fact(n, happenings);
        let n = self.graph.node_count();
        let mut distance: Vec<Option<Weight>> = vec![None; n];
        let mut queued = vec![false; n];
        let mut queue = VecDeque::from([calendar()]);
        distance[calendar().index()] = Some(Weight { days: 0, steps: 0 });
        while let Some(u) = queue.pop_front() {
            queued[u.index()] = false;
            let Some(here) = distance[u.index()] else { continue };
            for edge in self.graph.edges_directed(u, direction) {
                let v = if direction == Outgoing { edge.target() } else { edge.source() };
                // A bound that came back to the calendar says nothing; the calendar does not move.
                if v == calendar() || (fact(v) && !fact(u)) {
                    continue;
                }
                let through = here + edge.weight().0;
                if distance[v.index()].is_none_or(|known| through < known) {
                    distance[v.index()] = Some(through);
                    if !std::mem::replace(&mut queued[v.index()], true) {
                        queue.push_back(v);
                    }
                }
            }
        }
        distance
    }
}

/// Whether the parents of a search lead round in a ring; with Bellman–Ford every such ring is negative.
fn has_cycle(parent: &[Option<NodeIndex>]) -> bool {
    let mut seen_from = vec![usize::MAX; parent.len()];
    (0..parent.len()).any(|start| {
        let mut at = start;
        while seen_from[at] == usize::MAX {
            seen_from[at] = start;
            let Some(up) = parent[at] else { return false };
            at = up.index();
        }
        seen_from[at] == start
    })
}
