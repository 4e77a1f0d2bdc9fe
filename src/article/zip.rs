//! zip: the members of an archive, read one after the other as they are unpacked.
//!
//! The directory at the end of the file says where each member lies (PKWARE's APPNOTE 6.3, with zip64). Every number in it is taken as a
//! claim. The zip crate is not used: it would lend out one member at a time, and a member as long as a million articles has to flow.

use super::encoding;
use super::packed::{Budget, Guarded};
use super::parts::Seekable;
use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::sync::{Arc, Mutex, PoisonError};

/// The end of the directory, with the longest comment.
const LONGEST_END: u64 = 22 + 65_535 + 20;
/// In bytes; a directory of half a million members is smaller.
const LARGEST_DIRECTORY: u64 = 64 << 20;

const STORED: u16 = 0;
const DEFLATED: u16 = 8;

/// One file of an archive.
#[derive(Clone, Debug)]
pub(super) struct Member {
    pub name: String,
    locked: bool,
    method: u16,
    packed: u64,
    crc: u32,
    /// Where its own header stands.
    at: u64,
}

/// An archive whose members are read one after the other.
#[derive(Clone)]
pub(super) struct Archive {
    file: Arc<Mutex<Box<dyn Seekable>>>,
    pub budget: Budget,
}

impl Archive {
    /// Opens an archive and reads its directory; a fragment says what is wrong with it. `within`: the budget of what it lies in.
    pub(super) fn open(mut file: Box<dyn Seekable>, within: Option<&Budget>) -> Result<(Archive, Vec<Member>), String> {
        let broken = |error: io::Error| super::parts::broken(&error);
        let length = file.seek(SeekFrom::End(0)).map_err(broken)?;
        let members = directory(&mut *file, length).map_err(broken)?;
        let members = members.ok_or("is a broken zip archive: its directory is not there or damaged; it may be cut off; left out")?;
        let budget = match within {
            Some(budget) => budget.inside()?,
            None => Budget::of(length),
        };
        Ok((Archive { file: Arc::new(Mutex::new(file)), budget }, members))
    }

    /// The unpacked bytes of a member.
    pub(super) fn read(&self, member: &Member) -> Result<Box<dyn Read + Send>, String> {
        if member.locked {
            return Err("is locked with a password; left out".into());
        }
        let mut head = [0; 30];
        let mut at = Window { archive: self.clone(), at: member.at, left: 30 };
        let header = at.read_exact(&mut head).is_ok() && head.starts_with(b"PK\x03\x04");
        if !header {
            return Err("is not where the archive's directory says; left out".into());
        }
        let start = member.at.saturating_add(30 + number(&head, 26, 2) + number(&head, 28, 2));
        let window = Window { archive: self.clone(), at: start, left: member.packed };
        let unpacked: Box<dyn Read + Send> = match member.method {
            STORED => Box::new(window),
            DEFLATED => Box::new(flate2::read::DeflateDecoder::new(window)),
            _ => return Err("is packed in a way that annals does not know; unpack the archive and pack it anew; left out".into()),
        };
        let checked = Checked { unpacked, crc: flate2::Crc::new(), expected: member.crc };
        Ok(Box::new(Guarded { unpacked: checked, budget: self.budget.clone() }))
    }
}

/// The files that the directory names, in its order; none where there is no directory, or a damaged one.
fn directory(file: &mut dyn Seekable, length: u64) -> io::Result<Option<Vec<Member>>> {
    let mut end = Vec::new();
    let from = length.saturating_sub(LONGEST_END);
    file.seek(SeekFrom::Start(from))?;
    file.take(LONGEST_END).read_to_end(&mut end)?;
    let Some(at) = (0..end.len().saturating_sub(21)).rev().find(|at| end[*at..].starts_with(b"PK\x05\x06")) else {
        return Ok(None);
    };
    let (mut size, mut offset) = (number(&end, at + 12, 4), number(&end, at + 16, 4));
    let mut end_at = from + at as u64;
    if (size == 0xffff_ffff || offset == 0xffff_ffff || number(&end, at + 10, 2) == 0xffff)
        && let Some(locator) = at.checked_sub(20).filter(|at| end[*at..].starts_with(b"PK\x06\x07"))
    {
        let mut wide = [0; 56];
        file.seek(SeekFrom::Start(number(&end, locator + 8, 8)))?;
        file.read_exact(&mut wide)?;
        (size, offset) = (number(&wide, 40, 8), number(&wide, 48, 8));
        end_at = number(&end, locator + 8, 8);
    }
    // A program that unpacks itself may stand before the archive; offsets count from the archive.
    let Some(shift) = end_at.checked_sub(size).and_then(|start| start.checked_sub(offset)) else { return Ok(None) };
    if size > LARGEST_DIRECTORY {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(offset + shift))?;
    file.take(size).read_to_end(&mut bytes)?;
    Ok(members(&bytes, shift))
}

