//! The grammar of one clause: its verb's subject, object and helpers, found even where they are shared or left out.

use crate::text::{Rel, Tag, Tree};
use std::ops::Range;

/// The participants that a verb's clause gives it, as the head tokens of phrases.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Clause {
    /// The grammatical subject; the antecedent for a relative pronoun, the shared subject of a coordinated verb, the noun that a participle
    /// describes.
    pub subject: Option<u32>,
    /// Whether the subject is borrowed from outside the clause and has to be said again.
    pub borrowed: bool,
    pub object: Option<u32>,
    /// "by the militias" of a passive.
    pub agent: Option<u32>,
    pub passive: bool,
}

const SUBJECT: &[Rel] = &[Rel::Nsubj, Rel::NsubjPass, Rel::NsubjOuter];

/// Reads the clause of the verb at `verb`.
pub fn of(tree: &Tree, verb: u32) -> Clause {
    let passive = is_passive(tree, verb);
    let object = tree.child(verb, &[Rel::Obj]);
    let agent = tree.child(verb, &[Rel::OblAgent]).or_else(|| {
        // A parser may miss the subtype: a "by" phrase of a passive that is no time.
        passive
            .then(|| tree.children_in(verb, &[Rel::Obl]).find(|&c| tree.child(c, &[Rel::Case]).is_some_and(|k| tree.is(k, "by"))))
            .flatten()
    });
    let (subject, borrowed) = subject(tree, verb, 0);
    Clause { subject, borrowed, object, agent, passive }
}

/// Whether the verb is passive: a passive auxiliary or subject, or a bare past participle that describes a noun.
pub fn is_passive(tree: &Tree, verb: u32) -> bool {
    if tree.child(verb, &[Rel::AuxPass]).is_some() {
        return true;
    }
    // A past tense that was taken for a participle still has its object.
    if tree.child(verb, &[Rel::NsubjPass]).is_some() {
        return tree.child(verb, &[Rel::Obj]).is_none();
    }
    if tree.tag(verb) != Tag::Vbn || tree.child(verb, &[Rel::Aux, Rel::Obj]).is_some() {
        return false;
    }
    match tree.rel(verb) {
        Rel::Acl | Rel::Amod => true,
        // "Founded in 1990, the party won": only where it has no subject of its own.
        Rel::Advcl => tree.child(verb, SUBJECT).is_none(),
        // "Was sworn in and promised to": what takes a complement of its own is no passive.
        Rel::Conj if tree.child(verb, &[Rel::Xcomp, Rel::Ccomp]).is_some() => false,
        Rel::Conj => tree.head(verb).is_some_and(|head| tree.tag(head) == Tag::Vbn && is_passive(tree, head)),
        _ => false,
    }
}

/// The subject of a verb and whether it stands outside the verb's own clause.
fn subject(tree: &Tree, verb: u32, depth: usize) -> (Option<u32>, bool) {
    // Where a parser gives two, the one nearest before the verb is its subject.
    let nearest = tree.children_in(verb, SUBJECT).take_while(|&c| c < verb).last();
    // "Troops have “surrendered”": the mark between helper and verb makes a parser give the subject to the helper.
    let of_helper = || tree.children_in(verb, &[Rel::Aux, Rel::AuxPass]).find_map(|aux| tree.child(aux, SUBJECT));
    if let Some(own) = nearest.or_else(|| tree.child(verb, SUBJECT)).or_else(of_helper) {
        if let Some(first) = shared(tree, own, verb).filter(|_| depth < 4) {
            return (subject(tree, first, depth + 1).0, true);
        }
        if let Some(name) = name_before_aside(tree, own, verb) {
            return (Some(name), false);
        }
        return match tree.tag(own) {
            // "The president himself met them".
            Tag::Prp
                if own > tree.tokens().start
                    && (tree.word(own).ends_with("self") || tree.word(own).ends_with("selves"))
                    && tree.tag(own - 1).is_noun() =>
            {
                (Some(own - 1), false)
            }
            Tag::Wdt | Tag::Wp => (antecedent(tree, verb).or(Some(own)), true),
            // "that" as a relative pronoun is often tagged as a determiner or a preposition.
            Tag::In | Tag::Dt if tree.is(own, "that") && relative(tree, verb).is_some() => (antecedent(tree, verb), true),
            // "…, a group of militias formed in 2014": an apposition that the parser took for a subject.
            _ => {
                let described = described(tree, own);
                (Some(described), described != own)
            }
        };
    }
    if depth > 8 {
        return (None, false);
    }
    if let Some(noun) = opening(tree, verb) {
        return (Some(noun), false);
    }
    let Some(head) = tree.head(verb) else { return (None, false) };
    let found = match tree.rel(verb) {
        // "is said to be temporary and comes …": a predicate adjective shares its subject too.
        Rel::Conj if behind_that(tree, head, verb).is_some() => return (behind_that(tree, head, verb), false),
        Rel::Conj if is_joined(tree, head, verb) => subject(tree, head, depth + 1).0,
        Rel::Acl if name_before_aside(tree, head, verb).is_some() => return (name_before_aside(tree, head, verb), false),
        Rel::Acl | Rel::AclRelcl => Some(described(tree, head)),
        Rel::Xcomp if tree.tag(head).is_verb() => tree.child(head, &[Rel::Obj, Rel::Iobj]).or_else(|| subject(tree, head, depth + 1).0),
        Rel::Advcl if tree.tag(head).is_verb() && tree.child(verb, &[Rel::Mark]).is_none_or(|m| !tree.is(m, "that")) => {
            subject(tree, head, depth + 1).0
        }
        _ => None,
    };
    (found, true)
}

