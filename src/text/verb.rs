//! Verb groups, from tags alone: "has been killed", "would not have gone", "is going to meet". No parse is needed.

use super::{Tag, Text};
use std::ops::Range;

/// The tense of a group, non-finite forms included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tense {
    Past,
    Present,
    Future,
    Infinitive,
    PresentParticiple,
    PastParticiple,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Aspect {
    None,
    Perfective,
    Progressive,
    PerfectiveProgressive,
}

/// Auxiliaries, what stands between them, and their main verb.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerbGroup {
    /// From the first auxiliary to the main verb, indices in the text.
    pub tokens: Range<u32>,
    /// The main verb.
    pub head: u32,
    pub tense: Tense,
    pub aspect: Aspect,
    pub passive: bool,
    /// The modal verb other than "will" and "shall"; those make the tense.
    pub modal: Option<u32>,
    /// "not" or "never" stands in it.
    pub negated: bool,
    /// Its first verb has a tense of its own or is a modal.
    pub finite: bool,
}

/// The groups of one sentence, in order.
pub fn groups(text: &Text, sentence: usize) -> Vec<VerbGroup> {
    let range = text.sentences[sentence].tokens.clone();
    let mut groups = Vec::new();
    let mut at = range.start;
    while at < range.end {
        match group(text, at, range.end) {
            Some(found) => {
                at = found.tokens.end;
                groups.push(found);
            }
            None => at += 1,
        }
    }
    groups
}

/// How many tokens that are no verbs may stand inside a group: "did the prime minister of the country resign".
const LONGEST_GAP: u32 = 6;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Auxiliary {
    Be,
    Have,
    Do,
    Modal,
    To,
}

fn auxiliary(text: &Text, token: u32) -> Option<Auxiliary> {
    let tag = text.tag(token);
    if tag == Tag::Md {
        return Some(Auxiliary::Modal);
    }
    if tag == Tag::To {
        return Some(Auxiliary::To);
    }
    if !tag.is_verb() {
        return None;
    }
    if text.is_one_of(token, &["be", "is", "are", "was", "were", "been", "being", "am", "'re", "’re", "'m", "’m", "'s", "’s"]) {
        Some(Auxiliary::Be)
    } else if text.is_one_of(token, &["have", "has", "had", "having", "'ve", "’ve", "'d", "’d"]) {
        Some(Auxiliary::Have)
    } else if text.is_one_of(token, &["do", "does", "did"]) {
        Some(Auxiliary::Do)
    } else {
        None
    }
}

fn group(text: &Text, start: u32, end: u32) -> Option<VerbGroup> {
    let first = auxiliary(text, start);
    if first.is_none() && !text.tag(start).is_verb() {
        return None;
    }
    let mut links = vec![start];
    let mut negated = false;
    let (mut aspect_perfect, mut progressive, mut passive, mut future) = (false, false, false, false);
    let mut at = start;
    while let Some(kind) = auxiliary(text, at) {
        // "n't" and "not" may stand before the next verb, an adverb or a subject too.
        let Some(next) = follower(text, kind, at, end, links.len() == 1) else { break };
        negated |= (at + 1..next).any(|t| is_negation(text, t));
        match (kind, text.tag(next)) {
            (Auxiliary::Have, _) => aspect_perfect = true,
            // "'s" is "has" before "been": a form of be that a participle of be follows.
            (Auxiliary::Be, Tag::Vbn | Tag::Vbd) if auxiliary(text, next) == Some(Auxiliary::Be) => aspect_perfect = true,
            (Auxiliary::Be, Tag::Vbn | Tag::Vbd) => passive = true,
            (Auxiliary::Be, _) => progressive = true,
            _ => {}
        }
        links.push(next);
        at = next;
        // "is going to meet"
        if kind == Auxiliary::Be && text.is(at, "going") && at + 2 < end && text.tag(at + 1) == Tag::To && text.tag(at + 2) == Tag::Vb {
            (future, progressive) = (true, false);
            links.push(at + 2);
            at += 2;
        }
    }
    let head = at;
    if first == Some(Auxiliary::To) && links.len() == 1 {
        return None;
    }
    if first == Some(Auxiliary::Modal) && links.len() == 1 && text.tag(head) != Tag::Md {
        return None;
    }
    negated |= start > 0 && is_negation(text, start - 1) && matches!(text.tag(start), Tag::To | Tag::Vbg | Tag::Vbn | Tag::Vb)
        || head + 1 < end && links.len() == 1 && first.is_some() && is_negation(text, head + 1);
    let modal = (first == Some(Auxiliary::Modal)).then_some(start);
    let will = modal.is_some_and(|m| text.is_one_of(m, &["will", "wo", "'ll", "’ll", "shall"]));
    let (tense, finite) = match text.tag(start) {
        Tag::Md if will => (Tense::Future, true),
        Tag::Md => (Tense::Present, true),
        _ if future => (Tense::Future, true),
        Tag::To => (Tense::Infinitive, false),
        Tag::Vbd => (Tense::Past, true),
        Tag::Vbz | Tag::Vbp => (Tense::Present, true),
        Tag::Vbg => (Tense::PresentParticiple, false),
        Tag::Vbn => (Tense::PastParticiple, false),
        _ => (Tense::Infinitive, false),
    };
    let aspect = match (aspect_perfect, progressive) {
        (true, true) => Aspect::PerfectiveProgressive,
        (true, false) => Aspect::Perfective,
        (false, true) => Aspect::Progressive,
        (false, false) => Aspect::None,
    };
    let last = if head + 1 < end && is_negation(text, head + 1) && negated && links.len() == 1 { head + 2 } else { head + 1 };
    Some(VerbGroup { tokens: start..last, head, tense, aspect, passive, modal: modal.filter(|_| !will), negated, finite })
}

