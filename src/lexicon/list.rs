//! How the lists of words are written: one entry a line, comments behind `#`, examples behind `>`, alternatives between commas.

use super::Files;
use crate::error::{Error, Result};

/// The lines of a list that hold an entry, with their numbers.
pub(super) fn lines(text: &'static str) -> impl Iterator<Item = (usize, &'static str)> {
    (1..).zip(text.lines()).filter(|(_, line)| !line.is_empty() && !line.starts_with(['#', '>']))
}

/// The words of all lines together.
pub(super) fn words(text: &'static str) -> impl Iterator<Item = (usize, &'static str)> {
    lines(text).flat_map(|(number, line)| line.split(", ").map(move |word| (number, word)))
}

/// The words of a list by what stands behind their ` = `, which is one of `values`: a group for each, in the same order.
pub(super) fn groups<const N: usize>(files: &Files, path: &str, values: [&str; N]) -> Result<[Vec<&'static str>; N]> {
    let mut groups = [const { Vec::new() }; N];
    for (number, line) in lines(files.lasting_text(path)?) {
        let at = line.split_once(" = ").and_then(|(words, value)| Some((words, values.iter().position(|known| *known == value)?)));
        let Some((words, at)) = at else {
            return Err(Error::in_file(path, format!("end the line with ` = ` and one of {}", values.join(", "))).at_line(number));
        };
        for word in words.split(", ") {
            if groups[at].contains(&word) {
                return Err(Error::in_file(path, format!("\"{word}\" is listed twice; keep one")).at_line(number));
            }
            groups[at].push(word);
        }
    }
    Ok(groups)
}
