//! A timeline file as blocks of lines: sections (`title`, `sources`, `events`, …), and in them one block an item, each with the comments and
//! blank lines around it.
//!
//! What stands above an item travels with it. Comments below an item's last line that are indented deeper than the item are its own;
//! comments at the end of a section stay there.

use super::lines::{Kind, Line, lines};
use std::ops::Range;

/// All lines of a text, and where its sections are. Ranges are of lines.
pub(super) struct Blocks<'a> {
    pub text: &'a str,
    pub lines: Vec<Line>,
    pub sections: Vec<Section>,
    /// Comments and blank lines after everything else.
    pub rest: Range<usize>,
}

/// One top-level key.
#[derive(Debug)]
pub(super) struct Section {
    pub key: String,
    /// Comments and blank lines above it.
    pub lead: Range<usize>,
    /// The key's line, and all of its value unless that is split into items.
    pub header: Range<usize>,
    pub items: Vec<Item>,
    /// Comments after the last item.
    pub tail: Range<usize>,
}

/// One source, event or decision.
#[derive(Debug)]
pub(super) struct Item {
    /// The source's or the event's id, or all that it says; none where it is no mapping.
    pub key: Option<String>,
    pub lead: Range<usize>,
    pub body: Range<usize>,
}

impl<'a> Blocks<'a> {
    /// `None` when the text is not laid out in sections: a value in brackets, several documents, or no YAML at all.
    pub(super) fn of(text: &'a str) -> Option<Blocks<'a>> {
        let lines = lines(text);
        let mut blocks = Blocks { text, lines, sections: Vec::new(), rest: 0..0 };
        let starts: Vec<usize> = (0..blocks.lines.len()).filter(|&at| blocks.begins_section(at)).collect();
        let first = *starts.first()?;
        let odd = |line: &Line| matches!(line.kind, Kind::Content | Kind::Continued);
        let markers = blocks.lines[first..].iter().any(|line| line.kind == Kind::Marker);
        if blocks.lines[..first].iter().any(odd) || markers {
            return None;
        }
        let mut lead = 0..first;
        for (number, &start) in starts.iter().enumerate() {
            let next = starts.get(number + 1).copied().unwrap_or(blocks.lines.len());
            let (section, rest) = blocks.section(lead, start, next)?;
            blocks.sections.push(section);
            lead = rest;
        }
        blocks.rest = lead;
        Some(blocks)
    }

    pub(super) fn section_named(&self, key: &str) -> Option<&Section> {
        self.sections.iter().find(|section| section.key == key)
    }

    /// The text of some lines, with their line breaks.
    pub(super) fn slice(&self, range: &Range<usize>) -> &'a str {
        if range.is_empty() {
            return "";
        }
        let end = self.lines.get(range.end).map_or(self.text.len(), |line| line.start);
        &self.text[self.lines[range.start].start..end]
    }

    /// How far the items of a section are indented.
    pub(super) fn indent(&self, section: &Section) -> Option<usize> {
        section.items.first().map(|item| self.lines[item.body.start].indent)
    }

    fn begins_section(&self, at: usize) -> bool {
        let line = &self.lines[at];
        line.kind == Kind::Content && line.indent == 0 && !line.is_item(self.text) && key(line.content(self.text)).is_some()
    }

    /// The section that begins at the line `start`, and what stands above the next one, which begins at `next`.
    fn section(&self, lead: Range<usize>, start: usize, next: usize) -> Option<(Section, Range<usize>)> {
        let key = key(self.lines[start].content(self.text))?.to_string();
        let after_value = |from: usize| {
            let more = self.lines[from..next].iter().rposition(|line| matches!(line.kind, Kind::Content | Kind::Continued));
            more.map_or(from, |at| from + at + 1)
        };
        let content = after_value(start + 1);
        let empty = self.lines[start].content(self.text).ends_with(':');
        let first = (start + 1..content).find(|&at| self.lines[at].kind == Kind::Content).filter(|_| empty);
        let mut items = Vec::new();
        if let Some(first) = first {
            let (indent, dashed) = (self.lines[first].indent, self.lines[first].is_item(self.text));
            let begins = |at: usize| {
                let line = &self.lines[at];
                line.kind == Kind::Content && line.indent == indent && line.is_item(self.text) == dashed
            };
            let starts: Vec<usize> = (first..content).filter(|&at| begins(at)).collect();
            let mut lead = start + 1..first;
            for (number, &at) in starts.iter().enumerate() {
                let (end, following) = match starts.get(number + 1) {
                    Some(&following) => (self.end_of_content(at, following), following),
                    None => (content, next),
                };
                let own = self.own_comments(end, following, indent);
                items.push(Item { key: self.key_of_item(at, own, dashed), lead, body: at..own });
                lead = own..following;
            }
        }
        let end = items.last().map_or(if empty { start + 1 } else { content }, |item| item.body.end);
        // A comment at the margin begins what stands above the next section.
        let outer = self.lines[end..next].iter().position(|line| line.kind == Kind::Comment && line.indent == 0);
        let last = next == self.lines.len();
        let tail = end..if last { end } else { outer.map_or(next, |at| end + at) };
        let rest = tail.end..next;
        let header_end = items.first().map_or(end, |_| start + 1);
        Some((Section { key, lead, header: start..header_end, items, tail }, rest))
    }

