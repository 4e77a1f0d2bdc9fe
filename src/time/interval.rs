//! The earliest and the latest day that a value allows.

use chrono::{Datelike, Days, Months, NaiveDate};
use std::cmp::Ordering;

/// Days `earliest..=latest`; `None` is unbounded on that side. Never empty: [`Interval::new`] refuses `earliest > latest`.
///
/// Two intervals that overlap have no order: [`partial_cmp`](PartialOrd::partial_cmp) says `None`. The same single day is `Equal`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Interval {
    earliest: Option<NaiveDate>,
    latest: Option<NaiveDate>,
}

impl Interval {
    /// Everything: no bound on either side.
    pub const ALWAYS: Interval = Interval { earliest: None, latest: None };

    /// `None` when no day lies in it.
    pub fn new(earliest: Option<NaiveDate>, latest: Option<NaiveDate>) -> Option<Interval> {
        match (earliest, latest) {
            (Some(a), Some(b)) if a > b => None,
            _ => Some(Interval { earliest, latest }),
        }
    }

    /// That one day.
    pub fn day(day: NaiveDate) -> Interval {
        Interval { earliest: Some(day), latest: Some(day) }
    }

    /// `None` for a month that does not exist.
    pub fn month(year: i32, month: u32) -> Option<Interval> {
        let first = NaiveDate::from_ymd_opt(year, month, 1)?;
        Some(Interval { earliest: Some(first), latest: Some(first.checked_add_months(Months::new(1))?.pred_opt()?) })
    }

    /// `None` for a year outside chrono's calendar.
    pub fn year(year: i32) -> Option<Interval> {
        Interval::years(year, year)
    }

    /// From the first day of `first` to the last of `last`; `None` when it is the wrong way round, or outside chrono's calendar.
    pub fn years(first: i32, last: i32) -> Option<Interval> {
        Interval::new(Some(NaiveDate::from_ymd_opt(first, 1, 1)?), Some(NaiveDate::from_ymd_opt(last, 12, 31)?))
    }

    /// The first day; `None` when unbounded.
    pub fn earliest(self) -> Option<NaiveDate> {
        self.earliest
    }

    /// The last day; `None` when unbounded.
    pub fn latest(self) -> Option<NaiveDate> {
        self.latest
    }

    /// The one day, if it is one.
    pub fn single_day(self) -> Option<NaiveDate> {
        self.earliest.filter(|_| self.earliest == self.latest)
    }

    /// How many days it allows; `None` when unbounded.
    pub fn days(self) -> Option<i64> {
        Some((self.latest? - self.earliest?).num_days() + 1)
    }

    /// Whether every day of the other lies in it.
    pub fn contains(self, other: Interval) -> bool {
        lower(self.earliest) <= lower(other.earliest) && upper(self.latest) >= upper(other.latest)
    }

    /// The days that both allow; `None` when there is none.
    pub fn intersect(self, other: Interval) -> Option<Interval> {
        let earliest = match (self.earliest, other.earliest) {
            (Some(a), Some(b)) => Some(a.max(b)),
            (a, b) => a.or(b),
        };
        let latest = match (self.latest, other.latest) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        Interval::new(earliest, latest)
    }

    /// The smallest interval that holds both.
    pub fn hull(self, other: Interval) -> Interval {
        Interval {
            earliest: self.earliest.zip(other.earliest).map(|(a, b)| a.min(b)),
            latest: self.latest.zip(other.latest).map(|(a, b)| a.max(b)),
        }
    }

    /// Both ends moved by `days`; an end that would leave the calendar becomes unbounded.
    pub fn shifted(self, days: i64) -> Interval {
        let shift = |day: NaiveDate| {
            let by = Days::new(days.unsigned_abs());
            if days < 0 { day.checked_sub_days(by) } else { day.checked_add_days(by) }
        };
        Interval { earliest: self.earliest.and_then(shift), latest: self.latest.and_then(shift) }
    }

    /// Whether it is exactly one calendar month, and which.
    pub fn as_month(self) -> Option<(i32, u32)> {
        let first = self.earliest?;
        (Interval::month(first.year(), first.month()) == Some(self)).then(|| (first.year(), first.month()))
    }

    /// Whether it is exactly one calendar year, and which.
    pub fn as_year(self) -> Option<i32> {
        let first = self.earliest?;
        (Interval::year(first.year()) == Some(self)).then(|| first.year())
    }
}

fn lower(day: Option<NaiveDate>) -> i32 {
    day.map_or(i32::MIN, |d| d.num_days_from_ce())
}

fn upper(day: Option<NaiveDate>) -> i32 {
    day.map_or(i32::MAX, |d| d.num_days_from_ce())
}

impl PartialOrd for Interval {
    fn partial_cmp(&self, other: &Interval) -> Option<Ordering> {
        if self.single_day().is_some() && self == other {
            Some(Ordering::Equal)
        } else if upper(self.latest) < lower(other.earliest) {
            Some(Ordering::Less)
        } else if upper(other.latest) < lower(self.earliest) {
            Some(Ordering::Greater)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn month(year: i32, month: u32) -> Interval {
        Interval::month(year, month).unwrap()
    }

    #[test]
    fn overlapping_intervals_have_no_order() {
        let year = Interval::year(2020).unwrap();
        assert_eq!(year.partial_cmp(&month(2020, 1)), None);
        assert_eq!(year.partial_cmp(&year), None, "two events of one year are not simultaneous");
        assert_eq!(month(2020, 1).partial_cmp(&month(2020, 2)), Some(Ordering::Less));
        assert_eq!(Interval::ALWAYS.partial_cmp(&year), None);
    }

    #[test]
    fn months_and_years_know_themselves() {
        assert_eq!(month(2020, 2).days(), Some(29));
        assert_eq!(month(2020, 2).as_month(), Some((2020, 2)));
        assert_eq!(Interval::year(-43).unwrap().as_year(), Some(-43));
        assert_eq!(Interval::month(2020, 13), None);
    }

    #[test]
    fn intersect_is_empty_or_inside_both() {
        let year = Interval::year(2020).unwrap();
        assert_eq!(year.intersect(month(2020, 5)), Some(month(2020, 5)));
        assert_eq!(month(2020, 5).intersect(month(2020, 6)), None);
        assert_eq!(year.intersect(Interval::ALWAYS), Some(year));
    }
}
