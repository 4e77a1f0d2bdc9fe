//! A written date, read.

use super::super::interval::Interval;
use super::{Date, Edtf, Part, Qualifier, Season, Year};
use std::fmt;
use std::str::FromStr;

/// What is wrong with a written date, as a lowercase fragment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotEdtf(pub String);

impl fmt::Display for NotEdtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "'{}' is not an EDTF date; write 2020-01-03, 2020-01, XXXX-01, 2020-01/2020-03 or [2020-01..2020-03]", self.0)
    }
}

impl std::error::Error for NotEdtf {}

impl FromStr for Edtf {
    type Err = NotEdtf;

    fn from_str(text: &str) -> Result<Edtf, NotEdtf> {
        parse(text).ok_or_else(|| NotEdtf(text.to_string()))
    }
}

fn parse(text: &str) -> Option<Edtf> {
    if let Some(inside) = text.strip_prefix('[') {
        let (from, to) = inside.strip_suffix(']')?.split_once("..")?;
        let (from, to) = (optional(from)?, optional(to)?);
        return in_order(from, to).then_some(Edtf::Between { from, to });
    }
    if let Some((from, to)) = text.split_once('/') {
        let open = |t: &str| if t == ".." { Some(None) } else { date(t).map(Some) };
        let (from, to) = (open(from)?, open(to)?);
        return in_order(from, to).then_some(Edtf::Lasted { from, to });
    }
    date(text).map(Edtf::Date)
}

fn optional(text: &str) -> Option<Option<Date>> {
    if text.is_empty() { Some(None) } else { date(text).map(Some) }
}

/// At least one end, and not the wrong way round.
fn in_order(from: Option<Date>, to: Option<Date>) -> bool {
    match (from, to) {
        (None, None) => false,
        (Some(a), Some(b)) => Interval::new(a.interval().earliest(), b.interval().latest()).is_some(),
        _ => true,
    }
}

fn date(text: &str) -> Option<Date> {
    let (text, qualifier) = match text.char_indices().next_back()? {
        (at, '~') => (&text[..at], Qualifier::Approximate),
        (at, '?') => (&text[..at], Qualifier::Uncertain),
        (at, '%') => (&text[..at], Qualifier::Both),
        _ => (text, Qualifier::None),
    };
    let (year, rest) = year(text)?;
    let part = match rest.strip_prefix('-') {
        None if rest.is_empty() => Part::Whole,
        None => return None,
        Some(rest) => match rest.split_once('-') {
            Some((month, day)) => Part::Day { month: two_digits(month)?, day: two_digits(day)? },
            None => match two_digits(rest)? {
                21 => Part::Season(Season::Spring),
                22 => Part::Season(Season::Summer),
                23 => Part::Season(Season::Autumn),
                24 => Part::Season(Season::Winter),
                month => Part::Month(month),
            },
        },
    };
    let date = Date { year, part, qualifier };
    date.is_valid().then_some(date)
}

fn year(text: &str) -> Option<(Year, &str)> {
    if let Some(long) = text.strip_prefix('Y') {
        let end = long.find('-').unwrap_or(long.len());
        let year: i32 = long[..end].parse().ok().filter(|y| *y > 9999)?;
        Interval::year(year)?;
        return Some((Year::Known(year), &long[end..]));
    }
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (four, rest) = digits.split_at_checked(4)?;
    let number = |t: &str| t.bytes().all(|b| b.is_ascii_digit()).then(|| t.parse::<i32>().ok()).flatten();
    let year = match (negative, four) {
        (false, "XXXX") => Year::Unknown,
        (false, _) if four.ends_with("XX") => Year::Century(number(&four[..2])?),
        (false, _) if four.ends_with('X') => Year::Decade(number(&four[..3])?),
        (false, _) => Year::Known(number(four)?),
        (true, "0000") => return None,
        (true, _) => Year::Known(-number(four)?),
    };
    Some((year, rest))
}

fn two_digits(text: &str) -> Option<u8> {
    (text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}
