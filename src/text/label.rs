//! The relation of each arc, decided over the finished tree by a second linear classifier.

use super::form::Form;
use super::parser::NONE;
use super::tag::{Rel, Tag};
use crate::linear::{Haste, Table, feature, mix};

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
    label_by(forms, tags, heads, labels, buffer, |_, features| table.best_in_haste(features, Rel::ALL.len(), HASTE));
}

/// The same with any way to choose the class of a token, which the trainer uses.
pub fn label_by(
    forms: &[Form],
    tags: &[u8],
    heads: &[u32],
    labels: &mut Labels,
    buffer: &mut Vec<u32>,
    mut choose: impl FnMut(usize, &[u32]) -> usize,
) {
    survey(tags, heads, &mut labels.around);
    labels.given.clear();
    labels.given.resize(heads.len(), 0);
    for token in 0..heads.len() {
        let class = match plain(tags, heads, token) {
            Some(rel) => rel as usize,
            None => {
                features(forms, tags, heads, labels, token, buffer);
                choose(token, buffer)
            }
        };
        labels.given[token] = class as u8;
        if let Some(head) = labels.around.get_mut(heads[token] as usize) {
            head.has |= kind(rel_of(class));
        }
    }
}

/// The relation that the tags alone give, as Universal Dependencies define it, or as they all but always do in the treebanks (99 % and more). A
/// comma may stand for "and", which its sisters want to know.
fn plain(tags: &[u8], heads: &[u32], token: usize) -> Option<Rel> {
    let tag = |token: usize| Tag::ALL.get(tags[token] as usize).copied();
    if heads[token] == NONE {
        return Some(Rel::Root);
    }
    let at = heads[token] as usize;
    let (head, before) = (tag(at), token < at);
    let noun = head.is_some_and(Tag::is_noun);
    // Nothing but the words of a noun phrase stands between.
    let within = || {
        let phrase =
            |t| tag(t).is_some_and(|tag| tag.is_noun() || matches!(tag, Tag::Dt | Tag::Jj | Tag::Cd | Tag::Hyph | Tag::Vbn | Tag::PrpPoss));
        before && at - token < 6 && (token + 1..at).all(phrase)
    };
    match tag(token)? {
        Tag::Stop | Tag::OpenQuote | Tag::CloseQuote | Tag::Lrb | Tag::Rrb | Tag::Hyph | Tag::Colon => Some(Rel::Punct),
        Tag::PrpPoss if before && noun => Some(Rel::NmodPoss),
        Tag::Md if before && head.is_some_and(Tag::is_verb) => Some(Rel::Aux),
        Tag::To if before && head == Some(Tag::Vb) => Some(Rel::Mark),
        Tag::Pos if !before && noun => Some(Rel::Case),
        Tag::Dt if noun && within() => Some(Rel::Det),
        Tag::Jj if noun && token + 1 == at => Some(Rel::Amod),
        Tag::Rb if matches!(head, Some(Tag::Jj | Tag::Rb)) && token + 1 == at => Some(Rel::Advmod),
        Tag::In if noun && within() => Some(Rel::Case),
        _ => None,
    }
}

/// What an arc's features need to know of the tree around it.
#[derive(Clone, Copy)]
struct Around {
    first: u32,
    last: u32,
    /// The nearest sibling on the left.
    sibling: u32,
    /// The nearest sibling on the right.
    follower: u32,
    /// The last verb or modal among the dependents on the left: an auxiliary.
    auxiliary: u32,
    /// The first preposition, conjunction or question word among the dependents on the left.
    opener: u32,
    children: u8,
    /// The kinds of relations given so far to the dependents.
    has: u64,
}

/// A bit for each relation that says much about its sisters and its mother.
fn kind(rel: Rel) -> u64 {
    match rel {
        Rel::Nsubj | Rel::NsubjOuter | Rel::Csubj => 1,
        Rel::NsubjPass => 2,
        Rel::Obj => 4,
        Rel::Iobj => 8,
        Rel::Cop => 16,
        Rel::Aux => 32,
        Rel::AuxPass => 64,
        Rel::Mark => 128,
        Rel::Case => 256,
        Rel::Det | Rel::NmodPoss => 512,
        Rel::Xcomp | Rel::Ccomp => 1024,
        Rel::Expl => 2048,
        Rel::Cc => 4096,
        Rel::Conj => 8192,
        Rel::Nummod => 16384,
        _ => 0,
    }
}

/// Fills `around` from the finished tree; linear.
fn survey(tags: &[u8], heads: &[u32], around: &mut Vec<Around>) {
    const NOTHING: Around =
        Around { first: NONE, last: NONE, sibling: NONE, follower: NONE, auxiliary: NONE, opener: NONE, children: 0, has: 0 };
    around.clear();
    around.resize(heads.len(), NOTHING);
    for (token, &head) in heads.iter().enumerate() {
        let this = token as u32;
        let Some(above) = around.get_mut(head as usize) else { continue };
        let sibling = above.last;
        if above.first == NONE {
            above.first = this;
        }
        above.last = this;
        above.children = (above.children + 1).min(7);
        if this < head {
            match Tag::ALL.get(tags[token] as usize) {
                Some(tag) if tag.is_verb() || *tag == Tag::Md => above.auxiliary = this,
                Some(Tag::In | Tag::To | Tag::Wrb | Tag::Wdt | Tag::Wp) if above.opener == NONE => above.opener = this,
                _ => {}
            }
        }
        around[token].sibling = sibling;
        if let Some(sibling) = around.get_mut(sibling as usize) {
            sibling.follower = this;
        }
    }
}

