//! Lines that are not SMTP: what scanners, browsers and clients of other protocols send to an SMTP port.
//!
//! A server logs such a line like a command, or like a reply where the other side is no SMTP server. How a log writes
//! bytes that are not text differs: as they are, escaped (`\x16\x03\x01`, `\u0016`, `%16`, `<16>`, `^V`), or as
//! hexadecimal digits; [`Opening`] reads them all.

use crate::bytes::{begins_with, contains, first_word};

/// A protocol other than SMTP.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ForeignProtocol {
    /// A TLS or SSL handshake without STARTTLS before it.
    Tls,
    /// A request or response of HTTP, or a header line of one.
    Http,
    /// An HTTP request to connect elsewhere: somebody looks for an open proxy.
    HttpProxy,
    /// SSH.
    Ssh,
    /// SOCKS: somebody looks for an open proxy.
    Socks,
    /// Remote Desktop.
    RemoteDesktop,
    /// Windows file sharing.
    Smb,
    /// SIP or RTSP: telephony and cameras.
    Sip,
    /// POP3; the first commands of FTP are the same.
    Pop3,
    /// IMAP4.
    Imap4,
    /// The header of a message: the client sent it although DATA was not accepted, or without DATA.
    Message,
    /// Bytes that are no text, of an unknown protocol.
    Binary,
}

impl ForeignProtocol {
    /// The protocol of a line that is neither a command nor a reply of SMTP; `None` if it is unknown.
    pub fn of(line: &[u8]) -> Option<ForeignProtocol> {
        let text = line.trim_ascii();
        Opening::of(text).protocol().or_else(|| of_text(text))
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            ForeignProtocol::Tls => "TLS",
            ForeignProtocol::Http => "HTTP",
            ForeignProtocol::HttpProxy => "HTTP proxy request",
            ForeignProtocol::Ssh => "SSH",
            ForeignProtocol::Socks => "SOCKS proxy request",
            ForeignProtocol::RemoteDesktop => "Remote Desktop",
            ForeignProtocol::Smb => "SMB",
            ForeignProtocol::Sip => "SIP or RTSP",
            ForeignProtocol::Pop3 => "POP3 or FTP",
            ForeignProtocol::Imap4 => "IMAP4",
            ForeignProtocol::Message => "message header",
            ForeignProtocol::Binary => "binary data",
        }
    }
}

/// Protocols of text, by their first word or the last.
fn of_text(line: &[u8]) -> Option<ForeignProtocol> {
    let (word, rest) = first_word(line);
    if is_http(line, word, rest) {
        let is_proxied = word.eq_ignore_ascii_case(b"CONNECT") || contains_scheme(rest);
        return Some(if is_proxied { ForeignProtocol::HttpProxy } else { ForeignProtocol::Http });
    }
    let is_any = |names: &[&str]| names.iter().any(|name| name.as_bytes().eq_ignore_ascii_case(word));
    if begins_with(line, b"SSH-") {
        Some(ForeignProtocol::Ssh)
    } else if ends_with_version(rest, b"SIP/") || ends_with_version(rest, b"RTSP/") {
        Some(ForeignProtocol::Sip)
    } else if contains(line, b"mstshash=") {
        Some(ForeignProtocol::RemoteDesktop)
    } else if is_any(POP3) || begins_with(line, b"+OK") || begins_with(line, b"-ERR") {
        Some(ForeignProtocol::Pop3)
    } else if is_imap4(word, rest) {
        Some(ForeignProtocol::Imap4)
    } else if is_any(MESSAGE_HEADERS) {
        Some(ForeignProtocol::Message)
    } else {
        None
    }
}

/// Commands of POP3 (RFC 1939, 2449, 2595) that SMTP does not have.
const POP3: &[&str] = &["USER", "PASS", "APOP", "CAPA", "STLS", "UIDL", "STAT", "RETR", "DELE", "LIST", "TOP"];

/// Commands of IMAP4 (RFC 9051) with which a client begins or ends.
const IMAP4: &[&str] =
    &["LOGIN", "AUTHENTICATE", "CAPABILITY", "STARTTLS", "LOGOUT", "NOOP", "ID", "SELECT", "EXAMINE"];

/// Methods of HTTP (RFC 9110, WebDAV RFC 4918, HTTP/2 RFC 9113).
const METHODS: &[&str] =
    &["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PATCH", "PROPFIND", "PRI"];

/// Header lines that only HTTP has (RFC 9110).
const HTTP_HEADERS: &[&str] = &[
    "Host:",
    "User-Agent:",
    "Accept:",
    "Accept-Encoding:",
    "Accept-Language:",
    "Accept-Charset:",
    "Connection:",
    "Proxy-Connection:",
    "Cookie:",
    "Referer:",
    "Cache-Control:",
    "Content-Length:",
    "Authorization:",
    "Upgrade-Insecure-Requests:",
    "Origin:",
];

/// Header lines of a message (RFC 5322) that HTTP does not have.
const MESSAGE_HEADERS: &[&str] =
    &["Received:", "Return-Path:", "To:", "Cc:", "Subject:", "Message-ID:", "MIME-Version:"];

