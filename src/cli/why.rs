//! Why one event comes before another, and where each bound of a date comes from: numbered steps, each with its words and their article.

use crate::order::proof::{Proofs, Step};
use crate::order::{Contradiction, Solution};
use crate::time::Interval;
use crate::timeline::constraint::{Constraints, Statement, constraints};
use crate::timeline::{Entry, Evidence, Timeline, settle, wording};
use std::collections::BTreeSet;
use std::fmt::Write;

/// The order of a timeline, solved once for all that is asked about it.
pub(super) struct Why {
    timeline: Timeline,
    network: Constraints,
    solution: Solution,
    aside: BTreeSet<usize>,
}

impl Why {
    pub(super) fn new(timeline: &Timeline) -> Why {
        let timeline = settle::by_id(timeline);
        let network = constraints(&timeline);
        let solution = settle::solution(&timeline, &network);
        let aside = solution.contradictions.iter().map(|c| c.set_aside).collect();
        Why { timeline, network, solution, aside }
    }

    fn at(&self, id: &str) -> usize {
        self.timeline.events.iter().position(|e| e.id == id).unwrap_or(0)
    }

    fn proofs(&self) -> Proofs<'_> {
        Proofs::new(&self.network.happenings, &self.network.cues, &self.aside)
    }

    /// The answer to "why is `a` before `b`": the shortest chain, or why they are unordered, and every contradiction that holds both.
    pub(super) fn order(&self, a: &str, b: &str) -> String {
        let (a, b) = (self.at(a), self.at(b));
        let mut page = Steps::new(self, &[(a, "A"), (b, "B")]);
        let _ = writeln!(page.text, "A  {}\nB  {}\n", shown(&self.timeline.events[a]), shown(&self.timeline.events[b]));
        let proofs = self.proofs();
        let proved = [(a, b), (b, a)].into_iter().find_map(|(x, y)| Some((x, y, proofs.order(x, y)?)));
        let same_day = || (0..self.network.cues.len()).find(|&cue| self.joins(cue, a, b) && !self.aside.contains(&cue));
        if let Some((earlier, later, steps)) = proved {
            let (first, second) = (page.name(earlier), page.name(later));
            let _ = writeln!(page.text, "{first} comes before {second}:");
            page.steps(&steps);
        } else if let Some(cue) = same_day() {
            page.text.push_str("A and B are of one day, and nothing tells which came first:\n");
            page.steps(&[Step::Cue(cue)]);
        } else {
            page.text
                .push_str("A and B are unordered: no chain of links that hold joins them, and the days that are left allow both orders:\n");
            for (name, event) in [("A", a), ("B", b)] {
                let _ = writeln!(page.text, "  {name}  {}", days(self.solution.bounds[event]));
            }
        }
        page.contradictions(|c| self.holds(c, a) && self.holds(c, b));
        page.text
    }

    /// Whether a cue puts two events on one day.
    fn joins(&self, cue: usize, a: usize, b: usize) -> bool {
        let (link, (one, two)) = (&self.network.cues[cue], self.network.statements[cue].events());
        link.days == (Some(0), Some(0)) && !link.strict && [(a, b), (b, a)].contains(&(one, two))
    }

    fn holds(&self, contradiction: &Contradiction, event: usize) -> bool {
        let touches = |&cue: &usize| <[usize; 2]>::from(self.network.statements[cue].events()).contains(&event);
        contradiction.dates.contains(&event) || contradiction.cycle.iter().any(touches)
    }

    /// Where the earliest and the latest day of an event come from, and the contradictions that it stands in.
    pub(super) fn bounds(&self, id: &str) -> String {
        let event = self.at(id);
        let (bounds, proofs) = (self.solution.bounds[event], self.proofs());
        let mut page = Steps::new(self, &[]);
        page.known.insert(event);
        page.quoted.extend(self.timeline.events[event].evidence.iter().map(|e| e.quote.as_str()));
        let (first, last) = (proofs.lower(event, bounds), proofs.upper(event, bounds));
        let set =
            |steps: &Option<Vec<Step>>| steps.as_ref().map(|steps| steps.iter().map(|step| format!("{step:?}")).collect::<BTreeSet<_>>());
        let same = first.is_some() && set(&first) == set(&last);
        if let (Some(day), Some(steps)) = (bounds.earliest(), first) {
            let _ = match bounds.latest().filter(|_| same) {
                Some(last) if last == day => writeln!(page.text, "on {day}, because"),
                Some(last) => writeln!(page.text, "between {day} and {last}, because"),
                None => writeln!(page.text, "not before {day}, because"),
            };
            page.steps(&steps);
        }
        if let (Some(day), Some(steps)) = (bounds.latest().filter(|_| !same), last) {
            let _ = writeln!(page.text, "not after {day}, because");
            page.steps(&steps);
        }
        page.contradictions(|c| self.holds(c, event));
        page.text.trim_start().to_string()
    }

    /// Whether a link of an event's evidence contradicts surer ones.
    pub(super) fn is_aside(&self, id: &str, evidence: usize, link: usize) -> bool {
        let event = self.at(id);
        let is = |statement: Statement| matches!(statement, Statement::Link { event: e, evidence: n, link: l, .. } if (e, n, l) == (event, evidence, link));
        self.aside.iter().any(|&cue| is(self.network.statements[cue]))
    }
}

