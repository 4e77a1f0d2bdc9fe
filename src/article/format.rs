//! Which format a file has: its first bytes say so, and where they do not, its extension does.

/// The first bytes of a file that are looked at.
pub(super) const HEAD: usize = 4096;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Text,
    Markdown,
    Html,
    Json,
    JsonLines,
    Csv,
    Feed,
    Mail,
    Mbox,
    Pdf,
    Warc,
    Gzip,
    Zip,
    Tar,
}

/// Files that are zip archives and something else to people.
const OFFICE: &[&str] =
    &["docx", "docm", "xlsx", "pptx", "odt", "ods", "odp", "pages", "numbers", "epub", "jar", "apk", "kmz", "xpi", "crx", "whl"];

/// Why a file is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Foreign(pub String);

const EXTENSIONS: &[(&str, Format)] = &[
    ("txt", Format::Text),
    ("text", Format::Text),
    ("md", Format::Markdown),
    ("markdown", Format::Markdown),
    ("html", Format::Html),
    ("htm", Format::Html),
    ("xhtml", Format::Html),
    ("shtml", Format::Html),
    ("json", Format::Json),
    ("jsonl", Format::JsonLines),
    ("ndjson", Format::JsonLines),
    ("jl", Format::JsonLines),
    ("csv", Format::Csv),
    ("tsv", Format::Csv),
    ("rss", Format::Feed),
    ("atom", Format::Feed),
    ("rdf", Format::Feed),
    ("eml", Format::Mail),
    ("mht", Format::Mail),
    ("mhtml", Format::Mail),
    ("mbox", Format::Mbox),
    ("mbx", Format::Mbox),
    ("pdf", Format::Pdf),
    ("warc", Format::Warc),
    ("gz", Format::Gzip),
    ("zip", Format::Zip),
    ("tar", Format::Tar),
];

/// Elements that a page, or a part of one, may open with.
const PARTS: &[&str] = &["article", "b", "br", "center", "div", "font", "h1", "h2", "main", "p", "section", "span", "table"];

/// First bytes that no text has.
const MAGIC: &[(&[u8], Result<Format, &str>)] = &[
    (b"%PDF-", Ok(Format::Pdf)),
    (b"PK\x03\x04", Ok(Format::Zip)),
    (b"PK\x05\x06", Ok(Format::Zip)),
    (b"\x1f\x8b", Ok(Format::Gzip)),
    (b"WARC/1.", Ok(Format::Warc)),
    (b"\x28\xb5\x2f\xfd", Err("zstd-compressed; unpack it first")),
    (b"7z\xbc\xaf", Err("a 7z archive; unpack it first")),
    (b"Rar!", Err("a rar archive; unpack it first")),
    (b"BZh", Err("bzip2-compressed; unpack it first")),
    (b"\xfd7zXZ", Err("xz-compressed; unpack it first")),
    (b"\xd0\xcf\x11\xe0", Err("an office document; save its text as .txt")),
    (b"\x89PNG", Err("a picture")),
    (b"\xff\xd8\xff", Err("a picture")),
    (b"GIF8", Err("a picture")),
    (b"RIFF", Err("a picture, sound or film")),
    (b"II*\0", Err("a picture")),
    (b"MM\0*", Err("a picture")),
    (b"\0\0\x01\0", Err("a picture")),
    (b"ID3", Err("sound")),
    (b"OggS", Err("sound or film")),
    (b"\x1aE\xdf\xa3", Err("a film")),
    (b"\x7fELF", Err("a program")),
    (b"wOFF", Err("a font")),
    (b"wOF2", Err("a font")),
    (b"SQLite format 3", Err("a database")),
];

