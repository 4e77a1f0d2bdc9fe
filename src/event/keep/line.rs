//! What the line that an entry would show says: its shape, its words, and how much it leans on the rest of the article.

use super::article::hash_small;
use super::{Words, hash};
use crate::event::Mention;
use crate::event::sentence::Sentence;
use crate::linear::{feature, mix};
use crate::text::form::Form;
use crate::text::{Rel, Tag};

/// Writes the features of the line of a mention to `out`.
pub(super) fn read(sentence: &Sentence, mention: &Mention, article: &Words, out: &mut Vec<u32>) {
    of_shape(sentence, mention, out);
    of_words(sentence, mention, article, out);
    of_definite(sentence, mention, article, out);
    of_end(sentence, mention, out);
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
        feature(99, count),
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

/// Its words, alone, in pairs and by its type; whether they are those that the article is about; and the words around it.
fn of_words(sentence: &Sentence, mention: &Mention, article: &Words, out: &mut Vec<u32>) {
    let lower = mention.what.trim_end_matches('.').to_lowercase();
    let kind = hash(mention.kind.as_deref().unwrap_or("-"));
    let (mut count, mut told, mut before) = (0, 0, 0);
    for word in lower.split(' ') {
        let this = hash(word);
        out.extend([feature(120, this), feature(128, mix(before, this)), feature(129, mix(kind, this))]);
        before = this;
        if word.len() > 3 && word.chars().all(char::is_alphabetic) {
            count += 1;
            told += article.times(word).min(5);
        }
    }
    out.extend([feature(121, before), feature(128, mix(before, 0))]);
    out.push(feature(122, u64::from((2 * told).checked_div(count).unwrap_or(0))));
    out.extend(sentence.tree.tokens().map(|t| feature(140, hash_small(sentence.tree.word(t)))));
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

/// Where it ends, and what hangs on its words behind that: "asked the audience | to rise", "swept the party | into power".
fn of_end(sentence: &Sentence, mention: &Mention, out: &mut Vec<u32>) {
    let tree = &sentence.tree;
    let said = tokens(sentence, mention);
    let Some(&last) = said.last() else { return };
    let behind = tree.tokens().contains(&(last + 1)).then_some(last + 1);
    let tag = |t: Option<u32>| t.map_or(63, |t| tree.tag(t) as u64);
    out.extend([
        feature(130, tag(behind)),
        feature(131, behind.map_or(0, |t| hash(&tree.word(t).to_lowercase()))),
        feature(132, tag(Some(last)) << 8 | tag(behind)),
        feature(133, tree.rel(last) as u64),
    ]);
    let mut cut = 0;
    for below in (last + 1..tree.tokens().end).filter(|&t| tree.rel(t) != Rel::Punct) {
        let Some(head) = tree.head(below).filter(|head| said.binary_search(head).is_ok()) else { continue };
        let own = u64::from(head == mention.token);
        let rel = tree.rel(below) as u64;
        cut += 1;
        out.extend([
            feature(134, rel),
            feature(135, rel << 1 | own),
            feature(136, rel << 8 | tree.tag(head) as u64),
            feature(137, mix(rel, hash(sentence.lemma(head)))),
        ]);
    }
    // What stands before its end and is left out.
    let left_out = |t: &u32| *t > mention.token && said.binary_search(t).is_err() && tree.rel(*t) != Rel::Punct;
    let gap = (mention.token..last).filter(left_out).count() as u64;
    out.extend([feature(138, cut), feature(139, gap.min(12))]);
}

/// The tokens of the sentence that stand in the line, in their order; a name that stands in for another word is passed over.
fn tokens(sentence: &Sentence, mention: &Mention) -> Vec<u32> {
    const NEAR: usize = 40;
    let tree = &sentence.tree;
    let mut at = tree.tokens().start;
    let mut said = Vec::new();
    for word in mention.what.split(' ') {
        let same = |t: &u32| {
            let token = tree.word(*t);
            token.len() <= word.len() && word.get(..token.len()).is_some_and(|start| start.eq_ignore_ascii_case(token))
        };
        // The first word of a line that borrows its subject may stand behind the verb.
        let Some(mut token) = (at..tree.tokens().end).take(NEAR).find(same) else { continue };
        said.push(token);
        // "$5bn", "Tan's", "rose," are several tokens.
        let mut taken = tree.word(token).len();
        while taken < word.len() && tree.tokens().contains(&(token + 1)) {
            let next = tree.word(token + 1);
            if !word.get(taken..).is_some_and(|rest| rest.starts_with(next)) {
                break;
            }
            token += 1;
            taken += next.len();
            said.push(token);
        }
        at = token + 1;
    }
    said
}
