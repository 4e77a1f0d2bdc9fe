//! What may stand between the words of a verb's phrase, from `data/en/event/phrase.txt`.

use super::{Files, list};
use crate::error::Result;
use rustc_hash::FxHashSet;

/// Words by what they do in or behind a phrase, in lower case.
#[derive(Clone, Debug, Default)]
pub struct Gaps {
    ends_object: FxHashSet<&'static str>,
    governs: Vec<&'static str>,
    particles: Vec<&'static str>,
    no_noun: Vec<&'static str>,
    adverbs: Vec<&'static str>,
}

const PATH: &str = "event/phrase.txt";

impl Gaps {
    pub fn parse(files: &Files) -> Result<Gaps> {
        let [ends_object, governs, particles, no_noun, adverbs] =
            list::groups(files, PATH, ["ends-object", "governs", "particle", "no-noun", "adverb"])?;
        Ok(Gaps { ends_object: ends_object.into_iter().collect(), governs, particles, no_noun, adverbs })
    }

    /// Whether the object of a verb is over at this word.
    pub fn ends_object(&self, word: &str) -> bool {
        self.ends_object.contains(word) || word == ","
    }

    /// Whether `word`, the last of a phrase, governs what follows it; `next` is what the text has behind it.
    pub fn governs(&self, word: &str, next: Option<&str>) -> bool {
        let no_noun =
            || next.is_none_or(|next| !next.starts_with(char::is_alphanumeric) || self.no_noun.contains(&next) || next.ends_with("ly"));
        self.governs.contains(&word) || self.particles.contains(&word) && !no_noun()
    }

    /// Whether the word may stand anywhere in a phrase.
    pub fn is_adverb(&self, word: &str) -> bool {
        word.ends_with("ly") || self.adverbs.contains(&word)
    }
}

#[cfg(test)]
mod tests {
    use super::super::phrase::{Around, Part, Phrase};
    use super::*;

    #[test]
    fn examples_and_refusals() {
        let files = Files::embedded();
        let gaps = Gaps::parse(&files).unwrap();
        let mut wrong = Vec::new();
        for line in files.lasting_text(PATH).unwrap().lines().filter_map(|line| line.strip_prefix("> ")) {
            let (phrase, rest) = line.split_once(": ").unwrap_or_else(|| panic!("{line}"));
            let (behind, want) = rest.rsplit_once(" = ").unwrap_or_else(|| panic!("{line}"));
            let after: Vec<&str> = behind.split(' ').collect();
            let around = Around { before: &[], after: &after, arguments: &[], objects: &[], subjects: &[], gaps: &gaps };
            if Phrase::new(phrase, Part::Verb).fits(&around) != (want == "yes") {
                wrong.push(line);
            }
        }
        assert_eq!(wrong, [""; 0]);
    }

    #[test]
    fn errors_name_file_and_line() {
        for (text, expected) in [
            ("up = part", "event/phrase.txt:2: end the line with ` = ` and one of ends-object, governs, particle, no-noun, adverb"),
            ("up", "event/phrase.txt:2: end the line with ` = ` and one of ends-object, governs, particle, no-noun, adverb"),
            ("up, up = particle", "event/phrase.txt:2: \"up\" is listed twice; keep one"),
        ] {
            let mut files = Files::embedded();
            files.insert(PATH.into(), format!("# Gaps.\n{text}\n").into_bytes());
            assert_eq!(Gaps::parse(&files).unwrap_err().to_string(), expected);
        }
    }
}
