//! `annals explain FILE A B` as an analyst reads it: why one comes before the other, why they are unordered, what contradicts.

use std::fs;
use std::process::Command;

const TIMELINE: &str = "annals: 1
sources:
  src-4hq2n7kp:
    path: in/siege.txt
    published: \"2020-12-03\"
    published_from: folder
    sha256: ab
events:
  - id: ev-aaaaaaaa
    date: \"2020-05-03\"
    basis: explicit
    what: Rebels raided the port.
    status: occurred
    evidence:
      - {source: src-4hq2n7kp, quote: \"Rebels raided the port on May 3, 2020.\", time: \"on May 3, 2020\", rule: calendar-day}
  - id: ev-bbbbbbbb
    date: \"XXXX\"
    basis: order-only
    what: The army closed the port.
    status: occurred
    evidence:
      - source: src-4hq2n7kp
        quote: Two days after the raid the army closed the port.
        tense: past
        links:
          - {rel: after, event: ev-aaaaaaaa, cue: two days after, days: 2, confidence: 95}
  - id: ev-cccccccc
    date: \"2020-05-20\"
    basis: explicit
    what: The governor resigned.
    status: occurred
    evidence:
      - source: src-4hq2n7kp
        quote: The governor resigned on May 20, 2020.
        time: on May 20, 2020
        rule: calendar-day
      - source: src-4hq2n7kp
        quote: Later, the raid shook the town.
        links:
          - {rel: before, event: ev-aaaaaaaa, cue: later, confidence: 72}
  - id: ev-dddddddd
    date: \"2020-05\"
    basis: explicit
    what: Nurses went on strike.
    status: occurred
    evidence:
      - {source: src-4hq2n7kp, quote: \"Nurses went on strike in May 2020.\", time: \"in May 2020\", rule: month}
";

fn explained(a: &str, b: &str) -> String {
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join("x.yaml"), TIMELINE).unwrap();
    let run = Command::new(env!("CARGO_BIN_EXE_annals")).args(["explain", "x.yaml", a, b]).current_dir(place.path()).output().unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8(run.stdout).unwrap()
}

#[test]
fn a_chain_of_links_and_dates_says_why() {
    // In whichever order they are named.
    for (a, b, names) in [("bbb", "ccc", ["A", "B"]), ("ccc", "bbb", ["B", "A"])] {
        let [first, second] = names;
        assert!(
            explained(a, b).ends_with(&format!(
                "
{first} comes before {second}:
  1. {first} is 2 days after ev-aaaaaaaa “Rebels raided the port.”: “two days after”
     “Two days after the raid the army closed the port.”  in/siege.txt
  2. ev-aaaaaaaa is of 2020-05-03: “on May 3, 2020”
     “Rebels raided the port on May 3, 2020.”  in/siege.txt
  3. {second} is of 2020-05-20: “on May 20, 2020”
     “The governor resigned on May 20, 2020.”  in/siege.txt
"
            )),
            "{}",
            explained(a, b)
        );
    }
}

#[test]
fn unordered_says_which_days_are_left() {
    assert_eq!(
        explained("strike", "closed"),
        "A  ev-dddddddd  2020-05  Nurses went on strike.
B  ev-bbbbbbbb  XXXX  The army closed the port.

A and B are unordered: no chain of links that hold joins them, and the days that are left allow both orders:
  A  2020-05-01 to 2020-05-31
  B  2020-05-05
"
    );
}

#[test]
fn a_contradiction_shows_all_that_takes_part() {
    let page = explained("ccc", "aaa");
    assert!(page.contains("\nB comes before A:\n"), "{page}");
    assert!(
        page.ends_with(
            "
contradiction: these cannot all hold
  1. A is before B: “later”
     “Later, the raid shook the town.”  in/siege.txt
  2. B is of 2020-05-03: “on May 3, 2020”
  3. A is of 2020-05-20: “on May 20, 2020”
1. is set aside
"
        ),
        "{page}"
    );
}
