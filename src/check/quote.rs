//! Quotes that are not in their articles, word for word. One that stands in another article is said to have moved.

use super::{Finding, Found, Level, Subject};

pub(super) fn check(subject: &Subject) -> Vec<Finding> {
    let mut found = Vec::new();
    for entry in &subject.timeline.events {
        if entry.evidence.is_empty() && entry.basis != crate::event::Basis::Human {
            let message = "has no evidence; quote what says so, or set `basis: human`".to_string();
            found.push(Finding::event("quote", Level::Warning, &entry.id, "id", message));
        }
        for (number, evidence) in entry.evidence.iter().enumerate() {
            let Some(Found::Read { words, .. }) = subject.articles.get(&evidence.source) else { continue };
            let quote = evidence.quote.split_whitespace().collect::<Vec<_>>().join(" ");
            if quote.is_empty() || words.contains(&quote) {
                continue;
            }
            let elsewhere = subject.articles.iter().find(|(_, other)| matches!(other, Found::Read { words, .. } if words.contains(&quote)));
            let message = match elsewhere {
                Some((id, _)) => format!("the quote is not in {}, but in {id}; correct `source`", evidence.source),
                None => format!("the quote is not in {}; restore its words as the article has them", evidence.source),
            };
            found.push(Finding::event("quote", Level::Error, &entry.id, "quote", message).numbered(number));
        }
    }
    found
}
