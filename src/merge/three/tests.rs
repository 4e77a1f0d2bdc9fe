use super::*;
use crate::timeline::yaml::{read, write};
use crate::timeline::{Field, Value};
use proptest::prelude::*;

const BASE: &str = r#"annals: 1
sources:
  src-1: {path: a.txt, published: "2020-02-01", published_from: option, sha256: aa}
events:
  - id: ev-1
    date: "2020-01-03"
    basis: explicit
    what: It rained.
    status: occurred
    actors: [Iraq]
    place: Basra
    evidence:
      - {source: src-1, quote: It rained on 3 January 2020., time: on 3 January 2020}
  - id: ev-2
    date: "2020-02"
    basis: explicit
    what: It snowed.
    status: occurred
    after: [ev-1]
  - id: ev-3
    date: "[2020-02..]"
    basis: order-only
    what: It hailed.
    status: occurred
    after: [ev-2]
"#;

fn with(changes: &[(&str, &str)]) -> Timeline {
    let mut text = BASE.to_string();
    for (from, to) in changes {
        assert!(text.contains(from), "{from}");
        text = text.replacen(from, to, 1);
    }
    read(&text, "x").unwrap()
}

const SECOND: &str =
    "  - id: ev-2\n    date: \"2020-02\"\n    basis: explicit\n    what: It snowed.\n    status: occurred\n    after: [ev-1]\n";

/// What becomes of two changes: lines of the result that neither side has the base's way, then the conflicts.
fn united(ours: &[(&str, &str)], theirs: &[(&str, &str)]) -> (String, String) {
    let (merged, conflicts) = three(&with(&[]), &with(ours), &with(theirs));
    let text = write(&merged);
    assert_eq!(read(&text, "x").unwrap(), merged, "what is merged can be written and read");
    let base = write(&with(&[]));
    let new: Vec<&str> = text.lines().filter(|line| !base.lines().any(|other| other == *line)).map(str::trim).collect();
    (new.join(" | "), conflicts.iter().map(|c| format!("{} {} {}", c.id, c.message, c.held)).collect::<Vec<_>>().join(" | "))
}

#[test]
fn each_kind_of_meeting() {
    for (ours, theirs, expected, conflicts) in [
        (("It rained.", "It poured."), ("place: Basra", "place: Mosul"), "what: It poured. | place: Mosul", ""),
        (("It rained.", "It poured."), ("It rained.", "It poured."), "what: It poured.", ""),
        (
            ("It rained.", "It poured."),
            ("It rained.", "It drizzled."),
            "disputed: | what: | - is: It poured. | - is: It drizzled. | what: It poured.",
            "ev-1 what: It poured. or It drizzled. true",
        ),
        (("[Iraq]", "[Iraq, army]"), ("[Iraq]", "[Iraq, navy]"), "actors: [Iraq, army, navy]", ""),
        (("[Iraq]", "[army]"), ("[Iraq]", "[Iraq, navy]"), "actors: [army, navy]", ""),
        (
            ("[Iraq]", "[army]"),
            ("[Iraq]", "[navy]"),
            "disputed: | actors: | - is: [army] | - is: [navy] | actors: [army]",
            "ev-1 actors: army or navy true",
        ),
        // A person's date stands before the machine's, on whichever side it is.
        (
            ("\"2020-01-03\"\n    basis: explicit", "\"2020-01-04\"\n    basis: human"),
            ("\"2020-01-03\"", "\"2020-01-05\""),
            "date: \"2020-01-04\" | basis: human | proposed: | date: \"2020-01-05\"",
            "",
        ),
        (
            ("\"2020-01-03\"", "\"2020-01-05\""),
            ("\"2020-01-03\"\n    basis: explicit", "\"2020-01-04\"\n    basis: human"),
            "date: \"2020-01-04\" | basis: human | proposed: | date: \"2020-01-05\"",
            "",
        ),
        // What is computed is computed again by the next run.
        (("\"[2020-02..]\"", "\"[2020-03..]\""), ("\"[2020-02..]\"", "\"[2020-04..]\""), "date: \"[2020-03..]\"", ""),
        (
            ("\"[2020-02..]\"", "\"[2020-03..]\""),
            ("\"[2020-02..]\"\n    basis: order-only", "\"2020-05\"\n    basis: human"),
            "date: \"2020-05\" | basis: human",
            "",
        ),
        // Deleted and edited: nothing is lost, and somebody decides. Deleted and untouched but for its order: it goes.
        (
            (SECOND, ""),
            ("It snowed.", "It froze."),
            "what: It froze. | review: | state: open | note: \"conflict: deleted on one side and edited on the other; keep or delete the entry\"",
            "ev-2 deleted on one side and edited on the other true",
        ),
        ((SECOND, ""), ("    after: [ev-1]\n", ""), "", ""),
        // One side emptied what the other wrote.
        (("    place: Basra\n", ""), ("place: Basra", "place: Mosul"), "place: Mosul", "ev-1 place: nothing or Mosul false"),
        (
            ("published: \"2020-02-01\"", "published: \"2020-02-02\""),
            ("published: \"2020-02-01\"", "published: \"2020-02-03\""),
            "published: \"2020-02-02\"",
            "src-1 published: 2020-02-02 or 2020-02-03 false",
        ),
        (
            ("annals: 1\n", "annals: 1\ntitle: Rain\n"),
            ("annals: 1\n", "annals: 1\ntitle: Snow\n"),
            "title: Rain",
            " title: Rain or Snow false",
        ),
    ] {
        let (text, found) = united(&[ours], &[theirs]);
        assert_eq!((text.as_str(), found.as_str()), (expected, conflicts), "{ours:?} {theirs:?}");
    }
}

