//! Word classes, read where they lie: what unlabelled text taught about a word, found by the hash of its letters.
//!
//! The file is the memory, as in [`super::Table`]: a header, then one slot of four bytes a word (a mark of 16 bits, its cluster, its kind). The
//! low bits of the hash choose a slot; a word that found it taken lies in one of the next.

use crate::error::{Error, Result};
use std::borrow::Cow;

/// The classes of one word; 0 says that it was not seen often enough.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Class {
    /// Words with like neighbours share a cluster.
    pub cluster: u8,
    /// Words that are tagged alike share a kind.
    pub kind: u8,
    /// Its kind can be a finite verb.
    pub finite: bool,
}

#[derive(Clone)]
pub struct Classes {
    bytes: Cow<'static, [u8]>,
    bits: u32,
    finite: u8,
}

const MAGIC: &[u8; 4] = b"anC1";
/// Magic, the last kind that can be a finite verb (u16; these come first), log2 of the slots (u16).
const HEADER: usize = 8;
const SLOT: usize = 4;
/// A word lies at most so many slots after its own.
const REACH: usize = 32;

impl Classes {
    /// Takes a file written by [`Classes::write`]; `path` is for the error.
    pub fn load(path: &str, bytes: Cow<'static, [u8]>) -> Result<Classes> {
        let wrong = |what: &str| Err(Error::in_file(path, format!("{what}; make it again with the trainer in tests/train")));
        if bytes.len() < HEADER || &bytes[..4] != MAGIC {
            return wrong("is not a table of word classes");
        }
        let bits = u16::from_le_bytes([bytes[6], bytes[7]]) as u32;
        if !(1..=24).contains(&bits) || bytes.len() != HEADER + (SLOT << bits) {
            return wrong("is cut short or too long");
        }
        let finite = bytes[4];
        Ok(Classes { bytes, bits, finite })
    }

    /// Knows no word.
    pub fn none() -> Classes {
        Classes { bytes: Classes::write(&[], 0, 1).into(), bits: 1, finite: 0 }
    }

    /// The classes of the word with this hash.
    #[inline]
    pub fn of(&self, word: u64) -> Class {
        let slots = 1usize << self.bits;
        let mark = mark(word).to_le_bytes();
        for n in 0..REACH {
            let place = HEADER + SLOT * ((word as usize).wrapping_add(n) & (slots - 1));
            let slot = &self.bytes[place..place + SLOT];
            if slot[2] == 0 {
                break;
            }
            if slot[..2] == mark {
                let kind = slot[3];
                return Class { cluster: slot[2], kind, finite: kind > 0 && kind <= self.finite };
            }
        }
        Class::default()
    }

    /// The file with `2^bits` slots. Clusters are not 0; the first of two words that look alike, or that find no place, wins.
    pub fn write(words: &[(u64, Class)], finite: u8, bits: u32) -> Vec<u8> {
        let slots = 1usize << bits;
        let mut bytes = vec![0u8; HEADER + SLOT * slots];
        bytes[..4].copy_from_slice(MAGIC);
        bytes[4] = finite;
        bytes[6..8].copy_from_slice(&(bits as u16).to_le_bytes());
        for &(word, class) in words {
            for n in 0..REACH {
                let place = HEADER + SLOT * ((word as usize).wrapping_add(n) & (slots - 1));
                if bytes[place + 2] == 0 {
                    bytes[place..place + 2].copy_from_slice(&mark(word).to_le_bytes());
                    (bytes[place + 2], bytes[place + 3]) = (class.cluster, class.kind);
                    break;
                }
                if bytes[place..place + 2] == mark(word).to_le_bytes() {
                    break;
                }
            }
        }
        bytes
    }
}

fn mark(word: u64) -> u16 {
    (word >> 40) as u16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_found() {
        let word = |n: u64| crate::linear::mix(n, 5);
        let all: Vec<(u64, Class)> =
            (0..200).map(|n| (word(n), Class { cluster: n as u8 % 50 + 1, kind: n as u8, finite: (1..=9).contains(&n) })).collect();
        let classes = Classes::load("c", Classes::write(&all, 9, 9).into()).unwrap();
        for (word, class) in all {
            assert_eq!(classes.of(word), class);
        }
        assert_eq!(classes.of(word(1000)), Class::default());
        assert_eq!(Classes::none().of(word(1)), Class::default());
    }

    #[test]
    fn a_wrong_file_is_named() {
        let file = Classes::write(&[], 0, 4);
        for (bytes, message) in [(&b"hello"[..], "not a table"), (&file[..file.len() - 1], "cut short")] {
            let error = Classes::load("model/x", bytes.to_vec().into()).err().unwrap().to_string();
            assert!(error.contains(message) && error.starts_with("model/x: "), "{error}");
        }
    }
}
