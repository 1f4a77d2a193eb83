//! SMTP and NNTP virtual servers of Exchange 2000 and 2003, logged by IIS.
//!
//! One row is a command with the status of its reply; only connections that the server itself opened have separate rows
//! for the replies. The same values come in four formats, each of which yields a [`Row`]. Here a row becomes an entry
//! that reads like the conversation: `MAIL FROM:<a@contoso.com>` and `250`.
//!
//! Traps. No row names its session ([`crate::session::inference`] infers it); all it has is the name from HELO. QUIT
//! has the status 240, which is not an SMTP reply code, and the duration of the session in milliseconds in the column
//! for the Win32 status. W3C and NCSA write `+` for a space and do not escape a `+`: inside angle brackets, where
//! addresses are, it is kept.

mod iis;
mod ncsa;
mod w3c;

use super::column_map::ColumnMap;
use super::definition::{Fit, Format};
use super::workspace::Workspace;
use crate::bytes::begins_with;
use crate::bytes::decimal;
use crate::diagnostic::DiagnosticKind;
use crate::entry::{Entry, Event, Labels, LogType, Meaning, SessionKey};
use crate::text::{Fields, LineSyntax, or_empty};
use crate::time::Timestamp;
use alloc::vec::Vec;

pub(super) use w3c::COLUMNS as IIS_5_COLUMNS;

/// SMTP virtual server, W3C Extended log file format.
pub const SMTP_W3C: Format = smtp::<w3c::W3c>();
/// NNTP virtual server, W3C Extended log file format.
pub const NNTP_W3C: Format = nntp::<w3c::W3c>();
/// SMTP virtual server, Microsoft IIS format.
pub const SMTP_IIS: Format = smtp::<iis::Iis>();
/// NNTP virtual server, Microsoft IIS format.
pub const NNTP_IIS: Format = nntp::<iis::Iis>();
/// SMTP virtual server, NCSA Common Log Format.
pub const SMTP_NCSA: Format = smtp::<ncsa::Ncsa>();
/// NNTP virtual server, NCSA Common Log Format.
pub const NNTP_NCSA: Format = nntp::<ncsa::Ncsa>();
/// SMTP virtual server, ODBC table.
pub const SMTP_ODBC: Format = smtp::<iis::Odbc>();
/// NNTP virtual server, ODBC table.
pub const NNTP_ODBC: Format = nntp::<iis::Odbc>();

/// One of the formats in which IIS logs a virtual server.
trait RowFormat {
    const SHAPE: Shape;

    /// The values of a row.
    fn row<'a>(fields: &Fields<'a>, columns: &ColumnMap) -> Row<'a>;

    /// The time of a row.
    fn time(fields: &Fields<'_>, columns: &ColumnMap, workspace: &mut Workspace) -> Option<Timestamp>;

    /// Whether a row has the right number of fields, and a time.
    fn fits(fields: &Fields<'_>, columns: &ColumnMap) -> bool {
        fields.len() == columns.width() && Self::time(fields, columns, &mut Workspace::default()).is_some()
    }
}

/// What a [`Format`] says about lines and columns.
struct Shape {
    syntax: LineSyntax,
    columns: &'static [&'static str],
    orders: &'static [&'static [&'static str]],
    required: &'static [usize],
    in_entry: &'static [usize],
}

const fn smtp<F: RowFormat>() -> Format {
    let Shape { syntax, columns, orders, required, in_entry } = F::SHAPE;
    Format {
        log_type: LogType::SmtpService,
        log_type_headers: &[],
        file_name_prefixes: &[],
        syntax,
        columns,
        orders,
        required,
        in_entry,
        fit: |fields, columns| fit::<F>(fields, columns, LogType::SmtpService),
        entry: |fields, columns, workspace| entry::<F>(fields, columns, workspace, LogType::SmtpService),
    }
}

const fn nntp<F: RowFormat>() -> Format {
    Format {
        log_type: LogType::NntpService,
        fit: |fields, columns| fit::<F>(fields, columns, LogType::NntpService),
        entry: |fields, columns, workspace| entry::<F>(fields, columns, workspace, LogType::NntpService),
        ..smtp::<F>()
    }
}

fn fit<F: RowFormat>(fields: &Fields<'_>, columns: &ColumnMap, log_type: LogType) -> Fit {
    let row = F::row(fields, columns);
    // The first field may be any name, but a path or a quote mark before it is the prefix of another program.
    let has_prefix = row.client.iter().any(|byte| matches!(byte, b'\\' | b'/' | b'>' | b' '));
    if !has_prefix && F::fits(fields, columns) { row.fit(log_type) } else { Fit::No }
}

