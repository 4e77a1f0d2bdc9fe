//! Which way a clause points: towards the past or the future. A cue beside the expression is heard first, then the verb that governs it.
//!
//! The verb is the nearest group to the left in the sentence; to the right when the expression opens its clause ("On Monday, ministers
//! met"). Tense and aspect decide: a past or perfect group points back, "will" and the modals point ahead, and so does a present group
//! beside the expression ("the court meets on Monday"), since news tells what is over in the past tense. An infinitive points where its
//! governor does: "agreed to meet" ahead, "was forced to leave" back. Only sentences that are asked about are tagged.

use super::atom::Atom;
use super::clauses::Clauses;
use super::cue::{Cues, ends_sentence, said};
use super::narrative::opens_sentence;
use super::policy::{Direction, Evidence};
use crate::lexicon::timex::words::{Class, Words};
use crate::text::verb::{Aspect, Tense, VerbGroup};
use crate::text::{Tag, Text};
use std::ops::Range;

/// Tokens between a verb and an expression beside it: "killed in January".
const BESIDE: usize = 3;
/// Verb groups on either side that may govern an expression: a sentence without an end has any number.
const GROUPS: usize = 12;
/// Atoms on either side of an expression among which most words that point stand.
const NEAR: usize = 16;
/// Tokens within which a present tense means what is to come.
const PRESENT: usize = 6;

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

/// One sentence, its verb groups, and the words that point.
struct Clause<'a, 'b> {
    cues: &'a Cues,
    atoms: &'a [Atom],
    /// The first atom of the expression: what is asked about is mostly near it.
    at: usize,
    words: &'a Words,
    text: &'a Text<'b>,
    sentence: usize,
    groups: Vec<&'a VerbGroup>,
    /// The expression describes a noun.
    of_noun: bool,
    /// Where the expression starts, if an apostrophe makes it a possessor.
    of_possessed: Option<u32>,
    side: Side,
}

impl Clause<'_, '_> {
    /// The direction around the tokens `from..to`, and how well it is known.
    fn direction(mut self, from: u32, to: u32) -> (Direction, Evidence) {
        let left = self.groups.iter().rposition(|g| g.head < from);
        let right = self.groups.iter().position(|g| g.tokens.start >= to && g.finite).filter(|&i| self.governs(i, to, left.is_some()));
        let left = left.map(|i| (self.distance(self.groups[i].head + 1, from), i));
        let right = right.map(|i| (self.distance(to, self.groups[i].tokens.start), i));
        // A noun or adjective nearer than the verb: "the deadline of Monday", "the election scheduled for Monday".
        let Range { start: first, end } = self.text.sentences[self.sentence].tokens;
        let first = left.map_or(first, |(_, i)| self.groups[i].tokens.end);
        let hence = (first.max(from.saturating_sub(8))..from).rev().any(|t| self.is_hence(t) || self.is_before_for(t, from));
        if hence {
            return (Direction::Future, Evidence::Cue);
        }
        // "follows Tuesday's declaration", "under a June agreement": the present of the clause says nothing of when its nouns were.
        self.of_noun = to < end && matches!(self.text.tag(to), Tag::Pos | Tag::Nn | Tag::Nns);
        self.of_possessed = (to < end && self.text.tag(to) == Tag::Pos).then_some(from);
        // "offered a truce for Wednesday", unlike "blamed them for Wednesday's raid".
        let is_for = from > first && self.text.word(from - 1).eq_ignore_ascii_case("for");
        if is_for && self.side.of_weekday && !self.of_noun && self.of_possessed.is_none() {
            return (Direction::Future, Evidence::Thin);
        }
        // A plain present may be ahead, and may be a tale told in the present.
        let is_tale = |i: usize| {
            let group = self.groups[i];
            group.tense == Tense::Present && group.aspect == Aspect::None && group.modal.is_none() && !group.passive
        };
        // What "would" or "could" be was to come when it was said, and may be over when it is read.
        let is_open = |i: usize| ["would", "could"].iter().any(|word| self.is_modal(self.groups[i], word));
        let beside = |i: usize, is: bool| if is && !is_tale(i) && !is_open(i) { Evidence::Verb } else { Evidence::Thin };
        match (left, right) {
            // "said that on Monday the army would withdraw"
            (Some(_), Some((r, i))) if self.opens_clause(from) => (self.points(i, r, false), beside(i, r <= 1)),
            (Some((l, left)), Some((r, _))) if l <= r * 2 + 4 => (self.points(left, l, true), beside(left, l <= BESIDE)),
            (None, Some((r, i))) => (self.points(i, r, false), beside(i, true)),
            (_, Some((r, i))) => (self.points(i, r, false), beside(i, r <= 1)),
            (Some((l, i)), None) => (self.points(i, l, true), beside(i, l <= BESIDE)),
            (None, None) => (Direction::Unknown, Evidence::Thin),
        }
    }

