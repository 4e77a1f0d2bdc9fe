//! The words beside an expression that say which way it points, before any verb is asked: "until", "ahead of", "since".

use super::atom::{Atom, Gap};
use super::policy::{Direction, Evidence};
use crate::lexicon::timex::fact::{Fact, Vague};
use crate::lexicon::timex::words::{self, Class, Symbol, Words};
use std::ops::Range;

/// The classes of `words/direction.yaml`.
pub(super) struct Cues {
    /// Words right before an expression: "until", "since".
    pub beside: Option<Class>,
    /// Words that point before "of" and an expression: "ahead of".
    pub before_of: Option<Class>,
    pub of: Symbol,
    pub and: Symbol,
    pub the: Symbol,
    /// Words that point ahead before "to" or "for".
    pub ahead: Option<Class>,
    /// Words that point ahead wherever they stand.
    pub hence: Option<Class>,
    /// Words that turn a plan back: "as planned".
    pub recalled: Option<Class>,
    /// Verbs whose past looks like their present: "shut".
    pub alike: Option<Class>,
    /// "since".
    pub since: Option<Class>,
    /// What turns "by" and "until" back: "had filed by Wednesday".
    pub back: Option<Class>,
    /// "by", which a verb of the past before it turns back.
    pub by: Option<Class>,
    /// What may turn "until" back, if its verb does: "did not leave until Wednesday".
    pub not: Option<Class>,
    /// What opens a clause before an expression: "said that on Monday the army would withdraw".
    pub opens_clause: Option<Class>,
    /// What opens a clause behind it, whose verb is not the expression's: "the statement on Tuesday that they should talk".
    pub subordinates: Option<Class>,
    /// What singles one out before "to" and a verb: "the first leader to visit in July".
    pub single: Option<Class>,
    /// What else says that others came before it: "the third town to be shelled in July".
    pub one_of_many: Option<Class>,
    /// What names the picture that a sentence stands under: "Photograph: Reuters".
    pub caption: Option<Class>,
}

impl Cues {
    pub(super) fn new(words: &Words) -> Cues {
        Cues {
            beside: words.class("direction-beside"),
            before_of: words.class("direction-before-of"),
            of: words.word(b"of", false).0,
            and: words.word(b"and", false).0,
            the: words.word(b"the", false).0,
            ahead: words.class("direction-ahead"),
            hence: words.class("direction-hence"),
            recalled: words.class("direction-recalled"),
            alike: words.class("direction-alike"),
            since: words.class("direction-since"),
            back: words.class("direction-back"),
            by: words.class("direction-by"),
            not: words.class("direction-not"),
            opens_clause: words.class("direction-opens-clause"),
            subordinates: words.class("direction-subordinates"),
            single: words.class("direction-single"),
            one_of_many: words.class("direction-one-of-many"),
            caption: words.class("direction-caption"),
        }
    }

    /// What stands beside the expression: before it ("ahead of", "due on"), or under the picture that it is of.
    pub(super) fn cue(&self, atoms: &[Atom], words: &Words, range: &Range<usize>) -> Option<(Direction, Evidence)> {
        self.before(atoms, words, range).or_else(|| self.is_caption(atoms, words, range.end).then_some((Direction::Past, Evidence::Cue)))
    }

    /// "in October. Photograph: Reuters"
    fn is_caption(&self, atoms: &[Atom], words: &Words, end: usize) -> bool {
        let mut after = (end..atoms.len().min(end + 2)).filter(|&i| atoms[i].symbol != words::punctuation(b'.'));
        after.next().is_some_and(|i| {
            let names = said(words, atoms[i].symbol, self.caption).is_some();
            names && atoms.get(i + 1).is_some_and(|next| next.symbol == words::punctuation(b':'))
        })
    }

    /// What stands right before the expression, or one word before that: "ahead of", "due on".
    fn before(&self, atoms: &[Atom], words: &Words, range: &Range<usize>) -> Option<(Direction, Evidence)> {
        let before = (range.start.saturating_sub(2)..range.start).rev().take_while(|&i| atoms[i + 1].gap != Gap::Paragraph);
        for i in before {
            if ends_sentence(atoms, i) {
                return None;
            }
            let before_of =
                || said(words, atoms[i].symbol, self.before_of).filter(|_| i + 1 < range.start && atoms[i + 1].symbol == self.of);
            if let Some(direction) = said(words, atoms[i].symbol, self.beside).or_else(before_of) {
                // "had filed by Wednesday", "until Thursday they had not": the past perfect looks back.
                let is_back = |i: &usize| said(words, atoms[*i].symbol, self.back).is_some();
                let is_in_sentence = |i: &usize| !ends_sentence(atoms, *i);
                let mut left = (range.start.saturating_sub(10)..range.start).rev().take_while(is_in_sentence);
                let mut right = (range.end..atoms.len().min(range.end + 5)).take_while(is_in_sentence);
                // "originally due on 27 May": it went otherwise.
                let is_recalled = i > 0
                    && said(words, atoms[i].symbol, self.hence).is_some()
                    && said(words, atoms[i - 1].symbol, self.recalled).is_some();
                let looks_back = is_recalled || left.any(|i| is_back(&i)) || right.any(|i| is_back(&i));
                let turned = direction == Direction::Future && looks_back;
                let is_since = said(words, atoms[i].symbol, self.since).is_some();
                return Some(match () {
                    _ if turned => (Direction::Past, Evidence::Verb),
                    _ if is_since => (direction, Evidence::Since),
                    _ => (direction, Evidence::Cue),
                });
            }
        }
        None
    }
}

/// What a list says of a word.
pub(super) fn said(words: &Words, symbol: Symbol, class: Option<Class>) -> Option<Direction> {
    let class = class.filter(|&class| words.has(symbol, class))?;
    match words.fact(symbol, class) {
        Some(Fact::Vague(Vague::Past)) => Some(Direction::Past),
        Some(Fact::Vague(Vague::Future)) => Some(Direction::Future),
        _ => None,
    }
}

/// Whether the atom closes a sentence: a full stop is one only where a capital follows.
pub(super) fn ends_sentence(atoms: &[Atom], i: usize) -> bool {
    let is = |mark: u8| atoms[i].symbol == words::punctuation(mark);
    // The dot of "P." or "Mr." closes nothing.
    let is_abbreviated = || i > 0 && atoms[i].gap == Gap::Nothing && atoms[i - 1].capital && atoms[i - 1].end - atoms[i - 1].start <= 3;
    let opens = |next: &Atom| next.capital && next.gap != Gap::Nothing;
    // A stop that stands alone, as tokenised text has it, closes a sentence whatever follows.
    let stands_alone = atoms[i].gap == Gap::Blank && atoms.get(i + 1).is_none_or(|next| next.gap != Gap::Nothing);
    is(b'?') || is(b'!') || is(b';') || is(b'.') && (stands_alone || !is_abbreviated() && atoms.get(i + 1).is_none_or(opens))
}
