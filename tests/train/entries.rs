//! Trains the classifier of entries (`annals::event::keep`) and measures it by cross-validation.
//!
//! First it learns from many lines that nobody labelled what acts are told in a timeline at all: the main clauses of lines that editors wrote
//! against those of articles. From there it learns on mentions that a person judged.

use crate::{articles, shuffle};
use annals::article::Article;
use annals::event::keep::{self, Bar, Doubt};
use annals::event::sentence::Sentence;
use annals::event::trigger::{self, Breadth};
use annals::event::{Mention, Setting, find_with};
use annals::lexicon::Lexicon;
use annals::linear::train::Perceptron;
use annals::text::{self, Rel};
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
    /// A good entry.
    good: bool,
    /// How many mentions it stands for in what is measured; nought if it only teaches.
    weight: f32,
}

/// Main clauses of timelines (`true`) and of articles.
pub type Lines = Vec<(Vec<u32>, bool)>;

/// What was judged, by the place of the trigger.
type Judged = BTreeMap<usize, Label>;

struct Label {
    good: bool,
    weight: f32,
    /// The line that was judged, and its date.
    line: u32,
}

const FOLDS: u64 = 8;
/// How many rounds over the lines, and over the labels.
const ROUNDS: [usize; 2] = [4, 12];
const RATE: [f32; 2] = [0.05, 0.02];
const DECAY: [f32; 2] = [2e-4, 2e-2];
/// What is left of the weights that the lines taught when the labels begin to teach.
const LEFT: f32 = 0.3;

/// Reads labels: a line has the article's path below `root` (behind `#` the part of the file), the place of the trigger in code points, what the
/// reader said of it (`1` good, `Y` good but for its type, else why not), its weight, and the number of what was judged ([`articles::number`]), parted by
/// tabs. What reads otherwise by now teaches nothing.
pub fn examples(labels: &Path, root: &Path, lexicon: &Lexicon) -> Vec<Example> {
    let raw = std::fs::read_to_string(labels).unwrap_or_else(|error| panic!("{}: {error}", labels.display()));
    let mut judged: BTreeMap<&str, BTreeMap<&str, Judged>> = BTreeMap::new();
    for (at, line) in (1..).zip(raw.lines()).filter(|(_, line)| !line.starts_with('#')) {
        let wrong = || panic!("{}, line {at}: not PATH, START, CODE, WEIGHT, NUMBER between tabs", labels.display());
        let [doc, start, code, weight, line] = line.split('\t').collect::<Vec<_>>()[..] else { wrong() };
        let (Ok(start), Ok(weight), Ok(line)) = (start.parse(), weight.parse(), line.parse()) else { wrong() };
        let file = doc.split_once('#').map_or(doc, |(file, _)| file);
        let label = Label { good: matches!(code, "1" | "Y"), weight, line };
        judged.entry(file).or_default().entry(doc).or_default().insert(start, label);
    }
    let files: Vec<_> = judged.iter().collect();
    files.par_iter().flat_map(|(file, docs)| in_file(root, file, docs, lexicon)).collect()
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

/// The main clauses of the articles in a file or folder.
pub fn lines(path: &Path, of_timeline: bool, lexicon: &Lexicon) -> Lines {
    let articles = articles::read(Path::new(""), path);
    articles.par_iter().flat_map_iter(|article| clauses(&article.body, lexicon)).map(|features| (features, of_timeline)).collect()
}

fn clauses(body: &str, lexicon: &Lexicon) -> Vec<Vec<u32>> {
    let mut text = text::read(body, lexicon);
    let mut out = Vec::new();
    for index in 0..text.sentences.len() {
        text.parse(index, lexicon);
        let sentence = Sentence::new(&text, index as u32, lexicon);
        let triggers = trigger::find(&sentence, Breadth::Entries);
        for trigger in triggers.iter().filter(|t| !t.noun && sentence.tree.rel(t.token) == Rel::Root) {
            let mut features = Vec::new();
            keep::of_act(&sentence, trigger.token, trigger.kind.as_deref(), &mut features);
            out.push(features);
        }
    }
    out
}

/// As many lines of timelines as of articles.
pub fn balanced(lines: &Lines) -> Lines {
    let mut order: Vec<usize> = (0..lines.len()).collect();
    shuffle(&mut order, &mut 3);
    let (yes, no): (Vec<usize>, Vec<usize>) = order.into_iter().partition(|&n| lines[n].1);
    let count = yes.len().min(no.len());
    yes[..count].iter().zip(&no[..count]).flat_map(|(&a, &b)| [lines[a].clone(), lines[b].clone()]).collect()
}

pub fn learn(lines: &Lines, examples: &[&Example]) -> Perceptron<2> {
    let mut learner = Perceptron::new();
    lines.iter().for_each(|(features, _)| learner.count(features));
    // A word of few labels counts as one of few lines.
    examples.iter().for_each(|example| learner.count(&example.features));
    learner.freeze(3);
    let mut seed = 1;
    let mut order: Vec<usize> = (0..lines.len()).collect();
    for round in 0..ROUNDS[0] {
        shuffle(&mut order, &mut seed);
        for &n in &order {
            learner.learn_softly(&lines[n].0, usize::from(lines[n].1), 0..2, RATE[0] / (1.0 + round as f32), DECAY[0]);
        }
    }
    learner.average();
    learner.begin_anew(LEFT);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    for round in 0..ROUNDS[1] {
        shuffle(&mut order, &mut seed);
        for &n in &order {
            learner.learn_softly(
                &examples[n].features,
                usize::from(examples[n].good),
                0..2,
                RATE[1] / (1.0 + round as f32).sqrt(),
                DECAY[1],
            );
        }
    }
    learner.average();
    learner
}

/// Prints what is dropped of what the rules list, and what is left, by threshold: how many the labels stand for, and how many of these are good, each article judged by what the others taught.
pub fn measure(lines: &Lines, examples: &[Example]) {
    let fold = |example: &Example| example.doc.bytes().fold(7, |hash, byte| annals::linear::mix(hash, u64::from(byte))) % FOLDS;
    let folds: Vec<u64> = (0..FOLDS).collect();
    let scored: Vec<Vec<(f32, &Example)>> = folds
        .par_iter()
        .map(|&held| {
            let taught: Vec<&Example> = examples.iter().filter(|example| fold(example) != held).collect();
            let learner = learn(lines, &taught);
            let asked = examples.iter().filter(|example| fold(example) == held && example.weight > 0.0 && example.by_rule);
            asked.map(|e| (learner.score(&e.features), e)).map(|(s, e)| (s[1] - s[0], e)).collect()
        })
        .collect();
    let scored: Vec<(f32, &Example)> = scored.into_iter().flatten().collect();
    println!("entries: a good one scores above a bad one in {:.1} % of pairs", 100.0 * above(&scored));
    for bar in Bar::ALL {
        let stands_for = |which: &dyn Fn(f32) -> bool| {
            let of = scored.iter().filter(|(score, example)| example.bar == bar && which(*score));
            let sum = |good: bool| of.clone().filter(|(_, e)| e.good || !good).map(|(_, e)| e.weight).sum::<f32>();
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
    let (good, bad): (Vec<_>, Vec<_>) = scored.iter().partition(|(_, example)| example.good);
    let wins: usize = good.iter().map(|(score, _)| bad.iter().filter(|(other, _)| other < score).count()).sum();
    wins as f32 / (good.len() * bad.len()).max(1) as f32
}
