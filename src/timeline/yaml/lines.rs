//! The lines of a YAML text and the comments among them.
//!
//! serde_yaml forgets comments, so this finds them: it knows just enough of YAML 1.2 (chapters 6 to 8) to tell a `#` that begins a comment
//! from one inside quotes, a block scalar or a plain scalar. It never fails; text that is no YAML is for the reader to refuse.

/// What a line is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Blank,
    /// Nothing but a comment.
    Comment,
    /// A key, an item, a value.
    Content,
    /// Begins inside a value that an earlier line opened.
    Continued,
    /// `---`, `...` or a directive.
    Marker,
}

/// One line; offsets are bytes of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub start: usize,
    /// Without the line break.
    pub end: usize,
    pub kind: Kind,
    /// Spaces before the first other character.
    pub indent: usize,
    /// Where its comment begins, at the `#`.
    pub comment: Option<usize>,
}

impl Line {
    /// The words of its comment, from the `#` on.
    pub(super) fn comment<'a>(&self, text: &'a str) -> Option<&'a str> {
        self.comment.map(|at| text[at..self.end].trim_end())
    }

    /// What stands on it apart from indentation and comment.
    pub(super) fn content<'a>(&self, text: &'a str) -> &'a str {
        text[self.start + self.indent..self.comment.unwrap_or(self.end)].trim_end()
    }

    /// Whether it begins an item of a block sequence.
    pub(super) fn is_item(&self, text: &str) -> bool {
        let content = self.content(text);
        self.kind == Kind::Content && (content == "-" || content.starts_with("- "))
    }
}

/// What is still open at the end of a line. Columns are those of the key or dash that the value belongs to.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Open {
    Nothing,
    /// Inside quotation marks, possibly within brackets.
    Quoted {
        mark: u8,
        depth: usize,
    },
    Flow {
        depth: usize,
    },
    /// A literal or folded scalar: all deeper lines belong to it.
    Block {
        column: isize,
    },
    /// A plain scalar, which deeper lines continue.
    Plain {
        column: isize,
    },
}

/// Every line of `text`, in order.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut open = Open::Nothing;
    let mut start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    while start < text.len() {
        let next = text[start..].find('\n').map_or(text.len(), |at| start + at + 1);
        let end = start + text[start..next].trim_end_matches(['\n', '\r']).len();
        let (line, left) = line(text, start, end, open);
        lines.push(line);
        open = left;
        start = next;
    }
    lines
}

fn line(text: &str, start: usize, end: usize, open: Open) -> (Line, Open) {
    let words = text[start..end].trim_start_matches(' ');
    let indent = end - start - words.len();
    let of = |kind, comment| Line { start, end, kind, indent, comment };
    let at = start + indent;
    if words.trim().is_empty() {
        return (of(Kind::Blank, None), open);
    }
    match open {
        Open::Block { column } if indent as isize > column => return (of(Kind::Continued, None), open),
        Open::Quoted { .. } => {
            let (comment, open) = scan(text.as_bytes(), at, start, end, open);
            return (of(Kind::Continued, comment), open);
        }
        Open::Flow { .. } if words.trim_start().starts_with('#') => return (of(Kind::Comment, Some(end - words.trim_start().len())), open),
        Open::Flow { .. } => {
            let (comment, open) = scan(text.as_bytes(), at, start, end, open);
            return (of(Kind::Continued, comment), open);
        }
        _ if words.trim_start().starts_with('#') => return (of(Kind::Comment, Some(end - words.trim_start().len())), Open::Nothing),
        Open::Plain { column } if indent as isize > column => {
            let comment = text[at..end].find(" #").or_else(|| text[at..end].find("\t#")).map(|found| at + found + 1);
            return (of(Kind::Continued, comment), if comment.is_some() { Open::Nothing } else { open });
        }
        _ => {}
    }
    let marker =
        ["---", "..."].iter().any(|mark| words.strip_prefix(mark).is_some_and(|rest| rest.trim_start() != rest || rest.is_empty()));
    if indent == 0 && (marker || words.starts_with('%')) {
        let comment = words.find(" #").map(|found| at + found + 1);
        return (of(Kind::Marker, comment), Open::Nothing);
    }
    let (comment, open) = scan(text.as_bytes(), at, start, end, Open::Nothing);
    (of(Kind::Content, comment), open)
}

