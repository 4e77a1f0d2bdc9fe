//! When an article was published, from ranked evidence: the option, metadata, the URL, a dateline, the file name, a folder's name.
//!
//! The order is that of [`DctBasis`]; the first that names a whole day wins, and its words are kept. A dateline without a year borrows one
//! only from evidence that gives a year and nothing finer. "Unknown" is a state: nothing is guessed from the text's own dates.

mod dateline;
mod path;
mod written;

use super::{About, Dct, DctBasis};
use crate::diagnostic::Diagnostic;
use chrono::{Datelike, NaiveDate};
pub(crate) use written::DayOrder;
use written::When;

/// Newspapers are younger than the first year, and no article comes from after the last.
pub const YEARS: std::ops::RangeInclusive<i32> = 1600..=2100;

/// Evidence more than this many days apart is worth a note.
const FAR_APART: i64 = 31;

pub(super) struct Evidence<'a> {
    pub option: Option<NaiveDate>,
    pub about: &'a About,
    pub body: &'a str,
    /// The line of the file on which the body starts.
    pub first_line: usize,
    pub path: &'a str,
    /// Whether the path's names are evidence; not for a text that came without a file.
    pub use_path: bool,
}

pub(super) fn find(evidence: Evidence, diagnostics: &mut Vec<Diagnostic>) -> Dct {
    if let Some(date) = evidence.option {
        return Dct { date: Some(date), from: DctBasis::Option, evidence: format!("--dct {date}") };
    }
    let found = all(&evidence, diagnostics);
    let Some((best, rest)) = found.split_first() else {
        let message = "no publication date, so relative dates and years stay open; give one with --dct 2020-12-03, with a front matter line \
                       `published: 2020-12-03`, or with a folder named 2020-12-03";
        diagnostics.push(Diagnostic::warning(evidence.path, message));
        return Dct { date: None, from: DctBasis::Unknown, evidence: String::new() };
    };
    let far = |other: &&Dct| best.date.zip(other.date).is_some_and(|(a, b)| (a - b).num_days().abs() > FAR_APART);
    if let Some(other) = rest.iter().find(far) {
        let message =
            format!("dated by '{}', although it also has '{}'; give --dct or `published:` if that is wrong", best.evidence, other.evidence);
        diagnostics.push(Diagnostic::note(evidence.path, message));
    }
    best.clone()
}

/// Every whole day that some evidence names, best first.
fn all(evidence: &Evidence, diagnostics: &mut Vec<Diagnostic>) -> Vec<Dct> {
    let mut found = Vec::new();
    let mut add = |date: NaiveDate, from: DctBasis, evidence: String| found.push(Dct { date: Some(date), from, evidence });
    let order = evidence.about.order;
    let mut refused = None;
    for published in &evidence.about.published {
        match written::metadata(&published.value, order) {
            Ok(date) => add(date, DctBasis::Metadata, published.words()),
            Err(why) => {
                refused.get_or_insert((published, why));
            }
        }
    }
    if let Some((published, why)) = refused.filter(|_| found.is_empty()) {
        let message = format!("'{}' {why}; write it as {}: 2020-12-03", published.value, published.key);
        let diagnostic = Diagnostic::warning(evidence.path, message);
        diagnostics.push(published.line.map_or(diagnostic.clone(), |line| diagnostic.at_line(line)));
    }
    let mut add = |date: NaiveDate, from: DctBasis, evidence: String| found.push(Dct { date: Some(date), from, evidence });
    let url = evidence.about.url.as_deref();
    if let Some((date, words)) = url.and_then(path::in_url) {
        add(date, DctBasis::Url, words);
    }
    for shown in &evidence.about.shown {
        if let Some(date) = day_of(&shown.value, order) {
            add(date, DctBasis::Dateline, shown.words());
        }
    }
    let in_path = |find: fn(&str) -> Option<(NaiveDate, String)>| evidence.use_path.then(|| find(evidence.path)).flatten();
    let (file, folder) = (in_path(path::in_file_name), in_path(path::in_folders));
    let line = dateline::find(evidence.body);
    match line.as_ref().map(|line| (line, line.when)) {
        Some((line, When::Day(date))) => add(date, DctBasis::Dateline, line.words.clone()),
        Some((line, When::NoYear { month, day })) if file.is_none() && folder.is_none() => {
            let hint =
                url.and_then(path::year_in_url).or_else(|| evidence.use_path.then(|| path::year_in_folders(evidence.path)).flatten());
            if let Some((date, words)) = hint.and_then(|hint| Some((hint.complete(month, day)?, hint.words))) {
                add(date, DctBasis::Dateline, format!("{} ({words})", line.words));
            }
        }
        Some((line, When::Impossible)) => {
            let message = format!("'{}' is no day that an article can be published on; not used", line.words);
            diagnostics.push(Diagnostic::warning(evidence.path, message).at_line(evidence.first_line + line.line));
        }
        _ => {}
    }
    if let Some((date, words)) = file {
        add(date, DctBasis::Filename, words);
    }
    if let Some((date, words)) = folder {
        add(date, DctBasis::Folder, words);
    }
    local_day_first(&mut found);
    found
}

