//! When an undated article was published, as the dated articles about the same events tell.
//!
//! "Soleimani was killed in January", says one article, and nobody knows of which year; another, of a known day, dates the same killing to 3
//! January 2020. Then the first was written on that day or later, and, because it names no year, within the year that followed. Only what merging
//! joins for sure counts, and only days that the other articles know by themselves. Bounds that exclude each other leave the article undated.

use super::claims::{Claims, Held};
use super::cluster;
use crate::event::{Basis, Status};
use crate::lexicon::Lexicon;
use crate::time::{Edtf, Interval};
use crate::timeline::{Claim, Single, Source};
use chrono::Months;
use std::collections::BTreeMap;

/// What others say of the days on which a source was published.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// The days that they leave.
    pub within: Interval,
    /// Which events of which sources say so.
    pub because: String,
}

/// A longer date is too vague to name a year by.
const SHORT: i64 = 62;
/// Of more events, a second comparison of all with all would take the memory that a build has promised not to take.
const MOST_EVENTS: usize = 300_000;
/// As many events are named as reasons.
const NAMED: usize = 3;

/// For every article without a day of its own: what the dated ones tell of it, by the source's id.
pub fn by_others(singles: &[Single], lexicon: &Lexicon) -> BTreeMap<String, Told> {
    let undated = |source: &Source| source.day().is_none();
    let all = || singles.iter().map(|single| &single.source);
    let events: usize = singles.iter().map(|single| single.events.len()).sum();
    if !all().any(undated) || all().all(undated) || events > MOST_EVENTS {
        return BTreeMap::new();
    }
    let mut claims = Claims::default();
    singles.iter().cloned().for_each(|single| claims.add(single.into()));
    let mut bounds: BTreeMap<&str, Vec<(Interval, String)>> = BTreeMap::new();
    let groups = cluster::cluster(&claims, lexicon);
    for group in groups.groups.iter().filter(|group| group.len() > 1) {
        let held: Vec<&Held> = group.iter().filter_map(|id| claims.by_id.get(id)).collect();
        let known = held.iter().filter_map(|held| {
            let (id, source) = source_of(held, &claims).filter(|(_, source)| !undated(source))?;
            let date = held.versions.first().and_then(day_of)?;
            Some((date.days()?, id, date, source))
        });
        let Some((_, _, date, by)) = known.min_by_key(|(length, id, ..)| (*length, *id)) else { continue };
        for held in &held {
            let Some((id, _)) = source_of(held, &claims).filter(|(_, source)| undated(source)) else { continue };
            if let Some(within) = held.versions.first().and_then(|claim| window(claim, date)) {
                let title = by.title.as_deref().unwrap_or(&by.path);
                let what = held.versions[0].what.trim_end_matches('.');
                bounds.entry(id).or_default().push((within, format!("tells that “{what}”, which “{title}” dates {}", Edtf::within(date))));
            }
        }
    }
    bounds.into_iter().filter_map(|(id, bounds)| Some((id.to_string(), united(claims.sources.get(id)?, bounds)?))).collect()
}

fn source_of<'c>(held: &'c Held, claims: &'c Claims) -> Option<(&'c str, &'c Source)> {
    let id = &held.evidence.first()?.source;
    Some((id, claims.sources.get(id)?))
}

/// The short date with a year that a claim gives by itself.
fn day_of(claim: &Claim) -> Option<Interval> {
    let own = matches!(claim.basis, Basis::Explicit | Basis::Relative | Basis::YearInferred | Basis::ArticleDate | Basis::Human);
    let days = claim.date.interval();
    (own && happened(claim)).then_some(days).filter(|days| days.days().is_some_and(|days| days <= SHORT))
}

fn happened(claim: &Claim) -> bool {
    matches!(claim.status, Status::Occurred | Status::Ongoing)
}

/// The days on which a text can have told of an event of `date` as it does.
fn window(claim: &Claim, date: Interval) -> Option<Interval> {
    if !happened(claim) {
        return None;
    }
    let first = date.earliest()?;
    let yearless = claim.date != Edtf::UNKNOWN && claim.date.lacks_year();
    let last = yearless.then(|| date.latest()?.checked_add_months(Months::new(12))?.pred_opt()).flatten();
    // A claim with a date of its own, or with none, says only that it had happened.
    Interval::new(Some(first), last)
}

