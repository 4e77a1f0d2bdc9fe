//! Which way the verbs of a sentence point: tense and aspect of the group that governs an expression.

use super::Side;
use crate::lexicon::timex::words::{Class, Words};
use crate::text::verb::{Aspect, Tense, VerbGroup};
use crate::text::{Tag, Text};
use crate::timex::atom::Atom;
use crate::timex::cue::{Cues, said};
use crate::timex::policy::{Direction, Evidence};
use std::ops::Range;

/// Tokens between a verb and an expression beside it: "killed in January".
const BESIDE: usize = 3;
/// Atoms on either side of an expression among which most words that point stand.
const NEAR: usize = 16;
/// Tokens within which a present tense means what is to come.
const PRESENT: usize = 6;

/// One sentence, its verb groups, and the words that point.
pub(super) struct Clause<'a, 'b> {
    pub cues: &'a Cues,
    pub atoms: &'a [Atom],
    /// The first atom of the expression: what is asked about is mostly near it.
    pub at: usize,
    pub words: &'a Words,
    pub text: &'a Text<'b>,
    pub sentence: usize,
    pub groups: Vec<&'a VerbGroup>,
    /// The expression describes a noun.
    pub of_noun: bool,
    /// Where the expression starts, if an apostrophe makes it a possessor.
    pub of_possessed: Option<u32>,
    pub side: Side,
}

impl Clause<'_, '_> {
    /// The direction around the tokens `from..to`, and how well it is known.
    pub(super) fn direction(mut self, from: u32, to: u32) -> (Direction, Evidence) {
        let left = self.groups.iter().rposition(|g| g.head < from);
        let right = self.groups.iter().position(|g| g.tokens.start >= to && g.finite).filter(|&i| self.governs(i, to, left.is_some()));
        let left = left.map(|i| (self.distance(self.groups[i].head + 1, from), i));
        let right = right.map(|i| (self.distance(to, self.groups[i].tokens.start), i));
        // A noun or adjective nearer than the verb: "the deadline of Monday", "the election scheduled for Monday".
        let Range { start: first, end } = self.text.sentences[self.sentence].tokens;
        let first = left.map_or(first, |(_, i)| self.groups[i].tokens.end);
        let hence = (first.max(from.saturating_sub(8))..from).rev().any(|t| self.is_hence(t) || self.is_before_for(t, from));
        if hence {
            return (Direction::Future, Evidence::Cue);
        }
        // "follows Tuesday's declaration", "under a June agreement": the present of the clause says nothing of when its nouns were.
        self.of_noun = to < end && matches!(self.text.tag(to), Tag::Pos | Tag::Nn | Tag::Nns);
        self.of_possessed = (to < end && self.text.tag(to) == Tag::Pos).then_some(from);
        // "offered a truce for Wednesday", unlike "blamed them for Wednesday's raid".
        let is_for = from > first && self.text.is(from - 1, "for");
        if is_for && self.side.of_weekday && !self.of_noun && self.of_possessed.is_none() {
            return (Direction::Future, Evidence::Thin);
        }
        // A plain present may be ahead, and may be a tale told in the present.
        let is_tale = |i: usize| {
            let group = self.groups[i];
            group.tense == Tense::Present && group.aspect == Aspect::None && group.modal.is_none() && !group.passive
        };
        // What "would" or "could" be was to come when it was said, and may be over when it is read.
        let is_open = |i: usize| ["would", "could"].iter().any(|word| self.is_modal(self.groups[i], word));
        let beside = |i: usize, is: bool| if is && !is_tale(i) && !is_open(i) { Evidence::Verb } else { Evidence::Thin };
        match (left, right) {
            // "said that on Monday the army would withdraw"
            (Some(_), Some((r, i))) if self.opens_clause(from) => (self.points(i, r, false), beside(i, r <= 1)),
            (Some((l, left)), Some((r, _))) if l <= r * 2 + 4 => (self.points(left, l, true), beside(left, l <= BESIDE)),
            (None, Some((r, i))) => (self.points(i, r, false), beside(i, true)),
            (_, Some((r, i))) => (self.points(i, r, false), beside(i, r <= 1)),
            (Some((l, i)), None) => (self.points(i, l, true), beside(i, l <= BESIDE)),
            (None, None) => (Direction::Unknown, Evidence::Thin),
        }
    }

