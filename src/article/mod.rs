//! From the bytes of a file to an [`Article`]: source, DCT with its evidence, body.

use chrono::NaiveDate;

/// One article as read. `body` is what quotes and spans refer to.
#[derive(Clone, Debug)]
pub struct Article {
    /// As written in the timeline: relative, with `/`.
    pub path: String,
    pub title: Option<String>,
    pub author: Option<String>,
    pub publisher: Option<String>,
    pub url: Option<String>,
    pub dct: Dct,
    pub body: String,
    /// Of the file's bytes, in hexadecimal.
    pub sha256: String,
}

/// When the article was published, and how that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dct {
    pub date: Option<NaiveDate>,
    pub from: DctBasis,
    /// The words that say so, as found: `published: 3 Dec 2020`, `2020-12-03/`.
    pub evidence: String,
}

/// Where a publication date comes from, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DctBasis {
    Option,
    Metadata,
    Url,
    Dateline,
    Filename,
    Folder,
    Inferred,
    Unknown,
}
