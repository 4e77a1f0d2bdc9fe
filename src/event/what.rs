//! The one clean clause that says what happened, cut from the sentence along its tree.
//!
//! Words are only left out, borrowed from the same sentence (a shared subject), or replaced by the name that they stand for: nothing is
//! written that the text does not say.

use super::clause::{self, Clause};
use crate::lexicon::Lexicon;
use crate::lexicon::words::Class;
use crate::span::Span;
use crate::text::{Rel, Tag, Tree};

/// A `what` longer than this loses its optional parts, last first.
const LONGEST: usize = 25;

/// Stands in for tokens when a clause is said on its own: the name for "he", "was" before a bare participle.
pub struct Wording<'w> {
    pub lexicon: &'w Lexicon,
    /// Expressions that are left out because the entry has their date.
    pub times: &'w [Span],
    /// What a pronoun or a short name stands for, where that is safe.
    pub name_of: &'w dyn Fn(u32) -> Option<String>,
}

/// Says the event of the verb at `verb`.
pub fn of_verb(tree: &Tree, verb: u32, clause: &Clause, wording: &Wording) -> String {
    let mut cut = Cut::new(tree, wording);
    cut.keep_clause(verb, clause);
    if clause.borrowed
        && let Some(subject) = clause.subject
    {
        cut.keep_name(subject);
    }
    let helpers = clause::auxiliaries(tree, verb);
    for &aux in &helpers {
        let index = cut.at(aux);
        cut.keep[index] = true;
    }
    cut.shorten(verb);
    // A participle that describes a noun becomes a clause of its own: "militias formed in 2014" were formed.
    let participle = clause.borrowed
        && clause.passive
        && matches!(tree.rel(verb), Rel::Acl | Rel::Advcl)
        && helpers.is_empty()
        && !cut.has_object_right_after(verb);
    let copula = participle.then(|| if clause.subject.is_some_and(|s| is_plural(tree, s)) { "were" } else { "was" });
    cut.write(clause.subject.filter(|_| clause.borrowed), copula.map(|c| (verb, c)))
}

/// Whether a `what` stands by itself: it names its subject and does not open with a word that leans on what came before.
pub fn is_self_contained(what: &str, lexicon: &Lexicon) -> bool {
    what.split(' ').count() >= 3 && !leans(what, lexicon)
}

/// Whether it opens with a word that leans on what came before: "It sank."
pub fn leans(what: &str, lexicon: &Lexicon) -> bool {
    let first = what.split(' ').next().unwrap_or("").to_lowercase();
    lexicon.words.has(first.trim_end_matches(['.', ',']), Class::Leaning)
}

/// Says the event of the noun at `noun`: "The assassination of a prominent Iranian scientist."
pub fn of_noun(tree: &Tree, noun: u32, wording: &Wording) -> String {
    let mut cut = Cut::new(tree, wording);
    cut.keep_phrase(noun);
    for case in tree.children_in(noun, &[Rel::Case, Rel::Mark]) {
        let index = cut.at(case);
        cut.keep[index] = false;
    }
    cut.shorten(noun);
    cut.write(None, None)
}

