//! `cargo run --release --example eval_events -- FOLDER… [--errors]`: mentions against the EVENTs of TimeML documents, by cross-validation.

mod mentions;
mod timeml;
#[path = "../train/events.rs"]
mod training;

use std::path::Path;

fn main() {
    let (options, folders): (Vec<String>, Vec<String>) = std::env::args().skip(1).partition(|a| a.starts_with("--"));
    let errors = options.iter().any(|option| option == "--errors");
    let folders: Vec<_> = folders
        .into_iter()
        .map(|folder| {
            let documents = timeml::read_folder(Path::new(&folder));
            (folder, documents)
        })
        .collect();
    mentions::measure(&folders, errors);
}
