//! One session per row, for spreadsheets.

use super::part::Part;
use super::sheet::Sheet;
use super::{Written, csv};
use crate::exchange::endpoint;
use crate::report::certificates::decisive_certificate;
use crate::report::dialogue::{Dialogue, Replies};
use crate::report::facts::{is_unencrypted, tls};
use crate::report::masking::{DisplayText, Mask};
use crate::report::opened::Opened;
use crate::session::view::SessionView;
use crate::store::StringIndex;
use alloc::collections::BTreeSet;

/// The columns; a query knows each name, or says what to write instead.
pub const COLUMNS: [&str; 42] = [
    "start",
    "end",
    "time-zone",
    "log",
    "server",
    "service",
    "connector-id",
    "session-id",
    "local-address",
    "local-port",
    "remote-address",
    "remote-port",
    "client-name",
    "sender",
    "recipient",
    "recipients",
    "messages",
    "message-id",
    "size",
    "duration-ms",
    "largest-gap-ms",
    "tarpit-ms",
    "tls",
    "cipher",
    "certificate-subject",
    "certificate-expiry",
    "auth",
    "attempts",
    "failed-attempts",
    "user",
    "worst-reply-code",
    "worst-reply",
    "ended",
    "outcome",
    "noise",
    "flags",
    "entries",
    "missing-entries",
    "not-logged",
    "folder",
    "start-utc",
    "end-utc",
];

/// Gathers the mail of a session until the part is full, and then writes the session as one row. Returns whether it has.
pub fn write(opened: &Opened<'_>, written: &mut Written, sheet: &Sheet, part: &mut Part) -> bool {
    let is_whole = written.mail.gather(opened, &written.dialogue, sheet, part);
    if is_whole {
        row(opened, written, sheet, part);
    }
    is_whole
}

fn row(opened: &Opened<'_>, written: &Written, sheet: &Sheet, part: &mut Part) {
    let (archive, session, mask) = (opened.archive, opened.session, opened.mask());
    let view = SessionView::new(&archive.store, session);
    let facts = &session.facts;
    let Written { dialogue, mail, .. } = written;
    let [local, remote] = [session.labels.local, session.labels.remote].map(|label| ends(mask, opened, label));
    let number = |number: u64| DisplayText::from(number);
    let known = |value: Option<u64>| value.map(DisplayText::from).unwrap_or_default();
    let [subject, expiry] = certificate(opened, sheet);
    let worst_reply = view.worst_reply();
    let cells: [DisplayText<'_>; COLUMNS.len()] = [
        sheet.time(session.start),
        sheet.time(session.end),
        sheet.zone_at(session.start),
        session.log_type.name().into(),
        mask.of_exchange().composed(view.server()),
        mask.of_exchange().composed(view.service()),
        mask.of_exchange().string(session.labels.connector),
        mask.composed(view.session_id()),
        local.0,
        local.1,
        remote.0,
        remote.1,
        mask.name(view.client_name()),
        mail.senders.cell(),
        mail.recipients.cell(),
        number(facts.recipients.into()),
        number(facts.messages.into()),
        mail.message_ids.cell(),
        known(view.size()),
        number(u64::try_from(view.duration_ms()).unwrap_or(0)),
        number(facts.largest_gap_ms.into()),
        number(facts.tarpit_ms.into()),
        tls_version(opened, dialogue, &view),
        tls(opened).map(|tls| tls.cipher).unwrap_or_default(),
        subject,
        expiry,
        mask.composed(view.auth()),
        number(facts.attempts.into()),
        number(facts.failed_attempts.into()),
        mask.name(view.user()),
        known(view.worst_code().map(u64::from)),
        mask.text(&worst_reply),
        mask.text(view.ended()),
        facts.outcome.key().into(),
        facts.noise.key().into(),
        DisplayText::join(session.flags.words().map(DisplayText::from), sheet.within_cell()),
        number(session.entry_count.into()),
        number(facts.missing.into()),
        DisplayText::join(view.not_logged().map(DisplayText::from), " "),
        mask.string(session.folder),
        DisplayText::time(session.start),
        DisplayText::time(session.end),
    ];
    csv::row(cells, sheet.separator, part);
}

