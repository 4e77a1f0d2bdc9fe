//! What a text counts from: whether it is news or a history, where its narrative stands, and which years its ranges share.

use super::atom::{Atom, Gap};
use super::matcher::Found;
use super::point::{self, Point};
use super::policy::FAR;
use super::policy::{Direction, Evidence, Genre};
use super::reading::{self, Base, Calendar, Field, Reading};
use crate::lexicon::timex::fact::Shift;
use chrono::{Datelike, NaiveDate};

/// Where a narrative stands. A year far off is an aside ("a report of 2005 said") until a second one confirms the jump, and a bare year
/// inside a sentence ("the elections of 1976") does not move a story that tells days or months.
#[derive(Default)]
pub(super) struct Narrative {
    pub at: Option<(Point, u32)>,
    /// The year of a jump that nothing has confirmed.
    jump: Option<i32>,
}

impl Narrative {
    pub(super) fn hear(&mut self, point: Point, index: u32, opens: bool) {
        let Some(year) = point.year else { return };
        let is_year = point.place == point::Place::Year;
        let Some((stands, _)) = self.at else {
            self.at = Some((point, index));
            return;
        };
        let from = stands.year.unwrap_or(year);
        // A look far back is background, unless the story tells it by months and days.
        if is_year && (year < from - 10 || year < from && !opens) {
            return;
        }
        if is_year && stands.place != point::Place::Year && (!opens || year == from) {
            return;
        }
        if (year - from).abs() <= 10 || self.jump.is_some_and(|jump| (year - jump).abs() <= 10) {
            (self.at, self.jump) = (Some((point, index)), None);
        } else {
            self.jump = Some(year);
        }
    }
}

/// Whether the expression is at the start of its sentence, as in "In 1944, …", or is a heading.
pub(super) fn opens_sentence(atoms: &[Atom], start: usize) -> bool {
    let is_start =
        |i: usize| i == 0 || atoms[i].gap == Gap::Paragraph || atoms[i - 1].symbol == crate::lexicon::timex::words::punctuation(b'.');
    (start.saturating_sub(2)..=start).rev().any(|i| is_start(i) && atoms[i + 1..=start].iter().all(|a| a.gap != Gap::Paragraph))
}

pub(super) fn explicit_year(reading: &Reading) -> Option<i32> {
    match reading.base {
        Base::Calendar(calendar) => calendar.year.map(|year| if calendar.bc { 1 - year } else { year }),
        Base::Holiday { year, .. } | Base::Nth { year, .. } => year,
        _ => None,
    }
}

/// The first atom of the next paragraph.
pub(super) fn paragraph_end(atoms: &[Atom], from: usize) -> usize {
    // A passage is a few sentences: what lies further on is judged anew, and no paragraph is walked twice in full.
    let window = &atoms[from..atoms.len().min(from + 40)];
    from + window.iter().position(|a| a.gap == Gap::Paragraph).unwrap_or(window.len())
}

/// Which kind of text it is, by its full dates and by what counts from the DCT.
pub(super) fn genre(found: &[Found], dct: Option<NaiveDate>) -> Genre {
    let (mut old, mut dated, mut deictic) = (0, 0, 0);
    for one in found {
        let reading = &one.reading;
        if let Some(year) = explicit_year(reading) {
            dated += 1;
            old += usize::from(dct.is_none_or(|dct| year < dct.year() - 1));
        }
        let from_dct = match reading.base {
            Base::Weekday(_) => true,
            Base::Unit(_) | Base::Length { .. } => matches!(reading.shift, Some(Shift::Last | Shift::Next | Shift::This)),
            Base::Away { from: reading::From::Dct, .. } => true,
            _ => false,
        };
        deictic += usize::from(from_dct);
    }
    match () {
        _ if dated < 5 || old * 5 < dated * 3 || deictic * 2 >= old => Genre::News,
        _ if deictic * 10 > old => Genre::Background,
        _ => Genre::History,
    }
}

