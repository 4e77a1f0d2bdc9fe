//! The date that an expression makes for the mention that it dates: with its preposition, with the expression behind it, and with what can have
//! happened by the day of publication.

use super::attach::{is_in_when_clause, preposition, runs_to_dct};
use crate::event::sentence::Sentence;
use crate::event::{Basis, Status, When};
use crate::text::{Tag, Tree};
use crate::time::Interval;
use crate::time::edtf::{Date, Edtf};
use crate::timex::{Anchor, Kind, Modifier, Timex};
use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

/// The mention that an expression dates.
#[derive(Clone, Copy)]
pub(super) struct Dated {
    pub token: u32,
    pub status: Status,
    /// It says something, as "announced" does.
    pub speaks: bool,
    /// The word that says on which side of the date of another event it is.
    pub side: Option<&'static str>,
}

/// The date that an expression gives a mention, by the preposition before it ("since", "until", "by", …) and by `next`, the expression
/// after it.
pub(super) fn dated(
    sentence: &Sentence,
    mention: Dated,
    (index, timex): (u32, &Timex),
    next: Option<&Timex>,
    dct: Option<NaiveDate>,
) -> Option<When> {
    let (tree, status) = (&sentence.tree, mention.status);
    if runs_to_dct(timex) {
        let told = preposition(tree, timex).is_none_or(|word| word != "for") && status == Status::Occurred;
        let date = told.then(|| up_to_dct(&timex.value, dct?)).flatten()?;
        return Some(When { date, basis: Basis::Relative, timex: Some(index) });
    }
    let date = timex.date.filter(|_| !is_clock_alone(tree, timex))?;
    // "After today's meeting": what stands before the noun's phrase says nothing of the noun.
    let is_possessor =
        mention.token >= timex.tokens.end && tree.tokens().contains(&timex.tokens.end) && tree.tag(timex.tokens.end) == Tag::Pos;
    let own = || preposition(tree, timex).filter(|_| !is_possessor && !is_in_when_clause(tree, mention.token, timex));
    let preposition = mention.side.map(str::to_string).or_else(own);
    let happens = matches!(status, Status::Occurred | Status::Ongoing);
    if happens && (is_ahead(tree, timex, dct) || !can_have_happened(date, basis(sentence, timex), preposition.as_deref(), dct)) {
        return None;
    }
    if let Some(date) = next.and_then(|next| stretch(tree, timex, next, status)) {
        return Some(When { date, basis: basis(sentence, timex), timex: Some(index) });
    }
    let ongoing = status == Status::Ongoing;
    let is_of_another = match preposition.as_deref() {
        // "Announced a cut from Wednesday", "portions of the law, from 1933": where something begins that is not the event.
        Some("from" | "between") => status == Status::Occurred,
        // "Announced a loss for the third quarter".
        Some("for") => mention.speaks,
        // "Will shrink for the first time since 2009".
        Some("since") => matches!(status, Status::Planned | Status::Threatened | Status::Hypothetical),
        // What is being done goes on: "are working on the bill that they approved last month".
        _ => ongoing && dct.is_some_and(|dct| date.interval().latest().is_some_and(|last| last < dct)),
    };
    if is_of_another {
        return None;
    }
    let date = match (preposition.as_deref(), date) {
        _ if happens && is_as_of(tree, timex) => up_to(date, 0),
        (Some("by"), _) if mention.side.is_some() => up_to(date, 0),
        // "Before 3 a.m." is of that day.
        (Some("by" | "before" | "after"), _) if timex.kind == Kind::Time => date,
        (Some("since" | "from"), Edtf::Date(from)) if ongoing => Edtf::Lasted { from: Some(from), to: None },
        (Some("since"), _) => since(date, status, dct),
        (Some("until" | "till" | "through"), Edtf::Date(to)) => Edtf::Lasted { from: None, to: Some(to) },
        (Some("by"), _) => up_to(date, 0),
        (Some("before"), _) => up_to(date, -1),
        (Some("after"), _) => later_than(date),
        _ => match timex.modifier {
            Some(Modifier::Before) => up_to(date, -1),
            Some(Modifier::After) => later_than(date),
            Some(Modifier::OnOrAfter) => from_then_on(date),
            Some(Modifier::OnOrBefore) => up_to(date, 0),
            Some(Modifier::Approx) => about(date),
            Some(how) if date.interval().days() == Some(1) => distance(tree, timex, how, date),
            _ => date,
        },
    };
    let date = if status == Status::Occurred { in_week(date, timex, dct) } else { date };
    Some(When { date, basis: basis(sentence, timex), timex: Some(index) })
}

