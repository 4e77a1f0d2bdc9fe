//! Outputs for programs, one file a format. Offsets are Unicode code points here, as at every border.

pub mod diff;
pub mod dot;
pub mod json;
pub mod lines;
pub mod names;
#[cfg(test)]
mod sample;
pub mod sources;
pub mod timeml;