/// "Met the minister, Iryna Venediktova, and announced a plan": the verb before that really shares its subject, where the parser gave the
/// second verb the name that stands before the conjunction.
fn shared(tree: &Tree, own: u32, verb: u32) -> Option<u32> {
    let mut at = verb.checked_sub(1)?;
    while at > own && matches!(tree.tag(at), Tag::Rb) {
        at -= 1;
    }
    if at <= own || tree.tag(at) != Tag::Cc {
        return None;
    }
    let is_tensed = |t: u32| matches!(tree.tag(t), Tag::Vbd | Tag::Vbz | Tag::Vbp);
    (tree.tokens().start..own).rev().find(|&t| is_tensed(t)).filter(|&t| tree.child(t, SUBJECT).is_some_and(|s| s < t))
}

/// "Sources said that an officer, General Qaani, delivered": the noun behind "that" is the subject, where the parser coordinates the verbs.
fn behind_that(tree: &Tree, head: u32, verb: u32) -> Option<u32> {
    let that = (head + 1..verb).rev().find(|&t| tree.is(t, "that") && tree.tag(t) == Tag::In)?;
    let inside = |t: u32| {
        let tag = tree.tag(t);
        tag.is_noun() || tag.is_adjective() || matches!(tag, Tag::Dt | Tag::PrpPoss | Tag::Cd | Tag::Pos | Tag::Hyph)
    };
    let end = (that + 1..verb).find(|&t| !inside(t)).unwrap_or(verb);
    let noun = end.checked_sub(1).filter(|&t| t > that && tree.tag(t).is_noun())?;
    let aside = tree.tag(end) == Tag::Comma && tree.tag(verb - 1) == Tag::Comma && !(end..verb).any(|t| tree.tag(t).is_verb());
    (end == verb || aside).then_some(noun)
}

/// "Qais Khazali, the leader of the militia, responded": the phrase that opens the sentence, where the parser made no clause of it.
fn opening(tree: &Tree, verb: u32) -> Option<u32> {
    let first = tree.tokens().start;
    let root = tree.rel(verb) == Rel::Root || tree.head(verb).is_some_and(|head| tree.tag(head).is_noun() && tree.rel(head) == Rel::Root);
    if !root {
        return None;
    }
    let helper = auxiliaries(tree, verb).into_iter().min().filter(|&aux| aux < verb);
    let group = helper.unwrap_or(verb);
    if !matches!(tree.tag(group), Tag::Vbd | Tag::Vbz | Tag::Vbp) || helper.is_none() && tree.tag(verb) != Tag::Vbd {
        return None;
    }
    let inside = |t: u32| tree.tag(t).is_noun() || tree.tag(t).is_adjective() || matches!(tree.tag(t), Tag::Dt | Tag::Pos | Tag::Hyph);
    let end = (first..group).find(|&t| !inside(t))?;
    let closed = tree.tag(end) == Tag::Comma && tree.tag(group - 1) == Tag::Comma && end + 1 < group;
    // "The mayor, who was elected, resigned": a relative clause has its own verb.
    let relative = end + 1 < group && matches!(tree.tag(end + 1), Tag::Wp | Tag::Wdt);
    let told = !relative && (end..group).any(|t| tree.tag(t).is_tensed());
    let last = end.checked_sub(1).filter(|&t| t >= first && tree.tag(t).is_noun())?;
    (closed && !told).then(|| phrase_head(tree, last, first..end).unwrap_or(last))
}

