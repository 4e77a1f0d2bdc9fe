use super::{markdown, text};
use crate::diff::{Diff, diff};
use crate::timeline::{Timeline, settle, yaml};

const OLD: &str = "annals: 1
sources:
  src-1: {path: a.txt, published: \"2020-12-03\", published_from: option, sha256: x}
events:
  - id: ev-1
    date: \"2020-01\"
    basis: year-inferred
    what: A storm struck Basra.
    status: occurred
    evidence:
      - {source: src-1, quote: \"A storm struck Basra in January.\"}
  - id: ev-2
    date: \"[..2020-12-03]\"
    basis: event-anchored
    what: The army evacuated a suburb.
    status: occurred
    evidence:
      - source: src-1
        quote: Two days after the storm the army evacuated a suburb.
        links: [{rel: after, event: ev-1, cue: two days after, days: 2}]
  - id: ev-3
    date: \"2020-05\"
    basis: explicit
    what: A dam broke.
    status: occurred
    evidence:
      - {source: src-1, quote: \"A dam broke in May 2020.\"}
";

fn old() -> Timeline {
    let mut timeline = yaml::read(OLD, "old.yaml").unwrap();
    settle(&mut timeline);
    timeline
}

#[test]
fn a_timeline_does_not_differ_from_itself_in_any_order_or_layout() {
    let mut other = yaml::read(&yaml::write(&old()), "x").unwrap();
    other.events.reverse();
    assert_eq!(diff(&old(), &other), Diff::default());
}

#[test]
fn a_correction_and_what_follows_from_it_are_told_apart() {
    let mut new = old();
    let storm = new.events.iter_mut().find(|entry| entry.id == "ev-1").unwrap();
    storm.date = "2020-01-03".parse().unwrap();
    let mut second = storm.evidence[0].clone();
    second.source = "src-2".into();
    storm.evidence.push(second);
    new.events.retain(|entry| entry.id != "ev-3");
    settle(&mut new);
    let told = text(&diff(&old(), &new));
    assert!(told.contains("- 2020-05  A dam broke.  ev-3\n"), "{told}");
    assert!(told.contains("~ 2020-01-03  A storm struck Basra.  ev-1\n    re-dated 2020-01 -> 2020-01-03, now 2 sources\n"), "{told}");
    assert!(told.contains("1 more only follows from these:\n  2020-01-05  The army evacuated a suburb.  ev-2\n"), "{told}");
    assert!(told.contains("-> 2020-01-05 (follows from ev-1)"), "{told}");
}

#[test]
fn joined_entries_are_not_lost_ones() {
    let mut new = old();
    let dam = new.events.iter().position(|entry| entry.id == "ev-3").unwrap();
    let dam = new.events.remove(dam);
    let storm = new.events.iter_mut().find(|entry| entry.id == "ev-1").unwrap();
    let text =
        format!("{OLD}    merged:\n      - {{id: ev-3, date: \"2020-05\", basis: explicit, what: A dam broke., status: occurred}}\n");
    storm.merged = yaml::read(&text, "x").unwrap().events.pop().unwrap().merged;
    storm.evidence.extend(dam.evidence.clone());
    let told = diff(&old(), &new);
    assert_eq!((told.removed.len(), told.joined.len()), (0, 1));
    assert_eq!(told.joined[0].1, "ev-1");
    let back = diff(&new, &old());
    assert_eq!((back.added.len(), back.parted.len()), (0, 1));
}

#[test]
fn markdown_cannot_be_broken_by_what_an_article_says() {
    let mut new = old();
    new.events[0].what = "<script> @someone *struck* `Basra`".into();
    let told = markdown("x", &diff(&old(), &new));
    assert!(told.contains("&lt;script&gt; @\u{200b}someone \\*struck\\* \\`Basra\\`"), "{told}");
}
