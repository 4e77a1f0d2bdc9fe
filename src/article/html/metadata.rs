//! What a page says about itself: JSON-LD, OpenGraph and other meta elements, microdata, `<time>`, canonical address.
//!
//! Dates are kept in the order in which they are believed. A modification date is never taken for the publication.

use super::scripts;
use super::tree::Tree;
use crate::article::dct::{self, DayOrder, Group};
use crate::article::{About, Published};
use serde_json::Value;

/// Names of meta elements and microdata that say when a page was published, in lower case, best first.
const PUBLISHED: &[&str] = &[
    "article:published_time",
    "article:published",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "date_published",
    "article.published",
    "publish-date",
    "publishdate",
    "publish_date",
    "published_time",
    "publication_date",
    "publicationdate",
    "published-date",
    "pubdate",
    "article_date_original",
    "article:post_date",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "citation_publication_date",
    "citation_online_date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.issued",
    "article:date",
    "rnews:datepublished",
    "originalpublicationdate",
    "displaydate",
    "ptime",
    "bt:pubdate",
    "shareaholic:article_published_time",
    "og:pubdate",
    "og:publish_date",
    "og:datepublished",
    "og:regdate",
    "og:question:published_time",
    "article:published_date",
    "article.published_time",
    "article:publicationdate",
    "article:publication_date",
    "article:publish_date",
    "dateposted",
    "publisheddate",
    "published_date",
    "published_at",
    "publish_time",
    "publish-time",
    "pub_date",
    "pub-date",
    "publication-date",
    "pdate",
    "firstpublished",
    "dcsext.articlefirstpublished",
    "mediator_published_time",
    "vr:published_time",
    "twt-published-at",
    "rbpubdate",
    "cxenseparse:publishtime",
    "dc.date.publication",
    "dcterms.dateaccepted",
    "prism.publicationdate",
    "citation_date",
    "article-published",
    "articlepubdate",
    "search.publishdate",
];

/// Names that often give the day of the page's making or of its record, and sometimes that of the article.
const DOUBTFUL: &[&str] = &[
    "dc.date",
    "dc.date.created",
    "dcterms.date",
    "dcterms.created",
    "dc.created",
    "date",
    "timestamp",
    "article.created",
    "date.created",
    "created",
    "datecreated",
    "creation_date",
    "date_created",
    "date:created",
    "content_create_date",
    "field-name-post-date",
    "doc_date",
    "gentime",
    "release_date",
    "uploaddate",
    "og:video:release_date",
    "video:release_date",
];

/// Names that say when the page was changed: the article is not younger.
const CHANGED: &[&str] = &[
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "last-modified",
    "lastmod",
    "dcterms.modified",
    "dc.date.modified",
    "revised",
    "modified",
    "date_modified",
    "date-modified",
    "modified_time",
    "article:modified",
    "article:modified_date",
    "article.updated",
    "last_modified",
    "lastmodified",
    "lastupdated",
    "last-updated",
    "date_updated",
];

