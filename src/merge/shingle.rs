//! Texts as sets of three-word shingles (Broder 1997): what two texts share of them was written by one hand.

use crate::linear::mix;
use std::collections::BTreeSet;

/// Every three words in a row, without case and punctuation, as a hash.
pub fn shingles(text: &str) -> BTreeSet<u64> {
    let words: Vec<u64> = words(text).collect();
    let hash = |words: &[u64]| words.iter().fold(SEED, |hash, &word| mix(hash, word));
    if words.len() < 3 { BTreeSet::from([hash(&words)]) } else { words.windows(3).map(hash).collect() }
}

/// The words of a text without case and punctuation, each as a hash.
pub fn words(text: &str) -> impl Iterator<Item = u64> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(|word| word.chars().flat_map(char::to_lowercase).fold(SEED, |hash, letter| mix(hash, letter.into())))
}

/// The hash of no letters: not nought, which mixing would keep.
const SEED: u64 = 0x9e37_79b9_7f4a_7c15;

/// The Jaccard similarity of two sets.
pub fn alike(a: &BTreeSet<u64>, b: &BTreeSet<u64>) -> f64 {
    let shared = a.intersection(b).count();
    let all = a.len() + b.len() - shared;
    if all == 0 { 0.0 } else { shared as f64 / all as f64 }
}
