//! Clauses that stand side by side: "two soldiers were killed; the army bombed five depots the next day", "spent a year in jail, then went home".

use super::{hang, head, is_finite, subject_of};
use crate::text::{Rel, Tag, Token};

/// A clause behind a semicolon has a subject and a tensed verb of its own and nothing that brings it in: it is told beside the one before, not under it.
pub fn mend(tokens: &mut [Token], first: u32, raw: &str) {
    for verb in 2..tokens.len() {
        then(tokens, first, verb, raw);
        came_of_it(tokens, first, verb);
    }
    for joins in 1..tokens.len() {
        opened_by_time(tokens, first, joins);
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
    let own = |t: usize| [time, subject].iter().any(|&of| super::is_under(tokens, first, t, of)) || tokens[t].tag == Tag::Comma;
    if (joins..=subject).all(own) {
        hang(tokens, first, &[(time, verb, Rel::Obl), (joins, verb, Rel::Cc)], verb);
        tokens[verb].rel = Rel::Conj;
    }
}

/// "Shot down an airliner that had just taken off, killing all on board": what stands behind the comma came of the main clause.
fn came_of_it(tokens: &mut [Token], first: u32, participle: usize) {
    let inner = head(tokens, first, participle);
    let noun = head(tokens, first, inner);
    if tokens[participle].tag != Tag::Vbg
        || tokens[participle].rel != Rel::Advcl
        || tokens[participle - 1].tag != Tag::Comma
        || tokens[inner].rel != Rel::AclRelcl
        || (noun + 1..participle - 1).any(|t| tokens[t].tag == Tag::Comma)
    {
        return;
    }
    let mut main = head(tokens, first, noun);
    while !tokens[main].tag.is_verb() && head(tokens, first, main) != main {
        main = head(tokens, first, main);
    }
    if tokens[main].tag.is_verb() && main < noun && subject_of(tokens, first, main).is_some() {
        tokens[participle].head = first + main as u32;
    }
}

/// "Spent a year in jail, in two stints, then went home": a tensed verb behind a comma and "then" describes no noun, but follows the verb before.
fn then(tokens: &mut [Token], first: u32, verb: usize, raw: &str) {
    let is_then = tokens[verb - 1].span.of(raw).eq_ignore_ascii_case("then");
    if !is_then
        || tokens[verb - 2].tag != Tag::Comma
        || !matches!(tokens[verb].rel, Rel::Acl | Rel::AclRelcl)
        || tokens[verb].tag != Tag::Vbd
    {
        return;
    }
    let mut above = head(tokens, first, verb);
    while !tokens[above].tag.is_verb() && head(tokens, first, above) != above {
        above = head(tokens, first, above);
    }
    if tokens[above].tag.is_verb() && above < verb && subject_of(tokens, first, verb).is_none() {
        hang(tokens, first, &[(verb, above, Rel::Conj)], above);
    }
}

#[cfg(test)]
mod tests {
    use crate::lexicon::Lexicon;
    use crate::text::{self, Rel, Tree};

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
            ("The mayor left the town in May; when the guards came, the house was empty.", "came", Rel::Advcl),
        ] {
            let mut text = text::read(raw, Lexicon::embedded());
            text.parse(0, Lexicon::embedded());
            let tree = Tree::new(&text, 0);
            let at = tree.tokens().find(|&t| tree.is(t, verb)).unwrap();
            assert_eq!(tree.rel(at), rel, "{raw}");
            if verb == "killing" {
                assert!(tree.head(at).is_some_and(|above| tree.is(above, "shot")), "{raw}");
            }
            if verb == "March" {
                assert!(tree.head(at).is_some_and(|above| tree.is(above, "took")), "{raw}");
            }
        }
    }
}
