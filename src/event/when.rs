//! Which expression dates which mention, and what date that makes.
//!
//! In this order: an expression of the mention's own clause; the one that dates the verb it is coordinated with; the one that dates the
//! report of it, which only bounds it; its tense against the DCT, which only bounds it too. Never the DCT itself unless the words say so.

use super::{Basis, Status, When};
use crate::text::{Rel, Tag, Text, Tree};
use crate::time::Interval;
use crate::time::edtf::{Date, Edtf};
use crate::timex::{Anchor, Kind, Modifier, Timex};
use chrono::NaiveDate;

/// For each timex of the sentence, the mention that it dates. `mentions` are the trigger tokens of the sentence, ascending.
pub fn attach(tree: &Tree, timexes: &[(u32, &Timex)], mentions: &[u32]) -> Vec<(u32, u32)> {
    let is_mention = |t: u32| mentions.binary_search(&t).is_ok();
    let mut pairs = Vec::new();
    for &(index, timex) in timexes {
        if matches!(timex.kind, Kind::Duration | Kind::Set) {
            continue;
        }
        if is_compared(tree, timex) {
            continue;
        }
        let Some(top) = top(tree, timex) else { continue };
        // "Last year's harvest": the noun's time, never the verb's.
        let end = timex.tokens.end;
        if tree.tokens().contains(&end) && tree.tag(end) == Tag::Pos {
            pairs.extend(tree.head(top).filter(|&noun| is_mention(noun) && tree.tag(noun).is_noun()).map(|noun| (noun, index)));
            continue;
        }
        // An expression inside a noun's phrase dates the noun's event ("the October ceasefire"), otherwise the clause.
        if let Some(governor) = tree.ancestors(top).find(|&t| is_mention(t)).filter(|&t| !is_apart(tree, t, timex)) {
            pairs.push((counted_from(tree, timexes, mentions, governor, timex).unwrap_or(governor), index));
        }
    }
    pairs
}

/// Whether a semicolon or a dash stands between a verb and an expression.
fn is_apart(tree: &Tree, verb: u32, timex: &Timex) -> bool {
    let between = if verb < timex.tokens.start { verb + 1..timex.tokens.start } else { timex.tokens.end..verb };
    between.into_iter().any(|t| matches!(tree.word(t), ";" | "--" | "—"))
}

/// "To 52.4 million from 50.1 million a year earlier", "more than last year": the time of what is compared with.
fn is_compared(tree: &Tree, timex: &Timex) -> bool {
    const BACK: u32 = 9;
    let start = timex.tokens.start;
    let first = tree.tokens().start.max(start.saturating_sub(BACK));
    let amount = |t: u32| matches!(tree.tag(t), Tag::Cd | Tag::Dollar);
    let compared = |t: u32| ["compared", "versus", "than"].iter().any(|word| tree.is(t, word));
    // "from 3,000 to 2,500 in November" has a preposition of its own.
    let bare = start == tree.tokens().start || tree.tag(start - 1) != Tag::In;
    let from = |t: u32| bare && tree.is(t, "from") && t + 2 < start && amount(t + 1) | amount(t + 2);
    let stops = |t: u32| tree.tag(t).is_verb() && !compared(t);
    (first..start).rev().take_while(|&t| !stops(t)).any(|t| compared(t) || from(t))
}

/// "Fled three days after the raid on 3 May": the date is that of the event which the length is counted from, not of the verb before both.
fn counted_from(tree: &Tree, timexes: &[(u32, &Timex)], mentions: &[u32], governor: u32, timex: &Timex) -> Option<u32> {
    let between = |from: u32| (from..timex.tokens.start).all(|t| tree.tag(t) != Tag::Comma);
    let hangs = |length: &Timex| length.kind == Kind::Duration && length.anchor == Anchor::Event && between(length.tokens.end);
    let lengths = timexes.iter().filter(|(_, length)| governor < length.tokens.start && length.tokens.end < timex.tokens.start);
    let length = lengths.map(|(_, length)| length).rfind(|length| hangs(length))?;
    mentions.iter().copied().rfind(|&t| length.tokens.end < t && t < timex.tokens.start)
}

/// The expression's token that depends on a word outside it.
fn top(tree: &Tree, timex: &Timex) -> Option<u32> {
    timex.tokens.clone().find(|&t| tree.head(t).is_none_or(|head| !timex.tokens.contains(&head)))
}

/// The verb that lends its date: "On Tuesday rebels entered the town and burned the market."
pub fn lender(tree: &Tree, token: u32, mentions: &[u32]) -> Option<u32> {
    let head = tree.head(token)?;
    let shares = match tree.rel(token) {
        Rel::Conj => tree.tag(head).is_verb() && tree.tag(token).is_verb(),
        Rel::Xcomp => true,
        _ => false,
    };
    (shares && mentions.binary_search(&head).is_ok()).then_some(head)
}

