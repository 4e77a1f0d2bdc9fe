//! The value side of a rule: constants, captures and a closed set of operators (after SCATE, Bethard & Parker 2016), checked at load.
//!
//! ```text
//! value = name(value, …) | capture | constant | none
//! rule  = value | each(value, …) | nothing
//! ```

use super::fact::{self, Fact};

/// A value expression.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    None,
    /// Not an expression of time: what the pattern takes is passed over.
    Nothing,
    Fact(Fact),
    /// What the capture of this index holds; none when its optional part was absent.
    Slot(u8),
    Call(Op, Vec<Expr>),
    /// `each(…)`: one value for each `{…}` of the pattern.
    List(Vec<Expr>),
}

macro_rules! operators {
    ($($(#[$doc:meta])* $variant:ident = $name:literal $arity:expr),+ $(,)?) => {
        /// What values are built with. `timex::reading` gives each its meaning.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Op { $($(#[$doc])* $variant),+ }

        impl Op {
            fn from_name(name: &str) -> Option<(Op, std::ops::RangeInclusive<usize>)> {
                match name { $($name => Some((Op::$variant, $arity)),)+ _ => None }
            }
        }
    };
}

operators! {
    /// Numbers.
    Add = "add" 2..=2,
    Mul = "mul" 2..=2,
    /// The first argument that is not none.
    Or = "or" 2..=3,
    /// `date(year, month, day, weekday)`: what the calendar has, none where the words have nothing.
    Date = "date" 1..=4,
    /// Two digits of a year: the nearest century.
    Year2 = "year2" 1..=1,
    /// `year(yyyy)`, `bc(yyyy)`.
    Bc = "bc" 1..=1,
    /// Says that a year is a fiscal one.
    Fiscal = "fiscal" 1..=1,
    /// The last two digits of a range's second year, completed by the first: `1914`, `18`.
    Complete = "complete" 2..=2,
    /// `month(m, shift, year)`, `weekday(d, shift)`, and so on: one of a series.
    Month = "month" 1..=3,
    Weekday = "weekday" 1..=2,
    Season = "season" 1..=3,
    Quarter = "quarter" 1..=3,
    Half = "half" 1..=3,
    Weekend = "weekend" 1..=1,
    Week = "week" 1..=2,
    Decade = "decade" 1..=1,
    Century = "century" 1..=1,
    /// `unit(shift, unit)`: last week, the following day.
    Unit = "unit" 2..=2,
    /// `with-event(unit)`: the unit in which an event beside it lies: "the same day the talks began".
    WithEvent = "with-event" 1..=1,
    /// `ago(n, unit)`, `ahead(n, unit)`: from the DCT. `earlier(n, unit)`, `later(n, unit)`: from the time spoken of.
    Ago = "ago" 2..=2,
    Ahead = "ahead" 2..=2,
    Earlier = "earlier" 2..=2,
    Later = "later" 2..=2,
    /// `before(n, unit, date)`, `after(n, unit, date)`: a distance from a date that is named; `after(0, week, date)`: the week that holds it.
    Before = "before" 2..=3,
    After = "after" 2..=3,
    /// The nth unit of a date: "the third week of May".
    Nth = "nth" 3..=3,
    /// Gives a date a shift.
    Shifted = "shifted" 2..=2,
    /// `milli(500)` is a half.
    Milli = "milli" 1..=1,
    BcDecade = "bc-decade" 1..=1,
    BcCentury = "bc-century" 1..=1,
    /// `of(piece, whole)`: a piece of a year, which is a number or "last year", or a weekday of "last week".
    Of = "of" 2..=2,
    /// `fixed(month, day)`, `nth-weekday(n, weekday, month, days on)`, `easter(days on)`, `one-day(year, month, day)`: feasts.
    Fixed = "fixed" 2..=2,
    NthWeekday = "nth-weekday" 3..=4,
    Easter = "easter" 1..=1,
    Pascha = "pascha" 1..=1,
    OneDay = "one-day" 3..=3,
    /// `hijri(month, day)` and so on: feasts of other calendars.
    Hijri = "hijri" 2..=2,
    Hebrew = "hebrew" 2..=2,
    Persian = "persian" 2..=2,
    ChineseNewYear = "chinese-new-year" 1..=1,
    /// `holiday(feast, year, shift)`.
    Holiday = "holiday" 1..=3,
    /// `at(date, clock)`, `clock(hour, minute, second, meridiem, zone)`, `daypart(date, part)`.
    At = "at" 2..=2,
    Clock = "clock" 1..=5,
    Daypart = "daypart" 2..=2,
    /// `hhmm(1430, zone)`; `hhmm(8.30, zone, meridiem)`.
    Hhmm = "hhmm" 1..=3,
    /// `dtg(ddhhmm, month, year)`: a military date-time group.
    Dtg = "dtg" 1..=3,
    /// `yyyymmdd(20201203)`.
    Yyyymmdd = "yyyymmdd" 1..=1,
    /// `mod(modifier, value)`.
    Mod = "mod" 2..=2,
    Ref = "ref" 1..=1,
    Duration = "duration" 2..=4,
    /// `reaching(duration, which)`: a length that runs up to a time or from it, if the word says so: "the past five years".
    Reaching = "reaching" 2..=2,
    /// `every(n, unit)`, `every(date)`, `times(freq, n, unit)`.
    Every = "every" 1..=3,
    Times = "times" 2..=3,
    /// Asserts a range on a number: `within(n, low, high)` is none outside.
    Within = "within" 3..=3,
}

/// Reads a value expression. `capture` gives a capture's index by name.
pub fn parse(text: &str, capture: &dyn Fn(&str) -> Option<u8>) -> Result<Expr, String> {
    let mut parser = Parser { rest: text.trim(), capture };
    let expr = parser.expr(0).map_err(|why| format!("{why} in value '{text}'"))?;
    if parser.rest.is_empty() { Ok(expr) } else { Err(format!("cannot read '{}' in value '{text}'", parser.rest)) }
}

struct Parser<'a> {
    rest: &'a str,
    capture: &'a dyn Fn(&str) -> Option<u8>,
}

impl Parser<'_> {
    fn expr(&mut self, depth: usize) -> Result<Expr, String> {
        if depth > 16 {
            return Err("a value nests too deeply".to_string());
        }
        let end = self.rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-')).unwrap_or(self.rest.len());
        let (name, rest) = self.rest.split_at(end);
        self.rest = rest.trim_start();
        if self.eat("(") {
            let arguments = self.list(")", depth)?;
            if name == "each" && depth == 0 {
                return Ok(Expr::List(arguments));
            }
            let (op, arity) = Op::from_name(name).ok_or_else(|| format!("unknown operator '{name}'"))?;
            if !arity.contains(&arguments.len()) {
                let (least, most) = (arity.start(), arity.end());
                let takes = if least == most { least.to_string() } else { format!("{least} to {most}") };
                return Err(format!("'{name}' takes {takes} arguments, not {}", arguments.len()));
            }
            return Ok(Expr::Call(op, arguments));
        }
        match name {
            "none" => return Ok(Expr::None),
            "nothing" if depth == 0 => return Ok(Expr::Nothing),
            _ => {}
        }
        if let Some(slot) = (self.capture)(name) {
            return Ok(Expr::Slot(slot));
        }
        fact::parse(name).map(Expr::Fact).ok_or_else(|| format!("'{name}' is neither a capture of the pattern nor a constant"))
    }

    fn list(&mut self, close: &str, depth: usize) -> Result<Vec<Expr>, String> {
        let mut items = Vec::new();
        loop {
            items.push(self.expr(depth + 1)?);
            if self.eat(close) {
                return Ok(items);
            }
            if !self.eat(",") {
                let before = if self.rest.is_empty() { "the end".to_string() } else { format!("'{}'", self.rest) };
                return Err(format!("expected ',' or '{close}' before {before}"));
            }
        }
    }

    fn eat(&mut self, mark: &str) -> bool {
        match self.rest.strip_prefix(mark) {
            Some(rest) => {
                self.rest = rest.trim_start();
                true
            }
            None => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::timex::fact::Unit;

    #[test]
    fn reads_values() {
        let read = |text| parse(text, &|name| (name == "n").then_some(3));
        assert_eq!(read("ago(n, week)"), Ok(Expr::Call(Op::Ago, vec![Expr::Slot(3), Expr::Fact(Fact::Unit(Unit::Week))])));
        assert_eq!(read("each(none, -1)"), Ok(Expr::List(vec![Expr::None, Expr::Fact(Fact::Int(-1))])));
        for (text, message) in [
            ("ago(n)", "'ago' takes 2 arguments, not 1 in value 'ago(n)'"),
            ("or(n)", "'or' takes 2 to 3 arguments, not 1 in value 'or(n)'"),
            ("agoo(n, week)", "unknown operator 'agoo' in value 'agoo(n, week)'"),
            ("m", "'m' is neither a capture of the pattern nor a constant in value 'm'"),
            ("ago(n, week", "expected ',' or ')' before the end in value 'ago(n, week'"),
            ("n n", "cannot read 'n' in value 'n n'"),
        ] {
            assert_eq!(read(text), Err(message.to_string()));
        }
    }
}
