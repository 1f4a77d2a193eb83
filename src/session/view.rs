//! The facts of a session in detail, parsed from the texts that state them.
//!
//! [`super::facts`] keeps the index of such a text; this parses it. Lists, sorting, queries and exports all ask here,
//! so that a session shows the same sender everywhere.

use super::records::addresses;
use super::reply_rows::reply_rows;
use crate::content::mail_access::refusal;
use crate::content::smtp::{recipient, sender};
use crate::content::{Text, TextKind};
use crate::entry::LogType;
use crate::exchange::{
    AccessCommand, AccessContext, Information, InformationKind, ProxiedClient, ProxyCommand, Service, TlsResult,
    address, endpoint, names_proxied_client, service_of_folder, worst_reply,
};
use crate::smtp::{AuthArgument, AuthInfo, ClientName, Command, Verb, authenticates, joined};
use crate::store::sessions::Flags;
use crate::store::{EntryIndex, FileOrigin, Logon, RecordFacts, Session, Store, StringIndex, TextIndex};
use alloc::borrow::Cow;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

/// The result of TLS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tls<'a> {
    /// No row mentions TLS.
    None,
    /// The server agreed, and the client went on with commands that can be read in the log, so it succeeded (RFC 3207, section 4), but no
    /// row says how.
    Unknown,
    /// It failed; the error as Exchange names it.
    Failed(&'a [u8]),
    /// It succeeded.
    Negotiated(TlsResult<'a>),
}

/// The facts of one session in detail.
#[derive(Clone, Copy)]
pub struct SessionView<'a> {
    store: &'a Store,
    session: &'a Session,
}

impl<'a> SessionView<'a> {
    /// For a session of the store.
    pub fn new(store: &'a Store, session: &'a Session) -> Self {
        SessionView { store, session }
    }

