//! Where the phrase of a noun starts, and how a subject is said outside its own clause.

use super::extent::Cut;
use crate::lexicon::Lexicon;
use crate::lexicon::words::Class;
use crate::text::{Rel, Tag, Tree};

impl Cut<'_, '_, '_> {
    /// Where the phrase of a noun starts: its modifiers as far as they are words of a noun phrase, and before "of" the noun that it completes.
    pub(super) fn phrase_start(&self, head: u32) -> u32 {
        let at = self.start(head, true);
        // "At least seven rockets".
        let least = self.tree.is_one_of(at, &["least", "most"]);
        if least && at > self.tree.tokens().start && self.tree.is(at - 1, "at") { at - 1 } else { at }
    }

    /// The same without what stands before "of".
    pub(super) fn own_start(&self, head: u32) -> u32 {
        self.start(head, false)
    }

    fn start(&self, head: u32, whole: bool) -> u32 {
        let tree = self.tree;
        let first = tree.reach(head).start;
        let mut at = head;
        if tree.tag(head) == Tag::Prp {
            return head;
        }
        while at > tree.tokens().start {
            let before = at - 1;
            // "Has been Ann Tan", "for example Ann Tan".
            let helps = matches!(tree.rel(before), Rel::Aux | Rel::AuxPass | Rel::Cop);
            let introduces = tree.is(before, "example") && before > tree.tokens().start && tree.is(before - 1, "for");
            if helps || introduces || crate::event::phrase::opens_clause(tree, before) {
                break;
            }
            if self.is_expression(before)
                && !self.is_expression(at)
                && tree.tag(at) != Tag::Pos
                && (!matches!(tree.tag(before), Tag::Cd | Tag::Dt)
                    // "In November 2012 BP agreed".
                    || tree.tag(before) == Tag::Cd && before > tree.tokens().start && self.is_expression(before - 1))
                && !self.is_attributive(before)
            {
                break;
            }
            // "The May 3, 2020 flood".
            if tree.tag(before) == Tag::Comma && self.is_expression(before) {
                at = before;
                continue;
            }
            // "at least eight people", "more than 40 boats".
            if is_bound(tree, before, at, self.wording.lexicon) {
                at = before;
                continue;
            }
            // A determiner opens its phrase: "Thursday a ship".
            if matches!(tree.tag(at), Tag::Dt | Tag::PrpPoss) && tree.tag(before) != Tag::Pdt || is_glued(tree, at) {
                // "the board of the prizes", whatever the parser took for the head.
                let whole =
                    (whole && tree.is(before, "of") && before > tree.tokens().start && tree.tag(before - 1).is_noun()).then(|| before - 1);
                match whole {
                    Some(noun) => {
                        at = noun;
                        continue;
                    }
                    None => break,
                }
            }
            let inside = super::edge::is_inside_phrase(tree.tag(before)) && !(tree.tag(before).is_verb() && before < first);
            // "the Assad and Maliki governments": words between, as long as the tree has them below.
            let between = before > first && matches!(tree.tag(before), Tag::Cc | Tag::OpenQuote | Tag::CloseQuote | Tag::Rb)
                || before > first && tree.tag(before) == Tag::Comma && matches!(tree.rel(at), Rel::Conj | Rel::Amod);
            if !inside && !between {
                break;
            }
            at = before;
        }
        // The clock of a live page: "21.35 Ukraine ruled out".
        let is_clock = |t: u32| {
            let word = tree.word(t);
            let clock = word.len() > 3 && word.contains(['.', ':']) && word.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ':');
            clock && tree.tag(t) == Tag::Cd || is_page(tree, t)
        };
        if let Some(clock) = (at..head).take(5).find(|&t| is_clock(t) && !tree.tag(t + 1).is_noun() | tree.tag(t + 1).is_proper()) {
            at = clock + 1;
        }
        while at < head
            && (matches!(tree.tag(at), Tag::Comma | Tag::Cc | Tag::CloseQuote | Tag::Pos | Tag::Hyph)
                || tree.tag(at) == Tag::Cd && self.is_expression(at) && !self.is_expression(at + 1))
        {
            at += 1;
        }
        at
    }

    /// A subject said again outside its own clause: its noun phrase with a short "of" phrase, without the clauses that describe it.
    pub(super) fn name(&self, head: u32, verb: u32) -> Vec<u32> {
        let tree = self.tree;
        // "In the wake of the revolt that", "the words of an activist who": the noun before "of" is another, unless it only counts or is
        // somebody ("a member of the forces who"); but "the chief of the Guards, a group formed".
        let counts = |t: u32| {
            let lemma = self.wording.lexicon.lemmas.noun(tree.word(t)).to_lowercase();
            [Class::Quantity, Class::Agent].iter().any(|&class| self.wording.lexicon.words.has(&lemma, class))
        };
        let own = self.own_start(head);
        let described = tree.head(verb) == Some(head);
        let counted = described && own > tree.tokens().start + 1 && tree.is(own - 1, "of") && counts(own - 2);
        let start = if counted { self.phrase_start(head) } else { own };
        let mut end = head + 1;
        for &child in tree.children(head).iter().filter(|&&c| c > head) {
            let reach = tree.reach(child);
            let joined = match tree.rel(child) {
                Rel::Flat => true,
                Rel::Appos => tree.tag(child).is_proper(),
                Rel::Nmod => {
                    // "An explosion in Harran", "a strike on the port": which one.
                    let opens = |words: &[&str]| tree.child(child, &[Rel::Case]).is_some_and(|case| tree.is_one_of(case, words));
                    let where_to = || {
                        opens(&["in", "on", "at", "near", "off", "against"]) && self.wording.names_event(tree, head) && !self.is_time(child)
                    };
                    reach.len() <= 8 && (opens(&["of"]) || reach.len() <= 6 && where_to())
                }
                Rel::Conj => !tree.tag(child).is_verb() && reach.len() <= 8,
                _ => false,
            };
            let plain = |t: u32| super::edge::is_inside_phrase(tree.tag(t)) || matches!(tree.tag(t), Tag::In | Tag::Cc);
            // "The number of people killed": what was done to them is told behind the name.
            let plain = |t: u32| plain(t) && !(t > child && tree.tag(t).is_verb());
            if joined && reach.start == end && reach.clone().all(plain) {
                end = reach.end;
            }
        }
        // "Ann Tan, Bo Lee and Cy Poe, who".
        let listed = |end: u32| tree.tokens().contains(&end) && tree.tag(end) == Tag::Comma && tree.child(head, &[Rel::Conj]).is_some();
        if listed(end) {
            end = self.list_behind(end).unwrap_or(end);
        }
        let capital = |t: u32| tree.tag(t).is_noun() && tree.word(t).starts_with(char::is_uppercase);
        while end < tree.tokens().end && capital(end) && capital(end - 1) {
            end += 1;
        }
        (start..end).collect()
    }

    /// "the April 20 blast", "last week's vote": an expression that belongs to the noun behind it.
    fn is_attributive(&self, token: u32) -> bool {
        let tree = self.tree;
        let start = (tree.tokens().start..=token).rev().take_while(|&t| self.is_expression(t)).last().unwrap_or(token);
        start > tree.tokens().start && matches!(tree.tag(start - 1), Tag::Dt | Tag::Pos | Tag::PrpPoss | Tag::Jj)
    }
}

