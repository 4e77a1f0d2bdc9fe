//! Tense, aspect, polarity and modality of a mention, and from them and its governors whether it happened.

use super::clause;
use super::sentence::Sentence;
use super::{Aspect, Status, Tense};
use crate::lexicon::words::Class;
use crate::text::{Rel, Tag, Tree};
use crate::timex::{Kind, Timex};
use chrono::NaiveDate;

/// How a mention is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manner {
    pub tense: Tense,
    pub aspect: Aspect,
    pub negated: bool,
    /// The modal verb, in lower case.
    pub modality: Option<String>,
    /// Said of no time in particular: a simple present, a habit.
    pub generic: bool,
}

/// Reads a verb's own group: "would not have been killed".
pub fn manner(tree: &Tree, verb: u32) -> Manner {
    let mut manner = Manner { tense: Tense::None, aspect: Aspect::None, negated: false, modality: None, generic: false };
    let helpers = clause::auxiliaries(tree, verb);
    let (mut perfect, mut progressive, mut finite) = (false, false, None);
    for &aux in &helpers {
        let word = tree.word(aux).to_ascii_lowercase();
        match word.as_str() {
            "have" | "has" | "had" | "'ve" | "’ve" | "having" => perfect = true,
            "will" | "'ll" | "’ll" | "wo" | "shall" => finite = Some(Tense::Future),
            "would" | "could" | "should" | "may" | "might" | "must" | "can" | "ca" | "ought" | "'d" | "’d" if tree.tag(aux) == Tag::Md => {
                manner.modality = Some(if word == "ca" { "can".into() } else { word.clone() });
            }
            _ => {}
        }
        finite = finite.or(match tree.tag(aux) {
            Tag::Vbd => Some(Tense::Past),
            Tag::Vbz | Tag::Vbp => Some(Tense::Present),
            _ => None,
        });
    }
    progressive |= tree.tag(verb) == Tag::Vbg && helpers.iter().any(|&a| is_be(tree.word(a)));
    manner.tense = finite.unwrap_or(match tree.tag(verb) {
        Tag::Vbd => Tense::Past,
        Tag::Vbz | Tag::Vbp => Tense::Present,
        Tag::Vb if manner.modality.is_some() => Tense::None,
        Tag::Vb => Tense::Infinitive,
        Tag::Vbg => Tense::PresentParticiple,
        Tag::Vbn => Tense::PastParticiple,
        _ => Tense::None,
    });
    manner.aspect = match (perfect, progressive) {
        (true, true) => Aspect::PerfectiveProgressive,
        (true, false) => Aspect::Perfective,
        (false, true) => Aspect::Progressive,
        (false, false) => Aspect::None,
    };
    manner.negated = is_negated(tree, verb);
    manner.generic = manner.tense == Tense::Present && manner.aspect == Aspect::None;
    manner
}

fn is_be(word: &str) -> bool {
    ["am", "is", "are", "was", "were", "be", "been", "being", "'s", "’s", "'re", "’re", "'m", "’m"]
        .iter()
        .any(|b| word.eq_ignore_ascii_case(b))
}

/// "not", "never", "no longer", "no one", "no rockets", "neither the army nor the rebels".
fn is_negated(tree: &Tree, head: u32) -> bool {
    const NO: &[&str] = &["not", "n't", "n’t", "never", "no", "nobody", "nothing", "none", "neither", "nor"];
    let says_no = |t: u32| tree.is_one_of(t, NO);
    let neither = |t: u32| tree.is(t, "neither") || tree.is(t, "nor");
    tree.children(head).iter().any(|&child| match tree.rel(child) {
        Rel::Advmod => says_no(child) || tree.is(child, "longer") && child > 0 && tree.is(child - 1, "no"),
        Rel::Det => says_no(child),
        Rel::Nsubj | Rel::NsubjPass | Rel::Obj => {
            says_no(child)
                || tree.child(child, &[Rel::Det]).is_some_and(says_no)
                || tree.children_in(child, &[Rel::Cc, Rel::CcPreconj, Rel::Det, Rel::Advmod]).any(neither)
                || tree.children_in(child, &[Rel::Conj]).any(|other| tree.children_in(other, &[Rel::Cc]).any(neither))
        }
        _ => false,
    })
}

/// Whether the event of the mention at `token` happened, from its own words and from the verbs and nouns that govern it.
pub fn status(sentence: &Sentence, token: u32, manner: &Manner) -> Status {
    let own = own_status(&sentence.tree, token, manner);
    if own != Status::Occurred && own != Status::Ongoing {
        return own;
    }
    governed(sentence, token).unwrap_or(own)
}

fn own_status(tree: &Tree, token: u32, manner: &Manner) -> Status {
    if manner.negated {
        return Status::Denied;
    }
    if tree.children_in(token, &[Rel::Mark]).any(|m| tree.is_one_of(m, &["if", "unless", "whether", "lest"])) {
        return Status::Hypothetical;
    }
    if is_arranged(tree, token) {
        return Status::Planned;
    }
    if manner.tense == Tense::Present && is_awaited(tree, token) {
        return if tree.head(token).is_some_and(|over| is_negated(tree, over)) { Status::Hypothetical } else { Status::Planned };
    }
    let conditional = || {
        let mut clauses = tree.children_in(token, &[Rel::Advcl]);
        clauses.any(|clause| tree.child(clause, &[Rel::Mark]).is_some_and(|mark| tree.is(mark, "if") || tree.is(mark, "unless")))
    };
    match (manner.tense, manner.aspect, manner.modality.as_deref()) {
        (_, _, Some("would" | "'d" | "’d")) if conditional() => Status::Hypothetical,
        (Tense::Future, ..) => Status::Planned,
        // "would have to" in reported speech is a plan as seen from then; the rest are possibilities.
        (_, _, Some("would" | "'d" | "’d")) => Status::Planned,
        (_, _, Some(_)) => Status::Hypothetical,
        (Tense::Present, Aspect::Progressive | Aspect::PerfectiveProgressive, _) => Status::Ongoing,
        _ => Status::Occurred,
    }
}

