//! Clauses that stand side by side: "two soldiers were killed; the army bombed five depots the next day", "spent a year in jail, then went home".

use super::{hang, head, is_finite, is_under, says, subject_of};
use crate::text::{Rel, Tag, Token};

/// A clause behind a semicolon has a subject and a tensed verb of its own and nothing that brings it in: it is told beside the one before, not under it.
pub fn mend(tokens: &mut [Token], first: u32, raw: &str) {
    for verb in 2..tokens.len() {
        then(tokens, first, verb, raw);
        came_of_it(tokens, first, verb, raw);
        of_second(tokens, first, verb);
    }
    for joins in 1..tokens.len() {
        opened_by_time(tokens, first, joins);
        gapped(tokens, first, joins);
    }
    for semicolon in 1..tokens.len() {
        if tokens[semicolon].tag != Tag::Colon || tokens[semicolon].span.of(raw) != ";" {
            continue;
        }
        described_time(tokens, first, semicolon);
        let below = |t: &usize| {
            matches!(tokens[*t].rel, Rel::Advcl | Rel::Acl | Rel::AclRelcl | Rel::Ccomp | Rel::Conj) && head(tokens, first, *t) < semicolon
        };
        let Some(verb) = (semicolon + 1..tokens.len()).find(below) else { continue };
        let brought = |t: usize| {
            head(tokens, first, t) == verb && (tokens[t].rel == Rel::Mark || matches!(tokens[t].tag, Tag::Wrb | Tag::Wdt | Tag::Wp))
        };
        let own_subject = subject_of(tokens, first, verb).is_some_and(|subject| subject > semicolon && subject < verb);
        if own_subject && is_finite(tokens, first, verb) && !(semicolon..verb).any(brought) {
            tokens[verb].rel = Rel::Parataxis;
        }
    }
}

/// "…; the same day the company agreed": the clause does not describe the day that opens it.
fn described_time(tokens: &mut [Token], first: u32, semicolon: usize) {
    let opens = |t: &usize| tokens[*t].rel == Rel::OblUnmarked && head(tokens, first, *t) < semicolon;
    let Some(time) = (semicolon + 1..tokens.len()).find(opens) else { return };
    let describes = |t: &usize| tokens[*t].rel == Rel::AclRelcl && head(tokens, first, *t) == time;
    let Some(verb) = (time + 1..tokens.len()).find(describes) else { return };
    let pronoun = |t: usize| matches!(tokens[t].tag, Tag::Wrb | Tag::Wdt | Tag::Wp | Tag::In);
    let contact = subject_of(tokens, first, verb).is_some_and(|subject| !(time + 1..=subject).any(pronoun));
    if contact && is_finite(tokens, first, verb) {
        let above = head(tokens, first, time);
        hang(tokens, first, &[(time, verb, Rel::OblUnmarked), (verb, above, Rel::Parataxis)], verb);
    }
}

/// "Agreed to meet Israel, and in March 2012 the United States took": the phrase between the conjunction and the subject opens the clause that is
/// joined, and is no part of the one before.
fn opened_by_time(tokens: &mut [Token], first: u32, joins: usize) {
    let time = head(tokens, first, joins);
    let above = head(tokens, first, time);
    let is_phrase =
        tokens[joins].rel == Rel::Cc && matches!(tokens[time].rel, Rel::Obl | Rel::OblUnmarked) && above < joins && joins < time;
    if !is_phrase {
        return;
    }
    let joined = |verb: &usize| matches!(tokens[*verb].rel, Rel::Conj | Rel::Parataxis) && head(tokens, first, *verb) < joins;
    let Some(verb) = (time + 1..tokens.len()).find(joined) else { return };
    let Some(subject) = subject_of(tokens, first, verb).filter(|&subject| subject > time && subject < verb) else { return };
    let own = |t: usize| [time, subject].iter().any(|&of| is_under(tokens, first, t, of)) || tokens[t].tag == Tag::Comma;
    if (joins..=subject).all(own) {
        hang(tokens, first, &[(time, verb, Rel::Obl), (joins, verb, Rel::Cc)], verb);
        tokens[verb].rel = Rel::Conj;
    }
}

