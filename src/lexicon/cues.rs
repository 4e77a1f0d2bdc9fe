//! The words of relative order, from `data/en/order/`: which conjunction or preposition states which relation.

use super::{Files, list};
use crate::error::{Error, Result};
use crate::time::{Distance, Relation};
use rustc_hash::FxHashMap;

/// What a cue states, and in how many of a hundred places of annotated news it is right.
pub type Cue = (Relation, u8);

#[derive(Clone, Debug)]
pub struct Cues {
    cues: FxHashMap<&'static str, Cue>,
    /// Those of several words, by the first letter of the first.
    phrases: FxHashMap<u8, Vec<(Vec<&'static str>, Cue)>>,
    /// Of phrases that tell how far apart the two are, the least and greatest number of days.
    distances: FxHashMap<&'static str, Distance>,
    adverbs: FxHashMap<&'static str, Cue>,
    happenings: Vec<&'static str>,
    endings: FxHashMap<&'static str, Cue>,
    lasting: Vec<&'static str>,
    messengers: Vec<&'static str>,
    messages: Vec<&'static str>,
}

/// In percent, how often a cue must be right for a timeline to take its link.
pub const PLACES: u8 = 70;

const CUES: &str = "order/cue.txt";
const ADVERBS: &str = "order/adverb.txt";
const HAPPENINGS: &str = "order/happen.txt";
const ENDINGS: &str = "order/ending.txt";
const LASTING: &str = "order/lasting.txt";
const MESSAGES: &str = "order/message.txt";

impl Cues {
    pub fn parse(files: &Files) -> Result<Cues> {
        let words = |path| Ok::<Vec<&str>, Error>(list::words(files.lasting_text(path)?).map(|(_, word)| word).collect());
        let (mut messengers, mut messages) = (Vec::new(), Vec::new());
        for (number, line) in list::lines(files.lasting_text(MESSAGES)?) {
            match line.split_once(": ") {
                Some(("carry", verbs)) => messengers.extend(verbs.split(", ")),
                Some(("carried", nouns)) => messages.extend(nouns.split(", ")),
                _ => return Err(Error::in_file(MESSAGES, "start the line with `carry: ` or `carried: `".to_string()).at_line(number)),
            }
        }
        let (cues, distances) = parse(files, CUES)?;
        let mut phrases: FxHashMap<u8, Vec<(Vec<&str>, Cue)>> = FxHashMap::default();
        for (words, cue) in cues.iter().filter(|(words, _)| words.contains(' ')) {
            phrases.entry(words.as_bytes()[0]).or_default().push((words.split(' ').collect(), *cue));
        }
        phrases.values_mut().for_each(|phrases| phrases.sort());
        Ok(Cues {
            cues,
            phrases,
            distances,
            adverbs: parse(files, ADVERBS)?.0,
            happenings: words(HAPPENINGS)?,
            endings: parse(files, ENDINGS)?.0,
            lasting: words(LASTING)?,
            messengers,
            messages,
        })
    }

    /// What an opening word or phrase, in lower case, states.
    pub fn cue(&self, phrase: &str) -> Option<Cue> {
        self.cues.get(phrase).copied()
    }

    /// How many days a phrase puts between the two, where it does.
    pub fn days(&self, phrase: &str) -> Option<Distance> {
        self.distances.get(phrase).copied()
    }

