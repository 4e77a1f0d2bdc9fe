//! The trained weights, in `data/en/model/`. Loading them copies nothing.

use super::Files;
use crate::error::Result;
use crate::linear::classes::Classes;
use crate::linear::{Narrow, Table};

/// One table a classifier; the `text` row says what its features and classes are.
pub struct Models {
    /// Parts of speech.
    pub tagger: Table<48>,
    /// Actions of the dependency parser.
    pub parser: Narrow,
    /// Relations of dependents.
    pub label: Table<56>,
    /// Whether a word is an event, and of which class.
    pub event: Table<8>,
    /// Whether two sentences run into each other without a stop.
    pub seam: Narrow,
    /// Whether a mention makes a good entry.
    pub entry: Table<2>,
    /// What unlabelled news taught about words.
    pub words: Classes,
}

impl Models {
    /// Errs where a file is missing or of another size than its table.
    pub fn load(files: &Files) -> Result<Models> {
        Ok(Models {
            tagger: table(files, "model/tagger.bin")?,
            parser: Narrow::load("model/parser.bin", files.bytes("model/parser.bin")?.clone())?,
            label: table(files, "model/label.bin")?,
            seam: Narrow::load("model/seam.bin", files.bytes("model/seam.bin")?.clone())?,
            event: table(files, "model/event.bin")?,
            entry: table(files, "model/entry.bin")?,
            words: Classes::load("model/words.bin", files.bytes("model/words.bin")?.clone())?,
        })
    }
}

fn table<const N: usize>(files: &Files, path: &str) -> Result<Table<N>> {
    Table::load(path, files.bytes(path)?.clone())
}
