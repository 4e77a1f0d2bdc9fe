//! Relative clauses: "Israel, which has never said it, ranks fifth". A greedy parser decides where such a clause hangs before it has seen its verb,
//! and often takes the verb for that of an adverbial clause or of the sentence.

use super::{hang, head, is_told, is_under, noun_before, says};
use crate::text::{Rel, Tag, Token};

/// How far a clause between commas reaches, in tokens.
const REACH: usize = 30;

pub fn mend(tokens: &mut [Token], first: u32, raw: &str) {
    for verb in 2..tokens.len() {
        without_pronoun(tokens, first, verb);
    }
    for pronoun in 1..tokens.len() {
        // "A town that one of the groups": what hangs on the noun before it and brings in no clause is the pronoun.
        let of_noun = tokens[pronoun].tag == Tag::In && matches!(tokens[pronoun].rel, Rel::Appos | Rel::Nmod | Rel::Dep);
        if of_noun && head(tokens, first, pronoun) + 1 == pronoun && says(tokens[pronoun], raw, &["that"]) {
            tokens[pronoun].tag = Tag::Wdt;
        }
        if !matches!(tokens[pronoun].tag, Tag::Wdt | Tag::Wp) {
            continue;
        }
        if is_conjunction(tokens, first, pronoun, raw) {
            (tokens[pronoun].tag, tokens[pronoun].rel) = (Tag::In, Rel::Mark);
            continue;
        }
        let Some(noun) = antecedent(tokens, first, pronoun) else { continue };
        over_dashes(tokens, first, noun, pronoun);
        whole_predicate(tokens, first, pronoun);
        if let Some(verb) = verb_of(tokens, first, pronoun) {
            // "Which only the king had seen": the pronoun is no second subject.
            let another = |t: usize| head(tokens, first, t) == verb && super::is_subject(tokens[t].rel);
            if super::is_subject(tokens[pronoun].rel) && (pronoun + 1..verb).any(another) {
                tokens[pronoun].rel = Rel::Obj;
            }
            hang_clause(tokens, first, noun, pronoun, verb);
            if tokens[pronoun].tag == Tag::Wp || says(tokens[pronoun], raw, &["that"]) {
                from_name_to_noun(tokens, first, pronoun, verb);
            }
        }
        let of_thing = says(tokens[pronoun], raw, &["which", "that"]);
        if tokens[pronoun - 1].tag == Tag::Comma && of_thing {
            from_place_to_noun(tokens, first, pronoun, raw);
        }
        if tokens[pronoun - 1].tag == Tag::Comma {
            part_after_comma(tokens, first, noun, pronoun);
        }
    }
}

/// "A town that one of the groups -- a new one -- had left": the verb behind the dashes has its subject before them.
fn over_dashes(tokens: &mut [Token], first: u32, noun: usize, pronoun: usize) {
    let dash = |from: usize| (from..tokens.len().min(from + 8)).find(|&t| tokens[t].tag == Tag::Colon);
    let Some(open) = dash(pronoun + 1) else { return };
    let Some(close) = dash(open + 1).filter(|close| close + 1 < tokens.len()) else { return };
    let outside = |part: std::ops::Range<usize>| {
        let hangs = |&t: &usize| !part.contains(&head(tokens, first, t)) && tokens[t].rel != Rel::Punct;
        part.clone().find(hangs)
    };
    let (Some(subject), Some(aside)) = (outside(pronoun + 1..open), outside(open + 1..close)) else { return };
    let start = close + 1;
    let helps = matches!(tokens[start].rel, Rel::Aux | Rel::AuxPass);
    let verb = if helps { head(tokens, first, start) } else { start };
    let finite = tokens[start].tag.is_tensed() && tokens[verb].tag.is_verb();
    let nominal = |t: usize| tokens[t].tag.is_noun() || tokens[t].tag == Tag::Cd;
    if verb >= start && finite && nominal(subject) && nominal(aside) && super::subject_of(tokens, first, verb).is_none() {
        let arcs = [(verb, noun, Rel::AclRelcl), (subject, verb, Rel::Nsubj), (pronoun, verb, Rel::Obj), (aside, subject, Rel::Appos)];
        hang(tokens, first, &arcs, verb);
    }
}

