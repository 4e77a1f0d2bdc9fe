//! How well merging tells which claims are one event.
//!
//! ```text
//! cargo run --release --example eval_merge -- ecb FOLDER [--part dev|unseen] [--errors]
//! cargo run --release --example eval_merge -- read PAIRS ARTICLES…
//! cargo run --release --example eval_merge -- lines PAIRS TIMELINE… [--errors]
//! ```
//! `ecb` scores against the event coreference of ECB+ (Cybulska & Vossen 2014). Every document is built by itself and all are merged at
//! once; a claim stands for the gold event of the mention that its trigger is in. Claims whose mention is in no cross-document chain do not
//! count: the annotators linked little but the topic's main events, and many mentions without a chain tell one event word for word. Counted
//! are pairs of claims of two documents: joined and of one gold event, joined and of two, of one and not joined (and how many of these are
//! asked about). Pairs that annals does not list as claims at all are the event finder's to miss, not the merger's. Topics are parted by their
//! number: those that four divides are `unseen`, the others are `dev`, on which thresholds were set.
//!
//! `read` scores against pairs that a person read: a file of `same|different CLAIM CLAIM` lines over the articles that are named.
//!
//! `lines` merges timelines that people keep as text and scores against all pairs of their lines that a person found to be of one event
//! (`same`), or of which either answer may stand (`part`); any other two are of two events. What an even day of the month dates is `unseen`.

use annals::article::{self, Article};
use annals::event::trigger::Breadth;
use annals::event::{self, Setting};
use annals::lexicon::Lexicon;
use annals::merge;
use annals::order::tlink;
use annals::timeline::{self, Timeline};
use annals::{text, timex};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words[..] {
        ["ecb", folder, ref rest @ ..] => ecb(Path::new(folder), rest),
        ["read", pairs, ref articles @ ..] if !articles.is_empty() => read(pairs, articles),
        ["lines", pairs, ref timelines @ ..] if !timelines.is_empty() => lines(pairs, timelines),
        _ => {
            eprintln!("usage: eval_merge ecb FOLDER [--part dev|unseen] [--errors] | eval_merge read|lines PAIRS FILE…");
            std::process::exit(2);
        }
    }
}

/// One document of ECB+ as an article, and where in it the gold mentions are.
struct Document {
    article: Article,
    topic: u32,
    /// Byte ranges in the body, with the gold event.
    mentions: Vec<(std::ops::Range<usize>, String)>,
}

fn ecb(folder: &Path, options: &[&str]) {
    let part = options.iter().position(|o| *o == "--part").and_then(|at| options.get(at + 1)).copied();
    let wanted = |topic: u32| part.is_none_or(|part| (part == "unseen") == topic.is_multiple_of(4));
    let lexicon = Lexicon::embedded();
    let mut paths: Vec<PathBuf> = walk(folder).into_iter().filter(|path| path.extension().is_some_and(|e| e == "xml")).collect();
    paths.sort();
    let documents: Vec<Document> = paths.par_iter().filter_map(|path| document(path)).filter(|document| wanted(document.topic)).collect();
    let built: Vec<(Timeline, Vec<(String, String)>)> = documents.par_iter().map(|document| build(document, lexicon)).collect();
    let mut event_of: BTreeMap<String, (usize, String)> = BTreeMap::new();
    let mut timelines = Vec::new();
    for (number, (timeline, gold)) in built.into_iter().enumerate() {
        event_of.extend(gold.into_iter().map(|(claim, event)| (claim, (number, event))));
        timelines.push(timeline);
    }
    let claims: usize = timelines.iter().map(|timeline| timeline.events.len()).sum();
    let (merged, _) = merge::merge(None, timelines, lexicon);
    println!("{} documents, {claims} claims, {} with a gold event", documents.len(), event_of.len());
    let mut gold: BTreeMap<&str, Vec<&String>> = BTreeMap::new();
    for (claim, (_, event)) in &event_of {
        gold.entry(event).or_default().push(claim);
    }
    let apart = |a: &String, b: &String| event_of[a].0 != event_of[b].0;
    let same: BTreeSet<(&String, &String)> = gold.values().flat_map(|claims| pairs(claims)).filter(|(a, b)| apart(a, b)).collect();
    score(&merged, &event_of.keys().collect(), &same, apart, options.contains(&"--errors"));
}

