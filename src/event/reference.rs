//! What pronouns and short names stand for, where that is safe.
//!
//! "he" is the person last named as a subject, if nobody else was named with that name or since; "Soleimani" is the one full name of the text that ends so. Anything less sure
//! stays as written.

use super::fuller::Fuller;
use super::hero::Hero;
use super::sentence::Sentence;
use super::what;
use crate::lexicon::Lexicon;
use crate::lexicon::name_part::{NameParts, Sex};
use crate::lexicon::names::Kind;
use crate::lexicon::words::Class;
use crate::text::{Rel, Tag, Text, Tree};
use crate::timex::Timex;
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;

/// The people named so far in a text.
#[derive(Clone, Debug, Default)]
pub struct Referents {
    full: FullNames,
    /// The person last named as a subject, and in which sentence, as long as no other person was named in it or since.
    last: Option<(String, u32)>,
    /// Who was brought in last without a name, "a man", as long as nobody named was the subject since.
    stranger: Option<Stranger>,
    /// The same of companies and the like, and of countries.
    body: Option<(String, u32)>,
    country: Option<(String, u32)>,
    sentence: u32,
    /// The body or country that alone is the subject of the sentence before, and that of this one.
    bodies: [Option<String>; 2],
    /// Who alone speaks in the sentence before, and in this one.
    speakers: [Option<String>; 2],
    /// The nouns named so far, before this sentence.
    pub nouns: Fuller,
    hero: Hero,
}

/// Full names of two words or more.
#[derive(Clone, Debug, Default)]
struct FullNames {
    all: FxHashSet<String>,
    /// By its last word the only one that has it; none where several do.
    by_last: FxHashMap<String, Option<String>>,
}

impl FullNames {
    fn add(&mut self, name: &str) {
        if self.all.insert(name.to_string()) {
            let last = name.rsplit(' ').next().unwrap_or(name);
            self.by_last.entry(last.to_string()).and_modify(|only| *only = None).or_insert_with(|| Some(name.to_string()));
        }
    }

    fn has_last(&self, word: &str) -> bool {
        self.by_last.contains_key(word)
    }
}

/// How many sentences a pronoun reaches back.
const REACH: u32 = 4;

impl Referents {
    pub fn of(text: &Text, lexicon: &Lexicon) -> Referents {
        Referents { hero: Hero::of(text, lexicon), ..Referents::default() }
    }

    /// Takes note of the people that the sentence names. Called before its mentions are read.
    pub fn read(&mut self, sentence: &Sentence) {
        let tree = &sentence.tree;
        self.sentence = tree.sentence;
        self.read_bodies(sentence);
        self.bodies = [self.bodies[1].take(), only_body(sentence, self)];
        let mut people: Vec<(String, bool)> = Vec::new();
        let mut described = false;
        for token in tree.tokens() {
            if !tree.tag(token).is_proper() || matches!(tree.rel(token), Rel::Flat | Rel::Compound) {
                continue;
            }
            let listed = super::name::listed_around(sentence, token).map(str::to_string);
            let name = listed.unwrap_or_else(|| super::name::canonical(sentence, &what::participant(tree, token), self));
            if !is_person(sentence, &name) || !name.contains(' ') && self.is_where(sentence, token) {
                continue;
            }
            if name.contains(' ') {
                self.full.add(&name);
            }
            // A name that opens the sentence is its subject, whatever the parser makes of it.
            let opens = (tree.tokens().start..token).all(|t| tree.tag(t).is_noun() || tree.tag(t) == Tag::Hyph);
            described |= is_introduced(sentence, token);
            people.push((name, opens || matches!(tree.rel(token), Rel::Nsubj | Rel::NsubjPass)));
        }
        let speaker = tree.tokens().find(|&t| tree.tag(t).is_proper() && speaks(sentence, t));
        let speaker = speaker
            .and_then(|t| super::name::participant(sentence, t, self))
            .filter(|name| name.contains(' ') && people.len() == 1 && people[0].0 == *name && !name.contains('-'));
        self.speakers = [self.speakers[1].take(), speaker];
        let same = |a: &str, b: &str| a == b || a.ends_with(b) || b.ends_with(a);
        let known = |name: &str| name.contains(' ') || self.full.all.iter().any(|full| full.ends_with(name));
        if let Some((last, _)) = &self.last
            && people.iter().any(|(name, _)| !same(name, last))
        {
            self.last = None;
        }
        // "Wall Street" is two capitalised words too: only a listed person, one with a title or a given name or one who is said to be
        // somebody ("…, the leader of") is meant by "he".
        let sure = |name: &str| {
            let listed = sentence.lexicon.names.longest(name.split(' '));
            described
                || self.sex_of(sentence, name).is_some()
                || listed.is_some_and(|(_, name)| matches!(name.kind, Kind::Person | Kind::Title))
        };
        if let Some((name, _)) = people.iter().find(|(name, subject)| *subject && sure(name) && known(name))
            && people.iter().all(|(other, _)| same(other, name))
        {
            self.last = Some((name.clone(), tree.sentence));
            self.stranger = None;
        }
        if let Some(stranger) = tree.tokens().rev().find_map(|t| stranger(sentence, t)) {
            self.stranger = Some(stranger);
        }
    }

