//! Where a clause starts and ends, by its words: punctuation, conjunctions, relative pronouns and subordinators. Contiguous words read as
//! their author wrote them, whatever the tree makes of them.

use super::{LONGEST, Wording};
use crate::lexicon::words::Class;
use crate::text::{Rel, Tag, Tree};
use std::ops::Range;

pub struct Cut<'c, 't, 'a> {
    pub tree: &'c Tree<'t, 'a>,
    pub wording: &'c Wording<'c>,
}

/// How far ahead the end of an aside or the verb of a clause is looked for, in tokens.
const AHEAD: u32 = 30;

impl Cut<'_, '_, '_> {
    /// The end of the clause of `verb`: the first token behind it that is no part of it.
    pub fn end(&self, verb: u32) -> u32 {
        let tree = self.tree;
        let last = tree.tokens().end;
        let mut at = verb + 1;
        while at < last {
            match tree.tag(at) {
                Tag::Stop | Tag::Colon | Tag::Nfp if !is_inner(tree, at) => return at,
                Tag::Comma if self.is_enumeration(verb, at) => {}
                // ", and": the end, unless it closes a list of three.
                Tag::Comma if tree.tokens().contains(&(at + 1)) && tree.tag(at + 1) == Tag::Cc && self.is_third(verb, at + 1) => {}
                Tag::Comma if tree.tokens().contains(&(at + 1)) && tree.tag(at + 1) == Tag::Cc && !self.is_third(verb, at + 1) => {
                    return at;
                }
                Tag::Comma => match self.aside_end(verb, at) {
                    Some(behind) => at = behind,
                    None => return at,
                },
                Tag::In if tree.is(at, "that") && self.is_time(at - 1) => return at,
                _ if is_glued(tree, at) => return at,
                // "arguing that the Immigration and Naturalization Service cannot": one name.
                Tag::Cc if self.is_within_name(verb, at) => {}
                Tag::Cc if tree.tag(at - 1) == Tag::Comma && !self.is_third(verb, at) => return at,
                Tag::Cc if self.opens_clause(at) || is_conjunction_of(tree, verb, at) => return at,
                Tag::In | Tag::Wrb | Tag::Rb if at > verb + 1 && self.is_subordinator(at) => return at,
                _ => {}
            }
            at += 1;
        }
        last
    }

    /// The end of what belongs to a noun: its prepositional phrases, up to a comma, a relative pronoun or a verb.
    pub fn noun_end(&self, noun: u32) -> u32 {
        let tree = self.tree;
        let reach = tree.reach(noun);
        let stops = |t: u32| {
            let tag = tree.tag(t);
            matches!(tag, Tag::Comma | Tag::Colon | Tag::Stop | Tag::Wdt | Tag::Wp | Tag::Wrb | Tag::Nfp | Tag::Md)
                || tag == Tag::Cc && self.opens_clause(t)
                || matches!(tag, Tag::Vbd | Tag::Vbz | Tag::Vbp)
                || !tree.is_under(t, noun)
        };
        (noun + 1..reach.end).find(|&t| stops(t)).unwrap_or(reach.end)
    }

    /// The tokens of a stretch that are said: not the time that the entry has as its date, not brackets, not words that join clauses.
    pub fn kept(&self, stretch: Range<u32>) -> impl Iterator<Item = u32> + '_ {
        let tree = self.tree;
        let dropped: Vec<Range<u32>> = self.dropped(stretch.clone());
        stretch.filter(move |t| !dropped.iter().any(|part| part.contains(t)) && !self.joins_clauses(*t) && tree.rel(*t) != Rel::Discourse)
    }

    /// Subject and helpers up to the verb, without what stands between two commas behind the head noun.
    pub fn subject(&self, stretch: Range<u32>, head: u32) -> Vec<u32> {
        let tree = self.tree;
        let mut tokens: Vec<u32> = self.kept(stretch.clone()).collect();
        let is_aside_comma = |t: u32| tree.tag(t) == Tag::Comma && t > head && !self.is_enumeration(head, t);
        if let Some(open) = stretch.clone().find(|&t| is_aside_comma(t))
            && let Some(close) = stretch.rev().find(|&t| tree.tag(t) == Tag::Comma)
        {
            // An aside that nothing closes is left to the gate, which refuses a loose comma before a verb.
            let named = close > open && close - open <= 7 && !tree.tag(head).is_proper() && {
                let mut aside = open + 1..close;
                aside.clone().any(|t| tree.tag(t).is_proper())
                    && aside.all(|t| super::gate::is_inside_phrase(tree.tag(t)) && tree.tag(t) != Tag::Vbn)
            };
            if close > open && !named {
                tokens.retain(|&t| t < open || t > close);
            }
        }
        tokens
    }

    /// Leaves out the last parts while there are too many words: first relative clauses, then phrases.
    pub fn shorten(&self, tokens: &mut Vec<u32>, verb: u32) {
        let tree = self.tree;
        let is_word = |t: &u32| tree.word(*t).chars().any(char::is_alphanumeric) && tree.tag(*t) != Tag::Pos;
        let words = |tokens: &[u32]| {
            let mut count = 0;
            for (i, token) in tokens.iter().enumerate() {
                let joined = i > 0 && (tree.tag(tokens[i - 1]) == Tag::Hyph || super::write::is_clitic(tree.word(*token)));
                count += usize::from(is_word(token) && !joined);
            }
            count
        };
        while words(tokens) > LONGEST {
            let Some(from) = tokens.iter().position(|&t| t == verb) else { return };
            let fits = |i: &usize| words(&tokens[..*i]) <= LONGEST;
            let clause = (from + 2..tokens.len()).rev().filter(|&i| self.opens_relative(tokens[i])).find(fits);
            let phrase = || (from + 2..tokens.len()).rev().filter(|&i| self.is_optional(verb, tokens, i)).find(fits);
            match clause.filter(|&i| words(&tokens[..i]) > 7).or_else(phrase) {
                Some(i) => tokens.truncate(i),
                None => return,
            }
        }
    }

    fn opens_relative(&self, token: u32) -> bool {
        matches!(self.tree.tag(token), Tag::Wdt | Tag::Wp)
    }

    /// A place, a means, a participle clause: not an "of" phrase, not the first phrase behind a verb.
    fn is_optional(&self, verb: u32, tokens: &[u32], i: usize) -> bool {
        let tree = self.tree;
        let (token, before) = (tokens[i], tokens[i - 1]);
        // "from 3,000 to 2,500", "between x and y", "the latest attempt to": what belongs together stays together.
        let bound = |word: &str| ["of", "to", "than", "by", "that", "as", "whether", "if"].iter().any(|w| word.eq_ignore_ascii_case(w));
        match tree.tag(token) {
            Tag::In => !bound(tree.word(token)) && before != verb && !tree.tag(before).is_verb() && !tree.tag(before).is_adjective(),
            Tag::Comma => true,
            Tag::Vbg => tree.rel(token) == Rel::Advcl || tree.rel(token) == Rel::Acl,
            Tag::Vbn => tree.rel(token) == Rel::Acl,
            _ => false,
        }
    }

    /// "x, y and z": the comma stands within a list of nouns or adjectives, or before the country of a city.
    fn is_enumeration(&self, verb: u32, comma: u32) -> bool {
        let tree = self.tree;
        let next = comma + 1;
        if !tree.tokens().contains(&next) {
            return false;
        }
        let conjunct = |t: u32| tree.rel(t) == Rel::Conj && tree.head(t).is_some_and(|h| h < comma) && !tree.tag(t).is_verb();
        let listed = tree.ancestors(next).take(6).find(|&t| conjunct(t));
        if listed.is_some_and(|t| t > comma && t != verb && tree.reach(t).start >= comma) {
            return !self.opens_clause(comma);
        }
        let before_noun = tree.tag(comma - 1).is_adjective() && tree.tag(next).is_adjective();
        let place = tree.tag(comma - 1).is_proper() && tree.tag(next).is_proper() && {
            let end = (next..tree.tokens().end).find(|&t| !tree.tag(t).is_proper()).unwrap_or(tree.tokens().end);
            end - next <= 2 && (end == tree.tokens().end || matches!(tree.tag(end), Tag::Comma | Tag::Stop | Tag::In | Tag::Cc))
        };
        before_noun || place
    }

    /// Where the clause goes on behind an aside that a comma opens: at the comma that closes it.
    fn aside_end(&self, verb: u32, comma: u32) -> Option<u32> {
        let tree = self.tree;
        let limit = tree.tokens().end.min(comma + AHEAD);
        let close = (comma + 1..limit).find(|&t| tree.tag(t) == Tag::Comma)?;
        let next = close + 1;
        if !tree.tokens().contains(&next) || !matches!(tree.tag(next), Tag::In | Tag::To) || self.is_subordinator(next) {
            return None;
        }
        // What follows has to complete the verb or its object.
        let piece = tree.head(next)?;
        let completes = matches!(tree.rel(piece), Rel::Obl | Rel::Xcomp | Rel::Ccomp)
            && tree.head(piece) == Some(verb)
            && tree.tag(piece) != Tag::Vbg
            && piece > close;
        completes.then_some(close)
    }

    /// Whether a conjunction joins another clause, not words: a tensed verb follows, with its subject or without.
    fn opens_clause(&self, conjunction: u32) -> bool {
        let tree = self.tree;
        let end = tree.tokens().end.min(conjunction + AHEAD);
        for t in conjunction + 1..end {
            match tree.tag(t) {
                Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Md => return true,
                tag if super::gate::is_inside_phrase(tag) || matches!(tag, Tag::Rb | Tag::Prp | Tag::Ex | Tag::Cc) => {}
                Tag::In if tree.is(t, "of") || tree.is(t, "in") || tree.is(t, "at") => {}
                _ => return false,
            }
        }
        false
    }

    /// "a, b, and c": a comma stands before the conjunction's own.
    fn is_third(&self, verb: u32, conjunction: u32) -> bool {
        let tree = self.tree;
        (verb + 1..conjunction - 1).any(|t| tree.tag(t) == Tag::Comma) && !self.opens_clause(conjunction)
    }

    fn is_within_name(&self, verb: u32, conjunction: u32) -> bool {
        let tree = self.tree;
        let names =
            tree.tag(conjunction - 1).is_proper() && tree.tokens().contains(&(conjunction + 1)) && tree.tag(conjunction + 1).is_proper();
        names && (verb + 1..conjunction).any(|t| matches!(tree.tag(t), Tag::Vbg | Tag::Vb) || tree.is(t, "that"))
    }

    /// "after the council voted", "while fleeing": a clause of order, reason or contrast is told apart.
    fn is_subordinator(&self, token: u32) -> bool {
        let tree = self.tree;
        let word = tree.word(token).to_ascii_lowercase();
        if !self.wording.lexicon.words.has(&word, Class::Subordinator) {
            return false;
        }
        let end = tree.tokens().end.min(token + AHEAD);
        for t in token + 1..end {
            match tree.tag(t) {
                Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Md => return true,
                Tag::Vbn if t > token + 1 && tree.child(t, &[Rel::Nsubj]).is_some() => return true,
                Tag::Vbg => return t == token + 1,
                Tag::Comma | Tag::Stop | Tag::Colon | Tag::Wdt | Tag::Wp => return false,
                Tag::In if t > token + 1 && tree.is(t, "that") => return false,
                _ => {}
            }
        }
        false
    }

    /// An adverb that ties the clause to what came before: "also", "meanwhile".
    fn joins_clauses(&self, token: u32) -> bool {
        matches!(self.tree.tag(token), Tag::Rb | Tag::Wrb)
            && self.tree.rel(token) == Rel::Advmod
            && self.wording.lexicon.words.has(&self.tree.word(token).to_ascii_lowercase(), Class::Connective)
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
                // "(PMF)" is a name too.
                if at - start != 3 {
                    dropped.push(start..at);
                }
                continue;
            }
            while at < stretch.end && self.is_time(at) {
                at += 1;
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

    /// An expression with its preposition and its commas; `None` where it is part of a noun's phrase: "Friday's attack", "the April 20 blast".
    fn time_phrase(&self, time: Range<u32>) -> Option<Range<u32>> {
        let tree = self.tree;
        let first = tree.tokens().start;
        let inside = |t: u32| super::gate::is_inside_phrase(tree.tag(t)) && tree.tag(t) != Tag::Cd;
        let before = time.start.checked_sub(1).filter(|&t| t >= first);
        let is_case = |t: u32| matches!(tree.tag(t), Tag::In | Tag::To) && !tree.is(t, "of") && !tree.is(t, "than");
        let lead = before.filter(|&t| is_case(t));
        if tree.tokens().contains(&time.end) {
            let next = tree.tag(time.end);
            let names = lead.is_none() && before.is_some_and(|b| matches!(tree.tag(b), Tag::Dt | Tag::Pos | Tag::PrpPoss));
            if next == Tag::Pos || names && inside(time.end) {
                return None;
            }
        }
        if lead.is_none() && before.is_some_and(|b| tree.is(b, "of") || matches!(tree.tag(b), Tag::Dt | Tag::Jj)) {
            return None;
        }
        let start = lead.unwrap_or(time.start);
        // ", on Monday," goes with both its commas.
        let comma = |t: u32| tree.tokens().contains(&t) && tree.tag(t) == Tag::Comma;
        let enclosed = start > first && comma(start - 1) && comma(time.end);
        Some(if enclosed { start - 1..time.end + 1 } else { start..time.end })
    }

    /// Where the phrase of a noun starts: its modifiers as far as they are words of a noun phrase, and before "of" the noun that it completes.
    pub fn phrase_start(&self, head: u32) -> u32 {
        self.start(head, true)
    }

    /// The same without what stands before "of".
    pub fn own_start(&self, head: u32) -> u32 {
        self.start(head, false)
    }

    fn start(&self, head: u32, whole: bool) -> u32 {
        let tree = self.tree;
        let first = tree.reach(head).start;
        let mut at = head;
        if tree.tag(head) == Tag::Prp {
            return head;
        }
        while at > tree.tokens().start {
            let before = at - 1;
            if self.is_expression(before)
                && !self.is_expression(at)
                && tree.tag(at) != Tag::Pos
                && !matches!(tree.tag(before), Tag::Cd | Tag::Dt)
                && !self.is_attributive(before)
            {
                break;
            }
            // "at least eight people", "more than 40 boats".
            if at > tree.tokens().start + 1 && is_bound(tree, before, at) {
                at = before;
                continue;
            }
            // A determiner opens its phrase: "Thursday a ship".
            if matches!(tree.tag(at), Tag::Dt | Tag::PrpPoss) && tree.tag(before) != Tag::Pdt || is_glued(tree, at) {
                // "the board of the prizes", whatever the parser took for the head.
                let whole =
                    (whole && tree.is(before, "of") && before > tree.tokens().start && tree.tag(before - 1).is_noun()).then(|| before - 1);
                match whole {
                    Some(noun) => {
                        at = noun;
                        continue;
                    }
                    None => break,
                }
            }
            let inside = super::gate::is_inside_phrase(tree.tag(before)) && !(tree.tag(before).is_verb() && before < first);
            // "the Assad and Maliki governments": words between, as long as the tree has them below.
            let between = before > first && matches!(tree.tag(before), Tag::Cc | Tag::OpenQuote | Tag::CloseQuote | Tag::Rb)
                || before > first && tree.tag(before) == Tag::Comma && matches!(tree.rel(at), Rel::Conj | Rel::Amod);
            if !inside && !between {
                break;
            }
            at = before;
        }
        while at < head
            && (matches!(tree.tag(at), Tag::Comma | Tag::Cc | Tag::CloseQuote | Tag::Pos | Tag::Hyph)
                || tree.tag(at) == Tag::Cd && self.is_expression(at) && !self.is_expression(at + 1))
        {
            at += 1;
        }
        at
    }

    /// A subject said again outside its own clause: its noun phrase with a short "of" phrase, without the clauses that describe it.
    pub fn name(&self, head: u32) -> Vec<u32> {
        let tree = self.tree;
        let start = self.phrase_start(head);
        let mut end = head + 1;
        for &child in tree.children(head).iter().filter(|&&c| c > head) {
            let reach = tree.reach(child);
            let joined = match tree.rel(child) {
                Rel::Flat => true,
                Rel::Appos => tree.tag(child).is_proper(),
                Rel::Nmod => tree.child(child, &[Rel::Case]).is_some_and(|case| tree.is(case, "of")) && reach.len() <= 8,
                Rel::Conj => !tree.tag(child).is_verb() && reach.len() <= 8,
                _ => false,
            };
            let plain = |t: u32| super::gate::is_inside_phrase(tree.tag(t)) || matches!(tree.tag(t), Tag::In | Tag::Cc);
            if joined && reach.start == end && reach.clone().all(plain) {
                end = reach.end;
            }
        }
        let capital = |t: u32| tree.tag(t).is_noun() && tree.word(t).starts_with(char::is_uppercase);
        while end < tree.tokens().end && capital(end) && capital(end - 1) {
            end += 1;
        }
        (start..end).collect()
    }

    /// "the April 20 blast", "last week's vote": an expression that belongs to the noun behind it.
    fn is_attributive(&self, token: u32) -> bool {
        let tree = self.tree;
        let start = (tree.tokens().start..=token).rev().take_while(|&t| self.is_expression(t)).last().unwrap_or(token);
        start > tree.tokens().start && matches!(tree.tag(start - 1), Tag::Dt | Tag::Pos | Tag::PrpPoss)
    }

    fn is_expression(&self, token: u32) -> bool {
        self.wording.expressions.iter().any(|time| time.contains(self.tree.text.tokens[token as usize].span))
    }

    fn is_time(&self, token: u32) -> bool {
        self.wording.times.iter().any(|time| time.contains(self.tree.text.tokens[token as usize].span))
    }
}

