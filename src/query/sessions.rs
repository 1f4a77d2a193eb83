//! Answers one condition of a query for sessions and entries, field by field.
//!
//! The meaning of a field is defined in one place, [`crate::session::view`], for lists and queries alike; here values
//! are only compared. A condition about the session is tested for each session; if the answer depends on a text that
//! many sessions share, each text is tested once.

use super::bits::{full, insert_if_below};
use super::cells;
use super::certificates::certificate_states;
use super::classes::classes;
use super::deferral::deferrals;
use super::expression::Condition;
use super::field::{IpField, NumberField, TextField, TimeField};
use super::files;
use super::matching::{any_matches, parts_of, search, tight};
use super::memo::Memo;
use super::pattern::Pattern;
use super::scope::Scope;
use super::source::{
    See, Source, TARGET, certificate, is_certificate, is_command, is_delivery, is_outbound, sources, verb,
};
use super::value::{AuthMatch, IpNets, Range, StatusMatch, TlsMatch};
use crate::archive::Archive;
use crate::content::{Text, TextKind};
use crate::entry::LogType;
use crate::exchange::connectivity::{Connectivity, Direction};
use crate::exchange::{Certificate, CertificateDirection, endpoint};
use crate::session::view::{SessionView, Tls, may_name_client, proxied_client_in};
use crate::smtp::{Reply, Verb};
use crate::store::{
    ByWord, CertificateState, Classes, Deferral, EntryIndex, Facts, Logon, Session, SessionId, StringIndex, TextIndex,
    Word,
};
use crate::work;
use alloc::borrow::Cow;
use alloc::format;
use alloc::rc::Rc;
use alloc::string::{String, ToString};
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

impl ConditionMatches {
    /// Adds the sessions that something else found, and its texts unless there are some.
    fn add(&mut self, found: ConditionMatches) {
        self.sessions.union_with(&found.sessions);
        self.texts = self.texts.take().or(found.texts);
    }
}

/// Answers a condition for the sessions of a scope; of few, their cells are not asked, as they have none.
pub(super) async fn find(scope: &Scope<'_>, condition: &Condition) -> ConditionMatches {
    let found = find_once(scope, condition).await;
    let strings = match found.strings {
        None if !scope.is_few() => cells::candidates(scope.archive, condition).await,
        strings => strings,
    };
    ConditionMatches { strings, ..found }
}

/// Most bytes of what is remembered of conditions: of millions of sessions each takes a megabyte.
const REMEMBERED_BYTES: usize = 4 << 20;

/// Answers a condition, apart from the cells of tables. What every session has to be asked is remembered: as a query is written term by
/// term, the terms before are asked again and again, and findings have such conditions in common.
async fn find_once(scope: &Scope<'_>, condition: &Condition) -> ConditionMatches {
    let asks_each = matches!(condition, Condition::Number(..) | Condition::Tls(_) | Condition::Auth(_));
    if scope.is_few() || !asks_each {
        return find_sessions(scope, condition).await;
    }
    let (known, written) = (&scope.archive.worked_out.conditions, condition.to_string());
    if let Some(sessions) = known.get(&written) {
        return ConditionMatches { sessions: (*sessions).clone(), texts: None, strings: None };
    }
    let found = find_sessions(scope, condition).await;
    if found.texts.is_none() {
        let size = found.sessions.len().div_ceil(8);
        known.keep(written, Rc::new(found.sessions.clone()), size, REMEMBERED_BYTES);
    }
    found
}