/// Walks the bytes `at..end` of a line that begins at `start`: where its comment begins, and what it leaves open.
fn scan(bytes: &[u8], mut at: usize, start: usize, end: usize, open: Open) -> (Option<usize>, Open) {
    let (mut depth, mut quoted) = match open {
        Open::Quoted { mark, depth } => (depth, Some(mark)),
        Open::Flow { depth } => (depth, None),
        _ => (0, None),
    };
    // The column of the last key or dash, and whether a value has begun since.
    let mut column = (at - start) as isize - 1;
    let mut plain = false;
    let mut token = at;
    let spaced = |next: usize| next >= end || is_space(bytes[next]);
    while at < end {
        if let Some(mark) = quoted {
            match quote_end(bytes, at, end, mark) {
                Some(behind) => (at, quoted) = (behind, None),
                None => break,
            }
            continue;
        }
        let byte = bytes[at];
        if is_space(byte) && at + 1 < end && bytes[at + 1] == b'#' {
            return (Some(at + 1), if depth > 0 { Open::Flow { depth } } else { Open::Nothing });
        }
        match byte {
            b' ' | b'\t' => {}
            b':' if spaced(at + 1) || depth > 0 && !plain => {
                if depth == 0 {
                    column = (token - start) as isize;
                }
                plain = false;
                token = skip_spaces(bytes, at + 1, end);
            }
            b',' if depth > 0 => plain = false,
            b']' | b'}' if depth > 0 => (depth, plain) = (depth - 1, false),
            _ if plain => {}
            b'"' | b'\'' => quoted = Some(byte),
            b'[' | b'{' => depth += 1,
            b'-' | b'?' if depth == 0 && spaced(at + 1) => {
                column = (at - start) as isize;
                token = skip_spaces(bytes, at + 1, end);
            }
            // An anchor or a tag, up to the space behind it.
            b'&' | b'!' => at = (at..end).find(|&next| spaced(next)).unwrap_or(end) - 1,
            b'|' | b'>' if depth == 0 => match block_header(bytes, at, end) {
                Some(comment) => return (comment, Open::Block { column }),
                None => plain = true,
            },
            _ => plain = true,
        }
        at += 1;
    }
    let open = match (quoted, depth) {
        (Some(mark), depth) => Open::Quoted { mark, depth },
        (None, 1..) => Open::Flow { depth },
        (None, 0) if plain => Open::Plain { column },
        (None, 0) => Open::Nothing,
    };
    (None, open)
}

/// Behind the mark that closes a quotation; `None` when the line ends before it. `\"` and `''` close none.
fn quote_end(bytes: &[u8], mut at: usize, end: usize, mark: u8) -> Option<usize> {
    while at < end {
        match bytes[at] {
            b'\\' if mark == b'"' => at += 1,
            b'\'' if mark == b'\'' && at + 1 < end && bytes[at + 1] == b'\'' => at += 1,
            byte if byte == mark => return Some(at + 1),
            _ => {}
        }
        at += 1;
    }
    None
}

/// Where the comment behind the header of a block of text begins, if one does; `None` when it is no header: `a: |b`.
fn block_header(bytes: &[u8], at: usize, end: usize) -> Option<Option<usize>> {
    let header = bytes[at + 1..end].iter().position(|b| !b"+-0123456789".contains(b)).map_or(end, |found| at + 1 + found);
    let rest = skip_spaces(bytes, header, end);
    let ends = (header >= end || is_space(bytes[header])) && (rest >= end || bytes[rest] == b'#');
    ends.then(|| (rest < end).then_some(rest))
}

fn is_space(byte: u8) -> bool {
    byte == b' ' || byte == b'\t'
}

fn skip_spaces(bytes: &[u8], mut at: usize, end: usize) -> usize {
    while at < end && is_space(bytes[at]) {
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One letter a line: blank `_`, comment `#`, content `c`, continued `.`, marker `-`; then the comments.
    fn seen(text: &str) -> String {
        let lines = lines(text);
        let kinds = lines.iter().map(|line| match line.kind {
            Kind::Blank => '_',
            Kind::Comment => '#',
            Kind::Content => 'c',
            Kind::Continued => '.',
            Kind::Marker => '-',
        });
        kinds.chain(" ".chars()).collect::<String>() + &lines.iter().filter_map(|line| line.comment(text)).collect::<Vec<_>>().join("|")
    }

    #[test]
    fn comments_are_told_from_text() {
        for (text, expected) in [
            ("a: b\n", "c "),
            ("# x\n\na: b", "#_c # x"),
            ("a: b # x", "c # x"),
            ("a: b#x", "c "),
            ("a: \"b # x\"", "c "),
            ("a: \"b \\\" # x\" # y", "c # y"),
            ("a: 'it''s # x' # y", "c # y"),
            ("a: it's # x", "c # x"),
            ("a: say \"b # x", "c # x"),
            ("- \"a\": \"b # c\" # d", "c # d"),
            ("a: [b, 'c # d', e] # f", "c # f"),
            ("a: [b, # f\n  c]  # g\nd: e", "c.c # f|# g"),
            ("a: [b,\n# f\n  c]\nd: e", "c#.c # f"),
            ("a: |\n  b # c\n# d\ne: f", "c.#c # d"),
            ("- a: >-  # x\n    # text\n\n    text\n  b: c", "c._.c # x"),
            ("- |\n  # text\n- x", "c.c "),
            ("a: b\n  \"c\n  e # d\nf: g", "c..c # d"),
            ("a: \"b\n  # c\n  d\" # e\nf: g", "c..c # e"),
            ("a: |b # c", "c # c"),
            ("--- # x\na: b\n...\n", "-c- # x"),
            ("a: {b: c, \"d\": e#f} # g", "c # g"),
            ("a: &x b # c", "c # c"),
            ("\u{feff}# x\r\na: b # y\r\n", "#c # x|# y"),
            ("a: https://x.org/#b # c", "c # c"),
        ] {
            assert_eq!(seen(text), expected, "{text}");
        }
    }
}
