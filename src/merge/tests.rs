//! The laws of merging, and a table of what is joined.

use super::*;
use crate::timeline::yaml;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// A timeline of one source, published on a day; one event a line: `date | type | what`.
fn told(source: &str, published: &str, events: &[(&str, &str, &str)]) -> Timeline {
    let mut text = format!(
        "annals: 1\nsources:\n  {source}:\n    path: {source}.txt\n    published: \"{published}\"\n    published_from: metadata\n    sha256: {source}\nevents:\n"
    );
    for (number, (date, kind, what)) in events.iter().enumerate() {
        let (date, basis) = if date.is_empty() { ("XXXX", "order-only") } else { (*date, "explicit") };
        let kind = if kind.is_empty() { String::new() } else { format!("    type: {kind}\n") };
        text += &format!(
            "  - id: ev-{source}-{number}\n    date: \"{date}\"\n    basis: {basis}\n    what: {what}\n{kind}    status: occurred\n    evidence:\n      - source: {source}\n        quote: \"{source} says: {what}\"\n"
        );
    }
    yaml::read(&text, "x.yaml").unwrap()
}

fn merged(timelines: &[Timeline]) -> Timeline {
    merge(None, timelines.iter().cloned(), Lexicon::embedded()).0
}

/// The entries of a merge as `date what (number of claims)`.
fn listed(timelines: &[Timeline]) -> Vec<String> {
    merged(timelines).events.iter().map(|e| format!("{} {} ({})", e.date, e.what, e.merged.len().max(1))).collect()
}

#[test]
fn one_event_is_one_entry() {
    let one =
        told("src-a", "2020-01-04", &[("2020-01-03", "ASSAULT", "An American drone killed General Qasem Soleimani at Baghdad airport.")]);
    let same = told("src-b", "2020-01-05", &[("2020-01", "ASSAULT", "A drone killed General Qasem Soleimani at the airport of Baghdad.")]);
    assert_eq!(
        listed(&[one.clone(), same.clone()]),
        ["2020-01-03 An American drone killed General Qasem Soleimani at Baghdad airport. (2)"],
        "the finer date, which the other supports"
    );
    let undated = told("src-c", "2020-01-05", &[("", "ASSAULT", "A drone killed General Qasem Soleimani at Baghdad airport.")]);
    assert_eq!(listed(&[one.clone(), undated]).len(), 1, "what is undated takes the date");
    let year = told("src-d", "2020-01-05", &[("XXXX-01-03", "ASSAULT", "A drone killed General Qasem Soleimani at Baghdad airport.")]);
    assert_eq!(listed(&[one.clone(), year]).len(), 1, "what has no year takes it");
}

#[test]
fn what_is_not_surely_one_event_stays_two() {
    let one = told("src-a", "2022-10-11", &[("2022-10-10", "ASSAULT", "Russian missiles hit a power station in Odesa.")]);
    for (date, kind, what) in [
        ("2022-10-10", "ASSAULT", "Russian missiles hit a power station in Kharkiv."),
        ("2022-10-20", "ASSAULT", "Russian missiles hit a power station in Odesa."),
        ("2022-10-10", "AID", "Engineers from Spain brought transformers to a power station in Odesa."),
        ("2022-10-10", "ASSAULT", "Ukraine repaired the bridge in Odesa."),
    ] {
        let other = told("src-b", "2022-10-21", &[(date, kind, what)]);
        assert_eq!(listed(&[one.clone(), other]).len(), 2, "{date} {kind} {what}");
    }
    let twice = told("src-b", "2022-10-11", &[("2022-10-10", "ASSAULT", "Russian missiles hit a power station in Odesa."); 2]);
    assert_eq!(listed(&[one, twice]).len(), 1, "an article that tells it twice tells one event");
}

#[test]
fn what_articles_tell_of_one_day_is_many_events() {
    let calder = "Calder announced that its fever epidemic had passed the worst.";
    for (kind, said, other, events) in [
        ("STATEMENT/announce", calder, "Officials announced that the fever would close Selby school.", 2),
        ("STATEMENT/announce", calder, "The worst of its fever epidemic has passed, Calder announced.", 1),
        ("OFFICE/dismiss", "President Orlov dismissed two officials.", "President Orlov of Peru fired his prosecutor.", 1),
    ] {
        let one = told("src-a", "2031-05-12", &[("2031-05-11", kind, said)]);
        assert_eq!(listed(&[one, told("src-b", "2031-05-12", &[("2031-05-11", kind, other)])]).len(), events, "{other}");
    }
}

