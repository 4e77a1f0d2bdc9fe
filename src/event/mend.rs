//! Trees in which an expression of time was taken for part of a name: "On Friday Russia acknowledged", "the watchdog last Friday slammed".
//!
//! A parser sees capitals; the row above knows which words are a time. What is no time becomes the noun that takes part, and the time hangs
//! on the verb.

use crate::text::{Rel, Tag, Text, mend};
use crate::timex::{Kind, Timex};
use std::ops::Range;

/// Mends the tree of one parsed sentence, whose expressions are `timexes`.
pub(super) fn mend(text: &mut Text, sentence: usize, timexes: &[Timex]) {
    let tokens = text.sentences[sentence].tokens.clone();
    for timex in timexes.iter().filter(|timex| matches!(timex.kind, Kind::Date | Kind::Time)) {
        let time = timex.tokens.clone();
        let Some(top) = time.clone().find(|&t| !time.contains(&text.tokens[t as usize].head)) else { continue };
        match text.tokens[top as usize].rel {
            Rel::OblUnmarked if is_between(text, &tokens, &time, top) => {
                text.tokens[top as usize].rel = Rel::Nsubj;
                part_from_head(text, &tokens, time, top);
            }
            Rel::Nsubj | Rel::NsubjPass | Rel::Obj | Rel::Obl => part_from_head(text, &tokens, time, top),
            Rel::Compound | Rel::Flat | Rel::NmodDesc | Rel::Nmod | Rel::Appos => part_from_name(text, &tokens, time, top),
            _ => {}
        }
    }
}

/// "Police yesterday arrested": a time between its clause's verb and a noun that nothing else makes the subject.
fn is_between(text: &Text, tokens: &Range<u32>, time: &Range<u32>, top: u32) -> bool {
    let verb = text.tokens[top as usize].head;
    let has_subject = tokens.clone().any(|t| {
        text.tokens[t as usize].head == verb && matches!(text.tokens[t as usize].rel, Rel::Nsubj | Rel::NsubjPass | Rel::Expl | Rel::Csubj)
    });
    verb == time.end
        && text.tag(verb).is_tensed()
        && !has_subject
        && noun_before(text, tokens, time.start).is_some_and(|noun| mend::is_under(&text.tokens, 0, noun as usize, top as usize))
}

/// The head of a subject, or of what "with" leads to, is a time: the noun beside it takes part ("met with Sununu Sunday").
fn part_from_head(text: &mut Text, tokens: &Range<u32>, time: Range<u32>, top: u32) {
    let verb = text.tokens[top as usize].head;
    // "The watchdog last Friday slammed", where both were made subjects.
    let subject = |t: u32| text.tokens[t as usize].head == verb && matches!(text.tokens[t as usize].rel, Rel::Nsubj | Rel::NsubjPass);
    if subject(top) && tokens.clone().any(|t| t != top && subject(t)) {
        text.tokens[top as usize].rel = Rel::Obl;
        return;
    }
    let rel = text.tokens[top as usize].rel;
    let is_subject = matches!(rel, Rel::Nsubj | Rel::NsubjPass);
    let behind = noun_behind(text, tokens, time.end).filter(|_| is_subject);
    // "Was indicted for corruption yesterday": the preposition leads to the noun.
    let led =
        |noun: u32| tokens.clone().any(|t| t < noun && text.tokens[t as usize].head == top && text.tokens[t as usize].rel == Rel::Case);
    let before = || noun_before(text, tokens, time.start).filter(|&noun| is_subject || text.tag(noun).is_proper() || led(noun));
    let Some(noun) = behind.or_else(before) else { return };
    // A time with a noun of its own ("Friday's talks failed") has it as its head, not below it.
    if verb == top || !mend::is_under(&text.tokens, 0, noun as usize, top as usize) || is_subject && verb <= noun && verb >= time.start {
        return;
    }
    let is_case = |text: &Text, t: u32| {
        noun > t && t < time.start && time.start < noun && matches!(text.tokens[t as usize].rel, Rel::Case | Rel::Punct)
    };
    for t in tokens.clone() {
        if t != noun && !time.contains(&t) && time.contains(&text.tokens[t as usize].head) && !is_case(text, t) {
            text.tokens[t as usize].head = noun;
            if text.tag(t).is_noun() && t < noun && matches!(text.tokens[t as usize].rel, Rel::Flat) {
                text.tokens[t as usize].rel = Rel::Compound;
            }
        }
    }
    (text.tokens[noun as usize].head, text.tokens[noun as usize].rel) = (verb, rel);
    (text.tokens[top as usize].head, text.tokens[top as usize].rel) = (verb, Rel::Obl);
}

