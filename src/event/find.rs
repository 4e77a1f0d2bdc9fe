//! From a text with its expressions to its mentions, in text order.

use super::attribution::Attribution;
use super::quotation::Quotation;
use super::reference::Referents;
use super::sentence::Sentence;
use super::telling::Telling;
use super::trigger::Breadth;
use super::{
    Aspect, Mention, Status, Tense, attribution, clause, keep, mend, phrase, role, same, select, status, style, trigger, what, when, worth,
};
use crate::lexicon::Lexicon;
use crate::lexicon::name_part::NameParts;
use crate::text::{Rel, Tag, Text};
use crate::timex::Timex;
use chrono::NaiveDate;

/// What mentions are read with.
#[derive(Clone, Copy)]
pub struct Setting<'a> {
    /// The day that the text was published.
    pub dct: Option<NaiveDate>,
    pub breadth: Breadth,
    pub lexicon: &'a Lexicon,
}

/// All mentions of the text. Parses the sentences that hold them.
pub fn find(text: &mut Text, timexes: &[Timex], setting: Setting) -> Vec<Mention> {
    let table = &setting.lexicon.models.entry;
    let decide = &mut |mention: &Mention, features: &[u32], _| keep::is_enough(keep::score(features, table), mention);
    find_with(text, timexes, setting, &mut Judge { all: false, decide })
}

/// Who decides of a mention in doubt whether it is listed.
pub struct Judge<'j> {
    /// Whether to ask about every mention that may be listed, to learn from it, not only about those in doubt.
    pub all: bool,
    pub decide: &'j mut Decide<'j>,
}

/// Decides from the mention, its features in [`super::keep`], and whether the rules list it and are in doubt.
pub type Decide<'d> = dyn FnMut(&Mention, &[u32], bool) -> bool + 'd;

/// The same, where `judge` decides.
pub fn find_with(text: &mut Text, timexes: &[Timex], setting: Setting, judge: &mut Judge) -> Vec<Mention> {
    let mut mentions = Vec::new();
    let mut at = 0;
    let mut referents = Referents::default();
    let mut story = (setting.breadth == Breadth::TimeMl).then(|| when::Story::new(timexes, setting.dct));
    let (mut quotation, mut read) = (Quotation::default(), 0);
    let chronicle = style::is_chronicle(text, setting.lexicon);
    for index in 0..text.sentences.len() {
        let start = at;
        at += timexes[start..].iter().take_while(|t| t.sentence as usize == index).count();
        text.parse(index, setting.lexicon);
        mend::mend(text, index, &timexes[start..at]);
        let dating: Vec<(u32, &Timex)> = (start..at).map(|i| (i as u32, &timexes[i])).collect();
        let sentence = Sentence::new(text, index as u32, setting.lexicon);
        referents.read(&sentence);
        let begin = text.sentences[index].span.start;
        quotation = quotation.read(&text.raw[read as usize..begin as usize]);
        read = begin;
        in_sentence(
            &sentence,
            &dating,
            setting,
            &Before { referents: &referents, quotation, chronicle },
            story.as_mut(),
            judge,
            &mut mentions,
        );
    }
    mentions
}

/// What the text before a sentence says.
struct Before<'a> {
    referents: &'a Referents,
    quotation: Quotation,
    /// Whether the whole text tells what happened in the present tense.
    chronicle: bool,
}

