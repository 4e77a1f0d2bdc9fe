//! What holds of the parsers of the borders for every input: no panic; a value that is written as it was read, or an error that names the file.

use annals::article;
use annals::lexicon::{Files, Lexicon};
use annals::merge::lock::Lock;
use annals::pipeline;
use annals::time::Edtf;
use annals::timeline::import;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// So many pieces at most, one after the other.
fn made_of(pieces: &'static [&'static str], most: usize) -> impl Strategy<Value = String> {
    vec(prop_oneof![9 => select(pieces).prop_map(str::to_string), 1 => any::<char>().prop_map(String::from)], 0..most)
        .prop_map(|pieces| pieces.concat())
}

const DATE: &[&str] = &[
    "2020", "0000", "-0044", "1999", "20", "XXXX", "XX", "-", "-01", "-12", "-13", "-21", "-24", "-29", "-31", "-33", "-02", "-W01", "/",
    "..", "[", "]", "~", "?", "%", "Y", "T", " ",
];

const KEPT: &[&str] = &[
    "# Floods",
    "\n",
    "\n\n",
    "2020-01-03",
    "4 January 2020",
    "spring 2020",
    "in March",
    "XXXX-01",
    "29 February",
    "31 April 2020",
    ": ",
    " | ",
    "\t",
    " – ",
    "- ",
    "  ",
    "-----",
    "Two bridges collapse.",
    "Two days later the army leaves.",
    "The next day it rains.",
    "“",
    "[",
    "9999-12-31",
];

const LOCK: &[&str] = &[
    "annals-lock: 1",
    "annals-lock: 2",
    "\n",
    "ev-1",
    "src-1",
    " ",
    "what=0a1b2c3d",
    "quote.1a=ffffffff",
    "=",
    "gone",
    "date",
    "<<<<<<< HEAD",
    "=======",
    ">>>>>>> main",
    "# ",
    "0",
    "date=123456789",
];

/// A file with bytes written over, and maybe cut short.
fn damaged(mut bytes: Vec<u8>, changes: &[(Index, u8)], cut: Option<Index>) -> Vec<u8> {
    for (at, byte) in changes {
        if !bytes.is_empty() {
            let at = at.index(bytes.len());
            bytes[at] = *byte;
        }
    }
    if let Some(cut) = cut {
        bytes.truncate(cut.index(bytes.len() + 1));
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_date_is_read_as_it_is_written(text in made_of(DATE, 8)) {
        if let Ok(date) = text.parse::<Edtf>() {
            prop_assert_eq!(date.to_string().parse::<Edtf>(), Ok(date));
            let days = date.interval();
            prop_assert!(days.earliest().zip(days.latest()).is_none_or(|(from, to)| from <= to), "{}", text);
        }
    }

    #[test]
    fn a_lock_is_read_as_it_is_written(text in made_of(LOCK, 30)) {
        match Lock::read(&text, "x.lock") {
            Ok(lock) => {
                let written = lock.write();
                prop_assert_eq!(Lock::read(&written, "x.lock").map(|lock| lock.write()), Ok(written));
            }
            Err(error) => prop_assert!(error.path == "x.lock" && error.place.is_some(), "{}", error),
        }
    }

    #[test]
    fn a_timeline_kept_as_text_is_imported_or_refused(text in made_of(KEPT, 25)) {
        let lexicon = Lexicon::embedded();
        match import::read(&text, 1, "x.txt", lexicon) {
            Ok((imported, _)) => {
                let (article, _) = article::from_text(&text, "x.txt", None, None);
                let lines: Vec<String> = imported.events.iter().map(|line| line.text.clone()).collect();
                let timeline = pipeline::import(&article, imported, lexicon);
                let quotes: Vec<&str> = timeline.events.iter().flat_map(|event| &event.evidence).map(|one| one.quote.as_str()).collect();
                prop_assert!(quotes.iter().all(|quote| lines.iter().any(|line| line == quote)), "{}", text);
            }
            Err(error) => prop_assert!(error.path == "x.txt", "{}", error),
        }
    }
}

/// Paths of all rules and lists, by which the damage is chosen.
fn data_files() -> Vec<String> {
    let files = Files::embedded();
    ["event", "merge", "model", "names", "order", "text", "timex"]
        .into_iter()
        .flat_map(|folder| files.paths(folder).map(str::to_string).collect::<Vec<_>>())
        .collect()
}

proptest! {
    // Each case reads all of data/en anew.
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whoever edits a folder for `--data` gets the file that is wrong, or a lexicon that works.
    #[test]
    fn a_damaged_data_folder_is_read_or_refused(
        file in select(data_files()),
        changes in vec((any::<Index>(), prop_oneof![any::<u8>(), select(&b"\n:<>(){}[]|=\"'+-# "[..])]), 0..6),
        cut in proptest::option::of(any::<Index>()),
    ) {
        let mut files = Files::embedded();
        let bytes = damaged(files.bytes(&file).unwrap().to_vec(), &changes, cut);
        files.insert(file.clone(), bytes);
        match Lexicon::parse(&files) {
            Ok(lexicon) => {
                let text = "The army shelled the port on Monday, two days after 23 people were killed in Mosul. Rebels left in May 2010.";
                let (article, _) = article::from_text(text, "x.txt", Some("2020-12-03"), None);
                pipeline::tag(&article, &lexicon);
                pipeline::build(vec![article], &pipeline::Options { lexicon: &lexicon, title: None, doubtful: true });
            }
            Err(error) => prop_assert!(!error.path.is_empty(), "{}: {}", file, error),
        }
    }
}