/// The format of a file with this name and these first bytes. `named`: a person named the file, so that plain text of an unknown extension is
/// taken as it is; in a folder it is passed over.
pub(super) fn of(name: &str, head: &[u8], named: bool) -> Result<Format, Foreign> {
    let extension = extension(name);
    if let Some((_, format)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
        if *format == Ok(Format::Zip)
            && let Some(office) = extension.as_deref().filter(|extension| OFFICE.contains(extension))
        {
            return Err(Foreign(format!("is a .{office} document; save its text as .txt")));
        }
        return format.map_err(|what| Foreign(format!("is {what}")));
    }
    if is_timeline(head) {
        return Err(Foreign("is a timeline, not an article; `annals merge` joins timelines".into()));
    }
    // The mark of a tar archive stands behind the name of its first member.
    if head.get(257..262) == Some(b"ustar") {
        return Ok(Format::Tar);
    }
    let known = EXTENSIONS.iter().find(|(known, _)| Some(*known) == extension.as_deref()).map(|(_, format)| *format);
    if matches!(known, Some(Format::Pdf | Format::Gzip | Format::Zip | Format::Warc)) && !head.is_empty() {
        let extension = extension.unwrap_or_default();
        return by_content(head).ok_or_else(|| Foreign(format!("is named .{extension} and is none")));
    }
    let content = by_content(head);
    match (known, content) {
        // A page that was saved as .txt, a feed that was saved as .html.
        (Some(Format::Text | Format::Html | Format::Feed | Format::Json | Format::Mail | Format::Mbox), Some(content)) => Ok(content),
        (Some(known), _) => Ok(known),
        (None, Some(content)) => Ok(content),
        (None, None) if named => Ok(Format::Text),
        (None, None) => Err(Foreign(match extension {
            Some(extension) => format!("is a .{extension} file, which annals does not read as an article"),
            None => "has no extension and does not look like an article; name it .txt if it is one".into(),
        })),
    }
}

fn extension(name: &str) -> Option<String> {
    let file = name.rsplit('/').next().unwrap_or(name);
    let (stem, extension) = file.rsplit_once('.')?;
    let plain = !stem.is_empty() && extension.len() <= 8 && extension.chars().all(|c| c.is_ascii_alphanumeric());
    plain.then(|| extension.to_lowercase())
}

/// Whether the first line that is no comment is that of a timeline.
fn is_timeline(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head);
    let mut lines = text.trim_start_matches('\u{feff}').lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let version = lines.next().and_then(|line| line.trim_end().strip_prefix("annals: "));
    version.is_some_and(|version| !version.is_empty() && version.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Markup, feeds, mail, JSON: what the first characters of a text give away.
fn by_content(head: &[u8]) -> Option<Format> {
    let text = String::from_utf8_lossy(head);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let lower = text.to_ascii_lowercase();
    if lower.starts_with('<') {
        let root = |names: &[&str]| names.iter().any(|name| lower.contains(name));
        if lower.starts_with("<?xml") || lower.starts_with("<rss") || lower.starts_with("<feed") || lower.starts_with("<rdf:rdf") {
            if root(&["<rss", "<feed", "<rdf:rdf"]) {
                return Some(Format::Feed);
            }
            return root(&["<html", "xhtml"]).then_some(Format::Html);
        }
        let html = root(&["<!doctype html", "<html", "<head", "<body", "<meta ", "<title"]);
        // A page may begin with what its server has to say: "<br /><b>Warning</b>: …".
        let element = |name: &str| lower[1..].strip_prefix(name).is_some_and(|rest| rest.starts_with(['>', ' ', '/', '\n']));
        let within = || lower.contains("</") && PARTS.iter().any(|name| element(name));
        return (html || within()).then_some(Format::Html);
    }
    if text.starts_with("From ") && header_lines(text.lines().skip(1)) {
        return Some(Format::Mbox);
    }
    if header_lines(text.lines()) {
        return Some(Format::Mail);
    }
    let json = text.starts_with("{\"")
        || text.starts_with("[{")
        || (text.starts_with(['{', '[']) && text[1..].trim_start().starts_with(['"', '{']));
    json.then(|| if one_object_a_line(text) { Format::JsonLines } else { Format::Json })
}

/// A mail's head: nothing but header fields, and one of those that only mail has.
fn header_lines<'a>(lines: impl Iterator<Item = &'a str>) -> bool {
    let mut of_mail = false;
    let mut fields = 0;
    for line in lines.take_while(|line| !line.trim().is_empty()) {
        if line.starts_with([' ', '\t']) && fields > 0 {
            continue;
        }
        let Some((name, _)) = line.split_once(':') else { return of_mail && fields >= 3 };
        if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
            return of_mail && fields >= 3;
        }
        fields += 1;
        of_mail |= ["message-id", "mime-version", "received", "return-path", "delivered-to"].iter().any(|h| name.eq_ignore_ascii_case(h));
    }
    of_mail && fields >= 3
}

