//! One record of a session: its cells, and what they say.

use super::names;
use crate::bytes::beginning;
use crate::entry::LogType;
use crate::exchange::{Acceptance, Handling, statuses, worst_reply};
use crate::format::Property;
use crate::report::masking::DisplayText;
use crate::report::opened::Opened;
use crate::report::reply::{ReplyFact, reply_of};
use crate::report::transaction::RecipientResult;
use crate::session::records::addresses;
use crate::session::sides::{Host, Sides, SidesRank, ranked_sides, writer};
use crate::smtp::Reply;
use crate::store::tables::Table;
use crate::store::{EntryIndex, StringIndex};
use crate::text::or_empty;
use alloc::vec::Vec;
use core::cell::Cell;

/// Bytes of a reason that are shown; the columns of the entry have all of it.
const MAX_REASON: usize = 300;

/// The cells of one record.
#[derive(Clone, Copy)]
pub struct Record<'a> {
    pub opened: &'a Opened<'a>,
    pub place: u32,
    entry: EntryIndex,
    table: &'a Table,
    row: usize,
}

impl<'a> Record<'a> {
    pub fn of(opened: &'a Opened<'a>, place: u32, entry: EntryIndex) -> Option<Self> {
        let (table, row) = opened.archive.tables.of_entry(entry)?;
        Some(Record { opened, place, entry, table, row })
    }

