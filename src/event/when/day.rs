//! The days that no expression of a sentence gives, as a reader takes them from the story: the day of the passage, and the day of the report.
//!
//! Only `tag` says them, each with its basis. A report that names its own day ("today", "on Thursday" of a Thursday) tells what it tells in
//! the simple past of that day, unless its passage is about another; a speech act without a date is of the day of the report, too. A verb
//! form without a tense has the date of its companion, and an occasion that of what is done there. What is told in the present tense of a
//! state began before and goes on, and so does a crisis.

use super::Told;
use crate::event::sentence::Sentence;
use crate::event::{Aspect, Basis, Class, Status, Tense, When};
use crate::lexicon::words::Class as Listed;
use crate::text::{Rel, Tag};
use crate::time::edtf::{Date, Edtf};
use crate::timex::{Kind, Timex};
use chrono::NaiveDate;

/// What the text before a sentence says of days.
pub struct Story {
    dct: Option<NaiveDate>,
    /// How many expressions of the text name the day of publication.
    names_own_day: usize,
    /// The date that the last dated mention has, and its sentence.
    passage: Option<(When, u32)>,
}

/// So many expressions of its own day make a text a report of that day.
const OF_ITS_DAY: usize = 2;

impl Story {
    pub fn new(timexes: &[Timex], dct: Option<NaiveDate>) -> Story {
        let is_own_day = |timex: &&Timex| {
            matches!(timex.kind, Kind::Date | Kind::Time)
                && dct.is_some()
                && timex.date.and_then(|date| date.interval().single_day()) == dct
        };
        Story { dct, names_own_day: timexes.iter().filter(is_own_day).count(), passage: None }
    }

    /// Goes on with what a sentence told.
    pub fn read(&mut self, sentence: u32, dates: &[When]) {
        let closed = |when: &&When| {
            let days = when.date.interval();
            when.timex.is_some() && days.earliest().is_some() && days.latest().is_some()
        };
        if let Some(last) = dates.iter().rfind(closed) {
            self.passage = Some((last.clone(), sentence));
        }
    }

    /// The date of a passage about another day than that of the report, where it holds for `sentence`.
    fn other_day(&self, sentence: u32) -> Option<&When> {
        let (when, at) = self.passage.as_ref()?;
        let past = when.date.interval().latest().zip(self.dct).is_some_and(|(last, dct)| last < dct);
        (past && sentence - at <= 1).then_some(when)
    }
}

/// Gives the mentions that are only bounded (`own` is nothing) the days of the story.
pub(super) fn settle(sentence: &Sentence, told: Told, timexes: &[(u32, &Timex)], story: &Story, own: &[Option<When>], dates: &mut [When]) {
    let Some(dct) = story.dct else { return };
    let today = || When { date: Edtf::Date(Date::day(dct)), basis: Basis::ArticleDate, timex: None };
    let dated = timexes.iter().any(|(_, timex)| timex.date.is_some());
    let other_day = story.other_day(sentence.tree.sentence).filter(|_| !dated);
    for i in (0..dates.len()).filter(|&i| own[i].is_none()) {
        let (trigger, manner, status) = (&told.triggers[i], &told.manners[i], told.statuses[i]);
        let real = matches!(status, Status::Occurred | Status::Ongoing | Status::Denied) && manner.modality.is_none();
        if trigger.noun || !real {
            continue;
        }
        let main = matches!(sentence.tree.rel(trigger.token), Rel::Root | Rel::Conj | Rel::Ccomp | Rel::Parataxis);
        let when = match (manner.tense, manner.aspect, trigger.class) {
            _ if trigger.class == Class::Reporting && trigger.kind.is_none() && status == Status::Occurred => Some(today()),
            (Tense::Past, Aspect::None, _) if main && other_day.is_some() => other_day.cloned(),
            (Tense::Past, Aspect::None, _) if main && story.names_own_day >= OF_ITS_DAY => Some(today()),
            (Tense::Past, Aspect::None, _) if status == Status::Denied => Some(super::bound::from_tense(Status::Occurred, story.dct)),
            (Tense::Present, Aspect::None, Class::IState) if status == Status::Occurred => Some(today()),
            (Tense::Present, Aspect::None, _) if status != Status::Denied => Some(goes_on()),
            (Tense::Present, Aspect::Progressive, _) => Some(goes_on()),
            _ => None,
        };
        if let Some(when) = when {
            dates[i] = when;
        }
    }
    for i in (0..dates.len()).filter(|&i| own[i].is_none()) {
        if let Some(when) = of_noun(sentence, told, i, dates, dct) {
            dates[i] = when;
        }
    }
    for i in (0..dates.len()).filter(|&i| own[i].is_none()) {
        if let Some(governor) = companion(sentence, told, i) {
            dates[i] = dates[governor].clone();
        }
    }
}

