//! Scores temporal expressions against gold, as TempEval-3 counts them (UzZaman et al. 2013).
//!
//! ```text
//! cargo run --release --example eval_timex -- FOLDER… [--errors] [--by-type] [--part dev|unseen] [--jsonl FILE] [--data DIR] [--resample]
//! cargo run --release --example eval_timex -- --walk FILE [--dct DATE]     prints what is found in a text, each with its context
//! cargo run --release --example eval_timex -- --speed FILE                 prints load time and megabytes a second of one core
//! ```
//! A folder holds TimeML (`*.tml`: inline `<TIMEX3>`) or WikiWars (`*.xml`: inline `<TIMEX2 val>`). Documents are parted by their place in
//! the sorted list: every fourth is `unseen`, the others are `dev`, on which rules were written. Both are printed.
//!
//! `--resample` parts the documents anew at random 10,000 times and tells how often the gap in value between the parts is as large as that
//! between dev and unseen: a small share says that the rules know the documents they were written on.
//!
//! strict: the same span, outer blanks, quotes and closing marks aside; relaxed: overlapping, one to one; type and value: relaxed and right.

use annals::lexicon::{Files, Lexicon};
use annals::timex::{self, Kind};
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

struct Document {
    name: String,
    text: String,
    dct: Option<NaiveDate>,
    gold: Vec<Expression>,
    dev: bool,
}

#[derive(Clone)]
struct Expression {
    start: usize,
    end: usize,
    text: String,
    kind: String,
    value: String,
    rule: &'static str,
}

#[derive(Default, Clone)]
struct Counts {
    gold: usize,
    out: usize,
    strict: usize,
    relaxed: usize,
    kind: usize,
    value: usize,
}

fn main() {
    let mut folders = Vec::new();
    let mut options: BTreeMap<String, String> = BTreeMap::new();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--part" | "--jsonl" | "--walk" | "--dct" | "--speed" | "--data" => {
                drop(options.insert(argument.clone(), arguments.next().unwrap_or_default()))
            }
            _ if argument.starts_with("--") => drop(options.insert(argument, String::new())),
            _ => folders.push(PathBuf::from(argument)),
        }
    }
    let started = Instant::now();
    let lexicon = match options.get("--data") {
        Some(folder) => &replaced(Path::new(folder)),
        None => Lexicon::embedded(),
    };
    let loading = started.elapsed();
    let read = |path: &str| String::from_utf8_lossy(&std::fs::read(path).unwrap_or_else(|error| panic!("{path}: {error}"))).into_owned();
    if let Some(path) = options.get("--walk") {
        let dct = options.get("--dct").and_then(|dct| dct.parse().ok());
        return walk(&read(path), dct, lexicon);
    }
    if let Some(path) = options.get("--speed") {
        let text = read(path);
        let started = Instant::now();
        let found = timex::recognize(&text, NaiveDate::from_ymd_opt(2020, 12, 3), lexicon).len();
        let seconds = started.elapsed().as_secs_f64();
        let speed = text.len() as f64 / 1e6 / seconds;
        println!("rules loaded in {:.1} ms; {found} expressions; {speed:.1} MB/s", loading.as_secs_f64() * 1e3);
        return;
    }
    let mut lines = String::new();
    let mut of_documents: Vec<(Counts, bool)> = Vec::new();
    let (mut total, mut dev, mut unseen) = (Counts::default(), Counts::default(), Counts::default());
    let mut by_kind: BTreeMap<String, Counts> = BTreeMap::new();
    let mut errors: Vec<String> = Vec::new();
    for folder in &folders {
        let mut of_folder = Counts::default();
        for document in read_folder(folder) {
            if options.get("--part").is_some_and(|half| (half == "dev") != document.dev) {
                continue;
            }
            let out = expressions(&document.text, &timex::recognize(&document.text, document.dct, lexicon));
            for one in &out {
                let line = serde_json::json!({"doc": document.name, "start": one.start, "end": one.end, "text": one.text, "type": one.kind, "value": one.value});
                lines.push_str(&format!("{line}\n"));
            }
            let mut counts = Counts::default();
            score(&document, &out, &mut counts, &mut by_kind, &mut errors);
            for sum in [&mut total, &mut of_folder, if document.dev { &mut dev } else { &mut unseen }] {
                sum.add(&counts);
            }
            of_documents.push((counts, document.dev));
        }
        print(&folder.display().to_string(), &of_folder);
    }
    print("all", &total);
    print("dev", &dev);
    print("unseen", &unseen);
    if options.contains_key("--resample") {
        resample(&of_documents);
    }
    if options.contains_key("--by-type") {
        by_kind.iter().for_each(|(kind, c)| println!("  {kind}: gold {} found {} value right {}", c.gold, c.relaxed, c.value));
    }
    if options.contains_key("--errors") {
        errors.sort();
        errors.iter().for_each(|error| println!("{error}"));
    }
    if let Some(path) = options.get("--jsonl") {
        std::fs::write(path, lines).unwrap_or_else(|error| eprintln!("{path}: {error}"));
    }
}