    fn end_of_content(&self, from: usize, to: usize) -> usize {
        let last = self.lines[from..to].iter().rposition(|line| matches!(line.kind, Kind::Content | Kind::Continued));
        last.map_or(from + 1, |at| from + at + 1)
    }

    /// Where the comments end that still belong to the item before them.
    fn own_comments(&self, from: usize, to: usize, indent: usize) -> usize {
        let deeper = |line: &Line| line.kind == Kind::Comment && line.indent > indent;
        let run = self.lines[from..to].iter().take_while(|line| line.kind == Kind::Blank || deeper(line)).count();
        from + self.lines[from..from + run].iter().rposition(deeper).map_or(0, |at| at + 1)
    }

    fn key_of_item(&self, start: usize, end: usize, dashed: bool) -> Option<String> {
        if !dashed {
            return key(self.lines[start].content(self.text)).map(str::to_string);
        }
        let first = &self.lines[start];
        let inner = first.content(self.text)[1..].trim_start();
        let column = first.indent + first.content(self.text).len() - inner.len();
        let id = |words: &str| words.strip_prefix("id:").map(|id| id.trim().trim_matches(['"', '\'']).to_string());
        if let Some(id) = id(inner) {
            return Some(id);
        }
        let among = |line: &Line| if line.kind == Kind::Content && line.indent == column { id(line.content(self.text)) } else { None };
        self.lines[start + 1..end].iter().find_map(among).or_else(|| {
            // What has no id, as a decision, is named by all that it says.
            let item: serde_yaml::Value = serde_yaml::from_str(self.slice(&(start..end))).ok()?;
            let id = item.get(0)?.get("id").and_then(|id| id.as_str().map(str::to_string));
            id.or_else(|| serde_yaml::to_string(&item).ok())
        })
    }
}

/// The key that a line begins with, without quotes.
pub(super) fn key(content: &str) -> Option<&str> {
    if let Some(mark) = content.chars().next().filter(|c| ['"', '\''].contains(c)) {
        let (key, rest) = content[1..].split_once(mark)?;
        return rest.trim_start().starts_with(':').then_some(key);
    }
    if content.starts_with(['[', '{', '#', '&', '*', '!', '|', '>', '%', '@', '`']) {
        return None;
    }
    let at = content.char_indices().find(|&(at, c)| c == ':' && content[at + 1..].chars().next().is_none_or(char::is_whitespace))?.0;
    Some(content[..at].trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let Some(blocks) = Blocks::of(text) else { return "none".into() };
        let escaped = |range: &Range<usize>| blocks.slice(range).replace('\n', "$");
        let mut shown = String::new();
        for section in &blocks.sections {
            shown += &format!("({}){}", escaped(&section.lead), escaped(&section.header));
            for item in &section.items {
                shown += &format!(" <{}>({}){}", item.key.as_deref().unwrap_or("?"), escaped(&item.lead), escaped(&item.body));
            }
            shown += &format!(" ({})\n", escaped(&section.tail));
        }
        shown + &escaped(&blocks.rest)
    }

    #[test]
    fn comments_travel_with_what_they_precede() {
        let text = "# top\nannals: 1\n\n# of sources\nsources:\n  # of a\n  a: {x: y}\n  b:\n    x: y\n    # own\n  # last\nevents:\n  - id: e1\n    # own\n\n  # of e2\n  - what: x\n    id: \"e2\"\n# end\n";
        let expected = "(# top$)annals: 1$ ($)\n(# of sources$)sources:$ <a>(  # of a$)  a: {x: y}$ <b>()  b:$    x: y$    # own$ (  # last$)\n()events:$ <e1>()  - id: e1$    # own$ <e2>($  # of e2$)  - what: x$    id: \"e2\"$ ()\n# end$";
        assert_eq!(shown(text), expected);
    }

    #[test]
    fn other_layouts() {
        for (text, expected) in [
            ("{annals: 1}\n", "none"),
            ("annals: 1\n---\nannals: 1\n", "none"),
            ("---\nannals: 1\n", "(---$)annals: 1$ ()\n"),
            (
                "events:\n- {id: e1, what: x}\n- id: e2\nannals: 1\n",
                "()events:$ <e1>()- {id: e1, what: x}$ <e2>()- id: e2$ ()\n()annals: 1$ ()\n",
            ),
            ("events: [\n  {id: e1}\n]\nannals: 1\n", "()events: [$  {id: e1}$]$ ()\n()annals: 1$ ()\n"),
            ("events:\n# x\n", "()events:$ ()\n# x$"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }
}
