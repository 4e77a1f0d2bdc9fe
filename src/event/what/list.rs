//! Lists within a clause: "x, y and z" of nouns and adjectives, whatever the parser makes of them.

use super::edge::is_inside_phrase;
use super::extent::Cut;
use crate::text::{Rel, Tag};

impl Cut<'_, '_, '_> {
    /// "x, y and z": the comma stands within a list of nouns or adjectives, or before the country of a city.
    pub(super) fn is_enumeration(&self, verb: u32, comma: u32) -> bool {
        let tree = self.tree;
        let next = comma + 1;
        if !tree.tokens().contains(&next) {
            return false;
        }
        let conjunct = |t: u32| tree.rel(t) == Rel::Conj && tree.head(t).is_some_and(|h| h < comma) && !tree.tag(t).is_verb();
        // "Sacked by Tan last May, the fourth such deadline": a list has an "and".
        let joined = |t: u32| tree.head(t).is_some_and(|h| tree.children_in(h, &[Rel::Conj]).any(|c| tree.child(c, &[Rel::Cc]).is_some()));
        let listed = tree.ancestors(next).take(6).find(|&t| conjunct(t) && (tree.tag(next) != Tag::Dt || joined(t)));
        if listed.is_some_and(|t| t > comma && t != verb && tree.reach(t).start >= comma) {
            return !self.opens_clause(comma);
        }
        // "By strong, 20-knot winds", "high-profile, humiliating defeats".
        let behind = |t: u32| tree.head(t).is_some_and(|noun| noun > comma && noun < comma + 6 && tree.tag(noun).is_noun());
        let hyphened = comma > verb + 2 && tree.tag(comma - 2) == Tag::Hyph && matches!(tree.tag(next), Tag::Jj | Tag::Vbg);
        let before_noun = tree.tag(comma - 1).is_adjective() && (tree.tag(next).is_adjective() || behind(comma - 1))
            || hyphened && tree.tokens().contains(&(next + 1)) && tree.tag(next + 1).is_noun();
        let place = tree.tag(comma - 1).is_proper() && tree.tag(next).is_proper() && {
            let end = (next..tree.tokens().end).find(|&t| !tree.tag(t).is_proper()).unwrap_or(tree.tokens().end);
            end - next <= 2 && (end == tree.tokens().end || matches!(tree.tag(end), Tag::Comma | Tag::Stop | Tag::In | Tag::Cc))
        };
        before_noun || place
    }

    /// "Hospitals, apartment buildings, a shopping centre and a theatre": noun phrases between commas up to an "and", whatever the parser makes of
    /// them, and no verb behind the last, whose subject it would be.
    pub(super) fn lists(&self, comma: u32) -> bool {
        let tree = self.tree;
        let told = |end: u32| tree.tokens().contains(&end) && tree.tag(end).is_tensed();
        // "And fishermen, businesses and owners": the conjunction before the first of them joins more than nouns.
        let first = (tree.tokens().start..comma).rev().find(|&t| !is_inside_phrase(tree.tag(t)));
        first.is_some_and(|t| tree.tag(t) != Tag::Cc) && self.list_behind(comma).is_some_and(|end| !told(end))
    }

    /// Where the list ends.
    pub fn list_behind(&self, comma: u32) -> Option<u32> {
        let tree = self.tree;
        let tokens = tree.tokens();
        let phrase_end = |start: u32| {
            // "Money laundering", but not "some bearing sticks".
            let inside = |t: u32| is_inside_phrase(tree.tag(t)) && !(tree.tag(t) == Tag::Vbg && tree.tag(t - 1) == Tag::Dt);
            let end = (start..tokens.end.min(start + 7)).find(|&t| !inside(t)).unwrap_or(tokens.end.min(start + 7));
            (end > start && tree.tag(end - 1).is_noun()).then_some(end)
        };
        if comma == tokens.start || !tree.tag(comma - 1).is_noun() {
            return None;
        }
        let mut at = comma;
        for _ in 0..6 {
            let is_comma = tokens.contains(&at) && tree.tag(at) == Tag::Comma;
            let next = if is_comma { at + 1 } else { at };
            if next < tokens.end && tree.is_one_of(next, &["and", "or"]) {
                let end = phrase_end(next + 1).filter(|_| at > comma);
                return end;
            }
            match phrase_end(next).filter(|_| is_comma) {
                Some(end) => at = end,
                None => return None,
            }
        }
        None
    }
}