/// Answers a condition, apart from the cells of tables.
async fn find_sessions(scope: &Scope<'_>, condition: &Condition) -> ConditionMatches {
    match condition {
        Condition::Text(pattern) => anywhere(scope, pattern).await,
        Condition::Field(field, patterns) => text_field(scope, *field, patterns).await,
        Condition::Time(field @ (TimeField::CertificateExpires | TimeField::OwnCertificateExpires), ranges) => {
            let is_any = *field == TimeField::CertificateExpires;
            let is_meant = |one: &Certificate<'_>| is_any || one.direction == Some(CertificateDirection::Sent);
            let expires = |_, text: Text<'_>| {
                let expiry = certificate(text).filter(is_meant).and_then(|certificate| certificate.expiry());
                expiry.is_some_and(|expiry| ranges.iter().any(|range| range.holds(expiry.0)))
            };
            texts(scope, &is_certificate, &expires).await
        }
        Condition::CertificateState(choices) => presented(scope, choices).await,
        // What a finding holds for is known.
        Condition::Number(NumberField::HttpStatus | NumberField::TimeTaken, _)
        | Condition::Column(_)
        | Condition::Finding(_) => nothing(scope),
        Condition::Number(NumberField::Code, ranges) => {
            texts(scope, &|kind| has_code(kind, ranges), &|_, _| true).await
        }
        Condition::Number(field, ranges) => {
            each(scope, |_, session| numbers(scope.archive, session, *field, ranges)).await
        }
        Condition::Log(choices) => of_class(scope, |classes| &classes.logs, choices).await,
        Condition::Event(choices) => texts(scope, &|_| true, &|_, text| choices.contains(&text.event)).await,
        Condition::Outcome(choices) => of_class(scope, |classes| &classes.outcomes, choices).await,
        Condition::Noise(choices) => of_class(scope, |classes| &classes.noise, choices).await,
        Condition::Deferral(choices) => put_off(scope, choices).await,
        Condition::Ip(field, nets) => ip(scope, *field, nets).await,
        Condition::Status(wanted) => {
            texts(scope, &|kind| can_have_status(kind, wanted), &|kind, text| has_status(kind, text, wanted)).await
        }
        Condition::Tls(wanted) => by_text(scope, |session| session.facts.tls, |view| has_tls(view, wanted)).await,
        Condition::Auth(wanted) => auth(scope, wanted).await,
        Condition::Time(TimeField::End, _) => at_time(scope, condition, |session| session.end.0).await,
        Condition::Time(TimeField::Start, _) | Condition::Weekday(..) => {
            at_time(scope, condition, |session| session.start.0).await
        }
    }
}

async fn at_time(scope: &Scope<'_>, condition: &Condition, time: fn(&Session) -> i64) -> ConditionMatches {
    match condition.at_time() {
        Some(holds) => each(scope, |_, session| holds(time(session))).await,
        None => nothing(scope),
    }
}

/// Tests every session.
async fn each<'a>(scope: &Scope<'a>, holds: impl Fn(&SessionView<'a>, &'a Session) -> bool) -> ConditionMatches {
    let store = &scope.archive.store;
    let mut sessions = FixedBitSet::with_capacity(scope.archive.published());
    let mut see = |range| {
        for (index, session) in store.sessions.of(range) {
            if holds(&SessionView::new(store, session), session) {
                sessions.insert(index.0 as usize);
            }
        }
    };
    scope.each_part(&mut see).await;
    ConditionMatches { sessions, texts: None, strings: None }
}

/// Sessions of one of some classes.
async fn of_class<W: Word>(scope: &Scope<'_>, by: fn(&Classes) -> &ByWord<W>, choices: &[W]) -> ConditionMatches {
    let (classes, mut found) = (classes(scope.archive).await, nothing(scope));
    choices.iter().for_each(|choice| found.sessions.union_with(by(&classes).of(*choice)));
    found
}

/// Sessions that put mail off of which one of these became.
async fn put_off(scope: &Scope<'_>, choices: &[Deferral]) -> ConditionMatches {
    let (deferrals, mut found) = (deferrals(scope.archive).await, nothing(scope));
    choices.iter().for_each(|choice| found.sessions.union_with(deferrals.sessions.of(*choice)));
    found
}

/// Sessions in which a certificate was presented that was one of these.
async fn presented(scope: &Scope<'_>, choices: &[CertificateState]) -> ConditionMatches {
    let (states, mut found) = (certificate_states(scope.archive).await, nothing(scope));
    choices.iter().for_each(|choice| found.sessions.union_with(states.sessions.of(*choice)));
    found
}

/// For conditions that only cells can satisfy.
fn nothing(scope: &Scope<'_>) -> ConditionMatches {
    ConditionMatches { sessions: FixedBitSet::with_capacity(scope.archive.published()), texts: None, strings: None }
}

