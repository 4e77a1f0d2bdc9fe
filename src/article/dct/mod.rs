//! When an article was published, from ranked evidence: the option, metadata, the URL, a dateline, the file name, a folder's name.
//!
//! The order is that of [`DctBasis`]; the first that names a whole day wins. All that was found is kept, each with what became of it. A
//! dateline without a year borrows one only from evidence that gives a year and nothing finer. Where no day is known, a month may be ("December
//! 2020" in the metadata), or a day by which the page was there already, as its last change or its capture by an archive say: such a day is a
//! bound and never the date, on whichever line of whichever format they stand. What the text itself fixes is read later, in `event::published`. "Unknown" is a state.

mod candidate;
mod choose;
mod dateline;
mod field;
mod path;
mod words;
mod written;

use super::{About, Published};
use crate::diagnostic::{Diagnostic, Topic};
use crate::time::Interval;
pub use candidate::{Candidate, Dct, DctBasis, Says, Verdict, Yearless};
pub(super) use choose::ARCHIVED;
use chrono::{DateTime, Datelike, NaiveDate};
use field::Metadata;
pub(crate) use words::Group;
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
    // What metadata says wrongly does not matter where a person says the day.
    let mut unheard = Vec::new();
    let said = if evidence.option.is_some() { &mut unheard } else { &mut *diagnostics };
    let (mut candidates, yearless) = candidates(&evidence, said);
    if let Some(day) = evidence.option {
        candidates.insert(0, Candidate::day(day, DctBasis::Option, format!("--dct {day}")));
    }
    let dct = choose::choose(candidates, yearless);
    if dct.from == DctBasis::Unknown {
        let message = "no publication date, so relative dates and years stay open; give one with --dct 2020-12-03, with a front matter \
                       line `published: 2020-12-03`, or with a folder named 2020-12-03";
        diagnostics.push(Diagnostic::warning(evidence.path, message).about(Topic::Undated));
    }
    let far = |other: &&Candidate| match (dct.date, &other.says) {
        // A page shows many days for many reasons.
        (Some(day), Says::Day(at)) if !evidence.about.shown.iter().any(|shown| shown.words() == other.words) => {
            (day - *at).num_days().abs() > FAR_APART
        }
        _ => false,
    };
    if let Some(other) = dct.candidates.iter().find(far).filter(|_| dct.from != DctBasis::Option) {
        let message =
            format!("dated by '{}', although it also has '{}'; give --dct or `published:` if that is wrong", dct.evidence, other.words);
        diagnostics.push(Diagnostic::note(evidence.path, message).about(Topic::SeveralDates));
    }
    dct
}