/// All bounds together; nothing where they exclude each other or add nothing.
fn united(source: &Source, bounds: Vec<(Interval, String)>) -> Option<Told> {
    let known = source.published.map_or(Interval::ALWAYS, Edtf::interval);
    // Of what only says "not before", the latest event is as good as all; what names a year comes first.
    let mut bounds = bounds;
    bounds.sort_by(|(a, x), (b, y)| {
        (a.latest().is_none(), b.earliest(), a.latest(), x).cmp(&(b.latest().is_none(), a.earliest(), b.latest(), y))
    });
    let mut within = known;
    let mut because = Vec::new();
    for (bound, words) in bounds {
        let both = within.intersect(bound)?;
        if both != within {
            within = both;
            because.push(words);
        }
    }
    // A lower bound alone names no year.
    let telling = within != known && (within.latest().is_some() || known.latest().is_some());
    because.truncate(NAMED);
    telling.then(|| Told { within, because: because.join("; ") })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(id: &str, published: &str, events: &[(&str, &str, &str)]) -> Single {
        let published = if published.is_empty() { String::new() } else { format!("    published: \"{published}\"\n") };
        let from = if published.is_empty() { "unknown" } else { "metadata" };
        let mut text = format!(
            "annals: 1\nsources:\n  {id}:\n    title: Of {id}\n    path: {id}.txt\n{published}    published_from: {from}\n    sha256: {id}\nevents:\n"
        );
        for (at, (date, basis, what)) in events.iter().enumerate() {
            text.push_str(&format!(
                "  - {{id: ev-{id}-{at}, date: \"{date}\", basis: {basis}, what: {what}, type: ASSAULT/targeted, status: occurred, evidence: [{{source: {id}, quote: {what}}}]}}\n"
            ));
        }
        let mut timeline = crate::timeline::yaml::read(&text, "x.yaml").unwrap();
        let (id, source) = timeline.sources.pop_first().unwrap();
        Single { id, print: 0, source, events: timeline.events }
    }

    #[test]
    fn a_dated_article_names_the_year() {
        let killed = "The US killed Iranian Gen. Qasem Soleimani at Baghdad airport.";
        let shelled = "Militias shelled the Taji camp and killed three soldiers.";
        let lexicon = Lexicon::embedded();
        let dated = |date: &str, what: &str| told("b", "2020-03-20", &[(date, "explicit", what)]);
        for (undated, others, expected) in [
            (vec![("XXXX-01", "explicit", killed)], vec![dated("2020-01-03", killed)], "[2020-01-03..2021-01-02]"),
            (vec![("XXXX-02", "explicit", killed)], vec![dated("2020-01-03", killed)], "-"),
            (vec![("XXXX-01", "explicit", "It rained.")], vec![dated("2020-01-03", killed)], "-"),
            // Without a date, the killing says only that the article is not older: no year.
            (vec![("XXXX", "order-only", killed)], vec![dated("2020-01-03", killed)], "-"),
            (
                vec![("XXXX-01", "explicit", killed), ("XXXX-03", "explicit", shelled)],
                vec![dated("2020-01-03", killed), told("c", "2020-04-01", &[("2020-03-11", "explicit", shelled)])],
                "[2020-03-11..2021-01-02]",
            ),
            // They cannot both be of the year before.
            (
                vec![("XXXX-01", "explicit", killed), ("XXXX-03", "explicit", shelled)],
                vec![dated("2020-01-03", killed), told("c", "2014-04-01", &[("2014-03-11", "explicit", shelled)])],
                "-",
            ),
        ] {
            let singles: Vec<Single> = others.into_iter().chain([told("a", "", &undated)]).collect();
            let told = by_others(&singles, lexicon);
            let said = told.get("a").map_or("-".to_string(), |told| Edtf::within(told.within).to_string());
            assert_eq!(said, expected, "{undated:?}");
        }
    }
}
