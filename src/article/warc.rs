//! Web archives (WARC, ISO 28500): pages as a crawler fetched them.
//!
//! What is no page is of no concern: requests, pictures, errors, redirects. The date of a record is the day of the crawl, never that of
//! publication; so is what stands in an archive's name.

use super::format::Format;
use std::io::{self, BufRead, Read};

/// A line of a header that is longer is none.
const LONGEST_LINE: u64 = 1 << 16;
/// Lines of one header.
const MOST_LINES: usize = 1000;

/// A page of an archive, as it was sent, or why there is none.
pub(super) struct Record {
    /// Among all records of the archive, from 1.
    pub number: usize,
    pub page: Result<Page, String>,
}

pub(super) struct Page {
    pub format: Format,
    pub url: Option<String>,
    /// What the server said of the encoding.
    pub charset: Option<String>,
    pub bytes: Vec<u8>,
}

/// The pages of an archive, in its order.
pub(super) struct Pages<R> {
    reader: R,
    number: usize,
    longest: usize,
    ended: bool,
}

impl<R: BufRead> Pages<R> {
    pub(super) fn new(reader: R, longest: usize) -> Pages<R> {
        Pages { reader, number: 0, longest, ended: false }
    }

    /// A line without its break; none at the end.
    fn line(&mut self) -> io::Result<Option<String>> {
        let mut line = Vec::new();
        if (&mut self.reader).take(LONGEST_LINE).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        Ok(Some(String::from_utf8_lossy(&line).trim_end_matches(['\r', '\n']).to_string()))
    }

