//! What takes part in what a word reports, as the lists of types ask for it: lemmas of subjects, objects and complements, the words that open its
//! clauses, and kinds of names.

use super::name;
use super::sentence::Sentence;
use crate::lexicon::names::Kind;
use crate::lexicon::words::Class;
use crate::text::{Rel, Tag};

/// The arguments of one word. Kinds of names are capitalised, lemmas are not: `Country`, `country`.
#[derive(Default)]
pub(super) struct Arguments<'t> {
    pub all: Vec<&'t str>,
    pub objects: Vec<&'t str>,
    pub subjects: Vec<&'t str>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Object,
    Subject,
    Other,
}

pub(super) fn of<'t>(sentence: &'t Sentence, token: u32) -> Arguments<'t> {
    let tree = &sentence.tree;
    let mut arguments = Arguments::default();
    for &child in tree.children(token) {
        let rel = tree.rel(child);
        if matches!(rel, Rel::Punct | Rel::Aux | Rel::Det | Rel::Cc | Rel::Conj | Rel::Mark | Rel::Case) {
            continue;
        }
        let role = match rel {
            Rel::Obj | Rel::NsubjPass => Role::Object,
            Rel::Nsubj | Rel::OblAgent => Role::Subject,
            _ => Role::Other,
        };
        arguments.add(sentence, child, role);
        arguments.all.extend(opener(sentence, token, child));
        // "Warned the leaders that he would": the parser has the clause describe the leaders.
        if rel == Rel::Obj
            && let Some(clause) = tree.child(child, &[Rel::AclRelcl, Rel::Acl]).filter(|&clause| is_own(sentence, token, clause))
            && sentence.has(token, Class::Reporting)
        {
            arguments.all.extend([sentence.lemma(clause), "that", "self"]);
        }
    }
    // "His battle to rebuild", whatever the parser hangs the clause on.
    let behind = token + 1;
    if tree.tokens().contains(&behind) && tree.is(behind, "to") && tree.rel(behind) == Rel::Mark {
        arguments.all.push("to");
    }
    let Some(head) = tree.head(token) else { return arguments };
    match tree.rel(token) {
        // A participle's noun and a relative clause's antecedent are its arguments too.
        Rel::Acl | Rel::AclRelcl | Rel::Compound | Rel::Nmod => {
            let is_pronoun = |rel: Rel| tree.child(token, &[rel]).is_some_and(|t| matches!(tree.tag(t), Tag::Wdt | Tag::Wp));
            let role = match tree.rel(token) {
                Rel::Acl if tree.tag(token) == Tag::Vbn => Role::Object,
                Rel::Acl if tree.tag(token) == Tag::Vbg => Role::Subject,
                Rel::AclRelcl if is_pronoun(Rel::Nsubj) => Role::Subject,
                Rel::AclRelcl => Role::Object,
                _ => Role::Other,
            };
            arguments.push(sentence.lemma(head), role);
            arguments.names(sentence, head, role);
        }
        // "Launched an attack on the record, accusing": the verb of an event's noun, who does it, and what is said with it.
        Rel::Obj | Rel::NsubjPass if !tree.tag(token).is_verb() && tree.tag(head).is_verb() => {
            arguments.all.push(sentence.lemma(head));
            for &child in tree.children(head) {
                match tree.rel(child) {
                    Rel::Nsubj | Rel::OblAgent => arguments.add(sentence, child, Role::Subject),
                    Rel::Advcl => arguments.all.push(sentence.lemma(child)),
                    _ => {}
                }
            }
        }
        _ => {}
    }
    arguments
}

impl<'t> Arguments<'t> {
    fn push(&mut self, word: &'t str, role: Role) {
        self.all.push(word);
        match role {
            Role::Object => self.objects.push(word),
            Role::Subject => self.subjects.push(word),
            Role::Other => {}
        }
    }

