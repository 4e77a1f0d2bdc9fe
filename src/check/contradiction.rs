//! Links and dates that cannot all hold, as the order's network finds them.

use super::{Finding, Level, Subject};
use crate::timeline::constraint::constraints;
use crate::timeline::settle::{said, solution};

pub(super) fn check(subject: &Subject) -> Vec<Finding> {
    let timeline = subject.timeline;
    let network = constraints(timeline);
    let report = |contradiction: &crate::order::Contradiction| {
        let statement = network.statements[contradiction.set_aside];
        let others = contradiction.cycle.iter().filter(|cue| **cue != contradiction.set_aside);
        let mut reasons: Vec<String> = others.map(|&cue| said(timeline, network.statements[cue])).collect();
        let dated = |&at: &usize| format!("{} is of {}", timeline.events[at].id, timeline.events[at].date);
        reasons.extend(contradiction.dates.iter().map(dated));
        let message = format!("{}, which cannot hold: {}", said(timeline, statement), reasons.join(", and "));
        Finding::event("contradiction", Level::Warning, &timeline.events[statement.events().0].id, "id", message)
    };
    solution(timeline, &network).contradictions.iter().map(report).collect()
}
