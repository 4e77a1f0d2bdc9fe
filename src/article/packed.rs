//! gzip and zip: what is inside is read as if it lay beside. What unpacks to far more than any text does is refused.

use std::io::{self, Read};

/// Text packs to a tenth, at the very best to a hundredth of itself.
const LARGEST_RATIO: u64 = 250;
/// No ratio is looked at before this many bytes.
const ENOUGH: u64 = 64 << 20;

/// Counts what goes into an unpacker.
struct Counted<R>(R, std::sync::Arc<std::sync::atomic::AtomicU64>);

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.0.read(buffer)?;
        self.1.fetch_add(read as u64, std::sync::atomic::Ordering::Relaxed);
        Ok(read)
    }
}

struct Guarded<R> {
    unpacked: R,
    packed: std::sync::Arc<std::sync::atomic::AtomicU64>,
    out: u64,
}

impl<R: Read> Read for Guarded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.unpacked.read(buffer)?;
        self.out += read as u64;
        if is_bomb(self.packed.load(std::sync::atomic::Ordering::Relaxed), self.out) {
            return Err(io::Error::other(BOMB));
        }
        Ok(read)
    }
}

pub(super) const BOMB: &str = "it unpacks to far more than a text does";

pub(super) fn is_bomb(packed: u64, unpacked: u64) -> bool {
    unpacked > ENOUGH && unpacked / packed.max(1) > LARGEST_RATIO
}

/// The bytes inside gzip, several members in a row as one.
pub(super) fn gunzip(reader: impl Read + Send + 'static) -> Box<dyn Read + Send> {
    let packed = std::sync::Arc::default();
    let counted = Counted(reader, std::sync::Arc::clone(&packed));
    Box::new(Guarded { unpacked: flate2::read::MultiGzDecoder::new(counted), packed, out: 0 })
}
