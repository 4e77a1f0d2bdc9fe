//! Several timelines to one: claims of one event are joined, and what people decided holds.
//!
//! A merge is a function of the *set of claims* that the timelines hold, never of the order in which they come: every entry is first taken
//! apart into the claims that its articles made ([`claims`]), the sets are united, alike claims are found ([`candidates`], [`score`], and by what
//! else their day tells, [`day`]), joined ([`cluster`]) and written as entries again ([`join`]). An entry that was joined keeps its claims in `merged`, so that taking apart loses
//! nothing. From this follow the laws, which tests hold: merging is commutative, associative and idempotent, loses no evidence and changes
//! no quote. `build` joins articles with this same function, each article being a timeline of its own.
//!
//! A wrong joining is worse than a duplicate: what is alike but not surely the same becomes `maybe_same`.

pub mod again;
pub mod candidates;
mod carry;
pub mod claims;
pub mod class;
pub mod cluster;
pub mod copies;
pub mod day;
pub mod independent;
pub mod join;
pub mod lock;
pub mod people;
pub mod published;
pub mod rebuild;
pub mod retell;
pub mod score;
pub mod set;
pub mod shingle;
pub mod texts;
pub mod three;
pub mod traits;
pub mod words;

use crate::diagnostic::Diagnostic;
use crate::lexicon::Lexicon;
use crate::timeline::{self, Timeline};
use claims::Claims;

/// Merges timelines, in whatever order they come. The title is `title`, else the first of theirs in alphabetical order.
pub fn merge(title: Option<String>, timelines: impl IntoIterator<Item = Timeline>, lexicon: &Lexicon) -> (Timeline, Vec<Diagnostic>) {
    let mut claims = Claims::default();
    for timeline in timelines {
        claims.add(timeline);
    }
    let groups = cluster::cluster(&claims, lexicon);
    let mut merged = join::join(claims, groups);
    if title.is_some() {
        merged.title = title;
    }
    let diagnostics = timeline::settle(&mut merged);
    (merged, diagnostics)
}

#[cfg(test)]
mod tests;
