//! EDTF (ISO 8601-2:2019), the only written form of a date in a timeline.
//!
//! The subset is what dating news needs; each form keeps exactly what the words gave:
//!
//! | written | means |
//! |---|---|
//! | `2020`, `2020-01`, `2020-01-03` | that year, month, day |
//! | `202X`, `20XX` | some time in the 2020s, in the years 2000 to 2099 |
//! | `XXXX-01`, `XXXX-01-03`, `XXXX` | the year is not known |
//! | `2020-21` | spring 2020 (21 spring, 22 summer, 23 autumn, 24 winter) |
//! | `2020-01~`, `2020?`, `2020%` | about, uncertain, both |
//! | `2020-01/2020-03`, `2020-01/..` | lasted from..to, from..until now or unknown |
//! | `[2020-01..2020-03]`, `[..2020-01]`, `[2020-01..]` | at one time between, at or before, at or after |
//! | `-0043` | 44 BC (astronomical years) |
//! | `../..` | began at some time and goes on; `tag` writes it of a state in the present tense, no timeline has it |
//!
//! Not here, on purpose: sets of more than one range (`{…}`, `[a,b]`), exponential years, significant digits, times of day.

mod read;

use super::interval::Interval;
use chrono::{Datelike, NaiveDate};
use std::fmt;

pub use read::NotEdtf;

/// A date as far as the words go and no further.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Edtf {
    /// It happened at one time of this value: `2020-01`.
    Date(Date),
    /// It lasted: `from/to`. An open end is written `..`.
    Lasted { from: Option<Date>, to: Option<Date> },
    /// It happened at one time in the range: `[from..to]`. At least one end is given.
    Between { from: Option<Date>, to: Option<Date> },
}

/// One calendar value, possibly with unspecified digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Date {
    /// Which year.
    pub year: Year,
    /// What of the year.
    pub part: Part,
    /// How sure it is.
    pub qualifier: Qualifier,
}

/// The year, as far as it is known. Astronomical: 0 is 1 BC (ISO 8601).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Year {
    /// All four digits.
    Known(i32),
    /// `202X` is `Decade(202)`.
    Decade(i32),
    /// `20XX` is `Century(20)`.
    Century(i32),
    /// `XXXX`.
    Unknown,
}

/// What is known below the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// The year says all: `2020`.
    Whole,
    /// `2020-21`.
    Season(Season),
    /// 1 to 12.
    Month(u8),
    /// A day of the month, both from 1.
    Day { month: u8, day: u8 },
}

/// A season of the northern hemisphere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Season {
    /// Written 21: March to May.
    Spring,
    /// Written 22: June to August.
    Summer,
    /// Written 23: September to November.
    Autumn,
    /// Written 24: from December to February of the next year.
    Winter,
}

/// How sure a value is. It widens no interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub enum Qualifier {
    #[default]
    None,
    /// `~`
    Approximate,
    /// `?`
    Uncertain,
    /// `%`
    Both,
}

impl Season {
    /// The months of the season in the northern hemisphere; winter runs into the next year.
    fn interval(self, year: i32) -> Option<Interval> {
        let (first, last, last_year) = match self {
            Season::Spring => (3, 5, year),
            Season::Summer => (6, 8, year),
            Season::Autumn => (9, 11, year),
            Season::Winter => (12, 2, year + 1),
        };
        Some(Interval::month(year, first)?.hull(Interval::month(last_year, last)?))
    }
}

impl Date {
    /// A whole day.
    pub fn day(day: NaiveDate) -> Date {
        Date::known(day.year(), Part::Day { month: day.month() as u8, day: day.day() as u8 })
    }

    /// A month, 1 to 12.
    pub fn month(year: i32, month: u8) -> Date {
        Date::known(year, Part::Month(month))
    }

    /// A whole year.
    pub fn year(year: i32) -> Date {
        Date::known(year, Part::Whole)
    }

    /// A part of a known year.
    pub fn known(year: i32, part: Part) -> Date {
        Date { year: Year::Known(year), part, qualifier: Qualifier::None }
    }

    /// The same, about: `~`.
    pub fn about(self) -> Date {
        Date { qualifier: Qualifier::Approximate, ..self }
    }

