//! Gold relations: the TLINKs of TimeML documents, and the start points of MATRES over the same documents.

use annals::event::{Aspect, Class, Mention, Tense};
use annals::lexicon::Lexicon;
use annals::order::pair::judge::Link;
use annals::order::pair::{Event, Item, Scene, Time};
use annals::text::{self, Text};
use annals::time::{Edtf, Interval};
use annals::timeline::yaml::names::Named;
use annals::timex::{Kind, Timex};
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

pub struct Document {
    pub name: String,
    pub text: String,
    pub dct: Option<NaiveDate>,
    events: Vec<Marked>,
    times: Vec<Marked>,
    links: Vec<Raw>,
}

/// A marked stretch of the text with its attributes.
struct Marked {
    id: String,
    start: usize,
    end: usize,
    attributes: BTreeMap<String, String>,
}

/// A TLINK by the ids of the events and times.
struct Raw {
    from: String,
    to: String,
    relation: String,
}

/// One gold pair: `a` is `link` `b`.
#[derive(Clone, Copy, Debug)]
pub struct Pair {
    pub a: Item,
    pub b: Item,
    pub link: Link,
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
    let (mut text, mut open) = (String::new(), Vec::new());
    let (mut events, mut times) = (Vec::new(), Vec::new());
    let mut rest = body;
    while let Some(at) = rest.find('<') {
        text.push_str(&unescape(&rest[..at]));
        let end = rest[at..].find('>').map_or(rest.len(), |end| at + end + 1);
        let tag = &rest[at..end];
        if tag.starts_with("<EVENT ") || tag.starts_with("<TIMEX3 ") {
            open.push((text.len(), attributes(tag)));
        } else if tag == "</EVENT>" || tag == "</TIMEX3>" {
            let (start, attributes) = open.pop().expect("an opening tag");
            let (name, marked) = if tag == "</EVENT>" { ("eid", &mut events) } else { ("tid", &mut times) };
            let id = attributes.get(name).cloned().unwrap_or_default();
            marked.push(Marked { id, start, end: text.len(), attributes });
        }
        rest = &rest[end..];
    }
    text.push_str(&unescape(rest));
    // The instances lend their attributes to the events, and their ids lead to them.
    let mut event_of: BTreeMap<String, String> = BTreeMap::new();
    let (mut links, mut dct, mut dct_id) = (Vec::new(), None, String::new());
    for tag in xml.split('<').skip(1) {
        let attributes = attributes(tag);
        let of = |name: &str| attributes.get(name).cloned().unwrap_or_default();
        if tag.starts_with("MAKEINSTANCE ") {
            event_of.insert(of("eiid"), of("eventID"));
            if let Some(event) = events.iter_mut().find(|event: &&mut Marked| event.id == of("eventID")) {
                for (name, value) in &attributes {
                    event.attributes.entry(name.clone()).or_insert_with(|| value.clone());
                }
            }
        } else if tag.starts_with("TIMEX3 ")
            && (of("functionInDocument") == "CREATION_TIME" || dct.is_none() && of("functionInDocument") == "PUBLICATION_TIME")
        {
            dct = of("value").get(..10).and_then(|value| value.parse().ok());
            dct_id = of("tid");
        } else if tag.starts_with("TLINK ") {
            let end = |event: &str, time: &str| if of(event).is_empty() { of(time) } else { of(event) };
            links.push(Raw {
                from: end("eventInstanceID", "timeID"),
                to: end("relatedToEventInstance", "relatedToTime"),
                relation: of("relType"),
            });
        }
    }
    times.retain(|time: &Marked| time.id != dct_id);
    for link in &mut links {
        for end in [&mut link.from, &mut link.to] {
            if let Some(event) = event_of.get(end.as_str()) {
                end.clone_from(event);
            } else if *end == dct_id {
                end.clone_from(&"dct".to_string());
            }
        }
    }
    let name = path.file_stem().map_or(String::new(), |name| name.to_string_lossy().into_owned());
    Document { name, text, dct, events, times, links }
}

