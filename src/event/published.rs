//! When a text was published, as far as its own words fix it.
//!
//! What a text tells of as past had happened by the day of its publication, what it says will be had not; "last year, in 2019" names the year;
//! a weekday beside a day and a month ("Friday, March 11") fits only some years; a dateline that lacks its year takes the only one that is
//! left. Every bound has its words. Two that exclude each other leave nothing fixed.

use super::{Basis, Mention, Status, Tense};
use crate::article::{Dct, DctBasis};
use crate::time::Interval;
use crate::time::edtf::{Date, Edtf, Part, Year};
use crate::timex::{Anchor, Kind, Timex};
use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

/// Over more years than this, a weekday fits too many to tell anything.
const FEW_YEARS: i32 = 12;

/// What narrows the days of publication, and the words that do.
#[derive(Clone, Debug, PartialEq)]
struct Bound {
    within: Interval,
    words: String,
}

/// Narrows a DCT of which no day is known by what the text fixes. Returns whether it did.
pub fn infer(raw: &str, timexes: &[Timex], mentions: &[Mention], dct: &mut Dct) -> bool {
    if dct.date.is_some() {
        return false;
    }
    let mut found = Narrowed { within: dct.within, reasons: Vec::new() };
    let bounds =
        [told(raw, timexes, mentions, true), told(raw, timexes, mentions, false)].into_iter().flatten().chain(named_years(raw, timexes));
    for bound in bounds {
        if !found.narrow(&bound) {
            return false;
        }
    }
    for bound in weekdays(raw, timexes, mentions, found.within) {
        if !found.narrow(&bound) {
            return false;
        }
    }
    if let Some(bound) = dateline(dct, found.within) {
        found.narrow(&bound);
    }
    if found.reasons.is_empty() {
        return false;
    }
    let known = Some(&dct.evidence).filter(|evidence| !evidence.is_empty());
    let evidence = known.cloned().into_iter().chain(found.reasons).collect::<Vec<_>>().join("; ");
    dct.set(found.within, DctBasis::Inferred, evidence);
    true
}

struct Narrowed {
    within: Interval,
    reasons: Vec<String>,
}

impl Narrowed {
    /// False where the bound excludes all that was left: then the words were misread, and none of them is to be trusted.
    fn narrow(&mut self, bound: &Bound) -> bool {
        let Some(both) = self.within.intersect(bound.within) else { return false };
        if both != self.within {
            self.within = both;
            self.reasons.push(bound.words.clone());
        }
        true
    }
}

/// The latest full date that is told of as past, or the earliest that is told of as to come.
fn told(raw: &str, timexes: &[Timex], mentions: &[Mention], past: bool) -> Option<Bound> {
    let bound = |mention: &Mention| -> Option<(NaiveDate, String)> {
        if mention.when.basis != Basis::Explicit || mention.negated {
            return None;
        }
        let timex = &timexes[mention.when.timex? as usize];
        if !matches!(timex.kind, Kind::Date | Kind::Time) || !matches!(mention.when.date, Edtf::Date(Date { year: Year::Known(_), .. })) {
            return None;
        }
        let days = mention.when.date.interval();
        let tells = match past {
            true => mention.status == Status::Occurred && mention.tense == Tense::Past,
            false => mention.status == Status::Planned && mention.tense == Tense::Future,
        };
        let day = if past { days.earliest() } else { days.latest() };
        let (word, side) = (mention.trigger.of(raw), if past { "past" } else { "to come" });
        Some((day.filter(|_| tells)?, format!("tells of “{}” ({word}) as {side}", one_line(timex.span.of(raw)))))
    };
    let all = mentions.iter().filter_map(bound);
    // The first of several that say the same day.
    let (day, words) = if past { all.min_by_key(|(day, _)| std::cmp::Reverse(*day)) } else { all.min_by_key(|(day, _)| *day) }?;
    let within = if past { Interval::new(Some(day), None) } else { Interval::new(None, Some(day)) }?;
    Some(Bound { within, words })
}

