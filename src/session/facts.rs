//! Computes the facts of a session ([`Facts`]) from its entries in order.

use super::authentication::{Attempted, Attempts};
use super::logons::{note, note_hole};
use super::mail_access::MailAccess;
use super::noise::{Speech, Spoken};
use super::outcome::{Ending, mail_access_outcome, outcome};
use super::records::RecordsRead;
use super::replay::Replay;
use super::requests;
use super::view::proxied_client_in;
use crate::bytes::contains;
use crate::bytes::steps::step;
use crate::content::TextKind;
use crate::content::message::message_size;
use crate::content::smtp::chunk;
use crate::entry::LogType;
use crate::exchange::connectivity::{Direction, End, Finished};
use crate::exchange::information::{Information, InformationKind};
use crate::exchange::{Connectivity, ProxiedClient, names_proxied_client};
use crate::smtp::conversation::{Answer, Transaction, TransactionOutcome};
use crate::smtp::{Verb, authenticates};
use crate::store::sessions::Flags;
use crate::store::{EntryIndex, Facts, Logon, Noise, Session, SessionIndex, Store, Tables, TextIndex};
use alloc::vec::Vec;

/// Bytes that a slow line transfers in a second: half a megabit. What takes longer than this has stopped on its way, or after it.
const SLOW_LINE: u64 = 64 << 10;

/// Milliseconds of a pause from which on it is read how large the message was: nearly every session has a shorter one after it.
const WORTH_READING: u32 = 1000;

/// How servers say that the rest of a message did not come: Exchange `421 4.4.1 Connection timed out`, Postfix `timeout exceeded`,
/// Exim `SMTP incoming data timeout`, Sendmail `Lost input channel`.
const WAITED_IN_VAIN: [&[u8]; 4] = [b"timed out", b"timeout", b"time out", b"lost input"];

/// Computes facts. Keeps its buffers from session to session.
#[derive(Debug, Default)]
pub struct FactsReader {
    order: Vec<EntryIndex>,
    replay: Replay,
    attempts: Attempts,
    gathered: Gathered,
    /// The session that has been read in part.
    paused: Option<Paused>,
}

/// A session of which some entries have been read. If it got others since, it is read from the beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Paused {
    index: SessionIndex,
    entry_count: u32,
    last: EntryIndex,
    /// Whether its entries have to be put in order first.
    unordered: bool,
}

impl Paused {
    fn new(store: &Store, index: SessionIndex) -> Paused {
        let session = store.sessions.get(index);
        Paused { index, entry_count: session.entry_count, last: session.last, unordered: session.unordered }
    }
}

impl FactsReader {
    /// Whether part of this session, as it is now, has been read.
    pub fn is_paused_in(&self, store: &Store, index: SessionIndex) -> bool {
        self.paused == Some(Paused::new(store, index))
    }

    /// Computes the facts of a session whose entries are in order, and the flags that follow from them. Reads so many
    /// entries at most, and returns false if more are left: the next call goes on, unless it is about another session.
    pub fn refresh(&mut self, store: &mut Store, tables: &Tables, index: SessionIndex, most: usize) -> bool {
        if !self.is_paused_in(store, index) {
            self.begin(store, index);
        }
        self.builder(store, tables, index).entries(most);
        let is_read = self.gathered.place as usize == self.order.len();
        self.paused = (!is_read).then(|| Paused::new(store, index));
        if is_read {
            self.finish(store, tables, index);
        }
        is_read
    }

    fn begin(&mut self, store: &Store, index: SessionIndex) {
        store.entries_of(index, &mut self.order);
        self.replay.clear();
        self.attempts.clear();
        self.gathered = Gathered::default();
    }

