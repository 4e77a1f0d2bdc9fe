//! `annals sources`: what would be read, from where, of which day and why, in which language, and what is a copy of what.

use super::arguments::{Knowledge, Reading};
use super::report::{self, Progress, count};
use super::{Outcome, gather, output};
use crate::article::{self, Article, Dct, Read, language};
use crate::diagnostic::{Level, Topic};
use crate::error::Result;
use crate::merge::texts;
use crate::pipeline;
use crate::render::sources::{COLUMNS, Source, block, columns, json};
use rayon::prelude::*;
use std::io::{IsTerminal, stdout};
use std::path::PathBuf;

/// On a terminal a column is no wider than this.
const WIDEST: usize = 60;
/// What is cut further says nothing.
const NARROWEST: usize = 10;

/// List articles: when each was published and why, its language, and what is a copy of what
#[derive(clap::Args)]
#[command(after_help = "Examples:
  annals sources articles                one line an article
  annals sources article.html            every candidate for its date, and what
                                         became of it
  annals sources articles --all          the same for every article
  annals sources articles --format json  one JSON object an article, a line each
  annals sources articles | cut -f1,2    tabs part the columns for other programs

Dates are EDTF: 2020-12-03; 2020-12 where only the month is known;
[2020-06..2021-01-02] where the text itself leaves these days; [..2020-12-03]
where a page gives the day of its last change only ('last change'). 'annals
build' may narrow them by what other articles say of the same events. 'copy of'
names the newest article of nearly the same words: together they are one
independent source.

JSON: path, title, author, publisher, url, published (null: unknown), changed
(only where it takes the place of an unknown publication), published_from,
published_evidence, because, candidates (verdict: taken, agrees, weaker or
refused; from; date or not_after; words; why), language, words, copy_of, sha256.

Exit code: 0 every article was read; 1 some could not be read; 2 error.")]
pub(super) struct Arguments {
    /// Articles, or folders of them: text, Markdown, web pages, JSON, CSV, feeds, mail, PDF, WARC, also in zip, tar or gzip; - is standard input
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

pub(super) fn run(arguments: Arguments) -> Result<Outcome> {
    let (inputs, mut said) = gather::inputs(&arguments.paths)?;
    let options = article::Options { every_language: true, ..arguments.reading.options() };
    let reads: Vec<Read> = gather::parts(&inputs).par_bridge().flat_map_iter(|part| part.read(&options)).collect();
    let mut unread = said.iter().filter(|d| d.level == Level::Warning).count();
    let mut articles: Vec<Article> = Vec::with_capacity(reads.len());
    for read in reads {
        unread += usize::from(read.left_out);
        articles.extend(read.article);
        // What has no date, and what has several, says so in the list.
        said.extend(read.diagnostics.into_iter().filter(|said| said.topic == Topic::Other));
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
        Format::Text => {
            let rows: Vec<[String; 6]> = sources.iter().map(columns).collect();
            output::print(&if stdout().is_terminal() { table(rows, width()) } else { lines(&rows) })?
        }
    };
    report::each(&mut said);
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

/// Columns parted by tabs and whole, for programs.
fn lines(rows: &[[String; 6]]) -> String {
    let clean = |cell: &String| cell.replace(['\t', '\n', '\r'], " ");
    let line = |row: &[String; 6]| row.iter().map(clean).collect::<Vec<_>>().join("\t") + "\n";
    rows.iter().map(line).collect()
}

/// Columns aligned for people, cut to the width of the terminal. A column in which nothing stands is left out.
fn table(rows: Vec<[String; 6]>, width: usize) -> String {
    let head = COLUMNS.map(str::to_string);
    let rows: Vec<[String; 6]> = std::iter::once(head).chain(rows).collect();
    let widest = |at: usize| rows.iter().map(|row| row[at].chars().count()).max().unwrap_or(0);
    let shown: Vec<usize> = (0..COLUMNS.len()).filter(|at| rows[1..].iter().any(|row| !row[*at].is_empty())).collect();
    let mut widths: Vec<usize> = shown.iter().map(|at| widest(*at).min(WIDEST)).collect();
    while widths.iter().sum::<usize>() + 2 * widths.len().saturating_sub(1) > width {
        match widths.iter_mut().max() {
            Some(most) if *most > NARROWEST => *most -= 1,
            _ => break,
        }
    }
    let line = |row: &[String; 6]| {
        let cells = shown.iter().zip(&widths).map(|(at, width)| format!("{:<width$}", cut(&row[*at], *width)));
        cells.collect::<Vec<_>>().join("  ").trim_end().to_string() + "\n"
    };
    rows.iter().map(line).collect()
}

/// Of the terminal; of paper, where none says how wide it is.
fn width() -> usize {
    terminal_size::terminal_size().map_or(80, |(width, _)| usize::from(width.0))
}

/// The end of a long path and the start of a long sentence say most; a middle that is left out serves both.
fn cut(cell: &str, width: usize) -> String {
    let letters: Vec<char> = cell.chars().collect();
    if letters.len() <= width {
        return cell.to_string();
    }
    let end = (width - 1) / 2;
    let (start, end) = (&letters[..width - 1 - end], &letters[letters.len() - end..]);
    format!("{}…{}", start.iter().collect::<String>(), end.iter().collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_as_wide_as_its_terminal() {
        let row = |path: &str, words: &str| [path, "2020-12-03", "metadata", words, "English", ""].map(str::to_string);
        let rows =
            vec![row("news/2020/december/rain-in-basra.html", "article:published_time: 2020-12-03T10:15:00+01:00"), row("a.txt", "a/")];
        for width in [60, 80, 200] {
            let table = table(rows.clone(), width);
            assert!(table.lines().all(|line| line.chars().count() <= width), "{table}");
        }
        assert_eq!(
            table(rows.clone(), 80),
            "path                     published   by        words                    language\n\
             news/2020/d…-basra.html  2020-12-03  metadata  article:pub…15:00+01:00  English\n\
             a.txt                    2020-12-03  metadata  a/                       English\n"
        );
        assert!(table(rows, 200).contains("news/2020/december/rain-in-basra.html  2020-12-03"));
    }
}
