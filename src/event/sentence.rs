//! One parsed sentence with its lemmas, as the files of this row read it.

use crate::event::{Status, argument};
use crate::lexicon::Lexicon;
use crate::lexicon::lemma::Lemma;
use crate::lexicon::phrase::Around;
use crate::lexicon::words::{Class, Word};
use crate::text::{Text, Tree};
use std::borrow::Cow;

pub struct Sentence<'s, 'a> {
    pub tree: Tree<'s, 'a>,
    pub lexicon: &'s Lexicon,
    lemmas: Vec<Lemma>,
    /// What the lists have under each lemma, which is asked for many times.
    listed: Vec<&'s [Word]>,
    lower: Vec<Cow<'a, str>>,
}

impl<'s, 'a> Sentence<'s, 'a> {
    pub fn new(text: &'s Text<'a>, index: u32, lexicon: &'s Lexicon) -> Sentence<'s, 'a> {
        let tree = Tree::new(text, index);
        let lower: Vec<Cow<str>> = tree.tokens().map(|t| lowered(tree.word(t))).collect();
        let lemmas: Vec<Lemma> = tree
            .tokens()
            .map(|t| if tree.tag(t).is_verb() { lexicon.lemmas.verb(tree.word(t)) } else { lexicon.lemmas.noun(tree.word(t)) })
            .collect();
        let listed = lemmas.iter().map(|lemma| lexicon.words.of(lemma)).collect();
        Sentence { tree, lexicon, lemmas, listed, lower }
    }

    fn at(&self, token: u32) -> usize {
        (token - self.tree.tokens().start) as usize
    }

    pub fn lemma(&self, token: u32) -> &str {
        &self.lemmas[self.at(token)]
    }

    /// Whether a list of types has the noun: "raid", "election".
    pub fn names_event(&self, noun: u32) -> bool {
        !self.lexicon.triggers.noun(self.lemma(noun)).is_empty()
    }

    /// Whether the word with what follows it is listed in a class: "carry" before "out" is light.
    pub fn is(&self, token: u32, class: Class) -> bool {
        let mut phrases = self.listed[self.at(token)].iter().filter(|w| w.class == class).map(|w| w.phrase).peekable();
        // Most lists have the word alone, and then nothing around it matters.
        phrases.peek().is_some()
            && (phrases.clone().any(|phrase| phrase.is_bare())
                || self.with_around(token, |around| phrases.any(|phrase| phrase.fits(around))))
    }

    /// Whether the word is listed in a class by itself, whatever stands around it.
    pub fn has(&self, token: u32, class: Class) -> bool {
        self.listed[self.at(token)].iter().any(|word| word.class == class && word.phrase.is_bare())
    }

    /// Whether a class lists the word in the form in which it stands, whatever its lemma.
    pub fn lists(&self, token: u32, class: Class) -> bool {
        self.lexicon.words.has(&self.lower[self.at(token)], class)
    }

    /// The status that a word lends to what it governs: "threatened to", "denied".
    pub fn lends(&self, token: u32) -> Option<Status> {
        let words = self.listed[self.at(token)];
        if !words.iter().any(|w| w.class == Class::Irrealis) {
            return None;
        }
        let value = self.with_around(token, |around| {
            words.iter().find(|w| w.class == Class::Irrealis && w.phrase.fits(around)).and_then(|w| w.value)
        })?;
        Some(match value {
            "planned" => Status::Planned,
            "threatened" => Status::Threatened,
            "denied" => Status::Denied,
            "cancelled" => Status::Cancelled,
            "occurred" => Status::Occurred,
            _ => Status::Hypothetical,
        })
    }

    /// Asks `read` about a word with its neighbours and the lemmas of its arguments.
    pub fn with_around<T>(&self, token: u32, read: impl FnOnce(&Around) -> T) -> T {
        const NEAR: usize = 12;
        let at = self.at(token);
        let before: Vec<&str> = self.lower[at.saturating_sub(NEAR)..at].iter().map(|w| w.as_ref()).collect();
        let after: Vec<&str> = self.lower[at + 1..].iter().take(NEAR).map(|w| w.as_ref()).collect();
        let argument::Arguments { all, objects, subjects } = argument::of(self, token);
        let gaps = &self.lexicon.gaps;
        read(&Around { before: &before, after: &after, arguments: &all, objects: &objects, subjects: &subjects, gaps })
    }
}

fn lowered(word: &str) -> Cow<'_, str> {
    if word.chars().any(char::is_uppercase) { Cow::Owned(word.to_lowercase()) } else { Cow::Borrowed(word) }
}
