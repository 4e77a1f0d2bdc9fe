//! Calendar days as people write them in metadata, datelines, file names and URLs. Where two readings are possible (`12/10/2023`) neither is taken.

use super::plausible;
use crate::time::Interval;
use chrono::NaiveDate;
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// Which of two numbers is the day, where a page's language or country says so.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum DayOrder {
    #[default]
    Unknown,
    DayFirst,
    MonthFirst,
}

/// Month names of many languages, because a page may be English and its furniture not.
static MONTHS: LazyLock<FxHashMap<&str, u32>> = LazyLock::new(|| {
    let lines = include_str!("../../../data/dates/months.txt").lines().filter(|line| !line.starts_with('#'));
    let named = lines.filter_map(|line| line.split_once(' ')).filter_map(|(number, names)| Some((number.parse().ok()?, names)));
    named.flat_map(|(number, names): (u32, &str)| names.split(' ').map(move |name| (name, number))).collect()
});

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    Day(NaiveDate),
    NoYear {
        month: u32,
        day: u32,
    },
    /// All days of a month.
    Month(Interval),
    /// Day and month could be either way round.
    Ambiguous {
        first: u32,
        second: u32,
    },
    /// 30 February, or a year without newspapers.
    Impossible,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub range: Range<usize>,
    pub when: When,
}

#[derive(Debug)]
struct Token {
    range: Range<usize>,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Number { value: u32, digits: usize },
    Word,
}

/// Every date in `text`, left to right. `compact` also takes `20201203`.
pub(super) fn all(text: &str, compact: bool) -> impl Iterator<Item = Found> {
    all_in(text, compact, DayOrder::Unknown)
}

/// The same, where the order of day and month is known.
pub(super) fn all_in(text: &str, compact: bool, order: DayOrder) -> impl Iterator<Item = Found> {
    let tokens = tokens(text);
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < tokens.len() {
            if let Some((count, when)) = (Scan { text, order, tokens: &tokens[at..] }).date(compact) {
                let range = tokens[at].range.start..tokens[at + count - 1].range.end;
                at += count;
                return Some(Found { range, when });
            }
            at += 1;
        }
        None
    })
}

/// The date at the start of `text`, after nothing but a weekday and punctuation.
pub(super) fn at_start(text: &str) -> Option<Found> {
    let is_weekday = |word: &str| word.parse::<chrono::Weekday>().is_ok();
    // Most lines open with another word, and are then not cut into words.
    let opening = text.trim_start_matches(|c: char| !c.is_ascii_digit() && !c.is_alphabetic());
    let word = &opening[..opening.find(|c: char| !c.is_alphabetic()).unwrap_or(opening.len())];
    if !word.is_empty() && !is_weekday(word) && month(word).is_none() {
        return None;
    }
    let found = all(text, false).next()?;
    let before = text[..found.range.start].trim_matches(|c: char| c.is_whitespace() || ".,:-–—|".contains(c));
    (before.is_empty() || is_weekday(before)).then_some(found)
}

/// Runs of digits and runs of letters.
fn tokens(text: &str) -> Vec<Token> {
    let class = |c: char| if c.is_ascii_digit() { 1 } else { u8::from(c.is_alphabetic()) * 2 };
    let mut tokens = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        let kind = class(c);
        let mut end = start + c.len_utf8();
        while let Some((_, next)) = chars.next_if(|(_, next)| class(*next) == kind) {
            end += next.len_utf8();
        }
        let word = &text[start..end];
        let kind = match kind {
            1 => Kind::Number { value: word.parse().unwrap_or(u32::MAX), digits: word.len() },
            2 => Kind::Word,
            _ => continue,
        };
        tokens.push(Token { range: start..end, kind });
    }
    tokens
}

fn month(word: &str) -> Option<u32> {
    // The longest name has fewer bytes than this.
    if word.len() > 40 {
        return None;
    }
    MONTHS.get(word).or_else(|| MONTHS.get(word.to_lowercase().as_str())).copied()
}

struct Scan<'a> {
    text: &'a str,
    order: DayOrder,
    tokens: &'a [Token],
}

