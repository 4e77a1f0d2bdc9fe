//! Temporal expressions: find, underspecified value, anchored value (TIMEX3).

mod atom;
pub mod clauses;
mod course;
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
use crate::lexicon::timex::Rule;
pub use crate::lexicon::timex::fact::Modifier;
use crate::lexicon::timex::fact::{Shift, Unit};
use crate::lexicon::timex::words::Class;
use crate::span::Span;
use crate::text::Text;
use atom::Gap;
use chrono::{Datelike, NaiveDate};
use clauses::Clauses;
use course::Course;
use cue::Cues;
use matcher::Found;
use narrative::{genre, is_joined, shared_year};
use point::Point;
use policy::{Context, Direction, Evidence, Genre, Resolved};
use reading::{Base, Calendar, Field, From, Reading};

/// One temporal expression with its anchored value.
#[derive(Clone, Debug)]
pub struct Timex {
    /// In bytes of the text.
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
    /// What its value was counted from.
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
    /// The day of publication.
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
    let genre = genre(&found, dct);
    found.retain(|one| genre == Genre::History || !grammar.rules[one.rule as usize].of_story);
    // Whether each is joined to the next.
    let joined: Vec<bool> = found.windows(2).map(|pair| is_joined(pair, raw, &atoms)).collect();
    let shared: Vec<Option<i32>> = (0..found.len()).map(|i| shared_year(&found[i..], &joined[i.min(joined.len())..])).collect();
    let unsaid = if genre == Genre::News { Vec::new() } else { unsaid::years(&found, &shared, &atoms) };

    let cues = Cues::new(&grammar.words);
    let recounts = narrative::recounts(&found, dct, |one| {
        let range = one.atoms.start as usize..one.atoms.end as usize;
        cues.of(&atoms, &grammar.words, range, false, clauses)
    });
    let (hangs_on, period_end) = (grammar.words.class("hangs-on"), grammar.words.class("period-end"));
    let is_followed_by = |end: usize, class: Option<Class>| {
        let next = atoms.get(end).filter(|a| a.gap == Gap::Blank);
        next.zip(class).is_some_and(|(next, class)| grammar.words.has(next.symbol, class))
    };
    let mut timexes: Vec<Timex> = Vec::with_capacity(found.len());
    let mut course = Course::new(dct, genre);
    let mut pointed = (Direction::Unknown, Evidence::Thin);
    for (i, one) in found.iter().enumerate() {
        let (start, end) = (one.atoms.start as usize, one.atoms.end as usize);
        let mut context = course.context(&atoms, start);
        context.member = timexes.last().and_then(|last| member(last, course.story())).filter(|_| joined[i - 1]);
        context.recounts = recounts;
        let counts_days = matches!(one.reading.base, Base::Unit(Unit::Day));
        context.aside = counts_days && i > 0 && narrative::is_aside(&found[i - 1], raw, &atoms);
        context.shared_year = shared[i];
        context.unsaid_year = unsaid.get(i).copied().flatten();
        // "9-10 a.m. on Friday" is one Friday, so both point where the first does.
        if i == 0 || !is_twin(&found[i - 1], one) {
            let of_weekday = matches!(one.reading.base, Base::Weekday(_));
            pointed = if needs_direction(&one.reading, &context) {
                cues.of(&atoms, &grammar.words, start..end, of_weekday, clauses)
            } else {
                (Direction::Unknown, Evidence::Thin)
            };
        }
        (context.direction, context.evidence) = pointed;

        let mut resolved = policy::resolve(&one.reading, &context);
        course.hear(one, &resolved, i as u32, &atoms, is_followed_by(end, period_end));
        // "two days after the raid" is a length here; the event row finds what it is counted from.
        if resolved.kind == Kind::Duration && is_followed_by(end, hangs_on) {
            resolved.anchor = Anchor::Event;
        }
        if resolved.anchor == Anchor::Event {
            course.hear_distance(end);
        }
        let span = Span { start: atoms[start].start, end: atoms[end - 1].end };
        timexes.push(timex(span, &grammar.rules[one.rule as usize], resolved));
    }
    timexes
}

/// Whether two expressions are parts of one: the same rule found them, the second close behind the first.
fn is_twin(before: &Found, one: &Found) -> bool {
    before.rule == one.rule && before.reading.base == one.reading.base && before.atoms.end + 4 > one.atoms.start
}

/// An expression that is not placed in a text yet.
fn timex(span: Span, rule: &Rule, resolved: Resolved) -> Timex {
    let date = match resolved.kind {
        Kind::Date | Kind::Time => resolved.point.and_then(|point| point.edtf()),
        Kind::Duration | Kind::Set => None,
    };
    Timex {
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
        anchor: resolved.anchor,
        rule: rule.name,
        alternative: resolved.alternative,
    }
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
