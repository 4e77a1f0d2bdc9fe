//! Cues that open a clause or a phrase: "rockets fell after parliament voted", "after the killing".

use super::Tlink;
use super::counted::days_of;
use super::reader::Reader;
use crate::text::{Rel, Tag};
use crate::time::Distance;
use crate::timex::Kind;

impl Reader<'_, '_, '_> {
    /// What the clause or phrase at `m` says of its place.
    pub fn read(&self, m: usize, links: &mut Vec<Tlink>) {
        let tree = &self.tree;
        let token = self.mentions[m].token;
        // "after the assassination of …": the phrase hangs below the mention that it places.
        for &child in tree.children(token) {
            let introduced = match tree.rel(child) {
                Rel::Advcl | Rel::Ccomp | Rel::Obl | Rel::Nmod | Rel::Acl | Rel::AdvclRelcl | Rel::OblUnmarked | Rel::Dep => {
                    self.introducer(child)
                }
                _ => None,
            };
            let Some((word, (relation, confidence))) = introduced else { continue };
            let Some(other) = self.event_of(child) else { continue };
            let Some(placed) = self.governed(m, word, other) else { continue };
            let placed = self.placed(placed);
            if placed != other {
                let days = self.distance(child, word);
                let cue = self.cue(child, word);
                links.push(Tlink { from: placed, to: other, relation, cue, days, confidence });
            }
        }
        self.right_after(m, links);
        self.opening(m, links);
        self.same_day(m, links);
    }

    /// "After a report came out that …, Iran urged …": the clause that opens the sentence places the verb behind its comma, whatever the
    /// parser makes of what stands between.
    fn opening(&self, m: usize, links: &mut Vec<Tlink>) {
        let tree = &self.tree;
        let first = tree.tokens().start;
        let verb = self.mentions[m].token;
        if tree.rel(first) != Rel::Mark || tree.head(first) != Some(verb) {
            return;
        }
        let Some((relation, confidence)) = self.lexicon.cues.cue(&tree.word(first).to_ascii_lowercase()) else { return };
        let Some(comma) = (verb..tree.tokens().end).find(|&t| tree.tag(t) == Tag::Comma) else { return };
        let main = (self.first..self.end).find(|&v| self.mentions[v].token > comma && tree.tag(self.mentions[v].token).is_verb());
        let main = main.and_then(|main| self.governed(main, first, m));
        if let Some(main) = main.filter(|&main| !links.iter().any(|link| link.from == main && link.to == m)) {
            links.push(Tlink { from: main, to: m, relation, cue: tree.word(first).to_lowercase(), days: None, confidence });
        }
    }

    /// "ramped up after the US assassinated …" where the parser hung the clause elsewhere: the cue stands right behind the verb, and opens
    /// the clause of the next verb.
    fn right_after(&self, m: usize, links: &mut Vec<Tlink>) {
        let tree = &self.tree;
        let token = self.mentions[m].token;
        if !tree.tag(token).is_verb() || links.iter().any(|link| link.from == m) {
            return;
        }
        let next = if tree.tokens().contains(&(token + 1)) && tree.tag(token + 1) == Tag::Rp { token + 2 } else { token + 1 };
        if !tree.tokens().contains(&next) || tree.rel(next) != Rel::Mark {
            return;
        }
        let Some((relation, confidence)) = self.lexicon.cues.cue(&tree.word(next).to_ascii_lowercase()) else { return };
        if let Some(other) = tree.head(next).and_then(|verb| self.mention(verb)).filter(|&other| other != m)
            && self.governed(m, next, other) == Some(m)
        {
            links.push(Tlink { from: m, to: other, relation, cue: tree.word(next).to_lowercase(), days: None, confidence });
        }
    }

    /// "Killed a candidate before the country voted": a clause that the parser hung on a noun, or nowhere.
    pub fn left_over(&self, links: &mut Vec<Tlink>) {
        let tree = &self.tree;
        for word in tree.tokens().skip(1) {
            // "Resigned following the vote", but not "police were following the car".
            let following = tree.tag(word) == Tag::Vbg && tree.child(word, &[Rel::Aux, Rel::Nsubj]).is_none();
            if !following && !matches!(tree.rel(word), Rel::Mark | Rel::Case) {
                continue;
            }
            let Some((relation, confidence)) = self.lexicon.cues.cue(&tree.word(word).to_ascii_lowercase()) else { continue };
            let inside = if following { tree.child(word, &[Rel::Obj]) } else { tree.head(word) };
            // "Since the raid on the harbour on May 3", where the parser takes the date for the head.
            let dates = |head: u32| self.timexes.iter().any(|timex| timex.tokens.contains(&head) && timex.tokens.start > word + 2);
            let named = || inside.filter(|&head| dates(head)).and_then(|_| self.named_behind(word + 1));
            let Some(other) = inside.and_then(|head| self.event_of(head)).or_else(named) else { continue };
            if links.iter().any(|link| link.to == other || link.from == other) {
                continue;
            }
            if let Some(placed) = self.governor(word, word + 1, other).and_then(|placed| self.governed(placed, word, other)) {
                let cue = tree.word(word).to_lowercase();
                links.push(Tlink { from: self.placed(placed), to: other, relation, cue, days: None, confidence });
            }
        }
    }

    /// "two days" of "two days after …".
    fn distance(&self, phrase: u32, introducer: u32) -> Option<Distance> {
        let start = self.tree.reach(phrase).start.min(introducer);
        let timex = self
            .timexes
            .iter()
            .find(|t| t.kind == Kind::Duration && (t.tokens.end == start || t.tokens.end == introducer || t.tokens.start == start))?;
        days_of(&timex.value)
    }

    /// The words that say so: the cue with its fixed companions, and the length before it where there is one.
    fn cue(&self, phrase: u32, introducer: u32) -> String {
        let start = self.tree.reach(phrase).start.min(introducer);
        let end = self.tree.children_in(introducer, &[Rel::Fixed]).last().map_or(introducer, |fixed| fixed.max(introducer)) + 1;
        let length = self.timexes.iter().any(|t| t.kind == Kind::Duration && t.tokens.end <= introducer && t.tokens.start >= start);
        let words = self.tree.span_of(if length { start } else { introducer }..end).of(self.tree.text.raw);
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        words.trim_start_matches(|c: char| !c.is_alphanumeric()).to_string()
    }
}