    /// Whether a verb behind the expression may govern it: not the one of a clause that opens there ("the statement Tuesday that they should
    /// talk"), nor one that only names who said it ("may not leave until Monday, said the mayor").
    fn governs(&self, index: usize, to: u32, has_other: bool) -> bool {
        let group = self.groups[index];
        let comma = self.text.tag(to) == Tag::Comma;
        let first = to + u32::from(comma);
        let opens = first < group.tokens.start && self.says(first, self.cues.subordinates);
        let speaks = comma && group.tokens.start == first && self.text.is_one_of(group.head, &["said", "says"]);
        !(opens || speaks && has_other)
    }

    /// Tokens between, without names: "killed Gen. Qasem Soleimani in January".
    fn distance(&self, from: u32, to: u32) -> usize {
        (from..to).filter(|&t| !self.text.tag(t).is_proper()).count()
    }

    /// Whether a conjunction stands before the expression and its preposition.
    fn opens_clause(&self, from: u32) -> bool {
        let first = self.text.sentences[self.sentence].tokens.start;
        let at = |back: u32| from.checked_sub(back).filter(|t| *t >= first);
        let is_opener = |t: u32| self.says(t, self.cues.opens_clause);
        at(1).is_some_and(is_opener) || at(2).is_some_and(is_opener) && at(1).is_some_and(|t| self.text.tag(t) == Tag::In)
    }

    fn says(&self, token: u32, class: Option<Class>) -> bool {
        let start = self.text.tokens[token as usize].span.start;
        let near = self.at.saturating_sub(NEAR)..self.atoms.len().min(self.at + NEAR);
        let atoms = &self.atoms[near];
        let is_within = atoms[0].start <= start && start <= atoms[atoms.len() - 1].start;
        let atoms = if is_within { atoms } else { self.atoms };
        let atom = atoms.partition_point(|a| a.start < start);
        atoms.get(atom).is_some_and(|a| a.start == start && said(self.words, a.symbol, class).is_some())
    }

    /// Whether the word says that what follows is ahead; "due to its losses" does not.
    fn is_hence(&self, token: u32) -> bool {
        let end = self.text.sentences[self.sentence].tokens.end;
        if !self.says(token, self.cues.hence) {
            return false;
        }
        let is_to = token + 1 < end && self.text.is(token + 1, "to");
        let is_recalled = token.checked_sub(1).is_some_and(|before| self.says(before, self.cues.recalled));
        !is_recalled && (!is_to || token + 2 < end && self.text.tag(token + 2) == Tag::Vb)
    }

    /// "scheduled for Monday": a word that points ahead, "for", and the expression.
    fn is_before_for(&self, token: u32, from: u32) -> bool {
        token + 2 == from && self.text.is(token + 1, "for") && self.says(token, self.cues.ahead)
    }

    /// Where a group points that is `distance` tokens away, on the left of the expression or on its right.
    fn points(&self, index: usize, distance: usize, is_left: bool) -> Direction {
        let group = self.groups[index];
        let perfect = matches!(group.aspect, Aspect::Perfective | Aspect::PerfectiveProgressive);
        let next = group.tokens.end;
        let for_next = next < self.text.tokens.len() as u32 && self.text.is(next, "for");
        let is_recalled = group.head.checked_sub(1).is_some_and(|before| self.says(before, self.cues.recalled));
        // "was planned Monday", "were planning a rally Monday", "has scheduled a hearing Monday".
        let has_planned = group.tense == Tense::Present && group.aspect == Aspect::Perfective;
        let is_of_plan = group.passive || group.tense == Tense::PastParticiple || group.aspect == Aspect::Progressive || has_planned;
        if self.says(group.head, self.cues.hence) && !is_recalled && is_of_plan
            || for_next && self.says(group.head, self.cues.ahead) && distance <= 2
        {
            return Direction::Future;
        }
        match group.tense {
            Tense::Future => Direction::Future,
            Tense::Past => Direction::Past,
            Tense::Present if perfect => Direction::Past,
            // "They could not be reached Monday", "in the spring, when they could advance", unlike "it could end Monday".
            Tense::Present if (group.negated || !is_left) && self.is_modal(group, "could") => Direction::Unknown,
            Tense::Present if group.modal.is_some() => Direction::Future,
            Tense::Present | Tense::Infinitive
                if group.tokens.len() == 1
                    && matches!(self.text.tag(group.head), Tag::Vbp | Tag::Vb)
                    && self.says(group.head, self.cues.alike) =>
            {
                Direction::Past
            }
            // Headlines and captions tell the past in the present tense.
            Tense::Present if self.text.sentences[self.sentence].heading => Direction::Unknown,
            Tense::Present if self.text.is_one_of(group.head, &["says", "say", "'s", "’s"]) => Direction::Unknown,
            Tense::Present if self.of_noun => Direction::Unknown,
            Tense::Present if self.is_copula(group) => {
                if is_left && distance <= 1 {
                    Direction::Future
                } else {
                    Direction::Unknown
                }
            }
            // What is going on is not over: "is ending its long system of alerts in April".
            Tense::Present if distance <= PRESENT || group.aspect == Aspect::Progressive && distance <= 2 * PRESENT => Direction::Future,
            Tense::Present => Direction::Unknown,
            Tense::Infinitive if perfect => Direction::Past,
            // "keep it on schedule to kill the leak by August"
            Tense::Infinitive | Tense::PresentParticiple if self.side.left_only => Direction::Future,
            // "ways to undo Wednesday's ruling": what one acts on has happened.
            Tense::Infinitive if self.possesses(group) => Direction::Unknown,
            Tense::Infinitive => self.governor(index, distance),
            Tense::PresentParticiple => self.inherited(index, distance),
            Tense::PastParticiple => Direction::Past,
        }
    }

