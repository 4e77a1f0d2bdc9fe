//! The trigger words of event types: one type a file under `data/en/event/type/`.
//!
//! A file is two YAML documents. The first is the type, the second its proof. The first keeps to a subset of YAML (`key: value` and block
//! scalars) that is read line by line: that is fast, and an error knows its line. The proof is read by tests only.

mod group;
mod read;

use super::Files;
use super::phrase::{Around, ByHead, Part, Phrase};
use crate::error::{Error, Result};
use group::Groups;
use read::Reader;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The trigger words of all types.
#[derive(Clone, Debug)]
pub struct Triggers {
    kinds: Vec<Kind>,
    verbs: ByHead<Trigger>,
    nouns: ByHead<Trigger>,
}

/// A type of event.
#[derive(Clone, Debug)]
pub struct Kind {
    /// `ASSAULT`.
    pub code: &'static str,
    /// What it means, in one line.
    pub about: &'static str,
    /// Its modes with their meanings.
    pub modes: Vec<(&'static str, &'static str)>,
    /// Words beside a trigger that tell its mode.
    marks: Vec<(Phrase, &'static str)>,
    undergo: Vec<&'static str>,
    mutual: Vec<&'static str>,
    receivers: Vec<&'static str>,
}

/// A word that names an event of a type.
#[derive(Clone, Copy, Debug)]
pub struct Trigger {
    pub phrase: Phrase,
    /// An index for [`Triggers::kind`].
    pub kind: u16,
    /// The manner, as in `ASSAULT/firearms`.
    pub mode: Option<&'static str>,
    /// The noun names what an event leaves ("agreement"): it is an event under a light verb only.
    pub result: bool,
    /// `+ missile rocket - deal`: after `+` words of which one must be an argument, after `-` words of which none may; `+object`,
    /// `-subject` and so on ask it of the objects or the subjects only.
    asks: &'static [&'static str],
    line: u32,
}

/// The examples of one type file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proof {
    /// A sentence, and in it `word = mode` (or `word` for an event without a mode).
    pub is: BTreeMap<String, String>,
    /// Sentences that have no event of this type.
    #[serde(default)]
    pub not: Vec<String>,
}

impl Triggers {
    pub fn parse(files: &Files) -> Result<Triggers> {
        let (mut kinds, mut verbs, mut nouns) = (Vec::new(), Vec::new(), Vec::new());
        let mut paths = Vec::new();
        let groups = Groups::parse(files)?;
        for file in files.lasting("event/type") {
            let (path, text) = file?;
            let mut reader = Reader { kind: kinds.len() as u16, verbs: &mut verbs, nouns: &mut nouns, groups: &groups };
            kinds.push(reader.read(text).map_err(|error| Error { path: path.to_string(), ..error })?);
            paths.push(path);
        }
        let order = |trigger: &Trigger| (std::cmp::Reverse(trigger.weight()), trigger.kind, trigger.line);
        let triggers = Triggers {
            verbs: ByHead::new(verbs, |trigger| trigger.phrase.head, order),
            nouns: ByHead::new(nouns, |trigger| trigger.phrase.head, order),
            kinds,
        };
        for pair in [&triggers.verbs, &triggers.nouns].into_iter().flat_map(|by_head| by_head.all().windows(2)) {
            if let [one, other] = pair
                && one.phrase == other.phrase
                && one.asks == other.asks
            {
                let (earlier, later) = (paths[one.kind as usize], paths[other.kind as usize]);
                let message = format!("\"{}\" is listed already in {earlier}:{}; keep one", other.phrase.text(), one.line);
                return Err(Error::in_file(later, message).at_line(other.line as usize));
            }
        }
        Ok(triggers)
    }

    /// The triggers headed by a verb's lemma, those that ask for most first.
    pub fn verb(&self, lemma: &str) -> &[Trigger] {
        self.verbs.of(lemma)
    }

    /// The triggers headed by a noun's lemma, those that ask for most first.
    pub fn noun(&self, lemma: &str) -> &[Trigger] {
        self.nouns.of(lemma)
    }

    /// The first of these triggers whose neighbours are there.
    pub fn pick<'a>(candidates: &'a [Trigger], around: &Around) -> Option<&'a Trigger> {
        candidates.iter().find(|trigger| trigger.fits(around))
    }

    pub fn kind(&self, trigger: &Trigger) -> &Kind {
        &self.kinds[trigger.kind as usize]
    }

    /// All types, by code.
    pub fn kinds(&self) -> &[Kind] {
        &self.kinds
    }

    /// The mode of a trigger, or the mode that a word around it tells. `words` are lemmas in the order of the text.
    pub fn mode(&self, trigger: &Trigger, words: &[&str]) -> Option<&'static str> {
        trigger.mode.or_else(|| self.kind(trigger).mark(words))
    }

    /// Every verb and noun that heads a trigger.
    pub fn heads(&self) -> impl Iterator<Item = (&'static str, Part)> {
        self.verbs.all().iter().chain(self.nouns.all()).map(|trigger| (trigger.phrase.head, trigger.phrase.part))
    }

    /// The examples of every type file, by type. For tests: an ordinary run never reads them.
    pub fn proofs(files: &Files) -> Result<Vec<(String, Proof)>> {
        let mut proofs = Vec::new();
        for file in files.lasting("event/type") {
            let (path, text) = file?;
            let (kind, proof) = text.split_once("\n---\n").ok_or_else(|| Error::in_file(path, NO_PROOF))?;
            let code = kind.lines().find_map(|line| line.strip_prefix("type: ")).unwrap_or_default();
            proofs.push((code.to_string(), serde_yaml::from_str(proof).map_err(|error| Error::in_file(path, error.to_string()))?));
        }
        Ok(proofs)
    }
}

