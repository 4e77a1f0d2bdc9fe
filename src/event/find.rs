//! From a text with its expressions to its mentions, in text order.

use super::keep::Doubt;
use super::mention::{Before, InSentence};
use super::quotation::Quotations;
use super::reference::Referents;
use super::sentence::Sentence;
use super::trigger::Breadth;
use super::{Mention, keep, mend, style, when};
use crate::lexicon::Lexicon;
use crate::text::Text;
use crate::timex::Timex;
use chrono::NaiveDate;

/// What mentions are read with.
#[derive(Clone, Copy)]
pub struct Setting<'a> {
    /// The day that the text was published.
    pub dct: Option<NaiveDate>,
    pub breadth: Breadth,
    pub lexicon: &'a Lexicon,
}

/// All mentions of the text. Parses the sentences that hold them.
pub fn find(text: &mut Text, timexes: &[Timex], setting: Setting) -> Vec<Mention> {
    let table = &setting.lexicon.models.entry;
    find_with(text, timexes, setting, &mut |mention: &Mention, features: &[u32], by_rule| {
        keep::doubt(keep::score(features, table), mention, by_rule)
    })
}

/// Decides whether a mention tells enough to be listed by itself: from the mention, its features in [`super::keep`], and whether the rules list it.
/// It is asked of every mention that may be listed.
pub type Judge<'j> = dyn FnMut(&Mention, &[u32], bool) -> Doubt + 'j;

/// The same, where `judge` decides.
pub fn find_with(text: &mut Text, timexes: &[Timex], setting: Setting, judge: &mut Judge<'_>) -> Vec<Mention> {
    let mut mentions = Vec::new();
    let mut at = 0;
    let mut referents = if setting.breadth == Breadth::Entries { Referents::of(text, setting.lexicon) } else { Referents::default() };
    let mut story = (setting.breadth == Breadth::TimeMl).then(|| when::Story::new(timexes, setting.dct));
    let quotations = Quotations::of(text.raw);
    let chronicle = style::is_chronicle(text, setting.lexicon);
    let words = if setting.breadth == Breadth::Entries { keep::Words::of(text) } else { keep::Words::default() };
    for index in 0..text.sentences.len() {
        let start = at;
        at += timexes[start..].iter().take_while(|t| t.sentence as usize == index).count();
        text.parse(index, setting.lexicon);
        mend::mend(text, index, &timexes[start..at]);
        let dating: Vec<(u32, &Timex)> = (start..at).map(|i| (i as u32, &timexes[i])).collect();
        let sentence = Sentence::new(text, index as u32, setting.lexicon);
        referents.read(&sentence);
        let before = Before { referents: &referents, quotations: &quotations, chronicle, words: &words };
        if let Some(told) = InSentence::read(&sentence, &dating, setting, before, story.as_ref()) {
            if let Some(story) = &mut story {
                story.read(index as u32, told.dates());
            }
            told.mentions(judge, &mut mentions);
        }
        if setting.breadth == Breadth::Entries {
            referents.read_behind(&sentence, &dating);
        }
    }
    mentions
}

/// What the entries of a text say that was published on 2020-06-10, for the tests of this row.
#[cfg(test)]
pub(super) fn told(raw: &str) -> Vec<String> {
    let lexicon = Lexicon::embedded();
    let dct = NaiveDate::from_ymd_opt(2020, 6, 10);
    let mut text = crate::text::read(raw, lexicon);
    let timexes = crate::timex::find(&text, dct, lexicon);
    let mentions = find(&mut text, &timexes, Setting { dct, breadth: Breadth::Entries, lexicon });
    mentions.into_iter().filter(|mention| mention.listed && mention.same_as.is_none()).map(|mention| mention.what).collect()
}
