//! Operators for dates, and for pieces of the calendar.

use super::capture::{int, ranged, unit};
use super::{Base, Calendar, Captures, Field, Reading, Value};
use crate::lexicon::timex::fact::{Fact, Shift, Unit};
use chrono::NaiveDate;

/// `date(year, month, day, weekday)`; the month may be a date that has month and day.
pub(super) fn date(v: &Captures) -> Option<Value> {
    let mut calendar = year_of(v[0])?;
    calendar.field = match (v[1], v[2]) {
        (Value::Reading(Reading { base: Base::Calendar(c), .. }), Value::None) => c.field,
        (Value::None, Value::None) => calendar.field,
        (month, Value::None) => Field::Month(ranged(month, 1, 12)?),
        (Value::None, day) => Field::Day(0, ranged(day, 1, 31)?),
        (month, day) => Field::Day(ranged(month, 1, 12)?, ranged(day, 1, 31)?),
    };
    if !exists(&calendar) {
        return None;
    }
    calendar.weekday = match v[3] {
        Value::None => None,
        weekday => Some(ranged(weekday, 1, 7)?),
    };
    Value::reading(Base::Calendar(calendar))
}

/// Whether the calendar has the day. Where the year is not known, or before Christ, it may be a leap year.
fn exists(calendar: &Calendar) -> bool {
    const LEAP: i32 = 2000;
    match calendar.field {
        Field::Day(month @ 1.., day) => {
            let year = calendar.year.filter(|_| !calendar.bc).unwrap_or(LEAP);
            NaiveDate::from_ymd_opt(year, month.into(), day.into()).is_some()
        }
        _ => true,
    }
}

/// `yyyymmdd(20201203)`; a month or a day of 00 is not said.
pub(super) fn eight_digits(v: &Captures) -> Option<Value> {
    let n = int(v[0])?;
    date(&[n / 10_000, n / 100 % 100, n % 100, 0, 0].map(|n| if n == 0 { Value::None } else { Value::Fact(Fact::Int(n)) }))
}

/// `bc(yyyy)`.
pub(super) fn before_christ(v: &Captures) -> Option<Value> {
    Value::reading(Base::Calendar(Calendar { bc: true, ..year_of(v[0])? }))
}

/// `fiscal(year)`, `fiscal(quarter)`.
pub(super) fn fiscal(v: &Captures) -> Option<Value> {
    let Value::Reading(mut r) = v[0] else {
        return Value::reading(Base::Calendar(Calendar { fiscal: true, ..year_of(v[0])? }));
    };
    if let Base::Calendar(ref mut c) = r.base {
        c.fiscal = true;
    }
    Some(Value::Reading(r))
}

/// The year of a calendar value: a number, a year reading (with its era), or none.
fn year_of(value: Value) -> Option<Calendar> {
    match value {
        Value::None => Some(Calendar::default()),
        Value::Reading(Reading { base: Base::Calendar(calendar), shift: None, .. }) => Some(calendar),
        value => Some(Calendar { year: Some(int(value).filter(|y| (1..=9999).contains(y))?), ..Calendar::default() }),
    }
}

fn in_year(field: Field, year: Value) -> Option<Base> {
    Some(Base::Calendar(Calendar { field, ..year_of(year)? }))
}

/// `month(m, shift, year)`.
pub(super) fn month(v: &Captures) -> Option<Value> {
    Value::shifted(in_year(Field::Month(ranged(v[0], 1, 12)?), v[2])?, v[1])
}

/// `weekday(d, shift)`, from 1 for Monday.
pub(super) fn weekday(v: &Captures) -> Option<Value> {
    Value::shifted(Base::Weekday(ranged(v[0], 1, 7)?), v[1])
}

/// `season(s, shift, year)`.
pub(super) fn season(v: &Captures) -> Option<Value> {
    match v[0] {
        Value::Fact(Fact::Season(season)) => Value::shifted(in_year(Field::Season(season), v[2])?, v[1]),
        _ => None,
    }
}

/// `quarter(q, shift, year)`.
pub(super) fn quarter(v: &Captures) -> Option<Value> {
    Value::shifted(in_year(Field::Quarter(ranged(v[0], 0, 4)?), v[2])?, v[1])
}

/// `half(h, shift, year)`.
pub(super) fn half(v: &Captures) -> Option<Value> {
    Value::shifted(in_year(Field::Half(ranged(v[0], 1, 2)?), v[2])?, v[1])
}

/// `week(w, year)`, as ISO 8601 counts them.
pub(super) fn week(v: &Captures) -> Option<Value> {
    Value::reading(in_year(Field::Week(ranged(v[0], 1, 53)?), v[1])?)
}

/// `decade(1980)`; "401s" are none.
pub(super) fn decade(v: &Captures, bc: bool) -> Option<Value> {
    let year = int(v[0]).filter(|year| year % 10 == 0)?;
    Value::reading(Base::Calendar(Calendar { field: Field::Decade(year / 10), bc, ..Calendar::default() }))
}

/// `century(20)`.
pub(super) fn century(v: &Captures, bc: bool) -> Option<Value> {
    Value::reading(Base::Calendar(Calendar { field: Field::Century(int(v[0])? - 1), bc, ..Calendar::default() }))
}

/// `weekend(shift)`.
pub(super) fn weekend(v: &Captures) -> Option<Value> {
    Value::shifted(Base::Unit(Unit::Weekend), v[0])
}

/// `unit(shift, unit)`: "last week", "the following day".
pub(super) fn unit_of_time(v: &Captures) -> Option<Value> {
    Value::shifted(Base::Unit(unit(v[1])?), v[0])
}

/// `with-event(unit)`: "the same day the talks began".
pub(super) fn with_event(v: &Captures) -> Option<Value> {
    Value::reading(Base::WithEvent(unit(v[0])?))
}

/// `nth(n, unit, date)`: the date is a year or a month.
pub(super) fn nth(v: &Captures) -> Option<Value> {
    let (year, month) = match v[2] {
        Value::None => (None, None),
        Value::Reading(Reading { base: Base::Calendar(c), shift: None, .. }) if !c.bc => match c.field {
            Field::Month(month) => (c.year, Some(month)),
            Field::Whole => (c.year, None),
            _ => return None,
        },
        _ => (Some(int(v[2])?), None),
    };
    Value::reading(Base::Nth { nth: i8::try_from(int(v[0])?).ok()?, unit: unit(v[1])?, year, month })
}

/// `of(piece, whole)`: a piece of a year, which is a number or "last year", or a weekday of "last week".
pub(super) fn piece_of(v: &Captures) -> Option<Value> {
    let Value::Reading(piece) = v[0] else { return None };
    match (piece.base, v[1]) {
        (_, Value::None) => Some(v[0]),
        (Base::Calendar(_) | Base::Holiday { .. }, Value::Reading(Reading { base: Base::Unit(Unit::Year), shift, .. }))
        | (Base::Weekday(_), Value::Reading(Reading { base: Base::Unit(Unit::Week), shift, .. })) => {
            Some(Value::Reading(Reading { shift: shift.map(within_shift), ..Reading::of(piece.base) }))
        }
        (Base::Calendar(of), year) => Value::reading(in_year(of.field, year)?),
        _ => None,
    }
}

/// "the third quarter of last year" is a quarter of that year.
fn within_shift(shift: Shift) -> Shift {
    match shift {
        Shift::Last => Shift::OfLast,
        Shift::Next => Shift::OfNext,
        other => other,
    }
}
