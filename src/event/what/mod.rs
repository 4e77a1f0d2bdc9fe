//! The one clean clause that says what happened, cut out of its sentence.
//!
//! A parser is wrong about one word in five, so the tree only says which words are the verb and its subject; where the clause starts and ends
//! is read from the words themselves, and what stands between is kept as it was written. Words are only left out, borrowed from the same
//! sentence (a shared subject), or replaced by the name that they stand for: nothing is written that the text does not say. What would not
//! read as a sentence of its own is not said at all (`gate`).

mod antecedent;
mod bounds;
mod complement;
mod edge;
mod extent;
mod gate;
mod list;
mod phrase;
mod shorten;
#[cfg(test)]
mod tests;
mod write;

use super::clause::{self, Clause};
use crate::lexicon::Lexicon;
use crate::lexicon::words::Class;
use crate::span::Span;
use crate::text::{Rel, Tag, Tree};
pub use antecedent::{Anaphor, anaphor, bare};
pub use write::detokenised;

/// A `what` has about so many words at most: a clause of more than [`TOLERATED`] loses its last parts until it has no more than these.
const LONGEST: usize = 25;
/// A word or two more read better than a clause without its end.
const TOLERATED: usize = 28;

/// How many phrases a clause may lose whose end does not read well.
const RETREATS: usize = 3;

/// Stands in for tokens when a clause is said on its own: the name for "he", "was" before a bare participle.
pub struct Wording<'w> {
    pub lexicon: &'w Lexicon,
    /// Expressions that are left out because the entry has their date.
    pub times: &'w [Span],
    /// All expressions of the sentence, which are no part of a participant.
    pub expressions: &'w [Span],
    /// Whether a token is of an expression that only the day of publication dates: "Thursday", "last week".
    pub is_deictic: &'w dyn Fn(u32) -> bool,
    /// Whether others are dated from it, so that few words will do: "The invasion."
    pub needed: bool,
    /// Whether the event has a type that tells enough of it where its subject is a bare noun: "Rockets were fired", but not "Sales rose".
    pub telling: bool,
    /// Whether a verb below the clause's own tells the same event: "killed six and wounded ten", "shelled the town, killing six".
    pub told_with: &'w dyn Fn(u32) -> bool,
    /// What a pronoun or "the company" stands for, where that is safe; empty for a word that the name of the next one covers.
    pub name_of: &'w dyn Fn(u32) -> Option<String>,
}

impl Wording<'_> {
    /// Whether a list of types has the noun: "raid", "election".
    fn names_event(&self, tree: &Tree, noun: u32) -> bool {
        !self.lexicon.triggers.noun(&self.lexicon.lemmas.noun(tree.word(noun))).is_empty()
    }

    /// Whether the token is a part of an expression of time.
    fn is_expression(&self, tree: &Tree, token: u32) -> bool {
        self.expressions.iter().any(|time| time.contains(tree.text.tokens[token as usize].span))
    }
}

