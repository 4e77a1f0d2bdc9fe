//! From a part of a file to articles: decode, take the text and what is said about it, date it.

use super::encoding;
use super::format::Format;
use super::parts::{Content, Part};
use super::place::Place;
use super::record::{self, Fields};
use super::warc::Page;
use super::{About, Article, Options, assemble, csv, dct, feed, front_matter, hex, html, json, language, mail, markdown, pdf, plain};
use crate::diagnostic::Diagnostic;
use sha2::{Digest, Sha256};

/// What one part gave: an article, or a diagnostic that says why there is none, and remarks.
#[derive(Debug, Default)]
pub struct Read {
    /// None where it was left out.
    pub article: Option<Article>,
    /// An article was expected here and there is none.
    pub left_out: bool,
    /// What was said of it.
    pub diagnostics: Vec<Diagnostic>,
}

/// A text with what is known of it, before it is dated.
struct Found {
    about: About,
    body: String,
    /// What of the file stands before the body.
    front: String,
}

pub(super) fn part(part: Part, options: &Options) -> Vec<Read> {
    let Part { place, content } = part;
    match content {
        Content::Refused(why) => vec![Read::refused(place.warning(why))],
        Content::PassedOver(why) => vec![Read { diagnostics: vec![place.note(why)], ..Read::default() }],
        Content::JsonLine(bytes) => vec![one(&place, &bytes, options, |text, _| record(&json::line(text)?, options))],
        Content::Row(columns, bytes) => vec![one(&place, &bytes, options, |text, _| record(&csv::fields(&columns, text)?, options))],
        Content::Document(Format::Json, bytes) => several(&place, &bytes, options),
        Content::Document(Format::Feed, bytes) => items(&place, &bytes, options),
        Content::Document(Format::Mail, bytes) => vec![whole(&place, &bytes, mail::read(&bytes), options)],
        Content::Document(Format::Pdf, bytes) => vec![whole(&place, &bytes, pdf::read(&bytes), options)],
        Content::Page(page) => vec![captured(&place, page, options)],
        Content::Document(format, bytes) => vec![one(&place, &bytes, options, |text, said| Ok(document(format, text, &place, said)))],
    }
}

/// A file that is one article, or a part that is one.
fn one(place: &Place, bytes: &[u8], options: &Options, find: impl Fn(&str, &mut Vec<Diagnostic>) -> Result<Found, String>) -> Read {
    encoded(place, bytes, None, options, find)
}

/// The same, where something beside the text names its encoding.
fn encoded(
    place: &Place,
    bytes: &[u8],
    charset: Option<&str>,
    options: &Options,
    find: impl Fn(&str, &mut Vec<Diagnostic>) -> Result<Found, String>,
) -> Read {
    let mut said = Vec::new();
    let text = match encoding::decode_as(bytes, charset) {
        Ok(decoded) => {
            said.extend(decoded.remark.map(|remark| place.note(remark)));
            decoded.text
        }
        Err(why) => return Read::refused(place.warning(why)),
    };
    match find(&text, &mut said) {
        Ok(found) => finish(place, found, hex(&Sha256::digest(bytes)), options, said),
        Err(why) => Read::refused(place.warning(why)),
    }
}

/// A JSON file: one article, or many in an array.
fn several(place: &Place, bytes: &[u8], options: &Options) -> Vec<Read> {
    let text = match encoding::decode(bytes) {
        Ok(decoded) => decoded.text,
        Err(why) => return vec![Read::refused(place.warning(why))],
    };
    let found = match json::articles(&text, &options.map) {
        Ok(found) => found,
        Err(json::Refused { why, line }) => return vec![Read::refused(Place { line, ..place.clone() }.warning(why))],
    };
    let alone = found.len() == 1;
    let each = |(at, fields): (usize, Fields)| {
        let place = if alone { place.clone() } else { Place { part: Some((at + 1).to_string()), ..place.clone() } };
        match record(&fields, options) {
            Ok(found) => finish(&place, found, fingerprint(&fields), options, Vec::new()),
            Err(why) => Read::refused(place.warning(why)),
        }
    };
    found.into_iter().enumerate().map(each).collect()
}

