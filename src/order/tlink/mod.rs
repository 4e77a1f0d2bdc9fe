//! Relative cues between the mentions of one text: "after the killing", "the same day the US announced …", "two days later".
//!
//! The cue words are the evidence; each gives a relation and, where the words say so, a distance in days.

pub mod adverb;
mod clause;
pub mod counted;
mod ending;
mod message;
mod phrase;
mod reader;
mod same_day;
pub mod taken_up;

use crate::event::Mention;
use crate::lexicon::Lexicon;
use crate::text::{Text, Tree};
use crate::time::{Distance, Relation};
use crate::timex::Timex;
use reader::Reader;
use std::collections::BTreeSet;
use taken_up::{is_bare_plural, taken_up};

/// `from` is `relation` `to`, because the words say `cue`. Indices are positions in the text's mentions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tlink {
    /// Index of the mention that is placed.
    pub from: usize,
    /// Index of the mention that it is placed against.
    pub to: usize,
    pub relation: Relation,
    /// The words as they stand in the text.
    pub cue: String,
    /// Least and greatest distance in days, when the words give one.
    pub days: Option<Distance>,
    /// In percent: how often the order that this cue states is right, as measured on annotated news (see `data/en/order/cue.txt`).
    pub confidence: u8,
}

/// All links that words of the text state, in text order. `mentions` ascend by token.
pub fn find(text: &Text, timexes: &[Timex], mentions: &[Mention], lexicon: &Lexicon) -> Vec<Tlink> {
    let mut links = Vec::new();
    let mut start = 0;
    while start < mentions.len() {
        let sentence = mentions[start].sentence;
        let end = start + mentions[start..].iter().take_while(|m| m.sentence == sentence).count();
        let inside = |side: fn(&u32, &u32) -> bool| timexes.partition_point(|timex| side(&timex.sentence, &sentence));
        let timexes = &timexes[inside(u32::lt)..inside(u32::le)];
        let reader = Reader { tree: Tree::new(text, sentence), timexes, mentions, first: start, end, lexicon };
        (start..end).for_each(|m| reader.read(m, &mut links));
        counted::find(&reader, &mut links);
        reader.phrases(&mut links);
        reader.left_over(&mut links);
        ending::find(&reader, &mut links);
        start = end;
    }
    for link in adverb::find(text, timexes, mentions, lexicon) {
        if !links.iter().any(|l: &Tlink| (l.from, l.to) == (link.from, link.to) || (l.to, l.from) == (link.from, link.to)) {
            links.push(link);
        }
    }
    // "A plug used during storms" speaks of no storm that the text tells of.
    links.retain(|link| mentions[link.to].listed || !is_bare_plural(text, mentions[link.to].token));
    links.iter_mut().for_each(|link| link.to = taken_up(text, mentions, link.to, lexicon));
    links.retain(|link| link.from != link.to);
    links.extend(message::find(text, mentions, lexicon, &links));
    let mut seen = BTreeSet::new();
    links.retain(|link| seen.insert((link.from, link.to)));
    links
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::trigger::Breadth;
    use crate::event::{self, Setting};
    use crate::lexicon::Files;

    /// "fell AFTER announced" for every link of a text.
    fn said(raw: &str) -> String {
        let lexicon = Lexicon::embedded();
        let mut text = crate::text::read(raw, lexicon);
        let timexes = crate::timex::find(&text, None, lexicon);
        let mentions = event::find(&mut text, &timexes, Setting { dct: None, breadth: Breadth::Entries, lexicon });
        let word = |m: usize| mentions[m].trigger.of(raw);
        let links = find(&text, &timexes, &mentions, lexicon);
        let said: Vec<String> = links.iter().map(|l| format!("{} {} {}", word(l.from), l.relation, word(l.to))).collect();
        if said.is_empty() { "nothing".into() } else { said.join(", ") }
    }

    #[test]
    fn the_examples_beside_the_cues_hold() {
        let mut examples = 0;
        let mut wrong = Vec::new();
        for (path, text) in Files::embedded().under("order").map(|file| file.unwrap()) {
            for line in text.lines().filter_map(|line| line.strip_prefix("> ")) {
                let (raw, expected) = line.split_once(" = ").expect("an example says what it means");
                examples += 1;
                let got = said(raw);
                if got != expected {
                    wrong.push(format!("{path}: {raw}\n  {got} instead of {expected}"));
                }
            }
        }
        assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
        assert!(examples > 20);
    }
}
