//! The publication date of an article with all evidence for it.

use crate::time::{Edtf, Interval};
use chrono::NaiveDate;

/// When the article was published, and how that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dct {
    /// The day, if it is known.
    pub date: Option<NaiveDate>,
    /// The days that are possible: the day, the month that metadata name, or what the text fixes.
    pub within: Interval,
    pub from: DctBasis,
    /// The words that say so, as found: `published: 3 Dec 2020`, `2020-12-03/`.
    pub evidence: String,
    /// All evidence that was found, the most believed first.
    pub candidates: Vec<Candidate>,
    /// A dateline whose year nothing gives.
    pub yearless: Option<Yearless>,
}

/// One piece of evidence for a publication date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub from: DctBasis,
    /// As found.
    pub words: String,
    pub says: Says,
    pub verdict: Verdict,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Says {
    Day(NaiveDate),
    /// No day, but these.
    Within(Interval),
    /// It was there on that day already: changed or archived then.
    NotAfter(NaiveDate),
    /// Why it says nothing.
    Nothing(String),
}

/// What became of a candidate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Taken,
    /// It allows what was taken.
    Agrees,
    /// It says something else, and stronger evidence was there.
    Weaker,
    /// It says nothing, or what cannot be.
    Refused,
}

/// `BAGHDAD, Dec 2 (Reuters)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Yearless {
    pub month: u32,
    pub day: u32,
    pub words: String,
}

/// Where a publication date comes from, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DctBasis {
    Option,
    Metadata,
    Url,
    Dateline,
    Filename,
    Folder,
    Inferred,
    Unknown,
}

impl Dct {
    /// As written in a timeline; `None` when nothing is known.
    pub fn published(&self) -> Option<Edtf> {
        (self.within != Interval::ALWAYS).then(|| Edtf::within(self.within))
    }

    /// The day on which a page of no known publication says that it was changed last.
    pub fn last_change(&self) -> Option<NaiveDate> {
        let taken = self.candidates.iter().find(|candidate| candidate.verdict == Verdict::Taken)?;
        match taken.says {
            Says::NotAfter(day) if !taken.words.starts_with(super::ARCHIVED) => Some(day),
            _ => None,
        }
    }

    /// What a person or other evidence says, in the place of what was found.
    pub fn set(&mut self, within: Interval, from: DctBasis, evidence: String) {
        self.date = within.single_day();
        (self.within, self.from, self.evidence) = (within, from, evidence);
    }
}

impl Candidate {
    pub(crate) fn day(day: NaiveDate, from: DctBasis, words: String) -> Candidate {
        Candidate { from, words, says: Says::Day(day), verdict: Verdict::Weaker }
    }

    pub(crate) fn as_day(&self) -> Option<NaiveDate> {
        match self.says {
            Says::Day(day) => Some(day),
            _ => None,
        }
    }
}