/// The words of a participant: its noun phrase without determiners, relative clauses and appositions.
pub fn participant(tree: &Tree, head: u32) -> String {
    let mut first = head;
    let mut last = head;
    for &child in tree.children(head) {
        let modifier = matches!(tree.rel(child), Rel::Compound | Rel::Amod | Rel::Flat | Rel::NmodPoss | Rel::Nummod | Rel::NmodDesc);
        if child < head && modifier {
            first = first.min(tree.reach(child).start);
        }
        // "Gen. Qasem Soleimani": a name right behind a title, whatever the parser calls it.
        let joined =
            matches!(tree.rel(child), Rel::Flat | Rel::Appos) && tree.reach(child).start == last + 1 && tree.tag(child).is_proper();
        if child > head && (tree.rel(child) == Rel::Flat || joined) {
            let end = if joined { name_end(tree, child) } else { tree.reach(child).end - 1 };
            last = last.max(end);
        }
    }
    while first < head && matches!(tree.tag(first), Tag::Dt | Tag::PrpPoss) {
        first += 1;
    }
    tree.span_of(first..last + 1).of(tree.text.raw).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The last token of a name, without what describes it.
fn name_end(tree: &Tree, head: u32) -> u32 {
    tree.children_in(head, &[Rel::Flat]).map(|c| tree.reach(c).end - 1).fold(head, u32::max)
}

fn is_plural(tree: &Tree, noun: u32) -> bool {
    matches!(tree.tag(noun), Tag::Nns | Tag::Nnps) || tree.children_in(noun, &[Rel::Conj]).any(|other| tree.tag(other).is_noun())
}

/// Which tokens of the sentence are kept.
struct Cut<'c, 't, 'a> {
    tree: &'c Tree<'t, 'a>,
    wording: &'c Wording<'c>,
    keep: Vec<bool>,
}

impl<'c, 't, 'a> Cut<'c, 't, 'a> {
    fn new(tree: &'c Tree<'t, 'a>, wording: &'c Wording<'c>) -> Self {
        Cut { tree, wording, keep: vec![false; tree.tokens().len()] }
    }

    fn at(&self, token: u32) -> usize {
        (token - self.tree.tokens().start) as usize
    }

    /// Keeps the verb and what completes it; not its conjunctions, its reporter, its connectives or the clauses that are events themselves.
    fn keep_clause(&mut self, verb: u32, clause: &Clause) {
        let index = self.at(verb);
        self.keep[index] = true;
        for &child in self.tree.children(verb) {
            // With a subject from outside, only helpers and adverbs stand before the verb.
            let shut_out =
                clause.borrowed && child < verb && !matches!(self.tree.rel(child), Rel::Aux | Rel::AuxPass | Rel::Advmod | Rel::Cop);
            if !shut_out && self.belongs(verb, child) {
                self.keep_phrase(child);
            }
        }
    }

    /// Whether `child` says part of the event of `verb`, rather than another one, its time, or who reports it.
    fn belongs(&self, verb: u32, child: u32) -> bool {
        let tree = self.tree;
        let comma_before = tree.reach(child).start.checked_sub(1).is_some_and(|t| t > verb && tree.tag(t) == Tag::Comma);
        match tree.rel(child) {
            // "have gone missing, officials said": no object stands behind a comma.
            Rel::Obj | Rel::Iobj | Rel::OblUnmarked | Rel::NmodUnmarked if comma_before => false,
            Rel::Punct | Rel::Conj | Rel::Cc | Rel::Parataxis | Rel::Discourse | Rel::Vocative | Rel::Mark | Rel::Dep | Rel::List => false,
            // A conjunction that the parser took for a preposition.
            Rel::Case => child > verb,
            Rel::Advmod => {
                (child > verb || !self.wording.lexicon.words.has(&tree.word(child).to_ascii_lowercase(), Class::Connective))
                    && !self.is_time(child)
            }
            Rel::Advcl => self.is_purpose(child),
            // "ramped up after the US …": the clause of order is an event of its own.
            Rel::Ccomp => !tree
                .child(child, &[Rel::Mark])
                .is_some_and(|m| ["after", "before", "since", "until", "once", "when", "as", "while"].iter().any(|w| tree.is(m, w))),
            Rel::Obl | Rel::OblUnmarked | Rel::NmodUnmarked | Rel::Nmod => {
                !self.is_time(child) && !is_attribution(tree, child) && !is_outlook(tree, child)
            }
            _ => true,
        }
    }

    /// "to fight ISIS": says what for, and is no event of its own.
    fn is_purpose(&self, verb: u32) -> bool {
        let reach = self.tree.reach(verb);
        self.tree.tag(verb) == Tag::Vb
            && self.tree.child(verb, &[Rel::Mark]).is_some_and(|m| self.tree.is(m, "to"))
            && reach.start > self.tree.head(verb).unwrap_or(0)
            && reach.len() <= 12
    }

