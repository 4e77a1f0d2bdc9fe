//! A set that is made once and then only asked: its members in order, one after the other, which takes a fifth of the memory of a tree.

use std::collections::BTreeSet;

/// A sorted list without doubles.
#[derive(Clone, Debug, PartialEq)]
pub struct Set<T>(Box<[T]>);

impl<T> Default for Set<T> {
    fn default() -> Set<T> {
        Set(Box::default())
    }
}

impl<T: Ord> Set<T> {
    pub fn contains(&self, one: &T) -> bool {
        self.0.binary_search(one).is_ok()
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.0.iter()
    }

    pub fn is_disjoint(&self, other: &Set<T>) -> bool {
        let (few, many) = if self.0.len() < other.0.len() { (self, other) } else { (other, self) };
        !few.iter().any(|one| many.contains(one))
    }

    pub fn is_subset(&self, other: &Set<T>) -> bool {
        self.iter().all(|one| other.contains(one))
    }
}

impl<T: Ord + Copy> Set<T> {
    /// Puts another in the place of each member. No two become one.
    pub fn renumber(&mut self, number: impl Fn(T) -> T) {
        self.0.iter_mut().for_each(|one| *one = number(*one));
        self.0.sort_unstable();
    }
}

impl<T: Ord> From<BTreeSet<T>> for Set<T> {
    fn from(set: BTreeSet<T>) -> Set<T> {
        Set(set.into_iter().collect())
    }
}

impl<T: Ord> FromIterator<T> for Set<T> {
    fn from_iter<I: IntoIterator<Item = T>>(all: I) -> Set<T> {
        all.into_iter().collect::<BTreeSet<T>>().into()
    }
}

impl<'s, T> IntoIterator for &'s Set<T> {
    type Item = &'s T;
    type IntoIter = std::slice::Iter<'s, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_as_a_tree_does() {
        let set = |all: &[u32]| all.iter().copied().collect::<Set<u32>>();
        assert_eq!(set(&[3, 1, 3]), set(&[1, 3]));
        assert!(set(&[1, 3]).contains(&3) && !set(&[1, 3]).contains(&2) && set(&[]).is_empty());
        assert!(set(&[1, 3]).is_disjoint(&set(&[2])) && !set(&[1, 3]).is_disjoint(&set(&[3, 4, 5])));
        assert!(set(&[1]).is_subset(&set(&[1, 3])) && !set(&[2]).is_subset(&set(&[1, 3])));
    }
}
