//! What comes once a year, by its years: which of them lies about a day, or goes on with a story.

use super::Direction;
use crate::time::interval::Interval;
use crate::timex::point::{Point, add_months};
use chrono::{Datelike, NaiveDate};

/// So many years on either side are looked through: of any nine in a row one has a 29 February.
const YEARS: i32 = 8;

/// The occurrences of a month, a day of a month, a season, a feast. Some years may have none.
#[derive(Clone, Copy)]
pub(super) struct Occurrences<'o> {
    in_year: &'o dyn Fn(i32) -> Option<Point>,
}

impl<'o> Occurrences<'o> {
    pub(super) fn new(in_year: &'o dyn Fn(i32) -> Option<Point>) -> Occurrences<'o> {
        Occurrences { in_year }
    }

    pub(super) fn in_year(self, year: i32) -> Option<Point> {
        (self.in_year)(year)
    }

    /// The last that has begun on a day.
    pub(super) fn begun(self, day: NaiveDate) -> Option<Point> {
        self.up_to(day.year()).find(|point| earliest(point).is_some_and(|first| first <= day))
    }

    /// The last that is over before a day.
    pub(super) fn over(self, day: NaiveDate) -> Option<Point> {
        self.up_to(day.year()).find(|point| latest(point).is_some_and(|last| last < day))
    }

    /// The first that is not over on a day.
    pub(super) fn not_over(self, day: NaiveDate) -> Option<Point> {
        self.from(day.year() - 1).find(|point| latest(point).is_some_and(|last| last >= day))
    }

    /// The first that begins after a day.
    pub(super) fn coming(self, day: NaiveDate) -> Option<Point> {
        self.from(day.year() - 1).find(|point| earliest(point).is_some_and(|first| first > day))
    }

    /// The one that a story which stands at `story`, in `year`, goes on with: up to four months back, else ahead.
    pub(super) fn nearest(self, year: i32, story: &Point) -> Option<Point> {
        let is_fine = story.interval().and_then(|i| i.days()).is_some_and(|days| days <= 100);
        let Some(from) = story.first_day().filter(|_| is_fine) else { return self.in_year(year) };
        let first = add_months(from, -5)?;
        self.from(year - 1).find(|point| point.first_day().is_some_and(|day| day >= first)).or_else(|| self.in_year(year))
    }

    /// The first after a story that stands in `year`.
    pub(super) fn after(self, year: i32, story: &Point) -> Option<Point> {
        let end = latest(story)?;
        self.from(year).find(|point| point.first_day().is_some_and(|day| day > end)).or_else(|| self.in_year(year + 1))
    }

    /// The last before it.
    pub(super) fn before(self, year: i32, story: &Point) -> Option<Point> {
        let start = story.first_day()?;
        self.up_to(year).find(|point| latest(point).is_some_and(|last| last < start)).or_else(|| self.in_year(year - 1))
    }

    /// The next after a member of the same list or range: "this autumn and winter".
    pub(super) fn goes_on(self, member: &Point, dct: NaiveDate, direction: Direction) -> Option<Point> {
        let from = member.first_day()?;
        let is_close = |point: &Point| point.first_day().is_some_and(|day| day > from && (day - from).num_days() < 300);
        let next = (from.year()..=from.year() + 1).filter_map(self.in_year).find(is_close)?;
        let is_over = |point: &Point| point.first_day().is_some_and(|day| day <= dct);
        (is_over(&next) == is_over(member) || direction != Direction::Past).then_some(next)
    }

    fn up_to(self, year: i32) -> impl Iterator<Item = Point> + 'o {
        (year - YEARS..=year).rev().filter_map(self.in_year)
    }

    fn from(self, year: i32) -> impl Iterator<Item = Point> + 'o {
        (year..=year + YEARS).filter_map(self.in_year)
    }
}

/// Whether a day lies in it.
pub(super) fn holds(point: &Point, day: NaiveDate) -> bool {
    point.interval().is_some_and(|interval| interval.contains(Interval::day(day)))
}

fn earliest(point: &Point) -> Option<NaiveDate> {
    point.interval().and_then(|interval| interval.earliest())
}

fn latest(point: &Point) -> Option<NaiveDate> {
    point.interval().and_then(|interval| interval.latest())
}
