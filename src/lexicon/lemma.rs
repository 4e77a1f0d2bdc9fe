//! Lemmas of English verbs and nouns: a table of irregular forms, then spelling rules.
//!
//! Whether a stem takes a silent "e" back ("fired" is "fire", "listed" is "list") is decided by the verbs that the lists know, and for
//! others by their letters.

use super::Files;
use crate::error::{Error, Result};
use arrayvec::ArrayString;
use rustc_hash::{FxHashMap, FxHashSet};

#[derive(Clone, Debug)]
pub struct Lemmas {
    verbs: FxHashMap<&'static str, &'static str>,
    nouns: FxHashMap<&'static str, &'static str>,
    /// Verbs that some list has, as lemmas.
    known: FxHashSet<&'static str>,
}

/// A lemma in lower case, kept on the stack: tagging a text allocates nothing for it. A word longer than 40 bytes is cut; no list has one.
pub type Lemma = ArrayString<40>;

impl Lemmas {
    /// `known` are verbs whose spelling the lists know.
    pub fn parse(files: &Files, known: impl Iterator<Item = &'static str>) -> Result<Lemmas> {
        let mut lemmas = Lemmas { verbs: FxHashMap::default(), nouns: FxHashMap::default(), known: known.collect() };
        let path = "event/word/irregular-verb.txt";
        for (line, words) in table(files.lasting_text(path)?) {
            let [lemma, past, participle] = words[..] else {
                return Err(Error::in_file(path, "expected `lemma past participle`").at_line(line));
            };
            if lemmas.verbs.insert(lemma, lemma).is_some_and(|other| other == lemma) {
                return Err(Error::in_file(path, format!("\"{lemma}\" is here twice; keep one line")).at_line(line));
            }
            lemmas.known.insert(lemma);
            for form in past.split('/').chain(participle.split('/')) {
                lemmas.verbs.entry(form).or_insert(lemma);
            }
        }
        let path = "event/word/irregular-noun.txt";
        for (line, words) in table(files.lasting_text(path)?) {
            let [singular, plural] = words[..] else {
                return Err(Error::in_file(path, "expected `singular plural`").at_line(line));
            };
            if lemmas.nouns.insert(singular, singular).is_some() {
                return Err(Error::in_file(path, format!("\"{singular}\" is here twice; keep one line")).at_line(line));
            }
            for form in plural.split('/') {
                lemmas.nouns.insert(form, singular);
            }
        }
        for (form, lemma) in AUXILIARIES {
            lemmas.verbs.insert(form, lemma);
        }
        Ok(lemmas)
    }

    /// The lemma of a word that is a verb: `fell` is `fall`, `stopping` is `stop`.
    pub fn verb(&self, word: &str) -> Lemma {
        let word = lower(word);
        if let Some(lemma) = self.verbs.get(&*word) {
            return lower(lemma);
        }
        if self.known.contains(&*word) || word.len() < 4 || !word.is_ascii() {
            return word;
        }
        if let Some(stem) = word.strip_suffix("ing").filter(|stem| stem.bytes().any(is_vowel_or_y)) {
            return self.restored(stem);
        }
        if let Some(stem) = word.strip_suffix("ied") {
            return joined(stem, if stem.len() < 2 { "ie" } else { "y" });
        }
        if let Some(stem) = word.strip_suffix("ed").filter(|stem| stem.bytes().any(is_vowel_or_y)) {
            return if stem.ends_with('e') { joined(stem, "e") } else { self.restored(stem) };
        }
        self.singular(&word, |stem| self.known.contains(stem))
    }

    /// The lemma of a word that is a noun: `crises` is `crisis`, `strikes` is `strike`.
    pub fn noun(&self, word: &str) -> Lemma {
        let word = lower(word);
        match self.nouns.get(&*word) {
            Some(lemma) => lower(lemma),
            None if word.len() < 4 || !word.is_ascii() => word,
            None if word.ends_with("men") && word.len() > 5 => joined(&word[..word.len() - 2], "an"),
            None => self.singular(&word, |_| false),
        }
    }

