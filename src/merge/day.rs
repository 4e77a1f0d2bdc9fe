//! Claims of one day, or of two days in a row, weighed against all else that these days tell.
//!
//! Where little is told of a day, as in the timelines that people keep of a crisis, two lines that share more with each other than either does
//! with anything else are one event, however else they tell it. The more is told of a day, the more words two of its claims must share, and
//! claims of articles, which tell many things of a day, must share much. What
//! each of this counts for was learned from pairs that a person read: those of three crises that odd days of the month date, and the claims of
//! ECB+ (its `dev` topics) with a day. See tests/README.md.

use super::class::family;
use super::score::{Outcome, happened, of_one_land, overlap, score};
use super::set::Set;
use super::shingle::shared;
use super::traits::Traits;
use chrono::NaiveDate;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// A day of more claims is news, and not a line of a chronicle.
const MOST: usize = 40;

/// Pairs of claims, by position, the smaller first, with how likely they are one event. Sorted.
#[derive(Default)]
pub struct Likely(Vec<(u32, u32, f64)>);

/// From here on two claims are joined.
pub const SURE: f64 = 0.66;
/// From here on a person is asked.
pub const ASK: f64 = 0.3;
/// The most that a pair has which is not joined whatever it shares.
const UNSURE: f64 = 0.65;
/// The share of the lighter of two articles' claims that the other must have.
const TOLD_ALIKE: f64 = 0.5;

// The weights of a logistic regression over what [`Pair::chance`] adds up.
const START: f64 = 0.91;
/// For each word that they share, of the share of the lighter, and of how much more they share than with any other of the same source.
const WORDS: f64 = 0.21;
const WITHIN: f64 = 0.47;
const MARGIN: f64 = 0.16;
/// Of the logarithm of how many turns of three words the quotes of both have: a speech, or what one agency wrote.
const TURNS: f64 = 0.7;
/// Of the logarithm of how many claims the days have.
const TOLD: f64 = -1.09;
/// They name one who takes part in both.
const PARTY: f64 = 0.81;
/// Each has a name, or a number, that the other lacks.
const NAMES: f64 = -0.41;
const FIGURES: f64 = -1.28;
/// For each number of two digits or more that they share, up to two.
const NUMBERS: f64 = 1.14;
/// They are of two days.
const APART: f64 = -2.02;

impl Likely {
    /// All pairs of claims of two hands.
    pub fn of(all: &[Traits]) -> Likely {
        let mut told: Vec<(NaiveDate, u32)> = (0u32..)
            .zip(all)
            .filter(|(_, claim)| !claim.rejected)
            .filter_map(|(at, claim)| Some((claim.dated?.single_day()?, at)))
            .collect();
        told.sort_unstable();
        let days: Vec<&[(NaiveDate, u32)]> = told.chunk_by(|a, b| a.0 == b.0).collect();
        let pairs: Vec<Pair> =
            (0..days.len()).into_par_iter().flat_map_iter(|at| pairs(days[at], days.get(at + 1).copied(), all)).collect();
        let rivals = Rivals::of(&pairs, all);
        let one_story = one_story(all);
        let likely = |pair: &Pair| Some((pair.a.min(pair.b), pair.a.max(pair.b), pair.chance(&rivals, one_story, all)?));
        let mut likely: Vec<(u32, u32, f64)> = pairs.par_iter().filter_map(likely).filter(|pair| pair.2 >= ASK).collect();
        likely.par_sort_unstable_by_key(|pair| (pair.0, pair.1));
        Likely(likely)
    }

    /// Of two claims by position; nothing is less likely than [`ASK`].
    pub fn get(&self, a: usize, b: usize) -> Option<f64> {
        let key = (a.min(b) as u32, a.max(b) as u32);
        self.0.binary_search_by_key(&key, |pair| (pair.0, pair.1)).ok().map(|at| self.0[at].2)
    }

    /// Pairs of claims by position, the smaller first, with how likely they are one event, from 0 to 1.
    pub fn iter(&self) -> impl Iterator<Item = (usize, usize, f64)> {
        self.0.iter().map(|&(a, b, chance)| (a as usize, b as usize, chance))
    }
}

/// Whether the claims are of one story, which has a name that many of them say. Lines of one story's day are likely of one event, and those of all
/// the world's are not.
fn one_story(all: &[Traits]) -> bool {
    let mut claims: FxHashMap<u32, usize> = FxHashMap::default();
    all.iter().flat_map(|claim| &claim.named).for_each(|name| *claims.entry(*name).or_default() += 1);
    claims.values().any(|&claims| claims * STORY >= all.len())
}

