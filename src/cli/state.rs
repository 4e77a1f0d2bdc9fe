//! A state of a timeline, wherever it is kept: a file, a folder, one file of a folder, or any of these in a git revision.

use super::record::{self, Record};
use crate::error::{Error, Result};
use crate::timeline::Timeline;
use crate::timeline::yaml;
use crate::timeline::yaml::folder::{self, Files, HEAD};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The timelines at a place by their names below it: one with an empty name where the place is a timeline itself. `REV:PATH` is a path in a
/// git revision.
pub(super) fn states(place: &Path) -> Result<BTreeMap<String, Timeline>> {
    let text = place.to_string_lossy();
    if !place.exists()
        && let Some((revision, path)) = text.split_once(':').filter(|(revision, _)| revision.chars().count() > 1)
    {
        return in_revision(revision, path);
    }
    let one = |timeline| BTreeMap::from([(String::new(), timeline)]);
    if !place.is_dir() || record::is_folder(place) {
        return Record::open(place)?.timeline().map(one);
    }
    let mut found = BTreeMap::new();
    let entries = std::fs::read_dir(place)
        .map_err(|error| Error::in_file(place.display(), format!("cannot be read: {}", super::gather::reason(&error))))?;
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    for path in paths.into_iter().filter(|path| record::is_folder(path) || path.extension().is_some_and(|e| e == "yaml" || e == "yml")) {
        let name = path.with_extension("").file_name().map_or(String::new(), |name| name.to_string_lossy().into_owned());
        found.insert(name, Record::open(&path)?.timeline()?);
    }
    if found.is_empty() {
        return Err(Error::in_file(place.display(), "holds no timeline; name a timeline, or a folder of timelines"));
    }
    Ok(found)
}

/// What a text says that is known as `path`: a whole timeline, or one file of a timeline's folder, whose section and id its path gives.
pub(super) fn timeline(text: &str, path: &str) -> Result<Timeline> {
    let Some(name) = part(path).filter(|_| !is_whole(text)) else { return yaml::read(text, path) };
    let joined = folder::join(&Files::from([(HEAD.to_string(), "annals: 1\n".to_string()), (name, text.to_string())]));
    yaml::read(&joined.text, path).map_err(|error| match error.place {
        Some((line, column)) => {
            let (_, line, at) = joined.place(line, column.unwrap_or(1));
            Error { place: Some((line, column.map(|_| at))), ..error }
        }
        None => error,
    })
}

/// `events/ev-….yaml` or `sources/src-….yaml`, the end of a path to one file of a timeline's folder.
pub(super) fn part(path: &str) -> Option<String> {
    ["events", "sources"].into_iter().find_map(|section| {
        let at = path.rfind(&format!("{section}/")).filter(|at| *at == 0 || path[..*at].ends_with('/'))?;
        folder::id_of(&path[at..], section).map(|_| path[at..].to_string())
    })
}

pub(super) fn is_whole(text: &str) -> bool {
    text.lines().any(|line| line.starts_with("annals:"))
}

fn in_revision(revision: &str, path: &str) -> Result<BTreeMap<String, Timeline>> {
    let path = path.trim_end_matches('/');
    // A path is counted from the current folder, as everywhere on the command line.
    let listed = git(&["ls-tree", "-r", "-z", "--name-only", revision, "--", path], revision)?;
    let names: Vec<&str> = listed.split('\0').filter(|name| !name.is_empty()).collect();
    let show = |name: &str| git(&["show", &format!("{revision}:./{name}")], revision);
    let place = |name: &str| format!("{revision}:{name}");
    if names == [path] {
        return Ok(BTreeMap::from([(String::new(), timeline(&show(path)?, &place(path))?)]));
    }
    let mut found = BTreeMap::new();
    let below = |folder: &str| -> Result<Timeline> {
        let inside = names.iter().filter_map(|name| Some((name, name.strip_prefix(folder)?.strip_prefix('/')?)));
        let ours = inside.filter(|(_, name)| *name == HEAD || part(name).is_some_and(|whole| whole == **name));
        let files: Files = ours.map(|(whole, name)| Ok((name.to_string(), show(whole)?))).collect::<Result<_>>()?;
        let mut timeline = yaml::read(&folder::join(&files).text, &place(folder))?;
        crate::timeline::list(&mut timeline);
        Ok(timeline)
    };
    for name in names.iter().filter(|name| part(name).is_none()) {
        let Some(rest) = name.strip_prefix(path).and_then(|rest| rest.strip_prefix('/').or((path == ".").then_some(name))) else {
            continue;
        };
        match rest.split_once('/') {
            None if rest == HEAD => return below(path).map(|timeline| BTreeMap::from([(String::new(), timeline)])),
            None if rest.ends_with(".yaml") => {
                found.insert(rest.trim_end_matches(".yaml").to_string(), timeline(&show(name)?, &place(name))?);
            }
            Some((folder, HEAD)) => {
                found.insert(folder.to_string(), below(name.trim_end_matches(HEAD).trim_end_matches('/'))?);
            }
            _ => {}
        }
    }
    if found.is_empty() {
        return Err(Error::in_file(place(path), "no timeline is there; check the revision and the path"));
    }
    Ok(found)
}

/// What git prints.
pub(super) fn git(arguments: &[&str], about: &str) -> Result<String> {
    let output = Command::new("git").args(arguments).output();
    let output = output.map_err(|error| Error::new(format!("git cannot be run: {}", super::gather::reason(&error))))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        let said = said.lines().next().unwrap_or("it failed").trim_start_matches("fatal: ");
        return Err(Error::in_file(about, format!("git says: {said}")));
    }
    String::from_utf8(output.stdout).map_err(|_| Error::in_file(about, "is not UTF-8; save it as UTF-8"))
}
