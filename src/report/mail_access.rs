//! What a POP3 or IMAP4 session did: commands with their time and bytes, the way to the back end, the mailbox.

use super::explanation::refusal_explanation;
use super::facts::AuthFact;
use super::masking::masked;
use super::opened::{Opened, lossy};
use super::reply::ReplyFact;
use crate::bytes::{decimal, first_word};
use crate::exchange::mail_access::{Logon, Proxy};
use crate::exchange::{AccessCommand, AccessContext, AccessStatus, AccessVerb};
use crate::format::Property;
use crate::session::view::{SessionView, refusal};
use crate::store::AuthResult;
use crate::store::texts::TextKind;
use alloc::string::String;
use alloc::vec::Vec;
use serde::Serialize;

/// What a session of a mailbox did; see the contract.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the fields are documented in the page's contract")]
pub struct MailAccessFact {
    pub commands: Vec<CommandFact>,
    pub busy_ms: Option<f64>,
    pub slowest: Option<SlowestFact>,
    pub received: Option<f64>,
    pub sent: Option<f64>,
    pub start_tls: Option<bool>,
    pub proxy: Option<ProxyFact>,
    pub mailbox: Option<MailboxFact>,
    pub budget: Option<BudgetFact>,
    pub logged_out: bool,
    /// The command that waits for a reply in a row of its own.
    #[serde(skip)]
    pending: Option<AccessVerb>,
}

/// One kind of command.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the fields are documented in the page's contract")]
pub struct CommandFact {
    pub name: String,
    pub count: u32,
    pub refused: u32,
    pub duration_ms: Option<f64>,
}

/// The command that took longest.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "the fields are documented in the page's contract")]
pub struct SlowestFact {
    pub command: String,
    pub ms: f64,
    pub entry: u32,
}

/// Where a front end passed the session on to.
#[derive(Debug, Serialize)]
#[allow(missing_docs, reason = "the fields are documented in the page's contract")]
pub struct ProxyFact {
    pub host: String,
    pub port: Option<u16>,
    pub security: String,
    pub ok: bool,
    pub error: String,
    pub entry: u32,
}

/// The mailbox that a back end opened.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the fields are documented in the page's contract")]
pub struct MailboxFact {
    pub name: String,
    pub recipient_type: String,
    pub guid: String,
    pub database: String,
    pub server: String,
    pub entry: u32,
}

/// The throttling budget of the user, as it was written last.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the fields are documented in the page's contract")]
pub struct BudgetFact {
    pub connections: String,
    pub most_connections: String,
    pub balance: String,
    pub policy: String,
    pub entry: u32,
}

/// The numbers in the cells beside an entry.
struct Measures {
    duration: Option<u64>,
    received: Option<u64>,
    sent: Option<u64>,
}

/// What the session did; `None` for other logs.
pub fn mail_access(opened: &Opened<'_>) -> Option<MailAccessFact> {
    if !opened.session.log_type.is_mail_access() {
        return None;
    }
    let mut fact = MailAccessFact::default();
    for (place, text, kind) in opened.texts() {
        let measures = measures(opened, place);
        add(&mut fact.received, measures.received);
        add(&mut fact.sent, measures.sent);
        match kind {
            TextKind::Access { verb, status } => {
                fact.command(verb, status, command_name(text.data), place, &measures);
                fact.context(AccessContext::new(text.context), place);
            }
            TextKind::AccessReply(status) => fact.reply(status),
            _ => {}
        }
    }
    // Most frequent first; of equally frequent ones in the order in which they came.
    fact.commands.sort_by_key(|command| core::cmp::Reverse(command.count));
    Some(fact)
}