/// "The fire broke out at 11.15pm": at what time of a day, not on which.
fn is_clock_alone(tree: &Tree, timex: &Timex) -> bool {
    let of_clock = |t: u32| {
        let word = tree.word(t);
        word.contains(|c: char| c.is_ascii_digit())
            || !word.contains(char::is_alphabetic)
            || tree.is_one_of(
                t,
                &[
                    "am", "pm", "a.m.", "p.m.", "a.m", "p.m", "o'clock", "gmt", "bst", "est", "edt", "et", "local", "time", "around",
                    "about",
                ],
            )
    };
    // "8.28am: Riot police shot at protesters": a page that is written as the day goes on.
    let opens = timex.tokens.start == tree.tokens().start;
    timex.kind == Kind::Time && timex.anchor == Anchor::Dct && !opens && timex.tokens.clone().all(of_clock)
}

/// "Later this week" lies ahead, though the week began.
fn is_ahead(tree: &Tree, timex: &Timex, dct: Option<NaiveDate>) -> bool {
    let start = timex.tokens.start;
    let ends = timex.modifier == Some(Modifier::End) && tree.is(start, "later") && tree.is(start + 1, "this");
    let latest = timex.date.and_then(|date| date.interval().latest());
    ends && dct.zip(latest).is_some_and(|(dct, latest)| dct <= latest)
}

/// "As of May 3".
fn is_as_of(tree: &Tree, timex: &Timex) -> bool {
    let start = timex.tokens.start;
    start >= tree.tokens().start + 2 && tree.is(start - 1, "of") && tree.is(start - 2, "as")
}

/// "This week" has happened by the day of the report; "last week", on a Sunday, may be the week of the day before.
fn in_week(date: Edtf, timex: &Timex, dct: Option<NaiveDate>) -> Edtf {
    let days = date.interval();
    let (Some(first), Some(last), Some(dct)) = (days.earliest(), days.latest(), dct) else { return date };
    let is_week = timex.kind == Kind::Date && timex.anchor == Anchor::Dct && timex.value.contains("-W") && (last - first).num_days() == 6;
    let last = match () {
        _ if !is_week => return date,
        _ if first <= dct && dct < last => Some(dct),
        _ if dct.weekday() == Weekday::Sun && (dct - last).num_days() == 7 => dct.pred_opt(),
        _ => return date,
    };
    Interval::new(Some(first), last).map_or(date, Edtf::within)
}

/// "From 1932 to 1933", "in 2000 and 2001", "June 3-5", "between June and August": the stretch that an expression opens and the one right behind it closes.
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
    let opens = |words: &[&str]| tree.is_one_of(start, words) || start > tree.tokens().start && tree.is_one_of(start - 1, words);
    let alike = first.interval().days().zip(last.interval().days()).is_some_and(|(a, b)| a.abs_diff(b) <= 3);
    let runs = tree.is_one_of(end, &["to", "until", "till", "through"]) && (opens(&["from"]) || alike && opens(&["of", "during"]));
    let days = first.interval().days() == Some(1) && last.interval().days() == Some(1);
    let dashed = days && matches!(tree.word(end), "-" | "–" | "--");
    let next = first.interval().latest()?.succ_opt() == last.interval().earliest();
    let both = tree.is(end, "and") && next && (opens(&["in", "during"]) || days && opens(&["on"])) && status == Status::Occurred;
    let between = opens(&["between"]) && tree.is(end, "and");
    if runs || dashed || both || between && status == Status::Ongoing {
        return Some(Edtf::Lasted { from: Some(first), to: Some(last) });
    }
    between.then_some(Edtf::Between { from: Some(first), to: Some(last) })
}

/// "Have fallen in the past three months": at some time of them, as finely as they are counted in.
fn up_to_dct(length: &str, dct: NaiveDate) -> Option<Edtf> {
    let (count, unit) = length.strip_prefix('P')?.split_at_checked(length.len().checked_sub(2)?)?;
    let count: u32 = count.trim_start_matches('T').parse().ok()?;
    let from = match unit {
        "Y" => Date::year(dct.year().checked_sub_unsigned(count)?),
        "M" => {
            let first = dct.checked_sub_months(Months::new(count))?;
            Date::month(first.year(), first.month() as u8)
        }
        "W" => Date::day(dct.checked_sub_days(Days::new(7 * u64::from(count)))?),
        "D" => Date::day(dct.checked_sub_days(Days::new(count.into()))?),
        "H" => Date::day(dct.checked_sub_days(Days::new(u64::from(count).div_ceil(24)))?),
        _ => return None,
    };
    Some(Edtf::Between { from: Some(from), to: Some(Date::day(dct)) })
}

