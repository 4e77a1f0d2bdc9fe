//! `annals explain`: from the quote to the date, and from the date to the place in the order.

use super::record::Record;
use super::why::Why;
use super::{Outcome, output};
use crate::error::{Error, Result};
use crate::timeline::yaml::names::Named;
use crate::timeline::{Entry, Evidence, Timeline, wording};
use clap::builder::styling::Style;
use std::fmt::Write;
use std::io::{IsTerminal, stdout};
use std::path::PathBuf;

/// Show why an event has its date and its place: quote, expression, anchor, rule, interval, order
#[derive(clap::Args)]
#[command(after_help = "Examples:
  annals explain timeline.yaml ev-7q3k9m2x
  annals explain timeline.yaml 7q3               the start of an id
  annals explain timeline.yaml \"rocket attacks\"  words of its `what`
  annals explain timeline.yaml 7q3 c81           why one comes before the other

Exit code: 0 done; 2 error.")]
pub(super) struct Arguments {
    /// The timeline, a file or a folder; - is standard input
    file: PathBuf,
    /// An id, the start of one, or words of the event
    #[arg(value_name = "EVENT")]
    event: String,
    /// A second event: why the one comes before the other, or why they are unordered
    #[arg(value_name = "OTHER")]
    other: Option<String>,
}

pub(super) fn run(arguments: Arguments) -> Result<Outcome> {
    let path = arguments.file.display().to_string();
    let timeline = Record::open(&arguments.file)?.timeline()?;
    let at = find(&timeline, &arguments.event).map_err(|message| Error::in_file(&path, message))?;
    if let Some(other) = &arguments.other {
        let other = find(&timeline, other).map_err(|message| Error::in_file(&path, message))?;
        if other == at {
            return Err(Error::in_file(&path, format!("both name {}; give two events", timeline.events[at].id)));
        }
        return output::print(&Why::new(&timeline).order(&timeline.events[at].id, &timeline.events[other].id)).map(|_| Outcome::Clean);
    }
    let colour = stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    output::print(&explain(&timeline, at, colour)).map(|_| Outcome::Clean)
}

/// The event that `wanted` names: an id, the start of one id, or words that only one event has.
fn find(timeline: &Timeline, wanted: &str) -> std::result::Result<usize, String> {
    let events = &timeline.events;
    if let Some(at) = events.iter().position(|event| event.id == wanted) {
        return Ok(at);
    }
    let all = |matches: &dyn Fn(&Entry) -> bool| -> Vec<usize> { (0..events.len()).filter(|at| matches(&events[*at])).collect() };
    let words: Vec<String> = wanted.split_whitespace().map(str::to_lowercase).collect();
    if words.is_empty() {
        return Err("name an event by its id or by words of it".into());
    }
    let starts = all(&|event| event.id.starts_with(wanted) || event.id.strip_prefix("ev-").is_some_and(|id| id.starts_with(wanted)));
    let holds = all(&|event| {
        let what = event.what.to_lowercase();
        words.iter().all(|word| what.contains(word))
    });
    let list = |found: &[usize]| {
        let lines = found.iter().take(5).map(|at| format!("\n  {}  {}", events[*at].id, events[*at].what));
        lines.collect::<String>() + if found.len() > 5 { "\n  …" } else { "" }
    };
    match (starts.as_slice(), holds.as_slice()) {
        ([at], _) | ([], [at]) => Ok(*at),
        ([], []) => {
            let near = near(timeline, wanted);
            Err(match near.is_empty() {
                true => format!("no event '{wanted}'; give an id, the start of one, or words of the event"),
                false => format!("no event '{wanted}'; did you mean{}", list(&near)),
            })
        }
        ([], found) | (found, _) => Err(format!("'{wanted}' fits {} events; give one of their ids:{}", found.len(), list(found))),
    }
}

/// Events whose id is one or two slips of the finger away, nearest first.
fn near(timeline: &Timeline, wanted: &str) -> Vec<usize> {
    let wanted = wanted.strip_prefix("ev-").unwrap_or(wanted).to_lowercase();
    let distance = |event: &Entry| slips(event.id.strip_prefix("ev-").unwrap_or(&event.id), &wanted);
    let mut near: Vec<(usize, usize)> =
        timeline.events.iter().enumerate().map(|(at, event)| (distance(event), at)).filter(|(d, _)| *d <= 2).collect();
    near.sort();
    near.into_iter().map(|(_, at)| at).collect()
}

/// Levenshtein's distance, or 3 for anything that differs much in length.
fn slips(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > 2 {
        return 3;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let replaced = corner + usize::from(x != y);
            corner = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(corner + 1);
        }
    }
    row[b.len()]
}

struct Page {
    text: String,
    key: Style,
    head: Style,
}

impl Page {
    fn head(&mut self, text: &str) {
        let style = self.head;
        let _ = writeln!(self.text, "{style}{text}{style:#}");
    }

    fn row(&mut self, key: &str, value: &str) {
        let style = self.key;
        let _ = writeln!(self.text, "  {style}{key:<11}{style:#} {value}");
    }
}

