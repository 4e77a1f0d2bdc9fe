//! Dates that a parser hangs on a noun although they tell when the verb happened: "convened a meeting of his team on Saturday", "earlier this
//! week, the two agencies downgraded the bank".

use super::Told;
use super::aside::{is_apart, is_compared, is_stamp};
use super::read::{Dated, dated, names_month};
use crate::event::sentence::Sentence;
use crate::event::status::Manner;
use crate::event::trigger::Trigger;
use crate::event::{Aspect, Class, Status, Tense, When};
use crate::lexicon::triggers::base;
use crate::lexicon::words::Class as Listed;
use crate::text::{Rel, Tag, Tree};
use crate::time::Edtf;
use crate::timex::{Anchor, Kind, Timex};
use chrono::NaiveDate;

/// Fills in what is left: a verb in the past takes the date that closes its own clause, or that opens the sentence.
pub fn fill(sentence: &Sentence, told: Told, timexes: &[(u32, &Timex)], dct: Option<NaiveDate>, own: &mut [Option<When>]) {
    let tree = &sentence.tree;
    let Told { triggers, manners, statuses, .. } = told;
    for &(index, timex) in timexes {
        let dates_verb = |i: usize| !triggers[i].noun && own[i].as_ref().is_some_and(|when| when.timex == Some(index));
        if !is_date(timex) || is_stamp(sentence, timexes, timex) || is_compared(tree, timex) || (0..triggers.len()).any(dates_verb) {
            continue;
        }
        let is_open = |i: &usize| own[*i].is_none() && statuses[*i] == Status::Occurred && is_past(&manners[*i]);
        let verb = match opens(tree, timex) {
            true => (0..triggers.len()).find(|i| triggers[*i].token > timex.tokens.end && is_main(tree, triggers, *i)).filter(is_open),
            false => (0..triggers.len())
                .rfind(|i| !triggers[*i].noun && closes(sentence, triggers, *i, timex))
                .filter(is_open)
                .filter(|&i| is_day(sentence, timex) || is_one(triggers, i, timex)),
        };
        let Some(i) = verb else { continue };
        let mention = Dated { token: triggers[i].token, status: statuses[i], speaks: triggers[i].class == Class::Reporting, side: None };
        own[i] = dated(sentence, mention, (index, timex), None, dct);
    }
}

fn is_date(timex: &Timex) -> bool {
    matches!(timex.kind, Kind::Date | Kind::Time) && timex.date.is_some_and(|date| matches!(date, Edtf::Date(_) | Edtf::Between { .. }))
}

/// "Upheld the conviction in March": what stands between is the event itself.
fn is_one(triggers: &[Trigger], verb: usize, timex: &Timex) -> bool {
    let base_of = |t: usize| triggers[t].kind.as_deref().map(base);
    let own = base_of(verb);
    let mut between = (verb + 1..triggers.len()).take_while(|&t| triggers[t].token < timex.tokens.start).peekable();
    own.is_some() && between.peek().is_some() && between.all(|t| triggers[t].noun && base_of(t) == own)
}

/// "Saturday", "yesterday", "last week": counted from the day of publication. A month or a year behind a noun is as likely the noun's own.
fn is_day(sentence: &Sentence, timex: &Timex) -> bool {
    timex.anchor == Anchor::Dct && !names_month(sentence, timex)
}

/// "She said", "were freed": the simple past.
fn is_past(manner: &Manner) -> bool {
    manner.tense == Tense::Past && manner.aspect == Aspect::None
}

/// The expression opens the sentence, and a comma closes it.
fn opens(tree: &Tree, timex: &Timex) -> bool {
    let (first, start, end) = (tree.tokens().start, timex.tokens.start, timex.tokens.end);
    let led = start == first || start == first + 1 && matches!(tree.tag(first), Tag::In | Tag::Cc | Tag::Rb);
    led && tree.tokens().contains(&end) && tree.tag(end) == Tag::Comma
}

/// The verb of the sentence, or of what somebody in it reports.
fn is_main(tree: &Tree, triggers: &[Trigger], i: usize) -> bool {
    let reports = |verb: u32| triggers.iter().any(|t| t.token == verb && t.class == Class::Reporting);
    let token = triggers[i].token;
    !triggers[i].noun
        && match tree.rel(token) {
            Rel::Root => true,
            Rel::Ccomp => tree.head(token).is_some_and(|verb| verb > token && reports(verb)),
            _ => false,
        }
}

/// The expression stands behind the verb in the verb's own clause, which is not about what happened on another day.
fn closes(sentence: &Sentence, triggers: &[Trigger], i: usize, timex: &Timex) -> bool {
    let tree = &sentence.tree;
    let (verb, start, end) = (triggers[i].token, timex.tokens.start, timex.tokens.end);
    if verb >= start || is_apart(tree, verb, timex) {
        return false;
    }
    // "Topped Sunday's round", "a Friday meeting", "the deal on the table by Sunday".
    let next = tree.tokens().contains(&end).then(|| tree.tag(end));
    let ends = next.is_none_or(|tag| !tag.is_noun() && tag != Tag::Pos && !tag.is_adjective());
    let parts = |t: u32| {
        let tag = tree.tag(t);
        tag.is_verb()
            || matches!(tag, Tag::Comma | Tag::Md | Tag::Wdt | Tag::Wp | Tag::Wrb | Tag::To)
            || sentence.lists(t, Listed::OtherDate)
    };
    let led = match tree.tag(start - 1) {
        Tag::In => ["on", "in"].iter().any(|word| tree.is(start - 1, word)),
        tag => !matches!(tag, Tag::Dt | Tag::PrpPoss | Tag::Pos | Tag::Cd),
    };
    ends && led && !(verb + 1..start).any(parts) && !is_view(triggers, i, verb, start)
}

/// "Condemned the attack on Friday": the day may be that of what is condemned.
fn is_view(triggers: &[Trigger], i: usize, verb: u32, start: u32) -> bool {
    let of = |t: &Trigger, kinds: &[&str]| t.kind.as_deref().is_some_and(|kind| kinds.iter().any(|k| kind.starts_with(k)));
    let views = of(&triggers[i], &["ACCUSE", "SUPPORT", "REJECT", "STATEMENT", "REQUEST"]) || triggers[i].class == Class::Reporting;
    let happening = |t: &Trigger| t.noun && verb < t.token && t.token < start && t.kind.is_some();
    views && triggers.iter().any(happening)
}
