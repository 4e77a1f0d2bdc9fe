//! Every error that a user can run into: its trigger, and exactly what is said. The cases are the files of `tests/errors/`.
//!
//! A case is a sequence of paragraphs' lines: `+ PATH CONTENTS` makes a file (with `\n` and `\xNN` escapes), `- PATH` makes a folder,
//! `$ annals …` runs the program in a fresh folder, the lines after it are what standard error says, and `= N` is the exit code. Other
//! lines before the first command say what the case is about. `BLESS=1 cargo test --test cli_errors` writes down what the program says now,
//! to be read in the diff.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

#[test]
fn every_error_says_what_to_do() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/errors");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let mut wrong = String::new();
    for path in paths.iter().filter(|path| path.extension().is_some_and(|e| e == "txt")) {
        let case = fs::read_to_string(path).unwrap();
        let played = play(&case);
        if played != case && std::env::var_os("BLESS").is_some() {
            fs::write(path, played).unwrap();
        } else if played != case {
            let _ = writeln!(wrong, "== {}\n{played}", path.display());
        }
    }
    assert!(wrong.is_empty(), "these cases now read:\n{wrong}");
    assert!(paths.len() > 10, "the cases are gone");
}

/// The case as it should be written, from what the program does now.
fn play(case: &str) -> String {
    let place = tempfile::tempdir().unwrap();
    let mut played = String::new();
    let mut lines = case.lines().peekable();
    while let Some(line) = lines.next() {
        let _ = writeln!(played, "{line}");
        if let Some(file) = line.strip_prefix("+ ") {
            let (path, contents) = file.split_once(' ').unwrap_or((file, ""));
            let path = place.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, unescaped(contents)).unwrap();
        } else if let Some(folder) = line.strip_prefix("- ") {
            fs::create_dir_all(place.path().join(folder)).unwrap();
        } else if let Some(command) = line.strip_prefix("$ annals") {
            let (said, code) = run(command.trim(), place.path());
            let _ = writeln!(played, "{said}= {code}");
            while lines.next().is_some_and(|line| !line.starts_with("= ")) {}
        }
    }
    played
}

/// Standard error, for `check` after standard output, and the exit code. `< TEXT` at the end of the command is standard input.
fn run(command: &str, place: &Path) -> (String, i32) {
    let (arguments, input) = command.split_once(" < ").unwrap_or((command, ""));
    let mut child = Command::new(env!("CARGO_BIN_EXE_annals"))
        .args(arguments.split(' ').filter(|a| !a.is_empty()))
        .current_dir(place)
        .env("COLUMNS", "100")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that does not read its input may be gone already.
    let _ = child.stdin.take().unwrap().write_all(&unescaped(input));
    let output = child.wait_with_output().unwrap();
    let findings = if command.starts_with("check") { output.stdout } else { Vec::new() };
    let said = String::from_utf8([findings, output.stderr].concat()).unwrap();
    (said, output.status.code().unwrap())
}

fn unescaped(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        match (byte, byte == b'\\') {
            (_, false) => bytes.push(byte),
            _ => match rest.next() {
                Some(b'n') => bytes.push(b'\n'),
                Some(b'x') => {
                    let digits: Vec<u8> = rest.by_ref().take(2).collect();
                    bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).unwrap(), 16).unwrap());
                }
                other => panic!("no such escape: {other:?}"),
            },
        }
    }
    bytes
}
