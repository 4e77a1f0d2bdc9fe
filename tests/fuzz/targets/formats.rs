//! Bytes of any format, named by the first of them: read or refused.
#![no_main]

use annals::article::{self, Bytes};
use libfuzzer_sys::fuzz_target;
use std::io::Cursor;

const NAMES: [&str; 14] =
    ["a.txt", "a.html", "a.json", "a.jsonl", "a.csv", "a.tsv", "a.xml", "a.rss", "a.eml", "a.warc", "a.pdf", "a.md", "a.zip", "a.tar"];

fuzz_target!(|input: (u8, &[u8])| {
    let (format, bytes) = input;
    let name = NAMES[usize::from(format) % NAMES.len()];
    let options = article::Options::default();
    for part in article::parts(name, Bytes::File(Box::new(Cursor::new(bytes.to_vec()))), false) {
        for read in part.read(&options) {
            assert!(read.article.is_none_or(|article| article.body.len() < u32::MAX as usize));
        }
    }
});
