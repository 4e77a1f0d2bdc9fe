//! The words of the border: how a value of the domain is spelled in YAML and JSON. The domain types know nothing of them.

use crate::article::DctBasis;
use crate::event::{Basis, Status};
use crate::time::Relation;
use crate::timeline::{Field, State, Told, Verdict};

/// A closed set of words, each with its one spelling.
pub trait Named: Copy + PartialEq + 'static {
    /// What kind of word it is, for messages: `status`.
    const WHAT: &'static str;
    /// Every value with its spelling, in the order in which they are listed to people.
    const NAMES: &'static [(Self, &'static str)];

    fn word(self) -> &'static str {
        Self::NAMES.iter().find(|(value, _)| *value == self).map_or("", |(_, name)| name)
    }

    fn from_word(word: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(_, name)| *name == word).map(|(value, _)| *value)
    }

    /// What to say about a word that is none of them.
    fn unknown(word: &str) -> String {
        let names: Vec<&str> = Self::NAMES.iter().map(|(_, name)| *name).collect();
        format!("'{word}' is no {}; write one of {}", Self::WHAT, names.join(", "))
    }
}

impl Named for Status {
    const WHAT: &'static str = "status";
    const NAMES: &'static [(Status, &'static str)] = &[
        (Status::Occurred, "occurred"),
        (Status::Ongoing, "ongoing"),
        (Status::Planned, "planned"),
        (Status::Threatened, "threatened"),
        (Status::Hypothetical, "hypothetical"),
        (Status::Denied, "denied"),
        (Status::Cancelled, "cancelled"),
    ];
}

impl Named for Basis {
    const WHAT: &'static str = "basis";
    const NAMES: &'static [(Basis, &'static str)] = &[
        (Basis::Explicit, "explicit"),
        (Basis::Relative, "relative"),
        (Basis::YearInferred, "year-inferred"),
        (Basis::EventAnchored, "event-anchored"),
        (Basis::ArticleDate, "article-date"),
        (Basis::OrderOnly, "order-only"),
        (Basis::Human, "human"),
    ];
}

impl Named for DctBasis {
    const WHAT: &'static str = "published_from";
    const NAMES: &'static [(DctBasis, &'static str)] = &[
        (DctBasis::Option, "option"),
        (DctBasis::Metadata, "metadata"),
        (DctBasis::Url, "url"),
        (DctBasis::Dateline, "dateline"),
        (DctBasis::Filename, "filename"),
        (DctBasis::Folder, "folder"),
        (DctBasis::Inferred, "inferred"),
        (DctBasis::Unknown, "unknown"),
    ];
}

impl Named for Relation {
    const WHAT: &'static str = "rel";
    const NAMES: &'static [(Relation, &'static str)] = &[
        (Relation::Before, "before"),
        (Relation::After, "after"),
        (Relation::Includes, "includes"),
        (Relation::IsIncluded, "is-included"),
        (Relation::Simultaneous, "simultaneous"),
        (Relation::Begins, "begins"),
        (Relation::BegunBy, "begun-by"),
        (Relation::Ends, "ends"),
        (Relation::EndedBy, "ended-by"),
    ];
}

impl Named for Told {
    const WHAT: &'static str = "tense";
    const NAMES: &'static [(Told, &'static str)] = &[(Told::Past, "past"), (Told::Future, "future")];
}

impl Named for Field {
    const WHAT: &'static str = "field";
    const NAMES: &'static [(Field, &'static str)] = &[
        (Field::Date, "date"),
        (Field::Basis, "basis"),
        (Field::What, "what"),
        (Field::Type, "type"),
        (Field::Status, "status"),
        (Field::Actors, "actors"),
        (Field::Recipients, "recipients"),
        (Field::Place, "place"),
    ];
}

impl Named for State {
    const WHAT: &'static str = "state of a review";
    const NAMES: &'static [(State, &'static str)] = &[(State::Accepted, "accepted"), (State::Rejected, "rejected"), (State::Open, "open")];
}

impl Named for Verdict {
    const WHAT: &'static str = "decision";
    const NAMES: &'static [(Verdict, &'static str)] =
        &[(Verdict::Same, "same"), (Verdict::NotSame, "not-same"), (Verdict::NotEvent, "not-event")];
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_one_to_one<T: Named + std::fmt::Debug>() {
        for (value, name) in T::NAMES {
            assert_eq!(T::from_word(name), Some(*value));
            assert_eq!(value.word(), *name);
        }
    }

    #[test]
    fn every_word_reads_back() {
        is_one_to_one::<Status>();
        is_one_to_one::<Basis>();
        is_one_to_one::<DctBasis>();
        is_one_to_one::<Relation>();
        is_one_to_one::<Told>();
        is_one_to_one::<Field>();
        is_one_to_one::<State>();
        is_one_to_one::<Verdict>();
        assert_eq!(
            Status::unknown("done"),
            "'done' is no status; write one of occurred, ongoing, planned, threatened, hypothetical, denied, cancelled"
        );
    }
}