fn entry<'a, F: RowFormat>(
    fields: &Fields<'a>,
    columns: &ColumnMap,
    workspace: &'a mut Workspace,
    log_type: LogType,
) -> Result<Entry<'a>, DiagnosticKind> {
    if !columns.has_width_of(fields) {
        return Err(DiagnosticKind::WrongFieldCount);
    }
    let row = F::row(fields, columns);
    if !row.is_of(log_type) {
        return Err(DiagnosticKind::UnrecognisedLine);
    }
    let time = F::time(fields, columns, workspace).ok_or(DiagnosticKind::InvalidTime)?;
    Ok(row.entry(time, &mut workspace.buffers))
}

/// The user in rows of connections that the server opened: in its commands, and in the replies.
const OUTBOUND_COMMAND: &[u8] = b"OutboundConnectionCommand";
const OUTBOUND_RESPONSE: &[u8] = b"OutboundConnectionResponse";

/// The status of QUIT.
const SESSION_ENDED: &[u8] = b"240";

/// Commands that only SMTP has, and those that it shares with others.
const SMTP_WORDS: [&[u8]; 6] = [b"EHLO", b"HELO", b"MAIL", b"RCPT", b"STARTTLS", b"BDAT"];
const SHARED_WORDS: [&[u8]; 7] = [b"DATA", b"RSET", b"NOOP", b"QUIT", b"VRFY", b"AUTH", b"xxxx"];
/// Commands that only NNTP has (RFC 3977, RFC 4643, and XOVER and XHDR of RFC 2980).
const NNTP_WORDS: [&[u8]; 14] = [
    b"GROUP",
    b"LISTGROUP",
    b"ARTICLE",
    b"NEWNEWS",
    b"NEWGROUPS",
    b"XOVER",
    b"OVER",
    b"XHDR",
    b"HDR",
    b"IHAVE",
    b"AUTHINFO",
    b"MODE",
    b"NEXT",
    b"SLAVE",
];

/// The values of a row, whatever its format. One that the format lacks is empty; so is `-`.
#[derive(Clone, Copy, Debug, Default)]
struct Row<'a> {
    /// Address of the remote host.
    client: &'a [u8],
    /// Name from HELO, or the mark of an outbound connection.
    user: &'a [u8],
    /// The virtual server, `SMTPSVC1`.
    site: &'a [u8],
    /// The server's name.
    computer: &'a [u8],
    /// The server's address.
    server_ip: &'a [u8],
    /// The port, 0 for inbound connections.
    port: &'a [u8],
    /// `SMTP` or `NNTP`.
    version: &'a [u8],
    /// The verb.
    method: &'a [u8],
    /// The argument of the command, or the text of a reply.
    argument: &'a [u8],
    /// The status of the reply.
    status: &'a [u8],
    win32_status: &'a [u8],
    /// Bytes received from the client.
    received: &'a [u8],
    /// Whether `+` represents a space.
    plus_is_blank: bool,
}

/// The value of a field without the blanks around it.
fn value(field: &[u8]) -> &[u8] {
    or_empty(field.trim_ascii())
}

fn is_one_of(word: &[u8], words: &[&[u8]]) -> bool {
    words.iter().any(|known| known.eq_ignore_ascii_case(word))
}

impl<'a> Row<'a> {
    /// How well it resembles a row of that service. The virtual server and the version are conclusive.
    fn fit(&self, log_type: LogType) -> Fit {
        let smtp = log_type == LogType::SmtpService;
        let (site, version): (&[u8], &[u8]) = if smtp { (b"SMTPSVC", b"SMTP") } else { (b"NNTPSVC", b"NNTP") };
        if !self.site.is_empty() || !self.version.is_empty() {
            let says = |field: &[u8], word| field.is_empty() || begins_with(field, word);
            return if says(self.site, site) && says(self.version, version) { Fit::Yes } else { Fit::No };
        }
        let (own, others): (&[&[u8]], &[&[u8]]) =
            if smtp { (&SMTP_WORDS, &NNTP_WORDS) } else { (&NNTP_WORDS, &SMTP_WORDS) };
        match self.method {
            _ if self.is_outbound() && smtp => Fit::Yes,
            _ if self.is_outbound() => Fit::Maybe,
            method if is_one_of(method, own) => Fit::Yes,
            method if is_one_of(method, others) => Fit::No,
            method if is_one_of(method, &SHARED_WORDS) && smtp => Fit::Maybe,
            _ => Fit::No,
        }
    }

    /// Whether it can be a row of that service in the middle of one of its logs, where an unknown command is accepted
    /// too.
    fn is_of(&self, log_type: LogType) -> bool {
        let other = match log_type {
            LogType::SmtpService => LogType::NntpService,
            _ => LogType::SmtpService,
        };
        let is_foreign = self.fit(log_type) == Fit::No && (self.fit(other) == Fit::Yes || !self.site.is_empty());
        let has_text = !self.method.is_empty() || !self.argument.is_empty();
        has_text && !is_foreign
    }

