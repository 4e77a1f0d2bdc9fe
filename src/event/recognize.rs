//! Which words report events, and of which TimeML class: a linear classifier over a word, its neighbours and its place in the tree.
//!
//! The features are those that systems for TempEval share (UzZaman et al. 2013, section 4): word, lemma, tag, ends, neighbours, the relation to the
//! head and to the dependents; with word clusters, and with the lists under `data/en/event` as further evidence.

use super::Class;
use super::sentence::Sentence;
use crate::linear::{self, Table, best, feature, mix};
use crate::text::form::Form;
use crate::text::{Rel, Tag};

/// The row width of the table: no event, then the classes of [`CLASSES`] in order.
pub const WIDTH: usize = 8;

/// The classes behind the rows from 1 on.
pub const CLASSES: [Class; WIDTH - 1] =
    [Class::Occurrence, Class::State, Class::Reporting, Class::Perception, Class::Aspectual, Class::IAction, Class::IState];

/// What every token of a sentence is: a class, or no event.
pub fn classes(sentence: &Sentence, table: &Table<WIDTH>) -> Vec<Option<Class>> {
    let words = Words::new(sentence);
    let mut buffer = Vec::with_capacity(128);
    sentence
        .tree
        .tokens()
        .map(|token| {
            if !can_be_event(sentence, token) {
                return None;
            }
            features(sentence, &words, token, &mut buffer);
            let mut scores = [0; WIDTH];
            table.score(&buffer, &mut scores);
            best(&scores).checked_sub(1).map(|class| CLASSES[class])
        })
        .collect()
}

/// Whether the tag of a word lets it report an event at all.
pub fn can_be_event(sentence: &Sentence, token: u32) -> bool {
    let tag = sentence.tree.tag(token);
    tag.is_verb()
        || tag.is_noun()
        || matches!(tag, Tag::Jj | Tag::Jjr | Tag::Jjs | Tag::Rb | Tag::Rp | Tag::In | Tag::Cd | Tag::Md | Tag::Uh | Tag::Afx)
}

/// What is read of every word of a sentence before features are made.
pub struct Words {
    first: u32,
    forms: Vec<Form>,
    lemmas: Vec<u64>,
    lists: Vec<u32>,
}

impl Words {
    pub fn new(sentence: &Sentence) -> Words {
        let tokens = sentence.tree.tokens();
        let lexicon = sentence.lexicon;
        let forms = tokens.clone().map(|t| Form::new(sentence.tree.word(t), &lexicon.models.words)).collect();
        let lemmas = tokens.clone().map(|t| hash(sentence.lemma(t))).collect();
        let lists = tokens.clone().map(|t| lists(sentence, t)).collect();
        Words { first: tokens.start, forms, lemmas, lists }
    }

    fn at(&self, token: u32) -> usize {
        (token - self.first) as usize
    }
}

/// The lists that have the word's lemma, a bit each, and whether a type of event has it.
fn lists(sentence: &Sentence, token: u32) -> u32 {
    let lemma = sentence.lemma(token);
    let mut bits = 0u32;
    for class in
        sentence.lexicon.words.of(lemma).iter().map(|word| word.class as u32).filter(|class| *class < crate::lexicon::words::Class::TRAINED)
    {
        bits |= 1 << class;
    }
    bits |= u32::from(!sentence.lexicon.triggers.verb(lemma).is_empty()) << 16;
    bits | u32::from(!sentence.lexicon.triggers.noun(lemma).is_empty()) << 17
}

