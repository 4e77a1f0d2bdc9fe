use super::*;
use crate::timeline::yaml::read;

const PLAIN: &str = r#"annals: 1
sources:
  src-1: {path: a.txt, published_from: unknown, sha256: aa}
  src-2: {path: b.txt, published_from: unknown, sha256: bb}
events:
  - id: ev-1
    date: "2020-01-03"
    basis: explicit
    what: It rained.
    status: occurred
    evidence: [{source: src-1, quote: It rained on 3 January 2020., time: on 3 January 2020}]
  - id: ev-2
    date: "2020-02"
    basis: explicit
    what: It snowed.
    status: occurred
    evidence: [{source: src-2, quote: It snowed in February 2020., time: in February 2020}]
"#;

/// `LEVEL CHECK ID KEY`, one finding a line.
fn found(text: &str) -> String {
    let timeline = read(text, "x").unwrap();
    let read = |sha256: &str, words: &str| Found::Read { sha256: sha256.into(), words: words.into() };
    let articles = BTreeMap::from([
        ("src-1".to_string(), read("aa", "Title It rained on 3 January 2020. It hailed.")),
        ("src-2".to_string(), read("bb", "It snowed in February 2020.")),
    ]);
    let line = |f: Finding| format!("{:?} {} {} {}\n", f.level, f.check, f.about.id, f.about.key);
    check(&Subject { timeline: &timeline, text, articles }).into_iter().map(line).collect()
}

#[test]
fn each_check_finds_its_own_and_nothing_else() {
    assert_eq!(found(PLAIN), "");
    let with = |from: &str, to: &str| {
        assert!(PLAIN.contains(from), "{from}");
        found(&PLAIN.replacen(from, to, 1))
    };
    for (from, to, expected) in [
        ("source: src-1", "source: src-9", "Error dangling ev-1 source\n"),
        ("    status: occurred\n", "    status: occurred\n    after: [ev-9]\n", "Error dangling ev-1 after\n"),
        ("quote: It rained on", "quote: It poured on", "Error quote ev-1 quote\n"),
        (
            "source: src-1, quote: It rained on 3 January 2020.",
            "source: src-1, quote: It snowed in February 2020.",
            "Error quote ev-1 quote\n",
        ),
        ("sha256: aa", "sha256: ab", "Warning changed src-1 sha256\n"),
        ("time: on 3 January 2020", "time: in January 2020", "Error finer ev-1 date\n"),
        (", time: on 3 January 2020", "", "Warning finer ev-1 date\n"),
        ("    status: occurred\n", "    status: occurred\n    after: [ev-2]\n", "Warning contradiction ev-1 id\n"),
        (
            "    what: It rained.\n",
            "    what: It rained.\n    disputed: {date: [{is: \"2020-01-03\", sources: [src-1]}, {is: \"2020-01-04\", sources: [src-2]}]}\n",
            "Warning disputed ev-1 disputed\n",
        ),
        (
            "    what: It rained.\n",
            "    what: It rained.\n    disputed: {what: [{is: It rained.}, {is: It poured.}]}\n",
            "Error disputed ev-1 disputed\n",
        ),
        ("    what: It rained.\n", "    what: It rained.\n    proposed: {place: Basra}\n", "Note disputed ev-1 proposed\n"),
        (
            "    what: It rained.\n",
            "    what: It rained.\n    review: {state: open, note: \"conflict: review: accepted or rejected\"}\n",
            "Error conflict ev-1 review\n",
        ),
        ("  - id: ev-2\n", "  # annals: conflict: place: Basra or nothing\n  - id: ev-2\n", "Error conflict  \n"),
        (
            "    evidence: [{source: src-1,",
            "    merged: [{id: ev-2, date: \"2020\", basis: human, what: x, status: occurred}]\n    evidence: [{source: src-1,",
            "Error twice ev-1 merged\n",
        ),
        (
            "    evidence: [{source: src-1,",
            "    evidence: [{source: src-1, quote: It rained on 3 January 2020., time: \"3 January 2020\"}, {source: src-1,",
            "Warning twice ev-1 quote\n",
        ),
        ("    what: It rained.\n", "    what: It rained.\n    maybe_same: [ev-2]\n", "Warning near ev-1 maybe_same\n"),
    ] {
        assert_eq!(with(from, to), expected, "{to}");
    }
}

#[test]
fn a_decision_settles_what_is_near() {
    let near = PLAIN.replacen("    what: It rained.\n", "    what: It rained.\n    maybe_same: [ev-2]\n", 1);
    let decided = near.replacen("events:\n", "decisions:\n  - {decide: not-same, about: [{event: ev-1}, {event: ev-2}]}\nevents:\n", 1);
    assert_eq!(found(&decided), "");
}