fn is_negation(text: &Text, token: u32) -> bool {
    text.is_one_of(token, &["not", "n't", "n’t", "never"])
}

/// The next verb of the group after the auxiliary at `at`, when one follows.
fn follower(text: &Text, kind: Auxiliary, at: u32, end: u32, first: bool) -> Option<u32> {
    let fits = |token: u32| {
        let tag = text.tag(token);
        match kind {
            Auxiliary::Modal | Auxiliary::Do | Auxiliary::To => tag == Tag::Vb || (tag == Tag::Vbp && token == at + 1),
            Auxiliary::Have => matches!(tag, Tag::Vbn) || (tag == Tag::Vbd && token == at + 1),
            Auxiliary::Be => matches!(tag, Tag::Vbn | Tag::Vbg) || (tag == Tag::Vbd && token == at + 1),
        }
    };
    // A finite auxiliary at the start of a clause may have its subject behind it.
    let clause_start = at == 0
        || matches!(text.tag(at - 1), Tag::Wrb | Tag::Wp | Tag::Wdt | Tag::Stop | Tag::OpenQuote | Tag::Comma | Tag::Colon | Tag::Cc);
    let inverted = first && clause_start && kind != Auxiliary::To && kind != Auxiliary::Have;
    let mut subject = false;
    for token in at + 1..end.min(at + 2 + if inverted { LONGEST_GAP } else { 4 }) {
        if fits(token) {
            return Some(token);
        }
        let tag = text.tag(token);
        let adverb = matches!(tag, Tag::Rb | Tag::Rbr | Tag::Rbs) || is_negation(text, token);
        let nominal = tag.is_noun() || matches!(tag, Tag::Prp | Tag::Dt | Tag::Jj | Tag::PrpPoss | Tag::Pos | Tag::Cd | Tag::Ex);
        if kind == Auxiliary::Be && subject && matches!(tag, Tag::Dt | Tag::Jj) {
            return None;
        }
        subject |= nominal;
        if !(adverb || inverted && nominal) {
            return None;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    #[test]
    fn groups_are_read_from_tags() {
        use Tense::*;
        // Sentence; the group that is meant; its head, tense, aspect; passive, modal, negated.
        let table = [
            ("Rebels killed the governor.", 0, "killed", Past, Aspect::None, false, false, false),
            ("The governor has been killed.", 0, "killed", Present, Aspect::Perfective, true, false, false),
            ("They would not have gone.", 0, "gone", Present, Aspect::Perfective, false, true, true),
            ("She is going to meet them.", 0, "meet", Future, Aspect::None, false, false, false),
            ("The ministers will meet on Monday.", 0, "meet", Future, Aspect::None, false, false, false),
            ("They agreed to meet soon.", 1, "meet", Infinitive, Aspect::None, false, false, false),
            ("Troops were not being removed.", 0, "removed", Past, Aspect::Progressive, true, false, true),
            ("They have been fighting for years.", 0, "fighting", Present, Aspect::PerfectiveProgressive, false, false, false),
            ("Did the minister go?", 0, "go", Past, Aspect::None, false, false, false),
            ("He didn't resign.", 0, "resign", Past, Aspect::None, false, false, true),
            ("It was not clear.", 0, "was", Past, Aspect::None, false, false, true),
            ("He won't resign.", 0, "resign", Future, Aspect::None, false, false, true),
        ];
        for (raw, index, head, tense, aspect, passive, modal, negated) in table {
            let text = super::super::read(raw, Lexicon::embedded());
            let found = groups(&text, 0);
            let group = found.get(index).unwrap_or_else(|| panic!("{raw}: {found:?}"));
            let got = (text.word(group.head), group.tense, group.aspect, group.passive, group.modal.is_some(), group.negated);
            assert_eq!(got, (head, tense, aspect, passive, modal, negated), "{raw}");
        }
    }
}
