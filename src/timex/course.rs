//! The times that a text has spoken of, up to where it is read: what the next expression may count from.

use super::Anchor;
use super::atom::Atom;
use super::hour::Told;
use super::matcher::Found;
use super::narrative::{Narrative, explicit_year, opens_sentence, paragraph_end};
use super::point::{Place, Point};
use super::policy::{Context, Genre, Resolved};
use super::report::Report;
use chrono::{Datelike, NaiveDate};

/// What a text has told so far; [`Context`] says what each means. A time stands with the index of the expression that told it.
#[derive(Default)]
pub(super) struct Course {
    dct: Option<NaiveDate>,
    genre: Genre,
    story: Option<(Point, u32)>,
    day: Option<(Point, u32)>,
    main: Narrative,
    elsewhere: Option<(Point, u32)>,
    told: Told,
    /// The atom at which a passage about another year ends.
    passage_until: usize,
    report: Report,
}

impl Course {
    pub(super) fn new(dct: Option<NaiveDate>, genre: Genre) -> Course {
        Course { dct, genre, ..Course::default() }
    }

    /// The time spoken of just now.
    pub(super) fn story(&self) -> Option<(Point, u32)> {
        self.story
    }

    /// What surrounds an expression that begins with atom `start`, but for what its own clause and the expressions beside it say.
    pub(super) fn context(&self, atoms: &[Atom], start: usize) -> Context {
        Context {
            dct: self.dct,
            genre: self.genre,
            story: self.story,
            day: self.day,
            main: self.main.at,
            elsewhere: self.elsewhere,
            day_of_hour: self.told.day_at(atoms, start),
            passage: start < self.passage_until,
            quarter: self.report.quarter(start),
            report: self.report.compared(start),
            ..Context::default()
        }
    }

    /// Goes on to the expression of this index, and to what it was resolved to; `ends` says that "ended" stands behind it.
    pub(super) fn hear(&mut self, one: &Found, resolved: &Resolved, index: u32, atoms: &[Atom], ends: bool) {
        let (start, end) = (one.atoms.start as usize, one.atoms.end as usize);
        let at = |point: Point| Some((point, index));
        let year = explicit_year(&one.reading);
        if let Some(point) = resolved.point.filter(|point| point.interval().is_some()) {
            self.story = at(point);
            self.day = self.story.filter(|(point, _)| point.single_day().is_some()).or(self.day);
            self.told.hear(point, index, end);
            if year.is_some_and(|year| self.dct.is_none_or(|dct| year != dct.year())) {
                self.elsewhere = self.story;
            }
            self.main.hear(point, index, opens_sentence(atoms, start));
            let is_fine = matches!(point.place, Place::Month(_) | Place::Day(..) | Place::Season(_));
            if is_fine && year.is_some_and(|year| self.dct.is_none_or(|dct| year < dct.year() - 1)) {
                self.passage_until = paragraph_end(atoms, end);
            }
        } else if let Some(point) = resolved.point.filter(|point| matches!(point.place, Place::Day(1.., 1..))) {
            // "January 8" of an unknown year: the same day is no day of the year that was named before.
            self.story = at(point);
        }
        if [resolved.anchor, resolved.begin, resolved.end].contains(&Anchor::Dct) {
            // "In recent years", "this week": the text is back in its own time.
            self.passage_until = 0;
        }
        self.report.hear(&one.reading, resolved.point, index, start..end, ends, self.dct);
    }

    /// A distance from an event ends before atom `end`.
    pub(super) fn hear_distance(&mut self, end: usize) {
        self.told.hear_distance(end);
    }
}
