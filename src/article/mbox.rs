//! mbox: mails one after the other, each behind a line `From SENDER DATE`. Mails are cut here and read like any other.

use super::cut::{Cut, Line, Lines};
use std::io::BufRead;

/// One mail a step, numbered from 1; a mail that is too long is passed over.
pub(super) struct Mails<R> {
    lines: Lines<R>,
    number: usize,
    /// The separator of the next mail was read.
    begun: bool,
}

impl<R: BufRead> Mails<R> {
    pub(super) fn new(reader: R, longest: usize) -> Mails<R> {
        Mails { lines: Lines::new(reader, longest), number: 0, begun: false }
    }
}

impl<R: BufRead> Iterator for Mails<R> {
    /// `number` is that of the mail.
    type Item = Line;

    fn next(&mut self) -> Option<Line> {
        let mut mail = Vec::new();
        let (mut blank, mut too_long) = (true, false);
        let longest = self.lines.longest;
        let mut broken = None;
        for Line { cut, .. } in self.lines.by_ref() {
            let line = match cut {
                Cut::Whole(line) => line,
                Cut::TooLong => {
                    too_long = true;
                    continue;
                }
                Cut::Broken(why) => {
                    broken = Some(why);
                    break;
                }
            };
            if blank && separates(&line) {
                if std::mem::replace(&mut self.begun, true) {
                    self.number += 1;
                    return Some(Line { number: self.number, cut: if too_long { Cut::TooLong } else { Cut::Whole(mail) } });
                }
                continue;
            }
            blank = line.trim_ascii().is_empty();
            too_long |= mail.len() + line.len() > longest;
            if self.begun && !too_long {
                // ">From" at the start of a line was "From".
                let quoted = line.iter().position(|b| *b != b'>').is_some_and(|at| at > 0 && line[at..].starts_with(b"From "));
                mail.extend_from_slice(&line[usize::from(quoted)..]);
            }
        }
        if !std::mem::take(&mut self.begun) && broken.is_none() {
            return None;
        }
        self.number += 1;
        let cut = broken.map_or(if too_long { Cut::TooLong } else { Cut::Whole(mail) }, Cut::Broken);
        Some(Line { number: self.number, cut })
    }
}

/// `From jane@example.org Thu Dec  3 10:00:00 2020`: a sentence that begins with "From" has no time of day and year.
fn separates(line: &[u8]) -> bool {
    let Some(rest) = line.strip_prefix(b"From ") else { return false };
    let rest = String::from_utf8_lossy(rest);
    let words = || rest.split_whitespace();
    let time = |word: &str| word.len() >= 4 && word.contains(':') && word.bytes().all(|b| b.is_ascii_digit() || b == b':');
    let year = |word: &str| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    words().any(time) && words().any(year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mails_are_cut_at_from() {
        let told = |line: Line| match line.cut {
            Cut::Whole(bytes) => format!("{}: {}", line.number, String::from_utf8(bytes).unwrap()),
            Cut::TooLong => format!("{} too long", line.number),
            Cut::Broken(why) => why,
        };
        for (mbox, expected) in [
            (
                "From a@x Thu Dec  3 10:00:00 2020\nSubject: A\n\nFrom Basra it rained.\n>From there too.\n>>From x\n\n\
                 From - Fri Dec 04 10:00:00 2020\nSubject: B\n\nB",
                &["1: Subject: A\n\nFrom Basra it rained.\nFrom there too.\n>From x\n\n", "2: Subject: B\n\nB"][..],
            ),
            // Not after an empty line: a sentence.
            ("From a@x Thu Dec  3 10:00:00 2020\nS: A\n\nx\nFrom 10:00 in 2020\n", &["1: S: A\n\nx\nFrom 10:00 in 2020\n"]),
            (
                "From a@x Thu Dec  3 10:00:00 2020\nS: this mail is longer than the longest line of all the lines that a mail of these may have in a test, and by far more than it\n\nFrom a@x Thu Dec  3 10:00:00 2020\nS: B",
                &["1 too long", "2: S: B"],
            ),
            ("no mail\nat all\n", &[]),
            ("", &[]),
        ] {
            assert_eq!(Mails::new(mbox.as_bytes(), 100).map(told).collect::<Vec<_>>(), expected, "{mbox}");
        }
    }
}
