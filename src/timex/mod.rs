//! Temporal expressions: find, underspecified value, anchored value (TIMEX3).

use crate::span::Span;

/// One temporal expression with its anchored value.
#[derive(Clone, Debug)]
pub struct Timex {
    pub span: Span,
    /// Index of its sentence in the text.
    pub sentence: u32,
    /// Its tokens in the text.
    pub tokens: std::ops::Range<u32>,
    /// TIMEX3 `type`.
    pub kind: Kind,
    /// TIMEX3 `value`, as written: `2020-01`, `P3D`, `XXXX-WXX-2`, `PRESENT_REF`.
    pub value: String,
    /// TIMEX3 `mod`, as written: `START`, `APPROX`, …
    pub modifier: Option<Modifier>,
    /// TIMEX3 `quant` and `freq` of a SET.
    pub quant: Option<String>,
    pub freq: Option<String>,
    /// The calendar meaning, for everything but durations, sets and vague references.
    pub date: Option<crate::time::Edtf>,
    pub anchor: Anchor,
    /// The rule in `data/` that found it.
    pub rule: &'static str,
    /// Readings that were nearly chosen, best first.
    pub alternatives: Vec<crate::time::Edtf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    Date,
    Time,
    Duration,
    Set,
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

/// What a relative value counts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Anchor {
    /// Nothing: the words say it all, or the value stays underspecified.
    None,
    Dct,
    /// An earlier expression of the same text, by index.
    Timex(u32),
    /// An event named beside it ("two days after the raid"): the value is a distance, the `event` row finds which event.
    Event,
}

/// Placeholder until the room is built.
pub fn find(_text: &crate::text::Text, _dct: Option<chrono::NaiveDate>, _lexicon: &crate::lexicon::Lexicon) -> Vec<Timex> {
    Vec::new()
}
