//! Temporal expressions: find, underspecified value, anchored value (TIMEX3).

mod atom;
pub mod clauses;
mod direction;
mod holiday;
mod matcher;
mod point;
pub mod policy;
mod reading;
pub mod value;

use crate::lexicon::Lexicon;
pub use crate::lexicon::timex::Kind;
pub use crate::lexicon::timex::fact::Modifier;
use crate::lexicon::timex::fact::{Shift, Unit};
use crate::span::Span;
use crate::text::Text;
use atom::{Atom, Gap};
use chrono::{Datelike, NaiveDate};
use clauses::Clauses;
use direction::Cues;
use matcher::Found;
use point::Point;
use policy::{Context, Direction, Genre};
use reading::{Base, Field, Reading};

/// One temporal expression with its anchored value.
#[derive(Clone, Debug)]
pub struct Timex {
    pub span: Span,
    /// Index of its sentence in the text.
    pub sentence: u32,
    /// Its tokens in the text.
    pub tokens: std::ops::Range<u32>,
    /// TIMEX3 `type`.
    pub kind: Kind,
    /// TIMEX3 `value`, as written: `2020-01`, `P3D`, `XXXX-WXX-2`, `PRESENT_REF`.
    pub value: String,
    /// TIMEX3 `mod`, as written: `START`, `APPROX`, …
    pub modifier: Option<Modifier>,
    /// TIMEX3 `quant` and `freq` of a SET.
    pub quant: Option<String>,
    pub freq: Option<String>,
    /// The calendar meaning, for everything but durations, sets and vague references.
    pub date: Option<crate::time::Edtf>,
    pub anchor: Anchor,
    /// The rule in `data/` that found it.
    pub rule: &'static str,
    /// Readings that were nearly chosen, best first.
    pub alternatives: Vec<crate::time::Edtf>,
}

/// What a relative value counts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Anchor {
    /// Nothing: the words say it all, or the value stays underspecified.
    None,
    Dct,
    /// An earlier expression of the same text, by index.
    Timex(u32),
    /// An event named beside it ("two days after the raid"): the value is a distance, the `event` row finds which event.
    Event,
}

/// Finds and anchors the temporal expressions of a text, in order.
pub fn find(text: &Text, dct: Option<NaiveDate>, lexicon: &Lexicon) -> Vec<Timex> {
    let recognized = anchored(text.raw, dct, lexicon, &mut Clauses::Whole(text));
    let mut sentence = 0;
    recognized
        .into_iter()
        .map(|mut timex| {
            while sentence + 1 < text.sentences.len() && text.sentences[sentence + 1].span.start <= timex.span.start {
                sentence += 1;
            }
            timex.sentence = sentence as u32;
            let from = text.tokens.partition_point(|t| t.span.end <= timex.span.start);
            let to = text.tokens.partition_point(|t| t.span.start < timex.span.end);
            timex.tokens = from as u32..to.max(from) as u32;
            timex
        })
        .collect()
}

/// The same on plain text: a sentence is tokenised and tagged only where the meaning of an expression turns on it. Sentences and tokens of
/// the result are empty.
pub fn recognize(raw: &str, dct: Option<NaiveDate>, lexicon: &Lexicon) -> Vec<Timex> {
    anchored(raw, dct, lexicon, &mut Clauses::asked(raw, lexicon))
}