/// "Two were arrested and a third wounded near the border": a participle with a noun of its own shares the helper of the passive before it.
fn gapped(tokens: &mut [Token], first: u32, joins: usize) {
    if tokens[joins].tag != Tag::Cc {
        return;
    }
    let is_passive = |verb: usize| (0..verb).any(|t| tokens[t].rel == Rel::AuxPass && head(tokens, first, t) == verb);
    let Some(lead) = (1..joins).rev().find(|&t| tokens[t].tag == Tag::Vbn && is_passive(t)) else { return };
    // Nothing tensed between them, and nothing behind the participle in its clause that it could only describe the subject of.
    let Some(verb) = (joins + 1..tokens.len().min(joins + 9)).find(|&t| matches!(tokens[t].tag, Tag::Vbn | Tag::Vbd)) else { return };
    let noun = verb - 1;
    let behind = tokens[verb + 1..].iter().position(|t| matches!(t.tag, Tag::Comma | Tag::Stop | Tag::Colon));
    let clause = verb + 1..behind.map_or(tokens.len(), |at| verb + 1 + at);
    let tensed = |t: &Token| t.tag.is_tensed() || t.tag == Tag::Md;
    if tokens[lead + 1..verb].iter().chain(&tokens[clause]).any(tensed)
        || tokens[joins + 1..verb].iter().any(|t| t.tag.is_verb() || t.tag == Tag::Comma)
        || tokens.get(verb + 1).is_some_and(|next| matches!(next.tag, Tag::Dt | Tag::Prp | Tag::PrpPoss) || next.tag.is_noun())
    {
        return;
    }
    // The noun phrase between the conjunction and the participle: "dozens of buildings".
    let inside = |t: usize| (joins + 1..verb).contains(&t);
    let Some(subject) = (joins + 1..=noun).find(|&t| !inside(head(tokens, first, t))) else { return };
    let nominal = |t: usize| tokens[t].tag.is_noun() || matches!(tokens[t].tag, Tag::Cd | Tag::Jj);
    if nominal(subject) && (joins + 1..=noun).all(|t| t == subject || inside(head(tokens, first, t))) {
        let above = head(tokens, first, verb);
        if inside(above) || above == lead {
            tokens[verb].tag = Tag::Vbn;
            hang(tokens, first, &[(subject, verb, Rel::NsubjPass), (joins, verb, Rel::Cc), (verb, lead, Rel::Conj)], lead);
        }
    }
}

/// "Became president in May, and was elected a year later": what stands behind the second verb without a comma is its own.
fn of_second(tokens: &mut [Token], first: u32, phrase: usize) {
    let lead = head(tokens, first, phrase);
    if !matches!(tokens[phrase].rel, Rel::Obl | Rel::OblUnmarked | Rel::Advmod) || lead >= phrase || !tokens[lead].tag.is_verb() {
        return;
    }
    let second = |t: &usize| tokens[*t].rel == Rel::Conj && head(tokens, first, *t) == lead && tokens[*t].tag.is_verb();
    let Some(verb) = (lead + 1..phrase).rev().find(second) else { return };
    let start = (verb + 1..phrase).find(|&t| is_under(tokens, first, t, phrase)).unwrap_or(phrase);
    let closed = |t: usize| matches!(tokens[t].tag, Tag::Comma | Tag::Colon | Tag::Cc);
    if !(verb + 1..start).any(closed) {
        tokens[phrase].head = first + verb as u32;
    }
}

/// "Hit a hall in central Ukraine on Thursday, killing 23", "shot down an airliner that had just taken off, killing all on board": what stands behind
/// the comma came of the main clause.
fn came_of_it(tokens: &mut [Token], first: u32, participle: usize, raw: &str) {
    if tokens[participle].tag != Tag::Vbg || tokens[participle - 1].tag != Tag::Comma {
        return;
    }
    let above = head(tokens, first, participle);
    let noun = match (tokens[participle].rel, tokens[above].rel) {
        (Rel::Advcl, Rel::AclRelcl) => head(tokens, first, above),
        (Rel::Acl, _) if above < participle => above,
        _ => return,
    };
    let names = says(tokens[participle], raw, &["including", "involving", "being"]);
    if names || (noun + 1..participle - 1).any(|t| tokens[t].tag == Tag::Comma) {
        return;
    }
    let Some(main) = verb_above(tokens, first, noun) else { return };
    if main < noun && subject_of(tokens, first, main).is_some() {
        (tokens[participle].head, tokens[participle].rel) = (first + main as u32, Rel::Advcl);
    }
}

