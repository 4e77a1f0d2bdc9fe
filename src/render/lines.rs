//! A timeline in a few lines an event, without what only the machine reads: what `git log -p` compares.

use crate::timeline::yaml::names::Named;
use crate::timeline::{Field, Timeline};
use std::fmt::Write;

/// One line of date and words an event, and indented below it what else it says. Ends with the decisions and the sources.
pub fn lines(timeline: &Timeline) -> String {
    let mut out = String::new();
    if let Some(title) = &timeline.title {
        let _ = writeln!(out, "{title}\n");
    }
    for entry in &timeline.events {
        let _ = writeln!(out, "{}  {}  [{}]", entry.date, entry.what, entry.id);
        let fields = [Field::Basis, Field::Type, Field::Status, Field::Actors, Field::Recipients, Field::Place];
        for (field, value) in fields.into_iter().filter_map(|field| Some((field, entry.get(field)?))) {
            let _ = writeln!(out, "    {}: {value}", field.word());
        }
        for (field, sides) in &entry.disputed {
            let sides: Vec<String> = sides.iter().map(|side| side.is.to_string()).collect();
            let _ = writeln!(out, "    disputed {}: {}", field.word(), sides.join(" or "));
        }
        if let Some(review) = &entry.review {
            let by = review.by.as_ref().map_or(String::new(), |by| format!(" by {by}"));
            let note = review.note.as_ref().map_or(String::new(), |note| format!(": {note}"));
            let _ = writeln!(out, "    {}{by}{note}", review.state.word());
        }
        for evidence in &entry.evidence {
            let _ = writeln!(out, "    \"{}\" ({})", evidence.quote, evidence.source);
        }
    }
    for decision in &timeline.decisions {
        let about: Vec<&str> = decision.about.iter().map(|subject| subject.event.as_str()).collect();
        let _ = writeln!(out, "{}: {}", decision.verdict.word(), about.join(", "));
    }
    for (id, source) in &timeline.sources {
        let day = source.published.map_or(String::new(), |day| format!(", {day}"));
        let _ = writeln!(out, "{id}  {}{day}", source.title.as_ref().unwrap_or(&source.path));
    }
    out
}
