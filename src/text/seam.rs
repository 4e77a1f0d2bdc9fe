//! Where one sentence runs into the next without a stop, as scraped captions, headlines and bylines do: "BP shares fall again The company said".
//! A linear classifier looks at every capital that no mark precedes. It cuts only where it is sure: a name cut in two costs more than a caption
//! left glued.

use super::form::Form;
use super::tag::Tag;
use crate::linear::classes::Classes;
use crate::linear::{Narrow, feature, mix};

/// Scores are log odds times this.
pub const UNIT: f32 = 32.0;
/// The least log odds of a cut.
const SURE: f32 = 2.0;

/// Calls `emit` with each token of a sentence at which another sentence begins, from left to right.
pub fn seams(table: &Narrow, forms: &[Form], tag: impl Fn(usize) -> Tag, features: &mut Vec<u32>, mut emit: impl FnMut(usize)) {
    scan(forms, tag, features, |i, features| {
        let [whole, cut] = table.score(features);
        let sure = (cut - whole) as f32 >= SURE * UNIT;
        if sure {
            emit(i);
        }
        sure
    });
}

/// Shows `choose` each token that may begin a sentence, with its features; what it says is taken for granted further on.
pub fn scan(forms: &[Form], tag: impl Fn(usize) -> Tag, features: &mut Vec<u32>, mut choose: impl FnMut(usize, &[u32]) -> bool) {
    let by = Form::new("by", &Classes::none()).word;
    let mut left = Left::default();
    for i in 0..forms.len() {
        // "On Monday Israel said": a preposition waits for its verb, but "By Jo Hart" is whole.
        let waits = !left.finite && tag(left.start) == Tag::In && forms[left.start].word != by;
        if i >= left.start + 2 && i + 2 < forms.len() && !waits && may_begin(forms, &tag, i) {
            look(forms, &tag, i, &left, features);
            if choose(i, features) {
                left = Left { start: i, ..Left::default() };
            }
        }
        left.take(&forms[i], tag(i));
    }
}

/// What the sentence held so far.
#[derive(Default)]
struct Left {
    start: usize,
    finite: bool,
    /// Words without a capital.
    small: bool,
    /// Words with one, after the first.
    capital: bool,
}

impl Left {
    fn take(&mut self, form: &Form, tag: Tag) {
        self.finite |= tag.is_tensed();
        self.small |= form.shape & 7 == 2;
        self.capital |= is_capital(form);
    }
}

fn is_capital(form: &Form) -> bool {
    matches!(form.shape & 7, 3..=6)
}

/// A capital behind a word, a number or what closes.
fn may_begin(forms: &[Form], tag: &impl Fn(usize) -> Tag, i: usize) -> bool {
    let before = &forms[i - 1];
    is_capital(&forms[i]) && (before.shape & 7 != 0 || matches!(tag(i - 1), Tag::Rrb | Tag::CloseQuote | Tag::Nn))
}

