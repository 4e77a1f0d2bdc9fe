//! tar: the files of an archive in their order, each as it comes, however long it is.
//!
//! Headers are those of POSIX.1-1988 (ustar), with the long names of GNU tar and of POSIX.1-2001 (pax). The tar crate is not used: its entries
//! borrow the archive, and here a member flows to where it is read while the archive is still open. Folders, links and devices hold no text.

use super::encoding;
use super::packed::Budget;
use std::io::{self, Read};
use std::sync::{Arc, Mutex, PoisonError};

const BLOCK: usize = 512;
/// In bytes; the longest path that systems know is shorter.
const LONGEST_NAME: u64 = 1 << 16;

pub(super) const BROKEN: &str = "is a broken tar archive: a header is damaged; what comes after it is left out";

/// One file of an archive. Its bytes can be read until the next one is asked for.
pub(super) struct Member {
    pub name: String,
    pub reader: Box<dyn Read + Send>,
}

/// The files of an archive, in their order; an error ends them.
pub(super) struct Members {
    tape: Arc<Mutex<Tape>>,
    ended: bool,
}

struct Tape {
    reader: Box<dyn Read + Send>,
    /// Bytes of the member that is being read, and what fills its last block.
    left: u64,
    padding: u64,
}

/// Opens an archive. `within`: the budget of what it lies in. The budget of what is packed inside comes back with it.
pub(super) fn open(reader: Box<dyn Read + Send>, within: Option<&Budget>) -> Result<(Members, Budget), String> {
    let (reader, budget) = match within {
        Some(budget) => (reader, budget.inside()?),
        None => Budget::counting(reader),
    };
    Ok((Members { tape: Arc::new(Mutex::new(Tape { reader, left: 0, padding: 0 })), ended: false }, budget))
}

impl Iterator for Members {
    type Item = Result<Member, String>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let header = self.tape.lock().unwrap_or_else(PoisonError::into_inner).next_file();
        let name = match header {
            Ok(Some(name)) => name,
            Ok(None) => {
                self.ended = true;
                return None;
            }
            Err(error) => {
                self.ended = true;
                return Some(Err(if error.kind() == io::ErrorKind::InvalidData { BROKEN.into() } else { super::parts::broken(&error) }));
            }
        };
        Some(Ok(Member { name, reader: Box::new(Window(Arc::clone(&self.tape))) }))
    }
}

impl Tape {
    /// Goes to the next file and says its name.
    fn next_file(&mut self) -> io::Result<Option<String>> {
        let mut long_name = None;
        let mut long_size = None;
        loop {
            self.skip()?;
            let mut header = [0; BLOCK];
            let read = fill(&mut self.reader, &mut header)?;
            // The end is two empty blocks; some archives have just the end of the file.
            if read == 0 || (read == BLOCK && header.iter().all(|byte| *byte == 0)) {
                return Ok(None);
            }
            if read < BLOCK {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            let size = number(&header[124..136]).filter(|_| checked(&header)).ok_or(io::ErrorKind::InvalidData)?;
            let kind = header[156];
            // A pax record gives the size of the file after it, not its own.
            let size = if matches!(kind, b'L' | b'K' | b'x' | b'g') { size } else { long_size.take().unwrap_or(size) };
            self.left = size;
            self.padding = size.wrapping_neg() % BLOCK as u64;
            match kind {
                b'L' => long_name = Some(text(&self.short()?)),
                b'x' => {
                    let record = self.short()?;
                    for (key, value) in pax(&record) {
                        match key {
                            b"path" => long_name = Some(encoding::lossy(value)),
                            b"size" => long_size = std::str::from_utf8(value).ok().and_then(|size| size.parse().ok()),
                            _ => {}
                        }
                    }
                }
                b'0' | b'\0' | b'7' => {
                    let name = long_name.take().unwrap_or_else(|| name(&header));
                    // Before 1988 a folder was a file with a slash at its end.
                    if !name.ends_with('/') {
                        return Ok(Some(name));
                    }
                }
                _ => (long_name, long_size) = (None, None),
            }
        }
    }

    /// What follows a header that is about the next one.
    fn short(&mut self) -> io::Result<Vec<u8>> {
        if self.left > LONGEST_NAME {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let mut bytes = vec![0; self.left as usize];
        self.reader.read_exact(&mut bytes)?;
        self.left = 0;
        Ok(bytes)
    }

    /// What nobody has read of the last member.
    fn skip(&mut self) -> io::Result<()> {
        let rest = self.left.saturating_add(self.padding);
        let skipped = io::copy(&mut (&mut self.reader).take(rest), &mut io::sink())?;
        (self.left, self.padding) = (0, 0);
        if skipped < rest { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(()) }
    }
}

/// The bytes of the member at which the archive stands.
struct Window(Arc<Mutex<Tape>>);

impl Read for Window {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut tape = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let most = usize::try_from(tape.left).unwrap_or(usize::MAX).min(buffer.len());
        let read = tape.reader.read(&mut buffer[..most])?;
        if read == 0 && most > 0 {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "the archive is cut off"));
        }
        tape.left -= read as u64;
        Ok(read)
    }
}

