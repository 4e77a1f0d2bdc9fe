//! Articles that are gone, or are not the bytes that were read.

use super::{Finding, Found, Level, Subject};

pub(super) fn check(subject: &Subject) -> Vec<Finding> {
    let mut found = Vec::new();
    for (id, source) in &subject.timeline.sources {
        match subject.articles.get(id) {
            Some(Found::Missing) => {
                let message = format!("the article {} is not there, so its quotes cannot be checked", source.path);
                found.push(Finding::source("changed", Level::Note, id, "path", message));
            }
            Some(Found::Read { sha256, .. }) if *sha256 != source.sha256 => {
                let message = format!("the article {} has changed since it was read; build again", source.path);
                found.push(Finding::source("changed", Level::Warning, id, "sha256", message));
            }
            _ => {}
        }
    }
    found
}
