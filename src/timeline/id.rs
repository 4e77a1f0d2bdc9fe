//! Identifiers: `src-` or `ev-` and eight characters, opaque and minted once.
//!
//! An id says nothing and is made of what does not change: a source's text (not its path, its front matter or its encoding, which people
//! repair), an event's first quote in its source. Forty bits of SHA-256 in the alphabet of Crockford's base 32, in lower case, which has no
//! letters that are easily confused.
//!
//! Among a million ids two are likely to be the same (of 40 bits one pair in two builds). Where different texts or quotes share an id, each of
//! them gets eighty bits instead, so that no id depends on the order of the articles.

use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Mints ids that differ from each other and from all that it was told of. The same calls in the same order give the same ids.
#[derive(Clone, Debug, Default)]
pub struct Mint {
    taken: BTreeSet<String>,
}

impl Mint {
    /// One that has given no id yet.
    pub fn new() -> Mint {
        Mint::default()
    }

    /// Never mints `id`, because a timeline has it already.
    pub fn reserve(&mut self, id: &str) {
        self.taken.insert(id.to_string());
    }

    /// The id of an article. Line breaks and runs of spaces in `body` do not matter. A second article with the same text gets the next id of
    /// that text's sequence.
    pub fn source(&mut self, body: &str) -> String {
        self.mint("src-", &[body])
    }

    /// The id of an event by its first evidence. A second event of the same quote gets the next id of that quote's sequence.
    pub fn event(&mut self, source: &str, quote: &str) -> String {
        self.mint("ev-", &[source, quote])
    }

    fn mint(&mut self, prefix: &str, content: &[&str]) -> String {
        let hash = hash(content);
        let mut ordinal = 0u64;
        loop {
            let digest = hash.clone().chain_update(ordinal.to_le_bytes()).finalize();
            let id = format!("{prefix}{}", base32(&digest));
            if self.taken.insert(id.clone()) {
                return id;
            }
            ordinal += 1;
        }
    }
}

/// The id of an article, and forty more bits of its text, which tell it from another one with that id.
pub fn of_text(body: &str) -> (String, u64) {
    let digest = hash(&[body]).chain_update(0u64.to_le_bytes()).finalize();
    (format!("src-{}", base32(&digest)), bits(&digest[5..]))
}

/// The id of a source or event that shares its own with another one: the same, and eight characters more that `content` gives.
pub fn longer(id: &str, content: &[&str]) -> String {
    let digest = hash(content).chain_update(id).finalize();
    format!("{id}{}", base32(&digest))
}

/// Of words, whatever is between them.
fn hash(content: &[&str]) -> Sha256 {
    let mut hash = Sha256::new();
    for part in content {
        let mut words = String::with_capacity(part.len() + 2);
        for word in part.split_whitespace() {
            words.push_str(word);
            words.push(' ');
        }
        words.push('\n');
        hash.update(words);
    }
    hash
}

fn bits(digest: &[u8]) -> u64 {
    digest.iter().take(5).fold(0u64, |bits, byte| bits << 8 | u64::from(*byte))
}

/// The first forty bits.
fn base32(digest: &[u8]) -> String {
    let bits = bits(digest);
    (0..8).rev().map(|at| ALPHABET[(bits >> (5 * at)) as usize & 31] as char).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_content_gives_the_same_id() {
        let mut mint = Mint::new();
        let first = mint.event("src-4hq2n7kp", "It rained in March.");
        assert_eq!(first, Mint::new().event("src-4hq2n7kp", "It  rained\r\nin March."));
        assert_eq!(first.len(), 11);
        assert!(first.strip_prefix("ev-").unwrap().bytes().all(|b| ALPHABET.contains(&b)));
        let second = mint.event("src-4hq2n7kp", "It rained in March.");
        assert_ne!(first, second, "two events of one sentence");
        assert_ne!(mint.source("a b"), mint.source("a c"));
    }

    #[test]
    fn a_reserved_id_is_not_minted() {
        let id = Mint::new().source("It rained.");
        let mut mint = Mint::new();
        mint.reserve(&id);
        assert_ne!(mint.source("It rained."), id);
    }

    #[test]
    fn ids_never_change() {
        // Timelines in the wild hold these: a failing line here means that an update of annals would lose people's work.
        let mut mint = Mint::new();
        assert_eq!(mint.source("It rained."), "src-0g2ecwzc");
        assert_eq!(of_text("It  rained.").0, "src-0g2ecwzc");
        assert_eq!(mint.event("src-4hq2n7kp", "It rained."), "ev-3r80ad88");
    }

    #[test]
    fn base32_is_forty_bits() {
        assert_eq!(base32(&[0; 32]), "00000000");
        assert_eq!(base32(&[255; 32]), "zzzzzzzz");
        assert_eq!(base32(&[0, 0, 0, 0, 33]), "00000011");
    }
}
