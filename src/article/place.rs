//! Where a part of a file stands: how it is shown, and which names may hold its date.

use crate::diagnostic::Diagnostic;
use std::sync::Arc;

/// Where a part stands.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// The file, as it is shown.
    pub file: Arc<str>,
    /// What stands after `#`, when the file holds several articles.
    pub part: Option<String>,
    pub line: Option<usize>,
    /// The names that may hold a date: the file's with its folders, and a member's within an archive.
    pub names: Arc<str>,
}

impl Place {
    pub(super) fn of(name: &str) -> Place {
        Place { file: name.into(), part: None, line: None, names: name.into() }
    }

    /// A file within an archive, which is shown like a file of its own. An archive is like a folder: what it is called may date what lies in it.
    pub(super) fn inside(&self, name: &str, ending: &str) -> Place {
        // tar names what was packed from the current folder "./a".
        let name = name.trim_start_matches("./");
        let names = format!("{}/{name}", self.names.strip_suffix(ending).unwrap_or(&self.names));
        Place { file: format!("{}#{name}", self.path()).into(), part: None, line: None, names: names.into() }
    }

    pub(super) fn at(&self, part: String, line: Option<usize>) -> Place {
        Place { part: Some(part), line, ..self.clone() }
    }

    /// `events.jsonl#L12`.
    pub(super) fn path(&self) -> String {
        self.part.as_ref().map_or(self.file.to_string(), |part| format!("{}#{part}", self.file))
    }

    pub(super) fn warning(&self, message: impl Into<String>) -> Diagnostic {
        self.lined(Diagnostic::warning(&self.shown(), message))
    }

    pub(super) fn note(&self, message: impl Into<String>) -> Diagnostic {
        self.lined(Diagnostic::note(&self.shown(), message))
    }

    /// The file where a line says the rest, else the part's path.
    pub(super) fn shown(&self) -> String {
        if self.line.is_some() { self.file.to_string() } else { self.path() }
    }

    fn lined(&self, diagnostic: Diagnostic) -> Diagnostic {
        self.line.map_or(diagnostic.clone(), |line| diagnostic.at_line(line))
    }
}