    fn is_modal(&self, group: &VerbGroup, word: &str) -> bool {
        group.modal.is_some_and(|m| self.text.is(m, word))
    }

    /// Whether the expression possesses the object of the group: "to undo Wednesday's ruling".
    fn possesses(&self, group: &VerbGroup) -> bool {
        self.of_possessed.is_some_and(|from| (group.tokens.end..=group.tokens.end + 1).contains(&from))
    }

    /// "The vote is Monday", unlike "Oil is cheaper than it was".
    fn is_copula(&self, group: &VerbGroup) -> bool {
        group.tokens.len() == 1 && self.text.is_one_of(group.head, &["is", "are", "'s", "’s", "'re", "’re"])
    }

    /// Where what governs an infinitive points.
    fn governor(&self, index: usize, distance: usize) -> Direction {
        let start = self.groups[index].tokens.start;
        let first = self.text.sentences[self.sentence].tokens.start;
        // "was the first leader of a great power to visit in April": how far off the verb is says nothing.
        let is_single = |t: u32| self.says(t, self.cues.single);
        // "Guidelines to be published in November", unlike "the third town to be shelled in November".
        let before = |back: u32| start.checked_sub(back).filter(|t| *t >= first);
        let is_one_of_many = || (1..5).filter_map(before).any(|t| is_single(t) || self.says(t, self.cues.one_of_many));
        let of_noun = || before(1).is_some_and(|t| matches!(self.text.tag(t), Tag::Nn | Tag::Nns));
        if self.groups[index].passive && distance <= BESIDE && of_noun() && !is_one_of_many() {
            return Direction::Future;
        }
        let reach = if (first.max(start.saturating_sub(14))..start).any(is_single) { 20 } else { 6 };
        let near = first.max(start.saturating_sub(reach));
        let Some(before) = index.checked_sub(1).filter(|i| self.groups[*i].tokens.end >= near) else {
            // "Rebels to meet Monday"; "their decision to leave on Monday"
            return Direction::Future;
        };
        let governor = self.groups[before];
        let says = |class| (governor.tokens.start..start).any(|t| self.says(t, class));
        // "had been due to expire Friday": it was put off.
        let had_been = governor.tense == Tense::Past && governor.aspect == Aspect::Perfective;
        if had_been && (governor.passive || self.text.is(governor.head, "been")) {
            return Direction::Past;
        }
        // "had planned to spend Wednesday there": what became of the plan is not said.
        if had_been && self.side.of_weekday {
            return Direction::Unknown;
        }
        // "agreed to meet Friday", but "agreed to buy the rest of the company Friday".
        let thin = self.side.of_weekday && distance > BESIDE && governor.tense == Tense::Past && !governor.passive;
        if says(self.cues.hence) || says(self.cues.ahead) && !thin {
            return Direction::Future;
        }
        let be = self.text.is_one_of(governor.head, &["was", "were", "is", "are"]);
        match governor.tense {
            _ if be && governor.tokens.end == start => Direction::Future,
            Tense::Infinitive => self.governor(before, distance),
            _ if thin => Direction::Unknown,
            _ => self.points(before, 0, true),
        }
    }

    /// A participle clause goes with the finite verb before it, else with the one behind it.
    fn inherited(&self, index: usize, distance: usize) -> Direction {
        let before = (0..index).rev().find(|i| self.groups[*i].finite);
        let other = before.or((index + 1..self.groups.len()).find(|i| self.groups[*i].finite));
        other.map_or(Direction::Unknown, |i| self.points(i, distance, true))
    }
}
