//! Trains the classifiers of pairs (`annals::order::pair`) on annotated news.

use crate::tlinks::{Document, Pair, Row};
use annals::linear::train::Perceptron;
use annals::order::pair::agree::{Ballot, agree};
use annals::order::pair::features::features;
use annals::order::pair::judge::{BASE, DENSE_WIDTH, Head, Hearing, Link, STARTS_WIDTH, Scorer, probabilities};
use annals::order::pair::{Item, Scene};
use std::collections::BTreeSet;

/// One document with its gold pairs for each question.
pub struct Case<'s, 'a> {
    pub name: String,
    pub scene: Scene<'s, 'a>,
    pub starts: Vec<Pair>,
    pub plain: Vec<Pair>,
    pub dense: Vec<Pair>,
}

/// `is_dense` says of a document whether its TLINKs join every pair.
pub fn case<'s, 'a>(document: &'a Document, scene: Scene<'s, 'a>, rows: &[Row], is_dense: bool) -> Case<'s, 'a> {
    let links = document.pairs(&scene);
    let (plain, dense) = if is_dense { (Vec::new(), links) } else { (links, Vec::new()) };
    let plain = plain.into_iter().filter(|pair| pair.link != Link::Vague && pair.a != pair.b).collect();
    Case { name: document.name.clone(), starts: document.start_points(&scene, rows), plain, dense, scene }
}

/// Features, the right column, the columns to choose from, the weight.
type Example = (Vec<u32>, usize, Head, f32);

fn right(head: Head, link: Link) -> Option<usize> {
    head.links().iter().position(|l| *l == link).map(|i| head.columns().start + i)
}

fn learn<const N: usize>(examples: &[Example], settings: &Settings) -> Perceptron<N> {
    let Settings { rounds, rate, decay, least } = *settings;
    let mut learner = Perceptron::new();
    examples.iter().for_each(|(features, ..)| learner.count(features));
    learner.freeze(least);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut seed = 1u64;
    for round in 0..rounds {
        shuffle(&mut order, &mut seed);
        for &n in &order {
            let (features, right, head, weight) = &examples[n];
            learner.learn_softly(features, *right, head.columns(), weight * rate / (1.0 + round as f32), decay);
        }
    }
    learner.average();
    learner
}

/// The start points and the plain links. What is before `b` as seen from `a` is after `a` as seen from `b`, but pairs are only ever described in
/// the order of the text, so nothing is turned.
pub fn base(cases: &[&Case]) -> Perceptron<BASE> {
    let mut examples: Vec<Example> = Vec::new();
    for case in cases {
        for (head, pairs) in [(Head::StartPoints, &case.starts), (Head::Plain, &case.plain)] {
            examples
                .extend(pairs.iter().filter_map(|pair| Some((features(&case.scene, pair.a, pair.b), right(head, pair.link)?, head, 1.0))));
        }
    }
    learn(&examples, &BASE_SETTINGS)
}

/// The start points only, as they are shipped.
pub fn starts(cases: &[&Case]) -> Perceptron<STARTS_WIDTH> {
    let mut examples: Vec<Example> = Vec::new();
    for case in cases {
        let example =
            |pair: &Pair| Some((features(&case.scene, pair.a, pair.b), right(Head::StartPoints, pair.link)?, Head::StartPoints, 1.0));
        examples.extend(case.starts.iter().filter_map(example));
    }
    learn(&examples, &BASE_SETTINGS)
}

/// What was chosen on the training documents.
#[derive(Clone, Copy, Debug)]
struct Settings {
    rounds: usize,
    rate: f32,
    decay: f32,
    /// How often a feature must be seen.
    least: u32,
}

const BASE_SETTINGS: Settings = Settings { rounds: 8, rate: 0.02, decay: 0.05, least: 2 };
const DENSE_SETTINGS: Settings = Settings { rounds: 8, rate: 0.01, decay: 0.1, least: 2 };
/// A document of this many pairs counts once; long ones count more by the root of their length only, since each is annotated in one manner.
const PAIRS: f32 = 200.0;

/// In how many parts the documents are cut, so that the dense links hear of no document what was learned from it.
const PARTS: usize = 4;

/// The dense links, and the base that they hear: learned from `cases` without exception.
pub fn dense(cases: &[&Case]) -> (Perceptron<DENSE_WIDTH>, Perceptron<BASE>) {
    let mut examples: Vec<Example> = Vec::new();
    let with_dense: Vec<&Case> = cases.iter().copied().filter(|case| !case.dense.is_empty()).collect();
    for part in 0..PARTS {
        let held: Vec<&Case> = with_dense.iter().copied().enumerate().filter(|(i, _)| i % PARTS == part).map(|(_, case)| case).collect();
        let names: BTreeSet<&str> = held.iter().map(|case| case.name.as_str()).collect();
        let rest: Vec<&Case> = cases.iter().copied().filter(|case| !names.contains(case.name.as_str())).collect();
        let base = base(&rest);
        for case in held {
            let pairs = case.dense.iter();
            let weight = (PAIRS / case.dense.len() as f32).sqrt();
            let scorer = |f: &[u32]| base.score(f);
            let hearing = Hearing::new(&case.scene, &scorer);
            examples.extend(
                pairs.filter_map(|pair| Some((hearing.described(pair.a, pair.b), right(Head::Dense, pair.link)?, Head::Dense, weight))),
            );
        }
    }
    (learn(&examples, &DENSE_SETTINGS), base(cases))
}

/// Links for the pairs of one document: each by itself, or so that all can hold.
pub fn answers(
    case: &Case,
    pairs: &[Pair],
    head: Head,
    scores: &dyn Fn(&[u32]) -> Vec<f32>,
    base: &Scorer,
    together: bool,
) -> Vec<(Link, f32)> {
    let events = case.scene.events.len();
    let number = |item: Item| match item {
        Item::Event(i) => i,
        Item::Time(i) => events + i,
        Item::Dct => events + case.scene.times.len(),
    };
    let hearing = (head == Head::Dense).then(|| Hearing::new(&case.scene, base));
    let described = |pair: &Pair| match &hearing {
        Some(hearing) => hearing.described(pair.a, pair.b),
        None => features(&case.scene, pair.a, pair.b),
    };
    let ballots: Vec<Ballot> = pairs
        .iter()
        .map(|pair| {
            let likely = probabilities(&scores(&described(pair)), head);
            let likely = head.links().iter().copied().zip(likely).collect();
            Ballot { a: number(pair.a), b: number(pair.b), likely }
        })
        .collect();
    let alone = |ballot: &Ballot| {
        ballot.likely.iter().copied().fold((Link::Vague, f32::MIN), |best, next| if next.1 > best.1 { next } else { best })
    };
    if !together {
        return ballots.iter().map(alone).collect();
    }
    let chosen = agree(events + case.scene.times.len() + 1, &ballots);
    chosen
        .into_iter()
        .zip(&ballots)
        .map(|(link, ballot)| (link, ballot.likely.iter().find(|(l, _)| *l == link).map_or(0.0, |(_, p)| *p)))
        .collect()
}

/// Fisher and Yates, with a generator of its own so that two runs agree.
fn shuffle(order: &mut [usize], seed: &mut u64) {
    for i in (1..order.len()).rev() {
        *seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        order.swap(i, (*seed >> 33) as usize % (i + 1));
    }
}
