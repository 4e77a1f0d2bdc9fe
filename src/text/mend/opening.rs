//! Clauses of time and cause that parsers take for the main clause, or tear from their subject: "in March, shortly after the army invaded Harran,
//! the president met the pope", "split after their leader, Ann Tan, was killed".

use super::{SUBORDINATES, group_start, hang, head, is_finite, is_subject, is_under, says, subject_of};
use crate::text::{Rel, Tag, Token};

/// Subordinates that stand before a noun as well.
const PREPOSITIONS: [&str; 4] = ["after", "before", "since", "until"];

pub fn mend(tokens: &mut [Token], first: u32, raw: &str) {
    for at in 0..tokens.len() {
        if tokens[at].rel == Rel::Case && says(tokens[at], raw, &PREPOSITIONS) {
            torn_subject(tokens, first, at);
            behind_length(tokens, first, at);
        }
        unjoined(tokens, first, at);
        if tokens[at].rel == Rel::Mark && says(tokens[at], raw, &SUBORDINATES) {
            subordinate(tokens, first, at);
            joined_behind(tokens, first, at);
            said_behind(tokens, first, at, raw);
        }
    }
    let root = (0..tokens.len()).find(|&t| head(tokens, first, t) == t);
    let opens = |t: usize| matches!(tokens[t].rel, Rel::Mark | Rel::Advmod) && says(tokens[t], raw, &SUBORDINATES);
    let mark = root.and_then(|root| (0..root).find(|&t| head(tokens, first, t) == root && opens(t)));
    if let (Some(root), Some(mark)) = (root, mark) {
        main_behind(tokens, first, root, mark);
    }
}

/// The verb of the sentence has a word before it that brings in a clause; behind a comma stands a clause without one, which is the main one.
fn main_behind(tokens: &mut [Token], first: u32, root: usize, mark: usize) {
    let is_main = |verb: &usize| {
        let Some(subject) = subject_of(tokens, first, *verb).filter(|t| t < verb) else { return false };
        let own = |t: &usize| is_under(tokens, first, *t, subject) && tokens[*t].tag != Tag::Comma;
        let start = (root + 1..=subject).find(own).unwrap_or(subject);
        let brought = |t: usize| head(tokens, first, t) == *verb && matches!(tokens[t].rel, Rel::Mark | Rel::Cc);
        head(tokens, first, *verb) == root
            && matches!(tokens[*verb].rel, Rel::Ccomp | Rel::Parataxis | Rel::Conj)
            && tokens[start - 1].tag == Tag::Comma
            && !(root..*verb).any(brought)
            && is_finite(tokens, first, *verb)
    };
    let Some(main) = (root + 1..tokens.len()).find(is_main) else { return };
    let comma = (0..mark).rev().find(|&t| tokens[t].tag == Tag::Comma);
    // What stands before the clause, apart from it, and what stands behind the main verb.
    let apart = |t: usize| t != main && (t > main || comma.is_some_and(|comma| t <= comma)) && head(tokens, first, t) == root;
    let moves: Vec<usize> = (0..tokens.len()).filter(|&t| apart(t) && t != root && !is_subject(tokens[t].rel)).collect();
    hang(tokens, first, &[(root, main, Rel::Advcl)], main);
    if head(tokens, first, root) == main {
        moves.into_iter().for_each(|t| tokens[t].head = first + main as u32);
    }
}

/// "Was capped, after barrels had leaked, and sealed": the clause at `mark` stands between two commas, and what "and" joins behind them has no subject
/// but that of the main clause.
fn joined_behind(tokens: &mut [Token], first: u32, mark: usize) {
    let verb = head(tokens, first, mark);
    let main = head(tokens, first, verb);
    let apart = mark > 0 && tokens[mark - 1].tag == Tag::Comma && tokens[verb].rel == Rel::Advcl && main < mark && mark < verb;
    if !apart || !tokens[main].tag.is_verb() {
        return;
    }
    let behind = |t: &usize| {
        let closed = |joins: usize| tokens[joins].rel == Rel::Cc && head(tokens, first, joins) == *t && tokens[joins - 1].tag == Tag::Comma;
        tokens[*t].rel == Rel::Conj && head(tokens, first, *t) == verb && tokens[*t].tag.is_verb() && (verb + 1..*t).any(closed)
    };
    let Some(joined) = (verb + 1..tokens.len()).find(behind) else { return };
    // "After rebels entered the town, robbed the market, and burned the school": a list of its own; what was closed burned nothing.
    let listed = (verb + 1..joined).any(|t| tokens[t].rel == Rel::Conj && head(tokens, first, t) == verb);
    let passive = (0..main).any(|t| tokens[t].rel == Rel::AuxPass && head(tokens, first, t) == main);
    let alike = if passive { tokens[joined].tag == Tag::Vbn } else { tokens[joined].tag != Tag::Vbg };
    if alike && !listed && subject_of(tokens, first, joined).is_none() {
        tokens[joined].head = first + main as u32;
    }
}

