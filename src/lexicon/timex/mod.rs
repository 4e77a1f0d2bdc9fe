//! Temporal knowledge: word lists, parts and rules of `timex/` in a language folder, compiled for the matcher.
//!
//! - `words/*.yaml`: `class: {word: fact, …}`. One fact a line.
//! - `parts/*.yaml`: patterns that others may use by name, as many documents a file as it has parts.
//! - `*.yaml`: one construction a file. The first document is the rule and is read at start-up; the second, after `---`, is its proof
//!   (examples and refusals), which the tests read.

pub mod automaton;
pub mod expr;
pub mod fact;
pub mod pattern;
pub mod words;

use crate::error::{Error, Result, without_place};
use crate::lexicon::Files;
use expr::Expr;
use pattern::{Inst, Names};
use serde::Deserialize;
use serde_yaml::{Mapping, Value};
use words::{Symbol, SymbolFacts, Words};

/// Everything the recogniser needs, immutable.
#[derive(Default)]
pub struct Grammar {
    /// Symbols of all words that a list or a pattern names.
    pub words: Words,
    /// The programs of all patterns, one after the other.
    pub insts: Vec<Inst>,
    /// Of parts first, then of rules.
    pub forms: Vec<Form>,
    pub parts: Vec<Part>,
    pub rules: Vec<Rule>,
    pub letters: automaton::Letters,
    pub automata: automaton::Pool,
}

/// One pattern with its value.
pub struct Form {
    /// Its program within [`Grammar::insts`].
    pub start: u32,
    /// Of its program, in instructions.
    pub len: u16,
    /// How many `{…}` its pattern has.
    pub marks: u8,
    /// What it says.
    pub value: Expr,
    /// For the forms of rules.
    pub rule: u16,
    first: SymbolSet,
}

impl Form {
    /// Whether a match may begin with it.
    pub fn can_start(&self, symbol: Symbol) -> bool {
        self.first.has(symbol)
    }
}

/// A pattern that others use by its name.
pub struct Part {
    pub name: String,
    /// Indices into [`Grammar::forms`].
    pub forms: std::ops::Range<u16>,
    first: SymbolSet,
}

impl Part {
    /// Whether a match may begin with it.
    pub fn can_start(&self, symbol: Symbol) -> bool {
        self.first.has(symbol)
    }
}

/// A construction, of one file.
pub struct Rule {
    /// As timelines show it in `rule:`.
    pub name: &'static str,
    /// TIMEX3 `type`, where the rule names it; else each reading has its own.
    pub kind: Option<Kind>,
    /// Of matches of one length the higher is taken.
    pub priority: i8,
    /// Holds in narratives only, not in news.
    pub of_story: bool,
    /// It does not hold where one of these stands.
    pub unless: Guards,
    /// It holds only where one of these stands.
    pub when: Guards,
}

/// TIMEX3 `type`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    Date,
    Time,
    Duration,
    Set,
}

/// Conditions on the atoms just outside a match; any one suffices.
#[derive(Default)]
pub struct Guards {
    pub before: Vec<Guard>,
    pub after: Vec<Guard>,
}

/// One condition.
pub struct Guard {
    /// Only without a blank between.
    pub glued: bool,
    pub test: Test,
}

/// What a guard asks of an atom.
pub enum Test {
    Word(Symbol, Symbol),
    Class(words::Class),
    /// `<capital>`: a word with a capital that no list knows.
    Capital,
    /// `<unknown>`: any word that no list knows.
    Unknown,
    /// `<edge>`: where a paragraph begins or ends.
    Edge,
}

#[derive(Clone, Default)]
struct SymbolSet(Vec<u64>);

impl SymbolSet {
    fn has(&self, symbol: Symbol) -> bool {
        self.0.get(symbol as usize / 64).is_some_and(|bits| bits >> (symbol % 64) & 1 != 0)
    }

    fn insert(&mut self, symbol: Symbol) {
        let index = symbol as usize / 64;
        if self.0.len() <= index {
            self.0.resize(index + 1, 0);
        }
        self.0[index] |= 1 << (symbol % 64);
    }

