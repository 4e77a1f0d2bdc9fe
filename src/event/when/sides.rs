//! What happened after, since or before another event whose date is known is bounded by that date: "has risen since his death on Thursday",
//! "following the conviction in 2005, the president sacked", "was jailed before the revolution in 1979".

use super::Told;
use super::read::{since, up_to};
use crate::event::sentence::Sentence;
use crate::event::{Status, When};
use crate::lexicon::words::Class;
use crate::text::{Rel, Tag};
use crate::time::Edtf;
use crate::timex::{Kind, Timex};
use chrono::NaiveDate;

/// Fills in what is left.
pub(super) fn bound(sentence: &Sentence, told: Told, timexes: &[(u32, &Timex)], dct: Option<NaiveDate>, own: &mut [Option<When>]) {
    let tree = &sentence.tree;
    for i in 0..told.triggers.len() {
        let verb = told.triggers[i].token;
        let status = told.statuses[i];
        if own[i].is_some() || told.triggers[i].noun || !matches!(status, Status::Occurred | Status::Ongoing) {
            continue;
        }
        // "Ruled that the court should have asked him before it charged him in 2007": nearer to another verb.
        let finite = |t: u32| tree.tag(t).is_tensed();
        let near = |t: u32| {
            let clause = tree.children_in(t, &[Rel::Case, Rel::Mark]).next().unwrap_or(t);
            !(verb + 1..clause).any(finite)
        };
        let below = |t: u32| matches!(tree.rel(t), Rel::Obl | Rel::Nmod | Rel::Advcl) && tree.head(t) == Some(verb) && near(t);
        let others = (0..told.triggers.len()).filter(|&j| below(told.triggers[j].token));
        own[i] = others.filter_map(|j| Some((j, side(sentence, told, timexes, j)?))).find_map(|(j, side)| {
            let other = own[j].as_ref().filter(|when| !when.date.lacks_year())?;
            let day = other.date.interval();
            let past = dct.is_none_or(|dct| day.earliest().is_some_and(|first| first <= dct));
            let date = match (side, other.date) {
                ("since", Edtf::Date(from)) if status == Status::Ongoing && past => Edtf::Lasted { from: Some(from), to: None },
                ("since", Edtf::Date(_)) if past => since(other.date, status, dct),
                ("by", Edtf::Date(_)) if past => up_to(other.date, 0),
                _ => return None,
            };
            Some(When { date, basis: other.basis, timex: other.timex })
        });
    }
}

/// The side of another event on which the word before it puts what governs it. "Two days after the raid" counts, which is another matter.
fn side(sentence: &Sentence, told: Told, timexes: &[(u32, &Timex)], other: usize) -> Option<&'static str> {
    let tree = &sentence.tree;
    let token = told.triggers[other].token;
    let word = tree.children_in(token, &[Rel::Case, Rel::Mark]).find(|&t| t < token && matches!(tree.tag(t), Tag::In | Tag::Vbg))?;
    let counted = |(_, timex): &(u32, &Timex)| timex.kind == Kind::Duration && timex.tokens.start < word + 1 && word <= timex.tokens.end;
    if timexes.iter().any(counted) {
        return None;
    }
    sentence.lexicon.words.value(tree.word(word), Class::Side)
}
