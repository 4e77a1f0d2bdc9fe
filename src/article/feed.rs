//! RSS, RDF and Atom: each item is an article, with the date that the feed gives it as written.
//!
//! The feed's own dates say when it was made, and Atom's `updated` when an item was changed; neither is a publication date. Feeds are rarely
//! the XML that they claim to be, so what stands before an error is kept.

use super::html;
use super::{About, Published};
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// The items of a feed in their order, and what is wrong with its XML, a fragment.
pub(super) struct Feed {
    pub items: Vec<(About, String)>,
    pub broken: Option<String>,
}

/// Elements of an item that hold its text, best first.
const TEXTS: &[&str] = &["content:encoded", "content", "description", "summary", "media:description", "itunes:summary"];
/// Elements of an item that say when it was published, best first.
const DATES: &[&str] = &["pubDate", "published", "issued", "dc:date", "dcterms:issued", "dcterms:created", "dc:created"];

/// One item's elements in their order: the name as written, whether it holds markup, and the words.
#[derive(Default)]
struct Item(Vec<(String, String)>);

/// An element that is being read, to its end tag.
struct Open {
    name: String,
    /// Elements inside it are kept as markup, and then its text stays escaped.
    markup: bool,
    depth: usize,
    text: String,
}

pub(super) fn read(xml: &str) -> Feed {
    let mut reader = Reader::from_str(xml);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut feed = Feed { items: Vec::new(), broken: None };
    let mut publisher = None;
    // The item that is being read, with its depth.
    let mut item: Option<(usize, Item)> = None;
    let mut open: Option<Open> = None;
    // The elements that are open. An end tag that ends none of them is passed over, and one that ends an outer one ends those inside it.
    let mut names: Vec<String> = Vec::new();
    loop {
        let event = match reader.read_event() {
            Ok(event) => event,
            Err(error) => {
                let line = 1 + xml.as_bytes().iter().take(reader.buffer_position() as usize).filter(|b| **b == b'\n').count();
                feed.broken = Some(format!("is broken XML from line {line} on ({error}); read up to there"));
                break;
            }
        };
        match event {
            Event::Eof => break,
            Event::Start(tag) => {
                names.push(tag.name().as_ref().to_string());
                start(&tag, names.len(), &mut item, &mut open);
            }
            Event::Empty(tag) => {
                start(&tag, names.len() + 1, &mut item, &mut open);
                end(names.len() + 1, &mut item, &mut open, &mut feed, &mut publisher);
            }
            Event::End(tag) => {
                let Some(at) = names.iter().rposition(|name| name == tag.name().as_ref()) else { continue };
                names.truncate(at);
                if let Some(open) = open.as_mut().filter(|open| open.depth <= at) {
                    open.text += &format!("</{}>", tag.local_name().as_ref());
                }
                end(at + 1, &mut item, &mut open, &mut feed, &mut publisher);
            }
            Event::Text(text) => open.iter_mut().for_each(|open| open.text += &text),
            Event::CData(text) => open.iter_mut().for_each(|open| open.text += &text),
            Event::GeneralRef(reference) => open.iter_mut().for_each(|open| open.reference(&reference)),
            _ => {}
        }
    }
    // A feed that was cut off in an item still has what came before.
    if item.is_some() && feed.broken.is_none() {
        feed.broken = Some("ends in the middle of an item, which is left out".into());
    }
    feed.items.iter_mut().for_each(|(about, _)| about.publisher = about.publisher.take().or(publisher.clone()));
    feed
}

