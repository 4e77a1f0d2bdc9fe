//! Which mentions deserve an entry: real happenings, not states, wishes, habits or verbs of speech.

use super::quotation::Quotations;
use super::sentence::Sentence;
use super::standing::{self, Standing};
use super::status::Manner;
use super::trigger::Trigger;
use super::worth::{
    has_complement, has_participant, is_acted, is_bare_publication, is_definite, is_described, is_finite, is_first_person, is_named,
    is_of_event, is_of_somebody, only_happens,
};
use super::{Aspect, Basis, Class, Status, Tense, When};
use crate::lexicon::words::Class as Listed;
use crate::text::{Rel, Tag};
use chrono::NaiveDate;

/// What speaks for and against an entry.
pub struct Grounds<'g> {
    pub trigger: &'g Trigger,
    pub manner: &'g Manner,
    pub status: Status,
    pub when: &'g When,
    /// Whether words place it before, after or with another event.
    pub placed: bool,
    /// Whether a length counts it from another event, which dates it: "closed three days after the raid".
    pub counts: bool,
    /// Whether a length is counted from it: "three days after the raid".
    pub anchor: bool,
    pub heading: bool,
    /// The quotation marks of the text.
    pub quotations: &'g Quotations,
    /// The first token of the expression that dates it, if that stands in its sentence.
    pub timex: Option<u32>,
    /// Whether the text tells what happened in the present tense.
    pub chronicle: bool,
    pub dct: Option<NaiveDate>,
}

/// Whether a timeline should list the mention.
pub fn deserves_entry(sentence: &Sentence, grounds: &Grounds) -> bool {
    if is_barred(sentence, grounds) {
        return false;
    }
    if is_needed(grounds) {
        return true;
    }
    // "The trial has begun", without a date or a place among other events, is news of its own; the trial is not.
    let Grounds { trigger, placed, .. } = *grounds;
    let phase = trigger.class == Class::Aspectual && !is_dated(grounds.when) && !placed && is_of_event(sentence, trigger.token);
    (phase || !only_happens(sentence, trigger.token))
        && !is_talk(sentence, grounds, phase)
        && is_act(grounds)
        && !is_habit(sentence, grounds)
        && if trigger.noun { deserves_as_noun(sentence, grounds) } else { deserves_as_verb(sentence, grounds) }
}

/// What no timeline lists, whatever its words are: headings, questions, the page's furniture, what its date contradicts.
fn is_barred(sentence: &Sentence, grounds: &Grounds) -> bool {
    grounds.heading
        || grounds.trigger.carrier.is_some()
        || sentence.tree.tokens().len() > LONGEST_SENTENCE
        || is_question(sentence)
        || is_furniture(sentence, grounds.trigger.token)
        || contradicts(grounds.when, grounds.status, grounds.dct)
}

/// What is only said: speech without what was said, views, quotations, an announcement of nothing.
fn is_talk(sentence: &Sentence, grounds: &Grounds, phase: bool) -> bool {
    let Grounds { trigger, placed, quotations, .. } = *grounds;
    // "has announced", "denied": without what, there is no news.
    let light = || sentence.is(trigger.token, Listed::Light) && trigger.kind.is_none() && !placed && !phase;
    let of_nothing = || (trigger.class == Class::Reporting || light()) && !trigger.noun && !has_complement(sentence, trigger.token);
    is_speech_only(trigger)
        || is_opinion(sentence, trigger.token)
        || is_said_by_another(sentence, quotations, trigger.token)
        || of_nothing()
        || is_bare_publication(sentence, trigger.token, trigger.kind.as_deref())
}

/// Whether it was done, or is to be done: no state, nothing denied or merely thought of.
fn is_act(grounds: &Grounds) -> bool {
    let Grounds { trigger, status, .. } = *grounds;
    let dated = is_dated(grounds.when);
    let real = match status {
        Status::Hypothetical | Status::Denied => false,
        // A plan is news when it has a date or a type.
        Status::Planned | Status::Threatened => dated,
        _ => true,
    };
    // "Refused to share the data": what has a type is an act, whatever the verb's class.
    let typed = trigger.kind.is_some() && (dated || trigger.class == Class::IState && !trigger.noun);
    real && (typed || !matches!(trigger.class, Class::State | Class::IState | Class::Perception))
}

