//! The table for any number of classes: the marks, then one row of `N` bytes a slot.

use super::{BATCH, HEADER, Haste, SHIFT, best, lead, slots};
use crate::error::Result;
use multiversion::multiversion;
use std::borrow::Cow;

/// Weights of `N` classes.
#[derive(Clone)]
pub struct Table<const N: usize> {
    bytes: Cow<'static, [u8]>,
    bits: u32,
}

pub(super) const MAGIC: &[u8; 4] = b"anL2";

impl<const N: usize> Table<N> {
    /// Takes a file written by [`super::train::Perceptron::table`], and copies nothing; `path` is for the error.
    pub fn load(path: &str, bytes: Cow<'static, [u8]>) -> Result<Table<N>> {
        let bits = slots(path, &bytes, MAGIC, N, 2 + N)?;
        Ok(Table { bytes, bits })
    }

    /// Adds the weights of `features` to `scores`. A hundred thousand features cannot overflow.
    #[inline]
    pub fn score(&self, features: &[u32], scores: &mut [i32; N]) {
        let (marks, rows) = self.bytes[HEADER..].split_at(2 << self.bits);
        features.chunks(BATCH).for_each(|features| add(marks, rows, features, scores));
    }

    /// The best class among the first `classes`; the first of equals.
    #[inline]
    pub fn best(&self, features: &[u32], classes: usize) -> usize {
        self.best_in_haste(features, classes, Haste::NONE)
    }

    /// The same, but in haste.
    #[inline]
    pub fn best_in_haste(&self, features: &[u32], classes: usize, haste: Haste) -> usize {
        let mut scores = [0; N];
        let (first, rest) = features.split_at(haste.first.min(features.len()));
        self.score(first, &mut scores);
        if lead(&scores[..classes.min(N)]) < haste.lead {
            self.score(rest, &mut scores);
        }
        best(&scores[..classes.min(N)])
    }
}

/// Adds the rows of at most [`BATCH`] features.
#[multiversion(targets("x86_64+avx2+bmi1+bmi2"))]
fn add<const N: usize>(marks: &[u8], rows: &[u8], features: &[u32], scores: &mut [i32; N]) {
    let mut found = [(0u32, 0u32); BATCH + 1];
    let mut count = 0;
    for &feature in features {
        let mark = (feature >> 16) as u16;
        // The slot and its neighbour share four bytes.
        let pair = feature as usize & (marks.len() / 2 - 2);
        let both = u32::from_le_bytes(marks[2 * pair..2 * pair + 4].try_into().expect("two marks")).rotate_right(16 * (feature & 1));
        let (own, other) = (both as u16, (both >> 16) as u16);
        let (is_own, is_other) = (own ^ mark <= SHIFT, other ^ mark <= SHIFT);
        let slot = pair as u32 + (feature & 1 ^ u32::from(!is_own));
        found[count] = (slot, u32::from(if is_own { own } else { other } & SHIFT));
        count += usize::from(is_own | is_other);
    }
    let found = &found[..count];
    // Asks for all the rows before it needs the first.
    std::hint::black_box(found.iter().fold(0, |all, &(slot, _)| all ^ rows[slot as usize * N]));
    // Kept apart, the sums stay in registers from row to row.
    let mut sums = *scores;
    for &(slot, shift) in found {
        let row: &[u8; N] = rows[slot as usize * N..][..N].try_into().expect("a row");
        // An index, because the iterator of a pair is not always made inline here, and then costs more than the sum.
        #[allow(clippy::needless_range_loop)]
        for i in 0..N {
            sums[i] += (row[i] as i8 as i32) << shift;
        }
    }
    *scores = sums;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::linear::feature;
    use crate::linear::train::Perceptron;

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
    fn haste_looks_at_the_rest_only_where_the_first_do_not_decide() {
        let mut learner: Perceptron<4> = Perceptron::new();
        let (one, two) = (feature(1, 1), feature(1, 2));
        learner.count(&[one, two]);
        learner.freeze(1);
        for _ in 0..5 {
            learner.learn(&[one], 1, 3);
            for _ in 0..3 {
                learner.learn(&[one, two], 2, 3);
            }
        }
        learner.average();
        let table: Table<4> = Table::load("t", learner.table(4).into()).unwrap();
        let (alone, both) = (table.best(&[one], 3), table.best(&[one, two], 3));
        assert_ne!(alone, both);
        assert_eq!(table.best_in_haste(&[one, two], 3, Haste { first: 1, lead: 1 }), alone);
        assert_eq!(table.best_in_haste(&[one, two], 3, Haste { first: 1, lead: i32::MAX }), both);
        assert_eq!(table.best_in_haste(&[one, two], 3, Haste { first: 9, lead: 1 }), both, "fewer features than the first");
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
