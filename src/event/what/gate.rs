//! Whether the words of a `what` read as a sentence of their own. A timeline with a gap is better than one with debris.

use super::antecedent::{is_named, owners_fit, points_at_nothing, pronouns_are_clear};
use super::edge::{closes_well, has_verb_of_relative, has_whole_subject, is_whole, joins_well, opens_well};
use super::{Said, Wording, is_plural};
use crate::lexicon::names::Kind;
use crate::lexicon::words::Class;
use crate::text::{Rel, Tag, Tree};

/// Whether subject, verb and what was cut off around them fit together, where the end of the words reads well ([`ends_well`]).
pub(super) fn reads_well(tree: &Tree, said: &Said, verb: u32, subject: u32, wording: &Wording) -> bool {
    let tokens = &said.tokens;
    is_subject(tree, subject, wording)
        && is_stated(tree, verb)
        && agrees(tree, said, verb, subject)
        && is_finite(tree, said, verb)
        && has_whole_subject(tree, said, subject, wording)
        && is_named(tree, said, subject, wording)
        && owners_fit(tree, said, verb, wording)
        && points_at_nothing(tree, said, verb)
        && opens_well(tree, said, verb, subject, wording)
        && pronouns_are_clear(tree, said, verb, wording)
        && is_complete(tree, tokens, verb, wording)
        && !lacks_complement(tree, tokens, verb, wording)
        && !lacks_quotation(tree, tokens, verb, wording)
        && joins_well(tree, said, verb, wording)
        && !tells_of_another(tree, verb, subject)
        && has_one_clause(tree, said, verb, wording)
}

/// What only the end of the words decides.
pub(super) fn ends_well(tree: &Tree, tokens: &[u32], verb: u32, wording: &Wording) -> bool {
    is_plain(tree, tokens)
        && is_whole(tree, tokens)
        && has_verb_of_relative(tree, tokens, verb, wording)
        && closes_well(tree, tokens, verb, wording)
        && !has_lone_subject(tree, tokens, verb)
        && says_something(tree, tokens, verb)
}

/// The same for a noun: "The assassination of a prominent scientist".
pub(super) fn noun_reads_well(tree: &Tree, said: &Said, noun: u32, wording: &Wording) -> bool {
    let tokens = &said.tokens;
    let first = tokens[0];
    let named = tokens.iter().any(|&t| t != first && tree.tag(t).is_proper()) || tokens.iter().any(|&t| tree.is(t, "of"));
    // "The African National Congress" is a body, not a meeting.
    let body = || {
        let listed = |t: u32| {
            wording.lexicon.names.longest((t..tree.tokens().end).map(|t| tree.word(t))).map(|(taken, name)| (t + taken as u32, name.kind))
        };
        tokens.iter().filter(|&&t| t <= noun).any(|&t| listed(t).is_some_and(|(end, kind)| end > noun && kind == Kind::Organisation))
    };
    (wording.needed || tokens.len() >= 4 && named)
        && !(tree.tag(noun).is_proper() && body())
        && is_plain(tree, tokens)
        && closes_well(tree, tokens, noun, wording)
        && !tokens.iter().any(|&t| matches!(tree.tag(t), Tag::Prp | Tag::PrpPoss | Tag::Vbd | Tag::Vbz | Tag::Md))
        && (said.article == Some(first) || matches!(tree.tag(first), Tag::Dt | Tag::Nnp | Tag::Nnps | Tag::Jj | Tag::Nn | Tag::Nns))
}

/// Whether a participle that describes a noun tells an event of it: "militias formed in 2014". Not "birds affected by oil", which has neither a type
/// nor a place in the order; not "data from the Gulf of Mexico released by", which may describe another noun, nor "leaders called for".
pub(super) fn is_news_in_passing(tree: &Tree, verb: u32, subject: u32, wording: &Wording) -> bool {
    // But "the leader of the PMF, a group formed in 2014" tells it of the PMF.
    let within = tree.tag(subject).is_proper()
        && tree.head(verb) == Some(subject)
        && tree.child(subject, &[Rel::Case]).is_some_and(|case| tree.is(case, "of") || tree.is(case, "in"));
    let active = tree.tokens().contains(&(verb + 1)) && tree.is(verb + 1, "for") && tree.is(verb, "called");
    // "The number of people killed has reached 300": the clause tells it.
    let first = tree.reach(subject).start;
    let of = (tree.tokens().start.max(first.saturating_sub(2))..subject).find(|&t| tree.is(t, "of"));
    let counts = |t: u32| wording.lexicon.words.has(&tree.word(t).to_lowercase(), Class::Tally);
    let counted = counts(subject) || of.is_some_and(|of| of > tree.tokens().start && counts(of - 1));
    (wording.telling || wording.needed) && !within && !active && !counted
}

