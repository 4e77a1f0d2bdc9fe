//! The words of a claim that say something: names as the lists know them, numbers in digits, all else as lemmas, so that "bombed" meets "bombing"
//! and "eleven" meets "11".

use crate::lexicon::Lexicon;
use crate::lexicon::names::Kind;
use std::collections::BTreeSet;

#[derive(Clone, Debug, PartialEq)]
pub struct Word {
    /// A name begins with `=`.
    pub text: String,
    /// A name (but of a country) or a number: what tells one event from another of its kind.
    pub mark: bool,
    /// The word as it stands, in lower case; of a name, its first.
    pub raw: String,
}

/// Words that texts write with a capital in the middle of a sentence, and never without: at the beginning of one, where every word has a
/// capital, these are names.
pub type Proper = BTreeSet<String>;

/// Finds the proper words of all texts together.
pub fn proper<'t>(texts: impl Iterator<Item = &'t str>) -> Proper {
    let (mut capital, mut lower) = (Proper::new(), BTreeSet::new());
    for text in texts {
        for word in pieces(text).skip(1) {
            if word.starts_with(char::is_lowercase) {
                if !lower.contains(word) {
                    lower.insert(word.to_string());
                }
            } else if word.starts_with(char::is_uppercase) {
                let word = word.to_lowercase();
                if !capital.contains(&word) {
                    capital.insert(word);
                }
            }
        }
    }
    capital.retain(|word| !lower.contains(word));
    capital
}

/// What a text says.
pub fn read(text: &str, proper: &Proper, lexicon: &Lexicon) -> Vec<Word> {
    let words: Vec<&str> = pieces(text).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let word = words[at];
        let raw = word.to_lowercase();
        let capital = word.starts_with(char::is_uppercase);
        if capital && let Some((taken, name)) = lexicon.names.longest(words[at..].iter().copied()) {
            at += taken.max(1);
            if name.kind != Kind::Title {
                // A person is known by the last name too.
                let known =
                    if name.kind == Kind::Person { name.canonical.rsplit(' ').next().unwrap_or(name.canonical) } else { name.canonical };
                let mark = !matches!(name.kind, Kind::Country | Kind::Demonym);
                found.push(Word { text: format!("={}", known.to_lowercase()), mark, raw });
            }
            continue;
        }
        at += 1;
        // "March" is a month and "march" is none.
        if lexicon.plain.has(&raw) || capital && lexicon.plain.has(word) {
            continue;
        }
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            // "20bn" is "20 billion".
            let digits = raw.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(raw.len());
            let (number, unit) = raw.split_at(digits);
            let unit = lexicon.plain.same(unit);
            if matches!(unit, "million" | "billion") {
                found.push(Word { text: unit.to_string(), mark: false, raw: unit.to_string() });
                found.push(Word { text: number.replace(',', ""), mark: true, raw });
            } else {
                let text = raw.replace(',', "");
                found.push(Word { mark: tells(&text), text, raw });
            }
        } else if capital && (at > 1 || proper.contains(&raw)) {
            found.push(Word { text: format!("={raw}"), mark: true, raw });
        } else {
            let verb = lexicon.lemmas.verb(&raw);
            let lemma = lexicon.lemmas.noun(&verb);
            let text = lexicon.plain.same(&lemma).to_string();
            found.push(Word { mark: tells(&text), text, raw });
        }
    }
    found
}

/// Whether a word is a number that tells one event from another: many events have three children and two cars.
fn tells(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit()) && word.len() > 1
}

/// Words without the marks around them. "BP-operated" is two: a name, and what is said of it.
pub fn pieces(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c.is_whitespace() || "/—–\"“”‘()[];:".contains(c))
        .flat_map(|word| {
            let cut = word.find('-').filter(|&at| {
                word[..at].ends_with(char::is_uppercase) && word[at + 1..].starts_with(char::is_lowercase)
                    || word[..at].starts_with(char::is_uppercase) && word[at + 1..].ends_with("ed")
            });
            let (first, second) = cut.map_or((word, ""), |at| (&word[..at], &word[at + 1..]));
            [first, second]
        })
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .map(|word| word.strip_suffix("'s").or(word.strip_suffix("’s")).unwrap_or(word))
        .filter(|word| !word.is_empty() && *word != "s")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_text_says() {
        let proper = proper(["The rig Deepwater Horizon exploded.", "Eleven men died."].into_iter());
        let said = |text: &str| read(text, &proper, Lexicon::embedded()).into_iter().map(|word| word.text).collect::<Vec<_>>().join(" ");
        let table = [
            ("Eleven workers died.", "11 worker kill"),
            ("11 workers were killed", "11 worker kill"),
            ("Deepwater Horizon exploded", "=deepwater =horizon explode"),
            ("a BP-operated rig", "=bp operate rig"),
            ("a $20bn fund", "billion 20 fund"),
            ("a $ 20 billion fund", "20 billion fund"),
            ("President Barack Obama spoke", "=obama speak"),
            ("5,000 barrels of oil", "5000 barrel oil"),
        ];
        for (text, expected) in table {
            assert_eq!(said(text), expected, "{text}");
        }
    }
}
