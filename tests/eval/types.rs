//! Scores the types of events against sentences coded by hand in PLOVER.
//!
//! ```text
//! cargo run --release --example eval_types -- FILE… [--part dev|unseen] [--errors] [--by-type]
//! ```
//! A file is a table of Zero-Shot PLOVER (`*.tsv` with the columns `sentence` and `gold_root`) or the gold-standard records of PLOVER
//! (`*.json` with `text` and `event`). Sentences are parted by their place in the file: the even ones are `dev`, on which the word lists were
//! tuned, the odd ones are `unseen`. A sentence has one gold type, so the main event of the sentence is compared: the typed mention that hangs
//! highest in its tree, verbs of speech without a type aside.
//!
//! given: sentences that got a type of PLOVER; right: of all sentences; of given: of the sentences that got a type.
//!
//! Conversions, none of which looks at the sentence. Older codes of the gold standard are taken under today's: DEMAND is REQUEST, DISAPPROVE and
//! INVESTIGATE are ACCUSE, FIGHT is ASSAULT, and YIELD stands for CONCEDE and RETREAT, which it was split into. Types of annals that PLOVER
//! lacks are converted by their mode as its codebook files them: charges, suits and verdicts are ACCUSE, sentences and warrants COERCE,
//! acquittals and resignations CONCEDE; all others count as no type. PLOVER has no status: it folds what is only planned or refused into the type. So
//! a planned cooperation (CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT) is AGREE, a planned or threatened hostility (SANCTION COERCE ASSAULT
//! PROTEST) THREATEN, and a cooperation that is denied or refused REJECT.

use annals::event::trigger::Breadth;
use annals::event::{self, Class, Mention, Status};
use annals::lexicon::Lexicon;
use annals::text::{self, Rel, Tree};
use annals::timex;
use std::collections::BTreeMap;
use std::path::Path;

struct Coded {
    text: String,
    gold: String,
    dev: bool,
}

#[derive(Default)]
struct Counts {
    all: u32,
    given: u32,
    right: u32,
}

fn main() {
    let (mut files, mut options) = (Vec::new(), BTreeMap::new());
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--part" => drop(options.insert(argument, arguments.next().unwrap_or_default())),
            _ if argument.starts_with("--") => drop(options.insert(argument, String::new())),
            _ => files.push(argument),
        }
    }
    println!("{:<28}{:<8}{:>6}{:>8}{:>8}{:>11}", "", "part", "all", "given", "right", "of given");
    let mut by_type: BTreeMap<(String, String), u32> = BTreeMap::new();
    for file in &files {
        let sentences = read(Path::new(file));
        for (part, dev) in [("dev", true), ("unseen", false)] {
            let mut counts = Counts::default();
            for coded in sentences.iter().filter(|coded| coded.dev == dev) {
                let (told, mentions) = main_type(&coded.text);
                counts.all += 1;
                counts.given += u32::from(told.is_some());
                let right = told.as_deref().is_some_and(|told| is_right(told, &coded.gold));
                counts.right += u32::from(right);
                let shown = options.get("--part").is_none_or(|only| only == part);
                if shown && !right && options.contains_key("--errors") {
                    println!("{} but {}: {}\n    {mentions}", coded.gold, told.as_deref().unwrap_or("--"), coded.text);
                }
                if shown {
                    *by_type.entry((coded.gold.clone(), told.unwrap_or("--".to_string()))).or_default() += 1;
                }
            }
            let share = |part: u32, of: u32| format!("{:.1}", 100.0 * f64::from(part) / f64::from(of.max(1)));
            let name = Path::new(file).file_name().map_or(file.as_str().into(), |name| name.to_string_lossy());
            let Counts { all, given, right } = counts;
            println!("{name:<28}{part:<8}{all:>6}{:>8}{:>8}{:>11}", share(given, all), share(right, all), share(right, given));
        }
    }
    if options.contains_key("--by-type") {
        for ((gold, told), count) in by_type {
            println!("{count:>5} {gold:<12} {told}");
        }
    }
}

