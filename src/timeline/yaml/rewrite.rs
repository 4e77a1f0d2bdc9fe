//! A timeline written into the text that it was read from, so that what people wrote beside it stays: comments, blank lines, and every entry
//! that did not change, byte for byte.
//!
//! Both sides are compared as the text that [`write()`] gives: an item whose text is the same for the old and the new timeline is untouched.

use super::blocks::{Blocks, Item, Section};
use super::lines::Kind;
use super::weave::weave;
use super::{read, write};
use crate::timeline::Timeline;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// How much of the old text stays.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Style {
    /// Everything that did not change.
    Keep,
    /// The comments; all else in the one layout.
    Tidy,
}

/// The text `old` with the contents of `new`: untouched entries stay byte for byte, changed ones are written anew with their comments, new
/// ones stand where the listing order has them. Comments of an entry that is gone move to the one after it.
pub fn rewrite(old: &str, new: &Timeline) -> String {
    let canonical = write(new);
    match read(old, "") {
        Ok(before) if before == *new => old.to_string(),
        Ok(before) => compose(old, &write(&before), &canonical, Style::Keep),
        Err(_) => compose(old, "", &canonical, Style::Keep),
    }
}

/// The text in the one layout, with its comments: what `annals fmt` writes. `timeline` is what `old` says, its events in listing order.
pub fn tidy(old: &str, timeline: &Timeline) -> String {
    let canonical = write(timeline);
    if canonical == old { canonical } else { compose(old, "", &canonical, Style::Tidy) }
}

/// `before` is the old text in the one layout, and empty if nothing of it may stay as it is.
fn compose(old: &str, before: &str, new: &str, style: Style) -> String {
    let Some(new) = Blocks::of(new) else { return new.to_string() };
    let Some(old) = Blocks::of(old) else { return format!("{}{}", all_comments(old), new.text) };
    let before = Blocks::of(before);
    let windows = style == Style::Keep && old.text.contains("\r\n");
    let mut page = Page { out: String::with_capacity(new.text.len() + 64), pending: Vec::new(), old: &old, style };
    if style == Style::Keep && old.text.starts_with('\u{feff}') {
        page.out.push('\u{feff}');
    }
    for section in &new.sections {
        let same = before.as_ref().and_then(|b| Some((b, b.section_named(&section.key)?)));
        page.section(&new, section, old.section_named(&section.key), same);
    }
    for gone in old.sections.iter().filter(|section| new.section_named(&section.key).is_none()) {
        page.keep_comments(&(gone.lead.start..gone.tail.end));
    }
    page.orphans(0);
    page.trivia(&old.rest, 0, false);
    if windows { page.out.replace("\r\n", "\n").replace('\n', "\r\n") } else { page.out }
}

/// Where the comments of a text without sections go: above everything.
fn all_comments(old: &str) -> String {
    super::lines::lines(old).iter().filter_map(|line| line.comment(old)).map(|comment| format!("{comment}\n")).collect()
}

struct Page<'a> {
    out: String,
    /// Comments whose place is gone, for the next thing that is written.
    pending: Vec<&'a str>,
    old: &'a Blocks<'a>,
    style: Style,
}

impl<'a> Page<'a> {
    fn section(&mut self, new: &Blocks, section: &Section, old: Option<&Section>, before: Option<(&Blocks, &Section)>) {
        let Some(old) = old else {
            self.orphans(0);
            self.out.push_str(new.slice(&(section.header.start..section.tail.end)));
            return;
        };
        let whole = |s: &Section| s.header.start..s.tail.end;
        self.orphans(0);
        self.trivia(&old.lead, 0, self.style == Style::Tidy);
        if before.is_some_and(|(b, s)| b.slice(&whole(s)) == new.slice(&whole(section))) {
            self.verbatim(&whole(old));
            return;
        }
        let above = |out: &mut String, comments: Vec<&str>| comments.iter().for_each(|comment| *out += &format!("{comment}\n"));
        let header_comments = weave(&mut self.out, new, &section.header, self.old, &old.header, 0, self.style);
        above(&mut self.out, header_comments);
        self.items(new, section, old, before);
        self.orphans(2);
        self.trivia(&old.tail, 2, false);
    }

