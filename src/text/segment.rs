//! Paragraphs, headings and sentences.
//!
//! A text is either hard-wrapped (a newline is a space, a paragraph ends at a blank line, an indent or a line left short) or not (a newline
//! ends a paragraph, or a sentence where a text has one a line); its own lines decide which. Inside a paragraph a sentence ends at a stop that is not an
//! abbreviation's. Everything is linear in the text.

use super::dateline;
use super::token::is_space;
use crate::lexicon::{Abbreviation, Writing};
use crate::span::Span;

/// One sentence, before its tokens are known. Never empty, without space at either end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    /// In bytes of the text.
    pub span: Span,
    /// Counts paragraphs from 0.
    pub paragraph: u32,
    /// A title, a heading or a caption.
    pub heading: bool,
}

/// The sentences of a text, in order.
pub fn segment(raw: &str, writing: &Writing) -> Vec<Segment> {
    let paragraphs = paragraphs(raw);
    let mut segments: Vec<Segment> = Vec::with_capacity(raw.len() / 100);
    for (paragraph, &(span, lines)) in paragraphs.iter().enumerate() {
        let before = segments.len();
        Splitter { raw, bytes: raw.as_bytes(), end: span.end as usize, writing }.sentences(span, |sentence| {
            segments.push(Segment { span: sentence, paragraph: paragraph as u32, heading: false });
        });
        let alone = segments.len() == before + 1 && lines == 1;
        if alone && paragraph + 1 < paragraphs.len() && span.len() <= LONGEST_HEADING && !is_closed(span.of(raw)) {
            segments[before].heading = true;
        }
    }
    segments
}

/// In bytes.
const LONGEST_HEADING: usize = 200;

/// Whether a line ends as a sentence, or as the start of a list or a speech, does.
fn is_closed(line: &str) -> bool {
    let line = line.strip_suffix("-RRB-").unwrap_or(line);
    let last = line.trim_end_matches(|c: char| is_space(c) || matches!(c, '"' | '\'' | '”' | '’' | ')' | ']' | '»')).chars().next_back();
    matches!(last, Some('.' | '!' | '?' | '…' | ':' | ';' | ',' | '。' | '！' | '？'))
}

struct Line<'a> {
    text: &'a str,
    start: usize,
    indented: bool,
}

/// The paragraphs, trimmed, with their number of lines.
fn paragraphs(raw: &str) -> Vec<(Span, usize)> {
    let mut lines = Vec::new();
    let mut start = 0;
    for line in raw.split_inclusive(['\n', '\r', '\u{2028}', '\u{2029}', '\u{c}']) {
        let text = line.trim_matches(is_space);
        let lead = line.len() - line.trim_start_matches(is_space).len();
        // A carriage return alone is a line's end, but not a blank line after a newline's.
        if !text.is_empty() || (line.ends_with('\n') && !raw[..start].ends_with('\r')) || line.ends_with(['\u{2029}', '\u{c}']) {
            lines.push(Line { text, start: start + lead, indented: lead > 1 || line.starts_with('\t') });
        }
        start += line.len();
    }
    let width = wrap_width(&lines);
    let mut paragraphs: Vec<(Span, usize)> = Vec::new();
    let mut previous: Option<&Line> = None;
    for line in &lines {
        let span = Span::new(line.start, line.start + line.text.len());
        let joined = match (previous, width) {
            (Some(before), Some(width)) => !line.text.is_empty() && !before.text.is_empty() && continues(before, line, width),
            _ => false,
        };
        match paragraphs.last_mut() {
            Some(paragraph) if joined => *paragraph = (paragraph.0.cover(span), paragraph.1 + 1),
            _ if !line.text.is_empty() => paragraphs.push((span, 1)),
            _ => {}
        }
        previous = Some(line);
    }
    paragraphs
}

/// The width that the lines were wrapped to; `None` when they were not.
fn wrap_width(lines: &[Line]) -> Option<usize> {
    let pairs = || lines.windows(2).filter(|pair| !pair[0].text.is_empty() && !pair[1].text.is_empty());
    let broken = pairs().filter(|pair| is_broken(&pair[0], &pair[1]));
    let (breaks, width) = broken.fold((0, 0), |(n, width), pair| (n + 1, width.max(pair[0].text.len())));
    // Real wrapping breaks most lines inside a sentence, and about two in three of those before a small letter.
    (breaks >= 1 && breaks * 4 >= pairs().count() && width <= LONGEST_LINE).then_some(width)
}

