//! From the bytes of a file to its [`Article`]s: source, DCT with its evidence, body.
//!
//! No file is opened and no clock is read here: the command line walks folders and hands in open files. Reading never fails: what could not
//! be read or dated is a [`Diagnostic`], and one bad article never stops the others. A file is first cut into [`Part`]s, in its order and
//! as it comes; then each part is read, on any thread.

mod csv;
mod cut;
pub mod dct;
mod encoding;
mod feed;
mod format;
mod front_matter;
mod html;
mod json;
mod language;
mod mail;
mod markdown;
mod mbox;
mod packed;
mod parts;
mod pdf;
mod place;
mod plain;
mod read;
mod record;
mod tar;
mod warc;
mod zip;

use crate::diagnostic::Diagnostic;
use chrono::NaiveDate;
use sha2::{Digest, Sha256};

pub use dct::{Candidate, Dct, DctBasis, Says, Verdict, Yearless};
pub use language::language;
pub use parts::{Bytes, LARGEST, Part, Parts, parts};
pub use read::Read;
pub use record::{Map, map};

/// What a person says about all articles of a command.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The day on which all were published.
    pub dct: Option<NaiveDate>,
    /// Which fields of JSON and CSV are what.
    pub map: Map,
    /// Whether articles of other languages than English are read too. Their events are not understood.
    pub every_language: bool,
}

/// One article as read. `body` is what quotes and spans refer to.
#[derive(Clone, Debug)]
pub struct Article {
    /// As written in the timeline: relative, with `/`.
    pub path: String,
    /// As its metadata or its first lines give it.
    pub title: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// The paper or agency.
    pub publisher: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// When it was published, and the evidence for it.
    pub dct: Dct,
    /// Its text, without markup and front matter.
    pub body: String,
    /// How many code points of the decoded file come before the body (its front matter), so that an offset in the body can be told as one
    /// in the file.
    pub front: usize,
    /// Of the file's bytes, in hexadecimal.
    pub sha256: String,
}

/// What an article says about itself before or beside its text. Every reader fills the same one.
#[derive(Clone, Debug, Default)]
pub(crate) struct About {
    pub title: Option<String>,
    pub author: Option<String>,
    pub publisher: Option<String>,
    pub url: Option<String>,
    /// What metadata says of the publication date, in whatever format, the most believed first.
    pub published: Vec<Published>,
    /// Dates that stand on the page for its readers, the likeliest first.
    pub shown: Vec<Published>,
    /// What metadata says of a date that is often another one: of the page's making, of a catalogue.
    pub doubtful: Vec<Published>,
    /// Days on which the text was there already: it was changed or archived then. Never a publication date.
    pub seen: Vec<Published>,
    /// Days of a first version that is not the text that is read, as wikis give them.
    pub first_version: Vec<Published>,
    /// Which number of 3/4/2020 is the day.
    pub order: dct::DayOrder,
}

/// A date of the metadata, not read yet.
#[derive(Clone, Debug)]
pub(crate) struct Published {
    /// The name of the field: `datePublished`.
    pub key: String,
    /// As it is written.
    pub value: String,
    /// Of the file, from 1.
    pub line: Option<usize>,
}

/// Reads a file that is one article. `path` is the name to show and to keep; its folders and its file name are evidence for the date. `None`
/// when the bytes are no article, and then a diagnostic says why.
pub fn read(bytes: &[u8], path: &str, option_dct: Option<NaiveDate>) -> (Option<Article>, Vec<Diagnostic>) {
    let options = Options { dct: option_dct, every_language: true, ..Options::default() };
    let file = Bytes::File(Box::new(std::io::Cursor::new(bytes.to_vec())));
    let mut article = None;
    let mut diagnostics = Vec::new();
    for read in parts(path, file, true).flat_map(|part| part.read(&options)) {
        article = article.or(read.article);
        diagnostics.extend(read.diagnostics);
    }
    (article, diagnostics)
}

/// Reads a text that is already decoded and that names its own date, as a JSON line does. No file name or folder is evidence.
pub fn from_text(text: &str, name: &str, published: Option<&str>, option_dct: Option<NaiveDate>) -> (Article, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let mut about = plain::about(text);
    if let Some(value) = published {
        about.published = vec![Published { key: "dct".into(), value: value.into(), line: None }];
    }
    let dct = dct::find(
        dct::Evidence { option: option_dct, about: &about, body: text, first_line: 1, path: name, use_path: false },
        &mut diagnostics,
    );
    let sha256 = hex(&Sha256::digest(text.as_bytes()));
    (assemble(about, dct, text.to_string(), 0, name, sha256), diagnostics)
}

