//! Sources, key by key. A source has no `disputed`, so a conflict is noted beside it.

use super::{Conflict, pick};
use crate::timeline::yaml::names::Named;
use crate::timeline::{Source, Timeline};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn unite(base: &Timeline, ours: &Timeline, theirs: &Timeline, conflicts: &mut Vec<Conflict>) -> BTreeMap<String, Source> {
    let ids: BTreeSet<&String> = ours.sources.keys().chain(theirs.sources.keys()).collect();
    let mut united = BTreeMap::new();
    for id in ids {
        let was = base.sources.get(id);
        let source = match (ours.sources.get(id), theirs.sources.get(id)) {
            (Some(ours), Some(theirs)) => Some(one(id, was, ours, theirs, conflicts)),
            // Deleted on one side: it goes only if the other side left it as it was.
            (Some(only), None) | (None, Some(only)) => (was != Some(only)).then(|| only.clone()),
            (None, None) => None,
        };
        united.extend(source.map(|source| (id.clone(), source)));
    }
    united
}

fn one(id: &str, base: Option<&Source>, ours: &Source, theirs: &Source, conflicts: &mut Vec<Conflict>) -> Source {
    let mut differs = |key: &str, one: String, other: String| {
        conflicts.push(Conflict { section: "sources", id: id.to_string(), message: format!("{key}: {one} or {other}"), held: false });
    };
    let text = |text: &Option<String>| text.clone().unwrap_or_else(|| "nothing".into());
    macro_rules! key {
        ($key:ident, $shown:expr) => {
            pick(base.map(|source| &source.$key), &ours.$key, &theirs.$key).unwrap_or_else(|| {
                differs(stringify!($key), $shown(&ours.$key), $shown(&theirs.$key));
                ours.$key.clone()
            })
        };
    }
    Source {
        title: key!(title, text),
        path: key!(path, |path: &String| path.clone()),
        author: key!(author, text),
        publisher: key!(publisher, text),
        url: key!(url, text),
        published: key!(published, |day: &Option<crate::time::Edtf>| day.map_or("unknown".into(), |day| day.to_string())),
        published_from: key!(published_from, |from: &crate::article::DctBasis| from.word().to_string()),
        published_evidence: pick(base.map(|source| &source.published_evidence), &ours.published_evidence, &theirs.published_evidence)
            .unwrap_or_else(|| ours.published_evidence.clone()),
        copy_of: key!(copy_of, text),
        sha256: key!(sha256, |hash: &String| hash.clone()),
    }
}
