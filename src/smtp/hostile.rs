//! Every parser of this layer, fed with bytes that nobody would write.
//!
//! Bytes at random seldom get past a parser's first test. So a line is put together from pieces of real lines, cut and
//! mixed with random bytes; [`line`] is what the tests of `exchange` use as well, with pieces of their own.

use proptest::collection::vec;
use proptest::prelude::*;

use super::*;

/// Lines of pieces and random bytes.
pub(crate) fn line(pieces: &'static [&'static str]) -> impl Strategy<Value = Vec<u8>> {
    let piece = (prop::sample::select(pieces), any::<prop::sample::Index>()).prop_map(|(piece, end)| {
        // Half of the pieces are whole, the others are cut anywhere.
        let end = end.index(piece.len() * 2).min(piece.len());
        piece.as_bytes().get(..end).unwrap_or_default().to_vec()
    });
    let random = vec(any::<u8>(), 0..4);
    vec(prop_oneof![4 => piece, 1 => random], 0..12).prop_map(|parts| parts.concat())
}

const PIECES: &[&str] = &[
    "MAIL",
    "RCPT",
    "BDAT",
    "EHLO",
    "AUTH",
    "X-EXPS",
    "XPROXYFROM",
    " ",
    "\t",
    "FROM:",
    "TO:",
    "<",
    ">",
    "\"",
    "\\",
    "@",
    ",",
    ":",
    "a@contoso.com",
    "SIZE=",
    "AUTH=<>",
    "=",
    "18446744073709551616",
    "2048",
    " LAST",
    "[",
    "]",
    "IPv6:",
    "PLAIN ",
    "YW5uYQ==",
    "250",
    "550",
    "-",
    "#",
    "5.7.1",
    "4.4.317",
    ".",
    "5",
    "\u{fc}",
];

proptest! {
    #[test]
    fn no_line_is_too_odd(line in line(PIECES)) {
        let command = Command::parse(&line);
        prop_assert!(command.argument.len() <= line.len());
        let mail = MailArgument::parse(command.argument);
        let _ = (mail.size(), mail.auth(), mail.body(), mail.path.domain(), mail.path.is_null());
        prop_assert!(mail.parameters().count() <= line.len());
        let recipient = RcptArgument::parse(command.argument);
        let _ = (recipient.path.domain(), recipient.parameters().count());
        let _ = (Chunk::parse(command.argument), ClientName::parse(command.argument));
        let _ = (AuthArgument::parse(command.argument), Status::parse(&line), Status::split(&line));
    }

    #[test]
    fn a_secret_lies_within_the_line(line in line(PIECES)) {
        if let Some(secret) = secret(&line) {
            let masked = line.get(secret).expect("a range of the line");
            prop_assert!(!masked.is_empty());
        }
    }

    #[test]
    fn a_reply_keeps_its_text(line in line(PIECES)) {
        if let Some(reply) = Reply::parse(&line) {
            prop_assert!((200..=599).contains(&reply.code));
            prop_assert!(line.trim_ascii_end().ends_with(reply.text));
        }
    }
}
