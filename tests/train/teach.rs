//! Trees for text that has none, by the vote of several parsers: left to right and right to left, each from another order of examples (Sagae and
//! Lavie 2006). They see what a better parser of another scheme says of the sentences (`guide`), which ours will not at work: what it would say is
//! what ours learns from the trees (uptraining, Petrov et al. 2010).

use crate::classes::Plain;
use crate::guide;
use crate::parsing::{Case, measure, train, train_labels, trees};
use annals::linear::Table;
use annals::linear::classes::Classes;
use annals::linear::train::Perceptron;
use annals::text::parser::NONE;
use annals::text::{Rel, Tag, label, tagger};
use std::fmt::Write;
use std::path::Path;

/// Parsers that vote.
struct Teachers {
    forward: Vec<Perceptron<3>>,
    backward: Vec<Perceptron<3>>,
}

/// Two in each direction.
fn teachers(cases: &[Case]) -> Teachers {
    let mirrored: Vec<Case> = cases.iter().map(Case::mirrored).collect();
    let learn = |cases: &[Case]| [11, 12].map(|seed| train(cases, 8, 2, seed)).into();
    std::thread::scope(|scope| {
        let backward = scope.spawn(|| learn(&mirrored));
        Teachers { forward: learn(cases), backward: backward.join().expect("the backward parsers") }
    })
}

impl Teachers {
    /// The projective tree with the most votes for each case.
    fn trees(&self, cases: &[Case]) -> Vec<Vec<u32>> {
        let mirrored: Vec<Case> = cases.iter().map(Case::mirrored).collect();
        let mut ballots: Vec<Vec<Vec<u32>>> = vec![Vec::new(); cases.len()];
        for teacher in &self.forward {
            trees(cases, |f| teacher.score(f)).into_iter().zip(&mut ballots).for_each(|(tree, ballot)| ballot.push(tree));
        }
        for teacher in &self.backward {
            let turned = trees(&mirrored, |f| teacher.score(f));
            turned.iter().zip(&mut ballots).for_each(|(tree, ballot)| ballot.push(mirrored_heads(tree)));
        }
        ballots.iter().map(|ballot| elect(ballot)).collect()
    }
}

/// Gives the cases of a treebank what the other parser says of them.
pub fn guide_by(path: &Path, cases: &mut [Case]) {
    let said = guide::read(path);
    assert_eq!(said.len(), cases.len(), "{}: other sentences", path.display());
    for (number, (case, (_, guide))) in cases.iter_mut().zip(said).enumerate() {
        assert_eq!(guide.len(), case.forms.len(), "{}: other words in sentence {number}", path.display());
        case.guide = guide;
    }
}

/// Learns from guided cases, says how good that is, and gives the trees of guided text as CoNLL-U.
pub fn taught(cases: &[Case], dev: &[(&str, Vec<Case>)], text: &Path, classes: &Classes, tagger: &Table<{ tagger::CLASSES }>) -> String {
    let teachers = teachers(cases);
    let labels = train_labels(cases, 6, 2);
    let choose = |features: &[u32]| annals::linear::best(&labels.score(features)[..Rel::ALL.len()]);
    for (name, cases) in dev {
        let trees: Vec<Vec<u32>> = teachers.trees(cases);
        let [uas, las, _] = measure(cases, &trees, choose);
        println!("teachers, {name}: UAS {uas:.2}, LAS {las:.2}");
    }
    let mut out = String::new();
    for (words, guide) in guide::read(text) {
        let mut plain = Plain::new(words.iter().map(String::as_str));
        let tags = plain.tags(classes, tagger);
        let case = Case::untold(plain.forms, tags, guide);
        let [tree] = &teachers.trees(std::slice::from_ref(&case))[..] else { continue };
        if tree.iter().filter(|&&head| head == NONE).count() != 1 {
            continue;
        }
        let rels = case.labels(tree, choose);
        for (i, word) in words.iter().enumerate() {
            let head = if tree[i] == NONE { 0 } else { tree[i] + 1 };
            let (tag, rel) = (Tag::ALL[case.tags[i] as usize].name(), label::rel_of(rels[i] as usize).name());
            writeln!(out, "{}\t{word}\t_\t_\t{tag}\t_\t{head}\t{rel}\t_\t_", i + 1).expect("a string");
        }
        out.push('\n');
    }
    out
}

/// The heads of the sentence read from its end.
pub fn mirrored_heads(heads: &[u32]) -> Vec<u32> {
    let last = heads.len() as u32 - 1;
    heads.iter().rev().map(|&head| if head == NONE { NONE } else { last - head }).collect()
}

/// The projective tree with the most votes (Eisner 1996).
fn elect(ballot: &[Vec<u32>]) -> Vec<u32> {
    // Token i is i + 1 here, and 0 is the root.
    let n = ballot[0].len() + 1;
    let mut votes = vec![0u32; n * n];
    for tree in ballot {
        for (token, &head) in tree.iter().enumerate() {
            votes[(if head == NONE { 0 } else { head as usize + 1 }) * n + token + 1] += 1;
        }
    }
    // Best halves, open (an arc between the ends) and closed, headed at the left or right end.
    let at = |a: usize, b: usize| a * n + b;
    let (mut open, mut closed) = ([vec![0u32; n * n], vec![0u32; n * n]], [vec![0u32; n * n], vec![0u32; n * n]]);
    let (mut open_split, mut closed_split) = (vec![0usize; n * n], [vec![0usize; n * n], vec![0usize; n * n]]);
    for width in 1..n {
        for a in 0..n - width {
            let b = a + width;
            let (mut best, mut split) = (0, a);
            for m in a..b {
                let sum = closed[0][at(a, m)] + closed[1][at(m + 1, b)];
                if sum > best || m == a {
                    (best, split) = (sum, m);
                }
            }
            open_split[at(a, b)] = split;
            open[0][at(a, b)] = best + votes[at(a, b)];
            open[1][at(a, b)] = best + if a == 0 { 0 } else { votes[at(b, a)] };
            for side in 0..2 {
                let (mut best, mut split) = (0, 0);
                let range = if side == 0 { a + 1..b + 1 } else { a..b };
                for (i, m) in range.enumerate() {
                    let sum = if side == 0 { open[0][at(a, m)] + closed[0][at(m, b)] } else { closed[1][at(a, m)] + open[1][at(m, b)] };
                    if sum > best || i == 0 {
                        (best, split) = (sum, m);
                    }
                }
                closed[side][at(a, b)] = best;
                closed_split[side][at(a, b)] = split;
            }
        }
    }
    let mut heads = vec![NONE; n - 1];
    let mut todo = vec![(0, n - 1, 0, true)];
    while let Some((a, b, side, whole)) = todo.pop() {
        if a == b {
            continue;
        }
        if whole {
            let m = closed_split[side][at(a, b)];
            todo.extend(if side == 0 { [(a, m, 0, false), (m, b, 0, true)] } else { [(a, m, 1, true), (m, b, 1, false)] });
        } else {
            let (head, token) = if side == 0 { (a, b) } else { (b, a) };
            heads[token - 1] = if head == 0 { NONE } else { head as u32 - 1 };
            let m = open_split[at(a, b)];
            todo.extend([(a, m, 0, true), (m + 1, b, 1, true)]);
        }
    }
    heads
}
