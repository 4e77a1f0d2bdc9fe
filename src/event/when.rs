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
        let Some(governor) = tree.ancestors(top).find(|&t| is_mention(t)) else { continue };
        if is_aside(tree, top, governor) || is_apart(tree, governor, timex) {
            continue;
        }
        let nearer = counted_from(tree, timexes, mentions, governor, timex)
            .or_else(|| since(tree, mentions, governor, timex))
            .or_else(|| behind_perfect(tree, mentions, governor, timex));
        pairs.push((nearer.unwrap_or(governor), index));
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
    // "More than four months after" compares nothing.
    let more =
        |t: u32| t > tree.tokens().start && ["more", "less", "fewer"].iter().any(|w| tree.is(t - 1, w)) && tree.tag(t + 1) == Tag::Cd;
    let compared = |t: u32| ["compared", "versus"].iter().any(|word| tree.is(t, word)) || tree.is(t, "than") && t + 1 < start && !more(t);
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
    // The verb stands before both, or behind both: "four months after the invasion on 10 January, troops captured the city".
    let outside = |length: &Timex| governor < length.tokens.start || governor >= timex.tokens.end;
    let lengths = timexes.iter().filter(|(_, length)| outside(length) && length.tokens.end < timex.tokens.start);
    let length = lengths.map(|(_, length)| length).rfind(|length| hangs(length))?;
    mentions.iter().copied().rfind(|&t| length.tokens.end < t && t < timex.tokens.start)
}

/// "Has condemned the invasion in February": the present perfect takes no past date, so the noun before the expression has it.
fn behind_perfect(tree: &Tree, mentions: &[u32], governor: u32, timex: &Timex) -> Option<u32> {
    let helper = |words: &[&str]| tree.children_in(governor, &[Rel::Aux]).any(|aux| words.iter().any(|word| tree.is(aux, word)));
    let is_past = timex.anchor != Anchor::None || timex.date.is_some_and(|date| date.interval().latest().is_some());
    let to_date = ["since", "this", "so", "today", "now"].iter().any(|word| tree.is(timex.tokens.start, word));
    if !helper(&["has", "have"]) || !is_past || to_date || preposition(tree, timex).is_some_and(|word| word == "since") {
        return None;
    }
    mentions.iter().copied().rfind(|&t| governor < t && t < timex.tokens.start && tree.tag(t).is_noun())
}

/// Whether the expression says something of a thing beside the event: "payable Dec. 7", "the 2005 peace prize".
fn is_aside(tree: &Tree, top: u32, governor: u32) -> bool {
    const FALLING: &[&str] = &["due", "payable", "effective", "expiring", "ending", "ended"];
    let path = || tree.ancestors(top).take_while(|&t| t != governor);
    let named = || {
        let Some(noun) = tree.head(top).filter(|&noun| noun != governor && noun > top && tree.tag(noun).is_noun()) else { return false };
        let within =
            tree.child(noun, &[Rel::Case]).is_some_and(|case| ["in", "during", "at", "after", "before"].iter().any(|w| tree.is(case, w)));
        let opened = (tree.tokens().start..top).next_back().is_some_and(|t| matches!(tree.tag(t), Tag::Dt | Tag::PrpPoss | Tag::Pos));
        opened && matches!(tree.rel(top), Rel::Compound | Rel::Nummod | Rel::Amod | Rel::NmodDesc) && !within
    };
    path().any(|t| FALLING.iter().any(|w| tree.is(t, w))) || named()
}

/// The word that joins the expression to the sentence, in lower case.
fn preposition(tree: &Tree, timex: &Timex) -> Option<String> {
    top(tree, timex).and_then(|top| {
        let inside = timex.tokens.clone().next().map(|t| tree.word(t).to_ascii_lowercase());
        // Of two the nearer: "since the raid on 3 May", where the parser made one phrase of both.
        tree.children_in(top, &[Rel::Case, Rel::Mark]).take_while(|&c| c < top).last().map(|c| tree.word(c).to_ascii_lowercase()).or(inside)
    })
}

/// "Shares have fallen since the explosion on 20 April": the date is that of the event behind "since" or "by the time".
fn since(tree: &Tree, mentions: &[u32], governor: u32, timex: &Timex) -> Option<u32> {
    let start = timex.tokens.start;
    let opens = |t: u32| tree.is(t, "since") || t >= governor + 2 && ["by", "the", "time"].iter().zip(t - 2..).all(|(w, t)| tree.is(t, w));
    let cue = (governor..start).rev().take_while(|&t| tree.tag(t) != Tag::Comma).find(|&t| opens(t))?;
    mentions.iter().copied().find(|&t| cue < t && t < start)
}

/// The expression's token that depends on a word outside it.
fn top(tree: &Tree, timex: &Timex) -> Option<u32> {
    timex.tokens.clone().find(|&t| tree.head(t).is_none_or(|head| !timex.tokens.contains(&head)))
}

/// The date that an expression gives a mention, by the preposition before it ("since", "until", "by", …) and by `next`, the expression
/// after it.
pub fn dated(tree: &Tree, index: u32, timex: &Timex, next: Option<&Timex>, status: Status, dct: Option<NaiveDate>) -> Option<When> {
    let date = timex.date?;
    let preposition = preposition(tree, timex);
    if matches!(status, Status::Occurred | Status::Ongoing)
        && !can_have_happened(date, basis(timex, tree.text.raw), preposition.as_deref(), dct)
    {
        return None;
    }
    if let Some(date) = next.and_then(|next| stretch(tree, timex, next, status)) {
        return Some(When { date, basis: basis(timex, tree.text.raw), timex: Some(index) });
    }
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
    Some(When { date, basis: basis(timex, tree.text.raw), timex: Some(index) })
}

/// "From 1932 to 1933", "between June and August": the stretch that an expression opens and the one right behind it closes.
fn stretch(tree: &Tree, from: &Timex, to: &Timex, status: Status) -> Option<Edtf> {
    let (Edtf::Date(first), Edtf::Date(last)) = (from.date?, to.date?) else { return None };
    let (start, end) = (from.tokens.start, from.tokens.end);
    if end + 1 != to.tokens.start
        || from.kind != Kind::Date
        || to.kind != Kind::Date
        || first.interval().latest()? >= last.interval().latest()?
    {
        return None;
    }
    // The preposition may be part of the expression or stand before it.
    let opens = |word: &str| tree.is(start, word) || start > tree.tokens().start && tree.is(start - 1, word);
    let between = opens("between") && tree.is(end, "and");
    let lasting = opens("from") && ["to", "until", "till", "through"].iter().any(|word| tree.is(end, word));
    if lasting || between && status == Status::Ongoing {
        return Some(Edtf::Lasted { from: Some(first), to: Some(last) });
    }
    between.then_some(Edtf::Between { from: Some(first), to: Some(last) })
}

/// What an article reports happened before it: "authorized a split, payable Dec. 7" and "called a meeting for Friday" are dated by neither.
/// A date that is written out in full stands: the article's own may be the wrong one.
pub fn can_have_happened(date: Edtf, basis: Basis, preposition: Option<&str>, dct: Option<NaiveDate>) -> bool {
    let Some(dct) = dct else { return true };
    let interval = date.interval();
    let later = basis != Basis::Explicit && interval.earliest().is_some_and(|day| day > dct) && !date.lacks_year();
    let arranged = preposition == Some("for") && interval.latest().is_some_and(|day| day >= dct);
    !later && !arranged
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
