//! What opens a sentence before its comma: a date by itself ("on Monday, …") or a phrase that a date closes ("in a statement released on Monday, …").

use super::Told;
use super::near::is_day;
use crate::event::sentence::Sentence;
use crate::lexicon::words::Class as Listed;
use crate::text::{Rel, Tag, Tree};
use crate::timex::Timex;

/// The expression opens the sentence, and a comma closes it.
pub(super) fn opens(tree: &Tree, timex: &Timex) -> bool {
    let (first, start) = (tree.tokens().start, timex.tokens.start);
    let led = start == first || start == first + 1 && matches!(tree.tag(first), Tag::In | Tag::Cc | Tag::Rb);
    led && is_closed(tree, timex)
}

fn is_closed(tree: &Tree, timex: &Timex) -> bool {
    let end = timex.tokens.end;
    tree.tokens().contains(&end) && tree.tag(end) == Tag::Comma
}

/// The verb right behind a phrase that opens the sentence and that the expression closes, where it happened then.
pub(super) fn verb_behind(sentence: &Sentence, told: Told, timex: &Timex) -> Option<usize> {
    let (tree, end) = (&sentence.tree, timex.tokens.end);
    if !is_closed(tree, timex) || !is_same_time(sentence, told, timex) {
        return None;
    }
    let i = (0..told.triggers.len()).find(|&i| told.triggers[i].token > end && !told.triggers[i].noun)?;
    let verb = told.triggers[i].token;
    let inside = |t: u32| matches!(tree.tag(t), Tag::Wdt | Tag::Wp | Tag::Wrb | Tag::Md | Tag::Vbg) || tree.is(t, "that");
    let main = matches!(tree.rel(verb), Rel::Root | Rel::Conj | Rel::Parataxis | Rel::Ccomp | Rel::Advcl);
    let has_subject = tree.child(verb, &[Rel::Nsubj, Rel::NsubjPass]).is_some_and(|subject| subject > end);
    (main && has_subject && !(end + 1..verb).any(inside)).then_some(i)
}

/// "At a meeting on Sunday, …", "speaking in London on Sunday, …", "hours after the rig sank on Tuesday, …".
fn is_same_time(sentence: &Sentence, told: Told, timex: &Timex) -> bool {
    let (tree, start) = (&sentence.tree, timex.tokens.start);
    let Some(lead) = (tree.tokens().start..start).find(|&t| !matches!(tree.tag(t), Tag::Cc | Tag::Rb)) else { return false };
    let mut phrase = lead + 1..start;
    if phrase.clone().any(|t| tree.tag(t) == Tag::Comma) {
        return false;
    }
    // Hours count for nothing in days.
    let short = |t: u32| sentence.lists(t, Listed::PartOfDay) && t + 1 < start && tree.is_one_of(t + 1, &["after", "before", "of"]);
    if (lead..start).take(4).any(short) {
        return timex.date.is_some_and(|date| date.interval().single_day().is_some());
    }
    let finite = |t: u32| tree.tag(t).is_tensed();
    if phrase.clone().any(|t| finite(t) || sentence.lists(t, Listed::Side)) {
        return false;
    }
    let is_event = |t: u32| told.triggers.iter().any(|e| e.noun && e.token == t);
    match tree.tag(lead) {
        Tag::Vbg => is_day(sentence, timex) && sentence.is(lead, Listed::Reporting) && !phrase.any(is_event),
        Tag::In if tree.is_one_of(lead, &["in", "at", "on", "during"]) => {
            let noun = phrase.clone().find(|&t| tree.children_in(t, &[Rel::Case]).any(|case| case == lead));
            let Some(noun) = noun.filter(|&noun| tree.tag(noun).is_noun()) else { return false };
            // "In response to the raid on Friday" is of no day, "at the trial in 2006" is of that year.
            (is_day(sentence, timex) || is_event(noun)) && !(noun + 1..start).any(is_event)
        }
        _ => false,
    }
}
