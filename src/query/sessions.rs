//! Answers one condition of a query for sessions and entries, field by field.
//!
//! The meaning of a field is defined in one place, [`crate::session::view`], for lists and queries alike; here values
//! are only compared. A condition about the session is tested for each session; if the answer depends on a text that
//! many sessions share, each text is tested once.

use super::bits::{full, insert_if_below};
use super::cells;
use super::expression::Condition;
use super::field::{NumberField, TextField, TimeField};
use super::files;
use super::matching::{any_matches, bare, in_time, parts_of, search, tight};
use super::memo::Memo;
use super::pattern::Pattern;
use super::value::{AuthMatch, IpNets, Range, StatusMatch, TlsMatch};
use crate::archive::Archive;
use crate::content::message::{message_id, names_message_id};
use crate::content::smtp::{recipient, sender};
use crate::content::{Text, TextKind};
use crate::entry::LogType;
use crate::exchange::connectivity::{Connectivity, Direction};
use crate::exchange::{AccessCommand, AccessVerb, InformationKind, address, endpoint, names_proxied_client};
use crate::session::view::{SessionView, Tls, mechanism_in, proxied_client_in, user_in};
use crate::smtp::{Reply, Verb, authenticates};
use crate::store::{EntryIndex, Facts, Logon, Session, StringIndex, TextIndex};
use alloc::borrow::Cow;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::cell::RefCell;
use fixedbitset::FixedBitSet;
use ipnet::IpNet;

/// What one condition found.
#[derive(Clone, Debug)]
pub(super) struct ConditionMatches {
    /// Sessions for which it holds as a whole.
    pub sessions: FixedBitSet,
    /// Texts of entries for which it holds.
    pub texts: Option<FixedBitSet>,
    /// Strings for which it holds in the cells that it is about; `None` if the cells have to be parsed.
    pub strings: Option<FixedBitSet>,
}

/// Answers a condition.
pub(super) fn find(archive: &Archive, condition: &Condition) -> ConditionMatches {
    let found = find_sessions(archive, condition);
    let strings = found.strings.or_else(|| cells::candidates(archive, condition));
    ConditionMatches { strings, ..found }
}

/// Answers a condition, apart from the cells of tables.
fn find_sessions(archive: &Archive, condition: &Condition) -> ConditionMatches {
    match condition {
        Condition::Text(pattern) => anywhere(archive, pattern),
        Condition::Field(field, patterns) => text_field(archive, *field, patterns),
        Condition::Number(NumberField::HttpStatus | NumberField::TimeTaken, _) | Condition::Column(_) => {
            nothing(archive)
        }
        Condition::Number(NumberField::Code, ranges) => texts(archive, |kind| has_code(kind, ranges), |_, _| true),
        Condition::Number(field, ranges) => each(archive, |_, session| numbers(archive, session, *field, ranges)),
        Condition::Log(choices) => each(archive, |_, session| choices.contains(&session.log_type)),
        Condition::Event(choices) => texts(archive, |_| true, |_, text| choices.contains(&text.event)),
        Condition::Outcome(choices) => each(archive, |_, session| choices.contains(&session.facts.outcome)),
        Condition::Ip(nets) => ip(archive, nets),
        Condition::Status(wanted) => {
            texts(archive, |kind| can_have_status(kind, wanted), |kind, text| has_status(kind, text, wanted))
        }
        Condition::Tls(wanted) => by_text(archive, |session| session.facts.tls, |view| has_tls(view, wanted)),
        Condition::Auth(wanted) => auth(archive, wanted),
        Condition::Time(field, ranges) => each(archive, |_, session| in_time(time(session, *field), ranges)),
    }
}

fn time(session: &Session, field: TimeField) -> i64 {
    match field {
        TimeField::Start => session.start.0,
        TimeField::End => session.end.0,
    }
}

/// Tests every session.
fn each<'a>(archive: &'a Archive, holds: impl Fn(&SessionView<'a>, &'a Session) -> bool) -> ConditionMatches {
    let mut sessions = FixedBitSet::with_capacity(archive.published());
    for (index, session) in archive.store.sessions.iter().take(archive.published()) {
        if holds(&SessionView::new(&archive.store, session), session) {
            sessions.insert(index.0 as usize);
        }
    }
    ConditionMatches { sessions, texts: None, strings: None }
}

