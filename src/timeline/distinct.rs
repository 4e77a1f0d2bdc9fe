//! Different articles and different events never share an id, however many there are.

use super::assemble::Single;
use super::id;
use rayon::prelude::*;
use std::collections::BTreeSet;

/// Sources of one id and different texts get longer ids. `singles` are sorted by id, and of each text there is one.
pub fn sources(singles: &mut [Single]) {
    let same = |at: usize, other: Option<usize>| other.and_then(|other| singles.get(other)).is_some_and(|other| other.id == singles[at].id);
    let shared: Vec<usize> = (0..singles.len()).filter(|at| same(*at, at.checked_sub(1)) || same(*at, Some(at + 1))).collect();
    for at in shared {
        let single = &mut singles[at];
        let longer = id::longer(&single.id, &[&format!("{:x}", single.print)]);
        let evidence = single.events.iter_mut().flat_map(|event| &mut event.evidence);
        evidence.filter(|evidence| evidence.source == single.id).for_each(|evidence| evidence.source.clone_from(&longer));
        single.id = longer;
    }
}

/// The same for events of different articles. Those of one article have ids of their own from the start.
pub fn events(singles: &mut [Single]) {
    let mut ids: Vec<&str> = singles.iter().flat_map(|single| &single.events).map(|event| event.id.as_str()).collect();
    ids.par_sort_unstable();
    let shared: BTreeSet<String> = ids.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0].to_string()).collect();
    if shared.is_empty() {
        return;
    }
    for single in singles {
        for at in 0..single.events.len() {
            if !shared.contains(&single.events[at].id) {
                continue;
            }
            let event = &mut single.events[at];
            let quote = event.evidence.first().map_or("", |evidence| &evidence.quote);
            let longer = id::longer(&event.id, &[&single.id, quote]);
            let short = std::mem::replace(&mut event.id, longer.clone());
            let links = single.events.iter_mut().flat_map(|event| &mut event.evidence).flat_map(|evidence| &mut evidence.links);
            links.filter(|link| link.event == short).for_each(|link| link.event.clone_from(&longer));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timeline;

    fn single(source: &str, print: u64, quote: &str) -> Single {
        let event = |id: &str, links: &str| {
            format!(
                "  - {{id: {id}, date: \"2020\", basis: explicit, what: {quote}, status: occurred, evidence: [{{source: {source}, quote: {quote}{links}}}]}}\n"
            )
        };
        let link = ", links: [{rel: after, event: ev-00000000, cue: Then, confidence: 80}]";
        let text = format!(
            "annals: 1\nsources:\n  {source}:\n    path: a.txt\n    published_from: unknown\n    sha256: x\nevents:\n{}{}",
            event("ev-00000000", ""),
            event(&source.replace("src", "ev-x"), link)
        );
        let mut timeline = timeline::yaml::read(&text, "a.yaml").unwrap();
        let (id, source) = timeline.sources.pop_first().unwrap();
        Single { id, print, source, events: timeline.events }
    }

    #[test]
    fn what_differs_has_ids_that_differ() {
        let ids = |singles: &[Single]| singles.iter().map(|s| (s.id.clone(), s.events[0].id.clone())).collect::<BTreeSet<_>>();
        let (rain, snow) = (single("src-00000000", 1, "It rained."), single("src-00000000", 2, "It snowed."));
        let other = single("src-00000002", 3, "It hailed.");
        let all = |mut singles: Vec<Single>| {
            sources(&mut singles);
            events(&mut singles);
            for single in &singles {
                assert!(single.events[0].evidence[0].source == single.id);
                assert!(single.events[1].evidence[0].links[0].event == single.events[0].id, "links go with it");
            }
            ids(&singles)
        };
        let found = all(vec![rain.clone(), snow.clone(), other.clone()]);
        assert_eq!(found, all(vec![snow, rain, other.clone()]), "the order does not matter");
        let (sources, events): (BTreeSet<String>, BTreeSet<String>) = found.into_iter().unzip();
        assert_eq!((sources.len(), events.len()), (3, 3));
        assert!(sources.iter().filter(|id| id.len() == 20).count() == 2 && events.iter().all(|id| id.len() == 19));
        assert_eq!(all(vec![other]), [("src-00000002".to_string(), "ev-00000000".to_string())].into());
    }
}