#[test]
fn reviews_meet() {
    let review = |state: &str, by: &str| format!("It rained.\n    review: {{state: {state}, by: {by}, on: \"2026-11-24\"}}");
    let [jane, john, no] = [review("accepted", "Jane"), review("accepted", "John"), review("rejected", "John")];
    let (text, conflicts) = united(&[("It rained.", &jane)], &[("It rained.", &john)]);
    assert_eq!((text.as_str(), conflicts.as_str()), ("review: | state: accepted | by: Jane, John | on: \"2026-11-24\"", ""));
    let (text, conflicts) = united(&[("It rained.", &jane)], &[("It rained.", &no)]);
    assert!(text.contains("state: open") && text.contains("accepted by Jane") && text.contains("rejected by John"), "{text}");
    assert_eq!(conflicts, "ev-1 review: accepted by Jane on 2026-11-24 or rejected by John on 2026-11-24 true");
}

#[test]
fn an_edit_follows_its_entry_into_a_joined_one() {
    let claim =
        |id: &str, what: &str| format!("      - {{id: {id}, date: \"2020-02\", basis: explicit, what: {what}, status: occurred}}\n");
    let merged = format!("    place: Basra\n    merged:\n{}{}", claim("ev-1", "It rained."), claim("ev-2", "It snowed."));
    let ours = with(&[("    place: Basra\n", &merged), (SECOND, ""), ("    after: [ev-2]\n", "    after: [ev-1]\n")]);
    let theirs = with(&[("It snowed.\n    status: occurred", "It snowed.\n    status: denied\n    place: Kirkuk")]);
    let (both, conflicts) = three(&with(&[]), &ours, &theirs);
    assert_eq!(both.events.iter().map(|e| e.id.as_str()).collect::<Vec<_>>(), ["ev-1", "ev-3"]);
    let entry = &both.events[0];
    assert_eq!(entry.status.to_string_of(), "denied");
    assert_eq!(entry.disputed[&Field::Place].iter().map(|side| side.is.to_string()).collect::<Vec<_>>(), ["Basra", "Kirkuk"]);
    assert_eq!(conflicts.len(), 1);
}

trait Word {
    fn to_string_of(&self) -> String;
}

impl<T: crate::timeline::yaml::names::Named> Word for T {
    fn to_string_of(&self) -> String {
        self.word().to_string()
    }
}

