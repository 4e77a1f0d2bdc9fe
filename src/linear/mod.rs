//! Linear classifiers over hashed features: tables of small weights, read where they lie. Knows no text.
//!
//! A feature is a 32-bit hash. Its low bits choose a slot or that slot's neighbour, and its high 13 bits must equal those of the slot's mark, so
//! that a feature which the training never saw touches one cache line and adds nothing (feature hashing, Weinberger et al. 2009, with the marks
//! of a cuckoo filter, Fan et al. 2014). The low 3 bits of the mark say by how many bits the row is shifted: a row of great weights and a row of
//! small ones are then equally exact.
//!
//! Scoring waits for memory more than it computes. So a batch of features is first looked up, without a branch that the processor could guess
//! wrongly, and only then added: the loads of a batch are under way together.

pub mod classes;
mod narrow;
mod table;
pub mod train;

pub use narrow::Narrow;
pub use table::Table;

use crate::error::{Error, Result};

/// The bits of a mark that hold the shift of its row.
const SHIFT: u16 = 7;
/// The magic, the classes (u16), log2 of the slots (u16).
const HEADER: usize = 8;
/// When a classifier need not look at all the features of a choice (Strubell et al. 2015): they come with the most telling first, and if after
/// `first` of them the best class leads by `lead`, the others are not looked up. Each such pair is set beside its features so that at most one
/// choice in 2,000 of the news that it was set on is another than all the features would make; training looks at all.
#[derive(Clone, Copy)]
pub struct Haste {
    pub first: usize,
    pub lead: i32,
}

impl Haste {
    /// All the features.
    pub const NONE: Haste = Haste { first: usize::MAX, lead: 0 };
}

/// How many features are looked up together.
const BATCH: usize = 96;

/// log2 of the slots of the weight file `bytes`, which must begin with `magic`, have `classes` classes and `width` bytes a slot.
fn slots(path: &str, bytes: &[u8], magic: &[u8; 4], classes: usize, width: usize) -> Result<u32> {
    let wrong = |what: String| Err(Error::in_file(path, format!("{what}; train it again with the trainer in tests/train")));
    if bytes.len() < HEADER || &bytes[..4] != magic {
        return wrong("is not a weight table".into());
    }
    let (has, bits) = (u16::from_le_bytes([bytes[4], bytes[5]]) as usize, u16::from_le_bytes([bytes[6], bytes[7]]) as u32);
    if has != classes {
        return wrong(format!("has {has} classes where {classes} are expected"));
    }
    if !(1..=24).contains(&bits) || bytes.len() != HEADER + (width << bits) {
        return wrong("is cut short or too long".into());
    }
    Ok(bits)
}

/// The index of the greatest; the first of equals.
#[inline]
pub fn best<T: PartialOrd + Copy>(scores: &[T]) -> usize {
    let mut best = 0;
    for (i, score) in scores.iter().enumerate().skip(1) {
        if *score > scores[best] {
            best = i;
        }
    }
    best
}

/// By how much the greatest exceeds the second.
#[inline]
fn lead(scores: &[i32]) -> i32 {
    let (first, second) =
        scores.iter().fold((i32::MIN, i32::MIN), |(first, second), &score| (first.max(score), second.max(score.min(first))));
    first.saturating_sub(second)
}

/// Joins two values to one; not a cryptographic hash.
#[inline]
pub fn mix(a: u64, b: u64) -> u64 {
    let h = (a ^ b.rotate_left(29)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    h ^ (h >> 29)
}

/// The value of a word, letter by letter, for a feature.
pub fn hash(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(17, |hash, byte| mix(hash, u64::from(byte)))
}

/// The feature that says `value` in template `template`.
#[inline]
pub fn feature(template: u64, value: u64) -> u32 {
    let h = (value ^ template.wrapping_mul(0xd6e8_feb8_6659_fd93)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    ((h ^ (h >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93) >> 32) as u32
}
