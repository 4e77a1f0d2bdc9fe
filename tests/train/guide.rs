//! What another parser says of a sentence, as more features for ours (stacking: Nivre and McDonald 2008). Its relations need not be those of Universal
//! Dependencies: what they mean there is learned from sentences that have both trees.

use annals::linear::{feature, mix};
use annals::text::parser::{LEFT, NONE, RIGHT, SHIFT, State};
use std::path::Path;

/// What is said of a token: its head, and the names of its relation and its tag as numbers.
#[derive(Clone, Copy)]
pub struct Guide {
    pub head: u32,
    rel: u64,
    tag: u64,
}

/// Of no token.
const NOTHING: Guide = Guide { head: NONE - 1, rel: 0, tag: 0 };

/// The sentences of a CoNLL-U file: their words, and what is said of them.
pub fn read(path: &Path) -> Vec<(Vec<String>, Vec<Guide>)> {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let number = |name: &str| name.bytes().fold(7, |hash, byte| mix(hash, u64::from(byte)));
    let word = |line: &str| {
        let fields: Vec<&str> = line.split('\t').collect();
        let [_, form, _, _, tag, _, head, rel, ..] = fields[..] else { return None };
        let head = head.parse::<u32>().ok()?.checked_sub(1).unwrap_or(NONE);
        Some((form.to_string(), Guide { head, rel: number(rel), tag: number(tag) }))
    };
    text.split("\n\n")
        .map(|block| block.lines().filter_map(word).unzip())
        .filter(|(words, _): &(Vec<String>, _)| !words.is_empty())
        .collect()
}

/// The sentence read from its end.
pub fn mirrored(guide: &[Guide]) -> Vec<Guide> {
    let turned = |head| if head == NONE { NONE } else { guide.len() as u32 - 1 - head };
    guide.iter().rev().map(|said| Guide { head: turned(said.head), ..*said }).collect()
}

fn at(guide: &[Guide], token: u32) -> Guide {
    guide.get(token as usize).copied().unwrap_or(NOTHING)
}

/// Adds to the features of a state what each transition would cost if the guide were right; `cost` counts the arcs lost.
pub fn add_transition(guide: &[Guide], tags: &[u8], state: &State, cost: impl Fn(usize) -> usize, out: &mut Vec<u32>) {
    let price = |action: usize| if state.legal(action) { cost(action).min(3) as u64 } else { 7 };
    let prices = price(SHIFT) << 8 | price(LEFT) << 4 | price(RIGHT);
    let top = |depth: usize| state.stack.len().checked_sub(depth + 1).map_or(NONE, |i| state.stack[i]);
    let (s0, s1, b0) = (top(0), top(1), state.next);
    let (g0, g1, h0) = (at(guide, s0), at(guide, s1), at(guide, b0));
    // Where a token's head is, seen from the parser.
    let side = |token: u32, said: Guide| match said.head {
        head if head >= NONE - 1 => 0,
        head if head == b0 => 1,
        head if head == s1 => 2,
        head if head == s0 => 3,
        head if head > token => 4,
        _ => 5,
    };
    let (p0, p1, q0) = (side(s0, g0), side(s1, g1), side(b0, h0));
    let tag = |token: u32| tags.get(token as usize).map_or(63, |&tag| u64::from(tag));
    let three = tag(s1) << 12 | tag(s0) << 6 | tag(b0);
    let priced = |template: u64, value: u64| feature(template, mix(prices, value));
    out.extend([
        priced(100, 0),
        priced(101, tag(s0) << 6 | tag(b0)),
        priced(102, tag(s1) << 6 | tag(s0)),
        priced(103, three),
        priced(104, mix(g0.rel, p0)),
        priced(105, mix(h0.rel, q0)),
        priced(106, mix(g1.rel, p1)),
        priced(109, mix(mix(g0.rel, h0.rel), p0 << 4 | q0)),
        priced(110, mix(g0.rel, mix(g1.rel, p0 << 4 | p1))),
        priced(114, p0 << 8 | p1 << 4 | q0),
        feature(115, mix(g0.tag, h0.tag)),
        feature(116, mix(g0.tag, g1.tag)),
        feature(117, mix(mix(g0.tag, h0.tag), g1.tag)),
        feature(118, mix(g0.rel, mix(h0.rel, g1.rel))),
        priced(119, mix(g0.tag, h0.tag)),
        priced(120, mix(g0.tag, mix(g1.tag, h0.tag))),
        priced(121, mix(mix(g0.rel, h0.rel), mix(three, p0 << 4 | q0))),
    ]);
}

/// The features of the arc to `token` from `head`, and what the guide says of it.
pub fn with_arc(guide: &[Guide], words: &[u64; 2], tags: &[u8], token: usize, head: u32, features: &[u32]) -> Vec<u32> {
    let (own, above) = (at(guide, token as u32), at(guide, head));
    let agreed = u64::from(own.head == head) << 2 | u64::from(above.head == token as u32) << 1 | u64::from((token as u32) < head);
    let tag = |token: usize| tags.get(token).map_or(63, |&tag| u64::from(tag));
    let said = mix(own.rel, agreed);
    let more = [
        feature(150, said),
        feature(152, mix(said, tag(token) << 6 | tag(head as usize))),
        feature(154, mix(said, above.rel)),
        feature(155, mix(said, mix(own.tag, above.tag))),
        feature(156, mix(said, words[0])),
        feature(157, mix(said, words[1])),
        feature(158, mix(own.tag, above.tag)),
        feature(159, mix(own.tag, agreed)),
    ];
    features.iter().copied().chain(more).collect()
}
