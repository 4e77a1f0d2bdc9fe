//! An event and a time, and two times.

use super::super::{Scene, Standing, Time};
use super::between::{path, words_between};
use super::said::{alone, opener, said, signals};
use super::{Features, far};
use crate::time::Interval;

pub(super) fn event_and_time(scene: &Scene, e: usize, t: usize, out: &mut Features) {
    out.kind = "event and time";
    let (event, time) = (&scene.events[e], &scene.times[t]);
    let far = far(event.sentence, time.sentence);
    let behind = time.tokens.start > event.token;
    let x = said(scene, e);
    let dct = scene.dct.map(Interval::day);
    let against_dct = Standing::of(time.days, dct);
    let opener = opener(scene, time);
    let shape = shape(time);
    let own = scene.bearer[t] == Some(e);
    let own_days = scene.timed[e].iter().find_map(|&time| scene.times[time].days);
    let standing = if own { "own".to_string() } else { format!("{:?}", Standing::of(own_days, time.days)) };
    let side = format!("{far} {behind}");
    out.add("side", format_args!("{side}"));
    alone(out, "e", &x, far);
    alone(out, "et", &x, &format!("{against_dct:?}"));
    for (template, value) in [("opener", &opener), ("shape", &shape), ("standing", &standing)] {
        out.add(template, format_args!("{side} {value}"));
        out.add(template, format_args!("{side} {value} {own}"));
        out.add(template, format_args!("{far} {value} {} {own}", x.manner));
        out.add(template, format_args!("{far} {value} {} {own}", x.tense));
        out.add(template, format_args!("{far} {value} {against_dct:?} {own}"));
        out.add(template, format_args!("{far} {value} {:?} {own}", event.class));
    }
    out.add("value", format_args!("{side} {} {own}", time.value));
    out.add("dct", format_args!("{far} {against_dct:?} {own}"));
    out.add("dct manner", format_args!("{far} {against_dct:?} {own} {}", x.manner));
    out.add("dct tense", format_args!("{against_dct:?} {own} {}", x.tense));
    out.add("dct opener", format_args!("{against_dct:?} {own} {opener} {:?}", time.kind));
    out.add("dct lemma", format_args!("{against_dct:?} {}", x.lemma));
    out.add("dct standing", format_args!("{against_dct:?} {standing}"));
    out.add("standing dated", format_args!("{standing} {} {against_dct:?}", x.dated));
    let above = scene.above[e];
    let bearer = scene.bearer[t];
    let relation = match bearer {
        _ if own => "own",
        Some(bearer) if above == Some(bearer) => "of the one above",
        Some(bearer) if scene.above[bearer] == Some(e) => "of one below",
        Some(_) => "of another",
        None => "of none",
    };
    let bearer_said = bearer.map(|b| &scene.events[b]).map_or(String::new(), |b| format!("{:?} {:?}", b.class, b.tense));
    out.add("bearer", format_args!("{side} {relation}"));
    out.add("bearer said", format_args!("{far} {relation} {bearer_said} {}", x.manner));
    out.add("bearer tense", format_args!("{far} {relation} {bearer_said} {} {against_dct:?}", x.tense));
    out.add("bearer class", format_args!("{far} {relation} {bearer_said} {:?} {opener}", event.class));
    let last = time.tokens.end.saturating_sub(1);
    let words: Vec<String> = time.tokens.clone().map(|t| scene.text.word(t).to_lowercase()).collect();
    out.add("words", format_args!("{} {own}", words.join(" ")));
    out.add("first word", format_args!("{} {own} {far}", words.first().map_or("", |w| w)));
    if far == "same" {
        let path = path(scene, event.sentence, event.token, last);
        out.add("path", format_args!("{path}"));
        out.add("path opener", format_args!("{path} {opener}"));
        out.add("path manner", format_args!("{path} {}", x.manner));
        out.add("path dct", format_args!("{path} {against_dct:?}"));
        let (from, to) = if behind { (event.token + 1, time.tokens.start) } else { (time.tokens.end, event.token) };
        words_between(scene, from..to.max(from), out);
    } else {
        let root = scene.trees[event.sentence as usize].head(event.token).is_none();
        out.add("root", format_args!("{side} {root} {relation}"));
        out.add("root tense", format_args!("{side} {root} {} {against_dct:?}", x.tense));
    }
    signals(scene, event, "e", out);
}

pub(super) fn two_times(a: &Time, b: Option<&Time>, scene: &Scene, out: &mut Features) {
    out.kind = if b.is_some() { "two times" } else { "time and day of publication" };
    let days = b.map_or(scene.dct.map(Interval::day), |b| b.days);
    let standing = Standing::of(a.days, days);
    let second = b.map_or("DCT".to_string(), shape);
    out.add("standing", format_args!("{standing:?}"));
    out.add("standing kinds", format_args!("{standing:?} {:?} {:?}", a.kind, b.map(|b| b.kind)));
    out.add("standing shapes", format_args!("{standing:?} {} / {second}", shape(a)));
    out.add("shapes", format_args!("{} / {second}", shape(a)));
    out.add("values", format_args!("{} / {}", a.value, b.map_or("DCT", |b| b.value.as_str())));
    out.add("openers", format_args!("{} / {}", opener(scene, a), b.map_or(String::new(), |b| opener(scene, b))));
    out.add("first shape", format_args!("{}", shape(a)));
    out.add("second shape", format_args!("{second}"));
    // Vague and underspecified values still say which side of the day of publication they are on.
    let side = |time: &Time| format!("{:?}", Standing::of(time.days, scene.dct.map(Interval::day)));
    let other = b.map_or(String::new(), side);
    out.add("sides", format_args!("{} {other}", side(a)));
    out.add("sides kinds", format_args!("{} {other} {:?} {:?}", side(a), a.kind, b.map(|b| b.kind)));
}

/// Kind and shape of a value: "DATE day", "DURATION P", "PAST_REF".
pub(super) fn shape(time: &Time) -> String {
    let digits: String = time.value.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).take(10).collect();
    format!("{:?} {digits}", time.kind)
}