/// "last year's 2019 election", "this year, 2020,": a year that is named and counted at once.
fn named_years(raw: &str, timexes: &[Timex]) -> Vec<Bound> {
    let counted = |timex: &Timex| match timex.span.of(raw).to_lowercase().trim_end_matches("'s").trim_end_matches("’s") {
        "last year" => Some(1),
        "this year" => Some(0),
        "next year" => Some(-1),
        _ => None,
    };
    let year = |timex: &Timex| match timex.date {
        Some(Edtf::Date(Date { year: Year::Known(year), part: Part::Whole, .. })) => Some(year),
        _ => None,
    };
    let beside = |pair: &[Timex]| {
        let gap = raw.get(pair[0].span.end as usize..pair[1].span.start as usize)?;
        matches!(gap, "'s " | "’s " | " " | ", " | ", in " | " (" | " in " | " — " | " – ").then_some(())?;
        let (shift, year) = match (counted(&pair[0]), year(&pair[1])) {
            (Some(shift), Some(year)) => (shift, year),
            _ => (counted(&pair[1])?, year(&pair[0])?),
        };
        let words = one_line(raw.get(pair[0].span.start as usize..pair[1].span.end as usize)?);
        Some(Bound { within: Interval::year(year + shift)?, words: format!("says “{words}”") })
    };
    timexes.windows(2).filter_map(beside).collect()
}

/// "on Friday, March 11": the years in which that day is a Friday, and in which a text would name it so.
fn weekdays(raw: &str, timexes: &[Timex], mentions: &[Mention], within: Interval) -> Vec<Bound> {
    let (Some(first), Some(last)) = (within.earliest(), within.latest()) else { return Vec::new() };
    if last.year() - first.year() > FEW_YEARS {
        return Vec::new();
    }
    let fits = |(at, timex): (usize, &Timex)| {
        let Some(Edtf::Date(Date { year, part: Part::Day { month, day }, .. })) = timex.date else { return None };
        let weekday = weekday(raw, timex)?;
        // A year that was only taken from an expression before it does not stand against the weekday.
        let is_open = match year {
            Year::Unknown => true,
            Year::Known(year) if matches!(timex.anchor, Anchor::Timex(_)) => {
                NaiveDate::from_ymd_opt(year, month.into(), day.into()).is_some_and(|date| date.weekday() != weekday)
            }
            _ => false,
        };
        if !is_open {
            return None;
        }
        let tells = |m: &&Mention| m.when.timex == Some(at as u32);
        let past = mentions.iter().find(tells).map(|mention| mention.status == Status::Occurred && mention.tense == Tense::Past)?;
        let window = |year: i32| {
            let date = NaiveDate::from_ymd_opt(year, month.into(), day.into()).filter(|date| date.weekday() == weekday)?;
            // A year away from it, the year would be named.
            let (from, to) = if past {
                (date, date.checked_add_months(Months::new(12))?.pred_opt()?)
            } else {
                (date.checked_sub_months(Months::new(12))?.succ_opt()?, date.checked_add_days(Days::new(6))?)
            };
            Interval::new(Some(from), Some(to))?.intersect(within)
        };
        let all = (first.year() - 1..=last.year() + 1).filter_map(window).reduce(Interval::hull)?;
        Some(Bound { within: all, words: format!("says “{}”", words_with_weekday(raw, timex)) })
    };
    timexes.iter().enumerate().filter_map(fits).collect()
}

/// The weekday that stands in an expression or right before it.
fn weekday(raw: &str, timex: &Timex) -> Option<Weekday> {
    words_with_weekday(raw, timex).split(|c: char| !c.is_alphabetic()).find_map(|word| match word.len() {
        0..=2 => None,
        _ => word.parse().ok().filter(|_| word.starts_with(char::is_uppercase)),
    })
}

