//! Which way a clause points: towards the past or the future. A cue beside the expression is heard first, then the verb that governs it.
//!
//! The verb is the nearest group to the left in the sentence; to the right when the expression opens its clause ("On Monday, ministers
//! met"). Tense and aspect decide: a past or perfect group points back, "will" and the modals point ahead, and so does a present group
//! beside the expression ("the court meets on Monday"), since news tells what is over in the past tense. An infinitive points where its
//! governor does: "agreed to meet" ahead, "was forced to leave" back. Only sentences that are asked about are tagged.

mod clause;

use super::atom::Atom;
use super::clauses::Clauses;
use super::cue::{Cues, ends_sentence, said};
use super::narrative::opens_sentence;
use super::policy::{Direction, Evidence};
use crate::lexicon::timex::words::Words;
use crate::text::verb::{Tense, VerbGroup};
use crate::text::{Tag, Text};
use clause::Clause;
use std::ops::Range;

/// Verb groups on either side that may govern an expression: a sentence without an end has any number.
const GROUPS: usize = 12;

/// Which verbs are asked, and for what.
struct Side {
    left_only: bool,
    of_weekday: bool,
}

impl Cues {
    /// The direction of the clause around the expression at `range`, and how well it is known.
    pub(super) fn of(
        &self,
        atoms: &[Atom],
        words: &Words,
        range: Range<usize>,
        of_weekday: bool,
        clauses: &mut Clauses,
    ) -> (Direction, Evidence) {
        let (cue, evidence) = self.cue(atoms, words, &range).unzip();
        // "By October, half of them were gone": at the head of a clause the verb says on which side the deadline lies.
        let heads_clause = cue == Some(Direction::Future)
            && range.start > 0
            && (opens_sentence(atoms, range.start - 1)
                || range.start > 1 && (atoms[range.start - 2].symbol == self.and || ends_sentence(atoms, range.start - 2)));
        let is_denied = || {
            let left = (range.start.saturating_sub(12)..range.start).rev().take_while(|&i| !ends_sentence(atoms, i));
            cue == Some(Direction::Future) && left.into_iter().any(|i| said(words, atoms[i].symbol, self.not).is_some())
        };
        // "Were released by early Thursday", unlike "wanted them released by Thursday".
        let is_met = || {
            let mut left = (range.start.saturating_sub(6)..range.start).rev().take_while(|&i| !ends_sentence(atoms, i));
            let by = left.find(|&i| atoms[i].symbol != self.the).is_some_and(|i| said(words, atoms[i].symbol, self.by).is_some());
            by && !left.any(|i| [self.ahead, self.hence].iter().any(|class| said(words, atoms[i].symbol, *class).is_some()))
        };
        match cue {
            Some(Direction::Future) if !heads_clause && is_met() => {
                match self.verb(atoms, words, range, Side { left_only: true, of_weekday }, clauses) {
                    (Direction::Past, Evidence::Verb) => (Direction::Past, Evidence::Verb),
                    (Direction::Past, _) if of_weekday => (Direction::Future, Evidence::Thin),
                    _ => (Direction::Future, Evidence::Cue),
                }
            }
            Some(_) if heads_clause || is_denied() => {
                match self.verb(atoms, words, range, Side { left_only: false, of_weekday }, clauses) {
                    (Direction::Past, evidence) => (Direction::Past, evidence),
                    _ => (Direction::Future, Evidence::Cue),
                }
            }
            Some(direction) => (direction, evidence.unwrap_or_default()),
            None => self.verb(atoms, words, range, Side { left_only: false, of_weekday }, clauses),
        }
    }

    /// The direction of the verb that governs the expression.
    fn verb(&self, atoms: &[Atom], words: &Words, range: Range<usize>, side: Side, clauses: &mut Clauses) -> (Direction, Evidence) {
        let (start, end) = (atoms[range.start].start, atoms[range.end - 1].end);
        let Some((text, sentence, verbs)) = clauses.sentence_at(start) else { return (Direction::Unknown, Evidence::Thin) };
        let tokens = text.sentences[sentence].tokens.clone();
        let spans = &text.tokens[tokens.start as usize..tokens.end as usize];
        let from = tokens.start + spans.partition_point(|t| t.span.end <= start) as u32;
        let to = tokens.start + spans.partition_point(|t| t.span.start < end) as u32;
        let governs = |g: &&VerbGroup| (g.tokens.end <= from || !side.left_only && g.tokens.start >= to) && !modifies(text, g, from);
        let at = verbs.partition_point(|g| g.tokens.end <= from);
        let near = &verbs[at.saturating_sub(GROUPS)..verbs.len().min(at + GROUPS)];
        let groups = near.iter().filter(governs).collect();
        let at = range.start;
        Clause { cues: self, atoms, at, words, text, sentence, groups, of_noun: false, of_possessed: None, side }.direction(from, to)
    }
}