/// Writes the features of a token to `out`.
pub fn features(sentence: &Sentence, words: &Words, token: u32, out: &mut Vec<u32>) {
    const NONE: u64 = 0x51;
    let tree = &sentence.tree;
    let (first, end) = (tree.tokens().start, tree.tokens().end);
    let i = words.at(token);
    let form = &words.forms[i];
    let beside = |away: i64| -> Option<u32> { u32::try_from(token as i64 + away).ok().filter(|t| (first..end).contains(t)) };
    let word_at = |away: i64| beside(away).map_or(NONE, |t| words.forms[words.at(t)].word);
    let tag_of = |t: u32| tree.tag(t) as u64 + 1;
    let tag_at = |away: i64| beside(away).map_or(0, tag_of);
    let cluster_at = |away: i64| beside(away).map_or(255, |t| words.forms[words.at(t)].class.cluster as u64);
    let (lemma, tag, rel) = (words.lemmas[i], tag_of(token), tree.rel(token) as u64);
    let (cluster, kind, lists) = (form.class.cluster as u64, form.class.kind as u64, words.lists[i] as u64);
    let head = tree.head(token);
    let head_lemma = head.map_or(NONE, |h| words.lemmas[words.at(h)]);
    let head_tag = head.map_or(0, tag_of);
    let head_cluster = head.map_or(255, |h| words.forms[words.at(h)].class.cluster as u64);
    let head_lists = head.map_or(1 << 20, |h| words.lists[words.at(h)] as u64);
    let coarse = coarse(tree.tag(token));
    out.clear();
    out.extend([
        feature(1, form.word),
        feature(2, lemma),
        feature(3, mix(lemma, tag)),
        feature(4, tag),
        feature(5, mix(form.tail[1], coarse)),
        feature(6, mix(form.tail[2], coarse)),
        feature(7, mix(form.tail[3], coarse)),
        feature(8, mix(form.front, coarse)),
        feature(9, (form.shape as u64) << 8 | tag),
        feature(10, cluster << 8 | coarse),
        feature(11, kind << 8 | tag),
        feature(12, mix(lists, coarse)),
        feature(13, mix(lists, tag << 8 | rel)),
        feature(14, rel << 8 | tag),
        feature(15, mix(lemma, rel)),
        feature(16, mix(cluster << 8 | rel, tag)),
        feature(17, word_at(-1)),
        feature(18, word_at(1)),
        feature(19, mix(word_at(-1), tag)),
        feature(20, mix(word_at(1), tag)),
        feature(21, mix(word_at(-1), lemma)),
        feature(22, mix(word_at(1), lemma)),
        feature(23, tag_at(-1) << 16 | tag << 8 | tag_at(1)),
        feature(24, tag_at(-2) << 16 | tag_at(-1) << 8 | tag),
        feature(25, tag << 16 | tag_at(1) << 8 | tag_at(2)),
        feature(26, mix(word_at(-2), tag)),
        feature(27, mix(word_at(2), tag)),
        feature(28, cluster_at(-1) << 16 | cluster << 8 | coarse),
        feature(29, cluster_at(1) << 16 | cluster << 8 | coarse),
        feature(30, mix(head_lemma, rel << 8 | coarse)),
        feature(31, mix(head_lemma, rel << 8 | cluster)),
        feature(32, (head_tag << 8 | rel) << 8 | tag),
        feature(33, (head_cluster << 8 | rel) << 8 | cluster),
        feature(34, mix(head_lists, rel << 8 | coarse)),
        feature(35, mix(mix(head_lists, rel), mix(lists, coarse))),
        feature(36, mix(lemma, head_tag)),
        feature(37, mix(lemma, head_cluster)),
        feature(38, mix(lemma, head_lemma)),
    ]);
    // What hangs below it: the relations, the little words, and its arguments.
    let mut below = 0u64;
    let mut little = 0u64;
    for &child in tree.children(token) {
        let child_rel = tree.rel(child);
        let c = words.at(child);
        match child_rel {
            Rel::Punct => continue,
            Rel::Det | Rel::Aux | Rel::AuxPass | Rel::Cop | Rel::Case | Rel::Mark | Rel::CompoundPrt | Rel::NmodPoss => {
                let word = mix(words.lemmas[c], child_rel as u64);
                out.extend([feature(40, mix(word, coarse)), feature(41, mix(word, lemma)), feature(42, mix(word, cluster << 8 | coarse))]);
                out.push(feature(43, mix(word, lists)));
                little = mix(little, word);
            }
            _ => {
                let relation = child_rel as u64;
                out.push(feature(44, mix(words.lemmas[c], relation << 8 | coarse)));
                out.push(feature(45, mix(lemma, relation << 8 | tag_of(child))));
                out.push(feature(46, (words.forms[c].class.cluster as u64) << 16 | relation << 8 | coarse));
                // "of", "by", "against" of a noun's complements.
                for case in tree.children_in(child, &[Rel::Case, Rel::Mark]) {
                    out.push(feature(47, mix(words.lemmas[words.at(case)], relation << 8 | coarse)));
                    out.push(feature(48, mix(words.lemmas[words.at(case)], lemma)));
                }
            }
        }
        below |= match child_rel {
            Rel::Nsubj | Rel::NsubjPass | Rel::NsubjOuter | Rel::Csubj => 1,
            Rel::Obj => 2,
            Rel::Iobj => 4,
            Rel::Ccomp => 8,
            Rel::Xcomp => 16,
            Rel::Obl | Rel::OblAgent | Rel::OblUnmarked => 32,
            Rel::Aux => 64,
            Rel::AuxPass => 128,
            Rel::Cop => 256,
            Rel::Det => 512,
            Rel::Nmod => 1024,
            Rel::NmodPoss => 2048,
            Rel::Compound => 4096,
            Rel::Amod => 8192,
            Rel::Case => 1 << 14,
            Rel::Mark => 1 << 15,
            Rel::Acl | Rel::AclRelcl => 1 << 16,
            Rel::Advcl => 1 << 17,
            Rel::Nummod => 1 << 18,
            _ => 0,
        };
    }
    for bit in 0..19u64 {
        if below >> bit & 1 == 1 {
            out.extend([feature(49, bit << 8 | tag), feature(50, mix(lemma, bit)), feature(51, (cluster << 8 | bit) << 8 | coarse)]);
        }
    }
    out.extend([feature(52, mix(below, tag)), feature(53, mix(below, mix(tag, rel))), feature(54, mix(little, tag))]);
    if let Some(above) = head.and_then(|h| tree.head(h)) {
        out.push(feature(55, mix(words.lemmas[words.at(above)], rel << 8 | coarse)));
        out.push(feature(56, (tag_of(above) << 16 | head_tag << 8 | rel) << 8 | coarse));
    }
    let heading = tree.text.sentences[tree.sentence as usize].heading;
    out.push(feature(57, u64::from(heading) << 8 | tag));
    out.push(feature(58, u64::from(head.is_none()) << 8 | tag));
}

fn coarse(tag: Tag) -> u64 {
    match tag {
        _ if tag.is_verb() => 1,
        Tag::Nn | Tag::Nns => 2,
        Tag::Nnp | Tag::Nnps => 3,
        Tag::Jj | Tag::Jjr | Tag::Jjs => 4,
        _ => 5,
    }
}

fn hash(word: &str) -> u64 {
    linear::hash(word.bytes())
}
