//! Where a clause ends, by its words: punctuation, conjunctions, relative pronouns and subordinators.

use super::complement::{completed_by, completes};
use super::extent::{AHEAD, Cut};
use super::phrase::is_glued;
use crate::lexicon::words::Class;
use crate::text::{Rel, Tag, Tree};
use std::ops::Range;

impl Cut<'_, '_, '_> {
    /// The end of the clause of `verb`: the first token behind it that is no part of it.
    pub(super) fn end(&self, verb: u32) -> u32 {
        let tree = self.tree;
        let last = tree.tokens().end;
        let mut at = verb + 1;
        while at < last {
            if self.is_of_clause_around(verb, at) {
                return at;
            }
            match tree.tag(at) {
                // "People killed in the protests has reached 300": the verb of what the participle describes.
                Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Md if tree.rel(verb) == Rel::Acl && self.is_of_above(verb, at) => return at,
                // "Exploded it was hard to find": another clause begins.
                Tag::Prp if self.opens_main_clause(verb, at) => return at,
                Tag::Colon if let Some(close) = dash_aside_end(tree, at..last).filter(|_| self.awaits_verb(verb, at)) => at = close,
                Tag::Colon | Tag::Comma if let Some(close) = self.awaited_behind(verb, at) => at = close,
                Tag::Stop | Tag::Colon | Tag::Nfp if !is_inner(tree, at) => return at,
                Tag::Hyph if is_dash(tree, at) => return at,
                // "Aug. 10, 1988".
                Tag::Comma if self.is_expression(at) => {}
                Tag::Comma if let Some(close) = self.or_aside_end(at) => at = close,
                Tag::Comma if self.is_enumeration(verb, at) || self.lists(at) => {}
                // "Struck on Friday, about 130 kilometres off the coast".
                Tag::Comma if at > verb + 1 && self.is_time(at - 1) && self.places(verb, at) => {}
                // "Shelled the town, killing six".
                Tag::Comma if at + 1 < last && tree.head(at + 1) == Some(verb) && (self.wording.told_with)(at + 1) => {}
                Tag::Comma if at + 1 < last && tree.tag(at + 1) == Tag::Cc && self.is_told_with(verb, at + 1) => {}
                // ", and": the end, unless it closes a list of three.
                Tag::Comma if tree.tokens().contains(&(at + 1)) && tree.tag(at + 1) == Tag::Cc && self.is_third(verb, at + 1) => {}
                Tag::Comma if tree.tokens().contains(&(at + 1)) && tree.tag(at + 1) == Tag::Cc && !self.is_third(verb, at + 1) => {
                    return at;
                }
                Tag::Comma => match self.aside_end(verb, at) {
                    Some(behind) => at = behind,
                    None => return at,
                },
                Tag::In if tree.is(at, "that") && self.is_time(at - 1) && !self.says(verb, at) => return at,
                // "Told CNN before Tan came | that he would leave".
                Tag::In if tree.is(at, "that") && self.is_said_above(verb, at) => return at,
                Tag::In if at + 2 < last && ["by", "the", "time"].iter().zip(at..).all(|(word, t)| tree.is(t, word)) => return at,
                _ if is_glued(tree, at) => return at,
                // "Rockets hit the town and that nobody was hurt": what is said goes on, not the clause.
                Tag::Cc if at + 1 < last && tree.is(at + 1, "that") && tree.tag(at + 1) == Tag::In && !self.has_said(verb) => return at,
                // "Rang out over the city and for the next hours, explosions thundered".
                Tag::Cc if self.dates_next_clause(at) => return at,
                Tag::Cc if self.is_told_with(verb, at) => {}
                // "arguing that the Immigration and Naturalization Service cannot": one name.
                Tag::Cc if self.is_within_name(verb, at) => {}
                Tag::Cc if tree.tag(at - 1) == Tag::Comma && !self.is_third(verb, at) => return at,
                Tag::Cc if self.opens_clause(at) && !self.awaits_verb(verb, at) || is_conjunction_of(tree, verb, at) => return at,
                // "Warned that if talks failed, troops would leave".
                Tag::In | Tag::Wrb if let Some(comma) = self.end_of_condition(verb, at) => at = comma,
                // "Denounced the rumours as false".
                Tag::In if completed_by(tree, verb, self.wording).is_some_and(|word| completes(tree, at, word)) => {}
                // "Places where smoking is banned": these places.
                Tag::Wrb if at > verb + 2 && tree.is(at, "where") && matches!(tree.tag(at - 1), Tag::Nn | Tag::Nns) => {}
                // "Six were killed when a bridge fell": few words are told with how it came.
                Tag::Wrb if tree.is(at, "when") && at <= verb + 2 && self.is_harmed(verb) => {}
                // "Warned that it would close the embassy unless the rockets stopped": part of what was said.
                Tag::In if at > verb + 1 && self.is_condition(verb, at) => {}
                Tag::In | Tag::Wrb | Tag::Rb if at > verb + 1 && self.is_subordinator(at) => return at,
                _ => {}
            }
            at += 1;
        }
        last
    }

    /// The comma behind a condition that opens what is said: the "if" of "warned that if talks failed, troops would leave".
    fn end_of_condition(&self, verb: u32, mark: u32) -> Option<u32> {
        let tree = self.tree;
        let opens = mark > verb + 1 && tree.is(mark - 1, "that") && tree.is_one_of(mark, &["if", "when", "unless", "once", "until"]);
        let limit = tree.tokens().end.min(mark + AHEAD);
        let comma = (mark + 1..limit).find(|&t| tree.tag(t) == Tag::Comma).filter(|_| opens)?;
        let whole = |from: u32, to: u32| (from..to).any(|t| tree.tag(t).is_tensed() || tree.tag(t) == Tag::Md);
        (whole(mark + 1, comma) && whole(comma + 1, tree.tokens().end)).then_some(comma)
    }

    /// Whether "that" opens what a verb of speech before this one says.
    fn is_said_above(&self, verb: u32, that: u32) -> bool {
        let tree = self.tree;
        let said = tree.head(that).filter(|&said| tree.rel(that) == Rel::Mark && tree.rel(said) == Rel::Ccomp);
        said.and_then(|said| tree.head(said)).is_some_and(|above| above < verb && tree.is_under(verb, above))
    }

    /// The end of what belongs to a noun: its prepositional phrases, up to a comma, a relative pronoun or a verb.
    pub(super) fn noun_end(&self, noun: u32) -> u32 {
        let tree = self.tree;
        let reach = tree.reach(noun);
        let stops = |t: u32| {
            let tag = tree.tag(t);
            matches!(tag, Tag::Comma | Tag::Colon | Tag::Stop | Tag::Wdt | Tag::Wp | Tag::Wrb | Tag::Nfp | Tag::Md)
                || tag == Tag::Cc && self.opens_clause(t)
                || matches!(tag, Tag::Vbd | Tag::Vbz | Tag::Vbp)
                // "The massacre arguing the need", "since the attempt and in need of care", "Tan's election in 1992 Lee was too old".
                || tag == Tag::Vbg && tree.rel(t) != Rel::Amod && tree.tag(t - 1).is_noun() && !(self.wording.told_with)(t)
                || tag == Tag::Cc && tree.tokens().contains(&(t + 1)) && tree.tag(t + 1) == Tag::In
                || tag.is_proper() && self.is_expression(t - 1) && !self.is_expression(t)
                || tag == Tag::In && (self.is_vague_place(t) || tree.is(t, "that"))
                || !tree.is_under(t, noun)
        };
        (noun + 1..reach.end).find(|&t| stops(t)).unwrap_or(reach.end)
    }

    /// "The April 20 accident in outlying parts of": where something else in the sentence is, as often as not.
    fn is_vague_place(&self, case: u32) -> bool {
        let tree = self.tree;
        let Some(place) = tree.head(case).filter(|&noun| tree.rel(case) == Rel::Case && tree.tag(noun) == Tag::Nns) else { return false };
        tree.is(case, "in") && tree.child(place, &[Rel::Det, Rel::NmodPoss, Rel::Nummod]).is_none()
    }

    /// Where the clause goes on behind an aside that a comma opens: at the comma that closes it.
    fn aside_end(&self, verb: u32, comma: u32) -> Option<u32> {
        let tree = self.tree;
        let limit = tree.tokens().end.min(comma + AHEAD);
        let close = (comma + 1..limit).find(|&t| tree.tag(t) == Tag::Comma)?;
        let next = close + 1;
        if !tree.tokens().contains(&next) || !matches!(tree.tag(next), Tag::In | Tag::To) || self.is_subordinator(next) {
            return None;
        }
        // What follows has to complete the verb or its object.
        let piece = tree.head(next)?;
        let governor = tree.head(piece)?;
        // "Offered to trade the dealer, who is in prison, for a player".
        let below = || {
            governor < comma
                && tree.tag(governor).is_verb()
                && tree.is_under(governor, verb)
                && matches!(tree.rel(piece), Rel::Obl | Rel::Xcomp)
        };
        // "Learned the next day, 16 April, that".
        let said = tree.rel(piece) == Rel::Advcl && tree.is(next, "that");
        let completes = (matches!(tree.rel(piece), Rel::Obl | Rel::Xcomp | Rel::Ccomp) || said)
            && (governor == verb || below())
            && tree.tag(piece) != Tag::Vbg
            && piece > close;
        completes.then_some(close)
    }

    /// Whether nothing between a participle and a tensed verb brings in a clause of its own.
    fn is_of_above(&self, participle: u32, finite: u32) -> bool {
        let tree = self.tree;
        let brings_in = |t: u32| {
            matches!(tree.tag(t), Tag::Wdt | Tag::Wp | Tag::WpPoss | Tag::Wrb | Tag::Cc | Tag::Comma | Tag::Prp)
                || tree.tag(t) == Tag::In && (tree.is(t, "that") || self.is_subordinator(t))
        };
        !(participle + 1..finite).any(brings_in) && !tree.is_under(finite, participle)
    }

    /// "15 percent, or $21 billion, of the value": the comma behind what a number, or who is paid one, is in other words.
    fn or_aside_end(&self, comma: u32) -> Option<u32> {
        let tree = self.tree;
        let limit = tree.tokens().end.min(comma + 9);
        let close = (comma + 1..limit).find(|&t| tree.tag(t) == Tag::Comma && !self.is_expression(t))?;
        let number = (comma + 1..close).any(|t| tree.tag(t) == Tag::Cd);
        let otherwise = tree.is(comma + 1, "or") && number && close + 1 < tree.tokens().end && tree.is(close + 1, "of");
        // "Pay Ann Tan's firm, Tan & Sons, $5m".
        let paid = close + 1 < tree.tokens().end
            && tree.tag(close + 1) == Tag::Dollar
            && (comma + 1..close).all(|t| tree.tag(t).is_proper() || matches!(tree.tag(t), Tag::Cc | Tag::Dt));
        (otherwise || paid).then_some(close)
    }

    /// A conjunction before a time and a comma: what follows is another clause.
    fn dates_next_clause(&self, conjunction: u32) -> bool {
        let tree = self.tree;
        let end = tree.tokens().end.min(conjunction + 9);
        let comma = (conjunction + 1..end).find(|&t| tree.tag(t) == Tag::Comma);
        comma.is_some_and(|comma| {
            let start = if tree.tag(conjunction + 1) == Tag::In { conjunction + 2 } else { conjunction + 1 };
            start < comma && (start..comma).all(|t| self.is_expression(t))
        })
    }

    /// Whether a conjunction joins another clause, not words: a tensed verb follows, with its subject or without.
    pub fn opens_clause(&self, conjunction: u32) -> bool {
        let tree = self.tree;
        let end = tree.tokens().end.min(conjunction + AHEAD);
        // "But claims that": a verb that a tagger took for a noun.
        if tree.is(conjunction, "but") && conjunction + 2 < end && tree.tag(conjunction + 1) == Tag::Nns && tree.is(conjunction + 2, "that")
        {
            return true;
        }
        for t in conjunction + 1..end {
            match tree.tag(t) {
                Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Md => return !self.joins_subject(conjunction, t),
                // "And new, more virulent strains began".
                Tag::Comma
                    if tree.tag(t - 1).is_adjective() && t + 1 < end && (tree.tag(t + 1).is_adjective() || tree.tag(t + 1) == Tag::Rbr) => {
                }
                // "And its company, Acme, has opened".
                Tag::Comma => return t > conjunction + 1 && self.verb_behind_aside(t),
                // "Syria and Lebanon - a formulation that came".
                Tag::Hyph if is_dash(tree, t) => return false,
                tag if super::edge::is_inside_phrase(tag) || matches!(tag, Tag::Rb | Tag::Prp | Tag::Ex | Tag::Cc) => {}
                Tag::Rbr if t + 1 < end && tree.tag(t + 1).is_adjective() => {}
                Tag::In if tree.is(t, "of") || tree.is(t, "in") || tree.is(t, "at") => {}
                _ => return false,
            }
        }
        false
    }

    /// "When opponents and supporters clashed": of a tensed verb behind a conjunction whose subject begins before it.
    fn joins_subject(&self, conjunction: u32, finite: u32) -> bool {
        let tree = self.tree;
        let second = tree.head(conjunction).filter(|&noun| tree.rel(noun) == Rel::Conj && tree.tag(noun).is_noun());
        let tensed = |t: u32| tree.tag(t).is_tensed();
        let first = second.and_then(|noun| tree.head(noun)).filter(|&noun| noun < conjunction && !(noun..conjunction).any(tensed));
        let verb = first.filter(|&noun| matches!(tree.rel(noun), Rel::Nsubj | Rel::NsubjPass)).and_then(|noun| tree.head(noun));
        verb.is_some_and(|verb| verb == finite || tree.head(finite) == Some(verb) && matches!(tree.rel(finite), Rel::Aux | Rel::AuxPass))
    }

    /// "a, b, and c": a comma stands before the conjunction's own.
    fn is_third(&self, verb: u32, conjunction: u32) -> bool {
        let tree = self.tree;
        (verb + 1..conjunction - 1).any(|t| tree.tag(t) == Tag::Comma) && !self.opens_clause(conjunction)
    }

    /// "A plan that other companies and experts have criticised": the relative clause, or what is said, has its verb still to come.
    fn awaits_verb(&self, verb: u32, conjunction: u32) -> bool {
        let tree = self.tree;
        let opener = (verb + 1..conjunction)
            .rev()
            .take(12)
            .find(|&t| matches!(tree.tag(t), Tag::Wdt | Tag::Wp | Tag::WpPoss) || tree.is(t, "that") && tree.tag(t) == Tag::In);
        opener.is_some_and(|opener| {
            tree.tag(opener + 1) != Tag::Comma
                && opener + 1 < conjunction
                && !(opener + 1..conjunction).any(|t| matches!(tree.tag(t), Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Md | Tag::Comma))
        })
    }

    /// "Six years after the well exploded it was hard to find": a pronoun with its verb, behind a clause of order that takes none.
    fn opens_main_clause(&self, verb: u32, pronoun: u32) -> bool {
        let tree = self.tree;
        let finite = |t: u32| tree.tokens().contains(&t) && tree.tag(t).is_tensed();
        let subject = tree.is_one_of(pronoun, &["it", "he", "she", "they", "we", "i"]);
        let speaks = [Class::Reporting, Class::Perception, Class::IState]
            .iter()
            .any(|&class| self.wording.lexicon.words.has(&self.wording.lexicon.lemmas.verb(tree.word(verb)), class));
        let ordered = matches!(tree.rel(verb), Rel::Advcl | Rel::Acl) && tree.child(verb, &[Rel::Mark]).is_some();
        let brought_in = (verb + 1..pronoun).any(|t| {
            matches!(tree.tag(t), Tag::Wdt | Tag::Wp | Tag::WpPoss | Tag::Wrb | Tag::Cc)
                || tree.tag(t) == Tag::In && self.wording.lexicon.words.has(tree.word(t), Class::Subordinator)
        });
        subject && ordered && finite(pronoun + 1) && !speaks && !brought_in && !(verb + 1..pronoun).any(|t| tree.is(t, "that"))
    }

    /// Whether a tensed verb stands right behind the comma that closes the aside which another opens.
    fn verb_behind_aside(&self, comma: u32) -> bool {
        let tree = self.tree;
        let limit = tree.tokens().end.min(comma + AHEAD);
        let Some(close) = (comma + 1..limit).find(|&t| tree.tag(t) == Tag::Comma).filter(|close| close + 1 < limit) else { return false };
        // "As the president, Ann Tan, sought to": behind a name it is the past tense, whatever the tagger says.
        let named = || (comma + 1..close).all(|t| tree.tag(t).is_proper());
        // "After the minister, Ann Tan, on Sunday pledged".
        let time = |t: &u32| self.is_expression(*t) || tree.tag(*t) == Tag::In && *t + 1 < limit && self.is_expression(*t + 1);
        let behind = (close + 1..limit).find(|t| !time(t)).unwrap_or(close + 1);
        match tree.tag(behind) {
            Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Md => true,
            Tag::Vbn => named(),
            _ => false,
        }
    }

    /// Whether the conjunction brings in a verb that tells the same event.
    fn is_told_with(&self, verb: u32, conjunction: u32) -> bool {
        let tree = self.tree;
        let next = tree.children_in(verb, &[Rel::Conj]).find(|&c| c > conjunction);
        // "Killed six and wounded ten", "six were killed and at least ten people were wounded".
        let near = |next: u32| next <= conjunction + if tree.child(next, &[Rel::NsubjPass]).is_some() { 9 } else { 3 };
        next.is_some_and(|next| near(next) && (self.wording.told_with)(next))
    }

    /// "Were killed": the subject is who was harmed.
    fn is_harmed(&self, verb: u32) -> bool {
        self.wording.telling && self.tree.child(verb, &[Rel::NsubjPass]).is_some()
    }

    /// Whether a phrase of the verb without a verb of its own stands behind a comma, up to the end of the sentence: where it happened.
    fn places(&self, verb: u32, comma: u32) -> bool {
        const LONGEST: u32 = 14;
        let tree = self.tree;
        let end = (comma + 1..tree.tokens().end).find(|&t| tree.tag(t) == Tag::Stop).unwrap_or(tree.tokens().end);
        let mut phrase = comma + 1..end;
        let plain = |t: u32| {
            !tree.tag(t).is_verb()
                && !self.is_expression(t)
                && !matches!(tree.tag(t), Tag::Comma | Tag::Cc | Tag::Wdt | Tag::Wp | Tag::Wrb | Tag::Prp | Tag::Colon)
        };
        let hangs = |t: u32| tree.head(t) == Some(verb) && matches!(tree.rel(t), Rel::Obl | Rel::OblUnmarked | Rel::Advmod);
        let place = phrase.clone().any(|t| tree.tag(t).is_proper() || tree.tag(t) == Tag::Cd);
        !phrase.is_empty() && end - comma <= LONGEST && place && phrase.clone().any(hangs) && phrase.all(plain)
    }

    /// "Oil that leaked from a well swirls": the verb of the clause around, or a helper of it.
    fn is_of_clause_around(&self, verb: u32, at: u32) -> bool {
        let tree = self.tree;
        // "As Tan promised his country would": what is said may be taken for the main clause.
        if !matches!(tree.rel(verb), Rel::Acl | Rel::AclRelcl) {
            return false;
        }
        let around = |t: u32| t >= at && tree.tag(t).is_verb() && tree.is_under(verb, t);
        let finite = tree.tag(at).is_tensed();
        let helps = || matches!(tree.rel(at), Rel::Aux | Rel::AuxPass | Rel::Cop) && tree.head(at).is_some_and(around);
        finite && (around(at) || helps())
    }

    fn is_within_name(&self, verb: u32, conjunction: u32) -> bool {
        let tree = self.tree;
        let names =
            tree.tag(conjunction - 1).is_proper() && tree.tokens().contains(&(conjunction + 1)) && tree.tag(conjunction + 1).is_proper();
        names && (verb + 1..conjunction).any(|t| matches!(tree.tag(t), Tag::Vbg | Tag::Vb) || tree.is(t, "that"))
    }

    /// "after the council voted", "while fleeing": a clause of order, reason or contrast is told apart.
    fn is_subordinator(&self, token: u32) -> bool {
        let tree = self.tree;
        let word = tree.word(token).to_ascii_lowercase();
        if !self.wording.lexicon.words.has(&word, Class::Subordinator) {
            return false;
        }
        let end = tree.tokens().end.min(token + AHEAD);
        for t in token + 1..end {
            match tree.tag(t) {
                // "Sworn in as minister and promised": the verb of before goes on.
                Tag::Vbd | Tag::Vbz | Tag::Vbp if tree.rel(t) == Rel::Conj && tree.head(t).is_some_and(|first| first < token) => {
                    return false;
                }
                Tag::Vbd | Tag::Vbz | Tag::Vbp | Tag::Md => return true,
                Tag::Vbn if t > token + 1 && tree.child(t, &[Rel::Nsubj]).is_some() => return true,
                Tag::Vbg => return t == token + 1,
                // "Until the president, Ann Tan, had left": the verb stands behind an aside.
                Tag::Comma => return t > token + 1 && self.verb_behind_aside(t),
                Tag::Stop | Tag::Colon | Tag::Wdt | Tag::Wp | Tag::Wrb => return false,
                Tag::In if t > token + 1 && tree.is(t, "that") => return false,
                _ => {}
            }
        }
        false
    }
}

