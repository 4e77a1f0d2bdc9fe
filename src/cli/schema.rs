//! `annals schema`: what editors need to complete and check a timeline while it is written.

use super::output::{Target, replace};
use super::record::{self, Record};
use super::{Outcome, gather::reason};
use crate::error::{Error, Result};
use crate::timeline::yaml;
use std::path::{Component, Path, PathBuf};

/// How the comment begins by which a file names its schema.
const MARK: &str = "# yaml-language-server: $schema=";

/// Print the JSON Schema of timeline files, for editors
#[derive(clap::Args)]
#[command(after_help = "Examples:
  annals schema > annals.schema.json
  annals schema -o timelines/annals.schema.json timelines/*.yaml

With timelines named, the first line of each is made to point to the schema, by
a path relative to it:
  # yaml-language-server: $schema=annals.schema.json
Editors with a YAML language server (VS Code, Neovim, Helix, Zed, …) then
complete keys and mark mistakes. Builds do not write that line by themselves,
since only you know where the schema lies; once there it stays, like any
comment.

Exit code: 0 done; 2 error.")]
pub(super) struct Arguments {
    /// Where to write the schema; standard output if not given
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Timeline files that shall point to it
    #[arg(value_name = "TIMELINE", requires = "output")]
    timelines: Vec<PathBuf>,
}

pub(super) fn run(arguments: Arguments) -> Result<Outcome> {
    let target = Target::new(arguments.output.as_deref(), is_schema)?;
    let mut pointed = Vec::new();
    for path in &arguments.timelines {
        if record::is_folder(path) || path.as_os_str() == "-" {
            return Err(Error::in_file(path.display(), "the line that points to a schema goes into a timeline file; name one"));
        }
        let record = Record::open(path)?;
        record.timeline()?;
        let schema = arguments.output.as_deref().unwrap_or(Path::new("annals.schema.json"));
        pointed.push((path, pointing(&record.text, &relative(path, schema))));
    }
    target.write(&format!("{:#}\n", yaml::json_schema()))?;
    for (path, text) in pointed {
        let real = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
        replace(&real, text.as_bytes())
            .map_err(|error| Error::in_file(path.display(), format!("cannot be written: {}", reason(&error))))?;
    }
    Ok(Outcome::Clean)
}

/// The text with its first line pointing to `schema`.
fn pointing(text: &str, schema: &str) -> String {
    let (mark, text) = text.strip_prefix('\u{feff}').map_or(("", text), |text| ("\u{feff}", text));
    let rest = match text.split_once('\n') {
        Some((first, rest)) if first.starts_with(MARK) => rest,
        _ => text,
    };
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    format!("{mark}{MARK}{schema}{end}{rest}")
}

/// The way from the folder of `from` to `to`, with `/`.
fn relative(from: &Path, to: &Path) -> String {
    let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let (from, to) = (absolute(from), absolute(to));
    let (from, to): (Vec<Component>, Vec<Component>) =
        (from.parent().unwrap_or(Path::new("")).components().collect(), to.components().collect());
    let same = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = from[same..].iter().map(|_| "..".to_string());
    let down = to[same..].iter().map(|part| part.as_os_str().to_string_lossy().into_owned());
    up.chain(down).collect::<Vec<_>>().join("/")
}

fn is_schema(old: &[u8]) -> std::result::Result<(), String> {
    let is = old.trim_ascii().is_empty() || serde_json::from_slice::<serde_json::Value>(old).is_ok_and(|old| old.get("$defs").is_some());
    if is { Ok(()) } else { Err("exists and is not a schema; choose another name or remove it".into()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_points_to_the_schema() {
        let once = pointing("annals: 1\nevents: []\n", "a.json");
        assert_eq!(once, "# yaml-language-server: $schema=a.json\nannals: 1\nevents: []\n");
        assert_eq!(pointing(&once, "b.json"), "# yaml-language-server: $schema=b.json\nannals: 1\nevents: []\n");
    }

    #[test]
    fn paths_are_relative_to_the_timeline() {
        for (from, to, expected) in
            [("t/x.yaml", "t/s.json", "s.json"), ("t/x.yaml", "s.json", "../s.json"), ("x.yaml", "d/s.json", "d/s.json")]
        {
            assert_eq!(relative(Path::new(from), Path::new(to)), expected);
        }
    }
}
