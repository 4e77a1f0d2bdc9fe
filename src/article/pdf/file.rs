//! A PDF file as numbered objects. The table at its end, which is often wrong, is not used: objects are found where they stand.

use super::object::{Dictionary, Object, Objects};
use std::cell::Cell;
use std::collections::HashMap;
use std::io::Read;

/// What one stream may unpack to.
const LARGEST_STREAM: u64 = 64 << 20;
/// Of all streams together, each time that one is read. The text of a thick book is a tenth.
const MOST_STREAMED: u64 = 256 << 20;
/// What a stream counts however short it is.
const LEAST: u64 = 1024;
/// References to references.
const FARTHEST: usize = 16;

/// Where an object stands.
#[derive(Clone, Copy)]
enum Place {
    /// In the file.
    Direct(usize),
    /// In an unpacked stream of objects.
    Inside { stream: usize, at: usize },
}

pub(super) struct File<'b> {
    bytes: &'b [u8],
    /// Later ones replace earlier ones, as in files that were changed.
    places: HashMap<u32, Place>,
    /// Unpacked streams of objects.
    streams: Vec<Vec<u8>>,
    pub trailer: Dictionary,
    /// Bytes of streams that may still be asked for: a small file can say one large stream, or a form within forms, any number of times.
    left: Cell<u64>,
}

