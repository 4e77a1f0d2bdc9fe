//! How the lists of words are written: one entry a line, comments behind `#`, examples behind `>`, alternatives between commas.

/// The lines of a list that hold an entry, with their numbers.
pub fn lines(text: &'static str) -> impl Iterator<Item = (usize, &'static str)> {
    (1..).zip(text.lines()).filter(|(_, line)| !line.is_empty() && !line.starts_with(['#', '>']))
}

/// The words of all lines together.
pub fn words(text: &'static str) -> impl Iterator<Item = (usize, &'static str)> {
    lines(text).flat_map(|(number, line)| line.split(", ").map(move |word| (number, word)))
}

/// The words of each line and what stands behind their ` = `; the number of a line without one.
pub fn valued(text: &'static str) -> impl Iterator<Item = Result<(usize, &'static str, &'static str), usize>> {
    lines(text).map(|(number, line)| line.split_once(" = ").map(|(words, value)| (number, words, value)).ok_or(number))
}
