//! Files that match a condition: by their path, or by the server or service that wrote them.

use super::expression::Condition;
use super::field::TextField;
use super::matching::{any_matches, tight};
use super::pattern::Pattern;
use crate::archive::Archive;
use crate::entry::LogType;
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

/// The files whose logs of this type were written by the server or service that a condition asks for; `None` for other
/// conditions. A record belongs to its file, while its group may be spread over several.
pub(super) fn of_origin(archive: &Archive, condition: &Condition, log_type: LogType) -> Option<FixedBitSet> {
    let Condition::Field(field @ (TextField::Server | TextField::Service), patterns) = condition else { return None };
    let mut files = FixedBitSet::with_capacity(archive.files.len());
    for (index, _) in archive.files.iter() {
        let origin = archive.store.origins.get(index);
        let name = match field {
            TextField::Server => origin.server(),
            _ => origin.service_of(log_type),
        };
        let name = archive.store.strings.get(name);
        let holds =
            any_matches(patterns, name) || (*field == TextField::Service && any_matches(patterns, &tight(name)));
        if holds {
            files.insert(index.0 as usize);
        }
    }
    Some(files)
}
