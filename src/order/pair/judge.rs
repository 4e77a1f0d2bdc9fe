//! From features to probabilities, by three multinomial regressions.
//!
//! - *start points* (MATRES, Ning, Wu & Roth 2018): which of two events begins first. This is what the network asks.
//! - *plain links* (TimeBank and AQUAINT): the relation of pairs that annotators chose to link.
//! - *dense links* (TimeBank-Dense, Cassidy et al. 2014): the relation of every pair within two sentences, or none. It sees what the other two
//!   think as further features.

use super::features::features;
use super::{Item, Scene};
use crate::linear::{Table, feature};
use std::ops::Range;

/// The row widths of the tables: the two that the dense links hear, the start points alone as they are shipped, and the dense links.
pub const BASE: usize = 9;
pub const STARTS_WIDTH: usize = 4;
pub const DENSE_WIDTH: usize = 6;

/// Weights are stored in units of this many a natural logarithm.
pub const UNIT: f32 = 1024.0;

/// One question, and the columns of the table that answer it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Head {
    StartPoints,
    Plain,
    Dense,
}

/// The relation of the first item to the second. The order is that of the columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Link {
    Before,
    After,
    Simultaneous,
    /// The text does not say.
    Vague,
    Includes,
    IsIncluded,
}

/// Links that the start points may have: the first four of [`Link`].
pub const STARTS: [Link; 4] = [Link::Before, Link::After, Link::Simultaneous, Link::Vague];
pub const PLAIN: [Link; 5] = [Link::Before, Link::After, Link::Simultaneous, Link::Includes, Link::IsIncluded];
pub const DENSE: [Link; 6] = [Link::Before, Link::After, Link::Simultaneous, Link::Vague, Link::Includes, Link::IsIncluded];

impl Head {
    pub fn links(self) -> &'static [Link] {
        match self {
            Head::StartPoints => &STARTS,
            Head::Plain => &PLAIN,
            Head::Dense => &DENSE,
        }
    }

    /// In the table of the dense links, or in that of the other two.
    pub fn columns(self) -> Range<usize> {
        match self {
            Head::StartPoints => 0..4,
            Head::Plain => 4..9,
            Head::Dense => 0..6,
        }
    }
}

impl Link {
    /// The same read from the other side.
    pub fn inverse(self) -> Link {
        match self {
            Link::Before => Link::After,
            Link::After => Link::Before,
            Link::Includes => Link::IsIncluded,
            Link::IsIncluded => Link::Includes,
            same => same,
        }
    }
}

/// The scores of the base table for a list of features, in natural logarithms.
pub type Scorer<'t> = dyn Fn(&[u32]) -> [f32; BASE] + Sync + 't;

/// The scores of a table, in natural logarithms.
pub fn scores<const N: usize>(table: &Table<N>, features: &[u32]) -> [f32; N] {
    let mut scores = [0; N];
    table.score(features, &mut scores);
    scores.map(|score| score as f32 / UNIT)
}

/// The probability of each of `head.links()`.
pub fn probabilities(scores: &[f32], head: Head) -> Vec<f32> {
    let scores = &scores[head.columns()];
    let most = scores.iter().copied().fold(f32::MIN, f32::max);
    let weights: Vec<f32> = scores.iter().map(|score| (score - most).exp()).collect();
    let sum: f32 = weights.iter().sum();
    weights.into_iter().map(|weight| weight / sum).collect()
}

/// How a pair is described for a head; the dense one hears the others.
pub fn described(scene: &Scene, a: Item, b: Item, head: Head, scorer: &Scorer) -> Vec<u32> {
    let mut described = features(scene, a, b);
    if head == Head::Dense {
        let scores = scorer(&described);
        let kind = match (a, b) {
            (Item::Event(a), Item::Event(b)) => 1 + u64::from(scene.events[a].sentence != scene.events[b].sentence),
            (Item::Event(a), Item::Time(b)) => 3 + u64::from(scene.events[a].sentence != scene.times[b].sentence),
            (Item::Event(_), Item::Dct) => 5,
            _ => 6,
        };
        for (head, template) in [(Head::StartPoints, 0x5a1u64), (Head::Plain, 0x5a2)] {
            let likely = probabilities(&scores, head);
            let steps = |p: f32| (p * 8.0) as u64;
            let mut ranked: Vec<usize> = (0..likely.len()).collect();
            ranked.sort_by(|&i, &j| likely[j].total_cmp(&likely[i]).then(i.cmp(&j)));
            for (i, &p) in likely.iter().enumerate() {
                described.push(feature(template, kind << 16 | (i as u64) << 8 | steps(p)));
            }
            described.push(feature(template + 16, kind << 16 | (ranked[0] as u64) << 8 | ranked[1] as u64));
            described.push(feature(template + 32, kind << 16 | (ranked[0] as u64) << 8 | steps(likely[ranked[0]])));
        }
    }
    described
}
