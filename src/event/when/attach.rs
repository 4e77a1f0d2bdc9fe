//! Which expression of a sentence dates which mention, by syntax.

use super::aside::{is_apart, is_aside, is_compared, is_stamp};
use super::opener::opens;
use crate::event::sentence::Sentence;
use crate::lexicon::words::Class;
use crate::text::{Rel, Tag, Tree};
use crate::timex::{Anchor, Kind, Timex};

/// A mention and the expression that dates it, by its index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    pub mention: u32,
    pub timex: u32,
    /// The date is that of another event, and the word says on which side of it the mention is.
    pub side: Option<&'static str>,
}

/// For each timex of the sentence, the mentions that it dates; those that it only bounds are last. `mentions` are the trigger tokens of the
/// sentence, ascending.
pub(super) fn attach(sentence: &Sentence, timexes: &[(u32, &Timex)], mentions: &[u32]) -> Vec<Pair> {
    let tree = &sentence.tree;
    let is_mention = |t: u32| mentions.binary_search(&t).is_ok();
    let (mut pairs, mut bounded) = (Vec::new(), Vec::new());
    let pair = |mention: u32, timex: u32| Pair { mention, timex, side: None };
    for &(index, timex) in timexes {
        // "In the past three months" says between which days.
        if matches!(timex.kind, Kind::Duration | Kind::Set) && !runs_to_dct(timex) {
            continue;
        }
        if is_compared(tree, timex) || is_stamp(sentence, timexes, timex) {
            continue;
        }
        let Some(top) = top(tree, timex) else { continue };
        // "Last year's harvest": the noun's time, never the verb's.
        let end = timex.tokens.end;
        if tree.tokens().contains(&end) && tree.tag(end) == Tag::Pos {
            pairs.extend(tree.head(top).filter(|&noun| is_mention(noun) && tree.tag(noun).is_noun()).map(|noun| pair(noun, index)));
            continue;
        }
        pairs.extend(when_clause(tree, timex).filter(|&verb| is_mention(verb)).map(|verb| pair(verb, index)));
        // An expression inside a noun's phrase dates the noun's event ("the October ceasefire"), otherwise the clause.
        let Some(mut governor) = tree.ancestors(top).find(|&t| is_mention(t)) else { continue };
        if let Some(main) = outside_aside(tree, governor, timex).filter(|&main| is_mention(main)) {
            governor = main;
        } else if is_before_mark(tree, governor, timex) {
            governor = main_verb(tree, governor).unwrap_or(governor);
        } else if is_counted_to(tree, timexes, mentions, governor, timex) {
            let Some(main) = main_verb(tree, governor) else { continue };
            governor = main;
        }
        if !is_mention(governor)
            || is_aside(sentence, top, governor)
            || is_apart(tree, governor, timex)
            || is_in_other_clause(tree, top, governor)
        {
            continue;
        }
        let nearer = counted_from(tree, timexes, mentions, governor, timex).or_else(|| behind_perfect(tree, mentions, governor, timex));
        match nearer.map_or_else(|| behind_cue(sentence, mentions, governor, timex), |event| Behind::Event(event, None)) {
            Behind::Event(event, side) => {
                pairs.push(pair(event, index));
                bounded.extend(side.map(|side| Pair { side: Some(side), ..pair(governor, index) }));
            }
            Behind::Thing(side) => bounded.push(Pair { side: Some(side), ..pair(governor, index) }),
            Behind::Nothing => {
                pairs.extend(right_before(tree, governor, timex).filter(|&t| is_mention(t)).map(|noun| pair(noun, index)));
                pairs.push(pair(governor, index));
            }
        }
    }
    pairs.extend(bounded);
    pairs
}

/// "The past three months": a length that runs up to the day of publication.
pub(super) fn runs_to_dct(timex: &Timex) -> bool {
    timex.kind == Kind::Duration && timex.end == Anchor::Dct
}

/// "On December 27, when a contractor was killed": the verb of the clause that says what happened then.
fn when_clause(tree: &Tree, timex: &Timex) -> Option<u32> {
    let when = behind(tree, timex)?;
    tree.ancestors(when).skip(1).find(|&t| tree.tag(t).is_verb()).filter(|&verb| verb > when)
}

/// The "when" right behind an expression.
fn behind(tree: &Tree, timex: &Timex) -> Option<u32> {
    let tokens = tree.tokens();
    let end = timex.tokens.end;
    let at = if tokens.contains(&end) && tree.tag(end) == Tag::Comma { end + 1 } else { end };
    Some(at).filter(|&t| tokens.contains(&t) && tree.is(t, "when"))
}

