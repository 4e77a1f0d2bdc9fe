//! Mentions of one event within one text: "assassinated Soleimani … Soleimani was killed … the killing".
//!
//! Only where it is safe: a definite noun that takes up the nearest event of its type, or the same type done to the same named one.

use super::sentence::Sentence;
use super::trigger::Trigger;
use super::{Class, Mention, Status, clause};
use crate::lexicon::names::Kind;
use crate::lexicon::triggers::base;
use crate::lexicon::words::{Class as Listed, Words};
use crate::text::Rel;

/// How many sentences back a definite noun may refer.
const NEAR: u32 = 4;

/// How many, where the noun is made of the verb or the same word.
const FAR: u32 = 12;

/// Whether two words of one text look like forms of one: "raid" and "raided", "invasion" and "invaded".
pub fn is_cognate(a: &str, b: &str, words: &Words) -> bool {
    let shared = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    // "Takeoff" is no form of "take".
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let joined = long.strip_prefix(short).is_some_and(|rest| words.has(rest, Listed::Particle));
    a == b || shared >= 4 && 2 * shared >= long.len() && !joined
}

/// The first mention of the event of the one at `at`, by index.
pub fn first(mentions: &[Mention], at: usize) -> u32 {
    mentions[at].same_as.unwrap_or(at as u32)
}

/// The first mention of the event that the new mention takes up, by index in `earlier`.
pub fn antecedent(
    sentence: &Sentence,
    trigger: &Trigger,
    mention: &Mention,
    carried: Option<&Trigger>,
    earlier: &[Mention],
) -> Option<u32> {
    if mention.class == Class::Aspectual || !matches!(mention.status, Status::Occurred | Status::Ongoing) {
        return None;
    }
    let kind = mention.kind.as_deref()?;
    let befallen: Vec<&str> = mention.recipients.iter().filter_map(|name| last_name(sentence, name)).collect();
    let is_named =
        |m: &Mention| m.listed && family(m) == Some(base(kind)) && shares_recipient(sentence, m, &befallen) && dates_agree(m, mention);
    let named = if befallen.is_empty() { None } else { earlier.iter().rposition(is_named) };
    let noun = if trigger.noun { Some(trigger.token) } else { carried.map(|t| t.token) };
    let taken_up = || {
        let noun = noun.filter(|&n| is_taken_up(sentence, n))?;
        let near = |m: &Mention| m.listed && !plans(sentence, m) && m.sentence < mention.sentence && m.sentence + NEAR >= mention.sentence;
        // A noun with an object of its own ("the killing of a journalist") names another event.
        if sentence.tree.child(noun, &[Rel::Nmod, Rel::NmodPoss, Rel::Compound]).is_some() && !trigger_is_bare(sentence, noun) {
            return None;
        }
        let fits = |m: &Mention| m.kind.as_deref().is_some_and(|k| same_kind(k, kind)) && dates_agree(m, mention);
        // "The invasion" is the nearest "invaded", however many other assaults are told in between.
        let word = sentence.tree.word(noun).to_lowercase();
        let by_word = |m: &Mention| {
            let told = || m.trigger.of(sentence.tree.text.raw).to_lowercase();
            m.listed
                && m.sentence < mention.sentence
                && m.sentence + FAR >= mention.sentence
                && is_cognate(&word, &told(), &sentence.lexicon.words)
                && fits(m)
        };
        earlier.iter().rposition(by_word).or_else(|| earlier.iter().rposition(|m| near(m) && fits(m)))
    };
    let found = named.or_else(taken_up)?;
    Some(first(earlier, found))
}

/// "Two weeks after the storm struck": the verb that told of it before, with the same subject and object.
pub fn retold(sentence: &Sentence, trigger: &Trigger, mention: &Mention, earlier: &[Mention]) -> Option<u32> {
    if trigger.noun || mention.when.timex.is_some() {
        return None;
    }
    let clause = clause::of(&sentence.tree, trigger.token);
    let word = |token: u32| sentence.tree.word(token).to_lowercase();
    let (subject, object) = (clause.subject.map(word)?, clause.object.map(word));
    let verb = |m: &Mention| sentence.lexicon.lemmas.verb(m.trigger.of(sentence.tree.text.raw)).to_string();
    let says = |m: &Mention, wanted: &str| m.what.to_lowercase().split(|c: char| !c.is_alphanumeric()).any(|word| word == wanted);
    let has_both = |m: &Mention| says(m, &subject) && object.as_ref().is_none_or(|object| says(m, object));
    let told =
        |m: &Mention| m.listed && m.status == Status::Occurred && m.sentence < mention.sentence && m.sentence + FAR >= mention.sentence;
    let found = earlier.iter().rposition(|m| told(m) && verb(m) == verb(mention) && has_both(m))?;
    Some(first(earlier, found))
}

/// "The election had been planned for May": not the vote that then took place.
fn plans(sentence: &Sentence, mention: &Mention) -> bool {
    let lemma = sentence.lexicon.lemmas.verb(mention.trigger.of(sentence.tree.text.raw));
    let by_itself = !sentence.lexicon.triggers.verb(&lemma).is_empty();
    !by_itself && sentence.lexicon.words.of(&lemma).iter().any(|word| word.class == Listed::Irrealis && word.value == Some("planned"))
}

/// "the killing", "that raid".
fn is_taken_up(sentence: &Sentence, noun: u32) -> bool {
    let tree = &sentence.tree;
    tree.child(noun, &[Rel::Det]).is_some_and(|d| tree.is_one_of(d, &["the", "this", "that"]))
}

/// Whether the noun has at most modifiers that do not say whom it befell: "the staff reduction", "the truce with the US".
fn trigger_is_bare(sentence: &Sentence, noun: u32) -> bool {
    let tree = &sentence.tree;
    tree.children_in(noun, &[Rel::Nmod, Rel::NmodPoss]).all(|c| tree.child(c, &[Rel::Case]).is_some_and(|case| tree.is(case, "with")))
}

/// A killing is told as an assault and as a death.
pub fn family(mention: &Mention) -> Option<&str> {
    mention.kind.as_deref().map(base)
}

fn same_kind(a: &str, b: &str) -> bool {
    base(a) == base(b) && (a == b || !a.contains('/') || !b.contains('/') || base(a) == "ASSAULT")
}

fn dates_agree(a: &Mention, b: &Mention) -> bool {
    a.when.timex.is_none()
        || b.when.timex.is_none()
        || a.when.date == b.when.date
        || a.when.date.interval().intersect(b.when.date.interval()).is_some()
}

/// Whether both are done to one person or group: "Qasem Soleimani" and "Soleimani". A country suffers many things.
fn shares_recipient(sentence: &Sentence, earlier: &Mention, befallen: &[&str]) -> bool {
    let ends = |name: &str| befallen.contains(&name.rsplit(' ').next().unwrap_or(name));
    earlier.recipients.iter().any(|name| ends(name) && last_name(sentence, name).is_some())
}

/// The last word of the name of somebody who is no country or place.
fn last_name<'n>(sentence: &Sentence, name: &'n str) -> Option<&'n str> {
    let last = name.rsplit(' ').next().filter(|word| word.starts_with(char::is_uppercase) && word.len() > 2)?;
    let words: Vec<&str> = name.split(' ').collect();
    let listed = sentence.lexicon.names.longest(words.iter().copied());
    (!listed.is_some_and(|(_, name)| name.code.is_some() && name.kind != Kind::Person)).then_some(last)
}
