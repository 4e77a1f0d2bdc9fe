//! The part-of-speech tagger: a greedy averaged perceptron (Collins 2002), left to right, over the features of Ratnaparkhi (1996).

use super::form::Form;
use super::tag::Tag;
use crate::linear::{Table, best, feature, mix};

/// The row width of the tagger's table.
pub const CLASSES: usize = 48;

/// The tag of class `class`. Tags without a class of their own are those that treebanks use for what is hardly text.
pub fn tag_of(class: usize) -> Tag {
    Tag::ALL.get(class).copied().unwrap_or(Tag::Nn)
}

/// The class of a tag, where it has one.
pub fn class_of(tag: Tag) -> Option<usize> {
    ((tag as usize) < CLASSES).then_some(tag as usize)
}

/// Tags that the word alone gives.
pub fn certain(word: &str) -> Option<Tag> {
    Some(match word {
        "," => Tag::Comma,
        "." | "?" | "!" | "?!" => Tag::Stop,
        "(" | "[" | "{" | "-LRB-" | "-LSB-" | "-LCB-" => Tag::Lrb,
        ")" | "]" | "}" | "-RRB-" | "-RSB-" | "-RCB-" => Tag::Rrb,
        "“" | "``" | "„" | "«" => Tag::OpenQuote,
        "”" | "''" | "»" => Tag::CloseQuote,
        "$" | "€" | "£" | "¥" => Tag::Dollar,
        ":" | ";" | "—" | "--" | "–" | "..." | "…" => Tag::Colon,
        _ => return None,
    })
}

/// Writes the features of token `i` to `out`, `t1` and `t2` being the tags of the two tokens before it.
#[inline]
pub fn features(forms: &[Form], i: usize, t1: usize, t2: usize, out: &mut Vec<u32>) {
    const EDGE: Form = Form { word: 1, tail: [1; 4], front: 1, shape: 32 };
    let at = |i: usize| forms.get(i).unwrap_or(&EDGE);
    let f = &forms[i];
    let (p1, p2) = (if i > 0 { &forms[i - 1] } else { &EDGE }, if i > 1 { &forms[i - 2] } else { &EDGE });
    let (n1, n2) = (at(i + 1), at(i + 2));
    let (t1, t2, shape) = (t1 as u64, t2 as u64, f.shape as u64);
    let first = (i == 0) as u64;
    out.clear();
    out.extend([
        feature(1, f.word),
        feature(2, mix(f.word, shape + 64 * first)),
        feature(3, f.tail[1]),
        feature(4, f.tail[2]),
        feature(5, f.tail[3]),
        feature(6, mix(f.tail[0], shape)),
        feature(7, f.front),
        feature(8, p1.word),
        feature(9, n1.word),
        feature(10, p2.word),
        feature(11, n2.word),
        feature(12, t1),
        feature(13, t1 << 8 | t2),
        feature(14, mix(f.word, t1)),
        feature(15, mix(f.word, n1.word)),
        feature(16, mix(f.word, p1.word)),
        feature(17, n1.tail[2]),
        feature(18, mix(p1.tail[2], t1)),
        feature(19, shape << 16 | (n1.shape as u64) << 8 | p1.shape as u64),
        feature(20, mix(n1.word, t1)),
        feature(21, mix(f.tail[2], t1)),
        feature(22, mix(mix(f.word, t1), t2)),
        feature(23, mix(f.tail[1], n1.tail[1])),
        feature(24, mix(f.tail[2], shape << 1 | first)),
    ]);
}

/// Tags one sentence, whose words have the forms `forms`; `certain` tags are given by `known`.
pub fn tag(
    table: &Table<CLASSES>,
    forms: &[Form],
    known: impl Fn(usize) -> Option<Tag>,
    features_buffer: &mut Vec<u32>,
    mut emit: impl FnMut(usize, Tag),
) {
    let (mut t1, mut t2) = (EDGE_TAG, EDGE_TAG);
    for i in 0..forms.len() {
        let tag = known(i).unwrap_or_else(|| {
            features(forms, i, t1, t2, features_buffer);
            let mut scores = [0; CLASSES];
            table.score(features_buffer, &mut scores);
            tag_of(best(&scores))
        });
        emit(i, tag);
        (t1, t2) = (tag as usize, t1);
    }
}

/// Stands for the tags before the first token.
pub const EDGE_TAG: usize = 63;
