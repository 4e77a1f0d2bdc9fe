//! Which language a text is in. annals reads English; a text of another language is named and left out, never mangled.
//!
//! The guess is whichlang's (multiclass logistic regression over character n-grams). English function words overrule it, because names and
//! quotations mislead letters more than they mislead words. Of a short text only its words say something: `data/languages.txt`.

use std::sync::LazyLock;
use whichlang::Lang;

/// In letters; of less nothing can be said, unless the script says it.
const ENOUGH: usize = 120;
/// Different words; a list that says the same again and again is of no language.
const VARIED: usize = 15;
/// In bytes; more would not change the guess.
const LOOKED_AT: usize = 4000;
/// English prose has four in ten, no other language has one in eight.
const FUNCTION_WORDS: &[&str] = &[
    "the", "of", "and", "to", "in", "that", "is", "was", "for", "on", "with", "as", "by", "at", "from", "it", "he", "she", "his", "her",
    "be", "are", "were", "said", "has", "had", "have", "not", "but", "they", "their", "who", "which", "this", "an", "after", "will",
    "been", "its",
];

/// The name of the language.
pub fn language(body: &str) -> &'static str {
    foreign(body).unwrap_or("English")
}

/// The name of the language if it is not English.
pub(super) fn foreign(body: &str) -> Option<&'static str> {
    let mut end = body.len().min(LOOKED_AT);
    while !body.is_char_boundary(end) {
        end -= 1;
    }
    let text = &body[..end];
    let (mut letters, mut latin) = (0, 0);
    for letter in text.chars().filter(|c| c.is_alphabetic()) {
        letters += 1;
        latin += usize::from((letter as u32) < 0x250);
    }
    let words: Vec<&str> = text.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()).collect();
    if latin * 2 >= letters && letters < ENOUGH {
        return by_words(&words);
    }
    let is_english = |w: &&&str| w.len() < 6 && FUNCTION_WORDS.iter().any(|function| w.eq_ignore_ascii_case(function));
    let enough = words.len().div_ceil(8);
    let english = words.iter().filter(is_english).take(enough).count() == enough;
    let varied = || words.iter().collect::<std::collections::BTreeSet<_>>().len() >= VARIED;
    if (english || !varied()) && latin * 2 >= letters {
        return None;
    }
    match whichlang::detect_language(text) {
        // Lists of names and numbers look like anything.
        Lang::Eng => None,
        lang => Some(finer(name(lang), text)),
    }
}

#[derive(Default)]
struct Known {
    shared: Vec<&'static str>,
    words: Vec<(&'static str, Vec<&'static str>)>,
    letters: Vec<[&'static str; 3]>,
}

static KNOWN: LazyLock<Known> = LazyLock::new(|| {
    let mut known = Known::default();
    for line in include_str!("../../data/languages.txt").lines() {
        let mut words = line.split(' ');
        match (words.next(), words.next()) {
            (Some("shared"), Some(first)) => known.shared.extend([first].into_iter().chain(words)),
            (Some("words"), Some(language)) => known.words.push((language, words.collect())),
            (Some("letters"), Some(language)) => {
                known.letters.extend(words.next().zip(words.next()).map(|(other, letters)| [language, other, letters]));
            }
            _ => {}
        }
    }
    known
});

/// The language of a short text, where two of its words and one in four are of that language, and hardly any is English. With a
/// capital it may be of a name: "Le Monde".
fn by_words(words: &[&str]) -> Option<&'static str> {
    let is_english = |word: &&&str| FUNCTION_WORDS.contains(&word.to_lowercase().as_str()) && !KNOWN.shared.contains(*word);
    let english = words.iter().filter(is_english).count();
    let told = KNOWN.words.iter().map(|(language, own)| (words.iter().filter(|word| own.contains(word)).count(), *language));
    // Of two with as many the first in the file.
    let (most, language) = told.rev().max_by_key(|(count, _)| *count)?;
    (most >= 2 && most > 3 * english && 4 * most >= words.len()).then_some(language)
}

/// whichlang takes the languages that it does not know for their neighbours.
fn finer(language: &'static str, text: &str) -> &'static str {
    let finer = KNOWN.letters.iter().find(|[_, other, letters]| *other == language && text.contains(|c| letters.contains(c)));
    finer.map_or(language, |[finer, ..]| finer)
}

fn name(lang: Lang) -> &'static str {
    match lang {
        Lang::Ara => "Arabic",
        Lang::Cmn => "Chinese",
        Lang::Deu => "German",
        Lang::Eng => "English",
        Lang::Fra => "French",
        Lang::Hin => "Hindi",
        Lang::Ita => "Italian",
        Lang::Jpn => "Japanese",
        Lang::Kor => "Korean",
        Lang::Nld => "Dutch",
        Lang::Por => "Portuguese",
        Lang::Rus => "Russian",
        Lang::Spa => "Spanish",
        Lang::Swe => "Swedish",
        Lang::Tur => "Turkish",
        Lang::Vie => "Vietnamese",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages() {
        for (text, expected) in [
            ("It rained in Basra on Wednesday.", None),
            (
                "The governor said on Wednesday that the river had risen by two metres and that the bridges of the old town were closed to cars until the water falls again.",
                None,
            ),
            (
                "Angela Merkel, Wolfgang Schäuble, Jean-Claude Juncker and Luis de Guindos met in Brüssel on Monday, and the ministers of finance said that they had agreed on a loan for Athens.",
                None,
            ),
            (
                "Der Gouverneur sagte am Mittwoch, dass der Fluss um zwei Meter gestiegen sei und die Brücken der Altstadt für Autos gesperrt bleiben, bis das Wasser wieder fällt.",
                Some("German"),
            ),
            (
                "Le gouverneur a déclaré mercredi que le fleuve était monté de deux mètres et que les ponts de la vieille ville resteraient fermés aux voitures jusqu’à nouvel ordre.",
                Some("French"),
            ),
            ("De rivier is gestegen, zei het bestuur, en een brug is voor auto's gesloten.", Some("Dutch")),
            ("Der Fluss ist gestiegen, und die Brücke wurde gesperrt.", Some("German")),
            ("Le fleuve est monté et les ponts sont fermés.", Some("French")),
            ("El río creció y se cerró una calle, según el alcalde.", Some("Spanish")),
            // Names and quotations in English.
            ("Der Spiegel and Die Zeit report floods in Basra.", None),
            ("Police in Los Angeles, El Paso and Las Vegas held three men.", None),
            ("Lula da Silva wins", None),
            ("\"Je ne sais pas,\" said the mayor of Le Havre.", None),
            ("Le Monde, Le Figaro", None),
            ("Губернатор повідомив у середу, що річка піднялася на два метри, і мости закрили для автомобілів.", Some("Ukrainian")),
            ("Губернатор сообщил в среду, что река поднялась на два метра.", Some("Russian")),
            ("قال المحافظ يوم الأربعاء إن النهر ارتفع مترين", Some("Arabic")),
        ] {
            assert_eq!(foreign(text), expected, "{text}");
        }
    }
}