fn in_sentence(
    sentence: &Sentence,
    timexes: &[(u32, &Timex)],
    setting: Setting,
    before: &Before,
    story: Option<&mut when::Story>,
    judge: &mut Judge,
    mentions: &mut Vec<Mention>,
) {
    let Before { referents, quotation, chronicle } = *before;
    let (text, index) = (sentence.tree.text, sentence.tree.sentence);
    let triggers = trigger::find(sentence, setting.breadth);
    if triggers.is_empty() {
        return;
    }
    let tokens: Vec<u32> = triggers.iter().map(|t| t.token).collect();
    let manners: Vec<status::Manner> = tokens.iter().map(|&t| status::manner(&sentence.tree, t)).collect();
    let statuses: Vec<Status> = tokens.iter().zip(&manners).map(|(&t, m)| status::status(sentence, t, m)).collect();
    let reports: Vec<Option<Attribution>> = tokens.iter().map(|&t| attribution::of(sentence, t, referents)).collect();
    let told = when::Told { triggers: &triggers, manners: &manners, statuses: &statuses, reports: &reports, chronicle };
    let dates = when::dates(sentence, told, timexes, setting.dct, story.as_deref());
    if let Some(story) = story {
        story.read(index, &dates);
    }
    let counted = |(_, timex): &(u32, &Timex)| phrase::counted(&sentence.tree, timex, &tokens, sentence.lexicon);
    let counted: Vec<phrase::Counted> = timexes.iter().filter_map(counted).collect();
    let places = phrase::Places::of(&sentence.tree, setting.lexicon);
    let telling = Telling { sentence, triggers: &triggers, statuses: &statuses, dates: &dates, timexes, counted: &counted, referents };
    let first = mentions.len();
    let mut features = Vec::new();
    for (i, trigger) in triggers.iter().enumerate() {
        let (manner, status, when) = (&manners[i], statuses[i], dates[i].clone());
        let reported = &reports[i];
        // "Two days after a huge explosion that killed eleven": what the explosion did is told in its place.
        let subject = || clause::of(&sentence.tree, trigger.token).subject;
        let dates_others = || {
            trigger.noun
                && trigger.kind.is_some()
                && when.timex.is_some()
                && phrase::is_behind_cue(&sentence.tree, trigger.token, sentence.lexicon)
        };
        let anchor = counted.iter().any(|phrase| phrase.from == trigger.token) || dates_others();
        // "The raid on the port came a day after": the length counts to the raid.
        let carrier = sentence.tree.head(trigger.token).filter(|&verb| trigger.noun && worth::is_carried(sentence, verb));
        let counts = counted.iter().any(|phrase| phrase.placed == trigger.token || Some(phrase.placed) == carrier);
        let placed = anchor
            || is_placed(sentence, trigger.token)
            || places.join(&sentence.tree, trigger.token)
            || counts
            || trigger.kind.is_some() && counted.iter().any(|phrase| subject() == Some(phrase.from));
        // A heading repeats what the body tells with its date.
        let heading = text.sentences[index as usize].heading;
        let timex = timexes.iter().find(|(index, _)| Some(*index) == when.timex).map(|(_, timex)| timex.tokens.start);
        let grounds = select::Grounds {
            trigger,
            manner,
            status,
            when: &dates[i],
            placed,
            counts,
            anchor,
            heading,
            quotation,
            timex,
            chronicle,
            dct: setting.dct,
        };
        let by_rule = select::deserves_entry(sentence, &grounds);
        let doubtful = by_rule && select::is_doubtful(&grounds);
        let listed = by_rule || judge.all && select::may_be_listed(sentence, &grounds);
        let carried = triggers.iter().find(|t| t.carrier == Some(trigger.token));
        let is_time = |token: u32| timexes.iter().any(|(_, timex)| timex.tokens.contains(&token));
        let roles = role::of(sentence, trigger, carried.map(|t| t.token), &is_time, referents);
        let mut what = if listed { telling.say(i, anchor || carrier.is_some() && counts) } else { String::new() };
        let listed = listed
            && (what::is_self_contained(&what, setting.lexicon) || anchor && !what.is_empty() && !what::leans(&what, setting.lexicon));
        let spoken = !listed && select::deserves_statement(sentence, &grounds);
        let statement = reported.as_ref().filter(|r| spoken && r.verb.is_some() && is_full_name(&r.speaker, &sentence.lexicon.name_parts));
        if let Some(reported) = statement {
            let said = telling.say(i, anchor);
            if what::is_self_contained(&said, setting.lexicon) {
                what = what::as_said_by(&reported.speaker, &said, opens_with_name(sentence, trigger.token));
            }
        } else if !listed {
            what.clear();
        }
        let (listed, statement) = (listed || statement.is_some() && !what.is_empty(), statement.filter(|_| !what.is_empty()));
        let mut mention = Mention {
            trigger: text.tokens[trigger.token as usize].span,
            token: trigger.token,
            sentence: index,
            class: trigger.class,
            kind: if statement.is_some() { Some("STATEMENT".to_string()) } else { trigger.kind.clone() },
            tense: if trigger.noun { Tense::None } else { manner.tense },
            aspect: if trigger.noun { Aspect::None } else { manner.aspect },
            negated: manner.negated,
            modality: manner.modality.clone(),
            status,
            when,
            actors: statement.map_or(roles.actors, |s| vec![s.speaker.clone()]),
            recipients: if statement.is_some() { Vec::new() } else { roles.recipients },
            place: roles.place,
            attribution: reported.as_ref().map(|r| r.speaker.clone()),
            what,
            listed,
            carrier: trigger.carrier,
            same_as: None,
        };
        if mention.listed && statement.is_none() && (doubtful || judge.all) {
            keep::features(sentence, &grounds, &mention, &mut features);
            mention.listed = (judge.decide)(&mention, &features, doubtful);
            if !mention.listed {
                mention.what.clear();
            }
        }
        let words = text.word(trigger.token);
        let lead = telling.lead(i).map(|lead| first + lead).filter(|&lead| mentions[lead].listed && mentions[lead].what.contains(words));
        mention.same_as = match lead {
            Some(lead) => {
                // "Was hit, killing ten": nobody is said to have done it.
                mention.actors.clear();
                Some(mentions[lead].same_as.unwrap_or(lead as u32))
            }
            None => same::antecedent(sentence, trigger, &mention, carried, mentions),
        };
        // The same words twice are one event: a headline and its story, a live page that repeats itself.
        if mention.same_as.is_none() && mention.listed {
            let repeats = |m: &Mention| m.listed && m.what == mention.what && m.kind == mention.kind;
            mention.same_as = mentions.iter().position(repeats).map(|first| mentions[first].same_as.unwrap_or(first as u32));
        }
        if (anchor || places.opens(&sentence.tree, trigger.token)) && mention.same_as.is_none() {
            mention.same_as = same::retold(sentence, trigger, &mention, mentions);
        }
        mentions.push(mention);
    }
}

