//! Symbols: what the matcher sees of a word, a number or a punctuation mark, and the facts known of it.
//!
//! Every atom of a text becomes one small integer, so that patterns compare integers. Words that no list knows share two symbols (one with
//! a capital, one without); numbers get their symbol from their shape and size; each ASCII punctuation mark has its own.

use super::fact::Fact;

/// An index into the symbol table.
pub type Symbol = u16;
/// An index of a word class; at most [`MAX_CLASSES`].
pub type Class = u8;
/// As many bits as [`SymbolFacts::classes`] has.
pub const MAX_CLASSES: usize = 128;
/// Longer words are never looked up. No list may hold one.
pub const MAX_WORD: usize = 20;

/// A word that no list knows.
pub const UNKNOWN: Symbol = 0;
/// The same with a capital.
pub const UNKNOWN_CAPITAL: Symbol = 1;
const ONE_DIGIT: Symbol = 2;
const TWO_DIGITS: Symbol = 12;
const THREE_DIGITS: Symbol = 112;
/// Four digits, by whether they can be a year and whether they can be a clock time.
const FOUR_DIGITS: Symbol = 113;
const SIX_DIGITS: Symbol = 117;
const EIGHT_DIGITS: Symbol = 118;
const DECIMAL: Symbol = 119;
const OTHER_NUMBER: Symbol = 120;
/// A number too long to mean anything here.
const LONG_NUMBER: Symbol = 121;
const PUNCTUATION: Symbol = 122;
/// Marks outside ASCII that no pattern names.
pub const OTHER_MARK: Symbol = PUNCTUATION + 128;
const FIRST_WORD: Symbol = OTHER_MARK + 1;

/// Classes of numbers, known without a list.
pub const NUMBER_CLASSES: [&str; 12] = ["int", "dd", "mm", "hour", "min", "yy", "yyy", "yyyy", "hhmm", "ddhhmm", "yyyymmdd", "decimal"];

/// What the lexer found a number to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Number {
    /// Plain digits: how many, and their value.
    Digits(usize, u32),
    /// Digits grouped in threes by commas.
    Grouped(u32),
    /// Digits, a point and digits: thousandths.
    Decimal(u32),
    TooLong,
}

/// What is known of a symbol.
#[derive(Clone, Debug, Default)]
pub struct SymbolFacts {
    /// A bit a class that it is in.
    pub classes: u128,
    /// What each of them says of it.
    pub facts: Vec<(Class, Fact)>,
}

#[derive(Clone, Copy)]
struct Entry {
    /// Start and length of the folded word in `text`.
    start: u32,
    len: u8,
    abbreviation: bool,
    lower: Symbol,
    capital: Symbol,
}

/// The symbol table.
pub struct Words {
    text: Vec<u8>,
    entries: Vec<Entry>,
    /// Open addressing over `entries`, a power of two long; `u16::MAX` is empty.
    slots: Vec<u16>,
    pub symbols: Vec<SymbolFacts>,
    pub classes: Vec<String>,
}

const EMPTY: u16 = u16::MAX;

impl Words {
    pub fn new() -> Words {
        let mut words = Words {
            text: Vec::new(),
            entries: Vec::new(),
            slots: vec![EMPTY; 4096],
            symbols: vec![SymbolFacts::default(); FIRST_WORD as usize],
            classes: NUMBER_CLASSES.map(String::from).to_vec(),
        };
        let mut class = |symbol: Symbol, name: &str| {
            let class = NUMBER_CLASSES.iter().position(|c| *c == name).unwrap_or(0);
            words.symbols[symbol as usize].classes |= 1 << class;
        };
        for n in 0..10 {
            class(ONE_DIGIT + n, "int");
            class(ONE_DIGIT + n, "hour");
            if n > 0 {
                class(ONE_DIGIT + n, "dd");
                class(ONE_DIGIT + n, "mm");
            }
        }
        for n in 0..100 {
            let symbol = TWO_DIGITS + n;
            class(symbol, "yy");
            let fits = [("int", 10, 99), ("dd", 1, 31), ("mm", 1, 12), ("hour", 0, 24), ("min", 0, 59)];
            fits.iter().filter(|(_, from, to)| (*from..=*to).contains(&n)).for_each(|(name, ..)| class(symbol, name));
        }
        class(THREE_DIGITS, "int");
        class(THREE_DIGITS, "yyy");
        for (bit, name) in [(1, "yyyy"), (2, "hhmm")] {
            (0..4).filter(|kind| kind & bit != 0).for_each(|kind| class(FOUR_DIGITS + kind, name));
        }
        (0..4).for_each(|kind| class(FOUR_DIGITS + kind, "int"));
        class(SIX_DIGITS, "ddhhmm");
        class(EIGHT_DIGITS, "yyyymmdd");
        class(DECIMAL, "decimal");
        [SIX_DIGITS, EIGHT_DIGITS, OTHER_NUMBER].into_iter().for_each(|symbol| class(symbol, "int"));
        words
    }

