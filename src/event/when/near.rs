//! Dates that a parser hangs on a noun although they tell when the verb happened: "convened a meeting of his team on Saturday", "earlier this
//! week, the two agencies downgraded the bank", "in a statement released on Sunday, the agency denied".

use super::Told;
use super::aside::{is_apart, is_compared, is_stamp};
use super::attach::is_in_when_clause;
use super::opener;
use super::read::{Dated, dated, names_month};
use crate::event::sentence::Sentence;
use crate::event::status::Manner;
use crate::event::trigger::Trigger;
use crate::event::{Aspect, Class, Status, Tense, When};
use crate::lexicon::words::Class as Listed;
use crate::text::{Rel, Tag, Tree};
use crate::time::Edtf;
use crate::timex::{Anchor, Kind, Timex};
use chrono::NaiveDate;

/// A verb in the past takes the date that closes its own clause.
pub(super) fn close(sentence: &Sentence, told: Told, timexes: &[(u32, &Timex)], dct: Option<NaiveDate>, own: &mut [Option<When>]) {
    let (tree, triggers) = (&sentence.tree, told.triggers);
    for &(index, timex) in timexes {
        if opener::opens(tree, timex) || !is_free(sentence, told, timexes, (index, timex), dct, own, tree.tokens().start) {
            continue;
        }
        let finite = |i: &usize| !triggers[*i].noun && is_finite(tree, triggers[*i].token);
        let mut closed = (0..triggers.len()).filter(finite).filter_map(|i| Some((i, closes(sentence, told, i, timex, dct)?)));
        let Some((i, reach)) = closed.next_back().filter(|(i, _)| own[*i].is_none() && takes(told, *i)) else { continue };
        if !is_day(sentence, timex) && !is_one(triggers, i, timex) && other_event(tree, triggers, i, timex) {
            continue;
        }
        own[i] = date(sentence, told, i, (index, timex), dct);
        // "Agreed to pay a fine yesterday": no payment that lies ahead is of yesterday.
        if reach == Reach::Infinitive && own[i].is_some() {
            let ahead = |j: &usize| tree.tag(triggers[*j].token) == Tag::Vb && !has_happened(told.statuses[*j]);
            let of_it = |j: &usize| own[*j].as_ref().is_some_and(|when| when.timex == Some(index));
            for j in (i + 1..triggers.len()).filter(ahead).filter(of_it).collect::<Vec<_>>() {
                own[j] = None;
            }
        }
    }
}

/// Fills in what is left: the verb of the sentence takes the date that opens it, or that closes the phrase that opens it.
pub(super) fn open(sentence: &Sentence, told: Told, timexes: &[(u32, &Timex)], dct: Option<NaiveDate>, own: &mut [Option<When>]) {
    let (tree, triggers) = (&sentence.tree, told.triggers);
    for &(index, timex) in timexes {
        // A verb inside of the phrase that the date closes may have it too.
        let opens = opener::opens(tree, timex);
        if !is_free(sentence, told, timexes, (index, timex), dct, own, if opens { tree.tokens().start } else { timex.tokens.end }) {
            continue;
        }
        let verb = match opens {
            true => (0..triggers.len()).find(|i| triggers[*i].token > timex.tokens.end && is_main(tree, triggers, *i)),
            false => opener::verb_behind(sentence, told, timex),
        };
        let Some(i) = verb.filter(|&i| own[i].is_none() && takes(told, i)) else { continue };
        own[i] = date(sentence, told, i, (index, timex), dct);
    }
}

fn date(sentence: &Sentence, told: Told, i: usize, timex: (u32, &Timex), dct: Option<NaiveDate>) -> Option<When> {
    let trigger = &told.triggers[i];
    let mention = Dated { token: trigger.token, status: told.statuses[i], speaks: trigger.class == Class::Reporting, side: None };
    dated(sentence, mention, timex, None, dct)
}

/// Whether an expression is a date, and dates no verb from a token on yet.
fn is_free(
    sentence: &Sentence,
    told: Told,
    timexes: &[(u32, &Timex)],
    (index, timex): (u32, &Timex),
    dct: Option<NaiveDate>,
    own: &[Option<When>],
    from: u32,
) -> bool {
    let tree = &sentence.tree;
    let dates_verb = |i: usize| {
        let trigger = &told.triggers[i];
        let infinitive = |t: u32| tree.tag(t) == Tag::Vb && t > from && tree.tag(t - 1) == Tag::To;
        let under = || tree.tag(trigger.token) == Tag::Vbg && tree.ancestors(trigger.token).take(3).any(infinitive);
        let ahead = (tree.tag(trigger.token) == Tag::Vb && !has_happened(told.statuses[i]) || under()) && is_over(tree, timex, dct);
        let verb = !trigger.noun && trigger.token >= from && !is_before_noun(tree, trigger.token) && !is_gerund(tree, trigger);
        // "Agreed to sell last year, when the firm was founded": both were then.
        let behind = is_in_when_clause(tree, trigger.token, timex);
        // "Sent a letter last month, delivered by hand".
        let aside = trigger.token >= timex.tokens.end
            && tree.tag(trigger.token) == Tag::Vbn
            && tree.child(trigger.token, &[Rel::Aux, Rel::AuxPass]).is_none()
            && tree.tag(timex.tokens.end) == Tag::Comma;
        // "In 1980, fearing a war, the country backed": it opens both.
        let beside = tree.tag(trigger.token) == Tag::Vbg
            && tree.rel(trigger.token) == Rel::Advcl
            && tree.child(trigger.token, &[Rel::Aux, Rel::Mark]).is_none()
            && opener::opens(tree, timex);
        verb && !ahead && !behind && !aside && !beside && own[i].as_ref().is_some_and(|when| when.timex == Some(index))
    };
    is_date(timex) && !is_stamp(sentence, timexes, timex) && !is_compared(tree, timex) && !(0..own.len()).any(dates_verb)
}