/// One change of a person.
fn change(timeline: &mut Timeline, (event, how, word): (usize, u8, u8)) {
    let words = format!("word {word}");
    if timeline.events.is_empty() {
        return;
    }
    let at = event % timeline.events.len();
    let entry = &mut timeline.events[at];
    match how % 8 {
        0 => entry.what = words,
        1 => entry.place = Some(words),
        // A list is a set.
        2 if entry.actors.contains(&words) => {}
        2 => entry.actors.push(words),
        3 => {
            let _ = entry.set(Field::Date, Some(Value::One(format!("2020-03-{:02}", word % 28 + 1))));
            entry.basis = crate::event::Basis::Human;
        }
        4 => entry.review = Some(Review { state: State::Accepted, by: Some(words), on: None, note: None }),
        5 => {
            let mut more = entry.clone();
            more.id = format!("ev-new{word}");
            more.what = words;
            timeline.events.push(more);
        }
        6 => _ = timeline.events.remove(at),
        _ => entry.place = None,
    }
    // One id stands once, as in every file that can be read.
    let mut ids = BTreeSet::new();
    timeline.events.retain(|entry| ids.insert(entry.id.clone()));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn laws(
        ours in prop::collection::vec((0usize..4, any::<u8>(), 0u8..5), 0..6),
        theirs in prop::collection::vec((0usize..4, any::<u8>(), 0u8..5), 0..6),
    ) {
        let base = with(&[]);
        let [mut one, mut other] = [base.clone(), base.clone()];
        ours.into_iter().for_each(|how| change(&mut one, how));
        theirs.into_iter().for_each(|how| change(&mut other, how));
        let listed = |timeline: &Timeline| { let mut listed = timeline.clone(); timeline::list(&mut listed); listed };
        let names_nothing = |timeline: &Timeline| {
            let mut clean = listed(timeline);
            drop_names_of_nothing(&mut clean, &base, timeline);
            clean
        };

        // Who changed nothing agrees with everything.
        let (same, conflicts) = three(&base, &one, &base);
        prop_assert_eq!(&same, &names_nothing(&one));
        prop_assert!(conflicts.is_empty());
        let (same, conflicts) = three(&base, &one, &one);
        prop_assert_eq!(&same, &listed(&one));
        prop_assert!(conflicts.is_empty());

        // Which side is ours decides only which of two values an entry holds.
        let ((left, met), (right, met_too)) = (three(&base, &one, &other), three(&base, &other, &one));
        prop_assert_eq!(met.len(), met_too.len());
        if met.is_empty() {
            let sorted = |mut timeline: Timeline| {
                timeline.events.iter_mut().for_each(|e| {
                    e.actors.sort();
                    if let Some(review) = &mut e.review {
                        review.by = review.by.take().map(|by| { let mut by: Vec<_> = by.split(", ").map(str::to_string).collect(); by.sort(); by.join(", ") });
                    }
                });
                timeline.events.sort_by(|a, b| a.id.cmp(&b.id));
                timeline
            };
            prop_assert_eq!(sorted(left.clone()), sorted(right));
        }

        // What either side wrote is in the result, and the result is a timeline.
        let text = write(&left);
        prop_assert_eq!(&read(&text, "x").unwrap(), &left);
        let said: String = format!("{text}\n{met:?}");
        for side in [&one, &other] {
            for entry in &side.events {
                let was = base.events.iter().find(|e| e.id == entry.id);
                // What is computed gives way to what is said.
                let computed = matches!(entry.basis, crate::event::Basis::OrderOnly | crate::event::Basis::EventAnchored);
                for field in Field::ALL.into_iter().filter(|field| *field != Field::Basis && !(computed && *field == Field::Date)) {
                    let value = entry.get(field).filter(|value| was.and_then(|was| was.get(field)).as_ref() != Some(value));
                    if let Some(value) = value {
                        let parts = match value { Value::One(text) => vec![text], Value::Many(texts) => texts };
                        for part in parts {
                            prop_assert!(said.contains(&part), "{} is lost from {}", part, said);
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn claims_of_an_entry_that_nobody_touched_keep_their_order() {
    let claim = |id: &str| format!("\n      - {{id: {id}, date: \"XXXX\", basis: order-only, what: It snowed., status: occurred}}");
    let second = format!("{}    merged:{}{}\n", SECOND, claim("ev-9"), claim("ev-2"));
    let joined = (SECOND, second.as_str());
    let (merged, conflicts) = three(&with(&[joined]), &with(&[joined, ("It rained.", "It poured.")]), &with(&[joined, ("Basra", "Mosul")]));
    let ids: Vec<&str> = merged.events.iter().flat_map(|entry| &entry.merged).map(|claim| claim.id.as_str()).collect();
    assert_eq!((ids, conflicts), (vec!["ev-9", "ev-2"], Vec::new()));
}
