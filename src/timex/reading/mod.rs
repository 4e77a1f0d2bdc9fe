//! What an expression says by itself: the underspecified value, before any anchor is known.
//!
//! A reading is a small copy type; whatever the words leave open stays open in it, and `policy` decides from the surroundings. The closed
//! set of operators of the rules gets its meaning in [`eval`] and the files beside it.

mod calendar;
mod capture;
mod clock;
mod distance;
mod eval;
mod feast;
mod length;
mod number;

use crate::lexicon::timex::fact::{DayPart, Fact, Feast, Modifier, Shift, Unit, Vague};
use crate::time::edtf::Season;
pub(super) use eval::eval;

/// A capture: a fact, or the reading of a part.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Value {
    None,
    Fact(Fact),
    Clock(Clock),
    Reading(Reading),
}

/// What an operator works on: its arguments in their order, none where a rule gives fewer.
type Captures = [Value; 5];

impl Value {
    fn reading(base: Base) -> Option<Value> {
        Some(Value::Reading(Reading::of(base)))
    }

    /// With the shift of a capture that may have none.
    fn shifted(base: Base, shift: Value) -> Option<Value> {
        Some(Value::Reading(Reading { shift: capture::shift_of(shift)?, ..Reading::of(base) }))
    }
}

/// What an expression says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reading {
    /// What it names.
    pub base: Base,
    /// A distance from the base: "two days after Christmas".
    pub plus: Option<(Amount, Unit)>,
    /// The hour or the part of the day.
    pub time: Option<Time>,
    /// "early", "about", "more than".
    pub modifier: Option<Modifier>,
    /// For a SET: how often, and the step.
    pub every: Option<Every>,
    /// "next", "last" and the like before a calendar piece.
    pub shift: Option<Shift>,
}

/// What kind of time an expression names.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Base {
    /// Pieces of the calendar.
    Calendar(Calendar),
    /// 1 is Monday.
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
pub(super) type Length = (i32, Unit);

/// What a distance counts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    Dct,
    /// The time spoken of just now.
    Story,
}

/// A piece of the calendar, of a year or of any.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Calendar {
    /// As it is said, within its era: 44 for 44 BC.
    pub year: Option<i32>,
    /// The year is before Christ.
    pub bc: bool,
    /// The year is one of a company's or a government's own.
    pub fiscal: bool,
    pub field: Field,
    /// A weekday said beside the date: a check, not a piece.
    pub weekday: Option<u8>,
}

/// Which piece of a year. Numbers count from 1.
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
pub(super) type Amount = Option<i64>;

/// When in a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Time {
    Part(DayPart),
    Clock(Clock),
}

/// A time of the clock, as fine as it is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    /// 0 to 24.
    pub hour: u8,
    pub minute: Option<u8>,
    pub second: Option<u8>,
    /// Minutes ahead of UTC.
    pub zone: Option<i16>,
}

/// How what comes again does so.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Every {
    /// Times in each step, when said.
    pub freq: Option<u16>,
    /// The step is every nth.
    pub nth: Option<u16>,
}

impl Reading {
    /// Nothing but what it names.
    pub fn of(base: Base) -> Reading {
        Reading { base, plus: None, time: None, modifier: None, every: None, shift: None }
    }
}
