//! Operators that say on which day of each year a feast is, and the reading that is one.

use super::capture::{int, optional, ranged};
use super::{Base, Captures, Value};
use crate::lexicon::timex::fact::{Fact, Feast};

fn feast(feast: Feast) -> Option<Value> {
    Some(Value::Fact(Fact::Feast(feast)))
}

/// Days on from a day of reckoning, backwards where negative.
fn days_on(value: Value) -> Option<i16> {
    Some(int(value)?.clamp(-100, 100) as i16)
}

/// `fixed(month, day)`.
pub(super) fn fixed(v: &Captures) -> Option<Value> {
    feast(Feast::Fixed { month: ranged(v[0], 1, 12)?, day: ranged(v[1], 1, 31)? })
}

/// `nth-weekday(n, weekday, month, days on)`; the last one is the -1st.
pub(super) fn nth_weekday(v: &Captures) -> Option<Value> {
    let plus = optional(v[3])?.unwrap_or(0).clamp(-100, 100) as i8;
    let nth = int(v[0]).filter(|n| (-5..=5).contains(n) && *n != 0)? as i8;
    feast(Feast::Nth { nth, weekday: ranged(v[1], 1, 7)?, month: ranged(v[2], 1, 12)?, plus })
}

/// `easter(days on)`.
pub(super) fn easter(v: &Captures) -> Option<Value> {
    feast(Feast::Easter(days_on(v[0])?))
}

/// `pascha(days on)`: Easter of the Orthodox churches.
pub(super) fn pascha(v: &Captures) -> Option<Value> {
    feast(Feast::Pascha(days_on(v[0])?))
}

/// `one-day(year, month, day)`: a day that has a name of its own.
pub(super) fn one_day(v: &Captures) -> Option<Value> {
    let year = i16::try_from(int(v[0])?).ok()?;
    feast(Feast::Day { year, month: ranged(v[1], 1, 12)?, day: ranged(v[2], 1, 31)? })
}

/// Month and day of a calendar that may have 13 months.
fn month_and_day(v: &Captures) -> Option<(u8, u8)> {
    Some((ranged(v[0], 1, 13)?, ranged(v[1], 1, 31)?))
}

/// `hijri(month, day)`.
pub(super) fn hijri(v: &Captures) -> Option<Value> {
    let (month, day) = month_and_day(v)?;
    feast(Feast::Hijri { month, day })
}

/// `hebrew(month, day)`.
pub(super) fn hebrew(v: &Captures) -> Option<Value> {
    let (month, day) = month_and_day(v)?;
    feast(Feast::Hebrew { month, day })
}

/// `persian(month, day)`.
pub(super) fn persian(v: &Captures) -> Option<Value> {
    let (month, day) = month_and_day(v)?;
    feast(Feast::Persian { month, day })
}

/// `chinese-new-year()`.
pub(super) fn chinese_new_year() -> Option<Value> {
    feast(Feast::ChineseNewYear)
}

/// `holiday(feast, year, shift)`.
pub(super) fn holiday(v: &Captures) -> Option<Value> {
    match v[0] {
        Value::Fact(Fact::Feast(feast)) => Value::shifted(Base::Holiday { feast, year: optional(v[1])? }, v[2]),
        _ => None,
    }
}
