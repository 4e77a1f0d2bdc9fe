//! Temporal relations between two happenings, as TimeML names them.

use std::fmt;

/// A TLINK's `relType` (TimeML 1.2.1, after Allen 1983), read "`from` is … `to`".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Relation {
    /// `from` ends before `to` starts.
    Before,
    /// `from` starts after `to` ends.
    After,
    /// `to` lies within `from`.
    Includes,
    /// `from` lies within `to`.
    IsIncluded,
    /// Both have one time.
    Simultaneous,
    /// `from` is the first part of `to`.
    Begins,
    /// `to` is the first part of `from`.
    BegunBy,
    /// `from` is the last part of `to`.
    Ends,
    /// `to` is the last part of `from`.
    EndedBy,
}

impl Relation {
    /// The same fact read from the other end.
    pub fn inverse(self) -> Relation {
        use Relation::*;
        match self {
            Before => After,
            After => Before,
            Includes => IsIncluded,
            IsIncluded => Includes,
            Simultaneous => Simultaneous,
            Begins => BegunBy,
            BegunBy => Begins,
            Ends => EndedBy,
            EndedBy => Ends,
        }
    }

    /// As TimeML writes it.
    pub fn name(self) -> &'static str {
        use Relation::*;
        match self {
            Before => "BEFORE",
            After => "AFTER",
            Includes => "INCLUDES",
            IsIncluded => "IS_INCLUDED",
            Simultaneous => "SIMULTANEOUS",
            Begins => "BEGINS",
            BegunBy => "BEGUN_BY",
            Ends => "ENDS",
            EndedBy => "ENDED_BY",
        }
    }
}

impl fmt::Display for Relation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