/// Address and port of an endpoint; the port is empty if there is none.
pub fn ends<'a>(mask: Mask<'a>, opened: &Opened<'a>, label: StringIndex) -> (DisplayText<'a>, DisplayText<'a>) {
    let (address, port) = endpoint(opened.archive.store.strings.get(label));
    (mask.of_exchange().name(address), port.map(|port| DisplayText::from(u64::from(port))).unwrap_or_default())
}

/// The version; `none` where the log shows that nothing was encrypted, empty where it does not show it.
pub fn tls_version<'a>(opened: &Opened<'_>, dialogue: &Dialogue, view: &SessionView<'a>) -> DisplayText<'a> {
    let version = opened.mask().composed(view.tls_version()).into_owned();
    if version.is_empty() && is_unencrypted(opened, dialogue) { "none".into() } else { version }
}

/// Subject and expiry of the other side's certificate, or else of the server's own. An expiry whose day is uncertain is
/// marked, so that no spreadsheet takes it for a date.
fn certificate(opened: &Opened<'_>, sheet: &Sheet) -> [DisplayText<'static>; 2] {
    let Some(found) = decisive_certificate(opened) else { return [DisplayText::default(), DisplayText::default()] };
    let mask = opened.mask();
    let subject = mask.name(found.subject.unwrap_or(found.undivided)).into_owned();
    let expiry = match (found.expiry(), mask.name(found.not_after)) {
        (Some(time), _) => DisplayText::spreadsheet_time(time, 0, sheet.decimal_comma),
        (None, logged) if logged.is_empty() => logged.into_owned(),
        (None, logged) => DisplayText::concat([logged, " (as logged)".into()]),
    };
    [subject, expiry]
}

/// The senders, recipients and Message-IDs of a session, as far as they were gathered.
#[derive(Debug, Default)]
pub struct Mail {
    /// Number of transactions that were read to their end.
    transactions: usize,
    /// The one after them is read but for its recipients, of which so many are.
    recipients_read: Option<usize>,
    /// The place where the last of these ends.
    end: u32,
    senders: Distinct,
    recipients: Distinct,
    message_ids: Distinct,
}

impl Mail {
    /// Reads transactions until the part is full. Returns whether all have been read.
    fn gather(&mut self, opened: &Opened<'_>, dialogue: &Dialogue, sheet: &Sheet, part: &mut Part) -> bool {
        let count = dialogue.transaction_count(opened);
        while self.transactions < count {
            if part.is_full() || !self.read_message(opened, dialogue, sheet, part) {
                return false;
            }
        }
        true
    }

    /// Reads a transaction until the part is full. Returns whether it has been read.
    fn read_message(&mut self, opened: &Opened<'_>, dialogue: &Dialogue, sheet: &Sheet, part: &mut Part) -> bool {
        let number = self.transactions;
        if self.recipients_read.is_none()
            && let Some(message) = dialogue.message(opened, number, Replies::Without)
        {
            part.read(message.last_entry.saturating_sub(self.end));
            self.end = message.last_entry;
            self.senders.add(message.sender, sheet);
            self.message_ids.add(message.message_id, sheet);
        }
        let read = self.recipients_read.get_or_insert(0);
        while let Some(recipient) = dialogue.recipient(opened, number, *read, Replies::Without) {
            if *read > 0 && part.is_full() {
                return false;
            }
            part.read(1);
            self.recipients.add(recipient.address, sheet);
            *read += 1;
        }
        (self.transactions, self.recipients_read) = (number + 1, None);
        true
    }
}

/// Texts, each once, and the cell that has them in order: with hundreds of thousands it would take long to put it together.
#[derive(Debug, Default)]
struct Distinct {
    texts: BTreeSet<DisplayText<'static>>,
    cell: DisplayText<'static>,
}

impl Distinct {
    fn add(&mut self, text: DisplayText<'static>, sheet: &Sheet) {
        if !self.texts.contains(&text) {
            self.cell.append(&text, sheet.within_cell());
            self.texts.insert(text);
        }
    }

    fn cell(&self) -> DisplayText<'_> {
        self.cell.part(|text| text)
    }
}
