//! A page fitted to the terminal: broken between words, and with what is decided on still to be seen where it is longer than the screen.

use std::fmt::Write;

/// Columns and rows of the terminal that pages go to; `None` where they go elsewhere, where lines stay as they are.
pub(super) fn size() -> Option<(usize, usize)> {
    let of = terminal_size::terminal_size_of(std::io::stdout());
    of.map(|(columns, rows)| (usize::from(columns.0), usize::from(rows.0)))
}

/// The page as it is shown on a screen of this size. Its first lines, the heading, are repeated at its end where they would have gone from sight.
pub(super) fn fit(page: &str, heading: usize, (columns, rows): (usize, usize)) -> String {
    let mut out = String::with_capacity(page.len() + 64);
    page.lines().for_each(|line| wrap(line, columns, &mut out));
    // The prompt takes a line, and a long answer another.
    if out.lines().count() + 2 > rows {
        out.push('\n');
        page.lines().filter(|line| !line.is_empty()).take(heading).for_each(|line| wrap(line, columns, &mut out));
    }
    out
}

/// One line on as many as it takes, the further ones further in.
fn wrap(line: &str, columns: usize, out: &mut String) {
    let lead = line.len() - line.trim_start().len();
    let within = columns.saturating_sub(lead + 2).max(8);
    let mut used = 0;
    out.push_str(&line[..lead]);
    for word in line.split_whitespace() {
        let length = word.chars().count();
        if used > 0 && used + 1 + length > within {
            let _ = write!(out, "\n{}  ", &line[..lead]);
            used = 0;
        } else if used > 0 {
            out.push(' ');
            used += 1;
        }
        out.push_str(word);
        used += length;
    }
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_whole_and_the_heading_in_sight() {
        let page =
            "\n[1 of 2] ev-1  2020-01-03\nA storm reaches the coast of Basra.\n  ! maybe the same, 1: ev-2  2020-01-04  A storm comes.\n";
        assert_eq!(
            fit(page, 2, (24, 40)),
            "\n[1 of 2] ev-1\n  2020-01-03\nA storm reaches the\n  coast of Basra.\n  ! maybe the same, 1:\n    ev-2 2020-01-04 A\n    storm comes.\n"
        );
        let short = fit(page, 2, (60, 5));
        assert!(short.ends_with("A storm comes.\n\n[1 of 2] ev-1 2020-01-03\nA storm reaches the coast of Basra.\n"), "{short}");
    }
}