/// The dash that closes what one at the start of the stretch opens.
pub(super) fn dash_aside_end(tree: &Tree, stretch: Range<u32>) -> Option<u32> {
    let is_dash = |t: u32| tree.tag(t) == Tag::Colon && tree.is_one_of(t, &["--", "–", "—"]) && !is_inner(tree, t);
    let open = Some(stretch.start).filter(|&t| t < stretch.end && is_dash(t))?;
    (open + 2..stretch.end.min(open + AHEAD)).find(|&t| is_dash(t))
}

/// "He was held and charged": the conjunction between the verb and the next one.
fn is_conjunction_of(tree: &Tree, verb: u32, conjunction: u32) -> bool {
    tree.head(conjunction).is_some_and(|next| tree.rel(next) == Rel::Conj && tree.head(next) == Some(verb) && tree.tag(next).is_verb())
}

/// "Syria and Lebanon - a formulation that": a dash that was typed as a hyphen, not one within a word that a tokenizer took apart.
fn is_dash(tree: &Tree, token: u32) -> bool {
    let opens = |t: u32| tree.tokens().contains(&t) && matches!(tree.tag(t), Tag::Dt | Tag::Prp | Tag::PrpPoss | Tag::Wdt | Tag::Wp);
    // "Two - and - a - half".
    let hyphen = |t: Option<u32>| t.is_some_and(|t| tree.tokens().contains(&t) && tree.tag(t) == Tag::Hyph);
    !is_inner(tree, token) && opens(token + 1) && !hyphen(token.checked_sub(2)) && !hyphen(Some(token + 2))
}

/// A full stop or a dash within a word or a number: "No. 5", "9 - 11".
fn is_inner(tree: &Tree, token: u32) -> bool {
    let tokens = tree.tokens();
    let touches = |t: u32| tree.text.tokens[t as usize - 1].span.end == tree.text.tokens[t as usize].span.start;
    token > tokens.start && token + 1 < tokens.end && touches(token) && touches(token + 1)
}
