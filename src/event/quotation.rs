//! Whether a place lies between quotation marks, read once along the text.

/// The marks of one paragraph up to a place: curly ones, those of treebanks (`` and ''), or straight ones.
#[derive(Clone, Copy, Debug, Default)]
pub struct Quotation {
    /// Whether the last curly mark opened.
    curly: Option<bool>,
    /// Treebank marks that opened, less those that closed.
    tokenised: i32,
    /// Whether the count of straight marks is odd.
    straight: bool,
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
        while at < bytes.len() {
            let rest = &bytes[at..];
            at += match rest[0] {
                b'"' => {
                    now.straight = !now.straight;
                    1
                }
                b'`' if rest.starts_with(b"``") => {
                    now.tokenised += 1;
                    2
                }
                b'\'' if rest.starts_with(b"''") => {
                    now.tokenised -= 1;
                    2
                }
                // The first bytes of the curly marks, which tell them from most other letters.
                0xE2 | 0xC2 => {
                    if ["“", "«"].iter().any(|mark| rest.starts_with(mark.as_bytes())) {
                        now.curly = Some(true);
                    } else if ["”", "»"].iter().any(|mark| rest.starts_with(mark.as_bytes())) {
                        now.curly = Some(false);
                    }
                    1
                }
                _ => 1,
            };
        }
        now
    }

    /// Whether quotation marks enclose the place: an opening mark before it that no closing mark has answered.
    pub fn is_open(self) -> bool {
        self.curly.unwrap_or(self.tokenised > 0 || self.straight)
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
        ];
        for (before, open) in cases {
            assert_eq!(Quotation::default().read(before).is_open(), open, "{before}");
            let cut = before.find(" ").unwrap_or(0);
            assert_eq!(Quotation::default().read(&before[..cut]).read(&before[cut..]).is_open(), open, "{before} in two parts");
        }
    }
}
