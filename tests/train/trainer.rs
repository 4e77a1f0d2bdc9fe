//! Trains the weights in `data/en/model` on treebanks, measures them, and says what it measured:
//! `cargo run --release --example train -- FOLDER [classes] [tagger] [seams] [parser] [labels] [TEXT…]`, where FOLDER holds `ewt-train.conllu`,
//! `gum-ccby-train.conllu`, `ewt-dev.conllu` and `gum-dev.conllu`. Texts are names that have a full stop: with `classes` it learns the word classes
//! from them first, with `seams` where sentences run into each other, and the parser learns from a sample of their sentences what several parsers
//! agree on. A text that ends in `.conllu` holds sentences that a teacher tagged and parsed: tagger, parser and labels learn from them as from the
//! treebanks. Two runs write the same bytes.
//!
//! `cargo run --release --example train -- events FOLDER…` trains `event.bin` on the TimeML documents of the folders.
//!
//! `cargo run --release --example train -- entries ROOT LABELS…` trains `entry.bin` on mentions of articles below ROOT that persons or a teacher judged
//! (see `entries.rs` for their files, `eval_entries` for mentions to judge).

#[path = "../eval/articles.rs"]
mod articles;
mod classes;
mod conllu;
mod entries;
mod events;
mod parsing;
mod seams;
mod tagging;
mod teach;
// The evaluation reads the fields that training does not.
#[allow(dead_code)]
#[path = "../eval/timeml.rs"]
mod timeml;

use annals::linear::classes::Classes;
use annals::linear::{Narrow, Table};
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::time::Instant;

