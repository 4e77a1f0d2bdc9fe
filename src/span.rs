//! A stretch of one text, in bytes.
//!
//! Every offset inside annals is a byte offset into the article's body as decoded to UTF-8. At a border (JSON, TimeML, YAML) offsets are
//! Unicode code points, as in the W3C Web Annotation model; [`CodePoints`] converts.

use std::ops::Range;

/// A half-open byte range `start..end` of one text. Texts are smaller than 4 GiB.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte behind the last.
    pub end: u32,
}

impl Span {
    /// From `start`, which is at most `end`.
    pub fn new(start: usize, end: usize) -> Span {
        debug_assert!(start <= end && end <= u32::MAX as usize);
        Span { start: start as u32, end: end as u32 }
    }

    /// To index a text with.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The words of this span. Panics if the span is not of this text, which is a bug.
    pub fn of(self, text: &str) -> &str {
        &text[self.range()]
    }

    /// In bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether no byte lies in it.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether no byte of the other lies outside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether both have a byte in common.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// Converts ascending byte offsets of one text to code points in one pass over the text.
pub struct CodePoints<'a> {
    text: &'a str,
    byte: usize,
    point: usize,
}

impl<'a> CodePoints<'a> {
    /// At the beginning of `text`.
    pub fn new(text: &'a str) -> CodePoints<'a> {
        CodePoints { text, byte: 0, point: 0 }
    }

    /// The code-point offset of byte `offset`. Fast when calls ascend; a call that goes back starts over.
    pub fn at(&mut self, offset: usize) -> usize {
        if offset < self.byte {
            (self.byte, self.point) = (0, 0);
        }
        self.point += self.text[self.byte..offset].chars().count();
        self.byte = offset;
        self.point
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_count_characters_not_bytes() {
        let mut points = CodePoints::new("Iraq’s “PMF” in 2014");
        assert_eq!(points.at("Iraq’s ".len()), 7);
        assert_eq!(points.at("Iraq’s “PMF” in ".len()), 16);
        assert_eq!(points.at(0), 0);
    }
}
