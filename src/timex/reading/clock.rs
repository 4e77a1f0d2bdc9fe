//! Operators for times of the day, and for days with such a time.

use super::capture::{int, milli, ranged};
use super::{Base, Captures, Clock, Reading, Time, Value, calendar};
use crate::lexicon::timex::fact::{DayPart, Fact, Meridiem, Unit};

/// `clock(hour, minute, second, meridiem, zone)`.
pub(super) fn clock(v: &Captures) -> Option<Value> {
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

/// `hhmm(1430, zone)`; `hhmm(8.30, zone, meridiem)`.
pub(super) fn four_digits(v: &Captures) -> Option<Value> {
    let number = |n| Value::Fact(Fact::Int(n));
    // "8.30pm"
    if let Value::Fact(Fact::Milli(_)) = v[0] {
        let n = i32::try_from(milli(v[0])?).ok().filter(|n| n % 10 == 0)?;
        return clock(&[number(n / 1000), number(n % 1000 / 10), Value::None, v[2], v[1]]);
    }
    let n = int(v[0])?;
    clock(&[number(n / 100), number(n % 100), Value::None, Value::None, zulu(v[1])])
}

/// A zone, where the number 0 stands for Zulu time.
fn zulu(value: Value) -> Value {
    if value == Value::Fact(Fact::Int(0)) { Value::Fact(Fact::Zone(0)) } else { value }
}

/// `dtg(ddhhmm, month, year)`: a military date-time group, in Zulu time.
pub(super) fn date_time_group(v: &Captures) -> Option<Value> {
    let number = |n| Value::Fact(Fact::Int(n));
    let n = int(v[0])?;
    let day = calendar::date(&[v[2], v[1], number(n / 10_000), Value::None, Value::None])?;
    let time = four_digits(&[number(n % 10_000), Value::Fact(Fact::Zone(0)), Value::None, Value::None, Value::None])?;
    at(&[day, time, Value::None, Value::None, Value::None])
}

/// `at(date, clock)`; a clock without a date is of a day that is not said.
pub(super) fn at(v: &Captures) -> Option<Value> {
    match v[1] {
        Value::Clock(clock) => on(v[0], Time::Clock(clock)),
        _ => in_part(v),
    }
}

/// `daypart(date, part)`.
pub(super) fn in_part(v: &Captures) -> Option<Value> {
    match v[1] {
        Value::Fact(Fact::Part(part)) => on(v[0], Time::Part(part)),
        _ => None,
    }
}

fn on(day: Value, time: Time) -> Option<Value> {
    let day = match day {
        Value::Reading(reading) => reading,
        Value::None => Reading::of(Base::Unit(Unit::Day)),
        _ => return None,
    };
    Some(Value::Reading(Reading { time: Some(time), ..day }))
}