/// What is wanted of a page's own words about itself.
pub(super) fn read(tree: &Tree) -> About {
    let mut about = About::default();
    let objects = linked_data(tree);
    let article =
        objects.iter().find(|o| of_type(o, &["article", "newsarticle", "blogposting", "reportage", "posting", "analysis", "review"]));
    if let Some(article) = article {
        about.title = string(&article["headline"]);
        about.author = string(&article["author"]);
        about.publisher = string(&article["publisher"]);
        dated(&mut about.published, "datePublished", &article["datePublished"]);
    }
    let metas = metas(tree);
    let named = |names: &[&str]| {
        let of = |name: &&str| metas.iter().filter(move |(key, _)| key == name).cloned().collect::<Vec<_>>();
        names.iter().flat_map(of).collect::<Vec<(String, String)>>()
    };
    named(PUBLISHED).iter().for_each(|(key, value)| add(&mut about.published, key, value));
    marked_up(tree, &mut about.published);
    objects.iter().for_each(|object| dated(&mut about.published, "datePublished", &object["datePublished"]));
    about.doubtful.extend(scripts::published(tree));
    named(DOUBTFUL).iter().for_each(|(key, value)| add(&mut about.doubtful, key, value));
    stamped(&metas, &mut about.doubtful);
    named(CHANGED).iter().for_each(|(key, value)| add(&mut about.seen, key, value));
    for object in &objects {
        ["uploadDate", "dateCreated"].iter().for_each(|key| dated(&mut about.doubtful, key, &object[key]));
        dated(&mut about.seen, "dateModified", &object["dateModified"]);
    }
    let meta = |names: &[&str]| {
        names.iter().find_map(|name| metas.iter().find(|(key, value)| key == name && !value.is_empty())).map(|(_, v)| v.clone())
    };
    let element = |name: &str| tree.named(name).map(|id| one_line(&tree.text(id))).find(|text| !text.is_empty());
    about.title =
        about.title.or_else(|| meta(&["og:title", "twitter:title", "dc.title"])).or_else(|| element("h1")).or_else(|| element("title"));
    about.author =
        about.author.or_else(|| meta(&["author", "article:author", "dc.creator", "byl", "parsely-author"])).filter(|a| !a.contains("://"));
    about.publisher = about.publisher.or_else(|| meta(&["og:site_name", "application-name", "dc.publisher", "publisher"]));
    let linked = tree.named("link").find(|id| tree.nodes[*id].attribute("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")));
    let canonical = linked.and_then(|id| tree.nodes[id].attribute("href")).map(str::to_string);
    about.url = canonical.into_iter().chain(meta(&["og:url"])).chain(meta(&["twitter:url"])).find(|url| url.contains("://"));
    about.order = order(tree, about.url.as_deref());
    about.doubtful.extend(in_title(about.title.as_deref().unwrap_or(""), about.order));
    about.doubtful.extend(in_name(tree));
    if is_wiki(tree, &metas) {
        let stamps = about.published.drain(..).chain(about.doubtful.drain(..));
        about.first_version = stamps.collect();
    }
    about
}

/// Whether a page's text is that of its last change, and its publication the day of a first version that nobody reads any more.
fn is_wiki(tree: &Tree, metas: &[(String, String)]) -> bool {
    const PROGRAMS: &[&str] =
        &["mediawiki", "moinmoin", "dokuwiki", "twiki", "foswiki", "tiddlywiki", "pmwiki", "xwiki", "tiki wiki", "trac", "fandom"];
    let made_by = |(key, value): &(String, String)| {
        let value = value.to_ascii_lowercase();
        key == "generator" && PROGRAMS.iter().any(|program| value.starts_with(program))
    };
    let mediawiki = || {
        let body = tree.named("body").find_map(|id| tree.nodes[id].attribute("class"));
        body.is_some_and(|classes| classes.split_whitespace().any(|class| class == "mediawiki"))
    };
    metas.iter().any(made_by) || mediawiki()
}

/// What a page that calls itself an article says in short.
pub(super) fn summary(tree: &Tree) -> Option<String> {
    let metas = metas(tree);
    let of = |names: &[&str]| names.iter().find_map(|name| metas.iter().find(|(key, value)| key == name && !value.is_empty()));
    of(&["og:type"]).filter(|(_, value)| value.eq_ignore_ascii_case("article")).or_else(|| of(&PUBLISHED[..1]))?;
    of(&["og:description", "twitter:description", "description"]).map(|(_, value)| value.clone())
}

/// The text that a page's linked data gives as its article, when it does.
pub(super) fn article_body(tree: &Tree) -> Option<String> {
    linked_data(tree).iter().filter_map(|object| string(&object["articleBody"])).max_by_key(String::len)
}

