//! A day for every node that satisfies all constraints that were let in, moved as little as each new one asks (Cotton & Maler 2006).

use super::network::{NOTHING, Network, Weight, calendar};
use petgraph::graph::{EdgeIndex, NodeIndex};
use petgraph::visit::EdgeRef;
use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

/// Where happenings without a latest day start: so late that no chain of links brings one before a date by itself.
const FAR: i64 = 1 << 50;

/// A node with the day and the reason that it had before a search.
pub(super) type Moved = (NodeIndex, Weight, Option<EdgeIndex>);

/// A day for each node that satisfies every edge: the latest that they allow. Days only ever get earlier.
pub(super) struct Potential {
    day: Vec<Weight>,
    /// The edge that made the day what it is: `day[target] == day[source] + weight`.
    reason: Vec<Option<EdgeIndex>>,
    /// Work space of one search: by how much each node moves, and over which edge; valid where `search` is the current one.
    moves: Vec<(Weight, Option<EdgeIndex>)>,
    search: Vec<u32>,
    searches: u32,
}

impl Potential {
    pub(super) fn new(network: &Network) -> Potential {
        let nodes = network.graph.node_count();
        let mut day = vec![Weight { days: FAR, steps: 0 }; nodes];
        day[calendar().index()] = NOTHING;
        let mut reason = vec![None; nodes];
        for edge in network.graph.edges(calendar()) {
            day[edge.target().index()] = edge.weight().0;
            reason[edge.target().index()] = Some(edge.id());
        }
        Potential { day, reason, moves: vec![(NOTHING, None); nodes], search: vec![0; nodes], searches: 0 }
    }

    /// Makes room for the edge that the network adds next, or gives the edges that form a negative cycle with it, from its end to its start.
    pub(super) fn admit(
        &mut self,
        network: &Network,
        from: NodeIndex,
        to: NodeIndex,
        weight: Weight,
    ) -> Result<Vec<Moved>, Vec<EdgeIndex>> {
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

    pub(super) fn restore(&mut self, moved: Vec<Moved>) {
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