fn anchored(raw: &str, dct: Option<NaiveDate>, lexicon: &Lexicon, clauses: &mut Clauses) -> Vec<Timex> {
    let grammar = &lexicon.timex;
    let mut atoms = Vec::with_capacity(raw.len() / 5);
    atom::split(raw, &grammar.words, &mut atoms);
    let found = matcher::find(grammar, &atoms);
    let cues = Cues::new(&grammar.words);
    let genre = genre(&found, dct);
    let mut timexes: Vec<Timex> = Vec::with_capacity(found.len());
    let mut story: Option<(Point, u32)> = None;
    let mut main = Narrative::default();
    let mut near_until = 0;
    let (mut passage_until, mut quarter, mut quarter_until) = (0, None, 0);
    // "two days after the raid" is a length here; the event row finds what it is counted from.
    let hangs_on = grammar.words.class("hangs-on");
    let hangs_on_event = |end: usize| {
        let next = atoms.get(end).filter(|a| a.gap == Gap::Blank);
        next.is_some_and(|a| hangs_on.is_some_and(|class| grammar.words.has(a.symbol, class)))
    };
    for (i, one) in found.iter().enumerate() {
        let atoms_of = one.atoms.start as usize..one.atoms.end as usize;
        let (direction, sure) = if needs_direction(&one.reading) {
            cues.of(raw, &atoms, &grammar.words, atoms_of.clone(), clauses)
        } else {
            (Direction::Unknown, false)
        };
        let context = Context {
            dct,
            genre,
            direction,
            sure,
            story,
            main: main.at,
            near: atoms_of.start < near_until,
            passage: atoms_of.start < passage_until,
            shared_year: shared_year(&found, i, raw, &atoms),
            quarter: quarter.filter(|_| atoms_of.start < quarter_until),
        };
        let resolved = policy::resolve(&one.reading, &context);
        let rule = &grammar.rules[one.rule as usize];
        if let Some(point) = resolved.point.filter(|p| p.interval().is_some()) {
            story = Some((point, i as u32));
            near_until = atoms_of.end + NEAR;
            main.hear(point, i as u32, opens_sentence(&atoms, atoms_of.start));
            if let (Base::Calendar(_), point::Place::Quarter(1..)) = (one.reading.base, point.place) {
                (quarter, quarter_until) = (Some((point, i as u32)), atoms_of.end + QUARTER_REACH);
            }
            let is_fine = matches!(point.place, point::Place::Month(_) | point::Place::Day(..) | point::Place::Season(_));
            if is_fine && explicit_year(&one.reading).is_some_and(|year| dct.is_none_or(|dct| year < dct.year() - 1)) {
                passage_until = paragraph_end(&atoms, atoms_of.end);
            }
        }
        let span = Span { start: atoms[atoms_of.start].start, end: atoms[atoms_of.end - 1].end };
        let date = match resolved.kind {
            Kind::Date | Kind::Time => resolved.point.and_then(|p| p.edtf()),
            Kind::Duration | Kind::Set => None,
        };
        timexes.push(Timex {
            span,
            sentence: 0,
            tokens: 0..0,
            kind: rule.kind.unwrap_or(resolved.kind),
            value: resolved.value,
            modifier: resolved.modifier,
            quant: resolved.quant,
            freq: resolved.freq,
            date,
            anchor: if resolved.kind == Kind::Duration && hangs_on_event(atoms_of.end) { Anchor::Event } else { resolved.anchor },
            rule: rule.name,
            alternatives: resolved.alternative.into_iter().collect(),
        });
    }
    timexes
}

/// Where a narrative stands. A year far off is an aside ("a report of 2005 said") until a second one confirms the jump, and a bare year
/// inside a sentence ("the elections of 1976") does not move a story that tells days or months.
#[derive(Default)]
struct Narrative {
    at: Option<(Point, u32)>,
    /// The year of a jump that nothing has confirmed.
    jump: Option<i32>,
}

