//! `annals export`: a timeline in the formats of other programs.

use super::record::Record;
use super::{Outcome, output};
use crate::error::Result;
use crate::render::dot;
use std::path::PathBuf;

/// Write a timeline in the format of another program
#[derive(clap::Args)]
#[command(after_help = "Examples:
  annals export timeline.yaml --to dot | dot -Tsvg > order.svg

Formats:
  dot   the order graph for Graphviz; contradictions are red and orange

Exit code: 0 done; 2 error.")]
pub(super) struct Arguments {
    /// The timeline, a file or a folder; - is standard input
    file: PathBuf,
    /// The format
    #[arg(long, value_name = "FORMAT")]
    to: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Dot,
}

pub(super) fn run(arguments: Arguments) -> Result<Outcome> {
    let timeline = Record::open(&arguments.file)?.timeline()?;
    let written = match arguments.to {
        Format::Dot => dot::write(&timeline),
    };
    output::print(&written).map(|_| Outcome::Clean)
}
