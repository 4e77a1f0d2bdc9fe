//! An article that nobody dated takes its year from dated articles about the same events, and from nothing else.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn annals(place: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_annals")).args(arguments).current_dir(place).output().unwrap()
}

/// The undated sample, and articles with a day.
fn place(dated: &[(&str, &str)]) -> tempfile::TempDir {
    let place = tempfile::tempdir().unwrap();
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/articles/baghdad-green-zone.txt");
    fs::copy(sample, place.path().join("undated.txt")).unwrap();
    for (name, text) in dated {
        fs::write(place.path().join(name), text).unwrap();
    }
    place
}

const BURIAL: (&str, &str) = (
    "burial.md",
    "---\ntitle: A general is buried\npublished: 2020-01-09\n---\nA week after an American drone killed Gen. Qassem Soleimani at Baghdad \
     airport on January 3, the crowds in Kerman went home.\n\nIran fired ballistic missiles at the Ain al-Asad air base in Iraq on Wednesday.\n",
);
const RAID: (&str, &str) = (
    "raid.md",
    "---\ntitle: A raid by night\npublished: 2020-06-27\n---\nOn Thursday night Iraqi counter-terrorism troops raided a base of Kataib \
     Hezbollah south of Baghdad and arrested 14 of its men.\n",
);

/// `date  what` of every entry.
fn entries(timeline: &str) -> Vec<String> {
    let value = |line: &str, key: &str| line.strip_prefix(key).map(|value| value.trim_matches('"').to_string());
    let (mut found, mut date) = (Vec::new(), String::new());
    for line in timeline.lines() {
        if let Some(is) = value(line, "    date: ") {
            date = is;
        } else if let Some(what) = value(line, "    what: ") {
            found.push(format!("{date}  {what}"));
        }
    }
    found
}

#[test]
fn two_dated_articles_name_the_year() {
    let place = place(&[BURIAL, RAID]);
    let built = annals(place.path(), &["build", "--doubtful", "undated.txt", "burial.md", "raid.md", "-o", "x.yaml"]);
    let said = String::from_utf8(built.stderr).unwrap();
    assert!(said.starts_with("note: undated.txt: published [2020-06-25..2021-01-02], inferred: tells that"), "{said}");
    let timeline = fs::read_to_string(place.path().join("x.yaml")).unwrap();
    assert!(timeline.contains("    published: \"[2020-06-25..2021-01-02]\"\n    published_from: inferred\n"), "{timeline}");
    let entries = entries(&timeline);
    let dated = |date: &str, words: &str| entries.iter().any(|entry| entry.starts_with(&format!("{date}  ")) && entry.contains(words));
    // Told of by both, and by the undated article alone.
    for (date, words) in [
        ("2020-01-03", "killed Gen. Qassem Soleimani"),
        ("2020-06-25", "raided a base of Kataib Hezbollah"),
        ("2020-05", "sworn in as prime minister"),
        ("2020-03", "five weapons depots"),
    ] {
        assert!(dated(date, words), "{date} {words}: {entries:#?}");
    }
    // "The same day" is that of January 8, not of the year in which the militias were formed.
    assert!(!entries.iter().any(|entry| entry.starts_with("2014") && !entry.contains("formed")), "{entries:#?}");
    // "on Tuesday" is no finer than the days that are left.
    assert!(dated("[2020-06-23..2020-12-29]", "seven rockets"), "{entries:#?}");
    let explained = annals(place.path(), &["explain", "x.yaml", "sworn in"]);
    let explained = String::from_utf8(explained.stdout).unwrap();
    for words in ["inferred: tells that", "“A raid by night” dates 2020-06-25", "published [2020-06-25..2021-01-02]"] {
        assert!(explained.contains(words), "{words}: {explained}");
    }
    // Not by chance: another order of the arguments, and a merge with itself.
    let again = annals(place.path(), &["build", "--doubtful", "raid.md", "undated.txt", "burial.md"]);
    assert_eq!(String::from_utf8(again.stdout).unwrap(), timeline);
    assert!(annals(place.path(), &["fmt", "--check", "x.yaml"]).status.success());
    assert!(annals(place.path(), &["check", "x.yaml"]).status.success());
}

#[test]
fn alone_or_beside_other_events_it_stays_undated() {
    let other = (
        "other.md",
        "---\ntitle: Rain\npublished: 2011-02-01\n---\nRain flooded the old town of Basra on Sunday, and soldiers carried forty families to safety.\n",
    );
    for dated in [&[][..], &[other][..]] {
        let place = place(dated);
        let built = annals(place.path(), &["build", "."]);
        let timeline = String::from_utf8(built.stdout).unwrap();
        assert!(timeline.contains("    published_from: unknown\n") && !timeline.contains("inferred\n"), "{timeline}");
        assert!(entries(&timeline).iter().any(|entry| entry.starts_with("XXXX-01-03  ")), "{timeline}");
        assert!(String::from_utf8(built.stderr).unwrap().contains("undated.txt: no publication date"));
    }
}

#[test]
fn sources_are_listed_with_their_copies() {
    let copy = (RAID.1.replace("2020-06-27", "2020-06-28") + "\nThe men were flown to Baghdad.\n").to_string();
    let place = place(&[BURIAL, RAID, ("copy.md", &copy), ("empty.txt", "")]);
    let listed = annals(place.path(), &["sources", "."]);
    assert_eq!(listed.status.code(), Some(1));
    assert_eq!(
        String::from_utf8(listed.stdout).unwrap(),
        "burial.md\t2020-01-09\tmetadata\tpublished: 2020-01-09\tEnglish\t\n\
         copy.md\t2020-06-28\tmetadata\tpublished: 2020-06-28\tEnglish\t\n\
         raid.md\t2020-06-27\tmetadata\tpublished: 2020-06-27\tEnglish\tcopy.md\n\
         undated.txt\tunknown\tunknown\t\tEnglish\t\n"
    );
    assert_eq!(
        String::from_utf8(listed.stderr).unwrap(),
        "warning: empty.txt: has no text; left out\n4 articles: 3 dated to the day, 1 undated, 1 near-copy, 1 not read\n"
    );
    let json = annals(place.path(), &["sources", "--format", "json", "raid.md", "copy.md"]);
    let lines: Vec<serde_json::Value> =
        String::from_utf8(json.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((lines.len(), &lines[1]["copy_of"], &lines[1]["published"]), (2, &"copy.md".into(), &"2020-06-27".into()));
}