/// A present tense tells what happened only in a chronicle: "April 25 - The Coast Guard approves a plan".
fn is_habit(sentence: &Sentence, grounds: &Grounds) -> bool {
    let Grounds { trigger, manner, status, when, chronicle, .. } = *grounds;
    manner.generic && status != Status::Planned && !trigger.noun && !chronicle && !(is_dated(when) && opens_with_date(sentence, grounds))
}

/// A noun is an entry only where the text dates or places it itself.
fn deserves_as_noun(sentence: &Sentence, grounds: &Grounds) -> bool {
    let Grounds { trigger, status, placed, anchor, counts, .. } = *grounds;
    let (tree, noun) = (&sentence.tree, trigger.token);
    // "During Monday's hearing": the setting of what the sentence tells.
    let setting = !placed && tree.child(noun, &[Rel::Case]).is_some_and(|case| tree.is(case, "during"));
    let befalls = || {
        let of = |c: u32| tree.child(c, &[Rel::Case]).is_some_and(|case| tree.is(case, "of"));
        anchor || tree.children_in(noun, &[Rel::Nmod]).any(of)
    };
    !is_told_by_verb(sentence, grounds)
        && status == Status::Occurred
        && trigger.kind.is_some()
        && (is_dated(grounds.when) || counts || placed && befalls())
        && !setting
        && is_definite(sentence, noun)
        && is_described(sentence, noun)
}

/// What its verb tells is told with it: "the explosion killed eleven".
fn is_told_by_verb(sentence: &Sentence, grounds: &Grounds) -> bool {
    let (tree, noun) = (&sentence.tree, grounds.trigger.token);
    let of_verb = tree.head(noun).is_some_and(|head| !matches!(tree.tag(head), Tag::Cd));
    of_verb && matches!(tree.rel(noun), Rel::Nsubj | Rel::NsubjPass | Rel::Obj) && !grounds.anchor && !grounds.counts
}

/// A verb is an entry where it happens, stands where news stands, has somebody who takes part, and enough speaks for it.
fn deserves_as_verb(sentence: &Sentence, grounds: &Grounds) -> bool {
    let Grounds { trigger, manner, placed, chronicle, .. } = *grounds;
    let dated = is_dated(grounds.when);
    // "was leasing", "were standing by": what went on meanwhile.
    if manner.tense == Tense::Past && manner.aspect == Aspect::Progressive && !dated {
        return false;
    }
    // "the news follows", "a pipe has": no happening without a type.
    let standing = standing::of(sentence, trigger.token);
    let of_the_day = chronicle && manner.generic && standing == Standing::Main;
    if trigger.kind.is_none() && !placed && !dated && !of_the_day && sentence.is(trigger.token, Listed::Weak) {
        return false;
    }
    let own = dated && is_own(sentence, grounds);
    fits_standing(sentence, grounds, standing, own) && has_participant(sentence, trigger.token) && score(sentence, grounds) >= 4
}

