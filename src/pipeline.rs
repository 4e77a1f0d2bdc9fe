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
use crate::timeline::id::Mint;
use crate::timeline::listed::{Line, Listed};
use crate::timeline::{self, Single, Timeline};
use crate::timex::{self, Timex};
use rayon::prelude::*;

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

/// Builds the timeline: each article alone, one a thread, and then all joined. The order of `articles` does not matter.
pub fn build(articles: Vec<Article>, options: &Options) -> (Timeline, Vec<Diagnostic>) {
    let singles = articles.into_par_iter().map(|article| alone(&article, None, options.lexicon)).collect();
    let (singles, mut said) = once(singles);
    let (timeline, more) = join(singles, options);
    said.extend(more);
    (timeline, said)
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
    let id = Mint::new().source(&article.body);
    timeline::assemble(timeline::listed::draft(article, listed, mentions), id).into()
}

/// What one article tells. Nothing of its text stays in memory but the quotes. `known` is the id that its source has had since an earlier
/// text.
pub fn alone(article: &Article, known: Option<&str>, lexicon: &Lexicon) -> Single {
    let mut text = text::read(&article.body, lexicon);
    let timexes = timex::find(&text, article.dct.date, lexicon);
    let mentions = event::find(&mut text, &timexes, event::Setting { dct: article.dct.date, breadth: Breadth::Entries, lexicon });
    let links = tlink::find(&text, &timexes, &mentions, lexicon);
    let id = known.map_or_else(|| Mint::new().source(&article.body), str::to_string);
    timeline::assemble(timeline::draft(article, &text, &timexes, &mentions, &links), id)
}

/// Each text once: of the same text under two paths, the first path in alphabetical order stands for both.
pub fn once(mut singles: Vec<Single>) -> (Vec<Single>, Vec<Diagnostic>) {
    singles.sort_by(|a, b| (&a.id, &a.source.path).cmp(&(&b.id, &b.source.path)));
    let mut copies = Vec::new();
    singles.dedup_by(|copy, first| {
        let same = copy.id == first.id;
        if same {
            copies.push(Diagnostic::note(&copy.source.path, format!("is a copy of {}; read once", first.source.path)));
        }
        same
    });
    (singles, copies)
}

/// The timeline of all articles, in whatever order they come.
pub fn join(singles: Vec<Single>, options: &Options) -> (Timeline, Vec<Diagnostic>) {
    let one = singles.len() == 1;
    let timelines = singles.into_iter().map(|single| {
        let timeline = Timeline::from(single);
        Timeline { title: timeline.title.filter(|_| one), ..timeline }
    });
    merge::merge(options.title.clone(), timelines, options.lexicon)
}

impl From<Tlink> for TaggedLink {
    fn from(link: Tlink) -> TaggedLink {
        let node = |mention: usize| Node::Mention(mention as u32);
        TaggedLink { from: node(link.from), to: node(link.to), relation: link.relation, cue: Some(link.cue) }
    }
}
