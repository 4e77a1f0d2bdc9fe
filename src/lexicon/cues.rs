//! The words of relative order, from `data/en/order/`: which conjunction or preposition states which relation.

use super::Files;
use crate::error::{Error, Result};
use crate::time::Relation;
use std::collections::BTreeMap;

#[derive(Clone, Debug)]
pub struct Cues {
    relations: BTreeMap<&'static str, Relation>,
    carriers: Vec<&'static str>,
}

const CUES: &str = "order/cue.txt";
const CARRIERS: &str = "order/carrier.txt";

impl Cues {
    pub fn parse(files: &Files) -> Result<Cues> {
        let mut relations = BTreeMap::new();
        for (number, line) in facts(files.lasting_text(CUES)?) {
            let fail = |message: String| Err(Error::in_file(CUES, message).at_line(number));
            let Some((words, name)) = line.split_once(" = ") else {
                return fail("end the line with ` = ` and one of AFTER, BEFORE, IS_INCLUDED".into());
            };
            let relation = match name {
                "AFTER" => Relation::After,
                "BEFORE" => Relation::Before,
                "IS_INCLUDED" => Relation::IsIncluded,
                _ => return fail(format!("unknown relation \"{name}\"; use AFTER, BEFORE or IS_INCLUDED")),
            };
            for word in words.split(", ") {
                if relations.insert(word, relation).is_some() {
                    return fail(format!("\"{word}\" is listed twice; keep one"));
                }
            }
        }
        let carriers = facts(files.lasting_text(CARRIERS)?).flat_map(|(_, line)| line.split(", ")).collect();
        Ok(Cues { relations, carriers })
    }

    /// The relation that an opening word or phrase, in lower case, states.
    pub fn relation(&self, phrase: &str) -> Option<Relation> {
        self.relations.get(phrase).copied()
    }

    /// Whether `lemma` is a verb that carries a cue for its subject.
    pub fn is_carrier(&self, lemma: &str) -> bool {
        self.carriers.contains(&lemma)
    }
}

fn facts(text: &'static str) -> impl Iterator<Item = (usize, &'static str)> {
    (1..).zip(text.lines()).filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_relations() {
        let cues = Cues::parse(&Files::embedded()).unwrap();
        assert_eq!(cues.relation("ahead of"), Some(Relation::Before));
        assert_eq!(cues.relation("in the wake of"), Some(Relation::After));
        assert_eq!(cues.relation("with"), None);
        assert!(cues.is_carrier("come"));
    }

    #[test]
    fn errors_name_file_and_line() {
        let mut files = Files::embedded();
        files.insert(CUES.into(), b"# Cues.\nafter = LATER\n".to_vec());
        let error = Cues::parse(&files).unwrap_err().to_string();
        assert_eq!(error, "order/cue.txt:2: unknown relation \"LATER\"; use AFTER, BEFORE or IS_INCLUDED");
    }
}
