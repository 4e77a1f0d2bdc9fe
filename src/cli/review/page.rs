//! What is shown of an event: its words and fields, its quote in context, its neighbours, and what asks for a decision.

use crate::check::Found;
use crate::timeline::yaml::names::Named;
use crate::timeline::{Entry, Field, Timeline, Verdict};
use std::collections::BTreeMap;
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
pub(super) fn line(timeline: &Timeline, id: &str) -> String {
    let entry = timeline.events.iter().find(|entry| entry.id == id);
    entry.map_or(String::new(), |entry| {
        let mut asks: Vec<String> = entry.disputed.keys().map(|field| format!("disputed {}", field.word())).collect();
        asks.extend(entry.proposed.keys().map(|field| format!("proposed {}", field.word())));
        asks.extend(likely(timeline, entry).iter().map(|other| format!("maybe {}", other.id)));
        asks.extend(entry.review.as_ref().map(|_| "open".to_string()));
        let asks = if asks.is_empty() { String::new() } else { format!("  [{}]", asks.join(", ")) };
        format!("{}  {}  {}{asks}\n", entry.id, entry.date, entry.what)
    })
}

/// Likely duplicates that nobody has decided on, whichever of the two names the other.
pub(super) fn likely<'t>(timeline: &'t Timeline, entry: &Entry) -> Vec<&'t Entry> {
    let decided = |other: &Entry| {
        timeline.decisions.iter().any(|decision| {
            let about = |id: &str| decision.about.iter().any(|subject| subject.event == id);
            decision.verdict != Verdict::NotEvent && about(&entry.id) && about(&other.id)
        })
    };
    let named = |other: &&Entry| entry.maybe_same.contains(&other.id) || other.maybe_same.contains(&entry.id);
    timeline.events.iter().filter(named).filter(|other| other.id != entry.id && !decided(other)).collect()
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
