//! Subjects that parsers leave to a verb before: "after other attempts failed", "said a nurse and two guards were killed".

use super::{SUBORDINATES, group_start, hang, head, is_finite, is_under, noun_before, says, subject_of};
use crate::text::{Rel, Tag, Token};

pub fn mend(tokens: &mut [Token], first: u32, raw: &str) {
    main_verb(tokens, first, raw);
    for at in 1..tokens.len() {
        if tokens[at].rel == Rel::Mark && says(tokens[at], raw, &["that"]) {
            told_before(tokens, first, at);
        }
        if tokens[at].tag.is_noun() && tokens[at - 1].tag.is_noun() {
            one_name(tokens, first, at, raw);
        }
        part_of_noun(tokens, first, at);
        let told = is_predicate(tokens, first, at);
        if !told || !is_finite(tokens, first, at) {
            continue;
        }
        second_subject(tokens, first, at);
        described_twice(tokens, first, at);
        match subject_of(tokens, first, at) {
            None => noun_right_before(tokens, first, at, raw),
            Some(subject) if subject < at => joined_subject(tokens, first, at, subject, raw),
            _ => {}
        }
    }
}

/// "Warned leaders that if talks failed, troops would leave": whom it is told stands before "that", and is no subject of what is told.
fn told_before(tokens: &mut [Token], first: u32, that: usize) {
    let said = head(tokens, first, that);
    let above = head(tokens, first, said);
    let is_subject = |t: usize| head(tokens, first, t) == said && matches!(tokens[t].rel, Rel::Nsubj | Rel::NsubjPass);
    let told = (above + 1..that).find(|&t| is_subject(t) && tokens[t].tag.is_noun());
    let tells = above < that && tokens[above].tag.is_verb() && tokens[said].rel == Rel::Ccomp && said > that;
    if let Some(told) = told.filter(|_| tells && (that + 1..said).any(is_subject)) {
        hang(tokens, first, &[(told, above, Rel::Obj)], above);
    }
}

/// "The Minerals Management Service": a noun that is no predicate has no subject, but words of its own phrase.
fn part_of_noun(tokens: &mut [Token], first: u32, at: usize) {
    let subject = at - 1;
    let noun = head(tokens, first, subject);
    let predicate = || (0..tokens.len()).any(|t| tokens[t].rel == Rel::Cop && head(tokens, first, t) == noun);
    if matches!(tokens[subject].rel, Rel::Nsubj | Rel::NsubjPass)
        && noun > subject
        && noun - subject < 5
        && tokens[subject].tag.is_noun()
        && (at..=noun).all(|t| tokens[t].tag.is_noun())
        && !predicate()
    {
        tokens[subject].rel = Rel::Compound;
    }
}

/// "The president announced on Monday that …": the past tense that the parser took for a participle is the verb of the sentence, since it
/// has an object or a clause of its own.
fn main_verb(tokens: &mut [Token], first: u32, raw: &str) {
    let Some(noun) = (0..tokens.len()).find(|&t| head(tokens, first, t) == t) else { return };
    let verb = noun + 1;
    let taken = |t: usize| tokens[t].rel == Rel::Acl && head(tokens, first, t) == noun && tokens[t].tag == Tag::Vbn;
    if !tokens[noun].tag.is_noun() || verb >= tokens.len() || !taken(verb) {
        return;
    }
    let finite = |t: usize| tokens[t].tag.is_tensed() && !is_under(tokens, first, t, verb);
    let that = |t: usize| tokens[t].rel == Rel::Mark && says(tokens[t], raw, &["that"]);
    let states =
        |t: usize| matches!(tokens[t].rel, Rel::Ccomp | Rel::Advcl) && (verb..t).any(|mark| that(mark) && head(tokens, first, mark) == t);
    let below = |t: usize| t > verb && head(tokens, first, t) == verb;
    let complement = (verb + 1..tokens.len()).find(|&t| below(t) && (tokens[t].rel == Rel::Obj || states(t)));
    let Some(complement) = complement.filter(|_| !(0..tokens.len()).any(finite)) else { return };
    let behind: Vec<usize> = (verb + 1..tokens.len()).filter(|&t| head(tokens, first, t) == noun).collect();
    hang(tokens, first, &[(noun, verb, Rel::Nsubj)], verb);
    if head(tokens, first, noun) != verb {
        return;
    }
    tokens[verb].tag = Tag::Vbd;
    behind.into_iter().for_each(|t| tokens[t].head = first + verb as u32);
    if tokens[complement].rel == Rel::Advcl {
        tokens[complement].rel = Rel::Ccomp;
    }
}

