//! Texts of the SMTP dialogue.

use crate::bytes::first_word;
use crate::smtp::{Chunk, Command, MailArgument, RcptArgument, Reply};

/// Reply code of a reply, and whether more lines of it follow (`250-`); 0 if it does not begin with a code.
pub(super) fn reply_code(data: &[u8]) -> (u16, bool) {
    Reply::parse(data).map_or((0, false), |reply| (reply.code, reply.continued))
}

/// The sender in a MAIL command: its address, `<>` for the null reverse-path, empty if the log does not show it: a web page may have
/// taken `<anna@contoso.com>` for a tag, and some servers log the command without what follows it.
pub fn sender(command: &[u8]) -> &[u8] {
    let address = usual_address(command, b"MAIL FROM:<")
        .unwrap_or_else(|| MailArgument::parse(first_word(command).1).path.address);
    if address.is_empty() && memchr::memchr(b'<', command).is_some() { b"<>" } else { address }
}

/// The recipient in a RCPT command.
pub fn recipient(command: &[u8]) -> &[u8] {
    usual_address(command, b"RCPT TO:<").unwrap_or_else(|| RcptArgument::parse(first_word(command).1).path.address)
}

/// The address of a command that is written as nearly all are: with a bracket after these letters, and nothing in the path that
/// takes a parser (a blank, a quoted string, a source route). Every command of a log is read for its address,
/// and this takes a quarter of the time.
fn usual_address<'a>(command: &'a [u8], before: &[u8]) -> Option<&'a [u8]> {
    let inner = command.strip_prefix(before)?;
    let end = inner.iter().position(|byte| *byte <= b' ' || matches!(byte, b'"' | b':' | b'>'))?;
    inner.split_at_checked(end).filter(|(_, rest)| rest.starts_with(b">")).map(|(address, _)| address)
}

/// Size in bytes and LAST flag of a BDAT command.
pub fn chunk(command: &[u8]) -> Option<(u64, bool)> {
    Chunk::parse(Command::parse(command).argument).map(|chunk| (chunk.size, chunk.last))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn an_address_that_is_found_at_once_is_the_one_that_is_parsed(
            path in "[a@.:\"<> \\\\\t\u{e4}]{0,12}",
            rest in "(> SIZE=1|>| |)",
        ) {
            for before in ["MAIL FROM:<", "mail FROM:<", " MAIL FROM:<", "MAIL  FROM:<", "MAIL FROM: <"] {
                let command = alloc::format!("{before}{path}{rest}");
                let usual = usual_address(command.as_bytes(), b"MAIL FROM:<");
                let parsed = MailArgument::parse(first_word(command.as_bytes()).1).path.address;
                prop_assert_eq!(usual.unwrap_or(parsed), parsed, "{}", command);
            }
        }
    }

    #[test]
    fn the_usual_way_to_write_an_address_is_found_at_once() {
        assert_eq!(
            usual_address(b"RCPT TO:<ann@contoso.com> NOTIFY=NEVER", b"RCPT TO:<"),
            Some(&b"ann@contoso.com"[..])
        );
        assert_eq!(usual_address(b"RCPT TO:<@relay.example:ann@contoso.com>", b"RCPT TO:<"), None);
        assert_eq!((sender(b"MAIL FROM:<>"), sender(b"MAIL FROM:<> SIZE=7")), (&b"<>"[..], &b"<>"[..]));
        assert_eq!([sender(b"MAIL FROM:"), sender(b"MAIL"), sender(b"MAIL - ")], [&b""[..], b"", b"-"]);
    }
}
