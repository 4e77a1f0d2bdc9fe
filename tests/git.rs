//! Timelines in a real git repository: what `annals git install` sets up, and what merges then do. Without git on the machine these tests
//! say so and pass.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// A fresh repository; `None` where git is missing.
fn repository() -> Option<tempfile::TempDir> {
    if Command::new("git").arg("--version").output().is_err() {
        eprintln!("SKIPPED: git is not installed, so merging in git is not tested");
        return None;
    }
    let folder = tempfile::tempdir().unwrap();
    git(folder.path(), &["init", "-q", "-b", "main"]);
    for (key, value) in [("user.name", "Jane Doe"), ("user.email", "jane@example.org"), ("commit.gpgsign", "false"), ("gc.auto", "0")] {
        git(folder.path(), &["config", key, value]);
    }
    Some(folder)
}

fn run(program: &str, place: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(program);
    // The machine's own settings have no part in this.
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null").env("LC_ALL", "C").env("GIT_PAGER", "cat");
    command.args(arguments).current_dir(place).output().unwrap()
}

fn git(place: &Path, arguments: &[&str]) -> String {
    let output = run("git", place, arguments);
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Exit code, standard output and standard error together.
fn annals(place: &Path, arguments: &[&str]) -> (i32, String) {
    let output = run(env!("CARGO_BIN_EXE_annals"), place, arguments);
    (output.status.code().unwrap(), String::from_utf8([output.stdout, output.stderr].concat()).unwrap())
}

fn commit(place: &Path, message: &str) {
    git(place, &["add", "-A"]);
    git(place, &["commit", "-qm", message]);
}

/// One event: id, day counted from the first, and its four fields that people edit.
type Event = (u32, [String; 4]);

const KEYS: [&str; 4] = ["date", "what", "status", "place"];

/// The timeline as people's files have it: by date, with a comment in every tenth entry.
fn written(events: &BTreeMap<String, Event>) -> String {
    let mut text = "annals: 1\ntitle: A year of rain\nsources:\n  src-1:\n    path: articles/a-year-of-rain-in-2020.txt\n    published: \"2021-01-01\"\n    published_from: option\n    sha256: aa\nevents:\n".to_string();
    let mut listed: Vec<_> = events.iter().collect();
    listed.sort_by_key(|(id, (_, fields))| (fields[0].clone(), id.to_string()));
    for (number, (id, (serial, [date, what, status, place]))) in listed.into_iter().enumerate() {
        let gap = if number > 0 { "\n" } else { "" };
        let comment = if serial % 10 == 0 && *serial < 200 { format!("  # note {serial}\n") } else { String::new() };
        let _ = write!(text, "{gap}{comment}{}", entry(id, *serial, [date, what, status, place]));
    }
    text
}

/// An event in a timeline of one file.
fn entry(id: &str, serial: u32, [date, what, status, place]: [&String; 4]) -> String {
    format!(
        "  - id: {id}\n    date: \"{date}\"\n    basis: human\n    what: {what}\n    status: {status}\n    place: {place}\n    evidence:\n      - source: src-1\n        quote: Rain number {serial} fell.\n"
    )
}

fn event(serial: u32, day: u32) -> (String, Event) {
    let date = format!("2020-{:02}-{:02}", day / 28 % 12 + 1, day % 28 + 1);
    (
        format!("ev-{:08}", serial * 7919 % 100_000_000),
        (serial, [date, format!("Rain {serial} fell."), "occurred".into(), format!("Town {serial}")]),
    )
}

/// Numbers that are the same in every run (SplitMix64: Steele, Lea & Flood 2014).
fn numbers(seed: u64) -> impl FnMut(u32) -> u32 {
    let mut state = seed;
    move |below| {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % u64::from(below)) as u32
    }
}

/// What an analyst did: the timeline after it, and the fields edited with their values.
type Work = (BTreeMap<String, Event>, BTreeMap<(String, usize), String>);

/// Eight events more, one field each of six others edited.
fn work(base: &BTreeMap<String, Event>, who: u32, pair: u32) -> Work {
    let mut next = numbers(u64::from(pair * 2 + who) << 32);
    let (mut events, mut edits) = (base.clone(), BTreeMap::new());
    let ids: Vec<&String> = base.keys().collect();
    for number in 0..6 {
        let id = ids[next(ids.len() as u32) as usize].clone();
        let key = next(4) as usize;
        let value = match key {
            0 => format!("2020-{:02}-{:02}", next(12) + 1, next(28) + 1),
            2 => ["ongoing", "denied", "planned"][next(3) as usize].to_string(),
            _ => format!("Words {who} {pair} {number}"),
        };
        events.get_mut(&id).unwrap().1[key] = value.clone();
        edits.insert((id, key), value);
    }
    for number in 0..8 {
        let (id, event) = event(1000 + who * 1000 + pair * 10 + number, next(336));
        events.insert(id, event);
    }
    (events, edits)
}

