//! The objects of PDF (ISO 32000, 7.3), and the operators of its content streams, from bytes that may be anything.

use std::collections::BTreeMap;

/// Arrays within arrays; deeper ones are an attack.
const DEEPEST: usize = 64;

pub(super) type Dictionary = BTreeMap<String, Object>;

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Object {
    Null,
    Number(f64),
    Name(String),
    Text(Vec<u8>),
    Array(Vec<Object>),
    Dictionary(Dictionary),
    /// The number of another object.
    Reference(u32),
    /// A keyword, or an operator of a content stream.
    Word(String),
}

impl Object {
    pub(super) fn number(&self) -> Option<f64> {
        if let Object::Number(number) = self { Some(*number) } else { None }
    }

    pub(super) fn name(&self) -> Option<&str> {
        if let Object::Name(name) = self { Some(name) } else { None }
    }

    pub(super) fn array(&self) -> &[Object] {
        if let Object::Array(array) = self { array } else { &[] }
    }
}

/// Reads objects one after the other.
pub(super) struct Objects<'b> {
    pub bytes: &'b [u8],
    pub at: usize,
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b'\x0c' | 0)
}

fn is_delimiter(byte: u8) -> bool {
    b"()<>[]{}/%".contains(&byte)
}

impl<'b> Objects<'b> {
    pub(super) fn new(bytes: &'b [u8], at: usize) -> Objects<'b> {
        Objects { bytes, at }
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at + ahead).copied()
    }

    pub(super) fn skip_space(&mut self) {
        while let Some(byte) = self.peek(0) {
            match byte {
                b'%' => {
                    while self.peek(0).is_some_and(|byte| byte != b'\n' && byte != b'\r') {
                        self.at += 1;
                    }
                }
                byte if is_space(byte) => self.at += 1,
                _ => return,
            }
        }
    }

    /// The next object; none at the end.
    pub(super) fn next(&mut self) -> Option<Object> {
        self.object(0)
    }

    fn object(&mut self, depth: usize) -> Option<Object> {
        self.skip_space();
        let byte = self.peek(0)?;
        match byte {
            b'/' => {
                self.at += 1;
                Some(Object::Name(self.name()))
            }
            b'(' => Some(Object::Text(self.literal())),
            b'<' if self.peek(1) == Some(b'<') => {
                self.at += 2;
                let mut dictionary = Dictionary::new();
                let mut key = None;
                for value in self.until(b'>', depth) {
                    match (key.take(), value) {
                        (None, Object::Name(name)) => key = Some(name),
                        (Some(key), value) => _ = dictionary.insert(key, value),
                        (None, _) => {}
                    }
                }
                Some(Object::Dictionary(dictionary))
            }
            b'<' => Some(Object::Text(self.hexadecimal())),
            b'[' => {
                self.at += 1;
                Some(Object::Array(self.until(b']', depth)))
            }
            b'+' | b'-' | b'.' | b'0'..=b'9' => Some(self.number_or_reference()),
            _ if is_delimiter(byte) => {
                self.at += 1;
                Some(Object::Null)
            }
            _ => {
                let start = self.at;
                while self.peek(0).is_some_and(|byte| !is_space(byte) && !is_delimiter(byte)) {
                    self.at += 1;
                }
                Some(match &self.bytes[start..self.at] {
                    b"null" => Object::Null,
                    word => Object::Word(String::from_utf8_lossy(word).into_owned()),
                })
            }
        }
    }

    /// What stands before a closing bracket. A dictionary closes with two.
    fn until(&mut self, close: u8, depth: usize) -> Vec<Object> {
        let mut all = Vec::new();
        loop {
            self.skip_space();
            match self.peek(0) {
                None => return all,
                Some(byte) if byte == close => {
                    self.at += 1 + usize::from(close == b'>' && self.peek(1) == Some(b'>'));
                    return all;
                }
                Some(_) if depth >= DEEPEST => {
                    self.at = self.bytes.len();
                    return all;
                }
                Some(_) => match self.object(depth + 1) {
                    // A keyword never stands in an array or a dictionary, but for true and false: a bracket was left open.
                    Some(Object::Word(word)) if matches!(word.as_str(), "endobj" | "stream" | "obj") => return all,
                    Some(object) => all.push(object),
                    None => return all,
                },
            }
        }
    }

    fn name(&mut self) -> String {
        let mut name = Vec::new();
        while let Some(byte) = self.peek(0).filter(|byte| !is_space(*byte) && !is_delimiter(*byte)) {
            self.at += 1;
            let escaped = (byte == b'#').then(|| Some(hex(self.peek(0)?)? << 4 | hex(self.peek(1)?)?)).flatten();
            self.at += 2 * usize::from(escaped.is_some());
            name.push(escaped.unwrap_or(byte));
        }
        String::from_utf8_lossy(&name).into_owned()
    }

