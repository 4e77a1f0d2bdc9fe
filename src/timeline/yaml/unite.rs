//! The text of a three-way merge: ours with what theirs changed, and the comments of both.

use super::blocks::{Blocks, Item, Section};
use super::{read, rewrite, write};
use crate::timeline::Timeline;
use std::collections::BTreeMap;

/// A comment to stand above an item: its section and id (both empty: above everything), and the comment.
pub type Note = (&'static str, String, String);

/// What `merged` says in the text `ours`. An item that only `theirs` changed comes byte for byte from there; of an item that both changed,
/// comments that theirs added stand above it. Every text must read as a timeline, or be empty.
pub fn unite(base: &str, ours: &str, theirs: &str, merged: &Timeline, notes: &[Note]) -> String {
    let text = if ours.trim().is_empty() { rewrite(theirs, merged) } else { rewrite(ours, merged) };
    let woven = weave(base, ours, theirs, merged, &text).unwrap_or_else(|| text.clone());
    // Blocks of people's own layouts may not fit together; then the rewritten text stands.
    let text = if read(&woven, "").is_ok_and(|woven| woven == *merged) { woven } else { text };
    let text = with_notes(&text, notes);
    add_lost_comments(base, theirs, text)
}

/// Items of `text` in the words of theirs where ours left them as they were.
fn weave(base: &str, ours: &str, theirs: &str, merged: &Timeline, text: &str) -> Option<String> {
    let (canonical_theirs, canonical_merged) = (write(&read(theirs, "").ok()?), write(merged));
    let all = [base, ours, theirs, &canonical_theirs, &canonical_merged].map(Blocks::of);
    let [base, ours, theirs, said_theirs, said_merged] = &all;
    let [base, ours] = [base.as_ref().map(items).unwrap_or_default(), ours.as_ref().map(items).unwrap_or_default()];
    let [theirs, said_theirs, said_merged] = [items(theirs.as_ref()?), items(said_theirs.as_ref()?), items(said_merged.as_ref()?)];
    let blocks = Blocks::of(text)?;
    let mut out = String::with_capacity(text.len());
    let mut written = 0;
    let mut in_order: Vec<_> = items(&blocks).into_iter().collect();
    in_order.sort_by_key(|(_, item)| item.bytes().0);
    for (key, item) in in_order {
        let (Some(said), Some(their)) = (said_merged.get(&key), theirs.get(&key)) else { continue };
        let same = said_theirs.get(&key).is_some_and(|other| other.body() == said.body());
        let left = ours.get(&key).map(|item| item.whole()) == base.get(&key).map(|item| item.whole());
        if !same || !left || their.indent() != item.indent() {
            continue;
        }
        let (from, to) = item.bytes();
        out.push_str(&text[written..from]);
        // The blank line above it is that of its place.
        let blank = item.whole().starts_with('\n') && !their.whole().starts_with('\n');
        out.push_str(if blank { "\n" } else { "" });
        let words = if item.whole().starts_with('\n') { their.whole() } else { their.whole().trim_start_matches('\n') };
        out.push_str(words);
        out.push_str(if words.ends_with('\n') { "" } else { "\n" });
        written = to;
    }
    out.push_str(&text[written..]);
    Some(out)
}

/// One item of a text.
struct Place<'a, 'b> {
    blocks: &'b Blocks<'a>,
    item: &'b Item,
}

impl<'a> Place<'a, '_> {
    /// With the comments above it.
    fn whole(&self) -> &'a str {
        self.blocks.slice(&(self.item.lead.start..self.item.body.end))
    }

    fn body(&self) -> &'a str {
        self.blocks.slice(&self.item.body)
    }

    fn indent(&self) -> usize {
        self.blocks.lines[self.item.body.start].indent
    }

    fn bytes(&self) -> (usize, usize) {
        let from = self.blocks.lines[self.item.lead.start.min(self.item.body.start)].start;
        (from, from + self.whole().len())
    }
}

/// Every item by section and key.
fn items<'a, 'b>(blocks: &'b Blocks<'a>) -> BTreeMap<(usize, &'b str, &'b str), Place<'a, 'b>> {
    let rank = |section: &Section| ["sources", "decisions", "events"].iter().position(|name| *name == section.key).unwrap_or(9);
    let of = |section: &'b Section| {
        let keyed = section.items.iter().filter_map(|item| Some((item.key.as_deref()?, item)));
        keyed.map(move |(key, item)| ((rank(section), section.key.as_str(), key), Place { blocks, item }))
    };
    blocks.sections.iter().flat_map(of).collect()
}

