//! The words of a sentence that report events: verbs that head clauses, and nouns that name events.

use super::sentence::Sentence;
use super::{Class, recognize};
use crate::lexicon::triggers::{Trigger as Candidate, Triggers, base};
use crate::lexicon::words::Class as Listed;
use crate::text::{Rel, Tag};

/// A word that reports an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trigger {
    pub token: u32,
    /// A PLOVER code or a plain type: `ASSAULT/aerial`, `ELECTION`.
    pub kind: Option<String>,
    pub class: Class,
    pub noun: bool,
    /// The light verb or announcement that carries this noun: "carried out an attack" is one event.
    pub carrier: Option<u32>,
}

impl Trigger {
    /// Its type without the mode: `ASSAULT`.
    pub fn base(&self) -> Option<&str> {
        self.kind.as_deref().map(base)
    }
}

/// How much counts as an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Breadth {
    /// What a timeline may list, by the words of the lists: fast.
    Entries,
    /// What TimeML marks, by the classifier, and besides what the lists give a type.
    TimeMl,
}

/// All triggers of a sentence, in text order.
pub fn find(sentence: &Sentence, breadth: Breadth) -> Vec<Trigger> {
    let tree = &sentence.tree;
    let listed = |token: u32| match tree.tag(token) {
        tag if tag.is_verb() => verb(sentence, token),
        Tag::Nn | Tag::Nns => noun(sentence, token),
        _ => None,
    };
    let mut found: Vec<Trigger> = match breadth {
        Breadth::Entries => tree.tokens().filter_map(listed).collect(),
        Breadth::TimeMl => {
            let classes = recognize::classes(sentence, &sentence.lexicon.models.event);
            let recognized = |(token, class): (u32, Option<Class>)| match (listed(token), class) {
                (Some(trigger), Some(class)) => Some(Trigger { class, ..trigger }),
                (None, Some(class)) => Some(Trigger { token, kind: None, class, noun: !tree.tag(token).is_verb(), carrier: None }),
                (listed, None) => listed.filter(|trigger| trigger.kind.is_some()),
            };
            tree.tokens().zip(classes).filter_map(recognized).collect()
        }
    };
    // The verb takes the type of the noun that it carries.
    for i in 0..found.len() {
        if let Some(carrier) = found[i].carrier {
            let kind = found[i].kind.clone();
            if let Some(verb) = found.iter_mut().find(|t| t.token == carrier)
                && kind.is_some()
                && (verb.kind.is_none() || verb.kind.as_deref().is_some_and(|k| k.starts_with("STATEMENT")))
            {
                verb.kind = kind;
            }
        }
    }
    found
}

fn verb(sentence: &Sentence, token: u32) -> Option<Trigger> {
    let tree = &sentence.tree;
    let heads_clause = !matches!(
        tree.rel(token),
        Rel::Aux | Rel::AuxPass | Rel::Cop | Rel::Amod | Rel::Compound | Rel::Case | Rel::Mark | Rel::Fixed | Rel::Flat | Rel::Det
    );
    // "Asia reacted, following the outbreak": a preposition, which the tagger took for what Asia does.
    let helped = || tree.children_in(token, &[Rel::Aux]).any(|aux| aux < token);
    if tree.tag(token) == Tag::Vbg && sentence.has(token, Listed::Preposition) && !helped() {
        return None;
    }
    // "flu-hit Mexico", but "was re-elected".
    let prefixed = || tree.is_one_of(token - 2, &["re", "co"]);
    let hyphened = token > tree.tokens().start && tree.tag(token - 1) == Tag::Hyph && !(token > tree.tokens().start + 1 && prefixed());
    if !heads_clause || hyphened {
        return None;
    }
    let kind = pick(sentence, token, sentence.lexicon.triggers.verb(sentence.lemma(token))).map(|picked| kind(sentence, token, picked));
    let class = if sentence.is(token, Listed::Reporting) && !(kind.is_none() && is_deed(sentence, token)) {
        Class::Reporting
    } else if sentence.is(token, Listed::Perception) {
        Class::Perception
    } else if sentence.is(token, Listed::Aspectual) {
        Class::Aspectual
    } else if kind.is_none() && sentence.is(token, Listed::StateVerb) {
        Class::State
    } else if sentence.is(token, Listed::IState) {
        Class::IState
    } else if sentence.is(token, Listed::IAction) && tree.child(token, &[Rel::Xcomp, Rel::Ccomp]).is_some() {
        Class::IAction
    } else {
        Class::Occurrence
    };
    Some(Trigger { token, kind, class, noun: false, carrier: None })
}