/// "Said on Monday that missiles had hit it": the tagger took the conjunction for a pronoun, and the parser knew better.
fn is_conjunction(tokens: &[Token], first: u32, that: usize, raw: &str) -> bool {
    let verb = head(tokens, first, that);
    let own_subject = || (that + 1..verb).any(|t| head(tokens, first, t) == verb && super::is_subject(tokens[t].rel));
    // "Took a town that one of the groups had left": the clause lacks an object, which is the noun.
    let complete =
        |t: usize| head(tokens, first, t) == verb && matches!(tokens[t].rel, Rel::Obj | Rel::Ccomp | Rel::Xcomp | Rel::AuxPass | Rel::Cop);
    let is_object = tokens[that - 1].rel == Rel::Obj && head(tokens, first, that - 1) == head(tokens, first, verb);
    let lacks = || is_object && !(that..tokens.len()).any(complete);
    says(tokens[that], raw, &["that"])
        && verb > that
        && tokens[verb].rel == Rel::Ccomp
        && head(tokens, first, verb) < that
        && own_subject()
        && !lacks()
}

/// "The attention the bank received": a lone participle has no subject that acts, so it is the past tense of a clause about the noun.
fn without_pronoun(tokens: &mut [Token], first: u32, verb: usize) {
    if tokens[verb].tag != Tag::Vbn || tokens[verb].rel != Rel::Acl {
        return;
    }
    let noun = head(tokens, first, verb);
    let own = |t: usize, rels: &[Rel]| head(tokens, first, t) == verb && rels.contains(&tokens[t].rel);
    let subject = (noun + 1..verb).any(|t| own(t, &[Rel::Nsubj]));
    if subject && !(noun..verb).any(|t| own(t, &[Rel::Aux, Rel::AuxPass, Rel::Mark])) {
        (tokens[verb].tag, tokens[verb].rel) = (Tag::Vbd, Rel::AclRelcl);
    }
}

/// The noun right before the pronoun or the comma before it; "the yacht, linked to a banker, which sailed" is about the yacht.
fn antecedent(tokens: &[Token], first: u32, pronoun: usize) -> Option<usize> {
    let comma = tokens[pronoun - 1].tag == Tag::Comma;
    let near = noun_before(tokens, first, if comma { pronoun - 1 } else { pronoun });
    let open = (1..pronoun.saturating_sub(2)).rev().take(10).find(|&t| tokens[t].tag == Tag::Comma).filter(|_| comma);
    // "linked to", "owned by".
    let aside =
        open.filter(|&open| matches!(tokens[open + 1].tag, Tag::Vbn | Tag::Vbd) && matches!(tokens[open + 2].tag, Tag::In | Tag::To));
    aside.and_then(|open| noun_before(tokens, first, open)).or(near)
}

/// The predicate that the pronoun depends on, behind it.
fn verb_of(tokens: &[Token], first: u32, pronoun: usize) -> Option<usize> {
    let verb = head(tokens, first, pronoun);
    let predicate = tokens[verb].tag.is_verb() || (pronoun + 1..verb).any(|t| tokens[t].rel == Rel::Cop && head(tokens, first, t) == verb);
    (verb > pronoun && predicate && !matches!(tokens[pronoun].rel, Rel::Det | Rel::NmodPoss)).then_some(verb)
}

/// "Which to this day has never said so": the helper was taken for the verb, and the verb for another's.
fn whole_predicate(tokens: &mut [Token], first: u32, pronoun: usize) {
    let helper = head(tokens, first, pronoun);
    if helper < pronoun
        || !matches!(tokens[helper].tag, Tag::Vbz | Tag::Vbp | Tag::Vbd)
        || matches!(tokens[helper].rel, Rel::Aux | Rel::AuxPass | Rel::Cop)
    {
        return;
    }
    let Some(verb) = (helper + 1..tokens.len().min(helper + 4)).find(|&t| tokens[t].tag != Tag::Rb) else { return };
    // A verb that has the participle right behind it helps it.
    let apart = head(tokens, first, verb) != helper;
    if tokens[verb].tag == Tag::Vbn
        && apart
        && !is_under(tokens, first, verb, helper)
        && (helper + 1..verb).all(|t| head(tokens, first, t) == verb)
    {
        hang(tokens, first, &[(helper, verb, Rel::Aux), (pronoun, verb, Rel::Nsubj)], verb);
    }
}

