//! Sentences, tokens, parts of speech, trees: all of them spans of one text. Reading never fails.

mod dateline;
pub mod form;
pub mod label;
pub mod mend;
pub mod parser;
pub mod seam;
pub mod segment;
pub mod sparse;
pub mod tag;
pub mod tagger;
pub mod token;
pub mod tree;
pub mod verb;

use crate::lexicon::Lexicon;
use crate::span::Span;
use form::Form;
use std::cell::RefCell;
use std::ops::Range;
pub use tag::{Rel, Tag};
pub use tree::Tree;

/// A text as the later rows see it. Token and sentence indices are positions in these vectors.
#[derive(Debug)]
pub struct Text<'a> {
    /// All of it, as UTF-8; spans are bytes of it.
    pub raw: &'a str,
    /// In text order.
    pub tokens: Vec<Token>,
    /// In text order; none overlap.
    pub sentences: Vec<Sentence>,
}

/// One token in the manner of Universal Dependencies English: "don't" is "do" + "n't", "Iraq’s" is "Iraq" + "’s", and a hyphenated word is
/// three tokens.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// In bytes of the text.
    pub span: Span,
    /// Its part of speech, of the Penn Treebank's.
    pub tag: Tag,
    /// The token that it depends on, or itself for a root. Meaningful once its sentence was parsed.
    pub head: u32,
    /// How it depends on its head, as Universal Dependencies call it. Meaningful once its sentence was parsed.
    pub rel: Rel,
}

/// A sentence, by its tokens.
#[derive(Clone, Debug)]
pub struct Sentence {
    /// In bytes of the text.
    pub span: Span,
    /// Indices of its tokens. Never empty.
    pub tokens: Range<u32>,
    /// Counts paragraphs of the text from 0.
    pub paragraph: u32,
    /// A title, heading or caption: a paragraph of one line without a closing full stop, or what runs into a sentence without one.
    pub heading: bool,
    /// Whether its heads and relations are filled: see [`Text::parse`].
    pub parsed: bool,
}

/// Reads a text: sentences, tokens and tags. Linear in the text, whatever it holds.
pub fn read<'a>(raw: &'a str, lexicon: &Lexicon) -> Text<'a> {
    let mut text = Text { raw, tokens: Vec::with_capacity(raw.len() / 5), sentences: Vec::new() };
    let mut buffers = Buffers::default();
    for segment in segment::segment(raw, &lexicon.writing) {
        text.add(segment, lexicon, &mut buffers);
    }
    text
}

/// Memory that serves one sentence after the other.
#[derive(Default)]
struct Buffers {
    spans: Vec<Span>,
    forms: Vec<Form>,
    features: Vec<u32>,
    cuts: Vec<usize>,
}

/// In tokens.
const LONGEST_SENTENCE: usize = 400;

/// In tokens, of those that run into a sentence.
const LONGEST_HEADLINE: usize = 18;

impl<'a> Text<'a> {
    /// Tokenises and tags one segment, which does not depend on the others.
    fn add(&mut self, segment: segment::Segment, lexicon: &Lexicon, buffers: &mut Buffers) {
        let mut spans = std::mem::take(&mut buffers.spans);
        spans.clear();
        token::split(self.raw, segment.span, &lexicon.writing, &mut spans);
        spans.chunks(LONGEST_SENTENCE).for_each(|spans| self.add_piece(spans, segment, lexicon, buffers));
        buffers.spans = spans;
    }

    /// Tags one piece of a segment. What has no end is cut, so that whatever looks at one sentence sees few tokens.
    fn add_piece(&mut self, spans: &[Span], segment: segment::Segment, lexicon: &Lexicon, buffers: &mut Buffers) {
        let Buffers { forms, features, cuts, .. } = buffers;
        self.add_sentence(spans, segment, lexicon, forms, features);
        // Sentences that ran into each other are tagged anew, each for itself.
        let whole = self.sentences[self.sentences.len() - 1].tokens.clone();
        cuts.clear();
        let tag = |i: usize| self.tokens[whole.start as usize + i].tag;
        seam::seams(&lexicon.models.seam, forms, tag, features, |i| cuts.push(i));
        if cuts.is_empty() {
            return;
        }
        self.sentences.pop();
        self.tokens.truncate(whole.start as usize);
        cuts.push(spans.len());
        let mut start = 0;
        for &end in &*cuts {
            self.add_sentence(&spans[start..end], segment, lexicon, forms, features);
            // A headline or caption before the text repeats what the text tells; a long past tense is no headline.
            let told = end - start > LONGEST_HEADLINE
                && self.tokens[self.tokens.len() - (end - start)..].iter().any(|token| token.tag == Tag::Vbd);
            if let Some(sentence) = self.sentences.last_mut() {
                sentence.heading |= end < spans.len() && !told;
            }
            start = end;
        }
    }

