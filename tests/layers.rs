//! Imports go only downwards: a module uses only modules of rows above its own in the table of `src/README.md`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The house, from the ground up. A row may use the rows before it, never itself, so `render` and `cli`, which share a row in the README,
/// are two here.
const ROWS: &[&[&str]] = &[
    &["span", "error", "diagnostic"],
    &["time", "plover", "linear"],
    &["lexicon"],
    &["article", "text"],
    &["timex"],
    &["event"],
    &["order"],
    &["timeline"],
    &["merge", "diff", "rank"],
    &["check"],
    &["pipeline"],
    &["render"],
    &["cli"],
];

#[test]
fn imports_go_only_downwards() {
    let rows: BTreeMap<&str, usize> = ROWS.iter().enumerate().flat_map(|(row, names)| names.iter().map(move |name| (*name, row))).collect();
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    for path in sources(&src) {
        let below = path.strip_prefix(&src).unwrap();
        let module = below.iter().next().unwrap().to_str().unwrap().trim_end_matches(".rs");
        if ["lib", "main", "README.md"].contains(&module) {
            continue;
        }
        let Some(own) = rows.get(module) else {
            wrong.push(format!("src/{}: the module {module} is in no row of the table in tests/layers.rs", below.display()));
            continue;
        };
        let text = fs::read_to_string(&path).unwrap();
        for (line, used) in imports(&text) {
            match rows.get(used.as_str()) {
                _ if used == module => {}
                Some(row) if row < own => {}
                Some(row) => wrong.push(format!("src/{}:{line}: {module} (row {own}) uses {used} (row {row})", below.display())),
                None => wrong.push(format!("src/{}:{line}: crate::{used} is in no row of the table in tests/layers.rs", below.display())),
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Every Rust file below `folder`.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
    files
}

/// The top modules that a file names, `crate::x` and `crate::{x, y::z}`, with their lines. Comments do not count: documentation may point
/// anywhere.
fn imports(text: &str) -> Vec<(usize, String)> {
    let code: String = text.lines().map(|line| line.split("//").next().unwrap_or("").to_string() + "\n").collect();
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        // `$crate` in a macro and a word that ends in "crate" are not this crate's root.
        if code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_') {
            continue;
        }
        let line = 1 + code[..at].matches('\n').count();
        found.extend(heads(&code[at + "crate::".len()..]).into_iter().map(|name| (line, name)));
    }
    found
}

/// The first names of a path: one word, or those of a group's members.
fn heads(path: &str) -> Vec<String> {
    let word = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let Some(group) = path.strip_prefix('{') else { return vec![word(path)] };
    let (mut depth, mut start, mut names) = (0, true, Vec::new());
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => start = true,
            c if c.is_whitespace() => {}
            _ if start && depth == 0 => {
                names.push(word(&group[at..]));
                start = false;
            }
            _ => {}
        }
    }
    names
}

#[test]
fn the_scanner_sees_every_form() {
    let found = |text: &str| imports(text).into_iter().map(|(line, name)| format!("{line} {name}")).collect::<Vec<_>>().join(", ");
    for (text, expected) in [
        ("use crate::time::Edtf;", "1 time"),
        ("\nlet x = crate::span::Span::new(0, 1);", "2 span"),
        ("use crate::{time::{Edtf, Interval}, span::Span};", "1 time, 1 span"),
        ("pub(crate) fn x() {}", ""),
        ("// crate::cli\n/// [`crate::cli`]", ""),
        ("pub use crate::text::{Tag};", "1 text"),
    ] {
        assert_eq!(found(text), expected, "{text}");
    }
}
