//! How right the trees are that later rows read, mends and all: `cargo run --release --example eval_trees -- FILE.conllu [RELATION]`.
//!
//! Each gold sentence is read as text, its words set apart by spaces; those that annals cuts otherwise do not count. Subtypes of relations count as
//! their relation. With RELATION the words that are wrong in it are listed.

use annals::lexicon::Lexicon;
use annals::text;
use std::collections::BTreeMap;

/// A word of the gold tree.
struct Word {
    form: String,
    /// Its head, by place in the sentence; none for the root.
    head: Option<usize>,
    rel: String,
}

fn sentences(conllu: &str) -> impl Iterator<Item = Vec<Word>> + '_ {
    conllu.split("\n\n").filter_map(|block| {
        let rows = block.lines().map(|line| line.split('\t').collect::<Vec<_>>());
        let words: Vec<Word> = rows
            .filter(|row| row.len() == 10 && row[0].parse::<usize>().is_ok())
            .map(|row| Word { form: row[1].into(), head: row[6].parse::<usize>().ok().and_then(|h| h.checked_sub(1)), rel: row[7].into() })
            .collect();
        (!words.is_empty()).then_some(words)
    })
}

fn base(rel: &str) -> &str {
    rel.split(':').next().unwrap_or(rel)
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().expect("a CoNLL-U file");
    let listed = arguments.next();
    let conllu = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let lexicon = Lexicon::embedded();
    let (mut used, mut total) = (0, 0);
    // Words, those with the right head, and those with the right relation too.
    let mut counts: BTreeMap<String, [usize; 3]> = BTreeMap::new();
    for words in sentences(&conllu) {
        total += 1;
        let line = words.iter().map(|w| w.form.as_str()).collect::<Vec<_>>().join(" ");
        let mut text = text::read(&line, lexicon);
        if text.sentences.len() != 1 || text.tokens.len() != words.len() {
            continue;
        }
        used += 1;
        text.parse(0, lexicon);
        let form = |head: Option<usize>| head.map_or("the root", |h| words[h].form.as_str());
        for (i, word) in words.iter().enumerate().filter(|(_, word)| word.rel != "punct") {
            let token = text.tokens[i];
            let head = (token.head as usize != i).then_some(token.head as usize);
            let (attached, named) = (head == word.head, base(token.rel.name()) == base(&word.rel));
            let count = counts.entry(word.rel.clone()).or_default();
            *count = [count[0] + 1, count[1] + usize::from(attached), count[2] + usize::from(attached && named)];
            if listed.as_deref() == Some(&word.rel) && !(attached && named) {
                println!("{line}\n    {}: {} of {}, not of {}", word.form, token.rel.name(), form(head), form(word.head));
            }
        }
    }
    let share = |part: usize, all: usize| 100.0 * part as f64 / all as f64;
    let sum = counts.values().fold([0; 3], |sum, count| [0, 1, 2].map(|i| sum[i] + count[i]));
    for (rel, count) in counts.iter().filter(|(_, count)| count[0] >= 50) {
        println!("{rel:14} {:6}  UAS {:.1}  LAS {:.1}", count[0], share(count[1], count[0]), share(count[2], count[0]));
    }
    println!("{used} of {total} sentences, {} words: UAS {:.2}, LAS {:.2}", sum[0], share(sum[1], sum[0]), share(sum[2], sum[0]));
}
