//! What a person may answer, and what it does to the timeline.

use super::{Who, page};
use crate::event::Basis;
use crate::timeline::yaml::names::Named;
use crate::timeline::{Decision, Entry, Field, State, Subject, Timeline, Value, Verdict};

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Answer {
    Review(State, Option<String>),
    /// A field's new value; none empties it.
    Edit(Field, Option<Value>),
    /// Takes what the machine proposes.
    Take,
    /// The likely duplicate of this number is the same event, or is not.
    Decide(Verdict, usize),
    NotEvent(Option<String>),
    Skip,
    Undo,
    Help,
    Quit,
}

/// Whether the event needs no further answer.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Did {
    Decided,
    Changed,
    /// It was set beside another event; what that means, in words.
    Paired(String),
}

impl Answer {
    /// Reads a line: a letter, and words behind it. `Err` says what to type instead.
    pub(super) fn read(line: &str) -> Result<Answer, String> {
        let line = line.trim();
        let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let rest = rest.trim();
        let note = (!rest.is_empty()).then(|| rest.to_string());
        let number = || match rest.parse::<usize>() {
            Ok(number) if number > 0 => Ok(number),
            _ if rest.is_empty() => Ok(1),
            _ => Err(format!("'{rest}' is no number; write {word} and the number of the likely duplicate")),
        };
        match word {
            "a" | "accept" => Ok(Answer::Review(State::Accepted, note)),
            "r" | "reject" => Ok(Answer::Review(State::Rejected, note)),
            "o" | "open" => Ok(Answer::Review(State::Open, note)),
            "x" => Ok(Answer::NotEvent(note)),
            "t" | "take" => Ok(Answer::Take),
            "s" | "same" => number().map(|number| Answer::Decide(Verdict::Same, number)),
            "d" | "different" => number().map(|number| Answer::Decide(Verdict::NotSame, number)),
            "e" | "edit" => edit(rest),
            "" | "k" | "skip" => Ok(Answer::Skip),
            "u" | "undo" => Ok(Answer::Undo),
            "q" | "quit" => Ok(Answer::Quit),
            "?" | "h" | "help" => Ok(Answer::Help),
            _ => Err(format!("'{word}' is no answer; ? lists them")),
        }
    }

    /// Does it to the event `id`. `Err` says why it cannot be done.
    pub(super) fn carry_out(self, timeline: &mut Timeline, id: &str, who: &Who) -> Result<Did, String> {
        let at = timeline.events.iter().position(|entry| entry.id == id).ok_or("the event is gone")?;
        match self {
            Answer::Review(state, note) => {
                let entry = &mut timeline.events[at];
                // What is accepted or rejected as it stands leaves nothing proposed.
                if state != State::Open {
                    entry.proposed.clear();
                    drop_sides_of_people(entry);
                }
                entry.review = Some(who.review(state, note));
                Ok(Did::Decided)
            }
            Answer::Edit(field, value) => {
                let entry = &mut timeline.events[at];
                entry.set(field, value)?;
                if field == Field::Date {
                    entry.basis = Basis::Human;
                }
                entry.proposed.remove(&field);
                settle(entry, field);
                Ok(Did::Changed)
            }
            Answer::Take => {
                let entry = &mut timeline.events[at];
                if entry.proposed.is_empty() {
                    return Err("nothing is proposed".into());
                }
                for (field, value) in std::mem::take(&mut entry.proposed) {
                    entry.set(field, Some(value))?;
                    settle(entry, field);
                }
                Ok(Did::Changed)
            }
            Answer::Decide(verdict, number) => {
                let likely = page::likely(timeline, &timeline.events[at]);
                let other = likely.get(number - 1).ok_or_else(|| match likely.len() {
                    0 => "no likely duplicate is known; write a decision into `decisions` by hand".to_string(),
                    most => format!("there is no number {number}; the last is {most}"),
                })?;
                let done = match verdict {
                    Verdict::Same => format!("the same as {}; the next build or merge joins them", other.id),
                    _ => format!("not the same as {}", other.id),
                };
                let about = vec![subject(&timeline.events[at]), subject(other)];
                decide(timeline, verdict, about, who, None);
                Ok(Did::Paired(done))
            }
            Answer::NotEvent(why) => {
                let about = vec![subject(&timeline.events[at])];
                decide(timeline, Verdict::NotEvent, about, who, why);
                let note = Some("not an event".to_string());
                timeline.events[at].review = Some(who.review(State::Rejected, note));
                Ok(Did::Decided)
            }
            Answer::Skip | Answer::Undo | Answer::Help | Answer::Quit => Ok(Did::Changed),
        }
    }
}

