//! Mentions that may become entries, one JSON object a line, for a person to judge and for the trainer to learn from.
//!
//! ```text
//! cargo run --release --example eval_entries -- ROOT PATH…
//! ```
//! `doc` (below ROOT) and `start` (the trigger, in code points of the article's text) name the mention, as in the labels of the trainer.

mod articles;
// Only its reader is needed.
#[allow(dead_code)]
mod timeml;

use annals::article::Article;
use annals::event::keep::Doubt;
use annals::event::trigger::Breadth;
use annals::event::{self, Mention, Setting};
use annals::lexicon::Lexicon;
use annals::text::{self, Text};
use annals::timeline::yaml::names::Named;
use annals::timex::{self, Timex};
use rayon::prelude::*;
use serde_json::json;
use std::collections::BTreeMap;
use std::path::Path;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [root, paths @ ..] = arguments.as_slice() else {
        eprintln!("usage: eval_entries ROOT PATH…");
        std::process::exit(2);
    };
    let lexicon = Lexicon::embedded();
    let articles: Vec<Article> = paths.iter().flat_map(|path| articles::read(Path::new(root), Path::new(path))).collect();
    let lines: Vec<Vec<String>> = articles.par_iter().map(|article| candidates(article, lexicon)).collect();
    lines.into_iter().flatten().for_each(|line| println!("{line}"));
}

fn candidates(article: &Article, lexicon: &Lexicon) -> Vec<String> {
    let mut text = text::read(&article.body, lexicon);
    let timexes = timex::find(&text, article.dct.date, lexicon);
    let setting = Setting { dct: article.dct.date, breadth: Breadth::Entries, lexicon };
    let mut judged: BTreeMap<u32, (i32, bool, bool)> = BTreeMap::new();
    let mut decide = |mention: &Mention, features: &[u32], by_rule: bool| {
        let score = event::keep::score(features, &lexicon.models.entry);
        judged.insert(mention.token, (score, by_rule, event::keep::doubt(score, mention, by_rule) == Doubt::None));
        Doubt::None
    };
    let mentions = event::find_with(&mut text, &timexes, setting, &mut decide);
    let seen = mentions.iter().filter_map(|mention| Some((mention, *judged.get(&mention.token)?)));
    seen.map(|(mention, judged)| candidate(article, &text, &timexes, mention, judged)).collect()
}

fn candidate(article: &Article, text: &Text, timexes: &[Timex], mention: &Mention, (score, by_rule, enough): (i32, bool, bool)) -> String {
    let sentence = |index: u32| text.sentences[index as usize].span.of(text.raw);
    json!({
        "doc": article.path,
        "start": text.raw[..mention.trigger.start as usize].chars().count(),
        "dct": article.dct.date.map(|date| date.to_string()),
        "before": mention.sentence.checked_sub(1).map(sentence),
        "sentence": sentence(mention.sentence),
        "trigger": mention.trigger.of(text.raw),
        "date": mention.when.date.to_string(),
        "basis": mention.when.basis.word(),
        "time": mention.when.timex.map(|index| timexes[index as usize].span.of(text.raw)),
        "type": mention.kind,
        "status": mention.status.word(),
        "what": mention.what,
        "actors": mention.actors,
        "recipients": mention.recipients,
        "place": mention.place,
        "again": mention.same_as.is_some(),
        "score": score,
        "number": articles::number(mention),
        "by_rule": by_rule,
        "listed": enough,
    })
    .to_string()
}
