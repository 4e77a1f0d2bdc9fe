//! Files from paths: folders are walked, articles are read in parallel, and the result depends on neither the order of the arguments nor the
//! number of threads.

use crate::article::{self, Article, EXTENSIONS};
use crate::diagnostic::Diagnostic;
use crate::error::{Error, Result};
use chrono::NaiveDate;
use ignore::WalkBuilder;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

/// A larger file is no article; reading one by mistake would take all memory.
const LARGEST: u64 = 32 << 20;

/// One thing to read, under the name that is shown and kept.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Input {
    /// With `/`, relative to the current folder where it lies below it; `-` is standard input.
    pub name: String,
    path: PathBuf,
}

/// What was read from one input.
pub struct Read1 {
    pub article: Option<Article>,
    pub diagnostics: Vec<Diagnostic>,
}

/// Every article below `paths`, sorted by name and each once. A path that does not exist is an error, and so is finding nothing to read.
pub fn inputs(paths: &[PathBuf]) -> Result<(Vec<Input>, Vec<Diagnostic>)> {
    let mut inputs = Vec::new();
    let mut diagnostics = Vec::new();
    let mut others = BTreeSet::new();
    for path in paths {
        if path.as_os_str() == "-" {
            inputs.push(Input { name: "-".into(), path: path.clone() });
            continue;
        }
        let kind = fs::metadata(path).map_err(|error| Error::in_file(path.display(), missing(&error)))?;
        if kind.is_dir() {
            walk(path, &mut inputs, &mut others, &mut diagnostics);
        } else if !kind.is_file() {
            diagnostics.push(Diagnostic::warning(&name(path), "is neither a file nor a folder; left out"));
        } else if extension(path).is_none_or(|e| EXTENSIONS.contains(&e.as_str())) {
            inputs.push(Input { name: name(path), path: path.clone() });
        } else {
            diagnostics.push(Diagnostic::warning(&name(path), "is not read; annals reads .txt and .md, so save its text as .txt"));
        }
    }
    inputs.sort();
    let mut seen = BTreeSet::new();
    inputs.retain(|input| seen.insert(fs::canonicalize(&input.path).unwrap_or_else(|_| input.path.clone())));
    if inputs.is_empty() && diagnostics.is_empty() {
        let holds = match others.len() {
            0 => String::new(),
            _ => format!(", and only {} files are there", others.into_iter().take(5).collect::<Vec<_>>().join(", ")),
        };
        let named: Vec<String> = paths.iter().map(|p| name(p)).collect();
        return Err(Error::in_file(named.join(", "), format!("no articles here; annals reads .txt and .md{holds}")));
    }
    Ok((inputs, diagnostics))
}

/// Reads every input, in the order of `inputs`.
pub fn read(inputs: &[Input], dct: Option<NaiveDate>) -> Vec<Read1> {
    inputs.par_iter().map(|input| read_one(input, dct)).collect()
}

pub fn read_one(input: &Input, dct: Option<NaiveDate>) -> Read1 {
    match bytes(input) {
        Ok(bytes) => {
            let (article, diagnostics) = article::read(&bytes, &input.name, dct);
            Read1 { article, diagnostics }
        }
        Err(why) => Read1 { article: None, diagnostics: vec![Diagnostic::warning(&input.name, format!("{why}; left out"))] },
    }
}

/// The bytes of one input, or a fragment that says why there are none.
pub fn bytes(input: &Input) -> std::result::Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let read = match input.name.as_str() {
        "-" => io::stdin().lock().take(LARGEST + 1).read_to_end(&mut bytes),
        _ => File::open(&input.path).and_then(|file| file.take(LARGEST + 1).read_to_end(&mut bytes)),
    };
    match read {
        Err(error) => Err(format!("cannot be read: {}", reason(&error))),
        Ok(_) if bytes.len() as u64 > LARGEST => Err(format!("is larger than {} MB, which no article is; split it", LARGEST >> 20)),
        Ok(_) => Ok(bytes),
    }
}

/// The text of a timeline in either layout, or of standard input.
pub fn text(path: &Path) -> Result<String> {
    super::record::Record::open(path).map(|record| record.text)
}

/// Hands every file below a data folder to `take`, by its path below the folder.
pub fn data_files(folder: &Path, mut take: impl FnMut(String, Vec<u8>)) -> Result<()> {
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

fn walk(folder: &Path, inputs: &mut Vec<Input>, others: &mut BTreeSet<String>, diagnostics: &mut Vec<Diagnostic>) {
    for entry in walker(folder) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                diagnostics.push(unwalkable(folder, &error));
                continue;
            }
        };
        let kind = entry.file_type();
        let read = extension(entry.path()).is_some_and(|e| EXTENSIONS.contains(&e.as_str()));
        if kind.is_some_and(|kind| kind.is_dir()) {
        } else if kind.is_some_and(|kind| kind.is_file()) {
            if read {
                inputs.push(Input { name: name(entry.path()), path: entry.path().to_path_buf() });
            } else {
                others.insert(extension(entry.path()).map_or("unnamed".into(), |e| format!(".{e}")));
            }
        } else if read {
            diagnostics.push(Diagnostic::note(&name(entry.path()), "is neither a file nor a folder; left out"));
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
            ignore::Error::Io(error) => (None, format!("cannot be read: {}; left out", reason(error))),
            other => (None, other.to_string()),
        }
    }
    let (path, message) = parts(error);
    let path = name(path.unwrap_or(folder));
    if matches!(message.as_str(), m if m.contains("link")) { Diagnostic::note(&path, message) } else { Diagnostic::warning(&path, message) }
}

fn extension(path: &Path) -> Option<String> {
    Some(path.extension()?.to_string_lossy().to_lowercase())
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

fn missing(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file or folder; check the path".into(),
        _ => format!("cannot be read: {}", reason(error)),
    }
}

/// The system's reason as a lowercase fragment, without its number.
pub fn reason(error: &io::Error) -> String {
    let text = match error.kind() {
        io::ErrorKind::NotFound => return "no such file".into(),
        io::ErrorKind::PermissionDenied => return "permission denied".into(),
        _ => error.to_string(),
    };
    let text = text.split(" (os error").next().unwrap_or(&text);
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_lowercase().chain(chars).collect())
}