#[test]
fn what_names_nobody_is_told_of_any_place() {
    let demo = |source: &str, date: &str, what: &str| {
        let mut timeline = told(source, "2031-05-12", &[(date, "PROTEST/demo", what)]);
        timeline.events[0].evidence[0].quote = what.to_string();
        timeline
    };
    let one = demo(
        "src-a",
        "2031-05-11",
        "Thousands of people demonstrated against the president of Yemen, burned his portraits and threw stones at the palace.",
    );
    let other = demo("src-b", "", "Thousands of people have been demonstrating.");
    assert_eq!(listed(&[one, other]).len(), 2);
}

#[test]
fn who_did_it_is_of_one_country() {
    let police = |source: &str, who: &str, what: &str| {
        let mut timeline = told(source, "2031-05-12", &[("2031-05-11", "ASSAULT/force", what)]);
        timeline.events[0].actors = vec![who.to_string()];
        timeline
    };
    let egypt = police("src-a", "police", "Police fired tear gas into crowds of protesters in Egypt.");
    for (who, what, events) in [
        ("Tunisian police", "Tunisian police fired tear gas into crowds of protesters.", 2),
        ("Egyptian police", "Egyptian police fired tear gas into crowds of protesters.", 1),
        ("police", "Police fired tear gas into crowds of protesters.", 1),
    ] {
        assert_eq!(listed(&[egypt.clone(), police("src-b", who, what)]).len(), events, "{what}");
    }
}

#[test]
fn other_countries_are_other_places() {
    // A word behind a colon has its capital from there, not for a name.
    let told = |source: &str, what: &str| {
        let mut timeline = told(source, "2031-05-12", &[("2031-05-11", "ELECTION/vote", what)]);
        timeline.events[0].evidence[0].quote = what.to_string();
        timeline
    };
    let bosnia = told("src-a", "Voters in Bosnia go to the polls in a general election.");
    for (what, events) in
        [("Voters in Brazil go to the polls in a general election.", 2), ("Voters in Bosnia go to the polls in an election.", 1)]
    {
        assert_eq!(listed(&[bosnia.clone(), told("src-b", what)]).len(), events, "{what}");
    }
}

#[test]
fn a_word_meets_the_type_that_it_names() {
    let typed = told("src-a", "2031-05-12", &[("2031-05-11", "DISASTER/crash", "The drilling rig Calder Star sank.")]);
    let untyped = told("src-b", "2031-05-12", &[("2031-05-11", "", "The Calder Star sank.")]);
    assert_eq!(listed(&[typed, untyped]).len(), 1);
}

#[test]
fn sources_that_disagree_are_both_heard() {
    let what = "An American drone killed General Qasem Soleimani at Baghdad airport.";
    let one = told("src-a", "2020-01-04", &[("2020-01-03", "ASSAULT", what)]);
    let other = told("src-b", "2020-01-05", &[("2020-01-02", "ASSAULT", what)]);
    let third =
        told("src-c", "2020-01-06", &[("2020-01-03", "ASSAULT", "A drone killed General Qasem Soleimani at Baghdad airport in Iraq.")]);
    let month = told("src-d", "2020-01-06", &[("2020-01", "ASSAULT", what)]);
    let entry = &merged(&[one, other, third, month]).events[0];
    assert_eq!((entry.date.to_string().as_str(), entry.merged.len()), ("2020-01-03", 4), "two sources against one");
    let sides: Vec<String> =
        entry.disputed[&crate::timeline::Field::Date].iter().map(|s| format!("{} {}", s.is, s.sources.join(" "))).collect();
    assert_eq!(sides, ["2020-01-02 src-b", "2020-01-03 src-a src-c"]);
}

#[test]
fn a_text_published_again_disagrees_with_nobody() {
    let what = "The flow of oil from the Calder well was shut off on Thursday.";
    let again = |source: &str, day: &str, date: &str| {
        let mut timeline = told(source, day, &[(date, "", what)]);
        timeline.events[0].basis = crate::event::Basis::Relative;
        timeline.events[0].evidence[0].quote = what.into();
        timeline
    };
    let entry = &merged(&[again("src-a", "2031-07-17", "2031-07-17"), again("src-b", "2031-07-16", "2031-07-16")]).events[0];
    assert_eq!((entry.date.to_string().as_str(), entry.merged.len(), entry.disputed.len()), ("2031-07-16", 2, 0));
}

