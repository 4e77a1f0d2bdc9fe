//! A build onto an existing timeline: the machine's fields follow the articles, and what people wrote stays.
//!
//! Whose a value is, the [`Lock`] tells. A person's value stays, and what the articles say instead is proposed once. What a person deleted
//! stays deleted. An article that was not read this time keeps its entries; what an article tells no more is left out, unless a person had
//! a hand in it, and is named in either case. Without a lock, everything in the old timeline is a person's, but for what is computed.

use super::carry::{Owned, carry, keep_source, note_source, sides_as_text};
use super::claims::Claims;
use super::lock::Lock;
use super::people::People;
use super::{cluster, join};
use crate::article::Article;
use crate::diagnostic::Diagnostic;
use crate::lexicon::Lexicon;
use crate::time::{Edtf, Interval};
use crate::timeline::id::Mint;
use crate::timeline::yaml::names::Named;
use crate::timeline::{self, Entry, Evidence, Field, State, Timeline, Verdict};
use std::collections::{BTreeMap, BTreeSet};

/// What a build onto a timeline gives.
#[derive(Debug)]
pub struct Rebuilt {
    /// The timeline as it is to be written.
    pub timeline: Timeline,
    /// What the machine wrote of it.
    pub lock: Lock,
    /// Contradictions, and what a person should look at.
    pub diagnostics: Vec<Diagnostic>,
    /// Paths of articles of the old timeline that were not read this time. Whether they are gone is for the caller to see.
    pub unread: Vec<String>,
}

/// An article counts as a new text of an old one at the same path where at least this share of the old one's quotes is in it. Texts of
/// different articles have no sentence in common, so little is enough.
const RETOLD: f64 = 0.25;

/// What an existing timeline knows of articles that are read anew.
pub struct Known<'t> {
    old: &'t Timeline,
    lock: Lock,
    by_path: BTreeMap<&'t str, Vec<&'t str>>,
    quotes: BTreeMap<&'t str, BTreeSet<&'t str>>,
}

impl<'t> Known<'t> {
    /// `lock` says what of the timeline the machine wrote.
    pub fn of(old: &'t Timeline, lock: Option<&Lock>) -> Known<'t> {
        let mut by_path: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (id, source) in &old.sources {
            by_path.entry(&source.path).or_default().push(id);
        }
        let mut quotes: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for evidence in old.events.iter().flat_map(|entry| &entry.evidence) {
            quotes.entry(&evidence.source).or_default().insert(&evidence.quote);
        }
        Known { old, lock: lock.cloned().unwrap_or_default(), by_path, quotes }
    }

    /// The ids of sources whose text this article's may be a new version of. It is, unless the old text is still read elsewhere.
    pub fn earlier(&self, article: &Article) -> Vec<&'t str> {
        let Some(before) = self.by_path.get(article.path.as_str()) else { return Vec::new() };
        if self.old.sources.contains_key(&Mint::new().source(&article.body)) {
            return Vec::new();
        }
        let words = article.body.split_whitespace().collect::<Vec<_>>().join(" ");
        let retold = |id: &&&str| {
            let Some(quotes) = self.quotes.get(**id) else { return false };
            let found = quotes.iter().filter(|quote| words.contains(**quote)).count();
            found as f64 >= RETOLD * quotes.len() as f64
        };
        before.iter().filter(retold).copied().collect()
    }

    /// A day of publication that a person corrected in the timeline is that of the article. `id` is that of its source.
    pub fn correct(&self, id: &str, article: &mut Article) {
        if let Some(source) = self.old.sources.get(id)
            && self.lock.knows(id)
            && !self.lock.wrote(id, "published", source.published.map(|day| day.to_string()).as_deref())
        {
            let within = source.published.map_or(Interval::ALWAYS, Edtf::interval);
            article.dct.set(within, source.published_from, source.published_evidence.clone().unwrap_or_default());
        }
    }
}

/// The lock of a timeline that the machine wrote whole.
pub fn first_lock(timeline: &Timeline) -> Lock {
    let mut lock = Lock::default();
    timeline.sources.iter().for_each(|(id, source)| note_source(&mut lock, id, source));
    for entry in &timeline.events {
        note_fields(&mut lock, entry);
        for evidence in &entry.evidence {
            lock.note_evidence(evidence.of.as_ref().unwrap_or(&entry.id), evidence);
        }
    }
    lock
}