    fn items(&mut self, new: &Blocks, section: &Section, old: &Section, before: Option<(&Blocks, &Section)>) {
        let before: BTreeMap<&str, &str> = match before {
            Some((b, s)) => s.items.iter().filter_map(|i| Some((i.key.as_deref()?, b.slice(&i.body)))).collect(),
            None => BTreeMap::new(),
        };
        let places: BTreeMap<&str, usize> =
            old.items.iter().enumerate().filter_map(|(at, item)| Some((item.key.as_deref()?, at))).collect();
        let stays: BTreeSet<&str> = section.items.iter().filter_map(|item| item.key.as_deref()).collect();
        // Comments of items that are gone, by the item that follows them.
        let mut gone: BTreeMap<usize, Vec<&Item>> = BTreeMap::new();
        let mut next = old.items.len();
        for (at, item) in old.items.iter().enumerate().rev() {
            match item.key.as_deref().filter(|key| stays.contains(key)) {
                Some(_) => next = at,
                None => gone.entry(next).or_default().push(item),
            }
        }
        // All items of one sequence stand at one column, so those written anew follow the ones that stay.
        let column = self.old.indent(old).filter(|_| self.style == Style::Keep).unwrap_or(2);
        let spaced = |item: &Item| !item.lead.is_empty();
        let apart = section.items.iter().any(spaced);
        for (number, item) in section.items.iter().enumerate() {
            let place = item.key.as_deref().and_then(|key| places.get(key)).copied();
            for item in place.and_then(|place| gone.remove(&place)).unwrap_or_default().into_iter().rev() {
                self.keep_comments(&(item.lead.start..item.body.end));
            }
            let first = number == 0;
            let Some(place) = place else {
                if apart && !first {
                    self.out.push('\n');
                }
                self.shifted(new.slice(&item.body), column);
                continue;
            };
            let old_item = &old.items[place];
            let blank = |at: usize| self.old.lines[at].kind == Kind::Blank;
            let has_blank = old_item.lead.clone().any(blank);
            let tidy = self.style == Style::Tidy;
            let opened = apart && !first && (tidy || !self.pending.is_empty() || place == 0 && !has_blank);
            if opened {
                self.out.push('\n');
            }
            self.orphans(column);
            self.trivia(&old_item.lead, column, tidy || opened || first && place != 0);
            let untouched = item.key.as_deref().and_then(|key| before.get(key)).is_some_and(|text| *text == new.slice(&item.body));
            if untouched {
                self.verbatim(&old_item.body);
            } else {
                let mut written = String::new();
                let left = weave(&mut written, new, &item.body, self.old, &old_item.body, 2, self.style);
                left.iter().for_each(|comment| written += &format!("    {comment}\n"));
                self.shifted(&written, column);
            }
        }
        for item in gone.into_values().flatten().rev() {
            self.keep_comments(&(item.lead.start..item.body.end));
        }
    }

    /// Lines of the one layout, whose items stand at column 2, moved to where the old text has its items.
    fn shifted(&mut self, lines: &str, column: usize) {
        for line in lines.split_inclusive('\n') {
            let words = line.trim_start_matches(' ');
            let indent = (line.len() - words.len() + column).saturating_sub(2);
            self.out.extend(std::iter::repeat_n(' ', if words == "\n" { 0 } else { indent }));
            self.out.push_str(words);
        }
    }

    fn verbatim(&mut self, range: &Range<usize>) {
        let text = self.old.slice(range);
        self.out.push_str(text);
        if !text.is_empty() && !text.ends_with('\n') {
            self.out.push('\n');
        }
    }

    /// Comments and blank lines that stand between blocks. `opened`: no blank line is wanted above them.
    fn trivia(&mut self, range: &Range<usize>, indent: usize, opened: bool) {
        let lines = &self.old.lines[range.clone()];
        let skipped = if opened { lines.iter().take_while(|line| line.kind == Kind::Blank).count() } else { 0 };
        if self.style == Style::Keep {
            self.verbatim(&(range.start + skipped..range.end));
            return;
        }
        let (mut blank, mut written) = (false, false);
        for line in &lines[skipped..] {
            let Some(comment) = line.comment(self.old.text) else {
                blank = line.kind == Kind::Blank;
                continue;
            };
            if std::mem::take(&mut blank) {
                self.out.push('\n');
            }
            self.out.extend(std::iter::repeat_n(' ', indent));
            self.out.push_str(comment);
            self.out.push('\n');
            written = true;
        }
        // A blank line below a comment sets it off from the block; at the end of a file there is nothing to set off.
        if blank && written && range.end < self.old.lines.len() {
            self.out.push('\n');
        }
    }

    /// Keeps the comments of lines that will not be written.
    fn keep_comments(&mut self, range: &Range<usize>) {
        self.pending.extend(self.old.lines[range.clone()].iter().filter_map(|line| line.comment(self.old.text)));
    }