    /// Takes note of what only the sentences behind this one may point at. Called after its mentions are read.
    pub fn read_behind(&mut self, sentence: &Sentence, timexes: &[(u32, &Timex)]) {
        self.nouns.read(sentence, timexes);
        self.hero.read(sentence, &|token| is_somebody(&self.full, sentence, token));
    }

    /// Takes note of the bodies and countries that the sentence names.
    fn read_bodies(&mut self, sentence: &Sentence) {
        let tree = &sentence.tree;
        let (mut bodies, mut countries) = (Vec::new(), Vec::new());
        for token in tree.tokens() {
            if !tree.tag(token).is_proper() || matches!(tree.rel(token), Rel::Flat | Rel::Compound) {
                continue;
            }
            let listed = sentence.lexicon.names.longest((tree.reach(token).start..=token).map(|t| tree.word(t)));
            let kind = listed.or_else(|| sentence.lexicon.names.longest(std::iter::once(tree.word(token)))).map(|(_, name)| name.kind);
            let named = match kind {
                None | Some(Kind::Organisation | Kind::ArmedGroup | Kind::Media) => &mut bodies,
                Some(Kind::Country | Kind::Capital | Kind::Demonym) => &mut countries,
                _ => continue,
            };
            let name = super::name::participant(sentence, token, self)
                .filter(|name| kind.is_some() || is_acronym(name) || sentence.lexicon.name_parts.is_company(name));
            named.extend(name.map(|name| (name, matches!(tree.rel(token), Rel::Nsubj | Rel::NsubjPass))));
        }
        for (named, last) in [(bodies, &mut self.body), (countries, &mut self.country)] {
            if last.as_ref().is_some_and(|(last, _)| named.iter().any(|(name, _)| name != last)) {
                *last = None;
            }
            if let Some((name, _)) = named.iter().find(|(_, subject)| *subject)
                && named.iter().all(|(other, _)| other == name)
            {
                *last = Some((name.clone(), tree.sentence));
            }
        }
    }

    /// What "the company", "the country" or "the 31-year-old athlete" means.
    pub fn of_anaphor(&self, tree: &Tree, phrase: &what::Anaphor) -> Option<String> {
        let last = match phrase.kind {
            "body" => &self.body,
            "country" => &self.country,
            "person" => &self.last,
            _ => return None,
        };
        let (name, sentence) = last.as_ref().filter(|_| !phrase.plural)?;
        (self.sentence - sentence <= REACH && !is_named_behind(tree, name, phrase.tokens.clone())).then(|| name.clone())
    }

    /// What "the country" of "the country's parliament" means, where its name does not stand in the sentence itself.
    pub fn of_owner(&self, tree: &Tree, phrase: &what::Anaphor) -> Option<String> {
        let last = if phrase.kind == "country" { &self.country } else { &self.body };
        self.of_anaphor(tree, phrase).filter(|_| last.as_ref().is_some_and(|(_, sentence)| *sentence < self.sentence))
    }