fn start(tag: &BytesStart, depth: usize, item: &mut Option<(usize, Item)>, open: &mut Option<Open>) {
    let qualified = tag.name();
    let written = qualified.as_ref();
    if let Some(open) = open {
        open.text += &format!("<{}>", tag.local_name().as_ref());
        return;
    }
    let name = ["atom:", "rss:"].iter().find_map(|prefix| written.strip_prefix(prefix)).unwrap_or(written);
    match item {
        None if name == "item" || name == "entry" => *item = Some((depth, Item::default())),
        Some((at, item)) if depth == *at + 1 => {
            let attribute = |wanted: &str| {
                let found = tag.html_attributes().flatten().find(|attribute| attribute.key.as_ref() == wanted)?;
                Some(found.normalized_value(XmlVersion::Implicit1_0).map_or(found.value.to_string(), |value| value.into_owned()))
            };
            // Atom's links have their address in an attribute; "alternate" is the page itself.
            if let Some(href) = attribute("href").filter(|_| name == "link")
                && attribute("rel").is_none_or(|rel| rel == "alternate")
            {
                item.0.push(("link".into(), href));
            }
            let is_address = name != "guid" || attribute("isPermaLink").is_none_or(|is| is != "false");
            let markup = attribute("type").is_some_and(|kind| kind == "xhtml");
            let name = if is_address { name } else { "id" };
            *open = Some(Open { name: name.into(), markup, depth, text: String::new() });
        }
        // The feed's title: a child of channel or feed.
        None if name == "title" && depth <= 3 => {
            *open = Some(Open { name: "title".into(), markup: false, depth, text: String::new() });
        }
        _ => {}
    }
}

fn end(depth: usize, item: &mut Option<(usize, Item)>, open: &mut Option<Open>, feed: &mut Feed, publisher: &mut Option<String>) {
    if let Some(closed) = open.take_if(|open| open.depth >= depth) {
        match item {
            Some((_, item)) => item.0.push((closed.name, closed.text)),
            None => *publisher = publisher.take().or_else(|| words(&closed.text)),
        }
    }
    if let Some((_, done)) = item.take_if(|(at, _)| *at >= depth) {
        feed.items.push(done.article());
    }
}

impl Open {
    /// `&amp;`, `&#8217;`, and `&nbsp;`, which XML does not know and feeds use all the same.
    fn reference(&mut self, name: &str) {
        let plain = match name {
            "lt" => Some('<'),
            "gt" => Some('>'),
            "amp" => Some('&'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => name.strip_prefix('#').and_then(|number| match number.strip_prefix(['x', 'X']) {
                Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok().and_then(char::from_u32),
                None => number.parse().ok().and_then(char::from_u32),
            }),
        };
        match plain.filter(|_| !self.markup) {
            Some(plain) => self.text.push(plain),
            None => self.text += &format!("&{name};"),
        }
    }
}

impl Item {
    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(of, value)| of == name && !value.trim().is_empty()).map(|(_, value)| value.trim())
    }

    fn article(self) -> (About, String) {
        let text = TEXTS.iter().find_map(|name| self.get(name)).map(html::plain).unwrap_or_default();
        let date = |name: &&str| Some(Published { key: name.to_string(), value: self.get(name)?.to_string(), line: None });
        let author = self.get("dc:creator").or_else(|| self.get("author")).and_then(|author| {
            // Atom's authors are people with a name, RSS's a mail address with the name behind it.
            let name = author.split_once("<name>").and_then(|(_, rest)| rest.split_once("</name>")).map_or(author, |(name, _)| name);
            words(name.split_once('(').and_then(|(_, rest)| rest.strip_suffix(')')).unwrap_or(name))
        });
        let url = ["link", "feedburner:origLink", "guid"].iter().filter_map(|name| self.get(name)).find(|url| url.contains("://"));
        let about = About {
            title: self.get("title").and_then(words),
            author,
            publisher: self.get("source").filter(|source| !source.contains('<')).and_then(words),
            url: url.map(str::to_string),
            published: DATES.iter().filter_map(date).collect(),
            ..About::default()
        };
        (about, text)
    }
}