fn members(mut bytes: &[u8], shift: u64) -> Option<Vec<Member>> {
    let mut members = Vec::new();
    while bytes.len() >= 46 && bytes.starts_with(b"PK\x01\x02") {
        let lengths = [28, 30, 32].map(|at| number(bytes, at, 2) as usize);
        let (name_end, extra_end) = (46 + lengths[0], 46 + lengths[0] + lengths[1]);
        let Some(rest) = bytes.get(extra_end + lengths[2]..) else { break };
        let name = encoding::lossy(&bytes[46..name_end]).replace('\\', "/");
        let (mut packed, mut at) = (number(bytes, 20, 4), number(bytes, 42, 4));
        wide(&bytes[name_end..extra_end], number(bytes, 24, 4) == 0xffff_ffff, &mut packed, &mut at);
        let (flags, method) = (number(bytes, 8, 2), number(bytes, 10, 2) as u16);
        if !name.ends_with('/') && !name.is_empty() {
            let (locked, crc, at) = (flags & 1 == 1, number(bytes, 16, 4) as u32, at.saturating_add(shift));
            members.push(Member { name, locked, method, packed, crc, at });
        }
        bytes = rest;
    }
    // A signature may follow. Anything else was an entry, whose member would be lost without a word.
    (bytes.is_empty() || bytes.starts_with(b"PK\x05\x05")).then_some(members)
}

/// The numbers of zip64, which stand in an extra field where the old ones are full.
fn wide(mut extra: &[u8], size_is_wide: bool, packed: &mut u64, at: &mut u64) {
    while extra.len() >= 4 {
        let (kind, length) = (number(extra, 0, 2), number(extra, 2, 2) as usize);
        let Some(field) = extra.get(4..4 + length) else { return };
        if kind == 1 {
            let mut next = usize::from(size_is_wide) * 8;
            for value in [packed, at] {
                if *value == 0xffff_ffff && field.len() >= next + 8 {
                    *value = number(field, next, 8);
                    next += 8;
                }
            }
            return;
        }
        extra = &extra[4 + length..];
    }
}

/// A little-endian number; 0 beyond the end.
fn number(bytes: &[u8], at: usize, length: usize) -> u64 {
    bytes.get(at..at + length).unwrap_or_default().iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// A stretch of the archive.
struct Window {
    archive: Archive,
    at: u64,
    left: u64,
}

impl Read for Window {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = usize::try_from(self.left).unwrap_or(usize::MAX).min(buffer.len());
        let mut file = self.archive.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(self.at))?;
        let read = file.read(&mut buffer[..most])?;
        (self.at, self.left) = (self.at + read as u64, self.left - read as u64);
        Ok(read)
    }
}

/// Compares the checksum at the end.
struct Checked {
    unpacked: Box<dyn Read + Send>,
    crc: flate2::Crc,
    expected: u32,
}

impl Read for Checked {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.unpacked.read(buffer)?;
        self.crc.update(&buffer[..read]);
        if read == 0 && !buffer.is_empty() && self.crc.sum() != self.expected {
            return Err(io::Error::other("its checksum is wrong, so it is damaged"));
        }
        Ok(read)
    }
}

