//! What of a claim is compared: its words, and when it can have been.

mod read;
mod vocabulary;

use super::claims::{Claims, Held};
use super::set::Set;
use super::words::proper;
use crate::event::Status;
use crate::lexicon::Lexicon;
use crate::time::{Edtf, Interval};
use chrono::{Datelike, NaiveDate};
use rayon::prelude::*;
use read::Reader;
use std::collections::BTreeSet;
use vocabulary::Vocabulary;

/// One claim as the scorer sees it.
pub struct Traits<'c> {
    /// Of the claim.
    pub id: &'c str,
    /// Ids of the sources that tell it.
    pub sources: Set<&'c str>,
    /// Words of `what` and names of those who take part: (word, weight). Sorted by word.
    pub words: Box<[(u32, f32)]>,
    /// Names and numbers among them: what tells one event from another of its kind.
    pub marks: Set<u32>,
    /// The numbers among the marks.
    pub numbers: Set<u32>,
    /// Names among them, countries too, but for those that the whole story is about.
    pub names: Set<u32>,
    /// Names and numbers in its quotes, which say of what "three people were killed" is told.
    pub context: Set<u32>,
    /// The countries that it names, those that its quotes name too, and all names in either.
    pub lands: Set<u32>,
    pub soil: Set<u32>,
    pub named: Set<u32>,
    /// The names in its quotes, but for those of countries.
    pub quoted: Set<u32>,
    /// The sum of the weights of its words.
    pub weight: f32,
    /// What its event is called, also among its words: see [`class`](super::class).
    pub classes: Set<u32>,
    /// The same, with all else that its words call what happened: "an explosion that killed 11 people".
    pub called: Set<u32>,
    /// What it is called, among the deeds of whoever tells of it too.
    pub main: Set<u32>,
    /// The words that its class stands for: to a claim without a type they are words like others.
    pub spelled: Set<u32>,
    /// What its words call events of any kind, with weights as words have. Sorted.
    pub deeds: Box<[(u32, f32)]>,
    /// Of what it is called, what happens once to whom it happens to, and to whom it did: the words of each name.
    pub once: Set<u32>,
    pub bearers: Box<[Set<u32>]>,
    /// What of all that its words name happens once a day to whom it happens to.
    pub daily: Set<u32>,
    /// Who did what happens once, of those that are named.
    pub doers: Set<u32>,
    /// What its quotes call what happened, in events of the same family.
    pub spoken: Set<u32>,
    /// The first number that it says.
    pub figure: Option<u32>,
    /// The events that its words place before or after it, and whether by days.
    pub beside: Set<(&'c str, bool)>,
    pub kind: Option<&'c str>,
    pub status: Status,
    /// The days that its own date allows; `None` where only tense and order date it.
    pub dated: Option<Interval>,
    /// The date itself, where its year is not known.
    pub yearless: Option<Edtf>,
    /// The day of its first publication.
    pub published: Option<NaiveDate>,
    pub rejected: bool,
    /// The entry in which a person had a hand.
    pub owner: Option<&'c str>,
    /// Hashes of runs of words of its first quote: see [`shingle`](super::shingle).
    pub shingles: Box<[u64]>,
    pub actors: Set<u32>,
    pub recipients: Set<u32>,
}

/// A name in a greater share of the claims is nothing that two of them have in common.
const EVERYWHERE: f64 = 0.15;

