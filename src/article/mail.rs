//! Mail: the subject is the title, the sender the author, the `Date:` header the publication date; the text is what its writer wrote, without
//! the mail that it answers. A web page that a browser saved as one file (.mhtml) is a mail too, but its date is that of saving.

use super::html;
use super::{About, Published};
use mail_parser::{Address, HeaderValue, Message, MessageParser, MimeHeaders, PartType};

/// What is known of a mail, and its text; or a fragment that says why there is none.
pub(super) fn read(bytes: &[u8]) -> Result<(About, String), String> {
    let message = MessageParser::default().parse(bytes).ok_or("is no mail: it has no header; left out")?;
    let found = saved_page(&message).unwrap_or_else(|| article(&message));
    // A mail that was cut off lacks the line that ends its part, without which the parser drops the part.
    if found.1.trim().is_empty()
        && let Some(boundary) = message.content_type().and_then(|kind| kind.attribute("boundary"))
    {
        let ended = [bytes, format!("\n--{boundary}--\n").as_bytes()].concat();
        return Ok(MessageParser::default().parse(&ended).map_or(found, |message| article(&message)));
    }
    Ok(found)
}

fn article(message: &Message) -> (About, String) {
    let sender = message.from().and_then(Address::first);
    let date = message.header_raw("Date").map(str::trim).filter(|date| !date.is_empty());
    let list = match message.list_id() {
        HeaderValue::Address(list) => list.first().and_then(|list| list.name.as_deref()).map(one_line),
        _ => None,
    };
    let about = About {
        title: message.subject().map(one_line).filter(|title| !title.is_empty()),
        author: sender.and_then(|sender| sender.name.as_deref().or(sender.address.as_deref())).map(one_line),
        publisher: list,
        published: date.map(|value| Published { key: "Date".into(), value: one_line(value), line: None }).into_iter().collect(),
        ..About::default()
    };
    let body = body(message);
    // A mail that only forwards another one as it was.
    if body.trim().is_empty()
        && let Some(inner) = message.parts.iter().find_map(|part| match &part.body {
            PartType::Message(inner) => Some(inner),
            _ => None,
        })
    {
        return article(inner);
    }
    (about, body)
}

/// The plain text, unless it is a stub beside the HTML, as in many newsletters.
fn body(message: &Message) -> String {
    let mut plain = String::new();
    for part in message.text_bodies() {
        if let PartType::Text(text) = &part.body {
            plain += &own(text);
            plain.push('\n');
        }
    }
    let pages = message.html_bodies().filter_map(|part| match &part.body {
        PartType::Html(page) => Some(page_text(page)),
        _ => None,
    });
    let page = pages.collect::<Vec<_>>().join("\n\n");
    if page.len() > 2 * plain.len() { page } else { plain }
}

fn page_text(page: &str) -> String {
    let (_, text) = html::read(page);
    if text.trim().is_empty() { html::plain(page) } else { text }
}

/// Without the lines of another mail, the line that announces them, and the signature.
fn own(text: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    for line in text.lines() {
        if line == "-- " || line == "--" {
            break;
        }
        if line.starts_with('>') {
            if kept.last().is_some_and(|last| last.trim_end().ends_with("wrote:")) {
                kept.pop();
            }
            continue;
        }
        kept.push(line);
    }
    kept.join("\n")
}

/// Chrome, Edge and Internet Explorer save a page with its pictures as one multipart/related message.
fn saved_page(message: &Message) -> Option<(About, String)> {
    let header = |name: &'static str| message.header_raw(name).map(one_line);
    let by_browser = header("From").is_some_and(|from| from.to_lowercase().contains("saved by"));
    let from = header("Snapshot-Content-Location").or_else(|| header("Content-Location"));
    if !by_browser && from.is_none() {
        return None;
    }
    let page = message.parts.iter().find_map(|part| match &part.body {
        PartType::Html(page) => Some(page),
        _ => None,
    })?;
    let (about, body) = html::read(page);
    let url = from.filter(|url| url.contains("://"));
    Some((about.or(About { url, title: message.subject().map(one_line), ..About::default() }), body))
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(mail: &[u8]) -> String {
        let (about, body) = match read(mail) {
            Ok(found) => found,
            Err(why) => return why,
        };
        let dash = |text: Option<String>| text.unwrap_or("-".into());
        let date = about.published.first().map(|p| p.words());
        format!("{} | {} | {} | {} | {}", dash(about.title), dash(about.author), dash(date), dash(about.url), body.trim())
    }

    #[test]
    fn mails() {
        for (mail, expected) in [
            (
                "From: Jane Doe <jane@example.org>\r\nSubject: Rain in Basra\r\nDate: Thu, 3 Dec 2020 23:30:00 -0800\r\n\r\nIt rained.\r\n",
                "Rain in Basra | Jane Doe | Date: Thu, 3 Dec 2020 23:30:00 -0800 | - | It rained.",
            ),
            // Encoded words, a folded header, quoted-printable with a soft break.
            (
                "From: =?utf-8?Q?J=C3=A9r=C3=B4me?= <j@example.org>\nSubject: =?iso-8859-1?Q?Pluie_=E0?=\n =?utf-8?B?IEJhc3Jh?=\nMIME-Version: 1.0\n\
                 Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\nIt rained in M=C3=A9rida, and=\n hard.\n",
                "Pluie à Basra | Jérôme | - | - | It rained in Mérida, and hard.",
            ),
            // base64 in another charset.
            (
                "From: a@example.org\nSubject: Rain\nContent-Type: text/plain; charset=windows-1252\nContent-Transfer-Encoding: base64\n\n\
                 SXQgcmFpbmVkIJNoYXJklC4=\n",
                "Rain | a@example.org | - | - | It rained “hard”.",
            ),
            // The answer without what it answers, nor the signature.
            (
                "From: a@example.org\nSubject: Re: Rain\n\nIt did rain.\n\nOn Wed, B wrote:\n> It never rains.\n>> No.\nHard.\n-- \nJane Doe\n",
                "Re: Rain | a@example.org | - | - | It did rain.\n\nHard.",
            ),
            // A newsletter whose plain text is a stub.
            (
                "From: a@example.org\nSubject: Rain\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=x\n\n--x\nContent-Type: text/plain\n\n\
                 See it online.\n--x\nContent-Type: text/html\n\n<html><body><p>It rained in Basra on Monday, and it rained hard.</p></body></html>\n--x--\n",
                "Rain | a@example.org | - | - | It rained in Basra on Monday, and it rained hard.",
            ),
            // Cut off inside a part.
            (
                "From: a@example.org\nSubject: Rain\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n\nIt rai",
                "Rain | a@example.org | - | - | It rai",
            ),
            // A saved page: its date is that of saving.
            (
                "From: <Saved by Blink>\nSnapshot-Content-Location: https://example.org/rain\nSubject: Rain\nDate: Tue, 1 Jan 2030 10:00:00 +0000\n\
                 MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html\n\
                 Content-Transfer-Encoding: quoted-printable\n\n<html><body><p>It rained.</p></body></html>\n--x--\n",
                "Rain | - | - | https://example.org/rain | It rained.",
            ),
            ("", "is no mail: it has no header; left out"),
        ] {
            assert_eq!(told(mail.as_bytes()), expected, "{mail}");
        }
    }
}
