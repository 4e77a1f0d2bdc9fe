//! Every command that README.md shows under "Use it" runs, in a fresh copy of the sample articles.
#![cfg(unix)]

use std::path::Path;
use std::process::{Command, Stdio};

#[test]
fn the_commands_of_the_readme_run() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().unwrap();
    let program = Path::new(env!("CARGO_BIN_EXE_annals")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    let run = |line: &str| {
        let mut command = Command::new("sh");
        command.args(["-c", line]).current_dir(&folder).env("PATH", &path).stdin(Stdio::null());
        command.output().unwrap()
    };
    run(&format!("cp -r '{}' . && git init -q .", root.join("data").display()));
    let readme = std::fs::read_to_string(root.join("README.md")).unwrap();
    let block = readme.split("## Use it").nth(1).and_then(|rest| rest.split("```").nth(1)).unwrap();
    let lines: Vec<&str> = block.lines().filter_map(|line| line.strip_prefix("$ annals ")).collect();
    assert!(lines.len() > 15, "{block}");
    let mut wrong = Vec::new();
    for line in lines {
        let output = run(&format!("annals {line}"));
        // With nobody to answer, review says what is left; of two timelines diff says that they differ.
        let expected = if line.starts_with("review") || line.starts_with("diff") { 1 } else { 0 };
        if output.status.code() != Some(expected) {
            wrong.push(format!("annals {line}\n{}", String::from_utf8_lossy(&output.stderr)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