/// For conditions that only cells can satisfy.
fn nothing(archive: &Archive) -> ConditionMatches {
    ConditionMatches { sessions: FixedBitSet::with_capacity(archive.published()), texts: None, strings: None }
}

/// Tests every session, but only once for all whose answer depends on the same text.
fn by_text(
    archive: &Archive,
    text: impl Fn(&Session) -> TextIndex,
    holds: impl Fn(&SessionView<'_>) -> bool,
) -> ConditionMatches {
    let memo = RefCell::new(Memo::new(archive.store.texts.len()));
    each(archive, |view, session| {
        let text = text(session);
        if text.is_some() { memo.borrow_mut().ask(text.0, || holds(view)) } else { holds(view) }
    })
}

/// Tests a name of every session that most sessions of a file have in common: it is compared only when it changes.
fn by_name<'a>(
    archive: &'a Archive,
    name: impl Fn(&SessionView<'a>) -> Cow<'a, str>,
    matches: impl Fn(&[u8]) -> bool,
) -> ConditionMatches {
    let last = RefCell::new((Cow::Borrowed(""), matches(b"")));
    each(archive, |view, _| {
        let name = name(view);
        let mut last = last.borrow_mut();
        if last.0 != name {
            let found = matches(name.as_bytes());
            *last = (name, found);
        }
        last.1
    })
}

/// Tests every distinct text of the wanted kinds.
fn texts(
    archive: &Archive,
    wanted: impl Fn(TextKind) -> bool,
    holds: impl Fn(TextKind, Text<'_>) -> bool,
) -> ConditionMatches {
    let texts = &archive.store.texts;
    let mut found = FixedBitSet::with_capacity(texts.len());
    texts.each_kind(|index, kind| {
        if wanted(kind) && holds(kind, texts.get(index)) {
            found.insert(index.0 as usize);
        }
    });
    ConditionMatches { texts: Some(found), ..nothing(archive) }
}

/// As [`texts`], for a test that only texts containing one of `parts` can pass: searching for these first is much
/// faster than parsing every text. Without parts, every text is tested.
fn texts_with(
    archive: &Archive,
    parts: Option<Vec<Pattern>>,
    wanted: impl Fn(TextKind) -> bool,
    holds: impl Fn(TextKind, Text<'_>) -> bool,
) -> ConditionMatches {
    let has_part = |text: Text<'_>| {
        parts.as_ref().is_none_or(|parts| any_matches(parts, text.data) || any_matches(parts, text.context))
    };
    texts(archive, wanted, |kind, text| has_part(text) && holds(kind, text))
}

/// A word, phrase or regular expression: in the texts, the labels or the session-id.
fn anywhere(archive: &Archive, pattern: &Pattern) -> ConditionMatches {
    let patterns = core::slice::from_ref(pattern);
    let labels = search(archive.store.strings.arena(), patterns);
    let has = |label: StringIndex| labels.contains(label.0 as usize);
    let found = each(archive, |view, session| {
        let own = session.labels;
        has(own.connector)
            || has(own.local)
            || has(own.remote)
            || has(session.facts.user_name)
            || view.with_session_id(|id| pattern.is_match(id))
    });
    ConditionMatches { texts: Some(search(archive.store.texts.arena(), patterns)), strings: Some(labels), ..found }
}

fn text_field(archive: &Archive, field: TextField, patterns: &[Pattern]) -> ConditionMatches {
    let matches = |text: &[u8]| any_matches(patterns, text);
    let connectivity = |session: &Session| session.log_type == LogType::Connectivity;
    match field {
        TextField::Connector => {
            label(archive, patterns, |session| (!connectivity(session)).then_some(session.labels.connector))
        }
        TextField::Source => {
            label(archive, patterns, |session| connectivity(session).then_some(session.labels.connector))
        }
        TextField::Destination => {
            label(archive, patterns, |session| connectivity(session).then_some(session.labels.remote))
        }
        TextField::Remote => each(archive, |view, _| matches(view.remote())),
        TextField::Local => label(archive, patterns, |session| Some(session.labels.local)),
        TextField::Reply => {
            each(archive, |view, session| session.facts.worst_reply.is_some() && matches(&view.worst_reply()))
        }
        // Of a message it is the Message-ID, in angle brackets in some logs.
        TextField::Session => each(archive, |view, _| view.with_session_id(|id| matches(id) || matches(bare(id)))),
        TextField::Helo => by_text(archive, |session| session.facts.hello, |view| matches(view.client_name())),
        TextField::Cipher => by_text(archive, |session| session.facts.tls, |view| has_cipher(view, patterns)),
        TextField::User => user(archive, patterns),
        TextField::Ended => by_text(archive, |session| session.facts.ended, |view| matches(view.ended())),
        TextField::Server => by_name(archive, |view| view.server(), matches),
        TextField::Service => by_name(archive, |view| view.service(), |name| matches(name) || matches(&tight(name))),
        TextField::From => {
            let is_mail = |kind: TextKind| kind.verb() == Some(Verb::Mail);
            texts_with(archive, parts_of(patterns), is_mail, |_, text| matches(bare(sender(text.data))))
        }
        TextField::To => {
            let is_rcpt = |kind: TextKind| kind.verb() == Some(Verb::Rcpt);
            texts_with(archive, parts_of(patterns), is_rcpt, |_, text| matches(recipient(text.data)))
        }
        TextField::MessageId => {
            let matches = |kind, text: Text<'_>| matches_message_id(kind, text, patterns);
            texts_with(archive, parts_of(patterns), names_message_id, matches)
        }
        TextField::Verb => texts(archive, is_command, |kind, text| matches_verb(kind, text, patterns)),
        TextField::Dns => texts_with(archive, parts_of(patterns), is_delivery, |_, text| matches_dns(text, patterns)),
        TextField::File => file(archive, patterns),
        TextField::Flags => each(archive, |_, session| session.flags.words().any(|words| matches(words.as_bytes()))),
        TextField::Url | TextField::UserAgent | TextField::EventId | TextField::Subject => nothing(archive),
    }
}

/// Sessions of which one label matches.
fn label(archive: &Archive, patterns: &[Pattern], label: impl Fn(&Session) -> Option<StringIndex>) -> ConditionMatches {
    let found = search(archive.store.strings.arena(), patterns);
    each(archive, |_, session| label(session).is_some_and(|label| found.contains(label.0 as usize)))
}

fn matches_message_id(kind: TextKind, text: Text<'_>, patterns: &[Pattern]) -> bool {
    let id = message_id(kind, text);
    !id.is_empty() && any_matches(patterns, bare(id))
}

/// An unknown command is compared by its first word.
fn matches_verb(kind: TextKind, text: Text<'_>, patterns: &[Pattern]) -> bool {
    let first_word = || text.data.split(u8::is_ascii_whitespace).next().unwrap_or_default();
    let name = match (kind, kind.verb()) {
        (TextKind::Access { .. }, _) => AccessCommand::parse(text.data).name,
        (_, Some(Verb::Other)) => first_word(),
        (_, Some(verb)) => verb.name().as_bytes(),
        (_, None) => return false,
    };
    any_matches(patterns, name)
}

fn matches_dns(text: Text<'_>, patterns: &[Pattern]) -> bool {
    match Connectivity::parse(Direction::Progress, text.data) {
        found @ Connectivity::Resolved { .. } => found.any_address(|name| any_matches(patterns, name)),
        Connectivity::DnsFailed(failure) => any_matches(patterns, failure.domain),
        _ => false,
    }
}

/// Sessions that have an entry in one of the files.
fn file(archive: &Archive, patterns: &[Pattern]) -> ConditionMatches {
    let mut sessions = FixedBitSet::with_capacity(archive.published());
    let firsts: Vec<u32> = archive.files.iter().map(|(_, file)| file.first_entry.0).collect();
    let matching = files::in_path(archive, patterns);
    for (index, file) in archive.files.iter() {
        if matching.contains(index.0 as usize) {
            let past = firsts.get(index.0 as usize + 1).copied().unwrap_or(archive.store.entries.next_index().0);
            let of_file = (file.first_entry.0..past).map(|entry| archive.store.entries.session(EntryIndex(entry)));
            for session in of_file {
                insert_if_below(&mut sessions, session.0 as usize);
            }
        }
    }
    ConditionMatches { sessions, ..nothing(archive) }
}

fn has_code(kind: TextKind, ranges: &[Range]) -> bool {
    let code = kind.code();
    code != 0 && ranges.iter().any(|range| range.holds(code.into()))
}

/// Whether a reply with this code can have one of the status codes, which saves parsing most replies. The class should
/// be the first digit of the code (RFC 2034, section 4), but servers do write `451 5.7.3`; no server accepts anything
/// with the class of a refusal.
fn can_have_status(kind: TextKind, wanted: &[StatusMatch]) -> bool {
    let (TextKind::Reply { code, .. } | TextKind::Record { code }) = kind else { return false };
    wanted.iter().any(|StatusMatch([class, ..])| class.is_none_or(|class| (class >= 4) == (code >= 400)))
}

fn is_command(kind: TextKind) -> bool {
    kind.verb().is_some() || matches!(kind, TextKind::Access { .. })
}

/// Whether a text can be a row of a connectivity log that names hosts or addresses.
fn is_delivery(kind: TextKind) -> bool {
    matches!(kind, TextKind::Delivery | TextKind::Disconnect)
}

/// A record has its reply in the field `context`.
fn has_status(kind: TextKind, text: Text<'_>, wanted: &[StatusMatch]) -> bool {
    let reply = if matches!(kind, TextKind::Record { .. }) { text.context } else { text.data };
    let Some(status) = Reply::parse(reply).and_then(|reply| reply.status) else { return false };
    wanted.iter().any(|wanted| wanted.holds([status.class.into(), status.subject, status.detail]))
}

fn numbers(archive: &Archive, session: &Session, field: NumberField, ranges: &[Range]) -> bool {
    let holds = |number: u64| ranges.iter().any(|range| range.holds(number));
    let facts = &session.facts;
    match field {
        NumberField::Port => endpoints(session)
            .filter_map(|end| endpoint(archive.store.strings.get(end)).1)
            .any(|port| holds(port.into())),
        // These belong to entries and are searched for in texts and cells.
        NumberField::Code | NumberField::HttpStatus | NumberField::TimeTaken => false,
        NumberField::Duration => holds(u64::try_from(session.end.since(session.start)).unwrap_or(0)),
        NumberField::Gap => holds(facts.largest_gap_ms.into()),
        // No message has 0 bytes: its size is not known.
        NumberField::Size => facts.size > 0 && holds(facts.size),
        NumberField::Messages => holds(facts.messages.into()),
        NumberField::Recipients => holds(facts.recipients.into()),
        NumberField::Entries => holds(session.entry_count.into()),
        NumberField::Attempts => holds(facts.attempts.into()),
        NumberField::FailedAttempts => holds(facts.failed_attempts.into()),
        NumberField::MissingEntries => holds(facts.missing.into()),
        NumberField::Tarpit => holds(facts.tarpit_ms.into()),
    }
}

/// Both endpoints of a session, if it has any.
fn endpoints(session: &Session) -> impl Iterator<Item = StringIndex> + use<> {
    let has_ends = session.log_type != LogType::Connectivity;
    [session.labels.local, session.labels.remote].into_iter().filter(move |_| has_ends)
}

/// The endpoints of sessions, the addresses of original clients, and those that connectivity sessions attempted to
/// connect to.
fn ip(archive: &Archive, nets: &IpNets) -> ConditionMatches {
    let within = |text: &[u8]| address(text).is_some_and(|address| nets.contains(address));
    let strings = &archive.store.strings;
    let memo = RefCell::new(Memo::new(strings.arena().len()));
    let parts: Option<Vec<Pattern>> = nets.0.iter().map(beginning_of).collect();
    let candidates = parts.as_ref().map_or_else(|| full(strings.arena().len()), |parts| search(strings.arena(), parts));
    let is_candidate = |end: StringIndex| candidates.contains(end.0 as usize);
    let end_within = |end: StringIndex| is_candidate(end) && memo.borrow_mut().ask(end.0, || within(strings.get(end)));
    let ends = each(archive, |_, session| endpoints(session).any(end_within));
    let named = |kind| is_delivery(kind) || may_name_client(kind);
    let tried = texts_with(archive, parts, named, |kind, text| match kind {
        TextKind::Delivery => Connectivity::parse(Direction::Progress, text.data).any_address(within),
        _ => within(proxied_client_in(text, kind).address),
    });
    ConditionMatches { sessions: ends.sessions, ..tried }
}

/// Whether a text can name the original client of a session that another server has passed on.
fn may_name_client(kind: TextKind) -> bool {
    kind == TextKind::Information(InformationKind::ProxiedClient) || kind.verb().is_some_and(names_proxied_client)
}

/// The text that every address of an IPv4 network begins with. Windows writes IPv4 addresses with dots even inside IPv6
/// addresses; an IPv6 address can be written in many ways.
fn beginning_of(net: &IpNet) -> Option<Pattern> {
    let IpNet::V4(net) = net else { return None };
    let whole = usize::from(net.prefix_len() / 8);
    let octets = net.addr().octets();
    let text = octets.iter().take(whole).fold(String::new(), |text, octet| format!("{text}{octet}."));
    let text = if whole == octets.len() { text.trim_end_matches('.') } else { &text };
    if text.is_empty() { None } else { Pattern::contains(text).ok() }
}

fn has_tls(view: &SessionView<'_>, wanted: &TlsMatch) -> bool {
    match view.tls() {
        Tls::None => wanted.none,
        Tls::Failed(_) => wanted.failed,
        Tls::Negotiated(result) => result.known_version().is_some_and(|version| wanted.versions.contains(&version)),
    }
}

fn has_cipher(view: &SessionView<'_>, patterns: &[Pattern]) -> bool {
    let Tls::Negotiated(result) = view.tls() else { return false };
    let readable = [result.cipher_name(), result.mac_name(), result.key_exchange_name()];
    let raw = [result.cipher, result.mac, result.key_exchange];
    readable.iter().any(|name| any_matches(patterns, name.as_bytes()))
        || raw.iter().any(|name| any_matches(patterns, name))
}

/// Sessions with such attempts to authenticate; a mechanism may be that of any attempt.
fn auth(archive: &Archive, wanted: &[AuthMatch]) -> ConditionMatches {
    let mechanisms = wanted.iter().filter_map(|one| match one {
        AuthMatch::Mechanism(pattern) => Some(pattern.clone()),
        _ => None,
    });
    let mechanisms: Vec<Pattern> = mechanisms.collect();
    let results = each(archive, |_, session| wanted.iter().any(|one| has_logon(&session.facts, one)));
    if mechanisms.is_empty() {
        return results;
    }
    let named = texts(archive, names_mechanism, |kind, text| {
        let mechanism = mechanism_in(text, kind);
        !mechanism.is_empty() && any_matches(&mechanisms, mechanism)
    });
    ConditionMatches { sessions: results.sessions, ..named }
}

fn has_logon(facts: &Facts, wanted: &AuthMatch) -> bool {
    match wanted {
        AuthMatch::Ok => facts.logon.succeeded(),
        AuthMatch::Failed => facts.failed_attempts > 0,
        AuthMatch::FailedOnly => facts.logon == Logon::Failed,
        AuthMatch::Guessed => facts.logon == Logon::Guessed,
        AuthMatch::Tested => facts.logon == Logon::Tested,
        AuthMatch::None => facts.logon == Logon::None,
        AuthMatch::Mechanism(_) => false,
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

/// Sessions with a row, a column or a record that names the user of any attempt to authenticate.
fn user(archive: &Archive, patterns: &[Pattern]) -> ConditionMatches {
    let matches = |user: &[u8]| !user.is_empty() && any_matches(patterns, user);
    let named = texts_with(archive, parts_of(patterns), names_user, |kind, text| matches(user_in(text, kind)));
    // The names in columns are few, but a session has no text for them.
    let of_records = each(archive, |view, session| session.log_type.is_grouped() && matches(view.user()));
    ConditionMatches { sessions: of_records.sessions, ..named }
}

fn names_user(kind: TextKind) -> bool {
    use InformationKind::{Authenticated, BackendLocator, ProxyEstablished, UserName};
    match kind {
        TextKind::Access { .. } => true,
        TextKind::Information(kind) => matches!(kind, Authenticated | BackendLocator | ProxyEstablished | UserName),
        _ => kind.verb() == Some(Verb::AuthInfo),
    }
}
