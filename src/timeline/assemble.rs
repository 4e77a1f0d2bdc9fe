//! From the draft of one article to its timeline: ids are minted, and links name them.
//!
//! An article's ids depend on its own text alone, so that a timeline is the same whether its articles were built together or apart.

use super::draft::Draft;
use super::entry::{Entry, Link, Source, Timeline};
use super::id::Mint;

/// What one article tells, not settled yet: all that is kept of it until every article is read.
#[derive(Clone, Debug)]
pub struct Single {
    /// Of its source.
    pub id: String,
    /// More of its text's hash than the id holds; 0 where the id came from a timeline.
    pub print: u64,
    /// The article.
    pub source: Source,
    /// In text order, with their ids.
    pub events: Vec<Entry>,
}

impl From<Single> for Timeline {
    /// A timeline of one article is called like it.
    fn from(single: Single) -> Timeline {
        let Single { id, source, events, .. } = single;
        Timeline { title: source.title.clone(), sources: [(id, source)].into(), events, ..Timeline::default() }
    }
}

/// What an article's draft becomes under the id of its source.
pub fn assemble(draft: Draft, (source, print): (String, u64)) -> Single {
    let mut mint = Mint::new();
    let mut entries: Vec<Entry> = Vec::with_capacity(draft.entries.len());
    for mut entry in draft.entries.into_iter().map(|drafted| drafted.entry) {
        entry.evidence.iter_mut().for_each(|evidence| evidence.source.clone_from(&source));
        entry.evidence.shrink_to_fit();
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
    Single { id: source, print, source: draft.source, events: entries }
}
