//! Operators for lengths of time, and for what comes again.

use super::capture::{amount, int, shift_of, unit};
use super::{Base, Captures, Every, Reading, Value};
use crate::lexicon::timex::fact::Unit;

/// Thousandths of years that are rather dates: "the 1988 quarter" is not 1,988 of them.
const YEARS: std::ops::Range<i64> = 1_900_000..2_100_000;

/// `duration(n, unit)`; `duration(n, unit, m, unit)`: "two hours and ten minutes".
pub(super) fn duration(v: &Captures) -> Option<Value> {
    if v[2] != Value::None {
        return Value::reading(Base::Lengths((int(v[0])?, unit(v[1])?), (int(v[2])?, unit(v[3])?)));
    }
    let (amount, unit) = (amount(v[0])?, unit(v[1])?);
    let is_date = unit != Unit::Year && amount.is_some_and(|n| YEARS.contains(&n));
    (!is_date).then(|| Value::reading(Base::Length { amount, unit }))?
}

/// `reaching(duration, which)`: a length that runs up to a time or from it, if the word says so.
pub(super) fn reaching(v: &Captures) -> Option<Value> {
    match v[0] {
        Value::Reading(r) => Some(Value::Reading(Reading { shift: shift_of(v[1]).flatten(), ..r })),
        _ => None,
    }
}

/// `every(n, unit)`, `every(date)`.
pub(super) fn every(v: &Captures) -> Option<Value> {
    if let Value::Reading(r) = v[0] {
        return Some(Value::Reading(Reading { every: Some(Every { freq: None, nth: None }), ..r }));
    }
    let (amount, unit) = (amount(v[0])?, unit(v[1])?);
    let nth = amount.and_then(|n| u16::try_from(n / 1000).ok()).filter(|n| *n > 1);
    Some(Value::Reading(Reading { every: Some(Every { freq: None, nth }), ..Reading::of(Base::Length { amount, unit }) }))
}

/// `times(freq, n, unit)`: "three times a week".
pub(super) fn times(v: &Captures) -> Option<Value> {
    let freq = u16::try_from(int(v[0])?).ok();
    let base = Base::Length { amount: amount(v[1])?, unit: unit(v[2])? };
    Some(Value::Reading(Reading { every: Some(Every { freq, nth: None }), ..Reading::of(base) }))
}