/// What has happened, told in the past, may have a date of the past.
fn takes(told: Told, i: usize) -> bool {
    told.statuses[i] == Status::Occurred && is_past(&told.manners[i])
}

fn has_happened(status: Status) -> bool {
    matches!(status, Status::Occurred | Status::Ongoing)
}

fn is_date(timex: &Timex) -> bool {
    matches!(timex.kind, Kind::Date | Kind::Time) && timex.date.is_some_and(|date| matches!(date, Edtf::Date(_) | Edtf::Between { .. }))
}

/// "Upheld the conviction in March": what stands between is the event itself.
fn is_one(triggers: &[Trigger], verb: usize, timex: &Timex) -> bool {
    let base_of = |t: usize| triggers[t].base();
    let own = base_of(verb);
    let mut between = (verb + 1..triggers.len()).take_while(|&t| triggers[t].token < timex.tokens.start).peekable();
    own.is_some() && between.peek().is_some() && between.all(|t| triggers[t].noun && base_of(t) == own)
}

/// "Welcomed the truce in March": a month or a year behind an event's noun is as likely the noun's own, unless the verb happened in that:
/// "cancelled the debt during a visit in February".
fn other_event(tree: &Tree, triggers: &[Trigger], verb: usize, timex: &Timex) -> bool {
    let within = |noun: u32| {
        let mut cases = tree.children_in(noun, &[Rel::Case]);
        cases.any(|case| tree.is_one_of(case, &["during", "at", "on", "in"]))
    };
    let between = |t: &&Trigger| triggers[verb].token < t.token && t.token < timex.tokens.start;
    triggers.iter().filter(between).any(|t| t.noun && !within(t.token))
}

/// "Saturday", "yesterday", "last week": counted from the day of publication.
pub(in crate::event) fn is_day(sentence: &Sentence, timex: &Timex) -> bool {
    timex.anchor == Anchor::Dct && !names_month(sentence, timex)
}

/// "She said", "were freed", "had called": the past.
fn is_past(manner: &Manner) -> bool {
    manner.tense == Tense::Past && matches!(manner.aspect, Aspect::None | Aspect::Perfective)
}

/// Before the day of publication, or a weekday that is that day: "refused to resign on Tuesday".
fn is_over(tree: &Tree, timex: &Timex, dct: Option<NaiveDate>) -> bool {
    let (Some(last), Some(dct)) = (timex.date.and_then(|date| date.interval().latest()), dct) else { return false };
    last < dct
        || last == dct && (tree.tag(timex.tokens.start) == Tag::Nnp || tree.is(timex.tokens.start, "today") && tells_means(tree, timex))
}

/// "Signalled his determination to stand firm today by meeting": how it was done, so it was done.
fn tells_means(tree: &Tree, timex: &Timex) -> bool {
    let by = timex.tokens.end;
    tree.tokens().contains(&(by + 1)) && tree.is(by, "by") && tree.tag(by + 1) == Tag::Vbg
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

/// Whether a verb has a clause of its own, unlike an infinitive, a gerund and a participle before its noun.
fn is_finite(tree: &Tree, verb: u32) -> bool {
    match tree.tag(verb) {
        Tag::Vb => tree.children_in(verb, &[Rel::Aux]).any(|aux| tree.is(aux, "did")),
        Tag::Vbg => tree.child(verb, &[Rel::Aux]).is_some(),
        _ => !is_before_noun(tree, verb),
    }
}

/// "Plans for drilling", "accused of cooking the books": unlike "accused of killing three", nothing that has a day.
fn is_gerund(tree: &Tree, trigger: &Trigger) -> bool {
    let after = |t: u32| t > tree.tokens().start && tree.tag(t - 1) == Tag::In;
    tree.tag(trigger.token) == Tag::Vbg && trigger.kind.is_none() && after(trigger.token)
}

/// "The leaking well", "a reported $500 million".
fn is_before_noun(tree: &Tree, token: u32) -> bool {
    let participle = matches!(tree.tag(token), Tag::Vbg | Tag::Vbn);
    participle
        && (matches!(tree.rel(token), Rel::Amod | Rel::Compound)
            || token > tree.tokens().start && matches!(tree.tag(token - 1), Tag::Dt | Tag::PrpPoss))
}

/// What stands between a verb and the expression that closes its clause.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    Clause,
    /// "Refused to resign on Tuesday".
    Infinitive,
}

