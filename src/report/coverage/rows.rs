//! The rows: which files and entries belong to each.

use super::super::masking::{DisplayText, Mask};
use crate::archive::Archive;
use crate::entry::LogType;
use crate::exchange::{FileDate, LogFileName};
use crate::query::exactly;
use crate::sort;
use crate::store::{File, FileIndex};
use crate::time::Timestamp;
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

pub(super) const HOUR: i64 = 3_600_000;
pub(super) const DAY: i64 = 24 * HOUR;

/// The logs of one type that one service of one server wrote.
#[derive(Debug)]
pub(super) struct Row {
    pub server: DisplayText<'static>,
    pub service: DisplayText<'static>,
    pub log_type: LogType,
    /// The name of the log; for a table its `#Log-type`.
    pub log: DisplayText<'static>,
    /// Number of files that contain part of it.
    pub files: u32,
}

impl Row {
    /// The query that finds its sessions, or the rows of its table; empty for files that are not logs.
    pub fn query(&self) -> String {
        if self.log_type == LogType::Unknown {
            return String::new();
        }
        let origin = [("server", &self.server), ("service", &self.service)]
            .map(|(field, name)| exactly(field, name.as_str(), 0).unwrap_or_default());
        origin.join(" ") + " log:" + self.log_type.word()
    }
}

/// Ignores case, since a folder may be spelled differently from the connector-id. Orders like the rows.
type Key = (String, String, LogType, DisplayText<'static>);

/// All rows by server, service and log.
#[derive(Debug)]
pub(super) struct Rows {
    pub list: Vec<Row>,
    /// For each file, the row of each log type in it.
    of_files: Vec<Vec<Option<usize>>>,
}

impl Rows {
    pub fn of(archive: &Archive) -> Rows {
        let mut found: BTreeMap<Key, Row> = BTreeMap::new();
        for (index, file) in archive.files.iter() {
            for log_type in file.log_types.iter() {
                let row = row(archive, index, file, log_type);
                found.entry(key(&row)).or_insert(row).files += 1;
            }
        }
        let places: BTreeMap<&Key, usize> = sort::map(found.keys().zip(0..));
        let of_file = |(index, file): (FileIndex, &File)| {
            let mut rows = alloc::vec![None; LogType::ALL.len()];
            for log_type in file.log_types.iter() {
                rows[log_type as usize] = places.get(&key(&row(archive, index, file, log_type))).copied();
            }
            rows
        };
        let of_files = archive.files.iter().map(of_file).collect();
        Rows { list: found.into_values().collect(), of_files }
    }

    /// The row of every log type in a file.
    pub fn of_file(&self, index: FileIndex) -> &[Option<usize>] {
        self.of_files.get(index.0 as usize).map(Vec::as_slice).unwrap_or_default()
    }

    /// The row of a log in a file.
    pub fn place(&self, index: FileIndex, log_type: LogType) -> Option<usize> {
        self.of_file(index).get(log_type as usize).copied().flatten()
    }
}

fn key(row: &Row) -> Key {
    let [server, service] = [&row.server, &row.service].map(|name| name.as_str().to_lowercase());
    (server, service, row.log_type, row.log.clone())
}

fn row(archive: &Archive, index: FileIndex, file: &File, log_type: LogType) -> Row {
    let text = |index| Mask::of(archive).string(index).into_owned();
    let origin = archive.store.origins.get(index);
    let log = match log_type {
        LogType::Table if !file.log_type_name.is_empty() => text(file.log_type_name),
        log_type => log_type.name().into(),
    };
    Row { server: text(origin.server()), service: text(origin.service_of(log_type)), log_type, log, files: 0 }
}

/// The period in a file name: from (inclusive) and to (exclusive). `None` if the name has no date.
pub(super) fn span_of_name(name: &LogFileName<'_>) -> Option<(i64, i64)> {
    let FileDate { year, month, day, hour } = name.date?;
    let start = Timestamp::of_hour(year, month, day.unwrap_or(1), hour.unwrap_or(0))?.0;
    let end = match (day, hour) {
        (None, _) if month == 12 => Timestamp::of_hour(year + 1, 1, 1, 0)?.0,
        (None, _) => Timestamp::of_hour(year, month + 1, 1, 0)?.0,
        (Some(_), None) => start + DAY,
        (Some(_), Some(_)) => start + HOUR,
    };
    Some((start, end))
}

/// The name of a file, if Exchange or IIS could have given it.
pub(super) fn file_name<'a>(archive: &'a Archive, file: &File) -> Option<LogFileName<'a>> {
    LogFileName::parse(core::str::from_utf8(archive.store.strings.get(file.name)).ok()?)
}
