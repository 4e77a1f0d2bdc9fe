//! `annals import`: timelines that people keep as text, and what becomes of them when they are merged.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

const COURIER: &str = "---
publisher: The Calder Courier
---
# The Harrow mill

2031-05-11
The Harrow mill explodes, killing 14 workers.
- Fire crews arrive from Selby.
--------------------------------
12 May 2031: The prime minister visits Harrow.
Two days later, the owner of the mill resigns.
";
const HERALD: &str = "2031-05-11
Fourteen workers die when the Harrow mill blows up .
--------------------------------
2031-05-20
`` We are sorry , '' says the owner of the mill , the Calder company .
";

fn annals(place: &Path, arguments: &str) -> String {
    let run = Command::new(env!("CARGO_BIN_EXE_annals")).args(arguments.split(' ')).current_dir(place).output().unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8(run.stdout).unwrap()
}

#[test]
fn timelines_as_text_are_imported_and_merged() {
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join("courier.txt"), COURIER).unwrap();
    fs::write(place.path().join("herald.txt"), HERALD).unwrap();
    annals(place.path(), "import courier.txt -o courier.yaml");
    annals(place.path(), "import herald.txt -o herald.yaml");
    let read = |name: &str| annals::timeline::yaml::read(&fs::read_to_string(place.path().join(name)).unwrap(), name).unwrap();
    let courier = read("courier.yaml");
    assert_eq!(courier.title.as_deref(), Some("The Harrow mill"));
    assert_eq!(courier.sources.values().next().unwrap().publisher.as_deref(), Some("The Calder Courier"));
    let said: Vec<String> = courier.events.iter().map(|event| format!("{} {}", event.date, event.what)).collect();
    assert_eq!(courier.events.len(), 4, "{said:?}");
    // A line that opens with words that date it has the day that they name, and says so.
    assert!(said.contains(&"2031-05-14 Two days later, the owner of the mill resigns.".to_string()), "{said:?}");
    let later = courier.events.iter().find(|event| event.date.to_string() == "2031-05-14").unwrap();
    assert_eq!((later.evidence[0].time.as_deref(), later.evidence[0].anchor.as_deref()), (Some("Two days later"), Some("12 May 2031")));
    assert!(said.contains(&"2031-05-12 The prime minister visits Harrow.".to_string()), "{said:?}");
    // A tokenizer's marks are gone from what is said, and stay in the quote.
    let herald = read("herald.yaml");
    let sorry = herald.events.iter().find(|event| event.date.to_string() == "2031-05-20").unwrap();
    assert_eq!(sorry.what, "“We are sorry,” says the owner of the mill, the Calder company.");
    assert!(sorry.evidence[0].quote.starts_with("`` We are sorry , ''"));
    // Merged: the explosion is one entry, and no quote is lost. Several files at once are the same.
    annals(place.path(), "merge courier.yaml herald.yaml -o both.yaml");
    annals(place.path(), "import courier.txt herald.txt -o at-once.yaml");
    let both = read("both.yaml");
    assert_eq!(both.events.len(), 5);
    let quotes = |timeline: &annals::timeline::Timeline| -> BTreeSet<String> {
        timeline.events.iter().flat_map(|event| &event.evidence).map(|evidence| evidence.quote.clone()).collect()
    };
    assert_eq!(quotes(&both), quotes(&courier).union(&quotes(&herald)).cloned().collect());
    assert_eq!(read("at-once.yaml").events, both.events);
    // What is imported passes the check: quotes are found, days are not finer than their evidence.
    annals(place.path(), "check --strict both.yaml");
}
