//! What is said of a pair: every feature is a template with the words that fill it, hashed.

mod between;
mod events;
mod publication;
mod said;
mod times;

use super::{Item, Scene};
use crate::linear::{feature, mix};
use events::two_events;
use publication::event_and_dct;
use std::fmt::{self, Write};
use times::{event_and_time, two_times};

/// The features of a pair. `a` is not behind `b` in the text, except that an event comes before a time.
pub fn features(scene: &Scene, a: Item, b: Item) -> Vec<u32> {
    let mut out = Features { out: Vec::with_capacity(200), kind: "" };
    match (a, b) {
        (Item::Event(a), Item::Event(b)) => two_events(scene, a, b, &mut out),
        (Item::Event(event), Item::Time(time)) => event_and_time(scene, event, time, &mut out),
        (Item::Event(event), Item::Dct) => event_and_dct(scene, event, &mut out),
        (Item::Time(a), Item::Time(b)) => two_times(&scene.times[a], Some(&scene.times[b]), scene, &mut out),
        (Item::Time(a), Item::Dct) => two_times(&scene.times[a], None, scene, &mut out),
        _ => {}
    }
    out.out
}

struct Features {
    out: Vec<u32>,
    /// Which kind of pair, in every template.
    kind: &'static str,
}

/// FNV-1a over what is written.
struct Hasher(u64);

impl Write for Hasher {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for byte in text.bytes() {
            self.0 = (self.0 ^ byte as u64).wrapping_mul(0x0100_0000_01b3);
        }
        Ok(())
    }
}

impl Features {
    fn add(&mut self, template: &str, value: fmt::Arguments) {
        let hash = |value: fmt::Arguments| {
            let mut hasher = Hasher(0xcbf2_9ce4_8422_2325);
            let _ = hasher.write_fmt(value);
            hasher.0
        };
        self.out.push(feature(hash(format_args!("{} {template}", self.kind)), mix(hash(value), 3)));
    }
}

/// How far apart two sentences are, as far as it matters.
fn far(a: u32, b: u32) -> &'static str {
    match b.abs_diff(a) {
        0 => "same",
        1 => "next",
        2 => "near",
        _ => "far",
    }
}

fn bucket(n: u32) -> u32 {
    match n {
        0..=3 => n,
        4..=6 => 4,
        7..=10 => 5,
        11..=18 => 6,
        _ => 7,
    }
}
