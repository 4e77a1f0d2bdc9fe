//! Names of several words: "Qais al-Khazali" is one person, whatever the ending of his first name looks like.

use super::head;
use crate::text::{Rel, Tag, Token};

/// All words of a name hang on its first, which is a name too; the preposition before a name governs all of it.
pub fn mend(tokens: &mut [Token], first: u32, raw: &str) {
    for case in 1..tokens.len() {
        behind_preposition(tokens, first, case);
    }
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

/// "A base of Kataib Hezbollah": the preposition was hung on the first word of the name, and the name called an apposition.
fn behind_preposition(tokens: &mut [Token], first: u32, case: usize) {
    let word = head(tokens, first, case);
    let name = head(tokens, first, word);
    let whole = tokens[case].rel == Rel::Case && tokens[word].rel == Rel::Compound && tokens[name].rel == Rel::Appos;
    if whole && case < word && word < name && head(tokens, first, name) < case && tokens[name].tag.is_proper() {
        tokens[case].head = first + name as u32;
        tokens[name].rel = Rel::Nmod;
    }
}

#[cfg(test)]
mod tests {
    use crate::lexicon::Lexicon;
    use crate::text::{self, Rel, Tag, Tree};

    #[test]
    fn a_preposition_governs_the_whole_name() {
        let raw = "In June Iraqi counter-terrorism troops raided a base of Kataib Hezbollah, and 14 men were led away.";
        let mut text = text::read(raw, Lexicon::embedded());
        text.parse(0, Lexicon::embedded());
        let tree = Tree::new(&text, 0);
        let at = |word: &str| tree.tokens().find(|&t| tree.is(t, word)).unwrap();
        assert_eq!((tree.rel(at("Hezbollah")), tree.head(at("of"))), (Rel::Nmod, Some(at("Hezbollah"))));
    }

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
