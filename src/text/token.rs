//! Tokens in the manner of the English Universal Dependencies treebanks, found in one pass over the bytes of a sentence.
//!
//! Every character that is not a space is in exactly one token. Whatever the bytes, the cost is linear.

use crate::lexicon::{Abbreviation, Writing};
use crate::span::Span;

/// What a byte is to the tokenizer; one lookup a byte.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Space,
    Letter,
    Digit,
    Punct,
    /// The first byte of a character outside ASCII.
    Wide,
}

static CLASS: [Class; 256] = {
    let mut table = [Class::Wide; 256];
    let mut byte = 0;
    while byte < 128 {
        table[byte] = match byte as u8 {
            0..=b' ' | 127 => Class::Space,
            b'0'..=b'9' => Class::Digit,
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => Class::Letter,
            _ => Class::Punct,
        };
        byte += 1;
    }
    table
};

/// Whether no token holds `c`: white space, control characters and the invisible marks of the web.
pub fn is_space(c: char) -> bool {
    c <= ' ' || c == '\u{7f}' || (c >= '\u{80}' && (c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}' | '\u{2060}')))
}

/// Appends the tokens of `sentence` to `out`.
pub fn split(raw: &str, sentence: Span, writing: &Writing, out: &mut Vec<Span>) {
    let mut cutter = Cutter { raw, bytes: raw.as_bytes(), end: sentence.end as usize, writing, out };
    let mut at = sentence.start as usize;
    while at < cutter.end {
        let width = cutter.space(at);
        if width > 0 {
            at += width;
            continue;
        }
        let start = at;
        while at < cutter.end && cutter.space(at) == 0 {
            at += cutter.width(at);
        }
        cutter.chunk(start, at);
    }
}

struct Cutter<'a, 'o> {
    raw: &'a str,
    bytes: &'a [u8],
    end: usize,
    writing: &'a Writing,
    out: &'o mut Vec<Span>,
}

impl<'a> Cutter<'a, '_> {
    fn width(&self, at: usize) -> usize {
        match self.bytes[at] {
            0..0xc0 => 1,
            0xc0..0xe0 => 2,
            0xe0..0xf0 => 3,
            _ => 4,
        }
    }

    fn wide(&self, at: usize) -> char {
        self.raw[at..].chars().next().unwrap_or(' ')
    }

    /// The width of the space at `at`, or 0.
    fn space(&self, at: usize) -> usize {
        match CLASS[self.bytes[at] as usize] {
            Class::Space => 1,
            Class::Wide if is_space(self.wide(at)) => self.width(at),
            _ => 0,
        }
    }

    fn class(&self, at: usize) -> Class {
        match CLASS[self.bytes[at] as usize] {
            Class::Wide => match self.wide(at) {
                c if c.is_numeric() => Class::Digit,
                c if c.is_alphabetic() || is_joined(c) => Class::Letter,
                _ => Class::Punct,
            },
            class => class,
        }
    }

    /// The class at `at`, when that is before `end`.
    fn class_before(&self, at: usize, end: usize) -> Option<Class> {
        (at < end).then(|| self.class(at))
    }

    fn push(&mut self, start: usize, end: usize) {
        self.out.push(Span::new(start, end));
    }

    /// A stretch without spaces.
    fn chunk(&mut self, start: usize, end: usize) {
        let plain = self.bytes[start..end].iter().all(|&b| CLASS[b as usize] == Class::Letter);
        if plain {
            return self.word(start, end, end);
        }
        if self.is_bracket_name(start, end) || self.is_lone_clitic(start, end) {
            return self.push(start, end);
        }
        let address = self.bytes[start..end].iter().any(|b| matches!(b, b'@' | b':')) || self.bytes[start..end].starts_with(b"www.");
        let mut at = start;
        while at < end {
            let stop = match address.then(|| self.address(at, end)).flatten() {
                Some(stop) => {
                    self.push(at, stop);
                    stop
                }
                None => match self.class(at) {
                    Class::Letter | Class::Digit => self.scan_word(at, end),
                    _ => self.mark(at, start, end),
                },
            };
            at = stop;
        }
    }

    /// `-LRB-` and its like, as treebanks write brackets.
    fn is_bracket_name(&self, start: usize, end: usize) -> bool {
        matches!(&self.bytes[start..end], b"-LRB-" | b"-RRB-" | b"-LSB-" | b"-RSB-" | b"-LCB-" | b"-RCB-")
    }

    /// `'s` standing alone, as in texts that are tokenized already.
    fn is_lone_clitic(&self, start: usize, end: usize) -> bool {
        let width = self.apostrophe(start);
        width > 0 && end - start <= width + 2 && self.writing.is_clitic(&self.raw[start + width..end])
    }

    /// The width of an apostrophe at `at`, or 0.
    fn apostrophe(&self, at: usize) -> usize {
        match self.bytes.get(at) {
            Some(b'\'') => 1,
            Some(0xe2) if self.bytes[at..].starts_with("’".as_bytes()) => 3,
            _ => 0,
        }
    }

    /// The end of the web or mail address or handle that starts at `at`.
    fn address(&self, at: usize, end: usize) -> Option<usize> {
        let rest = &self.bytes[at..end];
        let trimmed = |mut stop: usize| {
            while stop > at && matches!(self.bytes[stop - 1], b'.' | b',' | b';' | b':' | b'!' | b'?' | b')' | b']' | b'>' | b'"' | b'\'') {
                stop -= 1;
            }
            stop
        };
        let scheme = rest.iter().take(8).position(|&b| b == b':').is_some_and(|colon| {
            colon >= 3 && rest[..colon].iter().all(u8::is_ascii_alphabetic) && rest[colon..].starts_with(b"://") && rest.len() > colon + 3
        });
        if scheme || (rest.starts_with(b"www.") && rest.len() > 5) {
            let stop = rest.iter().position(|&b| matches!(b, b'<' | b'>' | b'"')).map_or(end, |n| at + n);
            return Some(trimmed(stop).max(at + 3));
        }
        let letters = |from: usize, marks: &[u8]| {
            rest[from.min(rest.len())..].iter().take(64).take_while(|b| b.is_ascii_alphanumeric() || marks.contains(b)).count()
        };
        if rest[0] == b'@' {
            let name = letters(1, b"_");
            return (name > 0 && rest.get(1 + name).is_none_or(|&b| b < 128)).then_some(at + 1 + name);
        }
        let local = letters(0, b"._%+-");
        if local == 0 || rest.get(local) != Some(&b'@') {
            return None;
        }
        let domain = letters(local + 1, b".-");
        let stop = trimmed(at + local + 1 + domain);
        (self.bytes[at + local..stop].contains(&b'.')).then_some(stop)
    }

    /// Takes a mark, or a run of one mark, or the abbreviated year that an apostrophe starts.
    fn mark(&mut self, at: usize, start: usize, end: usize) -> usize {
        let width = self.width(at);
        let after = at + width;
        let stop = match self.bytes[at] {
            // A run of dots, dashes, stars, and "?!" is one token.
            b @ (b'.' | b'-' | b'*' | b'=' | b'~' | b'+' | b'<' | b'>' | b'|')
                if b != b'.' || self.class_before(after, end) != Some(Class::Digit) =>
            {
                at + self.bytes[at..end].iter().take_while(|&&next| next == b).count()
            }
            b'!' | b'?' => at + self.bytes[at..end].iter().take_while(|b| matches!(b, b'!' | b'?')).count(),
            b @ (b'`' | b'\'') if self.bytes[after..end].first() == Some(&b) => at + 2,
            // ".5"
            b'.' if at == start => return self.scan_word(at, end),
            b'#' if self.class_before(after, end) == Some(Class::Letter) => return self.scan_word(at, end),
            _ if self.apostrophe(at) > 0 => self.short_year(after, end).unwrap_or(after),
            0xe2 if self.bytes[at..].starts_with("—".as_bytes()) => {
                at + 3 * self.bytes[at..end].chunks_exact(3).take_while(|c| *c == "—".as_bytes()).count()
            }
            _ => after,
        };
        self.push(at, stop);
        stop
    }

    /// The end of "80s" or "04" after an apostrophe.
    fn short_year(&self, at: usize, end: usize) -> Option<usize> {
        let digits = self.bytes[at..end].iter().take(3).take_while(|b| b.is_ascii_digit()).count();
        let stop = at + digits + usize::from(self.bytes[at + digits..end].first() == Some(&b's'));
        (digits == 2 && self.class_before(stop, end).is_none_or(|c| c == Class::Punct)).then_some(stop)
    }

    /// Finds where the word at `at` ends, with the marks that join its parts, and takes its tokens.
    fn scan_word(&mut self, start: usize, end: usize) -> usize {
        let mut at = start + self.width(start);
        let mut before = self.class(start);
        while at < end {
            let class = self.class(at);
            if matches!(class, Class::Letter | Class::Digit) {
                (at, before) = (at + self.width(at), class);
                continue;
            }
            let width = self.width(at);
            let Some(after) = self.class_before(at + width, end) else { break };
            let joins = match (self.bytes[at], before, after) {
                (b'.', _, Class::Letter | Class::Digit) => before != Class::Punct,
                (b',' | b':' | b'/', Class::Digit, Class::Digit) => true,
                // A telephone number or a numeric date, not a range.
                (b'-', Class::Digit, Class::Digit) => self.is_numeric_code(start, end),
                (b'\'', Class::Letter, Class::Letter) => true,
                (b'\'', Class::Digit, Class::Letter) => true,
                (0xe2, Class::Letter | Class::Digit, Class::Letter) => self.apostrophe(at) > 0,
                _ => false,
            };
            if !joins {
                break;
            }
            (at, before) = (at + width, Class::Punct);
        }
        let stop = self.with_stop(start, at, end);
        self.word(start, at, stop);
        stop
    }

    /// Digits in three groups or more that hyphens join.
    fn is_numeric_code(&self, start: usize, end: usize) -> bool {
        let code = self.bytes[start..end].iter().take(24).take_while(|b| b.is_ascii_digit() || **b == b'-');
        let (mut groups, mut last) = (1, b'0');
        for &b in code {
            groups += usize::from(b == b'-' && last != b'-');
            last = b;
        }
        groups - usize::from(last == b'-') >= 3
    }

    /// The end of the word `start..at` with the full stop that belongs to it, if one does.
    fn with_stop(&self, start: usize, at: usize, end: usize) -> usize {
        if self.bytes[at..end].first() != Some(&b'.') || self.bytes.get(at + 1) == Some(&b'.') {
            return at;
        }
        let word = &self.raw[start..at];
        let last = at + 1 == self.end;
        let belongs = match self.writing.abbreviation(word) {
            Some(Abbreviation::Number) => self.raw[at + 1..self.end].trim_start_matches(is_space).starts_with(|c: char| c.is_ascii_digit()),
            Some(_) => true,
            None => is_initials(word) && !(last && word.len() == 1) || is_dotted_unit(word),
        };
        if belongs { at + 1 } else { at }
    }

    /// Takes the tokens of one word, whose letters end at `letters` and whose stop, if any, ends at `end`.
    fn word(&mut self, start: usize, letters: usize, end: usize) {
        let word = &self.raw[start..letters];
        let bytes = word.as_bytes();
        // "4pm", "10k", "4p.m."
        if bytes[0].is_ascii_digit() && !bytes[bytes.len() - 1].is_ascii_digit() {
            let number = bytes.iter().take_while(|b| matches!(b, b'0'..=b'9' | b',' | b':' | b'.')).count();
            if self.writing.is_unit(&word[number..]) && bytes[number - 1].is_ascii_digit() {
                self.push(start, start + number);
                return self.push(start + number, end);
            }
        }
        if let Some(cut) = self.clitic(word) {
            if cut > 0 {
                self.word(start, start + cut, start + cut);
            }
            return self.push(start + cut, end);
        }
        if matches!(bytes.len(), 5 | 6)
            && let Some(first) = self.writing.contraction(word)
        {
            self.push(start, start + first);
            return self.push(start + first, end);
        }
        self.push(start, end);
    }

    /// Where the clitic that ends `word` begins: "n't", "’s", "'ll".
    fn clitic(&self, word: &str) -> Option<usize> {
        let bytes = word.as_bytes();
        let n = bytes.len();
        for tail in 1..=2.min(n) {
            let Some(before) = n.checked_sub(tail + 1) else { break };
            let cut = match bytes[before] {
                b'\'' => before,
                0x99 if before >= 2 && bytes[..=before].ends_with("’".as_bytes()) => before - 2,
                _ => continue,
            };
            let letters = &word[before + 1..];
            if matches!(letters, "t" | "T") && cut > 0 && matches!(bytes[cut - 1], b'n' | b'N') {
                return Some(cut - 1);
            }
            return self.writing.is_clitic(letters).then_some(cut);
        }
        None
    }
}