fn main() {
    let mut arguments = std::env::args().skip(1).peekable();
    if arguments.next_if(|first| first == "events").is_some() {
        return write("event.bin", &learn_events(arguments.map(PathBuf::from)));
    }
    if arguments.next_if(|first| first == "entries").is_some() {
        return write("entry.bin", &learn_entries(arguments.map(PathBuf::from)));
    }
    let folder = PathBuf::from(arguments.next().expect("the folder of the treebanks"));
    let (plain, what): (Vec<String>, Vec<String>) = arguments.partition(|a| a.contains('.'));
    let (parsed, plain): (Vec<PathBuf>, Vec<PathBuf>) =
        plain.iter().map(PathBuf::from).partition(|path| path.extension().is_some_and(|end| end == "conllu"));
    let wanted = |name: &str| what.is_empty() || what.iter().any(|w| w == name);
    let read = |name: &str| (conllu::read(&folder.join(name)), conllu::genres(&folder.join(name)));
    let (mut train, mut genres) = read("ewt-train.conllu");
    let more = read("gum-ccby-train.conllu");
    train.extend(more.0);
    genres.extend(more.1);
    let dev = [("EWT dev", read("ewt-dev.conllu")), ("GUM dev", read("gum-dev.conllu"))];
    let parts = || {
        let all = dev.iter().map(|(name, (sentences, _))| (*name, sentences.iter().collect::<Vec<_>>()));
        let (sentences, genres) = &dev[1].1;
        all.chain([("GUM dev news", sentences.iter().zip(genres).filter(|(_, genre)| *genre == "news").map(|(s, _)| s).collect())])
    };
    let known: HashSet<u64> = train.iter().flat_map(|s| tagging::forms(s, &Classes::none())).map(|form| form.word).collect();
    train.extend(parsed.iter().flat_map(|path| conllu::read(path)));
    let headlines = conllu::headlines(&train);
    let all: Vec<&conllu::Sentence> = train.iter().chain(headlines.iter().map(|(_, copy)| copy)).collect();
    if what.iter().any(|w| w == "classes") {
        learn_classes(&train, &all, &plain);
    }
    let classes = Classes::load("words.bin", read_table("words.bin").into()).expect("learn the classes first");
    if wanted("tagger") {
        let learn = |seed| tagging::train(&all, &classes, tagging::ROUNDS, 2, seed, tagging::MARGIN);
        let learned = std::thread::scope(|scope| {
            let other = scope.spawn(|| learn(2));
            let mut learned = learn(1);
            learned.join(&other.join().expect("the second tagger"));
            learned
        });
        let bytes = learned.table(tagging::BITS);
        let table = Table::load("tagger", bytes.clone().into()).expect("a table just made");
        for (name, sentences) in parts() {
            let [fine, coarse, new] = tagging::measure(&table, sentences.into_iter(), &classes, &known);
            println!("tagger, {name}: XPOS {fine:.2}, coarse {coarse:.2}, unknown words {new:.2}");
        }
        let all: Vec<&conllu::Sentence> = parts().flat_map(|(_, s)| s).collect();
        let tokens: usize = all.iter().map(|s| s.len()).sum();
        let start = Instant::now();
        all.iter().for_each(|s| drop(std::hint::black_box(tagging::tags(&table, s, &classes))));
        println!("tagger: {:.0} tokens/s, {} bytes", tokens as f64 / start.elapsed().as_secs_f64(), bytes.len());
        write("tagger.bin", &bytes);
    }
    if wanted("seams") {
        let tagger = Table::load("tagger", read_table("tagger.bin").into()).expect("train the tagger first");
        let learned = seams::train(&train, &headlines, classes::read(&plain), &classes, &tagger);
        let bytes = Narrow::file(&learned.table_in_units(16, annals::text::seam::UNIT));
        let table = Narrow::load("seam", bytes.clone().into()).expect("a table just made");
        for (name, sentences) in parts() {
            let [cut, precision, recall] = seams::measure(&table, &sentences, &classes, &tagger);
            println!("seams, {name}: {cut:.2} % of sentences cut; of glued pairs precision {precision:.2}, recall {recall:.2}");
        }
        println!("seams: {} bytes", bytes.len());
        write("seam.bin", &bytes);
    }
    // The dev sets as a parser meets them.
    let tagged = || -> Vec<(&str, Vec<parsing::Case>)> {
        let tagger = Table::load("tagger", read_table("tagger.bin").into()).expect("train the tagger first");
        let case =
            |s: &conllu::Sentence| parsing::case(s, &classes, tagging::tags(&tagger, s, &classes).iter().map(|&t| t as u8).collect());
        parts().map(|(name, sentences)| (name, sentences.into_iter().map(case).collect())).collect()
    };
    let (cases, dev) = match wanted("parser") || wanted("labels") {
        true => (jackknifed(&train, &headlines, &classes), tagged()),
        false => (Vec::new(), Vec::new()),
    };
    if wanted("parser") {
        let tagger = Table::load("tagger", read_table("tagger.bin").into()).expect("train the tagger first");
        let mut taught = taught(&cases, &dev, &plain, &classes, &tagger);
        taught.extend(cases.iter().cloned());
        let rounds = if parsed.is_empty() { ROUNDS } else { FEW_ROUNDS };
        let arcs = std::thread::scope(|scope| {
            // Two that differ by chance are better together, and their sum costs no more than one.
            let other = scope.spawn(|| parsing::train(&taught, rounds, 2, 2));
            let mut arcs = parsing::train(&taught, rounds, 2, 1);
            arcs.join(&other.join().expect("the second parser"));
            arcs
        });
        let bytes = Narrow::file(&arcs.table_above_first::<2>(parsing::BITS));
        let table = Narrow::load("parser", bytes.clone().into()).expect("a table just made");
        for (name, cases) in &dev {
            let [exact, _, _] = parsing::measure(cases, &parsing::trees(cases, |f| arcs.score(f)), |_| 0);
            let tokens: usize = cases.iter().map(|c| c.tags.len()).sum();
            let start = Instant::now();
            let trees = parsing::trees(cases, parsing::scored(&table));
            let speed = tokens as f64 / start.elapsed().as_secs_f64();
            let [uas, _, _] = parsing::measure(cases, &trees, |_| 0);
            println!("parser, {name}: UAS {uas:.2}, before rounding {exact:.2}; {speed:.0} tokens/s");
        }
        println!("parser: {} bytes", bytes.len());
        write("parser.bin", &bytes);
    }
    if wanted("labels") {
        let parser = Narrow::load("parser", read_table("parser.bin").into()).expect("train the parser first");
        let labels = parsing::train_labels(&cases, 6, 3);
        let bytes = labels.table(parsing::LABEL_BITS);
        let table: Table<{ annals::text::label::CLASSES }> = Table::load("label", bytes.clone().into()).expect("a table just made");
        let count = annals::text::Rel::ALL.len();
        for (name, cases) in &dev {
            let trees = parsing::trees(cases, parsing::scored(&parser));
            let [_, exact, _] = parsing::measure(cases, &trees, |f| annals::linear::best(&labels.score(f)[..count]));
            let [uas, las, share] = parsing::measure(cases, &trees, |f| table.best(f, count));
            println!("labels, {name}: UAS {uas:.2}, LAS {las:.2}, before rounding {exact:.2}; {share:.2} of the labels right");
        }
        println!("labels: {} bytes", bytes.len());
        write("label.bin", &bytes);
    }
}

