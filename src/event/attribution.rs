//! Who says so: "Politico reported", "officials told AFP", "according to the ministry".

use super::sentence::Sentence;
use super::what;
use crate::lexicon::words::Class;
use crate::text::{Rel, Tag, Tree};

/// A speech act over a mention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribution {
    /// The verb of speech, if there is one.
    pub verb: Option<u32>,
    pub speaker: String,
}

/// The nearest speech act that governs the mention at `token`.
pub fn of(sentence: &Sentence, token: u32) -> Option<Attribution> {
    let tree = &sentence.tree;
    let is_speech = |t: u32| tree.tag(t).is_verb() && sentence.is(t, Class::Reporting);
    let mut below = token;
    for above in tree.ancestors(token) {
        // "X, Politico reported": the speech hangs below what is said.
        for child in tree.children_in(above, &[Rel::Parataxis, Rel::Ccomp, Rel::Advcl]) {
            if child != below
                && child != token
                && is_speech(child)
                && !tree.is_under(token, child)
                && tree.child(child, &[Rel::Ccomp]).is_none()
            {
                let comma_clause = tree.rel(child) == Rel::Parataxis || tree.child(child, &[Rel::Mark]).is_none();
                if let (true, Some(speaker)) = (comma_clause, speaker(tree, child)) {
                    return Some(Attribution { verb: Some(child), speaker });
                }
            }
        }
        if let Some(phrase) = tree
            .children_in(above, &[Rel::Obl, Rel::Nmod])
            .find(|&c| tree.child(c, &[Rel::Case]).is_some_and(|case| tree.is(case, "according")))
            && phrase != below
        {
            return Some(Attribution { verb: None, speaker: what::participant(tree, phrase) });
        }
        if above != token && is_speech(above) && matches!(tree.rel(below), Rel::Ccomp | Rel::Parataxis | Rel::Xcomp | Rel::Dep) {
            if let Some(speaker) = speaker(tree, above) {
                return Some(Attribution { verb: Some(above), speaker });
            }
        }
        below = above;
    }
    None
}

fn speaker(tree: &Tree, verb: u32) -> Option<String> {
    let subject = super::clause::of(tree, verb).subject?;
    Some(what::participant(tree, subject)).filter(|_| tree.tag(subject) != Tag::Wdt)
}