    /// The session.
    pub fn session(&self) -> &'a Session {
        self.session
    }

    fn text(&self, index: TextIndex) -> Option<Text<'a>> {
        index.is_some().then(|| self.store.texts.get(index))
    }

    /// A value from the records of the session; empty in sessions of other logs.
    fn record(&self, cell: impl Fn(&RecordFacts) -> StringIndex) -> &'a [u8] {
        self.store.strings.get(cell(&self.session.facts.records))
    }

    /// The name of the client in EHLO or HELO; the host that submitted a message, or the program that made a request.
    /// Empty if there is none.
    pub fn client_name(&self) -> &'a [u8] {
        let Some(hello) = self.text(self.session.facts.hello) else {
            return self.record(|records| records.client_name);
        };
        if self.session.log_type.is_mail_access() {
            return AccessCommand::parse(hello.data).client_name();
        }
        ClientName::parse(Command::parse(hello.data).argument).map_or(b"", |client| client.name)
    }

    /// The text of the server's greeting; empty if it is not logged.
    pub fn greeting(&self) -> &'a [u8] {
        self.reply(self.session.facts.greeting)
    }

    /// The text of the reply to EHLO or HELO, which begins with the name of the server (RFC 5321, section 4.1.1.1); empty if it
    /// is not logged.
    pub fn hello_reply(&self) -> &'a [u8] {
        self.reply(self.session.facts.hello_reply)
    }

    /// The text of a reply, without its code.
    fn reply(&self, index: TextIndex) -> &'a [u8] {
        let reply = self.text(index).and_then(|text| text.reply(self.store.texts.kind(index)));
        reply.map_or(b"", |reply| reply.text)
    }

    /// The original client, where another server has passed its session on to this one.
    pub fn original_client(&self) -> ProxiedClient<'a> {
        let facts = &self.session.facts;
        let in_row = |index| self.text(index).map(|text| proxied_client_in(text, self.store.texts.kind(index)));
        let address = in_row(facts.original).unwrap_or_default();
        let name = in_row(facts.original_name).map_or(&b""[..], |client| client.name);
        ProxiedClient { name, ..address }
    }

    /// The address of the other end, without its port.
    pub fn remote_address(&self) -> &'a [u8] {
        endpoint(self.store.strings.get(self.session.labels.remote)).0
    }

    /// The destination to which no connection could be made; empty if the log does not name it.
    pub fn destination_not_reached(&self) -> &'a [u8] {
        let of_text = |index: TextIndex| {
            let is_failure = self.store.texts.kind(index) == TextKind::Information(InformationKind::FailedToConnect);
            let text = self.text(index).filter(|_| is_failure)?;
            match Information::parse(text.data, text.context) {
                Information::FailedToConnect(failure) => Some(failure.destination),
                _ => None,
            }
        };
        let entries = &self.store.entries;
        entries.chain(self.session.last).find_map(|entry| of_text(entries.text(entry))).unwrap_or_default()
    }

    /// The address of the original client if it is known, and the remote endpoint otherwise.
    pub fn remote(&self) -> &'a [u8] {
        let original = self.original_address();
        if original.is_empty() { self.store.strings.get(self.session.labels.remote) } else { original }
    }

    /// The server or proxy through which the original client came: its name, or else its endpoint; empty unless
    /// [`remote`](Self::remote) is the original client.
    pub fn via(&self) -> &'a [u8] {
        if self.original_address().is_empty() {
            return b"";
        }
        let name = if self.session.log_type.is_grouped() { b"" } else { self.client_name() };
        if name.is_empty() { self.store.strings.get(self.session.labels.remote) } else { name }
    }

    /// The address of the original client of an inbound session; empty if it is unknown or the same as the other end of
    /// the connection. A send session is the one that passes on, and the other side of a message depends on its events.
    pub fn original_address(&self) -> &'a [u8] {
        let original = match self.session.log_type {
            LogType::SmtpReceive => self.original_client().address,
            LogType::Http => first_address(self.record(|records| records.original)),
            _ => b"",
        };
        if original.is_empty() || original == endpoint(self.store.strings.get(self.session.labels.remote)).0 {
            return b"";
        }
        original
    }

    /// The first sender: its address, `<>` for the null reverse-path, empty without a transaction.
    pub fn sender(&self) -> &'a [u8] {
        let mail = self.text(self.session.facts.sender);
        // An agent log ends a list of senders with `;`.
        let of_record = || addresses(self.record(|records| records.sender)).next().unwrap_or_default();
        mail.map_or_else(of_record, |text| sender(text.data))
    }

    /// The address of the first recipient; empty if there is none.
    pub fn recipient(&self) -> &'a [u8] {
        let rcpt = self.text(self.session.facts.recipient);
        let of_record = || addresses(self.record(|records| records.recipients)).next().unwrap_or_default();
        rcpt.map_or_else(of_record, |text| recipient(text.data))
    }

    /// Who logged on, or tried to; empty if nobody did.
    pub fn user(&self) -> &'a [u8] {
        let named = self.store.strings.get(self.session.facts.user_name);
        if !named.is_empty() {
            return named;
        }
        let Some(text) = self.text(self.session.facts.user) else { return self.record(|records| records.user) };
        user_in(text, self.store.texts.kind(self.session.facts.user))
    }

    /// The worst refusing reply or status, as logged, or the lines of one as one; empty if there is none.
    pub fn worst_reply(&self) -> Cow<'a, [u8]> {
        let Some(text) = self.text(self.session.facts.worst_reply) else { return Cow::Borrowed(b"") };
        let kind = self.store.texts.kind(self.session.facts.worst_reply);
        Cow::Borrowed(match self.session.log_type {
            LogType::Tracking | LogType::Agent => worst_reply(text.context).unwrap_or(text.context),
            _ if matches!(kind, TextKind::Access { .. }) => refusal(text.context),
            _ if matches!(kind, TextKind::Reply { continued: true, .. }) => return self.whole_worst_reply(),
            _ => text.answer(kind),
        })
    }

    /// The worst reply, if it has several rows.
    fn whole_worst_reply(&self) -> Cow<'a, [u8]> {
        let (entries, texts) = (&self.store.entries, &self.store.texts);
        let before = |entry: &EntryIndex| Some(entries.previous(*entry)).filter(|&entry| entry != EntryIndex::NONE);
        let backwards = core::iter::successors(Some(self.session.last), before).take(self.session.entry_count as usize);
        let row = |entry| {
            let row = entries.get(entry);
            (row.text, row.sequence)
        };
        let mut rows: Vec<(TextIndex, u32)> = backwards.map(row).collect();
        rows.reverse();
        let first = rows.iter().position(|(text, _)| *text == self.session.facts.worst_reply).unwrap_or(0) as u32;
        let at = |place: u32| (texts.kind(rows[place as usize].0), rows[place as usize].1);
        let lines = reply_rows(at, rows.len() as u32, first).map(|place| texts.get(rows[place as usize].0).data);
        Cow::Owned(joined(lines).into_owned())
    }

    /// The mechanism of the attempt to authenticate that the list shows, in capitals; empty if it is unknown.
    pub fn mechanism(&self) -> String {
        let Some(text) = self.text(self.session.facts.auth) else { return String::new() };
        String::from_utf8_lossy(mechanism_in(text, self.store.texts.kind(self.session.facts.auth))).to_ascii_uppercase()
    }

    /// Mechanism and result of the attempts to authenticate, as the list shows them: `LOGIN`, `NTLM failed × 3`,
    /// `LOGIN after 2 failed`, `LOGIN, then left`; empty without an attempt.
    pub fn auth(&self) -> String {
        let facts = &self.session.facts;
        let (mechanism, failed) = (self.mechanism(), facts.failed_attempts);
        let named = |otherwise: &str| if mechanism.is_empty() { otherwise.into() } else { mechanism.clone() };
        let with_blank = |word: &str| if mechanism.is_empty() { word.into() } else { format!("{mechanism} {word}") };
        match facts.logon {
            Logon::None => String::new(),
            Logon::Unknown => with_blank("?"),
            Logon::Failed if failed > 1 => format!("{} × {failed}", with_blank("failed")),
            Logon::Failed => with_blank("failed"),
            Logon::Guessed => format!("{} after {} failed", named("ok"), facts.guesses),
            Logon::Tested => format!("{}, then left", named("ok")),
            Logon::Ok => named("ok"),
        }
    }

    /// The result of TLS.
    pub fn tls(&self) -> Tls<'a> {
        let Some(text) = self.text(self.session.facts.tls) else { return Tls::None };
        match Information::parse(text.data, text.context) {
            Information::TlsSucceeded(result) => Tls::Negotiated(result),
            Information::TlsFailed { error } => Tls::Failed(error),
            _ => Tls::Unknown,
        }
    }

    /// The TLS version as the list shows it: `1.2`, `unknown`, `failed`, or empty.
    pub fn tls_version(&self) -> Cow<'a, str> {
        match self.tls() {
            Tls::None => Cow::Borrowed(""),
            Tls::Unknown => Cow::Borrowed("unknown"),
            Tls::Failed(_) => Cow::Borrowed("failed"),
            Tls::Negotiated(result) => result.version(),
        }
    }

    /// How it ended, in Exchange's words; empty if not logged.
    pub fn ended(&self) -> &'a [u8] {
        let Some(text) = self.text(self.session.facts.ended) else { return b"" };
        if self.session.log_type == LogType::Connectivity { text.data } else { text.context }
    }

    /// The origin of the file of its last entry.
    fn origin(&self) -> FileOrigin {
        self.store.origins.of_entry(self.session.last)
    }

    /// The server that wrote the log: as the user stated it, else from the connector-id, else from the folder, else
    /// from other sessions of the file, else from other files; empty if unknown.
    pub fn server(&self) -> Cow<'a, str> {
        let FileOrigin { stated, path, sessions, neighbours, .. } = self.origin();
        let names = [stated.server, self.session.server, path.server, sessions.server, neighbours.server];
        self.first_known(names).unwrap_or_default()
    }

    /// The service that wrote the log: as the user stated it, else from the folder, else from the connector's name or
    /// the local port, else from other sessions of the file, else from other files; empty if unknown.
    pub fn service(&self) -> Cow<'a, str> {
        let FileOrigin { stated, path, sessions, neighbours, learned_from, .. } = self.origin();
        // Logs of several services may have been concatenated into one file.
        let of_same_log = [sessions.service, neighbours.service]
            .map(|name| if learned_from == self.session.log_type { name } else { StringIndex::EMPTY });
        let own = || Some(self.own_service().name()).filter(|name| !name.is_empty());
        self.first_known([stated.service, path.service])
            .or_else(own)
            .or_else(|| self.first_known(of_same_log))
            .unwrap_or_default()
    }

    fn first_known<const N: usize>(&self, names: [StringIndex; N]) -> Option<Cow<'a, str>> {
        let known = names.into_iter().find(|name| !name.is_empty())?;
        Some(String::from_utf8_lossy(self.store.strings.get(known)))
    }

    /// The service as far as it follows from the session itself: from the log, the name of the connector or site, the
    /// local port.
    pub fn own_service(&self) -> Service {
        let strings = &self.store.strings;
        let connector = strings.get(self.session.labels.connector);
        let port = endpoint(strings.get(self.session.labels.local)).1.unwrap_or_default();
        match self.session.log_type {
            LogType::SmtpReceive => Service::of_connector(connector).or(Service::of_port(port)),
            LogType::SmtpSend => Service::of_connector(connector),
            LogType::Pop3 => Service::of_client_port(port).only_if(&[Service::Pop3, Service::Pop3Backend]),
            LogType::Imap4 => Service::of_client_port(port).only_if(&[Service::Imap4, Service::Imap4Backend]),
            LogType::InternetMail => Service::InternetMail,
            LogType::InternetNews => Service::InternetNews,
            // `s-sitename` has the name of the folder of the log.
            LogType::SmtpService | LogType::NntpService | LogType::Http => {
                service_of_folder(core::str::from_utf8(connector).unwrap_or_default())
            }
            _ => Service::Unknown,
        }
    }

    /// The session-id as logged.
    pub fn session_id(&self) -> String {
        self.session.id.to_text(&self.store.strings)
    }

    /// Calls `see` with the session-id as logged.
    pub fn with_session_id<T>(&self, see: impl FnOnce(&[u8]) -> T) -> T {
        self.session.id.with_text(&self.store.strings, see)
    }

    /// The parts of the session that are not in the log.
    pub fn not_logged(&self) -> impl Iterator<Item = &'static str> {
        let flags = self.session.flags;
        let parts = [(Flags::NO_BEGIN, "beginning"), (Flags::HOLES, "rows"), (Flags::NO_END, "end")];
        parts.into_iter().filter(move |(flag, _)| flags.has(*flag)).map(|(_, part)| part)
    }

    /// Size of the messages in bytes, or of what was sent; `None` if unknown.
    pub fn size(&self) -> Option<u64> {
        // No message has 0 bytes.
        Some(self.session.facts.size).filter(|&size| size > 0)
    }

    /// The code of the worst refusal; `None` if nothing was refused.
    pub fn worst_code(&self) -> Option<u16> {
        Some(self.session.facts.worst_code).filter(|&code| code > 0)
    }

    /// Milliseconds from the first entry to the last.
    pub fn duration_ms(&self) -> i64 {
        self.session.end.since(self.session.start)
    }
}

