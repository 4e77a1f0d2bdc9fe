//! A timeline to YAML text, in the one layout.
//!
//! The emitter is written by hand because the layout is fixed, because no line may be folded, and because a plain scalar must read back as
//! the same string in YAML 1.1 and 1.2 alike: `NO` is a country and not a boolean, `12:30` is no number in base 60.

use super::VERSION;
use super::names::Named;
use crate::timeline::Field;
use crate::timeline::entry::SURE;
use crate::timeline::{Claim, Decision, Entry, Evidence, Link, Review, Source, Timeline, Value};
use std::fmt::Write;

/// The text of a timeline file.
pub fn write(timeline: &Timeline) -> String {
    parts(timeline).collect()
}

/// So many sources or events are one part.
const PART: usize = 5000;

/// The same in parts, because the text of a million events is too much for one memory.
pub fn parts(timeline: &Timeline) -> impl Iterator<Item = String> {
    let ids: Vec<&String> = timeline.sources.keys().collect();
    let sources = (0..ids.len()).step_by(PART).map(move |from| {
        let mut out = String::new();
        for id in &ids[from..(from + PART).min(ids.len())] {
            self::source(&mut out, id, &timeline.sources[*id]);
        }
        out
    });
    let events = timeline.events.chunks(PART).enumerate().map(|(part, events)| {
        let mut out = String::new();
        for (at, event) in events.iter().enumerate() {
            if part + at > 0 {
                out.push('\n');
            }
            self::event(&mut out, event);
        }
        out
    });
    std::iter::once(head(timeline)).chain(sources).chain(std::iter::once_with(|| decisions(timeline))).chain(events)
}

fn head(timeline: &Timeline) -> String {
    let mut out = format!("annals: {VERSION}\n");
    optional(&mut out, "title: ", &timeline.title);
    if !timeline.sources.is_empty() {
        out.push_str("sources:\n");
    }
    out
}

fn decisions(timeline: &Timeline) -> String {
    let mut out = String::new();
    if !timeline.decisions.is_empty() {
        out.push_str("decisions:\n");
    }
    for decision in &timeline.decisions {
        self::decision(&mut out, decision);
    }
    out.push_str(if timeline.events.is_empty() { "events: []\n" } else { "events:\n" });
    out
}

fn source(out: &mut String, id: &str, source: &Source) {
    let _ = writeln!(out, "  {id}:");
    optional(out, "    title: ", &source.title);
    line(out, "    path: ", &source.path);
    optional(out, "    author: ", &source.author);
    optional(out, "    publisher: ", &source.publisher);
    optional(out, "    url: ", &source.url);
    if let Some(day) = source.published {
        let _ = writeln!(out, "    published: \"{day}\"");
    }
    let _ = writeln!(out, "    published_from: {}", source.published_from.word());
    optional(out, "    published_evidence: ", &source.published_evidence);
    optional(out, "    copy_of: ", &source.copy_of);
    line(out, "    sha256: ", &source.sha256);
}

fn decision(out: &mut String, decision: &Decision) {
    let _ = writeln!(out, "  - decide: {}", decision.verdict.word());
    out.push_str("    about:\n");
    for subject in &decision.about {
        line(out, "      - event: ", &subject.event);
        optional(out, "        quote: ", &subject.quote);
        optional(out, "        what: ", &subject.what);
    }
    optional(out, "    by: ", &decision.by);
    if let Some(day) = decision.on {
        let _ = writeln!(out, "    on: \"{day}\"");
    }
    optional(out, "    why: ", &decision.why);
}

fn event(out: &mut String, event: &Entry) {
    let _ = writeln!(out, "  - id: {}", event.id);
    let _ = writeln!(out, "    date: \"{}\"", event.date);
    let _ = writeln!(out, "    basis: {}", event.basis.word());
    if !event.disputed.is_empty() {
        out.push_str("    disputed:\n");
    }
    for (field, alternatives) in &event.disputed {
        let _ = writeln!(out, "      {}:", field.word());
        for alternative in alternatives {
            value(out, "        - is: ", &alternative.is, *field == Field::Date);
            list(out, "          sources: ", &alternative.sources);
        }
    }
    line(out, "    what: ", &event.what);
    optional(out, "    type: ", &event.kind);
    let _ = writeln!(out, "    status: {}", event.status.word());
    list(out, "    actors: ", &event.actors);
    list(out, "    recipients: ", &event.recipients);
    optional(out, "    place: ", &event.place);
    list(out, "    after: ", &event.after);
    list(out, "    same_day: ", &event.same_day);
    list(out, "    maybe_same: ", &event.maybe_same);
    if !event.proposed.is_empty() {
        out.push_str("    proposed:\n");
    }
    for (field, proposal) in &event.proposed {
        value(out, &format!("      {}: ", field.word()), proposal, *field == Field::Date);
    }
    review(out, "    ", &event.review);
    if !event.evidence.is_empty() {
        out.push_str("    evidence:\n");
    }
    for evidence in &event.evidence {
        self::evidence(out, evidence);
    }
    if !event.merged.is_empty() {
        out.push_str("    merged:\n");
    }
    for claim in &event.merged {
        self::claim(out, claim);
    }
}

fn claim(out: &mut String, claim: &Claim) {
    let _ = writeln!(out, "      - id: {}", claim.id);
    let _ = writeln!(out, "        date: \"{}\"", claim.date);
    let _ = writeln!(out, "        basis: {}", claim.basis.word());
    line(out, "        what: ", &claim.what);
    optional(out, "        type: ", &claim.kind);
    let _ = writeln!(out, "        status: {}", claim.status.word());
    list(out, "        actors: ", &claim.actors);
    list(out, "        recipients: ", &claim.recipients);
    optional(out, "        place: ", &claim.place);
    review(out, "        ", &claim.review);
}

