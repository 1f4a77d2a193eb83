//! The files that were opened, in the order of opening.

use super::blocks::Blocks;
use super::index::{EntryIndex, FileIndex, StringIndex};
use crate::entry::LogType;
use crate::format::{Account, Evidence};
use crate::time::Timestamp;
use serde::{Deserialize, Serialize};

/// How reading a file ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum FileEnd {
    /// It is being read.
    #[default]
    Reading,
    /// All its bytes were read.
    Complete,
    /// The user stopped it.
    Cancelled,
    /// The browser could not read on.
    Unreadable,
    /// It changed while it was read.
    Changed,
    /// It is encrypted in its archive.
    Encrypted,
    /// Its archive is damaged there or cut off.
    Damaged,
    /// It unpacked to more than logs do, and was stopped.
    Limited,
    /// It is an archive too deep inside of others.
    Nested,
    /// It is packed by a method that is not known.
    Unsupported,
}

/// Bytes by what became of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Accounts {
    /// In entries and rows of tables.
    pub entries: u64,
    /// In header lines.
    pub headers: u64,
    /// In lines without text.
    pub blank: u64,
    /// In lines that a diagnostic speaks of.
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
    /// The size that was announced, in bytes; none where it shows only when all is read, as in a gz file.
    pub size: Option<u64>,
    /// Bytes that were pushed.
    pub read: u64,
    /// What became of them.
    pub accounts: Accounts,
    /// How reading ended.
    pub end: FileEnd,
    /// What it was taken for first.
    pub log_type: LogType,
    /// All that it holds: logs may have been put behind each other.
    pub log_types: LogTypes,
    /// Its `#Log-type`.
    pub log_type_name: StringIndex,
    /// By what it was recognised.
    pub evidence: Evidence,
    /// Its first entry; its others follow up to the first of the next file.
    pub first_entry: EntryIndex,
    /// Number of its entries and table rows, without those that another copy gave already.
    pub entries: u64,
    /// Number of sessions that have entries in it.
    pub sessions: u64,
    /// Entries that another copy gave already.
    pub duplicates: u64,
    /// The earliest and the latest time of its entries.
    pub times: Option<(Timestamp, Timestamp)>,
    /// Some of these times are those of the server's own clock, and the log does not name their zone.
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
            entries: 0,
            sessions: 0,
            duplicates: 0,
            times: None,
            local_times: false,
        }
    }

    /// Takes the time of an entry into the span of the file.
    #[inline]
    pub fn widen(&mut self, time: Timestamp) {
        let (first, last) = self.times.unwrap_or((time, time));
        self.times = Some((first.min(time), last.max(time)));
    }
}

/// All files.
#[derive(Debug, Default)]
pub struct Files {
    rows: Blocks<File>,
}

impl Files {
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

    /// Whether there is no file.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The file that an entry stands in.
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
