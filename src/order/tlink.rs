//! Relative cues between the mentions of one text: "after the killing", "the same day the US announced …", "two days later".
//!
//! The cue words are the evidence; each gives a relation and, where the words say so, a distance in days.

use crate::event::same::is_cognate;
use crate::event::{Aspect, Mention, Status, Tense, phrase};
use crate::lexicon::Lexicon;
use crate::lexicon::cues::Cue;
use crate::order::counted::days_of;
use crate::text::{Rel, Tag, Text, Tree};
use crate::time::{Distance, Relation};
use crate::timex::{Anchor, Kind, Timex};
use std::collections::BTreeSet;
use std::ops::Range;

/// `from` is `relation` `to`, because the words say `cue`. Indices are positions in the text's mentions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tlink {
    pub from: usize,
    pub to: usize,
    pub relation: Relation,
    pub cue: String,
    /// Least and greatest distance in days, when the words give one.
    pub days: Option<Distance>,
    /// In percent: how often the order that this cue states is right, as measured on annotated news (see `data/en/order/cue.txt`).
    pub confidence: u8,
}

/// All links that words of the text state, in text order. `mentions` ascend by token.
pub fn find(text: &Text, timexes: &[Timex], mentions: &[Mention], lexicon: &Lexicon) -> Vec<Tlink> {
    let mut links = Vec::new();
    let mut start = 0;
    while start < mentions.len() {
        let sentence = mentions[start].sentence;
        let end = start + mentions[start..].iter().take_while(|m| m.sentence == sentence).count();
        let inside = |side: fn(&u32, &u32) -> bool| timexes.partition_point(|timex| side(&timex.sentence, &sentence));
        let timexes = &timexes[inside(u32::lt)..inside(u32::le)];
        let reader = Reader { tree: Tree::new(text, sentence), timexes, mentions, first: start, end, lexicon };
        (start..end).for_each(|m| reader.read(m, &mut links));
        super::counted::find(&reader, &mut links);
        reader.phrases(&mut links);
        reader.left_over(&mut links);
        start = end;
    }
    for link in super::adverb::find(text, timexes, mentions, lexicon) {
        if !links.iter().any(|l: &Tlink| (l.from, l.to) == (link.from, link.to) || (l.to, l.from) == (link.from, link.to)) {
            links.push(link);
        }
    }
    // "A plug used during storms" speaks of no storm that the text tells of.
    links.retain(|link| mentions[link.to].listed || !is_bare_plural(text, mentions[link.to].token));
    links.iter_mut().for_each(|link| link.to = taken_up(text, mentions, link.to, lexicon));
    links.retain(|link| link.from != link.to);
    let mut seen = BTreeSet::new();
    links.retain(|link| seen.insert((link.from, link.to)));
    links
}

/// The listed event that a noun takes up, the nearest one before it: by its word ("the raid" after "gunmen raided the port"), or as the subject or
/// object of a listed verb ("the earthquake" after "an earthquake struck the valley").
fn taken_up(text: &Text, mentions: &[Mention], noun: usize, lexicon: &Lexicon) -> usize {
    let word = |m: usize| mentions[m].trigger.of(text.raw).to_lowercase();
    let joined = mentions[noun].same_as.is_some_and(|first| mentions[first as usize].when.timex.is_some());
    if !joined && let Some(told) = by_type(text, mentions, noun) {
        return told;
    }
    if mentions[noun].listed || mentions[noun].same_as.is_some() || text.tag(mentions[noun].token).is_verb() {
        return noun;
    }
    let name = word(noun);
    let lemma = lexicon.lemmas.noun(&name);
    let told_of = |m: &Mention| {
        let sentence = &text.sentences[m.sentence as usize];
        let is_argument = |t: u32| {
            let token = text.tokens[t as usize];
            token.head == m.token && matches!(token.rel, Rel::Nsubj | Rel::NsubjPass | Rel::Obj)
        };
        m.sentence < mentions[noun].sentence
            && sentence.tokens.clone().any(|t| is_argument(t) && text.tag(t).is_noun() && *lexicon.lemmas.noun(text.word(t)) == *lemma)
    };
    let same_word = |&m: &usize| {
        let is_verb = text.tag(mentions[m].token).is_verb();
        let verb = if is_verb { lexicon.lemmas.verb(&word(m)).to_string() } else { word(m) };
        mentions[m].listed && (is_cognate(&name, &verb) || is_verb && told_of(&mentions[m]))
    };
    // "A huge explosion that killed eleven": the clause is the entry.
    let told_by = |&m: &usize| {
        let verb = text.tokens[mentions[m].token as usize];
        mentions[m].listed
            && mentions[m].sentence == mentions[noun].sentence
            && verb.rel == Rel::AclRelcl
            && verb.head == mentions[noun].token
    };
    let clause = || (noun..mentions.len()).take_while(|&m| mentions[m].sentence == mentions[noun].sentence).find(told_by);
    (0..noun).rev().find(same_word).or_else(clause).unwrap_or(noun)
}