fn assemble(about: About, dct: Dct, body: String, front: usize, path: &str, sha256: String) -> Article {
    let About { title, author, publisher, url, .. } = about;
    Article { path: path.to_string(), title, author, publisher, url, dct, body, front, sha256 }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

impl About {
    /// What is missing here is taken from `other`.
    fn or(self, other: About) -> About {
        About {
            title: self.title.or(other.title),
            author: self.author.or(other.author),
            publisher: self.publisher.or(other.publisher),
            url: self.url.or(other.url),
            published: if self.published.is_empty() { other.published } else { self.published },
            shown: if self.shown.is_empty() { other.shown } else { self.shown },
            doubtful: if self.doubtful.is_empty() { other.doubtful } else { self.doubtful },
            seen: if self.seen.is_empty() { other.seen } else { self.seen },
            first_version: if self.first_version.is_empty() { other.first_version } else { self.first_version },
            order: self.order,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Interval;
    use proptest::prelude::*;

    #[test]
    fn reads() {
        let read = |path: &str, text: &str| {
            let (article, diagnostics) = read(text.as_bytes(), path, None);
            let article = article.unwrap();
            let date = article.dct.date.map_or("-".to_string(), |d| d.to_string());
            let title = article.title.unwrap_or_default();
            (title, date, article.dct.evidence, article.front, article.body, diagnostics.iter().map(|d| d.to_string()).collect::<Vec<_>>())
        };
        let (title, date, evidence, front, body, said) =
            read("a/x.md", "---\ntitle: Rain\npublished: 3 Dec 2020\n---\n# Rain\n\nIt rained on Monday.\n");
        assert_eq!((title.as_str(), date.as_str(), evidence.as_str(), front), ("Rain", "2020-12-03", "published: 3 Dec 2020", 42));
        assert_eq!((body.as_str(), said.len()), ("# Rain\n\nIt rained on Monday.\n", 0));

        let (title, date, evidence, front, body, _) = read("2020-12-03/x.txt", "Rain in Basra\n\nIt rained on Monday.\n");
        assert_eq!((title.as_str(), date.as_str(), evidence.as_str(), front), ("Rain in Basra", "2020-12-03", "2020-12-03/", 0));
        assert!(body.starts_with("Rain in Basra"), "the title stays in the text that quotes refer to");

        let (_, date, evidence, _, _, said) = read("x.txt", "It rained on Monday.\n");
        assert_eq!((date.as_str(), evidence.as_str()), ("-", ""));
        assert_eq!(
            said,
            ["warning: x.txt: no publication date, so relative dates and years stay open; give one with --dct 2020-12-03, with a front \
              matter line `published: 2020-12-03`, or with a folder named 2020-12-03"]
        );
    }

    fn pieces() -> impl Strategy<Value = String> {
        let pieces = prop::sample::select(vec![
            "---",
            "\n",
            "\r\n",
            "title:",
            "published:",
            "date: ",
            "url: https://x.org/",
            "By Jane Doe, ",
            "BASRA, ",
            " (AP) - ",
            "/",
            "-",
            ".",
            ",",
            " ",
            "2020",
            "12",
            "03",
            "31",
            "Dec",
            "February",
            "of",
            "rd",
            "99999999999",
            "20201203",
            "é",
            "’",
            "\u{feff}",
            "😀",
            "|",
            "\"",
            "[",
            "{",
            "&a",
            "*a",
        ]);
        prop::collection::vec(pieces, 0..25).prop_map(|parts| parts.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_text_is_read(text in pieces(), path in pieces()) {
            let (article, said) = read(text.as_bytes(), &path, None);
            if let Some(article) = &article {
                prop_assert_eq!(article.dct.within == Interval::ALWAYS, article.dct.from == DctBasis::Unknown);
                let given = text.strip_prefix('\u{feff}').unwrap_or(&text);
                prop_assert!(given.chars().skip(article.front).eq(article.body.chars()));
            }
            prop_assert!(article.is_some() || !said.is_empty());
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let (article, said) = read(&bytes, "a.txt", None);
            prop_assert!(article.is_some() || !said.is_empty());
        }
    }

    #[test]
    fn a_bad_file_is_a_warning() {
        for (bytes, expected) in [
            (&b"   \n\n"[..], "warning: a.txt: has no text; left out"),
            (b"", "warning: a.txt: has no text; left out"),
            (b"%PDF-1.7 \x00\x01", "warning: a.txt: is a broken PDF: it has no pages; left out"),
            (b"abc\x00def", "warning: a.txt: is binary, not text; left out"),
        ] {
            let (article, diagnostics) = read(bytes, "a.txt", None);
            assert!(article.is_none());
            assert_eq!(diagnostics.iter().map(|d| d.to_string()).collect::<Vec<_>>(), [expected]);
        }
    }
}