    /// `(a \(nested\) text)`.
    fn literal(&mut self) -> Vec<u8> {
        let (mut text, mut open) = (Vec::new(), 0);
        while let Some(byte) = self.peek(0) {
            self.at += 1;
            match byte {
                b'(' => {
                    open += 1;
                    if open > 1 {
                        text.push(byte);
                    }
                }
                b')' => {
                    open -= 1;
                    if open == 0 {
                        break;
                    }
                    text.push(byte);
                }
                b'\\' => self.escape(&mut text),
                _ => text.push(byte),
            }
        }
        text
    }

    fn escape(&mut self, text: &mut Vec<u8>) {
        let Some(byte) = self.peek(0) else { return };
        self.at += 1;
        match byte {
            b'n' => text.push(b'\n'),
            b'r' => text.push(b'\r'),
            b't' => text.push(b'\t'),
            b'b' | b'f' => text.push(b' '),
            b'\r' => self.at += usize::from(self.peek(0) == Some(b'\n')),
            b'\n' => {}
            b'0'..=b'7' => {
                let mut value = u32::from(byte - b'0');
                for _ in 0..2 {
                    if let Some(digit @ b'0'..=b'7') = self.peek(0) {
                        value = value * 8 + u32::from(digit - b'0');
                        self.at += 1;
                    }
                }
                text.push(value as u8);
            }
            _ => text.push(byte),
        }
    }

    fn hexadecimal(&mut self) -> Vec<u8> {
        self.at += 1;
        let mut digits = Vec::new();
        while let Some(byte) = self.peek(0) {
            self.at += 1;
            if byte == b'>' {
                break;
            }
            digits.extend(hex(byte));
        }
        digits.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or(0)).collect()
    }

    fn number_or_reference(&mut self) -> Object {
        let number = self.number();
        let start = self.at;
        // "12 0 R" is the object of number 12.
        if number >= 0.0 && number.fract() == 0.0 && number < f64::from(u32::MAX) {
            self.skip_space();
            if self.peek(0).is_some_and(|byte| byte.is_ascii_digit()) {
                self.number();
                self.skip_space();
                if self.peek(0) == Some(b'R') && self.peek(1).is_none_or(|byte| is_space(byte) || is_delimiter(byte)) {
                    self.at += 1;
                    return Object::Reference(number as u32);
                }
            }
        }
        self.at = start;
        Object::Number(number)
    }

    fn number(&mut self) -> f64 {
        let start = self.at;
        self.at += 1;
        while self.peek(0).is_some_and(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b'-') {
            self.at += 1;
        }
        let text = std::str::from_utf8(&self.bytes[start..self.at]).unwrap_or("0");
        // "--5" and "5-3" are seen in the wild.
        let digits = text.trim_start_matches(['+', '-']);
        let digits = digits.split('-').next().unwrap_or("0");
        let value = digits.parse().unwrap_or(0.0);
        if text.starts_with('-') { -value } else { value }
    }
}

fn hex(byte: u8) -> Option<u8> {
    (byte as char).to_digit(16).map(|digit| digit as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects() {
        for (text, expected) in [
            ("12", "[Number(12.0)]"),
            ("-.5 +3 --2", "[Number(-0.5), Number(3.0), Number(-2.0)]"),
            ("12 0 R 13 0", "[Reference(12), Number(13.0), Number(0.0)]"),
            ("/A#20B/C", "[Name(\"A B\"), Name(\"C\")]"),
            ("(a\\(b\\051(c)\\\nd\\8)", "[Text([97, 40, 98, 41, 40, 99, 41, 100, 56])]"),
            ("<41 4>", "[Text([65, 64])]"),
            ("[1 [2] null true]% x\n(y", "[Array([Number(1.0), Array([Number(2.0)]), Null, Word(\"true\")]), Text([121])]"),
            ("<</A 1/B<</C(x)>>>>Tj", "[Dictionary({\"A\": Number(1.0), \"B\": Dictionary({\"C\": Text([120])})}), Word(\"Tj\")]"),
            ("<</A [1 endobj", "[Dictionary({\"A\": Array([Number(1.0)])})]"),
            (">)]", "[Null, Null, Null]"),
        ] {
            let mut objects = Objects::new(text.as_bytes(), 0);
            let all: Vec<Object> = std::iter::from_fn(|| objects.next()).collect();
            assert_eq!(format!("{all:?}"), expected, "{text}");
        }
        let deep = "[".repeat(100_000);
        assert!(Objects::new(deep.as_bytes(), 0).next().is_some());
    }
}
