//! Texts of the SMTP dialogue.

use crate::bytes::first_word;
use crate::smtp::{Chunk, Command, MailArgument, RcptArgument, Reply};

/// Reply code of a reply, and whether more lines of it follow (`250-`); 0 if it does not begin with a code.
pub(super) fn reply_code(data: &[u8]) -> (u16, bool) {
    Reply::parse(data).map_or((0, false), |reply| (reply.code, reply.continued))
}

/// The sender in a MAIL command: its address, `<>` for the null reverse-path.
pub fn sender(command: &[u8]) -> &[u8] {
    let path = MailArgument::parse(first_word(command).1).path;
    if path.is_null() { b"<>" } else { path.address }
}

/// The recipient in a RCPT command.
pub fn recipient(command: &[u8]) -> &[u8] {
    RcptArgument::parse(first_word(command).1).path.address
}

/// Size in bytes and LAST flag of a BDAT command.
pub fn chunk(command: &[u8]) -> Option<(u64, bool)> {
    Chunk::parse(Command::parse(command).argument).map(|chunk| (chunk.size, chunk.last))
}
