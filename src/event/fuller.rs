//! What a bare "the siege" was called where the text named it: "siege of Falluja", "Iraqi government", "Shwedagon Commission".
//!
//! A noun keeps its name word for word, as long as the text gives it only one: another's government makes "the government" stand for nothing, and
//! so does "a siege" or "its siege" behind the one that was named. What happens is remembered to the end; of persons, bodies and things a text may
//! mean several, and after a few sentences without one nobody knows.

use super::sentence::Sentence;
use super::what;
use crate::lexicon::words::Class;
use crate::text::{Rel, Tag, Tree};
use crate::timex::Timex;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// The nouns that a text has named so far, as they are written, in small letters.
#[derive(Clone, Debug, Default)]
pub struct Fuller(FxHashMap<String, Noun>);

#[derive(Clone, Debug)]
struct Noun {
    name: Name,
    /// The sentence of its last use.
    sentence: u32,
}

#[derive(Clone, Debug)]
enum Name {
    /// Told of, but not by a name.
    None,
    One(Phrase),
    /// Several have the noun.
    Several,
}

/// A noun with its name, without an article.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Phrase {
    words: String,
    /// "Iraq's government", "Snake Island": no article stands before it.
    alone: bool,
}

/// How many sentences a noun reaches back that names no event, and how many one of persons and bodies.
const REACH: u32 = 12;
const REACH_OF_AGENTS: u32 = 4;
/// A phrase of more words would bury the line.
const LONGEST: usize = 7;

impl Fuller {
    /// Takes note of what the sentence calls its nouns. Called after its mentions were read, which know only the sentences before.
    pub fn read(&mut self, sentence: &Sentence, timexes: &[(u32, &Timex)]) {
        let tree = &sentence.tree;
        let is_time = |t: u32| timexes.iter().any(|(_, timex)| timex.tokens.contains(&t));
        for noun in tree.tokens() {
            let ends = !tree.tokens().contains(&(noun + 1)) || !tree.tag(noun + 1).is_noun();
            if !ends || !tree.tag(noun).is_noun() || is_time(noun) || is_passed_over(sentence, noun) {
                continue;
            }
            let found = match (Around { tree, is_time: &is_time }).named(noun) {
                Some(phrase) => Name::One(phrase),
                None if tree.tag(noun).is_proper() => continue,
                None => Name::None,
            };
            let again = matches!(found, Name::None) && !is_another(tree, noun);
            let key = tree.word(noun).to_lowercase();
            match self.0.get_mut(&key) {
                Some(known) => {
                    known.sentence = tree.sentence;
                    if !again {
                        known.name.meets(found);
                    }
                }
                None if again => {}
                None => _ = self.0.insert(key, Noun { name: found, sentence: tree.sentence }),
            }
        }
    }

    /// What "the siege" at a noun is called in full, and the tokens in whose place that stands.
    pub fn of(&self, sentence: &Sentence, noun: u32) -> Option<(String, Range<u32>)> {
        let tree = &sentence.tree;
        let article = what::bare(tree, noun).filter(|_| matches!(tree.tag(noun), Tag::Nn | Tag::Nns))?;
        let Noun { name: Name::One(phrase), sentence: at } = self.0.get(&tree.word(noun).to_lowercase())? else { return None };
        let reach = if sentence.has(noun, Class::Agent) { REACH_OF_AGENTS } else { REACH };
        let near = sentence.names_event(noun) || tree.sentence - at <= reach;
        // "Iraq's army said the army would": the sentence itself says which.
        let told = phrase
            .words
            .split([' ', '-', '\'', '’'])
            .any(|word| word.starts_with(char::is_uppercase) && tree.tokens().any(|t| tree.word(t) == word));
        (near && !told).then(|| (phrase.words.clone(), if phrase.alone { article } else { noun }..noun + 1))
    }
}

impl Name {
    /// The noun is told of again, and not as the one before: it may get its name now, keep it, or lose it.
    fn meets(&mut self, found: Name) {
        *self = match (std::mem::replace(self, Name::Several), found) {
            (Name::None, found) => found,
            (Name::One(before), Name::One(now)) if before.is_of(&now) => Name::One(before),
            _ => Name::Several,
        };
    }
}

