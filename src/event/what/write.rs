//! Tokens as a sentence that people would write: spaces, brackets and quotes, a capital and a full stop.

use super::{Said, Wording};
use crate::text::{Tag, Tree};

/// Joins what is said: original spacing between neighbours, names for pronouns, a capital and a full stop.
pub(super) fn write(tree: &Tree, said: &Said, wording: &Wording) -> String {
    let tokens = paired(tree, &said.tokens);
    let mut out = String::new();
    let covered = |token: u32| (wording.name_of)(token).is_some_and(|name| name.is_empty());
    let tokens: Vec<u32> = tokens.into_iter().filter(|&token| !covered(token)).collect();
    for (position, &token) in tokens.iter().enumerate() {
        let before = position.checked_sub(1).map(|p| tokens[p]);
        let joined = before.is_some_and(|b| b + 1 == token && touches(tree, token));
        let apart = !joined && !attaches(tree.word(token)) && !before.is_some_and(|b| opens(tree, b));
        if before.is_some() && apart && !is_closing(tree, token) {
            out.push(' ');
        }
        if let Some((verb, word)) = said.copula
            && verb == token
        {
            out.push_str(word);
            out.push(' ');
        }
        match (wording.name_of)(token) {
            Some(name) => out.push_str(&name),
            None if said.article == Some(token) => out.push_str("the"),
            // "Lehman Brothers' demise".
            None if out.ends_with('s')
                && before.is_some_and(|b| (wording.name_of)(b).is_some())
                && matches!(tree.word(token), "'s" | "’s") =>
            {
                out.push('\'');
            }
            None => out.push_str(plain(tree.word(token))),
        }
    }
    finish(detokenised(&out))
}

/// "Convened Thursday's hearing" convened the hearing, "the Friday explosions" are the explosions: on which Thursday, a timeline does not tell. The token
/// that is said as "the".
pub(super) fn without_day(tree: &Tree, said: &mut Said, wording: &Wording) -> Option<u32> {
    let is_day = wording.is_deictic;
    if let Some(day) = (1..said.tokens.len().saturating_sub(1)).find(|&i| is_day_of_event(tree, &said.tokens[i - 1..=i + 1], wording)) {
        said.tokens.remove(day);
    }
    let owner =
        (1..said.tokens.len()).find(|&i| tree.tag(said.tokens[i]) == Tag::Pos && is_day(said.tokens[i - 1]) && !is_day(said.tokens[i]))?;
    let first = (0..owner).rev().take_while(|&i| is_day(said.tokens[i])).last()?;
    let article = said.tokens[first];
    said.tokens.drain(first + 1..=owner);
    Some(article)
}

/// An article, a weekday and the event's noun: "the Friday explosions", but not "the Friday prayers".
fn is_day_of_event(tree: &Tree, phrase: &[u32], wording: &Wording) -> bool {
    let &[article, day, noun] = phrase else { return false };
    let is_day = wording.is_deictic;
    is_day(day)
        && tree.tag(day).is_proper()
        && tree.tag(article) == Tag::Dt
        && tree.tag(noun).is_noun()
        && wording.names_event(tree, noun)
        && !is_day(noun)
        && tree.head(day) == Some(noun)
}

/// The tokens without quotation marks and closing brackets that lack their partner, without commas and the like at the ends or before another.
fn paired(tree: &Tree, tokens: &[u32]) -> Vec<u32> {
    let is_quote = |t: &u32| matches!(tree.tag(*t), Tag::OpenQuote | Tag::CloseQuote);
    let whole = tokens.iter().filter(|t| is_quote(t)).count() == 2 && {
        let mut marks = tokens.iter().filter(|t| is_quote(t));
        marks.next().is_some_and(|t| tree.tag(*t) == Tag::OpenQuote) && marks.next().is_some_and(|t| tree.tag(*t) == Tag::CloseQuote)
    };
    let bracketed = tokens.iter().any(|&t| tree.tag(t) == Tag::Lrb);
    let lone = |t: u32| tree.tag(t) == Tag::Rrb && !bracketed;
    let mut kept: Vec<u32> = tokens.iter().copied().filter(|&t| (whole || !is_quote(&t)) && !lone(t)).collect();
    let loose = |t: u32| matches!(tree.tag(t), Tag::Comma | Tag::Colon);
    let mut i = 0;
    while i < kept.len() {
        let last = i + 1 == kept.len();
        // A comma of something that was left out.
        if loose(kept[i]) && (i == 0 || last || loose(kept[i + 1]) || kept[i + 1] != kept[i] + 1 && kept[i - 1] + 1 != kept[i]) {
            kept.remove(i);
            i = i.saturating_sub(1);
        } else {
            i += 1;
        }
    }
    kept
}

/// Text that a tokenizer has been over, as people write it.
pub fn detokenised(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for word in words.split_whitespace() {
        let word = plain(word);
        let glued = out.is_empty() || is_clitic(word) || attaches(word) || out.ends_with(['(', '[', '“', '$', '£', '€']) && out.len() > 1;
        if !glued {
            out.push(' ');
        }
        out.push_str(word);
    }
    // "pro - Mashaei", which no author writes.
    out.replace(" - ", "-")
}

/// What is part of the word before it: "'s", "n't".
pub(super) fn is_clitic(word: &str) -> bool {
    matches!(
        word,
        "'s" | "’s" | "'" | "’" | "n't" | "n’t" | "'re" | "’re" | "'ve" | "’ve" | "'ll" | "’ll" | "'d" | "’d" | "'m" | "’m" | "%"
    )
}

/// Brackets and quotes as people write them, for texts that a tokenizer has been over.
fn plain(word: &str) -> &str {
    match word {
        "-LRB-" => "(",
        "-RRB-" => ")",
        "``" | "''" => "\"",
        _ => word,
    }
}

/// Whether the token follows the one before it without a space in the text.
fn touches(tree: &Tree, token: u32) -> bool {
    token > 0 && tree.text.tokens[token as usize - 1].span.end == tree.text.tokens[token as usize].span.start
}

fn attaches(word: &str) -> bool {
    matches!(word, "-RRB-" | "," | "." | ";" | ":" | ")" | "]" | "”" | "!" | "?") || is_clitic(word)
}

fn is_closing(tree: &Tree, token: u32) -> bool {
    tree.tag(token) == Tag::CloseQuote
}

fn opens(tree: &Tree, token: u32) -> bool {
    matches!(tree.word(token), "-LRB-" | "(" | "[" | "“" | "$" | "£" | "€") || tree.tag(token) == Tag::OpenQuote
}

/// A capital first and one full stop last.
fn finish(text: String) -> String {
    let mut text = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '-' | '–' | '—' | '.')).to_string();
    if let Some(first) = text.chars().next()
        && first.is_lowercase()
    {
        text.replace_range(..first.len_utf8(), &first.to_uppercase().to_string());
    }
    let abbreviated =
        text.rsplit(' ').next().is_some_and(|w| w.len() > 1 && w.contains('.') && w.chars().filter(|c| *c == '.').count() > 1);
    if !text.is_empty() && !abbreviated && !text.ends_with(['.', '?', '!']) {
        text.push('.');
    }
    text
}
