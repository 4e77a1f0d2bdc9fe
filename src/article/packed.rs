//! gzip: what is inside is read as if it lay there unpacked. What unpacks to far more than any text does is a bomb and is refused, however it
//! is nested: all layers of one file have one budget.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Text packs to a tenth, at the very best to a hundredth of itself.
const LARGEST_RATIO: u64 = 250;
/// No ratio is looked at before this many bytes.
const ENOUGH: u64 = 64 << 20;
/// Archives within archives within archives; a deeper one is a riddle.
const DEEPEST: usize = 3;

pub(super) const BOMB: &str = "it unpacks to far more than a text does";

/// How much came out of one file for how much that went in.
#[derive(Clone, Debug, Default)]
pub(super) struct Budget {
    packed: Arc<AtomicU64>,
    unpacked: Arc<AtomicU64>,
    depth: usize,
}

impl Budget {
    /// That of a file whose packed size is known.
    pub(super) fn of(size: u64) -> Budget {
        Budget { packed: Arc::new(AtomicU64::new(size)), ..Budget::default() }
    }

    /// That of a stream, whose bytes are counted as they come.
    pub(super) fn counting(reader: impl Read + Send + 'static) -> (Box<dyn Read + Send>, Budget) {
        let budget = Budget::default();
        (Box::new(Counted(reader, Arc::clone(&budget.packed))), budget)
    }

    /// That of something packed inside, or why it is not looked into.
    pub(super) fn inside(&self) -> Result<Budget, String> {
        if self.depth == DEEPEST {
            return Err("is packed too deep, archive within archive; left out".into());
        }
        Ok(Budget { depth: self.depth + 1, ..self.clone() })
    }

    pub(super) fn is_spent(&self) -> bool {
        let (packed, unpacked) = (self.packed.load(Ordering::Relaxed), self.unpacked.load(Ordering::Relaxed));
        unpacked > ENOUGH && unpacked / packed.max(1) > LARGEST_RATIO
    }

    fn spend(&self, bytes: usize) -> io::Result<()> {
        self.unpacked.fetch_add(bytes as u64, Ordering::Relaxed);
        if self.is_spent() { Err(io::Error::other(BOMB)) } else { Ok(()) }
    }
}

/// Counts what goes into an unpacker.
struct Counted<R>(R, Arc<AtomicU64>);

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.0.read(buffer)?;
        self.1.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

/// What comes out of an unpacker, as long as it is within the budget.
pub(super) struct Guarded<R> {
    pub unpacked: R,
    pub budget: Budget,
}

impl<R: Read> Read for Guarded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.unpacked.read(buffer)?;
        self.budget.spend(read)?;
        Ok(read)
    }
}

/// The bytes inside gzip, several members in a row as one. `within`: the budget of what it lies in.
pub(super) fn gunzip(reader: impl Read + Send + 'static, within: Option<&Budget>) -> Result<(Box<dyn Read + Send>, Budget), String> {
    let (reader, budget): (Box<dyn Read + Send>, Budget) = match within {
        Some(budget) => (Box::new(reader), budget.inside()?),
        None => Budget::counting(reader),
    };
    Ok((Box::new(Guarded { unpacked: flate2::read::MultiGzDecoder::new(reader), budget: budget.clone() }), budget))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        packer.write_all(bytes).unwrap();
        packer.finish().unwrap()
    }

    #[test]
    fn bombs_are_refused_and_texts_are_not() {
        let read = |packed: Vec<u8>| -> Result<usize, String> {
            let (mut reader, _) = gunzip(io::Cursor::new(packed), None)?;
            io::copy(&mut reader, &mut io::sink()).map(|n| n as usize).map_err(|error| error.to_string())
        };
        let zeros = vec![0u8; ENOUGH as usize + (1 << 20)];
        assert_eq!(read(gzip(&zeros[..1 << 20])), Ok(1 << 20), "a small file may say the same again and again");
        assert_eq!(read(gzip(&zeros)), Err(BOMB.to_string()));
        let two: Vec<u8> = [gzip(b"It rained. "), gzip(b"It snowed.")].concat();
        assert_eq!(read(two), Ok(21));
        assert!(read(gzip(b"It rained.")[..15].to_vec()).is_err());
    }

    #[test]
    fn layers_share_one_budget() {
        let inner = gzip(&vec![0u8; ENOUGH as usize + (1 << 20)]);
        let (outer, budget) = gunzip(io::Cursor::new(gzip(&inner)), None).unwrap();
        let (mut both, budget) = gunzip(outer, Some(&budget)).unwrap();
        assert!(io::copy(&mut both, &mut io::sink()).is_err());
        let deepest = (0..DEEPEST - 1).fold(budget, |budget, _| budget.inside().unwrap());
        assert!(deepest.inside().is_err());
    }
}
