//! Whether the words of a `what` read as a sentence of their own. A timeline with a gap is better than one with debris.

use super::antecedent::{is_named, owners_fit, points_at_nothing, pronouns_are_clear};
use super::{Said, Wording, is_plural};
use crate::lexicon::words::Class;
use crate::text::{Rel, Tag, Tree};

/// Whether subject, verb and what was cut off around them fit together.
pub fn reads_well(tree: &Tree, said: &Said, verb: u32, subject: u32, wording: &Wording) -> bool {
    let tokens = &said.tokens;
    is_subject(tree, subject, wording)
        && is_stated(tree, verb)
        && agrees(tree, said, verb, subject)
        && is_finite(tree, said, verb)
        && is_plain(tree, tokens)
        && is_whole(tree, tokens)
        && has_verb_of_relative(tree, tokens, verb)
        && has_whole_subject(tree, said, subject, wording)
        && is_named(tree, said, subject, wording)
        && owners_fit(tree, said, verb, wording)
        && points_at_nothing(tree, said, verb)
        && opens_well(tree, said, verb, subject, wording)
        && closes_well(tree, tokens, verb, wording)
        && pronouns_are_clear(tree, said, verb, wording)
        && is_complete(tree, tokens, verb, wording)
        && joins_well(tree, said, verb)
        && has_one_clause(tree, said, verb, wording)
}

/// The same for a noun: "The assassination of a prominent scientist".
pub fn noun_reads_well(tree: &Tree, said: &Said, noun: u32, wording: &Wording) -> bool {
    let tokens = &said.tokens;
    let first = tokens[0];
    let named = tokens.iter().any(|&t| t != first && tree.tag(t).is_proper()) || tokens.iter().any(|&t| tree.is(t, "of"));
    (wording.needed || tokens.len() >= 4 && named)
        && is_plain(tree, tokens)
        && closes_well(tree, tokens, noun, wording)
        && !tokens.iter().any(|&t| matches!(tree.tag(t), Tag::Prp | Tag::PrpPoss | Tag::Vbd | Tag::Vbz | Tag::Md))
        && matches!(tree.tag(first), Tag::Dt | Tag::Nnp | Tag::Nnps | Tag::Jj | Tag::Nn | Tag::Nns)
}

/// No phrase is cut before its head: not "as a result of an Aug. 10", not "two new air".
fn is_whole(tree: &Tree, tokens: &[u32]) -> bool {
    let Some(&last) = tokens.last() else { return false };
    let cut = |t: u32| {
        let head = tree.head(t).filter(|&head| head > last && tree.tag(head).is_noun());
        head.is_some_and(|head| match tree.rel(t) {
            Rel::Det | Rel::Case => head < last + 8,
            Rel::Amod | Rel::Compound | Rel::Nummod | Rel::NmodPoss => head == last + 1,
            _ => false,
        })
    };
    !tokens.iter().rev().take(6).any(|&t| cut(t))
}

/// "A plan that other companies", "when the singer's daughter": a clause was cut before its verb.
fn has_verb_of_relative(tree: &Tree, tokens: &[u32], verb: u32) -> bool {
    let opener = tokens.iter().rposition(|&t| t > verb && matches!(tree.tag(t), Tag::Wdt | Tag::Wp | Tag::Wrb) && !tree.is(t, "what"));
    opener.is_none_or(|i| tokens[i + 1..].iter().any(|&t| tree.tag(t).is_verb() || tree.tag(t) == Tag::Md))
}

/// "Google" of "Google executive Ann Tan": a noun right behind the words of the subject belongs to them.
fn has_whole_subject(tree: &Tree, said: &Said, subject: u32, wording: &Wording) -> bool {
    let Some(last) = said.tokens.windows(2).find(|pair| pair[0] >= subject && pair[1] != pair[0] + 1).map(|pair| pair[0]) else {
        return true;
    };
    let next = last + 1;
    let time = |t: u32| wording.expressions.iter().any(|time| time.contains(tree.text.tokens[t as usize].span));
    !(last < subject + 4
        && tree.tokens().contains(&next)
        && tree.tag(next).is_noun()
        && !time(next)
        && !super::phrase::is_glued(tree, next))
}

