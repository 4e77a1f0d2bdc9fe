//! The relation of each arc, decided over the finished tree by a second linear classifier.

use super::form::Form;
use super::parser::NONE;
use super::tag::Rel;
use crate::linear::{Table, feature, mix};

/// The row width of the label table; the class of a relation is its place in [`Rel::ALL`].
pub const CLASSES: usize = 56;

/// The relation of class `class`.
pub fn rel_of(class: usize) -> Rel {
    Rel::ALL.get(class).copied().unwrap_or(Rel::Dep)
}

/// The relations of one sentence; kept between sentences so that its memory is reused.
#[derive(Default)]
pub struct Labels {
    /// Relation classes, one a token.
    pub given: Vec<u8>,
    around: Vec<Around>,
}

/// Labels the arcs of a finished tree, left to right.
pub fn label(table: &Table<CLASSES>, forms: &[Form], tags: &[u8], heads: &[u32], labels: &mut Labels, buffer: &mut Vec<u32>) {
    survey(heads, &mut labels.around);
    labels.given.clear();
    labels.given.resize(heads.len(), 0);
    for token in 0..heads.len() {
        features(forms, tags, heads, &labels.around, &labels.given, token, buffer);
        labels.given[token] = table.best(buffer, Rel::ALL.len()) as u8;
    }
}

/// What an arc's features need to know of the tree around it.
#[derive(Clone, Copy)]
pub struct Around {
    first: u32,
    last: u32,
    /// The nearest sibling on the left.
    sibling: u32,
    children: u8,
}

/// Fills `around` from the finished tree; linear.
pub fn survey(heads: &[u32], around: &mut Vec<Around>) {
    around.clear();
    around.resize(heads.len(), Around { first: NONE, last: NONE, sibling: NONE, children: 0 });
    for (token, &head) in heads.iter().enumerate() {
        if head == NONE {
            continue;
        }
        let sibling = around[head as usize].last;
        around[token].sibling = sibling;
        let above = &mut around[head as usize];
        if above.first == NONE {
            above.first = token as u32;
        }
        above.last = token as u32;
        above.children = (above.children + 1).min(7);
    }
}

/// Writes the features of the arc to `token` to `out`; `before` is the relation given to its left sibling.
pub fn features(forms: &[Form], tags: &[u8], heads: &[u32], around: &[Around], before: &[u8], token: usize, out: &mut Vec<u32>) {
    let tag = |t: u32| tags.get(t as usize).map_or(63, |&t| t as u64);
    let word = |t: u32| forms.get(t as usize).map_or(1, |f| f.word);
    let cluster = |t: u32| forms.get(t as usize).map_or(0, |f| f.class.cluster as u64);
    let (d, h, a) = (token as u32, heads[token], around[token]);
    let (dw, dt, hw, ht) = (word(d), tag(d), word(h), tag(h));
    let grand = heads.get(h as usize).copied().unwrap_or(NONE);
    let side = u64::from(d < h);
    let distance = if h == NONE { 9 } else { (d.abs_diff(h) as u64).min(8) };
    let sibling = if a.sibling == NONE { 60 } else { before[a.sibling as usize] as u64 };
    let (first, last) = (a.first, a.last);
    let (dc, hc) = (cluster(d), cluster(h));
    let (next, previous) = (d + 1, d.wrapping_sub(1));
    let head_first = around.get(h as usize).map_or(NONE, |a| a.first);
    let pair = dt << 7 | ht << 1 | side;
    out.clear();
    out.extend([
        feature(51, pair),
        feature(52, mix(dw, ht << 1 | side)),
        feature(53, mix(hw, dt << 1 | side)),
        feature(54, mix(dw, hw)),
        feature(55, pair << 4 | distance),
        feature(56, mix(word(first), pair)),
        feature(57, mix(word(last), pair)),
        feature(58, mix(word(first), hw)),
        feature(59, mix(pair, tag(first) << 6 | tag(last))),
        feature(60, pair << 6 | sibling),
        feature(61, mix(hw, sibling << 7 | dt << 1 | side)),
        feature(62, mix(pair, tag(previous) << 6 | tag(next))),
        feature(63, mix(forms[token].tail[2], ht << 1 | side)),
        feature(64, mix(word(a.sibling), pair)),
        feature(65, mix(pair, tag(grand))),
        feature(66, mix(pair, (a.children as u64) << 3 | u64::from(head_first == d))),
        feature(67, dw),
        feature(68, mix(dw, forms[token].shape as u64)),
        feature(69, mix(word(next), pair)),
        feature(70, mix(word(previous), pair)),
        feature(71, mix(forms.get(h as usize).map_or(1, |f| f.tail[2]), dt << 1 | side)),
        feature(72, mix(dw, mix(word(first), ht))),
        feature(73, mix(word(head_first), pair)),
        feature(74, dc << 8 | hc),
        feature(75, dc << 16 | ht << 1 | side),
        feature(76, hc << 16 | dt << 1 | side),
        feature(77, mix(word(first), dc << 1 | side)),
        feature(78, mix(word(first), dc << 8 | hc)),
        feature(79, cluster(next) << 16 | pair),
        feature(80, mix(dw, hc)),
        feature(81, mix(hw, dc)),
    ]);
}