/// In bytes; nobody wraps wider by hand.
const LONGEST_LINE: usize = 250;

/// Whether the newline between the lines stands inside a sentence for certain.
fn is_broken(before: &Line, after: &Line) -> bool {
    !is_closed(before.text) && !after.indented && after.text.starts_with(|c: char| c.is_lowercase())
}

fn continues(before: &Line, after: &Line, width: usize) -> bool {
    if after.indented && !before.indented {
        return false;
    }
    // A line that had room for the next word was ended on purpose.
    let first = after.text.split(is_space).next().map_or(0, str::len);
    let had_room = (before.text.len() + 1 + first) * 4 < width * 3;
    !had_room || is_broken(before, after)
}

struct Splitter<'a> {
    raw: &'a str,
    bytes: &'a [u8],
    end: usize,
    writing: &'a Writing,
}

impl<'a> Splitter<'a> {
    fn sentences(&self, paragraph: Span, mut emit: impl FnMut(Span)) {
        let mut emit = |start: usize, end: usize| {
            let text = &self.raw[start..end];
            let trimmed = text.trim_start_matches(is_space);
            let start = end - trimmed.len();
            let length = trimmed.trim_end_matches(is_space).len();
            if length > 0 {
                emit(Span::new(start, start + length));
            }
            end
        };
        let mut start = paragraph.start as usize;
        if let Some(head) = dateline::head(self.rest(start)) {
            start = emit(start, start + head);
        }
        let (mut at, mut quotes) = (start, 0usize);
        while at < self.end {
            let byte = self.bytes[at];
            quotes += usize::from(byte == b'"');
            if matches!(byte, b')' | b'-')
                && let Some(length) = dateline::agency(&self.raw[start..at], self.rest(at), self.writing)
                    .or_else(|| dateline::credit(&self.raw[start..at], self.rest(at)))
            {
                start = emit(start, at + length);
                (at, quotes) = (start, 0);
                continue;
            }
            let run = match byte {
                b'.' | b'!' | b'?' => 1,
                0xe2 if self.bytes[at..].starts_with("…".as_bytes()) => 3,
                0xe3 if self.bytes[at..].starts_with("。".as_bytes()) => 3,
                0xef if self.bytes[at..].starts_with("！".as_bytes()) || self.bytes[at..].starts_with("？".as_bytes()) => 3,
                _ => {
                    at += 1;
                    continue;
                }
            };
            let stop = at;
            at += run;
            while at < self.end && matches!(self.bytes[at], b'.' | b'!' | b'?') {
                at += 1;
            }
            let closed = self.closers(at, quotes % 2 == 1);
            if self.ends(start, stop, at, closed) {
                start = emit(start, closed);
                (at, quotes) = (closed, 0);
            }
        }
        emit(start, self.end);
    }

