//! Timelines that people keep as plain text: a line with a date, and below it a line for each event of that date.
//!
//! ```text
//! # Floods in Basra
//! 2020-01-03
//! The storm reaches the coast.
//! - Two bridges collapse.
//! --------------------------------
//! 4 January 2020: The army evacuates Abu al-Khasib,
//!   and the port closes.
//! ```
//! A date is EDTF or words that name one by themselves ("4 January 2020", "spring 2020", "in March"); it may have its own line or stand before
//! the event, with `:`, `|`, a tab or a dash between spaces after it. Lines of dashes and empty lines part nothing that dates do not part. A
//! line that begins with two spaces goes on with the one before.
//!
//! A line that opens with "two days later", "the next day" is dated by these words, counted from the date above it. A date without a year takes
//! the year that the dates before and after it leave.

use super::draft::{Draft, DraftEntry};
use super::entry::{Claim, Entry, Evidence};
use crate::article::{Article, DctBasis};
use crate::diagnostic::Diagnostic;
use crate::error::{Error, Result};
use crate::event::{Basis, Mention, Status};
use crate::lexicon::Lexicon;
use crate::time::edtf::{Date, Year};
use crate::time::{Edtf, Interval};
use crate::timex::{self, Anchor, Timex};
use chrono::Datelike;

/// A timeline that is kept as text.
#[derive(Debug, Default, PartialEq)]
pub struct Imported {
    /// A heading (`# …`) before the first date.
    pub title: Option<String>,
    pub events: Vec<Line>,
}

/// An event of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub date: Edtf,
    /// The date as it is written there, or the words of the line that date it anew.
    pub written: String,
    pub basis: Basis,
    /// The rule that read those words, and what they were counted from.
    pub counted: Option<(&'static str, String)>,
    /// As it is written, on one line and without its bullet.
    pub text: String,
}

/// Reads the lines of `body`, the first of which is `first` in the file.
pub fn read(body: &str, first: usize, path: &str, lexicon: &Lexicon) -> Result<(Imported, Vec<Diagnostic>)> {
    let mut imported = Imported::default();
    let mut day: Option<(Edtf, String, usize, bool)> = None;
    let mut diagnostics = Vec::new();
    let mut empty = |day: &Option<(Edtf, String, usize, bool)>| {
        if let Some((_, written, line, false)) = day {
            diagnostics.push(Diagnostic::note(path, format!("{written} has no event below it")).at_line(*line));
        }
    };
    for (number, raw) in (first..).zip(body.lines()) {
        let line = raw.trim();
        if line.is_empty() || line.chars().all(|c| "-–—=*_~· ".contains(c)) {
            continue;
        }
        if let Some((date, written, rest)) = dated(line, lexicon) {
            empty(&day);
            let rest = bullet(rest);
            day = Some((date, written.to_string(), number, !rest.is_empty()));
            if !rest.is_empty() {
                imported.events.push(Line::of(date, written, rest));
            }
            continue;
        }
        if let Some(message) = misdated(line) {
            return Err(Error::in_file(path, message).at_line(number));
        }
        let Some((date, written, _, has_events)) = &mut day else {
            let heading = line.strip_prefix('#').map(|rest| rest.trim_start_matches('#').trim());
            match heading {
                Some(title) if imported.title.is_none() && !title.is_empty() => imported.title = Some(title.to_string()),
                _ => {
                    let message = "has no date above it; write the date on a line of its own, such as 2020-01-03, or a title as # Title";
                    return Err(Error::in_file(path, message).at_line(number));
                }
            }
            continue;
        };
        let text = bullet(line);
        let goes_on = raw.starts_with("  ") && text == line && *has_events;
        match imported.events.last_mut().filter(|_| goes_on) {
            Some(last) => last.text = one_line(&format!("{} {text}", last.text)),
            None => imported.events.push(Line::of(*date, written, text)),
        }
        *has_events = true;
    }
    empty(&day);
    if imported.events.is_empty() {
        return Err(Error::in_file(path, "has no events; write a date on a line of its own, such as 2020-01-03, and the events below it"));
    }
    years(&mut imported.events);
    Ok((imported, diagnostics))
}

