//! A text of which only the sentences that someone asks for are tokenised and tagged. What they say is what [`super::read`] would say.

use super::segment::{Segment, segment};
use super::{Buffers, Text};
use crate::lexicon::Lexicon;

pub struct Sparse<'a> {
    raw: &'a str,
    lexicon: &'a Lexicon,
    /// Cut when the first sentence is asked for.
    segments: Option<Vec<Segment>>,
    /// The index of the segment that was asked for last, and its text; what asks goes from left to right.
    last: Option<(usize, Text<'a>)>,
    buffers: Buffers,
}

impl<'a> Sparse<'a> {
    pub fn new(raw: &'a str, lexicon: &'a Lexicon) -> Sparse<'a> {
        Sparse { raw, lexicon, segments: None, last: None, buffers: Buffers::default() }
    }

    /// The sentence that holds the byte `at`: a text of few sentences with spans of the whole, and the place of the sentence in it.
    pub fn sentence_at(&mut self, at: u32) -> Option<(&Text<'a>, usize)> {
        let segments = self.segments.get_or_insert_with(|| segment(self.raw, &self.lexicon.writing));
        let index = segments.partition_point(|segment| segment.span.end <= at);
        let segment = *segments.get(index)?;
        let read_before = matches!(&self.last, Some((last, _)) if *last == index);
        if !read_before {
            let mut text = Text { raw: self.raw, tokens: Vec::with_capacity(segment.span.len() / 5), sentences: Vec::new() };
            text.add(segment, self.lexicon, &mut self.buffers);
            self.last = Some((index, text));
        }
        let text = &self.last.as_ref()?.1;
        Some((text, text.sentence_at(at)?))
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
