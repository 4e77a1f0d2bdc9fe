//! Any text as a timeline: refused by line, or written as something that is read as the same, and that can be checked, tidied and cut up.
#![no_main]

use annals::check::{Subject, check};
use annals::timeline::yaml::{self, folder};
use libfuzzer_sys::fuzz_target;
use std::collections::BTreeMap;

fuzz_target!(|text: &str| {
    let timeline = match yaml::read(text, "x.yaml") {
        Ok(timeline) => timeline,
        Err(error) => return assert_eq!(error.path, "x.yaml"),
    };
    assert_eq!(yaml::read(&yaml::write(&timeline), "x.yaml").expect("a file just written"), timeline);
    check(&Subject { timeline: &timeline, text, articles: BTreeMap::new() });
    let tidied = yaml::tidy(text, &timeline);
    assert_eq!(yaml::read(&tidied, "x.yaml").expect("a file just tidied"), timeline);
    let files = folder::split(&tidied).expect("a file just tidied");
    let joined = folder::join(&files).text;
    assert_eq!(folder::split(&joined).expect("a file just joined"), files);
});
