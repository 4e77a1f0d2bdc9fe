//! A timeline of 100,000 events: `cargo bench --bench many [-- NUMBER]` prints wall seconds, CPU seconds and peak memory of `check`, `fmt`, `fmt` of a file
//! that is in order already, `merge` of two halves, and `split`, each as a process of its own. Linux only.

use std::fmt::Write as _;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

fn main() {
    let number: usize = std::env::args().skip(1).find_map(|a| a.parse().ok()).unwrap_or(100_000);
    let place = tempfile::tempdir().expect("a temporary folder");
    let write = |name: &str, text: String| std::fs::write(place.path().join(name), text).expect("the temporary folder is writable");
    write("x.yaml", timeline(0..number));
    write("a.yaml", timeline(0..number * 6 / 10));
    write("b.yaml", timeline(number * 4 / 10..number));
    println!("{number} events, {:.1} MB", timeline(0..number).len() as f64 / 1e6);
    for arguments in [
        &["check", "x.yaml"][..],
        &["fmt", "x.yaml"],
        &["fmt", "x.yaml"],
        &["merge", "a.yaml", "b.yaml", "-o", "c.yaml"],
        &["split", "x.yaml", "--keep"],
    ] {
        let started = Instant::now();
        let mut child = Command::new(env!("CARGO_BIN_EXE_annals"))
            .args(arguments)
            .current_dir(place.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("annals runs");
        let (mut peak, mut cpu) = (0.0f64, 0.0f64);
        while child.try_wait().expect("annals is a child").is_none() {
            peak = peak.max(peak_megabytes(child.id()));
            cpu = cpu.max(cpu_seconds(child.id()));
            std::thread::sleep(Duration::from_millis(5));
        }
        println!("{:<32} {:6.2} s wall, {cpu:6.2} CPU-s, {peak:6.0} MB", arguments.join(" "), started.elapsed().as_secs_f64());
    }
}

/// Events of made-up places, each with its quote. Two of three have neighbours that share words with them.
fn timeline(numbers: std::ops::Range<usize>) -> String {
    const DID: [&str; 8] = [
        "bombed a bridge in",
        "signed a ceasefire in",
        "arrested a mayor in",
        "opened a school in",
        "closed the port of",
        "sent aid to",
        "elected a council in",
        "left",
    ];
    const WHO: [&str; 6] = ["Rebels", "The army", "The government", "Police", "The governor", "A court"];
    let mut text = String::from("annals: 1\nsources:\n");
    let sources: std::collections::BTreeSet<usize> = numbers.clone().map(|n| n / 20).collect();
    for source in &sources {
        let _ = writeln!(
            text,
            "  src-{source:06}:\n    path: a/{source}.txt\n    published: \"{}\"\n    published_from: metadata\n    sha256: \"{source:064}\"",
            day(source * 20)
        );
    }
    text += "events:\n";
    for n in numbers {
        let place =
            format!("{}{}", ["Al", "Bar", "Cor", "Dur", "El", "Far", "Gol"][n % 7], ["dana", "mosh", "vik", "resk", "tol"][n / 7 % 5]);
        let what = format!("{} {} {place} {}.", WHO[n / 3 % 6], DID[n / 5 % 8], n / 11);
        let _ = write!(
            text,
            "  - id: ev-{n:08}\n    date: \"{}\"\n    basis: explicit\n    what: {what}\n    status: occurred\n    evidence:\n      - source: src-{:06}\n        quote: On that day, {what}\n\n",
            day(n),
            n / 20
        );
    }
    text
}

/// Some thirty events a day.
fn day(n: usize) -> String {
    let days = n / 30;
    format!("{}-{:02}-{:02}", 1990 + days / 336, days / 28 % 12 + 1, days % 28 + 1)
}

fn peak_megabytes(process: u32) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    peak.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok()).unwrap_or(0.0) / 1e3
}

fn cpu_seconds(process: u32) -> f64 {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or("");
    after_name.split_whitespace().skip(11).take(2).filter_map(|t| t.parse::<f64>().ok()).sum::<f64>() / 100.0
}
