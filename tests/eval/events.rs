//! Scores events against gold.
mod mentions;
mod timeml;
#[path = "../train/events.rs"]
mod training;

use std::path::PathBuf;

fn main() {
    let (options, folders): (Vec<String>, Vec<String>) = std::env::args().skip(1).partition(|a| a.starts_with("--"));
    let errors = options.iter().any(|o| o == "--errors");
    let folders: Vec<_> = folders.into_iter().map(|f| { let d = timeml::read_folder(&PathBuf::from(&f)); (f, d) }).collect();
    mentions::measure(&folders, errors);
}
