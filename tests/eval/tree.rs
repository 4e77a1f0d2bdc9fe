//! Shows how annals parses a text, one token a line: `cargo run --release --example tree -- FILE` (or `-` for standard input).

use annals::lexicon::Lexicon;
use annals::text;
use std::io::Read;

fn main() {
    let path = std::env::args().nth(1).unwrap_or("-".into());
    let mut raw = String::new();
    if path == "-" {
        std::io::stdin().read_to_string(&mut raw).expect("standard input is UTF-8");
    } else {
        raw = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    }
    let lexicon = Lexicon::embedded();
    let mut text = text::read(&raw, lexicon);
    for index in 0..text.sentences.len() {
        text.parse(index, lexicon);
        let sentence = &text.sentences[index];
        println!("# {}{}", if sentence.heading { "[heading] " } else { "" }, sentence.span.of(&raw).replace('\n', " "));
        for token in sentence.tokens.clone() {
            let (head, rel) = (text.tokens[token as usize].head, text.tokens[token as usize].rel);
            let head_word = if head == token { "ROOT" } else { text.word(head) };
            println!("{token}\t{}\t{}\t{}\t{head}:{head_word}", text.word(token), text.tag(token).name(), rel.name());
        }
        println!();
    }
}
