//! Sentences, tokens, parts of speech, phrases: all of them spans of one text. Reading never fails.

pub mod tag;
pub mod tree;

use crate::span::Span;
use std::ops::Range;
pub use tag::{Rel, Tag};
pub use tree::Tree;

/// A text as the later rows see it. Token and sentence indices are positions in these vectors.
#[derive(Debug)]
pub struct Text<'a> {
    pub raw: &'a str,
    pub tokens: Vec<Token>,
    pub sentences: Vec<Sentence>,
}

/// One token in the manner of Universal Dependencies English: "don't" is "do" + "n't", "Iraq’s" is "Iraq" + "’s", and a hyphenated word is
/// three tokens.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    pub span: Span,
    pub tag: Tag,
    /// The token that it depends on, or itself for a root. Meaningful once its sentence was parsed.
    pub head: u32,
    pub rel: Rel,
}

#[derive(Clone, Debug)]
pub struct Sentence {
    pub span: Span,
    pub tokens: Range<u32>,
    /// Counts paragraphs of the text from 0.
    pub paragraph: u32,
    /// A title or heading: a paragraph of one line without a closing full stop.
    pub heading: bool,
    pub parsed: bool,
}

impl<'a> Text<'a> {
    /// The words of one token.
    pub fn word(&self, token: u32) -> &'a str {
        self.tokens[token as usize].span.of(self.raw)
    }

    pub fn tag(&self, token: u32) -> Tag {
        self.tokens[token as usize].tag
    }
}
