//! Days in file names, folder names and URLs.

use super::plausible;
use super::written::{When, all};
use crate::time::Interval;
use chrono::NaiveDate;

/// `2020-12-03-rain.txt`, `20201203_rain.txt`, `rain 3 Dec 2020.txt`.
pub(super) fn in_file_name(path: &str) -> Option<(NaiveDate, String)> {
    day(file_name(path), true)
}

/// The nearest folder named for a day: `2020-12-03/`, `2020/12/03/`, also `2020/12/03-rain.txt`.
pub(super) fn in_folders(path: &str) -> Option<(NaiveDate, String)> {
    let folders = &path[..path.len() - file_name(path).len()];
    let nested = || day(path, false).filter(|(_, words)| words.contains('/'));
    // The part of the path that is one folder counts before a date that runs across folders.
    let single = folders.split('/').rev().find_map(|folder| day(folder, true));
    single.or_else(nested).map(|(date, words)| (date, format!("{}/", words.trim_end_matches('/'))))
}

/// `/2020/12/03/`, `/2020/dec/03/`, `/2020-12-03/`, `/20201203-rain`, `/2020-12/03/`, `/2020/1203/`. An article's number that happens to look like a date is not one: eight
/// digits count only at the start of a segment.
pub(super) fn in_url(url: &str) -> Option<(NaiveDate, String)> {
    let path = url_path(url);
    if let Some((date, words)) = day(path, false) {
        return Some((date, format!("/{words}/")));
    }
    let parts: Vec<&str> = path.split('/').collect();
    let halves = parts.windows(2).find_map(|pair| {
        let digits = |text: &str, many: usize| text.len() == many && text.bytes().all(|b| b.is_ascii_digit());
        let whole = match pair[0].split_once('-') {
            Some((year, month)) if digits(year, 4) && digits(month, 2) && digits(pair[1], 2) => format!("{year}{month}{}", pair[1]),
            None if digits(pair[0], 4) && digits(pair[1], 4) => pair.concat(),
            _ => return None,
        };
        day(&whole, true).map(|(date, _)| (date, format!("/{}/", pair.join("/"))))
    });
    halves.or_else(|| {
        parts.iter().find_map(|segment| {
            let digits = segment.get(..8).filter(|d| d.bytes().all(|b| b.is_ascii_digit()))?;
            let closed = !segment[8..].starts_with(|c: char| c.is_alphanumeric());
            day(digits, true).filter(|_| closed).map(|(date, words)| (date, format!("/{words}/")))
        })
    })
}

fn day(text: &str, compact: bool) -> Option<(NaiveDate, String)> {
    all(text, compact).find_map(|found| match found.when {
        When::Day(date) => Some((date, text[found.range].to_string())),
        _ => None,
    })
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn url_path(url: &str) -> &str {
    // Of an archived page the address that was archived; the archive's own part holds the day of the capture.
    let rest = url.rsplit_once("://").map_or(url, |(_, rest)| rest);
    let path = rest.split_once('/').map_or("", |(_, path)| path);
    path.split(['?', '#']).next().unwrap_or(path)
}

/// A year, and perhaps a month, that a place names without a day.
pub(super) struct YearHint {
    year: i32,
    month: Option<u32>,
    pub words: String,
}

pub(super) fn year_in_folders(path: &str) -> Option<YearHint> {
    hint(&path[..path.len() - file_name(path).len()])
}

pub(super) fn year_in_url(url: &str) -> Option<YearHint> {
    hint(url_path(url))
}

/// The nearest `2020/12/`, `2020-12/` or `2020/`.
fn hint(path: &str) -> Option<YearHint> {
    let parts: Vec<&str> = path.split('/').collect();
    let number =
        |t: &str, digits: usize| (t.len() == digits && t.bytes().all(|b| b.is_ascii_digit())).then(|| t.parse::<i32>().ok()).flatten();
    parts.iter().enumerate().rev().find_map(|(at, part)| {
        let (year, month, words) = match part.split_once(['-', '_']) {
            Some((year, month)) => (number(year, 4)?, Some(number(month, 2)?), format!("{part}/")),
            None => {
                let below = parts.get(at + 1).filter(|m| number(m, 2).is_some_and(|m| (1..=12).contains(&m)));
                let words = below.map_or(format!("{part}/"), |m| format!("{part}/{m}/"));
                (number(part, 4)?, below.and_then(|m| number(m, 2)), words)
            }
        };
        plausible(year, month.unwrap_or(1) as u32, 1)?;
        Some(YearHint { year, month: month.map(|m| m as u32), words })
    })
}

impl YearHint {
    /// The month, when one is named: a year alone may be what a folder is about.
    pub(super) fn month_within(&self) -> Option<Interval> {
        Interval::month(self.year, self.month?)
    }

    /// The whole day, when the hint's month allows it: a December dateline in a January folder is of the year before.
    pub(super) fn complete(&self, month: u32, day: u32) -> Option<NaiveDate> {
        let year = match self.month {
            Some(1) if month == 12 => self.year - 1,
            Some(own) if own != month && own != month + 1 => return None,
            _ => self.year,
        };
        plausible(year, month, day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_in_names() {
        let show = |found: Option<(NaiveDate, String)>| found.map_or("-".to_string(), |(date, words)| format!("{date} {words}"));
        for (path, file, folder) in [
            ("2020-12-03-rain.txt", "2020-12-03 2020-12-03", "-"),
            ("x/20201203_rain.txt", "2020-12-03 20201203", "-"),
            ("x/rain 3 Dec 2020.txt", "2020-12-03 3 Dec 2020", "-"),
            ("x/2020-12-03/rain.txt", "-", "2020-12-03 2020-12-03/"),
            ("x/2020/12/03/rain.txt", "-", "2020-12-03 2020/12/03/"),
            ("x/2020/12/03-rain.txt", "-", "2020-12-03 2020/12/03/"),
            ("2019-01-01/2020-12-03/a/rain.txt", "-", "2020-12-03 2020-12-03/"),
            ("x/20201203/477.htm.txt", "-", "2020-12-03 20201203/"),
            ("x/12-10-2020/rain.txt", "-", "-"),
            ("x/2020-13-03/rain2020.txt", "-", "-"),
            ("rain.txt", "-", "-"),
            ("-", "-", "-"),
        ] {
            assert_eq!((show(in_file_name(path)).as_str(), show(in_folders(path)).as_str()), (file, folder), "{path}");
        }
    }

    #[test]
    fn days_in_urls() {
        for (url, expected) in [
            ("https://www.example.org/2020/12/03/rain", "2020-12-03 /2020/12/03/"),
            ("https://www.example.org/world/2020/dec/03/rain-falls", "2020-12-03 /2020/dec/03/"),
            ("https://example.org/news/2020-12-03-rain?d=2019-01-01", "2020-12-03 /2020-12-03/"),
            ("https://example.org/20201203-rain", "2020-12-03 /20201203/"),
            ("https://example.org/news/2020-12/03/content_1.htm", "2020-12-03 /2020-12/03/"),
            ("https://example.org/n/2020/1203/c1.html", "2020-12-03 /2020/1203/"),
            ("https://example.org/2020/1303/x", "-"),
            ("https://example.org/news/world-20101203", "-"),
            ("https://example.org/20201203abc", "-"),
            ("https://2020-12-03.example.org/", "-"),
            ("https://example.org/\u{e9}20201203", "-"),
            ("", "-"),
        ] {
            assert_eq!(in_url(url).map_or("-".to_string(), |(date, words)| format!("{date} {words}")), expected, "{url}");
        }
    }
}
