//! The lock, `NAME.lock` beside `NAME.yaml` or `NAME/`: what the machine wrote, as short hashes, so that it knows what people changed.
//!
//! ```text
//! # Written by annals: … Keep it in version control.
//! annals-lock: 1
//! ev-7q3k9m2x basis=5d0e21c9 date=9c1f0a77 quote.1b2c3d4e=0f9e8d7c what=77aa01f2
//! ev-c81zt0rw gone
//! src-4hq2n7kp published=66b0c7d1
//! ```
//!
//! A value that has the hash in the lock is the machine's, which may update it; any other is a person's. A field that the lock does not
//! name was left empty by the machine. Two lines for one id count together, so that git may keep both sides of a merge (`merge=union`).

use crate::error::{Error, Result};
use crate::timeline::Evidence;
use crate::timeline::yaml::names::Named;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write;

const FIRST: &str = "# Written by annals: hashes of what it wrote, by which it knows what people changed. Keep it in version control.";
const VERSION: &str = "annals-lock: 1";
/// Marks an id that a person deleted.
const GONE: &str = "gone";

/// By id of an event, a claim or a source: each key with the hashes of what was written there.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lock {
    lines: BTreeMap<String, Keys>,
}

/// Keys with their hashes, in order, each pair once, as they stand in the file: of a million entries, lists of keys would take gigabytes.
#[derive(Clone, Debug, Default, PartialEq)]
struct Keys(Box<str>);

impl Keys {
    fn insert(&mut self, key: &str, hash: u32) {
        let pairs: Vec<(&str, u32)> = self.iter().collect();
        if let Err(at) = pairs.binary_search(&(key, hash)) {
            *self = Keys::of(pairs[..at].iter().copied().chain([(key, hash)]).chain(pairs[at..].iter().copied()));
        }
    }

    fn of<'k>(pairs: impl Iterator<Item = (&'k str, u32)>) -> Keys {
        let mut text = String::new();
        for (key, hash) in pairs {
            let _ = if key == GONE { write!(text, " {GONE}") } else { write!(text, " {key}={hash:08x}") };
        }
        Keys(text.into())
    }

    /// In order, each once.
    fn sorted<'k>(pairs: impl Iterator<Item = (&'k str, u32)>) -> Keys {
        let mut pairs: Vec<(&str, u32)> = pairs.collect();
        pairs.sort_unstable();
        pairs.dedup();
        Keys::of(pairs.into_iter())
    }

    fn iter(&self) -> impl Iterator<Item = (&str, u32)> + Clone {
        let pair = |word| str::split_once(word, '=').map_or((word, 0), |(key, hash)| (key, u32::from_str_radix(hash, 16).unwrap_or(0)));
        self.0.split_ascii_whitespace().map(pair)
    }

    fn hashes<'k>(&'k self, key: &'k str) -> impl Iterator<Item = u32> + Clone + 'k {
        self.iter().filter(move |(other, _)| *other == key).map(|(_, hash)| hash)
    }
}

impl Lock {
    /// Reads the text of a lock file; `path` is for the error, which names the line.
    pub fn read(text: &str, path: &str) -> Result<Lock> {
        let mut lock = Lock::default();
        let mut versioned = false;
        for (number, line) in text.lines().enumerate() {
            let wrong = |message: String| Error::in_file(path, message).at_line(number + 1);
            // Both sides of a conflict that git left are true.
            let conflict = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"].iter().any(|mark| line.starts_with(mark));
            if line.trim().is_empty() || line.starts_with('#') || conflict {
                continue;
            }
            if line.starts_with("annals-lock:") {
                if line.trim_end() != VERSION {
                    return Err(wrong(format!("this annals reads `{VERSION}`, not `{line}`; use the annals that wrote it")));
                }
                versioned = true;
                continue;
            }
            if !versioned {
                return Err(wrong(format!("is no lock of annals, which begins with `{VERSION}`; move it away")));
            }
            let mut words = line.split_whitespace();
            let keys = lock.lines.entry(words.next().unwrap_or_default().to_string()).or_default();
            let mut pairs: Vec<(&str, u32)> = Vec::new();
            for word in words {
                let (key, hash) = word.split_once('=').unwrap_or((word, ""));
                let hash = if hash.is_empty() { Ok(0) } else { u32::from_str_radix(hash, 16) };
                let hash = hash.map_err(|_| wrong(format!("`{word}` is no key with its hash; take the file back from version control")))?;
                pairs.push((key, hash));
            }
            *keys = Keys::sorted(keys.iter().chain(pairs));
        }
        Ok(lock)
    }

    /// The text of a lock file.
    pub fn write(&self) -> String {
        let mut out = format!("{FIRST}\n{VERSION}\n");
        for (id, keys) in &self.lines {
            out.push_str(id);
            out.push_str(&keys.0);
            out.push('\n');
        }
        out
    }

    /// Whether the machine ever wrote something of this id.
    pub fn knows(&self, id: &str) -> bool {
        self.lines.contains_key(id)
    }

    /// Whether a person deleted it in an earlier run.
    pub fn is_gone(&self, id: &str) -> bool {
        self.lines.get(id).is_some_and(|keys| keys.hashes(GONE).next().is_some())
    }

