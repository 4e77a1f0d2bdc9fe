//! The command line: one file a command. Arguments, files and the terminal live here and nowhere else.
//!
//! Results go to standard output, words to standard error. The exit code is 0 when all went well, 1 when something was found that a person
//! should look at (an article that could not be read, a file that `fmt --check` would change), 2 when the command could not be carried out.

mod arguments;
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
mod onto;
mod output;
mod record;
mod repeated;
mod report;
mod review;
mod schema;
mod sources;
mod split;
mod state;
mod tag;
mod undated;
mod why;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// How a command that was carried out ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Clean,
    Findings,
    /// What could not be done has been said.
    Failed,
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
        Ok(Outcome::Failed) => ExitCode::from(2),
        Err(error) => {
            report::error(&error);
            ExitCode::from(2)
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
}
