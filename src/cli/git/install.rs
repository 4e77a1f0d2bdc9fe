//! Tells git to run annals: drivers in this clone's configuration, patterns in `.gitattributes`.

use super::super::state::git;
use super::super::{Outcome, output, report};
use crate::error::{Error, Result};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Set this clone up: diff and merge drivers, and the patterns in .gitattributes
#[derive(clap::Args)]
pub(super) struct Arguments {
    /// Folders of timelines, or patterns as in .gitattributes; without any, the folders in which timelines stand, else timelines
    #[arg(value_name = "FOLDER")]
    places: Vec<String>,
    /// Take the settings out of this clone again; .gitattributes stays
    #[arg(long)]
    remove: bool,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome> {
    let top = git(&["rev-parse", "--show-toplevel"], ".")?;
    let top = PathBuf::from(top.trim_end_matches('\n'));
    if arguments.remove {
        for section in ["merge.annals", "diff.annals"] {
            // What was not set is as it should be.
            let _ = git(&["config", "--local", "--remove-section", section], section);
        }
        report::say("git compares and merges timelines by lines again; their patterns stay in .gitattributes");
        return Ok(Outcome::Clean);
    }
    let patterns = if arguments.places.is_empty() { found(&top)? } else { given(&arguments.places)? };
    attributes(&top.join(".gitattributes"), &patterns)?;
    let program = std::env::current_exe()
        .map_err(|error| Error::new(format!("annals does not find itself: {}", super::super::gather::reason(&error))))?;
    let program = quoted(&program.display().to_string().replace('\\', "/"));
    for (key, value) in [
        ("merge.annals.name", "timelines, event by event and field by field".to_string()),
        ("merge.annals.driver", format!("{program} git merge %O %A %B %P")),
        ("diff.annals.command", format!("{program} git diff")),
        ("diff.annals.textconv", format!("{program} git text")),
    ] {
        git(&["config", "--local", key, &value], key)?;
    }
    report::say(&format!(
        "git compares and merges {} with annals; commit .gitattributes",
        patterns.iter().cloned().collect::<Vec<_>>().join(" ")
    ));
    Ok(Outcome::Clean)
}

/// A word for the shell with which git runs drivers.
fn quoted(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-:".contains(c);
    if text.chars().all(plain) { text.to_string() } else { format!("'{}'", text.replace('\'', "'\\''")) }
}

/// Patterns for the folders in which files begin with `annals:`, from the top of the repository.
fn found(top: &Path) -> Result<BTreeSet<String>> {
    // git says no when it finds none.
    let top = top.display().to_string();
    let listed =
        git(&["-C", &top, "grep", "-lzI", "--untracked", "-e", "^annals: [0-9]", "--", "*.yaml", "*.yml"], ".").unwrap_or_default();
    let listed: Vec<&str> = listed.split('\0').filter(|path| !path.is_empty()).collect();
    let folders: BTreeSet<&str> = listed.iter().filter_map(|path| Some(path.rsplit_once('/')?.0)).collect();
    let outer = |folder: &str| !folders.iter().any(|other| folder.starts_with(&format!("{other}/")));
    let below = folders.iter().copied().filter(|folder| outer(folder)).map(pattern);
    // At the top stands much else that ends in .yaml, so that timelines there are named one by one.
    let at_top = listed.iter().filter(|path| !path.contains('/')).map(|path| fits(&format!("/{path}")));
    let mut patterns: BTreeSet<String> = below.chain(at_top).filter_map(Result::ok).collect();
    if patterns.is_empty() {
        patterns.insert(pattern("timelines")?);
    }
    Ok(patterns)
}

fn given(places: &[String]) -> Result<BTreeSet<String>> {
    let prefix = git(&["rev-parse", "--show-prefix"], ".")?;
    let prefix = prefix.trim_end_matches('\n');
    let one = |place: &String| match place.contains(['*', '?']) {
        true => fits(place),
        false => {
            let below = format!("{prefix}{}", place.trim_start_matches("./").trim_end_matches('/'));
            pattern(below.trim_end_matches('.').trim_end_matches('/'))
        }
    };
    places.iter().map(one).collect()
}

/// Everything below a folder that ends in .yaml.
fn pattern(folder: &str) -> Result<String> {
    fits(&if folder.is_empty() { "*.yaml".to_string() } else { format!("/{folder}/**/*.yaml") })
}

/// `.gitattributes` takes words without spaces only.
fn fits(pattern: &str) -> Result<String> {
    if pattern.chars().any(char::is_whitespace) || pattern.starts_with('"') || pattern.starts_with('!') {
        return Err(Error::new(format!("the pattern {pattern} cannot stand in .gitattributes; name a folder without spaces")));
    }
    Ok(pattern.to_string())
}

/// Adds what is missing, and leaves what people wrote.
fn attributes(path: &Path, patterns: &BTreeSet<String>) -> Result<()> {
    let old = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(Error::in_file(path.display(), format!("cannot be read: {}", super::super::gather::reason(&error)))),
    };
    let mut new = old.clone();
    for pattern in patterns {
        // A lock keeps both sides; at the top, *.lock would be everybody's.
        let lock = pattern.strip_suffix(".yaml").filter(|rest| rest.contains('/')).map(|rest| format!("{rest}.lock merge=union"));
        for line in [Some(format!("{pattern} merge=annals diff=annals")), lock].into_iter().flatten() {
            if old.lines().any(|other| other.trim() == line) {
                continue;
            }
            if !new.is_empty() && !new.ends_with('\n') {
                new.push('\n');
            }
            new += &format!("{line}\n");
        }
    }
    output::replace(path, new.as_bytes())
        .map_err(|error| Error::in_file(path.display(), format!("cannot be written: {}", super::super::gather::reason(&error))))
}
