//! Masking: the text of a log is displayed without credentials.
//!
//! Exchange 2007 and later mostly omit credentials from their logs. Older versions write them in full, and a log that
//! was mistaken for another one, or written by other software, may contain them anywhere. So the page and the exports
//! accept text of a log only as [`DisplayText`], and [`Mask`] is the only way to make one: from a field
//! ([`Mask::text`]), a name or an id ([`Mask::name`]), a cell of a row ([`Mask::cell`]), a line that could not be read
//! ([`Mask::line`]), or the `data` of an entry, whose meaning determines what to look for ([`Mask::text_with`]).
//! Whether the user has asked to see credentials is a property of the archive ([`Credentials`]). What a credential
//! looks like is defined with the commands ([`smtp`], POP3 and IMAP4) and, for passwords and tokens in any text, in
//! [`secret`](crate::text::secret); this module decides which of those to apply.
//!
//! Masking is about the secret and not about its place: what is masked in one text of a session is masked in all of
//! them, so a mask knows the [`Secrets`] of the session whose texts it converts ([`Mask::with`]). And what nobody can
//! tell from a secret is masked entirely: a line of a client that is no known command ([`Mask::unknown_command`]), and
//! a line of a file that is no entry ([`Mask::unknown_line`]).

mod decoded;
mod display_text;
mod field;
mod hidden;
mod line;
mod public;
mod unknown;

pub use decoded::{decoded, response_in};
pub use display_text::{DisplayText, str_of};
pub use field::{FindSecret, credentials_in, secret_after, secret_in_command};
pub use hidden::hidden_characters;
pub use public::is_public;
pub use unknown::is_unknown;

use crate::archive::{Archive, Credentials};
use crate::bytes::between;
use crate::format::Property;
use crate::smtp;
use crate::store::StringIndex;
use crate::text::is_blank;
use crate::text::secret::is_secret_name;
use crate::text::secrets::{FoundSecrets, Secrets};
use crate::work::finish;
use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use field::{Known, credentials, lossy, masked_after, masked_by, masked_known};
use unknown::{NO_COMMAND, NO_ENTRY, hidden};

/// Converts text of a log to text that may be displayed.
#[derive(Clone, Copy, Debug)]
pub struct Mask<'a> {
    archive: &'a Archive,
    known: Known<'a>,
}

/// For texts that belong to no session.
static NO_SECRETS: Secrets = Secrets::NONE;

/// Whether a string contains a credential. Found once for each string.
pub fn has_credential(archive: &Archive, index: StringIndex) -> bool {
    let is_masked = || !credentials_in(archive.store.strings.get(index), smtp::secret_in_text).is_empty();
    archive.screened.strings.ask(index.0, is_masked)
}

/// Whether a string names a column whose cells are credentials. Found once for each string.
pub fn is_secret_column(archive: &Archive, name: StringIndex) -> bool {
    archive.screened.columns.ask(name.0, || is_secret_heading(archive.store.strings.get(name)))
}

/// Whether that is the name of a column whose cells are credentials.
pub fn is_secret_heading(name: &[u8]) -> bool {
    let name = without_quotes(name);
    is_secret_name(name) || is_secret_name(inner_name(name))
}

/// Whether a part of a displayed text is hidden.
pub fn is_masked(text: &str) -> bool {
    text.contains(field::MASKED)
}

/// The query of a rule: words of the program with numbers and times, in which what looks like a credential is none.
pub fn rule_query(query: &str) -> DisplayText<'static> {
    DisplayText::masked(Cow::Owned(query.into()))
}

/// A query that the user wrote, or a part of it in other words: who wrote it knows what is in it.
pub fn own_query(query: String) -> DisplayText<'static> {
    DisplayText::masked(Cow::Owned(query))
}

