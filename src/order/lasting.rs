//! How long an event went on: "the siege lasted two weeks", "after the ten-day strike".

use super::tlink::taken_up::taken_up;
use crate::event::{Mention, Status, clause};
use crate::lexicon::Lexicon;
use crate::text::{Rel, Text, Tree};
use crate::timex::{Kind, Timex};

/// A mention, by index, and the expression of its length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lasting {
    /// Of the event that went on.
    pub mention: usize,
    /// Of the expression that says how long.
    pub timex: usize,
    /// The mention whose sentence says so.
    pub said: usize,
}

/// In tokens, how far behind its verb a length may start: "lasted for about two weeks".
const REACH: u32 = 3;

/// All lengths that the text gives of events.
pub fn find(text: &Text, timexes: &[Timex], mentions: &[Mention], lexicon: &Lexicon) -> Vec<Lasting> {
    let mut found = Vec::new();
    for (t, timex) in timexes.iter().enumerate().filter(|(_, timex)| timex.kind == Kind::Duration) {
        let first = mentions.partition_point(|mention| mention.sentence < timex.sentence);
        let inside = || (first..mentions.len()).take_while(|&m| mentions[m].sentence == timex.sentence);
        let tree = Tree::new(text, timex.sentence);
        let named = |token: u32| inside().find(|&m| mentions[m].token == token && !text.tag(token).is_verb());
        let start = timex.tokens.start;
        let verb = inside().filter(|&m| mentions[m].token < start && mentions[m].token + REACH >= start).last();
        let lasts = |m: usize| {
            let Mention { token, negated, status, .. } = mentions[m];
            let told = !negated && matches!(status, Status::Occurred | Status::Ongoing);
            told && text.tag(token).is_verb() && lexicon.cues.is_lasting(&lexicon.lemmas.verb(text.word(token)))
        };
        // "The siege lasted two weeks", and "a ten-day siege" before its noun.
        let subject = verb.filter(|&m| lasts(m)).and_then(|m| clause::of(&tree, mentions[m].token).subject);
        let by_verb =
            subject.and_then(|subject| if tree.is(subject, "it") { told_last(text, mentions, timex.sentence) } else { named(subject) });
        let by_noun = || named(timex.tokens.end).filter(|_| tree.tokens().contains(&timex.tokens.end) && is_modifier(&tree, timex));
        if let Some(said) = by_verb.or_else(by_noun) {
            found.push(Lasting { mention: taken_up(text, mentions, said, lexicon), timex: t, said });
        }
    }
    found
}

/// What "it" is in "Rebels began an offensive in May. It lasted two weeks.": the one event of the sentence before that a noun names, or the verb
/// that tells of it.
fn told_last(text: &Text, mentions: &[Mention], sentence: u32) -> Option<usize> {
    let before = mentions.partition_point(|m| m.sentence + 1 < sentence)..mentions.partition_point(|m| m.sentence < sentence);
    let argument = |&m: &usize| {
        let noun = mentions[m].token;
        !text.tag(noun).is_verb() && matches!(text.tokens[noun as usize].rel, Rel::Nsubj | Rel::NsubjPass | Rel::Obj)
    };
    let mut nouns = before.clone().filter(argument);
    let noun = nouns.next().filter(|_| nouns.next().is_none())?;
    let verb = text.tokens[mentions[noun].token as usize].head;
    let told_by = before.into_iter().find(|&m| mentions[m].token == verb && mentions[m].listed);
    Some(if mentions[noun].listed { noun } else { told_by.unwrap_or(noun) })
}

fn is_modifier(tree: &Tree, timex: &Timex) -> bool {
    let noun = timex.tokens.end;
    let within = |t: u32| tree.ancestors(t).any(|above| above == noun);
    timex.tokens.clone().all(within) && tree.child(noun, &[Rel::Case]).is_none_or(|case| case < timex.tokens.start)
}
