//! The command line: one file a command. Arguments, files and the terminal live here and nowhere else.
//!
//! Results go to standard output, words to standard error. The exit code is 0 when all went well, 1 when something was found that a person
//! should look at (an article that could not be read, a file that `fmt --check` would change), 2 when the command could not be carried out.

mod build;
mod check;
mod completions;
mod diff;
mod explain;
mod export;
mod fmt;
mod gather;
mod git;
mod import;
mod merge;
mod output;
mod record;
mod report;
mod review;
mod schema;
mod sources;
mod split;
mod state;
mod tag;
mod undated;
mod why;

use crate::article::Map;
use crate::article::dct::YEARS;
use crate::error::{Error, Result};
use crate::lexicon::{Files, Lexicon};
use chrono::{Datelike, NaiveDate};
use clap::{Parser, Subcommand};
use std::path::Path;
use std::process::ExitCode;

/// How a command that was carried out ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Clean,
    Findings,
}

/// Turns a folder of news articles into a dated, ordered, sourced timeline that people review in git.
#[derive(Parser)]
#[command(name = "annals", version, max_term_width = 100, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Build(build::Arguments),
    Import(import::Arguments),
    Merge(merge::Arguments),
    Sources(sources::Arguments),
    Tag(tag::Arguments),
    Explain(explain::Arguments),
    Export(export::Arguments),
    Check(check::Arguments),
    Diff(diff::Arguments),
    Fmt(fmt::Arguments),
    Review(review::Arguments),
    Git(git::Arguments),
    Split(split::Split),
    Join(split::Join),
    Schema(schema::Arguments),
    Completions(completions::Arguments),
}

/// Reads the process's arguments and does what they say.
pub fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Build(arguments) => build::run(arguments),
        Command::Import(arguments) => import::run(arguments),
        Command::Merge(arguments) => merge::run(arguments),
        Command::Sources(arguments) => sources::run(arguments),
        Command::Tag(arguments) => tag::run(arguments),
        Command::Explain(arguments) => explain::run(arguments),
        Command::Export(arguments) => export::run(arguments),
        Command::Check(arguments) => check::run(arguments),
        Command::Diff(arguments) => diff::run(arguments),
        Command::Fmt(arguments) => fmt::run(arguments),
        Command::Review(arguments) => review::run(arguments),
        Command::Git(arguments) => git::run(arguments),
        Command::Split(arguments) => split::split(arguments),
        Command::Join(arguments) => split::join(arguments),
        Command::Schema(arguments) => schema::run(arguments),
        Command::Completions(arguments) => completions::run(arguments),
    };
    match outcome {
        Ok(Outcome::Clean) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Err(error) => {
            report::error(&error);
            ExitCode::from(2)
        }
    }
}

/// A day on the command line. Only one spelling, so that nobody's third of December becomes the twelfth of March.
fn day(text: &str) -> std::result::Result<NaiveDate, String> {
    let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|day| day.to_string() == text);
    match day {
        None => Err("not a day of the calendar; write it as 2020-12-03".into()),
        Some(day) if !YEARS.contains(&day.year()) => Err(format!("articles are of the years {} to {}", YEARS.start(), YEARS.end())),
        Some(day) => Ok(day),
    }
}

/// Several `--map` as one; the last word counts.
fn merged(maps: Vec<Map>) -> Map {
    maps.into_iter().flatten().collect()
}

/// The built-in knowledge, or that of a folder laid out like `data/en`. Parsed only by the commands that need it.
fn with_lexicon<T>(folder: Option<&Path>, work: impl FnOnce(&Lexicon) -> Result<T>) -> Result<T> {
    match folder {
        None => work(Lexicon::embedded()),
        Some(folder) => {
            let mut files = Files::default();
            gather::data_files(folder, |path, bytes| files.insert(path, bytes))?;
            let in_folder = |error: Error| Error { path: folder.join(&error.path).display().to_string(), ..error };
            work(&Lexicon::parse(&files).map_err(in_folder)?)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_sound() {
        use clap::CommandFactory;
        Arguments::command().debug_assert();
    }

    #[test]
    fn days() {
        for (text, expected) in [
            ("2020-12-03", true),
            ("2020-2-3", false),
            ("2020-02-30", false),
            ("3.12.2020", false),
            ("+2020-12-03", false),
            ("1066-10-14", false),
            ("9999-12-31", false),
            ("", false),
        ] {
            assert_eq!(day(text).is_ok(), expected, "{text}");
        }
    }
}
