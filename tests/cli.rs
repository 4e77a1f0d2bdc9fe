//! The command line as a user meets it: results, determinism, files that are kept whole.

use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn annals(place: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_annals")).args(arguments).current_dir(place).stdin(Stdio::null()).output().unwrap()
}

fn with_input(place: &Path, arguments: &[&str], input: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_annals"));
    let mut child =
        command.args(arguments).current_dir(place).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

/// A folder with a few articles in it.
fn articles() -> tempfile::TempDir {
    let place = tempfile::tempdir().unwrap();
    for (path, contents) in [
        ("in/2020-12-03/one.txt", "Rain in Basra\n\nIt rained in Basra on Wednesday. The storm began in October.\n"),
        ("in/2020-12-04/two.txt", "The rain stopped on Thursday, when a landslide killed four people in Basra.\n"),
        (
            "in/three.md",
            "---\ntitle: Flood\npublished: 2020-12-05\nurl: https://example.org/flood\n---\n# Flood\n\nFloods killed two soldiers in Mosul on Friday.\n",
        ),
    ] {
        let path = place.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, contents).unwrap();
    }
    place
}

#[test]
fn the_order_of_arguments_and_the_number_of_threads_do_not_matter() {
    let place = articles();
    let first = annals(place.path(), &["build", "in"]);
    assert!(first.status.success(), "{}", text(&first.stderr));
    assert!(text(&first.stdout).starts_with("annals: 1\nsources:\n"));
    for arguments in [
        &["build", "in"][..],
        &["build", "in/three.md", "./in/2020-12-04", "in/2020-12-03/one.txt"],
        &["build", "in/2020-12-04/two.txt", "in", "in/three.md", "in/./three.md"],
        &["build", place.path().join("in").to_str().unwrap()],
    ] {
        assert_eq!(text(&annals(place.path(), arguments).stdout), text(&first.stdout), "{arguments:?}");
    }
    let one =
        Command::new(env!("CARGO_BIN_EXE_annals")).args(["build", "in"]).current_dir(place.path()).env("RAYON_NUM_THREADS", "1").output();
    assert_eq!(one.unwrap().stdout, first.stdout);
}

#[test]
fn what_build_writes_is_what_fmt_wants() {
    let place = articles();
    let built = annals(place.path(), &["build", "in", "-o", "x.yaml", "--title", "Rain: a year"]);
    let said = text(&built.stderr);
    assert!(built.stdout.is_empty() && said.starts_with("3 articles, ") && said.ends_with(" -> x.yaml\n"), "{said}");
    assert!(annals(place.path(), &["fmt", "--check", "x.yaml"]).status.success());
    let yaml = fs::read_to_string(place.path().join("x.yaml")).unwrap();
    assert_eq!(text(&with_input(place.path(), &["fmt", "-"], &yaml).stdout), yaml);
    assert!(yaml.starts_with("annals: 1\ntitle: \"Rain: a year\"\n"));
}

