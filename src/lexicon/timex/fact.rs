//! What a word of the temporal word lists means: the closed set of constants that lists and value expressions share.

use crate::time::edtf::Season;

/// One fact about a word, or one constant of a value expression.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fact {
    Int(i32),
    /// Thousandths, for "2.5" and "one and a half".
    Milli(i64),
    /// A number that the words leave open: "several", "a few".
    Fuzzy,
    Unit(Unit),
    Shift(Shift),
    Part(DayPart),
    Season(Season),
    Mod(Modifier),
    Vague(Vague),
    Feast(Feast),
    /// Minutes east of Greenwich.
    Zone(i16),
    Meridiem(Meridiem),
}

/// A calendar unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Weekend,
    Week,
    Month,
    Quarter,
    Half,
    Season,
    Year,
    Decade,
    Century,
    Millennium,
    /// "time", "period": a unit that only points back.
    Time,
}

/// Which of a series is meant, and what it counts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Shift {
    /// Before the DCT, or before the time of the narrative in a text that has one.
    Last,
    /// After the DCT, or after the time of the narrative.
    Next,
    /// The one that holds the DCT.
    This,
    /// The latest one of its kind, whether over or not: "the latest quarter".
    Latest,
    /// Before, after, or at the time spoken of just now.
    Previous,
    Following,
    Same,
    /// Within the year or week before or after the DCT's: "March of last year", "Monday of last week".
    OfLast,
    OfNext,
}

/// A part of the day, in TIMEX3's codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DayPart {
    Morning,
    Afternoon,
    Evening,
    Night,
    Daytime,
    Midday,
    Midnight,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Vague {
    Past,
    Present,
    Future,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Meridiem {
    Am,
    Pm,
}

/// TIMEX3 `mod`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Modifier {
    Before,
    After,
    OnOrBefore,
    OnOrAfter,
    LessThan,
    MoreThan,
    EqualOrLess,
    EqualOrMore,
    Start,
    Mid,
    End,
    Approx,
}

impl Modifier {
    /// As TIMEX3 writes it.
    pub fn name(self) -> &'static str {
        use Modifier::*;
        match self {
            Before => "BEFORE",
            After => "AFTER",
            OnOrBefore => "ON_OR_BEFORE",
            OnOrAfter => "ON_OR_AFTER",
            LessThan => "LESS_THAN",
            MoreThan => "MORE_THAN",
            EqualOrLess => "EQUAL_OR_LESS",
            EqualOrMore => "EQUAL_OR_MORE",
            Start => "START",
            Mid => "MID",
            End => "END",
            Approx => "APPROX",
        }
    }
}

/// How a feast finds its day in a year; the day itself is arithmetic, never a table of years.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Feast {
    /// The same day each year.
    Fixed {
        month: u8,
        day: u8,
    },
    /// The `nth` weekday of a month, counted from the end when negative; weekday 1 is Monday. `plus` days on.
    Nth {
        month: u8,
        weekday: u8,
        nth: i8,
        plus: i8,
    },
    /// Days after Western Easter.
    Easter(i16),
    /// Days after Orthodox Easter.
    Pascha(i16),
    /// A month and day of another calendar.
    Hijri {
        month: u8,
        day: u8,
    },
    Hebrew {
        month: u8,
        day: u8,
    },
    Persian {
        month: u8,
        day: u8,
    },
    ChineseNewYear,
    /// One day of history: "9/11".
    Day {
        year: i16,
        month: u8,
        day: u8,
    },
}

/// Reads a number, the name of a constant, or a zone: `zone +5:30`.
pub fn parse(text: &str) -> Option<Fact> {
    if let Ok(number) = text.parse::<i32>() {
        return Some(Fact::Int(number));
    }
    if let Some((kind, rest)) = text.split_once(' ') {
        return parse_zone(kind, rest);
    }
    CONSTANTS.iter().find(|(name, _)| *name == text).map(|&(_, fact)| fact)
}

