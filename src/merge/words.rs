//! The words of a claim that say something: names as the lists know them, numbers in digits, all else as lemmas, so that "bombed" meets "bombing"
//! and "eleven" meets "11".

use crate::lexicon::Lexicon;
use crate::lexicon::names::Kind;
use chrono::NaiveDate;
use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

/// One word of a claim, as it is compared.
#[derive(Clone, Debug, PartialEq)]
pub struct Word {
    /// A name begins with `=`, a number that measures with `~`.
    pub text: String,
    /// A name (but of a country) or a number: what tells one event from another of its kind.
    pub mark: bool,
    /// The word as it stands, in lower case; of a name, its first.
    pub raw: String,
}

impl Word {
    /// Names of countries among them.
    pub fn is_name(&self) -> bool {
        self.text.starts_with('=')
    }
}

/// How texts write words: at the beginning of a sentence every word has a capital, and in a title any may.
#[derive(Default)]
pub struct Proper {
    /// With a capital in the middle of a sentence, and never without: names.
    always: BTreeSet<String>,
    /// Without a capital more often than with one: "the Joint Coordination Centre" is "the joint coordination centre" elsewhere.
    seldom: BTreeSet<String>,
}

/// Finds the proper words of all texts together.
pub fn proper<'t>(texts: impl Iterator<Item = &'t str>) -> Proper {
    let mut times: HashMap<String, (u32, u32)> = HashMap::new();
    for text in texts {
        for word in pieces(text).skip(1) {
            let (lower, capital) = (word.starts_with(char::is_lowercase), word.starts_with(char::is_uppercase));
            if !lower && !capital {
                continue;
            }
            let word = if lower { Cow::Borrowed(word) } else { Cow::Owned(word.to_lowercase()) };
            let times = match times.get_mut(word.as_ref()) {
                Some(times) => times,
                None => times.entry(word.into_owned()).or_default(),
            };
            times.0 += u32::from(lower);
            times.1 += u32::from(capital);
        }
    }
    let mut proper = Proper::default();
    for (word, (lower, capital)) in times {
        if lower == 0 {
            proper.always.insert(word);
        } else if capital > 0 && lower > capital {
            proper.seldom.insert(word);
        }
    }
    proper
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
        // The day of a month is a date and no number: "Feb. 24", "24 February".
        let month = |at: Option<&&str>| at.is_some_and(|word| lexicon.timex.is_month(word));
        if word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit()) && (month(words.get(at)) || at > 1 && month(words.get(at - 2))) {
            continue;
        }
        // "36 hours", "five months", "a 36-hour test".
        let unit = |word: &str| lexicon.plain.measures(&lexicon.lemmas.noun(&word.to_lowercase()));
        let (number, measured) =
            raw.split_once('-').map_or((raw.as_str(), false), |(number, rest)| (number, rest.split('-').next().is_some_and(unit)));
        let counted = counted(&raw, lexicon);
        let number = counted.as_deref().unwrap_or_else(|| lexicon.plain.same(number));
        if number.starts_with(|c: char| c.is_ascii_digit()) && (measured || words.get(at).is_some_and(|next| unit(next))) {
            found.push(Word { text: format!("~{}", number.replace(',', "")), mark: false, raw });
            continue;
        }
        if let Some(text) = counted {
            found.push(Word { text, mark: true, raw });
        } else if word.starts_with(|c: char| c.is_ascii_digit()) {
            // "20bn" is "20 billion".
            let digits = raw.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(raw.len());
            let (number, unit) = raw.split_at(digits);
            let unit = lexicon.plain.same(unit);
            if lexicon.plain.measures(unit) {
                found.push(Word { text: format!("~{}", number.replace(',', "")), mark: false, raw: raw.clone() });
                found.push(Word { text: unit.to_string(), mark: false, raw: unit.to_string() });
            } else if matches!(unit, "million" | "billion") {
                found.push(Word { text: unit.to_string(), mark: false, raw: unit.to_string() });
                found.push(Word { text: number.replace(',', ""), mark: true, raw });
            } else {
                let text = raw.replace(',', "");
                found.push(Word { mark: tells(&text), text, raw });
            }
        } else if capital && if at > 1 { !proper.seldom.contains(&raw) } else { proper.always.contains(&raw) } {
            found.push(Word { text: format!("={raw}"), mark: true, raw });
        } else {
            // "clean-up" is "cleanup".
            let raw = if raw.contains('-') { raw.replace('-', "") } else { raw };
            let verb = lexicon.lemmas.verb(&raw);
            let lemma = lexicon.lemmas.noun(&verb);
            let text = lexicon.plain.same(&lemma).to_string();
            found.push(Word { mark: tells(&text), text, raw });
        }
    }
    found
}

/// "forty-three" is 43.
fn counted(word: &str, lexicon: &Lexicon) -> Option<String> {
    let (tens, ones) = word.split_once('-')?;
    let of = |word: &str| if word == "one" { Some(1) } else { lexicon.plain.same(word).parse::<u32>().ok() };
    let (tens, ones) = (of(tens)?, of(ones)?);
    (20..100).contains(&tens).then_some(())?;
    (tens % 10 == 0 && (1..10).contains(&ones)).then(|| (tens + ones).to_string())
}

/// The country that an actor acts for: its seat of government, a body of its state, who holds an office in it on the day. The first is the
/// word that means nothing else than the country there.
pub fn acts_for(actor: &str, day: Option<NaiveDate>, lexicon: &Lexicon) -> Option<(Option<String>, String)> {
    let words: Vec<&str> = pieces(actor).collect();
    let (taken, name) = lexicon.names.longest(words.iter().copied())?;
    if taken != words.len() {
        return None;
    }
    let code = match name.kind {
        Kind::Capital => name.code,
        Kind::Organisation if name.more == "state" => name.code,
        Kind::Person => name.office_on(&day?.to_string())?.code,
        _ => None,
    };
    let seat = (name.kind != Kind::Person).then(|| format!("={}", name.canonical.to_lowercase()));
    Some((seat, format!("={}", lexicon.names.country(code?)?.to_lowercase())))
}

/// The words of a name, where a text is nothing but a name: "Russia", "Michael Jackson", and not "Russian soldiers".
pub fn named(text: &str, lexicon: &Lexicon) -> Option<Vec<String>> {
    let words: Vec<&str> = pieces(text).collect();
    if let Some((taken, name)) = lexicon.names.longest(words.iter().copied()).filter(|(taken, _)| *taken == words.len()) {
        let person = || name.canonical.rsplit(' ').next().unwrap_or(name.canonical);
        let known = if name.kind == Kind::Person { person() } else { name.canonical };
        let stands = taken > 0 && !matches!(name.kind, Kind::Demonym | Kind::Title);
        return stands.then(|| vec![format!("={}", known.to_lowercase())]);
    }
    let capitals = !words.is_empty() && words.iter().all(|word| word.starts_with(char::is_uppercase));
    capitals.then(|| words.iter().map(|word| format!("={}", word.to_lowercase())).collect())
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
            ("the 24 February attack, the Feb. 26 raid", "attack raid"),
            ("it burned for 36 hours, five miles (8km) off", "burn ~36 hour ~5 mile ~8 km"),
            ("a 36-hour clean-up", "~36 cleanup"),
            ("Forty-three birds, twenty-one of them alive", "43 bird 21 alive"),
            ("one-third of it", "onethird"),
        ];
        for (text, expected) in table {
            assert_eq!(said(text), expected, "{text}");
        }
    }
}
