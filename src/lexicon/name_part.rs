//! Words and endings that names are made of, from `data/en/names/part.txt`, and the given names of `given.txt`.

use super::{Files, list};
use crate::error::Result;
use rustc_hash::FxHashMap;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sex {
    Man,
    Woman,
}

#[derive(Clone, Debug, Default)]
pub struct NameParts {
    particles: Vec<&'static str>,
    companies: Vec<&'static str>,
    articles: Vec<&'static str>,
    women: Vec<&'static str>,
    adjectives: Vec<&'static str>,
    given: FxHashMap<&'static str, Sex>,
}

const PATH: &str = "names/part.txt";
const GIVEN: &str = "names/given.txt";

impl NameParts {
    pub fn parse(files: &Files) -> Result<NameParts> {
        let [particles, companies, articles, women, mut adjectives] =
            list::groups(files, PATH, ["particle", "company", "article", "woman", "adjective"])?;
        // They are endings: "-ic".
        adjectives.iter_mut().for_each(|ending| *ending = ending.trim_start_matches('-'));
        let [men, of_women] = list::groups(files, GIVEN, ["man", "woman"])?;
        let given = men.into_iter().map(|name| (name, Sex::Man)).chain(of_women.into_iter().map(|name| (name, Sex::Woman))).collect();
        Ok(NameParts { particles, companies, articles, women, adjectives, given })
    }

    /// Stands within a name in small letters: "von".
    pub fn is_particle(&self, word: &str) -> bool {
        self.particles.contains(&word)
    }

    /// Whether a word may stand in a name: it has a capital, or is a particle or joined to one.
    pub fn may_hold(&self, word: &str) -> bool {
        word.starts_with(char::is_uppercase) || self.is_particle(word) || word.starts_with("al-")
    }

    /// Whether a name ends as those of companies and bodies do.
    pub fn is_company(&self, name: &str) -> bool {
        self.companies.contains(&last(name).trim_end_matches('.'))
    }

    /// Whether a name has "the" before it in a sentence.
    pub fn has_article(&self, name: &str) -> bool {
        self.articles.contains(&last(name))
    }

    /// Whether a title is a woman's.
    pub fn is_of_woman(&self, title: &str) -> bool {
        self.women.contains(&title)
    }

    /// Of whom a name of two words is, particles between them not counted, where it opens with a given name that tells.
    pub fn sex_of(&self, name: &str) -> Option<Sex> {
        let (first, rest) = name.split_once(' ')?;
        let surnames = rest.split(' ').filter(|word| !self.is_particle(word)).count();
        self.given.get(first).copied().filter(|_| surnames == 1 && !self.is_company(name))
    }

    /// Whether a word ends as adjectives do that open the name of a body: "Nuclear".
    pub fn is_adjective(&self, word: &str) -> bool {
        self.adjectives.iter().any(|end| word.ends_with(end))
    }
}

fn last(name: &str) -> &str {
    name.rsplit(' ').next().unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::super::Lexicon;
    use super::*;

    #[test]
    fn parts() {
        let parts = &Lexicon::embedded().name_parts;
        assert!(parts.is_company("Nordic Oil Corp.") && !parts.is_company("Corp Nordic"));
        assert!(parts.has_article("United States") && !parts.has_article("France"));
        assert!(["Anna", "von", "al-Haddad"].iter().all(|word| parts.may_hold(word)) && !parts.may_hold("minister"));
        assert!(parts.is_of_woman("Mrs.") && !parts.is_of_woman("President"));
        assert_eq!((parts.sex_of("Anna Tan"), parts.sex_of("Vladimir Poe")), (Some(Sex::Woman), Some(Sex::Man)));
        assert_eq!((parts.sex_of("Anna"), parts.sex_of("Wall Street")), (None, None));
        assert_eq!((parts.sex_of("George Poe University"), parts.sex_of("Otto von Poe")), (None, Some(Sex::Man)));
        assert!(parts.is_adjective("Nuclear") && !parts.is_adjective("Safety"));
    }

    #[test]
    fn errors_name_file_and_line() {
        let mut files = Files::embedded();
        files.insert(PATH.into(), b"# Parts.\nInc = firm\n".to_vec());
        let expected = "names/part.txt:2: end the line with ` = ` and one of particle, company, article, woman, adjective";
        assert_eq!(NameParts::parse(&files).unwrap_err().to_string(), expected);
    }
}
