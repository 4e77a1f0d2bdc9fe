//! `annals check`: what is wrong, or worth a look, in timelines.

use super::record::Record;
use super::report::{self, count};
use super::{Outcome, gather, output};
use crate::article::Options;
use crate::check::{self, CHECKS, Finding, Found, Level, Subject};
use crate::error::{Error, Result};
use crate::timeline::Timeline;
use crate::timeline::yaml::Places;
use rayon::prelude::*;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Check timelines: ids, quotes against their articles, dates, contradictions, disputes, duplicates
#[derive(clap::Args)]
#[command(after_help = "Examples:
  annals check timelines/*.yaml             file, line, column, excerpt
  annals check --strict timelines/x         warnings count as errors
  annals check --format sarif t.yaml        for GitHub's code scanning

Articles are looked for where the timeline says, from the current folder and
from the timeline's own. Those that are not there are noted.

Exit code: 0 nothing but notes and warnings; 1 errors, or warnings with
--strict; 2 a timeline could not be read.")]
pub(super) struct Arguments {
    /// Timelines, files or folders; - is standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Warnings count as errors
    #[arg(long)]
    strict: bool,
    /// How to write the findings
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, clap::ValueEnum)]
enum Format {
    Text,
    Json,
    Sarif,
}

/// A finding with its place in a file.
struct Placed {
    file: String,
    line: usize,
    column: usize,
    excerpt: String,
    level: Level,
    check: &'static str,
    id: String,
    message: String,
}

pub(super) fn run(arguments: Arguments) -> Result<Outcome> {
    let mut all = Vec::new();
    let mut unread = Vec::new();
    for path in &arguments.paths {
        match one(path) {
            Ok(found) => all.extend(found),
            Err(error) => unread.push(error),
        }
    }
    let found = text(&all);
    all.extend(unread.iter().map(unreadable));
    let text = match arguments.format {
        Format::Text => found,
        Format::Json => format!("{:#}\n", Value::Array(all.iter().map(as_json).collect())),
        Format::Sarif => format!("{:#}\n", sarif(&all)),
    };
    let _ = output::print(&text)?;
    unread.iter().for_each(report::error);
    let number = |level| all.iter().filter(|placed| placed.level == level).count();
    let (errors, warnings, notes) = (number(Level::Error), number(Level::Warning), number(Level::Note));
    if !all.is_empty() {
        report::say(&format!("{}, {}, {}", count(errors, "error"), count(warnings, "warning"), count(notes, "note")));
    }
    Ok(match () {
        _ if !unread.is_empty() => Outcome::Failed,
        _ if errors > 0 || arguments.strict && warnings > 0 => Outcome::Findings,
        _ => Outcome::Clean,
    })
}

fn one(path: &Path) -> Result<Vec<Placed>> {
    let record = Record::open(path)?;
    let timeline = record.timeline()?;
    let articles = articles(&timeline, path);
    let places = Places::of(&record.text);
    let mut placed: Vec<Placed> = check::check(&Subject { timeline: &timeline, text: &record.text, articles })
        .into_iter()
        .map(|finding| place(&record, &places, finding))
        .collect();
    placed.sort_by(|a, b| (&a.file, a.line, a.column, a.check, &a.message).cmp(&(&b.file, b.line, b.column, b.check, &b.message)));
    Ok(placed)
}

fn place(record: &Record, places: &Places, finding: Finding) -> Placed {
    let Finding { check, level, about, message } = finding;
    let found = match about.section {
        "" => Some((about.number, 1, record.text.lines().nth(about.number - 1).unwrap_or(""))),
        section => places.find(section, &about.id, about.key, about.number),
    };
    let (line, column, excerpt) = found.unwrap_or((1, 1, ""));
    let at = record.placed(Error::in_file(record.path.display(), "").at(line, column));
    let (line, column) = at.place.map_or((1, 1), |(line, column)| (line, column.unwrap_or(1)));
    Placed { file: at.path, line, column, excerpt: excerpt.trim().to_string(), level, check, id: about.id, message }
}

fn unreadable(error: &Error) -> Placed {
    let (line, column) = error.place.map_or((1, 1), |(line, column)| (line, column.unwrap_or(1)));
    let (file, message) = (error.path.clone(), error.message.clone());
    Placed { file, line, column, excerpt: String::new(), level: Level::Error, check: "schema", id: String::new(), message }
}

/// The articles of a timeline's sources, each file read once.
pub(super) fn articles(timeline: &Timeline, path: &Path) -> BTreeMap<String, Found> {
    let mut by_file: BTreeMap<&str, Vec<(&String, &str)>> = BTreeMap::new();
    for (id, source) in &timeline.sources {
        // `news.json#3` is an article of several in one file.
        let file = if Path::new(&source.path).exists() { source.path.as_str() } else { source.path.split('#').next().unwrap_or("") };
        by_file.entry(file).or_default().push((id, &source.path));
    }
    let files: Vec<_> = by_file.into_iter().filter(|(file, _)| *file != "-").collect();
    let found = files.into_par_iter().flat_map_iter(|(file, sources)| {
        let read = read(file, path);
        sources.into_iter().map(move |(id, path)| {
            let part = path.strip_prefix(file).unwrap_or("");
            (id.clone(), read.get(part).cloned().unwrap_or(Found::Missing))
        })
    });
    found.collect()
}

/// The articles of one file by what names them in it (`#3`; nothing for the file itself); looked for from the current folder, then from the timeline's and those above it.
fn read(file: &str, timeline: &Path) -> BTreeMap<String, Found> {
    let timeline = std::path::absolute(timeline).unwrap_or_else(|_| timeline.to_path_buf());
    let above = timeline.ancestors().skip(1).map(|folder| folder.join(file));
    let Some(path) = std::iter::once(PathBuf::from(file)).chain(above).find(|path| path.is_file()) else {
        return BTreeMap::new();
    };
    let Ok((inputs, _)) = gather::inputs(&[path]) else { return BTreeMap::new() };
    let name = inputs.first().map_or("", |input| input.name.as_str());
    let options = Options::default();
    let articles = gather::parts(&inputs).flat_map(|part| part.read(&options)).filter_map(|read| read.article);
    let one_line = |words: &str| words.split_whitespace().collect::<Vec<_>>().join(" ");
    // The title is quoted too, and opens many a body.
    let words = |title: &str, body: &str| {
        let (title, body) = (one_line(title), one_line(body));
        if body.starts_with(&title) { body } else { format!("{title} {body}") }
    };
    articles
        .map(|article| {
            let words = words(article.title.as_deref().unwrap_or(""), &article.body);
            (article.path.strip_prefix(name).unwrap_or_default().to_string(), Found::Read { sha256: article.sha256, words })
        })
        .collect()
}

fn text(all: &[Placed]) -> String {
    let mut out = String::new();
    for placed in all {
        let Placed { file, line, column, excerpt, check, message, .. } = placed;
        let _ = writeln!(out, "{file}:{line}:{column}: {}: {message} [{check}]", word(placed.level));
        if !excerpt.is_empty() {
            let shown: String = excerpt.chars().take(100).collect();
            let more = if shown.len() < excerpt.len() { " …" } else { "" };
            let _ = writeln!(out, "    {shown}{more}");
        }
    }
    out
}

fn word(level: Level) -> &'static str {
    match level {
        Level::Note => "note",
        Level::Warning => "warning",
        Level::Error => "error",
    }
}

fn as_json(placed: &Placed) -> Value {
    let Placed { file, line, column, level, check, id, message, .. } = placed;
    json!({"file": file, "line": line, "column": column, "level": word(*level), "check": check, "id": id, "message": message})
}

/// SARIF 2.1.0 (OASIS), the form that code forges read.
fn sarif(all: &[Placed]) -> Value {
    let schema = ("schema", "a timeline that cannot be read");
    let known = CHECKS.iter().map(|(name, about, _)| (*name, *about)).chain([schema]);
    let rules: Vec<Value> = known.map(|(name, about)| json!({"id": name, "shortDescription": {"text": about}})).collect();
    let result = |placed: &Placed| {
        let region = json!({"startLine": placed.line, "startColumn": placed.column});
        json!({
            "ruleId": placed.check,
            "level": word(placed.level),
            "message": {"text": placed.message},
            "locations": [{"physicalLocation": {"artifactLocation": {"uri": placed.file}, "region": region}}],
        })
    };
    let results: Vec<Value> = all.iter().map(result).collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": {"name": "annals", "rules": rules}}, "columnKind": "unicodeCodePoints", "results": results}],
    })
}
