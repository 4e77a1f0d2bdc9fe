//! `annals tag --format timeml`: one TimeML 1.2.1 document, with TIMEX3 and EVENT inline.
//!
//! TimeML forbids nesting: an event inside a temporal expression, or overlapping another one, is left out together with its links.

use super::json::node;
use crate::event::{Mention, Tense};
use crate::pipeline::{Node, Tagged, TaggedLink};
use crate::span::Span;
use crate::timeline::yaml::names::Named;
use crate::timex::{Anchor, Timex};
use std::fmt::Write;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TimeML xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
                    xsi:noNamespaceSchemaLocation=\"http://timeml.org/timeMLdocs/TimeML_1.2.1.xsd\">\n";

/// The whole document.
pub fn document(tagged: &Tagged) -> String {
    let article = tagged.article;
    let mut out = format!("{HEAD}\n<DOCID>{}</DOCID>\n\n", escaped(&article.path));
    let day = article.dct.date.map_or("XXXX-XX-XX".to_string(), |day| day.to_string());
    let words = article.dct.date.map_or(String::new(), |day| day.to_string());
    let _ = writeln!(
        out,
        "<DCT><TIMEX3 tid=\"t0\" type=\"DATE\" value=\"{day}\" temporalFunction=\"false\" functionInDocument=\"CREATION_TIME\">{words}</TIMEX3></DCT>\n"
    );
    if let Some(title) = &article.title {
        let _ = writeln!(out, "<TITLE>{}</TITLE>\n", escaped(title));
    }
    let marks = marks(tagged);
    out.push_str("<TEXT>");
    let mut done = 0;
    for (span, mark) in &marks {
        out.push_str(&escaped(&article.body[done..span.start as usize]));
        let words = escaped(span.of(&article.body));
        match *mark {
            Node::Timex(at) => timex(&mut out, at, &tagged.timexes[at as usize], &words),
            Node::Mention(at) => event(&mut out, at, &tagged.mentions[at as usize], &words),
            Node::Dct => {}
        }
        done = span.end as usize;
    }
    out.push_str(&escaped(&article.body[done..]));
    out.push_str("</TEXT>\n\n");
    for (_, mark) in &marks {
        if let Node::Mention(at) = *mark {
            instance(&mut out, at, &tagged.mentions[at as usize]);
        }
    }
    out.push('\n');
    let shown = |n: Node| n == Node::Dct || marks.iter().any(|(_, mark)| *mark == n);
    for (at, link) in tagged.links.iter().filter(|link| shown(link.from) && shown(link.to)).enumerate() {
        tlink(&mut out, at, link);
    }
    out.push_str("\n</TimeML>\n");
    out
}

/// What is marked in the text, in order and without overlap; expressions come before events.
fn marks(tagged: &Tagged) -> Vec<(Span, Node)> {
    let timexes = tagged.timexes.iter().enumerate().map(|(at, timex)| (timex.span, Node::Timex(at as u32)));
    let mentions = tagged.mentions.iter().enumerate().map(|(at, mention)| (mention.trigger, Node::Mention(at as u32)));
    let mut marks: Vec<(Span, Node)> = timexes.chain(mentions).collect();
    marks.sort_by_key(|(span, mark)| (span.start, matches!(mark, Node::Mention(_))));
    let mut kept: Vec<(Span, Node)> = Vec::with_capacity(marks.len());
    for (span, mark) in marks {
        match kept.last() {
            Some((last, Node::Mention(_))) if last.overlaps(span) && matches!(mark, Node::Timex(_)) => {
                kept.pop();
            }
            Some((last, _)) if last.overlaps(span) => continue,
            _ => {}
        }
        kept.push((span, mark));
    }
    kept
}

fn timex(out: &mut String, at: u32, timex: &Timex, words: &str) {
    let _ = write!(out, "<TIMEX3 tid=\"{}\" type=\"{}\" value=\"{}\"", node(Node::Timex(at)), timex.kind.word(), escaped(&timex.value));
    if let Some(modifier) = timex.modifier {
        let _ = write!(out, " mod=\"{}\"", modifier.word());
    }
    for (name, value) in [("quant", &timex.quant), ("freq", &timex.freq)] {
        if let Some(value) = value {
            let _ = write!(out, " {name}=\"{}\"", escaped(value));
        }
    }
    for (name, point) in [("beginPoint", timex.begin), ("endPoint", timex.end)] {
        if let Some(point) = anchored_at(point) {
            let _ = write!(out, " {name}=\"{}\"", node(point));
        }
    }
    let anchor = anchored_at(timex.anchor);
    let _ = write!(out, " temporalFunction=\"{}\" functionInDocument=\"NONE\"", timex.anchor != Anchor::None);
    if let Some(anchor) = anchor {
        let _ = write!(out, " anchorTimeID=\"{}\"", node(anchor));
    }
    let _ = write!(out, ">{words}</TIMEX3>");
}

