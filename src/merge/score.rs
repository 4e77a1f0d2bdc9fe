//! Are two claims one event? Same, different, or ask.
//!
//! The nearer two claims are in time, the fewer words they must share. Names and numbers that each has and the other lacks tell them apart
//! whatever else they share: "missiles hit Odesa" and "missiles hit Kharkiv". How many words are enough was measured.

use super::class::family;
use super::independent::COPIED;
use super::set::Set;
use super::shingle::alike;
use super::traits::Traits;
use crate::event::Status;
use crate::time::Interval;
use crate::time::edtf::{Date, Edtf, Part, Season};

/// The answer for two claims.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Outcome {
    /// With how sure it is, from 0 to 1.
    Same(f64),
    Ask(f64),
    Different,
}

/// How near in time two claims are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Nearness {
    /// On the same day.
    Day,
    /// Within the same few days.
    Days,
    /// Within the same month, or told within days of each other.
    Weeks,
    /// One or both do not say when, and were told some days later or apart.
    Lately,
    /// Neither says when, nor when it was told.
    Open,
    /// Nothing speaks against it, but they were told far apart, or of long times.
    Far,
    /// A few days apart: sources disagree, or it is another event.
    Beside,
}

/// (share of common words, weight of common words) that claims of one type must have to be joined, that others must have, and that they must
/// have to be asked about. Measured on ECB+ (the `dev` topics of `eval_merge`) and on pairs read in the news of one war; see tests/README.md.
fn thresholds(nearness: Nearness) -> [(f64, f64); 3] {
    match nearness {
        Nearness::Day => [(0.5, 6.0), (0.55, 9.0), (0.3, 6.0)],
        Nearness::Days => [(0.5, 6.0), (0.7, 10.0), (0.4, 7.0)],
        Nearness::Weeks => [(0.45, 8.0), (0.7, 14.0), (0.4, 8.0)],
        Nearness::Lately => [(0.6, 12.0), (0.75, 16.0), (0.4, 8.0)],
        Nearness::Open => [(0.6, 12.0), (0.75, 14.0), (0.5, 12.0)],
        Nearness::Far => [(0.8, 16.0), (NEVER, NEVER), (0.65, 13.0)],
        Nearness::Beside => [(0.85, 18.0), (NEVER, NEVER), (0.65, 13.0)],
    }
}

/// The share of the shorter of two claims of one day that the longer has, and its weight, for the two to be joined.
const WITHIN: (f64, f64) = (0.7, 9.0);
/// The same, where the longer says all that the shorter says: "the well was capped", "the leaking well was capped".
const WHOLE: (f64, f64) = (0.99, 5.0);

/// The weight of words of two claims that say the same of the same days.
const ALIKE: f64 = 6.0;

/// (share of common words, weight of common words) of two claims of one day whose other names tell them apart no more.
const MUCH: (f64, f64) = (0.5, 20.0);
/// The same, for two whose types do not say the same thing and that name the same.
const MANY: (f64, f64) = (0.45, 15.0);

/// The same, for two of which one names nobody and the day of one is not known.
const RETOLD: (f64, f64) = (0.7, 20.0);

const NEVER: f64 = f64::INFINITY;

