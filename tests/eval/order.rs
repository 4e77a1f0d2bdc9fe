//! Temporal relations of gold events and times against annotated news, and how often the links of a build are right:
//! `cargo run --release --example eval_order -- WHAT FOLDER… MATRES.txt…`.
//!
//! - `dense TRAIN TEST OTHERS…`: TimeBank-Dense, learned from TRAIN (and the plain TimeML of OTHERS, without the documents of TEST);
//! - `cross TRAIN OTHERS…`: the same by five-fold cross-validation within TRAIN;
//! - `matres FOLDERS…`: start points (MATRES) by five-fold cross-validation;
//! - `build FOLDERS…`: the links that `annals build` finds, by cue, and those that the learned start points would add, by cross-validation.

#[path = "../train/order.rs"]
mod learning;
mod score;
mod tlinks;

use annals::event::trigger::Breadth;
use annals::event::{self, Mention, Status};
use annals::lexicon::Lexicon;
use annals::order::pair::Item;
use annals::order::pair::judge::{Head, Link};
use annals::order::tlink;
use annals::text::Text;
use annals::time::Relation;
use annals::timex::{self, Timex};
use learning::{Case, answers};
use score::{ByCue, Score};
use std::path::Path;
use tlinks::{Document, Row};

const USAGE: &str = "usage: eval_order dense|cross|matres|build FOLDER… MATRES.txt…";
const FOLDS: usize = 5;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (what, paths) = arguments.split_first().expect(USAGE);
    let (tables, folders): (Vec<&String>, Vec<&String>) = paths.iter().partition(|path| path.ends_with(".txt"));
    let rows: Vec<Row> = tables.iter().flat_map(|path| tlinks::read_matres(Path::new(path))).collect();
    let dense_sets = match what.as_str() {
        "dense" => 2,
        "cross" => 1,
        "matres" | "build" => 0,
        _ => panic!("{USAGE}"),
    };
    let sets: Vec<Vec<Document>> = folders.iter().map(|folder| tlinks::read_folder(Path::new(folder))).collect();
    // A document of the dense folders that is in the others too is read from the dense folder.
    let dense_names: Vec<&str> = sets[..dense_sets].iter().flatten().map(|d| d.name.as_str()).collect();
    let all = sets.iter().enumerate().flat_map(|(set, documents)| documents.iter().map(move |document| (set, document)));
    let documents: Vec<(usize, &Document)> =
        all.filter(|(set, document)| *set < dense_sets || !dense_names.contains(&document.name.as_str())).collect();
    let lexicon = Lexicon::embedded();
    if what == "build" {
        return build(&documents, &rows, lexicon);
    }
    let texts: Vec<Text> = documents.iter().map(|(_, document)| document.parsed(lexicon)).collect();
    let case = |((set, document), text)| {
        let (set, document): (usize, &Document) = (set, document);
        (set, learning::case(document, document.scene(text, lexicon), &rows, set < dense_sets))
    };
    let cases: Vec<(usize, Case)> = documents.iter().copied().zip(&texts).map(case).collect();
    let count = |of: fn(&Case) -> usize| cases.iter().map(|(_, case)| of(case)).sum::<usize>();
    let (starts, plain, dense) = (count(|c| c.starts.len()), count(|c| c.plain.len()), count(|c| c.dense.len()));
    println!("{} documents: {starts} start points of {} rows, {plain} plain links, {dense} dense links", cases.len(), rows.len());
    let mut score = Score::default();
    if what == "dense" {
        let part = |test: bool| cases.iter().filter(|(set, _)| (*set == 1) == test).map(|(_, case)| case).collect::<Vec<_>>();
        dense_links(&part(false), &part(true), &mut score);
    } else {
        // "matres" has no dense folder and cuts all documents, "cross" those of the first.
        let cut: Vec<&Case> = cases.iter().filter(|(set, _)| what == "matres" || *set == 0).map(|(_, case)| case).collect();
        for fold in 0..FOLDS {
            let test: Vec<&Case> = cut.iter().copied().skip(fold).step_by(FOLDS).collect();
            let train: Vec<&Case> = cases.iter().map(|(_, case)| case).filter(|case| test.iter().all(|t| t.name != case.name)).collect();
            if what == "cross" { dense_links(&train, &test, &mut score) } else { start_points(&train, &test, &mut score) }
        }
    }
    score.print();
}