    /// The days that this value allows. An unknown year allows all days; a qualifier does not widen it.
    pub fn interval(self) -> Interval {
        let known = match self.year {
            Year::Unknown => None,
            Year::Decade(d) => Interval::years(d * 10, d * 10 + 9),
            Year::Century(c) => Interval::years(c * 100, c * 100 + 99),
            Year::Known(y) => match self.part {
                Part::Whole => Interval::year(y),
                Part::Season(s) => s.interval(y),
                Part::Month(m) => Interval::month(y, m.into()),
                Part::Day { month, day } => NaiveDate::from_ymd_opt(y, month.into(), day.into()).map(Interval::day),
            },
        };
        known.unwrap_or(Interval::ALWAYS)
    }

    fn is_valid(self) -> bool {
        match (self.year, self.part) {
            (Year::Decade(_) | Year::Century(_), part) => part == Part::Whole,
            (_, Part::Whole | Part::Season(_)) => true,
            (_, Part::Month(m)) => (1..=12).contains(&m),
            // An unknown year may be a leap year.
            (Year::Unknown, Part::Day { month, day }) => NaiveDate::from_ymd_opt(2000, month.into(), day.into()).is_some(),
            (Year::Known(y), Part::Day { month, day }) => NaiveDate::from_ymd_opt(y, month.into(), day.into()).is_some(),
        }
    }
}

impl Edtf {
    /// The year is not known and nothing else is.
    pub const UNKNOWN: Edtf = Edtf::Date(Date { year: Year::Unknown, part: Part::Whole, qualifier: Qualifier::None });

    /// That day.
    pub fn day(day: NaiveDate) -> Edtf {
        Edtf::Date(Date::day(day))
    }

    /// The days in which it happened, or through which it lasted.
    pub fn interval(self) -> Interval {
        match self {
            Edtf::Date(date) => date.interval(),
            Edtf::Lasted { from, to } | Edtf::Between { from, to } => {
                let start = from.map_or(Interval::ALWAYS, Date::interval);
                let end = to.map_or(Interval::ALWAYS, Date::interval);
                Interval::new(start.earliest(), end.latest()).unwrap_or(Interval::ALWAYS)
            }
        }
    }

    /// Whether a year is missing, so that the interval says less than the words.
    pub fn lacks_year(self) -> bool {
        let lacks = |d: Date| d.year == Year::Unknown;
        match self {
            Edtf::Date(date) => lacks(date),
            Edtf::Lasted { from, to } | Edtf::Between { from, to } => from.is_some_and(lacks) || to.is_some_and(lacks),
        }
    }

    /// The shortest form that says exactly `interval`, as one time within it: `2020-01`, `2020`, `[2020-01-03..2020-02]`.
    pub fn within(interval: Interval) -> Edtf {
        if let Some(day) = interval.single_day() {
            return Edtf::day(day);
        }
        if let Some((year, month)) = interval.as_month() {
            return Edtf::Date(Date::month(year, month as u8));
        }
        if let Some(year) = interval.as_year() {
            return Edtf::Date(Date::year(year));
        }
        let (from, to) = (interval.earliest(), interval.latest());
        if from.is_none() && to.is_none() {
            return Edtf::UNKNOWN;
        }
        // Whole years only when both ends are: `[2020-01..2020-03]` and `[2020-01..]` say which month the bound is.
        if let (Some(first), Some(last)) = (from, to)
            && Interval::years(first.year(), last.year()) == Some(interval)
        {
            return Edtf::Between { from: Some(Date::year(first.year())), to: Some(Date::year(last.year())) };
        }
        // Days of one month are said as days: `[2020-06-01..2020-06-07]`.
        let in_month = |day: NaiveDate| (day.year(), day.month());
        let of_days = from.zip(to).is_some_and(|(first, last)| in_month(first) == in_month(last));
        let coarsest = |day: NaiveDate, end: fn(Interval) -> Option<NaiveDate>| {
            let month = Date::month(day.year(), day.month() as u8);
            if end(month.interval()) == Some(day) && !of_days { month } else { Date::day(day) }
        };
        Edtf::Between { from: from.map(|day| coarsest(day, Interval::earliest)), to: to.map(|day| coarsest(day, Interval::latest)) }
    }
}