/// Tests every session, but only once for all whose answer depends on the same text.
async fn by_text(
    scope: &Scope<'_>,
    text: fn(&Session) -> TextIndex,
    holds: impl Fn(&SessionView<'_>) -> bool,
) -> ConditionMatches {
    let memo = RefCell::new(Memo::for_questions(scope.archive.store.texts.len(), scope.session_count()));
    let holds = |view: &SessionView<'_>, session: &Session| {
        let text = text(session);
        if text.is_some() { memo.borrow_mut().ask(text.0, || holds(view)) } else { holds(view) }
    };
    each(scope, holds).await
}

/// Tests a name of every session that most sessions of a file have in common: it is compared only when it changes.
async fn by_name<'a>(
    scope: &Scope<'a>,
    name: for<'v> fn(&'v SessionView<'a>) -> Cow<'a, str>,
    matches: &dyn Fn(&[u8]) -> bool,
) -> ConditionMatches {
    let last = RefCell::new((Cow::Borrowed(""), matches(b"")));
    let holds = |view: &SessionView<'a>, _: &Session| {
        let name = name(view);
        let mut last = last.borrow_mut();
        if last.0 != name {
            let found = matches(name.as_bytes());
            *last = (name, found);
        }
        last.1
    };
    each(scope, holds).await
}

/// Tests every distinct text of the wanted kinds.
async fn texts(
    scope: &Scope<'_>,
    wanted: &dyn Fn(TextKind) -> bool,
    holds: &dyn Fn(TextKind, Text<'_>) -> bool,
) -> ConditionMatches {
    let texts = &scope.archive.store.texts;
    let mut found = FixedBitSet::with_capacity(texts.len());
    let mut see = |index: TextIndex, kind| {
        if holds(kind, texts.get(index)) {
            found.insert(index.0 as usize);
        }
    };
    scope.each_text(wanted, &mut see).await;
    ConditionMatches { texts: Some(found), ..nothing(scope) }
}

/// As [`texts`], for a test that only texts containing one of `parts` can pass: searching for these first is much
/// faster than parsing every text. Without parts, every text is tested.
async fn texts_with(
    scope: &Scope<'_>,
    parts: Option<Vec<Pattern>>,
    wanted: &dyn Fn(TextKind) -> bool,
    holds: &dyn Fn(TextKind, Text<'_>) -> bool,
) -> ConditionMatches {
    let Some(parts) = parts else { return texts(scope, wanted, holds).await };
    // What all of a value has to be is in few texts; part of one may be in most.
    if !parts.iter().all(Pattern::is_rare) || scope.has_few_texts(wanted).await {
        let has_part = |text: Text<'_>| any_matches(&parts, text.data) || any_matches(&parts, text.context);
        return texts(scope, wanted, &|kind, text| has_part(text) && holds(kind, text)).await;
    }
    // To search all texts at once takes less than to search many one after the other.
    let all = &scope.archive.store.texts;
    let mut found = search(all.arena(), &parts).await;
    let candidates: Vec<usize> = found.ones().collect();
    work::each(candidates.into_iter(), |index| {
        let text = TextIndex(index as u32);
        let kind = all.kind(text);
        found.set(index, wanted(kind) && holds(kind, all.get(text)));
    })
    .await;
    ConditionMatches { texts: Some(found), ..nothing(scope) }
}

/// A word, phrase or regular expression: in the texts, the labels or the session-id.
async fn anywhere(scope: &Scope<'_>, pattern: &Pattern) -> ConditionMatches {
    let strings = scope.archive.store.strings.arena();
    let labels = match scope.is_few() {
        true => None,
        false => Some(search(strings, core::slice::from_ref(pattern)).await),
    };
    let has = |label: StringIndex| match &labels {
        Some(labels) => labels.contains(label.0 as usize),
        None => pattern.is_in(strings.get(label.0)),
    };
    let may_match_digits = pattern.may_match_digits();
    let has_id = |view: &SessionView<'_>, id: SessionId| match id {
        SessionId::Text(id) => has(id),
        SessionId::Ticks(_) | SessionId::Guid(_) => may_match_digits && view.with_session_id(|id| pattern.is_match(id)),
    };
    let holds = |view: &SessionView<'_>, session: &Session| {
        let own = session.labels;
        has(own.connector)
            || has(own.local)
            || has(own.remote)
            || has(session.facts.user_name)
            || has_id(view, session.id)
    };
    let found = each(scope, holds).await;
    ConditionMatches { texts: Some(scope.texts_matching(pattern).await), strings: labels, ..found }
}

