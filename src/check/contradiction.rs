//! Links and dates that cannot all hold, as the order's network finds them.

use super::{Finding, Level, Subject};
use crate::timeline::constraint::constraints;
use crate::timeline::settle::solution;
use crate::timeline::wording::{against, said};

pub(super) fn check(subject: &Subject) -> Vec<Finding> {
    let timeline = subject.timeline;
    let network = constraints(timeline);
    let report = |contradiction: &crate::order::Contradiction| {
        let statement = network.statements[contradiction.set_aside];
        let reasons = against(timeline, &network, contradiction).join(", and ");
        let message = format!("{}, which cannot hold: {reasons}", said(timeline, statement));
        Finding::event("contradiction", Level::Warning, &timeline.events[statement.events().0].id, "id", message)
    };
    solution(timeline, &network).contradictions.iter().map(report).collect()
}
