//! PDF: the text of its pages.
//!
//! Read here rather than with pdf-extract, which would take 93 CPU-seconds to build, panics on broken files, and ends the program with it. What
//! a PDF says of its making is no publication date: many are prints of web pages.

mod file;
mod font;
mod object;
mod page;

use super::{About, plain};
use file::File;
use object::{Dictionary, Object};
use std::collections::{BTreeMap, HashSet};
use std::rc::Rc;

/// Pages that are read; a longer document is a book.
const MOST_PAGES: usize = 2000;

/// The titles that programs give when nobody has given one.
const NO_TITLE: &[&str] = &["untitled", "microsoft word", "document", "about:blank", "print", "layout 1"];

/// What is known of a PDF, and its text; or a fragment that says why there is none.
pub(super) fn read(bytes: &[u8]) -> Result<(About, String), String> {
    let file = File::open(bytes);
    if file.trailer.contains_key("Encrypt") {
        return Err("is a PDF with a lock; save its text as .txt; left out".into());
    }
    let root = file.catalog().and_then(|catalog| catalog.get("Pages").cloned());
    let pages = root.map_or(Vec::new(), |root| collect(&file, &root));
    if pages.is_empty() {
        return Err("is a broken PDF: it has no pages; left out".into());
    }
    let mut lines: Vec<Vec<page::Line>> =
        pages.iter().map(|(page, resources)| page::lines(&file, &contents(&file, page), resources)).collect();
    without_running_heads(&mut lines);
    let mut body = String::new();
    for lines in lines {
        let text = page::paragraphs(&lines);
        if !body.is_empty() && !text.is_empty() {
            // A sentence goes on over the page.
            body += if body.ends_with(['.', '!', '?', '”', '"', ':']) { "\n\n" } else { "\n" };
        }
        body += &text;
    }
    if !body.contains(char::is_alphabetic) {
        return Err("is a PDF without text, perhaps a scan; save its text as .txt; left out".into());
    }
    let about = plain::about(&body);
    Ok((About { title: title(&file).or(about.title), ..about }, body))
}

/// The pages below a node of the tree, each with the resources that it has or inherits. A list of what is still to be seen stands in for
/// recursion: a file may nest its nodes as deep as it likes.
fn collect(file: &File, root: &Object) -> Vec<(Dictionary, Dictionary)> {
    let mut pages = Vec::new();
    let mut seen = HashSet::new();
    let mut open = vec![(root.clone(), Rc::new(Dictionary::new()))];
    while let Some((node, above)) = open.pop() {
        // Every node once: a tree that comes back to itself has no end.
        if let Object::Reference(number) = node
            && !seen.insert(number)
        {
            continue;
        }
        let Object::Dictionary(node) = file.resolve(&node) else { continue };
        let own = file.dictionary(&node, "Resources");
        let resources = if own.is_empty() { above } else { Rc::new(own) };
        match file.get(&node, "Kids") {
            Some(Object::Array(mut kids)) if seen.len() < 4 * MOST_PAGES && open.len() < 4 * MOST_PAGES => {
                kids.truncate(4 * MOST_PAGES);
                open.extend(kids.into_iter().rev().map(|kid| (kid, Rc::clone(&resources))));
            }
            _ if pages.len() < MOST_PAGES && node.contains_key("Contents") => pages.push((node, (*resources).clone())),
            _ => {}
        }
    }
    pages
}

fn contents(file: &File, page: &Dictionary) -> Vec<u8> {
    let mut all = Vec::new();
    let contents = page.get("Contents").cloned().unwrap_or(Object::Null);
    let parts = match file.resolve(&contents) {
        Object::Array(parts) => parts,
        _ => vec![contents],
    };
    for part in parts {
        if let Some((_, bytes)) = file.stream(&part) {
            all.extend(bytes);
            all.push(b'\n');
        }
    }
    all
}

/// The first and the last lines of pages, where they say the same on several of them but for numbers, and page numbers.
fn without_running_heads(pages: &mut [Vec<page::Line>]) {
    const NEAR: usize = 2;
    let bare = |line: &page::Line| -> String { line.text.chars().filter(|c| !c.is_ascii_digit() && !c.is_whitespace()).collect() };
    let at_edge = |at: usize, length: usize| at < NEAR || at + NEAR >= length;
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for page in pages.iter() {
        let edges: HashSet<String> =
            page.iter().enumerate().filter(|(at, _)| at_edge(*at, page.len())).map(|(_, line)| bare(line)).collect();
        edges.into_iter().for_each(|edge| *times.entry(edge).or_default() += 1);
    }
    let several = pages.len().div_ceil(2).max(2);
    for page in pages {
        let (length, mut at) = (page.len(), 0);
        page.retain(|line| {
            at += 1;
            let bare = bare(line);
            let edge = at_edge(at - 1, length);
            !(edge && (bare.is_empty() || times[&bare] >= several))
        });
    }
}

