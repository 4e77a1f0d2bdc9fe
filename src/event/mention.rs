//! The mentions of one sentence: what each trigger tells, whether a timeline lists it, and which earlier mention it takes up.

use super::attribution::Attribution;
use super::find::{Judge, Setting};
use super::keep::Doubt;
use super::quotation::Quotations;
use super::reference::Referents;
use super::role::{self, Roles};
use super::sentence::Sentence;
use super::telling::Telling;
use super::trigger::{Breadth, Trigger};
use super::{Aspect, Mention, Status, Tense, When, attribution, clause, keep, phrase, same, select, status, trigger, what, when, worth};
use crate::lexicon::name_part::NameParts;
use crate::text::{Rel, Tag};
use crate::timex::Timex;
use std::ops::Range;

/// What the text before a sentence says.
#[derive(Clone, Copy)]
pub(super) struct Before<'a> {
    pub referents: &'a Referents,
    pub quotations: &'a Quotations,
    /// Whether the whole text tells what happened in the present tense.
    pub chronicle: bool,
    pub words: &'a keep::Words,
}

/// A sentence with its triggers and what is read of each of them, side by side.
pub(super) struct InSentence<'r, 's, 'a> {
    sentence: &'r Sentence<'s, 'a>,
    setting: Setting<'r>,
    before: Before<'r>,
    timexes: &'r [(u32, &'r Timex)],
    triggers: Vec<Trigger>,
    manners: Vec<status::Manner>,
    statuses: Vec<Status>,
    reports: Vec<Option<Attribution>>,
    dates: Vec<When>,
    counted: Vec<phrase::Counted>,
    places: phrase::Places,
    /// What bare nouns are called in full, and the tokens in whose place that stands.
    nouns: Vec<(String, Range<u32>)>,
}

/// How words of order place a trigger.
#[derive(Clone, Copy)]
struct Placing {
    /// Whether another event is dated or placed by it.
    anchor: bool,
    /// Whether a length counts it from another event.
    counts: bool,
    /// Whether that is the length of a verb that only says that it happens: "the raid came a day after".
    by_verb: bool,
    /// Whether it stands before, after or with another event, in whatever way.
    placed: bool,
}

/// How an entry is worded.
#[derive(Default)]
struct Wording<'w> {
    what: String,
    /// Who says it, where the entry is that it was said.
    by: Option<&'w Attribution>,
}

