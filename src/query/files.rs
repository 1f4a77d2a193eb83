//! Files that match a condition: by their path, or by the server or service that wrote them.

use super::expression::Condition;
use super::field::TextField;
use super::matching::{any_matches, tight};
use super::pattern::Pattern;
use crate::archive::Archive;
use crate::entry::LogType;
use alloc::collections::BTreeMap;
use fixedbitset::FixedBitSet;

/// The files whose path matches.
pub(super) fn in_path(archive: &Archive, patterns: &[Pattern]) -> FixedBitSet {
    let mut files = FixedBitSet::with_capacity(archive.files.iter().count());
    for (index, file) in archive.files.iter() {
        let mut path = archive.store.strings.get(file.folder).to_vec();
        path.extend_from_slice(if path.is_empty() { b"" } else { b"/" });
        path.extend_from_slice(archive.store.strings.get(file.name));
        if any_matches(patterns, &path) {
            files.insert(index.0 as usize);
        }
    }
    files
}

/// The files that a condition about files holds for, found once for all tables.
pub(super) struct FilesFound {
    /// Those whose path matches; `None` unless the condition asks for paths.
    pub in_path: Option<FixedBitSet>,
    /// By log type, those whose logs of that type were written by the server or service that the condition asks for.
    of_origin: BTreeMap<LogType, FixedBitSet>,
}

impl FilesFound {
    pub fn new(archive: &Archive, condition: &Condition) -> FilesFound {
        let mut found = FilesFound { in_path: None, of_origin: BTreeMap::new() };
        match condition {
            Condition::Field(TextField::File, patterns) => found.in_path = Some(in_path(archive, patterns)),
            Condition::Field(field @ (TextField::Server | TextField::Service), patterns) => {
                for table in archive.tables.iter() {
                    let files = || of_origin(archive, *field, patterns, table.log_type);
                    found.of_origin.entry(table.log_type).or_insert_with(files);
                }
            }
            _ => {}
        }
        found
    }

    /// The files of that origin; `None` unless the condition asks for an origin. A record belongs to its file, while its
    /// group may be spread over several.
    pub fn of_origin(&self, log_type: LogType) -> Option<&FixedBitSet> {
        self.of_origin.get(&log_type)
    }
}

fn of_origin(archive: &Archive, field: TextField, patterns: &[Pattern], log_type: LogType) -> FixedBitSet {
    let mut files = FixedBitSet::with_capacity(archive.files.len());
    for (index, _) in archive.files.iter() {
        let origin = archive.store.origins.get(index);
        let name = match field {
            TextField::Server => origin.server(),
            _ => origin.service_of(log_type),
        };
        let name = archive.store.strings.get(name);
        let holds = any_matches(patterns, name) || (field == TextField::Service && any_matches(patterns, &tight(name)));
        if holds {
            files.insert(index.0 as usize);
        }
    }
    files
}
