//! What happened between two timelines, for people: lines for a terminal, Markdown for a pull request's comment, JSON for programs.

use crate::diff::{Change, Changed, Diff, How, SourceChange};
use crate::timeline::yaml::names::Named;
use crate::timeline::{Decision, Entry};
use serde_json::{Value, json};
use std::fmt::Write;

/// Lines: `+` added, `-` removed, `~` changed, and below an event what changed of it.
pub fn text(told: &Diff) -> String {
    let mut out = String::new();
    if let Some((old, new)) = &told.title {
        let _ = writeln!(out, "~ title: {}", arrow(old.as_deref(), new.as_deref()));
    }
    for entry in &told.added {
        let _ = writeln!(out, "+ {}", line(entry));
        let _ = writeln!(out, "    {}", sources(entry));
    }
    for (entry, from) in &told.parted {
        let _ = writeln!(out, "+ {}\n    parted from {from}", line(entry));
    }
    told.removed.iter().for_each(|entry| {
        let _ = writeln!(out, "- {}", line(entry));
    });
    for (entry, into) in &told.joined {
        let _ = writeln!(out, "- {}\n    joined to {into}", line(entry));
    }
    for changed in &told.changed {
        let _ = writeln!(out, "~ {}", line(&changed.entry));
        for words in phrases(changed) {
            let _ = writeln!(out, "    {words}");
        }
    }
    if !told.follow.is_empty() {
        let _ = writeln!(out, "{}", follow_heading(told));
    }
    for changed in &told.follow {
        let _ = writeln!(out, "  {}", line(&changed.entry));
        let _ = writeln!(out, "    {}{}", phrases(changed).join(", "), because(changed));
    }
    told.sources.iter().for_each(|source| {
        let _ = writeln!(out, "{}", source_line(source));
    });
    for (sign, decision) in decisions(told) {
        let _ = writeln!(out, "{sign} {}", decision_line(decision));
    }
    out
}

/// One line: `2 added, 1 changed, 3 dates follow`; nothing where nothing differs.
pub fn summary(told: &Diff) -> String {
    let counts = [
        (told.added.len(), "added"),
        (told.removed.len(), "removed"),
        (told.joined.len(), "joined to others"),
        (told.parted.len(), "parted from others"),
        (told.changed.len(), "changed"),
        (told.follow.len(), "only follow from these"),
        (told.sources.len(), if told.sources.len() == 1 { "source differs" } else { "sources differ" }),
        (told.decided.len() + told.undecided.len(), if told.decided.len() + told.undecided.len() == 1 { "decision" } else { "decisions" }),
    ];
    let parts: Vec<String> = counts.iter().filter(|(number, _)| *number > 0).map(|(number, what)| format!("{number} {what}")).collect();
    if parts.is_empty() && told.title.is_some() { "new title".into() } else { parts.join(", ") }
}

