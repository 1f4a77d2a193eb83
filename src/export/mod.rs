//! Sessions as files: NDJSON for programs, CSV for spreadsheets, by session or by message, text for people; and tables as
//! CSV.
//!
//! An export is produced in parts of about a quarter of a mebibyte, so that neither the engine nor the page has to hold all of it.
//! Credentials are masked in every format, as on the page, unless the user asked for them.

mod contents;
mod csv;
mod messages;
mod ndjson;
mod part;
mod sessions;
mod sheet;
mod table;
mod text;

use crate::archive::Archive;
use crate::report::masking::DisplayText;
use crate::report::opened::Opened;
use crate::store::SessionIndex;
use alloc::vec::Vec;
use part::Part;
use serde::Deserialize;

pub use contents::ExportContents;
pub use sheet::{Separator, Sheet, Zone};
pub use table::TableExporter;

/// The format of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum ExportFormat {
    /// One session per line, as JSON with its entries.
    Ndjson,
    /// One session per row.
    Csv,
    /// CSV with one message and recipient per row.
    Messages,
    /// The conversations, for people to read.
    Text,
}

/// Size in bytes at which a part is complete.
const PART: usize = 1 << 18;

/// Number of sessions after which it is complete as well: where the engine shares its thread with the page, a part must not
/// take long, and sessions without messages add nothing to a file of messages.
const PART_SESSIONS: usize = 500;

/// The share of `total` that is done when so many are left.
fn share(left: usize, total: usize) -> f64 {
    if total == 0 { 1.0 } else { total.saturating_sub(left) as f64 / total as f64 }
}

/// Writes sessions, part by part.
#[derive(Debug)]
pub struct Exporter {
    format: ExportFormat,
    sheet: Sheet,
    total: usize,
    sessions: alloc::vec::IntoIter<SessionIndex>,
    begun: bool,
}

impl Exporter {
    /// An export of these sessions in this order.
    pub fn new(format: ExportFormat, sessions: Vec<SessionIndex>) -> Self {
        let (total, sessions) = (sessions.len(), sessions.into_iter());
        Exporter { format, sheet: Sheet::default(), total, sessions, begun: false }
    }

    /// The same for a spreadsheet, if the format is for one.
    pub fn for_sheet(self, sheet: Sheet) -> Self {
        Exporter { sheet, ..self }
    }

    /// What is left to be exported: everything, before the first part.
    pub fn contents(&self, archive: &Archive) -> ExportContents {
        contents::contents(archive, self.sessions.as_slice())
    }

    /// How much has been exported, from 0 to 1.
    pub fn share(&self) -> f64 {
        share(self.sessions.len(), self.total)
    }

    /// The next part, which may be empty; `None` at the end. The concatenated parts are the file.
    pub fn next_part(&mut self, archive: &Archive) -> Option<Vec<u8>> {
        let mut part = Part::default();
        if !self.begun {
            self.header(&mut part);
        }
        self.begun = true;
        let mut count = 0;
        while part.len() < PART
            && count < PART_SESSIONS
            && let Some(index) = self.sessions.next()
        {
            count += 1;
            let opened = Opened::new(archive, index);
            match self.format {
                ExportFormat::Ndjson => ndjson::session(&opened, &mut part),
                ExportFormat::Csv => sessions::session(&opened, &self.sheet, &mut part),
                ExportFormat::Messages => messages::session(&opened, &self.sheet, &mut part),
                ExportFormat::Text => text::session(&opened, &mut part),
            }
        }
        part.into_bytes().or_else(|| (count > 0).then(Vec::new))
    }

    fn header(&self, part: &mut Part) {
        let columns: &[&'static str] = match self.format {
            ExportFormat::Csv => &sessions::COLUMNS,
            ExportFormat::Messages => &messages::COLUMNS,
            ExportFormat::Ndjson | ExportFormat::Text => return,
        };
        csv::header(columns.iter().copied().map(DisplayText::from), self.sheet.separator, part);
    }
}
