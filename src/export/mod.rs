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
use crate::report::dialogue::Dialogue;
use crate::report::masking::DisplayText;
use crate::report::opened::{Closed, Opened};
use crate::store::SessionIndex;
use alloc::boxed::Box;
use alloc::collections::BTreeSet;
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

/// Number of sessions after which a part is complete, whatever its size: where the engine shares its thread with the page, a part must not
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
    /// The session in which the last part ended.
    open: Option<Box<(Closed, Written)>>,
}

/// How far a session has been written. One of hundreds of megabytes takes many parts.
#[derive(Debug)]
struct Written {
    dialogue: Dialogue,
    /// Whether it has its beginning.
    begun: bool,
    /// Number of transactions.
    transactions: usize,
    /// Number of entries.
    entries: u32,
    /// The explanations.
    explained: BTreeSet<DisplayText<'static>>,
}

impl Written {
    /// Nothing of a session.
    fn nothing(opened: &Opened<'_>) -> Written {
        let (dialogue, explained) = (Dialogue::read(opened), BTreeSet::new());
        Written { dialogue, begun: false, transactions: 0, entries: 0, explained }
    }
}

impl Exporter {
    /// An export of these sessions in this order.
    pub fn new(format: ExportFormat, sessions: Vec<SessionIndex>) -> Self {
        let (total, sessions) = (sessions.len(), sessions.into_iter());
        Exporter { format, sheet: Sheet::default(), total, sessions, begun: false, open: None }
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
        share(self.sessions.len() + usize::from(self.open.is_some()), self.total)
    }

    /// The next part, which may be empty; `None` at the end. The concatenated parts are the file.
    pub fn next_part(&mut self, archive: &Archive) -> Option<Vec<u8>> {
        let mut part = Part::default();
        if !self.begun {
            self.header(&mut part);
        }
        self.begun = true;
        let mut count = 0;
        while !part.is_full()
            && count < PART_SESSIONS
            && let Some((opened, mut written)) = self.next_session(archive)
        {
            count += 1;
            let is_whole = match self.format {
                ExportFormat::Ndjson => ndjson::write(&opened, &mut written, &mut part),
                ExportFormat::Csv => sessions::write(&opened, &written, &self.sheet, &mut part),
                ExportFormat::Messages => messages::write(&opened, &mut written, &self.sheet, &mut part),
                ExportFormat::Text => text::write(&opened, &mut written, &mut part),
            };
            self.open = (!is_whole).then(|| Box::new((opened.close(), written)));
        }
        part.into_bytes().or_else(|| (count > 0).then(Vec::new))
    }

    /// The session in which the last part ended, or the next one.
    fn next_session<'a>(&mut self, archive: &'a Archive) -> Option<(Opened<'a>, Written)> {
        let Some(open) = self.open.take() else {
            let opened = Opened::new(archive, self.sessions.next()?);
            let written = Written::nothing(&opened);
            return Some((opened, written));
        };
        let (closed, written) = *open;
        if closed.holds(archive) {
            return Some((closed.open(archive), written));
        }
        let opened = Opened::new(archive, closed.index);
        let dialogue = Dialogue::read(&opened);
        Some((opened, Written { dialogue, ..written }))
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
