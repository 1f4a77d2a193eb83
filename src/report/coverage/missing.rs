//! Missing file numbers.
//!
//! Exchange numbers the files of an hour (before 2013, of a day) from 1, so a missing number means a missing file. IIS
//! files that start when the previous one is full, and L-files of Exchange 5.5 and earlier, are numbered consecutively
//! without a date: files before the first may have been deleted long ago, and files between two by hand.

use super::super::masking::{DisplayText, Mask};
use super::super::reportable::report_type;
use super::super::units::TimeMs;
use super::rows::{Rows, file_name, span_of_name};
use crate::archive::Archive;
use crate::sort;
use crate::store::{File, FileIndex};
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

report_type! {
    /// Missing numbers among the files of an hour or day, or among all files if names have no date: `first` to `last`,
    /// between `before` and `after`.
    #[derive(PartialEq)]
    pub struct MissingFiles {
        /// Index of the row.
        pub row: u32,
        /// Prefix of the file names.
        pub prefix: DisplayText<'static>,
        /// Start of the hour or day in the file names; null if they have no date.
        pub time: Option<TimeMs>,
        /// Whether the names contain an hour.
        pub hourly: bool,
        /// The first missing number.
        pub first: u32,
        /// The last missing number.
        pub last: u32,
        /// The number before them; null if there is none.
        pub before: Option<u32>,
        /// The number after them.
        pub after: u32,
        /// Whether they come before the oldest files of that log: Exchange deletes the oldest files first.
        pub oldest: bool,
    }
}

/// Files that share a numbering: their origin, the prefix of their names, and the hour or day if any.
type Series = (String, String, DisplayText<'static>, Option<i64>, bool);

/// Number and row of a file; an empty file has no row, but is not missing.
type Member = (u32, Option<usize>);

/// All missing numbers, ordered by row and time.
pub(super) fn missing(archive: &Archive, rows: &Rows) -> Vec<MissingFiles> {
    let mut series: BTreeMap<Series, Vec<Member>> = BTreeMap::new();
    for (index, file) in archive.files.iter() {
        if let Some((key, number)) = member(archive, index, file) {
            series.entry(key).or_default().push((number, rows.place(index, file.log_type)));
        }
    }
    let mut numbering = None;
    let mut is_oldest = |(place, service, prefix, ..): &Series| {
        let own = Some((place.clone(), service.clone(), prefix.clone()));
        core::mem::replace(&mut numbering, own.clone()) != own
    };
    let mut found: Vec<MissingFiles> =
        series.into_iter().flat_map(|(series, members)| holes(&series, members, is_oldest(&series))).collect();
    let when = |hole: &MissingFiles| hole.time.map_or(f64::NEG_INFINITY, |time| time.0);
    sort::by(&mut found, |a, b| a.row.cmp(&b.row).then(when(a).total_cmp(&when(b))));
    found
}

fn member(archive: &Archive, index: FileIndex, file: &File) -> Option<(Series, u32)> {
    let mask = Mask::of(archive);
    let origin = archive.store.origins.get(index);
    let name = file_name(archive, file)?;
    let number = name.number?;
    let start = match name.date {
        Some(_) => Some(span_of_name(&name)?.0),
        None => None,
    };
    let hourly = name.date.is_some_and(|date| date.hour.is_some());
    // Files of unknown servers are distinguished by their folders.
    let place = mask.string(if origin.server().is_empty() { file.folder } else { origin.server() });
    let [place, service] = [place, mask.string(origin.service())].map(|name| name.as_str().to_lowercase());
    let prefix = mask.composed(name.prefix).to_ascii_uppercase();
    let series = (place, service, prefix, start, hourly);
    Some((series, number))
}

fn holes((_, _, prefix, time, hourly): &Series, mut members: Vec<Member>, is_oldest: bool) -> Vec<MissingFiles> {
    sort::by(&mut members, Ord::cmp);
    let Some(row) = members.iter().find_map(|(_, row)| *row) else { return Vec::new() };
    let numbers = members.iter().map(|(number, _)| *number).filter(|number| *number > 0);
    let befores = core::iter::once(0).chain(numbers.clone());
    let is_hole = |&(before, after): &(u32, u32)| after - before > 1 && (before > 0 || time.is_some());
    let holes = befores.zip(numbers).filter(is_hole);
    holes
        .map(|(before, after)| MissingFiles {
            row: row as u32,
            prefix: prefix.clone(),
            time: time.map(TimeMs::from),
            hourly: *hourly,
            first: before + 1,
            last: after - 1,
            before: Some(before).filter(|&before| before > 0),
            after,
            oldest: is_oldest && before == 0,
        })
        .collect()
}
