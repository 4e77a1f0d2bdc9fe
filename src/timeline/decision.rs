//! What people decided: about single entries (`review`), and about which claims are one event (`decisions`).

/// A person's word on one entry.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Review {
    /// The day, so that of two reviews the later one counts.
    pub on: Option<chrono::NaiveDate>,
    /// How it ended.
    pub state: State,
    /// Who reviewed it.
    pub by: Option<String>,
    /// What is to be said of it.
    pub note: Option<String>,
}

/// How a review ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum State {
    /// Looked at, and left open on purpose.
    Open,
    /// It stands as it is written; what the machine would change is proposed only.
    Accepted,
    /// It is wrong or does not belong here. The entry stays where it is, so that the rejection is seen.
    Rejected,
}

/// A person's word on what is one event. By id, and by evidence for the day on which an id is no longer minted.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Decision {
    /// What was decided.
    pub verdict: Verdict,
    /// Two or more for `same` and `not-same`, one or more for `not-event`.
    pub about: Vec<Subject>,
    /// Who decided.
    pub by: Option<String>,
    /// On which day.
    pub on: Option<chrono::NaiveDate>,
    /// The reason that was given.
    pub why: Option<String>,
}

/// What a decision says of the claims that it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Verdict {
    /// All of them are one event.
    Same,
    /// No two of them are one event.
    NotSame,
    /// None of them is an event; they are left out.
    NotEvent,
}

/// A claim that a decision is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Subject {
    /// The id of an entry or of a claim that was joined to one.
    pub event: String,
    /// With `what`, finds the claim where its id has changed because its article has.
    pub quote: Option<String>,
    /// As it was when the decision was made.
    pub what: Option<String>,
}
