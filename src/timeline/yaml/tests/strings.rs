//! Strings that YAML would take for something else are quoted.

use super::super::*;
use crate::timeline::Timeline;

/// The string that a strict reader of both YAML versions takes for a plain scalar, or `None` where it would take something else. Written
/// from the tables of the specifications (1.1: yaml.org/type; 1.2: the core schema), not from the writer's own rules.
fn plain_string(text: &str) -> Option<&str> {
    let lower = text.to_ascii_lowercase();
    let implicit = ["", "~", "null", "y", "n", "yes", "no", "on", "off", "true", "false", "=", "<<", ".inf", "-.inf", "+.inf", ".nan"];
    let digits = |t: &str, extra: &str| !t.is_empty() && t.chars().all(|c| c.is_ascii_digit() || extra.contains(c));
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let sexagesimal = unsigned.contains(':') && unsigned.split(':').all(|part| digits(part, "_."));
    let radix = ["0x", "0o", "0b"]
        .iter()
        .any(|p| unsigned.to_ascii_lowercase().strip_prefix(p).is_some_and(|t| t.chars().all(|c| c.is_ascii_hexdigit() || c == '_')));
    let float = unsigned.replace(['_', ','], "").parse::<f64>().is_ok() && unsigned.starts_with(|c: char| c.is_ascii_digit() || c == '.');
    let timely = |c: char| c.is_ascii_digit() || "-+:. tTzZ".contains(c);
    let stamp = text.chars().all(timely) && text.get(..8).is_some_and(|t| t.find('-') == Some(4) && digits(&t.replace('-', ""), ""));
    let indicator = text.starts_with(['-', '?', ':', ',', '[', ']', '{', '}', '#', '&', '*', '!', '|', '>', '\'', '"', '%', '@', '`']);
    let broken = text.contains(": ") || text.ends_with(':') || text.contains(" #") || text.trim_matches([' ', '\t']) != text;
    (!implicit.contains(&lower.as_str()) && !sexagesimal && !radix && !float && !stamp && !indicator && !broken).then_some(text)
}

/// The value of a `title:` line as a strict reader sees it.
pub fn strict(line: &str) -> Option<String> {
    let value = line.strip_prefix("title: ")?.strip_suffix('\n')?;
    let Some(quoted) = value.strip_prefix('"') else {
        return plain_string(value).map(str::to_string);
    };
    let mut text = String::new();
    let mut chars = quoted.strip_suffix('"')?.chars();
    while let Some(c) = chars.next() {
        text.push(match c {
            '"' => return None,
            '\\' => match chars.next()? {
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'x' => code_of(&mut chars, 2)?,
                'u' => code_of(&mut chars, 4)?,
                'U' => code_of(&mut chars, 8)?,
                c @ ('"' | '\\') => c,
                _ => return None,
            },
            c => c,
        });
    }
    Some(text)
}

fn code_of(chars: &mut std::str::Chars, digits: usize) -> Option<char> {
    char::from_u32(u32::from_str_radix(&chars.by_ref().take(digits).collect::<String>(), 16).ok()?)
}

pub fn titled(title: &str) -> String {
    write(&Timeline { title: Some(title.to_string()), ..Timeline::default() })
}

#[test]
fn dangerous_strings_are_quoted() {
    for text in [
        "",
        " ",
        "y",
        "N",
        "yes",
        "No",
        "on",
        "OFF",
        "true",
        "False",
        "null",
        "Null",
        "~",
        "=",
        "<<",
        "1",
        "0",
        "-1",
        "+1",
        "1_000",
        "1,000",
        "0x1F",
        "0o17",
        "0b11",
        "1.5",
        "1e5",
        ".5",
        ".inf",
        "-.INF",
        ".nan",
        "12:30",
        "12:30:45",
        "190:20:30.15",
        "2020-12-03",
        "2020-12-03T10:00:00Z",
        "2020-12-03 10:00:00",
        "- a",
        "-",
        "--- a",
        "...",
        "? a",
        ": a",
        "a: b",
        "a:",
        "a #b",
        "#a",
        "&a",
        "*a",
        "!a",
        "|",
        ">",
        "'a",
        "\"a",
        "%a",
        "@a",
        "`a",
        "[a",
        "]a",
        "{a",
        "}a",
        ",a",
        " a",
        "a ",
        "a\n",
        "a\nb",
        "\ta",
        "a\tb",
        "a\u{85}b",
        "a\u{2028}b",
        "\u{feff}a",
        "\0",
        "\u{7f}",
        "a\u{202e}b",
        "\u{200b}",
        "\u{ffff}",
        "\u{a0}a",
        "0123",
        "08",
        "1e",
        "0x",
        "1:",
    ] {
        let file = titled(text);
        assert!(file.lines().nth(1).unwrap().starts_with("title: \""), "{text:?} is written {file:?}");
    }
    for text in [
        "a",
        "Norway",
        "on Tuesday",
        "in January",
        "a:b",
        "a#b",
        "1f0c",
        "U.S.",
        "20 men",
        "It’s “so”",
        "“So”",
        "x, y [z] {w}",
        "https://x.org/a?b=c#d",
        "été",
        "日本",
        "3 killed",
        "/a/b",
        "../a",
        "0be9",
    ] {
        assert_eq!(titled(text).lines().nth(1), Some(format!("title: {text}").as_str()));
    }
}
