//! The activity of a POP3 or IMAP4 session: commands with times and bytes, the connection to the back end, the mailbox.

use super::credential::is_access_credential;
use super::entry_data::entry_data;
use super::explanation::refusal_explanation;
use super::masking::{DisplayText, Mask, str_of};
use super::opened::Opened;
use super::reply::ReplyFact;
use super::reportable::report_type;
use super::units::{ByteCount, DurationMs};
use crate::bytes::{decimal, first_word};
use crate::content::TextKind;
use crate::exchange::mail_access::{Logon, Proxy};
use crate::exchange::{AccessCommand, AccessContext, AccessStatus, AccessVerb};
use crate::format::Property;
use crate::session::view::SessionView;
use crate::sort;
use alloc::collections::BTreeMap;
use alloc::vec::Vec;
use core::ops::Add;

report_type! {
    /// The activity of a POP3 or IMAP4 session. Numbers are null if the layout of the log has no column for them.
    #[derive(Default)]
    pub struct MailAccessFact {
        /// The commands, most frequent first.
        pub commands: Vec<CommandFact>,
        /// Total time of all commands except IDLE, which waits by design.
        pub busy_ms: Option<DurationMs>,
        /// The command that took the longest.
        pub slowest: Option<SlowestCommand>,
        /// Bytes from the client.
        pub received: Option<ByteCount>,
        /// Bytes to the client.
        pub sent: Option<ByteCount>,
        /// Whether STARTTLS or STLS was answered with OK; null if not requested.
        pub start_tls: Option<bool>,
        /// The back end to which a front end proxied the session.
        pub proxy: Option<ProxyFact>,
        /// The mailbox that a back end opened.
        pub mailbox: Option<MailboxFact>,
        /// The user's throttling budget, as last logged.
        pub budget: Option<BudgetFact>,
        /// Whether the client sent LOGOUT or QUIT.
        pub logged_out: bool,
    }
}

report_type! {
    /// One kind of command.
    pub struct CommandFact {
        /// Its name in capitals; `UID` includes the command that follows.
        pub name: DisplayText<'static>,
        /// Number of times that it was sent.
        pub count: u32,
        /// Number of times that it was refused.
        pub refused: u32,
        /// Total time of all of them.
        pub duration_ms: Option<DurationMs>,
    }
}

report_type! {
    /// The command that took the longest.
    pub struct SlowestCommand {
        /// Its name.
        pub command: DisplayText<'static>,
        /// Its duration.
        pub ms: DurationMs,
        /// Position of its entry in the session.
        pub entry: u32,
    }
}

report_type! {
    /// The back end to which a front end proxied the session.
    pub struct ProxyFact {
        /// The name of the back end.
        pub host: DisplayText<'static>,
        /// Its port.
        pub port: Option<u16>,
        /// How the connection is secured, e.g. `SSL`.
        pub security: DisplayText<'static>,
        /// Whether the connection was established.
        pub ok: bool,
        /// Exchange's description of the error.
        pub error: DisplayText<'static>,
        /// Position of its entry in the session.
        pub entry: u32,
    }
}

report_type! {
    /// The mailbox that a back end opened.
    pub struct MailboxFact {
        /// Display name of the user.
        pub name: DisplayText<'static>,
        /// Exchange's type of the recipient, e.g. `UserMailbox`.
        pub recipient_type: DisplayText<'static>,
        /// GUID of the mailbox.
        pub guid: DisplayText<'static>,
        /// Name of the database.
        pub database: DisplayText<'static>,
        /// The server that has the database mounted.
        pub server: DisplayText<'static>,
        /// Position of its entry in the session.
        pub entry: u32,
    }
}

report_type! {
    /// The user's throttling budget, as last logged.
    pub struct BudgetFact {
        /// Number of open connections.
        pub connections: DisplayText<'static>,
        /// Number of allowed connections.
        pub max_connections: DisplayText<'static>,
        /// The remaining budget, as logged.
        pub balance: DisplayText<'static>,
        /// The throttling policy.
        pub policy: DisplayText<'static>,
        /// Position of its entry in the session.
        pub entry: u32,
    }
}

/// The numbers in the columns of an entry.
struct Measures {
    duration: Option<u64>,
    received: Option<u64>,
    sent: Option<u64>,
}

/// The activity of the session; `None` for other logs.
pub fn mail_access(opened: &Opened<'_>) -> Option<MailAccessFact> {
    if !opened.session.log_type.is_mail_access() {
        return None;
    }
    let mut reader = Reader { opened, fact: MailAccessFact::default(), places: BTreeMap::new(), pending: None };
    for (place, text, kind) in opened.texts() {
        let measures = measures(opened, place);
        add(&mut reader.fact.received, measures.received);
        add(&mut reader.fact.sent, measures.sent);
        match kind {
            TextKind::Access { verb, status } => {
                reader.command(verb, status, place, &measures);
                reader.context(AccessContext::new(text.context), place);
            }
            TextKind::AccessReply(status) => reader.reply(status),
            _ => {}
        }
    }
    // Most frequent first; equally frequent ones in order of appearance.
    sort::by_key(&mut reader.fact.commands, |command| core::cmp::Reverse(command.count));
    Some(reader.fact)
}