/// "Qais al-Khazali", not "one source" or "Mohie".
fn is_full_name(speaker: &str, parts: &NameParts) -> bool {
    speaker.contains(' ') && speaker.split(' ').all(|word| parts.may_hold(word) || word == "of")
}

/// Whether the clause of the verb opens with a name, which keeps its capital.
fn opens_with_name(sentence: &Sentence, verb: u32) -> bool {
    let subject = clause::of(&sentence.tree, verb).subject;
    subject.is_some_and(|s| {
        let first = sentence.tree.reach(s).start;
        sentence.tree.tag(s).is_proper() && sentence.tree.child(s, &[Rel::Det]).is_none() || sentence.tree.tag(first).is_proper()
    })
}

/// Whether words of relative order join the mention to another: a phrase of order below it, or it is itself in such a phrase.
fn is_placed(sentence: &Sentence, token: u32) -> bool {
    let tree = &sentence.tree;
    let opens = |phrase: u32| {
        matches!(tree.rel(phrase), Rel::Advcl | Rel::Ccomp | Rel::Obl | Rel::Nmod | Rel::Acl | Rel::AclRelcl)
            && tree.children_in(phrase, &[Rel::Mark, Rel::Case, Rel::Advmod]).any(|word| {
                let mut words = tree.word(word).to_ascii_lowercase();
                for fixed in tree.children_in(word, &[Rel::Fixed]) {
                    words.push(' ');
                    words.push_str(&tree.word(fixed).to_ascii_lowercase());
                }
                sentence.lexicon.cues.relation(&words).is_some()
            })
    };
    // "ramped up after …", whatever the parser hangs the clause on.
    let next = if tree.tokens().contains(&(token + 1)) && tree.tag(token + 1) == Tag::Rp { token + 2 } else { token + 1 };
    let right_after = tree.tokens().contains(&next) && sentence.lexicon.cues.relation(&tree.word(next).to_ascii_lowercase()).is_some();
    opens(token) || tree.children(token).iter().any(|&child| opens(child)) || tree.tag(token).is_verb() && right_after
}
