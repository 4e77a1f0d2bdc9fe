//! What comes once a year: months, days of a month, seasons, quarters, feasts.

use super::{Context, Direction, Evidence, Genre, NEAR, Placed};
use crate::lexicon::timex::fact::Shift;
use crate::time::interval::Interval;
use crate::timex::Anchor;
use crate::timex::point::{Place, Point, add_months};
use crate::timex::reading::{Calendar, Field};
use chrono::{Datelike, NaiveDate};

/// A day of the year that is over for longer than this would have its year said.
pub const FAR: i64 = 240;

pub fn in_calendar(calendar: Calendar, shift: Option<Shift>, context: &Context) -> Placed {
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
    yearly(&on, Point::new(None, plain), shift, context)
}

/// Something that comes once a year.
pub fn yearly(on: &dyn Fn(i32) -> Option<Point>, unanchored: Point, shift: Option<Shift>, context: &Context) -> Placed {
    if let (Some(year), None) = (context.shared_year, shift) {
        return (on(year).unwrap_or(unanchored), Anchor::None, None);
    }
    let spoken = context.main.or(context.story).filter(|_| context.genre != Genre::News).or(context.story);
    let spoken = spoken.and_then(|(point, index)| Some((point, point.year?, Anchor::Timex(index))));
    let in_story = context.genre != Genre::News || context.passage && context.direction != Direction::Future;
    // "last December" and what is due are of the article's time, whatever years were told just now.
    let is_due = context.direction == Direction::Future && context.evidence >= Evidence::Verb;
    let from_dct = matches!(shift, Some(Shift::Last | Shift::Next | Shift::This)) || is_due;
    let in_story = in_story && (context.genre == Genre::History || !from_dct);
    // A tale of months and days goes on in them.
    let by_years = context.genre == Genre::Background || spoken.is_none_or(|(point, ..)| point.place == Place::Year);
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
    let in_story = in_story && !context.dct.and_then(|dct| on(dct.year())).is_some_and(is_news_day);
    let about_story = matches!(shift, Some(Shift::Same | Shift::Previous | Shift::Following));
    if let Some((story, year, anchor)) = spoken.filter(|_| in_story || about_story) {
        let point = match shift {
            None if context.unsaid_year.is_some() => context.unsaid_year.and_then(on),
            Some(Shift::Following | Shift::Next) => next_after(on, year, &story),
            Some(Shift::Previous | Shift::Last) => last_before(on, year, &story),
            // "that November", in February, is not one to come.
            Some(Shift::Same) => {
                let is_told = |p: &Point| context.direction == Direction::Future || !is_ahead(p, context);
                let year = context.story.and_then(|(point, _)| point.year).unwrap_or(year);
                on(year).filter(is_told).or_else(|| on(year - 1))
            }
            _ => nearest(on, year, &story),
        };
        return (point.unwrap_or(unanchored), anchor, None);
    }
    let Some(dct) = context.dct else { return (unanchored, Anchor::None, None) };
    let is_now = |point: &Point| point.interval().is_some_and(|i| i.contains(Interval::day(dct)));
    if let (None, Some((member, index))) = (shift, context.member.filter(|_| !on(dct.year()).is_some_and(|point| is_now(&point))))
        && let Some(point) = goes_on(on, &member, dct, context.direction)
    {
        return (point, Anchor::Timex(index), None);
    }
    let year = dct.year();
    let held =
        |point: &Point| point.interval().is_some_and(|i| i.earliest().is_some_and(|d| d <= dct) && i.latest().is_some_and(|d| d >= dct));
    let past = || (year - 8..=year).rev().filter_map(on).find(|p| p.interval().and_then(|i| i.earliest()).is_some_and(|d| d <= dct));
    let over = || (year - 8..=year).rev().filter_map(on).find(|p| p.interval().and_then(|i| i.latest()).is_some_and(|d| d < dct));
    let future = || (year - 1..=year + 8).filter_map(on).find(|p| p.interval().and_then(|i| i.latest()).is_some_and(|d| d >= dct));
    let coming = || (year - 1..=year + 8).filter_map(on).find(|p| p.interval().and_then(|i| i.earliest()).is_some_and(|d| d > dct));
    let distance = |point: &Point| point.first_day().map_or(i64::MAX, |d| (d - dct).num_days().abs());
    let (point, other) = match (shift, context.direction) {
        // "last October" in November is not last month, which has a shorter name; "last December" in January is.
        (Some(Shift::Last), _)
            if over().is_some_and(|p| matches!(p.place, Place::Month(_)) && p.year == Some(year) && distance(&p) < 60) =>
        {
            (over().and_then(|p| on(p.year? - 1)), over())
        }
        (Some(Shift::Last | Shift::Previous | Shift::Latest), _) => (over(), None),
        (Some(Shift::Next | Shift::Following), _) => (coming(), None),
        // "that September" was told of before, so it is not to come.
        (Some(Shift::Same), direction) if direction != Direction::Future => (past(), None),
        // "this winter", in March.
        (Some(Shift::This), _) if over().zip(coming()).is_some_and(|(gone, next)| is_nearer_season(&gone, &next, dct)) => (over(), None),
        (Some(Shift::This | Shift::Same), _) => (on(year), None),
        (Some(Shift::OfLast), _) => (on(year - 1), None),
        (Some(Shift::OfNext), _) => (on(year + 1), None),
        (None, direction @ (Direction::Past | Direction::Future)) => {
            let (right, wrong) = if direction == Direction::Past { (past(), future()) } else { (future(), past()) };
            match (right, wrong) {
                (Some(right), Some(wrong)) if right != wrong && is_too_far(&right, &wrong, distance(&right), distance(&wrong), context) => {
                    (Some(wrong), Some(right))
                }
                // "a lower use of gas over the winter", in July: seasons are told of as they come near.
                (Some(right), Some(wrong))
                    if direction == Direction::Past && context.evidence == Evidence::Thin && is_nearer_season(&wrong, &right, dct) =>
                {
                    (Some(wrong), Some(right))
                }
                (right, wrong) => (right, wrong.filter(|w| Some(*w) != right)),
            }
        }
        (None, Direction::Unknown) => match (past(), future()) {
            (Some(past), Some(future)) if held(&past) => (Some(past), Some(future).filter(|f| *f != past)),
            (Some(past), Some(future)) => {
                let near = match past.place {
                    Place::Day(..) => distance(&future) * 3 < distance(&past),
                    Place::Month(_) => distance(&future) < 40 && distance(&past) > 300,
                    Place::Season(_) => is_nearer_season(&future, &past, dct),
                    _ => false,
                };
                if near { (Some(future), Some(past)) } else { (Some(past), Some(future)) }
            }
            (past, future) => (past.or(future), None),
        },
    };
    (point.unwrap_or(unanchored), Anchor::Dct, other)
}

