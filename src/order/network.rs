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
//! Cost: queue-based Bellman–Ford with a check of the parent graph once in every n relaxations (Cherkassky & Goldberg 1999). A check that finds
//! contradictions sets the weakest link of each aside and the search goes on from the days that it has reached, since any days are a start: a
//! thousand contradictions cost little more than one. Near-linear on the sparse networks of news, O(events × links) at worst. No all-pairs closure.

use super::{Contradiction, Cue, End, Happening};
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

/// The tightest bounds that dates and cues allow. While a contradiction remains, its weakest cue is set aside.
pub fn tighten(happenings: &[Happening], cues: &[Cue]) -> Tightened {
    let mut network = Network::with(happenings, cues, |_| true);
    let mut search = Search::new(network.graph.node_count());
    let mut aside = vec![false; cues.len()];
    let mut contradictions = Vec::new();
    loop {
        let cycles = search.negative_cycles(&network, &aside);
        let found = cycles.iter().filter_map(|cycle| network.contradiction(cycle, happenings, cues));
        let before = contradictions.len();
        contradictions.extend(found);
        if contradictions.len() == before {
            break;
        }
        contradictions[before..].iter().for_each(|contradiction: &Contradiction| aside[contradiction.set_aside] = true);
        search.forget(&network, &aside);
    }
    network.graph.retain_edges(|graph, edge| graph[edge].1.holds(&aside));
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
    /// What lasts does not end before it starts.
    Lasts,
    Cue(usize),
}

impl Origin {
    fn holds(self, aside: &[bool]) -> bool {
        !matches!(self, Origin::Cue(cue) if aside[cue])
    }
}

type Content = (usize, usize, (Option<i64>, Option<i64>), bool, bool, bool, u8);

fn content(cue: &Cue) -> Content {
    let (from_end, within) = (cue.end == End::CountedFrom, cue.end == End::NotPassed);
    (cue.earlier, cue.later, cue.days, cue.strict, from_end, within, cue.confidence)
}

/// Each node bears the happening that it is a point of; the calendar bears none.
pub(super) struct Network {
    pub graph: DiGraph<Option<usize>, (Weight, Origin)>,
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
    pub fn with(happenings: &[Happening], cues: &[Cue], held: impl Fn(usize) -> bool) -> Network {
        let mut graph = DiGraph::with_capacity(happenings.len() + 1, 2 * (happenings.len() + cues.len()));
        graph.add_node(None);
        for i in 0..happenings.len() {
            graph.add_node(Some(i));
        }
        // Steps enough to say nothing of the order within a day.
        let slack = 2 * happenings.len() as i64 + 1;
        let dated = |graph: &mut DiGraph<_, _>, point: NodeIndex, i: usize, days: Interval| {
            if let Some(latest) = days.latest() {
                let weight = Weight { days: latest.num_days_from_ce().into(), steps: slack };
                graph.add_edge(calendar(), point, (weight, Origin::Date(i)));
            }
            if let Some(earliest) = days.earliest() {
                let weight = Weight { days: -i64::from(earliest.num_days_from_ce()), steps: slack };
                graph.add_edge(point, calendar(), (weight, Origin::Date(i)));
            }
        };
        let mut ends: Vec<Option<NodeIndex>> = vec![None; happenings.len()];
        for (i, happening) in happenings.iter().enumerate() {
            dated(&mut graph, node(i), i, happening.asserted);
            if let Some(days) = happening.end {
                let end = graph.add_node(Some(i));
                dated(&mut graph, end, i, days);
                // Not before the start, within a day neither.
                graph.add_edge(end, node(i), (Weight { days: 0, steps: 0 }, Origin::Lasts));
                ends[i] = Some(end);
            }
        }
        // In the order of their content, so that which of several contradictions is found first does not turn on how the cues are numbered.
        let mut sorted: Vec<(usize, &Cue)> = cues.iter().enumerate().filter(|(i, _)| held(*i)).collect();
        sorted.sort_by_key(|(_, cue)| content(cue));
        for (i, cue) in sorted {
            let (least, most) = cue.days;
            let end = ends[cue.earlier];
            let from = end.filter(|_| cue.end == End::CountedFrom).unwrap_or(node(cue.earlier));
            if let Some(least) = least {
                let steps = if cue.strict && least == 0 { -1 } else { slack };
                graph.add_edge(node(cue.later), from, (Weight { days: -least, steps }, Origin::Cue(i)));
            }
            if let Some(most) = most {
                graph.add_edge(from, node(cue.later), (Weight { days: most, steps: slack }, Origin::Cue(i)));
            }
            if let Some(end) = end.filter(|_| cue.end == End::NotPassed) {
                graph.add_edge(end, node(cue.later), (Weight { days: 0, steps: slack }, Origin::Cue(i)));
            }
        }
        Network { graph }
    }

