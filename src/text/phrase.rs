//! Base noun phrases, from tags alone: determiner, modifiers and nouns, without what follows the head. Trees have [`super::Tree`].

use super::{Tag, Text};
use std::ops::Range;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NounPhrase {
    pub tokens: Range<u32>,
    /// The last noun, number or pronoun.
    pub head: u32,
    /// Whether the head is a name.
    pub proper: bool,
}

/// The base noun phrases of one sentence, in order. A possessor and what it has are two: "Iraq" and "’s army".
pub fn noun_phrases(text: &Text, sentence: usize) -> Vec<NounPhrase> {
    let range = text.sentences[sentence].tokens.clone();
    let mut phrases = Vec::new();
    let mut at = range.start;
    while at < range.end {
        let start = at;
        let mut head = None;
        while at < range.end {
            let tag = text.tag(at);
            let noun = tag.is_noun() || matches!(tag, Tag::Cd | Tag::Prp);
            let inside = at > start && matches!(tag, Tag::Hyph);
            let before = matches!(
                tag,
                Tag::Dt | Tag::Pdt | Tag::PrpPoss | Tag::Pos | Tag::Jj | Tag::Jjr | Tag::Jjs | Tag::Dollar | Tag::Afx | Tag::Vbn | Tag::Vbg
            );
            // A determiner, a possessive or a pronoun after a noun starts the next phrase; a participle inside one stands between modifiers.
            let fresh = matches!(tag, Tag::Dt | Tag::Pdt | Tag::PrpPoss | Tag::Pos | Tag::Prp) && at > start;
            let participle = matches!(tag, Tag::Vbn | Tag::Vbg) && (at == start || head.is_some());
            if fresh || participle || !(noun || inside || before) {
                break;
            }
            if noun {
                head = Some(at);
            }
            at += 1;
        }
        if let Some(head) = head {
            phrases.push(NounPhrase { tokens: start..head + 1, head, proper: text.tag(head).is_proper() });
            at = head + 1;
        } else {
            at = at.max(start + 1);
        }
    }
    phrases
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    #[test]
    fn noun_phrases_end_at_their_head() {
        let table = [
            ("The Iraqi army left the old city on Monday.", "The Iraqi army | the old city | Monday"),
            ("Iraq's new president met his two deputies.", "Iraq | 's new president | his two deputies"),
            ("He spent $3.5 million.", "He | $3.5 million"),
        ];
        for (raw, expected) in table {
            let text = super::super::read(raw, Lexicon::embedded());
            let words = |p: &NounPhrase| text.tokens[p.tokens.start as usize].span.cover(text.tokens[p.head as usize].span).of(raw);
            assert_eq!(noun_phrases(&text, 0).iter().map(words).collect::<Vec<_>>().join(" | "), expected);
        }
    }
}
