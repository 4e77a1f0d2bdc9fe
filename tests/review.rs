//! `annals review` with its answers from a pipe: what each answer writes, that it is written at once, and that undo takes it back.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

const ARTICLE: &str = "Rain\n\nThe river rose for a week. It rained in Basra on 3 January 2020. Nobody was hurt.\n";

const PLAIN: &str = r#"annals: 1
sources:
  src-1:
    path: a.txt
    published_from: unknown
    sha256: aa
events:
  # ours
  - id: ev-1
    date: "2020-01-03"
    basis: explicit
    what: It rained.  # in Basra
    status: occurred
    maybe_same: [ev-2]
    evidence:
      - source: src-1
        quote: It rained in Basra on 3 January 2020.
        time: on 3 January 2020

  - id: ev-2
    date: "2020-01"
    basis: explicit
    what: It poured.
    status: occurred
    proposed:
      place: Basra

  - id: ev-3
    date: "2020-02"
    basis: human
    what: It snowed.
    status: occurred
"#;

/// Exit code, standard output, standard error.
fn review(place: &Path, arguments: &[&str], answers: &str) -> (i32, String, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_annals"))
        .args(["review", "--by", "Jane Doe", "--on", "2026-11-24"])
        .args(arguments)
        .current_dir(place)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let _ = child.stdin.take().unwrap().write_all(answers.as_bytes());
    let output = child.wait_with_output().unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), ARTICLE).unwrap();
    fs::write(folder.path().join("x.yaml"), PLAIN).unwrap();
    folder
}

/// What the file says after some answers, as the lines that differ.
fn after(answers: &str) -> String {
    let folder = folder();
    let (_, _, said) = review(folder.path(), &["x.yaml"], answers);
    assert!(said.contains(" decided, "), "{said}");
    let text = fs::read_to_string(folder.path().join("x.yaml")).unwrap();
    let lines = text.lines().filter(|line| !PLAIN.lines().any(|other| other == *line)).map(str::trim);
    lines.collect::<Vec<_>>().join(" | ")
}

#[test]
fn each_answer_is_written() {
    let mark = "by: Jane Doe | on: \"2026-11-24\"";
    for (answers, expected) in [
        ("", String::new()),
        ("k\nk\nk\n", String::new()),
        ("a\n", format!("review: | state: accepted | {mark}")),
        ("r another war\n", format!("review: | state: rejected | {mark} | note: another war")),
        ("e date 2020-01-04\n", "date: \"2020-01-04\"".into()),
        ("e what It drizzled.\n", "what: It drizzled.  # in Basra".into()),
        ("k\nt\n", "place: Basra".into()),
        ("a\nu\n", String::new()),
        ("e place Basra\na\nu\nu\n", String::new()),
        ("nonsense\ne date tomorrow\ns 7\nt\nu\n", String::new()),
        ("x weather is no event\n", format!("review: | state: rejected | {mark} | note: not an event")),
    ] {
        let written = after(answers);
        let found = if answers.starts_with('x') {
            written.ends_with(&expected) && written.contains("decide: not-event")
        } else {
            written == expected
        };
        assert!(found, "{answers:?}: {written}");
    }
    let same = after("s\nk\n");
    assert!(same.starts_with("decisions: | - decide: same | about: | - event: ev-1"), "{same}");
    assert!(after("d 1\n").contains("decide: not-same"));
}

#[test]
fn the_page_shows_what_a_decision_needs() {
    let folder = folder();
    let (code, page, said) = review(folder.path(), &["x.yaml"], "q\n");
    assert_eq!((code, said.as_str()), (1, "0 events decided, 3 left\n"));
    let expected = "\n[1 of 3] ev-1  2020-01-03 (explicit)\nIt rained.\n  status: occurred\n  Rain The river rose for a week. “It rained in Basra on 3 January 2020.” Nobody was hurt.\n    a.txt\n    dated by “on 3 January 2020”\n  listed before: 2020-01  It poured.\n  ! maybe the same, 1: ev-2  2020-01  It poured.\n";
    assert_eq!(page, expected);
    let (code, list, _) = review(folder.path(), &["--list", "--asked", "x.yaml"], "");
    assert_eq!(code, 1);
    assert_eq!(list, "ev-1  2020-01-03  It rained.  [maybe ev-2]\nev-2  2020-01  It poured.  [proposed place, maybe ev-1]\n");
    let (code, _, said) = review(folder.path(), &["x.yaml"], "a\na\na\n");
    assert_eq!((code, said.as_str()), (0, "3 events decided, 0 left\n"));
}

#[test]
fn what_is_asked_once_is_answered_once() {
    let folder = folder();
    // The pair is decided at the first of its two; the second has but its proposal left.
    let (code, page, said) = review(folder.path(), &["--asked", "x.yaml"], "d\nt\n");
    assert_eq!((code, said.as_str()), (0, "not the same as ev-2\n2 events decided, 0 left\n"));
    assert_eq!(page.matches("! maybe the same").count(), 1, "{page}");
    assert_eq!(review(folder.path(), &["--asked", "x.yaml"], "").0, 0);
}

#[test]
fn what_a_merge_left_is_asked_even_of_an_accepted_event() {
    let folder = folder();
    let met = "    status: occurred\n    place: Basra\n    review: {state: accepted}\n    disputed: {place: [{is: Basra}, {is: Mosul}]}\n";
    let text = PLAIN.replacen("    status: occurred\n", met, 1);
    fs::write(folder.path().join("x.yaml"), text).unwrap();
    let (_, page, _) = review(folder.path(), &["--asked", "x.yaml"], "e place Mosul\na\n");
    assert!(page.contains("! disputed place: Basra (a person) or Mosul (a person)"), "{page}");
    let text = fs::read_to_string(folder.path().join("x.yaml")).unwrap();
    assert!(text.contains("place: Mosul") && !text.contains("disputed"), "{text}");
}

#[test]
fn a_folder_is_reviewed_file_by_file() {
    let folder = folder();
    let split = Command::new(env!("CARGO_BIN_EXE_annals")).args(["split", "x.yaml"]).current_dir(folder.path()).output().unwrap();
    assert!(split.status.success());
    let read = |id: &str| fs::read_to_string(folder.path().join(format!("x/events/{id}.yaml"))).unwrap();
    let (first, third) = (read("ev-1"), read("ev-3"));
    // In a folder events are listed by date, and January begins before its third day.
    let (_, _, said) = review(folder.path(), &["x"], "a\nq\n");
    assert_eq!(said, "1 event decided, 2 left\n");
    assert!(read("ev-2").contains("state: accepted"), "{}", read("ev-2"));
    assert_eq!((read("ev-1"), read("ev-3")), (first, third));
}
