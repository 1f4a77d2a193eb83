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

mod display_text;
mod field;
mod hidden;
mod line;

pub use display_text::{DisplayText, str_of};
pub use field::{FindSecret, secret_in_command};
pub use hidden::is_hidden;

use crate::archive::{Archive, Credentials};
use crate::bytes::between;
use crate::smtp;
use crate::store::{StringIndex, Strings};
use crate::text::is_blank;
use crate::text::secret::is_secret_name;
use alloc::borrow::Cow;
use alloc::string::String;
use alloc::vec::Vec;
use field::{lossy, masked_after, masked_by, masked_words};

/// Converts text of a log to text that may be displayed.
#[derive(Clone, Copy, Debug)]
pub struct Mask<'a> {
    credentials: Credentials,
    strings: &'a Strings,
}

impl<'a> Mask<'a> {
    /// The mask for an archive.
    pub fn of(archive: &'a Archive) -> Mask<'a> {
        Mask { credentials: archive.credentials, strings: &archive.store.strings }
    }

    fn masks(self) -> bool {
        self.credentials == Credentials::Masked
    }

    /// A field of a log, without the credential in an AUTH command or quoted from one, and without passwords and
    /// tokens.
    pub fn text(self, field: &[u8]) -> DisplayText<'_> {
        self.text_with(field, smtp::secret)
    }

    /// Like [`Mask::text`], for a command in which `find` locates the credential.
    #[inline(never)]
    pub fn text_with(self, field: &[u8], find: FindSecret) -> DisplayText<'_> {
        let masked = if self.masks() { masked_by(field, 0, find) } else { None };
        DisplayText::masked(masked.map_or_else(|| String::from_utf8_lossy(field), Cow::Owned))
    }

    /// A credential in its entirety.
    pub fn credential(self, field: &[u8]) -> DisplayText<'_> {
        DisplayText::masked(if self.masks() { Cow::Borrowed(field::MASKED) } else { String::from_utf8_lossy(field) })
    }

    /// A text without a credential that it repeats as a word.
    pub fn without<'t>(self, text: DisplayText<'t>, credential: &[u8]) -> DisplayText<'t> {
        if !self.masks() {
            return text;
        }
        masked_words(text.as_bytes(), credential).map_or(text, |masked| DisplayText::masked(Cow::Owned(masked)))
    }

    /// A name, an address, an id or another short value.
    pub fn name(self, name: &[u8]) -> DisplayText<'_> {
        self.text(name)
    }

    /// Like [`Mask::name`], for a value composed of text of the log.
    pub fn composed<'t>(self, text: impl Into<Cow<'t, str>>) -> DisplayText<'t> {
        self.composed_text(text.into())
    }

    #[inline(never)]
    fn composed_text(self, text: Cow<'_, str>) -> DisplayText<'_> {
        let masked = if self.masks() { masked_by(text.as_bytes(), 0, smtp::secret) } else { None };
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
        self.name(self.strings.get(index))
    }

    /// A cell of a row. `column` is the name of its column, which may be that of a password; `before` is the previous
    /// cell: POP3 and IMAP4 logs have a command in one cell and its arguments in the next.
    pub fn cell<'t>(self, column: &[u8], before: &[u8], cell: &'t [u8]) -> DisplayText<'t> {
        if is_secret_name(inner_name(column)) && !is_blank(cell) {
            return self.credential(cell);
        }
        let argument = if self.masks() { masked_after(before, cell) } else { None };
        argument.map_or_else(|| self.text(cell), |masked| DisplayText::masked(Cow::Owned(masked)))
    }

    /// A line of a file. NUL bytes are removed: between letters, as in UTF-16 inside a file that is not UTF-16, they
    /// would hide a credential from this code but not from a person.
    pub fn line(self, line: &[u8]) -> DisplayText<'static> {
        let line: Vec<u8> = line.iter().copied().filter(|&byte| byte != 0).collect();
        DisplayText::masked(Cow::Owned(if self.masks() { line::masked(&line) } else { lossy(&line) }))
    }
}

/// The name of a header in the name of a W3C column: `Cookie` in `cs(Cookie)`.
fn inner_name(column: &[u8]) -> &[u8] {
    between(column, b"(", b")").unwrap_or(column)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with<'t>(credentials: Credentials, display: impl FnOnce(Mask<'_>) -> DisplayText<'t>) -> String {
        String::from(display(Mask { credentials, strings: &Strings::default() }).as_str())
    }

    #[test]
    fn credentials_in_lines_are_masked() {
        let shown = |line: &str| with(Credentials::Masked, |mask| mask.line(line.as_bytes()));
        assert_eq!(shown("t,c,s,1,<,AUTH PLAIN c2VjcmV0,x,y"), "t,c,s,1,<,AUTH PLAIN *****,x,y");
        assert_eq!(shown("t,c,s,1,<,\"NOOP\nAUTH PLAIN c2Vjcm"), "t,c,s,1,<,\"NOOP\nAUTH PLAIN *****");
        assert_eq!(shown("t,c,s,1,<,c2VjcmV0,x,y"), "t,c,s,1,<,*****,x,y", "a response");
        assert_eq!(shown("t,c,s,1,>,YW5uYQ=="), "t,c,s,1,>,*****", "a response in a send log");
        assert_eq!(shown("t,OutBound,s,1,<,QUIT,x,y"), "t,OutBound,s,1,<,QUIT,x,y");
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
        assert_eq!(with(shown, |mask| mask.cell(b"parameters", b"pass", b"hunter2")), "hunter2");
        assert_eq!(with(Credentials::Masked, |mask| mask.cell(b"parameters", b"pass", b"hunter2")), "*****");
    }

    #[test]
    fn cells_of_a_secret_column_are_masked() {
        let shown = |column: &str, cell: &str| {
            with(Credentials::Masked, |mask| mask.cell(column.as_bytes(), b"", cell.as_bytes()))
        };
        for column in ["password", "access_token", "cs(Cookie)", "cs(Authorization)", "AdminPwd"] {
            assert_eq!(shown(column, "x"), "*****", "{column}");
            assert_eq!(shown(column, "-") + &shown(column, ""), "-", "{column}");
        }
        for column in ["user", "cs(Referer)", "PasswordExpired", "BackEndCookie"] {
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
