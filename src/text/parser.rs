//! The dependency parser: arc-hybrid transitions chosen greedily by a linear classifier (Kuhlmann, Gómez-Rodríguez and Satta 2011; Goldberg and
//! Nivre 2013, whose dynamic oracle trains it). Which token depends on which is decided here; `label` then says how. Linear in the sentence.

use super::form::Form;
use crate::linear::{Table, feature, mix};

/// The row width of the parser's table; three classes are used.
pub const CLASSES: usize = 4;

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
    pub stack: Vec<u32>,
    /// The first token not yet on the stack.
    pub next: u32,
    pub heads: Vec<u32>,
    /// The two leftmost and two rightmost children so far, outermost first.
    left: Vec<[u32; 2]>,
    right: Vec<[u32; 2]>,
    valency: Vec<[u8; 2]>,
}

impl State {
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

    pub fn len(&self) -> usize {
        self.heads.len()
    }

    pub fn is_empty(&self) -> bool {
        self.heads.is_empty()
    }

    /// Whether only the root's dependents are left to say.
    pub fn done(&self) -> bool {
        self.next as usize >= self.len() && self.stack.len() <= 1
    }

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

    /// Writes the features of this state to `out`.
    #[inline]
    pub fn features(&self, forms: &[Form], tags: &[u8], out: &mut Vec<u32>) {
        let n = self.len() as u32;
        let top = |depth: usize| self.stack.len().checked_sub(depth + 1).map_or(NONE, |i| self.stack[i]);
        let word = |t: u32| forms.get(t as usize).map_or(1, |f| f.word);
        let cluster = |t: u32| forms.get(t as usize).map_or(0, |f| f.class.cluster as u64);
        let kind = |t: u32| forms.get(t as usize).map_or(0, |f| f.class.kind as u64);
        let tag = |t: u32| tags.get(t as usize).map_or(63, |&t| t as u64);
        let child = |list: &[[u32; 2]], t: u32, which: usize| if t < n { list[t as usize][which] } else { NONE };
        let (s0, s1, s2) = (top(0), top(1), top(2));
        let (b0, b1, b2) = (self.next, self.next.saturating_add(1), self.next.saturating_add(2));
        let (s0w, s1w, b0w, b1w) = (word(s0), word(s1), word(b0), word(b1));
        let (s0c, s1c, b0c, b1c) = (cluster(s0), cluster(s1), cluster(b0), cluster(b1));
        let (s0t, s1t, s2t, b0t, b1t, b2t) = (tag(s0), tag(s1), tag(s2), tag(b0), tag(b1), tag(b2));
        let (s0l, s0r, s0r2) = (child(&self.left, s0, 0), child(&self.right, s0, 0), child(&self.right, s0, 1));
        let (s1l, s1r, s1r2) = (child(&self.left, s1, 0), child(&self.right, s1, 0), child(&self.right, s1, 1));
        let (b0l, b0l2) = (child(&self.left, b0, 0), child(&self.left, b0, 1));
        let valency = |t: u32| if t < n { self.valency[t as usize] } else { [7; 2] };
        let (s0v, s1v, b0v) = (valency(s0), valency(s1), valency(b0));
        let gap = |a: u32, b: u32| {
            if a == NONE || b >= n { 9 } else { [0u64, 1, 2, 3, 4, 5, 5, 6, 6, 6][(b - a).min(9) as usize] + u64::from(b - a > 14) }
        };
        let (near, far) = (gap(s0, b0), gap(s1, s0.min(n)));
        let t2 = |a: u64, b: u64| a << 6 | b;
        let t3 = |a: u64, b: u64, c: u64| (a << 6 | b) << 6 | c;
        out.clear();
        out.extend([
            feature(1, mix(s0w, s0t)),
            feature(2, mix(s1w, s1t)),
            feature(3, mix(b0w, b0t)),
            feature(4, mix(b1w, b1t)),
            feature(5, t3(s1t, s0t, b0t)),
            feature(6, t2(s0t, b0t) << 4 | near),
            feature(7, t2(s1t, s0t) << 4 | far),
            feature(8, mix(s0w, b0w)),
            feature(9, mix(s1w, s0w)),
            feature(10, mix(s0w, t2(b0t, b1t))),
            feature(11, mix(b0w, t2(s0t, s1t))),
            feature(12, mix(s1w, t2(s0t, b0t))),
            feature(13, mix(s0w, t2(s1t, b0t))),
            feature(14, t3(s0t, b0t, b1t)),
            feature(15, t3(b0t, b1t, b2t)),
            feature(16, t3(s2t, s1t, s0t)),
            feature(17, t3(s0t, b0t, tag(b0l))),
            feature(18, t3(s0t, tag(s0r), b0t)),
            feature(19, t3(s0t, tag(s0l), b0t)),
            feature(20, t3(s1t, tag(s1r), s0t)),
            feature(21, t3(s1t, tag(s1l), s0t)),
            feature(22, t3(s1t, s0t, tag(s0r))),
            feature(23, t3(s1t, s0t, tag(s0l))),
            feature(24, mix(t2(s0t, b0t), (s0v[0] as u64) << 8 | (s0v[1] as u64) << 4 | b0v[0] as u64)),
            feature(25, mix(t2(s1t, s0t), (s1v[1] as u64) << 8 | (s0v[0] as u64) << 4 | s0v[1] as u64)),
            feature(26, mix(s0w, (s0v[0] as u64) << 4 | s0v[1] as u64)),
            feature(27, mix(b0w, t2(b0v[0] as u64, tag(b0l)))),
            feature(28, mix(s0w, b0t << 4 | near)),
            feature(29, mix(s0t, b0w)),
            feature(30, mix(s1w, s0t << 4 | far)),
            feature(31, mix(s1t, s0w)),
            feature(32, mix(word(s0l), t2(s1t, s0t))),
            feature(33, mix(word(b0l), t2(s0t, b0t))),
            feature(34, mix(word(s0r), t2(s0t, b0t))),
            feature(35, mix(word(s1r), t2(s1t, s0t))),
            feature(36, mix(t3(s0t, b0t, tag(s0r)), tag(s0r2))),
            feature(37, mix(t3(s1t, s0t, tag(s1r)), tag(s1r2))),
            feature(38, mix(t3(s0t, b0t, tag(b0l)), tag(b0l2))),
            feature(39, mix(s1t, mix(s0t, t3(b0t, b1t, b2t)))),
            feature(40, mix(s0w, b1w)),
            feature(41, mix(mix(s1w, b0w), s0t)),
            feature(42, mix(forms.get(s0 as usize).map_or(1, |f| f.tail[2]), t2(s0t, b0t))),
            feature(43, mix(t3(s2t, s1t, s0t), b0t)),
            feature(44, s0c << 8 | b0c),
            feature(45, s1c << 8 | s0c),
            feature(46, s0c << 12 | t2(b0t, b1t)),
            feature(47, b0c << 12 | t2(s0t, s1t)),
            feature(48, s1c << 12 | t2(s0t, b0t)),
            feature(49, mix(s0w, b0c)),
            feature(50, mix(s0c, b0w)),
            feature(51, mix(s1w, s0c)),
            feature(52, mix(s1c, s0w)),
            feature(53, (s1c << 8 | s0c) << 8 | b0c),
            feature(54, (s0c << 8 | b0c) << 8 | b1c),
            feature(55, (kind(s1) << 8 | kind(s0)) << 8 | kind(b0)),
            feature(56, (kind(s0) << 8 | kind(b0)) << 8 | kind(b1)),
            feature(57, cluster(s1r) << 20 | s1c << 12 | s0c),
            feature(58, cluster(s0r) << 20 | s0c << 12 | b0c),
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

/// Parses one sentence; the heads are then in `state.heads`, `NONE` for the root.
pub fn parse(table: &Table<CLASSES>, forms: &[Form], tags: &[u8], state: &mut State, buffer: &mut Vec<u32>) {
    state.start(forms.len());
    while !state.done() {
        state.features(forms, tags, buffer);
        let mut scores = [0i16; CLASSES];
        table.score(buffer, &mut scores);
        let action = [SHIFT, LEFT, RIGHT].into_iter().filter(|&a| state.legal(a)).max_by_key(|&a| (scores[a], 3 - a));
        state.apply(action.unwrap_or(SHIFT));
    }
    state.finish();
}
