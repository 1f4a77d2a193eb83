//! Rows of exports, whose times are in the format of a culture: `Get-MessageTrackingLog | Export-Csv`, `Get-AgentLog`,
//! message traces, and logs that a spreadsheet has saved.
//!
//! A row is rewritten as the log would have it, and then read like any other. The order of day and month is decided for
//! the whole file by the first row that shows it; the reader keeps the rows before that one.

use super::known_log::KnownLog;
use super::row_text::joined;
use super::time_fields::TimeFields;
use super::workspace::Workspace;
use crate::text::{Fields, Line, RecordReader};
use crate::time::{CultureTime, DayOrder, MINUTE, Timestamp, TimestampReader};
use alloc::vec::Vec;

/// A row whose time is in the format of a culture.
pub(super) enum Exported {
    /// As the log would have it, and whether its time was by the clock of the server.
    Row(Vec<u8>, bool),
    /// The same, of a day that is the same in either order.
    Either(Vec<u8>, bool),
    /// No row has shown the order of day and month so far.
    Unclear,
}

/// The row in a line of an export; `None` if its time is not in the format of a culture.
#[cold]
pub(super) fn exported(
    log: &KnownLog,
    line: &[u8],
    records: &mut RecordReader,
    workspace: &mut Workspace,
) -> Option<Exported> {
    let times = log.time_fields?;
    let fields = records.split_as(log.syntax, line)?;
    let time = times.read(&fields)?;
    if workspace.day_order.is_none() {
        workspace.day_order = time.order().or_else(|| order_in_row(&time, &fields));
    }
    let known = workspace.day_order.or(time.order());
    let order = known.unwrap_or(DayOrder::MonthFirst);
    let is_same = time.is_same_either_way();
    let is_local = log.has_server_times && !time.has_zone();
    let offset = if is_local { i64::from(workspace.offset_minutes) * MINUTE } else { 0 };
    let time = Timestamp(time.at(order)?.0 - offset).to_iso();
    let cells = fields.iter().enumerate().map(|(place, cell)| times.cell(place, cell, time.as_str()));
    let row = joined(cells, log.syntax);
    let is_entry = log.has_entry(&row, records, workspace);
    is_entry.then_some(match known {
        Some(_) => Exported::Row(row, is_local),
        None if is_same => Exported::Either(row, is_local),
        None => Exported::Unclear,
    })
}

/// The order in which the times of rows, none of which shows it, are nearer to each other; the month first if there is no such.
/// An export of some days of a log does not have one row a month.
pub(super) fn likely_order<'l>(
    log: &KnownLog,
    lines: impl Iterator<Item = Line<'l>>,
    records: &mut RecordReader,
) -> DayOrder {
    let Some(times) = log.time_fields else { return DayOrder::MonthFirst };
    let orders = [DayOrder::MonthFirst, DayOrder::DayFirst];
    let mut spans: [Option<(Timestamp, Timestamp)>; 2] = [None; 2];
    for line in lines {
        let time = records.split_as(log.syntax, line.text).and_then(|fields| times.read(&fields));
        for (span, order) in spans.iter_mut().zip(orders) {
            let Some(at) = time.and_then(|time| time.at(order)) else { continue };
            let (first, last) = span.unwrap_or((at, at));
            *span = Some((first.min(at), last.max(at)));
        }
    }
    let [by_month, by_day] = spans.map(|span| span.map_or(0, |(first, last)| last.since(first)));
    if by_day < by_month { DayOrder::DayFirst } else { DayOrder::MonthFirst }
}

/// The row with a time by which its format can be recognised.
pub(super) fn recognisable(times: TimeFields, fields: &Fields<'_>, syntax: crate::text::LineSyntax) -> Option<Vec<u8>> {
    let time = times.read(fields)?.at(DayOrder::MonthFirst)?.to_iso();
    let cells = fields.iter().enumerate().map(|(place, cell)| times.cell(place, cell, time.as_str()));
    Some(joined(cells, syntax))
}

/// The order by another time in the row: the source-context of RECEIVE contains the time of the connection in UTC.
fn order_in_row(time: &CultureTime, fields: &Fields<'_>) -> Option<DayOrder> {
    let parts = fields.iter().flat_map(|cell| cell.split(|byte| *byte == b';'));
    parts.filter_map(|part| TimestampReader::default().read(part)).find_map(|other| time.order_on_day_of(other))
}

/// Whether the time of a row is by the clock of the server, although it looks like those of a log: `2026-03-01 13:00:00`.
#[inline]
pub(super) fn is_by_server_clock(times: Option<TimeFields>, fields: &Fields<'_>) -> bool {
    let Some(TimeFields::One(field)) = times else { return false };
    let cell = fields.get(field);
    !cell.ends_with(b"Z") && CultureTime::read(cell).is_some_and(|time| !time.has_zone())
}

/// Whether a spreadsheet has cut a time to minutes, seconds and tenths: `59:51.4`.
pub(super) fn is_cut_time(log: &KnownLog, line: &[u8], records: &mut RecordReader) -> bool {
    let Some((TimeFields::One(field), fields)) = log.time_fields.zip(records.split_as(log.syntax, line)) else {
        return false;
    };
    let cell = fields.get(field);
    let numbers = cell.split(|byte| b":.,".contains(byte));
    memchr::memchr(b':', cell).is_some()
        && numbers.clone().count() <= 3
        && numbers.into_iter().all(|number| number.len() < 3 && number.iter().all(u8::is_ascii_digit))
}
