//! Whether all that the words of a `what` point at stands among them: an owner, a pronoun's noun, the thing that "this" means.

use super::{Said, Wording};
use crate::lexicon::names::Kind;
use crate::lexicon::words::Class;
use crate::text::{Rel, Tag, Tree};

/// "The judge challenged its scope", "A museum gave his name": an owner whom these words do not name.
pub fn owners_fit(tree: &Tree, said: &Said, verb: u32, wording: &Wording) -> bool {
    let of_person = |t: u32| ["his", "her", "himself", "herself"].iter().any(|w| tree.is(t, w)) && tree.tag(t) != Tag::Prp;
    let of_thing = |t: u32| tree.is(t, "its");
    let subject = || said.tokens.iter().copied().take_while(|&t| t != verb);
    let kind = || {
        let words: Vec<&str> = subject().map(|t| tree.word(t)).collect();
        (0..words.len()).find_map(|i| wording.lexicon.names.longest(words[i..].iter().copied())).map(|(_, name)| name.kind)
    };
    let agent = |t: u32| wording.lexicon.words.has(&wording.lexicon.lemmas.noun(tree.word(t)).to_ascii_lowercase(), Class::Agent);
    let somebody = || subject().any(|t| tree.tag(t).is_proper() || tree.tag(t) == Tag::Prp || agent(t));
    let at = said.tokens.iter().position(|&t| t == verb).unwrap_or(0);
    let after = &said.tokens[at..];
    // What stands between may be whom they mean: "asked Ann Tan for her help".
    let between = |owner: u32| after.iter().skip(1).take_while(|&&t| t != owner).any(|&t| tree.tag(t).is_noun());
    after.iter().all(|&t| {
        let a_person = || matches!(kind(), Some(Kind::Person | Kind::Title));
        let strange = of_person(t) && !somebody() || of_thing(t) && a_person() && !wording.telling;
        between(t) || !strange
    })
}

/// "Rejected this interpretation", "the same album": which one, the text before says.
pub fn points_at_nothing(tree: &Tree, said: &Said, verb: u32) -> bool {
    !said.tokens.iter().any(|&t| {
        let points = ["this", "these", "those", "such", "that"].iter().any(|w| tree.is(t, w)) && tree.rel(t) == Rel::Det
            || t < verb && tree.is(t, "same");
        // "Those who fled", "such attacks as": the words themselves say which.
        points && tree.head(t).is_some_and(|noun| tree.child(noun, &[Rel::AclRelcl, Rel::Acl]).is_none())
    })
}

/// A pronoun needs its noun before it in the same words.
pub fn pronouns_are_clear(tree: &Tree, said: &Said, verb: u32, wording: &Wording) -> bool {
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
                    && tree.head(token) == Some(verb)
                    && matches!(tree.rel(token), Rel::Obj | Rel::Iobj | Rel::Obl)
                    && !tree.word(token).ends_with("self")
                    && !tree.word(token).ends_with("selves") =>
            {
                return false;
            }
            Tag::Prp if ["he", "she", "they", "him", "them"].iter().any(|w| tree.is(token, w)) && said.tokens[0] == token => return false,
            tag if tag.is_noun() => named = true,
            Tag::Dt if ["this", "these", "those", "that"].iter().any(|w| tree.is(token, w)) && !named => return false,
            _ => {}
        }
    }
    true
}