fn explain(timeline: &Timeline, at: usize, colour: bool) -> String {
    let entry = &timeline.events[at];
    let (key, head) = if colour { (Style::new().dimmed(), Style::new().bold()) } else { (Style::new(), Style::new()) };
    let mut page = Page { text: String::new(), key, head };
    page.head(&format!("{}  {}", entry.id, entry.what));
    page.row("date", &format!("{}  ({}: {})", entry.date, entry.basis.word(), reason(entry)));
    page.row("interval", &interval(entry));
    page.row("status", entry.status.word());
    let why = Why::new(timeline);
    for (number, evidence) in entry.evidence.iter().enumerate() {
        page.text.push('\n');
        let aside = |link: usize| why.is_aside(&entry.id, number, link);
        self::evidence(&mut page, timeline, evidence, (number + 1, entry.evidence.len()), &aside);
    }
    let bounds = why.bounds(&entry.id);
    if !bounds.is_empty() {
        page.text.push('\n');
        page.head("bounds");
        bounds.lines().for_each(|line| _ = writeln!(page.text, "{}{line}", if line.is_empty() { "" } else { "  " }));
    }
    page.text.push('\n');
    order(&mut page, timeline, at);
    page.text
}

fn reason(entry: &Entry) -> &'static str {
    use crate::event::Basis::*;
    match entry.basis {
        Explicit if entry.date.lacks_year() => "the words give the date but for its year",
        Explicit => "the words give the whole date",
        Relative => "counted from the anchor",
        YearInferred => "the words give all but the year",
        EventAnchored => "counted from another event",
        ArticleDate => "the words say that it happened when the article was written",
        OrderOnly => "no words date it; tense, and its place among other events, bound it",
        Human => "a person wrote it",
    }
}

fn interval(entry: &Entry) -> String {
    let interval = entry.date.interval();
    let days = interval.days().map_or(String::new(), |days| format!("  ({})", super::report::count(days as usize, "day")));
    match (interval.earliest(), interval.latest()) {
        (Some(first), Some(last)) if first == last => first.to_string(),
        (Some(first), Some(last)) => format!("{first} to {last}{days}"),
        (Some(first), None) => format!("{first} or later"),
        (None, Some(last)) => format!("{last} or earlier"),
        (None, None) if entry.date.lacks_year() => "any year: the words do not give it".into(),
        (None, None) => "open".into(),
    }
}

fn evidence(page: &mut Page, timeline: &Timeline, evidence: &Evidence, (number, of): (usize, usize), aside: &dyn Fn(usize) -> bool) {
    page.head(&if of == 1 { "evidence".to_string() } else { format!("evidence {number} of {of}") });
    page.row("quote", &evidence.quote);
    match timeline.sources.get(&evidence.source) {
        Some(source) => {
            page.row("source", &format!("{}  {}", evidence.source, source.title.as_deref().unwrap_or("(no title)")));
            page.row("file", &source.path);
            let words = source.published_evidence.as_ref().map_or(String::new(), |words| format!(": {words}"));
            let from = source.published_from.word();
            let published = match source.published {
                Some(day) if source.published_from == crate::article::DctBasis::Inferred => format!("{day}  ({from}{words})"),
                Some(day) => format!("{day}  (by its {from}{words})"),
                None => "unknown".to_string(),
            };
            page.row("published", &published);
        }
        None => page.row("source", &format!("{}  (not in this timeline)", evidence.source)),
    }
    let optional =
        [("said by", &evidence.attribution), ("expression", &evidence.time), ("anchor", &evidence.anchor), ("rule", &evidence.rule)];
    for (key, value) in optional {
        if let Some(value) = value {
            page.row(key, value);
        }
    }
    if let Some(told) = evidence.tense {
        page.row("tense", &format!("{}  (against the day of publication)", told.word()));
    }
    for (at, link) in evidence.links.iter().enumerate() {
        let contradicts = if aside(at) { "  (set aside: it contradicts what is surer)" } else { "" };
        page.row("cue", &format!("“{}”: {} {}{contradicts}", link.cue, wording::of_link(link), named(timeline, &link.event)));
    }
}

fn order(page: &mut Page, timeline: &Timeline, at: usize) {
    let entry = &timeline.events[at];
    page.head(&format!("order: {} of {}", at + 1, timeline.events.len()));
    let neighbour = |other: &Entry| {
        let how = match other.date.interval().partial_cmp(&entry.date.interval()) {
            Some(std::cmp::Ordering::Equal) => "the same day",
            Some(_) => "by date",
            None if entry.after.contains(&other.id) || other.after.contains(&entry.id) => "by a link",
            None => "the dates leave the order open",
        };
        format!("{}  ({how})", shown(other))
    };
    if let Some(previous) = at.checked_sub(1) {
        page.row("previous", &neighbour(&timeline.events[previous]));
    }
    if let Some(next) = timeline.events.get(at + 1) {
        page.row("next", &neighbour(next));
    }
    for id in &entry.after {
        page.row("after", &named(timeline, id));
    }
    for other in timeline.events.iter().filter(|other| other.after.contains(&entry.id)) {
        page.row("before", &shown(other));
    }
    let here = |id: &String| entry.same_day.contains(id);
    for other in timeline.events.iter().filter(|other| here(&other.id) || other.same_day.contains(&entry.id)) {
        page.row("same day", &shown(other));
    }
}

fn shown(entry: &Entry) -> String {
    format!("{}  {}  {}", entry.id, entry.date, entry.what)
}

fn named(timeline: &Timeline, id: &str) -> String {
    // A link may name a claim that was joined to its entry.
    timeline.places().get(id).map(|&at| &timeline.events[at]).map_or_else(|| format!("{id}  (not in this timeline)"), shown)
}
