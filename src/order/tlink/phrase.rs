//! Cues of several words: "in the wake of the attack", "no sooner … than".

use super::Tlink;
use super::reader::Reader;
use crate::event::phrase;
use crate::text::Tag;
use std::ops::Range;

impl Reader<'_, '_, '_> {
    /// "In the wake of the attack", "ahead of the vote": read from the words, since parsers see a noun of its own in them.
    pub fn phrases(&self, links: &mut Vec<Tlink>) {
        let tree = &self.tree;
        for start in tree.tokens() {
            for (words, (relation, confidence)) in self.lexicon.cues.phrases_from(tree.word(start)) {
                let end = start + words.len() as u32;
                if end >= tree.tokens().end || !words.iter().zip(start..).skip(1).all(|(word, t)| tree.is(t, word)) {
                    continue;
                }
                // "By the time of the raid" is the longer phrase.
                let longer =
                    |(other, _): (&[&str], _)| other.len() > words.len() && other.starts_with(words) && tree.is(end, other[words.len()]);
                if self.lexicon.cues.phrases_from(tree.word(start)).any(longer) {
                    continue;
                }
                let named = tree.head(end - 1).filter(|head| *head >= end).and_then(|head| self.event_of(head));
                // "By the time" opens a clause.
                let verb = || (self.first..self.end).find(|&m| self.mentions[m].token >= end && tree.tag(self.mentions[m].token).is_verb());
                let clause = tree.tag(end - 1).is_noun();
                let Some(other) = (if clause { verb() } else { named.or_else(|| self.named_behind(end)) }) else { continue };
                if let Some(placed) = self.governor(start, end, other).and_then(|placed| self.governed(placed, start, other)) {
                    let cue = words.join(" ");
                    let days = self.lexicon.cues.days(&cue);
                    links.retain(|link| link.to != other || link.from != placed);
                    links.push(Tlink { from: self.placed(placed), to: other, relation, cue, days, confidence });
                }
            }
        }
        self.no_sooner(links);
    }

    /// "No sooner had the guards left than gunmen entered."
    fn no_sooner(&self, links: &mut Vec<Tlink>) {
        let Some((sooner, than)) = phrase::no_sooner(&self.tree) else { return };
        let verb = |range: Range<u32>| {
            let told = |&m: &usize| range.contains(&self.mentions[m].token) && self.tree.tag(self.mentions[m].token).is_verb();
            (self.first..self.end).filter(told).find(|&m| *self.lexicon.lemmas.verb(self.tree.word(self.mentions[m].token)) != *"have")
        };
        let said = self.lexicon.cues.cue("no sooner … than");
        if let (Some(earlier), Some(later), Some((relation, confidence))) = (verb(sooner..than), verb(than..self.tree.tokens().end), said) {
            links.retain(|link| (link.from, link.to) != (earlier, later) && (link.from, link.to) != (later, earlier));
            links.push(Tlink { from: later, to: earlier, relation, cue: "no sooner … than".into(), days: None, confidence });
        }
    }

    /// The event that the words behind a cue name.
    pub fn named_behind(&self, start: u32) -> Option<usize> {
        let tree = &self.tree;
        let inside = (start..tree.tokens().end).take(REACH).take_while(|&t| !tree.tag(t).is_verb() || tree.tag(t - 1) == Tag::Dt);
        inside.into_iter().find_map(|t| self.mention(t))
    }
}

/// In tokens, how far behind a phrase of order its event may stand.
const REACH: usize = 6;
