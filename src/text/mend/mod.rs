//! Clauses that parsers get wrong, hung where their words say they belong. Each file has one kind; each mend leaves a tree.

mod beside;
mod name;
mod opening;
mod order;
mod preposition;
mod relative;
mod subject;

use super::{Rel, Tag, Token};

/// Mends the sentence whose tokens are `tokens`; the first of them is token `first` of the text. Linear where there is nothing to mend.
pub fn mend(tokens: &mut [Token], first: u32, raw: &str) {
    order::mend(tokens, first, raw);
    relative::mend(tokens, first, raw);
    subject::mend(tokens, first, raw);
    opening::mend(tokens, first, raw);
    beside::mend(tokens, first, raw);
    preposition::mend(tokens, first, raw);
    name::mend(tokens, first, raw);
}

/// Conjunctions of time and cause, which bring in a clause that hangs on another.
const SUBORDINATES: [&str; 10] = ["after", "before", "since", "until", "as", "because", "although", "though", "once", "when"];

/// Whether the token is one of the words, in any case.
fn says(token: Token, raw: &str, words: &[&str]) -> bool {
    words.iter().any(|word| token.span.of(raw).eq_ignore_ascii_case(word))
}

/// A verb that is no helper of another.
fn is_told(token: Token) -> bool {
    matches!(token.tag, Tag::Vbd | Tag::Vbn | Tag::Vbz | Tag::Vbp) && !matches!(token.rel, Rel::Aux | Rel::AuxPass | Rel::Cop | Rel::Amod)
}

/// The head of a token, as a place in the sentence; its own place for the root.
fn head(tokens: &[Token], first: u32, at: usize) -> usize {
    (tokens[at].head - first) as usize
}

/// Whether `below` is `above` or hangs under it; for those who have no [`super::Tree`] at hand because they change it.
pub fn is_under(tokens: &[Token], first: u32, below: usize, above: usize) -> bool {
    let mut at = below;
    for _ in 0..=tokens.len() {
        if at == above {
            return true;
        }
        let next = head(tokens, first, at);
        if next == at {
            return false;
        }
        at = next;
    }
    false
}

/// The first helper of a predicate and the words between them: "has never officially said", "is close".
fn group_start(tokens: &[Token], first: u32, verb: usize) -> usize {
    let own = |t: usize| head(tokens, first, t) == verb && matches!(tokens[t].rel, Rel::Aux | Rel::AuxPass | Rel::Cop);
    let mut start = verb;
    let mut at = verb;
    while at > 0 && verb - at < 8 {
        at -= 1;
        if own(at) {
            start = at;
        } else if !matches!(tokens[at].tag, Tag::Rb | Tag::Dt | Tag::Jj | Tag::PrpPoss | Tag::In) {
            break;
        }
    }
    start
}

/// Tensed itself or by its first helper.
fn is_finite(tokens: &[Token], first: u32, verb: usize) -> bool {
    tokens[group_start(tokens, first, verb)].tag.is_tensed()
}

fn is_subject(rel: Rel) -> bool {
    matches!(rel, Rel::Nsubj | Rel::NsubjPass | Rel::NsubjOuter | Rel::Csubj | Rel::Expl)
}

/// A subject of the predicate at `verb`, where it has one.
fn subject_of(tokens: &[Token], first: u32, verb: usize) -> Option<usize> {
    (0..tokens.len()).find(|&t| t != verb && head(tokens, first, t) == verb && is_subject(tokens[t].rel))
}

/// The head of the noun phrase that ends right before `end`: its last noun, or the noun of which that is a part.
fn noun_before(tokens: &[Token], first: u32, end: usize) -> Option<usize> {
    let last = end.checked_sub(1).filter(|&t| tokens[t].tag.is_noun())?;
    let mut at = last;
    for _ in 0..8 {
        let above = head(tokens, first, at);
        // "A state like Russia," Ann Tan, who": what stands in a quotation is another.
        let quoted = |from: usize| (from..at).any(|t| matches!(tokens[t].tag, Tag::OpenQuote | Tag::CloseQuote));
        if !matches!(tokens[at].rel, Rel::Flat | Rel::Compound | Rel::Appos)
            || above > last
            || above == at
            || tokens[above].tag == Tag::Rb
            || quoted(above)
        {
            break;
        }
        at = above;
    }
    Some(at)
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
