//! Captures as what an operator asks for (a number, an amount, a unit, a shift), and the operators that only choose or mark one.

use super::{Amount, Base, Captures, Reading, Value};
use crate::lexicon::timex::fact::{Fact, Shift, Unit};

/// A number in thousandths.
pub(super) fn milli(value: Value) -> Option<i64> {
    match value {
        Value::Fact(Fact::Int(n)) => Some(i64::from(n) * 1000),
        Value::Fact(Fact::Milli(n)) => Some(n),
        _ => None,
    }
}

/// Thousandths as a number, which is whole where it can be.
pub(super) fn from_milli(n: i64) -> Fact {
    if n % 1000 == 0 { i32::try_from(n / 1000).map_or(Fact::Milli(n), Fact::Int) } else { Fact::Milli(n) }
}

/// A whole number.
pub(super) fn int(value: Value) -> Option<i32> {
    match value {
        Value::Fact(Fact::Int(n)) => Some(n),
        _ => None,
    }
}

/// A whole number, or nothing where the words have none.
pub(super) fn optional(value: Value) -> Option<Option<i32>> {
    match value {
        Value::None => Some(None),
        value => int(value).map(Some),
    }
}

/// A whole number from `low` to `high`, both included.
pub(super) fn ranged(value: Value, low: i32, high: i32) -> Option<u8> {
    int(value).filter(|n| (low..=high).contains(n)).map(|n| n as u8)
}

/// An amount; fuzzy words are an amount that is not known.
pub(super) fn amount(value: Value) -> Option<Amount> {
    match value {
        Value::Fact(Fact::Fuzzy) | Value::None => Some(None),
        value => milli(value).filter(|n| n.abs() < 1_000_000_000_000).map(Some),
    }
}

pub(super) fn unit(value: Value) -> Option<Unit> {
    match value {
        Value::Fact(Fact::Unit(unit)) => Some(unit),
        _ => None,
    }
}

/// A shift, or nothing where the words have none.
pub(super) fn shift_of(value: Value) -> Option<Option<Shift>> {
    match value {
        Value::None => Some(None),
        Value::Fact(Fact::Shift(shift)) => Some(Some(shift)),
        _ => None,
    }
}

/// `or(a, b, c)`: the first that the words have.
pub(super) fn first(v: &Captures) -> Option<Value> {
    Some(v[..3].iter().find(|v| **v != Value::None).copied().unwrap_or(Value::None))
}

/// `mod(modifier, value)`.
pub(super) fn modified(v: &Captures) -> Option<Value> {
    match (v[0], v[1]) {
        (Value::None, value) => Some(value),
        (Value::Fact(Fact::Mod(modifier)), Value::Reading(r)) => Some(Value::Reading(Reading { modifier: Some(modifier), ..r })),
        _ => None,
    }
}

/// `shifted(date, shift)`.
pub(super) fn shifted(v: &Captures) -> Option<Value> {
    match (v[0], shift_of(v[1])?) {
        (Value::Reading(r), shift) => Some(Value::Reading(Reading { shift, ..r })),
        _ => None,
    }
}

/// `ref(which)`: "recently", "now", "the future".
pub(super) fn vague(v: &Captures) -> Option<Value> {
    match v[0] {
        Value::Fact(Fact::Vague(vague)) => Value::reading(Base::Vague(vague)),
        _ => None,
    }
}
