//! Finds the expressions: the longest match wins, then the rule's priority, then the earlier rule.
//!
//! An automaton says which forms fit the atoms from here on, longest first; only those are run, for what they capture. A form's program has
//! no loops, parts are remembered by position (packrat, Ford 2002), and each attempt has a budget of steps, so the work at one atom is
//! bounded and the whole is linear in the text.

use super::atom::{Atom, Gap};
use super::reading::{Reading, Value, eval};
use crate::lexicon::timex::automaton::{Automaton, Before, LONGEST, Letter, State};
use crate::lexicon::timex::expr::Expr;
use crate::lexicon::timex::fact::Fact;
use crate::lexicon::timex::pattern::{Gap as Between, Inst, MAX_CAPTURES, MAX_MARKS};
use crate::lexicon::timex::words::{self, Class};
use crate::lexicon::timex::{Grammar, Guard, Test};
use std::ops::Range;

/// One expression as found.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// Indices of its atoms. Never empty.
    pub atoms: Range<u32>,
    /// What its words say by themselves.
    pub reading: Reading,
    /// Index into [`Grammar::rules`].
    pub rule: u16,
}

/// Finds all expressions of a text, in order.
pub(super) fn find(grammar: &Grammar, atoms: &[Atom]) -> Vec<Found> {
    let mut matcher = Matcher {
        grammar,
        atoms,
        memo: vec![Memo { position: u32::MAX, epoch: 0, from: 0, len: 0 }; grammar.parts.len() * RING],
        epoch: 0,
        results: Vec::new(),
        tried: vec![u32::MAX; grammar.forms.len()],
        steps: 0,
    };
    let mut found = Vec::new();
    // How many atoms forms may take from here, and which forms: shortest first, as the automaton tells them.
    let mut ends = Vec::with_capacity(LONGEST);
    grammar.automata.with(grammar, |automaton| {
        let mut position = 0;
        while position < atoms.len() {
            ends.clear();
            automaton.walk(grammar, |distance| letter(grammar, atoms, position, distance), |length, state| ends.push((length, state)));
            let next = if ends.is_empty() { None } else { matcher.longest(position, &ends, automaton, &mut found) };
            position = next.unwrap_or(position + 1);
        }
    });
    found
}

/// What the automaton sees of the atom at `distance` from `start`; nothing past a paragraph.
#[inline]
fn letter(grammar: &Grammar, atoms: &[Atom], start: usize, distance: usize) -> Option<Letter> {
    let at = start + distance;
    let atom = atoms.get(at)?;
    let before = match atom.gap {
        _ if distance == 0 => Before::Blank,
        Gap::Paragraph => return None,
        Gap::Blank => Before::Blank,
        Gap::Nothing if is_mark(atom) || is_mark(&atoms[at - 1]) => Before::Mark,
        Gap::Nothing => Before::Nothing,
    };
    Some(grammar.letters.of(atom.symbol, before))
}

fn is_mark(atom: &Atom) -> bool {
    (words::punctuation(0)..words::OTHER_MARK).contains(&atom.symbol)
}

/// Positions that are remembered for each part.
const RING: usize = 32;
/// Steps that one attempt may take; the longest sensible match takes a few hundred.
const BUDGET: u32 = 3000;

#[derive(Clone, Copy)]
struct Memo {
    position: u32,
    epoch: u32,
    from: u32,
    len: u32,
}

#[derive(Clone, Copy)]
enum Capture {
    None,
    Atom(u32, Class),
    Part(u32),
}

struct Frame {
    base: usize,
    captures: [Capture; MAX_CAPTURES],
    marks: [(u32, u32); MAX_MARKS as usize],
}

impl Frame {
    fn new(base: usize) -> Frame {
        Frame { base, captures: [Capture::None; MAX_CAPTURES], marks: [(0, 0); MAX_MARKS as usize] }
    }
}

/// What to do when a program reaches its end.
enum Goal<'a> {
    /// Keep each end once, the first way of reaching it.
    Part {
        value: &'a Expr,
        ends: Vec<(u32, Value)>,
    },
    Rule {
        form: u16,
        start: usize,
        best: &'a mut Best,
    },
}

#[derive(Default)]
struct Best {
    end: usize,
    priority: i8,
    form: u16,
    found: Vec<Found>,
}

struct Matcher<'a> {
    grammar: &'a Grammar,
    atoms: &'a [Atom],
    memo: Vec<Memo>,
    epoch: u32,
    results: Vec<(u32, Value)>,
    /// The atom at which each form was run last.
    tried: Vec<u32>,
    steps: u32,
}