    /// An argument with what belongs to it: "a shipment of weapons".
    fn add(&mut self, sentence: &'t Sentence, child: u32, role: Role) {
        let tree = &sentence.tree;
        self.push(sentence.lemma(child), role);
        self.names(sentence, child, role);
        for &below in tree.children(child) {
            // But not "wrong information on weapons".
            let topic = || {
                let case = tree.child(below, &[Rel::Case]);
                case.is_some_and(|case| tree.is_one_of(case, &["on", "about", "over"]))
            };
            match tree.rel(below) {
                Rel::Compound | Rel::Amod | Rel::Conj | Rel::Flat => self.push(sentence.lemma(below), role),
                // "A group of hostages" are hostages, "the decision of a king" is no king.
                Rel::Nmod if counts(sentence, child) => self.push(sentence.lemma(below), role),
                Rel::Nmod if !topic() => self.push(sentence.lemma(below), Role::Other),
                _ => {}
            }
        }
    }

    /// The kind of the name that ends at a word, and `Year` for a year.
    fn names(&mut self, sentence: &'t Sentence, token: u32, role: Role) {
        let tree = &sentence.tree;
        if tree.tag(token) == Tag::Cd && tree.word(token).len() == 4 && tree.word(token).bytes().all(|byte| byte.is_ascii_digit()) {
            self.push("Year", role);
        }
        if !tree.tag(token).is_proper() {
            return;
        }
        let word = match name::kind(sentence, token) {
            Some(Kind::Country | Kind::Capital) => "Country",
            Some(Kind::City | Kind::Region) => "Place",
            Some(Kind::Organisation) => "Organisation",
            Some(Kind::ArmedGroup) => "Fighters",
            Some(Kind::Media) => "Media",
            Some(Kind::Person | Kind::Title) => "Person",
            Some(Kind::Demonym) => "People",
            None => "Name",
        };
        self.push(word, role);
    }
}

/// Whether a noun only says how many its "of" phrase names.
fn counts(sentence: &Sentence, noun: u32) -> bool {
    [Class::Quantity, Class::Tally, Class::Several].iter().any(|&class| sentence.has(noun, class))
}

/// The word that opens an argument where the lists may ask for it: "to" of "failed to agree"; "that", "whether", "if" of what is thought, said or
/// asked, and "self" where it is said of who says it; "for" and "by" of a deed ("attacked him for spending"); "as", "over", "about", "against" of a noun.
fn opener<'t>(sentence: &'t Sentence, governor: u32, child: u32) -> impl Iterator<Item = &'t str> {
    let tree = &sentence.tree;
    let mark = tree.child(child, &[Rel::Mark]);
    let is_one_of = |token: Option<u32>, words: &[&'static str]| token.and_then(|t| words.iter().copied().find(|&word| tree.is(t, word)));
    let word = match tree.rel(child) {
        Rel::Xcomp => is_one_of(mark, &["to"]).or_else(|| is_one_of(tree.child(child, &[Rel::Case]).or(mark), &["as"])),
        Rel::Ccomp => Some(mark.map_or("that", |mark| sentence.lemma(mark))),
        Rel::Advcl if tree.tag(child) == Tag::Vbg => is_one_of(mark.or(tree.child(child, &[Rel::Case])), &["for", "by", "over", "against"]),
        Rel::Advcl if !tree.tag(child).is_verb() => is_one_of(mark, &["as"]),
        Rel::Obl => is_one_of(tree.child(child, &[Rel::Case]), &["as", "over", "about", "against"]),
        _ => None,
    };
    let own = matches!(tree.rel(child), Rel::Ccomp) && is_own(sentence, governor, child);
    word.into_iter().chain(own.then_some("self"))
}

/// "The army warned that it would strike", "that its jets would": the clause says what its speaker does.
fn is_own(sentence: &Sentence, governor: u32, clause: u32) -> bool {
    let tree = &sentence.tree;
    let Some(subject) = tree.child(clause, &[Rel::Nsubj]) else { return false };
    let owner = tree.child(subject, &[Rel::NmodPoss]);
    let speaker = tree.child(governor, &[Rel::Nsubj]);
    tree.tag(subject) == Tag::Prp
        || owner.is_some_and(|owner| tree.tag(owner) == Tag::PrpPoss)
        || speaker.is_some_and(|speaker| sentence.lemma(speaker) == sentence.lemma(subject))
}
