//! What completes a verb although words stand between: "announced yesterday that", "called for the president, Ann Tan, to step down", "will act if".

use super::extent::{AHEAD, Cut};
use crate::lexicon::words::Class;
use crate::text::{Rel, Tag, Tree};

impl Cut<'_, '_, '_> {
    /// "Announced yesterday that", "faced accusations yesterday that", "rose after confirmation yesterday that": the word opens what the verb or its object says.
    pub fn says(&self, verb: u32, that: u32) -> bool {
        let tree = self.tree;
        let said = tree.head(that).filter(|&said| matches!(tree.rel(said), Rel::Ccomp | Rel::Acl | Rel::AclRelcl));
        let told =
            |by: u32| by == verb || by > verb && by < that && tree.head(by) == Some(verb) && matches!(tree.rel(by), Rel::Obj | Rel::Obl);
        said.is_some_and(|said| tree.head(said).is_some_and(told))
    }

    /// "Called for the president, Ann Tan, to step down": the end of the aside behind which what the verb asks for stands.
    pub fn awaited_behind(&self, verb: u32, open: u32) -> Option<u32> {
        let tree = self.tree;
        // "Made a video accusing the minister, Ann Tan, of": of a verb in the clause, too.
        let inner = (verb + 1..open).rev().find(|&t| tree.tag(t).is_verb()).filter(|&t| tree.is_under(t, verb));
        let (verb, word) = [Some(verb), inner].into_iter().flatten().find_map(|v| Some((v, completed_by(tree, v, self.wording)?)))?;
        let dash = tree.tag(open) == Tag::Colon;
        if (verb + 1..open).any(|t| completes(tree, t, word)) {
            return None;
        }
        let limit = tree.tokens().end.min(open + AHEAD);
        let closes = |t: u32| if dash { tree.tag(t) == Tag::Colon } else { tree.tag(t) == Tag::Comma };
        let close = (open + 1..limit).find(|&t| closes(t) && t + 1 < limit && opens_complement(tree, t + 1, word))?;
        // An aside is a phrase, or a clause that a pronoun opens.
        let relative = matches!(tree.tag(open + 1), Tag::Wdt | Tag::Wp) || dash;
        let plain = |t: u32| !tree.tag(t).is_tensed();
        (relative || (open + 1..close).all(plain)).then_some(close)
    }

    pub fn has_said(&self, verb: u32) -> bool {
        self.tree.child(verb, &[Rel::Ccomp]).is_some()
    }

    /// A condition on the verb or on what its clause says: without it too much is said.
    pub fn is_condition(&self, verb: u32, mark: u32) -> bool {
        let tree = self.tree;
        let conditional = tree.is_one_of(mark, &["unless", "if"]);
        let clause = tree.head(mark).filter(|&clause| conditional && tree.rel(clause) == Rel::Advcl);
        // "Unless it is lifted by tomorrow": of no use to who reads it later.
        let clause = clause.filter(|&clause| !(mark..tree.reach(clause).end).any(|t| self.is_expression(t)));
        let said = clause.and_then(|clause| tree.head(clause));
        let below = |said: u32| {
            said > verb && said < mark && tree.is_under(said, verb) && matches!(tree.rel(said), Rel::Ccomp | Rel::Xcomp | Rel::Acl)
        };
        said.is_some_and(|said| said == verb || below(said))
    }
}

/// The word that brings in what the verb's object alone does not tell: "to" of "urged the council".
pub(super) fn completed_by<'l>(tree: &Tree, verb: u32, wording: &super::Wording<'l>) -> Option<&'l str> {
    let lexicon = wording.lexicon;
    let lemma = lexicon.lemmas.verb(tree.word(verb));
    let behind = |words: &str| words.split_whitespace().zip(verb + 1..).all(|(word, t)| tree.tokens().contains(&t) && tree.is(t, word));
    lexicon.words.of(&lemma).iter().find(|word| word.class == Class::Completed && behind(word.phrase.after)).and_then(|word| word.value)
}

/// "to step", "of killing", "as minister".
pub(super) fn completes(tree: &Tree, at: u32, word: &str) -> bool {
    let next = || if tree.tokens().contains(&(at + 1)) { tree.tag(at + 1) } else { Tag::Xx };
    tree.is(at, word)
        && match word {
            "to" => next() == Tag::Vb,
            "from" => next() == Tag::Vbg,
            _ => true,
        }
}

/// The same behind "not" and "also".
fn opens_complement(tree: &Tree, at: u32, word: &str) -> bool {
    completes(tree, at, word) || tree.is_one_of(at, &["not", "also"]) && tree.tokens().contains(&(at + 1)) && completes(tree, at + 1, word)
}