    /// Reads on to a line that begins a record, past whatever a broken one left.
    fn find_record(&mut self) -> io::Result<bool> {
        while let Some(line) = self.line()? {
            if line.starts_with("WARC/") {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// One record: a page, nothing of concern, or why it cannot be read.
    fn record(&mut self) -> io::Result<Option<Result<Page, String>>> {
        let mut fields = Vec::new();
        loop {
            match self.line()? {
                Some(line) if line.is_empty() => break,
                Some(line) if fields.len() < MOST_LINES => fields.extend(field(&line)),
                _ => return Ok(Some(Err("is a broken record: its header does not end; left out".into()))),
            }
        }
        let get = |name: &str| fields.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        let Some(length) = get("content-length").and_then(|length| length.parse::<u64>().ok()) else {
            return Ok(Some(Err("is a broken record: it does not say how long it is; left out".into())));
        };
        let kind = get("warc-type").unwrap_or_default();
        let url = get("warc-target-uri").map(|url| url.trim_matches(['<', '>']).to_string());
        let wanted = matches!(kind, "response" | "resource" | "conversion") && !is_for_robots(url.as_deref());
        if !wanted || length > self.longest as u64 {
            let passed = io::copy(&mut (&mut self.reader).take(length), &mut io::sink())?;
            let too_long = wanted && passed == length;
            return Ok(too_long.then(|| Err(format!("is larger than {} MB, which no article is; left out", self.longest >> 20))));
        }
        let mut block = Vec::new();
        (&mut self.reader).take(length).read_to_end(&mut block)?;
        if (block.len() as u64) < length {
            self.ended = true;
            return Ok(Some(Err("is cut off; left out".into())));
        }
        if kind == "response" && get("content-type").is_none_or(|kind| kind.starts_with("application/http")) {
            return Ok(answer(&block, url, self.longest));
        }
        let (format, charset) = get("content-type").map_or((None, None), media_type);
        Ok(format.map(|format| Ok(Page { format, url, charset, bytes: block })))
    }
}

impl<R: BufRead> Iterator for Pages<R> {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        while !self.ended {
            self.number += 1;
            let page = match self.find_record().and_then(|found| {
                if found {
                    self.record()
                } else {
                    self.ended = true;
                    Ok(None)
                }
            }) {
                Ok(page) => page,
                Err(error) => {
                    self.ended = true;
                    Some(Err(super::parts::broken(&error)))
                }
            };
            if let Some(page) = page {
                return Some(Record { number: self.number, page });
            }
        }
        None
    }
}

/// Every crawl begins with the rules for robots, which are plain text and no article.
fn is_for_robots(url: Option<&str>) -> bool {
    url.is_some_and(|url| url.ends_with("/robots.txt"))
}

fn field(line: &str) -> Option<(String, String)> {
    let (name, value) = line.split_once(':')?;
    Some((name.trim().to_ascii_lowercase(), value.trim().to_string()))
}

/// What a server answered: its header, and the page as it was packed for the way.
fn answer(block: &[u8], url: Option<String>, longest: usize) -> Option<Result<Page, String>> {
    let ends = [(&b"\r\n\r\n"[..], 4), (b"\n\n", 2)];
    let end = ends.iter().filter_map(|(end, length)| Some((find(block, end)?, *length))).min();
    let Some((end, gap)) = end else {
        return Some(Err("is a broken record: the server's answer has no end of its header; left out".into()));
    };
    let head = String::from_utf8_lossy(&block[..end]);
    let mut lines = head.lines();
    let answered = lines.next().and_then(|line| line.split(' ').nth(1)) == Some("200");
    let fields: Vec<(String, String)> = lines.filter_map(field).collect();
    let get = |name: &str| fields.iter().find(|(key, _)| key == name).map(|(_, value)| value.to_ascii_lowercase());
    let (format, charset) = get("content-type").map_or((None, None), |kind| media_type(&kind));
    let format = format.filter(|_| answered)?;
    let mut bytes = block[end + gap..].to_vec();
    if get("transfer-encoding").is_some_and(|how| how.contains("chunked")) {
        // Many crawlers unpack the body and keep the header.
        bytes = unchunked(&bytes).unwrap_or(bytes);
    }
    let unpacked = match get("content-encoding").as_deref() {
        Some("gzip" | "x-gzip") if bytes.starts_with(b"\x1f\x8b") => unpack(flate2::read::MultiGzDecoder::new(&bytes[..]), longest),
        Some("deflate") => unpack(flate2::read::ZlibDecoder::new(&bytes[..]), longest)
            .or_else(|_| unpack(flate2::read::DeflateDecoder::new(&bytes[..]), longest)),
        Some("br" | "zstd") if std::str::from_utf8(&bytes).is_err() => {
            Err("is packed with brotli or zstd, which annals does not unpack; left out".into())
        }
        _ => Ok(bytes),
    };
    Some(unpacked.map(|bytes| Page { format, url, charset, bytes }))
}

fn unpack(reader: impl Read, longest: usize) -> Result<Vec<u8>, String> {
    super::parts::whole(reader, longest)
}

/// Lengths in hexadecimal, each before so many bytes.
fn unchunked(mut bytes: &[u8]) -> Option<Vec<u8>> {
    let mut all = Vec::with_capacity(bytes.len());
    loop {
        let end = find(bytes, b"\r\n")?;
        let line = std::str::from_utf8(&bytes[..end]).ok()?;
        let length = usize::from_str_radix(line.split(';').next()?.trim(), 16).ok()?;
        bytes = &bytes[end + 2..];
        if length == 0 {
            return Some(all);
        }
        // The last chunk may be cut off.
        all.extend_from_slice(bytes.get(..length.min(bytes.len()))?);
        match bytes.get(length.saturating_add(2)..) {
            Some(rest) => bytes = rest,
            None => return Some(all),
        }
    }
}

/// `text/html; charset=utf-8`.
fn media_type(value: &str) -> (Option<Format>, Option<String>) {
    let lower = value.to_ascii_lowercase();
    let mut parts = lower.split(';').map(str::trim);
    let format = match parts.next() {
        Some("text/html" | "application/xhtml+xml") => Some(Format::Html),
        Some("text/plain") => Some(Format::Text),
        Some("application/pdf") => Some(Format::Pdf),
        _ => None,
    };
    let charset = parts.find_map(|part| part.strip_prefix("charset=")).map(|name| name.trim_matches('"').to_string());
    (format, charset)
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|window| window == what)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: &str, more: &str, block: &str) -> String {
        format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Date: 2030-01-01T00:00:00Z\r\nWARC-Target-URI: https://example.org/a\r\n{more}\
             Content-Length: {}\r\n\r\n{block}\r\n\r\n",
            block.len()
        )
    }

    fn told(archive: &str) -> Vec<String> {
        let page = |record: Record| match record.page {
            Ok(page) => {
                let text = String::from_utf8_lossy(&page.bytes).into_owned();
                format!(
                    "{} {:?} {} {} {text}",
                    record.number,
                    page.format,
                    page.url.unwrap_or_default(),
                    page.charset.unwrap_or("-".into())
                )
            }
            Err(why) => format!("{} {why}", record.number),
        };
        Pages::new(archive.as_bytes(), 500).map(page).collect()
    }

    #[test]
    fn archives() {
        let http = "Content-Type: application/http; msgtype=response\r\n";
        let html = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=ISO-8859-1\r\n\r\n<p>It rained.";
        let good = record("response", http, html);
        let chunked =
            "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n<p>I\r\n9;x=1\r\nt rained.\r\n0\r\n\r\n";
        for (archive, expected) in [
            (
                record("warcinfo", "Content-Type: application/warc-fields\r\n", "software: x")
                    + &record("request", http, "GET / HTTP/1.1")
                    + &good,
                &["3 Html https://example.org/a iso-8859-1 <p>It rained."][..],
            ),
            (record("response", http, chunked), &["1 Html https://example.org/a - <p>It rained."]),
            (record("conversion", "Content-Type: text/plain\r\n", "It rained."), &["1 Text https://example.org/a - It rained."]),
            (record("response", http, "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\nNo."), &[]),
            (record("response", http, "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\u{89}PNG"), &[]),
            (
                record("response", http, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n") + &good,
                &[
                    "1 is a broken record: the server's answer has no end of its header; left out",
                    "2 Html https://example.org/a iso-8859-1 <p>It rained.",
                ],
            ),
            // Without a length the next record is found by its first line.
            (
                "WARC/1.0\r\nWARC-Type: response\r\n\r\nHTTP/1.1 200 OK\r\n\r\nx\r\n".to_string() + &good,
                &[
                    "1 is a broken record: it does not say how long it is; left out",
                    "2 Html https://example.org/a iso-8859-1 <p>It rained.",
                ],
            ),
            (
                record("response", http, &format!("{html}{}", "x".repeat(500))) + &good,
                &["1 is larger than 0 MB, which no article is; left out", "2 Html https://example.org/a iso-8859-1 <p>It rained."],
            ),
            (good[..good.len() - 10].to_string(), &["1 is cut off; left out"]),
            ("WARC/1.0\r\nWARC-Type: response".to_string(), &["1 is a broken record: its header does not end; left out"]),
            (String::new(), &[]),
        ] {
            assert_eq!(told(&archive), expected, "{archive}");
        }
    }

    #[test]
    fn packed_pages_are_unpacked() {
        use std::io::Write;
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        packer.write_all(b"<p>It rained.").unwrap();
        let mut block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n".to_vec();
        block.extend(packer.finish().unwrap());
        assert_eq!(answer(&block, None, 500).unwrap().unwrap().bytes, b"<p>It rained.");
        block.truncate(block.len() - 9);
        assert!(answer(&block, None, 500).unwrap().is_err());
    }
}
