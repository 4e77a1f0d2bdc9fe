//! How fast a whole build is: `cargo bench --bench throughput -- FOLDER` prints articles, megabytes, CPU seconds, megabytes a CPU second and
//! the peak memory of a build of all `.txt` and `.md` files below FOLDER; without FOLDER, the sample articles twenty times over. Then it builds single
//! articles that are made to be hard, each as long and eight times as long: time should grow with the length.

use annals::article;
use annals::lexicon::Lexicon;
use annals::pipeline::{self, Options};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// What hard articles repeat: one event, one quotation that never ends, marks that answer nothing, names, brackets, a sentence without an end.
const HARD: [(&str, &str); 6] = [
    ("one event", "The army shelled the port on June 3-5, 2020. "),
    ("quotations", "The army said: “We left. "),
    ("marks", "\" a \" b , \" c . "),
    ("a person's deeds", "Ann Tan attacked Bo Lee in 2019. "),
    ("brackets", "(By Ann Tan -- Getty Images) "),
    ("one sentence", "the rebels left on May 3, 2020, a day before "),
];
/// In bytes.
const HARD_LENGTH: usize = 100_000;

fn main() {
    // Cargo passes `--bench` to every benchmark.
    let folder = std::env::args().skip(1).find(|a| !a.starts_with("--"));
    let root = folder.clone().map_or(Path::new(env!("CARGO_MANIFEST_DIR")).join("data/articles"), PathBuf::from);
    let mut files = Vec::new();
    walk(&root, &mut files);
    files.sort();
    let mut articles = Vec::new();
    for _ in 0..if folder.is_some() { 1 } else { 20 } {
        for path in &files {
            let bytes = std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            articles.extend(article::read(&bytes, &path.to_string_lossy(), None).0);
        }
    }
    let megabytes = articles.iter().map(|a| a.body.len()).sum::<usize>() as f64 / 1e6;
    let count = articles.len();
    let start = Instant::now();
    let lexicon = Lexicon::embedded();
    println!("start-up of the lexicon: {:.1} ms", start.elapsed().as_secs_f64() * 1e3);
    let (wall, cpu) = (Instant::now(), cpu_seconds());
    let (timeline, _) = pipeline::build(articles, &Options { lexicon, title: None, doubtful: false });
    let (wall, cpu) = (wall.elapsed().as_secs_f64(), cpu_seconds() - cpu);
    println!("{count} articles, {megabytes:.2} MB, {} events", timeline.events.len());
    println!("{wall:.2} s wall, {cpu:.2} CPU-s, {:.2} MB per CPU-second, peak memory {:.0} MB", megabytes / cpu, peak_megabytes());
    for (name, unit) in HARD {
        let seconds = [1, 8].map(|times| {
            let text = unit.repeat(times * HARD_LENGTH / unit.len());
            let articles = article::read(text.as_bytes(), "hard.txt", None).0.into_iter().collect();
            let start = Instant::now();
            pipeline::build(articles, &Options { lexicon, title: None, doubtful: false });
            start.elapsed().as_secs_f64()
        });
        println!("{name}: {:.2} s, eight times as long {:.2} s", seconds[0], seconds[1]);
    }
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            walk(&path, files);
        } else if path.extension().is_some_and(|e| e == "txt" || e == "md") {
            files.push(path);
        }
    }
}

/// User and system time of this process, where Linux tells it; elsewhere zero.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or("");
    let ticks: f64 = after_name.split_whitespace().skip(11).take(2).filter_map(|t| t.parse::<f64>().ok()).sum();
    ticks / 100.0
}

fn peak_megabytes() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    peak.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok()).unwrap_or(0.0) / 1e3
}