/// The time that something is counted from, if it is one.
fn anchored_at(anchor: Anchor) -> Option<Node> {
    match anchor {
        Anchor::Dct => Some(Node::Dct),
        Anchor::Timex(other) => Some(Node::Timex(other)),
        Anchor::None | Anchor::Event => None,
    }
}

fn event(out: &mut String, at: u32, mention: &Mention, words: &str) {
    let _ = write!(out, "<EVENT eid=\"{}\" class=\"{}\">{words}</EVENT>", node(Node::Mention(at)), mention.class.word());
}

fn instance(out: &mut String, at: u32, mention: &Mention) {
    let pos = if mention.tense == Tense::None { "OTHER" } else { "VERB" };
    let polarity = if mention.negated { "NEG" } else { "POS" };
    let modality = mention.modality.as_ref().map_or(String::new(), |m| format!(" modality=\"{}\"", escaped(m)));
    let number = at + 1;
    let _ = writeln!(
        out,
        "<MAKEINSTANCE eventID=\"e{number}\" eiid=\"ei{number}\" tense=\"{}\" aspect=\"{}\" polarity=\"{polarity}\" pos=\"{pos}\"{modality}/>",
        mention.tense.word(),
        mention.aspect.word()
    );
}

fn tlink(out: &mut String, at: usize, link: &TaggedLink) {
    let end = |n: Node, event: &str, time: &str| match n {
        Node::Mention(at) => format!("{event}=\"ei{}\"", at + 1),
        other => format!("{time}=\"{}\"", node(other)),
    };
    let from = end(link.from, "eventInstanceID", "timeID");
    let to = end(link.to, "relatedToEventInstance", "relatedToTime");
    let _ = writeln!(out, "<TLINK lid=\"l{}\" relType=\"{}\" {from} {to}/>", at + 1, link.relation.name());
}

/// Text as XML 1.0 allows it: a character that XML cannot hold becomes a space, so that offsets stay.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\r' => out.push_str("&#13;"),
            '\u{fffe}' | '\u{ffff}' => out.push(' '),
            c if c < ' ' && c != '\n' && c != '\t' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[test]
    fn a_document() {
        let article = sample::article();
        let expected = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TimeML xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
            xsi:noNamespaceSchemaLocation=\"http://timeml.org/timeMLdocs/TimeML_1.2.1.xsd\">\n\n<DOCID>a.md</DOCID>\n\n\
            <DCT><TIMEX3 tid=\"t0\" type=\"DATE\" value=\"2020-12-03\" temporalFunction=\"false\" functionInDocument=\"CREATION_TIME\">2020-12-03</TIMEX3></DCT>\n\n\
            <TEXT>“Café” &lt;A &amp; B&gt; militia <EVENT eid=\"e1\" class=\"OCCURRENCE\">struck</EVENT> on \
            <TIMEX3 tid=\"t1\" type=\"DATE\" value=\"2020-11-30\" temporalFunction=\"true\" functionInDocument=\"NONE\" anchorTimeID=\"t0\">Monday</TIMEX3>.\n</TEXT>\n\n\
            <MAKEINSTANCE eventID=\"e1\" eiid=\"ei1\" tense=\"PAST\" aspect=\"NONE\" polarity=\"POS\" pos=\"VERB\"/>\n\n\
            <TLINK lid=\"l1\" relType=\"IS_INCLUDED\" eventInstanceID=\"ei1\" relatedToTime=\"t1\"/>\n\n</TimeML>\n";
        assert_eq!(document(&sample::tagged(&article)), expected);
    }

    #[test]
    fn lengths_and_repetitions_say_all_that_is_known() {
        let xml = document(&sample::lasting(&sample::article()));
        let expected = "<TIMEX3 tid=\"t1\" type=\"DURATION\" value=\"P5Y\" quant=\"EVERY\" freq=\"2X\" endPoint=\"t0\" \
            temporalFunction=\"false\" functionInDocument=\"NONE\">Monday</TIMEX3>";
        assert!(xml.contains(expected), "{xml}");
    }

    #[test]
    fn an_event_inside_an_expression_is_left_out() {
        let article = sample::article();
        let mut tagged = sample::tagged(&article);
        tagged.timexes[0].span = Span::new(tagged.mentions[0].trigger.start as usize, tagged.timexes[0].span.end as usize);
        let xml = document(&tagged);
        assert!(
            !xml.contains("<EVENT")
                && !xml.contains("<MAKEINSTANCE")
                && !xml.contains("<TLINK")
                && xml.contains(">struck on Monday</TIMEX3>"),
            "{xml}"
        );
    }
}
