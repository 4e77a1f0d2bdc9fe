//! The resolution policy: what a reading means here. The prose and the table of tests that prove it are in this file; each kind of
//! expression has its own file beside it.
//!
//! 1. What the words say is taken as said. Nothing is invented: without a DCT, years stay unknown.
//! 2. **News** counts from the DCT. "Last", "next", "this" and "ago" always do; "previous", "following", "same", "earlier" and "later" count
//!    from the time spoken of just now, and from the DCT when there is none.
//! 3. A weekday is the latest one up to the DCT, or the earliest one from it, by the direction of its clause ([`Direction`]): a cue beside
//!    it ("until", "ahead of", "since"), else the tense of the verb that governs it. Without either it is the past: news reports what
//!    happened. The same holds for months, seasons, quarters, and days of a month; the DCT's own month or day is always the nearest one.
//! 4. A day of a month without a year is close: where the verb points to one most of a year away and the other is near, it is the other,
//!    unless a cue beside it says so. Months and seasons give way only to a verb that stands far off.
//!    So is a weekday: what stands a day ahead is not told as six days ago, nor yesterday as six days ahead, but by a verb beside it or a cue.
//! 5. **Narrative** (a history, a biography) counts from the time spoken of. The years that it leaves unsaid are chosen over the whole text:
//!    it goes forward in small steps, seldom back, mentions some dates only in passing, and keeps to the years that head a chapter (`unsaid`). A text is a narrative when most of
//!    its full dates lie years before the DCT and hardly anything in it counts from the DCT. A passage of news is one while it follows an
//!    explicit date of another year in its paragraph, but for days of the last month.
//! 6. In a range or a list ("from June to August 2010") a member without a year has the year of the next member; else it comes after the one
//!    before it ("this autumn and winter").
//! 7. A weekday said beside a date that it contradicts does not move the date.
//! 8. Figures of a company compare with the period that is reported on: "a year ago" beside a third quarter is the third quarter before
//!    (`report`).
//! 9. A length that the words tie to a time keeps where it begins or ends: "the past five years" end with the article, "the following two
//!    years" begin with the time spoken of.
//! 10. When the direction is thin evidence, the other reading is kept as an alternative.

mod length;
mod unit;
mod weekday;
mod yearly;
pub use yearly::FAR;

use super::holiday;
use super::hour::DayOf;
use super::point::{Place, Point};
use super::reading::{Base, From, Reading, Time};
use super::{Anchor, Kind};
use crate::lexicon::timex::fact::{Feast, Modifier, Unit, Vague};
use crate::time::Edtf;
use chrono::NaiveDate;
use length::{duration, reaching, set};
use std::fmt::Write;
use unit::{away, nth_unit, of_unit};
use weekday::weekday;
use yearly::{in_calendar, yearly};

/// Days within which a history may tell of its own day of publication: what opens next week.
pub const NEAR: i64 = 45;

/// Which way an expression points from the DCT.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Direction {
    Past,
    Future,
    #[default]
    Unknown,
}

/// How well a direction is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Evidence {
    #[default]
    Thin,
    /// The verb that says so is beside the expression.
    Verb,
    /// A word made for it: "until", "ended".
    Cue,
    /// "since", which never means the day of the article.
    Since,
}

/// What a text counts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Genre {
    #[default]
    News,
    /// News about years past: months and days go with the story, "last week" with the DCT.
    Background,
    /// Hardly anything counts from the DCT.
    History,
}

/// What surrounds one expression.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context {
    pub dct: Option<NaiveDate>,
    pub genre: Genre,
    pub direction: Direction,
    pub evidence: Evidence,
    /// The text recounts the year before its own, day by day.
    pub recounts: bool,
    /// The time spoken of just now, and the index of the expression that said it.
    pub story: Option<(Point, u32)>,
    /// The last single day spoken of.
    pub day: Option<(Point, u32)>,
    /// Where a narrative stands: like the story, but not led astray by single years far off.
    pub main: Option<(Point, u32)>,
    /// The story's year was said in this paragraph, and is not the DCT's.
    pub passage: bool,
    /// The last time spoken of that was said with its year, in another year than the DCT's.
    pub elsewhere: Option<(Point, u32)>,
    /// Of which day an hour is that is told without one.
    pub day_of_hour: DayOf,
    /// The member before it in the same range or list, where that one was counted from the DCT.
    pub member: Option<(Point, u32)>,
    /// The year of the next member of the same range or list.
    pub shared_year: Option<i32>,
    /// The year of this expression in its narrative, if it has none of its own.
    pub unsaid_year: Option<i32>,
    /// The quarter that the text reports on, and the expression that said it.
    pub quarter: Option<(Point, u32)>,
    /// The period that figures just now were of, with which "a year earlier" compares: that quarter, or the year after "the nine months".
    pub report: Option<(Point, u32)>,
}

