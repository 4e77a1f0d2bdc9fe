//! The day of a feast in a year, by arithmetic.
//!
//! Western Easter: Meeus, Jones and Butcher (Astronomical Algorithms, 1991, ch. 8). Orthodox Easter: Meeus's Julian algorithm, moved to the
//! Gregorian calendar. The Islamic (tabular), Jewish, Persian and Chinese calendars are those of Reingold and Dershowitz, Calendrical
//! Calculations, as ICU4X has them.

use super::point::{Place, Point, add_days};
use crate::lexicon::timex::fact::Feast;
use calendrical_calculations::chinese_based::{Chinese, YearBounds};
use calendrical_calculations::gregorian::fixed_from_gregorian as gregorian_fixed;
use calendrical_calculations::hebrew::BookHebrew;
use calendrical_calculations::rata_die::RataDie;
use calendrical_calculations::{islamic, persian};
use chrono::{Datelike, NaiveDate, Weekday};

/// `None` when the year has no such day.
pub(super) fn day(feast: Feast, year: i32) -> Option<NaiveDate> {
    match feast {
        Feast::Fixed { month, day } => NaiveDate::from_ymd_opt(year, month.into(), day.into()),
        Feast::Day { year: only, month, day } => {
            NaiveDate::from_ymd_opt(only.into(), month.into(), day.into()).filter(|d| d.year() == year)
        }
        Feast::Nth { month, weekday, nth, plus } => {
            let weekday = Weekday::try_from(weekday.checked_sub(1)?).ok()?;
            let day = if nth > 0 {
                NaiveDate::from_weekday_of_month_opt(year, month.into(), weekday, nth as u8)?
            } else {
                (1..=5).rev().find_map(|n| NaiveDate::from_weekday_of_month_opt(year, month.into(), weekday, n))?
            };
            add_days(day, plus.into())
        }
        Feast::Easter(plus) => add_days(easter(year)?, plus.into()),
        Feast::Pascha(plus) => add_days(pascha(year)?, plus.into()),
        Feast::Hijri { month, day } => {
            let (first, ..) = islamic::tabular_islamic_from_fixed(fixed(year)?, islamic::ISLAMIC_EPOCH_FRIDAY);
            within(year, first, |y| islamic::fixed_from_tabular_islamic(y, month, day, islamic::ISLAMIC_EPOCH_FRIDAY))
        }
        Feast::Hebrew { month, day } => {
            let first = BookHebrew::book_hebrew_from_fixed(fixed(year)?).year;
            within(year, first, |year| BookHebrew::fixed_from_book_hebrew(BookHebrew { year, month, day }))
        }
        Feast::Persian { month, day } => {
            let (first, ..) = persian::fast_persian_from_fixed(fixed(year)?).ok()?;
            within(year, first, |year| persian::fixed_from_fast_persian(year, month, day))
        }
        Feast::ChineseNewYear => {
            // The new moon nearest to early February; the astronomy holds for the calendar's reformed rules, since 1645.
            fixed(year).filter(|_| (1645..=2600).contains(&year))?;
            gregorian(YearBounds::compute::<Chinese>(gregorian_fixed(year, 3, 1)).new_year)
        }
    }
}

/// Of a year that has an Islamic feast twice, such as Ashura in 2009, the day nearer to the article's.
pub(super) fn day_about(feast: Feast, year: i32, dct: Option<NaiveDate>) -> Option<NaiveDate> {
    let first = day(feast, year)?;
    let again = |dct: NaiveDate| -> Option<NaiveDate> {
        let Feast::Hijri { month, day } = feast else { return None };
        let (hijri, ..) = islamic::tabular_islamic_from_fixed(gregorian_fixed(year, 12, 31), islamic::ISLAMIC_EPOCH_FRIDAY);
        let last = gregorian(islamic::fixed_from_tabular_islamic(hijri, month, day, islamic::ISLAMIC_EPOCH_FRIDAY))?;
        Some(last).filter(|last| last.year() == year && (*last - dct).num_days().abs() < (first - dct).num_days().abs())
    };
    dct.and_then(again).or(Some(first))
}

/// The year of a feast that was one day of history.
pub(super) fn only_year(feast: Feast) -> Option<i32> {
    match feast {
        Feast::Day { year, .. } => Some(year.into()),
        _ => None,
    }
}