    /// The person whom "he" or "she" means: the subject of the clause above, who was named last, or whom the article is about.
    pub fn of_pronoun(&self, sentence: &Sentence, pronoun: u32) -> Option<String> {
        let tree = &sentence.tree;
        if !tree.is_one_of(pronoun, &["he", "she", "him", "her"]) {
            return None;
        }
        if let Some(name) = super::hanging::of_pronoun(sentence, pronoun, self) {
            return Some(name);
        }
        // "Police searched a man. He had": not whoever was named before him.
        let she = tree.is_one_of(pronoun, &["she", "her"]);
        let meant = |who: Stranger| who.noun < pronoun && who.she.is_none_or(|is| is == she);
        if self.stranger.is_some_and(|who| self.sentence - who.sentence <= REACH && meant(who)) {
            return None;
        }
        let last = self.last.as_ref().filter(|(_, at)| self.sentence - at <= REACH).map(|(name, _)| name.clone());
        let name = last.or_else(|| self.hero.of_pronoun(sentence, pronoun, &|token| is_somebody(&self.full, sentence, token)))?;
        let other = if she { Sex::Man } else { Sex::Woman };
        let fits = self.sex_of(sentence, &name) != Some(other);
        (fits && !is_named_behind(tree, &name, pronoun..pronoun + 1) && !is_of_another(sentence, pronoun)).then_some(name)
    }

    /// "He also warned that": who spoke in the sentence before goes on.
    pub fn of_speaker(&self, sentence: &Sentence, pronoun: u32) -> Option<String> {
        let tree = &sentence.tree;
        let verb = tree.head(pronoun).filter(|&verb| tree.rel(verb) == Rel::Root && sentence.is(verb, Class::Reporting))?;
        let he = tree.is_one_of(pronoun, &["he", "she"]) && tree.rel(pronoun) == Rel::Nsubj && pronoun < verb;
        self.speakers[0].clone().filter(|_| opens_sentence(tree, pronoun) && he)
    }

    /// The body that "it" means where it opens a sentence: the only subject of the sentence before.
    pub fn of_it(&self, sentence: &Sentence, pronoun: u32) -> Option<String> {
        let tree = &sentence.tree;
        let verb = tree.head(pronoun).filter(|_| matches!(tree.rel(pronoun), Rel::Nsubj | Rel::NsubjPass))?;
        // "It emerged that", "it took days to": nothing is meant.
        let says = [Class::Reporting, Class::IAction, Class::IState].iter().any(|&class| sentence.is(verb, class));
        let empty = tree.child(verb, &[Rel::Csubj]).is_some()
            || tree.child(verb, &[Rel::Ccomp]).is_some() && !says
            || tree.child(verb, &[Rel::NsubjPass]).is_some() && tree.child(verb, &[Rel::Ccomp, Rel::Xcomp]).is_some();
        let acts = tree.child(verb, &[Rel::Obj, Rel::Xcomp, Rel::Ccomp]).is_some() || tree.rel(pronoun) == Rel::NsubjPass;
        if !tree.is(pronoun, "it")
            || !opens_sentence(tree, pronoun)
            || tree.rel(verb) != Rel::Root
            || empty
            || !acts
            || sentence.is(verb, Class::Weak)
        {
            return None;
        }
        self.bodies[0].clone()
    }

    /// Whether a name is surely that of somebody whom "he" or "she" at `pronoun` may mean: a full name, or the last one of a full name before.
    pub(super) fn is_person_of(&self, sentence: &Sentence, name: &str, pronoun: u32) -> bool {
        let wanted = if sentence.tree.is(pronoun, "she") { Sex::Woman } else { Sex::Man };
        self.sex_of(sentence, name).map_or_else(|| is_listed_person(sentence, name), |sex| sex == wanted)
    }

    /// Whether the name at a token may be that of a person: not a listed place or body, nor one in which something lies ("at Enron").
    pub(super) fn may_be_person(&self, sentence: &Sentence, token: u32) -> bool {
        let name = name_at(sentence, token);
        is_person(sentence, &name) && (name.contains(' ') || !self.is_where(sentence, token))
    }