    /// Whether it belongs to a connection that the server opened.
    fn is_outbound(&self) -> bool {
        matches!(self.user, OUTBOUND_COMMAND | OUTBOUND_RESPONSE)
    }

    /// The entry in it. Its texts are composed in the buffers.
    fn entry(&self, time: Timestamp, buffers: &'a mut [Vec<u8>; 3]) -> Entry<'a> {
        let [data, context, labels] = buffers;
        for buffer in [&mut *data, &mut *context, &mut *labels] {
            buffer.clear();
        }
        self.write_data(data);
        let event = if self.user == OUTBOUND_COMMAND { Event::Send } else { Event::Receive };
        let (session, meaning) = if self.is_outbound() {
            (SessionKey::Outbound, Meaning::AsWritten)
        } else {
            self.write_status(context);
            (SessionKey::Client(self.user), Meaning::AnsweredCommand)
        };
        let labels = self.labels(labels);
        Entry { time, session, sequence: None, labels, event, data, context, meaning }
    }

    fn write_data(&self, into: &mut Vec<u8>) {
        into.extend_from_slice(self.method);
        // IIS logs the name from HELO as the argument of QUIT; the client did not send it again.
        if self.argument.is_empty() || (self.method.eq_ignore_ascii_case(b"QUIT") && self.argument == self.user) {
            return;
        }
        let start = into.len();
        if start > 0 {
            into.push(b' ');
        }
        let blanks: &[u8] = if self.plus_is_blank { b"+ " } else { b" " };
        let lead = self.argument.iter().take_while(|byte| blanks.contains(byte)).count();
        self.write_decoded(self.argument.get(lead..).unwrap_or_default(), into);
        into.truncate(start + into.get(start..).unwrap_or_default().trim_ascii_end().len());
    }

    /// Replaces `+` with a space, except inside closed angle brackets.
    fn write_decoded(&self, text: &[u8], into: &mut Vec<u8>) {
        if !self.plus_is_blank || !text.contains(&b'+') {
            return into.extend_from_slice(text);
        }
        let last_close = memchr::memrchr(b'>', text).unwrap_or(0);
        let mut closed_at = 0;
        for (place, &byte) in text.iter().enumerate() {
            if byte == b'<' && (closed_at..last_close).contains(&place) {
                closed_at = place + memchr::memchr(b'>', text.get(place..).unwrap_or_default()).unwrap_or(0);
            }
            into.push(if byte == b'+' && place >= closed_at { b' ' } else { byte });
        }
    }

    /// The status, and the size of a message or the duration of a session.
    fn write_status(&self, into: &mut Vec<u8>) {
        let number = |field: &[u8]| decimal(field).is_some();
        into.extend_from_slice(self.status);
        let (more, unit): (&[u8], &[u8]) = match self.method {
            method if is_one_of(method, &[b"DATA", b"BDAT"]) => (self.received, b" bytes"),
            _ if self.status == SESSION_ENDED => (self.win32_status, b" ms"),
            _ => return,
        };
        if number(more) {
            for part in [b" ", more, unit] {
                into.extend_from_slice(part);
            }
        }
    }

    /// Connector: `SERVER\SMTPSVC1`, as a receive log names its connectors. The port is that of the remote server.
    fn labels(&self, buffer: &'a mut Vec<u8>) -> Labels<&'a [u8]> {
        let port = if self.port == b"0" { b"" } else { self.port };
        let (own, others) = if self.is_outbound() { (&b""[..], port) } else { (port, &b""[..]) };
        buffer.extend_from_slice(self.computer);
        if !self.computer.is_empty() {
            buffer.push(b'\\');
        }
        buffer.extend_from_slice(self.site);
        let connector = buffer.len();
        write_endpoint(self.server_ip, own, buffer);
        let local = buffer.len();
        write_endpoint(self.client, others, buffer);
        let (names, remote) = buffer.split_at(local);
        let (connector, local) = names.split_at(connector);
        Labels { connector, local, remote }
    }
}

/// `192.0.2.1:25`, `[2001:db8::1]:25`; without a port the address alone.
fn write_endpoint(address: &[u8], port: &[u8], into: &mut Vec<u8>) {
    let bracketed = !port.is_empty() && address.contains(&b':');
    let colon: &[u8] = if port.is_empty() || address.is_empty() { b"" } else { b":" };
    let port = if address.is_empty() { b"" } else { port };
    let (open, close): (&[u8], &[u8]) = if bracketed { (b"[", b"]") } else { (b"", b"") };
    for part in [open, address, close, colon, port] {
        into.extend_from_slice(part);
    }
}
