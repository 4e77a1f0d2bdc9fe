//! The order of made-up networks: `cargo bench --bench order` prints seconds of `order::solve` and peak memory for 1,000, 10,000 and 100,000
//! events with three links each, a third of them dated, and again with one link in 750 and with one in 60 turned round. Linux only for memory.

use annals::order::{Cue, Happening, solve};
use annals::time::{Distance, Interval};
use chrono::NaiveDate;
use std::time::Instant;

fn main() {
    for turned in [None, Some(750), Some(60)] {
        for number in [1_000, 10_000, 100_000] {
            let (happenings, cues) = network(number, turned);
            let started = Instant::now();
            let solution = solve(&happenings, &cues, |i| i);
            let seconds = started.elapsed().as_secs_f64();
            assert_eq!(solution.listing.len(), number);
            let aside = solution.contradictions.len();
            println!("{number:>7} events, {:>7} links, {aside:>4} set aside: {seconds:7.3} s, {:5.0} MB", cues.len(), peak_megabytes());
        }
    }
}

/// Events in their true order over thirty years; each is linked to three of the forty before it.
fn network(number: usize, turned: Option<usize>) -> (Vec<Happening>, Vec<Cue>) {
    let mut seed = 7u64;
    let mut random = move |below: usize| {
        seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (seed >> 33) as usize % below
    };
    let day = |event: usize| (event * 10_957 / number) as i32;
    let date = |days: i32| NaiveDate::from_num_days_from_ce_opt(730_000 + days).expect("a day of this age");
    let (mut happenings, mut cues) = (Vec::new(), Vec::new());
    for event in 0..number {
        let spread = [0, 15, 200][random(3)];
        let dated = Interval::new(Some(date(day(event) - spread)), Some(date(day(event) + spread)));
        let asserted = if random(3) == 0 { dated.unwrap_or(Interval::ALWAYS) } else { Interval::ALWAYS };
        happenings.push(Happening::new(asserted, true));
        for _ in 0..3.min(event) {
            let earlier = event - 1 - random(40.min(event));
            let apart = i64::from(day(event) - day(earlier));
            let confidence = 70 + random(30) as u8;
            cues.push(match random(4) {
                0 => Cue { strict: false, ..Cue::apart(earlier, event, Distance::between((apart - 3).max(0), apart + 3), confidence) },
                _ if turned.is_some_and(|one_in| random(one_in) == 0) => Cue::before(event, earlier, confidence),
                _ => Cue::before(earlier, event, confidence),
            });
        }
    }
    (happenings, cues)
}

fn peak_megabytes() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak =
        status.lines().find_map(|line| line.strip_prefix("VmHWM:")).and_then(|rest| rest.trim().strip_suffix(" kB")?.parse::<f64>().ok());
    peak.unwrap_or(0.0) / 1024.0
}
