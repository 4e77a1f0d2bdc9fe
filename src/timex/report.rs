//! Which period a company's report is about: "a year earlier" and "the latest quarter" compare with it.

use super::point::{Place, Point};
use super::reading::{Base, Reading};
use crate::lexicon::timex::fact::Unit;
use chrono::NaiveDate;
use std::ops::Range;

/// The quarter reported on, and what the figures read just now are of.
#[derive(Default)]
pub(super) struct Report {
    quarter: Option<(Point, u32)>,
    compared: Option<(Point, u32)>,
    until: usize,
}

/// Atoms through which a report on a quarter is remembered.
const REACH: usize = 400;

impl Report {
    /// The quarter that a text reports on where atom `at` stands.
    pub(super) fn quarter(&self, at: usize) -> Option<(Point, u32)> {
        self.quarter.filter(|_| at < self.until)
    }

    /// What figures are compared with there.
    pub(super) fn compared(&self, at: usize) -> Option<(Point, u32)> {
        self.compared.filter(|_| at < self.until)
    }

    /// Goes on to an expression; `ends` says that "ended" stands behind it, as behind the quarters of fiscal years of their own.
    pub(super) fn hear(
        &mut self,
        reading: &Reading,
        point: Option<Point>,
        index: u32,
        atoms: Range<usize>,
        ends: bool,
        dct: Option<NaiveDate>,
    ) {
        // No report is on a quarter that is not over: "and expects more of the fourth quarter", in October.
        let is_over = |point: Point| point.interval().and_then(|i| i.latest()).zip(dct).is_none_or(|(last, dct)| last < dct);
        let point = point.filter(|point| !matches!(point.place, Place::Quarter(1..)) || is_over(*point) || ends);
        let Some((quarter, _)) = self.quarter(atoms.start) else {
            return self.begin(reading, point, index, atoms.end);
        };
        match (reading.base, point) {
            // "a flat second quarter" is background to a third, and the fourth is only expected.
            (Base::Calendar(_), Some(later @ Point { place: Place::Quarter(1..), .. })) if later.first_day() >= quarter.first_day() => {
                self.begin(reading, point, index, atoms.end);
            }
            // "In 2012, it lost $2 billion": what comes next compares with that year.
            (Base::Calendar(calendar), Some(year @ Point { place: Place::Year, .. })) if calendar.year.is_some() && is_over(year) => {
                self.compared = Some((year, index));
            }
            // "for the nine months" gives the figures of a year so far.
            (Base::Length { amount: Some(6000 | 9000), unit: Unit::Month }, _) => {
                self.compared = Some((Point::new(quarter.year, Place::Year), index));
            }
            _ => {}
        }
    }

    fn begin(&mut self, reading: &Reading, point: Option<Point>, index: u32, end: usize) {
        if let (Base::Calendar(_), Some(point @ Point { place: Place::Quarter(1..), .. })) = (reading.base, point) {
            *self = Report { quarter: Some((point, index)), compared: Some((point, index)), until: end + REACH };
        }
    }
}