    fn add_sentence(
        &mut self,
        spans: &[Span],
        segment: segment::Segment,
        lexicon: &Lexicon,
        forms: &mut Vec<Form>,
        features: &mut Vec<u32>,
    ) {
        let first = self.tokens.len() as u32;
        self.tokens.extend(spans.iter().map(|&span| Token { span, tag: Tag::Nn, head: 0, rel: Rel::Dep }));
        let tokens = first..self.tokens.len() as u32;
        forms.clear();
        forms.extend(spans.iter().map(|span| Form::new(span.of(self.raw), &lexicon.models.words)));
        form::look_ahead(forms);
        let known = |i: usize| {
            tagger::certain(spans[i].of(self.raw)).or_else(|| tagger::listed(spans[i].of(self.raw), &forms[i], &lexicon.writing))
        };
        let places = &mut self.tokens[first as usize..];
        tagger::tag(&lexicon.models.tagger, forms, known, features, |i, tag| (places[i].tag, places[i].head) = (tag, first + i as u32));
        let opens = |i: usize| tagger::opens_clause(spans[i].of(self.raw));
        if let Some(verb) = tagger::missing_verb(places.iter().map(|token| token.tag), opens) {
            places[verb].tag = Tag::Vbd;
        }
        let span = spans[0].cover(spans[spans.len() - 1]);
        self.sentences.push(Sentence { span, tokens, paragraph: segment.paragraph, heading: segment.heading, parsed: false });
    }

    /// The words of one token.
    pub fn word(&self, token: u32) -> &'a str {
        self.tokens[token as usize].span.of(self.raw)
    }

    /// Whether the token's word is `word` in any case.
    pub fn is(&self, token: u32, word: &str) -> bool {
        // Most words are told apart by their length.
        self.tokens[token as usize].span.len() == word.len() && self.word(token).eq_ignore_ascii_case(word)
    }

    /// Whether the token's word is one of `words` in any case.
    pub fn is_one_of(&self, token: u32, words: &[&str]) -> bool {
        words.iter().any(|word| self.is(token, word))
    }

    /// The sentence that holds the byte `at`, or the first one after it.
    pub fn sentence_at(&self, at: u32) -> Option<usize> {
        let index = self.sentences.partition_point(|sentence| sentence.span.end <= at);
        (index < self.sentences.len()).then_some(index)
    }

    /// The part of speech of one token.
    pub fn tag(&self, token: u32) -> Tag {
        self.tokens[token as usize].tag
    }

    /// Fills the heads and relations of one sentence, once.
    pub fn parse(&mut self, sentence: usize, lexicon: &Lexicon) {
        if self.sentences[sentence].parsed {
            return;
        }
        self.sentences[sentence].parsed = true;
        let range = self.sentences[sentence].tokens.clone();
        let tokens = &mut self.tokens[range.start as usize..range.end as usize];
        WORKSPACE.with_borrow_mut(|work| {
            work.forms.clear();
            work.forms.extend(tokens.iter().map(|token| Form::new(token.span.of(self.raw), &lexicon.models.words)));
            work.tags.clear();
            work.tags.extend(tokens.iter().map(|token| token.tag as u8));
            parser::parse(&lexicon.models.parser, &work.forms, &work.tags, &mut work.state, &mut work.features);
            label::label(&lexicon.models.label, &work.forms, &work.tags, &work.state.heads, &mut work.labels, &mut work.features);
            for (i, token) in tokens.iter_mut().enumerate() {
                let head = work.state.heads[i];
                (token.head, token.rel) = if head == parser::NONE {
                    (range.start + i as u32, Rel::Root)
                } else {
                    // Only the root is a root.
                    let rel = work.labels.given[i];
                    (range.start + head, if rel == Rel::Root as u8 { Rel::Parataxis } else { label::rel_of(rel as usize) })
                };
            }
        });
        mend::mend(tokens, range.start, self.raw);
    }
}