impl Phrase {
    /// "The Gulf oil spill" is the oil spill in the Gulf: all names of the shorter phrase stand in the other.
    fn is_of(&self, other: &Phrase) -> bool {
        let all_in = |a: &Phrase, b: &Phrase| a.names().all(|name| b.names().any(|other| other == name));
        all_in(self, other) || all_in(other, self)
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        self.words.split(' ').filter(|word| word.starts_with(char::is_uppercase))
    }
}

/// "The press" is nobody's; whom "the company" means, its own rules ([`super::reference`]) know better than the last name that ends so.
fn is_passed_over(sentence: &Sentence, noun: u32) -> bool {
    let stands_for = sentence.lexicon.words.of(sentence.lemma(noun)).iter().find(|word| word.class == Class::Anaphor);
    let plural_name = sentence.tree.tag(noun) == Tag::Nnps;
    sentence.has(noun, Class::Nobodys) || plural_name || stands_for.is_some_and(|word| word.value != Some("thing"))
}

/// "A siege", "its government", "another siege": not the one that was told of before.
fn is_another(tree: &Tree, noun: u32) -> bool {
    let others = |t: u32| {
        matches!(tree.tag(t), Tag::Dt | Tag::PrpPoss) && !tree.is_one_of(t, &["the", "this", "that", "these", "those"])
            || tree.rel(t) == Rel::NmodPoss
            || tree.is_one_of(t, &["other", "second", "new", "similar"])
    };
    tree.children(noun).iter().any(|&child| child < noun && others(child))
}

/// The words around a noun that may name it.
struct Around<'t, 's, 'a> {
    tree: &'t Tree<'s, 'a>,
    is_time: &'t dyn Fn(u32) -> bool,
}

impl Around<'_, '_, '_> {
    /// The phrase of a noun with the name that tells it from others of its kind.
    fn named(&self, noun: u32) -> Option<Phrase> {
        let tree = self.tree;
        let owner = |first: u32| self.before(first).filter(|&t| tree.tag(t) == Tag::Pos).and_then(|pos| self.before(pos));
        let mut first = noun;
        while let Some(t) = self.before(first).filter(|&t| self.is_name(t) || tree.tag(t) == Tag::Nn || self.joins(t, first)) {
            first = t;
        }
        // "The Shwedagon Commission", "Harran People's Army": a name whose last word is the noun.
        if tree.tag(noun).is_proper() {
            while let Some(owner) = owner(first).filter(|&t| self.is_name(t)) {
                first = self.start_of_name(owner);
            }
            let article = self.before(first).is_some_and(|t| tree.tag(t) == Tag::Dt);
            let whole = first < noun && self.is_name(first) && self.is_name(noun) && (article || tree.tag(first).is_proper());
            return whole.then(|| self.phrase(first..noun + 1, !article)).flatten();
        }
        // "The Falluja siege", "the Iraqi government".
        if let Some(name) = (first..noun).find(|&t| self.is_name(t)) {
            return self.phrase(name..noun + 1, false);
        }
        // "Iraq's government".
        if let Some(owner) = owner(first).filter(|&t| tree.tag(t).is_proper()) {
            return self.phrase(self.start_of_name(owner)..noun + 1, true);
        }
        self.phrase(first..self.end_of_place(noun)?, false)
    }

    /// Where the name ends that follows a noun: "the siege of Falluja", "an explosion in the Gulf of Mexico".
    fn end_of_place(&self, noun: u32) -> Option<u32> {
        let tree = self.tree;
        let within = |t: u32| tree.tokens().contains(&t);
        let case = noun + 1;
        if !within(case) || !tree.is_one_of(case, &["of", "in", "at", "on", "near", "against", "with"]) {
            return None;
        }
        let start = case + 1 + u32::from(within(case + 1) && tree.is(case + 1, "the"));
        let name = |t: u32| within(t) && tree.tag(t).is_proper() && self.is_name(t);
        let mut end = start;
        while name(end) || end > start && name(end + 1) && tree.is(end, "of") {
            end += 1;
        }
        // "Of Harran and Alma" is more than one name, "of Harran and its people" is not.
        let second = || within(end + 1) && tree.tag(end) == Tag::Cc && tree.tag(end + 1).is_proper();
        let goes_on = within(end) && (tree.tag(end).is_noun() || matches!(tree.tag(end), Tag::Pos | Tag::Hyph) || second());
        (end > start && !goes_on).then_some(end)
    }

    /// "Iraqi", but not the first word of a sentence, which has a capital whatever it is.
    fn is_name(&self, t: u32) -> bool {
        let tree = self.tree;
        let capital = tree.word(t).starts_with(char::is_uppercase);
        capital && !(self.is_time)(t) && (tree.tag(t).is_proper() || tree.tag(t).is_adjective() && t > tree.tokens().start)
    }

    /// The "of" of "Gulf of Mexico".
    fn joins(&self, of: u32, behind: u32) -> bool {
        self.tree.is(of, "of") && self.is_name(behind) && self.before(of).is_some_and(|t| self.is_name(t))
    }

    fn start_of_name(&self, last: u32) -> u32 {
        let mut start = last;
        while let Some(t) = self.before(start).filter(|&t| self.is_name(t)) {
            start = t;
        }
        start
    }

    /// The token before, within the sentence, if no time is told by it.
    fn before(&self, t: u32) -> Option<u32> {
        t.checked_sub(1).filter(|&t| self.tree.tokens().contains(&t) && !(self.is_time)(t))
    }

    fn phrase(&self, range: Range<u32>, alone: bool) -> Option<Phrase> {
        let words = what::detokenised(self.tree.span_of(range.clone()).of(self.tree.text.raw));
        (range.len() <= LONGEST).then_some(Phrase { words, alone })
    }
}