/// The name of the command at `place` in capitals; `UID` includes the command that follows.
fn command_name(opened: &Opened<'_>, place: u32) -> DisplayText<'static> {
    let data = entry_data(opened, place);
    let name = data.part(|data| str_of(AccessCommand::parse(data.as_bytes()).name)).to_ascii_uppercase();
    let second = data.part(|data| str_of(first_word(AccessCommand::parse(data.as_bytes()).argument).0));
    if name == "UID" { DisplayText::join([name, second.to_ascii_uppercase()], " ") } else { name }
}

fn measures(opened: &Opened<'_>, place: u32) -> Measures {
    let archive = opened.archive;
    let found = opened.order.get(place as usize).and_then(|&entry| archive.tables.of_entry(entry));
    let number = |property| {
        let (table, row) = found?;
        decimal(archive.store.strings.get(table.property(row, property)))
    };
    Measures {
        duration: number(Property::TimeTaken),
        received: number(Property::ReceivedBytes),
        sent: number(Property::SentBytes),
    }
}

/// Adds to a sum, which stays `None` as long as the log has no number for it.
fn add<N: From<u64> + Add<Output = N> + Copy + Default>(sum: &mut Option<N>, number: Option<u64>) {
    if let Some(number) = number {
        *sum = Some(sum.unwrap_or_default() + N::from(number));
    }
}

/// Reads a session entry by entry.
struct Reader<'a> {
    opened: &'a Opened<'a>,
    fact: MailAccessFact,
    /// The places of the commands in the fact, by name.
    places: BTreeMap<DisplayText<'static>, usize>,
    /// The command that awaits a reply in a row of its own.
    pending: Option<AccessVerb>,
}

impl Reader<'_> {
    fn command(&mut self, verb: AccessVerb, status: AccessStatus, place: u32, measures: &Measures) {
        self.pending = Some(verb);
        let fact = &mut self.fact;
        if is_access_credential(self.opened, place, verb) {
            return add(&mut fact.busy_ms, measures.duration);
        }
        let name = command_name(self.opened, place);
        fact.logged_out |= verb == AccessVerb::Logout;
        if verb == AccessVerb::StartTls {
            fact.start_tls = Some(status == AccessStatus::Ok);
        }
        // IDLE waits by design, until something happens in the mailbox.
        let duration = measures.duration.filter(|_| name != "IDLE");
        add(&mut fact.busy_ms, duration);
        let ms = DurationMs::from(duration.unwrap_or(0));
        if ms > fact.slowest.as_ref().map_or(DurationMs::default(), |slowest| slowest.ms) {
            fact.slowest = Some(SlowestCommand { command: name.clone(), ms, entry: place });
        }
        let place = *self.places.entry(name.clone()).or_insert_with(|| {
            fact.commands.push(CommandFact { name, count: 0, refused: 0, duration_ms: None });
            fact.commands.len() - 1
        });
        if let Some(command) = fact.commands.get_mut(place) {
            command.count += 1;
            command.refused += u32::from(status.is_refusal());
            add(&mut command.duration_ms, measures.duration);
        }
    }

    /// A reply in a row of its own, as in the layout of 2007.
    fn reply(&mut self, status: AccessStatus) {
        if status != AccessStatus::None && self.pending.take() == Some(AccessVerb::StartTls) {
            self.fact.start_tls = Some(status == AccessStatus::Ok);
        }
    }

    fn context(&mut self, context: AccessContext<'_>, place: u32) {
        let mask = self.opened.mask();
        if let Some(proxy) = context.proxy() {
            self.fact.proxy = Some(proxy_fact(mask, proxy, context.error(), place));
        }
        if let Some(logon) = context.logon() {
            self.fact.mailbox = Some(mailbox_fact(mask, logon, place));
        }
        if !context.get("Budget").is_empty() {
            let setting = |name| mask.name(context.budget(name)).into_owned();
            self.fact.budget = Some(BudgetFact {
                connections: setting("Conn"),
                max_connections: setting("MaxConn"),
                balance: setting("Balance"),
                policy: setting("Policy"),
                entry: place,
            });
        }
    }
}

fn proxy_fact(mask: Mask<'_>, proxy: Proxy<'_>, error: &[u8], entry: u32) -> ProxyFact {
    ProxyFact {
        host: mask.name(proxy.host).into_owned(),
        port: proxy.port,
        security: mask.name(proxy.security).into_owned(),
        ok: proxy.succeeded,
        error: mask.text(error).into_owned(),
        entry,
    }
}

fn mailbox_fact(mask: Mask<'_>, logon: Logon<'_>, entry: u32) -> MailboxFact {
    let text = |part| mask.name(part).into_owned();
    MailboxFact {
        name: text(logon.display_name),
        recipient_type: text(logon.recipient_type),
        guid: text(logon.mailbox_guid),
        database: text(logon.database),
        server: text(logon.server),
        entry,
    }
}

/// The worst reply of the session; `None` if nothing was refused.
pub fn worst_reply(opened: &Opened<'_>) -> Option<ReplyFact> {
    let wanted = opened.session.facts.worst_reply;
    let entries = &opened.archive.store.entries;
    let place = opened.order.iter().position(|&entry| entries.text(entry) == wanted)? as u32;
    let (text, kind) = opened.text(place);
    let view = SessionView::new(&opened.archive.store, opened.session);
    Some(ReplyFact {
        code: 0,
        status: DisplayText::default(),
        text: opened.mask().text(&view.worst_reply()).into_owned(),
        explanation: refusal_explanation(text, kind).unwrap_or_default().into(),
        entry: place,
    })
}
