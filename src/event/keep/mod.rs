//! Whether a reader would keep an entry: a linear classifier over how the mention is told and what its line says.
//!
//! It learned from lines that strict readers judged: is it a real happening that the article asserts, is the date right, would the line stand in
//! a timeline as it is? What may be an entry, rules say (`select`); this doubts what they list and a reader would not.

mod article;
mod line;
mod news;

use super::select::{self, Grounds};
use super::sentence::Sentence;
use super::worth::{is_acted, is_definite, is_finite, is_first_person, is_named, is_of_event, is_of_somebody};
use super::{Mention, Status, clause, standing};
use crate::lexicon::triggers::base;
use crate::lexicon::words::Class as Listed;
use crate::linear::{self, Table, feature, mix};
use crate::text::Rel;
use crate::text::form::Form;
use crate::time::Edtf;
pub use article::Words;
pub use news::is_news;

/// The row width of the table: left out, kept.
pub const WIDTH: usize = 2;

/// Scores are logarithms of odds in these parts.
pub const UNIT: f32 = 16.0;

/// How far below its bar a line is that its place in the order may still keep; the second where it is typed and names who acts.
const NEAR: [i32; 2] = [-24, -40];

/// How far above its bar a line is that is listed although no rule lists it; the second where it tells what was done and has neither a date nor a type:
/// of those as many are good as of what the rules list.
const BEYOND: [i32; 2] = [40, 16];

/// How high the bar is that a line has to clear: a date or a type says which of the like is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bar {
    /// On a known day, in a known month or year.
    Dated,
    Typed,
    Plain,
}

impl Bar {
    pub const ALL: [Bar; 3] = [Bar::Dated, Bar::Typed, Bar::Plain];

    pub fn of(mention: &Mention) -> Bar {
        match mention.kind {
            _ if is_dated(mention) => Bar::Dated,
            Some(_) => Bar::Typed,
            None => Bar::Plain,
        }
    }

    /// Below this the odds are against a line, in parts of [`UNIT`].
    fn least(self) -> i32 {
        match self {
            Bar::Dated => 0,
            Bar::Typed => 8,
            Bar::Plain => 16,
        }
    }
}

/// What a reader would make of a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Doubt {
    #[default]
    None,
    /// He would strike it as often as not.
    Some,
    /// He would strike it, whatever it is tied to.
    Much,
}

/// Whether a line with this score clears its bar, or comes near to it. What no rule lists has a higher one.
pub fn doubt(score: i32, mention: &Mention, by_rule: bool) -> Doubt {
    // "Brigadier General Bo Tan delivered the message himself", after the report.
    let named = mention.kind.is_some() && mention.actors.iter().any(|actor| actor.contains(' ') && actor.starts_with(char::is_uppercase));
    let plain = Bar::of(mention) == Bar::Plain && mention.status == Status::Occurred;
    let beyond = BEYOND[usize::from(plain)];
    match score - Bar::of(mention).least() - if by_rule { 0 } else { beyond } {
        0.. => Doubt::None,
        below if below >= NEAR[usize::from(named)] => Doubt::Some,
        _ => Doubt::Much,
    }
}

fn is_dated(mention: &Mention) -> bool {
    let interval = mention.when.date.interval();
    let days = interval.earliest().zip(interval.latest()).map(|(from, to)| (to - from).num_days());
    let runs = matches!(mention.when.date, Edtf::Lasted { from: Some(_), to: Some(_) });
    mention.when.timex.is_some() && (runs || days.is_some_and(|days| days <= 366))
}

/// Takes doubtful mentions off the list. One stays that comes near to its bar and that order ties to another (`tied`, side by side with `mentions`), or
/// that is told again without doubt.
pub fn settle(mentions: &mut [Mention], tied: &[bool]) {
    let mut stays = vec![false; mentions.len()];
    for (at, mention) in mentions.iter().enumerate() {
        stays[mention.same_as.map_or(at, |first| first as usize)] |=
            mention.listed && (mention.doubt == Doubt::None || tied[at] && mention.doubt == Doubt::Some);
    }
    for (at, mention) in mentions.iter_mut().enumerate() {
        if mention.listed && !stays[mention.same_as.map_or(at, |first| first as usize)] {
            mention.listed = false;
            mention.what.clear();
        }
    }
}

