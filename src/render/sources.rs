//! Sources as `annals sources` shows them: a line or a block for people, a JSON object for programs.

use crate::article::{Article, Candidate, Dct, DctBasis, Says, Verdict};
use crate::time::{Edtf, Interval};
use crate::timeline::yaml::names::Named;
use std::fmt::Write;

/// One article, and what is known of it beside its text.
pub struct Source<'a> {
    pub article: &'a Article,
    /// With what the text fixes.
    pub dct: &'a Dct,
    pub language: &'a str,
    /// The path of the newest article that says the same.
    pub copy_of: Option<&'a str>,
}

/// The columns of a line, in their order.
pub const COLUMNS: [&str; 6] = ["path", "published", "by", "words", "language", "copy of"];

pub fn columns(source: &Source) -> [String; 6] {
    let dct = source.dct;
    let by = if dct.last_change().is_some() { "last change" } else { dct.from.word() }.to_string();
    let copy = source.copy_of.unwrap_or("").to_string();
    [source.article.path.clone(), date(dct), by, dct.evidence.clone(), source.language.to_string(), copy]
}

/// Everything about one source, a fact a line, with every candidate for its date.
pub fn block(source: &Source) -> String {
    let Source { article, dct, language, copy_of } = source;
    let mut out = format!("{}\n", article.path);
    let mut row = |key: &str, value: &str| {
        let _ = writeln!(out, "  {key:<10} {value}");
    };
    let optional = [("title", &article.title), ("author", &article.author), ("publisher", &article.publisher), ("url", &article.url)];
    for (key, value) in optional {
        if let Some(value) = value {
            row(key, value);
        }
    }
    row("published", &date(dct));
    if let Some(day) = dct.last_change() {
        row("changed", &day.to_string());
    }
    row("because", &because(dct));
    for candidate in &dct.candidates {
        let (verdict, from) = (verdict(candidate.verdict), basis(candidate));
        row(verdict, &format!("{:<12} {from:<9} {}{}", says(candidate), candidate.words, why(candidate)));
    }
    row("language", language);
    row("words", &words(article).to_string());
    if let Some(copy) = copy_of {
        row("copy of", copy);
    }
    out
}

/// Why this date and no other.
fn because(dct: &Dct) -> String {
    let from = dct.from.word();
    match dct.from {
        DctBasis::Unknown => "nothing says when it was published".into(),
        DctBasis::Inferred if dct.last_change().is_some() => {
            format!("'{}' tells its last change; when it was published nothing says", dct.evidence)
        }
        DctBasis::Inferred => dct.evidence.clone(),
        DctBasis::Option => format!("{}, which outweighs everything else", dct.evidence),
        _ if dct.candidates.len() == 1 => format!("{from} says so, and nothing else says anything"),
        _ if dct.date.is_none() => format!("{from} says so; nothing names a day"),
        _ => format!("{from} is the strongest evidence that names a day"),
    }
}

fn basis(candidate: &Candidate) -> &'static str {
    match candidate.says {
        Says::NotAfter(_) => "not after",
        _ => candidate.from.word(),
    }
}

fn says(candidate: &Candidate) -> String {
    match candidate.says {
        Says::Day(day) | Says::NotAfter(day) => day.to_string(),
        Says::Within(days) => Edtf::within(days).to_string(),
        Says::Nothing(_) => "-".into(),
    }
}

fn why(candidate: &Candidate) -> String {
    match (&candidate.says, candidate.verdict) {
        (Says::Nothing(why), _) => format!("  ({why})"),
        (_, Verdict::Refused) => "  (after the page was archived)".into(),
        _ => String::new(),
    }
}

fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Taken => "taken",
        Verdict::Agrees => "agrees",
        Verdict::Weaker => "weaker",
        Verdict::Refused => "refused",
    }
}

fn date(dct: &Dct) -> String {
    dct.published().map_or("unknown".to_string(), |date| date.to_string())
}

fn words(article: &Article) -> usize {
    article.body.split_whitespace().count()
}

