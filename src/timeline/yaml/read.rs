//! YAML text to a timeline, or an error that names the line, the column and the next step.

use super::schema::File;
use crate::error::{Error, Result, without_place};
use crate::timeline::Timeline;
use std::collections::BTreeSet;

/// No timeline nests deeper than its layout; the YAML library's time grows with the square of the nesting.
const DEEPEST: usize = 64;

/// Reads the text of a timeline file. `path` is for messages only. A byte-order mark and Windows line ends are accepted.
pub fn read(text: &str, path: &str) -> Result<Timeline> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if let Some((line, column)) = too_deep(text) {
        return Err(Error::in_file(path, "nests too deeply to be a timeline; the layout is in timelines/README.md").at(line, column));
    }
    if let Some(line) = conflict_mark(text) {
        let message = "git left a conflict here; keep what is right of both sides and remove its marks";
        return Err(Error::in_file(path, message).at_line(line));
    }
    let file: File = serde_yaml::from_str(text).map_err(|error| explained(&error, text, path))?;
    let timeline = Timeline::from(file);
    let mut ids = BTreeSet::new();
    match timeline.events.iter().find(|event| !ids.insert(event.id.as_str())) {
        Some(twice) => {
            let message = format!("event {} stands here twice; give the second one an id of its own", twice.id);
            let error = Error::in_file(path, message);
            Err(second_line_with(text, &twice.id).map_or(error.clone(), |line| error.at_line(line)))
        }
        None => Ok(timeline),
    }
}

/// serde_yaml's message without the place, which the error itself gives, and with a next step where one is known.
fn explained(error: &serde_yaml::Error, text: &str, path: &str) -> Error {
    let whole = error.to_string();
    // A field is missing where a wrong indentation ends its event too early; then YAML itself says where.
    if whole.contains("missing field")
        && let Err(broken) = serde_yaml::from_str::<serde::de::IgnoredAny>(text)
    {
        return explained(&broken, text, path);
    }
    let message = without_place(&whole);
    let next = NEXT_STEPS.iter().find(|(part, _)| message.contains(part)).map_or("", |(_, next)| next);
    let message = message.split(" at position ").next().unwrap_or(message);
    let (message, next) = meant(message).map_or((message.to_string(), next), |meant| (meant, ""));
    let message = match text.trim() {
        "" => "is empty; a timeline starts with `annals: 1`".to_string(),
        // The library would repeat the whole of an article.
        _ if message.contains("expected a timeline") || !has_key(text) => {
            "holds no timeline; the first line of one is `annals: 1`".to_string()
        }
        _ => format!("{message}{next}"),
    };
    let error_in = Error::in_file(path, message);
    let place = error.location().map(|place| (place.line(), place.column()));
    match (place, second_of(text, place.unwrap_or((1, 1)), &whole)) {
        (_, Some((line, column))) | (Some((line, column)), None) => error_in.at(line, column),
        (None, None) => error_in,
    }
}

/// Whether some line begins as one of a timeline does: a file without any is something else.
fn has_key(text: &str) -> bool {
    let at_margin = text.lines().filter(|line| !line.starts_with(' ')).map(|line| line.trim_start_matches(['{', '"', '\'', ' ']));
    let key = |line: &str| line.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or("").to_string();
    at_margin.map(key).any(|key| ["annals", "title", "sources", "decisions", "events"].contains(&key.as_str()))
}

/// An unknown field that is but a slip away from a known one, in place of the list of all: "unknown field `bases`; write `basis`".
fn meant(message: &str) -> Option<String> {
    let (unknown, known) = message.split_once("unknown field `")?.1.split_once('`')?;
    let slips = |name: &str| strsim::osa_distance(unknown, name);
    let nearest = known.split('`').skip(1).step_by(2).min_by_key(|name| slips(name)).filter(|name| 3 * slips(name) < unknown.len())?;
    let place = message.split("unknown field").next()?;
    Some(format!("{place}unknown field `{unknown}`; write `{nearest}`"))
}

/// Where the second of two stands, and what may not stand in YAML: serde_yaml says where the mapping begins that has a key twice, and nothing
/// of a second document and of control characters.
fn second_of(text: &str, (first, column): (usize, usize), message: &str) -> Option<(usize, usize)> {
    if message.contains("more than one document") {
        return text.lines().enumerate().skip(1).find(|(_, line)| line.starts_with("---")).map(|(at, _)| (at + 1, 1));
    }
    // The library counts its place from the beginning of the file.
    if message.contains("control characters") {
        let written = |c: char| !c.is_control() && c != '\u{feff}' || matches!(c, '\t' | '\r' | '\u{85}');
        let lines = text.split('\n').enumerate();
        return lines.filter_map(|(at, line)| Some((at + 1, line.chars().position(|c| !written(c))? + 1))).next();
    }
    let key = message.split_once("duplicate field `")?.1.split('`').next()?;
    let is_key = |line: &str| {
        let (before, words) = (line.get(..column - 1)?, line.get(column - 1..)?);
        (before.chars().all(|c| c == ' ' || c == '-') && words.strip_prefix(key)?.starts_with(':')).then_some(())
    };
    let lines = text.lines().enumerate().skip(first - 1);
    lines.filter(|(_, line)| is_key(line).is_some()).nth(1).map(|(at, _)| (at + 1, column))
}

