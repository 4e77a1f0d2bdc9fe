//! The main text of a page: the element that holds most running text, without what is not the article.
//!
//! In the tradition of Readability (Arc90, 2009): paragraphs vote for the elements around them, links vote against. Every block of the
//! result is one paragraph, blocks are parted by an empty line, and spaces are single, so that quotes are found in it as they stand.

use super::metadata::one_line;
use super::tree::{Id, Tree, is_block};

/// In bytes; a shorter text is a teaser or a page's furniture.
pub(super) const SHORTEST: usize = 200;

/// Elements that never hold the article.
const NEVER: &[&str] = &[
    "script",
    "style",
    "template",
    "noscript",
    "svg",
    "iframe",
    "button",
    "select",
    "textarea",
    "nav",
    "footer",
    "aside",
    "object",
    "video",
    "audio",
    "canvas",
    "dialog",
    "figure",
    "figcaption",
    "label",
    "input",
    "head",
    "menu",
];

/// Words of classes and ids that name something else than the article.
const BESIDE: &[&str] = &[
    "comment",
    "disqus",
    "share",
    "sharing",
    "social",
    "related",
    "recommend",
    "newsletter",
    "subscribe",
    "signup",
    "sign-up",
    "promo",
    "advert",
    "ad-slot",
    "sponsor",
    "sidebar",
    "footer",
    "breadcrumb",
    "cookie",
    "consent",
    "popup",
    "modal",
    "author-bio",
    "about-author",
    "authorbox",
    "author-box",
    "most-read",
    "mostread",
    "trending",
    "popular",
    "outbrain",
    "taboola",
    "caption",
    "byline",
    "tag-list",
    "tags",
    "toolbar",
    "tooltip",
    "hidden",
    "print-only",
    "screen-reader",
    "sr-only",
    "read-more",
    "readmore",
    "more-on",
    "also-read",
    "gallery",
    "carousel",
    "slideshow",
    "credit",
    "copyright",
    "navigation",
    "navbar",
    "pagination",
    "paywall",
    "donate",
    "banner",
    "timestamp",
    "dateline-meta",
    "article-meta",
    "entry-meta",
    "post-meta",
    "widget",
    "rail",
    "teaser",
    "inline-link",
    "follow",
    "masthead",
    "skip-link",
    "reply",
    "poll",
    "quiz",
    "embed",
    "twitter",
    "instagram",
    "correction-link",
    "infobox",
    "toc",
];

/// Words that name the article itself; they outweigh those above.
const ARTICLE: &[&str] = &[
    "articlebody",
    "article-body",
    "article__body",
    "article_body",
    "entry-content",
    "post-content",
    "post-body",
    "story-body",
    "storybody",
    "story-content",
    "article-content",
    "article-text",
    "articletext",
    "story__body",
    "body-content",
    "post__content",
    "article__content",
    "main-content",
];

pub(super) fn main_text(tree: &Tree) -> String {
    let text = find(tree, true);
    // A theme's names may mislead: a page whose article lies in its "widget" is read without them.
    if text.len() >= SHORTEST {
        return text;
    }
    let all = find(tree, false);
    if all.len() > 2 * text.len() { all } else { text }
}

fn find(tree: &Tree, by_name: bool) -> String {
    let dropped = dropped(tree, by_name);
    let blocks = blocks(tree, &dropped);
    let Some(best) = best(tree, &blocks) else {
        // No prose at all: whatever words there are.
        return blocks.iter().filter(|b| b.links == 0).map(|b| b.text.as_str()).collect::<Vec<_>>().join("\n\n");
    };
    let inside: Vec<&Block> = blocks.iter().filter(|block| block.id == best || tree.holds(best, block.id)).collect();
    let mut kept: Vec<&str> = Vec::new();
    let last = inside.iter().rposition(|b| b.is_running()).unwrap_or(inside.len().saturating_sub(1));
    for (at, block) in inside.iter().enumerate() {
        // Lists of links, and what trails the last paragraph.
        let linked = block.links * 2 > block.text.len() && !(block.is_running() && block.links * 10 < block.text.len() * 9);
        if linked
            || (at > last && !block.text.ends_with(['.', '!', '?', '”', '"']))
            || kept.last() == Some(&block.text.as_str())
            || block.heading == 1
        {
            continue;
        }
        kept.push(&block.text);
    }
    kept.join("\n\n")
}

struct Block {
    /// The element that holds the text directly.
    id: Id,
    text: String,
    /// Bytes of it that are links.
    links: usize,
    heading: u8,
}

impl Block {
    /// Prose rather than a label: long, or a sentence.
    fn is_running(&self) -> bool {
        self.heading == 0 && (self.text.len() > 80 || (self.text.len() > 25 && self.text.ends_with(['.', '!', '?', '”', '"'])))
    }
}

/// Nodes that are not the article's text, by their place in the list.
fn dropped(tree: &Tree, by_name: bool) -> Vec<bool> {
    let mut dropped = vec![false; tree.nodes.len()];
    let mut id = 1;
    let of_paragraph = |node: &super::tree::Node| tree.nodes[node.parent].name == "p";
    let all: usize = tree.nodes.iter().filter(|node| of_paragraph(node)).map(|node| node.text.len()).sum();
    while id < tree.nodes.len() {
        let node = &tree.nodes[id];
        if !node.name.is_empty() && is_beside(tree, id, all, by_name) {
            dropped[id..node.end].fill(true);
            id = node.end;
        } else {
            id += 1;
        }
    }
    dropped
}

