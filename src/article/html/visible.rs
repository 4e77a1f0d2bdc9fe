//! Dates that a reader of the page sees: beside the headline, in `<time>`, after "Published".

use super::headline::headline;
use super::metadata::one_line;
use super::tree::{Id, Tree, is_block};
use crate::article::Published;
use crate::article::dct::{self, DayOrder, Group};
use chrono::NaiveDate;

/// A longer text is a paragraph, not a date with its label.
const LONGEST: usize = 160;
/// Elements and texts in one line of a page.
const MOST_PARTS: usize = 40;
/// How far into a paragraph "This entry was posted on" may stand, and how far from it the day.
const ENTRY_WITHIN: usize = 60;

/// Attributes that hold the day of an element in a form for programs.
const STAMPS: &[&str] =
    &["datetime", "data-datetime", "data-date", "data-timestamp", "data-published", "data-publish-date", "data-pubdate"];

/// So many days one after the other make a page of entries.
const ENTRIES: usize = 3;

/// What scores no more is of something else.
const LIKELY: i32 = 5;
/// What is this much below the best is not looked at.
const MUCH_WEAKER: i32 = 20;

/// The days of a page, of each kind the best first.
#[derive(Default)]
pub(super) struct Shown {
    pub published: Vec<Published>,
    /// Days on which the page was changed.
    pub changed: Vec<Published>,
}

/// What one line of the page gives.
struct Line {
    id: Id,
    score: i32,
    day: NaiveDate,
    kind: Kind,
    published: Published,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Published,
    /// As of when the text holds.
    AsOf,
    Changed,
}

/// `url` is the page's own address.
pub(super) fn dates(tree: &Tree, order: DayOrder, url: Option<&str>) -> Shown {
    let title = headline(tree);
    let own = url.and_then(path_of);
    let feeds_own = !(1..tree.nodes.len()).any(|id| has_class(tree, id, "published"));
    let given = |id| line(tree, id, order, title, own, feeds_own).or_else(|| shown_by_script(tree, id, order, title, own));
    let mut lines: Vec<Line> = (1..tree.nodes.len()).filter_map(given).collect();
    lines.sort_by_key(|line| (line.kind, -line.score, line.id));
    if let Some(at) = newest_entry(tree, &lines) {
        lines[..=at].rotate_right(1);
    }
    let mut shown = Shown::default();
    let best = lines.iter().filter(|line| line.kind == Kind::Published).map(|line| line.score).max().unwrap_or(0);
    let likely = |line: &Line| line.kind != Kind::Changed && line.score > LIKELY && line.score + MUCH_WEAKER >= best;
    shown.published.extend(lines.iter().filter(|line| likely(line)).map(|line| line.published.clone()).take(5));
    // The one day that a page shows, and as of which its text holds.
    if let Some(stands) = lines.first().filter(|first| first.kind == Kind::AsOf && lines.iter().all(|line| line.day == first.day))
        && shown.published.is_empty()
    {
        shown.published.push(stands.published.clone());
    }
    // Lists of other pages have their changes too.
    // As of when a text holds is a bound at least, wherever it stands.
    let mut changes = lines.iter().filter(|line| line.kind == Kind::Changed || line.kind == Kind::AsOf && !likely(line));
    if let Some(first) = changes.next()
        && (first.score > LIKELY || changes.all(|other| other.day == first.day))
    {
        shown.changed.push(first.published.clone());
    }
    shown
}

/// The date that an element holds itself.
fn line(tree: &Tree, id: Id, order: DayOrder, title: Option<Id>, own: Option<&str>, feeds_own: bool) -> Option<Line> {
    let node = &tree.nodes[id];
    let aside = ["", "script", "style", "html", "body", "head", "title", "a", "option", "meta"];
    if aside.contains(&node.name.as_str()) || node.label().split(' ').any(|class| Group::Today.has(class)) {
        return None;
    }
    // In the microformat of feeds "updated" is the publication where no other is given.
    let feeds = feeds_own && has_class(tree, id, "updated");
    let stamp = STAMPS.iter().find_map(|key| node.attribute(key).filter(|v| !v.is_empty()));
    let stamp = stamp.or_else(|| node.attribute("title").filter(|_| feeds));
    let (text, whole) = own_line(tree, id);
    let text = one_line(&text);
    let short = whole && text.len() <= LONGEST;
    let (value, day) = match stamp.and_then(|stamp| Some((stamp, dct::day_in_metadata(stamp, order)?))) {
        Some((stamp, day)) => (stamp.to_string(), day),
        None if short => (text.clone(), dct::day_of(&text, order)?),
        None => {
            let (words, day) = entry(&text, order)?;
            return Some(Line { id, score: 30, day, kind: Kind::Published, published: on_page("on the page", words) });
        }
    };
    let at = dct::day_in(&text, order).map_or(text.len(), |(at, _)| at);
    let kind = kind(tree, id, &text, at, feeds);
    let score = score(tree, id, &text, at, title, own)?;
    let key = if node.name == "time" { "time" } else { "on the page" };
    Some(Line { id, score, day, kind, published: on_page(key, value) })
}

