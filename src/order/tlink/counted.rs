//! "Two days after the raid, the army closed the port", "the week before the vote", "a month into the war": what [`phrase`] finds, as links with
//! a distance in days.

use super::Tlink;
use super::reader::Reader;
use crate::event::phrase;
use crate::lexicon::words::Class;
use crate::time::{Distance, Relation};
use crate::timex::{Kind, Modifier, Timex};

/// The links of one sentence's counted phrases. They replace what the bare cue of the phrase was taken to say.
pub fn find(reader: &Reader, links: &mut Vec<Tlink>) {
    let tree = &reader.tree;
    let tokens: Vec<u32> = reader.mentions[reader.first..reader.end].iter().map(|mention| mention.token).collect();
    for timex in reader.timexes {
        let Some(counted) = phrase::counted(tree, timex, &tokens, reader.lexicon) else { continue };
        let (Some(placed), Some(other)) = (reader.mention(counted.placed).map(|m| reader.placed(m)), reader.mention(counted.from)) else {
            continue;
        };
        let (relation, confidence) = counted.relation;
        if placed == other || !matches!(relation, Relation::Before | Relation::After) {
            continue;
        }
        let days = distance(reader, timex, counted.start);
        let said = tree.span_of(timex.tokens.start..counted.cue.end).of(tree.text.raw);
        let cue = said.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        let word = tree.word(counted.cue.start).to_lowercase();
        links.retain(|link| link.to != other || link.from != placed && !link.cue.ends_with(&word));
        links.push(Tlink { from: placed, to: other, relation, cue, days, confidence });
    }
}

/// The days between the two: "more than a week after" is at least seven, "in the hours before" lies within them, and "sealed for two weeks after"
/// tells how long, not when.
fn distance(reader: &Reader, timex: &Timex, start: u32) -> Option<Distance> {
    let days = match timex.kind {
        Kind::Duration => days_of(&timex.value),
        _ => nearby(&timex.value),
    }?;
    // "A year to the day after" and "exactly a year after" are exact.
    let said_so = |t: u32| reader.lexicon.words.lists(reader.tree.word(t), Class::Exact);
    if timex.kind == Kind::Duration && (start..timex.tokens.start).any(said_so) {
        return exactly(&timex.value);
    }
    let to_the_day =
        |length: &&Timex| length.kind == Kind::Duration && length.tokens.start == start && length.tokens.end < timex.tokens.start;
    if let Some(length) = reader.timexes.iter().find(to_the_day).filter(|length| reader.tree.is(length.tokens.end, "to")) {
        return exactly(&length.value);
    }
    let before = (start > reader.tree.tokens().start).then(|| reader.tree.word(start - 1).to_ascii_lowercase());
    // "Over a month after", and not "over the years since", which is a stretch.
    let bound = || exactly(&timex.value).filter(|_| timex.kind == Kind::Duration && !reader.tree.is(start, "the"));
    if before.as_deref() == Some("over")
        && let Some(bound) = bound()
    {
        return Some(Distance { most: None, ..bound });
    }
    match before.as_deref() {
        Some("for") => return None,
        Some("in" | "within" | "over" | "during") => return Some(Distance { least: Some(0), most: days.most }),
        _ => {}
    }
    Some(match timex.modifier {
        // A bound is not rounded.
        Some(Modifier::MoreThan | Modifier::EqualOrMore) => Distance { most: None, ..exactly(&timex.value).unwrap_or(days) },
        Some(Modifier::LessThan | Modifier::EqualOrLess) => Distance { least: Some(0), ..exactly(&timex.value).unwrap_or(days) },
        Some(Modifier::Approx) => {
            let slack = |days: i64| (days / 4).max(1);
            Distance { least: days.least.map(|n| n - slack(n)), most: days.most.map(|n| n + slack(n)) }
        }
        _ => days,
    })
}

/// The distance that a TIMEX3 duration names: exact for days, half a unit either way for longer ones, since "three weeks after" is rounded;
/// more than one unit for a bare plural ("weeks after"). `None` where it has no length.
pub fn days_of(value: &str) -> Option<Distance> {
    let period = value.strip_prefix('P')?;
    if let Some(time) = period.strip_prefix('T') {
        let hours = time.strip_suffix('H').and_then(|n| n.parse::<i64>().ok()).filter(|n| *n < 100_000).unwrap_or(0);
        return Some(Distance::between(hours / 24, hours / 24 + 1));
    }
    let (number, unit) = period.split_at_checked(period.len().checked_sub(1)?)?;
    if number == "X" {
        return match unit {
            "D" => Some(Distance::between(1, 31)),
            "W" => Some(Distance::between(7, 92)),
            "M" => Some(Distance::between(28, 730)),
            "Y" => Some(Distance::at_least(365)),
            _ => None,
        };
    }
    let n: f64 = number.parse().ok().filter(|n| (0.0..10_000.0).contains(n))?;
    let within = |least: f64, most: f64| Some(Distance::between(least.floor() as i64, most.ceil() as i64));
    match unit {
        "D" => within(n, n),
        "W" => within(n * 7.0 - 3.0, n * 7.0 + 3.0),
        "M" => within(n * 28.0 - 14.0, n * 31.0 + 15.0),
        "Y" => within(n * 365.0 - 182.0, n * 366.0 + 183.0),
        _ => None,
    }
}

/// The days of a length that is not rounded: a year has 365 or 366.
fn exactly(value: &str) -> Option<Distance> {
    let (number, unit) = value.strip_prefix('P')?.split_at_checked(value.len().checked_sub(2)?)?;
    let n: i64 = number.parse().ok().filter(|n| *n < 1_000)?;
    match unit {
        "D" => Some(Distance::exactly(n)),
        "W" => Some(Distance::exactly(n * 7)),
        "M" => Some(Distance::between(n * 30 - 2 - n / 6, n * 31)),
        "Y" => Some(Distance::between(n * 365 + n / 4, n * 365 + n / 4 + 1)),
        _ => None,
    }
}

/// "The day before", "the week after" an event: the week may be seven days or a week of the calendar.
fn nearby(value: &str) -> Option<Distance> {
    match value {
        "XXXX-XX-XX" => Some(Distance::exactly(1)),
        "XXXX-WXX" => Some(Distance::between(1, 13)),
        "XXXX-XX" => Some(Distance::between(1, 61)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_have_lengths() {
        for (value, expected) in [
            ("P2D", Some("2")),
            ("P3W", Some("18..24")),
            ("P2.5W", Some("14..21")),
            ("P1.5D", Some("1..2")),
            ("P1M", Some("14..46")),
            ("P1Y", Some("183..549")),
            ("PT3H", Some("0..1")),
            ("PXD", Some("1..31")),
            ("PXW", Some("7..92")),
            ("PXY", Some("365..")),
            ("PXDE", None),
            ("P", None),
            ("é", None),
        ] {
            assert_eq!(days_of(value).map(|d| d.to_string()).as_deref(), expected, "{value}");
        }
    }
}