/// A chronicle goes forward: between two whole dates, a date without a year has the year that puts it there, if one alone does.
fn years(lines: &mut [Line]) {
    let whole = |line: &Line| (!line.date.lacks_year()).then(|| line.date.interval());
    for at in 0..lines.len() {
        let Edtf::Date(Date { year: Year::Unknown, part, qualifier }) = lines[at].date else { continue };
        let before = lines[..at].iter().rev().find_map(whole).and_then(|days| days.earliest());
        let after = lines[at + 1..].iter().find_map(whole).and_then(|days| days.latest());
        let Some((before, after)) = before.zip(after) else { continue };
        let in_year = |year: i32| Edtf::Date(Date { year: Year::Known(year), part, qualifier });
        let Some(between) = Interval::new(Some(before), Some(after)) else { continue };
        let fits = |date: &Edtf| between.contains(date.interval());
        let mut fitting = (before.year()..=after.year()).map(in_year).filter(fits);
        if let (Some(date), None) = (fitting.next(), fitting.next()) {
            (lines[at].date, lines[at].basis) = (date, Basis::YearInferred);
        }
    }
}

/// Rules of expressions that count from the day of which a story speaks.
const STORY: [&str; 2] = ["later", "story-day"];
/// So far from its date a chronicle looks.
const FAR: i64 = 62;

impl Line {
    fn of(date: Edtf, written: &str, text: &str) -> Line {
        let basis = if date.lacks_year() { Basis::Relative } else { Basis::Explicit };
        Line { date, written: written.to_string(), basis, counted: None, text: one_line(text) }
    }

    /// Dates the line by the words that it opens with, if these count from the day above it. `timexes` are those of its text.
    pub fn date_by_opening(&mut self, timexes: &[Timex]) {
        let Some(day) = self.date.interval().single_day() else { return };
        let Some(first) = timexes.first().filter(|first| first.span.start == 0 && STORY.contains(&first.rule)) else { return };
        let Some(date) = first.date.filter(|date| first.anchor == Anchor::Dct && *date != self.date) else { return };
        let near = date.interval().earliest().zip(date.interval().latest());
        if near.is_some_and(|(from, to)| (from - day).num_days().abs() <= FAR && (to - day).num_days().abs() <= FAR) {
            let written = first.span.of(&self.text).to_string();
            (self.date, self.basis) = (date, Basis::Relative);
            self.counted = Some((first.rule, std::mem::replace(&mut self.written, written)));
        }
    }
}

/// The lines as entries: said in their own words, dated by what stands above them. What kind of event it is and who takes part is that of
/// the first mention of each line that has a type, else of the first.
pub fn draft(article: &Article, imported: Imported, mentions: Vec<Vec<Mention>>) -> Draft {
    let entries = imported.events.into_iter().zip(mentions).map(|(line, mentions)| entry(line, mentions)).collect();
    let mut source = super::draft::source(article);
    // The first of its dates is not the day on which it was published.
    if matches!(article.dct.from, DctBasis::Dateline | DctBasis::Inferred) {
        (source.published, source.published_from, source.published_evidence) = (None, DctBasis::Unknown, None);
    }
    source.title = imported.title.or(source.title);
    Draft { source, entries, links: Vec::new() }
}

fn entry(line: Line, mentions: Vec<Mention>) -> DraftEntry {
    let typed = mentions.iter().position(|mention| mention.listed && mention.kind.is_some());
    let mention = mentions.into_iter().nth(typed.unwrap_or(0));
    let (kind, actors, recipients, place) =
        mention.map_or_else(Default::default, |mention| (mention.kind, mention.actors, mention.recipients, mention.place));
    let Line { date, written, basis, counted, text } = line;
    let (rule, anchor) = counted.map(|(rule, from)| (rule.to_string(), from)).unzip();
    let claim = Claim {
        id: String::new(),
        date,
        basis,
        what: plain(&text),
        kind,
        status: Status::Occurred,
        actors,
        recipients,
        place,
        review: None,
    };
    let evidence = Evidence {
        of: None,
        source: String::new(),
        quote: text,
        time: Some(written),
        anchor,
        rule,
        tense: None,
        attribution: None,
        links: Vec::new(),
    };
    let entry = Entry { evidence: vec![evidence], ..Entry::from(claim) };
    DraftEntry { entry, asserted: date.interval(), fact: true, place: 0 }
}