impl Scan<'_> {
    /// The date that starts at the first token: how many tokens it takes, and what it says.
    fn date(&self, compact: bool) -> Option<(usize, When)> {
        match self.tokens.first()?.kind {
            Kind::Number { value, digits: 8 } if compact => {
                plausible((value / 10_000) as i32, value / 100 % 100, value % 100).map(|day| (1, When::Day(day)))
            }
            Kind::Number { value, digits: 4 } => {
                self.year_first(value).or_else(|| self.ideographs(value)).or_else(|| self.year_month_name(value))
            }
            Kind::Number { digits: 1 | 2, .. } => self.day_month().or_else(|| self.numeric()),
            // A month alone is no date, and its name is looked up only beside a number.
            Kind::Word if matches!(self.tokens.get(1)?.kind, Kind::Number { .. }) => self.month_first(self.month(0)?),
            _ => None,
        }
    }

    /// `2020-12-03`, `2020/dec/03`, `2020_12_03`.
    fn year_first(&self, year: u32) -> Option<(usize, When)> {
        let mark = self.mark(0).filter(|m| "-/._".contains(*m))?;
        let month = match self.tokens.get(1)?.kind {
            Kind::Number { value, digits: 1 | 2 } => value,
            Kind::Word => self.month(1)?,
            _ => return None,
        };
        let day = self.short(2).filter(|_| self.mark(1) == Some(mark))?;
        Some((3, day_or_impossible(year, month, day)))
    }

    /// `2020年12月3日`, `2020년 12월 3일`.
    fn ideographs(&self, year: u32) -> Option<(usize, When)> {
        let marked = |at: usize, marks: [&str; 2]| marks.contains(&self.word(at)) && self.near(at);
        let marks = marked(1, ["年", "년"]) && marked(3, ["月", "월"]) && ["日", "일"].iter().any(|mark| self.word(5).starts_with(mark));
        let (month, day) = (self.short(2)?, self.short(4)?);
        marks.then(|| (6, day_or_impossible(year, month, day)))
    }

    /// `2020. december 3.`, `2020 m. gruodžio 3 d.`
    fn year_month_name(&self, year: u32) -> Option<(usize, When)> {
        let at = if self.word(1) == "m" { 2 } else { 1 };
        let month = self.month(at)?;
        let day = self.short(at + 1).filter(|day| (1..=31).contains(day))?;
        // "in 2020 December 3" is no date of a page: a mark after the year or the day says that it is one.
        let after = self.text[self.tokens[at + 1].range.end..].trim_start();
        let marked = at == 2 || self.between(0)?.contains(['.', '-', ',']) || after.starts_with(['.', ',']) || after.is_empty();
        ((0..=at).all(|at| self.near(at)) && marked).then(|| (at + 2, day_or_impossible(year, month, day)))
    }

    /// `3 Dec 2020`, `3rd of December, 2020`, `3 December`.
    fn day_month(&self) -> Option<(usize, When)> {
        let day = self.short(0).filter(|d| (1..=31).contains(d))?;
        let mut next = 1 + self.ordinal(0);
        if ["of", "de", "d", "del", "ta"].contains(&self.word(next)) {
            next += 1;
        }
        let month = self.month(next)?;
        if !(0..next).all(|at| self.near(at)) {
            return None;
        }
        Some(self.with_year(next, month, day))
    }

    /// `Dec. 3, 2020`, `December 3rd`, `December 2020`.
    fn month_first(&self, month: u32) -> Option<(usize, When)> {
        if !self.near(0) {
            return None;
        }
        if let Some(year) = self.year(1) {
            return plausible(year as i32, month, 1).and_then(|_| Some((2, When::Month(Interval::month(year as i32, month)?))));
        }
        let day = self.short(1).filter(|d| (1..=31).contains(d))?;
        Some(self.with_year(1 + self.ordinal(1), month, day))
    }

    /// Day and month are read, the last of their tokens is `last`; a year may follow.
    fn with_year(&self, last: usize, month: u32, day: u32) -> (usize, When) {
        // "3 de diciembre de 2020", "3 december, kl. 10" has none.
        let between = usize::from(["de", "del"].contains(&self.word(last + 1)));
        let near = self.near(last) && (between == 0 || self.near(last + 1));
        match self.year(last + 1 + between).filter(|_| near) {
            Some(year) => (last + 2 + between, day_or_impossible(year, month, day)),
            // A leap year, because the year is open.
            None if NaiveDate::from_ymd_opt(2000, month, day).is_some() => (last + 1, When::NoYear { month, day }),
            None => (last + 1, When::Impossible),
        }
    }

    /// `13/12/2020`, `12/13/2020`, `3.12.2020`: dots put the day first, slashes and hyphens only say so when one number is no month.
    fn numeric(&self) -> Option<(usize, When)> {
        let mark = self.mark(0).filter(|m| "-/.|".contains(*m) && self.mark(1) == Some(*m))?;
        let (first, second, year) = (self.short(0)?, self.short(1)?, self.year(2).or_else(|| self.short_year(mark))?);
        let when = match (first, second) {
            _ if mark == '.' || mark == '|' => day_or_impossible(year, second, first),
            (13.., _) => day_or_impossible(year, second, first),
            (_, 13..) => day_or_impossible(year, first, second),
            _ if first == second => day_or_impossible(year, first, second),
            _ if self.order == DayOrder::DayFirst => day_or_impossible(year, second, first),
            _ if self.order == DayOrder::MonthFirst => day_or_impossible(year, first, second),
            _ => When::Ambiguous { first, second },
        };
        Some((3, when))
    }

    fn month(&self, at: usize) -> Option<u32> {
        month(&self.text[self.tokens.get(at)?.range.clone()])
    }

    fn short(&self, at: usize) -> Option<u32> {
        match self.tokens.get(at)?.kind {
            Kind::Number { value, digits: 1 | 2 } => Some(value),
            _ => None,
        }
    }

    fn year(&self, at: usize) -> Option<u32> {
        match self.tokens.get(at)?.kind {
            Kind::Number { value, digits: 4 } => Some(value),
            _ => None,
        }
    }

    /// `31.10.23`, `26/10/13` where that order is the page's: two digits each, and nothing goes on after them as in an address or a version.
    /// `8.5.12` where the day is known to come first.
    fn short_year(&self, mark: char) -> Option<u32> {
        let digits = |at: usize| matches!(self.tokens.get(at).map(|t| t.kind), Some(Kind::Number { digits: 2, .. }));
        let known = mark == '.' || (mark == '/' && self.order != DayOrder::Unknown);
        let (start, end) = (self.tokens.first()?.range.start, self.tokens.get(2)?.range.end);
        let open = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || "./-:".contains(c));
        let goes_on = open(self.text[..start].chars().next_back())
            || (self.text[end..].chars().next().is_some_and(|c| c.is_alphanumeric())
                || self.text[end..].starts_with(['.', '/', '-', ':']) && self.text[end + 1..].starts_with(|c: char| c.is_ascii_digit()));
        let short = mark == '.' && self.order == DayOrder::DayFirst;
        let alike = (0..3).all(|at| digits(at) || (short && at < 2))
            && self.between(0) == self.between(1)
            && self.between(0).is_some_and(|b| b.len() == 1);
        let year = self.short(2)?;
        (known && alike && !goes_on).then_some(if year < 70 { 2000 + year } else { 1900 + year })
    }

    fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", |t| &self.text[t.range.clone()])
    }

    /// 1 when the token after `at` is its ordinal ending, as in `3rd`.
    fn ordinal(&self, at: usize) -> usize {
        usize::from(self.between(at).is_some_and(str::is_empty) && ["st", "nd", "rd", "th"].contains(&self.word(at + 1)))
    }

    fn between(&self, at: usize) -> Option<&str> {
        Some(&self.text[self.tokens.get(at)?.range.end..self.tokens.get(at + 1)?.range.start])
    }

    /// The one character between two tokens, or a full stop with a space, or a bar with two.
    fn mark(&self, at: usize) -> Option<char> {
        // "15. 01. 2020" is "15.01.2020".
        let between = match self.between(at)? {
            ". " => ".",
            " | " => "|",
            " / " => "/",
            between => between,
        };
        between.chars().next().filter(|c| c.len_utf8() == between.len())
    }

    /// Whether what stands between a token and the next may stand inside a date. PTB-tokenised text has a space before the comma.
    fn near(&self, at: usize) -> bool {
        self.between(at).is_none_or(|b| b.chars().count() <= 3 && b.chars().all(|c| " .,-/_\u{a0}".contains(c)))
    }
}