/// "The accident", however far back its explosion is told: a definite noun that names no more than a type takes up the one event of that type
/// whose day the text gives, if there is only one.
fn by_type(text: &Text, mentions: &[Mention], noun: usize) -> Option<usize> {
    let mention = &mentions[noun];
    let kind = mention.kind.as_deref().filter(|kind| !kind.contains('/'))?;
    let tree = Tree::new(text, mention.sentence);
    let definite = tree.child(mention.token, &[Rel::Det]).is_some_and(|det| tree.is(det, "the"));
    if !definite || tree.child(mention.token, &[Rel::Nmod, Rel::NmodPoss, Rel::Compound, Rel::Amod]).is_some() {
        return None;
    }
    let of_type = |m: &Mention| m.kind.as_deref().and_then(|k| k.split('/').next()) == Some(kind);
    // "An explosion killed eleven": the verb is the entry, its subject has the type.
    let same_type = |m: &Mention| {
        let argument = |n: &Mention| n.sentence == m.sentence && text.tokens[n.token as usize].head == m.token && of_type(n);
        of_type(m) || mentions[..noun].iter().any(argument)
    };
    let is_fact = |m: &Mention| matches!(m.status, Status::Occurred | Status::Ongoing);
    let dated = |m: &Mention| m.when.timex.is_some() && m.when.date.interval().days() == Some(1);
    let told: Vec<usize> =
        (0..noun).filter(|&m| mentions[m].listed && is_fact(&mentions[m]) && same_type(&mentions[m]) && dated(&mentions[m])).collect();
    let last = *told.last()?;
    told.iter().all(|&m| mentions[m].when.date == mentions[last].when.date).then_some(last)
}

fn is_bare_plural(text: &Text, token: u32) -> bool {
    let tree = Tree::new(text, text.sentences.partition_point(|s| s.tokens.end <= token) as u32);
    tree.tag(token) == Tag::Nns
        && tree
            .child(token, &[Rel::Det, Rel::NmodPoss, Rel::Nmod, Rel::Amod, Rel::Compound, Rel::Nummod, Rel::Acl, Rel::AclRelcl])
            .is_none()
}