/// An anchored value.
#[derive(Clone, Debug)]
pub struct Resolved {
    pub kind: Kind,
    pub value: String,
    pub modifier: Option<Modifier>,
    pub quant: Option<String>,
    pub freq: Option<String>,
    /// Where a length begins or ends, if it runs from or up to a time that is known.
    pub begin: Anchor,
    pub end: Anchor,
    /// For what has a place on the calendar.
    pub point: Option<Point>,
    pub anchor: Anchor,
    pub alternative: Option<Edtf>,
}

impl Resolved {
    fn of(kind: Kind, value: String, modifier: Option<Modifier>) -> Resolved {
        let (begin, end, anchor) = (Anchor::None, Anchor::None, Anchor::None);
        Resolved { kind, value, modifier, quant: None, freq: None, begin, end, point: None, anchor, alternative: None }
    }
}

/// Anchors a reading.
pub fn resolve(reading: &Reading, context: &Context) -> Resolved {
    if let Some(every) = reading.every {
        return set(reading, every, context);
    }
    match reading.base {
        Base::Length { amount, unit } => {
            let (begin, end) = reaching(reading.shift, context);
            Resolved { begin, end, ..Resolved::of(Kind::Duration, duration(amount, unit), reading.modifier) }
        }
        Base::Lengths(a, b) => {
            let (a, b) = (duration(Some(i64::from(a.0) * 1000), a.1), duration(Some(i64::from(b.0) * 1000), b.1));
            let rest = b.strip_prefix(if a.starts_with("PT") { "PT" } else { "P" }).unwrap_or("");
            Resolved::of(Kind::Duration, format!("{a}{rest}"), reading.modifier)
        }
        Base::Vague(vague) => {
            let value = match vague {
                Vague::Past => "PAST_REF",
                Vague::Present => "PRESENT_REF",
                Vague::Future => "FUTURE_REF",
            };
            Resolved::of(Kind::Date, value.to_string(), reading.modifier)
        }
        Base::Away { amount: None, from, .. } => {
            // "A few days later" in news of what is over is over as well, as far as one can tell; a history speaks from its own time.
            let told = context.story.and_then(|(point, _)| point.first_day());
            let is_over =
                from == From::Story && context.genre == Genre::News && told.zip(context.dct).is_some_and(|(told, dct)| told < dct);
            let value = if reading.modifier == Some(Modifier::After) && !is_over { "FUTURE_REF" } else { "PAST_REF" };
            Resolved::of(Kind::Date, value.to_string(), None)
        }
        _ => dated(reading, context),
    }
}

fn dated(reading: &Reading, context: &Context) -> Resolved {
    let kind = if reading.time.is_some() { Kind::Time } else { Kind::Date };
    let (mut point, anchor, other) = place(reading, context);
    if let Some((amount, unit)) = reading.plus {
        point = match amount {
            Some(amount)
                if amount < 0
                    && amount % 1000 == 0
                    && matches!((unit, reading.base), (Unit::Year, Base::Weekday(_)) | (Unit::Year | Unit::Month, Base::Unit(_))) =>
            {
                comes_round(point, amount / 1000, unit).unwrap_or(unknown(unit))
            }
            Some(0) => point.first_day().and_then(|day| Point::holding(day, unit)).unwrap_or(unknown(unit)),
            Some(amount) if amount % 1000 == 0 => point.plus(amount / 1000, unit).unwrap_or(unknown(unit)),
            _ => unknown(unit),
        };
    }
    point.time = reading.time.or(point.time);
    // Values are written with four figures.
    let is_written = |point: &Point| point.year.is_none_or(|year| (-9998..=9999).contains(&year));
    if !is_written(&point) {
        point.year = None;
    }
    let other = other.filter(is_written);
    let by_the_moon = matches!(reading.base, Base::Holiday { feast: Feast::Hijri { .. }, .. });
    // Of the length of most values, so that it is not lengthened as it is written.
    let mut value = String::with_capacity("2020-12-03T".len());
    let _ = write!(value, "{point}");
    let mut resolved = Resolved::of(kind, value, reading.modifier.or(by_the_moon.then_some(Modifier::Approx)));
    if let Base::Away { amount: Some(amount), unit: unit @ (Unit::Hour | Unit::Minute | Unit::Second), .. } = reading.base
        && !matches!(point.time, Some(Time::Clock(_)))
    {
        resolved = Resolved::of(Kind::Duration, duration(Some(amount.abs()), unit), reading.modifier);
        resolved.anchor = anchor;
        return resolved;
    }
    resolved.kind = if point.time.is_some() { Kind::Time } else { kind };
    resolved.point = Some(point);
    resolved.anchor = anchor;
    resolved.alternative = other.and_then(|p| p.edtf());
    resolved
}

