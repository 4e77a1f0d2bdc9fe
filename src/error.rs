//! The one error of the borders: files, arguments, rule files, timelines. Reading text never fails.

use std::fmt;

/// An error that ends the command: which file, which line, what is wrong and what to do next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// The file as the user named it; empty when the error is not about a file.
    pub path: String,
    /// One-based line, and column where known.
    pub place: Option<(usize, Option<usize>)>,
    /// A lowercase fragment; ends with what to do next where that is not obvious.
    pub message: String,
}

/// What everything that can fail gives.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// About no file.
    pub fn new(message: impl Into<String>) -> Error {
        Error { path: String::new(), place: None, message: message.into() }
    }

    /// About a file as a whole.
    pub fn in_file(path: impl fmt::Display, message: impl Into<String>) -> Error {
        Error { path: path.to_string(), place: None, message: message.into() }
    }

    /// The same, at a line, counted from 1.
    pub fn at_line(mut self, line: usize) -> Error {
        self.place = Some((line, None));
        self
    }

    /// The same, at a line and a column, both counted from 1.
    pub fn at(mut self, line: usize, column: usize) -> Error {
        self.place = Some((line, Some(column)));
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            f.write_str(&self.path)?;
            match self.place {
                Some((line, Some(column))) => write!(f, ":{line}:{column}")?,
                Some((line, None)) => write!(f, ":{line}")?,
                None => {}
            }
            f.write_str(": ")?;
        }
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

/// What a parser of YAML or JSON says, without the place behind its words ("… at line 3 column 5"), which is told in its own way.
pub fn without_place(said: &str) -> &str {
    said.split(" at line ").next().unwrap_or(said)
}