#[test]
fn an_old_timeline_is_replaced_whole_or_not_at_all() {
    let place = articles();
    let file = place.path().join("x.yaml");
    fs::write(&file, "annals: 1\ntitle: old\nevents: []\n").unwrap();
    let failed = annals(place.path(), &["build", "missing", "-o", "x.yaml"]);
    assert_eq!(failed.status.code(), Some(2));
    assert_eq!(fs::read_to_string(&file).unwrap(), "annals: 1\ntitle: old\nevents: []\n");
    assert!(annals(place.path(), &["build", "in", "-o", "x.yaml"]).status.success());
    let built = fs::read_to_string(&file).unwrap();
    assert!(built.contains("title: old") && built.contains("quote:"), "the title stays, the events are new: {built}");
    let names: Vec<_> = fs::read_dir(place.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(names.len(), 3, "only the articles, the timeline and its lock: {names:?}");
}

#[test]
fn standard_input_is_an_article() {
    let place = articles();
    let tagged = with_input(place.path(), &["tag", "-", "--dct", "2020-12-03"], "It rained on Wednesday.\n");
    assert!(text(&tagged.stdout).starts_with(r#"{"doc":"-","dct":"2020-12-03","timexes":["#), "{}", text(&tagged.stdout));
    let lines =
        "{\"doc\": \"a\", \"text\": \"It rained.\", \"dct\": \"2020-12-03\"}\n\n{\"text\": \"It rained.\", \"dct\": \"3 Dec 2020\"}\n";
    let tagged = with_input(place.path(), &["tag", "--jsonl", "--only", "timexes"], lines);
    let expected = "{\"doc\":\"a\",\"dct\":\"2020-12-03\",\"timexes\":[]}\n{\"doc\":\"-:3\",\"dct\":\"2020-12-03\",\"timexes\":[]}\n";
    assert_eq!(text(&tagged.stdout), expected);
}

#[test]
fn many_json_lines_come_out_in_order_and_a_broken_one_is_named() {
    let place = articles();
    let document = |n: usize| format!("{{\"doc\": \"d{n}\", \"text\": \"It rained on Monday.\", \"dct\": \"2020-12-03\"}}\n");
    let mut lines: Vec<u8> = (0..100).flat_map(|n| document(n).into_bytes()).collect();
    lines.extend(b"{\"doc\": \"\xff\"}\n");
    lines.extend((100..300).flat_map(|n| document(n).into_bytes()));
    std::fs::write(place.path().join("all.jsonl"), lines).unwrap();
    let tagged = annals(place.path(), &["tag", "--jsonl", "--only", "timexes", "all.jsonl"]);
    let documents: Vec<String> = text(&tagged.stdout).lines().map(|line| line.split('"').nth(3).unwrap().to_string()).collect();
    assert_eq!(documents, (0..300).map(|n| format!("d{n}")).collect::<Vec<_>>());
    assert_eq!(text(&tagged.stderr), "warning: all.jsonl:101: is not UTF-8; left out\n");
    assert_eq!(tagged.status.code(), Some(1));
}

#[test]
fn tag_prints_in_the_order_of_names() {
    let place = articles();
    let tagged = annals(place.path(), &["tag", "in/three.md", "in", "--only", "timexes"]);
    let documents: Vec<&str> = text(&tagged.stdout).lines().map(|line| line.split('"').nth(3).unwrap()).collect();
    assert_eq!(documents, ["in/2020-12-03/one.txt", "in/2020-12-04/two.txt", "in/three.md"]);
}

#[test]
fn timeml_is_well_formed() {
    let place = articles();
    let tagged = annals(place.path(), &["tag", "in/2020-12-03/one.txt", "--format", "timeml"]);
    let xml = text(&tagged.stdout);
    assert!(xml.starts_with("<?xml") && xml.ends_with("</TimeML>\n") && xml.contains("<TITLE>Rain in Basra</TITLE>"), "{xml}");
    // Without its tags, the text is the article.
    let inside = xml.split("<TEXT>").nth(1).unwrap().split("</TEXT>").next().unwrap();
    let mut plain = String::new();
    let mut tag = false;
    for c in inside.chars() {
        match c {
            '<' => tag = true,
            '>' => tag = false,
            c if !tag => plain.push(c),
            _ => {}
        }
    }
    assert_eq!(plain, fs::read_to_string(place.path().join("in/2020-12-03/one.txt")).unwrap());
}

#[test]
fn explain_goes_from_the_quote_to_the_place() {
    let place = tempfile::tempdir().unwrap();
    let yaml = "annals: 1
sources:
  src-4hq2n7kp:
    title: Rain in Basra
    path: in/rain.txt
    published: \"2020-12-03\"
    published_from: folder
    sha256: ab
events:
  - id: ev-aaaaaaaa
    date: \"2020-01\"
    basis: year-inferred
    what: The storm began.
    status: occurred
    evidence:
      - source: src-4hq2n7kp
        quote: The storm began in January.
        time: in January
        anchor: published 2020-12-03
        rule: month

  - id: ev-bbbbbbbb
    date: \"[2020-01..]\"
    basis: order-only
    what: Roofs collapsed.
    status: occurred
    after: [ev-aaaaaaaa]
    evidence:
      - source: src-4hq2n7kp
        quote: Roofs collapsed two days after the storm began.
        by: Politico
        links:
          - {rel: after, event: ev-aaaaaaaa, cue: two days after, days: 2}

  - id: ev-cccccccc
    date: \"XXXX-03\"
    basis: explicit
    what: The sun shone.
    status: occurred
    same_day: [ev-bbbbbbbb]
";
    fs::write(place.path().join("x.yaml"), yaml).unwrap();
    let page = |event: &str| text(&annals(place.path(), &["explain", "x.yaml", event]).stdout).to_string();
    assert_eq!(
        page("roofs"),
        "ev-bbbbbbbb  Roofs collapsed.
  date        [2020-01..]  (order-only: no words date it; tense, and its place among other events, bound it)
  interval    2020-01-01 or later
  status      occurred

evidence
  quote       Roofs collapsed two days after the storm began.
  source      src-4hq2n7kp  Rain in Basra
  file        in/rain.txt
  published   2020-12-03  (by its folder)
  said by     Politico
  cue         “two days after”: is 2 days after ev-aaaaaaaa  2020-01  The storm began.

bounds
  between 2020-01-03 and 2020-02-02, because
    1. ev-aaaaaaaa “The storm began.” is of 2020-01: “in January”
       “The storm began in January.”  in/rain.txt
    2. ev-bbbbbbbb is 2 days after ev-aaaaaaaa: “two days after”

order: 2 of 3
  previous    ev-aaaaaaaa  2020-01  The storm began.  (by a link)
  next        ev-cccccccc  XXXX-03  The sun shone.  (the dates leave the order open)
  after       ev-aaaaaaaa  2020-01  The storm began.
  same day    ev-cccccccc  XXXX-03  The sun shone.
"
    );
    assert!(page("aaa").contains("  anchor      published 2020-12-03\n  rule        month\n"), "{}", page("aaa"));
    assert!(page("aaa").contains("  before      ev-bbbbbbbb"), "{}", page("aaa"));
    assert!(page("cccc").contains("  interval    any year: the words do not give it\n"), "{}", page("cccc"));
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let place = articles();
    for number in 0..300 {
        fs::write(place.path().join(format!("in/2020-12-03/{number}.txt")), format!("It rained. {number}\n{}", "Rain. ".repeat(500)))
            .unwrap();
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_annals"));
    let mut child = command
        .args(["tag", "in", "--format", "json"])
        .current_dir(place.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0; 10];
    let mut out = child.stdout.take().unwrap();
    out.read_exact(&mut first).unwrap();
    drop(out);
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{:?} {}", output.status, text(&output.stderr));
}

#[cfg(unix)]
#[test]
fn odd_files_are_passed_by() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let place = articles();
    symlink(".", place.path().join("in/loop")).unwrap();
    symlink("nowhere.txt", place.path().join("in/dangling.txt")).unwrap();
    symlink("three.md", place.path().join("in/again.md")).unwrap();
    assert!(Command::new("mkfifo").arg(place.path().join("in/pipe.txt")).status().unwrap().success());
    let built = annals(place.path(), &["build", "in", "-o", "x.yaml"]);
    let said = text(&built.stderr);
    assert!(said.contains("note: in/pipe.txt: is neither a file nor a folder; left out"), "{said}");
    assert!(said.contains("note: in/loop: is a link to a folder above it; not followed"), "{said}");
    assert!(said.contains("warning: in/dangling.txt: cannot be read: no such file; left out"), "{said}");
    assert!(said.contains("3 articles, "), "{said}");
    // A new file has the usual permissions, and a write-protected one is not replaced.
    let file = place.path().join("x.yaml");
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o600, 0o600);
    fs::set_permissions(&file, fs::Permissions::from_mode(0o444)).unwrap();
    let refused = annals(place.path(), &["build", "in", "-o", "x.yaml"]);
    assert_eq!(text(&refused.stderr), "error: x.yaml: is write-protected; choose another name or change its permissions\n");
    // A link is written through, and a device is written to.
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
    symlink("x.yaml", place.path().join("link.yaml")).unwrap();
    assert!(annals(place.path(), &["build", "in/three.md", "-o", "link.yaml"]).status.success());
    assert!(fs::symlink_metadata(place.path().join("link.yaml")).unwrap().is_symlink());
    assert!(fs::read_to_string(&file).unwrap().contains("Flood"));
    assert!(annals(place.path(), &["build", "in/three.md", "-o", "/dev/null"]).status.success());
}

#[test]
fn completions_name_the_commands() {
    let place = tempfile::tempdir().unwrap();
    for shell in ["bash", "zsh", "fish"] {
        let script = annals(place.path(), &["completions", shell]);
        assert!(script.status.success() && text(&script.stdout).contains("explain"));
    }
}

#[test]
fn the_format_by_example_is_in_the_layout() {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("timelines/README.md")).unwrap();
    let example = readme.split("```yaml\n").nth(1).unwrap().split("```").next().unwrap();
    let place = tempfile::tempdir().unwrap();
    let written = with_input(place.path(), &["fmt", "-"], example);
    assert_eq!(text(&written.stdout), example, "{}", text(&written.stderr));
}

#[test]
fn a_folder_of_events_is_the_same_timeline() {
    let place = articles();
    assert!(annals(place.path(), &["build", "in", "-o", "x.yaml"]).status.success());
    let file = place.path().join("x.yaml");
    let built = fs::read_to_string(&file).unwrap();
    let commented = built.replacen("  - id:", "  # The first of all.\n  - id:", 1);
    fs::write(&file, &commented).unwrap();
    let split = annals(place.path(), &["split", "x.yaml"]);
    assert!(split.status.success(), "{}", text(&split.stderr));
    assert!(!file.exists() && place.path().join("x/timeline.yaml").is_file());
    // Every command takes the folder.
    assert!(annals(place.path(), &["fmt", "--check", "x"]).status.success());
    let event = fs::read_dir(place.path().join("x/events")).unwrap().next().unwrap().unwrap().path();
    let id = event.file_stem().unwrap().to_str().unwrap().to_string();
    let explained = annals(place.path(), &["explain", "x", &id]);
    assert!(text(&explained.stdout).starts_with(&id), "{}", text(&explained.stderr));
    // A mistake is named in the file of its event.
    let good = fs::read_to_string(&event).unwrap();
    fs::write(&event, format!("{good}colour: red\n")).unwrap();
    let wrong = annals(place.path(), &["fmt", "x"]);
    assert_eq!(wrong.status.code(), Some(2));
    let line = good.lines().count() + 1;
    assert!(text(&wrong.stderr).starts_with(&format!("error: x/events/{id}.yaml:{line}:1: ")), "{}", text(&wrong.stderr));
    fs::write(&event, good).unwrap();
    assert!(annals(place.path(), &["join", "x"]).status.success());
    assert_eq!(fs::read_to_string(&file).unwrap(), commented);
    assert!(!place.path().join("x").exists());
}

#[test]
fn built_apart_and_merged_is_built_together() {
    let place = tempfile::tempdir().unwrap();
    let attack = "Two rebel bombs destroyed the old stone bridge at Aleppo on Tuesday.";
    for (path, contents) in [
        ("a/2020-12-03/one.txt", format!("The bridge\n\n{attack} The army left the town on Wednesday.\n")),
        ("b/2020-12-03/two.txt", format!("Aleppo\n\n{attack} Doctors reopened the hospital in November.\n")),
    ] {
        let path = place.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, contents).unwrap();
    }
    for arguments in [
        &["build", "a", "--title", "War", "-o", "a.yaml"][..],
        &["build", "b", "--title", "War", "-o", "b.yaml"],
        &["build", "a", "b", "--title", "War", "-o", "together.yaml"],
        &["merge", "b.yaml", "a.yaml", "-o", "apart.yaml"],
        &["merge", "apart.yaml", "a.yaml", "-o", "again.yaml"],
    ] {
        let ran = annals(place.path(), arguments);
        assert!(ran.status.success(), "{}", text(&ran.stderr));
    }
    let read = |name: &str| fs::read_to_string(place.path().join(name)).unwrap();
    assert_eq!(read("apart.yaml"), read("together.yaml"));
    assert_eq!(read("apart.yaml"), read("again.yaml"));
    assert_eq!(read("apart.yaml").matches("merged:").count(), 1, "{}", read("apart.yaml"));
}

