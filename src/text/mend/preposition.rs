//! What a preposition governs, and what its phrase hangs on.

use super::{head, says};
use crate::text::{Rel, Tag, Token};

pub fn mend(tokens: &mut [Token], first: u32, raw: &str) {
    for case in 1..tokens.len() {
        over_its_noun(tokens, first, case);
        following(tokens, first, case, raw);
    }
}

/// "Killed alongside Bo Tan": the preposition was taken for an adverb that the noun hangs on.
fn over_its_noun(tokens: &mut [Token], first: u32, case: usize) {
    let above = head(tokens, first, case);
    if tokens[case].tag != Tag::In || tokens[case].rel != Rel::Advmod || above >= case {
        return;
    }
    let below = |t: &usize| matches!(tokens[*t].rel, Rel::Obl | Rel::Nmod) && head(tokens, first, *t) == case && tokens[*t].tag.is_noun();
    let Some(noun) = (case + 1..tokens.len()).find(below) else { return };
    let governed = (0..tokens.len()).any(|t| tokens[t].rel == Rel::Case && head(tokens, first, t) == noun);
    if !governed && (case + 1..noun).all(|t| super::is_under(tokens, first, t, noun)) {
        (tokens[noun].head, tokens[noun].rel) = (first + above as u32, if tokens[above].tag.is_verb() { Rel::Obl } else { Rel::Nmod });
        (tokens[case].head, tokens[case].rel) = (first + noun as u32, Rel::Case);
    }
}

/// "Charged with fraud following the singer's death": the charge follows, not the fraud.
fn following(tokens: &mut [Token], first: u32, case: usize, raw: &str) {
    let noun = head(tokens, first, case);
    let between = head(tokens, first, noun);
    let follows = tokens[case].rel == Rel::Case && says(tokens[case], raw, &["following"]);
    if !follows || tokens[noun].rel != Rel::Nmod || between >= case || !tokens[between].tag.is_noun() {
        return;
    }
    let verb = head(tokens, first, between);
    if verb < between && tokens[verb].tag.is_verb() && matches!(tokens[between].rel, Rel::Obl | Rel::Obj) {
        (tokens[noun].head, tokens[noun].rel) = (first + verb as u32, Rel::Obl);
    }
}

#[cfg(test)]
mod tests {
    use crate::text::{self, Tree};

    #[test]
    fn a_preposition_hangs_on_its_noun() {
        let raw = "Soleimani was killed alongside Abu Mahdi al-Mohandes, the leader of Iraq’s Popular Mobilization Force.";
        let text = text::parsed(raw);
        let tree = Tree::new(&text, 0);
        let at = |word: &str| tree.tokens().find(|&t| tree.is(t, word)).unwrap();
        assert_eq!((tree.head(at("alongside")), tree.head(at("Abu"))), (Some(at("Abu")), Some(at("killed"))));
    }

    #[test]
    fn the_verb_tells_what_follows() {
        for (raw, above) in [
            ("The mayor was charged with fraud following the singer's death in March.", "charged"),
            ("The minister ended the talks following the singer's death.", "ended"),
        ] {
            let text = text::parsed(raw);
            let tree = Tree::new(&text, 0);
            let at = |word: &str| tree.tokens().find(|&t| tree.is(t, word)).unwrap();
            assert_eq!(tree.head(at("death")), Some(at(above)), "{raw}");
        }
    }
}
