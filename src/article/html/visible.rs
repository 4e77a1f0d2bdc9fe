//! Dates that a reader of the page sees: beside the headline, in `<time>`, after "Published".

use super::metadata::one_line;
use super::tree::{Id, Tree, is_block};
use crate::article::Published;
use crate::article::dct::{self, DayOrder};

/// A longer text is a paragraph, not a date with its label.
const LONGEST: usize = 160;
/// Elements and texts in one line of a page.
const MOST_PARTS: usize = 40;

/// Parts of a page that are about other pages, or about when the page was made.
const ELSEWHERE: &[&str] = &[
    "comment",
    "related",
    "sidebar",
    "footer",
    "widget",
    "teaser",
    "recommend",
    "popular",
    "trending",
    "most-read",
    "latest",
    "calendar",
    "event-date",
    "copyright",
    "nav",
    "menu",
    "archive",
    "ticker",
    "reply",
    "next",
    "prev",
    "more-",
];
const OF_DATES: &[&str] =
    &["publi", "date", "posted", "time", "datum", "fecha", "data-", "byline", "meta", "info", "created", "article-head", "entry-head"];
const CHANGED: &[&str] = &[
    "updated",
    "update",
    "modified",
    "last change",
    "edited",
    "aktualisiert",
    "geändert",
    "stand:",
    "mis à jour",
    "actualizado",
    "actualizada",
    "aggiornat",
    "bijgewerkt",
    "обновлено",
    "zuletzt",
];
const PUBLISHED: &[&str] = &["publi", "posted", "veröffentlicht", "erstellt", "geschrieben", "опубликовано", "pubblicat", "geplaatst"];
/// Small words that stand right before a day, or with few others: "by Jane Doe on", "vom".
const BEFORE: &[&str] = &["on ", "am ", "vom ", "by ", "von ", "par ", "por "];

/// Dates on the page, best first.
pub(super) fn dates(tree: &Tree, order: DayOrder) -> Vec<Published> {
    let title = headline(tree);
    let mut found: Vec<(i32, Id, Published)> = Vec::new();
    for id in 1..tree.nodes.len() {
        let node = &tree.nodes[id];
        if node.name.is_empty()
            || matches!(node.name.as_str(), "script" | "style" | "html" | "body" | "head" | "title" | "a" | "option" | "meta")
        {
            continue;
        }
        let stamp = node.attribute("datetime").or(node.attribute("data-datetime")).filter(|v| !v.is_empty());
        let Some(line) = own_line(tree, id) else { continue };
        let text = one_line(&line);
        if text.len() > LONGEST && stamp.is_none() {
            continue;
        }
        let value = match stamp {
            Some(stamp) if dct::day_of(stamp, order).is_some() => stamp.to_string(),
            _ if text.len() <= LONGEST && dct::day_of(&text, order).is_some() => text.clone(),
            _ => continue,
        };
        let at = dct::day_in(&text, order).map_or(text.len(), |(at, _)| at);
        if let Some(score) = score(tree, id, &text, at, title) {
            let key = if node.name == "time" { "time" } else { "on the page" };
            found.push((score, id, Published { key: key.into(), value, line: None }));
        }
    }
    found.sort_by_key(|(score, id, _)| (-score, *id));
    found.into_iter().map(|(_, _, published)| published).take(5).collect()
}

/// The text that stands in the element itself: of its blocks nothing. `None` for a long one.
fn own_line(tree: &Tree, id: Id) -> Option<String> {
    let mut line = String::new();
    let mut seen = 0;
    let mut at = id + 1;
    while at < tree.nodes[id].end {
        let node = &tree.nodes[at];
        let skipped = is_label_free(&node.name) || matches!(node.name.as_str(), "script" | "style" | "template" | "select");
        line.push_str(&node.text);
        if skipped {
            line.push(' ');
        }
        at = if skipped { node.end } else { at + 1 };
        seen += 1;
        if seen > MOST_PARTS || line.len() > 4 * LONGEST {
            return None;
        }
    }
    Some(line)
}