fn base() -> BTreeMap<String, Event> {
    (0..200).map(|serial| event(serial, serial * 336 / 200)).collect()
}

#[derive(Debug, Default)]
struct Outcomes {
    merges: u32,
    conflicts: u32,
    /// In how many both analysts had written one field differently.
    real: u32,
    /// In how many both had edited one event.
    met: u32,
}

/// Sixty times: two analysts branch off, work, and their branches are merged. `layout` prepares the repository from x.yaml, and writes it.
fn simulate(place: &Path, driver: bool, write: impl Fn(&BTreeMap<String, Event>), read: impl Fn() -> Option<String>) -> Outcomes {
    let base = base();
    let mut outcomes = Outcomes::default();
    for pair in 0..60 {
        let works: [Work; 2] = [work(&base, 0, pair), work(&base, 1, pair)];
        for (who, (events, _)) in works.iter().enumerate() {
            git(place, &["checkout", "-q", "-B", &format!("analyst{who}"), "main"]);
            write(events);
            commit(place, "Work");
        }
        let both: Vec<_> = works[0].1.iter().filter(|(at, value)| works[1].1.get(*at).is_some_and(|other| other != *value)).collect();
        let merge = run("git", place, &["merge", "-q", "--no-edit", "analyst0"]);
        let conflict = !merge.status.success();
        outcomes.merges += 1;
        outcomes.conflicts += u32::from(conflict);
        outcomes.real += u32::from(!both.is_empty());
        let edited = |work: &Work| work.1.keys().map(|(id, _)| id.clone()).collect::<BTreeSet<_>>();
        let met = !edited(&works[0]).is_disjoint(&edited(&works[1]));
        outcomes.met += u32::from(met);
        assert!(met || !conflict, "{pair}: nobody edited the same event\n{merge:?}");
        if let Some(text) = read().filter(|_| driver || !conflict) {
            if driver {
                assert_eq!(conflict, !both.is_empty(), "{pair}: only fields that both wrote are conflicts: {both:?}\n{merge:?}");
            }
            nothing_is_lost(place, &text, &base, &works, conflict);
        }
        git(place, &["reset", "-q", "--hard"]);
        git(place, &["checkout", "-q", "-f", "main"]);
    }
    outcomes
}

/// Every event and every edit of both sides is in the text, and `check` accepts it but for the disputes.
fn nothing_is_lost(place: &Path, text: &str, base: &BTreeMap<String, Event>, works: &[Work; 2], conflict: bool) {
    let path = place.join(".git/merged.yaml");
    fs::write(&path, text).unwrap();
    let (code, said) = annals(place, &["check", path.to_str().unwrap()]);
    assert_eq!(code, i32::from(conflict), "{said}");
    let entries: BTreeMap<&str, &str> = text.split("\n  - id: ").skip(1).map(|entry| (entry.lines().next().unwrap(), entry)).collect();
    assert_eq!(entries.len(), base.len() + 16);
    for (events, edits) in works {
        for (id, (_, fields)) in events {
            let entry = entries[id.as_str()];
            for (key, value) in fields.iter().enumerate() {
                let mine = !base.contains_key(id) || edits.contains_key(&(id.clone(), key));
                assert!(!mine || entry.contains(value.as_str()), "{} {value} of {id} is lost:\n{entry}", KEYS[key]);
            }
        }
    }
    for (id, (_, fields)) in base.iter().filter(|(id, _)| works.iter().all(|(_, edits)| !edits.keys().any(|(other, _)| other == *id))) {
        let entry = entries[id.as_str()];
        assert!(fields.iter().all(|value| entry.contains(value.as_str())), "{id} was nobody's work:\n{entry}");
    }
    for serial in (0..200).step_by(10) {
        assert_eq!(text.matches(&format!("# note {serial}\n")).count(), 1, "the comment {serial}");
    }
}

