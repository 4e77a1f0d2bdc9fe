//! Counts and their shares.

use crate::learning::Case;
use crate::tlinks::Pair;
use annals::order::pair::Item;
use annals::order::pair::judge::Link;
use std::collections::BTreeMap;

/// Counts by kind of pair and by whether the answers had to agree.
#[derive(Default)]
pub struct Score {
    rows: BTreeMap<(bool, &'static str), Row>,
    /// By probability in steps of five percent: answers and right ones, by the answer.
    sure: BTreeMap<(Link, usize), [usize; 2]>,
}

#[derive(Default)]
struct Row {
    pairs: usize,
    right: usize,
    said: usize,
    gold: usize,
    hit: usize,
}

impl Score {
    pub fn add(&mut self, case: &Case, pairs: &[Pair], got: &[(Link, f32)], together: bool) {
        for (pair, &(link, likely)) in pairs.iter().zip(got) {
            for kind in [kind(case, pair), "all"] {
                let row = self.rows.entry((together, kind)).or_default();
                row.pairs += 1;
                row.right += usize::from(link == pair.link);
                row.said += usize::from(link != Link::Vague);
                row.gold += usize::from(pair.link != Link::Vague);
                row.hit += usize::from(link == pair.link && link != Link::Vague);
            }
            if !together {
                let sure = self.sure.entry((link, (likely * 20.0) as usize)).or_default();
                sure[0] += 1;
                sure[1] += usize::from(link == pair.link);
            }
        }
    }

    pub fn print(&self) {
        for ((together, kind), row) in &self.rows {
            let (precision, recall) = (share(row.hit, row.said), share(row.hit, row.gold));
            let f1 = 2.0 * precision * recall / (precision + recall).max(1e-9);
            let way = if *together { "together" } else { "alone" };
            let all = share(row.right, row.pairs);
            println!("{way:9} {kind:28} {:6} pairs: F1 with vague {all:.3}; without {f1:.3} (P {precision:.3}, R {recall:.3})", row.pairs);
        }
        println!("by probability:");
        for ((link, step), [all, right]) in &self.sure {
            println!("  {link:?} from {:.2}: {right} of {all} right, {:.3}", *step as f64 / 20.0, share(*right, *all));
        }
    }
}

fn kind(case: &Case, pair: &Pair) -> &'static str {
    let (a, b) = (case.scene.sentence(pair.a), case.scene.sentence(pair.b));
    match (pair.a, pair.b) {
        (Item::Event(_), Item::Event(_)) if a == b => "event event, one sentence",
        (Item::Event(_), Item::Event(_)) => "event event, two sentences",
        (Item::Event(_), Item::Time(_)) if a == b => "event time, one sentence",
        (Item::Event(_), Item::Time(_)) => "event time, two sentences",
        (Item::Event(_), Item::Dct) => "event publication",
        _ => "times",
    }
}

/// How often the links of a cue are right.
#[derive(Default)]
pub struct ByCue {
    cues: BTreeMap<(String, Link), [[usize; 3]; 2]>,
    confidences: BTreeMap<u8, [[usize; 3]; 2]>,
}

impl ByCue {
    /// Right is the same relation; compatible is one that the network's constraint (which begins first) allows as well.
    pub fn add(&mut self, cue: &str, confidence: u8, said: Link, gold: Link, of_starts: bool) {
        let cue = cue.trim_start_matches(|c: char| !c.is_alphabetic()).to_string();
        let compatible = match said {
            Link::Before => matches!(gold, Link::Before | Link::Includes | Link::Simultaneous),
            Link::After | Link::IsIncluded => matches!(gold, Link::After | Link::IsIncluded | Link::Simultaneous),
            _ => matches!(gold, Link::Simultaneous | Link::Includes | Link::IsIncluded),
        };
        for row in [self.cues.entry((cue, said)).or_default(), self.confidences.entry(confidence).or_default()] {
            let counts = &mut row[usize::from(of_starts)];
            counts[0] += 1;
            counts[1] += usize::from(said == gold);
            counts[2] += usize::from(compatible);
        }
    }

    pub fn print(&self) {
        println!("links of cues against TLINKs, and against start points: right, compatible, of all");
        let said = |row: &[[usize; 3]; 2]| row.map(|[all, right, compatible]| format!("{right:3} {compatible:3} of {all:3}")).join("  |  ");
        for ((cue, link), row) in &self.cues {
            println!("  {:30} {:12} {}", cue, format!("{link:?}"), said(row));
        }
        for (confidence, row) in &self.confidences {
            println!("  confidence {confidence}: {}", said(row));
        }
    }
}

fn share(part: usize, of: usize) -> f64 {
    part as f64 / of.max(1) as f64
}
