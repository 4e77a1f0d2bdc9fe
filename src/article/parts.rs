//! A file cut into the parts that may each be an article. Cutting is cheap and goes in the order of the file; reading a part is the work, and
//! happens on any thread.
//!
//! A part is named by its place in the file, which timelines keep: `events.jsonl#L12` (the line), `feed.xml#3` (the third item),
//! `pages.zip#a/rain.html` (the member).

use super::cut::{Cut, Line, Lines};
use super::format::{self, Format};
use super::{Options, Read, csv, packed, read};
use crate::diagnostic::Diagnostic;
use std::io::{self, BufRead, BufReader, Cursor, Read as _, Seek};
use std::sync::Arc;

/// A larger document is no article; reading one by mistake would take all memory.
pub const LARGEST: usize = 32 << 20;

/// What can be read twice: a file, or bytes in memory.
pub trait Seekable: io::Read + Seek + Send {}
impl<T: io::Read + Seek + Send> Seekable for T {}

/// Where the bytes of a file come from.
pub enum Bytes {
    File(Box<dyn Seekable>),
    /// Standard input.
    Stream(Box<dyn io::Read + Send>),
}

/// One part of a file: an article, or why there is none.
pub struct Part {
    pub(super) place: Place,
    pub(super) content: Content,
}

/// Where a part stands.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// The file, as it is shown.
    pub file: Arc<str>,
    /// What stands after `#`, when the file holds several articles.
    pub part: Option<String>,
    pub line: Option<usize>,
    /// The names that may hold a date: the file's with its folders, and a member's within an archive.
    pub names: Arc<str>,
}

pub(super) enum Content {
    Document(Format, Vec<u8>),
    JsonLine(Vec<u8>),
    Row(Arc<csv::Columns>, Vec<u8>),
    /// Not an article; a fragment that says why.
    Refused(String),
    /// Of no concern: a picture in a folder that was walked.
    PassedOver(String),
}

/// The parts of one file, in its order.
pub type Parts = Box<dyn Iterator<Item = Part> + Send>;

impl Part {
    /// Reads the part. Never fails: without an article there is a diagnostic.
    pub fn read(self, options: &Options) -> Vec<Read> {
        read::part(self, options)
    }

    /// A file that could not even be opened.
    pub fn unreadable(name: &str, why: String) -> Part {
        Part { place: Place::of(name), content: Content::Refused(why) }
    }
}

impl Place {
    pub(super) fn of(name: &str) -> Place {
        Place { file: name.into(), part: None, line: None, names: name.into() }
    }

    fn at(&self, part: String, line: Option<usize>) -> Place {
        Place { part: Some(part), line, ..self.clone() }
    }

    /// `events.jsonl#L12`.
    pub fn path(&self) -> String {
        self.part.as_ref().map_or(self.file.to_string(), |part| format!("{}#{part}", self.file))
    }

    pub fn warning(&self, message: impl Into<String>) -> Diagnostic {
        self.lined(Diagnostic::warning(&self.shown(), message))
    }

    pub fn note(&self, message: impl Into<String>) -> Diagnostic {
        self.lined(Diagnostic::note(&self.shown(), message))
    }

    /// The file where a line says the rest, else the part's path.
    pub fn shown(&self) -> String {
        if self.line.is_some() { self.file.to_string() } else { self.path() }
    }

    fn lined(&self, diagnostic: Diagnostic) -> Diagnostic {
        self.line.map_or(diagnostic.clone(), |line| diagnostic.at_line(line))
    }
}

/// Cuts a file. `named`: a person named it, so that it is read whatever it is called and a refusal is a warning.
pub fn parts(name: &str, bytes: Bytes, named: bool) -> Parts {
    of(Place::of(name), bytes, named)
}