/// The date that a line is or begins with, as it is written, and the rest.
fn dated<'l>(line: &'l str, lexicon: &Lexicon) -> Option<(Edtf, &'l str, &'l str)> {
    let line = line.trim_start_matches(['#', '*', ' ']).trim_end_matches(['*', ' ']);
    let whole = line.trim_end_matches([':', '.', '*']);
    if let Some(date) = date(whole, lexicon) {
        return Some((date, whole, ""));
    }
    let ends =
        [": ", ":** ", ":* ", "** ", " - ", " – ", " — ", " | ", "\t"].into_iter().filter_map(|end| Some((line.find(end)?, end.len())));
    let mut ends: Vec<(usize, usize)> = ends.collect();
    ends.sort_unstable();
    ends.into_iter().find_map(|(at, length)| {
        let written = line[..at].trim();
        Some((date(written, lexicon)?, written, line[at + length..].trim_start_matches(['*', ':', '-', '–', '—', '|', ' ']).trim()))
    })
}

fn date(text: &str, lexicon: &Lexicon) -> Option<Edtf> {
    const LONGEST: usize = 60;
    if text.is_empty() || text.len() > LONGEST {
        return None;
    }
    if text.starts_with(|c: char| c.is_ascii_digit() || "X[-".contains(c))
        && let Ok(date) = text.parse()
    {
        return (date != Edtf::UNKNOWN).then_some(date);
    }
    if three_numbers(text).is_some() {
        return None;
    }
    let found = timex::recognize(text, None, lexicon);
    let [only] = &found[..] else { return None };
    let whole = only.span.of(text).len() == text.len()
        || text.to_lowercase().strip_prefix("in ").is_some_and(|rest| rest.len() == only.span.of(text).len());
    only.date.filter(|date| whole && only.kind == timex::Kind::Date && *date != Edtf::UNKNOWN)
}

/// Says of a line that begins with digits and marks why these are no date.
fn misdated(line: &str) -> Option<String> {
    let written = line.trim_start_matches(['#', '*', ' ']).split_whitespace().next()?.trim_end_matches(['*', ':', ',']);
    let numbers = three_numbers(written)?;
    Some(if numbers[0].len() == 4 {
        format!("{written} is not a day of the calendar; write it as 2020-01-03")
    } else {
        format!("{written} can be read in two ways; write the year, the month and the day, as 2020-01-03")
    })
}

/// The parts of 2020-1-3 and 3/1/2020.
fn three_numbers(text: &str) -> Option<Vec<&str>> {
    let parts: Vec<&str> = text.split(['-', '/', '.']).collect();
    (parts.len() == 3 && parts.iter().all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))).then_some(parts)
}

/// The text without the marks of a tokenizer, which some timelines carry: "Cairo 's Tahrir Square , -LRB- AP -RRB- ." as people write it.
pub fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut glued = true;
    let mut open = false;
    for word in text.split(' ') {
        let written = match word {
            "-LRB-" => "(",
            "-RRB-" => ")",
            "``" => "“",
            "''" => "”",
            "`" => "‘",
            "\"" if open => "”",
            "\"" => "“",
            _ => word,
        };
        open = if word == "\"" { !open } else { open };
        let closes = matches!(written, "," | "." | ";" | ":" | "!" | "?" | ")" | "%" | "”" | "'s" | "’s" | "'" | "’" | "n't" | "n’t");
        if !glued && !closes {
            plain.push(' ');
        }
        plain.push_str(written);
        glued = matches!(written, "(" | "“" | "‘" | "$" | "#" | "£" | "€");
    }
    plain
}