    fn rest(&self, at: usize) -> &'a str {
        &self.raw[at..self.end]
    }

    /// The end of the quotes, brackets and footnote marks that close at `at`, whether or not a space stands before them.
    fn closers(&self, mut at: usize, inside_quote: bool) -> usize {
        let mut inside_quote = inside_quote;
        loop {
            let rest = self.rest(at);
            let spaced = rest.strip_prefix(' ').unwrap_or("");
            let lone = |mark: &str| spaced.strip_prefix(mark).is_some_and(|after| after.is_empty() || after.starts_with(is_space));
            let width = match rest.bytes().next() {
                Some(b'"') if inside_quote => 1,
                Some(b'"') => usize::from(rest[1..].is_empty() || rest[1..].starts_with(is_space)),
                Some(b'\'' | b')' | b']') => 1,
                Some(0xc2 | 0xe2) if rest.starts_with(['”', '’', '»']) => rest.chars().next().map_or(0, char::len_utf8),
                Some(b'[') => footnote(rest),
                Some(b' ') if lone("''") => 3,
                Some(b' ') if lone("-RRB-") => 6,
                Some(b' ') if lone("\"") && inside_quote => 2,
                Some(b' ') if lone("”") => 4,
                Some(b' ') if lone(")") => 2,
                _ => 0,
            };
            if width == 0 {
                return at;
            }
            inside_quote &= !rest[..width].contains('"');
            at += width;
        }
    }

    /// Whether the sentence that began at `start` ends at `closed`; its stop is `stop..after`.
    fn ends(&self, start: usize, stop: usize, after: usize, closed: usize) -> bool {
        let rest = self.rest(closed);
        let next = rest.trim_start_matches(is_space);
        let Some(first) = next.chars().next() else { return true };
        if !self.raw.is_char_boundary(stop) || self.bytes[stop] >= 0xe3 {
            return true;
        }
        let word = self.word_before(start, stop);
        if next.len() == rest.len() {
            return self.is_glued_end(word, stop, after, closed, next);
        }
        let tokenized = word.is_empty() && stop > start;
        let opened = next.trim_start_matches(['"', '\'', '“', '‘', '«', '(', '[', '`']);
        let opened = opened.strip_prefix("-LRB-").unwrap_or(opened).trim_start_matches(' ');
        let begins = opened.split(|c: char| !c.is_alphanumeric() && c != '-').next().unwrap_or("");
        if opened.starts_with(char::is_lowercase) {
            // «"Why?" he asked»; a name such as "iPhone" or "al-Qaeda" may start a sentence.
            let named = begins.chars().skip(1).any(char::is_uppercase);
            return named && closed == after && self.bytes[stop] == b'.' && self.abbreviation(word).is_none();
        }
        if matches!(first, ',' | ';' | ':' | '-' | '–' | '—') {
            return false;
        }
        if self.bytes[stop] != b'.' || after > stop + 1 || tokenized {
            // " . . . " is one mark.
            return first != '.' && !(tokenized && self.raw[start..stop].ends_with(". "));
        }
        // "1. First item" begins with its number.
        if self.raw[start..stop].trim_start().len() <= 3 && word.bytes().all(|b| b.is_ascii_digit()) {
            return false;
        }
        let starter = self.writing.starts_sentence(begins);
        let opens = opened.len() < next.len() && !next.starts_with(['(', '[']);
        match self.abbreviation(word) {
            None => true,
            Some(Abbreviation::Title) => false,
            Some(Abbreviation::Number) => !begins.starts_with(|c: char| c.is_ascii_digit()),
            Some(Abbreviation::Maybe) => starter || opens || closed > after,
        }
    }

    /// A stop with no space after it: only "the end.The next", never "3.5", "U.S", "example.com".
    fn is_glued_end(&self, word: &str, stop: usize, after: usize, closed: usize, next: &str) -> bool {
        let small = |c: char| c.is_lowercase();
        let mut letters = next.trim_start_matches(['“', '"']).chars();
        let capital = letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(|c| c.is_lowercase() || c == ' ');
        let plain = word.chars().count() > 2 && word.chars().all(|c| c.is_alphabetic() || c == '-' || c == '’') && word.ends_with(small);
        let sure = closed > after || self.writing.starts_sentence(next.split(|c: char| !c.is_alphabetic()).next().unwrap_or(""));
        capital && (plain && self.bytes[stop] == b'.' && after == stop + 1 && sure || closed > after && self.bytes[closed - 1] == b']')
    }

    /// The word that ends at `stop`, without the marks that open it.
    fn word_before(&self, start: usize, stop: usize) -> &'a str {
        let from =
            self.raw[start..stop].char_indices().rev().take(40).take_while(|&(_, c)| !is_space(c)).last().map_or(stop, |(i, _)| start + i);
        self.raw[from..stop].trim_start_matches(|c: char| !c.is_alphanumeric())
    }

    fn abbreviation(&self, word: &str) -> Option<Abbreviation> {
        let last = word.rsplit(['-', '/', '(', '“', '"', '—', '–', '$']).next().unwrap_or(word);
        let listed = self.writing.abbreviation(word).or_else(|| self.writing.abbreviation(last));
        listed.or_else(|| {
            let mut chars = last.chars();
            match (chars.next(), chars.next()) {
                // An initial, but not the pronoun or a grade: "So did I.", "Plan B."
                (Some(c), None) if c.is_uppercase() && c != 'I' => Some(Abbreviation::Maybe),
                (Some(c), Some('.')) if c.is_alphabetic() && last.len() < 12 => Some(Abbreviation::Maybe),
                _ if matches!(last, "Ph.D" | "M.Sc" | "B.Sc") => Some(Abbreviation::Maybe),
                _ if last.ends_with(".m") && last.len() < 9 => Some(Abbreviation::Maybe),
                _ => None,
            }
        })
    }
}

