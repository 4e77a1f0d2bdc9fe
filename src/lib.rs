#![doc = include_str!("README.md")]
//!
//! # As a library
//!
//! What the program does is [`pipeline`]: [`tag`](pipeline::tag) reads one article, [`build`](pipeline::build) makes a timeline of many.
//! [`timeline::yaml`] reads and writes it, [`merge`](merge::merge()), [`check`](check::check()) and [`diff`](diff::diff()) work on it.
//!
//! ```
//! use annals::{article, lexicon::Lexicon, pipeline, timeline::yaml};
//!
//! let lexicon = Lexicon::embedded();
//! let text = b"The army shelled the port on Monday. Two days later rebels killed the mayor of Basra, Ann Tan.";
//! // The folder's name is the day of publication, 2020-12-03, a Thursday.
//! let (article, _) = article::read(text, "2020-12-03/port.txt", None);
//!
//! let options = pipeline::Options { lexicon, title: None, doubtful: false };
//! let (timeline, diagnostics) = pipeline::build(article.into_iter().collect(), &options);
//! assert!(diagnostics.is_empty());
//!
//! let dates: Vec<String> = timeline.events.iter().map(|event| event.date.to_string()).collect();
//! assert_eq!(dates, ["2020-11-30", "2020-12-02"]);
//! assert_eq!(timeline.events[0].what, "The army shelled the port.");
//! assert_eq!(timeline.events[0].kind.as_deref(), Some("ASSAULT/heavy-weapons"));
//!
//! let written = yaml::write(&timeline);
//! let read = yaml::read(&written, "port.yaml").unwrap();
//! assert_eq!(yaml::write(&read), written);
//! ```

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