    fn builder<'a>(&'a mut self, store: &'a Store, tables: &'a Tables, index: SessionIndex) -> FactsBuilder<'a> {
        let FactsReader { order, replay, attempts, gathered, .. } = self;
        FactsBuilder { store, tables, session: store.sessions.get(index), order, replay, attempts, gathered }
    }

    /// Completes the facts of a session whose entries have been read.
    fn finish(&mut self, store: &mut Store, tables: &Tables, index: SessionIndex) {
        let session = store.sessions.get(index);
        let mut builder = self.builder(store, tables, index);
        if session.log_type.is_mail_access() {
            builder.mail_access();
        }
        let (mut facts, flags, speech) = builder.finish();
        let grouped = session.log_type.is_grouped();
        let origin = grouped.then(|| self.gathered.records.finish(session.log_type, &mut facts));
        if session.log_type == LogType::Http {
            requests::logons(store, &self.order, !facts.records.user.is_empty(), &mut self.attempts);
            facts = with_attempts(facts, &self.attempts.result());
            facts.noise = if facts.failed_attempts > 0 { Noise::None } else { facts.noise };
        }
        let session = store.sessions.get_mut(index);
        if let Some(origin) = origin {
            // Files come in any order, so only now is it known which record is the first.
            session.server = if origin.server.is_empty() { session.server } else { origin.server };
            session.labels = origin.labels.unwrap_or(session.labels);
        }
        session.facts = facts;
        session.flags = flags;
        session.stale = false;
        if !grouped {
            let (session, transactions) = (store.sessions.get(index), self.replay.transactions());
            let noise = Spoken { store, session, order: &self.order, transactions, speech }.noise();
            store.sessions.get_mut(index).facts.noise = noise;
        }
    }
}

/// The facts with what the attempts to authenticate amount to.
fn with_attempts(facts: Facts, found: &Attempted) -> Facts {
    Facts {
        attempts: found.attempts,
        failed_attempts: found.failed,
        denied_attempts: found.denied,
        guesses: found.guesses,
        logon: found.logon,
        ..facts
    }
}

/// What the entries of a session have shown so far.
#[derive(Debug, Default)]
struct Gathered {
    facts: Facts,
    ending: Ending,
    tls_succeeded: bool,
    /// The reply that agreed to TLS, as long as no command has followed.
    tls_agreed: TextIndex,
    /// There was a reply.
    is_answered: bool,
    speech: Speech,
    /// It passed on the messages of several clients.
    several_clients: bool,
    /// Position in the session of the next entry.
    place: u32,
    last_sequence: Option<u32>,
    last_time: Option<i64>,
    /// A message has been answered, and no command has followed yet: nobody waits for anything.
    is_between_messages: bool,
    /// The delay that the last entry announced, in milliseconds.
    announced_ms: u32,
    records: RecordsRead,
}

struct FactsBuilder<'a> {
    store: &'a Store,
    tables: &'a Tables,
    session: &'a Session,
    order: &'a [EntryIndex],
    replay: &'a mut Replay,
    attempts: &'a mut Attempts,
    gathered: &'a mut Gathered,
}

