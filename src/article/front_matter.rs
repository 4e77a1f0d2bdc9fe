//! YAML front matter: the lines between `---` and `---` at the top of an article, as static site generators write them.
//!
//! When it is not YAML (a title with a colon in it is the usual reason), its plain `key: value` lines are still read, and a warning names
//! the line.

use super::{About, Published};
use crate::diagnostic::Diagnostic;
use crate::error::without_place;
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::collections::BTreeMap;
use std::fmt;

/// The front matter, if there is one, and the text after it.
pub(super) fn split<'a>(text: &'a str, path: &str, diagnostics: &mut Vec<Diagnostic>) -> (Option<About>, &'a str) {
    let mut lines = text.split_inclusive('\n');
    let Some(first) = lines.next().filter(|l| l.trim_end() == "---") else {
        return (None, text);
    };
    let mut end = first.len();
    for line in lines {
        if matches!(line.trim_end(), "---" | "...") {
            let about = parse(&text[first.len()..end], path, diagnostics);
            return (Some(about), &text[end + line.len()..]);
        }
        end += line.len();
    }
    // A rule at the top of a text is no front matter; a key below it is one that was never closed.
    if text.lines().nth(1).is_some_and(|l| key_value(l).is_some()) {
        let message = "front matter is not closed; add a line with --- after it";
        diagnostics.push(Diagnostic::warning(path, message).at_line(1));
    }
    (None, text)
}

fn parse(yaml: &str, path: &str, diagnostics: &mut Vec<Diagnostic>) -> About {
    let fields = match serde_yaml::from_str::<Option<BTreeMap<String, Words>>>(yaml) {
        Ok(fields) => fields.unwrap_or_default(),
        Err(error) => {
            // The text starts on the file's second line.
            let line = error.location().map_or(1, |l| l.line()) + 1;
            let error = error.to_string();
            let message = format!("front matter is not YAML: {}; quote values that hold a colon, or remove it", without_place(&error));
            diagnostics.push(Diagnostic::warning(path, message).at_line(line));
            yaml.lines().filter_map(key_value).map(|(key, value)| (key.to_string(), Words(Some(value.to_string())))).collect()
        }
    };
    // By the bare key, with the key as it is written: `Published-At` is `publishedat`.
    let fields: BTreeMap<String, (String, String)> =
        fields.into_iter().filter_map(|(key, words)| Some((bare(&key), (key, words.0?)))).collect();
    let first = |keys: &[&str]| keys.iter().find_map(|key| fields.get(*key).map(|(_, value)| value.clone()));
    let published =
        ["published", "date", "publishedat", "publishdate", "publisheddate", "publicationdate", "pubdate", "datepublished", "dct"];
    let published = published.iter().find_map(|key| {
        let (written, value) = fields.get(*key)?.clone();
        let line = yaml.lines().position(|line| key_value(line).is_some_and(|(k, _)| bare(k) == **key)).map(|at| at + 2);
        Some(Published { key: written, value, line })
    });
    About {
        title: first(&["title", "headline"]),
        author: first(&["author", "authors", "byline"]),
        publisher: first(&["publisher", "source", "sitename", "site", "newspaper", "outlet"]),
        url: first(&["url", "link", "canonical", "canonicalurl", "sourceurl"]),
        published: published.into_iter().collect(),
        ..About::default()
    }
}

fn bare(key: &str) -> String {
    key.to_lowercase().replace(['-', ' ', '_'], "")
}

/// `key: value` on one line, the key one to three words.
fn key_value(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(':')?;
    let word = |c: char| c.is_alphanumeric() || c == '_' || c == '-' || c == ' ';
    let plain = !key.is_empty() && !key.starts_with(' ') && key.chars().all(word) && key.split(' ').count() <= 3;
    let value = value.trim().trim_matches(['"', '\'']);
    (plain && !value.is_empty()).then_some((key, value))
}