/// `03.12.2020 | The Council met`, as press offices name their pages.
fn in_title(title: &str, order: DayOrder) -> Option<Published> {
    let (words, rest) = title.split_once(['|', '–', '—', ':'])?;
    let date = words.trim();
    let whole = date.chars().all(|c| c.is_ascii_digit() || "./-".contains(c)) && !rest.trim().is_empty();
    dct::day_of(date, order).filter(|_| whole).map(|_| Published { key: "title".into(), value: date.into(), line: None })
}

/// `<body id="news20201203_k100">`: eight digits that are no part of a longer number.
fn in_name(tree: &Tree) -> Option<Published> {
    let name = tree.named("body").find_map(|id| tree.nodes[id].attribute("id"))?;
    let runs = name.split(|c: char| !c.is_ascii_digit()).filter(|run| run.len() == 8);
    let days: Vec<&str> = runs.filter(|run| run.starts_with("20") && dct::day_of(&dashed(run), DayOrder::Unknown).is_some()).collect();
    let [day] = days[..] else { return None };
    Some(Published { key: format!("body id {name}"), value: dashed(day), line: None })
}

/// `20201203` as `2020-12-03`.
fn dashed(digits: &str) -> String {
    format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..])
}

/// Which number of 3/4/2020 is the day, by the page's country and language.
fn order(tree: &Tree, url: Option<&str>) -> DayOrder {
    let host = url.and_then(|url| url.split("://").nth(1)).and_then(|rest| rest.split(['/', '?', ':']).next()).unwrap_or("");
    match host.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()) {
        Some(ending) if Group::MonthFirst.has(&ending) => return DayOrder::MonthFirst,
        Some(ending) if ending.len() == 2 && !Group::Either.has(&ending) => return DayOrder::DayFirst,
        _ => {}
    }
    let lang = tree.named("html").find_map(|id| tree.nodes[id].attribute("lang").or(tree.nodes[id].attribute("xml:lang"))).unwrap_or("");
    let lang = lang.to_ascii_lowercase().replace('_', "-");
    match lang.as_str() {
        "en-us" | "en-ph" => DayOrder::MonthFirst,
        "" | "en" | "en-ca" => DayOrder::Unknown,
        _ => DayOrder::DayFirst,
    }
}

/// Time stamps in meta elements of any name, where all of them name one day.
fn stamped(metas: &[(String, String)], doubtful: &mut Vec<Published>) {
    let stamp = |(key, value): &&(String, String)| {
        let stamped = value.contains('T') && value.contains(':') && value.starts_with(|c: char| c.is_ascii_digit());
        stamped && value.len() < 40 && !Group::StampNot.within(key)
    };
    let day = |value: &str| dct::day_of(value, DayOrder::Unknown);
    let mut stamps = metas.iter().filter(stamp).filter_map(|(key, value)| Some((key, value, day(value)?)));
    if let Some((key, value, first)) = stamps.next()
        && stamps.all(|(_, _, other)| other == first)
        && !doubtful.iter().any(|other| day(&other.value) == Some(first))
    {
        add(doubtful, key, value);
    }
}

/// Microdata, RDFa and `<time pubdate>`.
fn marked_up(tree: &Tree, published: &mut Vec<Published>) {
    for id in 1..tree.nodes.len() {
        let node = &tree.nodes[id];
        if node.name == "meta" || node.name.is_empty() {
            continue;
        }
        let says = node.attribute("itemprop").is_some_and(|p| p.split(' ').any(|p| p.eq_ignore_ascii_case("datepublished")))
            || node.attribute("property").is_some_and(|p| p.ends_with("datePublished") || p == "dc:date")
            || (node.name == "time" && node.attributes.iter().any(|(key, _)| key == "pubdate"));
        if says {
            let text = tree.text(id);
            let given = ["content", "datetime", "title"].iter().find_map(|key| {
                node.attribute(key).filter(|value| !value.is_empty() && (*key != "title" || value.contains(|c: char| c.is_ascii_digit())))
            });
            add(published, "datePublished", given.unwrap_or(text.trim()));
        }
    }
}

