//! A file cut into the parts that may each be an article. Cutting is cheap and goes in the order of the file; reading a part is the work, and
//! happens on any thread.
//!
//! A part is named by its place in the file, which timelines keep: `events.jsonl#L12` (the line), `feed.xml#3` (the third item), `list.mbox#3`
//! (the third mail), `crawl.warc#3` (the third record), `pages.zip#a/rain.html`, `pages.tar.gz#a/rain.html` (the member), `news.zip#feed.xml#3`
//! (an item of a member).

use super::cut::{Cut, Line, Lines};
use super::format::{self, Format};
use super::mbox::Mails;
use super::packed::Budget;
use super::place::Place;
use super::warc::{Page, Pages, Record};
use super::{Options, Read, csv, packed, read, tar, zip};
use std::io::{self, BufRead, BufReader, Cursor, Read as _, Seek};
use std::sync::Arc;

/// A larger document is no article; reading one by mistake would take all memory.
pub const LARGEST: usize = 32 << 20;
/// A larger archive is read from a file only, not from a pipe or from within another archive.
const LARGEST_ARCHIVE: usize = 256 << 20;

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

pub(super) enum Content {
    Document(Format, Vec<u8>),
    /// A page of a web archive.
    Page(Page),
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

/// Cuts a file. `named`: a person named it, so that it is read whatever it is called and a refusal is a warning.
pub fn parts(name: &str, bytes: Bytes, named: bool) -> Parts {
    of(Place::of(name), bytes, named, None)
}

/// `within`: the budget of the packed file in which it lies.
fn of(place: Place, bytes: Bytes, named: bool, within: Option<&Budget>) -> Parts {
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
        Format::Gzip => match packed::gunzip(bytes.reader(), within) {
            Ok((unpacked, budget)) => {
                let names = unpacked_name(&place.names).into();
                of(Place { names, ..place }, Bytes::Stream(unpacked), named, Some(&budget))
            }
            Err(why) => refused(place, why),
        },
        Format::Zip => archive(place, bytes, within).unwrap_or_else(|(place, why)| refused(place, why)),
        Format::Tar => tape(place, bytes, within).unwrap_or_else(|(place, why)| refused(place, why)),
        Format::Mbox => mails(place, bytes.reader()),
        Format::Warc => pages(place, bytes.reader()),
        Format::Text | Format::Markdown | Format::Html | Format::Json | Format::Feed | Format::Mail | Format::Pdf => {
            match whole(bytes.reader(), LARGEST) {
                Ok(bytes) => Box::new(std::iter::once(Part { place, content: Content::Document(format, bytes) })),
                Err(why) => refused(place, why),
            }
        }
    }
}

fn refused(place: Place, why: String) -> Parts {
    Box::new(std::iter::once(Part { place, content: Content::Refused(why) }))
}

/// `a.txt.gz` holds a.txt, and `a.tgz` a.tar.
fn unpacked_name(name: &str) -> String {
    match name.strip_suffix(".tgz") {
        Some(stem) => format!("{stem}.tar"),
        None => name.strip_suffix(".gz").unwrap_or(name).to_string(),
    }
}

/// The parts of every member of an archive. Hidden ones are passed over, as in a folder.
fn archive(place: Place, bytes: Bytes, within: Option<&Budget>) -> Result<Parts, (Place, String)> {
    let file = match bytes {
        Bytes::File(file) => file,
        Bytes::Stream(stream) => match zip::in_memory(stream, LARGEST_ARCHIVE) {
            Ok(file) => file,
            Err(why) => return Err((place, why)),
        },
    };
    let (archive, members) = match zip::Archive::open(file, within) {
        Ok(both) => both,
        Err(why) => return Err((place, why)),
    };
    let members = members.into_iter().filter(|member| !hidden(&member.name));
    let file = place.clone();
    let parts = members.flat_map(move |member| -> Parts {
        // A bomb has been named; nothing more comes out of its archive.
        if archive.budget.is_spent() {
            return Box::new(std::iter::empty());
        }
        let inside = place.inside(&member.name, ".zip");
        match archive.read(&member) {
            Ok(reader) => of(inside, Bytes::Stream(reader), false, Some(&archive.budget)),
            Err(why) => refused(inside, why),
        }
    });
    Ok(or_refused(parts, file, "holds no file; left out"))
}