/// What speaks for the mention with these features.
pub fn score(features: &[u32], table: &Table<WIDTH>) -> i32 {
    let mut scores = [0; WIDTH];
    table.score(features, &mut scores);
    scores[1] - scores[0]
}

/// Writes the features of a mention that has its `what` to `out`; `words` are those of its article.
pub fn features(sentence: &Sentence, grounds: &Grounds, mention: &Mention, words: &Words, out: &mut Vec<u32>) {
    out.clear();
    out.push(feature(0, 0));
    of_act(sentence, mention.token, mention.kind.as_deref(), out);
    of_trigger(sentence, mention, out);
    of_telling(sentence, grounds, mention, out);
    of_clause(sentence, mention.token, out);
    of_sentence(sentence, mention, out);
    line::read(sentence, mention, words, out);
}

/// What is told, whatever its grammar: the act, by whom, to what.
fn of_act(sentence: &Sentence, token: u32, kind: Option<&str>, out: &mut Vec<u32>) {
    let tree = &sentence.tree;
    let clause = clause::of(tree, token);
    let lemma = hash(sentence.lemma(token));
    let act = mix(lemma, u64::from(clause.passive));
    let base = hash(kind.map_or("-", base));
    let part = |t: u32| if tree.tag(t).is_proper() { 1 } else { hash(sentence.lemma(t)) };
    let group = |t: Option<u32>| t.map_or(0, |t| if tree.tag(t).is_proper() { 999 } else { cluster(sentence, t) + 1 });
    out.extend([
        feature(200, lemma),
        feature(201, act),
        feature(202, cluster(sentence, token)),
        feature(203, hash(kind.unwrap_or("-"))),
        feature(204, base),
        feature(205, mix(base, lemma)),
        feature(206, clause.subject.map_or(1, part)),
        feature(207, group(clause.subject)),
        feature(208, clause.object.map_or(1, part)),
        feature(209, group(clause.object)),
        feature(210, mix(lemma, group(clause.object))),
        feature(211, mix(lemma, group(clause.subject))),
        feature(212, mix(base, group(clause.subject))),
        feature(213, mix(lemma, clause.object.map_or(1, part))),
    ]);
    for &child in tree.children(token) {
        if matches!(tree.rel(child), Rel::Obl | Rel::Nmod) && child > token {
            out.push(feature(214, part(child)));
            for case in tree.children_in(child, &[Rel::Case]) {
                out.push(feature(215, mix(lemma, hash(sentence.lemma(case)))));
            }
        }
        if matches!(tree.rel(child), Rel::Xcomp | Rel::Ccomp | Rel::Advcl) && child > token {
            out.push(feature(216, tree.rel(child) as u64));
            out.push(feature(217, mix(lemma, tree.rel(child) as u64)));
        }
    }
}

