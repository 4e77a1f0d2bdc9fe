//! Which happenings of a text become entries, and which do not: the news of a lead, what is told of the background, items in the present tense.

use annals::event::trigger::Breadth;
use annals::event::{Setting, find};
use annals::lexicon::Lexicon;
use annals::{text, timex};

/// The entries of a text as `date what`, joined. It was published on 2020-06-10.
fn entries(raw: &str) -> String {
    let lexicon = Lexicon::embedded();
    let dct = chrono::NaiveDate::from_ymd_opt(2020, 6, 10);
    let mut text = text::read(raw, lexicon);
    let timexes = timex::find(&text, dct, lexicon);
    let mentions = find(&mut text, &timexes, Setting { dct, breadth: Breadth::Entries, lexicon });
    let listed = mentions.iter().filter(|m| m.listed && m.same_as.is_none());
    listed.map(|m| format!("{} {}", m.when.date, m.what)).collect::<Vec<_>>().join(" | ")
}

#[test]
fn real_happenings_are_listed() {
    let table = [
        // What somebody named did to something is news, although no list knows the act; of whom else, or of what, is not enough.
        ("France recorded its first case.", "[..2020-06-10] France recorded its first case."),
        ("France saw this.", ""),
        ("A visitor painted a wall.", ""),
        // A dateline with bars is no reader's signature.
        (
            "OSLO | Mon Jun 8 , 2020 -LRB- Reuters -RRB- - France closed its embassy in Chile .",
            "[..2020-06-10] France closed its embassy in Chile.",
        ),
        // Verbs of speech that are deeds.
        ("France said on Monday that it was ready. The bank added 300 jobs in May.", "2020-05 The bank added 300 jobs."),
        // What a clause about a noun tells as done.
        ("The blast, which killed eleven people, had no witnesses.", "[..2020-06-10] The blast killed eleven people."),
        // What it did is told in the entry of an explosion that dates another.
        (
            "The port has been closed since an April 20 explosion in Harran that killed eleven people.",
            "[2020-04-20..2020-06-10] The port has been closed since an April 20 explosion in Harran that killed eleven people. | 2020-04-20 \
             An April 20 explosion in Harran killed eleven people.",
        ),
        (
            "Three people were killed following a missile attack on Harran on Monday.",
            "[2020-06-08..2020-06-10] Three people were killed following a missile attack on Harran.",
        ),
        // What was said a day after something is no event without its words; a statement by nobody about nothing is none either.
        ("Mr Hale's remarks came a day after the court jailed the editor on May 3, 2020.", "2020-05-03 The court jailed the editor."),
        ("France released a report. A statement was released on Monday.", "[..2020-06-10] France released a report."),
        ("A spokesman for France declined to comment on the plan.", ""),
        // Who judges an event does not do it, and "the two sides" are nobody without the text before.
        ("France called the deal historic.", ""),
        ("The two sides met again on Monday.", ""),
        // A list of nouns is said to its end.
        (
            "France dismissed its envoys to Chile, Norway, Peru and Kenya on Monday.",
            "2020-06-08 France dismissed its envoys to Chile, Norway, Peru and Kenya.",
        ),
        // A measure says enough of prices.
        ("Inflation fell to 3 percent.", "[..2020-06-10] Inflation fell to 3 percent."),
        ("Inflation fell.", ""),
        // A quotation that is not closed ends with the next mark.
        (
            "`` We will stay . Vidal said so . `` We lost , '' she said . France closed its embassy .",
            "[..2020-06-10] France closed its embassy.",
        ),
        // The phase of an event is news; a date behind what it happened at dates it.
        ("The trial has begun in Oslo.", "[..2020-06-10] The trial has begun in Oslo."),
        ("France praised the plan at a conference on Monday.", "2020-06-08 France praised the plan at a conference."),
        ("The WHO raised its alert on Monday.", "2020-06-08 The WHO raised its alert."),
        ("Rebels have killed six people in the past three days.", "[2020-06-07..2020-06-10] Rebels have killed six people."),
        // A clause right behind its noun brings its own verb; "one of" is said of whom.
        (
            "A Russian court fined a paper for printing words the country deems illegal.",
            "[..2020-06-10] A Russian court fined a paper for printing words the country deems illegal.",
        ),
        (
            "One of the bank's partners has refused to pay its share of the costs.",
            "[..2020-06-10] One of the bank's partners has refused to pay its share of the costs.",
        ),
        // A verb alone between quotation marks is not somebody's words.
        ("France said rebels have “surrendered” in Chile.", "[..2020-06-10] Rebels have “surrendered” in Chile."),
        // "It" opens a sentence for the only body before; but not for one of two, and not where it stands for nothing.
        (
            "France closed its embassy in Chile. It also expelled an envoy.",
            "[..2020-06-10] France closed its embassy in Chile. | [..2020-06-10] France expelled an envoy.",
        ),
        ("France closed its embassy after Chile withdrew. It also expelled an envoy.", "[..2020-06-10] France closed its embassy."),
    ];
    check(&table);
}

#[test]
fn items_in_the_present_tense_are_of_their_day() {
    let table = [
        ("A bomb kills twenty people at a market in Oslo.", "2020-06-10 A bomb kills twenty people at a market in Oslo."),
        ("France elects a new parliament.", "2020-06-10 France elects a new parliament."),
        ("Flu often kills twenty people in Oslo.", ""),
        ("France wants a new treaty.", ""),
    ];
    check(&table);
}

fn check(table: &[(&str, &str)]) {
    let wrong: Vec<String> = table
        .iter()
        .map(|(raw, expected)| (raw, expected, entries(raw)))
        .filter(|(_, expected, found)| *expected != found)
        .map(|(raw, expected, found)| format!("{raw}\n  expected {expected}\n  found    {found}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
