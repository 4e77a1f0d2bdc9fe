//! The dependency parser: arc-hybrid transitions chosen greedily by a linear classifier (Kuhlmann, Gómez-Rodríguez and Satta 2011; Goldberg and
//! Nivre 2013, whose dynamic oracle trains it). Which token depends on which is decided here; `label` then says how. Linear in the sentence.

use super::form::Form;
use crate::linear::{Haste, Narrow, feature, mix};

/// The table has the scores of the other two transitions above that of `SHIFT`.
pub const SHIFT: usize = 0;
/// The top of the stack becomes a dependent of the next token.
pub const LEFT: usize = 1;
/// The top of the stack becomes a dependent of the token below it.
pub const RIGHT: usize = 2;

/// Stands for "no token" and, as a head, for the root.
pub const NONE: u32 = u32::MAX;

/// A sentence half parsed; kept between sentences so that its memory is reused.
#[derive(Default)]
pub struct State {
    /// Tokens whose head is not known yet, the last on top.
    pub stack: Vec<u32>,
    /// The first token not yet on the stack.
    pub next: u32,
    /// By token; [`NONE`] where it is not known yet, and for the root.
    pub heads: Vec<u32>,
    /// The two leftmost and two rightmost children so far, outermost first.
    left: Vec<[u32; 2]>,
    right: Vec<[u32; 2]>,
    valency: Vec<[u8; 2]>,
}

impl State {
    /// Begins a sentence of `n` tokens.
    pub fn start(&mut self, n: usize) {
        self.stack.clear();
        self.next = 0;
        for list in [&mut self.left, &mut self.right] {
            list.clear();
            list.resize(n, [NONE; 2]);
        }
        self.heads.clear();
        self.heads.resize(n, NONE);
        self.valency.clear();
        self.valency.resize(n, [0; 2]);
    }

    /// In tokens.
    pub fn len(&self) -> usize {
        self.heads.len()
    }

    /// Whether the sentence has no token.
    pub fn is_empty(&self) -> bool {
        self.heads.is_empty()
    }

    /// Whether only the root's dependents are left to say.
    pub fn done(&self) -> bool {
        self.next as usize >= self.len() && self.stack.len() <= 1
    }

    /// Whether an action can be done here.
    pub fn legal(&self, action: usize) -> bool {
        match action {
            SHIFT => (self.next as usize) < self.len(),
            LEFT => !self.stack.is_empty() && (self.next as usize) < self.len(),
            _ => self.stack.len() > 1,
        }
    }

    pub fn apply(&mut self, action: usize) {
        match action {
            SHIFT => {
                self.stack.push(self.next);
                self.next += 1;
            }
            LEFT => {
                let child = self.stack.pop().unwrap_or(0);
                self.attach(child, self.next);
            }
            _ => {
                let child = self.stack.pop().unwrap_or(0);
                if let Some(&head) = self.stack.last() {
                    self.attach(child, head);
                }
            }
        }
    }

    fn attach(&mut self, child: u32, head: u32) {
        self.heads[child as usize] = head;
        let (side, list) = if child < head { (0, &mut self.left) } else { (1, &mut self.right) };
        let pair = &mut list[head as usize];
        *pair = [child, pair[0]];
        let count = &mut self.valency[head as usize][side];
        *count = (*count + 1).min(6);
    }

