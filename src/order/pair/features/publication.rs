//! An event and the day of publication.

use super::super::{Scene, Standing};
use super::said::{alone, opener, said, signals};
use super::times::shape;
use super::{Features, bucket};
use crate::time::Interval;

pub(super) fn event_and_dct(scene: &Scene, e: usize, out: &mut Features) {
    out.kind = "event and day of publication";
    let event = &scene.events[e];
    let x = said(scene, e);
    alone(out, "e", &x, "");
    let tree = &scene.trees[event.sentence as usize];
    let near = |away: i64| u32::try_from(event.token as i64 + away).ok().filter(|t| tree.tokens().contains(t));
    for away in [-2i64, -1, 1, 2] {
        let word = near(away).map_or(String::new(), |t| tree.word(t).to_lowercase());
        out.add("near", format_args!("{away} {word}"));
        out.add("near tense", format_args!("{away} {word} {}", x.tense));
        out.add("near tag", format_args!("{away} {:?} {}", near(away).map(|t| tree.tag(t)), x.tense));
    }
    for &time in &scene.timed[e] {
        let time = &scene.times[time];
        let standing = Standing::of(time.days, scene.dct.map(Interval::day));
        out.add("time", format_args!("{standing:?} {}", opener(scene, time)));
        out.add("time shape", format_args!("{standing:?} {}", shape(time)));
        out.add("time tense", format_args!("{standing:?} {} {:?}", x.tense, time.kind));
        out.add("time value", format_args!("{}", time.value));
    }
    if let Some(above) = scene.above[e] {
        let y = said(scene, above);
        out.add("above manner", format_args!("{} / {}", y.manner, x.manner));
        out.add("above helpers", format_args!("{} / {}", y.helpers, x.helpers));
        out.add("above dated", format_args!("{} / {}", y.dated, x.tense));
        out.add("above lemma tense", format_args!("{} / {}", y.lemma, x.tense));
        out.add("above cluster", format_args!("{} / {}", y.cluster, x.manner));
    }
    // Other times of the sentence, whatever they hang on.
    for (t, time) in scene.times.iter().enumerate().filter(|(_, time)| time.sentence == event.sentence) {
        let standing = Standing::of(time.days, scene.dct.map(Interval::day));
        out.add("sentence time", format_args!("{standing:?} {} {}", scene.bearer[t] == Some(e), x.tense));
    }
    out.add("sentence", format_args!("{}", bucket(event.sentence)));
    out.add("sentence manner", format_args!("{} {}", event.sentence == 0, x.manner));
    out.add("quoted", format_args!("{} {}", scene.quoted[event.token as usize], x.tense));
    signals(scene, event, "e", out);
}