    /// "At Enron", "in Himmelpfort": a name of one word in which something lies, and no last name of the text.
    fn is_where(&self, sentence: &Sentence, token: u32) -> bool {
        let tree = &sentence.tree;
        let leads = |case: u32| tree.is_one_of(case, &["in", "at", "from", "into", "near", "across"]);
        tree.child(token, &[Rel::Case]).is_some_and(leads) && !self.full.has_last(tree.word(token))
    }

    /// Of whom a name is, by the given name that it has or had when it was told in full.
    fn sex_of(&self, sentence: &Sentence, name: &str) -> Option<Sex> {
        let full = self.full_name(name);
        sentence.lexicon.name_parts.sex_of(full.as_deref().unwrap_or(name))
    }

    /// The full name that a last name stands for, when the text has exactly one.
    pub fn full_name(&self, last: &str) -> Option<String> {
        self.full.by_last.get(last)?.clone()
    }
}

/// "He was sidelined as Tan took office": whoever is named behind a pronoun of the main clause is another, but not in "when he left, Tan was old".
fn is_named_behind(tree: &Tree, name: &str, phrase: Range<u32>) -> bool {
    let last = name.rsplit(' ').next().unwrap_or(name);
    let marked = |verb: u32| tree.child(verb, &[Rel::Mark, Rel::Advmod]).is_some_and(|mark| mark < phrase.start);
    let opens = tree.head(phrase.end - 1).is_some_and(|verb| tree.rel(verb) == Rel::Advcl && marked(verb));
    !opens && (phrase.end..tree.tokens().end).any(|t| tree.is(t, last))
}

/// "Obama said he spoke to the Egyptian president after he announced": somebody else of the sentence stands nearer before a pronoun.
fn is_of_another(sentence: &Sentence, pronoun: u32) -> bool {
    let tree = &sentence.tree;
    let met = |t: u32| tree.child(t, &[Rel::Case]).is_some_and(|case| tree.is_one_of(case, &["to", "with", "by"]));
    let takes_part = |t: u32| matches!(tree.rel(t), Rel::Obj | Rel::Iobj) || tree.rel(t) == Rel::Obl && met(t);
    let is_somebody = |t: u32| tree.tag(t) == Tag::Nn && sentence.is(t, Class::Agent) && takes_part(t);
    let told_apart = |t: u32| (t + 1..pronoun).any(|between| tree.tag(between).is_proper());
    (tree.tokens().start..pronoun).any(|t| is_somebody(t) && !told_apart(t))
}

/// "The United States": names of states and unions that are made of common nouns.
pub fn with_article(name: String, parts: &NameParts) -> String {
    if parts.has_article(&name) { format!("the {name}") } else { name }
}

/// "the NRA".
fn is_acronym(name: &str) -> bool {
    (2..=5).contains(&name.len()) && name.chars().all(|c| c.is_ascii_uppercase())
}

/// The body, group or country that is the subject of the main clause, where no other clause of the sentence has a subject that "it" could mean.
fn only_body(sentence: &Sentence, referents: &Referents) -> Option<String> {
    let tree = &sentence.tree;
    let root = tree.tokens().find(|&t| tree.rel(t) == Rel::Root && tree.tag(t).is_verb())?;
    let subject =
        tree.child(root, &[Rel::Nsubj, Rel::NsubjPass]).filter(|&t| t < root && tree.child(t, &[Rel::Conj, Rel::Appos]).is_none())?;
    let others = tree.tokens().filter(|&t| t != subject && matches!(tree.rel(t), Rel::Nsubj | Rel::NsubjPass));
    if others.into_iter().any(|t| matches!(tree.tag(t), Tag::Nn | Tag::Nnp | Tag::Prp)) {
        return None;
    }
    let name = super::name::participant(sentence, subject, referents)?;
    let listed = sentence.lexicon.names.longest(name.split(' '));
    let body = match listed {
        Some((_, listed)) => matches!(listed.kind, Kind::Country | Kind::Organisation | Kind::ArmedGroup | Kind::Media),
        None => tree.tag(subject).is_proper() && is_acronym(&name),
    };
    body.then_some(name)
}