/// "A judge who looks into the company Petrobras released", "the son of the party leader Ann Tan fled": of two subjects the nearer, right behind a
/// noun that lies in the phrase of the other or in a clause about it, is that noun's name.
fn second_subject(tokens: &mut [Token], first: u32, verb: usize) {
    let subject =
        |t: &usize| head(tokens, first, *t) == verb && matches!(tokens[*t].rel, Rel::Nsubj | Rel::NsubjPass) && tokens[*t].tag.is_noun();
    let Some(near) = (0..verb).rfind(subject).filter(|&t| t > 1 && tokens[t].tag.is_proper()) else { return };
    let Some(far) = (0..near).find(subject) else { return };
    let start = (far + 1..=near).find(|&t| is_under(tokens, first, t, near)).unwrap_or(near);
    let before = start - 1;
    let apart = (far..start).any(|t| matches!(tokens[t].tag, Tag::Comma | Tag::Cc | Tag::Colon));
    let about = (far..before).any(|t| tokens[t].tag.is_verb()) && start == near || !apart && is_under(tokens, first, before, far);
    if tokens[before].tag.is_noun() && about {
        hang(tokens, first, &[(near, before, Rel::Appos)], before);
    }
}

/// "A second, larger explosion wrecked": two subjects side by side with one determiner are one, of which the first describes the second.
fn described_twice(tokens: &mut [Token], first: u32, verb: usize) {
    let subject = |t: &usize| head(tokens, first, *t) == verb && matches!(tokens[*t].rel, Rel::Nsubj | Rel::NsubjPass);
    let Some(far) = (1..verb).find(subject).filter(|&far| far + 2 < verb && tokens[far + 1].tag == Tag::Comma) else { return };
    let Some(near) = (far + 2..verb).find(subject).filter(|&near| tokens[near].tag.is_noun()) else { return };
    let determined = head(tokens, first, far - 1) == far && tokens[far - 1].rel == Rel::Det;
    let inside = (far + 2..near).all(|t| tokens[t].tag.is_adjective() && head(tokens, first, t) == near);
    if determined && inside && near > far + 2 {
        hang(tokens, first, &[(far, near, Rel::Amod), (far - 1, near, Rel::Det), (far + 1, near, Rel::Punct)], near);
        tokens[far].tag = Tag::Jj;
    }
}

fn is_predicate(tokens: &[Token], first: u32, at: usize) -> bool {
    let own =
        tokens[at].tag.is_verb() && !matches!(tokens[at].rel, Rel::Aux | Rel::AuxPass | Rel::Cop | Rel::Amod | Rel::Compound | Rel::Case);
    own || at > 0 && tokens[at - 1].rel == Rel::Cop && head(tokens, first, at - 1) == at
}

