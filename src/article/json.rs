//! JSON and JSON lines from scrapers and news APIs: each object with a text is an article.

use super::record::{self, Fields, Map};
use crate::error::without_place;
use serde_json::Value;

/// Objects are looked into this deep: `response.results[3].fields.bodyText`.
const DEEPEST: usize = 4;

/// Why a JSON text is no article, and on which of its lines it breaks.
#[derive(Debug)]
pub(super) struct Refused {
    pub why: String,
    pub line: Option<usize>,
}

/// The articles of one JSON text, each with its number when there are several: the object itself, those of an array, or those of an array
/// somewhere inside (`{"status": "ok", "articles": […]}`).
pub(super) fn articles(text: &str, map: &Map) -> Result<Vec<Fields>, Refused> {
    let value: Value = serde_json::from_str(text).map_err(|error| Refused { why: because(&error), line: Some(error.line()) })?;
    let found = match value {
        Value::Object(_) => {
            let own = fields(&value);
            if record::read(&own, map).is_ok() {
                return Ok(vec![own]);
            }
            let nested = nested(&value, map, 0);
            return Ok(if nested.is_empty() { vec![own] } else { nested });
        }
        Value::Array(values) => values,
        _ => return Err(Refused { why: "is JSON without an object in it; left out".into(), line: None }),
    };
    Ok(found.iter().map(fields).collect())
}

/// One line of JSON lines.
pub(super) fn line(text: &str) -> Result<Fields, String> {
    let value: Value = serde_json::from_str(text).map_err(|error| because(&error))?;
    if value.is_object() { Ok(fields(&value)) } else { Err("is no JSON object; left out".into()) }
}

/// The error without its place, which the diagnostic gives in the file's own lines.
fn because(error: &serde_json::Error) -> String {
    let text = error.to_string();
    format!("is not JSON: {}; left out", without_place(&text).replacen("EOF", "it ends", 1))
}

/// The first array of objects that hold texts, in the order of the file, level by level.
fn nested(value: &Value, map: &Map, depth: usize) -> Vec<Fields> {
    let Value::Object(object) = value else { return Vec::new() };
    for value in object.values() {
        if let Value::Array(values) = value {
            let found: Vec<Fields> = values.iter().filter(|v| v.is_object()).map(fields).collect();
            if found.iter().any(|fields| record::read(fields, map).is_ok()) {
                return found;
            }
        }
    }
    if depth == DEEPEST {
        return Vec::new();
    }
    object.values().map(|value| nested(value, map, depth + 1)).find(|found| !found.is_empty()).unwrap_or_default()
}

/// Every field with words in it, nested ones with their path.
fn fields(value: &Value) -> Fields {
    let mut fields = Fields::new();
    collect(value, "", 0, &mut fields);
    fields
}

fn collect(value: &Value, path: &str, depth: usize, fields: &mut Fields) {
    let Value::Object(object) = value else { return };
    for (key, value) in object {
        let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
        if let Some(words) = words(value) {
            fields.push((path.clone(), words));
        }
        if depth < DEEPEST {
            collect(value, &path, depth + 1, fields);
        }
    }
}

/// A string, a number, a list of them, or the name inside an object: `"source": {"id": null, "name": "The Post"}`.
fn words(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        // Paragraphs are lists of strings too: a long item stands for itself.
        Value::Array(values) => {
            let all: Vec<String> = values.iter().filter_map(words).collect();
            let paragraphs = all.iter().any(|words| words.len() > 100);
            (!all.is_empty()).then(|| all.join(if paragraphs { "\n\n" } else { ", " }))
        }
        Value::Object(object) => ["name", "main", "original"].iter().find_map(|key| match object.get(*key) {
            Some(Value::String(text)) => Some(text.clone()),
            _ => None,
        }),
        Value::Null | Value::Bool(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(json: &str) -> String {
        let map = Map::new();
        let read = |fields: &Fields| match record::read(fields, &map) {
            Ok((about, text)) => format!("{} ({}): {text}", about.title.unwrap_or("-".into()), about.publisher.unwrap_or("-".into())),
            Err(why) => why,
        };
        articles(json, &map).map_or_else(|refused| refused.why, |found| found.iter().map(read).collect::<Vec<_>>().join(" | "))
    }

    #[test]
    fn articles_in_json() {
        for (json, expected) in [
            (r#"{"title": "Rain", "text": "It rained."}"#, "Rain (-): It rained."),
            (r#"[{"title": "Rain", "text": "It rained."}, {"body": "It snowed."}]"#, "Rain (-): It rained. | - (-): It snowed."),
            (
                r#"{"status": "ok", "articles": [{"source": {"id": null, "name": "The Post"}, "title": "Rain", "content": "It rained."}]}"#,
                "Rain (The Post): It rained.",
            ),
            (
                r#"{"response": {"status": "ok", "results": [{"webTitle": "Rain", "fields": {"bodyText": "It rained."}}]}}"#,
                "Rain (-): It rained.",
            ),
            (r#"{"headline": {"main": "Rain"}, "abstract": "It rained."}"#, "Rain (-): It rained."),
            (
                r#"{"name": "annals", "scripts": {}}"#,
                "has no field that annals takes for the text; say which with --map text=FIELD (it has name)",
            ),
            (r#"{"title": "Rain""#, "is not JSON: it ends while parsing an object; left out"),
            ("[]", ""),
            ("3", "is JSON without an object in it; left out"),
        ] {
            assert_eq!(texts(json), expected, "{json}");
        }
    }

    #[test]
    fn deep_json_ends() {
        assert!(texts(&"[".repeat(100_000)).starts_with("is not JSON: recursion limit"));
    }
}
