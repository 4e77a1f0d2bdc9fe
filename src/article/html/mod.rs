//! Saved web pages: what the page says about itself, the dates that it shows, and its main text.

mod headline;
mod metadata;
mod scripts;
mod text;
mod tree;
mod visible;

use super::About;

/// What is known of the article of a page, and its text.
pub(super) fn read(html: &str) -> (About, String) {
    let Page { about, body, .. } = page(html);
    (about, body)
}

pub(super) struct Page {
    pub about: About,
    pub body: String,
    /// What a page that calls itself an article says in short. The text of some comes by scripts, and a saved page lacks it.
    pub summary: Option<String>,
}

pub(super) fn page(html: &str) -> Page {
    let tree = tree::parse(html);
    let mut about = metadata::read(&tree);
    let shown = visible::dates(&tree, about.order, about.url.as_deref());
    about.shown = shown.published;
    // The history that a wiki shows has older changes too.
    if about.first_version.is_empty() || about.seen.is_empty() {
        about.seen.extend(shown.changed);
    }
    if let Some((url, day)) = archived(html) {
        about.url = about.url.or(Some(url));
        about.seen.extend(day.map(|value| super::Published { key: super::dct::ARCHIVED.into(), value, line: None }));
    }
    about.url = saved_from(html).or(about.url);
    let mut body = text::main_text(&tree);
    if body.len() < text::SHORTEST
        && let Some(given) = metadata::article_body(&tree).filter(|given| given.len() > body.len())
    {
        body = plain(&given);
    }
    let summary = metadata::summary(&tree);
    Page { about, body, summary }
}

/// The text of a fragment, as a feed or a scraper gives it: all of it, a block a paragraph.
pub(super) fn plain(html: &str) -> String {
    if !html.contains('<') && !html.contains('&') {
        return html.to_string();
    }
    let tree = tree::parse(&format!("<article>{html}</article>"));
    let text = text::main_text(&tree);
    if text.is_empty() { metadata::one_line(&tree.text(0)) } else { text }
}

/// Browsers write where a page was saved from into a comment at its top.
fn saved_from(html: &str) -> Option<String> {
    let start = html.get(..html.len().min(2000)).unwrap_or_default();
    let (_, rest) = start.split_once("saved from url=")?;
    let rest = rest.trim_start_matches(|c: char| c == '(' || c == ')' || c.is_ascii_digit());
    let url = rest.split([' ', '>', '"']).next()?;
    url.contains("://").then(|| url.to_string())
}

/// The page that the Wayback Machine keeps, and the day on which it was captured, as a script of its own says.
fn archived(html: &str) -> Option<(String, Option<String>)> {
    let (_, rest) = html.split_once("__wm.wombat(\"")?;
    let mut words = rest.split('"');
    let url = words.next().filter(|url| url.contains("://"))?;
    let stamp = words.nth(1).filter(|stamp| stamp.len() >= 8 && stamp.bytes().all(|b| b.is_ascii_digit()));
    Some((url.to_string(), stamp.map(|stamp| stamp[..8].to_string())))
}

#[cfg(test)]
mod tests {
    use crate::article::{Dct, read};

    fn dated(page: &str) -> String {
        let (article, _) = read(page.as_bytes(), "page.html", None);
        let Dct { from, evidence, .. } = &article.as_ref().unwrap().dct;
        let published = article.as_ref().unwrap().dct.published().map_or("-".to_string(), |date| date.to_string());
        format!("{published} {from:?} {evidence}")
    }

