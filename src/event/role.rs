//! Who does it, who it is done to, and where: the participants of a mention, under the names by which a timeline knows them.

use super::clause::{self, Clause};
use super::name::{self, IsTime};
use super::reference::Referents;
use super::sentence::Sentence;
use super::trigger::Trigger;
use super::what;
use crate::lexicon::names::Kind;
use crate::lexicon::words::Class;
use crate::text::{Rel, Tag, Tree};

/// The participants of one mention.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roles {
    pub actors: Vec<String>,
    pub recipients: Vec<String>,
    pub place: Option<String>,
}

/// Reads the roles of `trigger`; `carried` is the event noun that it carries ("carried out an attack on the base").
pub fn of(sentence: &Sentence, trigger: &Trigger, carried: Option<u32>, is_time: IsTime, referents: &Referents) -> Roles {
    let reader = Reader { sentence, tree: &sentence.tree, is_time, referents };
    let clause = clause::of(&sentence.tree, trigger.token);
    let (actors, recipients) = if trigger.noun { reader.of_noun(trigger) } else { reader.of_verb(trigger, &clause, carried) };
    // Nobody does something to himself in the news: a name on both sides is a slip of the parser.
    let recipients = recipients.into_iter().filter(|name| !actors.contains(name)).collect();
    Roles { actors, recipients, place: reader.place(trigger.token, &clause, carried) }
}

struct Reader<'r, 's, 'a> {
    sentence: &'r Sentence<'s, 'a>,
    tree: &'r Tree<'s, 'a>,
    is_time: IsTime<'r>,
    referents: &'r Referents,
}

