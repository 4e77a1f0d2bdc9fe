//! CSV and TSV: a row is an article, the first row names the columns.
//!
//! Rows are cut here, so that one row without its closing quote cannot take all memory and each row is read on a thread of its own; what a
//! row says is read by the csv crate.

use super::cut::{Cut, Line, Lines};
use super::record::Fields;
use std::io::BufRead;
use std::sync::Arc;

/// The names of the columns, and what stands between them.
#[derive(Debug)]
pub(super) struct Columns {
    names: Vec<String>,
    separator: u8,
}

/// Rows of a file, each a record of one or more lines.
pub(super) struct Rows<R> {
    lines: Lines<R>,
    separator: u8,
}

/// The columns, and the rows below them; a fragment says why there are none.
pub(super) fn rows<R: BufRead>(mut lines: Lines<R>) -> Result<(Arc<Columns>, Rows<R>), String> {
    let first = loop {
        match lines.next().map(|line| line.cut) {
            Some(Cut::Whole(bytes)) if bytes.trim_ascii().is_empty() => {}
            Some(Cut::Whole(bytes)) => break bytes,
            Some(Cut::TooLong) => return Err("has a first line that is too long to name columns; left out".into()),
            Some(Cut::Broken(why)) => return Err(why),
            None => return Err("has no text; left out".into()),
        }
    };
    let first = first.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&first).to_vec();
    let count = |byte: u8| first.iter().filter(|b| **b == byte).count();
    // The commonest of the three; a comma where none is.
    let separator = [b'\t', b';', b','].into_iter().max_by_key(|byte| count(*byte)).filter(|byte| count(*byte) > 0).unwrap_or(b',');
    let names = cells(&super::encoding::lossy(&first), separator).unwrap_or_default().iter().map(str::to_string).collect();
    Ok((Arc::new(Columns { names, separator }), Rows { lines, separator }))
}

impl<R: BufRead> Iterator for Rows<R> {
    type Item = Line;

    /// A line and those after it, as long as a quote is open.
    fn next(&mut self) -> Option<Line> {
        let Line { number, cut } = self.lines.next()?;
        let Cut::Whole(mut row) = cut else { return Some(Line { number, cut }) };
        let mut open = Open::default();
        open.read(&row, self.separator);
        while open.quoted {
            match self.lines.next().map(|line| line.cut) {
                Some(Cut::Whole(line)) if row.len() + line.len() <= self.lines.longest => {
                    open.read(&line, self.separator);
                    row.extend(line);
                }
                Some(Cut::Broken(why)) => return Some(Line { number, cut: Cut::Broken(why) }),
                Some(_) => return Some(Line { number, cut: Cut::TooLong }),
                None => return Some(Line { number, cut: Cut::Broken("has a quote that is never closed; left out".into()) }),
            }
        }
        Some(Line { number, cut: Cut::Whole(row) })
    }
}

/// Whether a quote is open: it opens only at the start of a cell, as in the csv crate, so that 5" of rain opens none.
#[derive(Default)]
struct Open {
    quoted: bool,
    inside: bool,
}

impl Open {
    fn read(&mut self, bytes: &[u8], separator: u8) {
        for &byte in bytes {
            if self.quoted {
                self.quoted = byte != b'"';
                // A closing quote that is followed by another one was an escape: the next quote opens again.
                self.inside = false;
            } else if byte == b'"' && !self.inside {
                self.quoted = true;
            } else {
                self.inside = byte != separator && byte != b'\n';
            }
        }
    }
}

/// A row by the names of its columns.
pub(super) fn fields(columns: &Columns, row: &str) -> Result<Fields, String> {
    let cells = cells(row, columns.separator)?;
    if cells.len() > columns.names.len() {
        let (has, named) = (cells.len(), columns.names.len());
        return Err(format!("has {has} cells, and the first row names {named}; quote cells that hold the separator; left out"));
    }
    Ok(columns.names.iter().cloned().zip(cells.iter().map(str::to_string)).collect())
}

fn cells(row: &str, separator: u8) -> Result<csv::StringRecord, String> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .buffer_capacity(row.len().clamp(64, 1 << 16))
        .from_reader(row.as_bytes());
    match reader.records().next() {
        Some(Ok(record)) => Ok(record),
        Some(Err(error)) => Err(format!("is no row of a table: {error}; left out")),
        None => Ok(csv::StringRecord::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(text: &str) -> Vec<String> {
        let (columns, rows) = match rows(Lines::new(text.as_bytes(), 1000)) {
            Ok(both) => both,
            Err(why) => return vec![why],
        };
        rows.map(|line| {
            let told = match line.cut {
                Cut::Whole(row) => match fields(&columns, std::str::from_utf8(&row).unwrap()) {
                    Ok(fields) => fields.into_iter().map(|(key, value)| format!("{key}={value}")).collect::<Vec<_>>().join(" "),
                    Err(why) => why,
                },
                Cut::TooLong => "too long".into(),
                Cut::Broken(why) => why,
            };
            format!("{}: {told}", line.number)
        })
        .collect()
    }

    #[test]
    fn tables() {
        for (text, expected) in [
            ("date,text\n2020-12-03,It rained.\n", &["2: date=2020-12-03 text=It rained."][..]),
            ("\u{feff}date;text\r\n2020;It rained, hard.\r\n", &["2: date=2020 text=It rained, hard."]),
            ("a\tb\n1\t2", &["2: a=1 b=2"]),
            ("a,b\n\"1\n\n1\",\"say \"\"no\"\"\"\n3,4", &["2: a=1\n\n1 b=say \"no\"", "5: a=3 b=4"]),
            ("a,b\n5\" of rain,x\n3,4", &["2: a=5\" of rain b=x", "3: a=3 b=4"]),
            ("a,b\n1\n1,2,3", &["2: a=1", "3: has 3 cells, and the first row names 2; quote cells that hold the separator; left out"]),
            ("a,b\n\"1,2\n3,4", &["2: has a quote that is never closed; left out"]),
            ("\n", &["has no text; left out"]),
            (&"a,".repeat(600), &["has a first line that is too long to name columns; left out"]),
        ] {
            assert_eq!(table(text), expected, "{text}");
        }
    }
}
