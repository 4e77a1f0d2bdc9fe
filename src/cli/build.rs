//! `annals build`: articles to a timeline.

use super::output::Target;
use super::record::{self, Record};
use super::report::{self, Progress, count};
use super::{Outcome, day, gather, merged, with_lexicon};
use crate::article::dct::UNDATED;
use crate::article::{self, Article, DctBasis, Map, Read};
use crate::diagnostic::{Diagnostic, Level};
use crate::error::{Error, Result};
use crate::merge::rebuild;
use crate::pipeline::{self, Options};
use crate::timeline::id::Mint;
use crate::timeline::{Source, Timeline, yaml};
use chrono::NaiveDate;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Build a timeline from articles
#[derive(clap::Args)]
#[command(after_help = "Examples:
  annals build articles -o timeline.yaml     a folder of articles
  annals build article.txt --dct 2020-12-03  one article, to standard output
  annals build - --title Embassy < a.txt     standard input

An article's publication date is taken from --dct, else from its front matter
(published: 2020-12-03), its URL, its dateline, its file name or its folder's
name, in this order. Without one, years stay unknown.

Building onto a timeline updates it. Beside it, NAME.lock says what annals wrote;
whatever a person wrote or deleted since stays so, and what the articles say
instead is shown in `proposed`. Articles that are not given this time keep their
entries, so a build of the new articles alone adds to what is there.

Exit code: 0 every article was read; 1 some could not be read, and the timeline
holds the others; 2 error.")]
pub struct Arguments {
    /// Articles, or folders of articles: text, Markdown, web pages, JSON, JSON lines, CSV, .gz of these; - is standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Where to write the timeline; standard output if not given
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The timeline's title
    #[arg(long, value_name = "TITLE")]
    title: Option<String>,
    /// The day on which every one of these articles was published, as 2020-12-03
    #[arg(long, value_name = "DATE", value_parser = day)]
    dct: Option<NaiveDate>,
    /// Which fields of JSON and CSV hold what: title=headline,text=body,date=pub,url=…,author=…,source=…
    #[arg(long, value_name = "FIELDS", value_parser = article::map)]
    map: Vec<Map>,
    /// Rules and word lists to use instead of the built-in ones, a folder laid out like data/en
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
}

pub fn run(arguments: Arguments) -> Result<Outcome> {
    let target = Target::new(arguments.output.as_deref(), is_timeline)?;
    let existing = existing(&target, arguments.output.as_deref())?;
    let (inputs, mut diagnostics) = gather::inputs(&arguments.paths)?;
    let refused = diagnostics.iter().filter(|d| d.level == Level::Warning).count();
    let options = article::Options { dct: arguments.dct, map: merged(arguments.map), ..Default::default() };
    let reads: Vec<Read> = gather::parts(&inputs).par_bridge().flat_map_iter(|part| part.read(&options)).collect();
    let mut articles = Vec::with_capacity(reads.len());
    let mut left_out = refused;
    for read in reads {
        articles.extend(read.article);
        left_out += usize::from(read.left_out);
        diagnostics.extend(read.diagnostics);
    }
    articles.sort_by(|a, b| a.path.cmp(&b.path));
    let mut articles = without_copies(articles, &mut diagnostics);
    if articles.is_empty() {
        report::diagnostics(&diagnostics);
        return Err(Error::new("no article could be read, so there is no timeline"));
    }
    let number = articles.len();
    let lock_path = arguments.output.as_deref().filter(|_| target.is_kept()).and_then(record::lock_path);
    // Read even where there is no timeline yet, so that somebody else's file of that name is not written over.
    let lock = lock_path.as_deref().map(record::lock).transpose()?.flatten().filter(|_| existing.is_some());
    let known = existing.as_ref().map_or_else(Default::default, |(_, old)| rebuild::prepare(old, lock.as_ref(), &mut articles));
    let (timeline, lock) = with_lexicon(arguments.data.as_deref(), |lexicon| {
        let progress = Progress::new(number);
        let options = Options { lexicon, title: arguments.title.clone(), known, progress: &|| progress.step() };
        let (timeline, said) = pipeline::build(articles, &options);
        progress.clear();
        inferred(&timeline, &mut diagnostics);
        let Some((_, old)) = &existing else {
            diagnostics.extend(said);
            let lock = rebuild::first_lock(&timeline);
            return Ok((timeline, lock));
        };
        let rebuilt = rebuild::rebuild(old, lock.as_ref(), timeline, arguments.title, lexicon);
        diagnostics.extend(rebuilt.diagnostics);
        diagnostics.extend(rebuilt.unread.iter().map(|path| unread(path)));
        Ok((rebuilt.timeline, rebuilt.lock))
    })?;
    let text = existing.map_or_else(|| yaml::write(&timeline), |(text, _)| yaml::rewrite(&text, &timeline));
    target.write(&text)?;
    if let Some(path) = lock_path {
        record::put_lock(&path, &lock)?;
    }
    report::diagnostics(&diagnostics);
    let warnings = diagnostics.iter().filter(|d| d.level == Level::Warning).count();
    let to = arguments.output.map_or(String::new(), |path| format!(" -> {}", path.display()));
    report::say(&format!("{}, {}, {}{to}", count(number, "article"), count(timeline.events.len(), "event"), count(warnings, "warning")));
    Ok(if left_out == 0 { Outcome::Clean } else { Outcome::Findings })
}

