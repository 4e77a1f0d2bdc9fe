//! The listed event that a noun speaks of: "the raid" after "gunmen raided the port".

use crate::event::same::is_cognate;
use crate::event::{Mention, Status};
use crate::lexicon::Lexicon;
use crate::text::{Rel, Tag, Text, Tree};

/// The listed event that a noun takes up, the nearest one before it: by its word ("the raid" after "gunmen raided the port"), or as the subject or
/// object of a listed verb ("the earthquake" after "an earthquake struck the valley").
pub fn taken_up(text: &Text, mentions: &[Mention], noun: usize, lexicon: &Lexicon) -> usize {
    let word = |m: usize| mentions[m].trigger.of(text.raw).to_lowercase();
    let joined = mentions[noun].same_as.is_some_and(|first| mentions[first as usize].when.timex.is_some());
    if !joined && let Some(told) = by_type(text, mentions, noun) {
        return told;
    }
    let mention = &mentions[noun];
    if mention.listed || mention.same_as.is_some() || text.tag(mention.token).is_verb() {
        return noun;
    }
    let phrase = Phrase::of(text, mention);
    let name = word(noun);
    let lemma = lexicon.lemmas.noun(&name);
    let told_of = |m: &Mention| {
        let sentence = &text.sentences[m.sentence as usize];
        // "An earthquake struck", "launched an attack", but not "declared the invasion over".
        let of_kind = m.kind.is_none() || mention.kind.is_none() || base(m) == base(mention);
        let is_argument = |t: u32| {
            let token = text.tokens[t as usize];
            // "Went on strike" tells of "the strike", "sailed to the port" not of "the port".
            let of_phrase = || token.rel == Rel::Obl && t > 0 && text.tag(t - 1) == Tag::In && m.kind.is_some();
            token.head == m.token && (of_kind && matches!(token.rel, Rel::Nsubj | Rel::NsubjPass | Rel::Obj) || of_phrase())
        };
        phrase.definite
            && m.sentence < mention.sentence
            && sentence.tokens.clone().any(|t| is_argument(t) && text.tag(t).is_noun() && *lexicon.lemmas.noun(text.word(t)) == *lemma)
    };
    let same_word = |&m: &usize| {
        let is_verb = text.tag(mentions[m].token).is_verb();
        let verb = if is_verb { lexicon.lemmas.verb(&word(m)).to_string() } else { word(m) };
        let one_time =
            || mention.when.timex.is_none() || mention.when.date.interval().intersect(mentions[m].when.date.interval()).is_some();
        mentions[m].listed
            && (is_cognate(&name, &verb, &lexicon.words) || is_verb && told_of(&mentions[m]))
            && phrase.fits(text, &mentions[m])
            && one_time()
    };
    // "A huge explosion that killed eleven": the clause is the entry.
    let told_by = |&m: &usize| {
        let verb = text.tokens[mentions[m].token as usize];
        mentions[m].listed && mentions[m].sentence == mention.sentence && verb.rel == Rel::AclRelcl && verb.head == mention.token
    };
    let clause = || (noun..mentions.len()).take_while(|&m| mentions[m].sentence == mention.sentence).find(told_by);
    let before = if phrase.indefinite { 0..0 } else { 0..noun };
    before.rev().find(same_word).or_else(clause).unwrap_or(noun)
}

fn base(mention: &Mention) -> Option<&str> {
    mention.kind.as_deref().map(crate::lexicon::triggers::base)
}

/// What the phrase of a noun says of which event is meant.
struct Phrase<'t> {
    /// "A raid", "another raid": one that was not told of.
    indefinite: bool,
    /// "The raid", "that raid".
    definite: bool,
    /// The names in it: "the defeat at Harrow".
    names: Vec<&'t str>,
}

impl<'t> Phrase<'t> {
    fn of(text: &Text<'t>, mention: &Mention) -> Phrase<'t> {
        let tree = Tree::new(text, mention.sentence);
        let opens = |words: &[&str]| tree.children_in(mention.token, &[Rel::Det]).any(|det| tree.is_one_of(det, words));
        let described = tree.children_in(mention.token, &[Rel::Compound, Rel::Nmod, Rel::NmodPoss]);
        let names = described.flat_map(|child| tree.reach(child)).filter(|&t| text.tag(t).is_proper()).map(|t| text.word(t)).collect();
        Phrase {
            indefinite: opens(&["a", "an", "another", "any", "no", "some"]),
            definite: opens(&["the", "this", "that", "these", "those"]),
            names,
        }
    }

    /// Whether the sentence of an earlier mention has all the names.
    fn fits(&self, text: &Text, earlier: &Mention) -> bool {
        let tokens = text.sentences[earlier.sentence as usize].tokens.clone();
        self.names.iter().all(|name| tokens.clone().any(|t| text.word(t) == *name))
    }
}

/// "The accident", however far back its explosion is told: a definite noun that names no more than a type takes up the one event of that type
/// whose day the text gives, if there is only one.
fn by_type(text: &Text, mentions: &[Mention], noun: usize) -> Option<usize> {
    let mention = &mentions[noun];
    let kind = mention.kind.as_deref().filter(|kind| !kind.contains('/'))?;
    let tree = Tree::new(text, mention.sentence);
    let definite = tree.child(mention.token, &[Rel::Det]).is_some_and(|det| tree.is(det, "the"));
    if !definite || tree.child(mention.token, &[Rel::Nmod, Rel::NmodPoss, Rel::Compound, Rel::Amod]).is_some() {
        return None;
    }
    let of_type = |m: &Mention| base(m) == Some(kind);
    // "An explosion killed eleven": the verb is the entry, its subject has the type.
    let same_type = |m: &Mention| {
        let argument = |n: &Mention| n.sentence == m.sentence && text.tokens[n.token as usize].head == m.token && of_type(n);
        of_type(m) || mentions[..noun].iter().any(argument)
    };
    let is_fact = |m: &Mention| matches!(m.status, Status::Occurred | Status::Ongoing);
    let dated = |m: &Mention| m.when.timex.is_some() && m.when.date.interval().days() == Some(1);
    let told: Vec<usize> =
        (0..noun).filter(|&m| mentions[m].listed && is_fact(&mentions[m]) && same_type(&mentions[m]) && dated(&mentions[m])).collect();
    let last = *told.last()?;
    told.iter().all(|&m| mentions[m].when.date == mentions[last].when.date).then_some(last)
}

pub fn is_bare_plural(text: &Text, token: u32) -> bool {
    let tree = Tree::new(text, text.sentences.partition_point(|s| s.tokens.end <= token) as u32);
    tree.tag(token) == Tag::Nns
        && tree
            .child(token, &[Rel::Det, Rel::NmodPoss, Rel::Nmod, Rel::Amod, Rel::Compound, Rel::Nummod, Rel::Acl, Rel::AclRelcl])
            .is_none()
}
