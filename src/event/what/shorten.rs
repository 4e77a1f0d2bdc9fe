//! What a clause loses: the last parts of a long one, what was cut off before it said something, and a last phrase without which its end reads
//! better.

use super::extent::Cut;
use super::{LONGEST, TOLERATED};
use crate::lexicon::words::Class;
use crate::text::{Rel, Tag};

impl Cut<'_, '_, '_> {
    /// Leaves out the last parts while there are too many words: first relative clauses, then phrases.
    pub(super) fn shorten(&self, tokens: &mut Vec<u32>, verb: u32) {
        let tree = self.tree;
        let is_word = |t: &u32| tree.word(*t).chars().any(char::is_alphanumeric) && tree.tag(*t) != Tag::Pos;
        let words = |tokens: &[u32]| {
            let mut count = 0;
            for (i, token) in tokens.iter().enumerate() {
                let joined = i > 0 && (tree.tag(tokens[i - 1]) == Tag::Hyph || super::write::is_clitic(tree.word(*token)));
                count += usize::from(is_word(token) && !joined);
            }
            count
        };
        if words(tokens) <= TOLERATED {
            return;
        }
        while words(tokens) > LONGEST {
            let Some(from) = tokens.iter().position(|&t| t == verb) else { return };
            // "The dealer, who is in prison, for a player": the aside goes, and what follows it stays.
            let comma = |i: &usize| tree.tag(tokens[*i]) == Tag::Comma;
            let open = (from + 1..tokens.len().saturating_sub(1)).find(|i| comma(i) && self.opens_relative(tokens[i + 1]));
            if let Some(open) = open
                && let Some(close) = (open + 1..tokens.len().saturating_sub(1)).find(comma)
            {
                tokens.drain(open..=close);
                continue;
            }
            let fits = |i: &usize| words(&tokens[..*i]) <= LONGEST;
            let clause = (from + 2..tokens.len()).rev().filter(|&i| self.opens_relative(tokens[i])).find(fits);
            let phrases = || (from + 2..tokens.len()).rev().filter(|&i| self.is_optional(verb, tokens, i)).filter(fits);
            // Rather a phrase of the verb, where one opens a few words before, than what a noun asks for: "concern | about the outbreak".
            let phrase = || {
                let last = phrases().next()?;
                let near = |i: &usize| words(&tokens[..*i]) + 6 >= words(&tokens[..last]) && !self.is_of_noun(tokens, *i);
                phrases().find(near).or(Some(last))
            };
            match clause.filter(|&i| words(&tokens[..i]) > 7).or_else(phrase) {
                Some(i) => tokens.truncate(self.without_bare_phrase(tokens, i, from)),
                None => return,
            }
        }
    }

    /// "Took to the streets | after revelations | that he was paid": a phrase of nothing but a noun says nothing without the clause about it.
    fn without_bare_phrase(&self, tokens: &[u32], clause: usize, verb: usize) -> usize {
        let tree = self.tree;
        let bare = self.opens_relative(tokens[clause])
            && clause > verb + 3
            && matches!(tree.tag(tokens[clause - 1]), Tag::Nn | Tag::Nns)
            && tree.tag(tokens[clause - 2]) == Tag::In
            && !tree.is(tokens[clause - 2], "of")
            && self.is_optional(tokens[verb], tokens, clause - 2);
        if bare { clause - 2 } else { clause }
    }

    /// Leaves out the last phrase without which the clause is whole, if that leaves more than the verb.
    pub(super) fn retreat(&self, tokens: &mut Vec<u32>, verb: u32) -> bool {
        let Some(from) = tokens.iter().position(|&t| t == verb) else { return false };
        let whole = |i: usize| self.is_whole_without(&tokens[..i], tokens[i], from);
        let may_go = |i: usize| self.is_optional(verb, tokens, i) || self.opens_relative(tokens[i]);
        let last = (from + 2..tokens.len()).rev().find(|&i| may_go(i) && whole(i));
        last.inspect(|&i| tokens.truncate(i)).is_some()
    }

    /// Whether words say enough without the phrase that `next` opens: not "handed himself | in", "issued a call | for calm", "put his ruling | on hold",
    /// "telling the leader | that", "won best | actor".
    fn is_whole_without(&self, kept: &[u32], next: u32, verb: usize) -> bool {
        let tree = self.tree;
        let Some(&last) = kept.last() else { return false };
        let ends = tree.tag(last).is_noun() || matches!(tree.tag(last), Tag::Cd | Tag::Vbn | Tag::CloseQuote);
        let particle = tree.rel(next) == Rel::CompoundPrt || self.value(next, Class::Particle) == Some("always");
        // Of a noun that nothing else determines.
        let noun = tree.head(next).filter(|_| tree.tag(next) == Tag::In).and_then(|phrase| tree.head(phrase));
        let open = noun == Some(last)
            && !tree.tag(last).is_proper()
            && tree.child(last, &[Rel::Det, Rel::NmodPoss]).is_none_or(|det| tree.is_one_of(det, &["a", "an", "any", "no"]));
        let lost = |of: u32| {
            tree.children_in(of, &[Rel::Obj, Rel::Iobj, Rel::Ccomp, Rel::Xcomp, Rel::CompoundPrt]).any(|c| c > last && !self.is_time(c))
        };
        let puts = |of: u32| *self.wording.lexicon.lemmas.verb(tree.word(of)) == *"put";
        let tells = |t: &&u32| tree.tag(**t).is_verb();
        ends && !particle && !open && !kept[verb..].iter().filter(tells).any(|&t| lost(t) || puts(t))
    }

    /// A phrase that the parser hangs on the noun right before it.
    fn is_of_noun(&self, tokens: &[u32], i: usize) -> bool {
        let tree = self.tree;
        let noun = tree.head(tokens[i]).filter(|_| tree.tag(tokens[i]) == Tag::In).and_then(|phrase| tree.head(phrase));
        noun == Some(tokens[i - 1]) && tree.tag(tokens[i - 1]).is_noun()
    }

    /// Leaves out what was cut off before it said something: "began leaking when the rig", "overturned a moratorium imposed".
    pub(super) fn trim(&self, tokens: &mut Vec<u32>, verb: u32) {
        let tree = self.tree;
        let opens = |t: u32| t > verb && matches!(tree.tag(t), Tag::Wdt | Tag::Wp | Tag::Wrb);
        let tells = |t: u32| tree.tag(t).is_verb() || tree.tag(t) == Tag::Md;
        if let Some(opener) = tokens.iter().rposition(|&t| opens(t))
            && (tokens[opener - 1] != verb || tree.is(tokens[opener], "when"))
            && !tokens[opener + 1..].iter().any(|&t| tells(t))
        {
            tokens.truncate(opener);
        }
        // "Was introduced soon", "as soon", where "after the war began" is told apart.
        let leads = |t: u32| self.is_listed(t, Class::BeforeClause);
        while let Some(&last) = tokens.last()
            && last > verb
            && tree.tokens().contains(&(last + 1))
            && (leads(last) && matches!(tree.tag(last + 1), Tag::In | Tag::Wrb) || tree.is(last, "as") && leads(last + 1))
        {
            tokens.pop();
        }
        // "Were exposed to the virus back | in 2003", but "took the island back in May".
        if let Some(&last) = tokens.last()
            && last > verb
            && tree.is(last, "back")
            && tree.tokens().contains(&(last + 2))
            && tree.rel(last - 1) == Rel::Obl
            && tree.tag(last + 2) == Tag::Cd
            && self.is_time(last + 2)
        {
            tokens.pop();
        }
        // "Has been protesting ever | since they came".
        if let Some(&last) = tokens.last()
            && last > verb
            && tree.is(last, "ever")
            && tree.tokens().contains(&(last + 1))
            && tree.is(last + 1, "since")
        {
            tokens.pop();
        }
        // "Expanded the service there".
        if tokens
            .last()
            .is_some_and(|&last| last > verb + 1 && tree.is(last, "there") && tree.tag(last) == Tag::Rb && tree.tag(last - 1).is_noun())
        {
            tokens.pop();
        }
        self.open_list(tokens, verb);
        let Some(&last) = tokens.last() else { return };
        let participle = matches!(tree.rel(last), Rel::Acl | Rel::Advcl) && last > verb + 1 && tree.tag(last - 1).is_noun();
        let goes_on = tree.tokens().contains(&(last + 1)) && matches!(tree.tag(last + 1), Tag::In | Tag::To);
        // "Prevent supplies entering | once the siege began" says it all.
        let says_all = goes_on && tree.rel(last + 1) == Rel::Mark;
        if participle && (tree.tag(last) == Tag::Vbg && !says_all || tree.tag(last) == Tag::Vbn && goes_on) {
            tokens.pop();
            // "Engulfed by panic as its market value | collapsed by": the clause has lost its verb.
            let open = tokens.iter().rposition(|&t| tree.tag(t) == Tag::In).filter(|&i| tree.is(tokens[i], "as") && tokens[i] > verb);
            let phrase = |&t: &u32| super::edge::is_inside_phrase(tree.tag(t));
            if let Some(open) = open.filter(|&open| tree.tag(last) == Tag::Vbn && tokens[open + 1..].iter().all(phrase)) {
                tokens.truncate(open);
            }
        }
    }

    /// "Charged with fraud, insider trading | and giving false statements": a list that lost its last member goes from its first comma on.
    fn open_list(&self, tokens: &mut Vec<u32>, verb: u32) {
        let tree = self.tree;
        let Some(&last) = tokens.last() else { return };
        let cut = tree.tokens().contains(&(last + 2)) && tree.tag(last + 1) == Tag::Cc && tree.tag(last + 2) == Tag::Vbg;
        let member = |t: &u32| super::edge::is_inside_phrase(tree.tag(*t)) || tree.tag(*t) == Tag::Comma;
        let behind = tokens.iter().rposition(|t| !member(t)).map_or(0, |at| at + 1);
        let comma = tokens[behind..].iter().position(|&t| tree.tag(t) == Tag::Comma).filter(|_| cut);
        if let Some(comma) = comma.filter(|&comma| tokens[behind + comma] > verb) {
            tokens.truncate(behind + comma);
        }
    }

    fn opens_relative(&self, token: u32) -> bool {
        matches!(self.tree.tag(token), Tag::Wdt | Tag::Wp)
    }

    /// A place, a means, a participle clause: not an "of" phrase, not the first phrase behind a verb.
    fn is_optional(&self, verb: u32, tokens: &[u32], i: usize) -> bool {
        let tree = self.tree;
        let (token, before) = (tokens[i], tokens[i - 1]);
        // "from 3,000 to 2,500", "between x and y", "the latest attempt to": what belongs together stays together.
        let bound = |word: &str| ["of", "to", "than", "by", "that", "as", "whether", "if"].iter().any(|w| word.eq_ignore_ascii_case(w));
        match tree.tag(token) {
            Tag::In => {
                let led = tree.tag(before).is_verb() || tree.tag(before).is_adjective() || matches!(tree.tag(before), Tag::In | Tag::Rb);
                !bound(tree.word(token)) && before != verb && !led
            }
            // "Agreed to sign a statement about it and condemning it".
            Tag::Cc => tree.head(token).is_some_and(|next| next > token && tree.tag(next).is_verb() && tree.rel(next) == Rel::Conj),
            Tag::Comma => !self.is_enumeration(verb, token) && !self.lists(token),
            // "The danger of Russia | turning off the gas" says nothing without it.
            Tag::Vbg if tree.children_in(before, &[Rel::Case]).any(|case| tree.is(case, "of")) => false,
            Tag::Vbg => tree.rel(token) == Rel::Advcl || tree.rel(token) == Rel::Acl,
            Tag::Vbn => tree.rel(token) == Rel::Acl,
            _ => false,
        }
    }
}
