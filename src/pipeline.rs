//! The whole path in one screen: article → text → timexes → mentions → order → timeline. No other file knows it.

use crate::article::Article;
use crate::diagnostic::Diagnostic;
use crate::event::Mention;
use crate::lexicon::Lexicon;
use crate::time::Relation;
use crate::timeline::id::Mint;
use crate::timeline::{Source, Timeline};
use crate::timex::Timex;
use std::collections::BTreeMap;

/// One article with all that was recognised in it.
pub struct Tagged<'a> {
    pub article: &'a Article,
    pub timexes: Vec<Timex>,
    pub mentions: Vec<Mention>,
    pub links: Vec<TaggedLink>,
}

/// A TLINK within one document, read "`from` is `relation` `to`".
#[derive(Clone, Debug, PartialEq)]
pub struct TaggedLink {
    pub from: Node,
    pub to: Node,
    pub relation: Relation,
    /// The words that say so.
    pub cue: Option<String>,
}

/// What a link joins; indices are positions in [`Tagged`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Node {
    Dct,
    Timex(u32),
    Mention(u32),
}

pub struct Options<'a> {
    pub lexicon: &'a Lexicon,
    pub title: Option<String>,
    /// Called once for each article that is done, from any thread.
    pub progress: &'a (dyn Fn() + Sync),
}

/// Recognises everything in one article.
pub fn tag<'a>(article: &'a Article, _lexicon: &Lexicon) -> Tagged<'a> {
    Tagged { article, timexes: Vec::new(), mentions: Vec::new(), links: Vec::new() }
}

/// Recognises the temporal expressions only, which is much faster.
pub fn timexes<'a>(article: &'a Article, _lexicon: &Lexicon) -> Tagged<'a> {
    Tagged { article, timexes: Vec::new(), mentions: Vec::new(), links: Vec::new() }
}

/// Builds the timeline. `articles` are in the order of their paths.
pub fn build(articles: Vec<Article>, options: &Options) -> (Timeline, Vec<Diagnostic>) {
    let mut mint = Mint::new();
    let mut sources = BTreeMap::new();
    for article in articles {
        sources.insert(mint.source(&article.body), source(article));
        (options.progress)();
    }
    (Timeline { title: options.title.clone(), sources, events: Vec::new() }, Vec::new())
}

fn source(article: Article) -> Source {
    let Article { path, title, author, publisher, url, dct, sha256, .. } = article;
    Source { title, path, author, publisher, url, published: dct.date, published_from: dct.from, sha256 }
}
