//! Where the files come from: server and service of each, by source of that knowledge.
//!
//! What the user states takes precedence and can be withdrawn, so each source is kept separately. Names are interned
//! strings, since a user may enter any; empty means "unknown".

use super::index::{EntryIndex, FileIndex, StringIndex};
use crate::entry::LogType;
use alloc::vec::Vec;

/// Server and service, each empty if unknown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Origin {
    /// Name of the server.
    pub server: StringIndex,
    /// Name of the service.
    pub service: StringIndex,
}

impl Origin {
    /// Whether a name that both know is another one.
    pub fn differs_from(self, other: Origin) -> bool {
        let differ = |one: StringIndex, other: StringIndex| !one.is_empty() && !other.is_empty() && one != other;
        differ(self.server, other.server) || differ(self.service, other.service)
    }

    /// Itself, and of the other one what it does not know.
    pub fn or(self, other: Origin) -> Origin {
        Origin { server: first([self.server, other.server]), service: first([self.service, other.service]) }
    }
}

/// What is known about the origin of one file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FileOrigin {
    /// As stated by the user.
    pub stated: Origin,
    /// As folder and name of the file reveal.
    pub path: Origin,
    /// As its first sessions reveal.
    pub sessions: Origin,
    /// The log type of its first session, from which `sessions.service` was learned.
    pub learned_from: LogType,
    /// As other files from the same place reveal, if they agree.
    pub neighbours: Origin,
    /// The path above the folders that Exchange creates; `None` for a file in other folders.
    pub root: Option<StringIndex>,
}

impl FileOrigin {
    /// The server of the file. Names in sessions are more reliable than folders.
    pub fn server(&self) -> StringIndex {
        first([self.stated.server, self.sessions.server, self.path.server, self.neighbours.server])
    }

    /// The service that wrote the file. Each has a folder of its own, which is more reliable than connectors and ports.
    pub fn service(&self) -> StringIndex {
        first([self.stated.service, self.path.service, self.sessions.service, self.neighbours.service])
    }

    /// The service that wrote one of the logs in the file: several may have been concatenated.
    pub fn service_of(&self, log_type: LogType) -> StringIndex {
        let is_first = [log_type, LogType::Unknown].contains(&self.learned_from);
        if is_first { self.service() } else { first([self.stated.service, self.path.service]) }
    }
}

/// The first that is known.
fn first<const N: usize>(names: [StringIndex; N]) -> StringIndex {
    names.into_iter().find(|name| !name.is_empty()).unwrap_or_default()
}

/// The origins of all files.
#[derive(Debug, Default)]
pub struct Origins {
    rows: Vec<FileOrigin>,
    /// First entry of each file.
    firsts: Vec<EntryIndex>,
    /// What the paths in the output of a search reveal: from that entry on, to the next one or to the end of the file.
    parts: Vec<(EntryIndex, Origin)>,
}

impl Origins {
    /// Adds the origin of the next file, whose entries begin with `first`.
    pub fn push(&mut self, origin: FileOrigin, first: EntryIndex) {
        // A path without rows after it says nothing about the next file.
        self.parts.truncate(self.parts.partition_point(|(part, _)| *part < first));
        self.rows.push(origin);
        self.firsts.push(first);
    }

    /// Adds what a path before the next rows of the last file reveals; they begin with entry `first`. For the file as a
    /// whole only what all its paths agree on is known.
    pub fn push_part(&mut self, path: Origin, first: EntryIndex) {
        let (Some(row), Some(&begin)) = (self.rows.last_mut(), self.firsts.last()) else { return };
        let is_first = self.parts.last().is_none_or(|(part, _)| *part < begin);
        self.parts.push((first, path));
        let agreed = |known: &mut StringIndex, name: StringIndex| {
            if is_first && !name.is_empty() {
                *known = name;
            } else if !is_first && *known != name {
                *known = StringIndex::EMPTY;
            }
        };
        agreed(&mut row.path.server, path.server);
        agreed(&mut row.path.service, path.service);
    }

    /// The origin of a file.
    pub fn get(&self, file: FileIndex) -> FileOrigin {
        self.rows.get(file.0 as usize).copied().unwrap_or_default()
    }

    /// The origin of a file, to change it, if there is such a file.
    pub fn get_mut(&mut self, file: FileIndex) -> Option<&mut FileOrigin> {
        self.rows.get_mut(file.0 as usize)
    }

    /// The origin of the file that contains an entry.
    pub fn of_entry(&self, entry: EntryIndex) -> FileOrigin {
        let past = self.firsts.partition_point(|first| *first <= entry);
        let Some(file) = past.checked_sub(1) else { return FileOrigin::default() };
        let origin = self.rows.get(file).copied().unwrap_or_default();
        match self.part_of(entry).filter(|(first, _)| self.firsts.get(file).is_some_and(|begin| begin <= first)) {
            Some((_, path)) => FileOrigin { path, ..origin },
            None => origin,
        }
    }

    fn part_of(&self, entry: EntryIndex) -> Option<(EntryIndex, Origin)> {
        let past = self.parts.partition_point(|(first, _)| *first <= entry);
        self.parts.get(past.checked_sub(1)?).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_user_takes_precedence() {
        let origin = |server, service| Origin { server: StringIndex(server), service: StringIndex(service) };
        let mut file = FileOrigin { path: origin(1, 2), sessions: origin(3, 4), ..FileOrigin::default() };
        assert_eq!((file.server(), file.service()), (StringIndex(3), StringIndex(2)));
        file.stated = origin(5, 6);
        assert_eq!((file.server(), file.service()), (StringIndex(5), StringIndex(6)));
        assert_eq!(FileOrigin::default().server(), StringIndex::EMPTY);
    }

    #[test]
    fn an_entry_has_the_origin_of_the_path_before_it() {
        let mut origins = Origins::default();
        let path = |server| Origin { server: StringIndex(server), service: StringIndex(9) };
        origins.push(FileOrigin::default(), EntryIndex(0));
        origins.push_part(path(1), EntryIndex(0));
        assert_eq!(origins.get(FileIndex(0)).path, path(1));
        origins.push_part(path(2), EntryIndex(5));
        origins.push(FileOrigin { path: path(3), ..FileOrigin::default() }, EntryIndex(8));
        assert_eq!(
            [0, 4, 5, 7, 8, 99].map(|entry| origins.of_entry(EntryIndex(entry)).path.server.0),
            [1, 1, 2, 2, 3, 3]
        );
        let whole = origins.get(FileIndex(0)).path;
        assert_eq!((whole.server, whole.service), (StringIndex::EMPTY, StringIndex(9)), "the servers differ");
    }

    #[test]
    fn an_entry_has_the_origin_of_its_file() {
        let mut origins = Origins::default();
        for (server, first) in [(1, 0), (2, 10), (3, 10)] {
            let path = Origin { server: StringIndex(server), ..Origin::default() };
            origins.push(FileOrigin { path, ..FileOrigin::default() }, EntryIndex(first));
        }
        let of = |entry| origins.of_entry(EntryIndex(entry)).server().0;
        assert_eq!([of(0), of(9), of(10), of(99)], [1, 1, 3, 3], "an empty file has no entry");
        assert_eq!(Origins::default().of_entry(EntryIndex(0)), FileOrigin::default());
    }
}
