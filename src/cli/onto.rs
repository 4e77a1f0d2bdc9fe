//! What a build goes onto: the timeline that stands there already, and the lock beside it.

use super::output::Target;
use super::record::{self, Record};
use crate::error::Result;
use crate::merge::lock::Lock;
use crate::merge::rebuild::{self, Known};
use crate::timeline::{Timeline, yaml};
use std::path::{Path, PathBuf};

pub(super) struct Onto {
    target: Target,
    /// The text that stands there, and what it says.
    old: Option<(String, Timeline)>,
    /// What annals wrote of it.
    pub lock: Option<Lock>,
    lock_path: Option<PathBuf>,
}

impl Onto {
    /// Whatever cannot be read here is an error rather than lost.
    pub(super) fn open(target: Target, output: Option<&Path>) -> Result<Onto> {
        let old = existing(&target, output)?;
        let lock_path = output.filter(|_| target.is_kept()).and_then(record::lock_path);
        // Read even where there is no timeline yet, so that somebody else's file of that name is not written over.
        let lock = lock_path.as_deref().map(record::lock).transpose()?.flatten().filter(|_| old.is_some());
        Ok(Onto { target, old, lock, lock_path })
    }

    /// The timeline that stands there.
    pub(super) fn timeline(&self) -> Option<&Timeline> {
        self.old.as_ref().map(|(_, old)| old)
    }

    /// What is known of articles that are read anew.
    pub(super) fn known(&self) -> Option<Known<'_>> {
        self.timeline().map(|old| Known::of(old, self.lock.as_ref()))
    }

    /// Writes the timeline, and beside it what annals wrote of it: `lock`, or all.
    pub(super) fn write(&self, timeline: &Timeline, lock: Option<Lock>) -> Result<()> {
        match &self.old {
            // The text of a million articles is too much for one memory.
            None => self.target.write_parts(|| yaml::parts(timeline))?,
            Some((text, _)) => self.target.write(&yaml::rewrite(text, timeline))?,
        }
        match &self.lock_path {
            Some(path) => record::put_lock(path, &lock.unwrap_or_else(|| rebuild::first_lock(timeline))),
            None => Ok(()),
        }
    }
}

/// The timeline in either layout; none where nothing stands there, or nothing in it.
fn existing(target: &Target, path: Option<&Path>) -> Result<Option<(String, Timeline)>> {
    let path = match (target, path) {
        (Target::File(_) | Target::Folder(_), Some(path)) if path.is_file() || path.is_dir() => path,
        _ => return Ok(None),
    };
    let record = Record::open(path)?;
    if record.text.trim().is_empty() {
        return Ok(None);
    }
    let timeline = record.timeline()?;
    Ok(Some((record.text, timeline)))
}
