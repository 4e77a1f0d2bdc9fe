//! What could not be understood: kept and shown, never an `Err`.

use std::fmt;

/// How much a [`Diagnostic`] matters to the person who reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// For information: nothing is lost.
    Note,
    /// Something is left out, or less precise than it could be.
    Warning,
}

/// What a [`Diagnostic`] is about, for those who say it later or in another way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Topic {
    /// Nothing that anybody treats apart.
    #[default]
    Other,
    /// No day of publication is known.
    Undated,
    /// Of several days of publication one was taken.
    SeveralDates,
}

/// One thing that a reader of articles or timelines should know, in the form `path:line: what; what to do next`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How much it matters.
    pub level: Level,
    /// What it is about.
    pub topic: Topic,
    /// The file as the user named it, or `-` for standard input.
    pub path: String,
    /// One-based, when a line is known.
    pub line: Option<usize>,
    /// A lowercase fragment that says what happened and what to do next.
    pub message: String,
}

impl Diagnostic {
    /// About a whole file.
    pub fn warning(path: &str, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Level::Warning, path, message.into())
    }

    /// About a whole file.
    pub fn note(path: &str, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Level::Note, path, message.into())
    }

    fn new(level: Level, path: &str, message: String) -> Diagnostic {
        Diagnostic { level, topic: Topic::Other, path: path.to_string(), line: None, message }
    }

    /// The same, about something that others treat apart.
    pub fn about(mut self, topic: Topic) -> Diagnostic {
        self.topic = topic;
        self
    }

    /// The same, about one line.
    pub fn at_line(mut self, line: usize) -> Diagnostic {
        self.line = Some(line);
        self
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.level {
            Level::Note => "note: ",
            Level::Warning => "warning: ",
        })?;
        f.write_str(&self.path)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {}", self.message)
    }
}
