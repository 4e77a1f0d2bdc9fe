//! A folder as people have it: articles in every format between pictures, archives cut off in the middle, bombs, pipes and links in circles.
//! What can be read is read, what cannot is named with its reason, and nothing hangs or takes the machine's memory.
#![cfg(unix)]

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

/// Kilobytes of addresses, threads and libraries included: a fraction of what the files below unpack to.
const MEMORY: usize = 900_000;

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(bytes).unwrap();
    packer.finish().unwrap()
}

/// A zip archive, members deflated.
fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut all, mut directory) = (Vec::new(), Vec::new());
    for (name, bytes) in members {
        let mut packer = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::best());
        packer.write_all(bytes).unwrap();
        let packed = packer.finish().unwrap();
        let mut crc = flate2::Crc::new();
        crc.update(bytes);
        let sizes = [crc.sum(), packed.len() as u32, bytes.len() as u32].map(u32::to_le_bytes).concat();
        let common = [&b"\x14\0\0\x08\x08\0\0\0\0\0"[..], &sizes, &(name.len() as u16).to_le_bytes(), &[0, 0]].concat();
        let at = (all.len() as u32).to_le_bytes();
        directory.extend([&b"PK\x01\x02\x14\0"[..], &common, &[0; 10], &at, name.as_bytes()].concat());
        all.extend([&b"PK\x03\x04"[..], &common, name.as_bytes(), &packed].concat());
    }
    let count = (members.len() as u16).to_le_bytes();
    let (size, at) = ((directory.len() as u32).to_le_bytes(), (all.len() as u32).to_le_bytes());
    [&all[..], &directory, b"PK\x05\x06\0\0\0\0", &count, &count, &size, &at, &[0, 0]].concat()
}

/// A tar archive.
fn tar(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut all = Vec::new();
    for (name, bytes) in members {
        let mut header = vec![0; 512];
        header[..name.len()].copy_from_slice(name.as_bytes());
        header[124..135].copy_from_slice(format!("{:011o}", bytes.len()).as_bytes());
        header[148..156].fill(b' ');
        header[156] = b'0';
        header[257..262].copy_from_slice(b"ustar");
        let sum: u32 = header.iter().map(|byte| u32::from(*byte)).sum();
        header[148..155].copy_from_slice(format!("{sum:06o}\0").as_bytes());
        all.extend([&header[..], bytes, &vec![0; bytes.len().wrapping_neg() % 512]].concat());
    }
    all.extend([0; 1024]);
    all
}

fn record(block: &str) -> String {
    let head = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2030-01-01T00:00:00Z\r\n";
    let address = "WARC-Target-URI: https://example.org/2020/12/05/harbour\r\nContent-Type: application/http\r\n";
    format!("{head}{address}Content-Length: {}\r\n\r\n{block}\r\n\r\n", block.len())
}

/// A page that a server sent.
fn sent(page: &str) -> String {
    record(&format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}"))
}

