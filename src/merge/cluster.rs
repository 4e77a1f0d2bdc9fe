//! From claims to groups, each an event: what people said is the same, then pairs that are alike, then later tellings of what is known.
//!
//! Pairs are joined the surest first. By them alone a group has at most one claim of a source, and no two that exclude each other; a person's
//! word and what only a known event can be meant by ([`retell`](super::retell)) may bring a second claim of a source to it. A person's "not
//! the same" keeps two groups apart at every step.

use super::again::{again, twice};
use super::candidates::candidates;
use super::claims::Claims;
use super::day::{Likely, SURE};
use super::retell::{Tails, retellings};
use super::score::{self, Outcome, score};
use super::traits::{Traits, traits};
use crate::lexicon::Lexicon;
use crate::time::Interval;
use crate::timeline::Verdict;
use std::collections::{BTreeMap, BTreeSet};

/// Which claims are one event.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Groups {
    /// Ids of claims, sorted; the groups in the order of their first ids.
    pub groups: Vec<Vec<String>>,
    /// Pairs of claims of different groups that may be the same event, the likeliest first.
    pub ask: Vec<(String, String)>,
}

/// Groups all claims. The order in which they were added does not matter.
pub fn cluster(claims: &Claims, lexicon: &Lexicon) -> Groups {
    let rulings = Rulings::of(claims);
    let all = traits(claims, &rulings.left_out, lexicon);
    let place: BTreeMap<&str, usize> = all.iter().enumerate().map(|(at, claim)| (claim.id, at)).collect();
    let at = |pairs: &BTreeSet<(&str, &str)>| -> BTreeSet<(usize, usize)> {
        let both = pairs.iter().filter_map(|(a, b)| Some((*place.get(a)?, *place.get(b)?)));
        both.filter(|(a, b)| a != b).map(|(a, b)| (a.min(b), a.max(b))).collect()
    };
    let (same, apart) = (at(&rulings.same), at(&rulings.apart));
    let likely = Likely::of(&all);
    let apart_in_source = |a: usize, b: usize| all[a].sources.is_disjoint(&all[b].sources);
    let told_again = |a: usize, b: usize| again(&all[a], &all[b]).map(|share| Scored { sure: Some(By::Words), share, a, b });
    let of_two = |a: usize, b: usize| match (score(&all[a], &all[b]), likely.get(a, b)) {
        (Outcome::Same(share), _) => Some(Scored { sure: Some(By::Words), share, a, b }),
        (_, Some(chance)) if chance >= SURE => Some(Scored::by_day(a, b, chance)),
        (Outcome::Ask(share), _) => Some(Scored { sure: None, share, a, b }),
        (Outcome::Different, chance) => chance.map(|chance| Scored::by_day(a, b, chance)),
    };
    let outcome = |a: usize, b: usize| if apart_in_source(a, b) { of_two(a, b) } else { told_again(a, b) };
    let found = candidates(&all, outcome);
    // What is likely by its day, whether or not rare words lead from one to the other.
    let is_found = |a: usize, b: usize| found.binary_search_by_key(&(a as u32, b as u32), |(a, b, _)| (*a, *b)).is_ok();
    let others: Vec<Scored> =
        likely.iter().filter(|(a, b, _)| !is_found(*a, *b)).map(|(a, b, chance)| Scored::by_day(a, b, chance)).collect();
    let mut scored: Vec<Scored> = found.into_iter().map(|(_, _, scored)| scored).chain(others).collect();
    scored.retain(|pair| !apart.contains(&(pair.a, pair.b)));
    ambiguous(&mut scored, &all);
    let rank = |pair: &Scored| (pair.sure.is_none(), pair.sure);
    scored.sort_by(|x, y| rank(x).cmp(&rank(y)).then(y.share.total_cmp(&x.share)).then((x.a, x.b).cmp(&(y.a, y.b))));
    let mut forest = Forest { group_of: (0..all.len()).collect(), members: (0..all.len()).map(|i| vec![i]).collect() };
    for &(a, b) in &same {
        // A later "not the same" between two of them is heard first.
        if !forest.apart(a, b, &apart) {
            forest.join(a, b);
        }
    }
    let mut ask = Vec::new();
    for &Scored { a, b, sure, .. } in &scored {
        let (x, y) = (forest.group_of[a], forest.group_of[b]);
        if x == y {
            continue;
        }
        // What a day leaves of two lines is too little to make one of two that are often told.
        let told = |group: usize| forest.members[group].len() > 2;
        let bold = sure == Some(By::Day) && told(x) && told(y);
        if sure.is_some() && !bold && !forest.apart(a, b, &apart) && fits(&forest.members[x], &forest.members[y], &all, &likely) {
            forest.join(a, b);
        } else {
            ask.push((a, b));
        }
    }
    for tails in [Tails::Dated, Tails::Heads, Tails::Undated] {
        let groups = forest.members.clone();
        for (head, tail) in retellings(&groups, &all, tails) {
            let (a, b) = (groups[head][0], groups[tail][0]);
            let (x, y) = (forest.group_of[a], forest.group_of[b]);
            if x != y && !forest.apart(a, b, &apart) && may_join(&forest.members[x], &forest.members[y], &all) {
                forest.join(a, b);
            }
        }
    }
    let id = |at: usize| all[at].id.to_string();
    ask.retain(|&(a, b)| forest.group_of[a] != forest.group_of[b] && !forest.apart(a, b, &apart));
    let mut groups: Vec<Vec<String>> =
        forest.members.iter().filter(|m| !m.is_empty()).map(|m| m.iter().map(|&at| id(at)).collect()).collect();
    groups.iter_mut().for_each(|group: &mut Vec<String>| group.sort());
    groups.sort();
    Groups { groups, ask: ask.into_iter().map(|(a, b)| (id(a), id(b))).collect() }
}

