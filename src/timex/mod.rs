//! Temporal expressions: find, underspecified value, anchored value (TIMEX3).

mod atom;
pub mod clauses;
mod cue;
mod direction;
mod holiday;
mod hour;
mod matcher;
mod narrative;
mod point;
pub mod policy;
mod reading;
mod report;
mod unsaid;
pub mod value;
pub mod within;

use crate::lexicon::Lexicon;
pub use crate::lexicon::timex::Kind;
pub use crate::lexicon::timex::fact::Modifier;
use crate::lexicon::timex::fact::{Shift, Unit};
use crate::span::Span;
use crate::text::Text;
use atom::Gap;
use chrono::{Datelike, NaiveDate};
use clauses::Clauses;
use cue::Cues;
use hour::Told;
use narrative::{Narrative, explicit_year, genre, is_joined, opens_sentence, paragraph_end, shared_year};
use point::Point;
use policy::{Context, Direction, Evidence, Genre};
use reading::{Base, Calendar, Field, From, Reading};
use report::Report;

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
    /// TIMEX3 `beginPoint` and `endPoint` of a DURATION that runs from or up to a time that is known: "the past five years".
    pub begin: Anchor,
    pub end: Anchor,
    /// The calendar meaning, for everything but durations, sets and vague references.
    pub date: Option<crate::time::Edtf>,
    pub anchor: Anchor,
    /// The rule in `data/` that found it.
    pub rule: &'static str,
    /// The reading that was nearly chosen.
    pub alternative: Option<crate::time::Edtf>,
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
    let recognized = anchored(text.raw, dct, lexicon, &mut Clauses::of(text));
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
    let mut found = matcher::find(grammar, &atoms);
    let cues = Cues::new(&grammar.words);
    let genre = genre(&found, dct);
    found.retain(|one| genre == Genre::History || !grammar.rules[one.rule as usize].of_story);
    // Whether each is joined to the next.
    let joined: Vec<bool> = found.windows(2).map(|pair| is_joined(pair, raw, &atoms)).collect();
    let shared: Vec<Option<i32>> = (0..found.len()).map(|i| shared_year(&found[i..], &joined[i.min(joined.len())..])).collect();
    let unsaid = if genre == Genre::News { Vec::new() } else { unsaid::years(&found, &shared, &atoms) };
    let recounts = narrative::recounts(&found, dct, |one| {
        let range = one.atoms.start as usize..one.atoms.end as usize;
        cues.of(&atoms, &grammar.words, range, false, clauses)
    });
    let mut timexes: Vec<Timex> = Vec::with_capacity(found.len());
    let mut story: Option<(Point, u32)> = None;
    let mut day: Option<(Point, u32)> = None;
    let mut main = Narrative::default();
    let mut elsewhere: Option<(Point, u32)> = None;
    let mut told = Told::default();
    let (mut passage_until, mut report, mut pointed) = (0, Report::default(), Default::default());
    // "two days after the raid" is a length here; the event row finds what it is counted from.
    let hangs_on = grammar.words.class("hangs-on");
    let period_end = grammar.words.class("period-end");
    let hangs_on_event = |end: usize| {
        let next = atoms.get(end).filter(|a| a.gap == Gap::Blank);
        next.is_some_and(|a| hangs_on.is_some_and(|class| grammar.words.has(a.symbol, class)))
    };
    for (i, one) in found.iter().enumerate() {
        let atoms_of = one.atoms.start as usize..one.atoms.end as usize;
        let mut context = Context {
            dct,
            genre,
            direction: Direction::Unknown,
            evidence: Evidence::Thin,
            recounts,
            story,
            day,
            main: main.at,
            elsewhere,
            day_of_hour: told.day_at(&atoms, atoms_of.start),
            passage: atoms_of.start < passage_until,
            member: timexes.last().and_then(|last| member(last, story)).filter(|_| joined[i - 1]),
            shared_year: shared[i],
            unsaid_year: unsaid.get(i).copied().flatten(),
            quarter: report.quarter(atoms_of.start),
            report: report.compared(atoms_of.start),
        };
        let is_twin = |before: &matcher::Found| {
            before.rule == one.rule && before.reading.base == one.reading.base && before.atoms.end + 4 > one.atoms.start
        };
        if i > 0 && is_twin(&found[i - 1]) {
            // "9-10 a.m. on Friday" is one Friday.
            (context.direction, context.evidence) = pointed;
        } else if needs_direction(&one.reading, &context) {
            let of_weekday = matches!(one.reading.base, Base::Weekday(_));
            (context.direction, context.evidence) = cues.of(&atoms, &grammar.words, atoms_of.clone(), of_weekday, clauses);
        }
        pointed = (context.direction, context.evidence);
        let resolved = policy::resolve(&one.reading, &context);
        let rule = &grammar.rules[one.rule as usize];
        if let Some(point) = resolved.point.filter(|p| p.interval().is_some()) {
            story = Some((point, i as u32));
            day = story.filter(|(point, _)| point.single_day().is_some()).or(day);
            told.hear(point, i as u32, atoms_of.end);
            if explicit_year(&one.reading).is_some_and(|year| dct.is_none_or(|dct| year != dct.year())) {
                elsewhere = story;
            }
            main.hear(point, i as u32, opens_sentence(&atoms, atoms_of.start));
            let is_fine = matches!(point.place, point::Place::Month(_) | point::Place::Day(..) | point::Place::Season(_));
            if is_fine && explicit_year(&one.reading).is_some_and(|year| dct.is_none_or(|dct| year < dct.year() - 1)) {
                passage_until = paragraph_end(&atoms, atoms_of.end);
            }
        } else if resolved.point.is_some_and(|point| matches!(point.place, point::Place::Day(1.., 1..))) {
            // "January 8" of an unknown year: the same day is no day of the year that was named before.
            story = resolved.point.map(|point| (point, i as u32));
        }
        if [resolved.anchor, resolved.begin, resolved.end].contains(&Anchor::Dct) {
            // "In recent years", "this week": the text is back in its own time.
            passage_until = 0;
        }
        let next = atoms.get(atoms_of.end).filter(|a| a.gap == Gap::Blank);
        let ends = next.is_some_and(|a| period_end.is_some_and(|class| grammar.words.has(a.symbol, class)));
        report.hear(&one.reading, resolved.point, i as u32, atoms_of.clone(), ends, dct);
        let span = Span { start: atoms[atoms_of.start].start, end: atoms[atoms_of.end - 1].end };
        let date = match resolved.kind {
            Kind::Date | Kind::Time => resolved.point.and_then(|p| p.edtf()),
            Kind::Duration | Kind::Set => None,
        };
        let anchor = if resolved.kind == Kind::Duration && hangs_on_event(atoms_of.end) { Anchor::Event } else { resolved.anchor };
        if anchor == Anchor::Event {
            told.hear_distance(atoms_of.end);
        }
        timexes.push(Timex {
            span,
            sentence: 0,
            tokens: 0..0,
            kind: rule.kind.unwrap_or(resolved.kind),
            value: resolved.value,
            modifier: resolved.modifier,
            quant: resolved.quant,
            freq: resolved.freq,
            begin: resolved.begin,
            end: resolved.end,
            date,
            anchor,
            rule: rule.name,
            alternative: resolved.alternative,
        });
    }
    timexes
}

