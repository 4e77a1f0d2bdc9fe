//! Whether a `what` starts and ends where phrases do: nothing that belongs to its first or last words was left behind.

use super::{Said, Wording};
use crate::lexicon::words::Class;
use crate::text::{Rel, Tag, Tree};

/// No phrase is cut before its head: not "as a result of an Aug. 10", not "two new air".
pub(super) fn is_whole(tree: &Tree, tokens: &[u32]) -> bool {
    let Some(&last) = tokens.last() else { return false };
    let cut = |t: u32| {
        let head = tree.head(t).filter(|&head| head > last && tree.tag(head).is_noun());
        head.is_some_and(|head| match tree.rel(t) {
            Rel::Det | Rel::Case => head < last + 8,
            Rel::Amod | Rel::Compound | Rel::Nummod | Rel::NmodPoss => head == last + 1,
            _ => false,
        })
    };
    !tokens.iter().rev().take(6).any(|&t| cut(t)) && !lacks_other_side(tree, tokens)
}

/// "Talks between his father", without "and the soldiers"; "both Republicans", without "and Democrats".
fn lacks_other_side(tree: &Tree, tokens: &[u32]) -> bool {
    let joined = tokens.iter().any(|&t| tree.tag(t) == Tag::Cc && !tree.is(t, "both"));
    let both = tokens.first().filter(|&&t| tree.is(t, "both")).and_then(|&t| tree.head(t));
    if both.is_some_and(|noun| !joined && tree.children_in(noun, &[Rel::Conj]).any(|other| tree.tag(other).is_noun())) {
        return true;
    }
    let between = tokens.iter().position(|&t| tree.is(t, "between") && tree.tag(t) == Tag::In);
    between.is_some_and(|i| {
        let behind = &tokens[i + 1..];
        let noun = behind.iter().find(|&&t| tree.tag(t).is_noun());
        let plural = noun.is_some_and(|&noun| matches!(tree.tag(noun), Tag::Nns | Tag::Nnps));
        !plural && !behind.iter().any(|&t| tree.tag(t) == Tag::Cc) && behind.iter().all(|&t| tree.tag(t) != Tag::Cd)
    })
}

/// "A plan that other companies", "when the singer's daughter", "declared that China": a clause was cut before its verb.
pub(super) fn has_verb_of_relative(tree: &Tree, tokens: &[u32], verb: u32, wording: &Wording) -> bool {
    let opens = |t: u32| matches!(tree.tag(t), Tag::Wdt | Tag::Wp | Tag::WpPoss | Tag::Wrb) && !tree.is(t, "what");
    let time = |t: u32| wording.is_expression(tree, t);
    let states = |t: u32| tree.is_one_of(t, &["that", "whether"]) && tree.tag(t) == Tag::In && !time(t);
    let opener = tokens.iter().rposition(|&t| t > verb && (opens(t) || states(t)));
    opener.is_none_or(|i| tokens[i + 1..].iter().any(|&t| tree.tag(t).is_verb() || tree.tag(t) == Tag::Md))
}

/// "Google" of "Google executive Ann Tan": a noun right behind the words of the subject belongs to them.
pub(super) fn has_whole_subject(tree: &Tree, said: &Said, subject: u32, wording: &Wording) -> bool {
    let Some(last) = said.tokens.windows(2).find(|pair| pair[0] >= subject && pair[1] != pair[0] + 1).map(|pair| pair[0]) else {
        return true;
    };
    let next = last + 1;
    let time = |t: u32| wording.is_expression(tree, t);
    !(last < subject + 4
        && tree.tokens().contains(&next)
        && tree.tag(next).is_noun()
        && !time(next)
        && !super::phrase::is_glued(tree, next))
}

