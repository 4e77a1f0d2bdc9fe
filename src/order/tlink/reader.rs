//! What words of order place, and what they name: the verb that governs a cue, the event inside its phrase.

use crate::event::{Aspect, Mention, Status, Tense};
use crate::lexicon::Lexicon;
use crate::lexicon::cues::Cue;
use crate::text::{Rel, Tag, Tree};
use crate::timex::Timex;

pub struct Reader<'r, 't, 'a> {
    pub tree: Tree<'t, 'a>,
    /// Those of the sentence.
    pub timexes: &'r [Timex],
    pub mentions: &'r [Mention],
    pub first: usize,
    pub end: usize,
    pub lexicon: &'r Lexicon,
}

impl Reader<'_, '_, '_> {
    /// The mention whose trigger is `token`.
    pub fn mention(&self, token: u32) -> Option<usize> {
        (self.first..self.end).find(|&m| self.mentions[m].token == token)
    }

    /// What the words `start..end` place: the mention above them, else the nearest verb before them, else, where they open the sentence, the
    /// first verb behind the comma.
    pub fn governor(&self, start: u32, end: u32, other: usize) -> Option<usize> {
        let tree = &self.tree;
        let is_verb = |m: &usize| *m != other && tree.tag(self.mentions[*m].token).is_verb();
        let above = tree.ancestors(start).filter(|t| !(start..end).contains(t)).filter_map(|t| self.mention(t)).find(is_verb);
        let before = || (self.first..self.end).rev().filter(|&m| self.mentions[m].token < start).find(is_verb);
        let behind = || {
            let comma = (end..tree.tokens().end).find(|&t| tree.tag(t) == Tag::Comma)?;
            (self.first..self.end).filter(|&m| self.mentions[m].token > comma).find(is_verb)
        };
        above.or_else(before).or_else(behind)
    }

    /// What a cue places, where the tree says `placed`; `None` where the cue does not speak of time.
    pub fn governed(&self, placed: usize, cue: u32, other: usize) -> Option<usize> {
        let tree = &self.tree;
        let token = self.mentions[placed].token;
        if tree.is(cue, "since") && self.is_causal(token, cue, self.mentions[other].token) {
            return None;
        }
        // "Preyed upon", "agreed upon": the verb's own word.
        if tree.is(cue, "upon") && cue == token + 1 {
            return None;
        }
        // "Did not leave until the guards came" tells when they left.
        if self.mentions[placed].negated && tree.is_one_of(cue, &["until", "till"]) {
            return None;
        }
        // "Deposits will be made until all has been paid": what follows a plan in the present tense is planned too.
        let (plan, then) = (&self.mentions[placed], &self.mentions[other]);
        if matches!(plan.status, Status::Planned | Status::Threatened)
            && then.tense == Tense::Present
            && matches!(then.status, Status::Occurred | Status::Planned)
        {
            return None;
        }
        if token > cue || !self.opens_clause(cue) {
            return Some(placed);
        }
        // "… and, even after the slump, it is worth millions": the clause behind the comma is placed.
        let inside = self.mentions[other].token.max(cue);
        let comma = (inside..tree.tokens().end).find(|&t| tree.tag(t) == Tag::Comma)?;
        (self.first..self.end).find(|&m| m != other && self.mentions[m].token > comma && tree.tag(self.mentions[m].token).is_verb())
    }

    /// Whether a cue inside the sentence opens a new clause: behind "and," and its like, or with a capital, where a heading without a full stop
    /// ran into the sentence.
    fn opens_clause(&self, cue: u32) -> bool {
        let tree = &self.tree;
        let start = tree.tokens().start;
        let word = tree.word(cue);
        if cue > start && word.starts_with(char::is_uppercase) && !word.chars().all(char::is_uppercase) {
            return true;
        }
        let before = (start..cue).rev().find(|&t| !matches!(tree.tag(t), Tag::Rb | Tag::Comma));
        before.is_some_and(|t| tree.tag(t) == Tag::Cc && t + 1 < cue && tree.tag(t + 1) == Tag::Comma)
    }

    /// "It is odd, since BP overtook Shell": a clause of "since" tells a time only behind a perfect ("has fallen since …"), a superlative or an
    /// ordinal ("the worst since …"); elsewhere it gives a reason.
    fn is_causal(&self, placed: u32, cue: u32, other: u32) -> bool {
        let tree = &self.tree;
        if !tree.tag(other).is_verb() {
            return false;
        }
        if placed > cue {
            let main = self.mention(placed).map(|m| &self.mentions[m]);
            return main.is_some_and(|m| m.when.timex.is_none() && !matches!(m.aspect, Aspect::Perfective | Aspect::PerfectiveProgressive));
        }
        let behind = |verb: u32| {
            (verb + 1..cue).any(|t| matches!(tree.tag(t), Tag::Jjs | Tag::Rbs | Tag::Vbn) || tree.is(t, "first") || tree.is(t, "time"))
        };
        let verb = (tree.tokens().start..cue).rev().find(|&t| tree.tag(t).is_verb() || tree.tag(t) == Tag::Md);
        verb.is_some_and(|verb| matches!(tree.tag(verb), Tag::Vbz | Tag::Vbp | Tag::Vbd | Tag::Md) && !behind(verb))
    }

    /// The conjunction or preposition that opens the phrase, with the relation it states.
    pub fn introducer(&self, phrase: u32) -> Option<(u32, Cue)> {
        self.tree.children_in(phrase, &[Rel::Mark, Rel::Case, Rel::Advmod, Rel::Fixed]).find_map(|word| {
            // "ahead of", "prior to" are a word with a fixed companion.
            let mut phrase = self.tree.word(word).to_ascii_lowercase();
            for fixed in self.tree.children_in(word, &[Rel::Fixed]) {
                phrase.push(' ');
                phrase.push_str(&self.tree.word(fixed).to_ascii_lowercase());
            }
            Some((word, self.lexicon.cues.cue(&phrase)?))
        })
    }

    /// "comes after the assassination": it is the subject that comes after. A subject in an earlier sentence's words ("the reduction")
    /// stands for the event that it takes up.
    pub fn placed(&self, m: usize) -> usize {
        let token = self.mentions[m].token;
        if !self.lexicon.cues.only_happens(&self.lexicon.lemmas.verb(self.tree.word(token))) {
            return m;
        }
        let subject = crate::event::clause::of(&self.tree, token).subject.and_then(|s| self.mention(s));
        subject.filter(|&s| self.mentions[s].listed || self.mentions[s].same_as.is_some()).unwrap_or(m)
    }

    /// The mention that a phrase names: its head, or the event inside "the start of the war", "a report came out that …".
    pub fn event_of(&self, phrase: u32) -> Option<usize> {
        self.mention(phrase).or_else(|| self.tree.children_in(phrase, &[Rel::Nmod, Rel::Ccomp, Rel::Acl]).find_map(|c| self.mention(c)))
    }
}
