//! Atoms: the pieces that patterns match. Runs of letters, runs of digits, single marks; finer than tokens, so that `4pm`, `1914-18` and
//! `mid-June` come apart the same way whatever the tokeniser does.
//!
//! One pass over the bytes, one table look-up a word, no allocation but the list itself.

use crate::lexicon::timex::words::{self, MAX_WORD, Number, Symbol, Words};

/// One piece of a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Atom {
    /// In bytes of the text.
    pub start: u32,
    /// The byte behind its last.
    pub end: u32,
    /// What the word lists call it.
    pub symbol: Symbol,
    /// What is between this atom and the one before.
    pub gap: Gap,
    /// Whether its first letter is a capital.
    pub capital: bool,
    /// The value of a number; thousandths for a decimal.
    pub number: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    Nothing,
    /// Blanks, or one line break.
    Blank,
    /// A blank line, or the start of the text: no match crosses it.
    Paragraph,
}

/// Splits a whole text.
pub(super) fn split(text: &str, words: &Words, atoms: &mut Vec<Atom>) {
    let bytes = text.as_bytes();
    let (mut at, mut newlines, mut blank) = (0, 2, true);
    while at < bytes.len() {
        let byte = bytes[at];
        match byte {
            b'\n' => (newlines, blank, at) = (newlines + 1, true, at + 1),
            b' ' | b'\t' | b'\r' => (blank, at) = (true, at + 1),
            _ => {
                let Some(atom) = read(text, at, words) else {
                    // A blank outside ASCII.
                    blank = true;
                    at += text[at..].chars().next().map_or(1, char::len_utf8);
                    continue;
                };
                let gap = match (newlines, blank) {
                    (2.., _) => Gap::Paragraph,
                    (_, true) => Gap::Blank,
                    _ => Gap::Nothing,
                };
                at = atom.end as usize;
                atoms.push(Atom { gap, ..atom });
                (newlines, blank) = (0, false);
            }
        }
    }
}

/// The atom at `at`, which is not an ASCII blank; `None` for a blank outside ASCII.
fn read(text: &str, at: usize, words: &Words) -> Option<Atom> {
    let bytes = text.as_bytes();
    let byte = bytes[at];
    if byte.is_ascii_alphabetic() {
        return Some(word(text, at, words));
    }
    if byte.is_ascii_digit() {
        return Some(number(bytes, at, words));
    }
    let atom = |end: usize, symbol| Atom { start: at as u32, end: end as u32, symbol, gap: Gap::Nothing, capital: false, number: 0 };
    if byte.is_ascii() {
        return Some(mark(bytes, at, byte, at + 1, words));
    }
    let c = text[at..].chars().next()?;
    let end = at + c.len_utf8();
    Some(match c {
        c if c.is_whitespace() => return None,
        '‘' | '’' | 'ʼ' => mark(bytes, at, b'\'', end, words),
        '‐' | '‑' | '‒' | '–' | '−' => atom(end, words::punctuation(b'-')),
        '“' | '”' => atom(end, words::punctuation(b'"')),
        c if c.is_alphabetic() => word(text, at, words),
        _ => atom(end, words::OTHER_MARK),
    })
}

/// A mark; an apostrophe takes an `s` that closes a word with it.
fn mark(bytes: &[u8], at: usize, byte: u8, end: usize, words: &Words) -> Atom {
    let is_s = byte == b'\'' && matches!(bytes.get(end), Some(b's' | b'S')) && !bytes.get(end + 1).is_some_and(u8::is_ascii_alphanumeric);
    let (symbol, end) = if is_s { (words.word(b"'s", false).0, end + 1) } else { (words::punctuation(byte), end) };
    Atom { start: at as u32, end: end as u32, symbol, gap: Gap::Nothing, capital: false, number: 0 }
}