fn dense_links(train: &[&Case], test: &[&Case], score: &mut Score) {
    let (dense, base) = learning::dense(train);
    for case in test {
        for together in [false, true] {
            let got = answers(case, &case.dense, Head::Dense, &|f| dense.score(f).to_vec(), &|f| base.score(f), together);
            score.add(case, &case.dense, &got, together);
        }
    }
}

fn start_points(train: &[&Case], test: &[&Case], score: &mut Score) {
    let base = learning::starts(train);
    for case in test {
        for together in [false, true] {
            let got = answers(case, &case.starts, Head::StartPoints, &|f| base.score(f).to_vec(), &|_| [0.0; 9], together);
            score.add(case, &case.starts, &got, together);
        }
    }
}

/// What annals itself makes of one document.
struct Read<'a> {
    text: Text<'a>,
    timexes: Vec<Timex>,
    mentions: Vec<Mention>,
}

fn read<'a>(document: &'a Document, lexicon: &Lexicon) -> Read<'a> {
    let mut text = document.parsed(lexicon);
    let timexes = timex::find(&text, document.dct, lexicon);
    let mentions = event::find(&mut text, &timexes, event::Setting { dct: document.dct, breadth: Breadth::Entries, lexicon });
    Read { text, timexes, mentions }
}

fn build(documents: &[(usize, &Document)], rows: &[Row], lexicon: &Lexicon) {
    let read: Vec<Read> = documents.iter().map(|(_, document)| read(document, lexicon)).collect();
    let mut cases: Vec<Case> = Vec::new();
    for (&(_, document), read) in documents.iter().zip(&read) {
        let scene = document.own_scene(&read.text, &read.mentions, &read.timexes, lexicon);
        cases.push(learning::case(document, scene, rows, false));
    }
    let mut cues = ByCue::default();
    for (case, read) in cases.iter().zip(&read) {
        for link in tlink::find(&read.text, &read.timexes, &read.mentions, lexicon) {
            let relation = match link.relation {
                Relation::Before | Relation::EndedBy => Link::Before,
                Relation::After | Relation::Ends => Link::After,
                Relation::Includes => Link::Includes,
                Relation::IsIncluded => Link::IsIncluded,
                _ => Link::Simultaneous,
            };
            let (from, to) = (Item::Event(link.from), Item::Event(link.to));
            for (pairs, of_starts) in [(&case.plain, false), (&case.starts, true)] {
                for pair in pairs {
                    let gold = if (pair.a, pair.b) == (from, to) {
                        pair.link
                    } else if (pair.b, pair.a) == (from, to) {
                        pair.link.inverse()
                    } else {
                        continue;
                    };
                    cues.add(&link.cue, link.confidence, relation, gold, of_starts);
                }
            }
        }
    }
    cues.print();
    let mut score = Score::default();
    for fold in 0..FOLDS {
        let (test, train): (Vec<_>, Vec<_>) = cases.iter().zip(&read).enumerate().partition(|(i, _)| i % FOLDS == fold);
        let train: Vec<&Case> = train.into_iter().map(|(_, (case, _))| case).collect();
        let base = learning::starts(&train);
        for (_, (case, read)) in test {
            let is_entry = |item: Item| {
                let Item::Event(i) = item else { return false };
                read.mentions[i].listed && matches!(read.mentions[i].status, Status::Occurred | Status::Ongoing)
            };
            let pairs: Vec<_> = case.starts.iter().copied().filter(|pair| is_entry(pair.a) && is_entry(pair.b)).collect();
            let got = answers(case, &pairs, Head::StartPoints, &|f| base.score(f).to_vec(), &|_| [0.0; 9], false);
            score.add(case, &pairs, &got, false);
        }
    }
    println!("start points of pairs that are both entries of a build:");
    score.print();
}
