//! Trees for text that has none, by the vote of several parsers: left to right and right to left, each from another order of examples (Sagae and
//! Lavie 2006). A parser that learns from these trees too has met the words and turns of the news, which the treebanks hold little of (uptraining,
//! Petrov et al. 2010).

use crate::parsing::{Case, train, trees};
use annals::linear::train::Perceptron;
use annals::text::parser::NONE;

/// Parsers that vote.
pub struct Teachers {
    forward: Vec<Perceptron<3>>,
    backward: Vec<Perceptron<3>>,
}

/// Two in each direction.
pub fn teachers(cases: &[Case]) -> Teachers {
    let mirrored: Vec<Case> = cases.iter().map(Case::mirrored).collect();
    let learn = |cases: &[Case]| [11, 12].map(|seed| train(cases, 8, 2, seed)).into();
    std::thread::scope(|scope| {
        let backward = scope.spawn(|| learn(&mirrored));
        Teachers { forward: learn(cases), backward: backward.join().expect("the backward parsers") }
    })
}

impl Teachers {
    /// The projective tree with the most votes for each case, and the share of votes that it got.
    pub fn trees(&self, cases: &[Case]) -> Vec<(Vec<u32>, f64)> {
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

/// The heads of the sentence read from its end.
pub fn mirrored_heads(heads: &[u32]) -> Vec<u32> {
    let last = heads.len() as u32 - 1;
    heads.iter().rev().map(|&head| if head == NONE { NONE } else { last - head }).collect()
}

/// The projective tree with the most votes (Eisner 1996), and the share of all votes that it got.
fn elect(ballot: &[Vec<u32>]) -> (Vec<u32>, f64) {
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
    let share = closed[0][at(0, n - 1)] as f64 / (ballot.len() * (n - 1)) as f64;
    (heads, share)
}
