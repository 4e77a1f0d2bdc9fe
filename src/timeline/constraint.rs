//! A timeline as the network of the order row sees it: what dates assert, and what links state.
//!
//! A date is *derived* when its basis is order-only or event-anchored, and something in the timeline derives it: the tense of its evidence,
//! a link from or to it, an `after` or `same_day`. All other dates are *asserted*, whoever wrote them. An `after` or `same_day` between two
//! events that no evidence links is a person's own, and as sure as a person's word.

use super::entry::{Entry, Link, SURE, Timeline, Told};
use crate::event::{Basis, Status};
use crate::order::{Cue, End, Happening};
use crate::time::edtf::Qualifier;
use crate::time::{Distance, Edtf, Interval, Relation};
use std::collections::BTreeSet;

/// The network of a timeline. `happenings[i]` is `timeline.events[i]`; `statements[c]` says where `cues[c]` comes from.
#[derive(Clone, Debug, Default)]
pub struct Constraints {
    /// One an entry, in their order.
    pub happenings: Vec<Happening>,
    /// What ties two of them.
    pub cues: Vec<Cue>,
    /// Who says so, one a cue, in their order.
    pub statements: Vec<Statement>,
    /// Whether the date of the event is computed anew from the others.
    pub derived: Vec<bool>,
}

/// Where a cue comes from; indices are positions in the timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Statement {
    Link {
        event: usize,
        evidence: usize,
        link: usize,
        other: usize,
    },
    /// A person put `event` after `other`.
    After {
        event: usize,
        other: usize,
    },
    SameDay {
        event: usize,
        other: usize,
    },
}

impl Statement {
    /// The two events, the one that says so first.
    pub fn events(self) -> (usize, usize) {
        match self {
            Statement::Link { event, other, .. } | Statement::After { event, other } | Statement::SameDay { event, other } => {
                (event, other)
            }
        }
    }
}

/// Reads the network of a timeline. Links to events that are not in it say nothing.
pub fn constraints(timeline: &Timeline) -> Constraints {
    let place = timeline.places();
    let mut network = Constraints::default();
    let mut linked: BTreeSet<(usize, usize)> = BTreeSet::new();
    for (i, entry) in timeline.events.iter().enumerate() {
        for (e, evidence) in entry.evidence.iter().enumerate() {
            for (l, link) in evidence.links.iter().enumerate() {
                let Some(&other) = place.get(link.event.as_str()).filter(|&&other| other != i) else { continue };
                network.cues.push(cue(i, other, link));
                network.statements.push(Statement::Link { event: i, evidence: e, link: l, other });
                linked.insert((i.min(other), i.max(other)));
            }
        }
    }
    for (i, entry) in timeline.events.iter().enumerate() {
        let by_hand = |id: &String| {
            let other = *place.get(id.as_str())?;
            (other != i && !linked.contains(&(i.min(other), i.max(other)))).then_some(other)
        };
        for other in entry.after.iter().filter_map(by_hand) {
            network.cues.push(Cue::before(other, i, SURE));
            network.statements.push(Statement::After { event: i, other });
        }
        for other in entry.same_day.iter().filter_map(by_hand) {
            network.cues.push(Cue::same_day(other, i, SURE));
            network.statements.push(Statement::SameDay { event: i, other });
        }
    }
    let touched: BTreeSet<usize> = network.statements.iter().flat_map(|s| <[usize; 2]>::from(s.events())).collect();
    for (i, entry) in timeline.events.iter().enumerate() {
        let derived = is_derived(entry) && (touched.contains(&i) || entry.evidence.iter().any(|e| e.tense.is_some()));
        let asserted = if derived { told(timeline, entry) } else { entry.date.interval() };
        let end = if derived { None } else { end(entry.date) };
        network.happenings.push(Happening { end, ..Happening::new(asserted, is_fact(entry.status)) });
        network.derived.push(derived);
    }
    // What words end has an end, on whatever day.
    for (cue, statement) in network.cues.iter().zip(&network.statements) {
        if let Statement::Link { event, evidence, link, .. } = *statement
            && matches!(timeline.events[event].evidence[evidence].links[link].relation, Relation::Ends | Relation::EndedBy)
        {
            network.happenings[cue.earlier].end.get_or_insert(Interval::ALWAYS);
        }
    }
    network
}

