//! The averaged perceptron (Collins 2002) that makes a [`super::Table`]. Exact while it learns; pruned and rounded at the end.

use super::table::MAGIC;
use super::{BATCH, HEADER, SHIFT, best};

/// Learns `N` classes. Features are counted first, so that rare ones never get a row.
pub struct Perceptron<const N: usize> {
    rows: Rows,
    features: Vec<u32>,
    counts: Vec<u32>,
    weights: Vec<[f32; N]>,
    /// The sum of `step * change`, from which the average follows.
    drift: Vec<[f64; N]>,
    step: f64,
}

/// The row of each feature, with open addressing: features are hashes already. One look costs one line of memory.
#[derive(Default)]
struct Rows {
    /// The feature, and above it its row from 1; 0 is a free place. A power of two of them, at most half of them taken.
    places: Vec<u64>,
    taken: usize,
}

impl Rows {
    fn of(features: &[u32]) -> Rows {
        let mut rows = Rows::default();
        features.iter().enumerate().for_each(|(row, &feature)| {
            rows.row(feature, row as u32);
        });
        rows
    }

    #[inline]
    fn get(&self, feature: u32) -> Option<u32> {
        let last = self.places.len().checked_sub(1)?;
        let mut at = feature as usize & last;
        loop {
            match self.places[at] {
                0 => return None,
                place if place as u32 == feature => return Some((place >> 32) as u32 - 1),
                _ => at = (at + 1) & last,
            }
        }
    }

    /// The row of the feature, which is `new` if it had none.
    fn row(&mut self, feature: u32, new: u32) -> u32 {
        if let Some(row) = self.get(feature) {
            return row;
        }
        if 2 * self.taken >= self.places.len() {
            let more = vec![0; (2 * self.places.len()).max(1 << 10)];
            let places = std::mem::replace(&mut self.places, more);
            places.into_iter().filter(|&place| place != 0).for_each(|place| self.put(place));
        }
        self.taken += 1;
        self.put(u64::from(new + 1) << 32 | u64::from(feature));
        new
    }

    fn put(&mut self, place: u64) {
        let last = self.places.len() - 1;
        let mut at = place as usize & last;
        while self.places[at] != 0 {
            at = (at + 1) & last;
        }
        self.places[at] = place;
    }
}

impl<const N: usize> Default for Perceptron<N> {
    fn default() -> Self {
        Perceptron { rows: Rows::default(), features: Vec::new(), counts: Vec::new(), weights: Vec::new(), drift: Vec::new(), step: 1.0 }
    }
}

impl<const N: usize> Perceptron<N> {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn count(&mut self, features: &[u32]) {
        for &feature in features {
            let next = self.features.len() as u32;
            let row = self.rows.row(feature, next) as usize;
            if row == self.features.len() {
                self.features.push(feature);
                self.counts.push(0);
            }
            self.counts[row] += 1;
        }
    }

    /// Keeps the features that were counted `least` times or more.
    pub fn freeze(&mut self, least: u32) {
        let kept: Vec<usize> = (0..self.features.len()).filter(|&i| self.counts[i] >= least).collect();
        self.counts = kept.iter().map(|&i| self.counts[i]).collect();
        self.features = kept.iter().map(|&i| self.features[i]).collect();
        self.rows = Rows::of(&self.features);
        self.weights = vec![[0.0; N]; kept.len()];
        self.drift = vec![[0.0; N]; kept.len()];
    }

    pub fn score(&self, features: &[u32]) -> [f32; N] {
        let mut scores = [0.0; N];
        let mut found = [0u32; BATCH];
        for features in features.chunks(BATCH) {
            // Looked up together, the rows are under way together.
            let mut count = 0;
            for row in features.iter().filter_map(|&feature| self.rows.get(feature)) {
                found[count] = row;
                count += 1;
            }
            for &row in &found[..count] {
                for (score, weight) in scores.iter_mut().zip(&self.weights[row as usize]) {
                    *score += weight;
                }
            }
        }
        scores
    }

    /// Moves the weights of `features` towards class `right` and away from `wrong`.
    pub fn update(&mut self, features: &[u32], right: usize, wrong: usize) {
        for row in features.iter().filter_map(|&feature| self.rows.get(feature)) {
            let (weights, drift) = (&mut self.weights[row as usize], &mut self.drift[row as usize]);
            weights[right] += 1.0;
            weights[wrong] -= 1.0;
            drift[right] += self.step;
            drift[wrong] -= self.step;
        }
    }

    /// One more example was seen.
    pub fn tick(&mut self) {
        self.step += 1.0;
    }

    /// Guesses among the first `classes`, learns from the mistake, and returns the guess.
    pub fn learn(&mut self, features: &[u32], right: usize, classes: usize) -> usize {
        self.learn_by_margin(features, right, classes, 0.0)
    }

    /// The same, but what is right by less than `margin` is learned from too.
    pub fn learn_by_margin(&mut self, features: &[u32], right: usize, classes: usize, margin: f32) -> usize {
        let mut scores = self.score(features);
        let guess = best(&scores[..classes]);
        scores[right] -= margin;
        let rival = best(&scores[..classes]);
        if rival != right {
            self.update(features, right, rival);
        }
        self.tick();
        guess
    }