/// A run of letters. Single letters with dots between are one word ("p.m.", "U.S."), and so is "o'clock".
fn word(text: &str, at: usize, words: &Words) -> Atom {
    let bytes = text.as_bytes();
    let mut folded = [0u8; MAX_WORD];
    let (mut len, mut end, mut ascii) = (0, at, true);
    while let Some(&byte) = bytes.get(end) {
        if byte.is_ascii_alphabetic() {
            if len < MAX_WORD {
                folded[len] = byte.to_ascii_lowercase();
            }
            (len, end) = (len + 1, end + 1);
        } else if byte.is_ascii() {
            break;
        } else {
            let Some(c) = text[end..].chars().next().filter(|c| c.is_alphabetic() || ('\u{300}'..'\u{370}').contains(c)) else { break };
            (ascii, end) = (false, end + c.len_utf8());
        }
    }
    let capital = bytes[at].is_ascii_uppercase() || !ascii && text[at..].starts_with(char::is_uppercase);
    let atom = |end: usize, symbol| Atom { start: at as u32, end: end as u32, symbol, gap: Gap::Nothing, capital, number: 0 };
    if !ascii || len > MAX_WORD {
        return atom(end, if capital { words::UNKNOWN_CAPITAL } else { words::UNKNOWN });
    }
    if len == 1 {
        let letter =
            |i: usize| bytes.get(i).is_some_and(u8::is_ascii_alphabetic) && !bytes.get(i + 1).is_some_and(u8::is_ascii_alphanumeric);
        let mut dotted = end;
        while len < MAX_WORD && bytes.get(dotted) == Some(&b'.') && letter(dotted + 1) {
            folded[len] = bytes[dotted + 1].to_ascii_lowercase();
            (len, dotted) = (len + 1, dotted + 2);
        }
        if len > 1 {
            let (symbol, _) = words.word(&folded[..len], capital);
            // The last dot belongs to it as well.
            return atom(if bytes.get(dotted) == Some(&b'.') { dotted + 1 } else { dotted }, symbol);
        }
        let quote = if bytes.get(end) == Some(&b'\'') {
            1
        } else if text[end..].starts_with('’') {
            '’'.len_utf8()
        } else {
            0
        };
        if folded[0] == b'o' && quote > 0 && bytes.get(end + quote..end + quote + 5).is_some_and(|b| b.eq_ignore_ascii_case(b"clock")) {
            return atom(end + quote + 5, words.word(b"o'clock", false).0);
        }
    }
    let (symbol, abbreviation) = words.word(&folded[..len], capital);
    let dot = abbreviation && bytes.get(end) == Some(&b'.') && bytes.get(end + 1) != Some(&b'.');
    atom(if dot { end + 1 } else { end }, symbol)
}

/// A run of digits, with its groups ("3,000") or decimals ("2.5") when it is plainly one number.
fn number(bytes: &[u8], at: usize, words: &Words) -> Atom {
    let run = |from: usize| bytes[from..].iter().take_while(|b| b.is_ascii_digit()).count();
    let value = |from: usize, len: usize| bytes[from..from + len].iter().fold(0u32, |n, b| n * 10 + u32::from(b - b'0'));
    let len = run(at);
    let mut end = at + len;
    let mut number = if len > 8 { Number::TooLong } else { Number::Digits(len, value(at, len)) };
    let mut value_of = if len > 8 { 0 } else { value(at, len) };
    let after_point = at > 0 && matches!(bytes[at - 1], b'.' | b',') && at > 1 && bytes[at - 2].is_ascii_digit();
    let next = |mark: u8| bytes.get(end) == Some(&mark) && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
    if len <= 3 && next(b',') && !after_point {
        let mut groups = end;
        let mut total = value_of;
        while bytes.get(groups) == Some(&b',') && run(groups + 1) == 3 && groups - at < 8 {
            total = total * 1000 + value(groups + 1, 3);
            groups += 4;
        }
        if groups > end {
            (number, value_of, end) = (Number::Grouped(total), total, groups);
        }
    } else if len <= 5 && next(b'.') && !after_point {
        let decimals = run(end + 1);
        let more = end + 1 + decimals;
        let again = matches!(bytes.get(more), Some(b'.')) && bytes.get(more + 1).is_some_and(u8::is_ascii_digit);
        if decimals <= 3 && !again {
            let milli = value_of * 1000 + value(end + 1, decimals) * [1000, 100, 10, 1][decimals];
            (number, value_of, end) = (Number::Decimal(milli), milli, more);
        }
    }
    Atom { start: at as u32, end: end as u32, symbol: words.number(number), gap: Gap::Nothing, capital: false, number: value_of }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::timex::fact::Fact;

    #[test]
    fn splits() {
        let mut words = Words::new();
        let class = words.add_class("any").unwrap();
        ["sept.", "p.m.", "o'clock"].into_iter().for_each(|w| assert!(words.add(w, class, Fact::Int(0))));
        for (text, expected) in [
            ("Sept. 11, 2001", "Sept.|11|,|2001"),
            ("4pm 4 p.m.", "4|pm|4|p.m."),
            ("1914–18", "1914|–|18"),
            ("Iraq's '80s", "Iraq|'s|'|80|s"),
            ("3,000 troops, 2.5 years", "3,000|troops|,|2.5|years"),
            ("1.2.3 10,20", "1|.|2|.|3|10|,|20"),
            ("five o’clock", "five|o’clock"),
            ("naïve café 12\u{a0}May", "naïve|café|12|May"),
            ("999999999999", "999999999999"),
            ("U.S. dollar.", "U.S.|dollar|."),
            ("…", "…"),
        ] {
            let mut atoms = Vec::new();
            split(text, &words, &mut atoms);
            let pieces: Vec<&str> = atoms.iter().map(|a| &text[a.start as usize..a.end as usize]).collect();
            assert_eq!(pieces.join("|"), expected);
        }
    }

    #[test]
    fn paragraphs_part() {
        let mut atoms = Vec::new();
        split("a b\nc\n\nd", &Words::new(), &mut atoms);
        let gaps: Vec<Gap> = atoms.iter().map(|a| a.gap).collect();
        assert_eq!(gaps, [Gap::Paragraph, Gap::Blank, Gap::Blank, Gap::Paragraph]);
    }
}
