//! `annals git`: timelines in git. `install` tells git to compare and merge them with annals; the other commands are what git then runs.

mod install;
mod merge;

use super::state;
use super::{Outcome, output, record};
use crate::diff;
use crate::error::{Error, Result};
use crate::render::{diff as render, lines::lines};
use crate::timeline::Timeline;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command as Process;

/// Let git compare and merge timelines event by event
#[derive(clap::Args)]
#[command(after_help = "Examples:
  annals git install                   for the folders in which timelines stand
  annals git install timelines         for that folder
  git diff                             then tells in events what changed
  git diff --no-ext-diff               lines of the file, as ever
  git log -p --ext-diff                the same of the history
  git merge john                       then merges by event and field

The settings are in .git/config of this clone, the patterns in .gitattributes:
commit the latter, and let each clone run annals git install once.

Exit code: 0 done; 2 error.")]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    Install(install::Arguments),
    Merge(merge::Arguments),
    Diff(Changed),
    Text(Shown),
}

/// What happened to one file; git runs this with its seven arguments
#[derive(clap::Args)]
struct Changed {
    /// Path, old file, old hash, old mode, new file, new hash, new mode; and of a renamed file its new path
    #[arg(required = true, num_args = 1..=9)]
    parts: Vec<PathBuf>,
}

/// A timeline in one line an event, for git to compare; git runs this
#[derive(clap::Args)]
struct Shown {
    path: PathBuf,
}

pub(super) fn run(arguments: Arguments) -> Result<Outcome> {
    match arguments.command {
        Command::Install(arguments) => install::run(&arguments),
        Command::Merge(arguments) => merge::run(&arguments),
        Command::Diff(arguments) => compare(&arguments),
        Command::Text(arguments) => show(&arguments),
    }
}

/// Never fails on the contents: a file that is no timeline is named, and git goes on with the next.
fn compare(arguments: &Changed) -> Result<Outcome> {
    let name = arguments.parts[0].display().to_string();
    let (Some(old), Some(new)) = (arguments.parts.get(1), arguments.parts.get(4)) else {
        return output::print(&format!("{name}: not merged yet; see git status\n")).map(|_| Outcome::Clean);
    };
    let told = side(old, &name).and_then(|old| Ok(diff::diff(&old, &side(new, &name)?)));
    let text = match told {
        Ok(told) if told.is_empty() => format!("{name}: the events are the same; git diff --no-ext-diff shows the lines\n"),
        Ok(told) => format!("{name}: {}\n{}", render::summary(&told), render::text(&told)),
        Err(error) => format!("{error}\n{}", by_lines(old, new, &name)),
    };
    output::print(&text).map(|_| Outcome::Clean)
}

/// What git shows without annals, for files that are no timelines.
fn by_lines(old: &Path, new: &Path, name: &str) -> String {
    let compared = Process::new("git").args(["diff", "--no-index", "--no-ext-diff", "--no-textconv", "--"]).args([old, new]).output();
    let lines = compared.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
    // Its head names temporary files.
    let hunks = lines.find("\n@@ ").map_or("", |at| &lines[at + 1..]);
    format!("--- a/{name}\n+++ b/{name}\n{hunks}")
}

/// A version of the file `name`. What is not there is empty.
fn side(path: &Path, name: &str) -> Result<Timeline> {
    let text = read(path)?;
    if text.trim().is_empty() { Ok(Timeline::default()) } else { state::timeline(&text, name) }
}

/// What is no timeline is shown as it is.
fn show(arguments: &Shown) -> Result<Outcome> {
    let text = read(&arguments.path)?;
    let shown = match state::timeline(&text, &arguments.path.display().to_string()) {
        Ok(timeline) => lines(&timeline),
        Err(_) => text,
    };
    output::print(&shown).map(|_| Outcome::Clean)
}

/// The text of a file that git made; `/dev/null` is empty.
fn read(path: &Path) -> Result<String> {
    let bytes =
        fs::read(path).map_err(|error| Error::in_file(path.display(), format!("cannot be read: {}", super::gather::reason(&error))))?;
    record::utf8(bytes, path)
}
