//! The record that people review, and the only YAML border for timelines.

pub mod entry;
pub mod id;
pub mod yaml;

pub use entry::{Entry, Evidence, Link, Source, Timeline};
