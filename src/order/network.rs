//! A simple temporal network (Dechter, Meiri & Pearl 1991) over petgraph.
//!
//! Every constraint is an edge `u -> v` with weight `w`: `time(v) - time(u) <= w`. Node 0 is the origin of the calendar; a date is a pair of
//! edges to and from it. Shortest paths from and to the origin are the tightest bounds, and a negative cycle is a contradiction.
//!
//! A weight is (days, steps), compared in that order: "after" is zero days and minus one step, so that two events of one day can have an
//! order, and a ring of "after" is a contradiction even where every date allows it. A link that speaks of whole days carries enough steps
//! of slack to say nothing about the order within a day.
//!
//! Cues are let in one by one, the surest first, while a potential is kept that satisfies all that are in (Cotton & Maler 2006). A cue that
//! closes a negative cycle is therefore the weakest on it, and stays outside. Most cues cost one comparison; one that tightens costs a Dijkstra
//! search over the happenings that it moves, and so does one that is set aside. Tightening itself is queue-based Bellman–Ford. Near-linear on
//! the sparse networks of news, O(events × links) at worst. No all-pairs closure.

use super::{Contradiction, Cue, Happening};
use crate::time::Interval;
use chrono::{Datelike, NaiveDate};
use petgraph::graph::{DiGraph, EdgeIndex, NodeIndex};
use petgraph::visit::EdgeRef;
use petgraph::{Direction, Incoming, Outgoing};
use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap, VecDeque};

/// Tightened bounds and what had to be set aside for them.
pub struct Tightened {
    pub bounds: Vec<Interval>,
    pub contradictions: Vec<Contradiction>,
}