/// "Told reporters before the guard came that he would leave": what was said hangs on the verb that tells somebody, which needs it, and not on that
/// of the clause between.
fn said_behind(tokens: &mut [Token], first: u32, mark: usize, raw: &str) {
    const TELLING: [&str; 3] = ["told", "tells", "tell"];
    let verb = head(tokens, first, mark);
    let speech = head(tokens, first, verb);
    if tokens[verb].rel != Rel::Advcl || speech >= mark || !says(tokens[speech], raw, &TELLING) || says(tokens[verb], raw, &TELLING) {
        return;
    }
    let of = |above: usize| {
        let that =
            |t: usize, clause: usize| head(tokens, first, t) == clause && tokens[t].rel == Rel::Mark && says(tokens[t], raw, &["that"]);
        (0..tokens.len())
            .find(|&t| tokens[t].rel == Rel::Ccomp && head(tokens, first, t) == above && (verb + 1..t).any(|mark| that(mark, t)))
    };
    if let Some(said) = of(verb).filter(|_| of(speech).is_none()) {
        tokens[said].head = first + speech as u32;
    }
}

/// "Split after their leader, Ann Tan, was killed": the noun behind the preposition at `case`, with or without a name in commas, and right behind
/// it a tensed verb that has no subject and that nothing joins.
fn torn_subject(tokens: &mut [Token], first: u32, case: usize) {
    let noun = head(tokens, first, case);
    let above = head(tokens, first, noun);
    if noun < case || above >= case || !tokens[noun].tag.is_noun() || !matches!(tokens[noun].rel, Rel::Obl | Rel::Nmod) {
        return;
    }
    let own = |t: usize| is_under(tokens, first, t, noun) || tokens[t].tag == Tag::Comma;
    let Some(start) = (noun + 1..tokens.len()).find(|&t| !own(t)) else { return };
    let commas: Vec<usize> = (noun + 1..start).filter(|&t| tokens[t].tag == Tag::Comma).collect();
    let enclosed = commas.len() == 2 && commas[1] == start - 1 && commas[1] - commas[0] > 1;
    let hung = |verb: usize| {
        let joined = |t: usize| head(tokens, first, t) == verb && matches!(tokens[t].rel, Rel::Cc | Rel::Mark);
        matches!(tokens[verb].rel, Rel::Ccomp | Rel::Parataxis | Rel::Conj | Rel::Advcl) && !(0..verb).any(joined)
    };
    let verb = (start..tokens.len().min(start + 5)).find(|&t| hung(t) && group_start(tokens, first, t) == start);
    let Some(verb) = verb.filter(|&verb| (commas.is_empty() || enclosed) && is_finite(tokens, first, verb)) else { return };
    if subject_of(tokens, first, verb).is_some() || head(tokens, first, verb) != above || !tokens[above].tag.is_verb() {
        return;
    }
    let passive = (start..verb).any(|t| tokens[t].rel == Rel::AuxPass);
    let subject = if passive { Rel::NsubjPass } else { Rel::Nsubj };
    hang(tokens, first, &[(case, verb, Rel::Mark), (noun, verb, subject), (verb, above, Rel::Advcl)], verb);
}

/// "Five months after rebels bombed Harran": the noun behind the preposition is the subject of the verb that the length hangs on.
fn behind_length(tokens: &mut [Token], first: u32, case: usize) {
    let noun = head(tokens, first, case);
    let length = head(tokens, first, noun);
    let verb = head(tokens, first, length);
    let measures = length < case && case < noun && noun < verb && tokens[noun].rel == Rel::Nmod && tokens[length].rel == Rel::OblUnmarked;
    let beside = (noun + 1..verb).all(|t| is_under(tokens, first, t, noun) || head(tokens, first, t) == verb);
    if measures && beside && is_finite(tokens, first, verb) && subject_of(tokens, first, verb).is_none() {
        hang(tokens, first, &[(case, verb, Rel::Mark), (noun, verb, Rel::Nsubj)], verb);
    }
}

