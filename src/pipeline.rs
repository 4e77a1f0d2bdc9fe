//! The whole path in one screen: article → text → timexes → mentions → order → timeline. No other file knows it.

use crate::article::{Article, Dct, DctBasis};
use crate::diagnostic::Diagnostic;
use crate::event::trigger::Breadth;
use crate::event::{self, Mention, published};
use crate::lexicon::Lexicon;
use crate::merge;
use crate::order::tlink::{self, Tlink};
use crate::order::{self, lasting};
use crate::text;
use crate::time::Relation;
use crate::timeline::id;
use crate::timeline::import::{Imported, Line};
use crate::timeline::{self, Single, Timeline};
use crate::timex::{self, Timex};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// One article with all that was recognised in it.
pub struct Tagged<'a> {
    /// What was read.
    pub article: &'a Article,
    /// In text order.
    pub timexes: Vec<Timex>,
    /// In text order; none where only expressions were asked for.
    pub mentions: Vec<Mention>,
    /// What the words say of their order.
    pub links: Vec<TaggedLink>,
}

/// A TLINK within one document, read "`from` is `relation` `to`".
#[derive(Clone, Debug, PartialEq)]
pub struct TaggedLink {
    /// What is placed.
    pub from: Node,
    /// What it is placed against.
    pub to: Node,
    /// How it stands to it.
    pub relation: Relation,
    /// The words that say so.
    pub cue: Option<String>,
}

/// What a link joins; indices are positions in [`Tagged`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Node {
    /// The day of publication, TimeML's `t0`.
    Dct,
    /// An expression.
    Timex(u32),
    /// A mention of an event.
    Mention(u32),
}

/// What a build is told beside its articles.
pub struct Options<'a> {
    /// The rules and word lists to read with.
    pub lexicon: &'a Lexicon,
    /// The timeline's title.
    pub title: Option<String>,
    /// Lists what a reader would rather strike, too ([`event::keep`]).
    pub doubtful: bool,
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

/// Builds the timeline: each article alone, one a thread, and then all joined. The order of `articles` does not matter.
pub fn build(articles: Vec<Article>, options: &Options) -> (Timeline, Vec<Diagnostic>) {
    let singles = articles.par_iter().map(|article| alone(article, None, options)).collect();
    let mut said = Vec::new();
    let mut singles = once(singles, |copy| said.push(copy));
    let open = articles.into_iter().filter(|article| article.dct.date.is_none());
    date_by_others(&mut singles, &open.map(|article| (article.path.clone(), article)).collect(), options);
    let (timeline, more) = join(singles, options);
    said.extend(more);
    (timeline, said)
}

/// What one article tells. Nothing of its text stays in memory but the quotes. `known` is the id that its source has had since an earlier
/// text.
pub fn alone(article: &Article, known: Option<&str>, options: &Options) -> Single {
    let lexicon = options.lexicon;
    let mut text = text::read(&article.body, lexicon);
    let (mut timexes, mut mentions) = read(&mut text, article, Breadth::Entries, lexicon);
    let mut dct = article.dct.clone();
    let narrowed = published::infer(&article.body, &timexes, &mentions, &mut dct).then(|| Article { dct, ..article.clone() });
    let article = narrowed.as_ref().unwrap_or(article);
    if narrowed.is_some() {
        (timexes, mentions) = read(&mut text, article, Breadth::Entries, lexicon);
    }
    let links = tlink::find(&text, &timexes, &mentions, lexicon);
    let lasting = lasting::find(&text, &timexes, &mentions, lexicon);
    let tied = order::tied(&mentions, &links, &lasting);
    if !options.doubtful {
        event::keep::settle(&mut mentions, &tied);
    }
    let id = known.map_or_else(|| id::of_text(&article.body), |known| (known.to_string(), 0));
    timeline::assemble(timeline::draft(article, &text, &timexes, &mentions, &links, &lasting), id)
}

