//! The resolution policy: what a reading means here. The prose is in this file, and the table of tests that proves it in
//! `tests.rs`; each kind of expression has its own file beside it.
//!
//! 1. What the words say is taken as said. Nothing is invented: without a DCT, years stay unknown.
//! 2. **News** counts from the DCT. "Last", "next", "this" and "ago" always do; "previous", "following", "same", "earlier" and "later" count
//!    from the time spoken of just now, and from the DCT when there is none.
//! 3. A weekday is the latest one up to the DCT, or the earliest one from it, by the direction of its clause ([`Direction`]): a cue beside
//!    it ("until", "ahead of", "since"), else the tense of the verb that governs it. Without either it is the past: news reports what
//!    happened. The same holds for months, seasons, quarters, and days of a month; the DCT's own month or day is always the nearest one.
//! 4. A day of a month without a year is close: where the verb points to one most of a year away and the other is near, it is the other,
//!    unless a cue beside it says so. Months and seasons give way only to a verb that stands far off.
//!    So is a weekday: what stands a day ahead is not told as six days ago, nor yesterday as six days ahead, but by a verb beside it or a cue.
//! 5. **Narrative** (a history, a biography) counts from the time spoken of. The years that it leaves unsaid are chosen over the whole text:
//!    it goes forward in small steps, seldom back, mentions some dates only in passing, and keeps to the years that head a chapter (`unsaid`). A text is a narrative when most of
//!    its full dates lie years before the DCT and hardly anything in it counts from the DCT. A passage of news is one while it follows an
//!    explicit date of another year in its paragraph, but for days of the last month.
//! 6. In a range or a list ("from June to August 2010") a member without a year has the year of the next member; else it comes after the one
//!    before it ("this autumn and winter").
//! 7. A weekday said beside a date that it contradicts does not move the date.
//! 8. Figures of a company compare with the period that is reported on: "a year ago" beside a third quarter is the third quarter before
//!    (`report`).
//! 9. A length that the words tie to a time keeps where it begins or ends: "the past five years" end with the article, "the following two
//!    years" begin with the time spoken of.
//! 10. When the direction is thin evidence, the other reading is kept as an alternative.

mod length;
mod occurrence;
#[cfg(test)]
mod tests;
mod unit;
mod weekday;
mod yearly;
pub use yearly::FAR;

use super::holiday;
use super::hour::DayOf;
use super::point::{Place, Point};
use super::reading::{Base, From, Reading, Time};
use super::{Anchor, Kind};
use crate::lexicon::timex::fact::{Feast, Modifier, Unit, Vague};
use crate::time::Edtf;
use chrono::NaiveDate;
use length::{duration, reaching, set};
use occurrence::Occurrences;
use std::fmt::Write;
use unit::{away, nth_unit, of_unit};
use weekday::weekday;
use yearly::{in_calendar, yearly};

/// Days within which a history may tell of its own day of publication: what opens next week.
pub const NEAR: i64 = 45;

/// Which way an expression points from the DCT.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Direction {
    Past,
    Future,
    #[default]
    Unknown,
}

/// How well a direction is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Evidence {
    #[default]
    Thin,
    /// The verb that says so is beside the expression.
    Verb,
    /// A word made for it: "until", "ended".
    Cue,
    /// "since", which never means the day of the article.
    Since,
}

/// What a text counts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Genre {
    #[default]
    News,
    /// News about years past: months and days go with the story, "last week" with the DCT.
    Background,
    /// Hardly anything counts from the DCT.
    History,
}

/// What surrounds one expression.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context {
    /// The day of publication.
    pub dct: Option<NaiveDate>,
    /// What the text counts from.
    pub genre: Genre,
    /// Where its clause points.
    pub direction: Direction,
    /// How well that is known.
    pub evidence: Evidence,
    /// The text recounts the year before its own, day by day.
    pub recounts: bool,
    /// The time spoken of just now, and the index of the expression that said it.
    pub story: Option<(Point, u32)>,
    /// The last single day spoken of.
    pub day: Option<(Point, u32)>,
    /// Where a narrative stands: like the story, but not led astray by single years far off.
    pub main: Option<(Point, u32)>,
    /// The story's year was said in this paragraph, and is not the DCT's.
    pub passage: bool,
    /// The story's time was told of somebody in passing: "Ann, who had been ill in April, came the same day".
    pub aside: bool,
    /// The last time spoken of that was said with its year, in another year than the DCT's.
    pub elsewhere: Option<(Point, u32)>,
    /// Of which day an hour is that is told without one.
    pub day_of_hour: DayOf,
    /// The member before it in the same range or list, where that one was counted from the DCT.
    pub member: Option<(Point, u32)>,
    /// The year of the next member of the same range or list.
    pub shared_year: Option<i32>,
    /// The year of this expression in its narrative, if it has none of its own.
    pub unsaid_year: Option<i32>,
    /// The quarter that the text reports on, and the expression that said it.
    pub quarter: Option<(Point, u32)>,
    /// The period that figures just now were of, with which "a year earlier" compares: that quarter, or the year after "the nine months".
    pub report: Option<(Point, u32)>,
}

