//! What texts say about a message: its Message-ID and its size.

use super::kind::TextKind;
use super::text::Text;
use super::virtual_server::logged_message_id;
use crate::bytes::decimal;
use crate::exchange::Acceptance;
use crate::exchange::information::{Information, InformationKind};
use crate::smtp::{Command, MailArgument, Reply, Verb};

/// Whether texts of this kind can name a Message-ID.
pub fn names_message_id(kind: TextKind) -> bool {
    use InformationKind::{ReceivingMessage, SendingMessage};
    matches!(
        kind,
        TextKind::Reply { code: 250, .. }
            | TextKind::Answered { verb: Verb::Data | Verb::Bdat, .. }
            | TextKind::Information(ReceivingMessage | SendingMessage)
    )
}

/// The Message-ID that a text names, with its angle brackets; empty if it names none.
pub fn message_id(kind: TextKind, text: Text<'_>) -> &[u8] {
    match kind {
        TextKind::Reply { code: 250, .. } => {
            let taken = Reply::parse(text.data).and_then(|reply| Acceptance::parse(&reply));
            taken.map_or(b"", |taken| taken.message_id)
        }
        TextKind::Information(_) => match Information::parse(text.data, text.context) {
            Information::ReceivingMessage { message_id, .. } | Information::SendingMessage { message_id, .. } => {
                message_id
            }
            _ => b"",
        },
        TextKind::Answered { verb: Verb::Data | Verb::Bdat, .. } => logged_message_id(text.data).unwrap_or_default(),
        _ => b"",
    }
}

/// The size of a message in bytes: as the server counted it, else the sum of its chunks, else as the client declared
/// it.
pub fn message_size(mail: &[u8], reply: Option<Reply<'_>>, chunk_bytes: u64) -> Option<u64> {
    let counted = reply.and_then(|reply| match Acceptance::parse(&reply) {
        Some(taken) => taken.bytes,
        // IIS logs `250 29518 bytes`.
        None => decimal(reply.text.strip_suffix(b" bytes")?),
    });
    let chunks = (chunk_bytes > 0).then_some(chunk_bytes);
    let announced = || MailArgument::parse(Command::parse(mail).argument).size().filter(|&size| size > 0);
    counted.or(chunks).or_else(announced)
}
