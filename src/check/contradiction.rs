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
        // The words that date an event, unless the link quotes them already.
        let link = said(timeline, statement);
        let dated = |&at: &usize| {
            let entry = &timeline.events[at];
            let receipt = entry.evidence.iter().find(|e| e.time.is_some()).or(entry.evidence.first()).map(|e| format!(" (“{}”)", e.quote));
            let receipt = receipt.filter(|quote| !link.contains(quote.as_str())).unwrap_or_default();
            format!("{} is of {}{receipt}", entry.id, entry.date)
        };
        reasons.extend(contradiction.dates.iter().map(dated));
        let message = format!("{link}, which cannot hold: {}", reasons.join(", and "));
        Finding::event("contradiction", Level::Warning, &timeline.events[statement.events().0].id, "id", message)
    };
    solution(timeline, &network).contradictions.iter().map(report).collect()
}
