//! How many sources speak for themselves: wire copies and near-identical articles are one.
//!
//! Quotes are compared as sets of shingles; those that share most of them were written by one hand.

use super::shingle::{alike, shingles};
use crate::timeline::{Entry, Evidence, Source};
use std::collections::BTreeMap;

/// How many independent sources an entry has.
pub fn independent(entry: &Entry, sources: &BTreeMap<String, Source>) -> usize {
    let hands = hands(&entry.evidence.iter().collect::<Vec<_>>(), sources);
    hands.iter().enumerate().filter(|&(at, &hand)| at == hand).count()
}

/// For each evidence the first one of the same hand: whoever shares a source or a quote with another is of one hand with it. Time grows with
/// the evidence and with the pairs whose quotes are alike in size.
pub fn hands(evidence: &[&Evidence], sources: &BTreeMap<String, Source>) -> Vec<usize> {
    let mut hand: Vec<usize> = (0..evidence.len()).collect();
    let unite = |hand: &mut Vec<usize>, one: usize, other: usize| {
        let (one, other) = (first(hand, one), first(hand, other));
        hand[one.max(other)] = one.min(other);
    };
    let mut first_of: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, evidence) in evidence.iter().enumerate() {
        let known = *first_of.entry(root(&evidence.source, sources)).or_insert(at);
        unite(&mut hand, known, at);
    }
    // In the order of size, so that only quotes of nearly one size are compared.
    let mut quotes: Vec<(Vec<u64>, usize)> = evidence.iter().enumerate().map(|(at, evidence)| (shingles(&evidence.quote), at)).collect();
    quotes.sort_by_key(|(quote, at)| (quote.len(), *at));
    for (i, (quote, at)) in quotes.iter().enumerate() {
        for (longer, other) in quotes[i + 1..].iter().take_while(|(longer, _)| quote.len() as f64 >= COPIED * longer.len() as f64) {
            if first(&hand, *at) != first(&hand, *other) && alike(quote, longer) >= COPIED {
                unite(&mut hand, *at, *other);
            }
        }
    }
    (0..hand.len()).map(|at| first(&hand, at)).collect()
}

/// The first of the group of `at`.
fn first(group: &[usize], mut at: usize) -> usize {
    while group[at] != at {
        at = group[at];
    }
    at
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
