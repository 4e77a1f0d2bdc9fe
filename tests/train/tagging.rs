//! Trains and measures the tagger.

use crate::conllu::Sentence;
use annals::linear::Table;
use annals::linear::classes::Classes;
use annals::linear::train::Perceptron;
use annals::text::Tag;
use annals::text::form::{Form, look_ahead};
use annals::text::tagger::{CLASSES, History, certain, class_of, features, missing_verb, opens_clause, tag, tag_of};
use std::collections::HashSet;

pub fn forms(sentence: &Sentence, classes: &Classes) -> Vec<Form> {
    let mut forms: Vec<Form> = sentence.iter().map(|w| Form::new(&w.form, classes)).collect();
    look_ahead(&mut forms);
    forms
}

/// What is right by less is learned from too; of 0, 5 and 15 the best on the dev sets.
pub const MARGIN: f32 = 15.0;

pub const ROUNDS: usize = 8;
/// Enough to tell the parser what a tagger gets wrong.
pub const FEW_ROUNDS: usize = 4;
/// The table's slots, as a power of two.
pub const BITS: u32 = 17;

pub fn train(sentences: &[&Sentence], classes: &Classes, rounds: usize, least: u32, seed: u64, margin: f32) -> Perceptron<CLASSES> {
    let mut learner = Perceptron::new();
    let forms: Vec<Vec<Form>> = sentences.iter().map(|s| forms(s, classes)).collect();
    let mut buffer = Vec::new();
    for (sentence, forms) in sentences.iter().zip(&forms) {
        let mut history = History::START;
        for (i, word) in sentence.iter().enumerate() {
            features(forms, i, history, &mut buffer);
            learner.count(&buffer);
            history.push(word.tag);
        }
    }
    learner.freeze(least);
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    let mut seed = seed;
    for round in 0..rounds {
        crate::shuffle(&mut order, &mut seed);
        let (mut right, mut all) = (0, 0);
        for &n in &order {
            let mut history = History::START;
            for (i, word) in sentences[n].iter().enumerate() {
                let guess = match (certain(&word.form), class_of(word.tag)) {
                    (Some(tag), _) => tag,
                    (None, None) => word.tag,
                    (None, Some(class)) => {
                        features(&forms[n], i, history, &mut buffer);
                        all += 1;
                        let guess = learner.learn_by_margin(&buffer, class, CLASSES, margin);
                        right += usize::from(guess == class);
                        tag_of(guess)
                    }
                };
                history.push(guess);
            }
        }
        if rounds == ROUNDS {
            eprintln!("tagger round {round}: {right}/{all} = {:.4}, {} features", right as f64 / all as f64, learner.features());
        }
    }
    learner.average();
    learner
}

pub fn tags(table: &Table<CLASSES>, sentence: &Sentence, classes: &Classes) -> Vec<Tag> {
    let mut out = Vec::with_capacity(sentence.len());
    tag(table, &forms(sentence, classes), |i| certain(&sentence[i].form), &mut Vec::new(), |_, tag| out.push(tag));
    if let Some(verb) = missing_verb(out.iter().copied(), |i| opens_clause(&sentence[i].form)) {
        out[verb] = Tag::Vbd;
    }
    out
}

/// The share of XPOS right, of coarse parts of speech right, and of XPOS right on words that are not among the `known`.
pub fn measure<'a>(
    table: &Table<CLASSES>,
    sentences: impl Iterator<Item = &'a Sentence>,
    classes: &Classes,
    known: &HashSet<u64>,
) -> [f64; 3] {
    let (mut fine, mut coarse_right, mut all) = (0, 0, 0);
    let (mut new, mut new_right) = (0, 0);
    for sentence in sentences {
        for ((word, form), tag) in sentence.iter().zip(forms(sentence, classes)).zip(tags(table, sentence, classes)) {
            all += 1;
            fine += usize::from(word.tag == tag);
            coarse_right += usize::from(coarse(word.tag) == coarse(tag));
            if !known.contains(&form.word) {
                new += 1;
                new_right += usize::from(word.tag == tag);
            }
        }
    }
    [(fine, all), (coarse_right, all), (new_right, new)].map(|(n, all)| n as f64 / all as f64 * 100.0)
}

fn coarse(tag: Tag) -> u8 {
    match tag {
        Tag::Nn | Tag::Nns => 1,
        Tag::Nnp | Tag::Nnps => 2,
        _ if tag.is_verb() || tag == Tag::Md => 3,
        Tag::Jj | Tag::Jjr | Tag::Jjs | Tag::Afx => 4,
        Tag::Rb | Tag::Rbr | Tag::Rbs => 5,
        Tag::In | Tag::Rp | Tag::To => 6,
        Tag::Comma | Tag::Stop | Tag::Colon | Tag::Hyph | Tag::Lrb | Tag::Rrb | Tag::OpenQuote | Tag::CloseQuote | Tag::Nfp => 7,
        Tag::Wdt | Tag::Wp | Tag::Prp => 8,
        Tag::Dollar | Tag::Sym => 9,
        other => 10 + other as u8,
    }
}