/// On one line, without markup.
fn words(text: &str) -> Option<String> {
    let plain = html::plain(text);
    let words = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    (!words.is_empty()).then_some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(xml: &str) -> Vec<String> {
        let feed = read(xml);
        let dash = |text: &Option<String>| text.clone().unwrap_or("-".into());
        let item = |(about, text): &(About, String)| {
            let dates: Vec<String> = about.published.iter().map(Published::words).collect();
            let (title, author, publisher, url) = (dash(&about.title), dash(&about.author), dash(&about.publisher), dash(&about.url));
            format!("{title} | {author} | {publisher} | {url} | {} | {text}", dates.join(", "))
        };
        feed.items.iter().map(item).chain(feed.broken.clone()).collect()
    }

    #[test]
    fn feeds() {
        for (xml, expected) in [
            (
                "<?xml version='1.0'?><rss version='2.0'><channel><title>The Basra Post</title><pubDate>Fri, 04 Dec 2020 00:00:00 GMT</pubDate>\
                 <item><title>Rain &amp; snow</title><link>https://example.org/rain</link><pubDate>Thu, 03 Dec 2020 10:00:00 +0300</pubDate>\
                 <dc:creator>Jane Doe</dc:creator><description>It rained.</description></item>\
                 <item><title>Sun</title><guid isPermaLink='false'>urn://7</guid><description><![CDATA[<p>It was dry.</p><p>Very.</p>]]></description></item>\
                 </channel></rss>",
                &[
                    "Rain & snow | Jane Doe | The Basra Post | https://example.org/rain | pubDate: Thu, 03 Dec 2020 10:00:00 +0300 | It rained.",
                    "Sun | - | The Basra Post | - |  | It was dry.\n\nVery.",
                ][..],
            ),
            (
                "<feed xmlns='http://www.w3.org/2005/Atom'><title>Post</title><updated>2021-01-01T00:00:00Z</updated>\
                 <entry><title type='html'>Rain &amp;amp; snow</title><link rel='self' href='https://example.org/x.xml'/>\
                 <link href='https://example.org/rain?a=1&amp;b=2'/><published>2020-12-03T23:30:00-08:00</published><updated>2021-05-05T00:00:00Z</updated>\
                 <author><name>Jane Doe</name><uri>x</uri></author>\
                 <content type='xhtml'><div><p>It rained &lt; a bit&nbsp;here.</p><p>It <b>snowed</b>.</p></div></content></entry></feed>",
                &["Rain & snow | Jane Doe | Post | https://example.org/rain?a=1&b=2 | published: 2020-12-03T23:30:00-08:00 | \
                   It rained < a bit here.\n\nIt snowed."],
            ),
            (
                "<rdf:RDF><channel><title>Post</title></channel><item><title>Rain</title><description>Short.</description>\
                 <content:encoded>&lt;p&gt;It rained, &amp;quot;hard&amp;quot;.&lt;/p&gt;</content:encoded><dc:date>2020-12-03</dc:date>\
                 <author>jd@example.org (Jane Doe)</author><media:title>no</media:title></item></rdf:RDF>",
                &["Rain | Jane Doe | Post | - | dc:date: 2020-12-03 | It rained, \"hard\"."],
            ),
            // A dangling ampersand, an entity of HTML, an end tag too many, a relative date, a cut.
            (
                "<rss><channel><item><title>A & B&nbsp;C</title><description>It rained.</b></description><pubDate>2 hours ago</pubDate></item>\
                 <item><title>Cut",
                &["A & B C | - | - | - | pubDate: 2 hours ago | It rained.", "ends in the middle of an item, which is left out"],
            ),
            (
                "<rss><item><title>A</title><description>It rained.</description></item>\n<item><title>B</title></item <!-- x",
                &[
                    "A | - | - | - |  | It rained.",
                    "is broken XML from line 2 on (syntax error: tag not closed: `>` not found before end of input); read up to there",
                ],
            ),
            ("<rss></rss>", &[]),
        ] {
            assert_eq!(told(xml), expected, "{xml}");
        }
    }
}
