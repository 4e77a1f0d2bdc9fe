//! Groups of words that type files name as `@people`, from `data/en/event/group.txt`: whole classes of what takes part in an event.

use crate::error::{Error, Result};
use crate::lexicon::Files;
use rustc_hash::FxHashMap;

const PATH: &str = "event/group.txt";

/// The words of every group, separated by spaces.
pub(super) struct Groups(FxHashMap<&'static str, String>);

impl Groups {
    /// One group a line, `name: word word`; a group may name those above it.
    pub(super) fn parse(files: &Files) -> Result<Groups> {
        let mut groups = Groups(FxHashMap::default());
        for (number, line) in (1..).zip(files.lasting_text(PATH)?.lines()) {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let fail = |message: String| Error::in_file(PATH, message).at_line(number);
            let (name, words) = line.split_once(": ").ok_or_else(|| fail(format!("expected `name: word word`, found \"{line}\"")))?;
            let words = groups.spell(words).map_err(fail)?;
            if groups.0.insert(name, words.to_string()).is_some() {
                return Err(fail(format!("the group \"{name}\" is here twice; put both under one")));
            }
        }
        Ok(groups)
    }

    /// What a trigger asks for, with its groups written out.
    pub(super) fn spell(&self, asks: &'static str) -> std::result::Result<&'static str, String> {
        if !asks.contains('@') {
            return Ok(asks);
        }
        let mut spelt = Vec::new();
        for word in asks.split(' ') {
            match word.strip_prefix('@') {
                None => spelt.push(word),
                Some(name) => spelt.push(self.0.get(name).ok_or_else(|| format!("no group \"{name}\" stands in {PATH}; add it there"))?),
            }
        }
        // The lists live as long as the process, and so does what is parsed from them.
        Ok(String::leak(spelt.join(" ")))
    }
}