pub(super) fn add(to: &mut Vec<Published>, key: &str, value: &str) {
    let value = one_line(value);
    if !value.is_empty() && value.len() < 120 && to.len() < 40 {
        to.push(Published { key: key.to_string(), value, line: None });
    }
}

fn dated(to: &mut Vec<Published>, key: &str, value: &Value) {
    if let Some(value) = string(value) {
        add(to, key, &value);
    }
}

/// Every meta element with a name and a value.
fn metas(tree: &Tree) -> Vec<(String, String)> {
    let of = |id: super::tree::Id| {
        let node = &tree.nodes[id];
        let key = ["property", "name", "itemprop", "http-equiv"].iter().find_map(|key| node.attribute(key))?;
        let key = key.to_ascii_lowercase();
        // "DC:date.issued" is "DC.date.issued".
        let key = if key.starts_with("dc:") || key.starts_with("dcterms:") { key.replacen(':', ".", 1) } else { key };
        Some((key, one_line(node.attribute("content")?)))
    };
    tree.named("meta").filter_map(of).collect()
}

/// All objects of the page's JSON-LD, outer ones first.
fn linked_data(tree: &Tree) -> Vec<Value> {
    let mut objects = Vec::new();
    for id in
        tree.named("script").filter(|id| tree.nodes[*id].attribute("type").is_some_and(|t| t.to_ascii_lowercase().contains("ld+json")))
    {
        let text: String = tree.inside(id).map(|id| tree.nodes[id].text.as_str()).collect();
        // Line breaks inside strings are the usual mistake.
        let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let clean = clean.trim().trim_start_matches("<!--").trim_end_matches("-->").trim().trim_end_matches(';');
        // As is a comma after the last value, and several objects one after the other.
        let read = serde_json::from_str::<Value>(clean).or_else(|_| serde_json::from_str(&without_last_commas(clean)));
        match read {
            Ok(value) => collect(value, &mut objects),
            Err(_) => serde_json::Deserializer::from_str(clean)
                .into_iter::<Value>()
                .map_while(Result::ok)
                .for_each(|value| collect(value, &mut objects)),
        }
    }
    objects
}

/// `{"a": 1,}` as `{"a": 1}`; commas in strings stay.
fn without_last_commas(text: &str) -> String {
    let (mut out, mut quoted, mut escaped) = (String::with_capacity(text.len()), false, false);
    for c in text.chars() {
        if !quoted && matches!(c, '}' | ']') {
            let kept = out.trim_end().strip_suffix(',').map(str::len);
            out.truncate(kept.unwrap_or(out.len()));
        }
        quoted ^= c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        out.push(c);
    }
    out
}

fn collect(value: Value, objects: &mut Vec<Value>) {
    match value {
        Value::Array(values) => values.into_iter().for_each(|value| collect(value, objects)),
        Value::Object(mut object) => {
            let graph = object.remove("@graph");
            let main = object.get("mainEntity").cloned();
            objects.push(Value::Object(object));
            graph.into_iter().chain(main).for_each(|value| collect(value, objects));
        }
        _ => {}
    }
}

fn of_type(object: &Value, wanted: &[&str]) -> bool {
    let is = |value: &Value| value.as_str().is_some_and(|t| wanted.iter().any(|wanted| t.to_ascii_lowercase().contains(wanted)));
    match &object["@type"] {
        Value::Array(types) => types.iter().any(is),
        one => is(one),
    }
}

/// Words of a value: itself, its name, or those of a list.
fn string(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.trim().to_string(),
        Value::Array(values) => values.iter().filter_map(string).collect::<Vec<_>>().join(", "),
        Value::Object(object) => object.get("name").and_then(string).unwrap_or_default(),
        _ => String::new(),
    };
    (!text.is_empty()).then_some(text)
}

pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
