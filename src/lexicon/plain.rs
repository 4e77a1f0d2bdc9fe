//! Words that do not tell one event from another, from `data/en/merge/plain.txt`.

use super::Files;
use crate::error::{Error, Result};
use std::collections::BTreeSet;

const PLAIN: &str = "merge/plain.txt";

#[derive(Clone, Debug)]
pub struct Plain {
    words: BTreeSet<&'static str>,
}

impl Plain {
    pub fn parse(files: &Files) -> Result<Plain> {
        let mut words = BTreeSet::new();
        for (number, line) in (1..).zip(files.lasting_text(PLAIN)?.lines()) {
            for word in line.split(", ").filter(|_| !line.starts_with('#') && !line.is_empty()) {
                if !words.insert(word) {
                    return Err(Error::in_file(PLAIN, format!("\"{word}\" is listed twice; keep one")).at_line(number));
                }
            }
        }
        Ok(Plain { words })
    }

    /// `word` is in lower case.
    pub fn has(&self, word: &str) -> bool {
        self.words.contains(word)
    }
}

#[cfg(test)]
mod tests {
    use crate::lexicon::Lexicon;

    #[test]
    fn function_words_are_plain() {
        let plain = &Lexicon::embedded().plain;
        assert!(plain.has("the") && plain.has("towards") && !plain.has("embassy"));
    }
}
