//! Which file names which, and the circles in that.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Files by path, with what each of them names.
#[derive(Debug, Default)]
pub struct Graph {
    /// The files that a file names.
    names: BTreeMap<String, BTreeSet<String>>,
    /// The file that a file is a child of: the `mod` declaration of `store/entries.rs` is in `store/mod.rs`.
    parents: BTreeMap<String, String>,
}

impl Graph {
    pub fn add_file(&mut self, file: &str, parent: Option<&str>) {
        self.names.entry(file.into()).or_default();
        if let Some(parent) = parent {
            self.parents.insert(file.into(), parent.into());
        }
    }

    pub fn add_name(&mut self, from: &str, to: &str) {
        if from != to {
            self.names.entry(from.into()).or_default().insert(to.into());
        }
    }

    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.names.keys().map(String::as_str)
    }

    pub fn names_of(&self, file: &str) -> impl Iterator<Item = &str> {
        self.names.get(file).into_iter().flatten().map(String::as_str)
    }

    /// The graph without what the file names.
    pub fn without(mut self, file: &str) -> Graph {
        self.names.remove(file);
        self
    }

    /// How many pairs of files there are of which one names the other.
    pub fn len(&self) -> usize {
        self.names.values().map(BTreeSet::len).sum()
    }

    /// Circles that are not allowed, the shortest first; no two of them have an edge in common. None when there are
    /// none.
    ///
    /// A parent and its children may name each other. A circle that is more than that has an edge between files that
    /// are not parent and child. Between two children of one parent, a way back through the parent does not count;
    /// between any other two files, every way back counts.
    pub fn circles(&self) -> Vec<Vec<String>> {
        let edges = self.names.iter().flat_map(|(from, names)| names.iter().map(move |to| (from, to)));
        let mut circles: Vec<_> =
            edges.filter_map(|(from, to)| self.circle_through(from, to)).map(from_first).collect();
        circles.sort_by(|one, other| (one.len(), one).cmp(&(other.len(), other)));
        let mut seen = BTreeSet::new();
        circles.retain(|circle| {
            let next = circle.iter().cycle().skip(1);
            let edges: Vec<_> = circle.iter().cloned().zip(next.cloned()).collect();
            let is_new = edges.iter().all(|edge| !seen.contains(edge));
            seen.extend(edges.into_iter().filter(|_| is_new));
            is_new
        });
        circles
    }

    /// The shortest circle that is not allowed and goes from one file directly to the other.
    fn circle_through(&self, from: &str, to: &str) -> Option<Vec<String>> {
        let (parent_of_from, parent_of_to) = (self.parents.get(from), self.parents.get(to));
        if parent_of_from.is_some_and(|parent| parent == to) || parent_of_to.is_some_and(|parent| parent == from) {
            return None;
        }
        let closed = parent_of_from.filter(|_| parent_of_from == parent_of_to);
        self.way(to, from, closed.map(String::as_str))
    }

    /// The shortest way from one file to another that does not touch the closed one.
    fn way(&self, from: &str, to: &str, closed: Option<&str>) -> Option<Vec<String>> {
        let mut came_from = BTreeMap::from([(from, None)]);
        let mut queue = VecDeque::from([from]);
        while let Some(file) = queue.pop_front() {
            if file == to {
                let steps = std::iter::successors(Some(file), |step| came_from[step]);
                let mut way: Vec<String> = steps.map(String::from).collect();
                way.reverse();
                return Some(way);
            }
            for next in self.names_of(file).filter(|next| closed != Some(*next)) {
                came_from.entry(next).or_insert_with(|| {
                    queue.push_back(next);
                    Some(file)
                });
            }
        }
        None
    }
}

/// The circle from its alphabetically first file on, so that it reads the same whichever edge it was found by.
fn from_first(mut circle: Vec<String>) -> Vec<String> {
    let first = circle.iter().enumerate().min_by_key(|(_, file)| file.as_str()).map_or(0, |(place, _)| place);
    circle.rotate_left(first);
    circle
}
