//! The years that a history leaves unsaid: "In March he fell", far from the last year that was said.
//!
//! A narrative goes forward in small steps, now and then back, and looks aside to other years in passing ("until the fall of the town in
//! 1945"). All its months, days, seasons and years are read at once: each either moves the narrative or, if its year was said, is an
//! aside, and each unsaid year is chosen so that the whole costs least. So what comes later counts as much as what came before. It is a
//! search through a few states for each expression (a beam), linear in the text.

use super::atom::{Atom, Gap};
use super::matcher::Found;
use super::narrative::{explicit_year, opens_sentence};
use super::reading::{Amount, Base, Field, From};
use crate::lexicon::timex::fact::{Modifier, Shift, Unit};
use crate::lexicon::timex::words;
use crate::time::edtf::Season;

/// Months from the year 0, first and last.
type Months = (i32, i32);

/// What an expression does in a narrative.
#[derive(Clone, Copy)]
enum Step {
    /// Its year is said.
    Said { at: Months, fine: bool, opens: bool },
    /// Months within an unsaid year.
    Unsaid(Months),
    /// Months of the year spoken of: "October of that year".
    Same(Months),
    /// "the following year", "that year", "the previous year": years on from where the narrative stands; only those ahead move it.
    Years(i32),
}

#[derive(Clone, Copy)]
struct State {
    cost: i32,
    at: Months,
    /// The year of an unsaid step.
    year: i32,
    parent: u16,
}

/// States that are kept after each step.
const BEAM: usize = 8;

/// What each year away from those of the chapter costs.
const ASTRAY: i32 = 300;
/// Atoms of the longest heading.
const HEADING: usize = 12;

/// The years that head the part of the text that one is in: "1943: the tide turns", "The last offensives, 1944–45".
#[derive(Clone, Copy)]
struct Chapter {
    /// The atom that its heading starts with.
    heading: usize,
    first: i32,
    last: i32,
}

impl Chapter {
    /// Goes on to the next expression: a heading opens a chapter, and a paragraph that opens with a year of another time ends it.
    fn go_on(chapter: Option<Chapter>, one: &Found, atoms: &[Atom]) -> Option<Chapter> {
        let Some(year) = explicit_year(&one.reading) else { return chapter };
        let start = one.atoms.start as usize;
        match (heading(start, one.atoms.end as usize, atoms), chapter) {
            (Some(heading), Some(open)) if open.heading == heading => {
                Some(Chapter { heading, first: open.first.min(year), last: open.last.max(year) })
            }
            (Some(heading), _) => Some(Chapter { heading, first: year, last: year }),
            (None, Some(open)) if open.years_to(year) > 0 && (start.saturating_sub(1)..=start).any(|i| atoms[i].gap == Gap::Paragraph) => {
                None
            }
            (None, chapter) => chapter,
        }
    }

    fn years_to(self, year: i32) -> i32 {
        (self.first - year).max(year - self.last).max(0)
    }
}

/// The first atom of the heading that holds these atoms, if one does: a short paragraph without a full stop.
fn heading(start: usize, end: usize, atoms: &[Atom]) -> Option<usize> {
    let first = (start.saturating_sub(HEADING)..=start).rev().find(|i| atoms[*i].gap == Gap::Paragraph)?;
    let rest = &atoms[end..atoms.len().min(end + HEADING)];
    let len = rest.iter().position(|a| a.gap == Gap::Paragraph).or((end + rest.len() == atoms.len()).then_some(rest.len()))?;
    let last = &atoms[end + len - 1];
    (end + len - first <= HEADING && last.symbol != words::punctuation(b'.')).then_some(first)
}

/// For each expression without a year, the year that it is of.
pub(super) fn years(found: &[Found], shared: &[Option<i32>], atoms: &[Atom]) -> Vec<Option<i32>> {
    let mut years = vec![None; found.len()];
    let mut steps: Vec<(usize, Step, bool, Option<Chapter>)> = Vec::with_capacity(found.len());
    let (mut end, mut chapter) = (0, None);
    for (i, (one, shared)) in found.iter().zip(shared).enumerate() {
        chapter = Chapter::go_on(chapter, one, atoms);
        if let Some(step) = step(one, *shared, atoms) {
            let opens = atoms[end..=one.atoms.start as usize].iter().any(|a| a.gap == Gap::Paragraph);
            steps.push((i, step, opens, chapter));
            end = one.atoms.end as usize;
        }
    }
    let Some(first) = steps.iter().find_map(|(_, step, ..)| if let Step::Said { at, .. } = step { Some(*at) } else { None }) else {
        return years;
    };
    let mut beams = vec![vec![State { cost: 0, at: first, year: 0, parent: 0 }]];
    for (_, step, opens_part, chapter) in &steps {
        let mut next = Vec::with_capacity(BEAM * 3);
        for (parent, state) in beams[beams.len() - 1].iter().enumerate() {
            let mut add = |cost: i32, at: Months, year: i32| {
                next.push(State { cost: state.cost.saturating_add(cost), at, year, parent: parent as u16 });
            };
            match *step {
                Step::Said { at, fine, opens } => {
                    add(jump(distance(state.at, at), *opens_part), within(state.at, at), 0);
                    add(aside(fine, opens), state.at, 0);
                }
                Step::Unsaid((from, to)) => {
                    let (first, last) = (state.at.0.div_euclid(12) - 1, state.at.1.div_euclid(12) + 1);
                    for year in first..=last.min(first + 12) {
                        let at = (year * 12 + from, year * 12 + to);
                        // A winter is of the year spoken of rather than of the one before.
                        let early = i32::from(year < state.at.0.div_euclid(12));
                        let astray = chapter.map_or(0, |chapter| ASTRAY * chapter.years_to(year).min(3));
                        add(go(distance(state.at, at), *opens_part) + early + astray, at, year);
                    }
                }
                Step::Same((from, to)) => {
                    let year = state.at.0.div_euclid(12) * 12;
                    add(0, (year + from, year + to), year / 12);
                }
                Step::Years(n) => {
                    let year = state.at.0.div_euclid(12) + n;
                    let at = if n > 0 { (year * 12, year * 12 + 11) } else { state.at };
                    add(0, at, year);
                }
            }
        }
        next.sort_by_key(|s: &State| (s.at, s.year, s.cost));
        next.dedup_by_key(|s| (s.at, s.year));
        next.sort_by_key(|s| s.cost);
        next.truncate(BEAM);
        beams.push(next);
    }
    let mut best = 0;
    for ((i, step, ..), beam) in steps.iter().zip(&beams[1..]).rev() {
        let Some(state) = beam.get(best) else { break };
        if !matches!(step, Step::Said { .. }) {
            years[*i] = Some(state.year);
        }
        best = state.parent as usize;
    }
    years
}

