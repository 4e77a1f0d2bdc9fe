//! The fields of an entry by name, for all that compares, proposes or disputes them one by one.

use super::entry::Entry;
use super::yaml::names::Named;
use crate::event::{Basis, Status};
use crate::time::Edtf;
use std::fmt;

/// A field that an entry states, in the order in which they are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    Date,
    Basis,
    What,
    Type,
    Status,
    Actors,
    Recipients,
    Place,
}

/// The value of a field as it is written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// Of a field with one value.
    One(String),
    /// Of a list.
    Many(Vec<String>),
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::One(text) => f.write_str(text),
            Value::Many(texts) => f.write_str(&texts.join(", ")),
        }
    }
}

impl Field {
    /// All of them, in the order in which they are written.
    pub const ALL: [Field; 8] =
        [Field::Date, Field::Basis, Field::What, Field::Type, Field::Status, Field::Actors, Field::Recipients, Field::Place];

    /// Whether its value is a list.
    pub fn is_list(self) -> bool {
        matches!(self, Field::Actors | Field::Recipients)
    }

    /// Why `written` cannot be a value of this field.
    pub fn check(self, written: &str) -> Result<(), String> {
        match self {
            Field::Date => written.parse::<Edtf>().map(|_| ()).map_err(|error| error.to_string()),
            Field::Basis => Basis::from_word(written).map(|_| ()).ok_or_else(|| Basis::unknown(written)),
            Field::Status => Status::from_word(written).map(|_| ()).ok_or_else(|| Status::unknown(written)),
            _ => Ok(()),
        }
    }
}

impl Entry {
    /// The value of a field; `None` where it is empty.
    pub fn get(&self, field: Field) -> Option<Value> {
        let many = |list: &[String]| (!list.is_empty()).then(|| Value::Many(list.to_vec()));
        match field {
            Field::Date => Some(Value::One(self.date.to_string())),
            Field::Basis => Some(Value::One(self.basis.word().into())),
            Field::What => Some(Value::One(self.what.clone())),
            Field::Type => self.kind.clone().map(Value::One),
            Field::Status => Some(Value::One(self.status.word().into())),
            Field::Actors => many(&self.actors),
            Field::Recipients => many(&self.recipients),
            Field::Place => self.place.clone().map(Value::One),
        }
    }

    /// Writes a field, or empties it where it may be empty. `Err` says why the value does not fit.
    pub fn set(&mut self, field: Field, value: Option<Value>) -> Result<(), String> {
        let one = |value: Option<Value>| match value {
            Some(Value::One(text)) => field.check(&text).map(|()| text),
            Some(Value::Many(_)) => Err(format!("{} is one value, not a list", field.word())),
            None => Err(format!("{} may not be empty", field.word())),
        };
        let many = |value: Option<Value>| match value {
            Some(Value::One(text)) => vec![text],
            Some(Value::Many(texts)) => texts,
            None => Vec::new(),
        };
        match field {
            Field::Date => self.date = one(value)?.parse::<Edtf>().map_err(|error| error.to_string())?,
            Field::Basis => self.basis = one(value).map(|word| Basis::from_word(&word))?.unwrap_or(self.basis),
            Field::Status => self.status = one(value).map(|word| Status::from_word(&word))?.unwrap_or(self.status),
            Field::What => self.what = one(value)?,
            Field::Type => self.kind = value.map(|value| one(Some(value))).transpose()?,
            Field::Place => self.place = value.map(|value| one(Some(value))).transpose()?,
            Field::Actors => self.actors = many(value),
            Field::Recipients => self.recipients = many(value),
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timeline::yaml;

    #[test]
    fn every_field_is_got_and_set() {
        let text = "annals: 1\nevents:\n  - {id: ev-1, date: \"2020\", basis: human, what: x, type: AID, status: occurred, actors: [a], place: b}\n";
        let entry = yaml::read(text, "x.yaml").unwrap().events.remove(0);
        let mut other = entry.clone();
        for (field, value) in [
            (Field::Date, Value::One("2021-03".into())),
            (Field::Basis, Value::One("explicit".into())),
            (Field::What, Value::One("y".into())),
            (Field::Type, Value::One("AID/x".into())),
            (Field::Status, Value::One("denied".into())),
            (Field::Actors, Value::Many(vec!["c".into(), "d".into()])),
            (Field::Recipients, Value::Many(vec!["e".into()])),
            (Field::Place, Value::One("f".into())),
        ] {
            other.set(field, Some(value.clone())).unwrap();
            assert_eq!(other.get(field), Some(value));
        }
        for field in Field::ALL {
            other.set(field, entry.get(field)).unwrap();
        }
        assert_eq!(other, entry);
    }

    #[test]
    fn a_value_that_does_not_fit_is_refused() {
        let text = "annals: 1\nevents:\n  - {id: ev-1, date: \"2020\", basis: human, what: x, status: occurred}\n";
        let mut entry = yaml::read(text, "x.yaml").unwrap().events.remove(0);
        for (field, value, expected) in [
            (Field::What, None, "what may not be empty"),
            (Field::What, Some(Value::Many(vec![])), "what is one value, not a list"),
            (
                Field::Basis,
                Some(Value::One("guess".into())),
                "'guess' is no basis; write one of explicit, relative, year-inferred, event-anchored, article-date, order-only, human",
            ),
        ] {
            assert_eq!(entry.set(field, value), Err(expected.to_string()));
        }
    }
}