impl Document {
    pub fn parsed<'a>(&'a self, lexicon: &Lexicon) -> Text<'a> {
        let mut text = text::read(&self.text, lexicon);
        (0..text.sentences.len()).for_each(|sentence| text.parse(sentence, lexicon));
        text
    }

    /// The gold events and times; index i of the scene's is index i of the document's.
    pub fn scene<'s, 'a>(&self, text: &'s Text<'a>, lexicon: &Lexicon) -> Scene<'s, 'a> {
        let sentence = |token: u32| text.sentences.partition_point(|s| s.tokens.end <= token) as u32;
        let events = self.events.iter().map(|marked| {
            let of = |name: &str| marked.attributes.get(name).map_or("", |value| value.as_str());
            let token = last(text, marked);
            Event {
                token,
                sentence: sentence(token),
                class: Class::from_word(of("class")).unwrap_or(Class::Occurrence),
                tense: Tense::from_word(of("tense")).unwrap_or(Tense::None),
                aspect: Aspect::from_word(of("aspect")).unwrap_or(Aspect::None),
                negated: of("polarity") == "NEG",
                modality: Some(of("modality").to_lowercase()).filter(|modality| !modality.is_empty()),
            }
        });
        let times = self.times.iter().map(|marked| {
            let value = marked.attributes.get("value").cloned().unwrap_or_default();
            let first = text.tokens.partition_point(|token| (token.span.end as usize) <= marked.start) as u32;
            let kind = marked.attributes.get("type").and_then(|kind| Kind::from_word(kind)).unwrap_or(Kind::Date);
            let end = (last(text, marked) + 1).max(first + 1).min(text.tokens.len() as u32);
            let first = first.min(end - 1);
            Time { tokens: first..end, sentence: sentence(first), kind, days: days(&value), value }
        });
        Scene::new(text, events.collect(), times.collect(), self.dct, lexicon)
    }

    /// The scene as annals itself reads the text; its pairs are those whose events it found.
    pub fn own_scene<'s, 'a>(&self, text: &'s Text<'a>, mentions: &[Mention], timexes: &[Timex], lexicon: &Lexicon) -> Scene<'s, 'a> {
        Scene::new(text, mentions.iter().map(Event::from).collect(), timexes.iter().map(Time::from).collect(), self.dct, lexicon)
    }

    /// The TLINKs as pairs in the order that the classifier wants. Relations of TimeML are mapped to the six of TimeBank-Dense.
    pub fn pairs(&self, scene: &Scene) -> Vec<Pair> {
        let item = |id: &str| {
            let event = self.events.iter().find(|event| event.id == id).and_then(|event| at(scene, event));
            let time = || {
                let marked = self.times.iter().find(|time| time.id == id)?;
                let end = last(scene.text, marked) + 1;
                scene.times.iter().position(|time| time.tokens.end == end).map(Item::Time)
            };
            event.or_else(time).or((id == "dct").then_some(Item::Dct))
        };
        let pairs = self.links.iter().filter_map(|raw| Some(turned(scene, item(&raw.from)?, item(&raw.to)?, link(&raw.relation)?)));
        // Some pairs of TimeBank-Dense carry a relation and NONE besides: the relation stands. Of two relations the first does.
        let mut kept: BTreeMap<(Item, Item), Link> = BTreeMap::new();
        for pair in pairs {
            let link = kept.entry((pair.a, pair.b)).or_insert(pair.link);
            if *link == Link::Vague {
                *link = pair.link;
            }
        }
        kept.into_iter().map(|((a, b), link)| Pair { a, b, link }).collect()
    }

    /// The pairs of MATRES rows of this document.
    pub fn start_points(&self, scene: &Scene, rows: &[Row]) -> Vec<Pair> {
        let item = |number: &str| {
            let by_instance = format!("ei{number}");
            let event =
                |event: &Marked| event.attributes.get("eiid").is_some_and(|id| *id == by_instance) || event.id == format!("e{number}");
            let exact = |e: &Marked| e.attributes.get("eiid").is_some_and(|id| *id == by_instance);
            let marked = self.events.iter().find(|e| exact(e)).or_else(|| self.events.iter().find(|e| event(e)));
            marked.and_then(|event| at(scene, event))
        };
        let rows = rows.iter().filter(|row| row.document == self.name);
        rows.filter_map(|row| Some(turned(scene, item(&row.first)?, item(&row.second)?, row.link))).collect()
    }
}

