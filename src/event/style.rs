//! Whether a text tells what happened in the present tense, as chronicles, lists of the day's events and news in one sentence do.
//!
//! Only items of a few sentences are read so: a longer text in the present tense explains or describes.

use crate::lexicon::Lexicon;
use crate::lexicon::words::Class;
use crate::text::{Sentence, Tag, Text};

/// In sentences, headings aside.
const LONGEST_ITEM: usize = 6;

/// Whether the first sentence tells an event in the simple present, most of the others do not tell theirs in the past, and none tells what is usual.
pub(super) fn is_chronicle(text: &Text, lexicon: &Lexicon) -> bool {
    let body = || text.sentences.iter().filter(|sentence| !sentence.heading);
    if body().take(LONGEST_ITEM + 1).count() > LONGEST_ITEM {
        return false;
    }
    let mut tenses = body().filter_map(|sentence| tense(text, sentence, lexicon));
    let present = |tense: &Told| *tense == Told::Present;
    let Some(first) = tenses.next().filter(present) else { return false };
    let told: Vec<Told> = std::iter::once(first).chain(tenses).collect();
    let is_habit = |token: u32| lexicon.words.lists(text.word(token), Class::Habit);
    let is_reader = |token: u32| text.tokens[token as usize].tag == Tag::Prp && text.word(token).eq_ignore_ascii_case("you");
    let usual = |token: u32| is_habit(token) || is_reader(token);
    told.iter().filter(|tense| present(tense)).count() * 2 >= told.len() && !body().any(|s| s.tokens.clone().any(usual))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    Past,
    Present,
}

/// In which tense the first tensed verb of a sentence tells an event; nothing where it tells a state, or what somebody says.
fn tense(text: &Text, sentence: &Sentence, lexicon: &Lexicon) -> Option<Told> {
    let tag = |token: u32| text.tokens[token as usize].tag;
    let tensed = |token: &u32| tag(*token).is_tensed();
    let verb = sentence.tokens.clone().find(tensed)?;
    let lemma = lexicon.lemmas.verb(text.word(verb));
    let lemma: &str = lemma.as_ref();
    match tag(verb) {
        Tag::Vbd => Some(Told::Past),
        Tag::Md => None,
        // "Is elected", "are all killed".
        _ if lemma == "be" => {
            let next = (verb + 1..sentence.tokens.end).take(4).find(|&token| !matches!(tag(token), Tag::Rb | Tag::Dt))?;
            (tag(next) == Tag::Vbn).then_some(Told::Present)
        }
        _ => {
            let state = [Class::StateVerb, Class::IState, Class::Opinion].iter().any(|&class| lexicon.words.has(lemma, class));
            (!state && !["have", "do"].contains(&lemma)).then_some(Told::Present)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_chronicle;
    use crate::lexicon::Lexicon;

    #[test]
    fn items_in_the_present_tense_are_chronicles() {
        let lexicon = Lexicon::embedded();
        let cases = [
            ("A bomb kills twenty people at a market in Calder.", true),
            ("Anna Vidal is elected president of Arland. Her rival had conceded.", true),
            ("The council rejects the budget. The mayor resigns.", true),
            // Reports, states, plans, habits, and what is told to the reader.
            ("A bomb killed twenty people at a market in Calder.", false),
            ("Arland wants a new treaty.", false),
            ("The council will reject the budget.", false),
            ("Flu often kills thousands of people in Arland.", false),
            ("You kill a wasp with sugar.", false),
            ("The mayor resigns. She was elected in May. She lost the vote. The council met on Monday.", false),
        ];
        for (raw, expected) in cases {
            assert_eq!(is_chronicle(&crate::text::read(raw, lexicon), lexicon), expected, "{raw}");
        }
    }
}