    /// The phrases of more than one word that start with `first`, in any case, each with its words and what it states.
    pub fn phrases_from(&self, first: &str) -> impl Iterator<Item = (&[&'static str], Cue)> {
        let letter = first.as_bytes().first().map(u8::to_ascii_lowercase);
        let phrases = letter.and_then(|letter| self.phrases.get(&letter)).map_or(&[][..], Vec::as_slice);
        let phrases = phrases.iter().map(|(words, cue)| (words.as_slice(), *cue));
        phrases.filter(move |(words, _)| words[0].eq_ignore_ascii_case(first))
    }

    /// Its relation, where it is sure enough to give an event a place in a timeline.
    pub fn relation(&self, phrase: &str) -> Option<Relation> {
        self.cue(phrase).filter(|(_, percent)| *percent >= PLACES).map(|(relation, _)| relation)
    }

    /// What an adverb, in lower case, states of its clause and the one before it.
    pub fn adverb(&self, word: &str) -> Option<Cue> {
        self.adverbs.get(word).copied()
    }

    /// Whether `lemma` is a verb that says no more than that its subject happens, and so carries a cue for it.
    pub fn only_happens(&self, lemma: &str) -> bool {
        self.happenings.contains(&lemma)
    }

    /// What a verb says of the end of its subject: "end" of an active one, "be lifted" of a passive one.
    pub fn ending(&self, verb: &str) -> Option<Cue> {
        self.endings.get(verb).copied()
    }

    /// Whether `lemma` is a verb whose length of time is that of its subject.
    pub fn is_lasting(&self, lemma: &str) -> bool {
        self.lasting.contains(&lemma)
    }

    /// Whether `lemma` is a verb that brings words to somebody.
    pub fn is_messenger(&self, lemma: &str) -> bool {
        self.messengers.contains(&lemma)
    }

    /// Whether `lemma` is a noun for words that were told before.
    pub fn is_message(&self, lemma: &str) -> bool {
        self.messages.contains(&lemma)
    }
}

/// What each phrase says.
type ByWords<T> = FxHashMap<&'static str, T>;

/// Lines `words, words = RELATION PERCENT`, with the least and greatest distance in days behind them where the words tell it: `1..7`.
fn parse(files: &Files, path: &str) -> Result<(ByWords<Cue>, ByWords<Distance>)> {
    let (mut cues, mut distances) = (FxHashMap::default(), FxHashMap::default());
    for (number, line) in list::lines(files.lasting_text(path)?) {
        let fail = |message: String| Err(Error::in_file(path, message).at_line(number));
        let Some((words, (name, percent))) = line.split_once(" = ").and_then(|(words, said)| Some((words, said.split_once(' ')?))) else {
            return fail(
                "end the line with ` = `, one of AFTER, BEFORE, IS_INCLUDED, SIMULTANEOUS, ENDS, ENDED_BY, and how often it is right in percent".into(),
            );
        };
        let relation = match name {
            "AFTER" => Relation::After,
            "BEFORE" => Relation::Before,
            "IS_INCLUDED" => Relation::IsIncluded,
            "SIMULTANEOUS" => Relation::Simultaneous,
            "ENDS" => Relation::Ends,
            "ENDED_BY" => Relation::EndedBy,
            _ => return fail(format!("unknown relation \"{name}\"; use AFTER, BEFORE, IS_INCLUDED, SIMULTANEOUS, ENDS or ENDED_BY")),
        };
        let (percent, days) = percent.split_once(' ').map_or((percent, None), |(percent, days)| (percent, Some(days)));
        let days = match days.map(|days| (days, days.parse::<Distance>())) {
            Some((days, Err(_))) => {
                return fail(format!("\"{days}\" is no distance; write the least and the greatest number of days, as in 1..7"));
            }
            days => days.and_then(|(_, days)| days.ok()),
        };
        let Some(percent) = percent.parse().ok().filter(|percent| (1..=99).contains(percent)) else {
            return fail(format!("\"{percent}\" is no percentage; write a whole number from 1 to 99"));
        };
        for word in words.split(", ") {
            if cues.insert(word, (relation, percent)).is_some() {
                return fail(format!("\"{word}\" is listed twice; keep one"));
            }
            if let Some(days) = days {
                distances.insert(word, days);
            }
        }
    }
    Ok((cues, distances))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_relations() {
        let cues = Cues::parse(&Files::embedded()).unwrap();
        assert_eq!(cues.relation("ahead of"), Some(Relation::Before));
        assert_eq!(cues.relation("in the wake of"), Some(Relation::After));
        assert_eq!(cues.relation("with"), None);
        assert!(cues.only_happens("come"));
    }

    #[test]
    fn errors_name_file_and_line() {
        let mut files = Files::embedded();
        for (text, expected) in [
            (
                "after = LATER 90",
                "order/cue.txt:2: unknown relation \"LATER\"; use AFTER, BEFORE, IS_INCLUDED, SIMULTANEOUS, ENDS or ENDED_BY",
            ),
            ("after = AFTER 120", "order/cue.txt:2: \"120\" is no percentage; write a whole number from 1 to 99"),
            (
                "after = AFTER 90 soon",
                "order/cue.txt:2: \"soon\" is no distance; write the least and the greatest number of days, as in 1..7",
            ),
            ("after, after = AFTER 90", "order/cue.txt:2: \"after\" is listed twice; keep one"),
            (
                "after = AFTER",
                "order/cue.txt:2: end the line with ` = `, one of AFTER, BEFORE, IS_INCLUDED, SIMULTANEOUS, ENDS, ENDED_BY, and how often it is right in percent",
            ),
        ] {
            files.insert(CUES.into(), format!("# Cues.\n{text}\n").into_bytes());
            assert_eq!(Cues::parse(&files).unwrap_err().to_string(), expected);
        }
    }
}