    /// Cuts the "s" of a third person or a plural.
    fn singular(&self, word: &Lemma, known: impl Fn(&str) -> bool) -> Lemma {
        let Some(stem) = word.strip_suffix('s').filter(|stem| !stem.ends_with(['s', 'u', 'i', '\''])) else {
            return *word;
        };
        if let Some(short) = stem.strip_suffix("ie") {
            return if short.len() < 2 { lower(stem) } else { joined(short, "y") };
        }
        if let Some(short) = stem.strip_suffix('e')
            && !known(stem)
            && (["ch", "sh", "ss", "x", "zz", "tz"].iter().any(|end| short.ends_with(end)) || known(short))
        {
            return lower(short);
        }
        lower(stem)
    }

    /// The verb that lost an "e" or doubled a letter before "ed" or "ing".
    fn restored(&self, stem: &str) -> Lemma {
        if self.known.contains(stem) {
            return lower(stem);
        }
        let with_e = joined(stem, "e");
        if self.known.contains(&*with_e) {
            return with_e;
        }
        let bytes = stem.as_bytes();
        let doubled = bytes.len() > 3 && bytes[bytes.len() - 1] == bytes[bytes.len() - 2] && !is_vowel(bytes[bytes.len() - 1]);
        if doubled {
            let single = &stem[..stem.len() - 1];
            let long = |end: &str| stem.ends_with(end) && stem.len() > 5 + usize::from(end == "oll");
            let british = ["ell", "oll", "nall", "vall", "dall"].iter().any(|end| long(end));
            let keeps = stem.ends_with(['s', 'f', 'z']) || stem.ends_with("ll") && !british;
            return lower(if self.known.contains(single) || !keeps { single } else { stem });
        }
        if takes_e(bytes) { with_e } else { lower(stem) }
    }
}

/// Forms that the table of past and participle has no column for.
const AUXILIARIES: [(&str, &str); 22] = [
    ("am", "be"),
    ("is", "be"),
    ("are", "be"),
    ("'s", "be"),
    ("'re", "be"),
    ("'m", "be"),
    ("were", "be"),
    ("has", "have"),
    ("'ve", "have"),
    ("does", "do"),
    ("goes", "go"),
    ("undergoes", "undergo"),
    ("forgoes", "forgo"),
    ("vetoes", "veto"),
    ("dying", "die"),
    ("lying", "lie"),
    ("tying", "tie"),
    ("vying", "vie"),
    ("'ll", "will"),
    ("'d", "would"),
    ("wo", "will"),
    ("ca", "can"),
];

/// Whether an unknown stem asks for the "e" back, from how English spells: after a single vowel and one of these consonants mostly yes.
fn takes_e(stem: &[u8]) -> bool {
    let [.., before, vowel, last] = stem else { return false };
    let ends = |list: &[&str]| list.iter().any(|end| stem.ends_with(end.as_bytes()));
    let single = is_vowel(*vowel) && (!is_vowel(*before) || ends(&["quir", "quot"]));
    let short = stem.len() < 7;
    match last {
        b'v' | b'u' | b'c' => true,
        b'z' => *vowel != b't',
        b'g' => !matches!(vowel, b'n' | b'g') || ends(&["hang", "rang", "eng", "lung", "nung"]) && stem.len() > 4,
        b's' => matches!(vowel, b'a' | b'i' | b'o' | b'u' | b'r' | b'n' | b'p' | b'l') && !ends(&["cus", "bias", "vas"]),
        b'l' => {
            matches!(vowel, b'b' | b'c' | b'd' | b'f' | b'g' | b'k' | b'p' | b't' | b'z')
                || ends(&["dul"])
                || single && b"iuo".contains(vowel) && short
        }
        b't' => {
            ends(&["iat", "creat", "uat"])
                || single && (b"au".contains(vowel) || *vowel == b'o' && stem.len() < 6 || *vowel == b'i' && stem.len() < 5)
        }
        b'r' => single && b"aiu".contains(vowel) || ends(&["plor", "stor", "gnor", "ador"]) || single && *vowel == b'o' && stem.len() < 5,
        b'd' => single && b"aiou".contains(vowel),
        b'k' | b'm' | b'p' | b'b' => single && b"aiou".contains(vowel) && short,
        b'n' => single && (b"iau".contains(vowel) || *vowel == b'o' && stem.len() < 6),
        _ => false,
    }
}

