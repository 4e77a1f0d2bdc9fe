//! What people own is written over what the machine would write: fields and disputes of entries, and what sources say of themselves.

use super::lock::Lock;
use super::people::People;
use super::rebuild::{ids, is_accepted};
use crate::diagnostic::Diagnostic;
use crate::event::Basis;
use crate::timeline::yaml::names::Named;
use crate::timeline::{Alternative, Entry, Field, Source, Timeline, Value};
use std::collections::BTreeMap;

/// A key of an entry that people own.
pub(super) struct Owned {
    /// The id of the entry.
    pub entry: String,
    /// As the lock calls it.
    pub key: String,
    /// What the machine would write there; none where it would leave it empty.
    pub machines: Option<String>,
}

/// Writes what people own over what the machine would write, and gives the keys that they own.
pub(super) fn carry(old: &Timeline, people: &People, new: &mut Timeline, told: impl Fn(&str) -> bool) -> Vec<Owned> {
    let places: BTreeMap<String, usize> = new.places().into_iter().map(|(id, at)| (id.to_string(), at)).collect();
    let mut owned = Vec::new();
    let mut decided: BTreeMap<(usize, Field), Value> = BTreeMap::new();
    for entry in &old.events {
        let Some(&at) = std::iter::once(&entry.id).chain(ids(entry)).find_map(|id| places.get(id)) else { continue };
        let target = &mut new.events[at];
        let fresh = ids(target).into_iter().any(|id| told(id));
        let machine = target.clone();
        if entry.review > target.review {
            target.review.clone_from(&entry.review);
        }
        for field in Field::ALL.into_iter().filter(|field| people.owns(entry, *field)) {
            let (was, is) = (entry.get(field), machine.get(field));
            let machines = is.as_ref().map(Value::to_string);
            owned.push(Owned { entry: target.id.clone(), key: field.word().to_string(), machines });
            let first = decided.entry((at, field)).or_insert_with(|| was.clone().unwrap_or(Value::Many(Vec::new()))).clone();
            if was.as_ref().is_some_and(|was| *was != first) {
                // A person said of two entries that they are one, and each has a person's value.
                let sides = [first, was.clone().unwrap_or(Value::Many(Vec::new()))];
                target.disputed.insert(field, sides.map(|is| Alternative { is, sources: Vec::new() }).to_vec());
                continue;
            }
            // Both were read or built, so both fit; where the old one was empty, it stays so.
            let _ = target.set(field, was.clone());
            let proposal = if fresh { proposal(entry, &machine, field, people) } else { entry.proposed.get(&field).cloned() };
            if let Some(value) = proposal {
                target.proposed.insert(field, value);
            }
        }
        if people.owns(entry, Field::Date) && people.wrote(entry, Field::Basis) {
            // Who writes a date and leaves the reason has a reason of their own.
            target.basis = if people.wrote(entry, Field::Date) { entry.basis } else { Basis::Human };
        }
        for field in Field::ALL {
            let key = format!("disputed.{}", field.word());
            let (was, is) = (entry.disputed.get(&field), machine.disputed.get(&field));
            if was == is || people.lock.wrote(&entry.id, &key, was.map(|sides| sides_as_text(sides)).as_deref()) {
                continue;
            }
            let shown = is.map(|sides| sides_as_text(sides));
            owned.push(Owned { entry: target.id.clone(), key: key.clone(), machines: shown.clone() });
            if shown.is_none() || people.lock.wrote(&entry.id, &key, shown.as_deref()) {
                match was {
                    Some(sides) => _ = target.disputed.insert(field, sides.clone()),
                    None => _ = target.disputed.remove(&field),
                }
            }
        }
    }
    owned
}

/// What the machine would write where a person wrote something else: shown when it is new, and until the person removes it.
fn proposal(old: &Entry, machine: &Entry, field: Field, people: &People) -> Option<Value> {
    let (was, is) = (old.get(field), machine.get(field)?);
    let agrees = machine.date.interval().contains(old.date.interval());
    if was.as_ref() == Some(&is) || matches!(field, Field::Date | Field::Basis) && agrees && !is_accepted(old) {
        return None;
    }
    let offered = people.lock.wrote(&old.id, field.word(), Some(&is.to_string()));
    (!offered || old.proposed.get(&field) == Some(&is)).then_some(is)
}

pub(super) fn sides_as_text(sides: &[Alternative]) -> String {
    sides.iter().map(|side| format!("{} {}", side.is, side.sources.join(" "))).collect::<Vec<_>>().join("; ")
}

/// What a source says of itself, by key. Path and fingerprint are not among them: they are always the machine's.
fn said(source: &Source) -> [(&'static str, Option<String>); 6] {
    let Source { title, author, publisher, url, published, copy_of, .. } = source.clone();
    [
        ("title", title),
        ("author", author),
        ("publisher", publisher),
        ("url", url),
        ("published", published.map(|day| day.to_string())),
        ("copy_of", copy_of),
    ]
}

pub(super) fn note_source(lock: &mut Lock, id: &str, source: &Source) {
    lock.note(id);
    said(source).into_iter().for_each(|(key, value)| lock.set_value(id, key, value.as_deref()));
}

/// A person's words about a source stay.
pub(super) fn keep_source(id: &str, old: &Source, new: &mut Source, lock: &Lock, diagnostics: &mut Vec<Diagnostic>) {
    for ((key, was), (_, is)) in said(old).into_iter().zip(said(new)) {
        if was == is || lock.wrote(id, key, was.as_deref()) {
            continue;
        }
        match key {
            "title" => new.title.clone_from(&old.title),
            "author" => new.author.clone_from(&old.author),
            "publisher" => new.publisher.clone_from(&old.publisher),
            "url" => new.url.clone_from(&old.url),
            "published" => {
                (new.published, new.published_from) = (old.published, old.published_from);
                new.published_evidence.clone_from(&old.published_evidence);
            }
            _ => new.copy_of.clone_from(&old.copy_of),
        }
        if let Some(is) = is.filter(|is| !lock.wrote(id, key, Some(is))) {
            let was = was.as_deref().unwrap_or("empty");
            diagnostics
                .push(Diagnostic::warning(&new.path, format!("`{key}` of {id} stays {was}, as a person wrote it; the article says {is}")));
        }
    }
}
