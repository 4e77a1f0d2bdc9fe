//! Where the verbs of a clause are read, for readings that turn on them.
//!
//! Most expressions mean the same in every clause, so nothing is tokenised or tagged until one is asked about; then only its sentence is.

use crate::lexicon::Lexicon;
use crate::text::Text;
use crate::text::sparse::Sparse;

/// The sentences of one text.
pub enum Clauses<'t, 'a> {
    /// The text was read for other reasons.
    Whole(&'t Text<'a>),
    /// Sentences are read when they are asked for.
    Asked(Box<Sparse<'a>>),
}

impl<'a> Clauses<'_, 'a> {
    pub fn asked(raw: &'a str, lexicon: &'a Lexicon) -> Clauses<'a, 'a> {
        Clauses::Asked(Box::new(Sparse::new(raw, lexicon)))
    }

    /// The sentence that holds the byte `at`, with a text that has its tokens and tags. The answer is the same in both cases; only token
    /// and sentence numbers differ.
    pub fn sentence_at(&mut self, at: u32) -> Option<(&Text<'a>, usize)> {
        match self {
            Clauses::Whole(text) => Some((*text, text.sentence_at(at)?)),
            Clauses::Asked(sparse) => sparse.sentence_at(at),
        }
    }
}