/// The same day, week or month of another year, the same day of another month: "two years ago this month", "a month ago today".
fn comes_round(point: Point, amount: i64, unit: Unit) -> Option<Point> {
    let moved = point.plus(amount, unit)?;
    let place = match (unit, moved.place, point.place) {
        (Unit::Month, Place::Month(month), Place::Day(_, day)) => Place::Day(month, day),
        (Unit::Month, place, _) => place,
        _ => point.place,
    };
    Some(Point::new(moved.year, place)).filter(|point| point.interval().is_some()).or(Some(moved))
}

/// A value of which only the granularity is known.
fn unknown(unit: Unit) -> Point {
    let place = match unit {
        Unit::Week => Place::Week(0),
        Unit::Weekend => Place::Weekend(0),
        Unit::Month => Place::Month(0),
        Unit::Quarter => Place::Quarter(0),
        Unit::Half => Place::Half(0),
        Unit::Year | Unit::Decade | Unit::Century | Unit::Millennium | Unit::Season | Unit::Time => Place::Year,
        Unit::Day | Unit::Hour | Unit::Minute | Unit::Second => Place::Day(0, 0),
    };
    Point::new(None, place)
}

type Placed = (Point, Anchor, Option<Point>);

fn place(reading: &Reading, context: &Context) -> Placed {
    match reading.base {
        Base::Calendar(calendar) => in_calendar(calendar, reading.shift, context),
        Base::Weekday(day) => weekday(day, reading.shift, context),
        Base::Unit(unit) => of_unit(unit, reading, context),
        Base::Away { amount, unit, from } => away(amount, unit, from, context),
        Base::Holiday { feast, year } => {
            let on = |year| holiday::day_about(feast, year, context.dct).map(Point::day);
            match year.or(holiday::only_year(feast)) {
                Some(year) => (on(year).unwrap_or(Point::new(Some(year), Place::Year)), Anchor::None, None),
                None => yearly(&on, holiday::unanchored(feast), reading.shift, context),
            }
        }
        Base::Nth { nth, unit, year, month } => (nth_unit(nth, unit, year, month, context), Anchor::None, None),
        Base::WithEvent(unit) => (unknown(unit), Anchor::Event, None),
        Base::Vague(_) | Base::Length { .. } | Base::Lengths(..) => (unknown(Unit::Year), Anchor::None, None),
    }
}

/// The reference time of the story, or the DCT when there is none.
fn story(context: &Context) -> Option<(Point, Anchor)> {
    let spoken = context.story.map(|(point, index)| (point, Anchor::Timex(index)));
    spoken.or(context.dct.map(|dct| (Point::day(dct), Anchor::Dct)))
}

/// Where "last", "next" and "this" count from.
fn now(context: &Context) -> Option<(Point, Anchor)> {
    if context.genre == Genre::History { story(context) } else { context.dct.map(|dct| (Point::day(dct), Anchor::Dct)) }
}

#[cfg(test)]
mod tests {
    use crate::lexicon::Lexicon;
    use crate::timex::recognize;

