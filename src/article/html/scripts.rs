//! The dates that scripts of a page keep for their own use: `"publishedAt": "2020-12-03"`.

use super::metadata::add;
use super::tree::Tree;
use crate::article::Published;
use crate::article::dct::{self, DayOrder};

/// Keys under which scripts keep the article's date, without `-`, `_` and capitals.
const KEYS: &[&str] = &[
    "datepublished",
    "publishedat",
    "publishedon",
    "publisheddate",
    "publishdate",
    "publishdatetime",
    "publishtime",
    "publicationdate",
    "publicationdatetime",
    "publicationtime",
    "firstpublication",
    "firstpublicationdate",
    "firstpublished",
    "firstpublishedat",
    "firstpublisheddate",
    "firstpublishdate",
    "publishedfirst",
    "publishedtime",
    "originalpublishdate",
    "pagepublishdate",
    "pagepubdate",
    "pubdate",
    "articledate",
    "articlepublisheddate",
    "articlepublishdate",
    "articlepubdate",
    "contentpublisheddate",
    "contentpublishdate",
    "postdate",
    "postdatetime",
    "postpublishdate",
];

/// The day that all such values of a page name. Lists of other articles hold them too, and then they differ and say nothing.
pub(super) fn published(tree: &Tree) -> Vec<Published> {
    let mut found: Vec<(&str, &str)> = Vec::new();
    for id in tree.named("script") {
        // Linked data that can be read are read as such.
        let linked = tree.nodes[id].attribute("type").is_some_and(|t| t.to_ascii_lowercase().contains("ld+json"));
        tree.inside(id).filter(|_| !linked).for_each(|id| pairs(&tree.nodes[id].text, &mut found));
    }
    let day = |value: &str| dct::day_in_metadata(value, DayOrder::DayFirst);
    let mut days = found.iter().filter_map(|(_, value)| day(value));
    let mut one = Vec::new();
    if let Some(first) = days.next()
        && days.all(|other| other == first)
        && let Some((key, value)) = found.iter().find(|(_, value)| day(value).is_some())
    {
        add(&mut one, key, value);
    }
    one
}

/// `"publishedAt": "2020-12-03"`, `publishDate: '2020-12-03'`, `"pubDate":1606990000`, `\"pubDate\":\"2020-12-03\"`.
fn pairs<'a>(script: &'a str, found: &mut Vec<(&'a str, &'a str)>) {
    let parts: Vec<&str> = script.split(['"', '\'']).map(|part| part.trim_end_matches('\\')).collect();
    for (at, part) in parts.iter().enumerate() {
        let trimmed = part.trim();
        let next = parts.get(at + 1).copied().unwrap_or("");
        let before = at.checked_sub(1).map_or("", |before| parts[before]);
        match trimmed.strip_prefix(':') {
            // A quoted key and a quoted value, or a number.
            Some("") => keep(before, next, found),
            Some(rest) => {
                let number = rest.trim_start();
                let end = number.find(|c: char| !c.is_ascii_digit()).unwrap_or(number.len());
                if matches!(end, 10 | 13) {
                    keep(before, &number[..end], found);
                }
            }
            None => {
                // A key without quotes.
                if let Some(key) = trimmed.strip_suffix(':') {
                    let key = key.trim_end();
                    let start = key.rfind(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).map_or(0, |at| at + 1);
                    // What stands before a key may be any character, of any length.
                    keep(key.get(start..).unwrap_or(""), next, found);
                }
            }
        }
    }
}

fn keep<'a>(key: &'a str, value: &'a str, found: &mut Vec<(&'a str, &'a str)>) {
    if key.len() > 30 || value.len() > 40 {
        return;
    }
    let plain: String = key.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_ascii_lowercase();
    if KEYS.contains(&plain.as_str()) {
        found.push((key, value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_of_scripts() {
        for (script, expected) in [
            (r#"{"publishedAt": "2020-12-03T10:15:00Z", "x": 1}"#, "publishedAt=2020-12-03T10:15:00Z"),
            (r#"x = {publishDate: '2020-12-03', a: 'b'}"#, "publishDate=2020-12-03"),
            (r#"dataLayer.push({'pubDate':'20201203'})"#, "pubDate=20201203"),
            (r#"{"pubDate":1606990000,"b":2}"#, "pubDate=1606990000"),
            (r#"{"publishedOn": 1606990000000}"#, "publishedOn=1606990000000"),
            (r#"push([1,"{\"publishedAt\":\"2020-12-03\"}"])"#, "publishedAt=2020-12-03"),
            (r#"{"updatedAt": "2020-12-03", "é: ": "2020-12-03"}"#, ""),
            (r#"{"pubDate": 12, "pubDate": null, "pubDate""#, ""),
        ] {
            let mut found = Vec::new();
            pairs(script, &mut found);
            assert_eq!(found.iter().map(|(key, value)| format!("{key}={value}")).collect::<Vec<_>>().join(" "), expected, "{script}");
        }
    }
}
