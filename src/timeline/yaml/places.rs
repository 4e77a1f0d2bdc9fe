//! Where in the text of a timeline an item's key stands, for messages that point to it.

use super::blocks::{Blocks, key};
use super::lines::Kind;
use std::collections::BTreeMap;

/// The text of a timeline and where its items are.
pub struct Places<'a> {
    blocks: Option<Blocks<'a>>,
    /// By section and key: the section's and the item's number.
    items: BTreeMap<(String, String), (usize, usize)>,
}

impl<'a> Places<'a> {
    pub fn of(text: &'a str) -> Places<'a> {
        let blocks = Blocks::of(text);
        let mut items = BTreeMap::new();
        for (s, section) in blocks.iter().flat_map(|blocks| &blocks.sections).enumerate() {
            for (i, item) in section.items.iter().enumerate() {
                if let Some(id) = &item.key {
                    items.entry((section.key.clone(), id.clone())).or_insert((s, i));
                }
            }
        }
        Places { blocks, items }
    }

    /// Line, column (in code points) and text of the line on which the `number`th `key` of an item stands; the item's first line where it
    /// has none. All count from one.
    pub fn find(&self, section: &str, id: &str, wanted: &str, number: usize) -> Option<(usize, usize, &'a str)> {
        let blocks = self.blocks.as_ref()?;
        let &(s, i) = self.items.get(&(section.to_string(), id.to_string()))?;
        let body = blocks.sections[s].items[i].body.clone();
        let mut column = None;
        let has_key = |at: &usize| {
            let line = &blocks.lines[*at];
            let words = line.content(blocks.text).trim_start_matches(['-', ' ']);
            let found = line.kind == Kind::Content && key(words) == Some(wanted);
            if found {
                column = Some(line.content(blocks.text).len() - words.len());
            }
            found
        };
        let at = body.clone().filter(has_key).nth(number);
        let line = &blocks.lines[at.unwrap_or(body.start)];
        let column = line.indent + at.and(column).unwrap_or(0) + 1;
        Some((at.unwrap_or(body.start) + 1, column, &blocks.text[line.start..line.end]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_found_by_their_item() {
        let text = "annals: 1\nevents:\n  - id: ev-1\n    date: \"2020\"\n    evidence:\n      - source: a\n        quote: x\n      - source: b\n        quote: y\n";
        let places = Places::of(text);
        for (key, number, expected) in [
            ("id", 0, Some((3, 5, "  - id: ev-1"))),
            ("source", 1, Some((8, 9, "      - source: b"))),
            ("quote", 1, Some((9, 9, "        quote: y"))),
            ("place", 0, Some((3, 3, "  - id: ev-1"))),
        ] {
            assert_eq!(places.find("events", "ev-1", key, number), expected, "{key}");
        }
        assert_eq!(places.find("events", "ev-2", "id", 0), None);
    }
}
