//! "The siege ended", "the ban was lifted": the verb tells the end of the event that its subject takes up.

use super::Tlink;
use super::reader::Reader;
use crate::event::{Status, clause, phrase};

/// The links of the sentence's verbs of ending.
pub(super) fn find(reader: &Reader, links: &mut Vec<Tlink>) {
    let tree = &reader.tree;
    for m in reader.first..reader.end {
        let mention = &reader.mentions[m];
        let verb = mention.token;
        if !tree.tag(verb).is_verb() || mention.negated || !matches!(mention.status, Status::Occurred | Status::Ongoing) {
            continue;
        }
        let Some((relation, confidence)) = phrase::ending(tree, verb, reader.lexicon) else { continue };
        let clause = clause::of(tree, verb);
        // "The victory ended the blockade": what is over is the object.
        let over = if clause.passive { clause.subject } else { clause.object.or(clause.subject) };
        let Some(subject) = over.and_then(|subject| reader.mention(subject)).filter(|&subject| subject != m) else { continue };
        // "The siege that began in May ended": what else the words say of the two, the end says better.
        links.retain(|link| (link.from, link.to) != (m, subject) && (link.from, link.to) != (subject, m));
        let cue = tree.word(verb).to_lowercase();
        links.push(Tlink { from: m, to: subject, relation, cue, days: None, confidence });
    }
}