/// Any YAML value as words: a list is joined with commas, a mapping says nothing.
struct Words(Option<String>);

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Words, D::Error> {
        struct Any;
        impl<'de> Visitor<'de> for Any {
            type Value = Words;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a value")
            }
            fn visit_str<E>(self, text: &str) -> Result<Words, E> {
                Ok(Words(Some(text.trim().to_string()).filter(|t| !t.is_empty())))
            }
            fn visit_bool<E>(self, value: bool) -> Result<Words, E> {
                Ok(Words(Some(value.to_string())))
            }
            fn visit_i64<E>(self, value: i64) -> Result<Words, E> {
                Ok(Words(Some(value.to_string())))
            }
            fn visit_u64<E>(self, value: u64) -> Result<Words, E> {
                Ok(Words(Some(value.to_string())))
            }
            fn visit_f64<E>(self, value: f64) -> Result<Words, E> {
                Ok(Words(Some(value.to_string())))
            }
            fn visit_unit<E>(self) -> Result<Words, E> {
                Ok(Words(None))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Words, A::Error> {
                let mut all = Vec::new();
                while let Some(Words(words)) = seq.next_element()? {
                    all.extend(words);
                }
                Ok(Words(Some(all.join(", ")).filter(|t| !t.is_empty())))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Words, A::Error> {
                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(Words(None))
            }
        }
        deserializer.deserialize_any(Any)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (String, String) {
        let mut said = Vec::new();
        let (about, body) = split(text, "a.md", &mut said);
        let about = about.map_or("none".to_string(), |a| {
            let published = a.published.first().map(|p| format!("{} (line {})", p.words(), p.line.unwrap_or(0)));
            [a.title, a.author, a.publisher, a.url, published].map(|v| v.unwrap_or("-".into())).join(" | ")
        });
        (about, said.iter().map(|d| d.to_string()).chain([format!("[{body}]")]).collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn reads() {
        for (text, about, rest) in [
            ("---\ntitle: Rain\ndate: 2020-12-03\n---\nIt rained.", "Rain | - | - | - | date: 2020-12-03 (line 3)", "[It rained.]"),
            ("---\r\ntitle: Rain\r\n---\r\nIt rained.", "Rain | - | - | - | -", "[It rained.]"),
            (
                "---\nAuthors: [A, B]\nsite_name: Post\nurl: http://x.org\nPublished-At: 20201203\ntags: {a: 1}\n...\n",
                "- | A, B | Post | http://x.org | Published-At: 20201203 (line 5)",
                "[]",
            ),
            ("---\n---\nIt rained.", "- | - | - | - | -", "[It rained.]"),
            ("It rained.\n---\n", "none", "[It rained.\n---\n]"),
            ("---\n\nIt rained.", "none", "[---\n\nIt rained.]"),
            (
                "---\ntitle: Rain\n\nIt rained.",
                "none",
                "warning: a.md:1: front matter is not closed; add a line with --- after it [---\ntitle: Rain\n\nIt rained.]",
            ),
            (
                "---\ntitle: Iraq: what next\ndate: 2020-12-03\n---\nIt",
                "Iraq: what next | - | - | - | date: 2020-12-03 (line 3)",
                "warning: a.md:2: front matter is not YAML: mapping values are not allowed in this context; quote values that hold a colon, or remove it [It]",
            ),
            (
                "---\n- a\n- b\n---\nIt",
                "- | - | - | - | -",
                "warning: a.md:2: front matter is not YAML: invalid type: sequence, expected a map; quote values that hold a colon, or remove it [It]",
            ),
        ] {
            let (a, r) = read(text);
            assert_eq!((a.as_str(), r.as_str()), (about, rest), "{text}");
        }
    }

    #[test]
    fn hostile_yaml_ends() {
        let bomb: String = (1..30).map(|i| format!("k{i}: &a{i} [*a{}, *a{}]\n", i - 1, i - 1)).collect();
        for yaml in
            [format!("k0: &a0 [x]\n{bomb}"), "[".repeat(100_000), "a: &a [*a]\n".to_string(), "a: b\n".repeat(10_000), "\t: x".into()]
        {
            let _ = read(&format!("---\n{yaml}\n---\nIt rained."));
        }
    }
}