/// `FIELD VALUE`; a list is split at commas, and no value or `-` empties it.
fn edit(rest: &str) -> Result<Answer, String> {
    let (word, value) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let field = Field::from_word(word).filter(|field| *field != Field::Basis);
    let field = field.ok_or_else(|| {
        format!("'{word}' is no field; write e and one of date, what, type, status, actors, recipients, place, and its value")
    })?;
    let value = match value.trim() {
        "" | "-" => None,
        value if field.is_list() => {
            Some(Value::Many(value.split(',').map(|one| one.trim().to_string()).filter(|one| !one.is_empty()).collect()))
        }
        value => {
            field.check(value)?;
            Some(Value::One(value.to_string()))
        }
    };
    Ok(Answer::Edit(field, value))
}

fn decide(timeline: &mut Timeline, verdict: Verdict, about: Vec<Subject>, who: &Who, why: Option<String>) {
    let ids: Vec<String> = about.iter().map(|subject| subject.event.clone()).collect();
    // The new word on the same events takes the place of the old.
    timeline
        .decisions
        .retain(|decision| decision.about.len() != ids.len() || !decision.about.iter().all(|subject| ids.contains(&subject.event)));
    timeline.decisions.push(Decision { verdict, about, by: who.by.clone(), on: who.on, why });
    timeline.decisions.sort();
}

fn subject(entry: &Entry) -> Subject {
    let quote = entry.evidence.first().map(|evidence| evidence.quote.clone());
    Subject { event: entry.id.clone(), quote, what: Some(entry.what.clone()) }
}

/// A field that a person decided on keeps what sources say, and nothing of what people said before.
fn settle(entry: &mut Entry, field: Field) {
    if let Some(sides) = entry.disputed.get_mut(&field) {
        sides.retain(|side| !side.sources.is_empty());
        if sides.len() < 2 {
            entry.disputed.remove(&field);
        }
    }
}

fn drop_sides_of_people(entry: &mut Entry) {
    for field in Field::ALL {
        settle(entry, field);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_read() {
        let one = |text: &str| Some(Value::One(text.into()));
        for (line, expected) in [
            ("a", Ok(Answer::Review(State::Accepted, None))),
            (" r  not this war ", Ok(Answer::Review(State::Rejected, Some("not this war".into())))),
            ("e date 2020-01", Ok(Answer::Edit(Field::Date, one("2020-01")))),
            ("e place", Ok(Answer::Edit(Field::Place, None))),
            ("e actors a, b c,", Ok(Answer::Edit(Field::Actors, Some(Value::Many(vec!["a".into(), "b c".into()]))))),
            ("s 2", Ok(Answer::Decide(Verdict::Same, 2))),
            ("d", Ok(Answer::Decide(Verdict::NotSame, 1))),
            ("", Ok(Answer::Skip)),
            ("s x", Err("'x' is no number; write s and the number of the likely duplicate")),
            (
                "e basis human",
                Err("'basis' is no field; write e and one of date, what, type, status, actors, recipients, place, and its value"),
            ),
            ("yes", Err("'yes' is no answer; ? lists them")),
        ] {
            assert_eq!(Answer::read(line), expected.map_err(str::to_string), "{line}");
        }
        assert!(Answer::read("e date 3.12.2020").is_err());
    }
}
