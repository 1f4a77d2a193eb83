//! Lines of a client that are no known command: nobody can tell whether such a line is a mistyped command or a password.

use super::field::MASKED;
use crate::exchange::{AccessCommand, AccessVerb};
use crate::smtp::{self, ForeignProtocol, Reply, Rewritten, Verb};
use alloc::format;
use alloc::string::String;

/// What is said of a masked text of a client that is no known command.
pub(super) const NO_COMMAND: &str = "no known command";

/// What is said of a masked line of a file that is no entry of a log.
pub(super) const NO_ENTRY: &str = "no entry of a log";

/// What is said of the rest of a line that is longer than what was kept of it.
pub(super) const LONGER: &str = "of a longer line";

/// The mask of a text that may be anything: what it is, and its length in bytes.
pub(super) fn hidden(what: &str, bytes: usize) -> String {
    let unit = if bytes == 1 { "byte" } else { "bytes" };
    format!("{MASKED} ({what}, {bytes} {unit})")
}

/// Commands of SMTP that are not parsed any further: RFC 821, RFC 2033, RFC 2645, RFC 4468, and extensions of Postfix,
/// Sendmail and Exchange 5.5 to 2003.
const SMTP: &[&str] = &[
    "TURN", "ATRN", "SEND", "SOML", "SAML", "LHLO", "BURL", "XCLIENT", "XFORWARD", "XADR", "XSTA", "XCIR", "XGEN",
    "XVRB", "XUSR", "XTRN", "VERB", "ONEX",
];

/// Commands of NNTP (RFC 3977, RFC 4643, RFC 4644, RFC 2980, RFC 4642, RFC 8054).
const NEWS: &[&str] = &[
    "ARTICLE",
    "BODY",
    "HEAD",
    "STAT",
    "GROUP",
    "LAST",
    "NEXT",
    "LIST",
    "LISTGROUP",
    "MODE",
    "NEWGROUPS",
    "NEWNEWS",
    "POST",
    "SLAVE",
    "DATE",
    "OVER",
    "XOVER",
    "HDR",
    "XHDR",
    "XPAT",
    "XGTITLE",
    "XINDEX",
    "XPATH",
    "XROVER",
    "XTHREAD",
    "XREPLIC",
    "XSEARCH",
    "CAPABILITIES",
    "CHECK",
    "TAKETHIS",
    "COMPRESS",
    "XFEATURE",
];

/// Whether a line is no command, no reply and no other protocol that is known.
pub fn is_unknown(line: &[u8]) -> bool {
    let word = crate::bytes::first_word(line).0;
    let is_one_of = |names: &[&str]| names.iter().any(|name| word.eq_ignore_ascii_case(name.as_bytes()));
    !smtp::is_placeholder(line)
        && smtp::Command::parse(line).verb == Verb::Other
        && !is_one_of(SMTP)
        && !is_one_of(NEWS)
        && Reply::parse(line).is_none()
        && AccessCommand::parse(line).verb == AccessVerb::Unknown
        && matches!(ForeignProtocol::of(line), None | Some(ForeignProtocol::Binary))
        && Rewritten::in_command(line).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_replies_and_other_protocols_are_known() {
        for line in [
            "",
            "QUIT",
            "mail from:<ann@contoso.com>",
            "TURN",
            "mode reader",
            "a1 LOGIN ann x",
            "UID FETCH 1 all",
            "250 ok",
            "GET / HTTP/1.1",
            "\x16\x03\x01",
            "XXXX",
            "*****",
        ] {
            assert!(!is_unknown(line.as_bytes()), "{line}");
        }
        for line in ["swordfish", "c3dvcmRmaXNo", "sword fish", "XFOO x", "\x01\x02swordfish", "{\"password\":1}"] {
            assert!(is_unknown(line.as_bytes()), "{line}");
        }
    }
}
