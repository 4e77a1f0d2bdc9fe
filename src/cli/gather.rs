//! Files from paths: folders are walked, articles are read in parallel, and the result depends on neither the order of the arguments nor the
//! number of threads.

use crate::article::{self, Bytes, Part};
use crate::diagnostic::Diagnostic;
use crate::error::{Error, Result};
use ignore::WalkBuilder;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader};
use std::path::{Component, Path, PathBuf};

/// One file to read, under the name that is shown and kept.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Input {
    /// With `/`, relative to the current folder where it lies below it; `-` is standard input.
    pub name: String,
    path: PathBuf,
    /// A person named the file itself, not only a folder above it.
    named: bool,
}

/// Every file below `paths`, sorted by name and each once. A path that does not exist is an error, and so is finding nothing at all.
pub(super) fn inputs(paths: &[PathBuf]) -> Result<(Vec<Input>, Vec<Diagnostic>)> {
    let mut inputs = Vec::new();
    let mut diagnostics = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            inputs.push(Input { name: "-".into(), path: path.clone(), named: true });
            continue;
        }
        let kind = fs::metadata(path).map_err(|error| Error::in_file(path.display(), unreadable(&error)))?;
        if kind.is_dir() {
            walk(path, &mut inputs, &mut diagnostics);
        } else if !kind.is_file() {
            diagnostics.push(Diagnostic::warning(&name(path), "is neither a file nor a folder; left out"));
        } else {
            inputs.push(Input { name: name(path), path: path.clone(), named: true });
        }
    }
    // Named files first among equals, then each file once.
    inputs.sort_by(|a, b| (&a.name, !a.named, &a.path).cmp(&(&b.name, !b.named, &b.path)));
    let mut seen = BTreeSet::new();
    inputs.retain(|input| seen.insert(fs::canonicalize(&input.path).unwrap_or_else(|_| input.path.clone())));
    if inputs.is_empty() && diagnostics.is_empty() {
        let named: Vec<String> = paths.iter().map(|p| name(p)).collect();
        return Err(Error::in_file(named.join(", "), "no articles here: the folder is empty, or all its files are hidden"));
    }
    Ok((inputs, diagnostics))
}

/// The parts of all files, opened one after the other as they are asked for.
pub(super) fn parts(inputs: &[Input]) -> impl Iterator<Item = Part> + Send {
    inputs.iter().flat_map(open)
}

/// The parts of one file.
pub(super) fn open(input: &Input) -> article::Parts {
    if input.name == "-" {
        return article::parts("-", Bytes::Stream(Box::new(io::stdin())), true);
    }
    match File::open(&input.path) {
        Ok(file) => article::parts(&input.name, Bytes::File(Box::new(file)), input.named),
        Err(error) => {
            let why = format!("cannot be read: {}; left out", reason(&error));
            Box::new(std::iter::once(Part::unreadable(&input.name, why)))
        }
    }
}

/// The lines of a file, or of standard input, with their numbers; read as they are asked for, so that a stream may have no end. A line that
/// cannot be read says why.
pub(super) fn lines(path: &Path) -> Result<impl Iterator<Item = (usize, std::result::Result<String, String>)> + use<>> {
    let mut input: Box<dyn BufRead> = if path.as_os_str() == "-" {
        Box::new(BufReader::new(io::stdin()))
    } else if path.is_dir() {
        return Err(Error::in_file(path.display(), "is a folder; name a file of JSON lines"));
    } else {
        let file = File::open(path).map_err(|error| Error::in_file(path.display(), unreadable(&error)))?;
        Box::new(BufReader::new(file))
    };
    let (mut number, mut over) = (0, false);
    Ok(std::iter::from_fn(move || {
        if over {
            return None;
        }
        number += 1;
        let mut bytes = Vec::new();
        match input.read_until(b'\n', &mut bytes) {
            Ok(0) => None,
            Ok(_) => Some((number, String::from_utf8(bytes).map_err(|_| "is not UTF-8".to_string()))),
            Err(error) => {
                over = true;
                Some((number, Err(format!("cannot be read: {}", reason(&error)))))
            }
        }
    }))
}