/// What is known of it without a year.
pub(super) fn unanchored(feast: Feast) -> Point {
    match feast {
        Feast::Fixed { month, day } => Point::new(None, Place::Day(month, day)),
        Feast::Nth { month, .. } => Point::new(None, Place::Day(month, 0)),
        _ => Point::new(None, Place::Day(0, 0)),
    }
}

/// The first day of a Gregorian year in which these calendars are defined.
fn fixed(year: i32) -> Option<RataDie> {
    (623..=9998).contains(&year).then(|| gregorian_fixed(year, 1, 1))
}

fn gregorian(day: RataDie) -> Option<NaiveDate> {
    NaiveDate::from_num_days_from_ce_opt(i32::try_from(day.to_i64_date()).ok()?)
}

/// The day that falls in a Gregorian year, of the years of another calendar that overlap it.
fn within(year: i32, first: i32, on: impl Fn(i32) -> RataDie) -> Option<NaiveDate> {
    (first..=first + 2).filter_map(|y| gregorian(on(y))).find(|day| day.year() == year)
}

fn easter(year: i32) -> Option<NaiveDate> {
    let (a, b, c) = (year.rem_euclid(19), year.div_euclid(100), year.rem_euclid(100));
    let (d, e) = (b.div_euclid(4), b.rem_euclid(4));
    let f = (b + 8).div_euclid(25);
    let g = (b - f + 1).div_euclid(3);
    let h = (19 * a + b - d - g + 15).rem_euclid(30);
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k).rem_euclid(7);
    let m = (a + 11 * h + 22 * l) / 451;
    let (month, day) = ((h + l - 7 * m + 114) / 31, (h + l - 7 * m + 114) % 31 + 1);
    NaiveDate::from_ymd_opt(year, u32::try_from(month).ok()?, u32::try_from(day).ok()?)
}

fn pascha(year: i32) -> Option<NaiveDate> {
    let (a, b, c) = (year.rem_euclid(4), year.rem_euclid(7), year.rem_euclid(19));
    let d = (19 * c + 15).rem_euclid(30);
    let e = (2 * a + 4 * b - d + 34).rem_euclid(7);
    let (month, day) = ((d + e + 114) / 31, (d + e + 114) % 31 + 1);
    let julian = NaiveDate::from_ymd_opt(year, u32::try_from(month).ok()?, u32::try_from(day).ok()?)?;
    // The Julian calendar is behind by one day more in each century year that is not a Gregorian leap year.
    let century = i64::from(year.div_euclid(100));
    add_days(julian, century - century.div_euclid(4) - 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feasts() {
        for (feast, year, expected) in [
            (Feast::Easter(0), 2000, "2000-04-23"),
            (Feast::Easter(0), 2024, "2024-03-31"),
            (Feast::Easter(-2), 2019, "2019-04-19"),
            (Feast::Pascha(0), 2024, "2024-05-05"),
            (Feast::Pascha(0), 2017, "2017-04-16"),
            (Feast::Nth { month: 11, weekday: 4, nth: 4, plus: 0 }, 1999, "1999-11-25"),
            (Feast::Nth { month: 11, weekday: 4, nth: 4, plus: 1 }, 1999, "1999-11-26"),
            (Feast::Nth { month: 5, weekday: 1, nth: -1, plus: 0 }, 2020, "2020-05-25"),
            (Feast::Fixed { month: 12, day: 25 }, 1963, "1963-12-25"),
            (Feast::Hijri { month: 10, day: 1 }, 2020, "2020-05-24"),
            // Saudi Arabia saw the moon a day earlier that year: the table is a day off at times.
            (Feast::Hijri { month: 12, day: 10 }, 2014, "2014-10-05"),
            (Feast::Hebrew { month: 7, day: 10 }, 1973, "1973-10-06"),
            (Feast::Hebrew { month: 1, day: 15 }, 2024, "2024-04-23"),
            (Feast::Persian { month: 1, day: 1 }, 2020, "2020-03-20"),
            (Feast::ChineseNewYear, 1968, "1968-01-30"),
            (Feast::ChineseNewYear, 2024, "2024-02-10"),
        ] {
            assert_eq!(day(feast, year).unwrap().to_string(), expected, "{feast:?}");
        }
        let ashura = |dct: &str| day_about(Feast::Hijri { month: 1, day: 10 }, 2009, dct.parse().ok()).unwrap().to_string();
        assert_eq!((ashura("2009-02-01"), ashura("2009-12-21")), ("2009-01-07".to_string(), "2009-12-27".to_string()));
    }
}
