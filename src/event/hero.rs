//! The person whom an article is about: "he" means nobody else where nobody else was named.
//!
//! A profile names its person once in full and says "he" for paragraphs, while albums, firms and streets are named around him. Who makes up most of the persons of a
//! text, by how often their last names stand in it, is its hero; a pronoun of his sex means him as long as no other person was told of in this sentence or
//! the two before it.

use super::sentence::Sentence;
use crate::lexicon::Lexicon;
use crate::lexicon::name_part::Sex;
use crate::lexicon::words::Class;
use crate::text::{Rel, Tag, Text};
use rustc_hash::FxHashMap;

#[derive(Clone, Debug, Default)]
pub struct Hero {
    person: Option<Person>,
    /// The sentence that named him last, and the last one that told of somebody else.
    named: Option<u32>,
    other: Option<u32>,
}

/// Whether people have the name at a token.
type IsSomebody<'s> = &'s dyn Fn(u32) -> bool;

#[derive(Clone, Debug)]
struct Person {
    full: String,
    last: String,
    sex: Sex,
}

/// How the text first names somebody with a last name, and whether another has it too.
struct Told<'t> {
    first: &'t str,
    sex: Sex,
    shared: bool,
}

/// His last name stands at least so often in the text, and makes up at least so many hundredths of all last names of persons.
const TIMES: usize = 4;
const SHARE: usize = 60;
/// So many sentences with somebody else make it open whom a pronoun means, and so many without his name.
const APART: u32 = 3;
const REACH: u32 = 8;

impl Hero {
    /// Linear in the text, which need not be parsed.
    pub fn of(text: &Text, lexicon: &Lexicon) -> Hero {
        let word = |at: usize| text.tokens[at].span.of(text.raw);
        let capital = |word: &str| word.starts_with(char::is_uppercase);
        // Within a sentence, and no title.
        let is_given = |at: usize| {
            let plain = at.checked_sub(1).is_some_and(|before| word(before).starts_with(char::is_alphabetic) || word(before) == ",");
            plain && text.tokens[at].tag.is_proper() && lexicon.names.longest([word(at)].into_iter()).is_none()
        };
        let mut times: FxHashMap<&str, usize> = FxHashMap::default();
        let mut persons: FxHashMap<&str, Told> = FxHashMap::default();
        for at in 0..text.tokens.len() {
            let last = word(at);
            if !capital(last) || last.len() < 3 {
                continue;
            }
            *times.entry(last).or_default() += 1;
            let Some(first) = at.checked_sub(1).map(word).filter(|first| capital(first)) else { continue };
            let sex = lexicon.name_parts.sex_of(&text.raw[text.tokens[at - 1].span.start as usize..text.tokens[at].span.end as usize]);
            match (persons.get_mut(last), sex) {
                // Randy Jackson and Michael Jackson; but "President Jackson", "When Jackson".
                (Some(told), _) => told.shared |= told.first != first && (sex.is_some() || is_given(at - 1)),
                (None, Some(sex)) => _ = persons.insert(last, Told { first, sex, shared: false }),
                _ => {}
            }
        }
        let all: usize = persons.keys().map(|last| times[last]).sum();
        let most = persons.iter().max_by_key(|(last, _)| (times[*last], **last));
        let hero = most.filter(|(last, told)| !told.shared && times[*last] >= TIMES && 100 * times[*last] >= SHARE * all);
        let person = hero.map(|(last, told)| Person { full: format!("{} {last}", told.first), last: last.to_string(), sex: told.sex });
        Hero { person, named: None, other: None }
    }

    /// Takes note of who is told of. Called after the sentence's mentions were read.
    pub fn read(&mut self, sentence: &Sentence, is_somebody: IsSomebody) {
        let Some(person) = &self.person else { return };
        let tree = &sentence.tree;
        if tree.tokens().any(|t| tree.word(t) == person.last) {
            self.named = Some(tree.sentence);
        }
        if tree.tokens().any(|t| person.is_another(sentence, t, is_somebody)) {
            self.other = Some(tree.sentence);
        }
    }

    /// The full name of whom the pronoun at `pronoun` means.
    pub fn of_pronoun(&self, sentence: &Sentence, pronoun: u32, is_somebody: IsSomebody) -> Option<String> {
        let tree = &sentence.tree;
        let person = self.person.as_ref()?;
        let his = if person.sex == Sex::Man { &["he", "him"] } else { &["she", "her"] };
        if !tree.is_one_of(pronoun, his) || tree.tag(pronoun) != Tag::Prp {
            return None;
        }
        let near = |at: Option<u32>, reach: u32| at.is_some_and(|at| tree.sentence - at < reach);
        // Who sentences her is not she.
        let does = |t: u32| tree.rel(pronoun) == Rel::Obj && tree.head(t) == tree.head(pronoun);
        let another = (tree.tokens().start..pronoun).any(|t| person.is_another(sentence, t, is_somebody) && !does(t));
        (near(self.named, REACH) && !near(self.other, APART) && !another).then(|| person.full.clone())
    }
}

impl Person {
    /// Whether a token tells of another: by name, or without one as who does something or to whom it is done.
    fn is_another(&self, sentence: &Sentence, token: u32, is_somebody: IsSomebody) -> bool {
        let tree = &sentence.tree;
        if tree.tag(token).is_proper() {
            let heads = !matches!(tree.rel(token), Rel::Flat | Rel::Compound);
            let own = tree.word(token) == self.last || tree.children(token).iter().any(|&part| tree.word(part) == self.last);
            return heads && !own && is_somebody(token);
        }
        let takes_part = matches!(tree.rel(token), Rel::Nsubj | Rel::NsubjPass | Rel::Obj);
        tree.tag(token) == Tag::Nn && takes_part && sentence.has(token, Class::Agent)
    }
}

#[cfg(test)]
mod tests {
    use crate::event::find::told;

    fn last(raw: &str) -> String {
        told(raw).pop().unwrap_or_default()
    }

    const PROFILE: &str = "Anna Vidal is a singer from Alma. Vidal writes of the sea. Her record Harran sold well. Vidal lives in Tesk. Vidal likes Blackstar.";

    #[test]
    fn a_pronoun_means_the_hero_of_the_text() {
        for (told, what) in [
            ("She was arrested in Berlin in 1983.", "Anna Vidal was arrested in Berlin."),
            ("A court in Tesk sentenced her to four years in jail in 1983.", "A court in Tesk sentenced Anna Vidal to four years in jail."),
            // Another sex, or somebody else near.
            ("He was arrested in Berlin in 1983.", ""),
            ("Maria Poe is a singer too. She was arrested in Berlin in 1983.", "Maria Poe was arrested in Berlin."),
            ("Maria Poe met Elena Tan. She was arrested in Berlin in 1983.", "Maria Poe met Elena Tan."),
            ("Fans of Olga Tan like the singer. She was arrested in Berlin in 1983.", ""),
        ] {
            assert_eq!(last(&format!("{PROFILE} {told}")), what, "{told}");
        }
    }

    #[test]
    fn two_of_one_name_are_no_hero() {
        assert_eq!(
            last(&format!(
                "{PROFILE} Maria Vidal is her sister. People call her a nurse. It was cold. It rained. Snow fell. Ice came. She was arrested in Berlin in 1983."
            )),
            ""
        );
    }
}
