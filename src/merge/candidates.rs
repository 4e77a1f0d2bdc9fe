//! Pairs of claims worth comparing: those that share a rare word in the same weeks, or two rare words whenever it was. No all-pairs.

use super::traits::Traits;
use rayon::prelude::*;

/// How many of a claim's rarest words lead to others.
const RAREST: usize = 6;
/// A longer list is common knowledge: each claim of it meets its neighbours only.
const LONGEST: usize = 40;
/// How many neighbours, in the order of date, weight and id.
const NEIGHBOURS: usize = 12;

/// As many claims have their keys and pairs in memory at once as if there were no more than these.
const AT_ONCE: usize = 50_000;

/// What `look` finds of the pairs of positions, the smaller first, in their order. The keys of claims stand in a sorted list rather than in a
/// map of lists, which would take kilobytes a claim. Keys and pairs are made for some of the words at a time: of a million claims there are a
/// hundred million pairs, of which few are alike.
pub fn candidates<T: Send>(all: &[Traits], look: impl Fn(usize, usize) -> Option<T> + Sync) -> Vec<(u32, u32, T)> {
    let rarest: Vec<[u32; RAREST]> = all.par_iter().map(rarest).collect();
    let parts = 1 + (all.len() / AT_ONCE) as u32;
    let mut found: Vec<(u32, u32, T)> = Vec::new();
    for part in 0..parts {
        // What several words of one part give stands there once, what those of several parts give is looked at again.
        let mut pairs = of_words(all, &rarest, |word| word % parts == part);
        pairs.par_sort_unstable();
        pairs.dedup();
        found.par_extend(pairs.into_par_iter().filter_map(|(a, b)| Some((a, b, look(a as usize, b as usize)?))));
    }
    found.par_sort_by_key(|(a, b, _)| (*a, *b));
    found.dedup_by_key(|(a, b, _)| (*a, *b));
    found
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
fn of_words(all: &[Traits], rarest: &[[u32; RAREST]], wanted: impl Fn(u32) -> bool + Sync) -> Vec<(u32, u32)> {
    let keys_of = |(at, words): (usize, &[u32; RAREST])| {
        let mut keys: Vec<(u32, u32, i32, u32)> = Vec::new();
        let words = words.iter().copied().filter(|&word| word != NONE);
        for (i, word) in words.clone().enumerate() {
            if wanted(word) {
                keys.extend(all[at].weeks().map(|week| (word, NONE, week, at as u32)));
            }
            let pair = |other: u32| (word.min(other), word.max(other), i32::MIN, at as u32);
            keys.extend(words.clone().skip(i + 1).map(pair).filter(|key| wanted(key.0)));
        }
        keys
    };
    let mut keys: Vec<(u32, u32, i32, u32)> = rarest.par_iter().enumerate().flat_map_iter(keys_of).collect();
    keys.par_sort_unstable();
    let same = keys.par_chunk_by(|a, b| (a.0, a.1, a.2) == (b.0, b.1, b.2)).filter(|same| same.len() > 1);
    same.flat_map_iter(|same| meet(all, same.iter().map(|key| key.3).collect())).collect()
}

/// The pairs of a list of claims that share their key.
fn meet(all: &[Traits], mut list: Vec<u32>) -> Vec<(u32, u32)> {
    let reach = if list.len() > LONGEST {
        let words = |at: u32| all[at as usize].words.iter().map(|(word, _)| *word).collect::<Vec<_>>();
        list.sort_by_cached_key(|&at| (words(at), all[at as usize].published, at));
        NEIGHBOURS
    } else {
        list.len()
    };
    let mut pairs = Vec::new();
    for (i, &a) in list.iter().enumerate() {
        let others = list[i + 1..].iter().take(reach);
        pairs.extend(others.map(|&b| (a.min(b), a.max(b))));
    }
    pairs
}