impl Kind {
    /// Whether the subject of this verb is the one it happens to ("the ferry sank").
    pub fn undergoes(&self, verb: &str) -> bool {
        self.undergo.contains(&verb)
    }

    /// Whether the sides of this verb are all actors ("the ministers met").
    pub fn mutual(&self, verb: &str) -> bool {
        self.mutual.contains(&verb)
    }

    /// The prepositions that lead to whom it befalls: "at" of "fired at the embassy".
    pub fn receivers(&self) -> &[&'static str] {
        &self.receivers
    }

    fn mark(&self, words: &[&str]) -> Option<&'static str> {
        (0..words.len()).find_map(|at| {
            let (before, after) = (&words[..at], &words[at + 1..]);
            let mark = self.marks.iter().find(|(phrase, _)| phrase.head == words[at] && phrase.adjoins(before, after));
            mark.map(|&(_, mode)| mode)
        })
    }
}

impl Trigger {
    /// `ASSAULT/aerial`, or the bare type.
    pub fn code(&self, kind: &Kind, mode: Option<&str>) -> String {
        match mode {
            Some(mode) => format!("{}/{mode}", kind.code),
            None => kind.code.to_string(),
        }
    }

    pub fn fits(&self, around: &Around) -> bool {
        if !self.phrase.fits(around) {
            return false;
        }
        if self.asks.is_empty() {
            return true;
        }
        let (mut wanted, mut found, mut among) = (true, true, around.arguments);
        for &word in self.asks {
            if let Some(role) = word.strip_prefix(SIGNS) {
                if wanted && !found {
                    return false;
                }
                among = match role {
                    "object" => around.objects,
                    "subject" => around.subjects,
                    _ => around.arguments,
                };
                wanted = word.starts_with('+');
                found = !wanted;
            } else if among.contains(&word) || word == ANY && !among.is_empty() {
                if !wanted {
                    return false;
                }
                found = true;
            }
        }
        found
    }

    /// How much it asks for: words beside the head, then arguments it must have, then arguments it must not have.
    fn weight(&self) -> (usize, usize, usize) {
        let count = |sign: char| self.asks.iter().filter(|word| word.starts_with(sign)).count();
        (self.phrase.extra(), count('+'), count('-'))
    }
}

/// What opens a group of words that a trigger asks for or refuses.
const SIGNS: [char; 2] = ['+', '-'];

/// Stands for every word: `+object any` asks for an object, whatever it is.
const ANY: &str = "any";

const NO_PROOF: &str = "has no examples; add a line `---` and below it `is:` with sentences, as in assault.yaml";

/// The code of a type without its mode: "ASSAULT" of "ASSAULT/aerial".
pub fn base(kind: &str) -> &str {
    kind.split('/').next().unwrap_or(kind)
}

#[cfg(test)]
mod tests {
    use super::super::Lexicon;
    use super::super::names::Kind;
    use super::*;

    /// The codes that a word gets when every other word of its sentence may be its argument, as a noun right after another noun, an adjective
    /// or a determiner, as a verb, or as either. The event row knows more; this much must hold without it.
    fn codes(at: usize, words: &[&str]) -> Vec<String> {
        let Lexicon { triggers, lemmas, names, .. } = Lexicon::embedded();
        let readings: Vec<[_; 2]> = words.iter().map(|word| [lemmas.verb(word), lemmas.noun(word)]).collect();
        let lower: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
        let lower: Vec<&str> = lower.iter().map(String::as_str).collect();
        // Kinds of names as the event row gives them.
        let kind = |start: usize| match names.longest(words[start..].iter().copied()).map(|(_, name)| name.kind) {
            Some(Kind::Country | Kind::Capital) => Some("Country"),
            Some(Kind::Person) => Some("Person"),
            _ => None,
        };
        // What stands behind it is its object, what stands before it its subject; the other way round after "was".
        let side = |range: std::ops::Range<usize>| -> Vec<&str> {
            let argument = range.filter(|&other| !["up", "down"].contains(&lower[other]));
            let readings = |other: usize| [&*readings[other][0], &*readings[other][1], lower[other], kind(other).unwrap_or_default()];
            argument.flat_map(readings).collect()
        };
        let (left, right) = (side(0..at), side(at + 1..words.len()));
        let is_passive = at.checked_sub(1).is_some_and(|before| ["was", "were", "been", "be"].contains(&lower[before]));
        let (subjects, objects) = if is_passive { (&right, &left) } else { (&left, &right) };
        let mut arguments = [&left[..], &right[..]].concat();
        arguments.extend(lower.iter().filter(|word| ["up", "down"].contains(word)));
        arguments.extend(lower.iter().filter(|word| ["it", "its", "they", "their", "he", "his"].contains(word)).map(|_| "self"));
        let (before, after) = (&lower[..at], &lower[at + 1..]);
        let around = Around { before, after, arguments: &arguments, objects, subjects, gaps: &Lexicon::embedded().gaps };
        let [verb, noun] = &readings[at];
        let noun = Triggers::pick(triggers.noun(noun), &around);
        let after = at.checked_sub(1).map_or("", |before| lower[before]);
        let is_noun = ["the", "a", "an", "heart", "cardiac", "air"].contains(&after);
        let verb = Triggers::pick(triggers.verb(verb), &around).filter(|_| !is_noun);
        let all: Vec<&str> = readings.iter().map(|[_, noun]| &**noun).collect();
        verb.into_iter().chain(noun).map(|trigger| trigger.code(triggers.kind(trigger), triggers.mode(trigger, &all))).collect()
    }