/// "A march two weeks ago drew thousands", "the march on Friday drew": what stands right before an expression has its date too, where a parser
/// hung it on the verb behind.
fn right_before(tree: &Tree, governor: u32, timex: &Timex) -> Option<u32> {
    let before = |t: u32| t.checked_sub(1).filter(|&t| tree.tokens().contains(&t));
    let near = before(timex.tokens.start)?;
    let near = if tree.is_one_of(near, &["on", "in", "at"]) { before(near)? } else { near };
    let is_finite = tree.tag(near).is_tensed();
    Some(near).filter(|_| governor >= timex.tokens.end && !is_finite)
}

/// Whether the mention lies behind an expression in the "when" that takes it up, so that the expression's own preposition says nothing of it.
pub(super) fn is_in_when_clause(tree: &Tree, mention: u32, timex: &Timex) -> bool {
    behind(tree, timex).is_some_and(|when| when < mention) && when_clause(tree, timex) == Some(mention)
}

/// "In March, shortly after the war began, he told": what stands before the word that opens a clause is outside of the clause.
fn is_before_mark(tree: &Tree, verb: u32, timex: &Timex) -> bool {
    tree.children_in(verb, &[Rel::Mark]).any(|mark| timex.tokens.end <= mark && mark < verb)
}

/// "Yesterday, the mayor, who lost the election, promised": what opens the sentence is outside of a clause that tells of a noun.
fn outside_aside(tree: &Tree, verb: u32, timex: &Timex) -> Option<u32> {
    let aside = opens(tree, timex) && verb >= timex.tokens.end && tree.rel(verb) == Rel::AclRelcl;
    tree.ancestors(verb).skip(1).find(|&t| tree.tag(t).is_verb() && tree.rel(t) != Rel::AclRelcl).filter(|_| aside)
}

/// The main verb behind an opening clause, which a parser may hang below the clause's.
fn main_verb(tree: &Tree, verb: u32) -> Option<u32> {
    let told = |&main: &u32| main > verb && tree.tag(main).is_verb() && tree.child(main, &[Rel::Nsubj, Rel::NsubjPass]).is_some();
    let below = tree.children_in(verb, &[Rel::Parataxis, Rel::Ccomp, Rel::Conj]).find(told);
    below.or_else(|| tree.head(verb).filter(|&main| tree.tag(main).is_verb()))
}

/// "Returned to the hearing, having answered questions last week": a clause with helpers of its own stands between, whose verb is no mention.
fn is_in_other_clause(tree: &Tree, top: u32, governor: u32) -> bool {
    let own = |verb: u32| matches!(tree.rel(verb), Rel::Advcl | Rel::AclRelcl) && tree.child(verb, &[Rel::Aux, Rel::AuxPass]).is_some();
    tree.ancestors(top).take_while(|&t| t != governor).any(|t| t > governor && tree.tag(t).is_verb() && own(t))
}

/// "June 22, nearly a month after the order was issued": the date is that of what the length is counted to, not of the order.
fn is_counted_to(tree: &Tree, timexes: &[(u32, &Timex)], mentions: &[u32], governor: u32, timex: &Timex) -> bool {
    const NEAR: u32 = 3;
    let end = timex.tokens.end;
    let counts = |length: &Timex| {
        let (start, after) = (length.tokens.start, length.tokens.end);
        let hangs = length.kind == Kind::Duration && length.anchor == Anchor::Event;
        // "Three months before the vote, the permit was signed": counted from the vote, and the date is that of the permit.
        let is_subject = |t: u32| tree.head(t) == Some(governor) && matches!(tree.rel(t), Rel::Nsubj | Rel::NsubjPass);
        let first = || mentions.iter().find(|&&t| t > after && !is_subject(t)) == Some(&governor);
        // "In June, two months into the war, troops withdrew": the length's phrase is closed, and the verb is outside of it.
        let open = || !(after..governor).any(|t| tree.tag(t) == Tag::Comma);
        hangs && end <= start && start - end <= NEAR && after < governor && tree.tag(end) == Tag::Comma && open() && first()
    };
    timexes.iter().any(|(_, length)| counts(length))
}

/// "Fled three days after the raid on 3 May": the date is that of the event which the length is counted from, not of the verb before both.
fn counted_from(tree: &Tree, timexes: &[(u32, &Timex)], mentions: &[u32], governor: u32, timex: &Timex) -> Option<u32> {
    let between = |from: u32| (from..timex.tokens.start).all(|t| tree.tag(t) != Tag::Comma);
    let hangs = |length: &Timex| length.kind == Kind::Duration && length.anchor == Anchor::Event && between(length.tokens.end);
    // The verb stands before both, or behind both: "four months after the invasion on 10 January, troops captured the city".
    let outside = |length: &Timex| governor < length.tokens.start || governor >= timex.tokens.end;
    let lengths = timexes.iter().filter(|(_, length)| outside(length) && length.tokens.end < timex.tokens.start);
    let length = lengths.map(|(_, length)| length).rfind(|length| hangs(length))?;
    mentions.iter().copied().rfind(|&t| length.tokens.end < t && t < timex.tokens.start)
}