/// A time is part of a name right behind it: "Thursday BP said".
fn part_from_name(text: &mut Text, tokens: &Range<u32>, time: Range<u32>, top: u32) {
    let name = text.tokens[top as usize].head;
    if text.tokens[top as usize].rel == Rel::Appos && name < time.start {
        let verb = text.tokens[name as usize].head;
        if verb != name && text.tag(verb).is_verb() && text.tag(time.start - 1) != Tag::Comma {
            (text.tokens[top as usize].head, text.tokens[top as usize].rel) = (verb, Rel::Obl);
        }
        return;
    }
    let governor = text.tokens[name as usize].head;
    let owned = time.start > tokens.start && matches!(text.tag(time.start - 1), Tag::Dt | Tag::Pos | Tag::PrpPoss | Tag::Jj);
    let opens = tokens.contains(&time.end) && (text.tag(time.end).is_proper() || text.tag(time.end) == Tag::Dt);
    if name < time.end || owned || !opens || governor == name || noun_behind(text, tokens, time.end) != Some(name) {
        return;
    }
    (text.tokens[top as usize].head, text.tokens[top as usize].rel) = (governor, Rel::Obl);
    // "On Friday Russia acknowledged": the preposition is the time's, and the name is the subject.
    let case = tokens.clone().find(|&t| t < time.start && text.tokens[t as usize].head == name && text.tokens[t as usize].rel == Rel::Case);
    if let Some(case) = case {
        text.tokens[case as usize].head = top;
        let has_subject = tokens
            .clone()
            .any(|t| text.tokens[t as usize].head == governor && matches!(text.tokens[t as usize].rel, Rel::Nsubj | Rel::NsubjPass));
        if governor > name && !has_subject && text.tag(governor).is_verb() {
            text.tokens[name as usize].rel = Rel::Nsubj;
        }
    }
}

/// The last word of the noun phrase that starts at `start`.
fn noun_behind(text: &Text, tokens: &Range<u32>, start: u32) -> Option<u32> {
    let inside = |t: u32| {
        let tag = text.tag(t);
        tag.is_noun() || tag.is_adjective() || matches!(tag, Tag::Dt | Tag::Cd | Tag::Pos | Tag::Hyph | Tag::PrpPoss)
    };
    let last = (start..tokens.end).take_while(|&t| inside(t)).last()?;
    text.tag(last).is_noun().then_some(last)
}

/// The noun right before `end`, or before the preposition there.
fn noun_before(text: &Text, tokens: &Range<u32>, end: u32) -> Option<u32> {
    let last = end.checked_sub(1).filter(|t| tokens.contains(t))?;
    text.tag(last).is_noun().then_some(last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;
    use crate::text::{self, Tree};
    use crate::{event::clause, timex};

    #[test]
    fn a_time_is_no_part_of_the_subject() {
        let table = [
            ("On Friday Russia acknowledged the strike.", "Russia"),
            ("The tax watchdog last Friday slammed the bank.", "watchdog"),
            ("Thursday BP sacked the director.", "BP"),
            ("Parliament earlier this month passed a law.", "Parliament"),
            ("Italian police today arrested the son and a daughter of Ann Tan.", "police"),
            ("Saudi officials yesterday denied the report.", "officials"),
            // These are as the parser has them.
            ("Friday's talks failed.", "talks"),
            ("The Friday market burned down.", "market"),
        ];
        for (raw, expected) in table {
            let lexicon = Lexicon::embedded();
            let mut text = text::read(raw, lexicon);
            let timexes = timex::find(&text, chrono::NaiveDate::from_ymd_opt(2020, 6, 10), lexicon);
            text.parse(0, lexicon);
            mend(&mut text, 0, &timexes);
            let tree = Tree::new(&text, 0);
            let verb = tree.tokens().find(|&t| tree.tag(t) == Tag::Vbd).expect(raw);
            let subject = clause::of(&tree, verb).subject;
            assert_eq!(subject.map(|s| tree.word(s)), Some(expected), "{raw}");
        }
    }
}