#[test]
fn a_build_onto_a_timeline_keeps_what_people_decided() {
    let place = articles();
    let build = &["build", "in", "-o", "x.yaml"][..];
    assert!(annals(place.path(), build).status.success());
    let path = place.path().join("x.yaml");
    let first = fs::read_to_string(&path).unwrap();
    assert!(annals(place.path(), build).status.success());
    assert_eq!(fs::read_to_string(&path).unwrap(), first, "nothing new, nothing changed");
    // A person accepts one entry in other words, and says that another is none.
    let events = annals::timeline::yaml::read(&first, "x.yaml").unwrap().events;
    let (kept, none) = (&events[0], &events[1]);
    let accepted =
        format!("    what: In my own words. # checked\n    review: {{state: accepted, by: Jane Doe}}\n    status: {}\n", "occurred");
    let entry = first.find(&format!("id: {}", kept.id)).unwrap();
    let (head, tail) = first.split_at(entry);
    let old = format!("    what: {}\n", kept.what);
    let tail = tail.replacen("    status: occurred\n", "", 1).replacen(&old, &accepted, 1);
    let decision = format!("decisions:\n  - decide: not-event\n    about:\n      - event: {}\n    by: Jane Doe\n", none.id);
    let edited = format!("# Ours.\n{head}{tail}").replacen("events:\n", &format!("{decision}events:\n"), 1);
    fs::write(&path, &edited).unwrap();
    let ran = annals(place.path(), build);
    assert!(ran.status.success(), "{}", text(&ran.stderr));
    let again = fs::read_to_string(&path).unwrap();
    let timeline = annals::timeline::yaml::read(&again, "x.yaml").unwrap();
    let entry = timeline.events.iter().find(|e| e.id == kept.id).unwrap();
    assert_eq!(entry.what, "In my own words.");
    assert!(!again.contains("proposed:") && again.starts_with("# Ours.\nannals: 1\n"), "nothing new to propose: {again}");
    assert!(timeline.events.iter().all(|e| e.id != none.id), "{again}");
    assert_eq!(timeline.decisions.len(), 1);
    // An article that vanishes takes no entry with it.
    fs::remove_dir_all(place.path().join("in/2020-12-03")).unwrap();
    let ran = annals(place.path(), build);
    let again = fs::read_to_string(&path).unwrap();
    assert!(again.contains("In my own words."), "{again}");
    assert!(text(&ran.stderr).contains("in/2020-12-03/one.txt: is gone; its entries stay"), "{}", text(&ran.stderr));
    // What is no timeline is not overwritten.
    fs::write(&path, "annals: 1\nevents: 3\n").unwrap();
    assert_eq!(annals(place.path(), build).status.code(), Some(2));
    assert_eq!(fs::read_to_string(&path).unwrap(), "annals: 1\nevents: 3\n");
}