/// One claim in so many says the name of the story.
const STORY: usize = 7;

/// Two claims of two hands, in the order of their days.
struct Pair {
    a: u32,
    b: u32,
    /// They are of two days.
    apart: bool,
    /// How many claims their days have.
    told: usize,
    /// The weight of what they have in common, its share of the lighter, and how many words it is.
    shared: f64,
    within: f64,
    words: usize,
}

/// The pairs of a day and of it with the next.
fn pairs(day: &[(NaiveDate, u32)], next: Option<&[(NaiveDate, u32)]>, all: &[Traits]) -> Vec<Pair> {
    let next = next.filter(|next| day[0].0.succ_opt() == Some(next[0].0)).unwrap_or_default();
    let mut found = Vec::new();
    let mut add = |a: u32, b: u32, told: usize, apart: bool| {
        let (x, y) = (&all[a as usize], &all[b as usize]);
        if x.sources.is_disjoint(&y.sources) {
            let ((words, n), (deeds, m)) = (overlap(&x.words, &y.words), overlap(&x.deeds, &y.deeds));
            let lighter = x.telling().min(y.telling());
            let within = if lighter > 0.0 { (words + deeds) / lighter } else { 0.0 };
            found.push(Pair { a, b, apart, told, shared: words + deeds, within, words: n + m });
        }
    };
    if day.len() <= MOST {
        for (i, &(_, a)) in day.iter().enumerate() {
            day[i + 1..].iter().for_each(|&(_, b)| add(a, b, day.len(), false));
        }
    }
    if day.len() + next.len() <= MOST {
        for &(_, a) in day {
            next.iter().for_each(|&(_, b)| add(a, b, day.len() + next.len(), true));
        }
    }
    found
}

/// The two most alike claims of one source, by claim and source.
struct Rivals<'a>(Vec<((u32, &'a str), f64, u32)>);