fn is_beside(tree: &Tree, id: Id, all: usize, by_name: bool) -> bool {
    let node = &tree.nodes[id];
    if NEVER.contains(&node.name.as_str()) {
        return true;
    }
    if matches!(node.name.as_str(), "html" | "body" | "article" | "main" | "p" | "table" | "tbody") {
        return false;
    }
    let hidden = node.attribute("hidden").is_some() || node.attribute("aria-hidden") == Some("true");
    if hidden || node.attribute("style").is_some_and(|style| style.replace(' ', "").contains("display:none")) {
        return true;
    }
    let label = node.label();
    if !by_name || label.is_empty() || ARTICLE.iter().any(|word| label.contains(word)) || !BESIDE.iter().any(|word| named(&label, word)) {
        return false;
    }
    // A theme may call the whole page "has-sidebar".
    let own: usize =
        tree.inside(id).filter(|inner| tree.nodes[tree.nodes[*inner].parent].name == "p").map(|inner| tree.nodes[inner].text.len()).sum();
    own * 3 < all || own < 200
}

/// Whether a word stands at the start of a part of the label: `share` in `social-share`, not in `shareholder`'s middle.
fn named(label: &str, word: &str) -> bool {
    label.match_indices(word).any(|(at, _)| at == 0 || !label.as_bytes()[at - 1].is_ascii_alphabetic())
}

/// The page's text in blocks, in its order.
fn blocks(tree: &Tree, dropped: &[bool]) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut open: Option<(Id, String, usize)> = None;
    let close = |open: &mut Option<(Id, String, usize)>, blocks: &mut Vec<Block>| {
        if let Some((id, text, links)) = open.take() {
            let text = one_line(&text);
            if !text.is_empty() {
                let heading = tree.nodes[id].name.strip_prefix('h').and_then(|n| n.parse().ok()).unwrap_or(0);
                blocks.push(Block { id, text, links, heading });
            }
        }
    };
    let mut breaks = 0;
    for (id, dropped) in dropped.iter().enumerate().skip(1) {
        let node = &tree.nodes[id];
        if *dropped {
            continue;
        }
        if node.name == "br" {
            breaks += 1;
            match &mut open {
                // Two breaks are a paragraph's end.
                Some(_) if breaks >= 2 => close(&mut open, &mut blocks),
                Some((_, text, _)) => text.push(' '),
                None => {}
            }
            continue;
        }
        if !node.name.is_empty() {
            continue;
        }
        if node.text.trim().is_empty() {
            if let Some((_, text, _)) = &mut open {
                text.push(' ');
            }
            continue;
        }
        breaks = 0;
        let holder = std::iter::once(node.parent).chain(tree.above(node.parent)).find(|id| is_block(&tree.nodes[*id].name)).unwrap_or(0);
        // A block between two texts of one element parts them.
        let parted = open.as_ref().is_some_and(|(id, _, _)| *id != holder);
        if parted {
            close(&mut open, &mut blocks);
        }
        let link = std::iter::once(node.parent).chain(tree.above(node.parent)).take(4).any(|id| tree.nodes[id].name == "a");
        let (_, text, links) = open.get_or_insert_with(|| (holder, String::new(), 0));
        text.push_str(&node.text);
        *links += if link { node.text.trim().len() } else { 0 };
    }
    close(&mut open, &mut blocks);
    blocks
}

/// The element for which the paragraphs vote: the parent in full, its parent by half, and so on.
fn best(tree: &Tree, blocks: &[Block]) -> Option<Id> {
    let mut votes = std::collections::BTreeMap::<Id, f64>::new();
    for block in blocks.iter().filter(|block| block.is_running()) {
        let plain = block.text.len().saturating_sub(block.links) as f64;
        let vote = plain.min(600.0) * if block.links * 2 > block.text.len() { 0.1 } else { 1.0 };
        let mut weight = 1.0;
        let own = if matches!(tree.nodes[block.id].name.as_str(), "p" | "h2" | "h3" | "h4" | "li" | "blockquote") {
            None
        } else {
            Some(block.id)
        };
        for id in own.into_iter().chain(tree.above(block.id)).take(6) {
            *votes.entry(id).or_default() += vote * weight;
            weight *= 0.75;
        }
    }
    for (id, vote) in &mut votes {
        let node = &tree.nodes[*id];
        let label = node.label();
        if ARTICLE.iter().any(|word| label.contains(word)) {
            *vote *= 1.4;
        } else if node.name == "article" {
            *vote *= 1.15;
        } else if matches!(node.name.as_str(), "body" | "html") {
            *vote *= 0.8;
        }
    }
    let most = votes.values().copied().fold(0.0, f64::max);
    // The first of equals, which is the outer one.
    votes.iter().find(|(_, vote)| **vote >= most).map(|(id, _)| *id)
}
