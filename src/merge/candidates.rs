//! Pairs of claims worth comparing: those that share a rare word in the same weeks, or two rare words whenever it was. No all-pairs.

use super::traits::Traits;
use rayon::prelude::*;

/// How many of a claim's rarest words lead to others.
const RAREST: usize = 6;
/// A longer list is common knowledge: each claim of it meets its neighbours only.
const LONGEST: usize = 40;
/// How many neighbours, in the order of date, weight and id.
const NEIGHBOURS: usize = 12;

/// As many claims have their keys in memory at once as if there were no more than these.
const AT_ONCE: usize = 50_000;

/// Pairs of positions, the smaller first, sorted. The keys of claims stand in a sorted list rather than in a map of lists, which would take
/// kilobytes a claim, and are made for some of the words at a time.
pub fn candidates(all: &[Traits]) -> Vec<(u32, u32)> {
    let rarest: Vec<[u32; RAREST]> = all.iter().map(rarest).collect();
    let parts = 1 + (all.len() / AT_ONCE) as u32;
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    for part in 0..parts {
        let from = pairs.len();
        of_words(all, &rarest, |word| word % parts == part, &mut pairs);
        // What several words of one part give stands there once.
        pairs[from..].par_sort_unstable();
        let mut kept = from;
        for at in from..pairs.len() {
            if kept == from || pairs[kept - 1] != pairs[at] {
                pairs[kept] = pairs[at];
                kept += 1;
            }
        }
        pairs.truncate(kept);
    }
    pairs.par_sort_unstable();
    pairs.dedup();
    pairs
}

/// No word.
const NONE: u32 = u32::MAX;

/// The rarest words of a claim.
fn rarest(claim: &Traits) -> [u32; RAREST] {
    let mut rare = claim.words.to_vec();
    rare.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let mut words = [NONE; RAREST];
    words.iter_mut().zip(rare).for_each(|(word, (rare, _))| *word = rare);
    words
}

/// The pairs to which those words lead that are `wanted`; of two words the smaller counts.
fn of_words(all: &[Traits], rarest: &[[u32; RAREST]], wanted: impl Fn(u32) -> bool, pairs: &mut Vec<(u32, u32)>) {
    let mut keys: Vec<(u32, u32, i32, u32)> = Vec::new();
    for ((at, claim), words) in (0u32..).zip(all).zip(rarest) {
        let words = words.iter().copied().filter(|&word| word != NONE);
        for (i, word) in words.clone().enumerate() {
            if wanted(word) {
                keys.extend(claim.weeks().map(|week| (word, NONE, week, at)));
            }
            let pair = |other: u32| (word.min(other), word.max(other), i32::MIN, at);
            keys.extend(words.clone().skip(i + 1).map(pair).filter(|key| wanted(key.0)));
        }
    }
    keys.par_sort_unstable();
    for same in keys.chunk_by(|a, b| (a.0, a.1, a.2) == (b.0, b.1, b.2)).filter(|same| same.len() > 1) {
        let mut list: Vec<u32> = same.iter().map(|key| key.3).collect();
        let reach = if list.len() > LONGEST {
            let words = |at: u32| all[at as usize].words.iter().map(|(word, _)| *word).collect::<Vec<_>>();
            list.sort_by_cached_key(|&at| (words(at), all[at as usize].published, at));
            NEIGHBOURS
        } else {
            list.len()
        };
        for (i, &a) in list.iter().enumerate() {
            for &b in list[i + 1..].iter().take(reach) {
                if all[a as usize].sources.is_disjoint(&all[b as usize].sources) {
                    pairs.push((a.min(b), a.max(b)));
                }
            }
        }
    }
}
