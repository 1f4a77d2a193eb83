//! One message and recipient per row, for spreadsheets: who sent what to whom, and what became of it.

use super::part::Part;
use super::sessions::{ends, tls_version};
use super::sheet::Sheet;
use super::{Written, csv};
use crate::report::masking::DisplayText;
use crate::report::opened::Opened;
use crate::report::reply::ReplyFact;
use crate::report::transaction::{RecipientFact, RecipientResult, TransactionFact};
use crate::session::view::SessionView;
use crate::smtp::conversation::TransactionOutcome;
use crate::time::Timestamp;

/// The columns; a query knows each name, or says what to write instead.
pub const COLUMNS: [&str; 27] = [
    "start",
    "end",
    "time-zone",
    "log",
    "server",
    "service",
    "connector-id",
    "session-id",
    "message-number",
    "local-address",
    "local-port",
    "remote-address",
    "remote-port",
    "client-name",
    "user",
    "tls",
    "message-id",
    "sender",
    "recipient",
    "recipient-outcome",
    "recipient-reply",
    "size",
    "outcome",
    "reply",
    "folder",
    "start-utc",
    "end-utc",
];

/// Writes a row for every recipient of every message of a session until the part is full; a message without recipients
/// has one row. Returns whether the session is whole.
pub fn write(opened: &Opened<'_>, written: &mut Written, sheet: &Sheet, part: &mut Part) -> bool {
    if written.tls.get().is_none() {
        tls(opened, written);
        part.read(opened.session.entry_count);
    }
    let count = written.dialogue.transaction_count(opened);
    while written.transactions < count {
        if part.is_full() || !message(opened, written, sheet, part) {
            return false;
        }
    }
    true
}

/// Writes the rows of a message until the part is full. Returns whether they are written.
fn message(opened: &Opened<'_>, written: &mut Written, sheet: &Sheet, part: &mut Part) -> bool {
    if let Some(message) = written.take_message(opened) {
        let row = Row {
            opened,
            tls: &tls(opened, written),
            sheet,
            message: &message,
            number: written.transactions as u64 + 1,
        };
        if !written.write_recipients(opened, part, |_, recipient, part| row.write(Some(recipient), part)) {
            written.message = Some(message);
            return false;
        }
        if written.recipients == 0 {
            row.write(None, part);
        }
    }
    written.end_message();
    true
}

/// The cell about TLS, for which all entries of the session are read, once.
fn tls(opened: &Opened<'_>, written: &Written) -> DisplayText<'static> {
    let view = SessionView::new(&opened.archive.store, opened.session);
    let read = || tls_version(opened, &written.dialogue, &view).into_owned();
    written.tls.get_or_init(read).clone()
}

/// A message of a session.
struct Row<'r, 'a> {
    opened: &'r Opened<'a>,
    /// The cell about TLS.
    tls: &'r DisplayText<'static>,
    sheet: &'r Sheet,
    message: &'r TransactionFact,
    /// Its number in the session, from 1.
    number: u64,
}

impl Row<'_, '_> {
    fn write(&self, recipient: Option<&RecipientFact>, part: &mut Part) {
        let Row { opened, sheet, message, .. } = self;
        let (session, mask) = (opened.session, opened.mask());
        let view = SessionView::new(&opened.archive.store, session);
        let [start, end] = [message.first_entry, message.last_entry].map(|at| Timestamp(opened.time(at as usize)));
        let [local, remote] = [session.labels.local, session.labels.remote].map(|label| ends(mask, opened, label));
        let size = message.size.map(|size| size.0 as u64);
        let cells: [DisplayText<'_>; COLUMNS.len()] = [
            sheet.time(start),
            sheet.time(end),
            sheet.zone_at(start),
            session.log_type.name().into(),
            mask.of_exchange().composed(view.server()),
            mask.of_exchange().composed(view.service()),
            mask.of_exchange().string(session.labels.connector),
            mask.composed(view.session_id()),
            self.number.into(),
            local.0,
            local.1,
            remote.0,
            remote.1,
            mask.name(view.client_name()),
            mask.name(view.user()),
            self.tls.clone(),
            message.message_id.clone(),
            message.sender.clone(),
            recipient.map(|recipient| recipient.address.clone()).unwrap_or_default(),
            recipient.map(|recipient| recipient_outcome(message, recipient)).unwrap_or_default().into(),
            line(recipient.and_then(|recipient| recipient.reply.as_ref())),
            size.map(DisplayText::from).unwrap_or_default(),
            word(message.outcome).into(),
            line(message.reply.as_ref()),
            mask.string(session.folder),
            DisplayText::time(start),
            DisplayText::time(end),
        ];
        csv::row(cells, sheet.separator, part);
    }
}

/// A reply in a line; empty without one.
fn line(reply: Option<&ReplyFact>) -> DisplayText<'static> {
    reply.map(|reply| reply.clone().line()).unwrap_or_default()
}

/// What became of a message for a recipient: what the records say, or the refusal of the recipient, or else the outcome of
/// the message.
fn recipient_outcome(message: &TransactionFact, recipient: &RecipientFact) -> &'static str {
    if let Some(result) = recipient.result {
        return match result {
            RecipientResult::Delivered => "delivered",
            RecipientResult::Deferred => "deferred",
            RecipientResult::Failed => "failed",
            RecipientResult::Dropped => "dropped",
            RecipientResult::Replaced => "replaced",
        };
    }
    match recipient.reply.as_ref().map_or(0, |reply| reply.code) {
        400..500 => "deferred",
        500.. => "rejected",
        _ => word(message.outcome),
    }
}

fn word(outcome: TransactionOutcome) -> &'static str {
    match outcome {
        TransactionOutcome::Accepted => "accepted",
        TransactionOutcome::Rejected => "rejected",
        TransactionOutcome::Deferred => "deferred",
        TransactionOutcome::Reset => "reset",
        TransactionOutcome::Unfinished => "unfinished",
    }
}
