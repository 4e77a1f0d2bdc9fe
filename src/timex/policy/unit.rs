//! Calendar units beside the present or the time spoken of ("last week", "the following month"), and distances ("a year ago").

use super::occurrence::Occurrences;
use super::yearly::yearly;
use super::{Context, Direction, Genre, Placed, now, story, unknown};
use crate::lexicon::timex::fact::{Shift, Unit};
use crate::timex::Anchor;
use crate::timex::hour::DayOf;
use crate::timex::point::{Place, Point, add_days, add_months};
use crate::timex::reading::{Amount, From, Reading};
use chrono::{Datelike, NaiveDate, Weekday};

pub(super) fn of_unit(unit: Unit, reading: &Reading, context: &Context) -> Placed {
    let unanchored = (unknown(unit), Anchor::None, None);
    if let (Unit::Quarter, Some(Shift::Latest | Shift::Same), Some((point, index))) = (unit, reading.shift, context.quarter) {
        return (point, Anchor::Timex(index), None);
    }
    let story = |context: &Context| {
        let spoken = story(context);
        // The day that was told of before the month which an aside names.
        let is_passing = context.aside && spoken.is_some_and(|(point, _)| point.single_day().is_none());
        let day = context.day.filter(|_| is_passing).map(|(point, index)| (point, Anchor::Timex(index)));
        day.or(spoken)
    };
    let (from, steps) = match reading.shift {
        Some(Shift::Last) => (now(context), -1),
        Some(Shift::Next) => (now(context), 1),
        Some(Shift::This) => (now(context), 0),
        Some(Shift::Latest) => match unit {
            // The latest quarter is the one reported on, which is over.
            Unit::Quarter | Unit::Half | Unit::Year => (now(context), -1),
            _ => (now(context), 0),
        },
        Some(Shift::OfLast | Shift::OfNext) => (now(context), 0),
        Some(Shift::Previous) => (story(context), -1),
        Some(Shift::Following) => (story(context), 1),
        Some(Shift::Same) | None => (story(context), 0),
    };
    // In news about years past, "last year" is that before the article.
    let from_dct = context.genre != Genre::History && matches!(reading.shift, Some(Shift::Last | Shift::Next | Shift::This));
    if let (Unit::Year, Some(year)) = (unit, context.unsaid_year.filter(|_| reading.shift != Some(Shift::Same) && !from_dct)) {
        return (Point::new(Some(year), Place::Year), story(context).map_or(Anchor::None, |(_, anchor)| anchor), None);
    }
    let Some((from, anchor)) = from else { return unanchored };
    // "We saw it this weekend", told on the Monday after.
    let is_just_over = |dct: NaiveDate| matches!(dct.weekday(), Weekday::Mon | Weekday::Tue) && context.direction == Direction::Past;
    if (unit, reading.shift) == (Unit::Weekend, Some(Shift::This)) && context.dct.is_some_and(is_just_over) {
        return bare_unit(unit, context);
    }
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
    if unit == Unit::Day && reading.time.is_some() && reading.shift.is_none() {
        let day = match context.day_of_hour {
            DayOf::Told(point, index) => Some((point, Anchor::Timex(index))),
            DayOf::Open => None,
            DayOf::Dct => now(context),
        };
        return day.map_or(unanchored, |(point, anchor)| (day_part_of(point), anchor, None));
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

pub(super) fn away(amount: Amount, unit: Unit, counts_from: From, context: &Context) -> Placed {
    let from = match counts_from {
        From::Dct if context.genre == Genre::History => story(context),
        From::Dct => context.dct.map(|dct| (Point::day(dct), Anchor::Dct)),
        From::Story => story(context),
    };
    let (Some((point, anchor)), Some(amount)) = (from, amount) else { return (unknown(unit), Anchor::None, None) };
    // "The fort fell in 1809. It is a museum today. Fifty years later …": no story goes on from the DCT into years to come.
    let from_now = context.genre == Genre::News && point.year.is_some() && point.year == context.dct.map(|dct| dct.year());
    let is_tale = from_now && matches!(unit, Unit::Year | Unit::Decade | Unit::Century) && amount > 0 && anchor != Anchor::None;
    let elsewhere = context.elsewhere.filter(|_| is_tale);
    let (point, anchor) = elsewhere.map_or((point, anchor), |(point, index)| (point, Anchor::Timex(index)));
    // "a year ago" beside a quarter compares with the same quarter.
    let report = context.report.filter(|_| unit == Unit::Year && amount == -1000);
    let (point, anchor) = report.map_or((point, anchor), |(point, index)| (point, Anchor::Timex(index)));
    let moved = match (amount % 1000, unit) {
        // "six weeks ago" is as fine as it says; "two weeks later" tells a day when a day was spoken of.
        (0, Unit::Week) if anchor == Anchor::Dct => point.plus(amount / 1000, unit).map(as_week),
        (0, _) => point.plus(amount / 1000, unit),
        (500 | -500, Unit::Year) => point.plus(amount * 12 / 1000, Unit::Month),
        (_, Unit::Year | Unit::Decade | Unit::Century) => point.plus(amount / 1000, unit),
        _ => None,
    };
    // "It prompted a shutdown five months later" is over, so it was not counted from just now; and nobody tells what comes in fifty years.
    let ahead = moved.and_then(|moved| moved.first_day()).zip(context.dct).map_or(0, |(first, dct)| (first - dct).num_days());
    let is_told = match context.direction {
        Direction::Past => context.genre == Genre::News && ahead > 0,
        // Nor is "what is less known is the rout six months later", where no day was told before, in six months.
        Direction::Unknown => ahead > 366 * 10 || ahead > 0 && anchor == Anchor::Dct && context.genre == Genre::News,
        Direction::Future => false,
    };
    if amount > 0 && counts_from == From::Story && is_told {
        return (unknown(unit), Anchor::None, None);
    }
    // A step finer than what was spoken of leaves what is known: the year.
    let fallback = || Point::new(point.year.filter(|_| amount.abs() < 1000 * 60), unknown(unit).place);
    (moved.unwrap_or_else(fallback), anchor, None)
}

pub(super) fn nth_unit(nth: i8, unit: Unit, year: Option<i32>, month: Option<u8>, context: &Context) -> Point {
    let year = year.or(context.shared_year).or_else(|| {
        let on = |year| Some(Point::new(Some(year), month.map_or(Place::Year, Place::Month)));
        yearly(Occurrences::new(&on), Point::new(None, Place::Year), None, context).0.year
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
