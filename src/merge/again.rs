//! One article, or one list of events, that tells an event twice: "17 guards were released in an exchange", and further down "the exchange, in
//! which 17 guards were released"; a headline and the line below it.
//!
//! Who writes two lines of one day mostly means two events. So they are one only where both are of the same days, call it the same, and name
//! no other who, what and how many.

use super::score::{called_alike, happened, kinds_agree, nearness, roles_agree, say_alike, shares, told_apart};
use super::traits::Traits;

/// (share of common words, weight of common words) of two that call it the same, and of two of which one is called nothing.
const CALLED: (f64, f64) = (0.5, 6.0);
const UNCALLED: (f64, f64) = (0.7, 9.0);
/// The share of the lighter that the other has, and its weight: one tells at length what the other tells in a line.
const WITHIN: (f64, f64) = (0.85, 9.0);
/// (share of common words, weight of common words) of two that are not of the same few days.
const AGAIN: (f64, f64) = (0.55, 9.0);
/// Of one sentence's two claims the one says all that the other says: "two died when a shell hit the house", "a shell hit the house".
const WHOLE: f64 = 0.99;

/// How much alike two claims of one source are, where they are one event by what they say.
pub fn again(a: &Traits, b: &Traits) -> Option<f64> {
    if !twice(a, b) || !say_alike(a, b) {
        return None;
    }
    let (shared, share, within) = shares(a, b);
    let least = if a.classes.is_empty() { UNCALLED } else { CALLED };
    let enough = share >= least.0 && shared >= least.1 || within >= WITHIN.0 && shared >= WITHIN.1;
    (enough || is_one_sentence(a, b)).then_some(share)
}

/// Whether two claims of one source may be of one event, if others say that they are.
pub fn twice(a: &Traits, b: &Traits) -> bool {
    let days = a.dated.filter(|days| b.dated == Some(*days)).and_then(|days| days.days());
    (days.is_some_and(|days| days <= 3) || said_again(a, b))
        && happened(a.status) == happened(b.status)
        && kinds_agree(a, b)
        && called_alike(a, b)
        && roles_agree(a, b)
        && !told_apart(a, b, false)
        && !is_placed(a, b)
        && (!is_one_sentence(a, b) || shares(a, b).2 >= WHOLE)
}

/// "The army has retreated from Harran", without a day in one line and "on Sunday" in another; "a conference next year" told twice: two that call it
/// the same and have more in common than what tells them apart. Two lines without a time must name somebody who did it or to whom it was done:
/// an article that goes from country to country says of each that "flights have been cut".
fn said_again(a: &Traits, b: &Traits) -> bool {
    let is_open = |claim: &Traits| claim.dated.is_none_or(|days| days.earliest().is_none());
    // "116 soldiers have died" are not those who "were killed" on Friday.
    let of_one = || a.figure == b.figure && (!a.actors.is_disjoint(&b.actors) || !a.recipients.is_disjoint(&b.recipients));
    let of_time = if is_open(a) || is_open(b) { nearness(a, b).is_some() && of_one() } else { a.dated == b.dated };
    let enough = || {
        let (shared, share, _) = shares(a, b);
        share >= AGAIN.0 && shared >= AGAIN.1
    };
    of_time && a.kind.is_some() && b.kind.is_some() && !a.classes.is_empty() && enough()
}

/// The words put one before or after the other.
fn is_placed(a: &Traits, b: &Traits) -> bool {
    let names = |one: &Traits, other: &Traits| one.beside.iter().any(|(id, _)| *id == other.id);
    names(a, b) || names(b, a)
}

fn is_one_sentence(a: &Traits, b: &Traits) -> bool {
    a.shingles == b.shingles
}

#[cfg(test)]
mod tests {
    use super::super::merge;
    use crate::lexicon::Lexicon;
    use crate::timeline::yaml;

    #[test]
    fn one_article_tells_an_event_twice() {
        let release = (
            "CONCEDE/release",
            "17 guards were released during a prisoner exchange.",
            "Calder received 17 guards released during a prisoner exchange.",
        );
        let strike = (
            "ASSAULT/aerial",
            "The clinic was destroyed by an airstrike.",
            "Nine people were hurt when the clinic was destroyed by an airstrike.",
        );
        for (first, kind, what, quote, one) in [
            (
                release,
                "CONCEDE/release",
                "17 guards were released during the largest exchange of prisoners.",
                "At noon 17 guards came home, released during the largest exchange of prisoners.",
                true,
            ),
            (
                release,
                "CONCEDE/release",
                "31 guards were released during a prisoner exchange.",
                "Orlov received 31 guards released during a prisoner exchange.",
                false,
            ),
            (strike, "ASSAULT/aerial", "Nine people were hurt when the clinic was destroyed by an airstrike.", strike.2, true),
            (strike, "ASSAULT/aerial", "An airstrike hit the school behind it.", strike.2, false),
        ] {
            let entry = |id: usize, (kind, what, quote): (&str, &str, &str)| {
                format!(
                    "  - id: ev-{id}\n    date: \"2031-05-11\"\n    basis: explicit\n    what: {what}\n    type: {kind}\n    status: occurred\n    evidence:\n      - source: src-1\n        quote: {quote}\n"
                )
            };
            let text = format!(
                "annals: 1\nsources:\n  src-1:\n    path: 1.txt\n    published: \"2031-05-12\"\n    published_from: option\n    sha256: \"00\"\nevents:\n{}{}",
                entry(1, first),
                entry(2, (kind, what, quote))
            );
            let (merged, _) = merge(None, [yaml::read(&text, "x.yaml").unwrap()], Lexicon::embedded());
            assert_eq!(merged.events.len() == 1, one, "{what}");
        }
    }

    #[test]
    fn it_may_give_a_day_only_once() {
        let entry = |id: usize, date: &str, what: &str, actors: &str| {
            format!(
                "  - id: ev-{id}\n    date: \"{date}\"\n    basis: order-only\n    what: {what}\n    type: RETREAT/withdraw\n    status: occurred\n{actors}    evidence:\n      - source: src-1\n        quote: {what} {id}\n"
            )
        };
        let army = "    actors: [Calderan army]\n";
        for (date, other, actors, one) in [
            ("2031-05-11", "The Calderan army has withdrawn from the harbour town of Harran.", army, true),
            ("[..2031-05-12]", "The Calderan army has withdrawn from the harbour town of Harran.", army, true),
            ("2031-05-11", "The Calderan army has withdrawn from the harbour town of Alma.", army, false),
            ("2031-04", "The Calderan army has withdrawn from the harbour town of Harran.", army, true),
            ("[..2031-05-12]", "Troops have withdrawn from Harran and Alma.", "", false),
        ] {
            let lines = [
                ("[..2031-05-12]", if actors.is_empty() { other } else { "The Calderan army withdrew from the harbour town of Harran." }),
                (date, other),
            ];
            let events: String = lines.iter().enumerate().map(|(id, (date, what))| entry(id, date, what, actors)).collect();
            let text = format!(
                "annals: 1\nsources:\n  src-1:\n    path: 1.txt\n    published: \"2031-05-12\"\n    published_from: option\n    sha256: \"00\"\nevents:\n{events}"
            );
            let (merged, _) = merge(None, [yaml::read(&text, "x.yaml").unwrap()], Lexicon::embedded());
            assert_eq!(merged.events.len() == 1, one, "{date} {other}");
        }
    }
}
