//! Words as numbers, and how many claims have each.

use rustc_hash::FxHashMap;

#[derive(Default)]
pub(super) struct Vocabulary {
    numbers: FxHashMap<String, u32>,
    /// How many claims have the word, by its number.
    claims: Vec<u32>,
}

impl Vocabulary {
    /// The number of a word; a new one has the next.
    pub(super) fn word(&mut self, word: &str) -> u32 {
        if let Some(&known) = self.numbers.get(word) {
            return known;
        }
        let next = self.claims.len() as u32;
        self.numbers.insert(word.to_string(), next);
        self.claims.push(0);
        next
    }

    /// Counts one claim more that has the word.
    pub(super) fn count(&mut self, word: u32) {
        self.claims[word as usize] += 1;
    }

    pub(super) fn claims_with(&self, word: u32) -> u32 {
        self.claims[word as usize]
    }

    /// Takes the words of a part in; gives the number of each of them here.
    pub(super) fn take(&mut self, part: &Vocabulary) -> Vec<u32> {
        let mut words: Vec<(&String, u32)> = part.numbers.iter().map(|(word, &number)| (word, number)).collect();
        words.sort_unstable_by_key(|(_, number)| *number);
        let take = |(word, number): (&String, u32)| {
            let known = self.word(word);
            self.claims[known as usize] += part.claims[number as usize];
            known
        };
        words.into_iter().map(take).collect()
    }
}
