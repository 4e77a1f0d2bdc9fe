//! Later tellings of an event that is known by its day: "the explosion", "a rig leased by BP blew up, killing 11 people".
//!
//! Two tellings alone often share too little to be joined, and what all of a story's articles tell has no rare words. Yet beside everything that
//! is known of the event, a telling that calls it the same, names nobody and no number that the others do not, and that no other event of the
//! story could be meant by, is one more of it. Groups of claims with a day are the *heads*, and what may belong to them the *tails*.

use super::score::{happened, nearness, roles_agree};
use super::set::Set;
use super::traits::Traits;
use crate::time::Interval;
use chrono::NaiveDate;
use rayon::prelude::*;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// A head holds its days this narrowly.
const DAYS: i64 = 3;
/// Others of its class that a tail could belong to have at most this share of the head's sources.
const RIVAL: usize = 3;
/// An event of so many sources is meant whoever else is named beside it.
const LANDMARK: usize = 10;
/// What few tell is told again within so many days.
const SOON: i64 = 7;
/// What an event of so many sources is looked up by beside its names, where a date is told: a war may be told by countries alone.
const NAMELESS: u32 = u32::MAX;
/// One claim in so many may name what is not known of the head, or speak against being of it.
const STRANGE: usize = 4;
/// How many heads of one class and name are looked at, those of most sources first.
const HEADS: usize = 24;

/// All that is known of a group.
struct Known<'a> {
    members: &'a [usize],
    /// How many claims say a word, and how many quotes name it.
    said: Counts,
    named: Counts,
    /// How many claims call it what, and how many of their quotes do.
    classes: Counts,
    spoken: Counts,
    sources: Set<&'a str>,
    days: Option<Interval>,
}

/// How many times each word was counted, in the order of the words: of a million groups, maps would take a kilobyte each.
struct Counts(Box<[(u32, u32)]>);

impl Counts {
    fn of(words: impl Iterator<Item = u32>) -> Counts {
        let mut words: Vec<u32> = words.collect();
        words.sort_unstable();
        Counts(words.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() as u32)).collect())
    }

    fn get(&self, word: u32) -> usize {
        self.0.binary_search_by_key(&word, |(word, _)| *word).map_or(0, |at| self.0[at].1 as usize)
    }

    fn iter(&self) -> impl Iterator<Item = (u32, usize)> {
        self.0.iter().map(|(word, times)| (*word, *times as usize))
    }
}

/// Which tails are asked for.
#[derive(Clone, Copy, PartialEq)]
pub enum Tails {
    Dated,
    /// Those that are heads themselves, of the same day: what was joined knows more, so that it may hold what none of its parts did.
    Heads,
    Undated,
}

/// Which groups (by position) are tellings of which others, the latter first.
pub fn retellings(groups: &[Vec<usize>], all: &[Traits], tails: Tails) -> Vec<(usize, usize)> {
    let dated = tails != Tails::Undated;
    let known: Vec<Known> = groups.par_iter().map(|members| Known::of(members, all)).collect();
    let stories = stories(all);
    let rank = |at: usize| (Reverse(known[at].sources.len()), Reverse(known[at].members.len()), at);
    let mut heads: Vec<usize> = (0..known.len()).filter(|&at| known[at].is_head()).collect();
    heads.sort_by_key(|&at| rank(at));
    let mut index: BTreeMap<(u32, u32), Vec<usize>> = BTreeMap::new();
    for &at in &heads {
        for class in known[at].main_classes() {
            let landmark = (known[at].sources.len() >= LANDMARK).then_some(NAMELESS);
            for name in known[at].chief_names().chain(landmark) {
                index.entry((class, name)).or_default().push(at);
            }
        }
    }
    let head_of = |(at, tail): (usize, &Known)| {
        if tail.members.is_empty() || tail.is_dated(all) != dated {
            return None;
        }
        let (own, story) = tail.names(all, &stories);
        let classes: BTreeSet<u32> = tail.members.iter().flat_map(|&at| all[at].classes.iter().copied()).collect();
        let mut fitting: BTreeMap<usize, f64> = BTreeMap::new();
        for (class, name) in
            classes.iter().flat_map(|class| story.iter().chain(dated.then_some(&NAMELESS)).map(move |name| (*class, *name)))
        {
            let Some(list) = index.get(&(class, name)) else { continue };
            let meant = |head: &Known| own.is_empty() || own.contains(&name) || head.sources.len() >= LANDMARK;
            let near = |&&head: &&usize| head != at && meant(&known[head]) && known[head].is_near(tail, all);
            for &head in list.iter().filter(near).take(HEADS) {
                if let Some(share) = known[head].holds(tail, all) {
                    fitting.insert(head, share);
                }
            }
        }
        let best = fitting.iter().min_by(|x, y| rank(*x.0).cmp(&rank(*y.0)).then(y.1.total_cmp(x.1)));
        let (&head, _) = best?;
        let rival = |other: usize| known[head].excludes(&known[other]) && RIVAL * known[other].sources.len() > known[head].sources.len();
        // Of two that many tell of one day either may be the one that says more.
        let of_one_day = known[at].is_head() && known[head].days == known[at].days;
        let wanted = of_one_day || tails != Tails::Heads && rank(head) < rank(at);
        (wanted && !fitting.keys().any(|&other| rival(other))).then_some((head, at))
    };
    known.par_iter().enumerate().filter_map(head_of).collect()
}

