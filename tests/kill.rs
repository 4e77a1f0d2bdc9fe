//! A run that is killed at any moment leaves the old file or the new one, whole, and the next run ends what it began.
#![cfg(unix)]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const EVENTS: usize = 400;

/// A timeline that `fmt` changes: unusual quoting everywhere.
fn timeline() -> String {
    let mut text = String::from("annals: 1\nevents:\n");
    for number in 0..EVENTS {
        text += &format!(
            "- id: 'ev-{number:04}'\n  date: '2020-01-{:02}'\n  basis: human\n  what: 'Event {number} of the month.'\n  status: occurred\n",
            number % 28 + 1
        );
    }
    text
}

fn annals(place: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_annals"));
    command.args(arguments).current_dir(place).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// What `fmt` makes of the timeline.
fn formatted() -> String {
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join("x.yaml"), timeline()).unwrap();
    assert!(annals(place.path(), &["fmt", "x.yaml"]).status().unwrap().success());
    fs::read_to_string(place.path().join("x.yaml")).unwrap()
}

#[test]
fn killed_in_the_middle_of_any_write() {
    let (old, new) = (timeline(), formatted());
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("x.yaml");
    // The system kills a process (SIGXFSZ) that writes beyond the limit, which is so many half kilobytes.
    let mut killed = 0;
    for blocks in (0..new.len().div_ceil(512) + 2).step_by(7) {
        fs::write(&file, &old).unwrap();
        let limited = format!("ulimit -f {blocks}; exec \"$0\" \"$@\"");
        let run = |command: &str| {
            Command::new("sh")
                .args(["-c", &limited, env!("CARGO_BIN_EXE_annals"), command, "x.yaml"])
                .current_dir(place.path())
                .output()
                .unwrap()
        };
        let died = !run("fmt").status.success();
        killed += usize::from(died);
        let left = fs::read_to_string(&file).unwrap();
        assert!(left == if died { old.as_str() } else { new.as_str() }, "{blocks} blocks");
        assert!(annals(place.path(), &["fmt", "x.yaml"]).status().unwrap().success());
        assert!(fs::read_to_string(&file).unwrap() == new, "the next run ends it, after {blocks} blocks");
    }
    assert!(killed > 5, "{killed}");
}

#[test]
fn killed_at_any_time() {
    let (old, new) = (timeline(), formatted());
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("x.yaml");
    fs::write(&file, &old).unwrap();
    let started = Instant::now();
    assert!(annals(place.path(), &["fmt", "x.yaml"]).status().unwrap().success());
    let whole = started.elapsed().max(Duration::from_millis(5));
    for step in 0..40 {
        fs::write(&file, &old).unwrap();
        let mut child = annals(place.path(), &["fmt", "x.yaml"]).spawn().unwrap();
        std::thread::sleep(whole * step / 36);
        let _ = child.kill();
        child.wait().unwrap();
        let left = fs::read_to_string(&file).unwrap();
        assert!(left == old || left == new, "step {step}: {} bytes of {} or {}", left.len(), old.len(), new.len());
    }
}

#[test]
fn a_folder_can_be_read_at_any_time() {
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join("x.yaml"), timeline()).unwrap();
    assert!(annals(place.path(), &["split", "x.yaml", "--keep"]).status().unwrap().success());
    let names = || {
        fs::read_dir(place.path().join("x/events"))
            .unwrap()
            .filter(|e| !e.as_ref().unwrap().file_name().to_string_lossy().starts_with('.'))
            .count()
    };
    assert_eq!(names(), EVENTS);
    let started = Instant::now();
    assert!(annals(place.path(), &["fmt", "x"]).status().unwrap().success());
    let whole = started.elapsed().max(Duration::from_millis(5));
    for step in 0..12 {
        // As split wrote them, the files are not in the layout of fmt.
        for entry in fs::read_dir(place.path().join("x/events")).unwrap() {
            let path = entry.unwrap().path();
            let text = fs::read_to_string(&path).unwrap();
            fs::write(&path, text.replace("basis: human", "basis: 'human'")).unwrap();
        }
        let mut child = annals(place.path(), &["fmt", "x"]).spawn().unwrap();
        std::thread::sleep(whole * step / 10);
        let _ = child.kill();
        child.wait().unwrap();
        assert_eq!(names(), EVENTS);
        assert_eq!(annals(place.path(), &["check", "x"]).status().unwrap().code(), Some(0), "step {step}");
    }
}

#[test]
fn a_build_that_is_interrupted_leaves_the_old_timeline() {
    let place = tempfile::tempdir().unwrap();
    let path = place.path();
    let articles = |number: usize| -> String {
        let line = |i: usize| {
            format!("{{\"date\": \"2020-01-05\", \"text\": \"Rebels captured the town of Ara{i} on Friday. Its mayor fled.\"}}\n")
        };
        (0..number).map(line).collect()
    };
    fs::write(path.join("few.jsonl"), articles(5)).unwrap();
    fs::write(path.join("many.jsonl"), articles(400)).unwrap();
    assert!(annals(path, &["build", "few.jsonl", "-o", "old.yaml"]).status().unwrap().success());
    let old = ["yaml", "lock"].map(|end| fs::read(path.join(format!("old.{end}"))).unwrap());
    let anew = |name: &str| {
        for (end, bytes) in ["yaml", "lock"].iter().zip(&old) {
            fs::write(path.join(format!("{name}.{end}")), bytes).unwrap();
        }
    };
    anew("new");
    let started = Instant::now();
    assert!(annals(path, &["build", "many.jsonl", "-o", "new.yaml"]).status().unwrap().success());
    let whole = started.elapsed().max(Duration::from_millis(5));
    let new = fs::read(path.join("new.yaml")).unwrap();
    for step in 0..20 {
        anew("x");
        let mut child = annals(path, &["build", "many.jsonl", "-o", "x.yaml"]).spawn().unwrap();
        std::thread::sleep(whole * step / 18);
        // What Ctrl-C sends.
        let _ = Command::new("kill").args(["-INT", &child.id().to_string()]).stderr(Stdio::null()).status();
        child.wait().unwrap();
        let left = fs::read(path.join("x.yaml")).unwrap();
        assert!(left == old[0] || left == new, "step {step}: {} bytes", left.len());
        assert!(annals(path, &["build", "many.jsonl", "-o", "x.yaml"]).status().unwrap().success());
        assert!(fs::read(path.join("x.yaml")).unwrap() == new, "the next run ends it, step {step}");
    }
}