/// "P26 EBay has agreed": the page of a newspaper before a line of its summary.
pub(super) fn is_page(tree: &Tree, token: u32) -> bool {
    let number = tree.word(token).strip_prefix('P');
    token == tree.tokens().start && number.is_some_and(|n| !n.is_empty() && n.chars().all(|c| c.is_ascii_digit()))
}

/// Words that say how many before a number or a superlative.
fn is_bound(tree: &Tree, before: u32, at: u32, lexicon: &Lexicon) -> bool {
    let number = tree.tag(at) == Tag::Cd || tree.tag(at) == Tag::Dollar || tree.is(at, "a");
    tree.is(before, "at") && tree.is_one_of(at, &["least", "most"])
        || number && lexicon.words.lists(tree.word(before), Class::BeforeNumber)
        || tree.is(at, "than") && tree.is_one_of(before, &["more", "fewer", "less"])
}

/// A capital on a word that has none within a sentence, right behind another word: a headline ran into the text behind it.
pub(super) fn is_glued(tree: &Tree, token: u32) -> bool {
    let tokens = tree.tokens();
    let small = matches!(tree.tag(token), Tag::Dt | Tag::Prp | Tag::PrpPoss | Tag::In | Tag::Cd | Tag::Nn | Tag::Nns);
    let word = tree.word(token);
    let capital = word.starts_with(char::is_uppercase) && word.chars().skip(1).all(char::is_lowercase) && word != "I";
    // "the Minerals Management Service": a name whose words the tagger took for common nouns.
    let named = || {
        let part = |t: u32| {
            (tree.tag(t).is_noun() || tree.tag(t).is_adjective()) && tree.word(t).starts_with(char::is_uppercase)
                || tree.tag(t) == Tag::Hyph
        };
        let start = (tokens.start..token).rev().find(|&t| !part(t));
        start.is_some_and(|start| start + 1 < token && tree.is(start, "the"))
    };
    small
        && capital
        && token > tokens.start
        && token + 1 < tokens.end
        && !tree.tag(token + 1).is_proper()
        && tree.word(token - 1).ends_with(char::is_alphanumeric)
        && !named()
        // "Lunatic Asylum", "a Phase 6 pandemic": a name of which the tagger missed a word.
        && !(matches!(tree.tag(token), Tag::Nn | Tag::Nns | Tag::Cd)
            && (tree.tag(token - 1).is_proper() || matches!(tree.tag(token - 1), Tag::Dt | Tag::Jj | Tag::In | Tag::PrpPoss | Tag::Pos)))
}
