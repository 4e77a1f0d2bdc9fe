//! A timeline's order as a graph in the DOT language of Graphviz: the events that links join, with the words that join them.
//!
//! Links that contradict each other are red and dashed where they were set aside, orange where they hold against it; an event whose date takes
//! part is framed in orange. What did not happen is framed with dashes. Dotted lines join what is of one day.

use crate::timeline::constraint::{Constraints, Statement, constraints};
use crate::timeline::{Entry, Timeline, settle};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// The graph of `timeline`: one box an event, an arrow from an event to what comes after it.
pub fn write(timeline: &Timeline) -> String {
    let timeline = settle::by_id(timeline);
    let network = constraints(&timeline);
    let solution = settle::solution(&timeline, &network);
    let aside: BTreeSet<usize> = solution.contradictions.iter().map(|c| c.set_aside).collect();
    let against: BTreeSet<usize> = solution.contradictions.iter().flat_map(|c| c.cycle.iter().copied()).collect();
    let disputed: BTreeSet<usize> = solution.contradictions.iter().flat_map(|c| c.dates.iter().copied()).collect();
    let mut joined: BTreeMap<Join, BTreeSet<String>> = BTreeMap::new();
    for (cue, statement) in network.statements.iter().enumerate() {
        let link = &network.cues[cue];
        let (one, other) = (link.earlier, link.later);
        let colour = match () {
            () if aside.contains(&cue) => Colour::Red,
            () if against.contains(&cue) => Colour::Orange,
            () => Colour::Plain,
        };
        let same_day = link.days == (Some(0), Some(0)) && !link.strict;
        // What a chain of others implies is left out, unless it contradicts something.
        if colour == Colour::Plain && !same_day && !solution.after[other].contains(&one) {
            continue;
        }
        let (one, other) = if same_day { (one.min(other), one.max(other)) } else { (one, other) };
        joined.entry(Join { one, other, same_day, colour }).or_default().insert(words(&timeline, *statement));
    }
    let drawn: BTreeSet<usize> = joined.keys().flat_map(|join| [join.one, join.other]).collect();
    let mut out = String::from("digraph timeline {\n  rankdir=LR;\n  node [shape=box, fontname=\"sans-serif\", fontsize=11];\n");
    out.push_str("  edge [fontname=\"sans-serif\", fontsize=10];\n");
    if drawn.len() < timeline.events.len() {
        let _ = writeln!(
            out,
            "  // {} of {} events are joined by no link and not drawn.",
            timeline.events.len() - drawn.len(),
            timeline.events.len()
        );
    }
    for &event in solution.listing.iter().filter(|event| drawn.contains(event)) {
        let _ = writeln!(out, "  {};", node(&timeline.events[event], &network, event, disputed.contains(&event)));
    }
    let id = |event: usize| quoted(&timeline.events[event].id);
    for (join, words) in &joined {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let mut style = format!("label={}", quoted(&wrapped(&words.join(", "), 24, 3)));
        style += if join.same_day { ", dir=none, style=dotted" } else { "" };
        style += match join.colour {
            Colour::Plain => "",
            Colour::Orange => ", color=orange, fontcolor=darkorange3, penwidth=2",
            Colour::Red if join.same_day => ", color=red, fontcolor=red, penwidth=2",
            Colour::Red => ", color=red, fontcolor=red, penwidth=2, style=dashed",
        };
        let _ = writeln!(out, "  {} -> {} [{style}];", id(join.one), id(join.other));
    }
    out.push_str("}\n");
    out
}

/// One line of the graph between two events.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Join {
    one: usize,
    other: usize,
    same_day: bool,
    colour: Colour,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Colour {
    Plain,
    Orange,
    Red,
}

fn words(timeline: &Timeline, statement: Statement) -> String {
    match statement {
        Statement::Link { event, evidence, link, .. } => timeline.events[event].evidence[evidence].links[link].cue.clone(),
        _ => "a person".into(),
    }
}

fn node(entry: &Entry, network: &Constraints, event: usize, disputed: bool) -> String {
    let style = if network.happenings[event].fact { "" } else { ", style=dashed" };
    let colour = if disputed { ", color=orange, penwidth=2" } else { "" };
    format!("{} [label={}{style}{colour}]", quoted(&entry.id), quoted(&format!("{}\n{}", entry.date, wrapped(&entry.what, 32, 4))))
}

/// Lines of about `width` characters, at most `most` of them.
fn wrapped(text: &str, width: usize, most: usize) -> String {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_string()),
        }
    }
    if lines.len() > most {
        lines.truncate(most);
        lines[most - 1].push_str(" …");
    }
    lines.join("\n")
}

/// A double-quoted string of DOT; a line break is `\n`.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timeline::yaml;

    fn drawn(events: &[(&str, &str, &str)]) -> String {
        let event = |(id, date, links): &(&str, &str, &str)| {
            let basis = if *date == "XXXX" { "order-only" } else { "explicit" };
            format!(
                "  - {{id: {id}, date: \"{date}\", basis: {basis}, what: 'say \"{id}\"', status: occurred, evidence: [{{source: s, quote: q, links: [{links}]}}]}}\n"
            )
        };
        let text = String::from("annals: 1\nevents:\n") + &events.iter().map(event).collect::<String>();
        let graph = write(&yaml::read(&text, "x").unwrap());
        graph.lines().filter(|line| line.contains('"') && !line.contains("sans-serif")).map(|line| format!("{}\n", line.trim())).collect()
    }

    #[test]
    fn contradictions_are_in_colour() {
        let ring = [
            ("a", "XXXX", "{rel: after, event: b, cue: after, confidence: 60}"),
            ("b", "XXXX", "{rel: after, event: a, cue: following, confidence: 80}"),
        ];
        assert_eq!(
            drawn(&ring),
            "\"a\" [label=\"XXXX\\nsay \\\"a\\\"\"];\n\"b\" [label=\"XXXX\\nsay \\\"b\\\"\"];\n\
             \"a\" -> \"b\" [label=\"following\", color=orange, fontcolor=darkorange3, penwidth=2];\n\
             \"b\" -> \"a\" [label=\"after\", color=red, fontcolor=red, penwidth=2, style=dashed];\n"
        );
        let dated = [("a", "2020-01-03", "{rel: after, event: b, cue: after, confidence: 60}"), ("b", "2020-01-09", "")];
        assert!(drawn(&dated).contains("\"a\" [label=\"2020-01-03\\nsay \\\"a\\\"\", color=orange, penwidth=2];"), "{}", drawn(&dated));
    }

    #[test]
    fn only_what_links_join_is_drawn() {
        let events = [
            ("a", "XXXX", ""),
            ("b", "XXXX", "{rel: after, event: a, cue: after, confidence: 60}"),
            ("c", "XXXX", "{rel: after, event: a, cue: since, confidence: 60}, {rel: after, event: b, cue: then, confidence: 60}"),
            ("d", "2020", ""),
        ];
        let arrows: Vec<String> = drawn(&events).lines().filter(|line| line.contains("->")).map(String::from).collect();
        assert_eq!(arrows, ["\"a\" -> \"b\" [label=\"after\"];", "\"b\" -> \"c\" [label=\"then\"];"]);
        assert!(!drawn(&events).contains("\"d\""));
    }

    #[test]
    fn labels_are_short() {
        assert_eq!(wrapped("one two three four", 9, 3), "one two\nthree\nfour");
        assert_eq!(wrapped("one two three four", 9, 2), "one two\nthree …");
    }
}