fn day_or_impossible(year: u32, month: u32, day: u32) -> When {
    plausible(year as i32, month, day).map_or(When::Impossible, When::Day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_dates_in_running_text() {
        let found = |text: &str| {
            let words = |f: Found| format!("{} {:?}", &text[f.range], f.when);
            all(text, true).map(words).collect::<Vec<_>>().join("; ").replace("Day(", "").replace(')', "")
        };
        for (text, expected) in [
            ("20201203_foo", "20201203 2020-12-03"),
            ("foo-2020-12-03-05", "2020-12-03 2020-12-03"),
            ("Tokyo Wednesday , Oct. 15 , 2008 .", "Oct. 15 , 2008 2008-10-15"),
            ("55123456", ""),
            ("BAGHDAD, Dec 2 (Reuters)", "Dec 2 NoYear { month: 12, day: 2 }"),
            ("3rd December and 4 May 2001", "3rd December NoYear { month: 12, day: 3 }; 4 May 2001 2001-05-04"),
            ("31 November 2020", "31 November 2020 Impossible"),
            ("99 Dec 2020", "Dec 2020 Month(Interval { earliest: Some(2020-12-01, latest: Some(2020-12-31 }"),
            ("10.5 December", "5 December NoYear { month: 12, day: 5 }"),
            ("ça 3 décembre 2020", "3 décembre 2020 2020-12-03"),
            ("el 3 de diciembre de 2020, 10:15", "3 de diciembre de 2020 2020-12-03"),
            ("3. prosince 2020", "3. prosince 2020 2020-12-03"),
            ("3 декабря 2020", "3 декабря 2020 2020-12-03"),
            ("2020. december 3.", "2020. december 3 2020-12-03"),
            ("2020年12月3日 10時", "2020年12月3日 2020-12-03"),
            ("2020년 12월 3일", "2020년 12월 3일 2020-12-03"),
            ("2020 March 3 was", "March 3 NoYear { month: 3, day: 3 }"),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }
}
