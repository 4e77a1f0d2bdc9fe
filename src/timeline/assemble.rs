//! From the drafts of all articles to one timeline: ids are minted, links name them, and what is derived is settled.

use super::draft::Draft;
use super::entry::{Entry, Link, Timeline};
use super::id::Mint;
use super::settle::settle;
use crate::diagnostic::Diagnostic;

/// Joins drafts, in whatever order they come, to one timeline.
pub fn assemble(title: Option<String>, mut drafts: Vec<Draft>) -> (Timeline, Vec<Diagnostic>) {
    drafts.sort_by(|a, b| (&a.source.path, &a.source.sha256).cmp(&(&b.source.path, &b.source.sha256)));
    let mut mint = Mint::new();
    // A timeline of one article is called like it.
    let title = title.or_else(|| drafts.first().filter(|_| drafts.len() == 1)?.source.title.clone());
    let mut timeline = Timeline { title, ..Timeline::default() };
    for draft in drafts {
        let source = mint.source(&draft.body);
        let mut entries: Vec<Entry> = Vec::with_capacity(draft.entries.len());
        for mut entry in draft.entries.into_iter().map(|drafted| drafted.entry) {
            entry.evidence.iter_mut().for_each(|evidence| evidence.source.clone_from(&source));
            entry.id = mint.event(&source, &entry.evidence[0].quote);
            entries.push(entry);
        }
        for link in draft.links {
            let event = entries[link.to].id.clone();
            let stated = Link { relation: link.relation, event, cue: link.cue, days: link.days, confidence: link.confidence };
            let evidence = &mut entries[link.from].evidence;
            let at = link.evidence.min(evidence.len() - 1);
            if !evidence[at].links.contains(&stated) {
                evidence[at].links.push(stated);
            }
        }
        timeline.events.append(&mut entries);
        timeline.sources.insert(source, draft.source);
    }
    let diagnostics = settle(&mut timeline);
    (timeline, diagnostics)
}