/// The first line is an object of its own, and another one follows.
fn one_object_a_line(text: &str) -> bool {
    let Some((first, rest)) = text.split_once('\n') else { return false };
    first.starts_with('{') && first.trim_end().ends_with('}') && rest.trim_start().starts_with('{')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats() {
        for (name, head, expected) in [
            ("a.txt", "It rained.", Ok(Format::Text)),
            ("a.txt", "<!DOCTYPE html><html>", Ok(Format::Html)),
            ("a.md", "<html> is a tag", Ok(Format::Markdown)),
            ("a", "\u{feff} <HTML lang=en>", Ok(Format::Html)),
            ("example.org", "<br />\n<b>Deprecated</b>: x in y<br />", Ok(Format::Html)),
            ("a.txt", "<b and <c", Ok(Format::Text)),
            ("page.php", "<!doctype html>\n<p>It rained.", Ok(Format::Html)),
            ("a.htm", "It rained.", Ok(Format::Html)),
            ("feed", "<?xml version='1.0'?>\n<!-- x -->\n<rss version='2.0'>", Ok(Format::Feed)),
            ("a.xml", "<feed xmlns='http://www.w3.org/2005/Atom'>", Ok(Format::Feed)),
            ("a.html", "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'>", Ok(Format::Html)),
            ("a.xml", "<?xml version='1.0'?><timeline>", Err("is a .xml file, which annals does not read as an article")),
            ("a.json", "{\"title\": \"Rain\",\n \"text\": \"It rained.\"}\n", Ok(Format::Json)),
            ("a.json", "{\"text\": \"It rained.\"}\n{\"text\": \"It snowed.\"}\n", Ok(Format::JsonLines)),
            ("a.jsonl", "{\"text\": \"It rained.\"}\n", Ok(Format::JsonLines)),
            ("a.csv", "date,text\n", Ok(Format::Csv)),
            ("a.eml", "Subject: Rain\nFrom: a@example.org\n\nIt rained.", Ok(Format::Mail)),
            ("a.txt", "Received: from x\nSubject: Rain\nFrom: a@example.org\n\nIt rained.", Ok(Format::Mail)),
            ("a.txt", "Title: Rain\nSource: The Post\n\nIt rained.", Ok(Format::Text)),
            ("a.mbox", "From a@example.org Thu Dec  3 10:00:00 2020\nMessage-ID: <1>\nFrom: a\nDate: x\n\nHi", Ok(Format::Mbox)),
            ("a.pdf", "%PDF-1.4", Ok(Format::Pdf)),
            ("a.txt", "%PDF-1.4", Ok(Format::Pdf)),
            ("a.gz", "It rained.", Err("is named .gz and is none")),
            ("a.warc", "WARC/1.0\r\n", Ok(Format::Warc)),
            ("a.zip", "PK\x03\x04", Ok(Format::Zip)),
            ("a", &format!("{:257}ustar", "rain.txt"), Ok(Format::Tar)),
            ("a.tar", "rain.txt", Ok(Format::Tar)),
            ("a.docx", "PK\x03\x04", Err("is a .docx document; save its text as .txt")),
            ("a.mhtml", "From: <Saved by Blink>\nSubject: Rain\n", Ok(Format::Mail)),
            ("a.jpg", "GIF89a", Err("is a picture")),
            ("a.py", "import os", Err("is a .py file, which annals does not read as an article")),
            ("LICENSE", "Permission is", Err("has no extension and does not look like an article; name it .txt if it is one")),
            (".txt", "x", Err("has no extension and does not look like an article; name it .txt if it is one")),
        ] {
            let found = of(name, head.as_bytes(), false);
            assert_eq!(found.as_ref().map_err(|f| f.0.as_str()), expected.as_ref().map_err(|e| *e), "{name} {head}");
        }
        assert_eq!(of("notes", b"It rained.", true), Ok(Format::Text));
    }
}
