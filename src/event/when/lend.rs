//! The dates that mentions lend one another within a sentence: a verb without an expression of its own is often dated by its noun, by a clause of
//! the same time, or by the verb that it is coordinated with.

use super::Told;
use super::near::is_day;
use super::read::can_have_happened;
use crate::event::sentence::Sentence;
use crate::event::trigger::Trigger;
use crate::event::{Status, When, clause, phrase};
use crate::lexicon::words::Class;
use crate::text::{Rel, Tag, Tree};
use crate::timex::Timex;
use chrono::NaiveDate;

/// Fills in what is lent. `own` has the date of each trigger by its own expression; chains of two loans are followed. What did not happen
/// lends nothing to what did.
pub(super) fn share(sentence: &Sentence, told: Told, timexes: &[(u32, &Timex)], dct: Option<NaiveDate>, own: &mut [Option<When>]) {
    let Told { triggers, statuses, .. } = told;
    if own.iter().all(Option::is_none) {
        return;
    }
    let happened = |i: usize| matches!(statuses[i], Status::Occurred | Status::Ongoing);
    for _ in 0..2 {
        for i in 0..triggers.len() {
            if own[i].is_none() {
                let lenders = lenders(sentence, triggers, i).into_iter().filter(|&j| happened(j) == happened(i));
                let perfect = is_present_perfect(&sentence.tree, triggers[i].token);
                let fits =
                    |when: &When| (!happened(i) || can_have_happened(when.date, when.basis, None, dct)) && !(perfect && is_over(when, dct));
                let of_both = |&j: &usize| {
                    let timex = own[j].as_ref().and_then(|when| timexes.iter().find(|(index, _)| when.timex == Some(*index)));
                    timex.is_none_or(|(_, timex)| !is_of_one(sentence, triggers[i].token, triggers[j].token, timex))
                };
                own[i] = lenders.filter(of_both).filter_map(|j| own[j].clone()).find(fits);
            }
        }
    }
}

/// Whether of two coordinated verbs only `lender` has the date: "met the minister, and on Monday praised him", "met the minister, but left on
/// Monday", "held the post in 1969, but was forced out".
fn is_of_one(sentence: &Sentence, taker: u32, lender: u32, timex: &Timex) -> bool {
    let tree = &sentence.tree;
    let (first, second) = (taker.min(lender), taker.max(lender));
    if tree.rel(second) != Rel::Conj || tree.head(second) != Some(first) {
        return false;
    }
    let date = timex.tokens.start;
    let but = (first..second).any(|t| tree.is(t, "but"));
    // "Spent a year in jail, then left in 2004".
    let then = second > first + 2 && tree.is(second - 1, "then") && tree.tag(second - 2) == Tag::Comma;
    if taker > lender {
        return but && first < date && date < second && !is_day(sentence, timex);
    }
    // "Caught it during a visit to Chile and was admitted on Monday": the first has a time of its own.
    let timed = || {
        let phrases = tree.children(first).iter().filter(|&&t| t > first && t < second && matches!(tree.rel(t), Rel::Obl | Rel::Advcl));
        let opens =
            |t: u32| tree.children_in(t, &[Rel::Case, Rel::Mark]).any(|c| tree.is_one_of(c, &["during", "after", "before", "following"]));
        phrases.copied().any(opens)
    };
    let opens = || (date.saturating_sub(2)..date).any(|t| matches!(tree.tag(t), Tag::Cc | Tag::Comma));
    date > second && (but || then || timed()) || first < date && date < second && opens()
}

/// The triggers whose date is that of trigger `i`, the nearest kin first.
fn lenders(sentence: &Sentence, triggers: &[Trigger], i: usize) -> Vec<usize> {
    let tree = &sentence.tree;
    let trigger = &triggers[i];
    let place = |token: u32| triggers.binary_search_by_key(&token, |t| t.token).ok();
    let mut found = Vec::new();
    // A light verb and its noun share a date, in both directions, but who "condemned the May 3 raid" did so later.
    found.extend(triggers.iter().position(|t| t.carrier == Some(trigger.token) && trigger.base() != Some("ACCUSE")));
    // The day on which "the strike was called off" is that of its end.
    let carrier = trigger.carrier.filter(|&verb| phrase::ending(tree, verb, sentence.lexicon).is_none());
    found.extend(carrier.and_then(place).filter(|&verb| triggers[verb].base() != Some("ACCUSE")));
    if trigger.noun {
        found.extend(verb_of_subject(tree, trigger, triggers));
        return found;
    }
    found.extend(subject_event(tree, trigger, triggers));
    found.extend(object_event(tree, trigger, triggers));
    // "Convicted in the 1988 bombing" was so later.
    let within = |noun: u32| tree.children_in(noun, &[Rel::Case]).any(|case| tree.is(case, "in"));
    let tried = |of: &usize| trigger.base() == Some("COURT") && triggers[*of].base() != Some("COURT") && within(triggers[*of].token);
    let settings = tree.children(trigger.token).iter().filter(|&&child| is_setting(tree, child));
    found.extend(settings.filter_map(|&child| place(child)).filter(|of| !tried(of)));
    found.extend(occasion(tree, trigger, triggers));
    found.extend(
        tree.children(trigger.token).iter().filter(|&&child| is_phase(sentence, trigger.token, child)).filter_map(|&child| place(child)),
    );
    found.extend(tree.head(trigger.token).filter(|_| is_meanwhile(tree, trigger.token)).and_then(place));
    found.extend(coordinated_above(sentence, trigger.token).and_then(place));
    found.extend(coordinated_below(sentence, triggers, trigger.token).into_iter().filter_map(place));
    found
}