/// "Tore the walls on Saturday, a day after a quake sent a tsunami": what a conjunction of time brings in stands under the verb before it, not beside it.
fn subordinate(tokens: &mut [Token], first: u32, mark: usize) {
    let verb = head(tokens, first, mark);
    let above = head(tokens, first, verb);
    let joins = |t: usize| tokens[t].rel == Rel::Cc && head(tokens, first, t) == verb;
    if tokens[verb].rel == Rel::Conj && above < mark && mark < verb && tokens[above].tag.is_verb() && !(above..mark).any(joins) {
        tokens[verb].rel = Rel::Advcl;
    }
}

/// "Ended due to its conditions not being met", "talks with France and Germany aimed at": a participle that no conjunction and no comma joins is no
/// second verb.
fn unjoined(tokens: &mut [Token], first: u32, at: usize) {
    let above = head(tokens, first, at);
    let own = |t: usize| head(tokens, first, t) == at && (tokens[t].rel == Rel::Cc || super::is_subject(tokens[t].rel));
    if tokens[at].rel == Rel::Conj && tokens[at].tag == Tag::Vbd && above < at && tokens[above].tag.is_verb() {
        // "Was named with the vote and many voters turned to him": the noun behind a lone "and" is its subject.
        let is_subject = |noun: usize| {
            let joined = tokens[noun].rel == Rel::Conj && head(tokens, first, noun) < noun;
            joined && !(head(tokens, first, noun)..noun).any(|t| tokens[t].tag == Tag::Comma)
        };
        let noun = super::noun_before(tokens, first, at);
        if let Some(noun) = noun.filter(|&noun| !is_subject(noun) && !(0..tokens.len()).any(own)) {
            (tokens[at].tag, tokens[at].rel, tokens[at].head) = (Tag::Vbn, Rel::Acl, first + noun as u32);
        }
        return;
    }
    if tokens[at].rel != Rel::Conj || above >= at || !matches!(tokens[at].tag, Tag::Vbn | Tag::Vbg) || !tokens[above].tag.is_verb() {
        return;
    }
    let joins = |t: usize| matches!(tokens[t].tag, Tag::Cc | Tag::Comma | Tag::Colon | Tag::Hyph) || tokens[t].rel == Rel::Cc;
    // "Fired and wounded": one of several with a single word between the last two.
    let later = (at + 1..tokens.len()).any(|t| tokens[t].rel == Rel::Conj && head(tokens, first, t) == above);
    if !later && !(above..at).any(joins) {
        tokens[at].rel = Rel::Advcl;
    }
}

#[cfg(test)]
mod tests {
    use crate::text::{self, Rel, Tree};

    #[test]
    fn a_clause_of_time_is_not_the_main_one() {
        for (raw, subject, verb, main) in [
            ("In March, shortly after the army invaded Harran, the president met the pope.", "army", "invaded", "met"),
            ("The rebels split on Monday after their leader, Ann Tan, was killed.", "leader", "killed", "split"),
            (
                "A week after an American drone killed Gen. Bo Tan at Harran airport on January 3, the crowds in Kerman went home.",
                "drone",
                "killed",
                "went",
            ),
            ("After the army invaded Harran, the president met the pope in Rome.", "army", "invaded", "met"),
            ("The mayor told CNN shortly before Tan arrived in Harran that his firm would sell no guns.", "Tan", "arrived", "told"),
            (
                "The well was capped on 15 July, after barrels had leaked into the sea, and fully sealed last month.",
                "barrels",
                "leaked",
                "capped",
            ),
        ] {
            let text = text::parsed(raw);
            let tree = Tree::new(&text, 0);
            let at = |word: &str| tree.tokens().find(|&t| tree.is(t, word)).unwrap();
            assert_eq!(tree.head(at(main)), None, "{raw}");
            assert_eq!(tree.head(at(subject)), Some(at(verb)), "{raw}");
            assert_eq!((tree.head(at(verb)), tree.rel(at(verb))), (Some(at(main)), Rel::Advcl), "{raw}");
            if raw.contains("sell") {
                assert_eq!((tree.head(at("sell")), tree.rel(at("sell"))), (Some(at("told")), Rel::Ccomp));
            }
            if raw.contains("sealed") {
                assert_eq!(tree.head(at("sealed")), Some(at("capped")));
            }
            if raw.starts_with("In March") {
                assert_eq!(tree.head(at("March")), Some(at("met")));
            }
        }
    }

    #[test]
    fn what_nothing_joins_is_no_second_verb() {
        let raw = "“The truce with the army has ended due to its conditions not being met,” he said.";
        let text = text::parsed(raw);
        let tree = Tree::new(&text, 0);
        assert!(tree.tokens().all(|t| tree.rel(t) != Rel::Conj));
    }
}
