//! An automaton before the matcher: which forms of rules fit the atoms from one place on, and how far.
//!
//! The patterns have neither loops nor recursion, so they are one finite automaton over symbols and gaps; its states are made when a text
//! first needs them (subset construction on demand, Aho, Sethi & Ullman 1986; Cox 2010) and kept for the next text. A walk takes at most
//! [`LONGEST`] steps, each one look-up, whatever the text holds: that makes finding linear by construction. What the automaton does not
//! know (guards, values that are none) the matcher asks of the few forms that are left.

use super::pattern::{Gap, Inst};
use super::words::{Symbol, punctuation};
use super::{Grammar, SymbolFacts};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::sync::Mutex;

/// Atoms that a match may span.
pub const LONGEST: usize = 30;

/// What lies before an atom, as far as patterns ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Before {
    Nothing,
    Blank,
    /// Nothing, but this atom or the one before is a mark, around which blanks are free.
    Mark,
}

/// A symbol that no pattern tells from others of its kind, and what lies before it.
pub type Letter = u16;

/// Symbols by kind.
#[derive(Default)]
pub struct Letters {
    kinds: Vec<u16>,
    /// One symbol of each kind.
    samples: Vec<Symbol>,
}

impl Letters {
    pub fn new(symbols: &[SymbolFacts], insts: &[Inst]) -> Letters {
        let mut named = vec![false; symbols.len()];
        named[punctuation(b'-') as usize] = true;
        for inst in insts {
            if let Inst::Word { lower, capital } = *inst {
                (named[lower as usize], named[capital as usize]) = (true, true);
            }
        }
        let mut letters = Letters::default();
        let mut known = BTreeMap::new();
        for (symbol, facts) in symbols.iter().enumerate() {
            let kind = *known.entry((facts.classes, named[symbol].then_some(symbol))).or_insert_with(|| {
                letters.samples.push(symbol as Symbol);
                letters.samples.len() as u16 - 1
            });
            letters.kinds.push(kind);
        }
        letters
    }

    #[inline]
    pub fn of(&self, symbol: Symbol, before: Before) -> Letter {
        self.kinds[symbol as usize] * 3 + before as u16
    }

    fn len(&self) -> usize {
        self.samples.len() * 3
    }

    fn read(&self, letter: Letter) -> (Symbol, Before) {
        (self.samples[letter as usize / 3], [Before::Nothing, Before::Blank, Before::Mark][letter as usize % 3])
    }
}

/// A place in a program, and where to go on when the program is that of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Item {
    form: u16,
    pc: u32,
    /// An index into [`Automaton::calls`], or `ROOT`.
    calls: u32,
}

const ROOT: u32 = u32::MAX;

/// A state's name; `DEAD` leads nowhere.
pub type State = u16;
const DEAD: State = 0;
const START: State = 1;
const UNMADE: State = State::MAX;
/// With more states the automaton is made anew: no text may fill the memory.
const MOST_STATES: usize = 2048;

/// The states made so far. Not shared between threads; see [`Pool`].
pub struct Automaton {
    /// The items of each state, before the gaps and choices behind them.
    items: Vec<Vec<Item>>,
    /// The forms of rules that may end in each state.
    ends: Vec<Vec<u16>>,
    /// One row of letters a state.
    next: Vec<State>,
    names: FxHashMap<Vec<Item>, State>,
    calls: Vec<Item>,
    call_names: FxHashMap<Item, u32>,
    pending: Vec<(Item, u8)>,
}

/// What the gaps passed since the last atom ask of the next one.
const NEEDS_NOTHING: u8 = 1;
const NEEDS_BLANK: u8 = 2;
const NEEDS_TRUE_BLANK: u8 = 4;

impl Automaton {
    fn new(letters: usize) -> Automaton {
        let mut automaton = Automaton {
            items: vec![Vec::new(); 2],
            ends: vec![Vec::new(); 2],
            next: vec![DEAD; 2 * letters],
            names: FxHashMap::from_iter([(Vec::new(), DEAD)]),
            calls: Vec::new(),
            call_names: FxHashMap::default(),
            pending: Vec::new(),
        };
        automaton.next[letters..].fill(UNMADE);
        automaton
    }

    /// Walks over the atoms whose letters `letter` gives by their distance from the first, and tells `end` after how many atoms which forms
    /// may end, shortest first.
    #[inline]
    pub fn walk(&mut self, grammar: &Grammar, letter: impl Fn(usize) -> Option<Letter>, mut end: impl FnMut(usize, State)) {
        if self.items.len() + LONGEST > MOST_STATES {
            *self = Automaton::new(grammar.letters.len());
        }
        let letters = grammar.letters.len();
        let mut state = START;
        for length in 0..LONGEST {
            let Some(letter) = letter(length) else { return };
            let place = state as usize * letters + letter as usize;
            state = self.next[place];
            if state == UNMADE {
                state = self.make(grammar, place);
            }
            if state == DEAD {
                return;
            }
            if !self.ends[state as usize].is_empty() {
                end(length + 1, state);
            }
        }
    }

    /// The forms that may end in `state`, in the order of the rules.
    pub fn ends(&self, state: State) -> &[u16] {
        &self.ends[state as usize]
    }

