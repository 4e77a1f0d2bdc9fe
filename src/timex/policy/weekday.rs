//! Weekdays, with a shift or without.

use super::{Context, Direction, Evidence, Genre, Placed};
use crate::lexicon::timex::fact::Shift;
use crate::timex::Anchor;
use crate::timex::point::{Place, Point, add_days};
use chrono::{Datelike, Weekday};

pub(super) fn weekday(day: u8, shift: Option<Shift>, context: &Context) -> Placed {
    let unanchored = Point::new(None, Place::Weekday(day));
    let Ok(wanted) = Weekday::try_from(day.saturating_sub(1)) else { return (unanchored, Anchor::None, None) };
    let about_story = matches!(shift, Some(Shift::Same | Shift::Previous | Shift::Following));
    let spoken = context.story.filter(|_| context.genre == Genre::History || context.passage || about_story);
    // "the previous Friday" is counted from the last day that was told, whatever weeks and years were told since.
    let spoken = if about_story { spoken.filter(|(point, _)| point.single_day().is_some()).or(context.day) } else { spoken };
    let spoken = spoken.and_then(|(point, index)| Some((point.single_day()?, Anchor::Timex(index))));
    if let Some((from, anchor)) = spoken {
        let back = matches!(shift, Some(Shift::Previous | Shift::Last));
        let days = i64::from((wanted.num_days_from_monday() + 7 - from.weekday().num_days_from_monday()) % 7);
        let days = match (back, days) {
            (true, 0) => -7,
            (true, days) => days - 7,
            (false, 0) if matches!(shift, Some(Shift::Following | Shift::Next)) => 7,
            (false, days) => days,
        };
        return (add_days(from, days).map_or(unanchored, Point::day), anchor, None);
    }
    let Some(dct) = context.dct.filter(|_| context.genre != Genre::History) else { return (unanchored, Anchor::None, None) };
    let ahead = i64::from((wanted.num_days_from_monday() + 7 - dct.weekday().num_days_from_monday()) % 7);
    let behind = if ahead == 0 { 0 } else { ahead - 7 };
    let in_week = i64::from(wanted.num_days_from_monday()) - i64::from(dct.weekday().num_days_from_monday());
    let on = |days| add_days(dct, days).map(Point::day);
    let (point, other) = match (shift, context.direction) {
        (Some(Shift::Last | Shift::Previous | Shift::Latest), _) => (on(if behind == 0 { -7 } else { behind }), None),
        (Some(Shift::Next | Shift::Following), _) => (on(if ahead == 0 { 7 } else { ahead }), None),
        // "Monday of last week" is of the week before, whatever today is.
        (Some(Shift::OfLast), _) => (on(in_week - 7), None),
        (Some(Shift::OfNext), _) => (on(in_week + 7), None),
        (Some(Shift::This), Direction::Past) => (on(behind), None),
        (Some(Shift::This), _) => (on(ahead), None),
        // What stood a day ago is not told as six days ahead unless a verb beside it or a cue says so.
        (_, Direction::Future) if behind == -1 && context.evidence == Evidence::Thin => (on(behind), on(ahead)),
        (_, Direction::Future) => (on(ahead), None),
        // "since Thursday", on a Thursday.
        (_, Direction::Past) if behind == 0 && context.evidence == Evidence::Since => (on(-7), on(0)),
        // Nor is a day ahead told as six days ago.
        (_, Direction::Past) if ahead == 1 && context.evidence == Evidence::Thin => (on(ahead), on(behind)),
        (_, Direction::Past) => (on(behind), None),
        (_, Direction::Unknown) if ahead == 1 => (on(ahead), on(behind)),
        (_, Direction::Unknown) => (on(behind), on(ahead).filter(|_| ahead != 0)),
    };
    (point.unwrap_or(unanchored), Anchor::Dct, other)
}
