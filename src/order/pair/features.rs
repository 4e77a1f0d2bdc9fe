//! What is said of a pair: every feature is a template with the words that fill it, hashed.

use super::{Event, Item, Scene, Standing, Time};
use crate::linear::{feature, mix};
use crate::text::{Rel, Tag};
use crate::time::Interval;
use std::fmt::{self, Write};
use std::ops::Range;

/// The features of a pair. `a` is not behind `b` in the text, except that an event comes before a time.
pub fn features(scene: &Scene, a: Item, b: Item) -> Vec<u32> {
    let mut out = Features { out: Vec::with_capacity(200), kind: "" };
    match (a, b) {
        (Item::Event(a), Item::Event(b)) => two_events(scene, a, b, &mut out),
        (Item::Event(event), Item::Time(time)) => event_and_time(scene, event, time, &mut out),
        (Item::Event(event), Item::Dct) => event_and_dct(scene, event, &mut out),
        (Item::Time(a), Item::Time(b)) => two_times(&scene.times[a], Some(&scene.times[b]), scene, &mut out),
        (Item::Time(a), Item::Dct) => two_times(&scene.times[a], None, scene, &mut out),
        _ => {}
    }
    out.out
}

struct Features {
    out: Vec<u32>,
    /// Which kind of pair, in every template.
    kind: &'static str,
}

/// FNV-1a over what is written.
struct Hasher(u64);

impl Write for Hasher {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for byte in text.bytes() {
            self.0 = (self.0 ^ byte as u64).wrapping_mul(0x0100_0000_01b3);
        }
        Ok(())
    }
}

impl Features {
    fn add(&mut self, template: &str, value: fmt::Arguments) {
        let hash = |value: fmt::Arguments| {
            let mut hasher = Hasher(0xcbf2_9ce4_8422_2325);
            let _ = hasher.write_fmt(value);
            hasher.0
        };
        self.out.push(feature(hash(format_args!("{} {template}", self.kind)), mix(hash(value), 3)));
    }
}

/// How far apart two sentences are, as far as it matters.
fn far(a: u32, b: u32) -> &'static str {
    match b.abs_diff(a) {
        0 => "same",
        1 => "next",
        2 => "near",
        _ => "far",
    }
}

fn bucket(n: u32) -> u32 {
    match n {
        0..=3 => n,
        4..=6 => 4,
        7..=10 => 5,
        11..=18 => 6,
        _ => 7,
    }
}

/// What is said of one event by itself.
struct Said {
    /// Class, tense, aspect, polarity.
    manner: String,
    tense: String,
    /// Its auxiliaries: "had been".
    helpers: String,
    /// How it hangs on what governs it: the relation and the little words.
    hangs: String,
    lemma: String,
    cluster: u8,
    /// Its own time against the day of publication, with the preposition.
    dated: String,
    modal: String,
    /// The class, tense and relation of the event above it.
    above: String,
    above_lemma: String,
    tag: Tag,
    noun: bool,
}

fn said(scene: &Scene, e: usize) -> Said {
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
fn opener(scene: &Scene, time: &Time) -> String {
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

fn alone(out: &mut Features, side: &str, said: &Said, far: &str) {
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

fn two_events(scene: &Scene, a: usize, b: usize, out: &mut Features) {
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

/// Adverbs and phrases of order that hang on an event: "later", "already", "then".
fn signals(scene: &Scene, event: &Event, side: &str, out: &mut Features) {
    let tree = &scene.trees[event.sentence as usize];
    for child in tree.children_in(event.token, &[Rel::Advmod, Rel::Obl, Rel::OblUnmarked, Rel::Advcl]) {
        let case = tree.child(child, &[Rel::Case, Rel::Mark]).map_or(String::new(), |c| tree.word(c).to_lowercase());
        out.add("signal", format_args!("{side} {:?} {case} {}", tree.rel(child), &*scene.lemmas[child as usize]));
        out.add("signal case", format_args!("{side} {:?} {case}", tree.rel(child)));
    }
}

/// The relations up from one token to the meeting point and down to the other, with the words that mark them.
fn path(scene: &Scene, sentence: u32, a: u32, b: u32) -> String {
    let tree = &scene.trees[sentence as usize];
    let up: Vec<u32> = tree.ancestors(a).collect();
    let down: Vec<u32> = tree.ancestors(b).take_while(|t| !up.contains(t)).collect();
    let meeting = down.last().map_or(Some(b), |&t| tree.head(t));
    let mut said = String::new();
    for &t in up.iter().take_while(|t| Some(**t) != meeting).take(5) {
        let _ = write!(said, "<{:?}", tree.rel(t));
    }
    said.push('.');
    for &t in down.iter().rev().take(5) {
        let _ = write!(said, ">{:?}", tree.rel(t));
    }
    said
}

/// The little words between two places, and how many words and verbs stand there.
fn words_between(scene: &Scene, between: Range<u32>, out: &mut Features) {
    let text = scene.text;
    let mut verbs = 0;
    let mut tags = String::new();
    for token in between.clone() {
        let tag = text.tag(token);
        verbs += u32::from(tag.is_verb());
        if between.len() <= 5 {
            let _ = write!(tags, "{} ", tag.name());
        }
        if matches!(
            tag,
            Tag::In
                | Tag::Cc
                | Tag::Rb
                | Tag::To
                | Tag::Wrb
                | Tag::Wdt
                | Tag::Wp
                | Tag::Comma
                | Tag::Colon
                | Tag::OpenQuote
                | Tag::CloseQuote
        ) {
            out.add("word between", format_args!("{}", text.word(token).to_lowercase()));
        }
    }
    out.add("tokens between", format_args!("{}", bucket(between.len() as u32)));
    out.add("verbs between", format_args!("{}", bucket(verbs)));
    if between.len() <= 5 {
        out.add("tags between", format_args!("{tags}"));
        let words: Vec<String> = between.map(|t| text.word(t).to_lowercase()).collect();
        out.add("all between", format_args!("{}", words.join(" ")));
    }
}

/// Kind and shape of a value: "DATE day", "DURATION P", "PAST_REF".
fn shape(time: &Time) -> String {
    let digits: String = time.value.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).take(10).collect();
    format!("{:?} {digits}", time.kind)
}

fn event_and_time(scene: &Scene, e: usize, t: usize, out: &mut Features) {
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

fn event_and_dct(scene: &Scene, e: usize, out: &mut Features) {
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

fn two_times(a: &Time, b: Option<&Time>, scene: &Scene, out: &mut Features) {
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