/// Whether the occurrence on the right side is most of a year away while the one on the wrong side is close by: the verb that was read was
/// not the one that counts. A day of a month that is so far off would have its year said; of a month or a season one can speak, if a word
/// beside it says so.
fn is_too_far(right: &Point, wrong: &Point, right_days: i64, wrong_days: i64, context: &Context) -> bool {
    let is_held = |point: &Point| context.dct.is_some_and(|dct| point.interval().is_some_and(|i| i.contains(Interval::day(dct))));
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

/// The next occurrence after a member of the same list or range: "this autumn and winter".
fn goes_on(on: &dyn Fn(i32) -> Option<Point>, member: &Point, dct: NaiveDate, direction: Direction) -> Option<Point> {
    let from = member.first_day()?;
    let is_close = |p: &Point| p.first_day().is_some_and(|d| d > from && (d - from).num_days() < 300);
    let next = (from.year()..=from.year() + 1).filter_map(on).find(is_close)?;
    let is_over = |p: &Point| p.first_day().is_some_and(|d| d <= dct);
    (is_over(&next) == is_over(member) || direction != Direction::Past).then_some(next)
}

/// Whether a season is nearer in one year than in another, of which one is over and one is to come.
fn is_nearer_season(one: &Point, other: &Point, dct: NaiveDate) -> bool {
    let away = |point: &Point| {
        let days = point.interval().filter(|i| !i.contains(Interval::day(dct)))?;
        Some((days.earliest()? - dct).num_days().max((dct - days.latest()?).num_days()))
    };
    matches!(one.place, Place::Season(_)) && away(one).zip(away(other)).is_some_and(|(one, other)| one < other)
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
