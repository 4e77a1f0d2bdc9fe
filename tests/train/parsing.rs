//! Trains and measures the parser and its labels.

use crate::conllu::Sentence;
use crate::tagging::forms;
use annals::linear::Narrow;
use annals::linear::classes::Classes;
use annals::linear::train::Perceptron;
use annals::text::form::Form;
use annals::text::label;
use annals::text::parser::{LEFT, NONE, RIGHT, SHIFT, State, parse_by};

/// What is right by less is learned from too; chosen on the dev sets.
const ARC_MARGIN: f32 = 5.0;
const LABEL_MARGIN: f32 = 10.0;

/// The slots of the parser's table and of that of the labels, as powers of two.
pub const BITS: u32 = 21;
pub const LABEL_BITS: u32 = 17;

/// The transitions.
const CLASSES: usize = 3;

/// A sentence as the parser sees it, and its gold tree.
#[derive(Clone)]
pub struct Case {
    pub forms: Vec<Form>,
    pub tags: Vec<u8>,
    heads: Vec<u32>,
    rels: Vec<u8>,
    punct: Vec<bool>,
}

pub fn case(sentence: &Sentence, classes: &Classes, tags: Vec<u8>) -> Case {
    Case {
        forms: forms(sentence, classes),
        tags,
        heads: sentence.iter().enumerate().map(|(i, w)| if w.head == i { NONE } else { w.head as u32 }).collect(),
        rels: sentence.iter().map(|w| w.rel as u8).collect(),
        punct: sentence.iter().map(|w| w.rel == annals::text::Rel::Punct).collect(),
    }
}

impl Case {
    /// A sentence without a tree.
    pub fn untold(forms: Vec<Form>, tags: Vec<u8>) -> Case {
        let n = forms.len();
        Case { forms, tags, heads: vec![NONE; n], rels: vec![0; n], punct: vec![false; n] }
    }

    /// The sentence read from its end.
    pub fn mirrored(&self) -> Case {
        let back = |list: &[u8]| list.iter().rev().copied().collect();
        Case {
            forms: self.forms.iter().rev().copied().collect(),
            tags: back(&self.tags),
            heads: crate::teach::mirrored_heads(&self.heads),
            rels: back(&self.rels),
            punct: self.punct.iter().rev().copied().collect(),
        }
    }

    pub fn with_tree(self, heads: Vec<u32>) -> Case {
        Case { heads, ..self }
    }

    /// The share of heads that `tree` has right, punctuation left out, as (right, all).
    pub fn agreement(&self, tree: &[u32]) -> (usize, usize) {
        let words = || (0..self.heads.len()).filter(|&t| !self.punct[t]);
        (words().filter(|&t| tree[t] == self.heads[t]).count(), words().count())
    }
}

fn projective(heads: &[u32]) -> bool {
    let arcs = || heads.iter().enumerate().filter(|(_, h)| **h != NONE).map(|(d, &h)| ((d as u32).min(h), (d as u32).max(h)));
    arcs().all(|(a, b)| arcs().all(|(c, d)| !(a < c && c < b && b < d)))
}

/// How many gold arcs `action` makes impossible (Goldberg and Nivre 2013, arc-hybrid).
fn cost(state: &State, gold: &[u32], action: usize) -> usize {
    let (n, b) = (state.len() as u32, state.next);
    let stack = &state.stack;
    let below = &stack[..stack.len().saturating_sub(1)];
    match action {
        SHIFT => {
            // The next token loses its head on the stack below the top, and its dependents on the stack.
            stack.iter().filter(|&&s| gold[s as usize] == b).count() + below.iter().filter(|&&s| gold[b as usize] == s).count()
                // The root stands alone on the stack.
                + usize::from(!stack.is_empty() && gold[b as usize] == NONE)
        }
        LEFT => {
            let s = stack[stack.len() - 1];
            let head = gold[s as usize];
            usize::from(below.last() == Some(&head) || head != NONE && head > b)
                + (b..n).filter(|&d| gold[d as usize] == s).count()
                + usize::from(head == NONE)
        }
        _ => {
            let s = stack[stack.len() - 1];
            let head = gold[s as usize];
            usize::from(head != NONE && head >= b && head < n)
                + (b..n).filter(|&d| gold[d as usize] == s).count()
                + usize::from(head == NONE)
        }
    }
}

