//! The text of a page: what its operators show and where, as lines and paragraphs.
//!
//! The order is that of the file: programs write one column after the other, and sorting by place would mix them. A step that is wider than
//! the usual one, or an indented line, begins a paragraph. What is marked as an artifact (running heads, page numbers) is not part of the text.

use super::file::{File, find};
use super::font::Font;
use super::object::{Dictionary, Object, Objects};
use std::collections::HashMap;
use std::rc::Rc;

/// Forms within forms.
const DEEPEST: usize = 6;
/// Of the font's size: a wider gap between letters is a space.
const SPACE: f64 = 0.17;
/// In lines; a page of a newspaper has some hundreds.
const MOST_LINES: usize = 20_000;

/// A line as it stands on the page.
#[derive(Debug, Default)]
pub(super) struct Line {
    pub text: String,
    x: f64,
    y: f64,
    end: f64,
    size: f64,
}

/// Rows of a matrix: `x' = a x + c y + e`, `y' = b x + d y + f`.
type Matrix = [f64; 6];

const ONE: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// First `one`, then `other`.
fn product(one: Matrix, other: Matrix) -> Matrix {
    let [a, b, c, d, e, f] = one;
    let [g, h, i, j, k, l] = other;
    [a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l]
}

#[derive(Clone)]
struct State {
    matrix: Matrix,
    font: Option<Rc<Font>>,
    size: f64,
    letter_space: f64,
    word_space: f64,
    stretch: f64,
    leading: f64,
}

pub(super) struct Reader<'f, 'b> {
    file: &'f File<'b>,
    fonts: HashMap<String, Rc<Font>>,
    lines: Vec<Line>,
    /// Marks that are open, and which of them are artifacts.
    marks: Vec<bool>,
}

/// The lines of one page.
pub(super) fn lines(file: &File, contents: &[u8], resources: &Dictionary) -> Vec<Line> {
    let mut reader = Reader { file, fonts: HashMap::new(), lines: Vec::new(), marks: Vec::new() };
    let state = State { matrix: ONE, font: None, size: 1.0, letter_space: 0.0, word_space: 0.0, stretch: 1.0, leading: 0.0 };
    reader.run(contents, resources, state, 0);
    reader.lines.retain(|line| !line.text.trim().is_empty());
    reader.lines
}

impl Reader<'_, '_> {
    fn run(&mut self, contents: &[u8], resources: &Dictionary, mut state: State, depth: usize) {
        let mut stack: Vec<State> = Vec::new();
        let (mut text, mut line) = (ONE, ONE);
        let mut objects = Objects::new(contents, 0);
        let mut operands: Vec<Object> = Vec::new();
        while let Some(object) = objects.next() {
            let Object::Word(operator) = object else {
                if operands.len() < 64 {
                    operands.push(object);
                }
                continue;
            };
            let number = |at: usize| operands.get(at).and_then(Object::number).unwrap_or(0.0);
            let matrix = || [number(0), number(1), number(2), number(3), number(4), number(5)];
            let next_line = |state: &State, line: &mut Matrix| {
                *line = product([1.0, 0.0, 0.0, 1.0, 0.0, -state.leading], *line);
                *line
            };
            match operator.as_str() {
                "q" if stack.len() < 1000 => stack.push(state.clone()),
                "Q" => state = stack.pop().unwrap_or(state),
                "cm" => state.matrix = product(matrix(), state.matrix),
                "BT" => (text, line) = (ONE, ONE),
                "Tm" => {
                    line = matrix();
                    text = line;
                }
                "Td" | "TD" => {
                    if operator == "TD" {
                        state.leading = -number(1);
                    }
                    line = product([1.0, 0.0, 0.0, 1.0, number(0), number(1)], line);
                    text = line;
                }
                "T*" => text = next_line(&state, &mut line),
                "Tf" => {
                    state.size = number(1);
                    state.font = operands.first().and_then(Object::name).map(|name| self.font(name, resources, depth));
                }
                "Tc" => state.letter_space = number(0),
                "Tw" => state.word_space = number(0),
                "Tz" => state.stretch = number(0) / 100.0,
                "TL" => state.leading = number(0),
                "Tj" => self.show(operands.first(), &state, &mut text),
                "'" => {
                    text = next_line(&state, &mut line);
                    self.show(operands.first(), &state, &mut text);
                }
                "\"" => {
                    (state.word_space, state.letter_space) = (number(0), number(1));
                    text = next_line(&state, &mut line);
                    self.show(operands.get(2), &state, &mut text);
                }
                "TJ" => {
                    for piece in operands.first().map_or(&[][..], Object::array) {
                        match piece {
                            Object::Number(back) => {
                                let by = -back / 1000.0 * state.size * state.stretch;
                                text = product([1.0, 0.0, 0.0, 1.0, by, 0.0], text);
                            }
                            shown => self.show(Some(shown), &state, &mut text),
                        }
                    }
                }
                "Do" if depth < DEEPEST => {
                    if let Some(name) = operands.first().and_then(Object::name) {
                        self.form(name, resources, &state, depth);
                    }
                }
                "BMC" | "BDC" => self.marks.push(operands.first().and_then(Object::name) == Some("Artifact")),
                "EMC" => _ = self.marks.pop(),
                // The bytes of a picture follow.
                "ID" => objects.at = find(contents, b"EI", objects.at + 1).map_or(contents.len(), |at| at + 2),
                _ => {}
            }
            operands.clear();
        }
    }