/// All evidence, the most believed first, and a dateline that lacks its year.
fn candidates(evidence: &Evidence, diagnostics: &mut Vec<Diagnostic>) -> (Vec<Candidate>, Option<Yearless>) {
    let about = evidence.about;
    let mut found = Vec::new();
    let mut refused = None;
    for published in &about.published {
        let candidate = of_metadata(published, about.order);
        if let Says::Nothing(why) = &candidate.says {
            refused.get_or_insert((published, why.clone()));
        }
        found.push(candidate);
    }
    if let Some((published, why)) = refused.filter(|_| found.iter().all(|candidate| matches!(candidate.says, Says::Nothing(_)))) {
        let message = format!("'{}' {why}; write it as {}: 2020-12-03", published.value, published.key);
        let diagnostic = Diagnostic::warning(evidence.path, message);
        diagnostics.push(published.line.map_or(diagnostic.clone(), |line| diagnostic.at_line(line)));
    }
    let url = about.url.as_deref();
    if let Some((date, words)) = url.and_then(path::in_url) {
        found.push(Candidate::day(date, DctBasis::Url, words));
    }
    // After what a page shows its readers: the two often differ, and then the readers' date is the article's.
    let doubtful: Vec<Candidate> = about.doubtful.iter().map(|doubtful| of_metadata(doubtful, about.order)).collect();
    let month = url.and_then(path::year_in_url).and_then(|hint| hint.month_within());
    let seconded = |day: NaiveDate| {
        doubtful.iter().any(|other| other.as_day() == Some(day)) || month.is_some_and(|month| month.contains(Interval::day(day)))
    };
    let mut shown: Vec<(NaiveDate, String)> =
        about.shown.iter().filter_map(|shown| Some((day_of(&shown.value, about.order)?, shown.words()))).collect();
    // Of all the days on a page the one that its address or a script names too.
    shown.sort_by_key(|(day, _)| !seconded(*day));
    found.extend(shown.into_iter().map(|(day, words)| Candidate::day(day, DctBasis::Dateline, words)));
    found.extend(doubtful);
    let in_path = |find: fn(&str) -> Option<(NaiveDate, String)>| evidence.use_path.then(|| find(evidence.path)).flatten();
    let (file, folder) = (in_path(path::in_file_name), in_path(path::in_folders));
    let hint = || url.and_then(path::year_in_url).or_else(|| evidence.use_path.then(|| path::year_in_folders(evidence.path)).flatten());
    let mut yearless = None;
    let line = dateline::find(evidence.body);
    let mut changed = None;
    match line.as_ref().map(|line| (line, line.when)) {
        Some((line, When::Day(date))) if line.changed => changed = Some((date, line.words.clone())),
        Some((line, When::Day(date))) => found.push(Candidate::day(date, DctBasis::Dateline, line.words.clone())),
        Some((line, When::NoYear { month, day })) if file.is_none() && folder.is_none() => {
            match hint().and_then(|hint| Some((hint.complete(month, day)?, hint.words))) {
                Some((date, words)) => found.push(Candidate::day(date, DctBasis::Dateline, format!("{} ({words})", line.words))),
                None => yearless = Some(Yearless { month, day, words: line.words.clone() }),
            }
        }
        Some((line, When::Impossible)) => {
            let message = format!("'{}' is no day that an article can be published on; not used", line.words);
            diagnostics.push(Diagnostic::warning(evidence.path, message).at_line(evidence.first_line + line.line));
        }
        _ => {}
    }
    found.extend(file.map(|(date, words)| Candidate::day(date, DctBasis::Filename, words)));
    found.extend(folder.map(|(date, words)| Candidate::day(date, DctBasis::Folder, words)));
    // Coarser than a day.
    let month = |hint: path::YearHint, from| {
        Some(Candidate { says: Says::Within(hint.month_within()?), ..Candidate::day(NaiveDate::MIN, from, hint.words) })
    };
    found.extend(url.and_then(path::year_in_url).and_then(|hint| month(hint, DctBasis::Url)));
    let in_folders = evidence.use_path.then(|| path::year_in_folders(evidence.path)).flatten();
    found.extend(in_folders.and_then(|hint| month(hint, DctBasis::Folder)));
    for first in &about.first_version {
        let says = Says::Nothing("of a wiki page's first version; its text is that of its last".into());
        found.push(Candidate { says, ..of_metadata(first, about.order) });
    }
    for seen in &about.seen {
        if let Ok(Metadata::Day(day)) = field::read(&seen.value, about.order) {
            found.push(Candidate { says: Says::NotAfter(day), ..Candidate::day(day, DctBasis::Inferred, seen.words()) });
        }
    }
    found.extend(changed.map(|(day, words)| Candidate { says: Says::NotAfter(day), ..Candidate::day(day, DctBasis::Inferred, words) }));
    local_day_first(&mut found);
    readers_day_first(&mut found, about);
    not_after_its_change(&mut found);
    (found, yearless)
}

fn of_metadata(published: &Published, order: DayOrder) -> Candidate {
    let says = match field::read(&published.value, order) {
        Ok(Metadata::Day(day)) => Says::Day(day),
        Ok(Metadata::Month(month)) => Says::Within(month),
        Err(why) => Says::Nothing(why),
    };
    Candidate { from: DctBasis::Metadata, words: published.words(), says, verdict: Verdict::Weaker }
}

/// A time stamp in UTC is the next day for an evening in America: where the address or the page itself names the day beside it, that day is
/// the one of its readers.
fn local_day_first(found: &mut [Candidate]) {
    let Some((first, day)) = found.iter().enumerate().find_map(|(at, candidate)| Some((at, candidate.as_day()?))) else { return };
    let stamp = found[first].words.trim_end();
    let utc = stamp.contains('T') && (stamp.ends_with('Z') || stamp.ends_with("+00:00") || stamp.ends_with("+0000"));
    if found[first].from != DctBasis::Metadata || !utc {
        return;
    }
    let local = |candidate: &Candidate| matches!(candidate.from, DctBasis::Url | DctBasis::Dateline).then(|| candidate.as_day()).flatten();
    let same = found.iter().any(|candidate| local(candidate) == Some(day));
    let beside = found.iter().position(|candidate| local(candidate).is_some_and(|other| (other - day).num_days().abs() == 1));
    if let Some(at) = beside.filter(|_| !same) {
        found[first..=at].rotate_right(1);
    }
}