fn is_vowel(byte: u8) -> bool {
    matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u')
}

fn is_vowel_or_y(byte: u8) -> bool {
    is_vowel(byte) || byte == b'y'
}

/// The lines of a table with their numbers: words between spaces, `#` opens a comment line.
fn table(text: &'static str) -> impl Iterator<Item = (usize, Vec<&'static str>)> {
    (1..)
        .zip(text.lines())
        .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
        .map(|(number, line)| (number, line.split(' ').collect()))
}

/// `word` in lower case.
fn lower(word: &str) -> Lemma {
    joined(word, "")
}

/// `stem` and `end` in lower case.
fn joined(stem: &str, end: &str) -> Lemma {
    let mut lemma = Lemma::new();
    // Nearly every word: short, and copied whole.
    if stem.is_ascii() && end.is_ascii() && lemma.try_push_str(stem).is_ok() && lemma.try_push_str(end).is_ok() {
        lemma.make_ascii_lowercase();
        return lemma;
    }
    lemma.clear();
    for letter in stem.chars().chain(end.chars()).flat_map(char::to_lowercase) {
        if lemma.try_push(letter).is_err() {
            break;
        }
    }
    lemma
}

#[cfg(test)]
mod tests {
    use super::super::Lexicon;

    #[test]
    fn verbs() {
        let test = |form, lemma| assert_eq!(&*Lexicon::embedded().lemmas.verb(form), lemma, "{form}");
        for (form, lemma) in [
            ("killed", "kill"),
            ("Fell", "fall"),
            ("shot", "shoot"),
            ("struck", "strike"),
            ("was", "be"),
            ("fired", "fire"),
            ("stopped", "stop"),
            ("stopping", "stop"),
            ("planned", "plan"),
            ("passes", "pass"),
            ("passed", "pass"),
            ("discuss", "discuss"),
            ("denies", "deny"),
            ("denied", "deny"),
            ("died", "die"),
            ("dying", "die"),
            ("agreed", "agree"),
            ("fleeing", "flee"),
            ("negotiating", "negotiate"),
            ("withdrew", "withdraw"),
            ("released", "release"),
            ("toppled", "topple"),
            ("visited", "visit"),
            ("controlled", "control"),
            ("fixes", "fix"),
            ("vetoes", "veto"),
            ("bring", "bring"),
            ("sing", "sing"),
            ("lay", "lay"),
            ("lied", "lie"),
            ("seized", "seize"),
            ("shelled", "shell"),
            ("overthrown", "overthrow"),
            ("associated", "associate"),
            ("scheduled", "schedule"),
            ("supposed", "suppose"),
            ("trying", "try"),
            ("required", "require"),
            ("monitored", "monitor"),
            ("restored", "restore"),
        ] {
            test(form, lemma);
        }
    }

    #[test]
    fn nouns() {
        let test = |form, lemma| assert_eq!(&*Lexicon::embedded().lemmas.noun(form), lemma, "{form}");
        for (form, lemma) in [
            ("strikes", "strike"),
            ("Attacks", "attack"),
            ("crises", "crisis"),
            ("crisis", "crisis"),
            ("gunmen", "gunman"),
            ("airmen", "airman"),
            ("clashes", "clash"),
            ("countries", "country"),
            ("headquarters", "headquarters"),
            ("buses", "bus"),
            ("massacres", "massacre"),
            ("talks", "talk"),
            ("lives", "life"),
            ("planes", "plane"),
            ("sites", "site"),
            ("routes", "route"),
            ("cafés", "cafés"),
        ] {
            test(form, lemma);
        }
    }
}
