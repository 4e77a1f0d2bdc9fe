//! A place on the calendar as TIMEX3 values name it, its written form, its meaning in EDTF, and steps from one to another.

use super::reading::{Clock, Time};
use crate::lexicon::timex::fact::{DayPart, Unit};
use crate::time::edtf::{Date, Edtf, Part, Season, Year};
use crate::time::interval::Interval;
use chrono::{Datelike, Days, Months, NaiveDate, Weekday};
use std::fmt::{self, Write};

/// An anchored value. The year is astronomical (`0` is 1 BC); `None` is unknown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    pub year: Option<i32>,
    /// Where in the year, or which longer time.
    pub place: Place,
    /// The hour or the part of the day, if one is said.
    pub time: Option<Time>,
    /// The year is one of a company's or a government's own: `FY2020`.
    pub fiscal: bool,
}

/// Which piece of the calendar. Numbers count from 1; weeks are those of ISO 8601, and the year is then the week's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Year,
    Season(Season),
    /// 0 where the words do not say which one.
    Quarter(u8),
    Half(u8),
    Month(u8),
    Week(u8),
    Weekend(u8),
    /// A weekday of an unknown week.
    Weekday(u8),
    /// 0 for an unknown month or day.
    Day(u8, u8),
    /// The year without its last digit, within its era.
    Decade {
        decade: i32,
        bc: bool,
    },
    Century {
        century: i32,
        bc: bool,
    },
    Millennium(i32),
}

impl Point {
    pub fn new(year: Option<i32>, place: Place) -> Point {
        Point { year, place, time: None, fiscal: false }
    }

    /// A day.
    pub fn day(day: NaiveDate) -> Point {
        Point::new(Some(day.year()), Place::Day(day.month() as u8, day.day() as u8))
    }

    /// The month that holds a day.
    pub fn month(day: NaiveDate) -> Point {
        Point::new(Some(day.year()), Place::Month(day.month() as u8))
    }

    /// The week that holds a day.
    pub fn week(day: NaiveDate) -> Point {
        let week = day.iso_week();
        Point::new(Some(week.year()), Place::Week(week.week() as u8))
    }

    /// The quarter that holds a day.
    pub fn quarter(day: NaiveDate) -> Point {
        Point::new(Some(day.year()), Place::Quarter(day.month0() as u8 / 3 + 1))
    }

    /// The unit of the calendar that holds `day`.
    pub fn holding(day: NaiveDate, unit: Unit) -> Option<Point> {
        let year = day.year();
        Some(match unit {
            Unit::Day | Unit::Hour | Unit::Minute | Unit::Second => Point::day(day),
            Unit::Week => Point::week(day),
            Unit::Weekend => Point { place: Place::Weekend(day.iso_week().week() as u8), ..Point::week(day) },
            Unit::Month => Point::month(day),
            Unit::Quarter => Point::quarter(day),
            Unit::Half => Point::new(Some(year), Place::Half(day.month0() as u8 / 6 + 1)),
            Unit::Season => {
                let (season, from) = season_of(day);
                Point::new(Some(from), Place::Season(season))
            }
            Unit::Year => Point::new(Some(year), Place::Year),
            Unit::Decade if year > 0 => Point::new(None, Place::Decade { decade: year / 10, bc: false }),
            Unit::Decade => Point::new(None, Place::Decade { decade: (1 - year) / 10, bc: true }),
            Unit::Century if year > 0 => Point::new(None, Place::Century { century: year / 100, bc: false }),
            Unit::Century => Point::new(None, Place::Century { century: (1 - year) / 100, bc: true }),
            Unit::Millennium if year > 0 => Point::new(None, Place::Millennium(year / 1000)),
            Unit::Millennium | Unit::Time => return None,
        })
    }

