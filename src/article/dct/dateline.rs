//! Datelines: the first lines of an article that say where and when it was written.

use super::words::Group;
use super::written::{Found, When, all, at_start};

/// A dateline stands near the top.
const HEAD: usize = 15;
/// In characters.
const LONGEST: usize = 200;

#[derive(Debug)]
pub(super) struct Dateline {
    /// From the start of its line to the end of its date.
    pub words: String,
    /// Lines of the body above it.
    pub line: usize,
    pub when: When,
    /// "Updated: …" is a bound, and never the date.
    pub changed: bool,
}

/// The best dateline in the first lines: a labelled one, a date alone on its line, a byline, a wire agency's, one before a dash, one in digits
/// before the text, "Stand: …", and only then "Updated: …". One with a year comes before one without. A text with several dates alone on their lines, or before dashes, is
/// a chronology and has no such dateline.
pub(super) fn find(body: &str) -> Option<Dateline> {
    const KINDS: [fn(&str) -> Option<Found>; 8] = [published, alone, byline, wire, dashed, in_digits, as_of, updated];
    const ALONE: usize = 1;
    const DASHED: usize = 4;
    const IN_DIGITS: usize = 5;
    const UPDATED: usize = 7;
    let mut lines = Vec::new();
    for (line, text) in body.lines().enumerate().filter(|(_, text)| !text.trim().is_empty()).take(HEAD) {
        let text = start_of(text.trim_start_matches(['#', '*', '_', '>', ' ', '\t']));
        if !is_numbered(text) {
            continue;
        }
        let found = KINDS.iter().enumerate().find_map(|(rank, kind)| {
            let says = |f: &Found| matches!(f.when, When::Day(_) | When::NoYear { .. } | When::Impossible);
            Some((rank, kind(text).filter(says)?))
        });
        if let Some((rank, found)) = found {
            let open = !matches!(found.when, When::Day(_));
            let words = text[..found.range.end].to_string();
            lines.push((open, rank, Dateline { words, line, when: found.when, changed: rank == UPDATED }));
        }
    }
    let has = |rank: usize| lines.iter().any(|(_, other, _)| *other == rank);
    let (listed, told) = (has(ALONE) && is_chronology(body, alone), (has(DASHED) || has(IN_DIGITS)) && is_chronology(body, dated));
    lines.retain(|(_, rank, _)| !(listed && *rank == ALONE || told && matches!(*rank, DASHED | IN_DIGITS)));
    lines.into_iter().min_by_key(|(open, rank, line)| (*open, *rank, line.line)).map(|(_, _, line)| line)
}

/// Whether a line is a labelled day or a day alone.
pub(super) fn is_alone(line: &str) -> bool {
    let line = start_of(line);
    published(line).or_else(|| alone(line)).is_some_and(|found| matches!(found.when, When::Day(_)))
}

/// Two different days at the places of lines that `kind` knows.
fn is_chronology(body: &str, kind: fn(&str) -> Option<Found>) -> bool {
    let lines = body.lines().map(|line| start_of(line.trim())).filter(|line| is_numbered(line));
    let mut days = lines.filter_map(kind).map(|found| found.when);
    days.next().is_some_and(|first| days.any(|other| other != first))
}

/// No day is written without a digit, and few lines have one.
fn is_numbered(line: &str) -> bool {
    line.bytes().any(|byte| byte.is_ascii_digit())
}

/// As much of a line as a dateline can take.
fn start_of(line: &str) -> &str {
    let end = line.char_indices().nth(LONGEST).map_or(line.len(), |(at, _)| at);
    &line[..end]
}

fn published(line: &str) -> Option<Found> {
    labelled(line, Group::Label)
}

fn as_of(line: &str) -> Option<Found> {
    labelled(line, Group::AsOf)
}

fn updated(line: &str) -> Option<Found> {
    labelled(line, Group::Changed)
}

/// `Published: 3 December 2020`, `Posted on Dec. 3, 2020 10:15`.
fn labelled(line: &str, labels: Group) -> Option<Found> {
    // Of the same length, so that nothing but a letter of ASCII is one in small.
    let is_label = |start: &str, label: &str| {
        if label.is_ascii() { start.eq_ignore_ascii_case(label) } else { start.to_lowercase() == label }
    };
    let starts = |label: &&&str| line.get(..label.len()).is_some_and(|start| is_label(start, label));
    let label = labels.phrases().iter().find(starts)?;
    let mut rest = &line[label.len()..];
    // "Published books" is not "Published 3 Dec".
    if rest.starts_with(char::is_alphanumeric) {
        return None;
    }
    rest = rest.trim_start_matches([':', ' ', '*', '_', '\t']);
    for word in ["on ", "at "] {
        rest = rest.strip_prefix(word).unwrap_or(rest);
    }
    shifted(at_start(rest)?, line.len() - rest.len()).filter(|f| rest_is_time(&line[f.range.end..]))
}