/// A name without the credentials in it, whether or not the user has asked to see them.
pub fn masked_name(name: &str) -> DisplayText<'_> {
    let masked = masked_by(name.as_bytes(), smtp::secret_in_text, Known::of(&NO_SECRETS));
    DisplayText::masked(masked.map_or(Cow::Borrowed(name), Cow::Owned))
}

impl<'a> Mask<'a> {
    /// The mask for what belongs to no session.
    pub fn of(archive: &'a Archive) -> Mask<'a> {
        Mask::with(archive, &NO_SECRETS)
    }

    /// The mask for texts of a session or a row that has these secrets.
    pub fn with(archive: &'a Archive, known: &'a Secrets) -> Mask<'a> {
        Mask { archive, known: Known::of(known) }
    }

    /// The same for names and numbers that Exchange itself wrote: of a secret that is only a part of one, it is there by
    /// accident, and would hide who did what.
    pub fn of_exchange(self) -> Mask<'a> {
        Mask { known: Known { is_whole: true, ..self.known }, ..self }
    }

    fn masks(self) -> bool {
        self.archive.credentials == Credentials::Masked
    }

    /// A field of a log, without the credential in an AUTH command or quoted from one, and without passwords and
    /// tokens.
    pub fn text(self, field: &[u8]) -> DisplayText<'_> {
        self.text_with(field, smtp::secret_in_text)
    }

    /// Like [`Mask::text`], for a command in which `find` locates the credential.
    #[inline(never)]
    pub fn text_with(self, field: &[u8], find: FindSecret) -> DisplayText<'_> {
        let masked = if self.masks() { masked_by(field, find, self.known) } else { None };
        DisplayText::masked(masked.map_or_else(|| String::from_utf8_lossy(field), Cow::Owned))
    }

    /// A field that has no credential of its own.
    pub fn screened(self, field: &[u8]) -> DisplayText<'_> {
        let masked = if self.masks() { masked_known(field, self.known) } else { None };
        DisplayText::masked(masked.map_or_else(|| String::from_utf8_lossy(field), Cow::Owned))
    }

    /// A credential in its entirety.
    pub fn credential(self, field: &[u8]) -> DisplayText<'_> {
        DisplayText::masked(if self.masks() { Cow::Borrowed(field::MASKED) } else { String::from_utf8_lossy(field) })
    }

    /// A line of a client that is no known command.
    pub fn unknown_command(self, line: &[u8]) -> DisplayText<'_> {
        self.hidden(NO_COMMAND, line)
    }

    /// A line of a file that is no entry of a log.
    pub fn unknown_line(self, line: &[u8]) -> DisplayText<'static> {
        self.hidden(NO_ENTRY, line).into_owned()
    }

    fn hidden<'t>(self, what: &str, line: &'t [u8]) -> DisplayText<'t> {
        let is_hidden = self.masks() && !line.trim_ascii().is_empty();
        DisplayText::masked(match is_hidden {
            true => Cow::Owned(hidden(what, line.len())),
            false => String::from_utf8_lossy(line),
        })
    }

    /// A name, an address, an id or another short value.
    pub fn name(self, name: &[u8]) -> DisplayText<'_> {
        self.text(name)
    }

    /// The condition on a value, of which it is known that it has the value in it and nothing else of a log; `None` if a part of the
    /// value is masked, as what is masked is in no query.
    pub fn condition(self, value: &[u8], condition: String) -> Option<DisplayText<'static>> {
        let is_whole = self.name(value).as_str().as_bytes() == value;
        is_whole.then(|| DisplayText::masked(Cow::Owned(condition)))
    }

    /// Like [`Mask::name`], for a value composed of text of the log.
    pub fn composed<'t>(self, text: impl Into<Cow<'t, str>>) -> DisplayText<'t> {
        self.composed_text(text.into())
    }

    #[inline(never)]
    fn composed_text(self, text: Cow<'_, str>) -> DisplayText<'_> {
        let masked = if self.masks() { masked_by(text.as_bytes(), smtp::secret_in_text, self.known) } else { None };
        DisplayText::masked(masked.map_or(text, Cow::Owned))
    }

    /// A sentence about an entry that may quote it.
    pub fn sentence(self, sentence: Cow<'static, str>) -> DisplayText<'static> {
        match sentence {
            Cow::Borrowed(words) => DisplayText::from(words),
            Cow::Owned(sentence) => self.composed(sentence),
        }
    }

    /// An interned name.
    pub fn string(self, index: StringIndex) -> DisplayText<'a> {
        let name = self.archive.store.strings.get(index);
        if has_credential(self.archive, index) { self.text(name) } else { self.screened(name) }
    }

    /// A cell of a row. `column` is the name of its column, which may be that of a password; `before` is the previous
    /// cell: POP3 and IMAP4 logs have a command in one cell and its arguments in the next.
    pub fn cell(self, column: StringIndex, before: StringIndex, index: StringIndex) -> DisplayText<'a> {
        let strings = &self.archive.store.strings;
        let cell = strings.get(index);
        let is_of_exchange = || Property::of_column(strings.get(column)).is_some_and(Property::is_of_exchange);
        if !self.known.secrets.is_empty() && !self.known.is_whole && is_of_exchange() {
            return self.of_exchange().cell(column, before, index);
        }
        if is_secret_column(self.archive, column) && !is_blank(cell) {
            return self.credential(cell);
        }
        let argument = if self.masks() && !before.is_empty() { masked_after(strings.get(before), cell) } else { None };
        argument.map_or_else(|| self.string(index), |masked| DisplayText::masked(Cow::Owned(masked)))
    }

    /// A line of a file that could not be read. NUL bytes are removed: between letters, as in UTF-16 inside a file that
    /// is not UTF-16, they would hide a credential from this code but not from a person.
    pub fn line(self, line: &[u8]) -> DisplayText<'static> {
        self.line_by(line, line::masked)
    }

    /// A line of a file that could be read.
    pub fn read_line(self, line: &[u8]) -> DisplayText<'static> {
        self.line_by(line, line::masked_as_read)
    }

    /// The beginning of a line whose rest is not there: what the rest would show to be a secret cannot be told.
    pub fn cut_line(self, line: &[u8]) -> DisplayText<'static> {
        self.line_by(line, line::masked_cut)
    }

    fn line_by(self, line: &[u8], masked: fn(&[u8]) -> String) -> DisplayText<'static> {
        let line: Vec<u8> = line.iter().copied().filter(|&byte| byte != 0).collect();
        if !self.masks() {
            return DisplayText::masked(Cow::Owned(lossy(&line)));
        }
        let shown = masked(&line);
        // A line may repeat its own secret, and its session is not known.
        let mut own = FoundSecrets::default();
        let found = credentials(&line).into_iter().filter_map(|range| line.get(range));
        found.for_each(|secret| own.add(secret, &is_public));
        let own = finish(Secrets::of(own));
        let shown = masked_known(shown.as_bytes(), Known::of(&own)).unwrap_or(shown);
        DisplayText::masked(Cow::Owned(masked_known(shown.as_bytes(), self.known).unwrap_or(shown)))
    }
}