/// The tightest bounds that dates and cues allow. Of each contradiction the weakest cue is set aside; one that touches what did not happen
/// is weaker than all others.
pub fn tighten(happenings: &[Happening], cues: &[Cue]) -> Tightened {
    let mut network = Network::new(happenings);
    let mut potential = Potential::new(happenings);
    let mut contradictions = Vec::new();
    // By content, so that the answer does not turn on how the cues are numbered.
    let facts = |cue: &Cue| happenings[cue.earlier].fact && happenings[cue.later].fact;
    let mut surest: Vec<(usize, &Cue)> = cues.iter().enumerate().collect();
    surest.sort_by_key(|(_, cue)| Reverse((facts(cue), cue.confidence, content(cue))));
    for (i, cue) in surest {
        // A cue has one edge or two; both go in, or neither.
        let mut undo: Vec<Moved> = Vec::new();
        for (number, (from, to, weight)) in network.edges_of(cue).enumerate() {
            match potential.admit(&network, from, to, weight) {
                Ok(moved) => undo.extend(moved),
                Err(cycle) => {
                    contradictions.push(network.contradiction(&cycle, i));
                    potential.restore(undo);
                    (0..number).for_each(|_| network.remove_last());
                    break;
                }
            }
            network.graph.add_edge(from, to, (weight, Origin::Cue(i)));
        }
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
    /// The dates alone.
    fn new(happenings: &[Happening]) -> Network {
        let mut graph = DiGraph::with_capacity(happenings.len() + 1, 4 * happenings.len());
        for _ in 0..=happenings.len() {
            graph.add_node(());
        }
        let mut network = Network { graph };
        for (i, happening) in happenings.iter().enumerate() {
            if let Some(latest) = happening.asserted.latest() {
                let weight = Weight { days: latest.num_days_from_ce().into(), steps: network.slack() };
                network.graph.add_edge(calendar(), node(i), (weight, Origin::Date(i)));
            }
            if let Some(earliest) = happening.asserted.earliest() {
                let weight = Weight { days: -i64::from(earliest.num_days_from_ce()), steps: network.slack() };
                network.graph.add_edge(node(i), calendar(), (weight, Origin::Date(i)));
            }
        }
        network
    }

    /// The dates, and the cues that `held` picks by index.
    pub fn with(happenings: &[Happening], cues: &[Cue], held: impl Fn(usize) -> bool) -> Network {
        let mut network = Network::new(happenings);
        for (i, cue) in cues.iter().enumerate().filter(|(i, _)| held(*i)) {
            for (from, to, weight) in network.edges_of(cue) {
                network.graph.add_edge(from, to, (weight, Origin::Cue(i)));
            }
        }
        network
    }

    /// Steps enough to say nothing of the order within a day.
    fn slack(&self) -> i64 {
        self.graph.node_count() as i64
    }

    fn edges_of(&self, cue: &Cue) -> impl Iterator<Item = (NodeIndex, NodeIndex, Weight)> + use<> {
        let (earlier, later, strict, slack) = (node(cue.earlier), node(cue.later), cue.strict, self.slack());
        let least = cue.days.0.map(|least| {
            let steps = if strict && least == 0 { -1 } else { slack };
            (later, earlier, Weight { days: -least, steps })
        });
        let most = cue.days.1.map(|most| (earlier, later, Weight { days: most, steps: slack }));
        least.into_iter().chain(most)
    }

    fn remove_last(&mut self) {
        if let Some(last) = self.graph.edge_count().checked_sub(1) {
            self.graph.remove_edge(EdgeIndex::new(last));
        }
    }

    /// `cycle` runs from the end of the cue that closes it to its start.
    fn contradiction(&self, cycle: &[EdgeIndex], set_aside: usize) -> Contradiction {
        let mut contradiction = Contradiction { cycle: vec![set_aside], dates: Vec::new(), set_aside };
        for edge in cycle {
            match self.graph[*edge].1 {
                Origin::Cue(cue) => contradiction.cycle.push(cue),
                Origin::Date(happening) => contradiction.dates.push(happening),
            }
        }
        contradiction
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

const NOTHING: Weight = Weight { days: 0, steps: 0 };
/// Where happenings without a latest day start: so late that no chain of links brings one before a date by itself.
const FAR: i64 = 1 << 50;

/// A node with the day and the reason that it had before a search.
type Moved = (NodeIndex, Weight, Option<EdgeIndex>);

/// A day for each node that satisfies every edge: the latest that they allow. Days only ever get earlier.
struct Potential {
    day: Vec<Weight>,
    /// The edge that made the day what it is: `day[target] == day[source] + weight`.
    reason: Vec<Option<EdgeIndex>>,
    /// Work space of one search: by how much each node moves, and over which edge; valid where `search` is the current one.
    moves: Vec<(Weight, Option<EdgeIndex>)>,
    search: Vec<u32>,
    searches: u32,
}

impl Potential {
    fn new(happenings: &[Happening]) -> Potential {
        let nodes = happenings.len() + 1;
        let latest = |h: &Happening| h.asserted.latest().map_or(FAR, |day| day.num_days_from_ce().into());
        let mut day = vec![NOTHING];
        day.extend(happenings.iter().map(|h| Weight { days: latest(h), steps: nodes as i64 }));
        let mut reason = vec![None; nodes];
        let mut edges = 0;
        for (i, happening) in happenings.iter().enumerate() {
            // In the order in which the network adds the edges of dates.
            if happening.asserted.latest().is_some() {
                reason[i + 1] = Some(EdgeIndex::new(edges));
                edges += 1;
            }
            edges += usize::from(happening.asserted.earliest().is_some());
        }
        Potential { day, reason, moves: vec![(NOTHING, None); nodes], search: vec![0; nodes], searches: 0 }
    }

    /// Makes room for the edge that the network adds next, or gives the edges that form a negative cycle with it, from its end to its start.
    fn admit(&mut self, network: &Network, from: NodeIndex, to: NodeIndex, weight: Weight) -> Result<Vec<Moved>, Vec<EdgeIndex>> {
        let needed = self.day[from.index()] + weight - self.day[to.index()];
        if needed >= NOTHING {
            return Ok(Vec::new());
        }
        self.searches += 1;
        let mut moved: Vec<NodeIndex> = Vec::new();
        let mut heap = BinaryHeap::from([Reverse((needed, to))]);
        self.offer(to, needed, None);
        while let Some(Reverse((by, here))) = heap.pop() {
            if by != self.moves[here.index()].0 {
                continue;
            }
            moved.push(here);
            for edge in network.graph.edges(here) {
                let next = edge.target();
                let by = self.day[here.index()] + by + edge.weight().0 - self.day[next.index()];
                if by < NOTHING && self.offer(next, by, Some(edge.id())) {
                    // The calendar does not move, and a start that moves asks its end to move again.
                    if next == calendar() || next == from {
                        return Err(self.cycle(network, from, next));
                    }
                    heap.push(Reverse((by, next)));
                }
            }
        }
        let edge = EdgeIndex::new(network.graph.edge_count());
        let settle = |here: NodeIndex| {
            let (i, (by, over)) = (here.index(), self.moves[here.index()]);
            let old = (here, self.day[i], self.reason[i]);
            self.day[i] = self.day[i] + by;
            self.reason[i] = over.or(Some(edge));
            old
        };
        Ok(moved.into_iter().map(settle).collect())
    }

    fn restore(&mut self, moved: Vec<Moved>) {
        for (here, day, reason) in moved.into_iter().rev() {
            self.day[here.index()] = day;
            self.reason[here.index()] = reason;
        }
    }

    /// Notes a move, if no search of now knows of a greater one.
    fn offer(&mut self, at: NodeIndex, by: Weight, over: Option<EdgeIndex>) -> bool {
        let i = at.index();
        if std::mem::replace(&mut self.search[i], self.searches) == self.searches && self.moves[i].0 <= by {
            return false;
        }
        self.moves[i] = (by, over);
        true
    }

    /// The way of the search from the end of the edge to `reached`, and from there, over the reasons of the days, to the start of the edge. Where
    /// the two ways meet earlier, the cycle is cut short: what is cut off was there before, and so is not negative.
    fn cycle(&self, network: &Network, start: NodeIndex, reached: NodeIndex) -> Vec<EdgeIndex> {
        let source = |edge: EdgeIndex| network.graph.edge_endpoints(edge).map_or(reached, |(source, _)| source);
        // The way of the search, backwards: each node with the edge that leads on from it.
        let mut way: Vec<(NodeIndex, Option<EdgeIndex>)> = vec![(reached, None)];
        let mut at = reached;
        while let Some(edge) = self.moves[at.index()].1 {
            at = source(edge);
            way.push((at, Some(edge)));
        }
        let on_way: BTreeSet<NodeIndex> = way.iter().map(|(node, _)| *node).collect();
        let mut behind = Vec::new();
        let mut at = start;
        while !on_way.contains(&at) {
            let Some(edge) = self.reason[at.index()] else { break };
            behind.push(edge);
            at = source(edge);
        }
        let meeting = way.iter().position(|(node, _)| *node == at).unwrap_or(0);
        let mut cycle: Vec<EdgeIndex> = way[meeting + 1..].iter().rev().filter_map(|(_, edge)| *edge).collect();
        cycle.extend(behind.into_iter().rev());
        cycle
    }
}
