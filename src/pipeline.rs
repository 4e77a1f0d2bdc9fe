//! The whole path in one screen: article → text → timexes → mentions → order → timeline. No other file knows it.

use crate::article::{Article, Dct, DctBasis};
use crate::diagnostic::Diagnostic;
use crate::event::trigger::Breadth;
use crate::event::{self, Mention, published};
use crate::lexicon::Lexicon;
use crate::merge;
use crate::order::tlink::{self, Tlink};
use crate::text;
use crate::time::Relation;
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
    let (timexes, mentions) = read(&mut text, article, Breadth::TimeMl, lexicon);
    let links = tlink::find(&text, &timexes, &mentions, lexicon).into_iter().map(TaggedLink::from).collect();
    Tagged { article, timexes, mentions, links }
}

/// Recognises the temporal expressions only, which is much faster.
pub fn timexes<'a>(article: &'a Article, lexicon: &Lexicon) -> Tagged<'a> {
    let timexes = timex::within::between(article.dct.within, |dct| timex::recognize(&article.body, dct, lexicon));
    Tagged { article, timexes, mentions: Vec::new(), links: Vec::new() }
}

/// Builds the timeline: each article one of its own, one a thread, and then all merged. The order of `articles` does not matter.
pub fn build(articles: Vec<Article>, options: &Options) -> (Timeline, Vec<Diagnostic>) {
    let alone = articles.len() == 1;
    let built: Vec<(Timeline, Option<Article>)> = articles
        .into_par_iter()
        .map(|article| {
            // An article without a day may be read again, when others have told its year.
            let open = (article.dct.date.is_none() && !alone).then(|| article.clone());
            let timeline = timeline(article, options);
            (options.progress)();
            (Timeline { title: timeline.title.clone().filter(|_| alone), ..timeline }, open)
        })
        .collect();
    let (mut timelines, open): (Vec<Timeline>, Vec<Option<Article>>) = built.into_iter().unzip();
    date_by_others(&mut timelines, &open, options);
    merge::merge(options.title.clone(), timelines, options.lexicon)
}

/// Reads undated articles anew within the days that the dated ones leave for them, as long as that tells more of them.
fn date_by_others(timelines: &mut [Timeline], open: &[Option<Article>], options: &Options) {
    for _ in 0..ROUNDS {
        let told = merge::published::by_others(timelines, options.lexicon);
        if told.is_empty() {
            return;
        }
        timelines.par_iter_mut().zip(open).for_each(|(old, article)| {
            let Some((article, told)) = article.as_ref().zip(old.sources.keys().next().and_then(|id| told.get(id))) else { return };
            let mut article = article.clone();
            let before = old.sources.values().next().and_then(|source| source.published_evidence.clone());
            let because = before.into_iter().chain([told.because.clone()]).collect::<Vec<_>>().join("; ");
            article.dct.set(told.within, DctBasis::Inferred, because);
            let new = timeline(article, options);
            *old = Timeline { title: old.title.take(), ..new };
        });
    }
}

/// Each round dates articles that name the year for others; more are rare.
const ROUNDS: usize = 3;

fn timeline(article: Article, options: &Options) -> Timeline {
    let known = options.known.get(&article.path).map(String::as_str);
    timeline::assemble(draft(article, options), known)
}

fn draft(mut article: Article, options: &Options) -> Draft {
    let body = article.body.clone();
    let mut text = text::read(&body, options.lexicon);
    let mut read = read(&mut text, &article, Breadth::Entries, options.lexicon);
    if published::infer(&body, &read.0, &read.1, &mut article.dct) {
        read = self::read(&mut text, &article, Breadth::Entries, options.lexicon);
    }
    let (timexes, mentions) = read;
    let links = tlink::find(&text, &timexes, &mentions, options.lexicon);
    timeline::draft(article, &text, &timexes, &mentions, &links)
}

/// When an article was published, with what its text fixes of it.
pub fn published(article: &Article, lexicon: &Lexicon) -> Dct {
    let mut dct = article.dct.clone();
    if dct.date.is_none() {
        let mut text = text::read(&article.body, lexicon);
        let (timexes, mentions) = read(&mut text, article, Breadth::Entries, lexicon);
        published::infer(&article.body, &timexes, &mentions, &mut dct);
    }
    dct
}

fn read(text: &mut text::Text, article: &Article, breadth: Breadth, lexicon: &Lexicon) -> (Vec<Timex>, Vec<Mention>) {
    let timexes = timex::within::find_within(text, article.dct.within, lexicon);
    let mentions = event::find(text, &timexes, event::Setting { dct: article.dct.date, breadth, lexicon });
    (timexes, mentions)
}

impl From<Tlink> for TaggedLink {
    fn from(link: Tlink) -> TaggedLink {
        let node = |mention: usize| Node::Mention(mention as u32);
        TaggedLink { from: node(link.from), to: node(link.to), relation: link.relation, cue: Some(link.cue) }
    }
}