/// "Added 300 jobs", "confirmed its first case": what is done to a thing, and not what is said.
fn is_deed(sentence: &Sentence, verb: u32) -> bool {
    let tree = &sentence.tree;
    let object = tree.child(verb, &[Rel::Obj]).is_some_and(|o| o > verb && matches!(tree.tag(o), Tag::Nn | Tag::Nns | Tag::Nnp | Tag::Cd));
    object && sentence.is(verb, Listed::Deed) && tree.child(verb, &[Rel::Ccomp, Rel::Parataxis]).is_none()
}

fn noun(sentence: &Sentence, token: u32) -> Option<Trigger> {
    let tree = &sentence.tree;
    if matches!(tree.rel(token), Rel::Compound | Rel::Flat | Rel::Amod | Rel::Fixed) {
        return None;
    }
    if is_of_phrase(sentence, token) {
        return None;
    }
    let carrier = carrier(sentence, token);
    let picked = pick(sentence, token, sentence.lexicon.triggers.noun(sentence.lemma(token)));
    let typed = picked.filter(|trigger| !trigger.result || carrier.is_some());
    if typed.is_none() && (sentence.is(token, Listed::NotEvent) || !sentence.is(token, Listed::EventNoun)) {
        return None;
    }
    let kind = typed.map(|trigger| kind(sentence, token, trigger));
    let class = if kind.is_none() && sentence.is(token, Listed::StateNoun) { Class::State } else { Class::Occurrence };
    Some(Trigger { token, kind, class, noun: true, carrier })
}

/// "Went on strike": the verb's own phrase has the noun, so that both are one trigger.
fn is_of_phrase(sentence: &Sentence, noun: u32) -> bool {
    let tree = &sentence.tree;
    let Some(verb) = tree.head(noun).filter(|&v| v < noun && tree.tag(v).is_verb() && tree.rel(noun) == Rel::Obl) else { return false };
    let picked = pick(sentence, verb, sentence.lexicon.triggers.verb(sentence.lemma(verb)));
    picked.is_some_and(|trigger| trigger.phrase.after.rsplit(' ').next() == Some(sentence.lemma(noun)))
}

/// The verb whose object, or passive subject, the noun is, when that verb is light or announces it.
fn carrier(sentence: &Sentence, noun: u32) -> Option<u32> {
    let tree = &sentence.tree;
    let verb = tree.head(noun).filter(|&v| tree.tag(v).is_verb())?;
    // "Called the deal historic", "made its attacks less frequent": said of the event, which happened before or not at all.
    let judges = |said: u32| said > noun && !tree.tag(said).is_verb();
    let is_judged = tree.rel(noun) == Rel::Obj && tree.children_in(verb, &[Rel::Xcomp]).any(judges);
    (matches!(tree.rel(noun), Rel::Obj | Rel::NsubjPass) && !is_judged && sentence.is(verb, Listed::Light)).then_some(verb)
}

/// The trigger of the lists that the word is, by what stands around it.
fn pick<'l>(sentence: &Sentence, token: u32, candidates: &'l [Candidate]) -> Option<&'l Candidate> {
    if candidates.is_empty() { None } else { sentence.with_around(token, |around| Triggers::pick(candidates, around)) }
}

fn kind(sentence: &Sentence, token: u32, picked: &Candidate) -> String {
    let triggers = &sentence.lexicon.triggers;
    let near: Vec<&str> = sentence.tree.reach(token).map(|t| sentence.lemma(t)).collect();
    let mode = triggers.mode(picked, &near);
    picked.code(triggers.kind(picked), mode)
}
