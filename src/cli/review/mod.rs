//! `annals review`: one undecided event after the other, with all that a person needs to decide on it.
//!
//! Commands are lines, as in `git add -p`: the terminal's own line editing works over every ssh and from a pipe, and no library is needed.
//! Every decision is written before the next question is asked, whole or not at all.

mod answer;
mod page;
mod screen;

use super::record::{self, Record};
use super::report::{self, count};
use super::{Outcome, check, output, state};
use crate::error::{Error, Result};
use crate::timeline::{Entry, Review, State, Timeline, yaml};
use answer::{Answer, Did};
use chrono::NaiveDate;
use page::Pairs;
use std::collections::BTreeSet;
use std::io::{BufRead, IsTerminal, stdin};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// Go through the events that nobody has decided on: accept, reject, edit, mark as the same
#[derive(clap::Args)]
#[command(after_help = "Examples:
  annals review timelines/x.yaml
  annals review --asked x.yaml       only disputes, proposals, duplicates
  annals review --list x.yaml        what waits, one line an event
  echo 'a the date is right' | annals review x.yaml

Every answer is written at once; stop at any time. Comments and other events
stay as they are. At the prompt, ? lists the answers.

Exit code: 0 nothing is left to decide; 1 something is; 2 error.")]
pub(super) struct Arguments {
    /// The timeline, a file or a folder
    path: PathBuf,
    /// Only events with a dispute, a proposal, a likely duplicate or an open review
    #[arg(long)]
    asked: bool,
    /// Say what waits, and ask nothing
    #[arg(long)]
    list: bool,
    /// Who decides; git's user.name if not given
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// The day that is written beside a decision; today if not given
    #[arg(long, value_name = "DATE", value_parser = crate::cli::arguments::day)]
    on: Option<NaiveDate>,
}

pub(super) fn run(arguments: Arguments) -> Result<Outcome> {
    let path = &arguments.path;
    if path.as_os_str() == "-" {
        return Err(Error::new("standard input is for the answers; name a timeline file"));
    }
    let record = Record::open(path)?;
    let timeline = record.timeline()?;
    let pairs = Pairs::of(&timeline);
    let waiting = waiting(&timeline, &pairs, arguments.asked);
    if arguments.list {
        let lines: String = waiting.iter().map(|entry| page::line(&pairs, entry)).collect();
        return output::print(&lines).map(|_| outcome(waiting.len()));
    }
    let waiting: Vec<String> = waiting.into_iter().map(|entry| entry.id.clone()).collect();
    let by = arguments.by.clone().or_else(|| state::git(&["config", "user.name"], ".").ok().map(|name| name.trim().to_string()));
    let who = Who { by: by.filter(|name| !name.is_empty()), on: Some(arguments.on.map_or_else(today, Ok)?) };
    let desk = Desk { path: path.clone(), folder: record.joined.is_some(), text: record.text, timeline, undo: Vec::new() };
    ask(desk, &waiting, &who, arguments.asked)
}

/// Who decides, and when.
struct Who {
    by: Option<String>,
    on: Option<NaiveDate>,
}

impl Who {
    fn review(&self, state: State, note: Option<String>) -> Review {
        Review { state, by: self.by.clone(), on: self.on, note }
    }
}

/// The timeline on disk and in hand, which say the same between two answers.
struct Desk {
    path: PathBuf,
    folder: bool,
    text: String,
    timeline: Timeline,
    /// The texts before each answer, and the question that it answered.
    undo: Vec<(String, usize)>,
}

impl Desk {
    /// Writes a changed timeline, unless somebody else changed the file meanwhile.
    fn write(&mut self, new: Timeline, question: usize) -> Result<()> {
        let text = yaml::rewrite(&self.text, &new);
        self.put(&text)?;
        self.undo.push((std::mem::replace(&mut self.text, text), question));
        self.timeline = new;
        Ok(())
    }

    fn put(&self, text: &str) -> Result<()> {
        if Record::open(&self.path)?.timeline()? != self.timeline {
            let message = "was changed by somebody else meanwhile; nothing of it is lost, start annals review again";
            return Err(Error::in_file(self.path.display(), message));
        }
        record::put(&self.path, text, self.folder)
    }

    /// Takes the last answer back; says which question it answered.
    fn back(&mut self) -> Result<Option<usize>> {
        let Some((text, question)) = self.undo.pop() else { return Ok(None) };
        self.put(&text)?;
        self.timeline = read(&text, &self.path)?;
        self.text = text;
        Ok(Some(question))
    }
}