/// The width of "[12]" at the start of `rest`, or 0.
fn footnote(rest: &str) -> usize {
    let digits = rest[1..].bytes().take(4).take_while(u8::is_ascii_digit).count();
    if digits > 0 && rest[1 + digits..].starts_with(']') { digits + 2 } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    fn sentences(text: &str) -> Vec<&str> {
        segment(text, &Lexicon::embedded().writing).iter().map(|s| s.span.of(text)).collect()
    }

    #[test]
    fn sentences_end_where_readers_end_them() {
        // `|` stands between sentences.
        let table = [
            "The raid killed Gen. Ali Karim in January. |Officials confirmed it.",
            "The U.S. Army left on Sept. 11 with Mr. J. R. Doe. |It rained.",
            "He moved to the U.S. |The others stayed.",
            "It fell 3.5 percent to $2.25. |Analysts shrugged.",
            "“It is over. |They left,” he said. |“Why?” asked Sam Hill. |Nobody knew.",
            "\"We left.\" |\"You stayed.\" |All agreed.",
            "``We left,'' he said. |``You stayed.'' |``Go!''",
            "It was late . |`` We left . '' |He agreed .",
            "They met at 4 p.m. Tuesday at No. 10. |It was raining (hard). |They left.",
            "Acme Corp. President Jo Hart resigned. |Acme Corp. |The rest is history.",
            "Was it Dr. No? |Yes! |It was... strange.",
            "BAGHDAD, Dec 2 (Reuters) - |Rebels left the city on Monday.",
            "KABUL (AP) — |The talks ended.",
            "Talks end in Kabul KABUL (AP) -- |The talks ended.",
            "-LRB- CNN -RRB- -- |The talks ended.",
            "A talk. |Jo Hart smiles (By Ann Tan -- Associated Press) |The talks ended.",
            "Jo Hart -LRB- By Ann Tan -- Getty Images -RRB- |The talks ended.",
            "The book (By Ann Tan) was sold.",
            "The talks (AP) - the third - ended (in May) - Mr. Hart said.",
            "CAIRO -- |The talks ended.",
            "The talks - the third - ended.",
            "Talks ended.[12] |A truce began.[3][4] |It held.",
            "They left the town.The rest stayed.",
            "See example.com for more. |It is e.g. Spain.",
            "Yahoo! and others sued. |eBay did not.",
            "1. Wash it. |2. Dry it.",
            "So did I. |They left.",
            "He waited . . . and left . |Then came Jo .",
            "At 08:40 am on 3 May 2031 , Jo wrote : |Nobody saw it coming .",
            "At 8 he wrote. |His answer: none.",
        ];
        for case in table {
            let text = case.replace('|', "");
            let expected: Vec<&str> = case.split('|').map(str::trim).collect();
            let found = sentences(&text);
            if case.contains("town.The") {
                assert_eq!(found, ["They left the town.", "The rest stayed."]);
            } else {
                assert_eq!(found, expected, "{case}");
            }
        }
    }

    #[test]
    fn a_page_head_may_hold_a_clock_before_its_dateline() {
        let head = "CAIRO | Tue Jun 16, 2009 10:20 am EDT CAIRO (Reuters) -";
        assert_eq!(sentences(&format!("{head} Rebels left the city.")), [head, "Rebels left the city."]);
    }

    #[test]
    fn a_newline_ends_a_sentence_only_where_lines_are_not_wrapped() {
        let table: &[(&str, &[&str])] = &[
            ("Rebels leave city\n\nRebels left the city.\nIt was late.", &["Rebels leave city", "Rebels left the city.", "It was late."]),
            (
                "Rebels left the city on Monday and\nwent to the hills, said the\nUnited Nations. It was late.\n\nNobody came.",
                &["Rebels left the city on Monday and\nwent to the hills, said the\nUnited Nations.", "It was late.", "Nobody came."],
            ),
            ("Rebels left .\nIt was late .\nNobody came .", &["Rebels left .", "It was late .", "Nobody came ."]),
            ("Home\r\nNews\r\nSport\r\n\r\nIt rained.", &["Home", "News", "Sport", "It rained."]),
        ];
        for (text, expected) in table {
            assert_eq!(&sentences(text), expected, "{text}");
        }
    }

    #[test]
    fn a_heading_is_a_line_alone_without_a_stop() {
        let text = "Rebels leave city\n\nRebels left the city.\n\nWhat comes next\n\nNobody knows.\n\nBy Jo Hart";
        let headings: Vec<bool> = segment(text, &Lexicon::embedded().writing).iter().map(|s| s.heading).collect();
        assert_eq!(headings, [true, false, true, false, false]);
    }
}