/// One sentence, parsed.
#[cfg(test)]
pub fn parsed(raw: &str) -> Text<'_> {
    let lexicon = Lexicon::embedded();
    let mut text = read(raw, lexicon);
    text.parse(0, lexicon);
    text
}

/// What a parse needs besides the text; its memory serves all sentences of a thread.
#[derive(Default)]
struct Workspace {
    forms: Vec<Form>,
    tags: Vec<u8>,
    state: parser::State,
    labels: label::Labels,
    features: Vec<u32>,
}

thread_local! {
    static WORKSPACE: RefCell<Workspace> = RefCell::default();
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What later rows rely on for every text whatever.
    fn check(raw: &str) {
        let text = read(raw, Lexicon::embedded());
        let (mut token_end, mut covered) = (0, 0);
        let mut next_token = 0;
        for sentence in &text.sentences {
            assert!(sentence.tokens.start == next_token && sentence.tokens.start < sentence.tokens.end);
            next_token = sentence.tokens.end;
            for token in sentence.tokens.clone() {
                let span = text.tokens[token as usize].span;
                assert!(span.start >= token_end && !span.is_empty() && sentence.span.contains(span));
                assert!(raw.is_char_boundary(span.start as usize) && raw.is_char_boundary(span.end as usize));
                token_end = span.end;
                covered += span.of(raw).chars().filter(|&c| !token::is_space(c)).count();
            }
        }
        assert_eq!(next_token as usize, text.tokens.len());
        assert_eq!(covered, raw.chars().filter(|&c| !token::is_space(c)).count());
    }

    proptest! {
        #[test]
        fn spans_hold_for_any_string(raw in "\\PC{0,200}") {
            check(&raw);
        }

        #[test]
        fn spans_hold_for_strings_like_text(raw in "([A-Za-z0-9'’“”\"`.,:;/@#$%&*()\\[\\]…。é—–\u{ad}\u{a0} \n\t-]|U\\.S\\.|Gen\\. |www\\.|://|n't| \\. |''|-RRB-){0,80}") {
            check(&raw);
        }
    }

    #[test]
    fn a_parse_is_one_tree_over_every_sentence() {
        for raw in
            ["The army left the city on Monday.", "Go!", "a b c , . ; -- ( x", "Rebels, who had fled, returned; nobody knew why they did."]
        {
            let mut text = read(raw, Lexicon::embedded());
            for sentence in 0..text.sentences.len() {
                text.parse(sentence, Lexicon::embedded());
                let range = text.sentences[sentence].tokens.clone();
                let roots = range.clone().filter(|&t| text.tokens[t as usize].head == t).count();
                assert_eq!(roots, 1, "{raw}");
                for mut token in range.clone() {
                    for _ in range.clone() {
                        token = text.tokens[token as usize].head;
                        assert!(range.contains(&token));
                    }
                    assert_eq!(text.tokens[token as usize].rel, Rel::Root, "{raw}: every token is under the root");
                }
            }
        }
    }

    #[test]
    fn who_did_what_to_whom_is_read_from_the_tree() {
        let mut text = read("Rebels killed the governor on Monday.", Lexicon::embedded());
        text.parse(0, Lexicon::embedded());
        let found: Vec<_> = text.tokens.iter().map(|t| (t.head, t.rel)).collect();
        assert_eq!(found[0], (1, Rel::Nsubj));
        assert_eq!(found[1], (1, Rel::Root));
        assert_eq!(found[3], (1, Rel::Obj));
        assert_eq!(found[5], (1, Rel::Obl));
    }

    #[test]
    fn long_lines_cost_linear_time_and_are_cut() {
        for part in ["word ", "a", "a-", "a.b@", "\"'", ".", ". ", "U.S. ", "[1", "Gen. ", "…", "-- ", "\n", "a\n", "1-"] {
            let text = part.repeat(1_000_000 / part.len());
            check(&text);
        }
    }
}