    /// The days that it allows, when its year is known.
    pub fn interval(&self) -> Option<Interval> {
        let years = |from: i32, to: i32| Interval::years(from, to);
        let era = |n: i32, size: i32, bc: bool| {
            if bc { years(1 - (n * size + size - 1), 1 - n * size) } else { years(n * size, n * size + size - 1) }
        };
        match self.place {
            Place::Decade { decade, bc } => return era(decade, 10, bc),
            Place::Century { century, bc } => return era(century, 100, bc),
            Place::Millennium(n) => return era(n, 1000, false),
            _ => {}
        }
        let year = self.year?;
        let months = |first: u32, last: u32| Some(Interval::month(year, first)?.hull(Interval::month(year, last)?));
        match self.place {
            Place::Month(month) if month > 0 => Interval::month(year, month.into()),
            Place::Quarter(q) if q > 0 => months(u32::from(q) * 3 - 2, u32::from(q) * 3),
            Place::Half(h) if h > 0 => months(u32::from(h) * 6 - 5, u32::from(h) * 6),
            Place::Season(season) => Some(Date::known(year, Part::Season(season)).interval()),
            Place::Week(w) if w > 0 => {
                let monday = NaiveDate::from_isoywd_opt(year, w.into(), Weekday::Mon)?;
                Interval::new(Some(monday), monday.checked_add_days(Days::new(6)))
            }
            Place::Weekend(w) if w > 0 => {
                let saturday = NaiveDate::from_isoywd_opt(year, w.into(), Weekday::Sat)?;
                Interval::new(Some(saturday), saturday.succ_opt())
            }
            Place::Day(0, _) => Interval::year(year),
            Place::Day(month, 0) => Interval::month(year, month.into()),
            Place::Day(month, day) => NaiveDate::from_ymd_opt(year, month.into(), day.into()).map(Interval::day),
            _ => Interval::year(year),
        }
    }

    /// The first day that it allows.
    pub fn first_day(&self) -> Option<NaiveDate> {
        self.interval()?.earliest()
    }

    /// The one day that it names.
    pub fn single_day(&self) -> Option<NaiveDate> {
        self.interval()?.single_day()
    }

    /// What it means for ordering; `None` when it says nothing about the calendar.
    pub fn edtf(&self) -> Option<Edtf> {
        let part = match self.place {
            Place::Decade { decade, bc: false } => {
                return Some(Edtf::Date(Date { year: Year::Decade(decade), part: Part::Whole, qualifier: Default::default() }));
            }
            Place::Century { century, bc: false } => {
                return Some(Edtf::Date(Date { year: Year::Century(century), part: Part::Whole, qualifier: Default::default() }));
            }
            Place::Year | Place::Day(0, _) => Part::Whole,
            Place::Month(0) | Place::Quarter(0) | Place::Half(0) | Place::Week(0) | Place::Weekend(0) => Part::Whole,
            Place::Month(month) | Place::Day(month, 0) => Part::Month(month),
            Place::Season(season) => Part::Season(season),
            Place::Day(month, day) => Part::Day { month, day },
            _ => return self.interval().map(Edtf::within),
        };
        match (self.year, part) {
            (Some(year), part) => Some(Edtf::Date(Date::known(year, part))),
            (None, Part::Whole) => None,
            (None, part) => Some(Edtf::Date(Date { year: Year::Unknown, part, qualifier: Default::default() })),
        }
    }

    /// `n` units on. The result is as fine as the unit, or as this point where the unit is finer than that.
    pub fn plus(&self, n: i64, unit: Unit) -> Option<Point> {
        let coarse = |point: Option<Point>| point.map(|p| Point { time: None, ..p });
        match unit {
            Unit::Day => {
                let day = self.single_day()?;
                coarse(Some(Point::day(add_days(day, n)?)))
            }
            Unit::Week => match self.single_day() {
                Some(day) => Some(Point::day(add_days(day, n.checked_mul(7)?)?)),
                None => Some(Point::week(add_days(self.as_week()?, n.checked_mul(7)?)?)),
            },
            Unit::Weekend => Point::holding(add_days(self.first_day()?, n.checked_mul(7)?)?, Unit::Weekend),
            Unit::Month => {
                let first = self.interval().filter(|i| i.days().is_some_and(|d| d <= 31))?.earliest()?;
                Some(Point::month(add_months(first, n)?))
            }
            Unit::Quarter | Unit::Half | Unit::Season => {
                let first = self.interval().filter(|i| i.days().is_some_and(|d| d <= 184))?.earliest()?;
                let step = if unit == Unit::Half { 6 } else { 3 };
                Point::holding(add_months(first, n.checked_mul(step)?)?, unit)
            }
            Unit::Year => match (self.year, self.place) {
                (Some(year), Place::Quarter(_) | Place::Half(_)) => {
                    Some(Point { year: Some(in_calendar(i64::from(year).checked_add(n)?)?), time: None, ..*self })
                }
                (Some(year), _) => Some(Point::new(Some(in_calendar(i64::from(year).checked_add(n)?)?), Place::Year)),
                (None, _) => None,
            },
            Unit::Decade | Unit::Century | Unit::Millennium => {
                let size = match unit {
                    Unit::Decade => 10,
                    Unit::Century => 100,
                    _ => 1000,
                };
                let first = self.first_day()?;
                let year = in_calendar(i64::from(first.year()).checked_add(n.checked_mul(size)?)?)?;
                Point::holding(NaiveDate::from_ymd_opt(year, 1, 1)?, unit)
            }
            Unit::Hour | Unit::Minute | Unit::Second => {
                let Some(Time::Clock(clock)) = self.time else { return None };
                let size = match unit {
                    Unit::Hour => 3600,
                    Unit::Minute => 60,
                    _ => 1,
                };
                let seconds =
                    i64::from(clock.hour) * 3600 + i64::from(clock.minute.unwrap_or(0)) * 60 + i64::from(clock.second.unwrap_or(0));
                let total = seconds.checked_add(n.checked_mul(size)?)?;
                let day = add_days(self.single_day()?, total.div_euclid(86400))?;
                let rest = total.rem_euclid(86400);
                let minute = (clock.minute.is_some() || unit != Unit::Hour).then_some((rest / 60 % 60) as u8);
                let second = (clock.second.is_some() || unit == Unit::Second).then_some((rest % 60) as u8);
                Some(Point {
                    time: Some(Time::Clock(Clock { hour: (rest / 3600) as u8, minute, second, zone: clock.zone })),
                    ..Point::day(day)
                })
            }
            Unit::Time => None,
        }
    }