/// Compares two claims; which comes first does not matter.
pub fn score(a: &Traits, b: &Traits) -> Outcome {
    let Some(nearness) = nearness(a, b) else { return Outcome::Different };
    if a.rejected || b.rejected {
        return Outcome::Different;
    }
    if once(a, b) && nearness != Nearness::Beside {
        return Outcome::Same(0.9);
    }
    if nearness == Nearness::Day && daily(a, b) {
        return Outcome::Same(0.8);
    }
    let (shared, share, within) = shares(a, b);
    let copied = share >= 0.6 && alike(&a.shingles, &b.shingles) >= COPIED;
    let [one_type, other, ask] = thresholds(nearness);
    if !copied && (share < ask.0 || shared < ask.1) || !kinds_agree(a, b) {
        return Outcome::Different;
    }
    if copied && happened(a.status) == happened(b.status) && of_one_land(a, b) {
        return Outcome::Same(share.max(0.9));
    }
    let one_kind = a.kind.zip(b.kind).is_some_and(|(a, b)| family(a) == family(b));
    let least = if one_kind { one_type } else { other };
    let enough = share >= least.0 && shared >= least.1;
    // One tells at length what the other tells in a line.
    let held = nearness == Nearness::Day && [WITHIN, WHOLE].iter().any(|least| within >= least.0 && shared >= least.1);
    let many = nearness == Nearness::Day && share >= MANY.0 && shared >= MANY.1;
    let much = much(nearness, shared, share);
    // "The war began", of one month; "she has been held in Harran since March", told in May and in July.
    let of_one_time = a.dated.is_some() && a.dated == b.dated && nearness <= Nearness::Weeks;
    let since = || a.dated.zip(b.dated).is_some_and(|(x, y)| x.earliest().is_some() && x.earliest() == y.earliest());
    let alike = share >= 0.99 && shared >= ALIKE && (of_one_time || one_kind && nearness == Nearness::Far && since());
    let same = (enough || held || many || alike)
        && happened(a.status) == happened(b.status)
        && !told_apart(a, b, much)
        && roles_agree(a, b)
        && of_one_land(a, b)
        && say_alike(a, b)
        && (much || of_one_place(a, b, share >= RETOLD.0 && shared >= RETOLD.1))
        && (nearness != Nearness::Beside || called_alike(a, b));
    if same { Outcome::Same(share) } else { Outcome::Ask(share) }
}

/// Whether nothing but a person's word can make them one. What is `likely` by all that their day tells is not told apart by a name.
pub fn excluded(a: &Traits, b: &Traits, likely: bool) -> bool {
    let owned_apart = a.owner.zip(b.owner).is_some_and(|(one, other)| one != other);
    if owned_apart || a.rejected || b.rejected || happened(a.status) != happened(b.status) {
        return true;
    }
    nearness(a, b).is_none_or(|nearness| {
        let (shared, share, _) = shares(a, b);
        !likely && (nearness == Nearness::Beside && !called_alike(a, b) || told_apart(a, b, much(nearness, shared, share)))
    })
}

/// They name what happens once, to the same.
pub fn once(a: &Traits, b: &Traits) -> bool {
    let one = |x: &Set<u32>, y: &Set<u32>| x.is_subset(y) || y.is_subset(x);
    // "The country", "troops" may be whoever is named elsewhere.
    !a.once.is_disjoint(&b.once)
        && (a.doers.is_empty() || b.doers.is_empty() || !a.doers.is_disjoint(&b.doers))
        && a.bearers.iter().any(|x| b.bearers.iter().any(|y| one(x, y)))
        && kinds_agree(a, b)
        && happened(a.status) == happened(b.status)
        && !told_apart(a, b, false)
}

/// They tell the same of the same person or body on one day, where that happens once a day.
fn daily(a: &Traits, b: &Traits) -> bool {
    let name = a.marks.iter().any(|mark| b.marks.contains(mark) && !a.numbers.contains(mark));
    name && !a.daily.is_disjoint(&b.daily)
        && kinds_agree(a, b)
        && happened(a.status) == happened(b.status)
        && roles_agree(a, b)
        && !told_apart(a, b, false)
}

/// The weight of the words that both have, its share of both, and its share of the lighter.
pub(super) fn shares(a: &Traits, b: &Traits) -> (f64, f64, f64) {
    let (shared, _) = overlap(&a.words, &b.words);
    let shared = shared + spelled_out(a, b) + spelled_out(b, a);
    let all = f64::from(a.weight + b.weight);
    let lighter = f64::from(a.weight.min(b.weight));
    if lighter > 0.0 { (shared, 2.0 * shared / all, shared / lighter) } else { (shared, 0.0, 0.0) }
}

/// The weight of the words of a claim without a type for which the other has its class: "the Calder sank", "the tanker Calder sank".
fn spelled_out(untyped: &Traits, typed: &Traits) -> f64 {
    if untyped.kind.is_some() {
        return 0.0;
    }
    untyped.words.iter().filter(|(word, _)| typed.spelled.contains(word)).map(|(_, weight)| f64::from(*weight)).sum()
}

/// The weight of the words that two sorted lists have in common, and how many they are.
pub(super) fn overlap(a: &[(u32, f32)], b: &[(u32, f32)]) -> (f64, usize) {
    let (mut i, mut j, mut shared, mut words) = (0, 0, 0.0f64, 0);
    while i < a.len() && j < b.len() {
        match a[i].0.cmp(&b[j].0) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                shared += f64::from(a[i].1);
                (i, j, words) = (i + 1, j + 1, words + 1);
            }
        }
    }
    (shared, words)
}

