//! `annals split` and `annals join`: from one layout to the other.

use super::Outcome;
use super::gather::{reason, unreadable};
use super::record::{self, Record};
use super::report::{self, count};
use crate::error::{Error, Result};
use crate::timeline::yaml;
use crate::timeline::yaml::folder::HEAD;
use std::fs;
use std::path::{Path, PathBuf};

/// Turn a timeline file into a folder with one file an event
#[derive(clap::Args)]
#[command(after_help = "Examples:
  annals split timelines/x.yaml        becomes the folder timelines/x
  annals split x.yaml --keep           leaves the file where it is

For teams whose merges happen on a forge, where no merge driver runs: two people
who edit different events never touch the same file. Every command takes both
layouts; annals join turns the folder back into a file.

Exit code: 0 done; 2 error.")]
pub(super) struct Split {
    /// The timeline file
    #[arg(value_name = "FILE")]
    path: PathBuf,
    /// Do not remove the file
    #[arg(long)]
    keep: bool,
}

/// Turn a timeline's folder back into one file
#[derive(clap::Args)]
#[command(after_help = "Examples:
  annals join timelines/x              becomes the file timelines/x.yaml
  annals join timelines/x --keep       leaves the folder where it is

Exit code: 0 done; 2 error.")]
pub(super) struct Join {
    /// The folder, which holds timeline.yaml
    #[arg(value_name = "FOLDER")]
    path: PathBuf,
    /// Do not remove the folder
    #[arg(long)]
    keep: bool,
}

pub(super) fn split(arguments: Split) -> Result<Outcome> {
    let path = &arguments.path;
    if record::is_folder(path) {
        return Err(Error::in_file(path.display(), "is a folder already; annals join makes it one file"));
    }
    let record = Record::open(path)?;
    let timeline = record.timeline()?;
    let folder = path.with_extension("");
    if path.as_os_str() == "-" || folder == *path {
        return Err(Error::in_file(path.display(), "gives the folder no name; name a file that ends in .yaml"));
    }
    if folder.exists() {
        return Err(Error::in_file(folder.display(), "exists already; move it away first"));
    }
    record::put(&folder, &record.text, true)?;
    let mut written = Record::open(&folder)?.timeline()?;
    same(&mut written, &timeline, &folder)?;
    if !arguments.keep {
        fs::remove_file(path).map_err(|error| Error::in_file(path.display(), format!("cannot be removed: {}", reason(&error))))?;
    }
    report::say(&format!("{} -> {}", count(timeline.events.len(), "event"), folder.display()));
    Ok(Outcome::Clean)
}

pub(super) fn join(arguments: Join) -> Result<Outcome> {
    let path = &arguments.path;
    if !record::is_folder(path) {
        let kind = fs::metadata(path).map_err(|error| Error::in_file(path.display(), unreadable(&error)))?;
        let is = if kind.is_dir() { format!("is a folder without {HEAD}") } else { "is no folder".to_string() };
        return Err(Error::in_file(path.display(), format!("{is}; name a folder that annals split made")));
    }
    let record = Record::open(path)?;
    let timeline = record.timeline()?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
    let name = name.ok_or_else(|| Error::in_file(path.display(), "gives the file no name; name the folder by its own name"))?;
    let file = path.with_file_name(format!("{name}.yaml"));
    if file.exists() {
        return Err(Error::in_file(file.display(), "exists already; move it away first"));
    }
    record::put(&file, &yaml::tidy(&record.text, &timeline), false)?;
    let mut written = Record::open(&file)?.timeline()?;
    same(&mut written, &timeline, &file)?;
    if !arguments.keep {
        remove(path)?;
    }
    report::say(&format!("{} -> {}", count(timeline.events.len(), "event"), file.display()));
    Ok(Outcome::Clean)
}

/// Nothing is removed before what was written has been read back and says the same.
fn same(written: &mut crate::timeline::Timeline, timeline: &crate::timeline::Timeline, path: &Path) -> Result<()> {
    let mut events = timeline.events.clone();
    events.sort_by(|a, b| a.id.cmp(&b.id));
    written.events.sort_by(|a, b| a.id.cmp(&b.id));
    let same = written.events == events && written.sources == timeline.sources && written.title == timeline.title;
    if same { Ok(()) } else { Err(Error::in_file(path.display(), "does not read back as it was written, so nothing was removed")) }
}

/// The timeline's own files, and its folders where nothing else is in them.
fn remove(folder: &Path) -> Result<()> {
    for name in record::files(folder)?.keys().rev() {
        let path = folder.join(name);
        fs::remove_file(&path).map_err(|error| Error::in_file(path.display(), format!("cannot be removed: {}", reason(&error))))?;
    }
    for below in ["sources", "events", ""] {
        let _ = fs::remove_dir(folder.join(below));
    }
    Ok(())
}