/// A pair that is joined, if it is sure, or asked about.
struct Scored {
    sure: Option<By>,
    share: f64,
    a: usize,
    b: usize,
}

/// What makes a pair sure: what both say by itself is heard before what their day leaves.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum By {
    Words,
    Day,
}

impl Scored {
    fn by_day(a: usize, b: usize, chance: f64) -> Scored {
        Scored { sure: (chance >= SURE).then_some(By::Day), share: chance, a, b }
    }
}

/// What people ruled, as claims.
#[derive(Default)]
struct Rulings<'c> {
    same: BTreeSet<(&'c str, &'c str)>,
    apart: BTreeSet<(&'c str, &'c str)>,
    left_out: BTreeSet<&'c str>,
}

impl<'c> Rulings<'c> {
    fn of(claims: &'c Claims) -> Rulings<'c> {
        let mut rulings = Rulings::default();
        rulings.same.extend(claims.together.iter().map(|(a, b)| (a.as_str(), b.as_str())));
        for decision in &claims.decisions {
            let subjects: Vec<Vec<&str>> = decision.about.iter().map(|subject| claims.named(subject)).collect();
            match decision.verdict {
                Verdict::NotEvent => rulings.left_out.extend(subjects.into_iter().flatten()),
                Verdict::Same => {
                    let all: Vec<&str> = subjects.into_iter().flatten().collect();
                    rulings.same.extend(all.iter().skip(1).map(|id| (all[0], *id)));
                }
                Verdict::NotSame => {
                    for (i, one) in subjects.iter().enumerate() {
                        for other in &subjects[i + 1..] {
                            rulings.apart.extend(one.iter().flat_map(|a| other.iter().map(move |b| (*a, *b))));
                        }
                    }
                }
            }
        }
        rulings
    }
}

/// An undated claim that matches events of different days says which it is of to nobody: such pairs are asked about, but for those with an event
/// that far more of them are of than of any other day.
fn ambiguous(scored: &mut [Scored], all: &[Traits]) {
    let mut days: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for &Scored { a, b, sure, .. } in scored.iter() {
        for (open, dated) in [(a, b), (b, a)] {
            if sure.is_some() && all[open].dated.is_none() && all[dated].dated.is_some() {
                days.entry(open).or_default().push(dated);
            }
        }
    }
    let torn: BTreeSet<(usize, usize)> =
        days.iter().flat_map(|(&open, matches)| torn(matches, all).map(move |dated| (open, dated))).collect();
    for pair in scored.iter_mut().filter(|pair| torn.contains(&(pair.a, pair.b)) || torn.contains(&(pair.b, pair.a))) {
        pair.sure = None;
    }
}

/// So many times as many claims must be of an event as of any that it could be taken for.
const RIVAL: usize = 3;

/// Those of the dated claims which one open claim matches that it may not be joined with.
fn torn<'m>(matches: &'m [usize], all: &'m [Traits]) -> impl Iterator<Item = usize> + use<'m> {
    let mut of_days: BTreeMap<_, (Interval, usize)> = BTreeMap::new();
    for days in matches.iter().filter_map(|&at| all[at].dated) {
        of_days.entry((days.days(), days.earliest(), days.latest())).or_insert((days, 0)).1 += 1;
    }
    let told = |days: Interval, meets: bool| -> usize {
        let like = of_days.values().filter(|(other, _)| other.intersect(days).is_some() == meets);
        like.map(|(_, times)| times).sum()
    };
    // The days that most can mean, and of these the fewest.
    let best = of_days.values().map(|(days, _)| *days).rev().max_by_key(|&days| told(days, true));
    let sure = best.filter(|&best| RIVAL * told(best, false) <= told(best, true));
    let one = of_days.values().all(|(days, _)| told(*days, false) == 0);
    matches.iter().copied().filter(move |&at| {
        let fits = sure.is_some_and(|best| all[at].dated.is_some_and(|days| days.intersect(best).is_some()));
        !one && !fits
    })
}

/// Whether two groups have no source in common, but for what happens once and is told twice, and nothing that excludes a member of one from the
/// other.
fn fits(x: &[usize], y: &[usize], all: &[Traits], likely: &Likely) -> bool {
    x.iter().all(|&a| {
        y.iter().all(|&b| {
            (all[a].sources.is_disjoint(&all[b].sources) || score::once(&all[a], &all[b]) || twice(&all[a], &all[b]))
                && !score::excluded(&all[a], &all[b], likely.get(a, b).is_some())
        })
    })
}

/// Whether no person's word keeps two groups apart.
fn may_join(x: &[usize], y: &[usize], all: &[Traits]) -> bool {
    let owner = |group: &[usize]| group.iter().filter_map(|&at| all[at].owner).collect::<BTreeSet<&str>>();
    let rejected = |group: &[usize]| group.iter().any(|&at| all[at].rejected);
    owner(x).union(&owner(y)).count() <= 1 && !rejected(x) && !rejected(y)
}

struct Forest {
    group_of: Vec<usize>,
    members: Vec<Vec<usize>>,
}

impl Forest {
    fn join(&mut self, a: usize, b: usize) {
        let (x, y) = (self.group_of[a].min(self.group_of[b]), self.group_of[a].max(self.group_of[b]));
        if x != y {
            let moved = std::mem::take(&mut self.members[y]);
            moved.iter().for_each(|&at| self.group_of[at] = x);
            self.members[x].extend(moved);
        }
    }

    /// Whether a person said that a member of one group is not the same as one of the other.
    fn apart(&self, a: usize, b: usize, apart: &BTreeSet<(usize, usize)>) -> bool {
        let (x, y) = (&self.members[self.group_of[a]], &self.members[self.group_of[b]]);
        !apart.is_empty() && x.iter().any(|&a| y.iter().any(|&b| apart.contains(&(a.min(b), a.max(b)))))
    }
}