    fn tokens(sentence: &str) -> Vec<&str> {
        sentence.split([' ', '.', ',', '?', '\'']).filter(|word| !word.is_empty()).collect()
    }

    #[test]
    fn every_example_has_its_type() {
        let mut wrong = String::new();
        for (code, proof) in Triggers::proofs(&Files::embedded()).unwrap() {
            for (sentence, want) in &proof.is {
                let (word, mode) = want.split_once(" = ").map_or((want.as_str(), None), |(word, mode)| (word, Some(mode)));
                let words = tokens(sentence);
                let Some(at) = words.iter().position(|other| *other == word) else {
                    wrong += &format!("{code}: \"{word}\" is not in \"{sentence}\"\n");
                    continue;
                };
                let want = mode.map_or(code.clone(), |mode| format!("{code}/{mode}"));
                let got = codes(at, &words);
                if !got.contains(&want) {
                    wrong += &format!("{want}: {word} in \"{sentence}\" is {got:?}\n");
                }
            }
            for sentence in &proof.not {
                let words = tokens(sentence);
                for at in 0..words.len() {
                    let got = codes(at, &words);
                    if got.iter().any(|got| got.split('/').next() == Some(&code)) {
                        wrong += &format!("not {code}: {} in \"{sentence}\" is {got:?}\n", words[at]);
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "\n{wrong}");
    }

    #[test]
    fn every_head_is_a_lemma() {
        let Lexicon { triggers, lemmas, .. } = Lexicon::embedded();
        let mut wrong = Vec::new();
        for (head, part) in triggers.heads() {
            // "found" alone is a form of "find"; its lemma shows in "founded".
            let reached = match part {
                Part::Verb => [head.to_string(), format!("{head}ed")].iter().any(|form| &*lemmas.verb(form) == head),
                Part::Noun => &*lemmas.noun(head) == head,
            };
            if !reached {
                wrong.push(head);
            }
        }
        assert!(wrong.is_empty(), "no word has these lemmas, so their triggers are never found: {wrong:?}");
    }

    #[test]
    fn the_type_is_yaml_too() {
        for file in Files::embedded().lasting("event/type") {
            let (path, text) = file.unwrap();
            let document = serde_yaml::Deserializer::from_str(text).next().unwrap();
            assert!(serde_yaml::Value::deserialize(document).is_ok(), "{path}");
        }
    }

    #[test]
    fn errors() {
        let test = |text: &str, want: &str| {
            let mut files = Files::embedded();
            files.insert("event/type/x.yaml".to_string(), text.as_bytes().to_vec());
            assert_eq!(Triggers::parse(&files).err().map(|error| error.to_string()).as_deref(), Some(want));
        };
        test("type: X\n", &format!("event/type/x.yaml: {NO_PROOF}"));
        test("about: y\n---\nis:\n", "event/type/x.yaml: has no `type:`; name the type, as in `type: ASSAULT`");
        test(
            "type: X\nverb: |\n  zap\n",
            "event/type/x.yaml:2: unknown key \"verb\"; use type, about, recipient, modes, verbs, nouns, results, marks, undergo or mutual",
        );
        test("type: X\nverbs: zap\n", "event/type/x.yaml:2: write `verbs: |` and its lines below, indented by two spaces");
        test(
            "type: X\nverbs: |\n  zap = mad\n",
            "event/type/x.yaml:3: the mode \"mad\" is not among this type's modes; add it there or mend it",
        );
        test("type: X\ntype: Y\n", "event/type/x.yaml:2: the key \"type\" is here twice; put both under one");
        test("type: X\nverbs: |\n  zap,zip\n", "event/type/x.yaml:3: \"zap,zip\" is not a list such as `blow up, bomb`");
        test(
            "type: X\nverbs: |\n  zap, zap\n---\nis:\n",
            "event/type/x.yaml:3: \"zap\" is listed already in event/type/x.yaml:3; keep one",
        );
    }
}
