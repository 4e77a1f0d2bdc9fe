//! Clauses that parsers miss, hung where their words say they belong.
//!
//! "Left by the time gunmen raided the port", "no sooner had the guards left than gunmen came": few sentences of a treebank hold such a clause, so
//! a parser takes its subject for an object and its verb for a second main verb.

use super::{Rel, Tag, Token};

/// Mends the sentence whose tokens are `tokens`; the first of them is token `first` of the text. Linear where there is nothing to mend.
pub fn mend(tokens: &mut [Token], first: u32, raw: &str) {
    let is = |tokens: &[Token], at: usize, word: &str| tokens.get(at).is_some_and(|token| token.span.of(raw).eq_ignore_ascii_case(word));
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

/// A verb that is no helper of another.
fn is_told(token: Token) -> bool {
    matches!(token.tag, Tag::Vbd | Tag::Vbn | Tag::Vbz | Tag::Vbp) && !matches!(token.rel, Rel::Aux | Rel::AuxPass | Rel::Cop | Rel::Amod)
}

/// Sets the arcs (token, head, relation), all of them or none. `main` takes the place in the sentence of whichever it hung below. What stood in the
/// phrase of the subject and hung outside it goes with the subject.
fn hang(tokens: &mut [Token], first: u32, arcs: &[(usize, usize, Rel)], main: usize) {
    let old = tokens.to_vec();
    let moved = |at: usize| arcs.iter().any(|&(token, ..)| token == at);
    // The topmost of those that move, if the main verb hangs below it.
    let mut above = Some(main);
    let mut top = None;
    for _ in 0..tokens.len() {
        let Some(at) = above else { break };
        if moved(at) {
            top = Some(at);
        }
        let head = (old[at].head - first) as usize;
        above = (head != at).then_some(head);
    }
    if let Some(top) = top {
        let head = (old[top].head - first) as usize;
        (tokens[main].head, tokens[main].rel) = if head == top { (first + main as u32, Rel::Root) } else { (old[top].head, old[top].rel) };
    }
    for &(token, head, rel) in arcs {
        (tokens[token].head, tokens[token].rel) = (first + head as u32, rel);
    }
    if let Some(&(subject, _, _)) = arcs.iter().find(|(.., rel)| *rel == Rel::Nsubj) {
        let described = |tag: Tag| tag.is_noun() || tag.is_adjective() || matches!(tag, Tag::Dt | Tag::PrpPoss | Tag::Cd);
        let mut at = subject;
        while at > 0 && !moved(at - 1) && described(tokens[at - 1].tag) {
            at -= 1;
            let head = (tokens[at].head - first) as usize;
            if !(at + 1..=subject).contains(&head) {
                tokens[at].head = first + subject as u32;
            }
        }
    }
    if !is_tree(tokens, first) {
        tokens.copy_from_slice(&old);
    }
}

/// Whether every token leads to the one root.
fn is_tree(tokens: &[Token], first: u32) -> bool {
    let root = |t: usize| tokens[t].head == first + t as u32;
    let leads = |mut at: usize| {
        for _ in 0..=tokens.len() {
            if root(at) {
                return true;
            }
            at = (tokens[at].head - first) as usize;
        }
        false
    };
    (0..tokens.len()).filter(|&t| root(t)).count() == 1 && (0..tokens.len()).all(leads)
}

#[cfg(test)]
mod tests {
    use crate::lexicon::Lexicon;
    use crate::text::{self, Rel, Tree};

    #[test]
    fn clauses_hang_on_the_verb_that_they_place() {
        for (raw, subject, verb, main) in [
            ("The mayor had left the city by the time gunmen raided the harbour.", "gunmen", "raided", "left"),
            ("By the time gunmen raided the harbour, the mayor had left the city.", "gunmen", "raided", "left"),
            ("No sooner had the guards left the fort than the army closed the port.", "army", "closed", "left"),
        ] {
            let mut text = text::read(raw, Lexicon::embedded());
            text.parse(0, Lexicon::embedded());
            let tree = Tree::new(&text, 0);
            let at = |word: &str| tree.tokens().find(|&t| tree.is(t, word)).unwrap();
            assert_eq!((tree.head(at(subject)), tree.rel(at(subject))), (Some(at(verb)), Rel::Nsubj), "{raw}");
            assert!(tree.ancestors(at(verb)).any(|t| t == at(main)), "{raw}");
            assert_eq!(tree.head(at(main)), None, "{raw}");
        }
    }
}
