//! `annals sources`: what would be read, from where, of which day and why, in which language, and what is a copy of what.

use super::arguments::{Knowledge, Reading};
use super::report::{self, Progress, count};
use super::{Outcome, gather, output};
use crate::article::dct::UNDATED;
use crate::article::{self, Article, Dct, Read, language};
use crate::diagnostic::{Diagnostic, Level};
use crate::error::Result;
use crate::merge::texts;
use crate::pipeline;
use crate::render::sources::{COLUMNS, Source, block, columns, json};
use rayon::prelude::*;
use std::io::{IsTerminal, stdout};
use std::path::PathBuf;

/// On a terminal a column is no wider than this.
const WIDEST: usize = 48;

/// List articles: when each was published and why, its language, and what is a copy of what
#[derive(clap::Args)]
#[command(after_help = "Examples:
  annals sources articles                    one line an article
  annals sources article.html                one article: every candidate for its date, and what became of it
  annals sources articles --all              the same for every article
  annals sources articles --format json      one JSON object an article, on one line
  annals sources articles | cut -f1,2        columns are parted by tabs when they go to another program

Dates are EDTF: 2020-12-03, 2020-12 where only the month is known, [2020-06..2021-01-02] where the text
itself leaves these days. 'annals build' may narrow them by what other articles say of the same events.
'copy of' names the newest article of nearly the same words: together they are one independent source.

JSON: path, title, author, publisher, url, published (null: unknown), published_from, published_evidence,
because, candidates (verdict: taken, agrees, weaker or refused; from; date or not_after; words; why),
language, words, copy_of, sha256.

Exit code: 0 every article was read; 1 some could not be read; 2 error.")]
pub struct Arguments {
    /// Articles, or folders of articles: text, Markdown, web pages, JSON, JSON lines, CSV, .gz of these; - is standard input
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// The format of the output
    #[arg(long, value_enum, default_value_t = Format::Text, hide_possible_values = false)]
    format: Format,
    /// Show every candidate for every date
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    knowledge: Knowledge,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// A table on a terminal, tab-separated columns elsewhere
    Text,
    /// One JSON object an article
    Json,
}

pub fn run(arguments: Arguments) -> Result<Outcome> {
    let (inputs, mut said) = gather::inputs(&arguments.paths)?;
    let options = article::Options { every_language: true, ..arguments.reading.options() };
    let reads: Vec<Read> = gather::parts(&inputs).par_bridge().flat_map_iter(|part| part.read(&options)).collect();
    let mut unread = said.iter().filter(|d| d.level == Level::Warning).count();
    let mut articles: Vec<Article> = Vec::with_capacity(reads.len());
    for read in reads {
        unread += usize::from(read.left_out);
        articles.extend(read.article);
        // What has no date, and what has several, says so in the list.
        let listed = |said: &Diagnostic| said.message.starts_with(UNDATED) || said.message.starts_with("dated by ");
        said.extend(read.diagnostics.into_iter().filter(|said| !listed(said)));
    }
    articles.sort_by(|a, b| a.path.cmp(&b.path));
    let progress = Progress::new();
    let known = arguments.knowledge.with(|lexicon| {
        let look = |article: &Article| {
            let language = language(&article.body);
            let dct = if language == "English" { pipeline::published(article, lexicon) } else { article.dct.clone() };
            progress.step(article.body.len(), 0);
            (dct, language)
        };
        Ok(articles.par_iter().map(look).collect::<Vec<_>>())
    })?;
    progress.clear();
    let copies = newest(&articles, &known);
    let sources: Vec<Source> = articles
        .iter()
        .zip(&known)
        .zip(&copies)
        .map(|((article, (dct, language)), copy)| {
            let copy_of = copy.map(|at| articles[at].path.as_str());
            Source { article, dct, language, copy_of }
        })
        .collect();
    let _ = match arguments.format {
        Format::Json => output::print(&sources.iter().map(|source| json(source) + "\n").collect::<String>())?,
        Format::Text if arguments.all || sources.len() == 1 => output::print(&sources.iter().map(block).collect::<Vec<_>>().join("\n"))?,
        Format::Text => output::print(&table(&sources, stdout().is_terminal()))?,
    };
    report::diagnostics(&said);
    let days = sources.iter().filter(|source| source.dct.date.is_some()).count();
    let open = sources.iter().filter(|source| source.dct.published().is_none()).count();
    let foreign = sources.iter().filter(|source| source.language != "English").count();
    let copied = sources.iter().filter(|source| source.copy_of.is_some()).count();
    let parts = [
        format!("{days} dated to the day"),
        format!("{open} undated"),
        format!("{foreign} not in English"),
        format!("{copied} near-{}", if copied == 1 { "copy" } else { "copies" }),
        format!("{unread} not read"),
    ];
    let shown = parts.into_iter().filter(|part| !part.starts_with("0 ")).collect::<Vec<_>>().join(", ");
    report::say(&format!("{}: {shown}", count(sources.len(), "article")));
    Ok(if unread == 0 { Outcome::Clean } else { Outcome::Findings })
}

/// For each article the newest of nearly the same words. Of one day, the longest is the newest.
fn newest(articles: &[Article], known: &[(Dct, &str)]) -> Vec<Option<usize>> {
    let texts: Vec<&str> = articles.iter().map(|article| article.body.as_str()).collect();
    let age = |(article, (dct, _)): (&Article, &(Dct, &str))| (dct.within.latest(), article.body.len());
    let ages: Vec<_> = articles.iter().zip(known).map(age).collect();
    texts::copies(&texts, &ages)
}

/// Columns: aligned and cut for people, parted by tabs and whole for programs.
fn table(sources: &[Source], terminal: bool) -> String {
    let rows: Vec<[String; 6]> = sources.iter().map(columns).collect();
    if !terminal {
        let clean = |cell: &String| cell.replace(['\t', '\n', '\r'], " ");
        let line = |row: &[String; 6]| row.iter().map(clean).collect::<Vec<_>>().join("\t") + "\n";
        return rows.iter().map(line).collect();
    }
    let head = COLUMNS.map(str::to_string);
    let short = |row: [String; 6]| row.map(|cell| cut(&cell));
    let rows: Vec<[String; 6]> = std::iter::once(head).chain(rows).map(short).collect();
    let width = |at: usize| rows.iter().map(|row| row[at].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..COLUMNS.len()).map(width).collect();
    let line = |row: &[String; 6]| {
        let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}"));
        cells.collect::<Vec<_>>().join("  ").trim_end().to_string() + "\n"
    };
    rows.iter().map(line).collect()
}

/// The end of a long path and the start of a long sentence say most; a middle that is left out serves both.
fn cut(cell: &str) -> String {
    let letters: Vec<char> = cell.chars().collect();
    if letters.len() <= WIDEST {
        return cell.to_string();
    }
    let half = (WIDEST - 1) / 2;
    let (start, end) = (&letters[..half], &letters[letters.len() - half..]);
    format!("{}…{}", start.iter().collect::<String>(), end.iter().collect::<String>())
}
