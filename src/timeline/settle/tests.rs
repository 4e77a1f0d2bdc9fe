//! Settling against tables, and what holds for every timeline.

use super::*;
use crate::timeline::yaml;
use proptest::prelude::*;

/// A timeline of events `ID DATE BASIS; LINKS…`, published on 2020-12-03.
fn timeline(events: &[(&str, &str, &str, &str)]) -> Timeline {
    let mut text =
        String::from("annals: 1\nsources:\n  src-1: {path: a.txt, published: 2020-12-03, published_from: option, sha256: x}\nevents:\n");
    for (id, date, basis, links) in events {
        text += &format!("  - id: {id}\n    date: \"{date}\"\n    basis: {basis}\n    what: What {id} is.\n    status: occurred\n");
        text += "    evidence:\n      - source: src-1\n        quote: q\n";
        if matches!(*basis, "order-only" | "event-anchored") {
            text += "        tense: past\n";
        }
        if !links.is_empty() {
            text += &format!("        links: [{links}]\n");
        }
    }
    yaml::read(&text, "x").unwrap()
}

fn settled(mut timeline: Timeline) -> (Timeline, Vec<String>) {
    let said = settle(&mut timeline).iter().map(|d| d.to_string()).collect();
    (timeline, said)
}

fn dates(timeline: &Timeline) -> String {
    timeline.events.iter().map(|e| format!("{} {} {}", e.id, e.date, e.basis as u8)).collect::<Vec<_>>().join("; ")
}

const TWO_DAYS: &str = "{rel: after, event: a, cue: two days after, days: 2, confidence: 90}";

#[test]
fn a_corrected_date_moves_what_was_counted_from_it() {
    let first = timeline(&[("a", "2020-01-03", "explicit", ""), ("b", "XXXX", "order-only", TWO_DAYS)]);
    let (mut first, said) = settled(first);
    assert_eq!(dates(&first), "a 2020-01-03 0; b 2020-01-05 3");
    assert!(said.is_empty());
    first.events[0].date = "2020-01-10".parse().unwrap();
    first.events[0].basis = Basis::Human;
    assert_eq!(dates(&settled(first).0), "a 2020-01-10 6; b 2020-01-12 3");
}

#[test]
fn an_asserted_date_stays() {
    let (first, said) = settled(timeline(&[("a", "2020-01-03", "explicit", ""), ("b", "2020-01-06", "human", TWO_DAYS)]));
    assert_eq!(dates(&first), "a 2020-01-03 0; b 2020-01-06 6");
    assert_eq!(
        said,
        [
            "note: a.txt: set aside: “two days after” says that b “What b is.” is 2 days after a “What a is.” (“q”); but a is of 2020-01-03, and b is of 2020-01-06: a person wrote it"
        ]
    );
}

#[test]
fn a_removed_link_takes_its_bound_with_it() {
    let (mut both, _) = settled(timeline(&[("a", "2020-01-03", "explicit", ""), ("b", "XXXX", "order-only", TWO_DAYS)]));
    let b = both.events.iter_mut().find(|e| e.id == "b").unwrap();
    b.evidence[0].links.clear();
    b.after.clear();
    assert_eq!(dates(&settled(both).0), "a 2020-01-03 0; b [..2020-12-03] 5");
}

#[test]
fn what_a_person_puts_after_stays() {
    let mut by_hand = timeline(&[("a", "2020-01-03", "explicit", ""), ("b", "XXXX", "order-only", "")]);
    by_hand.events[1].after = vec!["a".into(), "elsewhere".into()];
    let (by_hand, _) = settled(by_hand);
    assert_eq!(dates(&by_hand), "a 2020-01-03 0; b [2020-01-03..2020-12-03] 5");
    assert_eq!(by_hand.events[1].after, ["a", "elsewhere"]);
}

#[test]
fn a_date_that_nothing_derives_stays() {
    let mut alone = timeline(&[("a", "[2020-01..2020-03]", "order-only", "")]);
    alone.events[0].evidence.clear();
    assert_eq!(dates(&settled(alone).0), "a [2020-01..2020-03] 5");
}

/// Timelines of two to six events with dates, bases, statuses and links of every kind.
fn timelines() -> impl Strategy<Value = Timeline> {
    let date =
        prop::sample::select(vec!["2020-01-03", "2020-01-05", "2020-01", "2020", "2020-02/2020-04", "[..2020-03]", "XXXX", "XXXX-03"]);
    let basis = prop::sample::select(vec!["explicit", "order-only", "event-anchored", "human"]);
    let relation = prop::sample::select(vec!["before", "after", "includes", "is-included", "simultaneous", "begun-by", "ended-by", "ends"]);
    let days = prop::sample::select(vec!["", ", days: 2", ", days: 0", ", days: \"1..\"", ", days: \"3..9\""]);
    let link = (relation, 0..6usize, days, 1..4u8);
    let after = prop::option::weighted(0.1, 0..6usize);
    let event = (date, basis, prop::sample::select(vec!["occurred", "planned"]), prop::collection::vec(link, 0..3), after);
    prop::collection::vec(event, 2..6).prop_map(|events| {
        let rows: Vec<(String, String)> = events
            .iter()
            .enumerate()
            .map(|(i, (.., links, _))| {
                let links = links.iter().map(|(rel, to, days, c)| format!("{{rel: {rel}, event: e{to}, cue: c{days}, confidence: {c}}}"));
                (format!("e{i}"), links.collect::<Vec<_>>().join(", "))
            })
            .collect();
        let fields: Vec<(&str, &str, &str, &str)> =
            rows.iter().zip(&events).map(|((id, links), (date, basis, ..))| (id.as_str(), *date, *basis, links.as_str())).collect();
        let mut timeline = timeline(&fields);
        for (entry, (_, _, status, _, after)) in timeline.events.iter_mut().zip(&events) {
            entry.status = yaml::names::Named::from_word(status).unwrap();
            entry.after = after.iter().map(|i| format!("e{i}")).collect();
        }
        timeline
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn settling_twice_changes_nothing(timeline in timelines()) {
        let (once, said) = settled(timeline);
        let (twice, again) = settled(once.clone());
        prop_assert_eq!(yaml::write(&twice), yaml::write(&once));
        prop_assert_eq!(again, said);
    }

    #[test]
    fn the_order_of_the_events_does_not_matter(timeline in timelines()) {
        let mut turned = timeline.clone();
        turned.events.reverse();
        let (one, said) = settled(timeline);
        let (other, again) = settled(turned);
        prop_assert_eq!(yaml::write(&other), yaml::write(&one));
        prop_assert_eq!(again, said);
    }

    #[test]
    fn nothing_asserted_changes(timeline in timelines()) {
        let (after, _) = settled(timeline.clone());
        for entry in &timeline.events {
            let settled = after.events.iter().find(|e| e.id == entry.id).unwrap();
            if matches!(entry.basis, Basis::Human) {
                prop_assert_eq!(settled.date, entry.date);
            }
            prop_assert_eq!(&settled.evidence, &entry.evidence);
        }
    }
}