async fn text_field(scope: &Scope<'_>, field: TextField, patterns: &[Pattern]) -> ConditionMatches {
    let matches = |text: &[u8]| any_matches(patterns, text);
    let is_service = |name: &[u8]| matches(name) || matches(&tight(name));
    match field {
        TextField::File => file(scope, patterns).await,
        TextField::Service => having_any(scope, &sources(field), patterns, &is_service).await,
        TextField::Verb => having_verb(scope, &matches).await,
        _ => having_any(scope, &sources(field), patterns, &matches).await,
    }
}

/// Sessions with a command. Its name is known by the kind of its text, except of unknown ones.
async fn having_verb(scope: &Scope<'_>, matches: &dyn Fn(&[u8]) -> bool) -> ConditionMatches {
    let has_name = |known: Verb| known == Verb::Other || matches(known.name().as_bytes());
    let can_have = |kind: TextKind| is_command(kind) && kind.verb().is_none_or(has_name);
    texts(scope, &can_have, &|kind, text| any(&mut |see| verb(kind, text, see), matches)).await
}

/// Sessions with a value from one of the sources. A text can only have one if one of the patterns, if they are plain text,
/// is part of it.
async fn having_any(
    scope: &Scope<'_>,
    sources: &[Source],
    patterns: &[Pattern],
    matches: &dyn Fn(&[u8]) -> bool,
) -> ConditionMatches {
    let mut all = nothing(scope);
    for source in sources {
        let found = match source {
            Source::Label(own) if !scope.is_few() => label(scope, patterns, own).await,
            _ => having(scope, *source, parts_of(patterns), matches).await,
        };
        all.add(found);
    }
    all
}

/// Sessions with a value for which `matches` holds. A text can only have one if it contains one of `parts`; without
/// parts, every text can.
async fn having(
    scope: &Scope<'_>,
    source: Source,
    parts: Option<Vec<Pattern>>,
    matches: &dyn Fn(&[u8]) -> bool,
) -> ConditionMatches {
    match source {
        Source::Label(label) => {
            let strings = &scope.archive.store.strings;
            each(scope, |_, session| label(session).is_some_and(|label| matches(strings.get(label)))).await
        }
        Source::Fact(text, values) => by_text(scope, text, |view| any(&mut |see| values(view, see), matches)).await,
        Source::Name(name) => by_name(scope, name, matches).await,
        Source::Word(word) => each(scope, |_, session| matches(word(session).as_bytes())).await,
        Source::Session(values) => each(scope, |view, _| any(&mut |see| values(view, see), matches)).await,
        Source::Quoted(can_have, values) => {
            texts_with(scope, parts, &can_have, &|kind, text| any(&mut |see| values(kind, text, see), matches)).await
        }
        Source::Derived(can_have, values) => {
            texts(scope, &can_have, &|kind, text| any(&mut |see| values(kind, text, see), matches)).await
        }
        Source::Elsewhere => nothing(scope),
    }
}

