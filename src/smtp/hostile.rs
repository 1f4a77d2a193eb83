//! Every parser of this layer against input that no well-behaved client or server sends.
//!
//! Random bytes rarely get past a parser's first comparison. So lines are made of pieces of real lines, some of them
//! cut, mixed with random bytes. The tests of `exchange` use [`line`] as well, with pieces of their own.

use core::ops::Range;
use proptest::collection::vec;
use proptest::prelude::*;

use super::*;
use crate::bytes::{first_word, words};

/// Lines made of pieces and random bytes.
pub(crate) fn line(pieces: &'static [&'static str]) -> impl Strategy<Value = Vec<u8>> {
    let piece = (prop::sample::select(pieces), any::<prop::sample::Index>()).prop_map(|(piece, end)| {
        // Half of the pieces are whole, the others cut at any byte.
        let end = end.index(piece.len() * 2).min(piece.len());
        piece.as_bytes().get(..end).unwrap_or_default().to_vec()
    });
    let random = vec(any::<u8>(), 0..4);
    vec(prop_oneof![4 => piece, 1 => random], 0..12).prop_map(|parts| parts.concat())
}

/// Lines that begin like a real one, so that what follows is parsed at all.
pub(crate) fn line_after(
    beginnings: &'static [&'static str],
    pieces: &'static [&'static str],
) -> impl Strategy<Value = Vec<u8>> {
    (prop::sample::select(beginnings), line(pieces)).prop_map(|(start, rest)| [start.as_bytes(), &rest].concat())
}

const CREDENTIALS: &[&str] =
    &["AUTH PLAIN ", "AUTH ", "X-EXPS NTLM ", "PASS ", "APOP a ", "a1 LOGIN ", "AUTHINFO PASS ", "334 ", "500 5.5.1 "];

const REPLIES: &[&str] = &["250 ", "250-", "550 5.7.1 ", "451-4.4.0 ", "550 #5.1.1 "];

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

/// The bytes of a text, where it is in memory.
fn place(text: &[u8]) -> Range<usize> {
    let Range { start, end } = text.as_ptr_range();
    start.addr()..end.addr()
}

/// Whether the parts are pieces of the text, in their order and without an overlap. An empty part may be anywhere.
pub(crate) fn are_pieces_of(text: &[u8], parts: &[&[u8]]) -> bool {
    let within = place(text);
    let mut end = within.start;
    parts.iter().filter(|part| !part.is_empty()).map(|part| place(part)).all(|part| {
        let follows = part.start >= end && part.end <= within.end;
        end = part.end;
        follows
    })
}

/// Whether a range covers all of a credential: it has text, ends where the line does, and what is left of the line
/// has no credential.
pub(crate) fn hides_all(line: &[u8], secret: &Range<usize>, find: impl Fn(&[u8]) -> Option<Range<usize>>) -> bool {
    let ends = secret.end == line.trim_ascii_end().len();
    ends && !secret.is_empty() && line.get(..secret.start).is_some_and(|visible| find(visible).is_none())
}

proptest! {
    #[test]
    fn a_command_is_its_verb_and_its_argument(line in line(PIECES)) {
        let command = Command::parse(&line);
        let (word, argument) = first_word(&line);
        prop_assert!(are_pieces_of(&line, &[word, command.argument]));
        prop_assert!(command.verb == Verb::Other || command.verb.name().as_bytes().eq_ignore_ascii_case(word));
        prop_assert!(words(command.argument).eq(words(argument)), "a word is lost");
    }

    #[test]
    fn a_known_command_or_a_reply_is_not_another_protocol(line in prop_oneof![line(PIECES), line_after(REPLIES, PIECES)]) {
        let is_smtp = Command::parse(&line).verb != Verb::Other || Reply::parse(&line).is_some();
        prop_assert!(!is_smtp || ForeignProtocol::of(&line).is_none());
    }

    #[test]
    fn a_path_and_its_parameters_are_pieces_of_the_argument(argument in line(PIECES)) {
        let mail = MailArgument::parse(&argument);
        let mut parts = vec![mail.path.route, mail.path.address];
        for parameter in mail.parameters() {
            prop_assert!(!parameter.keyword.contains(&b'='));
            parts.extend([parameter.keyword, parameter.value.unwrap_or_default()]);
        }
        prop_assert!(are_pieces_of(&argument, &parts), "{parts:?}");
        prop_assert!(are_pieces_of(&argument, &[RcptArgument::parse(&argument).path.address]));
        if let Some(ClientName { name, literal }) = ClientName::parse(&argument) {
            prop_assert!(are_pieces_of(&argument, &[name]) && are_pieces_of(name, &[literal.unwrap_or_default()]));
        }
    }

    #[test]
    fn numbers_are_read_as_they_are_written(size in any::<u64>(), last in any::<bool>(), class in 4u8..=5, subject in 0u16..1000, detail in 0u16..1000) {
        let chunk = Chunk::parse(format!("{size}{}", if last { " LAST" } else { "" }).as_bytes());
        prop_assert_eq!(chunk, Some(Chunk { size, last }));
        let status = Status { class, subject, detail };
        let text = format!("{status} x");
        prop_assert_eq!(Status::split(text.as_bytes()), Some((status, &b" x"[..])));
    }

    #[test]
    fn no_part_of_a_credential_is_left(line in line_after(CREDENTIALS, PIECES)) {
        if let Some(range) = secret(&line) {
            prop_assert!(hides_all(&line, &range, secret));
            prop_assert!(words(&line[..range.start]).count() <= 2, "more than a verb and a mechanism is left");
        }
        if let Some(range) = password(&line) {
            prop_assert!(hides_all(&line, &range, password));
        }
        if let Some(range) = challenge(&line) {
            prop_assert_eq!(line[..range.start].trim_ascii_end(), b"334");
        }
        let quoted = quoted_secrets(&line);
        prop_assert!(quoted.iter().all(|range| !range.is_empty() && range.end <= line.len()), "{quoted:?}");
    }

    #[test]
    fn a_reply_reads_back_the_same(line in prop_oneof![line(PIECES), line_after(REPLIES, PIECES)]) {
        if let Some(reply) = Reply::parse(&line) {
            prop_assert!((200..=599).contains(&reply.code) && are_pieces_of(&line, &[reply.text]));
            let sign = if reply.continued { '-' } else { ' ' };
            let status = reply.status.map(|status| format!("{status} ")).unwrap_or_default();
            let again = [format!("{}{sign}{status}", reply.code).as_bytes(), reply.text].concat();
            prop_assert_eq!(Reply::parse(&again), Some(reply));
        }
    }
}
