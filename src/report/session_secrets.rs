//! What is secret in a session, to mask it wherever it is repeated: in replies, notes, names, labels and other cells.

use super::credential::{
    begins_login, find_in, find_in_context, is_credential, is_unknown_context, is_unknown_line, is_user_name,
};
use super::masking::{credentials_in, decoded, has_credential, is_public, is_secret_column, secret_after};
use super::ordered::{Ordered, take_room};
use crate::archive::{Archive, Credentials};
use crate::bytes::{begins_with, split_once, strip_prefix};
use crate::content::{Text, TextKind};
use crate::entry::Event;
use crate::exchange::certificate::is_host_name;
use crate::exchange::user_name;
use crate::format::Property;
use crate::session::view::SessionView;
use crate::smtp::{self, Verb};
use crate::store::tables::Table;
use crate::store::{Session, StringIndex, TextIndex};
use crate::text::secret::{is_host, is_no_word};
use crate::text::secrets::{FoundSecrets, Secrets};
use crate::work::{Job, PART, finish};
use alloc::vec::Vec;
use core::ops::Range;

/// The secrets in the entries of a session; none if the user asked to see them.
pub fn session_secrets(ordered: &Ordered<'_>, session: &Session) -> Secrets {
    let mut search = SecretsSearch::default();
    loop {
        if let Some(secrets) = search.go_on(ordered, session, &mut { PART }) {
            return secrets;
        }
    }
}

/// A response of which a client sends a piece after the other, in rows without a reply in between.
#[derive(Debug, Default)]
struct Pieces {
    joined: Vec<u8>,
    count: usize,
}

impl Pieces {
    fn add(&mut self, piece: &[u8]) {
        self.joined.extend_from_slice(piece.trim_ascii());
        self.count += 1;
    }
}

/// The search for the secrets in the entries of a session, of which there may be millions.
#[derive(Debug, Default)]
pub struct SecretsSearch {
    /// Place of the next entry.
    next: usize,
    found: FoundSecrets,
    /// The response that the client is sending.
    pieces: Pieces,
    /// Puts them in order, once all entries have been searched.
    order: Option<Job<Secrets>>,
}

impl SecretsSearch {
    /// Searches as many further entries as there is room for, which they take, as does putting in order what was found.
    /// Returns that once all have been searched.
    pub fn go_on(&mut self, ordered: &Ordered<'_>, session: &Session, room: &mut usize) -> Option<Secrets> {
        if ordered.archive.credentials == Credentials::Shown {
            return Some(Secrets::NONE);
        }
        self.search(ordered, session, room);
        if self.next < ordered.order.len() {
            return None;
        }
        if self.order.is_none() && self.found.is_empty() {
            return Some(Secrets::NONE);
        }
        let found = &mut self.found;
        let order = self.order.get_or_insert_with(|| Job::new(Secrets::of(core::mem::take(found))));
        while *room > 0 {
            let secrets = order.step();
            if secrets.is_some() {
                return secrets;
            }
            *room = room.saturating_sub(PART);
        }
        None
    }

    fn search(&mut self, ordered: &Ordered<'_>, session: &Session, room: &mut usize) {
        let archive = ordered.archive;
        let beside = Beside { archive, session: Some(SessionView::new(&archive.store, session)), row: None };
        let user = beside.session.map_or(&b""[..], |view| view.user());
        let (secrets, pieces) = (core::mem::take(&mut self.found), core::mem::take(&mut self.pieces));
        let mut found = Found { archive, user, beside, secrets, pieces };
        for place in take_room(self.next, ordered.order.len(), room) {
            let row = archive.tables.of_entry(ordered.order[place]);
            found.beside.row = row;
            found.entry(ordered, place as u32);
            if let Some((table, row)) = row {
                found.row(table, row);
            }
            self.next = place + 1;
        }
        if self.next >= ordered.order.len() {
            found.end_response();
        }
        (self.found, self.pieces) = (found.secrets, found.pieces);
    }
}

/// The secrets in a row of a table.
pub fn row_secrets(archive: &Archive, table: &Table, row: usize) -> Secrets {
    if archive.credentials == Credentials::Shown {
        return Secrets::NONE;
    }
    let beside = Beside { archive, session: None, row: Some((table, row)) };
    let mut found = Found { archive, user: b"", beside, secrets: FoundSecrets::default(), pieces: Pieces::default() };
    found.row(table, row);
    finish(Secrets::of(found.secrets))
}