/// The knowledge in a folder laid out like `data/en`, so that rules can be tried without building.
fn replaced(folder: &Path) -> Lexicon {
    let mut files = Files::embedded();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(at) = folders.pop() {
        for path in std::fs::read_dir(&at).unwrap_or_else(|error| panic!("{}: {error}", at.display())).flatten().map(|e| e.path()) {
            match (path.is_dir(), path.strip_prefix(folder)) {
                (true, _) => folders.push(path),
                (false, Ok(name)) => files.insert(name.to_string_lossy().into_owned(), std::fs::read(&path).unwrap_or_default()),
                _ => {}
            }
        }
    }
    Lexicon::parse(&files).unwrap_or_else(|error| panic!("{error}"))
}

fn walk(text: &str, dct: Option<NaiveDate>, lexicon: &Lexicon) {
    for one in timex::recognize(text, dct, lexicon) {
        let (mut from, mut to) =
            (one.span.start as usize - (one.span.start as usize).min(60), (one.span.end as usize + 40).min(text.len()));
        while !text.is_char_boundary(from) {
            from -= 1;
        }
        while !text.is_char_boundary(to) {
            to += 1;
        }
        let modifier = one.modifier.map_or("", |m| m.name());
        let (before, after) = (&text[from..one.span.start as usize], &text[one.span.end as usize..to]);
        let line = format!("{}\t{modifier}\t{}\t{before}[[{}]]{after}", one.value, one.rule, one.span.of(text));
        println!("{}", line.replace('\n', " "));
    }
}

impl Counts {
    fn f1(&self, right: usize) -> f64 {
        200.0 * right as f64 / (self.gold + self.out).max(1) as f64
    }

    fn add(&mut self, other: &Counts) {
        self.gold += other.gold;
        self.out += other.out;
        self.strict += other.strict;
        self.relaxed += other.relaxed;
        self.kind += other.kind;
        self.value += other.value;
    }
}

/// How often a random parting of the documents has as large a gap in value.
fn resample(documents: &[(Counts, bool)]) {
    let gap = |parts: &mut dyn Iterator<Item = (&Counts, bool)>| {
        let (mut dev, mut unseen) = (Counts::default(), Counts::default());
        parts.for_each(|(counts, is_dev)| if is_dev { dev.add(counts) } else { unseen.add(counts) });
        dev.f1(dev.value) - unseen.f1(unseen.value)
    };
    let seen = gap(&mut documents.iter().map(|(counts, dev)| (counts, *dev)));
    let mut parts: Vec<bool> = documents.iter().map(|(_, dev)| *dev).collect();
    // A fixed sequence (Knuth's MMIX), so that every run tells the same.
    let mut state = 1u64;
    let rounds = 10_000;
    let mut as_large = 0;
    for _ in 0..rounds {
        for i in (1..parts.len()).rev() {
            state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            parts.swap(i, (state >> 33) as usize % (i + 1));
        }
        as_large += usize::from(gap(&mut documents.iter().zip(&parts).map(|((counts, _), dev)| (counts, *dev))) >= seen);
    }
    println!(
        "gap in value {seen:.2}; as large in {:.1} % of random partings of {} documents",
        100.0 * as_large as f64 / rounds as f64,
        documents.len()
    );
}

