//! Adverbs that put a clause behind the one before it: "The army left. Later, gunmen entered the town.", "They left and then returned."

use super::tlink::Tlink;
use crate::event::{Aspect, Mention, Status, Tense};
use crate::lexicon::Lexicon;
use crate::text::{Rel, Tag, Text, Tree};
use crate::timex::Timex;

/// The links of adverbs, in text order. Both sides are told in the past tense: elsewhere "then" and "later" speak of plans and habits.
pub fn find(text: &Text, timexes: &[Timex], mentions: &[Mention], lexicon: &Lexicon) -> Vec<Tlink> {
    let mut links = Vec::new();
    // "Then the oil was still gushing" tells of that time, not of a later one.
    let lasts = |m: &Mention| matches!(m.aspect, Aspect::Progressive | Aspect::PerfectiveProgressive);
    for (m, mention) in mentions.iter().enumerate().filter(|(_, mention)| is_told(text, mention) && !lasts(mention)) {
        let tree = Tree::new(text, mention.sentence);
        let dated = |token: u32| timexes.iter().any(|timex| timex.tokens.contains(&token));
        let said = tree.children_in(mention.token, &[Rel::Advmod]).filter(|&adverb| !dated(adverb)).find_map(|adverb| {
            let word = tree.word(adverb).to_lowercase();
            // "Later that day" is a time, "later than expected" compares.
            let bare = adverb + 1 == mention.token || tree.children(adverb).is_empty();
            let (relation, confidence) = lexicon.cues.adverb(&word)?;
            bare.then_some((word, relation, confidence))
        });
        let Some((cue, relation, confidence)) = said else { continue };
        if let Some(to) = before(&tree, text, mentions, m) {
            links.push(Tlink { from: m, to, relation, cue, days: None, confidence });
        }
    }
    links
}

fn is_told(text: &Text, mention: &Mention) -> bool {
    text.tag(mention.token).is_verb() && mention.tense == Tense::Past && mention.status == Status::Occurred
}

/// The verb that the adverb counts from: the one that its clause is joined to, or the main verb of the sentence before.
fn before(tree: &Tree, text: &Text, mentions: &[Mention], m: usize) -> Option<usize> {
    let mention = &mentions[m];
    let at = |token: u32| mentions.iter().position(|other| other.token == token && is_told(text, other));
    match tree.rel(mention.token) {
        Rel::Conj => tree.head(mention.token).and_then(at),
        Rel::Root => {
            let previous = mention.sentence.checked_sub(1)?;
            let sentence = &text.sentences[previous as usize];
            if sentence.heading || text.tag(sentence.tokens.end - 1) == Tag::CloseQuote {
                return None;
            }
            sentence.tokens.clone().find(|&token| text.tokens[token as usize].head == token).and_then(at)
        }
        _ => None,
    }
}
