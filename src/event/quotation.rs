//! Whether a place lies between quotation marks, read once along the text.
//!
//! Curly marks and those of treebanks say whether they open or close; a straight one says so by its neighbours, unless a tokenizer set it apart
//! from both. Then the marks of the paragraph decide together: of all ways to read them the one is taken that asks for the least (Viterbi 1967),
//! where a mark that nothing answers, a colon before one that closes, and "I" outside of quotations all cost something. So one mark that a page lost does
//! not turn the rest of its article inside out.

/// A quotation that nobody has closed for so many bytes was closed without a mark, or its mark was a slip.
const LONGEST: usize = 2_000;

/// The quotation marks of a text.
#[derive(Debug, Default)]
pub struct Quotations {
    /// Where each mark ends, in bytes, and whether it opens; the end of a paragraph closes.
    marks: Vec<(u32, bool)>,
}

/// A mark of a paragraph before it is decided.
struct Mark {
    start: usize,
    end: usize,
    /// What it costs to read it as closing and as opening.
    costs: [u32; 2],
}

/// What no reading should do.
const WRONG: u32 = 40;
/// A mark that opens inside of a quotation (its next paragraph), and one that closes none.
const UNANSWERED: [u32; 2] = [16, 10];

impl Quotations {
    pub fn of(raw: &str) -> Quotations {
        let mut marks = Vec::new();
        let mut start = 0;
        loop {
            let end = raw[start..].find("\n\n").map_or(raw.len(), |at| start + at);
            read_paragraph(raw, start..end, &mut marks);
            if end == raw.len() {
                return Quotations { marks };
            }
            start = end + 2;
            if marks.last().is_some_and(|(_, opens)| *opens) {
                marks.push((start as u32, false));
            }
        }
    }

    /// Whether quotation marks enclose the place, in bytes: an opening mark before it that no closing mark has answered.
    pub fn enclose(&self, place: u32) -> bool {
        let before = self.marks.partition_point(|(end, _)| *end <= place);
        before.checked_sub(1).is_some_and(|last| self.marks[last].1 && ((place - self.marks[last].0) as usize) < LONGEST)
    }
}

/// Adds the marks of one paragraph: the curly ones, and where it has none the others.
fn read_paragraph(raw: &str, paragraph: std::ops::Range<usize>, marks: &mut Vec<(u32, bool)>) {
    let bytes = &raw.as_bytes()[..paragraph.end];
    let (first, mut plain) = (marks.len(), Vec::new());
    let mut at = paragraph.start;
    while let Some(passed) = bytes[at..].iter().position(may_be_mark) {
        at += passed;
        let rest = &bytes[at..];
        let starts = |signs: [&str; 2]| signs.iter().find(|sign| rest.starts_with(sign.as_bytes())).map(|sign| sign.len());
        let (length, costs) = match rest[0] {
            b'"' => (1, straight(bytes, paragraph.start, at)),
            b'`' if rest.starts_with(b"``") => (2, [WRONG, 0]),
            b'\'' if rest.starts_with(b"''") => (2, [0, WRONG]),
            _ => {
                let (opens, closes) = (starts(["“", "«"]), starts(["”", "»"]));
                let length = opens.or(closes);
                if let Some(length) = length {
                    marks.push(((at + length) as u32, opens.is_some()));
                }
                at += length.unwrap_or(1);
                continue;
            }
        };
        plain.push(Mark { start: at, end: at + length, costs });
        at += length;
    }
    if marks.len() == first {
        decide(raw, paragraph.start, &plain, marks);
    }
}

/// Of the curly marks these are the first bytes, which tell them from most other letters.
fn may_be_mark(byte: &u8) -> bool {
    matches!(byte, b'"' | b'`' | b'\'' | 0xE2 | 0xC2)
}

/// What it costs to read a straight mark as closing and as opening, by its neighbours: one behind a letter closes, one before a letter opens. A
/// text that a tokenizer has been over has spaces on both sides; then the signs and letters beyond say less.
fn straight(bytes: &[u8], start: usize, at: usize) -> [u32; 2] {
    let blank = |byte: &u8| byte.is_ascii_whitespace();
    let (before, after) = (bytes[start..at].last(), bytes.get(at + 1));
    match (before, after) {
        (None, _) => return [WRONG, 0],
        (Some(before), _) if !blank(before) && !matches!(before, b'(' | b'[' | b'-' | b'\'') && before.is_ascii() => return [0, WRONG],
        (_, Some(after)) if !blank(after) && before.is_some_and(u8::is_ascii) => return [WRONG, 0],
        _ => {}
    }
    let before = bytes[start..at].iter().rev().find(|byte| !blank(byte)).copied().unwrap_or(b':');
    let after = bytes[at + 1..].iter().find(|byte| !blank(byte)).copied().unwrap_or(b'.');
    match (before, after) {
        (_, b'.' | b',' | b';' | b':' | b'!' | b'?' | b')') => [0, 20],
        (b':' | b'(', _) => [20, 0],
        (b',' | b'.' | b'!' | b'?', b'a'..=b'z') => [0, 15],
        (b'.' | b'!' | b'?', _) => [0, 2],
        _ => [0, 0],
    }
}