/// A noun, a pronoun that a name stands in for, or a number of something; "the general", whatever the tagger makes of it.
fn is_subject(tree: &Tree, subject: u32, wording: &Wording) -> bool {
    // "The rig that had burned for 36 hours sank": a time does nothing.
    if wording.is_expression(tree, subject) {
        return false;
    }
    let agent = || wording.lexicon.words.lists(tree.word(subject), Class::Agent);
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
            first == verb && (said.borrowed == 0 && tree.child(verb, &[Rel::Obj, Rel::Ccomp]).is_some() || root)
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
    !tree.children_in(verb, &[Rel::Advmod, Rel::Mark]).any(|c| c < verb && tree.is_one_of(c, &["how", "why", "whether"]))
}

/// Nothing that the verb asks for was left out: its object, what was said or asked, the other side of "accused of".
fn is_complete(tree: &Tree, tokens: &[u32], verb: u32, wording: &Wording) -> bool {
    let is_time = |t: u32| {
        let span = tree.text.tokens[t as usize].span;
        wording.times.iter().chain(wording.expressions).any(|time| time.contains(span))
    };
    // "Spent Thursday and Friday pulling": what they were spent on is no sentence without them.
    let lemma = wording.lexicon.lemmas.verb(tree.word(verb));
    let spends = wording.lexicon.words.has(&lemma, Class::Spend);
    let said = |t: u32| is_time(t) && !spends || tokens.binary_search(&t).is_ok() || tokens.contains(&t);
    let asked = |child: &u32| matches!(tree.rel(*child), Rel::Obj | Rel::Ccomp | Rel::Xcomp | Rel::Iobj) && *child > verb && !said(*child);
    if tree.children(verb).iter().any(asked) {
        return false;
    }
    // "A level which only one town had reached": the town had reached what?
    let relative = |c: u32| c < verb && matches!(tree.tag(c), Tag::Wdt | Tag::Wp) && tree.rel(c) == Rel::Obj;
    if tree.children(verb).iter().any(|&c| relative(c)) || lacks_described(tree, verb, wording) {
        return false;
    }
    // A clause that ends with its transitive verb lost its object, or is a quotation without its words.
    let ends = tokens.last() == Some(&verb);
    let passive = super::super::clause::is_passive(tree, verb);
    // "The decision came", "The country has unparalleled wealth", "Three screens were blank", "The board seemed opposed".
    let is = |words: &[&str]| words.iter().any(|word| *lemma == **word);
    let state = is(&["have", "be"]) || tree.child(verb, &[Rel::Cop]).is_some();
    let seems = |t: u32| ["seem", "appear"].iter().any(|word| *wording.lexicon.lemmas.verb(tree.word(t)) == **word);
    // "The developments came after a meeting": which, the line does not say.
    let follows = || (verb + 1..tree.tokens().end).take(1).any(|t| tree.is_one_of(t, &["after", "as", "amid", "before", "ahead", "just"]));
    let of_nobody = || {
        let subject = tree.child(verb, &[Rel::Nsubj]).filter(|&t| matches!(tree.tag(t), Tag::Nn | Tag::Nns));
        let acts = |t: u32| wording.lexicon.words.has(&wording.lexicon.lemmas.noun(tree.word(t)), Class::Agent);
        subject.is_some_and(|t| !wording.names_event(tree, t) && !acts(t))
    };
    let nothing_happens =
        is(&["come"]) && !wording.needed && (ends || follows() && of_nobody()) || state && !wording.telling && !wording.needed;
    if nothing_happens && !passive || tree.rel(verb) == Rel::Xcomp && tree.head(verb).is_some_and(seems) {
        return false;
    }
    !(ends && !passive && wording.lexicon.words.has(&lemma, Class::Transitive))
}