fn print(name: &str, counts: &Counts) {
    let f1 = |right: usize| counts.f1(right);
    println!(
        "{name}: strict {:.2} relaxed {:.2} type {:.2} value {:.2}  (gold {}, out {}, value accuracy {:.2})",
        f1(counts.strict),
        f1(counts.relaxed),
        f1(counts.kind),
        f1(counts.value),
        counts.gold,
        counts.out,
        100.0 * counts.value as f64 / counts.relaxed.max(1) as f64,
    );
}

fn read_folder(folder: &Path) -> Vec<Document> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = entries.flatten().map(|e| e.path()).collect();
    paths.retain(|p| p.extension().is_some_and(|e| e == "tml" || e == "xml"));
    paths.sort();
    paths.iter().enumerate().map(|(i, path)| read_document(path, i % 4 != 3)).collect()
}

fn read_document(path: &Path, dev: bool) -> Document {
    let xml = String::from_utf8_lossy(&std::fs::read(path).unwrap_or_default()).into_owned();
    let body = xml.split_once("<TEXT>").and_then(|(_, rest)| rest.split_once("</TEXT>")).map_or("", |(body, _)| body);
    let head = xml.split_once("<TEXT>").map_or("", |(head, _)| head);
    let creation = xml.find("functionInDocument=\"CREATION_TIME\"").or(xml.find("PUBLICATION_TIME\""));
    let tag = creation.map(|at| &xml[xml[..at].rfind('<').unwrap_or(0)..]);
    let tag = tag.or_else(|| head.find("<TIMEX2").map(|at| &head[at..])).unwrap_or("");
    let dct = attribute(tag, "value").or_else(|| attribute(tag, "val")).and_then(|v| v.get(..10)?.parse().ok());
    let (mut text, mut gold, mut open) = (String::new(), Vec::new(), Vec::new());
    let mut rest = body;
    let mut length = 0;
    let push = |text: &mut String, piece: &str, length: &mut usize| {
        let piece = unescape(piece);
        *length += piece.chars().count();
        text.push_str(&piece);
    };
    while let Some(at) = rest.find('<') {
        push(&mut text, &rest[..at], &mut length);
        let end = rest[at..].find('>').map_or(rest.len(), |e| at + e + 1);
        let tag = &rest[at..end];
        if tag.starts_with("<TIMEX") {
            let value = attribute(tag, "value").or_else(|| attribute(tag, "val")).unwrap_or_default();
            open.push((length, text.len(), attribute(tag, "type").unwrap_or_default(), value));
        } else if tag.starts_with("</TIMEX")
            && let Some((start, byte, kind, value)) = open.pop()
        {
            gold.push(Expression { start, end: length, text: text[byte..].to_string(), kind, value, rule: "" });
        }
        rest = &rest[end..];
    }
    push(&mut text, rest, &mut length);
    let name = path.file_name().map_or(String::new(), |n| n.to_string_lossy().split('.').next().unwrap_or("").to_string());
    let name = path.file_stem().filter(|_| path.extension().is_some_and(|e| e == "tml")).map_or(name, |n| n.to_string_lossy().into_owned());
    gold.sort_by_key(|e| (e.start, e.end));
    Document { name, text, dct, gold, dev }
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let inside = &tag[..tag.find('>').unwrap_or(tag.len())];
    let from = inside.find(&format!(" {name}=\""))? + name.len() + 3;
    Some(inside[from..].split('"').next()?.trim().to_string())
}

fn unescape(text: &str) -> String {
    let plain = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&"), ("\r\n", "\n")];
    plain.iter().fold(text.to_string(), |text, (from, to)| text.replace(from, to))
}