/// An anchored value.
#[derive(Clone, Debug)]
pub struct Resolved {
    pub kind: Kind,
    /// TIMEX3 `value`.
    pub value: String,
    /// TIMEX3 `mod`.
    pub modifier: Option<Modifier>,
    /// TIMEX3 `quant` and `freq` of a SET.
    pub quant: Option<String>,
    pub freq: Option<String>,
    /// Where a length begins or ends, if it runs from or up to a time that is known.
    pub begin: Anchor,
    pub end: Anchor,
    /// For what has a place on the calendar.
    pub point: Option<Point>,
    /// What the value was counted from.
    pub anchor: Anchor,
    /// The reading that was nearly chosen.
    pub alternative: Option<Edtf>,
}

impl Resolved {
    fn of(kind: Kind, value: String, modifier: Option<Modifier>) -> Resolved {
        let (begin, end, anchor) = (Anchor::None, Anchor::None, Anchor::None);
        Resolved { kind, value, modifier, quant: None, freq: None, begin, end, point: None, anchor, alternative: None }
    }
}

/// Anchors a reading.
pub fn resolve(reading: &Reading, context: &Context) -> Resolved {
    if let Some(every) = reading.every {
        return set(reading, every, context);
    }
    match reading.base {
        Base::Length { amount, unit } => {
            let (begin, end) = reaching(reading.shift, context);
            Resolved { begin, end, ..Resolved::of(Kind::Duration, duration(amount, unit), reading.modifier) }
        }
        Base::Lengths(a, b) => {
            let (a, b) = (duration(Some(i64::from(a.0) * 1000), a.1), duration(Some(i64::from(b.0) * 1000), b.1));
            let rest = b.strip_prefix(if a.starts_with("PT") { "PT" } else { "P" }).unwrap_or("");
            Resolved::of(Kind::Duration, format!("{a}{rest}"), reading.modifier)
        }
        Base::Vague(vague) => {
            let value = match vague {
                Vague::Past => "PAST_REF",
                Vague::Present => "PRESENT_REF",
                Vague::Future => "FUTURE_REF",
            };
            Resolved::of(Kind::Date, value.to_string(), reading.modifier)
        }
        Base::Away { amount: None, from, .. } => {
            // "A few days later" in news of what is over is over as well, as far as one can tell; a history speaks from its own time.
            let told = context.story.and_then(|(point, _)| point.first_day());
            let is_over =
                from == From::Story && context.genre == Genre::News && told.zip(context.dct).is_some_and(|(told, dct)| told < dct);
            let value = if reading.modifier == Some(Modifier::After) && !is_over { "FUTURE_REF" } else { "PAST_REF" };
            Resolved::of(Kind::Date, value.to_string(), None)
        }
        _ => dated(reading, context),
    }
}

