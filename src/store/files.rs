//! The files that were opened, in the order of opening.

use super::blocks::Blocks;
use super::index::{EntryIndex, FileIndex, StringIndex};
use crate::entry::LogType;
use crate::format::{Account, Evidence};
use crate::time::Timestamp;
use core::ops::Range;
use serde::{Deserialize, Serialize};

/// How reading a file ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "FileState"))]
#[serde(rename_all = "camelCase")]
pub enum FileEnd {
    /// It is being read.
    #[default]
    Reading,
    /// All its bytes were read.
    Complete,
    /// The user stopped it.
    Cancelled,
    /// The browser could not read any further.
    Unreadable,
    /// It changed while it was read.
    Changed,
    /// The engine's memory was used up.
    OutOfMemory,
    /// It is encrypted in its archive.
    Encrypted,
    /// Its archive is damaged there, or truncated.
    Damaged,
    /// It unpacked to more than a log would, and was stopped.
    Limited,
    /// It is an archive nested too deeply in others.
    Nested,
    /// It is packed by an unsupported method.
    Unsupported,
    /// Its place in the archive is also that of another file.
    Overlapping,
    /// Its path inside the archive is longer than any that people use.
    LongPath,
    /// What parsed it has ended.
    Failed,
}

/// Bytes by the kind of line they are in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accounts {
    /// In entries and rows of tables.
    pub entries: u64,
    /// In header lines.
    pub headers: u64,
    /// In lines without text.
    pub blank: u64,
    /// In lines that a diagnostic refers to.
    pub diagnosed: u64,
}

impl Accounts {
    /// Adds bytes to an account.
    pub fn add(&mut self, account: Account, span: u64) {
        match account {
            Account::Entry => self.entries += span,
            Account::Header => self.headers += span,
            Account::Blank => self.blank += span,
            Account::Diagnosed => self.diagnosed += span,
        }
    }

    /// Adds other accounts.
    pub fn add_all(&mut self, other: &Accounts) {
        self.entries += other.entries;
        self.headers += other.headers;
        self.blank += other.blank;
        self.diagnosed += other.diagnosed;
    }

    /// All bytes.
    pub fn total(&self) -> u64 {
        self.entries + self.headers + self.blank + self.diagnosed
    }
}

/// Log types, as bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LogTypes(u16);

impl LogTypes {
    /// Adds a type.
    pub fn add(&mut self, log_type: LogType) {
        self.0 |= 1 << log_type as u16;
    }

    /// The types in their order.
    pub fn iter(self) -> impl Iterator<Item = LogType> {
        LogType::ALL.iter().copied().filter(move |&log_type| self.0 & (1 << log_type as u16) != 0)
    }
}

/// One file.
#[derive(Clone, Debug)]
pub struct File {
    /// Its name.
    pub name: StringIndex,
    /// Its folder as far as it is known, `/` between the parts.
    pub folder: StringIndex,
    /// Its size in bytes as known in advance; `None` if it shows only when everything has been read, as in a gz file.
    pub size: Option<u64>,
    /// Bytes that have been pushed.
    pub read: u64,
    /// These bytes by the kind of line they are in.
    pub accounts: Accounts,
    /// How reading ended.
    pub end: FileEnd,
    /// The type of its first log.
    pub log_type: LogType,
    /// The types of all its logs: several may have been concatenated.
    pub log_types: LogTypes,
    /// Its `#Log-type`.
    pub log_type_name: StringIndex,
    /// How it was recognised.
    pub evidence: Evidence,
    /// Its first entry; the others follow, up to the first one of the next file.
    pub first_entry: EntryIndex,
    /// The entry in a last line without a line end, of which another copy may have more; [`EntryIndex::NONE`] without one.
    pub open_end: EntryIndex,
    /// Number of its entries and table rows, without duplicates.
    pub entries: u64,
    /// Number of sessions that have entries in it.
    pub sessions: u64,
    /// Number of duplicate entries and table rows.
    pub duplicates: u64,
    /// The earliest and the latest time of its entries.
    pub times: Option<(Timestamp, Timestamp)>,
    /// Some of these times are in the server's local time, and the log does not name the time zone.
    pub local_times: bool,
}

impl File {
    /// A file that is about to be read.
    pub fn new(name: StringIndex, folder: StringIndex, size: Option<u64>, first_entry: EntryIndex) -> File {
        File {
            name,
            folder,
            size,
            read: 0,
            accounts: Accounts::default(),
            end: FileEnd::Reading,
            log_type: LogType::Unknown,
            log_types: LogTypes::default(),
            log_type_name: StringIndex::EMPTY,
            evidence: Evidence::None,
            first_entry,
            open_end: EntryIndex::NONE,
            entries: 0,
            sessions: 0,
            duplicates: 0,
            times: None,
            local_times: false,
        }
    }

    /// Extends the time span of the file by that of some entries.
    pub fn widen(&mut self, first: Timestamp, last: Timestamp) {
        let (from, to) = self.times.unwrap_or((first, last));
        self.times = Some((from.min(first), to.max(last)));
    }
}

/// All files.
#[derive(Debug, Default)]
pub struct Files {
    rows: Blocks<File>,
}

impl Files {
    /// The first and the last time of the entries of all files, in milliseconds since 1970 UTC.
    pub fn period(&self) -> Option<(i64, i64)> {
        let times = self.rows.iter().filter_map(|file| file.times).map(|(first, last)| (first.0, last.0));
        times.reduce(|one, other| (one.0.min(other.0), one.1.max(other.1)))
    }

    /// Adds a file.
    pub fn push(&mut self, file: File) -> FileIndex {
        self.rows.push(file);
        FileIndex(self.rows.len() as u32 - 1)
    }

    /// A file, to change it.
    #[inline]
    pub fn get_mut(&mut self, index: FileIndex) -> &mut File {
        &mut self.rows[index.0 as usize]
    }

    /// A file.
    pub fn get(&self, index: FileIndex) -> &File {
        &self.rows[index.0 as usize]
    }

    /// All files in order.
    pub fn iter(&self) -> impl Iterator<Item = (FileIndex, &File)> {
        self.rows.iter().enumerate().map(|(index, file)| (FileIndex(index as u32), file))
    }

    /// Number of files.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// The entries of a file; `next` is the index of the next entry of all.
    pub fn entries_of(&self, index: FileIndex, next: EntryIndex) -> Range<EntryIndex> {
        let end = self.rows.get(index.0 as usize + 1).map_or(next, |file| file.first_entry);
        self.get(index).first_entry..end
    }

    /// The file that contains an entry.
    pub fn of_entry(&self, entry: EntryIndex) -> FileIndex {
        let (mut low, mut high) = (0, self.rows.len());
        while low + 1 < high {
            let middle = low + (high - low) / 2;
            if self.rows[middle].first_entry <= entry {
                low = middle;
            } else {
                high = middle;
            }
        }
        FileIndex(low as u32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_belongs_to_the_last_file_that_begins_at_or_before_it() {
        let mut files = Files::default();
        for first in [0, 10, 10, 25] {
            files.push(File::new(StringIndex::EMPTY, StringIndex::EMPTY, None, EntryIndex(first)));
        }
        let of = |entry| files.of_entry(EntryIndex(entry)).0;
        assert_eq!([of(0), of(9), of(10), of(24), of(25), of(99)], [0, 0, 2, 2, 3, 3]);
    }
}
