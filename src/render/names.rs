//! The words of TimeML 1.2.1 for the values of the domain.

use crate::event::{Aspect, Class, Tense};
use crate::timeline::yaml::names::Named;
use crate::timex::{Kind, Modifier};

impl Named for Kind {
    const WHAT: &'static str = "TIMEX3 type";
    const NAMES: &'static [(Kind, &'static str)] =
        &[(Kind::Date, "DATE"), (Kind::Time, "TIME"), (Kind::Duration, "DURATION"), (Kind::Set, "SET")];
}

impl Named for Modifier {
    const WHAT: &'static str = "TIMEX3 mod";
    const NAMES: &'static [(Modifier, &'static str)] = &[
        (Modifier::Before, "BEFORE"),
        (Modifier::After, "AFTER"),
        (Modifier::OnOrBefore, "ON_OR_BEFORE"),
        (Modifier::OnOrAfter, "ON_OR_AFTER"),
        (Modifier::LessThan, "LESS_THAN"),
        (Modifier::MoreThan, "MORE_THAN"),
        (Modifier::EqualOrLess, "EQUAL_OR_LESS"),
        (Modifier::EqualOrMore, "EQUAL_OR_MORE"),
        (Modifier::Start, "START"),
        (Modifier::Mid, "MID"),
        (Modifier::End, "END"),
        (Modifier::Approx, "APPROX"),
    ];
}

impl Named for Class {
    const WHAT: &'static str = "event class";
    const NAMES: &'static [(Class, &'static str)] = &[
        (Class::Occurrence, "OCCURRENCE"),
        (Class::State, "STATE"),
        (Class::Reporting, "REPORTING"),
        (Class::Perception, "PERCEPTION"),
        (Class::Aspectual, "ASPECTUAL"),
        (Class::IAction, "I_ACTION"),
        (Class::IState, "I_STATE"),
    ];
}

impl Named for Tense {
    const WHAT: &'static str = "tense";
    const NAMES: &'static [(Tense, &'static str)] = &[
        (Tense::None, "NONE"),
        (Tense::Past, "PAST"),
        (Tense::Present, "PRESENT"),
        (Tense::Future, "FUTURE"),
        (Tense::Infinitive, "INFINITIVE"),
        (Tense::PresentParticiple, "PRESPART"),
        (Tense::PastParticiple, "PASTPART"),
    ];
}

impl Named for Aspect {
    const WHAT: &'static str = "aspect";
    const NAMES: &'static [(Aspect, &'static str)] = &[
        (Aspect::None, "NONE"),
        (Aspect::Perfective, "PERFECTIVE"),
        (Aspect::Progressive, "PROGRESSIVE"),
        (Aspect::PerfectiveProgressive, "PERFECTIVE_PROGRESSIVE"),
    ];
}