    #[test]
    fn the_policy() {
        let lexicon = Lexicon::embedded();
        let histories = "He rose in May 1910. He fell in June 1911. War came in July 1912. It ended in 1913. Peace held in 1914. ";
        for (dct, text, expected) in [
            // 1. Nothing is invented.
            ("", "It fell in January, on Monday, three days ago.", "XXXX-01 XXXX-WXX-1 XXXX-XX-XX"),
            ("", "It was formed in 2014. In January it fell.", "2014 XXXX-01"),
            // 2. The DCT for "last" and "ago", the story for "following" and "earlier".
            ("2020-12-03", "It fell in May 2010. Last month it rose. The following month it fell.", "2010-05 2020-11 2020-12"),
            ("2020-12-03", "It fell on May 3, 2010. Two days earlier it rose.", "2010-05-03 2010-05-01"),
            ("2020-12-03", "The previous day it rose.", "2020-12-02"),
            ("2020-12-03", "It fell in 1809. It is open today. Fifty years later it burnt.", "1809 2020-12-03 1859"),
            (
                "2020-12-03",
                "Net fell in the third quarter, from a year ago. For the nine months it rose from a year ago.",
                "2020-Q3 2019-Q3 P9M 2019",
            ),
            // A quarter that is not over is not reported on, but for one of a fiscal year of its own.
            (
                "1989-10-26",
                "Net fell in the third quarter. It sees a loss in the fourth quarter. It earned $2 a year ago.",
                "1989-Q3 1989-Q4 1988-Q3",
            ),
            ("1989-10-26", "Net fell in the fourth quarter ended Sept. 30. It earned $2 a year ago.", "1989-Q4 1989-09-30 1988-Q4"),
            ("2020-12-03", "It fell on May 3, 2010. A few days later it rose.", "2010-05-03 PAST_REF"),
            ("2020-12-03", "It will fall on May 3, 2021. A few days later it may rise.", "2021-05-03 FUTURE_REF"),
            ("2020-12-03", "It fell on Monday. A leak five months later led to a halt.", "2020-11-30 XXXX-XX"),
            ("2020-12-03", "It was shut on Monday. It will open two months later.", "2020-11-30 2021-01"),
            ("2020-12-03", "Little known is the rout six months later, in which they lost.", "XXXX-XX"),
            ("2020-01-23", "He worked there until last December.", "2019-12"),
            ("2020-11-23", "He worked there until last October.", "2019-10"),
            ("2020-12-03", "On that September day it fell.", "2020-09"),
            ("2021-02-03", "It fell on Thursday, January 28, 2021. They were there that November day.", "2021-01-28 2020-11"),
            // Hours without a day.
            ("2020-12-03", "It fell on Monday. At 9 a.m. it rose.", "2020-11-30 2020-11-30T09:00"),
            ("2020-12-03", "In 1986 it fell at 9 a.m. sharp. It rose at noon.", "1986 1986-XX-XXT09:00 2020-12-03T12:00"),
            ("2020-12-03", "It fell on Monday, two days after it had risen at 9 a.m.", "2020-11-30 P2D XXXX-XX-XXT09:00"),
            // 3. The direction of the clause.
            ("2020-12-03", "He was killed in January. They will meet in January.", "2020-01 2021-01"),
            ("2020-12-03", "It fell on Monday. It will rise on Monday. It fell on Thursday.", "2020-11-30 2020-12-07 2020-12-03"),
            ("2020-12-03", "They must leave by Friday. They have stayed since Friday.", "2020-12-04 2020-11-27"),
            ("2020-12-03", "It is expected in November. It rose in November. It ends in December.", "2021-11 2020-11 2020-12"),
            ("2020-12-03", "Sales fell in the third quarter and rose in summer.", "2020-Q3 2020-SU"),
            // 4. The nearest day.
            ("2021-01-02", "BAGHDAD, Dec. 30 (Reuters)", "2020-12-30"),
            // 5. Narrative, and passages of news.
            ("2020-12-03", &format!("{histories}In 1915 it broke. In March it began."), "1910-05 1911-06 1912-07 1913 1914 1915 1915-03"),
            ("2020-12-03", "He was shot on May 3, 1998. On May 10 he died.", "1998-05-03 1998-05-10"),
            (
                "2020-12-03",
                &format!(
                    "{histories}In 1915 it broke. The talks, held until May 1917, failed. In June 1915 it fell. By August it was over."
                ),
                "1910-05 1911-06 1912-07 1913 1914 1915 1917-05 1915-06 1915-08",
            ),
            (
                "2020-12-03",
                &format!("{histories}By May 1917 it held. By July 1915 half were gone, in August the rest. In November 1915 it fell."),
                "1910-05 1911-06 1912-07 1913 1914 1917-05 1915-07 1915-08 1915-11",
            ),
            (
                "2020-12-03",
                &format!("{histories}\n\n1916: the thaw\n\nIn the winter of 1915 it froze. In March it thawed."),
                "1910-05 1911-06 1912-07 1913 1914 1916 1915-WI 1916-03",
            ),
            // Nor is what opens next week of a history's years, nor what was amended last week.
            (
                "2020-12-03",
                "In 1910 it rose. In 1911 it grew. In 1912 war came. In 1913 it fell. In 1914 it ended. This article was amended on 1 December. \
                 His sentencing is scheduled for 16 December.",
                "1910 1911 1912 1913 1914 2020-12-01 2020-12-16",
            ),
            // Lengths that run up to the article make it news.
            (
                "2020-12-03",
                &format!(
                    "{histories}Over the past decade, in the last three years and in recent months little changed. In November it fell."
                ),
                "1910-05 1911-06 1912-07 1913 1914 P10Y P3Y PXM 2020-11",
            ),
            // 6. Ranges share their year.
            ("2020-12-03", "It lasted from June to August 2010.", "2010-06 2010-08"),
            ("", "It lasted from the summer to the autumn of 481 BC.", "BC0481-SU BC0481-FA"),
            // "previous" counts from the last day that was told.
            ("2020-12-03", "It fell on Friday. It was a bad week, and the worst since the previous Friday.", "2020-11-27 2020-11-20"),
            // A future that is thin evidence does not take yesterday for the day of next week.
            ("2020-12-05", "He said they would receive it later on Friday.", "2020-12-04"),
            ("2020-12-03", "It has risen since Thursday. It fell on Thursday.", "2020-11-26 2020-12-03"),
            ("2014-03-20", "This winter's snow hit crops. This summer may be dry.", "2013-WI 2014-SU"),
            (
                "2013-03-22",
                "Fourth-quarter sales rose. In 2012, it lost $2, from $3 the year before. In the fourth quarter it earned $1, from $2 a year ago.",
                "2012-Q4 2012 2011 2012-Q4 2011-Q4",
            ),
            // 7. A weekday does not move its date.
            ("2020-12-03", "It fell on Monday, May 5, 2010.", "2010-05-05"),
            ("2020-12-03", "He was shot on May 3, 1998. The reform of last May failed.", "1998-05-03 2020-05"),
            ("2020-12-03", "He was shot on May 3, 1998. In recent years he hid; in October he died.", "1998-05-03 PXY 2020-10"),
            ("2022-07-27", "They backed a cut in the use of gas over the winter.", "2022-WI"),
            ("2022-07-27", "They had drawn up three plans for this autumn and winter.", "2022-FA 2022-WI"),
            ("2022-07-27", "The town fell in the winter.", "2021-WI"),
            ("2022-06-25", "It may help the units that came in during the 24 February invasion.", "2022-02-24"),
            (
                "2020-12-03",
                "It fell in 1809. Fifty years later they left. In 2014 it rose. Fifty years later the tsar fell.",
                "1809 1859 2014 XXXX",
            ),
            // The calendar's edges.
            ("2021-01-02", "It fell this week and last week.", "2020-W53 2020-W52"),
            ("2020-02-29", "It fell a year ago; it fell on Feb. 29.", "2019 2020-02-29"),
            ("2021-03-01", "It fell on Feb. 29.", "2020-02-29"),
        ] {
            let found: Vec<String> = recognize(text, dct.parse().ok(), lexicon).into_iter().map(|t| t.value).collect();
            assert_eq!(found.join(" "), expected, "{text}");
        }
    }

    #[test]
    fn thin_evidence_keeps_the_other_reading() {
        let lexicon = Lexicon::embedded();
        let found = recognize("The deal of Monday.", "2020-12-03".parse().ok(), lexicon);
        assert_eq!((found[0].value.as_str(), found[0].alternative.unwrap().to_string().as_str()), ("2020-11-30", "2020-12-07"));
    }
}
