//! Whether a place lies between quotation marks, read once along the text.

/// A quotation that nobody has closed for so many bytes was closed without a mark, or its mark was a slip.
const LONGEST: u32 = 2_000;

/// The marks of one paragraph up to a place: curly ones, those of treebanks (`` and ''), or straight ones.
#[derive(Clone, Copy, Debug, Default)]
pub struct Quotation {
    /// Whether the last curly mark opened.
    curly: Option<bool>,
    /// Whether the last mark of a treebank opened: quotations within quotations have other marks, so these do not nest.
    tokenised: bool,
    /// Whether a straight mark opened that none has closed.
    straight: bool,
    /// How many bytes have passed since the last mark.
    since: u32,
    /// The last byte, as long as there is one.
    last: Option<u8>,
}

impl Quotation {
    /// What holds after `more` of the text.
    pub fn read(self, more: &str) -> Quotation {
        let (mut now, more) = match more.rfind("\n\n") {
            Some(at) => (Quotation::default(), &more[at + 2..]),
            None => (self, more),
        };
        let bytes = more.as_bytes();
        let mut at = 0;
        while let Some(plain) = bytes[at..].iter().position(may_be_mark) {
            now.since = now.since.saturating_add(plain as u32);
            at += plain;
            let rest = &bytes[at..];
            let before = at.checked_sub(1).map(|at| bytes[at]).or(now.last);
            let (taken, mark) = match rest[0] {
                b'"' => {
                    now.straight = opens(before, rest.get(1).copied()).unwrap_or(!now.straight);
                    (1, true)
                }
                b'`' if rest.starts_with(b"``") => {
                    now.tokenised = true;
                    (2, true)
                }
                b'\'' if rest.starts_with(b"''") => {
                    now.tokenised = false;
                    (2, true)
                }
                0xE2 | 0xC2 => {
                    let opens = ["“", "«"].iter().any(|mark| rest.starts_with(mark.as_bytes()));
                    let closes = ["”", "»"].iter().any(|mark| rest.starts_with(mark.as_bytes()));
                    if opens || closes {
                        now.curly = Some(opens);
                    }
                    (1, opens || closes)
                }
                _ => (1, false),
            };
            at += taken;
            now.since = if mark { 0 } else { now.since.saturating_add(taken as u32) };
        }
        now.since = now.since.saturating_add((bytes.len() - at) as u32);
        now.last = bytes.last().copied().or(now.last);
        now
    }

    /// Whether quotation marks enclose the place: an opening mark before it that no closing mark has answered.
    pub fn is_open(self) -> bool {
        self.since < LONGEST && self.curly.unwrap_or(self.tokenised || self.straight)
    }
}

/// Of the curly marks these are the first bytes, which tell them from most other letters.
fn may_be_mark(byte: &u8) -> bool {
    matches!(byte, b'"' | b'`' | b'\'' | 0xE2 | 0xC2)
}

/// Whether a straight mark opens, as far as its neighbours tell: one behind a letter closes, one before a letter opens. A text that a tokenizer
/// has been over has spaces on both sides.
fn opens(before: Option<u8>, after: Option<u8>) -> Option<bool> {
    let blank = |byte: u8| byte.is_ascii_whitespace();
    match (before, after) {
        (Some(before), _) if !blank(before) && !matches!(before, b'(' | b'[' | b'-' | b'\'') && before.is_ascii() => Some(false),
        (None, Some(after)) if blank(after) => Some(true),
        (_, Some(after)) if blank(after) => None,
        (Some(before), _) if !before.is_ascii() => None,
        _ => Some(true),
    }
}

#[cfg(test)]
mod tests {
    use super::Quotation;

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
            assert_eq!(Quotation::default().read(before).is_open(), open, "{before}");
            let cut = before.find(" ").unwrap_or(0);
            assert_eq!(Quotation::default().read(&before[..cut]).read(&before[cut..]).is_open(), open, "{before} in two parts");
        }
    }
}