/// The same for an archive whose members come one after the other.
fn tape(place: Place, bytes: Bytes, within: Option<&Budget>) -> Result<Parts, (Place, String)> {
    let (members, budget) = match tar::open(Box::new(bytes.reader()), within) {
        Ok(both) => both,
        Err(why) => return Err((place, why)),
    };
    let file = place.clone();
    let parts = members.flat_map(move |member| -> Parts {
        match member {
            Err(why) => refused(place.clone(), why),
            Ok(_) if budget.is_spent() => Box::new(std::iter::empty()),
            Ok(member) if hidden(&member.name) => Box::new(std::iter::empty()),
            Ok(member) => of(place.inside(&member.name, ".tar"), Bytes::Stream(member.reader), false, Some(&budget)),
        }
    });
    Ok(or_refused(parts, file, "holds no file; left out"))
}

fn hidden(name: &str) -> bool {
    name.split('/').any(|part| (part.starts_with('.') && part != ".") || part == "__MACOSX")
}

fn mails(place: Place, reader: Box<dyn BufRead + Send>) -> Parts {
    let place = undated(place);
    let file = place.clone();
    let mails = Mails::new(reader, LARGEST).map(move |mail| {
        let content = match mail.cut {
            Cut::Whole(bytes) => Content::Document(Format::Mail, bytes),
            Cut::TooLong => Content::Refused(too_long()),
            Cut::Broken(why) => Content::Refused(why),
        };
        Part { place: place.at(mail.number.to_string(), None), content }
    });
    or_refused(mails, file, "holds no mail: no line begins with 'From ' and ends with a time and a year; left out")
}

fn pages(place: Place, reader: Box<dyn BufRead + Send>) -> Parts {
    let place = undated(place);
    let file = place.clone();
    let pages = Pages::new(reader, LARGEST).map(move |Record { number, page }| {
        let content = page.map_or_else(Content::Refused, Content::Page);
        Part { place: place.at(number.to_string(), None), content }
    });
    or_refused(pages, file, "holds no page; left out")
}

/// The parts, or why there are none: an article was expected here.
fn or_refused(parts: impl Iterator<Item = Part> + Send + 'static, file: Place, why: &'static str) -> Parts {
    let mut parts = parts.peekable();
    if parts.peek().is_none() { refused(file, why.into()) } else { Box::new(parts) }
}

/// A crawl, a feed and a mailbox are called after the day on which they were saved, if after any.
fn undated(place: Place) -> Place {
    Place { names: "-".into(), ..place }
}

