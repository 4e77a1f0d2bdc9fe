//! The timelines under `timelines/` are what annals builds from the sample articles. After a change for the better,
//! `BLESS=1 cargo test --test samples` writes them anew; read the diff.

use annals::article;
use annals::lexicon::Lexicon;
use annals::pipeline::{self, Options};
use annals::timeline::{Timeline, yaml};
use std::path::{Path, PathBuf};

/// A committed timeline, its title, and the sample articles that it is made of.
const SAMPLES: &[(&str, &str, &[&str])] = &[
    ("samples.yaml", "The sample articles", &[""]),
    ("green-zone.yaml", "The Green Zone under fire", &["baghdad-green-zone.txt"]),
    ("japan-2011.yaml", "The 2011 earthquake in Japan", &["2011-03-12", "japan-one-month-on.md"]),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files(path: PathBuf, found: &mut Vec<PathBuf>) {
    if path.is_dir() {
        std::fs::read_dir(path).unwrap().flatten().for_each(|entry| files(entry.path(), found));
    } else {
        found.push(path);
    }
}

fn build(title: &str, parts: &[&str], turned: bool) -> Timeline {
    let mut found = Vec::new();
    parts.iter().for_each(|part| files(root().join("data/articles").join(part), &mut found));
    found.sort();
    if turned {
        found.reverse();
    }
    let read = |path: &PathBuf| {
        let name = path.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/");
        article::read(&std::fs::read(path).unwrap(), &name, None).0.unwrap()
    };
    let articles = found.iter().map(read).collect();
    pipeline::build(articles, &Options { lexicon: Lexicon::embedded(), title: Some(title.into()), doubtful: false }).0
}

#[test]
fn committed_timelines_are_what_is_built() {
    for (name, title, parts) in SAMPLES {
        let built = yaml::write(&build(title, parts, false));
        let path = root().join("timelines").join(name);
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&path, &built).unwrap();
        }
        let committed = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(committed == built, "timelines/{name} is not what is built now; BLESS=1 writes it anew");
    }
}

#[test]
fn the_order_of_the_articles_does_not_matter() {
    for (_, title, parts) in SAMPLES {
        assert_eq!(yaml::write(&build(title, parts, false)), yaml::write(&build(title, parts, true)));
    }
}

#[test]
fn every_quote_is_in_its_article() {
    let one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let timeline = build("all", &[""], false);
    assert!(timeline.events.len() > 50);
    for entry in &timeline.events {
        for evidence in &entry.evidence {
            let text = std::fs::read_to_string(root().join(&timeline.sources[&evidence.source].path)).unwrap();
            assert!(one_line(&text).contains(&evidence.quote), "{}: {}", entry.id, evidence.quote);
        }
    }
}