/// "Ann Tan, the trainer who had been held on spying charges, appeared": the name before the aside, where the parser took a noun of the aside,
/// right before its closing comma, for the subject.
fn name_before_aside(tree: &Tree, own: u32, verb: u32) -> Option<u32> {
    let first = tree.tokens().start;
    let open = (first..own).rev().take(20).find(|&t| tree.tag(t) == Tag::Comma)?;
    let name = open.checked_sub(1).filter(|&t| t >= first && tree.tag(t).is_proper())?;
    let relative = (open + 1..own).any(|t| matches!(tree.tag(t), Tag::Wp | Tag::Wdt));
    let group = auxiliaries(tree, verb).into_iter().filter(|&aux| aux > own).min().unwrap_or(verb).min(verb);
    let close = group.checked_sub(1).filter(|&t| t > own && tree.tag(t) == Tag::Comma && own + 3 > t)?;
    (relative && close > open).then(|| phrase_head(tree, name, first..open).unwrap_or(name))
}

/// The noun of which `word` is a part, as in "Ann Tan", if it stands within `phrase`.
fn phrase_head(tree: &Tree, word: u32, phrase: Range<u32>) -> Option<u32> {
    let part = |t: u32| matches!(tree.rel(t), Rel::Flat | Rel::Compound);
    tree.ancestors(word).find(|&t| !part(t)).filter(|t| phrase.contains(t))
}

/// Whether a conjunction or a comma stands between two verbs that a parser coordinates; without one it went wrong.
fn is_joined(tree: &Tree, first: u32, second: u32) -> bool {
    (first + 1..second).any(|t| matches!(tree.tag(t), Tag::Cc | Tag::Comma | Tag::Colon))
        && !(first + 1..second).any(|t| tree.is(t, "that") && tree.tag(t) == Tag::In)
}

/// The relative clause that `verb` belongs to, through coordination.
fn relative(tree: &Tree, verb: u32) -> Option<u32> {
    tree.ancestors(verb).take(4).find(|&t| matches!(tree.rel(t), Rel::AclRelcl | Rel::Acl))
}

/// The noun that the relative clause of `verb` describes: the one that it hangs on, but of persons "who" and of things "which". (On the treebanks the
/// tree is right four times of five where that is not the noun right before the pronoun.)
fn antecedent(tree: &Tree, verb: u32) -> Option<u32> {
    let clause = relative(tree, verb)?;
    let noun = tree.head(clause)?;
    let pronoun = (tree.reach(clause).start..clause).rev().find(|&t| matches!(tree.tag(t), Tag::Wdt | Tag::Wp) || tree.is(t, "that"));
    let person = |t: u32| tree.tag(t).is_proper() && (tree.rel(t) == Rel::Flat || tree.child(t, &[Rel::Flat]).is_some());
    let misses = |near: &u32| match pronoun {
        // "The reinstatement of Ann Tan, who was dismissed".
        Some(p) if tree.is(p, "who") => {
            !person(noun) && (person(described(tree, *near)) || tree.tag(*near).is_proper() && tree.rel(*near) == Rel::Conj)
        }
        // "Bo Tan, the governor of Harran, which fell".
        Some(p) => person(described(tree, noun)) && !person(*near) && tree.tag(p) != Tag::Wp,
        None => false,
    };
    let near = pronoun.and_then(|p| noun_before(tree, p)).filter(|near| *near != noun && misses(near));
    Some(described(tree, near.unwrap_or(noun)))
}

/// The head of the noun phrase that ends right before a token, or before the comma before it.
fn noun_before(tree: &Tree, token: u32) -> Option<u32> {
    let first = tree.tokens().start;
    let mut at = token.checked_sub(1)?;
    if at > first && tree.tag(at) == Tag::Comma {
        at -= 1;
    }
    if at < first || !tree.tag(at).is_noun() {
        return None;
    }
    let part = |t: u32| matches!(tree.rel(t), Rel::Flat | Rel::Compound);
    tree.ancestors(at).take(4).find(|&t| !part(t)).filter(|&t| tree.tag(t).is_noun())
}

/// From a common noun in apposition to the name that it describes: "the PMF, a group formed in 2014" is about the PMF, and so is "the PMF,
/// a group of militias formed in 2014". The name is the one right before the comma, whatever a parser makes of it.
pub fn described(tree: &Tree, noun: u32) -> u32 {
    if let Some(named) = before_commas(tree, noun) {
        return named;
    }
    let noun = match tree.head(noun) {
        Some(group) if tree.rel(noun) == Rel::Nmod && is_collective(tree, group) => group,
        _ => noun,
    };
    let indefinite = tree.child(noun, &[Rel::Det]).is_some_and(|d| tree.is(d, "a") || tree.is(d, "an"));
    let apposition = tree.rel(noun) == Rel::Appos || indefinite;
    name_before_comma(tree, noun).filter(|_| apposition).unwrap_or(noun)
}

