//! Which of the evidence is believed, and what becomes of the rest.

use crate::article::{Candidate, Dct, DctBasis, Says, Verdict, Yearless};
use crate::time::Interval;
use chrono::NaiveDate;

/// The first candidate that names a day is taken; without one, the first that names a month, within the bounds that the others set; without
/// one, those bounds. A day after the page was archived is refused.
pub(super) fn choose(mut candidates: Vec<Candidate>, yearless: Option<Yearless>) -> Dct {
    let seen = candidates.iter().filter_map(not_after).min();
    let archived = candidates.iter().filter(|c| c.words.starts_with(ARCHIVED)).filter_map(not_after).min();
    for candidate in &mut candidates {
        // A capture in the evening of one zone is the next day in another.
        let late = |day: NaiveDate| archived.is_some_and(|archived| (day - archived).num_days() > 1);
        let refused = match candidate.says {
            Says::Nothing(_) => true,
            Says::Day(day) => late(day) && candidate.from != DctBasis::Option,
            _ => false,
        };
        candidate.verdict = if refused { Verdict::Refused } else { Verdict::Weaker };
    }
    let heard = |c: &Candidate| c.verdict != Verdict::Refused;
    let day = candidates.iter().position(|c| heard(c) && c.as_day().is_some());
    let best = day.or_else(|| candidates.iter().position(|c| heard(c) && matches!(c.says, Says::Within(_))));
    let best = best.or_else(|| candidates.iter().position(|c| not_after(c).is_some() && not_after(c) == seen));
    let Some(best) = best else {
        let unknown = Dct { date: None, within: Interval::ALWAYS, from: DctBasis::Unknown, evidence: String::new(), candidates, yearless };
        return unknown;
    };
    let within = match candidates[best].says {
        Says::Day(day) => Interval::day(day),
        // A month that the page's last change cuts short.
        Says::Within(month) => Interval::new(None, seen).and_then(|seen| seen.intersect(month)).unwrap_or(month),
        _ => Interval::new(None, seen).unwrap_or(Interval::ALWAYS),
    };
    for (at, candidate) in candidates.iter_mut().enumerate().filter(|(_, c)| c.verdict != Verdict::Refused) {
        let allows = match candidate.says {
            Says::Day(day) => within == Interval::day(day),
            Says::Within(other) => other.contains(within),
            Says::NotAfter(day) => within.latest().is_some_and(|latest| latest <= day),
            Says::Nothing(_) => false,
        };
        candidate.verdict = match allows {
            _ if at == best => Verdict::Taken,
            true => Verdict::Agrees,
            false => Verdict::Weaker,
        };
    }
    let (from, evidence) = (candidates[best].from, candidates[best].words.clone());
    Dct { date: within.single_day(), within, from, evidence, candidates, yearless }
}

/// The key of a capture by an archive.
pub(crate) const ARCHIVED: &str = "archived";

fn not_after(candidate: &Candidate) -> Option<NaiveDate> {
    match candidate.says {
        Says::NotAfter(day) => Some(day),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chooses() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let month = |year, month| Says::Within(Interval::month(year, month).unwrap());
        let of = |from, words: &str, says| Candidate { from, words: words.into(), says, verdict: Verdict::Weaker };
        let metadata = |says| of(DctBasis::Metadata, "m", says);
        let url = |says| of(DctBasis::Url, "u", says);
        let changed = |text| of(DctBasis::Inferred, "modified", Says::NotAfter(day(text)));
        let archived = |text| of(DctBasis::Inferred, "archived: x", Says::NotAfter(day(text)));
        for (candidates, expected) in [
            (vec![metadata(Says::Day(day("2020-12-03"))), url(Says::Day(day("2020-12-04")))], "2020-12-03 Metadata; Taken Weaker"),
            (vec![metadata(Says::Day(day("2020-12-03"))), url(month(2020, 12))], "2020-12-03 Metadata; Taken Agrees"),
            (vec![metadata(Says::Nothing("x".into())), url(Says::Day(day("2020-12-04")))], "2020-12-04 Url; Refused Taken"),
            (vec![metadata(month(2020, 12)), url(Says::Day(day("2020-12-04")))], "2020-12-04 Url; Agrees Taken"),
            (vec![metadata(month(2020, 12))], "2020-12 Metadata; Taken"),
            (vec![metadata(month(2020, 12)), changed("2020-12-05")], "[2020-12-01..2020-12-05] Metadata; Taken Agrees"),
            (vec![changed("2021-02-05"), changed("2020-12-05")], "[..2020-12-05] Inferred; Agrees Taken"),
            (vec![metadata(Says::Day(day("2023-01-01"))), archived("2020-12-05")], "[..2020-12-05] Inferred; Refused Taken"),
            (vec![metadata(Says::Day(day("2020-12-06"))), archived("2020-12-05")], "2020-12-06 Metadata; Taken Weaker"),
            (vec![], "- Unknown;"),
        ] {
            let dct = choose(candidates, None);
            let verdicts: String = dct.candidates.iter().map(|c| format!(" {:?}", c.verdict)).collect();
            let date = dct.published().map_or("-".to_string(), |date| date.to_string());
            assert_eq!(format!("{date} {:?};{verdicts}", dct.from), expected);
        }
    }
}