/// A comment for a pull request: a heading for the file, what changed as lists, and what only follows folded away.
pub fn markdown(name: &str, told: &Diff) -> String {
    let mut out = format!("### {}: {}\n", escaped(name), summary(told));
    if let Some((old, new)) = &told.title {
        let _ = writeln!(out, "\nTitle: {}", escaped(&arrow(old.as_deref(), new.as_deref())));
    }
    let mut section = |heading: &str, lines: Vec<String>| {
        if !lines.is_empty() {
            let _ = write!(out, "\n**{heading}**\n\n{}", lines.concat());
        }
    };
    let with_note = |(entry, id): &(Entry, String), words: &str| format!("{}  - {words} `{id}`\n", item(entry));
    let with_changes = |changed: &Changed| {
        let below: String = phrases(changed).iter().map(|words| format!("  - {}\n", escaped(words))).collect();
        item(&changed.entry) + &below
    };
    let with_quote = |entry: &Entry| {
        let quote = entry.evidence.first().map_or(String::new(), |evidence| format!("  > {}\n", escaped(&evidence.quote)));
        format!("{}\n{quote}\n", item(entry).trim_end())
    };
    section("Added", told.added.iter().map(with_quote).collect());
    section("Parted", told.parted.iter().map(|pair| with_note(pair, "parted from")).collect());
    section("Removed", told.removed.iter().map(item).collect());
    section("Joined", told.joined.iter().map(|pair| with_note(pair, "joined to")).collect());
    section("Changed", told.changed.iter().map(with_changes).collect());
    section("Sources", told.sources.iter().map(|source| format!("- {}\n", escaped(&source_line(source)))).collect());
    section(
        "Decisions",
        decisions(told).map(|(sign, decision)| format!("- {}\n", escaped(&format!("{sign} {}", decision_line(decision))))).collect(),
    );
    if !told.follow.is_empty() {
        let _ = write!(out, "\n<details><summary>{}</summary>\n\n", follow_heading(told));
        for changed in &told.follow {
            let _ =
                writeln!(out, "{}  - {}", item(&changed.entry), escaped(&format!("{}{}", phrases(changed).join(", "), because(changed))));
        }
        out.push_str("\n</details>\n");
    }
    out
}

/// `{file, same, title, added, removed, joined, parted, changed, follow, sources, decided, undecided}`.
pub fn as_json(name: &str, told: &Diff) -> Value {
    let entry = |entry: &Entry| json!({"id": entry.id, "date": entry.date.to_string(), "what": entry.what});
    let linked = |key: &str, (moved, id): &(Entry, String)| {
        let mut object = entry(moved);
        object[key] = json!(id);
        object
    };
    let changed = |changed: &Changed| {
        let mut object = entry(&changed.entry);
        object["changes"] = changed.changes.iter().map(|change| json!({"key": change.key, "old": change.old, "new": change.new})).collect();
        if !changed.because.is_empty() {
            object["because"] = json!(changed.because);
        }
        object
    };
    let source = |source: &SourceChange| match &source.how {
        How::Added => json!({"id": source.id, "name": source.name, "how": "added"}),
        How::Removed => json!({"id": source.id, "name": source.name, "how": "removed"}),
        How::Changed(keys) => json!({"id": source.id, "name": source.name, "how": "changed", "keys": keys}),
    };
    json!({
        "file": name,
        "same": told.is_empty(),
        "title": told.title.as_ref().map(|(old, new)| json!({"old": old, "new": new})),
        "added": told.added.iter().map(entry).collect::<Vec<_>>(),
        "removed": told.removed.iter().map(entry).collect::<Vec<_>>(),
        "joined": told.joined.iter().map(|pair| linked("to", pair)).collect::<Vec<_>>(),
        "parted": told.parted.iter().map(|pair| linked("from", pair)).collect::<Vec<_>>(),
        "changed": told.changed.iter().map(changed).collect::<Vec<_>>(),
        "follow": told.follow.iter().map(changed).collect::<Vec<_>>(),
        "sources": told.sources.iter().map(source).collect::<Vec<_>>(),
        "decided": told.decided.iter().map(decision_line).collect::<Vec<_>>(),
        "undecided": told.undecided.iter().map(decision_line).collect::<Vec<_>>(),
    })
}

fn line(entry: &Entry) -> String {
    format!("{}  {}  {}", entry.date, entry.what, entry.id)
}

fn item(entry: &Entry) -> String {
    format!("- `{}` {} (`{}`)\n", entry.date, escaped(&entry.what), entry.id)
}

/// What changed of an entry, in words. A new date and new sources are one phrase, because the one mostly comes from the other.
fn phrases(changed: &Changed) -> Vec<String> {
    let find = |key: &str| changed.changes.iter().find(|change| change.key == key);
    let mut out = Vec::new();
    let number = find("sources").map(|change| match change.new.len() {
        1 => "now 1 source".to_string(),
        number => format!("now {number} sources"),
    });
    match (find("date"), number) {
        (Some(date), Some(number)) => out.push(format!("re-dated {}, {number}", of_change(date))),
        (Some(date), None) => out.push(format!("re-dated {}", of_change(date))),
        (None, Some(number)) => out.push(number),
        (None, None) => {}
    }
    for change in changed.changes.iter().filter(|change| !matches!(change.key, "date" | "sources")) {
        out.extend(phrase(change));
    }
    out
}