/// The names in all quotes of each source.
fn stories<'a>(all: &[Traits<'a>]) -> BTreeMap<&'a str, BTreeSet<u32>> {
    let mut stories: BTreeMap<&str, BTreeSet<u32>> = BTreeMap::new();
    for claim in all {
        for source in &claim.sources {
            stories.entry(source).or_default().extend(&claim.quoted);
        }
    }
    stories
}

/// Whether the words put one before the other by days, or call both the same. "Eleven died after the rig exploded" is one event told as two,
/// "the rig sank two days after it exploded" is not.
fn beside(a: &Traits, b: &Traits) -> bool {
    let placed = |by_days: bool| a.beside.contains(&(b.id, by_days)) || b.beside.contains(&(a.id, by_days));
    placed(true) || placed(false) && !a.classes.is_disjoint(&b.classes)
}

/// One article gives them dates that exclude each other.
fn told_as_two(a: &Traits, b: &Traits) -> bool {
    !a.sources.is_disjoint(&b.sources) && nearness(a, b).is_none()
}

/// The days that most of the claims can mean: of those that few days are told for, the ones that most others allow, else the finest.
fn days(members: &[usize], all: &[Traits]) -> Option<Interval> {
    let mut told: BTreeMap<_, (Interval, usize)> = BTreeMap::new();
    for own in members.iter().filter_map(|&at| all[at].dated) {
        told.entry((own.days().unwrap_or(i64::MAX), own.earliest(), own.latest())).or_insert((own, 0)).1 += 1;
    }
    let allow = |days: Interval| told.values().filter(|(own, _)| own.intersect(days).is_some()).map(|(_, times)| times).sum::<usize>();
    let few = told.iter().take_while(|((length, ..), _)| *length <= DAYS).map(|(_, (own, _))| *own);
    let best = few.min_by_key(|&own| Reverse(allow(own)));
    best.or_else(|| told.values().map(|(own, _)| *own).reduce(|known, own| known.intersect(own).unwrap_or(known)))
}

