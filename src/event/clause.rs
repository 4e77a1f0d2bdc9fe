//! The grammar of one clause: its verb's subject, object and helpers, found even where they are shared or left out.

use crate::text::{Rel, Tag, Tree};

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
        Rel::Conj => tree.head(verb).is_some_and(|head| tree.tag(head) == Tag::Vbn && is_passive(tree, head)),
        _ => false,
    }
}

/// The subject of a verb and whether it stands outside the verb's own clause.
fn subject(tree: &Tree, verb: u32, depth: usize) -> (Option<u32>, bool) {
    // Where a parser gives two, the one nearest before the verb is its subject.
    let nearest = tree.children_in(verb, SUBJECT).take_while(|&c| c < verb).last();
    if let Some(own) = nearest.or_else(|| tree.child(verb, SUBJECT)) {
        return match tree.tag(own) {
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
    let Some(head) = tree.head(verb) else { return (None, false) };
    let found = match tree.rel(verb) {
        // "is said to be temporary and comes …": a predicate adjective shares its subject too.
        Rel::Conj if is_joined(tree, head, verb) => subject(tree, head, depth + 1).0,
        Rel::Acl | Rel::AclRelcl => Some(described(tree, head)),
        Rel::Xcomp if tree.tag(head).is_verb() => tree.child(head, &[Rel::Obj, Rel::Iobj]).or_else(|| subject(tree, head, depth + 1).0),
        Rel::Advcl if tree.tag(head).is_verb() && tree.child(verb, &[Rel::Mark]).is_none_or(|m| !tree.is(m, "that")) => {
            subject(tree, head, depth + 1).0
        }
        _ => None,
    };
    (found, true)
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

/// The noun that the relative clause of `verb` describes: the one right before its pronoun, which parsers miss ("on the orders of the king,
/// who spoke"), unless the number of the verb speaks against it.
fn antecedent(tree: &Tree, verb: u32) -> Option<u32> {
    let clause = relative(tree, verb)?;
    let noun = tree.head(clause)?;
    let pronoun = tree.reach(clause).find(|&t| matches!(tree.tag(t), Tag::Wdt | Tag::Wp) || tree.is(t, "that"));
    let near = pronoun.and_then(|p| noun_before(tree, p)).filter(|&near| fits(tree, near, clause));
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

/// "was" has no plural, "were" no singular.
fn fits(tree: &Tree, noun: u32, verb: u32) -> bool {
    let plural = matches!(tree.tag(noun), Tag::Nns | Tag::Nnps);
    let finite = tree.child(verb, &[Rel::Aux, Rel::AuxPass]).unwrap_or(verb);
    let singular_verb = tree.tag(finite) == Tag::Vbz || tree.is(finite, "was");
    let plural_verb = tree.tag(finite) == Tag::Vbp || tree.is(finite, "were");
    if plural { !singular_verb } else { !plural_verb }
}

/// From a common noun in apposition to the name that it describes: "the PMF, a group formed in 2014" is about the PMF, and so is "the PMF,
/// a group of militias formed in 2014". The name is the one right before the comma, whatever a parser makes of it.
pub fn described(tree: &Tree, noun: u32) -> u32 {
    let noun = match tree.head(noun) {
        Some(group) if tree.rel(noun) == Rel::Nmod && is_collective(tree, group) => group,
        _ => noun,
    };
    let indefinite = tree.child(noun, &[Rel::Det]).is_some_and(|d| tree.is(d, "a") || tree.is(d, "an"));
    let apposition = tree.rel(noun) == Rel::Appos || indefinite || is_between_commas(tree, noun);
    name_before_comma(tree, noun).filter(|_| apposition).unwrap_or(noun)
}

/// "Akbar Rafsanjani, the leading candidate, was": a description between commas at the start of a sentence, of which the parser made the subject.
fn is_between_commas(tree: &Tree, noun: u32) -> bool {
    if !tree.child(noun, &[Rel::Det]).is_some_and(|d| tree.is(d, "the")) {
        return false;
    }
    let tokens = tree.tokens();
    let close = (noun + 1..tokens.end).take(20).find(|&t| tree.tag(t) == Tag::Comma || tree.tag(t).is_verb());
    let open = (tokens.start..noun).rev().find(|&t| tree.tag(t) == Tag::Comma);
    let named = open.is_some_and(|open| (tokens.start..open).all(|t| tree.tag(t).is_proper() || tree.tag(t) == Tag::Hyph));
    named && close.is_some_and(|t| tree.tag(t) == Tag::Comma)
}

fn name_before_comma(tree: &Tree, noun: u32) -> Option<u32> {
    let first = tree.tokens().start;
    // The comma right before the phrase: its own words only stand between.
    let comma = (first..noun).rev().take(8).find(|&t| tree.tag(t) == Tag::Comma)?;
    if (comma + 1..noun).any(|t| !tree.is_under(t, noun)) {
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
    // The head of the name.
    let part =
        |t: u32| matches!(tree.rel(t), Rel::Flat | Rel::Compound) || tree.rel(t) == Rel::Appos && tree.head(t) == Some(t.wrapping_sub(1));
    tree.ancestors(at).find(|&t| !part(t)).filter(|&t| tree.tag(t).is_noun())
}

/// A noun that only gathers what its "of" phrase names.
fn is_collective(tree: &Tree, noun: u32) -> bool {
    ["group", "coalition", "alliance", "series", "number", "network", "umbrella", "band", "collection", "string"]
        .iter()
        .any(|w| tree.is(noun, w))
}

/// The auxiliaries of a verb; a coordinated verb without its own shares those of its head ("was arrested and charged").
pub fn auxiliaries(tree: &Tree, verb: u32) -> Vec<u32> {
    const AUX: &[Rel] = &[Rel::Aux, Rel::AuxPass];
    let own: Vec<u32> = tree.children_in(verb, AUX).collect();
    let bare = matches!(tree.tag(verb), Tag::Vbn | Tag::Vb | Tag::Vbg);
    match tree.head(verb) {
        Some(head) if own.is_empty() && bare && tree.rel(verb) == Rel::Conj && tree.tag(head) == tree.tag(verb) => {
            tree.children_in(head, AUX).collect()
        }
        _ => own,
    }
}
