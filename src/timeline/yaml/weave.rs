//! One block written anew with the comments of its old text: a comment stays with the key beside or below which it stood.

use super::blocks::{Blocks, key};
use super::lines::Kind;
use super::rewrite::Style;
use std::collections::BTreeMap;
use std::ops::Range;

/// What a person wrote around one line.
#[derive(Default)]
struct Note<'a> {
    above: Vec<&'a str>,
    beside: Vec<&'a str>,
}

/// Writes the lines `range` of `new` with the comments that `old_range` of `old` has. Gives those that no line is left for, to be put at the
/// block's end. `indent` is that of the block's first line.
pub(super) fn weave<'a>(
    out: &mut String,
    new: &Blocks,
    range: &Range<usize>,
    old: &Blocks<'a>,
    old_range: &Range<usize>,
    indent: usize,
    style: Style,
) -> Vec<&'a str> {
    let commented = |at: usize| old.lines[at].comment.is_some() || style == Style::Keep && old.lines[at].kind == Kind::Blank;
    if !old_range.clone().any(commented) {
        out.push_str(new.slice(range));
        return Vec::new();
    }
    let new_paths = paths(new, range);
    let mut notes = notes(old, old_range, style, &new_paths);
    for (path, at) in new_paths.iter().zip(range.clone()) {
        let line = &new.lines[at];
        let note = notes.remove(path).unwrap_or_default();
        let margin = line.indent.max(indent);
        for comment in note.above {
            push_comment(out, comment, margin);
        }
        out.push_str(new.text[line.start..line.end].trim_end());
        if let Some(comment) = note.beside.first() {
            out.push_str("  ");
            out.push_str(comment);
        }
        out.push('\n');
    }
    notes.remove("").map_or_else(Vec::new, |note| note.above.into_iter().filter(|comment| !comment.is_empty()).collect())
}

fn push_comment(out: &mut String, comment: &str, indent: usize) {
    if !comment.is_empty() {
        out.extend(std::iter::repeat_n(' ', indent));
        out.push_str(comment);
    }
    out.push('\n');
}

/// Comments by the path of the line that they belong to, as far as the new block has that line; else with the next one that it has. What is
/// left at the end is under the empty path. A blank line is an empty comment.
fn notes<'a>(old: &Blocks<'a>, range: &Range<usize>, style: Style, kept: &[String]) -> BTreeMap<String, Note<'a>> {
    let mut notes: BTreeMap<String, Note> = BTreeMap::new();
    let (mut waiting, mut owner) = (Vec::new(), String::new());
    for (path, at) in paths(old, range).into_iter().zip(range.clone()) {
        let line = &old.lines[at];
        let comment = line.comment(old.text);
        match line.kind {
            Kind::Blank if style == Style::Keep => waiting.push(""),
            Kind::Blank | Kind::Marker => {}
            Kind::Comment => waiting.extend(comment),
            Kind::Content => {
                owner = path;
                match kept.contains(&owner) {
                    true => {
                        let note = notes.entry(owner.clone()).or_default();
                        // The first line's lead stands above the block; nothing may come between the two.
                        note.above.append(&mut waiting);
                        note.beside.extend(comment);
                    }
                    false => waiting.extend(comment),
                }
            }
            Kind::Continued => match notes.get_mut(&owner) {
                Some(note) if note.beside.is_empty() => note.beside.extend(comment),
                _ => waiting.extend(comment),
            },
        }
    }
    if !waiting.is_empty() {
        notes.entry(String::new()).or_default().above = waiting;
    }
    notes
}

/// For each line of a block where it stands: `evidence.[words of the quote].time`. Lines without content have no path.
fn paths(blocks: &Blocks, range: &Range<usize>) -> Vec<String> {
    let mut stack: Vec<(usize, String)> = Vec::new();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let mut paths = Vec::new();
    // Items of a sequence go by their quote or id, since their number changes.
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    for at in range.clone() {
        let line = &blocks.lines[at];
        if line.kind != Kind::Content {
            paths.push(String::new());
            continue;
        }
        let mut content = line.content(blocks.text);
        let mut column = line.indent;
        while content == "-" || content.starts_with("- ") {
            stack.retain(|(at, _)| *at < column);
            let parent = joined(&stack);
            let count = counts.entry(parent).or_default();
            stack.push((column, format!("[{count}]")));
            *count += 1;
            let inner = content[1..].trim_start();
            column += content.len() - inner.len();
            content = inner;
        }
        stack.retain(|(at, _)| *at < column);
        let item = joined(&stack);
        if let Some(key) = key(content) {
            stack.push((column, key.to_string()));
            if matches!(key, "quote" | "id") && column > blocks.lines[range.start].indent + 2 {
                let more = (at + 1..range.end).take_while(|&at| blocks.lines[at].kind == Kind::Continued).count();
                let value = format!("{}\n{}", content, blocks.slice(&(at + 1..at + 1 + more)));
                let parsed: Option<BTreeMap<String, String>> = serde_yaml::from_str(&value).ok();
                let words = parsed.and_then(|mut map| map.remove(key)).unwrap_or(value);
                let same = names.values().filter(|name| name.starts_with(&format!("{words}\u{0}"))).count();
                names.insert(item, format!("{words}\u{0}{same}"));
            }
        }
        // Never empty: that is the path of what has no line.
        paths.push(format!("{}.", joined(&stack)));
    }
    for path in paths.iter_mut().filter(|_| !names.is_empty()) {
        let named = names.iter().find(|(item, _)| path.strip_prefix(item.as_str()).is_some_and(|rest| rest.starts_with('.')));
        if let Some((item, name)) = named {
            *path = format!("{name}{}", &path[item.len()..]);
        }
    }
    paths
}

fn joined(stack: &[(usize, String)]) -> String {
    stack.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>().join(".")
}