/// Writes the features of a sentence that would begin at `i`.
fn look(forms: &[Form], tag: &impl Fn(usize) -> Tag, i: usize, left: &Left, out: &mut Vec<u32>) {
    const AHEAD: usize = 12;
    let t = |i: usize| if i < forms.len() { tag(i) as u64 } else { 63 };
    let at = |i: usize| forms.get(i).copied().unwrap_or_default();
    let (f, p, n) = (forms[i], forms[i - 1], at(i + 1));
    let (word, shape, kind, cluster) = (f.word, (f.shape & 15) as u64, f.class.kind as u64, f.class.cluster as u64);
    let (t0, p1, p2, n1, n2) = (t(i), t(i - 1), t(i - 2), t(i + 1), t(i + 2));
    // The verb that the new sentence would have, as far as it is near.
    let verb = (i..forms.len().min(i + AHEAD)).position(|j| tag(j).is_tensed()).map_or(9, |n| n.min(8)) as u64;
    let sides = u64::from(left.finite) << 4 | verb;
    let caps = u64::from(left.small) << 1 | u64::from(left.capital);
    let length = (i - left.start).min(40) as u64 / 4;
    let shapes = shape << 8 | ((p.shape & 15) as u64) << 4 | (n.shape & 15) as u64;
    let more = (1..=AHEAD).take_while(|n| i + n < forms.len()).filter(|n| is_capital(&forms[i + n])).count().min(4) as u64;
    out.clear();
    out.extend([
        feature(201, 0),
        feature(202, word),
        feature(203, mix(word, p1)),
        feature(204, mix(word, n1)),
        feature(205, mix(word, n.word)),
        feature(206, mix(word, p.word)),
        feature(207, p.word),
        feature(208, n.word),
        feature(209, t0 << 6 | p1),
        feature(210, t0 << 6 | n1),
        feature(211, (p2 << 6 | p1) << 6 | t0),
        feature(212, (t0 << 6 | n1) << 6 | n2),
        feature(213, (p1 << 6 | t0) << 6 | n1),
        feature(214, shapes),
        feature(215, shapes << 8 | kind),
        feature(216, kind << 6 | p1),
        feature(217, kind << 12 | sides),
        feature(218, sides),
        feature(219, mix(word, sides)),
        feature(220, sides << 12 | p1 << 6 | t0),
        feature(221, caps << 12 | shape << 6 | p1),
        feature(222, mix(word, caps << 4 | shape)),
        feature(223, length << 8 | sides),
        feature(224, cluster << 8 | p.class.cluster as u64),
        feature(225, cluster << 8 | n.class.cluster as u64),
        feature(226, mix(p.word, t0 << 6 | n1)),
        feature(227, (p.class.kind as u64) << 8 | kind),
        feature(228, (kind << 8 | n.class.kind as u64) << 6 | p1),
        feature(229, more << 16 | caps << 8 | kind),
        feature(230, (more << 8 | shape) << 8 | (p.shape & 15) as u64),
        feature(231, mix(kind << 8 | sides, caps << 6 | p1)),
        feature(232, mix(p2 << 6 | p1, sides << 8 | kind)),
    ]);
}

#[cfg(test)]
mod tests {
    use crate::lexicon::Lexicon;
    use crate::text::read;

    #[test]
    fn sentences_that_run_into_each_other_are_cut_and_names_are_not() {
        // `|` stands where a sentence begins.
        let table = [
            "Rebels took the port after a long siege |The army said it had withdrawn its troops on Sunday.",
            "Oil prices have fallen for a third day |Shares in the company dropped by 4% in London.",
            "A bridge was damaged in the attack |Officials said that two people were killed there.",
            "By Jane Miller |Thousands of people have fled the fighting in the north.",
            "Thousands march through the capital |The protest was the largest in years |It ended peacefully.",
            "The talks between President Obama and Mr Putin ended in Geneva on Monday.",
            "She wrote a book called The Long War and left the army.",
            "The Ministry of Foreign Affairs said Prime Minister Jo Hart would visit Kuala Lumpur.",
            "A vote was held in the United States House of Representatives.",
            "Officials said Mr Brown had met the Queen at Buckingham Palace.",
            "On Monday Israel said the raid had been stopped.",
            "The Bank of England and the Bank of Japan acted together.",
            "Troops From Three Countries Enter The Capital As Talks Fail",
        ];
        for case in table {
            let raw = case.replace('|', "");
            let text = read(&raw, Lexicon::embedded());
            let found: Vec<&str> = text.sentences.iter().map(|s| s.span.of(&raw)).collect();
            assert_eq!(found, case.split('|').map(str::trim).collect::<Vec<_>>());
            let headings: Vec<bool> = text.sentences.iter().map(|s| s.heading).collect();
            assert!(headings.iter().rev().skip(1).all(|heading| *heading), "what runs into a sentence is a heading: {case}");
        }
    }
}
