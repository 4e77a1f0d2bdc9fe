//! Treebanks in CoNLL-U, with hyphenated words cut as `annals::text::token` cuts them.

use annals::text::{Rel, Tag};
use std::path::Path;

#[derive(Clone)]
pub struct Word {
    pub form: String,
    pub tag: Tag,
    /// Position of the head in the sentence; its own for the root.
    pub head: usize,
    pub rel: Rel,
}

pub type Sentence = Vec<Word>;

/// The kind of text that each sentence of a file is from, as the names of its documents say: "news" of GUM, "reviews" of EWT.
pub fn genres(path: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let (mut genre, mut out) = (String::new(), Vec::new());
    for block in text.split("\n\n") {
        if let Some(name) = block.lines().find_map(|line| line.strip_prefix("# newdoc id = ")) {
            let name = name.strip_prefix("GUM_").unwrap_or(name);
            genre = name.split(['_', '-']).next().unwrap_or(name).to_string();
        }
        if !sentence(block).is_empty() {
            out.push(genre.clone());
        }
    }
    out
}

pub fn read(path: &Path) -> Vec<Sentence> {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.split("\n\n").map(sentence).filter(|s| !s.is_empty()).collect()
}

fn sentence(block: &str) -> Sentence {
    let mut words: Sentence = Vec::new();
    // Where each word of the treebank stands after hyphens were cut.
    let mut place = Vec::new();
    for line in block.lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let [id, form, _, _, tag, _, head, rel, ..] = fields[..] else { continue };
        let (Ok(_), Ok(head)) = (id.parse::<usize>(), head.parse::<usize>()) else { continue };
        let tag = Tag::from_name(tag).unwrap_or(Tag::Xx);
        let rel = Rel::from_name(rel).or_else(|| Rel::from_name(rel.split(':').next().unwrap_or(rel))).unwrap_or(Rel::Dep);
        let parts: Vec<&str> = form.split('-').collect();
        let cut = parts.len() > 1 && parts.iter().all(|p| !p.is_empty() && p.chars().all(char::is_alphabetic));
        // Heads are kept as treebank numbers until all places are known; a part of a cut word points at its last part.
        if cut {
            let last = words.len() + 2 * (parts.len() - 1);
            for part in &parts[..parts.len() - 1] {
                let first = if part.starts_with(char::is_uppercase) && tag.is_proper() { Tag::Nnp } else { Tag::Afx };
                words.push(Word { form: part.to_string(), tag: first, head: usize::MAX - last, rel: Rel::Compound });
                words.push(Word { form: "-".into(), tag: Tag::Hyph, head: usize::MAX - last, rel: Rel::Punct });
            }
        }
        place.push(words.len());
        words.push(Word { form: parts[if cut { parts.len() - 1 } else { 0 }].to_string(), tag, head, rel });
        if !cut {
            words.last_mut().unwrap().form = form.to_string();
        }
    }
    for (i, word) in words.iter_mut().enumerate() {
        word.head = match word.head {
            0 => i,
            far if far > usize::MAX / 2 => usize::MAX - far,
            head => place[head - 1],
        };
    }
    words
}

/// Copies in the ways of headlines, without the last stop: all capitals, capitals first, all small, and as they are, like a caption; with the number of
/// the sentence that each is made from. Few, so that they do not outweigh prose.
pub fn headlines(sentences: &[Sentence]) -> Vec<(usize, Sentence)> {
    let mut out = Vec::new();
    for (n, sentence) in sentences.iter().enumerate() {
        let change: fn(&str) -> String = match n % 24 {
            3 => |form| form.to_uppercase(),
            9 | 15 if sentence.len() < 20 => title_case,
            20 => |form| form.to_lowercase(),
            5 | 11 | 17 => str::to_string,
            _ => continue,
        };
        let mut copy = sentence.clone();
        let last = copy.len() - 1;
        if copy[last].form == "." && copy.iter().enumerate().all(|(i, w)| i == last || w.head != last) {
            copy.pop();
        }
        for word in &mut copy {
            word.form = change(&word.form);
        }
        if !copy.is_empty() {
            out.push((n, copy));
        }
    }
    out
}

fn title_case(form: &str) -> String {
    let mut chars = form.chars();
    let small = matches!(
        form,
        "a" | "an" | "the" | "of" | "to" | "in" | "on" | "and" | "for" | "n't" | "'s" | "’s" | "'re" | "'ve" | "'ll" | "'m" | "'d"
    );
    match chars.next() {
        Some(first) if !small => first.to_uppercase().chain(chars).collect(),
        _ => form.to_string(),
    }
}
