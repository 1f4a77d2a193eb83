//! Arguments of MAIL, RCPT and BDAT, and the client name in EHLO and HELO.
//!
//! The grammar is that of RFC 5321, 4.1.2, but more is accepted: clients put blanks after the colon, omit the angle
//! brackets or the closing one, and an administrator who looks for the sender wants the address in all of these cases.
//! The trap is the quoted local part: the bracket and the blank in `"a> b"@contoso.com` do not end the path.

use crate::bytes::{decimal, first_word, split_once, strip_prefix, words};

/// A reverse-path or forward-path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Path<'a> {
    /// The mailbox, `anna@contoso.com`, without brackets and source route. Empty for the null sender `<>` of notifications, to which
    /// no notification may be sent.
    pub address: &'a [u8],
    /// The source route, `@a.example,@b.example`; empty without one. It is obsolete (RFC 5321, appendix C).
    pub route: &'a [u8],
}

impl<'a> Path<'a> {
    /// Reads the path at the start of a text, and returns the rest.
    fn split(text: &'a [u8]) -> (Path<'a>, &'a [u8]) {
        let text = text.trim_ascii();
        let (inner, rest) = match text.strip_prefix(b"<") {
            Some(inner) => bracketed(inner),
            None => split_unquoted(text, |byte| byte.is_ascii_whitespace()),
        };
        (Path::without_route(inner.trim_ascii()), rest)
    }

    fn without_route(inner: &'a [u8]) -> Path<'a> {
        match split_once(inner, b":") {
            Some((route, address)) if route.starts_with(b"@") => Path { address, route },
            _ => Path { address: inner, route: &inner[..0] },
        }
    }
}

/// The text up to the closing bracket; without one, up to the next blank.
fn bracketed(inner: &[u8]) -> (&[u8], &[u8]) {
    match split_unquoted(inner, |byte| byte == b'>') {
        (path, rest) if !rest.is_empty() => (path, rest.get(1..).unwrap_or_default()),
        _ => split_unquoted(inner, |byte| byte.is_ascii_whitespace()),
    }
}

/// Splits before the first byte outside a quoted string that `ends` accepts; an unclosed quoted string does not count.
fn split_unquoted(text: &[u8], ends: impl Fn(u8) -> bool) -> (&[u8], &[u8]) {
    let mut quoted = false;
    let mut escaped = false;
    for (position, byte) in text.iter().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            byte if !quoted && ends(*byte) => return text.split_at(position),
            _ => {}
        }
    }
    match text.iter().position(|byte| ends(*byte)) {
        Some(position) if quoted => text.split_at(position),
        _ => (text, &[]),
    }
}

/// A parameter of MAIL or RCPT: `SIZE=1000`, `SMTPUTF8`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parameter<'a> {
    /// The keyword as the client wrote it.
    pub keyword: &'a [u8],
    /// The text after `=` as on the wire (xtext is not decoded); `None` without `=`.
    pub value: Option<&'a [u8]>,
}

/// The parameters in a text, in their order.
fn parameters(text: &[u8]) -> impl Iterator<Item = Parameter<'_>> {
    words(text).map(|word| match split_once(word, b"=") {
        Some((keyword, value)) => Parameter { keyword, value: Some(value) },
        None => Parameter { keyword: word, value: None },
    })
}

/// The argument of MAIL: `FROM:<anna@contoso.com> SIZE=1000 BODY=8BITMIME`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MailArgument<'a> {
    /// The sender.
    pub path: Path<'a>,
    rest: &'a [u8],
}

impl<'a> MailArgument<'a> {
    /// Reads the text after the verb. Without `FROM:` all of it is read as path and parameters.
    pub fn parse(argument: &'a [u8]) -> MailArgument<'a> {
        let (path, rest) = Path::split(after_keyword(argument, b"FROM"));
        MailArgument { path, rest }
    }

    /// All parameters, in their order.
    pub fn parameters(&self) -> impl Iterator<Item = Parameter<'a>> + use<'a> {
        parameters(self.rest)
    }

    /// The value of the first parameter of that name, compared without case.
    pub fn parameter(&self, keyword: &str) -> Option<&'a [u8]> {
        let mut named = self.parameters().filter(|known| known.keyword.eq_ignore_ascii_case(keyword.as_bytes()));
        named.next()?.value
    }

    /// The declared size in bytes (RFC 1870).
    pub fn size(&self) -> Option<u64> {
        decimal(self.parameter("SIZE")?)
    }
}

/// The argument of RCPT: `TO:<anna@contoso.com> NOTIFY=NEVER`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RcptArgument<'a> {
    /// The recipient.
    pub path: Path<'a>,
}

impl<'a> RcptArgument<'a> {
    /// Reads the text after the verb. Without `TO:` all of it is read as path and parameters.
    pub fn parse(argument: &'a [u8]) -> RcptArgument<'a> {
        let (path, _) = Path::split(after_keyword(argument, b"TO"));
        RcptArgument { path }
    }
}

/// The argument after `FROM:` or `TO:`; unchanged if the keyword is missing.
fn after_keyword<'a>(argument: &'a [u8], keyword: &[u8]) -> &'a [u8] {
    let rest = strip_prefix(argument.trim_ascii_start(), keyword).map(<[u8]>::trim_ascii_start);
    rest.and_then(|rest| rest.strip_prefix(b":")).unwrap_or(argument)
}

/// The argument of BDAT: `2048 LAST` (RFC 3030, 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chunk {
    /// Bytes of message data that follow the command.
    pub size: u64,
    /// Whether it is the last chunk of the message.
    pub last: bool,
}

