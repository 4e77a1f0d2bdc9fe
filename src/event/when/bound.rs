//! What only bounds a mention: the date of the report of it, and its tense against the day of publication.

use super::read::up_to;
use crate::event::{Basis, Status, When};
use crate::time::edtf::{Date, Edtf};
use chrono::NaiveDate;

/// The bound that a report's date sets: what was reported on Wednesday had begun by then.
pub fn reported(report: &When, status: Status) -> Option<When> {
    if report.date.lacks_year() || !matches!(status, Status::Occurred | Status::Ongoing) {
        return None;
    }
    Some(When { date: up_to(report.date, 0), basis: report.basis, timex: report.timex })
}

/// The bound that status and tense set against the DCT.
pub fn from_tense(status: Status, dct: Option<NaiveDate>) -> When {
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