pub(super) struct Reader<'r, 't, 'a> {
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

    /// What the clause or phrase at `m` says of its place.
    fn read(&self, m: usize, links: &mut Vec<Tlink>) {
        let tree = &self.tree;
        let token = self.mentions[m].token;
        // "after the assassination of …": the phrase hangs below the mention that it places.
        for &child in tree.children(token) {
            let introduced = match tree.rel(child) {
                Rel::Advcl | Rel::Ccomp | Rel::Obl | Rel::Nmod | Rel::Acl | Rel::AdvclRelcl | Rel::OblUnmarked | Rel::Dep => {
                    self.introducer(child)
                }
                _ => None,
            };
            let Some((word, (relation, confidence))) = introduced else { continue };
            let Some(other) = self.event_of(child) else { continue };
            let Some(placed) = self.governed(m, word, other) else { continue };
            let placed = self.placed(placed);
            if placed != other {
                let days = self.distance(child, word);
                let cue = self.cue(child, word);
                links.push(Tlink { from: placed, to: other, relation, cue, days, confidence });
            }
        }
        self.right_after(m, links);
        self.opening(m, links);
        self.same_day(m, links);
    }

    /// "After a report came out that …, Iran urged …": the clause that opens the sentence places the verb behind its comma, whatever the
    /// parser makes of what stands between.
    fn opening(&self, m: usize, links: &mut Vec<Tlink>) {
        let tree = &self.tree;
        let first = tree.tokens().start;
        let verb = self.mentions[m].token;
        if tree.rel(first) != Rel::Mark || tree.head(first) != Some(verb) {
            return;
        }
        let Some((relation, confidence)) = self.lexicon.cues.cue(&tree.word(first).to_ascii_lowercase()) else { return };
        let Some(comma) = (verb..tree.tokens().end).find(|&t| tree.tag(t) == Tag::Comma) else { return };
        let main = (self.first..self.end).find(|&v| self.mentions[v].token > comma && tree.tag(self.mentions[v].token).is_verb());
        let main = main.and_then(|main| self.governed(main, first, m));
        if let Some(main) = main.filter(|&main| !links.iter().any(|link| link.from == main && link.to == m)) {
            links.push(Tlink { from: main, to: m, relation, cue: tree.word(first).to_lowercase(), days: None, confidence });
        }
    }

    /// "ramped up after the US assassinated …" where the parser hung the clause elsewhere: the cue stands right behind the verb, and opens
    /// the clause of the next verb.
    fn right_after(&self, m: usize, links: &mut Vec<Tlink>) {
        let tree = &self.tree;
        let token = self.mentions[m].token;
        if !tree.tag(token).is_verb() || links.iter().any(|link| link.from == m) {
            return;
        }
        let next = if tree.tokens().contains(&(token + 1)) && tree.tag(token + 1) == Tag::Rp { token + 2 } else { token + 1 };
        if !tree.tokens().contains(&next) || tree.rel(next) != Rel::Mark {
            return;
        }
        let Some((relation, confidence)) = self.lexicon.cues.cue(&tree.word(next).to_ascii_lowercase()) else { return };
        if let Some(other) = tree.head(next).and_then(|verb| self.mention(verb)).filter(|&other| other != m)
            && self.governed(m, next, other) == Some(m)
        {
            links.push(Tlink { from: m, to: other, relation, cue: tree.word(next).to_lowercase(), days: None, confidence });
        }
    }

    /// "In the wake of the attack", "ahead of the vote": read from the words, since parsers see a noun of its own in them.
    fn phrases(&self, links: &mut Vec<Tlink>) {
        let tree = &self.tree;
        for &(ref words, (relation, confidence)) in self.lexicon.cues.phrases() {
            let length = words.len() as u32;
            for start in tree.tokens().start..tree.tokens().end.saturating_sub(length) {
                let end = start + length;
                if !words.iter().zip(start..end).all(|(word, t)| tree.is(t, word)) {
                    continue;
                }
                let named = tree.head(end - 1).filter(|head| *head >= end).and_then(|head| self.event_of(head));
                // "By the time" opens a clause.
                let verb = || (self.first..self.end).find(|&m| self.mentions[m].token >= end && tree.tag(self.mentions[m].token).is_verb());
                let clause = tree.tag(end - 1).is_noun();
                let Some(other) = (if clause { verb() } else { named.or_else(|| self.named_behind(end)) }) else { continue };
                if let Some(placed) = self.governor(start, end, other).and_then(|placed| self.governed(placed, start, other)) {
                    let cue = words.join(" ");
                    let days = self.lexicon.cues.days(&cue);
                    links.retain(|link| link.to != other || link.from != placed);
                    links.push(Tlink { from: self.placed(placed), to: other, relation, cue, days, confidence });
                }
            }
        }
        self.no_sooner(links);
    }

    /// "No sooner had the guards left than gunmen entered."
    fn no_sooner(&self, links: &mut Vec<Tlink>) {
        let Some((sooner, than)) = phrase::no_sooner(&self.tree) else { return };
        let verb = |range: Range<u32>| {
            let told = |&m: &usize| range.contains(&self.mentions[m].token) && self.tree.tag(self.mentions[m].token).is_verb();
            (self.first..self.end).filter(told).find(|&m| *self.lexicon.lemmas.verb(self.tree.word(self.mentions[m].token)) != *"have")
        };
        let said = self.lexicon.cues.cue("no sooner … than");
        if let (Some(earlier), Some(later), Some((relation, confidence))) = (verb(sooner..than), verb(than..self.tree.tokens().end), said) {
            links.retain(|link| (link.from, link.to) != (earlier, later) && (link.from, link.to) != (later, earlier));
            links.push(Tlink { from: later, to: earlier, relation, cue: "no sooner … than".into(), days: None, confidence });
        }
    }

    /// The event that the words behind a cue name.
    fn named_behind(&self, start: u32) -> Option<usize> {
        let tree = &self.tree;
        let inside = (start..tree.tokens().end).take(REACH).take_while(|&t| !tree.tag(t).is_verb() || tree.tag(t - 1) == Tag::Dt);
        inside.into_iter().find_map(|t| self.mention(t))
    }

    /// "Killed a candidate before the country voted": a clause that the parser hung on a noun, or nowhere.
    fn left_over(&self, links: &mut Vec<Tlink>) {
        let tree = &self.tree;
        for word in tree.tokens().skip(1) {
            // "Resigned following the vote", but not "police were following the car".
            let following = tree.tag(word) == Tag::Vbg && tree.child(word, &[Rel::Aux, Rel::Nsubj]).is_none();
            if !following && !matches!(tree.rel(word), Rel::Mark | Rel::Case) {
                continue;
            }
            let Some((relation, confidence)) = self.lexicon.cues.cue(&tree.word(word).to_ascii_lowercase()) else { continue };
            let inside = if following { tree.child(word, &[Rel::Obj]) } else { tree.head(word) };
            // "Since the raid on the harbour on May 3", where the parser takes the date for the head.
            let dates = |head: u32| self.timexes.iter().any(|timex| timex.tokens.contains(&head) && timex.tokens.start > word + 2);
            let named = || inside.filter(|&head| dates(head)).and_then(|_| self.named_behind(word + 1));
            let Some(other) = inside.and_then(|head| self.event_of(head)).or_else(named) else { continue };
            if links.iter().any(|link| link.to == other || link.from == other) {
                continue;
            }
            if let Some(placed) = self.governor(word, word + 1, other).and_then(|placed| self.governed(placed, word, other)) {
                let cue = tree.word(word).to_lowercase();
                links.push(Tlink { from: self.placed(placed), to: other, relation, cue, days: None, confidence });
            }
        }
    }

    /// What the words `start..end` place: the mention above them, else the nearest verb before them, else, where they open the sentence, the
    /// first verb behind the comma.
    fn governor(&self, start: u32, end: u32, other: usize) -> Option<usize> {
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
    fn governed(&self, placed: usize, cue: u32, other: usize) -> Option<usize> {
        let tree = &self.tree;
        let token = self.mentions[placed].token;
        if tree.is(cue, "since") && self.is_causal(token, cue, self.mentions[other].token) {
            return None;
        }
        // "Deposits will be made until all has been paid": what follows a plan in the present tense is planned too.
        let (plan, then) = (&self.mentions[placed], &self.mentions[other]);
        if matches!(plan.status, Status::Planned | Status::Threatened) && then.tense == Tense::Present && then.status == Status::Occurred {
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
    fn introducer(&self, phrase: u32) -> Option<(u32, Cue)> {
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
        if !self.lexicon.cues.is_carrier(&self.lexicon.lemmas.verb(self.tree.word(token))) {
            return m;
        }
        let subject = crate::event::clause::of(&self.tree, token).subject.and_then(|s| self.mention(s));
        subject.filter(|&s| self.mentions[s].listed || self.mentions[s].same_as.is_some()).unwrap_or(m)
    }

    /// The mention that a phrase names: its head, or the event inside "the start of the war", "a report came out that …".
    pub fn event_of(&self, phrase: u32) -> Option<usize> {
        self.mention(phrase).or_else(|| self.tree.children_in(phrase, &[Rel::Nmod, Rel::Ccomp, Rel::Acl]).find_map(|c| self.mention(c)))
    }

    /// "two days" of "two days after …".
    fn distance(&self, phrase: u32, introducer: u32) -> Option<Distance> {
        let start = self.tree.reach(phrase).start.min(introducer);
        let timex = self
            .timexes
            .iter()
            .find(|t| t.kind == Kind::Duration && (t.tokens.end == start || t.tokens.end == introducer || t.tokens.start == start))?;
        days_of(&timex.value)
    }

    /// The words that say so: the cue with its fixed companions, and the length before it where there is one.
    fn cue(&self, phrase: u32, introducer: u32) -> String {
        let start = self.tree.reach(phrase).start.min(introducer);
        let end = self.tree.children_in(introducer, &[Rel::Fixed]).last().map_or(introducer, |fixed| fixed.max(introducer)) + 1;
        let length = self.timexes.iter().any(|t| t.kind == Kind::Duration && t.tokens.end <= introducer && t.tokens.start >= start);
        let words = self.tree.span_of(if length { start } else { introducer }..end).of(self.tree.text.raw);
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        words.trim_start_matches(|c: char| !c.is_alphanumeric()).to_string()
    }

    /// "The same day the US announced …, rockets were fired": the clause right behind the expression says which day, and what stands
    /// before it, or after the clause's comma, happened then. Read from the order of words, since such sentences defeat parsers.
    fn same_day(&self, m: usize, links: &mut Vec<Tlink>) {
        let tree = &self.tree;
        for timex in self.timexes.iter().filter(|t| t.anchor == Anchor::Event && t.kind != Kind::Duration) {
            let verbs = || (self.first..self.end).filter(|&v| tree.tag(self.mentions[v].token).is_verb());
            let Some(said) = verbs().find(|&v| self.mentions[v].token >= timex.tokens.end) else { continue };
            let comma = (self.mentions[said].token..tree.tokens().end).find(|&t| tree.tag(t) == Tag::Comma);
            let later = comma.and_then(|comma| verbs().find(|&v| self.mentions[v].token > comma));
            let earlier = verbs().rfind(|&v| self.mentions[v].token < timex.tokens.start);
            if let Some(governor) = earlier.or(later)
                && said == m
            {
                let cue = timex.span.of(tree.text.raw).to_lowercase();
                links.push(Tlink {
                    from: governor,
                    to: said,
                    relation: Relation::Simultaneous,
                    cue,
                    days: Some(Distance::exactly(0)),
                    confidence: 80,
                });
            }
        }
    }
}

/// In tokens, how far behind a phrase of order its event may stand.
const REACH: usize = 6;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::trigger::Breadth;
    use crate::event::{self, Setting};
    use crate::lexicon::Files;

    /// "fell AFTER announced" for every link of a text.
    fn said(raw: &str) -> String {
        let lexicon = Lexicon::embedded();
        let mut text = crate::text::read(raw, lexicon);
        let timexes = crate::timex::find(&text, None, lexicon);
        let mentions = event::find(&mut text, &timexes, Setting { dct: None, breadth: Breadth::Entries, lexicon });
        let word = |m: usize| mentions[m].trigger.of(raw);
        let links = find(&text, &timexes, &mentions, lexicon);
        let said: Vec<String> = links.iter().map(|l| format!("{} {} {}", word(l.from), l.relation, word(l.to))).collect();
        if said.is_empty() { "nothing".into() } else { said.join(", ") }
    }

    #[test]
    fn the_examples_beside_the_cues_hold() {
        let mut examples = 0;
        let mut wrong = Vec::new();
        for (path, text) in Files::embedded().under("order").map(|file| file.unwrap()) {
            for line in text.lines().filter_map(|line| line.strip_prefix("> ")) {
                let (raw, expected) = line.split_once(" = ").expect("an example says what it means");
                examples += 1;
                let got = said(raw);
                if got != expected {
                    wrong.push(format!("{path}: {raw}\n  {got} instead of {expected}"));
                }
            }
        }
        assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
        assert!(examples > 20);
    }
}