/// Whether the expression stands behind the verb in the verb's own clause, which is not about what happened on another day.
fn closes(sentence: &Sentence, told: Told, i: usize, timex: &Timex, dct: Option<NaiveDate>) -> Option<Reach> {
    let (tree, triggers) = (&sentence.tree, told.triggers);
    let (verb, start, end) = (triggers[i].token, timex.tokens.start, timex.tokens.end);
    if verb >= start || is_apart(tree, verb, timex) {
        return None;
    }
    // "Topped Sunday's round", "a Friday meeting", "the deal on the table by Sunday".
    let next = tree.tokens().contains(&end).then(|| tree.tag(end));
    let ends = next.is_none_or(|tag| !tag.is_noun() && tag != Tag::Pos && !tag.is_adjective());
    let event_behind = |t: u32| triggers.iter().any(|e| e.noun && t < e.token && e.token < start);
    let typed = |t: u32| triggers.iter().any(|e| e.token == t && e.kind.is_some());
    // "Found about 130 birds".
    let other_date =
        |t: u32| sentence.lexicon.words.value(tree.word(t), Listed::OtherDate).filter(|&of| of != "thing" || tree.tag(t) == Tag::In);
    let parts = |t: u32| match tree.tag(t) {
        _ if other_date(t).is_some() => other_date(t) != Some("thing") || event_behind(t),
        Tag::Comma if is_round_name(tree, verb, t, start) => false,
        // "Was stopped when trying to film the beach last week": of the same time.
        Tag::Wrb if t + 1 < start && tree.tag(t + 1) == Tag::Vbg => false,
        Tag::Comma | Tag::Md | Tag::Wdt | Tag::Wp | Tag::Wrb => true,
        // "Agreed to pay", "plans for drilling": no clause of its own; "accused them of killing three on Monday" is.
        Tag::Vb => tree.tag(t - 1) != Tag::To || !is_over(tree, timex, dct),
        // "Voted to pass a bill renewing the act on Tuesday": of what lies ahead.
        Tag::Vbg => typed(t) && !is_before_noun(tree, t) && !(verb + 1..t).any(|ahead| tree.tag(ahead) == Tag::Vb),
        // "Found 130 birds affected by the oil on Monday", but "found the man killed on Monday".
        Tag::Vbn if tree.rel(t) == Rel::Acl && !typed(t) && tree.child(t, &[Rel::AuxPass]).is_none() => false,
        tag => tag.is_verb() && !is_before_noun(tree, t),
    };
    let led = match tree.tag(start - 1) {
        Tag::In => tree.is_one_of(start - 1, &["on", "in"]),
        // "Celebrated the end of 2016", but "won the race last August".
        _ if !is_day(sentence, timex) && !tree.tag(start).is_adjective() => false,
        tag => !matches!(tag, Tag::Dt | Tag::PrpPoss | Tag::Pos | Tag::Cd),
    };
    if !ends || !led || (verb + 1..start).any(parts) || is_view(tree, triggers, i, start) {
        return None;
    }
    let infinitive = (verb + 1..start).any(|t| tree.tag(t) == Tag::Vb);
    Some(if infinitive { Reach::Infinitive } else { Reach::Clause })
}

/// "Sent a letter to the president, Ann Tan, last month": one of the two commas around a name.
fn is_round_name(tree: &Tree, verb: u32, comma: u32, end: u32) -> bool {
    const LONGEST: u32 = 9;
    let is_comma = |&t: &u32| tree.tag(t) == Tag::Comma;
    let named = |open: u32, close: u32| {
        let mut words = open + 1..close;
        close - open <= LONGEST
            && words.any(|t| tree.tag(t).is_proper())
            && !(open..close).any(|t| tree.tag(t).is_verb() || tree.tag(t) == Tag::Cc)
    };
    let before = (verb + 1..comma).filter(is_comma).count();
    // The first of a pair looks ahead for the second, the second back for the first.
    match before % 2 {
        0 => (comma + 1..end).find(is_comma).is_some_and(|close| named(comma, close)),
        _ => (verb + 1..comma).rev().find(is_comma).is_some_and(|open| named(open, comma)),
    }
}

/// "Condemned the attack on Friday": the day may be that of what is condemned.
fn is_view(tree: &Tree, triggers: &[Trigger], i: usize, start: u32) -> bool {
    let verb = triggers[i].token;
    let of = |t: &Trigger, kinds: &[&str]| t.kind.as_deref().is_some_and(|kind| kinds.iter().any(|k| kind.starts_with(k)));
    let views = of(&triggers[i], &["ACCUSE", "SUPPORT", "REJECT", "STATEMENT", "REQUEST"]) || triggers[i].class == Class::Reporting;
    // "Failed to reach an agreement on Friday": nothing that has happened.
    let ahead = |t: u32| (verb + 1..t).any(|between| tree.tag(between) == Tag::Vb);
    let happening = |t: &Trigger| t.noun && verb < t.token && t.token < start && t.kind.is_some() && !ahead(t.token);
    views && triggers.iter().any(happening)
}
