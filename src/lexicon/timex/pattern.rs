//! The pattern side of a rule, and the small program it is compiled to.
//!
//! ```text
//! word        that word (a capital means one)   <class>  <class:name>   a word of the class, or a match of the part, captured
//! [ … ]       may be absent                     ( … | … )               one of these
//! a b         blank between                     a~b                     blank or hyphen between
//! a+b         nothing between                   a_b                     blank or nothing between
//! { … }       this stretch is the expression; without braces the whole match is
//! ```
//! Marks (`,` `.` `:` `/` `-`) stand for themselves, and so does any after a backslash (`\(`); blanks around them are free. There are no loops, so a match is bounded by its pattern.

use super::words::{Class, Symbol, Words};

/// An instruction of a pattern's program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inst {
    Word {
        lower: Symbol,
        capital: Symbol,
    },
    Class {
        class: Class,
        slot: u8,
    },
    Part {
        part: u16,
        slot: u8,
    },
    Gap(Gap),
    /// Try the next instruction first, then the one at this distance.
    Split(u16),
    Jump(u16),
    Open(u8),
    Close(u8),
    Accept,
}

/// What may lie between two atoms of a match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    Blank,
    BlankOrHyphen,
    Nothing,
    Free,
}

/// What a compiled pattern needs from its surroundings.
pub struct Names<'a> {
    pub words: &'a mut Words,
    pub part: &'a dyn Fn(&str) -> Option<u16>,
}

/// A pattern's program, the names of its captures and how many `{…}` it has. Jumps are relative to the program's start.
#[derive(Debug)]
pub struct Program {
    pub insts: Vec<Inst>,
    pub captures: Vec<String>,
    pub marks: u8,
}

/// Of one pattern.
pub const MAX_CAPTURES: usize = 12;
/// `{…}` of one pattern.
pub const MAX_MARKS: u8 = 4;

/// Compiles a pattern; the error says what is wrong with it.
pub fn compile(pattern: &str, names: &mut Names) -> Result<Program, String> {
    let tree = parse(pattern)?;
    let mut program = Program { insts: Vec::new(), captures: Vec::new(), marks: 0 };
    emit_all(&tree, &mut program, names)?;
    program.insts.push(Inst::Accept);
    Ok(program)
}

enum Node {
    Word(String),
    Class(String, String),
    Gap(Gap),
    Optional(Vec<Node>),
    Choice(Vec<Vec<Node>>),
    Mark(Vec<Node>),
}

fn parse(pattern: &str) -> Result<Vec<Node>, String> {
    let mut rest = pattern.trim();
    let nodes = parse_sequence(&mut rest, 0)?;
    if rest.is_empty() { Ok(nodes) } else { Err(format!("unbalanced '{rest}' in pattern '{pattern}'")) }
}

fn parse_sequence(rest: &mut &str, depth: usize) -> Result<Vec<Node>, String> {
    let mut nodes = Vec::new();
    if depth > 12 {
        return Err("a pattern nests too deeply".to_string());
    }
    while let Some(c) = rest.chars().next() {
        if matches!(c, ']' | ')' | '}' | '|') {
            break;
        }
        let after = &rest[c.len_utf8()..];
        nodes.push(match c {
            ' ' => {
                *rest = after.trim_start();
                Node::Gap(Gap::Blank)
            }
            '~' | '+' | '_' => {
                *rest = after;
                Node::Gap(match c {
                    '~' => Gap::BlankOrHyphen,
                    '+' => Gap::Nothing,
                    _ => Gap::Free,
                })
            }
            '[' | '(' | '{' => {
                *rest = after;
                let mut choices = vec![parse_sequence(rest, depth + 1)?];
                while let Some(after) = rest.strip_prefix('|') {
                    *rest = after;
                    choices.push(parse_sequence(rest, depth + 1)?);
                }
                let close = match c {
                    '[' => ']',
                    '(' => ')',
                    _ => '}',
                };
                *rest = rest.strip_prefix(close).ok_or_else(|| format!("'{c}' without '{close}'"))?;
                let body = if choices.len() == 1 { choices.remove(0) } else { vec![Node::Choice(choices)] };
                match c {
                    '[' => Node::Optional(body),
                    '(' => Node::Choice(vec![body]),
                    _ => Node::Mark(body),
                }
            }
            '\\' => {
                let mark = after.chars().next().ok_or("'\\' with nothing after it")?;
                *rest = &after[mark.len_utf8()..];
                Node::Word(mark.to_string())
            }
            '<' => {
                let end = rest.find('>').ok_or("'<' without '>'")?;
                let inside = &rest[1..end];
                let (class, name) = inside.split_once(':').unwrap_or((inside, inside));
                *rest = &rest[end + 1..];
                Node::Class(class.to_string(), name.to_string())
            }
            _ => {
                let is_word = |c: char| c.is_alphanumeric() || c == '\'';
                let end = if is_word(c) { rest.find(|c: char| !is_word(c)).unwrap_or(rest.len()) } else { c.len_utf8() };
                let (word, after) = rest.split_at(end);
                *rest = after;
                // A text's tokens end before an apostrophe, so that such a word would never be found.
                if let Some(at) = word.find('\'').filter(|&at| at > 0 && !word.ends_with("o'clock")) {
                    return Err(format!("'{word}' is two tokens: write '{}+{}'", &word[..at], &word[at..]));
                }
                Node::Word(word.to_string())
            }
        });
    }
    Ok(nodes)
}

