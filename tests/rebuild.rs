//! A build onto a timeline that people have edited, in both layouts: their words stay, the machine's follow the articles.

use annals::timeline::{Entry, Timeline, yaml};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const STORM: &str =
    "Storm in Basra\n\nOn 2 December 2020 a storm killed two fishermen in Basra.\n\nThe governor resigned on 4 December 2020.\n";
const MOSUL: &str = "Bridge opens\n\nOn 7 December 2020 Iraq opened a bridge in Mosul.\n";

struct Desk {
    place: tempfile::TempDir,
    /// The timeline: a file, or a folder with one file an event.
    folder: bool,
}

impl Desk {
    fn new(folder: bool) -> Desk {
        let desk = Desk { place: tempfile::tempdir().unwrap(), folder };
        desk.article("2020-12-05/storm.txt", STORM);
        desk.article("2020-12-08/mosul.txt", MOSUL);
        let built = desk.annals(&["build", "--doubtful", "in", "-o", "x.yaml"]);
        assert!(built.status.success(), "{}", said(&built));
        if folder {
            assert!(desk.annals(&["split", "x.yaml"]).status.success());
        }
        desk
    }

    fn both(work: impl Fn(Desk)) {
        [false, true].into_iter().for_each(|folder| work(Desk::new(folder)));
    }

    fn annals(&self, arguments: &[&str]) -> Output {
        let annals = env!("CARGO_BIN_EXE_annals");
        Command::new(annals).args(arguments).current_dir(self.place.path()).stdin(Stdio::null()).output().unwrap()
    }

    fn name(&self) -> &str {
        if self.folder { "x" } else { "x.yaml" }
    }

    fn build(&self) -> String {
        let built = self.annals(&["build", "--doubtful", "in", "-o", self.name()]);
        assert!(built.status.success(), "{}", said(&built));
        said(&built)
    }