/// `Dec. 3, 2020`, `Thursday, 3 December 2020, 10:30 GMT`.
fn alone(line: &str) -> Option<Found> {
    let stands = |f: &Found| matches!(f.when, When::Day(_)) && rest_is_time(&line[f.range.end..]) && line[f.range.end..].trim() != ".";
    at_start(line).filter(stands).filter(|_| line.starts_with(char::is_alphanumeric))
}

/// `By Jane Doe, 3 Dec 2020`, `Jane Doe | Dec. 3, 2020`.
fn byline(line: &str) -> Option<Found> {
    let opens = line.get(..3).is_some_and(|b| b.eq_ignore_ascii_case("by "));
    if line.len() > 160 || !opens && !line.contains(['|', '·', '•']) {
        return None;
    }
    let found = all(line, false).find(|f| matches!(f.when, When::Day(_)))?;
    let mut before = line[..found.range.start].trim_end_matches([' ', ',']);
    let words = before.trim_end_matches(char::is_alphabetic);
    if before[words.len()..].parse::<chrono::Weekday>().is_ok() {
        before = words.trim_end_matches(' ');
    } else {
        before = line[..found.range.start].trim_end();
    }
    let by = opens && before.ends_with([',', '|', '·', '•', '-', '–', '—', '(']);
    let barred = before.ends_with(['|', '·', '•']);
    ((by || barred) && rest_is_time(&line[found.range.end..])).then_some(found)
}

/// `BAGHDAD, Dec 2 (Reuters) -`, `BAGHDAD , Dec. 2 , 2020 -LRB- AP -RRB- --`, `Basra, 2 December (AFP) –`.
fn wire(line: &str) -> Option<Found> {
    let first: String = line.chars().take_while(|c| c.is_alphabetic()).collect();
    let capital = first.chars().count() >= 3 && first.chars().all(char::is_uppercase);
    if !first.starts_with(char::is_uppercase) || !capital && !line.contains('(') && !line.contains("-LRB-") {
        return None;
    }
    let found = all(line, false).next()?;
    let place = line[..found.range.start].trim_end();
    let after = line[found.range.end..].trim_start_matches([' ', ',', '.']);
    if place.chars().count() > 60 || !place.ends_with([',', '(', '-', '–', '—']) {
        return None;
    }
    let dash = |text: &str| text.trim_start().starts_with(['-', '–', '—', '_']);
    let agency = after.strip_prefix('(').or_else(|| after.strip_prefix("-LRB-"));
    let closed = agency.and_then(|a| a.find([')']).map(|at| &a[at + 1..]).or_else(|| a.find("-RRB-").map(|at| &a[at + 5..])));
    let marked = closed.is_some_and(dash) || (capital && (closed.is_some() || dash(after) || after.starts_with(':')));
    marked.then_some(found)
}

/// `3 December 2020 – The Council met`, as press offices write it.
fn dashed(line: &str) -> Option<Found> {
    let dash = |f: &Found| [" - ", " – ", " — ", " -- "].iter().any(|dash| line[f.range.end..].starts_with(dash));
    dated(line).filter(|f| matches!(f.when, When::Day(_)) && dash(f))
}

/// `03.12.2020 The Council met`: no sentence begins with a day in digits, but for one that goes on without a capital.
fn in_digits(line: &str) -> Option<Found> {
    let found = dated(line).filter(|f| matches!(f.when, When::Day(_)))?;
    let digits = line[found.range.clone()].chars().all(|c| !c.is_alphabetic());
    let text = line[found.range.end..].strip_prefix(' ')?;
    let begins =
        text.starts_with(|c: char| c.is_uppercase() || "“„\"«".contains(c)) && text.chars().nth(1).is_some_and(char::is_alphabetic);
    (digits && begins).then_some(found)
}

/// A day at the start, whatever follows.
fn dated(line: &str) -> Option<Found> {
    at_start(line).filter(|_| line.starts_with(char::is_alphanumeric))
}

fn shifted(found: Found, by: usize) -> Option<Found> {
    Some(Found { range: found.range.start + by..found.range.end + by, ..found })
}

