//! Clauses of order that parsers miss: "left by the time gunmen raided the port", "no sooner had the guards left than gunmen came": few sentences of a treebank hold such a clause, so
//! a parser takes its subject for an object and its verb for a second main verb.

use super::{hang, is_told, says};
use crate::text::{Rel, Tag, Token};

/// Mends the sentence whose tokens are `tokens`; the first of them is token `first` of the text. Linear where there is nothing to mend.
pub fn mend(tokens: &mut [Token], first: u32, raw: &str) {
    let is = |tokens: &[Token], at: usize, word: &str| tokens.get(at).is_some_and(|token| says(*token, raw, &[word]));
    for at in 0..tokens.len() {
        if is(tokens, at, "time") && at >= 2 && is(tokens, at - 1, "the") && is(tokens, at - 2, "by") {
            by_the_time(tokens, first, at);
        } else if is(tokens, at, "than") && (1..at).any(|sooner| is(tokens, sooner, "sooner") && is(tokens, sooner - 1, "no")) {
            let main = (0..at).rev().find(|&t| is_told(tokens[t]));
            if let (Some(main), Some((subject, verb))) = (main, clause(tokens, at + 1)) {
                hang(tokens, first, &[(at, verb, Rel::Mark), (subject, verb, Rel::Nsubj), (verb, main, Rel::Advcl)], main);
            }
        }
    }
}

/// The clause describes the time, and the time hangs on the verb before it, or behind the comma where it opens the sentence.
fn by_the_time(tokens: &mut [Token], first: u32, time: usize) {
    let Some((subject, verb)) = clause(tokens, time + 1) else { return };
    let before = (0..time - 2).rev().find(|&t| is_told(tokens[t]));
    let behind = || {
        let comma =
            (verb..tokens.len()).find(|&t| tokens[t].tag == Tag::Comma && tokens.get(t + 1).is_some_and(|next| next.tag != Tag::Cd))?;
        (comma..tokens.len()).find(|&t| is_told(tokens[t]))
    };
    let Some(main) = before.or_else(behind) else { return };
    let arcs = [
        (time - 2, time, Rel::Case),
        (time - 1, time, Rel::Det),
        (subject, verb, Rel::Nsubj),
        (verb, time, Rel::Acl),
        (time, main, Rel::Obl),
    ];
    hang(tokens, first, &arcs, main);
}

/// The noun and the verb of the clause that opens at `start`: a plain noun phrase, and the verb right behind it with its helpers.
fn clause(tokens: &[Token], start: usize) -> Option<(usize, usize)> {
    let in_phrase =
        |tag: Tag| tag.is_noun() || tag.is_adjective() || matches!(tag, Tag::Dt | Tag::PrpPoss | Tag::Prp | Tag::Pos | Tag::Cd | Tag::Hyph);
    let end = (start..tokens.len()).find(|&t| !in_phrase(tokens[t].tag))?;
    let subject = (start..end).next_back().filter(|&t| tokens[t].tag.is_noun() || tokens[t].tag == Tag::Prp)?;
    let helps = |t: &usize| tokens[*t].tag == Tag::Rb || matches!(tokens[*t].rel, Rel::Aux | Rel::AuxPass);
    let verb = (end..tokens.len()).find(|t| !helps(t))?;
    is_told(tokens[verb]).then_some((subject, verb))
}

#[cfg(test)]
mod tests {
    use crate::text::{self, Rel, Tree};

    #[test]
    fn clauses_hang_on_the_verb_that_they_place() {
        for (raw, subject, verb, main) in [
            ("The mayor had left the city by the time gunmen raided the harbour.", "gunmen", "raided", "left"),
            ("By the time gunmen raided the harbour, the mayor had left the city.", "gunmen", "raided", "left"),
            ("No sooner had the guards left the fort than the army closed the port.", "army", "closed", "left"),
        ] {
            let text = text::parsed(raw);
            let tree = Tree::new(&text, 0);
            let at = |word: &str| tree.tokens().find(|&t| tree.is(t, word)).unwrap();
            assert_eq!((tree.head(at(subject)), tree.rel(at(subject))), (Some(at(verb)), Rel::Nsubj), "{raw}");
            assert!(tree.ancestors(at(verb)).any(|t| t == at(main)), "{raw}");
            assert_eq!(tree.head(at(main)), None, "{raw}");
        }
    }
}
