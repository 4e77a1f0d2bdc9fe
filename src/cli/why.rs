//! Why one event comes before another, and where each bound of a date comes from, in words with their quotes.

use crate::order::proof::{Proofs, Step};
use crate::timeline::constraint::{Constraints, constraints};
use crate::timeline::settle::{self, said};
use crate::timeline::{Entry, Timeline};
use std::collections::BTreeSet;
use std::fmt::Write;

/// The answer to "why is `a` before `b`": the shortest chain, or the contradiction, or why they are unordered.
pub fn order(timeline: &Timeline, a: &str, b: &str) -> String {
    with_proofs(timeline, |timeline, network, solution, proofs| {
        let at = |id: &str| timeline.events.iter().position(|e| e.id == id).unwrap_or(0);
        let (a, b) = (at(a), at(b));
        let (one, two) = (shown(&timeline.events[a]), shown(&timeline.events[b]));
        let mut out = String::new();
        let proved = [(a, b, &one, &two), (b, a, &two, &one)].into_iter().find_map(|(x, y, p, q)| Some((proofs.order(x, y)?, p, q)));
        match proved {
            Some((steps, earlier, later)) => {
                let _ = writeln!(out, "{earlier}\ncomes before\n{later}\n\nbecause");
                lines(&mut out, timeline, network, &steps);
            }
            None => {
                let _ = writeln!(out, "{one}\nand\n{two}\nare unordered: no chain of links joins them, and their dates allow both orders");
            }
        }
        let touches = |cue: usize, i: usize| <[usize; 2]>::from(network.statements[cue].events()).contains(&i);
        for contradiction in &solution.contradictions {
            if [a, b].iter().all(|&i| contradiction.dates.contains(&i) || contradiction.cycle.iter().any(|&cue| touches(cue, i))) {
                let _ = writeln!(out, "\ncontradiction");
                let mut steps: Vec<Step> = contradiction.cycle.iter().map(|&cue| Step::Cue(cue)).collect();
                steps.extend(contradiction.dates.iter().map(|&i| Step::Date(i)));
                lines(&mut out, timeline, network, &steps);
                let _ = writeln!(out, "set aside\n  {}", said(timeline, network.statements[contradiction.set_aside]));
            }
        }
        out
    })
}

/// Where the earliest and the latest day of an event come from, when they do not come from its own date alone.
pub fn bounds(timeline: &Timeline, id: &str) -> Vec<(&'static str, String)> {
    with_proofs(timeline, |timeline, network, solution, proofs| {
        let Some(at) = timeline.events.iter().position(|e| e.id == id) else { return Vec::new() };
        let bounds = solution.bounds[at];
        let found = [("not before", bounds.earliest(), proofs.lower(at, bounds)), ("not after", bounds.latest(), proofs.upper(at, bounds))];
        let row = |(key, day, steps): (&'static str, Option<chrono::NaiveDate>, Option<Vec<Step>>)| {
            let mut text = format!("{}, because", day?);
            for step in steps? {
                let _ = write!(text, "\n              {}", words(timeline, network, step));
            }
            Some((key, text))
        };
        found.into_iter().filter_map(row).collect()
    })
}

fn with_proofs<T>(timeline: &Timeline, work: impl FnOnce(&Timeline, &Constraints, &crate::order::Solution, &Proofs) -> T) -> T {
    let timeline = settle::by_id(timeline);
    let network = constraints(&timeline);
    let solution = settle::solution(&timeline, &network);
    let aside: BTreeSet<usize> = solution.contradictions.iter().map(|c| c.set_aside).collect();
    let proofs = Proofs::new(&network.happenings, &network.cues, &aside);
    work(&timeline, &network, &solution, &proofs)
}

fn lines(out: &mut String, timeline: &Timeline, network: &Constraints, steps: &[Step]) {
    let mut last = None;
    for &step in steps.iter().filter(|step| last.replace(**step) != Some(**step)) {
        let _ = writeln!(out, "  {}", words(timeline, network, step));
    }
}

fn words(timeline: &Timeline, network: &Constraints, step: Step) -> String {
    match step {
        Step::Cue(cue) => said(timeline, network.statements[cue]),
        Step::Date(i) if network.derived[i] => {
            let entry = &timeline.events[i];
            let told = entry.evidence.iter().find_map(|e| Some((e.tense?, timeline.sources.get(&e.source)?.published?)));
            let when = told.map_or(String::new(), |(_, day)| format!(", published {day}"));
            format!("{} “{}” by its tense{when}", entry.id, entry.what)
        }
        Step::Date(i) => {
            let entry = &timeline.events[i];
            let quote = entry.evidence.iter().find(|e| e.time.is_some()).map_or(String::new(), |e| format!(" (“{}”)", e.quote));
            format!("{} is of {}{quote}", entry.id, entry.date)
        }
    }
}

fn shown(entry: &Entry) -> String {
    format!("{}  {}  {}", entry.id, entry.date, entry.what)
}
