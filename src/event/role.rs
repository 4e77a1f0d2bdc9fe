//! Who does it, who it is done to: the participants of a mention, under the names by which a timeline knows them.

use super::reference::Referents;
use super::sentence::Sentence;
use super::trigger::Trigger;
use super::{clause, what};
use crate::lexicon::names::Kind;
use crate::text::{Rel, Tag};

/// The actors and the recipients.
pub fn of(sentence: &Sentence, trigger: &Trigger, referents: &Referents) -> (Vec<String>, Vec<String>) {
    let tree = &sentence.tree;
    let all = |head: Option<u32>| -> Vec<String> {
        let Some(head) = head else { return Vec::new() };
        let mut names: Vec<String> = Vec::new();
        for one in std::iter::once(head).chain(tree.children_in(head, &[Rel::Conj])) {
            if let Some(name) = participant(sentence, one, referents).filter(|name| !names.contains(name)) {
                names.push(name);
            }
        }
        names
    };
    if trigger.noun {
        // "the US assassination of Soleimani": the possessor or the modifier acts, the "of" phrase undergoes.
        let of = tree.children_in(trigger.token, &[Rel::Nmod]).find(|&c| tree.child(c, &[Rel::Case]).is_some_and(|k| tree.is(k, "of")));
        let by = tree.children_in(trigger.token, &[Rel::Nmod]).find(|&c| tree.child(c, &[Rel::Case]).is_some_and(|k| tree.is(k, "by")));
        let before = tree
            .children_in(trigger.token, &[Rel::NmodPoss, Rel::Compound, Rel::Amod])
            .find(|&c| tree.tag(c).is_proper() && c < trigger.token);
        return (all(by.or(before)), all(of));
    }
    let clause = clause::of(tree, trigger.token);
    let (actors, mut recipients) =
        if clause.passive { (all(clause.agent), all(clause.subject)) } else { (all(clause.subject), all(clause.object)) };
    // "killed alongside Abu Mahdi al-Mohandes", "killed along with his deputy": one more to whom it was done.
    if clause.passive {
        for child in tree.children_in(trigger.token, &[Rel::Obl]) {
            if tree.child(child, &[Rel::Case]).is_some_and(|c| ["alongside", "along"].iter().any(|w| tree.is(c, w))) {
                recipients.extend(all(Some(child)));
            }
        }
    }
    // The object of a light verb, or an event noun, is what happened and not whom it befell.
    let object = if clause.passive { clause.subject } else { clause.object };
    if object.is_some_and(|o| is_event(sentence, o)) {
        recipients.clear();
    }
    (actors, recipients)
}

fn is_event(sentence: &Sentence, noun: u32) -> bool {
    use crate::lexicon::words::Class;
    !sentence.tree.tag(noun).is_proper()
        && (!sentence.lexicon.triggers.noun(sentence.lemma(noun)).is_empty() || sentence.is(noun, Class::EventNoun))
}

/// One participant by name; `None` for what is no participant (a number, "it", "there").
pub fn participant(sentence: &Sentence, head: u32, referents: &Referents) -> Option<String> {
    let tree = &sentence.tree;
    match tree.tag(head) {
        Tag::Prp => referents.of_pronoun(tree.word(head)),
        tag if tag.is_noun() => {
            let words = what::participant(tree, head);
            Some(canonical(sentence, &words, referents))
        }
        _ => None,
    }
}

/// "Iranian Gen. Qasem Soleimani" is "Qasem Soleimani", "the US" is "United States"; what no list knows stays as written.
pub fn canonical(sentence: &Sentence, words: &str, referents: &Referents) -> String {
    let names = &sentence.lexicon.names;
    let all: Vec<&str> = words.split(' ').collect();
    let listed = |from: usize| names.longest(tokens(&all[from..]).into_iter()).map(|(taken, name)| (taken, *name));
    if let Some((taken, name)) = listed(0)
        && taken == tokens(&all).len()
        && name.kind != Kind::Title
    {
        return name.canonical.to_string();
    }
    // Nationality and titles before a name of two words or more.
    let mut from = 0;
    while from + 1 < all.len() {
        match listed(from) {
            Some((_, name)) if matches!(name.kind, Kind::Title | Kind::Demonym) && all[from + 1].starts_with(char::is_uppercase) => {
                from += 1
            }
            _ => break,
        }
    }
    let rest = all[from..].join(" ");
    if from > 0 && rest.contains(' ') {
        return listed(from).filter(|(taken, _)| *taken == tokens(&all[from..]).len()).map_or(rest, |(_, name)| name.canonical.to_string());
    }
    let bare = if from > 0 { rest } else { words.to_string() };
    referents.full_name(&bare).unwrap_or(if from > 0 && bare.contains(' ') { bare } else { words.to_string() })
}

/// Cut as the lists are: a hyphenated word is three.
fn tokens<'w>(words: &[&'w str]) -> Vec<&'w str> {
    words
        .iter()
        .flat_map(|word| {
            word.split_inclusive('-').flat_map(|part| match part.strip_suffix('-') {
                Some(head) if !head.is_empty() => vec![head, "-"],
                _ => vec![part],
            })
        })
        .collect()
}