/// A verb without a subject has a noun right before it, which the parser hung on the verb before ("thought people should leave") or took for a
/// phrase of time ("after other attempts to contain it failed").
fn noun_right_before(tokens: &mut [Token], first: u32, verb: usize, raw: &str) {
    let group = group_start(tokens, first, verb);
    let clause = head(tokens, first, verb);
    if let Some(mut noun) = noun_before(tokens, first, group) {
        // "Five million barrels of oil have leaked": what is counted.
        while tokens[noun].rel == Rel::Nmod && head(tokens, first, noun) < noun {
            noun = head(tokens, first, noun);
        }
        let above = head(tokens, first, noun);
        let object = above < noun && tokens[noun].rel == Rel::Obj && tokens[above].tag.is_verb() && !is_under(tokens, first, above, verb);
        // "Scientists estimate five million barrels have leaked": a tensed clause that nothing brings in.
        let bare = || {
            let opens =
                |t: usize| head(tokens, first, t) == verb && matches!(tokens[t].rel, Rel::Mark | Rel::Cc) || tokens[t].tag == Tag::Comma;
            matches!(tokens[verb].rel, Rel::Ccomp | Rel::Advcl | Rel::Acl | Rel::Parataxis | Rel::Conj)
                && group < verb
                && !(noun..verb).any(opens)
        };
        if object && (tokens[verb].rel == Rel::Ccomp && above == clause || bare()) {
            return hang(tokens, first, &[(noun, verb, Rel::Nsubj), (verb, above, Rel::Ccomp)], verb);
        }
    }
    if let Some(noun) = noun_before(tokens, first, group).filter(|&noun| is_beside_time(tokens, first, noun)) {
        let time = head(tokens, first, noun);
        let joins = (0..time).rev().find(|&t| head(tokens, first, t) == time && tokens[t].rel == Rel::Cc);
        let mut arcs = vec![(noun, verb, Rel::Nsubj)];
        // "Agreed to meet, and in December the United States took": the time is that of the clause that it opens.
        if let Some(joins) = joins {
            arcs.extend([(time, verb, Rel::Obl), (joins, verb, Rel::Cc)]);
        }
        return hang(tokens, first, &arcs, verb);
    }
    let phrase = (0..group).find(|&t| tokens[t].rel == Rel::Obl && head(tokens, first, t) == verb && tokens[t].tag.is_noun());
    let Some(noun) = phrase else { return };
    let case = (0..noun).find(|&t| tokens[t].rel == Rel::Case && head(tokens, first, t) == noun && says(tokens[t], raw, &SUBORDINATES));
    // Nothing but the noun's own phrase stands between it and its verb.
    let own = |t: usize| is_under(tokens, first, t, noun) && !matches!(tokens[t].tag, Tag::Comma);
    if let Some(case) = case
        && (noun..group).all(own)
    {
        hang(tokens, first, &[(case, verb, Rel::Mark), (noun, verb, Rel::Nsubj)], verb);
    }
}

/// "In December the United States took": a noun with its determiner right behind another, to which nothing joins it.
fn is_beside_time(tokens: &[Token], first: u32, noun: usize) -> bool {
    let above = head(tokens, first, noun);
    let loose = matches!(tokens[noun].rel, Rel::Conj | Rel::Appos | Rel::Nmod | Rel::NmodUnmarked) && above < noun;
    let Some(start) = (above + 1..=noun).find(|&t| is_under(tokens, first, t, noun)) else { return false };
    loose
        && tokens[start].tag == Tag::Dt
        && start == above + 1
        && matches!(tokens[above].rel, Rel::Obl | Rel::OblUnmarked)
        && tokens[above].tag.is_proper()
}

/// "Said a nurse and two guards were killed": nobody says a nurse.
fn joined_subject(tokens: &mut [Token], first: u32, verb: usize, subject: usize, raw: &str) {
    if tokens[verb].rel != Rel::Conj {
        return;
    }
    let speech = head(tokens, first, verb);
    let speaks = says(tokens[speech], raw, &["said", "says", "say"]);
    let between = (speech + 1..subject).find(|&t| tokens[t].tag == Tag::Cc);
    let Some(joins) = between.filter(|_| speaks && speech < subject) else { return };
    let Some(other) = noun_before(tokens, first, joins) else { return };
    let whole = (joins + 1..subject).all(|t| is_under(tokens, first, t, subject));
    if whole && head(tokens, first, other) == speech && tokens[other].rel == Rel::Obj {
        let rel = tokens[subject].rel;
        let arcs = [(subject, other, Rel::Conj), (joins, subject, Rel::Cc), (other, verb, rel), (verb, speech, Rel::Ccomp)];
        hang(tokens, first, &arcs, verb);
    }
}

