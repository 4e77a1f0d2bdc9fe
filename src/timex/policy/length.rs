//! Lengths of time and repetitions: values that have no place on the calendar.

use super::{Context, Genre, Resolved, now, place, story};
use crate::lexicon::timex::fact::{Shift, Unit};
use crate::timex::point::{Place, Point, part_code, season_code};
use crate::timex::reading::{Amount, Base, Calendar, Every, Field, Reading, Time};
use crate::timex::{Anchor, Kind};

/// A TIMEX3 duration: `P3D`, `PT2H`, `PXY`.
pub(super) fn duration(amount: Amount, unit: Unit) -> String {
    let (time, letter, times) = match unit {
        Unit::Second => ("T", "S", 1),
        Unit::Minute => ("T", "M", 1),
        Unit::Hour => ("T", "H", 1),
        Unit::Day => ("", "D", 1),
        Unit::Weekend => ("", "WE", 1),
        Unit::Week => ("", "W", 1),
        Unit::Month => ("", "M", 1),
        Unit::Quarter => ("", "Q", 1),
        Unit::Half => ("", "M", 6),
        Unit::Season => ("", "M", 3),
        Unit::Year => ("", "Y", 1),
        Unit::Decade => ("", "Y", 10),
        Unit::Century => ("", "Y", 100),
        Unit::Millennium => ("", "Y", 1000),
        Unit::Time => ("", "X", 1),
    };
    match amount {
        None if matches!(unit, Unit::Decade) => "PXDE".to_string(),
        None if matches!(unit, Unit::Century) => "PXCE".to_string(),
        None => format!("P{time}X{letter}"),
        // An hour and a half is an hour and thirty minutes.
        Some(n) if matches!(unit, Unit::Hour | Unit::Minute) && n.abs() % 1000 == 500 => {
            let whole = if n.abs() > 1000 { format!("{}{letter}", n.abs() / 1000) } else { String::new() };
            format!("PT{whole}30{}", if unit == Unit::Hour { "M" } else { "S" })
        }
        Some(n) => {
            let n = n.abs().saturating_mul(times);
            let fraction = format!("{:03}", n % 1000);
            let fraction = fraction.trim_end_matches('0');
            let point = if fraction.is_empty() { "" } else { "." };
            format!("P{time}{}{point}{fraction}{letter}", n / 1000)
        }
    }
}

/// Where a length begins and ends: "the past five years" run up to the article, "the next three days" from it; "the following two years"
/// run from the time spoken of.
pub(super) fn reaching(shift: Option<Shift>, context: &Context) -> (Anchor, Anchor) {
    let of = |from: Option<(Point, Anchor)>| from.map_or(Anchor::None, |(_, anchor)| anchor);
    match shift {
        Some(Shift::Last | Shift::Latest) => (Anchor::None, of(now(context))),
        Some(Shift::Next) => (of(now(context)), Anchor::None),
        Some(Shift::Previous) => (Anchor::None, of(story(context))),
        Some(Shift::Following) => (of(story(context)), Anchor::None),
        _ => (Anchor::None, Anchor::None),
    }
}

pub(super) fn set(reading: &Reading, every: Every, context: &Context) -> Resolved {
    let year = match (reading.time, reading.base) {
        (_, Base::Calendar(Calendar { year: Some(year), .. })) => Some(year),
        _ => None,
    };
    let value = match (reading.base, reading.time) {
        (Base::Length { amount, unit }, None) => duration(amount, unit),
        (Base::Length { .. }, Some(Time::Part(part))) => format!("XXXX-XX-XXT{}", part_code(part)),
        (Base::Weekday(day), time) => Point { time, ..Point::new(None, Place::Weekday(day)) }.to_string(),
        (Base::Calendar(Calendar { field: Field::Season(season), .. }), _) => format!("XXXX-{}", season_code(season)),
        (Base::Calendar(Calendar { field: Field::Quarter(quarter), .. }), _) => format!("XXXX-Q{quarter}"),
        (Base::Calendar(Calendar { field: Field::Month(month), .. }), _) => Point::new(year, Place::Month(month)).to_string(),
        (Base::Calendar(Calendar { field: Field::Day(month, day), .. }), _) => Point::new(year, Place::Day(month, day)).to_string(),
        (Base::Unit(Unit::Weekend), _) => "XXXX-WXX-WE".to_string(),
        (Base::Unit(Unit::Day), Some(time)) => Point { time: Some(time), ..Point::new(None, Place::Day(0, 0)) }.to_string(),
        _ => place(&Reading { shift: None, ..*reading }, &Context { genre: Genre::News, dct: None, story: None, ..*context }).0.to_string(),
    };
    let mut resolved = Resolved::of(Kind::Set, value, reading.modifier);
    match (every.freq, every.nth) {
        (Some(freq), _) => resolved.freq = Some(format!("{freq}X")),
        (None, Some(nth)) => resolved.quant = Some(format!("EVERY {nth}")),
        (None, None) => resolved.quant = Some("EVERY".to_string()),
    }
    resolved
}
