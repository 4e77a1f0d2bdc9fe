//! `annals tag --format json`: one object a document, the contract for programs and for scoring.
//!
//! Offsets count code points of the text as given: of the whole decoded file, front matter included. Ids are `t1`, `t2`, … and `e1`, …;
//! `t0` is the DCT.

use crate::event::Mention;
use crate::pipeline::{Node, Tagged, TaggedLink};
use crate::span::{CodePoints, Span};
use crate::time::Edtf;
use crate::timeline::yaml::names::Named;
use crate::timex::{Anchor, Timex};
use serde::Serialize;

/// One line, without its line break. `only_timexes` leaves events and links out.
pub fn line(tagged: &Tagged, only_timexes: bool) -> String {
    let mut text = Given { body: &tagged.article.body, front: tagged.article.front, points: CodePoints::new(&tagged.article.body) };
    let document = Document {
        doc: &tagged.article.path,
        dct: tagged.article.dct.date.map(|day| day.to_string()),
        timexes: tagged.timexes.iter().enumerate().map(|(at, timex)| TimexFields::new(at, timex, &mut text)).collect(),
        events: (!only_timexes).then(|| tagged.mentions.iter().enumerate().map(|(at, m)| EventFields::new(at, m, &mut text)).collect()),
        links: (!only_timexes).then(|| {
            let fields = |link: &TaggedLink| LinkFields {
                from: node(link.from),
                to: node(link.to),
                rel: link.relation.name(),
                cue: link.cue.clone(),
            };
            tagged.links.iter().map(fields).collect()
        }),
    };
    // Serialising strings and numbers into memory cannot fail.
    serde_json::to_string(&document).unwrap_or_default()
}

pub(super) fn node(node: Node) -> String {
    match node {
        Node::Dct => "t0".into(),
        Node::Timex(at) => format!("t{}", at + 1),
        Node::Mention(at) => format!("e{}", at + 1),
    }
}

struct Given<'a> {
    body: &'a str,
    front: usize,
    points: CodePoints<'a>,
}

impl<'a> Given<'a> {
    fn place(&mut self, span: Span) -> (usize, usize, &'a str) {
        let start = self.front + self.points.at(span.start as usize);
        (start, self.front + self.points.at(span.end as usize), span.of(self.body))
    }
}

#[derive(Serialize)]
struct Document<'a> {
    doc: &'a str,
    dct: Option<String>,
    timexes: Vec<TimexFields<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    events: Option<Vec<EventFields<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    links: Option<Vec<LinkFields>>,
}

#[derive(Serialize)]
struct TimexFields<'a> {
    id: String,
    start: usize,
    end: usize,
    text: &'a str,
    r#type: &'static str,
    value: &'a str,
    r#mod: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    quant: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    freq: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    begin_point: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_point: Option<String>,
    anchor: Option<String>,
    rule: &'static str,
}

/// What a value is counted from.
fn anchored_at(anchor: Anchor) -> Option<String> {
    match anchor {
        Anchor::None => None,
        Anchor::Dct => Some(node(Node::Dct)),
        Anchor::Timex(other) => Some(node(Node::Timex(other))),
        Anchor::Event => Some("event".into()),
    }
}

impl<'a> TimexFields<'a> {
    fn new(at: usize, timex: &'a Timex, given: &mut Given<'a>) -> TimexFields<'a> {
        let (start, end, text) = given.place(timex.span);
        TimexFields {
            id: format!("t{}", at + 1),
            start,
            end,
            text,
            r#type: timex.kind.word(),
            value: &timex.value,
            r#mod: timex.modifier.map(Named::word),
            quant: timex.quant.as_deref(),
            freq: timex.freq.as_deref(),
            begin_point: anchored_at(timex.begin),
            end_point: anchored_at(timex.end),
            anchor: anchored_at(timex.anchor),
            rule: timex.rule,
        }
    }
}

#[derive(Serialize)]
struct EventFields<'a> {
    id: String,
    start: usize,
    end: usize,
    text: &'a str,
    class: &'static str,
    r#type: Option<&'a str>,
    tense: &'static str,
    polarity: &'static str,
    modality: Option<&'a str>,
    status: &'static str,
    date: Option<String>,
    date_basis: &'static str,
    actors: &'a [String],
    recipients: &'a [String],
}

impl<'a> EventFields<'a> {
    fn new(at: usize, mention: &'a Mention, given: &mut Given<'a>) -> EventFields<'a> {
        let (start, end, text) = given.place(mention.trigger);
        EventFields {
            id: format!("e{}", at + 1),
            start,
            end,
            text,
            class: mention.class.word(),
            r#type: mention.kind.as_deref(),
            tense: mention.tense.word(),
            polarity: if mention.negated { "NEG" } else { "POS" },
            modality: mention.modality.as_deref(),
            status: mention.status.word(),
            date: Some(mention.when.date).filter(|date| *date != Edtf::UNKNOWN).map(|date| date.to_string()),
            date_basis: mention.when.basis.word(),
            actors: &mention.actors,
            recipients: &mention.recipients,
        }
    }
}

#[derive(Serialize)]
struct LinkFields {
    from: String,
    to: String,
    rel: &'static str,
    cue: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn offsets_are_code_points_of_the_text_as_given() {
        let article = sample::article();
        let expected = concat!(
            r#"{"doc":"a.md","dct":"2020-12-03","timexes":[{"id":"t1","start":58,"end":64,"text":"Monday","type":"DATE","value":"2020-11-30","#,
            r#""mod":null,"anchor":"t0","rule":"weekday"}],"events":[{"id":"e1","start":48,"end":54,"text":"struck","class":"OCCURRENCE","#,
            r#""type":"ASSAULT","tense":"PAST","polarity":"POS","modality":null,"status":"occurred","date":"2020-11-30","date_basis":"relative","#,
            r#""actors":["A & B"],"recipients":[]}],"links":[{"from":"e1","to":"t1","rel":"IS_INCLUDED","cue":"on"}]}"#
        );
        assert_eq!(line(&sample::tagged(&article), false), expected);
        let short = line(&sample::tagged(&article), true);
        assert!(short.ends_with(r#""rule":"weekday"}]}"#), "{short}");
    }

    #[test]
    fn lengths_and_repetitions_say_all_that_is_known() {
        let short = line(&sample::lasting(&sample::article()), true);
        let expected = r#""value":"P5Y","mod":null,"quant":"EVERY","freq":"2X","begin_point":"event","end_point":"t0","anchor":null,"#;
        assert!(short.contains(expected), "{short}");
    }
}