/// "The April 20 explosion killed 11 workers": the verb happened when its subject did.
fn subject_event(tree: &Tree, trigger: &Trigger, triggers: &[Trigger]) -> Option<usize> {
    trigger.kind.as_ref()?;
    let subject = clause::of(tree, trigger.token).subject?;
    triggers.iter().position(|t| t.token == subject && t.noun)
}

/// "Lost the 2000 election": what is won or lost is so when it is held.
fn object_event(tree: &Tree, trigger: &Trigger, triggers: &[Trigger]) -> Option<usize> {
    let object = clause::of(tree, trigger.token).object?;
    let same = |t: &Trigger| t.noun && t.token == object && t.base() == trigger.base();
    triggers.iter().position(|t| trigger.base() == Some("ELECTION") && same(t))
}

/// "The attack killed three on Monday": the attack was when it killed.
fn verb_of_subject(tree: &Tree, trigger: &Trigger, triggers: &[Trigger]) -> Option<usize> {
    // "An explosion that killed three on Monday".
    let told =
        |&clause: &u32| tree.child(clause, &[Rel::Nsubj]).is_some_and(|t| t > trigger.token && matches!(tree.tag(t), Tag::Wdt | Tag::Wp));
    let own = tree.head(trigger.token).filter(|_| matches!(tree.rel(trigger.token), Rel::Nsubj | Rel::OblAgent));
    let verb = own.or_else(|| tree.children_in(trigger.token, &[Rel::AclRelcl]).find(told))?;
    triggers.iter().position(|t| t.token == verb && t.kind.is_some() && t.base() == trigger.base())
}

/// "Praised the figures at a conference on Friday": what the verb happened at, where a parser hung it on the object.
fn occasion(tree: &Tree, verb: &Trigger, triggers: &[Trigger]) -> Option<usize> {
    let object = tree.child(verb.token, &[Rel::Obj])?;
    let is_event = |token: u32| triggers.binary_search_by_key(&token, |t| t.token).is_ok();
    let at = |noun: u32| tree.children_in(noun, &[Rel::Case]).any(|case| tree.is_one_of(case, &["at", "during"]));
    let hangs =
        |t: &Trigger| t.noun && t.token > object && tree.head(t.token) == Some(object) && tree.rel(t.token) == Rel::Nmod && at(t.token);
    triggers.iter().position(|t| !is_event(object) && hangs(t))
}

/// "Retreated on Sunday as the other side claimed victory": a clause of the time of its main verb, both in the simple past.
fn is_meanwhile(tree: &Tree, verb: u32) -> bool {
    let simple = |t: u32| tree.tag(t) == Tag::Vbd || tree.tag(t) == Tag::Vbn && tree.child(t, &[Rel::Aux]).is_none();
    let opened = || {
        let mut marks = tree.children_in(verb, &[Rel::Mark, Rel::Advmod]);
        marks.any(|mark| tree.is_one_of(mark, &["as", "while", "when"]))
    };
    tree.rel(verb) == Rel::Advcl && simple(verb) && tree.head(verb).is_some_and(|head| tree.tag(head).is_verb() && simple(head)) && opened()
}

/// What a verb happens in: "killed in shelling on Sunday", "died during the 2003 outbreak", "while Cairo slept on Monday, …".
fn is_setting(tree: &Tree, child: u32) -> bool {
    let opens = |rels: &[Rel], words: &[&str]| tree.children_in(child, rels).any(|mark| tree.is_one_of(mark, words));
    match tree.rel(child) {
        Rel::Obl | Rel::Nmod => tree.tag(child).is_noun() && opens(&[Rel::Case], &["in", "during", "at", "by", "amid"]),
        Rel::OblAgent => true,
        Rel::Advcl => opens(&[Rel::Mark, Rel::Advmod], &["while", "when", "as"]) && !opens(&[Rel::Mark], &["if", "though"]),
        _ => false,
    }
}

