//! Learns word classes from text without tags.
//!
//! Clusters: words are moved between classes, one at a time, as long as a class bigram model of the text gets likelier (the exchange algorithm
//! of Kneser and Ney 1993, as in Martin, Liermann and Ney 1998). Kinds: the text is tagged, and words whose tags are alike, written small and with
//! a capital, are of one kind (the ambiguity classes of Cutting et al. 1992, learned by self-training).

use annals::lexicon::{Files, Writing};
use annals::linear::classes::{Class, Classes};
use annals::linear::{Narrow, Table};
use annals::text::form::{Form, look_ahead};
use annals::text::seam::seams;
use annals::text::tagger::{CLASSES, certain, missing_verb, opens_clause, tag};
use annals::text::{Tag, segment, token};
use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;

/// A sentence without gold.
pub struct Plain {
    pub forms: Vec<Form>,
    certain: Vec<Option<Tag>>,
    opens: Vec<bool>,
}

impl Plain {
    pub fn new<'a>(words: impl Iterator<Item = &'a str> + Clone) -> Plain {
        let none = Classes::none();
        Plain {
            forms: words.clone().map(|w| Form::new(w, &none)).collect(),
            certain: words.clone().map(certain).collect(),
            opens: words.map(opens_clause).collect(),
        }
    }

    /// Sentences one behind the other without the stops that end them, the last too where `open`; and where all but the first begin.
    pub fn glued(parts: &[&Plain], open: bool) -> (Plain, Vec<usize>) {
        let (mut all, mut starts) = (Plain { forms: Vec::new(), certain: Vec::new(), opens: Vec::new() }, Vec::new());
        for (n, part) in parts.iter().enumerate() {
            let last = part.certain.iter().rposition(|tag| *tag != Some(Tag::Stop)).map_or(0, |last| last + 1);
            let kept = if n + 1 < parts.len() || open { last } else { part.forms.len() };
            if n > 0 {
                starts.push(all.forms.len());
            }
            all.forms.extend(&part.forms[..kept]);
            all.certain.extend(&part.certain[..kept]);
            all.opens.extend(&part.opens[..kept]);
        }
        (all, starts)
    }

    /// The sentences that ran into each other in this one.
    pub fn cut(mut self, classes: &Classes, tagger: &Table<CLASSES>, seam: &Narrow) -> Vec<Plain> {
        let tags = self.tags(classes, tagger);
        let mut starts = Vec::new();
        seams(seam, &self.forms, |i| Tag::ALL[tags[i] as usize], &mut Vec::new(), |i| starts.push(i));
        let mut parts = Vec::new();
        while let Some(start) = starts.pop() {
            parts.push(Plain {
                forms: self.forms.split_off(start),
                certain: self.certain.split_off(start),
                opens: self.opens.split_off(start),
            });
        }
        parts.push(self);
        parts.reverse();
        parts
    }

    fn classify(&mut self, classes: &Classes) {
        self.forms.iter_mut().for_each(|form| form.class = classes.of(form.word));
        look_ahead(&mut self.forms);
    }

    /// The tags that a tagger gives.
    pub fn tags(&mut self, classes: &Classes, table: &Table<CLASSES>) -> Vec<u8> {
        self.classify(classes);
        let mut tags = Vec::with_capacity(self.forms.len());
        tag(table, &self.forms, |i| self.certain[i], &mut Vec::new(), |_, tag| tags.push(tag));
        if let Some(verb) = missing_verb(tags.iter().copied(), |i| self.opens[i]) {
            tags[verb] = Tag::Vbd;
        }
        tags.into_iter().map(|tag| tag as u8).collect()
    }
}

/// Reads `.jsonl` (the field `text` of every line) and `.xml` (markup taken out) as annals reads articles.
pub fn read(paths: &[PathBuf]) -> Vec<Plain> {
    let writing = Writing::parse(&Files::embedded()).expect("data/en/text");
    let mut out = Vec::new();
    for path in paths {
        let raw = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let texts: Vec<String> = if path.extension().is_some_and(|e| e == "jsonl") {
            let line = |line| serde_json::from_str::<serde_json::Value>(line).ok()?.get("text")?.as_str().map(String::from);
            raw.lines().filter_map(line).collect()
        } else {
            let mut text = String::new();
            let mut inside = false;
            for c in raw.chars() {
                match c {
                    '<' => inside = true,
                    '>' => inside = false,
                    _ if !inside => text.push(c),
                    _ => {}
                }
            }
            vec![text]
        };
        let mut spans = Vec::new();
        for text in texts {
            for sentence in segment::segment(&text, &writing) {
                spans.clear();
                token::split(&text, sentence.span, &writing, &mut spans);
                out.push(Plain::new(spans.iter().map(|span| span.of(&text))));
            }
        }
    }
    out
}

