//! Sessions as files: NDJSON for programs, CSV for spreadsheets, by session or by message, text for people; and tables as
//! CSV.
//!
//! An export is produced in parts of about a quarter of a mebibyte, so that neither the engine nor the page has to hold all of it,
//! and no part takes long. So one session may take many parts, and some of these are empty.
//! Credentials are masked in every format, as on the page, unless the user asked for them.

mod by_start;
mod contents;
mod csv;
#[cfg(test)]
mod growth;
mod messages;
mod ndjson;
mod part;
mod sessions;
mod sheet;
mod table;
mod text;

use crate::archive::Archive;
use crate::report::authentication::{AttemptFact, attempts};
use crate::report::dialogue::{Dialogue, Replies};
use crate::report::masking::DisplayText;
use crate::report::opened::{Closed, Opened};
use crate::report::transaction::{RecipientFact, TransactionFact};
use crate::store::SessionIndex;
use alloc::boxed::Box;
use alloc::collections::BTreeSet;
use alloc::vec::Vec;
use by_start::ByStart;
use core::cell::OnceCell;
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
    sessions: ByStart,
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
    /// Number of attempts to authenticate that are written.
    attempts: usize,
    /// Number of transactions that are whole.
    transactions: usize,
    /// The transaction after them, without its recipients, if it has been begun.
    message: Option<TransactionFact>,
    /// Number of its recipients that are written: there may be a million.
    recipients: usize,
    /// Number of entries.
    entries: u32,
    /// The explanations.
    explained: BTreeSet<DisplayText<'static>>,
    /// The mail in the row of the session, as far as it was gathered.
    mail: sessions::Mail,
    /// The cell about TLS, which each row of the session has, once it is known.
    tls: OnceCell<DisplayText<'static>>,
}

impl Written {
    /// Nothing of a session, which has yet to be read.
    fn nothing() -> Written {
        Written {
            dialogue: Dialogue::default(),
            begun: false,
            attempts: 0,
            transactions: 0,
            message: None,
            recipients: 0,
            entries: 0,
            explained: BTreeSet::new(),
            mail: sessions::Mail::default(),
            tls: OnceCell::new(),
        }
    }

    /// The same, without texts that are still to be written: they are masked otherwise now.
    fn read_again(self) -> Written {
        let Written { begun, attempts, transactions, recipients, entries, explained, .. } = self;
        Written { begun, attempts, transactions, recipients, entries, explained, ..Written::nothing() }
    }

    /// Reads the session, as far as the format needs it, until the part is full. Returns whether there is room to write.
    fn read(&mut self, opened: &mut Opened<'_>, format: ExportFormat, part: &mut Part) -> bool {
        let needs_message = format != ExportFormat::Text;
        opened.look_for_secrets(part.room())
            && self.dialogue.read_on(opened, part.room())
            && (!needs_message || self.dialogue.read_recorded(opened, part.room()))
            && !part.is_full()
    }

    /// Writes the attempts to authenticate until the part is full. Returns whether all are written.
    fn write_attempts(
        &mut self,
        opened: &Opened<'_>,
        part: &mut Part,
        mut write: impl FnMut(bool, &AttemptFact, &mut Part),
    ) -> bool {
        for attempt in attempts(opened, &self.dialogue, self.attempts) {
            if self.attempts > 0 && part.is_full() {
                return false;
            }
            write(self.attempts == 0, &attempt, part);
            self.attempts += 1;
        }
        true
    }

    /// The transaction that is next, without its recipients: the one that was put back, or a new one.
    fn take_message(&mut self, opened: &Opened<'_>) -> Option<TransactionFact> {
        self.message.take().or_else(|| self.dialogue.message(opened, self.transactions, Replies::With))
    }

    /// Writes its recipients until the part is full. Returns whether all are written.
    fn write_recipients(
        &mut self,
        opened: &Opened<'_>,
        part: &mut Part,
        mut write: impl FnMut(&Written, &RecipientFact, &mut Part),
    ) -> bool {
        while let Some(recipient) = self.dialogue.recipient(opened, self.transactions, self.recipients, Replies::With) {
            if self.recipients > 0 && part.is_full() {
                return false;
            }
            write(self, &recipient, part);
            self.recipients += 1;
        }
        true
    }

    /// Goes on to the next transaction.
    fn end_message(&mut self) {
        self.transactions += 1;
        self.recipients = 0;
    }
}

impl Exporter {
    /// An export of these sessions, which are in any order, by their start.
    pub fn new(format: ExportFormat, sessions: Vec<SessionIndex>) -> Self {
        let (total, sessions) = (sessions.len(), ByStart::new(sessions));
        Exporter { format, sheet: Sheet::default(), total, sessions, begun: false, open: None }
    }

    /// The same for a spreadsheet, if the format is for one.
    pub fn for_sheet(self, sheet: Sheet) -> Self {
        Exporter { sheet, ..self }
    }

    /// A step towards knowing what is exported; `None` while there are further ones. The first parts take these steps
    /// unless that was done.
    pub fn contents(&mut self, archive: &Archive) -> Option<ExportContents> {
        self.sessions.order_run(archive);
        self.sessions.contents(archive)
    }

    /// How much has been exported, from 0 to 1.
    pub fn share(&self) -> f64 {
        share(self.sessions.left() + usize::from(self.open.is_some()), self.total)
    }

    /// The next part, which may be empty; `None` at the end. The concatenated parts are the file.
    pub fn next_part(&mut self, archive: &Archive) -> Option<Vec<u8>> {
        if !self.sessions.order_run(archive) {
            return Some(Vec::new());
        }
        let mut part = Part::default();
        if !self.begun {
            self.header(&mut part);
        }
        self.begun = true;
        let mut count = 0;
        while !part.is_full()
            && count < PART_SESSIONS
            && let Some((mut opened, mut written)) = self.next_session(archive, &mut part)
        {
            count += 1;
            let is_whole =
                written.read(&mut opened, self.format, &mut part) && self.write(&opened, &mut written, &mut part);
            self.open = (!is_whole).then(|| Box::new((opened.close(), written)));
        }
        part.into_bytes().or_else(|| (count > 0).then(Vec::new))
    }

    /// The session in which the last part ended, or the next one.
    fn next_session<'a>(&mut self, archive: &'a Archive, part: &mut Part) -> Option<(Opened<'a>, Written)> {
        let (index, before) = match self.open.take().map(|open| *open) {
            Some((closed, written)) if closed.holds(archive) => return Some((closed.open(archive), written)),
            Some((closed, written)) => (closed.index, Some(written)),
            None => (self.sessions.take(archive)?, None),
        };
        let opened = Opened::new(archive, index);
        part.read(opened.session.entry_count);
        let written = match before {
            Some(written) => written.read_again(),
            None => Written::nothing(),
        };
        Some((opened, written))
    }

    /// Writes a session until the part is full. Returns whether the session is whole.
    fn write(&self, opened: &Opened<'_>, written: &mut Written, part: &mut Part) -> bool {
        match self.format {
            ExportFormat::Ndjson => ndjson::write(opened, written, part),
            ExportFormat::Csv => sessions::write(opened, written, &self.sheet, part),
            ExportFormat::Messages => messages::write(opened, written, &self.sheet, part),
            ExportFormat::Text => text::write(opened, written, part),
        }
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