impl<'r, 's, 'a> InSentence<'r, 's, 'a> {
    /// Nothing where the sentence has no trigger.
    pub(super) fn read(
        sentence: &'r Sentence<'s, 'a>,
        timexes: &'r [(u32, &'r Timex)],
        setting: Setting<'r>,
        before: Before<'r>,
        story: Option<&when::Story>,
    ) -> Option<InSentence<'r, 's, 'a>> {
        let triggers = trigger::find(sentence, setting.breadth);
        if triggers.is_empty() {
            return None;
        }
        let tokens: Vec<u32> = triggers.iter().map(|t| t.token).collect();
        let manners: Vec<status::Manner> = tokens.iter().map(|&t| status::manner(&sentence.tree, t)).collect();
        let told = |(&t, m): (&u32, &status::Manner)| {
            let own = status::status(sentence, t, m);
            if own == Status::Ongoing && status::is_due(&sentence.tree, t, m, timexes, setting.dct) { Status::Planned } else { own }
        };
        let statuses: Vec<Status> = tokens.iter().zip(&manners).map(told).collect();
        let reports: Vec<Option<Attribution>> = tokens.iter().map(|&t| attribution::of(sentence, t, before.referents)).collect();
        let told =
            when::Told { triggers: &triggers, manners: &manners, statuses: &statuses, reports: &reports, chronicle: before.chronicle };
        let dates = when::dates(sentence, told, timexes, setting.dct, story);
        let counted = |(_, timex): &(u32, &Timex)| phrase::counted(&sentence.tree, timex, &tokens, sentence.lexicon);
        let counted = timexes.iter().filter_map(counted).collect();
        let places = phrase::Places::of(&sentence.tree, setting.lexicon);
        let nouns = sentence.tree.tokens().filter_map(|t| before.referents.nouns.of(sentence, t)).collect();
        Some(InSentence { sentence, setting, before, timexes, triggers, manners, statuses, reports, dates, counted, places, nouns })
    }

    /// What dates each trigger.
    pub(super) fn dates(&self) -> &[When] {
        &self.dates
    }

    /// Adds the mentions of all triggers to those of the text so far.
    pub(super) fn mentions(&self, judge: &mut Judge<'_>, mentions: &mut Vec<Mention>) {
        let first = mentions.len();
        let mut features = Vec::new();
        for index in 0..self.triggers.len() {
            let placing = self.placing(index);
            let grounds = self.grounds(index, &placing);
            let by_rule = select::deserves_entry(self.sentence, &grounds);
            let entry = || self.entry(index, &placing);
            let by_score = || !by_rule && self.setting.breadth == Breadth::Entries && select::may_be_listed(self.sentence, &grounds);
            let ruled = if by_rule { entry() } else { None };
            let told = ruled.or_else(|| self.statement(index, &placing, &grounds));
            let wording = told.or_else(|| if by_score() { entry() } else { None }).unwrap_or_default();
            let is_statement = wording.by.is_some();
            let mut mention = self.mention(index, wording);
            if mention.listed && !is_statement && self.setting.breadth == Breadth::Entries {
                keep::features(self.sentence, &grounds, &mention, self.before.words, &mut features);
                let doubt = judge(&mention, &features, by_rule);
                let is_news = by_rule && keep::is_news(self.sentence, &self.triggers[index], placing.placed, keep::Bar::of(&mention));
                mention.doubt = if is_news { Doubt::None } else { doubt };
                // What no rule lists needs no second look.
                if !by_rule && mention.doubt != Doubt::None {
                    mention.listed = false;
                    mention.what.clear();
                }
            }
            self.join(index, &placing, &mut mention, first, mentions);
            if let Some(noun) = self.noun_told_by(index, &mention, first, mentions) {
                mentions[noun].what.clone_from(&mention.what);
                mention.same_as = Some(same::first(mentions, noun));
            }
            if let Some(verb) = self.told_of_noun(index, &mention, first, mentions) {
                mention.same_as = Some(same::first(mentions, verb));
            }
            mentions.push(mention);
        }
    }

    /// "Since an explosion that killed eleven": the listed noun of whose event the verb tells, on the same day; one entry says it all.
    fn noun_told_by(&self, index: usize, mention: &Mention, first: usize, mentions: &[Mention]) -> Option<usize> {
        let tree = &self.sentence.tree;
        let subject = clause::of(tree, self.triggers[index].token).subject.filter(|_| mention.listed && mention.same_as.is_none())?;
        let at = tree.text.tokens[subject as usize].span;
        let told = |m: &Mention| m.listed && m.trigger == at && m.when.date == mention.when.date && m.kind.is_some();
        (first..mentions.len()).find(|&noun| told(&mentions[noun]))
    }

    /// "Three were killed following a missile attack on Dnipro": the verb of the same type whose line has all the words of the noun's.
    fn told_of_noun(&self, index: usize, mention: &Mention, first: usize, mentions: &[Mention]) -> Option<usize> {
        let base = self.triggers[index].base().filter(|_| self.triggers[index].noun && mention.listed && mention.same_as.is_none())?;
        let tree = &self.sentence.tree;
        let leads = |case: u32| tree.is_one_of(case, &["in", "following", "by", "during", "from"]);
        tree.child(self.triggers[index].token, &[Rel::Case]).filter(|&case| leads(case))?;
        let words = mention.what.trim_end_matches('.');
        let words = words.split_once(' ').filter(|(article, _)| matches!(*article, "A" | "An" | "The")).map_or(words, |(_, rest)| rest);
        let told = |m: &Mention| {
            let dates = m.when.date.interval().intersect(mention.when.date.interval());
            m.listed && same::family(m) == Some(base) && m.what.contains(words) && dates.is_some()
        };
        (first..mentions.len()).find(|&verb| told(&mentions[verb]))
    }

    fn placing(&self, index: usize) -> Placing {
        let (tree, trigger) = (&self.sentence.tree, &self.triggers[index]);
        let counted = &self.counted;
        // "Two days after a huge explosion that killed eleven": what the explosion did is told in its place.
        let is_of_anchor = || {
            let subject = trigger.kind.as_ref().and_then(|_| clause::of(tree, trigger.token).subject);
            subject.is_some_and(|subject| counted.iter().any(|phrase| phrase.from == subject))
        };
        let dates_others = || {
            let dated = trigger.noun && trigger.kind.is_some() && self.dates[index].timex.is_some();
            dated && phrase::is_behind_cue(tree, trigger.token, self.sentence.lexicon)
        };
        let anchor = counted.iter().any(|phrase| phrase.from == trigger.token) || dates_others();
        let verb = tree.head(trigger.token).filter(|&verb| trigger.noun && worth::only_happens(self.sentence, verb));
        let counts = counted.iter().any(|phrase| phrase.placed == trigger.token || Some(phrase.placed) == verb);
        let placed = anchor || counts || is_placed(self.sentence, trigger.token) || self.places.join(tree, trigger.token) || is_of_anchor();
        Placing { anchor, counts, by_verb: counts && verb.is_some(), placed }
    }

    fn grounds(&self, index: usize, placing: &Placing) -> select::Grounds<'_> {
        let when = &self.dates[index];
        select::Grounds {
            trigger: &self.triggers[index],
            manner: &self.manners[index],
            status: self.statuses[index],
            when,
            placed: placing.placed,
            counts: placing.counts,
            anchor: placing.anchor,
            // A heading repeats what the body tells with its date.
            heading: self.sentence.tree.text.sentences[self.sentence.tree.sentence as usize].heading,
            quotations: self.before.quotations,
            timex: self.timexes.iter().find(|(index, _)| Some(*index) == when.timex).map(|(_, timex)| timex.tokens.start),
            chronicle: self.before.chronicle,
            dct: self.setting.dct,
        }
    }

    fn telling(&self) -> Telling<'_, 's, 'a> {
        Telling {
            sentence: self.sentence,
            triggers: &self.triggers,
            statuses: &self.statuses,
            dates: &self.dates,
            timexes: self.timexes,
            counted: &self.counted,
            referents: self.before.referents,
            nouns: &self.nouns,
        }
    }

    /// The words of an entry that tells the event itself.
    fn entry(&self, index: usize, placing: &Placing) -> Option<Wording<'_>> {
        let lexicon = self.setting.lexicon;
        let what = self.telling().say(index, placing.anchor || placing.by_verb);
        let stands = what::is_self_contained(&what, lexicon) || placing.anchor && !what.is_empty() && !what::leans(&what, lexicon);
        stands.then_some(Wording { what, by: None })
    }

    /// The words of an entry that somebody said so.
    fn statement(&self, index: usize, placing: &Placing, grounds: &select::Grounds) -> Option<Wording<'_>> {
        if !select::deserves_statement(self.sentence, grounds) {
            return None;
        }
        let parts = &self.sentence.lexicon.name_parts;
        let by = self.reports[index].as_ref().filter(|report| report.verb.is_some() && is_full_name(&report.speaker, parts))?;
        let said = self.telling().say(index, placing.anchor);
        let (tree, token) = (&self.sentence.tree, self.triggers[index].token);
        let subject = clause::of(tree, token).subject;
        let opens_with_name = subject.is_some_and(|subject| opens_with_name(self.sentence, subject));
        // A name stands for it in what is said.
        let pronoun = subject.filter(|&s| tree.tag(s) == Tag::Prp).map(|s| tree.word(s));
        what::is_self_contained(&said, self.setting.lexicon)
            .then(|| Wording { what: what::as_said_by(&by.speaker, &said, opens_with_name, pronoun), by: Some(by) })
    }

    fn mention(&self, index: usize, wording: Wording) -> Mention {
        let (trigger, manner) = (&self.triggers[index], &self.manners[index]);
        let is_time = |token: u32| self.timexes.iter().any(|(_, timex)| timex.tokens.contains(&token));
        let carried = self.carried(trigger).map(|noun| noun.token);
        let mut roles = role::of(self.sentence, trigger, carried, &is_time, self.before.referents);
        if let Some(by) = wording.by {
            roles = Roles { actors: vec![by.speaker.clone()], recipients: Vec::new(), ..roles };
        }
        Mention {
            trigger: self.sentence.tree.text.tokens[trigger.token as usize].span,
            token: trigger.token,
            sentence: self.sentence.tree.sentence,
            class: trigger.class,
            kind: if wording.by.is_some() { Some("STATEMENT".to_string()) } else { trigger.kind.clone() },
            tense: if trigger.noun { Tense::None } else { manner.tense },
            aspect: if trigger.noun { Aspect::None } else { manner.aspect },
            negated: manner.negated,
            modality: manner.modality.clone(),
            status: self.statuses[index],
            when: self.dates[index].clone(),
            actors: roles.actors,
            recipients: roles.recipients,
            place: roles.place,
            attribution: self.reports[index].as_ref().map(|report| report.speaker.clone()),
            listed: !wording.what.is_empty(),
            doubt: Doubt::None,
            what: wording.what,
            carrier: trigger.carrier,
            same_as: None,
        }
    }

    /// The event noun that a light verb carries.
    fn carried(&self, verb: &Trigger) -> Option<&Trigger> {
        self.triggers.iter().find(|noun| noun.carrier == Some(verb.token))
    }

    /// Finds the earlier mention of the same event; `first` is where those of this sentence begin.
    fn join(&self, index: usize, placing: &Placing, mention: &mut Mention, first: usize, mentions: &[Mention]) {
        let (sentence, trigger) = (self.sentence, &self.triggers[index]);
        let of = |at: usize| same::first(mentions, at);
        let word = sentence.tree.word(trigger.token);
        let lead = self.telling().lead(index).map(|lead| first + lead);
        if let Some(lead) = lead.filter(|&lead| mentions[lead].listed && mentions[lead].what.contains(word)) {
            // "Was hit, killing ten": nobody is said to have done it.
            mention.actors.clear();
            mention.same_as = Some(of(lead));
            return;
        }
        // The same words twice are one event: a headline and its story, a live page that repeats itself.
        let repeats = |m: &Mention| m.listed && m.what == mention.what && m.kind == mention.kind;
        let repeated = || if mention.listed { mentions.iter().position(repeats).map(of) } else { None };
        let may_retell = placing.anchor || self.places.opens(&sentence.tree, trigger.token);
        let retold = || may_retell.then(|| same::retold(sentence, trigger, mention, mentions)).flatten();
        mention.same_as = same::antecedent(sentence, trigger, mention, self.carried(trigger), mentions).or_else(repeated).or_else(retold);
    }
}

/// "Qais al-Khazali", not "one source" or "Mohie".
fn is_full_name(speaker: &str, parts: &NameParts) -> bool {
    speaker.contains(' ') && speaker.split(' ').all(|word| parts.may_hold(word) || word == "of")
}

/// Whether the phrase of a subject opens with a name, which keeps its capital.
fn opens_with_name(sentence: &Sentence, subject: u32) -> bool {
    let tree = &sentence.tree;
    let named = tree.tag(subject).is_proper() && tree.child(subject, &[Rel::Det]).is_none();
    named || tree.tag(tree.reach(subject).start).is_proper()
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
