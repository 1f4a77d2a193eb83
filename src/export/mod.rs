//! Sessions as files: NDJSON for programs, CSV for spreadsheets, text for people; and tables as CSV.
//!
//! An export is produced in parts of about a mebibyte, so that neither the engine nor the page has to hold all of it.
//! Credentials are masked in every format, as on the page, unless the user asked for them.

mod csv;
mod ndjson;
mod part;
mod table;
mod text;

use crate::archive::Archive;
use crate::report::opened::Opened;
use crate::store::SessionIndex;
use alloc::vec::Vec;
use part::Part;
use serde::Deserialize;

pub use table::TableExporter;

/// The format of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub enum ExportFormat {
    /// One session per line, as JSON with its entries.
    Ndjson,
    /// One session per row, with the columns of the list.
    Csv,
    /// The conversations, for people to read.
    Text,
}

/// Size in bytes at which a part is complete.
const PART: usize = 1 << 20;

/// Writes sessions, part by part.
#[derive(Debug)]
pub struct Exporter {
    format: ExportFormat,
    sessions: alloc::vec::IntoIter<SessionIndex>,
    begun: bool,
}

impl Exporter {
    /// An export of these sessions in this order.
    pub fn new(format: ExportFormat, sessions: Vec<SessionIndex>) -> Self {
        Exporter { format, sessions: sessions.into_iter(), begun: false }
    }

    /// The next part; `None` at the end. The concatenated parts are the file.
    pub fn next_part(&mut self, archive: &Archive) -> Option<Vec<u8>> {
        let mut part = Part::default();
        if !self.begun && self.format == ExportFormat::Csv {
            csv::header(&mut part);
        }
        self.begun = true;
        while part.len() < PART
            && let Some(index) = self.sessions.next()
        {
            match self.format {
                ExportFormat::Ndjson => ndjson::session(&Opened::new(archive, index), &mut part),
                ExportFormat::Csv => csv::session(archive, index, &mut part),
                ExportFormat::Text => text::session(&Opened::new(archive, index), &mut part),
            }
        }
        part.into_bytes()
    }
}
