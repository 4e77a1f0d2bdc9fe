//! How the words of two claims are compared, from `data/en/merge`: words that do not tell one event from another, words that say one thing, and
//! what happens once, or once a day, to whom it happens to.

use super::{Files, list};
use crate::error::{Error, Result};
use rustc_hash::{FxHashMap, FxHashSet};

const PLAIN: &str = "merge/plain.txt";
const ALIKE: &str = "merge/alike.txt";
const ONCE: &str = "merge/once.txt";
const DAILY: &str = "merge/daily.txt";
const MEASURES: &str = "merge/measures.txt";

#[derive(Clone, Debug)]
pub struct Plain {
    words: FxHashSet<&'static str>,
    /// The word that stands for each of a group.
    alike: FxHashMap<&'static str, &'static str>,
    once: FxHashSet<&'static str>,
    daily: FxHashSet<&'static str>,
    measures: FxHashSet<&'static str>,
}

impl Plain {
    pub fn parse(files: &Files) -> Result<Plain> {
        let (mut words, mut alike) = (FxHashSet::default(), FxHashMap::default());
        for (number, word) in list::words(files.lasting_text(PLAIN)?) {
            if !words.insert(word) {
                return Err(twice(PLAIN, number, word));
            }
        }
        for (number, line) in list::lines(files.lasting_text(ALIKE)?) {
            let first = line.split(", ").next().unwrap_or(line);
            for word in line.split(", ") {
                if alike.insert(word, first).is_some() || words.contains(word) {
                    return Err(twice(ALIKE, number, word));
                }
            }
        }
        let mut once = FxHashSet::default();
        for (number, word) in list::words(files.lasting_text(ONCE)?) {
            if let Some(first) = alike.get(word).filter(|first| **first != word) {
                let message = format!("\"{word}\" is alike \"{first}\"; write that instead");
                return Err(Error::in_file(ONCE, message).at_line(number));
            }
            if !once.insert(word) {
                return Err(twice(ONCE, number, word));
            }
        }
        let mut daily = FxHashSet::default();
        for (number, code) in list::words(files.lasting_text(DAILY)?) {
            if !daily.insert(code) {
                return Err(twice(DAILY, number, code));
            }
        }
        let mut measures = FxHashSet::default();
        for (number, unit) in list::words(files.lasting_text(MEASURES)?) {
            if !measures.insert(unit) {
                return Err(twice(MEASURES, number, unit));
            }
        }
        Ok(Plain { words, alike, once, daily, measures })
    }

    /// `word` is in lower case.
    pub fn has(&self, word: &str) -> bool {
        self.words.contains(word)
    }

    /// The word that stands for a lemma and those like it.
    pub fn same<'w>(&self, lemma: &'w str) -> &'w str {
        self.alike.get(lemma).copied().unwrap_or(lemma)
    }

    /// Whether a lemma says what a number measures: "36 hours", "5,000 ft".
    pub fn measures(&self, lemma: &str) -> bool {
        self.measures.contains(lemma)
    }

    /// Whether what a word, or all words of a type in one manner (`DEATH/illness`), name happens once to whom it happens to.
    pub fn once(&self, word: &str) -> bool {
        self.once.contains(word)
    }

    /// Whether events of a type, in one manner, happen once a day to whom they happen to.
    pub fn daily(&self, code: &str, mode: &str) -> bool {
        self.daily.contains(code) || self.daily.contains(format!("{code}/{mode}").as_str())
    }
}

fn twice(file: &str, line: usize, word: &str) -> Error {
    Error::in_file(file, format!("\"{word}\" is listed twice; keep one")).at_line(line)
}

#[cfg(test)]
mod tests {
    use crate::lexicon::Lexicon;

    #[test]
    fn function_words_are_plain() {
        let plain = &Lexicon::embedded().plain;
        assert!(plain.has("the") && plain.has("towards") && !plain.has("embassy"));
    }

    #[test]
    fn words_that_say_one_thing() {
        let plain = &Lexicon::embedded().plain;
        assert_eq!((plain.same("eleven"), plain.same("die"), plain.same("ferry")), ("11", "kill", "ferry"));
        assert!(plain.once("invade") && plain.once("DEATH/illness") && !plain.once("shell"));
        assert!(plain.daily("OFFICE", "resign") && !plain.daily("ELECTION", "vote"));
    }
}