/// Puts notes above their items.
fn with_notes(text: &str, notes: &[Note]) -> String {
    let Some(blocks) = Blocks::of(text) else {
        return notes.iter().map(|(_, _, note)| format!("{note}\n")).collect::<String>() + text;
    };
    let mut at: BTreeMap<usize, String> = BTreeMap::new();
    for (section, id, note) in notes {
        let items = blocks.sections.iter().find(|other| other.key == *section).map_or(&[][..], |section| &section.items);
        let line = items.iter().find(|item| item.key.as_ref() == Some(id)).map(|item| &blocks.lines[item.body.start]);
        let (start, indent) = line.map_or((0, 0), |line| (line.start, line.indent));
        *at.entry(start).or_default() += &format!("{}{note}\n", " ".repeat(indent));
    }
    let mut out = String::with_capacity(text.len());
    let mut written = 0;
    for (start, lines) in at {
        out.push_str(&text[written..start]);
        out.push_str(&lines);
        written = start;
    }
    out + &text[written..]
}

/// Comments that theirs added and that stand nowhere yet: above the item that they belong to in theirs, else at the end.
fn add_lost_comments(base: &str, theirs: &str, text: String) -> String {
    let mut there = counted(&text);
    let mut before = counted(base);
    let Some(blocks) = Blocks::of(theirs) else { return text };
    let owners = items(&blocks);
    let mut notes: Vec<Note> = Vec::new();
    let mut loose = String::new();
    for (number, line) in blocks.lines.iter().enumerate() {
        let Some(comment) = line.comment(theirs) else { continue };
        if [&mut before, &mut there]
            .into_iter()
            .any(|counts| counts.get_mut(comment).is_some_and(|left| std::mem::replace(left, left.saturating_sub(1)) > 0))
        {
            continue;
        }
        let owner = owners.iter().find(|(_, place)| (place.item.lead.start..place.item.body.end).contains(&number));
        let section = owner.and_then(|((_, section, _), _)| ["sources", "decisions", "events"].into_iter().find(|name| name == section));
        match (owner, section) {
            (Some(((_, _, key), _)), Some(section)) => notes.push((section, key.to_string(), comment.to_string())),
            _ => loose += &format!("{comment}\n"),
        }
    }
    with_notes(&text, &notes) + &loose
}

/// How often each comment stands in a text.
fn counted(text: &str) -> BTreeMap<&str, usize> {
    let mut counts = BTreeMap::new();
    for line in super::lines::lines(text) {
        if let Some(comment) = line.comment(text) {
            *counts.entry(comment).or_default() += 1;
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    const BASE: &str = "annals: 1\nevents:\n  # one\n  - id: ev-1\n    date: \"2020\"\n    basis: human\n    what: It rained.\n    status: occurred\n\n  - id: ev-2\n    date: \"2021\"\n    basis: human\n    what: It snowed.\n    status: occurred\n";

    #[test]
    fn both_sides_comments_and_theirs_words_stay() {
        let ours = BASE.replace("It rained.", "It poured.  # sure");
        let theirs =
            BASE.replace("    what: It snowed.", "    # who?\n    what:   'It hailed.'").replace("ev-1", "ev-1  # seen") + "# end\n";
        let mut merged = read(&ours, "x").unwrap();
        merged.events[1].what = "It hailed.".into();
        let expected =
            ours.replace("    what: It snowed.", "    # who?\n    what:   'It hailed.'").replace("  # one\n", "  # one\n  # seen\n")
                + "# end\n";
        assert_eq!(unite(BASE, &ours, &theirs, &merged, &[]), expected);
    }

    #[test]
    fn notes_stand_above_what_they_are_about() {
        let merged = read(BASE, "x").unwrap();
        let note = |section, id: &str| (section, id.to_string(), format!("# about {id}"));
        let text = unite(BASE, BASE, BASE, &merged, &[note("events", "ev-2"), note("", "")]);
        assert_eq!(text, format!("# about \n{}", BASE.replace("  - id: ev-2", "  # about ev-2\n  - id: ev-2")));
    }
}