/// Words of hashed letters, most frequent first.
pub fn vocabulary(text: &[Plain], least: u32) -> Vec<u64> {
    let mut counts: HashMap<u64, u32> = HashMap::new();
    text.iter().flat_map(|s| &s.forms).for_each(|form| *counts.entry(form.word).or_default() += 1);
    let mut words: Vec<(u64, u32)> = counts.into_iter().filter(|(_, n)| *n >= least).collect();
    words.sort_by_key(|&(word, n)| (std::cmp::Reverse(n), word));
    words.into_iter().map(|(word, _)| word).collect()
}

/// Classes that rare words (by shape) and the ends of sentences have for themselves.
const FIXED: usize = 9;

/// The cluster, from 0, of each word.
pub fn clusters(text: &[Plain], vocabulary: &[u64], clusters: usize, rounds: usize) -> Vec<u8> {
    let words = vocabulary.len();
    let ids: HashMap<u64, u32> = vocabulary.iter().enumerate().map(|(i, &word)| (word, i as u32)).collect();
    let mut bigrams: Vec<(u32, u32)> = Vec::new();
    for sentence in text {
        let mut before = (words + FIXED - 1) as u32;
        for form in &sentence.forms {
            let id = ids.get(&form.word).copied().unwrap_or((words + (form.shape & 7) as usize) as u32);
            bigrams.push((before, id));
            before = id;
        }
        bigrams.push((before, (words + FIXED - 1) as u32));
    }
    let after = neighbours(&mut bigrams, words);
    bigrams.iter_mut().for_each(|(a, b)| std::mem::swap(a, b));
    let before = neighbours(&mut bigrams, words);

    let all = clusters + FIXED;
    let mut class: Vec<usize> = (0..words).map(|i| i % clusters).chain(clusters..all).collect();
    // Counts of class pairs, by the first class and by the second.
    let (mut by_first, mut by_second) = (vec![0u32; all * all], vec![0u32; all * all]);
    let (mut firsts, mut seconds) = (vec![0u32; all], vec![0u32; all]);
    for &(b, a) in &bigrams {
        let (a, b) = (class[a as usize], class[b as usize]);
        by_first[a * all + b] += 1;
        by_second[b * all + a] += 1;
        firsts[a] += 1;
        seconds[b] += 1;
    }
    let table: Vec<f64> = (0..1 << 20).map(|n| n as f64 * (n.max(1) as f64).ln()).collect();
    let f = |n: u32| table.get(n as usize).copied().unwrap_or_else(|| n as f64 * (n as f64).ln());
    let gain = |n: u32, more: u32| f(n + more) - f(n);
    let (mut left, mut right, mut worth) = (vec![0u32; all], vec![0u32; all], vec![0f64; clusters]);
    for round in 0..rounds {
        let mut moved = 0;
        for word in 0..words {
            left.fill(0);
            right.fill(0);
            let mut own = 0;
            for &(v, n) in &before[word] {
                left[class[v as usize]] += if v as usize == word { 0 } else { n };
            }
            for &(v, n) in &after[word] {
                if v as usize == word {
                    own = n;
                } else {
                    right[class[v as usize]] += n;
                }
            }
            let sum: u32 = right.iter().sum::<u32>() + own;
            let old = class[word];
            let mut change = |to: usize, sign: i64| {
                let mut add = |a: usize, b: usize, n: u32| {
                    for cell in [&mut by_first[a * all + b], &mut by_second[b * all + a]] {
                        *cell = (*cell as i64 + sign * n as i64) as u32;
                    }
                };
                for c in 0..all {
                    add(c, to, left[c]);
                    add(to, c, right[c]);
                }
                add(to, to, own);
                for cell in [&mut firsts[to], &mut seconds[to]] {
                    *cell = (*cell as i64 + sign * sum as i64) as u32;
                }
            };
            change(old, -1);
            for (to, worth) in worth.iter_mut().enumerate() {
                let own_cell = by_first[to * all + to];
                *worth = gain(own_cell, left[to] + right[to] + own)
                    - gain(own_cell, left[to])
                    - gain(own_cell, right[to])
                    - gain(firsts[to], sum)
                    - gain(seconds[to], sum);
            }
            for c in 0..all {
                for (counts, n) in [(&by_first, left[c]), (&by_second, right[c])] {
                    if n > 0 {
                        for (worth, &count) in worth.iter_mut().zip(&counts[c * all..]) {
                            *worth += gain(count, n);
                        }
                    }
                }
            }
            let best = annals::linear::best(&worth);
            let to = if worth[best] > worth[old] + 1e-9 { best } else { old };
            // The same bookkeeping, in the other direction.
            let mut change = |to: usize| {
                for c in 0..all {
                    by_first[c * all + to] += left[c];
                    by_second[to * all + c] += left[c];
                    by_first[to * all + c] += right[c];
                    by_second[c * all + to] += right[c];
                }
                by_first[to * all + to] += own;
                by_second[to * all + to] += own;
                firsts[to] += sum;
                seconds[to] += sum;
            };
            change(to);
            class[word] = to;
            moved += usize::from(to != old);
        }
        eprintln!("clusters round {round}: {moved} of {words} words moved");
        if moved * 200 < words {
            break;
        }
    }
    class[..words].iter().map(|&c| c as u8).collect()
}

