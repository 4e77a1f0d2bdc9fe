//! The date of the event that a length of time is counted from: "a month since the rig exploded" in an article of May is of April, "five months after
//! the explosion, the well passed a test yesterday" of five months before.

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
            from.filter(|_| goes_on(tree, told, length)).zip(dct)
        } else {
            let counted = phrase::counted(tree, length, &tokens, sentence.lexicon).filter(|c| tree.is(c.cue.start, "after"));
            counted.and_then(|c| Some((c.from, base(told, c.placed, own, dct)?)))
        };
        let Some((from, base)) = found else { continue };
        let exact = sentence.lexicon.words.lists(tree.word(length.tokens.start.max(1) - 1), Class::Exact);
        let Some(date) = before(base, length, exact).filter(|_| dct.is_none_or(|dct| base <= dct)) else { continue };
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

/// So long before a day, as finely as it is counted in.
fn before(day: NaiveDate, length: &Timex, exact: bool) -> Option<Edtf> {
    const ROUND: u32 = 10;
    const HALF_DAY: u32 = 12;
    let digits = length.value.trim_start_matches(['P', 'T']);
    let (count, unit) = digits.split_at_checked(digits.len().checked_sub(1)?)?;
    let count: u32 = count.parse().ok()?;
    let days = |n: u32| day.checked_sub_days(Days::new(n.into()));
    let date = match unit {
        "Y" => {
            let year = Date::year(day.year().checked_sub_unsigned(count)?);
            Edtf::Date(if count.is_multiple_of(ROUND) && !exact { year.about() } else { year })
        }
        "M" if !length.value.contains('T') => {
            let first = day.checked_sub_months(Months::new(count))?;
            Edtf::Date(Date::month(first.year(), first.month() as u8))
        }
        "W" => Edtf::Between { from: Some(Date::day(days(7 * count + 3)?)), to: Some(Date::day(days((7 * count).saturating_sub(3))?)) },
        "D" => Edtf::Date(Date::day(days(count)?)),
        "H" if count < HALF_DAY => Edtf::day(day),
        "H" => Edtf::Between { from: Some(Date::day(days(count.div_ceil(24))?)), to: Some(Date::day(day)) },
        _ => return None,
    };
    match length.modifier {
        Some(Modifier::MoreThan | Modifier::EqualOrMore) => Some(super::read::up_to(date, 0)),
        Some(_) if unit != "H" && unit != "W" => Some(super::read::about(date)),
        _ => Some(date),
    }
}
