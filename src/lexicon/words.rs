//! Classes of verbs and nouns that the event row asks about: one class a file under `data/en/event/word/`.

use super::phrase::{Around, ByHead, Part, Phrase};
use super::{Files, list};
use crate::error::{Error, Result};

/// What a list says of its words. The models know the first [`Class::TRAINED`] by their place here, so a new class goes to the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Verbs of speech: they attribute.
    Reporting,
    Perception,
    /// The value is `begin`, `again`, `continue` or `end`.
    Aspectual,
    IAction,
    IState,
    /// Adjectives of TimeML's I_STATE: "ready", "likely".
    IStateAdjective,
    StateVerb,
    StateNoun,
    /// Verbs whose object is the event: "carry out", "stage".
    Light,
    /// Nouns of events that have no type.
    EventNoun,
    /// Nouns that look like events and mostly are not.
    NotEvent,
    /// Weapons, papers and the like: what is fired or signed is not whom it befalls.
    Means,
    /// Adverbs that join a clause to what came before: left out of a `what`.
    Connective,
    /// First words of a clause that leans on what came before: no `what` opens with one.
    Leaning,
    /// Words before a number that open its phrase: "nearly", "at" of "at least".
    AboutNumber,
    /// Words in the place of a noun that stands elsewhere: "the former", "others".
    StandIn,
    /// Words that no clause ends with: "than", "been".
    Unfinished,
    /// Verbs of speech that are deeds with a noun for their object: "added 300 jobs".
    Deed,
    /// Words of what is usual: "often", "every".
    Habit,
    /// Conjunctions whose clause is told apart from the one that it hangs on: "after", "while".
    Subordinator,
    /// Verbs that tell no happening by themselves: "follow", "include".
    Weak,
    /// Verbs of views: what they govern is no report.
    Opinion,
    /// Verbs that no sentence ends with: "proposed" asks for what.
    Transitive,
    /// Nouns of people, bodies and places that act or are acted on: "minister", "army", "embassy".
    Agent,
    /// Nouns that only count or gather what an "of" phrase names: "hundreds", "group".
    Quantity,
    /// Nouns that end the names of bodies: "Agency", "Ministry".
    Institution,
    /// Nouns that stand for a name when they are alone behind "the"; the value is `body`, `country`, `person` or `thing`.
    Anaphor,
    /// Words that lend a status to the event they govern: `hypothetical`, `planned`, `threatened`, `denied`, `cancelled`.
    Irrealis,
    /// Verbs that have a time for their object: "spent Thursday plugging the leak".
    Spend,
    /// Nouns of a number of people or things: "the toll".
    Tally,
    /// Verbs whose participle is a preposition where no helper stands before it: "following".
    Preposition,
    /// Adverbs of a report that is not so: "wrongly".
    Untrue,
    /// Prepositions that lead to where it happened.
    Place,
    /// Singular nouns that mean several: "couple".
    Several,
    /// Words that belong to the number behind them: "some 40".
    BeforeNumber,
    /// Words before a length of time that belong to it: "just", "more" and "than".
    AboutLength,
    /// Words by which a length is not rounded: "exactly".
    Exact,
    /// Verbs that tell little with an object alone; the value is the word that brings in the rest: `to`, `of`, `from` or `as`.
    Completed,
    /// Adverbs that belong to the word behind them that opens a clause: "soon after".
    BeforeClause,
    /// Words that belong to the expression of time behind them: "earlier Friday".
    BeforeTime,
    /// Particles of verbs; the value is `always`, or `sometimes` for what is a preposition before an expression of time.
    Particle,
    /// Expressions of time that no preposition governs; the value is `day` or `order`.
    BareTime,
    /// Words behind which another event's date stands, or a length; the value is `date`, or `thing` of those that need an event behind them.
    OtherDate,
    /// Words behind which stands an event whose date bounds what is told; the value is `since` or `by`.
    Side,
    /// Lengths of which no day is made: "hours".
    PartOfDay,
    /// Words that open the note of when a report was written.
    Stamp,
    /// Words that give a thing a date which is not that of the event: "payable".
    Falling,
    /// Nouns that no text names, although they stand behind "the": "the press".
    Nobodys,
}

impl Class {
    /// How many classes the models were trained with.
    pub const TRAINED: u32 = Class::Irrealis as u32 + 1;
}

