//! Everything under `data/`, parsed once and immutable. Embedded in the binary, and replaceable as a whole.
//!
//! No IO here: the command line reads a `--data` folder into [`Files`].

pub mod cues;
pub mod gap;
pub mod lemma;
mod list;
pub mod model;
pub mod name_part;
pub mod names;
pub mod phrase;
pub mod plain;
pub mod timex;
pub mod triggers;
pub mod words;
pub mod writing;

use crate::error::{Error, Result};
use include_dir::{Dir, include_dir};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;
pub use writing::{Abbreviation, Writing};

static EMBEDDED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/data/en");

/// The files of one language folder by their path below it (`timex/weekday.yaml`), in path order.
#[derive(Clone, Default)]
pub struct Files {
    files: BTreeMap<String, Cow<'static, [u8]>>,
}

impl Files {
    /// `data/en` as it was when annals was built.
    pub fn embedded() -> Files {
        fn walk(dir: &'static Dir<'static>, files: &mut BTreeMap<String, Cow<'static, [u8]>>) {
            for file in dir.files() {
                files.insert(file.path().to_string_lossy().replace('\\', "/"), Cow::Borrowed(file.contents()));
            }
            dir.dirs().for_each(|dir| walk(dir, files));
        }
        let mut files = BTreeMap::new();
        walk(&EMBEDDED, &mut files);
        Files { files }
    }

    /// Puts a file under its path below the language folder.
    pub fn insert(&mut self, path: String, bytes: Vec<u8>) {
        self.files.insert(path, Cow::Owned(bytes));
    }

    /// The contents of a file, which must be there.
    pub fn bytes(&self, path: &str) -> Result<&Cow<'static, [u8]>> {
        self.files.get(path).ok_or_else(|| Error::in_file(path, "missing from the data folder; copy it from data/en of the annals sources"))
    }

    /// The paths below `folder/`, in their order.
    pub fn paths<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = &'a str> {
        self.files.keys().map(String::as_str).filter(move |path| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')))
    }

    /// The text files below `folder/` in path order.
    pub fn under<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = Result<(&'a str, &'a str)>> {
        self.files.iter().filter_map(move |(path, bytes)| {
            path.strip_prefix(folder)?.strip_prefix('/')?;
            Some(match std::str::from_utf8(bytes) {
                Ok(text) => Ok((path.as_str(), text)),
                Err(_) => Err(Error::in_file(path, "is not UTF-8; save it as UTF-8")),
            })
        })
    }
}

impl Files {
    /// Like [`Files::under`], with texts that live as long as the process: what is parsed from them borrows from them. Embedded files do
    /// anyway; those of a replaced folder are kept, which happens once in a run.
    pub fn lasting<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = Result<(&'a str, &'static str)>> {
        self.under(folder).map(|file| {
            let (path, text) = file?;
            Ok((path, self.last(path, text)))
        })
    }

    /// The text of one file, with the same promise.
    pub fn lasting_text(&self, path: &str) -> Result<&'static str> {
        let bytes = self.bytes(path)?;
        let text = std::str::from_utf8(bytes).map_err(|_| Error::in_file(path, "is not UTF-8; save it as UTF-8"))?;
        Ok(self.last(path, text))
    }

    fn last(&self, path: &str, text: &str) -> &'static str {
        match self.files.get(path) {
            Some(Cow::Borrowed(bytes)) => std::str::from_utf8(bytes).unwrap_or_default(),
            _ => String::leak(text.to_string()),
        }
    }
}

/// All knowledge of one language.
pub struct Lexicon {
    /// Abbreviations and other conventions of writing (`text/`).
    pub writing: Writing,
    /// Trained weights (`model/`).
    pub models: model::Models,
    /// From forms to lemmas.
    pub lemmas: lemma::Lemmas,
    /// Names of countries, people and so on (`names/`).
    pub names: names::Names,
    /// Words that names are made of (`names/part.txt`).
    pub name_parts: name_part::NameParts,
    /// Words that say something of events without naming one (`event/word/`).
    pub words: words::Words,
    /// What may stand between the words of a phrase of `words` or `triggers`.
    pub gaps: gap::Gaps,
    /// Words that name events, by type (`event/type/`).
    pub triggers: triggers::Triggers,
    /// Words that put events in order (`order/`).
    pub cues: cues::Cues,
    /// What makes two accounts alike (`merge/`).
    pub plain: plain::Plain,
    /// Word lists and rules of temporal expressions.
    pub timex: timex::Grammar,
}

impl Lexicon {
    /// Parses a language folder; the error names the file and the line.
    pub fn parse(files: &Files) -> Result<Lexicon> {
        let triggers = triggers::Triggers::parse(files)?;
        let words = words::Words::parse(files)?;
        let verbs = triggers.heads().filter(|(_, part)| *part == phrase::Part::Verb).map(|(head, _)| head);
        let lemmas = lemma::Lemmas::parse(files, verbs.chain(words.verbs()))?;
        Ok(Lexicon {
            writing: Writing::parse(files)?,
            models: model::Models::load(files)?,
            cues: cues::Cues::parse(files)?,
            plain: plain::Plain::parse(files)?,
            gaps: gap::Gaps::parse(files)?,
            lemmas,
            words,
            triggers,
            names: names::Names::parse(files)?,
            name_parts: name_part::NameParts::parse(files)?,
            timex: timex::Grammar::parse(files)?,
        })
    }

    /// The knowledge built into this binary, parsed on first use. A test holds that it parses.
    pub fn embedded() -> &'static Lexicon {
        static LEXICON: LazyLock<Lexicon> =
            LazyLock::new(|| Lexicon::parse(&Files::embedded()).unwrap_or_else(|error| panic!("embedded data: {error}")));
        &LEXICON
    }
}
