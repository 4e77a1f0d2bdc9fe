//! Whether all that the words of a `what` point at stands among them: an owner, a pronoun's noun, the thing that "this" means.

use super::{Said, Wording};
use crate::lexicon::Lexicon;
use crate::lexicon::names::Kind;
use crate::lexicon::words::Class;
use crate::text::{Rel, Tag, Tree};
use std::ops::Range;

/// "The judge challenged its scope", "A museum gave his name": an owner whom these words do not name.
pub(super) fn owners_fit(tree: &Tree, said: &Said, verb: u32, wording: &Wording) -> bool {
    let of_person = |t: u32| tree.is_one_of(t, &["his", "her", "himself", "herself"]) && tree.tag(t) != Tag::Prp;
    let agent = |t: u32| wording.lexicon.words.lists(&wording.lexicon.lemmas.noun(tree.word(t)), Class::Agent);
    let mut subject = said.tokens.iter().copied().take_while(|&t| t != verb);
    // "The UN froze his assets": whose, these words do not say.
    // "Troops raided his house".
    let one = |t: u32| tree.tag(t) != Tag::Nns && agent(t);
    let somebody = subject.any(|t| tree.tag(t).is_proper() || tree.tag(t) == Tag::Prp || one(t)) && !is_of_body(tree, said, verb, wording);
    let fits = |t: u32| names_between(tree, said, verb, t) || somebody || !of_person(t);
    let its = strange_its(tree, said, verb, wording);
    said.tokens.iter().copied().skip_while(|&t| t != verb).all(fits) && its.is_none_or(|its| wording.telling && !tree.is(its + 1, "own"))
}

/// The first listed name in the words before the verb: its kind, and the word behind it.
fn named_subject(tree: &Tree, said: &Said, verb: u32, wording: &Wording) -> Option<(Kind, Option<u32>)> {
    let words: Vec<&str> = said.tokens.iter().take_while(|&&t| t != verb).map(|&t| tree.word(t)).collect();
    (0..words.len()).find_map(|at| {
        let (taken, name) = wording.lexicon.names.longest(words[at..].iter().copied())?;
        Some((name.kind, said.tokens.get(at + taken).copied()))
    })
}

/// Whether the subject is a country, a body or a group by its name; "the Iran envoy" is somebody.
fn is_of_body(tree: &Tree, said: &Said, verb: u32, wording: &Wording) -> bool {
    named_subject(tree, said, verb, wording).is_some_and(|(kind, behind)| {
        matches!(kind, Kind::Country | Kind::Organisation | Kind::ArmedGroup | Kind::Media)
            && behind.is_none_or(|t| !tree.tag(t).is_noun() && tree.tag(t) != Tag::Pos)
    })
}

/// The "its" that cannot be the subject's, which is a person: "Buhari has won its presidential election".
pub(super) fn strange_its(tree: &Tree, said: &Said, verb: u32, wording: &Wording) -> Option<u32> {
    let its = said.tokens.iter().copied().skip_while(|&t| t != verb).find(|&t| tree.is(t, "its") && tree.tag(t) == Tag::PrpPoss)?;
    let is_person = || named_subject(tree, said, verb, wording).is_some_and(|(kind, _)| matches!(kind, Kind::Person | Kind::Title));
    (is_person() && !names_between(tree, said, verb, its)).then_some(its)
}

/// What stands between may be whom they mean: "asked Ann Tan for her help".
fn names_between(tree: &Tree, said: &Said, verb: u32, owner: u32) -> bool {
    said.tokens.iter().skip_while(|&&t| t != verb).skip(1).take_while(|&&t| t != owner).any(|&t| tree.tag(t).is_noun())
}

/// "Rejected this interpretation", "the same album": which one, the text before says.
pub(super) fn points_at_nothing(tree: &Tree, said: &Said, verb: u32) -> bool {
    !said.tokens.iter().any(|&t| {
        let points =
            tree.is_one_of(t, &["this", "these", "those", "such", "that"]) && tree.rel(t) == Rel::Det || t < verb && tree.is(t, "same");
        // "Those who fled", "such attacks as": the words themselves say which.
        points && tree.head(t).is_some_and(|noun| tree.child(noun, &[Rel::AclRelcl, Rel::Acl]).is_none())
    })
}

