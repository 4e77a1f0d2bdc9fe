//! What only bounds a mention: the date of the report of it, and its tense against the day of publication.

use super::read::up_to;
use crate::event::status::Manner;
use crate::event::{Basis, Status, When};
use crate::text::{Rel, Tree};
use crate::time::edtf::{Date, Edtf};
use chrono::NaiveDate;

/// The bound that a report's date sets: what was reported on Wednesday had begun by then.
pub(super) fn reported(report: &When, status: Status) -> Option<When> {
    if report.date.lacks_year() || !matches!(status, Status::Occurred | Status::Ongoing) {
        return None;
    }
    Some(When { date: up_to(report.date, 0), basis: report.basis, timex: report.timex })
}

/// Whether a main clause tells in the simple present what happened: "A bomb kills twenty", in a text whose style that is.
pub(super) fn is_of_the_day(tree: &Tree, verb: u32, manner: &Manner, status: Status) -> bool {
    manner.generic
        && status == Status::Occurred
        && tree.tag(verb).is_verb()
        && matches!(tree.rel(verb), Rel::Root | Rel::Conj | Rel::Parataxis)
}

/// What a chronicle tells in the present tense happened on its own day.
pub(super) fn of_the_day(dct: Option<NaiveDate>) -> When {
    match dct {
        Some(day) => When { date: Edtf::Date(Date::day(day)), basis: Basis::ArticleDate, timex: None },
        None => from_tense(Status::Occurred, None),
    }
}

/// The bound that status and tense set against the DCT.
pub(super) fn from_tense(status: Status, dct: Option<NaiveDate>) -> When {
    let bound = dct.map(Date::day);
    let date = match (bound, status) {
        (None, _) => Edtf::UNKNOWN,
        (Some(day), Status::Occurred | Status::Ongoing) => Edtf::Between { from: None, to: Some(day) },
        // "would", "plans to", "if": what has not happened lies ahead.
        (Some(day), Status::Planned | Status::Threatened | Status::Hypothetical) => Edtf::Between { from: Some(day), to: None },
        _ => Edtf::UNKNOWN,
    };
    When { date, basis: Basis::OrderOnly, timex: None }
}
