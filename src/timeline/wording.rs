//! What a link or a date says, in words: on one line for a diagnostic, and for those who explain the order.

use super::constraint::{Constraints, Statement};
use super::entry::{Entry, Evidence, Link, Timeline, Told};
use crate::event::Basis;
use crate::order::Contradiction;
use crate::time::{Distance, Relation};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// What a statement says of its first event, as the words before the second: "is 2 days after".
pub fn predicate(timeline: &Timeline, statement: Statement) -> String {
    match statement {
        Statement::Link { event, evidence, link, .. } => of_link(&timeline.events[event].evidence[evidence].links[link]),
        Statement::After { .. } => "is after".into(),
        Statement::SameDay { .. } => "is on the day of".into(),
    }
}

/// What a link says of its event.
pub fn of_link(link: &Link) -> String {
    let days = link.days.map_or(String::new(), far);
    match link.relation {
        Relation::Before => format!("is {days}before"),
        Relation::Simultaneous if link.days.is_none_or(|days| days == Distance::exactly(0)) => "is on the day of".into(),
        Relation::IsIncluded if link.days.is_none() => "is during".into(),
        Relation::Includes => "goes on during".into(),
        Relation::Ends => "is the end of".into(),
        Relation::EndedBy => "ended with".into(),
        _ => format!("is {days}after"),
    }
}

/// How far apart, with a space behind it: "2 days ", "at least 3 days ".
fn far(days: Distance) -> String {
    match (days.least, days.most) {
        (Some(least), Some(most)) if least == most => format!("{} ", count(least)),
        (Some(least), Some(most)) if least > 0 => format!("{least} to {} ", count(most)),
        (_, Some(most)) => format!("at most {} ", count(most)),
        (Some(least), None) if least > 0 => format!("at least {} ", count(least)),
        _ => String::new(),
    }
}

fn count(days: i64) -> String {
    if days == 1 { "1 day".into() } else { format!("{days} days") }
}

/// One statement with its words and its quote.
pub fn said(timeline: &Timeline, statement: Statement) -> String {
    let (event, other) = statement.events();
    let (one, two) = (named(&timeline.events[event]), named(&timeline.events[other]));
    let says = predicate(timeline, statement);
    match statement {
        Statement::Link { event, evidence, link, .. } => {
            let evidence = &timeline.events[event].evidence[evidence];
            format!("“{}” says that {one} {says} {two} (“{}”)", evidence.links[link].cue, evidence.quote)
        }
        Statement::After { .. } | Statement::SameDay { .. } => format!("a person wrote that {one} {says} {two}"),
    }
}

/// What an event's own words say of its date, without what is derived, and the evidence that says so.
pub fn dated<'t>(timeline: &'t Timeline, network: &Constraints, event: usize) -> (String, Option<&'t Evidence>) {
    let entry = &timeline.events[event];
    if network.derived[event] {
        let fact = network.happenings[event].fact;
        return (tensed(timeline, entry, fact), told(timeline, entry, fact).map(|(_, _, evidence)| evidence));
    }
    if entry.basis == Basis::Human {
        return (format!("is of {}: a person wrote it", entry.date), None);
    }
    let evidence = entry.evidence.iter().find(|e| e.time.is_some()).or(entry.evidence.first());
    let time = evidence.and_then(|e| e.time.as_ref()).map_or(String::new(), |time| format!(": “{time}”"));
    (format!("is of {}{time}", entry.date), evidence)
}

/// What the tense of its evidence says of an event without a date of its own.
fn tensed(timeline: &Timeline, entry: &Entry, fact: bool) -> String {
    match told(timeline, entry, fact) {
        Some((Told::Past, day, _)) => format!("was told of as past on {day}"),
        Some((Told::Future, day, _)) => format!("was told of as to come on {day}"),
        None => "has no date of its own".into(),
    }
}

/// The evidence whose tense bounds an event: of what happened the earliest that tells of it as past, of a plan the latest that tells of it as to
/// come.
fn told<'t>(timeline: &'t Timeline, entry: &'t Entry, fact: bool) -> Option<(Told, NaiveDate, &'t Evidence)> {
    let day = |e: &Evidence| {
        let published = timeline.sources.get(&e.source)?.published?.interval();
        if e.tense == Some(Told::Future) { published.earliest() } else { published.latest() }
    };
    let all = || entry.evidence.iter().filter_map(|e| Some((e.tense?, day(e)?, e)));
    let past = all().filter(|(tense, ..)| *tense == Told::Past).min_by_key(|(_, day, _)| *day);
    let future = all().filter(|(tense, ..)| *tense == Told::Future).max_by_key(|(_, day, _)| *day);
    if fact { past.or(future) } else { future.or(past) }
}

/// What excludes the link of a contradiction that was set aside: the other links and the dates, with the quotes that the link does not have.
pub fn against(timeline: &Timeline, network: &Constraints, contradiction: &Contradiction) -> Vec<String> {
    let set_aside = said(timeline, network.statements[contradiction.set_aside]);
    let others = contradiction.cycle.iter().filter(|cue| **cue != contradiction.set_aside);
    let mut reasons: Vec<String> = others.map(|&cue| said(timeline, network.statements[cue])).collect();
    let dates: BTreeSet<usize> = contradiction.dates.iter().copied().collect();
    for event in dates {
        let (says, evidence) = dated(timeline, network, event);
        let receipt = evidence.map(|evidence| format!(" (“{}”)", evidence.quote)).filter(|quote| !set_aside.contains(quote.as_str()));
        reasons.push(format!("{} {says}{}", timeline.events[event].id, receipt.unwrap_or_default()));
    }
    reasons
}

fn named(entry: &Entry) -> String {
    format!("{} “{}”", entry.id, entry.what)
}
