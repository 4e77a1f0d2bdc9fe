//! What the grammar of a mention says for or against an entry: who takes part, whether it is told as a fact, whether it is one that readers know.

use super::sentence::Sentence;
use crate::lexicon::words::Class as Listed;
use crate::text::{Rel, Tag, Tree};

/// Somebody acts, or something is done: the verb is no "came", "went" of things.
pub fn is_acted(sentence: &Sentence, verb: u32) -> bool {
    let clause = super::clause::of(&sentence.tree, verb);
    clause.passive || clause.object.is_some()
}

/// Whether its subject is somebody ("the officer"), or an event that has a type ("the rocket attacks").
pub fn is_of_somebody(sentence: &Sentence, verb: u32) -> bool {
    let subject = super::clause::of(&sentence.tree, verb).subject;
    subject.is_some_and(|noun| sentence.is(noun, Listed::Agent) || sentence.names_event(noun))
}

/// "The trial has begun", "talks ended": the phase of an event that has a type.
pub fn is_of_event(sentence: &Sentence, verb: u32) -> bool {
    let subject = super::clause::of(&sentence.tree, verb).subject;
    subject.is_some_and(|noun| is_definite(sentence, noun) && sentence.names_event(noun))
}

/// Whether its subject, or the agent of its passive, is a name.
pub fn is_named(sentence: &Sentence, verb: u32) -> bool {
    let clause = super::clause::of(&sentence.tree, verb);
    let tree = &sentence.tree;
    let named =
        |noun: u32| tree.tag(noun).is_proper() || tree.children_in(noun, &[Rel::Appos, Rel::Compound]).any(|c| tree.tag(c).is_proper());
    [clause.subject, clause.agent].into_iter().flatten().any(named)
}

/// "the raid", "Iran's raid", "the October raid": one that the reader is taken to know, not "a hurricane".
pub fn is_definite(sentence: &Sentence, noun: u32) -> bool {
    let tree = &sentence.tree;
    let the = |t: u32| tree.is_one_of(t, &["the", "this", "that", "these", "those"]);
    tree.children(noun).iter().any(|&c| match tree.rel(c) {
        Rel::Det => the(c),
        Rel::NmodPoss => true,
        _ => c < noun && tree.tag(c).is_proper(),
    })
}

/// More than "the explosion": which one, of what, by whom.
pub fn is_described(sentence: &Sentence, noun: u32) -> bool {
    let tree = &sentence.tree;
    // "The heaviest fighting since" compares, it does not tell.
    let compares = |c: u32| tree.tag(c) == Tag::Jjs || tree.child(c, &[Rel::Advmod]).is_some_and(|a| tree.is(a, "most"));
    !tree.children_in(noun, &[Rel::Amod]).any(compares) && says_which(tree, noun, noun)
}

/// Whether a noun has a phrase, an owner or several words of its own, but for `besides`.
fn says_which(tree: &Tree, noun: u32, besides: u32) -> bool {
    tree.children_in(noun, &[Rel::Nmod, Rel::NmodPoss, Rel::Acl]).any(|c| c != besides)
        || tree.children_in(noun, &[Rel::Compound, Rel::Amod]).count() > 1
}

/// "The attack came a week after …": the verb says no more than that its subject, an event, happened.
pub fn only_happens(sentence: &Sentence, verb: u32) -> bool {
    let is_event = |noun: u32| sentence.tree.tag(noun).is_noun() && sentence.names_event(noun);
    sentence.tree.tag(verb).is_verb()
        && sentence.lexicon.cues.only_happens(sentence.lemma(verb))
        && super::clause::of(&sentence.tree, verb).subject.is_some_and(is_event)
}

/// "A report was published", "images were released": by nobody, and about nothing.
pub fn is_bare_publication(sentence: &Sentence, verb: u32, kind: Option<&str>) -> bool {
    if !kind.is_some_and(|kind| kind.starts_with("STATEMENT")) {
        return false;
    }
    let clause = super::clause::of(&sentence.tree, verb);
    let tree = &sentence.tree;
    // "In a statement released on Friday": that it was released describes nothing.
    let about = |noun: u32| tree.tag(noun).is_proper() || says_which(tree, noun, verb);
    // "Was declared dead", "was admitted to be late" say more.
    let tells = tree.child(verb, &[Rel::Xcomp, Rel::Ccomp, Rel::Obj]).is_some();
    clause.passive && clause.agent.is_none() && !tells && !clause.subject.is_some_and(about)
}

/// What is announced, denied or demanded.
pub fn has_complement(sentence: &Sentence, verb: u32) -> bool {
    let tree = &sentence.tree;
    // "Warned of a new wave", "asked for help".
    let about = |c: u32| tree.is_one_of(c, &["of", "against", "for", "about"]);
    let with = |phrase: u32| tree.children_in(phrase, &[Rel::Case]).any(about);
    tree.child(verb, &[Rel::Obj, Rel::Ccomp, Rel::Xcomp, Rel::NsubjPass]).is_some()
        || tree.rel(verb) == Rel::Acl
        || tree.children_in(verb, &[Rel::Obl]).any(with)
}

pub fn has_participant(sentence: &Sentence, verb: u32) -> bool {
    let clause = super::clause::of(&sentence.tree, verb);
    clause.subject.is_some_and(|noun| !matches!(sentence.tree.tag(noun), Tag::Ex | Tag::Wp | Tag::Wdt | Tag::Wrb | Tag::Dt))
}

/// A clause with a tensed verb, or a participle that describes a noun ("militias formed in 2014").
pub fn is_finite(sentence: &Sentence, verb: u32) -> bool {
    let tree = &sentence.tree;
    match tree.tag(verb) {
        Tag::Vbd | Tag::Vbz | Tag::Vbp => true,
        _ if !super::clause::auxiliaries(tree, verb).is_empty() => true,
        Tag::Vbn => matches!(tree.rel(verb), Rel::Acl | Rel::Root | Rel::Conj),
        _ => false,
    }
}

pub fn is_first_person(sentence: &Sentence, verb: u32) -> bool {
    let subject = super::clause::of(&sentence.tree, verb).subject;
    subject.is_some_and(|s| sentence.tree.is_one_of(s, &["i", "we", "you"]))
}
