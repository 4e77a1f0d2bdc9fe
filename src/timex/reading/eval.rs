//! The operators of the rules: what a value expression makes of the captures of its pattern. The file is one long `match`, which is the
//! whole meaning of one small language.

use super::calendar::{clock, date, fiscal_year, within_shift, year_of, zulu};
use super::capture::{amount, from_milli, int, milli, optional, ranged, shift_of, unit};
use super::{Base, Calendar, Every, Field, From, Reading, Time, Value};
use crate::lexicon::timex::expr::{Expr, Op};
use crate::lexicon::timex::fact::{Fact, Feast, Modifier, Unit};

/// Evaluates a value expression over the captures; `None` when the pieces do not fit ("30 February", "25 p.m."), so the form fails.
pub(crate) fn eval(expr: &Expr, slots: &dyn Fn(u8) -> Option<Value>) -> Option<Value> {
    match expr {
        Expr::None => Some(Value::None),
        Expr::Fact(fact) => Some(Value::Fact(*fact)),
        Expr::Slot(slot) => slots(*slot),
        Expr::List(_) | Expr::Nothing => None,
        Expr::Call(op, args) => {
            let mut values = [Value::None; 5];
            for (value, arg) in values.iter_mut().zip(args) {
                *value = eval(arg, slots)?;
            }
            call(*op, &values)
        }
    }
}

