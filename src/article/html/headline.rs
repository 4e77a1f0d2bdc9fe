//! The heading of a page's article among all of its headings.

use super::metadata::one_line;
use super::tree::{Id, Tree};

/// A shorter title may stand anywhere.
const SHORTEST: usize = 10;

/// The heading that says what the page's title says: a site's name may be a heading too, and come first.
pub(super) fn headline(tree: &Tree) -> Option<Id> {
    let titles: Vec<String> = tree
        .named("meta")
        .filter(|id| tree.nodes[*id].attribute("property").is_some_and(|key| key == "og:title"))
        .filter_map(|id| tree.nodes[id].attribute("content").map(words))
        .chain(tree.named("title").map(|id| words(&tree.text(id))))
        .collect();
    // How much of a title and a heading is the same. A site's name is often a part of the title too; "Re: Rain" says no more than "Rain".
    let shared = |id: Id| {
        let heading = words(&one_line(&tree.text(id)));
        let of = |title: &String| match (title.contains(&heading), heading.contains(title.as_str())) {
            (true, _) if heading.len() > SHORTEST => heading.len(),
            (_, true) if title.len() > SHORTEST => title.len(),
            _ => 0,
        };
        titles.iter().map(of).max().unwrap_or(0)
    };
    let headings = ["h1", "h2", "h3"].iter().flat_map(|name| tree.named(name));
    let best = headings.map(|id| (shared(id), id)).filter(|(shared, _)| *shared > 0);
    let best = best.reduce(|best, other| if other.0 > best.0 { other } else { best });
    best.map(|(_, id)| id).or_else(|| tree.named("h1").next()).or_else(|| tree.named("h2").next())
}

/// Letters and digits: dashes and quotation marks differ between a title and its heading.
fn words(text: &str) -> String {
    let lower = text.to_lowercase();
    lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::super::tree::parse;
    use super::*;

    #[test]
    fn finds() {
        for (html, expected) in [
            ("<title>Heavy rain in Basra | The Post</title><h1>The Post</h1><h2>Heavy rain in Basra</h2>", "Heavy rain in Basra"),
            ("<title>Heavy rain in Basra</title><h3>Heavy rain in Basra</h3><h3>Re: Heavy rain in Basra</h3>", "Heavy rain in Basra"),
            (
                "<meta property='og:title' content='Rain falls – in Basra'><h1>The Post</h1><h2>Rain falls - in Basra</h2>",
                "Rain falls - in Basra",
            ),
            ("<title>The Post</title><h1>Rain</h1><h2>More rain</h2>", "Rain"),
            ("<p>Rain</p>", "-"),
        ] {
            let tree = parse(html);
            assert_eq!(headline(&tree).map_or("-".into(), |id| one_line(&tree.text(id))), expected, "{html}");
        }
    }
}
