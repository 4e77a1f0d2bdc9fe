//! Expressions of any text and any DCT (the first bytes): spans on character boundaries and in order, values that both grammars accept.
#![no_main]

use annals::lexicon::Lexicon;
use annals::time::Edtf;
use annals::timex::{recognize, value::is_timex3};
use chrono::NaiveDate;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u16, u16, &str)| {
    let (year, day, text) = input;
    let dct = NaiveDate::from_yo_opt(i32::from(year % 9999) + 1, u32::from(day % 366) + 1);
    let mut end = 0;
    for one in recognize(text, dct, Lexicon::embedded()) {
        assert!(text.is_char_boundary(one.span.start as usize) && text.is_char_boundary(one.span.end as usize));
        assert!(one.span.start >= end && !one.span.is_empty());
        end = one.span.end;
        assert!(is_timex3(&one.value), "{} of {:?} by {}", one.value, one.span.of(text), one.rule);
        for date in one.date.iter().chain(&one.alternative) {
            assert_eq!(date.to_string().parse::<Edtf>().as_ref(), Ok(date), "{} by {}", one.value, one.rule);
        }
    }
});