/// Text made of numbered steps. Events are called by letters where they have one, else by their id, with their words when first named.
struct Steps<'w> {
    why: &'w Why,
    letters: Vec<(usize, &'static str)>,
    known: BTreeSet<usize>,
    /// The quotes that the page has already.
    quoted: BTreeSet<&'w str>,
    text: String,
}

impl<'w> Steps<'w> {
    fn new(why: &'w Why, letters: &[(usize, &'static str)]) -> Steps<'w> {
        Steps { why, letters: letters.to_vec(), known: BTreeSet::new(), quoted: BTreeSet::new(), text: String::new() }
    }

    fn name(&mut self, event: usize) -> String {
        if let Some((_, letter)) = self.letters.iter().find(|(lettered, _)| *lettered == event) {
            return letter.to_string();
        }
        let entry = &self.why.timeline.events[event];
        if self.known.insert(event) { format!("{} “{}”", entry.id, entry.what) } else { entry.id.clone() }
    }

    fn steps(&mut self, steps: &[Step]) {
        let mut last = None;
        let mut number = 0;
        for &step in steps.iter().filter(|step| last.replace(**step) != Some(**step)) {
            number += 1;
            let (line, evidence) = match step {
                Step::Cue(cue) => self.link(self.why.network.statements[cue]),
                Step::Date(event) => self.date(event),
            };
            let _ = writeln!(self.text, "  {number}. {line}");
            if let Some(evidence) = evidence.filter(|evidence| self.quoted.insert(&evidence.quote)) {
                let _ = writeln!(self.text, "     {}", self.quote(evidence));
            }
        }
    }

    fn link(&mut self, statement: Statement) -> (String, Option<&'w Evidence>) {
        let why = self.why;
        let (event, other) = statement.events();
        let line = format!("{} {} {}", self.name(event), wording::predicate(&why.timeline, statement), self.name(other));
        match statement {
            Statement::Link { event, evidence, link, .. } => {
                let evidence = &why.timeline.events[event].evidence[evidence];
                (format!("{line}: “{}”", evidence.links[link].cue), Some(evidence))
            }
            _ => (format!("{line}: a person wrote it"), None),
        }
    }

    fn date(&mut self, event: usize) -> (String, Option<&'w Evidence>) {
        let (says, evidence) = wording::dated(&self.why.timeline, &self.why.network, event);
        (format!("{} {says}", self.name(event)), evidence)
    }

    fn quote(&self, evidence: &Evidence) -> String {
        let path = self.why.timeline.sources.get(&evidence.source).map_or(evidence.source.as_str(), |source| &source.path);
        format!("“{}”  {path}", evidence.quote)
    }

    /// The contradictions that `wanted` picks. Copies of one article say each only once.
    fn contradictions(&mut self, wanted: impl Fn(&Contradiction) -> bool) {
        let why = self.why;
        let mut seen = BTreeSet::new();
        for contradiction in why.solution.contradictions.iter().filter(|c| wanted(c)) {
            let said = wording::said(&why.timeline, why.network.statements[contradiction.set_aside]);
            if !seen.insert((said, wording::against(&why.timeline, &why.network, contradiction))) {
                continue;
            }
            self.text.push_str("\ncontradiction: these cannot all hold\n");
            let mut steps: Vec<Step> = contradiction.cycle.iter().map(|&cue| Step::Cue(cue)).collect();
            let dates: BTreeSet<usize> = contradiction.dates.iter().copied().collect();
            steps.extend(dates.into_iter().map(Step::Date));
            self.steps(&steps);
            let place = contradiction.cycle.iter().position(|&cue| cue == contradiction.set_aside).map_or(1, |at| at + 1);
            let only = contradiction.cycle.len() == 1;
            let _ = writeln!(self.text, "{place}. is set aside{}", if only { "" } else { ": no other link of these is less sure" });
        }
    }
}

fn days(bounds: Interval) -> String {
    match (bounds.earliest(), bounds.latest()) {
        (Some(first), Some(last)) if first == last => first.to_string(),
        (Some(first), Some(last)) => format!("{first} to {last}"),
        (Some(first), None) => format!("{first} or later"),
        (None, Some(last)) => format!("{last} or earlier"),
        (None, None) => "any day".into(),
    }
}

fn shown(entry: &Entry) -> String {
    format!("{}  {}  {}", entry.id, entry.date, entry.what)
}
