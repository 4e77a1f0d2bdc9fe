//! What is listed whatever a reader would make of its line.

use super::Bar;
use crate::event::clause;
use crate::event::sentence::Sentence;
use crate::event::standing::{self, Standing};
use crate::event::trigger::Trigger;
use crate::lexicon::names::Kind;
use crate::lexicon::triggers::base;

/// What harmed people is its news where the main clause of a sentence tells it that opens the text, or with a date of its own; what an armed group does or says is what a
/// timeline of a conflict is made for; and so is how an event of a known type went on ("the rocket attacks ramped up"), where order places that.
pub fn is_news(sentence: &Sentence, trigger: &Trigger, placed: bool, bar: Bar) -> bool {
    const LEAD: u32 = 4;
    if placed && !trigger.noun && trigger.kind.is_some() && is_of_assault(sentence, trigger.token) {
        return true;
    }
    let told = trigger.kind.is_some() && !trigger.noun && standing::of(sentence, trigger.token) == Standing::Main;
    let harms = || trigger.kind.as_deref().is_some_and(|kind| matches!(base(kind), "ASSAULT" | "DEATH"));
    let clause = clause::of(&sentence.tree, trigger.token);
    let is_group = |noun: u32| {
        let words = sentence.tree.reach(noun).start..sentence.tree.tokens().end;
        let listed = words
            .clone()
            .take_while(|&t| t <= noun)
            .find_map(|t| sentence.lexicon.names.longest((t..words.end).map(|t| sentence.tree.word(t))));
        listed.is_some_and(|(_, name)| name.kind == Kind::ArmedGroup)
    };
    let harms = (bar == Bar::Dated || sentence.tree.sentence < LEAD) && harms();
    told && (harms || [clause.subject, clause.agent].into_iter().flatten().any(is_group))
}

/// Whether the subject of a verb is an assault: "frequent rocket attacks".
fn is_of_assault(sentence: &Sentence, verb: u32) -> bool {
    let triggers = &sentence.lexicon.triggers;
    let subject = clause::of(&sentence.tree, verb).subject;
    subject.is_some_and(|noun| triggers.noun(sentence.lemma(noun)).iter().any(|listed| triggers.kind(listed).code == "ASSAULT"))
}
