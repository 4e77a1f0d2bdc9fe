//! Trains and measures what finds sentences that run into each other. It needs no gold but the sentences themselves: their stops are taken away and
//! they are set one behind the other.

use crate::classes::Plain;
use crate::conllu::Sentence;
use annals::linear::classes::Classes;
use annals::linear::train::Perceptron;
use annals::linear::{Narrow, Table};
use annals::text::Tag;
use annals::text::seam::{scan, seams};
use annals::text::tagger::CLASSES;

/// Sentences, one behind the other, with the tokens at which they begin.
struct Row {
    plain: Plain,
    tags: Vec<u8>,
    starts: Vec<usize>,
}

/// Draws numbers, the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) as usize % sides
    }
}

/// What pages set between headline and text without a stop: bylines made of the names in `sentences`, and dates and times of the page.
fn furniture(sentences: &[Sentence]) -> Vec<Plain> {
    let pairs = sentences.iter().flat_map(|s| s.windows(2)).filter(|pair| pair.iter().all(|word| word.tag == Tag::Nnp));
    let mut dice = Dice(5);
    let days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    let months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
    let piece = |pair: &[crate::conllu::Word]| {
        let (first, last) = (&pair[0].form, &pair[1].form);
        let (day, month) = (days[dice.roll(7)], months[dice.roll(12)]);
        let (date, year) = (dice.roll(28) + 1, 1995 + dice.roll(30));
        let time = format!("{:02}:{:02}", dice.roll(24), dice.roll(60));
        let text = match dice.roll(10) {
            0..4 => format!("By {first} {last}"),
            4 => format!("{first} {last} {day} , {date} {month} {year}"),
            5 => format!("{first} {last} | {time} UK time , {day} , {date} {month} {year}"),
            6 => format!("Page last updated at {time} GMT , {day} , {date} {month} {year}"),
            7 => format!("{month} {date} , {year}"),
            8 => format!("{date} {month} {year}"),
            _ => format!("Updated {time} GMT"),
        };
        Plain::new(text.split(' '))
    };
    pairs.step_by(7).map(piece).collect()
}

fn rows(sentences: Vec<Plain>, headlines: &[Plain], furniture: &[Plain], classes: &Classes, tagger: &Table<CLASSES>) -> Vec<Row> {
    let mut dice = Dice(7);
    let mut rows = Vec::new();
    let mut at = 0;
    while at + 3 <= sentences.len() {
        let take = [1, 1, 1, 1, 1, 2, 2, 2, 2, 3][dice.roll(10)];
        let mut parts: Vec<&Plain> = Vec::new();
        for sentence in &sentences[at..at + take] {
            parts.push(sentence);
            if take > 1 && dice.roll(8) == 0 {
                parts.push(&furniture[dice.roll(furniture.len())]);
            }
        }
        match dice.roll(6) {
            0 => parts[0] = &headlines[dice.roll(headlines.len())],
            1 if take > 1 => *parts.last_mut().unwrap() = &headlines[dice.roll(headlines.len())],
            _ => {}
        }
        at += take;
        let (mut plain, starts) = Plain::glued(&parts, dice.roll(4) == 0);
        let tags = plain.tags(classes, tagger);
        rows.push(Row { plain, tags, starts });
    }
    rows
}

pub fn train(
    train: &[Sentence],
    headlines: &[(usize, Sentence)],
    more: Vec<Plain>,
    classes: &Classes,
    tagger: &Table<CLASSES>,
) -> Perceptron<2> {
    let mut sentences: Vec<Plain> = train.iter().map(plain).collect();
    sentences.extend(more);
    sentences.retain(|s| s.forms.len() > 3);
    let mut headlines: Vec<Plain> = headlines.iter().map(|(_, copy)| copy).filter(|s| s.len() > 3).map(plain).collect();
    let capitals = |s: &Sentence| Plain::new(s.iter().map(|w| w.form.to_uppercase()).collect::<Vec<_>>().iter().map(String::as_str));
    headlines.extend(train.iter().filter(|s| (4..14).contains(&s.len())).step_by(3).map(capitals));
    let rows = rows(sentences, &headlines, &furniture(train), classes, tagger);
    let mut learner = Perceptron::new();
    let mut order: Vec<usize> = (0..rows.len()).collect();
    let (mut seed, mut buffer) = (1u64, Vec::new());
    const ROUNDS: usize = 4;
    for round in 0..=ROUNDS {
        crate::shuffle(&mut order, &mut seed);
        for row in order.iter().map(|&n| &rows[n]) {
            scan(
                &row.plain.forms,
                |i| Tag::ALL[row.tags[i] as usize],
                &mut buffer,
                |i, features| {
                    let begins = row.starts.contains(&i);
                    if round == 0 {
                        learner.count(features);
                    } else {
                        learner.learn_softly(features, usize::from(begins), 0..2, 0.05 / round as f32, 1e-4);
                    }
                    begins
                },
            );
        }
        if round == 0 {
            learner.freeze(3);
        }
    }
    learner.average();
    learner
}

fn plain(sentence: &Sentence) -> Plain {
    Plain::new(sentence.iter().map(|w| w.form.as_str()))
}

/// Cuts in sentences as they are, in percent of the sentences, then precision and recall where two sentences of prose were set one behind the
/// other, each second of which begins with a capital.
pub fn measure(table: &Narrow, sentences: &[&Sentence], classes: &Classes, tagger: &Table<CLASSES>) -> [f64; 3] {
    let mut buffer = Vec::new();
    let mut cuts = |plain: &mut Plain| {
        let tags = plain.tags(classes, tagger);
        let mut found = Vec::new();
        seams(table, &plain.forms, |i| Tag::ALL[tags[i] as usize], &mut buffer, |i| found.push(i));
        found
    };
    let (mut cut, mut right, mut found, mut all) = (0, 0, 0, 0);
    for sentence in sentences {
        cut += usize::from(!cuts(&mut plain(sentence)).is_empty());
    }
    let plains: Vec<Plain> =
        sentences.iter().filter(|s| s.len() > 3 && s[0].form.starts_with(char::is_uppercase)).map(|s| plain(s)).collect();
    for pair in plains.chunks_exact(2) {
        let (mut both, starts) = Plain::glued(&[&pair[0], &pair[1]], false);
        let cuts = cuts(&mut both);
        right += cuts.iter().filter(|&i| starts.contains(i)).count();
        found += cuts.len();
        all += 1;
    }
    [(cut, sentences.len()), (right, found), (right, all)].map(|(n, all)| n as f64 / all as f64 * 100.0)
}