fn dated(reading: &Reading, context: &Context) -> Resolved {
    let kind = if reading.time.is_some() { Kind::Time } else { Kind::Date };
    let (mut point, anchor, other) = place(reading, context);
    if let Some((amount, unit)) = reading.plus {
        point = match amount {
            Some(amount)
                if amount < 0
                    && amount % 1000 == 0
                    && matches!((unit, reading.base), (Unit::Year, Base::Weekday(_)) | (Unit::Year | Unit::Month, Base::Unit(_))) =>
            {
                comes_round(point, amount / 1000, unit).unwrap_or(unknown(unit))
            }
            Some(0) => point.first_day().and_then(|day| Point::holding(day, unit)).unwrap_or(unknown(unit)),
            Some(amount) if amount % 1000 == 0 => point.plus(amount / 1000, unit).unwrap_or(unknown(unit)),
            _ => unknown(unit),
        };
    }
    point.time = reading.time.or(point.time);
    // Values are written with four figures.
    let is_written = |point: &Point| point.year.is_none_or(|year| (-9998..=9999).contains(&year));
    if !is_written(&point) {
        point.year = None;
    }
    let other = other.filter(is_written);
    let by_the_moon = matches!(reading.base, Base::Holiday { feast: Feast::Hijri { .. }, .. });
    // Of the length of most values, so that it is not lengthened as it is written.
    let mut value = String::with_capacity("2020-12-03T".len());
    let _ = write!(value, "{point}");
    let mut resolved = Resolved::of(kind, value, reading.modifier.or(by_the_moon.then_some(Modifier::Approx)));
    if let Base::Away { amount: Some(amount), unit: unit @ (Unit::Hour | Unit::Minute | Unit::Second), .. } = reading.base
        && !matches!(point.time, Some(Time::Clock(_)))
    {
        resolved = Resolved::of(Kind::Duration, duration(Some(amount.abs()), unit), reading.modifier);
        resolved.anchor = anchor;
        return resolved;
    }
    resolved.kind = if point.time.is_some() { Kind::Time } else { kind };
    resolved.point = Some(point);
    resolved.anchor = anchor;
    resolved.alternative = other.and_then(|p| p.edtf());
    resolved
}

/// The same day, week or month of another year, the same day of another month: "two years ago this month", "a month ago today".
fn comes_round(point: Point, amount: i64, unit: Unit) -> Option<Point> {
    let moved = point.plus(amount, unit)?;
    let place = match (unit, moved.place, point.place) {
        (Unit::Month, Place::Month(month), Place::Day(_, day)) => Place::Day(month, day),
        (Unit::Month, place, _) => place,
        _ => point.place,
    };
    Some(Point::new(moved.year, place)).filter(|point| point.interval().is_some()).or(Some(moved))
}

/// A value of which only the granularity is known.
fn unknown(unit: Unit) -> Point {
    let place = match unit {
        Unit::Week => Place::Week(0),
        Unit::Weekend => Place::Weekend(0),
        Unit::Month => Place::Month(0),
        Unit::Quarter => Place::Quarter(0),
        Unit::Half => Place::Half(0),
        Unit::Year | Unit::Decade | Unit::Century | Unit::Millennium | Unit::Season | Unit::Time => Place::Year,
        Unit::Day | Unit::Hour | Unit::Minute | Unit::Second => Place::Day(0, 0),
    };
    Point::new(None, place)
}

type Placed = (Point, Anchor, Option<Point>);

fn place(reading: &Reading, context: &Context) -> Placed {
    match reading.base {
        Base::Calendar(calendar) => in_calendar(calendar, reading.shift, context),
        Base::Weekday(day) => weekday(day, reading.shift, context),
        Base::Unit(unit) => of_unit(unit, reading, context),
        Base::Away { amount, unit, from } => away(amount, unit, from, context),
        Base::Holiday { feast, year } => {
            let on = |year| holiday::day_about(feast, year, context.dct).map(Point::day);
            match year.or(holiday::only_year(feast)) {
                Some(year) => (on(year).unwrap_or(Point::new(Some(year), Place::Year)), Anchor::None, None),
                None => yearly(Occurrences::new(&on), holiday::unanchored(feast), reading.shift, context),
            }
        }
        Base::Nth { nth, unit, year, month } => (nth_unit(nth, unit, year, month, context), Anchor::None, None),
        Base::WithEvent(unit) => (unknown(unit), Anchor::Event, None),
        Base::Vague(_) | Base::Length { .. } | Base::Lengths(..) => (unknown(Unit::Year), Anchor::None, None),
    }
}

/// The reference time of the story, or the DCT when there is none.
fn story(context: &Context) -> Option<(Point, Anchor)> {
    let spoken = context.story.map(|(point, index)| (point, Anchor::Timex(index)));
    spoken.or(context.dct.map(|dct| (Point::day(dct), Anchor::Dct)))
}

/// Where "last", "next" and "this" count from.
fn now(context: &Context) -> Option<(Point, Anchor)> {
    if context.genre == Genre::History { story(context) } else { context.dct.map(|dct| (Point::day(dct), Anchor::Dct)) }
}