/// The event of the scene whose word is the marked one's last.
fn at(scene: &Scene, marked: &Marked) -> Option<Item> {
    let token = last(scene.text, marked);
    scene.events.iter().position(|event| event.token == token).map(Item::Event)
}

fn last(text: &Text, marked: &Marked) -> u32 {
    text.tokens.partition_point(|token| (token.span.start as usize) < marked.end).saturating_sub(1) as u32
}

/// Which of two items the classifier is told first.
fn turned(scene: &Scene, a: Item, b: Item, link: Link) -> Pair {
    let rank = |item: Item| {
        (matches!(item, Item::Dct), matches!(item, Item::Time(_)) && matches!((a, b), (Item::Event(_), _) | (_, Item::Event(_))))
    };
    let first = (rank(a), scene.place(a)) <= (rank(b), scene.place(b));
    if first { Pair { a, b, link } } else { Pair { a: b, b: a, link: link.inverse() } }
}

fn link(relation: &str) -> Option<Link> {
    Some(match relation {
        "BEFORE" | "IBEFORE" => Link::Before,
        "AFTER" | "IAFTER" => Link::After,
        "SIMULTANEOUS" | "IDENTITY" | "EQUAL" => Link::Simultaneous,
        "NONE" | "VAGUE" => Link::Vague,
        "INCLUDES" | "BEGUN_BY" | "ENDED_BY" | "DURING_INV" => Link::Includes,
        "IS_INCLUDED" | "BEGINS" | "ENDS" | "DURING" => Link::IsIncluded,
        _ => return None,
    })
}

/// One line of MATRES.
pub struct Row {
    document: String,
    first: String,
    second: String,
    link: Link,
}

pub fn read_matres(path: &Path) -> Vec<Row> {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let row = |line: &str| {
        let fields: Vec<&str> = line.split('\t').collect();
        let &[document, _, _, first, second, relation] = fields.as_slice() else { return None };
        Some(Row { document: document.into(), first: first.into(), second: second.into(), link: link(relation)? })
    };
    text.lines().filter_map(row).collect()
}

/// The days of a TIMEX3 value.
fn days(value: &str) -> Option<Interval> {
    let day = value.split('T').next().unwrap_or(value);
    if let Some((year, rest)) = day.split_once('-') {
        let year: i32 = year.parse().ok()?;
        let months = |first: u32, last: u32| Some(Interval::month(year, first)?.hull(Interval::month(year, last)?));
        match rest {
            "SP" => return months(3, 5),
            "SU" => return months(6, 8),
            "FA" => return months(9, 11),
            "WI" => return Some(Interval::month(year, 12)?.hull(Interval::month(year + 1, 2)?)),
            "Q1" => return months(1, 3),
            "Q2" => return months(4, 6),
            "Q3" => return months(7, 9),
            "Q4" => return months(10, 12),
            "H1" => return months(1, 6),
            "H2" => return months(7, 12),
            _ => {}
        }
        if let Some(week) = rest.strip_prefix('W') {
            let week: u32 = week.get(..2)?.parse().ok()?;
            let first = NaiveDate::from_isoywd_opt(year, week, chrono::Weekday::Mon)?;
            return Interval::new(Some(first), first.checked_add_days(chrono::Days::new(6)));
        }
    }
    let padded = match day.len() {
        3 => format!("{day}X"),
        2 => format!("{day}XX"),
        _ => day.to_string(),
    };
    let edtf: Edtf = padded.parse().ok()?;
    let days = edtf.interval();
    days.earliest().filter(|day| day.year() > 0 && !edtf.lacks_year()).map(|_| days)
}

fn attributes(tag: &str) -> BTreeMap<String, String> {
    let inside = tag[..tag.find('>').unwrap_or(tag.len())].trim_start_matches('<');
    let mut pieces = inside.split('"');
    let mut attributes = BTreeMap::new();
    while let (Some(name), Some(value)) = (pieces.next(), pieces.next()) {
        let name = name.trim().trim_end_matches('=').rsplit(' ').next().unwrap_or("");
        attributes.insert(name.to_string(), value.trim().to_string());
    }
    attributes
}

fn unescape(text: &str) -> String {
    let plain = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&"), ("\r\n", "\n")];
    plain.iter().fold(text.to_string(), |text, (from, to)| text.replace(from, to))
}