    fn is_time(&self, token: u32) -> bool {
        self.wording.times.iter().any(|time| time.contains(self.tree.text.tokens[token as usize].span))
    }

    /// Keeps a phrase with its modifiers; long or parenthetic descriptions stay in the quote.
    fn keep_phrase(&mut self, head: u32) {
        let tree = self.tree;
        let index = self.at(head);
        if self.is_time(head) || std::mem::replace(&mut self.keep[index], true) {
            return;
        }
        for &child in tree.children(head) {
            let comma_before =
                tree.reach(child).start.checked_sub(1).is_some_and(|t| t >= tree.tokens().start && tree.tag(t) == Tag::Comma);
            // What follows a noun after a comma describes it in passing.
            let aside = comma_before && child > head && tree.tag(head).is_noun() && tree.rel(child) != Rel::Conj;
            let keep = !aside
                && match tree.rel(child) {
                    Rel::AclRelcl => !comma_before && tree.reach(child).len() <= 12,
                    Rel::Acl => !comma_before && tree.reach(child).len() <= 15,
                    Rel::Appos => !comma_before && tree.reach(child).len() <= 5,
                    Rel::Parataxis | Rel::Discourse | Rel::Vocative | Rel::Dep | Rel::List => false,
                    Rel::Punct => self.is_inner_punctuation(child),
                    Rel::Obl | Rel::OblUnmarked | Rel::NmodUnmarked | Rel::Nmod | Rel::Advmod => {
                        !self.is_time(child) && !is_outlook(tree, child)
                    }
                    Rel::Advcl => self.is_purpose(child),
                    _ => true,
                };
            if keep {
                self.keep_phrase(child);
            }
        }
    }

    /// Hyphens, commas of an enumeration and the like; brackets and quotes go only with what they enclose, in [`Cut::write`].
    fn is_inner_punctuation(&self, token: u32) -> bool {
        matches!(self.tree.tag(token), Tag::Hyph | Tag::Comma | Tag::Lrb | Tag::Rrb | Tag::Dollar | Tag::Sym)
            || self.tree.word(token).chars().all(|c| c == '-' || c == '–' || c == '/' || c == '\'' || c == '’')
    }

    /// A subject said again outside its own clause: its noun phrase, without the clauses that describe it.
    fn keep_name(&mut self, head: u32) {
        let tree = self.tree;
        let index = self.at(head);
        self.keep[index] = true;
        for &child in tree.children(head) {
            let of = || tree.child(child, &[Rel::Case]).is_some_and(|case| tree.is(case, "of"));
            let part = match tree.rel(child) {
                Rel::Det | Rel::Compound | Rel::Amod | Rel::Nummod | Rel::NmodPoss | Rel::NmodDesc | Rel::Flat => true,
                Rel::Nmod => of() && tree.reach(child).len() <= 8,
                Rel::Conj => !tree.tag(child).is_verb() && tree.reach(child).len() <= 8,
                Rel::Punct => child < head && self.is_inner_punctuation(child),
                // "Popular Mobilization Force", of which the parser makes two names.
                Rel::Appos => tree.reach(child).start == head + 1 && tree.tag(child).is_proper(),
                _ => false,
            };
            if part {
                self.keep_phrase(child);
            }
        }
    }

    /// Leaves out optional parts, the last first, while the clause is too long.
    fn shorten(&mut self, head: u32) {
        const OPTIONAL: &[Rel] = &[Rel::AclRelcl, Rel::Acl, Rel::Advcl, Rel::Appos, Rel::Obl, Rel::Nmod, Rel::Advmod];
        let words = |keep: &[bool]| keep.iter().filter(|k| **k).count();
        for &rel in OPTIONAL {
            let mut parts: Vec<u32> =
                self.tree.tokens().filter(|&t| self.tree.rel(t) == rel && t != head && self.keep[self.at(t)]).collect();
            parts.retain(|&t| !self.tree.is_under(head, t) && self.is_optional(t));
            while words(&self.keep) > LONGEST {
                let Some(part) = parts.pop() else { break };
                for token in self.tree.reach(part) {
                    if self.tree.is_under(token, part) {
                        let index = self.at(token);
                        self.keep[index] = false;
                    }
                }
            }
        }
    }