/// The date of a noun by its place: "the crisis" goes on, "said in an interview" has the date of what is said, and the subject of what is to
/// come lies ahead.
fn of_noun(sentence: &Sentence, told: Told, i: usize, dates: &[When], dct: NaiveDate) -> Option<When> {
    let tree = &sentence.tree;
    let noun = told.triggers[i].token;
    if !told.triggers[i].noun || matches!(told.statuses[i], Status::Denied | Status::Cancelled) {
        return None;
    }
    let definite = || tree.child(noun, &[Rel::Det]).is_some_and(|det| tree.is(det, "the")) || tree.child(noun, &[Rel::NmodPoss]).is_some();
    if sentence.is(noun, Listed::StateNoun) && definite() {
        return Some(goes_on());
    }
    let verb = tree.head(noun).and_then(|head| told.place(head)).filter(|&verb| !told.triggers[verb].noun)?;
    let inside = || tree.children_in(noun, &[Rel::Case]).any(|case| tree.is_one_of(case, &["in", "at", "during"]));
    let ahead = matches!(told.statuses[verb], Status::Planned | Status::Threatened | Status::Hypothetical);
    match tree.rel(noun) {
        Rel::Obl if dates[verb].basis == Basis::ArticleDate && inside() => Some(dates[verb].clone()),
        Rel::Nsubj if ahead => Some(super::bound::from_tense(Status::Planned, Some(dct))),
        _ => None,
    }
}

/// The trigger whose date a verb form without a tense of its own shares: "said, adding that", "by promising", "started firing", "continues to
/// hold", "a speech delivered".
fn companion(sentence: &Sentence, told: Told, i: usize) -> Option<usize> {
    let tree = &sentence.tree;
    let token = told.triggers[i].token;
    let head = tree.head(token).and_then(|head| told.place(head))?;
    let real = |i: usize| matches!(told.statuses[i], Status::Occurred | Status::Ongoing);
    let mark = tree.child(token, &[Rel::Mark, Rel::Case]);
    let noun = told.triggers[head].noun;
    let shares = match (tree.tag(token), tree.rel(token)) {
        (Tag::Vbg, Rel::Advcl) => !noun && mark.is_none_or(|mark| tree.is(mark, "by")),
        (Tag::Vbg, Rel::Xcomp | Rel::Ccomp) => !noun && mark.is_none(),
        // "Declined to say" when it was declined.
        (Tag::Vb, Rel::Xcomp) => told.triggers[head].class == Class::Aspectual || told.statuses[i] == Status::Denied,
        (Tag::Vbn, Rel::Acl) => noun && mark.is_none(),
        _ => false,
    };
    Some(head).filter(|&head| shares && real(head) && (real(i) || told.statuses[i] == Status::Denied))
}

/// Began at some time before, and goes on.
fn goes_on() -> When {
    When { date: Edtf::Lasted { from: None, to: None }, basis: Basis::OrderOnly, timex: None }
}