/// A participle that only describes the noun behind it governs nothing: "on an unspecified date in January".
fn modifies(text: &Text, group: &VerbGroup, from: u32) -> bool {
    let next = group.tokens.end;
    matches!(group.tense, Tense::PastParticiple | Tense::PresentParticiple)
        && group.tokens.len() == 1
        && next < from
        && matches!(text.tag(next), Tag::Nn | Tag::Nns)
}

#[cfg(test)]
mod tests {
    use crate::lexicon::Lexicon;
    use crate::timex::recognize;

    #[test]
    fn verbs_point() {
        // The article is of Wednesday, 10 June 2015: Monday is the 8th or the 15th, July is of 2014 or 2015.
        for (text, expected) in [
            ("Ministers met on Monday.", "2015-06-08"),
            ("Ministers will meet on Monday.", "2015-06-15"),
            ("The court meets on Monday.", "2015-06-15"),
            ("The trial is being held Monday.", "2015-06-15"),
            ("The vote is Monday.", "2015-06-15"),
            ("The talks have been stalled since Monday.", "2015-06-08"),
            ("They would have met on Monday.", "2015-06-08"),
            ("They may meet on Monday.", "2015-06-15"),
            ("They agreed to meet on Monday.", "2015-06-15"),
            ("They agreed to buy the rest of the firm on Monday.", "2015-06-08"),
            ("He was forced to resign on Monday.", "2015-06-08"),
            ("He was expected to resign on Monday.", "2015-06-15"),
            ("The election scheduled for Monday was called off.", "2015-06-15"),
            ("The council is meeting to discuss Monday's attack.", "2015-06-08"),
            ("They will look for ways to undo Monday's ruling.", "2015-06-08"),
            ("The offer had been due to expire Monday.", "2015-06-08"),
            ("He said that on Monday the army would withdraw.", "2015-06-15"),
            ("On Monday, officials said the army may return.", "2015-06-08"),
            ("By Monday, half of them were gone.", "2015-06-08"),
            ("The men were released by Monday.", "2015-06-08"),
            ("They want the men released by Monday.", "2015-06-15"),
            ("Guidelines to be published in early July will say so.", "2015-07"),
            ("It was the third town to be shelled in July.", "2014-07"),
            ("It kept them on schedule to leave by July.", "2015-07"),
            ("By Monday, half of them will be gone.", "2015-06-15"),
            ("The case is heard in July.", "2015-07"),
            ("The case was heard in July.", "2014-07"),
            ("They were planning a large rally on Monday.", "2015-06-15"),
            ("The talks opened as planned Monday.", "2015-06-08"),
            ("It will be paid on an unspecified date in July.", "2015-07"),
            ("They had planned to spend Monday at sea.", "2015-06-08"),
            ("The paper shut in July.", "2014-07"),
            ("The independent Rain paper shut down in July after it was blocked.", "2014-07"),
            ("She was the first leader of a great power to visit the city in July.", "2014-07"),
            ("It missed payments originally due in July.", "2014-07"),
            ("They did not know of it until July.", "2014-07"),
            ("They will not know of it until July.", "2015-07"),
            ("The offer lapses by Monday. They had waited.", "2015-06-15"),
            ("They could be released on Monday.", "2015-06-15"),
            ("They could not be reached on Monday.", "2015-06-08"),
            ("Unlike in May, when they could use the roads, they stood still.", "2015-05"),
            ("He hadn't held a gun in his life until July.", "2014-07"),
            ("They offered a truce for Monday.", "2015-06-15"),
            ("They have scheduled a hearing for the press on Monday.", "2015-06-15"),
            ("The presidents meeting in the capital in August. Photograph: Reuters", "2014-08"),
            ("Their statement on Monday that the army should leave was ignored.", "2015-06-08"),
            ("The army may not be able to leave the town before the end of the talks in July, said the mayor.", "2015-07"),
            ("It started on Sunday, and by Monday the well was dry.", "2015-06-08"),
            ("Sales fell more than expected in July.", "2014-07"),
            ("The burns went ahead on Monday.", "2015-06-08"),
            ("They spoke ahead of Monday's vote.", "2015-06-15"),
            ("Preparations are under way for Thursday's concert.", "2015-06-11"),
            ("The army is ending its long and unpopular system of colour alerts in July.", "2015-07"),
            ("They blamed the army for Monday's raid.", "2015-06-08"),
        ] {
            let found = recognize(text, "2015-06-10".parse().ok(), Lexicon::embedded());
            assert_eq!(found.last().map(|t| t.value.as_str()), Some(expected), "{text}");
        }
    }
}