fn parse_zone(kind: &str, rest: &str) -> Option<Fact> {
    let (sign, clock) = (rest.chars().next()?, rest.get(1..)?);
    let (hours, minutes) = clock.split_once(':')?;
    let minutes = hours.parse::<i16>().ok()?.checked_mul(60)?.checked_add(minutes.parse().ok()?)?;
    match (kind, sign) {
        ("zone", '+') => Some(Fact::Zone(minutes)),
        ("zone", '-') => Some(Fact::Zone(-minutes)),
        _ => None,
    }
}

const CONSTANTS: &[(&str, Fact)] = &[
    ("fuzzy", Fact::Fuzzy),
    ("second", Fact::Unit(Unit::Second)),
    ("minute", Fact::Unit(Unit::Minute)),
    ("hour", Fact::Unit(Unit::Hour)),
    ("day", Fact::Unit(Unit::Day)),
    ("weekend", Fact::Unit(Unit::Weekend)),
    ("week", Fact::Unit(Unit::Week)),
    ("month", Fact::Unit(Unit::Month)),
    ("quarter", Fact::Unit(Unit::Quarter)),
    ("half", Fact::Unit(Unit::Half)),
    ("season", Fact::Unit(Unit::Season)),
    ("year", Fact::Unit(Unit::Year)),
    ("decade", Fact::Unit(Unit::Decade)),
    ("century", Fact::Unit(Unit::Century)),
    ("millennium", Fact::Unit(Unit::Millennium)),
    ("time", Fact::Unit(Unit::Time)),
    ("last", Fact::Shift(Shift::Last)),
    ("next", Fact::Shift(Shift::Next)),
    ("this", Fact::Shift(Shift::This)),
    ("latest", Fact::Shift(Shift::Latest)),
    ("previous", Fact::Shift(Shift::Previous)),
    ("following", Fact::Shift(Shift::Following)),
    ("same", Fact::Shift(Shift::Same)),
    ("of-last", Fact::Shift(Shift::OfLast)),
    ("of-next", Fact::Shift(Shift::OfNext)),
    ("morning", Fact::Part(DayPart::Morning)),
    ("afternoon", Fact::Part(DayPart::Afternoon)),
    ("evening", Fact::Part(DayPart::Evening)),
    ("night", Fact::Part(DayPart::Night)),
    ("daytime", Fact::Part(DayPart::Daytime)),
    ("midday", Fact::Part(DayPart::Midday)),
    ("midnight", Fact::Part(DayPart::Midnight)),
    ("spring", Fact::Season(Season::Spring)),
    ("summer", Fact::Season(Season::Summer)),
    ("autumn", Fact::Season(Season::Autumn)),
    ("winter", Fact::Season(Season::Winter)),
    ("past", Fact::Vague(Vague::Past)),
    ("present", Fact::Vague(Vague::Present)),
    ("future", Fact::Vague(Vague::Future)),
    ("am", Fact::Meridiem(Meridiem::Am)),
    ("pm", Fact::Meridiem(Meridiem::Pm)),
    ("BEFORE", Fact::Mod(Modifier::Before)),
    ("AFTER", Fact::Mod(Modifier::After)),
    ("ON_OR_BEFORE", Fact::Mod(Modifier::OnOrBefore)),
    ("ON_OR_AFTER", Fact::Mod(Modifier::OnOrAfter)),
    ("LESS_THAN", Fact::Mod(Modifier::LessThan)),
    ("MORE_THAN", Fact::Mod(Modifier::MoreThan)),
    ("EQUAL_OR_LESS", Fact::Mod(Modifier::EqualOrLess)),
    ("EQUAL_OR_MORE", Fact::Mod(Modifier::EqualOrMore)),
    ("START", Fact::Mod(Modifier::Start)),
    ("MID", Fact::Mod(Modifier::Mid)),
    ("END", Fact::Mod(Modifier::End)),
    ("APPROX", Fact::Mod(Modifier::Approx)),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_constants() {
        for (text, expected) in [
            ("12", Some(Fact::Int(12))),
            ("week", Some(Fact::Unit(Unit::Week))),
            ("zone -5:00", Some(Fact::Zone(-300))),
            ("zone +5:30", Some(Fact::Zone(330))),
            ("zone", None),
            ("zone +", None),
            ("wek", None),
        ] {
            assert_eq!(parse(text), expected, "{text}");
        }
    }
}
