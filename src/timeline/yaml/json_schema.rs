//! The layout as a JSON Schema (draft 2020-12), for editors that complete and check a timeline while it is written.
//!
//! It says which keys there are and which words they take, from the same tables that the reader uses. What needs the whole file (ids that
//! exist, quotes that are in their articles) is for `annals check`.

use super::VERSION;
use super::names::Named;
use crate::article::DctBasis;
use crate::event::{Basis, Status};
use crate::time::Relation;
use crate::timeline::{Field, State, Verdict};
use serde_json::{Map, Value, json};

/// The schema of a timeline file. Those of one source and of one event, for the files of a folder, are in its `$defs`.
pub fn json_schema() -> Value {
    let string = || json!({"type": "string"});
    let id = || json!({"type": "string", "pattern": "^[A-Za-z0-9_-]+$"});
    let ids = || json!({"type": ["array", "null"], "items": {"type": "string"}});
    let day = || json!({"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"});
    let date = || json!({"type": "string", "description": "EDTF: \"2020-01-03\", \"2020-01\", \"XXXX-01\", \"2020-01/2020-03\", \"[2020-01..2020-03]\""});
    let stated = || {
        [
            ("date", date()),
            ("basis", words::<Basis>()),
            ("what", string()),
            ("type", json!({"type": "string", "description": "a PLOVER code such as ASSAULT/targeted"})),
            ("status", words::<Status>()),
            ("actors", ids()),
            ("recipients", ids()),
            ("place", string()),
        ]
    };
    let by_field = |of: &dyn Fn(Value) -> Value| {
        let fields = stated().into_iter().filter(|(key, _)| Field::from_word(key).is_some());
        object(fields.map(|(key, value)| (key, of(value))), &[])
    };
    let sides = |value: Value| json!({"type": "array", "minItems": 2, "items": object([("is", value), ("sources", ids())], &["is"])});
    let review = object([("state", words::<State>()), ("by", string()), ("on", day()), ("note", string())], &["state"]);
    let link = object(
        [
            ("rel", words::<Relation>()),
            ("event", string()),
            ("cue", string()),
            ("days", json!({"type": ["integer", "string"]})),
            ("confidence", json!({"type": "integer", "minimum": 0, "maximum": 100})),
        ],
        &["rel", "event", "cue"],
    );
    let evidence = object(
        [
            ("of", id()),
            ("source", string()),
            ("quote", json!({"type": "string", "description": "verbatim in the article, with single spaces for line breaks"})),
            ("time", string()),
            ("anchor", string()),
            ("rule", string()),
            ("tense", json!({"enum": ["past", "future"]})),
            ("by", string()),
            ("links", json!({"type": ["array", "null"], "items": link})),
        ],
        &["source", "quote"],
    );
    let needed = ["id", "date", "basis", "what", "status"];
    let claim = object([("id", id())].into_iter().chain(stated()).chain([("review", reference("review"))]), &needed);
    let event = object(
        [("id", id())].into_iter().chain(stated()).chain([
            ("disputed", by_field(&sides)),
            ("after", ids()),
            ("same_day", ids()),
            ("maybe_same", ids()),
            ("proposed", by_field(&|value| value)),
            ("review", reference("review")),
            ("evidence", list("evidence")),
            ("merged", list("claim")),
        ]),
        &needed,
    );
    let source = object(
        [
            ("title", string()),
            ("path", string()),
            ("author", string()),
            ("publisher", string()),
            ("url", string()),
            ("published", date()),
            ("published_from", words::<DctBasis>()),
            ("published_evidence", string()),
            ("copy_of", string()),
            ("sha256", string()),
        ],
        &["path", "published_from", "sha256"],
    );
    let subject = object([("event", id()), ("quote", string()), ("what", string())], &["event"]);
    let decision = object(
        [
            ("decide", words::<Verdict>()),
            ("about", json!({"type": "array", "minItems": 1, "items": subject})),
            ("by", string()),
            ("on", day()),
            ("why", string()),
        ],
        &["decide", "about"],
    );
    let mut schema = object(
        [
            ("annals", json!({"const": VERSION, "description": "the version of the layout"})),
            ("title", string()),
            ("sources", json!({"type": ["object", "null"], "additionalProperties": reference("source")})),
            ("decisions", list("decision")),
            ("events", list("event")),
        ],
        &["annals"],
    );
    schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    schema["title"] = json!("annals timeline");
    schema["$defs"] =
        json!({"source": source, "event": event, "evidence": evidence, "claim": claim, "review": review, "decision": decision});
    schema
}