/// Builds `fresh`, what the articles say now, onto `old`.
pub fn rebuild(old: &Timeline, lock: Option<&Lock>, fresh: Timeline, title: Option<String>, lexicon: &Lexicon) -> Rebuilt {
    let none = Lock::default();
    let lock = lock.unwrap_or(&none);
    let people = People::of(old, lock);
    let mut diagnostics = Vec::new();
    let mut before = Claims::default();
    before.add(old.clone());
    let deleted = deleted(old, lock, &before, &fresh, &mut diagnostics);
    let read: BTreeSet<String> = fresh.sources.keys().cloned().collect();

    let mut claims = without(&deleted, fresh);
    let told = told(&claims);
    unite(&mut claims, &before, &read, lock, &people, old, &mut diagnostics);
    let mut written = Lock::default();
    claims.sources.iter().for_each(|(id, source)| note_source(&mut written, id, source));
    keep_sources(&mut claims, old, lock, &mut diagnostics);
    keep_entries(&mut claims, old, &people);
    claims.title = title.or_else(|| old.title.clone());
    claims.decisions = old.decisions.iter().cloned().collect();

    let groups = cluster::cluster(&claims, lexicon);
    let mut timeline = join::join(claims, groups);
    timeline::settle(&mut timeline);
    let machines: BTreeSet<String> = timeline.events.iter().map(|entry| entry.id.clone()).collect();
    let owned = carry(old, &people, &mut timeline, |id| told.knows(id));
    diagnostics.extend(timeline::settle(&mut timeline));

    let mut new_lock = lock_of_entries(&timeline, lock, &told, &machines, &owned);
    for id in timeline.sources.keys() {
        let from = if written.knows(id) { &written } else { lock };
        new_lock.keep(from, id, |_| true);
    }
    deleted.iter().for_each(|id| new_lock.note_gone(id));
    let unread = old.sources.iter().filter(|(id, _)| !read.contains(*id)).map(|(_, source)| source.path.clone()).collect();
    Rebuilt { timeline, lock: new_lock, diagnostics, unread }
}

/// The claims of what the articles say, but for those that a person deleted.
fn without(deleted: &BTreeSet<String>, fresh: Timeline) -> Claims {
    let mut claims = Claims::default();
    claims.add(fresh);
    claims.by_id.retain(|id, _| !deleted.contains(id));
    claims.sources.retain(|id, _| !deleted.contains(id));
    for held in claims.by_id.values_mut() {
        held.evidence.iter_mut().for_each(|evidence| evidence.links.retain(|link| !deleted.contains(&link.event)));
    }
    claims
}

/// What the articles tell now, as far as a lock holds it: a clone of all claims would take kilobytes each.
fn told(claims: &Claims) -> Lock {
    let mut told = Lock::default();
    for (id, held) in &claims.by_id {
        told.note(id);
        held.evidence.iter().for_each(|evidence| told.note_evidence(id, evidence));
    }
    told
}

/// The sources of the old timeline stay, with what people wrote of them.
fn keep_sources(claims: &mut Claims, old: &Timeline, lock: &Lock, diagnostics: &mut Vec<Diagnostic>) {
    for (id, source) in &old.sources {
        match claims.sources.get_mut(id) {
            Some(new) => {
                if new.sha256 != source.sha256 {
                    diagnostics.push(Diagnostic::note(&new.path, "has changed since the last build; its entries follow it"));
                }
                keep_source(id, source, new, lock, diagnostics);
            }
            None => _ = claims.sources.insert(id.clone(), source.clone()),
        }
    }
}

/// Entries keep their ids, and those in which a person had a hand keep their claims.
fn keep_entries(claims: &mut Claims, old: &Timeline, people: &People) {
    for (entry, ids) in people.entries.iter().map(|(at, ids)| (&old.events[*at], ids)) {
        let here: Vec<&String> = ids.iter().filter(|id| claims.by_id.contains_key(*id)).collect();
        claims.kept_ids.extend(here.iter().filter(|id| ***id == entry.id).map(|id| (*id).clone()));
        if people.touched(entry) {
            claims.together.extend(here.iter().skip(1).map(|id| (here[0].clone(), (*id).clone())));
            claims.owners.extend(here.iter().map(|id| ((*id).clone(), entry.id.clone())));
        }
    }
}

/// What of the entries the machine wrote, now or before. `owned` are the fields that people own, with what the machine would write there.
fn lock_of_entries(timeline: &Timeline, lock: &Lock, told: &Lock, machines: &BTreeSet<String>, owned: &[Owned]) -> Lock {
    let mut new_lock = Lock::default();
    for entry in &timeline.events {
        let ids: Vec<&String> = ids(entry);
        // What only people wrote is not the machine's to know.
        if !ids.iter().any(|id| told.knows(id) || lock.knows(id)) {
            continue;
        }
        note_fields(&mut new_lock, entry);
        let all_told = ids.iter().all(|id| told.knows(id));
        for Owned { key, machines: value, .. } in owned.iter().filter(|owned| owned.entry == entry.id) {
            match all_told && machines.contains(&entry.id) {
                true => new_lock.set_value(&entry.id, key, value.as_deref()),
                false => new_lock.keep(lock, &entry.id, |other| other == key),
            }
        }
        for id in ids {
            let from = if told.knows(id) { told } else { lock };
            new_lock.keep(from, id, |key| key.starts_with("quote."));
        }
    }
    new_lock
}

/// Ids of all claims of an entry.
pub(super) fn ids(entry: &Entry) -> Vec<&String> {
    if entry.merged.is_empty() { vec![&entry.id] } else { entry.merged.iter().map(|claim| &claim.id).collect() }
}

