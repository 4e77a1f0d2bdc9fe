//! How a participant is called: by the name that a list has for it, without titles and what else describes a person, or as it is written.

use super::reference::Referents;
use super::sentence::Sentence;
use super::what;
use crate::lexicon::name_part::NameParts;
use crate::lexicon::names::Kind;
use crate::lexicon::words::Class;
use crate::text::{Rel, Tag};

/// Words of the sentence that cannot take part: its expressions of time, as tokens.
pub(super) type IsTime<'t> = &'t dyn Fn(u32) -> bool;

/// One participant by name; `None` for what is no participant (a number, "it", "there").
pub(super) fn participant(sentence: &Sentence, head: u32, referents: &Referents) -> Option<String> {
    participant_without(sentence, head, referents, &|_| false)
}

/// The same without words of time before the name.
pub(super) fn participant_without(sentence: &Sentence, head: u32, referents: &Referents, is_time: IsTime) -> Option<String> {
    let tree = &sentence.tree;
    match tree.tag(head) {
        Tag::Prp => match super::speaker::of_pronoun(sentence, head) {
            Some(speaker) => participant_without(sentence, speaker, referents, is_time),
            None => referents.of_pronoun(sentence, head),
        },
        tag if tag.is_noun() => {
            if let Some(name) = listed_around(sentence, head) {
                return Some(name.to_string());
            }
            if let Some(joined) = joined(sentence, head) {
                return Some(joined.name);
            }
            if !tag.is_proper()
                && let Some(name) = what::anaphor(tree, head, sentence.lexicon).and_then(|phrase| referents.of_anaphor(tree, &phrase))
            {
                return Some(name);
            }
            if let Some((phrase, _)) = referents.nouns.of(sentence, head) {
                return Some(phrase);
            }
            let names = &sentence.lexicon.names;
            // "Secretary of State Antony Blinken": a title of several words, of which the parser left the last to the name.
            let titled = |token: u32| {
                let first = tree.tokens().start.max(token.saturating_sub(3));
                (first..token).any(|start| {
                    let longest = names.longest((start..tree.tokens().end).map(|t| tree.word(t)));
                    longest.is_some_and(|(taken, name)| name.kind == Kind::Title && start + taken as u32 > token)
                })
            };
            let words = what::participant_without(tree, head, &|t| is_time(t) || titled(t));
            Some(canonical(sentence, &uncapitalised(sentence, head, words), referents))
        }
        _ => None,
    }
}

/// "Protesters" that open a sentence are "protesters".
fn uncapitalised(sentence: &Sentence, head: u32, mut words: String) -> String {
    let tree = &sentence.tree;
    let first = tree.tokens().start;
    let opens = words.starts_with(tree.word(first)) && first <= head && head < first + 4;
    let common = matches!(tree.tag(first), Tag::Nn | Tag::Nns | Tag::Cd | Tag::Vbn | Tag::Vbg | Tag::Jjr | Tag::Jjs);
    let capital = |word: &str| word.chars().skip(1).all(|c| !c.is_uppercase());
    if opens
        && common
        && !tree.tag(head).is_proper()
        && capital(tree.word(first))
        && let Some(letter) = words.get_mut(..1)
    {
        letter.make_ascii_lowercase();
    }
    words
}

/// The listed name of several words that the head is part of, whatever the parser makes of it: "Kataib Hezbollah".
pub(super) fn listed_around(sentence: &Sentence, head: u32) -> Option<&'static str> {
    let tree = &sentence.tree;
    if !tree.tag(head).is_proper() {
        return None;
    }
    (tree.tokens().start.max(head.saturating_sub(4))..=head).find_map(|start| {
        let (taken, name) = sentence.lexicon.names.longest((start..tree.tokens().end).map(|t| tree.word(t)))?;
        let covers = start + taken as u32 > head && taken > 1;
        // "US President": a name that only describes a longer one is not whom the head names.
        let ends = tree.tokens().end <= start + taken as u32 || !tree.tag(start + taken as u32).is_proper();
        (covers && ends && !matches!(name.kind, Kind::Title | Kind::Demonym)).then_some(name.canonical)
    })
}