    /// Makes the state that `place` of the table leads to.
    #[cold]
    fn make(&mut self, grammar: &Grammar, place: usize) -> State {
        let letters = grammar.letters.len();
        let (from, letter) = (place / letters, (place % letters) as Letter);
        let (symbol, before) = grammar.letters.read(letter);
        let mut pending = std::mem::take(&mut self.pending);
        if from == START as usize {
            let rules = grammar.forms.iter().enumerate().filter(|(_, form)| form.rule != u16::MAX && form.can_start(symbol));
            pending.extend(rules.map(|(form, _)| (Item { form: form as u16, pc: 0, calls: ROOT }, 0)));
        } else {
            pending.extend(self.items[from].iter().map(|&item| (item, 0)));
        }
        let mut items = Vec::new();
        while let Some((item, needs)) = pending.pop() {
            self.step(grammar, item, needs, (symbol, before), &mut pending, &mut items);
        }
        self.pending = pending;
        items.sort_unstable();
        items.dedup();
        let state = match self.names.get(&items) {
            Some(&state) => state,
            None => {
                let state = self.items.len() as State;
                self.ends.push(self.ending(grammar, &items));
                self.items.push(items.clone());
                self.names.insert(items, state);
                self.next.resize(self.next.len() + letters, UNMADE);
                state
            }
        };
        self.next[place] = state;
        state
    }

    /// Takes one instruction with the next atom in view: `items` gets what has taken the atom, `pending` what has not yet.
    fn step(
        &mut self,
        grammar: &Grammar,
        item: Item,
        needs: u8,
        (symbol, before): (Symbol, Before),
        pending: &mut Vec<(Item, u8)>,
        items: &mut Vec<Item>,
    ) {
        let form = &grammar.forms[item.form as usize];
        let to = |pc: u32| Item { pc, ..item };
        let fits = match before {
            Before::Nothing => needs & (NEEDS_BLANK | NEEDS_TRUE_BLANK) == 0,
            Before::Blank => needs & NEEDS_NOTHING == 0,
            Before::Mark => needs & NEEDS_TRUE_BLANK == 0,
        };
        match grammar.insts[(form.start + item.pc) as usize] {
            Inst::Word { lower, capital } if fits && (symbol == lower || symbol == capital) => items.push(to(item.pc + 1)),
            Inst::Class { class, .. } if fits && grammar.words.has(symbol, class) => items.push(to(item.pc + 1)),
            Inst::Word { .. } | Inst::Class { .. } => {}
            Inst::Part { part, .. } => {
                let part = &grammar.parts[part as usize];
                if part.can_start(symbol) {
                    let calls = self.call(to(item.pc + 1));
                    let forms = part.forms.clone().filter(|&form| grammar.forms[form as usize].can_start(symbol));
                    pending.extend(forms.map(|form| (Item { form, pc: 0, calls }, needs)));
                }
            }
            Inst::Gap(Gap::BlankOrHyphen) if symbol == punctuation(b'-') => items.extend(fits.then(|| to(item.pc + 1))),
            Inst::Gap(gap) => {
                let need = match gap {
                    Gap::Free => 0,
                    Gap::Nothing => NEEDS_NOTHING,
                    Gap::Blank => NEEDS_BLANK,
                    Gap::BlankOrHyphen => NEEDS_TRUE_BLANK,
                };
                pending.push((to(item.pc + 1), needs | need));
            }
            Inst::Split(other) => pending.extend([(to(item.pc + 1), needs), (to(u32::from(other)), needs)]),
            Inst::Jump(other) => pending.push((to(u32::from(other)), needs)),
            Inst::Open(_) | Inst::Close(_) => pending.push((to(item.pc + 1), needs)),
            Inst::Accept if item.calls == ROOT => {}
            Inst::Accept => pending.push((self.calls[item.calls as usize], needs)),
        }
    }

    fn call(&mut self, back: Item) -> u32 {
        *self.call_names.entry(back).or_insert_with(|| {
            self.calls.push(back);
            self.calls.len() as u32 - 1
        })
    }

    /// The forms of rules that these items can end without another atom.
    fn ending(&self, grammar: &Grammar, items: &[Item]) -> Vec<u16> {
        let mut ending = Vec::new();
        let mut pending = items.to_vec();
        while let Some(item) = pending.pop() {
            let form = &grammar.forms[item.form as usize];
            let to = |pc: u32| Item { pc, ..item };
            match grammar.insts[(form.start + item.pc) as usize] {
                Inst::Word { .. } | Inst::Class { .. } | Inst::Part { .. } => {}
                Inst::Gap(_) | Inst::Open(_) | Inst::Close(_) => pending.push(to(item.pc + 1)),
                Inst::Split(other) => pending.extend([to(item.pc + 1), to(u32::from(other))]),
                Inst::Jump(other) => pending.push(to(u32::from(other))),
                Inst::Accept if item.calls == ROOT => ending.push(item.form),
                Inst::Accept => pending.push(self.calls[item.calls as usize]),
            }
        }
        ending.sort_unstable();
        ending.dedup();
        ending
    }
}

/// Automata that no thread uses just now.
#[derive(Default)]
pub struct Pool(Mutex<Vec<Automaton>>);

impl Pool {
    /// Lends one for the time of `work`.
    pub fn with<T>(&self, grammar: &Grammar, work: impl FnOnce(&mut Automaton) -> T) -> T {
        let free = self.0.lock().ok().and_then(|mut pool| pool.pop());
        let mut automaton = free.unwrap_or_else(|| Automaton::new(grammar.letters.len()));
        let result = work(&mut automaton);
        if let Ok(mut pool) = self.0.lock() {
            pool.push(automaton);
        }
        result
    }
}
