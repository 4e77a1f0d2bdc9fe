//! Timelines that hands and merges have broken: whatever is still read can be checked, rewritten, cut up, put together and merged, and
//! nothing panics.

use annals::check::{Subject, check};
use annals::merge::three::three;
use annals::timeline::yaml::{self, folder};
use proptest::prelude::*;
use std::collections::BTreeMap;

const PLAIN: &str = r#"# Ours.
annals: 1
title: Rain
sources:
  src-1:  # beside
    path: a.txt
    published_from: unknown
    sha256: aa
decisions:
  - decide: not-same
    about:
      - event: ev-1
      - event: ev-2
events:
  # the first
  - id: ev-1
    date: "2020-01-03"
    basis: explicit
    disputed: {place: [{is: Basra}, {is: Mosul}]}
    what: It rained.
    status: occurred
    actors: [a, "b: c"]
    place: Basra
    evidence:
      - source: src-1
        quote: It rained on 3 January 2020.
        time: on 3 January 2020

  - id: ev-2
    date: "[2020-01..]"
    basis: order-only
    what: |-
      It # snowed
      twice.
    status: occurred
    after: [ev-1]
    # own
"#;

/// What goes in: marks of YAML, of git, of other systems, and plain words.
const SHARDS: [&str; 24] = [
    "\n",
    "\t",
    " ",
    "  ",
    "- ",
    ": ",
    "#",
    "# c\n",
    "\"",
    "'",
    "[",
    "]",
    "{",
    "}",
    "&a ",
    "*a",
    "|\n",
    ">",
    "---\n",
    "<<<<<<< HEAD\n",
    "\r\n",
    "\u{feff}",
    "é",
    "~",
];

/// The text with some places cut out and some shards put in.
fn broken(wounds: &[(usize, usize, usize)]) -> String {
    let mut text = PLAIN.to_string();
    for (at, cut, shard) in wounds {
        let from = (0..=at % (text.len() + 1)).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        let to = (from + cut..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
        text.replace_range(from..to, SHARDS.get(*shard).unwrap_or(&""));
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 1024, ..ProptestConfig::default() })]

    #[test]
    fn what_is_read_can_be_worked_on(wounds in prop::collection::vec((any::<usize>(), 0usize..6, 0usize..30), 0..4)) {
        let text = broken(&wounds);
        let timeline = match yaml::read(&text, "x.yaml") {
            Ok(timeline) => timeline,
            Err(error) => {
                prop_assert!(error.to_string().starts_with("x.yaml"), "{}", error);
                return Ok(());
            }
        };
        check(&Subject { timeline: &timeline, text: &text, articles: BTreeMap::new() });
        let tidied = yaml::tidy(&text, &timeline);
        prop_assert_eq!(&yaml::read(&tidied, "x.yaml").unwrap(), &timeline);

        // Both layouts say the same, and a folder is itself byte for byte after a way there and back.
        let files = folder::split(&tidied).unwrap();
        let joined = folder::join(&files).text;
        let mut whole = yaml::read(&joined, "x.yaml").unwrap();
        let mut events = timeline.events.clone();
        whole.events.sort_by(|a, b| a.id.cmp(&b.id));
        events.sort_by(|a, b| a.id.cmp(&b.id));
        prop_assert_eq!(whole.events, events);
        prop_assert_eq!(folder::split(&joined).unwrap(), files);

        let plain = yaml::read(PLAIN, "x.yaml").unwrap();
        let (merged, _) = three(&plain, &timeline, &plain);
        let united = yaml::unite(PLAIN, &text, PLAIN, &merged, &[]);
        prop_assert_eq!(yaml::read(&united, "x.yaml").unwrap(), merged);
    }
}
