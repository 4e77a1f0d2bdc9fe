//! `annals merge`: several timelines to one.

use super::Outcome;
use super::arguments::{Knowledge, Written};
use super::output::Target;
use super::record::Record;
use super::report::{self, count};
use crate::error::Result;
use crate::merge;
use crate::timeline::yaml;
use std::path::PathBuf;

/// Merge timelines: claims of one event become one entry, and nothing is lost
#[derive(clap::Args)]
#[command(after_help = "Examples:
  annals merge guardian.yaml nyt.yaml -o war.yaml   two timelines to one
  annals merge jane/*.yaml john/*.yaml              to standard output

Entries that tell one event are joined: one entry with all evidence and the most
specific date that all support. Dates that exclude each other stand in
`disputed`, and what may be the same in `maybe_same`, which annals review --asked
goes through, a pair at a time. Decisions in any of the files hold for all.
The order of the files does not matter, and merging twice changes nothing.

Exit code: 0 done; 2 error.")]
pub(super) struct Arguments {
    /// Timeline files; - is standard input
    #[arg(required = true, value_name = "FILE")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    written: Written,
    #[command(flatten)]
    knowledge: Knowledge,
}

pub(super) fn run(arguments: Arguments) -> Result<Outcome> {
    let target = Target::new(arguments.written.output.as_deref(), super::build::is_timeline)?;
    let mut timelines = Vec::with_capacity(arguments.paths.len());
    for path in &arguments.paths {
        timelines.push(yaml::read(&Record::open(path)?.text, &path.display().to_string())?);
    }
    let (number, before) = (timelines.len(), timelines.iter().map(|t| t.events.len()).sum::<usize>());
    let (merged, said) = arguments.knowledge.with(|lexicon| Ok(merge::merge(arguments.written.title, timelines, lexicon)))?;
    target.write(&yaml::write(&merged))?;
    report::diagnostics(&said);
    let with = |what: &dyn Fn(&crate::timeline::Entry) -> bool| merged.events.iter().filter(|entry| what(entry)).count();
    let (disputed, asked) = (with(&|e| !e.disputed.is_empty()), with(&|e| !e.maybe_same.is_empty()));
    report::say(&format!(
        "{}, {} -> {}, {disputed} disputed, {asked} maybe the same as another",
        count(number, "timeline"),
        count(before, "event"),
        count(merged.events.len(), "event"),
    ));
    Ok(Outcome::Clean)
}
