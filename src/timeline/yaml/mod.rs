//! The timeline file: the only place where a timeline meets YAML.
//!
//! [`write()`] has one layout (fixed key order, empty keys left out, block style, LF, no folded lines, dates quoted, an empty line between
//! events), so that `write(read(file)) == file` for every file it wrote and git shows only what changed. [`read`] is strict: an unknown key,
//! a second key of the same name or another version is an error with line and column. [`rewrite()`] writes into a text that people have
//! commented: their comments, blank lines and untouched entries stay byte for byte.

mod blocks;
mod by_field;
pub mod folder;
mod json_schema;
mod lines;
pub mod names;
mod places;
mod read;
mod rewrite;
mod schema;
mod unite;
mod weave;
mod write;

pub use json_schema::json_schema;
pub use places::Places;
pub use read::read;
pub use rewrite::{rewrite, tidy};
pub use unite::{Note, unite};
pub use write::{parts, write};

/// The version of the layout, the first line of every file: `annals: 1`.
pub const VERSION: u32 = 1;

#[cfg(test)]
mod tests;