/// Whether a text contains a credential, whatever was said before it. Found once for each text.
pub fn text_has_credential(archive: &Archive, index: TextIndex) -> bool {
    let texts = &archive.store.texts;
    archive.screened.texts.ask(index.0, || {
        let text = texts.get(index);
        let kind = texts.kind(index);
        !credentials_in(text.data, find_in(kind, text.data)).is_empty()
            || !credentials_in(text.context, find_in_context(kind)).is_empty()
    })
}

/// Most bytes of credentials of one text that are parts of others: a text may be thousands of values, each of which may
/// extend to its end.
const MAX_OVERLAP: usize = 64 << 10;

/// Credentials of a text, in order, without those that overlap too much.
fn apart(ranges: Vec<Range<usize>>) -> impl Iterator<Item = Range<usize>> {
    let (mut end, mut overlap) = (0, 0);
    ranges.into_iter().filter(move |range| {
        overlap += if range.start < end { range.len() } else { 0 };
        let is_apart = range.start >= end;
        end = range.end.max(end);
        is_apart || overlap <= MAX_OVERLAP
    })
}

/// Length of a reply code with the sign after it, in bytes.
const REPLY_CODE: usize = 4;

/// Most words of a line that are looked for by themselves.
const MAX_WORDS: usize = 1000;

/// Words with digits that protocols have.
const KEYWORDS: &[&str] = &[
    "8BITMIME",
    "SMTPUTF8",
    "UTF8",
    "UTF-8",
    "HTTP/1.0",
    "HTTP/1.1",
    "HTTP/2",
    "CRAM-MD5",
    "DIGEST-MD5",
    "SCRAM-SHA-1",
    "SCRAM-SHA-256",
    "XOAUTH2",
    "IMAP4",
    "IMAP4rev1",
    "POP3",
];

/// Whether a word of a line that may be anything may be a secret by itself: it is a number or no word of a language, and
/// neither an address nor a name of a host, a user or a protocol.
fn may_be_secret(word: &[u8], user: &[u8]) -> bool {
    let host = word.rsplit(|byte| *byte == b'@').next().unwrap_or_default();
    (is_no_word(word) || word.iter().all(u8::is_ascii_digit))
        && !word.eq_ignore_ascii_case(user)
        && !KEYWORDS.iter().any(|keyword| word.eq_ignore_ascii_case(keyword.as_bytes()))
        && !is_host(host)
        && !is_public(word)
}

/// Whether a text is a verb of SMTP, or a MAIL or RCPT command that has an address and nothing secret, as it is typed: `MAILFROM:<ann@contoso.com>`.
fn is_of_command(text: &[u8]) -> bool {
    let is_sign = |byte: &u8| b" \t:.,;".contains(byte);
    let end = text.iter().rposition(|byte| !is_sign(byte)).map_or(0, |last| last + 1);
    let word = text.get(..end).unwrap_or_default();
    if Verb::of(word) != Verb::Other || [&b"FROM"[..], b"TO"].iter().any(|one| word.eq_ignore_ascii_case(one)) {
        return true;
    }
    let after = |text, keyword: &[u8]| strip_prefix(text, keyword).map(<[u8]>::trim_ascii_start);
    let argument = after(word, b"MAIL").and_then(|rest| after(rest, b"FROM"));
    let argument = argument.or_else(|| after(word, b"RCPT").and_then(|rest| after(rest, b"TO")));
    let path = argument.map(|rest| rest.strip_prefix(b":").unwrap_or(rest).trim_ascii());
    path.is_some_and(|path| {
        let mut words = path.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
        let is_parameter = |word: &[u8]| begins_with(word, b"SIZE=") || begins_with(word, b"BODY=");
        words.next().is_none_or(is_public) && words.all(is_parameter)
    })
}

struct Found<'a> {
    archive: &'a Archive,
    /// Who logged on.
    user: &'a [u8],
    beside: Beside<'a>,
    secrets: FoundSecrets,
    pieces: Pieces,
}

/// What is known of who did something without its credentials: it is no secret, whatever a client sends.
#[derive(Clone, Copy)]
struct Beside<'a> {
    archive: &'a Archive,
    session: Option<SessionView<'a>>,
    /// The row in which a credential is.
    row: Option<(&'a Table, usize)>,
}