/// Words that stand before the head of a noun phrase, or are it.
pub(super) fn is_inside_phrase(tag: Tag) -> bool {
    tag.is_noun()
        || matches!(
            tag,
            Tag::Dt
                | Tag::Pdt
                | Tag::PrpPoss
                | Tag::Pos
                | Tag::Jj
                | Tag::Jjr
                | Tag::Jjs
                | Tag::Cd
                | Tag::Hyph
                | Tag::Vbn
                | Tag::Vbg
                | Tag::Afx
                | Tag::Dollar
                | Tag::Rbs
        )
}

/// The subject's phrase starts where the author's did: no word of it was left behind, and no possessor is unnamed.
pub(super) fn opens_well(tree: &Tree, said: &Said, verb: u32, subject: u32, wording: &Wording) -> bool {
    let first = said.tokens[0];
    // "The firm is no bank, which vanished": the clause tells of what the firm is not.
    let of_none = said.borrowed > 0 && tree.is(first, "no");
    // "the former": an adjective in the place of a noun.
    let of_them = |c: u32| said.tokens.contains(&c) && tree.child(c, &[Rel::Case]).is_some_and(|case| tree.is(case, "of"));
    let stands_in = || is_listed(tree, subject, Class::StandIn, wording) && !tree.children_in(subject, &[Rel::Nmod]).any(of_them);
    !of_none
        && !is_bare_subject(tree, said, verb, subject, wording)
        && can_open(tree, said, subject, wording)
        && !stands_in()
        && follows_well(tree, said, subject, wording)
}

/// A noun alone that asks of whom it is told ("Sales rose", "Times have changed"), or that was cut from a longer phrase ("Company's stock",
/// "speaker denounced").
fn is_bare_subject(tree: &Tree, said: &Said, verb: u32, subject: u32, wording: &Wording) -> bool {
    let first = said.tokens[0];
    let next = said.tokens.get(1).map(|&t| tree.tag(t));
    let alone = next.is_some_and(|tag| !is_inside_phrase(tag) && !matches!(tag, Tag::In | Tag::Cc | Tag::Comma));
    // "Cement was pumped into the well" is no sale of somebody.
    let moved = || tree.tag(first) == Tag::Nn && super::super::clause::is_passive(tree, verb) && tree.child(verb, &[Rel::Obl]).is_some();
    // "Inflation fell to 15.9 percent": how much, these words say.
    let measured = || said.tokens.iter().skip_while(|&&t| t != verb).any(|&t| tree.tag(t) == Tag::Cd);
    let agent = || wording.lexicon.words.has(&wording.lexicon.lemmas.noun(tree.word(first)), Class::Agent);
    let of_whom = || alone && !moved() && !measured() && first == subject && matches!(tree.tag(first), Tag::Nn | Tag::Nns) && !agent();
    // A countable noun without its article.
    let edge = first == tree.tokens().start || tree.tag(first - 1) == Tag::Comma;
    let bare = tree.tag(first) == Tag::Nn && tree.word(first).starts_with(char::is_lowercase) && !edge;
    let cut = bare && said.borrowed == 0 && matches!(next, Some(Tag::Pos | Tag::Vbd | Tag::Vbz | Tag::Vbn));
    !wording.telling && (cut || of_whom())
}

/// Whether its first word opens a noun's phrase.
fn can_open(tree: &Tree, said: &Said, subject: u32, wording: &Wording) -> bool {
    let first = said.tokens[0];
    let tag = tree.tag(first);
    if first > subject && said.borrowed == 0 || tag.is_verb() && first + 1 != subject && said.tokens.len() < 2 {
        return false;
    }
    // "At least seven rockets", "nearly 40 people", "up to 3,000".
    let counted =
        || said.tokens.iter().take(4).skip(1).any(|&t| tree.tag(t) == Tag::Cd) && is_listed(tree, first, Class::AboutNumber, wording);
    match tag {
        Tag::PrpPoss | Tag::Wdt | Tag::Wp | Tag::WpPoss | Tag::Wrb | Tag::Ex | Tag::In | Tag::To | Tag::Cc | Tag::Rb | Tag::Md => counted(),
        // "Including 100,000 shares bought".
        Tag::Vbn | Tag::Vbg => !matches!(tree.rel(first), Rel::Case | Rel::Mark),
        _ => !tag.is_verb(),
    }
}