/// The word itself, its type, its neighbours and its head.
fn of_trigger(sentence: &Sentence, mention: &Mention, out: &mut Vec<u32>) {
    let tree = &sentence.tree;
    let token = mention.token;
    let (lemma, tag, rel) = (hash(sentence.lemma(token)), tree.tag(token) as u64, tree.rel(token) as u64);
    let kind = hash(mention.kind.as_deref().unwrap_or("-"));
    let base = hash(mention.kind.as_deref().map_or("-", base));
    let head = tree.head(token);
    let head_tag = head.map_or(63, |h| tree.tag(h) as u64);
    out.extend([
        feature(1, lemma),
        feature(2, cluster(sentence, token)),
        feature(3, kind),
        feature(4, base),
        feature(5, mention.class as u64),
        feature(6, tag),
        feature(7, rel),
        feature(8, head_tag << 8 | rel),
        feature(9, head.map_or(1, |h| mix(hash(sentence.lemma(h)), rel))),
        feature(10, mix(base, rel)),
        feature(11, mix(base, mention.status as u64)),
        feature(12, mix(base, tag)),
    ]);
    for away in [-2i64, -1, 1, 2] {
        let place = (away + 4) as u64;
        let beside = u32::try_from(token as i64 + away).ok().filter(|t| tree.tokens().contains(t));
        out.push(feature(13, place << 8 | beside.map_or(63, |t| tree.tag(t) as u64)));
        out.push(feature(14, mix(place, beside.map_or(1, |t| hash(sentence.lemma(t))))));
    }
    for list in
        [Listed::Weak, Listed::IState, Listed::IAction, Listed::StateVerb, Listed::Deed, Listed::Light, Listed::Transitive, Listed::Opinion]
    {
        if sentence.is(token, list) {
            out.push(feature(15, list as u64));
        }
    }
}

/// Tense, status, date, who takes part, and what the hand-set score makes of it.
fn of_telling(sentence: &Sentence, grounds: &Grounds, mention: &Mention, out: &mut Vec<u32>) {
    let token = mention.token;
    let (tense, aspect, status, basis) = (mention.tense as u64, mention.aspect as u64, mention.status as u64, mention.when.basis as u64);
    let dated = u64::from(mention.when.timex.is_some());
    let interval = mention.when.date.interval();
    let days = match (interval.earliest(), interval.latest()) {
        (Some(from), Some(to)) => (to - from).num_days().clamp(0, 4000).checked_ilog2().map_or(0, u64::from) + 1,
        _ => 20,
    };
    let typed = u64::from(mention.kind.is_some());
    let standing = standing::of(sentence, token) as u64;
    let of_verb = |holds: fn(&Sentence, u32) -> bool| u64::from(!grounds.trigger.noun && holds(sentence, token));
    let (named, somebody, event) = (of_verb(is_named), of_verb(is_of_somebody), of_verb(is_of_event));
    let (acted, finite, personal) = (of_verb(is_acted), of_verb(is_finite), of_verb(is_first_person));
    let who = named | somebody << 1 | event << 2;
    let score = if grounds.trigger.noun { 31 } else { (select::score(sentence, grounds) + 8) as u64 };
    let listed = u64::from(select::deserves_entry(sentence, grounds));
    out.extend([
        feature(20, tense << 8 | aspect),
        feature(21, status),
        feature(22, basis << 1 | dated),
        feature(23, days),
        feature(24, u64::from(grounds.placed)),
        feature(25, u64::from(grounds.counts)),
        feature(26, typed << 9 | dated << 8 | tense),
        feature(27, typed << 9 | dated << 8 | u64::from(grounds.placed)),
        feature(28, u64::from(mention.attribution.is_some())),
        feature(29, mention.actors.len().min(3) as u64),
        feature(30, mention.recipients.len().min(3) as u64),
        feature(31, u64::from(mention.place.is_some())),
        feature(32, who << 2 | acted << 1 | finite),
        feature(33, named),
        feature(34, who),
        feature(35, finite),
        feature(36, acted),
        feature(37, personal),
        feature(38, standing),
        feature(39, standing << 8 | typed << 1 | dated),
        feature(40, score),
        feature(41, listed),
        feature(42, listed << 8 | score),
        feature(43, standing << 8 | who),
        feature(44, typed << 4 | dated << 3 | named << 2 | acted << 1 | u64::from(standing == 0)),
        feature(45, u64::from(grounds.trigger.noun) << 1 | dated),
        feature(46, mix(hash(mention.modality.as_deref().unwrap_or("-")), 1)),
    ]);
    let in_capitals = |names: &[String]| u64::from(names.iter().any(|name| name.starts_with(char::is_uppercase)));
    out.push(feature(47, in_capitals(&mention.actors) << 1 | in_capitals(&mention.recipients)));
}