#[test]
fn decisions_hold_whatever_the_order() {
    let what = "An American drone killed General Qasem Soleimani at Baghdad airport.";
    let one = told("src-a", "2020-01-04", &[("2020-01-03", "ASSAULT", what)]);
    let other = told("src-b", "2020-01-05", &[("2020-01-03", "ASSAULT", what), ("2021", "", "Rain fell.")]);
    let decided = |verdict: &str, a: &str, b: &str| {
        let about = format!("      - event: {a}\n      - event: {b}\n");
        yaml::read(&format!("annals: 1\ndecisions:\n  - decide: {verdict}\n    about:\n{about}    by: Jane Doe\nevents: []\n"), "x.yaml")
            .unwrap()
    };
    let orders = |decision: Timeline| {
        let forth = merged(&[one.clone(), other.clone(), decision.clone()]);
        let back = merged(&[merged(&[decision, other.clone()]), one.clone()]);
        let late = merged(&[forth.clone(), one.clone()]);
        assert_eq!(forth, back);
        assert_eq!(forth, late);
        forth.events.iter().map(|entry| entry.id.clone()).collect::<Vec<_>>()
    };
    assert_eq!(orders(decided("not-same", "ev-src-a-0", "ev-src-b-0")), ["ev-src-a-0", "ev-src-b-0", "ev-src-b-1"]);
    assert_eq!(orders(decided("not-event", "ev-src-a-0", "ev-src-b-0")), ["ev-src-b-1"]);
    assert_eq!(orders(decided("same", "ev-src-a-0", "ev-src-b-1")).len(), 2);
    // A joined entry is parted again.
    let joined = merged(&[one.clone(), other.clone()]);
    assert_eq!(joined.events.len(), 2);
    assert_eq!(merged(&[joined, decided("not-same", "ev-src-a-0", "ev-src-b-0")]).events.len(), 3);
}

#[test]
fn an_edit_of_a_joined_entry_stays() {
    let what = "An American drone killed General Qasem Soleimani at Baghdad airport.";
    let one = told("src-a", "2020-01-04", &[("2020-01-03", "ASSAULT", what)]);
    let other = told("src-b", "2020-01-05", &[("2020-01-03", "ASSAULT", what)]);
    let mut joined = merged(&[one.clone(), other]);
    joined.events[0].what = "The killing of Soleimani.".into();
    joined.events[0].id = "ev-src-b-0".into();
    let third =
        told("src-c", "2020-01-06", &[("2020-01-03", "ASSAULT", "A drone killed General Qasem Soleimani at Baghdad airport in Iraq.")]);
    for again in [merged(&[joined.clone(), third.clone()]), merged(&[one, merged(&[third, joined])])] {
        assert_eq!((again.events.len(), again.events[0].what.as_str()), (1, "The killing of Soleimani."));
        assert_eq!((again.events[0].id.as_str(), again.events[0].merged.len()), ("ev-src-b-0", 3));
    }
}

/// How many hands stand behind the first entry.
fn independent(joined: &Timeline) -> usize {
    independent::hands(joined.events[0].evidence.iter(), &joined.sources).into_iter().collect::<BTreeSet<_>>().len()
}

#[test]
fn independent_sources_are_counted_by_hand() {
    let what = "An American drone killed General Qasem Soleimani at Baghdad airport on Friday morning.";
    let one = told("src-a", "2020-01-04", &[("2020-01-03", "ASSAULT", what)]);
    let other = told("src-b", "2020-01-05", &[("2020-01-03", "ASSAULT", what)]);
    let mut joined = merged(&[one, other]);
    assert_eq!(independent(&joined), 1, "the same words");
    joined.events[0].evidence[1].quote = "The general died when a missile struck his car near the airport.".into();
    assert_eq!(independent(&joined), 2);
    joined.sources.get_mut("src-b").unwrap().copy_of = Some("src-a".into());
    assert_eq!(independent(&joined), 1);
}

#[test]
fn near_copies_are_one_source() {
    let story = [
        ("2020-01-03", "ASSAULT", "An American drone killed General Qasem Soleimani at Baghdad airport."),
        ("2020-01-04", "PROTEST", "Mourners marched through Karbala behind his coffin."),
        ("2020-01-05", "LEGISLATE", "Parliament in Baghdad voted to end the presence of foreign troops."),
    ];
    let wire = |source: &str, day: &str, events: &[(&str, &str, &str)]| {
        let mut timeline = told(source, day, events);
        timeline.events.iter_mut().for_each(|event| event.evidence[0].quote = event.what.clone());
        timeline
    };
    let first = wire("src-a", "2020-01-05", &story);
    // The update has two of the three, one of them with other punctuation, and news of its own.
    let mut update = wire("src-b", "2020-01-06", &[story[0], story[2], ("2020-01-06", "THREATEN", "Iran announced revenge.")]);
    update.events[1].evidence[0].quote = "Parliament, in Baghdad, voted to end the presence of foreign troops".into();
    let other = wire(
        "src-c",
        "2020-01-06",
        &[story[0], ("2020-01-07", "DEATH", "Dozens died in a crush in Kerman."), ("", "", "Rain fell in Basra.")],
    );
    let together = merged(&[first.clone(), update.clone(), other.clone()]);
    let copies: Vec<Option<&str>> = together.sources.values().map(|source| source.copy_of.as_deref()).collect();
    assert_eq!(copies, [Some("src-b"), None, None], "the older is a copy of the newer; one sentence in common is no copy");
    assert_eq!(together.sources.len(), 3, "all are listed");
    assert_eq!(together, merged(&[merged(&[other, update]), first]));
}

