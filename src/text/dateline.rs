//! What stands before the first words of a report or of a reader's comment, on the same line: "BAGHDAD, Dec 2 (Reuters) - ", "(AP) -- ",
//! "At 08:43 am on 16 June, Ann wrote: ". It is a sentence of its own.

use super::token::is_space;
use crate::lexicon::Writing;

/// In characters.
const LONGEST: usize = 90;
/// In bytes, the longest name of an agency with the spaces before it, and its bracket.
const LONGEST_AGENCY: usize = 30;
/// The same of a photographer's name and agency.
const LONGEST_CREDIT: usize = 80;
const BRACKET: usize = "-LRB-".len();

/// How many bytes of `paragraph` such words take at its start.
pub(super) fn head(paragraph: &str) -> Option<usize> {
    let window = &paragraph[..paragraph.char_indices().take(LONGEST).last().map_or(0, |(i, c)| i + c.len_utf8())];
    wire(paragraph, window).or_else(|| comment(window))
}

/// "At 08:43 am on 16 June, Ann wrote: ".
fn comment(window: &str) -> Option<usize> {
    let timed = window.strip_prefix("At ").or_else(|| window.strip_prefix("On "))?.starts_with(|c: char| c.is_ascii_digit());
    let end = [" wrote: ", " wrote : "].iter().find_map(|mark| Some(window.find(mark)? + mark.len()))?;
    (timed && !window[..end].contains(". ")).then_some(end)
}

/// "BAGHDAD, Dec 2 (Reuters) - ".
fn wire(paragraph: &str, window: &str) -> Option<usize> {
    let first = window.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    // Each mark has a dash or a bracket, and most paragraphs open with neither.
    if !first.starts_with(char::is_uppercase) || !window.contains(['-', '–', '—', ')']) {
        return None;
    }
    let marks = [" - ", " -- ", " – ", " — ", "--", "—", ")_ ", ") _ "];
    let (place, mark) = marks.iter().filter_map(|mark| Some((window.find(mark)?, *mark))).min()?;
    let (head, tail) = (window[..place + usize::from(mark.starts_with(')'))].trim_end(), &paragraph[place + mark.len()..]);
    let source = head.strip_suffix(')').or_else(|| head.strip_suffix("-RRB-")).and_then(|h| h.rfind('(').or_else(|| h.rfind("-LRB-")));
    let small = |word: &str| matches!(word, "and" | "of" | "de" | "al" | "am" | "pm");
    let names = |words: &str| words.split(is_space).all(|w| w.is_empty() || !w.starts_with(char::is_lowercase) || small(w));
    let capitals = first.len() >= 4 && first.chars().all(char::is_uppercase);
    let dated = match source {
        Some(open) => names(&head[..open]) && head.len() - open < 40 && head[..open].len() > 2,
        None => {
            capitals && names(head) && head.split(is_space).filter(|w| w.chars().count() > 4).any(|w| w.chars().all(|c| !c.is_lowercase()))
        }
    };
    // All capitals after it: a headline, not a dateline.
    (dated && tail.chars().take(40).any(char::is_lowercase) && !tail.trim().is_empty()).then_some(place + mark.len())
}

/// The same of a photographer's credit, "(By Ann Tan -- Associated Press) ": it belongs to a picture, and a sentence begins behind it.
pub(super) fn credit(before: &str, rest: &str) -> Option<usize> {
    let (words, behind) = bracketed(before, rest, LONGEST_CREDIT)?;
    let by = words.strip_prefix("By ").filter(|name| name.starts_with(char::is_uppercase))?;
    let (_, agency) = by.split_once(" -- ").or_else(|| by.split_once('/'))?;
    let begins = |c: char| c.is_uppercase() || matches!(c, '"' | '“' | '`');
    (agency.starts_with(char::is_uppercase) && behind.trim_start_matches(is_space).starts_with(begins)).then_some(rest.len() - behind.len())
}

/// The words in the bracket that closes where `rest` starts, and what follows it. Looks back no further than `longest` bytes: a line may be of
/// brackets only.
fn bracketed<'a>(before: &'a str, rest: &'a str, longest: usize) -> Option<(&'a str, &'a str)> {
    let behind = rest.strip_prefix(')').or_else(|| rest.strip_prefix("-RRB-"))?;
    let from = (before.len().saturating_sub(longest + BRACKET)..=before.len()).find(|&at| before.is_char_boundary(at))?;
    let window = before[from..].trim_end_matches(is_space);
    let open = window.rfind('(').map(|at| at + 1).max(window.rfind("-LRB-").map(|at| at + BRACKET))?;
    let words = Some(&window[open..]).filter(|words| words.len() <= longest)?;
    Some((words.trim_matches(is_space), behind))
}

/// How many bytes of `rest`, which starts where a bracket closes, "(Reuters) - " takes before a sentence; `before` is the sentence so far.
pub(super) fn agency(before: &str, rest: &str, writing: &Writing) -> Option<usize> {
    let (name, behind) = bracketed(before, rest, LONGEST_AGENCY)?;
    if !writing.is_agency(name) {
        return None;
    }
    let behind = behind.trim_start_matches(is_space);
    let sentence = ["--", "-", "—", "–", "_"].into_iter().find_map(|dash| behind.strip_prefix(dash))?;
    let next = sentence.trim_start_matches(is_space).chars().next()?;
    let begins = next.is_uppercase() || next.is_numeric() || matches!(next, '"' | '“' | '‘' | '`' | '\'');
    begins.then_some(rest.len() - sentence.len())
}