/// The verb's clause: subject, object, and every relation below it.
fn of_clause(sentence: &Sentence, token: u32, out: &mut Vec<u32>) {
    let tree = &sentence.tree;
    let clause = clause::of(tree, token);
    let subject = clause.subject;
    let far = subject.map_or(0, |s| (s.abs_diff(token).min(15) as u64).checked_ilog2().map_or(0, u64::from) + 1);
    let shape = u64::from(clause.passive) | u64::from(clause.borrowed) << 1 | u64::from(clause.object.is_some()) << 2;
    let tag_of = |t: Option<u32>| t.map_or(63, |t| tree.tag(t) as u64);
    let lemma_of = |t: Option<u32>| t.map_or(1, |t| hash(sentence.lemma(t)));
    let cluster_of = |t: Option<u32>| t.map_or(0, |t| cluster(sentence, t));
    out.extend([
        feature(60, shape),
        feature(61, far),
        feature(62, tag_of(subject)),
        feature(63, lemma_of(subject)),
        feature(64, cluster_of(subject)),
        feature(65, tag_of(clause.object)),
        feature(66, lemma_of(clause.object)),
        feature(67, cluster_of(clause.object)),
        feature(68, subject.map_or(0, |s| u64::from(is_definite(sentence, s)) + 1)),
        feature(69, clause.object.map_or(0, |o| u64::from(is_definite(sentence, o)) + 1)),
        feature(79, tag_of(clause.agent)),
    ]);
    for &child in tree.children(token) {
        let rel = tree.rel(child);
        if rel == Rel::Punct {
            continue;
        }
        out.push(feature(70, (rel as u64) << 1 | u64::from(child > token)));
        if matches!(rel, Rel::Advmod | Rel::Aux | Rel::AuxPass | Rel::Mark | Rel::Case) {
            out.push(feature(72, mix(hash(sentence.lemma(child)), rel as u64)));
        }
        if matches!(rel, Rel::Obl | Rel::Nmod | Rel::Advcl) {
            for case in tree.children_in(child, &[Rel::Case, Rel::Mark]) {
                out.push(feature(73, mix(hash(sentence.lemma(case)), rel as u64)));
            }
        }
    }
}

/// Where the sentence stands, and what else is in it.
fn of_sentence(sentence: &Sentence, mention: &Mention, out: &mut Vec<u32>) {
    let tree = &sentence.tree;
    let index = mention.sentence as u64;
    let place = if index < 4 { index } else { 3 + u64::from(index.ilog2()) };
    let count = |wanted: &dyn Fn(u32) -> bool| tree.tokens().filter(|&t| wanted(t)).count() as u64;
    let word_in = |words: &[&str]| u64::from(tree.tokens().any(|t| tree.is_one_of(t, words)));
    let last = tree.tokens().end - 1;
    out.extend([
        feature(80, place),
        feature(81, tree.tokens().len() as u64 / 8),
        feature(82, count(&|t| tree.tag(t).is_verb()).min(8)),
        feature(83, count(&|t| tree.tag(t).is_proper()).min(6)),
        feature(84, word_in(&["i", "my", "me", "we", "our", "us"])),
        feature(85, word_in(&["you", "your"])),
        feature(86, word_in(&["!", ";", ":"])),
        feature(87, word_in(&["``", "“", "\"", "''", "”"])),
        feature(88, word_in(&["|", "...", "…", "/", "*"])),
        feature(89, u64::from(matches!(tree.word(last), "." | "”" | "''" | "\""))),
        feature(90, tree.tag(tree.tokens().start) as u64),
        feature(91, word_in(&["if", "would", "could", "should", "may", "might"])),
        feature(92, count(&|t| sentence.lexicon.words.lists(tree.word(t), Listed::Habit)).min(2)),
    ]);
}

fn cluster(sentence: &Sentence, token: u32) -> u64 {
    Form::new(sentence.tree.word(token), &sentence.lexicon.models.words).class.cluster as u64
}

fn hash(word: &str) -> u64 {
    linear::hash(word.bytes())
}