    /// Whether a verb behind the expression may govern it: not the one of a clause that opens there ("the statement Tuesday that they should
    /// talk"), nor one that only names who said it ("may not leave until Monday, said the mayor").
    fn governs(&self, index: usize, to: u32, has_other: bool) -> bool {
        let group = self.groups[index];
        let comma = self.text.tag(to) == Tag::Comma;
        let first = to + u32::from(comma);
        let any = |t: u32, words: &[&str]| words.iter().any(|word| self.text.word(t).eq_ignore_ascii_case(word));
        let opens = first < group.tokens.start && any(first, &["that", "which", "who"]);
        let speaks = comma && group.tokens.start == first && any(group.head, &["said", "says"]);
        !(opens || speaks && has_other)
    }

    /// Tokens between, without names: "killed Gen. Qasem Soleimani in January".
    fn distance(&self, from: u32, to: u32) -> usize {
        (from..to).filter(|&t| !self.text.tag(t).is_proper()).count()
    }

    /// Whether a conjunction stands before the expression and its preposition.
    fn opens_clause(&self, from: u32) -> bool {
        let first = self.text.sentences[self.sentence].tokens.start;
        let at = |back: u32| from.checked_sub(back).filter(|t| *t >= first);
        let is_opener = |t: u32| {
            let any = ["that", "which", "who", "when", "if", "because", "while", "but", "whether"];
            any.iter().any(|word| self.text.word(t).eq_ignore_ascii_case(word))
        };
        at(1).is_some_and(is_opener) || at(2).is_some_and(is_opener) && at(1).is_some_and(|t| self.text.tag(t) == Tag::In)
    }

    fn says(&self, token: u32, class: Option<Class>) -> bool {
        let start = self.text.tokens[token as usize].span.start;
        let near = self.at.saturating_sub(NEAR)..self.atoms.len().min(self.at + NEAR);
        let atoms = &self.atoms[near];
        let is_within = atoms[0].start <= start && start <= atoms[atoms.len() - 1].start;
        let atoms = if is_within { atoms } else { self.atoms };
        let atom = atoms.partition_point(|a| a.start < start);
        atoms.get(atom).is_some_and(|a| a.start == start && said(self.words, a.symbol, class).is_some())
    }

    /// Whether the word says that what follows is ahead; "due to its losses" does not.
    fn is_hence(&self, token: u32) -> bool {
        let end = self.text.sentences[self.sentence].tokens.end;
        if !self.says(token, self.cues.hence) {
            return false;
        }
        let is_to = token + 1 < end && self.text.word(token + 1).eq_ignore_ascii_case("to");
        let is_recalled = token.checked_sub(1).is_some_and(|before| self.says(before, self.cues.recalled));
        !is_recalled && (!is_to || token + 2 < end && self.text.tag(token + 2) == Tag::Vb)
    }

    /// "scheduled for Monday": a word that points ahead, "for", and the expression.
    fn is_before_for(&self, token: u32, from: u32) -> bool {
        token + 2 == from && self.text.word(token + 1).eq_ignore_ascii_case("for") && self.says(token, self.cues.ahead)
    }

    /// Where a group points that is `distance` tokens away, on the left of the expression or on its right.
    fn points(&self, index: usize, distance: usize, is_left: bool) -> Direction {
        let group = self.groups[index];
        let perfect = matches!(group.aspect, Aspect::Perfective | Aspect::PerfectiveProgressive);
        let head = self.text.word(group.head);
        let next = group.tokens.end;
        let for_next = next < self.text.tokens.len() as u32 && self.text.word(next).eq_ignore_ascii_case("for");
        let is_recalled = group.head.checked_sub(1).is_some_and(|before| self.says(before, self.cues.recalled));
        // "was planned Monday", "were planning a rally Monday", "has scheduled a hearing Monday".
        let has_planned = group.tense == Tense::Present && group.aspect == Aspect::Perfective;
        let is_of_plan = group.passive || group.tense == Tense::PastParticiple || group.aspect == Aspect::Progressive || has_planned;
        if self.says(group.head, self.cues.hence) && !is_recalled && is_of_plan
            || for_next && self.says(group.head, self.cues.ahead) && distance <= 2
        {
            return Direction::Future;
        }
        match group.tense {
            Tense::Future => Direction::Future,
            Tense::Past => Direction::Past,
            Tense::Present if perfect => Direction::Past,
            // "They could not be reached Monday", "in the spring, when they could advance", unlike "it could end Monday".
            Tense::Present if (group.negated || !is_left) && self.is_modal(group, "could") => Direction::Unknown,
            Tense::Present if group.modal.is_some() => Direction::Future,
            Tense::Present | Tense::Infinitive
                if group.tokens.len() == 1
                    && matches!(self.text.tag(group.head), Tag::Vbp | Tag::Vb)
                    && self.says(group.head, self.cues.alike) =>
            {
                Direction::Past
            }
            // Headlines and captions tell the past in the present tense.
            Tense::Present if self.text.sentences[self.sentence].heading => Direction::Unknown,
            Tense::Present if ["says", "say", "'s", "’s"].iter().any(|w| head.eq_ignore_ascii_case(w)) => Direction::Unknown,
            Tense::Present if self.of_noun => Direction::Unknown,
            Tense::Present if self.is_copula(group) => {
                if is_left && distance <= 1 {
                    Direction::Future
                } else {
                    Direction::Unknown
                }
            }
            // What is going on is not over: "is ending its long system of alerts in April".
            Tense::Present if distance <= PRESENT || group.aspect == Aspect::Progressive && distance <= 2 * PRESENT => Direction::Future,
            Tense::Present => Direction::Unknown,
            Tense::Infinitive if perfect => Direction::Past,
            // "keep it on schedule to kill the leak by August"
            Tense::Infinitive | Tense::PresentParticiple if self.side.left_only => Direction::Future,
            // "ways to undo Wednesday's ruling": what one acts on has happened.
            Tense::Infinitive if self.possesses(group) => Direction::Unknown,
            Tense::Infinitive => self.governor(index, distance),
            Tense::PresentParticiple => self.inherited(index, distance),
            Tense::PastParticiple => Direction::Past,
        }
    }