/// "May not decide until after the two have met", "will vote once the envoy returns": what something else waits for.
fn is_awaited(tree: &Tree, verb: u32) -> bool {
    let marked = |words: &[&str]| {
        tree.children_in(verb, &[Rel::Mark, Rel::Advmod, Rel::Case]).any(|mark| mark < verb && tree.is_one_of(mark, words))
    };
    let waits = |over: u32| {
        let helps = tree.children_in(over, &[Rel::Aux, Rel::AuxPass]).any(|aux| tree.tag(aux) == Tag::Md);
        helps && tree.rel(verb) == Rel::Advcl
    };
    marked(&["until", "till"]) || marked(&["once", "after", "before"]) && tree.head(verb).is_some_and(waits)
}

/// "Is hosting a summit in mid-April", said in March: what is going on at a time to come is arranged for it.
pub fn is_due(tree: &Tree, verb: u32, manner: &Manner, timexes: &[(u32, &Timex)], dct: Option<NaiveDate>) -> bool {
    let goes_on = manner.tense == Tense::Present && manner.aspect == Aspect::Progressive;
    let own = |timex: &Timex| {
        let top = timex.tokens.clone().find(|&t| tree.head(t).is_some_and(|head| !timex.tokens.contains(&head)));
        top.is_some_and(|top| {
            tree.head(top) == Some(verb) && tree.children_in(top, &[Rel::Case]).all(|case| tree.is_one_of(case, &["in", "on", "at"]))
        })
    };
    let ahead = |timex: &Timex| timex.date.and_then(|date| date.interval().earliest()).zip(dct).is_some_and(|(first, dct)| first > dct);
    goes_on && timexes.iter().any(|(_, timex)| timex.kind != Kind::Duration && ahead(timex) && own(timex))
}

/// "The assembly is to meet", "governors are to be elected".
fn is_arranged(tree: &Tree, verb: u32) -> bool {
    let first = tree.tokens().start;
    let to = if verb > first && tree.is(verb - 1, "be") { verb - 1 } else { verb };
    to >= first + 2 && tree.is(to - 1, "to") && (tree.is(to - 2, "is") || tree.is(to - 2, "are"))
}

/// What the governors make of it: "plans to strike" is planned, "options to strike" hypothetical, "began to strike" as it began.
fn governed(sentence: &Sentence, token: u32) -> Option<Status> {
    let tree = &sentence.tree;
    let mut below = token;
    // "To recover the remains of a man killed in March": what describes a noun as done was done, whoever plans what with the noun.
    let mut is_done = false;
    let counts = |status: Status, is_done: bool| !is_done || matches!(status, Status::Denied | Status::Cancelled);
    for above in tree.ancestors(token).skip(1).take(6) {
        let rel = tree.rel(below);
        is_done |= rel == Rel::Acl && tree.tag(below) == Tag::Vbn && tree.child(below, &[Rel::Mark, Rel::Aux, Rel::AuxPass]).is_none();
        let infinitive = tree.tag(below) == Tag::Vb && tree.child(below, &[Rel::Mark]).is_some_and(|m| tree.is(m, "to"));
        let complement = matches!(rel, Rel::Xcomp | Rel::Ccomp | Rel::Csubj | Rel::Acl);
        // "Called for talks", "looked for a battle".
        let wanted = rel == Rel::Obl && tree.child(below, &[Rel::Case]).is_some_and(|case| tree.is(case, "for"));
        if complement || wanted || matches!(rel, Rel::Obj | Rel::Nmod | Rel::Compound | Rel::Amod) {
            // A finite clause that somebody tells is his claim; only a denial takes it back.
            let told = rel == Rel::Ccomp && sentence.is(above, Class::Reporting);
            match sentence.lends(above) {
                Some(Status::Denied) if told && !tree.is(above, "deny") && sentence.lemma(above) != "deny" => {}
                Some(Status::Occurred) => return None,
                Some(Status::Planned) if rel == Rel::Ccomp && !future(tree, below) => {}
                Some(status) if (!told || status == Status::Denied) && counts(status, is_done) => return Some(status),
                _ => {}
            }
        }
        if infinitive && (complement || rel == Rel::Advcl) && !sentence.is(above, Class::Aspectual) && !is_done {
            // A bare purpose or option: "urged its allies to strike", "options to strike".
            return Some(Status::Hypothetical);
        }
        let clause = !matches!(rel, Rel::Conj | Rel::Parataxis | Rel::AclRelcl | Rel::Advcl | Rel::Nsubj | Rel::NsubjPass | Rel::Obl);
        if tree.tag(above).is_verb() && clause && !sentence.is(above, Class::Reporting) {
            // What governs it did not happen, so it did not either: "if he had begun to fire".
            match own_status(tree, above, &manner(tree, above)) {
                Status::Occurred | Status::Ongoing => {}
                other if counts(other, is_done) => return Some(other),
                _ => {}
            }
        }
        // Another finite clause in between stands for itself.
        if matches!(rel, Rel::AclRelcl | Rel::Parataxis | Rel::Conj) && tree.tag(below).is_verb() {
            return None;
        }
        below = above;
    }
    None
}

fn future(tree: &Tree, verb: u32) -> bool {
    let manner = manner(tree, verb);
    manner.tense == Tense::Future || matches!(manner.modality.as_deref(), Some("would" | "'d" | "’d"))
}
