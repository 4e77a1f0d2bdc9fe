//! When each mention happened. The first of these that says anything is its date:
//!
//! 1. an expression of its own clause, by syntax (`attach`), read with its preposition and with what could have happened by then (`read`);
//! 2. the date of its kin: the noun that it carries, what it happens in, the verb that it is coordinated with (`lend`);
//! 3. a day that hangs on a noun of its clause (`near`), where it closes the clause before what is lent, or that closes what opens the sentence
//!    (`opener`);
//! 4. of the event that a length is counted from, the day so long before (`elapsed`); of what happened after, since or before another event,
//!    that side of its date (`sides`);
//! 5. in `tag`, which annotates every mention and says on what basis: the day of which the passage tells, and the day of a report that names
//!    its own day (`day`). A timeline never takes these for a date: its entries have no day that the words do not give them;
//! 6. the day of publication, in a chronicle: its present tense says that it happened then (`bound`);
//! 7. the date of the report of it, and its tense against the day of publication, which only bound it (`bound`).

mod aside;
mod attach;
mod bound;
mod day;
mod elapsed;
mod lend;
mod near;
mod opener;
mod read;
mod sides;

use super::attribution::Attribution;
use super::sentence::Sentence;
use super::status::Manner;
use super::trigger::Trigger;
use super::{Class, Status, When};
use crate::timex::Timex;
use chrono::NaiveDate;
pub use day::Story;
pub(super) use near::is_day;

/// What is read of the triggers of a sentence before they are dated, one of each for each trigger.
#[derive(Clone, Copy)]
pub struct Told<'a> {
    pub triggers: &'a [Trigger],
    pub manners: &'a [Manner],
    pub statuses: &'a [Status],
    /// The speech acts over them.
    pub reports: &'a [Option<Attribution>],
    /// Whether the text tells what happened in the present tense.
    pub chronicle: bool,
}

impl Told<'_> {
    /// The trigger at a token, by index.
    fn place(&self, token: u32) -> Option<usize> {
        self.triggers.binary_search_by_key(&token, |t| t.token).ok()
    }
}

/// The date of each trigger of a sentence. `timexes` are its expressions with their indices in the text; `story` is what the text before it
/// tells, where days that no words give are wanted.
pub fn dates(sentence: &Sentence, told: Told, timexes: &[(u32, &Timex)], dct: Option<NaiveDate>, story: Option<&Story>) -> Vec<When> {
    let tree = &sentence.tree;
    let Told { triggers, statuses, .. } = told;
    let tokens: Vec<u32> = triggers.iter().map(|t| t.token).collect();
    let attached = attach::attach(sentence, timexes, &tokens);
    let timex = |index: u32| timexes.iter().find(|(i, _)| *i == index).map(|(_, t)| *t);
    let own = |(trigger, &status): (&Trigger, &Status)| {
        let token = trigger.token;
        let mention = |side| read::Dated { token, status, speaks: trigger.class == Class::Reporting, side };
        let of_token = attached.iter().filter(|pair| pair.mention == token);
        let read =
            |pair: &attach::Pair| read::dated(sentence, mention(pair.side), (pair.timex, timex(pair.timex)?), timex(pair.timex + 1), dct);
        let perfect = lend::is_present_perfect(tree, token);
        of_token.filter_map(read).find(|when| !(perfect && lend::is_over(when, dct)))
    };
    let mut own: Vec<Option<When>> = triggers.iter().zip(statuses).map(own).collect();
    near::close(sentence, told, timexes, dct, &mut own);
    lend::share(sentence, told, timexes, dct, &mut own);
    near::open(sentence, told, timexes, dct, &mut own);
    elapsed::count(sentence, told, timexes, dct, &mut own);
    sides::bound(sentence, told, timexes, dct, &mut own);
    let report = |i: usize| {
        let verb = told.reports[i].as_ref().and_then(|report| report.verb)?;
        tokens.binary_search(&verb).ok()
    };
    let bounded = |i: usize| {
        if told.chronicle && bound::is_of_the_day(tree, tokens[i], &told.manners[i], statuses[i]) {
            return bound::of_the_day(dct);
        }
        let report = report(i).and_then(|r| own[r].as_ref());
        report.and_then(|report| bound::reported(report, statuses[i])).unwrap_or_else(|| bound::from_tense(statuses[i], dct))
    };
    let mut dates: Vec<When> = (0..tokens.len()).map(|i| own[i].clone().unwrap_or_else(|| bounded(i))).collect();
    if let Some(story) = story {
        day::settle(sentence, told, timexes, story, &own, &mut dates);
    }
    dates
}
