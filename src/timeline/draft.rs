//! One article's mentions as entries to be: what is listed, with its evidence, and the links among them. Holds no text of the article but
//! the quotes, so that memory is bounded by the events.

use crate::article::{Article, DctBasis};
use crate::event::{Basis, Mention, Status, Tense};
use crate::lexicon::cues::PLACES;
use crate::order::lasting::Lasting;
use crate::order::tlink::Tlink;
use crate::order::tlink::counted::days_of as lasted_for;
use crate::span::Span;
use crate::text::{Tag, Text};
use crate::time::edtf::{Date, Edtf, Part, Year};
use crate::time::{Distance, Interval, Relation};
use crate::timeline::entry::{Claim, Entry, Evidence, Source, Told};
use crate::timex::{Anchor, Timex};
use chrono::Datelike;

/// The entries of one article, ids still empty, in text order.
#[derive(Debug)]
pub struct Draft {
    pub source: Source,
    pub entries: Vec<DraftEntry>,
    pub links: Vec<DraftLink>,
}

/// An entry to be.
#[derive(Debug)]
pub struct DraftEntry {
    pub entry: Entry,
    /// The days that its own words allow, until the order is known.
    pub asserted: Interval,
    /// It is said to have happened, or to go on.
    pub fact: bool,
    /// Byte offset of the trigger.
    pub place: u32,
}

/// A cue between two entries of the draft.
#[derive(Clone, Debug, PartialEq)]
pub struct DraftLink {
    /// The entry that is placed, by its index.
    pub from: usize,
    /// Which evidence of `from` says so.
    pub evidence: usize,
    /// The entry that it is placed against.
    pub to: usize,
    pub relation: Relation,
    pub cue: String,
    /// How far apart they are, when the words say so.
    pub days: Option<Distance>,
    /// In percent.
    pub confidence: u8,
}

/// What the text of an article becomes in a timeline.
pub fn draft(article: &Article, text: &Text, timexes: &[Timex], mentions: &[Mention], tlinks: &[Tlink], lasting: &[Lasting]) -> Draft {
    // One entry for all mentions of one event; the first that is listed leads.
    let mut entry_of: Vec<Option<usize>> = vec![None; mentions.len()];
    let mut entries: Vec<DraftEntry> = Vec::new();
    for (i, mention) in mentions.iter().enumerate() {
        if let Some(first) = mention.same_as.and_then(|first| entry_of[first as usize]) {
            entry_of[i] = Some(first);
            join(&mut entries[first], mention, evidence(article, text, timexes, mention));
        } else if mention.listed {
            entry_of[i] = Some(entries.len());
            entries.push(entry(article, text, timexes, mention));
        }
    }
    // A noun that a listed verb carries ("carried out an attack") is that verb's event.
    for (i, mention) in mentions.iter().enumerate() {
        if entry_of[i].is_none()
            && let Some(carrier) = mention.carrier
            && let Some(verb) = mentions.iter().position(|m| m.token == carrier)
        {
            entry_of[i] = entry_of[verb];
        }
    }
    for length in lasting {
        if let Some(entry) = entry_of[length.mention] {
            last(&mut entries[entry], evidence(article, text, timexes, &mentions[length.said]), &timexes[length.timex], text);
        }
    }
    let mut links = Vec::new();
    // A weak cue is for `tag`; what it says is too often wrong to bound a date.
    for link in tlinks.iter().filter(|link| link.confidence >= PLACES) {
        if let (Some(from), Some(to)) = (entry_of[link.from], entry_of[link.to])
            && from != to
        {
            let Tlink { relation, ref cue, days, confidence, .. } = *link;
            let evidence = quoted(&entries[from].entry, text, &mentions[link.from]);
            links.push(DraftLink { from, evidence, to, relation, cue: cue.clone(), days, confidence });
        }
    }
    links.extend(one_unknown_year(&entries));
    Draft { source: source(article), entries, links }
}

/// What a timeline keeps of an article.
pub(super) fn source(article: &Article) -> Source {
    Source {
        title: article.title.clone(),
        path: article.path.clone(),
        author: article.author.clone(),
        publisher: article.publisher.clone(),
        url: article.url.clone(),
        published: article.dct.published(),
        published_from: article.dct.from,
        published_evidence: Some(&article.dct.evidence).filter(|words| !words.is_empty() && article.dct.from != DctBasis::Option).cloned(),
        copy_of: None,
        sha256: article.sha256.clone(),
    }
}

fn entry(article: &Article, text: &Text, timexes: &[Timex], mention: &Mention) -> DraftEntry {
    let evidence = evidence(article, text, timexes, mention);
    let claim = Claim {
        id: String::new(),
        date: mention.when.date,
        basis: mention.when.basis,
        what: mention.what.clone(),
        kind: mention.kind.clone(),
        status: mention.status,
        actors: mention.actors.clone(),
        recipients: mention.recipients.clone(),
        place: mention.place.clone(),
        review: None,
    };
    DraftEntry {
        entry: Entry { evidence: vec![evidence], ..Entry::from(claim) },
        asserted: mention.when.date.interval(),
        fact: matches!(mention.status, Status::Occurred | Status::Ongoing),
        place: mention.trigger.start,
    }
}

/// A further mention of an entry's event: more evidence, and whatever the first left out.
fn join(draft: &mut DraftEntry, mention: &Mention, evidence: Evidence) {
    let entry = &mut draft.entry;
    let interval = mention.when.date.interval();
    let finer = draft.asserted.contains(interval) && (draft.asserted != interval || entry.evidence[0].time.is_none());
    if mention.when.timex.is_some() && finer {
        entry.date = mention.when.date;
        entry.basis = mention.when.basis;
        draft.asserted = interval;
    }
    entry.kind = entry.kind.take().or(mention.kind.clone());
    entry.place = entry.place.take().or(mention.place.clone());
    for (all, more) in [(&mut entry.actors, &mention.actors), (&mut entry.recipients, &mention.recipients)] {
        for name in more {
            if !all.contains(name) {
                all.push(name.clone());
            }
        }
    }
    if entry.evidence.iter().all(|e| e.quote != evidence.quote) {
        entry.evidence.push(evidence);
    }
}