impl Narrative {
    fn hear(&mut self, point: Point, index: u32, opens: bool) {
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
fn opens_sentence(atoms: &[Atom], start: usize) -> bool {
    let is_start =
        |i: usize| i == 0 || atoms[i].gap == Gap::Paragraph || atoms[i - 1].symbol == crate::lexicon::timex::words::punctuation(b'.');
    (start.saturating_sub(2)..=start).rev().any(|i| is_start(i) && atoms[i + 1..=start].iter().all(|a| a.gap != Gap::Paragraph))
}

/// Atoms through which a report on a quarter is remembered.
const QUARTER_REACH: usize = 400;
/// Atoms of a sentence or two.
const NEAR: usize = 40;

/// Whether the direction of its clause can change what a reading means.
fn needs_direction(reading: &Reading) -> bool {
    match reading.base {
        Base::Calendar(calendar) => calendar.year.is_none() && calendar.field != Field::Whole,
        Base::Weekday(_) | Base::Holiday { year: None, .. } | Base::Nth { year: None, .. } => true,
        Base::Unit(Unit::Weekend | Unit::Quarter) => reading.shift.is_none(),
        _ => false,
    }
}

fn explicit_year(reading: &Reading) -> Option<i32> {
    match reading.base {
        Base::Calendar(calendar) => calendar.year.map(|year| if calendar.bc { 1 - year } else { year }),
        Base::Holiday { year, .. } | Base::Nth { year, .. } => year,
        _ => None,
    }
}

/// The first atom of the next paragraph.
fn paragraph_end(atoms: &[Atom], from: usize) -> usize {
    // A passage is a few sentences: what lies further on is judged anew, and no paragraph is walked twice in full.
    let window = &atoms[from..atoms.len().min(from + 40)];
    from + window.iter().position(|a| a.gap == Gap::Paragraph).unwrap_or(window.len())
}

/// Which kind of text it is, by its full dates and by what counts from the DCT.
fn genre(found: &[Found], dct: Option<NaiveDate>) -> Genre {
    let (mut old, mut dated, mut deictic) = (0, 0, 0);
    for one in found {
        let reading = &one.reading;
        if let Some(year) = explicit_year(reading) {
            dated += 1;
            old += usize::from(dct.is_none_or(|dct| year < dct.year() - 1));
        }
        let from_dct = match reading.base {
            Base::Weekday(_) => true,
            Base::Unit(_) => matches!(reading.shift, Some(Shift::Last | Shift::Next | Shift::This)),
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

/// The year of the next member, when this expression and the next stand in a range or list.
fn shared_year(found: &[Found], i: usize, raw: &str, atoms: &[Atom]) -> Option<i32> {
    let calendar = |one: &Found| match one.reading.base {
        Base::Calendar(calendar) => Some(calendar),
        _ => None,
    };
    if calendar(&found[i])?.year.is_some() {
        return None;
    }
    for pair in found[i..].windows(2).take(4) {
        let between = &raw[atoms[pair[0].atoms.end as usize - 1].end as usize..atoms[pair[1].atoms.start as usize].start as usize];
        let joined =
            matches!(between.trim(), "to" | "and" | "or" | "through" | "until" | "," | ", and" | "-" | "–" | "—" | "&" | "/" | "till");
        let next = calendar(&pair[1]).filter(|_| joined)?;
        if next.year.is_some() {
            let year = next.year.map(|year| if next.bc { 1 - year } else { year });
            return year.filter(|_| next.field != Field::Whole);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Files;

    /// All that is the same whether or not the whole text was read.
    fn said(timex: &Timex) -> String {
        let Timex { span, kind, value, modifier, quant, freq, date, anchor, rule, alternatives, .. } = timex;
        format!("{span:?} {kind:?} {value} {modifier:?} {quant:?} {freq:?} {date:?} {anchor:?} {rule} {alternatives:?}")
    }

    #[test]
    fn plain_text_gives_the_same_expressions_as_a_text_that_was_read() {
        let lexicon = Lexicon::embedded();
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data/articles");
        let mut texts: Vec<String> = Files::embedded().under("timex").map(|file| file.unwrap().1.to_string()).collect();
        for entry in std::fs::read_dir(&folder).unwrap().chain(std::fs::read_dir(folder.join("2011-03-12")).unwrap()) {
            let path = entry.unwrap().path();
            texts.extend(path.is_file().then(|| std::fs::read_to_string(path).unwrap()));
        }
        for raw in &texts {
            for dct in [None, NaiveDate::from_ymd_opt(2014, 3, 20)] {
                let of_text = find(&crate::text::read(raw, lexicon), dct, lexicon);
                let of_plain = recognize(raw, dct, lexicon);
                assert_eq!(of_plain.iter().map(said).collect::<Vec<_>>(), of_text.iter().map(said).collect::<Vec<_>>());
            }
        }
        assert!(texts.len() > 50);
    }
}
