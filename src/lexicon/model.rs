//! The trained weights, in `data/en/model/`. Loading them copies nothing.

use super::Files;
use crate::error::Result;
use crate::linear::Table;

/// One table a classifier; the `text` row says what its features and classes are.
pub struct Models {
    pub tagger: Table<48>,
    pub parser: Table<2>,
    pub label: Table<56>,
}

impl Models {
    pub fn load(files: &Files) -> Result<Models> {
        Ok(Models {
            tagger: table(files, "model/tagger.bin")?,
            parser: table(files, "model/parser.bin")?,
            label: table(files, "model/label.bin")?,
        })
    }
}

fn table<const N: usize>(files: &Files, path: &str) -> Result<Table<N>> {
    Table::load(path, files.bytes(path)?.clone())
}
