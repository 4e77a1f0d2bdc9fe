//! The words of a whole article: how often each stands in it, and where first.

use super::hash;
use crate::linear;
use crate::text::Text;
use rustc_hash::FxHashMap;

/// Words without regard to case, by their hash. Only looked up, never listed, so that no order of a map reaches what is written.
#[derive(Default)]
pub struct Words {
    seen: FxHashMap<u64, Seen>,
}

#[derive(Clone, Copy)]
struct Seen {
    sentence: u32,
    times: u32,
}

impl Words {
    /// Reads the tokens of a text.
    pub fn of(text: &Text) -> Words {
        let mut seen: FxHashMap<u64, Seen> = FxHashMap::default();
        for (index, sentence) in (0..).zip(&text.sentences) {
            for token in &text.tokens[sentence.tokens.start as usize..sentence.tokens.end as usize] {
                let word = token.span.of(text.raw);
                if word.starts_with(char::is_alphabetic) {
                    seen.entry(hash_small(word)).or_insert(Seen { sentence: index, times: 0 }).times += 1;
                }
            }
        }
        Words { seen }
    }

    /// How often the article has a word, given in small letters.
    pub fn times(&self, word: &str) -> u32 {
        self.seen.get(&hash(word)).map_or(0, |seen| seen.times)
    }

    /// Whether a word, given in small letters, stands in an earlier sentence than this.
    pub fn is_before(&self, word: &str, sentence: u32) -> bool {
        self.seen.get(&hash(word)).is_some_and(|seen| seen.sentence < sentence)
    }
}

/// The hash of a word in small letters, without writing it down where it is plain.
pub(super) fn hash_small(word: &str) -> u64 {
    if word.is_ascii() { linear::hash(word.bytes().map(|byte| byte.to_ascii_lowercase())) } else { hash(&word.to_lowercase()) }
}
