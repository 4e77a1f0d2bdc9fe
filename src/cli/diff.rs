//! `annals diff`: what happened between two states of a timeline, told in events.

use super::state::states;
use super::{Outcome, output, report};
use crate::diff::{self, Diff};
use crate::error::Result;
use crate::render::diff as render;
use crate::timeline::Timeline;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// Compare timelines event by event: re-dated, added, removed, joined, accepted
#[derive(clap::Args)]
#[command(after_help = "Examples:
  annals diff old.yaml new.yaml
  annals diff main:timelines/x.yaml timelines/x.yaml   a git revision
  annals diff main:timelines timelines --format markdown

Order and layout make no difference: a file and a folder compare as well. Dates
that are computed from others and differ only because of these stand apart.
A folder of timelines is compared by name.

Exit code: 0 the same; 1 they differ; 2 error.")]
pub(super) struct Arguments {
    /// The earlier state: a file, a folder, or REV:PATH in git; - is standard input
    old: PathBuf,
    /// The later state
    new: PathBuf,
    /// How to write it; markdown is for a pull request's comment
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, clap::ValueEnum)]
enum Format {
    Text,
    Markdown,
    Json,
}

pub(super) fn run(arguments: Arguments) -> Result<Outcome> {
    let (old, new) = (states(&arguments.old)?, states(&arguments.new)?);
    let names: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let none = Timeline::default();
    let differing: Vec<(String, Diff)> = names
        .into_iter()
        .map(|name| {
            let shown = if name.is_empty() { title(&arguments.new) } else { name.clone() };
            (shown, diff::diff(old.get(name).unwrap_or(&none), new.get(name).unwrap_or(&none)))
        })
        .collect();
    let several = differing.len() > 1;
    let changed = || differing.iter().filter(|(_, told)| !told.is_empty());
    let text = match arguments.format {
        Format::Text if several => {
            changed().map(|(name, told)| format!("{name}: {}\n{}\n", render::summary(told), render::text(told))).collect()
        }
        Format::Text => changed().map(|(_, told)| render::text(told)).collect::<String>(),
        Format::Markdown => changed().map(|(name, told)| render::markdown(name, told)).collect::<Vec<_>>().join("\n"),
        Format::Json => {
            let all: Vec<_> = differing.iter().map(|(name, told)| render::as_json(name, told)).collect();
            format!("{:#}\n", if several { all.into() } else { all.into_iter().next().unwrap_or_default() })
        }
    };
    let _ = output::print(&text)?;
    let number = changed().count();
    if !several && number == 1 && arguments.format == Format::Text {
        changed().for_each(|(_, told)| report::say(&render::summary(told)));
    }
    Ok(if number == 0 { Outcome::Clean } else { Outcome::Findings })
}

/// What the timeline is called, for a heading: `x` of `main:timelines/x.yaml`.
fn title(path: &std::path::Path) -> String {
    path.with_extension("").file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}
