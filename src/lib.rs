#![doc = include_str!("README.md")]

pub mod diagnostic;
pub mod error;
pub mod span;

pub mod linear;
pub mod time;

pub mod lexicon;

pub mod article;
pub mod text;

pub mod timex;

pub mod event;

pub mod timeline;

pub mod order;

pub mod check;
pub mod diff;
pub mod merge;

pub mod pipeline;

pub mod cli;
pub mod render;
