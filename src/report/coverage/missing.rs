//! Numbers that are missing among files.
//!
//! Exchange numbers the files of an hour (before 2013 of a day) from 1, so that a file is missing where a number is. Files
//! of IIS that begin when the one before is full, and those of Exchange 5.5 and earlier, have one number after the other
//! and no date: what lies before the first may be long gone, and what lies between two may have been removed by hand.

use super::rows::{Rows, file_name, span_of_name};
use crate::archive::Archive;
use crate::store::{File, FileIndex};
use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use serde::Serialize;

/// Files that are missing; see the contract.
#[derive(Debug, PartialEq, Serialize)]
#[allow(missing_docs, reason = "the fields are documented in the page's contract")]
pub struct MissingFiles {
    pub row: u32,
    pub prefix: String,
    pub time: Option<f64>,
    pub hourly: bool,
    pub first: u32,
    pub last: u32,
    pub before: Option<u32>,
    pub after: u32,
}

/// The files that are numbered together: their origin, the beginning of their names, hour or day if those have one.
type Series = (String, String, String, Option<i64>, bool);

/// Number and row of a file; an empty file has no row, but is there.
type Member = (u32, Option<usize>);

/// All that are missing, in the order of rows and times.
pub(super) fn missing(archive: &Archive, rows: &Rows) -> Vec<MissingFiles> {
    let mut series: BTreeMap<Series, Vec<Member>> = BTreeMap::new();
    for (index, file) in archive.files.iter() {
        if let Some((key, number)) = member(archive, index, file) {
            series.entry(key).or_default().push((number, rows.place(index, file.log_type)));
        }
    }
    let mut found: Vec<MissingFiles> =
        series.into_iter().flat_map(|(series, members)| holes(&series, members)).collect();
    let when = |hole: &MissingFiles| hole.time.unwrap_or(f64::NEG_INFINITY);
    found.sort_by(|a, b| a.row.cmp(&b.row).then(when(a).total_cmp(&when(b))));
    found
}

fn member(archive: &Archive, index: FileIndex, file: &File) -> Option<(Series, u32)> {
    let strings = &archive.store.strings;
    let origin = archive.store.origins.get(index);
    let name = file_name(archive, file)?;
    let number = name.number?;
    let start = match name.date {
        Some(_) => Some(span_of_name(&name)?.0),
        None => None,
    };
    let hourly = name.date.is_some_and(|date| date.hour.is_some());
    // Files of servers that are not known are told apart by their folders.
    let place = if origin.server().is_empty() { strings.text(file.folder) } else { strings.text(origin.server()) };
    let service = strings.text(origin.service()).to_lowercase();
    let series = (place.to_lowercase(), service, name.prefix.to_ascii_uppercase(), start, hourly);
    Some((series, number))
}

fn holes((_, _, prefix, time, hourly): &Series, mut members: Vec<Member>) -> Vec<MissingFiles> {
    members.sort_unstable();
    let Some(row) = members.iter().find_map(|(_, row)| *row) else { return Vec::new() };
    let numbers = members.iter().map(|(number, _)| *number).filter(|number| *number > 0);
    let befores = core::iter::once(0).chain(numbers.clone());
    let is_hole = |&(before, after): &(u32, u32)| after - before > 1 && (before > 0 || time.is_some());
    let holes = befores.zip(numbers).filter(is_hole);
    holes
        .map(|(before, after)| MissingFiles {
            row: row as u32,
            prefix: prefix.to_string(),
            time: time.map(|time| time as f64),
            hourly: *hourly,
            first: before + 1,
            last: after - 1,
            before: Some(before).filter(|&before| before > 0),
            after,
        })
        .collect()
}