    /// The class that a list or [`NUMBER_CLASSES`] calls so.
    pub fn class(&self, name: &str) -> Option<Class> {
        self.classes.iter().position(|c| c == name).map(|c| c as Class)
    }

    /// Adds a class of words; `None` when there are too many classes or it exists.
    pub fn add_class(&mut self, name: &str) -> Option<Class> {
        if self.classes.len() >= MAX_CLASSES || self.class(name).is_some() {
            return None;
        }
        self.classes.push(name.to_string());
        Some((self.classes.len() - 1) as Class)
    }

    /// Adds a word as a list writes it: a capital means that only the capitalised word counts, a final dot that the text may have one.
    /// Returns false when the class already has the word.
    pub fn add(&mut self, word: &str, class: Class, fact: Fact) -> bool {
        let capital_only = word.chars().next().is_some_and(char::is_uppercase);
        let entry = self.intern(word);
        let Entry { lower, capital, .. } = self.entries[entry];
        let targets: &[Symbol] = if capital_only { &[capital] } else { &[lower, capital] };
        for &symbol in targets {
            let facts = &mut self.symbols[symbol as usize];
            if facts.classes & (1 << class) != 0 {
                return false;
            }
            facts.classes |= 1 << class;
            facts.facts.push((class, fact));
        }
        true
    }

    /// The symbols of a word that a pattern names, without and with a capital.
    pub fn literal(&mut self, word: &str) -> (Symbol, Symbol) {
        if let [mark] = word.as_bytes()
            && mark.is_ascii_punctuation()
        {
            let symbol = punctuation(*mark);
            return (symbol, symbol);
        }
        if let (true, Ok(value)) = (word.bytes().all(|b| b.is_ascii_digit()), word.parse()) {
            let symbol = self.number(Number::Digits(word.len(), value));
            return (symbol, symbol);
        }
        let entry = self.intern(word);
        (self.entries[entry].lower, self.entries[entry].capital)
    }

    fn intern(&mut self, word: &str) -> usize {
        let abbreviation = word.ends_with('.') && !word[..word.len() - 1].contains('.');
        let key: String = word.to_lowercase().chars().filter(|c| *c != '.').collect();
        let slot = self.slot(key.as_bytes());
        if self.slots[slot] != EMPTY {
            let entry = self.slots[slot] as usize;
            self.entries[entry].abbreviation |= abbreviation;
            return entry;
        }
        let (start, len) = (self.text.len() as u32, key.len() as u8);
        self.text.extend_from_slice(key.as_bytes());
        let lower = self.symbols.len() as Symbol;
        self.symbols.extend([SymbolFacts::default(), SymbolFacts::default()]);
        self.slots[slot] = self.entries.len() as u16;
        self.entries.push(Entry { start, len, abbreviation, lower, capital: lower + 1 });
        self.entries.len() - 1
    }

    /// The slot that holds `key`, or the empty one where it belongs. There is always an empty slot: lists are far smaller than the table.
    fn slot(&self, key: &[u8]) -> usize {
        let mut slot = hash(key) as usize & (self.slots.len() - 1);
        loop {
            match self.slots[slot] {
                EMPTY => return slot,
                entry if self.key(self.entries[entry as usize]) == key => return slot,
                _ => slot = (slot + 1) & (self.slots.len() - 1),
            }
        }
    }

