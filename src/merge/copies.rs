//! Sources that repeat one another nearly word for word: a wire text in two papers, an update of a story, one page saved twice.
//!
//! Texts are not at hand where timelines are merged, but their quotes are, and these are whole sentences: two sources that share most of
//! them were written by one hand (resemblance over sets of shingles, Broder 1997, with the sentence as the shingle). So the answer is the same
//! whether articles are built together or merged later.

use super::claims::Claims;
use super::shingle::words;
use crate::linear::mix;
use std::collections::{BTreeMap, BTreeSet};

/// At least so many sentences are the same: one may be a phrase that a paper uses again.
const FEWEST: usize = 2;
/// And at least this share of the sentences of the source that has fewer.
const SHARE: f64 = 0.5;
/// A sentence of more sources than these is a paper's own formula.
const COMMON: usize = 30;

/// For each source that is repeated by a newer one, the newest that repeats it. Of one day, the first id is the newest.
pub fn copies(claims: &Claims) -> BTreeMap<String, String> {
    let mut sentences: BTreeMap<&str, BTreeSet<u64>> = BTreeMap::new();
    for evidence in claims.by_id.values().flat_map(|held| &held.evidence) {
        sentences.entry(&evidence.source).or_default().insert(hash(&evidence.quote));
    }
    let mut sources_of: BTreeMap<u64, Vec<&str>> = BTreeMap::new();
    for (source, own) in &sentences {
        own.iter().for_each(|&sentence| sources_of.entry(sentence).or_default().push(source));
    }
    let mut shared: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for sources in sources_of.values().filter(|sources| sources.len() <= COMMON) {
        for (i, a) in sources.iter().enumerate() {
            sources[i + 1..].iter().for_each(|b| *shared.entry((*a, *b)).or_default() += 1);
        }
    }
    let age =
        |id: &str| (claims.sources.get(id).and_then(|source| source.published?.interval().latest()), std::cmp::Reverse(id.to_string()));
    let mut newest: BTreeMap<&str, &str> = BTreeMap::new();
    for ((a, b), count) in shared {
        let fewer = sentences[a].len().min(sentences[b].len());
        if count < FEWEST || (count as f64) < SHARE * fewer as f64 {
            continue;
        }
        let (old, new) = if age(a) < age(b) { (a, b) } else { (b, a) };
        let known = newest.entry(old).or_insert(new);
        if age(known) < age(new) {
            *known = new;
        }
    }
    newest.into_iter().map(|(old, new)| (old.to_string(), new.to_string())).collect()
}

/// The words of a sentence, without case and punctuation.
fn hash(quote: &str) -> u64 {
    words(quote).fold(1, mix)
}