/// Whether a line is a request, a response, or a header line of HTTP.
fn is_http(line: &[u8], word: &[u8], rest: &[u8]) -> bool {
    let is_one_of = |names: &[&str]| names.iter().any(|name| name.as_bytes().eq_ignore_ascii_case(word));
    // HTTP 0.9 has no version: `GET /`.
    let has_target = ends_with_version(rest, b"HTTP/") || (rest.starts_with(b"/") && !contains(rest, b"RTSP/"));
    (is_one_of(METHODS) && has_target) || begins_with(line, b"HTTP/1.") || is_one_of(HTTP_HEADERS)
}

/// Whether a target names another server: `http://example.com/ HTTP/1.1`.
fn contains_scheme(target: &[u8]) -> bool {
    begins_with(target, b"http://") || begins_with(target, b"https://")
}

/// Whether the last word of a line is a protocol with a version, `HTTP/1.1`.
fn ends_with_version(line: &[u8], protocol: &[u8]) -> bool {
    begins_with(crate::bytes::last_word(line).1, protocol)
}

/// Whether the words are a tag and a command (`a1 LOGIN …`), or the tag of an untagged response (`* OK …`).
fn is_imap4(tag: &[u8], rest: &[u8]) -> bool {
    let (command, _) = first_word(rest);
    let is_tag = tag.len() <= 16 && tag.iter().all(u8::is_ascii_alphanumeric) && tag.iter().any(u8::is_ascii_digit);
    let is_command = IMAP4.iter().any(|name| name.as_bytes().eq_ignore_ascii_case(command));
    let is_response = tag == b"*" && [&b"OK"[..], b"BYE", b"PREAUTH"].contains(&command);
    (is_tag && is_command) || is_response
}

/// The first bytes of a line, whatever notation the log has for bytes that are not text.
struct Opening {
    bytes: [u8; Opening::LENGTH],
    length: usize,
}

impl Opening {
    /// As many as are needed to recognise a protocol.
    const LENGTH: usize = 8;

    fn of(text: &[u8]) -> Opening {
        let mut opening = Opening { bytes: [0; Opening::LENGTH], length: 0 };
        let mut rest = text;
        while let Some((byte, after)) = next_byte(rest) {
            let Some(place) = opening.bytes.get_mut(opening.length) else { break };
            (*place, rest) = (byte, after);
            opening.length += 1;
        }
        match hexadecimal(text) {
            Some(dumped) => dumped,
            None => opening,
        }
    }

    fn bytes(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }

    fn protocol(&self) -> Option<ForeignProtocol> {
        match *self.bytes() {
            // TLS record: handshake, version 3.x (RFC 8446, 5.1).
            [0x16, 3, 0..=4, ..] => Some(ForeignProtocol::Tls),
            // ClientHello of SSL 2.0, which offers a later version (RFC 5246, appendix E.2).
            [0x80..=0xFF, _, 1, 0 | 3, 0..=3, ..] => Some(ForeignProtocol::Tls),
            // SOCKS 4: CONNECT or BIND; SOCKS 5: number of methods, methods (RFC 1928).
            [4, 1 | 2, ..] => Some(ForeignProtocol::Socks),
            [5, 1..=3] | [5, 1..=3, 0..=2, ..] => Some(ForeignProtocol::Socks),
            // TPKT, in which Remote Desktop asks for a connection (RFC 1006).
            [3, 0, 0, ..] => Some(ForeignProtocol::RemoteDesktop),
            // NetBIOS header, then SMB 1 or 2.
            [0, _, _, _, 0x80..=0xFF, b'S', b'M', b'B'] | [0x80..=0xFF, b'S', b'M', b'B', ..] => {
                Some(ForeignProtocol::Smb)
            }
            // What a terminal sends for its keys is a typing error, not another protocol.
            [0x08 | b'\t' | 0x1B, ..] => None,
            [0..=0x1F, ..] => Some(ForeignProtocol::Binary),
            _ => None,
        }
    }
}

/// The first byte of a text in any notation, and the text after it. A byte that the log has replaced, as it is no
/// UTF-8, counts as 0x80.
fn next_byte(text: &[u8]) -> Option<(u8, &[u8])> {
    let hexadecimal = |digits: &[u8], rest| Some((byte_of(digits)?, rest));
    let escaped = match text {
        [b'\\', b'x', high, low, rest @ ..]
        | [b'\\', b'u', b'0', b'0', high, low, rest @ ..]
        | [b'%', high, low, rest @ ..]
        | [b'<', high, low, b'>', rest @ ..]
        | [b'[', high, low, b']', rest @ ..] => hexadecimal(&[*high, *low], rest),
        [b'^', letter @ b'@'..=b'_', rest @ ..] => Some((letter - b'@', rest)),
        [0xEF, 0xBF, 0xBD, rest @ ..] => Some((0x80, rest)),
        [0xC2, byte, rest @ ..] => Some((*byte, rest)),
        [0xC3, byte, rest @ ..] => Some((byte | 0x40, rest)),
        _ => None,
    };
    escaped.or_else(|| text.split_first().map(|(byte, rest)| (*byte, rest)))
}