/// Prints the figures. `known` are the claims of which it is known what they are of.
fn score(
    merged: &Timeline,
    known: &BTreeSet<&String>,
    same: &BTreeSet<(&String, &String)>,
    counts: impl Fn(&String, &String) -> bool,
    errors: bool,
) {
    let places = merged.places();
    let (mut right, mut wrong) = (0, Vec::new());
    for entry in &merged.events {
        let claims: Vec<&String> = entry.merged.iter().map(|claim| &claim.id).collect::<BTreeSet<_>>().into_iter().collect();
        let claims: Vec<&String> = claims.into_iter().filter_map(|id| known.get(id).copied()).collect();
        for (a, b) in pairs(&claims).into_iter().filter(|(a, b)| counts(a, b)) {
            if same.contains(&(a, b)) { right += 1 } else { wrong.push((a, b)) }
        }
    }
    let asked = |a: &str, b: &str| {
        let (Some(&a), Some(&b)) = (places.get(a), places.get(b)) else { return false };
        let names = |x: usize, y: usize| merged.events[x].maybe_same.contains(&merged.events[y].id);
        names(a, b) || names(b, a)
    };
    let missed: Vec<&(&String, &String)> = same.iter().filter(|(a, b)| places.get(a.as_str()) != places.get(b.as_str())).collect();
    let also = missed.iter().filter(|(a, b)| asked(a, b)).count();
    let of = |part: usize, whole: usize| 100.0 * part as f64 / whole.max(1) as f64;
    let joined = right + wrong.len();
    println!("precision {:.1} ({right} of {joined} joined pairs)", of(right, joined));
    println!(
        "recall {:.1} ({right} of {} pairs of one event); {:.1} with those asked about",
        of(right, same.len()),
        same.len(),
        of(right + also, same.len())
    );
    if errors {
        let shown = |id: &str| {
            let entry = &merged.events[places[id]];
            let claim = entry.merged.iter().find(|claim| claim.id == id);
            let (date, what, kind) = claim.map_or((entry.date, &entry.what, &entry.kind), |claim| (claim.date, &claim.what, &claim.kind));
            let quote = entry.evidence.iter().find(|e| e.of.as_deref().is_none_or(|of| of == id)).map_or("", |e| e.quote.as_str());
            format!("  {id} {date} {} | {what} | {quote}", kind.as_deref().unwrap_or("-"))
        };
        for (a, b) in wrong {
            println!("wrongly joined\n{}\n{}", shown(a), shown(b));
        }
        for (a, b) in missed {
            println!("{}\n{}\n{}", if asked(a, b) { "asked" } else { "missed" }, shown(a), shown(b));
        }
    }
}

/// The smaller first.
fn pairs<'c>(claims: &[&'c String]) -> Vec<(&'c String, &'c String)> {
    let mut all = Vec::new();
    for (i, a) in claims.iter().enumerate() {
        all.extend(claims[i + 1..].iter().map(|b| if a <= b { (*a, *b) } else { (*b, *a) }));
    }
    all
}

/// The timeline of one document, and the gold event of each claim that has one.
fn build(document: &Document, lexicon: &Lexicon) -> (Timeline, Vec<(String, String)>) {
    let article = &document.article;
    let mut text = text::read(&article.body, lexicon);
    let timexes = timex::find(&text, article.dct.date, lexicon);
    let mentions = event::find(&mut text, &timexes, Setting { dct: article.dct.date, breadth: Breadth::Entries, lexicon });
    let links = tlink::find(&text, &timexes, &mentions, lexicon);
    let draft = timeline::draft(article, &text, &timexes, &mentions, &links, &[]);
    let triggers: Vec<usize> = draft.entries.iter().map(|entry| entry.place as usize).collect();
    let id = timeline::id::Mint::new().source(&article.body);
    let timeline = Timeline::from(timeline::assemble(draft, (id, 0)));
    let event_at = |place: usize| document.mentions.iter().find(|(span, _)| span.contains(&place)).map(|(_, event)| event.clone());
    let gold = timeline.events.iter().zip(triggers).filter_map(|(entry, place)| Some((entry.id.clone(), event_at(place)?))).collect();
    (timeline, gold)
}