    /// A day of the week that it lies in, if it is no longer than one.
    fn as_week(&self) -> Option<NaiveDate> {
        self.interval().filter(|i| i.days().is_some_and(|d| d <= 7))?.earliest()
    }
}

/// Years that values are written with.
fn in_calendar(year: i64) -> Option<i32> {
    i32::try_from(year).ok().filter(|y| (-9998..=9999).contains(y))
}

pub(super) fn add_days(day: NaiveDate, n: i64) -> Option<NaiveDate> {
    let by = Days::new(n.unsigned_abs());
    let day = if n < 0 { day.checked_sub_days(by) } else { day.checked_add_days(by) };
    day.filter(|d| in_calendar(d.year().into()).is_some())
}

pub(super) fn add_months(day: NaiveDate, n: i64) -> Option<NaiveDate> {
    let by = Months::new(u32::try_from(n.unsigned_abs()).ok()?);
    let day = if n < 0 { day.checked_sub_months(by) } else { day.checked_add_months(by) };
    day.filter(|d| in_calendar(d.year().into()).is_some())
}

/// The season that holds a day, and the year that it is named after: winter belongs to the year of its December.
fn season_of(day: NaiveDate) -> (Season, i32) {
    match day.month() {
        3..=5 => (Season::Spring, day.year()),
        6..=8 => (Season::Summer, day.year()),
        9..=11 => (Season::Autumn, day.year()),
        12 => (Season::Winter, day.year()),
        _ => (Season::Winter, day.year() - 1),
    }
}

pub(super) fn season_code(season: Season) -> &'static str {
    match season {
        Season::Spring => "SP",
        Season::Summer => "SU",
        Season::Autumn => "FA",
        Season::Winter => "WI",
    }
}

pub(super) fn part_code(part: DayPart) -> &'static str {
    match part {
        DayPart::Morning => "MO",
        DayPart::Afternoon => "AF",
        DayPart::Evening => "EV",
        DayPart::Night => "NI",
        DayPart::Daytime => "DT",
        DayPart::Midday => "12:00",
        DayPart::Midnight => "24:00",
    }
}

/// A figure, or what stands for an unknown one; without the general machinery of padding, which takes longer than to find an expression.
fn or_unknown(f: &mut fmt::Formatter<'_>, figure: u8, width: usize, unknown: &str) -> fmt::Result {
    if figure == 0 { f.write_str(unknown) } else { figures(f, figure.into(), width) }
}

/// The last `width` figures of a number, at most four.
fn figures(f: &mut fmt::Formatter<'_>, mut number: u32, width: usize) -> fmt::Result {
    let mut text = [b'0'; 4];
    let text = &mut text[..width];
    for figure in text.iter_mut().rev() {
        *figure += (number % 10) as u8;
        number /= 10;
    }
    f.write_str(std::str::from_utf8(text).unwrap_or_default())
}