/// The second of each pair, with counts, by the first. Sorts the pairs.
fn neighbours(bigrams: &mut [(u32, u32)], words: usize) -> Vec<Vec<(u32, u32)>> {
    bigrams.sort_unstable();
    let mut out: Vec<Vec<(u32, u32)>> = vec![Vec::new(); words];
    for &(a, b) in bigrams.iter().filter(|(a, _)| (*a as usize) < words) {
        let list = &mut out[a as usize];
        match list.last_mut() {
            Some((last, n)) if *last == b => *n += 1,
            _ => list.push((b, 1)),
        }
    }
    out
}

/// The kind, from 1, of each word, and the last kind that can be a finite verb: a text tagged by `table` says how.
pub fn kinds(text: &mut [Plain], vocabulary: &[u64], classes: &Classes, table: &Table<CLASSES>) -> (Vec<u8>, u8) {
    let ids: HashMap<u64, usize> = vocabulary.iter().enumerate().map(|(i, &word)| (word, i)).collect();
    // Written small (or first), and with a capital.
    let mut seen = vec![[[0u32; 50]; 2]; vocabulary.len()];
    let mut buffer = Vec::new();
    for sentence in text.iter_mut() {
        sentence.classify(classes);
        tag(
            table,
            &sentence.forms,
            |i| sentence.certain[i],
            &mut buffer,
            |i, tag| {
                if let Some(&id) = ids.get(&sentence.forms[i].word) {
                    let capital = matches!(sentence.forms[i].shape & 7, 3..=5);
                    seen[id][usize::from(capital)][tag as usize] += if i == 0 { 0 } else { 2 };
                    // The first word of a sentence says little of capitals.
                    if i == 0 && !tag.is_proper() {
                        seen[id][0][tag as usize] += 1;
                    }
                }
            },
        );
    }
    let name = |counts: &[u32; 50], most: usize| -> Vec<u8> {
        let sum: u32 = counts.iter().sum();
        let mut tags: Vec<u8> = (0..50).filter(|&t| counts[t as usize] * 12 > sum).collect();
        tags.sort_by_key(|&t| (std::cmp::Reverse(counts[t as usize]), t));
        tags.truncate(most);
        // Rare second tags are noted without their order.
        if let Some((_, rest)) = tags.split_first_mut() {
            rest.sort();
        }
        tags
    };
    // From the finest name to the coarsest; a word takes the finest that is among the most frequent.
    let names = |counts: &[[u32; 50]; 2]| -> [(u8, Vec<u8>, Vec<u8>); 4] {
        let [small, capital] = counts.each_ref().map(|c| c.iter().sum::<u32>());
        let share = if capital == 0 { 0 } else { (1 + capital * 3 / (small + capital)) as u8 };
        let main = if small >= capital { (name(&counts[0], 1), Vec::new()) } else { (Vec::new(), name(&counts[1], 1)) };
        [
            (share, name(&counts[0], 3), name(&counts[1], 2)),
            (share, name(&counts[0], 2), name(&counts[1], 1)),
            (share, name(&counts[0], 1), name(&counts[1], 1)),
            (9, main.0, main.1),
        ]
    };
    let mut frequent: BTreeMap<(u8, Vec<u8>, Vec<u8>), u32> = BTreeMap::new();
    for counts in &seen {
        for name in names(counts) {
            *frequent.entry(name).or_default() += 1;
        }
    }
    let mut list: Vec<_> = frequent.into_iter().collect();
    list.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    // Kinds that can be finite verbs come first.
    let finite =
        |name: &(u8, Vec<u8>, Vec<u8>)| name.1.iter().any(|&t| [Tag::Vbd, Tag::Vbz, Tag::Vbp, Tag::Md].contains(&Tag::ALL[t as usize]));
    list.truncate(254);
    list.sort_by_key(|(name, _)| !finite(name));
    let numbers: HashMap<_, u8> = list.iter().enumerate().map(|(i, (name, _))| (name.clone(), i as u8 + 1)).collect();
    let kinds = seen.iter().map(|counts| names(counts).iter().find_map(|name| numbers.get(name).copied()).unwrap_or(255)).collect();
    (kinds, list.iter().filter(|(name, _)| finite(name)).count() as u8)
}

/// The file of classes.
pub fn file(vocabulary: &[u64], clusters: &[u8], (kinds, finite): &(Vec<u8>, u8)) -> Vec<u8> {
    let words: Vec<(u64, Class)> = vocabulary
        .iter()
        .zip(clusters)
        .zip(kinds)
        .map(|((&w, &cluster), &kind)| (w, Class { cluster: cluster + 1, kind, finite: false }))
        .collect();
    Classes::write(&words, *finite, 16)
}