const NEXT_STEPS: [(&str, &str); 14] = [
    ("missing field `annals`", "; is this a timeline? its first line is `annals: 1`"),
    ("missing field", "; add it"),
    ("unknown field", "; correct the spelling or remove it"),
    ("duplicate field", "; remove one of the two"),
    ("mapping values are not allowed", "; put text that holds a colon in double quotes"),
    ("tab character", "; indent with spaces"),
    ("found character that cannot start any token", "; indent with spaces, and put such text in double quotes"),
    ("unknown anchor", "; put text that begins with * in double quotes"),
    ("unexpected end of stream", "; a quote or bracket above it is not closed"),
    ("more than one document", "; make each a file of its own"),
    ("control characters", "; remove them"),
    ("expected a sequence", "; write a list, as in [Iraq, Iran]"),
    ("did not find expected", "; indent it as the lines above it are, and put text with signs in it in double quotes"),
    ("could not find expected ':'", "; write it as `key: value`, and put text in double quotes"),
];

/// The line of the first mark that git leaves at the margin, where no value of a timeline can stand.
fn conflict_mark(text: &str) -> Option<usize> {
    text.lines().position(|line| line.starts_with("<<<<<<< ")).map(|at| at + 1)
}

/// Line and column at which brackets or indentation first nest too deeply. Only a bracket where a value may begin opens anything, and none in
/// quotation marks; what other lines left open counts too.
fn too_deep(text: &str) -> Option<(usize, usize)> {
    let (mut depth, mut quoted) = (0usize, None);
    for (at, line) in text.lines().enumerate() {
        let indent = line.len() - line.trim_start_matches([' ', '-', '?']).len();
        if indent > 8 * DEEPEST {
            return Some((at + 1, indent + 1));
        }
        let (mut begins, mut before) = (true, b' ');
        let mut bytes = line.bytes().enumerate().peekable();
        while let Some((column, byte)) = bytes.next() {
            let next = bytes.peek().map(|(_, next)| *next);
            let spaced = next.is_none_or(|next| next == b' ');
            match (quoted, byte) {
                (Some(b'"'), b'\\') => _ = bytes.next(),
                (Some(b'\''), b'\'') if next == Some(b'\'') => _ = bytes.next(),
                (Some(mark), _) if byte == mark => (quoted, begins) = (None, false),
                (Some(_), _) => {}
                (None, b' ' | b'\t') => {}
                (None, b'#') if matches!(before, b' ' | b'\t') => break,
                (None, b'"' | b'\'') if begins => quoted = Some(byte),
                (None, b'[' | b'{') if begins => {
                    depth += 1;
                    if depth > DEEPEST {
                        return Some((at + 1, line[..column].chars().count() + 1));
                    }
                }
                (None, b']' | b'}') => (depth, begins) = (depth.saturating_sub(1), false),
                (None, b',') => begins = depth > 0,
                (None, b':') => begins = spaced || depth > 0,
                (None, b'-' | b'?') if spaced => {}
                (None, _) => begins = false,
            }
            before = byte;
        }
    }
    None
}

fn second_line_with(text: &str, id: &str) -> Option<usize> {
    let is_id = |line: &str| {
        line.trim_start_matches([' ', '-', '{'])
            .strip_prefix("id:")
            .is_some_and(|v| v.split([',', '#', '}']).next().unwrap_or(v).trim().trim_matches(['"', '\'']) == id)
    };
    text.lines().enumerate().filter(|(_, line)| is_id(line)).nth(1).map(|(at, _)| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nesting_is_what_opens_something() {
        let many = |text: &str| text.repeat(DEEPEST + 1);
        for (text, deep) in [
            (format!("a: {}", many("[")), Some((1, 68))),
            (format!("a: {}", many("{\"k\": [")), Some((1, 228))),
            (format!("a:\n{}", many(" [\n")), Some((66, 2))),
            (format!("a: {}", many("'it''s', [")), None),
            (format!("a: [{}", many("'it''s', [")), Some((1, 644))),
            (format!("a: \"{}\"", many("[")), None),
            (format!("a: \"\\\"{}\"", many("[")), None),
            (format!("a: b {}", many("[")), None),
            (format!("a: b # {}", many("[")), None),
            (many("a: [b, [c]]\n"), None),
            (many("a: sic], as it was said [by them\n"), None),
            (format!("a: é{}", many(", [")), None),
        ] {
            assert_eq!(too_deep(&text), deep, "{text}");
        }
    }
}