/// A mapping with these keys and no others.
fn object(properties: impl IntoIterator<Item = (&'static str, Value)>, required: &[&str]) -> Value {
    let properties: Map<String, Value> = properties.into_iter().map(|(key, value)| (key.to_string(), value)).collect();
    json!({"type": "object", "properties": properties, "required": required, "additionalProperties": false})
}

fn words<T: Named>() -> Value {
    json!({"enum": T::NAMES.iter().map(|(_, name)| *name).collect::<Vec<_>>()})
}

fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/$defs/{name}")})
}

fn list(name: &str) -> Value {
    json!({"type": ["array", "null"], "items": reference(name)})
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the value at `path` breaks of the schema: just enough of a validator for the keywords that are used here.
    fn broken(schema: &Value, value: &Value, root: &Value, path: &str) -> Vec<String> {
        if let Some(name) = schema["$ref"].as_str() {
            return broken(&root["$defs"][name.trim_start_matches("#/$defs/")], value, root, path);
        }
        let kind = match value {
            Value::Null => "null",
            Value::Bool(_) => "boolean",
            Value::Number(_) => "integer",
            Value::String(_) => "string",
            Value::Array(_) => "array",
            Value::Object(_) => "object",
        };
        let mut wrong = Vec::new();
        let allowed = match &schema["type"] {
            Value::String(one) => one == kind,
            Value::Array(many) => many.contains(&json!(kind)),
            _ => true,
        };
        let is_const = schema.get("const").is_none_or(|only| only == value);
        let is_word = schema["enum"].as_array().is_none_or(|words| words.contains(value));
        if !(allowed && is_const && is_word) {
            wrong.push(path.to_string());
        }
        for (at, item) in value.as_array().into_iter().flatten().enumerate() {
            wrong.extend(broken(&schema["items"], item, root, &format!("{path}[{at}]")));
        }
        for (key, member) in value.as_object().into_iter().flatten() {
            let more = &schema["additionalProperties"];
            match schema["properties"].get(key) {
                Some(schema) => wrong.extend(broken(schema, member, root, &format!("{path}.{key}"))),
                None if more.is_object() => wrong.extend(broken(more, member, root, &format!("{path}.{key}"))),
                None => wrong.push(format!("{path}.{key}")),
            }
        }
        let missing = |key: &&Value| value.is_object() && value.get(key.as_str().unwrap()).is_none();
        wrong.extend(schema["required"].as_array().into_iter().flatten().filter(missing).map(|key| format!("{path} lacks {key}")));
        wrong
    }

    fn check(yaml: &str) -> Vec<String> {
        let schema = json_schema();
        broken(&schema, &serde_yaml::from_str::<Value>(yaml).unwrap(), &schema, "")
    }

    #[test]
    fn what_the_writer_writes_is_allowed() {
        // The example in timelines/README.md has every key that a build writes.
        let readme = include_str!("../../../timelines/README.md");
        let example = readme.split("```yaml\n").nth(1).unwrap().split("```").next().unwrap();
        assert_eq!(check(example), Vec::<String>::new());
    }

    #[test]
    fn what_the_reader_refuses_is_refused() {
        for (yaml, expected) in [
            ("annals: 2\n", ".annals"),
            ("title: x\n", " lacks \"annals\""),
            ("annals: 1\ntitel: x\n", ".titel"),
            ("annals: 1\nevents: [{id: a, date: x, basis: guess, what: x, status: occurred}]\n", ".events[0].basis"),
            ("annals: 1\nsources: {a: {path: x, published_from: url}}\n", ".sources.a lacks \"sha256\""),
        ] {
            assert_eq!(check(yaml), [expected], "{yaml}");
        }
    }
}
