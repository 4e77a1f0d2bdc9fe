//! Names of several words: "Qais al-Khazali" is one person, whatever the ending of his first name looks like.

use super::head;
use crate::text::{Rel, Tag, Token};

/// All words of a name hang on its first, which is a name too.
pub fn mend(tokens: &mut [Token], first: u32, raw: &str) {
    for at in 1..tokens.len() {
        let above = head(tokens, first, at);
        if tokens[at].rel != Rel::Flat || above >= at {
            continue;
        }
        let top = head(tokens, first, above);
        let start = if tokens[above].rel == Rel::Flat && top < above { top } else { above };
        tokens[at].head = first + start as u32;
        let capital = tokens[start].span.of(raw).starts_with(char::is_uppercase);
        if capital && tokens[at].tag == Tag::Nnp && matches!(tokens[start].tag, Tag::Nn | Tag::Nns) {
            tokens[start].tag = Tag::Nnp;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::lexicon::Lexicon;
    use crate::text::{self, Rel, Tag, Tree};

    #[test]
    fn a_name_hangs_on_its_first_word() {
        let raw = "Qais al-Khazali, the leader of the militia, spoke in an interview.";
        let mut text = text::read(raw, Lexicon::embedded());
        text.parse(0, Lexicon::embedded());
        let tree = Tree::new(&text, 0);
        let flat: Vec<_> = tree.children_in(0, &[Rel::Flat]).map(|t| tree.word(t)).collect();
        assert_eq!((tree.tag(0), flat), (Tag::Nnp, vec!["al", "Khazali"]));
    }
}