fn title(file: &File) -> Option<String> {
    let about = file.dictionary(&file.trailer, "Info");
    let Some(Object::Text(title)) = file.get(&about, "Title") else { return None };
    let title = match title.strip_prefix(b"\xfe\xff") {
        Some(wide) => String::from_utf16_lossy(
            &wide.chunks(2).map(|pair| u16::from(pair[0]) << 8 | u16::from(pair[pair.len() - 1])).collect::<Vec<_>>(),
        ),
        None => super::encoding::lossy(&title),
    };
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let lower = title.to_lowercase();
    let is_file =
        lower.rsplit_once('.').is_some_and(|(_, end)| (2..=5).contains(&end.len()) && end.bytes().all(|b| b.is_ascii_alphanumeric()));
    (title.contains(' ') && !is_file && !NO_TITLE.iter().any(|no| lower.starts_with(no))).then_some(title)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A PDF of one page with this content, and more objects.
    fn pdf(contents: &str, more: &str) -> String {
        format!(
            "%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n2 0 obj <</Type/Pages/Kids[3 0 R]/Resources<</Font<</F 4 0 R>>>>>> endobj\n\
             3 0 obj <</Type/Page/Parent 2 0 R/Contents 5 0 R>> endobj\n4 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica>> endobj\n\
             5 0 obj <</Length {}>> stream\n{contents}\nendstream endobj\n{more}\ntrailer <</Root 1 0 R/Info 9 0 R>>",
            contents.len()
        )
    }

    #[test]
    fn pages() {
        let told = |pdf: String| {
            read(pdf.as_bytes()).map_or_else(|why| why, |(about, body)| format!("{} | {body}", about.title.unwrap_or("-".into())))
        };
        for (pdf, expected) in [
            (pdf("BT /F 12 Tf 14 TL 72 700 Td (It rained) Tj T* (in Basra.) Tj ET", ""), "- | It rained\nin Basra."),
            (
                pdf(
                    "BT /F 12 Tf 1 0 0 1 72 700 Tm [(It r) 20 (ained) -300 (hard.)] TJ 0 -50 Td (\\252No\\272) Tj ET",
                    "9 0 obj <</Title(Rain in Basra)>> endobj",
                ),
                "Rain in Basra | It rained hard.\n\n“No”",
            ),
            (
                pdf(
                    "/Artifact BMC BT /F 9 Tf (Page one) Tj ET EMC BT /F 12 Tf 72 700 Td (Rain.) Tj ET",
                    "9 0 obj <</Title(rain.docx)>> endobj",
                ),
                "- | Rain.",
            ),
            (pdf("q 0 1 -1 0 0 0 cm BT /F 9 Tf (stamp) Tj ET Q BT /F 12 Tf (Rain.) Tj ET", ""), "- | Rain."),
            (pdf("", ""), "is a PDF without text, perhaps a scan; save its text as .txt; left out"),
            ("%PDF-1.7 broken".to_string(), "is a broken PDF: it has no pages; left out"),
            (
                "1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj 2 0 obj <</Kids[2 0 R 2 0 R]>> endobj trailer <</Root 1 0 R>>".to_string(),
                "is a broken PDF: it has no pages; left out",
            ),
            (pdf("", "trailer <</Encrypt 1 0 R>>"), "is a PDF with a lock; save its text as .txt; left out"),
        ] {
            assert_eq!(told(pdf.clone()), expected, "{pdf}");
        }
    }

    #[test]
    fn a_deep_tree_does_not_take_the_stack() {
        let deep = |levels: usize| {
            let nodes: String = (2..levels + 2).map(|n| format!("{n} 0 obj <</Kids[{} 0 R]>> endobj\n", n + 1)).collect();
            let (page, text) = (levels + 2, levels + 3);
            format!(
                "%PDF-1.4\n1 0 obj <</Pages 2 0 R>> endobj\n{nodes}{page} 0 obj <</Contents {text} 0 R/Resources<</Font<</F \
                 <</Subtype/Type1>>>>>>>> endobj\n{text} 0 obj <<>> stream\nBT /F 9 Tf (Rain) Tj ET\nendstream endobj\ntrailer <</Root 1 0 R>>"
            )
        };
        assert_eq!(read(deep(5000).as_bytes()).unwrap().1, "Rain");
        assert!(read(deep(100_000).as_bytes()).is_err());
        let inline = format!("1 0 obj <</Pages {}>> endobj trailer <</Root 1 0 R>>", "<</Kids[".repeat(200_000));
        assert!(read(inline.as_bytes()).is_err());
    }

    #[test]
    fn forms_within_forms_come_to_an_end() {
        let form = |n: usize| {
            let calls = format!("/F{} Do ", n + 1).repeat(200);
            let next = n + 1;
            format!("{n} 0 obj <</Subtype/Form/Resources<</XObject<</F{next} {next} 0 R>>>>>> stream\n{calls}\nendstream endobj\n")
        };
        let forms: String = (5..20).map(form).collect();
        let root = "1 0 obj <</Pages 2 0 R>> endobj 2 0 obj <</Kids[3 0 R]>> endobj 3 0 obj <</Contents 5 0 R/Resources<</XObject<</F6 6 0 R>>>>>> endobj";
        let start = std::time::Instant::now();
        assert!(read(format!("{root}\n{forms}trailer <</Root 1 0 R>>").as_bytes()).is_err());
        assert!(start.elapsed().as_secs() < 60, "bounded, even on a busy machine");
    }

    #[test]
    fn any_damage_is_survived() {
        let whole = pdf("BT /F 12 Tf 72 700 Td [(It r) 20 (ained)] TJ ET", "9 0 obj <</Title<FEFF0041>>> endobj").into_bytes();
        for at in 0..whole.len() {
            for byte in [b'9', b'(', b'[', b'<', 0xff, b' '] {
                let mut bytes = whole.clone();
                bytes[at] = byte;
                let _ = read(&bytes);
            }
            let _ = read(&whole[..at]);
        }
    }
}