/// `<script>showDate("2020/12/03 10:15")</script>`: a line that is nothing but one call with a date.
fn shown_by_script(tree: &Tree, id: Id, order: DayOrder, title: Option<Id>, own: Option<&str>) -> Option<Line> {
    let script = &tree.nodes[id];
    if script.name != "script" || script.end != id + 2 || tree.nodes[id + 1].text.len() > LONGEST {
        return None;
    }
    let (call, rest) = tree.nodes[id + 1].text.trim().trim_end_matches(';').split_once('(')?;
    let value = rest.strip_suffix(')')?.trim();
    let value = value.strip_prefix('"').and_then(|v| v.strip_suffix('"')).or_else(|| value.strip_prefix('\'')?.strip_suffix('\''))?;
    if !call.to_ascii_lowercase().contains("date") || value.contains(['"', '\'']) {
        return None;
    }
    let day = dct::day_of(value, order)?;
    let score = score(tree, id, value, 0, title, own)?;
    Some(Line { id, score, day, kind: Kind::Published, published: on_page("on the page", value.to_string()) })
}

/// What follows the site in an address; nothing for a site's front page.
fn path_of(url: &str) -> Option<&str> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest.find('/').map_or("", |at| &rest[at..]));
    let path = path.split('?').next().unwrap_or(path).trim_end_matches('/');
    (path.len() > 1).then_some(path)
}

/// A page of entries, the newest first, is of the day of its first: three days or more stand in elements of one kind, each before the last.
fn newest_entry(tree: &Tree, lines: &[Line]) -> Option<usize> {
    let best = lines.first().filter(|line| line.kind == Kind::Published)?;
    let kind = |line: &Line| (tree.nodes[line.id].name.clone(), tree.nodes[line.id].label());
    let of_kind = kind(best);
    let alike = lines.iter().enumerate().filter(|(_, line)| line.kind == Kind::Published && line.score > LIKELY && kind(line) == of_kind);
    let mut alike: Vec<(Id, NaiveDate, usize)> = alike.map(|(at, line)| (line.id, line.day, at)).collect();
    alike.sort();
    alike.dedup_by_key(|(_, day, _)| *day);
    let falls = alike.len() >= ENTRIES && alike.windows(2).all(|pair| pair[0].1 > pair[1].1);
    alike.first().filter(|_| falls).map(|(_, _, at)| *at)
}

fn on_page(key: &str, value: String) -> Published {
    Published { key: key.into(), value, line: None }
}

/// What the words before the day, or the element's name, make of it.
fn kind(tree: &Tree, id: Id, text: &str, day: usize, feeds: bool) -> Kind {
    let before = text.get(..day).unwrap_or(text).to_lowercase();
    let lower = text.to_lowercase();
    let called = tree.nodes[id].label();
    let label = before.trim_end_matches([' ', ':', '.', ',']);
    let as_of = Group::AsOf.phrases().iter().any(|phrase| label.trim_end_matches(|c: char| c.is_numeric()).ends_with(phrase));
    // "Dec 3, 2020 / Updated 8 hours ago" gives the day before it speaks of the change.
    let changed = Group::Changed.within(&before) && !["publi", "posted", "veröffentlicht"].iter().any(|word| lower.contains(word));
    let named = ["updated", "modif", "update", "lastmod"].iter().any(|word| called.contains(word));
    match () {
        () if changed || (named && !feeds) => Kind::Changed,
        () if as_of => Kind::AsOf,
        () => Kind::Published,
    }
}

fn has_class(tree: &Tree, id: Id, class: &str) -> bool {
    tree.nodes[id].attribute("class").is_some_and(|classes| classes.split_whitespace().any(|other| other == class))
}

/// "This entry was posted on Thursday, December 3, 2020, and is filed under …": the words up to the day.
fn entry(text: &str, order: DayOrder) -> Option<(String, NaiveDate)> {
    let end = text.char_indices().nth(4 * ENTRY_WITHIN).map_or(text.len(), |(at, _)| at);
    let start = &text[..end];
    let lower = start.to_lowercase();
    Group::Entry.phrases().iter().find(|phrase| lower.find(**phrase).is_some_and(|at| at < ENTRY_WITHIN))?;
    let (at, day) = dct::day_in(start, order)?;
    (at < 2 * ENTRY_WITHIN).then(|| (start.to_string(), day))
}