    /// Ids of events, claims and sources.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.lines.keys().map(String::as_str)
    }

    /// Whether a value is the machine's: it is what the machine wrote last under this key.
    pub fn wrote(&self, id: &str, key: &str, value: Option<&str>) -> bool {
        let Some(keys) = self.lines.get(id) else { return false };
        let mut hashes = keys.hashes(key);
        match value {
            None => hashes.next().is_none(),
            Some(value) => {
                let wanted = hash(&[value]);
                hashes.any(|hash| hash == wanted)
            }
        }
    }

    /// Whether the machine wrote this quote, and whether it wrote just this of it.
    pub fn wrote_evidence(&self, claim: &str, evidence: &Evidence) -> (bool, bool) {
        let (key, value) = named(evidence);
        let Some(keys) = self.lines.get(claim) else { return (false, false) };
        let mut hashes = keys.hashes(&key);
        (hashes.clone().next().is_some(), hashes.any(|hash| hash == value))
    }

    /// The machine wrote this id.
    pub fn note(&mut self, id: &str) {
        self.lines.entry(id.to_string()).or_default();
    }

    /// The machine wrote this id once, and a person deleted what has it.
    pub fn note_gone(&mut self, id: &str) {
        self.lines.insert(id.to_string(), Keys::of([(GONE, 0)].into_iter()));
    }

    /// The machine's value of a key; none where it left the key empty.
    pub fn set_value(&mut self, id: &str, key: &str, value: Option<&str>) {
        let keys = self.lines.entry(id.to_string()).or_default();
        if keys.iter().any(|(other, _)| other == key) {
            *keys = Keys::of(keys.iter().filter(|(other, _)| *other != key));
        }
        if let Some(value) = value {
            keys.insert(key, hash(&[value]));
        }
    }

    /// The machine wrote this quote of the claim.
    pub fn note_evidence(&mut self, claim: &str, evidence: &Evidence) {
        let (key, value) = named(evidence);
        self.lines.entry(claim.to_string()).or_default().insert(&key, value);
    }

    /// Says what `other` says of an id, of those of its keys that are `wanted`.
    pub fn keep(&mut self, other: &Lock, id: &str, wanted: impl Fn(&str) -> bool) {
        let Some(keys) = other.lines.get(id) else { return };
        let own = self.lines.entry(id.to_string()).or_default();
        let kept = own.iter().filter(|(key, _)| !wanted(key)).chain(keys.iter().filter(|(key, _)| wanted(key)));
        *own = Keys::sorted(kept);
    }
}

/// A quote by its place and words, and all that is said beside it.
fn named(evidence: &Evidence) -> (String, u32) {
    let key = format!("quote.{:08x}", hash(&[&evidence.source, &evidence.quote]));
    let Evidence { of: _, source: _, quote: _, time, anchor, rule, tense, attribution, links } = evidence;
    let texts = [time, anchor, rule, attribution].map(|text| text.clone().unwrap_or_default());
    let mut beside: Vec<String> = texts.into_iter().chain([tense.map_or("", Named::word).to_string()]).collect();
    for link in links {
        let days = link.days.map_or(String::new(), |days| days.to_string());
        beside.push(format!("{} {} {} {days} {}", link.relation.word(), link.event, link.cue, link.confidence));
    }
    (key, hash(&beside.iter().map(String::as_str).collect::<Vec<_>>()))
}

/// The first 32 bits of SHA-256.
fn hash(parts: &[&str]) -> u32 {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    hash.finalize().iter().take(4).fold(0, |bits, byte| bits << 8 | u32::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_back() {
        let mut lock = Lock::default();
        lock.set_value("ev-1", "what", Some("It rained."));
        lock.note("ev-2");
        lock.note_gone("ev-3");
        let again = Lock::read(&lock.write(), "x.lock").unwrap();
        assert_eq!(again, lock);
        for (id, key, value, machine) in [
            ("ev-1", "what", Some("It rained."), true),
            ("ev-1", "what", Some("It poured."), false),
            ("ev-1", "what", None, false),
            ("ev-1", "place", None, true),
            ("ev-1", "place", Some("Basra"), false),
            ("ev-9", "what", Some("It rained."), false),
            ("ev-9", "place", None, false),
        ] {
            assert_eq!(again.wrote(id, key, value), machine, "{id} {key} {value:?}");
        }
        assert!(again.is_gone("ev-3") && !again.is_gone("ev-1"));
    }

    #[test]
    fn both_sides_of_a_merge_count() {
        let (mut one, mut other) = (Lock::default(), Lock::default());
        one.set_value("ev-1", "what", Some("It rained."));
        other.set_value("ev-1", "what", Some("It poured."));
        let line = |lock: &Lock| lock.write().lines().last().unwrap().to_string();
        let text = format!("{VERSION}\n<<<<<<< ours\n{}\n=======\n{}\n>>>>>>> theirs\n", line(&one), line(&other));
        let both = Lock::read(&text, "x.lock").unwrap();
        assert!(both.wrote("ev-1", "what", Some("It rained.")) && both.wrote("ev-1", "what", Some("It poured.")));
    }

    #[test]
    fn what_is_no_lock_is_refused() {
        for (text, expected) in [
            ("a: 1\n", "x.lock:1: is no lock of annals, which begins with `annals-lock: 1`; move it away"),
            ("annals-lock: 2\n", "x.lock:1: this annals reads `annals-lock: 1`, not `annals-lock: 2`; use the annals that wrote it"),
            ("annals-lock: 1\nev-1 what=zz\n", "x.lock:2: `what=zz` is no key with its hash; take the file back from version control"),
        ] {
            assert_eq!(Lock::read(text, "x.lock").unwrap_err().to_string(), expected);
        }
    }
}
