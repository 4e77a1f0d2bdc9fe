//! Words that stand beside dates on pages, and names that the parts of pages have: `data/dates/words.txt`.

use std::collections::HashMap;
use std::sync::LazyLock;

static GROUPS: LazyLock<HashMap<&str, Vec<&str>>> = LazyLock::new(|| {
    let lines = include_str!("../../../data/dates/words.txt").lines().filter(|line| !line.starts_with('#'));
    let mut groups = HashMap::<&str, Vec<&str>>::new();
    for (group, phrase) in lines.filter_map(|line| line.split_once(' ')) {
        groups.entry(group).or_default().push(phrase);
    }
    // "last updated" before "updated".
    groups.values_mut().for_each(|phrases| phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.len())));
    groups
});

/// The groups of the file, whose head says what each is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Group {
    Label,
    Changed,
    AsOf,
    Published,
    Before,
    Entry,
    Dates,
    Elsewhere,
    Others,
    Today,
    StampNot,
    MonthFirst,
    Either,
}

const NAMES: [(Group, &str); 13] = [
    (Group::Label, "label"),
    (Group::Changed, "changed"),
    (Group::AsOf, "as-of"),
    (Group::Published, "published"),
    (Group::Before, "before"),
    (Group::Entry, "entry"),
    (Group::Dates, "dates"),
    (Group::Elsewhere, "elsewhere"),
    (Group::Others, "others"),
    (Group::Today, "today"),
    (Group::StampNot, "stamp-not"),
    (Group::MonthFirst, "month-first"),
    (Group::Either, "either"),
];

impl Group {
    /// Longer ones first.
    pub(crate) fn phrases(self) -> &'static [&'static str] {
        let name = NAMES.iter().find(|(group, _)| *group == self).map_or("", |(_, name)| name);
        GROUPS.get(name).map_or(&[], Vec::as_slice)
    }

    /// Whether one of the phrases stands anywhere in `text`, which is in lower case.
    pub(crate) fn within(self, text: &str) -> bool {
        self.phrases().iter().any(|phrase| text.contains(phrase))
    }

    /// Whether `word` is one of the phrases.
    pub(crate) fn has(self, word: &str) -> bool {
        self.phrases().contains(&word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_holds_these_groups_and_every_phrase_once() {
        let mut names: Vec<&str> = GROUPS.keys().copied().collect();
        let mut known: Vec<&str> = NAMES.iter().map(|(_, name)| *name).collect();
        names.sort_unstable();
        known.sort_unstable();
        assert_eq!(names, known);
        for (name, phrases) in GROUPS.iter() {
            let mut once = phrases.clone();
            once.sort_unstable();
            once.dedup();
            assert_eq!(once.len(), phrases.len(), "{name}");
            assert!(phrases.iter().all(|phrase| *phrase == phrase.to_lowercase()), "{name}");
        }
    }
}
