//! Phrases that count from an event: "two days after the raid", "hours before the president spoke", "a month into the war".
//!
//! Read from the order of words and only then from the tree, since such phrases defeat parsers: the event that is counted from stands behind
//! the cue, what is placed stands before the phrase, or behind its comma where the phrase opens the sentence.

use crate::lexicon::Lexicon;
use crate::lexicon::cues::Cue;
use crate::lexicon::words::Class;
use crate::text::{Rel, Tag, Tree};
use crate::timex::{Anchor, Kind, Timex};
use std::ops::Range;

/// One such phrase; all numbers are tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// Where it starts: "just", "barely" and the like belong to it.
    pub start: u32,
    /// "after", "ahead of", "into".
    pub cue: Range<u32>,
    pub relation: Cue,
    /// The trigger of the event that is counted from, and that of what the phrase places.
    pub from: u32,
    pub placed: u32,
}

/// The phrase that `timex` opens, if it opens one. `mentions` are the trigger tokens of the sentence, ascending.
pub fn counted(tree: &Tree, timex: &Timex, mentions: &[u32], lexicon: &Lexicon) -> Option<Counted> {
    let joined = timex.kind == Kind::Duration && (is_within(tree, timex) || is_onward(tree, timex));
    if timex.anchor != Anchor::Event && !joined || timex.kind == Kind::Set {
        return None;
    }
    // "Five million tons a month" is a rate.
    let at = timex.tokens.start;
    let article = tree.is_one_of(at, &["a", "an", "per"]);
    if article && at > tree.tokens().start && tree.tag(at - 1) == Tag::Nns {
        return None;
    }
    let (cue, relation) = cue_behind(tree, timex, lexicon)?;
    let start = lead(tree, timex.tokens.start, lexicon);
    let from = counted_from(tree, mentions, cue.clone(), lexicon)?;
    let placed = placed(tree, mentions, start, timex, from, lexicon)?;
    Some(Counted { start, cue, relation, from, placed })
}

/// The words of order right behind a length: "after", "ahead of", and "into", which is one only there.
fn cue_behind(tree: &Tree, timex: &Timex, lexicon: &Lexicon) -> Option<(Range<u32>, Cue)> {
    let start = timex.tokens.end;
    let word = |t: u32| tree.tokens().contains(&t).then(|| tree.word(t).to_ascii_lowercase());
    let first = word(start)?;
    let second = word(start + 1).map(|second| format!("{first} {second}"));
    let two = second.and_then(|phrase| lexicon.cues.cue(&phrase)).map(|cue| (start..start + 2, cue));
    let onward = || is_onward(tree, timex).then(|| lexicon.cues.cue(ONWARD)).flatten().map(|cue| (start..start + 2, cue));
    two.or_else(onward).or_else(|| {
        let within = || is_within(tree, timex).then(|| lexicon.cues.cue(WITHIN)).flatten();
        let one = lexicon.cues.cue(&first).or_else(|| lexicon.cues.cue(&format!("<length> {first}"))).or_else(within)?;
        Some((start..start + 1, one))
    })
}

const WITHIN: &str = "within <length> of";
const ONWARD: &str = "<length> on from";

/// "A week on from the flood".
fn is_onward(tree: &Tree, timex: &Timex) -> bool {
    let end = timex.tokens.end;
    tree.tokens().contains(&(end + 1)) && tree.is(end, "on") && tree.is(end + 1, "from")
}

/// "Within hours of the raid", whether the expression holds "within" or not.
fn is_within(tree: &Tree, timex: &Timex) -> bool {
    let Range { start, end } = timex.tokens;
    let before = start > tree.tokens().start && tree.is(start - 1, "within");
    tree.tokens().contains(&end) && tree.is(end, "of") && (before || tree.is(start, "within"))
}

/// Where the words before a length begin that belong to it: "just", "more than", "the".
fn lead(tree: &Tree, mut start: u32, lexicon: &Lexicon) -> u32 {
    let belongs = |t: u32| tree.is(t, "the") || lexicon.words.lists(tree.word(t), Class::AboutLength);
    while start > tree.tokens().start && belongs(start - 1) {
        start -= 1;
    }
    // "A year to the day after".
    if start > tree.tokens().start + 2 && tree.is(start - 1, "to") && tree.tag(start - 2).is_noun() {
        start -= 3;
    }
    start
}