impl<'a> Known<'a> {
    fn of(members: &'a [usize], all: &[Traits<'a>]) -> Known<'a> {
        let claims = || members.iter().map(|&at| &all[at]);
        Known {
            members,
            said: Counts::of(claims().flat_map(|claim| claim.words.iter().map(|(word, _)| *word))),
            named: Counts::of(claims().flat_map(|claim| claim.context.iter().copied())),
            classes: Counts::of(claims().flat_map(|claim| claim.called.iter().copied())),
            spoken: Counts::of(claims().flat_map(|claim| claim.spoken.iter().copied())),
            sources: claims().flat_map(|claim| claim.sources.iter().copied()).collect(),
            days: days(members, all),
        }
    }

    fn is_head(&self) -> bool {
        self.days.and_then(Interval::days).is_some_and(|days| days <= DAYS)
    }

    fn is_dated(&self, all: &[Traits]) -> bool {
        self.members.iter().any(|&at| all[at].dated.is_some())
    }

    /// Whether at least a fifth of its claims call it so.
    fn is_called(&self, class: u32) -> bool {
        5 * self.classes.get(class) >= self.members.len().max(1)
    }

    /// What its claims call it, or a fifth of their quotes: "the rig exploded, killing 11 people".
    fn main_classes(&self) -> BTreeSet<u32> {
        let spoken = self.spoken.iter().filter(|(_, times)| 5 * times >= self.members.len()).map(|(class, _)| class);
        spoken.chain(self.classes.iter().map(|(class, _)| class).filter(|class| self.is_called(*class))).collect()
    }

    /// The names that many of its quotes have.
    fn chief_names(&self) -> impl Iterator<Item = u32> {
        self.named.iter().filter(|(_, times)| 4 * times >= self.members.len()).map(|(name, _)| name)
    }

    /// The names in its quotes, and those in all quotes of its sources.
    fn names(&self, all: &[Traits], stories: &BTreeMap<&str, BTreeSet<u32>>) -> (BTreeSet<u32>, BTreeSet<u32>) {
        let own = self.members.iter().flat_map(|&at| all[at].quoted.iter().copied()).collect();
        (own, self.sources.iter().filter_map(|source| stories.get(source)).flatten().copied().collect())
    }

    /// Whether the dates allow the tail to be of this event, and no words put one before the other.
    fn is_near(&self, tail: &Known, all: &[Traits]) -> bool {
        let Some(days) = self.days else { return false };
        let dated = self.members.iter().find(|&&at| all[at].dated.is_some_and(|own| own.intersect(days).is_some()));
        let Some(&dated) = dated else { return false };
        let fits = |at: usize| {
            let soon = |published: NaiveDate| days.latest().is_some_and(|day| (published - day).num_days() <= SOON);
            let told = self.sources.len() >= RIVAL || all[at].published.is_some_and(soon);
            let undated = || told && nearness(&all[dated], &all[at]).is_some();
            let agree = all[at].dated.map_or_else(undated, |own| own.intersect(days).is_some());
            agree
                && happened(all[at].status) == happened(all[dated].status)
                && !self.members.iter().any(|&m| beside(&all[m], &all[at]) || told_as_two(&all[m], &all[at]))
        };
        STRANGE * tail.members.iter().filter(|&&at| !fits(at)).count() <= tail.members.len()
    }

    /// Two heads that cannot be one event.
    fn excludes(&self, other: &Known) -> bool {
        self.days.zip(other.days).is_some_and(|(one, other)| one.intersect(other).is_none())
    }

    /// Both are of one day and somebody does both, and this event is one of which all the world tells: how they tell it says nothing then.
    fn is_of_same_day_and_hand(&self, tail: &Known, all: &[Traits]) -> bool {
        let one_hand = |at: usize| self.members.iter().any(|&own| !all[own].actors.is_disjoint(&all[at].actors));
        let one_day = self.days == tail.days && self.days.and_then(Interval::days) == Some(1);
        one_day && self.sources.len() >= LANDMARK && tail.members.iter().all(|&at| one_hand(at))
    }

    /// Which share of what the tail says is known of this event; `None` where that is too little, or it names what is not known.
    fn holds(&self, tail: &Known, all: &[Traits]) -> Option<f64> {
        let least = if self.members.len() < 5 { 1 } else { 2 };
        let is_known = |word: &u32| self.said.get(*word) >= least;
        let is_named = |word: &u32| is_known(word) || self.named.get(*word) >= least;
        let (mut shared, mut whole) = (0.0, 0.0);
        let (mut names_it, mut strange) = (false, 0);
        // What only quotes call it is told of it where the figure is the same too.
        let is_called = |claim: &Traits| claim.figure.is_some() || claim.classes.iter().any(|class| self.is_called(*class));
        for claim in tail.members.iter().map(|&at| &all[at]) {
            // Who "backed" what else is in another event.
            let agrees = self.members.iter().any(|&at| roles_agree(&all[at], claim));
            strange += usize::from(!agrees || !is_called(claim) || !claim.marks.iter().chain(&claim.figure).all(is_named));
            names_it |= claim.marks.iter().any(is_known);
            for (word, weight) in claim.words.iter().filter(|(word, _)| !claim.classes.contains(word)) {
                whole += f64::from(*weight);
                if is_known(word) || claim.marks.contains(word) {
                    shared += f64::from(*weight);
                }
            }
        }
        // Of many claims some may say more than is known.
        if STRANGE * strange > tail.members.len() {
            return None;
        }
        let share = if whole > 0.0 { shared / whole } else { 1.0 };
        // What names nobody must be wholly known, of an event that many tell.
        let enough = if names_it { 0.6 } else { 0.75 };
        if self.is_of_same_day_and_hand(tail, all) {
            return Some(share);
        }
        (share >= enough && (names_it || self.sources.len() >= RIVAL)).then_some(share)
    }
}

