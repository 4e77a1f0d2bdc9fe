//! `annals build`: articles to a timeline.

use super::arguments::{Knowledge, Reading, Written};
use super::onto::Onto;
use super::output::Target;
use super::repeated::Repeated;
use super::report::{self, Progress, Said, count};
use super::undated::Undated;
use super::{Outcome, gather};
use crate::article::Article;
use crate::diagnostic::{Diagnostic, Level};
use crate::error::{Error, Result};
use crate::merge::rebuild::{self, Known};
use crate::pipeline::{self, Options};
use crate::timeline::Single;
use crate::timeline::id::Mint;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

/// Build a timeline from articles
#[derive(clap::Args)]
#[command(after_help = "Examples:
  annals build articles -o timeline.yaml     a folder of articles
  annals build article.txt --dct 2020-12-03  one article, to standard output
  annals build - --title Embassy < a.txt     standard input

An article's publication date is taken from --dct, else from its front matter
(published: 2020-12-03), its URL, its dateline, its file name or its folder's
name, in this order. Without one, it takes the days that its own words and
dated articles about the same events leave; else years stay unknown. 'annals
sources' shows the evidence.

Building onto a timeline updates it. Beside it, NAME.lock says what annals
wrote; whatever a person wrote or deleted since stays so, and what the articles
say instead is shown in `proposed`. Articles that are not given this time keep their
entries, so a build of the new articles alone adds to what is there.

Exit code: 0 every article was read; 1 some could not be read, and the timeline
holds the others; 2 error.")]
pub(super) struct Arguments {
    /// Articles, or folders of them: text, Markdown, web pages, JSON, CSV, feeds, mail, PDF, WARC, also in zip, tar or gzip; - is standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// List also what a reader would rather strike: more of what happened, but two in three of these lines read badly
    #[arg(long)]
    doubtful: bool,
    #[command(flatten)]
    written: Written,
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    knowledge: Knowledge,
}

pub(super) fn run(arguments: Arguments) -> Result<Outcome> {
    let Written { output, title } = arguments.written;
    let target = Target::new(output.as_deref(), is_timeline)?;
    let onto = Onto::open(target, output.as_deref())?;
    let (inputs, refused) = gather::inputs(&arguments.paths)?;
    let known = onto.known();
    let reading = arguments.reading.options();
    let said = Said::default();
    let undated = Undated::default();
    let left_out = AtomicUsize::new(refused.iter().filter(|d| d.level == Level::Warning).count());
    said.add(refused);
    let (number, timeline, lock) = arguments.knowledge.with(|lexicon| {
        let progress = Progress::new();
        let articles = gather::parts(&inputs).par_bridge().flat_map_iter(|part| part.read(&reading)).filter_map(|read| {
            left_out.fetch_add(usize::from(read.left_out), Ordering::Relaxed);
            undated.read(read.article.as_ref(), read.diagnostics, &said);
            read.article
        });
        let repeated = Repeated::default();
        // What is built onto a timeline may have been renamed there, so each is looked at.
        let articles = articles.filter(|article| known.is_some() || !repeated.is(article));
        let options = Options { lexicon, title: title.clone(), doubtful: arguments.doubtful };
        let singles = singles(articles, known.as_ref(), &options, &progress);
        progress.say("joining what the articles tell");
        if singles.is_empty() {
            progress.clear();
            said.print();
            return Err(Error::new("no article could be read, so there is no timeline"));
        }
        let mut singles = pipeline::once(singles, |copy| said.add([copy]));
        pipeline::date_by_others(&mut singles, &undated.articles(), &options);
        undated.say(&singles, &said);
        repeated.say(&said);
        let number = singles.len();
        let (timeline, more) = pipeline::join(singles, &options);
        let done = match onto.timeline() {
            None => {
                said.add(more);
                (number, timeline, None)
            }
            Some(old) => {
                let rebuilt = rebuild::rebuild(old, onto.lock.as_ref(), timeline, title, lexicon);
                said.add(rebuilt.diagnostics);
                said.add(rebuilt.unread.iter().map(|path| unread(path)));
                (number, rebuilt.timeline, Some(rebuilt.lock))
            }
        };
        progress.clear();
        Ok(done)
    })?;
    onto.write(&timeline, lock)?;
    said.print();
    let to = output.map_or(String::new(), |path| format!(" -> {}", path.display()));
    report::say(&format!(
        "{}, {}, {}{to}",
        count(number, "article"),
        count(timeline.events.len(), "event"),
        count(said.warnings(), "warning")
    ));
    Ok(if left_out.into_inner() == 0 { Outcome::Clean } else { Outcome::Findings })
}

/// What each article tells, read and forgotten one after the other on every thread. Only new versions of articles that a timeline knows are
/// kept until all are read: whether they stay the same source depends on whether the old text still turns up elsewhere.
fn singles(articles: impl ParallelIterator<Item = Article>, known: Option<&Known>, options: &Options, progress: &Progress) -> Vec<Single> {
    let tell = |mut article: Article, id: Option<&str>| {
        if let Some(known) = known {
            let own = || Mint::new().source(&article.body);
            let id = id.map_or_else(own, str::to_string);
            known.correct(&id, &mut article);
        }
        let single = pipeline::alone(&article, id, options);
        progress.step(article.body.len(), single.events.len());
        single
    };
    let waiting: Mutex<Vec<(Article, Vec<&str>)>> = Mutex::default();
    let first = articles.filter_map(|article| {
        let earlier = known.map_or_else(Vec::new, |known| known.earlier(&article));
        if earlier.is_empty() {
            return Some(tell(article, None));
        }
        waiting.lock().unwrap_or_else(PoisonError::into_inner).push((article, earlier));
        None
    });
    let mut singles: Vec<Single> = first.collect();
    let waiting = waiting.into_inner().unwrap_or_else(PoisonError::into_inner);
    let read: BTreeSet<&str> = singles.iter().map(|single| single.id.as_str()).collect();
    let still = |id: &&&str| !read.contains(**id);
    let renewed: Vec<Single> =
        waiting.into_par_iter().map(|(article, earlier)| tell(article, earlier.iter().find(still).copied())).collect();
    singles.extend(renewed);
    singles
}

/// What is said of an article of the timeline that this build did not read.
fn unread(path: &str) -> Diagnostic {
    let file = path.split_once('#').map_or(path, |(file, _)| file);
    if path == "-" || Path::new(path).exists() || Path::new(file).exists() {
        return Diagnostic::note(path, "was not read this time; its entries stay");
    }
    Diagnostic::warning(path, "is gone; its entries stay, so delete those that should go with it")
}

/// An article named after -o by mistake must not be lost.
pub(super) fn is_timeline(old: &[u8]) -> std::result::Result<(), String> {
    let old = old.strip_prefix(b"\xef\xbb\xbf").unwrap_or(old);
    let is = old.trim_ascii().is_empty() || old.split(|b| *b == b'\n').any(|line| line.starts_with(b"annals:"));
    if is { Ok(()) } else { Err("exists and is not a timeline; choose another name or remove it".into()) }
}
