//! Which expression of a sentence dates which mention, by syntax.

use crate::text::{Rel, Tag, Tree};
use crate::timex::{Anchor, Kind, Timex};

/// For each timex of the sentence, the mention that it dates. `mentions` are the trigger tokens of the sentence, ascending.
pub fn attach(tree: &Tree, timexes: &[(u32, &Timex)], mentions: &[u32]) -> Vec<(u32, u32)> {
    let is_mention = |t: u32| mentions.binary_search(&t).is_ok();
    let mut pairs = Vec::new();
    for &(index, timex) in timexes {
        // "In the past three months" says between which days.
        if matches!(timex.kind, Kind::Duration | Kind::Set) && !runs_to_dct(timex) {
            continue;
        }
        if is_compared(tree, timex) {
            continue;
        }
        let Some(top) = top(tree, timex) else { continue };
        // "Last year's harvest": the noun's time, never the verb's.
        let end = timex.tokens.end;
        if tree.tokens().contains(&end) && tree.tag(end) == Tag::Pos {
            pairs.extend(tree.head(top).filter(|&noun| is_mention(noun) && tree.tag(noun).is_noun()).map(|noun| (noun, index)));
            continue;
        }
        pairs.extend(when_clause(tree, timex).filter(|&verb| is_mention(verb)).map(|verb| (verb, index)));
        // An expression inside a noun's phrase dates the noun's event ("the October ceasefire"), otherwise the clause.
        let Some(mut governor) = tree.ancestors(top).find(|&t| is_mention(t)) else { continue };
        if is_before_mark(tree, governor, timex) {
            governor = main_verb(tree, governor).unwrap_or(governor);
        } else if is_counted_to(tree, timexes, mentions, governor, timex) {
            let Some(main) = main_verb(tree, governor) else { continue };
            governor = main;
        }
        if !is_mention(governor) || is_aside(tree, top, governor) || is_apart(tree, governor, timex) {
            continue;
        }
        let nearer = counted_from(tree, timexes, mentions, governor, timex)
            .or_else(|| since(tree, mentions, governor, timex))
            .or_else(|| behind_perfect(tree, mentions, governor, timex));
        pairs.push((nearer.unwrap_or(governor), index));
    }
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

/// Whether the mention lies behind an expression in the "when" that takes it up, so that the expression's own preposition says nothing of it.
pub(super) fn is_in_when_clause(tree: &Tree, mention: u32, timex: &Timex) -> bool {
    behind(tree, timex).is_some_and(|when| when < mention) && when_clause(tree, timex) == Some(mention)
}

/// "In March, shortly after the war began, he told": what stands before the word that opens a clause is outside of the clause.
fn is_before_mark(tree: &Tree, verb: u32, timex: &Timex) -> bool {
    tree.children_in(verb, &[Rel::Mark]).any(|mark| timex.tokens.end <= mark && mark < verb)
}

/// The main verb behind an opening clause, which a parser may hang below the clause's.
fn main_verb(tree: &Tree, verb: u32) -> Option<u32> {
    let told = |&main: &u32| main > verb && tree.tag(main).is_verb() && tree.child(main, &[Rel::Nsubj, Rel::NsubjPass]).is_some();
    let below = tree.children_in(verb, &[Rel::Parataxis, Rel::Ccomp, Rel::Conj]).find(told);
    below.or_else(|| tree.head(verb).filter(|&main| tree.tag(main).is_verb()))
}

/// "June 22, nearly a month after the order was issued": the date is that of what the length is counted to, not of the order.
fn is_counted_to(tree: &Tree, timexes: &[(u32, &Timex)], mentions: &[u32], governor: u32, timex: &Timex) -> bool {
    const NEAR: u32 = 3;
    let end = timex.tokens.end;
    let counts = |length: &Timex| {
        let (start, after) = (length.tokens.start, length.tokens.end);
        let hangs = length.kind == Kind::Duration && length.anchor == Anchor::Event;
        let first = || mentions.iter().find(|&&t| t > after && tree.tag(t).is_verb()) == Some(&governor);
        hangs && end <= start && start - end <= NEAR && after < governor && tree.tag(end) == Tag::Comma && first()
    };
    timexes.iter().any(|(_, length)| counts(length))
}

/// Whether a semicolon or a dash stands between a verb and an expression.
fn is_apart(tree: &Tree, verb: u32, timex: &Timex) -> bool {
    let between = if verb < timex.tokens.start { verb + 1..timex.tokens.start } else { timex.tokens.end..verb };
    between.into_iter().any(|t| matches!(tree.word(t), ";" | "--" | "—"))
}

/// "To 52.4 million from 50.1 million a year earlier", "more than last year": the time of what is compared with.
fn is_compared(tree: &Tree, timex: &Timex) -> bool {
    const BACK: u32 = 9;
    let start = timex.tokens.start;
    let first = tree.tokens().start.max(start.saturating_sub(BACK));
    let amount = |t: u32| matches!(tree.tag(t), Tag::Cd | Tag::Dollar);
    // "More than four months after" compares nothing.
    let more =
        |t: u32| t > tree.tokens().start && ["more", "less", "fewer"].iter().any(|w| tree.is(t - 1, w)) && tree.tag(t + 1) == Tag::Cd;
    let compared = |t: u32| ["compared", "versus"].iter().any(|word| tree.is(t, word)) || tree.is(t, "than") && t + 1 < start && !more(t);
    // "from 3,000 to 2,500 in November" has a preposition of its own.
    let bare = start == tree.tokens().start || tree.tag(start - 1) != Tag::In;
    let from = |t: u32| bare && tree.is(t, "from") && t + 2 < start && amount(t + 1) | amount(t + 2);
    let stops = |t: u32| tree.tag(t).is_verb() && !compared(t);
    (first..start).rev().take_while(|&t| !stops(t)).any(|t| compared(t) || from(t))
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
    let helper = |words: &[&str]| tree.children_in(governor, &[Rel::Aux]).any(|aux| words.iter().any(|word| tree.is(aux, word)));
    let is_past = timex.anchor != Anchor::None || timex.date.is_some_and(|date| date.interval().latest().is_some());
    let to_date = ["since", "this", "so", "today", "now"].iter().any(|word| tree.is(timex.tokens.start, word));
    if !helper(&["has", "have"]) || !is_past || to_date || preposition(tree, timex).is_some_and(|word| word == "since") {
        return None;
    }
    mentions.iter().copied().rfind(|&t| governor < t && t < timex.tokens.start && tree.tag(t).is_noun())
}

/// Whether the expression says something of a thing beside the event: "payable Dec. 7", "the 2005 peace prize".
fn is_aside(tree: &Tree, top: u32, governor: u32) -> bool {
    const FALLING: &[&str] = &["due", "payable", "effective", "expiring", "ending", "ended"];
    let path = || tree.ancestors(top).take_while(|&t| t != governor);
    let named = || {
        let Some(noun) = tree.head(top).filter(|&noun| noun != governor && noun > top && tree.tag(noun).is_noun()) else { return false };
        let within =
            tree.child(noun, &[Rel::Case]).is_some_and(|case| ["in", "during", "at", "after", "before"].iter().any(|w| tree.is(case, w)));
        let opened = (tree.tokens().start..top).next_back().is_some_and(|t| matches!(tree.tag(t), Tag::Dt | Tag::PrpPoss | Tag::Pos));
        opened && matches!(tree.rel(top), Rel::Compound | Rel::Nummod | Rel::Amod | Rel::NmodDesc) && !within
    };
    // "Petrov, a member since 2015, agreed": of the person only.
    let apposed = || path().skip(1).any(|t| tree.rel(t) == Rel::Appos);
    path().any(|t| FALLING.iter().any(|w| tree.is(t, w))) || apposed() || named()
}

/// The word that joins the expression to the sentence, in lower case: as the tree has it, or right before it, or its own first word.
pub(super) fn preposition(tree: &Tree, timex: &Timex) -> Option<String> {
    let start = timex.tokens.start;
    let before = || start.checked_sub(1).filter(|&t| tree.tokens().contains(&t) && tree.tag(t) == Tag::In);
    // Of two the nearer: "since the raid on 3 May", where the parser made one phrase of both.
    let nearest = |top: u32| tree.children_in(top, &[Rel::Case, Rel::Mark]).take_while(|&c| c < top).last();
    let word = top(tree, timex).and_then(nearest).or_else(before).unwrap_or(start);
    Some(tree.word(word).to_ascii_lowercase())
}

/// "Shares have fallen since the explosion on 20 April": the date is that of the event behind "since" or "by the time".
fn since(tree: &Tree, mentions: &[u32], governor: u32, timex: &Timex) -> Option<u32> {
    let start = timex.tokens.start;
    let opens = |t: u32| tree.is(t, "since") || t >= governor + 2 && ["by", "the", "time"].iter().zip(t - 2..).all(|(w, t)| tree.is(t, w));
    let cue = (governor..start).rev().take_while(|&t| tree.tag(t) != Tag::Comma).find(|&t| opens(t))?;
    mentions.iter().copied().find(|&t| cue < t && t < start)
}

/// The expression's token that depends on a word outside it.
fn top(tree: &Tree, timex: &Timex) -> Option<u32> {
    timex.tokens.clone().find(|&t| tree.head(t).is_none_or(|head| !timex.tokens.contains(&head)))
}
