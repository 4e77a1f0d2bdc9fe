//! How words are written: abbreviations, units and clitics, for the sentence splitter and the tokenizer.

use super::Files;
use crate::error::{Error, Result, without_place};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use std::collections::BTreeMap;

/// What the stop after an abbreviation may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Abbreviation {
    /// Something always follows: "Gen.".
    Title,
    /// Only an abbreviation before a number: "No. 10".
    Number,
    /// Ends a sentence when the next word starts one: "Corp."
    Maybe,
}

/// `data/en/text/`, ready for lookup.
pub struct Writing {
    abbreviations: FxHashMap<String, Abbreviation>,
    starters: FxHashSet<String>,
    agencies: FxHashSet<String>,
    units: FxHashSet<String>,
    clitics: FxHashSet<String>,
    contractions: FxHashMap<String, usize>,
    tags: FxHashMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Abbreviations {
    title: Vec<String>,
    number: Vec<String>,
    maybe: Vec<String>,
    starters: Vec<String>,
    agencies: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tokens {
    units: Vec<String>,
    clitics: Vec<String>,
    contractions: BTreeMap<String, usize>,
    /// Words by their tag.
    tags: BTreeMap<String, Vec<String>>,
}

impl Writing {
    pub fn parse(files: &Files) -> Result<Writing> {
        let path = "text/abbreviations.yaml";
        let lists: Abbreviations = read(files, path)?;
        let mut abbreviations = FxHashMap::default();
        let kinds = [(lists.title, Abbreviation::Title), (lists.number, Abbreviation::Number), (lists.maybe, Abbreviation::Maybe)];
        for (words, kind) in kinds {
            for word in words {
                if abbreviations.insert(word.clone(), kind).is_some() {
                    return Err(Error::in_file(path, format!("{word:?} stands twice; keep one")));
                }
            }
        }
        let path = "text/tokens.yaml";
        let tokens: Tokens = read(files, path)?;
        for (word, &first) in &tokens.contractions {
            if first == 0 || first >= word.len() || !word.is_char_boundary(first) {
                return Err(Error::in_file(path, format!("{word:?} cannot be cut after {first} letters")));
            }
        }
        let mut tags = FxHashMap::default();
        for (tag, words) in tokens.tags {
            for word in words {
                if let Some(other) = tags.insert(word.clone(), tag.clone()) {
                    return Err(Error::in_file(path, format!("{word:?} has the tags {other} and {tag}; keep one")));
                }
            }
        }
        Ok(Writing {
            abbreviations,
            starters: lists.starters.into_iter().collect(),
            agencies: lists.agencies.into_iter().collect(),
            units: tokens.units.into_iter().collect(),
            clitics: tokens.clitics.into_iter().collect(),
            contractions: tokens.contractions.into_iter().collect(),
            tags,
        })
    }

    /// The behaviour of `word`, written without its last stop.
    pub fn abbreviation(&self, word: &str) -> Option<Abbreviation> {
        self.abbreviations.get(word).copied()
    }

    /// Whether `word` shows that a sentence begins.
    pub fn starts_sentence(&self, word: &str) -> bool {
        self.starters.contains(word)
    }

    /// Whether `name` is a news agency's, as its reports have it in brackets.
    pub fn is_agency(&self, name: &str) -> bool {
        self.agencies.contains(name)
    }

    pub fn is_unit(&self, word: &str) -> bool {
        self.units.contains(word)
    }

    /// Whether `word`, written after an apostrophe, is a token of its own.
    pub fn is_clitic(&self, word: &str) -> bool {
        self.clitics.contains(word)
    }

    /// The name of the one tag that `word` has wherever it stands in small letters.
    pub fn tag(&self, word: &str) -> Option<&str> {
        self.tags.get(word).map(String::as_str)
    }

    /// All words with the one tag they have.
    pub fn tags(&self) -> impl Iterator<Item = (&str, &str)> {
        self.tags.iter().map(|(word, tag)| (word.as_str(), tag.as_str()))
    }

    /// The length of the first token of a word that is two.
    pub fn contraction(&self, word: &str) -> Option<usize> {
        self.contractions.get(word).copied()
    }
}

fn read<T: for<'a> Deserialize<'a>>(files: &Files, path: &str) -> Result<T> {
    serde_yaml::from_slice(files.bytes(path)?).map_err(|error| {
        let place = error.location().map(|place| (place.line(), Some(place.column())));
        Error { place, ..Error::in_file(path, without_place(&error.to_string())) }
    })
}