#[test]
fn two_analysts_sixty_merges_with_the_driver() {
    let Some(folder) = repository() else { return };
    let place = folder.path();
    fs::create_dir(place.join("timelines")).unwrap();
    let file = place.join("timelines/x.yaml");
    fs::write(&file, written(&base())).unwrap();
    let (code, said) = annals(place, &["git", "install"]);
    assert_eq!(code, 0, "{said}");
    commit(place, "Base");
    let outcomes = simulate(place, true, |events| fs::write(&file, written(events)).unwrap(), || fs::read_to_string(&file).ok());
    assert_eq!((outcomes.merges, outcomes.conflicts), (60, outcomes.real), "{outcomes:?}");
    // Of 200 events with four fields each, two analysts who edit six seldom meet; the simulation has both kinds.
    assert!((1..=6).contains(&outcomes.real), "{outcomes:?}");
    eprintln!("one file, with the driver: {outcomes:?}");
}

#[test]
fn two_analysts_sixty_merges_of_a_folder_without_a_driver() {
    let Some(folder) = repository() else { return };
    let place = folder.path();
    let path = place.join("x.yaml");
    let base = base();
    fs::write(&path, written(&base)).unwrap();
    let (code, said) = annals(place, &["split", "x.yaml"]);
    assert_eq!(code, 0, "{said}");
    commit(place, "Base");
    // Only files of events that differ are written, as an editor does.
    let write = |events: &BTreeMap<String, Event>| {
        for (id, (serial, fields)) in events.iter().filter(|(id, event)| base.get(*id) != Some(event)) {
            let note = if serial % 10 == 0 && *serial < 200 { format!("# note {serial}\n") } else { String::new() };
            let text = entry(id, *serial, fields.each_ref()).replacen("  - ", "    ", 1).replace("\n    ", "\n");
            fs::write(place.join(format!("x/events/{id}.yaml")), note + text.trim_start()).unwrap();
        }
    };
    let read = || {
        let (code, said) = annals(place, &["join", "--keep", "x"]);
        let text = fs::read_to_string(&path).ok();
        let _ = fs::remove_file(&path);
        text.filter(|_| code == 0 || panic!("{said}"))
    };
    // The text is looked at only where git merged without a conflict.
    let outcomes = simulate(place, false, write, || if git(place, &["ls-files", "-u"]).is_empty() { read() } else { None });
    eprintln!("one file an event, without a driver: {outcomes:?}");
    // The one kind of conflict is two edits of one event, which stand on neighbouring lines.
    assert!(outcomes.conflicts <= 6, "{outcomes:?}");
}

const PLAIN: &str = "annals: 1\nevents:\n  - id: ev-1\n    date: \"2020-01\"\n    basis: human\n    what: It rained.\n    status: occurred\n\n  - id: ev-2\n    date: \"2020-02\"\n    basis: human\n    what: It snowed.\n    status: occurred\n";

/// A repository with the drivers, two branches that changed x.yaml, and the merge of the second into the first.
fn merged(base: &str, ours: &str, theirs: &str) -> Option<(tempfile::TempDir, Output)> {
    let folder = repository()?;
    let place = folder.path();
    fs::write(place.join("x.yaml"), base).unwrap();
    assert_eq!(annals(place, &["git", "install"]).0, 0);
    commit(place, "Base");
    for (branch, text) in [("theirs", theirs), ("ours", ours)] {
        git(place, &["checkout", "-q", "-b", branch, "main"]);
        fs::write(place.join("x.yaml"), text).unwrap();
        commit(place, branch);
    }
    let output = run("git", place, &["merge", "-q", "--no-edit", "theirs"]);
    Some((folder, output))
}

#[test]
fn a_conflict_is_valid_yaml_that_check_names() {
    let changed = |words: &str| PLAIN.replace("It rained.", words).replace("It snowed.", "It snowed.\n    place: Basra");
    let Some((folder, output)) = merged(PLAIN, &changed("It poured."), &PLAIN.replace("It rained.", "It drizzled.")) else { return };
    let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    assert!(said.contains("conflict: x.yaml: ev-1: what: It poured. or It drizzled.\n"), "{said}");
    let text = fs::read_to_string(folder.path().join("x.yaml")).unwrap();
    let expected = changed("It poured.").replace(
        "    what: It poured.",
        "    disputed:\n      what:\n        - is: It poured.\n        - is: It drizzled.\n    what: It poured.",
    );
    assert_eq!(text, expected);
    let (code, said) = annals(folder.path(), &["check", "x.yaml"]);
    assert_eq!(code, 1);
    assert!(
        said.contains(
            "x.yaml:6:5: error: two people wrote what: It poured. or It drizzled.; keep one and remove it from `disputed` [disputed]"
        ),
        "{said}"
    );
}

