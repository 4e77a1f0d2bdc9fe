//! Mentions of events: who did what to whom, did it happen, and which expression dates it.

mod argument;
pub mod attribution;
pub mod clause;
mod find;
mod fuller;
mod hanging;
mod hero;
pub mod keep;
mod mend;
mod mention;
mod name;
pub mod phrase;
pub mod published;
mod quotation;
pub mod recognize;
pub mod reference;
pub mod role;
pub mod same;
pub mod select;
pub mod sentence;
mod speaker;
pub mod standing;
pub mod status;
mod style;
mod telling;
pub mod trigger;
pub mod what;
pub mod when;
mod worth;

use crate::span::Span;
use crate::time::Edtf;
pub use find::{Judge, Setting, find, find_with};

/// One place in one text that reports an event. Indices are positions in the document's own vectors.
#[derive(Clone, Debug)]
pub struct Mention {
    /// The head word.
    pub trigger: Span,
    /// The head word's token.
    pub token: u32,
    /// Its sentence.
    pub sentence: u32,
    /// As TimeML has it.
    pub class: Class,
    /// A PLOVER code such as `ASSAULT/targeted`, when one fits.
    pub kind: Option<String>,
    /// As TimeML has it.
    pub tense: Tense,
    /// As TimeML has it.
    pub aspect: Aspect,
    /// TimeML's polarity: whether a word denies it.
    pub negated: bool,
    /// The modal verb, as TimeML's `modality`.
    pub modality: Option<String>,
    /// Whether it happened.
    pub status: Status,
    /// Its date, and why.
    pub when: When,
    /// Who did it, by the name that the text has for them.
    pub actors: Vec<String>,
    /// To whom it was done.
    pub recipients: Vec<String>,
    /// Where.
    pub place: Option<String>,
    /// Who says so, when the text attributes it: `Politico`.
    pub attribution: Option<String>,
    /// One clean clause; empty when no entry is due.
    pub what: String,
    /// Whether a timeline should list it, rather than `tag` only.
    pub listed: bool,
    /// How likely a reader would strike it from the list ([`keep`]).
    pub doubt: keep::Doubt,
    /// For a noun: the token of the light verb or announcement that carries it, and that is listed in its place.
    pub carrier: Option<u32>,
    /// The first mention of the same event in the text, by index.
    pub same_as: Option<u32>,
}

/// What dates a mention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct When {
    /// As fine as the words.
    pub date: Edtf,
    /// Why it is that date.
    pub basis: Basis,
    /// The dating expression, by index.
    pub timex: Option<u32>,
}

/// Why a date is what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Basis {
    /// The words give the whole date.
    Explicit,
    /// Counted from the DCT or from another expression.
    Relative,
    /// The words give all but the year.
    YearInferred,
    /// Counted from another event.
    EventAnchored,
    /// The words say that it happened when the article was written.
    ArticleDate,
    /// Only its place among other events, or its tense, bounds it.
    OrderOnly,
    /// A person wrote it.
    Human,
}

/// TimeML event class.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Class {
    /// "Died", "the raid".
    Occurrence,
    /// "Is held", "the crisis".
    State,
    /// "Said", "according to".
    Reporting,
    /// "Saw", "heard".
    Perception,
    /// "Began", "ended".
    Aspectual,
    /// An act that introduces another: "tried", "promised".
    IAction,
    /// A state of mind or of affairs that introduces another: "wants", "is ready".
    IState,
}

/// TimeML tense; non-finite forms included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Tense {
    None,
    Past,
    Present,
    Future,
    Infinitive,
    PresentParticiple,
    PastParticiple,
}

/// TimeML aspect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Aspect {
    None,
    /// "Has left".
    Perfective,
    /// "Is leaving".
    Progressive,
    /// "Has been leaving".
    PerfectiveProgressive,
}

/// Whether it happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// It is told as done.
    Occurred,
    /// It goes on at the day of publication.
    Ongoing,
    /// It is to come.
    Planned,
    /// Somebody threatens to do it.
    Threatened,
    /// It is thought of, asked for or feared.
    Hypothetical,
    /// It is said not to have happened.
    Denied,
    /// It was to come, and will not.
    Cancelled,
}