/// "Akbar Rafsanjani, the leading candidate, was", "The board of the prizes, the greatest of honours, has": the phrase that opens the sentence,
/// where the parser made the description of it the subject.
fn before_commas(tree: &Tree, noun: u32) -> Option<u32> {
    let opens = |d: &u32| tree.tag(*d) == Tag::PrpPoss || tree.is_one_of(*d, &["the", "a", "an"]);
    tree.child(noun, &[Rel::Det, Rel::NmodPoss]).filter(opens)?;
    let tokens = tree.tokens();
    let open = (tokens.start..noun).rev().find(|&t| tree.tag(t) == Tag::Comma)?;
    let close =
        (noun + 1..tokens.end).take(20).find(|&t| tree.tag(t) == Tag::Comma || matches!(tree.tag(t), Tag::Vbd | Tag::Vbz | Tag::Md))?;
    let plain = |t: u32| {
        let tag = tree.tag(t);
        tag.is_noun() || tag.is_adjective() || matches!(tag, Tag::Dt | Tag::Hyph | Tag::Pos | Tag::Cd) || tree.is(t, "of")
    };
    if tree.tag(close) != Tag::Comma || !(tokens.start..open).all(plain) {
        return None;
    }
    let end = (tokens.start..open).find(|&t| tree.is(t, "of")).unwrap_or(open);
    let last = end.checked_sub(1).filter(|&t| t >= tokens.start && tree.tag(t).is_noun())?;
    phrase_head(tree, last, tokens.start..open)
}

fn name_before_comma(tree: &Tree, noun: u32) -> Option<u32> {
    let first = tree.tokens().start;
    // The comma right before the phrase: its own words only stand between.
    let comma = (first..noun).rev().take(8).find(|&t| tree.tag(t) == Tag::Comma)?;
    // "A state like Russia," Ann Tan, who": what was said ends there.
    let quoted = |t: u32| matches!(tree.tag(t), Tag::OpenQuote | Tag::CloseQuote);
    if (comma + 1..noun).any(|t| !tree.is_under(t, noun) || quoted(t)) {
        return None;
    }
    let mut at = comma.checked_sub(1)?;
    // "the Popular Mobilization Forces (PMF), an umbrella".
    if tree.tag(at) == Tag::Rrb {
        at = (first..at).rev().find(|&t| tree.tag(t) == Tag::Lrb)?.checked_sub(1)?;
    }
    if at < first || !tree.tag(at).is_proper() {
        return None;
    }
    // "In eastern Ukraine, a prison was hit": a place that opens the sentence is nothing that is described.
    let mut start = at;
    while start > first
        && (tree.tag(start - 1).is_noun()
            || tree.tag(start - 1).is_adjective()
            || matches!(tree.tag(start - 1), Tag::Dt | Tag::Vbn | Tag::Hyph))
    {
        start -= 1;
    }
    let case = start.checked_sub(1).filter(|&t| t >= first && tree.tag(t) == Tag::In);
    if case.is_some_and(|case| case == first || tree.tag(case - 1) == Tag::Comma || tree.tag(case - 1) == Tag::Rb && case == first + 1) {
        return None;
    }
    // The head of the name.
    let part =
        |t: u32| matches!(tree.rel(t), Rel::Flat | Rel::Compound) || tree.rel(t) == Rel::Appos && tree.head(t) == Some(t.wrapping_sub(1));
    tree.ancestors(at).find(|&t| !part(t)).filter(|&t| tree.tag(t).is_noun())
}

/// A noun that only gathers what its "of" phrase names.
fn is_collective(tree: &Tree, noun: u32) -> bool {
    tree.is_one_of(noun, &["group", "coalition", "alliance", "series", "number", "network", "umbrella", "band", "collection", "string"])
}

/// The auxiliaries of a verb; a coordinated verb without its own shares those of its head ("was arrested and charged").
pub fn auxiliaries(tree: &Tree, verb: u32) -> Vec<u32> {
    const AUX: &[Rel] = &[Rel::Aux, Rel::AuxPass];
    let own: Vec<u32> = tree.children_in(verb, AUX).collect();
    let bare = matches!(tree.tag(verb), Tag::Vbn | Tag::Vb | Tag::Vbg);
    match tree.head(verb) {
        Some(head)
            if own.is_empty()
                && bare
                && tree.rel(verb) == Rel::Conj
                && tree.tag(head) == tree.tag(verb)
                && (tree.tag(verb) != Tag::Vbn
                    || tree.child(verb, &[Rel::Xcomp, Rel::Ccomp]).is_none()
                    || tree.child(head, &[Rel::AuxPass]).is_none()) =>
        {
            tree.children_in(head, AUX).collect()
        }
        _ => own,
    }
}