fn review(out: &mut String, indent: &str, review: &Option<Review>) {
    let Some(review) = review else { return };
    let _ = writeln!(out, "{indent}review:");
    let _ = writeln!(out, "{indent}  state: {}", review.state.word());
    optional(out, &format!("{indent}  by: "), &review.by);
    if let Some(day) = review.on {
        let _ = writeln!(out, "{indent}  on: \"{day}\"");
    }
    optional(out, &format!("{indent}  note: "), &review.note);
}

/// A value of a field. A date is always quoted.
fn value(out: &mut String, key: &str, value: &Value, date: bool) {
    match value {
        Value::One(text) if date => {
            let _ = writeln!(out, "{key}\"{text}\"");
        }
        Value::One(text) => line(out, key, text),
        Value::Many(texts) if texts.is_empty() => {
            let _ = writeln!(out, "{key}[]");
        }
        Value::Many(texts) => list(out, key, texts),
    }
}

fn evidence(out: &mut String, evidence: &Evidence) {
    match &evidence.of {
        Some(of) => {
            line(out, "      - of: ", of);
            line(out, "        source: ", &evidence.source);
        }
        None => line(out, "      - source: ", &evidence.source),
    }
    line(out, "        quote: ", &evidence.quote);
    optional(out, "        time: ", &evidence.time);
    optional(out, "        anchor: ", &evidence.anchor);
    optional(out, "        rule: ", &evidence.rule);
    if let Some(told) = evidence.tense {
        let _ = writeln!(out, "        tense: {}", told.word());
    }
    optional(out, "        by: ", &evidence.attribution);
    if !evidence.links.is_empty() {
        out.push_str("        links:\n");
    }
    for link in &evidence.links {
        self::link(out, link);
    }
}

fn link(out: &mut String, link: &Link) {
    let _ = write!(out, "          - {{rel: {}, event: ", link.relation.word());
    scalar(out, &link.event, Within::Flow);
    out.push_str(", cue: ");
    scalar(out, &link.cue, Within::Flow);
    if let Some(days) = link.days {
        // A range is quoted: to YAML 1.1, `4..10` looks like a number.
        let quote = if days.exact().is_some() { "" } else { "\"" };
        let _ = write!(out, ", days: {quote}{days}{quote}");
    }
    if link.confidence != SURE {
        let _ = write!(out, ", confidence: {}", link.confidence);
    }
    out.push_str("}\n");
}

fn line(out: &mut String, key: &str, value: &str) {
    out.push_str(key);
    scalar(out, value, Within::Block);
    out.push('\n');
}

fn optional(out: &mut String, key: &str, value: &Option<String>) {
    if let Some(value) = value {
        line(out, key, value);
    }
}

fn list(out: &mut String, key: &str, values: &[String]) {
    if values.is_empty() {
        return;
    }
    out.push_str(key);
    for (at, value) in values.iter().enumerate() {
        out.push_str(if at == 0 { "[" } else { ", " });
        scalar(out, value, Within::Flow);
    }
    out.push_str("]\n");
}

#[derive(Clone, Copy, PartialEq)]
enum Within {
    Block,
    Flow,
}

/// Plain where every reader takes it for the same string, else in double quotes, always on one line.
fn scalar(out: &mut String, text: &str, within: Within) {
    if is_plain(text, within) {
        out.push_str(text);
        return;
    }
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if is_hidden(c) => {
                let (letter, digits) = match c as u32 {
                    0..0x100 => ('x', 2),
                    0x100..0x10000 => ('u', 4),
                    _ => ('U', 8),
                };
                let _ = write!(out, "\\{letter}{:0digits$X}", c as u32);
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

/// Characters that YAML forbids or that a reviewer would not see: controls, line separators, zero-width and direction marks.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
        || matches!(c, '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
        || (c as u32) & 0xfffe == 0xfffe
}

fn is_plain(text: &str, within: Within) -> bool {
    let Some(first) = text.chars().next() else { return false };
    // A letter or a digit at the start is never an indicator; quotation marks and the like of other scripts are left plain too.
    let path = first == '/' || text.starts_with("../");
    let starts = path || first.is_alphanumeric() || !first.is_ascii() && !first.is_whitespace();
    let flow = within == Within::Flow && text.contains([',', '[', ']', '{', '}', ':', '?']);
    let structure = text.contains(": ") || text.ends_with(':') || text.contains(" #");
    starts && !flow && !structure && !text.ends_with(' ') && !text.chars().any(is_hidden) && !is_word(text) && !is_number(text)
}

/// Words that YAML 1.1 or 1.2 reads as a boolean or as nothing, in any case.
fn is_word(text: &str) -> bool {
    const WORDS: [&str; 9] = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"];
    text.len() <= 5 && WORDS.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// Everything that YAML 1.1 or 1.2 could read as a number, a time or a date, generously: a digit first, and nothing in it but what such
/// values are made of.
fn is_number(text: &str) -> bool {
    const RADIX: [(&str, &str); 3] = [("0x", "0123456789abcdef_"), ("0o", "01234567_"), ("0b", "01_")];
    let lower = text.get(..2).map(str::to_ascii_lowercase).unwrap_or_default();
    let radix = RADIX.iter().find(|(prefix, _)| *prefix == lower);
    let made_of = |c: char| c.is_ascii_digit() || "+-_.,:eEtTzZ ".contains(c);
    radix.is_some_and(|(_, digits)| text[2..].chars().all(|c| digits.contains(c.to_ascii_lowercase())))
        || text.starts_with(|c: char| c.is_ascii_digit()) && text.chars().all(made_of)
}
