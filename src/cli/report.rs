//! Words on standard error: errors, diagnostics, the one-line summary, progress.

use crate::diagnostic::{Diagnostic, Level};
use crate::error::Error;
use clap::builder::styling::{AnsiColor, Style};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::collections::BTreeMap;
use std::fmt::Display;
use std::io::{IsTerminal, Write, stderr};
use std::time::{Duration, Instant};

/// How many files are named for one and the same remark.
const NAMED: usize = 3;

pub fn error(error: &Error) {
    say(&labelled("error", AnsiColor::Red, &error));
}

/// Every diagnostic once, in the order of files and lines; the same remark about many files names the first few and counts the rest.
pub fn diagnostics(diagnostics: &[Diagnostic]) {
    let mut sorted: Vec<&Diagnostic> = diagnostics.iter().collect();
    sorted.sort_by_key(|d| (&d.path, d.line, &d.message));
    sorted.dedup();
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for diagnostic in sorted {
        let count = seen.entry(&diagnostic.message).or_default();
        *count += 1;
        if *count <= NAMED {
            let text = diagnostic.to_string();
            let (label, colour) = match diagnostic.level {
                Level::Note => ("note", AnsiColor::Cyan),
                Level::Warning => ("warning", AnsiColor::Yellow),
            };
            say(&labelled(label, colour, &text.split_once(": ").map_or(text.as_str(), |(_, rest)| rest)));
        }
    }
    for (message, count) in seen.into_iter().filter(|(_, count)| *count > NAMED) {
        say(&format!("… and {} more: {message}", count - NAMED));
    }
}

/// One line on standard error. Nobody listening is no reason to fail.
pub fn say(line: &str) {
    let _ = writeln!(anstream::stderr(), "{line}");
}

/// `1 event`, `2 events`.
pub fn count(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

fn labelled(label: &str, colour: AnsiColor, text: &dyn Display) -> String {
    let style = Style::new().bold().fg_color(Some(colour.into()));
    format!("{style}{label}:{style:#} {text}")
}

/// A bar that appears only on a terminal, and only when the work takes longer than a second.
pub struct Progress {
    bar: ProgressBar,
    started: Instant,
    shown: bool,
}

impl Progress {
    pub fn new(length: usize) -> Progress {
        let bar = ProgressBar::with_draw_target(Some(length as u64), ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len} articles, {eta} left") {
            bar.set_style(style);
        }
        Progress { bar, started: Instant::now(), shown: stderr().is_terminal() }
    }

    /// One more article is done.
    pub fn step(&self) {
        if self.shown && self.bar.is_hidden() && self.started.elapsed() > Duration::from_secs(1) {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.inc(1);
    }

    pub fn clear(&self) {
        self.bar.finish_and_clear();
    }
}
