//! Trains the classifier of entries (`annals::event::keep`) and measures it on articles held back.
//!
//! It learns from mentions that a person judged, and from many more of which a teacher said how likely such a person is to keep them.

use crate::{articles, shuffle};
use annals::article::Article;
use annals::event::keep::{Bar, Doubt};
use annals::event::trigger::Breadth;
use annals::event::{Mention, Setting, find_with};
use annals::lexicon::Lexicon;
use annals::linear::train::Perceptron;
use annals::text;
use annals::timex;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::Path;

/// A mention that a person judged.
pub struct Example {
    doc: String,
    features: Vec<u32>,
    /// Whether the rules list it.
    by_rule: bool,
    bar: Bar,
    /// How likely it is a good entry.
    good: f32,
    /// How many mentions it stands for in what is measured; nought if it only teaches, as all of a teacher's do.
    weight: f32,
}

/// What was judged, by the place of the trigger.
type Judged = BTreeMap<usize, Label>;

struct Label {
    good: f32,
    weight: f32,
    /// The line that was judged, and its date.
    line: u32,
}

/// One article in so many is held back to measure on; the teacher never saw what was judged of these either.
const HELD: u32 = 4;
const ROUNDS: usize = 6;
const RATE: f32 = 0.01;
const DECAY: f32 = 1e-3;

/// Reads labels: a line has the article's path below `root` (behind `#` the part of the file), the place of the trigger in code points, what the
/// reader said of it (`1` good, `Y` good but for its type, else why not) or how likely a teacher finds it good (`0.83`), its weight, and the number of
/// what was judged ([`articles::number`]), parted by tabs. What reads otherwise by now teaches nothing.
pub fn examples(labels: &Path, root: &Path, lexicon: &Lexicon) -> Vec<Example> {
    let raw = read(labels).unwrap_or_else(|error| panic!("{}: {error}", labels.display()));
    let mut judged: BTreeMap<&str, BTreeMap<&str, Judged>> = BTreeMap::new();
    for (at, line) in (1..).zip(raw.lines()).filter(|(_, line)| !line.starts_with('#')) {
        let wrong = || panic!("{}, line {at}: not PATH, START, CODE, WEIGHT, NUMBER between tabs", labels.display());
        let [doc, start, code, weight, line] = line.split('\t').collect::<Vec<_>>()[..] else { wrong() };
        let (Ok(start), Ok(weight), Ok(line)) = (start.parse(), weight.parse(), line.parse()) else { wrong() };
        let file = doc.split_once('#').map_or(doc, |(file, _)| file);
        let taught = code.contains('.').then(|| code.parse().unwrap_or_else(|_| wrong()));
        let good = taught.unwrap_or(f32::from(u8::from(matches!(code, "1" | "Y"))));
        let label = Label { good, weight, line };
        judged.entry(file).or_default().entry(doc).or_default().insert(start, label);
    }
    let files: Vec<_> = judged.iter().collect();
    files.par_iter().flat_map(|(file, docs)| in_file(root, file, docs, lexicon)).collect()
}

/// The text of a file, which may be packed.
fn read(path: &Path) -> std::io::Result<String> {
    let file = std::fs::File::open(path)?;
    if path.extension().is_some_and(|ending| ending == "gz") {
        return std::io::read_to_string(flate2::read::GzDecoder::new(file));
    }
    std::io::read_to_string(file)
}

fn in_file(root: &Path, file: &str, docs: &BTreeMap<&str, Judged>, lexicon: &Lexicon) -> Vec<Example> {
    let part = |article: &Article| article.path.split_once('#').map_or(String::new(), |(_, part)| format!("#{part}"));
    let articles = articles::read(root, Path::new(file));
    let named = articles.iter().filter_map(|article| {
        let doc = format!("{file}{}", part(article));
        docs.get(doc.as_str()).map(|judged| (article, doc, judged))
    });
    named.flat_map(|(article, doc, judged)| in_article(article, doc, judged, lexicon)).collect()
}

