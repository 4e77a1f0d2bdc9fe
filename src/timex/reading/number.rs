//! Operators that make numbers of numbers.

use super::capture::{from_milli, int, milli};
use super::{Captures, Value};
use crate::lexicon::timex::fact::Fact;

/// `add(n, m)`: "twenty" and "five".
pub(super) fn add(v: &Captures) -> Option<Value> {
    Some(Value::Fact(from_milli(milli(v[0])? + milli(v[1])?)))
}

/// `mul(n, m)`: "two" and "hundred".
pub(super) fn multiply(v: &Captures) -> Option<Value> {
    Some(Value::Fact(from_milli(milli(v[0])?.checked_mul(milli(v[1])?)? / 1000)))
}

/// `within(n, low, high)`: the number, if it lies within them.
pub(super) fn within(v: &Captures) -> Option<Value> {
    let n = int(v[0])?;
    (int(v[1])? <= n && n <= int(v[2])?).then_some(v[0])
}

/// `year2(yy)`: up to 49 it is of this century, from 50 on of the last one.
pub(super) fn year_of_two_digits(v: &Captures) -> Option<Value> {
    if v[0] == Value::None {
        return Some(Value::None);
    }
    let yy = int(v[0])?;
    Some(Value::Fact(Fact::Int(if yy < 50 { 2000 + yy } else { 1900 + yy })))
}

/// `complete(first, last)`: 1914 and 18 are 1918.
pub(super) fn complete(v: &Captures) -> Option<Value> {
    let (first, last) = (int(v[0])?, int(v[1])?);
    let scale = if last < 10 { 10 } else { 100 };
    let full = first - first % scale + last;
    (full > first).then_some(Value::Fact(Fact::Int(full)))
}

/// `milli(n)`: so many thousandths.
pub(super) fn thousandths(v: &Captures) -> Option<Value> {
    Some(Value::Fact(Fact::Milli(int(v[0])?.into())))
}