fn is_derived(entry: &Entry) -> bool {
    let unknown = entry.date == Edtf::UNKNOWN && entry.basis != Basis::Human;
    unknown || matches!(entry.basis, Basis::OrderOnly | Basis::EventAnchored) && !entry.date.lacks_year()
}

pub fn is_fact(status: Status) -> bool {
    matches!(status, Status::Occurred | Status::Ongoing)
}

/// When what lasted was over, where its date says so: "2020-01/2020-03".
fn end(date: Edtf) -> Option<Interval> {
    match date {
        Edtf::Lasted { from, to: Some(to) } if !date.lacks_year() => {
            let end = to.interval();
            // About two weeks after the start: as rough as "about" is of a length in a cue.
            let from = from.and_then(|from| from.interval().earliest()).filter(|_| to.qualifier != Qualifier::None);
            let slack = |from: chrono::NaiveDate| end.latest().map_or(0, |to| ((to - from).num_days() / 4).max(1));
            let slack = from.map_or(0, slack);
            Interval::new(
                end.earliest().map(|day| day - chrono::TimeDelta::days(slack)),
                end.latest().map(|day| day + chrono::TimeDelta::days(slack)),
            )
        }
        _ => None,
    }
}

/// The days that the tenses of the evidence leave, against the days of publication.
pub fn told(timeline: &Timeline, entry: &Entry) -> Interval {
    let published = |of: Told| {
        let sources = entry.evidence.iter().filter(move |e| e.tense == Some(of)).filter_map(|e| timeline.sources.get(&e.source));
        sources.filter_map(|source| source.published).map(Edtf::interval)
    };
    // Of a source that is dated to a span of days, what was told of as past had happened by the last of them.
    let latest = published(Told::Past).filter_map(Interval::latest).min();
    let earliest = published(Told::Future).filter_map(Interval::earliest).max();
    // Reports that contradict each other: what happened was told of afterwards, what was planned beforehand.
    let instead = if is_fact(entry.status) { Interval::new(None, latest) } else { Interval::new(earliest, None) };
    Interval::new(earliest, latest).or(instead).unwrap_or(Interval::ALWAYS)
}

/// "`event` is `relation` `other`" as a constraint.
fn cue(event: usize, other: usize, link: &Link) -> Cue {
    let confidence = link.confidence;
    // "After the siege" is after its end, "since the siege" and "a month into the siege" count from its start.
    let from_start = ["since", "into"].iter().any(|word| link.cue == *word || link.cue.ends_with(&format!(" {word}")));
    let after = |cue: Cue| Cue { end: if from_start { End::Ignored } else { End::CountedFrom }, ..cue };
    match (link.relation, link.days) {
        (Relation::After | Relation::BegunBy, Some(days)) => after(Cue::apart(other, event, days, confidence)),
        (Relation::After, None) => after(Cue::before(other, event, confidence)),
        (Relation::Before, Some(days)) => Cue::apart(event, other, days, confidence),
        (Relation::Before, None) => Cue::before(event, other, confidence),
        (Relation::Simultaneous, Some(days)) => Cue { strict: false, ..Cue::apart(other, event, days, confidence) },
        (Relation::Simultaneous, None) => Cue::same_day(other, event, confidence),
        (Relation::IsIncluded, Some(days)) => Cue { strict: false, ..Cue::apart(other, event, days, confidence) },
        // Within the other: not before it starts, nor after it ends.
        (Relation::IsIncluded, None) => Cue { strict: false, end: End::NotPassed, ..Cue::before(other, event, confidence) },
        // "The siege ended", "ruled until the coup": the end of the one is the day of the other.
        (Relation::Ends, _) => Cue { end: End::CountedFrom, ..Cue::apart(other, event, Distance::exactly(0), confidence) },
        (Relation::EndedBy, _) => Cue { end: End::CountedFrom, ..Cue::apart(event, other, Distance::exactly(0), confidence) },
        (Relation::Includes, _) => Cue { strict: false, ..Cue::before(event, other, confidence) },
        _ => Cue::before(other, event, confidence),
    }
}

/// Whether a link puts both on one day.
pub fn is_same_day(link: &Link) -> bool {
    link.relation == Relation::Simultaneous && link.days.is_none_or(|days| days == Distance::exactly(0))
}