fn expressions(text: &str, timexes: &[timex::Timex]) -> Vec<Expression> {
    let mut points = annals::span::CodePoints::new(text);
    let kind = |kind| match kind {
        Kind::Date => "DATE",
        Kind::Time => "TIME",
        Kind::Duration => "DURATION",
        Kind::Set => "SET",
    };
    timexes
        .iter()
        .map(|t| Expression {
            start: points.at(t.span.start as usize),
            end: points.at(t.span.end as usize),
            text: t.span.of(text).to_string(),
            kind: kind(t.kind).to_string(),
            value: t.value.clone(),
            rule: t.rule,
        })
        .collect()
}

/// Outer blanks and quotes, and closing marks, do not count.
fn stripped(mut one: Expression) -> Expression {
    let (left, right) = (" \t\n\r('\"“‘", " \t\n\r.,;:!?'\")”’");
    while let Some(c) = one.text.chars().last().filter(|c| right.contains(*c)) {
        one.text.truncate(one.text.len() - c.len_utf8());
        one.end -= 1;
    }
    while let Some(c) = one.text.chars().next().filter(|c| left.contains(*c)) {
        one.text.drain(..c.len_utf8());
        one.start += 1;
    }
    one
}

fn score(document: &Document, out: &[Expression], counts: &mut Counts, by_kind: &mut BTreeMap<String, Counts>, errors: &mut Vec<String>) {
    let solid = |list: &[Expression]| list.iter().cloned().map(stripped).filter(|e| e.end > e.start).collect::<Vec<_>>();
    let (gold, out) = (solid(&document.gold), solid(out));
    (counts.gold, counts.out) = (gold.len(), out.len());
    let mut pairs = Vec::new();
    for (i, g) in gold.iter().enumerate() {
        by_kind.entry(g.kind.clone()).or_default().gold += 1;
        for (j, o) in out.iter().enumerate() {
            let overlap = g.end.min(o.end) as i64 - g.start.max(o.start) as i64;
            if overlap > 0 {
                pairs.push(((g.start, g.end) != (o.start, o.end), -overlap, g.start.abs_diff(o.start), i, j));
            }
        }
    }
    pairs.sort();
    let (mut gold_used, mut out_used) = (vec![false; gold.len()], vec![false; out.len()]);
    let mut report = |class: &str, g: Option<&Expression>, o: Option<&Expression>| {
        let show = |e: Option<&Expression>| e.map_or("\t".to_string(), |e| format!("{}\t{}", e.text.replace('\n', " "), e.value));
        let around = g.or(o).map_or((0, 0), |e| (e.start.saturating_sub(40), e.end + 30));
        let context: String = document.text.chars().skip(around.0).take(around.1 - around.0).collect::<String>().replace('\n', " ");
        let dct = document.dct.map_or(String::new(), |d| d.to_string());
        errors.push(format!("{class}\t{}\t{}\t{}\t{}\t{}\t{context}", document.name, show(g), show(o), o.map_or("", |o| o.rule), dct));
    };
    for (_, _, _, i, j) in pairs {
        if gold_used[i] || out_used[j] {
            continue;
        }
        (gold_used[i], out_used[j]) = (true, true);
        let (g, o) = (&gold[i], &out[j]);
        let (strict, value) = ((g.start, g.end) == (o.start, o.end), g.value == o.value);
        counts.relaxed += 1;
        counts.strict += usize::from(strict);
        counts.kind += usize::from(g.kind == o.kind);
        counts.value += usize::from(value);
        let kind = by_kind.entry(g.kind.clone()).or_default();
        kind.relaxed += 1;
        kind.value += usize::from(value);
        if !value {
            report("VALUE", Some(g), Some(o));
        } else if !strict {
            report("SPAN", Some(g), Some(o));
        } else if g.kind != o.kind && !g.kind.is_empty() {
            report("TYPE", Some(g), Some(o));
        }
    }
    gold.iter().zip(&gold_used).filter(|(_, used)| !**used).for_each(|(g, _)| report("MISS", Some(g), None));
    out.iter().zip(&out_used).filter(|(_, used)| !**used).for_each(|(o, _)| report("EXTRA", None, Some(o)));
}