/// "Began to leak on 29 April", "ended with a raid on Friday": what begins or ends does so when what it begins or ends with happens.
fn is_phase(sentence: &Sentence, verb: u32, child: u32) -> bool {
    let tree = &sentence.tree;
    let with = || child > verb && tree.children_in(child, &[Rel::Case]).any(|case| tree.is(case, "with"));
    sentence.is(verb, Class::Aspectual)
        && match tree.rel(child) {
            Rel::Xcomp => tree.tag(child) == Tag::Vb,
            Rel::Obl => tree.tag(child).is_noun() && with(),
            _ => false,
        }
}

/// "Has spent": what is told so is of no day before the report, whatever stands beside it.
pub(super) fn is_present_perfect(tree: &Tree, token: u32) -> bool {
    tree.children_in(token, &[Rel::Aux]).any(|aux| tree.is(aux, "has") || tree.is(aux, "have"))
}

pub(super) fn is_over(when: &When, dct: Option<NaiveDate>) -> bool {
    when.date.interval().latest().zip(dct).is_some_and(|(last, dct)| last < dct)
}

/// Whether a clause that a parser coordinates with a verb has none of its time: "the minister, who left in May, also said", "the spill, which began
/// when a rig sank in May, reached the coast" and "so far, the group said today, forty have died" join by no "and" what is told inside a
/// clause with what is told outside of it.
fn is_outside(sentence: &Sentence, head: u32, token: u32) -> bool {
    let tree = &sentence.tree;
    let joined = |other: u32| tree.child(other, &[Rel::Cc]).is_some();
    let listed = || {
        let siblings = tree.children_in(head, &[Rel::Conj]).filter(|&other| other >= token);
        siblings.chain(tree.children_in(token, &[Rel::Conj])).any(joined)
    };
    let comma = || (head..token).any(|between| tree.tag(between) == Tag::Comma);
    // "When the rig sank in May, crews searched": a clause that opens the sentence is of the time of the next.
    let opened = || tree.children_in(head, &[Rel::Mark, Rel::Advmod]).any(|mark| tree.is(mark, "when") && mark > tree.tokens().start);
    let inside = || matches!(tree.rel(head), Rel::AclRelcl | Rel::Advcl) || opened() || sentence.is(head, Class::Reporting);
    comma() && !listed() && inside()
}

/// "On Tuesday rebels entered the town and burned the market."
fn coordinated_above(sentence: &Sentence, token: u32) -> Option<u32> {
    let tree = &sentence.tree;
    let head = tree.head(token)?;
    let shares = match tree.rel(token) {
        Rel::Conj => tree.tag(head).is_verb() && tree.tag(token).is_verb() && !is_outside(sentence, head, token),
        // A finite verb is nobody's complement, whatever a parser says; behind an "and" it may be another verb of the same time.
        Rel::Xcomp => {
            let is_finite = tree.tag(token).is_tensed();
            !is_finite || (head..token).any(|between| tree.tag(between) == Tag::Cc)
        }
        _ => false,
    };
    shares.then_some(head)
}

/// "Three people were killed and dozens of houses damaged on Sunday": a date behind verbs that share a subject or a helper is that of all.
fn coordinated_below(sentence: &Sentence, triggers: &[Trigger], token: u32) -> Vec<u32> {
    let tree = &sentence.tree;
    let subjects = &[Rel::Nsubj, Rel::NsubjPass, Rel::Expl];
    // "Has pleaded guilty and said on Wednesday": another tense, another time.
    let perfect = is_present_perfect(tree, token);
    let passive = tree.child(token, &[Rel::AuxPass]).is_some();
    let past = |t: u32| matches!(tree.tag(t), Tag::Vbd | Tag::Vbn);
    let type_of = |token: u32| triggers.iter().find(|t| t.token == token).and_then(|t| t.base());
    let typed = |other: u32| type_of(token).is_some() && type_of(other).is_some();
    let shares = |other: u32| {
        // "and dozens of houses damaged": the helper is left out, whatever the tagger makes of the participle.
        let bare = passive && tree.child(other, &[Rel::Aux, Rel::AuxPass, Rel::Obj]).is_none();
        // "Eleven were killed and 17 were injured in the blast on 20 April".
        let both = passive && tree.child(other, &[Rel::AuxPass]).is_some() && typed(other);
        past(token) && past(other) && !(perfect && tree.tag(other) == Tag::Vbd) && (tree.child(other, subjects).is_none() || bare || both)
    };
    let mut below: Vec<u32> =
        tree.children_in(token, &[Rel::Conj]).filter(|&other| shares(other) && !is_outside(sentence, token, other)).collect();
    // The last one stands nearest to the date that closes the sentence.
    below.reverse();
    below
}
