//! Plain text: a title when the first line looks like one, and header lines (`Author: …`, `By …`, `URL: …`). The body stays whole.

use super::{About, Published, dct};

/// How many lines from the top may be header lines.
const HEAD: usize = 12;
/// A longer first line is a paragraph.
const LONGEST_TITLE: usize = 150;

pub(super) fn about(body: &str) -> About {
    let mut about = About { title: title(body), ..About::default() };
    for line in body.lines().map(str::trim).filter(|l| !l.is_empty()).take(HEAD) {
        if let Some((label, value)) = labelled(line) {
            let slot = match label.as_str() {
                "title" | "headline" => &mut about.title,
                "author" | "byline" | "written by" => &mut about.author,
                "publisher" | "source" | "newspaper" | "outlet" => &mut about.publisher,
                "url" | "link" => &mut about.url,
                _ => continue,
            };
            // A "Title:" line is a better title than the guess from the first line.
            if slot.is_none() || label == "title" || label == "headline" {
                *slot = Some(value.to_string());
            }
        } else if about.author.is_none() {
            about.author = by_line(line);
        }
    }
    about.url = about.url.filter(|url| url.starts_with("http://") || url.starts_with("https://"));
    about
}

/// The first line but for one that only gives the day, when it is short, does not end like a sentence, and an empty line follows it.
pub(super) fn title(body: &str) -> Option<String> {
    let mut lines = body.lines().skip_while(|l| l.trim().is_empty() || dct::is_day_line(l.trim()));
    let first = lines.next()?.trim();
    let alone = lines.next().is_some_and(|l| l.trim().is_empty());
    let closed = first.ends_with(['.', ';', ':', ',']) && !first.ends_with("...");
    (alone && !closed && first.chars().count() <= LONGEST_TITLE && labelled(first).is_none()).then(|| first.to_string())
}

/// `Author: Jane Doe` as (`author`, `Jane Doe`).
fn labelled(line: &str) -> Option<(String, &str)> {
    const LABELS: [&str; 11] =
        ["title", "headline", "author", "byline", "written by", "publisher", "source", "newspaper", "outlet", "url", "link"];
    let (label, value) = line.split_once(':')?;
    let (label, value) = (label.trim().to_lowercase(), value.trim());
    (!value.is_empty() && value.chars().count() <= LONGEST_TITLE * 4 && LABELS.contains(&label.as_str())).then_some((label, value))
}

/// `By Jane Doe` or `By JANE DOE | Dec. 3, 2020`, alone on its line: two to five capitalised words after "By".
fn by_line(line: &str) -> Option<String> {
    let rest = line.strip_prefix("By ").or_else(|| line.strip_prefix("BY "))?;
    let name = rest.split([',', '|', '·', '•', '(']).next()?.trim();
    let words: Vec<&str> = name.split_whitespace().collect();
    let capitalised = |w: &&str| w.starts_with(char::is_uppercase) || ["and", "de", "van", "der", "von", "bin", "al", "el"].contains(w);
    let named = (2..=8).contains(&words.len()) && words.iter().all(capitalised) && !name.contains(|c: char| c.is_ascii_digit());
    (named && !rest.ends_with('.')).then(|| name.to_string())
}

impl Published {
    /// `published: 3 Dec 2020`: what the timeline's reader sees as the reason of the date.
    pub(crate) fn words(&self) -> String {
        format!("{}: {}", self.key, self.value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles() {
        for (body, expected) in [
            ("Rain in Basra\n\nIt rained.", Some("Rain in Basra")),
            ("\n\n  Rain in Basra?  \r\n\r\nIt rained.", Some("Rain in Basra?")),
            ("Published: 3 December 2020\n\nRain in Basra\n\nIt rained.", Some("Rain in Basra")),
            ("Published: 3 December 2020\n\nIt rained.", None),
            ("3 December 2020\n\nIt rained.", None),
            ("3 December 2020: rain\n\nIt rained.", Some("3 December 2020: rain")),
            ("It rained in Basra.\n\nIt was wet.", None),
            ("Rain in Basra\nIt rained.", None),
            ("Rain in Basra", None),
            ("Author: Jane Doe\n\nIt rained.", None),
            ("The Nikkei fell on Wednesday . \n\nMore .", None),
        ] {
            assert_eq!(title(body).as_deref(), expected, "{body}");
        }
    }

    #[test]
    fn header_lines() {
        let about = about(
            "Rain in Basra\n\nBy Jane van Doe and JOHN ROE, 3 Dec 2020\nSource: The Basra Post\nURL: https://example.org/rain\n\nIt rained.",
        );
        assert_eq!(about.title.as_deref(), Some("Rain in Basra"));
        assert_eq!(about.author.as_deref(), Some("Jane van Doe and JOHN ROE"));
        assert_eq!(about.publisher.as_deref(), Some("The Basra Post"));
        assert_eq!(about.url.as_deref(), Some("https://example.org/rain"));
    }

    #[test]
    fn sentences_are_no_by_lines() {
        for line in ["By Monday, the rain had stopped.", "By Monday the rain had stopped", "By 2014 the group had grown", "By Monday"] {
            assert_eq!(by_line(line), None, "{line}");
        }
    }
}