/// "Spent a year in jail, in two stints, then went home": a tensed verb behind a comma and "then" describes no noun, but follows the verb before.
fn then(tokens: &mut [Token], first: u32, verb: usize, raw: &str) {
    let is_then = says(tokens[verb - 1], raw, &["then"]);
    if !is_then
        || tokens[verb - 2].tag != Tag::Comma
        || !matches!(tokens[verb].rel, Rel::Acl | Rel::AclRelcl)
        || tokens[verb].tag != Tag::Vbd
    {
        return;
    }
    let Some(above) = verb_above(tokens, first, verb) else { return };
    if above < verb && subject_of(tokens, first, verb).is_none() {
        hang(tokens, first, &[(verb, above, Rel::Conj)], above);
    }
}

/// The nearest verb above a token.
fn verb_above(tokens: &[Token], first: u32, at: usize) -> Option<usize> {
    let mut above = head(tokens, first, at);
    while !tokens[above].tag.is_verb() && head(tokens, first, above) != above {
        above = head(tokens, first, above);
    }
    tokens[above].tag.is_verb().then_some(above)
}

#[cfg(test)]
mod tests {
    use crate::text::{self, Rel, Tag, Tree};

    #[test]
    fn a_participle_shares_the_helper_of_the_one_before() {
        for (raw, verb, subject) in [
            ("Two men were arrested and a third wounded near the border on Monday, the army said.", "wounded", "third"),
            ("Twelve people were killed and dozens injured in the blast on Sunday.", "injured", "dozens"),
            (
                "At least three people were killed and dozens of residential buildings damaged in the Russian city of Belgorod near the border on \
                 Sunday, the region’s governor said.",
                "damaged",
                "dozens",
            ),
        ] {
            let text = text::parsed(raw);
            let tree = Tree::new(&text, 0);
            let at = |word: &str| tree.tokens().find(|&t| tree.is(t, word)).unwrap();
            assert_eq!((tree.rel(at(verb)), tree.tag(at(verb))), (Rel::Conj, Tag::Vbn), "{raw}");
            assert_eq!((tree.head(at(subject)), tree.rel(at(subject))), (Some(at(verb)), Rel::NsubjPass), "{raw}");
        }
        let raw = "Three people were killed and two houses damaged in the fire were torn down.";
        let text = text::parsed(raw);
        let tree = Tree::new(&text, 0);
        assert_eq!(tree.rel(tree.tokens().find(|&t| tree.is(t, "damaged")).unwrap()), Rel::Acl);
    }

    #[test]
    fn a_clause_behind_a_semicolon_stands_by_itself() {
        for (raw, verb, rel) in [
            (
                "In March, two soldiers were killed by rockets at Camp Taji, north of the capital; the United States carried out air strikes on five depots the next day.",
                "carried",
                Rel::Parataxis,
            ),
            (
                "On June 16 the chairman, Bo Tan, met President Lee at the White House and apologised; the same day the company agreed to set up a fund of $20 billion.",
                "agreed",
                Rel::Parataxis,
            ),
            (
                "It agreed to normalise relations with Israel, and in March 2012 the United States took Sudan off its list of sponsors.",
                "March",
                Rel::Obl,
            ),
            ("Tan spent 11 years in jail in Pakistan, in two stints, then went into exile in New York in 2004.", "went", Rel::Conj),
            ("The army shot down an airliner that had just taken off from Tehran, killing all 176 people on board.", "killing", Rel::Advcl),
            (
                "Missiles hit a centre, a studio and a hall in central Ukraine on Thursday, killing at least 23 people.",
                "killing",
                Rel::Advcl,
            ),
            ("The mayor left the town in May; when the guards came, the house was empty.", "came", Rel::Advcl),
        ] {
            let text = text::parsed(raw);
            let tree = Tree::new(&text, 0);
            let at = tree.tokens().find(|&t| tree.is(t, verb)).unwrap();
            assert_eq!(tree.rel(at), rel, "{raw}");
            if verb == "killing" {
                assert!(tree.head(at).is_some_and(|above| tree.is_one_of(above, &["shot", "hit"])), "{raw}");
            }
            if verb == "March" {
                assert!(tree.head(at).is_some_and(|above| tree.is(above, "took")), "{raw}");
            }
        }
    }
}