fn fill(place: &Path) {
    let put = |name: &str, bytes: &[u8]| {
        let path = place.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    };
    let story = |town: &str| format!("Soldiers captured {town} on Wednesday. The mayor of {town} fled on Tuesday.\n");
    let page = |town: &str| format!("<html><head><title>{town}</title></head><body><p>{}</p></body></html>", story(town));
    // Every format.
    put("2020-12-03-plain.txt", story("Arlo").as_bytes());
    put("front.md", format!("---\npublished: 2020-12-03\n---\n# Brin\n\n{}", story("Brin")).as_bytes());
    put("2020-12-03/page.html", page("Corva").as_bytes());
    put("one.json", format!("{{\"title\": \"x\", \"date\": \"2020-12-03\", \"text\": {:?}}}", story("Dolma")).as_bytes());
    let line = |town: &str| format!("{{\"date\": \"2020-12-03\", \"text\": {:?}}}\n", story(town));
    put("lines.jsonl", (line("Ebra") + "{\"text\": 3\n" + &line("Fenn")).as_bytes());
    put("table.csv", format!("date,text\n2020-12-03,\"{}\"\n", story("Gosk").trim()).as_bytes());
    let item = |town: &str, date: &str| format!("<item><title>{town}</title><description>{}</description>{date}</item>", story(town));
    let dated = "<pubDate>Thu, 03 Dec 2020 23:30:00 -0800</pubDate>";
    let feed = |items: String| format!("<?xml version='1.0'?><rss version='2.0'><channel><title>Post</title>{items}");
    put("feed.xml", feed(item("Hama", dated) + &item("Irby", "<pubDate>2 hours ago</pubDate>")).as_bytes());
    let mail =
        |town: &str| format!("From: Jane Doe <j@example.org>\nSubject: {town}\nDate: Thu, 3 Dec 2020 10:00:00 +0000\n\n{}\n", story(town));
    put("letter.eml", mail("Jolo").as_bytes());
    let from = "From j@example.org Thu Dec  3 10:00:00 2020\n";
    put("list.mbox", format!("{from}{}{from}{}>From there they went on.\n", mail("Kars"), mail("Lund")).as_bytes());
    let broken = "WARC/1.0\r\nWARC-Type: response\r\n\r\nHTTP/1.1 200 OK\r\n\r\n";
    put("crawl.warc", (sent(&page("Mora")) + broken + &sent(&page("Nubia"))).as_bytes());
    put("2019-01-01-crawl.warc.gz", &[gzip(sent(&page("Orsk")).as_bytes()), gzip(sent(&page("Pello")).as_bytes())].concat());
    put("2020-12-03-story.txt.gz", &gzip(story("Quba").as_bytes()));
    let inner = zip(&[("deep.txt", story("Rasht").as_bytes())]);
    put(
        "2020-12-03.zip",
        &zip(&[
            ("a/story.txt", story("Sirte").as_bytes()),
            ("a/", b""),
            ("feed.xml", feed(item("Tobruk", dated) + "</channel></rss>").as_bytes()),
            ("photo.jpg", b"\xff\xd8\xff\xe0"),
            ("__MACOSX/a/story.txt", b"\0\x05"),
            ("lines.jsonl.gz", &gzip(line("Ufa").as_bytes())),
            ("inner.zip", &inner),
        ]),
    );
    let tape = tar(&[
        ("./a/2020-12-03.txt", story("Zliten").as_bytes()),
        ("./.hidden.txt", b"hidden"),
        ("./feed.xml", feed(item("Zuwara", dated) + "</channel></rss>").as_bytes()),
        ("./photo.jpg", b"\xff\xd8\xff\xe0"),
    ]);
    put("tape.tar.gz", &gzip(&tape));
    put("cut.tar", &tape[..560]);
    put("directory.txt/2020-12-03.txt", story("Varna").as_bytes());
    put("\u{623}\u{62e}\u{628}\u{627}\u{631} 2020-12-03.txt", story("Wadi").as_bytes());
    put("broken.html", format!("<html><p>{}<div><table><b></p></i><a href='x", story("Xanthi")).as_bytes());
    // Junk.
    put("photo.jpg", b"\xff\xd8\xff\xe0 no article");
    put("song.txt", b"ID3\x04 no article");
    put("report.docx", b"PK\x03\x04 no article");
    put("script.py", b"import os\n");
    put("empty.txt", b"");
    put("empty.jsonl", b"");
    put("empty.csv", b"date,text\n");
    put("blank.md", b" \n\n");
    put("noise.txt", &(0..=255u8).cycle().take(5000).collect::<Vec<_>>());
    put("one-line.txt", &b"word ".repeat(10 << 20));
    put("one-line.jsonl", &[b"{\"text\": \"".to_vec(), b"word ".repeat(10 << 20), b"\"}\n".to_vec(), line("Yezd").into_bytes()].concat());
    let whole = gzip(&(0..20_000u32).flat_map(|i| (i.wrapping_mul(2_654_435_761)).to_string().into_bytes()).collect::<Vec<_>>());
    put("cut.txt.gz", &whole[..whole.len() / 2]);
    put("fake.gz", b"not packed");
    let zeros = vec![b'0'; 100 << 20];
    put("bomb.jsonl.gz", &gzip(&zeros));
    put("bomb.tar.gz", &gzip(&tar(&[("1.jsonl", &zeros), ("never.txt", b"never reached")])));
    put("bomb.zip", &zip(&[("1.jsonl", &zeros), ("2.jsonl", &zeros), ("never.txt", b"never reached")]));
    put("cut.zip", &inner[..inner.len() - 30]);
    put("cut.warc", &sent(&page("Zara")).as_bytes()[..300]);
    put("cut.eml", b"Subject: x");
    put("none.mbox", b"no mail at all\n");
    put("deep.html", ["<div>".repeat(100_000), story("Deepville"), "</div>".repeat(100_000)].concat().as_bytes());
    put("report.pdf", b"%PDF-1.7 broken");
    put("locked.txt", b"locked");
    fs::set_permissions(place.join("locked.txt"), fs::Permissions::from_mode(0o000)).unwrap();
    put(".hidden.txt", b"hidden");
    symlink(".", place.join("circle")).unwrap();
    symlink("nowhere", place.join("dangling.txt")).unwrap();
    symlink("itself.txt", place.join("itself.txt")).unwrap();
    assert!(Command::new("mkfifo").arg(place.join("pipe.txt")).status().unwrap().success());
    drop(UnixListener::bind(place.join("socket.txt")).unwrap());
}

