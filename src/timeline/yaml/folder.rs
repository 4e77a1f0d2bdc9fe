//! A timeline as a folder with one file an event, for teams whose merges happen where no merge driver runs.
//!
//! ```text
//! NAME/timeline.yaml           what is not a source or an event: the version, the title, the decisions
//! NAME/sources/src-….yaml      one source
//! NAME/events/ev-….yaml        one event
//! ```
//!
//! Two people who add or edit different events then never touch the same file. The two layouts are one text, cut at its blocks: a file is
//! its block without the indentation, so comments go with it, and everything that works on the text of one file works on a folder.

use super::blocks::{Blocks, Item};
use super::lines::{Kind, lines};
use std::collections::BTreeMap;

/// The file that makes a folder a timeline.
pub const HEAD: &str = "timeline.yaml";

/// Texts by path below the folder, with `/`.
pub type Files = BTreeMap<String, String>;

/// The text of a whole timeline put together from a folder's files, and where each of its lines is from.
#[derive(Clone, Debug)]
pub struct Joined {
    pub text: String,
    paths: Vec<String>,
    /// For each line: the file, the line in it, and by how much it was indented. A line of no file is that of the next one.
    origins: Vec<(u32, u32, u8)>,
}

/// The parts of the whole that have a file an item: the section and the folder of the same name.
const SECTIONS: [&str; 2] = ["sources", "events"];

/// Puts the files together, events in the order of their ids. Text that is no YAML is put together too, for the reader to refuse.
pub fn join(files: &Files) -> Joined {
    let mut joined = Joined { text: String::new(), paths: files.keys().cloned().collect(), origins: Vec::new() };
    if let Some((number, text)) = number_of(files, HEAD) {
        joined.append(number, text, "", "");
    }
    for section in SECTIONS {
        let members: Vec<(usize, &str, &String)> =
            files.iter().enumerate().filter_map(|(number, (path, text))| Some((number, id_of(path, section)?, text))).collect();
        if members.is_empty() {
            continue;
        }
        joined.line(members[0].0, 0, 0, &format!("{section}:"));
        for (at, (number, id, text)) in members.into_iter().enumerate() {
            if section == "events" {
                if at > 0 {
                    joined.line(number, 0, 0, "");
                }
                joined.append(number, text, "    ", "  - ");
            } else {
                joined.line(number, 0, 0, &format!("  {id}:"));
                joined.append(number, text, "    ", "    ");
            }
        }
    }
    if !files.keys().any(|path| id_of(path, "events").is_some()) {
        joined.line(0, 0, 0, "events: []");
    }
    joined
}

fn number_of<'a>(files: &'a Files, path: &str) -> Option<(usize, &'a String)> {
    files.iter().enumerate().find(|(_, (name, _))| *name == path).map(|(number, (_, text))| (number, text))
}

/// The id that a file is named after, if it is one of the section's.
pub fn id_of<'a>(path: &'a str, section: &str) -> Option<&'a str> {
    path.strip_prefix(section)?.strip_prefix('/')?.strip_suffix(".yaml").filter(|id| !id.contains('/'))
}

impl Joined {
    /// The file, line and column for a place in the whole, all counted from one.
    pub fn place(&self, line: usize, column: usize) -> (&str, usize, usize) {
        let Some(&(file, at, indent)) = self.origins.get(line.saturating_sub(1)).or(self.origins.last()) else {
            return (HEAD, line, column);
        };
        let path = self.paths.get(file as usize).map_or(HEAD, String::as_str);
        (path, (at as usize).max(1), column.saturating_sub(indent.into()).max(1))
    }

    /// The ids of a section's files, in the order in which they were put together.
    pub fn named<'a>(&'a self, section: &'a str) -> impl Iterator<Item = &'a str> {
        self.paths.iter().filter_map(move |path| id_of(path, section))
    }

    fn line(&mut self, file: usize, at: usize, indent: usize, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
        self.origins.push((file as u32, at as u32, indent as u8));
    }

    /// A file's lines, indented; the first that is neither a comment nor blank gets `first`.
    fn append(&mut self, file: usize, text: &str, indent: &str, first: &str) {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut begun = false;
        for (at, line) in lines(text).into_iter().enumerate() {
            let words = &text[line.start..line.end];
            let (prefix, words) = match line.kind {
                Kind::Blank | Kind::Marker => ("", ""),
                Kind::Comment if !begun => (&indent[..indent.len().min(2)], words),
                _ if !begun => {
                    begun = true;
                    (first, words)
                }
                _ => (indent, words),
            };
            self.line(file, at + 1, prefix.len(), &format!("{prefix}{words}"));
        }
    }
}