/// Whether one of the values matches.
fn any(values: &mut dyn FnMut(See<'_>), matches: &dyn Fn(&[u8]) -> bool) -> bool {
    let mut found = false;
    values(&mut |value| found = found || matches(value));
    found
}

/// Sessions of which one label matches.
async fn label(
    scope: &Scope<'_>,
    patterns: &[Pattern],
    label: impl Fn(&Session) -> Option<StringIndex>,
) -> ConditionMatches {
    let found = search(scope.archive.store.strings.arena(), patterns).await;
    each(scope, |_, session| label(session).is_some_and(|label| found.contains(label.0 as usize))).await
}

/// Sessions that have an entry in one of the files.
async fn file(scope: &Scope<'_>, patterns: &[Pattern]) -> ConditionMatches {
    let archive = scope.archive;
    let mut sessions = FixedBitSet::with_capacity(archive.published());
    let firsts: Vec<u32> = archive.files.iter().map(|(_, file)| file.first_entry.0).collect();
    let matching = files::in_path(archive, patterns);
    for (index, file) in archive.files.iter() {
        if matching.contains(index.0 as usize) {
            let past = firsts.get(index.0 as usize + 1).copied().unwrap_or(archive.store.entries.next_index().0);
            let of_file = (file.first_entry.0..past).map(|entry| archive.store.entries.session(EntryIndex(entry)));
            work::each(of_file, |session| {
                insert_if_below(&mut sessions, session.0 as usize);
            })
            .await;
        }
    }
    ConditionMatches { sessions, ..nothing(scope) }
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
        NumberField::Wait => holds(facts.longest_wait_ms.into()),
        // No message has 0 bytes: its size is not known.
        NumberField::Size => facts.size > 0 && holds(facts.size),
        NumberField::Messages => holds(facts.messages.into()),
        NumberField::Recipients => holds(facts.recipients.into()),
        NumberField::Entries => holds(session.entry_count.into()),
        NumberField::Attempts => holds(facts.attempts.into()),
        NumberField::FailedAttempts => holds(facts.failed_attempts.into()),
        NumberField::DeniedAttempts => holds(facts.denied_attempts.into()),
        // Without a success there is nothing before it.
        NumberField::Guesses => facts.logon.succeeded() && holds(facts.guesses.into()),
        NumberField::MissingEntries => holds(facts.missing.into()),
        NumberField::Tarpit => holds(facts.tarpit_ms.into()),
    }
}

/// Both endpoints of a session, if it has any.
fn endpoints(session: &Session) -> impl Iterator<Item = StringIndex> + use<> {
    let has_ends = session.log_type != LogType::Connectivity;
    [session.labels.local, session.labels.remote].into_iter().filter(move |_| has_ends)
}

async fn ip(scope: &Scope<'_>, field: IpField, nets: &IpNets) -> ConditionMatches {
    match field {
        IpField::Any => any_ip(scope, nets).await,
        IpField::Client => client_ip(scope, nets).await,
        IpField::Target => target_ip(scope, nets).await,
    }
}

async fn client_ip(scope: &Scope<'_>, nets: &IpNets) -> ConditionMatches {
    let ends = Ends::new(scope, nets).await;
    let holds = |view: &SessionView<'_>, session: &Session| {
        !is_outbound(session)
            && match view.original_address() {
                b"" => ends.within(session.labels.remote),
                original => nets.hold(original),
            }
    };
    each(scope, holds).await
}

async fn target_ip(scope: &Scope<'_>, nets: &IpNets) -> ConditionMatches {
    let mut all = nothing(scope);
    for source in TARGET {
        all.add(having(scope, *source, parts_of_nets(nets), &|text| nets.hold(text)).await);
    }
    all
}

/// The endpoints whose address is in some networks: each is parsed once, and only if it may be.
struct Ends<'a> {
    archive: &'a Archive,
    nets: &'a IpNets,
    candidates: FixedBitSet,
    memo: RefCell<Memo>,
}

impl<'a> Ends<'a> {
    async fn new(scope: &Scope<'a>, nets: &'a IpNets) -> Ends<'a> {
        let strings = scope.archive.store.strings.arena();
        let parts = parts_of_nets(nets).filter(|_| !scope.is_few());
        let candidates = match parts {
            Some(parts) => search(strings, &parts).await,
            None => full(strings.len()),
        };
        let memo = RefCell::new(Memo::for_questions(strings.len(), 2 * scope.session_count()));
        Ends { archive: scope.archive, nets, candidates, memo }
    }

    fn within(&self, end: StringIndex) -> bool {
        let holds = || self.nets.hold(self.archive.store.strings.get(end));
        self.candidates.contains(end.0 as usize) && self.memo.borrow_mut().ask(end.0, holds)
    }
}