/// "Proclaimed outside of the office: “…”", "crowed ahead of the vote": the quotation is the object.
fn lacks_quotation(tree: &Tree, tokens: &[u32], verb: u32, wording: &Wording) -> bool {
    let speaks = wording.lexicon.words.has(&wording.lexicon.lemmas.verb(tree.word(verb)), Class::Reporting);
    let Some(&last) =
        tokens.last().filter(|_| speaks && wording.lexicon.words.has(&wording.lexicon.lemmas.verb(tree.word(verb)), Class::Transitive))
    else {
        return false;
    };
    let said = tree.child(verb, &[Rel::Obj, Rel::Ccomp, Rel::Xcomp, Rel::Advcl]).is_some_and(|said| tokens.contains(&said));
    let quoted = (last + 1..tree.tokens().end).take(3).any(|t| tree.tag(t) == Tag::OpenQuote || tree.is(t, ":"));
    quoted && !said && !super::super::clause::is_passive(tree, verb)
}

/// "The attention the company has received", "the mails the committee read": the clause describes what its verb has for an object.
fn lacks_described(tree: &Tree, verb: u32, wording: &Wording) -> bool {
    let Some(noun) = tree.head(verb).filter(|&noun| tree.rel(verb) == Rel::AclRelcl && noun < verb) else { return false };
    let Some(subject) = tree.child(verb, &[Rel::Nsubj]).filter(|&subject| subject > noun && subject < verb) else { return false };
    let bare = !(noun + 1..=subject).any(|t| matches!(tree.tag(t), Tag::Wdt | Tag::Wp | Tag::WpPoss | Tag::Wrb | Tag::Comma | Tag::In));
    let time = wording.is_expression(tree, noun);
    let lemma = wording.lexicon.lemmas.verb(tree.word(verb));
    let open = tree.child(verb, &[Rel::Obj, Rel::Ccomp, Rel::Xcomp]).is_none();
    bare && !time && open && wording.lexicon.words.has(&lemma, Class::Transitive)
}

/// "Urged the council" of "urged the council to meet", wherever the words were cut.
fn lacks_complement(tree: &Tree, tokens: &[u32], verb: u32, wording: &Wording) -> bool {
    const BEHIND: u32 = 16;
    let (Some(&last), Some(word)) = (tokens.last(), super::complement::completed_by(tree, verb, wording)) else { return false };
    let brings_in = |t: u32| super::complement::completes(tree, t, word);
    let edge =
        |t: u32| t == last + 1 || matches!(tree.tag(t - 1), Tag::Comma | Tag::Colon | Tag::Rrb) || tree.is_one_of(t - 1, &["not", "also"]);
    last > verb
        && !tokens.iter().any(|&t| t > verb && brings_in(t))
        && (last + 1..tree.tokens().end.min(last + BEHIND)).any(|t| brings_in(t) && edge(t))
}

/// "The news came after the minister, Ann Tan, pledged": the minister without what he did.
fn has_lone_subject(tree: &Tree, tokens: &[u32], verb: u32) -> bool {
    let lone = |t: u32| {
        matches!(tree.rel(t), Rel::Nsubj | Rel::NsubjPass)
            && tree.head(t).is_some_and(|head| head > t && head != verb && !tokens.contains(&head))
    };
    tokens.iter().any(|&t| t > verb && tree.tag(t).is_noun() && lone(t))
}

/// "They seek a candidate to fight the act, which came into force": the clause is of the noun behind the verb between.
fn tells_of_another(tree: &Tree, verb: u32, subject: u32) -> bool {
    let which = (subject + 1..verb).find(|&t| tree.is(t, "which")).filter(|_| tree.rel(verb) == Rel::AclRelcl);
    which.is_some_and(|which| (subject + 1..which).any(|t| tree.tag(t).is_verb() && tree.tag(t) != Tag::Vbn && tree.head(t) != Some(verb)))
}

/// "Demanded that the companies involved in the spill": what was demanded has no verb.
fn says_something(tree: &Tree, tokens: &[u32], verb: u32) -> bool {
    let that = tokens.iter().rposition(|&t| t > verb && tree.is(t, "that") && tree.tag(t) == Tag::In && tree.rel(t) == Rel::Mark);
    let tells = |t: &u32| tree.tag(*t).is_tensed() || matches!(tree.tag(*t), Tag::Md | Tag::Vb);
    that.is_none_or(|that| tokens[that + 1..].iter().any(tells))
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
    let is_tensed = |t: u32| tree.tag(t).is_tensed() && t != own && t != verb;
    let is_helper = |t: u32| matches!(tree.rel(t), Rel::Aux | Rel::AuxPass | Rel::Cop);
    let introduces = |t: u32| {
        matches!(tree.tag(t), Tag::Wdt | Tag::Wp | Tag::WpPoss | Tag::Wrb | Tag::Cc | Tag::OpenQuote)
            || tree.is_one_of(t, &["that", "whether", "if", "as", "than"])
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
