//! Where the values of a field are: the one definition of what a field means, for conditions and for groups.
//!
//! A session has a value by itself (its connector, its server), by a text that its facts name (the EHLO with its client
//! name), or by any of its texts (every RCPT has a recipient). Values in the cells of tables are apart, see
//! [`super::cells`].

use super::field::TextField;
use super::matching::bare;
use crate::content::message::{message_id, names_message_id};
use crate::content::rewritten::{may_be_rewritten, rewritten};
use crate::content::smtp::{recipient, sender};
use crate::content::{Text, TextKind};
use crate::entry::LogType;
use crate::exchange::certificate::{Attribute, CertificatePart};
use crate::exchange::connectivity::{Connectivity, Direction};
use crate::exchange::{
    AccessCommand, AccessVerb, Certificate, InformationKind, address, endpoint, offered, permissions,
};
use crate::session::view::{SessionView, Tls, mechanism_in, user_in};
use crate::smtp::{ForeignProtocol, Rewritten, Verb, authenticates, reason};
use crate::store::{Session, StringIndex, TextIndex};
use alloc::borrow::Cow;
use alloc::string::ToString;
use alloc::vec::Vec;
use core::net::Ipv4Addr;

/// Takes values.
pub type See<'s> = &'s mut dyn FnMut(&[u8]);

