//! How many sources speak for themselves: wire copies and near-identical articles are one.
//!
//! Quotes are compared as sets of three-word shingles (Broder 1997); those that share most of them were written by one hand.

use crate::linear::mix;
use crate::timeline::{Entry, Source};
use std::collections::{BTreeMap, BTreeSet};

/// How many independent sources an entry has.
pub fn independent(entry: &Entry, sources: &BTreeMap<String, Source>) -> usize {
    let mut hands: Vec<(BTreeSet<&str>, Vec<BTreeSet<u64>>)> = Vec::new();
    for evidence in &entry.evidence {
        let root = root(&evidence.source, sources);
        let quote = shingles(&evidence.quote);
        let (mut roots, mut quotes) = (BTreeSet::from([root]), vec![quote]);
        // Whoever shares a source or a quote with this one is of one hand with it.
        let (same, other): (Vec<_>, Vec<_>) =
            hands.into_iter().partition(|(r, q)| r.contains(root) || q.iter().any(|q| alike(q, &quotes[0]) >= COPIED));
        for (r, q) in same {
            roots.extend(r);
            quotes.extend(q);
        }
        hands = other;
        hands.push((roots, quotes));
    }
    hands.len()
}

/// The share of common shingles from which a quote counts as copied.
pub const COPIED: f64 = 0.6;

/// What a source repeats, or itself.
fn root<'s>(id: &'s str, sources: &'s BTreeMap<String, Source>) -> &'s str {
    let mut at = id;
    // A chain of copies is short; a circle, which only a hand can write, ends too.
    for _ in 0..8 {
        match sources.get(at).and_then(|source| source.copy_of.as_deref()) {
            Some(next) if next != id => at = next,
            _ => break,
        }
    }
    at
}

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
