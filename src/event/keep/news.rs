//! What is listed whatever a reader would make of its line.

use crate::event::clause;
use crate::event::select::{self, Standing};
use crate::event::sentence::Sentence;
use crate::event::trigger::Trigger;
use crate::event::worth::is_named;
use crate::lexicon::names::Kind;
use crate::lexicon::triggers::base;

/// What somebody named does, and what harmed people, in the main clause of a sentence that opens
/// the text is its news; and what an armed group does or says is what a timeline of a conflict is made for.
pub fn is_news(sentence: &Sentence, trigger: &Trigger) -> bool {
    const LEAD: u32 = 4;
    let told = trigger.kind.is_some() && !trigger.noun && select::standing(sentence, trigger.token) == Standing::Main;
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
    told && (sentence.tree.sentence < LEAD && (is_named(sentence, trigger.token) || harms())
        || [clause.subject, clause.agent].into_iter().flatten().any(is_group))
}