/// Whether what stands before its first word is no part of its phrase.
fn follows_well(tree: &Tree, said: &Said, subject: u32, wording: &Wording) -> bool {
    let first = said.tokens[0];
    let Some(before) = first.checked_sub(1).filter(|t| tree.tokens().contains(t)) else { return true };
    if crate::event::phrase::opens_clause(tree, before) {
        return true;
    }
    let tag = tree.tag(before);
    // "what he called", "(litres)": no sentence starts there.
    if matches!(tag, Tag::Wp | Tag::WpPoss | Tag::Lrb | Tag::Hyph | Tag::Pos)
        || tag == Tag::Rrb && !tree.tag(first).is_proper() && tree.tag(first) != Tag::Dt
        || tag == Tag::Wdt && said.borrowed == 0
    {
        return false;
    }
    if said.borrowed == 0 && (is_in_list(tree, said, before, subject) || is_governed(tree, before, wording)) {
        return false;
    }
    let opener = matches!(tree.tag(first), Tag::Dt | Tag::Pdt | Tag::Cd)
        || super::phrase::is_glued(tree, first)
        || super::phrase::is_page(tree, before);
    let inside = is_inside_phrase(tag) && !tag.is_verb();
    let is_time = wording.is_expression(tree, before);
    !inside || is_time || opener
}

/// Whether the first members of its list were left out: "His mother and ten others drowned" is not about the ten alone, "the energy, tax and
/// health deal" about three things.
fn is_in_list(tree: &Tree, said: &Said, before: u32, subject: u32) -> bool {
    let start = tree.tokens().start;
    match tree.tag(before) {
        Tag::Cc => {
            let told = (start..before).rev().take_while(|&t| tree.tag(t) != Tag::Colon).any(|t| tree.tag(t).is_verb());
            before > start && !told
        }
        Tag::Comma if before > start + 1 => {
            let joined = said.tokens.iter().take_while(|&&t| t <= subject).any(|&t| tree.tag(t) == Tag::Cc);
            let clause = (start..before).any(|t| tree.tag(t).is_tensed());
            let noun = tree.tag(before - 1);
            joined && !clause && (noun.is_noun() || noun.is_adjective()) && tree.tag(said.tokens[0]) != Tag::Dt
        }
        _ => false,
    }
}

/// "by all accounts companies", "such as fishing": a phrase of its own, of which the parser made the subject.
fn is_governed(tree: &Tree, before: u32, wording: &Wording) -> bool {
    let subordinates = || is_listed(tree, before, Class::Subordinator, wording) || tree.is(before, "that");
    let such_as = || tree.is(before, "as") && before > tree.tokens().start && tree.is(before - 1, "such");
    matches!(tree.tag(before), Tag::In | Tag::To) && !subordinates() || such_as()
}

pub(super) fn is_listed(tree: &Tree, token: u32, class: Class, wording: &Wording) -> bool {
    wording.lexicon.words.lists(tree.word(token), class)
}

/// A predicate whose subject stands elsewhere starts behind what it hangs on: a conjunction, a relative pronoun, or the noun it describes.
pub(super) fn joins_well(tree: &Tree, said: &Said, verb: u32, wording: &Wording) -> bool {
    if said.borrowed == 0 {
        return true;
    }
    // "Who this week declared".
    let mut start = super::extent::predicate_start(tree, verb);
    while start > tree.tokens().start && wording.is_expression(tree, start - 1) {
        start -= 1;
    }
    let Some(before) = start.checked_sub(1).filter(|t| tree.tokens().contains(t)) else { return true };
    let tag = tree.tag(before);
    match tree.rel(verb) {
        Rel::Conj => matches!(tag, Tag::Cc | Tag::Comma | Tag::Colon),
        Rel::AclRelcl => !tag.is_noun() && !tag.is_verb(),
        _ => true,
    }
}

