//! The record that people review, and the only YAML border for timelines.

pub mod assemble;
pub mod constraint;
pub mod decision;
pub mod distinct;
pub mod draft;
pub mod entry;
pub mod field;
pub mod id;
pub mod import;
pub mod list;
pub mod settle;
pub mod wording;
pub mod yaml;

pub use assemble::{Single, assemble};
pub use decision::{Decision, Review, State, Subject, Verdict};
pub use draft::{Draft, draft};
pub use entry::{Alternative, Claim, Entry, Evidence, Link, Source, Timeline, Told};
pub use field::{Field, Value};
pub use list::list;
pub use settle::settle;
