//! Who says so: "Politico reported", "officials told AFP", "according to the ministry".

use super::name;
use super::reference::Referents;
use super::sentence::Sentence;
use super::what;
use crate::lexicon::words::Class;
use crate::text::{Rel, Tag};

/// A speech act over a mention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribution {
    /// The verb of speech, if there is one.
    pub verb: Option<u32>,
    pub speaker: String,
}

/// The nearest speech act that governs the mention at `token`.
pub fn of(sentence: &Sentence, token: u32, referents: &Referents) -> Option<Attribution> {
    let tree = &sentence.tree;
    let is_speech = |t: u32| tree.tag(t).is_verb() && sentence.is(t, Class::Reporting);
    let mut below = token;
    for above in tree.ancestors(token) {
        // "X, Politico reported": the speech hangs below what is said.
        for child in tree.children_in(above, &[Rel::Parataxis, Rel::Ccomp, Rel::Advcl]) {
            if child != below
                && child != token
                && is_speech(child)
                && !tree.is_under(token, child)
                && tree.child(child, &[Rel::Ccomp, Rel::Obj]).is_none()
            {
                let comma_clause = tree.rel(child) == Rel::Parataxis || tree.child(child, &[Rel::Mark]).is_none();
                if let (true, Some(speaker)) = (comma_clause, speaker(sentence, child, referents)) {
                    return Some(Attribution { verb: Some(child), speaker });
                }
            }
        }
        if let Some(phrase) = tree
            .children_in(above, &[Rel::Obl, Rel::Nmod])
            .find(|&c| tree.child(c, &[Rel::Case]).is_some_and(|case| tree.is(case, "according")))
            && phrase != below
        {
            return Some(Attribution { verb: None, speaker: name::participant(sentence, phrase, referents)? });
        }
        // What is said hangs below the speech; before it ("X did Y, Politico reported") a parser may take it for an adverbial clause.
        let said = matches!(tree.rel(below), Rel::Ccomp | Rel::Csubj | Rel::Parataxis | Rel::Xcomp | Rel::Dep)
            || tree.rel(below) == Rel::Advcl
                && below < above
                && tree.child(below, &[Rel::Mark, Rel::Case]).is_none()
                && tree.tag(below) != Tag::Vbg
            || tree.rel(below) == Rel::Advcl
                && below < above
                && tree.child(below, &[Rel::Mark, Rel::Case]).is_none()
                && tree.child(below, &[Rel::Aux]).is_some();
        // "X did Y, and the president said nothing": what a conjunction opens is said of something else.
        let joined = below < above && tree.children_in(above, &[Rel::Cc]).any(|c| below < c && c < above);
        if above != token
            && said
            && !joined
            && is_speech(above)
            && let Some(speaker) = speaker(sentence, above, referents)
        {
            return Some(Attribution { verb: Some(above), speaker });
        }
        below = above;
    }
    None
}

fn speaker(sentence: &Sentence, verb: u32, referents: &Referents) -> Option<String> {
    let clause = super::clause::of(&sentence.tree, verb);
    // "is said to be temporary": the subject is what is said, not who says it.
    let subject = if clause.passive { clause.agent } else { clause.subject }?;
    name::participant(sentence, subject, referents).or_else(|| {
        let tag = sentence.tree.tag(subject);
        (tag == Tag::Cd || tag == Tag::Jj).then(|| what::participant(&sentence.tree, subject))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::text;

    #[test]
    fn a_speech_is_over_what_it_says() {
        for (raw, word, speaker) in [
            ("Rebels took the town, the president said.", "took", Some("president")),
            ("The president said rebels took the town.", "took", Some("president")),
            ("According to Anna Vidal, rebels took the town.", "took", Some("Anna Vidal")),
            (
                "In April 2014 rebels took the town of Harran, and for more than two weeks the president said nothing in public.",
                "took",
                None,
            ),
        ] {
            let text = text::parsed(raw);
            let sentence = Sentence::new(&text, 0, Lexicon::embedded());
            let token = sentence.tree.tokens().find(|&t| sentence.tree.is(t, word)).unwrap();
            let found = of(&sentence, token, &Referents::default()).map(|said| said.speaker);
            assert_eq!(found.as_deref(), speaker, "{raw}");
        }
    }
}