fn in_article(article: &Article, doc: String, judged: &Judged, lexicon: &Lexicon) -> Vec<Example> {
    let mut text = text::read(&article.body, lexicon);
    let timexes = timex::find(&text, article.dct.date, lexicon);
    let setting = Setting { dct: article.dct.date, breadth: Breadth::Entries, lexicon };
    let mut examples = Vec::new();
    let mut see = |mention: &Mention, features: &[u32], by_rule: bool| {
        let start = article.body[..mention.trigger.start as usize].chars().count();
        let teaches = |label: &&Label| label.line == articles::number(mention);
        if let Some(label) = judged.get(&start).filter(teaches) {
            examples.push(Example {
                doc: doc.clone(),
                features: features.to_vec(),
                by_rule,
                bar: Bar::of(mention),
                good: label.good,
                weight: label.weight,
            });
        }
        Doubt::None
    };
    find_with(&mut text, &timexes, setting, &mut see);
    examples
}

pub fn learn(examples: &[&Example]) -> Perceptron<2> {
    let mut learner = Perceptron::new();
    examples.iter().for_each(|example| learner.count(&example.features));
    learner.freeze(4);
    let mut seed = 1;
    let mut order: Vec<usize> = (0..examples.len()).collect();
    for round in 0..ROUNDS {
        shuffle(&mut order, &mut seed);
        for &n in &order {
            let Example { features, good, .. } = examples[n];
            let rate = RATE / (1.0 + round as f32).sqrt();
            // As much towards either as it is likely.
            for (class, likely) in [(0, 1.0 - good), (1, *good)] {
                learner.learn_softly(features, class, 0..2, rate * likely, DECAY);
            }
        }
    }
    learner.average();
    learner
}

/// Prints what is dropped of what the rules list, and what is left, by threshold: how many the labels stand for, and how many of these are good, each in
/// articles of which nothing was learned.
pub fn measure(examples: &[Example]) {
    let is_held = |example: &Example| {
        let mut sum = flate2::Crc::new();
        sum.update(example.doc.as_bytes());
        sum.sum().is_multiple_of(HELD)
    };
    let (held, taught): (Vec<&Example>, Vec<&Example>) = examples.iter().partition(|example| is_held(example));
    let learner = learn(&taught);
    let asked = held.into_iter().filter(|example| example.weight > 0.0 && example.by_rule);
    let scored: Vec<(f32, &Example)> = asked.map(|e| (learner.score(&e.features), e)).map(|(s, e)| (s[1] - s[0], e)).collect();
    println!("entries: a good one scores above a bad one in {:.1} % of pairs", 100.0 * above(&scored));
    for bar in Bar::ALL {
        let stands_for = |which: &dyn Fn(f32) -> bool| {
            let of = scored.iter().filter(|(score, example)| example.bar == bar && which(*score));
            let sum = |good: bool| of.clone().filter(|(_, e)| e.good > 0.5 || !good).fold(0.0, |sum, (_, e)| sum + e.weight);
            (sum(false), 100.0 * sum(true) / sum(false).max(1.0))
        };
        println!("{bar:?}");
        for quarter in -8..=6i8 {
            let least = f32::from(quarter) / 4.0;
            let (here, good_here) = stands_for(&|score| (least..least + 0.25).contains(&score));
            let (dropped, good_dropped) = stands_for(&|score| score < least);
            let (left, good_left) = stands_for(&|score| score >= least);
            println!(
                "{least:+.2}: {here:.0} up to the next, {good_here:.0} % good; below {dropped:.0}, {good_dropped:.1} %; left {left:.0}, {good_left:.1} %"
            );
        }
    }
}

/// How often a good one scores above a bad one.
fn above(scored: &[(f32, &Example)]) -> f32 {
    let (good, bad): (Vec<_>, Vec<_>) = scored.iter().partition(|(_, example)| example.good > 0.5);
    let wins: usize = good.iter().map(|(score, _)| bad.iter().filter(|(other, _)| other < score).count()).sum();
    wins as f32 / (good.len() * bad.len()).max(1) as f32
}
