//! A distance in days between two happenings, as far as words give one: exactly two, at least two, at most a week, two to four weeks.

use std::fmt;
use std::str::FromStr;

/// Least and greatest number of days; `None` is unbounded. Written `2`, `2..`, `..7`, `14..28`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Distance {
    /// In days; `None` has no lower end.
    pub least: Option<i64>,
    /// In days; `None` has no upper end.
    pub most: Option<i64>,
}

/// No distance on any calendar is longer; sums of distances stay far from overflow.
const LONGEST: i64 = 10_000_000;

impl Distance {
    /// So many days, no more and no fewer.
    pub fn exactly(days: i64) -> Distance {
        Distance { least: Some(days), most: Some(days) }
    }

    pub fn between(least: i64, most: i64) -> Distance {
        Distance { least: Some(least), most: Some(most) }
    }

    /// So many days or more.
    pub fn at_least(days: i64) -> Distance {
        Distance { least: Some(days), most: None }
    }

    /// The number of days, if it is one.
    pub fn exact(self) -> Option<i64> {
        self.least.filter(|_| self.least == self.most)
    }
}

impl fmt::Display for Distance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end = |days: Option<i64>| days.map_or(String::new(), |d| d.to_string());
        match self.exact() {
            Some(days) => write!(f, "{days}"),
            None => write!(f, "{}..{}", end(self.least), end(self.most)),
        }
    }
}

impl FromStr for Distance {
    type Err = String;

    fn from_str(text: &str) -> Result<Distance, String> {
        let wrong = || format!("'{text}' is no number of days; write 2, \"2..\", \"..7\" or \"14..28\"");
        let number = |t: &str| t.parse::<i64>().ok().filter(|n| n.abs() <= LONGEST).ok_or_else(wrong);
        let end = |t: &str| if t.is_empty() { Ok(None) } else { number(t).map(Some) };
        let Some((least, most)) = text.split_once("..") else { return number(text).map(Distance::exactly) };
        match (end(least)?, end(most)?) {
            (None, None) => Err(wrong()),
            (Some(a), Some(b)) if a > b => Err(wrong()),
            (least, most) => Ok(Distance { least, most }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_writes() {
        for text in ["2", "0", "-3", "2..", "..7", "14..28", "-3..3"] {
            assert_eq!(text.parse::<Distance>().unwrap().to_string(), text);
        }
        for text in ["", "..", "two", "3..2", "2...", "1.5", "99999999999"] {
            assert!(text.parse::<Distance>().is_err(), "{text}");
        }
    }
}
