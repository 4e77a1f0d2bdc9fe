//! Two events.

use super::super::{Event, Scene, Standing};
use super::between::{path, words_between};
use super::said::{alone, said, signals};
use super::{Features, bucket, far};
use crate::text::Rel;

pub(super) fn two_events(scene: &Scene, a: usize, b: usize, out: &mut Features) {
    out.kind = "two events";
    let (one, two) = (&scene.events[a], &scene.events[b]);
    let far = far(one.sentence, two.sentence);
    out.add("far", format_args!("{far}"));
    let (x, y) = (said(scene, a), said(scene, b));
    alone(out, "a", &x, far);
    alone(out, "b", &y, far);
    for (template, first, second) in [
        ("manners", &x.manner, &y.manner),
        ("tenses", &x.tense, &y.tense),
        ("helperses", &x.helpers, &y.helpers),
        ("hangses", &x.hangs, &y.hangs),
        ("lemmas", &x.lemma, &y.lemma),
        ("dateds", &x.dated, &y.dated),
        ("modals", &x.modal, &y.modal),
        ("manner lemma", &x.manner, &y.lemma),
        ("lemma manner", &x.lemma, &y.manner),
        ("tense hangs", &x.tense, &y.hangs),
        ("helpers tense", &x.helpers, &y.tense),
    ] {
        out.add(template, format_args!("{far} {first} / {second}"));
    }
    out.add("lemmas anywhere", format_args!("{} / {}", x.lemma, y.lemma));
    out.add("clusters", format_args!("{} {}", x.cluster, y.cluster));
    out.add("clusters far", format_args!("{far} {} {}", x.cluster, y.cluster));
    out.add("cluster lemma", format_args!("{} {}", x.cluster, y.lemma));
    out.add("lemma cluster", format_args!("{} {}", x.lemma, y.cluster));
    out.add("tags", format_args!("{far} {:?} {:?}", x.tag, y.tag));
    out.add("tags manners", format_args!("{far} {:?} {:?} {} {}", x.tag, y.tag, x.tense, y.tense));
    out.add("same lemma", format_args!("{far} {} {} {}", x.lemma == y.lemma, x.noun, y.noun));
    let quoted = |event: &Event| scene.quoted[event.token as usize];
    out.add("quoted", format_args!("{far} {} {} {:?} {:?}", quoted(one), quoted(two), one.class, two.class));
    let days = |e: usize| scene.timed[e].iter().find_map(|&time| scene.times[time].days);
    let standing = Standing::of(days(a), days(b));
    out.add("standing", format_args!("{far} {standing:?}"));
    out.add("standing anywhere", format_args!("{standing:?}"));
    let between = scene.events.iter().filter(|e| e.token > one.token && e.token < two.token).count() as u32;
    out.add("between", format_args!("{far} {}", bucket(between)));
    out.add("between tenses", format_args!("{far} {} {} {}", bucket(between), x.tense, y.tense));
    // "He had left. He said …": what stands at the head of the second sentence.
    let tree = &scene.trees[two.sentence as usize];
    let start = tree.tokens().start;
    let opening = tree.word(start).to_lowercase();
    out.add("opening", format_args!("{far} {opening}"));
    if tree.tokens().len() > 1 {
        out.add("opening two", format_args!("{far} {opening} {}", tree.word(start + 1).to_lowercase()));
    }
    // Whether either is the main verb of its sentence.
    let root = |event: &Event| scene.trees[event.sentence as usize].head(event.token).is_none();
    out.add("roots", format_args!("{far} {} {} {} {}", root(one), root(two), x.tense, y.tense));
    out.add("roots classes", format_args!("{far} {} {} {:?} {:?}", root(one), root(two), one.class, two.class));
    if far == "same" {
        let path = path(scene, one.sentence, one.token, two.token);
        out.add("path", format_args!("{path}"));
        out.add("path tenses", format_args!("{path} {} {}", x.tense, y.tense));
        out.add("path classes", format_args!("{path} {:?} {:?}", one.class, two.class));
        out.add("path manners", format_args!("{path} {} {}", x.manner, y.manner));
        out.add("path hangs", format_args!("{path} {} / {}", x.hangs, y.hangs));
        out.add("path lemma", format_args!("{path} {}", x.lemma));
        out.add("path lemma b", format_args!("{path} {}", y.lemma));
        words_between(scene, one.token + 1..two.token, out);
        let first = tree.tokens().start;
        if matches!(tree.rel(first), Rel::Mark | Rel::Case | Rel::Advmod) {
            let governed = tree.head(first) == Some(one.token) || tree.head(first).and_then(|h| tree.head(h)) == Some(one.token);
            out.add("fronted", format_args!("{governed} {}", tree.word(first).to_lowercase()));
        }
    } else {
        let same_paragraph = scene.text.sentences[one.sentence as usize].paragraph == scene.text.sentences[two.sentence as usize].paragraph;
        out.add("paragraph", format_args!("{far} {same_paragraph}"));
        out.add("paragraph tenses", format_args!("{far} {same_paragraph} {} {}", x.tense, y.tense));
        out.add("above both", format_args!("{far} {} / {}", x.above, y.above));
        out.add("above lemma both", format_args!("{far} {} {} / {} {}", x.above_lemma, x.tense, y.above_lemma, y.tense));
    }
    signals(scene, one, "a", out);
    signals(scene, two, "b", out);
}
