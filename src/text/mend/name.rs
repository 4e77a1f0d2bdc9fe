//! Names of several words: "Qais al-Khazali" is one person, whatever the ending of his first name looks like.

use super::head;
use crate::text::{Rel, Tag, Token};

/// All words of a name hang on its first, which is a name too; the preposition before a name governs all of it.
pub fn mend(tokens: &mut [Token], first: u32, raw: &str) {
    for case in 1..tokens.len() {
        behind_preposition(tokens, first, case);
        behind_office(tokens, first, case);
        behind_origin(tokens, first, case);
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

/// "Chief Executive Lena Korhonen has resigned": of two subjects side by side the first is the office of the second.
fn behind_office(tokens: &mut [Token], first: u32, name: usize) {
    let office = name - 1;
    let both = [office, name].iter().all(|&t| super::is_subject(tokens[t].rel));
    if both && head(tokens, first, office) == head(tokens, first, name) && tokens[name].tag.is_proper() && tokens[office].tag != Tag::Cd {
        (tokens[office].rel, tokens[office].head) = (Rel::NmodDesc, first + name as u32);
    }
}

/// "Killed Iranian Gen. Bo Tan": the adjective before the name describes it and is no noun of which the name is an apposition.
fn behind_origin(tokens: &mut [Token], first: u32, name: usize) {
    let origin = head(tokens, first, name);
    let apposed = tokens[name].rel == Rel::Appos && origin < name && tokens[origin].tag == Tag::Jj;
    if !apposed || !(origin + 1..name).all(|t| super::is_under(tokens, first, t, name)) {
        return;
    }
    let above = head(tokens, first, origin);
    let rel = if tokens[origin].rel == Rel::Xcomp { Rel::Obj } else { tokens[origin].rel };
    let follows: Vec<usize> = (0..tokens.len()).filter(|&t| t != origin && t != name && head(tokens, first, t) == origin).collect();
    (tokens[name].head, tokens[name].rel) = (first + if above == origin { name } else { above } as u32, rel);
    (tokens[origin].head, tokens[origin].rel) = (first + name as u32, Rel::Amod);
    follows.into_iter().for_each(|t| tokens[t].head = first + name as u32);
}

#[cfg(test)]
mod tests {
    use crate::text::{self, Rel, Tag, Tree};

    #[test]
    fn a_preposition_governs_the_whole_name() {
        let raw = "In June Iraqi counter-terrorism troops raided a base of Kataib Hezbollah, and 14 men were led away.";
        let text = text::parsed(raw);
        let tree = Tree::new(&text, 0);
        let at = |word: &str| tree.tokens().find(|&t| tree.is(t, word)).unwrap();
        let name = tree.head(at("of")).unwrap();
        assert!(
            tree.rel(name) == Rel::Nmod && [at("Kataib"), at("Hezbollah")].iter().all(|&t| tree.ancestors(t).any(|above| above == name))
        );
    }

    #[test]
    fn what_describes_a_name_hangs_on_it() {
        for (raw, word, rel) in [
            ("Chief Executive Lena Korhonen has resigned.", "Lena", Rel::Nsubj),
            ("Attacks ramped up after the US assassinated Iranian Gen. Qasem Soleimani in January.", "Qasem", Rel::Obj),
        ] {
            let text = text::parsed(raw);
            let tree = Tree::new(&text, 0);
            let at = tree.tokens().find(|&t| tree.is(t, word)).unwrap();
            assert_eq!(tree.rel(at), rel, "{raw}");
            assert!(tree.head(at).is_some_and(|verb| tree.tag(verb).is_verb()), "{raw}");
        }
    }

    #[test]
    fn a_name_hangs_on_its_first_word() {
        let raw = "Qais al-Khazali, the leader of the militia, spoke in an interview.";
        let text = text::parsed(raw);
        let tree = Tree::new(&text, 0);
        let flat: Vec<_> = tree.children_in(0, &[Rel::Flat]).map(|t| tree.word(t)).collect();
        assert_eq!((tree.tag(0), flat), (Tag::Nnp, vec!["al", "Khazali"]));
    }
}
