//! `annals fmt`: timelines in the one layout.

use super::record::{self, Record};
use super::{Outcome, output, report};
use crate::error::Result;
use crate::merge::people;
use crate::timeline::yaml::folder;
use crate::timeline::{self, yaml};
use std::path::{Path, PathBuf};

/// Rewrite timelines in the one layout: key order, quoting, line breaks
#[derive(clap::Args)]
#[command(after_help = "Examples:
  annals fmt timelines/*.yaml        rewrite in place
  annals fmt --check timelines/*     only say which would change
  annals fmt - < a.yaml              standard input to standard output

Comments stay with the entry that they stand above, beside or in.

Exit code: 0 done; 1 a file would change (--check); 2 error.")]
pub(super) struct Arguments {
    /// Timelines, files or folders; - is standard input
    #[arg(required = true, value_name = "FILE")]
    paths: Vec<PathBuf>,
    /// Change nothing; say which files would change
    #[arg(long)]
    check: bool,
}

pub(super) fn run(arguments: Arguments) -> Result<Outcome> {
    let mut outcome = Outcome::Clean;
    for path in &arguments.paths {
        outcome = match (format(path, arguments.check), outcome) {
            // One that cannot be read keeps no other from its layout.
            (Err(error), _) => {
                report::error(&error);
                Outcome::Failed
            }
            (Ok(Outcome::Clean), before) | (Ok(_), before @ Outcome::Failed) => before,
            (Ok(now), _) => now,
        };
    }
    Ok(outcome)
}

fn format(path: &Path, check: bool) -> Result<Outcome> {
    let record = Record::open(path)?;
    let mut timeline = record.timeline()?;
    let mut locked = match record::lock_path(path) {
        Some(beside) => record::lock(&beside)?.map(|lock| (beside, lock)),
        None => None,
    };
    let said = match &mut locked {
        Some((_, lock)) => people::settle(&mut timeline, lock),
        None => timeline::settle(&mut timeline),
    };
    said.iter().for_each(|said| report::say(&said.to_string()));
    let new = yaml::tidy(&record.text, &timeline);
    if path.as_os_str() == "-" && !check {
        return output::print(&new).map(|_| Outcome::Clean);
    }
    let same = match record.joined {
        Some(_) => folder::split(&new) == Some(record::files(path)?),
        None => record.text == new,
    };
    if same {
        return Ok(Outcome::Clean);
    }
    if check {
        report::say(&format!("{}: would change; run annals fmt on it", path.display()));
        return Ok(Outcome::Findings);
    }
    record::put(path, &new, record.joined.is_some())?;
    if let Some((beside, lock)) = locked {
        record::put_lock(&beside, &lock)?;
    }
    Ok(Outcome::Clean)
}