/// A page whose readers see one later day as its own, which another of its stamps names too, and nowhere the day of its metadata, was published
/// anew on that day. A day that the page calls one of its last change is not among those shown.
fn readers_day_first(found: &mut [Candidate], about: &About) {
    let Some((first, day)) = found.iter().enumerate().find_map(|(at, candidate)| Some((at, candidate.as_day()?))) else { return };
    if found[first].from != DctBasis::Metadata {
        return;
    }
    let is_shown = |candidate: &Candidate| about.shown.iter().any(|shown| shown.words() == candidate.words);
    let stamped = |other: NaiveDate| {
        let stamps = found.iter().filter(|candidate| matches!(candidate.from, DctBasis::Metadata | DctBasis::Inferred));
        stamps.filter(|stamp| !is_shown(stamp)).any(|stamp| stamp.says == Says::Day(other) || stamp.says == Says::NotAfter(other))
    };
    let mut shown = found.iter().enumerate().filter(|(_, candidate)| is_shown(candidate)).filter_map(|(at, c)| Some((at, c.as_day()?)));
    let Some((at, seen)) = shown.next() else { return };
    if seen > day && stamped(seen) && shown.all(|(_, other)| other != day) {
        found[first..=at].rotate_right(1);
    }
}

/// A page that says it was changed before it was published has one of the two from a wrong zone: where its metadata name the publication
/// twice, the one that the change allows is believed.
fn not_after_its_change(found: &mut [Candidate]) {
    let Some(first) = found.iter().position(|candidate| candidate.as_day().is_some()) else { return };
    // Moments, not days: midnight in one zone is the day before in another.
    let moment = |candidate: &Candidate| {
        let (_, stamp) = candidate.words.split_once(": ")?;
        DateTime::parse_from_rfc3339(stamp).ok().map(|moment| moment.to_utc())
    };
    let changed = |candidate: &&Candidate| matches!(candidate.says, Says::NotAfter(_)) && !candidate.words.starts_with(ARCHIVED);
    let changed = found.iter().filter(changed).filter_map(moment).min();
    let allowed = |candidate: &Candidate| {
        let of_metadata = candidate.from == DctBasis::Metadata && candidate.as_day().is_some();
        of_metadata && moment(candidate).is_some_and(|moment| changed.is_some_and(|changed| moment <= changed))
    };
    let refused = moment(&found[first]).is_some_and(|moment| changed.is_some_and(|changed| moment > changed));
    if let Some(at) = found.iter().position(allowed).filter(|_| refused && found[first].from == DctBasis::Metadata) {
        found[first..=at].rotate_right(1);
    }
}

/// Whether a line gives a day and says nothing else: "Published: 3 December 2020".
pub(super) fn is_day_line(line: &str) -> bool {
    dateline::is_alone(line)
}

/// The first whole day in a short text.
pub(super) fn day_of(text: &str, order: DayOrder) -> Option<NaiveDate> {
    day_in(text, order).map(|(_, day)| day)
}

/// The same, with the place where it starts.
pub(super) fn day_in(text: &str, order: DayOrder) -> Option<(usize, NaiveDate)> {
    written::all_in(text, false, order).find_map(|found| match found.when {
        When::Day(date) => Some((found.range.start, date)),
        _ => None,
    })
}

/// The day that a field of metadata names, in whatever format.
pub(super) fn day_in_metadata(value: &str, order: DayOrder) -> Option<NaiveDate> {
    match field::read(value, order) {
        Ok(Metadata::Day(day)) => Some(day),
        _ => None,
    }
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
            ("", "", "BASRA, Dec 2 (AP) - It rained.", "2020-05/rain.txt", "-", "Folder 2020-05/"),
            ("December 2020", "", "It rained.", "rain.txt", "-", "Metadata published: December 2020"),
            ("December 2020", "", "It rained.", "2020-12-05/rain.txt", "2020-12-05", "Folder 2020-12-05/"),
            ("", "https://x.org/2020/12/rain", "It rained.", "rain.txt", "-", "Url 2020/12/"),
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