/// The endpoints of sessions, the addresses of original clients, and those that connectivity sessions attempted to
/// connect to.
async fn any_ip(scope: &Scope<'_>, nets: &IpNets) -> ConditionMatches {
    let ends = Ends::new(scope, nets).await;
    let found = each(scope, |_, session| endpoints(session).any(|end| ends.within(end))).await;
    let named = |kind| is_delivery(kind) || may_name_client(kind);
    let holds = |kind, text: Text<'_>| match kind {
        TextKind::Delivery => {
            Connectivity::parse(Direction::Progress, text.data).any_address(|address| nets.hold(address))
        }
        _ => nets.hold(proxied_client_in(text, kind).address),
    };
    let tried = texts_with(scope, parts_of_nets(nets), &named, &holds).await;
    ConditionMatches { sessions: found.sessions, ..tried }
}

/// Patterns of which a text must match one for an address in it to be in one of the networks; `None` if nothing is
/// known of such texts. An IPv4 address has its dots even inside IPv6 (`::ffff:192.0.2.1`) as a rule, but need not.
fn parts_of_nets(nets: &IpNets) -> Option<Vec<Pattern>> {
    let mut parts: Vec<Pattern> = nets.0.iter().map(beginning_of).collect::<Option<_>>()?;
    parts.push(Pattern::contains("ffff:").ok()?);
    Some(parts)
}

/// A text that every address of a network contains: where it is IPv4 and written with dots, the whole octets that it
/// begins with; where it is IPv6, the first of its groups, which `::` never replaces unless it is zero (RFC 4291,
/// section 2.2).
fn beginning_of(net: &IpNet) -> Option<Pattern> {
    let text = match net {
        IpNet::V4(net) => {
            let whole = usize::from(net.prefix_len() / 8);
            let octets = net.addr().octets();
            let text = octets.iter().take(whole).fold(String::new(), |text, octet| format!("{text}{octet}."));
            if whole == octets.len() { text.trim_end_matches('.').into() } else { text }
        }
        IpNet::V6(net) => match net.addr().segments() {
            [first, ..] if first > 0 && net.prefix_len() >= 16 => format!("{first:x}:"),
            _ => String::new(),
        },
    };
    if text.is_empty() { None } else { Pattern::contains(&text).ok() }
}

fn has_tls(view: &SessionView<'_>, wanted: &TlsMatch) -> bool {
    match view.tls() {
        Tls::None => wanted.none,
        Tls::Unknown => wanted.unknown,
        Tls::Failed(_) => wanted.failed,
        Tls::Negotiated(result) => result.known_version().is_some_and(|version| wanted.versions.contains(&version)),
    }
}

/// Sessions with such attempts to authenticate; a mechanism may be that of any attempt.
async fn auth(scope: &Scope<'_>, wanted: &[AuthMatch]) -> ConditionMatches {
    let mechanisms = wanted.iter().filter_map(|one| match one {
        AuthMatch::Mechanism(pattern) => Some(pattern.clone()),
        _ => None,
    });
    let mechanisms: Vec<Pattern> = mechanisms.collect();
    let results = each(scope, |_, session| wanted.iter().any(|one| has_logon(&session.facts, one))).await;
    if mechanisms.is_empty() {
        return results;
    }
    let matches = |mechanism: &[u8]| any_matches(&mechanisms, mechanism);
    let named = having_any(scope, &sources(TextField::Mechanism), &mechanisms, &matches).await;
    ConditionMatches { sessions: results.sessions, ..named }
}

fn has_logon(facts: &Facts, wanted: &AuthMatch) -> bool {
    match wanted {
        AuthMatch::Ok => facts.logon.succeeded(),
        AuthMatch::Failed => facts.failed_attempts > 0,
        AuthMatch::Denied => facts.denied_attempts > 0,
        AuthMatch::FailedOnly => facts.logon == Logon::Failed,
        AuthMatch::Guessed => facts.logon == Logon::Guessed,
        AuthMatch::Tested => facts.logon == Logon::Tested,
        AuthMatch::None => facts.logon == Logon::None,
        AuthMatch::Mechanism(_) => false,
    }
}