impl Beside<'_> {
    /// Whether a text is a server, the service or the connector, the user, or the path of the request.
    fn has(&self, text: &[u8]) -> bool {
        let is_path =
            || text.starts_with(b"/") && self.is_in_row(Property::Url, |path| path.eq_ignore_ascii_case(text));
        self.has_server(text) || self.has_user(text) || is_path()
    }

    fn has_server(&self, text: &[u8]) -> bool {
        let is_of_session = |session: SessionView<'_>| {
            let connector = self.archive.store.strings.get(session.session().labels.connector);
            [session.server(), session.service()].iter().any(|name| name.as_bytes().eq_ignore_ascii_case(text))
                || (text.contains(&b'\\') && connector.eq_ignore_ascii_case(text))
        };
        self.session.is_some_and(is_of_session)
            || (is_host_name(text) && self.is_in_row(Property::Server, |server| server.eq_ignore_ascii_case(text)))
    }

    /// Where each row names its user, another row may have a password in that column.
    fn has_user(&self, text: &[u8]) -> bool {
        match self.row {
            Some((table, _)) if table.properties.contains(&Some(Property::User)) => {
                self.is_in_row(Property::User, |user| is_user(user, text))
            }
            _ => self.session.is_some_and(|session| is_user(session.user(), text)),
        }
    }

    fn is_in_row(&self, property: Property, is: impl Fn(&[u8]) -> bool) -> bool {
        self.row.is_some_and(|(table, row)| {
            let mut cells = table.properties.iter().zip(table.row(row));
            cells.any(|(found, cell)| *found == Some(property) && is(self.archive.store.strings.get(cell)))
        })
    }
}

/// Whether a text is the name of a user, with or without domain.
fn is_user(user: &[u8], text: &[u8]) -> bool {
    [user, user_name(user)].iter().any(|name| !name.is_empty() && name.eq_ignore_ascii_case(text))
}