    fn union(&mut self, other: &SymbolSet) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        self.0.iter_mut().zip(&other.0).for_each(|(a, b)| *a |= b);
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleFile {
    rule: Option<String>,
    part: Option<String>,
    #[serde(rename = "type")]
    kind: Option<String>,
    forms: Mapping,
    #[serde(default)]
    priority: i8,
    #[serde(default, rename = "of-story")]
    of_story: bool,
    #[serde(default)]
    unless: GuardFile,
    #[serde(default)]
    when: GuardFile,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct GuardFile {
    #[serde(default)]
    before: Vec<String>,
    #[serde(default)]
    after: Vec<String>,
}

/// The folder of temporal knowledge within a language folder.
const FOLDER: &str = "timex";

impl Grammar {
    /// Whether a word names a month where it stands: "May" and "Sept", not "may" and "Mayor".
    pub fn is_month(&self, word: &str) -> bool {
        let (symbol, _) = self.words.word(word.to_ascii_lowercase().as_bytes(), word.starts_with(char::is_uppercase));
        word.starts_with(char::is_uppercase) && self.words.class("month").is_some_and(|month| self.words.has(symbol, month))
    }

    pub fn parse(files: &Files) -> Result<Grammar> {
        let mut grammar = Grammar::default();
        let mut rule_files = Vec::new();
        let mut part_files = Vec::new();
        for file in files.under(FOLDER) {
            let (path, text) = file?;
            match path[FOLDER.len() + 1..].split_once('/') {
                Some(("words", _)) => grammar.add_words(path, text)?,
                Some(("parts", _)) => text.split("\n---\n").for_each(|document| part_files.push((path, text, document))),
                None => rule_files.push((path, text)),
                Some((folder, _)) => return Err(Error::in_file(path, format!("folder '{folder}' is none of words, parts"))),
            }
        }
        grammar.add_parts(part_files)?;
        for (path, text) in rule_files {
            grammar.add_rule(path, text)?;
        }
        grammar.letters = automaton::Letters::new(&grammar.words.symbols, &grammar.insts);
        Ok(grammar)
    }

    fn add_words(&mut self, path: &str, text: &str) -> Result<()> {
        let classes: Mapping = read(path, text)?;
        for (class, list) in &classes {
            let name = scalar(class).ok_or_else(|| Error::in_file(path, "a class needs a name"))?;
            let class = self
                .words
                .add_class(&name)
                .ok_or_else(|| at(path, text, &name, format!("class '{name}' exists, or there are too many")))?;
            let list = list.as_mapping().ok_or_else(|| at(path, text, &name, format!("'{name}' must map words to facts")))?;
            for (word, fact) in list {
                let word = scalar(word).filter(|w| w.len() <= words::MAX_WORD && !w.contains([' ', '-']));
                let word = word.ok_or_else(|| at(path, text, &name, format!("'{name}' holds something that is not one short word")))?;
                let line = |message: String| at(path, text, &format!("{word}:"), message);
                let fact = scalar(fact).and_then(|f| fact::parse(&f)).ok_or_else(|| line(format!("unknown fact for '{word}'")))?;
                if self.words.is_full() {
                    return Err(line("the word table is full; enlarge it in lexicon/timex/words.rs".to_string()));
                }
                if !self.words.add(&word, class, fact) {
                    return Err(line(format!("'{word}' is twice in '{name}'")));
                }
            }
        }
        Ok(())
    }

    /// Parts may use parts that come later in the folder: they are added once all that they name are known.
    fn add_parts(&mut self, mut waiting: Vec<(&str, &str, &str)>) -> Result<()> {
        while !waiting.is_empty() {
            let mut postponed = Vec::new();
            let mut first_error = None;
            let before = waiting.len();
            for (path, text, document) in waiting {
                let file: RuleFile = read_at(path, text, document)?;
                let name = file.part.clone().ok_or_else(|| at(path, text, document, "a part needs 'part: name'".to_string()))?;
                let (insts, forms, symbols) = (self.insts.len(), self.forms.len() as u16, self.words.symbols.len());
                match self.add_forms(path, text, &file, u16::MAX) {
                    Ok(()) => {
                        if self.parts.iter().any(|p| p.name == name) {
                            return Err(at(path, text, &name, format!("part '{name}' exists")));
                        }
                        let mut first = SymbolSet::default();
                        self.forms[forms as usize..].iter().for_each(|form| first.union(&form.first));
                        self.parts.push(Part { name, forms: forms..self.forms.len() as u16, first });
                    }
                    Err(error) => {
                        debug_assert!(self.words.symbols.len() >= symbols);
                        self.insts.truncate(insts);
                        self.forms.truncate(forms as usize);
                        postponed.push((path, text, document));
                        first_error.get_or_insert(error);
                    }
                }
            }
            if postponed.len() == before {
                return Err(first_error.unwrap_or_else(|| Error::new("parts name each other in a circle")));
            }
            waiting = postponed;
        }
        Ok(())
    }

    fn add_rule(&mut self, path: &str, text: &str) -> Result<()> {
        let (rule, proof) =
            text.split_once("\n---\n").ok_or_else(|| Error::in_file(path, "has no examples; add them after a line '---'"))?;
        if !proof.contains("is:") {
            return Err(Error::in_file(path, "has no examples; add 'examples:' with 'is:' after the line '---'"));
        }
        let file: RuleFile = read(path, rule)?;
        let name = file.rule.clone().ok_or_else(|| Error::in_file(path, "a rule needs 'rule: name'"))?;
        if path != format!("{FOLDER}/{name}.yaml") {
            return Err(at(path, text, "rule:", format!("rule '{name}' must be in {FOLDER}/{name}.yaml")));
        }
        let kind = match file.kind.as_deref() {
            None => None,
            Some("DATE") => Some(Kind::Date),
            Some("TIME") => Some(Kind::Time),
            Some("DURATION") => Some(Kind::Duration),
            Some("SET") => Some(Kind::Set),
            Some(other) => return Err(at(path, text, "type:", format!("type '{other}' is none of DATE, TIME, DURATION, SET"))),
        };
        self.add_forms(path, rule, &file, self.rules.len() as u16)?;
        let unless = self.guards(path, rule, &file.unless)?;
        let when = self.guards(path, rule, &file.when)?;
        // A lexicon lives as long as the program, and expressions carry the name of their rule.
        let name = Box::leak(name.into_boxed_str());
        self.rules.push(Rule { name, kind, priority: file.priority, of_story: file.of_story, unless, when });
        Ok(())
    }

    fn add_forms(&mut self, path: &str, text: &str, file: &RuleFile, rule: u16) -> Result<()> {
        if file.forms.is_empty() {
            return Err(at(path, text, "forms:", "no forms".to_string()));
        }
        for (pattern, value) in &file.forms {
            let (Some(pattern), Some(value)) = (scalar(pattern), scalar(value)) else {
                return Err(at(path, text, "forms:", "a form is 'pattern: value', both in quotes where YAML needs them".to_string()));
            };
            let fail = |message: String| at(path, text, &pattern, message);
            let parts = &self.parts;
            let part = |name: &str| parts.iter().position(|p| p.name == name).map(|p| p as u16);
            let program = pattern::compile(&pattern, &mut Names { words: &mut self.words, part: &part }).map_err(&fail)?;
            let capture = |name: &str| program.captures.iter().position(|c| c == name).map(|c| c as u8);
            let value = expr::parse(&value, &capture).map_err(&fail)?;
            let expected = if let Expr::List(values) = &value { values.len() } else { 1 };
            if program.marks as usize != expected && (program.marks, expected) != (0, 1) {
                return Err(fail(format!("{} '{{…}}' for {expected} values", program.marks)));
            }
            let first = self.first(&program.insts).map_err(&fail)?;
            let (start, len) = (self.insts.len() as u32, program.insts.len() as u16);
            self.insts.extend(program.insts);
            self.forms.push(Form { start, len, marks: program.marks, value, rule, first });
        }
        Ok(())
    }

    /// The symbols that a program can start with.
    fn first(&self, insts: &[Inst]) -> std::result::Result<SymbolSet, String> {
        let mut first = SymbolSet::default();
        let mut pending = vec![0];
        while let Some(pc) = pending.pop() {
            match insts[pc] {
                Inst::Word { lower, capital } => [lower, capital].into_iter().for_each(|symbol| first.insert(symbol)),
                Inst::Class { class, .. } => {
                    (0..self.words.symbols.len() as Symbol).filter(|&s| self.words.has(s, class)).for_each(|symbol| first.insert(symbol));
                }
                Inst::Part { part, .. } => first.union(&self.parts[part as usize].first),
                Inst::Split(other) => pending.extend([pc + 1, other as usize]),
                Inst::Jump(to) => pending.push(to as usize),
                Inst::Gap(_) | Inst::Open(_) | Inst::Close(_) => pending.push(pc + 1),
                Inst::Accept => return Err("a pattern may not match nothing".to_string()),
            }
        }
        Ok(first)
    }

    fn guards(&mut self, path: &str, text: &str, file: &GuardFile) -> Result<Guards> {
        let mut read =
            |items: &[String]| items.iter().map(|item| self.guard(item).map_err(|m| at(path, text, item, m))).collect::<Result<Vec<_>>>();
        Ok(Guards { before: read(&file.before)?, after: read(&file.after)? })
    }

    fn guard(&mut self, item: &str) -> std::result::Result<Guard, String> {
        let (glued, item) = item.strip_prefix('+').map_or((false, item), |rest| (true, rest));
        let test = match item {
            "<capital>" => Test::Capital,
            "<unknown>" => Test::Unknown,
            "<edge>" => Test::Edge,
            _ => match item.strip_prefix('<').and_then(|i| i.strip_suffix('>')) {
                Some(class) => Test::Class(self.words.class(class).ok_or_else(|| format!("unknown word class '<{class}>' in a guard"))?),
                None => {
                    let (lower, capital) = self.words.literal(item);
                    Test::Word(lower, capital)
                }
            },
        };
        Ok(Guard { glued, test })
    }
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn read<T: serde::de::DeserializeOwned>(path: &str, text: &str) -> Result<T> {
    read_at(path, text, text)
}

/// Reads a document of a file, with line numbers of the file.
fn read_at<T: serde::de::DeserializeOwned>(path: &str, text: &str, document: &str) -> Result<T> {
    serde_yaml::from_str(document).map_err(|error| {
        let offset = document.as_ptr() as usize - text.as_ptr() as usize;
        let lines = text.get(..offset).map_or(0, |before| before.matches('\n').count());
        let fail = Error::in_file(path, without_place(&error.to_string()));
        error.location().map_or(fail.clone(), |place| fail.at(place.line() + lines, place.column()))
    })
}

/// An error at the line of `text` that holds `needle`.
fn at(path: &str, text: &str, needle: &str, message: String) -> Error {
    let line = text.find(needle).map_or(1, |offset| text[..offset].matches('\n').count() + 1);
    Error::in_file(path, message).at_line(line)
}