pub(super) fn happened(status: Status) -> u8 {
    match status {
        Status::Occurred | Status::Ongoing => 0,
        Status::Planned | Status::Threatened => 1,
        Status::Hypothetical => 2,
        Status::Denied => 3,
        Status::Cancelled => 4,
    }
}

/// They share a word that is no name and nobody who takes part: "Lohan left" and "Lohan returned" are of one person and not of one event.
pub(super) fn say_alike(a: &Traits, b: &Traits) -> bool {
    let is_name = |claim: &Traits, word: &u32| claim.marks.contains(word) || claim.actors.contains(word) || claim.recipients.contains(word);
    let has = |word: &u32| b.words.binary_search_by_key(word, |(word, _)| *word).is_ok();
    a.words.iter().any(|(word, _)| has(word) && !is_name(a, word) && !is_name(b, word)) || spelled_out(a, b) + spelled_out(b, a) > 0.0
}

/// Not "the rig exploded" and, two days later, "the rig sank".
pub(super) fn called_alike(a: &Traits, b: &Traits) -> bool {
    a.classes.is_empty() && b.classes.is_empty() || !a.classes.is_disjoint(&b.classes)
}

/// They name somebody or something in common. Where what they say names nothing in common, their quotes do: "three people were killed" is
/// told of many places.
fn of_one_place(a: &Traits, b: &Traits, retold: bool) -> bool {
    let unnamed = a.quoted.is_empty() || b.quoted.is_empty();
    let untold = a.context.is_empty() || b.context.is_empty();
    // "Thousands of people have been protesting" may be told of any place, unless its day or its words say of which.
    let of_day = untold && (retold || a.dated.is_some() && b.dated.is_some());
    !a.names.is_disjoint(&b.names) || !a.quoted.is_disjoint(&b.quoted) || unnamed && (of_day || !a.context.is_disjoint(&b.context))
}

/// Each has a name or a number that the other lacks, or they begin with other numbers: "3 people were killed", "23, among them 3 children".
/// Two who say much the same of one day may each name somebody whom the other leaves out.
pub(super) fn told_apart(a: &Traits, b: &Traits, much: bool) -> bool {
    let has = |claim: &Traits, mark: &u32| claim.words.binary_search_by_key(mark, |(word, _)| *word).is_ok();
    let lacks = |x: &Traits, y: &Traits, number: bool| x.marks.iter().any(|mark| !has(y, mark) && (!number || x.numbers.contains(mark)));
    if !much && a.figure.zip(b.figure).is_some_and(|(one, other)| one != other) {
        return true;
    }
    lacks(a, b, much) && lacks(b, a, much)
}

/// They say much the same of one day.
fn much(nearness: Nearness, shared: f64, share: f64) -> bool {
    nearness == Nearness::Day && share >= MUCH.0 && shared >= MUCH.1
}

/// Where both say who did it, or to whom, they name somebody in common.
pub(super) fn roles_agree(a: &Traits, b: &Traits) -> bool {
    let agree = |x: &Set<u32>, y: &Set<u32>| x.is_empty() || y.is_empty() || !x.is_disjoint(y);
    let crossed = !a.actors.is_disjoint(&b.recipients) && a.actors.is_disjoint(&b.actors);
    agree(&a.actors, &b.actors) && agree(&a.recipients, &b.recipients) && !crossed
}

/// Voters in Bosnia and voters in Brazil are not: two that name other countries must name something else in common. Of who did it the countries
/// are the same: "Tunisian police" are not "police" in news that names Egypt only.
pub(super) fn of_one_land(a: &Traits, b: &Traits) -> bool {
    if !a.lands.is_empty() && !b.lands.is_empty() && a.lands.is_disjoint(&b.lands) && a.names.is_disjoint(&b.names) {
        return false;
    }
    let doing = |claim: &Traits| claim.actors.iter().copied().filter(|actor| claim.lands.contains(actor)).collect::<Set<u32>>();
    let (x, y) = (doing(a), doing(b));
    let told = |own: &Set<u32>, other: &Traits| other.actors.is_empty() || other.soil.is_empty() || !own.is_disjoint(&other.soil);
    match (x.is_empty(), y.is_empty()) {
        (true, true) => true,
        (false, false) => !x.is_disjoint(&y),
        (false, true) => told(&x, b),
        (true, false) => told(&y, a),
    }
}

