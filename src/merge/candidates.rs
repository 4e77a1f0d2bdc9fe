//! Pairs of claims worth comparing: those that share a rare word in the same weeks, or two rare words whenever it was. No all-pairs.

use super::traits::Traits;
use std::collections::{BTreeMap, BTreeSet};

/// How many of a claim's rarest words lead to others.
const RAREST: usize = 6;
/// A longer list is common knowledge: each claim of it meets its neighbours only.
const LONGEST: usize = 40;
/// How many neighbours, in the order of date, weight and id.
const NEIGHBOURS: usize = 12;

/// Pairs of positions, the smaller first.
pub fn candidates(all: &[Traits]) -> BTreeSet<(usize, usize)> {
    let mut lists: BTreeMap<(u32, u32, i32), Vec<usize>> = BTreeMap::new();
    for (at, claim) in all.iter().enumerate() {
        let mut rare: Vec<(u32, f64)> = claim.words.clone();
        rare.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        rare.truncate(RAREST);
        let weeks = claim.weeks();
        for (i, (word, _)) in rare.iter().enumerate() {
            for &week in &weeks {
                lists.entry((*word, u32::MAX, week)).or_default().push(at);
            }
            for (other, _) in &rare[i + 1..] {
                lists.entry((*word.min(other), *word.max(other), i32::MIN)).or_default().push(at);
            }
        }
    }
    let mut pairs = BTreeSet::new();
    for list in lists.values_mut().filter(|list| list.len() > 1) {
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
    pairs
}
