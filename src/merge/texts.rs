//! Which texts are near-copies of each other: a wire report in two papers, updates of one story, a page that was saved twice.
//!
//! Three-word shingles are sampled by their hashes (Heintze 1996: those that are nought modulo a number), so that a text within a longer one
//! is found too; texts that share enough of the samples are compared by all their shingles. Time grows with the texts and with the pairs
//! that are alike.

use super::shingle::{shared, shingles};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Of how many shingles one is a sample.
const SAMPLED: u64 = 8;
/// The share of the shorter text that both must have.
const SHARE: f64 = 0.6;
/// A shorter text is too short to tell a copy from two that say the same.
const SHORTEST: usize = 20;
/// A shingle in more texts than these is a paper's own formula.
const COMMON: usize = 60;

/// For each text the newest of those that repeat it, if one is newer. `ages` orders the texts, the newest last. An update of an update may share
/// little with the first report, so each text is compared with what it is called a copy of.
pub fn copies<A: Ord>(texts: &[&str], ages: &[A]) -> Vec<Option<usize>> {
    let all: Vec<Vec<u64>> = texts.iter().map(|text| shingles(text)).collect();
    let mut holders: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (at, own) in all.iter().enumerate().filter(|(_, own)| own.len() >= SHORTEST) {
        // The shortest texts have few samples; of them every shingle is one.
        let every = own.len() < SHORTEST * SAMPLED as usize;
        own.iter().filter(|hash| every || *hash % SAMPLED == 0).for_each(|hash| holders.entry(*hash).or_default().push(at));
    }
    let mut pairs: BTreeSet<(usize, usize)> = BTreeSet::new();
    for texts in holders.values().filter(|texts| texts.len() <= COMMON) {
        for (i, &one) in texts.iter().enumerate() {
            pairs.extend(texts[i + 1..].iter().map(|&other| (one, other)));
        }
    }
    // Of one age the first is the newest.
    let age = |at: usize| (&ages[at], Reverse(at));
    let mut newest: Vec<Option<usize>> = vec![None; texts.len()];
    for (one, other) in pairs {
        let (old, new) = if age(one) < age(other) { (one, other) } else { (other, one) };
        let shorter = all[one].len().min(all[other].len());
        let is_newer = newest[old].is_none_or(|known| age(known) < age(new));
        if is_newer && shared(&all[one], &all[other]) as f64 >= SHARE * shorter as f64 {
            newest[old] = Some(new);
        }
    }
    newest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_what_one_hand_wrote() {
        let wire = "The river rose by two metres on Friday and the governor closed the bridges of the old town to cars until the water falls, \
                    officials said, as rain went on for a third day in the south of the country.";
        let update = format!("{wire} Late in the evening the army brought boats and took forty families out of their flooded houses.");
        let other = "The parliament elected a new speaker on Monday after a debate that lasted for nine hours and in which two members of the \
                     opposition were led out of the hall by its guards, to the applause of the others.";
        let short = "It rained on Friday.";
        let found = copies(&[wire, other, &update, wire, short, short], &[3, 1, 4, 2, 1, 1]);
        assert_eq!(found, [Some(2), None, None, Some(2), None, None]);
        // What two reports were made into is repeated by the second: the first is a copy of it, and not of the second.
        assert_eq!(copies(&[wire, &format!("{wire} {other}"), other], &[1, 2, 3]), [Some(1), Some(2), None]);
        // Of one age the first is kept.
        assert_eq!(copies(&[wire, wire], &[1, 1]), [None, Some(0)]);
        assert_eq!(copies::<u8>(&[], &[]), []);
    }
}
