//! Articles of no known day, kept until all are read: others may tell when they were written.

use super::report::Said;
use crate::article::Article;
use crate::diagnostic::{Diagnostic, Topic};
use crate::timeline::{Single, Source};
use std::collections::BTreeMap;
use std::mem::take;
use std::sync::{Mutex, PoisonError};

/// In bytes of text and of what is known beside it. Where there is more without a date, none is dated by others, so that memory stays bounded and the order in which the
/// articles come does not matter.
const MOST: usize = 64 << 20;
/// Of each article, beside its text.
const BESIDE: usize = 1 << 10;

#[derive(Default)]
pub(super) struct Undated(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    bytes: usize,
    /// By path.
    articles: BTreeMap<String, Article>,
    /// What was said of each when it was read.
    warnings: BTreeMap<String, Vec<Diagnostic>>,
}

impl Undated {
    /// Keeps an article without a day, and holds back the warning that it has none. What else was said of it is said.
    pub(super) fn read(&self, article: Option<&Article>, diagnostics: Vec<Diagnostic>, said: &Said) {
        let Some(article) = article.filter(|article| article.dct.date.is_none()) else { return said.add(diagnostics) };
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.bytes += article.body.len() + BESIDE;
        if kept.bytes > MOST {
            kept.articles.clear();
            take(&mut kept.warnings).into_values().for_each(|warnings| said.add(warnings));
            return said.add(diagnostics);
        }
        let (undated, other): (Vec<_>, Vec<_>) = diagnostics.into_iter().partition(|d| d.topic == Topic::Undated);
        kept.articles.insert(article.path.clone(), article.clone());
        kept.warnings.insert(article.path.clone(), undated);
        drop(kept);
        said.add(other);
    }

    /// The articles by their paths; they are kept no longer.
    pub(super) fn articles(&self) -> BTreeMap<String, Article> {
        take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner).articles)
    }

    /// What is to be said of them at last: the warning, or the days that were inferred.
    pub(super) fn say(&self, singles: &[Single], said: &Said) {
        let mut warnings = take(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner).warnings);
        for Single { source, .. } in singles {
            let Some(undated) = warnings.remove(&source.path) else { continue };
            match inferred(source) {
                Some(note) => said.add([note]),
                None => said.add(undated),
            }
        }
        // Those that are read once under another path.
        warnings.into_values().for_each(|warnings| said.add(warnings));
    }
}

fn inferred(source: &Source) -> Option<Diagnostic> {
    let (published, because) = source.published.zip(source.published_evidence.as_ref())?;
    Some(Diagnostic::note(&source.path, format!("published {published}, inferred: {because}")))
}
