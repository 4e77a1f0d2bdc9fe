//! Whom "he" means in a clause that hangs on another: "Lay led Enron until 2001, when he resigned", "Ann Tan left a note before she fled".
//!
//! It is the subject of the clause above, where that is a person and nobody else was named between the two.

use super::reference::Referents;
use super::sentence::Sentence;
use super::{clause, name};
use crate::text::{Rel, Tag};

/// The name of the person whom the pronoun at `pronoun` stands for.
pub(super) fn of_pronoun(sentence: &Sentence, pronoun: u32, referents: &Referents) -> Option<String> {
    let tree = &sentence.tree;
    if !tree.is_one_of(pronoun, &["he", "she"]) || !matches!(tree.rel(pronoun), Rel::Nsubj | Rel::NsubjPass) {
        return None;
    }
    let subject = subject_above(sentence, tree.head(pronoun)?).filter(|&subject| subject < pronoun)?;
    let between = tree.reach(subject).end.min(pronoun)..pronoun;
    let name = name::participant(sentence, subject, referents)?;
    // "Tan sacked him after he was named": the other one.
    let other = |t: u32| {
        tree.tag(t).is_proper() && referents.may_be_person(sentence, t) || tree.tag(t) == Tag::Prp && tree.is_one_of(t, &["him", "her"])
    };
    let alone = !between.into_iter().any(other);
    (alone && referents.is_person_of(sentence, &name, pronoun)).then_some(name)
}

/// The name that is the subject of the clause on which the verb's clause hangs.
fn subject_above(sentence: &Sentence, verb: u32) -> Option<u32> {
    let tree = &sentence.tree;
    let opens = |words: &[&str]| tree.children_in(verb, &[Rel::Mark, Rel::Advmod]).any(|mark| mark < verb && tree.is_one_of(mark, words));
    let above = match tree.rel(verb) {
        Rel::Advcl if opens(&["when", "after", "before", "since", "until", "as", "while", "because", "once", "where"]) => {
            tree.head(verb)?
        }
        // "Until 2001, when he resigned": of the time, and so of what happened then.
        Rel::AclRelcl if opens(&["when", "where"]) => tree.ancestors(verb).find(|&above| tree.tag(above).is_verb())?,
        _ => return None,
    };
    let clause = clause::of(tree, above);
    clause.subject.filter(|&subject| !clause.borrowed && tree.tag(subject).is_proper() && tree.rel(subject) != Rel::Obj)
}

#[cfg(test)]
mod tests {
    use crate::event::find::told;

    #[test]
    fn a_clause_that_hangs_is_of_the_subject_above() {
        for (raw, what) in [
            ("Anna Vidal led the bank at Enron until 2001, when she resigned from the board.", "Anna Vidal resigned from the board."),
            (
                "Anna Vidal wrote a note to the mayor in Tesk before she was arrested in Berlin in 2001.",
                "Anna Vidal was arrested in Berlin.",
            ),
            // Another sex, or another person between.
            ("Anna Vidal led the bank at Enron until 2001, when he resigned from the board.", ""),
            ("Anna Vidal sacked her before she left the country in 2001.", ""),
            ("Anna Vidal met Maria Poe before she was arrested in Berlin in 2001.", ""),
        ] {
            let whats = told(raw);
            assert_eq!(whats.iter().any(|told| told == what), !what.is_empty(), "{raw}: {whats:?}");
            assert!(
                !what.is_empty() || !whats.iter().any(|what| what.contains("resigned") || what.contains("arrested")),
                "{raw}: {whats:?}"
            );
        }
    }
}
