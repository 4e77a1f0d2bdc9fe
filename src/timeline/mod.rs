//! The record that people review, and the only YAML border for timelines.

pub mod assemble;
pub mod draft;
pub mod entry;
pub mod id;
pub mod list;
pub mod yaml;

pub use assemble::assemble;
pub use draft::{Draft, draft};
pub use entry::{Entry, Evidence, Link, Source, Timeline};
pub use list::list;