/// Reads the CAT XML of ECB+: tokens, mentions of actions, and the chains that they are in.
fn document(path: &Path) -> Option<Document> {
    let xml = std::fs::read_to_string(path).ok()?;
    let attribute = |line: &str, name: &str| {
        let from = line.find(&format!("{name}=\""))? + name.len() + 2;
        Some(line[from..from + line[from..].find('"')?].to_string())
    };
    let (mut body, mut url, mut spans) = (String::new(), String::new(), BTreeMap::new());
    let (mut sentence, mut glue) = (String::new(), true);
    let mut mention = None;
    let mut anchors: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let (mut chain, mut events) = (None, BTreeMap::new());
    for line in xml.lines() {
        if line.starts_with("<token ") {
            let word = line.split_once('>')?.1.strip_suffix("</token>")?;
            let word = word.replace("&quot;", "\"").replace("&apos;", "'").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
            let number = attribute(line, "sentence")?;
            // The first sentence of a page from the web is its address.
            if number == "0" && (word == "http" && url.is_empty() || !url.is_empty()) && path.to_string_lossy().contains("ecbplus") {
                url.push_str(&word);
                continue;
            }
            if number != sentence {
                body.push_str(if body.is_empty() { "" } else { "\n\n" });
                (sentence, glue) = (number, true);
            }
            let tight = word.starts_with(['.', ',', ';', ':', '!', '?', ')', '\'', '’', '%']) || word == "n't";
            if !glue && !tight {
                body.push(' ');
            }
            glue = matches!(word.as_str(), "(" | "$" | "“");
            spans.insert(attribute(line, "t_id")?, body.len()..body.len() + word.len());
            body.push_str(&word);
        } else if line.starts_with("<ACTION") || line.starts_with("<NEG_ACTION") {
            mention = attribute(line, "m_id").filter(|_| !line.contains("TAG_DESCRIPTOR"));
        } else if line.contains("<token_anchor") {
            if let Some(mention) = &mention {
                anchors.entry(mention.clone()).or_default().push(attribute(line, "t_id")?);
            }
        } else if line.starts_with("</ACTION") || line.starts_with("</NEG_ACTION") || line.starts_with("</Markables") {
            mention = None;
        } else if line.starts_with("<CROSS_DOC_COREF") {
            chain = attribute(line, "note");
        } else if line.starts_with("<INTRA_DOC_COREF") {
            chain = None;
        } else if line.trim_start().starts_with("<source")
            && let Some(chain) = &chain
        {
            events.insert(attribute(line, "m_id")?, chain.clone());
        }
    }
    let mut mentions = Vec::new();
    for (mention, tokens) in anchors {
        let Some(event) = events.get(&mention) else { continue };
        mentions.extend(tokens.iter().filter_map(|token| Some((spans.get(token)?.clone(), event.clone()))));
    }
    let front = if url.is_empty() { String::new() } else { format!("---\nurl: {url}\n---\n") };
    let name = path.file_stem()?.to_string_lossy().into_owned();
    let topic = name.split('_').next()?.parse().ok()?;
    // Front matter keeps the body as it is; a page without an address is plain text.
    let file = format!("{front}{body}\n");
    let (article, _) = article::read(file.as_bytes(), &format!("{name}.md"), None);
    let article = article?;
    let shift = article.body.find(body.trim()).map(|at| at as isize - (body.len() - body.trim_start().len()) as isize)?;
    let moved = |at: usize| at.checked_add_signed(shift);
    let mentions = mentions.into_iter().filter_map(|(span, event)| Some((moved(span.start)?..moved(span.end)?, event))).collect();
    Some(Document { article, topic, mentions })
}

fn read(pairs: &str, articles: &[&str]) {
    let text = std::fs::read_to_string(pairs).unwrap_or_else(|error| {
        eprintln!("{pairs}: {error}");
        std::process::exit(2);
    });
    let (mut same, mut different) = (BTreeSet::new(), BTreeSet::new());
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let words: Vec<&str> = line.split_whitespace().collect();
        let [verdict, a, b] = words[..] else { continue };
        let pair = if a < b { (a.to_string(), b.to_string()) } else { (b.to_string(), a.to_string()) };
        if verdict == "same" {
            same.insert(pair)
        } else {
            different.insert(pair)
        };
    }
    let options = article::Options::default();
    let mut read = Vec::new();
    for path in articles.iter().flat_map(|path| walk(Path::new(path))) {
        let Ok(file) = std::fs::File::open(&path) else { continue };
        let parts = article::parts(&path.to_string_lossy(), article::Bytes::File(Box::new(file)), false);
        read.extend(parts.flat_map(|part| part.read(&options)).filter_map(|read| read.article));
    }
    let lexicon = Lexicon::embedded();
    let options = annals::pipeline::Options { lexicon, title: None, doubtful: false };
    let (merged, _) = annals::pipeline::build(read, &options);
    let places = merged.places();
    let here = |pair: &&(String, String)| places.contains_key(pair.0.as_str()) && places.contains_key(pair.1.as_str());
    let missing = same.union(&different).filter(|pair| !here(pair)).count();
    if missing > 0 {
        println!("{missing} pairs are about claims that are no longer built; they do not count");
    }
    let (same, different): (BTreeSet<_>, BTreeSet<_>) = (same.iter().filter(here).collect(), different.iter().filter(here).collect());
    let known: BTreeSet<&String> = same.union(&different).flat_map(|pair| [&pair.0, &pair.1]).collect();
    let gold: BTreeSet<(&String, &String)> = same.iter().map(|pair| (&pair.0, &pair.1)).collect();
    let judged: BTreeSet<(&String, &String)> = gold.iter().copied().chain(different.iter().map(|pair| (&pair.0, &pair.1))).collect();
    println!("{} pairs of one event and {} of two", same.len(), different.len());
    score(&merged, &known, &gold, |a, b| judged.contains(&if a <= b { (a, b) } else { (b, a) }), true);
}