/// The traits of all claims, in the order of their ids. Words weigh the more the fewer claims have them.
pub fn traits<'c>(claims: &'c Claims, left_out: &BTreeSet<&str>, lexicon: &Lexicon) -> Vec<Traits<'c>> {
    let told = claims.by_id.values().flat_map(|held| {
        let quotes = held.evidence.iter().map(|evidence| evidence.quote.as_str());
        held.versions.iter().map(|claim| claim.what.as_str()).chain(quotes)
    });
    let proper = proper(told);
    let wanted: Vec<(&String, &Held)> = claims.by_id.iter().filter(|(id, _)| !left_out.contains(id.as_str())).collect();
    // Words are numbered in the order in which they come, whatever thread reads them.
    let of_part = |part: &[(&'c String, &'c Held)]| {
        let mut reader = Reader { vocabulary: Vocabulary::default(), proper: &proper, lexicon };
        let traits: Vec<Traits> = part.iter().map(|(id, held)| reader.read(id, held, claims)).collect();
        (traits, reader.vocabulary)
    };
    let parts: Vec<(Vec<Traits>, Vocabulary)> = wanted.par_chunks(PART).map(of_part).collect();
    let mut vocabulary = Vocabulary::default();
    let numbers: Vec<Vec<u32>> = parts.iter().map(|(_, part)| vocabulary.take(part)).collect();
    let renumbered = |((mut part, _), numbers): ((Vec<Traits<'c>>, Vocabulary), Vec<u32>)| {
        part.iter_mut().for_each(|claim| claim.renumber(&numbers));
        part
    };
    let parts: Vec<Vec<Traits>> = parts.into_par_iter().zip(numbers).map(renumbered).collect();
    let mut all: Vec<Traits> = parts.into_iter().flatten().collect();
    // The prior of 200 claims keeps the weights of a small timeline from being chance.
    let number = all.len() as f64 + 200.0;
    all.par_iter_mut().for_each(|claim| {
        for (word, weight) in claim.words.iter_mut().chain(&mut claim.deeds) {
            *weight = (number / (f64::from(vocabulary.claims_with(*word)) + 2.0)).ln() as f32;
        }
        claim.weight = claim.words.iter().map(|(_, weight)| weight).sum();
        let seldom = |name: &&u32| f64::from(vocabulary.claims_with(**name)) <= EVERYWHERE * number;
        claim.names = claim.names.iter().filter(seldom).copied().collect();
    });
    all
}

/// So many claims are read by one thread at a time.
const PART: usize = 2000;

impl Traits<'_> {
    /// Words have these numbers instead.
    fn renumber(&mut self, numbers: &[u32]) {
        let number = |word: u32| numbers[word as usize];
        for words in [&mut self.words, &mut self.deeds] {
            words.iter_mut().for_each(|(word, _)| *word = number(*word));
            words.sort_unstable_by_key(|(word, _)| *word);
        }
        self.figure = self.figure.map(number);
        let sets = [
            &mut self.marks,
            &mut self.numbers,
            &mut self.names,
            &mut self.context,
            &mut self.quoted,
            &mut self.lands,
            &mut self.soil,
            &mut self.named,
            &mut self.classes,
            &mut self.called,
            &mut self.main,
            &mut self.spelled,
            &mut self.once,
            &mut self.daily,
            &mut self.doers,
            &mut self.spoken,
            &mut self.actors,
            &mut self.recipients,
        ];
        sets.into_iter().chain(&mut self.bearers).for_each(|set| set.renumber(number));
    }

    /// The weight of all that it tells: its words, and what they call events.
    pub fn telling(&self) -> f64 {
        self.words.iter().chain(&self.deeds).map(|(_, weight)| f64::from(*weight)).sum()
    }

    /// The weeks, counted from the first day of the era, in which it can have been, if they are few.
    pub fn weeks(&self) -> impl Iterator<Item = i32> + use<> {
        let week = |day: NaiveDate| day.num_days_from_ce().div_euclid(7);
        let few = match (self.dated, self.published) {
            (Some(dated), _) => dated.earliest().zip(dated.latest()).filter(|(from, to)| (*to - *from).num_days() <= 45),
            // News reports the days before it.
            (None, Some(day)) => day.checked_sub_days(chrono::Days::new(7)).map(|before| (before, day)),
            (None, None) => None,
        };
        few.map(|(from, to)| week(from)..=week(to) + 1).into_iter().flatten()
    }
}