impl Reader<'_, '_, '_> {
    /// "the US assassination of Soleimani", "talks between X and Y", "attacks on the embassy".
    fn of_noun(&self, trigger: &Trigger) -> (Vec<String>, Vec<String>) {
        let by = self.phrases(trigger.token, &["by", "between", "among"]);
        // "The Boston bombing", "the Tiananmen Square massacre": there.
        let is_place =
            |c: u32| self.tree.rel(c) != Rel::NmodPoss && matches!(name::kind(self.sentence, c), Some(Kind::City | Kind::Region));
        let before = || {
            self.tree
                .children_in(trigger.token, &[Rel::NmodPoss, Rel::Compound, Rel::Amod])
                .filter(|&c| self.tree.tag(c).is_proper() && c < trigger.token && !(self.is_time)(c) && !is_place(c))
        };
        let actors = if by.is_empty() { self.all(before().take(1)) } else { self.all(by) };
        let befallen = self.phrases(trigger.token, &["of"]);
        let befallen = if befallen.is_empty() { self.phrases(trigger.token, self.receivers(trigger)) } else { befallen };
        (actors, self.all(befallen))
    }

    fn of_verb(&self, trigger: &Trigger, clause: &Clause, carried: Option<u32>) -> (Vec<String>, Vec<String>) {
        let kind = self.kind(trigger);
        let lemma = self.sentence.lemma(trigger.token);
        let (does, undergoes) = if clause.passive { (clause.agent, clause.subject) } else { (clause.subject, clause.object) };
        if clause.object.is_none() && !clause.passive && kind.is_some_and(|k| k.undergoes(lemma)) {
            return (Vec::new(), self.all(does));
        }
        let mut actors = self.all(does);
        if kind.is_some_and(|k| k.mutual(lemma)) {
            let others = self.all(self.phrases(trigger.token, &["with"]).into_iter().chain(undergoes));
            actors.extend(others.into_iter().filter(|name| !actors.contains(name)).collect::<Vec<_>>());
            return (actors, Vec::new());
        }
        // What is fired, dropped or signed is no recipient; whom it hits, reaches or binds comes with a preposition.
        let is_means = |noun: u32| self.is_event(noun) || self.sentence.is(noun, Class::Means);
        let mut recipients = self.all(undergoes.filter(|&noun| !is_means(noun)));
        if recipients.is_empty() {
            let receivers = self.receivers(trigger);
            let own = [Some(trigger.token), carried, undergoes].into_iter().flatten();
            recipients = own.map(|head| self.all(self.phrases(head, receivers))).find(|names| !names.is_empty()).unwrap_or_default();
        }
        if clause.passive {
            self.companions(trigger.token, &mut recipients);
        }
        (actors, recipients)
    }

    /// "killed alongside Abu Mahdi al-Mohandes", "killed along with his deputy": one more to whom it was done.
    fn companions(&self, verb: u32, recipients: &mut Vec<String>) {
        let mut add = |head: u32| {
            for name in self.all([head]) {
                if !recipients.contains(&name) {
                    recipients.push(name);
                }
            }
        };
        self.phrases(verb, &["alongside", "along"]).into_iter().for_each(&mut add);
        // The same where the parser hung the companion elsewhere.
        let next = verb + 1;
        if self.tree.tokens().contains(&(next + 1)) && self.tree.is(next, "alongside") && self.tree.tag(next + 1).is_proper() {
            add(next + 1);
        }
    }

    /// The phrases below `head` that open with one of these prepositions.
    fn phrases(&self, head: u32, prepositions: &[&str]) -> Vec<u32> {
        self.opened_by(head, |case| self.tree.is_one_of(case, prepositions))
    }

    fn opened_by(&self, head: u32, opens: impl Fn(u32) -> bool) -> Vec<u32> {
        let phrases = self.tree.children_in(head, &[Rel::Obl, Rel::Nmod, Rel::OblAgent]);
        phrases.filter(|&phrase| self.tree.child(phrase, &[Rel::Case]).is_some_and(&opens)).collect()
    }

    fn kind(&self, trigger: &Trigger) -> Option<&crate::lexicon::triggers::Kind> {
        let code = trigger.base()?;
        self.sentence.lexicon.triggers.kinds().iter().find(|kind| kind.code == code)
    }

    /// The prepositions that lead to the recipient of a type.
    fn receivers(&self, trigger: &Trigger) -> &[&'static str] {
        self.kind(trigger).map_or(&[], |kind| kind.receivers())
    }

    /// The participants that these heads and what is coordinated with them name.
    fn all(&self, heads: impl IntoIterator<Item = u32>) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for head in heads {
            let conjuncts = |noun: u32| self.tree.children_in(noun, &[Rel::Conj]);
            // "lawmakers Henry Waxman and Bart Stupak": the second name hangs on the first.
            let names_of = |noun: u32| self.tree.children_in(noun, &[Rel::Appos, Rel::Flat]);
            let behind = names_of(head).flat_map(conjuncts).filter(|&c| self.tree.tag(c).is_proper());
            let all: Vec<u32> = std::iter::once(head).chain(conjuncts(head)).chain(behind).collect();
            // "Spencer" of "Marks & Spencer".
            let opens = all.iter().copied().chain(names_of(head));
            let ends_name: Vec<u32> = opens.filter_map(|one| Some(name::joined(self.sentence, one)?.last)).collect();
            for one in all.into_iter().filter(|one| !ends_name.contains(one)) {
                if (self.is_time)(one) || self.is_event(one) {
                    continue;
                }
                let one = self.counted(one);
                // "a top officer, General Qaani": the name.
                let named =
                    self.tree.children_in(one, &[Rel::Appos]).find(|&c| self.tree.tag(c).is_proper() && !self.tree.tag(one).is_proper());
                let one = named.unwrap_or(one);
                if !self.can_act(one) {
                    continue;
                }
                let name = name::participant_without(self.sentence, one, self.referents, self.is_time).filter(|name| !names.contains(name));
                names.extend(name);
            }
        }
        names
    }

    /// "hundreds of thousands of Russians", "a group of officers": what is counted, not the number.
    fn counted(&self, head: u32) -> u32 {
        let mut at = head;
        while self.sentence.is(at, Class::Quantity) {
            let counted = |c: &u32| self.tree.child(*c, &[Rel::Case]).is_some_and(|case| self.tree.is(case, "of"));
            match self.tree.children_in(at, &[Rel::Nmod]).find(counted) {
                Some(noun) if noun > at => at = noun,
                _ => break,
            }
        }
        at
    }

    /// A name, a person, a body or a place; a report, an amount or "its allies" is none of them by itself.
    fn can_act(&self, head: u32) -> bool {
        let tree = self.tree;
        match tree.tag(head) {
            tag if tag.is_proper() => tree.child(head, &[Rel::Compound]).is_none_or(|c| !tree.word(c).contains('%')),
            Tag::Prp => true,
            tag if tag.is_noun() => {
                self.sentence.is(head, Class::Agent)
                    && !tree.children_in(head, &[Rel::NmodPoss]).any(|owner| tree.tag(owner) == Tag::PrpPoss)
            }
            _ => false,
        }
    }

    /// "the October ceasefire": what happens takes no part in anything.
    fn is_event(&self, noun: u32) -> bool {
        !self.tree.tag(noun).is_proper() && (self.sentence.names_event(noun) || self.sentence.is(noun, Class::EventNoun))
    }

    /// Where it happened: the finest place named in the clause of the mention or in the phrases of its nouns.
    fn place(&self, head: u32, clause: &Clause, carried: Option<u32>) -> Option<String> {
        let nouns = [carried, clause.object, clause.subject.filter(|_| !clause.borrowed)];
        let mut found: Vec<(u8, u32, String)> = Vec::new();
        for (rank, noun) in [Some(head)].into_iter().chain(nouns).flatten().enumerate() {
            self.places(noun, rank as u8, 0, &mut found);
        }
        found.into_iter().min_by_key(|&(rank, token, _)| (rank, token)).map(|(_, _, name)| name)
    }

    /// The places of the locative phrases below `head`, with how fine they are.
    fn places(&self, head: u32, far: u8, depth: u8, found: &mut Vec<(u8, u32, String)>) {
        for phrase in self.opened_by(head, |case| self.sentence.has(case, Class::Place)) {
            if (self.is_time)(phrase) {
                continue;
            }
            for token in std::iter::once(phrase).chain(self.tree.children_in(phrase, &[Rel::Compound, Rel::NmodPoss])) {
                if !self.tree.tag(token).is_proper() || (self.is_time)(token) {
                    continue;
                }
                let words = what::participant(self.tree, token);
                let listed = self.sentence.lexicon.names.longest(words.split(' ')).filter(|(taken, _)| *taken == words.split(' ').count());
                let on = self.tree.child(phrase, &[Rel::Case]).is_some_and(|case| self.tree.is(case, "on"));
                let (fine, name) = match listed.map(|(_, name)| (name.kind, name.canonical)) {
                    Some((Kind::City | Kind::Capital, name)) => (0, name.to_string()),
                    Some((Kind::Region, name)) => (1, name.to_string()),
                    Some((Kind::Country, name)) => (3, name.to_string()),
                    Some(_) => continue,
                    // A name that no list has is a place after "in", unless it only describes a noun.
                    None if token == phrase && !on && self.tree.tag(token) == Tag::Nnp => (2, words),
                    None => continue,
                };
                found.push((fine * 8 + far.min(7), token, name));
            }
            if depth < 3 {
                self.places(phrase, far, depth + 1, found);
            }
        }
    }
}
