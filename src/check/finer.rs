//! Dates that are finer than their evidence: a day, where no dating words of the evidence hold a number or point to a day, and nothing else
//! in the timeline dates the event.

use super::{Finding, Level, Subject};
use crate::event::Basis;
use crate::lexicon::Lexicon;
use crate::timeline::Entry;

pub(super) fn check(subject: &Subject) -> Vec<Finding> {
    let finer = |entry: &&Entry| {
        let days = entry.date.interval().days();
        days == Some(1) && entry.basis == Basis::Explicit && !entry.evidence.is_empty() && entry.evidence.iter().all(|e| is_coarse(&e.time))
    };
    let report = |entry: &Entry| {
        let words: Vec<String> = entry.evidence.iter().filter_map(|e| e.time.as_ref()).map(|time| format!("“{time}”")).collect();
        let says =
            if words.is_empty() { "the evidence has no dating words".to_string() } else { format!("the words are {}", words.join(", ")) };
        let message = format!("{} is a day, but {says}; write what they say, or set `basis: human`", entry.date);
        // Without dating words nothing contradicts the day; nothing shows it either.
        let level = if words.is_empty() { Level::Warning } else { Level::Error };
        Finding::event("finer", level, &entry.id, "date", message)
    };
    subject.timeline.events.iter().filter(finer).map(report).collect()
}

/// No words at all, or a whole date without a day: an explicit day has the number of the day in digits, or a word for a feast; words that
/// hold nothing but a year and a month's name are coarser.
fn is_coarse(time: &Option<String>) -> bool {
    let Some(time) = time else { return true };
    let year = |word: &str| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    let opens = |word: &str| ["in", "of", "during", "since", "by", "until"].iter().any(|opener| word.eq_ignore_ascii_case(opener));
    let plain = |word: &str| year(word) || opens(word) || Lexicon::embedded().timex.is_month(word);
    let mut words = time.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.all(plain)
}