fn emit_all(nodes: &[Node], program: &mut Program, names: &mut Names) -> Result<(), String> {
    nodes.iter().try_for_each(|node| emit(node, program, names))
}

fn emit(node: &Node, program: &mut Program, names: &mut Names) -> Result<(), String> {
    let here = |program: &Program| program.insts.len() as u16;
    match node {
        Node::Word(word) => {
            let (mut lower, capital) = names.words.literal(word);
            // A capital in the pattern is one in the text.
            if word.starts_with(char::is_uppercase) {
                lower = capital;
            }
            program.insts.push(Inst::Word { lower, capital });
        }
        Node::Gap(gap) => program.insts.push(Inst::Gap(*gap)),
        Node::Class(class, name) => {
            let slot = program.captures.iter().position(|c| c == name).unwrap_or_else(|| {
                program.captures.push(name.clone());
                program.captures.len() - 1
            });
            if slot >= MAX_CAPTURES {
                return Err(format!("more than {MAX_CAPTURES} captures"));
            }
            let slot = slot as u8;
            let inst = match ((names.part)(class), names.words.class(class)) {
                (Some(part), None) => Inst::Part { part, slot },
                (None, Some(class)) => Inst::Class { class, slot },
                (Some(_), Some(_)) => return Err(format!("'{class}' is both a part and a word class")),
                (None, None) => return Err(format!("'<{class}>' is neither a word class nor a part")),
            };
            program.insts.push(inst);
        }
        Node::Optional(body) => {
            let split = program.insts.len();
            program.insts.push(Inst::Split(0));
            emit_all(body, program, names)?;
            program.insts[split] = Inst::Split(here(program));
        }
        Node::Choice(choices) => {
            let mut jumps = Vec::new();
            for (i, choice) in choices.iter().enumerate() {
                let split = (i + 1 < choices.len()).then(|| {
                    program.insts.push(Inst::Split(0));
                    program.insts.len() - 1
                });
                emit_all(choice, program, names)?;
                if let Some(split) = split {
                    jumps.push(program.insts.len());
                    program.insts.push(Inst::Jump(0));
                    program.insts[split] = Inst::Split(here(program));
                }
            }
            let end = here(program);
            jumps.into_iter().for_each(|jump| program.insts[jump] = Inst::Jump(end));
        }
        Node::Mark(body) => {
            let mark = program.marks;
            if mark >= MAX_MARKS {
                return Err(format!("more than {MAX_MARKS} '{{…}}'"));
            }
            program.marks += 1;
            program.insts.push(Inst::Open(mark));
            emit_all(body, program, names)?;
            program.insts.push(Inst::Close(mark));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_what_it_cannot_read() {
        let mut words = Words::new();
        for (pattern, message) in [
            ("<montth>", "'<montth>' is neither a word class nor a part"),
            ("[the", "'[' without ']'"),
            ("the]", "unbalanced ']' in pattern 'the]'"),
            ("<dd", "'<' without '>'"),
            ("the \\", "'\\' with nothing after it"),
        ] {
            let mut names = Names { words: &mut words, part: &|_| None };
            assert_eq!(compile(pattern, &mut names).unwrap_err(), message);
        }
    }

    #[test]
    fn compiles_options_and_choices() {
        let mut words = Words::new();
        let mut names = Names { words: &mut words, part: &|_| None };
        let program = compile("[the ](a|b)+{<dd:x>}", &mut names).unwrap();
        assert_eq!((program.captures, program.marks), (vec!["x".to_string()], 1));
        assert_eq!(program.insts.len(), 12);
        assert_eq!(program.insts[0], Inst::Split(3));
    }
}