#[cfg(test)]
mod tests {
    use crate::event::find::told;

    fn last(raw: &str) -> String {
        told(raw).pop().unwrap_or_default()
    }

    #[test]
    fn a_bare_noun_gets_the_name_that_it_had() {
        let named = [
            ("Villagers remember the siege of Harran.", "The siege ended in 2016.", "The siege of Harran ended."),
            ("Villagers remember the Harran siege.", "The siege ended in 2016.", "The Harran siege ended."),
            ("Villagers spoke of Kenya's siege.", "The siege ended in 2016.", "Kenya's siege ended."),
            ("A siege began. It was the siege of Harran.", "The siege ended in 2016.", "The siege of Harran ended."),
            (
                "Villagers remember the Gulf of Harran siege and the Harran siege.",
                "The siege ended in 2016.",
                "The Gulf of Harran siege ended.",
            ),
            ("The Shwedagon Commission met in Yangon.", "The commission was dissolved in 2016.", "The Shwedagon Commission was dissolved."),
            ("The Harran People's Army fled.", "The army was disbanded in 2016.", "The Harran People's Army was disbanded."),
            ("Workers live on Snake Island.", "Rebels shelled the island on Monday.", "Rebels shelled Snake Island."),
        ];
        for (before, told, what) in named {
            assert_eq!(last(&format!("{before} {told}")), what, "{before} {told}");
        }
    }

    #[test]
    fn what_could_be_another_keeps_its_words() {
        let bare = [
            ("Villagers remember the siege of Harran and the siege of Alma.", "The siege ended in 2016."),
            ("Villagers remember the siege of Harran. Then a siege began.", "The siege ended in 2016."),
            ("Villagers remember the siege of Harran. It was not their siege.", "The siege ended in 2016."),
            ("Villagers remember the siege of January.", "The siege ended in 2016."),
            ("Villagers remember a siege.", "The siege ended in 2016."),
        ];
        for (before, told) in bare {
            assert_eq!(last(&format!("{before} {told}")), "The siege ended.", "{before} {told}");
        }
        assert_eq!(last("The National Party met. The party was banned in 2016."), "The party was banned.");
        assert_eq!(last("Villagers read the Associated Press. Rebels shelled the press on Monday."), "Rebels shelled the press.");
    }
}
