//! Articles that are built apart and merged are the timeline that they are when built together, byte for byte: entries, dates, evidence, ids.
//!
//! It holds for articles whose day is known. An undated article gets its days from the dated ones that are built with it, and a merge, which
//! has no texts, cannot read it anew; its entries are joined all the same.

use annals::article::{self, Article};
use annals::lexicon::Lexicon;
use annals::merge;
use annals::pipeline::{self, Options};
use annals::timeline::{Timeline, yaml};
use proptest::prelude::*;
use std::fs;
use std::process::Command;

/// Two papers on one story: what both tell in their own words, what one copies from the other, what only one tells, days of the week, days that
/// they disagree about, and counting from another event.
const ARTICLES: [(&str, &str, &str); 10] = [
    (
        "courier",
        "2031-05-12",
        "The Harrow mill exploded on Sunday, killing 14 workers, the Calder company said.\n\nFire crews from Selby arrived an hour later. \
         Police arrested two managers of the mill on Monday.",
    ),
    (
        "courier",
        "2031-05-14",
        "Two days after the explosion at the Harrow mill, President Ada Lind visited Harrow and met the families of the workers.\n\nThe Calder \
         company announced on Tuesday that it would close its mill at Selby.",
    ),
    (
        "courier",
        "2031-06-02",
        "Parliament in Carden passed a law on the safety of mills on 30 May 2031. In 2024 a mill at Selby burned down, and nobody was charged.",
    ),
    ("courier", "2031-06-20", "Greta Moss resigned as minister of labour on Thursday. She had defended the Calder company in May."),
    (
        "courier",
        "2031-07-01",
        "A court in Carden sentenced two managers of the Harrow mill to six years in prison on Monday. The explosion killed 14 workers.",
    ),
    (
        "herald",
        "2031-05-12",
        "Fourteen workers died on 11 May 2031 when the Harrow mill of the Calder company blew up.\n\nTwo managers of the mill were arrested on Monday.",
    ),
    (
        "herald",
        "2031-05-13",
        "Fire crews from Selby arrived an hour later. Police arrested two managers of the mill on Monday.\n\nThousands marched through Harrow on \
         Monday evening in protest against the Calder company.",
    ),
    ("herald", "2031-05-15", "President Ada Lind visited Harrow on Tuesday and met the families of the dead workers."),
    (
        "herald",
        "2031-06-01",
        "A law on the safety of mills was passed by parliament in Carden on 31 May 2031, after a debate of nine hours.",
    ),
    (
        "herald",
        "2031-06-21",
        "Minister of labour Greta Moss resigned on Thursday. The managers of the Harrow mill were arrested after the explosion in May.",
    ),
];

fn path(at: usize) -> String {
    let (paper, day, _) = ARTICLES[at];
    format!("{paper}/{day}.txt")
}

fn read(at: usize) -> Article {
    article::read(ARTICLES[at].2.as_bytes(), &path(at), None).0.unwrap()
}

fn build(which: impl IntoIterator<Item = usize>) -> Timeline {
    let options = Options { lexicon: Lexicon::embedded(), title: Some("Harrow".into()), doubtful: false };
    let (timeline, _) = pipeline::build(which.into_iter().map(read).collect(), &options);
    yaml::read(&yaml::write(&timeline), "x.yaml").unwrap()
}

#[test]
fn two_papers_apart_are_two_papers_together() {
    let place = tempfile::tempdir().unwrap();
    for (at, (paper, _, text)) in ARTICLES.iter().enumerate() {
        fs::create_dir_all(place.path().join(paper)).unwrap();
        fs::write(place.path().join(path(at)), text).unwrap();
    }
    let annals = |arguments: &str| {
        let run = Command::new(env!("CARGO_BIN_EXE_annals")).args(arguments.split(' ')).current_dir(place.path()).output().unwrap();
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    };
    annals("build courier -o courier.yaml");
    annals("build herald -o herald.yaml");
    annals("build courier herald -o together.yaml");
    annals("merge herald.yaml courier.yaml -o apart.yaml");
    let text = |name: &str| fs::read_to_string(place.path().join(name)).unwrap();
    assert_eq!(text("apart.yaml"), text("together.yaml"));
    let number = |name: &str| yaml::read(&text(name), name).unwrap().events.len();
    let (courier, herald, together) = (number("courier.yaml"), number("herald.yaml"), number("together.yaml"));
    assert!(courier + herald >= together + 3, "the papers have events in common: {courier} + {herald} -> {together}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn any_parts_of_a_story_are_the_story(parts in prop::collection::vec(0usize..4, ARTICLES.len())) {
        let part = |wanted: usize| build(parts.iter().enumerate().filter(|(_, part)| **part == wanted).map(|(at, _)| at));
        let merge = |timelines: Vec<Timeline>| merge::merge(Some("Harrow".into()), timelines, Lexicon::embedded()).0;
        let together = yaml::write(&build(0..ARTICLES.len()));
        let apart = merge((0..4).map(part).collect());
        prop_assert_eq!(&yaml::write(&apart), &together);
        let by_turns = merge(vec![merge(vec![part(3), part(1)]), merge(vec![part(0), part(2)])]);
        prop_assert_eq!(&yaml::write(&by_turns), &together, "merged in turns");
    }
}