/// Where phrases of order ("by the time", "in the wake of") stand in a sentence; all numbers are tokens.
pub struct Places {
    phrases: Vec<Range<u32>>,
    /// The "than" of "no sooner … than".
    than: Option<u32>,
}

impl Places {
    pub fn of(tree: &Tree, lexicon: &Lexicon) -> Places {
        let tokens = tree.tokens();
        let fits = |words: &[&str], start: u32| words.iter().zip(start..).skip(1).all(|(word, t)| t < tokens.end && tree.is(t, word));
        let at = |start: u32| {
            let phrases = lexicon.cues.phrases_from(tree.word(start)).map(|(words, _)| words);
            phrases.filter(move |words| fits(words, start)).map(move |words| start..start + words.len() as u32)
        };
        Places { phrases: tokens.clone().flat_map(at).collect(), than: no_sooner(tree).map(|(_, than)| than) }
    }

    /// Whether the verb at `token` is that of the clause which one of them opens: "by the time gunmen raided the port".
    pub fn opens(&self, tree: &Tree, token: u32) -> bool {
        let clause = |phrase: &&Range<u32>| tree.tag(phrase.end - 1).is_noun() && phrase.end <= token;
        tree.tag(token).is_verb() && self.phrases.iter().filter(clause).any(|phrase| !(phrase.end..token).any(|t| tree.tag(t).is_verb()))
    }

    /// Whether one of them joins the verb at `token` to another event: it stands behind the verb, or opens the sentence and the verb is the
    /// first one behind a comma.
    pub fn join(&self, tree: &Tree, token: u32) -> bool {
        let told = |t: u32| tree.tag(t).is_verb() && !matches!(tree.rel(t), Rel::Aux | Rel::AuxPass | Rel::Cop);
        let joins = |phrase: &Range<u32>| {
            if token < phrase.start {
                return !(token + 1..phrase.start).any(told);
            }
            let comma = (phrase.end..token).rev().find(|&t| tree.tag(t) == Tag::Comma);
            phrase.start <= tree.tokens().start + 1 && comma.is_some_and(|comma| !(comma..token).any(told))
        };
        told(token) && (self.phrases.iter().any(joins) || self.than.is_some_and(|than| than < token))
    }
}

/// "Highest", "first", "worst".
pub fn is_extreme(tree: &Tree, word: u32) -> bool {
    tree.tag(word) == Tag::Jjs || tree.is_one_of(word, &["first", "worst"])
}

/// Whether a clause opens behind a word: "by the time …", "no sooner … than …".
pub fn opens_clause(tree: &Tree, word: u32) -> bool {
    let by_then = || word >= tree.tokens().start + 2 && ["by", "the", "time"].iter().zip(word - 2..).all(|(w, t)| tree.is(t, w));
    by_then() || no_sooner(tree).is_some_and(|(_, than)| than == word)
}

/// What a verb says of the end of its subject: "the siege ended", "the siege was lifted".
pub fn ending(tree: &Tree, verb: u32, lexicon: &Lexicon) -> Option<Cue> {
    let passive = super::clause::is_passive(tree, verb);
    let word = tree.word(verb);
    let mut said = if passive { format!("be {}", word.to_lowercase()) } else { lexicon.lemmas.verb(word).to_string() };
    if let Some(particle) = tree.child(verb, &[Rel::CompoundPrt]) {
        said.push(' ');
        said.push_str(&tree.word(particle).to_lowercase());
    }
    lexicon.cues.ending(&said)
}

/// Whether a word of order stands right before the phrase of a noun: "since the raid on the harbour".
pub fn is_behind_cue(tree: &Tree, noun: u32, lexicon: &Lexicon) -> bool {
    let described = |t: u32| {
        let tag = tree.tag(t);
        tag.is_noun() || tag.is_adjective() || matches!(tag, Tag::Dt | Tag::PrpPoss | Tag::Pos | Tag::Cd | Tag::Vbn | Tag::Hyph)
    };
    let word = (tree.tokens().start..noun).rev().find(|&t| !described(t));
    word.is_some_and(|word| lexicon.cues.relation(&tree.word(word).to_ascii_lowercase()).is_some())
}

/// "No sooner had the guards left than gunmen entered": where its "sooner" and its "than" stand.
pub fn no_sooner(tree: &Tree) -> Option<(u32, u32)> {
    let sooner = tree.tokens().skip(1).find(|&t| tree.is(t, "sooner") && tree.is(t - 1, "no"))?;
    let than = (sooner..tree.tokens().end).find(|&t| tree.is(t, "than"))?;
    Some((sooner, than))
}

