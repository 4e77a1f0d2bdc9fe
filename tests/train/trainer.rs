//! Trains the weights in `data/en/model` on treebanks, measures them, and says what it measured:
//! `cargo run --release --example train -- FOLDER [tagger] [parser]`, where FOLDER holds `ewt-train.conllu`, `gum-ccby-train.conllu`, `ewt-dev.conllu` and
//! `gum-dev.conllu`. Two runs write the same bytes.

mod conllu;
mod parsing;
mod tagging;

use annals::linear::Table;
use std::path::{Path, PathBuf};
use std::time::Instant;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().expect("the folder of the treebanks"));
    let what: Vec<String> = arguments.collect();
    let wanted = |name: &str| what.is_empty() || what.iter().any(|w| w == name);
    let read = |name: &str| conllu::read(&folder.join(name));
    let mut train = read("ewt-train.conllu");
    train.extend(read("gum-ccby-train.conllu"));
    let dev = [("EWT dev", read("ewt-dev.conllu")), ("GUM dev", read("gum-dev.conllu"))];
    let headlines = conllu::headlines(&train);
    let all: Vec<&conllu::Sentence> = train.iter().chain(&headlines).collect();
    if wanted("tagger") {
        let bytes = tagging::train(&all, 10, 2).table(16);
        let table = Table::load("tagger", bytes.clone().into()).expect("a table just made");
        for (name, sentences) in &dev {
            let (fine, coarse) = tagging::measure(&table, sentences);
            println!("tagger, {name}: XPOS {fine:.2}, coarse {coarse:.2}");
        }
        let tokens: usize = dev.iter().map(|(_, s)| s.iter().map(Vec::len).sum::<usize>()).sum();
        let start = Instant::now();
        dev.iter().flat_map(|(_, s)| s).for_each(|s| drop(std::hint::black_box(tagging::tags(&table, s))));
        println!("tagger: {:.0} tokens/s, {} bytes", tokens as f64 / start.elapsed().as_secs_f64(), bytes.len());
        write("tagger.bin", &bytes);
    }
    if wanted("parser") {
        let cases = jackknifed(&train);
        let tagger = Table::load("tagger", read_table("tagger.bin").into()).expect("train the tagger first");
        let tagged = |s: &conllu::Sentence| parsing::case(s, tagging::tags(&tagger, s).iter().map(|&t| t as u8).collect());
        let dev: Vec<(&str, Vec<parsing::Case>)> = dev.iter().map(|(name, s)| (*name, s.iter().map(tagged).collect())).collect();
        let (arcs, labels) = std::thread::scope(|scope| {
            let labels = scope.spawn(|| parsing::train_labels(&cases, 6, 3));
            (parsing::train(&cases, 10, 2), labels.join().expect("the labels"))
        });
        let (arc_bytes, label_bytes) = (arcs.table_above_first::<2>(20), labels.table(16));
        let arc_table: Table<2> = Table::load("parser", arc_bytes.clone().into()).expect("a table just made");
        let label_table: Table<{ annals::text::label::CLASSES }> =
            Table::load("label", label_bytes.clone().into()).expect("a table just made");
        let count = annals::text::Rel::ALL.len();
        for (name, cases) in &dev {
            let exact = parsing::trees(cases, |f| arcs.score(f));
            let [uas, las, _] = parsing::measure(cases, &exact, |f| annals::linear::best(&labels.score(f)[..count]));
            println!("parser before rounding, {name}: UAS {uas:.2}, LAS {las:.2}");
            let tokens: usize = cases.iter().map(|c| c.tags.len()).sum();
            let start = Instant::now();
            let rounded = parsing::trees(cases, |f| {
                let mut scores = [0; 2];
                arc_table.score(f, &mut scores);
                [0, scores[0], scores[1]]
            });
            let parsed = start.elapsed().as_secs_f64();
            let [uas, las, share] = parsing::measure(cases, &rounded, |f| label_table.best(f, count));
            let (all, parsed) = (tokens as f64 / start.elapsed().as_secs_f64(), tokens as f64 / parsed);
            println!("parser, {name}: UAS {uas:.2}, LAS {las:.2}, labels {share:.2}; {parsed:.0} tokens/s, with labels {all:.0}");
        }
        println!("parser: {} and {} bytes", arc_bytes.len(), label_bytes.len());
        write("parser.bin", &arc_bytes);
        write("label.bin", &label_bytes);
    }
}

/// Each quarter is tagged by a tagger that never saw it, so that the parser learns from tags as wrong as it will meet.
fn jackknifed(train: &[conllu::Sentence]) -> Vec<parsing::Case> {
    let mut tags: Vec<Vec<u8>> = vec![Vec::new(); train.len()];
    for fold in 0..4 {
        let rest: Vec<&conllu::Sentence> = train.iter().enumerate().filter(|(i, _)| i / 50 % 4 != fold).map(|(_, s)| s).collect();
        let table = Table::load("tagger", tagging::train(&rest, 5, 2).table(16).into()).expect("a table just made");
        for (i, s) in train.iter().enumerate().filter(|(i, _)| i / 50 % 4 == fold) {
            tags[i] = tagging::tags(&table, s).iter().map(|&t| t as u8).collect();
        }
    }
    train.iter().zip(tags).map(|(s, tags)| parsing::case(s, tags)).collect()
}

fn read_table(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("data/en/model").join(name)).expect("a table")
}

fn write(name: &str, bytes: &[u8]) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/en/model").join(name);
    std::fs::write(&path, bytes).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}

/// Fisher and Yates, with a generator of its own so that two runs agree.
pub fn shuffle(order: &mut [usize], seed: &mut u64) {
    for i in (1..order.len()).rev() {
        *seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        order.swap(i, (*seed >> 33) as usize % (i + 1));
    }
}
