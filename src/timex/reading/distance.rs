//! Operators for times that are so far from another time.

use super::capture::{amount, unit};
use super::{Base, Captures, From, Reading, Value};
use crate::lexicon::timex::fact::Modifier;

/// `ago(n, unit)`, `earlier(n, unit)`.
pub(super) fn before(v: &Captures, from: From) -> Option<Value> {
    away(v, -1, Modifier::Before, from)
}

/// `ahead(n, unit)`, `later(n, unit)`.
pub(super) fn after(v: &Captures, from: From) -> Option<Value> {
    away(v, 1, Modifier::After, from)
}

/// Where how far is not said, `way` says which way it is.
fn away(v: &Captures, sign: i64, way: Modifier, from: From) -> Option<Value> {
    let amount = amount(v[0])?.map(|n| n * sign);
    let modifier = amount.is_none().then_some(way);
    Some(Value::Reading(Reading { modifier, ..Reading::of(Base::Away { amount, unit: unit(v[1])?, from }) }))
}

/// `before(n, unit, date)`.
pub(super) fn before_date(v: &Captures) -> Option<Value> {
    from_date(v, -1)
}

/// `after(n, unit, date)`.
pub(super) fn after_date(v: &Captures) -> Option<Value> {
    from_date(v, 1)
}

fn from_date(v: &Captures, sign: i64) -> Option<Value> {
    let Value::Reading(date) = v[2] else { return None };
    let plus = Some((amount(v[0])?.map(|n| n * sign), unit(v[1])?));
    Some(Value::Reading(Reading { plus, ..date }))
}
