//! From dates and cues to one order: constraints, bounds, contradictions, a stable listing.
//!
//! Each happening is one point in time (when it starts), in days. Its date bounds it; a [`Cue`] ties two happenings. [`network`] tightens
//! every bound and sets the weakest link of each contradiction aside, [`listing`] makes the one order in which a timeline is written.
//!
//! - What did not happen never constrains what did.
//! - Equal coarse dates are not simultaneity, and two happenings without a path between them stay unordered.

pub mod lasting;
pub mod listing;
mod minimal;
pub mod network;
pub mod pair;
mod potential;
pub mod proof;
pub mod tlink;

use crate::event::Mention;
use crate::time::{Distance, Interval};
use lasting::Lasting;
use std::collections::BTreeSet;
use tlink::Tlink;

/// What the network knows of one event.
#[derive(Clone, Debug)]
pub struct Happening {
    /// What the date says by itself.
    pub asserted: Interval,
    /// Whether it is said to have happened (or to be going on). Plans and denials are bounded by facts, never the other way round.
    pub fact: bool,
    /// When it was over, for what lasted: "from May to July".
    pub end: Option<Interval>,
}

impl Happening {
    /// One whose end the text does not give.
    pub fn new(asserted: Interval, fact: bool) -> Happening {
        Happening { asserted, fact, end: None }
    }
}

/// Words that put one happening before another: `later - earlier` lies within `days`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cue {
    /// Index of the earlier happening (of either, when `strict` is false and the range straddles zero).
    pub earlier: usize,
    /// Index of the later one.
    pub later: usize,
    /// Least and greatest distance in days; `None` is unbounded.
    pub days: (Option<i64>, Option<i64>),
    /// Whether `earlier` comes first even on one day: "after", but not "the same day".
    pub strict: bool,
    /// What the end of `earlier` has to do with it, if that is known.
    pub end: End,
    /// Higher is surer. The lowest on a contradictory cycle is set aside.
    pub confidence: u8,
}

/// How a cue takes what lasts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum End {
    /// "Since the war": only the start counts.
    #[default]
    Ignored,
    /// "After the war": `days` count from its end.
    CountedFrom,
    /// "During the war": not later than its end.
    NotPassed,
}

impl Cue {
    /// "B after A": at least the same day, and later in it.
    pub fn before(earlier: usize, later: usize, confidence: u8) -> Cue {
        Cue { earlier, later, days: (Some(0), None), strict: true, end: End::Ignored, confidence }
    }

    /// "A the same day as B", whatever day that is.
    pub fn same_day(a: usize, b: usize, confidence: u8) -> Cue {
        Cue { earlier: a, later: b, days: (Some(0), Some(0)), strict: false, end: End::Ignored, confidence }
    }

    /// "B so many days after A".
    pub fn apart(earlier: usize, later: usize, days: Distance, confidence: u8) -> Cue {
        Cue { earlier, later, days: (days.least, days.most), strict: true, end: End::Ignored, confidence }
    }
}

/// Links that cannot all hold, as indices of cues in the order in which the cycle runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// Indices of its cues, in the order in which they run.
    pub cycle: Vec<usize>,
    /// The happenings whose dates take part.
    pub dates: Vec<usize>,
    /// The cue of the cycle that was set aside.
    pub set_aside: usize,
}

/// The answer of the network.
#[derive(Clone, Debug)]
pub struct Solution {
    /// The days that each happening's own date and all links leave it.
    pub bounds: Vec<Interval>,
    /// Links that cannot all hold, and which of them was set aside.
    pub contradictions: Vec<Contradiction>,
    /// Happenings in listing order.
    pub listing: Vec<usize>,
    /// For each happening those that directly precede it, without what asserted dates or other links imply.
    pub after: Vec<Vec<usize>>,
}

/// Tightens, finds contradictions, and lists. `tie(i)` decides between happenings of equal dates; it must not depend on the input's order.
pub fn solve<K: Ord>(happenings: &[Happening], cues: &[Cue], tie: impl Fn(usize) -> K) -> Solution {
    let tightened = network::tighten(happenings, cues);
    let aside: BTreeSet<usize> = tightened.contradictions.iter().map(|contradiction| contradiction.set_aside).collect();
    let held: Vec<Cue> = (0..cues.len()).filter(|i| !aside.contains(i)).map(|i| cues[i]).collect();
    let precedence = listing::Precedence::new(happenings.len(), &held);
    Solution {
        listing: precedence.listing(&tightened.bounds, tie),
        after: precedence.reduced(happenings),
        bounds: tightened.bounds,
        contradictions: tightened.contradictions,
    }
}

/// Which mentions of a text a word of order ties to another that is told, or gives a length.
pub fn tied(mentions: &[Mention], links: &[Tlink], lasting: &[Lasting]) -> Vec<bool> {
    let mut tied = vec![false; mentions.len()];
    let is_told = |m: usize| mentions[m].listed || mentions[m].same_as.is_some_and(|first| mentions[first as usize].listed);
    for link in links.iter().filter(|link| is_told(link.from) && is_told(link.to)) {
        (tied[link.from], tied[link.to]) = (true, true);
    }
    lasting.iter().for_each(|length| (tied[length.mention], tied[length.said]) = (true, true));
    tied
}

#[cfg(test)]
mod tests;
