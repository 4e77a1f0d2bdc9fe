//! Where the verbs of a clause are read, for readings that turn on them.
//!
//! Most expressions mean the same in every clause, so nothing is tokenised or tagged until one is asked about; then only its sentence is.

use crate::lexicon::Lexicon;
use crate::text::Text;
use crate::text::sparse::Sparse;
use crate::text::verb::{VerbGroup, groups};

/// The sentences of one text.
pub struct Clauses<'t, 'a> {
    source: Source<'t, 'a>,
    /// Where the sentence that was asked for last begins, and its verbs.
    verbs: (u32, Vec<VerbGroup>),
}

enum Source<'t, 'a> {
    /// The text was read for other reasons.
    Whole(&'t Text<'a>),
    /// Sentences are read when they are asked for.
    Asked(Box<Sparse<'a>>),
}

impl<'t, 'a> Clauses<'t, 'a> {
    /// Of a text that was read whole.
    pub fn of(text: &'t Text<'a>) -> Clauses<'t, 'a> {
        Clauses { source: Source::Whole(text), verbs: (u32::MAX, Vec::new()) }
    }

    /// Of a text whose sentences are read when they are asked for.
    pub fn asked(raw: &'a str, lexicon: &'a Lexicon) -> Clauses<'t, 'a> {
        Clauses { source: Source::Asked(Box::new(Sparse::new(raw, lexicon))), verbs: (u32::MAX, Vec::new()) }
    }

    /// The sentence that holds the byte `at`, with a text that has its tokens and tags, and its verbs. The answer is the same in both
    /// cases; only token and sentence numbers differ.
    pub fn sentence_at(&mut self, at: u32) -> Option<(&Text<'a>, usize, &[VerbGroup])> {
        let (text, sentence) = match &mut self.source {
            Source::Whole(text) => (*text, text.sentence_at(at)?),
            Source::Asked(sparse) => sparse.sentence_at(at)?,
        };
        let start = text.sentences[sentence].span.start;
        if self.verbs.0 != start {
            self.verbs = (start, groups(text, sentence));
        }
        Some((text, sentence, &self.verbs.1))
    }
}