const FILES: [(Class, Part, &str, &[&str]); 48] = [
    (Class::Reporting, Part::Verb, "event/word/reporting.txt", &[]),
    (Class::Perception, Part::Verb, "event/word/perception.txt", &[]),
    (Class::Aspectual, Part::Verb, "event/word/aspectual.txt", &["begin", "again", "continue", "end"]),
    (Class::IAction, Part::Verb, "event/word/i-action.txt", &[]),
    (Class::IState, Part::Verb, "event/word/i-state.txt", &[]),
    (Class::IStateAdjective, Part::Noun, "event/word/i-state-adjective.txt", &[]),
    (Class::StateVerb, Part::Verb, "event/word/state.txt", &[]),
    (Class::StateNoun, Part::Noun, "event/word/state-noun.txt", &[]),
    (Class::Light, Part::Verb, "event/word/light.txt", &[]),
    (Class::EventNoun, Part::Noun, "event/word/event-noun.txt", &[]),
    (Class::NotEvent, Part::Noun, "event/word/not-event.txt", &[]),
    (Class::Means, Part::Noun, "event/word/means.txt", &[]),
    (Class::Connective, Part::Noun, "event/word/connective.txt", &[]),
    (Class::Leaning, Part::Noun, "event/word/leaning.txt", &[]),
    (Class::AboutNumber, Part::Noun, "event/word/about-number.txt", &[]),
    (Class::BeforeNumber, Part::Noun, "event/word/before-number.txt", &[]),
    (Class::Exact, Part::Noun, "event/word/exact.txt", &[]),
    (Class::AboutLength, Part::Noun, "event/word/about-length.txt", &[]),
    (Class::StandIn, Part::Noun, "event/word/stand-in.txt", &[]),
    (Class::Unfinished, Part::Noun, "event/word/unfinished.txt", &[]),
    (Class::Deed, Part::Verb, "event/word/deed.txt", &[]),
    (Class::Habit, Part::Noun, "event/word/habit.txt", &[]),
    (Class::Subordinator, Part::Noun, "event/word/subordinator.txt", &[]),
    (Class::Opinion, Part::Verb, "event/word/opinion.txt", &[]),
    (Class::Weak, Part::Verb, "event/word/weak.txt", &[]),
    (Class::Transitive, Part::Verb, "event/word/transitive.txt", &[]),
    (Class::Completed, Part::Verb, "event/word/completed.txt", &["to", "of", "from", "as"]),
    (Class::Agent, Part::Noun, "event/word/agent.txt", &[]),
    (Class::Quantity, Part::Noun, "event/word/quantity.txt", &[]),
    (Class::Institution, Part::Noun, "event/word/institution.txt", &[]),
    (Class::Anaphor, Part::Noun, "event/word/anaphor.txt", &["body", "country", "person", "thing"]),
    (Class::Spend, Part::Verb, "event/word/spend.txt", &[]),
    (Class::Tally, Part::Noun, "event/word/tally.txt", &[]),
    (Class::Preposition, Part::Verb, "event/word/preposition.txt", &[]),
    (Class::Untrue, Part::Noun, "event/word/untrue.txt", &[]),
    (Class::Place, Part::Noun, "event/word/place.txt", &[]),
    (Class::Several, Part::Noun, "event/word/several.txt", &[]),
    (Class::Irrealis, Part::Verb, "event/word/irrealis.txt", &["hypothetical", "planned", "threatened", "denied", "cancelled"]),
    (Class::BeforeClause, Part::Noun, "event/word/before-clause.txt", &[]),
    (Class::BeforeTime, Part::Noun, "event/word/before-time.txt", &[]),
    (Class::Particle, Part::Noun, "event/word/particle.txt", &["always", "sometimes"]),
    (Class::BareTime, Part::Noun, "event/word/bare-time.txt", &["day", "order"]),
    (Class::OtherDate, Part::Noun, "event/word/other-date.txt", &["date", "thing"]),
    (Class::Side, Part::Noun, "event/word/side.txt", &["since", "by"]),
    (Class::PartOfDay, Part::Noun, "event/word/part-of-day.txt", &[]),
    (Class::Stamp, Part::Noun, "event/word/stamp.txt", &[]),
    (Class::Falling, Part::Noun, "event/word/falling.txt", &[]),
    (Class::Nobodys, Part::Noun, "event/word/nobodys.txt", &[]),
];

/// A listed word or phrase.
#[derive(Clone, Copy, Debug)]
pub struct Word {
    pub phrase: Phrase,
    pub class: Class,
    /// What the list says after `=`.
    pub value: Option<&'static str>,
    line: u32,
}

#[derive(Clone, Debug)]
pub struct Words {
    words: ByHead<Word>,
}

