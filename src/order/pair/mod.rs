//! How two events or times of one text stand to each other, by what was learned from annotated news rather than by one cue word.
//!
//! A [`Scene`] is a parsed text with its events and times; [`features`] describes a pair of them, [`judge`] turns the description into
//! probabilities, and [`agree`] picks relations for many pairs that can all hold. The features are those that systems for TempEval, TimeBank-Dense
//! and MATRES share (Chambers et al. 2014; Ning, Feng & Roth 2017): words, tense, aspect, class, the path between, signals, dates.

pub mod agree;
mod dates;
pub mod features;
pub mod judge;

use crate::event::{Aspect, Class, Mention, Tense};
use crate::lexicon::Lexicon;
use crate::lexicon::lemma::Lemma;
use crate::text::form::Form;
use crate::text::{Text, Tree};
use crate::time::Interval;
use crate::timex::{Kind, Timex};
use chrono::NaiveDate;
pub use dates::Standing;
use std::ops::Range;

/// An event as the classifier sees it.
#[derive(Clone, Debug)]
pub struct Event {
    /// Index of its word in the text.
    pub token: u32,
    /// Index of its sentence in the text.
    pub sentence: u32,
    pub class: Class,
    pub tense: Tense,
    pub aspect: Aspect,
    pub negated: bool,
    /// The modal verb, in lower case.
    pub modality: Option<String>,
}

/// A temporal expression as the classifier sees it.
#[derive(Clone, Debug)]
pub struct Time {
    /// Indices of its words in the text.
    pub tokens: Range<u32>,
    /// Index of its sentence in the text.
    pub sentence: u32,
    /// TIMEX3 `type`.
    pub kind: Kind,
    /// TIMEX3 `value`.
    pub value: String,
    /// The days that it names, if it names any.
    pub days: Option<Interval>,
}

/// One side of a pair; indices are positions in the scene.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Item {
    Event(usize),
    Time(usize),
    /// The day of publication.
    Dct,
}

impl From<&Mention> for Event {
    fn from(mention: &Mention) -> Event {
        let Mention { token, sentence, class, tense, aspect, negated, .. } = *mention;
        Event { token, sentence, class, tense, aspect, negated, modality: mention.modality.clone() }
    }
}

impl From<&Timex> for Time {
    fn from(timex: &Timex) -> Time {
        let days = timex.date.filter(|date| !date.lacks_year()).map(|date| date.interval());
        Time { tokens: timex.tokens.clone(), sentence: timex.sentence, kind: timex.kind, value: timex.value.clone(), days }
    }
}

/// A parsed text with everything that may stand in a pair.
pub struct Scene<'s, 'a> {
    pub text: &'s Text<'a>,
    pub events: Vec<Event>,
    pub times: Vec<Time>,
    /// The day of publication.
    pub dct: Option<NaiveDate>,
    trees: Vec<Tree<'s, 'a>>,
    lemmas: Vec<Lemma>,
    clusters: Vec<u8>,
    /// For each event the times that hang on it, and the event that governs it.
    timed: Vec<Vec<usize>>,
    above: Vec<Option<usize>>,
    /// For each time the event that it hangs on.
    bearer: Vec<Option<usize>>,
    /// Whether the token stands between quotation marks.
    quoted: Vec<bool>,
}

impl<'s, 'a> Scene<'s, 'a> {
    /// Every sentence of `text` is parsed. Linear in the text.
    pub fn new(text: &'s Text<'a>, events: Vec<Event>, times: Vec<Time>, dct: Option<NaiveDate>, lexicon: &Lexicon) -> Scene<'s, 'a> {
        let trees: Vec<Tree> = (0..text.sentences.len()).map(|sentence| Tree::new(text, sentence as u32)).collect();
        let lemma = |token: u32| {
            let word = text.word(token);
            if text.tag(token).is_verb() { lexicon.lemmas.verb(word) } else { lexicon.lemmas.noun(word) }
        };
        let tokens = 0..text.tokens.len() as u32;
        let lemmas = tokens.clone().map(lemma).collect();
        let clusters = tokens.clone().map(|token| Form::new(text.word(token), &lexicon.models.words).class.cluster).collect();
        let event_at = |token: u32| events.iter().position(|event| event.token == token);
        let bearer: Vec<Option<usize>> = times
            .iter()
            .map(|time| {
                let tree = &trees[time.sentence as usize];
                let top = time.tokens.clone().find(|&t| tree.head(t).is_none_or(|head| !time.tokens.contains(&head)))?;
                tree.ancestors(top).find_map(event_at)
            })
            .collect();
        let mut timed = vec![Vec::new(); events.len()];
        for (time, bearer) in bearer.iter().enumerate() {
            if let Some(event) = bearer {
                timed[*event].push(time);
            }
        }
        let above = events.iter().map(|event| trees[event.sentence as usize].ancestors(event.token).skip(1).find_map(event_at)).collect();
        Scene { quoted: quoted(text), text, events, times, dct, trees, lemmas, clusters, timed, above, bearer }
    }

    /// The sentence of an item; the day of publication stands in none.
    pub fn sentence(&self, item: Item) -> Option<u32> {
        match item {
            Item::Event(i) => Some(self.events[i].sentence),
            Item::Time(i) => Some(self.times[i].sentence),
            Item::Dct => None,
        }
    }

    /// The topmost event of the sentence of an event.
    fn main(&self, event: usize) -> Option<usize> {
        let mut top = event;
        while let Some(above) = self.above[top] {
            top = above;
        }
        Some(top)
    }

    /// The place of an item in the text; the day of publication stands behind all.
    pub fn place(&self, item: Item) -> u32 {
        match item {
            Item::Event(i) => self.events[i].token,
            Item::Time(i) => self.times[i].tokens.start,
            Item::Dct => u32::MAX,
        }
    }
}

fn quoted(text: &Text) -> Vec<bool> {
    let mut quoted = vec![false; text.tokens.len()];
    let (mut open, mut paragraph) = (false, 0);
    for sentence in &text.sentences {
        if std::mem::replace(&mut paragraph, sentence.paragraph) != sentence.paragraph {
            open = false;
        }
        for token in sentence.tokens.clone() {
            match text.word(token) {
                "``" | "“" | "«" => open = true,
                "''" | "”" | "»" => open = false,
                "\"" => open = !open,
                _ => quoted[token as usize] = open,
            }
        }
    }
    quoted
}
