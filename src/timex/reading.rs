//! What an expression says by itself: the underspecified value, before any anchor is known.
//!
//! The closed set of operators of the rules gets its meaning here ([`eval`]). A reading is a small copy type; whatever the words leave open
//! stays open in it, and `policy` decides from the surroundings. The file is long because it is the whole meaning of one small language.

use crate::lexicon::timex::expr::{Expr, Op};
use crate::lexicon::timex::fact::{DayPart, Fact, Feast, Meridiem, Modifier, Shift, Unit, Vague};
use crate::time::edtf::Season;

/// A capture: a fact, or the reading of a part.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value {
    None,
    Fact(Fact),
    Clock(Clock),
    Reading(Reading),
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reading {
    pub base: Base,
    /// A distance from the base: "two days after Christmas".
    pub plus: Option<(Amount, Unit)>,
    pub time: Option<Time>,
    pub modifier: Option<Modifier>,
    /// For a SET: how often, and the step.
    pub every: Option<Every>,
    /// "next", "last" and the like before a calendar piece.
    pub shift: Option<Shift>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Base {
    /// Pieces of the calendar.
    Calendar(Calendar),
    Weekday(u8),
    /// "last week", "the following day".
    Unit(Unit),
    /// "three days ago", "a year earlier": signed, from the DCT or from the time spoken of.
    Away {
        amount: Amount,
        unit: Unit,
        from: From,
    },
    /// "the same day the talks began": dated by an event beside it.
    WithEvent(Unit),
    Holiday {
        feast: Feast,
        year: Option<i32>,
    },
    /// "the third week of May 2010"
    Nth {
        nth: i8,
        unit: Unit,
        year: Option<i32>,
        month: Option<u8>,
    },
    Vague(Vague),
    Length {
        amount: Amount,
        unit: Unit,
    },
    /// "two hours and ten minutes"
    Lengths(Length, Length),
}

/// A whole number of a unit.
pub type Length = (i32, Unit);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    Dct,
    /// The time spoken of just now.
    Story,
}

#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Calendar {
    pub year: Option<i32>,
    pub bc: bool,
    pub fiscal: bool,
    pub field: Field,
    /// A weekday said beside the date: a check, not a piece.
    pub weekday: Option<u8>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Field {
    #[default]
    Whole,
    Month(u8),
    /// Month 0 is unsaid: "on the 25th".
    Day(u8, u8),
    Season(Season),
    /// 0 for the quarter that the text reports on.
    Quarter(u8),
    Half(u8),
    Week(u8),
    /// 198 for the 1980s; 8 for "the eighties".
    Decade(i32),
    /// The first two digits of its years: 19 for the twentieth century.
    Century(i32),
}

/// How much, in thousandths; `None` is "some".
pub type Amount = Option<i64>;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Time {
    Part(DayPart),
    Clock(Clock),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    pub hour: u8,
    pub minute: Option<u8>,
    pub second: Option<u8>,
    pub zone: Option<i16>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Every {
    /// Times in each step, when said.
    pub freq: Option<u16>,
    /// The step is every nth.
    pub nth: Option<u16>,
}

impl Reading {
    pub fn of(base: Base) -> Reading {
        Reading { base, plus: None, time: None, modifier: None, every: None, shift: None }
    }
}

/// Evaluates a value expression over the captures; `None` when the pieces do not fit ("30 February", "25 p.m."), so the form fails.
pub fn eval(expr: &Expr, slots: &[Value]) -> Option<Value> {
    match expr {
        Expr::None => Some(Value::None),
        Expr::Fact(fact) => Some(Value::Fact(*fact)),
        Expr::Slot(slot) => slots.get(*slot as usize).copied(),
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
            let n = int(v[0])?;
            let field = if op == Op::BcDecade { Field::Decade(n / 10) } else { Field::Century(n - 1) };
            reading(Base::Calendar(Calendar { field, bc: true, ..Calendar::default() }))
        }
        Op::OfYear => match (v[0], v[1]) {
            (Value::Reading(r), Value::None) => Some(Value::Reading(r)),
            (
                Value::Reading(Reading { base: Base::Calendar(of), .. }),
                Value::Reading(Reading { base: Base::Unit(Unit::Year), shift, .. }),
            ) => Some(Value::Reading(Reading { shift: shift.map(year_shift), ..Reading::of(Base::Calendar(of)) })),
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

/// `third quarter of last year` is a quarter of that year.
fn year_shift(shift: Shift) -> Shift {
    match shift {
        Shift::Last => Shift::LastYear,
        Shift::Next => Shift::NextYear,
        other => other,
    }
}

/// A zone, where the number 0 stands for Zulu time.
fn zulu(value: Value) -> Value {
    if value == Value::Fact(Fact::Int(0)) { Value::Fact(Fact::Zone(0)) } else { value }
}

/// `date(year, month, day, weekday)`; the month may be a date that has month and day.
fn date(v: &[Value; 5]) -> Option<Value> {
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
fn clock(v: &[Value; 5]) -> Option<Value> {
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
fn year_of(value: Value) -> Option<Calendar> {
    match value {
        Value::None => Some(Calendar::default()),
        Value::Reading(Reading { base: Base::Calendar(calendar), shift: None, .. }) => Some(calendar),
        value => Some(Calendar { year: Some(int(value).filter(|y| (1..=9999).contains(y))?), ..Calendar::default() }),
    }
}

fn fiscal_year(value: Value) -> Option<Value> {
    let calendar = Calendar { fiscal: true, ..year_of(value)? };
    Some(Value::Reading(Reading::of(Base::Calendar(calendar))))
}

fn milli(value: Value) -> Option<i64> {
    match value {
        Value::Fact(Fact::Int(n)) => Some(i64::from(n) * 1000),
        Value::Fact(Fact::Milli(n)) => Some(n),
        _ => None,
    }
}

fn from_milli(n: i64) -> Fact {
    if n % 1000 == 0 { i32::try_from(n / 1000).map_or(Fact::Milli(n), Fact::Int) } else { Fact::Milli(n) }
}

fn int(value: Value) -> Option<i32> {
    match value {
        Value::Fact(Fact::Int(n)) => Some(n),
        _ => None,
    }
}

fn optional(value: Value) -> Option<Option<i32>> {
    match value {
        Value::None => Some(None),
        value => int(value).map(Some),
    }
}

fn ranged(value: Value, low: i32, high: i32) -> Option<u8> {
    int(value).filter(|n| (low..=high).contains(n)).map(|n| n as u8)
}

/// An amount; fuzzy words are an amount that is not known.
fn amount(value: Value) -> Option<Amount> {
    match value {
        Value::Fact(Fact::Fuzzy) | Value::None => Some(None),
        value => milli(value).filter(|n| n.abs() < 1_000_000_000_000).map(Some),
    }
}

fn unit(value: Value) -> Option<Unit> {
    match value {
        Value::Fact(Fact::Unit(unit)) => Some(unit),
        _ => None,
    }
}

fn shift_of(value: Value) -> Option<Option<Shift>> {
    match value {
        Value::None => Some(None),
        Value::Fact(Fact::Shift(shift)) => Some(Some(shift)),
        _ => None,
    }
}
