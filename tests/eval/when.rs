//! `cargo run --release --example eval_when -- event-times.tab TIMEML-FOLDER [--part dev|unseen] [--errors | --rows]`: how often an event has
//! the days that people gave it (EventTime: Reimers, Dehghani & Gurevych 2016). Every fourth document in the order of names is unseen.
//!
//! `--errors` lists what is wrong and `--rows` all, in tab-separated columns, with the sentence. Then comes a table of bases: how often each is right.
//!
//! Gold is a day (`1998-01-08`), bounds of one (`after1998-01-01before1998-01-31`, `before1998-01-08`), or the same of a first and a last day
//! (`beginPoint=…endPoint=…`). An event is right if its first and its last possible day are those of gold, where "before D" leaves the first
//! open and "after D" the last. Bounds may differ by the one day that lies between "before" and "at or before".

mod timeml;

use annals::article;
use annals::event::{Aspect, Basis, Mention, Status, Tense};
use annals::lexicon::Lexicon;
use annals::pipeline;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::path::Path;

/// First and last possible day; `None` is open.
type Days = (Option<NaiveDate>, Option<NaiveDate>);

fn main() {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let part = arguments.iter().position(|a| a == "--part").map(|at| arguments.drain(at..at + 2).nth(1).expect("dev or unseen"));
    let (options, paths): (Vec<String>, Vec<String>) = arguments.into_iter().partition(|a| a.starts_with("--"));
    let [table, folder] = &paths[..] else { panic!("give event-times.tab and a folder of TimeML documents") };
    let is_set = |name: &str| options.iter().any(|option| option == name);
    let (errors, rows) = (is_set("--errors"), is_set("--rows"));
    let gold = gold(&std::fs::read_to_string(table).unwrap_or_else(|error| panic!("{table}: {error}")));
    let (mut all, mut found, mut right, mut kinds) = (0, 0, 0, BTreeMap::<&str, [usize; 2]>::new());
    let mut bases: BTreeMap<Basis, BTreeMap<&str, [usize; 2]>> = BTreeMap::new();
    let documents = timeml::read_folder(Path::new(folder)).into_iter().filter_map(|d| Some((gold.get(&d.name)?, d)));
    let is_in = |at: usize| part.as_ref().is_none_or(|part| (at % 4 == 3) == (part == "unseen"));
    for (_, (events, document)) in documents.enumerate().filter(|(at, _)| is_in(*at)) {
        let day = document.dct.map(|day| day.to_string());
        let (article, _) = article::from_text(&document.text, &document.name, day.as_deref(), None);
        let shift = document.text.find(&article.body).expect("the body is a part of the text");
        let tagged = pipeline::tag(&article, Lexicon::embedded());
        for event in &document.events {
            let Some(value) = events.get(&event.id) else { continue };
            let Some(want) = days(value) else { continue };
            all += 1;
            let kind = kinds.entry(kind(value)).or_default();
            kind[0] += 1;
            let ends = |m: &&Mention| m.trigger.end as usize + shift == event.end;
            let Some(mention) = tagged.mentions.iter().find(ends) else { continue };
            found += 1;
            let is = told(mention, document.dct);
            let same = near(is.0, want.0) && near(is.1, want.1);
            right += usize::from(same);
            kind[1] += usize::from(same);
            let of_basis = bases.entry(mention.when.basis).or_default().entry(self::kind(value)).or_default();
            *of_basis = [of_basis[0] + 1, of_basis[1] + usize::from(same)];
            if rows || errors && !same {
                let words = &document.text[event.start..event.end];
                let Mention { status, class, tense, aspect, when, .. } = mention;
                let (name, sentence) = (&document.name, around(&document.text, event.start, event.end));
                let timex = when.timex.map_or("", |at| tagged.timexes[at as usize].span.of(&article.body));
                println!(
                    "{same}\t{name}\t{words}\t{value}\t{}\t{:?}\t{status:?}\t{class:?}\t{tense:?}\t{aspect:?}\t{timex}\t{sentence}",
                    when.date, when.basis
                );
            }
        }
    }
    let share = |n: usize, of: usize| n as f64 / of.max(1) as f64 * 100.0;
    println!("{all} events, {found} found; dated as gold: {:.1} % of all, {:.1} % of those found", share(right, all), share(right, found));
    kinds.iter().for_each(|(kind, [all, right])| println!("{kind:24}{all:6}{:7.1}", share(*right, *all)));
    for (basis, kinds) in bases {
        let of = |(kind, [all, right]): (&&str, &[usize; 2])| format!("{kind} {right} of {all}");
        println!("{:24}{}", format!("{basis:?}"), kinds.iter().map(of).collect::<Vec<_>>().join(", "));
    }
}

/// The line around an event, with the event in brackets.
fn around(text: &str, start: usize, end: usize) -> String {
    let from = text[..start].rfind("\n\n").map_or(0, |at| at + 2);
    let to = text[end..].find("\n\n").map_or(text.len(), |at| end + at);
    let line = format!("{}[[{}]]{}", &text[from..start], &text[start..end], &text[end..to]);
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// By document and event, the value.
fn gold(table: &str) -> BTreeMap<String, BTreeMap<String, String>> {
    let mut gold: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    for line in table.lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        if let [document, _, _, "event", event, _, _, value] = cells[..] {
            gold.entry(document.to_string()).or_default().entry(event.to_string()).or_insert(value.to_string());
        }
    }
    gold
}

fn kind(value: &str) -> &'static str {
    match value {
        v if v.starts_with("begin") => "several days",
        v if v.starts_with("after") && v.contains("before") => "a day between two",
        v if v.starts_with("after") => "a day after",
        v if v.starts_with("before") => "a day before",
        _ => "a day",
    }
}

/// The first possible and the last possible day of a value; `None` for what is no value (`n/a`).
fn days(value: &str) -> Option<Days> {
    let value = value.split(',').next()?;
    if let Some(rest) = value.strip_prefix("beginPoint=") {
        let (begin, end) = rest.split_once("endPoint=")?;
        return Some((bounds(begin)?.0, bounds(end)?.1));
    }
    bounds(value)
}

fn bounds(value: &str) -> Option<Days> {
    let day = |after: &str| value.find(after).map(|at| value[at + after.len()..].get(..10).and_then(|day| day.parse().ok()));
    match (day("after"), day("before")) {
        (None, None) => value.parse().ok().map(|day| (Some(day), Some(day))),
        (after, before) => Some((after.flatten(), before.flatten())),
    }
}

/// What annals says: the days that its date allows. What goes on when the text is written, or is told in the present tense, ends later.
fn told(mention: &Mention, dct: Option<NaiveDate>) -> Days {
    let interval = mention.when.date.interval();
    let lasts = mention.status == Status::Ongoing || mention.tense == Tense::Present && mention.aspect != Aspect::Perfective;
    let latest = interval.latest().filter(|&last| !(lasts && mention.when.basis == Basis::OrderOnly && Some(last) == dct));
    (interval.earliest(), latest)
}

fn near(a: Option<NaiveDate>, b: Option<NaiveDate>) -> bool {
    match (a, b) {
        (None, None) => true,
        (Some(a), Some(b)) => (a - b).num_days().abs() <= 1,
        _ => false,
    }
}
