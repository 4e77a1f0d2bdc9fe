//! The whole path in one screen: article → text → timexes → mentions → order → timeline. No other file knows it.

use crate::article::Article;
use crate::diagnostic::Diagnostic;
use crate::event::trigger::Breadth;
use crate::event::{self, Mention};
use crate::lexicon::Lexicon;
use crate::merge;
use crate::order::tlink::{self, Tlink};
use crate::text;
use crate::time::Relation;
use crate::timeline::listed::{Line, Listed};
use crate::timeline::{self, Draft, Timeline};
use crate::timex::{self, Timex};
use rayon::prelude::*;
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
    /// The ids that sources have had since an earlier text of theirs, by path.
    pub known: BTreeMap<String, String>,
    /// Called once for each article that is done, from any thread.
    pub progress: &'a (dyn Fn() + Sync),
}

/// Recognises everything in one article.
pub fn tag<'a>(article: &'a Article, lexicon: &Lexicon) -> Tagged<'a> {
    let mut text = text::read(&article.body, lexicon);
    let timexes = timex::find(&text, article.dct.date, lexicon);
    let mentions = event::find(&mut text, &timexes, event::Setting { dct: article.dct.date, breadth: Breadth::TimeMl, lexicon });
    let links = tlink::find(&text, &timexes, &mentions, lexicon).into_iter().map(TaggedLink::from).collect();
    Tagged { article, timexes, mentions, links }
}

/// Recognises the temporal expressions only, which is much faster.
pub fn timexes<'a>(article: &'a Article, lexicon: &Lexicon) -> Tagged<'a> {
    let timexes = timex::recognize(&article.body, article.dct.date, lexicon);
    Tagged { article, timexes, mentions: Vec::new(), links: Vec::new() }
}

/// Builds the timeline: each article one of its own, one a thread, and then all merged. The order of `articles` does not matter.
pub fn build(articles: Vec<Article>, options: &Options) -> (Timeline, Vec<Diagnostic>) {
    let alone = articles.len() == 1;
    let timelines: Vec<Timeline> = articles
        .into_par_iter()
        .map(|article| {
            let known = options.known.get(&article.path).map(String::as_str);
            let timeline = timeline::assemble(draft(article, options), known);
            Timeline { title: timeline.title.filter(|_| alone), ..timeline }
        })
        .collect();
    merge::merge(options.title.clone(), timelines, options.lexicon)
}

/// The timeline that a person keeps as text: each line is an event as they say it, and only who and what kind is read from its words.
pub fn import(article: Article, listed: Listed, lexicon: &Lexicon) -> Timeline {
    let read = |line: &Line| {
        let day = line.date.interval().single_day();
        let mut text = text::read(&line.text, lexicon);
        let timexes = timex::find(&text, day, lexicon);
        event::find(&mut text, &timexes, event::Setting { dct: day, breadth: Breadth::Entries, lexicon })
    };
    let mentions: Vec<Vec<Mention>> = listed.events.par_iter().map(read).collect();
    timeline::assemble(timeline::listed::draft(article, listed, mentions), None)
}

fn draft(article: Article, options: &Options) -> Draft {
    let body = article.body.clone();
    let mut text = text::read(&body, options.lexicon);
    let timexes = timex::find(&text, article.dct.date, options.lexicon);
    let mentions =
        event::find(&mut text, &timexes, event::Setting { dct: article.dct.date, breadth: Breadth::Entries, lexicon: options.lexicon });
    let links = tlink::find(&text, &timexes, &mentions, options.lexicon);
    (options.progress)();
    timeline::draft(article, &text, &timexes, &mentions, &links)
}

impl From<Tlink> for TaggedLink {
    fn from(link: Tlink) -> TaggedLink {
        let node = |mention: usize| Node::Mention(mention as u32);
        TaggedLink { from: node(link.from), to: node(link.to), relation: link.relation, cue: Some(link.cue) }
    }
}