/// A block, but no heading: "Date:" may stand in one beside the day itself.
fn is_label_free(name: &str) -> bool {
    is_block(name) && !matches!(name, "h4" | "h5" | "h6" | "dt" | "br")
}

/// The heading that says what the page's title says: a site's name may be a heading too, and come first.
fn headline(tree: &Tree) -> Option<Id> {
    let titles: Vec<String> = tree
        .named("meta")
        .filter(|id| tree.nodes[*id].attribute("property").is_some_and(|key| key == "og:title"))
        .filter_map(|id| tree.nodes[id].attribute("content").map(str::to_string))
        .chain(tree.named("title").map(|id| tree.text(id)))
        .map(|title| one_line(&title).to_lowercase())
        .collect();
    let said = |id: &Id| {
        let text = one_line(&tree.text(*id)).to_lowercase();
        text.len() > 10 && titles.iter().any(|title| title.contains(&text) || (title.len() > 10 && text.contains(title)))
    };
    // The longest: a site's name is often a part of the title too.
    let headings = ["h3", "h2", "h1"].iter().flat_map(|name| tree.named(name));
    headings
        .filter(said)
        .max_by_key(|id| one_line(&tree.text(*id)).len())
        .or_else(|| tree.named("h1").next())
        .or_else(|| tree.named("h2").next())
}

/// Whether an element stands in the midst of prose, as a bold day in a paragraph does.
fn within_prose(tree: &Tree, id: Id) -> bool {
    if is_block(&tree.nodes[id].name) {
        return false;
    }
    let block = tree.above(id).find(|above| is_block(&tree.nodes[*above].name));
    block.is_some_and(|block| own_line(tree, block).is_none_or(|line| one_line(&line).len() > LONGEST))
}

/// `day` is where the day starts in the text.
fn score(tree: &Tree, id: Id, text: &str, day: usize, title: Option<Id>) -> Option<i32> {
    let node = &tree.nodes[id];
    let lower = text.to_lowercase();
    let before = text.get(..day).unwrap_or(text).to_lowercase();
    let label = node.label() + &tree.nodes[node.parent].label();
    let any = |words: &[&str], text: &str| words.iter().any(|word| text.contains(word));
    // "Dec 3, 2020 / Updated 8 hours ago" gives the day before it speaks of the change.
    if any(CHANGED, &before) && !any(&["publi", "posted", "veröffentlicht"], &lower) || any(&["updated", "modif", "update"], &node.label())
    {
        return None;
    }
    if text.contains('©') || lower.contains("copyright") || lower.contains("all rights") {
        return None;
    }
    let mut score = 0;
    for above in std::iter::once(id).chain(tree.above(id)) {
        let node = &tree.nodes[above];
        // What holds the headline too is the article's, whatever it is called.
        if title.is_some_and(|title| tree.holds(above, title)) {
            score += 8 * i32::from(matches!(node.name.as_str(), "article" | "main"));
            continue;
        }
        if matches!(node.name.as_str(), "footer" | "nav" | "aside" | "select" | "noscript")
            || (node.name != "body" && any(ELSEWHERE, &node.label()))
        {
            score -= 40;
        }
        if matches!(node.name.as_str(), "article" | "main") {
            score += 8;
        }
    }
    score += 20 * i32::from(node.name == "time");
    let called = any(OF_DATES, &label);
    let told = any(PUBLISHED, &lower) || (words_beside(&before) <= 5 && any(BEFORE, &before));
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
        let after = id as i32 - tree.nodes[title].end as i32;
        score += if after >= 0 { (25 - after / 8).max(-10) } else { (10 + after / 10).max(-10) };
    }
    (score > 5).then_some(score)
}

/// Words that belong neither to a date nor to a time: a sentence that mentions a day has many.
fn words_beside(text: &str) -> i32 {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.starts_with(char::is_alphabetic)).count() as i32
}
