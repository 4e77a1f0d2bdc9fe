//! How many sources speak for themselves: wire copies and near-identical articles are one.
//!
//! Quotes are compared as sets of shingles; those that share most of them were written by one hand.

use super::shingle::{alike, shingles};
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