/// The same type, whatever the mode; what does harm is told as an assault, as an accident and as a death.
pub(super) fn kinds_agree(a: &Traits, b: &Traits) -> bool {
    a.kind.zip(b.kind).is_none_or(|(a, b)| family(a) == family(b))
}

/// So many days later news still tells what happened without saying when.
const LATELY: i64 = 10;

/// `None` where the dates exclude each other.
pub(super) fn nearness(a: &Traits, b: &Traits) -> Option<Nearness> {
    let short = |dated: Interval, days: i64| dated.days().is_some_and(|length| length <= days);
    if let (Some(x), Some(y)) = (a.yearless, b.yearless) {
        return calendar_agrees(x, y).then_some(Nearness::Open);
    }
    match (a.dated, b.dated) {
        (Some(x), Some(y)) => {
            if x.intersect(y).is_some() {
                return Some(match () {
                    () if short(x, 1) && x == y => Nearness::Day,
                    () if short(x, 3) && short(y, 3) => Nearness::Days,
                    () if short(x, 45) && short(y, 45) => Nearness::Weeks,
                    () => Nearness::Far,
                });
            }
            // Sources that are off by a day or two speak of days, not of months.
            let apart = x.shifted(-2).hull(x.shifted(2)).intersect(y).is_some();
            (apart && short(x, 3) && short(y, 3)).then_some(Nearness::Beside)
        }
        (Some(dated), None) => undated(dated, b),
        (None, Some(dated)) => undated(dated, a),
        (None, None) => {
            let told = a.published.zip(b.published).map(|(x, y)| (x - y).num_days().abs());
            Some(told.map_or(Nearness::Open, |days| match days {
                ..=2 => Nearness::Weeks,
                3..=LATELY => Nearness::Lately,
                _ => Nearness::Far,
            }))
        }
    }
}

/// A claim without a date beside one with: it was told of after it happened.
fn undated(dated: Interval, other: &Traits) -> Option<Nearness> {
    if let Some(yearless) = other.yearless {
        let year = dated.as_year().is_some() || dated.days().is_some_and(|days| days <= 62);
        return (year && calendar_fits(yearless, dated)).then_some(Nearness::Weeks);
    }
    let (Some(published), Some(earliest)) = (other.published, dated.earliest()) else { return Some(Nearness::Open) };
    let fact = happened(other.status) == 0;
    if fact && earliest > published {
        return None;
    }
    let days = dated.days().filter(|days| *days <= 3).and(dated.latest()).map(|latest| (published - latest).num_days());
    Some(match days {
        Some(..=3) => Nearness::Weeks,
        Some(4..=LATELY) => Nearness::Lately,
        _ => Nearness::Far,
    })
}

fn month(date: Edtf) -> Option<(u32, Option<u32>)> {
    match date {
        Edtf::Date(Date { part: Part::Month(month), .. }) => Some((month.into(), None)),
        Edtf::Date(Date { part: Part::Day { month, day }, .. }) => Some((month.into(), Some(day.into()))),
        Edtf::Date(Date { part: Part::Season(season), .. }) => Some((
            match season {
                Season::Spring => 4,
                Season::Summer => 7,
                Season::Autumn => 10,
                Season::Winter => 1,
            },
            None,
        )),
        _ => None,
    }
}

/// Two dates without a year name the same month and, where both do, the same day.
fn calendar_agrees(a: Edtf, b: Edtf) -> bool {
    match (month(a), month(b)) {
        (Some((m, d)), Some((n, e))) => m == n && (d.is_none() || e.is_none() || d == e),
        _ => true,
    }
}

/// Whether a date without a year has a day in the interval.
fn calendar_fits(yearless: Edtf, dated: Interval) -> bool {
    use chrono::Datelike;
    let (Some((month, day)), Some(from), Some(to)) = (month(yearless), dated.earliest(), dated.latest()) else { return true };
    from.iter_days().take_while(|d| *d <= to).any(|d| d.month() == month && day.is_none_or(|day| day == d.day()))
}
