//! The resolution policy: what a reading means here. All of it is in this file, long as it is, so that the prose, the code and the table of
//! tests below stay beside each other.
//!
//! 1. What the words say is taken as said. Nothing is invented: without a DCT, years stay unknown.
//! 2. **News** counts from the DCT. "Last", "next", "this" and "ago" always do; "previous", "following", "same", "earlier" and "later" count
//!    from the time spoken of just now, and from the DCT when there is none.
//! 3. A weekday is the latest one up to the DCT, or the earliest one from it, by the direction of its clause ([`Direction`]): a cue beside
//!    it ("until", "ahead of", "since"), else the nearest verb. Without either it is the past: news reports what happened. The same holds
//!    for months, seasons, quarters, and days of a month; the DCT's own month or day is always the nearest one.
//! 4. A day of a month whose direction is not clear is the nearest one to the DCT.
//! 5. **Narrative** (a history, a biography) counts from the time spoken of: a month or day without a year is in its year. A text is a
//!    narrative when most of its full dates lie years before the DCT and hardly anything in it counts from the DCT. A passage of news is
//!    one while it follows an explicit date of another year in its paragraph.
//! 6. In a range or a list ("from June to August 2010") a member without a year has the year of the next member.
//! 7. A weekday said beside a date that it contradicts does not move the date.
//! 8. When the direction is thin evidence, the other reading is kept as an alternative.

use super::holiday;
use super::point::{Place, Point, add_days, add_months, part_code, season_code};
use super::reading::{Amount, Base, Calendar, Field, From, Reading, Time};
use super::{Anchor, Kind};
use crate::lexicon::timex::fact::{Feast, Modifier, Shift, Unit, Vague};
use crate::time::Edtf;
use chrono::{Datelike, NaiveDate, Weekday};

/// Which way an expression points from the DCT.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Direction {
    Past,
    Future,
    #[default]
    Unknown,
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
    pub dct: Option<NaiveDate>,
    pub genre: Genre,
    pub direction: Direction,
    /// The word that says so is beside the expression.
    pub sure: bool,
    /// The time spoken of just now, and the index of the expression that said it.
    pub story: Option<(Point, u32)>,
    /// Where a narrative stands: like the story, but not led astray by single years far off.
    pub main: Option<(Point, u32)>,
    /// The story's year was said in this paragraph, and is not the DCT's.
    pub passage: bool,
    /// The story's time was said a sentence or so ago.
    pub near: bool,
    /// The year of the next member of the same range or list.
    pub shared_year: Option<i32>,
    /// The quarter that the text reports on, and the expression that said it.
    pub quarter: Option<(Point, u32)>,
}

/// An anchored value.
#[derive(Clone, Debug)]
pub struct Resolved {
    pub kind: Kind,
    pub value: String,
    pub modifier: Option<Modifier>,
    pub quant: Option<String>,
    pub freq: Option<String>,
    /// For what has a place on the calendar.
    pub point: Option<Point>,
    pub anchor: Anchor,
    pub alternative: Option<Edtf>,
}

impl Resolved {
    fn of(kind: Kind, value: String, modifier: Option<Modifier>) -> Resolved {
        Resolved { kind, value, modifier, quant: None, freq: None, point: None, anchor: Anchor::None, alternative: None }
    }
}