/// Marks that are neither letters nor digits to Unicode, and stand inside words.
fn is_joined(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{300}'..='\u{36f}' | '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}')
}

/// "U.S", "M", "J.R.R": capitals, each with a stop between.
fn is_initials(word: &str) -> bool {
    word.len() < 12
        && word.bytes().enumerate().all(|(i, b)| if i % 2 == 0 { b.is_ascii_uppercase() } else { b == b'.' })
        && word.len() % 2 == 1
        || matches!(word, "Ph.D" | "M.Sc" | "B.Sc" | "Lt.Col" | "Lt.Gen" | "Maj.Gen")
}

/// "a.m", "p.m", also written onto a number.
fn is_dotted_unit(word: &str) -> bool {
    let unit = word.trim_start_matches(|c: char| c.is_ascii_digit() || c == ':');
    matches!(unit, "a.m" | "p.m" | "A.M" | "P.M")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    fn tokens(text: &str) -> String {
        let mut spans = Vec::new();
        split(text, Span::new(0, text.len()), &Lexicon::embedded().writing, &mut spans);
        spans.iter().map(|s| s.of(text)).collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn tokens_are_those_of_the_treebanks() {
        let table = [
            ("They don't know.", "They | do | n't | know | ."),
            ("Iraq’s army can’t", "Iraq | ’s | army | ca | n’t"),
            ("the mid-June raid", "the | mid | - | June | raid"),
            ("$3.5 million, 3,000 men", "$ | 3.5 | million | , | 3,000 | men"),
            ("at 10:30 or 4 p.m. (4pm)", "at | 10:30 | or | 4 | p.m. | ( | 4 | pm | )"),
            ("U.S. troops of Gen. J. Doe", "U.S. | troops | of | Gen. | J. | Doe"),
            ("the U.S.", "the | U.S."),
            ("Plan B.", "Plan | B | ."),
            ("on 12/10/2023, 2010-2012, 2020-12-03", "on | 12/10/2023 | , | 2010 | - | 2012 | , | 2020-12-03"),
            ("the 1980s and the '90s, ’04", "the | 1980s | and | the | '90s | , | ’04"),
            ("see https://a.example/x?y=1.", "see | https://a.example/x?y=1 | ."),
            ("a.b@c.example, @handle, #tag", "a.b@c.example | , | @handle | , | #tag"),
            ("he said , `` it 's over '' .", "he | said | , | `` | it | 's | over | '' | ."),
            ("Cairo -LRB- AP -RRB- --", "Cairo | -LRB- | AP | -RRB- | --"),
            ("the families' homes", "the | families | ' | homes"),
            ("O'Brien cannot; Shi'ite", "O'Brien | can | not | ; | Shi'ite"),
            ("No. 10 said no.", "No. | 10 | said | no | ."),
            ("Sept. 11, 2001", "Sept. | 11 | , | 2001"),
            ("“Why?!” 5% of €20m...", "“ | Why | ?! | ” | 5 | % | of | € | 20 | m | ..."),
            ("and/or 1/2", "and | / | or | 1/2"),
            ("2–3 May—no", "2 | – | 3 | May | — | no"),
            ("21st .5", "21st | .5"),
        ];
        for (text, expected) in table {
            assert_eq!(tokens(text), expected, "{text}");
        }
    }
}