fn read(text: &str, path: &Path) -> Result<Timeline> {
    let mut timeline = yaml::read(text, &path.display().to_string())?;
    if record::is_folder(path) {
        crate::timeline::list(&mut timeline);
    }
    Ok(timeline)
}

/// The questions, one after the other. Of those that are `asked` only, what needs no answer any more is passed over: a pair is decided at one of
/// its two events.
fn ask(mut desk: Desk, waiting: &[String], who: &Who, asked: bool) -> Result<Outcome> {
    let articles = check::articles(&desk.timeline, &desk.path);
    let terminal = stdin().is_terminal();
    let (mut at, mut answered) = (0, BTreeSet::new());
    let mut lines = stdin().lock().lines();
    'questions: while let Some(id) = waiting.get(at) {
        if asked && !still_asks(&desk.timeline, id) {
            answered.insert(at);
            at += 1;
            continue;
        }
        let heading = format!("[{} of {}]", at + 1, waiting.len());
        let show = |timeline: &Timeline| {
            let page = page::page(timeline, id, &articles, &heading);
            output::print(&screen::size().map_or_else(|| page.clone(), |size| screen::fit(&page, page::HEADING, size)))
        };
        if show(&desk.timeline)? == ControlFlow::Break(()) {
            break;
        }
        loop {
            let _ = output::print(if terminal { page::PROMPT } else { "" })?;
            let Some(line) = lines.next() else {
                // The end of input leaves the cursor behind the prompt.
                let _ = output::print(if terminal { "\n" } else { "" })?;
                break 'questions;
            };
            let line = line.map_err(|error| Error::new(format!("standard input cannot be read: {}", super::gather::reason(&error))))?;
            let answer = match Answer::read(&line) {
                Ok(answer) => answer,
                Err(why) => {
                    report::say(&why);
                    continue;
                }
            };
            match answer {
                Answer::Quit => break 'questions,
                Answer::Help => _ = output::print(page::HELP)?,
                Answer::Skip => break,
                Answer::Undo => match desk.back()? {
                    Some(question) => {
                        answered.remove(&question);
                        at = question;
                        continue 'questions;
                    }
                    None => report::say("nothing to take back"),
                },
                answer => {
                    let mut new = desk.timeline.clone();
                    match answer.carry_out(&mut new, id, who) {
                        Ok(did) => {
                            desk.write(new, at)?;
                            if let Did::Paired(done) = &did {
                                report::say(done);
                            }
                            if did == Did::Decided || asked && !still_asks(&desk.timeline, id) {
                                answered.insert(at);
                                break;
                            }
                            let _ = show(&desk.timeline)?;
                        }
                        Err(why) => report::say(&why),
                    }
                }
            }
        }
        at += 1;
    }
    let left = waiting.len() - answered.len();
    report::say(&format!("{} decided, {left} left", count(answered.len(), "event")));
    Ok(outcome(left))
}

fn outcome(left: usize) -> Outcome {
    if left == 0 { Outcome::Clean } else { Outcome::Findings }
}

/// The undecided events: first those that ask for something, then the others, in listing order.
fn waiting<'t>(timeline: &'t Timeline, pairs: &Pairs, asked: bool) -> Vec<&'t Entry> {
    let (first, then): (Vec<&Entry>, Vec<&Entry>) =
        timeline.events.iter().filter(|entry| undecided(entry)).partition(|entry| asks(entry) || !pairs.likely(entry).is_empty());
    let then = if asked { Vec::new() } else { then };
    first.into_iter().chain(then).collect()
}

fn undecided(entry: &Entry) -> bool {
    // Two people's values of one field wait for a word even where one of the two accepted the event.
    let met = || entry.disputed.values().any(|sides| sides.iter().filter(|side| side.sources.is_empty()).count() > 1);
    entry.review.as_ref().is_none_or(|review| review.state == State::Open) || met()
}

/// Whether more is asked of an event than whether it stands and what it is the same as.
fn asks(entry: &Entry) -> bool {
    !entry.disputed.is_empty() || !entry.proposed.is_empty() || entry.review.is_some()
}

/// Whether an event still waits for the answers that `--asked` asks for.
fn still_asks(timeline: &Timeline, id: &str) -> bool {
    let entry = timeline.events.iter().find(|entry| entry.id == id);
    entry.is_some_and(|entry| undecided(entry) && (asks(entry) || !page::likely(timeline, entry).is_empty()))
}

/// The day by the machine's clock, in UTC.
fn today() -> Result<NaiveDate> {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let day = since.ok().and_then(|since| NaiveDate::from_epoch_days((since.as_secs() / 86_400) as i32));
    day.ok_or_else(|| Error::new("the machine's clock gives no day; name it with --on"))
}
