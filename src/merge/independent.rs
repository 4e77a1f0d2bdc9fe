//! How many sources speak for themselves: wire copies and near-identical articles are one.
//!
//! Quotes are compared as sets of shingles; those that share most of them were written by one hand.

use super::shingle::{alike, shingles};
use crate::timeline::{Evidence, Source};
use petgraph::unionfind::UnionFind;
use std::collections::BTreeMap;

/// For each evidence its hand, as a number: whoever shares a source or a quote with another is of one hand with it. Time grows with the
/// evidence and with the pairs whose quotes are alike in size.
pub fn hands<'e>(evidence: impl Iterator<Item = &'e Evidence>, sources: &BTreeMap<String, Source>) -> Vec<usize> {
    let evidence: Vec<&Evidence> = evidence.collect();
    let mut hands = UnionFind::new(evidence.len());
    let mut first_of: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, evidence) in evidence.iter().enumerate() {
        hands.union(*first_of.entry(root(&evidence.source, sources)).or_insert(at), at);
    }
    // In the order of size, so that only quotes of nearly one size are compared.
    let mut quotes: Vec<(Vec<u64>, usize)> = evidence.iter().enumerate().map(|(at, evidence)| (shingles(&evidence.quote), at)).collect();
    quotes.sort_by_key(|(quote, at)| (quote.len(), *at));
    for (i, (quote, at)) in quotes.iter().enumerate() {
        for (longer, other) in quotes[i + 1..].iter().take_while(|(longer, _)| quote.len() as f64 >= COPIED * longer.len() as f64) {
            if !hands.equiv(*at, *other) && alike(quote, longer) >= COPIED {
                hands.union(*at, *other);
            }
        }
    }
    hands.into_labeling()
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
