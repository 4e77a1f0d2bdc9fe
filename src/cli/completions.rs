//! `annals completions`: completion scripts for shells.

use super::{Outcome, output};
use crate::error::Result;
use clap::CommandFactory;
use clap_complete::Shell;

/// Print a completion script for a shell
#[derive(clap::Args)]
#[command(after_help = "Examples:
  annals completions bash > ~/.local/share/bash-completion/completions/annals
  annals completions fish > ~/.config/fish/completions/annals.fish")]
pub(super) struct Arguments {
    shell: Shell,
}

pub(super) fn run(arguments: Arguments) -> Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut super::Arguments::command(), "annals", &mut script);
    output::print(&String::from_utf8_lossy(&script)).map(|_| Outcome::Clean)
}
