//! The date of the event that a length of time is counted from: "a month since the rig exploded" in an article of May is of April, "five months after
//! the explosion, the well passed a test yesterday" of five months before, "on 23 February, a day before the army attacked" of the day after.

use super::Told;
use crate::event::phrase;
use crate::event::sentence::Sentence;
use crate::event::{Aspect, Basis, Status, Tense, When};
use crate::lexicon::words::Class;
use crate::text::{Rel, Tag, Tree};
use crate::time::Edtf;
use crate::time::edtf::Date;
use crate::timex::{Anchor, Kind, Modifier, Timex};
use chrono::{Datelike, Days, Months, NaiveDate};

/// Fills in what is left.
pub(super) fn count(sentence: &Sentence, told: Told, timexes: &[(u32, &Timex)], dct: Option<NaiveDate>, own: &mut [Option<When>]) {
    let tree = &sentence.tree;
    let tokens: Vec<u32> = told.triggers.iter().map(|t| t.token).collect();
    for &(index, length) in timexes {
        let cue = length.tokens.end;
        if length.kind != Kind::Duration || length.anchor != Anchor::Event || !tree.tokens().contains(&cue) || is_other(tree, length) {
            continue;
        }
        let found = if tree.is(cue, "since") {
            let from = phrase::counted_from(tree, &tokens, cue..cue + 1, sentence.lexicon);
            from.filter(|_| goes_on(tree, told, length)).zip(dct).map(|(from, dct)| (from, dct, Way::Back))
        } else {
            // "On 23 February, a day before the army attacked": only a day that is named is counted on from.
            let named_day = |placed: u32| own[told.place(placed)?].as_ref()?.date.interval().single_day();
            phrase::counted(tree, length, &tokens, sentence.lexicon).and_then(|c| match c.cue.start {
                cue if tree.is(cue, "after") => Some((c.from, base(told, c.placed, own, dct)?, Way::Back)),
                cue if tree.is(cue, "before") => Some((c.from, named_day(c.placed)?, Way::On)),
                _ => None,
            })
        };
        let Some((from, base, way)) = found else { continue };
        let exact = sentence.lexicon.words.lists(tree.word(length.tokens.start.max(1) - 1), Class::Exact);
        let past = |day: NaiveDate| dct.is_none_or(|dct| day <= dct);
        let happened = |date: &Edtf| past(base) && (way == Way::Back || date.interval().latest().is_none_or(past));
        let Some(date) = away(base, length, exact, way).filter(happened) else { continue };
        if told.place(from).is_none_or(|i| own[i].is_some()) {
            continue;
        }
        let when = When { date, basis: Basis::Relative, timex: Some(index) };
        for event in std::iter::once(from).chain(told_by(tree, from)) {
            let Some(i) = told.place(event) else { continue };
            if own[i].is_none() && told.statuses[i] == Status::Occurred {
                own[i] = Some(when.clone());
            }
        }
    }
}

/// "Two hundred gallons a day since" is a rate, "shut for six months after" tells how long.
fn is_other(tree: &Tree, length: &Timex) -> bool {
    let at = length.tokens.start;
    at > tree.tokens().start && (tree.is(at - 1, "for") || tree.tag(at - 1) == Tag::Nns && tree.tag(at) == Tag::Dt)
}

/// "The explosion that killed eleven": what an event did is of its own time.
fn told_by(tree: &Tree, event: u32) -> Vec<u32> {
    let does = |&verb: &u32| {
        tree.tag(verb) == Tag::Vbd && tree.child(verb, &[Rel::Nsubj]).is_some_and(|t| matches!(tree.tag(t), Tag::Wdt | Tag::Wp))
    };
    tree.children_in(event, &[Rel::AclRelcl]).filter(does).collect()
}

/// The day that a length is counted back from: that of what happened then, or that of the article where it goes on or lies ahead.
fn base(told: Told, placed: u32, own: &[Option<When>], dct: Option<NaiveDate>) -> Option<NaiveDate> {
    let i = told.place(placed)?;
    match &own[i] {
        Some(when) => when.date.interval().single_day(),
        None => dct.filter(|_| told.manners[i].tense == Tense::Present && told.manners[i].aspect != Aspect::None),
    }
}

/// "It is a month since", "a month since the raid the town lies in ruins": counted from the day of the article, unless all of it is told in the
/// past: "in the month since the raid, the town had been rebuilt".
fn goes_on(tree: &Tree, told: Told, length: &Timex) -> bool {
    let present = |t: u32| matches!(tree.tag(t), Tag::Vbz | Tag::Vbp);
    let verbs = tree.tokens().filter(|&t| present(t) && !length.tokens.contains(&t));
    let main = |&verb: &u32| tree.ancestors(verb).all(|t| !matches!(tree.rel(t), Rel::AclRelcl | Rel::Acl));
    verbs.into_iter().any(|verb| main(&verb)) || told.triggers.is_empty()
}

/// Which way a length is counted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Back,
    On,
}

/// So long before or after a day, as finely as it is counted in.
fn away(day: NaiveDate, length: &Timex, exact: bool, way: Way) -> Option<Edtf> {
    const ROUND: u32 = 10;
    const HALF_DAY: u32 = 12;
    let digits = length.value.trim_start_matches(['P', 'T']);
    let (count, unit) = digits.split_at_checked(digits.len().checked_sub(1)?)?;
    let count: u32 = count.parse().ok()?;
    let days = |n: u32| match way {
        Way::Back => day.checked_sub_days(Days::new(n.into())),
        Way::On => day.checked_add_days(Days::new(n.into())),
    };
    let between = |a: NaiveDate, b: NaiveDate| Edtf::Between { from: Some(Date::day(a.min(b))), to: Some(Date::day(a.max(b))) };
    let date = match unit {
        "Y" => {
            let year = match way {
                Way::Back => day.year().checked_sub_unsigned(count)?,
                Way::On => day.year().checked_add_unsigned(count)?,
            };
            let year = Date::year(year);
            Edtf::Date(if count.is_multiple_of(ROUND) && !exact { year.about() } else { year })
        }
        "M" if !length.value.contains('T') => {
            let first = match way {
                Way::Back => day.checked_sub_months(Months::new(count))?,
                Way::On => day.checked_add_months(Months::new(count))?,
            };
            Edtf::Date(Date::month(first.year(), first.month() as u8))
        }
        "W" => between(days(7 * count + 3)?, days((7 * count).saturating_sub(3))?),
        "D" => Edtf::Date(Date::day(days(count)?)),
        "H" if count < HALF_DAY => Edtf::day(day),
        "H" => between(days(count.div_ceil(24))?, day),
        _ => return None,
    };
    match length.modifier {
        Some(_) if way == Way::On => None,
        Some(Modifier::MoreThan | Modifier::EqualOrMore) => Some(super::read::up_to(date, 0)),
        Some(_) if unit != "H" && unit != "W" => Some(super::read::about(date)),
        _ => Some(date),
    }
}
