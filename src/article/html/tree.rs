//! A page as a tree: tokens are html5gum's, which follow the standard; the nesting is repaired in the simplest way that keeps text in its
//! order, because saved pages are often cut, broken or glued together.
//!
//! Nodes stand in one list in the order of the page, so that nothing here recurses however deep a page nests.

use html5gum::Tokenizer;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use std::convert::Infallible;

/// Deeper elements are hung to the one at this depth.
const DEEPEST: usize = 400;

pub(super) struct Tree {
    /// The first is the root.
    pub nodes: Vec<Node>,
}

/// An index into [`Tree::nodes`].
pub(super) type Id = usize;

pub(super) struct Node {
    /// Empty for text.
    pub name: String,
    pub attributes: Vec<(String, String)>,
    /// Of a text node.
    pub text: String,
    pub parent: Id,
    /// One past the last node inside this one.
    pub end: Id,
}

const VOID: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "frame", "command"];

/// Elements of a head; any other ends it.
const HEAD: &[&str] = &["base", "basefont", "bgsound", "link", "meta", "noframes", "noscript", "script", "style", "template", "title"];

/// Elements that end an open paragraph.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "center",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "ul",
    "li",
    "dt",
    "dd",
    "body",
    "td",
    "th",
    "tr",
    "tbody",
    "thead",
    "tfoot",
];

pub(super) fn is_block(name: &str) -> bool {
    BLOCKS.contains(&name)
}

/// Start tags that end an open element of the same kind, and the element that stops the search.
const SIBLINGS: &[(&[&str], &[&str], &[&str])] = &[
    (&["li"], &["li"], &["ul", "ol", "menu", "table"]),
    (&["dt", "dd"], &["dt", "dd"], &["dl", "table"]),
    (&["tr"], &["tr", "td", "th"], &["table"]),
    (&["td", "th"], &["td", "th"], &["tr", "table"]),
    (&["tbody", "thead", "tfoot"], &["tbody", "thead", "tfoot", "tr", "td", "th"], &["table"]),
    (&["option", "optgroup"], &["option"], &["select"]),
];

pub(super) fn parse(html: &str) -> Tree {
    let mut build = Build { nodes: vec![Node::element(String::new(), 0)], open: vec![0] };
    let emitter = |event: CallbackEvent<'_>, _: html5gum::Span<()>| -> Option<Infallible> {
        build.event(event);
        None
    };
    let mut emitter = CallbackEmitter::new(emitter);
    emitter.naively_switch_states(true);
    // The callback builds the tree and yields nothing, so that asking for the first token reads the whole page.
    if let Some(Ok(never)) = Tokenizer::new_with_emitter(html, emitter).next() {
        match never {}
    }
    build.finish()
}

struct Build {
    nodes: Vec<Node>,
    open: Vec<Id>,
}

impl Build {
    fn event(&mut self, event: CallbackEvent) {
        match event {
            CallbackEvent::OpenStartTag { name } => self.start(words(name).to_ascii_lowercase()),
            CallbackEvent::AttributeName { name } => {
                let name = words(name).to_ascii_lowercase();
                self.last().attributes.push((name, String::new()));
            }
            CallbackEvent::AttributeValue { value } => {
                if let Some((_, slot)) = self.last().attributes.last_mut() {
                    *slot = words(value);
                }
            }
            CallbackEvent::CloseStartTag { self_closing } => {
                let node = self.last();
                let foreign = matches!(node.name.as_str(), "path" | "svg" | "use" | "g" | "rect" | "circle");
                if VOID.contains(&node.name.as_str()) || (self_closing && foreign) {
                    self.close(self.open.len() - 1);
                }
            }
            CallbackEvent::EndTag { name } => self.end(&words(name).to_ascii_lowercase()),
            CallbackEvent::String { value } => {
                let parent = *self.open.last().unwrap_or(&0);
                let text = words(value);
                self.nodes.push(Node { text, ..Node::element(String::new(), parent) });
                let end = self.nodes.len();
                self.nodes[end - 1].end = end;
            }
            CallbackEvent::Comment { .. } | CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
    }

    /// The element whose tag is being read. An end tag's attributes go to whatever is open, and mean nothing there.
    fn last(&mut self) -> &mut Node {
        let last = self.nodes.len() - 1;
        &mut self.nodes[last]
    }

    fn start(&mut self, name: String) {
        // Few pages that people write end their head.
        let in_head = self.open.last().is_some_and(|&id| self.nodes[id].name == "head");
        if name == "body" || in_head && !HEAD.contains(&name.as_str()) {
            self.close_within("head", &["body"]);
        }
        if is_block(&name) {
            self.close_within("p", &["table", "td", "th", "button", "object", "div", "section", "article", "li"]);
        }
        if let Some((_, ends, stops)) = SIBLINGS.iter().find(|(starts, ..)| starts.contains(&name.as_str())) {
            // From the outermost of those that end: a new row ends the cell too.
            let above = self.open.iter().rposition(|id| stops.contains(&self.nodes[*id].name.as_str())).map_or(0, |at| at + 1);
            if let Some(at) = (above..self.open.len()).find(|at| ends.contains(&self.nodes[self.open[*at]].name.as_str())) {
                self.close(at);
            }
        }
        if self.open.len() >= DEEPEST {
            self.close(self.open.len() - 1);
        }
        let parent = *self.open.last().unwrap_or(&0);
        self.open.push(self.nodes.len());
        self.nodes.push(Node::element(name, parent));
    }

    fn end(&mut self, name: &str) {
        // Pages end their body and go on.
        if matches!(name, "body" | "html" | "p" | "br") || VOID.contains(&name) {
            if name == "p" {
                self.close_within("p", &["table", "td", "th", "div", "section", "article", "li", "blockquote"]);
            }
            return;
        }
        let stops: &[&str] = match name {
            "table" => &[],
            "td" | "th" | "tr" | "tbody" | "thead" | "tfoot" => &["table"],
            _ if is_block(name) => &["td", "th"],
            // A stray </b> ends no block.
            _ => {
                &["td", "th", "div", "section", "article", "li", "ul", "ol", "p", "blockquote", "header", "footer", "main", "aside", "nav"]
            }
        };
        self.close_within(name, stops);
    }

    /// Closes the innermost open `name`, unless one of `stops` is open inside it.
    fn close_within(&mut self, name: &str, stops: &[&str]) {
        for at in (1..self.open.len()).rev() {
            let open = self.nodes[self.open[at]].name.as_str();
            if open == name {
                return self.close(at);
            }
            if stops.contains(&open) {
                return;
            }
        }
    }

    /// Closes the open element at this depth and all in it; the root stays open.
    fn close(&mut self, depth: usize) {
        let end = self.nodes.len();
        for id in self.open.drain(depth.max(1)..) {
            self.nodes[id].end = end;
        }
    }

    fn finish(mut self) -> Tree {
        self.close(1);
        self.nodes[0].end = self.nodes.len();
        Tree { nodes: self.nodes }
    }
}

fn words(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

impl Node {
    fn element(name: String, parent: Id) -> Node {
        Node { name, attributes: Vec::new(), text: String::new(), parent, end: 0 }
    }

    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.trim())
    }