/// One JSON object.
pub fn json(source: &Source) -> String {
    let Source { article, dct, language, copy_of } = source;
    let known = dct.within != Interval::ALWAYS;
    let line = Line {
        path: &article.path,
        title: article.title.as_deref(),
        author: article.author.as_deref(),
        publisher: article.publisher.as_deref(),
        url: article.url.as_deref(),
        published: known.then(|| date(dct)),
        changed: dct.last_change().map(|day| day.to_string()),
        published_from: dct.from.word(),
        published_evidence: Some(dct.evidence.as_str()).filter(|words| !words.is_empty()),
        because: because(dct),
        candidates: dct.candidates.iter().map(CandidateLine::from).collect(),
        language,
        words: words(article),
        copy_of: *copy_of,
        sha256: &article.sha256,
    };
    serde_json::to_string(&line).unwrap_or_default()
}

#[derive(serde::Serialize)]
struct Line<'a> {
    path: &'a str,
    title: Option<&'a str>,
    author: Option<&'a str>,
    publisher: Option<&'a str>,
    url: Option<&'a str>,
    published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    changed: Option<String>,
    published_from: &'static str,
    published_evidence: Option<&'a str>,
    because: String,
    candidates: Vec<CandidateLine<'a>>,
    language: &'a str,
    words: usize,
    copy_of: Option<&'a str>,
    sha256: &'a str,
}

#[derive(serde::Serialize)]
struct CandidateLine<'a> {
    verdict: &'static str,
    from: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    not_after: Option<String>,
    words: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<&'a str>,
}

impl<'a> From<&'a Candidate> for CandidateLine<'a> {
    fn from(candidate: &'a Candidate) -> CandidateLine<'a> {
        let late = (candidate.verdict == Verdict::Refused).then_some("after the page was archived");
        let (date, not_after, why) = match &candidate.says {
            Says::NotAfter(day) => (None, Some(day.to_string()), None),
            Says::Nothing(why) => (None, None, Some(why.as_str())),
            _ => (Some(says(candidate)), None, late),
        };
        CandidateLine { verdict: verdict(candidate.verdict), from: candidate.from.word(), date, not_after, words: &candidate.words, why }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_in_three_forms() {
        let text = "---\ntitle: Rain\npublished: 2020-12-03\n---\nIt rained on Monday.\n";
        let article = crate::article::read(text.as_bytes(), "2020-12-04/a.md", None).0.unwrap();
        let source = Source { article: &article, dct: &article.dct, language: "English", copy_of: Some("b.md") };
        assert_eq!(columns(&source), ["2020-12-04/a.md", "2020-12-03", "metadata", "published: 2020-12-03", "English", "b.md"]);
        assert_eq!(
            block(&source),
            "2020-12-04/a.md\n  title      Rain\n  published  2020-12-03\n  because    metadata is the strongest evidence that names a day\n  \
             taken      2020-12-03   metadata  published: 2020-12-03\n  weaker     2020-12-04   folder    2020-12-04/\n  \
             language   English\n  words      4\n  copy of    b.md\n"
        );
        assert_eq!(
            json(&source),
            format!(
                r#"{{"path":"2020-12-04/a.md","title":"Rain","author":null,"publisher":null,"url":null,"published":"2020-12-03","published_from":"metadata","published_evidence":"published: 2020-12-03","because":"metadata is the strongest evidence that names a day","candidates":[{{"verdict":"taken","from":"metadata","date":"2020-12-03","words":"published: 2020-12-03"}},{{"verdict":"weaker","from":"folder","date":"2020-12-04","words":"2020-12-04/"}}],"language":"English","words":4,"copy_of":"b.md","sha256":"{}"}}"#,
                article.sha256
            )
        );
    }

    #[test]
    fn a_last_change_is_named_as_such() {
        let page = "<html><body><h1>Rain</h1><p>It rained in Basra on Monday.</p><p>Last updated: 3 December 2020</p></body></html>";
        let article = crate::article::read(page.as_bytes(), "a.html", None).0.unwrap();
        let source = Source { article: &article, dct: &article.dct, language: "English", copy_of: None };
        assert_eq!(columns(&source)[1..3], ["[..2020-12-03]", "last change"]);
        let block = block(&source);
        assert!(block.contains("  changed    2020-12-03\n"), "{block}");
        assert!(block.contains("tells its last change; when it was published nothing says"), "{block}");
        assert!(json(&source).contains(r#""published":"[..2020-12-03]","changed":"2020-12-03""#));
    }
}