fn hang_clause(tokens: &mut [Token], first: u32, noun: usize, pronoun: usize, verb: usize) {
    let commas = tokens[pronoun - 1].tag == Tag::Comma;
    let close = || (verb + 1..tokens.len().min(verb + REACH)).find(|&t| tokens[t].tag == Tag::Comma).filter(|_| commas);
    let main = close().and_then(|close| predicate_behind(tokens, first, close));
    if is_under(tokens, first, noun, verb) {
        // The clause took the place of the sentence: its main verb stands behind the closing comma.
        if let Some(main) = main {
            hang(tokens, first, &[(verb, noun, Rel::AclRelcl), (noun, main, Rel::Nsubj)], main);
        }
        return;
    }
    let above = head(tokens, first, verb);
    // "He asked the minister who would come": what is asked is no description.
    let asked = tokens[verb].rel == Rel::Ccomp && above < noun && !commas && tokens[pronoun].tag == Tag::Wp;
    // A nearer noun that the parser chose is right as often, but for one of an aside.
    let chosen = matches!(tokens[verb].rel, Rel::AclRelcl | Rel::Acl | Rel::Conj) && !(noun < above && above < pronoun && commas);
    if !asked && !chosen {
        hang(tokens, first, &[(verb, noun, Rel::AclRelcl)], verb);
    }
    // "Said the fleet, which was to stay, is leaving": the noun has its verb behind the comma.
    let governor = head(tokens, first, noun);
    if let Some(main) = main
        && tokens[noun].rel == Rel::Obj
        && is_under(tokens, first, main, verb)
        && super::subject_of(tokens, first, main).is_none()
    {
        hang(tokens, first, &[(main, governor, Rel::Ccomp), (noun, main, Rel::Nsubj)], main);
    }
}

/// "A strike near Kyiv that killed ten", "the governor of Ohio who signed it": without a comma the clause says which, and a name needs no telling.
fn from_name_to_noun(tokens: &mut [Token], first: u32, pronoun: usize, verb: usize) {
    let name = head(tokens, first, verb);
    let described = tokens[verb].rel == Rel::AclRelcl && name < pronoun && tokens[pronoun - 1].tag.is_proper();
    if !described || !tokens[name].tag.is_proper() {
        return;
    }
    let noun = match tokens[name].rel {
        Rel::Nmod => head(tokens, first, name),
        // "Led to the explosion on 20 April aboard the Calder that killed ten": the parser hung both on the verb.
        Rel::Obl => {
            let governor = head(tokens, first, name);
            let beside = |t: usize| head(tokens, first, t) == governor && tokens[t].rel == Rel::Obl;
            let Some(noun) = (governor + 1..name).rev().find(|&t| beside(t) && matches!(tokens[t].tag, Tag::Nn | Tag::Nns)) else { return };
            noun
        }
        _ => return,
    };
    let phrase = (noun + 1..name).any(|t| tokens[t].tag == Tag::In && head(tokens, first, t) == name);
    if noun < name && phrase && matches!(tokens[noun].tag, Tag::Nn | Tag::Nns) {
        hang(tokens, first, &[(verb, noun, Rel::AclRelcl)], verb);
    }
}

/// "The worst spill in American history, which followed a blast", "the well in the Gulf of Mexico, which caused it": what is told in the past is told
/// of what is in a place, seldom of the place.
fn from_place_to_noun(tokens: &mut [Token], first: u32, pronoun: usize, raw: &str) {
    let verb = head(tokens, first, pronoun);
    let place = head(tokens, first, verb);
    let past = matches!(tokens[super::group_start(tokens, first, verb)].tag, Tag::Vbd);
    let told = verb > pronoun && tokens[verb].rel == Rel::AclRelcl && past && tokens[pronoun].rel == Rel::Nsubj;
    let located = |t: usize| matches!(tokens[t].rel, Rel::Nmod | Rel::NmodUnmarked | Rel::Appos) && tokens[t].tag.is_proper();
    if !told || place >= pronoun || !located(place) {
        return;
    }
    // "The Gulf of Mexico", "Vinnytsia, central Ukraine" are one place.
    let mut top = place;
    while located(top) && head(tokens, first, top) < top {
        top = head(tokens, first, top);
    }
    let below = (top + 1..=place).find(|&t| tokens[t].rel == Rel::Nmod && head(tokens, first, t) == top);
    let within = below.is_some_and(|below| {
        (top + 1..below).any(|t| tokens[t].rel == Rel::Case && head(tokens, first, t) == below && says(tokens[t], raw, &["in"]))
    });
    if within && matches!(tokens[top].tag, Tag::Nn | Tag::Nns) {
        hang(tokens, first, &[(verb, top, Rel::AclRelcl)], verb);
    }
}

