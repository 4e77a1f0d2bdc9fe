//! Adverbs that put a clause behind the one before it: "The army left. Later, gunmen entered the town.", "They left and then returned."

use super::Tlink;
use super::counted::days_of;
use crate::event::{Aspect, Mention, Status, Tense};
use crate::lexicon::Lexicon;
use crate::text::{Rel, Tag, Text, Tree};
use crate::time::Distance;
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
    links.extend(vaguely_later(text, timexes, mentions, lexicon));
    links
}

/// "Weeks later, the governor resigned": counted from the clause before it, as far as the bare plural tells.
fn vaguely_later(text: &Text, timexes: &[Timex], mentions: &[Mention], lexicon: &Lexicon) -> Vec<Tlink> {
    let mut links = Vec::new();
    for timex in timexes.iter().filter(|timex| timex.value == "FUTURE_REF" && timex.tokens.len() == 2) {
        let word = |at: u32| text.word(timex.tokens.start + at).to_lowercase();
        let Some((relation, confidence)) = lexicon.cues.adverb(&format!("<length> {}", word(1))) else { continue };
        let Some(days) = bare_plural(&word(0)) else { continue };
        let tree = Tree::new(text, timex.sentence);
        let placed = tree.ancestors(timex.tokens.start).skip(1).find_map(|token| mentions.iter().position(|m| m.token == token));
        let Some(m) = placed.filter(|&m| is_told(text, &mentions[m])) else { continue };
        if let Some(to) = before(&tree, text, mentions, m) {
            let cue = timex.span.of(text.raw).to_lowercase();
            links.push(Tlink { from: m, to, relation, cue, days: Some(days), confidence });
        }
    }
    links
}

fn bare_plural(unit: &str) -> Option<Distance> {
    match unit {
        "seconds" | "moments" | "minutes" | "hours" => Some(Distance::between(0, 1)),
        "days" => days_of("PXD"),
        "weeks" => days_of("PXW"),
        "months" => days_of("PXM"),
        "years" => days_of("PXY"),
        _ => None,
    }
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
