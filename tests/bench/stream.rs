//! How a build copes with more articles than anybody can read: `cargo bench --bench stream` writes a million made-up articles as JSON lines into
//! a temporary file and prints articles, megabytes, seconds, CPU seconds and the peak memory of `annals build` on them as a whole process.
//! `-- 100000` takes so many; `-- FILE [--map …]` takes a file that is there.

use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

fn main() {
    // Cargo passes `--bench` to every benchmark.
    let mut arguments = std::env::args().skip(1).filter(|a| a != "--bench");
    let first = arguments.next().unwrap_or("1000000".into());
    let rest: Vec<String> = arguments.collect();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = match first.parse::<u32>() {
        Ok(number) => write(folder.path(), number).expect("room for the articles"),
        Err(_) => PathBuf::from(&first),
    };
    let megabytes = std::fs::metadata(&file).map_or(0.0, |file| file.len() as f64 / 1e6);
    let started = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_annals"))
        .arg("build")
        .arg(&file)
        .args(&rest)
        .arg("-o")
        .arg(folder.path().join("timeline.yaml"))
        .stdin(Stdio::null())
        .spawn()
        .expect("annals starts");
    let mut peak = 0.0f64;
    let status = loop {
        peak = peak.max(peak_megabytes(child.id()));
        match child.try_wait().expect("annals ends") {
            Some(status) => break status,
            None => std::thread::sleep(Duration::from_millis(20)),
        }
    };
    let (wall, cpu) = (started.elapsed().as_secs_f64(), cpu_of_children());
    let written = std::fs::metadata(folder.path().join("timeline.yaml")).map_or(0.0, |file| file.len() as f64 / 1e6);
    println!("{megabytes:.1} MB read, {written:.1} MB written, {status}");
    println!("{wall:.1} s, {cpu:.1} CPU-s, peak memory {peak:.0} MB");
}

/// Short reports of two sentences, dated over twenty years, no two alike.
fn write(folder: &Path, number: u32) -> std::io::Result<PathBuf> {
    const WHO: &[&str] =
        &["Rebels", "Government troops", "Police", "Gunmen", "Protesters", "The army", "Militants", "Lawmakers", "Workers"];
    const DID: &[&str] = &["attacked", "shelled", "captured", "visited", "bombed", "raided", "left", "closed", "surrounded", "criticised"];
    const WHAT: &[&str] =
        &["a village", "a police station", "the airport", "an army base", "the port", "a bridge", "a hospital", "a market"];
    const DAYS: &[&str] = &["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    const SYLLABLES: &[&str] = &["ba", "ka", "ta", "ra", "mo", "di", "lu", "se", "no", "vi", "ha", "zu", "pe", "go", "ri", "sha"];
    let path = folder.join("articles.jsonl");
    let mut file = BufWriter::new(std::fs::File::create(&path)?);
    // The generator of PCG: the same articles on every machine.
    let mut state = 1u64;
    let mut random = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize
    };
    for _ in 0..number {
        let mut pick = |list: &[&'static str]| list[random() % list.len()];
        let (who, did, what, day) = (pick(WHO), pick(DID), pick(WHAT), pick(DAYS));
        let place = ["N", pick(SYLLABLES), pick(SYLLABLES), pick(SYLLABLES), pick(SYLLABLES)].concat();
        let (year, month, date, dead) = (2000 + random() % 20, 1 + random() % 12, 1 + random() % 28, 2 + random() % 90);
        writeln!(
            file,
            "{{\"date\": \"{year}-{month:02}-{date:02}\", \"text\": \"{who} {did} {what} in {place} on {day}, killing {dead} people. \
             Officials said that talks would resume next week.\"}}"
        )?;
    }
    file.flush()?;
    Ok(path)
}

/// User and system time of processes that have ended, where Linux tells it; elsewhere zero.
fn cpu_of_children() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or("");
    let ticks: f64 = after_name.split_whitespace().skip(13).take(2).filter_map(|t| t.parse::<f64>().ok()).sum();
    ticks / 100.0
}

fn peak_megabytes(process: u32) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    peak.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok()).unwrap_or(0.0) / 1e3
}
