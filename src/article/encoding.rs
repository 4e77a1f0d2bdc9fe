//! Bytes to text: UTF-8, else what the byte-order mark says, else what the bytes look like. Binary files are refused by name.
//!
//! The guess is chardetng's, which Firefox uses for unlabelled pages; many archived articles are windows-1252.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};

pub(super) struct Decoded {
    pub text: String,
    /// What the reader of the article should know about the decoding; nothing for clean UTF-8.
    pub remark: Option<String>,
}

/// The text, or a lowercase fragment that says why there is none.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded, String> {
    decode_as(bytes, None)
}

/// The same, where something beside the text names its encoding. Bytes that are UTF-8 are UTF-8 whatever anybody says.
pub(super) fn decode_as(bytes: &[u8], label: Option<&str>) -> Result<Decoded, String> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let (text, broken) = encoding.decode_without_bom_handling(&bytes[mark..]);
        let remark = broken.then(|| format!("has bytes that are not {}; shown as \u{fffd}", encoding.name()));
        return without_controls(text.into_owned(), remark);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => without_controls(text.to_string(), None),
        Err(_) => match label.and_then(|label| Encoding::for_label(label.as_bytes())).or_else(|| declared(bytes)) {
            Some(encoding) if encoding != UTF_8 => without_controls(encoding.decode_without_bom_handling(bytes).0.into_owned(), None),
            _ => guess(bytes),
        },
    }
}

/// The text of bytes whose encoding was settled elsewhere or does not matter.
pub(super) fn lossy(bytes: &[u8]) -> String {
    decode(bytes).map_or_else(|_| String::from_utf8_lossy(bytes).into_owned(), |decoded| decoded.text)
}

/// What markup says of itself: `<?xml … encoding="windows-1251"?>`, `<meta charset=…>`. It is ASCII up to there, or it could not be read.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    if !bytes.trim_ascii_start().starts_with(b"<") {
        return None;
    }
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_ascii_lowercase();
    let at = ["encoding=", "charset="].iter().filter_map(|key| Some(head.find(key)? + key.len())).min()?;
    let label = head[at..].trim_start_matches(['"', '\'', ' ']);
    Encoding::for_label(label.split(['"', '\'', ' ', '>', ';', '/', '?']).next()?.as_bytes())
}

fn guess(bytes: &[u8]) -> Result<Decoded, String> {
    // UTF-8 with a few broken bytes (a cut file, a bad paste) is still UTF-8: guessing would garble every quotation mark in it.
    let (text, _) = UTF_8.decode_without_bom_handling(bytes);
    let broken = text.chars().filter(|c| *c == '\u{fffd}').count();
    let whole = text.chars().filter(|c| !c.is_ascii() && *c != '\u{fffd}').count();
    if whole > broken {
        let remark =
            format!("has {broken} byte sequence{} not UTF-8; shown as \u{fffd}", if broken == 1 { " that is" } else { "s that are" });
        return without_controls(text.into_owned(), Some(remark));
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let remark = format!("is not UTF-8; read as {}; save it as UTF-8 if letters look wrong", encoding.name().to_lowercase());
    without_controls(text.into_owned(), Some(remark))
}

/// A NUL, or more than one control character in fifty, is no text.
fn without_controls(text: String, remark: Option<String>) -> Result<Decoded, String> {
    let controls = text.bytes().filter(|b| (*b < 0x20 && !b"\t\n\r\x0c\x1a".contains(b)) || *b == 0x7f).count();
    if text.contains('\0') || controls * 50 > text.len() {
        return Err("is binary, not text; left out".into());
    }
    Ok(Decoded { text, remark })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decodes() {
        let read = |bytes: &[u8]| decode(bytes).map(|d| (d.text, d.remark.unwrap_or_default()));
        let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain("Iraq’s".encode_utf16().flat_map(u16::to_le_bytes)).collect();
        for (bytes, text, remark) in [
            (&b"plain"[..], "plain", ""),
            ("\u{feff}Iraq’s".as_bytes(), "Iraq’s", ""),
            (&utf16, "Iraq’s", ""),
            (
                b"Iraq\x92s army said \x93no\x94.",
                "Iraq’s army said “no”.",
                "is not UTF-8; read as windows-1252; save it as UTF-8 if letters look wrong",
            ),
            (
                "“He said ’no’ – \u{e9}".as_bytes().split_last().unwrap().1,
                "“He said ’no’ – \u{fffd}",
                "has 1 byte sequence that is not UTF-8; shown as \u{fffd}",
            ),
            (
                b"<?xml version='1.0' encoding='windows-1251'?><p>\xc4\xe0",
                "<?xml version='1.0' encoding='windows-1251'?><p>\u{414}\u{430}",
                "",
            ),
            (b"<meta charset=iso-8859-2>\xb1", "<meta charset=iso-8859-2>\u{105}", ""),
            ("<meta charset=iso-8859-2>\u{105}".as_bytes(), "<meta charset=iso-8859-2>\u{105}", ""),
        ] {
            assert_eq!(read(bytes), Ok((text.to_string(), remark.to_string())));
        }
    }

    #[test]
    fn refuses() {
        for (bytes, expected) in [(&b"a\0b"[..], "is binary, not text; left out"), (b"\x01\x02\x03abc", "is binary, not text; left out")] {
            assert_eq!(decode(bytes).err().as_deref(), Some(expected));
        }
    }
}