fn words_with_weekday(raw: &str, timex: &Timex) -> String {
    let before = raw.get(..timex.span.start as usize).unwrap_or("");
    let trimmed = before.trim_end_matches([' ', ',']);
    let start = trimmed.rfind(|c: char| !c.is_alphabetic()).map_or(0, |at| at + 1);
    let word = &trimmed[start..];
    let is_day = word.len() > 2 && word.starts_with(char::is_uppercase) && word.parse::<Weekday>().is_ok();
    let from = if is_day { start } else { timex.span.start as usize };
    one_line(raw.get(from..timex.span.end as usize).unwrap_or(""))
}

/// "BAGHDAD, Dec 2 (Reuters)" in the only year that is left.
fn dateline(dct: &Dct, within: Interval) -> Option<Bound> {
    let line = dct.yearless.as_ref()?;
    let (first, last) = (within.earliest()?, within.latest()?);
    if last.year() - first.year() > FEW_YEARS {
        return None;
    }
    let days = (first.year()..=last.year()).filter_map(|year| NaiveDate::from_ymd_opt(year, line.month, line.day));
    let mut days = days.filter(|day| within.contains(Interval::day(*day)));
    let day = days.next().filter(|_| days.next().is_none())?;
    Some(Bound { within: Interval::day(day), words: line.words.clone() })
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::trigger::Breadth;
    use crate::event::{Setting, find};
    use crate::lexicon::Lexicon;

    #[test]
    fn infers_no_more_than_the_text_fixes() {
        let lexicon = Lexicon::embedded();
        let mut wrong = Vec::new();
        for (raw, expected) in [
            ("It rained in Basra on Wednesday.", "-"),
            ("Rebels attacked Basra on 3 May 2019. The army left on Tuesday.", "[2019-05-03..] tells of “3 May 2019” (attacked) as past"),
            ("Rebels attacked Basra in 2018. They attacked it again in May 2019.", "[2019-05..] tells of “May 2019” (attacked) as past"),
            ("Iraq will hold an election on 10 October 2021.", "[..2021-10-10] tells of “10 October 2021” (hold) as to come"),
            (
                "Rebels attacked Basra on 3 May 2019. Iraq will vote on 10 October 2021.",
                "[2019-05-03..2021-10-10] tells of “3 May 2019” (attacked) as past; tells of “10 October 2021” (vote) as to come",
            ),
            ("He won last year's 2019 election and left on Tuesday.", "2020 tells of “2019” (won) as past; says “last year's 2019”"),
            (
                "BASRA, Dec 2 (Reuters) - Rebels attacked Basra on 3 May 2020. Iraq will vote on 10 October 2021.",
                "2020-12-02 tells of “3 May 2020” (attacked) as past; tells of “10 October 2021” (vote) as to come; BASRA, Dec 2",
            ),
            (
                "Rebels attacked Basra on 3 May 2019, and Iraq will vote on 10 October 2021. The army attacked the town on Tuesday, March 3.",
                "[2020-03-03..2021-03-02] tells of “3 May 2019” (attacked) as past; tells of “10 October 2021” (vote) as to come; says “Tuesday, March 3”",
            ),
            ("The army will attack in May 2018. Rebels attacked Basra in June 2019.", "-"),
            ("Rebels did not attack Basra in 2019.", "-"),
            ("If rebels had attacked Basra in 2019, it would have fallen.", "-"),
        ] {
            let mut dct = crate::article::read(raw.as_bytes(), "a.txt", None).0.unwrap().dct;
            let mut text = crate::text::read(raw, lexicon);
            let timexes = crate::timex::find(&text, None, lexicon);
            let mentions = find(&mut text, &timexes, Setting { dct: None, breadth: Breadth::Entries, lexicon });
            infer(raw, &timexes, &mentions, &mut dct);
            let said = dct.published().map_or("-".to_string(), |date| format!("{date} {}", dct.evidence));
            if said != expected {
                wrong.push(format!("{raw}\n  {said}\n  {expected}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
