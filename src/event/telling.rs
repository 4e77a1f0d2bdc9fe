//! How the triggers of one sentence are told: which words of it each entry says, and which of them one entry tells together.

use super::reference::{Referents, with_article};
use super::sentence::Sentence;
use super::trigger::Trigger;
use super::{Status, When, clause, phrase, speaker, what, when};
use crate::span::Span;
use crate::text::{Rel, Tag};
use crate::timex::{Anchor, Kind, Timex};
use std::ops::Range;

/// What is known of a sentence before its entries are worded; triggers, statuses and dates side by side.
pub(super) struct Telling<'t, 's, 'a> {
    pub sentence: &'t Sentence<'s, 'a>,
    pub triggers: &'t [Trigger],
    pub statuses: &'t [Status],
    pub dates: &'t [When],
    pub timexes: &'t [(u32, &'t Timex)],
    pub counted: &'t [phrase::Counted],
    pub referents: &'t Referents,
    /// What bare nouns of the sentence are called in full, and the tokens in whose place that stands.
    pub nouns: &'t [(String, Range<u32>)],
}

impl Telling<'_, '_, '_> {
    /// The `what` of a trigger, by index; empty where it cannot be said well. It is `needed` where another event is dated by it.
    pub(super) fn say(&self, index: usize, needed: bool) -> String {
        let Telling { sentence, timexes, counted, referents, .. } = *self;
        let (trigger, when) = (&self.triggers[index], &self.dates[index]);
        let (tree, trigger_index) = (&sentence.tree, index);
        // What the entry's date or order says already is left out: its own expression, and "the same day that …".
        let leads = |timex: &Timex| {
            // "hours" of "hours after the vote": the link says it.
            timex.kind == Kind::Duration
                && tree.tokens().contains(&timex.tokens.end)
                && sentence.lexicon.cues.relation(tree.word(timex.tokens.end)).is_some()
        };
        // "Vowed to pay within two days of receiving claims": of the paying, not of the vow.
        let is_of_another = |phrase: &phrase::Counted| {
            let own = phrase.from == trigger.token || phrase.placed == trigger.token;
            !own && trigger.token < phrase.start && tree.is_under(phrase.placed, trigger.token)
        };
        let counts_for_another = |timex: &Timex| {
            counted.iter().any(|phrase| is_of_another(phrase) && (phrase.start..phrase.cue.end).contains(&timex.tokens.start))
        };
        let said = |(index, timex): &&(u32, &Timex)| {
            if counts_for_another(timex) {
                return false;
            }
            Some(*index) == when.timex
                || when.timex.is_some() && timex.date == Some(when.date)
                || timex.anchor == Anchor::Event
                // "Five days later" is nothing without the day that it counts from.
                || matches!(timex.anchor, Anchor::Timex(_)) && when.timex.is_some()
                || leads(timex)
                || (0..self.triggers.len()).any(|other| self.dates[other].timex == Some(*index) && self.is_told_with(trigger_index, other))
        };
        // What is counted from is told without what the phrase places, and the other way round.
        let outside = |phrase: &phrase::Counted| {
            let tokens = tree.tokens();
            let end = (phrase.from..tokens.end).find(|&t| tree.tag(t) == Tag::Comma).unwrap_or(tokens.end - 1);
            match trigger.token {
                token if token == phrase.from => tokens.start..phrase.cue.end,
                token if token == phrase.placed => phrase.start..end,
                _ => phrase.start..phrase.cue.end,
            }
        };
        let cues = counted.iter().filter(|phrase| !is_of_another(phrase)).map(|phrase| tree.span_of(outside(phrase)));
        let times: Vec<Span> = timexes.iter().filter(said).map(|(_, timex)| timex.span).chain(cues).collect();
        let telling = trigger.kind.as_deref().is_some_and(|kind| !kind.starts_with("ECONOMY"));
        let is_deictic = |token: u32| timexes.iter().any(|(_, timex)| timex.tokens.contains(&token) && when::is_day(sentence, timex));
        let expressions: Vec<Span> = timexes.iter().map(|(_, timex)| timex.span).collect();
        let own = clause::of(tree, trigger.token);
        // "The company", "the country's", as long as it is clear which: the name takes the place of the article and of what follows it.
        let meant = |token: u32, owner: bool| {
            let phrase = what::anaphor(tree, token, sentence.lexicon)?;
            let name = if owner { referents.of_owner(tree, &phrase) } else { referents.of_anaphor(tree, &phrase) }?;
            Some((with_article(name, &sentence.lexicon.name_parts), phrase.tokens))
        };
        let owners = tree.tokens().filter(|&t| Some(t) != own.subject && self.is_owner(t)).filter_map(|t| meant(t, true));
        let stood_for: Vec<(String, Range<u32>)> =
            own.subject.and_then(|subject| meant(subject, false)).into_iter().chain(owners).collect();
        // "The shelter that the court denied him": not he is denied.
        let by_which = || tree.child(trigger.token, &[Rel::Nsubj]).is_some_and(|t| matches!(tree.tag(t), Tag::Wdt | Tag::Wp));
        let whom_open = tree.rel(trigger.token) != Rel::AclRelcl || by_which();
        let name_of = |token: u32| {
            if let Some((name, tokens)) = stood_for.iter().chain(self.nouns).find(|(_, tokens)| tokens.contains(&token)) {
                return Some(if token + 1 == tokens.end { name.clone() } else { String::new() });
            }
            // "He said they would leave on Monday": told by itself, they will.
            if tree.is(token, "would") && self.statuses[index] == Status::Planned && tree.head(token) == Some(trigger.token) {
                return Some("will".to_string());
            }
            // "Sentenced him to four years": whom, where he is told of before.
            let object = whom_open
                && tree.is_one_of(token, &["him", "her"])
                && tree.rel(token) == Rel::Obj
                && tree.head(token) == Some(trigger.token);
            let person = tree.tag(token) == Tag::Prp && (own.subject == Some(token) || object);
            person
                .then(|| {
                    speaker::words(sentence, token, referents)
                        .or_else(|| referents.of_pronoun(sentence, token).filter(|name| !object || !self.is_subject(&own, name)))
                        .or_else(|| referents.of_it(sentence, token))
                        .or_else(|| referents.of_speaker(sentence, token))
                })
                .flatten()
        };
        let told_with = |token: u32| self.trigger_at(token).is_some_and(|other| self.is_told_with(index, other));
        let wording = what::Wording {
            lexicon: sentence.lexicon,
            times: &times,
            expressions: &expressions,
            is_deictic: &is_deictic,
            needed,
            telling,
            told_with: &told_with,
            name_of: &name_of,
        };
        if trigger.noun {
            return what::of_noun(tree, trigger.token, &wording);
        }
        let mut what = what::of_verb(tree, trigger.token, &own, &wording);
        if let Some(plan) = self.plan_over(index).filter(|_| what.is_empty()) {
            what = what::of_verb(tree, plan, &clause::of(tree, plan), &wording);
        }
        if what.is_empty() && needed { what::of_gerund(tree, trigger.token, &wording) } else { what }
    }

    /// "Is scheduled to hold", "plans to propose": the verb by whose clause a plan is told.
    fn plan_over(&self, index: usize) -> Option<u32> {
        let tree = &self.sentence.tree;
        let verb = self.triggers[index].token;
        let planned = self.statuses[index] == Status::Planned && tree.rel(verb) == Rel::Xcomp && tree.tag(verb) == Tag::Vb;
        // "Promised to lift" is told by itself; "if they plan to".
        let told = |over: u32| self.trigger_at(over).is_some_and(|at| self.triggers[at].kind.is_some());
        let open = |over: u32| tree.children_in(over, &[Rel::Mark]).any(|mark| tree.is_one_of(mark, &["if", "whether", "unless"]));
        tree.head(verb).filter(|&over| planned && over < verb && tree.tag(over).is_verb() && !told(over) && !open(over))
    }

    /// "Mr Tan sacked him": not himself.
    fn is_subject(&self, clause: &clause::Clause, name: &str) -> bool {
        let tree = &self.sentence.tree;
        let last = name.rsplit(' ').next().unwrap_or(name);
        clause.subject.is_some_and(|subject| tree.reach(subject).any(|t| tree.is(t, last)))
    }

    /// "The country" of "the country's parliament".
    fn is_owner(&self, noun: u32) -> bool {
        let tree = &self.sentence.tree;
        tree.tag(noun) == Tag::Nn && tree.tokens().contains(&(noun + 1)) && tree.tag(noun + 1) == Tag::Pos
    }

    /// The trigger that tells this one too, by index: "killed" of "killed six and wounded ten".
    pub(super) fn lead(&self, index: usize) -> Option<usize> {
        let lead = self.trigger_at(self.sentence.tree.head(self.triggers[index].token)?)?;
        self.is_told_with(lead, index).then_some(lead)
    }

    fn trigger_at(&self, token: u32) -> Option<usize> {
        self.triggers.binary_search_by_key(&token, |trigger| trigger.token).ok()
    }

    /// Whether one clause tells both: a second verb of one kind with the same subject, or a participle that says what came of it.
    fn is_told_with(&self, lead: usize, other: usize) -> bool {
        let tree = &self.sentence.tree;
        let (first, second) = (&self.triggers[lead], &self.triggers[other]);
        let verbs = !first.noun && !second.noun && first.token < second.token && tree.head(second.token) == Some(first.token);
        // "Six were killed and ten people were wounded": what was done to others is told with it.
        let both_harmed = || {
            let of = |t: u32| tree.child(t, &[Rel::NsubjPass]).is_some();
            tree.rel(second.token) == Rel::Conj && of(first.token) && of(second.token) && tree.child(second.token, &[Rel::Mark]).is_none()
        };
        let bare = || tree.child(second.token, &[Rel::Nsubj, Rel::NsubjPass, Rel::Mark]).is_none() || both_harmed();
        let joined = || match tree.rel(second.token) {
            Rel::Conj => tree.tag(first.token) == tree.tag(second.token),
            Rel::Advcl | Rel::Parataxis | Rel::Xcomp => tree.tag(second.token) == Tag::Vbg && tree.tag(second.token - 1) == Tag::Comma,
            _ => false,
        };
        // "Three were killed and dozens of houses damaged": one helper for both.
        let shares_helper = || both_harmed() && tree.child(second.token, &[Rel::AuxPass]).is_none() && first.base().is_some_and(harms);
        let timex = |i: usize| self.dates[i].timex;
        let dated = || timex(other).is_none() || timex(lead).is_none() || timex(other) == timex(lead);
        let counted = || self.counted.iter().any(|c| [c.from, c.placed].iter().any(|t| [first.token, second.token].contains(t)));
        verbs
            && bare()
            && joined()
            && (is_one_kind(first, second) || shares_helper())
            && dated()
            && self.statuses[lead] == Status::Occurred
            && !counted()
    }
}

/// Of one type; what harms is one event with the harm that it does, whatever the first word: "was hit, killing ten".
fn is_one_kind(a: &Trigger, b: &Trigger) -> bool {
    match (a.base(), b.base()) {
        (Some(a), Some(b)) => a == b || harms(a) && harms(b),
        (None, Some(b)) => harms(b),
        _ => false,
    }
}

fn harms(code: &str) -> bool {
    ["ASSAULT", "DEATH", "DISASTER"].contains(&code)
}
