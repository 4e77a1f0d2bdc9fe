//! Texts that stand in the input more than once: only the one whose path comes first is read, and the others are named at the end.
//!
//! Which comes first is not known before all are there, so one that comes before all of its text that were seen is read too; the pipeline
//! keeps the first of those.

use super::report::Said;
use crate::article::Article;
use crate::pipeline;
use crate::timeline::id;
use rustc_hash::FxHashMap;
use std::sync::{Mutex, PoisonError};

#[derive(Default)]
pub(super) struct Repeated(Mutex<Seen>);

/// A text, by its id and its print.
type Text = (Box<str>, u64);

#[derive(Default)]
struct Seen {
    /// The first path of each text.
    first: FxHashMap<Text, Box<str>>,
    copies: Vec<(Text, Box<str>)>,
}

impl Repeated {
    /// Whether the same text stands under a path that comes before.
    pub(super) fn is(&self, article: &Article) -> bool {
        let (id, print) = id::of_text(&article.body);
        let text = (id.into_boxed_str(), print);
        let path: Box<str> = article.path.as_str().into();
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match seen.first.get_mut(&text) {
            Some(first) if *first <= path => {
                seen.copies.push((text, path));
                return true;
            }
            Some(first) => *first = path,
            None => _ = seen.first.insert(text, path),
        }
        false
    }

    pub(super) fn say(self, said: &Said) {
        let seen = self.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        let copies = seen.copies.into_iter().filter(|(text, path)| seen.first.get(text) != Some(path));
        said.add(copies.map(|(text, path)| {
            let first = seen.first.get(&text).map_or("", |first| first);
            pipeline::copy_of(&path, first)
        }));
    }
}