/// Every item of a feed. An item has no bytes of its own, so its fingerprint is made of what it says.
fn items(place: &Place, bytes: &[u8], options: &Options) -> Vec<Read> {
    let feed = match encoding::decode(bytes) {
        Ok(decoded) => feed::read(&decoded.text),
        Err(why) => return vec![Read::refused(place.warning(why))],
    };
    let mut reads = Vec::with_capacity(feed.items.len());
    let names: std::sync::Arc<str> = "-".into();
    for (at, (about, body)) in feed.items.into_iter().enumerate() {
        let place = Place { part: Some((at + 1).to_string()), names: names.clone(), ..place.clone() };
        let dates = about.published.iter().map(|published| ("date", Some(&published.value)));
        let said = [("title", about.title.as_ref()), ("url", about.url.as_ref()), ("text", Some(&body))].into_iter().chain(dates);
        let fields: Fields = said.filter_map(|(key, value)| Some((key.to_string(), value?.clone()))).collect();
        reads.push(finish(&place, Found { about, body, front: String::new() }, fingerprint(&fields), options, Vec::new()));
    }
    match feed.broken {
        Some(why) if reads.is_empty() => reads.push(Read::refused(place.warning(format!("{why}; left out")))),
        Some(why) => reads.push(Read { left_out: true, diagnostics: vec![place.warning(why)], article: None }),
        None if reads.is_empty() => reads.push(Read::refused(place.warning("is a feed without items; left out"))),
        None => {}
    }
    reads
}

/// A file that was read from its bytes, encodings included.
fn whole(place: &Place, bytes: &[u8], found: Result<(About, String), String>, options: &Options) -> Read {
    match found {
        Ok((about, body)) => finish(place, Found { about, body, front: String::new() }, hex(&Sha256::digest(bytes)), options, Vec::new()),
        Err(why) => Read::refused(place.warning(why)),
    }
}

/// A page of a web archive: it knows its address, even where it does not say so.
fn captured(place: &Place, page: Page, options: &Options) -> Read {
    let Page { format, url, charset, bytes } = page;
    if format == Format::Pdf {
        let found = pdf::read(&bytes).map(|(about, body)| (about.or(About { url, ..About::default() }), body));
        return whole(place, &bytes, found, options);
    }
    encoded(place, &bytes, charset.as_deref(), options, |text, said| {
        let found = document(format, text, place, said);
        Ok(Found { about: found.about.or(About { url: url.clone(), ..About::default() }), ..found })
    })
}

/// Of a record that has no bytes of its own in the file.
fn fingerprint(fields: &Fields) -> String {
    let mut hash = Sha256::new();
    for (key, value) in fields {
        hash.update(key);
        hash.update([0]);
        hash.update(value);
        hash.update([0]);
    }
    hex(&hash.finalize())
}

fn record(fields: &Fields, options: &Options) -> Result<Found, String> {
    let (about, body) = record::read(fields, &options.map)?;
    let body = if body.contains("</p>") || body.contains("<br") { html::plain(&body) } else { body };
    Ok(Found { about, body, front: String::new() })
}

fn document(format: Format, text: &str, place: &Place, said: &mut Vec<Diagnostic>) -> Found {
    if format == Format::Html {
        let html::Page { about, mut body, summary } = html::page(text);
        if let Some(summary) = summary.filter(|_| body.trim().is_empty()) {
            said.push(place.note("has no text but its own summary, which is read in its place; save the page once its text is shown"));
            body = summary;
        }
        return Found { about, body, front: String::new() };
    }
    let (front, body) = front_matter::split(text, &place.file, said);
    let beside = if format == Format::Markdown { markdown::about(body) } else { plain::about(body) };
    let before = &text[..text.len() - body.len()];
    Found { about: front.unwrap_or_default().or(beside), body: body.to_string(), front: before.to_string() }
}

fn finish(place: &Place, found: Found, sha256: String, options: &Options, mut said: Vec<Diagnostic>) -> Read {
    let Found { about, body, front } = found;
    if body.trim().is_empty() {
        said.push(place.warning("has no text; left out"));
        return Read { article: None, left_out: true, diagnostics: said };
    }
    if let Some(language) = language::foreign(&body).filter(|_| !options.every_language) {
        said.push(place.warning(format!("is in {language} or a language like it; annals reads English, so it is left out")));
        return Read { article: None, left_out: true, diagnostics: said };
    }
    let first_line = place.line.unwrap_or(1 + front.bytes().filter(|b| *b == b'\n').count());
    let evidence = dct::Evidence {
        option: options.dct,
        about: &about,
        body: &body,
        first_line,
        path: &place.names,
        use_path: place.names.as_ref() != "-",
    };
    let mut dated = Vec::new();
    let dct = dct::find(evidence, &mut dated);
    said.extend(dated.into_iter().map(|d| Diagnostic { path: place.shown(), line: d.line.or(place.line), ..d }));
    let article = assemble(about, dct, body, front.chars().count(), &place.path(), sha256);
    Read { article: Some(article), left_out: false, diagnostics: said }
}

impl Read {
    fn refused(diagnostic: Diagnostic) -> Read {
        Read { article: None, left_out: true, diagnostics: vec![diagnostic] }
    }
}