/// Words that say how many before a number or a superlative.
fn is_bound(tree: &Tree, before: u32, at: u32) -> bool {
    let number = tree.tag(at) == Tag::Cd || tree.tag(at) == Tag::Dollar || tree.is(at, "a");
    tree.is(before, "at") && ["least", "most"].iter().any(|word| tree.is(at, word))
        || number
            && ["about", "around", "some", "nearly", "almost", "than", "over", "least", "most", "only", "another"]
                .iter()
                .any(|word| tree.is(before, word))
        || tree.is(at, "than") && ["more", "fewer", "less"].iter().any(|word| tree.is(before, word))
}

/// A capital on a word that has none within a sentence, right behind another word: a headline ran into the text behind it.
pub fn is_glued(tree: &Tree, token: u32) -> bool {
    let tokens = tree.tokens();
    let small = matches!(tree.tag(token), Tag::Dt | Tag::Prp | Tag::PrpPoss | Tag::In | Tag::Cd | Tag::Nn | Tag::Nns);
    let word = tree.word(token);
    let capital = word.starts_with(char::is_uppercase) && word.chars().skip(1).all(char::is_lowercase) && word != "I";
    small
        && capital
        && token > tokens.start
        && token + 1 < tokens.end
        && !tree.tag(token + 1).is_proper()
        && tree.word(token - 1).ends_with(char::is_alphanumeric)
}

/// Where the predicate of a verb starts whose subject stands elsewhere: its helpers and adverbs right before it.
pub fn predicate_start(tree: &Tree, verb: u32) -> u32 {
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

/// "He was held and charged": the conjunction between the verb and the next one.
fn is_conjunction_of(tree: &Tree, verb: u32, conjunction: u32) -> bool {
    tree.head(conjunction).is_some_and(|next| tree.rel(next) == Rel::Conj && tree.head(next) == Some(verb) && tree.tag(next).is_verb())
}

/// A full stop or a dash within a word or a number: "No. 5", "9 - 11".
fn is_inner(tree: &Tree, token: u32) -> bool {
    let tokens = tree.tokens();
    let touches = |t: u32| tree.text.tokens[t as usize - 1].span.end == tree.text.tokens[t as usize].span.start;
    token > tokens.start && token + 1 < tokens.end && touches(token) && touches(token + 1)
}