/// What an article reports happened before it: "authorized a split, payable Dec. 7" and "called a meeting for Friday" are dated by neither,
/// whichever Friday that is taken for.
/// "Is preparing to cut them by 2030" tells until when something else is to be done. Any other date that is written out in full stands: the article's
/// own may be the wrong one.
pub(super) fn can_have_happened(date: Edtf, basis: Basis, preposition: Option<&str>, dct: Option<NaiveDate>) -> bool {
    let Some(dct) = dct else { return true };
    let interval = date.interval();
    let later = basis != Basis::Explicit && interval.earliest().is_some_and(|day| day > dct) && !date.lacks_year();
    let arranged = preposition == Some("for") && (basis == Basis::Relative || interval.latest().is_some_and(|day| day >= dct));
    let ahead = |day: NaiveDate| day > dct;
    let due = preposition == Some("by") && interval.latest().is_some_and(ahead) && interval.earliest().is_none_or(ahead);
    !later && !arranged && !due
}

pub(super) fn about(date: Edtf) -> Edtf {
    match date {
        Edtf::Date(date) => Edtf::Date(date.about()),
        other => other,
    }
}

/// At or before the end of `date` (or the day before its start).
pub(super) fn up_to(date: Edtf, shift: i64) -> Edtf {
    if date.lacks_year() {
        return Edtf::UNKNOWN;
    }
    let interval = date.interval();
    let latest = if shift < 0 { interval.earliest().and_then(|d| d.pred_opt()) } else { interval.latest() };
    Interval::new(None, latest).map_or(date, Edtf::within)
}

/// "Have been closed since March": at some time since then, and by the day of the report.
pub(super) fn since(date: Edtf, status: Status, dct: Option<NaiveDate>) -> Edtf {
    match (date, dct) {
        (Edtf::Date(from), Some(dct)) if from.interval().single_day() == Some(dct) => date,
        (Edtf::Date(from), Some(dct)) if status == Status::Occurred && from.interval().earliest().is_some_and(|first| first <= dct) => {
            Edtf::Between { from: Some(from), to: Some(Date::day(dct)) }
        }
        (Edtf::Between { .. }, Some(dct)) if status == Status::Occurred => {
            Interval::new(date.interval().earliest(), Some(dct)).map_or_else(|| from_then_on(date), Edtf::within)
        }
        _ => from_then_on(date),
    }
}

/// "After 2024": not in that year.
fn later_than(date: Edtf) -> Edtf {
    let first = date.interval().latest().and_then(|last| last.succ_opt());
    match first.filter(|_| !date.lacks_year()).and_then(|first| Interval::new(Some(first), None)) {
        Some(later) => Edtf::within(later),
        None => from_then_on(date),
    }
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

/// "No more than five days later", "nearly two weeks later": the day that is counted bounds the event or is near it.
fn distance(tree: &Tree, timex: &Timex, how: Modifier, date: Edtf) -> Edtf {
    let (first, last) = (timex.tokens.start, timex.tokens.end - 1);
    let is_back = tree.is_one_of(last, &["ago", "earlier", "previously"]);
    if !is_back && !tree.is_one_of(last, &["later", "afterwards", "afterward"]) {
        return date;
    }
    let is_less = match how {
        Modifier::EqualOrLess => true,
        Modifier::EqualOrMore | Modifier::MoreThan => false,
        Modifier::LessThan if tree.is_one_of(first, &["less", "fewer", "under"]) => true,
        Modifier::LessThan => return about(date),
        _ => return date,
    };
    if is_less == is_back { from_then_on(date) } else { up_to(date, 0) }
}

/// Why the expression means that date.
fn basis(sentence: &Sentence, timex: &Timex) -> Basis {
    match timex.anchor {
        Anchor::None => Basis::Explicit,
        Anchor::Event => Basis::EventAnchored,
        // A calendar name ("in January", "on May 3") lacks only its year; "on Tuesday", "last month" are counted.
        Anchor::Dct | Anchor::Timex(_) if names_month(sentence, timex) => Basis::YearInferred,
        Anchor::Dct | Anchor::Timex(_) => Basis::Relative,
    }
}

pub(super) fn names_month(sentence: &Sentence, timex: &Timex) -> bool {
    let words = timex.span.of(sentence.tree.text.raw);
    words.split(|c: char| !c.is_alphabetic()).any(|word| sentence.lexicon.timex.is_month(word))
}