    /// What a page says of its day. Every page has a headline and a paragraph; `{}` stands between them, or at the end of the head.
    #[test]
    fn dates_pages() {
        for (head, beside, expected) in [
            (
                "<meta property='article:published_time' content='2020-12-03T10:15:00+01:00'>",
                "",
                "2020-12-03 Metadata article:published_time: 2020-12-03T10:15:00+01:00",
            ),
            // The change is a bound, wherever it stands.
            (
                "<meta property='article:modified_time' content='2020-12-03'>",
                "",
                "[..2020-12-03] Inferred article:modified_time: 2020-12-03",
            ),
            ("", "<p>Last updated: 3 December 2020</p>", "[..2020-12-03] Inferred on the page: Last updated: 3 December 2020"),
            (
                "",
                "<footer><p>This page was last edited on 3 December 2020, at 10:15.</p></footer>",
                "[..2020-12-03] Inferred on the page: This page was last edited on 3 December 2020, at 10:15.",
            ),
            (
                "<meta property='article:modified_time' content='2020-12-05'>",
                "<span class='date'>3 December 2020</span>",
                "2020-12-03 Dateline on the page: 3 December 2020",
            ),
            // Words beside the day.
            ("", "<p>By Jane Doe on 3 December 2020</p>", "2020-12-03 Dateline on the page: By Jane Doe on 3 December 2020"),
            ("", "<div><span>Dec</span> <span>03</span><span>2020</span></div>", "2020-12-03 Dateline on the page: Dec 03 2020"),
            (
                "",
                "<span class='updated' title='2020-12-03T18:52:11+00:00'></span>",
                "2020-12-03 Dateline on the page: 2020-12-03T18:52:11+00:00",
            ),
            (
                "",
                "<span class='published'>3 Dec 2020</span><span class='updated'>5 Dec 2020</span>",
                "2020-12-03 Dateline on the page: 3 Dec 2020",
            ),
            ("", "<p>Stand: 3. Dezember 2020, 10:15 Uhr</p>", "2020-12-03 Dateline on the page: Stand: 3. Dezember 2020, 10:15 Uhr"),
            (
                "",
                "<small>This entry was posted on Thursday, December 3, 2020 at 10:15 and is filed under <a href='/rain'>Rain</a>, <a href='/basra'>Basra</a>. You can follow any responses to this entry through the feed, or leave a response from your own site, which takes a minute.</small>",
                "2020-12-03 Dateline on the page: This entry was posted on Thursday, December 3, 2020 at 10:15",
            ),
            // Neither the visit nor other articles nor the owner of the page.
            ("", "<div class='today'>Saturday, 5 December 2020</div>", "- Unknown "),
            ("", "TEXT TEXT<ul class='related'><li><time>5 December 2020</time> Snow</li></ul>", "- Unknown "),
            ("", "<footer>© 3 December 2020 The Post</footer>", "- Unknown "),
            ("", "<footer>© 2020 The Post</footer>", "- Unknown "),
            // The day that the address knows too.
            (
                "<link rel='canonical' href='https://example.org/2020/12/rain'>",
                "<div class='date'>5.1.2021</div><div class='date'>3.12.2020</div>",
                "2020-12-03 Dateline on the page: 3.12.2020",
            ),
            // Two days of publication, and a change that allows one of them.
            (
                "<meta property='article:published_time' content='2020-12-04T07:25:06Z'><meta name='pubdate' content='2020-12-03T21:25:06+00:00'><meta property='article:modified_time' content='2020-12-03T21:26:00+00:00'>",
                "",
                "2020-12-03 Metadata pubdate: 2020-12-03T21:25:06+00:00",
            ),
            (
                "<meta property='article:published_time' content='2020-12-04T00:30:00+01:00'><meta name='pubdate' content='2020-12-03T23:30:00Z'><meta property='article:modified_time' content='2020-12-03T23:30:00Z'>",
                "",
                "2020-12-04 Metadata article:published_time: 2020-12-04T00:30:00+01:00",
            ),
            // Which number is the day.
            ("<link rel='canonical' href='https://example.co.uk/rain'>", "<time>04/12/2020</time>", "2020-12-04 Dateline time: 04/12/2020"),
            ("<link rel='canonical' href='https://example.gov/rain'>", "<time>04/12/2020</time>", "2020-04-12 Dateline time: 04/12/2020"),
            ("<link rel='canonical' href='https://example.com/rain'>", "<time>04/12/2020</time>", "- Unknown "),
            // The one day that readers see is that of the page, where a stamp names it too: it was published anew.
            (
                "<meta property='article:published_time' content='2020-12-03T10:15:00'><meta property='article:modified_time' content='2020-12-05T08:00:00'>",
                "<span class='date'>Saturday, 5 December 2020</span>",
                "2020-12-05 Dateline on the page: Saturday, 5 December 2020",
            ),
            (
                "<meta property='article:published_time' content='2020-12-03T10:15:00'><meta property='article:modified_time' content='2020-12-05T08:00:00'>",
                "<span class='date'>Updated: 5 December 2020</span>",
                "2020-12-03 Metadata",
            ),
            (
                "<meta property='article:published_time' content='2020-12-03T10:15:00'><meta property='article:modified_time' content='2020-12-05T08:00:00'>",
                "<span class='date'>3 December 2020</span><span class='date'>5 December 2020</span>",
                "2020-12-03 Metadata",
            ),
            (
                "<meta property='article:published_time' content='2020-12-03T10:15:00'>",
                "<span class='date'>5 December 2020</span>",
                "2020-12-03 Metadata",
            ),
            // A title that begins with a day in digits.
            ("<meta property='og:title' content='03.12.2020 | Rain in Basra'>", "", "2020-12-03 Metadata title: 03.12.2020"),
            ("<meta property='og:title' content='3 days | Rain in Basra'>", "", "- Unknown "),
            // A page of entries, the newest first, and a page with lists.
            (
                "",
                "<div class='meta'>3.12.2020</div>TEXT<div class='meta'>Posted on 2.12.2020</div><h2>Rain in Basra: more</h2>TEXT<div class='meta'>28.11.2020</div>",
                "2020-12-03 Dateline on the page: 3.12.2020",
            ),
            // A stamp of any name.
            ("<meta name='photo:uploaded' content='2020-12-03T10:15:00Z'>", "", "2020-12-03 Metadata photo:uploaded: 2020-12-03T10:15:00Z"),
            ("<meta name='session:expires' content='2020-12-03T10:15:00Z'>", "", "- Unknown "),
        ] {
            let text = "It rained in Basra on Monday, and the streets were under water until the evening. ".repeat(5);
            let beside = beside.replace("TEXT", &format!("<p>{text}</p>"));
            let page = format!(
                "<html><head><title>Rain in Basra</title>{head}</head><body><h1>Rain in Basra</h1>{beside}<article><p>{text}</p></article></body></html>"
            );
            let said = dated(&page);
            assert!(said.starts_with(expected), "{head} {beside}\n{said}\n{expected}");
        }
    }

