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
/// Links of TimeBank and AQUAINT, in the order of their columns.
pub const PLAIN: [Link; 5] = [Link::Before, Link::After, Link::Simultaneous, Link::Includes, Link::IsIncluded];
/// Links of TimeBank-Dense, in the order of their columns.
pub const DENSE: [Link; 6] = [Link::Before, Link::After, Link::Simultaneous, Link::Vague, Link::Includes, Link::IsIncluded];

impl Head {
    /// What its columns stand for.
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

/// What the other two heads think of a scene, as further features of the dense one.
pub struct Hearing<'h, 's, 'a> {
    scene: &'h Scene<'s, 'a>,
    scorer: &'h Scorer<'h>,
    /// For each event its plain links to the day of publication: two events on different sides of it are in order.
    published: Vec<Vec<f32>>,
    /// For each event its start points against the main event of its sentence, if that is another one.
    main: Vec<Option<(usize, Vec<f32>)>>,
}

impl<'h, 's, 'a> Hearing<'h, 's, 'a> {
    pub fn new(scene: &'h Scene<'s, 'a>, scorer: &'h Scorer<'h>) -> Self {
        let published = |event| probabilities(&scorer(&features(scene, Item::Event(event), Item::Dct)), Head::Plain);
        let main = |event: usize| {
            let main = scene.main(event).filter(|main| *main != event)?;
            let (a, b) = if scene.events[event].token < scene.events[main].token { (event, main) } else { (main, event) };
            Some((main, probabilities(&scorer(&features(scene, Item::Event(a), Item::Event(b))), Head::StartPoints)))
        };
        let events = 0..scene.events.len();
        Hearing { published: events.clone().map(published).collect(), main: events.map(main).collect(), scene, scorer }
    }

    /// The description of a pair for the dense head.
    pub fn described(&self, a: Item, b: Item) -> Vec<u32> {
        let scene = self.scene;
        let mut described = features(scene, a, b);
        let scores = (self.scorer)(&described);
        let kind = match (a, b) {
            (Item::Event(a), Item::Event(b)) => 1 + u64::from(scene.events[a].sentence != scene.events[b].sentence),
            (Item::Event(a), Item::Time(b)) => 3 + u64::from(scene.events[a].sentence != scene.times[b].sentence),
            (Item::Event(_), Item::Dct) => 5,
            _ => 6,
        };
        let mut hear = |template: u64, likely: &[f32], with: u64| {
            let ranked = ranked(likely);
            for (i, &p) in likely.iter().enumerate() {
                described.push(feature(template, with << 24 | kind << 16 | (i as u64) << 8 | steps(p)));
            }
            described.push(feature(template + 16, with << 24 | kind << 16 | (ranked[0] as u64) << 8 | ranked[1] as u64));
            described.push(feature(template + 32, with << 24 | kind << 16 | (ranked[0] as u64) << 8 | steps(likely[ranked[0]])));
        };
        let own = [(Head::StartPoints, 0x5a1u64), (Head::Plain, 0x5a2)].map(|(head, template)| (probabilities(&scores, head), template));
        for (likely, template) in &own {
            hear(*template, likely, 0);
        }
        match (a, b) {
            (Item::Event(a), Item::Event(b)) => {
                let (x, y) = (&self.published[a], &self.published[b]);
                let both = 1 + ranked(x)[0] as u64 * 8 + ranked(y)[0] as u64;
                hear(0x5b1, x, 0);
                hear(0x5b2, y, 0);
                let first = |likely: &[f32]| ranked(likely)[0] as u64;
                let before = |likely: &[f32]| (likely[0] * 4.0) as u64;
                described.push(feature(0x5b5, kind << 16 | both));
                described.push(feature(0x5b6, kind << 16 | both << 8 | first(&own[0].0)));
                described.push(feature(0x5b7, kind << 16 | both << 8 | first(&own[1].0)));
                described.push(feature(0x5b8, kind << 16 | before(x) << 8 | before(y)));
                let side =
                    |event: usize| self.main[event].as_ref().map_or(7, |(main, likely)| first(likely) << 1 | u64::from(*main < event));
                if kind == 2 {
                    described.push(feature(0x5c1, side(a) << 8 | side(b)));
                    described.push(feature(0x5c2, side(a) << 16 | side(b) << 8 | both));
                }
            }
            (Item::Event(a), Item::Time(t)) => {
                let x = &self.published[a];
                let dct = scene.dct.map(crate::time::Interval::day);
                let standing = super::Standing::of(scene.times[t].days, dct) as u64;
                hear(0x5b3, x, 1 + standing);
                described.push(feature(0x5b9, kind << 24 | standing << 16 | (ranked(x)[0] as u64) << 8 | ranked(&own[1].0)[0] as u64));
            }
            _ => {}
        }
        described
    }
}

fn steps(p: f32) -> u64 {
    (p * 8.0) as u64
}

/// The places of the links, likeliest first.
fn ranked(likely: &[f32]) -> Vec<usize> {
    let mut ranked: Vec<usize> = (0..likely.len()).collect();
    ranked.sort_by(|&i, &j| likely[j].total_cmp(&likely[i]).then(i.cmp(&j)));
    ranked
}