/// As many bytes as there are.
fn fill(reader: &mut impl Read, buffer: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < buffer.len() {
        match reader.read(&mut buffer[filled..]) {
            Ok(0) => break,
            Ok(read) => filled += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

/// Whether a header's sum is right. The sum counts its own field as spaces.
fn checked(header: &[u8; BLOCK]) -> bool {
    let sum: u64 = header.iter().enumerate().map(|(at, byte)| u64::from(if (148..156).contains(&at) { b' ' } else { *byte })).sum();
    number(&header[148..156]) == Some(sum)
}

/// In octal digits, or for large files in binary behind a byte 0x80.
fn number(field: &[u8]) -> Option<u64> {
    if field[0] == 0x80 {
        let (high, low) = field.split_at(field.len() - 8);
        return high.iter().skip(1).all(|byte| *byte == 0).then(|| low.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)));
    }
    let digits = field.iter().filter(|byte| !matches!(byte, b' ' | 0));
    digits.clone().all(|byte| (b'0'..b'8').contains(byte)).then(|| digits.fold(0, |number, byte| number << 3 | u64::from(byte - b'0')))
}

fn name(header: &[u8; BLOCK]) -> String {
    let own = text(&header[..100]);
    let before = if header[257..].starts_with(b"ustar\0") { text(&header[345..500]) } else { String::new() };
    if before.is_empty() { own } else { format!("{before}/{own}") }
}

fn text(field: &[u8]) -> String {
    let end = field.iter().position(|byte| *byte == 0).unwrap_or(field.len());
    encoding::lossy(&field[..end])
}

/// Records of `length key=value` and a line break.
fn pax(mut bytes: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    std::iter::from_fn(move || {
        let space = bytes.iter().position(|byte| *byte == b' ')?;
        let length: usize = std::str::from_utf8(&bytes[..space]).ok()?.parse().ok()?;
        let record = bytes.get(..length)?.get(space + 1..)?.strip_suffix(b"\n")?;
        bytes = &bytes[length..];
        let equals = record.iter().position(|byte| *byte == b'=')?;
        Some((&record[..equals], &record[equals + 1..]))
    })
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    fn header(name: &str, kind: u8, size: usize) -> Vec<u8> {
        let mut header = vec![0; BLOCK];
        header[..name.len()].copy_from_slice(name.as_bytes());
        header[124..135].copy_from_slice(format!("{size:011o}").as_bytes());
        header[156] = kind;
        header[257..263].copy_from_slice(b"ustar\0");
        header[148..156].fill(b' ');
        let sum: u64 = header.iter().map(|byte| u64::from(*byte)).sum();
        header[148..155].copy_from_slice(format!("{sum:06o}\0").as_bytes());
        header
    }

    fn entry(name: &str, kind: u8, bytes: &[u8]) -> Vec<u8> {
        [header(name, kind, bytes.len()), bytes.to_vec(), vec![0; bytes.len().wrapping_neg() % BLOCK]].concat()
    }

    /// An archive of these files.
    pub fn tar(members: &[(&str, &[u8])]) -> Vec<u8> {
        let files = members.iter().map(|(name, bytes)| entry(name, b'0', bytes)).collect::<Vec<_>>().concat();
        [files, vec![0; 2 * BLOCK]].concat()
    }

    fn told(bytes: Vec<u8>) -> Vec<String> {
        let (members, _) = open(Box::new(io::Cursor::new(bytes)), None).unwrap();
        let read = |member: Result<Member, String>| match member {
            Ok(Member { name, mut reader }) => {
                let mut text = Vec::new();
                let read = reader.read_to_end(&mut text);
                format!("{name}: {}", read.map_or_else(|error| error.to_string(), |_| encoding::lossy(&text)))
            }
            Err(why) => why,
        };
        members.map(read).collect()
    }

    #[test]
    fn archives() {
        let long = "a/".repeat(80) + "rain.txt";
        let record = format!("{} path={long}\n", long.len() + 10);
        assert_eq!(record.len(), long.len() + 10);
        let plain = tar(&[("a/rain.txt", b"It rained."), ("snow.txt", &[b'x'; 600])]);
        let snow = format!("snow.txt: {}", "x".repeat(600));
        for (bytes, expected) in [
            (plain.clone(), vec!["a/rain.txt: It rained.".to_string(), snow.clone()]),
            // No empty blocks at the end.
            (plain[..plain.len() - 2 * BLOCK].to_vec(), vec!["a/rain.txt: It rained.".into(), snow]),
            (
                plain[..BLOCK + 4].to_vec(),
                vec!["a/rain.txt: the archive is cut off".into(), "cannot be read: unexpected end of file; left out".into()],
            ),
            (
                [entry("././@LongLink", b'L', long.as_bytes()), tar(&[("short", b"It rained.")])].concat(),
                vec![format!("{long}: It rained.")],
            ),
            ([entry("pax", b'x', record.as_bytes()), tar(&[("short", b"It rained.")])].concat(), vec![format!("{long}: It rained.")]),
            ([entry("folder/", b'5', b""), entry("link", b'2', b""), tar(&[("b", b"x")])].concat(), vec!["b: x".into()]),
            ([entry("a", b'0', b"x"), vec![7; BLOCK]].concat(), vec!["a: x".into(), BROKEN.into()]),
            (vec![0; 2 * BLOCK], vec![]),
        ] {
            assert_eq!(told(bytes), expected);
        }
    }

    #[test]
    fn a_member_that_nobody_reads_is_gone_over() {
        let (members, _) = open(Box::new(io::Cursor::new(tar(&[("a", &[b'x'; 700]), ("b", b"y")]))), None).unwrap();
        assert_eq!(members.map(|member| member.unwrap().name).collect::<Vec<_>>(), ["a", "b"]);
    }

    #[test]
    fn any_damage_is_survived() {
        let plain = [entry("pax", b'x', b"12 path=a/b\n"), tar(&[("a/rain.txt", b"It rained.")])].concat();
        for at in 0..plain.len() {
            for byte in [0, 0xff, 0x80, plain[at] ^ 1] {
                let mut bytes = plain.clone();
                bytes[at] = byte;
                told(bytes);
            }
            told(plain[..at].to_vec());
        }
    }
}