/// What the lists know of the name that ends at a proper noun.
pub(super) fn kind(sentence: &Sentence, token: u32) -> Option<Kind> {
    let tree = &sentence.tree;
    (tree.tokens().start.max(token.saturating_sub(4))..=token).find_map(|start| {
        let (taken, name) = sentence.lexicon.names.longest((start..=token).map(|t| tree.word(t)))?;
        (start + taken as u32 > token).then_some(name.kind)
    })
}

/// One name that has an "and" or "&" in it.
pub(super) struct Joined {
    pub name: String,
    /// The head of what stands behind the conjunction.
    pub last: u32,
}

/// "Mitsui & Co", "the Nuclear and Industrial Safety Agency": one participant, though the tree has two.
pub(super) fn joined(sentence: &Sentence, head: u32) -> Option<Joined> {
    let tree = &sentence.tree;
    if !tree.tag(head).is_proper() || listed_around(sentence, head).is_some() {
        return None;
    }
    let behind = head + 1;
    let sign = tree.tokens().contains(&behind) && tree.tag(behind) == Tag::Cc && tree.is(behind, "&");
    // The sign belongs to what it joins, wherever the parser hung that.
    let conjunct = if sign { tree.head(behind) } else { tree.children_in(head, &[Rel::Conj]).next() };
    let last = conjunct.filter(|&last| last > behind && last < head + 7 && tree.tag(last).is_proper())?;
    let capital = |t: u32| tree.word(t).starts_with(char::is_uppercase);
    // "Nuclear", "Oceanic": an adjective alone is no body, and the body behind it has no article of its own.
    let adjective = sentence.lexicon.name_parts.is_adjective(tree.word(head))
        && tree.tag(behind) == Tag::Cc
        && tree.is(behind, "and")
        && sentence.is(last, Class::Institution)
        && last > behind + 1;
    if !(sign || adjective) || !(behind + 1..=last).all(capital) {
        return None;
    }
    let before = what::participant(tree, head);
    let behind = super::what::detokenised(tree.span_of(behind..last + 1).of(tree.text.raw));
    // "R&B singer": one word to the phrase around it.
    (!before.contains(&behind)).then(|| Joined { name: format!("{before} {behind}"), last })
}

/// "Iranian Gen. Qasem Soleimani" and "the oil company's head Qasem Soleimani" are "Qasem Soleimani", "the US" is "United States"; what no list
/// knows stays as written.
pub(super) fn canonical(sentence: &Sentence, words: &str, referents: &Referents) -> String {
    let names = &sentence.lexicon.names;
    let words = named_part(&sentence.lexicon.name_parts, words);
    let all: Vec<&str> = words.split(' ').collect();
    let listed = |from: usize| names.longest(tokens(&all[from..])).map(|(taken, name)| (taken, *name));
    let whole = |from: usize| listed(from).filter(|(taken, name)| *taken == tokens(&all[from..]).count() && name.kind != Kind::Title);
    if let Some((_, name)) = whole(0) {
        return name.canonical.to_string();
    }
    let from = name_start(sentence, &all);
    if from == 0 {
        return referents.full_name(words).unwrap_or_else(|| words.to_string());
    }
    let bare = all[from..].join(" ");
    if let Some((_, name)) = whole(from)
        && (from + 1 < all.len() || name.kind == Kind::Person && !sentence.lexicon.name_parts.is_of_woman(all[from - 1]))
    {
        return name.canonical.to_string();
    }
    // "President Smith", "Prince William": one name alone says less than the title with it.
    match referents.full_name(&bare) {
        Some(full) => full,
        None if from + 1 < all.len() || all[from - 1].starts_with(char::is_lowercase) => bare,
        None => words.to_string(),
    }
}

/// "Turkey's president, Recep Tayyip Erdoğan": the name; "Lisa Murkowski, R-Alaska": the name too.
fn named_part<'w>(parts: &NameParts, words: &'w str) -> &'w str {
    let Some((before, behind)) = words.split_once(", ") else { return words };
    let is_name = |part: &str| part.contains(' ') && part.split(' ').all(|word| is_name_word(parts, word) && !word.contains('-'));
    if is_name(behind) && !is_name(before) { behind } else { before }
}

