//! `annals import`: a timeline that people keep as text becomes one that annals works with.

use super::arguments::{Knowledge, Written, day};
use super::output::Target;
use super::report::{self, count};
use super::{Outcome, gather};
use crate::article::{self, Article};
use crate::error::{Error, Result};
use crate::timeline::{import, yaml};
use crate::{merge, pipeline};
use chrono::NaiveDate;
use std::fs;
use std::path::PathBuf;

/// Import timelines that people keep as text: a line with a date, below it a line for each event
#[derive(clap::Args)]
#[command(after_help = "The format:
  # Floods in Basra            a title, if it has one
  2020-01-03                   a date on a line of its own
  The storm reaches the coast. every line below is one event of that date
  - Two bridges collapse.      with a bullet or without
  ----------                   lines of dashes and empty lines are passed over
  4 January 2020: The army     or the date stands before the event, with a
    evacuates Basra.           colon, a dash or a tab; two spaces go on with
                               the line above

Dates are EDTF (2020-01, 2020-01/2020-03) or words (spring 2020). Front matter
between two lines of --- may give title, publisher, author, url and published.

Examples:
  annals import bbc.txt -o bbc.yaml
  annals import agencies/*.txt -o crisis.yaml   several, as annals merge joins

Exit code: 0 done; 2 error, with the line.")]
pub(super) struct Arguments {
    /// Text files; - is standard input
    #[arg(required = true, value_name = "FILE")]
    paths: Vec<PathBuf>,
    /// What the files are
    #[arg(long, value_enum, default_value = "text")]
    from: Format,
    #[command(flatten)]
    written: Written,
    /// The day on which these timelines were published, as 2020-12-03
    #[arg(long, value_name = "DATE", value_parser = day)]
    dct: Option<NaiveDate>,
    #[command(flatten)]
    knowledge: Knowledge,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Format {
    Text,
}

pub(super) fn run(arguments: Arguments) -> Result<Outcome> {
    let target = Target::new(arguments.written.output.as_deref(), super::build::is_timeline)?;
    let Format::Text = arguments.from;
    let (inputs, mut diagnostics) = gather::inputs(&arguments.paths)?;
    let options = article::Options { dct: arguments.dct, every_language: true, ..Default::default() };
    let (merged, lines) = arguments.knowledge.with(|lexicon| {
        let (mut timelines, mut lines) = (Vec::new(), 0);
        for input in &inputs {
            for read in gather::open(input).flat_map(|part| part.read(&options)) {
                let Some(article) = read.article else {
                    let why = read.diagnostics.into_iter().next().map_or("has no text".to_string(), |said| said.message);
                    return Err(Error::in_file(&input.name, why));
                };
                let (imported, said) = import::read(&article.body, first_line(&article), &article.path, lexicon)?;
                diagnostics.extend(said);
                lines += imported.events.len();
                timelines.push(pipeline::import(&article, imported, lexicon));
            }
        }
        let alone = timelines.len() == 1;
        if !alone {
            timelines.iter_mut().for_each(|timeline| timeline.title = None);
        }
        let (merged, said) = merge::merge(arguments.written.title, timelines, lexicon);
        diagnostics.extend(said);
        Ok((merged, lines))
    })?;
    target.write(&yaml::write(&merged))?;
    report::diagnostics(&diagnostics);
    let to = arguments.written.output.map_or(String::new(), |path| format!(" -> {}", path.display()));
    report::say(&format!("{}, {}, {}{to}", count(inputs.len(), "file"), count(lines, "line"), count(merged.events.len(), "event")));
    Ok(Outcome::Clean)
}

/// The number of the body's first line in the file: front matter comes before it.
fn first_line(article: &Article) -> usize {
    let file = if article.front == 0 {
        String::new()
    } else {
        fs::read(&article.path).map_or_else(|_| String::new(), |bytes| String::from_utf8_lossy(&bytes).into_owned())
    };
    1 + file.chars().take(article.front).filter(|c| *c == '\n').count()
}
