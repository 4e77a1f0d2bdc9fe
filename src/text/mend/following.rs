//! "Charged with fraud following the singer's death": the charge follows, not the fraud.

use super::head;
use crate::text::{Rel, Token};

pub fn mend(tokens: &mut [Token], first: u32, raw: &str) {
    for case in 1..tokens.len() {
        let noun = head(tokens, first, case);
        let between = head(tokens, first, noun);
        let says = tokens[case].rel == Rel::Case && tokens[case].span.of(raw).eq_ignore_ascii_case("following");
        if !says || tokens[noun].rel != Rel::Nmod || between >= case || !tokens[between].tag.is_noun() {
            continue;
        }
        let verb = head(tokens, first, between);
        if verb < between && tokens[verb].tag.is_verb() && matches!(tokens[between].rel, Rel::Obl | Rel::Obj) {
            (tokens[noun].head, tokens[noun].rel) = (first + verb as u32, Rel::Obl);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::lexicon::Lexicon;
    use crate::text::{self, Tree};

    #[test]
    fn the_verb_tells_what_follows() {
        for (raw, above) in [
            ("The mayor was charged with fraud following the singer's death in March.", "charged"),
            ("The minister ended the talks following the singer's death.", "ended"),
        ] {
            let mut text = text::read(raw, Lexicon::embedded());
            text.parse(0, Lexicon::embedded());
            let tree = Tree::new(&text, 0);
            let at = |word: &str| tree.tokens().find(|&t| tree.is(t, word)).unwrap();
            assert_eq!(tree.head(at("death")), Some(at(above)), "{raw}");
        }
    }
}
