//! Which mentions deserve an entry: real happenings, not states, wishes, habits or verbs of speech.

use super::quotation::Quotation;
use super::sentence::Sentence;
use super::status::Manner;
use super::trigger::Trigger;
use super::{Aspect, Basis, Class, Status, Tense, When};
use crate::text::{Rel, Tag};

/// What speaks for and against an entry.
pub struct Grounds<'g> {
    pub trigger: &'g Trigger,
    pub manner: &'g Manner,
    pub status: Status,
    pub when: &'g When,
    /// Whether words place it before, after or with another event.
    pub placed: bool,
    /// Whether a length is counted from it: "three days after the raid".
    pub anchor: bool,
    pub heading: bool,
    /// The quotation marks before the sentence.
    pub quotation: Quotation,
}

/// Whether a timeline should list the mention.
pub fn deserves_entry(sentence: &Sentence, grounds: &Grounds) -> bool {
    let Grounds { trigger, manner, status, when, placed, anchor, heading, quotation } = *grounds;
    let dated = when.timex.is_some() && when.basis != Basis::OrderOnly;
    if heading || trigger.carrier.is_some() || sentence.tree.tokens().len() > LONGEST_SENTENCE {
        return false;
    }
    // What dates another event is needed, however little is told of it.
    if anchor && dated && matches!(status, Status::Occurred | Status::Ongoing) {
        return true;
    }
    if is_speech_only(trigger) {
        return false;
    }
    // "has announced", "denied": without what, there is no news.
    let light = sentence.is(trigger.token, crate::lexicon::words::Class::Light) && trigger.kind.is_none();
    if (trigger.class == Class::Reporting || light && !placed) && !trigger.noun && !has_complement(sentence, trigger.token) {
        return false;
    }
    match status {
        Status::Hypothetical | Status::Denied => return false,
        // A plan is news when it has a date or a type.
        Status::Planned | Status::Threatened if !dated => return false,
        _ => {}
    }
    if matches!(trigger.class, Class::State | Class::IState | Class::Perception) && !(dated && trigger.kind.is_some()) {
        return false;
    }
    if manner.generic && !dated && !placed {
        return false;
    }
    if trigger.noun {
        // A noun is an entry only where the text dates or places it itself.
        return trigger.kind.is_some()
            && (dated || placed)
            && is_definite(sentence, trigger.token)
            && is_described(sentence, trigger.token);
    }
    let tells = has_participant(sentence, trigger.token);
    let past =
        matches!(manner.tense, Tense::Past | Tense::PastParticiple) || manner.aspect == Aspect::Perfective || status == Status::Ongoing;
    let finite = is_finite(sentence, trigger.token);
    let (dated, typed, placed) = (i32::from(dated), i32::from(trigger.kind.is_some()), i32::from(placed));
    let mut score = 3 * dated + 2 * typed + 2 * placed + i32::from(past) + i32::from(tells);
    score -= 2 * i32::from(!finite);
    score -= 2 * i32::from(is_first_person(sentence, trigger.token));
    score -= 2 * i32::from(trigger.class == Class::IAction && typed == 0);
    score -= i32::from(trigger.class == Class::Aspectual && typed == 0);
    // In somebody's mouth a present tense is a view, not news.
    if (status == Status::Ongoing || manner.generic) && is_quoted(sentence, quotation, trigger.token) {
        return false;
    }
    tells && score >= 4
}

/// "the raid", "Iran's raid", "the October raid": one that the reader is taken to know, not "a hurricane".
fn is_definite(sentence: &Sentence, noun: u32) -> bool {
    let tree = &sentence.tree;
    let the = |t: u32| ["the", "this", "that", "these", "those"].iter().any(|d| tree.is(t, d));
    tree.children(noun).iter().any(|&c| match tree.rel(c) {
        Rel::Det => the(c),
        Rel::NmodPoss => true,
        _ => c < noun && tree.tag(c).is_proper(),
    })
}

/// More than "the explosion": which one, of what, by whom.
fn is_described(sentence: &Sentence, noun: u32) -> bool {
    let tree = &sentence.tree;
    tree.child(noun, &[Rel::Nmod, Rel::NmodPoss, Rel::Acl]).is_some() || tree.children_in(noun, &[Rel::Compound, Rel::Amod]).count() > 1
}

/// What is announced, denied or demanded.
fn has_complement(sentence: &Sentence, verb: u32) -> bool {
    let tree = &sentence.tree;
    tree.child(verb, &[Rel::Obj, Rel::Ccomp, Rel::Xcomp, Rel::NsubjPass]).is_some() || tree.rel(verb) == Rel::Acl
}

/// In tokens. Longer ones are lists and page furniture, or beyond a parser.
const LONGEST_SENTENCE: usize = 80;

/// "said", "told": attribution, unless the act itself has a type (accused, threatened, announced).
fn is_speech_only(trigger: &Trigger) -> bool {
    trigger.class == Class::Reporting && trigger.kind.is_none()
}

fn has_participant(sentence: &Sentence, verb: u32) -> bool {
    let clause = super::clause::of(&sentence.tree, verb);
    clause.subject.is_some_and(|noun| !matches!(sentence.tree.tag(noun), Tag::Ex | Tag::Wp | Tag::Wdt | Tag::Wrb | Tag::Dt))
}

/// A clause with a tensed verb, or a participle that describes a noun ("militias formed in 2014").
fn is_finite(sentence: &Sentence, verb: u32) -> bool {
    let tree = &sentence.tree;
    match tree.tag(verb) {
        Tag::Vbd | Tag::Vbz | Tag::Vbp => true,
        _ if !super::clause::auxiliaries(tree, verb).is_empty() => true,
        Tag::Vbn => matches!(tree.rel(verb), Rel::Acl | Rel::Root | Rel::Conj),
        _ => false,
    }
}

/// Whether quotation marks enclose the word; `quotation` is read as far as its sentence.
fn is_quoted(sentence: &Sentence, quotation: Quotation, token: u32) -> bool {
    let text = sentence.tree.text;
    let (start, end) = (text.sentences[sentence.tree.sentence as usize].span.start, text.tokens[token as usize].span.start);
    quotation.read(&text.raw[start as usize..end as usize]).is_open()
}

fn is_first_person(sentence: &Sentence, verb: u32) -> bool {
    let subject = super::clause::of(&sentence.tree, verb).subject;
    subject.is_some_and(|s| ["i", "we", "you", "it"].iter().any(|p| sentence.tree.is(s, p)))
}
