//! On which day an hour is that is told without one: "at 9 a.m.", "in the evening".
//!
//! It is on the last day told in its sentence or shortly before; "In 1986 a shaft blew up at 1:23 a.m." leaves the day open within what was
//! told; and in "came two days after they had met at noon" it is on the other day, which no words tell. Else it is on the DCT.

use super::atom::{Atom, Gap};
use super::cue::ends_sentence;
use super::point::Point;

/// Where the day of an hour comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum DayOf {
    /// The day, or the longer time, that was told; and the expression that told it.
    Told(Point, u32),
    Open,
    #[default]
    Dct,
}

/// What was told last, and at which atom it ended.
#[derive(Default)]
pub(super) struct Told {
    day: Option<(Point, u32, usize)>,
    longer: Option<(Point, u32, usize)>,
    /// "two days after".
    apart: usize,
}

/// Atoms of a sentence or two.
const NEAR: usize = 40;

impl Told {
    pub(super) fn hear(&mut self, point: Point, index: u32, end: usize) {
        *(if point.single_day().is_some() { &mut self.day } else { &mut self.longer }) = Some((point, index, end));
    }

    /// A distance from an event ends before atom `end`.
    pub(super) fn hear_distance(&mut self, end: usize) {
        self.apart = end;
    }

    pub(super) fn day_at(&self, atoms: &[Atom], start: usize) -> DayOf {
        let near = |end: usize| end + NEAR > start;
        let parts = |i: usize| atoms[i].gap == Gap::Paragraph || i < start && ends_sentence(atoms, i);
        let in_sentence = |end: usize| near(end) && !(end..=start).any(parts);
        let told = |(point, index, _)| DayOf::Told(point, index);
        if self.apart > 0 && in_sentence(self.apart) {
            return DayOf::Open;
        }
        let of_sentence = |one: &&(Point, u32, usize)| in_sentence(one.2);
        let here = self.day.as_ref().filter(of_sentence).or(self.longer.as_ref().filter(of_sentence));
        here.or(self.day.as_ref().filter(|one| near(one.2))).copied().map_or(DayOf::Dct, told)
    }
}