/// Nothing but a time of day and a zone: `, 10:30 GMT`, ` at 11.15 p.m. ET`, ` | 5 min read`.
fn rest_is_time(rest: &str) -> bool {
    let word = |w: &str| {
        let w = w.trim_matches(['.', ',', '(', ')', '|', '*', '_', '·', '•', ':', '-', '–', '—']);
        let zone = w.len() <= 5 && w.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || "+-:.".contains(c));
        zone || w.chars().all(|c| c.is_ascii_digit() || ":.+-".contains(c))
            || ["am", "pm", "a.m", "p.m", "at", "min", "read", "local", "time", "Uhr", "hours", "hrs"].contains(&w)
            || w.trim_start_matches(|c: char| c.is_ascii_digit() || c == ':' || c == '.')
                .trim_matches('.')
                .chars()
                .all(|c| "apm.".contains(c))
    };
    rest.len() <= 40 && rest.split_whitespace().all(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds() {
        for (body, expected) in [
            ("Rain\n\nPublished: 3 December 2020\n\nIt rained.", "2: Published: 3 December 2020 = 2020-12-03"),
            ("Posted on Thursday, Dec. 3, 2020 10:15 am EST", "0: Posted on Thursday, Dec. 3, 2020 = 2020-12-03"),
            ("**Date:** 2020-12-03", "0: Date:** 2020-12-03 = 2020-12-03"),
            ("Updated: 4 Dec 2020\nPublished: 3 Dec 2020", "1: Published: 3 Dec 2020 = 2020-12-03"),
            ("Updated: 4 Dec 2020", "0: Updated: 4 Dec 2020 = 2020-12-04"),
            ("Rain\nDec. 3, 2020\nIt rained.", "1: Dec. 3, 2020 = 2020-12-03"),
            ("Thursday, 3 December 2020, 10:30 GMT", "0: Thursday, 3 December 2020 = 2020-12-03"),
            ("By Jane Doe, 3 Dec 2020", "0: By Jane Doe, 3 Dec 2020 = 2020-12-03"),
            ("By Jane Doe, Thursday 3 Dec 2020 11.15pm", "0: By Jane Doe, Thursday 3 Dec 2020 = 2020-12-03"),
            ("Jane Doe | Dec. 3, 2020 | 5 min read", "0: Jane Doe | Dec. 3, 2020 = 2020-12-03"),
            ("BAGHDAD, Dec 2 (Reuters) - It rained.", "0: BAGHDAD, Dec 2 = 12-2"),
            ("BAGHDAD, Dec. 2, 2020 (AP) — It rained.", "0: BAGHDAD, Dec. 2, 2020 = 2020-12-02"),
            ("BAGHDAD , Dec. 2 , 2020 -LRB- AP -RRB- -- It rained .", "0: BAGHDAD , Dec. 2 , 2020 = 2020-12-02"),
            ("Basra, 2 December 2020 (AFP) – It rained.", "0: Basra, 2 December 2020 = 2020-12-02"),
            ("Rain\n3 December 2020 – The Council met on Monday.", "1: 3 December 2020 = 2020-12-03"),
            ("Rain\nStand: 3. Dezember 2020, 10:15 Uhr\nIt rained.", "1: Stand: 3. Dezember 2020 = 2020-12-03"),
            ("Rain\n03.12.2020 „The Council met on Monday.“", "1: 03.12.2020 = 2020-12-03"),
            ("2020-12-03 The Council met on Monday.", "0: 2020-12-03 = 2020-12-03"),
            ("Stand: 4.12.2020\nPublished: 3 Dec 2020", "1: Published: 3 Dec 2020 = 2020-12-03"),
            ("NEW DELHI, India, 2 December 2020 - It rained.", "0: NEW DELHI, India, 2 December 2020 = 2020-12-02"),
        ] {
            let line = find(body).unwrap_or_else(|| panic!("{body}"));
            let when = match line.when {
                When::Day(date) => date.to_string(),
                When::NoYear { month, day } => format!("{month}-{day}"),
                other => format!("{other:?}"),
            };
            assert_eq!(format!("{}: {} = {when}", line.line, line.words), expected);
        }
    }

    #[test]
    fn refuses() {
        for body in [
            "It rained on 3 December 2020.",
            "A worker in Tokyo Wednesday , Oct. 15 , 2008 .",
            "On 3 December 2020, it rained.",
            "3 December 2020 was a wet day.",
            "In Basra, Dec 2 was wet.",
            "Basra, Dec 2 - It rained.",
            "Published in 2019, the report was wet.",
            "By 3 December 2020, the rain had stopped.",
            "Battle of Basra, 6 November 1914",
            "US, 3 December 2020, saw rain",
            "Dates 3 December 2020",
            ", Thursday , Sept. 2 , 2010 .",
            "Aug. 21 , 2009 : A man shakes the hand of another .\nThe letter was sent on Monday .",
            "April 20 , 2010 - The rig exploded .\nApril 22 - The rig sank .",
            "April 20, 2010 - The rig exploded.\nIt burnt.\nMay 3 - The well was capped.",
            "3 December 2020-4 December 2020 was wet.",
            "03.12.2020 was wet.",
            "03.12.2020 A. It rained.\n04.12.2020 B. It snowed.",
            "03.12.2020 Rain in Basra\n02.12.2020 Snow in Mosul",
            "Stand by for news of 3 December 2020",
            "2010-04-20\nThe rig exploded.\n----\n2010-04-22\nThe rig sank.",
            "",
        ] {
            assert!(find(body).is_none(), "{body}: {:?}", find(body));
        }
    }
}
