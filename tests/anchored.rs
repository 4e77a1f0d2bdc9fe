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
    let options = Options { lexicon: Lexicon::embedded(), title: None, doubtful: true };
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

/// What stands before, the sentence, a word of what it places, its date: each in an article of its own under `path`, which dates it.
fn check(path: &str, cases: &[(&str, &str, &str, &str)]) {
    let mut wrong = Vec::new();
    for &(before, counts, word, expected) in cases {
        let raw = format!("Harbour news\n\n{before} {counts}\n");
        let article = article::read(raw.as_bytes(), path, None).0.unwrap();
        let options = Options { lexicon: Lexicon::embedded(), title: None, doubtful: true };
        let timeline = pipeline::build(vec![article], &options).0;
        let date = timeline.events.iter().rev().find(|e| e.what.contains(word)).map(|e| e.date.to_string());
        if date.as_deref() != Some(expected) {
            wrong.push(format!("{counts}\n  {word}: {date:?} instead of {expected}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn phrases_of_order_place_an_event() {
    let raid = "Gunmen raided the harbour on May 3, 2020.";
    check(
        "2021-06-30-harbour.txt",
        &[
            (raid, "In the wake of the raid, the army closed the port.", "closed", "[2020-05-03..2021-06]"),
            (raid, "The army closed the port in the aftermath of the raid.", "closed", "[2020-05-03..2021-06]"),
            (raid, "Ever since the raid, the army has blockaded the port.", "blockaded", "[2020-05-03..2021-06]"),
            ("The country voted on May 10, 2020.", "On the eve of the vote, a bomb killed two guards.", "bomb", "[2020-05-03..2020-05-09]"),
            (
                "",
                "The company's shares have fallen by half since gunmen raided the harbour on May 3, 2020.",
                "fallen",
                "[2020-05-03..2021-06-30]",
            ),
        ],
    );
}

#[test]
fn more_phrasings_count_from_an_event() {
    let raid = "Gunmen raided the harbour on May 3, 2020.";
    check(
        "2021-06-30-harbour.txt",
        &[
            (raid, "A fortnight after the raid, the army closed the port.", "closed", "[2020-05-14..2020-05-20]"),
            (raid, "Hours before the raid, the mayor left the city.", "left", "[2020-05-02..2020-05-03]"),
            (raid, "Minutes after the raid, police arrested the mayor.", "arrested", "[2020-05-03..2020-05-04]"),
            (raid, "The morning after the raid, the army closed the port.", "closed", "2020-05-04"),
            (raid, "The night before the raid, the mayor left the city.", "left", "2020-05-02"),
            (raid, "A year to the day after the raid, the governor resigned.", "resigned", "[2021-05-03..2021-05-04]"),
            (raid, "The army closed the port within hours of the raid.", "closed", "[2020-05-03..2020-05-04]"),
            (raid, "Within days of the raid, the army closed the port.", "closed", "[2020-05-03..2020-06-03]"),
            (raid, "Two days earlier, the mayor had left the city.", "left", "2020-05-01"),
            (raid, "The following day, the army closed the port.", "closed", "2020-05-04"),
            (raid, "The raid came three days after the mayor left the city.", "left", "2020-04-30"),
            (raid, "The army closed the port the day after the raid.", "closed", "2020-05-04"),
            (raid, "Two days after Gunmen raided the harbour, the army closed the port.", "closed", "2020-05-05"),
            ("Rebels besieged the fort on May 3, 2020.", "Ten days into the siege, the garrison left the fort.", "left", "2020-05-13"),
        ],
    );
}

/// Ten ways to count from an event, each in an article of its own: what stands before, the sentence, a word of what it places, its date.
#[test]
fn ten_phrasings_count_from_an_event() {
    let raid = "Gunmen raided the harbour on May 3, 2020.";
    check(
        "2020-06-30-harbour.txt",
        &[
            (raid, "Three days after the raid, the army closed the port.", "closed", "2020-05-06"),
            (raid, "The army closed the port a week before the raid.", "closed", "[2020-04-23..2020-04-29]"),
            (raid, "The day after gunmen raided the harbour, the army closed the port.", "closed", "2020-05-04"),
            (raid, "Hours after the raid, police arrested the mayor.", "arrested", "[2020-05-03..2020-05-04]"),
            ("", "Just two days after signing the treaty on May 3, 2020, the president dismissed the general.", "dismissed", "2020-05-05"),
            ("", "The tanker sank on May 3, 2020, two days after a huge explosion that killed 11 sailors.", "explosion", "2020-05-01"),
            (
                "",
                "More than four months after the invasion on January 10, 2020, troops captured the city.",
                "captured",
                "[2020-05-07..2020-06]",
            ),
            ("", "The general fled three days after the raid on May 3, 2020.", "fled", "2020-05-06"),
            ("", "Mr Hale's announcement came a day after the court jailed the editor on May 3, 2020.", "announcement", "2020-05-04"),
            (raid, "Less than a fortnight after the raid, the mayor resigned.", "resigned", "[2020-05-03..2020-05-17]"),
            (raid, "The council had sold the fort exactly one month before the raid.", "sold", "[2020-04-02..2020-04-05]"),
            (raid, "Two and a half weeks after the raid, both sides met.", "met", "[2020-05-17..2020-05-24]"),
            (raid, "Over two weeks after the raid, the mayor resigned.", "resigned", "[2020-05-17..2020-06]"),
            (raid, "A month into the raid, the garrison left the fort.", "left", "[2020-05-17..2020-06-18]"),
            (
                "A storm struck the coast on May 3, 2020.",
                "The mayor resigned two weeks after the storm struck.",
                "resigned",
                "[2020-05-14..2020-05-20]",
            ),
            ("", "The well was sealed for two weeks after the fire of May 3, 2020.", "sealed", "[2020-05-03..2020-06]"),
        ],
    );
}

#[test]
fn an_article_counts_from_what_another_dates() {
    let read = |text: &str, path: &str| article::read(text.as_bytes(), path, None).0.unwrap();
    let articles = vec![
        read("Raid in Ostrava\n\nGunmen raided the harbour of Ostrava on May 3, 2020, killing two guards.\n", "2020-05-04-raid.txt"),
        read(
            "Port closed\n\nGunmen raided the harbour of Ostrava in May 2020, killing two guards. Three days after the raid, the army closed the port.\n",
            "2020-06-30-port.txt",
        ),
    ];
    let options = Options { lexicon: Lexicon::embedded(), title: None, doubtful: true };
    let mut timeline = pipeline::build(articles, &options).0;
    let date = |timeline: &annals::timeline::Timeline, word: &str| {
        timeline.events.iter().find(|e| e.what.contains(word)).map(|e| e.date.to_string()).unwrap_or_default()
    };
    assert_eq!(date(&timeline, "closed"), "2020-05-06");
    timeline.events.iter_mut().find(|e| e.what.contains("raided")).unwrap().date = "2020-05-04".parse().unwrap();
    settle(&mut timeline);
    assert_eq!(date(&timeline, "closed"), "2020-05-07");
}

/// Clauses that a parser knows little of, and nouns that carry the date of what is counted from.
#[test]
fn clauses_of_order_are_read_whole() {
    check(
        "2021-06-30-harbour.txt",
        &[
            (
                "",
                "No sooner had gunmen raided the harbour on May 3, 2020 than the army closed the port.",
                "closed",
                "[2020-05-03..2021-06]",
            ),
            ("", "The port has been closed since the raid on the harbour on May 3, 2020.", "closed", "[2020-05-03..2021-06]"),
            (
                "An explosion destroyed the rig on May 3, 2020, killing eleven workers.",
                "The day before the accident, cement was pumped into the well.",
                "pumped",
                "2020-05-02",
            ),
            ("Rebels shelled the port on May 3, 2020.", "Days later, the army attacked a base.", "attacked", "[2020-05-04..2020-06-03]"),
            (
                "Rebels shelled the port on May 3, 2020.",
                "The port was reopened 48 hours after the shelling.",
                "reopened",
                "[2020-05-05..2020-05-06]",
            ),
            (
                "Rebels shelled the port on May 3, 2020.",
                "The attack came a week after Iraq had expelled the ambassador.",
                "expelled",
                "[2020-04-23..2020-04-29]",
            ),
            (
                "Rebels shelled the port on May 3, 2020.",
                "In the days leading up to the attack, the army evacuated the port.",
                "evacuated",
                "[..2020-05-03]",
            ),
        ],
    );
}

/// Idioms that are one event with their noun, dates inside a subject, and phrases that join on.
#[test]
fn what_others_count_from_is_dated() {
    let raid = "Gunmen raided the harbour on May 3, 2020.";
    let strike = "Workers at the port went on strike on May 3, 2020.";
    check(
        "2021-06-30-harbour.txt",
        &[
            ("", "Workers at the port went on strike on May 3, 2020.", "strike", "2020-05-03"),
            (strike, "A month after the strike began, the company closed the plant.", "closed", "[2020-05-17..2020-06-18]"),
            (strike, "The strike lasted two weeks.", "went on strike", "2020-05-03/2020-05-17~"),
            ("", "The flood of May 3, 2020 killed twelve people.", "killed", "2020-05-03"),
            (
                "The flood of May 3, 2020 killed twelve people.",
                "Two days after the flood, the governor resigned.",
                "resigned",
                "2020-05-05",
            ),
            ("", "The May 3, 2020 flood killed twelve people in Harrow.", "killed", "2020-05-03"),
            ("", "By the time the army captured the town on May 3, 2020, the mayor had fled to the capital.", "fled", "[..2020-05-03]"),
            (raid, "By the time of the raid, the mayor had fled to the capital.", "fled", "[..2020-05-03]"),
            (raid, "By the time gunmen raided the harbour, the mayor had left the city.", "left", "[..2020-05-03]"),
            (raid, "A week on from the raid, the army closed the port.", "closed", "[2020-05-07..2020-05-13]"),
            (raid, "The army closed the port a month on from the raid.", "closed", "[2020-05-17..2020-06-18]"),
            (
                "The army raided the fort on June 1, 2020. Rebels captured the bridge on July 8, 2020.",
                "Six weeks after the raid, and five days after rebels captured the bridge, the garrison left the fort.",
                "left",
                "2020-07-13",
            ),
        ],
    );
}

/// What lasts has an end, by its length, by the verb that ends it, or by "until"; what comes after it comes after its end.
#[test]
fn what_comes_after_comes_after_the_end() {
    let siege = "The army besieged the port on May 3, 2020.";
    check(
        "2021-06-30-harbour.txt",
        &[
            (siege, "The siege lasted two weeks.", "besieged", "2020-05-03/2020-05-17~"),
            (siege, "The siege, which lasted ten days, ended in defeat.", "besieged", "2020-05-03/2020-05-13~"),
            (siege, "The siege did not last two weeks.", "besieged", "2020-05-03"),
            (
                "Rebels began an offensive on May 3, 2020.",
                "It lasted two weeks. The rebels withdrew after the offensive.",
                "withdrew",
                "[2020-05-14..2021-06]",
            ),
            ("Guards met the mayor on May 3, 2020.", "It lasted two weeks.", "met", "2020-05-03"),
            (siege, "The siege lasted two weeks. The governor resigned after the siege.", "resigned", "[2020-05-14..2021-06]"),
            (siege, "The siege ended two weeks later. The governor resigned after the siege.", "resigned", "[2020-05-17..2021-06]"),
            (siege, "The siege was lifted three days later. The governor resigned after the siege.", "resigned", "[2020-05-06..2021-06]"),
            (siege, "The governor has fled since the siege. The siege ended two weeks later.", "fled", "[2020-05-03..2021-06]"),
        ],
    );
}

/// A person who corrects the start or the end of a siege moves what came after it.
#[test]
fn an_end_moves_what_comes_after_it() {
    let raw = "Harbour news\n\nThe army besieged the port on May 3, 2020. The siege ended on May 20, 2020. The governor resigned after the siege.\n";
    let article = article::read(raw.as_bytes(), "2021-06-30-harbour.txt", None).0.unwrap();
    let options = Options { lexicon: Lexicon::embedded(), title: None, doubtful: true };
    let mut timeline = pipeline::build(vec![article], &options).0;
    let date = |timeline: &annals::timeline::Timeline, word: &str| {
        timeline.events.iter().find(|e| e.what.contains(word)).map(|e| e.date.to_string()).unwrap_or_default()
    };
    assert_eq!(date(&timeline, "resigned"), "[2020-05-20..2021-06]");
    timeline.events.iter_mut().find(|e| e.what.contains("ended")).unwrap().date = "2020-05-25".parse().unwrap();
    settle(&mut timeline);
    assert_eq!(date(&timeline, "resigned"), "[2020-05-25..2021-06]");
}

#[test]
fn who_carries_a_message_comes_after_what_it_came_after() {
    check(
        "2021-06-30-harbour.txt",
        &[(
            "",
            "After gunmen raided the harbour on May 3, 2020, Iran urged its allies to leave the port. Kamal Hale, an Iranian officer, delivered the message himself.",
            "delivered",
            "[2020-05-03..2021-06]",
        )],
    );
}

/// "Delivered the message" tells a reader little; that order ties it, and that it names who did, keeps it.
#[test]
fn a_vague_line_of_a_type_is_kept_where_order_ties_it_and_it_names_who_acts() {
    let built = |teller: &str| {
        let raw = format!(
            "After a report came out that said the president reviewed options to strike a site in Harran, Iran urged its allies in Iraq not to \
             provoke the army. Sources told a newspaper that {teller}, delivered the message himself.\n"
        );
        let article = article::read(raw.as_bytes(), "2020-12-03-message.txt", None).0.unwrap();
        let options = Options { lexicon: Lexicon::embedded(), title: None, doubtful: false };
        pipeline::build(vec![article], &options).0.events.iter().any(|event| event.what.contains("delivered"))
    };
    assert!(built("a top Iranian military officer, Brigadier General Ali Tan"));
}
