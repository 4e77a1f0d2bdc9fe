//! `annals tag`: what is recognised in each article, as JSON lines or TimeML.

use super::arguments::{Knowledge, Reading};
use super::report::Said;
use super::{Outcome, gather, output};
use crate::article::{self, Read};
use crate::diagnostic::{Diagnostic, Level};
use crate::error::{Error, Result, without_place};
use crate::lexicon::Lexicon;
use crate::pipeline;
use crate::render::{json, timeml};
use chrono::NaiveDate;
use rayon::prelude::*;
use std::path::PathBuf;

/// Documents that are worked on at a time: enough for every thread, few enough that the first lines come at once.
const AT_ONCE: usize = 64;

/// Show the temporal expressions, events and links that annals recognises
#[derive(clap::Args)]
#[command(after_help = "Examples:
  annals tag article.txt --dct 2020-12-03  one JSON object
  annals tag articles --only timexes       one JSON line a document
  annals tag article.txt --format timeml   TimeML 1.2.1, inline
  annals tag --jsonl < documents.jsonl     documents as JSON lines:
     {\"doc\": \"a\", \"text\": \"It rained.\", \"dct\": \"2020-12-03\"}

Offsets count Unicode code points of the text as given; t0 is the publication
date.

Exit code: 0 every document was read; 1 some could not be read; 2 error.")]
pub(super) struct Arguments {
    /// Articles, or folders of them: text, Markdown, web pages, JSON, CSV, feeds, mail, PDF, WARC, also in zip, tar or gzip; - is standard input
    #[arg(required_unless_present = "jsonl", value_name = "FILE")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    reading: Reading,
    /// The format of the output
    #[arg(long, value_enum, default_value_t = Format::Json, hide_possible_values = false)]
    format: Format,
    /// Leave events and links out, which is much faster
    #[arg(long, value_enum, value_name = "WHAT")]
    only: Option<Only>,
    /// Read JSON lines, from standard input or the files named, instead of articles
    #[arg(long)]
    jsonl: bool,
    #[command(flatten)]
    knowledge: Knowledge,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// One JSON object a document, on one line
    Json,
    /// One TimeML document
    Timeml,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Only {
    /// Temporal expressions
    Timexes,
}

pub(super) fn run(arguments: Arguments) -> Result<Outcome> {
    if arguments.jsonl {
        let documents = documents(&arguments.paths)?;
        return tag_all(&arguments, documents, |line| vec![from_line(line, arguments.reading.dct)], Vec::new());
    }
    let (inputs, said) = gather::inputs(&arguments.paths)?;
    let options = arguments.reading.options();
    tag_all(&arguments, gather::parts(&inputs), |part| part.read(&options), said)
}

/// Reads, tags and prints in order, a few documents at a time.
fn tag_all<T: Send>(
    arguments: &Arguments,
    mut all: impl Iterator<Item = T>,
    read: impl Fn(T) -> Vec<Read> + Sync,
    refused: Vec<Diagnostic>,
) -> Result<Outcome> {
    let mut unread = refused.iter().filter(|d| d.level == Level::Warning).count();
    let said = Said::default();
    said.add(refused);
    let mut printed = 0;
    arguments.knowledge.with(|lexicon| {
        loop {
            let some: Vec<T> = all.by_ref().take(AT_ONCE).collect();
            if some.is_empty() {
                return Ok(());
            }
            let tag = |read: Read| (read.article.map(|article| tag(&article, arguments, lexicon)), read.left_out, read.diagnostics);
            let tagged: Vec<_> = some.into_par_iter().flat_map_iter(|one| read(one).into_iter().map(tag)).collect();
            for (text, left_out, diagnostics) in tagged {
                said.add(diagnostics);
                unread += usize::from(left_out);
                let Some(text) = text else { continue };
                printed += 1;
                if arguments.format == Format::Timeml && printed == 2 {
                    let message = "--format timeml writes one document, and these are several; name one file or use --format json";
                    return Err(Error::new(message));
                }
                if output::print(&text)?.is_break() {
                    return Ok(());
                }
            }
        }
    })?;
    said.print();
    Ok(if unread == 0 { Outcome::Clean } else { Outcome::Findings })
}

fn tag(article: &article::Article, arguments: &Arguments, lexicon: &Lexicon) -> String {
    let only_timexes = arguments.only == Some(Only::Timexes);
    let tagged = if only_timexes { pipeline::timexes(article, lexicon) } else { pipeline::tag(article, lexicon) };
    match arguments.format {
        Format::Json => json::line(&tagged, only_timexes) + "\n",
        Format::Timeml => timeml::document(&tagged),
    }
}

/// One document of `--jsonl`.
#[derive(serde::Deserialize)]
struct Document {
    doc: Option<String>,
    text: String,
    dct: Option<String>,
}

/// One line of a file of JSON lines: the file, the line's number, and its text or why there is none.
type Line = (String, usize, std::result::Result<String, String>);

/// Every line that is not empty, read as it is asked for.
fn documents(paths: &[PathBuf]) -> Result<impl Iterator<Item = Line> + use<>> {
    let standard = [PathBuf::from("-")];
    let paths = if paths.is_empty() { &standard } else { paths };
    let files = paths.iter().map(|path| Ok((path.display().to_string(), gather::lines(path)?))).collect::<Result<Vec<_>>>()?;
    let all = files.into_iter().flat_map(|(name, lines)| lines.map(move |(number, line)| (name.clone(), number, line)));
    Ok(all.filter(|(_, _, line)| line.as_ref().map_or(true, |line| !line.trim().is_empty())))
}

fn from_line((file, line, text): Line, dct: Option<NaiveDate>) -> Read {
    let text = match text {
        Ok(text) => text,
        Err(why) => {
            let diagnostics = vec![Diagnostic::warning(&file, format!("{why}; left out")).at_line(line)];
            return Read { article: None, left_out: true, diagnostics };
        }
    };
    match serde_json::from_str::<Document>(&text) {
        Ok(document) => {
            let name = document.doc.unwrap_or_else(|| format!("{file}:{line}"));
            let (article, diagnostics) = article::from_text(&document.text, &name, document.dct.as_deref(), dct);
            Read { article: Some(article), left_out: false, diagnostics }
        }
        Err(error) => {
            let text = error.to_string();
            let why = without_place(&text);
            let message = format!("{why}; a line is {{\"doc\": \"a\", \"text\": \"…\", \"dct\": \"2020-12-03\"}}; left out");
            Read { article: None, left_out: true, diagnostics: vec![Diagnostic::warning(&file, message).at_line(line)] }
        }
    }
}