/// The PLOVER type of the sentence's main event, and all that was found, for people.
fn main_type(raw: &str) -> (Option<String>, String) {
    let lexicon = Lexicon::embedded();
    let mut text = text::read(raw, lexicon);
    let timexes = timex::find(&text, None, lexicon);
    let mentions = event::find(&mut text, &timexes, event::Setting { dct: None, breadth: Breadth::Entries, lexicon });
    let mut ranked: Vec<(u32, u32, u32, &str)> = Vec::new();
    let mut shown = Vec::new();
    for mention in &mentions {
        shown.push(format!("{}={}", text.word(mention.token), mention.kind.as_deref().unwrap_or("-")));
        if let Some(kind) = mention.kind.as_deref().and_then(plover) {
            let kind = folded(kind, mention.status);
            let tree = Tree::new(&text, mention.sentence);
            ranked.push((depth(&tree, mention, &mentions), mention.sentence, mention.token, kind));
        }
    }
    let main = ranked.into_iter().min().map(|(.., kind)| kind.to_string());
    (main, shown.join(" "))
}

/// How far below the sentence's main clause the mention is.
fn depth(tree: &Tree, mention: &Mention, mentions: &[Mention]) -> u32 {
    let is_speech = |token: u32| mentions.iter().any(|m| m.token == token && m.class == Class::Reporting && m.kind.is_none());
    let mut cost = 0;
    for below in tree.ancestors(mention.token) {
        let Some(above) = tree.head(below) else { break };
        cost += match tree.rel(below) {
            Rel::Ccomp | Rel::Parataxis if is_speech(above) => 0,
            Rel::Xcomp | Rel::Obj | Rel::Ccomp => 1,
            Rel::Conj => 2,
            Rel::Parataxis if below == mention.token && is_speech(below) => 4,
            _ => 3,
        };
    }
    cost
}

/// The PLOVER code of a type of annals, if it has one.
fn plover(kind: &str) -> Option<&str> {
    const CODES: &str =
        "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST REJECT ACCUSE THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT";
    let base = kind.split('/').next().unwrap_or(kind);
    match kind {
        "COURT/charge" | "COURT/sue" | "COURT/trial" | "COURT/convict" => Some("ACCUSE"),
        "COURT/sentence" | "COURT/warrant" => Some("COERCE"),
        "COURT/acquit" | "OFFICE/resign" => Some("CONCEDE"),
        _ => CODES.split(' ').find(|&code| code == base),
    }
}

/// The type that PLOVER gives an event of this type that did not happen, or not yet.
fn folded(kind: &str, status: Status) -> &str {
    let cooperates = ["CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"].contains(&kind);
    match status {
        Status::Planned if cooperates => "AGREE",
        Status::Planned | Status::Threatened if ["SANCTION", "COERCE", "ASSAULT", "PROTEST"].contains(&kind) => "THREATEN",
        Status::Denied | Status::Cancelled if cooperates || kind == "AGREE" => "REJECT",
        _ => kind,
    }
}

fn is_right(told: &str, gold: &str) -> bool {
    let gold = match gold {
        "DEMAND" => "REQUEST",
        "DISAPPROVE" | "INVESTIGATE" => "ACCUSE",
        "FIGHT" => "ASSAULT",
        "YIELD" => return matches!(told, "CONCEDE" | "RETREAT"),
        other => other,
    };
    told == gold
}

fn read(path: &Path) -> Vec<Coded> {
    let fail = |error: &dyn std::fmt::Display| -> ! { panic!("{}: {error}", path.display()) };
    let raw = std::fs::read_to_string(path).unwrap_or_else(|error| fail(&error));
    let pairs: Vec<(String, String)> = if path.extension().is_some_and(|extension| extension == "json") {
        // The published file has tabs and line breaks inside strings.
        let records: Vec<serde_json::Value> =
            serde_json::from_str(&raw.replace(char::is_control, " ")).unwrap_or_else(|error| fail(&error));
        let field = |record: &serde_json::Value, name: &str| record.get(name)?.as_str().map(String::from);
        records.iter().filter_map(|record| Some((field(record, "text")?, field(record, "event")?))).collect()
    } else {
        let mut table = csv::ReaderBuilder::new().delimiter(b'\t').from_reader(raw.as_bytes());
        let headers = table.headers().unwrap_or_else(|error| fail(&error)).clone();
        let column = |name: &str| headers.iter().position(|h| h == name).unwrap_or_else(|| fail(&format!("has no column {name}")));
        let (sentence, gold) = (column("sentence"), column("gold_root"));
        let rows = table.records().map(|row| row.unwrap_or_else(|error| fail(&error)));
        rows.map(|row| (row[sentence].to_string(), row[gold].to_string())).collect()
    };
    pairs.into_iter().enumerate().map(|(i, (text, gold))| Coded { text, gold, dev: i % 2 == 0 }).collect()
}
