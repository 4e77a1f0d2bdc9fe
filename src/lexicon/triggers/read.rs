//! Reads the first document of a type file, line by line.

use super::group::Groups;
use super::{Kind, NO_PROOF, Trigger};
use crate::error::{Error, Result};
use crate::lexicon::phrase::{Part, Phrase, words};

/// How what a trigger asks for begins.
const SIGNS: [&str; 6] = [" + ", " - ", " +object ", " -object ", " +subject ", " -subject "];

/// Reads the first document of a type file.
pub(super) struct Reader<'a> {
    pub kind: u16,
    pub verbs: &'a mut Vec<Trigger>,
    pub nouns: &'a mut Vec<Trigger>,
    pub groups: &'a Groups,
}

impl Reader<'_> {
    pub(super) fn read(&mut self, text: &'static str) -> Result<Kind> {
        let mut kind = Kind {
            code: "",
            about: "",
            modes: Vec::new(),
            marks: Vec::new(),
            undergo: Vec::new(),
            mutual: Vec::new(),
            receivers: Vec::new(),
        };
        let mut section = "";
        let mut seen = Vec::new();
        let mut lines = (1..).zip(text.lines());
        for (number, line) in lines.by_ref() {
            let fail = |message: String| Err(Error::new(message).at_line(number));
            if line == "---" {
                break;
            }
            let Some(entry) = line.strip_prefix("  ") else {
                if line.is_empty() || line.starts_with('#') {
                    continue;
                }
                let Some((key, value)) = line.split_once(": ") else {
                    return fail(format!("expected `key: value`, found \"{line}\""));
                };
                if seen.contains(&key) {
                    return fail(format!("the key \"{key}\" is here twice; put both under one"));
                }
                seen.push(key);
                match (key, value) {
                    ("type", code) => kind.code = code,
                    ("about", about) => kind.about = about,
                    ("recipient", prepositions) => kind.receivers = words(prepositions).collect(),
                    ("modes" | "verbs" | "nouns" | "results" | "marks" | "undergo" | "mutual", "|") => section = key,
                    ("modes" | "verbs" | "nouns" | "results" | "marks" | "undergo" | "mutual", _) => {
                        return fail(format!("write `{key}: |` and its lines below, indented by two spaces"));
                    }
                    _ => {
                        return fail(format!(
                            "unknown key \"{key}\"; use type, about, recipient, modes, verbs, nouns, results, marks, undergo or mutual"
                        ));
                    }
                }
                continue;
            };
            self.entry(&mut kind, section, entry, number).map_err(|message| Error::new(message).at_line(number))?;
        }
        match lines.next() {
            _ if kind.code.is_empty() => Err(Error::new("has no `type:`; name the type, as in `type: ASSAULT`")),
            Some((_, "is:")) => Ok(kind),
            _ => Err(Error::new(NO_PROOF)),
        }
    }

    fn entry(&mut self, kind: &mut Kind, section: &str, entry: &'static str, line: usize) -> std::result::Result<(), String> {
        if section == "modes" {
            let (name, about) = entry.split_once(": ").ok_or("a mode is `name: what it means`")?;
            kind.modes.push((name, about));
            return Ok(());
        }
        let (entry, mode) = match entry.split_once(" = ") {
            None => (entry, None),
            Some((entry, mode)) => (entry, Some(mode)),
        };
        if let Some(mode) = mode
            && !kind.modes.iter().any(|(name, _)| *name == mode)
        {
            return Err(format!("the mode \"{mode}\" is not among this type's modes; add it there or mend it"));
        }
        let cut = SIGNS.iter().filter_map(|sign| entry.find(sign)).min().unwrap_or(entry.len());
        let phrases = &entry[..cut];
        let asks: &[&str] = words(self.groups.spell(entry[cut..].trim_start())?).collect::<Vec<_>>().leak();
        for phrase in phrases.split(", ") {
            if phrase.is_empty() || phrase.trim() != phrase || phrase.contains("  ") || phrase.contains(',') {
                return Err(format!("\"{phrases}\" is not a list such as `blow up, bomb`"));
            }
            let part = if matches!(section, "verbs" | "undergo" | "mutual") { Part::Verb } else { Part::Noun };
            let trigger = || Trigger {
                phrase: Phrase::new(phrase, part),
                kind: self.kind,
                mode,
                result: section == "results",
                asks,
                line: line as u32,
            };
            match section {
                "verbs" => self.verbs.push(trigger()),
                "nouns" | "results" => self.nouns.push(trigger()),
                "marks" => kind.marks.push((Phrase::new(phrase, part), mode.ok_or("a mark is `word, word = mode`")?)),
                "undergo" => kind.undergo.push(Phrase::new(phrase, part).head),
                "mutual" => kind.mutual.push(Phrase::new(phrase, part).head),
                _ => return Err("an indented line belongs under a key such as `verbs: |`".to_string()),
            }
        }
        Ok(())
    }
}
