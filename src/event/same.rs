//! Mentions of one event within one text: "assassinated Soleimani … Soleimani was killed … the killing".
//!
//! Only where it is safe: a definite noun that takes up the nearest event of its type, or the same type done to the same named one.

use super::sentence::Sentence;
use super::trigger::Trigger;
use super::{Class, Mention, Status};
use crate::text::Rel;

/// How many sentences back a definite noun may refer.
const NEAR: u32 = 4;

/// The first mention of the event that the new mention takes up, by index in `earlier`.
pub fn antecedent(
    sentence: &Sentence,
    trigger: &Trigger,
    mention: &Mention,
    carried: Option<&Trigger>,
    earlier: &[Mention],
) -> Option<u32> {
    if mention.class == Class::Aspectual || mention.status == Status::Denied {
        return None;
    }
    let kind = mention.kind.as_deref()?;
    let named =
        earlier.iter().rposition(|m| m.listed && family(m) == Some(base(kind)) && shares_recipient(m, mention) && dates_agree(m, mention));
    let noun = if trigger.noun { Some(trigger.token) } else { carried.map(|t| t.token) };
    let taken_up = || {
        let noun = noun.filter(|&n| is_taken_up(sentence, n))?;
        let near = |m: &Mention| m.listed && m.sentence < mention.sentence && m.sentence + NEAR >= mention.sentence;
        // A noun with an object of its own ("the killing of a journalist") names another event.
        if sentence.tree.child(noun, &[Rel::Nmod, Rel::NmodPoss, Rel::Compound]).is_some() && !trigger_is_bare(sentence, noun) {
            return None;
        }
        earlier.iter().rposition(|m| near(m) && m.kind.as_deref().is_some_and(|k| same_kind(k, kind)) && dates_agree(m, mention))
    };
    let found = named.or_else(taken_up)?;
    Some(earlier[found].same_as.unwrap_or(found as u32))
}

/// "the killing", "that raid".
fn is_taken_up(sentence: &Sentence, noun: u32) -> bool {
    let tree = &sentence.tree;
    tree.child(noun, &[Rel::Det]).is_some_and(|d| ["the", "this", "that"].iter().any(|w| tree.is(d, w)))
}

/// Whether the noun has at most modifiers that do not say whom it befell: "the staff reduction", "the truce with the US".
fn trigger_is_bare(sentence: &Sentence, noun: u32) -> bool {
    let tree = &sentence.tree;
    tree.children_in(noun, &[Rel::Nmod, Rel::NmodPoss]).all(|c| tree.child(c, &[Rel::Case]).is_some_and(|case| tree.is(case, "with")))
}

fn base(kind: &str) -> &str {
    kind.split('/').next().unwrap_or(kind)
}

/// A killing is told as an assault and as a death.
fn family(mention: &Mention) -> Option<&str> {
    mention.kind.as_deref().map(base)
}

fn same_kind(a: &str, b: &str) -> bool {
    base(a) == base(b) && (a == b || !a.contains('/') || !b.contains('/') || base(a) == "ASSAULT")
}

fn dates_agree(a: &Mention, b: &Mention) -> bool {
    a.when.timex.is_none()
        || b.when.timex.is_none()
        || a.when.date == b.when.date
        || a.when.date.interval().intersect(b.when.date.interval()).is_some()
}

/// Whether both are done to one name: "Qasem Soleimani" and "Soleimani".
fn shares_recipient(a: &Mention, b: &Mention) -> bool {
    let last = |name: &str| name.rsplit(' ').next().filter(|w| w.starts_with(char::is_uppercase) && w.len() > 2).map(str::to_string);
    a.recipients.iter().any(|x| last(x).is_some_and(|x| b.recipients.iter().any(|y| last(y).as_deref() == Some(&x))))
}
