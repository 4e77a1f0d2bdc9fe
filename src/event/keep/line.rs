//! What the line that an entry would show says: its shape, its words, and how much it leans on the rest of the article.

use super::{Words, hash};
use crate::event::Mention;
use crate::event::sentence::Sentence;
use crate::linear::feature;
use crate::text::Tag;
use crate::text::form::Form;

/// Writes the features of the line of a mention to `out`.
pub fn read(sentence: &Sentence, mention: &Mention, article: &Words, out: &mut Vec<u32>) {
    of_shape(sentence, mention, out);
    of_words(mention, article, out);
    of_definite(sentence, mention, article, out);
}

/// How it is built.
fn of_shape(sentence: &Sentence, mention: &Mention, out: &mut Vec<u32>) {
    let what = mention.what.trim_end_matches('.');
    let words: Vec<&str> = what.split(' ').collect();
    let count = words.len() as u64;
    let (first, last) = (words.first().copied().unwrap_or(""), words.last().copied().unwrap_or(""));
    let told = sentence.tree.tokens().len().max(1) as u64;
    let kind = |word: &str| Form::new(word, &sentence.lexicon.models.words).class.kind as u64;
    let capital = |word: &str| u64::from(word.starts_with(char::is_uppercase));
    out.extend([
        feature(100, count.min(26) / 2),
        feature(101, (count * 6 / told).min(7)),
        feature(102, hash(&first.to_lowercase())),
        feature(103, kind(&first.to_lowercase())),
        feature(104, kind(last)),
        feature(105, kind(last) << 16 | kind(words.iter().rev().nth(1).copied().unwrap_or("")) << 1 | capital(last)),
        feature(106, u64::from(what.contains(','))),
        feature(107, u64::from(what.contains('"') || what.contains('“') || what.contains("``"))),
        feature(108, words.iter().skip(1).filter(|word| word.starts_with(char::is_uppercase)).count().min(5) as u64),
        feature(109, u64::from(what.contains(|c: char| c.is_ascii_digit()))),
        feature(110, words.iter().filter(|word| matches!(**word, "that" | "which" | "who" | "where" | "when")).count().min(3) as u64),
        feature(
            111,
            words
                .iter()
                .filter(|word| {
                    matches!(word.to_lowercase().as_str(), "it" | "they" | "he" | "she" | "this" | "those" | "their" | "his" | "its")
                })
                .count()
                .min(3) as u64,
        ),
        feature(112, words.iter().filter(|word| matches!(**word, "and" | "or" | "but")).count().min(3) as u64),
    ]);
}

/// Its words, and whether they are those that the article is about.
fn of_words(mention: &Mention, article: &Words, out: &mut Vec<u32>) {
    let lower = mention.what.trim_end_matches('.').to_lowercase();
    let (mut count, mut told) = (0, 0);
    for word in lower.split(' ') {
        out.push(feature(120, hash(word)));
        if word.len() > 3 && word.chars().all(char::is_alphabetic) {
            count += 1;
            told += article.times(word).min(5);
        }
    }
    out.push(feature(121, lower.rsplit(' ').next().map_or(0, hash)));
    out.push(feature(122, u64::from((2 * told).checked_div(count).unwrap_or(0))));
}

/// "The plan", "the judge" without another word: which one, the text before says where it has the word.
fn of_definite(sentence: &Sentence, mention: &Mention, article: &Words, out: &mut Vec<u32>) {
    let tree = &sentence.tree;
    let is_bare = |noun: u32| {
        let behind = noun + 1;
        let goes_on = tree.tokens().contains(&behind)
            && (tree.tag(behind).is_noun()
                || matches!(tree.tag(behind), Tag::In | Tag::Pos | Tag::Hyph | Tag::Wdt | Tag::Wp)
                || tree.tag(behind).is_adjective());
        matches!(tree.tag(noun), Tag::Nn | Tag::Nns) && tree.is(noun - 1, "the") && !goes_on
    };
    let said = |noun: u32| {
        let mut words = mention.what.split(' ').map(|word| word.trim_end_matches(['.', ',']));
        words.by_ref().any(|word| word.eq_ignore_ascii_case("the")) && words.any(|word| word == tree.word(noun))
    };
    let (mut known, mut new) = (0, 0);
    for noun in tree.tokens().skip(1).filter(|&t| is_bare(t) && said(t)) {
        let before = article.is_before(&tree.word(noun).to_lowercase(), tree.sentence);
        let lemma = hash(sentence.lemma(noun));
        out.push(feature(123, lemma));
        if before {
            out.push(feature(124, lemma));
            known += 1;
        } else {
            new += 1;
        }
    }
    out.extend([feature(125, known), feature(126, new), feature(127, known << 4 | new)]);
}