/// Words that stand before the head of a noun phrase, or are it.
pub fn is_inside_phrase(tag: Tag) -> bool {
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

/// A noun, a pronoun that a name stands in for, or a number of something; "the general", whatever the tagger makes of it.
fn is_subject(tree: &Tree, subject: u32, wording: &Wording) -> bool {
    // "The rig that had burned for 36 hours sank": a time does nothing.
    if wording.expressions.iter().any(|time| time.contains(tree.text.tokens[subject as usize].span)) {
        return false;
    }
    let agent = || wording.lexicon.words.has(&tree.word(subject).to_ascii_lowercase(), Class::Agent);
    tree.tag(subject).is_noun()
        || tree.child(subject, &[Rel::Det]).is_some() && agent()
        || matches!(tree.tag(subject), Tag::Prp | Tag::Cd | Tag::Ex)
}

/// "The boats was": a sign that one of the two was read wrongly.
fn agrees(tree: &Tree, said: &Said, verb: u32, subject: u32) -> bool {
    if matches!(tree.tag(subject), Tag::Cd | Tag::Prp | Tag::Ex) {
        return true;
    }
    let finite = finite(tree, said, verb);
    let Some(finite) = finite else { return true };
    let word = |w: &str| tree.is(finite, w);
    let plural_verb = ["are", "were", "have", "do"].iter().any(|w| word(w)) || tree.tag(finite) == Tag::Vbp && !word("had");
    let singular_verb = ["is", "was", "has", "does"].iter().any(|w| word(w)) || tree.tag(finite) == Tag::Vbz;
    let plural = is_plural(tree, subject);
    // Numbers, companies and groups take both: "a number were", "the police have", "19,000 barrels was".
    if plural {
        // "A flat and a hotel was hit" is what newspapers print.
        !singular_verb || tree.tag(subject) == Tag::Nnps || tree.tag(subject) != Tag::Nns
    } else {
        !plural_verb || tree.tag(subject) != Tag::Nn || is_group(tree, subject)
    }
}

fn is_group(tree: &Tree, noun: u32) -> bool {
    tree.child(noun, &[Rel::Nmod]).is_some() || tree.child(noun, &[Rel::Det]).is_some_and(|d| !tree.is(d, "a") && !tree.is(d, "an"))
}

/// The first verb form of the clause: its first helper, or the verb.
fn finite(tree: &Tree, said: &Said, verb: u32) -> Option<u32> {
    let at = said.tokens.iter().position(|&t| t == verb)?;
    let helper = said.tokens[..at]
        .iter()
        .copied()
        .find(|&t| matches!(tree.rel(t), Rel::Aux | Rel::AuxPass) && tree.head(t).is_some_and(|h| h == verb || tree.head(verb) == Some(h)));
    Some(helper.unwrap_or(verb))
}

/// A tensed verb; a participle only with its helper or with the copula that is put before it.
fn is_finite(tree: &Tree, said: &Said, verb: u32) -> bool {
    let Some(first) = finite(tree, said, verb) else { return false };
    match tree.tag(first) {
        Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Md => true,
        // "the US assassinated the general": a past tense with subject and object that was taken for a participle.
        Tag::Vbn if said.copula.is_none() => {
            let root = tree.rel(verb) == Rel::Acl && tree.head(verb).is_some_and(|noun| tree.rel(noun) == Rel::Root);
            first == verb && (said.borrowed == 0 && tree.child(verb, &[Rel::Obj]).is_some() || root)
        }
        Tag::Vbn => true,
        _ => {
            first != verb && said.copula.is_none() && tree.tag(first).is_verb() && tree.tag(first) != Tag::Vbg && tree.tag(first) != Tag::Vb
        }
    }
}

/// No page furniture, no address, no list, nobody speaking of himself or to the reader, no question.
fn is_plain(tree: &Tree, tokens: &[u32]) -> bool {
    let odd = |word: &str| {
        word.contains(['|', '@', '<', '>', '{', '}', '_', '=', '…'])
            || word.contains("www")
            || word.contains("://")
            || word == "..."
            || word == "/"
    };
    let personal = ["i", "we", "you", "me", "us", "my", "our", "your", "myself", "ourselves", "yourself", "let's"];
    let us = |t: u32| tree.word(t) == "US" || tree.word(t) == "U.S.";
    let mut capitals = 0;
    for &token in tokens {
        let word = tree.word(token);
        let letters = word.chars().filter(|c| c.is_alphabetic()).count();
        capitals = if letters > 2 && word.chars().all(|c| !c.is_lowercase()) { capitals + 1 } else { 0 };
        if capitals == 3
            || odd(word)
            || matches!(tree.tag(token), Tag::Uh | Tag::Colon | Tag::Stop | Tag::Nfp | Tag::Add) && !word.contains(char::is_alphanumeric)
        {
            return false;
        }
        if !us(token)
            && personal.iter().any(|p| word.eq_ignore_ascii_case(p))
            && matches!(tree.tag(token), Tag::Prp | Tag::PrpPoss | Tag::Nn | Tag::Nnp)
            && !(tree.tag(token).is_proper() && word.len() == 1)
        {
            return false;
        }
    }
    true
}

/// "How a virus is spreading": a question that the sentence leaves open.
fn is_stated(tree: &Tree, verb: u32) -> bool {
    !tree.children_in(verb, &[Rel::Advmod, Rel::Mark]).any(|c| c < verb && ["how", "why", "whether"].iter().any(|word| tree.is(c, word)))
}

/// The subject's phrase starts where the author's did: no word of it was left behind, and no possessor is unnamed.
fn opens_well(tree: &Tree, said: &Said, verb: u32, subject: u32, wording: &Wording) -> bool {
    let first = said.tokens[0];
    // "Sales rose", "Times have changed": of whom, says the text around.
    let alone =
        said.tokens.get(1).is_some_and(|&t| !is_inside_phrase(tree.tag(t)) && !matches!(tree.tag(t), Tag::In | Tag::Cc | Tag::Comma));
    // "Cement was pumped into the well" is no sale of somebody.
    let moved = tree.tag(first) == Tag::Nn && super::super::clause::is_passive(tree, verb) && tree.child(verb, &[Rel::Obl]).is_some();
    // "Inflation fell to 15.9 percent": how much, these words say.
    let measured = said.tokens.iter().skip_while(|&&t| t != verb).any(|&t| tree.tag(t) == Tag::Cd);
    if alone
        && !moved
        && !measured
        && !wording.telling
        && first == subject
        && matches!(tree.tag(first), Tag::Nn | Tag::Nns)
        && !wording.lexicon.words.has(&wording.lexicon.lemmas.noun(tree.word(first)), Class::Agent)
    {
        return false;
    }
    // "Company's stock", "speaker denounced": a countable noun without its article was cut from a longer phrase.
    let edge = first == tree.tokens().start || tree.tag(first - 1) == Tag::Comma;
    let bare = tree.tag(first) == Tag::Nn && tree.word(first).starts_with(char::is_lowercase) && !edge;
    let next = said.tokens.get(1).map(|&t| tree.tag(t));
    if bare && said.borrowed == 0 && matches!(next, Some(Tag::Pos | Tag::Vbd | Tag::Vbz | Tag::Vbn)) && !wording.telling {
        return false;
    }
    if first > subject && said.borrowed == 0 || tree.tag(first).is_verb() && first + 1 != subject && said.tokens.len() < 2 {
        return false;
    }
    // "At least seven rockets", "nearly 40 people", "up to 3,000".
    let counted =
        said.tokens.iter().take(4).skip(1).any(|&t| tree.tag(t) == Tag::Cd) && is_listed(tree, first, Class::AboutNumber, wording);
    if !counted
        && matches!(
            tree.tag(first),
            Tag::PrpPoss | Tag::Wdt | Tag::Wp | Tag::WpPoss | Tag::Wrb | Tag::Ex | Tag::In | Tag::To | Tag::Cc | Tag::Rb | Tag::Md
        )
    {
        return false;
    }
    // "Including 100,000 shares bought".
    if tree.tag(first).is_verb() && (!matches!(tree.tag(first), Tag::Vbn | Tag::Vbg) || matches!(tree.rel(first), Rel::Case | Rel::Mark)) {
        return false;
    }
    // "the former": an adjective in the place of a noun.
    let of_them = |c: u32| said.tokens.contains(&c) && tree.child(c, &[Rel::Case]).is_some_and(|case| tree.is(case, "of"));
    if is_listed(tree, subject, Class::StandIn, wording) && !tree.children_in(subject, &[Rel::Nmod]).any(of_them) {
        return false;
    }
    let Some(before) = first.checked_sub(1).filter(|t| tree.tokens().contains(t)) else { return true };
    if crate::event::phrase::opens_clause(tree, before) {
        return true;
    }
    let opener = matches!(tree.tag(first), Tag::Dt | Tag::Pdt | Tag::Cd) || super::phrase::is_glued(tree, first);
    let tag = tree.tag(before);
    // "what he called", "(litres)": no sentence starts there.
    if matches!(tag, Tag::Wp | Tag::WpPoss | Tag::Lrb | Tag::Hyph | Tag::Pos)
        || tag == Tag::Rrb && !tree.tag(first).is_proper() && tree.tag(first) != Tag::Dt
        || tag == Tag::Wdt && said.borrowed == 0
    {
        return false;
    }
    // "His mother and ten others drowned" is not about the ten alone.
    if tag == Tag::Cc
        && said.borrowed == 0
        && !(tree.tokens().start..before).rev().take_while(|&t| tree.tag(t) != Tag::Colon).any(|t| tree.tag(t).is_verb())
        && before > tree.tokens().start
    {
        return false;
    }
    // "The energy, tax and health deal": the first words of the list were left out.
    let listed = tag == Tag::Comma && said.borrowed == 0 && before > tree.tokens().start + 1 && {
        let joined = said.tokens.iter().take_while(|&&t| t <= subject).any(|&t| tree.tag(t) == Tag::Cc);
        let clause = (tree.tokens().start..before).any(|t| matches!(tree.tag(t), Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Md));
        let noun = tree.tag(before - 1);
        joined && !clause && (noun.is_noun() || noun.is_adjective()) && tree.tag(first) != Tag::Dt
    };
    if listed {
        return false;
    }
    let inside = is_inside_phrase(tag) && !tag.is_verb();
    // "by all accounts companies", "such as fishing": a phrase of its own, of which the parser made the subject.
    let subordinates = wording.lexicon.words.has(&tree.word(before).to_ascii_lowercase(), Class::Subordinator) || tree.is(before, "that");
    let such_as = tree.is(before, "as") && before > tree.tokens().start && tree.is(before - 1, "such");
    if said.borrowed == 0 && (matches!(tag, Tag::In | Tag::To) && !subordinates || such_as) {
        return false;
    }
    let is_time = wording.expressions.iter().any(|time| time.contains(tree.text.tokens[before as usize].span));
    !inside || is_time || opener
}

fn is_listed(tree: &Tree, token: u32, class: Class, wording: &Wording) -> bool {
    wording.lexicon.words.has(&tree.word(token).to_ascii_lowercase(), class)
}

/// A predicate whose subject stands elsewhere starts behind what it hangs on: a conjunction, a relative pronoun, or the noun it describes.
fn joins_well(tree: &Tree, said: &Said, verb: u32) -> bool {
    if said.borrowed == 0 {
        return true;
    }
    let Some(before) = super::extent::predicate_start(tree, verb).checked_sub(1).filter(|t| tree.tokens().contains(t)) else { return true };
    let tag = tree.tag(before);
    match tree.rel(verb) {
        Rel::Conj => matches!(tag, Tag::Cc | Tag::Comma | Tag::Colon),
        Rel::AclRelcl => !tag.is_noun() && !tag.is_verb(),
        _ => true,
    }
}

/// It ends where a phrase ends, not with a word that asks for another one.
fn closes_well(tree: &Tree, tokens: &[u32], head: u32, wording: &Wording) -> bool {
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
        || is_listed(tree, last, Class::Unfinished, wording)
        || tag.is_verb() && last != head && matches!(tag, Tag::Vbz | Tag::Vbp | Tag::Vbd | Tag::Vb);
    if open {
        return false;
    }
    // What comes next must be the edge of another phrase.
    let next = last + 1;
    if !tree.tokens().contains(&next) {
        return true;
    }
    let tag = tree.tag(next);
    // One name: "the Immigration and Naturalization Service".
    let capital = |t: u32| tree.word(t).starts_with(char::is_uppercase);
    if tag == Tag::Cc
        && tree.tokens().contains(&(next + 1))
        && capital(next + 1)
        && capital(last)
        && tree.tag(next + 1).is_proper()
        && last != head + 1
    {
        let verb_next = (next + 2..tree.tokens().end).take(4).find(|&t| matches!(tree.tag(t), Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Md));
        if verb_next.is_none() {
            return false;
        }
    }
    let inside = is_inside_phrase(tag) && !matches!(tag, Tag::Vbn | Tag::Vbg) && tree.tag(last) != Tag::Comma;
    let time = matches!(tag, Tag::Dt | Tag::Cd | Tag::Nnp | Tag::Nn | Tag::Nns | Tag::Jj) && tree.rel(next) != Rel::Obj;
    // "on Monday", "last week" may follow; a noun right behind a noun or an adjective belongs to it.
    !inside || time && !matches!(tree.tag(last), Tag::Jj | Tag::Cd | Tag::Pos | Tag::Dt) && tree.head(last) != Some(next)
}

/// Nothing that the verb asks for was left out: its object, what was said or asked, the other side of "accused of".
fn is_complete(tree: &Tree, tokens: &[u32], verb: u32, wording: &Wording) -> bool {
    let is_time = |t: u32| {
        let span = tree.text.tokens[t as usize].span;
        wording.times.iter().chain(wording.expressions).any(|time| time.contains(span))
    };
    let said = |t: u32| is_time(t) || tokens.binary_search(&t).is_ok() || tokens.contains(&t);
    let asked = |child: &u32| matches!(tree.rel(*child), Rel::Obj | Rel::Ccomp | Rel::Xcomp | Rel::Iobj) && *child > verb && !said(*child);
    if tree.children(verb).iter().any(asked) {
        return false;
    }
    // "A level which only one town had reached": the town had reached what?
    let relative = |c: u32| c < verb && matches!(tree.tag(c), Tag::Wdt | Tag::Wp) && tree.rel(c) == Rel::Obj;
    if tree.children(verb).iter().any(|&c| relative(c)) {
        return false;
    }
    // A clause that ends with its transitive verb lost its object, or is a quotation without its words.
    let ends = tokens.last() == Some(&verb);
    let passive = super::super::clause::is_passive(tree, verb);
    let lemma = wording.lexicon.lemmas.verb(tree.word(verb));
    !(ends && !passive && wording.lexicon.words.has(&lemma, Class::Transitive))
}

/// A second tensed verb needs a word that brings it in; else two sentences ran into one.
fn has_one_clause(tree: &Tree, said: &Said, verb: u32, wording: &Wording) -> bool {
    let Some(own) = finite(tree, said, verb) else { return false };
    let at = said.tokens.iter().position(|&t| t == verb).unwrap_or(0);
    // One comma between subject and verb, and nothing that it lists.
    let before = &said.tokens[said.borrowed.min(at)..at];
    let commas: Vec<usize> = (0..before.len()).filter(|&i| tree.tag(before[i]) == Tag::Comma).collect();
    // "The director general, overruled".
    if commas.last().is_some_and(|&comma| comma + 1 == before.len()) && commas.len() % 2 == 1 {
        return false;
    }
    if let [comma] = commas[..]
        && !before[comma..].iter().any(|&t| tree.tag(t) == Tag::Cc)
        && !(comma > 0 && tree.tag(before[comma - 1]).is_adjective())
    {
        return false;
    }
    let is_tensed = |t: u32| matches!(tree.tag(t), Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Md) && t != own && t != verb;
    let is_helper = |t: u32| matches!(tree.rel(t), Rel::Aux | Rel::AuxPass | Rel::Cop);
    let introduces = |t: u32| {
        matches!(tree.tag(t), Tag::Wdt | Tag::Wp | Tag::WpPoss | Tag::Wrb | Tag::Cc | Tag::OpenQuote)
            || ["that", "whether", "if", "as", "than"].iter().any(|word| tree.is(t, word))
    };
    let speech = wording.lexicon.words.has(&wording.lexicon.lemmas.verb(tree.word(verb)), Class::Reporting);
    // "Content the country deems illegal": a clause right behind the noun that it describes.
    let contact = |t: u32| {
        let start = tree.child(t, &[Rel::Nsubj, Rel::NsubjPass]).map(|subject| tree.reach(subject).start);
        let behind_noun = |start: u32| tree.tag(start - 1).is_noun() && !tree.word(start).starts_with(char::is_uppercase);
        start.is_some_and(|start| start > verb + 1 && start < t && behind_noun(start))
    };
    let brought_in = |i: usize, from: usize| said.tokens[from..i].iter().any(|&t| introduces(t));
    // "a deal proposed by", where the participle was taken for a past tense.
    let reduced = |t: u32| tree.tag(t) == Tag::Vbd && tree.tokens().contains(&(t + 1)) && tree.is(t + 1, "by");
    (said.borrowed.min(at)..said.tokens.len()).filter(|&i| is_tensed(said.tokens[i])).all(|i| {
        let token = said.tokens[i];
        let own_helper = is_helper(token) && i < at && tree.head(token).is_some_and(|h| h == verb || tree.head(verb) == Some(h));
        own_helper
            || brought_in(i, if i < at { 0 } else { at })
            || i > at && contact(token)
            || i > at && (speech || reduced(token) || is_helper(token) && tree.rel(tree.head(token).unwrap_or(token)) == Rel::Ccomp)
    })
}