/// "The company", "the two men", "the 31-year-old athlete": a phrase that stands for a name.
pub struct Anaphor {
    pub tokens: Range<u32>,
    /// `body`, `country`, `person` or `thing`.
    pub kind: &'static str,
    pub plural: bool,
}

/// The phrase of a noun, if it says nothing without the name that it stands for; "the company" of "the company's shares" too.
pub fn anaphor(tree: &Tree, noun: u32, lexicon: &Lexicon) -> Option<Anaphor> {
    let lemma = lexicon.lemmas.noun(tree.word(noun)).to_ascii_lowercase();
    let mut start = noun;
    let mut aged = false;
    while start > tree.tokens().start && !tree.is(start, "the") {
        start -= 1;
        aged |= tree.is(start, "year");
        let counts =
            tree.tag(start) == Tag::Cd || tree.is(start, "-") || tree.is(start, "year") || tree.is(start, "old") || tree.is(start, "the");
        if !counts || noun - start > 6 {
            return None;
        }
    }
    let listed = lexicon.words.of(&lemma).iter().find(|word| word.class == Class::Anaphor && word.phrase.extra() == 0);
    let kind = if aged { "person" } else { listed?.value? };
    let plural = tree.tag(noun) == Tag::Nns || lexicon.words.has(&lemma, Class::Several);
    (tree.is(start, "the") && !is_described(tree, noun)).then_some(Anaphor { tokens: start..noun + 1, kind, plural })
}

/// The article of a noun that stands alone behind it: "the siege", but not "the long siege", "the siege of Falluja", "the siege that".
pub fn bare(tree: &Tree, noun: u32) -> Option<u32> {
    let article = noun.checked_sub(1).filter(|t| tree.tokens().contains(t) && tree.is(*t, "the"))?;
    (!is_described(tree, noun)).then_some(article)
}

/// Whether what follows a noun says which one it is.
fn is_described(tree: &Tree, noun: u32) -> bool {
    let behind = noun + 1;
    tree.tokens().contains(&behind)
        && (tree.tag(behind).is_noun()
            || matches!(tree.tag(behind), Tag::Wdt | Tag::Wp | Tag::Hyph)
            || tree.is(behind, "of")
            || tree.is(behind, "that"))
        || tree
            .children(noun)
            .iter()
            .any(|&c| c > noun && matches!(tree.rel(c), Rel::Acl | Rel::AclRelcl | Rel::Nmod | Rel::Appos | Rel::Conj))
}

/// "The company denied it": which company, the text before says. What has a date is found by it, but for "the two men".
pub(super) fn is_named(tree: &Tree, said: &Said, subject: u32, wording: &Wording) -> bool {
    let counted = tree.child(subject, &[Rel::Nummod]).is_some();
    let open = wording.needed || !wording.times.is_empty() && !counted || !said.tokens.contains(&subject);
    open || anaphor(tree, subject, wording.lexicon).is_none() || (wording.name_of)(subject).is_some()
}

/// A pronoun needs its noun before it in the same words.
pub(super) fn pronouns_are_clear(tree: &Tree, said: &Said, verb: u32, wording: &Wording) -> bool {
    let mut named = false;
    for &token in &said.tokens {
        match tree.tag(token) {
            // "he'd" may be two things once a name stands there.
            Tag::Prp if (wording.name_of)(token).is_some() => {
                if tree.tokens().contains(&(token + 1)) && super::write::is_clitic(tree.word(token + 1)) {
                    return false;
                }
                named = true;
            }
            Tag::Prp | Tag::PrpPoss if !named => return false,
            // "A website accused him": not the website.
            Tag::Prp
                if token > verb
                    && tree
                        .head(token)
                        .is_some_and(|head| head == verb || tree.head(head) == Some(verb) && tree.rel(head) == Rel::Xcomp)
                    && matches!(tree.rel(token), Rel::Obj | Rel::Iobj | Rel::Obl)
                    && !tree.word(token).ends_with("self")
                    && !tree.word(token).ends_with("selves") =>
            {
                return false;
            }
            Tag::Prp if tree.is_one_of(token, &["he", "she", "they", "him", "them"]) && said.tokens[0] == token => return false,
            tag if tag.is_noun() => named = true,
            Tag::Dt if tree.is_one_of(token, &["this", "these", "those", "that"]) && !named => return false,
            _ => {}
        }
    }
    true
}