    /// Writes the features of this state to `out`: those of Zhang and Nivre (2011) without labels, for the top two of the stack and the front of
    /// the buffer, and the tags just beside and between them as in McDonald et al. (2005).
    #[inline]
    pub fn features(&self, forms: &[Form], tags: &[u8], out: &mut Vec<u32>) {
        let n = self.len() as u32;
        let top = |depth: usize| self.stack.len().checked_sub(depth + 1).map_or(NONE, |i| self.stack[i]);
        let word = |t: u32| forms.get(t as usize).map_or(1, |f| f.word);
        let cluster = |t: u32| forms.get(t as usize).map_or(0, |f| f.class.cluster as u64);
        let kind = |t: u32| forms.get(t as usize).map_or(0, |f| f.class.kind as u64);
        let tail = |t: u32| forms.get(t as usize).map_or(1, |f| f.tail[2]);
        let tag = |t: u32| tags.get(t as usize).map_or(63, |&t| t as u64);
        let child = |list: &[[u32; 2]], t: u32, which: usize| if t < n { list[t as usize][which] } else { NONE };
        let (s0, s1, s2) = (top(0), top(1), top(2));
        let (b0, b1, b2) = (self.next, self.next.saturating_add(1), self.next.saturating_add(2));
        let (s0w, s1w, s2w, b0w, b1w) = (word(s0), word(s1), word(s2), word(b0), word(b1));
        let (s0c, s1c, b0c, b1c) = (cluster(s0), cluster(s1), cluster(b0), cluster(b1));
        let (s0t, s1t, s2t, b0t, b1t, b2t) = (tag(s0), tag(s1), tag(s2), tag(b0), tag(b1), tag(b2));
        let (s0l, s0r, s1l, s1r, b0l) = (
            child(&self.left, s0, 0),
            child(&self.right, s0, 0),
            child(&self.left, s1, 0),
            child(&self.right, s1, 0),
            child(&self.left, b0, 0),
        );
        let (s0l2, s0r2, s1r2, b0l2) =
            (child(&self.left, s0, 1), child(&self.right, s0, 1), child(&self.right, s1, 1), child(&self.left, b0, 1));
        let valency = |t: u32| self.valency.get(t as usize).map_or([7u64; 2], |v| [v[0] as u64, v[1] as u64]);
        let (s0v, s1v, b0v) = (valency(s0), valency(s1), valency(b0));
        let gap = |a: u32, b: u32| if a == NONE || b >= n { 15 } else { GAP[(b - a).min(15) as usize] as u64 };
        let (near, far) = (gap(s0, b0), gap(s1, s0));
        let beside = |t: u32, by: i32| if t == NONE { 63 } else { tag(t.wrapping_add_signed(by)) };
        let (s0n, b0p, s1n, s0p) = (beside(s0, 1), beside(b0, -1), beside(s1, 1), beside(s0, -1));
        let t2 = |a: u64, b: u64| a << 6 | b;
        let t3 = |a: u64, b: u64, c: u64| (a << 6 | b) << 6 | c;
        out.clear();
        out.extend([
            feature(45, b0w),
            feature(17, t3(s0t, b0t, tag(b0l))),
            feature(14, t3(s0t, b0t, b1t)),
            feature(44, s0w),
            feature(19, t3(s0t, tag(s0l), b0t)),
            feature(84, cluster(s0r) << 20 | s0c << 12 | b0c),
            feature(50, mix(t3(s1t, s1n, s0p), s0t)),
            feature(6, t2(s0t, b0t) << 4 | near),
            feature(56, mix(b0w, s0t << 4 | near)),
            feature(62, mix(word(s0l), mix(s0w, b0t))),
            feature(34, mix(word(s0r), t2(s0t, b0t))),
            feature(72, s0c << 12 | t2(b0t, b1t)),
            feature(20, t3(s1t, tag(s1r), s0t)),
            feature(54, mix(s1w, s1v[1] << 6 | s0t)),
            feature(59, mix(s1t, b0w << 1)),
            feature(28, mix(s0w, b0t << 4 | near)),
            feature(82, (kind(s0) << 8 | kind(b0)) << 8 | kind(b1)),
            feature(25, mix(t2(s1t, s0t), s1v[1] << 8 | s0v[0] << 4 | s0v[1])),
            feature(29, mix(s0t, b0w)),
            feature(18, t3(s0t, tag(s0r), b0t)),
            feature(40, mix(s0w, b1w)),
            feature(21, t3(s1t, tag(s1l), s0t)),
            feature(16, t3(s2t, s1t, s0t)),
            feature(15, t3(b0t, b1t, b2t)),
            feature(38, mix(t3(s0t, b0t, tag(b0l)), tag(b0l2))),
            feature(49, mix(t3(s0t, s0n, b0p), b0t)),
            feature(27, mix(b0w, t2(b0v[0], tag(b0l)))),
            feature(26, mix(s0w, s0v[0] << 4 | s0v[1])),
            feature(23, t3(s1t, s0t, tag(s0l))),
            feature(52, mix(t3(s0p, s0t, b0p), b0t)),
            feature(70, s0c << 8 | b0c),
            feature(42, mix(tail(s0), t2(s0t, b0t))),
            feature(74, s1c << 12 | t2(s0t, b0t)),
            feature(2, mix(s1w, s1t)),
            feature(51, mix(t3(s0t, s0n, b0t), b1t)),
            feature(55, t3(s0t, tag(s0l), tag(s0l2))),
            feature(33, mix(word(b0l), t2(s0t, b0t))),
            feature(53, mix(s0t, s0v[1] << 8 | s0v[0] << 4 | near)),
            feature(5, t3(s1t, s0t, b0t)),
            feature(75, mix(s0w, b0c)),
            feature(83, cluster(s1r) << 20 | s1c << 12 | s0c),
            feature(61, mix(b1w, t2(s0t, b0t))),
            feature(32, mix(word(s0l), t2(s1t, s0t))),
            feature(73, b0c << 12 | t2(s0t, s1t)),
            feature(31, mix(s1t, s0w)),
            feature(60, mix(tail(s0), mix(tail(b0), near))),
            feature(39, mix(s1t, mix(s0t, t3(b0t, b1t, b2t)))),
            feature(43, mix(t3(s2t, s1t, s0t), b0t)),
            feature(81, (kind(s1) << 8 | kind(s0)) << 8 | kind(b0)),
            feature(77, mix(s1w, s0c)),
            feature(76, mix(s0c, b0w)),
            feature(48, mix(s0w, b0t)),
            feature(3, mix(b0w, b0t)),
            feature(4, mix(b1w, b1t)),
            feature(46, s0t << 6 | b0t),
            feature(1, mix(s0w, s0t)),
            feature(22, t3(s1t, s0t, tag(s0r))),
            feature(7, t2(s1t, s0t) << 4 | far),
            feature(24, mix(t2(s0t, b0t), s0v[0] << 8 | s0v[1] << 4 | b0v[0])),
            feature(71, s1c << 8 | s0c),
            feature(63, mix(word(s0l), mix(s1w, s0t))),
            feature(35, mix(word(s1r), t2(s1t, s0t))),
            feature(47, mix(s2w, t2(s1t, s0t))),
            feature(64, mix(word(b2), t3(s0t, b0t, b1t))),
            feature(8, mix(s0w, b0w)),
            feature(9, mix(s1w, s0w)),
            feature(10, mix(s0w, t2(b0t, b1t))),
            feature(11, mix(b0w, t2(s0t, s1t))),
            feature(12, mix(s1w, t2(s0t, b0t))),
            feature(13, mix(s0w, t2(s1t, b0t))),
            feature(30, mix(s1w, s0t << 4 | far)),
            feature(36, mix(t3(s0t, b0t, tag(s0r)), tag(s0r2))),
            feature(37, mix(t3(s1t, s0t, tag(s1r)), tag(s1r2))),
            feature(41, mix(mix(s1w, b0w), s0t)),
            feature(57, mix(s1w, b0w)),
            feature(58, mix(s0w, mix(b0w, s1t))),
            feature(65, mix(word(s1r), mix(s0w, s1t))),
            feature(78, mix(s1c, s0w)),
            feature(79, (s1c << 8 | s0c) << 8 | b0c),
            feature(80, (s0c << 8 | b0c) << 8 | b1c),
        ]);
    }