/// The time that a list goes on from, if its last member was counted from the DCT.
fn member(last: &Timex, story: Option<(Point, u32)>) -> Option<(Point, u32)> {
    let is_yearly = |point: &Point| matches!(point.place, point::Place::Month(1..) | point::Place::Day(1.., 1..) | point::Place::Season(_));
    story.filter(|(point, _)| last.anchor == Anchor::Dct && last.kind == Kind::Date && is_yearly(point))
}

/// Whether the direction of its clause can change what a reading means. To tell it costs far more than to find the expression.
fn needs_direction(reading: &Reading, context: &Context) -> bool {
    let is_told = context.genre == Genre::History && context.main.or(context.story).is_some_and(|(point, _)| point.year.is_some());
    // What a history says of these weeks may be of the article's own year.
    let is_near = |month: u8, day: u8| {
        let date = |dct: NaiveDate| NaiveDate::from_ymd_opt(dct.year(), month.into(), day.into());
        context.dct.is_some_and(|dct| date(dct).is_some_and(|date| (date - dct).num_days().abs() <= policy::NEAR))
    };
    match reading.base {
        Base::Calendar(Calendar { field: Field::Day(0, _), year, .. }) => year.is_none(),
        Base::Calendar(Calendar { field: Field::Day(month, day), year: None, .. }) if is_told && is_near(month, day) => true,
        Base::Calendar(Calendar { year: None, field, .. }) => {
            field != Field::Whole && !is_told && (context.shared_year.is_none() || reading.shift.is_some())
        }
        Base::Weekday(_) => context.genre != Genre::History && matches!(reading.shift, None | Some(Shift::This)),
        Base::Holiday { year: None, .. } | Base::Nth { year: None, .. } => !is_told,
        Base::Unit(Unit::Weekend) => matches!(reading.shift, None | Some(Shift::This)),
        Base::Unit(Unit::Quarter) => reading.shift.is_none(),
        // Counted from about now, it may be yet to come.
        Base::Away { amount: Some(1..), from: From::Story, .. } => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Files;

    #[test]
    fn lengths_run_up_to_a_time_or_from_it() {
        let (none, dct, first) = (Anchor::None, Anchor::Dct, Anchor::Timex(0));
        for (text, begin, end) in [
            ("It grew over the past five years.", none, dct),
            ("It grew in the last three months.", none, dct),
            ("It may rain for the next two days.", dct, none),
            ("It will be felt in coming weeks.", dct, none),
            ("It fell for the last week.", none, dct),
            ("He came in May 1910. For the following two years he hid.", first, none),
            ("He came in May 1910. The previous three years he had hidden.", none, first),
            ("It lasted three weeks.", none, none),
            ("The first two weeks were calm.", none, none),
        ] {
            let found = recognize(text, NaiveDate::from_ymd_opt(2020, 12, 3), Lexicon::embedded());
            let length = found.iter().find(|t| t.kind == Kind::Duration).expect(text);
            assert_eq!((length.begin, length.end), (begin, end), "{text}");
        }
    }

    /// All that is the same whether or not the whole text was read.
    fn said(timex: &Timex) -> String {
        let Timex { span, kind, value, modifier, quant, freq, date, anchor, rule, alternative, .. } = timex;
        format!("{span:?} {kind:?} {value} {modifier:?} {quant:?} {freq:?} {date:?} {anchor:?} {rule} {alternative:?}")
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
