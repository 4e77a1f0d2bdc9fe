//! The arguments that several commands share: how articles are read, what is known, where a timeline is written.

use super::gather;
use crate::article::dct::YEARS;
use crate::article::{self, Map, Options};
use crate::error::{Error, Result};
use crate::lexicon::{Files, Lexicon};
use chrono::{Datelike, NaiveDate};
use std::path::PathBuf;

/// How articles are read.
#[derive(clap::Args)]
pub(super) struct Reading {
    /// The day on which every one of these articles was published, as 2020-12-03
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub dct: Option<NaiveDate>,
    /// Which fields of JSON and CSV hold what: title=headline,text=body,date=pub,url=…,author=…,source=…
    #[arg(long, value_name = "FIELDS", value_parser = article::map)]
    map: Vec<Map>,
}

impl Reading {
    /// Of several `--map` the last word counts.
    pub(super) fn options(&self) -> Options {
        let map = self.map.iter().flatten().map(|(role, field)| (*role, field.clone())).collect();
        Options { dct: self.dct, map, ..Options::default() }
    }
}

/// The rules and words to work with.
#[derive(clap::Args)]
pub(super) struct Knowledge {
    /// Rules and word lists to use instead of the built-in ones, a folder laid out like data/en
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
}

impl Knowledge {
    /// Works with the built-in knowledge, or with that of a folder laid out like `data/en`. Parsed only by the commands that need it.
    pub(super) fn with<T>(&self, work: impl FnOnce(&Lexicon) -> Result<T>) -> Result<T> {
        let Some(folder) = &self.data else { return work(Lexicon::embedded()) };
        let mut files = Files::default();
        gather::data_files(folder, |path, bytes| files.insert(path, bytes))?;
        let in_folder = |error: Error| Error { path: folder.join(&error.path).display().to_string(), ..error };
        work(&Lexicon::parse(&files).map_err(in_folder)?)
    }
}

/// The timeline that is written.
#[derive(clap::Args)]
pub(super) struct Written {
    /// Where to write the timeline; standard output if not given
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// The timeline's title
    #[arg(long, value_name = "TITLE")]
    pub title: Option<String>,
}

/// A day on the command line. Only one spelling, so that nobody's third of December becomes the twelfth of March.
pub(super) fn day(text: &str) -> std::result::Result<NaiveDate, String> {
    let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|day| day.to_string() == text);
    match day {
        None => Err("not a day of the calendar; write it as 2020-12-03".into()),
        Some(day) if !YEARS.contains(&day.year()) => Err(format!("articles are of the years {} to {}", YEARS.start(), YEARS.end())),
        Some(day) => Ok(day),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