fn phrase(change: &Change) -> Vec<String> {
    let with = |words: &str, list: Vec<&str>| list.into_iter().map(|value| format!("{words}{value}")).collect::<Vec<_>>();
    match change.key {
        "review" if change.new.is_empty() => vec![format!("no longer {}", change.old.concat())],
        "review" => change.new.clone(),
        "evidence" => [with("+ ", change.came()), with("- ", change.went())].concat(),
        "merged" => [with("joined: ", change.came()), with("parted: ", change.went())].concat(),
        "disputed" => [with("now disputed: ", change.came()), with("no longer disputed: ", change.went())].concat(),
        "proposed" => [with("proposed: ", change.came()), with("no longer proposed: ", change.went())].concat(),
        "maybe_same" => [with("maybe the same as ", change.came()), with("no longer maybe the same as ", change.went())].concat(),
        "after" => [with("now after ", change.came()), with("no longer listed after ", change.went())].concat(),
        "same_day" => [with("now on the day of ", change.came()), with("no longer on the day of ", change.went())].concat(),
        key => vec![format!("{key}: {}", of_change(change))],
    }
}

fn of_change(change: &Change) -> String {
    let side = |values: &[String]| (!values.is_empty()).then(|| values.join(", "));
    arrow(side(&change.old).as_deref(), side(&change.new).as_deref())
}

fn arrow(old: Option<&str>, new: Option<&str>) -> String {
    format!("{} -> {}", old.unwrap_or("(none)"), new.unwrap_or("(none)"))
}

fn sources(entry: &Entry) -> String {
    let ids: std::collections::BTreeSet<&str> = entry.evidence.iter().map(|evidence| evidence.source.as_str()).collect();
    match ids.len() {
        0 => "no source".into(),
        1 => "1 source".into(),
        number => format!("{number} sources"),
    }
}

fn follow_heading(told: &Diff) -> String {
    match told.follow.len() {
        1 => "1 more only follows from these:".into(),
        number => format!("{number} more only follow from these:"),
    }
}

fn because(changed: &Changed) -> String {
    if changed.because.is_empty() { String::new() } else { format!(" (follows from {})", changed.because.join(", ")) }
}

fn source_line(source: &SourceChange) -> String {
    let SourceChange { id, name, how } = source;
    match how {
        How::Added => format!("+ source {id}  {name}"),
        How::Removed => format!("- source {id}  {name}"),
        How::Changed(keys) => format!("~ source {id}  {name}: {}", keys.join(", ")),
    }
}

fn decisions(told: &Diff) -> impl Iterator<Item = (char, &Decision)> {
    told.decided.iter().map(|decision| ('+', decision)).chain(told.undecided.iter().map(|decision| ('-', decision)))
}

fn decision_line(decision: &Decision) -> String {
    let about: Vec<&str> = decision.about.iter().map(|subject| subject.event.as_str()).collect();
    let by = decision.by.as_ref().map_or(String::new(), |by| format!(" by {by}"));
    let why = decision.why.as_ref().map_or(String::new(), |why| format!(": {why}"));
    format!("decided {}: {}{by}{why}", decision.verdict.word(), about.join(", "))
}

/// Text that Markdown would read as markup, as it is. A mention would call people, so an `@` loses its power too.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' if !out.ends_with('-') => out.push_str("&gt;"),
            '@' => out.push_str("@\u{200b}"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '|' | '~' => {
                out.push('\\');
                out.push(c);
            }
            '\n' => out.push(' '),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests;
