//! Linear classifiers over hashed features: a table of small weights, read where it lies. Knows no text.
//!
//! A feature is a 32-bit hash. Its low bits choose a slot or that slot's neighbour, and its high 13 bits must equal those of the slot's mark, so
//! that a feature which the training never saw touches one cache line and adds nothing (feature hashing, Weinberger et al. 2009, with the marks
//! of a cuckoo filter, Fan et al. 2014). The low 3 bits of the mark say by how many bits the row is shifted: a row of great weights and a row of
//! small ones are then equally exact. The file is the memory: a header, the marks, then one row of `N` bytes a slot; loading copies nothing.

pub mod classes;
pub mod train;

use crate::error::{Error, Result};
use std::borrow::Cow;

/// Weights of `N` classes.
#[derive(Clone)]
pub struct Table<const N: usize> {
    bytes: Cow<'static, [u8]>,
    bits: u32,
}

const MAGIC: &[u8; 4] = b"anL2";
/// The bits of a mark that hold the shift of its row.
const SHIFT: u16 = 7;
/// Magic, classes (u16), log2 of the slots (u16).
const HEADER: usize = 8;

impl<const N: usize> Table<N> {
    /// Takes a file written by [`train::Perceptron::table`]; `path` is for the error.
    pub fn load(path: &str, bytes: Cow<'static, [u8]>) -> Result<Table<N>> {
        let wrong = |what: String| Err(Error::in_file(path, format!("{what}; train it again with the trainer in tests/train")));
        if bytes.len() < HEADER || &bytes[..4] != MAGIC {
            return wrong("is not a weight table".into());
        }
        let (classes, bits) = (u16::from_le_bytes([bytes[4], bytes[5]]) as usize, u16::from_le_bytes([bytes[6], bytes[7]]) as u32);
        if classes != N {
            return wrong(format!("has {classes} classes where {N} are expected"));
        }
        if !(1..=24).contains(&bits) || bytes.len() != HEADER + ((2 + N) << bits) {
            return wrong("is cut short or too long".into());
        }
        Ok(Table { bytes, bits })
    }

    /// Adds the weights of `features` to `scores`. A hundred thousand features cannot overflow.
    #[inline]
    pub fn score(&self, features: &[u32], scores: &mut [i32; N]) {
        let slots = 1usize << self.bits;
        let (marks, rows) = self.bytes[HEADER..].split_at(2 * slots);
        for &feature in features {
            let mark = (feature >> 16) as u16;
            // The slot and its neighbour share four bytes.
            let pair = feature as usize & (slots - 2);
            let own = feature as usize & 1;
            let both: &[u8; 4] = marks[2 * pair..2 * pair + 4].try_into().expect("two marks");
            let both = [u16::from_le_bytes([both[0], both[1]]), u16::from_le_bytes([both[2], both[3]])];
            let side = if (both[own] ^ mark) <= SHIFT {
                own
            } else if (both[1 - own] ^ mark) <= SHIFT {
                1 - own
            } else {
                continue;
            };
            let slot = pair + side;
            let shift = (both[side] & SHIFT) as u32;
            let row: &[u8; N] = rows[slot * N..slot * N + N].try_into().expect("a row");
            for (score, &weight) in scores.iter_mut().zip(row) {
                *score += (weight as i8 as i32) << shift;
            }
        }
    }

    /// The best class among the first `classes`; the first of equals.
    #[inline]
    pub fn best(&self, features: &[u32], classes: usize) -> usize {
        let mut scores = [0; N];
        self.score(features, &mut scores);
        best(&scores[..classes.min(N)])
    }
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

/// Joins two values to one; not a cryptographic hash.
#[inline]
pub fn mix(a: u64, b: u64) -> u64 {
    let h = (a ^ b.rotate_left(29)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    h ^ (h >> 29)
}

/// The feature that says `value` in template `template`.
#[inline]
pub fn feature(template: u64, value: u64) -> u32 {
    let h = (value ^ template.wrapping_mul(0xd6e8_feb8_6659_fd93)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    ((h ^ (h >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93) >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::train::Perceptron;
    use super::*;

    #[test]
    fn what_was_learned_survives_the_file() {
        let mut learner: Perceptron<4> = Perceptron::new();
        for n in 0..200u64 {
            learner.count(&[feature(1, n)]);
        }
        learner.freeze(1);
        for _ in 0..5 {
            for n in 0..200u64 {
                learner.learn(&[feature(1, n)], (n % 3) as usize, 3);
            }
        }
        learner.average();
        let table: Table<4> = Table::load("t", learner.table(9).into()).unwrap();
        let right = (0..200u64).filter(|&n| table.best(&[feature(1, n)], 3) == (n % 3) as usize).count();
        assert!(right > 190, "{right}");
        assert_eq!(table.best(&[feature(2, 7)], 3), 0, "a feature never seen adds nothing");
    }

    #[test]
    fn a_wrong_file_is_named() {
        let table = Perceptron::<4>::new().table(4);
        let cases: [(&[u8], &str); 3] =
            [(b"hello", "not a weight table"), (&table[..table.len() - 1], "cut short"), (&table, "8 are expected")];
        for (bytes, message) in cases {
            let error = match message {
                "8 are expected" => Table::<8>::load("model/x", bytes.to_vec().into()).err(),
                _ => Table::<4>::load("model/x", bytes.to_vec().into()).err(),
            };
            let error = error.unwrap().to_string();
            assert!(error.contains(message) && error.starts_with("model/x: "), "{error}");
        }
    }
}