/// The words of a `what` as tokens, the subject first.
struct Said {
    tokens: Vec<u32>,
    /// How many of them are a subject from outside the clause.
    borrowed: usize,
    /// "was" or "were" before this participle.
    copula: Option<(u32, &'static str)>,
    /// An "its" that is nobody's in these words, and is said as "the".
    article: Option<u32>,
}

/// Says the event of the verb at `verb`; empty where that cannot be done well.
pub fn of_verb(tree: &Tree, verb: u32, clause: &Clause, wording: &Wording) -> String {
    let Some(subject) = clause.subject else { return String::new() };
    let cut = extent::Cut { tree, wording };
    let helpers = clause::auxiliaries(tree, verb);
    let end = cut.end(verb);
    let (mut tokens, borrowed) = if clause.borrowed {
        let mut tokens = cut.name(subject, verb);
        let borrowed = tokens.len();
        let first = extent::predicate_start(tree, verb);
        tokens.extend(helpers.iter().copied().filter(|&aux| aux < first));
        tokens.extend(cut.kept(first..verb));
        (tokens, borrowed)
    } else if subject < verb {
        let start = cut.phrase_start(subject);
        (cut.subject(start..verb, subject), 0)
    } else {
        return String::new();
    };
    tokens.push(verb);
    tokens.extend(cut.kept(verb + 1..end));
    cut.shorten(&mut tokens, verb);
    cut.trim(&mut tokens, verb);
    // "Condemned the attacks amid criticism that the": rather without the last phrase than not at all.
    let mut retreats = 0;
    while !gate::ends_well(tree, &tokens, verb, wording) {
        retreats += 1;
        if retreats > RETREATS || !cut.retreat(&mut tokens, verb) {
            return String::new();
        }
    }
    // A participle that describes a noun becomes a clause of its own: "militias formed in 2014" were formed.
    let participle = clause.borrowed && clause.passive && matches!(tree.rel(verb), Rel::Acl | Rel::Advcl)
        && helpers.is_empty()
        && (clause.agent.is_some() || wording.lexicon.words.has(&wording.lexicon.lemmas.verb(tree.word(verb)), Class::Transitive))
        // "Powers agreed on Tuesday": a sentence without another verb, whose past tense was taken for a participle.
        && tree.head(verb).is_none_or(|noun| tree.rel(noun) != Rel::Root || tree.child(noun, &[Rel::Cop]).is_some());
    if participle && !gate::is_news_in_passing(tree, verb, subject, wording) {
        return String::new();
    }
    let copula = participle.then(|| (verb, if is_plural(tree, subject) { "were" } else { "was" }));
    let mut said = Said { tokens, borrowed, copula, article: None };
    if !gate::reads_well(tree, &said, verb, subject, wording) {
        return String::new();
    }
    said.article = antecedent::strange_its(tree, &said, verb, wording).or_else(|| write::without_day(tree, &mut said, wording));
    write::write(tree, &said, wording)
}

/// Says what others are dated from where no clause can be made of it: "Signing the treaty."
pub fn of_gerund(tree: &Tree, verb: u32, wording: &Wording) -> String {
    if tree.tag(verb) != Tag::Vbg {
        return String::new();
    }
    let cut = extent::Cut { tree, wording };
    let mut tokens = vec![verb];
    tokens.extend(cut.kept(verb + 1..cut.end(verb)));
    cut.shorten(&mut tokens, verb);
    write::write(tree, &Said { tokens, borrowed: 0, copula: None, article: None }, wording)
}

/// Says the event of the noun at `noun`: "The assassination of a prominent Iranian scientist."
pub fn of_noun(tree: &Tree, noun: u32, wording: &Wording) -> String {
    let cut = extent::Cut { tree, wording };
    let start = cut.own_start(noun);
    let mut tokens: Vec<u32> = cut.kept(start..noun).collect();
    tokens.push(noun);
    tokens.extend(cut.kept(noun + 1..cut.noun_end(noun)));
    cut.shorten(&mut tokens, noun);
    // "Last week's cyclone": the date says when, and last week is another by the time it is read.
    let deictic =
        tokens.iter().position(|&t| tree.tag(t) == Tag::Pos && t < noun).filter(|&i| i > 0 && tokens[..i].iter().all(|&t| cut.is_time(t)));
    // "Yesterday's Russia's poll".
    let owned = deictic.is_some_and(|i| tokens[i + 1..].iter().any(|&t| t < noun && tree.tag(t) == Tag::Pos));
    tokens.drain(..deictic.map_or(0, |i| if owned { i + 1 } else { i }));
    let article = tokens.first().copied().filter(|_| deictic.is_some() && !owned);
    let mut said = Said { tokens, borrowed: 0, copula: None, article };
    said.article = said.article.or_else(|| write::without_day(tree, &mut said, wording));
    if !gate::noun_reads_well(tree, &said, noun, wording) {
        return String::new();
    }
    write::write(tree, &said, wording)
}

/// "Qais al-Khazali said the truce has ended.": what somebody is quoted with, as his statement; too long, it is left out. Of himself he speaks by
/// the `pronoun` that the sentence has.
pub fn as_said_by(speaker: &str, what: &str, keeps_capital: bool, pronoun: Option<&str>) -> String {
    let words = match (what.chars().next(), pronoun, what.strip_prefix(speaker)) {
        (_, Some(pronoun), Some(rest)) if rest.starts_with(' ') => format!("{}{rest}", pronoun.to_lowercase()),
        (Some(first), None, _) if !keeps_capital => format!("{}{}", first.to_lowercase(), &what[first.len_utf8()..]),
        _ => what.to_string(),
    };
    let said = format!("{speaker} said {words}");
    if said.split(' ').count() <= LONGEST { said } else { String::new() }
}

/// Whether a `what` stands by itself: it names its subject and does not open with a word that leans on what came before.
pub fn is_self_contained(what: &str, lexicon: &Lexicon) -> bool {
    what.split(' ').count() >= 3 && !leans(what, lexicon)
}

/// Whether it opens with a word that leans on what came before: "It sank."
pub fn leans(what: &str, lexicon: &Lexicon) -> bool {
    let first = what.split(' ').next().unwrap_or("").to_lowercase();
    lexicon.words.has(first.trim_end_matches(['.', ',']), Class::Leaning)
}

/// The words of a participant: its noun phrase without determiners, relative clauses and appositions.
pub fn participant(tree: &Tree, head: u32) -> String {
    participant_without(tree, head, &|_| false)
}

/// The same without the words of `skip` around it: "last year" of "last year police officers".
pub fn participant_without(tree: &Tree, head: u32, skip: &dyn Fn(u32) -> bool) -> String {
    let mut first = head;
    let mut last = head;
    for &child in tree.children(head) {
        let modifier = matches!(tree.rel(child), Rel::Compound | Rel::Amod | Rel::Flat | Rel::NmodPoss | Rel::Nummod | Rel::NmodDesc);
        if child < head && modifier {
            first = first.min(tree.reach(child).start);
        }
        // "Gen. Qasem Soleimani": a name right behind a title, whatever the parser calls it.
        let joined =
            matches!(tree.rel(child), Rel::Flat | Rel::Appos) && tree.reach(child).start == last + 1 && tree.tag(child).is_proper();
        if child > head && (tree.rel(child) == Rel::Flat || joined) {
            let end = if joined { name_end(tree, child) } else { tree.reach(child).end - 1 };
            last = last.max(end);
        }
    }
    if let Some(end) = of_name(tree, head, last) {
        last = end;
    }
    let unfit = |t: u32| t < head && (!starts_phrase(tree.tag(t)) || tree.is(t, "least") || tree.is(t, "most"));
    while first < last && (unfit(first) || skip(first)) {
        first += 1;
    }
    // "Bill Clinton Saturday vowed".
    while head < last && skip(last) {
        last -= 1;
    }
    detokenised(tree.span_of(first..last + 1).of(tree.text.raw))
}

/// The last word of "Ministry of Health", "International Committee of the Red Cross": what a name goes on with behind its "of".
fn of_name(tree: &Tree, head: u32, last: u32) -> Option<u32> {
    let opens = |c: u32| tree.reach(c).start == last + 1 && tree.is(last + 1, "of") && tree.tag(c).is_proper();
    let below = tree.children_in(head, &[Rel::Nmod]).find(|&c| opens(c)).filter(|_| tree.tag(head).is_proper())?;
    let start = if tree.is(last + 2, "the") { last + 3 } else { last + 2 };
    (start <= below && (start..=below).all(|t| tree.tag(t).is_proper())).then_some(below)
}

/// Whether a participant's name may start with such a word: not with a determiner, a comma or a preposition.
fn starts_phrase(tag: Tag) -> bool {
    tag.is_noun() || matches!(tag, Tag::Jj | Tag::Jjr | Tag::Jjs | Tag::Cd | Tag::Vbn | Tag::Vbg | Tag::Fw | Tag::Add | Tag::Afx)
}

/// The last token of a name, without what describes it.
fn name_end(tree: &Tree, head: u32) -> u32 {
    tree.children_in(head, &[Rel::Flat]).map(|c| tree.reach(c).end - 1).fold(head, u32::max)
}

fn is_plural(tree: &Tree, noun: u32) -> bool {
    matches!(tree.tag(noun), Tag::Nns | Tag::Nnps) || tree.children_in(noun, &[Rel::Conj]).any(|other| tree.tag(other).is_noun())
}
