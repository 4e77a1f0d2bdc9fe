//! A simple temporal network (Dechter, Meiri & Pearl 1991) over petgraph.
//!
//! Every constraint is an edge `u -> v` with weight `w`: `time(v) - time(u) <= w`. Node 0 is the origin of the calendar; a date is a pair of
//! edges to and from it. Shortest paths from and to the origin are the tightest bounds, and a negative cycle is a contradiction.
//!
//! A weight is (days, steps), compared in that order: "after" is zero days and minus one step, so that two events of one day can have an
//! order, and a ring of "after" is a contradiction even where every date allows it. A link that speaks of whole days carries enough steps
//! of slack to say nothing about the order within a day.
//!
//! Cost: queue-based Bellman–Ford with a check of the parent graph once in every n relaxations (Cherkassky & Goldberg 1999); near-linear
//! on the sparse networks of news, O(events × links) at worst. No all-pairs closure.

use super::{Contradiction, Cue, Happening};
use crate::time::Interval;
use chrono::{Datelike, NaiveDate};
use petgraph::graph::{DiGraph, EdgeIndex, NodeIndex};
use petgraph::visit::EdgeRef;
use petgraph::{Direction, Incoming, Outgoing};
use std::collections::VecDeque;

/// Tightened bounds and what had to be set aside for them.
pub struct Tightened {
    pub bounds: Vec<Interval>,
    pub contradictions: Vec<Contradiction>,
}

impl Tightened {
    pub fn is_set_aside(&self, cue: usize) -> bool {
        self.contradictions.iter().any(|c| c.set_aside == cue)
    }
}