pub fn train(cases: &[Case], rounds: usize, least: u32, seed: u64) -> Perceptron<CLASSES> {
    let mut learner = Perceptron::new();
    let kept: Vec<&Case> = cases.iter().filter(|c| c.forms.len() > 1 && projective(&c.heads)).collect();
    let (mut state, mut buffer) = (State::default(), Vec::new());
    let mut order: Vec<usize> = (0..kept.len()).collect();
    let mut seed = seed;
    for round in 0..=rounds {
        crate::shuffle(&mut order, &mut seed);
        let (mut right, mut all) = (0, 0);
        for &n in &order {
            let case = kept[n];
            state.start(case.forms.len());
            while !state.done() {
                state.features(&case.forms, &case.tags, &mut buffer);
                let legal = || [SHIFT, LEFT, RIGHT].into_iter().filter(|&a| state.legal(a));
                let cheapest = legal().map(|a| cost(&state, &case.heads, a)).min().unwrap_or(0);
                let good = |a: &usize| cost(&state, &case.heads, *a) == cheapest;
                // The first pass only counts, along the gold path.
                if round == 0 {
                    learner.count(&buffer);
                    let action = legal().filter(good).max_by_key(|&a| a != SHIFT).unwrap_or(SHIFT);
                    state.apply(action);
                    continue;
                }
                let scores = learner.score(&buffer);
                let top =
                    |actions: &mut dyn Iterator<Item = usize>| actions.max_by(|&a, &b| scores[a].total_cmp(&scores[b]).then(b.cmp(&a)));
                let guess = top(&mut legal()).unwrap_or(SHIFT);
                let gold = top(&mut legal().filter(good)).unwrap_or(SHIFT);
                let wrong = guess != gold && !good(&guess);
                // What is right by too little is learned from too.
                let rival = top(&mut legal().filter(|a| !good(a)));
                if let Some(rival) = rival.filter(|&rival| wrong || scores[rival] + ARC_MARGIN > scores[gold]) {
                    learner.update(&buffer, gold, rival);
                }
                learner.tick();
                (right, all) = (right + usize::from(!wrong), all + 1);
                // Explores its own mistakes after the first rounds.
                let follow = if wrong && round < 2 { gold } else { guess };
                state.apply(follow);
            }
        }
        if round == 0 {
            learner.freeze(least);
        } else {
            eprintln!("parser round {round}: {:.4}, {} features", right as f64 / all as f64, learner.features());
        }
    }
    learner.average();
    learner
}

/// Learns from gold trees: measured, trees of parsers that had not seen the sentence give a label accuracy 0.2 to 0.4 lower.
pub fn train_labels(cases: &[Case], rounds: usize, least: u32) -> Perceptron<{ label::CLASSES }> {
    let mut learner = Perceptron::new();
    let (mut labels, mut buffer) = (label::Labels::default(), Vec::new());
    let mut order: Vec<usize> = (0..cases.len()).collect();
    let mut seed = 1u64;
    for round in 0..=rounds {
        crate::shuffle(&mut order, &mut seed);
        let (mut right, mut all) = (0, 0);
        for &n in &order {
            let case = &cases[n];
            label::label_by(&case.forms, &case.tags, &case.heads, &mut labels, &mut buffer, |token, features| {
                let rel = case.rels[token] as usize;
                if round == 0 {
                    learner.count(features);
                    return rel;
                }
                let guess = learner.learn_by_margin(features, rel, annals::text::Rel::ALL.len(), LABEL_MARGIN);
                (right, all) = (right + usize::from(guess == rel), all + 1);
                guess
            });
        }
        if round == 0 {
            learner.freeze(least);
        } else {
            eprintln!("label round {round}: {:.4}, {} features", right as f64 / all as f64, learner.features());
        }
    }
    learner.average();
    learner
}

/// The scores of a table of the two transitions above the first.
pub fn scored(table: &Narrow) -> impl Fn(&[u32]) -> [i32; 3] {
    |features| {
        let [left, right] = table.score(features);
        [0, left, right]
    }
}

/// The heads that a parser with these scores gives.
pub fn trees<S: PartialOrd + Copy>(cases: &[Case], score: impl Fn(&[u32]) -> [S; 3]) -> Vec<Vec<u32>> {
    let (mut state, mut buffer) = (State::default(), Vec::new());
    let tree = |case: &Case| {
        parse_by(&case.forms, &case.tags, &mut state, &mut buffer, &score);
        state.heads.clone()
    };
    cases.iter().map(tree).collect()
}

/// UAS, LAS in percent, punctuation left out, and the labels right where the head is.
pub fn measure(cases: &[Case], trees: &[Vec<u32>], choose: impl Fn(&[u32]) -> usize) -> [f64; 3] {
    let (mut labels, mut buffer) = (label::Labels::default(), Vec::new());
    let (mut all, mut heads, mut both) = (0, 0, 0);
    for (case, tree) in cases.iter().zip(trees) {
        label::label_by(&case.forms, &case.tags, tree, &mut labels, &mut buffer, |_, features| choose(features));
        for token in (0..case.heads.len()).filter(|&token| !case.punct[token]) {
            let head = tree[token] == case.heads[token];
            all += 1;
            heads += usize::from(head);
            both += usize::from(head && labels.given[token] == case.rels[token]);
        }
    }
    [heads as f64 / all as f64, both as f64 / all as f64, both as f64 / heads as f64].map(|share| share * 100.0)
}
