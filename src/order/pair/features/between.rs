//! What stands between two places of one sentence.

use super::super::Scene;
use super::{Features, bucket};
use crate::text::Tag;
use std::fmt::Write;
use std::ops::Range;

/// The relations up from one token to the meeting point and down to the other, with the words that mark them.
pub(super) fn path(scene: &Scene, sentence: u32, a: u32, b: u32) -> String {
    let tree = &scene.trees[sentence as usize];
    let up: Vec<u32> = tree.ancestors(a).collect();
    let down: Vec<u32> = tree.ancestors(b).take_while(|t| !up.contains(t)).collect();
    let meeting = down.last().map_or(Some(b), |&t| tree.head(t));
    let mut said = String::new();
    for &t in up.iter().take_while(|t| Some(**t) != meeting).take(5) {
        let _ = write!(said, "<{:?}", tree.rel(t));
    }
    said.push('.');
    for &t in down.iter().rev().take(5) {
        let _ = write!(said, ">{:?}", tree.rel(t));
    }
    said
}

/// The little words between two places, and how many words and verbs stand there.
pub(super) fn words_between(scene: &Scene, between: Range<u32>, out: &mut Features) {
    let text = scene.text;
    let mut verbs = 0;
    let mut tags = String::new();
    for token in between.clone() {
        let tag = text.tag(token);
        verbs += u32::from(tag.is_verb());
        if between.len() <= 5 {
            let _ = write!(tags, "{} ", tag.name());
        }
        if matches!(
            tag,
            Tag::In
                | Tag::Cc
                | Tag::Rb
                | Tag::To
                | Tag::Wrb
                | Tag::Wdt
                | Tag::Wp
                | Tag::Comma
                | Tag::Colon
                | Tag::OpenQuote
                | Tag::CloseQuote
        ) {
            out.add("word between", format_args!("{}", text.word(token).to_lowercase()));
        }
    }
    out.add("tokens between", format_args!("{}", bucket(between.len() as u32)));
    out.add("verbs between", format_args!("{}", bucket(verbs)));
    if between.len() <= 5 {
        out.add("tags between", format_args!("{tags}"));
        let words: Vec<String> = between.map(|t| text.word(t).to_lowercase()).collect();
        out.add("all between", format_args!("{}", words.join(" ")));
    }
}