/// "Said that troops would leave.": the author's own end; but "if they did" does what?
fn closes_sentence(tree: &Tree, last: u32) -> bool {
    let stands_for = tree.is_one_of(last, &["did", "do", "does", "is", "was", "are", "were", "has", "have", "had"]);
    !stands_for && (!tree.tokens().contains(&(last + 1)) || tree.tag(last + 1) == Tag::Stop)
}

/// It ends where a phrase ends, not with a word that asks for another one.
pub(super) fn closes_well(tree: &Tree, tokens: &[u32], head: u32, wording: &Wording) -> bool {
    let Some(&last) = tokens.last() else { return false };
    let tag = tree.tag(last);
    let particle = tree.rel(last) == Rel::CompoundPrt;
    let open = matches!(
        tag,
        Tag::In
            | Tag::To
            | Tag::Cc
            | Tag::Dt
            | Tag::PrpPoss
            | Tag::Wdt
            | Tag::Wp
            | Tag::WpPoss
            | Tag::Wrb
            | Tag::Md
            | Tag::Hyph
            | Tag::Lrb
            | Tag::Dollar
            | Tag::OpenQuote
            | Tag::Pdt
            | Tag::Pos
    ) && !particle
        // "Sentenced the three to 37 months' jail each".
        && !(tree.is(last, "each") && last > head + 1 && tree.tag(last - 1).is_noun())
        || is_listed(tree, last, Class::Unfinished, wording)
        || tag.is_verb() && last != head && matches!(tag, Tag::Vbz | Tag::Vbp | Tag::Vbd | Tag::Vb) && !closes_sentence(tree, last)
        // "Accused of allowing".
        || tag == Tag::Vbg
            && last != head
            && tree.tag(last - 1) == Tag::In
            && wording.lexicon.words.has(&wording.lexicon.lemmas.verb(tree.word(last)), Class::Transitive);
    if open {
        return false;
    }
    // What comes next must be the edge of another phrase.
    let next = last + 1;
    if !tree.tokens().contains(&next) {
        return true;
    }
    let tag = tree.tag(next);
    // "The Organization for Security" of "the Organization for Security and Cooperation in Europe".
    let listed = |start: u32| wording.lexicon.names.longest((start..tree.tokens().end).map(|t| tree.word(t)));
    if (tree.tokens().start.max(last.saturating_sub(6))..=last).any(|t| listed(t).is_some_and(|(taken, _)| t + taken as u32 > next)) {
        return false;
    }
    // One name: "the Immigration and Naturalization Service".
    let capital = |t: u32| tree.word(t).starts_with(char::is_uppercase);
    if tag == Tag::Cc
        && tree.tokens().contains(&(next + 1))
        && capital(next + 1)
        && capital(last)
        && tree.tag(next + 1).is_proper()
        && last != head + 1
    {
        let verb_next = (next + 2..tree.tokens().end).take(4).find(|&t| tree.tag(t).is_tensed());
        if verb_next.is_none() {
            return false;
        }
    }
    let inside = is_inside_phrase(tag) && !matches!(tag, Tag::Vbn | Tag::Vbg) && tree.tag(last) != Tag::Comma;
    let time = matches!(tag, Tag::Dt | Tag::Cd | Tag::Nnp | Tag::Nn | Tag::Nns | Tag::Jj) && tree.rel(next) != Rel::Obj;
    // "on Monday", "last week" may follow; a noun right behind a noun or an adjective belongs to it.
    !inside || time && !matches!(tree.tag(last), Tag::Jj | Tag::Cd | Tag::Pos | Tag::Dt) && tree.head(last) != Some(next)
}
