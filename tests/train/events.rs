//! Trains the classifier of event mentions (`annals::event::recognize`) on TimeML documents.

use crate::timeml::Document;
use annals::event::recognize::{CLASSES, WIDTH, Words, can_be_event, features};
use annals::event::sentence::Sentence;
use annals::lexicon::{Files, Lexicon};
use annals::linear::train::Perceptron;
use annals::text::{self, Text};
use std::path::Path;

/// What the classifier sees of one document: a token, its features, its row.
pub type Examples = Vec<(u32, Vec<u32>, usize)>;

/// What lies under `data/en` now, and not what was there when this program was compiled: the weights of the tagger and the parser may be minutes old.
pub fn files() -> Files {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/en");
    let mut files = Files::default();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for path in std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())).flatten().map(|f| f.path()) {
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(name) = path.strip_prefix(&root) {
                let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
                files.insert(name.to_string_lossy().replace('\\', "/"), bytes);
            }
        }
    }
    files
}

pub fn parsed<'a>(raw: &'a str, lexicon: &Lexicon) -> Text<'a> {
    let mut text = text::read(raw, lexicon);
    (0..text.sentences.len()).for_each(|sentence| text.parse(sentence, lexicon));
    text
}

pub fn examples(document: &Document, text: &Text, lexicon: &Lexicon) -> Examples {
    let gold = gold_rows(document, text);
    let mut out = Vec::new();
    let mut buffer = Vec::new();
    for index in 0..text.sentences.len() {
        let sentence = Sentence::new(text, index as u32, lexicon);
        let words = Words::new(&sentence);
        for token in sentence.tree.tokens().filter(|&token| can_be_event(&sentence, token)) {
            features(&sentence, &words, token, &mut buffer);
            out.push((token, buffer.clone(), gold[token as usize]));
        }
    }
    out
}

/// The row of every token: that of the gold event whose last token it is.
pub fn gold_rows(document: &Document, text: &Text) -> Vec<usize> {
    let mut rows = vec![0; text.tokens.len()];
    for event in &document.events {
        let end = text.tokens.partition_point(|token| (token.span.start as usize) < event.end);
        let inside = end > 0 && text.tokens[end - 1].span.end as usize > event.start;
        if let Some(class) = CLASSES.iter().position(|class| name(*class) == event.class).filter(|_| inside) {
            rows[end - 1] = class + 1;
        }
    }
    rows
}

pub fn name(class: annals::event::Class) -> &'static str {
    use annals::timeline::yaml::names::Named;
    class.word()
}

/// The table that is shipped, when `documents` are all there are.
pub fn table(documents: &[&Examples]) -> Vec<u8> {
    train(documents, 8, 2).table(16)
}

pub fn train(documents: &[&Examples], rounds: usize, least: u32) -> Perceptron<WIDTH> {
    let mut learner = Perceptron::new();
    let all: Vec<&(u32, Vec<u32>, usize)> = documents.iter().copied().flatten().collect();
    all.iter().for_each(|(_, features, _)| learner.count(features));
    learner.freeze(least);
    let mut order: Vec<usize> = (0..all.len()).collect();
    let mut seed = 1u64;
    for _ in 0..rounds {
        shuffle(&mut order, &mut seed);
        for &n in &order {
            learner.learn(&all[n].1, all[n].2, WIDTH);
        }
    }
    learner.average();
    learner
}

/// Fisher and Yates, with a generator of its own so that two runs agree.
fn shuffle(order: &mut [usize], seed: &mut u64) {
    for i in (1..order.len()).rev() {
        *seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        order.swap(i, (*seed >> 33) as usize % (i + 1));
    }
}