/// The timeline that is built onto, in either layout. One that cannot be read is an error rather than lost.
fn existing(target: &Target, path: Option<&Path>) -> Result<Option<(String, Timeline)>> {
    let path = match (target, path) {
        (Target::File(_) | Target::Folder(_), Some(path)) if path.is_file() || path.is_dir() => path,
        _ => return Ok(None),
    };
    let record = Record::open(path)?;
    if record.text.trim().is_empty() {
        return Ok(None);
    }
    let timeline = record.timeline()?;
    Ok(Some((record.text, timeline)))
}

/// What is said of an article of the timeline that this build did not read.
fn unread(path: &str) -> Diagnostic {
    let file = path.split_once('#').map_or(path, |(file, _)| file);
    if path == "-" || Path::new(path).exists() || Path::new(file).exists() {
        return Diagnostic::note(path, "was not read this time; its entries stay");
    }
    Diagnostic::warning(path, "is gone; its entries stay, so delete those that should go with it")
}

/// An article that was undated when it was read, and that its own words or other articles have dated since, says so instead.
fn inferred(timeline: &Timeline, diagnostics: &mut [Diagnostic]) {
    let dated = |source: &&Source| source.published_from == DctBasis::Inferred;
    let sources: BTreeMap<&str, &Source> = timeline.sources.values().filter(dated).map(|source| (source.path.as_str(), source)).collect();
    for diagnostic in diagnostics.iter_mut().filter(|diagnostic| diagnostic.message.starts_with(UNDATED)) {
        let Some(source) = sources.get(diagnostic.path.as_str()) else { continue };
        if let (Some(published), Some(because)) = (source.published, &source.published_evidence) {
            *diagnostic = Diagnostic::note(&diagnostic.path, format!("published {published}, inferred: {because}"));
        }
    }
}

/// The same text under two names is one source, whatever stands around it.
fn without_copies(articles: Vec<Article>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Article> {
    let mut first: BTreeMap<String, String> = BTreeMap::new();
    let mut kept = Vec::with_capacity(articles.len());
    for article in articles {
        let text = Mint::new().source(&article.body);
        match first.get(&text) {
            Some(path) => diagnostics.push(Diagnostic::note(&article.path, format!("is a copy of {path}; read once"))),
            None => {
                first.insert(text, article.path.clone());
                kept.push(article);
            }
        }
    }
    kept
}

/// An article named after -o by mistake must not be lost.
pub fn is_timeline(old: &[u8]) -> std::result::Result<(), String> {
    let old = old.strip_prefix(b"\xef\xbb\xbf").unwrap_or(old);
    let is = old.trim_ascii().is_empty() || old.split(|b| *b == b'\n').any(|line| line.starts_with(b"annals:"));
    if is { Ok(()) } else { Err("exists and is not a timeline; choose another name or remove it".into()) }
}