    /// The tokens without a head: the first verb among them is the root, the others hang on it.
    pub fn finish(&mut self) {
        let root = self.stack.first().copied().unwrap_or(0);
        for token in 0..self.heads.len() {
            if self.heads[token] == NONE && token as u32 != root {
                self.heads[token] = root;
            }
        }
    }
}

/// The features above come in this order.
const HASTE: Haste = Haste { first: 32, lead: 12000 };

/// Distances in classes.
const GAP: [u8; 16] = [0, 1, 2, 3, 4, 5, 5, 6, 6, 6, 7, 7, 7, 7, 7, 8];

/// Parses one sentence; the heads are then in `state.heads`, `NONE` for the root.
pub fn parse(table: &Narrow, forms: &[Form], tags: &[u8], state: &mut State, buffer: &mut Vec<u32>) {
    parse_by(forms, tags, state, buffer, |features| {
        let [left, right] = table.score_in_haste(features, HASTE);
        [0, left, right]
    });
}

/// The same with any way to score the transitions, which the trainer uses to measure weights before they are rounded.
pub fn parse_by<S: PartialOrd + Copy>(
    forms: &[Form],
    tags: &[u8],
    state: &mut State,
    buffer: &mut Vec<u32>,
    score: impl Fn(&[u32]) -> [S; 3],
) {
    state.start(forms.len());
    while !state.done() {
        // A lone choice needs no scores.
        let action = if !state.legal(LEFT) && !state.legal(RIGHT) {
            SHIFT
        } else if !state.legal(SHIFT) {
            RIGHT
        } else {
            state.features(forms, tags, buffer);
            let scores = score(buffer);
            let mut action = if scores[LEFT] > scores[SHIFT] { LEFT } else { SHIFT };
            if state.legal(RIGHT) && scores[RIGHT] > scores[action] {
                action = RIGHT;
            }
            action
        };
        state.apply(action);
    }
    state.finish();
}
