//! What holds of a build for every text: no panic, quotes that are of the text, a file that is read as it was written.

use annals::article;
use annals::lexicon::Lexicon;
use annals::pipeline::{self, Options};
use annals::timeline::yaml;
use proptest::prelude::*;

fn holds(text: &str) {
    let Some(article) = article::read(text.as_bytes(), "2020-06-10-news.txt", None).0 else { return };
    let body = article.body.to_string();
    let options = Options { lexicon: Lexicon::embedded(), title: None, doubtful: false };
    let timeline = pipeline::build(vec![article], &options).0;
    for evidence in timeline.events.iter().flat_map(|event| &event.evidence) {
        assert!(body.split_whitespace().collect::<String>().contains(&evidence.quote.split_whitespace().collect::<String>()), "{text}");
    }
    let written = yaml::write(&timeline);
    assert_eq!(yaml::read(&written, "x.yaml").expect("a file just written"), timeline, "{text}");
}

/// Pieces of news that make events when they meet, and signs that no tokenizer expects where they stand.
const PIECES: &[&str] = &[
    "🔴",
    "é",
    "İ",
    "ß",
    "\u{301}",
    "—",
    " -- ",
    "“",
    "”",
    "’s",
    "'s",
    ", ",
    ", and ",
    " or ",
    ". ",
    "! ",
    "\n",
    "\n\n",
    " (",
    ") ",
    "$5",
    "15 percent",
    "-",
    "Protesters ",
    "Five workers ",
    "Gen. Smith ",
    "President Obama ",
    "the number of people ",
    "Kataib Hezbollah ",
    "Mitsui & Co ",
    "he ",
    "it ",
    "whose ",
    "which ",
    "that ",
    "neither ",
    "nor ",
    "were killed ",
    "killed ",
    "said ",
    "attacked ",
    "has been arrested ",
    "will meet ",
    "to strike ",
    "had left ",
    "an attack on ",
    "the embassy ",
    "Baghdad ",
    "in January ",
    "on Monday ",
    "two days after ",
    "since May 2003",
    "the same day ",
    "in 2001, 2004 and 2007 ",
    "of ",
    "in ",
    "by ",
    "Ministry of Health ",
    "the first ",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn any_string_is_built(text in "\\PC{0,300}") {
        holds(&text);
    }

    #[test]
    fn news_in_any_order_is_built(pieces in prop::collection::vec(prop::sample::select(PIECES), 1..60)) {
        holds(&pieces.concat());
    }
}