/// Hands every file below a data folder to `take`, by its path below the folder.
pub(super) fn data_files(folder: &Path, mut take: impl FnMut(String, Vec<u8>)) -> Result<()> {
    if !folder.is_dir() {
        return Err(Error::in_file(folder.display(), "no such folder; --data takes a folder laid out like data/en"));
    }
    for entry in walker(folder) {
        let entry = entry.map_err(|error| Error::in_file(folder.display(), error.to_string()))?;
        if entry.file_type().is_some_and(|kind| kind.is_file()) {
            let bytes = fs::read(entry.path()).map_err(|error| Error::in_file(entry.path().display(), reason(&error)))?;
            take(slashed(entry.path().strip_prefix(folder).unwrap_or(entry.path())), bytes);
        }
    }
    Ok(())
}

fn walk(folder: &Path, inputs: &mut Vec<Input>, diagnostics: &mut Vec<Diagnostic>) {
    for entry in walker(folder) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                diagnostics.push(unwalkable(folder, &error));
                continue;
            }
        };
        match entry.file_type() {
            Some(kind) if kind.is_dir() => {}
            Some(kind) if kind.is_file() => {
                inputs.push(Input { name: name(entry.path()), path: entry.path().to_path_buf(), named: false });
            }
            _ => diagnostics.push(Diagnostic::note(&name(entry.path()), "is neither a file nor a folder; left out")),
        }
    }
}

/// Hidden files are skipped. Nothing that a `.gitignore` says counts: articles are often kept out of a repository for their copyright.
fn walker(folder: &Path) -> ignore::Walk {
    WalkBuilder::new(folder).standard_filters(false).hidden(true).follow_links(true).sort_by_file_name(|a, b| a.cmp(b)).build()
}

fn unwalkable(folder: &Path, error: &ignore::Error) -> Diagnostic {
    fn parts(error: &ignore::Error) -> (Option<&Path>, String) {
        match error {
            ignore::Error::WithPath { path, err } => (Some(path), parts(err).1),
            ignore::Error::WithDepth { err, .. } => parts(err),
            ignore::Error::Loop { child, .. } => (Some(child), "is a link to a folder above it; not followed".into()),
            ignore::Error::Io(error) => (None, format!("cannot be read: {}; left out", reason(innermost(error)))),
            other => (None, other.to_string()),
        }
    }
    let (path, message) = parts(error);
    let path = name(path.unwrap_or(folder));
    if matches!(message.as_str(), m if m.contains("link")) { Diagnostic::note(&path, message) } else { Diagnostic::warning(&path, message) }
}

/// The system's error inside what walking a folder makes of it, which names the path again.
fn innermost(error: &io::Error) -> &io::Error {
    error.get_ref().and_then(|error| error.source()).and_then(|error| error.downcast_ref()).unwrap_or(error)
}

/// The name to show and keep: without `./`, relative to the current folder if it lies below it, with `/`.
fn name(path: &Path) -> String {
    let here = std::env::current_dir().ok();
    let path = here.and_then(|here| path.strip_prefix(here).ok()).unwrap_or(path);
    let name = slashed(path);
    if name.is_empty() { ".".into() } else { name }
}

fn slashed(path: &Path) -> String {
    let parts = path.components().filter(|c| *c != Component::CurDir);
    let joined: PathBuf = parts.collect();
    joined.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
}

/// Why a path that a person gave cannot be read, and what to do.
pub(super) fn unreadable(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder; check the path".into(),
        _ => format!("cannot be read: {}", reason(error)),
    }
}

/// The system's reason as a lowercase fragment, without its number.
pub(super) fn reason(error: &io::Error) -> String {
    let text = match error.kind() {
        io::ErrorKind::NotFound => return "no such file".into(),
        io::ErrorKind::PermissionDenied => return "permission denied".into(),
        _ => error.to_string(),
    };
    let text = text.split(" (os error").next().unwrap_or(&text);
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_lowercase().chain(chars).collect())
}
