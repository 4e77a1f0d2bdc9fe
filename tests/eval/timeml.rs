//! TimeML documents: the text, its date, and the gold events with what their instances say.

use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

pub struct Document {
    pub name: String,
    pub text: String,
    pub dct: Option<NaiveDate>,
    pub events: Vec<Event>,
}

/// One `EVENT` with its first `MAKEINSTANCE`. No command asks for all of it.
#[allow(dead_code)]
pub struct Event {
    /// `e12`.
    pub id: String,
    /// Bytes of the text.
    pub start: usize,
    pub end: usize,
    pub class: String,
    pub tense: String,
    pub aspect: String,
    pub polarity: String,
}

/// The documents of a folder in the order of their names.
pub fn read_folder(folder: &Path) -> Vec<Document> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> =
        entries.flatten().map(|entry| entry.path()).filter(|p| p.extension().is_some_and(|e| e == "tml")).collect();
    paths.sort();
    paths.iter().map(|path| read(path)).collect()
}

pub fn read(path: &Path) -> Document {
    let xml = String::from_utf8_lossy(&std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))).into_owned();
    let body = xml.split_once("<TEXT>").and_then(|(_, rest)| rest.split_once("</TEXT>")).map_or("", |(body, _)| body);
    let creation = xml.find("functionInDocument=\"CREATION_TIME\"").or(xml.find("PUBLICATION_TIME\""));
    let tag = creation.map_or("", |at| &xml[xml[..at].rfind('<').unwrap_or(0)..]);
    let dct = attribute(tag, "value").and_then(|value| value.get(..10)?.parse().ok());
    let mut instances: BTreeMap<String, &str> = BTreeMap::new();
    for tag in xml.split("<MAKEINSTANCE ").skip(1) {
        if let Some(id) = attribute(&xml[tag.as_ptr() as usize - xml.as_ptr() as usize - 1..], "eventID") {
            instances.entry(id).or_insert(&xml[tag.as_ptr() as usize - xml.as_ptr() as usize - 1..]);
        }
    }
    let (mut text, mut events, mut open) = (String::new(), Vec::new(), None);
    let mut rest = body;
    while let Some(at) = rest.find('<') {
        text.push_str(&unescape(&rest[..at]));
        let end = rest[at..].find('>').map_or(rest.len(), |end| at + end + 1);
        let tag = &rest[at..end];
        if tag.starts_with("<EVENT ") {
            open = Some((text.len(), tag));
        } else if tag == "</EVENT>"
            && let Some((start, tag)) = open.take()
        {
            let id = attribute(tag, "eid").unwrap_or_default();
            let instance = instances.get(&id).copied().unwrap_or("");
            let of = |name: &str| attribute(instance, name).unwrap_or_default();
            let (tense, aspect, mut polarity) = (of("tense"), of("aspect"), of("polarity"));
            // The specification's default.
            if polarity.is_empty() {
                polarity.push_str("POS");
            }
            events.push(Event { id, start, end: text.len(), class: attribute(tag, "class").unwrap_or_default(), tense, aspect, polarity });
        }
        rest = &rest[end..];
    }
    text.push_str(&unescape(rest));
    let name = path.file_stem().map_or(String::new(), |name| name.to_string_lossy().into_owned());
    Document { name, text, dct, events }
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let inside = &tag[..tag.find('>').unwrap_or(tag.len())];
    let from = inside.find(&format!(" {name}=\""))? + name.len() + 3;
    Some(inside[from..].split('"').next()?.trim().to_string())
}

fn unescape(text: &str) -> String {
    let plain = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&"), ("\r\n", "\n")];
    plain.iter().fold(text.to_string(), |text, (from, to)| text.replace(from, to))
}