fn step(one: &Found, shared: Option<i32>, atoms: &[Atom]) -> Option<Step> {
    let reading = &one.reading;
    let months = |field: Field| {
        Some(match field {
            Field::Month(m) | Field::Day(m @ 1.., _) => (i32::from(m) - 1, i32::from(m) - 1),
            Field::Season(Season::Spring) => (2, 4),
            Field::Season(Season::Summer) => (5, 7),
            Field::Season(Season::Autumn) => (8, 10),
            Field::Season(Season::Winter) => (11, 13),
            Field::Quarter(q @ 1..) => (i32::from(q) * 3 - 3, i32::from(q) * 3 - 1),
            Field::Half(h @ 1..) => (i32::from(h) * 6 - 6, i32::from(h) * 6 - 1),
            _ => return None,
        })
    };
    match reading.base {
        Base::Calendar(calendar) => {
            let within = months(calendar.field);
            match (explicit_year(reading).or(shared), within) {
                (Some(year), Some((from, to))) => {
                    let opens = opens_sentence(atoms, one.atoms.start as usize);
                    Some(Step::Said { at: (year * 12 + from, year * 12 + to), fine: true, opens })
                }
                (Some(year), None) if calendar.field == Field::Whole => {
                    let opens = opens_sentence(atoms, one.atoms.start as usize);
                    let (from, to) = match reading.modifier {
                        Some(Modifier::Start) => (0, 5),
                        Some(Modifier::Mid) => (3, 8),
                        Some(Modifier::End) => (6, 11),
                        _ => (0, 11),
                    };
                    Some(Step::Said { at: (year * 12 + from, year * 12 + to), fine: false, opens })
                }
                (None, Some(months)) => match reading.shift {
                    None => Some(Step::Unsaid(months)),
                    Some(Shift::Same) => Some(Step::Same(months)),
                    Some(_) => None,
                },
                _ => None,
            }
        }
        Base::Unit(Unit::Year) => match reading.shift {
            Some(Shift::Following | Shift::Next) => Some(Step::Years(1)),
            Some(Shift::Previous | Shift::Last) => Some(Step::Years(-1)),
            Some(Shift::Same | Shift::This) | None => Some(Step::Years(0)),
            _ => None,
        },
        Base::Away { amount, unit: Unit::Year, from: From::Story } => whole(amount).filter(|n| *n > 0).map(Step::Years),
        _ => None,
    }
}

fn whole(amount: Amount) -> Option<i32> {
    amount.filter(|n| n % 1000 == 0 && n.abs() < 100_000).map(|n| (n / 1000) as i32)
}

/// Months from one stretch to another; none while they overlap.
fn distance(from: Months, to: Months) -> i32 {
    if to.0 > from.1 {
        to.0 - from.1
    } else if to.1 < from.0 {
        to.1 - from.0
    } else {
        0
    }
}

/// Where a narrative is that stood at `at` and hears of `to`: the finer of two that overlap.
fn within(at: Months, to: Months) -> Months {
    if at.0 >= to.0 && at.1 <= to.1 { at } else { to }
}

/// What it costs to go to an unsaid month. A new part of the text may well start further back.
fn go(months: i32, opens_part: bool) -> i32 {
    match (months, opens_part) {
        (0.., _) => 60 * months.min(36),
        (_, false) => 100 + 70 * (-months).min(36),
        (_, true) => 100 + 35 * (-months).min(36),
    }
}

/// What it costs to move to a date that is said.
fn jump(months: i32, opens_part: bool) -> i32 {
    let far = 8 * (months.abs() - 24).clamp(0, 120);
    match (months, opens_part) {
        (0.., _) => 15 * months.min(24) + far,
        (_, false) => 150 + 40 * (-months).min(24) + far,
        (_, true) => 150 + 20 * (-months).min(24) + far,
    }
}

/// What it costs to mention a date in passing.
fn aside(fine: bool, opens: bool) -> i32 {
    match (fine, opens) {
        (false, false) => 250,
        (true, false) => 400,
        (false, true) => 1200,
        (true, true) => 1000,
    }
}