const HASTE: Haste = Haste { first: 24, lead: 13000 };

/// Writes the features of the arc to `token` to `out`; the tokens before it have their relations.
fn features(forms: &[Form], tags: &[u8], heads: &[u32], labels: &Labels, token: usize, out: &mut Vec<u32>) {
    let around = &labels.around;
    let tag = |t: u32| tags.get(t as usize).map_or(63, |&t| t as u64);
    let word = |t: u32| forms.get(t as usize).map_or(1, |f| f.word);
    let cluster = |t: u32| forms.get(t as usize).map_or(0, |f| f.class.cluster as u64);
    let (d, h, a) = (token as u32, heads[token], around[token]);
    let above = around.get(h as usize);
    let (dw, dt, hw, ht) = (word(d), tag(d), word(h), tag(h));
    let grand = heads.get(h as usize).copied().unwrap_or(NONE);
    let side = u64::from(d < h);
    let distance = if h == NONE { 9 } else { (d.abs_diff(h) as u64).min(8) };
    let sibling = labels.given.get(a.sibling as usize).map_or(60, |&rel| rel as u64);
    let (first, last) = (a.first, a.last);
    let (dc, hc) = (cluster(d), cluster(h));
    let (next, previous) = (d + 1, d.wrapping_sub(1));
    let head_first = above.map_or(NONE, |a| a.first);
    let (auxiliary, head_opener) = above.map_or((NONE, NONE), |a| (a.auxiliary, a.opener));
    let sisters = above.map_or(1 << 20, |a| a.has);
    let pair = dt << 7 | ht << 1 | side;
    out.clear();
    out.extend([
        feature(144, mix(word(first), dc << 1 | side)),
        feature(126, mix(pair, a.has << 1)),
        feature(117, dw),
        feature(105, pair << 4 | distance),
        feature(110, pair << 6 | sibling),
        feature(101, pair),
        feature(143, hc << 16 | dt << 1 | side),
        feature(146, cluster(next) << 16 | pair),
        feature(139, mix(forms[token].tail[3], dt)),
        feature(106, mix(word(first), pair)),
        feature(128, mix(word(auxiliary), pair)),
        feature(142, dc << 16 | ht << 1 | side),
        feature(137, mix(word(a.auxiliary), pair)),
        feature(134, mix(pair, tag(a.follower) << 6 | tag(a.sibling))),
        feature(115, mix(pair, tag(grand))),
        feature(127, mix(dw, a.has << 1 | side)),
        feature(121, mix(forms.get(h as usize).map_or(1, |f| f.tail[2]), dt << 1 | side)),
        feature(109, mix(pair, tag(first) << 6 | tag(last))),
        feature(129, mix(word(auxiliary), mix(word(a.auxiliary), dt))),
        feature(140, dt),
        feature(130, mix(word(a.opener), pair)),
        feature(124, mix(pair, sisters)),
        feature(108, mix(word(first), hw)),
        feature(132, mix(word(head_opener), pair)),
        feature(113, mix(forms[token].tail[2], ht << 1 | side)),
        feature(141, dc << 8 | hc),
        feature(107, mix(word(last), pair)),
        feature(136, mix(dw, sisters << 1 | side)),
        feature(133, mix(word(a.follower), pair)),
        feature(138, mix(pair, (forms[token].shape as u64) << 8 | forms.get(h as usize).map_or(63, |f| f.shape as u64))),
        feature(116, mix(pair, (a.children as u64) << 3 | u64::from(head_first == d))),
        feature(120, mix(word(previous), pair)),
        feature(102, mix(dw, ht << 1 | side)),
        feature(103, mix(hw, dt << 1 | side)),
        feature(104, mix(dw, hw)),
        feature(111, mix(hw, sibling << 7 | dt << 1 | side)),
        feature(112, mix(pair, tag(previous) << 6 | tag(next))),
        feature(114, mix(word(a.sibling), pair)),
        feature(118, mix(dw, forms[token].shape as u64)),
        feature(119, mix(word(next), pair)),
        feature(122, mix(dw, mix(word(first), ht))),
        feature(123, mix(word(head_first), pair)),
        feature(125, mix(hw, mix(dt, sisters) << 1 | side)),
        feature(131, mix(word(a.opener), mix(hw, dt))),
        feature(135, mix(a.has, sisters << 16) ^ pair),
        feature(145, mix(word(first), dc << 8 | hc)),
        feature(147, mix(dw, hc)),
        feature(148, mix(hw, dc)),
    ]);
}
