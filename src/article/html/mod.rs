//! Saved web pages: what the page says about itself, the dates that it shows, and its main text.

mod metadata;
mod text;
mod tree;
mod visible;

use super::About;

/// What is known of the article of a page, and its text.
pub(super) fn read(html: &str) -> (About, String) {
    let tree = tree::parse(html);
    let mut about = metadata::read(&tree);
    about.shown = visible::dates(&tree, about.order);
    if let Some((url, day)) = archived(html) {
        about.url = about.url.or(Some(url));
        about.seen.extend(day.map(|value| super::Published { key: super::dct::ARCHIVED.into(), value, line: None }));
    }
    about.url = saved_from(html).or(about.url);
    let mut body = text::main_text(&tree);
    if body.len() < text::SHORTEST
        && let Some(given) = metadata::article_body(&tree).filter(|given| given.len() > body.len())
    {
        body = plain(&given);
    }
    (about, body)
}

/// The text of a fragment, as a feed or a scraper gives it: all of it, a block a paragraph.
pub(super) fn plain(html: &str) -> String {
    if !html.contains('<') && !html.contains('&') {
        return html.to_string();
    }
    let tree = tree::parse(&format!("<article>{html}</article>"));
    let text = text::main_text(&tree);
    if text.is_empty() { metadata::one_line(&tree.text(0)) } else { text }
}

/// Browsers write where a page was saved from into a comment at its top.
fn saved_from(html: &str) -> Option<String> {
    let start = html.get(..html.len().min(2000)).unwrap_or_default();
    let (_, rest) = start.split_once("saved from url=")?;
    let rest = rest.trim_start_matches(|c: char| c == '(' || c == ')' || c.is_ascii_digit());
    let url = rest.split([' ', '>', '"']).next()?;
    url.contains("://").then(|| url.to_string())
}

/// The page that the Wayback Machine keeps, and the day on which it was captured, as a script of its own says.
fn archived(html: &str) -> Option<(String, Option<String>)> {
    let (_, rest) = html.split_once("__wm.wombat(\"")?;
    let mut words = rest.split('"');
    let url = words.next().filter(|url| url.contains("://"))?;
    let stamp = words.nth(1).filter(|stamp| stamp.len() >= 8 && stamp.bytes().all(|b| b.is_ascii_digit()));
    Some((url.to_string(), stamp.map(|stamp| stamp[..8].to_string())))
}
