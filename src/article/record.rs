//! Records with named fields, as scrapers and news APIs write them: which field is the title, the text, the date.
//!
//! A mapping (`--map title=headline,text=body`) goes before the names that annals knows. A name counts without case, spaces and marks, and in
//! the singular: `Date_Publish`, `datePublish`; `headlines` is `headline`.

use super::{About, Published};
use std::collections::BTreeMap;

/// `title`, `text`, … to the field's name in the file.
pub type Map = BTreeMap<Role, String>;

/// What a field can be to annals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    Title,
    Text,
    Date,
    Url,
    Author,
    Source,
}

/// Each role's name in `--map`, and the fields that have it, best first.
const ROLES: &[(Role, &str, &[&str])] = &[
    (Role::Title, "title", &["title", "headline", "webtitle", "articletitle", "heading", "head"]),
    (
        Role::Text,
        "text",
        &[
            "maintext",
            "articlebody",
            "bodytext",
            "fulltext",
            "articletext",
            "storytext",
            "contenttext",
            "text",
            "body",
            "content",
            "contenthtml",
            "article",
            "story",
            "description",
            "summary",
            "abstract",
            "snippet",
        ],
    ),
    (
        Role::Date,
        "date",
        &[
            "published",
            "publishedat",
            "publishedon",
            "datepublished",
            "datepublish",
            "publishdate",
            "publisheddate",
            "publicationdate",
            "pubdate",
            "publishedtime",
            "publishtime",
            "webpublicationdate",
            "firstpublished",
            "firstpublicationdate",
            "issued",
            "date",
            "datetime",
            "time",
            "timestamp",
            "dct",
            "created",
            "createdat",
            "seendate",
        ],
    ),
    (Role::Url, "url", &["url", "link", "weburl", "canonicalurl", "canonical", "sourceurl", "articleurl", "permalink", "uri"]),
    (Role::Author, "author", &["author", "byline", "creator", "writer"]),
    (
        Role::Source,
        "source",
        &[
            "publisher",
            "source",
            "sourcename",
            "outlet",
            "newspaper",
            "publication",
            "sitename",
            "site",
            "sourcedomain",
            "domain",
            "medium",
        ],
    ),
];

/// `title=headline,text=body`. Keys are the roles; several options add up.
pub fn map(text: &str) -> Result<Map, String> {
    let mut map = Map::new();
    for pair in text.split(',').map(str::trim).filter(|pair| !pair.is_empty()) {
        let names = || ROLES.iter().map(|(_, name, _)| *name).collect::<Vec<_>>().join(", ");
        let (key, field) = pair.split_once('=').ok_or_else(|| format!("'{pair}' is no pair; write it as text=body"))?;
        let role = ROLES.iter().find(|(_, name, _)| *name == key.trim().to_lowercase());
        let (role, ..) = role.ok_or_else(|| format!("'{}' is nothing that annals maps; it maps {}", key.trim(), names()))?;
        if field.trim().is_empty() {
            return Err(format!("'{pair}' names no field; write it as {}=FIELD", key.trim()));
        }
        if map.insert(*role, field.trim().to_string()).is_some() {
            return Err(format!("'{}' is mapped twice", key.trim()));
        }
    }
    Ok(map)
}

/// One record: the field's name as written (`fields.body` for nested ones), and its words.
pub(super) type Fields = Vec<(String, String)>;

/// What a record says about its article, and its text; without one, a fragment that says what is missing.
pub(super) fn read(fields: &Fields, map: &Map) -> Result<(About, String), String> {
    let get = |role: Role| -> Option<(&str, &str)> {
        let found = match map.get(&role) {
            Some(name) => fields.iter().find(|(key, value)| key == name && !value.trim().is_empty()),
            None => known(fields, role),
        };
        found.map(|(key, value)| (key.as_str(), value.trim()))
    };
    let words = |role| get(role).map(|(_, value)| value.split_whitespace().collect::<Vec<_>>().join(" "));
    let Some((_, text)) = get(Role::Text) else {
        return Err(missing(fields, map));
    };
    let about = About {
        title: words(Role::Title),
        author: words(Role::Author),
        publisher: words(Role::Source),
        url: words(Role::Url).filter(|url| url.contains("://")),
        published: get(Role::Date)
            .map(|(key, value)| Published { key: key.to_string(), value: value.to_string(), line: None })
            .into_iter()
            .collect(),
        ..About::default()
    };
    Ok((about, text.to_string()))
}