/// "Has condemned the invasion in February": the present perfect takes no past date, so the noun before the expression has it.
fn behind_perfect(tree: &Tree, mentions: &[u32], governor: u32, timex: &Timex) -> Option<u32> {
    let helper = |words: &[&str]| tree.children_in(governor, &[Rel::Aux]).any(|aux| tree.is_one_of(aux, words));
    let is_past = timex.anchor != Anchor::None || timex.date.is_some_and(|date| date.interval().latest().is_some());
    let to_date = tree.is_one_of(timex.tokens.start, &["since", "this", "so", "today", "now"]);
    if !helper(&["has", "have"]) || !is_past || to_date || preposition(tree, timex).is_some_and(|word| word == "since") {
        return None;
    }
    let near = |t: u32| (t..timex.tokens.start).all(|between| tree.tag(between) != Tag::Comma);
    mentions.iter().copied().rfind(|&t| governor < t && t < timex.tokens.start && tree.tag(t).is_noun() && near(t))
}

/// The word that joins the expression to the sentence, in lower case: as the tree has it, or right before it, or its own first word.
pub(super) fn preposition(tree: &Tree, timex: &Timex) -> Option<String> {
    let start = timex.tokens.start;
    let before = || start.checked_sub(1).filter(|&t| tree.tokens().contains(&t) && tree.tag(t) == Tag::In);
    // Of two the nearer: "since the raid on 3 May", where the parser made one phrase of both.
    // "For the first time yesterday": a noun stands between.
    let leads = |c: u32| !(c + 1..start).any(|t| tree.tag(t).is_noun());
    let nearest = |top: u32| tree.children_in(top, &[Rel::Case, Rel::Mark]).take_while(|&c| c < top).last().filter(|&c| leads(c));
    let word = top(tree, timex).and_then(nearest).or_else(before).unwrap_or(start);
    Some(tree.word(word).to_ascii_lowercase())
}

/// What stands between a verb and an expression, behind a word of order.
enum Behind {
    /// "Shares have fallen since the explosion on 20 April", "was charged following the death in June": the date is that event's, and
    /// bounds the verb on the side that the word says.
    Event(u32, Option<&'static str>),
    /// "Since the problems with the tanker in 1989": of something that is no event, but it bounds the verb.
    Thing(&'static str),
    Nothing,
}

/// Whether a word of order stands between a verb and an expression, or opens the phrase before the verb that it closes, so that the date is
/// that of what stands behind the word.
fn behind_cue(sentence: &Sentence, mentions: &[u32], governor: u32, timex: &Timex) -> Behind {
    let tree = &sentence.tree;
    let (start, end) = (timex.tokens.start, timex.tokens.end);
    // Before the verb the phrase is one that opens the sentence: "since the raid in May, …".
    let led = || tree.tag(governor).is_verb() && (end..governor).any(|t| tree.tag(t) == Tag::Comma);
    let first = match governor < start {
        true => governor,
        false if led() => tree.tokens().start,
        false => return Behind::Nothing,
    };
    let side = |t: u32| match tree.tag(t) {
        Tag::In | Tag::Vbg if sentence.lists(t, Class::Side) => sentence.lexicon.words.value(tree.word(t), Class::Side),
        _ if t >= first + 2 && ["by", "the", "time"].iter().zip(t - 2..).all(|(w, t)| tree.is(t, w)) => Some("by"),
        _ => None,
    };
    // "Since March" is a date by itself.
    let mut phrase = (first..start.saturating_sub(1)).rev().take_while(|&t| tree.tag(t) != Tag::Comma);
    let Some((cue, side)) = phrase.find_map(|t| Some((t, side(t)?))) else { return Behind::Nothing };
    // "Since the April 20 explosion": the noun may stand behind its date.
    let noun = |&t: &u32| t >= end && tree.tag(t).is_noun() && (end..t).all(|between| tree.tag(between).is_noun());
    match mentions.iter().copied().find(|&t| cue < t && t < start).or_else(|| mentions.iter().copied().find(noun)) {
        Some(event) => Behind::Event(event, Some(side)),
        None if tree.is(cue, "since") => Behind::Thing(side),
        None => Behind::Nothing,
    }
}

/// The expression's token that depends on a word outside it.
fn top(tree: &Tree, timex: &Timex) -> Option<u32> {
    timex.tokens.clone().find(|&t| tree.head(t).is_none_or(|head| !timex.tokens.contains(&head)))
}