/// An event of one day that went on for a length: its date gets an end, which is as rough as the length is.
fn last(draft: &mut DraftEntry, mut said: Evidence, length: &Timex, text: &Text) {
    let (Edtf::Date(from), Some(unit)) = (draft.entry.date, length.value.chars().last()) else { return };
    let (Some(first), Some(Distance { least: Some(least), most: Some(most) })) =
        (from.interval().single_day(), lasted_for(&length.value).filter(|_| draft.fact && !length.value.starts_with("PT")))
    else {
        return;
    };
    let Some(last) = first.checked_add_signed(chrono::TimeDelta::days((least + most) / 2)) else { return };
    let to = match unit {
        'D' | 'W' => Date::day(last),
        'M' => Date::month(last.year(), last.month() as u8),
        _ => Date::year(last.year()),
    };
    draft.entry.date = Edtf::Lasted { from: Some(from), to: Some(to.about()) };
    draft.asserted = draft.entry.date.interval();
    (said.time, said.rule) = (Some(one_line(length.span.of(text.raw))), Some(length.rule.to_string()));
    match draft.entry.evidence.iter_mut().find(|evidence| evidence.quote == said.quote) {
        Some(evidence) if evidence.time.is_none() => *evidence = Evidence { links: std::mem::take(&mut evidence.links), ..said },
        Some(_) => {}
        None => draft.entry.evidence.push(said),
    }
}

/// The evidence of the entry that quotes the mention's sentence.
fn quoted(entry: &Entry, text: &Text, mention: &Mention) -> usize {
    let quote = one_line(text.sentences[mention.sentence as usize].span.of(text.raw));
    entry.evidence.iter().position(|evidence| evidence.quote == quote).unwrap_or(0)
}

/// What the tense says of the day of publication, where no words date the mention.
fn told(mention: &Mention) -> Option<Told> {
    if !matches!(mention.when.basis, Basis::OrderOnly | Basis::EventAnchored) {
        return None;
    }
    match mention.status {
        Status::Occurred | Status::Ongoing => Some(Told::Past),
        Status::Planned | Status::Threatened if mention.tense == Tense::Future => Some(Told::Future),
        _ => None,
    }
}

fn evidence(article: &Article, text: &Text, timexes: &[Timex], mention: &Mention) -> Evidence {
    let sentence = text.sentences[mention.sentence as usize].span;
    let timex = mention.when.timex.map(|i| &timexes[i as usize]);
    let anchor = timex.and_then(|timex| match timex.anchor {
        Anchor::Dct => article.dct.published().map(|day| format!("published {day}")),
        Anchor::Timex(other) => timexes.get(other as usize).map(|t| t.value.clone()),
        Anchor::None | Anchor::Event => None,
    });
    Evidence {
        of: None,
        source: String::new(),
        quote: one_line(sentence.of(text.raw)),
        time: timex.map(|t| one_line(dating_words(text, t).of(text.raw))),
        anchor,
        rule: timex.map(|t| t.rule.to_string()),
        tense: told(mention),
        attribution: mention.attribution.clone(),
        links: Vec::new(),
    }
}

/// The expression with the preposition that it hangs on: "in January", "since 2014".
fn dating_words(text: &Text, timex: &Timex) -> Span {
    let before = timex
        .tokens
        .start
        .checked_sub(1)
        .filter(|&t| text.tag(t) == Tag::In && text.sentences[timex.sentence as usize].tokens.contains(&t));
    before.map_or(timex.span, |t| text.tokens[t as usize].span.cover(timex.span))
}

/// Line breaks and runs of spaces as one space: all that a quote may change.
fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Where the article's date is unknown, "in January … in October" keep their order within the one year that they are taken to share: only
/// where the text tells them in that order too, since "on December 27 … on January 3" crosses into a new year.
fn one_unknown_year(entries: &[DraftEntry]) -> Vec<DraftLink> {
    struct Told {
        place: u32,
        first: (u8, u8),
        last: (u8, u8),
        entry: usize,
    }
    let told = |(entry, e): (usize, &DraftEntry)| {
        let (first, last) = match e.entry.date {
            Edtf::Date(Date { year: Year::Unknown, part: Part::Month(month), .. }) => ((month, 1), (month, 31)),
            Edtf::Date(Date { year: Year::Unknown, part: Part::Day { month, day }, .. }) => ((month, day), (month, day)),
            _ => return None,
        };
        e.fact.then_some(Told { place: e.place, first, last, entry })
    };
    let months: Vec<Told> = entries.iter().enumerate().filter_map(told).collect();
    let mut links = Vec::new();
    for later in &months {
        let earlier = months.iter().filter(|m| m.place < later.place && m.last < later.first).max_by_key(|m| (m.last, m.place));
        // A later month told in between means that the year turned.
        let turned = |e: &Told| months.iter().any(|m| e.place < m.place && m.place < later.place && m.first > later.last);
        if let Some(earlier) = earlier.filter(|e| !turned(e)) {
            let cue = "the same unknown year".to_string();
            links.push(DraftLink {
                from: later.entry,
                evidence: 0,
                to: earlier.entry,
                relation: Relation::After,
                cue,
                days: None,
                confidence: 20,
            });
        }
    }
    links
}