    fn is_modal(&self, group: &VerbGroup, word: &str) -> bool {
        group.modal.is_some_and(|m| self.text.word(m).eq_ignore_ascii_case(word))
    }

    /// Whether the expression possesses the object of the group: "to undo Wednesday's ruling".
    fn possesses(&self, group: &VerbGroup) -> bool {
        self.of_possessed.is_some_and(|from| (group.tokens.end..=group.tokens.end + 1).contains(&from))
    }

    /// "The vote is Monday", unlike "Oil is cheaper than it was".
    fn is_copula(&self, group: &VerbGroup) -> bool {
        group.tokens.len() == 1
            && ["is", "are", "'s", "’s", "'re", "’re"].iter().any(|w| self.text.word(group.head).eq_ignore_ascii_case(w))
    }

    /// Where what governs an infinitive points.
    fn governor(&self, index: usize, distance: usize) -> Direction {
        let start = self.groups[index].tokens.start;
        let first = self.text.sentences[self.sentence].tokens.start;
        // "was the first leader of a great power to visit in April": how far off the verb is says nothing.
        let is_one_of = |t: u32| ["first", "last", "only"].iter().any(|word| self.text.word(t).eq_ignore_ascii_case(word));
        // "Guidelines to be published in November", unlike "the third town to be shelled in November".
        let before = |back: u32| start.checked_sub(back).filter(|t| *t >= first);
        let is_one_of_many = || {
            (1..5)
                .filter_map(before)
                .any(|t| is_one_of(t) || ["latest", "second", "third"].iter().any(|w| self.text.word(t).eq_ignore_ascii_case(w)))
        };
        let of_noun = || before(1).is_some_and(|t| matches!(self.text.tag(t), Tag::Nn | Tag::Nns));
        if self.groups[index].passive && distance <= BESIDE && of_noun() && !is_one_of_many() {
            return Direction::Future;
        }
        let reach = if (first.max(start.saturating_sub(14))..start).any(is_one_of) { 20 } else { 6 };
        let near = first.max(start.saturating_sub(reach));
        let Some(before) = index.checked_sub(1).filter(|i| self.groups[*i].tokens.end >= near) else {
            // "Rebels to meet Monday"; "their decision to leave on Monday"
            return Direction::Future;
        };
        let governor = self.groups[before];
        let says = |class| (governor.tokens.start..start).any(|t| self.says(t, class));
        // "had been due to expire Friday": it was put off.
        let had_been = governor.tense == Tense::Past && governor.aspect == Aspect::Perfective;
        if had_been && (governor.passive || self.text.word(governor.head).eq_ignore_ascii_case("been")) {
            return Direction::Past;
        }
        // "had planned to spend Wednesday there": what became of the plan is not said.
        if had_been && self.side.of_weekday {
            return Direction::Unknown;
        }
        // "agreed to meet Friday", but "agreed to buy the rest of the company Friday".
        let thin = self.side.of_weekday && distance > BESIDE && governor.tense == Tense::Past && !governor.passive;
        if says(self.cues.hence) || says(self.cues.ahead) && !thin {
            return Direction::Future;
        }
        let be = ["was", "were", "is", "are"].iter().any(|w| self.text.word(governor.head).eq_ignore_ascii_case(w));
        match governor.tense {
            _ if be && governor.tokens.end == start => Direction::Future,
            Tense::Infinitive => self.governor(before, distance),
            _ if thin => Direction::Unknown,
            _ => self.points(before, 0, true),
        }
    }

    /// A participle clause goes with the finite verb before it, else with the one behind it.
    fn inherited(&self, index: usize, distance: usize) -> Direction {
        let before = (0..index).rev().find(|i| self.groups[*i].finite);
        let other = before.or((index + 1..self.groups.len()).find(|i| self.groups[*i].finite));
        other.map_or(Direction::Unknown, |i| self.points(i, distance, true))
    }
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
