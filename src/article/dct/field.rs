//! What one field of metadata names: a day, or at least a month, in whatever format it is written.
//!
//! The day is the one that is written: a time zone never shifts it.

use super::plausible;
use super::written::{DayOrder, When, all_in};
use crate::time::Interval;
use chrono::{DateTime, Datelike, Month, NaiveDate, NaiveTime, Utc};

/// What a metadata field names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Metadata {
    Day(NaiveDate),
    Month(Interval),
}

/// The day, or at least the month, that a metadata field names, or a fragment that says why it names none.
pub(super) fn read(value: &str, order: DayOrder) -> Result<Metadata, String> {
    let value = value.trim();
    let with_zone = DateTime::parse_from_rfc3339(value).or_else(|_| DateTime::parse_from_rfc2822(value)).map(|t| t.date_naive());
    if let Ok(date) = with_zone {
        return plausible(date.year(), date.month(), date.day()).map(Metadata::Day).ok_or_else(impossible);
    }
    let compact = value.len() == 8 || value.as_bytes().get(8) == Some(&b'T');
    match all_in(value, compact, order).next().map(|found| found.when) {
        Some(When::Day(date)) => Ok(Metadata::Day(date)),
        Some(When::Impossible) => Err(impossible()),
        Some(When::Ambiguous { first, second }) => {
            let (one, other) = (month_name(first), month_name(second));
            Err(format!("can be read as {second} {one} or {first} {other}"))
        }
        Some(When::Month(month)) => Ok(Metadata::Month(month)),
        Some(When::NoYear { month, day }) if last_year(value).is_some() => {
            last_year(value).and_then(|year| plausible(year, month, day)).map(Metadata::Day).ok_or_else(impossible)
        }
        other => dateparser(value).map(Metadata::Day).or_else(|| year_month(value).map(Metadata::Month)).ok_or_else(|| match other {
            Some(_) => "has no year".into(),
            None => "is not a date that annals knows".into(),
        }),
    }
}

/// `Thu Dec 03 10:15:00 CET 2020`, as programs print it: the year comes last, after the time and the zone.
fn last_year(value: &str) -> Option<i32> {
    let (rest, year) = value.rsplit_once(' ')?;
    (rest.contains(':') && year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit())).then(|| year.parse().ok())?
}

/// `2020-12`.
fn year_month(value: &str) -> Option<Interval> {
    let (year, month) = value.split_once(['-', '/'])?;
    let digits = |text: &str, many: usize| text.len() == many && text.bytes().all(|b| b.is_ascii_digit());
    let (year, month) = (digits(year, 4).then(|| year.parse().ok())??, digits(month, 2).then(|| month.parse().ok())??);
    plausible(year, month, 1).and_then(|_| Interval::month(year, month))
}

fn impossible() -> String {
    "is no day that an article can be published on".into()
}

fn month_name(month: u32) -> &'static str {
    u8::try_from(month).ok().and_then(|m| Month::try_from(m).ok()).map_or("?", |m| m.name())
}

/// The formats of `dateparser` that the scanner below lacks: time stamps, Chinese, logs. Its two habits are fenced off: it fills gaps from the
/// clock and moves the day to UTC, so its day counts only if the value itself has that year, unless it is a time stamp in seconds or more.
fn dateparser(value: &str) -> Option<NaiveDate> {
    let stamp = matches!(value.len(), 10 | 13 | 16 | 19) && value.bytes().all(|b| b.is_ascii_digit());
    let date = dateparser::parse_with(value, &Utc, NaiveTime::MIN).ok()?.date_naive();
    let written = |number: u32| numbers(value).any(|n| n == number);
    (stamp || (written(date.year_ce().1) && written(date.day()))).then(|| plausible(date.year(), date.month(), date.day())).flatten()
}

fn numbers(text: &str) -> impl Iterator<Item = u32> {
    text.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_day_where_the_order_is_known() {
        for (value, order, expected) in [
            ("von Jane Doe, 8.5.12", DayOrder::DayFirst, Some("2012-05-08")),
            ("von Jane Doe, 8.5.12", DayOrder::Unknown, None),
            ("8.5.12", DayOrder::MonthFirst, None),
            ("v8.5.12.1", DayOrder::DayFirst, None),
            ("8.5.2", DayOrder::DayFirst, None),
            ("8/5/12", DayOrder::DayFirst, None),
        ] {
            let day =
                read(value, order).ok().map(|found| Metadata::Day(expected.map_or(NaiveDate::MIN, |day| day.parse().unwrap())) == found);
            assert_eq!(day, expected.map(|_| true), "{value} {order:?}");
        }
    }

    #[test]
    fn the_day_as_written() {
        for (value, expected) in [
            ("2020-12-03", "2020-12-03"),
            ("2020-12-03T23:30:00-08:00", "2020-12-03"),
            ("2020-12-03T00:30:00+09:00", "2020-12-03"),
            ("2020-12-03 23:04 PST", "2020-12-03"),
            ("2020-12-03T23:30:00.000Z", "2020-12-03"),
            ("Thu, 03 Dec 2020 23:30:00 -0800", "2020-12-03"),
            ("Thu, 3 Dec 2020 23:30:00 GMT", "2020-12-03"),
            ("20201203", "2020-12-03"),
            ("20201203T101500Z", "2020-12-03"),
            ("2020/12/3", "2020-12-03"),
            ("3 Dec 2020", "2020-12-03"),
            ("December 3, 2020 at 11:15 pm EST", "2020-12-03"),
            ("Sept. 11, 2001", "2001-09-11"),
            ("11th of September 2001", "2001-09-11"),
            ("Tuesday 11 September 2001 21.02 BST", "2001-09-11"),
            ("13/12/2020", "2020-12-13"),
            ("12/13/2020", "2020-12-13"),
            ("3.12.2020", "2020-12-03"),
            ("03-03-2020", "2020-03-03"),
            ("2020年12月03日", "2020-12-03"),
            ("1606990000", "2020-12-03"),
            ("1606990000000", "2020-12-03"),
            ("12/10/2023", "can be read as 10 December or 12 October"),
            ("2020-02-30", "is no day that an article can be published on"),
            ("0020-12-03", "is no day that an article can be published on"),
            ("9999-12-31", "is no day that an article can be published on"),
            ("9999-12-31T00:00:00Z", "is no day that an article can be published on"),
            ("December 2020", "2020-12-01 to 2020-12-31"),
            ("2020-12", "2020-12-01 to 2020-12-31"),
            ("Thu Dec 03 10:15:00 CET 2020", "2020-12-03"),
            ("31.10.23", "2023-10-31"),
            ("26 | 01 | 2022", "2022-01-26"),
            ("10.12.20.1", "is not a date that annals knows"),
            ("v1.10.12.20", "is not a date that annals knows"),
            ("31/10/23", "is not a date that annals knows"),
            ("3 December", "has no year"),
            ("May 27 02:45:27", "has no year"),
            ("10:15", "is not a date that annals knows"),
            ("2020", "is not a date that annals knows"),
            ("yesterday", "is not a date that annals knows"),
            ("-1", "is not a date that annals knows"),
            ("99999999999999999999", "is not a date that annals knows"),
            ("", "is not a date that annals knows"),
        ] {
            let said = read(value, DayOrder::Unknown).map_or_else(
                |why| why,
                |found| match found {
                    Metadata::Day(day) => day.to_string(),
                    Metadata::Month(month) => format!("{} to {}", month.earliest().unwrap(), month.latest().unwrap()),
                },
            );
            assert_eq!(said, expected, "{value}");
        }
    }
}
