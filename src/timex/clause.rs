//! Expressions that count from the clause behind them: "the same day the US announced a drawdown", "the week the war began".

use super::{Anchor, Timex};
use crate::text::{Tag, Text};

/// Lets an expression that leans on the story lean on the clause that follows it, where one does: "the same day" right before a subject.
/// Which event that is, the event row finds; until then the value stays open.
pub fn hang(text: &Text, timex: &mut Timex) {
    if matches!(timex.anchor, Anchor::Timex(_) | Anchor::Dct) && names_day(timex, text) && opens_clause(text, timex) {
        timex.anchor = Anchor::Event;
        timex.date = None;
        timex.value = "XXXX-XX-XX".into();
    }
}

fn names_day(timex: &Timex, text: &Text) -> bool {
    let words = timex.span.of(text.raw).to_ascii_lowercase();
    words == "the same day" || words == "the day" || words == "on the same day" || words == "the very day" || words == "same day"
}

/// A subject follows, with at most "that", "when" or "as" between.
fn opens_clause(text: &Text, timex: &Timex) -> bool {
    let sentence = &text.sentences[timex.sentence as usize];
    let mut next = timex.tokens.end;
    if next < sentence.tokens.end && ["that", "when", "as"].contains(&text.word(next).to_ascii_lowercase().as_str()) {
        next += 1;
    }
    let subject = |tag: Tag| tag.is_proper() || matches!(tag, Tag::Dt | Tag::Prp | Tag::PrpPoss | Tag::Nns);
    let verb_follows = || (next + 1..sentence.tokens.end.min(next + 9)).any(|t| matches!(text.tag(t), Tag::Vbd | Tag::Vbz | Tag::Vbp));
    next < sentence.tokens.end && subject(text.tag(next)) && verb_follows()
}

#[cfg(test)]
mod tests {
    use crate::lexicon::Lexicon;
    use crate::timex::Anchor;

    #[test]
    fn a_clause_behind_the_day_anchors_it() {
        for (sentence, hangs) in [
            ("Rockets fell on May 3. The same day the minister resigned in tears, the army left.", true),
            ("Rockets fell on May 3. The same day, the minister resigned.", false),
        ] {
            let lexicon = Lexicon::embedded();
            let text = crate::text::read(sentence, lexicon);
            let found = crate::timex::find(&text, "2020-12-03".parse().ok(), lexicon);
            assert_eq!(found.iter().any(|t| t.anchor == Anchor::Event), hangs, "{sentence}");
        }
    }
}
