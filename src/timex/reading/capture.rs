//! Captures as what an operator asks for: a number, an amount, a unit, a shift.

use super::{Amount, Value};
use crate::lexicon::timex::fact::{Fact, Shift, Unit};

pub(super) fn milli(value: Value) -> Option<i64> {
    match value {
        Value::Fact(Fact::Int(n)) => Some(i64::from(n) * 1000),
        Value::Fact(Fact::Milli(n)) => Some(n),
        _ => None,
    }
}

pub(super) fn from_milli(n: i64) -> Fact {
    if n % 1000 == 0 { i32::try_from(n / 1000).map_or(Fact::Milli(n), Fact::Int) } else { Fact::Milli(n) }
}

pub(super) fn int(value: Value) -> Option<i32> {
    match value {
        Value::Fact(Fact::Int(n)) => Some(n),
        _ => None,
    }
}

pub(super) fn optional(value: Value) -> Option<Option<i32>> {
    match value {
        Value::None => Some(None),
        value => int(value).map(Some),
    }
}

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

pub(super) fn shift_of(value: Value) -> Option<Option<Shift>> {
    match value {
        Value::None => Some(None),
        Value::Fact(Fact::Shift(shift)) => Some(Some(shift)),
        _ => None,
    }
}