/// Reads the marks of a paragraph the cheapest way.
fn decide(raw: &str, start: usize, plain: &[Mark], marks: &mut Vec<(u32, bool)>) {
    // By whether a quotation is open behind the mark: what that costs so far, and whether one was open before the mark.
    let mut ways: Vec<[(u32, bool); 2]> = Vec::with_capacity(plain.len());
    let mut costs = [0, WRONG];
    let mut from = start;
    for mark in plain {
        let between = told_between(&raw[from..mark.start]);
        let way = |open: usize| {
            let step = |was: usize| {
                let unanswered = if was == open { UNANSWERED[open] } else { 0 };
                costs[was] + between[was] + unanswered + mark.costs[open]
            };
            let (closed, opened) = (step(0), step(1));
            if opened < closed { (opened, true) } else { (closed, false) }
        };
        let both = [way(0), way(1)];
        costs = both.map(|(cost, _)| cost);
        ways.push(both);
        from = mark.end;
    }
    let behind = told_between(&raw[from..raw[from..].find("\n\n").map_or(raw.len(), |at| from + at)]);
    // A quotation that the paragraph leaves open may go on in the next.
    let mut open = costs[1] + behind[1] + 8 < costs[0] + behind[0];
    let first = marks.len();
    for (mark, way) in plain.iter().zip(&ways).rev() {
        marks.push((mark.end as u32, open));
        open = way[usize::from(open)].1;
    }
    marks[first..].reverse();
}

/// What it costs that the words between two marks stand outside and inside of a quotation: who says "I" is quoted, who "said" is not.
fn told_between(words: &str) -> [u32; 2] {
    const LOOKED_AT: usize = 60;
    let (mut own, mut told) = (0, 0);
    let words = words.split(|c: char| c.is_ascii_whitespace() || c == ',' || c == '.').filter(|word| !word.is_empty());
    for word in words.take(LOOKED_AT) {
        match word {
            "I" | "we" | "We" | "my" | "our" | "you" | "me" => own += 1,
            "said" | "says" | "added" | "told" => told += 1,
            _ => {}
        }
    }
    [6 * own.min(2), 5 * told.min(2)]
}

#[cfg(test)]
mod tests {
    use super::Quotations;

    #[test]
    fn marks_enclose_what_follows_them_until_they_are_answered() {
        let cases = [
            ("He said: “We ", true),
            ("He said: “We won” and ", false),
            ("He said: \"We ", true),
            ("He said: \"We won\" and ", false),
            ("He said : `` We ", true),
            ("He said : `` We won '' and ", false),
            ("Il dit : « Nous ", true),
            ("It is the raiders' and Iran’s ", false),
            ("He said: “We \n\nThe ", false),
            // A mark that was left out is forgotten at the next one.
            ("`` We won . She said : `` They won '' and ", false),
            ("He said \"We won. She said \"they won\" and ", false),
            ("\"We won\", he said, and she \"lost\". The ", false),
            ("He said : \" We won \" and ", false),
            ("He said : \" We ", true),
        ];
        for (before, open) in cases {
            assert_eq!(Quotations::of(before).enclose(before.len() as u32), open, "{before}");
        }
    }

    #[test]
    fn a_mark_that_is_missing_turns_nothing_inside_out() {
        // What stands between `<` and `>` is quoted.
        let cases = [
            "She said : \" <We won . >\" The army left . He said : \" <It is over . >\"",
            // The second paragraph of a quotation opens again.
            "He said : \" <Peace is near . \" I want it , and I want it today . >\" The army left . The envoy called it \" <a triumph >\" , they said .",
            // A mark that opens was lost: the one that closes is passed over.
            "\" <We won , >\" he said . I saw it , \" said his wife . The army left . He called it \" <a triumph >\" and went .",
            "The \" <secrecy bill >\" puts those at risk . He spoke of a \" <chilling effect >\" on the press .",
        ];
        for case in cases {
            let (mut raw, mut places) = (String::new(), Vec::new());
            let mut open = false;
            for c in case.chars() {
                match c {
                    '<' => open = true,
                    '>' => open = false,
                    _ => {
                        if c.is_alphabetic() {
                            places.push((raw.len() as u32, open));
                        }
                        raw.push(c);
                    }
                }
            }
            let marks = Quotations::of(&raw);
            for (place, open) in places {
                assert_eq!(marks.enclose(place), open, "{raw}\nat {}", &raw[place as usize..]);
            }
        }
    }
}
