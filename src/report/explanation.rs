//! Explanations of entries, in a sentence.

use super::masking::{DisplayText, Mask};
use crate::content::{self, Text, TextKind};
use crate::entry::{LogType, Role};
use crate::exchange::connectivity::{Connectivity, Direction};
use crate::exchange::explanation::{
    explain_access, explain_access_reply, explain_auth_reply, explain_connectivity, explain_foreign_client,
    explain_foreign_server, explain_information, explain_news_reply, explain_reply, explain_rewritten,
};
use crate::exchange::{Disconnect, Information, InformationKind, capabilities};
use crate::smtp::{ForeignProtocol, Reply, Rewritten, Verb, authenticates};
use alloc::borrow::Cow;

/// The explanation of a negative reply in that log. `answered` is the verb of the command that it answers, if known.
pub fn explain_refusal(log_type: LogType, answered: Option<Verb>, reply: &Reply<'_>) -> Option<Cow<'static, str>> {
    match answered {
        _ if log_type.is_news() => explain_news_reply(reply.code).map(Cow::Borrowed),
        Some(verb) if authenticates(verb) => explain_auth_reply(reply),
        _ => explain_reply(reply),
    }
}

/// The explanation of an entry that is not a record; empty if there is nothing to explain.
pub fn explanation(
    mask: Mask<'_>,
    log_type: LogType,
    text: Text<'_>,
    kind: TextKind,
    answered: Option<Verb>,
) -> DisplayText<'static> {
    if let Some(protocol) = foreign_protocol(log_type, text, kind) {
        let is_server = kind.role() == Role::Server;
        return if is_server { explain_foreign_server(protocol) } else { explain_foreign_client(protocol) }.into();
    }
    if let Some(rewritten) = rewritten(log_type, text, kind) {
        return explain_rewritten(rewritten).into();
    }
    let sentence = match kind {
        TextKind::Reply { code: 400.., .. } | TextKind::Answered { status: 400.., .. } => {
            text.reply(kind).and_then(|reply| explain_refusal(log_type, answered.or(kind.verb()), &reply))
        }
        TextKind::Reply { code: 250, .. } if offers_only_plain(log_type, text) => Some(Cow::Borrowed(ONLY_PLAIN)),
        TextKind::Answered { verb: Verb::Quit, status: 0 } => return explain_quit(mask, text.context),
        TextKind::Information(kind) if kind != InformationKind::Unknown => {
            explain_information(&Information::parse(text.data, text.context))
        }
        TextKind::Connect if log_type == LogType::Connectivity => {
            explain_connectivity(&Connectivity::parse(Direction::Connect, text.data))
        }
        TextKind::Disconnect if log_type == LogType::Connectivity => {
            explain_connectivity(&Connectivity::parse(Direction::Disconnect, text.data))
        }
        TextKind::Disconnect => {
            let end = Disconnect::parse(text.context).filter(|end| !end.is_orderly());
            end.map(|end| Cow::Borrowed(end.explanation()))
        }
        TextKind::Delivery => explain_connectivity(&Connectivity::parse(Direction::Progress, text.data)),
        TextKind::Access { .. } | TextKind::AccessReply(_) => refusal_explanation(text, kind).map(Cow::Borrowed),
        _ => None,
    };
    sentence.map(|sentence| mask.sentence(sentence)).unwrap_or_default()
}

/// The protocol of an entry of an SMTP log that is in another protocol.
pub fn foreign_protocol(log_type: LogType, text: Text<'_>, kind: TextKind) -> Option<ForeignProtocol> {
    if !kind.may_be_foreign() || log_type.is_news() { None } else { ForeignProtocol::of(text.data) }
}

/// What a device between client and server has replaced in an entry of an SMTP log.
pub fn rewritten(log_type: LogType, text: Text<'_>, kind: TextKind) -> Option<Rewritten> {
    if log_type.is_news() { None } else { content::rewritten::rewritten(kind, text.data) }
}

/// Set-SendConnector documents which mechanisms Exchange can use (SmartHostAuthMechanism): none of them is PLAIN.
const ONLY_PLAIN: &str = "The other server offers only AUTH PLAIN. Exchange's send connectors cannot use it: they log on \
    with LOGIN. A connector with basic authentication fails here; ask the operator of the server for LOGIN.";

/// Whether a server to which Exchange sends offers AUTH, but only mechanisms that a send connector cannot use.
fn offers_only_plain(log_type: LogType, text: Text<'_>) -> bool {
    if log_type != LogType::SmtpSend {
        return false;
    }
    let Some(reply) = Reply::parse(text.data) else { return false };
    let mut offered = capabilities(reply.text, true).filter(|offer| offer.keyword.eq_ignore_ascii_case(b"AUTH"));
    offered.next().is_some_and(|offer| offer.parameters.trim_ascii().eq_ignore_ascii_case(b"PLAIN"))
}

/// As public logs show, IIS logs QUIT with a special status, followed by the duration of the session.
fn explain_quit(mask: Mask<'_>, status: &[u8]) -> DisplayText<'static> {
    let Some(duration) = logged_duration(status) else { return DisplayText::default() };
    let rest = ". IIS logs this as status 240, which is not a reply code.";
    DisplayText::concat(["The session ended after ".into(), mask.name(duration), rest.into()])
}

/// The duration of a session after the status of QUIT: `6219 ms` in `240 6219 ms`.
pub fn logged_duration(status: &[u8]) -> Option<&[u8]> {
    status.strip_prefix(b"240 ").filter(|duration| duration.ends_with(b" ms"))
}

/// The explanation of a refusal in a POP3 or IMAP4 log; `None` for rows that refuse nothing.
pub fn refusal_explanation(text: Text<'_>, kind: TextKind) -> Option<&'static str> {
    match kind {
        TextKind::Access { verb, .. } => explain_access(verb, text.context),
        TextKind::AccessReply(status) if status.is_refusal() => Some(explain_access_reply(text.data)),
        _ => None,
    }
}
