//! Which way a clause points: towards the past or the future. Cues beside the expression first, then the nearest verb.
//!
//! Only words are looked at, not parts of speech, so that a tagger need not run: the words of `words/direction.yaml`, and the ending `-ed`.

use super::atom::{Atom, Gap};
use super::clauses::Clauses;
use super::policy::Direction;
use crate::lexicon::timex::words::{self, Class, Symbol, Words};
use std::ops::Range;

/// The classes of `words/direction.yaml`.
pub struct Cues {
    /// Words right before an expression: "until", "since".
    beside: Option<Class>,
    /// Verbs and other words anywhere in the clause.
    verb: Option<Class>,
    /// Words that point ahead only before "to" or "for".
    to: Option<Class>,
    to_words: [Symbol; 2],
    be: Symbol,
    had: Symbol,
    /// Auxiliaries that say nothing themselves but end the search behind them.
    neutral: Option<Class>,
}

/// Atoms looked at on each side.
const REACH: usize = 24;

impl Cues {
    pub fn new(words: &Words) -> Cues {
        Cues {
            beside: words.class("direction-beside"),
            verb: words.class("direction-verb"),
            to: words.class("direction-to"),
            to_words: [words.word(b"to", false).0, words.word(b"for", false).0],
            be: words.word(b"be", false).0,
            had: words.word(b"had", false).0,
            neutral: words.class("direction-neutral"),
        }
    }

    /// The direction of the clause around the expression at `range`, and whether what says so is beside it.
    pub fn of(&self, text: &str, atoms: &[Atom], words: &Words, range: Range<usize>, _clauses: &mut Clauses) -> (Direction, bool) {
        let fact = |atom: &Atom, class: Option<Class>| {
            class.filter(|&c| words.has(atom.symbol, c)).and_then(|c| match words.fact(atom.symbol, c) {
                Some(crate::lexicon::timex::fact::Fact::Vague(vague)) => Some(match vague {
                    crate::lexicon::timex::fact::Vague::Past => Direction::Past,
                    crate::lexicon::timex::fact::Vague::Future => Direction::Future,
                    crate::lexicon::timex::fact::Vague::Present => Direction::Unknown,
                }),
                _ => None,
            })
        };
        // A cue is the word before, or the one before that: "ahead of", "due on".
        let beside = (range.start.saturating_sub(2)..range.start).rev().take_while(|&i| atoms[i + 1].gap != Gap::Paragraph);
        for i in beside {
            if ends_sentence(atoms, i) {
                break;
            }
            if let Some(direction) = fact(&atoms[i], self.beside).filter(|d| *d != Direction::Unknown) {
                // "had filed by Wednesday", "until Thursday they had not": the past perfect looks back.
                let near = &atoms[range.start.saturating_sub(8)..atoms.len().min(range.end + 5)];
                let looks_back = direction == Direction::Future && near.iter().any(|a| a.symbol == self.had);
                return (if looks_back { Direction::Past } else { direction }, true);
            }
        }
        let verb = |i: usize| -> Option<Direction> {
            if let Some(kind) = fact(&atoms[i], self.to) {
                let next = atoms.get(i + 1).and_then(|next| self.to_words.iter().position(|word| *word == next.symbol));
                if next == Some(0) || next == Some(1) && kind == Direction::Future {
                    return Some(Direction::Future);
                }
            }
            if let Some(direction) = fact(&atoms[i], self.verb) {
                return Some(direction);
            }
            let word = &text[atoms[i].start as usize..atoms[i].end as usize];
            (atoms[i].symbol == words::UNKNOWN && word.len() > 3 && word.ends_with("ed")).then_some(Direction::Past)
        };
        let mut distance = 0;
        let mut left = None;
        for i in (range.start.saturating_sub(REACH)..range.start).rev() {
            if atoms[i + 1].gap == Gap::Paragraph || ends_sentence(atoms, i) {
                break;
            }
            // Names between a verb and its time put no distance between them: "killed Gen. Qasem Soleimani in January".
            distance += usize::from(!atoms[i].capital);
            // "will be sold", "to be held": what governs a participle is before it.
            if let Some(direction) = verb(i) {
                let mut direction = direction;
                // "to be completed"
                let is = |j: Option<usize>, word: Symbol| j.is_some_and(|j| atoms[j].symbol == word);
                if is(i.checked_sub(1), self.be) && is(i.checked_sub(2), self.to_words[0]) {
                    direction = Direction::Future;
                }
                for j in (i.saturating_sub(4)..i).rev() {
                    if atoms[j + 1].gap == Gap::Paragraph || ends_sentence(atoms, j) {
                        break;
                    }
                    match fact(&atoms[j], self.neutral) {
                        Some(_) => continue,
                        None => {
                            if verb(j) == Some(Direction::Future) {
                                direction = Direction::Future;
                            }
                            break;
                        }
                    }
                }
                left = Some((distance, direction));
                break;
            }
        }
        let mut right = None;
        for (distance, i) in (range.end..atoms.len().min(range.end + REACH / 2)).enumerate() {
            if atoms[i].gap == Gap::Paragraph || ends_sentence(atoms, i) {
                break;
            }
            if let Some(direction) = verb(i) {
                right = Some((distance, direction));
                break;
            }
        }
        match (left, right) {
            (Some((l, left)), Some((r, _))) if l <= r * 2 + 4 => (left, l <= BESIDE),
            // "In January, the firm bought": the first verb of the sentence.
            (None, Some((_, right))) => (right, true),
            (_, Some((r, right))) => (right, r <= 1),
            (Some((l, left)), None) => (left, l <= BESIDE),
            (None, None) => (Direction::Unknown, false),
        }
    }
}

/// A verb so many atoms before an expression is beside it: "killed in January".
const BESIDE: usize = 3;

/// Whether the atom closes a sentence: a full stop is one only where a capital follows.
fn ends_sentence(atoms: &[Atom], i: usize) -> bool {
    let is = |mark: u8| atoms[i].symbol == words::punctuation(mark);
    // The dot of "P." or "Mr." closes nothing.
    let is_abbreviated = || i > 0 && atoms[i].gap == Gap::Nothing && atoms[i - 1].capital && atoms[i - 1].end - atoms[i - 1].start <= 3;
    let opens = |next: &Atom| next.capital && next.gap != Gap::Nothing;
    is(b'?') || is(b'!') || is(b';') || is(b'.') && !is_abbreviated() && atoms.get(i + 1).is_none_or(opens)
}
