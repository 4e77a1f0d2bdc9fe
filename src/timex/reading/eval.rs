//! Evaluates the value side of a rule over the captures of its pattern. Which function gives an operator its meaning is one table; the
//! functions stand beside it, one subject a file.

use super::{Captures, From, Value, calendar, capture, clock, distance, feast, length, number};
use crate::lexicon::timex::expr::{Expr, Op};

/// The value of an expression; `None` when the pieces do not fit ("30 February", "25 p.m."), so the form fails.
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

fn call(op: Op, v: &Captures) -> Option<Value> {
    match op {
        Op::Add => number::add(v),
        Op::Mul => number::multiply(v),
        Op::Within => number::within(v),
        Op::Year2 => number::year_of_two_digits(v),
        Op::Complete => number::complete(v),
        Op::Milli => number::thousandths(v),

        Op::Or => capture::first(v),
        Op::Mod => capture::modified(v),
        Op::Shifted => capture::shifted(v),
        Op::Ref => capture::vague(v),

        Op::Date => calendar::date(v),
        Op::Yyyymmdd => calendar::eight_digits(v),
        Op::Bc => calendar::before_christ(v),
        Op::Fiscal => calendar::fiscal(v),
        Op::Month => calendar::month(v),
        Op::Weekday => calendar::weekday(v),
        Op::Season => calendar::season(v),
        Op::Quarter => calendar::quarter(v),
        Op::Half => calendar::half(v),
        Op::Week => calendar::week(v),
        Op::Decade => calendar::decade(v, false),
        Op::BcDecade => calendar::decade(v, true),
        Op::Century => calendar::century(v, false),
        Op::BcCentury => calendar::century(v, true),
        Op::Weekend => calendar::weekend(v),
        Op::Unit => calendar::unit_of_time(v),
        Op::WithEvent => calendar::with_event(v),
        Op::Nth => calendar::nth(v),
        Op::Of => calendar::piece_of(v),

        Op::Ago => distance::before(v, From::Dct),
        Op::Ahead => distance::after(v, From::Dct),
        Op::Earlier => distance::before(v, From::Story),
        Op::Later => distance::after(v, From::Story),
        Op::Before => distance::before_date(v),
        Op::After => distance::after_date(v),

        Op::Duration => length::duration(v),
        Op::Reaching => length::reaching(v),
        Op::Every => length::every(v),
        Op::Times => length::times(v),

        Op::Clock => clock::clock(v),
        Op::Hhmm => clock::four_digits(v),
        Op::Dtg => clock::date_time_group(v),
        Op::At => clock::at(v),
        Op::Daypart => clock::in_part(v),

        Op::Fixed => feast::fixed(v),
        Op::NthWeekday => feast::nth_weekday(v),
        Op::Easter => feast::easter(v),
        Op::Pascha => feast::pascha(v),
        Op::OneDay => feast::one_day(v),
        Op::Hijri => feast::hijri(v),
        Op::Hebrew => feast::hebrew(v),
        Op::Persian => feast::persian(v),
        Op::ChineseNewYear => feast::chinese_new_year(),
        Op::Holiday => feast::holiday(v),
    }
}
