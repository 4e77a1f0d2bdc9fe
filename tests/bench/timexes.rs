//! How fast temporal expressions are found: `cargo bench --bench timexes -- FOLDER` prints megabytes a CPU second for the articles below
//! FOLDER (without FOLDER, the sample articles twenty times over), and for texts made to be hard, with the time that eight times the
//! text takes: 8 is linear.

use annals::article;
use annals::lexicon::{Files, Lexicon};
use annals::timex;
use chrono::NaiveDate;
use std::path::{Path, PathBuf};
use std::time::Duration;

fn main() {
    // Cargo passes `--bench` to every benchmark.
    let folder = std::env::args().skip(1).find(|a| !a.starts_with("--"));
    let root = folder.clone().map_or(Path::new(env!("CARGO_MANIFEST_DIR")).join("data/articles"), PathBuf::from);
    let mut files = Vec::new();
    walk(&root, &mut files);
    files.sort();
    let dct = NaiveDate::from_ymd_opt(2020, 12, 3);
    let lexicon = Lexicon::embedded();
    let mut bodies: Vec<String> = Vec::new();
    for path in &files {
        let bytes = std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        bodies.extend(article::read(&bytes, &path.to_string_lossy(), None).0.map(|article| article.body));
    }
    let rounds = if folder.is_some() { 1 } else { 20 };
    let bytes = rounds * bodies.iter().map(String::len).sum::<usize>();
    let start = cpu();
    let mut found = 0;
    for _ in 0..rounds {
        found += bodies.iter().map(|body| timex::recognize(body, dct, lexicon).len()).sum::<usize>();
    }
    let seconds = (cpu() - start).as_secs_f64();
    println!(
        "{:<28} {:>6.1} MB/CPU-s   {found} expressions in {:.1} MB of {} articles",
        "articles",
        bytes as f64 / 1e6 / seconds,
        bytes as f64 / 1e6,
        bodies.len()
    );
    for (name, text) in hard(&bodies) {
        let time = |size: usize| {
            let text = fill(&text, size);
            let start = cpu();
            let found = timex::recognize(&text, dct, lexicon).len();
            ((cpu() - start).as_secs_f64(), found)
        };
        let ((one, found), (eight, _)) = (time(MEGABYTE), time(8 * MEGABYTE));
        println!(
            "{name:<28} {:>6.1} MB/CPU-s   8 MB : 1 MB = {:.1}   {found} expressions in 1 MB",
            9e-6 * MEGABYTE as f64 / (one + eight),
            eight / one
        );
    }
}

const MEGABYTE: usize = 1_000_000;

/// Texts that are hard for a matcher, each to be repeated.
fn hard(bodies: &[String]) -> Vec<(&'static str, String)> {
    let mut texts: Vec<(&str, String)> = [
        ("last last", "last "),
        ("the early", "the early "),
        ("May 3,", "May 3, "),
        ("digits", "1234567890"),
        ("2020-", "2020-"),
        ("1 1 1", "1 "),
        ("10:30:", "10:30:"),
        ("two hundred and", "two hundred and "),
        ("the first half of the", "the first half of the "),
        ("from May to", "from May to "),
        ("last Monday morning", "last Monday morning at 10 "),
        ("in the late in the early", "in the late in the early "),
        ("the end of the week of", "the end of the week of "),
        ("blank lines", "\n\n"),
        ("letters", "a"),
        ("wide letters", "é"),
        ("apostrophes", "'s’s"),
        ("emoji", "😀 "),
    ]
    .map(|(name, text)| (name, text.to_string()))
    .into();
    let words: Vec<String> = Files::embedded()
        .under("timex/words")
        .flat_map(|file| file.expect("a readable file").1.lines().map(str::to_string).collect::<Vec<_>>())
        .filter_map(|line| Some(line.split_once(": ")?.0.trim().trim_matches(['"', '\'']).to_string()))
        .filter(|word| !word.is_empty() && !word.contains(['#', ' ']))
        .collect();
    // A fixed sequence (Knuth's MMIX), so that every run measures the same text.
    let mut state = 1u64;
    let mut next = |below: usize| {
        state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (state >> 33) as usize % below
    };
    let marks = [" ", "-", "/", ":", ", "];
    texts.push(("random temporal words", (0..150_000).map(|_| format!("{} ", words[next(words.len())])).collect()));
    texts.push(("random small numbers", (0..350_000).map(|_| format!("{} ", next(100))).collect()));
    texts.push(("random numbers and marks", (0..200_000).map(|_| format!("{}{}", next(2500), marks[next(5)])).collect()));
    texts.push(("one line of news", bodies.join(" ").replace(['\n', '\r'], " ")));
    texts
}

fn fill(text: &str, size: usize) -> String {
    let mut filled = text.repeat(size.div_ceil(text.len().max(1)));
    let mut end = size.min(filled.len());
    while !filled.is_char_boundary(end) {
        end -= 1;
    }
    filled.truncate(end);
    filled
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            walk(&path, files);
        } else if path.extension().is_some_and(|e| e == "txt" || e == "md") {
            files.push(path);
        }
    }
}

/// Processor time of this process, where Linux tells it in nanoseconds; elsewhere the time of the wall.
fn cpu() -> Duration {
    static START: std::sync::LazyLock<std::time::Instant> = std::sync::LazyLock::new(std::time::Instant::now);
    let told = std::fs::read_to_string("/proc/self/schedstat").ok();
    let nanoseconds = told.and_then(|told| told.split_whitespace().next()?.parse().ok());
    nanoseconds.map_or_else(|| START.elapsed(), Duration::from_nanos)
}