impl Found<'_> {
    fn entry(&mut self, ordered: &Ordered<'_>, place: u32) {
        if is_credential(ordered, place) {
            self.credential(ordered, place);
            return self.context(ordered, place);
        }
        // Notes may be between the pieces of a response.
        if self.pieces.count > 0 && !matches!(ordered.kind(place), TextKind::Information(_)) {
            self.end_response();
        }
        if is_unknown_line(ordered, place) {
            self.unknown(ordered.text(place).0.data);
        } else if ordered.text_index(place).is_some_and(|index| text_has_credential(self.archive, index)) {
            let (text, kind) = ordered.text(place);
            self.text(text, kind);
        }
        self.context(ordered, place);
    }

    /// All of what a client sent to authenticate. What looks like a command or a reply may be repeated in part.
    fn credential(&mut self, ordered: &Ordered<'_>, place: u32) {
        let text = ordered.text(place).0;
        let is_user_name = is_user_name(ordered, place);
        self.response(text.data, is_user_name);
        let is_reply = smtp::Reply::parse(text.data).is_some();
        if !is_user_name && (is_reply || text.data.trim_ascii().contains(&b' ')) {
            self.unknown(text.data.get(if is_reply { REPLY_CODE } else { 0 }..).unwrap_or_default());
        }
        // The echo of a line is no further piece.
        if text.event != Event::Information {
            self.pieces.add(text.data);
        }
    }

    /// The response that was sent in pieces is complete.
    fn end_response(&mut self) {
        let pieces = core::mem::take(&mut self.pieces);
        if pieces.count > 1 {
            self.response(&pieces.joined, false);
        }
    }

    fn context(&mut self, ordered: &Ordered<'_>, place: u32) {
        if is_unknown_context(ordered, place) {
            self.unknown(ordered.text(place).0.context);
        }
    }

    /// What is no known command: all of it, its words, as a reply may repeat one of them, and a word of which a mail
    /// program made two.
    fn unknown(&mut self, line: &[u8]) {
        self.line(line);
        let separates = |byte: &u8| b"&=;,:\"'<>()[]{}|".contains(byte);
        let words = line.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
        let mut count = 0;
        for word in words.take(MAX_WORDS) {
            count += 1;
            let parts = word.split(separates).filter(|part| part.len() < word.len());
            for part in core::iter::once(word).chain(parts) {
                if may_be_secret(part, self.user) {
                    self.line(part);
                }
            }
        }
        if count == 2 {
            let joined: Vec<u8> = line.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect();
            self.line(&joined);
        }
    }

    /// All of an unknown line, or a part of it. A mistyped command has most of its words in common with those that are right.
    fn line(&mut self, text: &[u8]) {
        let beside = self.beside;
        self.add(text, false, &|form| is_public(form) || beside.has(form) || is_of_command(form));
    }

    fn text(&mut self, text: Text<'_>, kind: TextKind) {
        let login = begins_login(text.data);
        for range in apart(credentials_in(text.data, find_in(kind, text.data))) {
            // More of it may follow.
            if range.end == text.data.trim_ascii_end().len() {
                self.pieces = Pieces::default();
                self.pieces.add(text.data.get(range.clone()).unwrap_or_default());
            }
            self.response(text.data.get(range).unwrap_or_default(), login);
        }
        for range in apart(credentials_in(text.context, find_in_context(kind))) {
            self.response(text.context.get(range).unwrap_or_default(), false);
        }
    }

    fn row(&mut self, table: &Table, row: usize) {
        let strings = &self.archive.store.strings;
        // What a client of a web server sent as its name: `ann:password`. A name of claims begins with a letter, `i:0#.w|ann`.
        let user = strings.get(table.property(row, Property::User));
        let found = split_once(user, b":").filter(|(name, _)| table.log_type.is_inferred() && name.len() > 1);
        if let Some((_, password)) = found {
            self.cell(password);
        }
        let mut before = StringIndex::EMPTY;
        for (&name, cell) in table.columns.iter().zip(table.row(row)) {
            let command = core::mem::replace(&mut before, cell);
            if cell.is_empty() {
                continue;
            }
            let text = strings.get(cell);
            if is_secret_column(self.archive, name) {
                self.cell(text);
            }
            if let Some(start) = secret_after(strings.get(command), text) {
                self.cell(text.get(start..).unwrap_or_default());
            }
            // Of a column of cookies, the rest of a session may repeat one.
            if has_credential(self.archive, cell) {
                let found = apart(credentials_in(text, smtp::secret_in_text));
                found.for_each(|range| self.response(text.get(range).unwrap_or_default(), false));
            }
        }
    }

    /// A cell that is a credential whatever it looks like. A summary of its column shows cells without what marks them as
    /// such, so it is looked for even if it has the shape of an address or is the name of the user.
    fn cell(&mut self, credential: &[u8]) {
        let beside = self.beside;
        self.add(credential, false, &|form| beside.has_server(form));
    }

    /// A credential, with what it encodes unless that is the name of a user.
    fn response(&mut self, credential: &[u8], is_user_name: bool) {
        let beside = self.beside;
        self.add(credential, is_user_name, &|form| is_public(form) || beside.has(form));
    }

    fn add(&mut self, credential: &[u8], is_user_name: bool, is_public: &dyn Fn(&[u8]) -> bool) {
        self.secrets.add(credential, is_public);
        if !is_user_name {
            decoded(credential, self.user).iter().for_each(|secret| self.secrets.add(secret, is_public));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mistyped_commands_are_no_secrets() {
        for text in [
            "MAILFROM:<app@contoso.com>",
            "mail from <app@contoso.com> SIZE=900",
            "RCPTTO:<bob@fabrikam.com>",
            "RCPT TO",
            "From:",
            "DATA.",
            "Quit",
        ] {
            assert!(is_of_command(text.as_bytes()), "{text}");
        }
        for text in ["hunter2", "MAILFROM:hunter2", "RCPT TO:<bob@fabrikam.com> hunter2", "LOGI ann hunter2", "fromage"]
        {
            assert!(!is_of_command(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn words_that_replies_have_are_no_secrets() {
        for word in ["Zebra-Quilt77", "hunter2", "p@ssword", "739274", "xYz", "AGFubgBodW50ZXIy"] {
            assert!(may_be_secret(word.as_bytes(), b"ann7"), "{word}");
        }
        for word in [
            "LOGI",
            "ann7",
            "refused",
            "ann7@contoso.com",
            "<ann7@contoso.com>",
            "EX01.contoso.com",
            "192.0.2.10",
            "192.0.2.10:25",
            "8bitmime",
        ] {
            assert!(!may_be_secret(word.as_bytes(), b"ann7"), "{word}");
        }
    }
}
