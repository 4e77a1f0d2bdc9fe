//! One parsed sentence as a tree: children in order, and the stretch of each subtree.

use super::{Rel, Tag, Text};
use crate::span::Span;
use std::ops::Range;

/// The dependency tree of one sentence. Tokens keep their index in the text.
pub struct Tree<'t, 'a> {
    /// Whose sentence it is.
    pub text: &'t Text<'a>,
    /// Index of the sentence in the text.
    pub sentence: u32,
    tokens: Range<u32>,
    /// Children of token `i` are `children[starts[i]..starts[i + 1]]`, in order.
    starts: Vec<u32>,
    children: Vec<u32>,
    /// First and last token of each subtree.
    reach: Vec<(u32, u32)>,
}

impl<'t, 'a> Tree<'t, 'a> {
    /// Linear in the sentence.
    pub fn new(text: &'t Text<'a>, sentence: u32) -> Tree<'t, 'a> {
        let tokens = text.sentences[sentence as usize].tokens.clone();
        let n = tokens.len();
        let local = |token: u32| (token - tokens.start) as usize;
        let mut starts = vec![0u32; n + 2];
        for token in tokens.clone() {
            let head = text.tokens[token as usize].head;
            if head != token {
                starts[local(head) + 2] += 1;
            }
        }
        for i in 2..starts.len() {
            starts[i] += starts[i - 1];
        }
        let mut children = vec![0u32; starts[n + 1] as usize];
        for token in tokens.clone() {
            let head = text.tokens[token as usize].head;
            if head != token {
                let next = &mut starts[local(head) + 1];
                children[*next as usize] = token;
                *next += 1;
            }
        }
        starts.truncate(n + 1);
        let mut reach: Vec<(u32, u32)> = tokens.clone().map(|t| (t, t)).collect();
        // Each token widens its ancestors; a tree of depth d costs d steps a token, and news sentences are shallow.
        for token in tokens.clone() {
            let mut at = token;
            for _ in 0..n {
                let head = text.tokens[at as usize].head;
                if head == at {
                    break;
                }
                let edge = &mut reach[local(head)];
                if edge.0 <= token && token <= edge.1 {
                    break;
                }
                *edge = (edge.0.min(token), edge.1.max(token));
                at = head;
            }
        }
        Tree { text, sentence, tokens, starts, children, reach }
    }

    /// Indices of the sentence's tokens in the text.
    pub fn tokens(&self) -> Range<u32> {
        self.tokens.clone()
    }

    /// Those that depend on a token, in text order.
    pub fn children(&self, token: u32) -> &[u32] {
        let i = (token - self.tokens.start) as usize;
        &self.children[self.starts[i] as usize..self.starts[i + 1] as usize]
    }

    pub fn rel(&self, token: u32) -> Rel {
        self.text.tokens[token as usize].rel
    }

    pub fn tag(&self, token: u32) -> Tag {
        self.text.tokens[token as usize].tag
    }

    pub fn word(&self, token: u32) -> &'a str {
        self.text.word(token)
    }

    /// Whether the token's word is `word` in any case.
    pub fn is(&self, token: u32, word: &str) -> bool {
        self.text.is(token, word)
    }

    /// Whether the token's word is one of `words` in any case.
    pub fn is_one_of(&self, token: u32, words: &[&str]) -> bool {
        self.text.is_one_of(token, words)
    }

    /// The token it depends on; `None` for a root.
    pub fn head(&self, token: u32) -> Option<u32> {
        let head = self.text.tokens[token as usize].head;
        (head != token).then_some(head)
    }

    /// The children that stand in one of `rels`.
    pub fn children_in<'s>(&'s self, token: u32, rels: &'s [Rel]) -> impl DoubleEndedIterator<Item = u32> + 's {
        self.children(token).iter().copied().filter(move |&c| rels.contains(&self.rel(c)))
    }

    /// The first child that stands in one of `rels`.
    pub fn child(&self, token: u32, rels: &[Rel]) -> Option<u32> {
        self.children(token).iter().copied().find(|&c| rels.contains(&self.rel(c)))
    }

    /// From the first to the last token of the subtree.
    pub fn reach(&self, token: u32) -> Range<u32> {
        let (first, last) = self.reach[(token - self.tokens.start) as usize];
        first..last + 1
    }

    /// The words from the first to the last token of the subtree.
    pub fn span(&self, token: u32) -> Span {
        let reach = self.reach(token);
        self.span_of(reach)
    }

    /// From the first byte of the first token to the last of the last; `tokens` is not empty.
    pub fn span_of(&self, tokens: Range<u32>) -> Span {
        let all = &self.text.tokens;
        all[tokens.start as usize].span.cover(all[tokens.end as usize - 1].span)
    }

    /// From the token up to the root, the token itself first.
    pub fn ancestors(&self, token: u32) -> impl Iterator<Item = u32> + '_ {
        let mut next = Some(token);
        let mut left = self.tokens.len() + 1;
        std::iter::from_fn(move || {
            let at = next?;
            left = left.checked_sub(1)?;
            next = self.head(at);
            Some(at)
        })
    }

    /// Whether `below` is in the subtree of `above`.
    pub fn is_under(&self, below: u32, above: u32) -> bool {
        self.ancestors(below).any(|t| t == above)
    }
}
