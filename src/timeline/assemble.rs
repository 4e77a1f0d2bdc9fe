//! From the drafts of all articles to one timeline: ids, order, bounds.

use super::draft::Draft;
use super::entry::{Entry, Link, Timeline};
use super::id::Mint;
use crate::diagnostic::Diagnostic;
use crate::event::Basis;
use crate::order::{self, Cue, Happening};
use crate::time::{Edtf, Relation};

/// Joins drafts, in whatever order they come, to one timeline.
pub fn assemble(title: Option<String>, mut drafts: Vec<Draft>) -> (Timeline, Vec<Diagnostic>) {
    drafts.sort_by(|a, b| (&a.source.path, &a.source.sha256).cmp(&(&b.source.path, &b.source.sha256)));
    let mut mint = Mint::new();
    // A timeline of one article is called like it.
    let title = title.or_else(|| drafts.first().filter(|_| drafts.len() == 1)?.source.title.clone());
    let mut timeline = Timeline { title, ..Timeline::default() };
    let (mut entries, mut happenings, mut ties) = (Vec::new(), Vec::new(), Vec::new());
    let (mut links, mut cues) = (Vec::new(), Vec::new());
    for (article, draft) in drafts.into_iter().enumerate() {
        let source = mint.source(&draft.body);
        let offset = entries.len();
        for drafted in draft.entries {
            let mut entry = drafted.entry;
            entry.evidence.iter_mut().for_each(|evidence| evidence.source.clone_from(&source));
            entry.id = mint.event(&source, &entry.evidence[0].quote);
            happenings.push(Happening { asserted: drafted.asserted, fact: drafted.fact });
            ties.push((article, drafted.place));
            entries.push(entry);
        }
        for link in draft.links {
            let (from, to) = (link.from + offset, link.to + offset);
            cues.push(constraint(from, to, link.relation, link.days, link.confidence));
            links.push((from, to, link));
        }
        timeline.sources.insert(source, draft.source);
    }
    let solution = order::solve(&happenings, &cues, |i| ties[i]);
    for (from, to, link) in &links {
        let event = entries[*to].id.clone();
        let days = link.days.filter(|(least, most)| least == most).map(|(least, _)| least);
        let entry: &mut Entry = &mut entries[*from];
        if days == Some(0) && link.relation == Relation::Simultaneous && !entry.same_day.contains(&event) {
            entry.same_day.push(event.clone());
        }
        let stated = Link { relation: link.relation, event, cue: link.cue.clone(), days };
        if !entry.evidence[0].links.contains(&stated) {
            entry.evidence[0].links.push(stated);
        }
    }
    for (i, entry) in entries.iter_mut().enumerate() {
        date(entry, &solution.bounds[i]);
    }
    let ids: Vec<String> = entries.iter().map(|e| e.id.clone()).collect();
    for (i, after) in solution.after.iter().enumerate() {
        entries[i].after = after.iter().map(|&earlier| ids[earlier].clone()).collect();
    }
    let diagnostics = solution
        .contradictions
        .iter()
        .map(|contradiction| {
            let (from, to, link) = &links[contradiction.set_aside];
            let path = &timeline.sources[&entries[*from].evidence[0].source].path;
            let (one, other) = (&entries[*from].what, &entries[*to].what);
            Diagnostic::note(
                path,
                format!(
                    "set aside: \"{}\" would put \"{one}\" {} \"{other}\", which dates or surer words exclude",
                    link.cue, link.relation
                ),
            )
        })
        .collect();
    let mut listed: Vec<Option<Entry>> = entries.into_iter().map(Some).collect();
    timeline.events = solution.listing.iter().filter_map(|&i| listed[i].take()).collect();
    (timeline, diagnostics)
}

fn constraint(from: usize, to: usize, relation: Relation, days: Option<(i64, i64)>, confidence: u8) -> Cue {
    match (relation, days) {
        (Relation::After | Relation::BegunBy, Some((least, most))) => Cue::apart(to, from, least, most, confidence),
        (Relation::Before | Relation::Ends, Some((least, most))) => Cue::apart(from, to, least, most, confidence),
        (Relation::Before, None) => Cue::before(from, to, confidence),
        (Relation::Simultaneous, _) => Cue::same_day(to, from, confidence),
        // Within the other: not before it starts.
        (Relation::IsIncluded | Relation::Ends | Relation::EndedBy, _) => Cue { strict: false, ..Cue::before(to, from, confidence) },
        (Relation::Includes, _) => Cue { strict: false, ..Cue::before(from, to, confidence) },
        _ => Cue::before(to, from, confidence),
    }
}

/// An entry that only its place dates takes the bounds that the order leaves it.
fn date(entry: &mut Entry, bounds: &crate::time::Interval) {
    let exact = entry.evidence[0].links.iter().any(|link| link.days.is_some());
    if entry.basis == Basis::OrderOnly && !entry.date.lacks_year() || entry.date == Edtf::UNKNOWN {
        entry.date = Edtf::within(*bounds);
        if exact {
            entry.basis = Basis::EventAnchored;
        }
    }
}
