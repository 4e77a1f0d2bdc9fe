//! Dates that a reader of the page sees: beside the headline, in `<time>`, after "Published".

use super::metadata::one_line;
use super::tree::{Id, Tree, is_block};
use crate::article::Published;
use crate::article::dct::{self, DayOrder};

/// A longer text is a paragraph, not a date with its label.
const LONGEST: usize = 160;

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
const PUBLISHED: &[&str] = &[
    "publi",
    "posted",
    "veröffentlicht",
    "erstellt",
    "geschrieben",
    "опубликовано",
    "pubblicat",
    "geplaatst",
    "on ",
    "am ",
    "vom ",
    "by ",
    "von ",
    "par ",
    "por ",
];

/// Dates on the page, best first.
pub(super) fn dates(tree: &Tree, order: DayOrder) -> Vec<Published> {
    let title = tree.named("h1").next().or_else(|| tree.named("h2").next());
    let mut found: Vec<(i32, Id, Published)> = Vec::new();
    for id in 1..tree.nodes.len() {
        let node = &tree.nodes[id];
        if node.name.is_empty()
            || matches!(node.name.as_str(), "script" | "style" | "html" | "body" | "head" | "title" | "a" | "option" | "meta")
        {
            continue;
        }
        let stamp = node.attribute("datetime").or(node.attribute("data-datetime")).filter(|v| !v.is_empty());
        let leaf = tree.inside(id).all(|inner| !is_block(&tree.nodes[inner].name)) && node.end - id < 30;
        if stamp.is_none() && !leaf {
            continue;
        }
        let text = one_line(&tree.text(id));
        let value = match stamp {
            Some(stamp) if dct::day_of(stamp, order).is_some() => stamp.to_string(),
            _ if text.len() <= LONGEST && dct::day_of(&text, order).is_some() => text.clone(),
            _ => continue,
        };
        if let Some(score) = score(tree, id, &text, title) {
            let key = if node.name == "time" { "time" } else { "on the page" };
            found.push((score, id, Published { key: key.into(), value, line: None }));
        }
    }
    found.sort_by_key(|(score, id, _)| (-score, *id));
    found.into_iter().map(|(_, _, published)| published).take(5).collect()
}

fn score(tree: &Tree, id: Id, text: &str, title: Option<Id>) -> Option<i32> {
    let node = &tree.nodes[id];
    let lower = text.to_lowercase();
    let label = node.label() + &tree.nodes[node.parent].label();
    let any = |words: &[&str], text: &str| words.iter().any(|word| text.contains(word));
    if any(CHANGED, &lower) && !any(&["publi", "posted", "veröffentlicht"], &lower) || any(&["updated", "modif", "update"], &node.label())
    {
        return None;
    }
    if text.contains('©') || lower.contains("copyright") || lower.contains("all rights") {
        return None;
    }
    let mut score = 0;
    for above in std::iter::once(id).chain(tree.above(id)) {
        let node = &tree.nodes[above];
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
    score += 15 * i32::from(any(OF_DATES, &label));
    score += 20 * i32::from(any(PUBLISHED, &lower));
    score += 12 * i32::from(text.len() < 40);
    score -= text.len() as i32 / 12;
    if let Some(title) = title {
        let after = id as i32 - tree.nodes[title].end as i32;
        score += if after >= 0 { (25 - after / 8).max(-10) } else { (10 + after / 10).max(-10) };
    }
    (score > 5).then_some(score)
}