    /// Adds the weights of another learner of the same examples. Scores are linear in the weights, so the sum is a vote of both at the price of
    /// one. Both must be averages.
    pub fn join(&mut self, other: &Self) {
        for (feature, more) in other.features.iter().zip(&other.weights) {
            if let Some(row) = self.rows.get(*feature) {
                self.weights[row as usize].iter_mut().zip(more).for_each(|(weight, more)| *weight += more);
            }
        }
    }

    /// Multinomial logistic regression in place of the perceptron: moves the weights of `classes` towards `right` by `rate` times what its
    /// probability lacks, and away from the others by what they have too much. `decay` draws every weight that takes part towards nought.
    pub fn learn_softly(&mut self, features: &[u32], right: usize, classes: std::ops::Range<usize>, rate: f32, decay: f32) {
        let scores = self.score(features);
        let most = scores[classes.clone()].iter().copied().fold(f32::MIN, f32::max);
        let sum: f32 = scores[classes.clone()].iter().map(|score| (score - most).exp()).sum();
        for row in features.iter().filter_map(|&feature| self.rows.get(feature)) {
            let (weights, drift) = (&mut self.weights[row as usize], &mut self.drift[row as usize]);
            for class in classes.clone() {
                let lacking = f32::from(u8::from(class == right)) - (scores[class] - most).exp() / sum;
                let step = rate * (lacking - decay * weights[class]);
                weights[class] += step;
                drift[class] += self.step * f64::from(step);
            }
        }
        self.tick();
    }

    /// Ends the learning: the weights become their averages.
    pub fn average(&mut self) {
        for (weights, drift) in self.weights.iter_mut().zip(&mut self.drift) {
            for (weight, drift) in weights.iter_mut().zip(drift) {
                *weight = (*weight as f64 - *drift / self.step) as f32;
                *drift = 0.0;
            }
        }
    }

    /// The table file with `2^bits` slots. The features that matter most (their greatest weight times the root of their count) get the slots.
    /// Wants averages.
    pub fn table(&self, bits: u32) -> Vec<u8> {
        self.pack(&self.weights, bits, None)
    }

    /// The same with scores in units of `1 / unit`, so that they can be read as logarithms. Weights beyond what fits are cut.
    pub fn table_in_units(&self, bits: u32, unit: f32) -> Vec<u8> {
        self.pack(&self.weights, bits, Some(1.0 / unit))
    }

    /// The same for a table of one class less: the weights above those of the first class, whose score is then always nought.
    pub fn table_above_first<const M: usize>(&self, bits: u32) -> Vec<u8> {
        const { assert!(M + 1 == N) };
        let rows: Vec<[f32; M]> = self.weights.iter().map(|row| std::array::from_fn(|i| row[i + 1] - row[0])).collect();
        self.pack(&rows, bits, None)
    }

    fn pack<const M: usize>(&self, rows: &[[f32; M]], bits: u32, unit: Option<f32>) -> Vec<u8> {
        let greatest = |weights: &[f32; M]| weights.iter().fold(0f32, |most, w| most.max(w.abs()));
        let mut order: Vec<(usize, f32)> = rows
            .iter()
            .enumerate()
            .map(|(i, row)| (i, greatest(row) * (self.counts[i] as f32).sqrt()))
            .filter(|(_, worth)| *worth > 0.0)
            .collect();
        order.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        // The greatest weight is 127 shifted to the end, and no row is rounded more coarsely than its own greatest weight asks.
        let finest = || rows.iter().map(greatest).fold(f32::MIN_POSITIVE, f32::max) / (127 << SHIFT) as f32;
        let limit = unit.unwrap_or_else(finest);
        let slots = 1usize << bits;
        let mut bytes = vec![0u8; HEADER + (2 + M) * slots];
        bytes[..4].copy_from_slice(MAGIC);
        bytes[4..6].copy_from_slice(&(M as u16).to_le_bytes());
        bytes[6..8].copy_from_slice(&(bits as u16).to_le_bytes());
        let kept = |bytes: &[u8], slot: usize| u16::from_le_bytes([bytes[HEADER + 2 * slot], bytes[HEADER + 2 * slot + 1]]) & !SHIFT;
        let mut taken = vec![false; slots];
        for (row, _) in order {
            let feature = self.features[row];
            let (own, other) = (feature as usize & (slots - 1), feature as usize & (slots - 1) ^ 1);
            let mark = (feature >> 16) as u16 & !SHIFT;
            let most = greatest(&rows[row]) / limit;
            let shift = (0..SHIFT).find(|&shift| most.round() <= (127 << shift) as f32).unwrap_or(SHIFT);
            let rounded = rows[row].map(|w| (w / limit / (1 << shift) as f32).round().clamp(-127.0, 127.0) as i8 as u8);
            let slot = if !taken[own] { own } else { other };
            let place = HEADER + 2 * slot;
            if taken[slot] || rounded.iter().all(|&w| w == 0) || taken[own] && kept(&bytes, own) == mark {
                continue;
            }
            taken[slot] = true;
            bytes[place..place + 2].copy_from_slice(&(mark | shift).to_le_bytes());
            let place = HEADER + 2 * slots + slot * M;
            bytes[place..place + M].copy_from_slice(&rounded);
        }
        bytes
    }

    pub fn features(&self) -> usize {
        self.features.len()
    }
}
