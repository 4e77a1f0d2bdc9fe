//! Trains and measures the tagger.

use crate::conllu::Sentence;
use annals::linear::Table;
use annals::linear::train::Perceptron;
use annals::text::Tag;
use annals::text::form::Form;
use annals::text::tagger::{CLASSES, EDGE_TAG, certain, class_of, features, tag};

pub fn forms(sentence: &Sentence) -> Vec<Form> {
    sentence.iter().map(|w| Form::new(&w.form)).collect()
}

pub fn train(sentences: &[&Sentence], rounds: usize, least: u32) -> Perceptron<CLASSES> {
    let mut learner = Perceptron::new();
    let forms: Vec<Vec<Form>> = sentences.iter().map(|s| forms(s)).collect();
    let mut buffer = Vec::new();
    for (sentence, forms) in sentences.iter().zip(&forms) {
        let (mut t1, mut t2) = (EDGE_TAG, EDGE_TAG);
        for (i, word) in sentence.iter().enumerate() {
            features(forms, i, t1, t2, &mut buffer);
            learner.count(&buffer);
            (t1, t2) = (word.tag as usize, t1);
        }
    }
    learner.freeze(least);
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    let mut seed = 1u64;
    for round in 0..rounds {
        crate::shuffle(&mut order, &mut seed);
        let (mut right, mut all) = (0, 0);
        for &n in &order {
            let (mut t1, mut t2) = (EDGE_TAG, EDGE_TAG);
            for (i, word) in sentences[n].iter().enumerate() {
                let guess = match (certain(&word.form), class_of(word.tag)) {
                    (Some(tag), _) => tag as usize,
                    (None, None) => word.tag as usize,
                    (None, Some(class)) => {
                        features(&forms[n], i, t1, t2, &mut buffer);
                        all += 1;
                        let guess = learner.learn(&buffer, class, CLASSES);
                        right += usize::from(guess == class);
                        guess
                    }
                };
                (t1, t2) = (guess, t1);
            }
        }
        if rounds > 5 {
            eprintln!("tagger round {round}: {right}/{all} = {:.4}, {} features", right as f64 / all as f64, learner.features());
        }
    }
    learner.average();
    learner
}

pub fn tags(table: &Table<CLASSES>, sentence: &Sentence) -> Vec<Tag> {
    let mut out = Vec::with_capacity(sentence.len());
    tag(table, &forms(sentence), |i| certain(&sentence[i].form), &mut Vec::new(), |_, tag| out.push(tag));
    out
}

/// The share of XPOS right, and of coarse parts of speech right.
pub fn measure(table: &Table<CLASSES>, sentences: &[Sentence]) -> (f64, f64) {
    let (mut fine, mut coarse_right, mut all) = (0, 0, 0);
    for sentence in sentences {
        for (word, tag) in sentence.iter().zip(tags(table, sentence)) {
            all += 1;
            fine += usize::from(word.tag == tag);
            coarse_right += usize::from(coarse(word.tag) == coarse(tag));
        }
    }
    (fine as f64 / all as f64 * 100.0, coarse_right as f64 / all as f64 * 100.0)
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