#[test]
fn quotes_are_looked_up_in_a_file_of_many_articles_from_anywhere() {
    let place = tempfile::tempdir().unwrap();
    fs::create_dir_all(place.path().join("lines/in")).unwrap();
    let line = |told: &str| format!("{{\"date\": \"2020-12-03\", \"text\": \"{told}\"}}\n");
    let raid = line("Rebels attacked a bridge in Kut on Tuesday.");
    fs::write(place.path().join("lines/a.jsonl"), raid.clone() + &line("The parliament of Chad dismissed its prime minister on Monday."))
        .unwrap();
    let lines = place.path().join("lines");
    let ran = annals(&lines, &["build", "a.jsonl", "-o", "in/t.yaml"]);
    assert!(ran.status.success(), "{}", text(&ran.stderr));
    for (from, timeline) in [(lines.as_path(), "in/t.yaml"), (place.path(), "lines/in/t.yaml"), (&lines.join("in"), "t.yaml")] {
        let ran = annals(from, &["check", timeline]);
        assert_eq!((text(&ran.stdout), ran.status.code()), ("", Some(0)), "{}", text(&ran.stderr));
    }
    // Another article of the file does not stand in for its neighbour.
    fs::write(place.path().join("lines/a.jsonl"), raid + &line("The parliament of Chad kept its prime minister.")).unwrap();
    let ran = annals(&lines, &["check", "in/t.yaml"]);
    assert_eq!(ran.status.code(), Some(1));
    assert!(text(&ran.stdout).contains("the quote is not in "), "{}", text(&ran.stdout));
}