/// Anchors a reading.
pub fn resolve(reading: &Reading, context: &Context) -> Resolved {
    if let Some(every) = reading.every {
        return set(reading, every, context);
    }
    match reading.base {
        Base::Length { amount, unit } => Resolved::of(Kind::Duration, duration(amount, unit), reading.modifier),
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
        Base::Away { amount: None, .. } => {
            let value = if reading.modifier == Some(Modifier::After) { "FUTURE_REF" } else { "PAST_REF" };
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
    let mut resolved = Resolved::of(kind, point.to_string(), reading.modifier.or(by_the_moon.then_some(Modifier::Approx)));
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
            let on = |year| holiday::day(feast, year).map(Point::day);
            match year.or(holiday::only_year(feast)) {
                Some(year) => (on(year).unwrap_or(Point::new(Some(year), Place::Year)), Anchor::None, None),
                None => yearly(&on, holiday::unanchored(feast), reading.shift, context),
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

fn in_calendar(calendar: Calendar, shift: Option<Shift>, context: &Context) -> Placed {
    let astronomical = calendar.year.map(|year| if calendar.bc { 1 - year } else { year });
    let known = |place| (Point { fiscal: false, ..Point::new(astronomical, place) }, Anchor::None, None);
    let plain = match calendar.field {
        Field::Whole => return known(Place::Year),
        Field::Decade(decade) if decade < 10 && !calendar.bc => {
            return (Point::new(None, Place::Decade { decade: 190 + decade, bc: false }), Anchor::None, None);
        }
        Field::Decade(decade) => return (Point::new(None, Place::Decade { decade, bc: calendar.bc }), Anchor::None, None),
        Field::Century(century) => return (Point::new(None, Place::Century { century, bc: calendar.bc }), Anchor::None, None),
        Field::Month(month) => Place::Month(month),
        Field::Day(month, day) => Place::Day(month, day),
        Field::Season(season) => Place::Season(season),
        Field::Quarter(quarter) => Place::Quarter(quarter),
        Field::Half(half) => Place::Half(half),
        Field::Week(week) => Place::Week(week),
    };
    if astronomical.is_some() {
        return known(plain);
    }
    if let Place::Day(0, day) = plain {
        return day_of_month(day, context);
    }
    let on = |year| {
        let point = Point::new(Some(year), plain);
        // 29 February is only in leap years.
        (!matches!(plain, Place::Day(..)) || point.interval().is_some()).then_some(point)
    };
    yearly(&on, Point::new(None, plain), shift, context)
}

/// Something that comes once a year.
fn yearly(on: &dyn Fn(i32) -> Option<Point>, unanchored: Point, shift: Option<Shift>, context: &Context) -> Placed {
    if let (Some(year), None) = (context.shared_year, shift) {
        return (on(year).unwrap_or(unanchored), Anchor::None, None);
    }
    let spoken = context.main.or(context.story).filter(|_| context.genre != Genre::News).or(context.story);
    let spoken = spoken.and_then(|(point, index)| Some((point, point.year?, Anchor::Timex(index))));
    let in_story = context.genre != Genre::News || context.passage && context.direction != Direction::Future;
    let about_story = matches!(shift, Some(Shift::Same | Shift::Previous | Shift::Following));
    if let Some((story, year, anchor)) = spoken.filter(|_| in_story || about_story) {
        let point = match shift {
            Some(Shift::Following | Shift::Next) => next_after(on, year, &story),
            Some(Shift::Previous | Shift::Last) => last_before(on, year, &story),
            Some(Shift::Same) => on(context.story.and_then(|(point, _)| point.year).unwrap_or(year)),
            _ => nearest(on, year, &story),
        };
        return (point.unwrap_or(unanchored), anchor, None);
    }
    let Some(dct) = context.dct else { return (unanchored, Anchor::None, None) };
    let year = dct.year();
    let held =
        |point: &Point| point.interval().is_some_and(|i| i.earliest().is_some_and(|d| d <= dct) && i.latest().is_some_and(|d| d >= dct));
    let past = || (year - 8..=year + 1).rev().filter_map(on).find(|p| p.interval().and_then(|i| i.earliest()).is_some_and(|d| d <= dct));
    let over = || (year - 8..=year + 1).rev().filter_map(on).find(|p| p.interval().and_then(|i| i.latest()).is_some_and(|d| d < dct));
    let future = || (year - 1..=year + 8).filter_map(on).find(|p| p.interval().and_then(|i| i.latest()).is_some_and(|d| d >= dct));
    let coming = || (year - 1..=year + 8).filter_map(on).find(|p| p.interval().and_then(|i| i.earliest()).is_some_and(|d| d > dct));
    let distance = |point: &Point| point.first_day().map_or(i64::MAX, |d| (d - dct).num_days().abs());
    let (point, other) = match (shift, context.direction) {
        // "last October" in November is not last month, which has a shorter name.
        (Some(Shift::Last), _) if over().is_some_and(|p| matches!(p.place, Place::Month(_)) && distance(&p) < 60) => {
            (over().and_then(|p| on(p.year? - 1)), over())
        }
        (Some(Shift::Last | Shift::Previous | Shift::Latest), _) => (over(), None),
        (Some(Shift::Next | Shift::Following), _) => (coming(), None),
        (Some(Shift::This | Shift::Same), _) => (on(year), None),
        (Some(Shift::LastYear), _) => (on(year - 1), None),
        (Some(Shift::NextYear), _) => (on(year + 1), None),
        // The wrong side, and close by, when the right side is most of a year away: the verb read was not the one that counts.
        (None, Direction::Past) => match (past(), future()) {
            (Some(past), Some(future))
                if !context.sure
                    && !matches!(past.place, Place::Quarter(_))
                    && distance(&past) > 240
                    && distance(&future) < 100
                    && !held(&past) =>
            {
                (Some(future), Some(past))
            }
            (past, future) => (past, future.filter(|f| Some(*f) != past)),
        },
        (None, Direction::Future) => match (past(), future()) {
            (Some(past), Some(future))
                if !(context.sure && matches!(past.place, Place::Month(_)))
                    && distance(&future) > 220
                    && distance(&past) < 150
                    && !held(&future) =>
            {
                (Some(past), Some(future))
            }
            (past, future) => (future, past.filter(|p| Some(*p) != future)),
        },
        (None, Direction::Unknown) => match (past(), future()) {
            (Some(past), Some(future)) if held(&past) => (Some(past), Some(future).filter(|f| *f != past)),
            (Some(past), Some(future)) => {
                let near = matches!(past.place, Place::Day(..)) && distance(&future) * 3 < distance(&past);
                if near { (Some(future), Some(past)) } else { (Some(past), Some(future)) }
            }
            (past, future) => (past.or(future), None),
        },
    };
    (point.unwrap_or(unanchored), Anchor::Dct, other)
}

/// The occurrence that a story which stands at `story` goes on with: up to four months back, else ahead.
fn nearest(on: &dyn Fn(i32) -> Option<Point>, year: i32, story: &Point) -> Option<Point> {
    let is_fine = story.interval().and_then(|i| i.days()).is_some_and(|days| days <= 100);
    let Some(from) = story.first_day().filter(|_| is_fine) else { return on(year) };
    let earliest = add_months(from, -5)?;
    (year - 1..=year + 8).filter_map(on).find(|p| p.first_day().is_some_and(|d| d >= earliest)).or_else(|| on(year))
}

fn next_after(on: &dyn Fn(i32) -> Option<Point>, year: i32, story: &Point) -> Option<Point> {
    let end = story.interval()?.latest()?;
    (year..=year + 8).filter_map(on).find(|p| p.first_day().is_some_and(|d| d > end)).or_else(|| on(year + 1))
}

fn last_before(on: &dyn Fn(i32) -> Option<Point>, year: i32, story: &Point) -> Option<Point> {
    let start = story.first_day()?;
    (year - 8..=year)
        .rev()
        .filter_map(on)
        .find(|p| p.interval().and_then(|i| i.latest()).is_some_and(|d| d < start))
        .or_else(|| on(year - 1))
}

/// "the 25th": in the month spoken of, else the nearest one in the clause's direction.
fn day_of_month(day: u8, context: &Context) -> Placed {
    let in_month = |year: i32, month: u32| NaiveDate::from_ymd_opt(year, month, day.into()).map(Point::day);
    let unanchored = Point::new(None, Place::Day(0, day));
    if let Some((point, index)) = context.story
        && let (Some(year), Place::Month(month) | Place::Day(month, _)) = (point.year, point.place)
        && month > 0
    {
        return (in_month(year, month.into()).unwrap_or(unanchored), Anchor::Timex(index), None);
    }
    let Some(dct) = context.dct else { return (unanchored, Anchor::None, None) };
    let step = if context.direction == Direction::Future { 1 } else { -1 };
    let fits = |p: &Point| p.first_day().is_some_and(|d| if step > 0 { d >= dct } else { d <= dct });
    let months = (0..6).filter_map(|n| add_months(dct.with_day(1)?, n * step));
    (months.filter_map(|m| in_month(m.year(), m.month())).find(fits).unwrap_or(unanchored), Anchor::Dct, None)
}

fn weekday(day: u8, shift: Option<Shift>, context: &Context) -> Placed {
    let unanchored = Point::new(None, Place::Weekday(day));
    let Ok(wanted) = Weekday::try_from(day.saturating_sub(1)) else { return (unanchored, Anchor::None, None) };
    let about_story = matches!(shift, Some(Shift::Same | Shift::Previous | Shift::Following));
    let spoken = context.story.filter(|_| context.genre == Genre::History || context.passage || about_story);
    let spoken = spoken.and_then(|(point, index)| Some((point.single_day()?, Anchor::Timex(index))));
    if let Some((from, anchor)) = spoken {
        let back = matches!(shift, Some(Shift::Previous | Shift::Last));
        let days = i64::from((wanted.num_days_from_monday() + 7 - from.weekday().num_days_from_monday()) % 7);
        let days = match (back, days) {
            (true, 0) => -7,
            (true, days) => days - 7,
            (false, 0) if matches!(shift, Some(Shift::Following | Shift::Next)) => 7,
            (false, days) => days,
        };
        return (add_days(from, days).map_or(unanchored, Point::day), anchor, None);
    }
    let Some(dct) = context.dct.filter(|_| context.genre != Genre::History) else { return (unanchored, Anchor::None, None) };
    let ahead = i64::from((wanted.num_days_from_monday() + 7 - dct.weekday().num_days_from_monday()) % 7);
    let behind = if ahead == 0 { 0 } else { ahead - 7 };
    let on = |days| add_days(dct, days).map(Point::day);
    let (point, other) = match (shift, context.direction) {
        (Some(Shift::Last | Shift::Previous | Shift::Latest), _) => (on(if behind == 0 { -7 } else { behind }), None),
        (Some(Shift::Next | Shift::Following), _) => (on(if ahead == 0 { 7 } else { ahead }), None),
        (Some(Shift::This), Direction::Past) => (on(behind), None),
        (Some(Shift::This), _) => (on(ahead), None),
        (_, Direction::Future) => (on(ahead), None),
        (_, Direction::Past) => (on(behind), None),
        (_, Direction::Unknown) => (on(behind), on(ahead).filter(|_| ahead != 0)),
    };
    (point.unwrap_or(unanchored), Anchor::Dct, other)
}

fn of_unit(unit: Unit, reading: &Reading, context: &Context) -> Placed {
    let unanchored = (unknown(unit), Anchor::None, None);
    if let (Unit::Quarter, Some(Shift::Latest | Shift::Same), Some((point, index))) = (unit, reading.shift, context.quarter) {
        return (point, Anchor::Timex(index), None);
    }
    let (from, steps) = match reading.shift {
        Some(Shift::Last) => (now(context), -1),
        Some(Shift::Next) => (now(context), 1),
        Some(Shift::This) => (now(context), 0),
        Some(Shift::Latest) => match unit {
            // The latest quarter is the one reported on, which is over.
            Unit::Quarter | Unit::Half | Unit::Year => (now(context), -1),
            _ => (now(context), 0),
        },
        Some(Shift::LastYear | Shift::NextYear) => (now(context), 0),
        Some(Shift::Previous) => (story(context), -1),
        Some(Shift::Following) => (story(context), 1),
        Some(Shift::Same) | None => (story(context), 0),
    };
    let Some((from, anchor)) = from else { return unanchored };
    if unit == Unit::Time {
        return (from, anchor, None);
    }
    if reading.shift.is_none()
        && matches!(unit, Unit::Weekend | Unit::Week | Unit::Month | Unit::Year | Unit::Quarter)
        && context.genre == Genre::News
        && !context.passage
    {
        return bare_unit(unit, context);
    }
    // A time of day that is not said to be another day's is the story's day in a narrative and the DCT's in news.
    if steps == 0 && unit == Unit::Day && reading.time.is_some() && reading.shift.is_none() {
        let near = story(context).filter(|(point, _)| context.near && matches!(point.place, Place::Day(..)));
        return near.or(now(context)).map_or(unanchored, |(point, anchor)| (day_part_of(point), anchor, None));
    }
    let held = held_by(&from, unit);
    let point = match (held, steps) {
        (Some(held), 0) => Some(held),
        (Some(held), steps) => held.plus(steps, unit).map(|p| if unit == Unit::Week { as_week(p) } else { p }),
        (None, _) => None,
    };
    let days = matches!(unit, Unit::Day).then(|| from.place);
    match (point, days) {
        (Some(point), _) => (point, anchor, None),
        // "the next day" of a month: the month is still known.
        (None, Some(Place::Month(month))) => (Point::new(from.year, Place::Day(month, 0)), anchor, None),
        (None, Some(_)) => (Point::new(from.year, Place::Day(0, 0)), anchor, None),
        (None, None) => (Point::new(from.year, unknown(unit).place), anchor, None),
    }
}

fn as_week(point: Point) -> Point {
    point.single_day().map_or(point, Point::week)
}

fn day_part_of(point: Point) -> Point {
    match point.place {
        Place::Day(..) => Point { time: None, ..point },
        Place::Month(month) => Point::new(point.year, Place::Day(month, 0)),
        _ => Point::new(point.year, Place::Day(0, 0)),
    }
}

/// "the weekend", "the week", "the quarter" with nothing before them.
fn bare_unit(unit: Unit, context: &Context) -> Placed {
    let Some(dct) = context.dct else { return (unknown(unit), Anchor::None, None) };
    let this = Point::holding(dct, unit).unwrap_or(unknown(unit));
    let steps = match (unit, context.direction) {
        (Unit::Weekend, Direction::Future) => 0,
        (Unit::Weekend, _) if !matches!(dct.weekday(), Weekday::Sat | Weekday::Sun) => -1,
        (Unit::Quarter, Direction::Past | Direction::Unknown) => -1,
        _ => 0,
    };
    (if steps == 0 { this } else { this.plus(steps, unit).unwrap_or(this) }, Anchor::Dct, None)
}

/// The unit that holds a point, when the point is not coarser.
fn held_by(point: &Point, unit: Unit) -> Option<Point> {
    let interval = point.interval()?;
    let (first, last) = (interval.earliest()?, interval.latest()?);
    let held = Point::holding(first, unit)?;
    let fits = held.interval().is_some_and(|i| i.latest().is_some_and(|end| end >= last));
    // A week or a season may lie across the end of its year.
    (fits
        || matches!((unit, point.place), (Unit::Year | Unit::Decade | Unit::Month, Place::Week(_) | Place::Weekend(_) | Place::Season(_))))
    .then_some(held)
}

fn away(amount: Amount, unit: Unit, from: From, context: &Context) -> Placed {
    let from = match from {
        From::Dct if context.genre == Genre::History => story(context),
        From::Dct => context.dct.map(|dct| (Point::day(dct), Anchor::Dct)),
        From::Story => story(context),
    };
    let (Some((point, anchor)), Some(amount)) = (from, amount) else { return (unknown(unit), Anchor::None, None) };
    // "a year ago" beside a quarter compares with the same quarter.
    let quarter = context.quarter.filter(|_| unit == Unit::Year && amount == -1000);
    let (point, anchor) = quarter.map_or((point, anchor), |(point, index)| (point, Anchor::Timex(index)));
    let moved = match (amount % 1000, unit) {
        // "six weeks ago" is as fine as it says; "two weeks later" tells a day when a day was spoken of.
        (0, Unit::Week) if anchor == Anchor::Dct => point.plus(amount / 1000, unit).map(as_week),
        (0, _) => point.plus(amount / 1000, unit),
        (500 | -500, Unit::Year) => point.plus(amount * 12 / 1000, Unit::Month),
        (_, Unit::Year | Unit::Decade | Unit::Century) => point.plus(amount / 1000, unit),
        _ => None,
    };
    // A step finer than what was spoken of leaves what is known: the year.
    let fallback = || Point::new(point.year.filter(|_| amount.abs() < 1000 * 60), unknown(unit).place);
    (moved.unwrap_or_else(fallback), anchor, None)
}

fn nth_unit(nth: i8, unit: Unit, year: Option<i32>, month: Option<u8>, context: &Context) -> Point {
    let year = year.or(context.shared_year).or_else(|| {
        let on = |year| Some(Point::new(Some(year), month.map_or(Place::Year, Place::Month)));
        yearly(&on, Point::new(None, Place::Year), None, context).0.year
    });
    let Some(year) = year else { return Point::new(None, month.map_or(unknown(unit).place, |m| Place::Day(m, 0))) };
    let first = NaiveDate::from_ymd_opt(year, month.map_or(1, u32::from), 1);
    let counted = || -> Option<Point> {
        let first = first?;
        let n = i64::from(nth) - 1;
        match unit {
            Unit::Week => Some(Point::week(add_days(first, n.checked_mul(7)?)?)),
            Unit::Day => Some(Point::day(add_days(first, n)?)),
            Unit::Weekend => {
                let to_saturday = i64::from((5 + 7 - first.weekday().num_days_from_monday()) % 7);
                Point::holding(add_days(first, to_saturday + 7 * n)?, Unit::Weekend)
            }
            Unit::Month => Some(Point::month(add_months(first, n)?)),
            Unit::Quarter if (1..=4).contains(&nth) => Some(Point::new(Some(year), Place::Quarter(nth as u8))),
            Unit::Half if (1..=2).contains(&nth) => Some(Point::new(Some(year), Place::Half(nth as u8))),
            _ => None,
        }
    };
    counted().unwrap_or(Point::new(Some(year), month.map_or(Place::Year, Place::Month)))
}

/// A TIMEX3 duration: `P3D`, `PT2H`, `PXY`.
pub fn duration(amount: Amount, unit: Unit) -> String {
    let (time, letter, times) = match unit {
        Unit::Second => ("T", "S", 1),
        Unit::Minute => ("T", "M", 1),
        Unit::Hour => ("T", "H", 1),
        Unit::Day => ("", "D", 1),
        Unit::Weekend => ("", "WE", 1),
        Unit::Week => ("", "W", 1),
        Unit::Month => ("", "M", 1),
        Unit::Quarter => ("", "Q", 1),
        Unit::Half => ("", "M", 6),
        Unit::Season => ("", "M", 3),
        Unit::Year => ("", "Y", 1),
        Unit::Decade => ("", "Y", 10),
        Unit::Century => ("", "Y", 100),
        Unit::Millennium => ("", "Y", 1000),
        Unit::Time => ("", "X", 1),
    };
    match amount {
        None if matches!(unit, Unit::Decade) => "PXDE".to_string(),
        None if matches!(unit, Unit::Century) => "PXCE".to_string(),
        None => format!("P{time}X{letter}"),
        // An hour and a half is an hour and thirty minutes.
        Some(n) if matches!(unit, Unit::Hour | Unit::Minute) && n.abs() % 1000 == 500 && n.abs() > 1000 => {
            format!("PT{}{letter}30{}", n.abs() / 1000, if unit == Unit::Hour { "M" } else { "S" })
        }
        Some(n) => {
            let n = n.abs().saturating_mul(times);
            let fraction = format!("{:03}", n % 1000);
            let fraction = fraction.trim_end_matches('0');
            let point = if fraction.is_empty() { "" } else { "." };
            format!("P{time}{}{point}{fraction}{letter}", n / 1000)
        }
    }
}

fn set(reading: &Reading, every: super::reading::Every, context: &Context) -> Resolved {
    let year = match (reading.time, reading.base) {
        (_, Base::Calendar(Calendar { year: Some(year), .. })) => Some(year),
        _ => None,
    };
    let value = match (reading.base, reading.time) {
        (Base::Length { amount, unit }, None) => duration(amount, unit),
        (Base::Length { .. }, Some(Time::Part(part))) => format!("XXXX-XX-XXT{}", part_code(part)),
        (Base::Weekday(day), time) => Point { time, ..Point::new(None, Place::Weekday(day)) }.to_string(),
        (Base::Calendar(Calendar { field: Field::Season(season), .. }), _) => format!("XXXX-{}", season_code(season)),
        (Base::Calendar(Calendar { field: Field::Quarter(quarter), .. }), _) => format!("XXXX-Q{quarter}"),
        (Base::Calendar(Calendar { field: Field::Month(month), .. }), _) => Point::new(year, Place::Month(month)).to_string(),
        (Base::Calendar(Calendar { field: Field::Day(month, day), .. }), _) => Point::new(year, Place::Day(month, day)).to_string(),
        (Base::Unit(Unit::Weekend), _) => "XXXX-WXX-WE".to_string(),
        (Base::Unit(Unit::Day), Some(time)) => Point { time: Some(time), ..Point::new(None, Place::Day(0, 0)) }.to_string(),
        _ => place(&Reading { shift: None, ..*reading }, &Context { genre: Genre::News, dct: None, story: None, ..*context }).0.to_string(),
    };
    let mut resolved = Resolved::of(Kind::Set, value, reading.modifier);
    match (every.freq, every.nth) {
        (Some(freq), _) => resolved.freq = Some(format!("{freq}X")),
        (None, Some(nth)) => resolved.quant = Some(format!("EVERY {nth}")),
        (None, None) => resolved.quant = Some("EVERY".to_string()),
    }
    resolved
}

#[cfg(test)]
mod tests {
    use crate::lexicon::Lexicon;
    use crate::timex::recognize;

    #[test]
    fn the_policy() {
        let lexicon = Lexicon::embedded();
        let histories = "He rose in May 1910. He fell in June 1911. War came in July 1912. It ended in 1913. Peace held in 1914. ";
        for (dct, text, expected) in [
            // 1. Nothing is invented.
            ("", "It fell in January, on Monday, three days ago.", "XXXX-01 XXXX-WXX-1 XXXX-XX-XX"),
            ("", "It was formed in 2014. In January it fell.", "2014 XXXX-01"),
            // 2. The DCT for "last" and "ago", the story for "following" and "earlier".
            ("2020-12-03", "It fell in May 2010. Last month it rose. The following month it fell.", "2010-05 2020-11 2020-12"),
            ("2020-12-03", "It fell on May 3, 2010. Two days earlier it rose.", "2010-05-03 2010-05-01"),
            ("2020-12-03", "The previous day it rose.", "2020-12-02"),
            // 3. The direction of the clause.
            ("2020-12-03", "He was killed in January. They will meet in January.", "2020-01 2021-01"),
            ("2020-12-03", "It fell on Monday. It will rise on Monday. It fell on Thursday.", "2020-11-30 2020-12-07 2020-12-03"),
            ("2020-12-03", "They must leave by Friday. They have stayed since Friday.", "2020-12-04 2020-11-27"),
            ("2020-12-03", "It is expected in November. It rose in November. It ends in December.", "2021-11 2020-11 2020-12"),
            ("2020-12-03", "Sales fell in the third quarter and rose in summer.", "2020-Q3 2020-SU"),
            // 4. The nearest day.
            ("2021-01-02", "BAGHDAD, Dec. 30 (Reuters)", "2020-12-30"),
            // 5. Narrative, and passages of news.
            ("2020-12-03", &format!("{histories}In 1915 it broke. In March it began."), "1910-05 1911-06 1912-07 1913 1914 1915 1915-03"),
            ("2020-12-03", "He was shot on May 3, 1998. On May 10 he died.", "1998-05-03 1998-05-10"),
            // 6. Ranges share their year.
            ("2020-12-03", "It lasted from June to August 2010.", "2010-06 2010-08"),
            ("", "It lasted from the summer to the autumn of 481 BC.", "BC0481-SU BC0481-FA"),
            // 7. A weekday does not move its date.
            ("2020-12-03", "It fell on Monday, May 5, 2010.", "2010-05-05"),
            // The calendar's edges.
            ("2021-01-02", "It fell this week and last week.", "2020-W53 2020-W52"),
            ("2020-02-29", "It fell a year ago; it fell on Feb. 29.", "2019 2020-02-29"),
            ("2021-03-01", "It fell on Feb. 29.", "2020-02-29"),
        ] {
            let found: Vec<String> = recognize(text, dct.parse().ok(), lexicon).into_iter().map(|t| t.value).collect();
            assert_eq!(found.join(" "), expected, "{text}");
        }
    }

    #[test]
    fn thin_evidence_keeps_the_other_reading() {
        let lexicon = Lexicon::embedded();
        let found = recognize("The deal of Friday.", "2020-12-03".parse().ok(), lexicon);
        assert_eq!((found[0].value.as_str(), found[0].alternatives[0].to_string().as_str()), ("2020-11-27", "2020-12-04"));
    }
}