/// Timelines of text, merged; `pairs` is as in `read`, with `part` for `different`.
fn lines(pairs_file: &str, arguments: &[&str]) {
    let lexicon = Lexicon::embedded();
    let options = article::Options { every_language: true, ..Default::default() };
    let mut timelines = Vec::new();
    for path in arguments.iter().filter(|argument| !argument.starts_with("--")) {
        let Ok(file) = std::fs::File::open(path) else { continue };
        let parts = article::parts(path, article::Bytes::File(Box::new(file)), false);
        for article in parts.flat_map(|part| part.read(&options)).filter_map(|read| read.article) {
            let Ok((imported, _)) = timeline::import::read(&article.body, 1, path, lexicon) else { continue };
            timelines.push(annals::pipeline::import(&article, imported, lexicon));
        }
    }
    let text = std::fs::read_to_string(pairs_file).unwrap_or_default();
    let verdicts: BTreeMap<(&str, &str), bool> = text
        .lines()
        .filter_map(|line| match line.split_whitespace().collect::<Vec<_>>()[..] {
            [verdict, a, b] if verdict != "#" => Some(((a.min(b), a.max(b)), verdict == "same")),
            _ => None,
        })
        .collect();
    let told: BTreeMap<String, (String, String, usize)> = timelines
        .iter()
        .enumerate()
        .flat_map(|(at, timeline)| {
            timeline.events.iter().map(move |entry| (entry.id.clone(), (entry.date.to_string(), entry.what.clone(), at)))
        })
        .collect();
    let unseen = |id: &str| told[id].0.bytes().last().is_some_and(|digit| digit.is_ascii_digit() && digit % 2 == 0);
    let (merged, _) = merge::merge(None, timelines, lexicon);
    let group: BTreeMap<&str, &str> =
        merged.events.iter().flat_map(|entry| entry.merged.iter().map(move |claim| (claim.id.as_str(), entry.id.as_str()))).collect();
    let entry_of = |id: &str| group.get(id).map_or_else(|| id.to_string(), |entry| entry.to_string());
    let asks: BTreeSet<(String, String)> = merged
        .events
        .iter()
        .flat_map(|entry| {
            entry.maybe_same.iter().map(move |other| (entry.id.clone().min(other.clone()), entry.id.clone().max(other.clone())))
        })
        .collect();
    println!("{} lines, {} entries, {} questions", told.len(), merged.events.len(), asks.len());
    let ids: Vec<&String> = told.keys().collect();
    for (name, part) in [("seen", false), ("unseen", true)] {
        let [mut right, mut wrong, mut open, mut asked, mut left, mut vain] = [0; 6];
        for (a, b) in pairs(&ids).into_iter().filter(|(a, b)| told[*a].2 != told[*b].2 && unseen(a) == part) {
            let verdict = verdicts.get(&(a.as_str(), b.as_str()));
            let (x, y) = (entry_of(a), entry_of(b));
            let is_asked = asks.contains(&(x.clone().min(y.clone()), x.clone().max(y.clone())));
            let word = match (verdict, x == y) {
                (Some(true), true) => &mut right,
                (Some(false), true) => &mut open,
                (None, true) => &mut wrong,
                (Some(true), false) if is_asked => &mut asked,
                (Some(true), false) => &mut left,
                (None, false) if is_asked => &mut vain,
                _ => continue,
            };
            *word += 1;
            let shown = |id: &str| format!("  {id} {} {}", told[id].0, told[id].1);
            if arguments.contains(&"--errors") {
                let class = match (verdict, x == y, is_asked) {
                    (Some(true), true, _) => "right",
                    (None, true, _) => "wrong",
                    (Some(false), true, _) => "part joined",
                    (None, _, _) => "asked in vain",
                    (_, _, true) => "asked",
                    _ => "left",
                };
                println!("{name} {class}\n{}\n{}", shown(a), shown(b));
            }
        }
        let same = right + asked + left;
        println!(
            "{name}: {same} pairs of one event: {right} joined, {asked} asked, {left} left; joined wrongly {wrong}, of a part {open}; asked in vain {vain}"
        );
    }
}

fn walk(path: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(path) else { return vec![path.to_path_buf()] };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    paths.iter().flat_map(|path| walk(path)).collect()
}