/// The name of a header in that of a W3C column, `Cookie` in `cs(Cookie)`; else all of it.
fn inner_name(column: &[u8]) -> &[u8] {
    without_quotes(between(column, b"(", b")").unwrap_or(column))
}

/// A name without the quotes around it, which a header may have doubled.
fn without_quotes(name: &[u8]) -> &[u8] {
    let is_of_name = |byte: &u8| !matches!(byte, b'"' | b'\'' | b'`' | b'\\') && !byte.is_ascii_whitespace();
    let start = name.iter().position(is_of_name).unwrap_or(name.len());
    let end = name.iter().rposition(is_of_name).map_or(start, |last| last + 1);
    name.get(start..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::format;

    fn with<'t>(credentials: Credentials, display: impl FnOnce(Mask<'_>) -> DisplayText<'t>) -> String {
        let archive = Archive { credentials, ..Archive::default() };
        String::from(display(Mask::of(&archive)).as_str())
    }

    /// A cell as it is shown: of a column with that name, after that cell.
    fn cell(credentials: Credentials, column: &str, before: &str, cell: &str) -> String {
        let mut archive = Archive { credentials, ..Archive::default() };
        let [column, before, cell] = [column, before, cell].map(|text| archive.store.strings.intern(text.as_bytes()));
        String::from(Mask::of(&archive).cell(column, before, cell).as_str())
    }

    #[test]
    fn credentials_in_lines_are_masked() {
        let shown = |line: &str| with(Credentials::Masked, |mask| mask.line(line.as_bytes()));
        assert_eq!(
            shown("t,c,s,1,<,AUTH PLAIN c2VjcmV0,x,y"),
            "t,c,s,1,<,AUTH PLAIN *****,***** (no known command, 3 bytes)"
        );
        assert_eq!(
            shown("2026-03-03 09:00:00 GET /owa/Hx7hunter2Qz - cadata=Hx7hunter2Qz"),
            "2026-03-03 09:00:00 GET /owa/***** - cadata=*****"
        );
        assert_eq!(shown("t,c,s,1,<,\"NOOP\nAUTH PLAIN c2Vjcm"), "t,c,s,1,<,\"NOOP\nAUTH PLAIN *****");
        assert_eq!(shown("t,c,s,1,<,c2VjcmV0,x,y"), "t,c,s,1,<,***** (no known command, 12 bytes)", "a response");
        assert_eq!(shown("t,c,s,1,l,r,>,YW5uYQ=="), "t,c,s,1,l,r,>,***** (no known command, 8 bytes)");
        assert_eq!(shown("t,c,s,1,l,r,>,\"sword, fish"), "t,c,s,1,l,r,>,***** (no known command, 12 bytes)", "cut");
        for event in ["-", "+", "*", ">"] {
            let rest = "192.0.2.1:25,198.51.100.7:4711";
            let line = format!("t,EX01\\R,s,1,{rest},{event},,Local \"sword fish\",fish");
            let begin = format!("t,EX01\\R,s,1,{rest},{event},,");
            assert_eq!(shown(&line), begin.clone() + "***** (no known command, 23 bytes)", "an event may be another");
            let read = with(Credentials::Masked, |mask| mask.read_line(line.as_bytes()));
            assert_eq!(read, line, "the event is certain");
        }
        let cut = |line: &str| with(Credentials::Masked, |mask| mask.cut_line(line.as_bytes()));
        assert_eq!(
            cut("2026-03-02T08:00:00.000Z,swordfish"),
            "2026-03-02T08:00:00.000Z,***** (of a longer line, 9 bytes)"
        );
        assert_eq!(cut("swordfish"), "***** (of a longer line, 9 bytes)");
        assert_eq!(shown("t,s,SMTP,d,>,mx[192.0.2.1]"), "t,s,SMTP,d,>,mx[192.0.2.1]", "of a connectivity log");
        assert_eq!(shown("t,OutBound,s,1,<,QUIT,x,y"), "t,OutBound,s,1,<,QUIT,***** (no known command, 3 bytes)");
        assert_eq!(shown("A\0U\0T\0H\0 \0P\0L\0A\0I\0N\0 \0c\x002\0V\0"), "AUTH PLAIN *****");
    }

    #[test]
    fn credentials_that_the_user_asked_for_are_shown_as_logged() {
        let line = "t,c,s,1,<,AUTH PLAIN c2VjcmV0,pass x,password=y";
        let shown = Credentials::Shown;
        assert_eq!(with(shown, |mask| mask.line(line.as_bytes())), line);
        assert_eq!(with(shown, |mask| mask.text(line.as_bytes())), line);
        assert_eq!(with(shown, |mask| mask.name(line.as_bytes())), line);
        assert_eq!(with(shown, |mask| mask.composed(line)), line);
        assert_eq!(with(shown, |mask| mask.credential(b"c2VjcmV0")), "c2VjcmV0");
        assert_eq!(with(Credentials::Masked, |mask| mask.credential(b"c2VjcmV0")), "*****");
        assert_eq!(cell(shown, "parameters", "pass", "hunter2"), "hunter2");
        assert_eq!(cell(Credentials::Masked, "parameters", "pass", "hunter2"), "*****");
    }

    #[test]
    fn cells_of_a_secret_column_are_masked() {
        let shown = |column: &str, text: &str| cell(Credentials::Masked, column, "", text);
        for column in ["password", "access_token", "cs(Cookie)", "cs(Authorization)", "AdminPwd"] {
            assert_eq!(shown(column, "x"), "*****", "{column}");
            assert_eq!(shown(column, "-") + &shown(column, ""), "-", "{column}");
        }
        for column in
            ["\"password\"", "\"\"user password\"\"", "'pwd'", " \"cs(Cookie)\" ", "cs(\"Cookie\")", "\\\"token\\\""]
        {
            assert_eq!(shown(column, "x"), "*****", "{column}");
        }
        for column in ["user", "\"user\"", "\"", "cs(Referer)", "PasswordExpired", "BackEndCookie"] {
            assert_eq!(shown(column, "x"), "x", "{column}");
        }
    }

    #[test]
    fn overlapping_credentials_are_masked_once() {
        let shown = |text: &[u8]| with(Credentials::Masked, |mask| mask.text(text));
        assert_eq!(shown(b"AUTH PLAIN c2VjcmV0 c2VjcmV0"), "AUTH PLAIN *****");
        assert_eq!(shown(b"500 AUTH PLAIN c2VjcmV0, not c2VjcmV0!"), "500 AUTH PLAIN *****, not *****!");
        assert_eq!(shown(b"\"AUTH PLAIN \xE9"), "\"AUTH PLAIN *****");
    }

    #[test]
    fn a_credential_that_a_mail_program_broke_is_masked() {
        let shown = |text: &str| with(Credentials::Masked, |mask| mask.text(text.as_bytes()));
        assert_eq!(shown("?password=hunt\ner2&x=1"), "?password=*****&x=1");
        assert_eq!(shown("Password:\r\nhunter2"), "Password:\r\n*****");
        assert_eq!(shown("Password\nfor ann: hunter2"), "Password\nfor ann: *****");
        assert_eq!(shown("two\nlines"), "two\nlines");
    }

    #[test]
    fn names_without_credentials_do_not_change() {
        let shown = |name: &str| {
            let masked = with(Credentials::Masked, |mask| mask.name(name.as_bytes()));
            assert_eq!(with(Credentials::Masked, |mask| mask.composed(name)), masked);
            assert_eq!(masked_name(name), masked.as_str());
            masked
        };
        for (name, masked) in [
            ("AUTH PLAIN c2VjcmV0", "AUTH PLAIN *****"),
            ("x AUTH LOGIN c2VjcmV0", "x AUTH LOGIN *****"),
            ("/owa?password=hunter2&x=1", "/owa?password=*****&x=1"),
            ("Bearer eyJ0eXAi.x", "Bearer *****"),
        ] {
            assert_eq!(shown(name), masked);
        }
        for name in [
            "",
            "EX01\\Default Frontend EX01",
            "[2001:db8::1]:25",
            "08DE70D52F659501",
            "50012AbCdEfG",
            "<auth.1234@contoso.com>",
            "server:<EX01> service:<FrontEndTransport> log:receive",
            "CN=mail.contoso.com, O=Contoso+OU=IT",
        ] {
            assert_eq!(shown(name), name);
        }
    }
}