#[cfg(test)]
mod tests {
    use super::super::merge;
    use crate::lexicon::Lexicon;
    use crate::timeline::{Timeline, yaml};

    /// One source that tells one event, with its quote.
    fn told(number: usize, published: &str, date: &str, kind: &str, what: &str, quote: &str) -> Timeline {
        let date = if date.is_empty() {
            "date: \"XXXX\"\n    basis: order-only".to_string()
        } else {
            format!("date: \"{date}\"\n    basis: explicit")
        };
        let text = format!(
            "annals: 1\nsources:\n  src-{number}:\n    path: {number}.txt\n    published: \"{published}\"\n    published_from: option\n    sha256: \"00\"\n\
             events:\n  - id: ev-{number}\n    {date}\n    what: {what}\n    type: {kind}\n    status: occurred\n    evidence:\n      - source: src-{number}\n        quote: {quote}\n"
        );
        yaml::read(&text, "x.yaml").unwrap()
    }

    #[test]
    fn later_tellings_join_the_event_that_they_can_only_mean() {
        let kind = "DISASTER/explosion";
        let head = |number: usize, day: &str, mill: &str| {
            let quote = format!("The {mill} mill exploded, killing 14 workers, the Calder company said.");
            told(number, "2031-05-12", day, kind, &format!("The {mill} mill exploded, killing 14 workers."), &quote)
        };
        let known: Vec<Timeline> = (1..5).map(|number| head(number, "2031-05-11", "Harrow")).collect();
        for (what, kind, quote, joins) in [
            ("The mill explosion.", kind, "Calder has paid the families since the mill explosion at Harrow.", true),
            ("A mill blew up.", kind, "A mill run by Calder at Harrow blew up.", true),
            ("Fourteen workers died.", "DEATH", "Fourteen workers died at the Harrow mill of Calder.", true),
            ("The explosion killed 31 workers.", kind, "The explosion killed 31 workers, Calder said of Harrow.", false),
            ("The mill at Selby exploded.", kind, "The mill at Selby exploded before that of Harrow, Calder said.", false),
            ("The mill burned.", "DISASTER/fire", "The mill of Calder at Harrow burned.", false),
        ] {
            let later = told(9, "2031-07-01", "", kind, what, quote);
            let (merged, _) = merge(None, known.iter().cloned().chain([later.clone()]), Lexicon::embedded());
            assert_eq!(merged.events.len() == 1, joins, "{what}");
        }
        // Another explosion that it could be of.
        let rivals: Vec<Timeline> = (5..8).map(|number| head(number, "2031-05-02", "Harrow")).collect();
        let later = told(9, "2031-07-01", "", kind, "The mill explosion.", "Calder has paid since the mill explosion at Harrow.");
        let (merged, _) = merge(None, known.iter().cloned().chain(rivals).chain([later]), Lexicon::embedded());
        assert_eq!(merged.events.len(), 3);
    }

    #[test]
    fn what_all_the_world_tells_is_meant_without_a_name() {
        let war = |number: usize| {
            let quote = format!("Report {number} says that Chile invaded Peru on 24 February.");
            told(number, "2031-03-05", "2031-02-24", "ASSAULT", "Chile invaded Peru.", &quote)
        };
        for (tellers, date, what, joins) in [
            (10, "2031-02", "The invasion.", true),
            (10, "2031-02-24", "The invasion.", true),
            (4, "2031-02", "The invasion.", false),
            (10, "2031-03", "The invasion.", false),
            (10, "2031-02", "The siege of Arica.", false),
            (10, "", "The invasion.", false),
        ] {
            let later = told(99, "2031-07-01", date, "ASSAULT", what, &format!("{what} Grain has been dear since then."));
            let (merged, _) = merge(None, (1..=tellers).map(war).chain([later]), Lexicon::embedded());
            assert_eq!(merged.events.len() == 1, joins, "{what} {date}, told by {tellers}");
        }
    }
}