/// The tightest bounds that dates and cues allow. While a contradiction remains, its weakest cue is set aside.
pub fn tighten(happenings: &[Happening], cues: &[Cue]) -> Tightened {
    let mut network = Network::new(happenings, cues);
    let mut contradictions = Vec::new();
    while let Some(cycle) = network.negative_cycle() {
        let Some(contradiction) = network.set_weakest_aside(&cycle, happenings, cues) else { break };
        contradictions.push(contradiction);
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

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Weight {
    pub days: i64,
    pub steps: i64,
}

impl std::ops::Add for Weight {
    type Output = Weight;
    fn add(self, other: Weight) -> Weight {
        Weight { days: self.days + other.days, steps: self.steps + other.steps }
    }
}

/// Where an edge comes from.
#[derive(Clone, Copy, Debug)]
pub(super) enum Origin {
    Date(usize),
    Cue(usize),
}

type Content = (usize, usize, (Option<i64>, Option<i64>), bool, u8);

fn content(cue: &Cue) -> Content {
    (cue.earlier, cue.later, cue.days, cue.strict, cue.confidence)
}

pub(super) struct Network {
    pub graph: DiGraph<(), (Weight, Origin)>,
}

/// The origin of the calendar.
pub(super) fn calendar() -> NodeIndex {
    NodeIndex::new(0)
}

pub(super) fn node(happening: usize) -> NodeIndex {
    NodeIndex::new(happening + 1)
}

impl Network {
    pub fn new(happenings: &[Happening], cues: &[Cue]) -> Network {
        let mut graph = DiGraph::with_capacity(happenings.len() + 1, 2 * (happenings.len() + cues.len()));
        for _ in 0..=happenings.len() {
            graph.add_node(());
        }
        let slack = happenings.len() as i64 + 1;
        for (i, happening) in happenings.iter().enumerate() {
            if let Some(latest) = happening.asserted.latest() {
                let weight = Weight { days: latest.num_days_from_ce().into(), steps: slack };
                graph.add_edge(calendar(), node(i), (weight, Origin::Date(i)));
            }
            if let Some(earliest) = happening.asserted.earliest() {
                let weight = Weight { days: -i64::from(earliest.num_days_from_ce()), steps: slack };
                graph.add_edge(node(i), calendar(), (weight, Origin::Date(i)));
            }
        }
        // In the order of their content, so that which of several contradictions is found first does not turn on how the cues are numbered.
        let mut sorted: Vec<(usize, &Cue)> = cues.iter().enumerate().collect();
        sorted.sort_by_key(|(_, cue)| content(cue));
        for (i, cue) in sorted {
            let (least, most) = cue.days;
            if let Some(least) = least {
                let steps = if cue.strict && least == 0 { -1 } else { slack };
                graph.add_edge(node(cue.later), node(cue.earlier), (Weight { days: -least, steps }, Origin::Cue(i)));
            }
            if let Some(most) = most {
                graph.add_edge(node(cue.earlier), node(cue.later), (Weight { days: most, steps: slack }, Origin::Cue(i)));
            }
        }
        Network { graph }
    }

    /// The edges of one negative cycle, if there is one. Starts from every node at once, so that undated parts are searched too.
    fn negative_cycle(&self) -> Option<Vec<EdgeIndex>> {
        let n = self.graph.node_count();
        let mut distance = vec![Weight { days: 0, steps: 0 }; n];
        let mut parent: Vec<Option<EdgeIndex>> = vec![None; n];
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
                    parent[v.index()] = Some(edge.id());
                    relaxations += 1;
                    if relaxations % n == 0
                        && let Some(cycle) = self.parent_cycle(&parent)
                    {
                        return Some(cycle);
                    }
                    if !std::mem::replace(&mut queued[v.index()], true) {
                        queue.push_back(v);
                    }
                }
            }
        }
        None
    }

    /// A cycle in the parent graph; with Bellman–Ford every such cycle is negative.
    fn parent_cycle(&self, parent: &[Option<EdgeIndex>]) -> Option<Vec<EdgeIndex>> {
        let mut seen_from = vec![usize::MAX; parent.len()];
        for start in 0..parent.len() {
            let mut at = start;
            while seen_from[at] == usize::MAX {
                seen_from[at] = start;
                match parent[at] {
                    Some(edge) => at = self.source(edge),
                    None => break,
                }
            }
            if seen_from[at] == start && parent[at].is_some() {
                let mut cycle = Vec::new();
                let mut v = at;
                while let Some(edge) = parent[v] {
                    cycle.push(edge);
                    v = self.source(edge);
                    if v == at {
                        cycle.reverse();
                        return Some(cycle);
                    }
                }
            }
        }
        None
    }

    fn source(&self, edge: EdgeIndex) -> usize {
        self.graph.edge_endpoints(edge).map_or(0, |(u, _)| u.index())
    }

    /// Removes the least sure cue of the cycle; one that touches what did not happen goes first. `None` if only dates take part.
    fn set_weakest_aside(&mut self, cycle: &[EdgeIndex], happenings: &[Happening], cues: &[Cue]) -> Option<Contradiction> {
        let mut contradiction = Contradiction { cycle: Vec::new(), dates: Vec::new(), set_aside: usize::MAX };
        for edge in cycle {
            match self.graph[*edge].1 {
                Origin::Cue(cue) => contradiction.cycle.push(cue),
                Origin::Date(happening) => contradiction.dates.push(happening),
            }
        }
        let facts = |cue: usize| happenings[cues[cue].earlier].fact && happenings[cues[cue].later].fact;
        let weakest = *contradiction.cycle.iter().min_by_key(|&&cue| (facts(cue), cues[cue].confidence, content(&cues[cue]), cue))?;
        contradiction.set_aside = weakest;
        self.graph.retain_edges(|graph, edge| !matches!(graph[edge].1, Origin::Cue(cue) if cue == weakest));
        Some(contradiction)
    }

    /// Shortest distances from the calendar (`Outgoing`) or to it (`Incoming`). What did not happen passes no bound to what did.
    fn distances(&self, direction: Direction, happenings: &[Happening]) -> Vec<Option<Weight>> {
        let fact = |n: NodeIndex| n == calendar() || happenings[n.index() - 1].fact;
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