/// The TIMEX3 `value`.
impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.place {
            Place::Decade { decade, bc } => return write!(f, "{}{decade:03}", if bc { "BC" } else { "" }),
            Place::Century { century, bc } => return write!(f, "{}{century:02}", if bc { "BC" } else { "" }),
            Place::Millennium(n) => return write!(f, "{n}"),
            _ => {}
        }
        match self.year {
            Some(year) if year <= 0 => write!(f, "BC{:04}", 1 - year)?,
            Some(year) => {
                f.write_str(if self.fiscal { "FY" } else { "" })?;
                figures(f, year.unsigned_abs(), 4)?;
            }
            None => f.write_str("XXXX")?,
        }
        match self.place {
            Place::Season(season) => write!(f, "-{}", season_code(season))?,
            Place::Quarter(q) => f.write_str("-Q").and_then(|()| or_unknown(f, q, 1, "X"))?,
            Place::Half(h) => f.write_str("-H").and_then(|()| or_unknown(f, h, 1, "X"))?,
            Place::Month(m) => f.write_char('-').and_then(|()| or_unknown(f, m, 2, "XX"))?,
            Place::Week(w) => f.write_str("-W").and_then(|()| or_unknown(f, w, 2, "XX"))?,
            Place::Weekend(w) => f.write_str("-W").and_then(|()| or_unknown(f, w, 2, "XX")).and_then(|()| f.write_str("-WE"))?,
            Place::Weekday(d) => write!(f, "-WXX-{d}")?,
            Place::Day(m, d) => {
                f.write_char('-').and_then(|()| or_unknown(f, m, 2, "XX"))?;
                f.write_char('-').and_then(|()| or_unknown(f, d, 2, "XX"))?;
            }
            _ => {}
        }
        match self.time {
            None => Ok(()),
            Some(time) => write_time(f, time),
        }
    }
}

fn write_time(f: &mut fmt::Formatter<'_>, time: Time) -> fmt::Result {
    match time {
        Time::Part(part) => write!(f, "T{}", part_code(part)),
        Time::Clock(clock) => {
            write!(f, "T{:02}:{:02}", clock.hour, clock.minute.unwrap_or(0))?;
            if let Some(second) = clock.second {
                write!(f, ":{second:02}")?;
            }
            // A value is local time, as in the TimeBank; only Zulu time is marked.
            if clock.zone == Some(0) { f.write_str("Z") } else { Ok(()) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps() {
        let day = |y, m, d| Point::day(NaiveDate::from_ymd_opt(y, m, d).unwrap());
        let month = |y, m| Point::new(Some(y), Place::Month(m));
        let quarter = |y, q| Point::new(Some(y), Place::Quarter(q));
        for (from, n, unit, expected) in [
            (day(2020, 3, 1), -1, Unit::Day, "2020-02-29"),
            (day(2020, 12, 31), 1, Unit::Week, "2021-01-07"),
            (day(2020, 3, 31), -1, Unit::Month, "2020-02"),
            (day(2020, 3, 31), 1, Unit::Quarter, "2020-Q2"),
            (day(2020, 3, 31), -10, Unit::Year, "2010"),
            (month(2020, 1), -1, Unit::Month, "2019-12"),
            (quarter(1989, 3), -1, Unit::Year, "1988-Q3"),
            (day(1, 1, 1), -1, Unit::Day, "BC0001-12-31"),
            (day(2020, 1, 1), -2, Unit::Century, "18"),
            (day(1987, 1, 1), -1, Unit::Decade, "197"),
        ] {
            assert_eq!(from.plus(n, unit).unwrap().to_string(), expected, "{from} {n} {unit:?}");
        }
        assert_eq!(month(2020, 1).plus(1, Unit::Day), None, "a day is finer than a month");
        assert_eq!(day(9999, 12, 31).plus(1, Unit::Day), None);
    }

    #[test]
    fn means() {
        for (point, value, edtf) in [
            (Point::new(Some(2020), Place::Quarter(1)), "2020-Q1", "[2020-01..2020-03]"),
            (Point::new(Some(2020), Place::Week(53)), "2020-W53", "[2020-12-28..2021-01-03]"),
            (Point::new(Some(2020), Place::Weekend(1)), "2020-W01-WE", "[2020-01-04..2020-01-05]"),
            (Point::new(None, Place::Month(1)), "XXXX-01", "XXXX-01"),
            (Point::new(Some(-479), Place::Year), "BC0480", "-0479"),
            (Point::new(None, Place::Decade { decade: 199, bc: false }), "199", "199X"),
            (Point::new(None, Place::Decade { decade: 48, bc: true }), "BC048", "[-0488..-0479]"),
            (Point::new(Some(1943), Place::Season(Season::Winter)), "1943-WI", "1943-24"),
            (Point::new(Some(2010), Place::Day(6, 0)), "2010-06-XX", "2010-06"),
        ] {
            assert_eq!((point.to_string().as_str(), point.edtf().unwrap().to_string().as_str()), (value, edtf));
        }
        assert_eq!(Point::new(None, Place::Weekday(3)).edtf(), None);
    }
}