/// The event behind the cue: the verb of the clause that it opens, or the noun of its phrase.
pub fn counted_from(tree: &Tree, mentions: &[u32], cue: Range<u32>, lexicon: &Lexicon) -> Option<u32> {
    let is_mention = |t: &u32| mentions.binary_search(t).is_ok();
    let end = (cue.end..tree.tokens().end).find(|&t| is_break(tree.tag(t))).unwrap_or(tree.tokens().end);
    let inside = || mentions.iter().copied().filter(|t| (cue.end..end).contains(t));
    // "After the siege, and five days after rebels captured …" ends at its comma, whatever the parser hangs it on.
    let joined = end + 1 < tree.tokens().end && tree.tag(end + 1) == Tag::Cc && inside().next().is_some();
    let last = if joined { end } else { tree.tokens().end };
    let head = tree.head(cue.end - 1).filter(|head| (cue.end..last).contains(head));
    // "A month after the strike began" counts from the strike.
    let begins = |verb: u32| tree.tag(verb).is_verb() && lexicon.cues.only_happens(&lexicon.lemmas.verb(tree.word(verb)));
    if let Some(subject) = head.filter(|&head| begins(head)).and_then(|verb| tree.child(verb, &[Rel::Nsubj])).filter(is_mention) {
        return Some(subject);
    }
    let within = |head: u32| tree.children_in(head, &[Rel::Nmod, Rel::Ccomp, Rel::Acl]).find(is_mention);
    head.and_then(|head| Some(head).filter(is_mention).or_else(|| within(head))).or_else(|| {
        let verb = inside().find(|&t| tree.tag(t).is_verb());
        let relative = |verb: u32| (cue.end..verb).any(|t| matches!(tree.tag(t), Tag::Wdt | Tag::Wp | Tag::Wrb));
        verb.filter(|&verb| !relative(verb)).or_else(|| inside().next())
    })
}

/// What the phrase that starts at `start` places.
fn placed(tree: &Tree, mentions: &[u32], start: u32, timex: &Timex, from: u32, lexicon: &Lexicon) -> Option<u32> {
    let is_free = |t: &u32| *t != from && tree.tag(*t).is_verb();
    let before = mentions.iter().copied().rev().filter(|&t| t < start).find(is_free);
    let top = timex.tokens.clone().find(|&t| tree.head(t).is_none_or(|head| !timex.tokens.contains(&head)))?;
    let above = || tree.ancestors(top).filter(|t| *t < start || *t > from).find(|t| mentions.binary_search(t).is_ok());
    if let Some(before) = before {
        // "Sank on 22 April, two days after …": the nearest verb, whatever the parser hung the phrase on.
        let apart = start > tree.tokens().start && is_break(tree.tag(start - 1));
        return if apart { Some(before) } else { above().filter(|t| *t < start).or(Some(before)) };
    }
    let Some(mut comma) = (from..tree.tokens().end).find(|&t| tree.tag(t) == Tag::Comma) else { return above() };
    // "…, where many had fought" tells more of what was counted from.
    if (comma + 1..tree.tokens().end).next().is_some_and(|t| matches!(tree.tag(t), Tag::Wdt | Tag::Wp | Tag::Wrb)) {
        return None;
    }
    // "Six weeks after the raid, and five days after the army left, rebels …": what a second phrase counts from is not placed by the first.
    while let Some(next) = second_phrase(tree, comma, lexicon) {
        comma = next;
    }
    let behind = || mentions.iter().copied().filter(|t| *t > comma && is_free(t));
    // The main verb of the sentence, unless the parser took one of the phrase for it.
    behind().find(|&t| tree.rel(t) == Rel::Root).or_else(|| behind().next())
}

/// The comma that closes a second phrase of order, where one opens with "and" behind the comma of the first.
fn second_phrase(tree: &Tree, comma: u32, lexicon: &Lexicon) -> Option<u32> {
    let end = tree.tokens().end;
    if comma + 1 >= end || tree.tag(comma + 1) != Tag::Cc {
        return None;
    }
    let verb = (comma + 1..end).find(|&t| tree.tag(t).is_verb())?;
    (comma + 2..verb).find(|&t| lexicon.cues.relation(&tree.word(t).to_ascii_lowercase()).is_some())?;
    (verb..end).find(|&t| tree.tag(t) == Tag::Comma)
}

fn is_break(tag: Tag) -> bool {
    matches!(tag, Tag::Comma | Tag::Colon)
}
