//! What is shown of an event: its words and fields, its quote in context, its neighbours, and what asks for a decision.

use crate::check::Found;
use crate::timeline::yaml::names::Named;
use crate::timeline::{Decision, Entry, Field, Timeline, Verdict};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

pub(super) const PROMPT: &str = "accept a, reject r, edit e, skip k, undo u, quit q, help ? > ";

pub(super) const HELP: &str = "a [NOTE]       accept: it stands as it is written
r [NOTE]       reject: it is wrong, or does not belong here
o [NOTE]       leave it open on purpose
x [WHY]        not an event: later builds leave it out
e FIELD VALUE  edit, as in: e date 2020-01-03   e actors Iraq, Iran   e place -
t              take what is proposed
s [N]          the same event as likely duplicate N; the next build or merge joins them
d [N]          not the same event as likely duplicate N
k, Enter       skip
u              take the last answer back
q              stop; everything is written already
";

/// How many characters of the article are shown on either side of a quote.
const CONTEXT: usize = 120;

/// A page's first lines that say what it is about.
pub(super) const HEADING: usize = 2;

/// One line an event.
pub(super) fn line(pairs: &Pairs, entry: &Entry) -> String {
    let mut asks: Vec<String> = entry.disputed.keys().map(|field| format!("disputed {}", field.word())).collect();
    asks.extend(entry.proposed.keys().map(|field| format!("proposed {}", field.word())));
    asks.extend(pairs.likely(entry).iter().map(|other| format!("maybe {}", other.id)));
    asks.extend(entry.review.as_ref().map(|_| "open".to_string()));
    let asks = if asks.is_empty() { String::new() } else { format!("  [{}]", asks.join(", ")) };
    format!("{}  {}  {}{asks}\n", entry.id, entry.date, entry.what)
}

/// Who names whom as a likely duplicate, and which of these pairs somebody has decided on; made once for a timeline.
pub(super) struct Pairs<'t> {
    timeline: &'t Timeline,
    places: BTreeMap<&'t str, usize>,
    named_by: BTreeMap<&'t str, Vec<usize>>,
    decided: BTreeMap<&'t str, Vec<&'t Decision>>,
}

impl<'t> Pairs<'t> {
    pub(super) fn of(timeline: &'t Timeline) -> Pairs<'t> {
        let places = timeline.events.iter().enumerate().map(|(at, entry)| (entry.id.as_str(), at)).collect();
        let mut named_by: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, entry) in timeline.events.iter().enumerate() {
            entry.maybe_same.iter().for_each(|id| named_by.entry(id).or_default().push(at));
        }
        let mut decided: BTreeMap<&str, Vec<&Decision>> = BTreeMap::new();
        for decision in timeline.decisions.iter().filter(|decision| decision.verdict != Verdict::NotEvent) {
            decision.about.iter().for_each(|subject| decided.entry(&subject.event).or_default().push(decision));
        }
        Pairs { timeline, places, named_by, decided }
    }

    /// Likely duplicates that nobody has decided on, whichever of the two names the other, in the order of the timeline.
    pub(super) fn likely(&self, entry: &Entry) -> Vec<&'t Entry> {
        let id = entry.id.as_str();
        let names = entry.maybe_same.iter().filter_map(|other| self.places.get(other.as_str()));
        let places: BTreeSet<usize> = names.chain(self.named_by.get(id).into_iter().flatten()).copied().collect();
        let decided = |other: &Entry| {
            let decisions = self.decided.get(id).into_iter().flatten();
            decisions.into_iter().any(|decision| decision.about.iter().any(|subject| subject.event == other.id))
        };
        places.into_iter().map(|at| &self.timeline.events[at]).filter(|other| other.id != id && !decided(other)).collect()
    }
}

/// The same for one entry alone.
pub(super) fn likely<'t>(timeline: &'t Timeline, entry: &Entry) -> Vec<&'t Entry> {
    Pairs::of(timeline).likely(entry)
}

/// All about one event.
pub(super) fn page(timeline: &Timeline, id: &str, articles: &BTreeMap<String, Found>, heading: &str) -> String {
    let Some(at) = timeline.events.iter().position(|entry| entry.id == id) else { return String::new() };
    let entry = &timeline.events[at];
    let mut out = String::new();
    let _ = writeln!(out, "\n{heading} {}  {} ({})\n{}", entry.id, entry.date, entry.basis.word(), entry.what);
    for field in [Field::Type, Field::Status, Field::Actors, Field::Recipients, Field::Place] {
        if let Some(value) = entry.get(field) {
            let _ = writeln!(out, "  {}: {value}", field.word());
        }
    }
    for evidence in &entry.evidence {
        let source = timeline.sources.get(&evidence.source);
        let name = source.map_or(evidence.source.as_str(), |source| source.title.as_deref().unwrap_or(&source.path));
        let day = source.and_then(|source| source.published).map_or(String::new(), |day| format!(", {day}"));
        let (before, after) = context(articles.get(&evidence.source), &evidence.quote);
        let _ = writeln!(out, "  {before}“{}”{after}\n    {name}{day}", evidence.quote);
        if let Some(time) = &evidence.time {
            let anchor = evidence.anchor.as_ref().map_or(String::new(), |anchor| format!(" from {anchor}"));
            let _ = writeln!(out, "    dated by “{time}”{anchor}");
        }
    }
    let neighbour = |at: Option<usize>| at.and_then(|at| timeline.events.get(at)).map(|entry| format!("{}  {}", entry.date, entry.what));
    for (word, other) in [("listed after", neighbour(at.checked_sub(1))), ("listed before", neighbour(Some(at + 1)))] {
        out.extend(other.map(|other| format!("  {word}: {other}\n")));
    }
    for (word, ids) in [("after", &entry.after), ("same day as", &entry.same_day)] {
        for other in timeline.events.iter().filter(|other| ids.contains(&other.id)) {
            let _ = writeln!(out, "  {word}: {}  {}", other.date, other.what);
        }
    }
    for (field, sides) in &entry.disputed {
        let side = |side: &crate::timeline::Alternative| match side.sources.as_slice() {
            [] => format!("{} (a person)", side.is),
            sources => format!("{} ({})", side.is, sources.join(", ")),
        };
        let _ = writeln!(out, "  ! disputed {}: {}", field.word(), sides.iter().map(side).collect::<Vec<_>>().join(" or "));
    }
    for (field, value) in &entry.proposed {
        let _ = writeln!(out, "  ! proposed {}: {value}", field.word());
    }
    if let Some(note) = entry.review.as_ref().and_then(|review| review.note.as_ref()) {
        let _ = writeln!(out, "  ! open: {note}");
    }
    for (number, other) in likely(timeline, entry).iter().enumerate() {
        let _ = writeln!(out, "  ! maybe the same, {}: {}  {}  {}", number + 1, other.id, other.date, other.what);
    }
    out
}

/// The words of the article before and after a quote.
fn context(article: Option<&Found>, quote: &str) -> (String, String) {
    let Some(Found::Read { words, .. }) = article else { return Default::default() };
    let Some(at) = words.find(quote).filter(|_| !quote.is_empty()) else { return ("(not in the article) ".into(), String::new()) };
    let (before, after) = (&words[..at], &words[at + quote.len()..]);
    let start = before.char_indices().rev().nth(CONTEXT - 1).map_or(0, |(at, _)| at);
    let end = after.char_indices().nth(CONTEXT).map_or(after.len(), |(at, _)| at);
    let dots = |cut: bool| if cut { "…" } else { "" };
    (format!("{}{}", dots(start > 0), &before[start..]), format!("{}{}", &after[..end], dots(end < after.len())))
}