    /// The service that wrote the file of the record, as far as its name or its folder shows it.
    pub fn service(&self) -> &'a [u8] {
        let archive = self.opened.archive;
        self.string(archive.store.origins.get(archive.files.of_entry(self.entry)).path.service)
    }

    pub fn string(&self, index: StringIndex) -> &'a [u8] {
        or_empty(self.opened.archive.store.strings.get(index))
    }

    pub fn cell(&self, property: Property) -> &'a [u8] {
        self.string(self.index(property))
    }

    /// The string in a cell, by which equal cells are known.
    pub fn index(&self, property: Property) -> StringIndex {
        self.table.property(self.row, property)
    }

    /// The cell in the column with that name; for many records see [`NamedColumn`].
    pub fn named(&self, name: &str) -> &'a [u8] {
        self.in_column(self.column(name))
    }

    fn column(&self, name: &str) -> Option<usize> {
        self.table.column_named(name, &self.opened.archive.store.strings)
    }

    fn in_column(&self, column: Option<usize>) -> &'a [u8] {
        column.map_or(b"", |column| self.string(self.table.cell(self.row, column)))
    }

    pub fn sides(&self) -> (Sides, SidesRank) {
        ranked_sides(self.table, self.row, &self.opened.archive.store.strings)
    }

    /// Address and name of a host.
    pub fn host(&self, host: Host) -> DisplayText<'a> {
        let mask = self.opened.mask();
        DisplayText::join([host.address, host.name].map(|part| mask.name(self.string(part))), " ")
    }

    /// The reply with which the message was handed over, or about its recipients.
    pub fn reply(&self) -> Option<&'a [u8]> {
        let [context, status] =
            [Property::SourceContext, Property::RecipientStatus].map(|property| worst_reply(self.cell(property)));
        match self.handling() {
            Handling::Delivered => context.or(status),
            _ => status.or(context),
        }
    }

    /// Why the message was not handed over, why it could not be copied, or what a report is about; empty for other
    /// events.
    pub fn reason(&self) -> &'a [u8] {
        let handling = self.handling();
        let is_copy = self.cell(Property::EventId).eq_ignore_ascii_case(b"HAREDIRECTFAIL");
        if !is_copy && handling != Handling::Report && !handling.has_reason() {
            return b"";
        }
        let [status, context] =
            [Property::RecipientStatus, Property::SourceContext].map(|property| self.cell(property));
        let texts = [self.reply().unwrap_or_default(), status, context];
        beginning(texts.into_iter().find(|text| !text.is_empty()).unwrap_or_default(), MAX_REASON)
    }

    /// `all@contoso.com → ann@contoso.com, omar@contoso.com`: recipients that are replaced by others; empty for other
    /// events.
    pub fn replacement(&self) -> DisplayText<'static> {
        let mask = self.opened.mask();
        if self.replaced().next().is_none() {
            return DisplayText::default();
        }
        let [old, new] =
            [Property::RelatedRecipient, Property::Recipient].map(|property| names(mask, self.cell(property)));
        DisplayText::join([old, new], " → ")
    }

    pub fn writer(&self) -> &'a [u8] {
        self.string(writer(self.table, self.row, &self.opened.archive.store.strings))
    }

    /// The server that wrote it, as displayed.
    pub fn server(&self) -> DisplayText<'a> {
        self.opened.mask().of_exchange().name(self.writer())
    }

    /// What another Exchange server said about the message when it accepted it.
    pub fn acceptance(&self) -> Option<Acceptance<'a>> {
        Acceptance::parse(&Reply::parse(self.reply()?)?)
    }

    /// The reply about each of so many recipients, or the one about all of them.
    pub fn replies(&self, recipients: usize) -> Vec<Option<ReplyFact>> {
        let fact = |text: &[u8]| reply_of(self.opened, worst_reply(text)?, self.place);
        match self.opened.session.log_type {
            _ if self.handling() == Handling::Report => Vec::new(),
            LogType::Agent => Vec::from([fact(self.opened.text(self.place).0.context)]),
            _ => match statuses(self.cell(Property::RecipientStatus), recipients) {
                // A reply outside of the status is about the whole record.
                none if none.is_empty() => Vec::from([self.reply().and_then(fact)]),
                statuses => statuses.into_iter().map(fact).collect(),
            },
        }
    }

    /// Each recipient in lower case with the reply about it, where they differ; empty if they do not, or the record does not show whose
    /// they are.
    pub fn told(&self) -> Vec<(Vec<u8>, Vec<u8>)> {
        let recipients: Vec<&[u8]> = addresses(self.cell(Property::Recipient)).collect();
        let replies: Vec<&[u8]> = statuses(self.cell(Property::RecipientStatus), recipients.len())
            .into_iter()
            .map(|status| worst_reply(status).unwrap_or_default())
            .collect();
        let differ = replies.len() == recipients.len() && replies.iter().any(|reply| Some(reply) != replies.first());
        let each = recipients.into_iter().zip(replies).filter(|_| differ);
        each.map(|(recipient, reply)| (recipient.to_ascii_lowercase(), reply.to_vec())).collect()
    }

    /// The recipients that it replaces by others.
    pub fn replaced(&self) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        let is_replacement = self.handling() == Handling::Redirected;
        addresses(if is_replacement { self.cell(Property::RelatedRecipient) } else { b"" })
    }

    /// What the record says about its recipients.
    pub fn result(&self) -> Option<RecipientResult> {
        if self.opened.session.log_type != LogType::Tracking {
            return None;
        }
        match self.handling() {
            Handling::Delivered | Handling::Discarded => Some(RecipientResult::Delivered),
            Handling::Deferred => Some(RecipientResult::Deferred),
            Handling::Dropped => Some(RecipientResult::Dropped),
            Handling::Refused | Handling::Lost => Some(RecipientResult::Failed),
            Handling::Arrived | Handling::Redirected | Handling::Report | Handling::Other => None,
        }
    }

    pub fn handling(&self) -> Handling {
        Handling::of(self.cell(Property::EventId))
    }
}

/// The column of a name, which is looked for once for all records in a row that are of one table.
pub struct NamedColumn {
    name: &'static str,
    /// Where it is in the table of the last record, which is compared and nothing else.
    last: Cell<(*const Table, Option<usize>)>,
}

impl NamedColumn {
    pub fn new(name: &'static str) -> NamedColumn {
        NamedColumn { name, last: Cell::new((core::ptr::null(), None)) }
    }

    /// The cell of a record; empty if its table has no such column.
    pub fn of<'a>(&self, record: &Record<'a>) -> &'a [u8] {
        if !core::ptr::eq(self.last.get().0, record.table) {
            self.last.set((record.table, record.column(self.name)));
        }
        record.in_column(self.last.get().1)
    }
}

/// The records of a session, in order; none for sessions of other logs.
pub fn records<'a>(opened: &'a Opened<'a>) -> impl Iterator<Item = Record<'a>> {
    let grouped = opened.session.log_type.is_grouped();
    let order = if grouped { opened.order.as_slice() } else { &[] };
    order.iter().enumerate().filter_map(|(place, &entry)| Record::of(opened, place as u32, entry))
}
