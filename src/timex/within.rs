//! Anchoring where the day of publication is known only to lie within some days.
//!
//! What counts from the DCT is read twice, as if the text were of the first and of the last of these days. Where both readings agree ("in
//! January", of a text of some day in autumn 2020) that is the value; where they differ it is no finer than the days allow.

use super::{Anchor, Kind, Timex, find};
use crate::lexicon::Lexicon;
use crate::text::Text;
use crate::time::{Edtf, Interval};
use chrono::NaiveDate;

/// A wider range than this says nothing that a reader would miss.
const TELLING: i64 = 366;

/// Finds and anchors the expressions of a text that was published on one of the days of `published`.
pub fn find_within(text: &Text, published: Interval, lexicon: &Lexicon) -> Vec<Timex> {
    between(published, |dct| find(text, dct, lexicon))
}

/// The same for any way of reading.
pub fn between(published: Interval, read: impl Fn(Option<NaiveDate>) -> Vec<Timex>) -> Vec<Timex> {
    if let Some(day) = published.single_day() {
        return read(Some(day));
    }
    let open = read(None);
    let (Some(first), Some(last)) = (published.earliest(), published.latest()) else { return open };
    let (early, late) = (read(Some(first)), read(Some(last)));
    // Which expressions there are does not turn on the DCT; should that change, nothing is claimed.
    if early.len() != open.len() || late.len() != open.len() {
        return open;
    }
    open.into_iter().zip(early.into_iter().zip(late)).map(|(open, (early, late))| agreed(open, early, late)).collect()
}

fn agreed(open: Timex, early: Timex, late: Timex) -> Timex {
    if early.span != open.span || late.span != open.span {
        return open;
    }
    if early.value == late.value && early.date == late.date {
        return early;
    }
    // "in January" keeps its month rather than a range of two years.
    let named = open.date.is_some_and(|date| date.lacks_year() && date != Edtf::UNKNOWN);
    if named || early.anchor != Anchor::Dct || !matches!(open.kind, Kind::Date | Kind::Time) {
        return open;
    }
    let both = early.date.zip(late.date).map(|(early, late)| early.interval().hull(late.interval()));
    match both.filter(|both| both.days().is_some_and(|days| days <= TELLING)) {
        Some(both) => Timex { date: Some(Edtf::within(both)), anchor: Anchor::Dct, ..open },
        None => open,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_finer_than_the_days_allow() {
        let lexicon = Lexicon::embedded();
        let day = |text: &str| text.parse::<NaiveDate>().ok();
        for (first, last, words, expected) in [
            ("2020-09-01", "2020-11-30", "It was signed in January.", "2020-01"),
            ("2019-12-01", "2020-02-28", "It was signed in January.", "XXXX-01"),
            ("2020-09-01", "2020-09-10", "It rained yesterday.", "[2020-08-31..2020-09-09]"),
            ("2020-09-01", "2020-09-30", "It rained last month.", "2020-08"),
            ("2020-09-01", "2020-12-30", "It rained last year.", "2019"),
            ("2010-09-01", "2020-12-30", "It rained yesterday.", "-"),
            ("2020-12-03", "2020-12-03", "It rained on Tuesday.", "2020-12-01"),
            ("2020-09-01", "2020-12-30", "It rained on 3 May 2018.", "2018-05-03"),
        ] {
            let text = crate::text::read(words, lexicon);
            let within = Interval::new(day(first), day(last)).unwrap();
            let found = find_within(&text, within, lexicon);
            assert_eq!(found[0].date.map_or("-".to_string(), |date| date.to_string()), expected, "{words} {first} {last}");
        }
    }
}
