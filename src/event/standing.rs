//! Where a clause stands: asserted, taken for known, or told in passing.

use super::sentence::Sentence;
use crate::lexicon::words::Class as Listed;
use crate::text::{Rel, Tag};

/// Where the clause of a verb stands in its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// What the sentence asserts, or what somebody in it reports.
    Main,
    /// "after the council voted": taken for known.
    Order,
    /// A relative clause, a participle, anything else that is told in passing.
    Aside,
}

pub fn of(sentence: &Sentence, verb: u32) -> Standing {
    let tree = &sentence.tree;
    let mut at = verb;
    for above in tree.ancestors(verb).skip(1).chain([u32::MAX]) {
        match tree.rel(at) {
            Rel::Root => return Standing::Main,
            Rel::Conj | Rel::Parataxis if above != u32::MAX && tree.tag(above).is_verb() => {}
            Rel::Ccomp if above != u32::MAX && sentence.is(above, Listed::Reporting) && is_report(sentence, above) => {}
            // "X did Y, officials said", where the parser subordinates what was said.
            Rel::Advcl
                if above != u32::MAX && at < above && sentence.is(above, Listed::Reporting) && tree.child(at, &[Rel::Mark]).is_none() => {}
            Rel::Advcl | Rel::Obl | Rel::Nmod if tree.child(at, &[Rel::Mark, Rel::Case, Rel::Advmod]).is_some() && at == verb => {
                return Standing::Order;
            }
            _ => return Standing::Aside,
        }
        at = above;
    }
    Standing::Aside
}

/// Whether a verb of speech reports: it is told as done, and not as false.
fn is_report(sentence: &Sentence, verb: u32) -> bool {
    let tree = &sentence.tree;
    let told = matches!(tree.tag(verb), Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Vbn);
    let denies = |adverb: u32| tree.is_one_of(adverb, &["never", "not", "n't", "n’t"]);
    told && !tree.children_in(verb, &[Rel::Advmod]).any(|adverb| denies(adverb) || sentence.has(adverb, Listed::Untrue))
}
