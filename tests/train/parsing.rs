//! Trains and measures the parser and its labels.

use crate::conllu::Sentence;
use crate::tagging::forms;
use annals::linear::classes::Classes;
use annals::linear::train::Perceptron;
use annals::linear::{Table, best};
use annals::text::form::Form;
use annals::text::label;
use annals::text::parser::{CLASSES, LEFT, NONE, RIGHT, SHIFT, State, parse};
use std::collections::HashSet;

/// A sentence as the parser sees it, and its gold tree.
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

pub fn train(cases: &[Case], rounds: usize, least: u32) -> Perceptron<CLASSES> {
    let mut learner = Perceptron::new();
    let kept: Vec<&Case> = cases.iter().filter(|c| c.forms.len() > 1 && projective(&c.heads)).collect();
    let (mut state, mut buffer) = (State::default(), Vec::new());
    let mut order: Vec<usize> = (0..kept.len()).collect();
    let mut seed = 1u64;
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
                if wrong {
                    learner.update(&buffer, gold, guess);
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
    learner
}

pub fn train_labels(cases: &[Case], rounds: usize, least: u32) -> Perceptron<{ label::CLASSES }> {
    let mut learner = Perceptron::new();
    let (mut around, mut buffer) = (Vec::new(), Vec::new());
    for round in 0..=rounds {
        let (mut right, mut all) = (0, 0);
        for case in cases {
            label::survey(&case.heads, &mut around);
            let mut given = vec![0u8; case.heads.len()];
            for token in 0..case.heads.len() {
                label::features(&case.forms, &case.tags, &case.heads, &around, &given, token, &mut buffer);
                given[token] = case.rels[token];
                if round == 0 {
                    learner.count(&buffer);
                    continue;
                }
                let guess = learner.learn(&buffer, case.rels[token] as usize, annals::text::Rel::ALL.len());
                given[token] = guess as u8;
                (right, all) = (right + usize::from(guess == case.rels[token] as usize), all + 1);
            }
        }
        if round == 0 {
            learner.freeze(least);
        } else {
            eprintln!("label round {round}: {:.4}, {} features", right as f64 / all as f64, learner.features());
        }
    }
    learner
}

/// UAS, LAS in percent, punctuation left out, LAS with it, and UAS and LAS on words that are not among the `known`.
pub fn measure<'a>(
    arcs: &Table<CLASSES>,
    labels: &Table<{ label::CLASSES }>,
    cases: impl Iterator<Item = &'a Case>,
    known: &HashSet<u64>,
) -> [f64; 5] {
    let (mut state, mut buffer, mut around) = (State::default(), Vec::new(), Vec::new());
    let (mut all, mut heads, mut both, mut every, mut every_both) = (0, 0, 0, 0, 0);
    let (mut new, mut new_heads, mut new_both) = (0, 0, 0);
    for case in cases {
        parse(arcs, &case.forms, &case.tags, &mut state, &mut buffer);
        label::survey(&state.heads, &mut around);
        let mut given = vec![0u8; case.heads.len()];
        for token in 0..case.heads.len() {
            label::features(&case.forms, &case.tags, &state.heads, &around, &given, token, &mut buffer);
            let mut scores = [0i16; label::CLASSES];
            labels.score(&buffer, &mut scores);
            given[token] = best(&scores) as u8;
            let head = state.heads[token] == case.heads[token];
            let rel = head && given[token] == case.rels[token];
            every += 1;
            every_both += usize::from(rel);
            if !case.punct[token] {
                (all, heads, both) = (all + 1, heads + usize::from(head), both + usize::from(rel));
                if !known.contains(&case.forms[token].word) {
                    (new, new_heads, new_both) = (new + 1, new_heads + usize::from(head), new_both + usize::from(rel));
                }
            }
        }
    }
    [(heads, all), (both, all), (every_both, every), (new_heads, new), (new_both, new)].map(|(n, all)| n as f64 / all as f64 * 100.0)
}