fn annals(place: &Path, threads: usize, arguments: &[&str], input: &[u8]) -> Output {
    let limited = format!("ulimit -v {MEMORY}; exec \"$0\" \"$@\"");
    let mut child = Command::new("sh")
        .args(["-c", &limited, env!("CARGO_BIN_EXE_annals")])
        .args(arguments)
        .current_dir(place)
        .env("RAYON_NUM_THREADS", threads.to_string())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut pipe = child.stdin.take().unwrap();
    // A program that refuses its input does not read it to its end.
    let _ = pipe.write_all(input);
    drop(pipe);
    child.wait_with_output().unwrap()
}

/// Each source of a timeline on a line: its path, its date, and what that comes from.
fn sources(timeline: &str) -> String {
    let mut lines = Vec::new();
    let mut line = String::new();
    for field in timeline.lines().take_while(|line| *line != "events:") {
        match field.trim().split_once(": ") {
            Some(("path", path)) => line = path.to_string(),
            Some(("published", day)) => _ = write!(line, " {day}"),
            Some(("published_from", from)) => lines.push(format!("{line} {from}")),
            _ => {}
        }
    }
    lines.sort();
    lines.join("\n")
}

/// `BLESS=1` writes down what is said now; read the diff.
fn holds(name: &str, said: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mixed").join(name);
    if std::env::var_os("BLESS").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, said).unwrap();
    }
    assert_eq!(said, fs::read_to_string(&path).unwrap(), "{}", path.display());
}

#[test]
fn what_can_be_read_is_read_and_the_rest_is_named() {
    let place = tempfile::tempdir().unwrap();
    fill(&place.path().join("news"));
    // Who may read everything may read this too.
    let locked = fs::File::open(place.path().join("news/locked.txt")).is_err();
    if !locked {
        fs::remove_file(place.path().join("news/locked.txt")).unwrap();
    }
    let started = Instant::now();
    let output = annals(place.path(), 4, &["build", "--doubtful", "news", "-o", "a.yaml"], b"");
    assert!(started.elapsed() < Duration::from_secs(120), "{:?}", started.elapsed());
    let said = String::from_utf8(output.stderr).unwrap();
    let refusal = "warning: news/locked.txt: cannot be read: permission denied; left out\n";
    assert_eq!(said.contains(refusal), locked, "{said}");
    let said = said.replace(refusal, "");
    let warnings: usize = said.rsplit(", ").next().and_then(|last| last.split(' ').next()?.parse().ok()).unwrap();
    let said = said.replace(&format!("{warnings} warnings"), &format!("{} warnings", warnings - usize::from(locked)));
    holds("said.txt", &said);
    assert_eq!(output.status.code(), Some(1), "some could not be read");
    let first = fs::read_to_string(place.path().join("a.yaml")).unwrap();
    holds("read.txt", &(sources(&first) + "\n"));
    annals(place.path(), 1, &["build", "--doubtful", "news", "-o", "b.yaml"], b"");
    assert!(fs::read_to_string(place.path().join("b.yaml")).unwrap() == first, "the number of threads does not matter");
    // The quotes are found again in every place that the timeline names.
    let checked = annals(place.path(), 2, &["check", "a.yaml"], b"");
    let found = String::from_utf8(checked.stdout).unwrap();
    assert!(!found.contains("cannot be checked") && !found.contains("[quotes]"), "{found}");
}

#[test]
fn standard_input_is_any_format() {
    let place = tempfile::tempdir().unwrap();
    let story = "Soldiers captured Arlo on December 2, 2020.";
    for (input, path) in [
        (story.as_bytes().to_vec(), "-"),
        (format!("<html><body><p>{story}</p></body></html>").into_bytes(), "-"),
        (format!("{{\"text\": \"{story}\"}}\n{{\"text\": \"x\"}}\n").into_bytes(), "-#L1"),
        (format!("<rss><channel><item><description>{story}</description></item></channel></rss>").into_bytes(), "-#1"),
        (format!("From a@b Thu Dec  3 10:00:00 2020\nSubject: x\nMessage-ID: <1>\nFrom: a@b\n\n{story}\n").into_bytes(), "-#1"),
        (sent(&format!("<html><body><p>{story}</p></body></html>")).into_bytes(), "-#1"),
        (gzip(story.as_bytes()), "-"),
        (zip(&[("a/b.txt", story.as_bytes())]), "-#a/b.txt"),
        (gzip(&tar(&[("./a/b.txt", story.as_bytes())])), "-#a/b.txt"),
    ] {
        let output = annals(place.path(), 2, &["build", "--doubtful", "-"], &input);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        let timeline = String::from_utf8(output.stdout).unwrap();
        assert!(timeline.contains(&format!("    path: {}\n", yaml(path))), "{path}: {timeline}{said}");
        assert!(timeline.contains("\"2020-12-02\""), "{path}: {timeline}");
    }
}

/// As a timeline writes it.
fn yaml(path: &str) -> String {
    if path.starts_with('-') { format!("\"{path}\"") } else { path.to_string() }
}