/// A time stamp in UTC is the next day for an evening in America: where the address or the page itself names the day beside it, that day is
/// the one of its readers.
fn local_day_first(found: &mut [Dct]) {
    let Some(best) = found.first().filter(|best| best.from == DctBasis::Metadata) else { return };
    let stamp = best.evidence.trim_end();
    let utc = stamp.contains('T') && (stamp.ends_with('Z') || stamp.ends_with("+00:00") || stamp.ends_with("+0000"));
    let beside = |dct: &Dct| {
        let apart = best.date.zip(dct.date).map(|(a, b)| (a - b).num_days().abs());
        matches!(dct.from, DctBasis::Url | DctBasis::Dateline) && apart == Some(1)
    };
    let same = found.iter().any(|dct| matches!(dct.from, DctBasis::Url | DctBasis::Dateline) && dct.date == best.date);
    if utc
        && !same
        && let Some(at) = found.iter().position(beside)
    {
        found[..=at].rotate_right(1);
    }
}

/// The first whole day in a short text.
pub(super) fn day_of(text: &str, order: DayOrder) -> Option<NaiveDate> {
    written::all_in(text, false, order).find_map(|found| match found.when {
        When::Day(date) => Some(date),
        _ => None,
    })
}

/// A day in a year in which articles were published.
fn plausible(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day).filter(|d| YEARS.contains(&d.year()))
}

#[cfg(test)]
mod tests {
    use super::super::Published;
    use super::*;

    #[test]
    fn the_best_evidence_wins() {
        let read = |published: &str, url: &str, body: &str, path: &str| {
            let about = About {
                published: Some(published)
                    .filter(|p| !p.is_empty())
                    .into_iter()
                    .map(|p| Published { key: "published".into(), value: p.into(), line: Some(2) })
                    .collect(),
                url: Some(url.to_string()).filter(|u| !u.is_empty()),
                ..About::default()
            };
            let mut said = Vec::new();
            let dct = find(Evidence { option: None, about: &about, body, first_line: 1, path, use_path: true }, &mut said);
            let said: Vec<String> = said.iter().map(|d| d.to_string()).collect();
            (dct.date.map_or("-".into(), |d| d.to_string()), format!("{:?} {}", dct.from, dct.evidence), said.join("\n"))
        };
        let (url, line, path) = ("https://x.org/2020/12/04/rain", "BASRA, Dec 2, 2020 (AP) - It rained.", "2020-12-06/2020-12-05-rain.txt");
        for (published, url, body, path, date, from) in [
            ("3 Dec 2020", url, line, path, "2020-12-03", "Metadata published: 3 Dec 2020"),
            ("", url, line, path, "2020-12-04", "Url /2020/12/04/"),
            ("", "", line, path, "2020-12-02", "Dateline BASRA, Dec 2, 2020"),
            ("", "", "It rained.", path, "2020-12-05", "Filename 2020-12-05"),
            ("", "", "It rained.", "2020-12-06/rain.txt", "2020-12-06", "Folder 2020-12-06/"),
            ("", "", "BASRA, Dec 2 (AP) - It rained.", "2020-12-06/rain.txt", "2020-12-06", "Folder 2020-12-06/"),
            ("", "", "BASRA, Dec 2 (AP) - It rained.", "2020/rain.txt", "2020-12-02", "Dateline BASRA, Dec 2 (2020/)"),
            ("", "", "BASRA, Dec 31 (AP) - It rained.", "2021-01/rain.txt", "2020-12-31", "Dateline BASRA, Dec 31 (2021-01/)"),
            ("", "", "BASRA, Dec 2 (AP) - It rained.", "2020-05/rain.txt", "-", "Unknown "),
            ("", "", "BASRA, Dec 2 (AP) - It rained.", "rain.txt", "-", "Unknown "),
        ] {
            let (d, f, _) = read(published, url, body, path);
            assert_eq!((d.as_str(), f.as_str()), (date, from), "{published} {url} {body} {path}");
        }
        for (published, body, path, expected) in [
            (
                "12/10/2023",
                "",
                "2023-10-12.txt",
                "warning: 2023-10-12.txt:2: '12/10/2023' can be read as 10 December or 12 October; write it as published: 2020-12-03",
            ),
            (
                "30 Feb 2020",
                "",
                "2020-02-29.txt",
                "warning: 2020-02-29.txt:2: '30 Feb 2020' is no day that an article can be published on; write it as published: 2020-12-03",
            ),
            (
                "soon",
                "",
                "2020-02-29.txt",
                "warning: 2020-02-29.txt:2: 'soon' is not a date that annals knows; write it as published: 2020-12-03",
            ),
            (
                "2020-12-03",
                "",
                "2019-12-03.txt",
                "note: 2019-12-03.txt: dated by 'published: 2020-12-03', although it also has '2019-12-03'; give --dct or `published:` if that is wrong",
            ),
            (
                "",
                "Published: 31 November 2020",
                "2020-12-01.txt",
                "warning: 2020-12-01.txt:1: 'Published: 31 November 2020' is no day that an article can be published on; not used",
            ),
        ] {
            assert_eq!(read(published, "", body, path).2, expected);
        }
    }
}