/// The date that an expression gives a mention, by the preposition before it ("since", "until", "by", …).
pub fn dated(tree: &Tree, index: u32, timex: &Timex, status: Status, raw: &str) -> Option<When> {
    let date = timex.date?;
    let preposition = top(tree, timex).and_then(|top| {
        let inside = timex.tokens.clone().next().map(|t| tree.word(t).to_ascii_lowercase());
        tree.child(top, &[Rel::Case, Rel::Mark]).map(|c| tree.word(c).to_ascii_lowercase()).or(inside)
    });
    let ongoing = status == Status::Ongoing;
    let date = match (preposition.as_deref(), date) {
        (Some("since"), Edtf::Date(from)) if ongoing => Edtf::Lasted { from: Some(from), to: None },
        (Some("since"), _) => from_then_on(date),
        (Some("until" | "till" | "through"), Edtf::Date(to)) => Edtf::Lasted { from: None, to: Some(to) },
        (Some("by"), _) => up_to(date, 0),
        (Some("before"), _) => up_to(date, -1),
        (Some("after"), _) => from_then_on(date),
        _ => match timex.modifier {
            Some(Modifier::Before) => up_to(date, -1),
            Some(Modifier::After | Modifier::OnOrAfter) => from_then_on(date),
            Some(Modifier::OnOrBefore) => up_to(date, 0),
            Some(Modifier::Approx) => about(date),
            _ => date,
        },
    };
    Some(When { date, basis: basis(timex, raw), timex: Some(index) })
}

fn about(date: Edtf) -> Edtf {
    match date {
        Edtf::Date(date) => Edtf::Date(date.about()),
        other => other,
    }
}

/// At or before the end of `date` (or the day before its start).
fn up_to(date: Edtf, shift: i64) -> Edtf {
    if date.lacks_year() {
        return Edtf::UNKNOWN;
    }
    let interval = date.interval();
    let latest = if shift < 0 { interval.earliest().and_then(|d| d.pred_opt()) } else { interval.latest() };
    Interval::new(None, latest).map_or(date, Edtf::within)
}

fn from_then_on(date: Edtf) -> Edtf {
    if date.lacks_year() {
        return Edtf::UNKNOWN;
    }
    match date {
        Edtf::Date(from) => Edtf::Between { from: Some(from), to: None },
        other => Interval::new(other.interval().earliest(), None).map_or(other, Edtf::within),
    }
}

/// Why the expression means that date.
fn basis(timex: &Timex, raw: &str) -> Basis {
    match timex.anchor {
        Anchor::None => Basis::Explicit,
        Anchor::Event => Basis::EventAnchored,
        // A calendar name ("in January", "on May 3") lacks only its year; "on Tuesday", "last month" are counted.
        Anchor::Dct | Anchor::Timex(_) if names_month(timex.span.of(raw)) => Basis::YearInferred,
        Anchor::Dct | Anchor::Timex(_) => Basis::Relative,
    }
}

fn names_month(words: &str) -> bool {
    const MONTHS: &[&str] = &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let names = |w: &str| w.get(..3).is_some_and(|start| MONTHS.iter().any(|m| start.eq_ignore_ascii_case(m)));
    words.split(|c: char| !c.is_alphabetic()).any(|w| w.starts_with(char::is_uppercase) && names(w))
}

/// The bound that a report's date sets: what was reported on Wednesday had begun by then.
pub fn reported(report: &When, status: Status) -> Option<When> {
    if report.date.lacks_year() || !matches!(status, Status::Occurred | Status::Ongoing) {
        return None;
    }
    Some(When { date: up_to(report.date, 0), basis: report.basis, timex: report.timex })
}

/// "Said", "told reporters": who speaks to a report without a date speaks when it is written.
pub fn of_speech(dct: Option<NaiveDate>) -> Option<When> {
    dct.map(|day| When { date: Edtf::Date(Date::day(day)), basis: Basis::ArticleDate, timex: None })
}

/// The bound that status and tense set against the DCT.
pub fn from_tense(status: Status, dct: Option<NaiveDate>) -> When {
    let bound = dct.map(Date::day);
    let date = match (bound, status) {
        (None, _) => Edtf::UNKNOWN,
        (Some(day), Status::Occurred | Status::Ongoing) => Edtf::Between { from: None, to: Some(day) },
        // "would", "plans to", "if": what has not happened lies ahead.
        (Some(day), Status::Planned | Status::Threatened | Status::Hypothetical) => Edtf::Between { from: Some(day), to: None },
        _ => Edtf::UNKNOWN,
    };
    When { date, basis: Basis::OrderOnly, timex: None }
}

/// Whether the mention's sentence is a heading, which repeats what the body tells with its date.
pub fn is_heading(text: &Text, sentence: u32) -> bool {
    text.sentences[sentence as usize].heading
}