/// How much speaks for a verb's entry: a date, a type, a place among other events, somebody who acts.
pub fn score(sentence: &Sentence, grounds: &Grounds) -> i32 {
    let Grounds { trigger, manner, status, when, placed, counts, .. } = *grounds;
    let dated = is_dated(when);
    let standing = standing::of(sentence, trigger.token);
    let of_the_day = grounds.chronicle && manner.generic && standing == Standing::Main;
    let tells = has_participant(sentence, trigger.token);
    let past = matches!(manner.tense, Tense::Past | Tense::PastParticiple)
        || manner.aspect == Aspect::Perfective
        || status == Status::Ongoing
        || of_the_day;
    let finite = is_finite(sentence, trigger.token);
    let main = i32::from(standing == Standing::Main && is_acted(sentence, trigger.token));
    // What has neither a type nor a date of its own needs somebody who does it, or an event that it tells of ("the attacks ramped up").
    let known = placed
        && (trigger.kind.is_some() || dated || counts || is_named(sentence, trigger.token) || is_of_somebody(sentence, trigger.token));
    let typed = trigger.kind.is_some() || trigger.class == Class::Aspectual && is_of_event(sentence, trigger.token);
    let (dated, typed, placed) = (i32::from(dated || counts), i32::from(typed), i32::from(known));
    let mut score =
        3 * dated + 2 * typed + 2 * placed + i32::from(past) + i32::from(tells) + main * i32::from(is_named(sentence, trigger.token));
    score += i32::from(dated == 0 && typed == 0 && placed == 0 && main == 1 && is_news(sentence, grounds));
    score += i32::from(of_the_day && typed == 0 && (trigger.class == Class::Occurrence || finite && is_named(sentence, trigger.token)));
    score -= 2 * i32::from(!finite);
    score -= 2 * i32::from(is_first_person(sentence, trigger.token));
    score -= 2 * i32::from(trigger.class == Class::IAction && typed == 0);
    score -= i32::from(trigger.class == Class::Aspectual && typed == 0);
    score
}

/// Whether another event is dated by it: then it is told, however little is said of it.
pub fn is_needed(grounds: &Grounds) -> bool {
    grounds.anchor && is_dated(grounds.when) && matches!(grounds.status, Status::Occurred | Status::Ongoing)
}

/// Whether nothing forbids an entry outright: what the rules list is told from the rest of these.
pub fn may_be_listed(sentence: &Sentence, grounds: &Grounds) -> bool {
    let Grounds { trigger, manner, status, quotations, .. } = *grounds;
    let dated = is_dated(grounds.when);
    !(is_barred(sentence, grounds)
        || is_speech_only(trigger)
        || is_opinion(sentence, trigger.token)
        || is_said_by_another(sentence, quotations, trigger.token)
        || only_happens(sentence, trigger.token)
        || matches!(status, Status::Hypothetical | Status::Denied)
        || matches!(status, Status::Planned | Status::Threatened) && !dated
        || trigger.noun && (trigger.kind.is_none() || !is_described(sentence, trigger.token) || is_told_by_verb(sentence, grounds))
        || trigger.class == Class::State && trigger.kind.is_none() && !dated
        || manner.generic && status != Status::Planned && !trigger.noun && !grounds.chronicle
        || !trigger.noun && !has_participant(sentence, trigger.token))
}

/// What a main clause tells that somebody named did to something, although no word list knows the act: "Canada recorded its first case".
fn is_news(sentence: &Sentence, grounds: &Grounds) -> bool {
    let Grounds { trigger, manner, .. } = *grounds;
    let clause = super::clause::of(&sentence.tree, trigger.token);
    trigger.class == Class::Occurrence
        && matches!(manner.tense, Tense::Past | Tense::Present)
        && matches!(manner.aspect, Aspect::None | Aspect::Perfective)
        && is_named(sentence, trigger.token)
        // "Saw this", "said it all": of what, says the text around.
        && clause.object.is_none_or(|object| sentence.tree.tag(object).is_noun() || matches!(sentence.tree.tag(object), Tag::Cd | Tag::Dollar))
}

/// Whether what somebody is quoted with states an event: "The truce has ended". It is told as his statement.
pub fn deserves_statement(sentence: &Sentence, grounds: &Grounds) -> bool {
    let Grounds { trigger, manner, status, quotations, .. } = *grounds;
    let typed = || {
        let subject = super::clause::of(&sentence.tree, trigger.token).subject;
        trigger.kind.is_some() || trigger.class != Class::State && subject.is_some_and(|s| sentence.names_event(s))
    };
    let told = manner.aspect == Aspect::Perfective || manner.tense == Tense::Past;
    !trigger.noun
        && trigger.class != Class::Reporting
        && status == Status::Occurred
        && told
        // "Known as “the man who killed the singer”".
        && !matches!(sentence.tree.rel(trigger.token), Rel::Conj | Rel::AclRelcl | Rel::Acl)
        && !is_question(sentence)
        && is_quoted(sentence, quotations, trigger.token)
        && super::clause::of(&sentence.tree, trigger.token).subject.is_some_and(|subject| is_quoted(sentence, quotations, subject))
        && typed()
}