    fn article(&self, path: &str, text: &str) {
        let path = self.place.path().join("in").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Every file of the timeline with its text, and the lock.
    fn files(&self) -> Vec<(PathBuf, String)> {
        let mut files: Vec<PathBuf> =
            walk(self.place.path()).into_iter().filter(|path| !path.starts_with(self.place.path().join("in"))).collect();
        files.sort();
        files.into_iter().map(|path| (path.clone(), fs::read_to_string(path).unwrap())).collect()
    }

    fn text(&self) -> String {
        self.files().into_iter().filter(|(path, _)| path.extension().is_some_and(|e| e == "yaml")).map(|(_, text)| text).collect()
    }

    /// Changes the one place where `old` stands.
    fn edit(&self, old: &str, new: &str) {
        let files: Vec<(PathBuf, String)> = self.files().into_iter().filter(|(_, text)| text.contains(old)).collect();
        assert_eq!(files.len(), 1, "{old}");
        assert_eq!(files[0].1.matches(old).count(), 1, "{old}");
        fs::write(&files[0].0, files[0].1.replace(old, new)).unwrap();
    }

    fn timeline(&self) -> Timeline {
        let joined =
            Command::new(env!("CARGO_BIN_EXE_annals")).args(["merge", self.name()]).current_dir(self.place.path()).output().unwrap();
        yaml::read(std::str::from_utf8(&joined.stdout).unwrap(), "x").unwrap()
    }

    fn entry(&self, words: &str) -> Entry {
        let events = self.timeline().events;
        let quoted = |entry: &&Entry| entry.evidence.iter().any(|e| e.quote.contains(words));
        let found = events.iter().find(|entry| entry.what.contains(words)).or(events.iter().find(quoted)).cloned();
        found.unwrap_or_else(|| panic!("nothing quotes {words}:\n{}", self.text()))
    }

    /// Takes an entry out as a person would.
    fn delete(&self, id: &str) {
        if self.folder {
            return fs::remove_file(self.place.path().join("x/events").join(format!("{id}.yaml"))).unwrap();
        }
        let path = self.place.path().join("x.yaml");
        let text = fs::read_to_string(&path).unwrap();
        let start = text.find(&format!("  - id: {id}\n")).unwrap();
        let end = text[start + 1..].find("  - id: ").map_or(text.len(), |at| start + 1 + at);
        fs::write(path, format!("{}{}", &text[..start], &text[end..])).unwrap();
    }
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn walk(folder: &Path) -> Vec<PathBuf> {
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    paths.flat_map(|path| if path.is_dir() { walk(&path) } else { vec![path] }).collect()
}

#[test]
fn nothing_new_changes_no_byte() {
    Desk::both(|desk| {
        let before = desk.files();
        assert!(before.iter().any(|(path, _)| path.ends_with("x.lock")));
        desk.build();
        assert_eq!(desk.files(), before);
    });
}

#[test]
fn edits_of_entries_that_nobody_accepted_stay() {
    Desk::both(|desk| {
        let storm = desk.entry("killed two");
        desk.edit(&format!("what: {}", storm.what), "what: Two men drowned off Basra.  # asked the harbour master");
        let indent = if desk.folder { "" } else { "    " };
        desk.edit(
            &format!("what: {}", desk.entry("resigned").what),
            &format!("what: The governor left office.\n\n{indent}# Why?\n{indent}place: Basra"),
        );
        desk.edit("2020-12-07", "2020-12-06");
        let before = desk.text();
        desk.build();
        let after = desk.text();
        // Only the basis follows: a date that a person wrote is a person's.
        let ours = "date: \"2020-12-06\"\n";
        let at = before.find(ours).unwrap() + ours.len();
        let expected = format!("{}{}", &before[..at], before[at..].replacen("basis: explicit", "basis: human", 1));
        assert_eq!(after, expected);
        desk.build();
        assert_eq!(desk.text(), after, "and a third time");
    });
}

#[test]
fn the_machine_proposes_once_what_it_would_write_instead() {
    Desk::both(|desk| {
        desk.edit("date: \"2020-12-04\"\n", "date: \"2020-12-03\"\n");
        desk.build();
        assert!(!desk.text().contains("proposed"), "what the machine said before is no news: {}", desk.text());
        let retold = STORM.replace("on 4 December", "on 1 December");
        let again = STORM.replace("on 4 December", "on 30 November");
        // The quote is another, and so would be its id; the entry that the person dated stays and says so.
        desk.article("2020-12-05/storm.txt", &retold);
        let spoken = desk.build();
        assert!(spoken.contains("is told here no more; kept"), "{spoken}");
        assert!(desk.text().contains("2020-12-03") && desk.text().contains("2020-12-01"));
        desk.article("2020-12-05/storm.txt", &again);
        let spoken = desk.build();
        assert!(spoken.contains("no longer tells, so it was left out"), "{spoken}");
        assert!(desk.text().contains("2020-12-03") && !desk.text().contains("2020-12-01"));
    });
}

#[test]
fn a_disagreement_is_a_proposal_that_check_reports() {
    Desk::both(|desk| {
        desk.edit("date: \"2020-12-02\"\n", "date: \"2020-12-01\"\n");
        desk.edit(&format!("what: {}", desk.entry("killed two").what), "what: Two men drowned.");
        desk.build();
        assert!(!desk.text().contains("proposed"));
        // Two more sources, each in its own words, say another day, so that is now the machine's word.
        desk.article("2020-12-06/one.txt", "Storm\n\nThe storm killed two fishermen in Basra on 3 December 2020, the coast guard said.\n");
        desk.article("2020-12-06/two.txt", "Grief\n\nIn Basra, two fishermen were killed by the storm on 3 December 2020.\n");
        desk.build();
        let storm = desk.entry("killed two");
        assert_eq!((storm.date.to_string().as_str(), storm.what.as_str()), ("2020-12-01", "Two men drowned."));
        assert_eq!(storm.merged.len(), 3, "{}", desk.text());
        assert!(desk.text().contains("    proposed:\n") || desk.text().contains("\nproposed:\n"), "{}", desk.text());
        let checked = desk.annals(&["check", desk.name()]);
        let out = String::from_utf8(checked.stdout).unwrap();
        assert!(out.contains("date would now be built as 2020-12-03; take it over, or remove the proposal"), "{out}");
        // Removed, it does not come back; untouched, it stays.
        let with = desk.text();
        desk.build();
        assert_eq!(desk.text(), with);
        let indent = if desk.folder { "" } else { "    " };
        let storm = desk.entry("killed two");
        let (mut block, mut old) = (String::new(), format!("{indent}proposed:\n"));
        for (field, value) in &storm.proposed {
            use annals::timeline::yaml::names::Named;
            let quote = if field.word() == "date" { "\"" } else { "" };
            old += &format!("{indent}  {}: {quote}{value}{quote}\n", field.word());
        }
        std::mem::swap(&mut block, &mut old);
        desk.edit(&block, &old);
        let without = desk.text();
        desk.build();
        assert_eq!(desk.text(), without);
    });
}

#[test]
fn what_a_person_deleted_stays_deleted() {
    Desk::both(|desk| {
        let storm = desk.entry("killed two");
        desk.delete(&storm.id);
        let before = desk.text();
        desk.build();
        assert_eq!(desk.text(), before);
        desk.build();
        assert_eq!(desk.text(), before, "and in every later build");
        // Another article that tells it does not bring it back, and says so.
        desk.article(
            "2020-12-06/again.txt",
            "Storm\n\nOn 2 December 2020 a storm killed two fishermen in Basra.\n\nOn 5 December 2020 Kuwait sent aid to Basra.\n",
        );
        let spoken = desk.build();
        assert!(spoken.contains("stays deleted, although this article tells it too"), "{spoken}");
        assert!(!desk.text().contains("killed two") && desk.text().contains("Kuwait"), "{}", desk.text());
    });
}

#[test]
fn a_new_article_adds_and_the_rest_stays_byte_for_byte() {
    Desk::both(|desk| {
        desk.edit(&format!("what: {}", desk.entry("bridge").what), "what: A bridge.  # which?\n\n    # See below.");
        let before = desk.text();
        desk.article(
            "2020-12-09/more.txt",
            "Storm\n\nOn 2 December 2020 a storm killed two fishermen in Basra.\n\nOn 6 December 2020 Oman sent aid to Basra.\n",
        );
        // Only the new one is read.
        let built = desk.annals(&["build", "--doubtful", "in/2020-12-09", "-o", desk.name()]);
        assert!(said(&built).contains("was not read this time; its entries stay"), "{}", said(&built));
        let after = desk.text();
        assert_eq!(desk.entry("killed two").merged.len(), 2);
        assert!(after.contains("Oman"));
        let bridge = before.find("A bridge.").unwrap();
        let end = before[bridge..].find("rule:").unwrap() + bridge;
        assert!(after.contains(&before[bridge..end]), "{after}");
        let apart = desk.text();
        desk.build();
        assert_eq!(desk.text(), apart, "all at once is the same");
    });
}

#[test]
fn vanished_and_changed_articles_are_named() {
    Desk::both(|desk| {
        let (storm, bridge) = (desk.entry("killed two"), desk.entry("bridge"));
        fs::remove_dir_all(desk.place.path().join("in/2020-12-08")).unwrap();
        // One sentence more, one sentence less: the source and the entries keep their ids.
        desk.article(
            "2020-12-05/storm.txt",
            "Storm in Basra\n\nOn 2 December 2020 a storm killed two fishermen in Basra.\n\nOn 3 December 2020 Kuwait sent aid to Basra.\n",
        );
        let spoken = desk.build();
        assert!(spoken.contains("in/2020-12-08/mosul.txt: is gone; its entries stay"), "{spoken}");
        assert!(spoken.contains("in/2020-12-05/storm.txt: has changed since the last build"), "{spoken}");
        assert!(spoken.contains("no longer tells, so it was left out") && spoken.contains("governor"), "{spoken}");
        assert_eq!((desk.entry("killed two").id, desk.entry("bridge").id), (storm.id, bridge.id));
        assert_eq!(desk.entry("Kuwait").evidence[0].source, storm.evidence[0].source);
    });
}

#[test]
fn without_a_lock_everything_is_a_persons() {
    Desk::both(|desk| {
        desk.edit(&format!("what: {}", desk.entry("killed two").what), "what: Two men drowned.");
        fs::remove_file(desk.place.path().join("x.lock")).unwrap();
        desk.article("2020-12-06/aid.txt", "Aid\n\nOn 5 December 2020 Kuwait sent aid to Basra.\n");
        desk.build();
        let storm = desk.entry("killed two");
        assert_eq!(storm.what, "Two men drowned.");
        assert_eq!(storm.proposed.values().map(|v| v.to_string()).collect::<Vec<_>>(), ["A storm killed two fishermen in Basra."]);
        assert!(desk.text().contains("Kuwait"));
    });
}

#[test]
fn evidence_and_sources_that_a_person_changed_stay() {
    Desk::both(|desk| {
        let indent = if desk.folder { "" } else { "    " };
        let title = "title: Storm in Basra";
        desk.edit(title, "title: Storm\n    publisher: The Basra Post".replace("    ", indent).as_str());
        let bridge = desk.entry("bridge");
        let quote = format!("{indent}    quote: {}\n", bridge.evidence[0].quote);
        desk.edit(&quote, &format!("{quote}{indent}    by: ministry of works\n"));
        desk.build();
        assert_eq!(desk.entry("bridge").evidence[0].attribution.as_deref(), Some("ministry of works"), "{}", desk.text());
        assert!(desk.text().contains("publisher: The Basra Post") && !desk.text().contains(title), "{}", desk.text());
    });
}

#[test]
fn a_run_that_ends_between_timeline_and_lock_loses_nothing() {
    Desk::both(|desk| {
        let lock = desk.place.path().join("x.lock");
        let old = fs::read_to_string(&lock).unwrap();
        desk.article("2020-12-06/aid.txt", "Aid\n\nOn 5 December 2020 Kuwait sent aid to Basra.\n");
        desk.build();
        let (text, new) = (desk.text(), fs::read_to_string(&lock).unwrap());
        fs::write(&lock, old).unwrap();
        desk.build();
        assert_eq!((desk.text(), fs::read_to_string(&lock).unwrap()), (text, new));
    });
}

#[test]
fn a_computed_date_that_a_person_wrote_over_stays() {
    Desk::both(|desk| {
        desk.article(
            "2020-12-09/raid.txt",
            "Raid\n\nGunmen raided the harbour of Umm Qasr on 1 December 2020. Two days after the raid, the army closed the road to Basra.\n",
        );
        desk.build();
        let road = desk.entry("closed the road");
        assert_eq!((road.date.to_string().as_str(), road.basis), ("2020-12-03", annals::event::Basis::EventAnchored), "{}", desk.text());
        // The raid was a day later, and the road's date follows; twice.
        for (was, is, then) in [("2020-12-01", "2020-12-02", "2020-12-04"), ("2020-12-02", "2020-12-03", "2020-12-05")] {
            let raid = desk.entry("Gunmen raided");
            assert_eq!(raid.date.to_string(), was);
            let text = desk.files().into_iter().find(|(_, text)| text.contains(&format!("id: {}\n", raid.id))).unwrap();
            let at = text.1.find(&format!("id: {}\n", raid.id)).unwrap();
            fs::write(&text.0, format!("{}{}", &text.1[..at], text.1[at..].replacen(was, is, 1))).unwrap();
            assert!(desk.annals(&["fmt", desk.name()]).status.success());
            assert_eq!(desk.entry("closed the road").date.to_string(), then);
        }
        // A person knows better.
        let text = desk.files().into_iter().find(|(_, text)| text.contains(&format!("id: {}\n", road.id))).unwrap();
        let at = text.1.find(&format!("id: {}\n", road.id)).unwrap();
        fs::write(&text.0, format!("{}{}", &text.1[..at], text.1[at..].replacen("2020-12-05", "2020-12-06", 1))).unwrap();
        assert!(desk.annals(&["fmt", desk.name()]).status.success());
        desk.build();
        let road = desk.entry("closed the road");
        assert_eq!((road.date.to_string().as_str(), road.basis), ("2020-12-06", annals::event::Basis::Human), "{}", desk.text());
    });
}
