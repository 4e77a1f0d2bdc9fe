//! What the codes of a font mean: its `ToUnicode` map where it has one, else its encoding and the names of its glyphs.

use super::file::File;
use super::object::{Dictionary, Object, Objects};
use std::collections::HashMap;

/// Entries that one range of a map may have.
const LONGEST_RANGE: u32 = 1 << 16;

/// The glyphs of ASCII that are not called by their letter, from the space on.
const ASCII: &str = "space exclam quotedbl numbersign dollar percent ampersand quotesingle parenleft parenright asterisk plus comma hyphen period \
                     slash zero one two three four five six seven eight nine colon semicolon less equal greater question at";
const BRACKETS: &[(&str, &str)] = &[
    ("bracketleft", "["),
    ("backslash", "\\"),
    ("bracketright", "]"),
    ("asciicircum", "^"),
    ("underscore", "_"),
    ("grave", "`"),
    ("braceleft", "{"),
    ("bar", "|"),
    ("braceright", "}"),
    ("asciitilde", "~"),
    ("quoteleft", "\u{2018}"),
    ("quoteright", "\u{2019}"),
    ("quotedblleft", "\u{201c}"),
    ("quotedblright", "\u{201d}"),
    ("quotesinglbase", "\u{201a}"),
    ("quotedblbase", "\u{201e}"),
    ("endash", "\u{2013}"),
    ("emdash", "\u{2014}"),
    ("ellipsis", "\u{2026}"),
    ("bullet", "\u{2022}"),
    ("dagger", "\u{2020}"),
    ("Euro", "\u{20ac}"),
    ("sterling", "\u{a3}"),
    ("cent", "\u{a2}"),
    ("section", "\u{a7}"),
    ("degree", "\u{b0}"),
    ("copyright", "\u{a9}"),
    ("registered", "\u{ae}"),
    ("trademark", "\u{2122}"),
    ("minus", "\u{2212}"),
    ("nbspace", "\u{a0}"),
    ("guillemotleft", "\u{ab}"),
    ("guillemotright", "\u{bb}"),
    ("germandbls", "\u{df}"),
    ("ae", "\u{e6}"),
    ("AE", "\u{c6}"),
    ("oe", "\u{153}"),
    ("OE", "\u{152}"),
    ("oslash", "\u{f8}"),
    ("Oslash", "\u{d8}"),
    ("dotlessi", "\u{131}"),
    ("lslash", "\u{142}"),
    ("Lslash", "\u{141}"),
    ("ff", "ff"),
    ("fi", "fi"),
    ("fl", "fl"),
    ("ffi", "ffi"),
    ("ffl", "ffl"),
];
/// An accent behind a letter's name is a mark over the letter.
const ACCENTS: &[(&str, char)] = &[
    ("grave", '\u{300}'),
    ("acute", '\u{301}'),
    ("circumflex", '\u{302}'),
    ("tilde", '\u{303}'),
    ("macron", '\u{304}'),
    ("breve", '\u{306}'),
    ("dotaccent", '\u{307}'),
    ("dieresis", '\u{308}'),
    ("ring", '\u{30a}'),
    ("hungarumlaut", '\u{30b}'),
    ("caron", '\u{30c}'),
    ("commaaccent", '\u{326}'),
    ("cedilla", '\u{327}'),
    ("ogonek", '\u{328}'),
];
/// Where Adobe's standard encoding is not ASCII.
const STANDARD: &[(u8, &str)] = &[
    (0x27, "\u{2019}"),
    (0x60, "\u{2018}"),
    (0xa2, "\u{a2}"),
    (0xa3, "\u{a3}"),
    (0xa7, "\u{a7}"),
    (0xa9, "'"),
    (0xaa, "\u{201c}"),
    (0xab, "\u{ab}"),
    (0xae, "fi"),
    (0xaf, "fl"),
    (0xb1, "\u{2013}"),
    (0xb7, "\u{2022}"),
    (0xb8, "\u{201a}"),
    (0xb9, "\u{201e}"),
    (0xba, "\u{201d}"),
    (0xbb, "\u{bb}"),
    (0xbc, "\u{2026}"),
    (0xd0, "\u{2014}"),
    (0xe1, "\u{c6}"),
    (0xf1, "\u{e6}"),
    (0xfb, "\u{df}"),
];

/// A font as far as text needs it.
#[derive(Default)]
pub(super) struct Font {
    /// Of two bytes a code, as in all fonts with many glyphs.
    wide: bool,
    text: HashMap<u32, String>,
    widths: HashMap<u32, f64>,
    usual_width: f64,
}