    fn orphans(&mut self, indent: usize) {
        for comment in std::mem::take(&mut self.pending) {
            self.out.extend(std::iter::repeat_n(' ', indent));
            self.out.push_str(comment);
            self.out.push('\n');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PLAIN: &str = r#"annals: 1
title: Rain
sources:
  src-1:
    path: a.txt
    published_from: unknown
    sha256: aa
  src-2:
    path: b.txt
    published_from: unknown
    sha256: bb
events:
  - id: ev-1
    date: "2020-01"
    basis: explicit
    what: It rained.
    status: occurred
    evidence:
      - source: src-1
        quote: It rained in January 2020.
        time: in January 2020
      - source: src-2
        quote: "Rain: again."

  - id: ev-2
    date: "2020-02"
    basis: explicit
    what: It snowed.
    status: occurred

  - id: ev-3
    date: "2020-03"
    basis: explicit
    what: It hailed.
    status: occurred
    actors: [a, b]
"#;

    fn plain() -> Timeline {
        read(PLAIN, "x").unwrap()
    }

    /// `PLAIN` with comments and blank lines: pairs of a line and what is put beside or below it.
    fn decorated(marks: &[(usize, u8)]) -> String {
        let mut lines: Vec<String> = PLAIN.lines().map(str::to_string).collect();
        let last = lines.len();
        for (number, (at, how)) in marks.iter().enumerate() {
            let line = &mut lines[at % last];
            match how % 8 {
                0 if !line.contains('#') && !line.is_empty() => *line += &format!("  # c{number}."),
                indent @ 1..7 => *line += &format!("\n{}# c{number}.", " ".repeat(usize::from(indent) * 2 - 2)),
                _ => *line += "\n",
            }
        }
        lines.join("\n") + "\n"
    }

    fn comments(text: &str) -> Vec<String> {
        let mut all: Vec<String> = super::super::lines::lines(text).iter().filter_map(|l| l.comment(text)).map(str::to_string).collect();
        all.sort();
        all
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn comments_are_never_lost(marks in prop::collection::vec((any::<usize>(), any::<u8>()), 0..12), change in 0..6, windows in any::<bool>()) {
            let mut old = decorated(&marks);
            if windows {
                old = old.replace('\n', "\r\n");
            }
            prop_assert_eq!(read(&old, "x").unwrap(), plain());
            prop_assert_eq!(rewrite(&old, &plain()), old.as_str());
            let tidied = tidy(&old, &plain());
            prop_assert_eq!(read(&tidied, "x").unwrap(), plain());
            prop_assert_eq!(comments(&tidied), comments(&old));
            prop_assert_eq!(tidy(&tidied, &plain()), tidied.as_str());

            let mut new = plain();
            match change {
                0 => new.events[0].what = "It poured.".into(),
                1 => { new.events.remove(1); }
                2 => { let mut more = new.events[1].clone(); more.id = "ev-4".into(); new.events.insert(0, more); }
                3 => new.events.reverse(),
                4 => { new.sources.remove("src-1"); new.title = None; }
                _ => { let first = new.events[0].evidence.remove(0); new.events[0].evidence.push(first); }
            }
            let written = rewrite(&old, &new);
            prop_assert_eq!(read(&written, "x").unwrap(), new);
            prop_assert_eq!(comments(&written), comments(&old));
            // An entry that did not change is still there, byte for byte.
            let blocks = Blocks::of(&old).unwrap();
            let last = &blocks.section_named("events").unwrap().items[2];
            prop_assert!(written.contains(blocks.slice(&last.body).trim_end()), "{}", written);
        }
    }

    #[test]
    fn a_changed_entry_keeps_its_comments_where_they_were() {
        let old = "# Ours.\nannals: 1\n\nevents:\n# the first\n- id: ev-1   # seen\n  date: '2020'\n  basis: human\n  # sure?\n  what: >-\n    It # rained\n    in Basra.   \n  status: occurred # yes\n\n\n- id: ev-2\n  date: \"2021\"\n  basis: human\n  what: It snowed.\n  status: occurred\n# end\n";
        let mut new = read(old, "x").unwrap();
        new.events[0].what = "It poured.".into();
        let expected = "# Ours.\nannals: 1\n\nevents:\n# the first\n- id: ev-1  # seen\n  date: \"2020\"\n  basis: human\n  # sure?\n  what: It poured.\n  status: occurred  # yes\n\n\n- id: ev-2\n  date: \"2021\"\n  basis: human\n  what: It snowed.\n  status: occurred\n# end\n";
        assert_eq!(rewrite(old, &new), expected);
        let tidied = "# Ours.\nannals: 1\nevents:\n  # the first\n  - id: ev-1  # seen\n    date: \"2020\"\n    basis: human\n    # sure?\n    what: It poured.\n    status: occurred  # yes\n\n  - id: ev-2\n    date: \"2021\"\n    basis: human\n    what: It snowed.\n    status: occurred\n# end\n";
        assert_eq!(tidy(old, &new), tidied);
    }

    #[test]
    fn new_entries_stand_where_the_listing_has_them() {
        let mut new = plain();
        let mut more = new.events[1].clone();
        more.id = "ev-9".into();
        new.events.insert(1, more.clone());
        assert_eq!(rewrite(PLAIN, &new), write(&new));
        let old = PLAIN.replace("  - id: ev-2", "  # Snow.\n  - id: ev-2");
        let written = rewrite(&old, &new);
        assert!(written.contains("        quote: \"Rain: again.\"\n\n  - id: ev-9\n"), "{written}");
        assert!(written.contains("\n\n  # Snow.\n  - id: ev-2\n"), "{written}");
    }

    #[test]
    fn text_without_sections_keeps_its_comments_above() {
        let old = "{annals: 1, # one\n events: []}\n# two\n";
        assert_eq!(tidy(old, &Timeline::default()), "# one\n# two\nannals: 1\nevents: []\n");
    }
}