/// The value of two hexadecimal digits.
fn byte_of(digits: &[u8]) -> Option<u8> {
    u8::from_str_radix(core::str::from_utf8(digits).ok()?, 16).ok()
}

/// The bytes of a TLS record that is written in hexadecimal digits, with or without separators. Other digits may be
/// anything.
fn hexadecimal(text: &[u8]) -> Option<Opening> {
    let text = text.strip_prefix(b"0x").unwrap_or(text);
    let mut digits = text.iter().copied().filter(|byte| !matches!(byte, b' ' | b'-' | b':'));
    let mut opening = Opening { bytes: [0; Opening::LENGTH], length: 0 };
    for place in &mut opening.bytes {
        let (Some(high), Some(low)) = (digits.next(), digits.next()) else { break };
        *place = byte_of(&[high, low])?;
        opening.length += 1;
    }
    (opening.length >= 3 && opening.protocol() == Some(ForeignProtocol::Tls)).then_some(opening)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_protocols_are_recognised() {
        for (line, protocol) in [
            ("GET / HTTP/1.1", ForeignProtocol::Http),
            ("GET /", ForeignProtocol::Http),
            ("get /owa/ http/1.0", ForeignProtocol::Http),
            ("POST /autodiscover/autodiscover.json HTTP/1.1", ForeignProtocol::Http),
            ("Host: 192.0.2.10:25", ForeignProtocol::Http),
            ("user-agent: Mozilla/5.0 zgrab/0.x", ForeignProtocol::Http),
            ("PRI * HTTP/2.0", ForeignProtocol::Http),
            ("HTTP/1.1 400 Bad Request", ForeignProtocol::Http),
            ("CONNECT example.com:443 HTTP/1.1", ForeignProtocol::HttpProxy),
            ("GET http://example.com/ HTTP/1.1", ForeignProtocol::HttpProxy),
            ("SSH-2.0-Go", ForeignProtocol::Ssh),
            ("OPTIONS sip:nm SIP/2.0", ForeignProtocol::Sip),
            ("OPTIONS / RTSP/1.0", ForeignProtocol::Sip),
            ("Cookie: mstshash=Administr", ForeignProtocol::Http),
            ("\x03\0\0/*\u{fffd}\0\0\0\0\0Cookie: mstshash=Administr", ForeignProtocol::RemoteDesktop),
            ("USER anna", ForeignProtocol::Pop3),
            ("CAPA", ForeignProtocol::Pop3),
            ("+OK ready", ForeignProtocol::Pop3),
            ("a1 LOGIN anna x", ForeignProtocol::Imap4),
            ("A0001 capability", ForeignProtocol::Imap4),
            ("* OK IMAP4 ready", ForeignProtocol::Imap4),
            ("Subject: hello", ForeignProtocol::Message),
        ] {
            assert_eq!(ForeignProtocol::of(line.as_bytes()), Some(protocol), "{line}");
            assert!(!protocol.name().is_empty());
        }
    }

    #[test]
    fn bytes_are_recognised_in_every_notation() {
        let tls: [&[u8]; 9] = [
            b"\x16\x03\x01\x02\x00\x01",
            b"\\x16\\x03\\x01\\x02\\x00",
            b"\\u0016\\u0003\\u0001",
            b"%16%03%01",
            b"<16><03><01>",
            b"^V^C^A",
            b"16 03 01 02 00 01",
            b"0x160301020001",
            "\u{fffd}.\x01\x03\x01\0".as_bytes(),
        ];
        for line in tls {
            assert_eq!(ForeignProtocol::of(line), Some(ForeignProtocol::Tls), "{}", line.escape_ascii());
        }
        for (line, protocol) in [
            (&b"\x04\x01\x00\x50\x01\x02\x03\x04"[..], ForeignProtocol::Socks),
            (b"\x05\x01\x00", ForeignProtocol::Socks),
            (b"\x05\x01", ForeignProtocol::Socks),
            (b"\x03\x00\x00\x13\x0e\xe0", ForeignProtocol::RemoteDesktop),
            (b"\x00\x00\x00\xa4\xffSMBr", ForeignProtocol::Smb),
            (b"\x00\x00\x00\xa4\xc3\xbfSMBr", ForeignProtocol::Smb),
            (b"\x01\x02\x03", ForeignProtocol::Binary),
        ] {
            assert_eq!(ForeignProtocol::of(line), Some(protocol), "{}", line.escape_ascii());
        }
    }

    #[test]
    fn commands_replies_and_typing_errors_are_not_foreign() {
        for line in [
            "",
            "QUIT",
            "HELO x",
            "MAIL FROM:<a@contoso.com>",
            "GET",
            "GET mail",
            "PUT x",
            "LOGIN",
            "connect",
            "\x08\x08helo",
            "\x1b[A",
            "250 ok",
            "220 mx.contoso.com ESMTP",
            "<Binary Data>",
            "1603",
            "160301xyz",
            "16034",
            "YW5uYQ==",
            "From the beginning",
            "über",
            "* wildcard",
        ] {
            assert_eq!(ForeignProtocol::of(line.as_bytes()), None, "{line}");
        }
    }
}