    /// Whether a bound may pass here to what happened. The calendar always may.
    pub fn is_fact(&self, point: NodeIndex, happenings: &[Happening]) -> bool {
        self.graph[point].is_none_or(|i| happenings[i].fact)
    }

    /// The contradiction of a negative cycle. Its weakest cue is set aside; one that touches what did not happen is weaker than all others.
    /// `None` if only dates take part.
    fn contradiction(&self, cycle: &[EdgeIndex], happenings: &[Happening], cues: &[Cue]) -> Option<Contradiction> {
        let mut contradiction = Contradiction { cycle: Vec::new(), dates: Vec::new(), set_aside: usize::MAX };
        for edge in cycle {
            match self.graph[*edge].1 {
                Origin::Lasts => {}
                Origin::Cue(cue) if contradiction.cycle.contains(&cue) => {}
                Origin::Cue(cue) => contradiction.cycle.push(cue),
                Origin::Date(happening) => contradiction.dates.push(happening),
            }
        }
        let facts = |cue: usize| happenings[cues[cue].earlier].fact && happenings[cues[cue].later].fact;
        contradiction.set_aside =
            *contradiction.cycle.iter().min_by_key(|&&cue| (facts(cue), cues[cue].confidence, content(&cues[cue]), cue))?;
        Some(contradiction)
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

/// A search for negative cycles that goes on where it stopped. It starts from every node at once, so that undated parts are searched too.
struct Search {
    distance: Vec<Weight>,
    parent: Vec<Option<EdgeIndex>>,
    queued: Vec<bool>,
    queue: VecDeque<NodeIndex>,
}

impl Search {
    fn new(nodes: usize) -> Search {
        Search {
            distance: vec![Weight { days: 0, steps: 0 }; nodes],
            parent: vec![None; nodes],
            queued: vec![true; nodes],
            queue: (0..nodes).map(NodeIndex::new).collect(),
        }
    }

    /// Some negative cycles, no two of which share a node; none when no more are left.
    fn negative_cycles(&mut self, network: &Network, aside: &[bool]) -> Vec<Vec<EdgeIndex>> {
        let mut relaxations = 0;
        while let Some(u) = self.queue.pop_front() {
            self.queued[u.index()] = false;
            for edge in network.graph.edges(u).filter(|edge| edge.weight().1.holds(aside)) {
                let v = edge.target();
                let through = self.distance[u.index()] + edge.weight().0;
                if through < self.distance[v.index()] {
                    self.distance[v.index()] = through;
                    self.parent[v.index()] = Some(edge.id());
                    relaxations += 1;
                    if !std::mem::replace(&mut self.queued[v.index()], true) {
                        self.queue.push_back(v);
                    }
                }
            }
            if relaxations >= self.distance.len() {
                relaxations = 0;
                let cycles = self.parent_cycles(network);
                if !cycles.is_empty() {
                    return cycles;
                }
            }
        }
        Vec::new()
    }

    /// The cycles of the parent graph; with Bellman–Ford every such cycle is negative.
    fn parent_cycles(&self, network: &Network) -> Vec<Vec<EdgeIndex>> {
        let source = |edge: EdgeIndex| network.graph.edge_endpoints(edge).map_or(0, |(u, _)| u.index());
        let mut seen_from = vec![usize::MAX; self.parent.len()];
        let mut cycles = Vec::new();
        for start in 0..self.parent.len() {
            let mut at = start;
            while seen_from[at] == usize::MAX {
                seen_from[at] = start;
                match self.parent[at] {
                    Some(edge) => at = source(edge),
                    None => break,
                }
            }
            if seen_from[at] != start {
                continue;
            }
            let (mut cycle, mut v) = (Vec::new(), at);
            while let Some(edge) = self.parent[v] {
                cycle.push(edge);
                v = source(edge);
                if v == at {
                    cycle.reverse();
                    cycles.push(cycle);
                    break;
                }
            }
        }
        cycles
    }

    /// What was reached over a cue that is set aside has no parent any more.
    fn forget(&mut self, network: &Network, aside: &[bool]) {
        for parent in self.parent.iter_mut().filter(|parent| parent.is_some_and(|edge| !network.graph[edge].1.holds(aside))) {
            *parent = None;
        }
    }
}