/// The text that stands in the element itself, nothing of its blocks, and whether that is all of it: a long one is cut.
fn own_line(tree: &Tree, id: Id) -> (String, bool) {
    let mut line = String::new();
    let mut seen = 0;
    let mut at = id + 1;
    while at < tree.nodes[id].end {
        let node = &tree.nodes[at];
        let skipped = is_label_free(&node.name) || matches!(node.name.as_str(), "script" | "style" | "template" | "select");
        // `<b>3</b><b>2020</b>` are two numbers.
        if line.ends_with(|c: char| c.is_ascii_digit()) && node.text.starts_with(|c: char| c.is_ascii_digit()) {
            line.push(' ');
        }
        line.push_str(&node.text);
        if skipped {
            line.push(' ');
        }
        at = if skipped { node.end } else { at + 1 };
        seen += 1;
        if seen > MOST_PARTS || line.len() > 4 * LONGEST {
            return (line, false);
        }
    }
    (line, true)
}

/// A block, but no heading: "Date:" may stand in one beside the day itself.
fn is_label_free(name: &str) -> bool {
    is_block(name) && !matches!(name, "h4" | "h5" | "h6" | "dt" | "br")
}

/// Whether an element stands in the midst of prose, as a bold day in a paragraph does.
fn within_prose(tree: &Tree, id: Id) -> bool {
    if is_block(&tree.nodes[id].name) {
        return false;
    }
    let block = tree.above(id).find(|above| is_block(&tree.nodes[*above].name));
    block.is_some_and(|block| {
        let (line, whole) = own_line(tree, block);
        !whole || one_line(&line).len() > LONGEST
    })
}

/// How likely a line is to give the day of the page's article. `day` is where the day starts in the text.
fn score(tree: &Tree, id: Id, text: &str, day: usize, title: Option<Id>, own: Option<&str>) -> Option<i32> {
    let node = &tree.nodes[id];
    let lower = text.to_lowercase();
    let before = text.get(..day).unwrap_or(text).to_lowercase();
    let label = node.label() + &tree.nodes[node.parent].label();
    if text.contains('©') || lower.contains("copyright") || lower.contains("all rights") {
        return None;
    }
    let mut score = 0;
    for above in std::iter::once(id).chain(tree.above(id)) {
        let node = &tree.nodes[above];
        // What holds the headline too is the article's, whatever it is called.
        if title.is_some_and(|title| above == title || tree.holds(above, title)) {
            score += 8 * i32::from(matches!(node.name.as_str(), "article" | "main"));
            continue;
        }
        let part = if node.name == "body" { String::new() } else { node.label() };
        let elsewhere = matches!(node.name.as_str(), "footer" | "nav" | "aside" | "select" | "noscript");
        score -= match () {
            () if Group::Others.within(&part) => 60,
            () if elsewhere || Group::Elsewhere.within(&part) => 40,
            () => 0,
        };
        if matches!(node.name.as_str(), "article" | "main") {
            score += 8;
        }
    }
    score += 20 * i32::from(node.name == "time");
    let called = Group::Dates.within(&label);
    let small = words_beside(&before) <= 5 && Group::Before.phrases().iter().any(|word| before.contains(&format!("{word} ")));
    let told = Group::Published.within(&lower) || small;
    let beside = words_beside(&lower);
    if !called && node.name != "time" && within_prose(tree, id) {
        return None;
    }
    score += 15 * i32::from(called);
    score += 20 * i32::from(told);
    score += 12 * i32::from(text.len() < 40) + 5 * i32::from(beside <= 2);
    score -= text.len() as i32 / 12 + if told { 1 } else { 4 } * (beside - 5).max(0);
    score -= 10 * i32::from(!called && !told && node.name != "time" && beside > 2);
    if let Some(title) = title {
        score += 15 * i32::from(tree.holds(title, id));
        let after = id as i32 - tree.nodes[title].end as i32;
        score += if after >= 0 { (25 - after / 8).max(-10) } else { (10 + after / 10).max(-10) };
    }
    // A list of pages that has this page too tells its day in the link to it; a link to a part of the page is one to a comment.
    let linked = |above: Id| {
        let href = tree.nodes[above].attribute("href").filter(|href| tree.nodes[above].name == "a" && !href.contains('#'));
        href.and_then(path_of) == own
    };
    let listed = own.is_some() && tree.above(id).any(linked);
    Some(if listed { score.max(LIKELY + 1) } else { score })
}

/// Words that belong neither to a date nor to a time: a sentence that mentions a day has many.
fn words_beside(text: &str) -> i32 {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.starts_with(char::is_alphabetic)).count() as i32
}