/// "But it", "Meanwhile, he".
fn opens_sentence(tree: &Tree, pronoun: u32) -> bool {
    (tree.tokens().start..pronoun).all(|t| matches!(tree.tag(t), Tag::Cc | Tag::Rb | Tag::Comma))
}

/// "Vidal said": whoever speaks is somebody.
fn speaks(sentence: &Sentence, name: u32) -> bool {
    let tree = &sentence.tree;
    tree.rel(name) == Rel::Nsubj && tree.head(name).is_some_and(|verb| sentence.is(verb, Class::Reporting))
}

/// "Qais al-Khazali, the leader of the militia".
fn is_introduced(sentence: &Sentence, name: u32) -> bool {
    let tree = &sentence.tree;
    let comma = (name..tree.tokens().end).find(|&t| !tree.tag(t).is_proper() && tree.tag(t) != Tag::Hyph);
    let Some(comma) = comma.filter(|&t| tree.tag(t) == Tag::Comma && t + 1 < tree.tokens().end) else { return false };
    let behind = comma + 2..tree.tokens().end.min(comma + 6);
    tree.tag(comma + 1) == Tag::Dt && behind.into_iter().any(|t| sentence.lexicon.words.has(sentence.lemma(t), Class::Agent))
}

/// Somebody without a name.
#[derive(Clone, Copy, Debug)]
struct Stranger {
    sentence: u32,
    /// The token that names him.
    noun: u32,
    /// Whether "she" is said of him, if the noun tells.
    she: Option<bool>,
}

/// "A man", "another suspect", as somebody who takes part.
fn stranger(sentence: &Sentence, noun: u32) -> Option<Stranger> {
    let tree = &sentence.tree;
    let somebody = tree.tag(noun) == Tag::Nn
        && matches!(tree.rel(noun), Rel::Nsubj | Rel::NsubjPass | Rel::Obj | Rel::Obl | Rel::OblAgent)
        && tree.child(noun, &[Rel::Det, Rel::Nummod]).is_some_and(|det| tree.is_one_of(det, &["a", "an", "one", "another"]))
        && sentence.lexicon.words.value(tree.word(noun), Class::Anaphor) == Some("person");
    let she = tree.is_one_of(noun, &["woman", "girl", "actress"]).then_some(true);
    let he = || tree.is_one_of(noun, &["man", "boy", "businessman"]).then_some(false);
    somebody.then(|| Stranger { sentence: tree.sentence, noun, she: she.or_else(he) })
}

/// Whether the name at a token is one that people have: listed, the last one of a full name, or of two or three words that no list has.
fn is_somebody(full: &FullNames, sentence: &Sentence, token: u32) -> bool {
    let name = name_at(sentence, token);
    is_person(sentence, &name)
        && (name.contains(' ') || is_listed_person(sentence, &name) || full.has_last(sentence.tree.word(token)))
        && !sentence.lexicon.name_parts.is_company(&name)
}

/// The name at a token as a list has it, or as it is written.
fn name_at(sentence: &Sentence, token: u32) -> String {
    super::name::listed_around(sentence, token).map_or_else(|| what::participant(&sentence.tree, token), str::to_string)
}

fn is_listed_person(sentence: &Sentence, name: &str) -> bool {
    sentence.lexicon.names.longest(name.split(' ')).is_some_and(|(_, name)| name.kind == Kind::Person)
}

/// A name of capitalised words that no list has as a country, a place, an organisation or a paper.
fn is_person(sentence: &Sentence, name: &str) -> bool {
    let words: Vec<&str> = name.split(' ').collect();
    let capitalised = words.iter().all(|word| sentence.lexicon.name_parts.may_hold(word));
    let listed = sentence.lexicon.names.longest(words.iter().copied());
    capitalised
        && words.len() <= 4
        && !(words.len() == 1 && (name.parse::<chrono::Weekday>().is_ok() || sentence.lexicon.timex.is_month(name)))
        && !matches!(sentence.tree.tag(sentence.tree.tokens().start), Tag::Nfp)
        && listed.is_none_or(|(_, name)| name.kind == Kind::Person)
}
