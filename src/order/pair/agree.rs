//! Relations for many pairs that can all hold, chosen from their probabilities.
//!
//! The surest pairs speak first, and what follows from them by transitivity is settled before the next one speaks (the sieves of CAEVO,
//! Chambers et al. 2014, with one learned sieve in place of twelve). A relation that contradicts what is settled is never chosen. "Vague"
//! claims nothing, so nothing follows from it. Cost: each settled pair is combined with the settled pairs of both its ends.

use super::judge::Link;
use std::collections::BTreeMap;

/// What is known of the pairs of `n` items.
#[derive(Clone, Debug, Default)]
pub struct Agreement {
    known: Vec<BTreeMap<usize, Link>>,
}

impl Agreement {
    pub fn new(items: usize) -> Agreement {
        Agreement { known: vec![BTreeMap::new(); items] }
    }

    /// The settled relation of `a` to `b`.
    pub fn of(&self, a: usize, b: usize) -> Option<Link> {
        self.known[a].get(&b).copied()
    }

    /// Settles `a` to `b` with all that follows, or changes nothing if that contradicts what is settled.
    pub fn settle(&mut self, a: usize, b: usize, link: Link) -> bool {
        let mut added: Vec<(usize, usize)> = Vec::new();
        let mut open = vec![(a, b, link)];
        while let Some((a, b, link)) = open.pop() {
            match self.of(a, b) {
                Some(known) if known == link => continue,
                Some(_) => {
                    for (a, b) in added {
                        self.known[a].remove(&b);
                        self.known[b].remove(&a);
                    }
                    return false;
                }
                None if a == b => {
                    for (a, b) in added {
                        self.known[a].remove(&b);
                        self.known[b].remove(&a);
                    }
                    return false;
                }
                None => {}
            }
            self.known[a].insert(b, link);
            self.known[b].insert(a, link.inverse());
            added.push((a, b));
            for (&c, &next) in &self.known[b] {
                if let Some(follows) = compose(link, next).filter(|_| c != a) {
                    open.push((a, c, follows));
                }
            }
            for (&c, &back) in &self.known[a] {
                if let Some(follows) = compose(back.inverse(), link).filter(|_| c != b) {
                    open.push((c, b, follows));
                }
            }
        }
        true
    }
}

/// What follows for the first and the third, if one relation does (Allen 1983, over whole relations of TimeBank-Dense).
pub fn compose(first: Link, second: Link) -> Option<Link> {
    use Link::*;
    match (first, second) {
        (Simultaneous, Vague) | (Vague, _) | (_, Vague) => None,
        (Simultaneous, link) | (link, Simultaneous) => Some(link),
        (Before, Before | Includes) | (IsIncluded, Before) => Some(Before),
        (After, After | Includes) | (IsIncluded, After) => Some(After),
        (Includes, Includes) => Some(Includes),
        (IsIncluded, IsIncluded) => Some(IsIncluded),
        _ => None,
    }
}

/// One pair with the probability of each link.
#[derive(Clone, Debug)]
pub struct Ballot {
    /// The first of the pair, by the index of its item.
    pub a: usize,
    /// The second.
    pub b: usize,
    /// Links with their probabilities.
    pub likely: Vec<(Link, f32)>,
}

/// How likely a link that follows from others must be, as a part of the probability that the text does not say: annotators seldom mark what takes
/// several steps to see. Chosen by cross-validation within the training part of TimeBank-Dense.
const LEAST: f32 = 0.3;

/// A link for each ballot, all of which can hold together.
pub fn agree(items: usize, ballots: &[Ballot]) -> Vec<Link> {
    let mut agreement = Agreement::new(items);
    let mut order: Vec<usize> = (0..ballots.len()).collect();
    let surest = |ballot: &Ballot| ballot.likely.iter().map(|(_, p)| *p).fold(0.0, f32::max);
    order.sort_by(|&i, &j| surest(&ballots[j]).total_cmp(&surest(&ballots[i])).then(i.cmp(&j)));
    let mut chosen = vec![Link::Vague; ballots.len()];
    for i in order {
        let Ballot { a, b, ref likely } = ballots[i];
        if let Some(settled) = agreement.of(a, b) {
            let of = |link: Link| likely.iter().find(|(l, _)| *l == link).map_or(0.0, |(_, p)| *p);
            if of(settled) >= LEAST * of(Link::Vague) {
                chosen[i] = settled;
            }
            continue;
        }
        let mut links = likely.clone();
        links.sort_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
        for (link, _) in links {
            if link == Link::Vague || agreement.settle(a, b, link) {
                chosen[i] = link;
                break;
            }
        }
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;
    use Link::*;

    #[test]
    fn what_follows_is_settled() {
        let mut agreement = Agreement::new(4);
        assert!(agreement.settle(0, 1, Before) && agreement.settle(1, 2, Includes) && agreement.settle(2, 3, Simultaneous));
        assert_eq!(agreement.of(0, 3), Some(Before));
        assert_eq!(agreement.of(3, 1), Some(IsIncluded));
        let before = format!("{agreement:?}");
        assert!(!agreement.settle(3, 0, Before), "a cycle");
        assert_eq!(format!("{agreement:?}"), before, "what contradicts leaves no trace");
    }

    #[test]
    fn the_surest_speak_first() {
        let ballot = |a, b, link, p| Ballot { a, b, likely: vec![(link, p), (Vague, 1.0 - p)] };
        let last = |after| Ballot { a: 2, b: 0, likely: vec![(Before, 0.6), (After, after), (Vague, 0.4 - after)] };
        for (after, expected) in [(0.2, After), (0.05, Vague)] {
            let ballots = [ballot(0, 1, Before, 0.9), ballot(1, 2, Before, 0.8), last(after)];
            assert_eq!(agree(3, &ballots), [Before, Before, expected], "what follows is claimed where it is likely enough");
        }
    }

    /// The table against points: every composition holds for all intervals on a small line, and none that holds for all is missing.
    #[test]
    fn compositions_are_those_of_intervals() {
        let intervals: Vec<(i32, i32)> = (0..7).flat_map(|a| (a + 1..8).map(move |b| (a, b))).collect();
        let relation = |x: (i32, i32), y: (i32, i32)| match () {
            _ if x == y => Some(Simultaneous),
            _ if x.1 <= y.0 => Some(Before),
            _ if y.1 <= x.0 => Some(After),
            _ if x.0 <= y.0 && x.1 >= y.1 => Some(Includes),
            _ if y.0 <= x.0 && y.1 >= x.1 => Some(IsIncluded),
            _ => None,
        };
        for first in super::super::judge::PLAIN {
            for second in super::super::judge::PLAIN {
                let mut seen = std::collections::BTreeSet::new();
                for &x in &intervals {
                    for &y in intervals.iter().filter(|&&y| relation(x, y) == Some(first)) {
                        seen.extend(intervals.iter().filter(|&&z| relation(y, z) == Some(second)).map(|&z| relation(x, z)));
                    }
                }
                let only = if seen.len() == 1 { seen.into_iter().next().flatten() } else { None };
                assert_eq!(compose(first, second), only, "{first:?} {second:?}");
            }
        }
    }
}