/// What is told in passing needs a date of its own, and a clause of order a past that did happen.
fn fits_standing(sentence: &Sentence, grounds: &Grounds, standing: Standing, own: bool) -> bool {
    let manner = grounds.manner;
    let past = matches!(manner.tense, Tense::Past | Tense::PastParticiple) || manner.aspect == Aspect::Perfective;
    match standing {
        Standing::Main => true,
        Standing::Order if grounds.trigger.kind.is_none() && measures(sentence, grounds.trigger.token) => false,
        // "when the president leaves office" is to come.
        Standing::Order => past && (grounds.trigger.kind.is_some() || own || is_named(sentence, grounds.trigger.token) || grounds.placed),
        Standing::Aside => own || past && (grounds.placed || is_background(sentence, grounds)),
    }
}

/// "The highest level in current prices since records began": how long nothing of the kind had been.
fn measures(sentence: &Sentence, verb: u32) -> bool {
    const BACK: u32 = 8;
    let tree = &sentence.tree;
    let mark = tree.child(verb, &[Rel::Mark, Rel::Case]).filter(|&mark| tree.is(mark, "since"));
    let Some(since) = mark.filter(|_| sentence.is(verb, Listed::Aspectual)) else { return false };
    let extreme = |t: u32| super::phrase::is_extreme(tree, t) || tree.tag(t) == Tag::Rbs;
    (tree.tokens().start.max(since.saturating_sub(BACK))..since).rev().take_while(|&t| !tree.tag(t).is_verb()).any(extreme)
}

/// "The blast, which killed eleven", "a fund set up by the ministry": what a clause about a noun tells as done, of an event or by somebody named.
fn is_background(sentence: &Sentence, grounds: &Grounds) -> bool {
    let (tree, verb) = (&sentence.tree, grounds.trigger.token);
    let clause = super::clause::of(tree, verb);
    let named = |noun: u32| tree.tag(noun).is_proper();
    let event = |noun: u32| sentence.names_event(noun);
    grounds.trigger.kind.is_some()
        && matches!(tree.rel(verb), Rel::AclRelcl | Rel::Acl)
        && tree.head(verb).is_some_and(|noun| clause.subject == Some(noun) && is_beside(tree, noun, verb))
        && match clause.passive {
            true => clause.agent.is_some_and(named),
            false => clause.object.is_some() && clause.subject.is_some_and(|noun| named(noun) || event(noun)),
        }
}

/// Whether the clause of a verb stands right behind the noun that it tells of: nothing else can be meant.
fn is_beside(tree: &crate::text::Tree, noun: u32, verb: u32) -> bool {
    let behind = |t: u32| {
        matches!(tree.tag(t), Tag::Comma | Tag::Wdt | Tag::Wp | Tag::Rb)
            || tree.is(t, "that")
            || tree.head(t) == Some(verb) && tree.tag(t).is_verb()
    };
    noun < verb && (noun + 1..verb).all(behind)
}

/// Whether the expression that dates the mention stands in its own clause: nothing tensed stands between.
fn is_own(sentence: &Sentence, grounds: &Grounds) -> bool {
    let Some(timex) = grounds.timex else { return false };
    let (verb, at) = (grounds.trigger.token, timex);
    let tree = &sentence.tree;
    let between = if at < verb { at..verb } else { verb + 1..at };
    let tensed = |t: u32| matches!(tree.tag(t), Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Md | Tag::Wdt | Tag::Wp);
    let own = |t: u32| tree.head(t) == Some(verb);
    !between.into_iter().any(|t| tensed(t) && !own(t))
}

/// Whether the sentence opens with the calendar date of the mention.
fn opens_with_date(sentence: &Sentence, grounds: &Grounds) -> bool {
    let opens = |t: u32| t <= sentence.tree.tokens().start + 2;
    matches!(grounds.when.basis, Basis::Explicit | Basis::YearInferred) && grounds.timex.is_some_and(opens)
}