/// What the machine wrote once and a person removed. An entry of several articles, of which a person removed all that were there, stays
/// removed, and that another article tells it too is noted.
fn deleted(old: &Timeline, lock: &Lock, before: &Claims, fresh: &Timeline, diagnostics: &mut Vec<Diagnostic>) -> BTreeSet<String> {
    let not_events = old.decisions.iter().filter(|decision| decision.verdict == Verdict::NotEvent);
    let by_decision: BTreeSet<&str> = not_events.flat_map(|decision| &decision.about).map(|subject| subject.event.as_str()).collect();
    let names: BTreeSet<&str> = old.events.iter().map(|entry| entry.id.as_str()).collect();
    let alive = |id: &str| before.by_id.contains_key(id) || names.contains(id) || old.sources.contains_key(id);
    let mut deleted: BTreeSet<String> = lock.ids().filter(|id| !alive(id) && !by_decision.contains(id)).map(str::to_string).collect();
    for entry in &fresh.events {
        let ids = ids(entry);
        let (gone, rest): (Vec<&String>, Vec<&String>) = ids.into_iter().partition(|id| deleted.contains(*id));
        if gone.is_empty() || rest.is_empty() || rest.iter().any(|id| alive(id)) {
            continue;
        }
        for id in rest {
            let source = entry.evidence.iter().find(|e| e.of.as_ref() == Some(id)).and_then(|e| fresh.sources.get(&e.source));
            let path = source.map_or("-", |source| &source.path);
            diagnostics.push(Diagnostic::note(path, format!("\"{}\" stays deleted, although this article tells it too", entry.what)));
            deleted.insert(id.clone());
        }
    }
    // With a source goes all that only it told.
    for entry in &fresh.events {
        for id in ids(entry) {
            let mut own = entry.evidence.iter().filter(|e| e.of.as_ref().is_none_or(|of| of == id)).peekable();
            if own.peek().is_some() && own.all(|e| deleted.contains(&e.source)) {
                deleted.insert(id.clone());
            }
        }
    }
    deleted
}

/// Puts what is known of the old claims beside what their articles say now.
fn unite(
    claims: &mut Claims,
    before: &Claims,
    read: &BTreeSet<String>,
    lock: &Lock,
    people: &People,
    old: &Timeline,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut dropped: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (id, held) in &before.by_id {
        if let Some(new) = claims.by_id.get_mut(id) {
            new.evidence = woven(id, &held.evidence, &new.evidence, lock, read);
            new.review.clone_from(&held.review);
            new.after.extend(held.after.iter().cloned());
            new.same_day.extend(held.same_day.iter().cloned());
            continue;
        }
        let all_read = !held.evidence.is_empty() && held.evidence.iter().all(|e| read.contains(&e.source));
        let Some(entry) = people.entry_of(id) else { continue };
        let path = held.evidence.first().and_then(|e| old.sources.get(&e.source)).map_or("-", |source| source.path.as_str());
        let what = held.versions.first().map_or("", |version| version.what.as_str());
        if all_read && !people.touched(entry) {
            dropped.entry(path).or_default().push(format!("{id} \"{what}\""));
            continue;
        }
        if all_read && lock.knows(id) {
            let message = format!("{id} \"{what}\" is told here no more; kept, because a person had a hand in it");
            diagnostics.push(Diagnostic::warning(path, message));
        }
        claims.by_id.insert(id.clone(), held.clone());
    }
    for (path, entries) in dropped {
        let message = format!("no longer tells, so it was left out: {}", entries.join(", "));
        diagnostics.push(Diagnostic::warning(path, message));
    }
}

/// The evidence of one claim: the old order, the machine's pieces as they read now, a person's as they were, the new ones last.
fn woven(claim: &str, old: &[Evidence], new: &[Evidence], lock: &Lock, read: &BTreeSet<String>) -> Vec<Evidence> {
    let same = |a: &Evidence, b: &Evidence| a.source == b.source && a.quote == b.quote;
    let mut all = Vec::with_capacity(new.len());
    for was in old {
        let (known, untouched) = lock.wrote_evidence(claim, was);
        match new.iter().find(|is| same(was, is)) {
            Some(is) if untouched => all.push(is.clone()),
            None if known && read.contains(&was.source) => {}
            _ => all.push(was.clone()),
        }
    }
    let more = new.iter().filter(|is| !old.iter().any(|was| same(was, is)) && !lock.wrote_evidence(claim, is).0);
    all.extend(more.cloned());
    all
}

pub(super) fn is_accepted(entry: &Entry) -> bool {
    entry.review.as_ref().is_some_and(|review| review.state == State::Accepted)
}

fn note_fields(lock: &mut Lock, entry: &Entry) {
    lock.note(&entry.id);
    entry.merged.iter().for_each(|claim| lock.note(&claim.id));
    for field in Field::ALL {
        lock.set_value(&entry.id, field.word(), entry.get(field).map(|value| value.to_string()).as_deref());
    }
    for (field, sides) in &entry.disputed {
        lock.set_value(&entry.id, &format!("disputed.{}", field.word()), Some(&sides_as_text(sides)));
    }
}