impl fmt::Display for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end = |d: Option<Date>| d.map_or("..".to_string(), |d| d.to_string());
        let bound = |d: Option<Date>| d.map_or(String::new(), |d| d.to_string());
        match *self {
            Edtf::Date(date) => date.fmt(f),
            Edtf::Lasted { from, to } => write!(f, "{}/{}", end(from), end(to)),
            Edtf::Between { from, to } => write!(f, "[{}..{}]", bound(from), bound(to)),
        }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.year {
            Year::Known(y) if y < 0 => write!(f, "-{:04}", -i64::from(y))?,
            Year::Known(y) if y > 9999 => write!(f, "Y{y}")?,
            Year::Known(y) => write!(f, "{y:04}")?,
            Year::Decade(d) => write!(f, "{d:03}X")?,
            Year::Century(c) => write!(f, "{c:02}XX")?,
            Year::Unknown => f.write_str("XXXX")?,
        }
        match self.part {
            Part::Whole => {}
            Part::Season(season) => write!(f, "-{}", 21 + season as u8)?,
            Part::Month(month) => write!(f, "-{month:02}")?,
            Part::Day { month, day } => write!(f, "-{month:02}-{day:02}")?,
        }
        f.write_str(match self.qualifier {
            Qualifier::None => "",
            Qualifier::Approximate => "~",
            Qualifier::Uncertain => "?",
            Qualifier::Both => "%",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_writes() {
        let days = |text: &str| {
            let value: Edtf = text.parse().unwrap();
            assert_eq!(value.to_string(), text);
            let interval = value.interval();
            let end = |d: Option<NaiveDate>| d.map_or("..".to_string(), |d| d.to_string());
            format!("{} {}", end(interval.earliest()), end(interval.latest()))
        };
        for (text, expected) in [
            ("2020", "2020-01-01 2020-12-31"),
            ("2020-02", "2020-02-01 2020-02-29"),
            ("2020-01-03", "2020-01-03 2020-01-03"),
            ("202X", "2020-01-01 2029-12-31"),
            ("19XX", "1900-01-01 1999-12-31"),
            ("XXXX-01", ".. .."),
            ("XXXX-02-29", ".. .."),
            ("XXXX", ".. .."),
            ("2020-21", "2020-03-01 2020-05-31"),
            ("2020-24", "2020-12-01 2021-02-28"),
            ("2020-01~", "2020-01-01 2020-01-31"),
            ("2020-01/2020-03", "2020-01-01 2020-03-31"),
            ("2020-01/..", "2020-01-01 .."),
            ("[2020-01..2020-03]", "2020-01-01 2020-03-31"),
            ("[..2020-01]", ".. 2020-01-31"),
            ("[2020-01..]", "2020-01-01 .."),
            ("-0043", "-0043-01-01 -0043-12-31"),
        ] {
            assert_eq!(days(text), expected, "{text}");
        }
    }

    #[test]
    fn refuses() {
        for text in [
            "",
            "2020-1",
            "2020-13",
            "2020-02-30",
            "20-01",
            "202",
            "2020-01-03T10:00",
            "[..]",
            "../..",
            "[2020-03..2020-01]",
            "2020/2019",
            "XXXX-02-30",
            "202X-01",
            "2020--01",
            "é020",
            "2020é",
            "-0000",
            "[2020..2021",
            "Y2020",
            "Y99999999999",
            "~",
        ] {
            assert!(text.parse::<Edtf>().is_err(), "{text}");
        }
    }

    #[test]
    fn within_says_exactly_the_interval() {
        let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
        for (from, to, expected) in [
            (Some(day(2020, 1, 3)), Some(day(2020, 1, 3)), "2020-01-03"),
            (Some(day(2020, 1, 1)), Some(day(2020, 1, 31)), "2020-01"),
            (Some(day(2020, 1, 1)), Some(day(2020, 12, 31)), "2020"),
            (Some(day(2020, 1, 3)), Some(day(2020, 2, 29)), "[2020-01-03..2020-02]"),
            (Some(day(2020, 1, 1)), None, "[2020-01..]"),
            (Some(day(1995, 1, 1)), Some(day(1998, 12, 31)), "[1995..1998]"),
            (None, Some(day(2020, 12, 2)), "[..2020-12-02]"),
            (None, None, "XXXX"),
        ] {
            let edtf = Edtf::within(Interval::new(from, to).unwrap());
            assert_eq!(edtf.to_string(), expected);
            assert_eq!(edtf.interval(), Interval::new(from, to).unwrap());
        }
    }
}
