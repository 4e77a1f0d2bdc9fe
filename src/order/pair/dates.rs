//! How the days of two times stand to each other, as a feature.

use crate::time::Interval;

/// The first against the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// One of them names no days.
    Unknown,
    Before,
    After,
    Same,
    Within,
    Around,
    Overlaps,
}

impl Standing {
    pub fn of(a: Option<Interval>, b: Option<Interval>) -> Standing {
        use std::cmp::Ordering::*;
        let (Some(a), Some(b)) = (a, b) else { return Standing::Unknown };
        match a.partial_cmp(&b) {
            Some(Less) => Standing::Before,
            Some(Greater) => Standing::After,
            _ if a == b => Standing::Same,
            _ if b.contains(a) => Standing::Within,
            _ if a.contains(b) => Standing::Around,
            _ => Standing::Overlaps,
        }
    }
}