/// Cuts the text of a whole timeline into the files of a folder. `None` when it is not laid out in blocks; the text that `fmt` writes is.
/// Comments that stand above or below a whole section go to the end of [`HEAD`].
pub fn split(text: &str) -> Option<Files> {
    let blocks = Blocks::of(text)?;
    let mut files = Files::new();
    let (mut head, mut loose) = (String::new(), String::new());
    for section in &blocks.sections {
        if !SECTIONS.contains(&section.key.as_str()) {
            head.push_str(blocks.slice(&(section.lead.start..section.tail.end)));
            continue;
        }
        for around in [&section.lead, &section.header, &section.tail] {
            loose.extend(blocks.lines[around.clone()].iter().filter_map(|line| line.comment(text)).map(|comment| format!("{comment}\n")));
        }
        for item in &section.items {
            let path = format!("{}/{}.yaml", section.key, item.key.as_ref()?);
            files.insert(path, alone(&blocks, item, section.key == "events"));
        }
    }
    loose.extend(blocks.lines[blocks.rest.clone()].iter().filter_map(|line| line.comment(text)).map(|comment| format!("{comment}\n")));
    files.insert(HEAD.to_string(), head + &loose);
    Some(files)
}

/// An item as the text of a file of its own.
fn alone(blocks: &Blocks, item: &Item, dashed: bool) -> String {
    let outer = blocks.lines[item.body.start].indent;
    let mut lead: Vec<&str> = Vec::new();
    for line in &blocks.lines[item.lead.clone()] {
        lead.push(line.comment(blocks.text).unwrap_or(""));
    }
    let blank = lead.iter().take_while(|line| line.is_empty()).count();
    let mut out: String = lead[blank..].iter().map(|line| format!("{line}\n")).collect();
    let mut lines = item.body.clone();
    let mut inner = None;
    if dashed {
        let first = &blocks.lines[lines.start];
        let content = &blocks.text[first.start + first.indent + 1..first.end];
        let words = content.trim_start();
        inner = Some(outer + 1 + content.len() - words.len());
        out.push_str(words);
        out.push('\n');
        lines.start += 1;
    } else {
        // The id is the file's name; what stands on its line beside it stays.
        let first = &blocks.lines[lines.start];
        let value = first.content(blocks.text).split_once(':').map_or("", |(_, value)| value.trim());
        out.extend(
            [value, first.comment(blocks.text).unwrap_or("")].iter().filter(|words| !words.is_empty()).map(|words| format!("{words}\n")),
        );
        lines.start += 1;
    }
    let inner = inner.or_else(|| blocks.lines[lines.clone()].iter().find(|line| line.kind == Kind::Content).map(|line| line.indent));
    for line in &blocks.lines[lines] {
        let cut = line.indent.min(inner.unwrap_or(0));
        out.push_str(&blocks.text[line.start + cut..line.end]);
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timeline::yaml::read;

    const WHOLE: &str = "# Ours.\nannals: 1\ntitle: Rain\nsources:\n  # of a\n  src-a:  # beside\n    path: a.txt\n    published_from: unknown\n    sha256: aa\n    # below\nevents:\n  # the first\n  - id: ev-1\n    date: \"2020\"\n    basis: human\n    what: |-\n      It # rained\n      # twice.\n    status: occurred\n    evidence:\n      - source: src-a\n        quote: It rained.\n\n  - id: ev-2\n    date: \"2021\"\n    basis: human\n    what: It snowed.\n    status: occurred\n    # own\n";

    #[test]
    fn split_and_join_are_one_text() {
        let files = split(WHOLE).unwrap();
        let names: Vec<&str> = files.keys().map(String::as_str).collect();
        assert_eq!(names, ["events/ev-1.yaml", "events/ev-2.yaml", "sources/src-a.yaml", HEAD]);
        assert_eq!(files[HEAD], "# Ours.\nannals: 1\ntitle: Rain\n");
        assert!(files["events/ev-1.yaml"].starts_with("# the first\nid: ev-1\ndate: \"2020\"\n"));
        assert_eq!(files["sources/src-a.yaml"], "# of a\n# beside\npath: a.txt\npublished_from: unknown\nsha256: aa\n# below\n");
        let joined = join(&files);
        assert_eq!(read(&joined.text, "x").unwrap(), read(WHOLE, "x").unwrap());
        assert_eq!(split(&joined.text).unwrap()["events/ev-1.yaml"], files["events/ev-1.yaml"]);
        assert_eq!(join(&split(&joined.text).unwrap()).text, joined.text);
    }

    #[test]
    fn places_are_those_of_the_files() {
        let mut files = split(WHOLE).unwrap();
        files.insert("events/ev-2.yaml".into(), "---\nid: ev-2\ndate: 3.12.2020\n".into());
        let joined = join(&files);
        let error = read(&joined.text, "x").unwrap_err();
        let (line, column) = error.place.unwrap();
        assert_eq!(joined.place(line, column.unwrap()), ("events/ev-2.yaml", 3, 7));
    }

    #[test]
    fn an_empty_timeline_is_its_head() {
        let files = split("annals: 1\nevents: []\n").unwrap();
        assert_eq!(files, Files::from([(HEAD.into(), "annals: 1\n".into())]));
        assert_eq!(join(&files).text, "annals: 1\nevents: []\n");
    }
}
