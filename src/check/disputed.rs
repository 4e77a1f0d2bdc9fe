//! Values that disagree, and proposals of the machine, that nobody has decided on.

use super::{Finding, Level, Subject};
use crate::timeline::yaml::names::Named;
use crate::timeline::{Alternative, State};

pub(super) fn check(subject: &Subject) -> Vec<Finding> {
    let mut found = Vec::new();
    for entry in &subject.timeline.events {
        for (field, sides) in &entry.disputed {
            let by_people = sides.iter().filter(|side| side.sources.is_empty()).count() > 1;
            let decided = entry.review.as_ref().is_some_and(|review| review.state != State::Open);
            let values = sides.iter().map(shown).collect::<Vec<_>>().join(" or ");
            let (level, message) = match (by_people, decided) {
                (true, _) => (Level::Error, format!("two people wrote {}: {values}; keep one and remove it from `disputed`", field.word())),
                (false, true) => continue,
                (false, false) => (Level::Warning, format!("sources disagree on {}: {values}; decide with a `review`", field.word())),
            };
            found.push(Finding::event("disputed", level, &entry.id, "disputed", message));
        }
        for (field, value) in &entry.proposed {
            let message = format!("{} would now be built as {value}; take it over, or remove the proposal", field.word());
            found.push(Finding::event("disputed", Level::Note, &entry.id, "proposed", message));
        }
    }
    found
}

fn shown(side: &Alternative) -> String {
    if side.sources.is_empty() { side.is.to_string() } else { format!("{} ({})", side.is, side.sources.join(", ")) }
}