/// Where the values of a field are in sessions. An empty value is none, except for the null reverse-path.
#[derive(Clone, Copy)]
pub enum Source {
    /// A label of the session; `None` in logs where it means something else.
    Label(fn(&Session) -> Option<StringIndex>),
    /// What one text says, which the facts of the session name; without it, what its absence says.
    Fact(fn(&Session) -> TextIndex, fn(&SessionView<'_>, See<'_>)),
    /// A word of the program.
    Word(fn(&Session) -> &'static str),
    /// A name that most sessions of a file have in common.
    Name(for<'a> fn(&SessionView<'a>) -> Cow<'a, str>),
    /// The session as a whole.
    Session(fn(&SessionView<'_>, See<'_>)),
    /// What texts of some kinds say, in words of theirs.
    Quoted(fn(TextKind) -> bool, fn(TextKind, Text<'_>, See<'_>)),
    /// What texts of some kinds say, in other words.
    Derived(fn(TextKind) -> bool, fn(TextKind, Text<'_>, See<'_>)),
    /// No text and no session has them: cells have, and files.
    Elsewhere,
}

/// Where the values of a field of text are in sessions.
pub fn sources(field: TextField) -> Vec<Source> {
    // The names in columns are few, but a session of records has no text for them.
    let of_records = Source::Session(|view, see| {
        if view.session().log_type.is_grouped() {
            see_if_any(view.user(), see);
        }
    });
    let mut sources = Vec::from([source(field)]);
    sources.extend(Some(of_records).filter(|_| field == TextField::User));
    sources
}

fn source(field: TextField) -> Source {
    match field {
        TextField::Connector => {
            Source::Label(|session| (!is_connectivity(session)).then_some(session.labels.connector))
        }
        TextField::Source => Source::Label(|session| is_connectivity(session).then_some(session.labels.connector)),
        TextField::Destination => Source::Label(|session| is_connectivity(session).then_some(session.labels.remote)),
        TextField::Local => Source::Label(|session| Some(session.labels.local)),
        TextField::Remote => Source::Session(|view, see| see(view.remote())),
        // Of a message it is the Message-ID, in angle brackets in some logs.
        TextField::Session => Source::Session(|view, see| {
            view.with_session_id(|id| {
                see(id);
                see(bare(id));
            });
        }),
        TextField::Reply => Source::Session(worst_reply),
        TextField::Refusal => Source::Quoted(is_refusal, |kind, text, see| {
            let is_record = matches!(kind, TextKind::Record { .. });
            see_if_any(if is_record { text.context } else { text.answer(kind) }, see);
        }),
        TextField::Reason => Source::Session(|view, see| worst_reply(view, &mut |reply| see(&reason(reply)))),
        TextField::Flags => {
            Source::Session(|view, see| view.session().flags.words().for_each(|words| see(words.as_bytes())))
        }
        TextField::Server => Source::Name(|view| view.server()),
        TextField::Service => Source::Name(|view| view.service()),
        TextField::Helo => Source::Fact(|session| session.facts.hello, |view, see| see(view.client_name())),
        TextField::Ended => Source::Fact(|session| session.facts.ended, |view, see| see(view.ended())),
        TextField::Cipher => Source::Fact(|session| session.facts.tls, cipher),
        TextField::KeyExchange => Source::Fact(|session| session.facts.tls, key_exchange),
        TextField::From => Source::Quoted(is_mail, |_, text, see| {
            // An empty sender is none, but the null reverse-path, which is without brackets.
            Some(sender(text.data)).filter(|sender| !sender.is_empty()).map(bare).into_iter().for_each(see);
        }),
        TextField::SenderDomain => Source::Quoted(is_mail, |_, text, see| see_if_any(domain(sender(text.data)), see)),
        TextField::To => Source::Quoted(is_rcpt, |_, text, see| see(recipient(text.data))),
        TextField::RecipientDomain => {
            Source::Quoted(is_rcpt, |_, text, see| see_if_any(domain(recipient(text.data)), see))
        }
        TextField::MessageId => {
            Source::Quoted(names_message_id, |kind, text, see| see_if_any(bare(message_id(kind, text)), see))
        }
        TextField::User => Source::Quoted(names_user, |kind, text, see| see_if_any(user_in(text, kind), see)),
        TextField::Mechanism => {
            Source::Derived(names_mechanism, |kind, text, see| see_if_any(mechanism_in(text, kind), see))
        }
        TextField::Dns => Source::Quoted(is_delivery, dns),
        TextField::Certificate => Source::Quoted(is_certificate, |_, text, see| {
            certificate_name(text, Attribute::Subject, |certificate| certificate.subject, see);
        }),
        TextField::Issuer => Source::Quoted(is_certificate, |_, text, see| {
            certificate_name(text, Attribute::Issuer, |certificate| certificate.issuer, see);
        }),
        TextField::Permissions => Source::Quoted(is_permissions, |_, text, see| {
            permissions(text.data).for_each(|permission| see(permission.name));
        }),
        TextField::Verb => Source::Derived(is_command, verb),
        TextField::Protocol => Source::Derived(TextKind::may_be_foreign, |_, text, see| {
            let protocol = ForeignProtocol::of(text.data);
            see_if_any(protocol.map(ForeignProtocol::name).unwrap_or_default().as_bytes(), see);
        }),
        TextField::Capability => {
            Source::Quoted(|kind| kind.code() == 250, |_, text, see| offered(text.data).for_each(see))
        }
        TextField::Rewritten => Source::Derived(may_be_rewritten, |kind, text, see| {
            see_if_any(rewritten(kind, text.data).map_or("", Rewritten::word).as_bytes(), see);
        }),
        TextField::Information => Source::Quoted(is_information, |_, text, see| {
            see_if_any(text.data, see);
            see_if_any(text.context, see);
        }),
        TextField::Url | TextField::UserAgent | TextField::EventId | TextField::Subject | TextField::File => {
            Source::Elsewhere
        }
    }
}

/// Where the addresses of clients are: that of the original client, or else of the other end of a session that is no
/// outbound one.
pub const CLIENT: &[Source] = &[Source::Session(|view, see| {
    if !is_outbound(view.session()) {
        ip_address(view.remote(), see);
    }
})];

/// Where the addresses are that this server connected to, or tried to.
pub const TARGET: &[Source] = &[
    Source::Session(|view, see| {
        if view.session().log_type == LogType::SmtpSend {
            ip_address(view.remote(), see);
        }
    }),
    Source::Quoted(is_delivery, |_, text, see| {
        Connectivity::parse(Direction::Progress, text.data).any_address(|name| {
            ip_address(name, see);
            false
        });
    }),
];

/// An IP address as it is written everywhere: without its port, and IPv4 addresses inside IPv6 as what they are.
fn ip_address(text: &[u8], see: See<'_>) {
    let text = endpoint(text).0;
    if is_ipv4(text) {
        see(text);
    } else if let Some(address) = address(text) {
        see(address.to_canonical().to_string().as_bytes());
    }
}

/// Whether a text is an IPv4 address and nothing else. It has one spelling, so there is no need to write it again: that is done for
/// every session.
pub fn is_ipv4(text: &[u8]) -> bool {
    core::str::from_utf8(text).is_ok_and(|text| text.parse::<Ipv4Addr>().is_ok())
}

/// Whether this server began the session.
pub fn is_outbound(session: &Session) -> bool {
    matches!(session.log_type, LogType::SmtpSend | LogType::Connectivity)
}

/// The part of an address after its `@`; empty if there is none.
pub fn domain(address: &[u8]) -> &[u8] {
    let at = address.iter().rposition(|byte| *byte == b'@');
    let domain = at.and_then(|at| address.get(at + 1..)).unwrap_or_default();
    domain.split(|byte| *byte == b'>' || byte.is_ascii_whitespace()).next().unwrap_or_default()
}

fn see_if_any(value: &[u8], see: See<'_>) {
    if !value.is_empty() {
        see(value);
    }
}

fn is_connectivity(session: &Session) -> bool {
    session.log_type == LogType::Connectivity
}

fn worst_reply(view: &SessionView<'_>, see: See<'_>) {
    see_if_any(&view.worst_reply(), see);
}

/// Cipher, MAC and key exchange, as they are read and as Windows names them; none if the name of the cipher is damaged, as a
/// session whose cipher is unknown is one without a value of this field.
fn cipher(view: &SessionView<'_>, see: See<'_>) {
    let Tls::Negotiated(result) = view.tls() else { return };
    if result.cipher.is_empty() {
        return;
    }
    for name in [result.cipher_name(), result.mac_name(), result.key_exchange_name()] {
        see_if_any(name.as_bytes(), see);
    }
    [result.cipher, result.mac, result.key_exchange].into_iter().for_each(|name| see_if_any(name, see));
}

fn key_exchange(view: &SessionView<'_>, see: See<'_>) {
    if let Tls::Negotiated(result) = view.tls() {
        see_if_any(result.key_exchange_name().as_bytes(), see);
    }
}

fn is_mail(kind: TextKind) -> bool {
    kind.verb() == Some(Verb::Mail)
}

fn is_rcpt(kind: TextKind) -> bool {
    kind.verb() == Some(Verb::Rcpt)
}

/// Whether a text is a command.
pub(super) fn is_command(kind: TextKind) -> bool {
    kind.verb().is_some() || matches!(kind, TextKind::Access { .. })
}

/// Whether a text is a reply that refuses something, or a record with one.
fn is_refusal(kind: TextKind) -> bool {
    kind.code() >= 400
}

/// The name of a command; an unknown one is named by its first word.
pub(super) fn verb(kind: TextKind, text: Text<'_>, see: See<'_>) {
    let first_word = || text.data.split(u8::is_ascii_whitespace).next().unwrap_or_default();
    match (kind, kind.verb()) {
        (TextKind::Access { .. }, _) => see(AccessCommand::parse(text.data).name),
        (_, Some(Verb::Other)) => see(first_word()),
        (_, Some(verb)) => see(verb.name().as_bytes()),
        (_, None) => {}
    }
}

/// Whether a text is a note of Exchange, or a row of a connectivity log.
fn is_information(kind: TextKind) -> bool {
    matches!(kind, TextKind::Information(_)) || is_delivery(kind)
}

/// Whether a text can be a row of a connectivity log that names hosts or addresses.
pub fn is_delivery(kind: TextKind) -> bool {
    matches!(kind, TextKind::Delivery | TextKind::Disconnect)
}

fn dns(_: TextKind, text: Text<'_>, see: See<'_>) {
    match Connectivity::parse(Direction::Progress, text.data) {
        found @ Connectivity::Resolved { .. } => {
            found.any_address(|name| {
                see_if_any(name, see);
                false
            });
        }
        Connectivity::DnsFailed(failure) => see_if_any(failure.domain, see),
        _ => {}
    }
}

fn names_user(kind: TextKind) -> bool {
    use InformationKind::{Authenticated, BackendLocator, ProxyEstablished, UserName};
    match kind {
        TextKind::Access { .. } => true,
        TextKind::Information(kind) => matches!(kind, Authenticated | BackendLocator | ProxyEstablished | UserName),
        _ => kind.verb() == Some(Verb::AuthInfo),
    }
}

/// Whether a text can name the mechanism of an attempt. USER alone is none.
fn names_mechanism(kind: TextKind) -> bool {
    match kind {
        TextKind::Access { verb, .. } => verb.is_logon() && verb != AccessVerb::User,
        TextKind::Information(kind) => kind == InformationKind::InboundAuthenticationFailed,
        _ => kind.verb().is_some_and(|verb| authenticates(verb) || verb == Verb::AuthInfo),
    }
}

/// Whether a text presents a certificate, or a part of one.
pub(super) fn is_certificate(kind: TextKind) -> bool {
    kind == TextKind::Information(InformationKind::Certificate)
}

fn is_permissions(kind: TextKind) -> bool {
    kind == TextKind::Information(InformationKind::Permissions)
}

/// The certificate that a text presents as a whole.
pub(super) fn certificate(text: Text<'_>) -> Option<Certificate<'_>> {
    match CertificatePart::parse(text.data, text.context) {
        Some(CertificatePart::Whole(certificate)) => Some(certificate),
        _ => None,
    }
}

/// A name in a certificate, which may have a row of its own.
fn certificate_name(
    text: Text<'_>,
    attribute: Attribute,
    name: for<'a> fn(&Certificate<'a>) -> Option<&'a [u8]>,
    see: See<'_>,
) {
    match CertificatePart::parse(text.data, text.context) {
        Some(CertificatePart::Whole(certificate)) => see_if_any(name(&certificate).unwrap_or_default(), see),
        Some(CertificatePart::Attribute(own, value)) if own == attribute => see_if_any(value, see),
        _ => {}
    }
}
