//! A text of which only the sentences that someone asks for are tokenised and tagged. What they say is what [`super::read`] would say.

use super::segment::{Segment, segment};
use super::{Buffers, LONGEST_SENTENCE, Text, token};
use crate::lexicon::Lexicon;
use crate::span::Span;

/// A text of which only the sentences that are asked for are read.
pub struct Sparse<'a> {
    raw: &'a str,
    lexicon: &'a Lexicon,
    /// Cut when the first sentence is asked for.
    segments: Option<Vec<Segment>>,
    /// The segment that was asked for last, and the tokens in it; what asks goes from left to right.
    segment: Option<usize>,
    spans: Vec<Span>,
    /// The piece of it that was asked for last.
    piece: usize,
    text: Text<'a>,
    buffers: Buffers,
}

impl<'a> Sparse<'a> {
    pub fn new(raw: &'a str, lexicon: &'a Lexicon) -> Sparse<'a> {
        let text = Text { raw, tokens: Vec::new(), sentences: Vec::new() };
        Sparse { raw, lexicon, segments: None, segment: None, spans: Vec::new(), piece: 0, text, buffers: Buffers::default() }
    }

    /// The sentence that holds the byte `at`: a text of few sentences with spans of the whole, and the place of the sentence in it.
    pub fn sentence_at(&mut self, at: u32) -> Option<(&Text<'a>, usize)> {
        let segments = self.segments.get_or_insert_with(|| segment(self.raw, &self.lexicon.writing));
        let index = segments.partition_point(|segment| segment.span.end <= at);
        let segment = *segments.get(index)?;
        let is_new = self.segment != Some(index);
        if is_new {
            self.segment = Some(index);
            self.spans.clear();
            token::split(self.raw, segment.span, &self.lexicon.writing, &mut self.spans);
        }
        let piece = self.spans.partition_point(|span| span.end <= at) / LONGEST_SENTENCE;
        if is_new || self.piece != piece {
            self.piece = piece;
            self.text.tokens.clear();
            self.text.sentences.clear();
            let spans = self.spans.chunks(LONGEST_SENTENCE).nth(piece)?;
            self.text.add_piece(spans, segment, self.lexicon, &mut self.buffers);
        }
        Some((&self.text, self.text.sentence_at(at)?))
    }
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;

    #[test]
    fn a_sentence_read_alone_is_as_in_the_whole_text() {
        let long = "and then another word ".repeat(300);
        let articles = ["The talks may resume in May. Rebels left the city on Monday and\nwent home.\n\nWhat next", "", " \n", &long];
        for raw in articles {
            let whole = read(raw, Lexicon::embedded());
            let mut sparse = Sparse::new(raw, Lexicon::embedded());
            for (index, sentence) in whole.sentences.iter().enumerate() {
                for at in [sentence.span.start, sentence.span.end - 1] {
                    assert_eq!(whole.sentence_at(at), Some(index));
                    let (text, alone) = sparse.sentence_at(at).unwrap();
                    let tokens = |text: &Text, sentence: usize| {
                        let range = text.sentences[sentence].tokens.clone();
                        range.map(|t| (text.tokens[t as usize].span, text.tag(t))).collect::<Vec<_>>()
                    };
                    assert_eq!(tokens(text, alone), tokens(&whole, index), "{raw}");
                }
            }
            assert!(sparse.sentence_at(raw.len() as u32).is_none());
        }
    }
}