impl Matcher<'_> {
    /// Adds the longest match at `start`, and says where to go on.
    fn longest(&mut self, start: usize, ends: &[(usize, State)], automaton: &Automaton, found: &mut Vec<Found>) -> Option<usize> {
        if self.results.len() > 1 << 12 {
            self.results.clear();
            self.epoch += 1;
        }
        let mut best = Best::default();
        for &(length, state) in ends.iter().rev() {
            if best.end > start + length {
                break;
            }
            for &form in automaton.ends(state) {
                // A form was run already where it may end later, too.
                if std::mem::replace(&mut self.tried[form as usize], start as u32) == start as u32 {
                    continue;
                }
                self.steps = BUDGET;
                let base = self.grammar.forms[form as usize].start as usize;
                self.run(base, start, &mut Frame::new(base), &mut Goal::Rule { form, start, best: &mut best });
            }
        }
        let next = best.found.last().map(|last| last.atoms.end as usize).or((best.end > start).then_some(best.end));
        found.append(&mut best.found);
        next
    }

    fn run(&mut self, mut pc: usize, mut position: usize, frame: &mut Frame, goal: &mut Goal) {
        loop {
            if self.steps == 0 {
                return;
            }
            self.steps -= 1;
            match self.grammar.insts[pc] {
                Inst::Word { lower, capital } => {
                    match self.atoms.get(position) {
                        Some(atom) if atom.symbol == lower || atom.symbol == capital => position += 1,
                        _ => return,
                    }
                    pc += 1;
                }
                Inst::Class { class, slot } => {
                    match self.atoms.get(position) {
                        Some(atom) if self.grammar.words.has(atom.symbol, class) => {}
                        _ => return,
                    }
                    let old = std::mem::replace(&mut frame.captures[slot as usize], Capture::Atom(position as u32, class));
                    self.run(pc + 1, position + 1, frame, goal);
                    frame.captures[slot as usize] = old;
                    return;
                }
                Inst::Part { part, slot } => {
                    for result in self.part(part, position) {
                        let end = self.results[result as usize].0 as usize;
                        let old = std::mem::replace(&mut frame.captures[slot as usize], Capture::Part(result));
                        self.run(pc + 1, end, frame, goal);
                        frame.captures[slot as usize] = old;
                    }
                    return;
                }
                Inst::Gap(between) => {
                    match self.cross(between, position) {
                        Some(next) => position = next,
                        None => return,
                    }
                    pc += 1;
                }
                Inst::Split(other) => {
                    self.run(pc + 1, position, frame, goal);
                    pc = frame.base + other as usize;
                }
                Inst::Jump(to) => pc = frame.base + to as usize,
                Inst::Open(mark) => {
                    let old = frame.marks[mark as usize];
                    frame.marks[mark as usize].0 = position as u32;
                    self.run(pc + 1, position, frame, goal);
                    frame.marks[mark as usize] = old;
                    return;
                }
                Inst::Close(mark) => {
                    frame.marks[mark as usize].1 = position as u32;
                    pc += 1;
                }
                Inst::Accept => return self.accept(position, frame, goal),
            }
        }
    }

    /// Where matching goes on after what lies before the atom at `position`, if it may lie there.
    fn cross(&self, between: Between, position: usize) -> Option<usize> {
        let gap = match self.atoms.get(position) {
            Some(atom) => atom.gap,
            None => return Some(position),
        };
        if gap == Gap::Paragraph {
            return None;
        }
        let is_mark = |i: usize| is_mark(&self.atoms[i]);
        match between {
            Between::Free => Some(position),
            Between::Nothing => (gap == Gap::Nothing).then_some(position),
            Between::Blank => (gap == Gap::Blank || is_mark(position) || position > 0 && is_mark(position - 1)).then_some(position),
            Between::BlankOrHyphen if self.atoms[position].symbol == words::punctuation(b'-') => {
                self.atoms.get(position + 1).is_some_and(|a| a.gap != Gap::Paragraph).then_some(position + 1)
            }
            Between::BlankOrHyphen => (gap == Gap::Blank).then_some(position),
        }
    }

    /// The matches of a part at a position, longest way first as its forms are written.
    fn part(&mut self, part: u16, position: usize) -> Range<u32> {
        let grammar = self.grammar;
        let shape = &grammar.parts[part as usize];
        match self.atoms.get(position) {
            Some(atom) if shape.can_start(atom.symbol) => {}
            _ => return 0..0,
        }
        let key = part as usize * RING + position % RING;
        let memo = self.memo[key];
        if memo.position == position as u32 && memo.epoch == self.epoch {
            return memo.from..memo.from + memo.len;
        }
        let mut ends: Vec<(u32, Value)> = Vec::new();
        for form in shape.forms.clone() {
            let form = &grammar.forms[form as usize];
            if !form.can_start(self.atoms[position].symbol) {
                continue;
            }
            let mut frame = Frame::new(form.start as usize);
            let mut goal = Goal::Part { value: &form.value, ends };
            self.run(form.start as usize, position, &mut frame, &mut goal);
            let Goal::Part { ends: more, .. } = goal else { return 0..0 };
            ends = more;
        }
        ends.sort_by_key(|(end, _)| std::cmp::Reverse(*end));
        let from = self.results.len() as u32;
        self.results.extend(ends);
        let len = self.results.len() as u32 - from;
        if self.steps > 0 {
            self.memo[key] = Memo { position: position as u32, epoch: self.epoch, from, len };
        }
        from..from + len
    }

    fn accept(&mut self, end: usize, frame: &Frame, goal: &mut Goal) {
        match goal {
            Goal::Part { value, ends } => {
                if ends.iter().all(|(e, _)| *e != end as u32)
                    && let Some(value) = eval(value, &|slot| self.value(frame, slot))
                {
                    ends.push((end as u32, value));
                }
            }
            Goal::Rule { form, start, best } => {
                let grammar = self.grammar;
                let shape = &grammar.forms[*form as usize];
                let rule = &grammar.rules[shape.rule as usize];
                let start = *start;
                let (priority, earlier) = (rule.priority.cmp(&best.priority), *form < best.form);
                let better = end > best.end || end == best.end && (priority.is_gt() || priority.is_eq() && earlier);
                let after = end.min(self.atoms.len());
                if !better || end - start > LONGEST || self.guarded(&rule.unless.before, &rule.unless.after, start, after) {
                    return;
                }
                let needed = |guards: &[Guard], test: &dyn Fn(&Guard) -> bool| guards.is_empty() || guards.iter().any(test);
                if !needed(&rule.when.before, &|g| self.holds_before(g, start))
                    || !needed(&rule.when.after, &|g| self.holds_after(g, after))
                {
                    return;
                }
                let slots = |slot| self.value(frame, slot);
                let piece = |expr: &Expr, range: (u32, u32)| match eval(expr, &slots) {
                    Some(Value::Reading(reading)) => Some(Found { atoms: range.0..range.1, reading, rule: shape.rule }),
                    _ => None,
                };
                let found: Option<Vec<Found>> = match &shape.value {
                    Expr::Nothing => Some(Vec::new()),
                    Expr::List(values) => values.iter().zip(frame.marks).map(|(value, mark)| piece(value, mark)).collect(),
                    value if shape.marks == 1 => piece(value, frame.marks[0]).map(|f| vec![f]),
                    value => piece(value, (start as u32, end as u32)).map(|f| vec![f]),
                };
                if let Some(found) = found.filter(|f| f.iter().all(|f| !f.atoms.is_empty())) {
                    **best = Best { end, priority: rule.priority, form: *form, found };
                }
            }
        }
    }

    /// What a capture holds.
    fn value(&self, frame: &Frame, slot: u8) -> Option<Value> {
        Some(match *frame.captures.get(slot as usize)? {
            Capture::None => Value::None,
            Capture::Part(result) => self.results[result as usize].1,
            Capture::Atom(position, class) => {
                let atom = self.atoms[position as usize];
                Value::Fact(match self.grammar.words.fact(atom.symbol, class) {
                    Some(fact) => fact,
                    None if self.grammar.words.is_decimal(class) => Fact::Milli(i64::from(atom.number)),
                    None => Fact::Int(i32::try_from(atom.number).unwrap_or(i32::MAX)),
                })
            }
        })
    }

    fn guarded(&self, before: &[Guard], after: &[Guard], start: usize, end: usize) -> bool {
        before.iter().any(|g| self.holds_before(g, start)) || after.iter().any(|g| self.holds_after(g, end))
    }

    fn holds_before(&self, guard: &Guard, start: usize) -> bool {
        let gap = self.atoms[start].gap;
        let inside = start > 0 && gap != Gap::Paragraph;
        self.holds(guard, inside.then(|| self.atoms[start - 1]), gap)
    }

    fn holds_after(&self, guard: &Guard, end: usize) -> bool {
        let next = self.atoms.get(end).copied().filter(|a| a.gap != Gap::Paragraph);
        self.holds(guard, next, next.map_or(Gap::Paragraph, |a| a.gap))
    }

    fn holds(&self, guard: &Guard, atom: Option<Atom>, gap: Gap) -> bool {
        let Some(atom) = atom else { return matches!(guard.test, Test::Edge) };
        (!guard.glued || gap == Gap::Nothing)
            && match guard.test {
                Test::Word(lower, capital) => atom.symbol == lower || atom.symbol == capital,
                Test::Class(class) => self.grammar.words.has(atom.symbol, class),
                Test::Capital => atom.symbol == words::UNKNOWN_CAPITAL,
                Test::Unknown => atom.symbol <= words::UNKNOWN_CAPITAL,
                Test::Edge => false,
            }
    }
}
