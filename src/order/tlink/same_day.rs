//! "The same day the US announced …, rockets were fired."

use super::Tlink;
use super::reader::Reader;
use crate::text::Tag;
use crate::time::{Distance, Relation};
use crate::timex::{Anchor, Kind};

impl Reader<'_, '_, '_> {
    /// "The same day the US announced …, rockets were fired": the clause right behind the expression says which day, and what stands
    /// before it, or after the clause's comma, happened then. Read from the order of words, since such sentences defeat parsers.
    pub fn same_day(&self, m: usize, links: &mut Vec<Tlink>) {
        let tree = &self.tree;
        for timex in self.timexes.iter().filter(|t| t.anchor == Anchor::Event && t.kind != Kind::Duration) {
            let verbs = || (self.first..self.end).filter(|&v| tree.tag(self.mentions[v].token).is_verb());
            let Some(said) = verbs().find(|&v| self.mentions[v].token >= timex.tokens.end) else { continue };
            let comma = (self.mentions[said].token..tree.tokens().end).find(|&t| tree.tag(t) == Tag::Comma);
            let later = comma.and_then(|comma| verbs().find(|&v| self.mentions[v].token > comma));
            let earlier = verbs().rfind(|&v| self.mentions[v].token < timex.tokens.start);
            if let Some(governor) = earlier.or(later)
                && said == m
            {
                let cue = timex.span.of(tree.text.raw).to_lowercase();
                links.push(Tlink {
                    from: governor,
                    to: said,
                    relation: Relation::Simultaneous,
                    cue,
                    days: Some(Distance::exactly(0)),
                    confidence: 80,
                });
            }
        }
    }
}