fn event() -> impl Strategy<Value = (&'static str, &'static str, String)> {
    let who = prop::sample::select(vec!["Rebels", "The army", "Qasem Soleimani", "Iran"]);
    let did = prop::sample::select(vec!["bombed the old bridge at", "bombed the bridge near", "signed a ceasefire in", "left"]);
    let place = prop::sample::select(vec!["Basra", "Mosul", "Aleppo"]);
    let date =
        prop::sample::select(vec!["", "", "2020-01-03", "2020-01-04", "2020-01", "2020", "XXXX-01-03", "2020-03-05", "[2020-01-02..]"]);
    let kind = prop::sample::select(vec!["", "ASSAULT", "AGREE"]);
    (date, kind, who, did, place).prop_map(|(date, kind, who, did, place)| (date, kind, format!("{who} {did} {place}.")))
}

/// Up to five sources; the same source may be in several timelines.
fn world() -> impl Strategy<Value = Vec<Timeline>> {
    let source = prop::collection::vec(event(), 1..5);
    let day = prop::sample::select(vec!["2020-01-04", "2020-01-05", "2020-03-06", "2021-01-01"]);
    let sources = prop::collection::vec((source, day), 5);
    (sources, prop::collection::vec(prop::collection::vec(0usize..5, 1..4), 3), prop::option::of((0usize..5, 0usize..5, any::<bool>())))
        .prop_map(|(sources, parts, decision)| {
            let all: Vec<Timeline> = sources
                .iter()
                .enumerate()
                .map(|(i, (events, day))| {
                    let events: Vec<(&str, &str, &str)> = events.iter().map(|(d, k, w)| (*d, *k, w.as_str())).collect();
                    told(&format!("src-{i}"), day, &events)
                })
                .collect();
            let mut timelines: Vec<Timeline> =
                parts.iter().map(|part| merged(&part.iter().map(|&i| all[i].clone()).collect::<Vec<_>>())).collect();
            if let Some((a, b, same)) = decision {
                let verdict = if same { "same" } else { "not-same" };
                let text = format!(
                    "annals: 1\ndecisions:\n  - decide: {verdict}\n    about: [{{event: ev-src-{a}-0}}, {{event: ev-src-{b}-0}}]\n"
                );
                timelines[0].decisions = yaml::read(&text, "x.yaml").unwrap().decisions;
            }
            timelines
        })
}

fn quotes(timelines: &[Timeline]) -> BTreeSet<(String, String)> {
    let all = timelines.iter().flat_map(|t| &t.events).flat_map(|e| &e.evidence);
    all.map(|e| (e.source.clone(), e.quote.clone())).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn merging_obeys_its_laws(world in world()) {
        let [a, b, c] = &world[..] else { unreachable!() };
        let ab = merged(&[a.clone(), b.clone()]);
        prop_assert_eq!(yaml::write(&ab), yaml::write(&merged(&[b.clone(), a.clone()])), "commutative");
        let left = merged(&[ab.clone(), c.clone()]);
        let right = merged(&[a.clone(), merged(&[c.clone(), b.clone()])]);
        prop_assert_eq!(yaml::write(&left), yaml::write(&right), "associative");
        prop_assert_eq!(yaml::write(&left), yaml::write(&merged(&[a.clone(), b.clone(), c.clone()])), "apart as together");
        prop_assert_eq!(yaml::write(&left), yaml::write(&merged(&[left.clone(), left.clone()])), "idempotent");
        prop_assert_eq!(yaml::write(&left), yaml::write(&merged(&[left.clone(), a.clone()])), "absorbs its parts");
        prop_assert_eq!(quotes(&world), quotes(std::slice::from_ref(&left)), "nothing lost, no quote changed");
        let text = yaml::write(&left);
        prop_assert_eq!(yaml::read(&text, "x.yaml").unwrap(), left, "through the file");
    }
}
