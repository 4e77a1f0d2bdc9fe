//! Expressions that stand in a sentence and date none of its events: the stamp of the report, what is compared with, what is said of a thing.

use crate::event::phrase::is_extreme;
use crate::event::sentence::Sentence;
use crate::lexicon::triggers::base;
use crate::lexicon::words::Class;
use crate::text::{Rel, Tag, Tree};
use crate::timex::{Kind, Timex};

/// "WASHINGTON | Thu Jun 17, 2010 1:29 am (Reuters) -", "Friday, May 28, 2010; 5:21 PM", "(Update 2 p.m. Cairo)": when the report was written.
pub(super) fn is_stamp(sentence: &Sentence, timexes: &[(u32, &Timex)], timex: &Timex) -> bool {
    const HEAD: u32 = 24;
    let tree = &sentence.tree;
    let (first, start, end) = (tree.tokens().start, timex.tokens.start, timex.tokens.end);
    let before = |word: &str| start > first && tree.is(start - 1, word);
    let is_clock = |timex: &Timex| timex.kind == Kind::Time && timex.value.contains(':');
    let follows_date = || before(";") && timexes.iter().any(|(_, date)| date.tokens.end + 1 == start);
    let has_clock = |(_, clock): &(u32, &Timex)| is_clock(clock) && end + 1 == clock.tokens.start;
    if start > first + HEAD {
        return false;
    }
    if is_clock(timex) {
        let updated = || (first + 1..start).any(|t| sentence.lists(t, Class::Stamp) && tree.tag(t - 1) == Tag::Lrb);
        let named = start == first && tree.tokens().contains(&end) && tree.tag(end) == Tag::Lrb;
        return before("|") || follows_date() || named || updated();
    }
    start == first && tree.tokens().contains(&end) && tree.is(end, ";") && timexes.iter().any(has_clock)
}

/// "To 52.4 million from 50.1 million a year earlier", "more than last year": the time of what is compared with.
pub(super) fn is_compared(tree: &Tree, timex: &Timex) -> bool {
    const BACK: u32 = 9;
    let start = timex.tokens.start;
    let first = tree.tokens().start.max(start.saturating_sub(BACK));
    let amount = |t: u32| matches!(tree.tag(t), Tag::Cd | Tag::Dollar);
    // "More than four months after" compares nothing.
    let more = |t: u32| t > tree.tokens().start && tree.is_one_of(t - 1, &["more", "less", "fewer"]) && tree.tag(t + 1) == Tag::Cd;
    let compared = |t: u32| tree.is_one_of(t, &["compared", "versus"]) || tree.is(t, "than") && t + 1 < start && !more(t);
    // "from 3,000 to 2,500 in November" has a preposition of its own.
    let bare = start == tree.tokens().start || tree.tag(start - 1) != Tag::In;
    let from = |t: u32| bare && tree.is(t, "from") && t + 2 < start && amount(t + 1) | amount(t + 2);
    let stops = |t: u32| tree.tag(t).is_verb() && !compared(t);
    (first..start).rev().take_while(|&t| !stops(t)).any(|t| compared(t) || from(t)) || is_extreme_since(tree, timex)
}

/// "Its lowest since May", "the worst attack since 2011": how long nothing of the kind had been.
fn is_extreme_since(tree: &Tree, timex: &Timex) -> bool {
    const BACK: u32 = 4;
    let tokens = tree.tokens();
    let start = timex.tokens.start;
    let since = if tree.is(start, "since") { start } else { start.saturating_sub(1) };
    // "For the first time since March" bounds what is told.
    if since <= tokens.start || !tree.is(since, "since") || tree.is(since - 1, "time") {
        return false;
    }
    let inside = |t: &u32| tree.tag(*t).is_noun() || tree.tag(*t).is_adjective() || tree.tag(*t) == Tag::Rbs;
    (tokens.start.max(since.saturating_sub(BACK))..since).rev().take_while(inside).any(|t| is_extreme(tree, t))
}

/// Whether the expression says something of a thing beside the event: "payable Dec. 7", "the 2005 peace prize".
pub(super) fn is_aside(sentence: &Sentence, top: u32, governor: u32) -> bool {
    let tree = &sentence.tree;
    // "Killed in the 1988 bombing", "indicted during the 2016 campaign", but not "convicted in the 1988 bombing".
    let triggers = &sentence.lexicon.triggers;
    let judged = || triggers.verb(sentence.lemma(governor)).iter().any(|trigger| base(triggers.kind(trigger).code) == "COURT");
    let path = || tree.ancestors(top).take_while(|&t| t != governor);
    let named = || {
        let Some(noun) = tree.head(top).filter(|&noun| noun != governor && noun > top && tree.tag(noun).is_noun()) else { return false };
        let case = tree.child(noun, &[Rel::Case]);
        let within =
            case.is_some_and(|case| tree.is_one_of(case, &["in", "during", "at", "after", "before"]) && !(tree.is(case, "in") && judged()));
        let opened = (tree.tokens().start..top).next_back().is_some_and(|t| matches!(tree.tag(t), Tag::Dt | Tag::PrpPoss | Tag::Pos));
        opened && matches!(tree.rel(top), Rel::Compound | Rel::Nummod | Rel::Amod | Rel::NmodDesc) && !within
    };
    // "Petrov, a member since 2015, agreed": of the person only.
    let apposed = || path().skip(1).any(|t| tree.rel(t) == Rel::Appos);
    path().any(|t| sentence.lists(t, Class::Falling)) || apposed() || named()
}

/// Whether a semicolon or a dash stands between a verb and an expression.
pub(super) fn is_apart(tree: &Tree, verb: u32, timex: &Timex) -> bool {
    let between = if verb < timex.tokens.start { verb + 1..timex.tokens.start } else { timex.tokens.end..verb };
    between.into_iter().any(|t| matches!(tree.word(t), ";" | "--" | "—"))
}
