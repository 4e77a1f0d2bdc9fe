//! A build of any text: quotes that are of the text, a file that is read as it was written.
#![no_main]

use annals::article;
use annals::lexicon::Lexicon;
use annals::pipeline::{self, Options};
use annals::timeline::yaml;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Some(article) = article::read(text.as_bytes(), "2020-06-10-news.txt", None).0 else { return };
    let bare = |text: &str| text.split_whitespace().collect::<String>();
    let body = bare(&article.body);
    let options = Options { lexicon: Lexicon::embedded(), title: None, doubtful: true };
    let timeline = pipeline::build(vec![article], &options).0;
    assert!(timeline.events.iter().flat_map(|event| &event.evidence).all(|evidence| body.contains(&bare(&evidence.quote))));
    let written = yaml::write(&timeline);
    assert_eq!(yaml::read(&written, "x.yaml").expect("a file just written"), timeline);
});