/// Whether a text of that kind may name an original client.
pub fn may_name_client(kind: TextKind) -> bool {
    kind == TextKind::Information(InformationKind::ProxiedClient) || kind.verb().is_some_and(names_proxied_client)
}

/// The original client that a text of that kind names.
pub fn proxied_client_in<'a>(text: Text<'a>, kind: TextKind) -> ProxiedClient<'a> {
    match kind {
        TextKind::Information(InformationKind::ProxiedClient) => {
            ProxiedClient::in_row(text.data, text.context).unwrap_or_default()
        }
        _ if kind.verb().is_some_and(names_proxied_client) => ProxyCommand::parse(text.data).client(),
        _ => ProxiedClient::default(),
    }
}

/// The first address of a list: every proxy on the way appends the one that it has seen (X-Forwarded-For). IIS writes
/// `+` for a blank.
pub fn first_address(list: &[u8]) -> &[u8] {
    let mut words = list.split(|byte| b", +;".contains(byte)).filter(|word| !word.is_empty());
    words.next().filter(|word| address(word).is_some()).unwrap_or_default()
}

/// The user that a text of that kind names; empty if it names none.
pub fn user_in<'a>(text: Text<'a>, kind: TextKind) -> &'a [u8] {
    match kind {
        TextKind::Access { .. } => match AccessCommand::parse(text.data).user() {
            [] => AccessContext::new(text.context).user(),
            named => named,
        },
        TextKind::Information(_) => match Information::parse(text.data, text.context) {
            Information::Authenticated { user }
            | Information::BackendLocator { user, .. }
            | Information::ProxyEstablished { user }
            | Information::UserName { name: user } => user,
            _ => b"",
        },
        _ if kind.verb() == Some(Verb::AuthInfo) => match auth_info(text) {
            Some(AuthInfo::User(user)) => user,
            _ => b"",
        },
        _ => b"",
    }
}

