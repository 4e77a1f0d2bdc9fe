//! What an event is called: "exploded", "the explosion" and "blew up" name one class of event, as "gunned down" and "opened fire" do.
//!
//! The classes are the manners of the event types under `data/en/event/type`. A type without a manner holds too much to be a class ("attack",
//! "ambush", "conquer"): there each word is one, with those that data/en/merge/alike.txt takes for it.

use super::words;
use crate::lexicon::Lexicon;
use crate::lexicon::phrase::Around;
use crate::lexicon::triggers::base;
use crate::lexicon::triggers::{Trigger, Triggers};

/// A word of a claim that names its event, and the class that it names.
#[derive(Debug, PartialEq)]
pub struct Called {
    /// As it stands there, in lower case.
    pub word: String,
    /// `@HARM/explosion`, or `@SEIZE#occupy` where a type has no manner.
    pub class: String,
    /// It happens once to whom it happens to.
    pub once: bool,
    /// It happens to them once a day, and the word says in which manner.
    pub daily: bool,
}

/// The words of a text that name an event of the family of `kind`, or of any where there is none, in their order.
pub fn called(kind: Option<&str>, text: &str, lexicon: &Lexicon) -> Vec<Called> {
    let triggers = &lexicon.triggers;
    let words: Vec<String> = words::pieces(text).map(str::to_lowercase).collect();
    let verbs: Vec<_> = words.iter().map(|word| lexicon.lemmas.verb(word)).collect();
    let nouns: Vec<_> = words.iter().map(|word| lexicon.lemmas.noun(word)).collect();
    let verbs: Vec<&str> = verbs.iter().map(|lemma| lemma.as_str()).collect();
    let nouns: Vec<&str> = nouns.iter().map(|lemma| lemma.as_str()).collect();
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let around = Around {
            before: &nouns[..at],
            after: &nouns[at + 1..],
            arguments: &nouns,
            objects: &nouns,
            subjects: &nouns,
            gaps: &lexicon.gaps,
        };
        let lists = [triggers.verb(verbs[at]), triggers.noun(nouns[at])];
        let named = lists.into_iter().filter_map(|list| Triggers::pick(list, &around));
        let named = named.filter(|trigger| kind.is_none_or(|kind| family(triggers.kind(trigger).code) == family(kind)));
        found.extend(named.map(|trigger| Called {
            word: word.clone(),
            class: class(trigger, lexicon),
            once: once(trigger, lexicon),
            daily: trigger.mode.is_some_and(|mode| lexicon.plain.daily(triggers.kind(trigger).code, mode)),
        }));
    }
    found.dedup();
    found
}

fn class(trigger: &Trigger, lexicon: &Lexicon) -> String {
    let code = lexicon.triggers.kind(trigger).code;
    match trigger.mode {
        Some(mode) => of(code, mode),
        None => format!("@{}#{}", family(code), lexicon.plain.same(trigger.phrase.head)),
    }
}

fn once(trigger: &Trigger, lexicon: &Lexicon) -> bool {
    let in_manner = |mode| lexicon.plain.once(&format!("{}/{mode}", lexicon.triggers.kind(trigger).code));
    lexicon.plain.once(lexicon.plain.same(trigger.phrase.head)) || trigger.mode.is_some_and(in_manner)
}

/// The class of an event whose type has a manner. "Destroyed" is none: it says what was done and not how.
pub fn own(kind: &str) -> Option<String> {
    kind.split_once('/').filter(|(_, mode)| *mode != "property").map(|(code, mode)| of(code, mode))
}

fn of(code: &str, mode: &str) -> String {
    // A blast is told as an accident and as an attack before anybody knows which it was.
    let mode = if mode == "explosives" { "explosion" } else { mode };
    format!("@{}/{mode}", if family(code) == HARM { HARM } else { code })
}

const HARM: &str = "HARM";

/// What does harm is told as an attack, as an accident and by its dead.
pub fn family(kind: &str) -> &str {
    match base(kind) {
        "ASSAULT" | "DISASTER" | "DEATH" => HARM,
        code => code,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_class_many_words() {
        let classes = |kind: &str, what: &str| {
            called(Some(kind), what, Lexicon::embedded()).into_iter().map(|called| called.class).collect::<Vec<_>>().join(" ")
        };
        let table = [
            ("DISASTER/explosion", "The rig exploded", "@HARM/explosion"),
            ("ASSAULT/property", "An explosion destroyed the rig", "@HARM/explosion"),
            ("ASSAULT/firearms", "Two sides exchanged fire", "@HARM/firearms"),
            ("ASSAULT/firearms", "Rebels opened fire", "@HARM/firearms"),
            ("ECONOMY/fall", "Shares fell since the explosion", "@ECONOMY/fall"),
        ];
        for (kind, what, expected) in table {
            assert!(classes(kind, what).split(' ').any(|class| class == expected), "{what}: {}", classes(kind, what));
        }
    }
}