/// One glyph that is shown.
pub(super) struct Glyph<'f> {
    /// Empty when nobody says what it means.
    pub text: &'f str,
    /// In thousandths of the font's size.
    pub width: f64,
    pub is_space: bool,
}

impl Font {
    pub(super) fn read(file: &File, font: &Dictionary) -> Font {
        let wide = file.get(font, "Subtype").is_some_and(|kind| kind.name() == Some("Type0"));
        let mut read = Font { wide, usual_width: if wide { 1000.0 } else { 500.0 }, ..Font::default() };
        if wide {
            if let Some(Object::Array(below)) = file.get(font, "DescendantFonts")
                && let Some(Object::Dictionary(below)) = below.first().map(|object| file.resolve(object))
            {
                read.wide_widths(file, &below);
            }
        } else {
            read.encoding(file, font);
            read.narrow_widths(file, font);
        }
        if let Some((_, map)) = font.get("ToUnicode").and_then(|map| file.stream(map)) {
            read.map(&map);
        }
        read
    }

    pub(super) fn glyphs<'f>(&'f self, codes: &'f [u8]) -> impl Iterator<Item = Glyph<'f>> {
        codes.chunks(if self.wide { 2 } else { 1 }).map(|code| {
            let code = code.iter().fold(0u32, |code, byte| code << 8 | u32::from(*byte));
            Glyph {
                text: self.text.get(&code).map_or("", String::as_str),
                width: self.widths.get(&code).copied().unwrap_or(self.usual_width),
                is_space: code == 32 && !self.wide,
            }
        })
    }

    fn encoding(&mut self, file: &File, font: &Dictionary) {
        let encoding = file.get(font, "Encoding");
        let own = match &encoding {
            Some(Object::Dictionary(own)) => own.clone(),
            _ => Dictionary::new(),
        };
        let base = encoding.as_ref().and_then(Object::name).or_else(|| own.get("BaseEncoding").and_then(Object::name)).unwrap_or("");
        let true_type = file.get(font, "Subtype").is_some_and(|kind| kind.name() == Some("TrueType"));
        let table = match base {
            "MacRomanEncoding" => encoding_rs::MACINTOSH,
            _ => encoding_rs::WINDOWS_1252,
        };
        for code in 32..=255u8 {
            let (text, _) = table.decode_without_bom_handling(std::slice::from_ref(&code));
            self.text.insert(u32::from(code), text.into_owned());
        }
        if base.is_empty() && !true_type || base == "StandardEncoding" {
            for (code, text) in STANDARD {
                self.text.insert(u32::from(*code), (*text).to_string());
            }
        }
        if let Some(Object::Array(differences)) = file.get(&own, "Differences") {
            let mut code = 0u32;
            for difference in &differences {
                match difference {
                    Object::Number(number) => code = *number as u32,
                    Object::Name(name) => {
                        self.text.insert(code, glyph(name).unwrap_or_default());
                        code = code.wrapping_add(1);
                    }
                    _ => {}
                }
            }
        }
    }

    fn narrow_widths(&mut self, file: &File, font: &Dictionary) {
        let first = file.get(font, "FirstChar").and_then(|first| first.number()).unwrap_or(0.0) as u32;
        if let Some(Object::Array(widths)) = file.get(font, "Widths") {
            for (code, width) in (first..).zip(&widths) {
                self.widths.extend(file.resolve(width).number().map(|width| (code, width)));
            }
        }
        // A font of type 3 measures in units of its own.
        if let Some(Object::Array(matrix)) = file.get(font, "FontMatrix")
            && let Some(scale) = matrix.first().and_then(Object::number)
        {
            self.widths.values_mut().for_each(|width| *width *= scale * 1000.0);
        }
    }

    /// `[1 [500 600] 7 9 550]`: from 1 on, and from 7 to 9.
    fn wide_widths(&mut self, file: &File, font: &Dictionary) {
        if let Some(width) = file.get(font, "DW").and_then(|width| width.number()) {
            self.usual_width = width;
        }
        let Some(Object::Array(all)) = file.get(font, "W") else { return };
        let mut at = 0;
        while let Some(first) = all.get(at).and_then(Object::number) {
            let first = first as u32;
            match all.get(at + 1).map(|object| file.resolve(object)) {
                Some(Object::Array(widths)) => {
                    self.widths.extend((first..).zip(&widths).filter_map(|(code, width)| Some((code, width.number()?))));
                    at += 2;
                }
                Some(Object::Number(last)) => {
                    let Some(width) = all.get(at + 2).and_then(Object::number) else { return };
                    let last = (last as u32).min(first.saturating_add(LONGEST_RANGE));
                    self.widths.extend((first..=last).map(|code| (code, width)));
                    at += 3;
                }
                _ => return,
            }
        }
    }

