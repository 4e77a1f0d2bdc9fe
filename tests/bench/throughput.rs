//! How fast a whole build is: `cargo bench --bench throughput -- FOLDER` prints articles, megabytes, CPU seconds, megabytes a CPU second and
//! the peak memory of a build of all `.txt` and `.md` files below FOLDER; without FOLDER, the sample articles twenty times over.

use annals::article;
use annals::lexicon::Lexicon;
use annals::pipeline::{self, Options};
use std::path::{Path, PathBuf};
use std::time::Instant;

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
