//! Which words of a clause are said. Contiguous words read as their author wrote them, whatever the tree makes of them; what is left out are
//! times, brackets and asides. What a long clause loses at its end, `shorten` says.

use super::Wording;
use crate::lexicon::words::Class;
use crate::text::{Rel, Tag, Tree};
use std::ops::Range;

/// How far ahead the end of an aside or the verb of a clause is looked for, in tokens.
pub(super) const AHEAD: u32 = 30;

pub(super) struct Cut<'c, 't, 'a> {
    pub tree: &'c Tree<'t, 'a>,
    pub wording: &'c Wording<'c>,
}

impl Cut<'_, '_, '_> {
    /// The tokens of a stretch that are said: not the time that the entry has as its date, not brackets, not words that join clauses.
    pub(super) fn kept(&self, stretch: Range<u32>) -> impl Iterator<Item = u32> + '_ {
        let dropped: Vec<Range<u32>> = self.dropped(stretch.clone());
        let is_dropped = move |t: u32| dropped.iter().any(|part| part.contains(&t));
        stretch.filter(move |&t| !is_dropped(t) && !self.limits_time(t) && !self.joins_clauses(t) && !self.is_interjection(t))
    }

    /// "Was only released in 2009": without its time it was just released.
    fn limits_time(&self, only: u32) -> bool {
        let tree = self.tree;
        let verb = tree.head(only).filter(|&verb| tree.is(only, "only") && tree.rel(only) == Rel::Advmod && tree.tag(verb).is_verb());
        verb.is_some_and(|verb| tree.children(verb).iter().any(|&time| time > verb && self.is_time(time)))
    }

    /// "Well, it left", but neither "the well" nor "its relief well".
    fn is_interjection(&self, token: u32) -> bool {
        let tree = self.tree;
        let inside = token > tree.tokens().start
            && (super::edge::is_inside_phrase(tree.tag(token - 1)) || matches!(tree.tag(token - 1), Tag::Dt | Tag::PrpPoss));
        // "Like-for-like sales".
        let joined = tree.tokens().contains(&(token + 1)) && tree.tag(token + 1) == Tag::Hyph;
        tree.rel(token) == Rel::Discourse && !inside && !joined && tree.tag(token) != Tag::Cd
    }

    /// Subject and helpers up to the verb, without what stands between two commas behind the head noun.
    pub(super) fn subject(&self, stretch: Range<u32>, head: u32) -> Vec<u32> {
        let tree = self.tree;
        // "Iran The former empire became": a heading ran into the sentence.
        let behind = stretch.clone().find(|&t| !tree.tag(t).is_proper()).unwrap_or(stretch.end);
        let headed = behind > head && tree.tag(behind) == Tag::Dt && super::phrase::is_glued(tree, behind);
        let stretch = if headed { behind..stretch.end } else { stretch };
        let mut tokens: Vec<u32> = self.kept(stretch.clone()).collect();
        // "Ann Tan, the mayor and a friend, left" has an aside, "Ann Tan, Bo Lee and Cy Poe left" a list.
        let described = |t: u32| tree.tag(head).is_proper() && matches!(tree.tag(t + 1), Tag::Dt | Tag::PrpPoss);
        let lists = |t: u32| self.list_behind(t).is_some() && !described(t);
        let is_aside_comma = |t: u32| tree.tag(t) == Tag::Comma && t > head && (described(t) || !self.is_enumeration(head, t) && !lists(t));
        if let Some(open) = stretch.clone().find(|&t| is_aside_comma(t))
            && let Some(close) = stretch.rev().find(|&t| tree.tag(t) == Tag::Comma)
        {
            // An aside that nothing closes is left to the gate, which refuses a loose comma before a verb.
            let named = close > open && close - open <= 7 && !tree.tag(head).is_proper() && {
                let mut aside = open + 1..close;
                aside.clone().any(|t| tree.tag(t).is_proper())
                    && aside.all(|t| super::edge::is_inside_phrase(tree.tag(t)) && tree.tag(t) != Tag::Vbn)
            };
            if close > open && !named {
                tokens.retain(|&t| t < open || t > close);
            }
        }
        tokens
    }

    /// An adverb that ties the clause to what came before: "also", "meanwhile".
    fn joins_clauses(&self, token: u32) -> bool {
        let (tree, next) = (self.tree, token + 1);
        // "Was so roundly rebuffed that".
        let leads = |adverb: u32| tree.tag(adverb) == Tag::Rb && tree.head(adverb).is_some_and(|verb| verb > adverb);
        tree.tag(token) == Tag::Rb
            && tree.rel(token) == Rel::Advmod
            && !(tree.tokens().contains(&next) && (tree.tag(next) == Tag::Hyph || tree.is(token, "so") && leads(next)))
            // "The well in the Gulf".
            && !(token > tree.tokens().start && matches!(tree.tag(token - 1), Tag::Dt | Tag::PrpPoss))
            && tree.head(token).is_some_and(|head| tree.tag(head).is_verb())
            && self.is_listed(token, Class::Connective)
            && !self.does_so(token)
    }

    /// Brackets, and expressions of time with their preposition.
    fn dropped(&self, stretch: Range<u32>) -> Vec<Range<u32>> {
        let tree = self.tree;
        let mut dropped = Vec::new();
        let mut at = stretch.start;
        while at < stretch.end {
            let start = at;
            if tree.tag(at) == Tag::Lrb {
                let close = (at..stretch.end).find(|&t| tree.tag(t) == Tag::Rrb);
                at = close.map_or(stretch.end, |c| c + 1);
                // "(PMF)" is a name too, "(nSP348835)" is none.
                if at - start != 3 || !tree.word(start + 1).chars().all(char::is_alphabetic) {
                    dropped.push(start..at);
                }
                continue;
            }
            if let Some(close) = super::bounds::dash_aside_end(tree, at..stretch.end) {
                at = close + 1;
                dropped.push(start..at);
                continue;
            }
            while at < stretch.end && self.is_time(at) {
                at += 1;
            }
            if at > start {
                at = self.list_end(at, stretch.end);
            }
            if at > start
                && let Some(part) = self.time_phrase(start..at)
            {
                dropped.push(part);
            }
            at = at.max(start + 1);
        }
        dropped
    }

    /// "Today and tomorrow", "in 2001, 2004 and 2007", "the last day of 2020" go as one: where the last expression ends of those that the one which
    /// ends at `end` is joined with; `end` where there is none.
    fn list_end(&self, end: u32, limit: u32) -> u32 {
        let tree = self.tree;
        let mut at = end;
        let closes = |t: u32| tree.tag(t) == Tag::Cc || tree.is(t, "of") || matches!(tree.word(t), "-" | "–" | "--");
        while at + 1 < limit && (tree.tag(at) == Tag::Comma || closes(at)) && self.is_expression(at + 1) {
            let last = closes(at);
            at += 1;
            while at < limit && self.is_expression(at) {
                at += 1;
            }
            if last {
                return at;
            }
        }
        end
    }

    /// An expression with its preposition and its commas; `None` where it is part of a noun's phrase: "Friday's attack", "the April 20 blast".
    fn time_phrase(&self, time: Range<u32>) -> Option<Range<u32>> {
        let tree = self.tree;
        let first = tree.tokens().start;
        let inside = |t: u32| super::edge::is_inside_phrase(tree.tag(t)) && tree.tag(t) != Tag::Cd;
        let before = time.start.checked_sub(1).filter(|&t| t >= first);
        // "The flood of May 3", but neither "the budget of May 3" nor "the revolution of 1979".
        let of_event = |t: u32| t > first && self.wording.names_event(tree, t - 1);
        let is_case = |t: u32| {
            matches!(tree.tag(t), Tag::In | Tag::To) && !tree.is(t, "than") && (!tree.is(t, "of") || time.len() > 1 && of_event(t))
        };
        // "Tapered off this week".
        let particle = |t: u32| self.value(t, Class::Particle) == Some("always");
        // "Moved in earlier this month": no preposition governs such a time.
        let bare = self.value(time.start, Class::BareTime);
        let lead = before.filter(|&t| is_case(t) && !particle(t) && !(bare.is_some() && tree.is(t, "in")));
        if tree.tokens().contains(&time.end) {
            let next = tree.tag(time.end);
            let names = lead.is_none() && before.is_some_and(|b| matches!(tree.tag(b), Tag::Dt | Tag::Pos | Tag::PrpPoss));
            // "at the morning trading".
            let compound = lead.is_some()
                && matches!(next, Tag::Nn | Tag::Nns)
                && matches!(tree.tag(time.end - 1), Tag::Nn)
                && tree.head(time.end - 1) == Some(time.end);
            // "The May 3, 2020 flood" reads better without.
            if names && inside(time.end) && time.clone().any(|t| tree.tag(t) == Tag::Comma) {
                return Some(time);
            }
            if next == Tag::Pos || compound || names && inside(time.end) {
                return None;
            }
        }
        // "210,000 gallons a day": how much of it, not when.
        let counts = |t: u32| tree.tag(t).is_noun() || tree.tag(t) == Tag::Cd;
        let measured = before.is_some_and(counts) && time.len() == 2 && tree.is_one_of(time.start, &["a", "an", "per", "each"]);
        let counted_from = |t: u32| tree.tokens().contains(&t) && self.wording.lexicon.cues.relation(tree.word(t)).is_some();
        if measured && !counted_from(time.end) {
            return None;
        }
        // "In the hours before her death" tells less without them.
        if tree.is_one_of(time.end - 1, &["before", "after"]) && tree.tokens().contains(&time.end) {
            return None;
        }
        // "Found dead yesterday morning": no adjective describes such a day.
        // "The campaign's next few days".
        let own = |t: u32| matches!(tree.tag(t), Tag::Dt | Tag::Pos | Tag::PrpPoss) || tree.tag(t) == Tag::Jj && bare != Some("day");
        if lead.is_none() && before.is_some_and(|b| tree.is(b, "of") || own(b)) {
            return None;
        }
        // "Within 58 days of the disaster".
        if tree.tokens().contains(&time.end) && tree.is(time.end, "of") && tree.tag(time.end - 1) == Tag::Nns {
            return None;
        }
        // "Announced earlier Friday", "joined the union just last year".
        let leads = |t: u32| {
            self.is_listed(t, Class::BeforeTime)
                // "Went on well after nightfall", but not "the oil well after the storm".
                || tree.is(t, "well") && lead.is_some() && t > first && tree.tag(t - 1).is_verb()
        };
        let start = lead.unwrap_or(time.start);
        let start = if start > first && leads(start - 1) && !tree.is(start, "as") { start - 1 } else { start };
        // ", on Monday," goes with both its commas.
        let comma = |t: u32| tree.tokens().contains(&t) && tree.tag(t) == Tag::Comma;
        let enclosed = start > first && comma(start - 1) && comma(time.end);
        Some(if enclosed { start - 1..time.end + 1 } else { start..time.end })
    }

    /// "Were prevented from doing so on Monday".
    fn does_so(&self, so: u32) -> bool {
        let tree = self.tree;
        tree.is(so, "so") && tree.tokens().contains(&(so - 1)) && *self.wording.lexicon.lemmas.verb(tree.word(so - 1)) == *"do"
    }

    pub(super) fn is_listed(&self, token: u32, class: Class) -> bool {
        self.wording.lexicon.words.lists(self.tree.word(token), class)
    }

    pub(super) fn value(&self, token: u32, class: Class) -> Option<&'static str> {
        self.wording.lexicon.words.value(self.tree.word(token), class)
    }

    pub(super) fn is_expression(&self, token: u32) -> bool {
        self.wording.is_expression(self.tree, token)
    }

    pub(super) fn is_time(&self, token: u32) -> bool {
        self.wording.times.iter().any(|time| time.contains(self.tree.text.tokens[token as usize].span))
    }
}

/// Where the predicate of a verb starts whose subject stands elsewhere: its helpers and adverbs right before it.
pub(super) fn predicate_start(tree: &Tree, verb: u32) -> u32 {
    let mut at = verb;
    while at > tree.tokens().start {
        let own = tree.head(at - 1) == Some(verb);
        let helper = matches!(tree.rel(at - 1), Rel::Aux | Rel::AuxPass | Rel::Advmod | Rel::Cop) && own;
        if !helper || matches!(tree.tag(at - 1), Tag::Wrb | Tag::To) {
            break;
        }
        at -= 1;
    }
    at
}