    /// Reads a `ToUnicode` map.
    fn map(&mut self, map: &[u8]) {
        let mut objects = Objects::new(map, 0);
        let mut operands: Vec<Object> = Vec::new();
        while let Some(object) = objects.next() {
            let Object::Word(word) = &object else {
                operands.push(object);
                continue;
            };
            match word.as_str() {
                "endcodespacerange" => {
                    if let Some(Object::Text(code)) = operands.last() {
                        self.wide = code.len() > 1;
                    }
                }
                "endbfchar" => {
                    for pair in operands.chunks(2) {
                        if let [Object::Text(code), Object::Text(text)] = pair {
                            self.text.insert(number(code), utf16(text));
                        }
                    }
                }
                "endbfrange" => {
                    for range in operands.chunks(3) {
                        if let [Object::Text(first), Object::Text(last), to] = range {
                            self.range(number(first), number(last), to);
                        }
                    }
                }
                _ => {}
            }
            operands.clear();
        }
    }

    fn range(&mut self, first: u32, last: u32, to: &Object) {
        let last = last.min(first.saturating_add(LONGEST_RANGE));
        match to {
            Object::Array(texts) => {
                for (code, text) in (first..=last).zip(texts) {
                    if let Object::Text(text) = text {
                        self.text.insert(code, utf16(text));
                    }
                }
            }
            Object::Text(text) => {
                let start = utf16(text);
                let mut before = start.chars();
                let Some(end) = before.next_back() else { return };
                for code in first..=last {
                    let Some(end) = char::from_u32((end as u32).saturating_add(code - first)) else { continue };
                    self.text.insert(code, format!("{}{end}", before.as_str()));
                }
            }
            _ => {}
        }
    }
}

fn number(code: &[u8]) -> u32 {
    code.iter().take(4).fold(0, |number, byte| number << 8 | u32::from(*byte))
}

fn utf16(bytes: &[u8]) -> String {
    let units: Vec<u16> = bytes.chunks(2).map(|pair| u16::from(pair[0]) << 8 | u16::from(pair.get(1).copied().unwrap_or(0))).collect();
    String::from_utf16_lossy(&units)
}

/// What a glyph is by its name: `a`, `eacute`, `fi`, `uni20AC`, `a.alt`.
fn glyph(name: &str) -> Option<String> {
    let name = name.split('.').next().filter(|name| !name.is_empty())?;
    let mut letters = name.chars();
    if let (Some(letter), None) = (letters.next(), letters.next()) {
        return Some(letter.to_string());
    }
    if let Some(at) = ASCII.split_whitespace().position(|known| known == name) {
        return char::from_u32(32 + at as u32).map(String::from);
    }
    if let Some((_, text)) = BRACKETS.iter().find(|(known, _)| *known == name) {
        return Some((*text).to_string());
    }
    let coded = name.strip_prefix("uni").or_else(|| name.strip_prefix('u'));
    if let Some(code) = coded.and_then(|code| u32::from_str_radix(code.get(..code.len().min(6))?, 16).ok()) {
        return char::from_u32(code).map(String::from);
    }
    let letter = name.chars().next()?;
    let (_, mark) = ACCENTS.iter().find(|(accent, _)| name[letter.len_utf8()..] == **accent)?;
    Some(format!("{letter}{mark}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn glyphs_by_name() {
        for (name, expected) in [
            ("a", Some("a")),
            ("space", Some(" ")),
            ("nine", Some("9")),
            ("at", Some("@")),
            ("ffi", Some("ffi")),
            ("eacute", Some("e\u{301}")),
            ("uni20AC", Some("€")),
            ("u1F600", Some("😀")),
            ("g.alt", Some("g")),
            (".notdef", None),
            ("g123", None),
        ] {
            assert_eq!(glyph(name).as_deref(), expected, "{name}");
        }
    }

    #[test]
    fn maps() {
        let mut font = Font { wide: true, ..Font::default() };
        font.map(
            b"1 begincodespacerange <0000> <FFFF> endcodespacerange 2 beginbfchar <0001> <0041> <0002> <00660069> endbfchar \
              2 beginbfrange <0010> <0012> <0061> <0020> <0021> [<0058> <D83DDE00>] endbfrange",
        );
        let text: String = font.glyphs(b"\x00\x01\x00\x02\x00\x10\x00\x12\x00\x21\x00\x99\x00").map(|glyph| glyph.text).collect();
        assert_eq!(text, "Afiac😀");
    }
}
