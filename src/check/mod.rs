//! What is wrong, or worth a look, in a timeline: one file a check.
//!
//! A check is a function from a [`Subject`] to [`Finding`]s. It does no IO: the articles were read before, and where a finding stands in
//! the file is looked up afterwards. A timeline that cannot be read at all is an error of the reader, with line and column.

mod changed;
mod conflict;
mod contradiction;
mod dangling;
mod disputed;
mod finer;
mod near;
mod quote;
mod twice;

pub use conflict::CONFLICT;

use crate::timeline::Timeline;
use std::collections::BTreeMap;

/// What the checks look at.
pub struct Subject<'a> {
    /// As it was read.
    pub timeline: &'a Timeline,
    /// As it is written, for what stands in comments.
    pub text: &'a str,
    /// The articles by the ids of their sources; a source that was not looked for has none.
    pub articles: BTreeMap<String, Found>,
}

/// What became of a source's article.
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    /// There is no such file, or it holds no such article.
    Missing,
    /// The article is there.
    Read {
        /// Of its file as it is now, in hexadecimal.
        sha256: String,
        /// Title and body, with single spaces for line breaks and runs of spaces, as quotes have them.
        words: String,
    },
}

/// How much a finding matters: an error contradicts what a timeline promises, a warning wants a person's decision, a note is for information.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// For information.
    Note,
    /// Wants a person's decision.
    Warning,
    /// Contradicts what a timeline promises.
    Error,
}

/// One thing that a check found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The name of the check.
    pub check: &'static str,
    /// How much it matters.
    pub level: Level,
    /// Where it belongs.
    pub about: About,
    /// A lowercase fragment: what is wrong, and what to do.
    pub message: String,
}

/// Where a finding belongs, for whoever knows the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// `events`, `sources` or `decisions`; empty for the `number`th line of the text, counted from 1.
    pub section: &'static str,
    /// The event's or source's id.
    pub id: String,
    /// The key, and which one of that name in the block, counted from 0.
    pub key: &'static str,
    pub number: usize,
}

impl Finding {
    fn event(check: &'static str, level: Level, id: &str, key: &'static str, message: String) -> Finding {
        Finding { check, level, about: About { section: "events", id: id.to_string(), key, number: 0 }, message }
    }

    fn source(check: &'static str, level: Level, id: &str, key: &'static str, message: String) -> Finding {
        Finding { check, level, about: About { section: "sources", id: id.to_string(), key, number: 0 }, message }
    }

    /// About the `number`th key of that name.
    fn numbered(mut self, number: usize) -> Finding {
        self.about.number = number;
        self
    }
}

type Check = fn(&Subject) -> Vec<Finding>;

/// Every check, by name, in the order in which they run.
pub const CHECKS: [(&str, &str, Check); 9] = [
    ("conflict", "what a merge in git left to a person", conflict::check),
    ("twice", "a claim or a quote that stands twice", twice::check),
    ("dangling", "an id that names nothing in the timeline", dangling::check),
    ("quote", "a quote that is not in its article", quote::check),
    ("changed", "an article that is not the one that was read", changed::check),
    ("finer", "a date that is finer than its evidence", finer::check),
    ("contradiction", "links and dates that cannot all hold", contradiction::check),
    ("disputed", "values that disagree and wait for a decision", disputed::check),
    ("near", "entries that may be one event", near::check),
];

/// All findings.
pub fn check(subject: &Subject) -> Vec<Finding> {
    CHECKS.iter().flat_map(|(_, _, check)| check(subject)).collect()
}

#[cfg(test)]
mod tests;
