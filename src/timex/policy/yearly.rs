//! What comes once a year: months, days of a month, seasons, quarters, feasts.

use super::occurrence::{Occurrences, holds};
use super::{Context, Direction, Evidence, Genre, NEAR, Placed};
use crate::lexicon::timex::fact::Shift;
use crate::time::interval::Interval;
use crate::timex::Anchor;
use crate::timex::point::{Place, Point, add_months};
use crate::timex::reading::{Calendar, Field};
use chrono::{Datelike, NaiveDate};

/// A day of the year that is over for longer than this would have its year said.
pub const FAR: i64 = 240;

pub(super) fn in_calendar(calendar: Calendar, shift: Option<Shift>, context: &Context) -> Placed {
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
        // "the 1988 period": the quarter reported on, in that year.
        Field::Quarter(0) => context.report.map_or(Place::Year, |(point, _)| point.place),
        Field::Quarter(quarter) => Place::Quarter(quarter),
        Field::Half(half) => Place::Half(half),
        Field::Week(week) => Place::Week(week),
    };
    if astronomical.is_some() {
        // No 29 February was in 30 BC: the month is all that holds.
        return match plain {
            Place::Day(month, day) if month > 0 && day > 0 && Point::new(astronomical, plain).interval().is_none() => {
                known(Place::Month(month))
            }
            _ => known(plain),
        };
    }
    if let Place::Day(0, day) = plain {
        return day_of_month(day, context);
    }
    let on = |year| {
        let point = Point::new(Some(year), plain);
        // 29 February is only in leap years.
        (plain != Place::Day(2, 29) || point.interval().is_some()).then_some(point)
    };
    yearly(Occurrences::new(&on), Point::new(None, plain), shift, context)
}

/// Something that comes once a year. `unanchored` is what is said of it where nothing tells the year.
pub(super) fn yearly(on: Occurrences, unanchored: Point, shift: Option<Shift>, context: &Context) -> Placed {
    if let (Some(year), None) = (context.shared_year, shift) {
        return (on.in_year(year).unwrap_or(unanchored), Anchor::None, None);
    }
    let spoken = context.main.or(context.story).filter(|_| context.genre != Genre::News).or(context.story);
    let spoken = spoken.and_then(|(point, index)| Some((point, point.year?, index)));
    let about_story = matches!(shift, Some(Shift::Same | Shift::Previous | Shift::Following));
    if let Some((story, year, index)) = spoken
        && (about_story || is_in_story(on, &story, shift, context))
    {
        return (of_story(on, &story, year, shift, context).unwrap_or(unanchored), Anchor::Timex(index), None);
    }
    let Some(dct) = context.dct else { return (unanchored, Anchor::None, None) };
    let is_now = || on.in_year(dct.year()).is_some_and(|point| holds(&point, dct));
    if let (None, Some((member, index))) = (shift, context.member)
        && !is_now()
        && let Some(point) = on.goes_on(&member, dct, context.direction)
    {
        return (point, Anchor::Timex(index), None);
    }
    let (point, other) = about_dct(on, dct, shift, context);
    (point.unwrap_or(unanchored), Anchor::Dct, other)
}

/// Whether it goes with what is told, which stands at `story`, and not with the day of the article.
fn is_in_story(on: Occurrences, story: &Point, shift: Option<Shift>, context: &Context) -> bool {
    let is_told = context.genre != Genre::News || context.passage && context.direction != Direction::Future;
    // "last December" and what is due are of the article's time, whatever years were told just now.
    let is_due = context.direction == Direction::Future && context.evidence >= Evidence::Verb;
    let from_dct = matches!(shift, Some(Shift::Last | Shift::Next | Shift::This)) || is_due;
    if !is_told || from_dct && context.genre != Genre::History {
        return false;
    }
    // A tale of months and days goes on in them.
    let by_years = context.genre == Genre::Background || story.place == Place::Year;
    // "on Aug. 2" three weeks ago, "is at the museum until Sept. 4": no day of the year that was just looked back to, nor of a history's,
    // which sells its tickets too.
    let is_news_day = |point: Point| match (context.dct.zip(point.first_day()), point.place) {
        (Some((dct, day)), Place::Day(..)) => match (dct - day).num_days() {
            0..30 if context.genre == Genre::News => true,
            0..22 => by_years && context.direction != Direction::Future,
            ago if (-NEAR..0).contains(&ago) && context.genre != Genre::News => {
                by_years && context.direction == Direction::Unknown || is_due
            }
            _ => false,
        },
        _ => false,
    };
    !context.dct.and_then(|dct| on.in_year(dct.year())).is_some_and(is_news_day)
}

/// The occurrence that a story means which stands at `story`, in `year`.
fn of_story(on: Occurrences, story: &Point, year: i32, shift: Option<Shift>, context: &Context) -> Option<Point> {
    match shift {
        None if context.unsaid_year.is_some() => context.unsaid_year.and_then(|year| on.in_year(year)),
        Some(Shift::Following | Shift::Next) => on.after(year, story),
        Some(Shift::Previous | Shift::Last) => on.before(year, story),
        // "that November", in February, is not one to come.
        Some(Shift::Same) => {
            let is_told = |p: &Point| context.direction == Direction::Future || !is_ahead(p, context);
            let year = context.story.and_then(|(point, _)| point.year).unwrap_or(year);
            on.in_year(year).filter(is_told).or_else(|| on.in_year(year - 1))
        }
        _ => on.nearest(year, story),
    }
}