/// Whether the text recounts the year before its own, day by day: three verbs in the past beside days that are most of a year ago and soon to come
/// again. One such verb is mostly not the one that counts (`policy::yearly`), three in one text are. `points` says which way a clause points.
pub fn recounts(found: &[Found], dct: Option<NaiveDate>, mut points: impl FnMut(&Found) -> (Direction, Evidence)) -> bool {
    const ENOUGH: usize = 3;
    let Some(dct) = dct else { return false };
    let is_far = |one: &&Found| match one.reading.base {
        Base::Calendar(Calendar { year: None, field: Field::Day(month @ 1.., day @ 1..), .. }) => {
            let on = |year| NaiveDate::from_ymd_opt(year, month.into(), day.into());
            let ago = |year| on(year).map(|day| (dct - day).num_days());
            let past = [dct.year(), dct.year() - 1].into_iter().filter_map(ago).find(|&days| days >= 0);
            past.is_some_and(|days| days > FAR)
        }
        _ => false,
    };
    let far: Vec<&Found> = found.iter().filter(is_far).collect();
    let past = |one: &&&Found| matches!(points(one), (Direction::Past, Evidence::Verb | Evidence::Cue));
    far.len() >= ENOUGH && far.iter().filter(past).take(ENOUGH).count() == ENOUGH
}

/// Whether an expression closes a clause about somebody, between commas: ", who had been ill in April,".
pub(super) fn is_aside(one: &Found, raw: &str, atoms: &[Atom]) -> bool {
    const LONGEST: usize = 120;
    let (start, end) = (atoms[one.atoms.start as usize].start as usize, atoms[one.atoms.end as usize - 1].end as usize);
    let from = (start.saturating_sub(LONGEST)..=start).find(|&at| raw.is_char_boundary(at)).unwrap_or(start);
    let clause = raw[from..start].rsplit_once(',').map_or("", |(_, clause)| clause.trim_start());
    let about = ["who ", "which ", "whose "].iter().any(|word| clause.starts_with(word));
    about && !clause.contains(['.', ';']) && raw[end..].trim_start().starts_with(',')
}

/// Whether only "and", "to" or the like stands between two expressions.
pub(super) fn is_joined(pair: &[Found], raw: &str, atoms: &[Atom]) -> bool {
    let (from, to) = (atoms[pair[0].atoms.end as usize - 1].end, atoms[pair[1].atoms.start as usize].start);
    let between = raw.get(from as usize..to as usize).unwrap_or_default();
    matches!(between.trim(), "to" | "and" | "or" | "through" | "until" | "," | ", and" | "-" | "–" | "—" | "&" | "/" | "till")
}

/// The year of the next member, when the first of these expressions and the next stand in a range or list; `joined` says whether each is joined
/// to the one behind it.
pub(super) fn shared_year(found: &[Found], joined: &[bool]) -> Option<i32> {
    let calendar = |one: &Found| match one.reading.base {
        Base::Calendar(calendar) => Some(calendar),
        _ => None,
    };
    if calendar(found.first()?)?.year.is_some() {
        return None;
    }
    for (next, _) in found[1..].iter().zip(joined).take_while(|(_, joined)| **joined).take(4) {
        let next = calendar(next)?;
        if next.year.is_some() {
            let year = next.year.map(|year| if next.bc { 1 - year } else { year });
            return year.filter(|_| next.field != Field::Whole);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use crate::lexicon::Lexicon;
    use crate::timex;
    use chrono::NaiveDate;

    #[test]
    fn three_days_of_the_year_before_are_recounted() {
        let lexicon = Lexicon::embedded();
        let values = |raw: &str| -> Vec<String> {
            timex::recognize(raw, NaiveDate::from_ymd_opt(2020, 12, 3), lexicon).into_iter().map(|timex| timex.value).collect()
        };
        let recounted = "The round began on December 27. On January 3 a drone killed the general. The army answered on January 8.";
        assert_eq!(values(recounted), ["2019-12-27", "2020-01-03", "2020-01-08"]);
        // One alone would have its year said: the verb is not the one that counts.
        assert_eq!(values("The tour was announced on Monday and starts in Rome on January 8."), ["2020-11-30", "2021-01-08"]);
    }
}
