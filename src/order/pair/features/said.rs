//! What is said of one event by itself.

use super::super::{Event, Scene, Standing, Time};
use super::Features;
use crate::text::{Rel, Tag};
use crate::time::Interval;

/// What is said of one event by itself.
pub(super) struct Said {
    /// Class, tense, aspect, polarity.
    pub manner: String,
    pub tense: String,
    /// Its auxiliaries: "had been".
    pub helpers: String,
    /// How it hangs on what governs it: the relation and the little words.
    pub hangs: String,
    pub lemma: String,
    pub cluster: u8,
    /// Its own time against the day of publication, with the preposition.
    pub dated: String,
    pub modal: String,
    /// The class, tense and relation of the event above it.
    pub above: String,
    pub above_lemma: String,
    pub tag: Tag,
    pub noun: bool,
}

pub(super) fn said(scene: &Scene, e: usize) -> Said {
    let event = &scene.events[e];
    let tree = &scene.trees[event.sentence as usize];
    let token = event.token;
    let little = |rels: &[Rel]| {
        let words: Vec<String> = tree.children_in(token, rels).map(|c| tree.word(c).to_lowercase()).collect();
        words.join(" ")
    };
    let Event { class, tense, aspect, negated, .. } = event;
    let helpers = little(&[Rel::Aux, Rel::AuxPass, Rel::Cop]);
    let hangs = format!("{:?} {}", tree.rel(token), little(&[Rel::Mark, Rel::Case, Rel::Cc]));
    let dated = match scene.timed[e].first() {
        Some(&time) => {
            format!("{:?} {}", Standing::of(scene.times[time].days, scene.dct.map(Interval::day)), opener(scene, &scene.times[time]))
        }
        None => "no".into(),
    };
    let above = scene.above[e].map(|up| &scene.events[up]);
    Said {
        manner: format!("{class:?} {tense:?} {aspect:?} {negated}"),
        tense: format!("{tense:?} {aspect:?}"),
        helpers,
        hangs,
        lemma: scene.lemmas[token as usize].to_string(),
        cluster: scene.clusters[token as usize],
        dated,
        modal: event.modality.clone().unwrap_or_default(),
        above: above.map_or(String::new(), |up| format!("{:?} {:?} {:?}", up.class, up.tense, tree.rel(token))),
        above_lemma: above.map_or(String::new(), |up| scene.lemmas[up.token as usize].to_string()),
        tag: tree.tag(token),
        noun: !tree.tag(token).is_verb(),
    }
}

/// The preposition or determiner that opens a time: "since", "in", "last".
pub(super) fn opener(scene: &Scene, time: &Time) -> String {
    let text = scene.text;
    let first = text.word(time.tokens.start).to_lowercase();
    let sentence = &text.sentences[time.sentence as usize];
    let before = time.tokens.start.checked_sub(1).filter(|t| sentence.tokens.contains(t));
    match before {
        Some(before) if matches!(text.tag(before), Tag::In | Tag::To) => text.word(before).to_lowercase(),
        _ if matches!(text.tag(time.tokens.start), Tag::In | Tag::Jj | Tag::Dt) => first,
        _ => String::new(),
    }
}

pub(super) fn alone(out: &mut Features, side: &str, said: &Said, far: &str) {
    let Said { manner, tense, helpers, hangs, lemma, cluster, dated, modal, above, above_lemma, tag, noun } = said;
    for (template, value) in [
        ("manner", manner),
        ("tense", tense),
        ("helpers", helpers),
        ("hangs", hangs),
        ("lemma", lemma),
        ("dated", dated),
        ("modal", modal),
        ("above", above),
        ("above lemma", above_lemma),
    ] {
        out.add(template, format_args!("{side} {far} {value}"));
    }
    out.add("cluster", format_args!("{side} {far} {cluster}"));
    out.add("tag", format_args!("{side} {far} {tag:?}"));
    out.add("cluster manner", format_args!("{side} {far} {cluster} {manner}"));
    out.add("lemma tense", format_args!("{side} {far} {lemma} {tense}"));
    out.add("helpers tag", format_args!("{side} {far} {helpers} {tag:?}"));
    out.add("manner modal", format_args!("{side} {far} {manner} {modal} {helpers}"));
    out.add("manner above", format_args!("{side} {far} {manner} {above}"));
    out.add("noun hangs", format_args!("{side} {far} {noun} {hangs}"));
    out.add("dated manner", format_args!("{side} {far} {dated} {manner}"));
}

/// Adverbs and phrases of order that hang on an event: "later", "already", "then".
pub(super) fn signals(scene: &Scene, event: &Event, side: &str, out: &mut Features) {
    let tree = &scene.trees[event.sentence as usize];
    for child in tree.children_in(event.token, &[Rel::Advmod, Rel::Obl, Rel::OblUnmarked, Rel::Advcl]) {
        let case = tree.child(child, &[Rel::Case, Rel::Mark]).map_or(String::new(), |c| tree.word(c).to_lowercase());
        out.add("signal", format_args!("{side} {:?} {case} {}", tree.rel(child), &*scene.lemmas[child as usize]));
        out.add("signal case", format_args!("{side} {:?} {case}", tree.rel(child)));
    }
}
