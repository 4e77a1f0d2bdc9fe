//! Words on standard error: errors, diagnostics, the one-line summary, progress.

use crate::diagnostic::{Diagnostic, Level};
use crate::error::Error;
use clap::builder::styling::{AnsiColor, Style};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::collections::BTreeMap;
use std::fmt::Display;
use std::io::{IsTerminal, Write, stderr};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

/// How many files are named for one and the same remark.
const NAMED: usize = 3;
/// More remarks than this nobody reads one by one.
const MANY: usize = 200;

pub(super) fn error(error: &Error) {
    say(&labelled("error", AnsiColor::Red, &error));
}

/// Diagnostics as they come, from any thread. A remark that is made about many files is kept once, with the first of them and their number, so
/// that a million articles without a date take no memory.
#[derive(Default)]
pub(super) struct Said(Mutex<BTreeMap<String, Remark>>);

#[derive(Default)]
struct Remark {
    /// The first in the order of files and lines.
    first: Vec<Diagnostic>,
    count: usize,
}

impl Said {
    /// Takes what is said of one article, or at the end of the work.
    pub(super) fn add(&self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        for diagnostic in diagnostics {
            let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if !all.contains_key(&diagnostic.message) {
                all.insert(diagnostic.message.clone(), Remark::default());
            }
            let Some(remark) = all.get_mut(&diagnostic.message) else { continue };
            let at = remark.first.partition_point(|other| place(other) < place(&diagnostic));
            if remark.first.get(at) == Some(&diagnostic) {
                continue;
            }
            remark.count += 1;
            if at < NAMED {
                remark.first.truncate(NAMED - 1);
                remark.first.insert(at, diagnostic);
            }
        }
    }

    pub(super) fn warnings(&self) -> usize {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.values().filter(|remark| remark.first.iter().any(|d| d.level == Level::Warning)).map(|remark| remark.count).sum()
    }

    /// In the order of files and lines; the same remark about many files names the first few and counts the rest.
    pub(super) fn print(&self) {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut sorted: Vec<&Diagnostic> = all.values().flat_map(|remark| &remark.first).collect();
        sorted.sort_by_key(|d| (place(d), &d.message));
        sorted.into_iter().for_each(tell);
        for (message, remark) in all.iter().filter(|(_, remark)| remark.count > NAMED) {
            say(&format!("… and {} more: {message}", remark.count - NAMED));
        }
    }
}

fn tell(diagnostic: &Diagnostic) {
    let text = diagnostic.to_string();
    let (label, colour) = match diagnostic.level {
        Level::Note => ("note", AnsiColor::Cyan),
        Level::Warning => ("warning", AnsiColor::Yellow),
    };
    say(&labelled(label, colour, &text.split_once(": ").map_or(text.as_str(), |(_, rest)| rest)));
}

fn place(diagnostic: &Diagnostic) -> (&str, Option<usize>) {
    (&diagnostic.path, diagnostic.line)
}

/// Every diagnostic by name, in the order of files and lines, for the command that lists what was read. A broken table has a remark on each of
/// its rows; of so many the first few are named.
pub(super) fn each(diagnostics: &mut [Diagnostic]) {
    if diagnostics.len() > MANY {
        return self::diagnostics(diagnostics);
    }
    diagnostics.sort_by(|a, b| (place(a), &a.message).cmp(&(place(b), &b.message)));
    diagnostics.iter().for_each(tell);
}

/// Every diagnostic once, as [`Said::print`] does.
pub(super) fn diagnostics(diagnostics: &[Diagnostic]) {
    let said = Said::default();
    said.add(diagnostics.iter().cloned());
    said.print();
}

/// One line on standard error. Nobody listening is no reason to fail.
pub(super) fn say(line: &str) {
    let _ = writeln!(anstream::stderr(), "{line}");
}

/// `1 event`, `2 events`.
pub(super) fn count(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

fn labelled(label: &str, colour: AnsiColor, text: &dyn Display) -> String {
    let style = Style::new().bold().fg_color(Some(colour.into()));
    format!("{style}{label}:{style:#} {text}")
}

/// What has been done, on a terminal only, and only when the work takes longer than a second. How much there is to do is not known: the files
/// are opened one after the other.
pub(super) struct Progress {
    bar: ProgressBar,
    started: Instant,
    shown: bool,
    articles: AtomicUsize,
    bytes: AtomicUsize,
    events: AtomicUsize,
}

impl Progress {
    pub(super) fn new() -> Progress {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg}") {
            bar.set_style(style);
        }
        let none = || AtomicUsize::new(0);
        Progress { bar, started: Instant::now(), shown: stderr().is_terminal(), articles: none(), bytes: none(), events: none() }
    }

    /// One more article is done.
    pub(super) fn step(&self, bytes: usize, events: usize) {
        let add = |to: &AtomicUsize, number| to.fetch_add(number, Ordering::Relaxed) + number;
        let (articles, bytes, events) = (add(&self.articles, 1), add(&self.bytes, bytes), add(&self.events, events));
        let seconds = self.started.elapsed().as_secs_f64();
        // A terminal cannot show more than the eye can see.
        if !self.shown || seconds < 1.0 || !articles.is_multiple_of(16) {
            return;
        }
        if self.bar.is_hidden() {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.set_message(format!("{articles} articles, {:.1} MB/s, {events} events", bytes as f64 / 1e6 / seconds));
        self.bar.tick();
    }

    /// The articles are read; what follows is not counted.
    pub(super) fn say(&self, what: &'static str) {
        if self.shown && !self.bar.is_hidden() {
            self.bar.set_message(what);
            self.bar.tick();
        }
    }

    pub(super) fn clear(&self) {
        self.bar.finish_and_clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_many_are_kept_in_whatever_order_they_come() {
        let said = |order: [usize; 6]| {
            let said = Said::default();
            said.add(order.map(|line| Diagnostic::warning("a.txt", "is odd").at_line(line)));
            let all = said.0.lock().unwrap();
            let remark = &all["is odd"];
            (remark.count, remark.first.iter().map(|d| d.line.unwrap()).collect::<Vec<_>>())
        };
        assert_eq!(said([1, 2, 3, 4, 5, 6]), (6, vec![1, 2, 3]));
        assert_eq!(said([6, 2, 5, 1, 4, 3]), (6, vec![1, 2, 3]));
        assert_eq!(said([1, 1, 2, 2, 3, 3]), (3, vec![1, 2, 3]), "each place is named once");
    }
}
