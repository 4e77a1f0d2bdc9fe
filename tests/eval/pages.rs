//! How well saved pages are read.
//!
//! ```text
//! cargo run --release --example eval_pages -- dates FOLDER [--part dev|unseen] [--errors]   htmldate: FOLDER/pages and FOLDER/eval_*.json
//! cargo run --release --example eval_pages -- text FOLDER [--part dev|unseen] [--errors]    article-extraction: FOLDER/html, ground-truth.json
//! ```
//! Every third page in sorted order is `unseen`: rules were written on the others. A date is right, wrong or absent; a text is scored by the
//! overlap of its tokens with the gold's, as bags, averaged over pages.

use annals::article::{Article, Says, read};
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

pub fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let has = |name: &str| arguments.iter().any(|a| a == name);
    let part = arguments.iter().position(|a| a == "--part").and_then(|at| arguments.get(at + 1));
    match (arguments.first().map(String::as_str), arguments.get(1)) {
        (Some("dates"), Some(folder)) => dates(Path::new(folder), part, has("--errors")),
        (Some("text"), Some(folder)) => text(Path::new(folder), part, has("--errors")),
        _ => eprintln!("usage: eval_pages dates|text FOLDER [--part dev|unseen] [--errors]"),
    }
}

fn wanted(at: usize, part: Option<&String>) -> bool {
    part.is_none_or(|part| (part == "unseen") == (at % 3 == 2))
}

fn article(path: &Path) -> Option<Article> {
    read(&std::fs::read(path).ok()?, &path.file_name()?.to_string_lossy(), None).0
}

fn dates(folder: &Path, part: Option<&String>, errors: bool) {
    let mut gold: BTreeMap<String, Option<String>> = BTreeMap::new();
    for file in ["eval_default.json", "eval_mediacloud_2020.json"] {
        let text = std::fs::read_to_string(folder.join(file)).unwrap_or_else(|error| panic!("{file}: {error}")).replace("NaN", "null");
        let pages: BTreeMap<String, serde_json::Value> = serde_json::from_str(&text).expect("a table of pages");
        gold.extend(
            pages.values().filter_map(|page| Some((page["file"].as_str()?.to_string(), page["date"].as_str().map(str::to_string)))),
        );
    }
    let (mut right, mut wrong, mut absent, mut invented, mut undated) = (0, 0, 0, 0, 0);
    let (mut changed, mut wrong_of_changed) = (0, 0);
    let mut of_page = [0usize; 3];
    for (at, (file, date)) in gold.iter().enumerate().filter(|(at, _)| wanted(*at, part)) {
        let _ = at;
        let found = article(&folder.join("pages").join(file)).map(|article| article.dct);
        let day = found.as_ref().and_then(|dct| dct.date).map(|day| day.to_string());
        // The day of the page: of its publication, or where none is known the one that it calls its last change.
        let pages = day.clone().or_else(|| found.as_ref().and_then(|dct| dct.last_change()).map(|day| day.to_string()));
        if let Some(gold) = date {
            of_page[pages.map_or(2, |day| usize::from(day != *gold))] += 1;
        }
        // The gold takes the day of the last change of some pages; annals keeps that apart, as a bound.
        let candidates = found.iter().flat_map(|dct| &dct.candidates);
        let mut bounds = candidates.filter_map(|c| if let Says::NotAfter(day) = c.says { Some(day.to_string()) } else { None });
        let of_change = date.is_some() && *date != day && bounds.any(|bound| Some(&bound) == date.as_ref());
        changed += usize::from(of_change);
        wrong_of_changed += usize::from(of_change && day.is_some());
        match (date, &day) {
            (None, None) => undated += 1,
            (None, Some(_)) => invented += 1,
            (Some(gold), Some(day)) if gold == day => right += 1,
            (Some(_), Some(_)) => wrong += 1,
            (Some(_), None) => absent += 1,
        }
        if errors && *date != day {
            let evidence = found.map_or("no text".to_string(), |dct| format!("{:?} {}", dct.from, dct.evidence));
            println!("{file}\tgold {}\tfound {}\t{evidence}", date.as_deref().unwrap_or("-"), day.as_deref().unwrap_or("-"));
        }
    }
    let line = |what: &str, [right, wrong, absent]: [usize; 3]| {
        let all = right + wrong + absent;
        let percent = |n: usize| 100.0 * n as f64 / all.max(1) as f64;
        println!(
            "{all} {what}: right {right} ({:.1} %), wrong {wrong} ({:.1} %), absent {absent} ({:.1} %)",
            percent(right),
            percent(wrong),
            percent(absent)
        );
    };
    line("dated pages", [right, wrong, absent]);
    line("by publication or, where none is known, by the last change that the page names as such", of_page);
    let absent_of_changed = changed - wrong_of_changed;
    line("of them whose gold is not the day of their last change", [right, wrong - wrong_of_changed, absent - absent_of_changed]);
    println!("{} pages without a date: {undated} left without, {invented} given one", undated + invented);
}

fn text(folder: &Path, part: Option<&String>, errors: bool) {
    let gold = std::fs::read_to_string(folder.join("ground-truth.json")).expect("ground-truth.json");
    let gold: BTreeMap<String, serde_json::Value> = serde_json::from_str(&gold).expect("a table of pages");
    let (mut precision, mut recall, mut f1, mut number) = (0.0, 0.0, 0.0, 0.0);
    for (at, (name, page)) in gold.iter().enumerate().filter(|(at, _)| wanted(*at, part)) {
        let _ = at;
        let found = article(&folder.join("html").join(format!("{name}.html.gz"))).map_or(String::new(), |article| article.body);
        let (p, r) = overlap(page["articleBody"].as_str().unwrap_or(""), &found);
        let f = if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 };
        if errors && f < 0.95 {
            println!("{} P {p:.2} R {r:.2} {}", &name[..8], page["url"].as_str().unwrap_or(""));
        }
        (precision, recall, f1, number) = (precision + p, recall + r, f1 + f, number + 1.0);
    }
    println!("{number} pages: precision {:.3}, recall {:.3}, mean F1 {:.3}", precision / number, recall / number, f1 / number);
}

fn overlap(gold: &str, found: &str) -> (f64, f64) {
    let bag = |text: &str| {
        let mut bag = HashMap::<String, usize>::new();
        for word in text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
            *bag.entry(word.to_lowercase()).or_default() += 1;
        }
        bag
    };
    let (gold, found) = (bag(gold), bag(found));
    let same: usize = gold.iter().map(|(word, count)| count.min(found.get(word).unwrap_or(&0))).sum();
    let share = |all: usize| if all == 0 { f64::from(u8::from(same == 0)) } else { same as f64 / all as f64 };
    (share(found.values().sum()), share(gold.values().sum()))
}