fn auth_info(text: Text<'_>) -> Option<AuthInfo<'_>> {
    AuthInfo::parse(Command::parse(text.data).argument)
}

/// The mechanism that a text of that kind names, as logged; empty if it names none.
pub fn mechanism_in<'a>(text: Text<'a>, kind: TextKind) -> &'a [u8] {
    match kind {
        TextKind::Access { .. } => AccessCommand::parse(text.data).mechanism(),
        TextKind::Command(verb) | TextKind::Answered { verb, .. } if authenticates(verb) => {
            AuthArgument::parse(Command::parse(text.data).argument).mechanism
        }
        _ if kind.verb() == Some(Verb::AuthInfo) => auth_info(text).map_or(b"", AuthInfo::mechanism),
        TextKind::Information(InformationKind::InboundAuthenticationFailed) => {
            match Information::parse(text.data, text.context) {
                Information::InboundAuthenticationFailed { mechanism, .. } => mechanism,
                _ => b"",
            }
        }
        _ => b"",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_address_of_a_list_is_the_client() {
        assert_eq!(first_address(b"203.0.113.40,+192.0.2.251"), b"203.0.113.40");
        assert_eq!(first_address(b" 2001:db8::7 "), b"2001:db8::7");
        for list in [&b""[..], b"-", b"unknown, 203.0.113.40", b",,"] {
            assert_eq!(first_address(list), b"", "{}", list.escape_ascii());
        }
    }
}