    fn font(&mut self, name: &str, resources: &Dictionary, depth: usize) -> Rc<Font> {
        let fonts = self.file.dictionary(resources, "Font");
        // Two forms may call different fonts by one name.
        let key = format!("{depth} {name} {:?}", fonts.get(name));
        if let Some(known) = self.fonts.get(&key) {
            return Rc::clone(known);
        }
        let font = Rc::new(Font::read(self.file, &self.file.dictionary(&fonts, name)));
        self.fonts.insert(key, Rc::clone(&font));
        font
    }

    /// A piece of content that stands beside the page's own.
    fn form(&mut self, name: &str, resources: &Dictionary, state: &State, depth: usize) {
        let forms = self.file.dictionary(resources, "XObject");
        let Some((form, contents)) = forms.get(name).and_then(|form| self.file.stream(form)) else { return };
        if form.get("Subtype").and_then(Object::name) != Some("Form") {
            return;
        }
        let own = match self.file.get(&form, "Matrix") {
            Some(Object::Array(matrix)) if matrix.len() == 6 => {
                let mut own = ONE;
                own.iter_mut().zip(&matrix).for_each(|(to, from)| *to = from.number().unwrap_or(0.0));
                own
            }
            _ => ONE,
        };
        let below = self.file.dictionary(&form, "Resources");
        let state = State { matrix: product(own, state.matrix), ..state.clone() };
        self.run(&contents, if below.is_empty() { resources } else { &below }, state, depth + 1);
    }

    fn show(&mut self, shown: Option<&Object>, state: &State, text: &mut Matrix) {
        let (Some(Object::Text(codes)), Some(font)) = (shown, &state.font) else { return };
        let hidden = self.marks.contains(&true);
        for glyph in font.glyphs(codes) {
            let spaces = state.letter_space + if glyph.is_space { state.word_space } else { 0.0 };
            let advance = (glyph.width / 1000.0 * state.size + spaces) * state.stretch;
            let before = product(*text, state.matrix);
            *text = product([1.0, 0.0, 0.0, 1.0, advance, 0.0], *text);
            let after = product(*text, state.matrix);
            // Text that stands on its side is a stamp in the margin.
            if !hidden && before[0].abs() >= before[1].abs() {
                let size = (state.size * before[3].abs().max(before[2].abs())).abs();
                self.place(glyph.text, (before[4], before[5]), after[4], size);
            }
        }
    }

