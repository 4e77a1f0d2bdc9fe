//! One small tagged article for the tests of the renderers.

use crate::article::{Article, read};
use crate::event::{Aspect, Basis, Class, Mention, Status, Tense, When};
use crate::pipeline::{Node, Tagged, TaggedLink};
use crate::span::Span;
use crate::time::{Edtf, Relation};
use crate::timex::{Anchor, Kind, Timex};

pub fn article() -> Article {
    read("---\ndate: 2020-12-03\n---\n“Café” <A & B> militia struck on Monday.\n".as_bytes(), "a.md", None).0.unwrap()
}

/// The same article with a length and a repetition for its expression, as far as TIMEX3 tells them.
pub fn lasting(article: &Article) -> Tagged<'_> {
    let mut tagged = tagged(article);
    let timex = &mut tagged.timexes[0];
    (timex.kind, timex.value, timex.date, timex.anchor) = (Kind::Duration, "P5Y".into(), None, Anchor::None);
    (timex.quant, timex.freq) = (Some("EVERY".into()), Some("2X".into()));
    (timex.begin, timex.end) = (Anchor::Event, Anchor::Dct);
    tagged
}

pub fn tagged(article: &Article) -> Tagged<'_> {
    let span = |words: &str| {
        let start = article.body.find(words).unwrap();
        Span::new(start, start + words.len())
    };
    let date: Edtf = "2020-11-30".parse().unwrap();
    let timex = Timex {
        span: span("Monday"),
        sentence: 0,
        tokens: 0..1,
        kind: Kind::Date,
        value: date.to_string(),
        modifier: None,
        quant: None,
        freq: None,
        begin: Anchor::None,
        end: Anchor::None,
        date: Some(date),
        anchor: Anchor::Dct,
        rule: "weekday",
        alternative: None,
    };
    let mention = Mention {
        trigger: span("struck"),
        token: 0,
        sentence: 0,
        class: Class::Occurrence,
        kind: Some("ASSAULT".into()),
        tense: Tense::Past,
        aspect: Aspect::None,
        negated: false,
        modality: None,
        status: Status::Occurred,
        when: When { date, basis: Basis::Relative, timex: Some(0) },
        actors: vec!["A & B".into()],
        recipients: Vec::new(),
        place: None,
        attribution: None,
        what: String::new(),
        listed: true,
        doubt: Default::default(),
        carrier: None,
        same_as: None,
    };
    let link = TaggedLink { from: Node::Mention(0), to: Node::Timex(0), relation: Relation::IsIncluded, cue: Some("on".into()) };
    Tagged { article, timexes: vec![timex], mentions: vec![mention], links: vec![link] }
}
