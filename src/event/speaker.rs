//! Whom a pronoun means in what somebody says: "Truss said she had called the minister", "The company said it had sold the mine".
//!
//! The subject of the reported clause is nearly always who speaks, as long as the pronoun fits.

use super::reference::Referents;
use super::sentence::Sentence;
use super::{clause, name};
use crate::lexicon::names::Kind;
use crate::lexicon::words::Class;
use crate::text::{Rel, Tag};

/// The head of the speaker's phrase, where the pronoun at `pronoun` is the subject of what he is reported to say.
pub(super) fn of_pronoun(sentence: &Sentence, pronoun: u32) -> Option<u32> {
    let tree = &sentence.tree;
    let said = tree.head(pronoun).filter(|_| matches!(tree.rel(pronoun), Rel::Nsubj | Rel::NsubjPass))?;
    let speech = tree.head(said).filter(|&v| tree.rel(said) == Rel::Ccomp && sentence.is(v, Class::Reporting))?;
    let clause = clause::of(tree, speech);
    // "He jailed the rebels, Brown said": mostly not himself.
    let speaker = clause.subject.filter(|&s| s < pronoun && !clause.passive)?;
    // "Told the minister that he": two may be meant.
    if clause.object.is_some_and(|o| tree.tag(o).is_noun()) || tree.child(speech, &[Rel::Iobj]).is_some() {
        return None;
    }
    let personal = tree.is_one_of(pronoun, &["he", "she"]);
    let fits = match tree.tag(speaker) {
        // A dateline's day, which the parser made the subject.
        _ if tree.word(speaker).parse::<chrono::Weekday>().is_ok() => false,
        tag if tag.is_proper() => {
            let listed = sentence.lexicon.names.longest((tree.reach(speaker).start..=speaker).map(|t| tree.word(t)));
            listed.is_none_or(|(_, name)| matches!(name.kind, Kind::Person | Kind::Title | Kind::Demonym) == personal)
        }
        // "The company", "the ministry": said again with its article.
        tag => {
            let plain = tree.children(speaker).iter().all(|&c| c < speaker) && tree.child(speaker, &[Rel::NmodPoss]).is_none();
            let the = tree.child(speaker, &[Rel::Det]).is_some_and(|d| tree.is(d, "the"));
            let number = match tag {
                Tag::Nns => tree.is(pronoun, "they"),
                _ => tag == Tag::Nn && !tree.is(pronoun, "they"),
            };
            number && the && plain && sentence.is(speaker, Class::Agent)
        }
    };
    fits.then_some(speaker)
}

/// The speaker in the words of an entry: a name, or "the company".
pub(super) fn words(sentence: &Sentence, pronoun: u32, referents: &Referents) -> Option<String> {
    let tree = &sentence.tree;
    let speaker = of_pronoun(sentence, pronoun)?;
    if tree.tag(speaker).is_proper() {
        let name = name::participant(sentence, speaker, referents)?;
        // "The Leapfrog Fund": its article is said again, unless the list has another name for it.
        let first = name.split(' ').next().unwrap_or("");
        let the = (tree.reach(speaker).start..speaker).any(|t| tree.is(t, "the") && tree.is(t + 1, first));
        return Some(if the { format!("the {name}") } else { name });
    }
    let words = tree.span_of(tree.reach(speaker).start..speaker + 1).of(tree.text.raw);
    Some(words.strip_prefix("The ").map_or(words.to_string(), |rest| format!("the {rest}")))
}