    /// The text of a wiki is that of its last change; when its first version was written says nothing of it.
    #[test]
    fn dates_pages_of_wikis_and_of_other_programs() {
        let linked = |json: &str| format!("<script type='application/ld+json'>{json}</script>");
        let wiki =
            "{'@type': 'Article', 'datePublished': '2005-07-26T16:22:26Z', 'dateModified': '2020-04-07T12:33:32Z'}".replace('\'', "\"");
        let generator = |name: &str| format!("<meta name='generator' content='{name}'>");
        for (head, beside, expected) in [
            (generator("MediaWiki 1.34") + &linked(&wiki), "", "[..2020-04-07] Inferred dateModified"),
            (
                generator("MediaWiki 1.34") + &linked(&wiki),
                "<p>Revision as of 07:47, 28 March 2020</p><p>Latest revision as of 05:33, 7 April 2020</p>",
                "[..2020-04-07] Inferred dateModified",
            ),
            (generator("WordPress 5.3") + &linked(&wiki), "", "2005-07-26 Metadata datePublished"),
            (
                linked(r#"{"@type": "Article", "tags": ["a",], "headline": "x,}", "datePublished": "2020-12-03",}"#),
                "",
                "2020-12-03 Metadata",
            ),
            (linked(r#"{"@type": "WebSite"} {"@type": "Article", "datePublished": "2020-12-03"}"#), "", "2020-12-03 Metadata"),
            ("<script>x = {publishDate: '2020-12-03'}</script>".into(), "", "2020-12-03 Metadata publishDate"),
            ("<script>x = {publishDate: '2020-12-03'}, y = {publishDate: '2020-12-04'}</script>".into(), "", "- Unknown"),
            (String::new(), "<div data-date='3. Dezember 2020' class='when'></div>", "2020-12-03 Dateline on the page: 3. Dezember 2020"),
            (String::new(), "<div class='when'><div data-date='2020-12-03'>3. Dez.</div></div>", "2020-12-03 Dateline"),
            (
                "<meta property='og:url' content='https://basra.example.de/rain'>".into(),
                "<p>von <a rel='author' href='/jane'>Jane Doe</a>, 3.12.20</p>",
                "2020-12-03 Dateline",
            ),
            // As of when the page holds, where it shows no other day.
            (String::new(), "<footer><p>Quelle: Rathaus<br/>[Stand: 03.12.2020, 01:40 Uhr]</p></footer>", "2020-12-03 Dateline"),
            (
                String::new(),
                "<footer><p>Karten: 5.12.2020</p><p>Quelle: Rathaus<br/>[Stand: 03.12.2020, 01:40 Uhr]</p></footer>",
                "[..2020-12-03] Inferred",
            ),
            // A day that only a program writes.
            (
                String::new(),
                "<td><script>showDate('2020/12/03 01:43:09')</script></td>",
                "2020-12-03 Dateline on the page: 2020/12/03 01:43:09",
            ),
            (String::new(), "<td><script>showMap('2020/12/03')</script><script></script></td><script src='x'>", "- Unknown"),
            // A list that has this page too.
            (
                "<link rel='canonical' href='https://basra.example.de/rain'>".into(),
                "<ul class='related'><li><a href='/rain'><i>3.12.2020</i> Rain</a></li><li><a href='/snow'><i>5.12.2020</i> Snow</a></li></ul>",
                "2020-12-03 Dateline on the page: 3.12.2020",
            ),
            (
                "<link rel='canonical' href='https://basra.example.de/rain'>".into(),
                "<ul class='comments'><li><a href='/rain#c1'><i>3.12.2020</i> Jane</a></li></ul>",
                "- Unknown",
            ),
            ("<meta name='DC:date.issued' content='2020-12-03'>".into(), "", "2020-12-03 Metadata dc.date.issued"),
        ] {
            let text = "It rained in Basra on Monday, and the streets were under water until the evening. ".repeat(5);
            let page = format!(
                "<html><head><title>Rain in Basra</title>{head}</head><body><h1>Rain in Basra</h1>{beside}<article><p>{text}</p></article></body></html>"
            );
            let said = dated(&page);
            assert!(said.starts_with(expected), "{head} {beside}\n{said}\n{expected}");
        }
    }

    #[test]
    fn a_page_may_be_named_for_its_day() {
        for (name, expected) in [
            ("news20201203_k100", "2020-12-03 Metadata body id news20201203_k100: 2020-12-03"),
            ("news120201203", "- Unknown "),
            ("news20201303", "- Unknown "),
            ("from20201203to20201205", "- Unknown "),
        ] {
            let page = format!(
                "<html><body id='{name}'><h1>Rain</h1><p>It rained in Basra on Monday, and the streets were wet.</p></body></html>"
            );
            assert_eq!(dated(&page), expected);
        }
    }

    #[test]
    fn a_page_without_text_is_read_by_its_summary_if_it_is_an_article() {
        for (kind, expected) in [("article", "It rained in Basra."), ("website", "-")] {
            let page = format!(
                "<html><head><meta property='og:type' content='{kind}'><meta name='description' content='It rained in Basra.'></head><body><div id=app></div></body></html>"
            );
            let (article, said) = read(page.as_bytes(), "page.html", None);
            assert_eq!(article.map_or("-".to_string(), |article| article.body), expected);
            assert!(
                said.iter().any(|said| said.message.contains(if kind == "article" { "its own summary" } else { "has no text" })),
                "{said:?}"
            );
        }
    }
}