/// Each quarter is tagged by a tagger that never saw it, so that the parser learns from tags as wrong as it will meet. The copies of a sentence
/// are tagged with it.
fn jackknifed(train: &[conllu::Sentence], copies: &[(usize, conllu::Sentence)], classes: &Classes) -> Vec<parsing::Case> {
    let all: Vec<(usize, &conllu::Sentence)> = train.iter().enumerate().chain(copies.iter().map(|(of, copy)| (*of, copy))).collect();
    let fold = |fold: usize| -> Vec<parsing::Case> {
        let rest: Vec<&conllu::Sentence> = all.iter().filter(|(i, _)| i / 50 % 4 != fold).map(|(_, s)| *s).collect();
        let learned = tagging::train(&rest, classes, tagging::FEW_ROUNDS, 2, 1, tagging::MARGIN);
        let table = Table::load("tagger", learned.table(tagging::BITS).into()).expect("a table just made");
        let unseen = all.iter().filter(|(i, _)| i / 50 % 4 == fold).map(|(_, s)| *s);
        unseen.map(|s| parsing::case(s, classes, tagging::tags(&table, s, classes).iter().map(|&t| t as u8).collect())).collect()
    };
    let two = |first: usize| {
        std::thread::scope(|scope| {
            let other = scope.spawn(move || fold(first + 1));
            let mut cases = fold(first);
            cases.extend(other.join().expect("a tagger"));
            cases
        })
    };
    let mut cases = two(0);
    cases.extend(two(2));
    cases
}

/// How often the parsers see every sentence.
const ROUNDS: usize = 10;
/// The same where a teacher's sentences are many.
const FEW_ROUNDS: usize = 6;
/// How many sentences the parsers teach.
const TAUGHT: usize = 60_000;
/// The least share of the teachers' votes that a taught tree must have.
const AGREED: f64 = 0.8;

