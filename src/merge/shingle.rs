//! Texts as sets of three-word shingles (Broder 1997): what two texts share of them was written by one hand.

use crate::linear::mix;

/// Every three words in a row, without case and punctuation, as a hash; ascending, each once.
pub fn shingles(text: &str) -> Vec<u64> {
    let words: Vec<u64> = words(text).collect();
    let hash = |words: &[u64]| words.iter().fold(SEED, |hash, &word| mix(hash, word));
    let mut shingles: Vec<u64> = if words.len() < 3 { vec![hash(&words)] } else { words.windows(3).map(hash).collect() };
    shingles.sort_unstable();
    shingles.dedup();
    shingles
}

/// The words of a text without case and punctuation, each as a hash.
pub fn words(text: &str) -> impl Iterator<Item = u64> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(|word| word.chars().flat_map(char::to_lowercase).fold(SEED, |hash, letter| mix(hash, letter.into())))
}

/// The hash of no letters: not nought, which mixing would keep.
const SEED: u64 = 0x9e37_79b9_7f4a_7c15;

/// The Jaccard similarity of two sets, each ascending.
pub fn alike(a: &[u64], b: &[u64]) -> f64 {
    let shared = shared(a, b);
    let all = a.len() + b.len() - shared;
    if all == 0 { 0.0 } else { shared as f64 / all as f64 }
}

/// How many two sets, each ascending, have in common.
pub fn shared(a: &[u64], b: &[u64]) -> usize {
    let (mut i, mut j, mut shared) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        let order = a[i].cmp(&b[j]);
        shared += usize::from(order.is_eq());
        i += usize::from(order.is_le());
        j += usize::from(order.is_ge());
    }
    shared
}