    fn key(&self, entry: Entry) -> &[u8] {
        &self.text[entry.start as usize..entry.start as usize + entry.len as usize]
    }

    /// Whether the table has room for another word.
    pub fn is_full(&self) -> bool {
        self.entries.len() * 2 > self.slots.len()
    }

    /// The symbol of a word already folded to lower case and without dots, and whether a dot after it belongs to it.
    pub fn word(&self, folded: &[u8], capital: bool) -> (Symbol, bool) {
        let slot = self.slots[self.slot(folded)];
        if slot == EMPTY {
            return (if capital { UNKNOWN_CAPITAL } else { UNKNOWN }, false);
        }
        let entry = self.entries[slot as usize];
        (if capital { entry.capital } else { entry.lower }, entry.abbreviation)
    }

    pub fn number(&self, number: Number) -> Symbol {
        match number {
            Number::Digits(1, n) => ONE_DIGIT + n as Symbol,
            Number::Digits(2, n) => TWO_DIGITS + n as Symbol,
            Number::Digits(3, _) => THREE_DIGITS,
            Number::Digits(4, n) => {
                let (year, clock) = ((1000..2200).contains(&n), n / 100 < 24 && n % 100 < 60);
                FOUR_DIGITS + Symbol::from(year) + 2 * Symbol::from(clock)
            }
            Number::Digits(6, n) if (1..=31).contains(&(n / 10_000)) && n / 100 % 100 < 24 && n % 100 < 60 => SIX_DIGITS,
            Number::Digits(8, n)
                if (1000..2200).contains(&(n / 10_000)) && (1..=12).contains(&(n / 100 % 100)) && (1..=31).contains(&(n % 100)) =>
            {
                EIGHT_DIGITS
            }
            Number::Digits(..) | Number::Grouped(_) => OTHER_NUMBER,
            Number::Decimal(_) => DECIMAL,
            Number::TooLong => LONG_NUMBER,
        }
    }

    /// Whether a symbol is in a class.
    pub fn has(&self, symbol: Symbol, class: Class) -> bool {
        self.symbols[symbol as usize].classes >> class & 1 != 0
    }

    /// The fact that `class` has about a word. Numbers have their value instead.
    pub fn fact(&self, symbol: Symbol, class: Class) -> Option<Fact> {
        self.symbols[symbol as usize].facts.iter().find(|(c, _)| *c == class).map(|(_, fact)| *fact)
    }

    /// Whether the atoms of this class hold thousandths.
    pub fn is_decimal(&self, class: Class) -> bool {
        NUMBER_CLASSES.get(class as usize) == Some(&"decimal")
    }

    /// Whether the symbol is a word or mark that some pattern or list names.
    pub fn is_known(symbol: Symbol) -> bool {
        symbol > UNKNOWN_CAPITAL && symbol != OTHER_MARK && symbol != LONG_NUMBER
    }
}

impl Default for Words {
    fn default() -> Words {
        Words::new()
    }
}

/// The symbol of an ASCII punctuation mark.
pub fn punctuation(mark: u8) -> Symbol {
    PUNCTUATION + Symbol::from(mark & 127)
}

/// FNV-1a.
fn hash(key: &[u8]) -> u32 {
    key.iter().fold(0x811c_9dc5, |hash, &byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_and_dots_decide() {
        let mut words = Words::new();
        let month = words.add_class("month").unwrap();
        assert!(words.add("sept.", month, Fact::Int(9)));
        assert!(words.add("May", month, Fact::Int(5)));
        assert!(!words.add("may", month, Fact::Int(5)), "a duplicate");
        assert!(words.has(words.word(b"sept", false).0, month) && words.word(b"sept", false).1);
        assert!(words.has(words.word(b"may", true).0, month) && !words.has(UNKNOWN, month));
        let (twelve, may) = (words.number(Number::Digits(2, 12)), words.literal("may"));
        assert!(words.has(twelve, words.class("mm").unwrap()) && !words.has(twelve, month));
        assert_eq!(words.word(b"may", true).0, may.1);
    }
}
