//! Dates, years and times of the clock, from the captures that name them.

use super::capture::{int, ranged};
use super::{Base, Calendar, Clock, Field, Reading, Value};
use crate::lexicon::timex::fact::{DayPart, Fact, Meridiem, Shift};

/// "the third quarter of last year" is a quarter of that year.
pub(super) fn within_shift(shift: Shift) -> Shift {
    match shift {
        Shift::Last => Shift::OfLast,
        Shift::Next => Shift::OfNext,
        other => other,
    }
}

/// A zone, where the number 0 stands for Zulu time.
pub(super) fn zulu(value: Value) -> Value {
    if value == Value::Fact(Fact::Int(0)) { Value::Fact(Fact::Zone(0)) } else { value }
}

/// `date(year, month, day, weekday)`; the month may be a date that has month and day.
pub(super) fn date(v: &[Value; 5]) -> Option<Value> {
    let mut calendar = year_of(v[0])?;
    calendar.field = match (v[1], v[2]) {
        (Value::Reading(Reading { base: Base::Calendar(c), .. }), Value::None) => {
            if let (Field::Day(2, 29), Some(year)) = (c.field, calendar.year)
                && !calendar.bc
                && (year % 4 != 0 || year % 100 == 0 && year % 400 != 0)
            {
                return None;
            }
            c.field
        }
        (Value::None, Value::None) => calendar.field,
        (month, Value::None) => Field::Month(ranged(month, 1, 12)?),
        (Value::None, day) => Field::Day(0, ranged(day, 1, 31)?),
        (month, day) => {
            let (month, day) = (ranged(month, 1, 12)?, ranged(day, 1, 31)?);
            let longest = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month as usize - 1];
            let leap = calendar.year.is_none_or(|y| calendar.bc || y % 4 == 0 && (y % 100 != 0 || y % 400 == 0));
            if day > longest || month == 2 && day == 29 && !leap {
                return None;
            }
            Field::Day(month, day)
        }
    };
    calendar.weekday = match v[3] {
        Value::None => None,
        weekday => Some(ranged(weekday, 1, 7)?),
    };
    Some(Value::Reading(Reading::of(Base::Calendar(calendar))))
}

/// `clock(hour, minute, second, meridiem, zone)`.
pub(super) fn clock(v: &[Value; 5]) -> Option<Value> {
    let mut hour = ranged(v[0], 0, 24)?;
    match v[3] {
        Value::None => {}
        _ if hour > 12 => {
            return (v[3] == Value::Fact(Fact::Meridiem(Meridiem::Pm))).then(|| clock(&[v[0], v[1], v[2], Value::None, v[4]]))?;
        }
        _ if hour == 0 => return None,
        Value::Fact(Fact::Meridiem(Meridiem::Am)) => hour %= 12,
        Value::Fact(Fact::Meridiem(Meridiem::Pm)) => hour = hour % 12 + 12,
        Value::Fact(Fact::Part(DayPart::Morning)) => {}
        Value::Fact(Fact::Part(DayPart::Night)) if hour < 6 || hour == 12 => hour %= 12,
        Value::Fact(Fact::Part(_)) => hour = hour % 12 + 12,
        _ => return None,
    }
    let minute = match v[1] {
        Value::None => None,
        minute => Some(ranged(minute, 0, 59)?),
    };
    let second = match v[2] {
        Value::None => None,
        second => Some(ranged(second, 0, 59)?),
    };
    let zone = match v[4] {
        Value::Fact(Fact::Zone(zone)) => Some(zone),
        _ => None,
    };
    (hour < 24 || minute.unwrap_or(0) == 0).then_some(Value::Clock(Clock { hour, minute, second, zone }))
}

/// The year of a calendar value: a number, a year reading (with its era), or none.
pub(super) fn year_of(value: Value) -> Option<Calendar> {
    match value {
        Value::None => Some(Calendar::default()),
        Value::Reading(Reading { base: Base::Calendar(calendar), shift: None, .. }) => Some(calendar),
        value => Some(Calendar { year: Some(int(value).filter(|y| (1..=9999).contains(y))?), ..Calendar::default() }),
    }
}

pub(super) fn fiscal_year(value: Value) -> Option<Value> {
    let calendar = Calendar { fiscal: true, ..year_of(value)? };
    Some(Value::Reading(Reading::of(Base::Calendar(calendar))))
}