/// The occurrence that is meant on the day of the article, and the one that was nearly chosen.
fn about_dct(on: Occurrences, dct: NaiveDate, shift: Option<Shift>, context: &Context) -> (Option<Point>, Option<Point>) {
    let year = dct.year();
    match shift {
        Some(Shift::Last) => match on.over(dct) {
            // "last October" in November is not last month, which has a shorter name; "last December" in January is.
            Some(over) if matches!(over.place, Place::Month(_)) && over.year == Some(year) && days_away(&over, dct) < 60 => {
                (on.in_year(year - 1), Some(over))
            }
            over => (over, None),
        },
        Some(Shift::Previous | Shift::Latest) => (on.over(dct), None),
        Some(Shift::Next | Shift::Following) => (on.coming(dct), None),
        // "that September" was told of before, so it is not to come.
        Some(Shift::Same) if context.direction != Direction::Future => (on.begun(dct), None),
        // "this winter", in March.
        Some(Shift::This) => match on.over(dct).zip(on.coming(dct)) {
            Some((gone, next)) if is_nearer_season(&gone, &next, dct) => (Some(gone), None),
            _ => (on.in_year(year), None),
        },
        Some(Shift::Same) => (on.in_year(year), None),
        Some(Shift::OfLast) => (on.in_year(year - 1), None),
        Some(Shift::OfNext) => (on.in_year(year + 1), None),
        None => by_direction(on, dct, context),
    }
}

/// Without a word that says which: the one on the side to which the clause points, unless the other is much likelier.
fn by_direction(on: Occurrences, dct: NaiveDate, context: &Context) -> (Option<Point>, Option<Point>) {
    let (past, future) = (on.begun(dct), on.not_over(dct));
    let distance = |point: &Point| days_away(point, dct);
    let (right, wrong) = if context.direction == Direction::Future { (future, past) } else { (past, future) };
    let (Some(right), Some(wrong)) = (right, wrong) else {
        return if context.direction == Direction::Unknown { (right.or(wrong), None) } else { (right, wrong) };
    };
    let is_wrong = right != wrong
        && match context.direction {
            Direction::Unknown if holds(&right, dct) => false,
            Direction::Unknown => match right.place {
                Place::Day(..) => distance(&wrong) * 3 < distance(&right),
                Place::Month(_) => distance(&wrong) < 40 && distance(&right) > 300,
                Place::Season(_) => is_nearer_season(&wrong, &right, dct),
                _ => false,
            },
            Direction::Past | Direction::Future => {
                is_too_far(&right, &wrong, distance(&right), distance(&wrong), context)
                    // "a lower use of gas over the winter", in July: seasons are told of as they come near.
                    || context.direction == Direction::Past
                        && context.evidence == Evidence::Thin
                        && is_nearer_season(&wrong, &right, dct)
            }
        };
    if is_wrong { (Some(wrong), Some(right)) } else { (Some(right), Some(wrong).filter(|wrong| *wrong != right)) }
}

fn days_away(point: &Point, dct: NaiveDate) -> i64 {
    point.first_day().map_or(i64::MAX, |day| (day - dct).num_days().abs())
}

/// Whether the occurrence on the right side is most of a year away while the one on the wrong side is close by: the verb that was read was
/// not the one that counts. A day of a month that is so far off would have its year said; of a month or a season one can speak, if a word
/// beside it says so.
fn is_too_far(right: &Point, wrong: &Point, right_days: i64, wrong_days: i64, context: &Context) -> bool {
    let is_held = |point: &Point| context.dct.is_some_and(|dct| holds(point, dct));
    let ahead = context.direction == Direction::Future;
    let is_close = match (right.place, context.evidence) {
        // "to be sent home by Jan. 14", on the 15th; "ran until July 15", in September.
        (Place::Day(..), Evidence::Cue | Evidence::Since) => ahead && right_days > FAR && wrong_days < 125,
        (Place::Day(..), Evidence::Thin) if ahead => right_days > 200 && wrong_days < 165,
        (Place::Day(..), Evidence::Verb) if !ahead && context.recounts && wrong_days > 7 => false,
        (Place::Day(..), _) => right_days > FAR && wrong_days < 100,
        // Reports are on quarters past, whatever is expected of them.
        (Place::Quarter(_), evidence) => ahead && evidence < Evidence::Cue && right_days > 220 && wrong_days < 150,
        (_, Evidence::Thin) if ahead => right_days > 220 && wrong_days < 150,
        (_, Evidence::Thin) => right_days > 260 && wrong_days < 80,
        _ => false,
    };
    is_close && !is_held(right) && !is_held(wrong)
}

/// Whether it is yet to come when the article appears.
fn is_ahead(point: &Point, context: &Context) -> bool {
    context.dct.zip(point.first_day()).is_some_and(|(dct, day)| day > dct && day.year() <= dct.year() + 1)
}

/// Whether a season is nearer in one year than in another, of which one is over and one is to come.
fn is_nearer_season(one: &Point, other: &Point, dct: NaiveDate) -> bool {
    let away = |point: &Point| {
        let days = point.interval().filter(|i| !i.contains(Interval::day(dct)))?;
        Some((days.earliest()? - dct).num_days().max((dct - days.latest()?).num_days()))
    };
    matches!(one.place, Place::Season(_)) && away(one).zip(away(other)).is_some_and(|(one, other)| one < other)
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