    /// "of" phrases and the like carry the sense of their noun; places, means and times can go.
    fn is_optional(&self, part: u32) -> bool {
        match self.tree.rel(part) {
            Rel::Obl | Rel::Nmod => {
                self.tree.child(part, &[Rel::Case]).is_some_and(|case| !self.tree.is(case, "of") && !self.tree.is(case, "to"))
            }
            Rel::Advmod => !self.tree.is(part, "not") && !self.tree.is(part, "n't"),
            _ => true,
        }
    }

    /// Joins what is kept: the borrowed subject first, original spacing between neighbours, a capital and a full stop.
    fn write(mut self, first: Option<u32>, copula: Option<(u32, &str)>) -> String {
        self.fill_gaps();
        self.drop_loose_punctuation();
        self.drop_loose_end();
        let tree = self.tree;
        let kept: Vec<u32> = tree.tokens().filter(|&t| self.keep[self.at(t)]).collect();
        // A borrowed subject may stand after the verb in the sentence; it is said first.
        let (mut order, rest): (Vec<u32>, Vec<u32>) = match first {
            Some(subject) => {
                kept.into_iter().partition(|&t| tree.is_under(t, subject) && !copula.is_some_and(|(v, _)| tree.is_under(t, v)))
            }
            None => (Vec::new(), kept),
        };
        let borrowed = order.len();
        order.extend(rest);
        // A clause that opens with its verb has lost its subject.
        if order.first().is_some_and(|&first| tree.tag(first).is_verb()) {
            return String::new();
        }
        let mut out = String::new();
        for (position, &token) in order.iter().enumerate() {
            let joined = position > 0 && order[position - 1] + 1 == token && touches(tree, token) && position != borrowed;
            if position > 0 && !joined && !attaches(tree.word(token)) && !opens(tree.word(order[position - 1])) {
                out.push(' ');
            }
            if let Some((verb, word)) = copula
                && verb == token
            {
                out.push_str(word);
                out.push(' ');
            }
            match (self.wording.name_of)(token) {
                Some(name) => out.push_str(&name),
                None => out.push_str(plain(tree.word(token))),
            }
        }
        finish(out)
    }

    /// Punctuation stays only between two kept words that it stood between, and brackets and quotes only in pairs.
    fn drop_loose_punctuation(&mut self) {
        let tokens: Vec<u32> = self.tree.tokens().collect();
        let is_word =
            |t: u32| self.tree.word(t).chars().any(|c| c.is_alphanumeric() || matches!(c, '%' | '$' | '£' | '€' | '¥' | '&' | '+'));
        for (i, &token) in tokens.iter().enumerate() {
            if !self.keep[i] || is_word(token) {
                continue;
            }
            let before = i.checked_sub(1).is_some_and(|b| self.keep[b]);
            let after = self.keep.get(i + 1).copied().unwrap_or(false);
            self.keep[i] = match self.tree.tag(token) {
                Tag::Lrb | Tag::OpenQuote => after,
                Tag::Rrb | Tag::CloseQuote => before,
                _ => before && after,
            };
        }
        for (open, close) in [(Tag::Lrb, Tag::Rrb), (Tag::OpenQuote, Tag::CloseQuote)] {
            let count = |tag: Tag| tokens.iter().enumerate().filter(|(i, t)| self.keep[*i] && self.tree.tag(**t) == tag).count();
            if count(open) != count(close) {
                for (i, &token) in tokens.iter().enumerate() {
                    if self.tree.tag(token) == open || self.tree.tag(token) == close {
                        self.keep[i] = false;
                    }
                }
            }
        }
    }
}