impl FactsBuilder<'_> {
    /// Reads the next entries, so many at most: fewer after missing rows, as there are queues of commands that are possible.
    fn entries(&mut self, most: usize) {
        let is_grouped = self.session.log_type.is_grouped();
        let mut room = most;
        while room > 0
            && let Some(&entry) = self.order.get(self.gathered.place as usize)
        {
            step();
            self.entry(entry);
            if is_grouped {
                self.record(entry);
            }
            room = room.saturating_sub(1 + self.replay.possible_queues());
        }
    }

    /// A record: its facts are in its cells.
    fn record(&mut self, entry: EntryIndex) {
        let Gathered { records, facts, .. } = &mut *self.gathered;
        records.entry(self.store, self.tables, self.session.log_type, entry, facts);
    }

    fn entry(&mut self, entry: EntryIndex) {
        let row = self.store.entries.get(entry);
        let gap = self.measure(row.sequence, row.time.0);
        let (was_between_messages, announced) =
            (self.gathered.is_between_messages, core::mem::take(&mut self.gathered.announced_ms));
        let text = row.text;
        let kind = self.store.texts.kind(text);
        let sequence = self.session.log_type.has_sequence().then_some(row.sequence);
        let answer = self.replay.entry(kind, sequence, || self.store.texts.get(text));
        let (store, order) = (self.store, self.order);
        note(
            self.attempts,
            self.gathered.place,
            kind,
            || store.texts.get(text),
            || verb_at(store, order, answer.command),
        );
        self.gathered.place += 1;
        match kind {
            // In a connectivity log `+` requests a connection.
            TextKind::Connect => self.gathered.ending.connected |= self.session.log_type != LogType::Connectivity,
            TextKind::Disconnect => self.disconnect(text),
            TextKind::Command(verb) => {
                self.gathered.is_between_messages = false;
                self.command(verb, text);
            }
            TextKind::Reply { code, continued } => {
                self.gathered.is_between_messages |= !continued && self.ends_message(code, answer);
                self.gathered.speech.is_greeted |= code == 220;
                self.names_server(code, text, answer);
                self.reply(code, text, answer);
            }
            TextKind::Answered { verb, status } => {
                self.command(verb, text);
                self.reply(status, text, answer);
            }
            TextKind::Credential => {}
            TextKind::Information(kind) => self.information(kind, text),
            TextKind::Delivery => self.connectivity(Direction::Progress, text),
            // Read from their cells.
            TextKind::Record { .. } => {}
            // Read in a pass of their own, since they need the extra cells of the entries.
            TextKind::Access { .. } | TextKind::AccessReply(_) => {}
        }
        if !was_between_messages {
            // The row about a tarpit is written before the delay, that about a delayed acknowledgement after it.
            let wait = gap.saturating_sub(announced).saturating_sub(self.gathered.announced_ms);
            if wait > self.gathered.facts.longest_wait_ms {
                let wait = wait.saturating_sub(self.transfer_ms(kind, answer, wait));
                self.gathered.facts.longest_wait_ms = self.gathered.facts.longest_wait_ms.max(wait);
            }
        }
    }

    /// How much of a pause a slow line takes for the message, or the chunk of one, that is answered after it, in milliseconds.
    fn transfer_ms(&self, kind: TextKind, answer: Answer, pause: u32) -> u32 {
        let command = answer.command.unwrap_or(u32::MAX);
        // Until 354 nothing is sent.
        if pause < WORTH_READING || !matches!(kind, TextKind::Reply { code, .. } if code != 354) {
            return 0;
        }
        let bytes = match verb_at(self.store, self.order, answer.command) {
            Some(Verb::Bdat) => self
                .text_at(answer.command)
                .and_then(|text| chunk(self.store.texts.get(text).data))
                .map_or(0, |(bytes, _)| bytes),
            Some(Verb::Data) => {
                let mut transactions = self.replay.transactions().iter().rev();
                let own = transactions.find(|transaction| transaction.first <= command);
                own.filter(|own| own.last > command).and_then(|own| self.message_size(own)).unwrap_or(0)
            }
            _ => 0,
        };
        u32::try_from(bytes.saturating_mul(1000) / SLOW_LINE).unwrap_or(u32::MAX)
    }

    /// Whether a reply answers a message, or what a client sends to be ready for another one.
    fn ends_message(&self, code: u16, answer: Answer) -> bool {
        match verb_at(self.store, self.order, answer.command) {
            Some(Verb::Data | Verb::Bdat) => code != 354 && !self.replay.is_in_message(),
            Some(Verb::Rset | Verb::Noop) => !self.replay.is_in_message() && !self.replay.transactions().is_empty(),
            _ => false,
        }
    }

    /// Facts of a mailbox session.
    fn mail_access(&mut self) {
        let mut access = MailAccess::new(self.attempts);
        for (place, &entry) in (0..).zip(self.order) {
            access.entry(self.store, self.tables, entry, place);
        }
        self.gathered.facts = access.facts(self.gathered.facts);
        self.gathered.ending.proxied |= access.proxied;
        self.gathered.ending.refusal = access.worst;
        self.gathered.ending.is_used = access.is_used;
        self.gathered.speech = access.speech;
    }

    /// Measures pauses and holes. Returns the pause before the entry, in milliseconds.
    fn measure(&mut self, sequence: u32, time: i64) -> u32 {
        let gap = self.gathered.last_time.map_or(0, |last| time.saturating_sub(last));
        let gap = u32::try_from(gap.max(0)).unwrap_or(u32::MAX);
        self.gathered.facts.largest_gap_ms = self.gathered.facts.largest_gap_ms.max(gap);
        self.gathered.last_time = Some(time);
        if self.session.log_type.has_sequence() {
            let expected = self.gathered.last_sequence.map_or(sequence, |last| last.saturating_add(1));
            let missing = sequence.saturating_sub(expected);
            note_hole(self.attempts, missing);
            self.gathered.facts.missing = self.gathered.facts.missing.saturating_add(missing);
            self.gathered.last_sequence = Some(sequence);
        }
        gap
    }

    fn command(&mut self, verb: Verb, text: TextIndex) {
        let facts = &mut self.gathered.facts;
        let agreed = core::mem::take(&mut self.gathered.tls_agreed);
        if agreed.is_some() && !facts.tls.is_some() {
            facts.tls = agreed;
        }
        self.gathered.ending.is_used |= !is_preliminary(verb);
        self.gathered.speech.command(verb);
        match verb {
            Verb::Helo | Verb::Ehlo => facts.hello = text,
            Verb::Mail if !facts.sender.is_some() => facts.sender = text,
            Verb::Rcpt => {
                facts.recipients += 1;
                if !facts.recipient.is_some() {
                    facts.recipient = text;
                }
            }
            verb if names_proxied_client(verb) => self.proxied_client(text),
            _ => {}
        }
    }

    /// A reply in which the server may name itself.
    fn names_server(&mut self, code: u16, text: TextIndex, answer: Answer) {
        let is_first = !core::mem::replace(&mut self.gathered.is_answered, true);
        let facts = &mut self.gathered.facts;
        if is_first && code == 220 && answer.command.is_none() {
            facts.greeting = text;
        }
        let accepts_hello = || matches!(verb_at(self.store, self.order, answer.command), Some(Verb::Ehlo | Verb::Helo));
        if code == 250 && !facts.hello_reply.is_some() && accepts_hello() {
            facts.hello_reply = text;
        }
    }

    /// A reply, and what it answers.
    fn reply(&mut self, code: u16, text: TextIndex, answer: Answer) {
        if answer.cause.is_some() {
            return;
        }
        let starts_tls = |verb| matches!(verb, Verb::StartTls | Verb::XAnonymousTls);
        if code == 220 && verb_at(self.store, self.order, answer.command).is_some_and(starts_tls) {
            self.gathered.tls_agreed = text;
        }
        if code >= 400 && code / 100 > self.gathered.facts.worst_code / 100 {
            self.gathered.facts.worst_code = code;
            self.gathered.facts.worst_reply = text;
        }
        // In NNTP, 4xx also means "no such article", which refuses no mail.
        let refuses = code >= 400 && code != 535 && !self.session.log_type.is_news();
        if refuses && !verb_at(self.store, self.order, answer.command).is_some_and(authenticates) {
            self.gathered.ending.worst_refusal = code.max(self.gathered.ending.worst_refusal);
        }
    }

    fn information(&mut self, kind: InformationKind, text: TextIndex) {
        let facts = &mut self.gathered.facts;
        match kind {
            InformationKind::TlsSucceeded => {
                facts.tls = text;
                self.gathered.tls_succeeded = true;
            }
            InformationKind::TlsFailed if !self.gathered.tls_succeeded => {
                facts.tls = text;
                self.gathered.ending.tls_failed = true;
            }
            // The logon itself may not be in the log.
            InformationKind::BackendLocator => facts.user = text,
            InformationKind::ProxyEstablished => {
                facts.user = text;
                self.gathered.ending.proxied = true;
            }
            InformationKind::ProxiedClient => self.proxied_client(text),
            InformationKind::FailedToConnect => self.gathered.ending.connect_failed = true,
            InformationKind::Tarpit => self.tarpit(text),
            _ => {}
        }
    }

    /// A row that names the original client. Where there are several, none of them is the client of the session.
    fn proxied_client(&mut self, text: TextIndex) {
        let client = proxied_client_in(self.store.texts.get(text), self.store.texts.kind(text));
        let (facts, texts) = (&mut self.gathered.facts, &self.store.texts);
        let known = |index: TextIndex| match index.is_some() {
            true => proxied_client_in(texts.get(index), texts.kind(index)),
            false => ProxiedClient::default(),
        };
        let is_other = |own: &[u8], value: &[u8]| !own.is_empty() && !value.is_empty() && own != value;
        self.gathered.several_clients |= is_other(known(facts.original).address, client.address);
        if self.gathered.several_clients {
            (facts.original, facts.original_name) = (TextIndex::NONE, TextIndex::NONE);
            return;
        }
        if !client.address.is_empty() {
            facts.original = text;
        }
        if !client.name.is_empty() {
            facts.original_name = text;
        }
    }

    fn tarpit(&mut self, text: TextIndex) {
        let row = self.store.texts.get(text);
        if let Information::Tarpit(tarpit) = Information::parse(row.data, row.context) {
            let delay = u32::try_from(tarpit.duration_ms.unwrap_or(0)).unwrap_or(u32::MAX);
            self.gathered.facts.tarpit_ms = self.gathered.facts.tarpit_ms.saturating_add(delay);
            self.gathered.announced_ms = delay;
        }
    }

    fn disconnect(&mut self, text: TextIndex) {
        self.gathered.facts.ended = text;
        let row = self.store.texts.get(text);
        if self.session.log_type != LogType::Connectivity {
            self.gathered.ending.broken = row.context.contains(&b'(');
        } else {
            // Unless the row says how it ended.
            self.gathered.ending.unknown = true;
            self.connectivity(Direction::Disconnect, text);
        }
    }

    /// A row of a connectivity log.
    fn connectivity(&mut self, direction: Direction, text: TextIndex) {
        let store = self.store;
        match Connectivity::parse(direction, store.texts.get(text).data) {
            Connectivity::Established { .. } => self.gathered.ending.connected = true,
            Connectivity::Failed(_) => self.gathered.ending.attempt_failed = true,
            Connectivity::DnsFailed(_) => self.gathered.ending.connect_failed = true,
            Connectivity::Reply(reply) if reply.code >= 400 => self.reply(reply.code, text, Answer::default()),
            Connectivity::Finished(finished) => self.finished(&finished),
            _ => {}
        }
    }

    fn finished(&mut self, finished: &Finished<'_>) {
        let narrow = |count: u64| u32::try_from(count).unwrap_or(u32::MAX);
        self.gathered.facts.messages = finished.messages.map_or(0, narrow);
        self.gathered.facts.recipients = finished.recipients.map_or(0, narrow);
        self.gathered.facts.size = finished.bytes.unwrap_or(0);
        let end = finished.end();
        self.gathered.ending.retried = matches!(end, End::Retry | End::NotConnected);
        self.gathered.ending.connect_failed |= end == End::NotConnected;
        self.gathered.ending.unknown =
            finished.messages.is_none() || (finished.messages == Some(0) && end == End::Unknown);
    }

    fn finish(mut self) -> (Facts, Flags, Speech) {
        self.replay.finish();
        let accepted = |transaction: &&Transaction| transaction.outcome == TransactionOutcome::Accepted;
        for transaction in self.replay.transactions().iter().filter(accepted) {
            self.gathered.facts.messages += 1;
            self.gathered.facts.size =
                self.gathered.facts.size.saturating_add(self.message_size(transaction).unwrap_or(0));
        }
        let mut flags = self.session.flags;
        let connected = self.gathered.ending.connected && self.session.log_type.has_sequence();
        // Logs without rows for the begin and end of a connection show them in the conversation.
        let has_both_sides = self.session.log_type.has_both_sides();
        let begun = self.session.begun
            || (has_both_sides && (self.gathered.facts.hello.is_some() || self.session.log_type.is_news()));
        let ended = self.session.ended || (has_both_sides && self.gathered.speech.has_quit);
        let has_ends = self.session.log_type.has_ends();
        flags.set(Flags::NO_BEGIN, has_ends && !begun && !connected);
        // A connection that was never established has no end.
        flags.set(Flags::NO_END, has_ends && !ended && !self.gathered.ending.never_connected());
        flags.set(Flags::HOLES, self.gathered.facts.missing > 0);
        flags.set(Flags::CUT_OFF, self.is_cut_off());
        self.authentication(flags);
        self.gathered.facts.outcome = if self.session.log_type.is_mail_access() {
            mail_access_outcome(&self.gathered.facts, flags, &self.gathered.ending)
        } else {
            outcome(&self.gathered.facts, flags, &self.gathered.ending, self.replay.transactions())
        };
        (self.gathered.facts, flags, self.gathered.speech)
    }

    /// Whether the connection ended while a message was on its way. Who waits in vain for the rest of it says so before it closes.
    fn is_cut_off(&self) -> bool {
        let is_in_vain = |place| {
            let text = self.text_at(Some(place)).map_or(&b""[..], |text| self.store.texts.get(text).data);
            WAITED_IN_VAIN.iter().any(|words| contains(text, words))
        };
        let is_lost = self.replay.is_sending() || self.replay.interrupted().is_some_and(is_in_vain);
        is_lost && self.gathered.facts.ended.is_some()
    }

    /// Facts of the attempts to authenticate.
    fn authentication(&mut self, flags: Flags) {
        let found = self.attempts.result();
        self.gathered.facts = with_attempts(self.gathered.facts, &found);
        let Some(shown) = found.shown else { return };
        let mechanism = shown.command.or(shown.failure);
        self.gathered.facts.auth = self.text_at(mechanism).unwrap_or(self.gathered.facts.auth);
        self.gathered.facts.user = self.text_at(shown.user).unwrap_or(self.gathered.facts.user);
        let is_part = flags.has(Flags::NO_BEGIN) || flags.has(Flags::NO_END) || flags.has(Flags::HOLES);
        let is_whole = !is_part && (self.session.log_type.has_ends() || self.gathered.speech.has_quit);
        let by_client = self.session.log_type != LogType::SmtpSend
            && verb_at(self.store, self.order, shown.command).is_none_or(|verb| verb == Verb::Auth);
        if found.logon == Logon::Ok
            && is_whole
            && by_client
            && !self.gathered.ending.is_used
            && !self.gathered.ending.proxied
        {
            self.gathered.facts.logon = Logon::Tested;
        }
    }

    fn text_at(&self, place: Option<u32>) -> Option<TextIndex> {
        let entry = *self.order.get(place? as usize)?;
        Some(self.store.entries.text(entry))
    }

    fn message_size(&self, transaction: &Transaction) -> Option<u64> {
        let text = |place: u32| {
            let entry = self.order.get(place as usize).copied()?;
            Some(self.store.entries.text(entry))
        };
        let texts = &self.store.texts;
        let reply = transaction.decision.and_then(|decision| text(decision.place));
        let reply = reply.and_then(|reply| texts.get(reply).reply(texts.kind(reply)));
        let mail = transaction.mail.and_then(text).map_or(&b""[..], |mail| texts.get(mail).data);
        message_size(mail, reply, transaction.chunk_bytes)
    }
}

/// The verb of the command at a place.
fn verb_at(store: &Store, order: &[EntryIndex], place: Option<u32>) -> Option<Verb> {
    let entry = *order.get(place? as usize)?;
    store.texts.kind(store.entries.text(entry)).verb()
}

/// Whether a command only leads to what a client wants, or away from it.
fn is_preliminary(verb: Verb) -> bool {
    use Verb::{AuthInfo, Ehlo, Helo, Help, Noop, Quit, Rset, StartTls, XAnonymousTls};
    authenticates(verb) || matches!(verb, AuthInfo | Ehlo | Helo | Help | Noop | Quit | Rset | StartTls | XAnonymousTls)
}