impl<'b> File<'b> {
    pub(super) fn open(bytes: &'b [u8]) -> File<'b> {
        let mut file =
            File { bytes, places: HashMap::new(), streams: Vec::new(), trailer: Dictionary::new(), left: Cell::new(MOST_STREAMED) };
        let mut packed = Vec::new();
        for (number, at) in starts(bytes) {
            file.places.insert(number, Place::Direct(at));
            // Only these two kinds matter before everything is known, and both are rare.
            let head = &bytes[at..bytes.len().min(at + 400)];
            if find(head, b"ObjStm", 0).is_some() {
                packed.push(at);
            } else if find(head, b"/XRef", 0).is_some()
                && let Some(Object::Dictionary(table)) = Objects::new(bytes, at).next()
            {
                file.trailer.extend(table);
            }
        }
        let mut at = 0;
        while let Some(found) = find(bytes, b"trailer", at) {
            at = found + 7;
            if let Some(Object::Dictionary(trailer)) = Objects::new(bytes, at).next() {
                file.trailer.extend(trailer);
            }
        }
        packed.into_iter().for_each(|at| file.unpack(at));
        file
    }

    /// The objects of a stream of objects.
    fn unpack(&mut self, at: usize) {
        let Some((dictionary, bytes)) = self.stream_at(at) else { return };
        let number = |key: &str| self.get(&dictionary, key).and_then(|n| n.number()).map_or(0, |n| n as usize);
        if self.get(&dictionary, "Type").and_then(|kind| kind.name().map(str::to_string)).as_deref() != Some("ObjStm") {
            return;
        }
        let (count, first) = (number("N"), number("First"));
        let stream = self.streams.len();
        let mut head = Objects::new(&bytes, 0);
        for _ in 0..count {
            let (Some(Object::Number(number)), Some(Object::Number(offset))) = (head.next(), head.next()) else { break };
            let place = Place::Inside { stream, at: first.saturating_add(offset as usize) };
            self.places.entry(number as u32).or_insert(place);
        }
        self.streams.push(bytes);
    }

    /// An object by its number.
    pub(super) fn object(&self, number: u32) -> Object {
        let read = match self.places.get(&number) {
            Some(Place::Direct(at)) => Objects::new(self.bytes, *at).next(),
            Some(Place::Inside { stream, at }) => self.streams.get(*stream).and_then(|bytes| Objects::new(bytes, *at).next()),
            None => None,
        };
        read.unwrap_or(Object::Null)
    }

    /// What an object stands for, however many references away.
    pub(super) fn resolve(&self, object: &Object) -> Object {
        let mut object = object.clone();
        for _ in 0..FARTHEST {
            match object {
                Object::Reference(number) => object = self.object(number),
                other => return other,
            }
        }
        Object::Null
    }

    pub(super) fn get(&self, dictionary: &Dictionary, key: &str) -> Option<Object> {
        dictionary.get(key).map(|object| self.resolve(object)).filter(|object| *object != Object::Null)
    }

    pub(super) fn dictionary(&self, dictionary: &Dictionary, key: &str) -> Dictionary {
        match self.get(dictionary, key) {
            Some(Object::Dictionary(found)) => found,
            _ => Dictionary::new(),
        }
    }

    /// The dictionary of the catalog, from which all pages hang.
    pub(super) fn catalog(&self) -> Option<Dictionary> {
        if let Some(Object::Dictionary(root)) = self.get(&self.trailer, "Root") {
            return Some(root);
        }
        let mut numbers: Vec<&u32> = self.places.keys().collect();
        numbers.sort();
        numbers.into_iter().find_map(|number| match self.object(*number) {
            Object::Dictionary(found) if found.get("Type").and_then(Object::name) == Some("Catalog") => Some(found),
            _ => None,
        })
    }

    /// A stream that a reference leads to, unpacked.
    pub(super) fn stream(&self, object: &Object) -> Option<(Dictionary, Vec<u8>)> {
        let mut object = object.clone();
        for _ in 0..FARTHEST {
            let Object::Reference(number) = object else { return None };
            match self.places.get(&number)? {
                Place::Direct(at) => match self.stream_at(*at) {
                    Some(found) => return Some(found),
                    None => object = self.object(number),
                },
                Place::Inside { .. } => object = self.object(number),
            }
        }
        None
    }

    fn stream_at(&self, at: usize) -> Option<(Dictionary, Vec<u8>)> {
        let mut objects = Objects::new(self.bytes, at);
        let Some(Object::Dictionary(dictionary)) = objects.next() else { return None };
        objects.skip_space();
        let start = objects.at;
        let rest = self.bytes.get(start..)?.strip_prefix(b"stream")?;
        let skipped = if rest.starts_with(b"\r\n") { 2 } else { usize::from(rest.starts_with(b"\n") || rest.starts_with(b"\r")) };
        let rest = &rest[skipped..];
        let told = self.get(&dictionary, "Length").and_then(|length| length.number()).map(|length| length as usize);
        let fits = |length: &usize| rest.get(*length..).is_some_and(|after| find(&after[..after.len().min(20)], b"endstream", 0).is_some());
        let length = told.filter(fits).or_else(|| find(rest, b"endstream", 0)).unwrap_or(rest.len());
        let left = self.left.get().checked_sub(LEAST)?;
        let bytes = self.unfiltered(&dictionary, &rest[..length])?;
        self.left.set(left.saturating_sub(bytes.len() as u64));
        Some((dictionary, bytes))
    }

    fn unfiltered(&self, dictionary: &Dictionary, bytes: &[u8]) -> Option<Vec<u8>> {
        let several = |key: &str| match self.get(dictionary, key) {
            Some(Object::Array(all)) => all.iter().map(|object| self.resolve(object)).collect(),
            Some(one) => vec![one],
            None => Vec::new(),
        };
        let (filters, settings) = (several("Filter"), several("DecodeParms"));
        let mut bytes = bytes.to_vec();
        for (at, filter) in filters.iter().enumerate() {
            bytes = match filter.name()? {
                "FlateDecode" | "Fl" => inflate(&bytes),
                "ASCIIHexDecode" | "AHx" => match Objects::new(&[b"<", &bytes[..], b">"].concat(), 0).next()? {
                    Object::Text(bytes) => bytes,
                    _ => return None,
                },
                "ASCII85Decode" | "A85" => ascii85(&bytes),
                _ => return None,
            };
            if let Some(Object::Dictionary(settings)) = settings.get(at) {
                let number = |key: &str, or: usize| self.get(settings, key).and_then(|n| n.number()).map_or(or, |n| n as usize);
                if number("Predictor", 1) >= 10 {
                    bytes = unpredicted(&bytes, number("Columns", 1), (number("Colors", 1) * number("BitsPerComponent", 8)).div_ceil(8));
                }
            }
        }
        Some(bytes)
    }
}

/// Every `N G obj`, with the place after it.
fn starts(bytes: &[u8]) -> Vec<(u32, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(end) = find(bytes, b"obj", at) {
        at = end + 3;
        let before = &bytes[end.saturating_sub(24)..end];
        let text = String::from_utf8_lossy(before);
        let mut words = text.trim_end().rsplit([' ', '\n', '\r', '\t', '\0']).filter(|word| !word.is_empty());
        let (generation, number) = (words.next(), words.next());
        let digits = |word: &str| word.bytes().rev().take_while(u8::is_ascii_digit).count();
        if let (Some(generation), Some(number)) = (generation, number)
            && generation.bytes().all(|b| b.is_ascii_digit())
            && let Ok(number) = number[number.len() - digits(number)..].parse()
        {
            found.push((number, at));
        }
    }
    found
}

pub(super) fn find(bytes: &[u8], what: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    while let Some(next) = bytes.get(at..)?.iter().position(|byte| *byte == what[0]) {
        at += next;
        if bytes[at..].starts_with(what) {
            return Some(at);
        }
        at += 1;
    }
    None
}

/// Whatever comes out, even of a stream that is cut off.
fn inflate(bytes: &[u8]) -> Vec<u8> {
    let mut all = Vec::new();
    let _ = flate2::read::ZlibDecoder::new(bytes).take(LARGEST_STREAM).read_to_end(&mut all);
    if all.is_empty() {
        let _ = flate2::read::DeflateDecoder::new(bytes).take(LARGEST_STREAM).read_to_end(&mut all);
    }
    all
}

fn ascii85(bytes: &[u8]) -> Vec<u8> {
    let (mut all, mut group) = (Vec::new(), Vec::new());
    for &byte in bytes {
        match byte {
            b'~' => break,
            b'z' if group.is_empty() => all.extend([0; 4]),
            b'!'..=b'u' => group.push(byte - b'!'),
            _ => {}
        }
        if group.len() == 5 {
            let value = group.drain(..).fold(0u32, |value, digit| value.wrapping_mul(85).wrapping_add(u32::from(digit)));
            all.extend(value.to_be_bytes());
        }
    }
    if group.len() > 1 {
        let kept = group.len() - 1;
        group.resize(5, 84);
        let value = group.into_iter().fold(0u32, |value, digit| value.wrapping_mul(85).wrapping_add(u32::from(digit)));
        all.extend(&value.to_be_bytes()[..kept]);
    }
    all
}

/// The predictors of PNG: each row says how it differs from the one above or from what stands left.
fn unpredicted(bytes: &[u8], columns: usize, step: usize) -> Vec<u8> {
    let (step, width) = (step.max(1), columns.saturating_mul(step.max(1)).clamp(1, 1 << 20));
    let mut above = vec![0u8; width];
    let mut all = Vec::with_capacity(bytes.len());
    for row in bytes.chunks(width + 1) {
        let mut line = vec![0u8; width];
        for (at, &byte) in row[1..].iter().enumerate() {
            let left = if at >= step { line[at - step] } else { 0 };
            let corner = if at >= step { above[at - step] } else { 0 };
            let guess = match row[0] {
                1 => left,
                2 => above[at],
                3 => ((u16::from(left) + u16::from(above[at])) / 2) as u8,
                4 => nearest(left, above[at], corner),
                _ => 0,
            };
            line[at] = byte.wrapping_add(guess);
        }
        all.extend(&line[..row.len() - 1]);
        above = line;
    }
    all
}

/// Paeth's: the one of three that is nearest to what a plane through them would have.
fn nearest(left: u8, above: u8, corner: u8) -> u8 {
    let plane = i16::from(left) + i16::from(above) - i16::from(corner);
    let far = |byte: u8| (plane - i16::from(byte)).abs();
    if far(left) <= far(above) && far(left) <= far(corner) {
        left
    } else if far(above) <= far(corner) {
        above
    } else {
        corner
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters() {
        assert_eq!(ascii85(b"87cURD_*#4DfTZ)~>"), b"Hello, World");
        assert_eq!(ascii85(b"z!!~>"), [0, 0, 0, 0, 0]);
        assert_eq!(unpredicted(&[2, 1, 2, 2, 1, 1, 1, 5, 1], 2, 1), [1, 2, 2, 3, 5, 6]);
    }

    #[test]
    fn later_objects_replace_earlier_ones() {
        let file = File::open(b"1 0 obj (a) endobj\n2 0 obj 1 0 R endobj 1 0 obj (b) endobj trailer <</Root 2 0 R>>");
        assert_eq!(file.resolve(&Object::Reference(2)), Object::Text(b"b".to_vec()));
        assert_eq!(file.get(&file.trailer, "Root"), Some(Object::Text(b"b".to_vec())));
        assert_eq!(File::open(b"1 0 obj 1 0 R").resolve(&Object::Reference(1)), Object::Null, "a circle ends");
    }
}