impl Cut<'_, '_, '_> {
    /// One small word left out between two kept ones is the parser's mistake, not a part of another clause.
    fn fill_gaps(&mut self) {
        for i in 1..self.keep.len().saturating_sub(1) {
            let token = self.tree.tokens().start + i as u32;
            let small = matches!(self.tree.tag(token), Tag::In | Tag::To | Tag::Cc | Tag::Dt | Tag::Pos | Tag::Hyph);
            if !self.keep[i] && small && self.keep[i - 1] && self.keep[i + 1] && !self.is_time(token) && !self.is_time(token + 1) {
                self.keep[i] = true;
            }
        }
    }

    /// Whether a noun phrase follows the verb without a preposition: then it is no passive, whatever its tag.
    fn has_object_right_after(&self, verb: u32) -> bool {
        let next = (verb + 1..self.tree.tokens().end).find(|&t| self.keep[self.at(t)]);
        next.is_some_and(|t| {
            t == verb + 1 && (self.tree.tag(t).is_noun() || matches!(self.tree.tag(t), Tag::Dt | Tag::Cd | Tag::Prp | Tag::PrpPoss))
        })
    }

    /// A preposition or conjunction whose phrase was left out must not end the clause.
    fn drop_loose_end(&mut self) {
        for i in (0..self.keep.len()).rev().filter(|&i| self.keep[i]).collect::<Vec<_>>() {
            let token = self.tree.tokens().start + i as u32;
            let loose = matches!(self.tree.tag(token), Tag::In | Tag::To | Tag::Cc | Tag::Dt | Tag::Comma | Tag::Wdt | Tag::PrpPoss)
                && self.tree.rel(token) != Rel::CompoundPrt
                || self.tree.is(token, "amid");
            if !loose {
                break;
            }
            self.keep[i] = false;
        }
    }
}

/// Brackets and quotes as people write them, for texts that a tokenizer has been over.
fn plain(word: &str) -> &str {
    match word {
        "-LRB-" => "(",
        "-RRB-" => ")",
        "``" | "''" => "\"",
        _ => word,
    }
}

/// Whether the token follows the one before it without a space in the text.
fn touches(tree: &Tree, token: u32) -> bool {
    token > 0 && tree.text.tokens[token as usize - 1].span.end == tree.text.tokens[token as usize].span.start
}

fn attaches(word: &str) -> bool {
    matches!(word, "-RRB-" | "," | "." | ";" | ":" | ")" | "]" | "%" | "'s" | "’s" | "'" | "’" | "n't" | "n’t" | "”" | "''" | "!" | "?")
}

fn opens(word: &str) -> bool {
    matches!(word, "-LRB-" | "(" | "[" | "“" | "$" | "``")
}

/// "according to officials".
fn is_attribution(tree: &Tree, phrase: u32) -> bool {
    tree.child(phrase, &[Rel::Case]).is_some_and(|case| tree.is(case, "according"))
}

/// "in the hope that …": the clause that it announces is no part of what happened, and without it the phrase says nothing.
fn is_outlook(tree: &Tree, phrase: u32) -> bool {
    ["hope", "hopes", "belief", "expectation", "fear"].iter().any(|noun| tree.is(phrase, noun))
        && tree.child(phrase, &[Rel::Case]).is_some_and(|case| tree.is(case, "in") || tree.is(case, "for"))
}

/// A capital first and one full stop last.
fn finish(text: String) -> String {
    let mut text = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '-' | '–' | '—' | '.')).to_string();
    if let Some(first) = text.chars().next()
        && first.is_lowercase()
    {
        text.replace_range(..first.len_utf8(), &first.to_uppercase().to_string());
    }
    let abbreviated =
        text.rsplit(' ').next().is_some_and(|w| w.len() > 1 && w.contains('.') && w.chars().filter(|c| *c == '.').count() > 1);
    if !text.is_empty() && !abbreviated && !text.ends_with(['.', '?', '!']) {
        text.push('.');
    }
    text
}