#[test]
fn what_is_no_timeline_is_merged_by_lines() {
    let broken = PLAIN.replace("annals: 1", "annals: 1\n\tx");
    let Some((folder, output)) = merged(PLAIN, &broken, &PLAIN.replace("It snowed.", "It hailed.")) else { return };
    let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    assert!(said.contains("; merged by lines"), "{said}");
    assert_eq!(fs::read_to_string(folder.path().join("x.yaml")).unwrap(), broken.replace("It snowed.", "It hailed."));
}

#[test]
fn git_diff_speaks_in_events() {
    let Some(folder) = repository() else { return };
    let place = folder.path();
    fs::write(place.join("x.yaml"), PLAIN).unwrap();
    let (code, said) = annals(place, &["git", "install"]);
    assert_eq!((code, said.as_str()), (0, "git compares and merges /x.yaml with annals; commit .gitattributes\n"));
    commit(place, "Base");
    fs::write(place.join("x.yaml"), PLAIN.replace("2020-02", "2020-02-03")).unwrap();
    let told = git(place, &["diff"]);
    assert!(told.starts_with("x.yaml: 1 changed\n~ "), "{told}");
    assert!(told.contains("2020-02 -> 2020-02-03"), "{told}");
    commit(place, "Dated");
    let shown = git(place, &["log", "-p", "-1"]);
    assert!(shown.contains("-2020-02  It snowed.  [ev-2]") && shown.contains("+2020-02-03  It snowed.  [ev-2]"), "{shown}");
    // What is no timeline keeps its lines.
    fs::write(place.join(".gitattributes"), "*.yaml diff=annals\n").unwrap();
    fs::write(place.join("steps.yaml"), "steps: 1\n").unwrap();
    commit(place, "Steps");
    fs::write(place.join("steps.yaml"), "steps: 2\n").unwrap();
    let told = git(place, &["diff"]);
    let lines = "--- a/steps.yaml\n+++ b/steps.yaml\n@@ -1 +1 @@\n-steps: 1\n+steps: 2\n";
    assert!(told.starts_with("steps.yaml:1:1: holds no timeline") && told.ends_with(lines), "{told}");
    // Twice changes nothing, and taking it out leaves git as it was.
    assert_eq!(annals(place, &["git", "install"]).0, 0);
    let attributes = fs::read_to_string(place.join(".gitattributes")).unwrap();
    assert_eq!(annals(place, &["git", "install"]).0, 0);
    assert_eq!(fs::read_to_string(place.join(".gitattributes")).unwrap(), attributes);
    assert_eq!(annals(place, &["git", "install", "--remove"]).0, 0);
    assert!(!git(place, &["config", "--local", "--list"]).contains("annals"));
}

#[test]
fn one_file_of_a_folder_is_merged_by_field() {
    let Some(folder) = repository() else { return };
    let place = folder.path();
    fs::create_dir(place.join("timelines")).unwrap();
    fs::write(place.join("timelines/x.yaml"), PLAIN).unwrap();
    assert_eq!(annals(place, &["split", "timelines/x.yaml"]).0, 0);
    assert_eq!(annals(place, &["git", "install"]).0, 0);
    commit(place, "Base");
    let file = place.join("timelines/x/events/ev-1.yaml");
    let head = place.join("timelines/x/timeline.yaml");
    let text = fs::read_to_string(&file).unwrap();
    for (branch, from, to, title) in [
        ("theirs", "It rained.", "It poured.  # sure", "decisions: [{decide: not-event, about: [{event: ev-9}]}]\n"),
        ("ours", "status: occurred", "status: denied", "title: Rain\n"),
    ] {
        git(place, &["checkout", "-q", "-b", branch, "main"]);
        fs::write(&file, text.replace(from, to)).unwrap();
        fs::write(&head, format!("annals: 1\n{title}")).unwrap();
        commit(place, branch);
    }
    git(place, &["merge", "-q", "--no-edit", "theirs"]);
    let merged = fs::read_to_string(&file).unwrap();
    assert!(merged.contains("what: It poured.") && merged.contains("# sure") && merged.contains("status: denied"), "{merged}");
    let merged = fs::read_to_string(&head).unwrap();
    assert!(merged.contains("title: Rain\n") && merged.contains("decide: not-event") && !merged.contains("events:"), "{merged}");
    let (code, said) = annals(place, &["check", "timelines/x"]);
    assert_eq!(code, 0, "{said}");
}