    /// Adds letters to the line that they continue, or begins another one.
    fn place(&mut self, text: &str, (x, y): (f64, f64), end: f64, size: f64) {
        if let Some(line) = self.lines.last_mut() {
            let reach = size.max(line.size);
            let goes_on = (line.y - y).abs() < 0.4 * reach && x > line.end - reach && x < line.end + 4.0 * reach;
            if goes_on {
                let gap = x - line.end > SPACE * size && !line.text.ends_with(' ') && !text.starts_with(' ');
                if gap {
                    line.text.push(' ');
                }
                line.text += text;
                line.end = end;
                // A raised number is smaller than its line.
                line.size = reach;
                return;
            }
        }
        if self.lines.len() < MOST_LINES {
            self.lines.push(Line { text: text.to_string(), x, y, end, size });
        }
    }
}

/// Lines as paragraphs.
pub(super) fn paragraphs(lines: &[Line]) -> String {
    let steps = |pair: &[Line]| Some(pair[0].y - pair[1].y).filter(|step| *step > 0.0);
    let mut usual: Vec<f64> = lines.windows(2).filter_map(steps).collect();
    usual.sort_by(f64::total_cmp);
    // Where nearly every line stands alone, the usual step says nothing; no text is spaced wider than this.
    let widest = 2.5 * lines.iter().map(|line| line.size).fold(0.0, f64::max);
    let usual = usual.get(usual.len() / 2).map_or(0.0, |step| step.min(widest));
    let mut sizes: Vec<f64> = lines.iter().map(|line| line.size).collect();
    sizes.sort_by(f64::total_cmp);
    let body = sizes.get(sizes.len() / 2).copied().unwrap_or(1.0).max(0.1);
    let mut text = String::new();
    for (at, line) in lines.iter().enumerate() {
        let words = line.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let Some(above) = at.checked_sub(1).map(|at| &lines[at]) else {
            text += &words;
            continue;
        };
        let step = above.y - line.y;
        let apart = step > 1.35 * usual * (line.size / body).max(1.0) || step < -above.size;
        let indented = line.x > above.x + 0.8 * line.size && step > 0.0 && lines.get(at + 1).is_none_or(|below| below.x < line.x);
        let heading = (line.size - above.size).abs() > 0.15 * line.size.max(above.size);
        // A new column or page goes on with the sentence that the last one left open.
        let open = step < -above.size && !above.text.trim_end().ends_with(['.', '!', '?', '”', '"', ':']) && !heading;
        if (apart || indented || heading) && !open {
            text += "\n\n";
        } else if let Some(cut) = hyphenated(&text, &words) {
            text.truncate(cut);
        } else {
            text.push('\n');
        }
        text += &words;
    }
    text
}

/// Where a text is cut when its last word goes on in the next line.
fn hyphenated(text: &str, next: &str) -> Option<usize> {
    let word = text.strip_suffix(['-', '\u{ad}', '\u{2010}'])?;
    (word.ends_with(char::is_alphabetic) && next.starts_with(char::is_lowercase)).then_some(word.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_become_paragraphs() {
        let line = |text: &str, x: f64, y: f64, size: f64| Line { text: text.into(), x, y, end: x + 100.0, size };
        let page = [
            line("Rain in Basra", 10.0, 800.0, 20.0),
            line("It rained in Bas-", 10.0, 770.0, 10.0),
            line("ra, and it was", 10.0, 758.0, 10.0),
            line("cold.", 10.0, 746.0, 10.0),
            line("It snowed", 20.0, 734.0, 10.0),
            line("in the", 10.0, 722.0, 10.0),
            line("hills.", 200.0, 770.0, 10.0),
            line("Far below.", 200.0, 700.0, 10.0),
        ];
        assert_eq!(paragraphs(&page), "Rain in Basra\n\nIt rained in Basra, and it was\ncold.\n\nIt snowed\nin the\nhills.\n\nFar below.");
    }
}