/// The name of a command in capitals; of `UID` with the command that it stands before.
fn command_name(data: &[u8]) -> String {
    let command = AccessCommand::parse(data);
    let name = lossy(&command.name.to_ascii_uppercase());
    match first_word(command.argument).0 {
        [] => name,
        second if name == "UID" => name + " " + &lossy(&second.to_ascii_uppercase()),
        _ => name,
    }
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

/// Adds to a sum of what the log tells; `None` as long as it tells nothing.
fn add(sum: &mut Option<f64>, number: Option<u64>) {
    if let Some(number) = number {
        *sum = Some(sum.unwrap_or(0.0) + number as f64);
    }
}

impl MailAccessFact {
    fn command(&mut self, verb: AccessVerb, status: AccessStatus, name: String, place: u32, measures: &Measures) {
        self.logged_out |= verb == AccessVerb::Logout;
        self.pending = Some(verb);
        if verb == AccessVerb::StartTls {
            self.start_tls = Some(status == AccessStatus::Ok);
        }
        // IDLE waits on purpose, until something happens in the mailbox.
        let duration = measures.duration.filter(|_| name != "IDLE");
        add(&mut self.busy_ms, duration);
        let ms = duration.unwrap_or(0) as f64;
        if ms > self.slowest.as_ref().map_or(0.0, |slowest| slowest.ms) {
            self.slowest = Some(SlowestFact { command: name.clone(), ms, entry: place });
        }
        let known = self.commands.iter().position(|command| command.name == name);
        let known = known.unwrap_or_else(|| {
            self.commands.push(CommandFact { name, count: 0, refused: 0, duration_ms: None });
            self.commands.len() - 1
        });
        if let Some(command) = self.commands.get_mut(known) {
            command.count += 1;
            command.refused += u32::from(status.is_refusal());
            add(&mut command.duration_ms, measures.duration);
        }
    }

    /// A reply in a row of its own, as the layout of 2007 has it.
    fn reply(&mut self, status: AccessStatus) {
        if status != AccessStatus::None && self.pending.take() == Some(AccessVerb::StartTls) {
            self.start_tls = Some(status == AccessStatus::Ok);
        }
    }

    fn context(&mut self, context: AccessContext<'_>, place: u32) {
        if let Some(proxy) = context.proxy() {
            self.proxy = Some(proxy_fact(proxy, context.error(), place));
        }
        if let Some(logon) = context.logon() {
            self.mailbox = Some(mailbox_fact(logon, place));
        }
        if !context.get("Budget").is_empty() {
            let setting = |name| lossy(context.budget(name));
            self.budget = Some(BudgetFact {
                connections: setting("Conn"),
                most_connections: setting("MaxConn"),
                balance: setting("Balance"),
                policy: setting("Policy"),
                entry: place,
            });
        }
    }
}

fn proxy_fact(proxy: Proxy<'_>, error: &[u8], entry: u32) -> ProxyFact {
    ProxyFact {
        host: lossy(proxy.host),
        port: proxy.port,
        security: lossy(proxy.security),
        ok: proxy.succeeded,
        error: lossy(error),
        entry,
    }
}

fn mailbox_fact(logon: Logon<'_>, entry: u32) -> MailboxFact {
    MailboxFact {
        name: lossy(logon.display_name),
        recipient_type: lossy(logon.recipient_type),
        guid: lossy(logon.mailbox_guid),
        database: lossy(logon.database),
        server: lossy(logon.server),
        entry,
    }
}

/// How the logon came out; `None` when nobody tried.
pub fn auth(opened: &Opened<'_>) -> Option<AuthFact> {
    let found = opened.session.facts;
    let result = found.auth_result.name()?;
    let view = SessionView::new(&opened.archive.store, opened.session);
    let entry = opened.place_of(found.auth);
    let context = opened.text(entry).0.context;
    let error = match AccessContext::new(context).error() {
        _ if found.auth_result != AuthResult::Failed => b"",
        [] => refusal(context),
        error => error,
    };
    Some(AuthFact {
        mechanism: view.mechanism(),
        user: lossy(view.user()),
        result,
        error: masked(opened.archive.credentials, error).into_owned(),
        entry,
    })
}

/// The worst answer of the session; `None` where nothing was refused.
pub fn worst_reply(opened: &Opened<'_>) -> Option<ReplyFact> {
    let wanted = opened.session.facts.worst_reply;
    let entries = &opened.archive.store.entries;
    let place = opened.order.iter().position(|&entry| entries.get(entry).text == wanted)? as u32;
    let (text, kind) = opened.text(place);
    let view = SessionView::new(&opened.archive.store, opened.session);
    Some(ReplyFact {
        code: 0,
        status: String::new(),
        text: masked(opened.archive.credentials, view.worst_reply()).into_owned(),
        explanation: String::from(refusal_explanation(text, kind).unwrap_or_default()),
        entry: place,
    })
}