fn too_long() -> String {
    format!("is larger than {} MB, which no article is; left out", LARGEST >> 20)
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
pub(super) fn whole(reader: impl io::Read, largest: usize) -> Result<Vec<u8>, String> {
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
    let file = place.clone();
    let part = move |line: Line, content: &dyn Fn(Vec<u8>) -> Content| {
        let place = place.at(format!("L{}", line.number), Some(line.number));
        match line.cut {
            Cut::Whole(bytes) if bytes.trim_ascii().is_empty() => None,
            Cut::Whole(bytes) => Some(Part { place, content: content(bytes) }),
            Cut::TooLong => Some(Part { place, content: Content::Refused(too_long()) }),
            Cut::Broken(why) => Some(Part { place, content: Content::Refused(why) }),
        }
    };
    match format {
        Format::Csv => match csv::rows(lines) {
            Ok((columns, rows)) => {
                let parts = rows.filter_map(move |row| part(row, &|bytes| Content::Row(columns.clone(), bytes)));
                or_refused(parts, file, "has no rows below the names of its columns; left out")
            }
            Err(why) => refused(file, why),
        },
        _ => or_refused(lines.filter_map(move |line| part(line, &Content::JsonLine)), file, "has no text; left out"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A small file of each format that is taken apart.
    fn samples() -> Vec<(&'static str, Vec<u8>)> {
        let feed = "<?xml version='1.0'?><rss><channel><title>Post</title><item><title>A &amp; B</title><link>https://example.org/a</link>\
                    <pubDate>Thu, 03 Dec 2020 10:00:00 GMT</pubDate><description><![CDATA[<p>It rained.</p>]]></description></item></channel></rss>";
        let mail = "From: =?utf-8?Q?J=C3=A9?= <a@example.org>\nSubject: Rain\nDate: Thu, 3 Dec 2020 10:00:00 +0000\nMIME-Version: 1.0\n\
                    Content-Type: multipart/alternative; boundary=x\n\n--x\nContent-Type: text/plain; charset=koi8-r\n\
                    Content-Transfer-Encoding: base64\n\nSXQgcmFpbmVkLg==\n--x\nContent-Type: text/html\n\n<p>It rained.</p>\n--x--\n";
        let page = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\nd\r\n<p>It rained.\r\n0\r\n\r\n";
        let warc = format!(
            "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: {}\r\n\r\n{page}\r\n\r\n",
            page.len()
        );
        let pdf = "%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj 2 0 obj <</Kids[3 0 R]>> endobj 3 0 obj <</Contents 5 0 R/Resources\
                   <</Font<</F 4 0 R>>>>>> endobj 4 0 obj <</Subtype/Type0/ToUnicode 6 0 R>> endobj 5 0 obj <</Length 44>> stream\n\
                   BT /F 12 Tf 72 700 Td [<0001> 20 <0002>] TJ ET\nendstream endobj 6 0 obj <<>> stream\n\
                   2 beginbfrange <0001> <0002> <0041> endbfrange\nendstream endobj trailer <</Root 1 0 R>>";
        let mbox = format!("From a@example.org Thu Dec  3 10:00:00 2020\n{mail}\nFrom b@example.org Thu Dec  3 10:00:00 2020\n{mail}");
        let zip = zip::tests::zip(&[("a/b.eml", mail.as_bytes()), ("feed.xml!", feed.as_bytes())]);
        let csv = b"date,text\n2020-12-03,\"It rained.\n\nHard.\"\n".to_vec();
        vec![
            ("a.xml", feed.into()),
            ("a.eml", mail.into()),
            ("a.mbox", mbox.into()),
            ("a.warc", warc.into()),
            ("a.pdf", pdf.into()),
            ("a.zip", zip),
            ("a.tar", tar::tests::tar(&[("a/b.eml", mail.as_bytes()), ("./feed.xml", feed.as_bytes())])),
            ("a.csv", csv),
            ("a.jsonl", b"{\"text\": \"It rained.\"}\n{\"text\": \"It snowed.\"}\n".to_vec()),
        ]
    }

    fn articles(name: &str, bytes: Vec<u8>) -> (usize, usize) {
        let options = Options { every_language: true, ..Options::default() };
        let reads = parts(name, Bytes::File(Box::new(Cursor::new(bytes))), true).flat_map(|part| part.read(&options));
        reads.fold((0, 0), |(read, said), one| (read + usize::from(one.article.is_some()), said + one.diagnostics.len()))
    }

    #[test]
    fn each_format_is_taken_apart() {
        let read: Vec<(&str, usize)> = samples().into_iter().map(|(name, bytes)| (name, articles(name, bytes).0)).collect();
        let expected = [
            ("a.xml", 1),
            ("a.eml", 1),
            ("a.mbox", 2),
            ("a.warc", 1),
            ("a.pdf", 1),
            ("a.zip", 2),
            ("a.tar", 2),
            ("a.csv", 1),
            ("a.jsonl", 2),
        ];
        assert_eq!(read, expected);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        /// A panic would end the program and with it the other articles.
        #[test]
        fn any_damage_to_any_format_is_survived(
            which in 0..9usize,
            changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12),
            cut in any::<prop::sample::Index>(),
            whole in any::<bool>(),
        ) {
            let (name, mut bytes) = samples().swap_remove(which);
            for (at, byte) in changes {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            if !whole {
                bytes.truncate(cut.index(bytes.len()));
            }
            let (read, said) = articles(name, bytes);
            prop_assert!(read + said > 0, "something is read, or it is said why not");
        }
    }
}
