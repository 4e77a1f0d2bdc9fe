//! Files that hold many articles, cut into pieces as they are read: memory holds one piece, however long the file is.

use std::io::{BufRead, Read};

/// Lines of a stream with their numbers, from 1.
pub(super) struct Lines<R> {
    reader: R,
    number: usize,
    ended: bool,
    /// In bytes; a longer line is passed over.
    pub longest: usize,
}

pub(super) struct Line {
    pub number: usize,
    pub cut: Cut,
}

pub(super) enum Cut {
    /// With its line break.
    Whole(Vec<u8>),
    TooLong,
    /// The stream ends here with an error: a lowercase fragment.
    Broken(String),
}

impl<R: BufRead> Lines<R> {
    pub(super) fn new(reader: R, longest: usize) -> Lines<R> {
        Lines { reader, number: 0, ended: false, longest }
    }

    /// Reads on to the next line break without keeping anything.
    fn pass_over(&mut self) -> std::io::Result<()> {
        loop {
            let buffer = self.reader.fill_buf()?;
            if buffer.is_empty() {
                return Ok(());
            }
            let end = buffer.iter().position(|b| *b == b'\n');
            let used = end.map_or(buffer.len(), |end| end + 1);
            self.reader.consume(used);
            if end.is_some() {
                return Ok(());
            }
        }
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = Line;

    fn next(&mut self) -> Option<Line> {
        if self.ended {
            return None;
        }
        let mut bytes = Vec::new();
        self.number += 1;
        let read = self.reader.by_ref().take(self.longest as u64 + 1).read_until(b'\n', &mut bytes);
        let cut = match read {
            Ok(0) => return None,
            Ok(_) if bytes.len() > self.longest => match self.pass_over() {
                Ok(()) => Cut::TooLong,
                Err(error) => Cut::Broken(super::parts::broken(&error)),
            },
            Ok(_) => Cut::Whole(bytes),
            Err(error) => Cut::Broken(super::parts::broken(&error)),
        };
        self.ended = matches!(cut, Cut::Broken(_));
        Some(Line { number: self.number, cut })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_passed_over() {
        let told = |line: Line| match line.cut {
            Cut::Whole(bytes) => format!("{} {}", line.number, String::from_utf8(bytes).unwrap().trim_end()),
            Cut::TooLong => format!("{} too long", line.number),
            Cut::Broken(why) => why,
        };
        let lines: Vec<String> = Lines::new(&b"one\nfar too long a line\n\nfour"[..], 5).map(told).collect();
        assert_eq!(lines, ["1 one", "2 too long", "3 ", "4 four"]);
    }
}