fn bullet(line: &str) -> &str {
    let rest = line.strip_prefix(['-', '*', '•', '–', '—', '·']).filter(|rest| rest.starts_with(char::is_whitespace));
    rest.map_or(line, str::trim_start)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<String> {
        let (imported, _) = read(text, 1, "x.txt", Lexicon::embedded()).unwrap();
        imported.events.iter().map(|line| format!("{}|{}|{}", line.date, line.written, line.text)).collect()
    }

    #[test]
    fn dates_and_events() {
        for (text, expected) in [
            ("2020-01-03\nA storm.\nA flood.\n", &["2020-01-03|2020-01-03|A storm.", "2020-01-03|2020-01-03|A flood."][..]),
            ("2020-01-03\n- A storm.\n----\n\n2020-02\n* A flood.", &["2020-01-03|2020-01-03|A storm.", "2020-02|2020-02|A flood."]),
            ("4 January 2020: The army  comes.\n", &["2020-01-04|4 January 2020|The army comes."]),
            ("January 4, 2020 – The army comes.\n", &["2020-01-04|January 4, 2020|The army comes."]),
            ("## Jan. 4, 2020\nThe army comes.\n", &["2020-01-04|Jan. 4, 2020|The army comes."]),
            ("**4 January 2020** The army comes.\n", &["2020-01-04|4 January 2020|The army comes."]),
            ("2020-01/2020-03\nRain.\n", &["2020-01/2020-03|2020-01/2020-03|Rain."]),
            ("20 April\nA rig burns.\n", &["XXXX-04-20|20 April|A rig burns."]),
            (
                "2020-01-03\nA storm reaches\n  the coast.\n  - A flood.\n",
                &["2020-01-03|2020-01-03|A storm reaches the coast.", "2020-01-03|2020-01-03|A flood."],
            ),
            (
                "2020-12-03\nA storm.\n8 January: A flood.\n2021-02-03\nSun.",
                &["2020-12-03|2020-12-03|A storm.", "2021-01-08|8 January|A flood.", "2021-02-03|2021-02-03|Sun."],
            ),
            (
                "2020-12-03\nA storm.\n8 January: A flood.\n2022-02-03\nSun.",
                &["2020-12-03|2020-12-03|A storm.", "XXXX-01-08|8 January|A flood.", "2022-02-03|2022-02-03|Sun."],
            ),
            ("2020-01-03\n11 workers: all safe.\n", &["2020-01-03|2020-01-03|11 workers: all safe."]),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }

    #[test]
    fn a_tokenizers_marks() {
        let text = "Egypt 's army -LRB- AP -RRB- says `` no '' , and $ 5 m is n't enough .";
        assert_eq!(plain(text), "Egypt's army (AP) says “no”, and $5 m isn't enough.");
    }

    #[test]
    fn what_is_wrong_names_its_line() {
        for (text, expected) in [
            ("A storm.\n2020-01-03\n", "x.txt:1: has no date above it"),
            ("# Floods\n\nA storm.\n", "x.txt:3: has no date above it"),
            ("2020-01-03\nA storm.\n2020-02-30\nA flood.\n", "x.txt:3: 2020-02-30 is not a day"),
            ("3/4/2020\nA storm.\n", "x.txt:1: 3/4/2020 can be read in two ways"),
            ("3/4/2020: A storm.\n", "x.txt:1: 3/4/2020 can be read in two ways"),
            ("", "x.txt: has no events"),
            ("2020-01-03\n", "x.txt: has no events"),
        ] {
            let error = read(text, 1, "x.txt", Lexicon::embedded()).unwrap_err().to_string();
            assert!(error.starts_with(expected), "{text}: {error}");
        }
        let (imported, said) = read("# Floods\n2020-01-03\n2020-01-04\nA flood.\n", 5, "x.txt", Lexicon::embedded()).unwrap();
        assert_eq!((imported.title.as_deref(), imported.events.len()), (Some("Floods"), 1));
        assert_eq!((said.len(), said[0].line), (1, Some(6)));
    }
}