/// Whether an expression of the text gives it a date that is fine enough to be its own.
fn is_dated(when: &When) -> bool {
    when.timex.is_some() && when.basis != Basis::OrderOnly && is_fine(when)
}

/// A date of a year or less: "the 1980s" tells when somebody lived, not when something happened.
fn is_fine(when: &When) -> bool {
    let interval = when.date.interval();
    match (interval.earliest(), interval.latest()) {
        (Some(first), Some(last)) => (last - first).num_days() <= 366,
        _ => true,
    }
}

/// What occurred lies not after the day of publication, and what is planned not before it: else a number was taken for a date, or the words
/// for another's.
fn contradicts(when: &When, status: Status, dct: Option<NaiveDate>) -> bool {
    let Some(dct) = dct else { return false };
    if when.date.lacks_year() {
        return false;
    }
    let interval = when.date.interval();
    match status {
        Status::Occurred | Status::Ongoing => interval.earliest().is_some_and(|first| first > dct),
        Status::Planned | Status::Threatened => interval.latest().is_some_and(|last| last < dct),
        _ => false,
    }
}

fn is_question(sentence: &Sentence) -> bool {
    let tree = &sentence.tree;
    tree.tokens().rev().take(3).any(|t| tree.word(t) == "?")
}

/// The signature and the clock of a reader's comment stand between bars; those of a dateline ("PARIS | Mon May 4 (Reuters) - The mayor …") are
/// no part of the sentence behind it.
fn is_furniture(sentence: &Sentence, word: u32) -> bool {
    let tree = &sentence.tree;
    let bracket = |t: u32| matches!(tree.word(t), ")" | "-RRB-" | "]");
    let dash = |t: u32| matches!(tree.word(t), "-" | "--" | "–" | "—");
    let line = (tree.tokens().start + 1..word).rev().find(|&t| dash(t) && bracket(t - 1));
    (line.unwrap_or(tree.tokens().start)..tree.tokens().end).any(|t| tree.word(t) == "|")
}

/// "I think that", "many believe that": what follows is a view.
fn is_opinion(sentence: &Sentence, verb: u32) -> bool {
    let tree = &sentence.tree;
    let view = |t: u32| sentence.is(t, Listed::IState) || sentence.is(t, Listed::Opinion);
    let personal = |t: u32| matches!(tree.tag(t), Tag::Prp | Tag::Nnp | Tag::Nn) && tree.is_one_of(t, &["i", "we", "you"]);
    tree.ancestors(verb).skip(1).take(3).any(|above| tree.tag(above).is_verb() && view(above) && tree.rel(verb) != Rel::Conj)
        || tree.tokens().take_while(|&t| t < verb).any(personal)
}

/// In tokens. Longer ones are lists and page furniture, or beyond a parser.
const LONGEST_SENTENCE: usize = 80;

/// "said", "told": attribution, unless the act itself has a type (accused, threatened, announced).
fn is_speech_only(trigger: &Trigger) -> bool {
    trigger.class == Class::Reporting && trigger.kind.is_none()
}

/// Whether quotation marks enclose the word.
fn is_quoted(sentence: &Sentence, quotations: &Quotations, token: u32) -> bool {
    quotations.enclose(sentence.tree.text.tokens[token as usize].span.start)
}

/// Whether the clause of a word stands in quotation marks; of a verb alone between them ("had “surrendered”") the author only keeps his distance.
fn is_said_by_another(sentence: &Sentence, quotations: &Quotations, token: u32) -> bool {
    let subject = || super::clause::of(&sentence.tree, token).subject;
    let alone = || {
        let next = (token + 1..sentence.tree.tokens().end).next();
        let closed = next.is_some_and(|t| matches!(sentence.tree.word(t), "”" | "\"" | "''" | "’" | "'"));
        closed && subject().is_some_and(|noun| noun < token && !is_quoted(sentence, quotations, noun))
    };
    is_quoted(sentence, quotations, token) && !(sentence.tree.tag(token).is_verb() && alone())
}
