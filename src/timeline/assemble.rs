//! From the draft of one article to its timeline: ids are minted, and links name them.
//!
//! An article's ids depend on its own text alone, so that a timeline is the same whether its articles were built together or apart.

use super::draft::Draft;
use super::entry::{Entry, Link, Timeline};
use super::id::Mint;

/// The timeline of one article, not settled yet. `known` is the id that its source has had since an earlier text.
pub fn assemble(draft: Draft, known: Option<&str>) -> Timeline {
    let mut mint = Mint::new();
    let source = known.map_or_else(|| mint.source(&draft.body), str::to_string);
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
    // A timeline of one article is called like it.
    let title = draft.source.title.clone();
    Timeline { title, sources: [(source, draft.source)].into(), events: entries, ..Timeline::default() }
}