    /// Class and id in lower case: what people call the parts of a page.
    pub(super) fn label(&self) -> String {
        let mut label = String::new();
        for (key, value) in &self.attributes {
            if matches!(key.as_str(), "class" | "id" | "role" | "itemprop" | "data-testid" | "data-component" | "rel") {
                label.push_str(&value.to_ascii_lowercase());
                label.push(' ');
            }
        }
        label
    }
}

impl Tree {
    /// The elements inside `id`, in the order of the page.
    pub(super) fn inside(&self, id: Id) -> std::ops::Range<Id> {
        id + 1..self.nodes[id].end
    }

    /// Whether `outer` holds `inner`.
    pub(super) fn holds(&self, outer: Id, inner: Id) -> bool {
        outer < inner && inner < self.nodes[outer].end
    }

    /// The parents of `id`, from the nearest, without the root.
    pub(super) fn above(&self, id: Id) -> impl Iterator<Item = Id> + '_ {
        let next = |id: &Id| Some(self.nodes[*id].parent).filter(|parent| *parent != 0);
        std::iter::successors(next(&id), next)
    }

    pub(super) fn named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = Id> + 'a {
        (1..self.nodes.len()).filter(move |id| self.nodes[*id].name == name)
    }

    /// All text inside `id`, spaces as they are; nothing of scripts.
    pub(super) fn text(&self, id: Id) -> String {
        let mut text = String::new();
        let mut at = id;
        while at < self.nodes[id].end {
            let node = &self.nodes[at];
            if at != id && matches!(node.name.as_str(), "script" | "style" | "template") {
                at = node.end;
                continue;
            }
            text.push_str(&node.text);
            if node.name == "br" || is_block(&node.name) {
                text.push(' ');
            }
            at += 1;
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(html: &str) -> String {
        let tree = parse(html);
        let mut shown = String::new();
        let mut open: Vec<Id> = Vec::new();
        for id in 1..tree.nodes.len() {
            while open.last().is_some_and(|last| tree.nodes[*last].end <= id) {
                open.pop();
                shown.push(')');
            }
            let node = &tree.nodes[id];
            if node.name.is_empty() {
                shown.push_str(&node.text);
            } else {
                shown.push_str(&format!("({} ", node.name));
                open.push(id);
            }
        }
        shown + &")".repeat(open.len())
    }

    #[test]
    fn repairs() {
        for (html, expected) in [
            ("<p>One<p>Two", "(p One)(p Two)"),
            ("<div><p>One</div>Two", "(div (p One))Two"),
            ("<ul><li>One<li>Two</ul>Three", "(ul (li One)(li Two))Three"),
            ("<b><p>One</b></p>Two", "(b (p One)Two)"),
            ("<table><tr><td>1<td>2<tr><td>3</table>", "(table (tr (td 1)(td 2))(tr (td 3)))"),
            ("<td><div>1</td>", "(td (div 1))"),
            ("One<br>Two</br>Three", "One(br )TwoThree"),
            ("<script>if (a<b) '<p>'</script>x", "(script if (a<b) '<p>')x"),
            ("</div></p>x", "x"),
            ("<p>&lt;&eacute;&#8217;", "(p <é’)"),
            ("<", "<"),
            ("<head><meta a=b><title>T</title><body>x", "(head (meta )(title T))(body x)"),
            ("<head><script>1</script><p>x</head>y", "(head (script 1))(p xy)"),
        ] {
            assert_eq!(shown(html), expected, "{html}");
        }
    }

    #[test]
    fn hostile_pages_end() {
        for html in ["<div>".repeat(200_000), "<p".into(), "<table>".repeat(50_000), "</div>".repeat(50_000), "<a b=".repeat(50_000)] {
            assert!(parse(&html).nodes.len() < 300_000);
        }
    }
}