/// Sentences of unlabelled text with the trees that several parsers agree on, spread evenly over the text.
fn taught(
    cases: &[parsing::Case],
    dev: &[(&str, Vec<parsing::Case>)],
    paths: &[PathBuf],
    classes: &Classes,
    tagger: &Table<{ annals::text::tagger::CLASSES }>,
) -> Vec<parsing::Case> {
    if paths.is_empty() {
        return Vec::new();
    }
    let teachers = teach::teachers(cases);
    for (name, cases) in dev {
        let agreed = cases.iter().zip(teachers.trees(cases)).map(|(case, (tree, _))| case.agreement(&tree));
        let (right, all) = agreed.fold((0, 0), |sum, (right, all)| (sum.0 + right, sum.1 + all));
        println!("teachers, {name}: UAS {:.2}", right as f64 / all as f64 * 100.0);
    }
    let seam = Narrow::load("seam", read_table("seam.bin").into()).expect("learn the seams first");
    let mut text: Vec<classes::Plain> = classes::read(paths).into_iter().flat_map(|plain| plain.cut(classes, tagger, &seam)).collect();
    text.retain(|sentence| (4..=45).contains(&sentence.forms.len()));
    let step = (text.len() / TAUGHT).max(1);
    let sample = text.into_iter().step_by(step).map(|mut plain| {
        let tags = plain.tags(classes, tagger);
        parsing::Case::untold(plain.forms, tags)
    });
    let sample: Vec<parsing::Case> = sample.collect();
    let trees = teachers.trees(&sample);
    let number = sample.len();
    let agreed: Vec<parsing::Case> = sample
        .into_iter()
        .zip(trees)
        .filter(|(_, (tree, share))| *share >= AGREED && tree.iter().filter(|&&head| head == annals::text::parser::NONE).count() == 1)
        .map(|(case, (tree, _))| case.with_tree(tree))
        .collect();
    println!("taught: {} of {number} sentences", agreed.len());
    agreed
}

/// Clusters first; a tagger that knows the clusters then finds the kinds.
fn learn_classes(train: &[conllu::Sentence], all: &[&conllu::Sentence], paths: &[PathBuf]) {
    let mut text = classes::read(paths);
    text.extend(train.iter().map(|s| classes::Plain::new(s.iter().map(|w| w.form.as_str()))));
    let vocabulary = classes::vocabulary(&text, 5);
    println!("classes: {} tokens, {} words", text.iter().map(|s| s.forms.len()).sum::<usize>(), vocabulary.len());
    let clusters = classes::clusters(&text, &vocabulary, 254, 20);
    let mut kinds = (vec![0u8; vocabulary.len()], 0);
    for _ in 0..3 {
        let known = Classes::load("words", classes::file(&vocabulary, &clusters, &kinds).into()).expect("a file just made");
        let table = Table::load("tagger", tagging::train(all, &known, 5, 2, 1, tagging::MARGIN).table(tagging::BITS).into())
            .expect("a table just made");
        kinds = classes::kinds(&mut text, &vocabulary, &known, &table);
    }
    write("words.bin", &classes::file(&vocabulary, &clusters, &kinds));
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

/// The table learned from every document of the folders.
fn learn_events(folders: impl Iterator<Item = PathBuf>) -> Vec<u8> {
    let lexicon = &annals::lexicon::Lexicon::parse(&events::files()).expect("data/en");
    let documents: Vec<timeml::Document> = folders.flat_map(|folder| timeml::read_folder(&folder)).collect();
    let examples: Vec<events::Examples> =
        documents.iter().map(|d| events::examples(d, &events::parsed(&d.text, lexicon), lexicon)).collect();
    let bytes = events::table(&examples.iter().collect::<Vec<_>>());
    println!("events: {} documents, {} bytes", documents.len(), bytes.len());
    bytes
}

/// The table learned from judgements and what a teacher makes of other mentions.
fn learn_entries(mut paths: impl Iterator<Item = PathBuf>) -> Vec<u8> {
    let lexicon = &annals::lexicon::Lexicon::parse(&events::files()).expect("data/en");
    let root = paths.next().expect("entries ROOT LABELS…");
    let examples: Vec<entries::Example> = paths.flat_map(|labels| entries::examples(&labels, &root, lexicon)).collect();
    entries::measure(&examples);
    let learner = entries::learn(&examples.iter().collect::<Vec<_>>());
    let bytes = learner.table_in_units(17, annals::event::keep::UNIT);
    println!("entries: {} examples, {} features, {} bytes", examples.len(), learner.features(), bytes.len());
    bytes
}