impl Words {
    pub fn parse(files: &Files) -> Result<Words> {
        let mut words = Vec::with_capacity(2000);
        for (class, part, path, values) in FILES {
            for (line, text) in list::lines(files.lasting_text(path)?) {
                let fail = |message: String| Err(Error::in_file(path, message).at_line(line));
                let (list, value) = match text.split_once(" = ") {
                    Some((list, value)) => (list, Some(value)),
                    None => (text, None),
                };
                if value.map_or(!values.is_empty(), |value| !values.contains(&value)) {
                    return fail(match values {
                        [] => "takes no ` = value`; leave it out".to_string(),
                        values => format!("end the line with ` = ` and one of {}", values.join(", ")),
                    });
                }
                for phrase in list.split(", ") {
                    if phrase.is_empty() || phrase.trim() != phrase || phrase.contains(',') {
                        return fail(format!("\"{list}\" is not a list such as `carry out, stage`"));
                    }
                    words.push(Word { phrase: Phrase::new(phrase, part), class, value, line: line as u32 });
                }
            }
        }
        let order = |word: &Word| (std::cmp::Reverse(word.phrase.extra()), word.class, word.phrase, word.line);
        let words = ByHead::new(words, |word| word.phrase.head, order);
        for pair in words.all().windows(2) {
            if let [one, other] = pair
                && (one.class, one.phrase) == (other.class, other.phrase)
            {
                let path = FILES.iter().find(|file| file.0 == other.class).map_or("", |file| file.2);
                let message = format!("\"{}\" is listed already in line {}; keep one", other.phrase.text(), one.line);
                return Err(Error::in_file(path, message).at_line(other.line as usize));
            }
        }
        Ok(Words { words })
    }

    /// What the lists have under a lemma, longest phrases first.
    pub fn of(&self, lemma: &str) -> &[Word] {
        self.words.of(lemma)
    }

    /// Whether the bare lemma is in a class.
    pub fn has(&self, lemma: &str, class: Class) -> bool {
        self.of(lemma).iter().any(|word| word.class == class && word.phrase.is_bare())
    }

    /// Whether a word of a text, in whichever case and form it stands, is in a class.
    pub fn lists(&self, word: &str, class: Class) -> bool {
        self.has(&word.to_ascii_lowercase(), class)
    }

    /// What the list of a class says of a word of a text after `=`.
    pub fn value(&self, word: &str, class: Class) -> Option<&'static str> {
        let listed = self.of(&word.to_ascii_lowercase());
        listed.iter().find(|word| word.class == class && word.phrase.is_bare())?.value
    }

    /// The longest listed phrase of a class that stands here.
    pub fn find(&self, lemma: &str, class: Class, around: &Around) -> Option<&Word> {
        self.of(lemma).iter().find(|word| word.class == class && word.phrase.fits(around))
    }

    /// Every verb of every list.
    pub fn verbs(&self) -> impl Iterator<Item = &'static str> {
        self.words.all().iter().filter(|word| word.phrase.part == Part::Verb && word.class != Class::Irrealis).map(|word| word.phrase.head)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Lexicon;
    use super::*;

    #[test]
    fn classes() {
        let words = &Lexicon::embedded().words;
        let test = |lemma, class, after: &[&str], want: Option<Option<&str>>| {
            let around = Around { before: &[], after, arguments: &[], objects: &[], subjects: &[], gaps: &Lexicon::embedded().gaps };
            let found = words.find(lemma, class, &around);
            assert_eq!(found.map(|word| word.value), want, "{lemma} {class:?}");
        };
        test("say", Class::Reporting, &[], Some(None));
        test("shell", Class::Reporting, &[], None);
        test("carry", Class::Light, &["out"], Some(None));
        test("carry", Class::Light, &["the", "bag"], None);
        test("begin", Class::Aspectual, &[], Some(Some("begin")));
        test("call", Class::Aspectual, &["off"], Some(Some("end")));
        test("could", Class::Irrealis, &[], Some(Some("hypothetical")));
        test("call", Class::Irrealis, &["for"], Some(Some("hypothetical")));
        test("government", Class::NotEvent, &[], Some(None));
    }

    #[test]
    fn errors() {
        let test = |path: &str, text: &str, want: &str| {
            let mut files = Files::embedded();
            files.insert(path.to_string(), text.as_bytes().to_vec());
            assert_eq!(Words::parse(&files).map(|_| ()).unwrap_or_else(|error| panic!("{error}")), (), "{want}");
        };
        let fails = |path: &str, text: &str, want: &str| {
            let mut files = Files::embedded();
            files.insert(path.to_string(), text.as_bytes().to_vec());
            assert_eq!(Words::parse(&files).err().map(|error| error.to_string()).as_deref(), Some(want));
        };
        test("event/word/light.txt", "# Light.\ncarry out, stage\n", "plain");
        fails("event/word/light.txt", "stage\nhold, stage\n", "event/word/light.txt:2: \"stage\" is listed already in line 1; keep one");
        fails("event/word/light.txt", "stage = x\n", "event/word/light.txt:1: takes no ` = value`; leave it out");
        fails("event/word/light.txt", "hold,stage\n", "event/word/light.txt:1: \"hold,stage\" is not a list such as `carry out, stage`");
        fails(
            "event/word/aspectual.txt",
            "stop\n",
            "event/word/aspectual.txt:1: end the line with ` = ` and one of begin, again, continue, end",
        );
    }
}
