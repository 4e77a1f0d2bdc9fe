//! The table for two classes: four bytes a slot, the mark and its two weights, so that a feature touches one cache line, found or not.

use super::{BATCH, HEADER, Haste, SHIFT, lead, slots};
use crate::error::Result;
use multiversion::multiversion;
use std::borrow::Cow;

/// Weights of two classes.
#[derive(Clone)]
pub struct Narrow {
    bytes: Cow<'static, [u8]>,
    bits: u32,
}

const MAGIC: &[u8; 4] = b"anN1";
const SLOT: usize = 4;

impl Narrow {
    /// Takes a file made by [`Narrow::file`], and copies nothing; `path` is for the error.
    pub fn load(path: &str, bytes: Cow<'static, [u8]>) -> Result<Narrow> {
        let bits = slots(path, &bytes, MAGIC, 2, SLOT)?;
        Ok(Narrow { bytes, bits })
    }

    /// The file that has the marks and rows of the [`super::Table`] file `table`, which must be one of two classes.
    pub fn file(table: &[u8]) -> Vec<u8> {
        let (marks, rows) = table[HEADER..].split_at((table.len() - HEADER) / 2);
        let slots = marks.chunks(2).zip(rows.chunks(2)).flat_map(|(mark, row)| [mark[0], mark[1], row[0], row[1]]);
        MAGIC.iter().copied().chain(table[4..HEADER].iter().copied()).chain(slots).collect()
    }

    /// The sums of the weights of `features`. A hundred thousand features cannot overflow.
    #[inline]
    pub fn score(&self, features: &[u32]) -> [i32; 2] {
        let mut scores = [0; 2];
        self.add(features, &mut scores);
        scores
    }

    /// The same, but in haste: of the two classes and a third whose score is 0.
    #[inline]
    pub fn score_in_haste(&self, features: &[u32], haste: Haste) -> [i32; 2] {
        let (first, rest) = features.split_at(haste.first.min(features.len()));
        let mut scores = self.score(first);
        if lead(&[0, scores[0], scores[1]]) < haste.lead {
            self.add(rest, &mut scores);
        }
        scores
    }

    fn add(&self, features: &[u32], scores: &mut [i32; 2]) {
        let slots = &self.bytes[HEADER..][..SLOT << self.bits];
        features.chunks(BATCH).for_each(|features| add(slots, features, scores));
    }
}

/// Adds the weights of at most [`BATCH`] features.
#[multiversion(targets("x86_64+avx2+bmi1+bmi2"))]
fn add(slots: &[u8], features: &[u32], scores: &mut [i32; 2]) {
    let mut held = [0u64; BATCH];
    for (held, &feature) in held.iter_mut().zip(features) {
        // The slot and its neighbour share eight bytes.
        let place = SLOT * (feature as usize & (slots.len() / SLOT - 2));
        *held = u64::from_le_bytes(slots[place..place + 2 * SLOT].try_into().expect("two slots"));
    }
    // Nothing here depends on memory, so that the compiler makes vectors of it.
    for (&held, &feature) in held.iter().zip(features) {
        let mark = (feature >> 16) as u16;
        let (even, odd) = (held as u32, (held >> 32) as u32);
        let (own, other) = if feature & 1 == 0 { (even, odd) } else { (odd, even) };
        let (is_own, is_other) = (own as u16 ^ mark <= SHIFT, other as u16 ^ mark <= SHIFT);
        let slot = if is_own {
            own
        } else if is_other {
            other
        } else {
            0
        };
        let shift = slot & SHIFT as u32;
        scores[0] += ((slot as i32) << 8 >> 24) << shift;
        scores[1] += ((slot as i32) >> 24) << shift;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::linear::train::Perceptron;
    use crate::linear::{Table, feature};

    #[test]
    fn it_scores_as_the_table_that_it_was_made_from() {
        let mut learner: Perceptron<3> = Perceptron::new();
        let features = |n: u64| [feature(1, n), feature(2, n % 7), feature(3, n % 2)];
        (0..300).for_each(|n| learner.count(&features(n)));
        learner.freeze(1);
        for n in 0..900 {
            learner.learn(&features(n % 300), (n % 7 % 3) as usize, 3);
        }
        learner.average();
        let file = learner.table_above_first::<2>(8);
        let (table, narrow) = (Table::<2>::load("t", file.clone().into()).unwrap(), Narrow::load("n", Narrow::file(&file).into()).unwrap());
        let mut told = 0;
        for n in 0..400 {
            // More than a batch, and features that have no slot.
            let many: Vec<u32> = (n..n + 50).flat_map(features).collect();
            let mut scores = [0; 2];
            table.score(&many, &mut scores);
            assert_eq!(narrow.score(&many), scores);
            assert_eq!(narrow.score_in_haste(&many, Haste { first: 7, lead: i32::MAX }), scores);
            assert_eq!(narrow.score_in_haste(&many, Haste { first: 7, lead: 0 }), narrow.score(&many[..7]));
            told += usize::from(scores != [0; 2]);
        }
        assert!(told > 300, "{told}");
    }

    #[test]
    fn a_wrong_file_is_named() {
        let table = Perceptron::<2>::new().table(4);
        let file = Narrow::file(&table);
        for (bytes, message) in [(&table[..], "not a weight table"), (&file[..file.len() - 1], "cut short")] {
            let error = Narrow::load("model/x", bytes.to_vec().into()).err().unwrap().to_string();
            assert!(error.contains(message) && error.starts_with("model/x: "), "{error}");
        }
    }
}
