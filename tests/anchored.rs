//! Dates that are counted from another event, from the words of an article to the timeline.

use annals::article;
use annals::lexicon::Lexicon;
use annals::pipeline::{self, Options};
use annals::timeline::settle;

const ARTICLE: &str = "Harbour raid divides Ostrava council

Gunmen raided the harbour on January 3, 2020. Two days after the raid, the army closed the port. The governor resigned three weeks after the raid. Before the raid, the mayor had warned the police. The council voted on February 10, 2020. The day before the vote, a bomb killed two guards.
";

#[test]
fn dates_are_counted_from_events_and_move_with_them() {
    let article = article::read(ARTICLE.as_bytes(), "2020-02-20-harbour.txt", None).0.unwrap();
    let options = Options { lexicon: Lexicon::embedded(), title: None, known: Default::default(), progress: &|| {} };
    let mut timeline = pipeline::build(vec![article], &options).0;
    let date = |timeline: &annals::timeline::Timeline, word: &str| {
        timeline.events.iter().find(|e| e.what.contains(word)).map(|e| e.date.to_string()).unwrap_or_default()
    };
    for (word, expected) in [
        ("raided", "2020-01-03"),
        ("closed", "2020-01-05"),
        ("resigned", "[2020-01-21..2020-01-27]"),
        ("warned", "[..2020-01-03]"),
        ("voted", "2020-02-10"),
        ("bomb", "2020-02-09"),
    ] {
        assert_eq!(date(&timeline, word), expected, "{word}");
    }
    timeline.events.iter_mut().find(|e| e.what.contains("raided")).unwrap().date = "2020-01-05".parse().unwrap();
    settle(&mut timeline);
    assert_eq!(date(&timeline, "closed"), "2020-01-07");
    assert_eq!(date(&timeline, "warned"), "[..2020-01-05]");
}