fn of(place: Place, bytes: Bytes, named: bool) -> Parts {
    let refused = |place, why| -> Parts { Box::new(std::iter::once(Part { place, content: Content::Refused(why) })) };
    let (head, bytes) = match head(bytes) {
        Ok(both) => both,
        Err(error) => return refused(place, broken(&error)),
    };
    let format = match format::of(&place.names, &head, named) {
        Ok(format) => format,
        Err(format::Foreign(why)) => {
            let content =
                if named { Content::Refused(format!("{why}; left out")) } else { Content::PassedOver(format!("{why}; passed over")) };
            return Box::new(std::iter::once(Part { place, content }));
        }
    };
    match format {
        Format::JsonLines | Format::Csv if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") => {
            // Two bytes a letter cannot be cut at line breaks.
            match whole(bytes.reader(), LARGEST).and_then(|bytes| super::encoding::decode(&bytes)) {
                Ok(decoded) => cut(place, format, Box::new(Cursor::new(decoded.text.into_bytes()))),
                Err(why) => refused(place, why),
            }
        }
        Format::JsonLines | Format::Csv => cut(place, format, bytes.reader()),
        Format::Gzip => {
            let names = place.names.strip_suffix(".gz").unwrap_or(&place.names).into();
            of(Place { names, ..place }, Bytes::Stream(packed::gunzip(bytes.reader())), named)
        }
        Format::Feed | Format::Mail | Format::Mbox | Format::Pdf | Format::Warc | Format::Zip => {
            refused(place, "is not text; left out: save its text as .txt".into())
        }
        _ => match whole(bytes.reader(), LARGEST) {
            Ok(bytes) => Box::new(std::iter::once(Part { place, content: Content::Document(format, bytes) })),
            Err(why) => refused(place, why),
        },
    }
}

impl Bytes {
    fn reader(self) -> Box<dyn BufRead + Send> {
        match self {
            Bytes::File(file) => Box::new(BufReader::with_capacity(1 << 16, file)),
            Bytes::Stream(stream) => Box::new(BufReader::with_capacity(1 << 16, stream)),
        }
    }
}

/// The first bytes, and all bytes from the start.
fn head(bytes: Bytes) -> io::Result<(Vec<u8>, Bytes)> {
    let mut head = Vec::new();
    match bytes {
        Bytes::File(mut file) => {
            io::Read::take(&mut file, format::HEAD as u64).read_to_end(&mut head)?;
            file.rewind()?;
            Ok((head, Bytes::File(file)))
        }
        Bytes::Stream(mut stream) => {
            io::Read::take(&mut stream, format::HEAD as u64).read_to_end(&mut head)?;
            let all = io::Read::chain(Cursor::new(head.clone()), stream);
            Ok((head, Bytes::Stream(Box::new(all))))
        }
    }
}

/// All bytes, if they are not too many.
fn whole(reader: impl io::Read, largest: usize) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let read = io::Read::take(reader, largest as u64 + 1).read_to_end(&mut bytes);
    match read {
        Err(error) => Err(broken(&error)),
        Ok(_) if bytes.len() > largest => Err(format!("is larger than {} MB, which no article is; split it", largest >> 20)),
        Ok(_) => Ok(bytes),
    }
}

/// What the system says of a failed read, as a lowercase fragment.
pub(super) fn broken(error: &io::Error) -> String {
    let text = error.to_string();
    let why = text.split(" (os error").next().unwrap_or(&text).to_lowercase();
    format!("cannot be read: {why}; left out")
}

/// One part a line of JSON, or a row of a table.
fn cut(place: Place, format: Format, reader: Box<dyn BufRead + Send>) -> Parts {
    let lines = Lines::new(reader, LARGEST);
    let part = move |line: Line, content: &dyn Fn(Vec<u8>) -> Content| {
        let place = place.at(format!("L{}", line.number), Some(line.number));
        match line.cut {
            Cut::Whole(bytes) if bytes.trim_ascii().is_empty() => None,
            Cut::Whole(bytes) => Some(Part { place, content: content(bytes) }),
            Cut::TooLong => {
                let why = format!("is longer than {} MB, which no article is; left out", LARGEST >> 20);
                Some(Part { place, content: Content::Refused(why) })
            }
            Cut::Broken(why) => Some(Part { place, content: Content::Refused(why) }),
        }
    };
    match format {
        Format::Csv => match csv::rows(lines) {
            Some((columns, rows)) => Box::new(rows.filter_map(move |row| part(row, &|bytes| Content::Row(columns.clone(), bytes)))),
            None => Box::new(std::iter::empty()),
        },
        _ => Box::new(lines.filter_map(move |line| part(line, &Content::JsonLine))),
    }
}