/// Says that the text at `path` is that at `first`.
pub fn copy_of(path: &str, first: &str) -> Diagnostic {
    Diagnostic::note(path, format!("is a copy of {first}; read once"))
}

/// Each text once: of the same text under two paths, the first path in alphabetical order stands for both.
pub fn once(mut singles: Vec<Single>, mut say: impl FnMut(Diagnostic)) -> Vec<Single> {
    singles.sort_by(|a, b| (&a.id, a.print, &a.source.path).cmp(&(&b.id, b.print, &b.source.path)));
    singles.dedup_by(|copy, first| {
        let same = copy.id == first.id && (copy.print == first.print || first.print == 0);
        if same {
            say(copy_of(&copy.source.path, &first.source.path));
        }
        same
    });
    timeline::distinct::sources(&mut singles);
    singles
}

/// Reads undated articles anew within the days that the dated ones leave for them, as long as that tells more of them. `open` are those of
/// no known day, by their paths.
pub fn date_by_others(singles: &mut [Single], open: &BTreeMap<String, Article>, options: &Options) {
    for _ in 0..ROUNDS {
        let told = if open.is_empty() { BTreeMap::new() } else { merge::published::by_others(singles, options.lexicon) };
        if told.is_empty() {
            return;
        }
        singles.par_iter_mut().for_each(|single| {
            let Some((article, told)) = open.get(&single.source.path).zip(told.get(&single.id)) else { return };
            let before = single.source.published_evidence.clone();
            let because = before.into_iter().chain([told.because.clone()]).collect::<Vec<_>>().join("; ");
            let mut article = article.clone();
            article.dct.set(told.within, DctBasis::Inferred, because);
            *single = alone(&article, Some(&single.id), options);
        });
    }
}

/// Each round dates articles that name the year for others; more are rare.
const ROUNDS: usize = 3;

/// The timeline of all articles, in whatever order they come.
pub fn join(mut singles: Vec<Single>, options: &Options) -> (Timeline, Vec<Diagnostic>) {
    timeline::distinct::events(&mut singles);
    let one = singles.len() == 1;
    let timelines = singles.into_iter().map(|single| {
        let timeline = Timeline::from(single);
        Timeline { title: timeline.title.filter(|_| one), ..timeline }
    });
    merge::merge(options.title.clone(), timelines, options.lexicon)
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

/// Expressions and mentions, within the days on which the article can have been published.
fn read(text: &mut text::Text, article: &Article, breadth: Breadth, lexicon: &Lexicon) -> (Vec<Timex>, Vec<Mention>) {
    let timexes = timex::within::find_within(text, article.dct.within, lexicon);
    let mentions = event::find(text, &timexes, event::Setting { dct: article.dct.date, breadth, lexicon });
    (timexes, mentions)
}

/// The timeline that a person keeps as text: each line is an event as they say it, and only who and what kind is read from its words.
pub fn import(article: &Article, mut imported: Imported, lexicon: &Lexicon) -> Timeline {
    let read = |line: &mut Line| {
        let day = line.date.interval().single_day();
        let mut text = text::read(&line.text, lexicon);
        let timexes = timex::find(&text, day, lexicon);
        let mentions = event::find(&mut text, &timexes, event::Setting { dct: day, breadth: Breadth::Entries, lexicon });
        line.date_by_opening(&timexes);
        mentions
    };
    let mentions: Vec<Vec<Mention>> = imported.events.par_iter_mut().map(read).collect();
    let id = id::of_text(&article.body);
    Timeline::from(timeline::assemble(timeline::import::draft(article, imported, mentions), id))
}

impl From<Tlink> for TaggedLink {
    fn from(link: Tlink) -> TaggedLink {
        let node = |mention: usize| Node::Mention(mention as u32);
        TaggedLink { from: node(link.from), to: node(link.to), relation: link.relation, cue: Some(link.cue) }
    }
}