impl<'a> Rivals<'a> {
    fn of(pairs: &[Pair], all: &[Traits<'a>]) -> Rivals<'a> {
        let mut met: Vec<((u32, &str), f64, u32)> = Vec::with_capacity(2 * pairs.len());
        for pair in pairs {
            for (one, other) in [(pair.a, pair.b), (pair.b, pair.a)] {
                met.extend(all[other as usize].sources.iter().map(|source| ((one, *source), pair.shared, other)));
            }
        }
        met.sort_unstable_by(|x, y| x.0.cmp(&y.0).then(y.1.total_cmp(&x.1)).then(x.2.cmp(&y.2)));
        let mut kept: Vec<((u32, &str), f64, u32)> = Vec::new();
        for one in met {
            if kept.len() < 2 || kept[kept.len() - 2].0 != one.0 {
                kept.push(one);
            }
        }
        Rivals(kept)
    }

    /// The most that `one` shares with another claim of the sources of `other`, if they have another one.
    fn least(&self, one: u32, other: u32, all: &[Traits<'a>]) -> Option<f64> {
        let of_source = |source: &&'a str| {
            let from = self.0.partition_point(|met| met.0 < (one, *source));
            let met = self.0[from..].iter().take(2).take_while(|met| met.0 == (one, *source));
            met.filter(|met| met.2 != other).map(|met| met.1).next()
        };
        all[other as usize].sources.iter().filter_map(of_source).reduce(f64::max)
    }
}

impl Pair {
    /// `None` where they cannot be one.
    fn chance(&self, rivals: &Rivals, one_story: bool, all: &[Traits]) -> Option<f64> {
        let (a, b) = (&all[self.a as usize], &all[self.b as usize]);
        if self.words < 2 || happened(a.status) != happened(b.status) || says_of_others(a, b) && says_of_others(b, a) {
            return None;
        }
        // Of all the world "six people were killed" is told of many places in one day.
        let apart = |x: &Set<u32>, y: &Set<u32>| !one_story && !x.is_empty() && !y.is_empty() && x.is_disjoint(y);
        if apart(&a.named, &b.named) || apart(&a.lands, &b.lands) {
            return None;
        }
        let of_two_kinds = a.kind.zip(b.kind).is_some_and(|(x, y)| family(x) != family(y));
        // A statement is made of what another tells by itself: "officials announce a new cap".
        let stated = [a, b].iter().any(|claim| claim.kind.is_some_and(|kind| family(kind) == "STATEMENT"));
        // One names what the other is: both may name a spill that neither tells of.
        let names =
            |one: &Traits, other: &Traits| other.main.iter().any(|deed| one.deeds.binary_search_by_key(deed, |(deed, _)| *deed).is_ok());
        if of_two_kinds && !stated && !names(a, b) && !names(b, a) {
            return None;
        }
        let rivals = [rivals.least(self.a, self.b, all), rivals.least(self.b, self.a, all)];
        // Who tells one thing of all the world's day tells of nothing else that it could be.
        let alone = if one_story { 0.0 } else { self.shared };
        let rival = rivals.into_iter().flatten().reduce(f64::max).unwrap_or(alone);
        let one = |yes: bool| f64::from(u8::from(yes));
        let has = |claim: &Traits, word: &u32| claim.words.binary_search_by_key(word, |(word, _)| *word).is_ok();
        let figures = a.figure.zip(b.figure).is_some_and(|(x, y)| x != y);
        let numbers = a.numbers.iter().filter(|number| has(b, number)).count().min(2);
        let turns = shared(&a.shingles, &b.shingles);
        let sum = START
            + WORDS * self.words as f64
            + TURNS * (turns as f64).ln_1p()
            + WITHIN * self.within
            + MARGIN * (self.shared - rival).clamp(-8.0, 8.0)
            + TOLD * ((self.told + 1) as f64).ln()
            + PARTY * one(one_takes_part(a, b))
            + NAMES * one(lacks(a, b, false) && lacks(b, a, false))
            + FIGURES * one(figures || lacks(a, b, true) && lacks(b, a, true))
            + NUMBERS * numbers as f64
            + APART * one(self.apart);
        let chance = 1.0 / (1.0 + (-sum).exp());
        let may_be_sure = of_one_land(a, b) && (self.is_of_lines(all) || self.is_told_alike(all));
        Some(if may_be_sure { chance } else { chance.min(UNSURE) })
    }

    /// Both are lines that somebody dated, as those of a chronicle, which tells the one thing that its day is known for.
    fn is_of_lines(&self, all: &[Traits]) -> bool {
        [self.a, self.b].iter().all(|&at| all[at as usize].published.is_none())
    }

    /// An article's sentences tell many things of one day: there two are one only where they share much of what the shorter says, or call it
    /// the same and name one who takes part, are of one day and of one type, and not each of them names what the other does not.
    fn is_told_alike(&self, all: &[Traits]) -> bool {
        let (a, b) = (&all[self.a as usize], &all[self.b as usize]);
        let one_kind = a.kind.map(family) == b.kind.map(family);
        let called = a.kind.is_some() && a.kind == b.kind && one_takes_part(a, b);
        let much = called || self.within >= TOLD_ALIKE || !matches!(score(a, b), Outcome::Different);
        !self.apart && one_kind && much && !(lacks(a, b, false) && lacks(b, a, false))
    }
}

fn one_takes_part(a: &Traits, b: &Traits) -> bool {
    !a.actors.is_disjoint(&b.actors) || !a.recipients.is_disjoint(&b.recipients)
}

/// Whether one has a name or number that the other lacks; with `number` a number.
fn lacks(one: &Traits, other: &Traits, number: bool) -> bool {
    let has = |word: &u32| other.words.binary_search_by_key(word, |(word, _)| *word).is_ok();
    one.marks.iter().any(|mark| !has(mark) && (!number || one.numbers.contains(mark)))
}

/// What one says that the other does not is mostly names: "missiles hit Odesa", "missiles hit Kharkiv".
fn says_of_others(one: &Traits, other: &Traits) -> bool {
    let (mut names, mut rest) = (0.0, 0.0);
    for (word, weight) in one.words.iter().filter(|(word, _)| other.words.binary_search_by_key(word, |(word, _)| *word).is_err()) {
        *(if one.marks.contains(word) { &mut names } else { &mut rest }) += f64::from(*weight);
    }
    names > 0.0 && names >= rest
}

#[cfg(test)]
mod tests {
    use super::super::merge;
    use crate::lexicon::Lexicon;
    use crate::timeline::{Timeline, yaml};

    /// A timeline of some lines, each behind its date.
    fn lines(source: &str, lines: &[(&str, &str)]) -> Timeline {
        let events: String = lines
            .iter()
            .enumerate()
            .map(|(at, (date, what))| {
                format!(
                    "  - id: ev-{source}{at}\n    date: \"{date}\"\n    basis: explicit\n    what: {what}\n    status: occurred\n    evidence:\n      - source: src-{source}\n        quote: {what}\n"
                )
            })
            .collect();
        let text = format!(
            "annals: 1\nsources:\n  src-{source}:\n    path: {source}.txt\n    published_from: unknown\n    sha256: \"00\"\nevents:\n{events}"
        );
        yaml::read(&text, "x.yaml").unwrap()
    }

    const CALDER: &[(&str, &str)] = &[
        ("2031-05-11", "Governor Orlov steps down and a council of generals takes over."),
        ("2031-05-11", "The port of Selby reopens after a strike of nine days."),
        ("2031-06-02", "Voters approve changes to the charter in a referendum."),
        ("2031-07-14", "The court orders the assembly dissolved, finding that a third of it was elected illegally."),
    ];

    #[test]
    fn two_lines_that_are_each_others_likest_are_one_event() {
        for (date, what, joined) in [
            ("2031-05-11", "Orlov hands power to the generals and steps down after weeks of marches in Harrow.", Some(0)),
            ("2031-05-11", "Dockers at Selby go back to work as their strike ends.", Some(1)),
            ("2031-06-02", "A large majority approves the changes to the charter that the generals drafted.", Some(2)),
            ("2031-07-14", "The highest court rules that the assembly was elected illegally and must be dissolved.", Some(3)),
            ("2031-07-16", "The highest court rules that the assembly was elected illegally and must be dissolved.", None),
            ("2031-07-14", "A court in Selby frees nine dockers.", None),
            ("2031-05-11", "Governor Anders steps down and a council of generals takes over.", None),
        ] {
            let (merged, _) = merge(None, [lines("a", CALDER), lines("b", &[(date, what)])], Lexicon::embedded());
            let with = merged.events.iter().find(|entry| entry.merged.len() == 2).map(|entry| entry.id.clone());
            let expected = joined.map(|at: usize| format!("ev-a{at}"));
            assert_eq!(with, expected, "{what}");
        }
    }

    #[test]
    fn two_kinds_are_one_event_only_where_one_names_the_other() {
        for (what, kind, joined) in [
            ("Governor Orlov warns that the oil spill in Selby bay may reach Harrow.", "THREATEN", false),
            ("Prosecutors of Governor Orlov begin an investigation of the oil spill in Selby bay.", "ACCUSE/investigate", true),
        ] {
            let typed = |source: &str, what: &str, kind: &str| {
                let mut timeline = lines(source, &[("2031-05-11", what)]);
                timeline.events[0].kind = Some(kind.to_string());
                timeline
            };
            let a = typed("a", "Governor Orlov launches a criminal investigation of the oil spill in Selby bay.", "ACCUSE/investigate");
            let (merged, _) = merge(None, [a, typed("b", what, kind)], Lexicon::embedded());
            assert_eq!(merged.events.len() == 1, joined, "{what}");
        }
    }

    #[test]
    fn lines_of_all_the_world_are_of_as_many_events() {
        let lands = [
            "Norway", "Chile", "Japan", "Kenya", "Peru", "Nepal", "Cuba", "Ghana", "Laos", "Oman", "Fiji", "Malta", "Togo", "Chad",
            "Haiti", "Qatar",
        ];
        let news: Vec<(String, String)> =
            (0..).zip(lands).map(|(day, land)| (format!("2031-03-{:02}", day + 10), format!("A ferry sinks in {land}."))).collect();
        let others = news.iter().enumerate().map(|(at, (date, what))| lines(&format!("n{at}"), &[(date, what)]));
        let a = lines("a", &[("2031-05-11", "Slovenia reports its first two cases of the new fever.")]);
        let b = lines("b", &[("2031-05-11", "Two travellers from abroad bring the new fever to Rwanda, the health ministry reports.")]);
        let (merged, _) = merge(None, others.chain([a, b]), Lexicon::embedded());
        assert_eq!(merged.events.len(), lands.len() + 2);
    }

    #[test]
    fn a_day_of_which_much_is_told_asks_for_more_words() {
        let b = || lines("b", &[("2031-06-02", "A large majority approves the changes to the charter that the generals drafted.")]);
        let mut day: Vec<(&str, String)> =
            (0..60).map(|n| ("2031-06-02", format!("Lorry number {n} of the grain convoy crosses the bridge at Harrow."))).collect();
        day.push(("2031-06-02", CALDER[2].1.to_string()));
        let day: Vec<(&str, &str)> = day.iter().map(|(date, what)| (*date, what.as_str())).collect();
        let (merged, _) = merge(None, [lines("a", &day), b()], Lexicon::embedded());
        assert_eq!(merged.events.len(), day.len() + 1);
    }
}
