//! "Iran urged its allies … An officer delivered the message himself": what is carried was told before, after the same things.

use super::Tlink;
use crate::event::{Class, Mention, Status};
use crate::lexicon::Lexicon;
use crate::lexicon::triggers::base;
use crate::text::{Rel, Text, Tree};
use crate::time::Relation;

/// In sentences, how far back a message was told.
const NEAR: u32 = 2;

/// For each verb that carries a message, the links of what told it.
pub(super) fn find(text: &Text, mentions: &[Mention], lexicon: &Lexicon, links: &[Tlink]) -> Vec<Tlink> {
    let mut found = Vec::new();
    for (m, mention) in mentions.iter().enumerate() {
        if !text.tag(mention.token).is_verb()
            || mention.status != Status::Occurred
            || !lexicon.cues.is_messenger(&lemma(text, mention, lexicon))
        {
            continue;
        }
        let tree = Tree::new(text, mention.sentence);
        let Some(object) = tree.child(mention.token, &[Rel::Obj]) else { continue };
        let definite = tree.child(object, &[Rel::Det]).is_some_and(|det| tree.is_one_of(det, &["the", "this", "that"]));
        // "The message that the talks had failed" tells itself.
        let bare = tree.child(object, &[Rel::Acl, Rel::AclRelcl, Rel::Nmod, Rel::NmodPoss]).is_none();
        if !definite || !bare || !lexicon.cues.is_message(&lexicon.lemmas.noun(tree.word(object))) {
            continue;
        }
        let told = |other: &Mention| {
            other.listed
                && other.sentence < mention.sentence
                && other.sentence + NEAR >= mention.sentence
                && other.status == Status::Occurred
                && is_telling(other)
        };
        let Some(told) = mentions[..m].iter().rposition(told) else { continue };
        for link in links.iter().filter(|link| link.from == told && link.relation == Relation::After && link.to != m) {
            let cue = format!("the {}", tree.word(object).to_lowercase());
            // What it rests on besides is that the message is the one told last.
            let confidence = link.confidence.min(SURE);
            found.push(Tlink { from: m, cue, days: None, confidence, ..link.clone() });
        }
    }
    found
}

/// In percent: neither the annotated news nor 13,000 articles that were read have one, so it is as sure as the least that a timeline takes.
const SURE: u8 = crate::lexicon::cues::PLACES;

fn is_telling(mention: &Mention) -> bool {
    const KINDS: &[&str] = &["STATEMENT", "REQUEST", "THREATEN", "ACCUSE", "REJECT", "CONSULT"];
    let of_kind = |kind: &str| KINDS.contains(&base(kind));
    mention.class == Class::Reporting || mention.kind.as_deref().is_some_and(of_kind)
}

fn lemma(text: &Text, mention: &Mention, lexicon: &Lexicon) -> String {
    lexicon.lemmas.verb(text.word(mention.token)).to_string()
}
