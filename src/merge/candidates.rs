//! Pairs of claims worth comparing: those that share a rare word in the same weeks, or two rare words whenever it was. No all-pairs.

use super::traits::Traits;
use rayon::prelude::*;
use rustc_hash::FxHashSet;

/// How many of a claim's rarest words lead to others.
const RAREST: usize = 6;
/// A longer list is common knowledge: each claim of it meets its neighbours only.
const LONGEST: usize = 40;
/// How many neighbours, in the order of date, weight and id.
const NEIGHBOURS: usize = 12;

/// Pairs of positions, the smaller first, sorted. The keys of all claims stand in one sorted list rather than in a map of lists, which would take
/// kilobytes a claim.
pub fn candidates(all: &[Traits]) -> Vec<(usize, usize)> {
    let mut keys: Vec<(u32, u32, i32, u32)> = Vec::new();
    for (at, claim) in (0u32..).zip(all) {
        let mut rare: Vec<(u32, f64)> = claim.words.clone();
        rare.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        rare.truncate(RAREST);
        let weeks = claim.weeks();
        for (i, (word, _)) in rare.iter().enumerate() {
            keys.extend(weeks.iter().map(|&week| (*word, u32::MAX, week, at)));
            keys.extend(rare[i + 1..].iter().map(|(other, _)| (*word.min(other), *word.max(other), i32::MIN, at)));
        }
    }
    keys.par_sort_unstable();
    let mut pairs = FxHashSet::default();
    for same in keys.chunk_by(|a, b| (a.0, a.1, a.2) == (b.0, b.1, b.2)).filter(|same| same.len() > 1) {
        let mut list: Vec<usize> = same.iter().map(|key| key.3 as usize).collect();
        let reach = if list.len() > LONGEST {
            list.sort_by_cached_key(|&at| (all[at].words.iter().map(|(word, _)| *word).collect::<Vec<_>>(), all[at].published, at));
            NEIGHBOURS
        } else {
            list.len()
        };
        for (i, &a) in list.iter().enumerate() {
            for &b in list[i + 1..].iter().take(reach) {
                if a != b && all[a].sources.is_disjoint(&all[b].sources) {
                    pairs.insert((a.min(b), a.max(b)));
                }
            }
        }
    }
    let mut pairs: Vec<(usize, usize)> = pairs.into_iter().collect();
    pairs.par_sort_unstable();
    pairs
}
