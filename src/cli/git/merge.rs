//! The merge driver: git gives three versions of a file, and takes the merged one from where ours was.

use super::super::state;
use super::super::{Outcome, output, report};
use super::read;
use crate::error::{Error, Result};
use crate::merge::three::{Conflict, three};
use crate::timeline::yaml::folder::{self, Files, HEAD};
use crate::timeline::{Timeline, yaml};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Merge three versions of a timeline, or of one file of its folder; git runs this
#[derive(clap::Args)]
#[command(after_help = "What only one side changed is taken, lists are united. Where both wrote a field
differently, the event keeps ours, both values stand in `disputed`, and annals
check names it. A file that is no timeline is merged by lines, as git does.

Exit code: 0 merged; 1 a conflict is left; 2 error.")]
pub(super) struct Arguments {
    /// The version that both come from
    base: PathBuf,
    /// Ours; the result is written here
    ours: PathBuf,
    /// Theirs
    theirs: PathBuf,
    /// The file's name in the repository
    name: Option<String>,
}

pub(super) fn run(arguments: &Arguments) -> Result<Outcome> {
    let Arguments { base, ours, theirs, name } = arguments;
    let name = name.clone().unwrap_or_else(|| ours.display().to_string());
    let texts = read(base).and_then(|base| Ok([base, read(ours)?, read(theirs)?]));
    let merged = texts.and_then(|[base, ours, theirs]| merge(&base, &ours, &theirs, &name));
    let (text, conflicts) = match merged {
        Ok(merged) => merged,
        Err(error) => {
            report::say(&format!("{error}; merged by lines"));
            return by_lines(arguments, &name);
        }
    };
    output::replace(ours, text.as_bytes())
        .map_err(|error| Error::in_file(ours.display(), format!("cannot be written: {}", super::super::gather::reason(&error))))?;
    for Conflict { id, message, .. } in &conflicts {
        let at = if id.is_empty() { name.clone() } else { format!("{name}: {id}") };
        report::say(&format!("conflict: {at}: {message}"));
    }
    if conflicts.is_empty() {
        return Ok(Outcome::Clean);
    }
    report::say(&format!("{name}: annals check says where; settle it, then git add {name}"));
    Ok(Outcome::Findings)
}

/// The merged text. A file of a timeline's folder is merged as the timeline of one event or source that it is.
fn merge(base: &str, ours: &str, theirs: &str, name: &str) -> Result<(String, Vec<Conflict>)> {
    let part = state::part(name).filter(|_| ![base, ours, theirs].into_iter().any(state::is_whole));
    let is_head = Path::new(name).file_name().is_some_and(|file| file == HEAD);
    let has_events = |text: &str| text.lines().any(|line| line.starts_with("events:"));
    let file = part.or_else(|| (is_head && ![base, ours, theirs].into_iter().any(has_events)).then(|| HEAD.to_string()));
    let whole = |text: &str| match &file {
        Some(file) if !text.trim().is_empty() => {
            let mut files = Files::from([(HEAD.to_string(), "annals: 1\n".to_string())]);
            files.insert(file.clone(), text.to_string());
            folder::join(&files).text
        }
        _ => text.to_string(),
    };
    let [base_text, our_text, their_text] = [base, ours, theirs].map(whole);
    // The messages of a single file say where in that file, so it is read as what it is first.
    for text in [base, ours, theirs].into_iter().filter(|text| !text.trim().is_empty()) {
        state::timeline(text, name)?;
    }
    let timeline = |text: &str| if text.trim().is_empty() { Ok(Timeline::default()) } else { yaml::read(text, name) };
    let (base, ours, theirs) = (timeline(&base_text)?, timeline(&our_text)?, timeline(&their_text)?);
    let (merged, conflicts) = three(&base, &ours, &theirs);
    let beside = conflicts.iter().filter(|conflict| !conflict.held);
    let notes: Vec<yaml::Note> = beside.map(|c| (c.section, c.id.clone(), format!("{} {}", crate::check::CONFLICT, c.message))).collect();
    let text = yaml::unite(&base_text, &our_text, &their_text, &merged, &notes);
    let text = match &file {
        None => text,
        Some(file) => {
            let cut = folder::split(&text).and_then(|mut files| files.remove(file));
            cut.ok_or_else(|| Error::in_file(name, "is not laid out in blocks; run annals fmt on it"))?
        }
    };
    Ok((text, conflicts))
}

/// What git does without a driver, for files that are no timelines, with its own marks of conflict.
fn by_lines(arguments: &Arguments, name: &str) -> Result<Outcome> {
    let Arguments { base, ours, theirs, .. } = arguments;
    let labels = ["-L", "ours", "-L", "base", "-L", "theirs"];
    let status = Command::new("git").arg("merge-file").args(labels).args([ours, base, theirs]).status();
    let status = status.map_err(|error| Error::new(format!("git cannot be run: {}", super::super::gather::reason(&error))))?;
    match status.code() {
        Some(0) => Ok(Outcome::Clean),
        Some(1..=127) => Ok(Outcome::Findings),
        _ => Err(Error::in_file(name, "git merge-file failed; merge it by hand")),
    }
}