/// An archive that came through a pipe or lies in another one is read into memory, because its directory stands at its end.
pub(super) fn in_memory(reader: impl Read, largest: usize) -> Result<Box<dyn Seekable>, String> {
    Ok(Box::new(Cursor::new(super::parts::whole(reader, largest)?)))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use std::io::Write;

    /// An archive of these members; a name that ends in "!" is stored unpacked.
    pub fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
        let (mut all, mut directory) = (Vec::new(), Vec::new());
        for (name, bytes) in members {
            let (name, method) = name.strip_suffix('!').map_or((*name, DEFLATED), |name| (name, STORED));
            let packed = if method == STORED {
                bytes.to_vec()
            } else {
                let mut packer = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::default());
                packer.write_all(bytes).unwrap();
                packer.finish().unwrap()
            };
            let mut crc = flate2::Crc::new();
            crc.update(bytes);
            let mut common = vec![20, 0, 0, 8];
            common.extend(method.to_le_bytes());
            common.extend([0; 4]);
            common.extend(crc.sum().to_le_bytes());
            common.extend((packed.len() as u32).to_le_bytes());
            common.extend((bytes.len() as u32).to_le_bytes());
            common.extend((name.len() as u16).to_le_bytes());
            common.extend([0; 2]);
            directory.extend(b"PK\x01\x02\x14\x00");
            directory.extend(&common);
            directory.extend([0; 10]);
            directory.extend((all.len() as u32).to_le_bytes());
            directory.extend(name.as_bytes());
            all.extend(b"PK\x03\x04");
            all.extend(&common);
            all.extend(name.as_bytes());
            all.extend(packed);
        }
        let at = all.len() as u32;
        all.extend(&directory);
        all.extend(b"PK\x05\x06\0\0\0\0");
        all.extend([(members.len() as u16).to_le_bytes(); 2].concat());
        all.extend((directory.len() as u32).to_le_bytes());
        all.extend(at.to_le_bytes());
        all.extend([0, 0]);
        all
    }

    fn told(bytes: Vec<u8>) -> Vec<String> {
        let (archive, members) = match Archive::open(Box::new(Cursor::new(bytes)), None) {
            Ok(both) => both,
            Err(why) => return vec![why],
        };
        let read = |member: &Member| {
            let mut text = String::new();
            match archive.read(member).map(|mut reader| reader.read_to_string(&mut text).map_err(|error| error.to_string())) {
                Ok(Ok(_)) => format!("{}: {text}", member.name),
                Ok(Err(why)) | Err(why) => format!("{}: {why}", member.name),
            }
        };
        members.iter().map(read).collect()
    }

    #[test]
    fn archives() {
        let plain = zip(&[("a/", b""), ("a/rain.txt", b"It rained."), ("snow.txt!", b"It snowed."), ("\u{634}.txt", b"x")]);
        let expected = ["a/rain.txt: It rained.", "snow.txt: It snowed.", "\u{634}.txt: x"];
        assert_eq!(told(plain.clone()), expected);
        assert_eq!(told([b"a program".to_vec(), plain.clone()].concat()), expected, "offsets count from the archive");
        assert_eq!(
            told(plain[..plain.len() - 30].to_vec()),
            ["is a broken zip archive: its directory is not there or damaged; it may be cut off; left out"]
        );
        let stored = zip(&[("a.txt!", b"It rained.")]);
        let mut damaged = stored.clone();
        let word = damaged.windows(6).position(|w| w == b"rained").unwrap();
        damaged[word] = b'R';
        assert_eq!(told(damaged), ["a.txt: its checksum is wrong, so it is damaged"]);
        let mut locked = stored.clone();
        let directory = locked.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
        locked[directory + 8] |= 1;
        assert_eq!(told(locked), ["a.txt: is locked with a password; left out"]);
        let mut elsewhere = stored;
        elsewhere[directory + 42] = 7;
        assert_eq!(told(elsewhere), ["a.txt: is not where the archive's directory says; left out"]);
    }

    #[test]
    fn any_damage_is_survived() {
        let plain = zip(&[("a/rain.txt", b"It rained."), ("snow.txt!", b"It snowed.")]);
        for at in 0..plain.len() {
            for byte in [0, 0xff, plain[at] ^ 1] {
                let mut bytes = plain.clone();
                bytes[at] = byte;
                told(bytes);
            }
            told(plain[..at].to_vec());
        }
    }
}