/// The verb whose helpers, or itself, stand right behind a comma.
fn predicate_behind(tokens: &[Token], first: u32, comma: usize) -> Option<usize> {
    let start = (comma + 1..tokens.len().min(comma + 3)).find(|&t| tokens[t].tag != Tag::Rb)?;
    let finite = tokens[start].tag.is_tensed();
    let helps = matches!(tokens[start].rel, Rel::Aux | Rel::AuxPass | Rel::Cop);
    let verb = if helps { head(tokens, first, start) } else { start };
    (finite && verb >= start && (helps || is_told(tokens[start]))).then_some(verb)
}

/// "Offered to trade the dealer, who is in prison, for a player": the phrase behind the closing comma completes the verb before the aside.
fn part_after_comma(tokens: &mut [Token], first: u32, noun: usize, pronoun: usize) {
    let end = tokens.len().min(pronoun + REACH);
    let Some(close) = (pronoun + 1..end).find(|&t| tokens[t].tag == Tag::Comma) else { return };
    let Some(case) = tokens.get(close + 1).filter(|token| token.tag == Tag::In && token.rel == Rel::Case) else { return };
    let piece = (case.head - first) as usize;
    let inside = (pronoun..close).contains(&head(tokens, first, piece));
    if !inside || !tokens[piece].tag.is_noun() || !matches!(tokens[piece].rel, Rel::Nmod | Rel::Obl) {
        return;
    }
    let governor = head(tokens, first, noun);
    if governor != noun && governor < noun && tokens[governor].tag.is_verb() && matches!(tokens[noun].rel, Rel::Obj | Rel::Obl) {
        hang(tokens, first, &[(piece, governor, Rel::Obl)], governor);
    }
}

#[cfg(test)]
mod tests {
    use crate::text::{self, Rel, Tree};

    #[test]
    fn a_relative_clause_hangs_on_its_noun() {
        for (raw, verb, noun) in [
            ("On Monday the army took a town that one of the groups -- a new one -- had left.", "left", "town"),
            ("The rig in the Gulf of Mexico, which caused the worst spill in history, is gone.", "caused", "rig"),
            ("He spoke of the worst oil spill in American history, which followed a blast in April.", "followed", "spill"),
            ("This is the attention the bank received on Monday.", "received", "attention"),
            (
                "The United States has strongly opposed the plan, yet Norway, which to this day has never officially said that, ranks fifth.",
                "said",
                "Norway",
            ),
            ("Officials confirmed a strike near Kyiv that killed ten soldiers in May.", "killed", "strike"),
            (
                "They asked what led to the explosion on 20 April aboard the Deepwater Horizon that killed ten soldiers.",
                "killed",
                "explosion",
            ),
            ("The yacht, linked to a banker, which sailed from the Indian Ocean to Turkey, was seized.", "sailed", "yacht"),
            (
                "Rescue workers were still clearing debris in the wake of strikes in Vinnytsia, central Ukraine, that killed at least 23 people.",
                "killed",
                "strikes",
            ),
            ("The minister said the fleet, which had earlier been absolutely committed to staying, is now leaving.", "committed", "fleet"),
        ] {
            let text = text::parsed(raw);
            let tree = Tree::new(&text, 0);
            let at = |word: &str| tree.tokens().find(|&t| tree.is(t, word)).unwrap();
            assert_eq!((tree.head(at(verb)), tree.rel(at(verb))), (Some(at(noun)), Rel::AclRelcl), "{raw}");
        }
    }

    #[test]
    fn what_was_said_on_a_day_does_not_describe_the_day() {
        for raw in [
            "The agency said on Monday that missiles had destroyed a hospital in Harran, killing at least 25 people.",
            "The agency announced on 3 May that missiles had destroyed a hospital.",
        ] {
            let text = text::parsed(raw);
            let tree = Tree::new(&text, 0);
            let verb = tree.tokens().find(|&t| tree.is(t, "destroyed")).unwrap();
            assert_eq!((tree.rel(verb), tree.head(verb)), (Rel::Ccomp, Some(2)), "{raw}");
        }
    }
}
