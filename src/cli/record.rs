//! A timeline on disk, in either layout: one file, or a folder with one file an event.

use super::gather::{reason, unreadable};
use super::output::replace;
use crate::error::{Error, Result};
use crate::merge::lock::Lock;
use crate::timeline::yaml::folder::{self, Files, HEAD, Joined};
use crate::timeline::{Timeline, yaml};
use rayon::prelude::*;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// A timeline with the text that it was read from.
pub(super) struct Record {
    pub path: PathBuf,
    pub text: String,
    /// Where the lines of `text` are, when it was put together from a folder.
    pub joined: Option<Joined>,
}

impl Record {
    /// `-` is standard input. A folder is a timeline when it holds [`HEAD`].
    pub(super) fn open(path: &Path) -> Result<Record> {
        if is_folder(path) {
            let joined = folder::join(&files(path)?);
            return Ok(Record { path: path.to_path_buf(), text: joined.text.clone(), joined: Some(joined) });
        }
        let read = if path.as_os_str() == "-" {
            let mut bytes = Vec::new();
            io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
        } else {
            fs::read(path)
        };
        let bytes = read.map_err(|error| {
            let no_timeline = || format!("is a folder without {HEAD}; name a timeline file, or a folder that annals split made");
            Error::in_file(path.display(), if path.is_dir() { no_timeline() } else { unreadable(&error) })
        })?;
        Ok(Record { path: path.to_path_buf(), text: utf8(bytes, path)?, joined: None })
    }

    /// What the text says; of a folder, in listing order.
    pub(super) fn timeline(&self) -> Result<Timeline> {
        let mut timeline = yaml::read(&self.text, &self.path.display().to_string()).map_err(|error| self.placed(error))?;
        if let Some(misnamed) = self.misnamed(&timeline) {
            return Err(misnamed);
        }
        if self.joined.is_some() {
            crate::timeline::list(&mut timeline);
        }
        Ok(timeline)
    }

    /// An error of the whole text at the file, line and column where it is.
    pub(super) fn placed(&self, error: Error) -> Error {
        let (Some(joined), Some((line, column))) = (&self.joined, error.place) else { return error };
        let (file, line, at) = joined.place(line, column.unwrap_or(1));
        Error { path: self.path.join(file).display().to_string(), place: Some((line, column.map(|_| at))), ..error }
    }

    /// Two files for one event would be one too many after the next rewrite, so a file bears its event's name.
    fn misnamed(&self, timeline: &Timeline) -> Option<Error> {
        let joined = self.joined.as_ref()?;
        let names = joined.named("events");
        // The text has the events in the order of the files.
        let (name, event) = names.zip(&timeline.events).find(|(name, event)| *name != event.id)?;
        let path = self.path.join("events").join(format!("{name}.yaml"));
        Some(Error::in_file(path.display(), format!("holds the event {0}; name the file {0}.yaml", event.id)))
    }
}

/// Writes the text of a whole timeline to a file, or cut up to a folder. Each file is replaced in one step.
pub(super) fn put(path: &Path, text: &str, as_folder: bool) -> Result<()> {
    let failed = |path: &Path, error: &io::Error| Error::in_file(path.display(), format!("cannot be written: {}", reason(error)));
    if !as_folder {
        let real = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
        return replace(&real, text.as_bytes()).map_err(|error| failed(path, &error));
    }
    let new = folder::split(text)
        .or_else(|| folder::split(&yaml::tidy(text, &yaml::read(text, &path.display().to_string()).ok()?)))
        .ok_or_else(|| Error::in_file(path.display(), "is not laid out in blocks; run annals fmt on it"))?;
    let old = if is_folder(path) { files(path)? } else { Files::new() };
    // Sources first and deletions last, so that a reader at any moment finds what an event refers to.
    let mut changed: Vec<(&String, &String)> = new.iter().filter(|(name, text)| old.get(*name) != Some(text)).collect();
    changed.sort_by_key(|(name, _)| (!name.starts_with("sources/"), name.as_str()));
    for folder in ["", "sources", "events"] {
        let below = path.join(folder);
        let wanted = folder.is_empty() || new.keys().any(|name| folder::id_of(name, folder).is_some());
        if wanted && !below.is_dir() {
            fs::create_dir_all(&below).map_err(|error| failed(&below, &error))?;
        }
    }
    for (name, text) in changed {
        replace(&path.join(name), text.as_bytes()).map_err(|error| failed(&path.join(name), &error))?;
    }
    for name in old.keys().filter(|name| !new.contains_key(*name)) {
        fs::remove_file(path.join(name)).map_err(|error| failed(&path.join(name), &error))?;
    }
    Ok(())
}

