//! Phrases of the word lists, found by their head word: "carry out", "state of emergency", "cease-fire".

use super::gap::Gaps;
use rustc_hash::FxHashMap;

/// A listed phrase. The slices borrow from the lists, which live as long as the process.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Phrase {
    /// The lemma that a text is searched for.
    pub head: &'static str,
    /// Words that stand right before the head, separated by spaces: `cease -`.
    pub before: &'static str,
    /// Words that follow the head.
    pub after: &'static str,
    pub part: Part,
}

/// How a phrase is read: a verb is headed by its first word and its particles may stand apart ("blew the bridge up"), a noun is headed by
/// its last word, or by the word before "of", "to", "in", "for" or "by", and stands together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    Verb,
    Noun,
}

/// The words around a head, lower case. `after` holds at least the rest of the clause for a verb; the lemma serves as well as the word.
#[derive(Clone, Copy, Debug)]
pub struct Around<'a> {
    /// The words before the head, nearest last.
    pub before: &'a [&'a str],
    /// The words after the head, nearest first.
    pub after: &'a [&'a str],
    /// The lemmas that head or modify an argument of the head: subject, objects, obliques; for a noun its modifiers and complements.
    pub arguments: &'a [&'a str],
    /// Those of them that it is done to: the object, the passive's subject, what a participle behind it describes.
    pub objects: &'a [&'a str],
    /// Those of them that do it: the subject, the passive's agent.
    pub subjects: &'a [&'a str],
    /// What the lists say of words between those of a phrase.
    pub gaps: &'a Gaps,
}

/// How far a particle may stand from its verb, in words.
const REACH: usize = 6;

impl Phrase {
    pub fn new(text: &'static str, part: Part) -> Phrase {
        // The text row makes three tokens of a hyphenated word.
        let text = if text.contains('-') { &*String::leak(text.replace('-', " - ")) } else { text };
        let end = match part {
            // How the lists write a noun's phrase, and no more: its head is the last word, or the word before one of these.
            Part::Noun => [" of ", " to ", " in ", " for ", " by "].iter().filter_map(|word| text.find(word)).min().unwrap_or(text.len()),
            Part::Verb => {
                let mut end = text.find(' ').unwrap_or(text.len());
                while let Some(rest) = text[end..].strip_prefix(" - ") {
                    end += 3 + rest.find(' ').unwrap_or(rest.len());
                }
                end
            }
        };
        let start = text[..end].rfind(' ').map_or(0, |space| space + 1);
        Phrase { head: &text[start..end], before: text[..start].trim_end(), after: text[end..].trim_start(), part }
    }

    /// Whether the words beside the head are there: those of a noun next to it, those behind a verb with its object or adverbs between.
    pub fn fits(&self, around: &Around) -> bool {
        match self.part {
            _ if self.is_bare() => true,
            Part::Noun => self.adjoins(around.before, around.after),
            Part::Verb => self.follows(around.before) && self.is_spread(around.after, around.gaps),
        }
    }

    /// Whether the words beside the head stand right next to it.
    pub fn adjoins(&self, before: &[&str], after: &[&str]) -> bool {
        let mut right = after.iter();
        self.follows(before) && words(self.after).all(|word| right.next() == Some(&word))
    }

    fn follows(&self, before: &[&str]) -> bool {
        let mut left = before.iter().rev();
        words(self.before).rev().all(|word| left.next() == Some(&word))
    }

    fn is_spread(&self, mut right: &[&str], gaps: &Gaps) -> bool {
        let mut previous = "";
        let mut wanted = words(self.after).peekable();
        while let Some(word) = wanted.next() {
            // An object may stand between, but not the next phrase: "called the minister from Paris on Monday" is no "call on".
            let mut between = right[..REACH.min(right.len())].iter().take_while(|&&other| other == word || !gaps.ends_object(other));
            let Some(at) = between.position(|&other| other == word) else { return false };
            let next = right.get(at + 1).copied();
            if at > 0 && !may_stand_apart(gaps, previous, &right[..at], word, next, wanted.peek().is_none()) {
                return false;
            }
            (right, previous) = (&right[at + 1..], word);
        }
        true
    }

