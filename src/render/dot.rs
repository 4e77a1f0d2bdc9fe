//! A timeline's order as a graph in the DOT language of Graphviz. Links that contradict each other are red where they were set aside and
//! orange where they hold against it; both carry the words that state them.

use crate::timeline::constraint::{Statement, constraints};
use crate::timeline::{Timeline, settle};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// The graph of `timeline`: one box an event, an arrow from an event to what comes after it.
pub fn write(timeline: &Timeline) -> String {
    let timeline = settle::by_id(timeline);
    let network = constraints(&timeline);
    let solution = settle::solution(&timeline, &network);
    let aside: BTreeSet<usize> = solution.contradictions.iter().map(|c| c.set_aside).collect();
    let against: BTreeSet<usize> = solution.contradictions.iter().flat_map(|c| c.cycle.iter().copied()).collect();
    let mut colours: BTreeMap<(usize, usize), (&str, String)> = BTreeMap::new();
    for &cue in &against {
        let statement = network.statements[cue];
        let words = match statement {
            Statement::Link { event, evidence, link, .. } => timeline.events[event].evidence[evidence].links[link].cue.clone(),
            _ => "a person".into(),
        };
        let ends = (network.cues[cue].earlier, network.cues[cue].later);
        let colour = if aside.contains(&cue) { "red" } else { "orange" };
        let drawn = colours.entry(ends).or_insert((colour, words));
        if colour == "red" {
            drawn.0 = colour;
        }
    }
    let mut out = String::from("digraph timeline {\n  rankdir=LR;\n  node [shape=box, fontname=\"sans-serif\"];\n");
    for &i in &solution.listing {
        let entry = &timeline.events[i];
        let style = if network.happenings[i].fact { "" } else { ", style=dashed" };
        let _ = writeln!(out, "  {} [label={}{style}];", quoted(&entry.id), quoted(&format!("{}\n{}", entry.date, entry.what)));
    }
    let id = |i: usize| quoted(&timeline.events[i].id);
    for (later, before) in solution.after.iter().enumerate() {
        for &earlier in before.iter().filter(|&&earlier| !colours.contains_key(&(earlier, later))) {
            let _ = writeln!(out, "  {} -> {};", id(earlier), id(later));
        }
    }
    for (cue, statement) in network.statements.iter().enumerate().filter(|(cue, _)| !against.contains(cue)) {
        let same_day = network.cues[cue].days == (Some(0), Some(0)) && !network.cues[cue].strict;
        if same_day {
            let (one, other) = statement.events();
            let _ = writeln!(out, "  {} -> {} [dir=none, style=dotted];", id(one), id(other));
        }
    }
    for ((earlier, later), (colour, words)) in &colours {
        let _ = writeln!(out, "  {} -> {} [color={colour}, fontcolor={colour}, label={}];", id(*earlier), id(*later), quoted(words));
    }
    out.push_str("}\n");
    out
}

/// A double-quoted string of DOT; a line break is `\n`.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timeline::yaml;

    #[test]
    fn contradictions_are_red() {
        let event = |id: &str, links: &str| {
            format!(
                "  - {{id: {id}, date: XXXX, basis: order-only, what: 'say \"{id}\"', status: occurred, evidence: [{{source: s, quote: q, links: [{links}]}}]}}\n"
            )
        };
        let text = String::from("annals: 1\nevents:\n")
            + &event("a", "{rel: after, event: b, cue: after, confidence: 60}")
            + &event("b", "{rel: after, event: a, cue: following, confidence: 80}");
        assert_eq!(
            write(&yaml::read(&text, "x").unwrap()),
            "digraph timeline {\n  rankdir=LR;\n  node [shape=box, fontname=\"sans-serif\"];\n  \
             \"a\" [label=\"XXXX\\nsay \\\"a\\\"\"];\n  \"b\" [label=\"XXXX\\nsay \\\"b\\\"\"];\n  \
             \"a\" -> \"b\" [color=orange, fontcolor=orange, label=\"following\"];\n  \
             \"b\" -> \"a\" [color=red, fontcolor=red, label=\"after\"];\n}\n"
        );
    }
}