/// Where the lock of a timeline stands: beside it, and the same for both layouts.
pub(super) fn lock_path(path: &Path) -> Option<PathBuf> {
    if path.as_os_str() == "-" {
        return None;
    }
    if is_folder(path) {
        return Some(path.with_file_name(format!("{}.lock", path.file_name()?.to_string_lossy())));
    }
    Some(path.with_extension("lock")).filter(|lock| lock != path)
}

/// The lock at a path, if there is one.
pub(super) fn lock(path: &Path) -> Result<Option<Lock>> {
    match fs::read(path) {
        Ok(bytes) => Lock::read(&utf8(bytes, path)?, &path.display().to_string()).map(Some),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::in_file(path.display(), format!("cannot be read: {}", reason(&error)))),
    }
}

/// Writes a lock. It comes after its timeline: a run that ends between the two leaves values that the next one finds to be what the
/// articles say.
pub(super) fn put_lock(path: &Path, lock: &Lock) -> Result<()> {
    replace(path, lock.write().as_bytes()).map_err(|error| Error::in_file(path.display(), format!("cannot be written: {}", reason(&error))))
}

/// Whether a path is a timeline in a folder.
pub(super) fn is_folder(path: &Path) -> bool {
    path.join(HEAD).is_file()
}

/// The files of a timeline's folder. Others that stand there are not the timeline's.
pub(super) fn files(path: &Path) -> Result<Files> {
    let mut names = vec![HEAD.to_string()];
    for section in ["sources", "events"] {
        let Ok(entries) = fs::read_dir(path.join(section)) else { continue };
        let found = entries.filter_map(|entry| Some(format!("{section}/{}", entry.ok()?.file_name().to_str()?)));
        // A temporary file of a run that was killed begins with a dot.
        names.extend(found.filter(|name| folder::id_of(name, section).is_some_and(|id| !id.starts_with('.'))));
    }
    let read = |name: String| {
        let path = path.join(&name);
        let bytes = fs::read(&path).map_err(|error| Error::in_file(path.display(), format!("cannot be read: {}", reason(&error))))?;
        Ok((name, utf8(bytes, &path)?))
    };
    let files: Files = names.into_par_iter().map(read).collect::<Result<_>>()?;
    let has_events = files.keys().any(|name| name.starts_with("events/"));
    if !has_events && files.get(HEAD).is_some_and(|head| head.lines().any(|line| line == "events:")) {
        return Err(Error::in_file(path.join(HEAD).display(), "is a whole timeline and no folder's head; name the file itself"));
    }
    Ok(files)
}

pub(super) fn utf8(bytes: Vec<u8>, path: &Path) -> Result<String> {
    String::from_utf8(bytes).map_err(|error| {
        let before = String::from_utf8_lossy(&error.as_bytes()[..error.utf8_error().valid_up_to()]).into_owned();
        let column = 1 + before.chars().rev().take_while(|c| *c != '\n').count();
        let line = 1 + before.bytes().filter(|b| *b == b'\n').count();
        Error::in_file(path.display(), "is not UTF-8; save it as UTF-8").at(line, column)
    })
}
