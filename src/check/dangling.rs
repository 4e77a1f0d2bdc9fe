//! Ids that name nothing: evidence without its source, links, `after`, `same_day` and `maybe_same` to events that are not there.

use super::{Finding, Level, Subject};

pub(super) fn check(subject: &Subject) -> Vec<Finding> {
    let timeline = subject.timeline;
    let places = timeline.places();
    let mut found = Vec::new();
    for entry in &timeline.events {
        for (number, evidence) in entry.evidence.iter().enumerate() {
            if !timeline.sources.contains_key(&evidence.source) {
                let message = format!("no source {}; add it under `sources` or correct the id", evidence.source);
                found.push(Finding::event("dangling", Level::Error, &entry.id, "source", message).numbered(number));
            }
            for link in evidence.links.iter().filter(|link| !places.contains_key(link.event.as_str())) {
                let message = format!("no event {}, to which “{}” links; correct the id or remove the link", link.event, link.cue);
                found.push(Finding::event("dangling", Level::Error, &entry.id, "links", message));
            }
        }
        let lists = [("after", &entry.after), ("same_day", &entry.same_day), ("maybe_same", &entry.maybe_same)];
        for (key, ids) in lists {
            for id in ids.iter().filter(|id| !places.contains_key(id.as_str())) {
                let message = format!("no event {id}; correct the id or remove it");
                found.push(Finding::event("dangling", Level::Error, &entry.id, key, message));
            }
        }
    }
    for (id, source) in &timeline.sources {
        if let Some(other) = source.copy_of.as_ref().filter(|other| !timeline.sources.contains_key(*other)) {
            let message = format!("no source {other}; correct the id or remove it");
            found.push(Finding::source("dangling", Level::Error, id, "copy_of", message));
        }
    }
    found
}