/// Which word of a participant its name starts with: behind nationality and titles, and behind what somebody is ("singer", "oil company").
fn name_start(sentence: &Sentence, all: &[&str]) -> usize {
    let (names, parts) = (&sentence.lexicon.names, &sentence.lexicon.name_parts);
    let is_institution = |word: &str| sentence.lexicon.words.has(&word.to_lowercase(), Class::Institution);
    if all.last().is_none_or(|last| is_institution(last)) {
        return 0;
    }
    let mut from = 0;
    for at in 0..all.len() {
        if at < from {
            continue;
        }
        let described = match names.longest(tokens(&all[at..])) {
            Some((taken, name)) if name.kind == Kind::Title => at + taken,
            Some((taken, name)) if name.kind == Kind::Demonym && at == from => at + taken,
            _ => {
                let lemma = sentence.lexicon.lemmas.noun(all[at]);
                let common = all[at].chars().all(|c| c.is_lowercase());
                let is_somebody = common && !parts.is_particle(all[at]) && sentence.lexicon.words.has(&lemma, Class::Agent);
                if is_somebody { at + 1 } else { continue }
            }
        };
        if described < all.len() && all[described..].iter().all(|word| is_name_word(parts, word)) {
            from = described;
        }
    }
    from
}

/// A word that may stand in a name: no possessor, no common noun.
fn is_name_word(parts: &NameParts, word: &str) -> bool {
    !word.ends_with("'s") && !word.ends_with("’s") && parts.may_hold(word)
}

/// Cut as the lists are: a hyphenated word is three.
fn tokens<'w>(words: &'w [&'w str]) -> impl Iterator<Item = &'w str> + Clone {
    let parts = words.iter().flat_map(|word| word.split_inclusive('-'));
    let pieces = parts.map(|part| match part.strip_suffix('-') {
        Some(head) if !head.is_empty() => [Some(head), Some("-")],
        _ => [Some(part), None],
    });
    pieces.flatten().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::text;

    /// Who does what `raw` tells.
    fn called(raw: &str) -> String {
        let lexicon = Lexicon::embedded();
        let mut text = text::read(raw, lexicon);
        text.parse(0, lexicon);
        let sentence = Sentence::new(&text, 0, lexicon);
        let root = sentence.tree.tokens().find(|&t| sentence.tree.rel(t) == Rel::Root).unwrap();
        let subject = sentence.tree.child(root, &[Rel::Nsubj, Rel::NsubjPass]).unwrap();
        participant(&sentence, subject, &Referents::default()).unwrap_or_default()
    }

    #[test]
    fn names() {
        let mut wrong = Vec::new();
        for (raw, want) in [
            ("Chief Executive Lena Korhonen has resigned.", "Lena Korhonen"),
            ("Interior Secretary Ken Salazar met the mayor.", "Ken Salazar"),
            ("President Obama met the mayor.", "Barack Obama"),
            ("President Smith met the mayor.", "President Smith"),
            ("Mrs Obama met the mayor.", "Mrs Obama"),
            ("China's Ministry of Health reported two cases.", "China's Ministry of Health"),
            ("Protesters burned two cars.", "protesters"),
            ("Five workers were hurt.", "five workers"),
            ("🔴soldiers burned two cars.", "🔴soldiers"),
            ("The Nuclear and Industrial Safety Agency raised the level.", "Nuclear and Industrial Safety Agency"),
            ("Mitsui & Co sold the mine.", "Mitsui & Co"),
            ("The National Oceanic and Atmospheric Administration closed the gulf.", "National Oceanic and Atmospheric Administration"),
            ("The General Accounting Office published the report.", "General Accounting Office"),
            ("Finnish oil company Korhonen sold the mine.", "Korhonen"),
            ("American Airlines Group sold the mine.", "American Airlines Group"),
        ] {
            let is = called(raw);
            if is != want {
                wrong.push(format!("{raw} {is}"));
            }
        }
        assert_eq!(wrong, [""; 0]);
    }
}