fn call(op: Op, v: &[Value; 5]) -> Option<Value> {
    let reading = |base| Some(Value::Reading(Reading::of(base)));
    let calendar = |field, year: Value| {
        let mut calendar = year_of(year)?;
        calendar.field = field;
        Some(Base::Calendar(calendar))
    };
    let shifted = |base, shift: Value| Some(Value::Reading(Reading { shift: shift_of(shift)?, ..Reading::of(base) }));
    match op {
        Op::Add => Some(Value::Fact(from_milli(milli(v[0])? + milli(v[1])?))),
        Op::Mul => Some(Value::Fact(from_milli(milli(v[0])?.checked_mul(milli(v[1])?)? / 1000))),
        Op::Or => Some(v[..3].iter().find(|v| **v != Value::None).copied().unwrap_or(Value::None)),
        Op::Within => {
            let n = int(v[0])?;
            (int(v[1])? <= n && n <= int(v[2])?).then_some(v[0])
        }
        Op::Date => date(v),
        Op::Year2 if v[0] == Value::None => Some(Value::None),
        Op::Year2 => {
            let yy = int(v[0])?;
            Some(Value::Fact(Fact::Int(if yy < 50 { 2000 + yy } else { 1900 + yy })))
        }
        Op::Bc => {
            let mut calendar = year_of(v[0])?;
            calendar.bc = true;
            reading(Base::Calendar(calendar))
        }
        Op::Fiscal => {
            let Value::Reading(mut r) = v[0] else { return fiscal_year(v[0]) };
            if let Base::Calendar(ref mut c) = r.base {
                c.fiscal = true;
            }
            Some(Value::Reading(r))
        }
        Op::Complete => {
            let (first, last) = (int(v[0])?, int(v[1])?);
            let scale = if last < 10 { 10 } else { 100 };
            let full = first - first % scale + last;
            (full > first).then_some(Value::Fact(Fact::Int(full)))
        }
        Op::Month => shifted(calendar(Field::Month(ranged(v[0], 1, 12)?), v[2])?, v[1]),
        Op::Weekday => shifted(Base::Weekday(ranged(v[0], 1, 7)?), v[1]),
        Op::Season => match v[0] {
            Value::Fact(Fact::Season(season)) => shifted(calendar(Field::Season(season), v[2])?, v[1]),
            _ => None,
        },
        Op::Quarter => shifted(calendar(Field::Quarter(ranged(v[0], 0, 4)?), v[2])?, v[1]),
        Op::Half => shifted(calendar(Field::Half(ranged(v[0], 1, 2)?), v[2])?, v[1]),
        Op::Weekend => shifted(Base::Unit(Unit::Weekend), v[0]),
        Op::Week => reading(calendar(Field::Week(ranged(v[0], 1, 53)?), v[1])?),
        Op::Decade if int(v[0])? % 10 != 0 => None,
        Op::Decade => reading(Base::Calendar(Calendar { field: Field::Decade(int(v[0])? / 10), ..Calendar::default() })),
        Op::Century => reading(Base::Calendar(Calendar { field: Field::Century(int(v[0])? - 1), ..Calendar::default() })),
        Op::Unit => shifted(Base::Unit(unit(v[1])?), v[0]),
        Op::WithEvent => reading(Base::WithEvent(unit(v[0])?)),
        Op::Ago | Op::Ahead | Op::Earlier | Op::Later => {
            let sign = if matches!(op, Op::Ago | Op::Earlier) { -1 } else { 1 };
            let from = if matches!(op, Op::Ago | Op::Ahead) { From::Dct } else { From::Story };
            let amount = amount(v[0])?.map(|n| n * sign);
            // How far is not said, but which way is.
            let modifier = amount.is_none().then_some(if sign < 0 { Modifier::Before } else { Modifier::After });
            Some(Value::Reading(Reading { modifier, ..Reading::of(Base::Away { amount, unit: unit(v[1])?, from }) }))
        }
        Op::Before | Op::After => {
            let sign = if op == Op::Before { -1 } else { 1 };
            let Value::Reading(mut r) = v[2] else { return None };
            r.plus = Some((amount(v[0])?.map(|n| n * sign), unit(v[1])?));
            Some(Value::Reading(r))
        }
        Op::Nth => {
            let (year, month) = match v[2] {
                Value::None => (None, None),
                Value::Reading(Reading { base: Base::Calendar(c), shift: None, .. }) if !c.bc => match c.field {
                    Field::Month(month) => (c.year, Some(month)),
                    Field::Whole => (c.year, None),
                    _ => return None,
                },
                _ => (Some(int(v[2])?), None),
            };
            reading(Base::Nth { nth: i8::try_from(int(v[0])?).ok()?, unit: unit(v[1])?, year, month })
        }
        Op::Shifted => match (v[0], shift_of(v[1])?) {
            (Value::Reading(r), shift) => Some(Value::Reading(Reading { shift, ..r })),
            _ => None,
        },
        Op::Reaching => match (v[0], v[1]) {
            (Value::Reading(r), which) => Some(Value::Reading(Reading { shift: shift_of(which).flatten(), ..r })),
            _ => None,
        },
        Op::Milli => Some(Value::Fact(Fact::Milli(int(v[0])?.into()))),
        Op::BcDecade | Op::BcCentury => {
            // "401s" are no decade.
            let n = int(v[0]).filter(|n| op != Op::BcDecade || n % 10 == 0)?;
            let field = if op == Op::BcDecade { Field::Decade(n / 10) } else { Field::Century(n - 1) };
            reading(Base::Calendar(Calendar { field, bc: true, ..Calendar::default() }))
        }
        Op::Of => match (v[0], v[1]) {
            (Value::Reading(r), Value::None) => Some(Value::Reading(r)),
            (
                Value::Reading(Reading { base: base @ (Base::Calendar(_) | Base::Holiday { .. }), .. }),
                Value::Reading(Reading { base: Base::Unit(Unit::Year), shift, .. }),
            )
            | (
                Value::Reading(Reading { base: base @ Base::Weekday(_), .. }),
                Value::Reading(Reading { base: Base::Unit(Unit::Week), shift, .. }),
            ) => Some(Value::Reading(Reading { shift: shift.map(within_shift), ..Reading::of(base) })),
            (Value::Reading(Reading { base: Base::Calendar(of), .. }), year) => {
                let calendar = Calendar { field: of.field, ..year_of(year)? };
                reading(Base::Calendar(calendar))
            }
            _ => None,
        },
        Op::Fixed => Some(Value::Fact(Fact::Feast(Feast::Fixed { month: ranged(v[0], 1, 12)?, day: ranged(v[1], 1, 31)? }))),
        Op::NthWeekday => {
            let plus = optional(v[3])?.unwrap_or(0).clamp(-100, 100) as i8;
            let nth = int(v[0]).filter(|n| (-5..=5).contains(n) && *n != 0)? as i8;
            Some(Value::Fact(Fact::Feast(Feast::Nth { nth, weekday: ranged(v[1], 1, 7)?, month: ranged(v[2], 1, 12)?, plus })))
        }
        Op::Easter => Some(Value::Fact(Fact::Feast(Feast::Easter(int(v[0])?.clamp(-100, 100) as i16)))),
        Op::Pascha => Some(Value::Fact(Fact::Feast(Feast::Pascha(int(v[0])?.clamp(-100, 100) as i16)))),
        Op::OneDay => {
            let year = i16::try_from(int(v[0])?).ok()?;
            Some(Value::Fact(Fact::Feast(Feast::Day { year, month: ranged(v[1], 1, 12)?, day: ranged(v[2], 1, 31)? })))
        }
        Op::Hijri | Op::Hebrew | Op::Persian => {
            let (month, day) = (ranged(v[0], 1, 13)?, ranged(v[1], 1, 31)?);
            Some(Value::Fact(Fact::Feast(match op {
                Op::Hijri => Feast::Hijri { month, day },
                Op::Hebrew => Feast::Hebrew { month, day },
                _ => Feast::Persian { month, day },
            })))
        }
        Op::ChineseNewYear => Some(Value::Fact(Fact::Feast(Feast::ChineseNewYear))),
        // "8.30pm"
        Op::Hhmm if matches!(v[0], Value::Fact(Fact::Milli(_))) => {
            let n = i32::try_from(milli(v[0])?).ok().filter(|n| n % 10 == 0)?;
            clock(&[Value::Fact(Fact::Int(n / 1000)), Value::Fact(Fact::Int(n % 1000 / 10)), Value::None, v[2], v[1]])
        }
        Op::Hhmm => {
            let n = int(v[0])?;
            clock(&[Value::Fact(Fact::Int(n / 100)), Value::Fact(Fact::Int(n % 100)), Value::None, Value::None, zulu(v[1])])
        }
        Op::Dtg => {
            let n = int(v[0])?;
            let day = date(&[v[2], v[1], Value::Fact(Fact::Int(n / 10_000)), Value::None, Value::None])?;
            let time =
                call(Op::Hhmm, &[Value::Fact(Fact::Int(n % 10_000)), Value::Fact(Fact::Zone(0)), Value::None, Value::None, Value::None])?;
            call(Op::At, &[day, time, Value::None, Value::None, Value::None])
        }
        Op::Yyyymmdd => {
            let n = int(v[0])?;
            date(&[n / 10_000, n / 100 % 100, n % 100, 0, 0].map(|n| if n == 0 { Value::None } else { Value::Fact(Fact::Int(n)) }))
        }
        Op::Holiday => match v[0] {
            Value::Fact(Fact::Feast(feast)) => shifted(Base::Holiday { feast, year: optional(v[1])? }, v[2]),
            _ => None,
        },
        Op::At => match (v[0], v[1]) {
            (Value::Reading(r), Value::Clock(clock)) => Some(Value::Reading(Reading { time: Some(Time::Clock(clock)), ..r })),
            (Value::None, Value::Clock(clock)) => {
                Some(Value::Reading(Reading { time: Some(Time::Clock(clock)), ..Reading::of(Base::Unit(Unit::Day)) }))
            }
            (r, part) => call(Op::Daypart, &[r, part, Value::None, Value::None, Value::None]),
        },
        Op::Daypart => match (v[0], v[1]) {
            (Value::Reading(r), Value::Fact(Fact::Part(part))) => Some(Value::Reading(Reading { time: Some(Time::Part(part)), ..r })),
            (Value::None, Value::Fact(Fact::Part(part))) => {
                Some(Value::Reading(Reading { time: Some(Time::Part(part)), ..Reading::of(Base::Unit(Unit::Day)) }))
            }
            _ => None,
        },
        Op::Clock => clock(v),
        Op::Mod => match (v[0], v[1]) {
            (Value::None, value) => Some(value),
            (Value::Fact(Fact::Mod(modifier)), Value::Reading(r)) => Some(Value::Reading(Reading { modifier: Some(modifier), ..r })),
            _ => None,
        },
        Op::Ref => match v[0] {
            Value::Fact(Fact::Vague(vague)) => reading(Base::Vague(vague)),
            _ => None,
        },
        Op::Duration if v[2] != Value::None => reading(Base::Lengths((int(v[0])?, unit(v[1])?), (int(v[2])?, unit(v[3])?))),
        // "the 1988 quarter" is not 1,988 of them.
        Op::Duration if unit(v[1])? != Unit::Year && amount(v[0])?.is_some_and(|n| (1_900_000..2_100_000).contains(&n)) => None,
        Op::Duration => reading(Base::Length { amount: amount(v[0])?, unit: unit(v[1])? }),
        Op::Every => match v[0] {
            Value::Reading(r) => Some(Value::Reading(Reading { every: Some(Every { freq: None, nth: None }), ..r })),
            _ => {
                let nth = amount(v[0])?.and_then(|n| u16::try_from(n / 1000).ok()).filter(|n| *n > 1);
                let base = Base::Length { amount: amount(v[0])?, unit: unit(v[1])? };
                Some(Value::Reading(Reading { every: Some(Every { freq: None, nth }), ..Reading::of(base) }))
            }
        },
        Op::Times => {
            let freq = u16::try_from(int(v[0])?).ok();
            let base = Base::Length { amount: amount(v[1])?, unit: unit(v[2])? };
            Some(Value::Reading(Reading { every: Some(Every { freq, nth: None }), ..Reading::of(base) }))
        }
    }
}