    /// The whole phrase, for messages.
    pub fn text(&self) -> String {
        [self.before, self.head, self.after].iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" ")
    }

    /// Whether it is one word, which fits everywhere.
    pub fn is_bare(&self) -> bool {
        self.before.is_empty() && self.after.is_empty()
    }

    /// How many words beside the head it asks for.
    pub fn extra(&self) -> usize {
        words(self.before).count() + words(self.after).count()
    }
}

/// Whether a verb's phrase may go on with `word` behind `gap`: `previous` is its word before the gap ("" for the verb), `next` what the text
/// has behind it.
fn may_stand_apart(gaps: &Gaps, previous: &str, gap: &[&str], word: &str, next: Option<&str>, is_last: bool) -> bool {
    if gap.iter().all(|other| gaps.is_adverb(other)) || matches!(previous, "a" | "an" | "the") || !previous.is_empty() && gap.len() == 1 {
        return true;
    }
    // The verb's object stands in the gap: "took him into custody", "blew the bridge up", but not "gave them help in rebuilding".
    previous.is_empty() && !(is_last && gaps.governs(word, next))
}

pub(super) fn words(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.split(' ').filter(|word| !word.is_empty())
}

/// Values by the head of their phrase, in the order in which they should be tried.
#[derive(Clone, Debug)]
pub struct ByHead<T> {
    values: Vec<T>,
    ranges: FxHashMap<&'static str, (u32, u32)>,
}

impl<T> ByHead<T> {
    /// `order` decides among the values of one head.
    pub fn new<K: Ord>(mut values: Vec<T>, head: impl Fn(&T) -> &'static str, order: impl Fn(&T) -> K) -> ByHead<T> {
        values.sort_by(|a, b| head(a).cmp(head(b)).then_with(|| order(a).cmp(&order(b))));
        let mut ranges: FxHashMap<&'static str, (u32, u32)> = FxHashMap::with_capacity_and_hasher(values.len(), Default::default());
        for (at, value) in values.iter().enumerate() {
            ranges.entry(head(value)).or_insert((at as u32, at as u32)).1 = at as u32 + 1;
        }
        ByHead { values, ranges }
    }

    pub fn of(&self, head: &str) -> &[T] {
        self.ranges.get(head).map_or(&[], |&(start, end)| &self.values[start as usize..end as usize])
    }

    pub fn all(&self) -> &[T] {
        &self.values
    }
}

#[cfg(test)]
mod tests {
    use super::super::Lexicon;
    use super::*;

    #[test]
    fn heads() {
        let test = |text, part, want: (&str, &str, &str)| {
            let phrase = Phrase::new(text, part);
            assert_eq!((phrase.before, phrase.head, phrase.after), want, "{text}");
        };
        test("blow up", Part::Verb, ("", "blow", "up"));
        test("co-operate", Part::Verb, ("co -", "operate", ""));
        test("go on strike", Part::Verb, ("", "go", "on strike"));
        test("air strike", Part::Noun, ("air", "strike", ""));
        test("cease-fire", Part::Noun, ("cease -", "fire", ""));
        test("state of emergency", Part::Noun, ("", "state", "of emergency"));
        test("vote of no confidence", Part::Noun, ("", "vote", "of no confidence"));
        test("war", Part::Noun, ("", "war", ""));
    }

    #[test]
    fn neighbours() {
        let test = |text, part, before: &[&str], after: &[&str], want| {
            let around = Around { before, after, arguments: &[], objects: &[], subjects: &[], gaps: &Lexicon::embedded().gaps };
            assert_eq!(Phrase::new(text, part).fits(&around), want, "{text} {before:?} {after:?}");
        };
        test("launch an investigation", Part::Verb, &[], &["an", "internal", "investigation"], true);
        test("blow himself up", Part::Verb, &[], &["up", "himself"], false);
        test("cease-fire", Part::Noun, &["a", "cease", "-"], &[], true);
        test("cease-fire", Part::Noun, &["a", "cease"], &[], false);
        test("state of emergency", Part::Noun, &[], &["of", "emergency", "."], true);
        test("state of emergency", Part::Noun, &[], &["of", "the", "emergency"], false);
        test("war", Part::Noun, &[], &[], true);
    }
}