impl Chunk {
    /// Reads the text after the verb; `None` without a size.
    pub fn parse(argument: &[u8]) -> Option<Chunk> {
        let (size, rest) = first_word(argument);
        Some(Chunk { size: decimal(size)?, last: rest.eq_ignore_ascii_case(b"LAST") })
    }
}

/// The argument of EHLO or HELO: the name that the client gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientName<'a> {
    /// The whole argument, since some devices send names with blanks.
    pub name: &'a [u8],
    /// The address inside an address literal: `192.0.2.1` of `[192.0.2.1]`, `2001:db8::1` of `[IPv6:2001:db8::1]`.
    pub literal: Option<&'a [u8]>,
}

impl<'a> ClientName<'a> {
    /// Reads the text after the verb; `None` if there is none.
    pub fn parse(argument: &'a [u8]) -> Option<ClientName<'a>> {
        let name = argument.trim_ascii();
        let inner = name.strip_prefix(b"[").and_then(|inner| inner.strip_suffix(b"]"));
        let literal = inner.map(|inner| strip_prefix(inner, b"IPv6:").unwrap_or(inner));
        (!name.is_empty()).then_some(ClientName { name, literal })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sender(argument: &[u8]) -> &[u8] {
        MailArgument::parse(argument).path.address
    }

    #[test]
    fn finds_the_address_in_every_spelling() {
        for argument in [
            &b"FROM:<anna@contoso.com>"[..],
            b"FROM:<anna@contoso.com> SIZE=10",
            b"from: <anna@contoso.com>",
            b"FROM : < anna@contoso.com >",
            b"FROM:anna@contoso.com SIZE=10",
            b"FROM:<anna@contoso.com SIZE=10",
            b"FROM:<@a.example,@b.example:anna@contoso.com>",
            b"<anna@contoso.com>",
            b"FROM:<anna@contoso.com>SIZE=10",
        ] {
            assert_eq!(sender(argument), b"anna@contoso.com", "{}", argument.escape_ascii());
        }
    }

    #[test]
    fn a_quoted_local_part_ends_nothing() {
        assert_eq!(sender(br#"FROM:<"a> b"@contoso.com> SIZE=1"#), br#""a> b"@contoso.com"#);
        assert_eq!(sender(br#"FROM:"a b"@contoso.com SIZE=1"#), br#""a b"@contoso.com"#);
        assert_eq!(sender(br#"FROM:<"a\"> b"@contoso.com>"#), br#""a\"> b"@contoso.com"#);
        // A quote that is never closed is only a byte.
        assert_eq!(sender(br#"FROM:<a"b@contoso.com> SIZE=1"#), br#"a"b@contoso.com"#);
    }

    #[test]
    fn the_null_sender_is_empty() {
        let mail = MailArgument::parse(b"FROM:<> SIZE=18019");
        assert!(mail.path.address.is_empty());
        assert_eq!(mail.size(), Some(18019));
        assert!(MailArgument::parse(b"").path.address.is_empty());
    }

    #[test]
    fn keeps_the_route_apart() {
        let path = MailArgument::parse(b"FROM:<@a.example:anna@contoso.com>").path;
        assert_eq!((path.route, path.address), (&b"@a.example"[..], &b"anna@contoso.com"[..]));
    }

    #[test]
    fn reads_the_parameters_of_mail() {
        let mail = MailArgument::parse(b"FROM:<a@b> SIZE=0 auth=<> BODY=8BITMIME SMTPUTF8 XMESSAGEVALUE=MediumHigh");
        assert_eq!(mail.size(), Some(0));
        assert_eq!(mail.parameter("AUTH"), Some(&b"<>"[..]));
        assert_eq!(mail.parameter("xmessagevalue"), Some(&b"MediumHigh"[..]));
        assert_eq!(mail.parameter("SMTPUTF8"), None);
        let keywords: Vec<_> = mail.parameters().map(|parameter| parameter.keyword).collect();
        assert_eq!(keywords, [&b"SIZE"[..], b"auth", b"BODY", b"SMTPUTF8", b"XMESSAGEVALUE"]);
        assert_eq!(MailArgument::parse(b"FROM:<a@b> SIZE=many").size(), None);
    }

    #[test]
    fn reads_recipients() {
        let recipient = RcptArgument::parse(b"TO:<edv@contoso.com> NOTIFY=NEVER ORCPT=rfc822;edv@contoso.com");
        assert_eq!(recipient.path.address, b"edv@contoso.com");
        assert_eq!(RcptArgument::parse(b"TO:<Postmaster>").path.address, b"Postmaster");
    }

    #[test]
    fn reads_chunks() {
        assert_eq!(Chunk::parse(b"2048 LAST"), Some(Chunk { size: 2048, last: true }));
        assert_eq!(Chunk::parse(b"0 last"), Some(Chunk { size: 0, last: true }));
        assert_eq!(Chunk::parse(b"2048"), Some(Chunk { size: 2048, last: false }));
        assert_eq!(Chunk::parse(b"LAST"), None);
    }

    #[test]
    fn reads_client_names() {
        let literal = |argument| ClientName::parse(argument).and_then(|name| name.literal);
        assert_eq!(ClientName::parse(b" My Scanner ").map(|name| name.name), Some(&b"My Scanner"[..]));
        assert_eq!(literal(b"[192.0.2.1]"), Some(&b"192.0.2.1"[..]));
        assert_eq!(literal(b"[IPv6:2001:db8::1]"), Some(&b"2001:db8::1"[..]));
        assert_eq!(literal(b"srv-app01"), None);
        assert_eq!(ClientName::parse(b""), None);
    }
}
