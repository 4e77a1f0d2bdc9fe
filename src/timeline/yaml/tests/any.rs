//! Any timeline survives a file, and any bytes are read or refused.

use super::super::*;
use super::strings::{strict, titled};
use crate::article::DctBasis;
use crate::event::{Basis, Status};
use crate::time::{Distance, Relation};
use crate::timeline::{
    Alternative, Claim, Decision, Entry, Evidence, Field, Link, Review, Source, State, Subject, Timeline, Told, Value, Verdict,
};
use proptest::prelude::*;

fn words() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "yes",
        "No",
        "~",
        "null",
        "0x",
        "1",
        "12:30",
        "2020-12-03",
        ".",
        "-",
        ": ",
        " #",
        "#",
        "\"",
        "'",
        "\\",
        "\n",
        "\r\n",
        "\t",
        " ",
        "[",
        "]",
        "{",
        "}",
        ",",
        "&",
        "*",
        "!",
        "%",
        "@",
        "`",
        "?",
        "|",
        ">",
        "\u{feff}",
        "\u{85}",
        "\u{2028}",
        "é",
        "日",
        "😀",
        "a",
        "e",
        "\0",
        "\u{a0}",
        "\u{fffe}",
    ]);
    prop_oneof![any::<String>(), prop::collection::vec(pieces, 0..6).prop_map(|parts| parts.concat())]
}

fn list() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(words(), 0..3)
}

fn maybe() -> impl Strategy<Value = Option<String>> {
    prop::option::of(words())
}

fn day() -> impl Strategy<Value = Option<chrono::NaiveDate>> {
    prop::option::of((1i32..3000).prop_map(|year| chrono::NaiveDate::from_ymd_opt(year, 2, 3).unwrap()))
}

fn date() -> impl Strategy<Value = crate::time::Edtf> {
    prop::sample::select(vec!["2020-01~", "XXXX-02", "[..2020-03]", "2020-01/.."]).prop_map(|text| text.parse().unwrap())
}

fn review() -> impl Strategy<Value = Option<Review>> {
    let state = prop::sample::select(vec![State::Accepted, State::Rejected, State::Open]);
    prop::option::of((day(), state, maybe(), maybe()).prop_map(|(on, state, by, note)| Review { on, state, by, note }))
}

/// A value that the field takes.
fn value(field: Field) -> BoxedStrategy<Value> {
    match field {
        Field::Date => date().prop_map(|date| Value::One(date.to_string())).boxed(),
        Field::Basis => Just(Value::One("human".into())).boxed(),
        Field::Status => Just(Value::One("denied".into())).boxed(),
        Field::Actors | Field::Recipients => list().prop_map(Value::Many).boxed(),
        Field::What | Field::Type | Field::Place => words().prop_map(Value::One).boxed(),
    }
}

fn side(field: Field) -> impl Strategy<Value = Alternative> {
    (value(field), list()).prop_map(|(is, sources)| Alternative { is, sources })
}

fn field() -> impl Strategy<Value = Field> {
    prop::sample::select(Field::ALL.to_vec())
}

prop_compose! {
    fn link()(event in words(), cue in words(), days in prop::option::of((-500..500i64, 0..9i64)), open in any::<bool>(), after in any::<bool>(), confidence in 1..=100u8) -> Link {
        let days = days.map(|(least, more)| if open { Distance::at_least(least) } else { Distance::between(least, least + more) });
        Link { relation: if after { Relation::After } else { Relation::IsIncluded }, event, cue, days, confidence }
    }
}

prop_compose! {
    fn evidence()(of in prop::option::of(Just("ev-2".to_string())), source in words(), quote in words(), time in maybe(), anchor in maybe(), rule in maybe(), tense in prop::option::of(prop_oneof![Just(Told::Past), Just(Told::Future)]), attribution in maybe(), links in prop::collection::vec(link(), 0..3)) -> Evidence {
        Evidence { of, source, quote, time, anchor, rule, tense, attribution, links }
    }
}

prop_compose! {
    fn claim()(date in date(), what in words(), kind in maybe(), actors in list(), recipients in list(), place in maybe(), review in review()) -> Claim {
        Claim { id: "ev-2".into(), date, basis: Basis::Relative, what, kind, status: Status::Planned, actors, recipients, place, review }
    }
}

prop_compose! {
    fn judged()(
        disputed in prop::collection::btree_map(field(), Just(()), 0..3).prop_flat_map(|by| by.into_keys().map(|f| (Just(f), prop::collection::vec(side(f), 2..4))).collect::<Vec<_>>()),
        proposed in prop::collection::btree_map(field(), Just(()), 0..3).prop_flat_map(|by| by.into_keys().map(|f| (Just(f), value(f))).collect::<Vec<_>>()),
        review in review(), maybe_same in list(), merged in prop::collection::vec(claim(), 0..3),
    ) -> Entry {
        let (date, basis, status) = ("2020-01~".parse().unwrap(), Basis::OrderOnly, Status::Denied);
        let (disputed, proposed) = (disputed.into_iter().collect(), proposed.into_iter().collect());
        Entry { id: "ev-1".into(), date, basis, disputed, what: String::new(), kind: None, status, actors: vec![], recipients: vec![], place: None, after: vec![], same_day: vec![], maybe_same, proposed, review, evidence: vec![], merged }
    }
}

prop_compose! {
    fn entry()(judged in judged(), what in words(), kind in maybe(), actors in list(), recipients in list(), place in maybe(), after in list(), same_day in list(), evidence in prop::collection::vec(evidence(), 0..3)) -> Entry {
        Entry { what, kind, actors, recipients, place, after, same_day, evidence, ..judged }
    }
}

prop_compose! {
    fn source()(title in maybe(), path in words(), author in maybe(), publisher in maybe(), url in maybe(), copy_of in maybe(), sha256 in words()) -> Source {
        let until = |year| crate::time::Edtf::Between { from: None, to: Some(crate::time::edtf::Date::year(year)) };
        let (published_evidence, published) = (url.clone(), url.as_ref().map(|_| until(2020)));
        Source { title, path, author, publisher, url, published, published_from: DctBasis::Unknown, published_evidence, copy_of, sha256 }
    }
}

prop_compose! {
    fn decision()(quote in maybe(), what in maybe(), by in maybe(), on in day(), why in maybe()) -> Decision {
        let subject = |event: &str| Subject { event: event.into(), quote: quote.clone(), what: what.clone() };
        Decision { verdict: Verdict::NotSame, about: vec![subject("ev-1"), subject("ev-2")], by, on, why }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_string_survives(title in maybe(), source in source(), decision in decision(), entry in entry()) {
        let timeline = Timeline { title, sources: [("src-1".to_string(), source)].into(), decisions: vec![decision], events: vec![entry] };
        let text = write(&timeline);
        prop_assert_eq!(&read(&text, "x.yaml").unwrap(), &timeline);
        prop_assert_eq!(write(&read(&text, "x.yaml").unwrap()), text);
    }

    #[test]
    fn a_strict_reader_sees_the_same_string(title in words()) {
        let text = titled(&title);
        let line = text.split_inclusive('\n').nth(1).unwrap();
        prop_assert_eq!(strict(line), Some(title));
        // And a reader that decides types by itself sees a string.
        let value: serde_yaml::Value = serde_yaml::from_str(&text).unwrap();
        prop_assert!(value["title"].is_string());
    }

    #[test]
    fn any_text_is_read_or_refused(text in any::<String>()) {
        let _ = read(&text, "x.yaml");
        let _ = read(&format!("annals: 1\nevents:\n  - {text}"), "x.yaml");
    }
}