fn known(fields: &Fields, role: Role) -> Option<&(String, String)> {
    let (_, _, names) = ROLES.iter().find(|(of, ..)| *of == role)?;
    // A field of the record itself before one of something inside it, and the names in their order.
    let rank = |(key, _): &&(String, String)| {
        let last = bare(key.rsplit('.').next().unwrap_or(key));
        let at = names.iter().position(|name| *name == last || last.strip_suffix('s') == Some(name))?;
        Some((key.matches('.').count(), at))
    };
    let filled = fields.iter().filter(|(_, value)| !value.trim().is_empty());
    filled.filter_map(|field| Some((rank(&field)?, field))).min_by_key(|(rank, _)| *rank).map(|(_, field)| field)
}

fn bare(key: &str) -> String {
    key.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn missing(fields: &Fields, map: &Map) -> String {
    let mut names: Vec<&str> = fields.iter().map(|(key, _)| key.as_str()).collect();
    let more = if names.len() > 12 { ", …" } else { "" };
    names.truncate(12);
    match map.get(&Role::Text) {
        Some(name) if !fields.iter().any(|(key, _)| key == name) => format!("has no field '{name}'; it has {}{more}", names.join(", ")),
        Some(name) => format!("has nothing in '{name}'; left out"),
        None if known_but_empty(fields) => "has no text; left out".into(),
        None if names.is_empty() => "has no fields; left out".into(),
        None => format!("has no field that annals takes for the text; say which with --map text=FIELD (it has {}{more})", names.join(", ")),
    }
}

fn known_but_empty(fields: &Fields) -> bool {
    let filled: Fields = fields.iter().map(|(key, _)| (key.clone(), "x".into())).collect();
    known(&filled, Role::Text).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(pairs: &[(&str, &str)]) -> Fields {
        pairs.iter().map(|(key, value)| (key.to_string(), value.to_string())).collect()
    }

    #[test]
    fn fields_are_known_by_their_names() {
        for (pairs, mapping, expected) in [
            (
                &[("headlines", "Rain"), ("articles", "It rained."), ("published", "2020-12-03")][..],
                "",
                "Rain | It rained. | published: 2020-12-03",
            ),
            (
                &[
                    ("title", "Rain"),
                    ("description", "Wet."),
                    ("maintext", "It rained."),
                    ("date_publish", "2020-12-03 10:00:00"),
                    ("date_download", "2021"),
                ],
                "",
                "Rain | It rained. | date_publish: 2020-12-03 10:00:00",
            ),
            (
                &[("webTitle", "Rain"), ("fields.bodyText", "It rained."), ("webPublicationDate", "2020-12-03T10:00:00Z")],
                "",
                "Rain | It rained. | webPublicationDate: 2020-12-03T10:00:00Z",
            ),
            (&[("a", "Rain"), ("b", "It rained."), ("text", "x")], "title=a,text=b", "Rain | It rained. | -"),
            (&[("text", " "), ("body", "It rained.")], "", "- | It rained. | -"),
        ] {
            let (about, text) = read(&fields(pairs), &map(mapping).unwrap()).unwrap();
            let published = about.published.first().map_or("-".to_string(), |p| p.words());
            assert_eq!(format!("{} | {text} | {published}", about.title.unwrap_or("-".into())), expected);
        }
    }

    #[test]
    fn what_is_missing_is_named() {
        for (pairs, mapping, expected) in [
            (
                &[("a", "x"), ("b", "y")][..],
                "",
                "has no field that annals takes for the text; say which with --map text=FIELD (it has a, b)",
            ),
            (&[("a", "x"), ("text", "")], "", "has no text; left out"),
            (&[("a", "x")], "text=body", "has no field 'body'; it has a"),
            (&[], "", "has no fields; left out"),
        ] {
            assert_eq!(read(&fields(pairs), &map(mapping).unwrap()).err().as_deref(), Some(expected));
        }
    }

    #[test]
    fn mappings() {
        for (text, expected) in [
            ("title", "'title' is no pair; write it as text=body"),
            ("titel=x", "'titel' is nothing that annals maps; it maps title, text, date, url, author, source"),
            ("text=", "'text=' names no field; write it as text=FIELD"),
            ("text=a,text=b", "'text' is mapped twice"),
        ] {
            assert_eq!(map(text).err().as_deref(), Some(expected), "{text}");
        }
        assert_eq!(map(" Text = body , date=pub ").unwrap().len(), 2);
    }
}