/// "Health Secretary Jose Angel Cordova", "the Budget Office", "oil company Anadarko": two subjects or objects side by side are one name, and so are
/// two names that are joined by nothing ("Rudolf Ivanovich Abel").
fn one_name(tokens: &mut [Token], first: u32, at: usize, raw: &str) {
    let part = |t: usize| matches!(tokens[t].rel, Rel::Flat | Rel::Compound);
    let capital = |t: usize| tokens[t].span.of(raw).starts_with(char::is_uppercase);
    // The noun before the words of this one's own.
    let mut before = at - 1;
    while before > 0
        && at - before < 4
        && head(tokens, first, before) == at
        && tokens[before].tag.is_proper()
        && tokens[before - 1].tag.is_noun()
    {
        before -= 1;
    }
    for _ in 0..4 {
        let above = head(tokens, first, before);
        if !part(before) || above >= at {
            break;
        }
        before = above;
    }
    if !capital(at) || !(tokens[at].tag.is_proper() || capital(before)) {
        return;
    }
    let same = head(tokens, first, at) == head(tokens, first, before) && tokens[at].head != first + at as u32;
    let alike = same && tokens[at].rel == tokens[before].rel && matches!(tokens[at].rel, Rel::Nsubj | Rel::NsubjPass | Rel::Obj);
    let unjoined = tokens[at].rel == Rel::Conj && head(tokens, first, at) == before && tokens[before].tag.is_proper();
    if alike || unjoined {
        // The name is what stands last in it, where its first words look like common nouns.
        let arc = match (tokens[before].tag.is_proper(), capital(before)) {
            (true, _) => (at, before, Rel::Flat),
            (false, true) => (before, at, Rel::Compound),
            (false, false) => (at, before, Rel::Appos),
        };
        let main = arc.1;
        hang(tokens, first, &[arc], main);
    }
}

#[cfg(test)]
mod tests {
    use crate::lexicon::Lexicon;
    use crate::text::{self, Rel, Tree};

    #[test]
    fn a_noun_has_no_subject() {
        let mut text = text::read("The Minerals Management Service has asked for more money.", Lexicon::embedded());
        text.parse(0, Lexicon::embedded());
        let tree = Tree::new(&text, 0);
        let asked = tree.tokens().find(|&t| tree.is(t, "asked")).unwrap();
        assert_eq!(tree.children_in(asked, &[Rel::Nsubj]).map(|t| tree.word(t)).collect::<Vec<_>>(), ["Service"]);
        assert_eq!(tree.tokens().filter(|&t| tree.rel(t) == Rel::Nsubj).count(), 1);
    }

    #[test]
    fn a_noun_right_before_a_verb_is_its_subject() {
        for (raw, noun, verb) in [
            ("After other attempts to contain the fire failed, the mayor left.", "attempts", "failed"),
            ("The governor said at least one serviceman and two guards were killed in the city.", "serviceman", "killed"),
            ("Two days later a second, larger explosion wrecked the hall.", "explosion", "wrecked"),
            ("The same month it agreed to meet, and in December the United States took Sudan off its list of sponsors.", "States", "took"),
            ("Aides said the son of a leading opposition figure Mehdi Tan was also detained.", "son", "detained"),
            ("Health Secretary Jose Angel Cordova announced the plan.", "Jose", "announced"),
            ("Health Secretary Jose Angel Cordova announced the plan.", "Secretary", "Jose"),
            (
                "The agency said that scientists now estimate nearly 5 million barrels of oil have leaked into the Gulf.",
                "barrels",
                "leaked",
            ),
            ("The United States exchanged Rudolf Ivanovich Abel, a Soviet spy, for Francis Gary Powers.", "Rudolf", "exchanged"),
            ("The Congressional Budget Office examined the plan.", "Office", "examined"),
            (
                "A judge investigating a scandal at the state-run oil company Petrobras released a number of secretly taped calls.",
                "judge",
                "released",
            ),
            ("The president announced on Monday that Iran will leave the pact.", "president", "announced"),
            ("The envoy warned leaders that if talks failed, troops would leave.", "leaders", "warned"),
        ] {
            let text = text::parsed(raw);
            let tree = Tree::new(&text, 0);
            let at = |word: &str| tree.tokens().find(|&t| tree.is(t, word)).unwrap();
            assert_eq!(tree.head(at(noun)), Some(at(verb)), "{raw}");
        }
    }
}
