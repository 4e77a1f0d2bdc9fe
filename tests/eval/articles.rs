//! The articles of files and folders, for programs that learn or measure.

use annals::article::{self, Article};
use annals::event::Mention;
use std::path::{Path, PathBuf};

/// The articles below `path`, whose own paths are named by what follows `root`; TimeML files by their text.
pub fn read(root: &Path, path: &Path) -> Vec<Article> {
    let mut files = Vec::new();
    walk(&root.join(path), &mut files);
    files.sort();
    let options = article::Options::default();
    files
        .iter()
        .flat_map(|file| {
            let name = file.strip_prefix(root).unwrap_or(file).to_string_lossy().into_owned();
            if name.ends_with(".tml") {
                let document = super::timeml::read(file);
                return vec![article::from_text(&document.text, &name, None, document.dct).0];
            }
            let Ok(open) = std::fs::File::open(file) else { return Vec::new() };
            let parts = article::parts(&name, article::Bytes::File(Box::new(open)), false);
            parts.flat_map(|part| part.read(&options)).filter_map(|read| read.article).collect()
        })
        .collect()
}

fn walk(path: &Path, files: &mut Vec<PathBuf>) {
    match std::fs::read_dir(path) {
        Ok(entries) => entries.flatten().for_each(|entry| walk(&entry.path(), files)),
        Err(_) => files.push(path.to_path_buf()),
    }
}

/// Stands for the line of a mention and its date in the labels, which hold no sentence of an article.
// Not every program has labels.
#[allow(dead_code)]
pub fn number(mention: &Mention) -> u32 {
    let line = format!("{} {}", mention.when.date, mention.what);
    line.bytes().fold(7, |hash, byte| annals::linear::mix(hash, u64::from(byte))) as u32
}
