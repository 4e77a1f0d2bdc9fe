//! What the classifiers see of a word: hashes of its letters in lower case, of its ends, and its shape.

use crate::linear::classes::{Class, Classes};
use crate::linear::mix;

/// A word as hashes. Digits count as one digit, curly quotes as the straight ones of treebanks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// The whole word in lower case.
    pub word: u64,
    /// The last one to four bytes.
    pub tail: [u64; 4],
    /// The first three bytes.
    pub front: u64,
    /// Which of capitals, small letters, digits and marks it is made of, in what places.
    pub shape: u8,
    /// What unlabelled news taught about it.
    pub class: Class,
    /// How many words that can be finite verbs follow in the sentence (none, one, more), and whether one does before the next mark of
    /// punctuation. Filled by [`look_ahead`].
    pub ahead: u8,
}

/// Tells each word of a sentence what follows it: "killed" is a participle more often where a verb is still to come.
pub fn look_ahead(sentence: &mut [Form]) {
    let (mut all, mut near) = (0, 0);
    for form in sentence.iter_mut().rev() {
        form.ahead = all << 1 | near;
        if form.class.finite {
            (all, near) = ((all + 1).min(2), 1);
        } else if form.shape & 15 == 8 {
            near = 0;
        }
    }
}

const CURLY: &[u8] = "’".as_bytes();

impl Form {
    pub fn new(word: &str, classes: &Classes) -> Form {
        let word = match word {
            "“" | "`" | "‘" => "``",
            "”" => "''",
            "-LRB-" => "(",
            "-RRB-" => ")",
            "—" | "–" => "--",
            "’" => "'",
            _ => word,
        };
        let bytes = word.as_bytes();
        let mut form = Form { word: 7, tail: [11; 4], front: 13, shape: 0, class: Class::default(), ahead: 0 };
        let (mut upper, mut lower, mut digit, mut other) = (0usize, 0usize, 0usize, 0usize);
        let mut add = |b: u8| -> u64 {
            (match b {
                b'a'..=b'z' => {
                    lower += 1;
                    b
                }
                b'A'..=b'Z' => {
                    upper += 1;
                    b | 32
                }
                b'0'..=b'9' => {
                    digit += 1;
                    b'0'
                }
                128.. => {
                    lower += 1;
                    b
                }
                _ => {
                    other += 1;
                    b
                }
            }) as u64
        };
        // Long tokens are not words; a bound keeps them cheap. The curly apostrophe counts as the straight one.
        let short = &bytes[..bytes.len().min(48)];
        let mut i = 0;
        let mut h = 7u64;
        let mut count = 0;
        while i < short.len() {
            let curly = short[i] == CURLY[0] && short[i..].starts_with(CURLY);
            let (b, width) = if curly { (b'\'', CURLY.len()) } else { (short[i], 1) };
            h = (h.rotate_left(5) ^ add(b)).wrapping_mul(0x517c_c1b7_2722_0a95);
            i += width;
            count += 1;
            if count == 3 {
                form.front = h;
            }
        }
        form.word = mix(h, 3);
        form.class = classes.of(form.word);
        let mut h = 11u64;
        let mut letters = bytes.iter().rev();
        for tail in &mut form.tail {
            if let Some(&b) = letters.next() {
                let b = match b {
                    b'A'..=b'Z' => b | 32,
                    b'0'..=b'9' => b'0',
                    _ => b,
                };
                h = (h.rotate_left(5) ^ b as u64).wrapping_mul(0x517c_c1b7_2722_0a95);
            }
            *tail = h;
        }
        let capital = bytes.first().is_some_and(u8::is_ascii_uppercase);
        form.shape = match (upper, lower, digit) {
            (0, 0, 0) => 0,
            (0, 0, _) => 1,
            (0, _, 0) => 2,
            (1, 0, 0) => 3,
            (1, _, 0) if capital => 4,
            (_, 0, 0) => 5,
            (_, _, 0) => 6,
            _ => 7,
        } | if other > 0 { 8 } else { 0 }
            | if bytes.last() == Some(&b'.') && bytes.len() > 1 { 16 } else { 0 };
        form
    }
}
