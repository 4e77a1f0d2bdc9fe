//! What holds of temporal expressions for every text and every DCT: no panic, spans that are of the text and in order, values that the
//! TIMEX3 grammar and the EDTF parser accept.

use annals::lexicon::Lexicon;
use annals::time::Edtf;
use annals::timex::{recognize, value::is_timex3};
use chrono::NaiveDate;
use proptest::prelude::*;

fn holds(text: &str, dct: Option<NaiveDate>) {
    let mut end = 0;
    for one in recognize(text, dct, Lexicon::embedded()) {
        assert!(text.is_char_boundary(one.span.start as usize) && text.is_char_boundary(one.span.end as usize));
        assert!(one.span.start >= end && !one.span.is_empty(), "in order, without overlap");
        end = one.span.end;
        assert!(is_timex3(&one.value), "{} of {:?} by {}", one.value, one.span.of(text), one.rule);
        for date in one.date.iter().chain(&one.alternative) {
            assert_eq!(date.to_string().parse::<Edtf>().as_ref(), Ok(date), "{} by {}", one.value, one.rule);
        }
    }
}

/// Days of the whole calendar, its edges, leap days and long years among them.
fn dct() -> impl Strategy<Value = Option<NaiveDate>> {
    let day = |y, m, d| NaiveDate::from_ymd_opt(y, m, d);
    prop_oneof![
        Just(None),
        (1i32..=9999, 1u32..=366).prop_map(|(y, o)| NaiveDate::from_yo_opt(y, o)),
        prop_oneof![
            Just(day(1, 1, 1)),
            Just(day(9999, 12, 31)),
            Just(day(2020, 2, 29)),
            Just(day(2020, 12, 31)),
            Just(day(2021, 1, 3)),
            Just(day(1, 12, 31)),
            Just(day(9998, 12, 31)),
        ],
    ]
}

/// Words that rules are made of, so that random texts say times.
const WORDS: &[&str] = &[
    "the",
    "a",
    "of",
    "in",
    "last",
    "next",
    "this",
    "that",
    "same",
    "following",
    "previous",
    "early",
    "late",
    "mid",
    "-",
    "–",
    ",",
    ".",
    ":",
    "/",
    "'s",
    "'",
    "Monday",
    "Sunday",
    "May",
    "February",
    "29",
    "30",
    "31",
    "1",
    "12",
    "53",
    "99",
    "480",
    "1000",
    "2020",
    "9999",
    "BC",
    "AD",
    "first",
    "third",
    "twentieth",
    "quarter",
    "half",
    "week",
    "weekend",
    "month",
    "year",
    "years",
    "decade",
    "century",
    "centuries",
    "day",
    "days",
    "hours",
    "minutes",
    "ago",
    "later",
    "earlier",
    "before",
    "after",
    "from",
    "now",
    "two",
    "ninety",
    "hundred",
    "million",
    "several",
    "few",
    "and",
    "or",
    "to",
    "between",
    "spring",
    "winter",
    "fall",
    "Easter",
    "Christmas",
    "Thanksgiving",
    "morning",
    "night",
    "noon",
    "midnight",
    "p.m.",
    "am",
    "EST",
    "GMT",
    "o'clock",
    "every",
    "each",
    "twice",
    "daily",
    "today",
    "yesterday",
    "tomorrow",
    "tonight",
    "since",
    "until",
    "will",
    "said",
    "ended",
    "10:30",
    "061430Z",
    "2020-12-03",
    "12/31/99",
    "1990s",
    "'80s",
    "1914-18",
    "2.5",
    "3,000",
    "99999999",
    "century",
    "millennium",
    "ahead",
    "past",
    "coming",
    "end",
    "beginning",
    "\n\n",
    "\n",
    "é",
    "“",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn any_text(text in any::<String>(), dct in dct()) {
        holds(&text, dct);
    }

    #[test]
    fn texts_about_time(words in prop::collection::vec((0..WORDS.len(), prop::bool::weighted(0.85)), 0..60), dct in dct()) {
        let text: String = words.iter().map(|&(word, blank)| format!("{}{}", WORDS[word], if blank { " " } else { "" })).collect();
        holds(&text, dct);
    }
}

#[test]
fn the_edges_of_the_calendar() {
    let phrases = [
        "yesterday",
        "tomorrow",
        "last year",
        "next year",
        "last week",
        "next century",
        "a decade ago",
        "9999 years ago",
        "two days later",
        "next month",
        "last winter",
        "Easter",
        "Sunday",
        "next Monday",
        "the weekend",
        "December",
        "the previous quarter",
        "in 999999 days' time",
        "the past century",
        "February 29",
        "Feb. 29, 2019",
        "week 53",
    ];
    for year in [1, 2, 4, 1582, 1900, 2020, 9998, 9999] {
        for ordinal in [1, 2, 59, 60, 365] {
            let dct = NaiveDate::from_yo_opt(year, ordinal);
            phrases.iter().for_each(|phrase| holds(&format!("They will leave {phrase}. They left {phrase}."), dct));
        }
    }
}
